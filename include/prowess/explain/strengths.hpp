// SPDX-License-Identifier: BSL-1.0
// Which leaves lift a score, and which pull it down.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// A leaf that lifts a score, or pulls it down.
struct influence {
  std::uint32_t node = 0;  ///< the leaf, by its place in tree order
  double points = 0;       ///< by how much, in points of the score
  friend constexpr bool operator==(const influence&, const influence&) = default;  ///< leaf and points
};

namespace detail {
/// The rated leaves below a node by slope x (score - whole), times `sign`, if above 0: the largest first, equal ones in tree order.
inline std::vector<influence> influences(const profile_entry& of, double sign) {
  std::vector<influence> all;
  const std::vector<partial> slopes = partials(of);
  const profile_view& p = of.of();
  for (std::uint32_t i = of.index(); i < of.index() + of.self().extent; ++i) {
    if (!p.framework.nodes[i].is_leaf() || p.results[i].what != status::scored || !slopes[i].known()) continue;
    const double points = product(slopes[i].slope, p.results[i].score - of.result().score);
    if (product(sign, points) > 0) all.push_back({i, points});
  }
  std::sort(all.begin(), all.end(), [sign](const influence& a, const influence& b) {
    return a.points != b.points ? product(sign, a.points) > product(sign, b.points) : a.node < b.node;
  });
  return all;
}
}  // namespace detail

/// The rated leaves that lift a node's score: slope x (score of the leaf - score of the node) above 0, with the slope of `partials`; the strongest
/// first, equal ones in tree order. It is about what the node would lose if the leaf were only as good as the whole, and just that
/// under weighted means, where strengths and weaknesses of rated leaves total 0. A leaf far above the whole with little weight is
/// a small strength; one on which nothing hangs (a slope of 0, as under the minimum) is none. Leaves whose slope is
/// unknown, and what is filled in, are left out. Empty without a score. Cost: as `partials`, and a sort.
///
///     for (const influence& s : strengths(ada)) std::printf("%s %+.2f\n", fw.path(s.node).c_str(), s.points);
[[nodiscard]] inline std::vector<influence> strengths(const profile_entry& of) { return detail::influences(of, 1); }
/// The same for the root.
[[nodiscard]] inline std::vector<influence> strengths(const profile_view& p) {
  if (p.size() == 0) return {};
  return strengths(p.root());
}
/// The rated leaves that pull a node's score down, by the same number: below 0, the weakest first.
[[nodiscard]] inline std::vector<influence> weaknesses(const profile_entry& of) { return detail::influences(of, -1); }
/// The same for the root.
[[nodiscard]] inline std::vector<influence> weaknesses(const profile_view& p) {
  if (p.size() == 0) return {};
  return weaknesses(p.root());
}

}  // namespace prowess::v0
