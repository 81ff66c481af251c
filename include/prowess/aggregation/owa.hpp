// SPDX-License-Identifier: BSL-1.0
// Ordered weighted averages: weights for the best, the second best ... whoever that is.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/order.hpp>

namespace prowess::inline v0 {

namespace detail {
/// What all `owa<N>` are.
struct owa_rule {
  static constexpr std::string_view name = "owa";  ///< in files and messages
  static constexpr bool values_vary = true;        ///< as many as children
  static constexpr properties traits = order_statistic;  ///< monotone, and without weights of the children
  /// Sorts the scores in place; no allocation. `p` holds a weight for each place, the best first.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    sort_scores(terms);
    const std::size_t n = terms.size(), places = p.size();
    N sum{}, total{};
    if (n == places) {
      for_places<E>(n, place<N>{terms.data(), p, sum, total});
    } else {  // overlaps of [j, j + 1) / n with [k, k + 1) / places, in units of 1 / (n places)
      for (std::size_t j = 0, k = 0, at = 0; at < n * places;) {
        const std::size_t end_j = (j + 1) * places, end_k = (k + 1) * n, end = end_j < end_k ? end_j : end_k;
        const N weight = product(N(p[k]), N(static_cast<double>(end - at)));
        sum = sum + product(weight, terms[j].score), total = total + weight;
        at = end;
        j += at == end_j, k += at == end_k;
      }
    }
    const N mean = sum / total, &low = terms[n - 1].score, &high = terms[0].score;
    if constexpr (std::same_as<N, double>) return mean < low ? low : mean > high ? high : mean;
    else if constexpr (std::same_as<N, dual>) return {(mean < low ? low : mean > high ? high : mean).value, mean.slope};
    else return mean;
  }
  /// As many weights as children, none negative, not all 0.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    if (p.size() != children) return "it needs a weight for each child, that of the best score first";
    double total = 0;
    for (const double w : p.values) {
      if (!(w >= 0 && w <= 1e100)) return "its weights must be numbers that are not negative";
      total += w;
    }
    return total > 0 ? "" : "its weights are all 0";
  }

 private:
  template <class N> struct place {
    const term<N>* terms;
    const parameters& p;
    N &sum, &total;
    PROWESS_INLINE constexpr void operator()(std::size_t k) const {
      const N weight(p[k]);
      sum = sum + product(weight, terms[k].score), total = total + weight;
    }
  };
};
}  // namespace detail

/// sum(v_k * x_(k)) / sum(v_k), with x_(1) the highest score: `owa{0, 1, 1, 1, 0}` leaves out the best and the worst of five,
/// `owa{0.5, 0.3, 0.2}` looks at the best first. Weights of the children do not count. `orness` tells how far it leans to the best.
/// Source: Yager, IEEE Transactions on Systems, Man, and Cybernetics 18 (1988), 183-190.
///
/// Where children have no score the weights are spread over those that have: the m-th of n scores gets the part of the weights
/// that lies between (m - 1) / n and m / n (Yager's quantifier, linear between the places), so that the result stays within the
/// scores, and monotone.
template <std::size_t Places> struct owa : detail::owa_rule {
  using rule = owa_rule;                ///< what files and frameworks call it
  std::array<double, Places> weights{}; ///< of the best score, the second best ...
  /// As many weights as the group has children; they need not total 1.
  template <class... Weight>
    requires(sizeof...(Weight) == Places && (std::is_arithmetic_v<Weight> && ...))
  constexpr explicit owa(Weight... w) : weights{static_cast<double>(w)...} {}
  [[nodiscard]] constexpr std::array<double, Places> values() const { return weights; }  ///< the weights
};
/// The number of places is that of the weights.
template <class... Weight> owa(Weight...) -> owa<sizeof...(Weight)>;

}  // namespace prowess::v0
