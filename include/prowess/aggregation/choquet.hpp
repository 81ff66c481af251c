// SPDX-License-Identifier: BSL-1.0
// The 2-additive Choquet integral: a weighted mean that knows which children need each other, and which repeat each other.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/weighted_mean.hpp>

namespace prowess::inline v0 {

namespace detail {
/// What all `choquet<N>` are.
struct choquet_rule {
  static constexpr std::string_view name = "choquet";  ///< in files and messages
  static constexpr bool values_vary = true;            ///< as many as pairs of children
  /// The children are told apart: not symmetric.
  static constexpr properties traits{.monotone = true, .homogeneous = true, .idempotent = true, .finite = true};
  /// The place of the pair a < b of n children, row by row.
  static constexpr std::size_t pair(std::size_t a, std::size_t b, std::size_t n) { return a * n - a * (a + 1) / 2 + (b - a - 1); }
  /// `p` holds the interactions, row by row. The terms stand in the order of the children.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    weighted_mean::state<N> all;
    for_terms(terms, mean_of<N>{all});
    N apart{};
    for_places<E>(terms.size(), row<N, E>{terms, p, apart});
    return all.between.hold((all.sum - product(N(0.5), apart)) / all.base);
  }
  /// An interaction for each pair; none of a child's may outweigh the child.
  static constexpr std::string_view objection(const parameters& p, const siblings& of) {
    if (p.size() != of.count * (of.count - 1) / 2) return "it needs an interaction for each pair of children, row by row: (1,2), (1,3) ... (2,3) ...";
    for (const double i : p.values)
      if (!(i >= -1e100 && i <= 1e100)) return "its interactions must be finite";
    if (of.weights.size() != of.count) return {};
    for (std::size_t a = 0; a < of.count; ++a) {
      double all = 0;
      for (std::size_t b = 0; b < of.count; ++b)
        if (a != b) all += abs(p[a < b ? pair(a, b, of.count) : pair(b, a, of.count)]);
      if (all / 2 > of.weights[a] + product(1e-12, of.weights[a])) return "the interactions of a child total more than twice its weight: a higher score could lower the result";
    }
    return {};
  }

 private:
  /// Adds a term to the mean without interactions.
  template <class N> struct mean_of {
    weighted_mean::state<N>& all;
    PROWESS_INLINE constexpr void add(const term<N>& t) { weighted_mean::step(all, t); }
  };
  /// Adds what the pair of terms a < b is apart, times their interaction.
  template <class N> struct cell {
    const term<N>*terms;
    const parameters& p;
    N& apart;
    std::size_t a;
    PROWESS_INLINE constexpr void operator()(std::size_t b) const {
      if (b > a) apart = apart + product(N(p[pair(terms[a].child, terms[b].child, p.children)]), distance(terms[a].score, terms[b].score));
    }
  };
  template <class N, std::size_t E> struct row {
    std::span<term<N>, E> terms;
    const parameters& p;
    N& apart;
    PROWESS_INLINE constexpr void operator()(std::size_t a) const { for_places<E>(terms.size(), cell<N>{terms.data(), p, apart, a}); }
  };
  PROWESS_INLINE static constexpr double distance(double x, double y) { return abs(x - y); }
  static constexpr exact distance(const exact& x, const exact& y) { return x < y ? y - x : x - y; }
  static constexpr dual distance(const dual& x, const dual& y) { return abs(x - y); }  // of equal ones the earlier rises
};
}  // namespace detail

/// (sum(w_i x_i) - 1/2 sum(I_ij |x_i - x_j|)) / sum(w_i): the Choquet integral of a 2-additive capacity. The weights are the Shapley
/// importances; I_ij, in the unit of the weights, is the interaction of two children: above 0 they need each other (one alone
/// counts less), below 0 they stand in for each other, 0 makes it the weighted mean. The sum of |I_ij| of a child is at most twice
/// its weight. Given row by row: (1,2), (1,3), ..., (2,3) ...
/// Source: Grabisch, Fuzzy Sets and Systems 92 (1997), 167-189.
///
///     group("clinical-it", choquet{10, 0, -10}, competency("build", 40), competency("workflow", 30), competency("safety", 30))
///
/// Where children have no score, only the others' weights and interactions count. (Under `pool` weights shrink and interactions do
/// not: with large ones it may then not be monotone.)
template <std::size_t Pairs> struct choquet : detail::choquet_rule {
  using rule = choquet_rule;                 ///< what files and frameworks call it
  std::array<double, Pairs> interactions{};  ///< of pairs, row by row
  /// n (n - 1) / 2 of them for n children.
  template <class... Interaction>
    requires(sizeof...(Interaction) == Pairs && (std::is_arithmetic_v<Interaction> && ...))
  constexpr explicit choquet(Interaction... i) : interactions{static_cast<double>(i)...} {}
  [[nodiscard]] constexpr std::array<double, Pairs> values() const { return interactions; }  ///< the interactions
};
/// The number of pairs is that of the interactions.
template <class... Interaction> choquet(Interaction...) -> choquet<sizeof...(Interaction)>;

}  // namespace prowess::v0
