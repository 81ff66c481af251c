// SPDX-License-Identifier: BSL-1.0
// How consistent comparisons in pairs are, which of them fits least, and the weights of a hierarchy.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/result.hpp>
#include <prowess/weighting/ahp.hpp>

namespace prowess::inline v0 {

/// Whose mean consistency index of random judgements is the yardstick. For three children they differ by 18 %, and so do the
/// consistency ratios: say which one was used.
enum class random_index : std::uint8_t {
  saaty_1980,    ///< Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980
  saaty_2005,    ///< Saaty, Theory and Applications of the Analytic Network Process, RWS 2005
  donegan_dodd,  ///< Donegan and Dodd, Mathematical and Computer Modelling 15 (1991), 135-137
  tummala_ling   ///< Tummala and Ling, Theory and Decision 44 (1998), 221-230
};
/// The table's value for that many children; 0 for one and two, whose judgements are always consistent. Domain: 1 to 15 children;
/// for others 0.
[[nodiscard]] constexpr double random_index_of(random_index table, std::size_t children) noexcept {
  constexpr std::array<std::array<double, 13>, 4> from_three{{
      {0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59},
      {0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59},
      {0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969},
      {0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571, 1.5714, 1.5831},
  }};
  return children < 3 || children > 15 ? 0 : from_three[static_cast<std::size_t>(table)][children - 3];
}

/// The judgement that fits the others least: where a_ij is farthest from w_i / w_j, as a factor.
struct worst_judgement {
  /// One of the children compared, counted from 0 ...
  std::size_t row = 0, column = 0;  ///< ... and the other; the first pair where all fit, both 0 where there is none
  double judged = 1;                ///< how many times as important as `column` `row` was said to be
  double consistent = 1;            ///< w_i / w_j, what the weights by `ahp` say
};

/// What `check_ahp` finds.
struct ahp_consistency {
  std::size_t children = 0;    ///< how many are compared
  double lambda_max = 0;       ///< the greatest eigenvalue; as many as children where the judgements are consistent, else more
  double index = 0;            ///< consistency index CI = (lambda_max - n) / (n - 1); 0 for up to two children
  double ratio = 0;            ///< consistency ratio CR = CI / random index; up to 0.1 is held to be acceptable
  random_index table{};        ///< the yardstick of the ratio
  double geometric_index = 0;  ///< GCI = 2 / ((n-1)(n-2)) sum over i < j of ln^2(a_ij w_j / w_i); fine to 0.31 (n = 3), 0.35 (4), 0.37
  worst_judgement worst{};     ///< the first to ask about again
};

namespace detail {
constexpr std::string_view consistency_objection(const comparisons& a) {
  if (a.children < 1 || a.children > 15) return "the random indices are for 1 to 15 children";
  return a.objection();
}
constexpr ahp_consistency consistency_of(const comparisons& a, random_index table) {
  const std::size_t n = a.children;
  std::vector<double> weights = filled(n);
  ahp_consistency found{.children = n, .table = table};
  found.lambda_max = principal_eigenvector(a, weights);
  if (n > 2) {
    const double above = found.lambda_max - static_cast<double>(n);
    found.index = above > 0 ? above / static_cast<double>(n - 1) : 0;
    found.ratio = found.index / random_index_of(table, n);
  }
  geometric_means(a, weights);
  double squares = 0, farthest = -1;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      const double consistent = weights[i] / weights[j], off = detail::log(a(i, j) / consistent), square = product(off, off);
      squares += square;
      if (square > farthest) farthest = square, found.worst = {i, j, a(i, j), consistent};
    }
  if (n > 2) found.geometric_index = 2 * squares / static_cast<double>((n - 1) * (n - 2));
  return found;
}
}  // namespace detail

/// How consistent the judgements are, which are as for `ahp`: the upper triangle or the whole matrix, row by row. Fails for more than
/// 15 children, and as `ahp` does.
/// Source: Saaty 1977 (lambda_max, CI, CR); Aguaron and Moreno-Jimenez, European Journal of Operational Research 147 (2003),
/// 137-145 (GCI, and its thresholds).
[[nodiscard]] inline result<ahp_consistency> try_check_ahp(std::span<const double> judgements, std::size_t children, random_index table) {
  const detail::comparisons a{children, judgements};
  const std::string_view objection = detail::consistency_objection(a);
  if (!objection.empty()) return problem{"ahp", std::string(objection), ""};
  return detail::consistency_of(a, table);
}
/// The same; raises the problem. In a constant expression a problem stops the compiler here.
[[nodiscard]] constexpr ahp_consistency check_ahp(std::span<const double> judgements, std::size_t children, random_index table) {
  const detail::comparisons a{children, judgements};
  const std::string_view objection = detail::consistency_objection(a);
  if (!objection.empty()) raise({"ahp", std::string(objection), ""});
  return detail::consistency_of(a, table);
}
/// The same of a weighting: `check_ahp(ahp{3, 5, 2}, random_index::saaty_2005)`.
template <std::size_t Judgements>
[[nodiscard]] constexpr ahp_consistency check_ahp(const detail::ahp_values<Judgements>& how, random_index table) {
  static_assert(Judgements != 36,
                "so many are a triangle as well as a whole matrix: say of how many children, check_ahp(how.judged, children, table)");
  std::size_t n = 1;
  while (n * (n - 1) / 2 < Judgements) ++n;
  if (n * (n - 1) / 2 != Judgements)
    for (n = 1; n * n < Judgements;) ++n;
  return check_ahp(how.judged, n, table);
}

/// The weights of alternatives over all criteria (distributive mode): g_a = sum over c of v_c l_ca, where the weights v of the
/// criteria and each criterion's local weights l are first divided by their total. `local` has a row for each criterion. Fails where
/// the rows have no common length, a weight is negative or not finite, or all of a row or of the criteria are 0.
///
/// To add an alternative that resembles another can turn the order of the rest around in this mode (rank reversal).
/// Source: Saaty 1980; Belton and Gear, Omega 11 (1983), 228-230.
[[nodiscard]] inline result<std::vector<double>> try_ahp_synthesis(std::span<const double> criteria, std::span<const double> local) {
  if (criteria.empty() || local.empty() || local.size() % criteria.size() != 0)
    return problem{"ahp synthesis", "the local weights do not fill a row for each criterion", "give each as many as alternatives"};
  const std::size_t alternatives = local.size() / criteria.size();
  const auto total_of = [](std::span<const double> weights) {
    double total = 0;
    for (const double w : weights) {
      if (!detail::is_finite(w) || w < 0 || w > 1e100) return 0.0;
      total += w;
    }
    return total;
  };
  const double total = total_of(criteria);
  if (!(total > 0)) return problem{"ahp synthesis", "the criteria's weights are not all finite, at least 0 and one above 0", ""};
  std::vector<double> global(alternatives, 0);
  for (std::size_t c = 0; c < criteria.size(); ++c) {
    const auto row = local.subspan(c * alternatives, alternatives);
    const double row_total = total_of(row);
    if (!(row_total > 0))
      return problem{"ahp synthesis, criterion " + std::to_string(c + 1), "its weights are not all finite, at least 0 and one above 0", ""};
    for (std::size_t a = 0; a < alternatives; ++a) global[a] += product(criteria[c] / total, row[a] / row_total);
  }
  return global;
}
/// The same; raises the problem.
[[nodiscard]] inline std::vector<double> ahp_synthesis(std::span<const double> criteria, std::span<const double> local) {
  return try_ahp_synthesis(criteria, local).value();
}

}  // namespace prowess::v0
