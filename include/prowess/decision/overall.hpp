// SPDX-License-Identifier: BSL-1.0
// The score of the whole by the weights of a role; fit and coverage as exact fractions.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <prowess/decision/decide.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

namespace detail {
/// A framework's nodes with the weights of a role, and a view of them.
struct weighed_nodes {
  std::vector<node> nodes;
  constexpr weighed_nodes(const framework_view& f, const role_view& role) {
    for (const node& n : f.nodes) nodes.push_back(n);
    bool is_known = belongs(role, f);
    for (const role_weight& w : role.weights) is_known = is_known && f.owns(w.node);
    if (!is_known) {
      stop_role(role_mistake::foreign, f, role.id, {}, 0);
      return;
    }
    for (const role_weight& w : role.weights) {
      node& n = nodes[w.node.index];
      n.weigh(n.weight < 0 ? -w.weight : w.weight);  // a penalty stays one
    }
  }
  [[nodiscard]] constexpr framework_view view(framework_view f) const {
    f.nodes = {nodes.data(), nodes.size()};
    return f;
  }
};
}  // namespace detail

/// The outcome of the whole where the role's weights take the place of the framework's: the same walk, of the same ratings. With
/// N = `exact` as rational numbers. Raises where the role is for another framework. Allocates; cost: a walk.
///
///     overall(trainer, ada).score          // the framework says 3.50, the role 3.46
template <class N = double> [[nodiscard]] constexpr outcome<N> overall(const role_view& role, const profile_view& p) {
  const detail::weighed_nodes weighed(p.framework, role);
  const framework_view f = weighed.view(p.framework);
  if constexpr (std::same_as<N, exact>) {
    return detail::walk_exactly(f, 0, p.ratings);
  } else {
    std::vector<node_result> out(f.size());
    static_cast<void>(detail::walk(f, p.ratings, {out.data(), out.size()}));  // the ratings have been scored before
    return out[0];
  }
}

/// The fit of a decision as an exact fraction; unknown where a score in it has no exact form, and where there is no fit.
[[nodiscard]] constexpr exact fit_exactly(const decision_view& d) {
  if (!d.answer.has_fit) return exact::unknown();
  return detail::sum_requirements<exact>(d.role, d.profile, d.results).fit();
}
/// The coverage of a decision, by importance, as an exact fraction.
[[nodiscard]] constexpr exact coverage_exactly(const decision_view& d) { return detail::sum_requirements<exact>(d.role, d.profile, d.results).coverage(); }

}  // namespace prowess::v0
