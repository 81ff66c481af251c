// SPDX-License-Identifier: BSL-1.0
// The walk over a view, from the last node to the first, so that children come before parents: no recursion, no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>

namespace prowess::detail {

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

/// One sweep; false where a rating is outside its scale, or, for Dense, absent.
template <bool Dense> constexpr bool sweep(const framework_view& f, std::span<const rating> ratings, node_result* out) {
  const node* const nodes = f.nodes.data();
  const scale_data* const scales = f.scales.data();
  for (std::uint32_t i = f.size(); i-- > 0;) {
    const node& n = nodes[i];
    if (n.is_leaf()) {
      const rating& r = ratings[n.leaf];
      const scale_data& own = scales[n.scale];
      if (r.is_rated()) {
        if (!own.admits(r.points, f.level_list)) return false;
        out[i] = {rescaled<double>(own, scales[0], r.points), 1, 1, 1, status::scored};
      } else if constexpr (Dense) {
        return false;
      } else {
        out[i] = leaf_outcome<double>(own, scales[0], n, r);
      }
    } else if (n.how == &ops_of<weighted_mean>) {  // by far the most frequent: without a call
      evaluate<weighted_mean, double, Dense>(f, i, out);
    } else {
      (Dense ? n.how->dense : n.how->sparse)(f, i, out);
    }
  }
  return true;
}

/// Scores all nodes. `out` is written completely where the result is ok.
constexpr finding walk(const framework_view& f, std::span<const rating> ratings, std::span<node_result> out) {
  const std::size_t leaves = f.nodes.back().leaf + std::size_t{1};  // the last node of a pre-order is a leaf
  if (ratings.size() != leaves || out.size() != f.nodes.size())
    return {rule::wrong_number_of_ratings, 0, static_cast<double>(ratings.size() != leaves ? ratings.size() : out.size())};
  if (sweep<true>(f, ratings, out.data()) || sweep<false>(f, ratings, out.data())) return {};
  return first_outside(f, ratings);
}

/// The outcome of one node in exact arithmetic. Allocates; cost: the subtree. The ratings must stand on their scales.
[[nodiscard]] constexpr outcome<exact> walk_exactly(const framework_view& f, std::uint32_t at, std::span<const rating> ratings) {
  framework_view part = f;
  part.nodes = f.nodes.subspan(at, f.nodes[at].extent);
  std::vector<outcome<exact>> out(part.nodes.size());
  for (std::uint32_t i = part.size(); i-- > 0;) {
    const node& n = part.nodes[i];
    if (n.is_leaf()) out[i] = leaf_outcome<exact>(f.scale_of(n), f.scales[0], n, ratings[n.leaf]);
    else n.how->precise(part, i, out.data());
  }
  return out[0];
}

}  // namespace prowess::detail
