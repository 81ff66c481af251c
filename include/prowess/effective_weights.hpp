// SPDX-License-Identifier: BSL-1.0
// What each node weighs in the whole.
#pragma once

#include <cstdint>
#include <vector>

#include <prowess/detail/group.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// The part of the whole that each node weighs when everything is rated, in tree order: the product, from below the root down to the
/// node, of its base over the sum of its siblings' (equal parts where the aggregation ignores weights). Leaves total 1, and the root
/// is 1. Extra credit and penalties have 0: they add to a sum and are no part of it. Cost: O(nodes).
/// It is a trade-off rate of weighted means, not an influence: where other aggregations stand above, scores may hang on it otherwise.
///
///     effective_weights(health_it)[health_it.at("soft/negotiation").index]    // 0.08
[[nodiscard]] constexpr std::vector<double> effective_weights(const framework_view& f) {
  std::vector<double> all = detail::filled(f.size(), 1);
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& g = f.nodes[i];
    if (g.is_leaf()) continue;
    const bool weighted = !g.how->traits.ignores_weights;
    double total = 0;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent) total += weighted ? f.nodes[c].base : 1;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent)
      all[c] = total > 0 ? all[i] * ((weighted ? f.nodes[c].base : 1) / total) : 0;
  }
  return all;
}

}  // namespace prowess::v0
