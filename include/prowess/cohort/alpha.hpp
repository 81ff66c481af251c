// SPDX-License-Identifier: BSL-1.0
// Cronbach's alpha of columns of level bytes in one pass: the items' variances and the variance of the total.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/level_kernels.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/cohort/whole_points.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::cohort {

/// Cronbach's alpha, k / (k - 1) (1 - sum(s_i^2) / s_T^2) with the variances s_i^2 of k items and s_T^2 of the people's totals, of those
/// who are rated on every item (listwise; `level_covariance` has the pairwise form). It says how far the items rise and fall together;
/// for items of two levels it is KR-20. A negative one is legal, and a sign that an item is keyed the other way round: it is neither
/// clamped nor are items turned round or dropped. Only whole numbers are added, so the result is the same however the people are
/// divided, and it is rounded once.
/// Source: Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951), 297-334.
/// Cost of `add`: with up to 5 levels about 2 times reading the bytes, with more about 3; where people are missing about twice that.
///
///     cronbach_alpha all(columns.size(), whole_points::places(5));
///     if (const data_finding at = all.add(columns); !at.ok()) show(describe(at));
///     if (const statistic a = all.alpha()) use(a.value); else show(words(a.what));
class cronbach_alpha {
 public:
  /// Of nobody yet. A total must fit 16 bits, items times the points' range at most 65,535; else it raises. Allocates all it needs.
  cronbach_alpha(std::size_t items, const whole_points& points)
    : points_(points), items_(items), pending_(items), totals_(block), buffer_(4 * block), keep_(block) {
    if (points.range() > 0 && items > 65535 / points.range())
      raise({"alpha", std::to_string(items) + " items with points " + std::to_string(points.range()) + " apart have too large a total", "use fewer items"});
  }

  /// Adds people: one column for each item, in each one byte for each person. Where one is neither a level nor a kind of missing nothing
  /// is added, and the finding names it. Who misses an item is only counted.
  [[nodiscard]] data_finding add(std::span<const std::span<const std::uint8_t>> columns, simd with = best_simd()) noexcept {
    if (const data_finding at = detail::check_columns(columns, items_.size()); !at.ok()) return at;
    const std::size_t n = columns.empty() ? 0 : columns[0].size();
    pending_ = items_;
    sums all = all_;
    bool complete = points_.in_place();  // and as long as blocks turn out to be so
    for (std::size_t at = 0; at < n; at += block) {
      const std::size_t size = (std::min)(block, n - at);
      if (complete && add_complete(columns, at, size, all, with)) continue;
      if (!add_some(columns, at, size, all, complete, with)) return detail::first_wrong_byte(columns, points_.levels(), at);
      complete = complete && points_.in_place();
    }
    items_.swap(pending_);
    all_ = all;
    return {};
  }
  /// Adds what another has seen; one of other items or points raises.
  void merge(const cronbach_alpha& other) {
    if (other.items_.size() != items_.size() || other.points_ != points_)
      raise(describe(data_finding{data_mistake::other_items, 0, 0, static_cast<double>(other.items_.size()), static_cast<double>(items_.size())}));
    for (std::size_t k = 0; k < items_.size(); ++k) items_[k].first += other.items_[k].first, items_[k].second += other.items_[k].second;
    all_.people += other.all_.people, all_.incomplete += other.all_.incomplete, all_.first += other.all_.first, all_.second += other.all_.second;
  }

  /// All that it knows, as whole numbers to be sent or stored: who is complete, who is not, the sum of the totals and of their squares,
  /// then the same two sums for each item, in points above the lowest. The values of merged states are the sums of theirs. Allocates.
  [[nodiscard]] std::vector<std::uint64_t> values() const {
    std::vector<std::uint64_t> all{all_.people, all_.incomplete, all_.first, all_.second};
    for (const item_sums& i : items_) all.insert(all.end(), {i.first, i.second});
    return all;
  }
  /// Adds the `values()` of another with the same items and points, or of several added up. Where there are not as many nothing is added,
  /// and the finding says so.
  [[nodiscard]] data_finding add_values(std::span<const std::uint64_t> values) noexcept {
    const std::size_t wanted = 4 + 2 * items_.size();
    if (values.size() != wanted) return {data_mistake::other_values, 0, 0, static_cast<double>(values.size()), static_cast<double>(wanted)};
    all_.people += values[0], all_.incomplete += values[1], all_.first += values[2], all_.second += values[3];
    for (std::size_t k = 0; k < items_.size(); ++k) items_[k].first += values[4 + 2 * k], items_[k].second += values[5 + 2 * k];
    return {};
  }

  /// The number of items.
  [[nodiscard]] std::size_t items() const noexcept { return items_.size(); }
  /// People rated on every item.
  [[nodiscard]] std::uint64_t people() const noexcept { return all_.people; }
  /// People who miss one.
  [[nodiscard]] std::uint64_t incomplete() const noexcept { return all_.incomplete; }

  /// Alpha exactly; unknown where `alpha` is none.
  [[nodiscard]] exact exact_alpha() const noexcept { return coefficient().value; }
  /// Alpha. None of fewer than two items or two complete people, and where all totals are equal.
  [[nodiscard]] statistic alpha() const noexcept { return coefficient().rounded(); }
  /// The mean points of an item, over the complete people.
  [[nodiscard]] statistic item_mean(std::size_t item) const noexcept { return mean(items_[item].first, 1); }
  /// The variance of an item's points.
  [[nodiscard]] statistic item_variance(std::size_t item, divisor by) const noexcept {
    return detail::centred(all_.people, exact(items_[item].first), exact(items_[item].first), exact(items_[item].second), by).rounded();
  }
  /// The mean of the totals.
  [[nodiscard]] statistic total_mean() const noexcept { return mean(all_.first, items_.size()); }
  /// The variance of the totals.
  [[nodiscard]] statistic total_variance(divisor by) const noexcept { return totals(by).rounded(); }
  /// The standard error of measurement of a total, s_T sqrt(1 - alpha), with the divisor n - 1.
  [[nodiscard]] statistic error_of_measurement() const noexcept {
    const detail::exact_moment a = coefficient();
    return a.what == reason::known ? statistic(totals(divisor::n_minus_1).value * (exact(1) - a.value)).root() : statistic(a.what);
  }
  friend bool operator==(const cronbach_alpha& a, const cronbach_alpha& b) {  ///< the same sums of the same items and points
    return a.points_ == b.points_ && a.items_ == b.items_ && a.all_ == b.all_;
  }

 private:
  static constexpr std::size_t block = 4096;  // four columns and the totals stay in the first cache
  struct item_sums {
    std::uint64_t first = 0, second = 0;
    friend bool operator==(const item_sums&, const item_sums&) = default;
  };
  struct sums {
    std::uint64_t people = 0, incomplete = 0, first = 0, second = 0;
    friend bool operator==(const sums&, const sums&) = default;
  };

  /// Adds bytes of one item to its sums; how many of them are levels.
  [[nodiscard]] std::size_t add_item(const std::uint8_t* x, std::size_t n, item_sums& into, simd with) const noexcept {
    if (points_.in_place() && points_.levels() <= 5) {
      std::array<std::uint64_t, 5> seen{};
      detail::kernel<detail::count_five>::at(with)(x, n, 0, seen.data());
      std::size_t levels = 0;
      for (std::size_t k = 0; k < points_.levels(); ++k) levels += seen[k], into.first += k * seen[k], into.second += k * k * seen[k];
      return levels;
    }
    const auto s = detail::kernel<detail::sum_bytes>::at(with)(x, n);
    into.first += s.first, into.second += s.second;
    return s.highest <= points_.range() ? n : 0;
  }
  /// Four columns, or what is left of them, into the totals.
  void add_totals(const std::array<const std::uint8_t*, 4>& x, std::size_t some, std::size_t n, simd with) noexcept {
    if (some == 4) return detail::kernel<detail::add_four>::at(with)(x[0], x[1], x[2], x[3], totals_.data(), n, points_.range() < 64);
    for (std::size_t c = 0; c < some; ++c) detail::kernel<detail::add_one>::at(with)(x[c], totals_.data(), n);
  }
  void finish(std::size_t n, std::size_t kept, sums& all, simd with) const noexcept {
    const auto t = detail::kernel<detail::sum_totals>::at(with)(totals_.data(), n);
    all.people += kept, all.incomplete += n - kept, all.first += t.first, all.second += t.second;
  }
  /// A block in which nothing seems to be missing; false, and as before, where something is.
  [[nodiscard]] bool add_complete(detail::level_columns columns, std::size_t at, std::size_t n, sums& all, simd with) noexcept {
    std::fill_n(totals_.begin(), n, std::uint16_t{0});
    for (std::size_t c = 0; c < columns.size(); c += 4) {
      const std::size_t some = std::min<std::size_t>(4, columns.size() - c);
      std::array<const std::uint8_t*, 4> x{};
      for (std::size_t k = 0; k < some; ++k) {
        x[k] = columns[c + k].data() + at;
        item_sums more;
        if (add_item(x[k], n, more, with) != n) {
          take_back(columns, at, n, c + k, with);
          return false;
        }
        pending_[c + k].first += more.first, pending_[c + k].second += more.second;
      }
      add_totals(x, some, n, with);
    }
    finish(n, n, all, with);
    return true;
  }
  /// What a block of complete columns has added is subtracted again: whole numbers leave no trace.
  void take_back(detail::level_columns columns, std::size_t at, std::size_t n, std::size_t before, simd with) noexcept {
    for (std::size_t c = 0; c < before; ++c) {
      item_sums less;
      static_cast<void>(add_item(columns[c].data() + at, n, less, with));
      pending_[c].first -= less.first, pending_[c].second -= less.second;
    }
  }
  /// A block in which people who miss an item count as nothing; false where a byte is wrong.
  [[nodiscard]] bool add_some(detail::level_columns columns, std::size_t at, std::size_t n, sums& all, bool& complete, simd with) noexcept {
    std::fill_n(keep_.begin(), n, std::uint8_t{255});
    const auto keep = detail::kernel<detail::keep_levels>::at(with);
    for (const auto& each : columns)
      if (keep(each.data() + at, n, static_cast<std::uint8_t>(points_.levels()), keep_.data())) return false;
    const std::size_t kept = detail::kernel<detail::count_kept>::at(with)(keep_.data(), n);
    std::fill_n(totals_.begin(), n, std::uint16_t{0});
    for (std::size_t c = 0; c < columns.size(); c += 4) {
      const std::size_t some = std::min<std::size_t>(4, columns.size() - c);
      std::array<const std::uint8_t*, 4> x{};
      for (std::size_t k = 0; k < some; ++k) {
        const std::uint8_t* from = columns[c + k].data() + at;
        std::uint8_t* const to = buffer_.data() + k * block;
        x[k] = to;
        if (!points_.in_place()) {
          for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(points_.above(from[i]) & keep_[i]);
        } else {
          detail::kernel<detail::mask_bytes>::at(with)(from, keep_.data(), to, n);
        }
        static_cast<void>(add_item(to, n, pending_[c + k], with));
      }
      add_totals(x, some, n, with);
    }
    finish(n, kept, all, with);
    complete = kept == n;
    return true;
  }

  [[nodiscard]] statistic mean(std::uint64_t first, std::size_t items) const noexcept {
    if (all_.people == 0) return reason::no_people;
    return exact(first) / exact(all_.people) + exact(points_.lowest()) * exact(items);
  }
  [[nodiscard]] detail::exact_moment totals(divisor by) const noexcept {
    return detail::centred(all_.people, exact(all_.first), exact(all_.first), exact(all_.second), by);
  }
  [[nodiscard]] detail::exact_moment coefficient() const noexcept {
    const exact k(items_.size());
    if (items_.size() < 2) return {exact::unknown(), reason::too_few_items};
    const detail::exact_moment total = totals(divisor::n_minus_1);
    if (total.what != reason::known) return total;
    if (total.value == exact(0)) return {exact::unknown(), reason::no_variation};
    std::uint64_t second = 0;
    exact squares;
    for (const item_sums& i : items_) second += i.second, squares += exact(i.first) * exact(i.first);
    const exact of_items = (exact(second) - squares / exact(all_.people)) / exact(all_.people - 1);
    return {k / (k - exact(1)) * (exact(1) - of_items / total.value), reason::known};
  }

  whole_points points_;
  std::vector<item_sums> items_, pending_;
  sums all_;
  std::vector<std::uint16_t> totals_;
  std::vector<std::uint8_t> buffer_, keep_;
};

/// Alpha from covariances, k / (k - 1) (1 - sum of the variances / sum of all covariances): of a `level_covariance`, pairwise if that is so
/// (what R's psych does by default), or of a `score_covariance`. `without`: an item that is left out, which is alpha if item dropped.
/// None as `cronbach_alpha::alpha`, or where a covariance is none. Cost: k^2 covariances.
///
///     const statistic a = alpha_of(covariances), without_first = alpha_of(covariances, 0);
template <class Covariance> [[nodiscard]] statistic alpha_of(const Covariance& c, std::size_t without = std::size_t(-1)) {
  const std::size_t k = c.items() - (without < c.items() ? 1 : 0);
  if (k < 2) return reason::too_few_items;
  double variances = 0, all = 0;
  for (std::size_t i = 0; i < c.items(); ++i) {
    if (i == without) continue;
    for (std::size_t j = 0; j < c.items(); ++j) {
      if (j == without) continue;
      const statistic s = c.covariance(i, j, divisor::n_minus_1);
      if (!s.known()) return s.what;
      all += s.value;
      if (i == j) variances += s.value;
    }
  }
  if (variances == 0 || all == 0) return reason::no_variation;
  return static_cast<double>(k) / static_cast<double>(k - 1) * (1 - variances / all);
}

}  // namespace prowess::v0::cohort
