// SPDX-License-Identifier: BSL-1.0
// Means over answers, overall and by tag: sums that are the same bits however the answers are divided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <prowess/batch/bank_score.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// The mean of scores, and how many there were. Scores are added in units of 2^-64, as whole numbers of 128 bits: the sum does not
/// depend on the order nor on the parts that were merged. A score of at least 2^-11 is added exactly, a smaller one with less than 2^-64
/// cut off. Domain: scores of a bank, at most 2^52 in magnitude, and at most 2^63 together. Size: 40 bytes.
class score_mean {
 public:
  /// Adds an answer's score; without one (any other status than `scored`) it is only counted.
  constexpr void add(double score, status what = status::scored) noexcept {
    if (what != status::scored) return void(++without_);
    ++count_;
    const double size = score < 0 ? -score : score;
    const auto whole = static_cast<std::uint64_t>(size);
    const auto part = static_cast<std::uint64_t>((size - static_cast<double>(whole)) * 0x1p64);
    if (score < 0) {
      whole_ -= whole + (fraction_ < part);
      fraction_ -= part;
    } else {
      fraction_ += part;
      whole_ += whole + (fraction_ < part);
    }
  }
  /// Adds those of answers side by side. (`what` has the size of `scores`.)
  constexpr void add(std::span<const double> scores, std::span<const status> what) noexcept {
    for (std::size_t k = 0; k < scores.size(); ++k) add(scores[k], what[k]);
  }
  /// Adds what another has seen; it may be the same one.
  constexpr void merge(const score_mean& other) noexcept {
    const std::uint64_t sum = fraction_ + other.fraction_;  // not yet in its place: `other` may be this
    whole_ += other.whole_ + (sum < fraction_);
    fraction_ = sum;
    count_ += other.count_, without_ += other.without_;
  }

  /// Answers with a score.
  [[nodiscard]] constexpr std::uint64_t count() const noexcept { return count_; }
  /// Answers without one.
  [[nodiscard]] constexpr std::uint64_t without() const noexcept { return without_; }
  /// The mean of the scores, rounded once to the nearest double; nothing where no answer has a score. Cost: some microseconds.
  [[nodiscard]] constexpr std::optional<double> mean() const noexcept {
    if (count_ == 0) return std::nullopt;
    const exact part = exact(fraction_) / exact(std::uint64_t{1} << 32) / exact(std::uint64_t{1} << 32);
    return ((exact(static_cast<std::int64_t>(whole_)) + part) / exact(count_)).to_double();
  }
  /// The same, held in [0, 1]: what HealthBench reports.
  [[nodiscard]] constexpr std::optional<double> clamped_mean() const noexcept {
    const std::optional<double> m = mean();
    return m ? std::optional<double>(detail::held_in_unit(*m)) : m;
  }
  friend constexpr bool operator==(const score_mean&, const score_mean&) = default;  ///< the same sum and counts

 private:
  std::uint64_t whole_ = 0, fraction_ = 0;  // of the sum: whole_ (two's complement) + fraction_ / 2^64
  std::uint64_t count_ = 0, without_ = 0;
};

/// What a run of answers comes to under one bank: the mean of the scores, and for each tag the mean over the answers that have it.
/// A tag's part of an answer is scored by the same formula over the criteria with that tag; where none of those that count has positive
/// points the answer has no score for the tag, and the mean leaves it out.
/// Source: the convention of HealthBench, Arora et al., arXiv:2505.08775 (2025), and its published evaluation.
/// Mergeable: add answers to as many summaries as there are threads, and merge them in any order for the same bits.
///
///     bank_summary run(bank, {.clamp = clamp_at::mean});
///     if (const bank_finding at = run.add(bank, {grades}); !at.ok()) show(describe(at, bank, {grades}));
///     use(run.score(), run.score(0));                            // overall, and of the first tag
class bank_summary {
 public:
  /// Of no answers yet. It keeps nothing of the bank but the number of its tags.
  explicit bank_summary(const rubric_bank_view& bank, const bank_options& options = {})
      : options_(options), by_tag_(bank.tag_names.size()), parts_(bank.tag_names.size()) {
    touched_.reserve(parts_.size());
  }

  /// Scores and adds answers under the bank. Where something is wrong with them none is added. No allocation.
  /// Cost: about that of reading each tag of each criterion once more.
  [[nodiscard]] bank_finding add(const rubric_bank_view& bank, const bank_answers& answers, simd with = best_simd()) noexcept {
    if (bank.tag_names.size() != by_tag_.size()) return {bank_mistake::other_tags, 0, 0, by_tag_.size(), bank.tag_names.size()};
    if (const bank_finding at = detail::check_shape(bank, answers); !at.ok()) return at;
    const std::uint8_t* grades = answers.grades.data();
    if ((detail::kernel<detail::look_at_grades>::at(with)(grades, answers.grades.size()) & detail::look_at_grades::bad) != 0)
      return detail::first_bad_grade(bank, answers);
    const std::size_t count = answers.size(bank);
    for (std::size_t a = 0; a < count; ++a) {
      const std::size_t rubric = answers.rubrics.empty() ? a : answers.rubrics[a];
      const std::span<const double> points = bank.points_of(rubric);
      const std::size_t first = bank.offsets[rubric];
      detail::points_tally all;
      for (std::size_t k = 0; k < points.size(); ++k) {
        all.add(points[k], grades[k], as_not_met());
        for (const std::uint32_t tag : bank.tags_of(first + k)) {
          part& p = parts_[tag];
          if (!p.touched) p = {{}, true}, touched_.push_back(tag);
          p.of.add(points[k], grades[k], as_not_met());
        }
      }
      put(overall_, all);
      for (const std::uint32_t tag : touched_) put(by_tag_[tag], parts_[tag].of), parts_[tag].touched = false;
      touched_.clear();
      grades += points.size();
    }
    return {};
  }
  /// Adds what another summary of the same bank and options has seen; one with other tags raises.
  void merge(const bank_summary& other) {
    if (other.by_tag_.size() != by_tag_.size())
      raise(describe(bank_finding{bank_mistake::other_tags, 0, 0, by_tag_.size(), other.by_tag_.size()}, {}, {}));
    overall_.merge(other.overall_);
    for (std::size_t t = 0; t < by_tag_.size(); ++t) by_tag_[t].merge(other.by_tag_[t]);
  }

  /// The mean of all answers' scores, held in [0, 1] where the options say so; nothing where no answer has a score.
  [[nodiscard]] std::optional<double> score() const noexcept { return read(overall_); }
  /// The same of a tag, by its place among the bank's `tag_names`.
  [[nodiscard]] std::optional<double> score(std::size_t tag) const noexcept { return read(by_tag_[tag]); }
  /// Behind `score()`: counts and the mean as it comes.
  [[nodiscard]] const score_mean& overall() const noexcept { return overall_; }
  /// The same of each tag.
  [[nodiscard]] std::span<const score_mean> by_tag() const noexcept { return {by_tag_.data(), by_tag_.size()}; }

 private:
  struct part {
    detail::points_tally of{};
    bool touched = false;
  };
  [[nodiscard]] bool as_not_met() const noexcept { return options_.missing == ungraded::as_not_met; }
  void put(score_mean& into, const detail::points_tally& t) const noexcept {
    const status what = t.what(options_.missing == ungraded::withheld);
    const double score = what == status::scored ? t.score() : 0;
    into.add(options_.clamp == clamp_at::answer ? detail::held_in_unit(score) : score, what);
  }
  [[nodiscard]] std::optional<double> read(const score_mean& of) const noexcept { return options_.clamp == clamp_at::mean ? of.clamped_mean() : of.mean(); }

  bank_options options_;
  score_mean overall_;
  std::vector<score_mean> by_tag_;
  std::vector<part> parts_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace prowess::v0
