// SPDX-License-Identifier: BSL-1.0
// The reasons of scores: shares of what counts, missing and filled children, clamps, rules, in words.
#include <prowess/aggregations.hpp>
#include <prowess/explain/score_reasons.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/reasons.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto course = framework("course", numeric(0, 10),
  group("work", 60, clamped, leaf("essay", 2), leaf("map", 1), leaf("bonus", 1, extra_credit)),
  group("care", 30, pool, leaf("a", 1), group("b", 3, leaf("b1", 1), leaf("b2", 1))),
  group("talk", 10, minimum{}, leaf("clear"), leaf("brief", if_missing(lowest))));

const score_reason& of(const std::vector<score_reason>& all, std::string_view name) { return all[course.view().look_up(name).node]; }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("shares of what counts, multiplied down") {
    constexpr auto p = score<course>({{"essay", 9}, {"map", 6}, {"a", 4}, {"b1", 8}, {"clear", 5}, {"brief", 7}});
    const auto all = score_reasons(p);
    CHECK(of(all, "course").kind == part_kind::counted);
    CHECK(of(all, "work").share == doctest::Approx(0.6));
    CHECK(of(all, "essay").share == doctest::Approx(2.0 / 3));
    CHECK(of(all, "essay").effective == doctest::Approx(0.4));
    CHECK(of(all, "bonus").kind == part_kind::missing);
    CHECK(of(all, "b").share == doctest::Approx(0.6));  // 3 x 1/2 beside 1: half of it was rated, and care pools
    CHECK(of(all, "b1").effective == doctest::Approx(0.3 * 0.6));
    CHECK(of(all, "b2").share == 0);
    CHECK(of(all, "b").missing == 1);
    CHECK(of(all, "clear").share == doctest::Approx(0.5));  // minimum ignores weights
    CHECK(of(all, "talk").rule == "minimum");
    double leaves = 0;
    for (const score_reason& r : all) leaves += course.nodes[r.node].is_leaf() ? r.effective : 0;
    CHECK(leaves == doctest::Approx(1));
  }
  TEST_CASE("held at an end, filled in, missing, in words") {
    constexpr auto p = score<course>({{"essay", 10}, {"map", 10}, {"bonus", 9}, {"a", not_applicable}, {"b1", no_opportunity}, {"clear", 5}});
    const auto all = score_reasons(p);
    CHECK(of(all, "work").unheld.value() == doctest::Approx(13));
    CHECK(of(all, "bonus").kind == part_kind::extra);
    CHECK(of(all, "brief").kind == part_kind::filled);
    CHECK(explain(p) ==
          "course 8.57: weighted mean of 2, 1 missing\n"
          "  work 10.00: weighted mean of 3; held at the end of the scale, without that 13.00; counts 85.7 % of course\n"
          "    essay 10.00: rated 10; counts 66.7 % of work\n"
          "    map 10.00: rated 10; counts 33.3 % of work\n"
          "    bonus 9.00: rated 9; extra credit in work\n"
          "  care: no score, no evidence; left out of course\n"
          "    a: not applicable; does not touch care\n"
          "    b: no score, no evidence; left out of care\n"
          "      b1: no opportunity; does not touch b\n"
          "      b2: not observed; left out of b\n"
          "  talk 0.00: minimum of 2; counts 14.3 % of course\n"
          "    clear 5.00: rated 5; does not decide talk\n"
          "    brief 0.00: nobody rated it, this is what its absence counts as; decides talk\n");
  }
  TEST_CASE("why there is no score") {
    static constexpr auto strict = framework("strict", numeric(0, 10), require(0.5), group("g", minimum{}, leaf("x"), leaf("y")), leaf("z"));
    constexpr auto p = score<strict>({{"x", 5}});
    CHECK(explain(p) ==
          "strict: no score, no evidence\n  g: no score, undetermined (one that is missing could change everything); missing in strict\n    x 5.00: rated 5; g makes no score of it\n"
          "    y: not observed; missing in g\n  z: not observed; missing in strict\n");
  }
}
