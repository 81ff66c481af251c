// SPDX-License-Identifier: BSL-1.0
// What a statistic of a cohort comes to, or why there is none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {
namespace cohort {

/// Why a statistic has a value, or none.
enum class reason : std::uint8_t {
  known,           ///< it has a value
  no_people,       ///< nobody counts: none, or all are missing
  too_few_people,  ///< one alone has no variance with the divisor n - 1
  too_few_items,   ///< one item alone has no alpha
  no_variation,    ///< all numbers are the same, and it would divide by 0
  too_large        ///< the value is beyond a double, or beyond what `exact` holds
};

/// The reason in words: "no variation".
[[nodiscard]] constexpr std::string_view words(reason why) noexcept {
  constexpr std::array<std::string_view, 6> all{"known", "no people", "too few people", "too few items", "no variation", "too large"};
  return all[static_cast<std::size_t>(why)];
}

/// A number, or the reason why there is none. Never a NaN.
///
///     if (const statistic m = counts.mean(points)) use(m.value); else show(words(m.what));
struct statistic {
  double value = 0;                 ///< 0 unless known
  reason what = reason::no_people;  ///< why there is a value, or none

  constexpr statistic() noexcept = default;
  /// None, and why.
  constexpr statistic(reason why) noexcept : what(why) {}
  /// A number; none where it is not finite.
  constexpr statistic(double number) noexcept
    : value(detail::is_finite(number) ? number : 0), what(detail::is_finite(number) ? reason::known : reason::too_large) {}
  /// The double nearest to a number; none where that is unknown.
  constexpr statistic(const exact& number) noexcept : statistic(number.to_double()) {}

  /// Whether there is a value.
  [[nodiscard]] constexpr bool known() const noexcept { return what == reason::known; }
  /// The same.
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return known(); }
  /// The square root: the standard deviation of a variance. None where this is none.
  [[nodiscard]] constexpr statistic root() const noexcept { return known() ? statistic(detail::sqrt(value)) : *this; }
  friend constexpr bool operator==(const statistic&, const statistic&) = default;  ///< the same value and reason
};

/// What the squares' sum is divided by. There is no default where peers disagree: R, and most tests' norms, take n - 1.
enum class divisor : std::uint8_t {
  n_minus_1,  ///< the sample variance, unbiased for the people behind the sample; two people or more
  n           ///< the variance of just these people
};

}  // namespace cohort

namespace detail {
/// A sum of products about the means over its divisor, exactly; or why there is none.
struct exact_moment {
  exact value = exact::unknown();
  cohort::reason what = cohort::reason::no_people;
  [[nodiscard]] constexpr cohort::statistic rounded() const noexcept {
    return what == cohort::reason::known ? cohort::statistic(value) : cohort::statistic(what);
  }
};
/// (sum(xy) - sum(x) sum(y) / n) / d of n pairs: their covariance; the variance where y is x.
[[nodiscard]] constexpr exact_moment centred(std::uint64_t n, const exact& x, const exact& y, const exact& xy, cohort::divisor by) noexcept {
  if (n == 0) return {};
  if (n == 1 && by == cohort::divisor::n_minus_1) return {exact::unknown(), cohort::reason::too_few_people};
  return {(xy - x * y / exact(n)) / exact(by == cohort::divisor::n ? n : n - 1), cohort::reason::known};
}
}  // namespace detail

}  // namespace prowess::v0
