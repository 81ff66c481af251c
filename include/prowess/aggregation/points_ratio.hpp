// SPDX-License-Identifier: BSL-1.0
// Points won over points to be won: how rubrics with negative points are graded.
#pragma once

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/weighted_sum.hpp>

namespace prowess::inline v0 {

/// lowest + sum(weight * (score - lowest)) / sum(base), with the scale's lowest points, in child order, divided once. A weight is
/// what a child is worth, and may be negative (a penalty) without `extra_credit`: it adds to the sum and not to the divisor.
/// On a `checklist()`: the points of the criteria that are met over all positive points. The result may leave the scale, below
/// its lowest as well as above its highest points (by extra credit): say `clamped` at the group, or at one above it, where it should not.
/// Without penalties and extra credit it is the weighted mean, and held between the lowest and the highest score as that is.
/// Where no child that counts has positive points there is no score (`status::zero_total_weight`).
///
///     group("answer", points_ratio{}, criterion("cites", 5), criterion("clear", 3), criterion("invents", -4))
struct points_ratio {
  static constexpr std::string_view name = "points_ratio";  ///< in files and messages
  /// Not monotone (a penalty), not idempotent.
  static constexpr properties traits{.symmetric = true, .extra_credit = true, .penalties = true, .finite = true};
  /// Some base must be above 0; where none is, the walk does not ask.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    const auto won = detail::sum_above(terms, p);
    return won.over(won.base);
  }
};

}  // namespace prowess::v0
