// SPDX-License-Identifier: BSL-1.0
// Random frameworks turned into rubrics: points ratios with penalties and extra credit, groups and leaves that are clamped.
#pragma once

#include "random.hpp"

namespace random_frameworks {

/// Two thirds of the groups of a framework become points ratios, a fifth of the nodes is clamped.
template <class Owner> constexpr Owner as_rubric(Owner f, std::uint64_t seed) {
  source any{seed ^ 0x72756272};
  for (std::uint32_t i = 0; i < f.nodes.size(); ++i) {
    node& n = f.nodes[i];
    n.is_clamped = any.below(5) == 0;
    if (n.is_leaf() || any.below(3) == 0) continue;
    n.how = &ops_of<points_ratio>;
    n.value_count = 0;
    const bool only_penalties = any.below(12) == 0;
    for (std::uint32_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent) {
      node& child = f.nodes[c];
      child.is_extra_credit = any.below(6) == 0;
      const std::uint32_t kind = any.below(6);
      const double points = kind == 0 ? 0 : (1 + any.below(40)) / 4.0;
      child.weigh(only_penalties ? -points : c != i + 1 && kind < 3 ? -points / 8 : points);
      if (c == i + 1 && !only_penalties) child.is_extra_credit = false, child.weigh(2.5 + points);
    }
  }
  return f;
}

}  // namespace random_frameworks
