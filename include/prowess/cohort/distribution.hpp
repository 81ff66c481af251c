// SPDX-License-Identifier: BSL-1.0
// How many people reach each level at one node: counts, shares, cumulative.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/score_cut.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/radix_order.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::cohort {

/// The levels that people reach, by the rule of `profile_entry::level()`: the highest level whose points are reached, with 2.99 of 3 still
/// the level below. They are whole numbers, and the same however people are divided among states and these are merged.
///
/// One profile at a time decides every score. A column of scores decides those that are clearly between two levels; who is at a cut, as far
/// as a double can tell, is decided by what the host says is the exact score, and else counted as `not_decidable`: never guessed.
/// Borrows the framework.
///
///     level_distribution overall(fw);
///     for (const profile& p : people) overall.add(p.root());
///     overall.add(scores, statuses, [&](std::size_t person) { return rescored(person).root().exactly(); });   // or by column
class level_distribution {
 public:
  /// Of nobody yet. Raises where the framework's own scale has no levels.
  explicit level_distribution(const framework_view& f) : framework_(f), counts_(f.levels().size()) {
    if (counts_.empty()) raise({std::string(f.id()), "its scale has no levels to count people by", "give the framework a scale with levels, or count by cuts"});
    for (const level& l : f.levels()) cuts_.emplace_back(f, l.points);
  }

  /// One person, at a node of a profile of this framework.
  void add(const profile_entry& one) {
    if (!one.has_score()) return void(++without_score_);
    const level_reached l = one.level();
    count(!l.decided ? undecided : l.index ? *l.index : below);
  }
  /// A score for each person, who has one by status. `exactly(person)` is called for scores that are close to a level's points, and returns
  /// what `profile_entry::exactly()` of that person and node does. Where a score is not finite or the lengths differ nothing is
  /// added, and the finding names it.
  template <class Exactly>
    requires requires(const Exactly& e, std::size_t person) {
      { e(person) } -> std::convertible_to<outcome<exact>>;
    }
  [[nodiscard]] data_finding add(std::span<const double> scores, std::span<const status> what, const Exactly& exactly) {
    if (scores.size() != what.size()) return {data_mistake::uneven_columns, 0, 0, static_cast<double>(what.size()), static_cast<double>(scores.size())};
    for (std::size_t i = 0; i < scores.size(); ++i)
      if (what[i] <= status::filled && !detail::has_finite_bits(scores[i])) return {data_mistake::not_finite, i, 0, 0, 0};
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (what[i] <= status::filled) count(place_of(scores[i], [&] { return outcome<exact>(exactly(i)); }));
      else ++without_score_;
    }
    return {};
  }
  /// The same without exact scores: who is at a cut as far as the double can tell is `not_decidable`, and that includes who has just the
  /// points of a level.
  [[nodiscard]] data_finding add(std::span<const double> scores, std::span<const status> what) {
    return add(scores, what, [](std::size_t) { return outcome<exact>{}; });
  }
  /// Adds what another has seen; one of other levels raises.
  void merge(const level_distribution& other) {
    if (other.cuts_ != cuts_) raise({std::string(framework_.id()), "the other distribution is of other levels", "merge those of one framework"});
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += other.counts_[k];
    below_ += other.below_, undecided_ += other.undecided_, without_score_ += other.without_score_;
  }

  /// The number of levels.
  [[nodiscard]] std::size_t levels() const noexcept { return counts_.size(); }
  /// A level's texts and points, by its place on the scale, worst first.
  [[nodiscard]] const level& at(std::size_t place) const { return framework_.levels()[place]; }
  /// People whose level is this one.
  [[nodiscard]] std::uint64_t count_at(std::size_t place) const { return counts_[place]; }
  /// People whose level is this one or a higher one.
  [[nodiscard]] std::uint64_t count_from(std::size_t place) const {
    std::uint64_t sum = 0;
    for (std::size_t k = place; k < counts_.size(); ++k) sum += counts_[k];
    return sum;
  }
  /// People below the lowest level.
  [[nodiscard]] std::uint64_t below_lowest() const noexcept { return below_; }
  /// People who are so close to a level's points that it could not be told whether they reach it.
  [[nodiscard]] std::uint64_t not_decidable() const noexcept { return undecided_; }
  /// People without a score.
  [[nodiscard]] std::uint64_t without_score() const noexcept { return without_score_; }
  /// People with a score, decided or not.
  [[nodiscard]] std::uint64_t scored() const noexcept { return count_from(0) + below_ + undecided_; }
  /// `count_at` over `scored`, rounded once.
  [[nodiscard]] statistic share_at(std::size_t place) const { return share(count_at(place)); }
  /// `count_from` over `scored`, rounded once. Where there are people that could not be decided, up to their share more.
  [[nodiscard]] statistic share_from(std::size_t place) const { return share(count_from(place)); }
  friend bool operator==(const level_distribution& a, const level_distribution& b) {  ///< the same counts of the same levels
    return a.cuts_ == b.cuts_ && a.counts_ == b.counts_ && a.below_ == b.below_ && a.undecided_ == b.undecided_ && a.without_score_ == b.without_score_;
  }

 private:
  static constexpr std::size_t below = static_cast<std::size_t>(-1), undecided = static_cast<std::size_t>(-2);

  template <class Exactly> [[nodiscard]] std::size_t place_of(double score, const Exactly& exactly) const {
    outcome<exact> precise;
    bool asked = false;
    for (std::size_t k = cuts_.size(); k-- > 0;) {
      decision d = cuts_[k].reached_by(score);
      if (d == decision::not_decidable) {
        if (!asked) precise = exactly(), asked = true;
        d = cuts_[k].reached_by(precise);
      }
      if (d == decision::yes) return k;
      if (d == decision::not_decidable) return undecided;
    }
    return below;
  }
  void count(std::size_t place) { ++(place == below ? below_ : place == undecided ? undecided_ : counts_[place]); }
  [[nodiscard]] statistic share(std::uint64_t some) const {
    return scored() == 0 ? statistic(reason::no_people) : statistic(exact(some) / exact(scored()));
  }

  framework_view framework_;
  std::vector<score_cut> cuts_;
  std::vector<std::uint64_t> counts_;
  std::uint64_t below_ = 0, undecided_ = 0, without_score_ = 0;
};

}  // namespace prowess::v0::cohort
