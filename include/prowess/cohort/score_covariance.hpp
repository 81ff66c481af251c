// SPDX-License-Identifier: BSL-1.0
// Covariances and correlations between columns of scores, in one pass, for any division of the people.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

namespace detail {
/// c[i][j] += the products of rows of k numbers, four rows before memory is touched; j from the multiple of 4 below i on.
struct add_outer {
  PROWESS_INLINE static void run(const double* PROWESS_ALONE rows, std::size_t n, std::size_t k, double* PROWESS_ALONE c) {
    PROWESS_NOT_CONTRACTED
    std::size_t r = 0;
    for (; r + 4 <= n; r += 4) {
      const double *a = rows + r * k, *b = a + k, *d = b + k, *e = d + k;
      for (std::size_t i = 0; i < k; ++i) {
        double* PROWESS_ALONE to = c + i * k;
        const double ai = a[i], bi = b[i], di = d[i], ei = e[i];
        for (std::size_t j = i - i % 4; j < k; ++j) {
          const double pa = ai * a[j], pb = bi * b[j], pd = di * d[j], pe = ei * e[j];
          to[j] += (pa + pb) + (pd + pe);
        }
      }
    }
    for (; r < n; ++r)
      for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = i - i % 4; j < k; ++j) {
          const double p = rows[r * k + i] * rows[r * k + j];
          c[i * k + j] += p;
        }
  }
};
}  // namespace detail

namespace cohort {

/// Covariances and correlations of k columns of scores over the people who have all of them (listwise: the covariances fit together,
/// and none of a combination is negative). Mergeable: blocks of 64 people are summed about their own means and joined by
/// C += C_b + d d' n_a n_b / n, d between the means. Accuracy as `moments`; a merge in another order changes the last bits.
/// Source: Chan, Golub, LeVeque, American Statistician 37 (1983), 242-247; for products of two variables Pebay, Sandia Report
/// SAND2008-6212 (2008).
/// Cost of `add`: k^2 / 2 products for each person, 4 at a time with AVX2. Size: 16 k^2 bytes and 512 for each column.
///
///     score_covariance all(columns.size());
///     if (const data_finding at = all.add(columns); !at.ok()) show(describe(at));
///     const statistic r = all.correlation(0, 1);
class score_covariance {
 public:
  /// Of nobody yet. Allocates all it needs.
  explicit score_covariance(std::size_t columns)
    : size_(columns), low_(columns), high_(columns), mean_(columns), block_mean_(columns), products_(columns * columns), block_products_(columns * columns),
      rows_(columns * block) {}

  /// Adds people: in each column one score for each person. Where one is not finite nothing is added, and the finding names
  /// it. `what`: nothing, or a column of statuses for each; who has another status than `scored` or `filled` in one of them is only
  /// counted, and their scores are not looked at.
  [[nodiscard]] data_finding add(std::span<const std::span<const double>> columns, std::span<const std::span<const status>> what = {},
                                 simd with = best_simd()) noexcept {
    using enum data_mistake;
    if (columns.size() != size_ || (!what.empty() && what.size() != size_))
      return {other_items, 0, 0, static_cast<double>(columns.size() != size_ ? columns.size() : what.size()), static_cast<double>(size_)};
    const std::size_t people = columns.empty() ? 0 : columns[0].size();
    for (std::size_t c = 0; c < size_; ++c)
      if (const std::size_t n = columns[c].size() != people || what.empty() ? columns[c].size() : what[c].size(); n != people)
        return {uneven_columns, 0, c, static_cast<double>(n), static_cast<double>(people)};
    const auto there = [&](std::size_t person) {
      for (const auto& w : what)
        if (w[person] > status::filled) return false;
      return true;
    };
    for (std::size_t c = 0; c < size_; ++c)
      for (std::size_t p = 0; p < people; ++p)
        if (!detail::is_finite(columns[c][p]) && there(p)) return {not_finite, p, c, 0, 0};
    for (std::size_t at = 0; at < people;) {
      std::size_t n = 0;
      for (; at < people && n < block; ++at) {
        if (!there(at)) {
          ++incomplete_;
          continue;
        }
        for (std::size_t c = 0; c < size_; ++c) rows_[n * size_ + c] = columns[c][at];
        ++n;
      }
      if (n > 0) add_block(n, with);
    }
    return {};
  }
  /// Adds what another has seen; one of another number of columns raises.
  void merge(const score_covariance& other) {
    if (other.size_ != size_) raise(describe(data_finding{data_mistake::other_items, 0, 0, static_cast<double>(other.size_), static_cast<double>(size_)}));
    incomplete_ += other.incomplete_;
    if (other.people_ > 0) join(other.people_, other.mean_, other.products_, other.low_, other.high_);
  }

  /// The number of columns.
  [[nodiscard]] std::size_t items() const noexcept { return size_; }
  /// People with all scores.
  [[nodiscard]] std::uint64_t people() const noexcept { return people_; }
  /// People who miss one.
  [[nodiscard]] std::uint64_t incomplete() const noexcept { return incomplete_; }
  /// The mean of a column over the people with all scores.
  [[nodiscard]] statistic mean(std::size_t i) const noexcept { return people_ == 0 ? statistic(reason::no_people) : statistic(mean_[i]); }
  /// The covariance of two columns; the variance where i = j.
  [[nodiscard]] statistic covariance(std::size_t i, std::size_t j, divisor by) const noexcept {
    if (people_ == 0) return reason::no_people;
    if (people_ == 1 && by == divisor::n_minus_1) return reason::too_few_people;
    return sum(i, j) / static_cast<double>(by == divisor::n ? people_ : people_ - 1);
  }
  /// Pearson's correlation of two columns, held in [-1, 1]; exactly 1 of one with itself. None where one of them does not vary.
  [[nodiscard]] statistic correlation(std::size_t i, std::size_t j) const noexcept {
    if (people_ == 0) return reason::no_people;
    if (!varies(i) || !varies(j)) return reason::no_variation;
    const statistic r(i == j ? 1 : sum(i, j) / detail::sqrt(sum(i, i)) / detail::sqrt(sum(j, j)));
    return r.known() ? statistic(std::clamp(r.value, -1.0, 1.0)) : r;
  }

 private:
  static constexpr std::size_t block = 64;  // rows of 64 columns stay in the first cache

  [[nodiscard]] bool varies(std::size_t i) const noexcept { return low_[i] < high_[i]; }
  /// The sum of the products about the means; exactly 0 where a column does not vary.
  [[nodiscard]] double sum(std::size_t i, std::size_t j) const noexcept {
    return varies(i) && varies(j) ? products_[(std::min)(i, j) * size_ + (std::max)(i, j)] : 0;
  }
  void add_block(std::size_t n, simd with) noexcept {
    for (std::size_t c = 0; c < size_; ++c) {
      double sum = 0, off = 0, low = rows_[c], high = low;
      for (std::size_t r = 0; r < n; ++r) {
        const double v = rows_[r * size_ + c];
        sum += v, low = (std::min)(low, v), high = (std::max)(high, v);
      }
      const double mean = sum / static_cast<double>(n);
      for (std::size_t r = 0; r < n; ++r) off += rows_[r * size_ + c] - mean;
      block_mean_[c] = mean + off / static_cast<double>(n);
      for (std::size_t r = 0; r < n; ++r) rows_[r * size_ + c] -= block_mean_[c];
      if (people_ == 0) low_[c] = low, high_[c] = high;
      low_[c] = (std::min)(low_[c], low), high_[c] = (std::max)(high_[c], high);
    }
    std::fill(block_products_.begin(), block_products_.end(), 0.0);
    detail::kernel<detail::add_outer>::at(with)(rows_.data(), n, size_, block_products_.data());
    join(n, block_mean_, block_products_, low_, high_);
  }
  void join(std::uint64_t n, const std::vector<double>& mean, const std::vector<double>& products, const std::vector<double>& low,
            const std::vector<double>& high) noexcept {
    const double before = static_cast<double>(people_), more = static_cast<double>(n), share = more / (before + more);
    for (std::size_t i = 0; i < size_; ++i) {
      low_[i] = people_ == 0 ? low[i] : (std::min)(low_[i], low[i]), high_[i] = people_ == 0 ? high[i] : (std::max)(high_[i], high[i]);
      const double d = product(mean[i] - mean_[i], product(before, share));
      for (std::size_t j = i; j < size_; ++j) products_[i * size_ + j] += products[i * size_ + j] + product(d, mean[j] - mean_[j]);
    }
    for (std::size_t i = 0; i < size_; ++i) mean_[i] += product(mean[i] - mean_[i], share);
    people_ += n;
  }

  std::size_t size_;
  std::uint64_t people_ = 0, incomplete_ = 0;
  std::vector<double> low_, high_, mean_, block_mean_, products_, block_products_, rows_;
};

}  // namespace cohort
}  // namespace prowess::v0
