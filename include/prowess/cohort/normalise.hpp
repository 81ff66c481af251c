// SPDX-License-Identifier: BSL-1.0
// Normalisations that depend on who else is there: a cohort's numbers as shares, standard scores, ranks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/result.hpp>
#include <prowess/value_functions.hpp>

namespace prowess::inline v0 {

/// What is relative to a cohort: adding a person may move everybody's numbers and reverse ranks. For people prefer what is not
/// (`goalposts`, `distance_to_target`, ...), or keep the cohort beside the result.
///
/// All functions take one number for each unit, missing ones as none, and give as many: what is missing stays missing and counts
/// for nothing. Where all are missing so are the results. Numbers must be finite. A formula without a value (all numbers the same,
/// a divisor of 0) is an error that names the rule. Cost: linear; ranks n log n.
namespace cohort {
using column = std::vector<std::optional<double>>;           ///< one number for each unit, or none
using column_view = std::span<const std::optional<double>>;  ///< of such a column

/// Which rank equal numbers get; of 1, 1, 2 the ranks from below.
enum class ties : std::uint8_t {
  minimum,  ///< 1 1 3: the competition rank
  maximum,  ///< 2 2 3
  average,  ///< 1.5 1.5 3
  dense,    ///< 1 1 2
  ordinal   ///< 1 2 3: in the order in which they are given
};
}  // namespace cohort

namespace detail {
inline constexpr std::string_view no_variation = "no variation: all numbers are the same";
inline constexpr std::string_view not_shares = "it needs numbers that are not negative, and one above 0";
inline constexpr std::string_view not_positive = "it needs numbers above 0";

/// What the numbers of a cohort have in common.
struct cohort_summary {
  std::vector<double> numbers;
  double lowest = 0, highest = 0, sum = 0;
  explicit cohort_summary(cohort::column_view x) {
    for (const auto& v : x)
      if (v) numbers.push_back(*v);
    if (!numbers.empty()) lowest = highest = numbers[0];
    for (const double v : numbers) lowest = v < lowest ? v : lowest, highest = v > highest ? v : highest, sum += v;
  }
  [[nodiscard]] double count() const { return static_cast<double>(numbers.size()); }
  [[nodiscard]] bool varies() const { return lowest < highest; }
  /// sum((x - mean)^power); 0 exactly where nothing varies, whatever the mean's rounding.
  [[nodiscard]] double central(int power) const {
    const double mean = sum / count();
    double total = 0;
    for (const double v : numbers) {
      double term = v - mean;
      for (int k = 1; k < power; ++k) term = product(term, v - mean);
      total += term;
    }
    return varies() ? total : 0;
  }
  /// The sum of what `f` makes of each number.
  template <class F> [[nodiscard]] double total(const F& f) const {
    double all = 0;
    for (const double v : numbers) all += f(v);
    return all;
  }
};
/// Why nothing can be divided by this, or nothing.
inline std::string_view divisor_objection(double divisor, std::string_view if_zero) {
  return divisor == 0 ? if_zero : is_finite(divisor) ? "" : "the numbers are too large";
}
inline problem cohort_problem(std::string_view why) { return {"cohort", std::string(why), {}}; }

/// f of each number, unless there is an objection.
template <class F>
result<cohort::column> normalised(cohort::column_view x, const cohort_summary& all, std::string_view objection, const F& f) {
  if (!are_finite(all.numbers)) return cohort_problem("its numbers must be finite");
  cohort::column y(x.begin(), x.end());
  if (all.numbers.empty()) return y;
  if (!objection.empty()) return cohort_problem(objection);
  for (auto& v : y)
    if (v && !is_finite(*(v = f(*v)))) return cohort_problem("the numbers are too large or too small");
  return y;
}
}  // namespace detail

namespace cohort {

/// (x - min) / (max - min), scaled to [low, high]; of a cost (max - x) / (max - min).
[[nodiscard]] inline result<column> min_max(column_view x, double low = 0, double high = 1, direction way = direction::benefit) {
  const detail::cohort_summary all(x);
  const bool up = way == direction::benefit;
  const double worst = up ? all.lowest : all.highest, range = (up ? all.highest : all.lowest) - worst;
  return detail::normalised(x, all, detail::divisor_objection(range, detail::no_variation),
                            [&](double v) { return low + product((v - worst) / range, high - low); });
}
/// 1 - (max - x) / (max - min): `min_max` by another name.
[[nodiscard]] inline result<column> distance_to_max(column_view x) { return min_max(x); }

/// (x - mean) / s with the sample standard deviation s (divisor n - 1), scaled to mean and deviation: 50 and 10 for T-scores.
[[nodiscard]] inline result<column> z_score(column_view x, double mean = 0, double deviation = 1) {
  const detail::cohort_summary all(x);
  const double s = all.varies() ? detail::sqrt(all.central(2) / (all.count() - 1)) : 0;
  return detail::normalised(x, all, detail::divisor_objection(s, detail::no_variation),
                            [&](double v) { return mean + product((v - all.sum / all.count()) / s, deviation); });
}

/// The rank from 1, the worst, upwards: a higher rank is better, as after other normalisations. Of a cost the highest number is worst.
[[nodiscard]] inline result<column> rank(column_view x, ties how = ties::minimum, direction way = direction::benefit) {
  if (!detail::are_finite(detail::cohort_summary(x).numbers)) return detail::cohort_problem("its numbers must be finite");
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i]) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (*x[a] == *x[b]) return a < b;
    return (*x[a] < *x[b]) == (way == direction::benefit);
  });
  column ranks(x.size());
  std::size_t groups = 0;
  for (std::size_t first = 0, last = 0; first < order.size(); first = last, ++groups) {
    while (last < order.size() && *x[order[last]] == *x[order[first]]) ++last;  // equal ones stand in [first, last)
    for (std::size_t k = first; k < last; ++k) {
      const double of[] = {static_cast<double>(first + 1), static_cast<double>(last), static_cast<double>(first + 1 + last) / 2,
                           static_cast<double>(groups + 1), static_cast<double>(k + 1)};
      ranks[order[k]] = of[static_cast<std::size_t>(how)];
    }
  }
  return ranks;
}
/// `rank` - 1: how many are worse, where ties get the minimum.
[[nodiscard]] inline result<column> borda(column_view x, ties how = ties::minimum, direction way = direction::benefit) {
  auto ranks = rank(x, how, way);
  if (ranks)
    for (auto& r : *ranks)
      if (r) r = *r - 1;
  return ranks;
}
/// (`rank` - 1) / (n - 1), with the n that are there; one alone has none.
[[nodiscard]] inline result<column> percentile_rank(column_view x, ties how = ties::minimum, direction way = direction::benefit) {
  auto ranks = borda(x, how, way);
  const double others = detail::cohort_summary(x).count() - 1;
  if (ranks && others == 0) return detail::cohort_problem("one number alone has no percentile rank");
  if (ranks)
    for (auto& r : *ranks)
      if (r) r = *r / others;
  return ranks;
}

/// x / max; of a cost 1 - x / max. Numbers must not be negative.
[[nodiscard]] inline result<column> share_of_max(column_view x, direction way = direction::benefit) {
  const detail::cohort_summary all(x);
  return detail::normalised(x, all, all.lowest >= 0 && all.highest > 0 ? "" : detail::not_shares,
                            [&](double v) { return way == direction::benefit ? v / all.highest : 1 - v / all.highest; });
}
/// x / max: `share_of_max` of a benefit.
[[nodiscard]] inline result<column> fraction_of_max(column_view x) { return share_of_max(x); }

/// x / sum(x), which must not be negative; of a cost (1 / x) / sum(1 / x), which must be above 0.
[[nodiscard]] inline result<column> share_of_sum(column_view x, direction way = direction::benefit) {
  const detail::cohort_summary all(x);
  if (way == direction::benefit)
    return detail::normalised(x, all, all.lowest < 0 ? detail::not_shares : detail::divisor_objection(all.sum, detail::not_shares),
                              [&](double v) { return v / all.sum; });
  const double sum = all.total([](double v) { return 1 / v; });
  return detail::normalised(x, all, all.lowest > 0 ? detail::divisor_objection(sum, "") : detail::not_positive,
                            [&](double v) { return 1 / v / sum; });
}

/// x / sqrt(sum(x^2)); of a cost 1 - x / sqrt(sum(x^2)).
[[nodiscard]] inline result<column> vector_norm(column_view x, direction way = direction::benefit) {
  const detail::cohort_summary all(x);
  const double norm = detail::sqrt(all.total([](double v) { return product(v, v); }));
  return detail::normalised(x, all, detail::divisor_objection(norm, "all numbers are 0"),
                            [&](double v) { return way == direction::benefit ? v / norm : 1 - v / norm; });
}

/// x / max, numbers not negative; of a cost min / x, numbers above 0.
[[nodiscard]] inline result<column> linear_ratio(column_view x, direction way = direction::benefit) {
  if (way == direction::benefit) return share_of_max(x);
  const detail::cohort_summary all(x);
  return detail::normalised(x, all, all.lowest > 0 ? "" : detail::not_positive, [&](double v) { return all.lowest / v; });
}
/// (x / max)^2; of a cost (min / x)^3. Domains as in `linear_ratio`.
/// Source: as pymcdm defines it; Jahan, Edwards, Materials & Design 65 (2015), 335-342.
[[nodiscard]] inline result<column> nonlinear(column_view x, direction way = direction::benefit) {
  auto ratios = linear_ratio(x, way);
  if (ratios)
    for (auto& r : *ratios)
      if (r) r = product(*r, way == direction::benefit ? *r : product(*r, *r));
  return ratios;
}
/// ln(x) / ln(prod x); of a cost (1 - ln(x) / ln(prod x)) / (n - 1). Numbers above 0; below 1 they turn negative.
/// Source: as pymcdm defines it; Zavadskas, Turskis, Informatica 19 (2008), 303-314.
[[nodiscard]] inline result<column> logarithmic(column_view x, direction way = direction::benefit) {
  const detail::cohort_summary all(x);
  const double size = all.total([](double v) { return detail::abs(detail::log(v)); });
  double sum = all.total(detail::log);
  if (detail::abs(sum) <= product(1e-12, size)) sum = 0;
  std::string_view objection = detail::divisor_objection(sum, "the product of the numbers is 1");
  if (way == direction::cost && all.count() == 1) objection = "of a cost it needs two numbers";
  if (!(all.lowest > 0)) objection = detail::not_positive;
  return detail::normalised(x, all, objection, [&](double v) {
    return way == direction::benefit ? detail::log(v) / sum : (1 - detail::log(v) / sum) / (all.count() - 1);
  });
}

/// (x - min) / (target - min), of a cost (max - x) / (max - target): with the cohort's worst, unlike the value function of this name.
[[nodiscard]] inline result<column> distance_to_target(column_view x, double target, direction way = direction::benefit, bool capped = true) {
  const detail::cohort_summary all(x);
  const double worst = way == direction::benefit ? all.lowest : all.highest, range = target - worst;
  const bool better = detail::is_finite(range) && (way == direction::benefit ? range > 0 : range < 0);
  return detail::normalised(x, all, better ? "" : "the target is no better than the cohort's worst", [&](double v) {
    const double value = (v - worst) / range;
    return capped && value > 1 ? 1 : value;
  });
}
/// (x - min) / (x_r - min) with x_r of the unit at `reference` (from 0), which must have a number above the lowest.
[[nodiscard]] inline result<column> distance_to_reference(column_view x, std::size_t reference, bool capped = true) {
  if (reference >= x.size() || !x[reference]) return detail::cohort_problem("the reference has no number");
  if (!(*x[reference] > detail::cohort_summary(x).lowest))
    return detail::cohort_problem("no variation: the reference is the cohort's worst");
  return distance_to_target(x, *x[reference], direction::benefit, capped);
}

/// `factor` times a value function of each number: cohort-free, over a column. `goalposts(x, prowess::goalposts{2, 8}, 100)`.
[[nodiscard]] inline result<column> goalposts(column_view x, const prowess::goalposts& posts, double factor = 1) {
  return detail::normalised(x, detail::cohort_summary(x), "", [&](double v) { return product(posts(v), factor); });
}
/// factor (x - low) / (high - low), not clipped: cohort-free, over a column.
[[nodiscard]] inline result<column> scaled(column_view x, double low, double high, double factor = 1) {
  if (!detail::is_finite(high - low) || low == high) return detail::cohort_problem("low and high must be two different points");
  return goalposts(x, prowess::goalposts(low, high).unclipped(), factor);
}

/// The sample skewness G1 = sqrt(n (n - 1)) / (n - 2) m3 / m2^(3/2), with the central moments m; 3 numbers or more.
/// Source: Joanes, Gill, The Statistician 47 (1998), 183-189.
[[nodiscard]] inline result<double> skewness(column_view x) {
  const detail::cohort_summary all(x);
  const double n = all.count(), m2 = all.central(2) / n;
  if (!detail::are_finite(all.numbers)) return detail::cohort_problem("its numbers must be finite");
  if (n < 3) return detail::cohort_problem("skewness needs 3 numbers");
  if (const auto why = detail::divisor_objection(m2, detail::no_variation); !why.empty()) return detail::cohort_problem(why);
  return detail::sqrt(n * (n - 1)) / (n - 2) * (all.central(3) / n / m2 / detail::sqrt(m2));
}
/// The sample excess kurtosis G2 = (n - 1) / ((n - 2) (n - 3)) ((n + 1) (m4 / m2^2 - 3) + 6); 4 numbers or more. Source: as `skewness`.
[[nodiscard]] inline result<double> kurtosis(column_view x) {
  const detail::cohort_summary all(x);
  const double n = all.count(), m2 = all.central(2) / n;
  if (!detail::are_finite(all.numbers)) return detail::cohort_problem("its numbers must be finite");
  if (n < 4) return detail::cohort_problem("kurtosis needs 4 numbers");
  if (const auto why = detail::divisor_objection(m2, detail::no_variation); !why.empty()) return detail::cohort_problem(why);
  return (n - 1) / ((n - 2) * (n - 3)) * (product(n + 1, all.central(4) / n / m2 / m2 - 3) + 6);
}

}  // namespace cohort
}  // namespace prowess::v0
