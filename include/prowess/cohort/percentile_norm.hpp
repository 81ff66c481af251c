// SPDX-License-Identifier: BSL-1.0
// Percentile ranks: against a norm that counts scores in bins, or exactly within a cohort.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/normalise.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Bins of equal width, 0 to `last`, for scores from low to high.
struct norm_bins {
  double low, high, per_unit;
  std::int32_t last;
};
/// The bin of a score, which is floor((x - low) per_unit); for one outside that of the nearest end, and `outside` is set; so for NaN.
[[nodiscard]] PROWESS_INLINE inline std::int32_t place_in_bins(double x, const norm_bins& of, std::uint64_t& outside) noexcept {
  PROWESS_NOT_CONTRACTED
  double held = of.low > x ? of.low : x;
  held = held < of.high ? held : of.high;  // NaN too
  outside |= held != x ? ~std::uint64_t{0} : 0;
  const auto bin = static_cast<std::int32_t>((held - of.low) * of.per_unit);
  return bin < of.last ? bin : of.last;
}

/// Bins are found for so many scores, by vectors, before these are used one by one.
inline constexpr std::size_t placed_together = 64;

/// Counts the scores in each bin and, beyond the last, the missing (`Some`: those whose status says so), in four tables `apart` from each
/// other: equal scores side by side do not wait for each other. Gives whether a score is outside; it is counted somewhere all the same.
template <bool Some> struct count_in_bins {
  PROWESS_INLINE static bool run(const double* PROWESS_ALONE x, const status* PROWESS_ALONE what, std::size_t n, norm_bins of, std::uint32_t* counts,
                                 std::size_t apart) {
    std::uint32_t *const second = counts + apart, *const third = second + apart, *const fourth = third + apart;
    std::array<std::int32_t, placed_together> bins;
    std::uint64_t wrong = 0;
    for (std::size_t at = 0; at < n; at += placed_together) {
      const std::size_t some = (std::min)(placed_together, n - at);
      for (std::size_t i = 0; i < some; ++i) {
        std::uint64_t outside = 0;
        const std::int32_t bin = place_in_bins(x[at + i], of, outside);
        const bool there = !Some || what[at + i] <= status::filled;
        bins[i] = there ? bin : of.last + 1;
        wrong |= there ? outside : 0;
      }
      std::size_t i = 0;
      for (; i + 4 <= some; i += 4) ++counts[bins[i]], ++second[bins[i + 1]], ++third[bins[i + 2]], ++fourth[bins[i + 3]];
      for (; i < some; ++i) ++counts[bins[i]];
    }
    return wrong != 0;
  }
};

/// out[i]: what a table has for the bin of x[i]. Gives how many are done: all, or those before the block with a score outside.
struct look_up_bins {
  PROWESS_INLINE static std::size_t run(const double* x, std::size_t n, norm_bins of, const double* PROWESS_ALONE table, double* out) {
    std::array<std::int32_t, placed_together> bins;
    for (std::size_t at = 0; at < n; at += placed_together) {
      const std::size_t some = (std::min)(placed_together, n - at);
      std::uint64_t outside = 0;
      for (std::size_t i = 0; i < some; ++i) bins[i] = place_in_bins(x[at + i], of, outside);
      if (outside != 0) return at;
      for (std::size_t i = 0; i < some; ++i) out[at + i] = table[bins[i]];
    }
    return n;
  }
};
}  // namespace detail

namespace cohort {

/// What share of a group a percentile rank is. They differ by the share of those with the same score.
enum class rank_definition : std::uint8_t {
  below,       ///< those with a lower score: 0 for the lowest
  middle,      ///< those with a lower score and half of those with the same: the usual one in test norms
  at_or_below  ///< those with a lower or the same score: 100 for the highest
};

/// A norm: how many of a group are in each bin of a range of scores. Counts are whole numbers: the same however the group is divided
/// and merged. Ranks are in percent, 0 to 100. Exact where no bin holds two different scores, as for whole totals under `whole`; else a
/// rank is off by no more than the share of its bin, and equal bins count as equal scores.
/// Source of the three definitions: Crocker, Algina, Introduction to Classical and Modern Test Theory (1986), ch. 19.
/// Cost of `add`: below a nanosecond for a score while the bins fit the first cache.
///
///     percentile_norm norm = percentile_norm::whole(0, 80);
///     if (const data_finding at = norm.add(totals); !at.ok()) show(describe(at));
///     const statistic rank = norm.rank(63, rank_definition::middle);
class percentile_norm {
 public:
  /// Of nobody yet: so many bins of equal width, from low to high; 1 to 16,777,216 of them, low < high; else it raises.
  percentile_norm(double low, double high, std::size_t bins) : percentile_norm(low, high, bins, static_cast<double>(bins) / (high - low)) {}
  /// A bin for each whole number from low to high.
  [[nodiscard]] static percentile_norm whole(std::int32_t low, std::int32_t high) {
    return {static_cast<double>(low), static_cast<double>(high), static_cast<std::size_t>(std::max<std::int64_t>(0, std::int64_t{high} - low + 1)), 1.0};
  }

  /// Adds a score for each person, from low to high. Where one is outside nothing is added, and the finding names it.
  [[nodiscard]] data_finding add(std::span<const double> scores, simd with = best_simd()) noexcept { return add_all(scores, {}, with); }
  /// The same of those whose status is `scored` or `filled`; the others are counted as missing, and their number is not looked at.
  [[nodiscard]] data_finding add(std::span<const double> scores, std::span<const status> what, simd with = best_simd()) noexcept {
    if (what.size() != scores.size()) return {data_mistake::uneven_columns, 0, 0, static_cast<double>(what.size()), static_cast<double>(scores.size())};
    return add_all(scores, what, with);
  }
  /// Adds what another has counted; one of another range or other bins raises.
  void merge(const percentile_norm& other) {
    if (other.low_ != low_ || other.high_ != high_ || other.per_unit_ != per_unit_ || other.counts_.size() != counts_.size())
      raise({"norm", "the other norm has another range or other bins", "make both with the same ends and number of bins"});
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += other.counts_[k];
    people_ += other.people_, missing_ += other.missing_;
  }

  /// All that it knows, as whole numbers to be sent or stored: people in each bin, then those without a score. The values of merged norms
  /// are the sums of theirs. Allocates.
  [[nodiscard]] std::vector<std::uint64_t> values() const {
    std::vector<std::uint64_t> all = counts_;
    all.push_back(missing_);
    return all;
  }
  /// Adds the `values()` of another with the same bins, or of several added up. Where there are not as many nothing is added, and the
  /// finding says so.
  [[nodiscard]] data_finding add_values(std::span<const std::uint64_t> values) noexcept {
    const std::size_t wanted = counts_.size() + 1;
    if (values.size() != wanted) return {data_mistake::other_values, 0, 0, static_cast<double>(values.size()), static_cast<double>(wanted)};
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += values[k], people_ += values[k];
    missing_ += values.back();
    return {};
  }

  /// People with a score.
  [[nodiscard]] std::uint64_t people() const noexcept { return people_; }
  /// People without one.
  [[nodiscard]] std::uint64_t missing() const noexcept { return missing_; }
  /// People in each bin.
  [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept { return counts_; }
  /// The bin of a score, from 0; that of the nearest end for a score outside.
  [[nodiscard]] std::size_t bin(double score) const noexcept {
    std::uint64_t outside = 0;
    return score >= low_ ? static_cast<std::size_t>(detail::place_in_bins(score, bins(), outside)) : 0;  // NaN too
  }
  /// The lowest score of a bin, up to rounding.
  [[nodiscard]] double bin_begin(std::size_t bin) const noexcept { return low_ + static_cast<double>(bin) / per_unit_; }

  /// The percentile rank of a score, of this group or not: 0 below the range, 100 above. None for NaN or where the group is empty.
  /// Cost: the bins; `ranks` for many.
  [[nodiscard]] statistic rank(double score, rank_definition by) const noexcept {
    if (people_ == 0) return reason::no_people;
    if (score < low_) return 0.0;
    if (score > high_) return 100.0;
    if (!(score >= low_)) return detail::not_a_number;  // said as `too_large`
    std::uint64_t below = 0;
    const std::size_t at = bin(score);
    for (std::size_t k = 0; k < at; ++k) below += counts_[k];
    return percent(below, counts_[at], by);
  }
  /// The rank of each bin. Zeros where the group is empty.
  [[nodiscard]] std::vector<double> bin_ranks(rank_definition by) const {
    std::vector<double> all(counts_.size());
    std::uint64_t below = 0;
    for (std::size_t k = 0; people_ > 0 && k < all.size(); below += counts_[k++]) all[k] = percent(below, counts_[k], by);
    return all;
  }
  /// The ranks of many scores, each within the range; the finding names one that is not, or that there is not room for as many.
  [[nodiscard]] data_finding ranks(std::span<const double> scores, rank_definition by, std::span<double> out, simd with = best_simd()) const {
    if (out.size() != scores.size()) return {data_mistake::uneven_columns, 0, 0, static_cast<double>(out.size()), static_cast<double>(scores.size())};
    const std::vector<double> of = bin_ranks(by);
    const std::size_t done = detail::kernel<detail::look_up_bins>::at(with)(scores.data(), scores.size(), bins(), of.data(), out.data());
    return first_outside(scores, {}, done);
  }
  /// The score at a percentile: the beginning of the lowest bin up to which are at least so many percent (above 0, up to 100) of the
  /// group; for whole totals exactly the lowest such total. None where the group is empty.
  /// Source: definition 1 of Hyndman, Fan, Sample quantiles in statistical packages, American Statistician 50 (1996), 361-365.
  [[nodiscard]] statistic score_at(double percent) const noexcept {
    if (people_ == 0) return reason::no_people;
    const double enough = percent / 100 * static_cast<double>(people_) - 1;  // below this there is no need to divide, whatever rounds
    std::uint64_t up_to = 0;
    std::size_t k = 0;
    while (k < counts_.size() && (up_to += counts_[k]) < people_ &&
           (up_to == 0 || static_cast<double>(up_to) < enough || this->percent(up_to, 0, rank_definition::below) < percent))
      ++k;
    return bin_begin(k);
  }
  friend bool operator==(const percentile_norm& a, const percentile_norm& b) {  ///< the same counts in the same bins
    return a.low_ == b.low_ && a.high_ == b.high_ && a.per_unit_ == b.per_unit_ && a.missing_ == b.missing_ && a.counts_ == b.counts_;
  }

 private:
  static constexpr std::size_t most = std::size_t{1} << 24, tables = 4, most_in_tables = 2048;
  static constexpr std::size_t at_once = std::size_t{1} << 31;  // people; more are not counted in 32 bits

  percentile_norm(double low, double high, std::size_t bins, double per_unit) : low_(low), high_(high), per_unit_(per_unit) {
    if (bins < 1 || bins > most || !(low <= high) || !detail::is_finite(per_unit) || !(per_unit > 0) || !detail::is_finite(high - low))
      raise({"norm", "there are " + std::to_string(bins) + " bins from " + std::to_string(low) + " to " + std::to_string(high),
             "use 1 to 16,777,216 bins, and a low end below the high one"});
    counts_.resize(bins);
    seen_.resize(bins <= most_in_tables ? tables * (bins + 1) : bins + 1);  // the last of each: missing
  }
  [[nodiscard]] detail::norm_bins bins() const noexcept { return {low_, high_, per_unit_, static_cast<std::int32_t>(counts_.size() - 1)}; }
  [[nodiscard]] double percent(std::uint64_t below, std::uint64_t equal, rank_definition by) const noexcept {
    const std::uint64_t twice = 2 * below + (by == rank_definition::below ? 0 : by == rank_definition::middle ? equal : 2 * equal);
    return product(100, static_cast<double>(twice)) / static_cast<double>(2 * people_);
  }
  /// The first score from `at` on that is there and outside.
  [[nodiscard]] data_finding first_outside(std::span<const double> scores, std::span<const status> what, std::size_t at) const noexcept {
    for (; at < scores.size(); ++at)
      if (const double x = scores[at]; !(x >= low_ && x <= high_) && (what.empty() || what[at] <= status::filled))
        return {detail::is_finite(x) ? data_mistake::out_of_range : data_mistake::not_finite, at, 0, detail::is_finite(x) ? x : 0, 0};
    return {};
  }
  data_finding add_all(std::span<const double> scores, std::span<const status> what, simd with) noexcept {
    const auto count = what.empty() ? detail::kernel<detail::count_in_bins<false>>::at(with) : detail::kernel<detail::count_in_bins<true>>::at(with);
    const std::size_t size = counts_.size() + 1, apart = seen_.size() == size ? 0 : size;
    for (bool only_look = scores.size() > at_once;; only_look = false) {  // what is counted in parts is looked at first
      for (std::size_t at = 0; at < scores.size(); at += at_once) {
        const std::size_t n = (std::min)(at_once, scores.size() - at);
        std::fill(seen_.begin(), seen_.end(), std::uint32_t{0});
        if (count(scores.data() + at, what.empty() ? nullptr : what.data() + at, n, bins(), seen_.data(), apart)) return first_outside(scores, what, at);
        for (const std::uint32_t* table = seen_.data(); !only_look && table != seen_.data() + seen_.size(); table += size) {
          for (std::size_t bin = 0; bin + 1 < size; ++bin) counts_[bin] += table[bin], people_ += table[bin];
          missing_ += table[size - 1];
        }
      }
      if (!only_look) return {};
    }
  }

  double low_, high_, per_unit_;
  std::uint64_t people_ = 0, missing_ = 0;
  std::vector<std::uint64_t> counts_;
  std::vector<std::uint32_t> seen_;
};

/// The percentile rank, 0 to 100, of each number within its own cohort, exactly, by sorting; what is missing stays missing. (The function
/// `percentile_rank` divides by the others, n - 1, and gives 0 to 1.) An error where a number is not finite. Cost: n log n.
///
///     const auto ranks = percentile_ranks(scores, rank_definition::middle);      // of 12, 15, 15, 18: 12.5, 50, 50, 87.5
[[nodiscard]] inline result<column> percentile_ranks(column_view x, rank_definition by) {
  auto ranks = rank(x, by == rank_definition::below ? ties::minimum : by == rank_definition::middle ? ties::average : ties::maximum);
  const double back = by == rank_definition::below ? 1 : by == rank_definition::middle ? 0.5 : 0;
  if (ranks) {
    const auto n = static_cast<double>(x.size()) - static_cast<double>(std::count(x.begin(), x.end(), std::nullopt));
    for (auto& r : *ranks)
      if (r) r = product(100, *r - back) / n;
  }
  return ranks;
}

}  // namespace cohort
}  // namespace prowess::v0
