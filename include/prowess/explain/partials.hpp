// SPDX-License-Identifier: BSL-1.0
// What a score hangs on: the derivative of one node's score with respect to every node below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <prowess/aggregation.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/number/dual.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// Whether there is a slope, or why there is none.
enum class slope_status : std::uint8_t {
  known,          ///< it is exact but for rounding
  without_score,  ///< one of the two nodes has no score
  unknown,        ///< an aggregation on the way has no form for `dual`, or no finite slope here
  outside         ///< the node is not below the one that is asked about
};

/// How a score answers to another: the derivative, or why there is none.
struct partial {
  double slope = 0;                            ///< points of the one for a point of the other; 0 unless known
  slope_status what = slope_status::without_score;  ///< whether there is one
  /// Whether there is a slope.
  [[nodiscard]] constexpr bool known() const noexcept { return what == slope_status::known; }
  friend constexpr bool operator==(const partial&, const partial&) = default;  ///< slope and status
};

namespace detail {

/// The terms of a group as its walk made them, from the outcomes of its children; those of children that have scores.
constexpr std::vector<term<double>> terms_of(const framework_view& f, std::uint32_t i, const node_result* out) {
  const node& g = f.nodes[i];
  const bool weighted = !g.how->traits.ignores_weights, pooled = g.missing.policy == missing_policy::pool;
  std::vector<term<double>> terms;
  evidence<double> seen;
  std::uint32_t place = 0;
  for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent, ++place) {
    const node& n = f.nodes[c];
    const double w = weighted ? n.weight : 1, base = weighted ? n.base : 1;
    double share = seen.add(out[c], base, n.is_critical, pooled);
    if (!out[c].has_score()) continue;
    if (pooled) leave_dropped(f, c, out, share);
    terms.push_back({out[c].score, part(w, share), part(base, share), place, n.is_critical});
  }
  return terms;
}

/// What the aggregation of a group makes of these terms, before `clamped` holds it.
constexpr std::optional<double> free_score(const framework_view& f, const node& g, std::vector<term<double>> terms) {
  return g.how->any(std::span<term<double>>(terms.data(), terms.size()), f.parameters_of(g));
}
/// Whether `clamped` holds the score of a group, which has one, at an end of the scale: strictly beyond it without.
constexpr bool is_held(const framework_view& f, const node& g, const std::vector<term<double>>& terms) {
  if (!g.is_clamped) return false;
  const std::optional<double> score = free_score(f, g, terms);
  return score && (*score < f.scale().low || *score > f.scale().high);
}

/// The slopes of a group's score, by child that has a score; unknown where the aggregation cannot tell.
constexpr void slopes_of(const framework_view& f, std::uint32_t i, const node_result* out, partial* into) {
  const node& g = f.nodes[i];
  const std::vector<term<double>> terms = terms_of(f, i, out);
  const bool held = is_held(f, g, terms);
  std::vector<term<dual>> varied;
  for (std::uint32_t c = i + 1, k = 0; c < i + g.extent; c += f.nodes[c].extent) {
    if (!out[c].has_score()) continue;
    if (held || g.how->any_dual == nullptr) {
      into[c] = {0, held ? slope_status::known : slope_status::unknown};
      continue;
    }
    varied.clear();  // the aggregation may have reordered them
    for (std::uint32_t t = 0; t < terms.size(); ++t)
      varied.push_back({dual(terms[t].score, t == k ? 1 : 0), terms[t].weight, terms[t].base, terms[t].child, terms[t].critical});
    const std::optional<dual> answer = g.how->any_dual(std::span<term<dual>>(varied.data(), varied.size()), f.parameters_of(g));
    const bool known = answer && is_finite(answer->slope);
    into[c] = {known ? answer->slope : 0, known ? slope_status::known : slope_status::unknown};
    ++k;
  }
}

}  // namespace detail

/// For each node d(score of the group above it)/d(its score), in tree order; 1 for the root. What is constant here: weights (also those
/// that `pool` makes of what has entered), and which children have scores. A group that `clamped` holds at an end has slope 0 for all
/// children. At a kink it is the slope on one side: of equal scores a minimum, maximum, quantile or mode counts one, always the same,
/// which gets its whole part; where a tie decides what is dropped or capped, the branch that the score came by. Thresholds, decision tables and
/// zeros that annihilate have slope 0, though their result jumps elsewhere. `unknown` where an aggregation is written for double only.
/// Cost: for each group its aggregation once for each child.
[[nodiscard]] constexpr std::vector<partial> local_partials(const profile_view& p) {
  std::vector<partial> all;
  for (std::size_t i = 0; i < p.size(); ++i) all.push_back({});
  if (!all.empty() && p.results[0].has_score()) all[0] = {1, slope_status::known};
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (!p.framework.nodes[i].is_leaf() && p.results[i].has_score()) detail::slopes_of(p.framework, i, p.results.data(), all.data());
  return all;
}

namespace detail {
/// The products of local slopes from a node down; all others are `outside`.
constexpr std::vector<partial> chained(const framework_view& f, std::uint32_t of, bool has_score, const std::vector<partial>& local) {
  std::vector<partial> all;
  for (std::size_t i = 0; i < local.size(); ++i) all.push_back({0, slope_status::outside});
  all[of] = has_score ? partial{1, slope_status::known} : partial{};
  for (std::uint32_t i = of; i < of + f.nodes[of].extent; ++i)
    for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) {
      if (all[i].what == slope_status::without_score || local[c].what == slope_status::without_score) all[c] = {0, slope_status::without_score};
      else if (!all[i].known() || !local[c].known()) all[c] = {0, slope_status::unknown};
      else all[c] = {product(all[i].slope, local[c].slope), slope_status::known};
      if (all[c].known() && !is_finite(all[c].slope)) all[c] = {0, slope_status::unknown};
    }
  return all;
}
}  // namespace detail

/// For each node d(score of `of`)/d(its score), in tree order, both in points of the framework's scale: the product of the local
/// slopes on the way down, exact but for rounding. 1 for `of` itself; `outside` for what is not below it. What stands between is
/// as `local_partials` says. Cost: as there, and one multiplication for each node.
///
///     const auto slopes = partials(ada);
///     slopes[fw.find("soft/negotiation")->index].slope;   // 0.08: a point more there is 0.08 more of the whole
[[nodiscard]] constexpr std::vector<partial> partials(const profile_entry& of) {
  return detail::chained(of.of().framework, of.index(), of.has_score(), local_partials(of.of()));
}
/// The same for the root; empty for a profile without nodes.
[[nodiscard]] constexpr std::vector<partial> partials(const profile_view& p) {
  if (p.size() == 0) return {};
  return partials(p.root());
}

/// d(score of a leaf)/d(points of its rating): what a point on the leaf's own scale is worth on the framework's; negative on an inverse scale.
/// 0 where the rating counts as an end of a scale, beyond which it stands. `without_score` unless the leaf was rated (what is filled in
/// is a constant); `unknown` on a host's scale that is not linear. Cost: none.
[[nodiscard]] constexpr partial points_slope(const profile_entry& leaf) {
  const framework_view& f = leaf.of().framework;
  if (!leaf.is_leaf() || !leaf.given().is_rated() || !leaf.has_score()) return {};
  const node& n = leaf.self();
  const scale_data &own = f.scale_of(n), &root = f.scale();
  const double points = leaf.given().points;
  if (own.above == excess::clamped && points > own.high) return {0, slope_status::known};
  if (n.is_clamped) {
    const auto score = rescaled<double>(own, root, points);
    if (score < root.low || score > root.high) return {0, slope_status::known};
  }
  if (n.scale == 0) return {1, slope_status::known};
  if (own.how == grid::own && own.own->has_unit) return {0, slope_status::unknown};
  const double first = own.inverse ? own.high : own.zero, last = own.inverse ? own.zero : own.high;
  return {(root.high - root.zero) / (last - first), slope_status::known};
}

}  // namespace prowess::v0
