// SPDX-License-Identifier: BSL-1.0
// Statistics of a cohort beside reading the columns, and beside the usual ways to compute them.
//
//   cohort            checks the results against the other ways, then times all in interleaved rounds
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

#if PROWESS_WITH_BOOST
#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/mean.hpp>
#include <boost/accumulators/statistics/stats.hpp>
#include <boost/accumulators/statistics/variance.hpp>
#endif

#include "measure.hpp"
#include "peers.hpp"

namespace {

using namespace prowess;
using cohort::divisor;

constexpr std::size_t items = 64, score_columns = 21;

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

bool same = true;  // whether all results agree

/// Adds work that finds a number, the same each time; gives it.
double add(measure::rounds& r, const std::string& name, const std::function<double()>& work) {
  const double first = work();
  r.add(name, [name, work, first] {
    if (work() != first) same = false, std::printf("%s: not the same twice\n", name.c_str());
  });
  return first;
}
void check(const char* what, double found, double expected, double within = 1e-9) { same = measure::agree(what, found, expected, within) && same; }
void add(measure::rounds& r, measure::peer_process& peer, double expected, double within) { same = peer.add_to(r, expected, within) && same; }

double counted(std::span<const std::uint8_t> column) {
  constexpr std::array<double, 5> points{1, 2, 3, 4, 5};
  cohort::level_counts c(5);
  if (!c.add(column).ok() || !c.mean(points).known()) return 0;
  return c.variance(points, divisor::n_minus_1).value;
}
double alpha(const std::vector<std::span<const std::uint8_t>>& columns) {
  cohort::cronbach_alpha a(items, cohort::whole_points::places(5));
  return a.add(columns).ok() ? a.alpha().value : 0;
}
#if PROWESS_WITH_BOOST
namespace boost_is = boost::accumulators;
template <class Variance> double accumulated(std::span<const std::uint8_t> column) {
  boost_is::accumulator_set<double, boost_is::stats<boost_is::tag::mean, Variance>> all;
  for (const std::uint8_t b : column) all(b);
  return boost_is::variance(all) * static_cast<double>(column.size()) / static_cast<double>(column.size() - 1);  // it divides by n
}
#endif

void items_alone(const cohort_data& d, const std::string& file) {
  measure::rounds r(d.people, "64 items of five levels");
  const auto all = [](const std::vector<std::span<const std::uint8_t>>& columns, const auto& of) {
    double sum = 0;
    for (const auto& c : columns) sum += of(c);
    return sum;
  };
  add(r, "read 64 columns of bytes", [&] { return static_cast<double>(measure::read(d.bytes.data(), d.bytes.size() * 8) & 1); });
  const double variances = add(r, "counts, mean, variance of 64 items", [&] { return all(d.columns, counted); });
  add(r, "the same, 0.2 % of the bytes missing", [&] { return all(d.some_missing, counted); });
#if PROWESS_WITH_BOOST
  constexpr std::size_t some = 8;  // of the 64: their time times eight
  double eight = 0;
  for (std::size_t i = 0; i < some; ++i) eight += counted(d.columns[i]);
  const auto by_boost = [&]<class Variance>(const char* name, Variance) {
    const auto work = [&d] {
      double sum = 0;
      for (std::size_t i = 0; i < some; ++i) sum += accumulated<Variance>(d.columns[i]);
      return sum;
    };
    check(name, work(), eight, 1e-6);
    measure::add_some(r, name, some, items, [work] {
      const double found = work();
      measure::use(&found);
    });
  };
  by_boost("Boost.Accumulators, mean, lazy_variance", boost_is::tag::lazy_variance{});
  by_boost("Boost.Accumulators, mean, variance", boost_is::tag::variance{});
#endif
  double means = 0;
  for (const auto& c : d.columns)
    for (const std::uint8_t b : c) means += b;
  measure::peer_process moments("numpy, mean and var", measure::numpy("moments", file, d.people));
  measure::peer_process counts("numpy, counts by comparison", measure::numpy("counts", file, d.people));
  add(r, moments, variances, 1e-9), add(r, counts, means / static_cast<double>(d.people), 1e-9);
  r.run();
  const std::string ours = "counts, mean, variance of 64 items", read = "read 64 columns of bytes";
  r.row(ours, read, 1.5, 1.1);
  r.row("the same, 0.2 % of the bytes missing", read, 0, 0, "counts, mean, variance of 64 items, 0.2 % missing");
  r.row(ours, "Boost.Accumulators, mean, lazy_variance", 1 / 25.0);
  r.row(ours, "Boost.Accumulators, mean, variance", 1 / 100.0);
  r.row(ours, "numpy, mean and var", 1 / 40.0);
  r.row(ours, "numpy, counts by comparison", 0);
  std::printf("\n");
}

void alphas(const cohort_data& d, const std::string& file) {
  measure::rounds r(d.people, "Cronbach's alpha of 64 items");
  add(r, "read 64 columns of bytes", [&] { return static_cast<double>(measure::read(d.bytes.data(), d.bytes.size() * 8) & 1); });
  const double found = add(r, "alpha of 64 items", [&] { return alpha(d.columns); });
  add(r, "the same, 12 % of the people incomplete", [&] { return alpha(d.some_missing); });
  check("alpha", found, add(r, "alpha by a covariance matrix of doubles", [&] { return alpha_by_covariances(d.columns); }));
  const double whole = add(r, "covariances of 64 items, whole numbers", [&] {
    cohort::level_covariance c(items, cohort::whole_points::places(5), cohort::cases::complete);
    return c.add(d.columns).ok() ? cohort::alpha_of(c).value : 0;
  });
  check("alpha of covariances", whole, found);
  measure::peer_process cov("numpy.cov, alpha", measure::numpy("cov", file, d.people)), cov32("numpy.cov in single precision, alpha", measure::numpy("cov32", file, d.people));
  measure::peer_process variances("numpy, variances of items and totals", measure::numpy("variances", file, d.people));
  add(r, cov, found, 1e-9), add(r, cov32, found, 1e-3), add(r, variances, found, 1e-9);
  r.run();
  r.row("alpha of 64 items", "read 64 columns of bytes", 4.5, 3.5);
  r.row("the same, 12 % of the people incomplete", "read 64 columns of bytes", 0, 0, "alpha of 64 items, 12 % of the people incomplete");
  r.row("alpha of 64 items", "alpha by a covariance matrix of doubles", 0);
  r.row("alpha of 64 items", "numpy.cov, alpha", 1 / 30.0);
  r.row("alpha of 64 items", "numpy.cov in single precision, alpha", 0);
  r.row("alpha of 64 items", "numpy, variances of items and totals", 0);
  r.row("covariances of 64 items, whole numbers", "alpha by a covariance matrix of doubles", 1 / 6.0);
  r.row("covariances of 64 items, whole numbers", "numpy.cov, alpha", 1 / 6.0);
  std::printf("\n");
}

void alpha_by_r(const cohort_data& d) {
  const std::size_t some = std::min<std::size_t>(d.people, 100'000);
  std::vector<std::span<const std::uint8_t>> first;
  measure::peer_file file("some_items");
  for (const auto& column : d.columns) first.push_back(column.first(some)), file.add(column.data(), some);
  measure::rounds r(some, "Cronbach's alpha of 64 items, " + std::to_string(some) + " people");
  const double found = add(r, "alpha of 64 items", [&] { return alpha(first); });
  measure::peer_process cov("R, cov, alpha", measure::r_language("cov", file.name(), some));
  measure::peer_process variances("R, var of items and of rowSums", measure::r_language("variances", file.name(), some));
  add(r, cov, found, 1e-9), add(r, variances, found, 1e-9);
  r.run();
  r.row("alpha of 64 items", "R, cov, alpha", 1 / 400.0, 1 / 700.0);
  r.row("alpha of 64 items", "R, var of items and of rowSums", 0);
  std::printf("\n");
}

void node_scores(const cohort_data& d) {
  measure::rounds r(d.people, "21 scores");
  add(r, "read 21 columns of doubles", [&] {
    std::uint64_t all = 0;
    for (const auto& s : d.scores) all |= measure::read(s.data(), s.size() * 8);
    return static_cast<double>(all & 1);
  });
  const double found = add(r, "mean, variance, ends of 21 scores", [&] {
    double all = 0;
    for (const auto& s : d.scores) {
      cohort::moments m;
      if (m.add(s).ok()) all += m.variance(divisor::n_minus_1).value;
    }
    return all;
  });
  check("variances", found, add(r, "Welford's update, 21 scores", [&] {
          double all = 0;
          for (const auto& s : d.scores) {
            running m;
            for (const double x : s) m.add(x);
            all += m.squares / (m.n - 1);
          }
          return all;
        }));
  r.run();
  r.row("mean, variance, ends of 21 scores", "read 21 columns of doubles", 4.5, 2.5);
  r.row("mean, variance, ends of 21 scores", "Welford's update, 21 scores", 1 / 8.0);
  std::printf("\n");
}

void percentiles(const cohort_data& d) {
  const std::vector<double>& x = d.scores[0];
  std::vector<double> copy(d.people), out(d.people);
  measure::rounds r(d.people, "percentiles of scores");
  add(r, "read a column of scores", [&] { return static_cast<double>(measure::read(x.data(), x.size() * 8) & 1); });
  add(r, "std::sort", [&] {
    copy = x;
    std::sort(copy.begin(), copy.end());
    return copy[copy.size() / 2];
  });
  double exact = 0;
  for (std::size_t k = 1; k < 10; ++k) exact += copy[k * d.people / 10];
  add(r, "deciles by nth_element", [&] {
    copy = x;
    const auto decile = [&](std::size_t k) { return copy.begin() + static_cast<std::ptrdiff_t>(k * copy.size() / 10); };
    for (std::size_t k = 1; k < 10; ++k) std::nth_element(decile(k - 1), decile(k), copy.end());
    return copy[copy.size() / 2];
  });
  const double deciles = add(r, "a norm of 1000 bins, and its deciles", [&] {
    cohort::percentile_norm norm(1, 5, 1000);
    double all = 0;
    if (!norm.add(x).ok()) return 0.0;
    for (std::size_t k = 1; k < 10; ++k) all += norm.score_at(10 * static_cast<double>(k)).value;
    return all;
  });
  if (std::abs(deciles - exact) > 9 * 0.004 + 1e-6) same = false, std::printf("deciles differ by more than their bins: %.9g, %.9g\n", deciles, exact);
  add(r, "a norm, and everybody's percentile rank", [&] {
    cohort::percentile_norm norm(1, 5, 1000);
    return norm.add(x).ok() && norm.ranks(x, cohort::rank_definition::middle, out).ok() ? out[0] : 0;
  });
  double weighed = 0;
  for (std::size_t i = 0; i < d.people; ++i) weighed += out[i] * x[i];
  measure::peer_file file("scores");
  file.add(x.data(), d.people);
  measure::peer_process by_numpy("numpy.percentile, deciles", measure::numpy("deciles", file.name(), d.people)), ranks("numpy, everybody's percentile rank", measure::numpy("ranks", file.name(), d.people));
  add(r, by_numpy, exact, 1e-3), add(r, ranks, weighed, 1e-4);
  r.run();
  r.row("a norm of 1000 bins, and its deciles", "read a column of scores", 0);
  r.row("a norm of 1000 bins, and its deciles", "deciles by nth_element", 1 / 20.0, 1 / 40.0);
  r.row("a norm of 1000 bins, and its deciles", "numpy.percentile, deciles", 1 / 40.0, 1 / 100.0);
  r.row("a norm, and everybody's percentile rank", "std::sort", 1 / 10.0, 1 / 20.0);
  r.row("a norm, and everybody's percentile rank", "numpy, everybody's percentile rank", 0);
}

}  // namespace

int main(int count, char** argument) {
  const cohort_data d(std::max<std::size_t>(1000, count > 1 ? std::strtoull(argument[1], nullptr, 10) : 1'000'000));
  measure::peer_file file("items");
  for (const auto& column : d.columns) file.add(column.data(), d.people);
  items_alone(d, file.name());
  alphas(d, file.name());
  alpha_by_r(d);
  node_scores(d);
  percentiles(d);
  return same ? 0 : 1;
}
