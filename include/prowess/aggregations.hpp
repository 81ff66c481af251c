// SPDX-License-Identifier: BSL-1.0
// Aggregations by name: those that are shipped, and a host's own, for files.
#pragma once

#include <array>
#include <cstddef>

#include <prowess/aggregation/choquet.hpp>
#include <prowess/aggregation/counts.hpp>
#include <prowess/aggregation/critical_cap.hpp>
#include <prowess/aggregation/decision_table.hpp>
#include <prowess/aggregation/extremes.hpp>
#include <prowess/aggregation/majority.hpp>
#include <prowess/aggregation/mazziotta_pareto.hpp>
#include <prowess/aggregation/mode.hpp>
#include <prowess/aggregation/order.hpp>
#include <prowess/aggregation/owa.hpp>
#include <prowess/aggregation/points_ratio.hpp>
#include <prowess/aggregation/power_mean.hpp>
#include <prowess/aggregation/trimmed_mean.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/aggregation/weighted_sum.hpp>
#include <prowess/detail/group.hpp>

namespace prowess::inline v0 {

/// Some aggregations, so that a file may name them: `load_framework(text, aggregations<clinic::owa<3>>)`.
template <aggregation... A> inline constexpr std::array<const group_ops*, sizeof...(A)> aggregations{&ops_of<A>...};

namespace detail {
/// Those that core.hpp brings.
inline constexpr auto core_aggregations =
    aggregations<weighted_mean, power_mean, harmonic_mean, geometric_mean, quadratic_mean, minimum, maximum, median, lower_median, best,
                 drop_lowest, drop_highest, n_of, all_of, any_of, share_reaching, points_ratio>;
}  // namespace detail

/// Those that every file may name.
inline constexpr auto shipped_aggregations =
    aggregations<weighted_mean, power_mean, harmonic_mean, geometric_mean, quadratic_mean, minimum, maximum, median, lower_median, best,
                 drop_lowest, drop_highest, n_of, all_of, any_of, points_ratio, trimmed_mean, mode, share_reaching, majority, critical_cap,
                 weighted_sum, overweight_mean, mazziotta_pareto, detail::owa_rule, detail::choquet_rule, detail::decision_table_rule>;

}  // namespace prowess::v0
