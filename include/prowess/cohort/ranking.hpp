// SPDX-License-Identifier: BSL-1.0
// Places of many people by one score, with a stated rule for ties.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/normalise.hpp>
#include <prowess/detail/radix_order.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>
#include <prowess/value_functions.hpp>

namespace prowess::inline v0::cohort {

/// Who of a column has a score: everybody, those whose status is `scored` or `filled`, or those with a bit in a validity bitmap
/// (anything with members `bits` and `offset`, as `validity` has). Borrows what it is made of.
class who_has_score {
 public:
  /// Everybody.
  constexpr who_has_score() noexcept = default;
  /// Those whose status says so.
  template <class Statuses>
    requires std::convertible_to<const Statuses&, std::span<const status>>
  constexpr who_has_score(const Statuses& what) noexcept : what_(what), by_status_(true) {}
  /// Those with a bit, the lowest bit of a byte first; everybody where there are no bits.
  template <class Bitmap>
    requires requires(const Bitmap& b) {
      { b.bits } -> std::convertible_to<const std::uint8_t*>;
      { b.offset } -> std::convertible_to<std::size_t>;
    }
  constexpr who_has_score(const Bitmap& there) noexcept : bits_(there.bits), offset_(there.offset) {}

  /// Whether person `i` has a score.
  [[nodiscard]] constexpr bool operator[](std::size_t i) const noexcept {
    if (by_status_) return what_[i] <= status::filled;
    return bits_ == nullptr || ((bits_[(offset_ + i) / 8] >> ((offset_ + i) % 8)) & 1) != 0;
  }
  /// Statuses are of so many people; everything else is of any number.
  [[nodiscard]] constexpr bool fits(std::size_t people) const noexcept { return !by_status_ || what_.size() == people; }
  /// How many people the statuses are of.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return what_.size(); }

 private:
  std::span<const status> what_{};
  const std::uint8_t* bits_ = nullptr;
  std::size_t offset_ = 0;
  bool by_status_ = false;
};
static_assert(status::scored == status{0} && status::filled == status{1});

/// How people are ranked. Place 1 is the best.
///
/// Scores tie where they are equal as numbers: -0 is 0, and nothing else is rounded. There is no tie within a tolerance: "nearly equal" is
/// not transitive (1.0 ties with 1.1 and 1.1 with 1.2, but 1.0 does not tie with 1.2), so places would hang on who else is there and
/// on the order of comparison. Who wants wider ties rounds the scores first (`rounded`) and ranks these. Scores that are the same number
/// in exact arithmetic may differ in the last bit where they were computed in different ways; `score_order` decides such pairs.
struct ranking_options {
  ties how = ties::minimum;             ///< of 9, 7, 7, 5: minimum 1 2 2 4, maximum 1 3 3 4, average 1 2.5 2.5 4, dense 1 2 2 3, ordinal 1 2 3 4
  direction way = direction::benefit;   ///< benefit: the highest score is best; cost: the lowest
};

/// What `rank_into` moves about: an image of the score that sorts as an integer, and whose it is. 8 bytes for float, 16 for double.
template <class T> using ranking_entry = detail::radix_entry<detail::score_bits<T>>;

/// Where places and order go. All are the host's.
template <class T> struct ranking_output {
  std::span<double> places;             ///< by person: the place, 0 of who is unranked (places begin at 1). None at all: not wanted
  std::span<std::uint32_t> order;       ///< room for all: who is ranked, the best first; the rest is left as it is
  std::span<ranking_entry<T>> scratch;  ///< two for each person; holds nothing of use afterwards
};

/// How many people have a place, or what is wrong with the scores.
struct ranked_people {
  std::size_t count = 0;    ///< who has a score
  data_finding wrong{};     ///< of `rank_into`'s input
  /// Whether nothing is wrong.
  [[nodiscard]] constexpr bool ok() const noexcept { return wrong.ok(); }
};

/// Ranks people into the host's memory: no allocation, no exception, 28 KB of stack. T is `float` or
/// `double`. Who has no score is unranked: place 0, not in the order, and the number is not looked at. Among equals the order is that of
/// the input, whatever the rule for places. A score that is NaN or infinite is a mistake, and so are spans of another length or
/// more than 4,294,967,295 people; then the output holds nothing of use.
///
/// Sorted by digits (least significant first), without comparing two people. Cost: linear. The order of a million floats takes about 1/8 of
/// the time of `std::sort` of indices, of doubles 1/7, of doubles of which many tie 1/4; places take half as much again.
///
///     std::vector<ranking_entry<double>> scratch(2 * n);
///     const ranked_people all = rank_into<double>(scores, statuses, {.how = ties::dense}, {places, order, scratch});
template <class T>
[[nodiscard]] ranked_people rank_into(std::type_identity_t<std::span<const T>> scores, const who_has_score& there, const ranking_options& by,
                                      const ranking_output<T>& out) noexcept {
  static_assert(std::same_as<T, float> || std::same_as<T, double>, "scores are float or double");
  const std::size_t n = scores.size();
  const auto uneven = [n](std::size_t entries) {
    return ranked_people{0, {data_mistake::uneven_columns, 0, 0, static_cast<double>(entries), static_cast<double>(n)}};
  };
  if (std::uint64_t{n} > 0xffffffff) return uneven(0xffffffff);
  if (!there.fits(n)) return uneven(there.size());
  if (out.places.size() != n && !out.places.empty()) return uneven(out.places.size());
  if (out.order.size() != n) return uneven(out.order.size());
  if (out.scratch.size() < 2 * n) return uneven(out.scratch.size() / 2);

  std::size_t count = 0;
  detail::key_range<detail::score_bits<T>> keys;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there[i]) continue;
    if (!detail::has_finite_bits(scores[i])) return {0, {data_mistake::not_finite, i, 0, 0, 0}};
    const detail::score_bits<T> key = detail::order_image(scores[i], by.way == direction::benefit);
    keys.see(key);
    out.scratch[count++] = {key, static_cast<std::uint32_t>(i)};
  }
  const ranking_entry<T>* const sorted = detail::radix_order(out.scratch.data(), out.scratch.data() + n, count, keys);

  for (std::size_t k = 0; k < count; ++k) out.order[k] = sorted[k].person;
  if (out.places.empty()) return {count, {}};

  if (count < n) std::fill(out.places.begin(), out.places.end(), 0.0);
  for (std::size_t first = 0, last = 0, groups = 0; first < count; first = last, ++groups) {
    while (last < count && sorted[last].key == sorted[first].key) ++last;  // equal ones stand in [first, last)
    auto place = static_cast<double>(first + 1);
    if (by.how == ties::maximum) place = static_cast<double>(last);
    if (by.how == ties::average) place = static_cast<double>(first + 1 + last) / 2;
    if (by.how == ties::dense) place = static_cast<double>(groups + 1);
    for (std::size_t k = first; k < last; ++k) out.places[sorted[k].person] = by.how == ties::ordinal ? static_cast<double>(k + 1) : place;
  }
  return {count, {}};
}

/// Places of people, and who is at them.
///
///     const ranking all = rank_people(scores, statuses);
///     for (const std::uint32_t person : all.order()) show(person, *all.place(person));
class ranking {
 public:
  /// The place of a person, from 1; none of who is unranked for want of a score, or not there at all.
  [[nodiscard]] std::optional<double> place(std::size_t person) const noexcept {
    return person < places_.size() && places_[person] > 0 ? std::optional<double>(places_[person]) : std::nullopt;
  }
  /// One place for each person; 0 of who is unranked.
  [[nodiscard]] std::span<const double> places() const noexcept { return {places_.data(), places_.size()}; }
  /// Who is ranked, the best first; equals as they were given.
  [[nodiscard]] std::span<const std::uint32_t> order() const noexcept { return {order_.data(), order_.size()}; }
  /// How many people were given.
  [[nodiscard]] std::size_t people() const noexcept { return places_.size(); }
  /// How many have no score, and so no place.
  [[nodiscard]] std::size_t unranked() const noexcept { return places_.size() - order_.size(); }
  friend bool operator==(const ranking&, const ranking&) = default;  ///< the same places and order

 private:
  template <class T> friend result<ranking> try_rank_scores(std::span<const T>, const who_has_score&, const ranking_options&);
  std::vector<double> places_;
  std::vector<std::uint32_t> order_;
};

/// As `try_rank_people`, for either type of scores.
template <class T> [[nodiscard]] result<ranking> try_rank_scores(std::span<const T> scores, const who_has_score& there, const ranking_options& by) {
  ranking all;
  all.places_.resize(scores.size());
  all.order_.resize(scores.size());
  std::vector<ranking_entry<T>> scratch(2 * scores.size());
  const ranked_people done = rank_into<T>(scores, there, by, {all.places_, all.order_, scratch});
  if (!done.ok()) return describe(done.wrong);
  all.order_.resize(done.count);
  return all;
}
/// Ranks people by their scores, see `rank_into`; allocates what it needs. What is wrong is told by person.
[[nodiscard]] inline result<ranking> try_rank_people(std::span<const double> scores, const who_has_score& there = {}, const ranking_options& by = {}) {
  return try_rank_scores<double>(scores, there, by);
}
/// The same of floats.
[[nodiscard]] inline result<ranking> try_rank_people(std::span<const float> scores, const who_has_score& there = {}, const ranking_options& by = {}) {
  return try_rank_scores<float>(scores, there, by);
}
/// The same; raises what is wrong.
[[nodiscard]] inline ranking rank_people(std::span<const double> scores, const who_has_score& there = {}, const ranking_options& by = {}) {
  return try_rank_people(scores, there, by).value();
}
/// The same of floats; raises what is wrong.
[[nodiscard]] inline ranking rank_people(std::span<const float> scores, const who_has_score& there = {}, const ranking_options& by = {}) {
  return try_rank_people(scores, there, by).value();
}

}  // namespace prowess::v0::cohort
