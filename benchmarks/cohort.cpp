// SPDX-License-Identifier: BSL-1.0
// Statistics of a cohort beside reading the columns, and beside the usual ways to compute them.
//
//   cohort            checks the results against the plain ways, then times all in interleaved rounds and prints one table
//   cohort 200000     the same with so many people (at least 1,000; a million by default)
//
// Reading means every byte once, in words, by a loop that is compiled for the same instructions. Some peers are written out here: the
// covariance route to alpha in doubles, Welford's update, std::sort and nth_element; others are Boost.Accumulators, numpy and R.
#include <prowess/cohort/alpha.hpp>
#include <prowess/cohort/level_counts.hpp>
#include <prowess/cohort/level_covariance.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/detail/splitmix64.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <span>
#include <string>
#include <vector>

#if defined(PROWESS_WITH_BOOST)
#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/stats.hpp>
#include <boost/accumulators/statistics/variance.hpp>
#endif

#include "measure.hpp"
#include "peer_process.hpp"

namespace {

using namespace prowess;
using cohort::divisor;

constexpr std::size_t items = 64, score_columns = 21, rounds = 11;

struct cohort_data {
  std::size_t people, stride;
  std::vector<std::uint64_t> bytes;  // levels, as words so that reading them is reading words
  std::vector<std::vector<double>> scores;
  std::vector<std::span<const std::uint8_t>> columns, some_missing;
  std::vector<std::uint8_t> gaps;

  explicit cohort_data(std::size_t n)
    : people(n), stride((n + 8 * 9) / 8 * 8), bytes(stride * items / 8), scores(score_columns, std::vector<double>(n)), gaps(stride * items) {
    detail::splitmix64 any{1};
    auto* const at = reinterpret_cast<std::uint8_t*>(bytes.data());
    for (std::size_t p = 0; p < n; ++p) {
      const std::uint64_t ability = any.below(3);  // items rise together, so that alpha is not 0
      for (std::size_t i = 0; i < items; ++i) at[i * stride + p] = static_cast<std::uint8_t>(ability + any.below(3));
      for (auto& s : scores) s[p] = 1 + 4 * static_cast<double>(any.next() >> 11) * 0x1p-53;
    }
    for (std::size_t i = 0; i < items; ++i) {
      columns.emplace_back(at + i * stride, n);
      for (std::size_t p = 0; p < n; ++p) gaps[i * stride + p] = any.below(500) == 0 ? 255 : at[i * stride + p];
      some_missing.emplace_back(gaps.data() + i * stride, n);
    }
  }
};

/// The products of each row with itself, compiled for the same instructions as the library's kernels.
struct add_products {
  PROWESS_INLINE static void run(const double* PROWESS_ALONE rows, std::size_t n, double* PROWESS_ALONE c) {
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t i = 0; i < items; ++i)
        for (std::size_t j = 0; j <= i; ++j) c[i * items + j] += rows[p * items + i] * rows[p * items + j];
  }
};
double alpha_by_covariances(const std::vector<std::span<const std::uint8_t>>& x) {
  std::vector<double> mean(items), c(items * items);
  const std::size_t n = x[0].size();
  for (std::size_t i = 0; i < items; ++i) {
    for (const std::uint8_t b : x[i]) mean[i] += b;
    mean[i] /= static_cast<double>(n);
  }
  constexpr std::size_t block = 256;  // gathered row by row while the columns' pieces are in the first cache
  std::vector<double> part(block * items);
  for (std::size_t at = 0; at < n; at += block) {
    const std::size_t some = std::min(block, n - at);
    for (std::size_t i = 0; i < items; ++i)
      for (std::size_t p = 0; p < some; ++p) part[p * items + i] = x[i][at + p] - mean[i];
    detail::kernel<add_products>::at(best_simd())(part.data(), some, c.data());
  }
  double trace = 0, all = 0;
  for (std::size_t i = 0; i < items; ++i) {
    trace += c[i * items + i];
    all += c[i * items + i];
    for (std::size_t j = 0; j < i; ++j) all += 2 * c[i * items + j];
  }
  return items / (items - 1.0) * (1 - trace / all);
}

struct running {
  double n = 0, mean = 0, squares = 0;
  void add(double x) {
    const double d = x - mean;
    mean += d / ++n;
    squares += d * (x - mean);
  }
};

struct row {
  std::string name;
  std::size_t reference;        // the row that it is divided by
  double gate, target;          // 0: none
  std::function<double()> work;  // what it computes, so that nothing is left out
};

bool agree(const char* what, double a, double b) {
  const bool same = std::abs(a - b) <= 1e-9 * std::abs(b);
  if (!same) std::printf("%s: %.17g and %.17g differ\n", what, a, b);
  return same;
}

}  // namespace

int main(int count, char** argument) {
  const std::size_t people = std::max<std::size_t>(1000, count > 1 ? std::strtoull(argument[1], nullptr, 10) : 1'000'000);
  const cohort_data d(people);
  constexpr std::array<double, 5> points{1, 2, 3, 4, 5};
  double check_mean = 0;
  for (const std::uint8_t b : d.columns[0]) check_mean += b + 1;
  std::vector<double> out(people), copy(people);

  std::vector<row> rows;
  rows.push_back({"read 64 columns of bytes", 0, 0, 0, [&] { return static_cast<double>(measure::read(d.bytes.data(), d.bytes.size() * 8) & 1); }});
  rows.push_back({"counts, mean, variance of 64 items", 0, 1.5, 1.1, [&] {
                    double first = 0;
                    for (std::size_t i = 0; i < items; ++i) {
                      cohort::level_counts c(5);
                      if (!c.add(d.columns[i]).ok()) return 0.0;
                      if (c.variance(points, divisor::n_minus_1).known() && i == 0) first = c.mean(points).value;
                    }
                    return first;
                  }});
  rows.push_back({"the same, 0.2 % of the bytes missing", 0, 0, 0, [&] {
                    double all = 0;
                    for (std::size_t i = 0; i < items; ++i) {
                      cohort::level_counts c(5);
                      if (c.add(d.some_missing[i]).ok()) all += c.mean(points).value;
                    }
                    return all;
                  }});
  rows.push_back({"alpha of 64 items", 0, 4.5, 3.5, [&] {
                    cohort::cronbach_alpha a(items, cohort::whole_points::places(5));
                    return a.add(d.columns).ok() ? a.alpha().value : 0;
                  }});
  rows.push_back({"the same, 12 % of the people incomplete", 0, 0, 0, [&] {
                    cohort::cronbach_alpha a(items, cohort::whole_points::places(5));
                    return a.add(d.some_missing).ok() ? a.alpha().value : 0;
                  }});
  rows.push_back({"alpha by a covariance matrix of doubles", 3, 0, 0, [&] { return alpha_by_covariances(d.columns); }});
  rows.push_back({"covariances of 64 items, whole numbers", 5, 1 / 6.0, 0, [&] {
                    cohort::level_covariance c(items, cohort::whole_points::places(5), cohort::cases::complete);
                    return c.add(d.columns).ok() ? cohort::alpha_of(c).value : 0;
                  }});
  rows.push_back({"read 21 columns of doubles", 7, 0, 0, [&] {
                    std::uint64_t all = 0;
                    for (const auto& s : d.scores) all |= measure::read(s.data(), s.size() * 8);
                    return static_cast<double>(all & 1);
                  }});
  rows.push_back({"mean, variance, ends of 21 scores", 7, 4.5, 2.5, [&] {
                    double all = 0;
                    for (const auto& s : d.scores) {
                      cohort::moments m;
                      if (m.add(s).ok()) all += m.variance(divisor::n_minus_1).value;
                    }
                    return all;
                  }});
  rows.push_back({"Welford's update, 21 scores", 8, 0, 0, [&] {
                    double all = 0;
                    for (const auto& s : d.scores) {
                      running m;
                      for (const double x : s) m.add(x);
                      all += m.squares / (m.n - 1);
                    }
                    return all;
                  }});
  rows.push_back({"std::sort of one column of scores", 10, 0, 0, [&] {
                    copy = d.scores[0];
                    std::sort(copy.begin(), copy.end());
                    return copy[copy.size() / 2];
                  }});
  rows.push_back({"its deciles by nth_element", 10, 0, 0, [&] {
                    copy = d.scores[0];
                    const auto decile = [&](std::size_t k) { return copy.begin() + static_cast<std::ptrdiff_t>(k * copy.size() / 10); };
                    for (std::size_t k = 1; k < 10; ++k) std::nth_element(decile(k - 1), decile(k), copy.end());
                    return copy[copy.size() / 2];
                  }});
  rows.push_back({"a norm of 1000 bins, and its deciles", 11, 1 / 20.0, 1 / 40.0, [&] {
                    cohort::percentile_norm norm(1, 5, 1000);
                    std::array<double, 9> deciles{};
                    if (!norm.add(d.scores[0]).ok()) return 0.0;
                    for (std::size_t k = 0; k < deciles.size(); ++k) deciles[k] = norm.score_at(10 * static_cast<double>(k + 1)).value;
                    return deciles[4];
                  }});
  rows.push_back({"the same, and everybody's percentile rank", 10, 1 / 10.0, 1 / 20.0, [&] {
                    cohort::percentile_norm norm(1, 5, 1000);
                    return norm.add(d.scores[0]).ok() && norm.ranks(d.scores[0], cohort::rank_definition::middle, out).ok() ? out[0] : 0;
                  }});

  std::vector<double> results;
  for (const row& r : rows) results.push_back(r.work());
  bool same = agree("mean", results[1], check_mean / static_cast<double>(people)) && agree("alpha", results[3], results[5]) &&
              agree("alpha of covariances", results[6], results[5]) && agree("variances", results[8], results[9]);
  if (std::abs(results[12] - results[10]) > 0.004 + 1e-9) same = false, std::printf("medians differ: %.9g, %.9g\n", results[12], results[10]);

  measure::rounds timed(people, std::to_string(people) + " people");
  for (std::size_t r = 0; r < rows.size(); ++r)
    timed.add(rows[r].name, [&, r] {
      if (rows[r].work() != results[r]) same = false, std::printf("%s: not the same twice\n", rows[r].name.c_str());
    });
#if defined(PROWESS_WITH_BOOST)
  namespace boost_is = boost::accumulators;
  const auto accumulate = [&]<class Feature>(Feature) {
    double all = 0;
    for (std::size_t i = 0; i < items; i += 16) {  // four of the 64
      boost_is::accumulator_set<double, boost_is::stats<Feature>> one;
      for (const std::uint8_t b : d.columns[i]) one(b);
      all += boost_is::variance(one);
    }
    measure::use(&all);
  };
  timed.add("Boost lazy_variance of 4 items", [&] { accumulate(boost_is::tag::lazy_variance{}); });
  timed.add("Boost variance of 4 items", [&] { accumulate(boost_is::tag::variance{}); });
  timed.add("counts, mean, variance of 4 items", [&] {
    double all = 0;
    for (std::size_t i = 0; i < items; i += 16) {
      cohort::level_counts c(5);
      if (c.add(d.columns[i]).ok()) all += c.variance(points, divisor::n_minus_1).value;
    }
    measure::use(&all);
  });
#endif
#if defined(PROWESS_PYTHON)
  measure::peer_file items_file("items"), scores_file("scores");
  for (const auto& column : d.columns) items_file.add(column.data(), people);
  scores_file.add(d.scores[0].data(), people);
  const auto numpy = [&](const char* task, const std::string& file) {
    return std::vector<std::string>{"env", "OPENBLAS_NUM_THREADS=1", PROWESS_PYTHON, PROWESS_BENCHMARKS "/numpy_peer.py", task, file, std::to_string(people)};
  };
  measure::peer_process moments(numpy("moments", items_file.name())), alpha(numpy("alpha", items_file.name())), deciles(numpy("deciles", scores_file.name()));
  if (moments.there()) timed.add_timed("numpy mean and var of 64 items", [&] { return moments.ask(); });
  if (alpha.there()) timed.add_timed("numpy.cov of 64 items, alpha", [&] { return alpha.ask(); });
  if (deciles.there()) timed.add_timed("numpy.percentile, deciles", [&] { return deciles.ask(); });
  if (alpha.there()) same = agree("alpha by numpy", alpha.result(), results[5]) && same;
#endif
#if defined(PROWESS_RSCRIPT)
  const std::size_t some = std::min<std::size_t>(people, 100'000);
  measure::peer_file some_file("some_items");
  for (const auto& column : d.columns) some_file.add(column.data(), some);
  measure::peer_process by_r({PROWESS_RSCRIPT, PROWESS_BENCHMARKS "/r_peer.R", some_file.name(), std::to_string(some)});
  if (by_r.there()) timed.add_timed("R cov() of 64 items, alpha", [&] { return by_r.ask() * static_cast<double>(people) / static_cast<double>(some); });
  if (by_r.there()) {
    std::vector<std::span<const std::uint8_t>> first;
    for (const auto& column : d.columns) first.push_back(column.first(some));
    same = agree("alpha by R", by_r.result(), alpha_by_covariances(first)) && same;
  }
#endif
  timed.run(rounds);
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (rows[r].reference != r) timed.row(rows[r].name, rows[rows[r].reference].name, rows[r].gate, rows[r].target);
  timed.row("counts, mean, variance of 4 items", "Boost lazy_variance of 4 items", 1 / 25.0);
  timed.row("counts, mean, variance of 4 items", "Boost variance of 4 items", 1 / 100.0);
  timed.row("counts, mean, variance of 64 items", "numpy mean and var of 64 items", 1 / 40.0);
  timed.row("alpha of 64 items", "numpy.cov of 64 items, alpha", 1 / 30.0);
  timed.row("alpha of 64 items", "R cov() of 64 items, alpha", 1 / 400.0, 1 / 700.0);
  timed.row("a norm of 1000 bins, and its deciles", "numpy.percentile, deciles", 1 / 40.0, 1 / 100.0);
  return same ? 0 : 1;
}
