// SPDX-License-Identifier: BSL-1.0
// The walk over a view, from the last node to the first, so that children come before parents: no recursion, no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0::detail {

/// What a leaf's rating makes of it. The rating is on the leaf's scale.
template <class N> constexpr outcome<N> leaf_outcome(const scale_data& own, const scale_data& root, const node& leaf, const rating& r) {
  using weight = weight_of<N>;
  const weight one(1.0), nothing{};
  switch (r.kind) {
    case presence::rated: return {rescaled<N>(own, root, r.points), one, one, one, status::scored};
    case presence::no_opportunity: return {N{}, nothing, nothing, nothing, status::no_opportunity};
    case presence::not_applicable: return {N{}, nothing, nothing, nothing, status::not_applicable};
    case presence::not_observed: break;
  }
  if (leaf.if_absent.kind == fill::with::nothing) return {N{}, nothing, one, nothing, status::not_observed};
  return {rescaled<N>(own, root, leaf.if_absent.points), nothing, one, one, status::filled};
}

/// Holds a score between the ends of the framework's scale: what `clamped` says. One that is not known stays so.
template <class N> PROWESS_ASIDE constexpr void hold(outcome<N>& o, const scale_data& root) {
  if (!o.has_score()) return;
  if (const N low(root.low); o.score < low) o.score = low;
  if (const N high(root.high); high < o.score) o.score = high;
}

/// The first rating, in tree order, that stands outside its scale.
constexpr finding first_outside(const framework_view& f, std::span<const rating> ratings) {
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    if (!n.is_leaf()) continue;
    const rating& r = ratings[n.leaf];
    if (r.is_rated() && !f.scale_of(n).admits(r.points, f.level_list)) return {rule::rating_outside_scale, i, r.points};
  }
  return {};
}

/// A leaf that is absent, or rated on another scale than most; false where the rating is outside its scale. Aside, to keep
/// the registers of the sweeps free.
PROWESS_ASIDE constexpr bool score_leaf(const framework_view& f, std::uint32_t i, const rating& r, node_result* out) {
  const node& n = f.nodes[i];
  if (r.is_rated() && !f.scale_of(n).admits(r.points, f.level_list)) return false;
  out[i] = leaf_outcome<double>(f.scale_of(n), f.scales[0], n, r);
  if (n.is_clamped) hold(out[i], f.scales[0]);
  return true;
}

/// A group, by one of its aggregation's functions. Aside as well.
PROWESS_ASIDE constexpr void score_group(const framework_view& f, std::uint32_t i, decltype(group_ops::dense) evaluated, node_result* out) {
  evaluated(f, i, out);
  if (f.nodes[i].is_clamped) hold(out[i], f.scales[0]);
}

/// One sweep, children first; false where a rating is outside its scale. A group below which all is rated and entered needs no
/// evidence: it is one that ends in front of `gap`, the last node met that is not complete.
constexpr bool sweep(const framework_view& f, std::span<const rating> ratings, node_result* out) {
  const scale_data& root = f.scales[0];
  const std::uint32_t plain = root.how == grid::whole ? 0 : framework_view::none;  // the scale of most leaves
  const rating* r = ratings.data() + ratings.size();
  std::uint32_t gap = f.size();
  for (std::uint32_t i = f.size(); i-- > 0;) {
    const node& n = f.nodes[i];
    if (n.is_leaf()) {
      --r;
      if (r->is_rated() && n.scale == plain && root.spans(r->points) && scale_data::whole(r->points)) {
        out[i] = {r->points, 1, 1, 1, status::scored};
      } else {
        if (!score_leaf(f, i, *r, out)) return false;
        if (!r->is_rated()) gap = i;
      }
    } else if (gap < i + n.extent) {
      score_group(f, i, n.how->sparse, out);
    } else {
      // By far the most frequent one without a call (g++ cannot compare addresses in constant expressions under sanitizers).
      if (!std::is_constant_evaluated() && !n.is_clamped && n.how == &ops_of<weighted_mean>) evaluate_complete<weighted_mean>(f, i, out);
      else score_group(f, i, n.how->dense, out);
      if (out[i].what != status::scored) gap = i;
    }
  }
  return true;
}

/// Scores all nodes. `out` is written completely where the result is ok.
constexpr finding walk(const framework_view& f, std::span<const rating> ratings, std::span<node_result> out) {
  if (f.nodes.empty()) return {rule::wrong_number_of_ratings, 0, static_cast<double>(ratings.size())};
  const std::size_t leaves = f.nodes.back().leaf + std::size_t{1};  // the last node of a pre-order is a leaf
  if (ratings.size() != leaves || out.size() != f.nodes.size())
    return {rule::wrong_number_of_ratings, 0, static_cast<double>(ratings.size() != leaves ? ratings.size() : out.size())};
  return sweep(f, ratings, out.data()) ? finding{} : first_outside(f, ratings);
}

/// The outcome of the first node of a view, children first, into an array of one outcome for each node.
constexpr outcome<exact> sweep_exactly(const framework_view& part, std::span<const rating> ratings, outcome<exact>* out) {
  for (std::uint32_t i = part.size(); i-- > 0;) {
    const node& n = part.nodes[i];
    if (n.is_leaf()) out[i] = leaf_outcome<exact>(part.scale_of(n), part.scales[0], n, ratings[n.leaf]);
    else n.how->precise(part, i, out);
    if (n.is_clamped) hold(out[i], part.scales[0]);
  }
  return out[0];
}
/// The same with room for so many nodes on the stack.
template <std::size_t Most> PROWESS_ASIDE outcome<exact> sweep_exactly_in_place(const framework_view& part, std::span<const rating> ratings) {
  outcome<exact> out[Most];
  return sweep_exactly(part, ratings, out);
}

/// The outcome of one node in exact arithmetic. Cost: the subtree. Allocates for more than 64 nodes, and where an aggregation needs
/// all terms at once. The ratings must stand on their scales.
[[nodiscard]] constexpr outcome<exact> walk_exactly(const framework_view& f, std::uint32_t at, std::span<const rating> ratings) {
  framework_view part = f;
  part.nodes = {f.nodes.data() + at, f.nodes[at].extent};
  if (!std::is_constant_evaluated()) {
    if (part.size() == 1) return sweep_exactly_in_place<1>(part, ratings);
    if (part.size() <= 8) return sweep_exactly_in_place<8>(part, ratings);
    if (part.size() <= 64) return sweep_exactly_in_place<64>(part, ratings);
  }
  std::vector<outcome<exact>> out(part.nodes.size());
  return sweep_exactly(part, ratings, out.data());
}

}  // namespace prowess::v0::detail
