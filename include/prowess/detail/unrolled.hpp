// SPDX-License-Identifier: BSL-1.0
// The same walk, expanded over a constant framework: every weight, scale and function is known where the code is made.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <prowess/detail/group.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0::detail {

inline constexpr std::size_t most_unrolled_leaves = 256;

/// The nodes of the leaves of F, in tree order.
template <const auto& F> constexpr auto find_leaves() {
  std::array<std::uint32_t, F.leaf_count()> at{};
  for (std::uint32_t i = 0; i < F.node_count; ++i)
    if (F.nodes[i].is_leaf()) at[F.nodes[i].leaf] = i;
  return at;
}
template <const auto& F> inline constexpr auto leaf_nodes = find_leaves<F>();

template <const auto& F, std::uint32_t Node> constexpr auto find_children() {
  std::array<std::uint32_t, F.nodes[Node].arity> at{};
  for (std::uint32_t k = 0, child = Node + 1; k < at.size(); child += F.nodes[child].extent) at[k++] = child;
  return at;
}
template <const auto& F, std::uint32_t Node> inline constexpr auto children_of = find_children<F, Node>();

template <const auto& F> inline constexpr framework_view view_of = F.view();

/// What the straight line leaves aside: absent ratings, and groups above them.
template <bool Clamped> PROWESS_ASIDE constexpr void absent_leaf(const framework_view& f, std::uint32_t i, const rating& r, node_result* out) {
  out[i] = leaf_outcome<double>(f.scale_of(f.nodes[i]), f.scales[0], f.nodes[i], r);
  if constexpr (Clamped) hold(out[i], f.scales[0]);
}
template <bool Clamped> PROWESS_ASIDE constexpr void incomplete_group(const framework_view& f, std::uint32_t i, node_result* out) {
  f.nodes[i].how->sparse(f, i, out);
  if constexpr (Clamped) hold(out[i], f.scales[0]);
}

/// Whether the points stand on the leaf's scale.
template <const auto& F> PROWESS_INLINE constexpr bool admitted(std::size_t leaf, double points) {
  return F.scales[F.nodes[leaf_nodes<F>[leaf]].scale].admits(points, F.level_list);
}
template <const auto& F, std::size_t... L> PROWESS_INLINE constexpr bool all_admitted(const rating* r, std::index_sequence<L...>) {
  return ((r[L].is_rated() && admitted<F>(L, r[L].points)) && ...);
}

/// Node I and everything below it; whether all of that was rated and entered. With Dense every leaf is known to be rated on its
/// scale; else `outside` tells of one that is not. Groups that are not complete leave the straight line.
template <const auto& F, std::uint32_t Node, bool Dense>
PROWESS_INLINE constexpr bool unrolled(const rating* ratings, node_result* out, bool& outside);

template <const auto& F, std::uint32_t Node, bool Dense, std::size_t... K>
PROWESS_INLINE constexpr bool unrolled_group(const rating* ratings, node_result* out, bool& outside, std::index_sequence<K...>) {
  constexpr const node& n = F.nodes[Node];
  constexpr auto& children = children_of<F, Node>;
  constexpr bool weighted = !n.how->traits.ignores_weights;
  bool complete = true;
  ((complete = unrolled<F, children[K], Dense>(ratings, out, outside) && complete), ...);
  constexpr bool divides = !pools_dropped(view_of<F>, Node) && (!weighted || !n.how->traits.penalties || has_divisor(view_of<F>, Node));
  if (!complete || !divides) return incomplete_group<n.is_clamped>(view_of<F>, Node, out), false;
  term<double> terms[]{{out[children[K]].score, weighted ? F.nodes[children[K]].weight : 1.0,
                        weighted ? F.nodes[children[K]].base : 1.0, static_cast<std::uint32_t>(K), F.nodes[children[K]].is_critical}...};
  const parameters on{std::span<const double>(F.values.data() + n.value_at, n.value_count), F.scales[0].low, F.scales[0].high, n.arity};
  std::optional<double> score;
  if constexpr (sizeof...(K) <= most_unrolled_children) {
    constexpr auto how = F.nodes[Node].how->fixed[sizeof...(K)];  // a constant, so that the call is direct from the start
    score = how(terms, on);
  } else {
    score = F.nodes[Node].how->any(std::span<term<double>>(terms, sizeof...(K)), on);
  }
  out[Node] = {0, 1, 1, 1, status::scored};
  conclude<F.nodes[Node].how->traits.finite>(out[Node], score);
  if constexpr (n.is_clamped) hold(out[Node], F.scales[0]);
  return out[Node].what == status::scored;
}

template <const auto& F, std::uint32_t Node, bool Dense>
PROWESS_INLINE constexpr bool unrolled(const rating* ratings, node_result* out, bool& outside) {
  constexpr const node& n = F.nodes[Node];
  if constexpr (n.is_leaf()) {
    constexpr const scale_data &own = F.scales[n.scale], &root = F.scales[0];
    const rating& r = ratings[n.leaf];
    if constexpr (!Dense) {
      if (!r.is_rated()) return absent_leaf<n.is_clamped>(view_of<F>, Node, r, out), false;
      if (!admitted<F>(n.leaf, r.points)) outside = true;
    }
    out[Node] = {rescaled<double>(own, root, r.points), 1, 1, 1, status::scored};
    if constexpr (n.is_clamped) hold(out[Node], root);
    return true;
  } else {
    return unrolled_group<F, Node, Dense>(ratings, out, outside, std::make_index_sequence<F.nodes[Node].arity>{});
  }
}

/// The whole of F in one line; false where a rating is outside its scale, or, for Dense, absent.
template <const auto& F, bool Dense> PROWESS_FLAT constexpr bool straight(const rating* ratings, node_result* out) {
  if constexpr (Dense)
    if (!all_admitted<F>(ratings, std::make_index_sequence<F.leaf_count()>{})) return false;
  bool outside = false;
  unrolled<F, 0, Dense>(ratings, out, outside);
  return !outside;
}

/// `walk` over a constant framework. The same results, bit for bit.
template <const auto& F>
constexpr finding walk_unrolled(std::span<const rating, F.leaf_count()> ratings, std::span<node_result, F.node_count> out) {
  if constexpr (F.leaf_count() > most_unrolled_leaves) return walk(F.view(), ratings, out);
  else if (straight<F, true>(ratings.data(), out.data()) || straight<F, false>(ratings.data(), out.data())) return {};
  else return first_outside(F.view(), ratings);
}

}  // namespace prowess::v0::detail
