// SPDX-License-Identifier: BSL-1.0
// An exact number: what decides whether a score is at a cut where rounding leaves it open.
#pragma once

#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>

#include <prowess/detail/wide_integer.hpp>

namespace prowess::inline v0 {

/// A rational number, always in lowest terms, whose numerator and denominator have at most 512 bits each.
///
/// What does not fit, a quotient by zero and a number that is not finite are `unknown`, and so is every result
/// computed from an unknown operand: an answer is exact or it is absent, never a guess. A sum, difference, product or
/// quotient of known numbers is unknown only where its own lowest terms do not fit; intermediate values have the room
/// they need. So whether a result is known depends on the values of the operands, not on how they were computed.
///
/// Everything is usable in constant expressions, allocates nothing and throws nothing. Only integers are computed with:
/// the rounding mode, extended precision and -ffast-math change nothing.
///
/// Cost: 20 to 50 ns per operation while both parts are below 2^31, up to 3 us at 512 bits; about 100 ns to read a
/// two-decimal double. In constant evaluation a term of a weighted mean takes about 1000 steps of clang's 1,048,576.
/// Size: 140 bytes.
///
///     constexpr exact score = exact{0.2} * 1 + exact{0.3} * 3 + exact{0.5} * 3;
///     static_assert(score == 2.6);                      // with double: 2.5999999999999996
///     static_assert(!(exact{1} / 0).known());
class exact {
  static constexpr int limbs = 16;
  using integer = detail::wide_integer<limbs>;
  using wide = detail::wide_integer<2 * limbs + 1>;  // holds the sum of two products

 public:
  /// Zero.
  constexpr exact() noexcept = default;

  /// The integer `value`.
  template <std::integral Integer>
    requires(sizeof(Integer) <= sizeof(std::uint64_t))
  constexpr exact(Integer value) noexcept
    : numerator_{value < 0 ? magnitude(static_cast<std::int64_t>(value)) : static_cast<std::uint64_t>(value)}, negative_{value < 0} {}

  /// The number that the author of `value` wrote: the decimal rule.
  ///
  /// A weight written 0.3 is stored as 0.299999999999999988897769753748..., because no double is three tenths. Taken
  /// literally, the weights 0.2, 0.3 and 0.5 would not total 1, and with the ratings 1, 3 and 3 they would miss the cut
  /// 2.6. So a double stands for the shortest decimal that reads back as it: d / 10^k with the smallest k from 0 to 22
  /// for which an integer d of at most 2^53 exists (of several the nearest, of two equally near the even one). This
  /// returns every decimal of up to 15 significant digits and up to 22 decimals as it was written.
  ///
  /// A double without such a decimal was computed, not written (0.1 + 0.2 needs 17 digits), or is very small or large:
  /// it stands for the binary fraction it is, and is unknown if that does not fit (below about 1e-138, from 2^512 on).
  /// Integers are themselves; both zeros are zero; infinities and NaN are unknown.
  ///
  /// A float is converted to double first, so 0.1f is 0.100000001490116...: keep written numbers in double.
  constexpr exact(double value) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const int field = static_cast<int>(bits >> 52 & 0x7ff);
    std::uint64_t mantissa = bits & ((std::uint64_t{1} << 52) - 1);
    if (field != 0) mantissa |= std::uint64_t{1} << 52;
    if (mantissa == 0) return;

    const int zeros = std::countr_zero(mantissa);
    const int exponent = (field == 0 ? 1 : field) - 1075 + zeros;
    if (field == 0x7ff || exponent < -511 || exponent + 53 - zeros > 512)
      *this = unknown();
    else if (exponent >= 0)
      numerator_ = detail::shift_left<limbs>(integer{mantissa >> zeros}, exponent);
    else if (!find_decimal(mantissa, -exponent + zeros)) {
      numerator_ = mantissa >> zeros;
      denominator_ = detail::shift_left<limbs>(integer{1}, -exponent);
    }
    negative_ = known() && bits >> 63 != 0;
  }

  /// p / q; unknown if q is zero.
  [[nodiscard]] static constexpr exact ratio(std::int64_t p, std::int64_t q) noexcept {
    if (q == 0) return unknown();
    const std::uint64_t common = detail::gcd(magnitude(p), magnitude(q));
    return {p != 0 && (p < 0) != (q < 0), magnitude(p) / common, magnitude(q) / common};
  }

  /// The number that is not known.
  [[nodiscard]] static constexpr exact unknown() noexcept { return {false, 0, 0}; }

  /// Whether this is a number.
  [[nodiscard]] constexpr bool known() const noexcept { return denominator_.size != 0; }

  /// The magnitude of the numerator, in lowest terms.
  [[nodiscard]] constexpr const integer& numerator() const noexcept { return numerator_; }
  /// The denominator, in lowest terms; 0 if unknown.
  [[nodiscard]] constexpr const integer& denominator() const noexcept { return denominator_; }
  /// Whether this is below zero.
  [[nodiscard]] constexpr bool negative() const noexcept { return negative_; }

  /// The double nearest to this number, ties to even (correctly rounded); NaN if unknown.
  [[nodiscard]] constexpr double to_double() const noexcept {
    if (!known()) return std::bit_cast<double>(std::uint64_t{0x7ff8} << 48);
    if (numerator_.size == 0) return 0;
    // A quotient of 55 or 56 bits has two bits to spare; its last bit also stands for everything below it.
    const int shift = 55 + detail::bit_width(denominator_) - detail::bit_width(numerator_);
    const auto [quotient, rest] = detail::divide(detail::shift_left<limbs + 2>(numerator_, shift > 0 ? shift : 0),
                                                 detail::shift_left<limbs>(denominator_, shift < 0 ? -shift : 0));
    const auto rounded = static_cast<double>(detail::window(quotient) | (rest.size != 0 ? 1u : 0u));
    const auto scale = std::bit_cast<double>(static_cast<std::uint64_t>(1023 - shift) << 52);
    return negative_ ? -rounded * scale : rounded * scale;
  }

  /// The number with the other sign.
  [[nodiscard]] constexpr exact operator-() const noexcept {
    exact result = *this;
    result.negative_ = !negative_ && numerator_.size != 0;
    return result;
  }

  /// The sum.
  /// Source: Knuth, The Art of Computer Programming, volume 2, section 4.5.1: only a divisor of the denominators' common
  /// part can be left to cancel, which keeps the numbers whose greatest common divisor is taken small.
  [[nodiscard]] friend constexpr exact operator+(const exact& x, const exact& y) noexcept {
    if (!x.known() || !y.known()) return unknown();
    if (x.is_small() && y.is_small()) return ratio(x.p() * y.q() + y.p() * x.q(), x.q() * y.q());
    const integer common = detail::gcd(x.denominator_, y.denominator_);
    const integer x_rest = detail::divide(x.denominator_, common).quotient;
    const integer y_rest = detail::divide(y.denominator_, common).quotient;
    const auto x_part = x.numerator_ * y_rest;
    const auto y_part = y.numerator_ * x_rest;
    const bool x_larger = x_part >= y_part;
    const wide total = x.negative_ == y.negative_ ? x_part + y_part : x_larger ? x_part - y_part : y_part - x_part;
    const integer shared = detail::gcd(common, detail::divide(total, common).remainder);
    return from_parts(x_larger ? x.negative_ : y.negative_, detail::divide(total, shared).quotient,
                      x_rest * detail::divide(y.denominator_, shared).quotient);
  }

  /// The difference.
  [[nodiscard]] friend constexpr exact operator-(const exact& x, const exact& y) noexcept { return x + -y; }

  /// The product.
  [[nodiscard]] friend constexpr exact operator*(const exact& x, const exact& y) noexcept {
    if (!x.known() || !y.known()) return unknown();
    if (x.is_small() && y.is_small()) return ratio(x.p() * y.p(), x.q() * y.q());
    const integer one = detail::gcd(x.numerator_, y.denominator_);
    const integer other = detail::gcd(y.numerator_, x.denominator_);
    return from_parts(x.negative_ != y.negative_, detail::divide(x.numerator_, one).quotient * detail::divide(y.numerator_, other).quotient,
                      detail::divide(x.denominator_, other).quotient * detail::divide(y.denominator_, one).quotient);
  }

  /// The quotient; unknown if `y` is zero.
  [[nodiscard]] friend constexpr exact operator/(const exact& x, const exact& y) noexcept { return x * y.reciprocal(); }

  constexpr exact& operator+=(const exact& other) noexcept { return *this = *this + other; }  ///< becomes the sum
  constexpr exact& operator-=(const exact& other) noexcept { return *this = *this - other; }  ///< becomes the difference
  constexpr exact& operator*=(const exact& other) noexcept { return *this = *this * other; }  ///< becomes the product
  constexpr exact& operator/=(const exact& other) noexcept { return *this = *this / other; }  ///< becomes the quotient

  /// Whether both are known and the same number.
  [[nodiscard]] friend constexpr bool operator==(const exact& x, const exact& y) noexcept {
    return x.known() && x.negative_ == y.negative_ && x.numerator_ == y.numerator_ && x.denominator_ == y.denominator_;
  }

  /// The order, decided for all known numbers; `unordered` if one is unknown, so that every comparison is false.
  [[nodiscard]] friend constexpr std::partial_ordering operator<=>(const exact& x, const exact& y) noexcept {
    if (!x.known() || !y.known()) return std::partial_ordering::unordered;
    if (x.negative_ != y.negative_) return y.negative_ <=> x.negative_;
    const auto order = x.numerator_ * y.denominator_ <=> y.numerator_ * x.denominator_;
    return x.negative_ ? 0 <=> order : order;
  }

 private:
  constexpr exact(bool negative, const integer& numerator, const integer& denominator) noexcept
    : numerator_{numerator}, denominator_{denominator}, negative_{negative} {}

  /// The number with these parts, if they fit; in lowest terms unless the numerator is zero.
  static constexpr exact from_parts(bool negative, const wide& numerator, const wide& denominator) noexcept {
    if (!detail::fits<limbs>(numerator) || !detail::fits<limbs>(denominator)) return unknown();
    if (numerator.size == 0) return {};
    return {negative, integer{numerator}, integer{denominator}};
  }

  static constexpr std::uint64_t magnitude(std::int64_t value) noexcept {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  }

  /// Whether both parts are below 2^31, so that two products of such parts and their sum fit a signed machine word.
  constexpr bool is_small() const noexcept {
    return numerator_.size <= 1 && denominator_.size <= 1 && (numerator_.limb[0] | denominator_.limb[0]) >> 31 == 0;
  }
  constexpr std::int64_t p() const noexcept {
    const std::int64_t value = numerator_.limb[0];
    return negative_ ? -value : value;
  }
  constexpr std::int64_t q() const noexcept { return denominator_.limb[0]; }

  constexpr exact reciprocal() const noexcept { return {negative_, denominator_, numerator_}; }

  /// Becomes the shortest decimal that reads back as mantissa / 2^scale, if the decimal rule finds one.
  ///
  /// d / 10^k reads back if it misses the double by less than half of the double's last binary place. Multiplied by
  /// 10^k * 2^scale, with s = scale - k: | d * 2^s - mantissa * 5^k | < 5^k / 2. Equality is impossible, 5^k being odd.
  /// (Below a power of two the places are half as wide, but no decimal the rule can reach lies between.)
  constexpr bool find_decimal(std::uint64_t mantissa, int scale) noexcept {
    if (scale > 127) return false;  // less than half of 10^-22
    std::uint64_t five = 5;
    for (int k = 1; k <= 22; ++k, five *= 5) {
      const auto scaled = detail::wide_integer<2>{mantissa} * detail::wide_integer<2>{five};
      const int s = scale - k;
      if (detail::bit_width(scaled) - s > 54) return false;
      const std::uint64_t floor = detail::window(scaled, s);
      const auto unit = detail::shift_left<4>(detail::wide_integer<2>{1}, s);
      const auto below = scaled - detail::shift_left<4>(detail::wide_integer<2>{floor}, s);
      const auto above = unit - below;
      const bool up = above < below || (above == below && floor % 2 != 0);
      const std::uint64_t d = up ? floor + 1 : floor;
      if (d > std::uint64_t{1} << 53) return false;
      if ((up ? above : below) > detail::wide_integer<4>{five / 2}) continue;
      const std::uint64_t common = detail::gcd(d, five);  // 10 does not divide d, or k would be smaller
      const int zeros = std::countr_zero(d);
      const int twos = zeros < k ? zeros : k;
      numerator_ = (d / common) >> twos;
      denominator_ = detail::shift_left<limbs>(integer{five / common}, k - twos);
      return true;
    }
    return false;
  }

  integer numerator_;
  integer denominator_{1};
  bool negative_ = false;
};

/// x * y, under the name by which aggregations multiply in every number type.
[[nodiscard]] constexpr exact product(const exact& x, const exact& y) noexcept { return x * y; }

}  // namespace prowess::v0
