// SPDX-License-Identifier: BSL-1.0
// Weights by the linear best-worst method: the best against the others, the others against the worst.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The 2n - 3 comparisons of the best-worst method, each from 1 (equally important) to `best_to_others[worst]`, usually at most 9.
struct best_worst_judgements {
  std::size_t best = 0,                      ///< the most important child, counted from 0
      worst = 0;                             ///< the least important one
  std::span<const double> best_to_others{};  ///< borrowed; how many times as important as each child the best is; 1 at `best`
  std::span<const double> others_to_worst{}; ///< borrowed; how many times as important as the worst each child is; 1 at `worst`
};

/// What `best_worst` finds.
struct best_worst_weights {
  std::vector<double> weights;  ///< shares that total 1, each the double nearest to the exact one
  double xi = 0;                ///< the greatest miss that cannot be avoided, in units of the weights; 0 if the judgements are consistent
  double input_ratio = 0;       ///< `best_worst_input_ratio`
};

/// Input-based consistency ratio: the greatest |a_Bj a_jW - a_BW| / (a_BW^2 - a_BW); 0 is consistent, 1 the greatest. Needs no
/// weights. The judgements must be what `try_best_worst` takes.
/// Source: Liang, Brunelli and Rezaei, Omega 96 (2020), 102175.
[[nodiscard]] constexpr double best_worst_input_ratio(const best_worst_judgements& of) noexcept {
  const double a = of.best_to_others[of.worst];
  double greatest = 0;
  for (std::size_t j = 0; j < of.best_to_others.size(); ++j) {
    const double off = detail::abs(product(of.best_to_others[j], of.others_to_worst[j]) - a);
    if (off > greatest) greatest = off;
  }
  return greatest == 0 ? 0 : greatest / product(a, a - 1);
}

/// Consistency index of the nonlinear method, the greatest xi there can be: the smaller root of xi^2 - (1 + 2a) xi + (a^2 - a) = 0,
/// for a = a_BW >= 1, the best against the worst. It is what that method's xi is divided by; the linear method's is not.
/// Source: Rezaei, Omega 53 (2015), 49-57.
[[nodiscard]] constexpr double best_worst_consistency_index(double best_to_worst) noexcept {
  return 2 * product(best_to_worst, best_to_worst - 1) / (2 * best_to_worst + 1 + detail::sqrt(8 * best_to_worst + 1));
}

namespace detail {
inline std::string_view best_worst_objection(const best_worst_judgements& of) {
  const std::size_t n = of.best_to_others.size();
  if (n < 2 || of.others_to_worst.size() != n) return "it needs two lists of judgements with one for each child, and two children";
  if (of.best >= n || of.worst >= n || of.best == of.worst) return "its best and its worst must be two different children, counted from 0";
  if (of.best_to_others[of.best] != 1 || of.others_to_worst[of.worst] != 1) return "its best and its worst against themselves must be 1";
  const double most = of.best_to_others[of.worst];
  if (of.others_to_worst[of.best] != most) return "the best against the worst must be the same in both lists";
  for (const auto list : {of.best_to_others, of.others_to_worst})
    for (const double a : list)
      if (!is_finite(a) || a < 1 || a > most || a > 1e9) return "its judgements must be from 1 to the best against the worst";
  return {};
}

/// Maximises the sum of x >= 0 under rows of the form r x <= 1, by the simplex method in exact arithmetic, with Bland's rule.
class exact_simplex {
 public:
  explicit exact_simplex(std::size_t variables) : columns_(variables), goal_(variables + 1, -1), nonbasic_(variables) {
    goal_.back() = 0;
    for (std::size_t k = 0; k < variables; ++k) nonbasic_[k] = k;
  }
  /// |x_i - factor * x_j| <= 1
  void limit(std::size_t i, const exact& factor, std::size_t j) {
    for (const int sign : {1, -1}) {
      std::vector<exact> row(columns_ + 1);
      row[i] = sign, row[j] = factor * -sign, row.back() = 1;
      basic_.push_back(columns_ + rows_.size());
      rows_.push_back(std::move(row));
    }
  }
  enum class outcome { optimal, unbounded, too_long };
  outcome solve() {
    for (;;) {
      std::size_t in = columns_, out = rows_.size();
      for (std::size_t c = 0; c < columns_; ++c)
        if (goal_[c] < 0 && (in == columns_ || nonbasic_[c] < nonbasic_[in])) in = c;
      if (in == columns_) return outcome::optimal;
      exact least;
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (!(rows_[r][in] > 0)) continue;
        const exact bound = rows_[r].back() / rows_[r][in];
        if (out == rows_.size() || bound < least || (bound == least && basic_[r] < basic_[out])) least = bound, out = r;
      }
      if (out == rows_.size()) return outcome::unbounded;
      if (!exchange(out, in)) return outcome::too_long;
    }
  }
  /// The greatest sum, and where it is.
  const exact& sum() const { return goal_.back(); }
  exact operator[](std::size_t variable) const {
    for (std::size_t r = 0; r < rows_.size(); ++r)
      if (basic_[r] == variable) return rows_[r].back();
    return 0;
  }

 private:
  /// Takes `from` times the pivot row off a row; false if a number does not fit.
  bool reduce(std::vector<exact>& row, const std::vector<exact>& pivot, std::size_t in) const {
    const exact from = row[in];
    row[in] = 0;
    bool known = true;
    for (std::size_t c = 0; c <= columns_; ++c) row[c] -= from * pivot[c], known = known && row[c].known();
    return known;
  }
  bool exchange(std::size_t out, std::size_t in) {
    std::vector<exact>& pivot = rows_[out];
    const exact by = pivot[in];
    pivot[in] = 1;
    bool known = true;
    for (exact& x : pivot) x /= by, known = known && x.known();
    for (std::size_t r = 0; r < rows_.size(); ++r)
      if (r != out) known = reduce(rows_[r], pivot, in) && known;
    std::swap(basic_[out], nonbasic_[in]);
    return reduce(goal_, pivot, in) && known;
  }

  std::size_t columns_;
  std::vector<std::vector<exact>> rows_;  ///< the coefficients of the nonbasic variables, then the bound
  std::vector<exact> goal_;
  std::vector<std::size_t> nonbasic_, basic_;
};
}  // namespace detail

/// The weights w with the least xi such that |w_B - a_Bj w_j| <= xi and |w_j - a_jW w_W| <= xi for all j; w >= 0, of total 1.
///
/// Solved exactly, in rational numbers: divided by xi, the conditions say that the sum of w / xi is to be as great as it can be, a
/// linear program whose start is 0. It has no bound where the judgements are consistent; then w_j ~ a_jW. Should several weights be
/// best (which is rare), the answer is always the same one of them. Fails where the lists, or `best` and `worst`, are not as
/// `best_worst_judgements` says, and for judgements too long to compute with exactly. Cost: about 1 ms for 9 children, 0.1 s for 50.
///
///     best_worst({.best = 1, .worst = 2, .best_to_others = std::array{2.0, 1.0, 8.0}, .others_to_worst = std::array{4.0, 8.0, 1.0}});
/// Source: Rezaei, Omega 64 (2016), 126-130.
[[nodiscard]] inline result<best_worst_weights> try_best_worst(const best_worst_judgements& of) {
  const std::string_view objection = detail::best_worst_objection(of);
  if (!objection.empty()) return problem{"best-worst method", std::string(objection), ""};
  const std::size_t n = of.best_to_others.size();
  detail::exact_simplex program(n);
  for (std::size_t j = 0; j < n; ++j) {
    if (j != of.best) program.limit(of.best, of.best_to_others[j], j);
    if (j != of.worst && j != of.best) program.limit(j, of.others_to_worst[j], of.worst);
  }
  const auto found = program.solve();
  if (found == detail::exact_simplex::outcome::too_long)
    return problem{"best-worst method", "its judgements are too long to compute with exactly", "write them with few digits"};
  const bool consistent = found == detail::exact_simplex::outcome::unbounded;
  exact total = program.sum();
  if (consistent) {
    total = 0;
    for (const double a : of.others_to_worst) total += a;
  }
  best_worst_weights answer{{}, consistent ? 0 : (1 / total).to_double(), best_worst_input_ratio(of)};
  for (std::size_t j = 0; j < n; ++j) {
    const exact weight = consistent ? exact{of.others_to_worst[j]} : program[j];
    answer.weights.push_back((weight / total).to_double());
  }
  return answer;
}
/// The same; raises the problem.
[[nodiscard]] inline best_worst_weights best_worst(const best_worst_judgements& of) { return try_best_worst(of).value(); }

}  // namespace prowess::v0
