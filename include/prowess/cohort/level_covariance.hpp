// SPDX-License-Identifier: BSL-1.0
// Covariances and correlations between columns of level bytes, in whole numbers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/level_kernels.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/cohort/whole_points.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {
/// out[k] = sum(a b_k) of rows b_0 ... that begin `stride` apart, `some` of them, up to four: at most 1024 numbers, of 8 bits
/// and a sign, or of 16 where the others are 0 or 1. Negative sums are modulo 2^64.
struct dot_four {
  PROWESS_INLINE static void run(const std::int16_t* PROWESS_ALONE a, const std::int16_t* PROWESS_ALONE b, std::size_t stride, std::size_t some,
                                 std::size_t n, std::uint64_t* PROWESS_ALONE out) {
    if (some == 4) {
      std::int32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      const std::int16_t *b1 = b + stride, *b2 = b1 + stride, *b3 = b2 + stride;
      for (std::size_t i = 0; i < n; ++i) s0 += a[i] * b[i], s1 += a[i] * b1[i], s2 += a[i] * b2[i], s3 += a[i] * b3[i];
      out[0] = static_cast<std::uint64_t>(s0), out[1] = static_cast<std::uint64_t>(s1);
      out[2] = static_cast<std::uint64_t>(s2), out[3] = static_cast<std::uint64_t>(s3);
      return;
    }
    for (std::size_t k = 0; k < some; ++k) {
      std::int32_t s = 0;
      for (std::size_t i = 0; i < n; ++i) s += a[i] * b[k * stride + i];
      out[k] = static_cast<std::uint64_t>(s);
    }
  }
};
/// out = x where the mask is 255, and 0 where it is 0; their sum.
struct widen_masked {
  PROWESS_INLINE static std::uint32_t run(const std::uint8_t* PROWESS_ALONE x, const std::uint8_t* PROWESS_ALONE mask, std::int16_t* PROWESS_ALONE out,
                                          std::size_t n) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto v = static_cast<std::uint8_t>(x[i] & mask[i]);
      out[i] = v;
      sum += v;
    }
    return sum;
  }
};
/// out = x^2 - 32768, which 16 bits hold.
struct square_words {
  static constexpr int less = 32768;
  PROWESS_INLINE static void run(const std::int16_t* PROWESS_ALONE x, std::int16_t* PROWESS_ALONE out, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::int16_t>(x[i] * x[i] - less);
  }
};
}  // namespace detail

namespace cohort {

/// Who counts where some ratings are missing.
enum class cases : std::uint8_t {
  complete,   ///< listwise: those who are rated on every item, for every figure. The covariances fit together: none of a combination is negative
  each_pair   ///< pairwise: for each pair of items those who are rated on both. Uses all ratings, but the figures are of different people
};

/// Covariances and correlations of k items. Sums of points and of their products are whole numbers: the same however the people are
/// divided and merged. Each figure is computed exactly and rounded once (a correlation twice).
/// Cost of `add`: k^2 / 2 products for each person, 16 at a time with AVX2, and with `each_pair` some seven times as many in blocks of
/// 1024 people where something is missing; of `covariance`: about a microsecond. Size: 8 k^2 bytes and
/// 2 KB for each item; with `each_pair` four times that.
///
///     level_covariance all(columns.size(), whole_points::places(5), cases::complete);
///     if (const data_finding at = all.add(columns); !at.ok()) show(describe(at));
///     const statistic r = all.correlation(0, 1);
class level_covariance {
 public:
  /// Of nobody yet. Allocates all it needs.
  level_covariance(std::size_t items, const whole_points& points, cases who)
    : points_(points), items_(items), who_(who), crosses_(items * items), firsts_(pairwise() ? items * items : items), values_(items * block), keep_(block), ones_(block, 1),
      above_(block), sums_(items) {
    if (pairwise()) people_.resize(items * items), seconds_.resize(items * items), masks_.resize(items * block), squares_.resize(block), counts_.resize(items);
  }

  /// Adds people: one column for each item, in each one byte for each person. Where one is neither a level nor a kind of missing nothing
  /// is added, and the finding names it.
  [[nodiscard]] data_finding add(std::span<const std::span<const std::uint8_t>> columns, simd with = best_simd()) noexcept {
    if (const data_finding at = detail::check_columns(columns, items_); !at.ok()) return at;
    const std::size_t n = columns.empty() ? 0 : columns[0].size();
    const auto keep = detail::kernel<detail::keep_levels>::at(with);
    for (std::size_t at = 0; at < n; at += block) {  // looked at first: nothing need be taken back
      keep_.assign(block, 255);
      bool wrong = false;
      for (const auto& each : columns)
        wrong = keep(each.data() + at, (std::min)(block, n - at), static_cast<std::uint8_t>(points_.levels()), keep_.data()) || wrong;
      if (wrong) return detail::first_wrong_byte(columns, points_.levels(), at);
    }
    for (std::size_t at = 0; at < n; at += block) add_block(columns, at, (std::min)(block, n - at), with);
    return {};
  }
  /// Adds what another has seen; one of other items, points or cases raises.
  void merge(const level_covariance& other) {
    if (other.items_ != items_ || other.who_ != who_ || other.points_ != points_)
      raise(describe(data_finding{data_mistake::other_items, 0, 0, static_cast<double>(other.items_), static_cast<double>(items_)}));
    const auto add = [](std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
      for (std::size_t k = 0; k < to.size(); ++k) to[k] += from[k];
    };
    add(crosses_, other.crosses_), add(firsts_, other.firsts_), add(people_, other.people_), add(seconds_, other.seconds_);
    complete_ += other.complete_, seen_ += other.seen_;
  }

  /// The number of items.
  [[nodiscard]] std::size_t items() const noexcept { return items_; }
  /// All people given.
  [[nodiscard]] std::uint64_t seen() const noexcept { return seen_; }
  /// Those who count for a pair of items; for i = j, for an item.
  [[nodiscard]] std::uint64_t people(std::size_t i, std::size_t j) const noexcept { return pairwise() ? people_[i * items_ + j] : complete_; }
  /// The covariance of two items' points over those who count for both, exactly; the variance where i = j.
  [[nodiscard]] exact exact_covariance(std::size_t i, std::size_t j, divisor by) const noexcept { return moment(i, j, by).value; }
  /// The same, rounded to the nearest double; or why there is none.
  [[nodiscard]] statistic covariance(std::size_t i, std::size_t j, divisor by) const noexcept { return moment(i, j, by).rounded(); }
  /// Pearson's correlation of two items over those who count for both; exactly 1 or -1 where it is. None where one of them does not vary.
  [[nodiscard]] statistic correlation(std::size_t i, std::size_t j) const noexcept {
    const detail::exact_moment ij = moment(i, j, divisor::n);
    if (ij.what != reason::known) return ij.what;
    const exact x(first(i, j)), y(first(j, i));
    const exact of_i = detail::centred(people(i, j), x, x, exact(second(i, j)), divisor::n).value;
    const exact of_j = detail::centred(people(i, j), y, y, exact(second(j, i)), divisor::n).value;
    if (of_i == exact(0) || of_j == exact(0)) return reason::no_variation;
    const statistic size = statistic(ij.value * ij.value / (of_i * of_j)).root();
    return size.known() && ij.value.negative() ? statistic(-size.value) : size;
  }
  friend bool operator==(const level_covariance& a, const level_covariance& b) {  ///< the same sums of the same items and points
    return a.points_ == b.points_ && a.items_ == b.items_ && a.who_ == b.who_ && a.seen_ == b.seen_ && a.complete_ == b.complete_ &&
           a.crosses_ == b.crosses_ && a.firsts_ == b.firsts_ && a.people_ == b.people_ && a.seconds_ == b.seconds_;
  }

 private:
  static constexpr std::size_t block = 1024;

  [[nodiscard]] bool pairwise() const noexcept { return who_ == cases::each_pair; }
  /// Sums of item i, and of its squares, over those who count for i and j.
  [[nodiscard]] std::uint64_t first(std::size_t i, std::size_t j) const noexcept { return pairwise() ? firsts_[i * items_ + j] : firsts_[i]; }
  [[nodiscard]] std::uint64_t second(std::size_t i, std::size_t j) const noexcept { return pairwise() ? seconds_[i * items_ + j] : crosses_[i * items_ + i]; }
  [[nodiscard]] detail::exact_moment moment(std::size_t i, std::size_t j, divisor by) const noexcept {
    return detail::centred(people(i, j), exact(first(i, j)), exact(first(j, i)), exact(crosses_[(std::min)(i, j) * items_ + (std::max)(i, j)]), by);
  }

  void add_block(detail::level_columns columns, std::size_t at, std::size_t n, simd with) noexcept {
    const auto keep = detail::kernel<detail::keep_levels>::at(with);
    const auto widen = detail::kernel<detail::widen_masked>::at(with);
    std::fill_n(keep_.begin(), n, std::uint8_t{255});
    for (const auto& each : columns) static_cast<void>(keep(each.data() + at, n, static_cast<std::uint8_t>(points_.levels()), keep_.data()));
    const std::size_t kept = detail::kernel<detail::count_kept>::at(with)(keep_.data(), n);
    const bool by_pairs = pairwise() && kept < n;
    for (std::size_t c = 0; c < items_; ++c) {
      const std::uint8_t* x = columns[c].data() + at;
      if (by_pairs) {
        std::fill_n(keep_.begin(), n, std::uint8_t{255});
        static_cast<void>(keep(x, n, static_cast<std::uint8_t>(points_.levels()), keep_.data()));
        counts_[c] = widen(ones_.data(), keep_.data(), masks_.data() + c * block, n);
      }
      if (!points_.in_place()) {
        for (std::size_t i = 0; i < n; ++i) above_[i] = points_.above(x[i]);
        x = above_.data();
      }
      sums_[c] = widen(x, keep_.data(), values_.data() + c * block, n);
    }
    seen_ += n, complete_ += kept;
    const auto dot = detail::kernel<detail::dot_four>::at(with);
    std::uint64_t some[4];
    for (std::size_t i = 0; i < items_; ++i) {
      const std::int16_t* const a = values_.data() + i * block;
      if (!pairwise()) firsts_[i] += sums_[i];
      for (std::size_t j = i; j < items_; j += 4) {
        const std::size_t more = std::min<std::size_t>(4, items_ - j);
        dot(a, values_.data() + j * block, block, more, n, some);
        for (std::size_t k = 0; k < more; ++k) crosses_[i * items_ + j + k] += some[k];
        if (pairwise() && !by_pairs && j == i) add_to_all(i, n, sums_[i], some[0]);
      }
      if (by_pairs) detail::kernel<detail::square_words>::at(with)(a, squares_.data(), n);
      for (std::size_t j = 0; by_pairs && j < items_; j += 4) {
        const std::size_t more = std::min<std::size_t>(4, items_ - j), to = i * items_ + j;
        const std::int16_t* const masks = masks_.data() + j * block;
        dot(a, masks, block, more, n, some);
        for (std::size_t k = 0; k < more; ++k) firsts_[to + k] += some[k];
        dot(squares_.data(), masks, block, more, n, some);
        for (std::size_t k = 0; k < more; ++k) seconds_[to + k] += some[k] + detail::square_words::less * counts_[j + k];
        dot(masks_.data() + i * block, masks, block, more, n, some);
        for (std::size_t k = 0; k < more; ++k) people_[to + k] += some[k];
      }
    }
  }
  /// Of a block without missing ratings every pair has the same people.
  void add_to_all(std::size_t i, std::size_t n, std::uint64_t first, std::uint64_t second) noexcept {
    for (std::size_t j = 0; j < items_; ++j) people_[i * items_ + j] += n, firsts_[i * items_ + j] += first, seconds_[i * items_ + j] += second;
  }

  whole_points points_;
  std::size_t items_;
  cases who_;
  std::uint64_t seen_ = 0, complete_ = 0;
  std::vector<std::uint64_t> crosses_, firsts_, people_, seconds_;  // crosses_: above the diagonal and on it
  std::vector<std::int16_t> values_, masks_, squares_;
  std::vector<std::uint8_t> keep_, ones_, above_;
  std::vector<std::uint64_t> sums_, counts_;  // of the block
};

}  // namespace cohort
}  // namespace prowess::v0
