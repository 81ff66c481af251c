// SPDX-License-Identifier: BSL-1.0
// One group of the walk: its children's outcomes in, its own out. The only place that knows what absent children mean.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/aggregation.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>

namespace prowess::inline v0 {

namespace detail {
inline constexpr std::size_t most_reduced_children = 1024;  ///< of a group whose aggregation needs all terms at once
inline constexpr std::size_t most_unrolled_children = 6;
using fixed_aggregation = std::optional<double> (*)(term<double>*, const parameters&);
}  // namespace detail

/// An aggregation behind pointers that are constant expressions: what `node::how` points to.
struct group_ops {
  std::string_view name;
  std::span<const parameter> named;  ///< the names of its values; empty where they have none
  std::size_t value_count;           ///< or `any_number`
  properties traits;
  std::string_view (*objection)(const parameters&, const siblings&);
  bool may_object;
  bool needs_all_terms;
  double (*kept)(const framework_view&, std::uint32_t group, const outcome<double>* out);  ///< some terms do not enter: of the weight of those with scores, the share that does; else null
  exact (*kept_exactly)(const framework_view&, std::uint32_t group, const outcome<exact>* out);
  void (*dense)(const framework_view&, std::uint32_t group, outcome<double>* out);   ///< everything below was rated
  void (*sparse)(const framework_view&, std::uint32_t group, outcome<double>* out);
  void (*precise)(const framework_view&, std::uint32_t group, outcome<exact>* out);  ///< `out[0]` is the first node of the view
  std::optional<double> (*any)(std::span<term<double>>, const parameters&);          ///< for the unrolled walk
  std::array<detail::fixed_aggregation, detail::most_unrolled_children + 1> fixed;   ///< by number of terms
  std::optional<dual> (*any_dual)(std::span<term<dual>>, const parameters&);         ///< its slopes; null where it has no form for `dual`
};

namespace detail {

constexpr bool at_quorum(double coverage, double quorum) { return coverage >= quorum - 0x1p-40; }
constexpr bool at_quorum(const exact& coverage, double quorum) { return coverage >= exact(quorum); }

constexpr double part(double base, double share) { return product(base, share); }
constexpr exact part(const exact& base, const exact& share) { return share == exact(1) ? base : product(base, share); }

/// What a group learns of its children beside their scores.
template <class N> struct evidence {
  using weight = weight_of<N>;
  weight total{}, rated{}, applicable{}, entered{};  ///< sums of base x share
  weight counted{};                                  ///< base of the children that have scores
  bool applies = false, opportunity_lacked = false;
  bool open = false;           ///< a child that could change the score and applies has none
  bool present = false;        ///< a child has a score
  std::uint32_t answered = 0;  ///< children that have scores with some evidence

  /// Adds a child, which `decides` where it could change the score though it weighs nothing; returns the share of its weight that
  /// counts: 1, or under `pool` the share of it that entered its score.
  PROWESS_INLINE constexpr weight add(const outcome<N>& c, const weight& base, bool decides, bool pooled) {
    const weight one(1.0);
    total = total + base;
    if (c.rated == one && c.entered == one) {  // a whole child: the shortest way to the same sums
      rated = rated + base, applicable = applicable + base, entered = entered + base, counted = counted + base;
      applies = present = true, ++answered;
      return one;
    }
    rated = rated + part(base, c.rated);
    applicable = applicable + part(base, c.applicable);
    entered = entered + part(base, c.entered);
    const bool has = c.has_score(), child_applies = !(c.applicable == weight{});
    applies |= child_applies;
    opportunity_lacked |= c.what == status::no_opportunity;
    open |= child_applies & !has & (decides | !(base == weight{}));
    weight share = one;
    if (pooled && has && !(c.entered == c.applicable)) share = c.entered / c.applicable;
    if (has) present = true, answered += !(c.rated == weight{}), counted = counted + part(base, share);
    return share;
  }

  /// The outcome but for its score; `scored` where the aggregation decides.
  PROWESS_INLINE constexpr outcome<N> verdict(const missing_rule& missing, bool weighted) const {
    outcome<N> o;
    if (!(total == weight{})) o.rated = rated / total, o.applicable = applicable / total, o.entered = entered / total;
    const bool few = (missing.policy == missing_policy::require && !at_quorum(o.coverage(), missing.quorum)) ||
                     (missing.policy == missing_policy::require_children && answered < missing.quorum);
    o.what = !applies                                               ? opportunity_lacked ? status::no_opportunity : status::not_applicable
             : !present                                             ? status::no_evidence
             : missing.policy == missing_policy::no_score && open   ? status::undetermined
             : few                                                  ? status::insufficient_coverage
             : weighted && counted == weight{}                      ? status::zero_total_weight
                                                                    : status::scored;
    if (o.what != status::scored) o.entered = weight{};
    return o;
  }
};

/// Puts the aggregation's answer into an outcome; infinity and NaN are none.
template <bool Finite, class N> constexpr void conclude(outcome<N>& o, const std::optional<N>& score) {
  bool answered = score.has_value();
  if constexpr (!Finite && std::same_as<N, double>) answered = answered && is_finite(*score);
  if (answered) o.score = *score;
  else o.what = status::out_of_domain, o.entered = weight_of<N>{};
}

/// Whether some child adds to the divisor. What weighs and has no penalties always has one.
constexpr bool has_divisor(const framework_view& f, std::uint32_t group) {
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent)
    if (f.nodes[c].base > 0) return true;
  return false;
}

/// The terms of a group, as an aggregation wants them: streamed into its state, or side by side.
template <class A, class N> struct collected {
  std::vector<term<N>> terms;
  constexpr explicit collected(std::size_t n) { terms.reserve(n); }
  constexpr void add(const term<N>& t) { terms.push_back(t); }
  constexpr std::optional<N> result(const parameters& p) { return apply<A>(std::span<term<N>>(terms.data(), terms.size()), p); }
};
template <class A>
  requires(!folds<A, double>)
struct collected<A, double> {
  term<double> terms[most_reduced_children];
  std::size_t size;
  constexpr explicit collected(std::size_t) : size(0) { terms[0] = {}; }  // for compilers that doubt that there is a term
  constexpr void add(const term<double>& t) { terms[size++] = t; }
  constexpr std::optional<double> result(const parameters& p) { return apply<A>(std::span<term<double>>(terms, size), p); }
};
template <class A, class N>
  requires folds<A, N>
struct collected<A, N> {
  typename A::template state<N> state{};
  constexpr explicit collected(std::size_t) {}
  constexpr void add(const term<N>& t) { A::step(state, t); }
  constexpr std::optional<N> result(const parameters&) { return A::finish(state); }
};

/// Of the weight of the children with scores, the share that an aggregation keeps which drops some.
template <class A, class N> constexpr weight_of<N> kept_share(const framework_view& f, std::uint32_t i, const outcome<N>* out) {
  std::vector<term<N>> terms;
  weight_of<N> all{}, kept{};
  std::uint32_t place = 0;
  for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent, ++place) {
    const node& n = f.nodes[c];
    if (!out[c].has_score()) continue;
    terms.push_back({out[c].score, weight_of<N>(n.weight), weight_of<N>(n.base), place, n.is_critical});
    all = all + terms.back().base;
  }
  const std::size_t count = A::keep(std::span<term<N>>(terms), f.parameters_of(f.nodes[i]));
  for (std::size_t k = 0; k < count; ++k) kept = kept + terms[k].base;
  return all == weight_of<N>{} ? weight_of<N>(1.0) : kept / all;
}
/// That of an aggregation; one that drops none has no such function.
template <class A, class N> constexpr auto kept_share_of() -> weight_of<N> (*)(const framework_view&, std::uint32_t, const outcome<N>*) {
  if constexpr (drops_terms<A>) return &kept_share<A, N>;
  else return nullptr;
}
constexpr double kept_of(const framework_view& f, std::uint32_t i, const outcome<double>* out) { return f.nodes[i].how->kept(f, i, out); }
constexpr exact kept_of(const framework_view& f, std::uint32_t i, const outcome<exact>* out) { return f.nodes[i].how->kept_exactly(f, i, out); }

/// Takes from the share of a child with a score what the child drops.
template <class N> PROWESS_ASIDE constexpr void leave_dropped(const framework_view& f, std::uint32_t child, const outcome<N>* out, weight_of<N>& share) {
  const node& n = f.nodes[child];
  if (!n.is_leaf() && n.how->kept != nullptr) share = part(share, kept_of(f, child, out));
}

/// Whether children weigh by what has entered them, and some of them drop what is rated.
constexpr bool pools_dropped(const framework_view& f, std::uint32_t group) {
  const node& g = f.nodes[group];
  if (g.missing.policy != missing_policy::pool) return false;
  for (std::uint32_t c = group + 1; c < group + g.extent; c += f.nodes[c].extent)
    if (!f.nodes[c].is_leaf() && f.nodes[c].how->kept != nullptr) return true;
  return false;
}

/// The group at `i` of a view whose outcomes start at `out`, children first.
template <class A, class N> constexpr void evaluate(const framework_view& f, std::uint32_t i, outcome<N>* out) {
  constexpr bool weighted = !properties_of<A>().ignores_weights;
  using weight = weight_of<N>;
  const node* const nodes = f.nodes.data();
  const node& group = nodes[i];
  collected<A, N> terms(group.arity);
  evidence<N> seen;
  const bool pooled = group.missing.policy == missing_policy::pool;
  bool known = true;  // an exact score that is not known compares as false with everything: no aggregation may see it
  std::uint32_t place = 0;
  for (std::uint32_t c = i + 1, end = i + group.extent; c < end; c += nodes[c].extent, ++place) {
    const weight w(weighted ? nodes[c].weight : 1.0), base(weighted ? nodes[c].base : 1.0);
    const bool decides = nodes[c].is_critical || (properties_of<A>().penalties && nodes[c].is_penalty());
    weight share = seen.add(out[c], base, decides, pooled);
    if (pooled && out[c].has_score()) leave_dropped(f, c, out, share);
    if constexpr (std::same_as<N, exact>) known = known && (!out[c].has_score() || (out[c].score.known() && share.known()));
    if (out[c].has_score()) terms.add({out[c].score, part(w, share), part(base, share), place, nodes[c].is_critical});
  }
  outcome<N>& o = out[i];
  o = seen.verdict(group.missing, weighted);
  if (o.what != status::scored) return;
  if constexpr (std::same_as<N, exact>) {
    if (!known) return void(o.score = exact::unknown());
  }
  conclude<properties_of<A>().finite>(o, terms.result(f.parameters_of(group)));
}

/// The same where everything below was rated and entered: there is no evidence to weigh.
template <class A> PROWESS_INLINE constexpr void evaluate_complete(const framework_view& f, std::uint32_t i, outcome<double>* out) {
  constexpr bool weighted = !properties_of<A>().ignores_weights;
  const node& group = f.nodes[i];
  if constexpr (weighted && properties_of<A>().penalties)
    if (!has_divisor(f, i)) return evaluate<A>(f, i, out);
  if (pools_dropped(f, i)) return evaluate<A>(f, i, out);
  collected<A, double> terms(group.arity);
  const auto add = [&](const node& n, const outcome<double>& c, std::uint32_t place) {
    terms.add({c.score, weighted ? n.weight : 1.0, weighted ? n.base : 1.0, place, n.is_critical});
  };
  const node* n = &f.nodes[i] + 1;
  const outcome<double>* c = out + i + 1;
  if (group.extent == group.arity + 1)  // leaves side by side
    for (std::uint32_t k = 0; k < group.arity; ++k) add(*n++, *c++, k);
  else
    for (std::uint32_t k = 0; k < group.arity; c += n->extent, n += n->extent, ++k) add(*n, *c, k);
  out[i] = {0, 1, 1, 1, status::scored};
  conclude<properties_of<A>().finite>(out[i], terms.result(f.parameters_of(group)));
}
template <class A> constexpr void dense(const framework_view& f, std::uint32_t i, outcome<double>* out) { evaluate_complete<A>(f, i, out); }

template <class A, std::size_t K> PROWESS_INLINE constexpr std::optional<double> apply_fixed(term<double>* terms, const parameters& p) {
  return apply<A>(std::span<term<double>, K>(terms, K), p);
}
template <class A> constexpr std::optional<double> apply_any(std::span<term<double>> terms, const parameters& p) { return apply<A>(terms, p); }
template <class A> constexpr std::optional<dual> apply_dual(std::span<term<dual>> terms, const parameters& p) { return apply<A>(terms, p); }
template <class A> constexpr auto dual_form_of() -> std::optional<dual> (*)(std::span<term<dual>>, const parameters&) {
  if constexpr (folds<A, dual> || reduces<A, dual>) return &apply_dual<A>;
  else return nullptr;
}

}  // namespace detail

namespace detail {
template <aggregation A>
inline constexpr group_ops functions_of{A::name,
                                        names_of<A>(),
                                        declared_values<A>(),
                                        properties_of<A>(),
                                        &objection_of<A>,
                                        objects<A>,
                                        !folds<A, double>,
                                        kept_share_of<A, double>(),
                                        kept_share_of<A, exact>(),
                                        &dense<A>,
                                        &evaluate<A, double>,
                                        &evaluate<A, exact>,
                                        &apply_any<A>,
                                        []<std::size_t... K>(std::index_sequence<K...>) {
                                          return std::array<fixed_aggregation, sizeof...(K) + 1>{nullptr, &apply_fixed<A, K + 1>...};
                                        }(std::make_index_sequence<most_unrolled_children>{}),
                                        dual_form_of<A>()};

/// Why a group's aggregation cannot work there, or nothing.
constexpr std::string_view objection_at(const framework_view& f, std::uint32_t group) {
  const node& g = f.nodes[group];
  if (!g.how->may_object) return {};
  std::vector<double> weights;
  siblings all;
  for (std::uint32_t c = group + 1; c < group + g.extent; c += f.nodes[c].extent)
    weights.push_back(g.how->traits.ignores_weights ? 1 : f.nodes[c].base), all.critical += f.nodes[c].is_critical;
  all.count = weights.size(), all.weights = {weights.data(), weights.size()};
  return g.how->objection(f.parameters_of(g), all);
}
}  // namespace detail

/// The functions of one aggregation. Naming it is all the registration there is.
template <aggregation A> inline constexpr const group_ops& ops_of = detail::functions_of<typename detail::rule_behind<A>::type>;

}  // namespace prowess::v0
