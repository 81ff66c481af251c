// SPDX-License-Identifier: BSL-1.0
// The same walk, expanded over a constant framework: every weight, scale and function is known where the code is made.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <prowess/detail/group.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>

#if defined(__GNUC__)
#define PROWESS_INLINE [[gnu::always_inline]]
#define PROWESS_INLINE_LAMBDA __attribute__((always_inline))
#else
#define PROWESS_INLINE
#define PROWESS_INLINE_LAMBDA
#endif

namespace prowess::detail {

inline constexpr std::size_t most_unrolled_leaves = 256;

/// The nodes of the leaves of F, in tree order.
template <const auto& F> inline constexpr auto leaf_nodes = [] {
  std::array<std::uint32_t, F.leaf_count()> at{};
  for (std::uint32_t i = 0; i < F.nodes.size(); ++i)
    if (F.nodes[i].is_leaf()) at[F.nodes[i].leaf] = i;
  return at;
}();

template <const auto& F, std::uint32_t I> inline constexpr auto children_of = [] {
  std::array<std::uint32_t, F.nodes[I].arity> at{};
  std::size_t k = 0;
  for (std::uint32_t c = I + 1; c < I + F.nodes[I].extent; c += F.nodes[c].extent) at[k++] = c;
  return at;
}();

/// Whether the points stand on the leaf's scale.
template <const auto& F> PROWESS_INLINE constexpr bool admitted(std::size_t leaf, const rating& r) {
  return F.scales[F.nodes[leaf_nodes<F>[leaf]].scale].admits(r.points, F.level_list);
}

template <const auto& F, std::uint32_t I, bool Dense>
PROWESS_INLINE constexpr const node_result& unrolled(const rating* ratings, node_result* out) {
  constexpr node n = F.nodes[I];
  if constexpr (n.is_leaf()) {
    constexpr const scale_data &own = F.scales[F.nodes[I].scale], &root = F.scales[0];
    if constexpr (Dense) return out[I] = {rescaled<double>(own, root, ratings[n.leaf].points), 1, 1, 1, status::scored};
    else return out[I] = leaf_outcome<double>(own, root, n, ratings[n.leaf]);
  } else {
    return [&]<std::size_t... K>(std::index_sequence<K...>) PROWESS_INLINE_LAMBDA -> const node_result& {
      constexpr auto& children = children_of<F, I>;
      constexpr bool weighted = !n.how->traits.ignores_weights;
      constexpr std::size_t arity = sizeof...(K);
      const parameters on{std::span<const double>(F.values.data() + n.value_at, n.value_count), F.scales[0].low, F.scales[0].high};
      term<double> terms[arity]{};
      std::size_t present = 0;
      if constexpr (Dense) {
        ((terms[K] = {unrolled<F, children[K], Dense>(ratings, out).score, weighted ? F.nodes[children[K]].weight : 1.0,
                      weighted ? F.nodes[children[K]].base : 1.0, static_cast<std::uint32_t>(K)}),
         ...);
        out[I] = {0, 1, 1, 1, status::scored};
      } else {
        evidence<double> seen;
        const auto add = [&](const node_result& c, const node& child, std::uint32_t place) PROWESS_INLINE_LAMBDA {
          const double w = weighted ? child.weight : 1.0, base = weighted ? child.base : 1.0;
          const double share = seen.add(c, base, n.missing.policy);
          if (c.has_score()) terms[present++] = {c.score, product(w, share), product(base, share), place};
        };
        (add(unrolled<F, children[K], Dense>(ratings, out), F.nodes[children[K]], static_cast<std::uint32_t>(K)), ...);
        out[I] = seen.verdict(n.missing, weighted);
        if (out[I].what != status::scored) return out[I];
      }
      if constexpr (arity <= most_unrolled_children) {
        if (Dense || present == arity) return conclude(out[I], n.how->fixed[arity](terms, on)), out[I];
      }
      conclude(out[I], n.how->any(std::span<term<double>>(terms, Dense ? arity : present), on));
      return out[I];
    }(std::make_index_sequence<F.nodes[I].arity>{});
  }
}

/// `walk` over a constant framework. The same results, bit for bit.
template <const auto& F>
constexpr finding walk_unrolled(std::span<const rating, F.leaf_count()> ratings, std::span<node_result, F.node_count> out) {
  if constexpr (F.leaf_count() > most_unrolled_leaves) {
    return walk(F.view(), ratings, out);
  } else {
    bool outside = false, absent = false;
    [&]<std::size_t... L>(std::index_sequence<L...>) PROWESS_INLINE_LAMBDA {
      ((absent = absent || !ratings[L].is_rated(), outside = outside || (ratings[L].is_rated() && !admitted<F>(L, ratings[L]))), ...);
    }(std::make_index_sequence<F.leaf_count()>{});
    if (outside) return first_outside(F.view(), ratings);
    if (absent) unrolled<F, 0, false>(ratings.data(), out.data());
    else unrolled<F, 0, true>(ratings.data(), out.data());
    return {};
  }
}

}  // namespace prowess::detail

#undef PROWESS_INLINE
#undef PROWESS_INLINE_LAMBDA
