// SPDX-License-Identifier: BSL-1.0
// People in groups: how many, their scores' mean and deviation, who reaches a cut; and which groups are too small to show.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/score_cut.hpp>
#include <prowess/cohort/selection_rate.hpp>
#include <prowess/detail/radix_order.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::cohort {

/// One group of a `group_summary`.
struct group_of_people {
  moments scores{};                ///< of who has a score: count, mean, variance, lowest, highest
  std::uint64_t without_score = 0; ///< people of the group without one
  std::uint64_t selected = 0;      ///< people whose score reaches the cut
  std::uint64_t not_decidable = 0; ///< people so close to the cut that it could not be told; they are not among the selected
  /// Everybody in the group.
  [[nodiscard]] std::uint64_t people() const noexcept { return scores.count() + without_score; }
  friend bool operator==(const group_of_people&, const group_of_people&) = default;  ///< the same counts, and the same bits of the moments
};

/// Sums over people in groups: what can be merged, so no quantiles. A group is a byte for each person, from 0; 255 says that none is stated,
/// and such people are counted apart. Counts are the same however people are divided among states; moments are joined as `moments`
/// does (Chan, Golub, LeVeque 1983), which moves last bits. Needs no names and no ratings.
///
///     group_summary by_site(3, score_cut(fw, 3));
///     if (const auto done = by_site.try_add(sites, scores, statuses); !done) show(done.problems());
///     const auto impact = adverse_impact(by_site.rates());
class group_summary {
 public:
  static constexpr std::uint8_t none_stated = 255;  ///< the byte of a person whose group is not known

  /// Of nobody yet; 1 to 255 groups, else it raises. Without a cut nobody is counted as selected.
  explicit group_summary(std::size_t groups, std::optional<score_cut> cut = std::nullopt) : cut_(cut), groups_(groups) {
    if (groups < 1 || groups > none_stated) raise({"groups", "there are " + std::to_string(groups), "use 1 to 255 groups, or fewer at a time"});
  }

  /// Adds people: a group, a score and a status each. `exactly(person)` is called for scores that are close to the cut, see
  /// `level_distribution::add`. Returns how many were added; where a byte names no group, a score is not finite or lengths differ nobody is.
  /// Cost: three passes over the people.
  template <class Exactly>
    requires requires(const Exactly& e, std::size_t person) {
      { e(person) } -> std::convertible_to<outcome<exact>>;
    }
  [[nodiscard]] result<std::size_t> try_add(std::span<const std::uint8_t> group, std::span<const double> scores, std::span<const status> what,
                                            const Exactly& exactly) {
    const std::size_t n = scores.size();
    for (const std::size_t size : {group.size(), what.size()})
      if (size != n) return describe(data_finding{data_mistake::uneven_columns, 0, 0, static_cast<double>(size), static_cast<double>(n)});
    for (std::size_t i = 0; i < n; ++i) {
      if (group[i] >= groups_.size() && group[i] != none_stated)
        return problem{"person " + std::to_string(i),
                       "the group is " + std::to_string(group[i]) + ", and there are " + std::to_string(groups_.size()) + ", from 0",
                       "give the group's place; 255 where none is stated"};
      if (what[i] <= status::filled && !detail::has_finite_bits(scores[i])) return describe(data_finding{data_mistake::not_finite, i, 0, 0, 0});
    }
    group_summary all = *this;
    for (std::size_t at = 0; at < n; at += block) {
      const std::size_t size = (std::min)(block, n - at);
      if (const auto wrong = all.add_block(group.subspan(at, size), scores.subspan(at, size), what.subspan(at, size)); !wrong.ok()) return describe(wrong);
      for (std::size_t i = at; cut_ && i < at + size; ++i) {
        if (group[i] == none_stated || what[i] > status::filled) continue;
        decision d = cut_->reached_by(scores[i]);
        if (d == decision::not_decidable) d = cut_->reached_by(outcome<exact>(exactly(i)));
        all.groups_[group[i]].selected += d == decision::yes;
        all.groups_[group[i]].not_decidable += d == decision::not_decidable;
      }
    }
    *this = std::move(all);
    return n;
  }
  /// The same without exact scores: who is at the cut as far as the double can tell is `not_decidable`.
  [[nodiscard]] result<std::size_t> try_add(std::span<const std::uint8_t> group, std::span<const double> scores, std::span<const status> what) {
    return try_add(group, scores, what, [](std::size_t) { return outcome<exact>{}; });
  }
  /// Adds what another has seen; one of other groups or another cut raises.
  void merge(const group_summary& other) {
    if (other.groups_.size() != groups_.size() || other.cut_ != cut_)
      raise({"groups", "the other summary has other groups or another cut", "merge summaries that were made alike"});
    for (std::size_t k = 0; k < groups_.size(); ++k) {
      group_of_people& mine = groups_[k];
      const group_of_people& more = other.groups_[k];
      mine.scores.merge(more.scores);
      mine.without_score += more.without_score, mine.selected += more.selected, mine.not_decidable += more.not_decidable;
    }
    none_stated_ += other.none_stated_;
  }

  /// The groups, by their bytes.
  [[nodiscard]] std::span<const group_of_people> groups() const noexcept { return {groups_.data(), groups_.size()}; }
  /// People whose group is not stated.
  [[nodiscard]] std::uint64_t without_group() const noexcept { return none_stated_; }
  /// Selected of scored people, by group, for `adverse_impact`; who has no score was not considered. Raises where a group has more than
  /// 4,294,967,295 people, or one of whom it could not be told: a rate would be a guess.
  [[nodiscard]] std::vector<selection_rate> rates() const {
    std::vector<selection_rate> all;
    for (std::size_t k = 0; k < groups_.size(); ++k) {
      const group_of_people& g = groups_[k];
      if (!cut_) raise({"groups", "there is no cut, so nobody is selected", "make the summary with a cut"});
      if (g.not_decidable > 0)
        raise({"group " + std::to_string(k) + " (from 0)",
               "of " + std::to_string(g.not_decidable) + " people it could not be told whether they reach the cut",
               "give try_add() what exactly() says of them"});
      if (g.scores.count() > 0xffffffff) raise({"group " + std::to_string(k) + " (from 0)", "it has too many people for a selection rate", "compare parts of it"});
      all.push_back({static_cast<std::uint32_t>(g.selected), static_cast<std::uint32_t>(g.scores.count())});
    }
    return all;
  }
  /// Which groups may be shown to people who must not learn about one person: those of at least `minimum` people, and empty ones. Where
  /// that hides one group only, the smallest of the others is hidden as well, since what is hidden alone follows by subtraction from the
  /// whole; where there is no other, do not show the whole either. It guards one table, not two that overlap.
  /// 5 is common practice and no law of nature: the host decides. Sources: Wisconsin Department of Public Instruction, "Why are data for some
  /// student groups not reported?" (5 or fewer are hidden, and what would tell them by subtraction); for what speaks for more or fewer:
  /// Seastrom, Best Practices for Determining Subgroup Size in Accountability Systems, IES 2017-147.
  [[nodiscard]] std::vector<bool> shown(std::uint64_t minimum = 5) const {
    std::vector<bool> all(groups_.size());
    std::size_t hidden = 0;
    std::optional<std::size_t> smallest;
    for (std::size_t k = 0; k < groups_.size(); ++k) {
      const std::uint64_t n = groups_[k].people();
      all[k] = n == 0 || n >= minimum;
      hidden += !all[k];
      if (all[k] && n > 0 && (!smallest || n < groups_[*smallest].people())) smallest = k;
    }
    if (hidden == 1 && smallest) all[*smallest] = false;
    return all;
  }
  friend bool operator==(const group_summary&, const group_summary&) = default;  ///< the same cut, counts and bits of the moments

 private:
  static constexpr std::size_t block = 65'536;

  /// Puts the scores of a group side by side and adds them.
  [[nodiscard]] data_finding add_block(std::span<const std::uint8_t> group, std::span<const double> scores, std::span<const status> what) {
    std::vector<std::size_t> end(groups_.size() + 1);
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (group[i] == none_stated) ++none_stated_;
      else if (what[i] <= status::filled) ++end[group[i] + std::size_t{1}];
      else ++groups_[group[i]].without_score;
    }
    for (std::size_t k = 1; k < end.size(); ++k) end[k] += end[k - 1];
    std::vector<double> sorted(end.back());
    for (std::size_t i = 0; i < group.size(); ++i)
      if (group[i] != none_stated && what[i] <= status::filled) sorted[end[group[i]]++] = scores[i];
    for (std::size_t k = 0, first = 0; k < groups_.size(); first = end[k++]) {  // what was a group's start is its end now
      const data_finding wrong = groups_[k].scores.add(std::span<const double>(sorted).subspan(first, end[k] - first));
      if (!wrong.ok()) return wrong;
    }
    return {};
  }

  std::optional<score_cut> cut_;
  std::vector<group_of_people> groups_;
  std::uint64_t none_stated_ = 0;
};

}  // namespace prowess::v0::cohort
