// SPDX-License-Identifier: BSL-1.0
// Hurdle forms and counting rules against published examples and figures computed with numpy and fractions from the definitions.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/decision/count_rule.hpp>
#include <prowess/decision/criteria.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/decision/lint.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using state = criteria_state;

state state_of(const criteria_view& c, const profile_view& p) { return evaluate(c, p).state(); }

TEST_SUITE("oracle") {

TEST_CASE("Conjunctive minimums, then a compensatory score (Hwang, Yoon 1981)") {
  static constexpr auto f = framework("students", percentage(), leaf("a", 0.066), leaf("b", 0.196), leaf("c", 0.066), leaf("d", 0.13), leaf("e",
      0.13), leaf("f", 0.216), leaf("g", 0.196));
  static constexpr auto minimums = criteria<f>(all_met(reaches("a", 70), reaches("b", 65), reaches("c", 70), reaches("d", 75), reaches("e", 70),
      reaches("f", 70), reaches("g", 75)));
  const std::array<rating, 7> matrix[] = {{80, 70, 87, 77, 76, 80, 75}, {85, 65, 76, 80, 75, 65, 75}, {78, 90, 72, 80, 85, 90, 85},
                                          {75, 84, 69, 85, 65, 65, 70}, {84, 67, 60, 75, 85, 75, 80}, {85, 78, 82, 81, 79, 80, 80}};
  const bool passes[] = {true, false, true, false, false, true};
  const double scores[] = {76.61200000000001, 72.256, 85.08999999999999, 73.22800000000001, 75.316, 80.07};
  const std::optional<std::uint32_t> first_failed[] = {{}, 5, {}, 2, 2, {}};
  for (std::size_t i = 0; i < 6; ++i) {
    const auto p = score<f>(matrix[i]);
    const criteria_result r = evaluate(minimums, p);
    CHECK(r.state() == (passes[i] ? state::passed : state::failed));
    CHECK(p.score() == doctest::Approx(scores[i]).epsilon(1e-12));
    CHECK(r.missed().empty() == !first_failed[i].has_value());
    if (first_failed[i]) CHECK(r.missed()[0] == *first_failed[i] + 1);
  }
  const auto fourth = score<f>(matrix[3]);
  CHECK(evaluate(minimums, fourth).missed() == std::vector<std::uint32_t>{3, 5, 6, 7});  // by hand: 69 < 70, 65 < 70, 65 < 70, 70 < 75
  CHECK(evaluate(minimums, fourth).verdicts()[7].margin == -5);
}

TEST_CASE("Dual cutoff: a weighted count of failed cutoffs (Alkire, Foster, Journal of Public Economics 95 (2011), 476-487)") {
  static constexpr auto f = framework("people", percentage(), share_reaching{60}, leaf("a", 0.4), leaf("b", 0.35), leaf("c", 0.25));
  constexpr auto deprived = [](double k) {
    return share_met(k, weighing(0.4, none_met(reaches("a", 60))), weighing(0.35, none_met(reaches("b", 60))), weighing(0.25, none_met(reaches("c", 60))));
  };
  static constexpr auto at_25 = criteria<f>(deprived(0.25)), at_40 = criteria<f>(deprived(0.4));
  const std::array<rating, 3> matrix[] = {{80, 50, 95}, {55, 50, 40}, {61, 60, 59}, {90, 90, 90}};
  const double deprivation[] = {0.35, 1.0, 0.25, 0.0};
  const bool poor_25[] = {true, true, true, false}, poor_40[] = {false, true, false, false};
  double headcount[2] = {0, 0}, adjusted[2] = {0, 0};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto p = score<f>(matrix[i]);
    CHECK(1 - p.unit() == doctest::Approx(deprivation[i]).epsilon(1e-12));
    CHECK((state_of(at_25, p) == state::passed) == poor_25[i]);
    CHECK((state_of(at_40, p) == state::passed) == poor_40[i]);
    if (poor_25[i]) headcount[0] += 0.25, adjusted[0] += 0.25 * (1 - p.unit());
    if (poor_40[i]) headcount[1] += 0.25, adjusted[1] += 0.25 * (1 - p.unit());
  }
  CHECK(headcount[0] == 0.75);
  CHECK(adjusted[0] == doctest::Approx(0.4).epsilon(1e-12));
  CHECK(headcount[1] == 0.25);
  CHECK(adjusted[1] == doctest::Approx(0.25).epsilon(1e-12));
}

TEST_CASE("Open edX ADR 0002: an OR of ANDs, in which the override changes nothing") {
  static constexpr auto f = framework("writing-poetry", numeric(0, 1), leaf("a7"), leaf("a9"));
  static constexpr auto rule_04 = criteria<f>(any_met(all_met(title("group A"), reaches("a7", 0.75), reaches("a9", 0.85)),
      all_met(title("group B"), reaches("a7", 0.75), reaches("a9", 0.75))));
  const std::array<rating, 2> people[] = {{0.8, 0.8}, {0.8, 0.9}, {0.74, 0.95}, {0.75, 0.75}};
  const bool passes[] = {true, true, false, true};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto p = score<f>(people[i]);
    CHECK((state_of(rule_04, p) == state::passed) == passes[i]);
  }
  const std::vector<lint_finding> found = lint(rule_04, f);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == lint_kind::redundant);
  CHECK(found[0].node == 1);
  CHECK(found[0].proved);
  CHECK(found[0].tried == 6);  // a7 is cut once, a9 twice
  CHECK(found[0].text.what.find("whoever meets it also meets 'group B'") != std::string::npos);
}

TEST_CASE("Distinct signatures: at least so many, which CaSS got wrong at the boundary") {
  const std::array<observation, 3> all{{{1, "A"}, {1, "B"}, {1, "C"}}};
  const bool expected[] = {false, true, true};
  for (std::size_t distinct = 1; distinct <= 3; ++distinct) {
    const count_result c = count({.points = 1, .observations = 1, .assessors = 2}, std::span(all).first(distinct));
    CHECK(c.assessors == distinct);
    CHECK((c.state == state::passed) == expected[distinct - 1]);
    CHECK(c.more_assessors == (distinct == 1 ? 1 : 0));
  }
}

TEST_CASE("Entrustment: five observations at 4 or 5, by three assessors, in two contexts") {
  std::vector<observation> seen{{5, "A", "day"}, {4, "A", "night"}, {3, "B", "day"}, {4, "B", "day"}, {5, "C", "night"}, {2, "C", "day"}, {4, "A", "day"}};
  constexpr count_rule rule{.points = 4, .observations = 5, .assessors = 3, .contexts = 2};
  const count_result c = count(rule, seen);
  CHECK(c.achieved == 5);
  CHECK(c.assessors == 3);
  CHECK(c.contexts == 2);
  CHECK(c.state == state::passed);
  double sum = 0;
  for (const observation& o : seen) sum += o.given.points;
  CHECK(sum / 7 == doctest::Approx(3.857142857142857));  // what an average would have said: below 4
  seen[4].given = 3;  // the only good one that C saw
  const count_result less = count(rule, seen);
  CHECK(less.state == state::failed);
  CHECK(less.more_observations == 1);
  CHECK(less.more_assessors == 1);
  CHECK(less.more_contexts == 0);
}

TEST_CASE("A compensatory total and a minimum number of stations (Homer, Russell 2021 and 2023; data constructed)") {
  static constexpr auto f = framework("osce", percentage(), leaf("s1"), leaf("s2"), leaf("s3"), leaf("s4"));
  // exam cut 57.5 = mean of the station cuts 55, 60, 50, 65
  static constexpr auto total = criteria<f>(reaches("osce", 57.5));
  static constexpr auto stations = criteria<f>(at_least_met(3, reaches("s1", 55), reaches("s2", 60), reaches("s3", 50), reaches("s4", 65)));
  static constexpr auto both = criteria<f>(all_met(reaches("osce", 57.5), at_least_met(3, reaches("s1", 55), reaches("s2", 60), reaches("s3",
      50), reaches("s4", 65))));
  const std::array<rating, 4> people[] = {{60, 62, 48, 70}, {50, 58, 51, 60}, {90, 50, 40, 66}, {70, 75, 66, 64}};
  const double totals[] = {60.0, 54.75, 61.5, 68.75};
  const std::uint32_t passed[] = {3, 1, 2, 3};
  const bool pass_total[] = {true, false, true, true}, pass_stations[] = {true, false, false, true};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto p = score<f>(people[i]);
    CHECK(p.score() == totals[i]);
    CHECK(evaluate(stations, p).verdicts()[0].passed == passed[i]);
    CHECK((state_of(total, p) == state::passed) == pass_total[i]);
    CHECK((state_of(stations, p) == state::passed) == pass_stations[i]);
    CHECK((state_of(both, p) == state::passed) == (pass_total[i] && pass_stations[i]));
  }
}

TEST_CASE("VENN grading: the lowest dimension, never the median (EASA AMC4 ORO.FC.231(d)(1); data derived)") {
  // outcome; how many; how often: unsafe 1 .. enhanced 5, few 1 .. all 5, rarely 1 .. always 5
  static constexpr auto lowest = framework("phase", levels("1", "2", "3", "4", "5"), minimum{}, leaf("outcome"), leaf("how-many"), leaf("how-often"));
  static constexpr auto middle = framework("phase", levels("1", "2", "3", "4", "5"), median{}, leaf("outcome"), leaf("how-many"), leaf("how-often"));
  static constexpr auto competent = criteria<lowest>(reaches("phase", 2));  // level 0 metric: grade 2 is minimally acceptable
  const std::array<rating, 3> phases[] = {{1, 4, 4}, {4, 2, 4}, {5, 3, 5}, {2, 5, 5}};
  const double by_minimum[] = {1, 2, 3, 2}, by_median[] = {4, 4, 5, 5};
  const bool is_competent[] = {false, true, true, true};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto p = score<lowest>(phases[i]);
    CHECK(p.score() == by_minimum[i]);
    CHECK(score<middle>(phases[i]).score() == by_median[i]);
    CHECK((state_of(competent, p) == state::passed) == is_competent[i]);
  }
  for (const int grade : {1, 2, 3, 4, 5}) {
    const auto p = score<lowest>(std::array<rating, 3>{grade, grade, grade});
    CHECK((state_of(competent, p) == state::passed) == (grade >= 2));
  }
}

TEST_CASE("Not observed stays in what is expected, left blank does not; neither passes a condition (GM2 ORO.FC.231(d)(1))") {
  static constexpr auto f = framework("eval", levels("1", "2", "3", "4", "5"), leaf("KNO"), leaf("PRO"), leaf("COM"), leaf("FPM"));
  static constexpr auto all = criteria<f>(all_met(reaches("KNO", 2), reaches("PRO", 2), reaches("COM", 2), reaches("FPM", 2)));
  const auto p = score<f>({{"KNO", 3}, {"PRO", 4}, {"COM", not_observed}, {"FPM", no_opportunity}});
  CHECK(p.score() == 3.5);
  CHECK(p.root().exactly().coverage() == exact::ratio(2, 3));
  const criteria_result r = evaluate(all, p);
  CHECK(r.state() == state::undetermined);
  CHECK(r.open() == std::vector<std::uint32_t>{3, 4});
}

TEST_CASE("A missing component is no zero (frappe/hrms: 5 and 5 were 3.33)") {
  static constexpr auto f = framework("appraisal", numeric(0, 5), leaf("goal"), leaf("feedback"), leaf("self"));
  static constexpr auto good = criteria<f>(all_met(reaches("appraisal", 4.2)));
  static constexpr auto full = criteria<f>(all_met(reaches("appraisal", 4.2, covered{1})));
  const auto first = score<f>({{"goal", 4}, {"self", 4.4}});
  CHECK(first.score() == 4.2);
  CHECK(first.root().exactly().coverage() == exact::ratio(2, 3));
  CHECK(state_of(good, first) == state::passed);
  CHECK(state_of(full, first) == state::undetermined);
  const auto second = score<f>({{"goal", 5}, {"feedback", 5}});
  CHECK(second.score() == 5);
  CHECK(second.root().exactly().coverage() == exact::ratio(2, 3));
}

TEST_CASE("MR-Sort as criteria and as the aggregation, and a cap: three ways to limit compensation (figures by hand)") {
  // lambda = 0.6, weights 0.3, 0.3, 0.4; "good" asks for 3 everywhere, and who is 2 below it vetoes
  static constexpr auto f = framework("sort", levels("1", "2", "3", "4", "5"), majority{0.6, veto{2}}, leaf("a", 0.3), leaf("b", 0.3), leaf("c", 0.4));
  static constexpr auto at_3 = criteria<f>(share_met(0.6, weighing(0.3, reaches("a", 3)), weighing(0.3, reaches("b", 3)), weighing(0.4, reaches("c", 3))));
  static constexpr auto at_4 = criteria<f>(share_met(0.6, weighing(0.3, reaches("a", 4, vetoes_below{2})), weighing(0.3, reaches("b", 4,
      vetoes_below{2})), weighing(0.4, reaches("c", 4, vetoes_below{2}))));
  struct row {
    std::array<rating, 3> of;
    bool three, four;
  };
  for (const row& r : {row{{3, 3, 1}, true, false}, row{{4, 4, 2}, true, true}, row{{4, 4, 1}, true, false}, row{{5, 2, 2}, false, false},
      row{{2, 4, 4}, true, true}, row{{1, 5, 5}, true, false}}) {
    const auto p = score<f>(r.of);
    CHECK((state_of(at_3, p) == state::passed) == r.three);
    CHECK((state_of(at_4, p) == state::passed) == r.four);
    CHECK((p.reaches(3) == decision::yes) == r.three);  // the same boundary, said by the aggregation
    CHECK((p.reaches(4) == decision::yes) == r.four);
  }
  static constexpr auto capped = framework("cap", levels("1", "2", "3", "4", "5"), critical_cap{1}, leaf("safety", 20, critical()), leaf("rest", 80));
  static constexpr auto good = criteria<capped>(reaches("cap", 4));
  const auto unsafe = score<capped>({{"safety", 2}, {"rest", 5}}), safe = score<capped>({{"safety", 3}, {"rest", 5}});
  CHECK(unsafe.score() == 3);  // the mean is 4.4; 2 + 1
  CHECK(state_of(good, unsafe) == state::failed);
  CHECK(safe.score() == 4);    // the mean is 4.6; 3 + 1
  CHECK(state_of(good, safe) == state::passed);
}

}

}  // namespace
