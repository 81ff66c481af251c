// SPDX-License-Identifier: BSL-1.0
// A number and its derivative: what tells how a score hangs on another.
#pragma once

#include <compare>

#include <prowess/detail/math.hpp>

namespace prowess::inline v0 {

/// A value and its derivative with respect to one variable: forward differentiation, exact but for rounding, without steps to choose.
/// The variable itself is `{x, 1}`; what is converted from a double is a constant, with slope 0.
///
/// Comparisons look at the values alone, so a function of branches has the slope of the branch that it takes: at a kink (a tie of
/// a minimum, an end that holds a score) that is the slope on one side. A slope that is infinite or NaN says that there is none.
/// Values have the same bits as with double; products are never fused. Cost: about three times double.
/// Source: Wengert, Communications of the ACM 7 (1964), 463-464.
///
///     constexpr prowess::dual x{3, 1};
///     static_assert((x * x / 2).slope == 3);   // d(x^2 / 2)/dx = x
struct dual {
  double value = 0,  ///< the number
      slope = 0;     ///< its derivative

  constexpr dual() noexcept = default;
  /// A number and its derivative; a constant where that is not given.
  constexpr dual(double v, double derivative = 0) noexcept : value(v), slope(derivative) {}

  /// A number that nothing is known of: for an aggregation that cannot say its derivative.
  [[nodiscard]] static constexpr dual unknown() noexcept { return {detail::not_a_number, detail::not_a_number}; }
  /// Whether value and slope are finite. Decided on the bits.
  [[nodiscard]] constexpr bool known() const noexcept { return detail::is_finite(value) && detail::is_finite(slope); }

  [[nodiscard]] constexpr dual operator-() const noexcept { return {-value, -slope}; }                                             ///< (-x)' = -x'
  [[nodiscard]] friend constexpr dual operator+(const dual& x, const dual& y) noexcept { return {x.value + y.value, x.slope + y.slope}; }  ///< x' + y'
  [[nodiscard]] friend constexpr dual operator-(const dual& x, const dual& y) noexcept { return {x.value - y.value, x.slope - y.slope}; }  ///< x' - y'
  /// x' y + x y'
  [[nodiscard]] friend constexpr dual operator*(const dual& x, const dual& y) noexcept {
    return {prowess::product(x.value, y.value), prowess::product(x.slope, y.value) + prowess::product(x.value, y.slope)};
  }
  /// (x' - (x / y) y') / y
  [[nodiscard]] friend constexpr dual operator/(const dual& x, const dual& y) noexcept {
    const double quotient = x.value / y.value;
    return {quotient, (x.slope - prowess::product(quotient, y.slope)) / y.value};
  }
  constexpr dual& operator+=(const dual& other) noexcept { return *this = *this + other; }  ///< becomes the sum
  constexpr dual& operator-=(const dual& other) noexcept { return *this = *this - other; }  ///< becomes the difference
  constexpr dual& operator*=(const dual& other) noexcept { return *this = *this * other; }  ///< becomes the product
  constexpr dual& operator/=(const dual& other) noexcept { return *this = *this / other; }  ///< becomes the quotient

  /// Whether the values are equal, whatever the slopes.
  [[nodiscard]] friend constexpr bool operator==(const dual& x, const dual& y) noexcept { return x.value == y.value; }
  /// The order of the values.
  [[nodiscard]] friend constexpr std::partial_ordering operator<=>(const dual& x, const dual& y) noexcept { return x.value <=> y.value; }

  /// e to the power x: e^x x'
  [[nodiscard]] friend constexpr dual exp(const dual& x) noexcept {
    const double power = detail::exp(x.value);
    return {power, prowess::product(power, x.slope)};
  }
  /// The natural logarithm: x' / x. Domain: x > 0; at 0 it has no slope.
  [[nodiscard]] friend constexpr dual log(const dual& x) noexcept { return {detail::log(x.value), x.slope / x.value}; }
  /// The square root: x' / (2 sqrt(x)). Domain: x >= 0; at 0 it has no slope.
  [[nodiscard]] friend constexpr dual sqrt(const dual& x) noexcept {
    const double root = detail::sqrt(x.value);
    return {root, x.slope / (2 * root)};
  }
  /// The magnitude, with the slope from above at 0.
  [[nodiscard]] friend constexpr dual abs(const dual& x) noexcept { return {detail::abs(x.value), x.value < 0 ? -x.slope : x.slope}; }
};

/// x * y, under the name by which aggregations multiply in every number type.
[[nodiscard]] constexpr dual product(const dual& x, const dual& y) noexcept { return x * y; }

}  // namespace prowess::v0
