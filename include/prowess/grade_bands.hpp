// SPDX-License-Identifier: BSL-1.0
// Bands of scores for grades that are numbers: 1 to 6, 10 down to 1, in halves or quarters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/bands.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The scores that get a grade which is a number.
struct grade_band {
  double grade = 0;  ///< the grade
  /// Where it begins ...
  double lower = 0, upper = 0;  ///< ... and ends
  /// Whether the lower end belongs to it ...
  bool lower_inclusive = true, upper_inclusive = false;  ///< ... and the upper end
  friend constexpr bool operator==(const grade_band&, const grade_band&) = default;  ///< member by member
};

/// The score that is worth a grade.
struct breakpoint {
  double grade = 0,  ///< a grade of the scale
      score = 0;     ///< what it is worth
};
/// Which grade a score between two grades' scores gets.
enum class band_rounding : std::uint8_t {
  nearest,  ///< the nearer; half way the better
  up,       ///< the better: bounds belong to the band below, and the worst grade is the lowest score alone
  down      ///< the worse: the score of the grade has to be reached, and the best grade is the highest score alone
};
/// Grades from `lowest_grade` (the worst) to `best_grade`, which may be the smaller number, in steps of `resolution`; each is worth
/// a score, linearly from `min_score` to `max_score`, or in straight pieces through the breakpoints.
struct grade_scale {
  double lowest_grade = 1,  ///< the worst
      best_grade = 6,       ///< the best; may be the smaller number
      resolution = 1;       ///< from one grade to the next
  double min_score = 0,     ///< what the worst is worth
      max_score = 100;      ///< the most there is
  std::span<const breakpoint> breakpoints{};  ///< in any order; one for the best grade is reached below `max_score`
  band_rounding how = band_rounding::nearest;  ///< which grade a score between two gets
};

/// The bands of the grades, best first. Together they are the scores from `min_score` to `max_score`, both inclusive: the best band
/// ends at `max_score` and the worst starts at `min_score` also where a breakpoint gives their grades another score. Bounds are
/// computed exactly and written as the nearest doubles.
///
/// Fails where a number is not finite, the grades are not a whole number of steps apart (1 to 10000), a breakpoint's grade is none
/// of them or given twice, or a better grade would not need a higher score.
/// Source: OpenOLAT, GradeCalculator (which rounds the steps to five decimals).
[[nodiscard]] inline result<std::vector<grade_band>> try_grade_bands(const grade_scale& of) {
  const auto mistake = [](const char* what, const char* remedy) { return problem{"grade bands", what, remedy}; };
  const bool rising = of.best_grade > of.lowest_grade;
  const exact step = rising ? exact{of.resolution} : -exact{of.resolution};
  const exact steps = (exact{of.best_grade} - of.lowest_grade) / step;
  if (!(of.resolution > 0) || !(steps >= 1 && steps <= 10000) || steps.denominator() != 1)
    return mistake("the best grade is not a whole number of steps from the lowest", "mend the grades or the resolution");
  const auto last = static_cast<std::size_t>(steps.to_double());
  std::vector<exact> score(last + 1, exact::unknown());  // what each grade is worth, the lowest first
  for (const breakpoint& b : of.breakpoints) {
    const exact place = (exact{b.grade} - of.lowest_grade) / step;
    if (!(place >= 0 && place <= steps) || place.denominator() != 1) return mistake("a breakpoint's grade is none of the grades", "");
    exact& at = score[static_cast<std::size_t>(place.to_double())];
    if (at.known()) return mistake("a grade has two breakpoints", "leave one out");
    at = b.score;
    if (!(at >= of.min_score && at <= of.max_score)) return mistake("a breakpoint's score is not from the lowest to the highest score", "");
  }
  if (!score[0].known()) score[0] = of.min_score;
  if (!score[last].known()) score[last] = of.max_score;
  for (std::size_t from = 0, to = 1; to <= last; ++to) {
    if (!score[to].known() && to < last) continue;
    if (!(score[from] < score[to])) return mistake("a better grade would not need a higher score", "mend the breakpoints or the scores");
    const exact slope = (score[to] - score[from]) / static_cast<std::uint64_t>(to - from);
    for (std::size_t k = from + 1; k < to; ++k) score[k] = score[k - 1] + slope;
    from = to;
  }
  const bool up = of.how == band_rounding::up;
  std::vector<grade_band> bands;
  double upper = of.max_score;
  for (std::size_t k = last + 1; k-- > 0;) {
    const exact lower = k == 0 ? of.min_score : up ? score[k - 1] : of.how == band_rounding::down ? score[k] : (score[k - 1] + score[k]) / 2;
    const exact grade = exact{of.lowest_grade} + step * static_cast<std::uint64_t>(k);
    bands.push_back({grade.to_double(), lower.to_double(), upper, k == 0 || !up, k == last || up});
    upper = bands.back().lower;
  }
  return bands;
}
/// The same; raises the problem.
[[nodiscard]] inline std::vector<grade_band> grade_bands(const grade_scale& of) { return try_grade_bands(of).value(); }

const grade_band* find_band(std::vector<grade_band>&&, const auto&) = delete;  ///< what it returns would not outlive the bands
/// The first band that holds the score, as for other bands.
[[nodiscard]] constexpr const grade_band* find_band(std::span<const grade_band> bands, double score) { return detail::band_of(bands, score); }
/// The same for numeric grades and an exact score.
[[nodiscard]] constexpr const grade_band* find_band(std::span<const grade_band> bands, const exact& score) {
  return detail::band_of(bands, score);
}

}  // namespace prowess::v0
