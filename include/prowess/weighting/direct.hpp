// SPDX-License-Identifier: BSL-1.0
// Weights that somebody gives as numbers: swing, SMART, point allocation.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <prowess/detail/math.hpp>
#include <prowess/weighting.hpp>

namespace prowess::inline v0 {

namespace detail {
/// The least and the greatest number, and their sum.
struct number_summary {
  double least = 0, greatest = 0, total = 0;
};
/// Copies the numbers as weights and tells of them; objects unless there is one for each child and none is negative.
constexpr std::string_view weigh_directly(const judgements& of, std::span<double> weights, number_summary& numbers) {
  if (of.ranked) return "it needs numbers that say how much; give numbers, not an order";
  if (of.numbers.size() != of.children) return "it needs a number for each child";
  numbers = {1e100, 0, 0};
  for (std::size_t i = 0; i < of.children; ++i) {
    const double x = of.numbers[i];
    if (!is_finite(x) || x < 0 || x > 1e100) return "its numbers must be finite and not negative";
    if (x < numbers.least) numbers.least = x;
    if (x > numbers.greatest) numbers.greatest = x;
    numbers.total += x;
    weights[i] = x;
  }
  return {};
}
}  // namespace detail

/// Swing weights: each child's number is the value of its swing from worst to best, in percent of the most valuable swing, which has
/// 100. The weights are the numbers as given; 0 is allowed. Works in constant expressions.
/// Source: von Winterfeldt and Edwards, Decision Analysis and Behavioral Research, Cambridge 1986; Edwards and Barron,
/// Organizational Behavior and Human Decision Processes 60 (1994), 306-325.
struct swing {
  static constexpr std::string_view name = "swing";  ///< in files and messages
  /// Objects unless each child has a number from 0 to 100, and the greatest is 100.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    detail::number_summary numbers;
    const std::string_view objection = detail::weigh_directly(of, weights, numbers);
    if (!objection.empty()) return objection;
    return numbers.greatest == 100 ? "" : "the greatest of its numbers must be 100: the child whose swing matters most";
  }
};

/// SMART ratios: the least important child has 10, and each other child's number says how much more important it is. The weights
/// are the numbers as given. Works in constant expressions.
/// Source: Edwards, IEEE Transactions on Systems, Man, and Cybernetics 7 (1977), 326-340; Edwards and Barron 1994, as `swing`.
struct smart {
  static constexpr std::string_view name = "smart";  ///< in files and messages
  /// Objects unless each child has a number, and the least is 10.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    detail::number_summary numbers;
    const std::string_view objection = detail::weigh_directly(of, weights, numbers);
    if (!objection.empty()) return objection;
    return numbers.least == 10 ? "" : "the least of its numbers must be 10: the child that matters least";
  }
};

/// Point allocation: 100 points are spread over the children. The weights are the points as given; 0 is allowed. Works in constant
/// expressions.
/// Source: Doyle, Green and Bottomley, Organizational Behavior and Human Decision Processes 70 (1997), 65-72.
struct point_allocation {
  static constexpr std::string_view name = "point_allocation";  ///< in files and messages
  /// Objects unless each child has a number, and they total 100 to within 1e-7 (33.3, 33.3 and 33.3 do not).
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    detail::number_summary numbers;
    const std::string_view objection = detail::weigh_directly(of, weights, numbers);
    if (!objection.empty()) return objection;
    return numbers.total - 100 <= 1e-7 && 100 - numbers.total <= 1e-7 ? "" : "its numbers must total 100";
  }
};

}  // namespace prowess::v0
