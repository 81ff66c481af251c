// SPDX-License-Identifier: BSL-1.0
// Mean, variance, lowest and highest of scores, in one pass, for any division of the people.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Sums of one block, lane by lane and then in pairs: an order that is written here and not the compiler's.
struct block_moments {
  double mean = 0, squares = 0, low = 0, high = 0;  ///< squares: sum((x - mean)^2)
};
struct sum_block {
  static constexpr std::size_t lanes = 32;
  PROWESS_INLINE static double in_pairs(double* s) {
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
      for (std::size_t l = 0; l < half; ++l) s[l] += s[l + half];
    return s[0];
  }
  /// n >= 1. The mean comes first and the squares about it second, from the first cache: no shift has to be guessed. What the
  /// rounded mean misses by is taken off the squares (the two-pass algorithm as corrected by Bjoerck).
  PROWESS_INLINE static block_moments run(const double* PROWESS_ALONE x, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    double first[lanes]{}, second[lanes]{}, low[lanes], high[lanes];
    for (std::size_t l = 0; l < lanes; ++l) low[l] = high[l] = x[0];
    const std::size_t whole = n - n % lanes;
    for (std::size_t i = 0; i < whole; i += lanes)
      for (std::size_t l = 0; l < lanes; ++l) {
        const double v = x[i + l];
        first[l] += v;
        low[l] = v < low[l] ? v : low[l];
        high[l] = v > high[l] ? v : high[l];
      }
    for (std::size_t i = whole; i < n; ++i) {
      first[i - whole] += x[i];
      low[0] = x[i] < low[0] ? x[i] : low[0];
      high[0] = x[i] > high[0] ? x[i] : high[0];
    }
    const double mean = in_pairs(first) / static_cast<double>(n);
    double off[lanes]{};
    for (std::size_t i = 0; i < whole; i += lanes)
      for (std::size_t l = 0; l < lanes; ++l) {
        const double d = x[i + l] - mean, d2 = d * d;
        off[l] += d;
        second[l] += d2;
      }
    for (std::size_t i = whole; i < n; ++i) {
      const double d = x[i] - mean, d2 = d * d;
      off[i - whole] += d;
      second[i - whole] += d2;
    }
    for (std::size_t l = 1; l < lanes; ++l) {
      low[0] = low[l] < low[0] ? low[l] : low[0];
      high[0] = high[l] > high[0] ? high[l] : high[0];
    }
    const double rest = in_pairs(off) / static_cast<double>(n), correction = rest * rest * static_cast<double>(n);
    const double squares = in_pairs(second) - correction;
    return {mean + rest, squares > 0 ? squares : 0, low[0], high[0]};
  }
};
/// Whether all of some statuses say that there is a score.
struct all_scored {
  PROWESS_INLINE static bool run(const status* PROWESS_ALONE what, std::size_t n) {
    std::uint8_t other = 0;
    for (std::size_t i = 0; i < n; ++i) other |= static_cast<std::uint8_t>(static_cast<std::uint8_t>(what[i]) > static_cast<std::uint8_t>(status::filled));
    return other == 0;
  }
};
static_assert(status::scored == status{0} && status::filled == status{1});
}  // namespace detail

namespace cohort {

/// The moments of one column of scores, those without a score left out and counted. Mergeable: blocks of 1024 are summed about
/// their own mean, and joined by the pairwise update: mean += d n_b / n, squares += squares_b + d^2 n_a n_b / n, d between the means.
/// Accuracy: 1e-12 relative of mean (to the largest magnitude) and variance, however far the mean is from 0 in terms of the deviation
/// as long as that is above 1e-3 of it. Merging other parts, or in another order, changes the last bits; the same calls give the same
/// bits with any instructions. Trivially copyable: its bytes can be sent to another process of the same program, and be merged there.
/// Source: Chan, Golub, LeVeque, Algorithms for computing the sample variance, American Statistician 37 (1983), 242-247.
/// Cost of `add`: of a column of doubles below 2 times reading it.
///
///     moments overall;
///     if (const data_finding at = overall.add(scores, what); !at.ok()) show(describe(at));
///     if (const statistic s = overall.variance(divisor::n_minus_1).root()) use(overall.mean().value, s.value);
class moments {
 public:
  /// Adds a score for each person, all of them there. Where one is not finite nothing is added, and the finding names it.
  [[nodiscard]] data_finding add(std::span<const double> scores, simd with = best_simd()) noexcept {
    moments all = *this;
    if (const data_finding at = all.add_all(scores, with); !at.ok()) return at;
    *this = all;
    return {};
  }
  /// The same of those whose status is `scored` or `filled`; the others are counted as missing, and their number is not looked at.
  [[nodiscard]] data_finding add(std::span<const double> scores, std::span<const status> what, simd with = best_simd()) noexcept {
    if (what.size() != scores.size()) return {data_mistake::uneven_columns, 0, 0, static_cast<double>(what.size()), static_cast<double>(scores.size())};
    moments all = *this;
    for (std::size_t at = 0; at < scores.size(); at += block) {
      const std::size_t n = (std::min)(block, scores.size() - at);
      std::span<const double> some = scores.subspan(at, n);
      std::array<double, block> there;
      if (!detail::kernel<detail::all_scored>::at(with)(what.data() + at, n)) {
        std::size_t m = 0;
        for (std::size_t i = 0; i < n; ++i) {
          there[m] = some[i];
          m += what[at + i] <= status::filled;
        }
        all.missing_ += n - m;
        some = {there.data(), m};
      }
      if (data_finding wrong = all.add_all(some, with); !wrong.ok()) {
        for (std::size_t k = 0; k < n && wrong.what == data_mistake::not_finite; ++k)  // its place among all of the block
          if (what[at + k] <= status::filled && wrong.person-- == 0) return {data_mistake::not_finite, at + k, 0, 0, 0};
        return wrong;
      }
    }
    *this = all;
    return {};
  }
  /// Adds what another has seen.
  void merge(const moments& other) noexcept {
    missing_ += other.missing_;
    if (other.count_ > 0) join(other.count_, {other.mean_, other.squares_, other.low_, other.high_});
  }

  /// People with a score.
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// People without one.
  [[nodiscard]] std::uint64_t missing() const noexcept { return missing_; }
  /// sum(x) / n.
  [[nodiscard]] statistic mean() const noexcept { return of(mean_); }
  /// sum((x - mean)^2) over the divisor; exactly 0 where all scores are equal. Its `root()` is the standard deviation.
  [[nodiscard]] statistic variance(divisor by) const noexcept {
    if (count_ == 1 && by == divisor::n_minus_1) return reason::too_few_people;
    return of(squares_ / static_cast<double>(by == divisor::n ? count_ : count_ - 1));
  }
  /// The lowest score, exactly.
  [[nodiscard]] statistic lowest() const noexcept { return of(low_); }
  /// The highest score, exactly.
  [[nodiscard]] statistic highest() const noexcept { return of(high_); }
  friend bool operator==(const moments&, const moments&) = default;  ///< the same bits of all

 private:
  static constexpr std::size_t block = 1024;  // 8 KB: read twice from the first cache

  [[nodiscard]] statistic of(double value) const noexcept { return count_ == 0 ? statistic(reason::no_people) : statistic(value); }
  [[nodiscard]] data_finding add_all(std::span<const double> x, simd with) noexcept {
    const auto sum = detail::kernel<detail::sum_block>::at(with);
    for (std::size_t at = 0; at < x.size(); at += block) {
      const std::size_t n = (std::min)(block, x.size() - at);
      detail::block_moments b = sum(x.data() + at, n);
      const bool finite = detail::is_finite(b.mean) && detail::is_finite(b.squares);
      if (b.low == b.high) b.mean = b.low, b.squares = 0;  // exactly, whatever the sums' rounding
      if (finite) join(n, b);
      if (finite && detail::is_finite(mean_) && detail::is_finite(squares_)) continue;
      for (std::size_t i = at; i < at + n; ++i)
        if (!detail::is_finite(x[i])) return {data_mistake::not_finite, i, 0, 0, 0};
      return {data_mistake::too_large, 0, 0, 0, 0};
    }
    return {};
  }
  void join(std::uint64_t n, const detail::block_moments& b) noexcept {
    if (count_ == 0) {
      count_ = n, mean_ = b.mean, squares_ = b.squares, low_ = b.low, high_ = b.high;
      return;
    }
    const double before = static_cast<double>(count_), more = static_cast<double>(n), all = before + more, d = b.mean - mean_;
    mean_ += product(d, more / all);
    low_ = (std::min)(low_, b.low), high_ = (std::max)(high_, b.high);
    squares_ += b.squares + product(product(d, d), product(before, more / all));
    count_ += n;
  }

  std::uint64_t count_ = 0, missing_ = 0;
  double mean_ = 0, squares_ = 0, low_ = 0, high_ = 0;
};

}  // namespace cohort
}  // namespace prowess::v0
