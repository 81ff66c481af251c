// SPDX-License-Identifier: BSL-1.0
// Rounding in decimal, by a named rule, decided on the exact value.
#pragma once

#include <cstdint>

#include <prowess/detail/wide_integer.hpp>
#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {

/// Which neighbour a number goes to that lies between two.
enum class rounding_rule : std::uint8_t {
  half_away,  ///< the nearer one; from the middle away from zero: 2.5 to 3, -2.5 to -3
  half_even,  ///< the nearer one; from the middle to the even digit: 2.5 to 2, 3.5 to 4
  up,         ///< towards plus infinity, as ceil does: 2.1 to 3, -2.9 to -2
  down,       ///< towards minus infinity, as floor does: 2.9 to 2, -2.1 to -3
  none        ///< left as it is
};

/// How to round. Round once, at the edge: 34.46 to one digit and then to none is 35, and 34.46 is not.
struct rounding {
  int digits = 0;                              ///< decimals to keep; -1 rounds to tens. Beyond 100 and -100 they count as these
  rounding_rule how = rounding_rule::half_away;  ///< what happens in the middle, or always
};

namespace detail {
/// The same integer; unknown only if it does not fit.
template <int Limbs> [[nodiscard]] constexpr exact exact_of(const wide_integer<Limbs>& x) noexcept {
  exact value = window(x);
  if (x.size > 2) {
    value = 0;
    for (int i = x.size; i-- > 0;) value = value * (std::int64_t{1} << 32) + x.limb[i];
  }
  return value;
}
/// 10^n, for n from 0 to 154.
[[nodiscard]] constexpr exact power_of_ten(int n) noexcept {
  exact power = 1;
  for (; n >= 18; n -= 18) power *= std::int64_t{1'000'000'000'000'000'000};
  std::int64_t rest = 1;
  for (; n > 0; --n) rest *= 10;
  return power * rest;
}
}  // namespace detail

/// The multiple of 10^-digits that the rule names; unknown if `x` is, or if a step beyond 512 bits would be needed.
///
///     static_assert(rounded(exact::ratio(8, 3), {.digits = 2}) == 2.67);
[[nodiscard]] constexpr exact rounded(const exact& x, rounding to = {}) noexcept {
  if (to.how == rounding_rule::none || !x.known()) return x;
  const exact unit = detail::power_of_ten(to.digits > 100 || to.digits < -100 ? 100 : to.digits < 0 ? -to.digits : to.digits);
  const exact scaled = to.digits < 0 ? x / unit : x * unit;
  if (!scaled.known()) return scaled;
  const auto [below, rest] = detail::divide(scaled.numerator(), scaled.denominator());  // of the magnitude
  if (rest.size == 0) return x;
  const auto half = detail::shift_left<17>(rest, 1) <=> detail::shift_left<17>(scaled.denominator(), 0);
  const bool nearer = half > 0 || (half == 0 && (to.how == rounding_rule::half_away || below.limb[0] % 2 != 0));
  const bool further = to.how == rounding_rule::up ? !x.negative() : to.how == rounding_rule::down ? x.negative() : nearer;
  const exact magnitude = detail::exact_of(below) + (further ? 1 : 0);
  const exact whole = x.negative() ? -magnitude : magnitude;
  return to.digits < 0 ? whole * unit : whole / unit;
}

/// The double nearest to the rounded value of the decimal that `x` stands for (the decimal rule of `exact`): 2.675, which as a
/// binary fraction is less, is half way to 2.68. Domain: every double. Infinities, NaN and what is beyond 2^512 (an integer
/// already) return themselves. Cost: 0.5 to 1 us.
///
///     static_assert(rounded(2.675, {.digits = 2}) == 2.68);
[[nodiscard]] constexpr double rounded(double x, rounding to = {}) noexcept {
  if (to.how == rounding_rule::none) return x;
  if (x != 0 && x > -1e-130 && x < 1e-130) {  // far below half a unit, and `exact` cannot hold all of these
    const exact away = rounded(exact{x < 0 ? -1 : 1} / 1000 / (to.digits > 0 ? detail::power_of_ten(to.digits > 100 ? 100 : to.digits) : exact{1}), to);
    return away.to_double();
  }
  const exact result = rounded(exact{x}, to);
  if (result.known()) return result.to_double();
  return to.digits < 0 && x > -1 && x < 1 ? rounded(x < 0 ? -1e-3 : 1e-3, to) : x;  // a long fraction, far below half a unit
}

}  // namespace prowess::v0
