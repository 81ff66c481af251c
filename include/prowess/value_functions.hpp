// SPDX-License-Identifier: BSL-1.0
// Value functions without a cohort: where points stand, in [0, 1], whoever else is rated.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <prowess/detail/math.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// Which way a criterion is better.
enum class direction : std::uint8_t {
  benefit,  ///< more is better
  cost      ///< less is better
};

namespace detail {
/// Ends a constant expression where it says why; at run time raises that.
constexpr void the_value_function_must_make_sense(std::string_view why) {
  if (!why.empty()) raise(problem{"value function", std::string(why), {}});
}
constexpr bool are_finite(std::span<const double> numbers) {
  for (const double x : numbers)
    if (!is_finite(x)) return false;
  return true;
}
}  // namespace detail

// Each function below maps points to a value, most of them to [0, 1]; adding a person never moves another's value. Points must be
// finite. Constructors refuse numbers that make no sense: in a constant expression they do not compile, at run time they raise.
// A host's own scale takes one as its `unit`:
//
//     struct response_days {
//       static constexpr std::string_view name = "response_days";
//       static constexpr double lowest = 0, highest = 30;
//       static constexpr bool admits(double days) { return days >= lowest && days <= highest; }
//       static constexpr double unit(double days) { return prowess::goalposts{14, 2}(days); }  // 14 days and more: 0; 2 and less: 1
//     };

/// (x - low) / (high - low), clipped to [0, 1]. Where less is better low is the higher number: `goalposts{14, 2}`.
/// Source: fixed bounds, as in the Human Development Index (UNDP, Human Development Report, technical notes).
struct goalposts {
  double low;           ///< points with the value 0
  double high;          ///< points with the value 1
  bool clipped = true;  ///< no value below 0 or above 1
  /// Two different points.
  constexpr goalposts(double points_of_0, double points_of_1) : low(points_of_0), high(points_of_1) {
    const bool apart = detail::is_finite(high - low) && low != high;
    detail::the_value_function_must_make_sense(apart ? "" : "goalposts must be two different points");
  }
  /// The same line without its ends: values may be below 0 and above 1.
  [[nodiscard]] constexpr goalposts unclipped() const {
    goalposts open = *this;
    open.clipped = false;
    return open;
  }
  /// The value of `x` points.
  [[nodiscard]] constexpr double operator()(double x) const {
    const double value = (x - low) / (high - low);
    return !clipped ? value : value < 0 ? 0 : value > 1 ? 1 : value;
  }
};

/// (x - minimum) / (target - minimum), at most 1: what lies beyond the target adds nothing. Below the minimum it is negative.
/// Where less is better the minimum, the worst, is the higher number.
/// Source: Nardo et al., Handbook on Constructing Composite Indicators, OECD 2008, section 5, with a minimum that is given.
struct distance_to_target {
  double minimum;      ///< points with the value 0
  double target;       ///< points with the value 1
  bool capped = true;  ///< no value above 1
  /// Two different points.
  constexpr distance_to_target(double points_of_0, double points_of_1) : minimum(points_of_0), target(points_of_1) {
    const bool apart = detail::is_finite(target - minimum) && minimum != target;
    detail::the_value_function_must_make_sense(apart ? "" : "minimum and target must be two different points");
  }
  /// Values may exceed 1.
  [[nodiscard]] constexpr distance_to_target uncapped() const {
    distance_to_target open = *this;
    open.capped = false;
    return open;
  }
  /// The value of `x` points.
  [[nodiscard]] constexpr double operator()(double x) const {
    const double value = (x - minimum) / (target - minimum);
    return capped && value > 1 ? 1 : value;
  }
};

/// 1 from `ideal_low` to `ideal_high`, falling linearly to 0 at `worst_low` and `worst_high`, 0 outside of them. An ideal that
/// reaches to the end of the range has no slope on that side.
/// Source: Cables, Lamata, Verdegay, RIM - reference ideal method, Information Sciences 337-338 (2016), 1-10.
struct reference_interval {
  double worst_low;   ///< 0 here and below, unless the ideal begins here
  double ideal_low;   ///< 1 from here ...
  double ideal_high;  ///< ... to here
  double worst_high;  ///< 0 here and above, unless the ideal ends here
  /// Ascending, and not all the same.
  constexpr reference_interval(double worst_from, double ideal_from, double ideal_to, double worst_to)
    : worst_low(worst_from), ideal_low(ideal_from), ideal_high(ideal_to), worst_high(worst_to) {
    const bool ascending = worst_low <= ideal_low && ideal_low <= ideal_high && ideal_high <= worst_high && worst_low < worst_high;
    const bool sound = ascending && detail::is_finite(worst_high - worst_low);
    detail::the_value_function_must_make_sense(sound ? "" : "a reference interval lies within its range");
  }
  /// The value of `x` points.
  [[nodiscard]] constexpr double operator()(double x) const {
    if (x >= ideal_low && x <= ideal_high) return 1;
    if (x <= worst_low || x >= worst_high) return 0;
    return x < ideal_low ? (x - worst_low) / (ideal_low - worst_low) : (worst_high - x) / (worst_high - ideal_high);
  }
};

/// A point of a `piecewise_linear` function.
struct knot {
  double points;  ///< here ...
  double value;   ///< ... it has this value
};

/// Straight lines from knot to knot, flat before the first and after the last: `piecewise_linear({{1, 0}, {3, 0.6}, {5, 1}})`.
/// Source: Keeney, Raiffa, Decisions with Multiple Objectives, Wiley 1976 (value functions by a few judged points).
template <std::size_t Knots> struct piecewise_linear {
  std::array<knot, Knots> knots{};  ///< by ascending points
  /// By strictly ascending points.
  constexpr explicit piecewise_linear(const knot (&given)[Knots]) {
    bool ascending = true;
    for (std::size_t k = 0; k < Knots; ++k) {
      knots[k] = given[k];
      ascending = ascending && detail::is_finite(knots[k].points) && detail::is_finite(knots[k].value);
      ascending = ascending && (k == 0 || knots[k - 1].points < knots[k].points);
    }
    detail::the_value_function_must_make_sense(ascending ? "" : "the points of knots must be finite and ascend");
  }
  /// The value of `x` points; at a knot exactly the knot's.
  [[nodiscard]] constexpr double operator()(double x) const {
    if (x <= knots[0].points) return knots[0].value;
    for (std::size_t k = 1; k < Knots; ++k) {
      const knot &a = knots[k - 1], &b = knots[k];
      if (x == b.points) return b.value;
      if (x < b.points) return a.value + product((x - a.points) / (b.points - a.points), b.value - a.value);
    }
    return knots[Knots - 1].value;
  }
};

/// A value for each level: `level_map{0.0, 0.3, 0.8, 1.0}` gives level 1 the value 0, level 2 the value 0.3. Between two levels the
/// one that is reached counts; below the first level the value is the first, above the last the last.
template <std::size_t Levels> struct level_map {
  std::array<double, Levels> values{};  ///< of the levels, the first one first
  double first = 1;                     ///< points of the first level
  /// One finite value for each level.
  template <std::convertible_to<double>... Value>
    requires(sizeof...(Value) == Levels)
  constexpr explicit level_map(Value... value) : values{static_cast<double>(value)...} {
    detail::the_value_function_must_make_sense(detail::are_finite(values) ? "" : "the values of levels must be finite");
  }
  /// The same values for levels that are counted from another number: `level_map{0.0, 0.5, 1.0}.from(0)`.
  [[nodiscard]] constexpr level_map from(double points_of_first) const {
    level_map other = *this;
    other.first = points_of_first;
    return other;
  }
  /// The value of the level that `x` points reach.
  [[nodiscard]] constexpr double operator()(double x) const {
    std::size_t level = 0;
    while (level + 1 < Levels && x >= first + static_cast<double>(level + 1)) ++level;
    return values[level];
  }
};
/// As many levels as values.
template <std::convertible_to<double>... Value> level_map(Value...) -> level_map<sizeof...(Value)>;

}  // namespace prowess::v0
