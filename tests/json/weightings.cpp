// SPDX-License-Identifier: BSL-1.0
// Weightings, further aggregations, points above the highest and ranges in documents: as in code, and the same after saving.
#include <prowess/json.hpp>
#include <prowess/aggregations.hpp>
#include <prowess/prowess.hpp>
#include <prowess/weightings.hpp>

#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace prowess;

namespace {

dynamic_framework loaded(std::string_view members) {
  const auto f = load_framework(R"({ "prowess": 1, "id": "f", "scale": [ "1", "2", "3", "4", "5" ], )" + std::string(members) + " }");
  INFO(std::string(members));
  for (const problem& p : f.problems()) MESSAGE(p.text());
  REQUIRE(f.has_value());
  return f.value();
}
std::string said(std::string_view members) {
  const auto f = load_framework(R"({ "prowess": 1, "id": "f", "scale": [ "1", "2", "3", "4", "5" ], )" + std::string(members) + " }");
  std::string all;
  for (const problem& p : f.problems()) all += p.what + "; " + p.remedy + "\n";
  return all;
}
constexpr std::string_view abc = R"("children": [ { "id": "a" }, { "id": "b" }, { "id": "c" } ])";

}  // namespace

TEST_SUITE("json") {
  TEST_CASE("weightings by name: lists of children, ties, numbers at the children, values") {
    const auto scale = levels("1", "2", "3", "4", "5");
    const auto same = [&](std::string_view weights, const auto& expected) {
      const auto f = loaded("\"weights\": " + std::string(weights) + ", " + std::string(abc));
      CHECK(f.view() == expected.view());
    };
    const auto by_rank = framework("f", scale, rank_order_centroid{}, leaf("a", 2), leaf("b", 1), leaf("c", 3));
    same(R"({ "rank_order_centroid": [ "b", "a", "c" ] })", by_rank);
    same(R"({ "rank_order_centroid": { "a": 2, "b": 1, "c": 3 } })", by_rank);
    const auto by_numbers = loaded(R"("weights": "rank_order_centroid", "children": [ { "id": "a", "weight": 2 }, { "id": "b", "weight": 1 }, { "id": "c", "weight": 3 } ])");
    CHECK(by_numbers.view() == by_rank.view());
    CHECK(by_rank.nodes[1].weight == 5);
    const auto tied = framework("f", scale, rank_sum{}, leaf("a", 2), leaf("b", 1), leaf("c", 2));
    same(R"({ "rank_sum": [ "b", [ "a", "c" ] ] })", tied);
    const auto steep = framework("f", scale, rank_exponent{3}, leaf("a", 1), leaf("b", 2), leaf("c", 3));
    same(R"({ "rank_exponent": [ 3, "a", "b", "c" ] })", steep);
    const auto compared = framework("f", scale, ahp{3, 5, 2}, leaf("a"), leaf("b"), leaf("c"));
    same(R"({ "ahp": [ 3, 5, 2 ] })", compared);
    const auto matrix = framework("f", scale, ahp{1, 3, 5, 1.0 / 3, 1, 2, 0.2, 0.5, 1}, leaf("a"), leaf("b"), leaf("c"));
    same(R"({ "ahp": [ [ 1, 3, 5 ], [ 0.3333333333333333, 1, 2 ], [ 0.2, 0.5, 1 ] ] })", matrix);
    const auto swung = framework("f", scale, swing{}, leaf("a", 100), leaf("b", 50), leaf("c", 20));
    same(R"({ "swing": { "a": 100, "b": 50, "c": 20 } })", swung);
    const auto f = loaded(R"("scales": { "ten": { "numeric": { "min": 0, "max": 10 } } }, "weights": "points", "children": [ { "id": "a", "scale": "ten" }, { "id": "b" } ])");
    CHECK(f.view().nodes[1].weight == 10);
    CHECK(f.view().nodes[2].weight == 4);
    CHECK(survives(f));
  }
  TEST_CASE("what a weighting objects to is said where it stands") {
    CHECK(said(R"("weights": "rank_sum", )" + std::string(abc)) == "the weighting 'rank_sum': it needs a rank for each child, 1 for the most important; equal ranks are ties; \n");
    CHECK(said(R"("weights": { "rank_sum": [ "a", "b" ] }, )" + std::string(abc)) == "the child 'c' is not named; name each child once\n");
    CHECK(said(R"("weights": { "rank_sum": [ "a", [ "b", 3 ] ] }, )" + std::string(abc)).starts_with("children that share a place are named, and this is 3; list ids\n"));
    CHECK(said(R"("weights": { "ahp": [ 3, 5 ] }, )" + std::string(abc)).starts_with("the weighting 'ahp': it needs a judgement for each pair of children"));
    CHECK(said(R"("weights": { "swing": [ "a", "b", "c" ] }, )" + std::string(abc)).starts_with("the weighting 'swing': "));
  }
  TEST_CASE("aggregations with any number of values") {
    const auto scale = levels("1", "2", "3", "4", "5");
    const auto same = [&](std::string_view how, const auto& expected) {
      const auto f = loaded("\"aggregation\": " + std::string(how) + ", " + std::string(abc));
      CHECK(f.view() == expected.view());
      CHECK(survives(f));
    };
    const auto with = [&](const auto& how) { return framework("f", scale, how, leaf("a"), leaf("b"), leaf("c")); };
    same(R"({ "owa": [ 0.5, 0.3, 0.2 ] })", with(owa{0.5, 0.3, 0.2}));
    same(R"({ "choquet": [ 0.5, 0, -0.5 ] })", with(choquet{0.5, 0, -0.5}));
    same(R"({ "decision_table": [ [ [ 4, 5 ], [ 4, 5 ], [ "1", "5" ], 5 ], [ [ 2, 5 ], [ 1, 5 ], [ 1, 5 ], "3" ], [ 1 ] ] })",
         with(decision_table{when(5, points_between(4, 5), points_between(4, 5), points_between(1, 5)), when(3, points_between(2, 5), points_between(1, 5), points_between(1, 5)), otherwise(1)}));
    same(R"({ "majority": { "share": 0.6, "veto": 2 } })", with(majority{0.6, veto{2}}));
    same(R"({ "majority": 0.6 })", with(majority{0.6}));
    same(R"({ "trimmed_mean": { "lowest": 1, "highest": 1 } })", with(trimmed_mean{1, 1}));
    same(R"("mazziotta_pareto")", with(mazziotta_pareto{}));
    CHECK(said(R"("aggregation": "owa", )" + std::string(abc)).starts_with("f: owa: it needs a weight for each child"));
    CHECK(said(R"("aggregation": { "owa": [ 1, 2 ] }, )" + std::string(abc)).starts_with("f: owa: it needs a weight for each child"));
    CHECK(said(R"("aggregation": { "choquet": [ 5, 0, 0 ] }, )" + std::string(abc)).starts_with("f: choquet: the interactions of a child total more than twice its weight"));
    CHECK(said(R"("aggregation": "critical_cap", )" + std::string(abc)).starts_with("f: critical_cap: no child is critical: mark one"));
    const auto critical_one = loaded(R"("aggregation": { "critical_cap": 1 }, "children": [ { "id": "a", "critical": true }, { "id": "b" } ])");
    const auto in_code = framework("f", scale, critical_cap{1}, leaf("a", critical()), leaf("b"));
    CHECK(critical_one.view() == in_code.view());
    CHECK(survives(critical_one));
  }
  TEST_CASE("points above the highest, ranges, and a quorum of children") {
    const auto f = loaded(R"("scales": { "ten": { "numeric": { "min": 0, "max": 10, "above": "allowed" } }, "held": { "numeric": { "min": 0, "max": 10, "step": 0.5, "above": "clamped" } },
      "bands": { "levels": [ { "key": "weak", "points": 0 }, { "key": "good", "points": 8 }, { "key": "full", "points": 10 } ], "ranges": true } },
      "missing": { "require_children": 2 }, "children": [ { "id": "a", "scale": "ten" }, { "id": "b", "scale": "held" }, { "id": "c", "scale": "bands" } ])");
    CHECK(survives(f));
    const auto in_code = framework("f", levels("1", "2", "3", "4", "5"), require_children(2), scale("ten", numeric(0, 10).with(excess::allowed)),
                                   scale("held", numeric(0, 10, 0.5).with(excess::clamped)), scale("bands", levels(level{"weak", 0}, level{"good", 8}, level{"full", 10}).ranges()),
                                   leaf("a", on("ten")), leaf("b", on("held")), leaf("c", on("bands")));
    CHECK(f.view() == in_code.view());
    const profile p = score(f.view(), std::array<rating, 3>{15, 15, 8.5});
    CHECK(p["a"].score() == 7);
    CHECK(p["b"].score() == 5);
    CHECK(p["c"].score() == doctest::Approx(4.4));
    CHECK(score(f.view(), std::array<rating, 3>{15, not_observed, not_observed}).what() == status::insufficient_coverage);
    CHECK(said(R"("missing": "require_children", )" + std::string(abc)).starts_with("'require_children' needs the number of children"));
    CHECK(said(R"("missing": { "require_children": 4 }, )" + std::string(abc)).find("it cannot require 4 children") != std::string::npos);
    CHECK(said(R"("missing": { "require_children": 1.5 }, )" + std::string(abc)).find("it cannot require 1.5 children") != std::string::npos);
    CHECK(said(R"("scales": { "x": { "numeric": { "min": 0, "max": 1, "above": "sometimes" } } }, )" + std::string(abc)).starts_with("points above the maximum are not the text 'sometimes'"));
    CHECK(said(R"("scales": { "x": { "numeric": { "min": 0, "max": 1 }, "ranges": true } }, )" + std::string(abc)).starts_with("only levels are 'ranges'"));
  }
}
