// SPDX-License-Identifier: BSL-1.0
// Aggregations beyond the plain ones: their edges, their exact forms, and the forms that rubrics take with them.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("1", "2", "3", "4", "5");
template <class How, class... Rating> constexpr double of(const How& how, const Rating&... ratings) {
  constexpr std::string_view ids[] = {"a", "b", "c", "d", "e", "f"};
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto f = framework("f", numeric(0, 10), how, skip, leaf(ids[I])...);
    const std::array<rating, sizeof...(Rating)> all{ratings...};
    std::array<node_result, 1 + sizeof...(Rating)> out;
    out.fill(node_result{});
    return score_into(f.view(), all, out).ok() && out[0].has_score() ? out[0].score : -1;
  }(std::make_index_sequence<sizeof...(Rating)>{});
}
constexpr rating none = not_observed;

// all of these in constant expressions
static_assert(of(owa{1, 0, 0}, 2, 8, 5) == 8 && of(owa{0, 0, 1}, 2, 8, 5) == 2 && of(owa{0, 3, 0}, 2, 8, 5) == 5);
static_assert(of(owa{1, 0, 0}, 2, none, 5) == 5 && of(owa{0, 1, 0}, 2, none, 5) == 3.5);  // the middle third is half in either half
static_assert(of(mode{}, 3, 5, 3, 5, 1) == 5 && of(mode{}, 7) == 7);
static_assert(of(trimmed_mean{1, 1}, 1, 9, 4, 6) == 5 && of(trimmed_mean{3}, 1, 9, 4, 6) == 9 && of(trimmed_mean{2}, 4, none, 8) == 8);
static_assert(of(share_reaching{5}, 5, 4.9, 8, 2) == 5 && of(share_reaching{5}, 5, 5) == 10 && of(share_reaching{5}, 1, 1) == 0);
static_assert(of(majority{0.5}, 2, 4, 6, 8) == 6 && of(majority{0.75}, 2, 4, 6, 8) == 4 && of(majority{0.5, veto{1}}, 2, 4, 6, 8) == 3);
static_assert(of(weighted_sum{2}, 3, 4) == 3.5 && of(weighted_sum{4}, 3, 4) == 1.75 && of(overweight_mean{4}, 3, 4) == 3.5 && of(overweight_mean{1}, 3, 4) == 7);
static_assert(of(choquet{0, 0, 0}, 2, 5, 8) == 5 && of(choquet{1, 0, 0}, 2, 5, 8) == 4.5 && of(choquet{-1, 0, 0}, 2, 5, 8) == 5.5);
static_assert(of(choquet{1, 0, 0}, 2, none, 8) == 5);  // the pair that is not there does not count
static_assert(of(mazziotta_pareto{}, 5, 5) == 5 && of(mazziotta_pareto{}, 4, 6) == 4.8 && of(mazziotta_pareto{}, 0, 0) == 0);

constexpr auto grade = decision_table{when(10, points_at_least(8), points_at_least(8)), when(7, points_between(4, 10), points_at_most(9)), when(5, points_exactly(3), any_points), otherwise(1)};
static_assert(of(grade, 8, 8) == 10 && of(grade, 8, 7) == 7 && of(grade, 3, 10) == 5 && of(grade, 0, 0) == 1 && of(grade, 4, 9.5) == 1);
static_assert(of(grade, 3, none) == 5 && of(grade, 8, none) == 1);  // who is not there meets what asks nothing, and nothing else

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a cap: the lowest critical child decides, whatever it weighs; absent it leaves the whole open") {
    constexpr auto f = framework("f", five, critical_cap{1}, leaf("a", 0, critical()), leaf("b", 30), leaf("c", 70, critical()));
    const auto with = [&](rating a, rating b, rating c) { return score(f.view(), std::array<rating, 3>{a, b, c}); };
    CHECK(with(1, 5, 5).score() == 2);
    CHECK(with(4, 5, 3).score() == 3.6);
    CHECK(with(5, 2, 5).score() == doctest::Approx(4.1));
    CHECK(with(none, 5, 5).what() == status::undetermined);
    CHECK(with(not_applicable, 5, 5).score() == 5);
  }
  TEST_CASE("exact forms are the doubles' where these are exact, and unknown where a child's is") {
    static constexpr auto f = framework("f", five, group("a", owa{3, 2, 1}, leaf("1"), leaf("2"), leaf("3")), group("b", trimmed_mean{1, 1}, leaf("1"), leaf("2"), leaf("3"), leaf("4")),
                                 group("c", majority{0.6}, leaf("1"), leaf("2"), leaf("3")), group("d", choquet{0.5, 0, -0.5}, leaf("1"), leaf("2"), leaf("3")),
                                 group("e", mazziotta_pareto{}, leaf("1"), leaf("2")), group("f", mode{}, leaf("1"), leaf("2"), leaf("3")),
                                 group("g", decision_table{when(5, points_at_least(3), points_at_least(3)), otherwise(2)}, leaf("1"), leaf("2")),
                                 group("h", share_reaching{3}, leaf("1"), leaf("2", 2)), group("i", weighted_sum{4}, leaf("1"), leaf("2", 2)));
    constexpr auto p = score<f>(std::array<rating, 24>{5, 3, 1, 1, 2, 4, 5, 5, 4, 1, 1, 2, 5, 2, 4, 3, 3, 1, 3, 3, 5, 1, 5, 2});
    for (const profile_entry e : p) {
      const exact precise = e.exactly().score;
      INFO(e.path());
      CHECK(precise.known());
      CHECK(precise.to_double() == doctest::Approx(e.score()).epsilon(1e-14));
    }
    CHECK(p["a"].exactly().score == exact::ratio(11, 3));
    CHECK(p["e"].exactly().score == exact::ratio(8, 3));
    CHECK(p["h"].exactly().score == exact::ratio(7, 3));
    constexpr auto above = framework("f", five, majority{0.5}, skip, group("g", geometric_mean{}, leaf("1"), leaf("2")), leaf("3"));
    CHECK_FALSE(score(above.view(), std::array<rating, 3>{2, 5, 4}).exactly().score.known());
  }
  TEST_CASE("values that make no sense are said") {
    const auto said = [](const auto& how) {
      dynamic_framework f("f", numeric(0, 10), how);
      f.add("f", leaf("a")), f.add("f", leaf("b"));
      const auto all = f.problems();
      return all.empty() ? std::string() : all[0].what;
    };
    CHECK(said(owa{0, 0}) == "owa: its weights are all 0");
    CHECK(said(owa{1, -1}) == "owa: its weights must be numbers that are not negative");
    CHECK(said(trimmed_mean{0, 0}) == "trimmed_mean: it drops none: use weighted_mean");
    CHECK(said(trimmed_mean{1, 1}) == "trimmed_mean: it drops all of the group's children");
    CHECK(said(trimmed_mean{0.5}).find("whole numbers") != std::string::npos);
    CHECK(said(majority{0}) == "majority: the share must be above 0 and at most 1");
    CHECK(said(majority{0.5, veto{-2}}) == "majority: the veto must be points that are not negative");
    CHECK(said(weighted_sum{0}) == "weighted_sum: the divisor must be a positive number");
    CHECK(said(overweight_mean{-1}) == "overweight_mean: the divisor must be a positive number");
    CHECK(said(share_reaching{11}) == "share_reaching: the threshold must lie on the framework's scale");
    CHECK(said(choquet{3}).find("more than twice its weight") != std::string::npos);
    CHECK(said(choquet{0, 0, 0}).find("an interaction for each pair") != std::string::npos);
    CHECK(said(mazziotta_pareto{2}) == "mazziotta_pareto: its sign is -1 (takes away) or 1 (adds)");
    CHECK(said(critical_cap{1}) == "critical_cap: no child is critical: mark one");
    CHECK(said(decision_table{5.0, 4.0}).find("each row needs a condition for each child") != std::string::npos);
    CHECK(said(decision_table{when(5, points_between(4, 3), any_points), otherwise(1)}) == "decision_table: a condition of a row has its ends the wrong way round");
    CHECK(said(decision_table{when(11, any_points, any_points), otherwise(1)}) == "decision_table: the points of a row must lie on the framework's scale");
  }
  // EASA AMC4 ORO.FC.231(d)(1): a pilot's grade from the outcome (1 unsafe, 2 not unsafe, 3 safe, 5 enhanced), how well (1 to 5), how many of the
  // behaviours were shown (1 to 5) and how often (1 rarely, 2 occasionally, 3 regularly, 5 always). It gives the five rows; what lies
  // between them is here graded by the first row that is met in full.
  TEST_CASE("the grading of competencies of pilots") {
    constexpr auto at_least = [](double grade, double outcome, double well, double many, double often) {
      return when(grade, points_at_least(outcome), points_at_least(well), points_at_least(many), points_at_least(often));
    };
    constexpr auto pilot = decision_table{at_least(5, 5, 5, 5, 5), at_least(4, 3, 4, 4, 3), at_least(3, 3, 3, 3, 3), at_least(2, 2, 2, 2, 2), otherwise(1)};
    static_assert(of(pilot, 1, 1, 1, 1) == 1 && of(pilot, 2, 2, 2, 2) == 2 && of(pilot, 3, 3, 3, 3) == 3 && of(pilot, 3, 4, 4, 3) == 4 && of(pilot, 5, 5, 5, 5) == 5);
    // as the lowest of the four does (the sets of the table of such cases: unsafe, most, regularly; safe, some, regularly; ...)
    static_assert(of(pilot, 1, 4, 4, 3) == 1 && of(pilot, 3, 4, 2, 3) == 2 && of(pilot, 5, 5, 3, 5) == 3 && of(pilot, 2, 5, 5, 5) == 2);
    CHECK(of(pilot, 3, 5, 5, 5) == 4);  // safe serves two grades: the lowest of the four could not tell them apart
  }
  TEST_CASE("rubric forms") {
    // single-point: one description, and below or above it
    static constexpr auto single = framework("essay", levels(level{"below", 0}, level{"met", 1}, level{"above", 2}), criterion("thesis"), criterion("sources"));
    CHECK(score<single>({{"thesis", "met"}, {"sources", "above"}}).level() == "met");
    // holistic: one leaf
    static constexpr auto holistic = framework("essay", five, criterion("overall", anchors(anchor{"5", "convinces throughout"}, anchor{"1", "has no argument"})));
    CHECK(score<holistic>({{"overall", "5"}}).score() == 5);
    // ranges: points within a level
    static constexpr auto ranges = framework("lab", levels(level{"weak", 0}, level{"good", 6}, level{"full", 10}).ranges(), criterion("report"), criterion("data"));
    constexpr auto report = score<ranges>({{"report", 7.5}, {"data", 9}});
    CHECK(report.score() == 8.25);
    CHECK(report.level() == "good");
    CHECK(report["data"].level() == "good");
    // a criterion that is shown and does not count
    static constexpr auto shown = framework("lab", numeric(0, 10), criterion("report", 1), criterion("neatness", 0));
    CHECK(score<shown>({{"report", 8}, {"neatness", 2}}).score() == 8);
    CHECK(score<shown>({{"report", 8}, {"neatness", 2}})["neatness"].score() == 2);
  }
  TEST_CASE("a quorum of children") {
    constexpr auto f = framework("f", five, require_children(2), leaf("a", 90), leaf("b", 5), leaf("c", 5));
    const auto with = [&](rating a, rating b, rating c) { return score(f.view(), std::array<rating, 3>{a, b, c}); };
    CHECK(with(5, none, none).what() == status::insufficient_coverage);
    CHECK(with(none, 4, 2).score() == 3);
    CHECK(with(5, not_applicable, not_applicable).what() == status::insufficient_coverage);
    CHECK(with(none, none, none).what() == status::no_evidence);
    constexpr auto filled = framework("f", five, require_children(2), leaf("a", if_missing(lowest)), leaf("b", if_missing(lowest)), leaf("c", if_missing(lowest)));
    CHECK(score(filled.view(), std::array<rating, 3>{5, none, none}).what() == status::insufficient_coverage);  // what is filled in is no answer
    CHECK(score(filled.view(), std::array<rating, 3>{5, 3, none}).score() == 3);
  }
  TEST_CASE("an uneven profile of one that weighs is even; sums that overflow are no score") {
    constexpr auto one = framework("f", numeric(0, 10), mazziotta_pareto{-1, 1}, leaf("a", 0.3), leaf("b", 0), leaf("c", 0));
    CHECK(score(one.view(), std::array<rating, 3>{3.7, 9, 0}).score() == 3.7);
    constexpr auto huge = framework("f", numeric(0, 100), weighted_sum{1e-300}, leaf("a", 1e10), leaf("b"));
    CHECK(score(huge.view(), std::array<rating, 2>{50, 50}).what() == status::out_of_domain);
  }
  TEST_CASE("tables are tables, and scores beyond the scale are compared as finely as their size allows") {
    static_assert(!std::is_constructible_v<decision_table<4>, table_row<0>, table_row<1>>);
    static_assert(std::is_constructible_v<decision_table<4>, table_row<1>, table_row<0>>);
    constexpr auto f = framework("f", numeric(0, 1), mode{}, scale("more", numeric(0, 1).with(excess::allowed)), leaf("a", on("more")), leaf("b", on("more")), leaf("c", on("more")));
    const profile p = score(f.view(), std::array<rating, 3>{300000.1, 300000.1, 2});
    CHECK(p.score() == 300000.1);
    CHECK(p.exactly().score == 300000.1);
    dynamic_framework turned("f", numeric(0, 1), scale("rank", numeric(1, 6).inverted().with(excess::allowed)));
    turned.add("f", leaf("a", on("rank")));
    CHECK(turned.problems()[0].what.find("points above its highest make no sense") != std::string::npos);
    constexpr auto fine = framework("f", numeric(0, 1), scale("fine", numeric(0, 10, 0.0001).with(excess::allowed)), leaf("a", on("fine")));
    CHECK_FALSE(fine.scales[1].admits(1e15, {}));
    CHECK(fine.scales[1].admits(1e6, {}));
  }
}
