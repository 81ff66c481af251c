// SPDX-License-Identifier: BSL-1.0
// How many people are at each level of one column, and how many are missing: whole numbers, and what follows from them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/level_kernels.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::cohort {

/// The counts of one column of level bytes: a level's place on its scale from 0, or 255 `not_observed`, 254 `no_opportunity`,
/// 253 `not_applicable`. They are whole numbers: the same however the people are divided among states and in whatever order these are
/// merged. All statistics are of those who are rated, exact and rounded once; a level's points are given when one is read.
/// Cost of `add`: up to 5 levels hardly more than reading the bytes, and as much again for each 5 further ones and for missing ones.
///
///     level_counts counts(5);
///     if (const data_finding at = counts.add(column); !at.ok()) show(describe(at));
///     const statistic mean = counts.mean(points), deviation = counts.variance(points, divisor::n_minus_1).root();
class level_counts {
 public:
  /// Of nobody yet. `levels`: 1 to 253, else it raises.
  explicit level_counts(std::size_t levels) : levels_(levels), counts_(levels + 3) {
    if (levels < 1 || levels > detail::first_missing_byte) raise(describe(data_finding{data_mistake::other_items, 0, 0, static_cast<double>(levels), 253}));
  }

  /// Adds a byte for each person. Where one is neither a level nor a kind of missing nothing is added, and the finding names it.
  [[nodiscard]] data_finding add(std::span<const std::uint8_t> ratings, simd with = best_simd()) noexcept {
    std::array<std::uint64_t, 256> seen{};
    const auto count = detail::kernel<detail::count_five>::at(with);
    const std::size_t ends = levels_ + (5 - levels_ % 5) % 5;  // of the passes of five; what they count beyond the levels is wrong
    std::size_t levels_seen = 0;
    for (std::size_t at = 0; at < ratings.size(); at += block) {
      const std::uint8_t* const x = ratings.data() + at;
      const std::size_t n = (std::min)(block, ratings.size() - at);
      if (levels_ > most_compared) {
        for (std::size_t i = 0; i < n; ++i) ++seen[x[i]];
        continue;
      }
      for (std::size_t first = 0; first < ends; first += 5) count(x, n, first, seen.data());
      std::size_t sum = 0;
      for (std::size_t k = 0; k < levels_; ++k) sum += seen[k];
      if (sum - levels_seen < n) count(x, n, 251, seen.data());
      levels_seen = sum;
    }
    std::size_t sum = 0;
    for (std::size_t k = 0; k < counts_.size(); ++k) sum += seen[byte(k)];
    if (sum != ratings.size()) return detail::first_wrong_byte({&ratings, 1}, levels_, 0);
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += seen[byte(k)];
    return {};
  }
  /// Adds what another has counted; one of another number of levels raises.
  void merge(const level_counts& other) {
    check(other.levels_);
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += other.counts_[k];
  }

  /// All that it knows, as whole numbers to be sent or stored: people at each level, then those of the bytes 253, 254 and 255. The values
  /// of merged states are the sums of theirs, so that whatever adds arrays of whole numbers merges states.
  [[nodiscard]] std::span<const std::uint64_t> values() const noexcept { return counts_; }
  /// Adds the `values()` of another, or of several added up. Where there are not as many nothing is added, and the finding says so.
  [[nodiscard]] data_finding add_values(std::span<const std::uint64_t> values) noexcept {
    if (values.size() != counts_.size()) return {data_mistake::other_values, 0, 0, static_cast<double>(values.size()), static_cast<double>(counts_.size())};
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += values[k];
    return {};
  }

  /// The number of levels.
  [[nodiscard]] std::size_t levels() const noexcept { return levels_; }
  /// People at each level, in the levels' order.
  [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept { return {counts_.data(), levels_}; }
  /// People at a level (from 0, below `levels()`).
  [[nodiscard]] std::uint64_t count(std::size_t level) const noexcept { return counts_[level]; }
  /// People of a kind of missing; of `presence::rated` those at any level.
  [[nodiscard]] std::uint64_t count(presence kind) const noexcept {
    return kind == presence::rated ? rated() : counts_[levels_ + 3 - static_cast<std::size_t>(kind)];
  }
  /// People at any level.
  [[nodiscard]] std::uint64_t rated() const noexcept { return sum(levels_); }
  /// All people.
  [[nodiscard]] std::uint64_t people() const noexcept { return sum(counts_.size()); }

  /// The share of the rated who are at a level; unknown where nobody is rated.
  [[nodiscard]] exact share(std::size_t level) const noexcept { return exact(counts_[level]) / exact(rated()); }
  /// The share who are at this level or one before it in the scale's order.
  [[nodiscard]] exact share_up_to(std::size_t level) const noexcept { return exact(sum(level + 1)) / exact(rated()); }
  /// The level with most people, from 0; of several the first. None where nobody is rated.
  [[nodiscard]] std::optional<std::size_t> mode() const noexcept {
    const auto most = std::max_element(counts_.begin(), counts_.begin() + static_cast<std::ptrdiff_t>(levels_));
    return *most == 0 ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(most - counts_.begin()));
  }
  /// The level, from 0, of the person in the middle of the scale's order; of two the lower. None where nobody is rated.
  [[nodiscard]] std::optional<std::size_t> median_level() const noexcept {
    std::uint64_t so_far = 0;
    for (std::size_t k = 0; k < levels_; ++k)
      if ((so_far += counts_[k]) > 0 && so_far >= (rated() + 1) / 2) return k;
    return std::nullopt;
  }

  /// sum(c p) / sum(c) of the points p of the levels, exactly; unknown where nobody is rated. All `points` below: one for each level,
  /// else it raises.
  [[nodiscard]] exact exact_mean(std::span<const double> points) const { return power_sum(points, 1) / exact(rated()); }
  /// The same, rounded to the nearest double; or why there is none.
  [[nodiscard]] statistic mean(std::span<const double> points) const { return rated() == 0 ? statistic(reason::no_people) : statistic(exact_mean(points)); }
  /// sum(c (p - mean)^2) over the divisor, exactly; unknown where nobody is rated, or one alone and the divisor is n - 1.
  [[nodiscard]] exact exact_variance(std::span<const double> points, divisor by) const { return centred(points, by).value; }
  /// The same, rounded to the nearest double; or why there is none. Its `root()` is the standard deviation.
  [[nodiscard]] statistic variance(std::span<const double> points, divisor by) const { return centred(points, by).rounded(); }
  /// The points in the middle of the people's points: half the sum of two where there are two. Allocates.
  [[nodiscard]] statistic median(std::span<const double> points) const {
    check(points.size());
    if (rated() == 0) return reason::no_people;
    std::vector<std::pair<double, std::uint64_t>> order;
    for (std::size_t k = 0; k < levels_; ++k) order.emplace_back(points[k], counts_[k]);
    std::sort(order.begin(), order.end());
    const auto at = [&](std::uint64_t place) {  // from 0
      for (const auto& [p, c] : order) {
        if (place < c) return exact(p);
        place -= c;
      }
      return exact::unknown();
    };
    return (at((rated() - 1) / 2) + at(rated() / 2)) / exact(2);
  }
  friend bool operator==(const level_counts&, const level_counts&) = default;  ///< the same counts of the same levels

 private:
  static constexpr std::size_t block = std::size_t{128} * 126;    // stays in the first cache, whole turns of `count_five`
  static constexpr std::size_t most_compared = 40;   // with more levels one look at each byte is cheaper than passes of five

  [[nodiscard]] std::size_t byte(std::size_t k) const noexcept { return k < levels_ ? k : k - levels_ + detail::first_missing_byte; }
  [[nodiscard]] std::uint64_t sum(std::size_t end) const noexcept {
    std::uint64_t all = 0;
    for (std::size_t k = 0; k < end; ++k) all += counts_[k];
    return all;
  }
  void check(std::size_t levels) const {
    if (levels != levels_) raise(describe(data_finding{data_mistake::other_items, 0, 0, static_cast<double>(levels), static_cast<double>(levels_)}));
  }
  [[nodiscard]] exact power_sum(std::span<const double> points, int power) const {
    check(points.size());
    exact all;
    for (std::size_t k = 0; k < levels_; ++k) all += exact(counts_[k]) * exact(points[k]) * (power == 2 ? exact(points[k]) : exact(1));
    return all;
  }
  [[nodiscard]] detail::exact_moment centred(std::span<const double> points, divisor by) const {
    const exact first = power_sum(points, 1);
    return detail::centred(rated(), first, first, power_sum(points, 2), by);
  }

  std::size_t levels_;
  std::vector<std::uint64_t> counts_;  // of each level, then of 253, 254, 255
};

}  // namespace prowess::v0::cohort
