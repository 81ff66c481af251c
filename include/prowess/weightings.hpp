// SPDX-License-Identifier: BSL-1.0
// Weightings by name: those that every file may name.
#pragma once

#include <prowess/weighting.hpp>
#include <prowess/weighting/ahp.hpp>
#include <prowess/weighting/direct.hpp>
#include <prowess/weighting/ranks.hpp>

namespace prowess::inline v0 {

/// Those that every file may name.
inline constexpr auto shipped_weightings = weightings<rank_order_centroid, rank_sum, rank_reciprocal, rank_exponent, rancom, swing, smart,
                                                      point_allocation, ahp_rule, ahp_eigenvector_rule>;

}  // namespace prowess::v0
