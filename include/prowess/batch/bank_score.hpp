// SPDX-License-Identifier: BSL-1.0
// Scores of many answers, each under its own rubric of a bank: points won over positive points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/batch/bank_kernels.hpp>
#include <prowess/batch/rubric_bank.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// What a grade that is not there (255, nobody graded) means. 254 (no opportunity) and 253 (not applicable) always leave the criterion out.
enum class ungraded : std::uint8_t {
  left_out,    ///< the criterion leaves both sums, as a `points_ratio` group does it under `skip`
  as_not_met,  ///< it counts as not met, as with `if_missing(lowest)`
  withheld     ///< the answer has no score, unless the criterion has 0 points: `no_score`
};

/// Where scores are held in [0, 1]. A points ratio may be below 0 (deductions), and nothing is held unless it is said.
enum class clamp_at : std::uint8_t {
  nowhere,  ///< as it comes
  answer,   ///< each answer's score, before any mean: `clamped` at the group
  mean      ///< only means over answers
};

/// How answers are scored. The defaults are those of a `points_ratio` group. HealthBench holds means: `{.clamp = clamp_at::mean}`.
struct bank_options {
  ungraded missing = ungraded::left_out;  ///< what a missing grade means
  clamp_at clamp = clamp_at::nowhere;     ///< what is held in [0, 1]
};

/// Grades of answers, one byte for each criterion, answer by answer: 1 met, 0 not met, 255 not graded, 254 no opportunity, 253 not
/// applicable. Steps between (a level's points) are not for a bank: score those under a framework.
struct bank_answers {
  std::span<const std::uint8_t> grades{};    ///< those of one answer in the order of its rubric's criteria
  /// The rubric of each answer, by its place in the bank, in any order and as often as wanted. Empty: answer i is under rubric i,
  /// and there is one for each rubric (or none at all).
  std::span<const std::uint32_t> rubrics{};

  /// The number of answers.
  [[nodiscard]] std::size_t size(const rubric_bank_view& bank) const noexcept {
    return !rubrics.empty() ? rubrics.size() : grades.empty() ? 0 : bank.size();
  }
};

/// What is wrong with answers or with the arrays that are given.
enum class bank_mistake : std::uint8_t { none, wrong_number_of_grades, no_such_rubric, no_such_grade, wrong_output_size, other_tags };

/// The first mistake, cheap to make; `describe` says it in words. Where one is found the output holds nothing of use.
struct bank_finding {
  bank_mistake what = bank_mistake::none;  ///< `none` where all is well
  std::size_t answer = 0;                  ///< from 0
  std::size_t criterion = 0;               ///< of the answer's rubric, from 0
  std::size_t value = 0;                   ///< the byte, the rubric's place, or how many there are
  std::size_t wanted = 0;                  ///< how many there should be
  /// Whether nothing is wrong.
  [[nodiscard]] constexpr bool ok() const noexcept { return what == bank_mistake::none; }
  friend constexpr bool operator==(const bank_finding&, const bank_finding&) = default;  ///< member by member
};

/// A finding in words: the answer and the criterion, the rule, the remedy.
[[nodiscard]] inline problem describe(const bank_finding& at, const rubric_bank_view& bank, const bank_answers& answers) {
  const std::string answer = detail::join({"answer ", std::to_string(at.answer), " (from 0)"});
  const std::string value = std::to_string(at.value), wanted = std::to_string(at.wanted);
  switch (at.what) {
    case bank_mistake::none: break;
    case bank_mistake::wrong_number_of_grades:
      return {"", detail::join({"there are ", value, " grades, and the answers' rubrics have ", wanted, " criteria"}),
              "give one byte for each criterion of each answer; 255 where nobody graded it"};
    case bank_mistake::no_such_rubric:
      return {answer, detail::join({"there is no rubric ", value}), detail::join({"the bank has ", wanted, ", counted from 0"})};
    case bank_mistake::no_such_grade: {
      const std::size_t rubric = answers.rubrics.empty() ? at.answer : answers.rubrics[at.answer];
      return {detail::join({answer, ", ", bank.name(rubric), ", criterion ", std::to_string(at.criterion), " (from 0)"}),
              detail::join({"the grade is ", value}), "1 is met, 0 not met, 255 not graded, 254 no opportunity, 253 not applicable"};
    }
    case bank_mistake::wrong_output_size:
      return {"", detail::join({"there is room for ", value, " results of ", wanted, " answers"}), "give one place for each answer"};
    case bank_mistake::other_tags:
      return {"", detail::join({"the summary has ", value, " tags, and the other or its bank ", wanted}), "use the same bank for both"};
  }
  return {};
}

namespace detail {
/// The first mistake of the rubrics' places and of the number of grades.
[[nodiscard]] inline bank_finding check_shape(const rubric_bank_view& bank, const bank_answers& answers) noexcept {
  std::size_t grades = answers.grades.empty() ? 0 : bank.criteria();
  if (!answers.rubrics.empty()) {
    grades = 0;
    for (std::size_t a = 0; a < answers.rubrics.size(); ++a) {
      const std::uint32_t r = answers.rubrics[a];
      if (r >= bank.size()) return {bank_mistake::no_such_rubric, a, 0, r, bank.size()};
      grades += bank.criteria_of(r);
    }
  }
  if (answers.grades.size() != grades) return {bank_mistake::wrong_number_of_grades, 0, 0, answers.grades.size(), grades};
  return {};
}

/// The first byte that is no grade, from an answer on whose grades begin at `at`. There is one.
[[nodiscard]] inline bank_finding first_bad_grade(const rubric_bank_view& bank, const bank_answers& answers, std::size_t answer = 0,
                                                  std::size_t at = 0) noexcept {
  for (;; ++answer)
    for (std::size_t k = 0; k < bank.criteria_of(answers.rubrics.empty() ? answer : answers.rubrics[answer]); ++k, ++at)
      if (const std::uint8_t g = answers.grades[at]; g > 1 && g < least_absent) return {bank_mistake::no_such_grade, answer, k, g, 0};
}

/// The answers of a bank in blocks that stay in the first cache.
class bank_scorer {
 public:
  bank_scorer(const rubric_bank_view& bank, const bank_answers& answers, const bank_options& options, simd with) noexcept
      : bank_(bank), answers_(answers), options_(options), look_(kernel<look_at_grades>::at(with)), add_(kernel<add_units>::at(with)),
        add_some_(kernel<add_some_units>::at(with)), divide_(kernel<divide_units>::at(with)), divide_some_(kernel<divide_some_units>::at(with)) {}

  bank_finding run(double* scores, status* what) noexcept {
    const std::size_t count = answers_.size(bank_), given = answers_.grades.size();
    std::size_t at = 0;
    for (std::size_t first = 0; first < count;) {
      std::size_t n = 0, size = 0;  // answers and grades of the block
      if (answers_.rubrics.empty()) {  // their offsets are the bank's
        const std::uint32_t* const from = bank_.offsets.data() + first;
        const std::size_t left = count - first, few = left < most ? left : most;
        while (n < few && from[n + 1] - from[0] <= most) ++n;
        if (n == 0) n = 1;
        begins_ = from, size = from[n] - from[0];
      } else {
        begins_ = own_begins_, own_begins_[0] = 0;
        while (first + n < count) {
          const std::size_t r = rubric(first + n);
          if (r >= bank_.size()) return check_shape(bank_, answers_);
          const std::size_t more = bank_.criteria_of(r);
          if (size + more > most && n > 0) break;
          size += more, own_begins_[++n] = static_cast<std::uint32_t>(size);
          if (size > most) break;  // a large one on its own
        }
      }
      if (size > given - at) return check_shape(bank_, answers_);
      const std::uint8_t* const grades = answers_.grades.data() + at;
      const unsigned seen = look_(grades, size);
      if ((seen & look_at_grades::bad) != 0) return first_bad_grade(bank_, answers_, first, at);
      if (size > most) one(first, grades, scores, what);
      else block(first, n, size, grades, (seen & look_at_grades::missing) != 0, scores, what);
      first += n, at += size;
    }
    return at == given ? bank_finding{} : check_shape(bank_, answers_);
  }

 private:
  static constexpr std::size_t most = 2048;  // grades of a block

  [[nodiscard]] std::size_t rubric(std::size_t answer) const noexcept { return answers_.rubrics.empty() ? answer : answers_.rubrics[answer]; }

  [[nodiscard]] std::size_t begin(std::size_t k) const noexcept { return begins_[k] - begins_[0]; }

  /// The points of the criteria of a block in units, side by side.
  const std::int32_t* units(std::size_t first, std::size_t n) noexcept {
    if (answers_.rubrics.empty()) return bank_.units.data() + bank_.offsets[first];
    for (std::size_t k = 0; k < n; ++k)
      copy_units(bank_.units.data() + bank_.offsets[rubric(first + k)], units_ + begin(k), begin(k + 1) - begin(k));
    return units_;
  }
  /// The positive points of the rubrics of a block, in units.
  const double* positive(std::size_t first, std::size_t n) noexcept {
    if (answers_.rubrics.empty()) return bank_.positive_units.data() + first;
    for (std::size_t k = 0; k < n; ++k) positive_[k] = bank_.positive_units[rubric(first + k)];
    return positive_;
  }

  void block(std::size_t first, std::size_t n, std::size_t size, const std::uint8_t* grades, bool missing, double* scores, status* what) noexcept {
    const bool strict = missing && options_.missing == ungraded::withheld;
    bool open = strict || !bank_.in_units;  // some answers are not decided by sums of whole numbers
    const double* const all_points = positive(first, n);
    if (!missing) {
      add_(grades, units(first, n), sums_.won, size);
      divide_(sums_.won, begins_, all_points, scores + first, n);
    } else if (!strict) {
      add_some_(grades, units(first, n), sums_.both, size, options_.missing == ungraded::as_not_met);
      open |= divide_some_(sums_.both, begins_, scores + first, n);
    }
    for (std::size_t k = first; k < first + n; ++k) what[k] = status::scored;
    if (open && !missing) {
      for (std::size_t k = 0; k < n; ++k) {
        if (all_points[k] >= 0) continue;
        const std::span<const double> points = bank_.points_of(rubric(first + k));
        scores[first + k] = sum_met(points.data(), grades + begin(k), points.size()) / -all_points[k];
      }
    } else if (open) {
      for (std::size_t k = 0; k < n; ++k)
        if (strict || static_cast<std::uint32_t>(sums_.both[begin(k + 1)] - sums_.both[begin(k)]) == 0)
          one(first + k, grades + begin(k), scores, what);
    }
    if (options_.clamp == clamp_at::answer)
      for (std::size_t k = first; k < first + n; ++k) scores[k] = held_in_unit(scores[k]);
  }

  /// One answer, criterion by criterion in the order of its rubric.
  void one(std::size_t answer, const std::uint8_t* grades, double* scores, status* what) noexcept {
    const std::span<const double> points = bank_.points_of(rubric(answer));
    points_tally t;
    for (std::size_t k = 0; k < points.size(); ++k) t.add(points[k], grades[k], options_.missing == ungraded::as_not_met);
    what[answer] = t.what(options_.missing == ungraded::withheld);
    scores[answer] = what[answer] == status::scored ? t.score() : 0;
    if (options_.clamp == clamp_at::answer) scores[answer] = held_in_unit(scores[answer]);
  }

  const rubric_bank_view& bank_;
  const bank_answers& answers_;
  const bank_options options_;
  decltype(&look_at_grades::run) look_;
  decltype(&add_units::run) add_;
  decltype(&add_some_units::run) add_some_;
  decltype(&divide_units::run) divide_;
  decltype(&divide_some_units::run) divide_some_;
  union {
    std::uint32_t won[most + 1];
    std::uint64_t both[most + 1];
  } sums_;
  const std::uint32_t* begins_ = nullptr;  // of the block's answers, from the first
  std::uint32_t own_begins_[most + 1];
  std::int32_t units_[most + 16];
  double positive_[most];
};
}  // namespace detail

/// Scores all answers into the caller's arrays, one place for each answer; no allocation (about 60 KB of stack), no exception.
/// score = sum of the points of the criteria that are met / sum of the positive points, over the criteria that count, in their order,
/// divided once: the same bits and the same status as a `points_ratio` group on a `checklist()`. The score is 0 and says nothing where
/// the status is not `scored`. The result is the same at each dispatch level.
/// Source of the rule: Arora et al., HealthBench, arXiv:2505.08775 (2025).
/// Cost: a few times reading the grades and the points, where each rubric's points are whole numbers of some power of two (5, -3, 0.5).
///
///     std::vector<double> scores(n);  std::vector<status> what(n);
///     if (const bank_finding at = score_all_into(bank, {grades}, scores, what); !at.ok()) show(describe(at, bank, {grades}));
[[nodiscard]] inline bank_finding score_all_into(const rubric_bank_view& bank, const bank_answers& answers, std::span<double> scores,
                                                 std::span<status> what, const bank_options& options = {}, simd with = best_simd()) noexcept {
  const std::size_t count = answers.size(bank);
  if (scores.size() != count || what.size() != count)
    return {bank_mistake::wrong_output_size, 0, 0, scores.size() != count ? scores.size() : what.size(), count};
  return detail::bank_scorer(bank, answers, options, with).run(scores.data(), what.data());
}

/// What `score_all` returns.
struct bank_scores {
  std::vector<double> scores;  ///< by answer; 0 where there is none
  std::vector<status> what;    ///< by answer: `scored`, or why there is no score
};
/// The same into arrays of its own; the mistake in words.
[[nodiscard]] inline result<bank_scores> try_score_all(const rubric_bank_view& bank, const bank_answers& answers, const bank_options& options = {}) {
  const std::size_t count = answers.size(bank);
  bank_scores out{std::vector<double>(count), std::vector<status>(count)};
  const bank_finding at = score_all_into(bank, answers, {out.scores.data(), count}, {out.what.data(), count}, options);
  if (!at.ok()) return describe(at, bank, answers);
  return out;
}
/// The same; raises where a grade is none or the arrays do not fit.
[[nodiscard]] inline bank_scores score_all(const rubric_bank_view& bank, const bank_answers& answers, const bank_options& options = {}) {
  return try_score_all(bank, answers, options).value();
}

}  // namespace prowess::v0
