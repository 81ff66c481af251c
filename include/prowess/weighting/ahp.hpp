// SPDX-License-Identifier: BSL-1.0
// Weights from comparisons in pairs: the analytic hierarchy process, by geometric means or by the principal eigenvector.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/weighting.hpp>

namespace prowess::inline v0 {

namespace detail {
/// The matrix of judgements: how many times as important as child j child i is.
struct comparisons {
  std::size_t children = 0;
  std::span<const double> values{};  ///< the upper triangle or all of the matrix, row by row

  constexpr bool whole() const { return values.size() == children * children; }
  constexpr double operator()(std::size_t i, std::size_t j) const {
    if (whole()) return values[i * children + j];
    if (i == j) return 1;
    return i < j ? values[i * (2 * children - i - 1) / 2 + (j - i - 1)] : 1 / (*this)(j, i);
  }
  /// Why these are no judgements, or nothing.
  constexpr std::string_view objection() const {
    if (!whole() && values.size() != children * (children - 1) / 2)
      return "it needs a judgement for each pair of children, row by row: (1,2), (1,3) ... (2,3) ...; or the whole matrix";
    for (const double a : values)
      if (!is_finite(a) || a < 1e-9 || a > 1e9)
        return "its judgements must be above 0 and say how many times as important: 3, or 1/3 for the reverse";
    if (!whole()) return {};
    for (std::size_t i = 0; i < children; ++i) {
      if ((*this)(i, i) != 1) return "the diagonal of its matrix must be 1";
      for (std::size_t j = 0; j < i; ++j)
        if (detail::abs(product((*this)(i, j), (*this)(j, i)) - 1) > 0.0025)  // 6 and .167
          return "each judgement in its matrix must be the reciprocal of the one across the diagonal: 3 and .333";
    }
    return {};
  }
};

constexpr void divide_by_total(std::span<double> weights) {
  double total = 0;
  for (const double w : weights) total += w;
  for (double& w : weights) w /= total;
}
/// Geometric means of the rows, as shares.
constexpr void geometric_means(const comparisons& a, std::span<double> weights) {
  for (std::size_t i = 0; i < a.children; ++i) {
    double logs = 0;
    for (std::size_t j = 0; j < a.children; ++j) logs += detail::log(a(i, j));
    weights[i] = detail::exp(logs / static_cast<double>(a.children));
  }
  divide_by_total(weights);
}
/// The eigenvector of the greatest eigenvalue, as shares: repeated multiplication until no share moves by more than 1e-15, at most
/// 1000 times. Returns the eigenvalue. Each step adds the eigenvalue so far to the diagonal, or judgements that go round in a circle
/// (a above b above c above a) would hardly converge.
constexpr double principal_eigenvector(const comparisons& a, std::span<double> weights) {
  std::vector<double> next = filled(a.children);
  for (double& w : weights) w = 1.0 / static_cast<double>(a.children);
  double eigenvalue = 0, moved = 1;
  for (int round = 0; round < 1000 && moved > 1e-15; ++round) {
    eigenvalue = 0, moved = 0;
    for (std::size_t i = 0; i < a.children; ++i) {
      next[i] = 0;
      for (std::size_t j = 0; j < a.children; ++j) next[i] += product(a(i, j), weights[j]);
      eigenvalue += next[i];
    }
    for (std::size_t i = 0; i < a.children; ++i) {
      const double w = (next[i] / eigenvalue + weights[i]) / 2, step = detail::abs(w - weights[i]);
      if (step > moved) moved = step;
      weights[i] = w;
    }
  }
  return eigenvalue;
}

/// What all of `ahp` and `ahp_eigenvector` hold.
template <std::size_t Judgements> struct ahp_values {
  std::array<double, Judgements> judged{};  ///< the judgements as given
  [[nodiscard]] constexpr std::array<double, Judgements> values() const { return judged; }  ///< the judgements as given
};
constexpr std::string_view ahp_objection(const judgements& of) {
  if (!of.numbers.empty()) return "its judgements say how the children weigh; leave out the children's own numbers";
  return comparisons{of.children, of.values}.objection();
}
template <class... Judgement>
concept judgement_list = sizeof...(Judgement) > 0 && (std::is_arithmetic_v<Judgement> && ...);
}  // namespace detail

/// What all `ahp` are: shares that total 1, by geometric means of the rows. The values are the upper triangle, (1,2), (1,3) ...
/// (2,3) ..., or the whole matrix row by row, of which each half is used as given.
struct ahp_rule {
  static constexpr std::string_view name = "ahp";  ///< in files and messages
  /// Objects to judgements that are not from 1e-9 to 1e9; to a whole matrix whose diagonal is not 1, or where a judgement and its
  /// reverse do not multiply to 1 within 0.0025 (people write .167 for 1/6); and to numbers of the children.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    const std::string_view objection = detail::ahp_objection(of);
    if (objection.empty()) detail::geometric_means({of.children, of.values}, weights);
    return objection;
  }
};
/// Analytic hierarchy process: how many times as important is each child as each later one? `ahp{4, 3, 7, 1.0 / 3, 3, 5}` for four
/// children: 4, 3 and 7 are the first against the second, third and fourth, 1/3 and 3 the second against the third and fourth, 5 the
/// third against the fourth. w_i ~ (a_i1 a_i2 ... a_in)^(1/n), the logarithmic least squares fit of w_i / w_j to a_ij; the same as the
/// eigenvector for up to three children, and with consistent judgements. How consistent they are: `check_ahp` in
/// weighting/analysis/ahp.hpp. Works in constant expressions.
/// Source: Crawford and Williams, Journal of Mathematical Psychology 29 (1985), 387-405.
template <std::size_t Judgements> struct ahp : ahp_rule, detail::ahp_values<Judgements> {
  using rule = ahp_rule;  ///< what files and frameworks call it
  /// The upper triangle or the whole matrix, row by row.
  template <class... Judgement>
    requires(sizeof...(Judgement) == Judgements && detail::judgement_list<Judgement...>)
  constexpr explicit ahp(Judgement... a) : detail::ahp_values<Judgements>{{static_cast<double>(a)...}} {}
};
/// The size follows from the judgements.
template <class... Judgement>
  requires detail::judgement_list<Judgement...>
ahp(Judgement...) -> ahp<sizeof...(Judgement)>;

/// What all `ahp_eigenvector` are: as `ahp_rule`, by the principal eigenvector.
struct ahp_eigenvector_rule {
  static constexpr std::string_view name = "ahp_eigenvector";  ///< in files and messages
  /// Objects as `ahp_rule` does.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    const std::string_view objection = detail::ahp_objection(of);
    if (objection.empty()) detail::principal_eigenvector({of.children, of.values}, weights);
    return objection;
  }
};
/// Analytic hierarchy process with Saaty's weights: A w = lambda_max w, by power iteration. Judgements as for `ahp`.
/// Source: Saaty, Journal of Mathematical Psychology 15 (1977), 234-281.
template <std::size_t Judgements> struct ahp_eigenvector : ahp_eigenvector_rule, detail::ahp_values<Judgements> {
  using rule = ahp_eigenvector_rule;  ///< what files and frameworks call it
  /// The upper triangle or the whole matrix, row by row.
  template <class... Judgement>
    requires(sizeof...(Judgement) == Judgements && detail::judgement_list<Judgement...>)
  constexpr explicit ahp_eigenvector(Judgement... a) : detail::ahp_values<Judgements>{{static_cast<double>(a)...}} {}
};
/// The size follows from the judgements.
template <class... Judgement>
  requires detail::judgement_list<Judgement...>
ahp_eigenvector(Judgement...) -> ahp_eigenvector<sizeof...(Judgement)>;

}  // namespace prowess::v0
