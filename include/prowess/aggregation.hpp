// SPDX-License-Identifier: BSL-1.0
// The contract of an aggregation: what a group makes of its children's scores.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <prowess/detail/compiler.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/missing.hpp>
#include <prowess/number/dual.hpp>
#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {

/// The type of weights beside scores of type N: `exact` beside `exact`, else `double`.
template <class N> using weight_of = std::conditional_t<std::same_as<N, exact>, exact, double>;

/// One child that counts. Absent children never reach an aggregation; a child of weight zero does.
/// A mean is `sum(product(weight, score)) / sum(base)`; `base` is the weight, or 0 for extra credit and penalties.
template <class N> struct term {
  N score;              ///< points on the framework's scale
  weight_of<N> weight;  ///< under `pool`, times the share of the child that entered its score
  weight_of<N> base;    ///< what the weight adds to the divisor
  std::uint32_t child;  ///< position among all siblings, for aggregations that treat children differently
  bool critical;        ///< the child is marked as `critical()`
};

/// What an aggregation may know besides its terms: its own values, the ends of the scale that scores are on, and how many siblings there are.
struct parameters {
  std::span<const double> values;  ///< of the aggregation, in the order of its `named`
  /// The scale's lowest ...
  double lowest = 0, highest = 0;  ///< ... and highest points
  std::size_t children = 0;        ///< of the group, whether they have scores or not
  /// One of the values; `i` is below `size()`.
  constexpr double operator[](std::size_t i) const { return values[i]; }
  /// The number of values.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return values.size(); }
};

/// The name of one of an aggregation's values, for files and generated code.
struct parameter {
  std::string_view name;             ///< the member of a JSON object, and the C++ name
  std::optional<double> otherwise{}; ///< the value where it is not given; none: it must be
  bool is_type = false;              ///< in C++ it is written as a type of this name: `zero_floor{0.5}`
  bool is_points = false;            ///< points of the framework's scale: files may name a level
};

/// What an aggregation may know of a group's children before anybody is rated.
struct siblings {
  std::size_t count = 0;              ///< how many they are
  std::span<const double> weights{};  ///< what each adds to the divisor: its weight, or 0 for extra credit and penalties
  std::size_t critical = 0;           ///< how many are marked as `critical()`
};

namespace detail {
template <class N, class S>
concept number_or_none = std::same_as<N, S> || std::same_as<std::optional<N>, S>;

template <class A, class N>
concept folds = requires(typename A::template state<N> s, const term<N>& t) {
  { A::finish(s) } -> std::convertible_to<std::optional<N>>;
  A::step(s, t);
};
template <class A, class N>
concept reduces = requires(std::span<term<N>> terms, parameters p) {
  { A::reduce(terms, p) } -> std::convertible_to<std::optional<N>>;
};
}  // namespace detail

/// What an aggregation declares of itself; the tests of every shipped one hold it to this.
struct properties {
  bool monotone = false;         ///< a higher score of a child never lowers the result
  bool homogeneous = false;      ///< f(k x) = k f(x) for k > 0
  bool idempotent = false;       ///< f(x, ..., x) = x
  bool symmetric = false;        ///< the order of the children does not matter
  bool ignores_weights = false;  ///< siblings count equally, also in the coverage
  bool extra_credit = false;     ///< bases of 0 make sense, and negative weights with them
  bool penalties = false;        ///< negative weights make sense: they add to the sum and not to the divisor
  bool finite = false;           ///< never infinite and no NaN where the scores are finite: nobody has to look
  missing_rule missing = skip;   ///< what absent children mean unless the group says otherwise
  friend constexpr bool operator==(const properties&, const properties&) = default;  ///< member by member
};

/// An aggregation is a type with a `name` and one of two forms, templates over the number N: `double`, `exact` near a cut, `dual` for
/// what a score hangs on. (Or plain `double`: then scores near a cut cannot be decided exactly, and what hangs on them is unknown.)
/// Either exists for N, or its declaration says that it does not (`template <std::same_as<double> N>`):
/// * *fold*, for what can be streamed: `state<N>`, `static step(state<N>&, const term<N>&)`, `static finish(const state<N>&)`;
/// * *reduce*, for what needs all terms: `static reduce(std::span<term<N>, Extent>, parameters)`, which may reorder them.
/// Either returns N, or `std::optional<N>` where there may be no score.
///
/// Optional: `values()` (an array of doubles, handed back as `parameters`), `static constexpr std::array<parameter, n> named` (their
/// names, for files), `static constexpr properties traits`, and `static std::string_view objection(parameters, std::size_t children)`:
/// why it cannot work here, or nothing. (It may ask for `siblings` in place of their number.) One that leaves scores out has
/// `static std::size_t keep(std::span<term<N>, Extent>, parameters)`, which moves those that count to the front: under `pool` a group
/// weighs only what of it has entered.
///
/// A template over the number of its values derives from a type without them that holds the rest, names it as its `rule`, and says
/// there `static constexpr bool values_vary = true`: so all of its forms are one aggregation, in files too. See `owa`.
template <class A>
concept aggregation = std::copyable<A> && requires {
  { A::name } -> std::convertible_to<std::string_view>;
} && (detail::folds<A, double> || detail::reduces<A, double>);

namespace detail {
template <class A> constexpr properties properties_of() {
  if constexpr (requires { A::traits; }) return A::traits;
  else return {};
}

/// The values of an aggregation as an array; empty where it has none.
template <class A> constexpr auto values_of(const A& how) {
  if constexpr (requires { how.values(); }) return how.values();
  else return std::array<double, 0>{};
}
template <class A> inline constexpr std::size_t value_count = std::tuple_size_v<decltype(values_of(std::declval<const A&>()))>;

template <class A> constexpr std::span<const parameter> names_of() {
  if constexpr (requires { A::named; }) return A::named;
  else return {};
}

/// Whether an aggregation leaves terms out: `keep(terms, parameters)` moves those that it keeps to the front and returns their number.
template <class A>
inline constexpr bool drops_terms = requires(std::span<term<double>> terms, const parameters& p) { A::keep(terms, p); };
template <class A>
inline constexpr bool objects = requires(const parameters& p, const siblings& of) { A::objection(p, of); } ||
                                requires(const parameters& p) { A::objection(p, std::size_t()); };
template <class A> constexpr std::string_view objection_of(const parameters& p, const siblings& children) {
  if constexpr (requires { A::objection(p, children); }) return A::objection(p, children);
  else if constexpr (requires { A::objection(p, children.count); }) return A::objection(p, children.count);
  else return {};
}

/// The type behind a template over the number of values; else the type itself.
template <class A> struct rule_behind { using type = A; };
template <class A> requires requires { typename A::rule; } struct rule_behind<A> { using type = typename A::rule; };
inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);  ///< of values
template <class A> constexpr std::size_t declared_values() {
  if constexpr (requires { A::values_vary; }) return any_number;
  else return value_count<A>;
}

template <class Step, std::size_t... K> PROWESS_INLINE constexpr void each_place(const Step& step, std::index_sequence<K...>) { (step(K), ...); }
template <class N, class State, std::size_t... K>
PROWESS_INLINE constexpr void each_term(term<N>* terms, State& s, std::index_sequence<K...>) { (s.add(terms[K]), ...); }

/// Applies `step(k)` to 0 .. n - 1, one after the other in the code where n is a small constant (g++ -O2 leaves loops rolled).
template <std::size_t E, class Step> PROWESS_INLINE constexpr void for_places(std::size_t n, const Step& step) {
  if constexpr (E <= 8) each_place(step, std::make_index_sequence<E>{});
  else
    for (std::size_t k = 0; k < n; ++k) step(k);
}
/// Applies `s.add` to each term in the same way. What is long is better a PROWESS_INLINE member than a lambda, which no standard
/// word inlines: g++ calls it wherever two aggregations share it.
template <class N, std::size_t E, class State> PROWESS_INLINE constexpr State& for_terms(std::span<term<N>, E> terms, State&& s) {
  if constexpr (E <= 8) each_term(terms.data(), s, std::make_index_sequence<E>{});
  else
    for (term<N>& t : terms) s.add(t);
  return s;
}

/// Why k children cannot be asked for, or nothing.
constexpr std::string_view count_objection(double k, double most) {
  if (!(k >= 1) || !(k < 4294967296.0 && k == static_cast<double>(static_cast<std::uint32_t>(k)))) return "the count must be a whole number of at least 1";
  if (k > most) return "the count is more than the group's children allow";
  return {};
}

/// One step for each term after the first; g++ -O2 leaves loops over terms rolled. `begin`, which a fold may have, is a first
/// step that need not look at the state.
template <class A, class N, class State, std::size_t... K>
PROWESS_INLINE constexpr void step_each(State& s, const term<N>* terms, std::index_sequence<K...>) {
  if constexpr (requires { A::begin(s, terms[0]); }) A::begin(s, terms[0]);
  else A::step(s, terms[0]);
  (A::step(s, terms[K + 1]), ...);
}

/// Applies A to the terms that count. With `exact`, an aggregation that has no exact form still has an exact result
/// where all terms are equal and it is idempotent; else it is unknown.
template <class A, class N, std::size_t Extent> PROWESS_INLINE constexpr std::optional<N> apply(std::span<term<N>, Extent> terms, parameters p) {
  if constexpr (folds<A, N>) {
    typename A::template state<N> s{};
    if constexpr (Extent == std::dynamic_extent) {
      for (const term<N>& t : terms) A::step(s, t);
    } else {
      step_each<A>(s, terms.data(), std::make_index_sequence<Extent - 1>{});
    }
    return A::finish(s);
  } else if constexpr (reduces<A, N>) {
    return A::reduce(terms, p);
  } else {
    static_assert(std::same_as<N, exact>, "an aggregation folds or reduces terms of double");
    if constexpr (properties_of<A>().idempotent) {
      for (const term<N>& t : terms)
        if (!(t.score == terms[0].score)) return exact::unknown();
      return terms[0].score;
    } else return exact::unknown();
  }
}
}  // namespace detail

}  // namespace prowess::v0
