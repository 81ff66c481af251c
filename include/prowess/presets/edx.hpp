// SPDX-License-Identifier: BSL-1.0
// The grading rules of Open edX, as data for frameworks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/aggregation/order.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/aggregation/weighted_sum.hpp>
#include <prowess/detail/tree_builder.hpp>
#include <prowess/number/rounding.hpp>

/// The rules of Open edX: https://github.com/openedx/edx-platform, xmodule/graders.py, read in November 2026.
namespace prowess::inline v0::edx {

/// Sections of one kind, such as homework.
struct assignment_format {
  std::string id;              ///< unique in the course
  double weight = 0;           ///< part of the course, from 0 to 1; what they total is not looked at
  std::size_t min_count = 0,   ///< sections that there will be: those that are not there yet count as 0
      drop_count = 0;          ///< the lowest that do not count
  std::size_t sections = 0;    ///< sections that are there; named "1", "2" ... as are those that are still missing
};

/// The percentage of a section: rounded before it is averaged, halves to even. Newer versions keep four digits. One in
/// which nothing can be won does not count.
[[nodiscard]] constexpr rating section(double earned, double possible, int digits = 4) {
  if (!(possible > 0)) return not_applicable;
  return (rounded(exact(earned) / exact(possible), {digits, rounding_rule::half_even}) * 100).to_double();
}

/// A course: ratings are sections in percent ("homework/3", as `section` gives them), scores percent. A section without a rating is 0.
///
///     const auto course = edx::course("circuits", {{"homework", 0.4, 12, 2, 12}, {"exam", 0.6, 1, 0, 1}}).value();
[[nodiscard]] inline result<dynamic_framework> course(std::string_view id, const std::vector<assignment_format>& formats) {
  detail::tree_builder tree(id);
  tree.root(weighted_sum{1});
  for (const assignment_format& f : formats) {
    const std::size_t n = f.sections > f.min_count ? f.sections : f.min_count;
    if (f.drop_count > 0) tree.open(f.id, f.weight, drop_lowest{static_cast<double>(f.drop_count)}, skip);
    else tree.open(f.id, f.weight, weighted_mean{}, skip);
    for (std::size_t k = 1; k <= n; ++k) tree.leaf(std::to_string(k), 1, percentage().with(excess::allowed)).if_absent = if_missing(lowest);
    tree.close();
  }
  return tree.finish();
}

}  // namespace prowess::v0::edx
