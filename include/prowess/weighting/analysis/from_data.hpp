// SPDX-License-Identifier: BSL-1.0
// Weights that describe data: how much criteria tell the units of a cohort apart. Never a default for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/result.hpp>
#include <prowess/value_functions.hpp>

namespace prowess::inline v0 {

/// Units by criteria, row by row: a row for each unit, a column for each criterion, no gaps.
struct data_matrix {
  std::span<const double> values;  ///< rows * columns of them
  std::size_t columns;             ///< how many criteria
  /// How many units; a row that is not whole does not count.
  [[nodiscard]] constexpr std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  /// One value.
  [[nodiscard]] constexpr double operator()(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

namespace detail {
inline problem data_problem(std::string_view what) { return {"data", std::string(what), {}}; }
inline problem column_problem(std::size_t column, std::string_view what) {
  return {"criterion " + std::to_string(column + 1), std::string(what), {}};
}

/// The columns of data one by one; what `column_weight` makes of each, divided by the total. What is wrong with data is said first.
struct data_columns {
  std::vector<std::vector<double>> of;
  std::vector<problem> problems;
  data_columns(const data_matrix& m, std::span<const direction> ways = {}, bool directed = false) {
    if (m.rows() < 2 || m.values.size() % m.columns != 0) problems.push_back(data_problem("it needs whole rows, two or more, and columns"));
    else if (!are_finite(m.values)) problems.push_back(data_problem("its values must be finite"));
    else if (directed && ways.size() != m.columns) problems.push_back(data_problem("it needs a direction for each criterion"));
    if (!problems.empty()) return;
    of.resize(m.columns);
    for (std::size_t j = 0; j < m.columns; ++j)
      for (std::size_t i = 0; i < m.rows(); ++i) of[j].push_back(m(i, j));
  }
  [[nodiscard]] double rows() const { return static_cast<double>(of[0].size()); }
  /// Says which column holds a number that is below (or, `strictly`, at) 0.
  void need_positive(bool strictly) {
    for (std::size_t j = 0; j < of.size(); ++j)
      for (const double x : of[j])
        if (strictly ? !(x > 0) : x < 0)
          return problems.push_back(column_problem(j, strictly ? "its values must be above 0" : "its values must not be negative"));
  }
  /// (x - min) / (max - min) of each column, of a cost (max - x) / (max - min); says which column has no variation.
  void to_min_max(std::span<const direction> ways) {
    for (std::size_t j = 0; j < of.size(); ++j) {
      double low = of[j][0], high = low;
      for (const double x : of[j]) low = x < low ? x : low, high = x > high ? x : high;
      if (low == high) return problems.push_back(column_problem(j, "no variation: all its values are the same"));
      for (double& x : of[j]) x = (!ways.empty() && ways[j] == direction::cost ? high - x : x - low) / (high - low);
    }
  }
  /// raw(column) / total; `raw` of a column whose values are all the same is 0.
  template <class Raw> [[nodiscard]] result<std::vector<double>> weights(const Raw& raw) const {
    if (!problems.empty()) return problems;
    std::vector<double> w;
    double total = 0;
    for (std::size_t j = 0; j < of.size(); ++j) {
      bool varies = false;
      for (const double x : of[j]) varies = varies || x != of[j][0];
      w.push_back(varies ? raw(j) : 0), total += w[j];
    }
    if (!is_finite(total)) return data_problem("its values are too large");
    if (!(total > 0)) return data_problem("no variation: no criterion tells the units apart");
    for (double& x : w) x /= total;
    return w;
  }
};

inline double sum_of(std::span<const double> x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return sum;
}
inline double mean_of(std::span<const double> x) { return sum_of(x) / static_cast<double>(x.size()); }
/// sum((x - mean x) (y - mean y)).
inline double co_moment(std::span<const double> x, std::span<const double> y) {
  const double mx = mean_of(x), my = mean_of(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += product(x[i] - mx, y[i] - my);
  return sum;
}
/// Ranks from 1; tied numbers share the mean of theirs.
inline std::vector<double> average_ranks(std::span<const double> x) {
  std::vector<double> ranks;
  for (const double v : x) {
    std::size_t twice = 1;
    for (const double other : x) twice += other < v ? 2 : other == v ? 1 : 0;
    ranks.push_back(static_cast<double>(twice) / 2);
  }
  return ranks;
}
}  // namespace detail

/// Weights made from data. They say how much a criterion tells these units apart, not how much it matters, and change with every
/// unit that is added: a description, never a default for people. Each is divided by the total. Data must be finite, in two rows or
/// more. Errors name the criterion: values outside the domain, or no variation where the formula needs some.
namespace from_data {

/// w ~ 1 + sum(p ln p) / ln(rows), p = x / sum(x) of a column, 0 ln 0 = 0. Values must not be negative. A column of equal values weighs 0.
/// Source: Shannon 1948; Hwang, Yoon, Multiple Attribute Decision Making, Springer 1981.
[[nodiscard]] inline result<std::vector<double>> entropy(const data_matrix& m) {
  detail::data_columns columns(m);
  columns.need_positive(false);
  return columns.weights([&](std::size_t j) {
    const double sum = detail::sum_of(columns.of[j]);
    double plogp = 0;
    for (const double x : columns.of[j])
      if (x / sum > 0) plogp += product(x / sum, detail::log(x / sum));
    const double weight = 1 + plogp / detail::log(columns.rows());
    return weight < 0 ? 0 : weight;  // where it is smaller than its rounding error; what is no number is said
  });
}
/// w ~ the sample standard deviation (divisor rows - 1). In the unit of the criterion: scale columns first. Equal values weigh 0.
/// Source: Diakoulaki, Mavrotas, Papayannakis, Computers & Operations Research 22 (1995), 763-770.
[[nodiscard]] inline result<std::vector<double>> standard_deviation(const data_matrix& m) {
  const detail::data_columns columns(m);
  return columns.weights([&](std::size_t j) { return detail::sqrt(detail::co_moment(columns.of[j], columns.of[j]) / (columns.rows() - 1)); });
}
/// w ~ the variance of (x - min) / (max - min). Each criterion must vary.
/// Source: statistical variance weights, as pymcdm computes them.
[[nodiscard]] inline result<std::vector<double>> variance_after_min_max(const data_matrix& m) {
  detail::data_columns columns(m);
  columns.to_min_max({});
  return columns.weights([&](std::size_t j) { return detail::co_moment(columns.of[j], columns.of[j]); });
}

/// Which correlation: of values, or of ranks (tied ones share the mean of theirs).
enum class correlation : std::uint8_t { pearson, spearman };

/// CRITIC: w_j ~ s_j sum_k(1 - r_jk), standard deviations and correlations after min-max by direction. Each criterion must vary.
/// A cost is turned round first: a correlation that ignores directions has the wrong sign.
/// Source: Diakoulaki, Mavrotas, Papayannakis, Computers & Operations Research 22 (1995), 763-770.
[[nodiscard]] inline result<std::vector<double>> critic(const data_matrix& m, std::span<const direction> ways,
                                                        correlation kind = correlation::pearson) {
  detail::data_columns columns(m, ways, true);
  columns.to_min_max(ways);
  std::vector<std::vector<double>> ranks;
  if (kind == correlation::spearman)
    for (const auto& x : columns.of) ranks.push_back(detail::average_ranks(x));
  const auto& of = kind == correlation::spearman ? ranks : columns.of;
  return columns.weights([&](std::size_t j) {
    double conflict = 0;
    for (std::size_t k = 0; k < of.size(); ++k) {
      if (k == j) continue;
      const double own = detail::co_moment(of[j], of[j]), other = detail::co_moment(of[k], of[k]);
      const double r = detail::co_moment(of[j], of[k]) / detail::sqrt(product(own, other));
      conflict += r < 1 - 1e-12 ? 1 - r : 0;  // nearer than rounding leaves them they are one criterion
    }
    if (of.size() == 1) conflict = 1;
    return product(detail::sqrt(detail::co_moment(columns.of[j], columns.of[j])), conflict);
  });
}

/// MEREC: w_j ~ sum_i |S_i without j - S_i|, S_i = ln(1 + sum_k |ln n_ik| / columns), n = min / x of a benefit, x / max of a cost.
/// Values must be above 0. A column of equal values weighs 0.
/// Source: Keshavarz-Ghorabaee et al., Symmetry 13 (2021), 525.
[[nodiscard]] inline result<std::vector<double>> merec(const data_matrix& m, std::span<const direction> ways) {
  detail::data_columns columns(m, ways, true);
  columns.need_positive(true);
  if (!columns.problems.empty()) return columns.problems;
  const std::size_t rows = m.rows();
  auto logs = columns.of;  // |ln n|
  std::vector<double> totals(rows);
  for (std::size_t j = 0; j < m.columns; ++j) {
    double low = m(0, j), high = low;
    for (const double x : columns.of[j]) low = x < low ? x : low, high = x > high ? x : high;
    for (std::size_t i = 0; i < rows; ++i) {
      logs[j][i] = detail::abs(detail::log(ways[j] == direction::benefit ? low / m(i, j) : m(i, j) / high));
      totals[i] += logs[j][i];
    }
  }
  const auto n = static_cast<double>(m.columns);
  return columns.weights([&](std::size_t j) {
    double change = 0;
    for (std::size_t i = 0; i < rows; ++i)
      change += detail::abs(detail::log(1 + (totals[i] - logs[j][i]) / n) - detail::log(1 + totals[i] / n));
    return change;
  });
}

/// w ~ the Gini coefficient sum_ik |x_i - x_k| / (2 rows^2 mean). Values must not be negative. Equal values weigh 0. Cost: rows^2.
/// Source: Gini, Variabilita e mutabilita, Bologna 1912, of each column, as pymcdm and scikit-criteria do.
[[nodiscard]] inline result<std::vector<double>> gini(const data_matrix& m) {
  detail::data_columns columns(m);
  columns.need_positive(false);
  return columns.weights([&](std::size_t j) {
    double apart = 0;
    for (const double x : columns.of[j])
      for (const double y : columns.of[j]) apart += detail::abs(x - y);
    return apart / (2 * columns.rows() * columns.rows() * detail::mean_of(columns.of[j]));
  });
}

}  // namespace from_data
}  // namespace prowess::v0
