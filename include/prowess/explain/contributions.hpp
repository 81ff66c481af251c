// SPDX-License-Identifier: BSL-1.0
// What a score is made of: points that total it, by node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// Whether there is a contribution, or why there is none.
enum class contribution_status : std::uint8_t {
  known,            ///< from evidence
  filled,           ///< a leaf whose `if_missing` counts: a constant, no evidence
  without_score,    ///< the node, or the one that is asked about, has no score and contributes nothing
  not_homogeneous,  ///< an aggregation above does not share its result out: see `shapley_attribution`
  unknown,          ///< an aggregation above has no slopes here
  outside           ///< the node is not below the one that is asked about
};

/// The part of a node in a score above it.
struct contribution {
  double points = 0;    ///< its part, that of everything below it and its own constant included; 0 where there is none
  double constant = 0;  ///< of a group, what of its part comes from nothing below: `clamped` holds it, or a `zero_floor` lifts scores
  contribution_status what = contribution_status::without_score;  ///< whether there is one
  /// Whether there is one, of evidence or filled in.
  [[nodiscard]] constexpr bool known() const noexcept { return what == contribution_status::known || what == contribution_status::filled; }
  friend constexpr bool operator==(const contribution&, const contribution&) = default;  ///< points, constant and status
};

/// For each node its part in the score of `of`, in tree order: slope x score, with the slope of `partials`. Where a group's aggregation
/// declares `homogeneous`, f(k x) = k f(x), its children's parts total its own (Euler): for a weighted mean w x / sum(w). So the
/// leaves' points and the groups' constants total the score but for rounding. Points count from 0, not from the scale's lowest.
///
/// A group that `clamped` holds at an end is a constant, and what is below contributes 0. Below any other group that is not homogeneous
/// (conditions, tables, points ratios, caps) nothing is guessed: `not_homogeneous`, while the group itself still has its part.
/// Source: Euler's theorem on homogeneous functions; in risk attribution Tasche, "Risk contributions and performance measurement", 1999.
/// Cost: as `partials`.
///
///     const auto parts = contributions(ada);   // parts[0].points is the score
///     for (const profile_entry e : ada) if (e.is_leaf()) std::printf("%s %.3f\n", e.path().c_str(), parts[e.index()].points);
[[nodiscard]] constexpr std::vector<contribution> contributions(const profile_entry& of) {
  using what = contribution_status;
  const profile_view& p = of.of();
  const framework_view& f = p.framework;
  const std::vector<partial> local = local_partials(p);
  std::vector<double> slope;  // of the score that is asked about
  std::vector<contribution> all;
  for (std::size_t i = 0; i < p.size(); ++i) all.push_back({0, 0, what::outside}), slope.push_back(0);
  all[of.index()] = {of.score_or(0), 0, of.has_score() ? what::known : what::without_score};
  if (of.has_score() && of.what() == status::filled) all[of.index()].what = what::filled;
  slope[of.index()] = 1;
  for (std::uint32_t i = of.index(); i < of.index() + of.self().extent; ++i) {
    const node& g = f.nodes[i];
    if (g.is_leaf()) continue;
    const bool held = all[i].what == what::known && detail::is_held(f, g, detail::terms_of(f, i, p.results.data()));
    double total = 0, size = detail::abs(all[i].points);
    what below = all[i].what;
    if (below == what::known && !held && !g.how->traits.homogeneous) below = what::not_homogeneous;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent)
      if (below == what::known && local[c].what == slope_status::unknown) below = what::unknown;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent) {
      if (!p.results[c].has_score() || below != what::known) {
        all[c] = {0, 0, p.results[c].has_score() ? below : what::without_score};
        continue;
      }
      slope[c] = product(slope[i], local[c].slope);
      all[c] = {product(slope[c], p.results[c].score), 0, p.results[c].what == status::filled ? what::filled : what::known};
      total += all[c].points, size += detail::abs(all[c].points);
    }
    const double rest = all[i].points - total;
    if (below == what::known && detail::abs(rest) > product(size, 0x1p-40)) all[i].constant = rest;  // less is rounding
  }
  return all;
}
/// The same for the root; empty for a profile without nodes.
[[nodiscard]] constexpr std::vector<contribution> contributions(const profile_view& p) {
  if (p.size() == 0) return {};
  return contributions(p.root());
}

}  // namespace prowess::v0
