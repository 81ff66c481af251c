// SPDX-License-Identifier: BSL-1.0
// The gradebook and outcome rules of Canvas (Instructure), as data for frameworks.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/aggregation/points_ratio.hpp>
#include <prowess/aggregation/trimmed_mean.hpp>
#include <prowess/aggregation/weighted_sum.hpp>
#include <prowess/detail/tree_builder.hpp>
#include <prowess/evidence/combine.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/number/rounding.hpp>

/// The rules of Canvas: https://github.com/instructure/canvas-lms, lib/grade_calculator.rb and app/models/rollup_score.rb, read in
/// November 2026. What differs is in the README's table of known differences.
namespace prowess::inline v0::canvas {

/// An assignment: what is rated, in points.
struct assignment {
  std::string id;       ///< unique in its group
  double possible = 0;  ///< points to be won; more may be given. With 0 all points are extra credit
};
/// Assignments that are graded together.
struct assignment_group {
  std::string id;                         ///< unique in the course
  double weight = 0;                      ///< percent of the course, under `scheme::percent`
  std::vector<assignment> assignments{};  ///< at least one
  std::size_t drop_lowest = 0,            ///< the assignments that may be dropped so that the ratio is best
      drop_highest = 0;                   ///< and then those whose going makes it worst
};
/// How groups make a course.
enum class scheme : std::uint8_t {
  points,  ///< all points won over all points to be won
  percent  ///< groups by weight; more than 100 % is extra credit, less is scaled up
};
/// What an assignment that has not been graded counts.
enum class grading : std::uint8_t {
  current,    ///< nothing
  final_score ///< 0 points
};

/// Canvas shows group and course percentages with two decimals, halves away from zero.
inline constexpr rounding two_digits{2, rounding_rule::half_away};

/// A course: ratings are points of assignments ("homework/essay"), scores percent. No rating: not graded.
///
///     const auto course = canvas::course("history", canvas::scheme::percent, canvas::grading::current,
///                                        {{"homework", 40, {{"one", 10}, {"two", 20}}, 1}, {"exam", 60, {{"final", 100}}}}).value();
[[nodiscard]] inline result<dynamic_framework> course(std::string_view id, scheme by, grading counted, const std::vector<assignment_group>& groups) {
  const bool percent = by == scheme::percent;
  // pooled points: a group weighs what of its points has entered
  detail::tree_builder tree(id);
  if (percent) tree.root(overweight_mean{100});
  else tree.root(points_ratio{}, pool);
  for (const assignment_group& g : groups) {
    double possible = 0;
    for (const assignment& a : g.assignments) {
      if (!(a.possible >= 0 && a.possible <= 1e100)) return problem{g.id + "/" + a.id, "points to be won are a number from 0 to 1e100", "give 0 where all points are extra"};
      possible += a.possible;
    }
    const std::size_t n = g.assignments.size(), low = g.drop_lowest < n ? g.drop_lowest : n - (n > 0),
                      high = low + g.drop_highest < n ? g.drop_highest : 0;
    const double weight = percent ? g.weight : possible;
    if (possible > 0 && low + high > 0) tree.open(g.id, weight, trimmed_mean{static_cast<double>(low), static_cast<double>(high)}, skip);
    else tree.open(g.id, weight, points_ratio{}, skip);
    for (const assignment& a : g.assignments) {
      const bool extra = !(a.possible > 0);
      node& leaf = tree.leaf(a.id, extra ? 1 : a.possible, numeric(0, extra ? 1 : a.possible).with(excess::allowed));
      if (extra) leaf.is_extra_credit = true, leaf.weigh(1);
      else if (counted == grading::final_score) leaf.if_absent = if_missing(lowest);
    }
    tree.close();
  }
  return tree.finish();
}

/// Grading periods: a course of ratings in percent by period, weighted as groups are.
struct grading_period {
  std::string id;     ///< unique in the course
  double weight = 0;  ///< percent of the course
};
/// A course of grading periods, whose percentages are the ratings.
[[nodiscard]] inline result<dynamic_framework> periods(std::string_view id, grading counted, const std::vector<grading_period>& all) {
  detail::tree_builder tree(id);
  tree.root(overweight_mean{100});
  for (const grading_period& p : all) {
    node& leaf = tree.leaf(p.id, p.weight, percentage().with(excess::allowed));
    if (counted == grading::final_score) leaf.if_absent = if_missing(lowest);
  }
  return tree.finish();
}

/// One result of a learner for an outcome.
struct outcome_result {
  double percent = 0;                  ///< of what was to be won, from 0 to 1
  double possible = 1;                 ///< points to be won
  std::int64_t order = 0;              ///< bigger is later; without a time 0. Of equal ones the later given is later
  std::optional<std::int64_t> quiz{};  ///< results of one quiz are pooled
};

/// The score of a learner for an outcome, with two decimals; none without results, or with too few for the policy. Canvas' methods are
/// `highest_of_all`, `latest_of_all`, `mean_of_all`, `n_mastery`, `latest_and_rest` (weighted average) and `exponential_average` (decaying average).
/// `points` are the outcome's; with 0 it is `mastery`, its points of mastery. For `highest_of_all` and `n_mastery` quizzes are not pooled;
/// else each result of a quiz is the quiz's share of points won, sum(possible * percent) / sum(possible).
///
///     canvas::outcome_score(latest_and_rest{0.65}, results, 5, 3)
template <exact_evidence_policy P>
[[nodiscard]] std::optional<double> outcome_score(const P& policy, std::span<const outcome_result> results, double points, double mastery) {
  if constexpr (requires { policy.objection(); }) prowess::detail::the_evidence_must_make_sense(policy.objection());
  for (const outcome_result& r : results)
    if (!(r.percent >= -1e6 && r.percent <= 1e6 && r.possible >= 0 && r.possible <= 1e15)) prowess::detail::the_evidence_must_make_sense("percents and points must be finite, and points not negative");
  constexpr bool pools = !std::same_as<P, highest_of_all> && !std::same_as<P, n_mastery>;
  std::vector<const outcome_result*> oldest_first;
  for (const outcome_result& r : results) oldest_first.push_back(&r);
  std::sort(oldest_first.begin(), oldest_first.end(),  // of equal orders as they are given
            [](const outcome_result* a, const outcome_result* b) { return a->order != b->order ? a->order < b->order : a < b; });
  std::vector<exact> scores;
  for (const outcome_result* one : oldest_first) {
    exact won = exact(one->percent) * exact(one->possible), possible(one->possible);
    for (const outcome_result& r : results)
      if (pools && one->quiz && r.quiz == one->quiz && &r != one) won += exact(r.percent) * exact(r.possible), possible += exact(r.possible);
    const exact share = possible == exact() ? exact(one->percent) : won / possible;
    scores.push_back(share * exact(points > 0 ? points : mastery));
  }
  if (scores.empty()) return std::nullopt;
  const std::optional<exact> all = policy(std::span<const exact>(scores));
  if (!all) return std::nullopt;
  if (all->known()) return rounded(*all, two_digits).to_double();
  std::vector<double> doubles;  // very many results: 512 bits do not hold their average
  doubles.reserve(scores.size());
  for (const exact& x : scores) doubles.push_back(x.to_double());
  const std::optional<double> nearly = policy(std::span<const double>(doubles));
  return nearly ? std::optional<double>(rounded(*nearly, two_digits)) : std::nullopt;
}

}  // namespace prowess::v0::canvas
