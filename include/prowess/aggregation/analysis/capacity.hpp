// SPDX-License-Identifier: BSL-1.0
// Capacities: a weight for every coalition of children, what it says of them, and the Choquet and Sugeno integrals.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {
inline constexpr std::size_t most_criteria = 16;  ///< of a capacity: 65,536 coalitions
inline constexpr std::string_view not_coalitions = "it needs a value for each coalition of 2 to 16 children: 2^children of them";
constexpr std::size_t bit(std::size_t child) { return std::size_t{1} << child; }
constexpr std::size_t size_of(std::size_t coalition) { return static_cast<std::size_t>(std::popcount(coalition)); }

/// t! (n - t - 1)! / n! = 1 / (n C(n - 1, t)): the part of the orders of n children in which a given one follows t given ones.
constexpr double shapley_part(std::size_t n, std::size_t t) {
  double binomial = 1;
  for (std::size_t k = 1; k <= t; ++k) binomial = binomial * static_cast<double>(n - k) / static_cast<double>(k);
  return 1 / (static_cast<double>(n) * binomial);
}

/// Why these are not the values of a capacity, or nothing.
template <class N> constexpr std::string_view capacity_objection(std::span<const N> values) {
  const std::size_t n = size_of(values.size() - 1);
  if (!std::has_single_bit(values.size()) || n < 2 || n > most_criteria) return not_coalitions;
  if (!(values.front() == N(0))) return "the value of no children must be 0";
  if (!(values.back() == N(1))) return "the value of all children must be 1";
  for (std::size_t of = 0; of < values.size(); ++of)
    for (std::size_t i = 0; i < n; ++i)
      if (!(values[of] <= values[of | bit(i)])) return "a coalition must not be worth less than a part of it";
  return {};
}
/// Ends a constant expression where it says why; at run time raises that.
constexpr void the_capacity_must_be_monotone_from_0_to_1(std::string_view why) {
  if (!why.empty()) raise(problem{"capacity", std::string(why), {}});
}
}  // namespace detail

/// A monotone set function on N children: the value of coalition A stands at the index whose bit i is set where child i is in A,
/// from 0 for nobody to 1 for all. Indices cost O(2^N) each, or O(N 2^N) where there is one for each child.
/// Sources: Grabisch, European Journal of Operational Research 89 (1996), 445-456; Marichal, European Journal of Operational
/// Research 155 (2004), 771-791 (orness, veto, favor).
///
///     constexpr prowess::capacity<3> students{0, .45, .45, .5, .3, .9, .9, 1};  // mathematics, physics, literature
///     static_assert(students.interaction(0, 1) < 0);                            // the first two say the same
template <std::size_t N>
  requires(N >= 2 && N <= detail::most_criteria)
class capacity {
 public:
  static constexpr std::size_t coalitions = std::size_t{1} << N;  ///< how many there are, the empty one included

  /// A value for each coalition; raises where they are not monotone from 0 to 1 (in a constant expression: does not compile).
  constexpr explicit capacity(const std::array<double, coalitions>& values) : values_(values) {
    detail::the_capacity_must_be_monotone_from_0_to_1(detail::capacity_objection(std::span<const double>(values_)));
  }
  /// The same, one by one.
  template <class... Value>
    requires(sizeof...(Value) == coalitions && (std::is_arithmetic_v<Value> && ...))
  constexpr explicit capacity(Value... value) : capacity(std::array<double, coalitions>{static_cast<double>(value)...}) {}

  /// The value of a coalition, by its bits.
  [[nodiscard]] constexpr double operator[](std::size_t coalition) const { return values_[coalition]; }
  /// The values of all coalitions.
  [[nodiscard]] constexpr const std::array<double, coalitions>& values() const noexcept { return values_; }

  /// The Moebius transform: m(A) = sum over B in A of (-1)^|A - B| mu(B). What A is worth beyond its parts.
  [[nodiscard]] constexpr std::array<double, coalitions> mobius() const {
    auto m = values_;
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t of = 0; of < coalitions; ++of)
        if ((of & detail::bit(i)) != 0) m[of] -= m[of ^ detail::bit(i)];
    return m;
  }
  /// Importances: what a child adds on average over all orders in which the children may come; they total 1.
  [[nodiscard]] constexpr std::array<double, N> shapley() const {
    return for_each_child([this](std::size_t i) {
      return over_others(detail::bit(i), N, [this, i](std::size_t of) { return values_[of | detail::bit(i)] - values_[of]; });
    });
  }
  /// Of two different children, in [-1, 1]: above 0 they need each other, below 0 they stand in for each other.
  [[nodiscard]] constexpr double interaction(std::size_t i, std::size_t j) const {
    const std::size_t a = detail::bit(i), b = detail::bit(j);
    return over_others(a | b, N - 1, [a, b, this](std::size_t of) {
      return values_[of | a | b] - values_[of | a] - values_[of | b] + values_[of];
    });
  }
  /// How near the Choquet integral is to the maximum: 1 for the maximum, 0 for the minimum.
  [[nodiscard]] constexpr double orness() const {
    double sum = 0;
    for (std::size_t of = 1; of + 1 < coalitions; ++of) sum += product(values_[of], detail::shapley_part(N + 1, detail::size_of(of)));
    return sum * (n + 1) / (n - 1);
  }
  /// How far a low score of the child alone pulls the result down, in [0, 1].
  [[nodiscard]] constexpr std::array<double, N> veto() const {
    return for_each_child([this](std::size_t i) {
      return 1 - product(over_others(detail::bit(i), N, [this](std::size_t of) { return values_[of]; }), n) / (n - 1);
    });
  }
  /// How far a high score of the child alone pulls the result up, in [0, 1].
  [[nodiscard]] constexpr std::array<double, N> favor() const {
    return for_each_child([this](std::size_t i) {
      return (product(over_others(detail::bit(i), N, [this, i](std::size_t of) { return values_[of | detail::bit(i)]; }), n) - 1) / (n - 1);
    });
  }
  friend constexpr bool operator==(const capacity&, const capacity&) = default;  ///< the same values

 private:
  static constexpr double n = N;
  /// sum over the coalitions `of` without `these` of t! (size - t - 1)! / size! f(of), t = |of|.
  template <class F> constexpr double over_others(std::size_t these, std::size_t size, const F& f) const {
    std::array<double, N> part{};
    for (std::size_t t = 0; t < size; ++t) part[t] = detail::shapley_part(size, t);
    double sum = 0;
    for (std::size_t of = 0; of < coalitions; ++of)
      if ((of & these) == 0) sum += product(part[detail::size_of(of)], f(of));
    return sum;
  }
  template <class F> static constexpr std::array<double, N> for_each_child(const F& f) {
    std::array<double, N> all{};
    for (std::size_t i = 0; i < N; ++i) all[i] = f(i);
    return all;
  }
  std::array<double, coalitions> values_;
};

/// The capacity with these values; or why they are none.
template <std::size_t N> [[nodiscard]] result<capacity<N>> try_capacity(const std::array<double, capacity<N>::coalitions>& values) {
  const std::string_view why = detail::capacity_objection(std::span<const double>(values));
  if (!why.empty()) return problem{"capacity", std::string(why), {}};
  return capacity<N>(values);
}

/// The capacity with these Shapley importances (each counts for its share of their sum) and these interactions of pairs, in the same unit, row by row:
/// (1,2), (1,3) ... (2,3) ..., and none of more children: mu(A) = sum over A of importance - 1/2 sum over a in A, b not in A of I_ab.
/// Computed exactly and rounded once. Raises where it is not monotone: half of a child's interactions, without their signs, must not
/// total more than its importance. Source: Grabisch, Fuzzy Sets and Systems 92 (1997), 167-189.
template <std::size_t N>
[[nodiscard]] constexpr capacity<N> two_additive(const std::array<double, N>& importances,
                                                 const std::array<double, N*(N - 1) / 2>& interactions) {
  exact total;
  for (const double w : importances) total += w;
  detail::the_capacity_must_be_monotone_from_0_to_1(total > exact() ? "" : "the importances must be finite and total more than 0");
  std::array<double, capacity<N>::coalitions> values{};
  for (std::size_t of = 1; of < values.size(); ++of) {
    exact value;
    for (std::size_t a = 0, pair = 0; a < N; ++a) {
      if ((of & detail::bit(a)) != 0) value += exact(importances[a]) / total;
      for (std::size_t b = a + 1; b < N; ++b, ++pair)
        if (((of >> a ^ of >> b) & 1) != 0) value -= exact(interactions[pair]) / total / 2;
    }
    values[of] = value.to_double();
  }
  return capacity<N>(values);
}

namespace detail {
/// The terms by ascending score; of equal ones that of the earlier child first.
template <class N, std::size_t E> constexpr void ascending(std::span<term<N>, E> terms) {
  for (std::size_t i = 1; i < terms.size(); ++i)
    for (std::size_t k = i; k > 0 && terms[k].score < terms[k - 1].score; --k) std::swap(terms[k], terms[k - 1]);
}
template <class N, std::size_t E> constexpr std::size_t coalition_of(std::span<term<N>, E> terms) {
  std::size_t all = 0;
  for (const auto& t : terms) all |= bit(t.child);
  return all;
}
/// What integrals with respect to a capacity share; `p` of their functions holds its values.
struct capacity_rule {
  static constexpr bool values_vary = true;  ///< 2^children
  /// As many values as coalitions, monotone from 0 to 1.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    if (children > most_criteria || p.size() != bit(children)) return not_coalitions;
    return capacity_objection(p.values);
  }
};
/// What all `choquet_integral<N>` are.
struct choquet_integral_rule : capacity_rule {
  static constexpr std::string_view name = "choquet_integral";  ///< in files and messages
  static constexpr properties traits{
      .monotone = true, .homogeneous = true, .idempotent = true, .ignores_weights = true, .finite = true, .missing = no_score};
  template <class N, std::size_t E> static constexpr std::optional<N> reduce(std::span<term<N>, E> terms, const parameters& p) {
    std::size_t coalition = coalition_of(terms);
    const N all(p[coalition]);
    if (all == N(0.0)) return std::nullopt;
    ascending(terms);
    held<N> between;
    N sum{};
    for (std::size_t k = 0; k < terms.size(); ++k) {
      if (k > 0) sum = sum + product(terms[k].score - terms[k - 1].score, N(p[coalition]));
      coalition &= ~bit(terms[k].child);
      between.see(terms[k]);
    }
    return between.hold(terms[0].score + sum / all);
  }
};
/// What all `sugeno_integral<N>` are.
struct sugeno_integral_rule : capacity_rule {
  static constexpr std::string_view name = "sugeno_integral";  ///< in files and messages
  static constexpr properties traits{.monotone = true, .idempotent = true, .ignores_weights = true, .finite = true, .missing = no_score};
  template <class N, std::size_t E> static constexpr std::optional<N> reduce(std::span<term<N>, E> terms, const parameters& p) {
    std::size_t coalition = coalition_of(terms);
    const N all(p[coalition]), low(p.lowest), range = N(p.highest) - low;
    if (all == N(0.0)) return std::nullopt;
    ascending(terms);
    N best = terms[0].score;  // the coalition of all reaches the top of the scale
    for (std::size_t k = 1; k < terms.size(); ++k) {
      coalition &= ~bit(terms[k - 1].child);
      const N reach = low + product(N(p[coalition]) / all, range), least = terms[k].score < reach ? terms[k].score : reach;
      if (best < least) best = least;
    }
    return best;
  }
};
/// The values of a capacity, as an aggregation keeps them.
template <std::size_t N> struct with_capacity {
  capacity<N> mu;  ///< what it integrates with respect to
  constexpr explicit with_capacity(const capacity<N>& of) : mu(of) {}
  /// Of the values one by one.
  template <class... Value>
    requires(sizeof...(Value) == capacity<N>::coalitions && (std::is_arithmetic_v<Value> && ...))
  constexpr explicit with_capacity(Value... value) : mu(value...) {}
  [[nodiscard]] constexpr std::array<double, capacity<N>::coalitions> values() const { return mu.values(); }  ///< of the coalitions
};
}  // namespace detail

/// sum over k of (x_(k) - x_(k-1)) mu({(k), ..., (n)}), scores ascending, x_(0) = 0: a weighted mean for an additive capacity, the
/// minimum and the maximum for the smallest and the largest. Weights of the children do not count: the capacity says all.
/// An absent child leaves it undetermined unless the group says otherwise; under `skip` the capacity of those that are there counts,
/// divided by what they are worth together (nothing where that is 0).
/// Sources: Choquet, Annales de l'Institut Fourier 5 (1954), 131-295; Grabisch as at `capacity`. For pairs only see `choquet`.
///
///     group("student", choquet_integral{students}, competency("mathematics"), competency("physics"), competency("literature"))
template <std::size_t N> struct choquet_integral : detail::choquet_integral_rule, detail::with_capacity<N> {
  using rule = detail::choquet_integral_rule;     ///< what files and frameworks call it
  using detail::with_capacity<N>::with_capacity;  ///< of a capacity, or its values one by one
};
template <std::size_t N> choquet_integral(const capacity<N>&) -> choquet_integral<N>;  ///< as many children as the capacity's
/// As many children as 2^children values say.
template <class... Value>
  requires(std::is_arithmetic_v<Value> && ...)
choquet_integral(Value...) -> choquet_integral<detail::size_of(sizeof...(Value) - 1)>;

/// max over k of min(x_(k), mu({(k), ..., (n)})), scores ascending, with mu spread over the framework's scale from its lowest to its
/// highest points: an ordinal integral, the result is a score or the capacity of a coalition. Weights and absent children as in
/// `choquet_integral`. Source: Sugeno, Theory of Fuzzy Integrals and its Applications, Tokyo 1974.
template <std::size_t N> struct sugeno_integral : detail::sugeno_integral_rule, detail::with_capacity<N> {
  using rule = detail::sugeno_integral_rule;      ///< what files and frameworks call it
  using detail::with_capacity<N>::with_capacity;  ///< of a capacity, or its values one by one
};
template <std::size_t N> sugeno_integral(const capacity<N>&) -> sugeno_integral<N>;  ///< as many children as the capacity's
/// As many children as 2^children values say.
template <class... Value>
  requires(std::is_arithmetic_v<Value> && ...)
sugeno_integral(Value...) -> sugeno_integral<detail::size_of(sizeof...(Value) - 1)>;

/// How near an ordered weighted average is to the maximum: sum((n - k) v_k) / ((n - 1) sum(v)) with the weight v_1 of the best score
/// first; 1 for the maximum, 0.5 for the mean, 0 for the minimum. Two weights or more, not negative, not all 0; else none.
/// Source: Yager, IEEE Transactions on Systems, Man, and Cybernetics 18 (1988), 183-190.
[[nodiscard]] constexpr std::optional<double> orness(std::span<const double> weights) {
  const auto n = static_cast<double>(weights.size());
  double sum = 0, total = 0, better = n;
  for (const double v : weights) {
    if (!(v >= 0)) return std::nullopt;
    sum += product(--better, v), total += v;
  }
  if (weights.size() < 2 || !(total > 0) || !detail::is_finite(sum)) return std::nullopt;
  return sum / (n - 1) / total;
}
/// How evenly an ordered weighted average looks at all scores: -sum(p ln p), p = v / sum(v), 0 ln 0 = 0; from 0 for one score alone
/// to ln n for the mean. Weights that are not negative, and not all 0; else none. Source: as `orness`.
[[nodiscard]] constexpr std::optional<double> dispersion(std::span<const double> weights) {
  double total = 0, sum = 0;
  for (const double v : weights) {
    if (!(v >= 0)) return std::nullopt;
    total += v;
  }
  if (!(total > 0) || !detail::is_finite(total)) return std::nullopt;
  for (const double v : weights)
    if (v / total > 0) sum -= product(v / total, detail::log(v / total));
  return sum;
}

}  // namespace prowess::v0
