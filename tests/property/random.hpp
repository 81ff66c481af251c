// SPDX-License-Identifier: BSL-1.0
// Seeded random frameworks and ratings, the same at compile time and at run time: all aggregations, policies, kinds of missing.
#pragma once

#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace random_frameworks {

using namespace prowess;

/// splitmix64 (Steele, Lea, Flood 2014).
struct source {
  std::uint64_t state;
  constexpr std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  constexpr std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(next() % n); }
};

inline constexpr std::string_view names[] = {"root", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q"};
inline constexpr std::size_t most_nodes = std::size(names);

/// A host's own aggregation among the shipped ones: the middle of the extremes.
struct midrange {
  static constexpr std::string_view name = "midrange";
  static constexpr properties traits{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true};
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    N low = terms[0].score, high = low;
    for (const auto& t : terms) low = t.score < low ? t.score : low, high = high < t.score ? t.score : high;
    return (low + high) / N(2.0);
  }
};

template <class Owner> struct maker {
  Owner& f;
  std::size_t values = 0;
  template <aggregation A> constexpr void use(node& n, const A& how) {
    n.how = &ops_of<A>;
    n.is_group = true;
    n.value_at = static_cast<std::uint32_t>(values);
    for (const double v : prowess::detail::values_of(how)) f.values[values++] = v, ++n.value_count;
  }
};

/// Those that are in headers of their own, where there are few children for the ones with many values.
template <class Owner> constexpr void choose_further(maker<Owner>& m, node& n, source& any) {
  const double cut = 2 + any.below(3);
  switch (any.below(12)) {
    case 0:
      m.use(n, prowess::detail::owa_rule{});
      for (std::uint32_t k = 0; k < n.arity; ++k) m.f.values[m.values++] = k == 0 ? 1 : any.below(5) / 4.0, ++n.value_count;
      return;
    case 1:
      m.use(n, prowess::detail::choquet_rule{});  // what small interactions weigh, children weigh too: see where the weights are made
      for (std::uint32_t k = 0; n.arity < 5 && k < n.arity * (n.arity - 1) / 2; ++k) m.f.values[m.values++] = (any.below(9) - 4.0) / 64, ++n.value_count;
      if (n.arity >= 5) m.use(n, mode{});
      return;
    case 2:
      if (n.arity > 3) return m.use(n, mode{});
      m.use(n, prowess::detail::decision_table_rule{});
      for (std::uint32_t k = 0; k < n.arity; ++k) m.f.values[m.values++] = 1 + any.below(3), m.f.values[m.values++] = 4 + any.below(4), n.value_count += 2;
      for (const double points : {5.0, 1.0 + any.below(3)}) m.f.values[m.values++] = points, ++n.value_count;
      return;
    case 3: return m.use(n, majority{(1 + any.below(4)) / 4.0});
    case 4: return m.use(n, majority{0.5, veto{cut}});
    case 5: return m.use(n, share_reaching{cut});
    case 6: return n.arity > 2 ? m.use(n, trimmed_mean{any.below(2) + 0.0, 1}) : m.use(n, mode{});
    case 7: return n.arity > 1 ? m.use(n, trimmed_mean{1}) : m.use(n, mode{});
    case 8: return m.use(n, mazziotta_pareto{any.below(2) ? 1.0 : -1.0, any.below(2) + 0.0});
    case 9: return m.use(n, weighted_sum{1.0 + any.below(40)});
    case 10: return m.use(n, critical_cap{any.below(3) / 2.0});
    default: return m.use(n, overweight_mean{1.0 + any.below(40)});
  }
}

inline constexpr std::uint32_t aggregation_kinds = 15;
template <class Owner> constexpr void choose_aggregation(maker<Owner>& m, node& n, std::uint32_t kind, source& any) {
  const double k = 1.0 + any.below(n.arity);
  const double fewer = n.arity > 1 ? 1.0 + any.below(n.arity - 1) : 0;
  const double cut = 2 + any.below(3);
  switch (kind) {
    case 0: return m.use(n, power_mean{-2});
    case 1: return m.use(n, minimum{});
    case 2: return m.use(n, maximum{});
    case 3: return m.use(n, median{});
    case 4: return m.use(n, lower_median{});
    case 5: return m.use(n, best{k});
    case 6: return fewer > 0 ? m.use(n, drop_lowest{fewer}) : m.use(n, median{});
    case 7: return fewer > 0 ? m.use(n, drop_highest{fewer}) : m.use(n, maximum{});
    case 8: return m.use(n, n_of{k, cut});
    case 9: return m.use(n, all_of{cut});
    case 10: return m.use(n, any_of{cut});
    case 11: return m.use(n, geometric_mean{});
    case 12: return m.use(n, harmonic_mean{});
    case 13: return m.use(n, quadratic_mean{});
    case 14: return m.use(n, midrange{});
    default: return m.use(n, weighted_mean{});
  }
}

/// A sound framework of `Nodes` nodes: three scales (a ladder of levels, an exam, an inverse one), any shape. `further`: half of the
/// groups have aggregations that core.hpp does not bring.
template <std::size_t Nodes> constexpr auto make(std::uint64_t seed, bool further = false) {
  static_assert(Nodes >= 2 && Nodes <= most_nodes);
  static_framework<Nodes, 6 * Nodes, 0, 3, 10> f{};
  f.nodes.fill(node{});  // g++ 12 starts a second constant evaluation from what the first one left there
  source any{seed};
  constexpr auto add_scale = []<std::size_t L>(auto& into, std::size_t k, std::size_t at, const static_scale<L>& s) {
    into.scales[k] = s.data;
    into.scales[k].level_at = static_cast<std::uint32_t>(at);
    for (std::size_t i = 0; i < L; ++i) into.level_list[at + i] = s.level_list[i];
  };
  const bool ladder = any.below(2) == 0;
  if (ladder) add_scale(f, 0, 0, levels("one", "two", "three", "four", "five"));
  else add_scale(f, 0, 0, levels(level{"one", 1}, level{"two", 1.5}, level{"three", 3}, level{"four", 3.25}, level{"five", 7}));
  add_scale(f, 1, 5, scale("exam", numeric(0, 100, 0.5)));
  add_scale(f, 2, 5, scale("rank", levels(level{"last", 6}, level{"low", 5}, level{"middle", 3}, level{"good", 2}, level{"first", 1})));

  std::array<std::uint32_t, Nodes> depth{};
  for (std::size_t i = 1; i < Nodes; ++i) depth[i] = 1 + any.below(depth[i - 1] + 1 > 4 ? 4 : depth[i - 1] + 1);
  for (std::size_t i = Nodes; i-- > 0;) {
    f.nodes[i].id = names[i];
    for (std::size_t c = i + 1; c < Nodes && depth[c] > depth[i]; c += f.nodes[c].extent) f.nodes[i].extent += f.nodes[c].extent, ++f.nodes[i].arity;
  }
  maker<decltype(f)> m{f};
  for (std::size_t i = 0; i < Nodes; ++i) {
    node& n = f.nodes[i];
    if (n.arity > 0) {
      if (further && any.below(2) == 0) choose_further(m, n, any);
      else choose_aggregation(m, n, any.below(aggregation_kinds + 9), any);  // about a third weighted means
      constexpr missing_rule rules[] = {skip, pool, no_score, require(0.5), require(0.8)};
      n.missing = any.below(3) == 0 ? n.how->traits.missing : rules[any.below(5)];
      const bool extra = n.how->traits.extra_credit && n.arity > 1 && any.below(3) == 0, equal = any.below(4) == 0;
      bool first = true;
      for (std::size_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent, first = false) {
        node& child = f.nodes[c];
        child.weight = child.base = equal ? 1 : first ? 1 + any.below(40) : any.below(8) == 0 ? 0 : any.below(60) / 4.0;
        if (further) {
          child.is_critical = first || any.below(3) == 0;
          if (n.how->name == "choquet") child.weight = child.base = child.weight + 0.25;
        }
        if (extra && !first && any.below(2) == 0) {
          child.is_extra_credit = true;
          child.weigh(any.below(4) == 0 ? -child.weight / 8 : child.weight / 8);
        }
      }
    } else {
      const std::uint32_t which = any.below(6);
      if (which == 0) n.scale_key = "exam";
      if (which == 1) n.scale_key = "rank";
      const std::uint32_t filled = any.below(6);
      if (filled == 0) n.if_absent = if_missing(lowest);
      if (filled == 1 && which > 1) n.if_absent = if_missing("three");
    }
  }
  prowess::detail::resolve(f.nodes, f.view());
  return f;
}

/// Ratings for every leaf: all there, few missing, or most missing.
constexpr rating random_rating(const framework_view& f, const node& leaf, std::uint32_t missing_percent, source& any) {
  if (any.below(100) < missing_percent) {
    constexpr rating kinds[] = {not_observed, not_observed, no_opportunity, not_applicable};
    return kinds[any.below(4)];
  }
  const scale_data& s = f.scale_of(leaf);
  if (s.level_count > 0) return f.levels(s)[any.below(s.level_count)].points;
  return any.below(201) / 2.0;
}
template <std::size_t Leaves> constexpr std::array<rating, Leaves> make_ratings(const framework_view& f, std::uint64_t seed, std::uint32_t missing_percent) {
  std::array<rating, Leaves> all;
  all.fill(not_observed);
  source any{seed};
  for (const node& n : f.nodes)
    if (n.is_leaf()) all[n.leaf] = random_rating(f, n, missing_percent, any);
  return all;
}

}  // namespace random_frameworks
