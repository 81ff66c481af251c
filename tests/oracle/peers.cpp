// SPDX-License-Identifier: BSL-1.0
// What other systems are known to get wrong, here as tests. The reports are public: issues and pull requests of the projects named.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/effective_weights.hpp>
#include <prowess/evidence/combine.hpp>
#include <prowess/number/rounding.hpp>
#include <prowess/presets/canvas.hpp>
#include <prowess/presets/edx.hpp>
#include <prowess/prowess.hpp>
#include <prowess/weightings.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

/// What is wrong with a framework, or nothing.
std::string objection(const dynamic_framework& f) {
  const auto all = f.problems();
  return all.empty() ? std::string() : all[0].text();
}
bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("oracle") {
  // github.com/instructure/canvas-lms/issues/2299: with "drop lowest 2, drop highest 1" a course of 3 of 38 points is 46.2, 46.2, 7.9 and 10.5 % as the
  // student gets 1, 2, 3 and 4 points. Chosen together, more points never lower the total.
  TEST_CASE("more points never lower a total from which lowest and highest are dropped") {
    const auto course = canvas::course("c", canvas::scheme::points, canvas::grading::current, {{"g", 0, {{"a", 100}, {"b", 91}, {"c", 55}, {"d", 38}}, 2, 1}}).value();
    double before = -1;
    for (int points = 0; points <= 38; ++points) {
      const double now = score(course.view(), std::array<rating, 4>{100, 42, 14, points}).score();
      CHECK(now >= before);
      before = now;
    }
  }

  // openedx-platform pull requests 27788 and 16837: rounding sections, and again at the end, moves a course from 34 to 35 %.
  TEST_CASE("rounding once") {
    const auto course = [](int digits) {
      const auto f = edx::course("c", {{"homework", 0.75, 2, 0, 2}}).value();
      rating_sheet sheet(f);
      sheet.set("homework/1", edx::section(2, 3, digits)).set("homework/2", edx::section(1, 4, digits));
      return rounded(score(sheet).root().exactly().score).to_double();
    };
    CHECK(course(2) == 35);  // rounded twice, if somebody asks for it
    CHECK(course(4) == 34);
    CHECK(rounded((exact::ratio(2, 3) + exact::ratio(1, 4)) / 2 * exact(0.75) * 100).to_double() == 34);
  }

  // Exact decimal ties some of which printing a double gets wrong (Canvas, grade_calculator_spec).
  TEST_CASE("ties are decided on the decimal value") {
    constexpr std::array<std::array<double, 2>, 7> ties{{{2.875, 2.88}, {3.175, 3.18}, {3.375, 3.38}, {88.355, 88.36}, {60.125, 60.13}, {93.825, 93.83}, {79.135, 79.14}}};
    int plain = 0;
    for (const auto& [x, expected] : ties) {
      CHECK(rounded(x, {2}) == expected);
      char text[16];
      std::snprintf(text, sizeof text, "%.2f", x);
      plain += std::strtod(text, nullptr) != expected;
    }
    CHECK(plain >= 2);
  }

  // Canvas: two formulas under one name; "weighted" and "standard decaying" average differ from the third result on.
  TEST_CASE("two averages that decay, under two names") {
    constexpr evidence all[] = {{2, 0}, {3, 1}, {4, 2}};
    CHECK(std::abs(*combine(latest_and_rest{0.65}, all) - 3.475) < 1e-12);
    CHECK(std::abs(*combine(exponential_average{0.65}, all) - 3.5275) < 1e-12);
    CHECK(*combine(latest_and_rest{0.65}, std::span(all).first(2)) == *combine(exponential_average{0.65}, std::span(all).first(2)));
  }

  // Sakai returns -1, Open edX 0, Canvas null or 0, Moodle null: here each has a name.
  TEST_CASE("nothing rated, nothing that weighs, nothing that applies are not 0, and not the same") {
    constexpr auto f = framework("f", numeric(0, 100), leaf("a", 1), leaf("b", 0));
    CHECK(score(f.view(), std::array<rating, 2>{not_observed, not_observed}).what() == status::no_evidence);
    CHECK(score(f.view(), std::array<rating, 2>{not_applicable, not_applicable}).what() == status::not_applicable);
    CHECK(score(f.view(), std::array<rating, 2>{not_observed, 50}).what() == status::zero_total_weight);
    CHECK(score(f.view(), std::array<rating, 2>{0, 50}).score() == 0);
  }

  // Moodle counts an item whose minimum is its maximum as full marks.
  TEST_CASE("a scale without a range is refused") {
    dynamic_framework f("f", percentage());
    f.add_scale("flat", numeric(5, 5));
    f.add("f", leaf("a", on("flat")));
    CHECK(says(objection(f), "lowest and highest points are both 5"));
  }

  // COINr 1.1.14: all surviving weights 0 give NaN; a harmonic mean of -1, 2, 4 is -12; p = 0 is refused. pymcdm 1.4.0: one missing
  // cell makes every alternative NaN, and weights of -1 or NaN pass its validation.
  TEST_CASE("weights and scores that have no mean are said, not computed") {
    for (const double weight : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
      dynamic_framework f("f", numeric(0, 10));
      f.add("f", leaf("a", 2)), f.add("f", leaf("b", weight));
      CHECK_FALSE(objection(f).empty());
    }
    dynamic_framework negative("f", numeric(-1, 4), harmonic_mean{});
    negative.add("f", leaf("a"));
    CHECK(says(objection(negative), "power means other than p = 1 need points that are not negative"));
    constexpr auto geometric = framework("f", numeric(1, 5), power_mean{0}, leaf("a"), leaf("b"));
    CHECK(std::abs(score(geometric.view(), std::array<rating, 2>{2, 5}).score() - std::sqrt(10.0)) < 1e-12);
    constexpr auto three = framework("f", numeric(0, 10), leaf("a"), leaf("b"), leaf("c"));
    CHECK(score(three.view(), std::array<rating, 3>{3, not_observed, 7}).score() == 5);  // one person's gap is nobody else's
  }

  // COINr: a pillar may pass a threshold of direct children while most of what is below is missing; github.com/fraunhofer-iem/spha/issues/22: an
  // empty subtree keeps its weight. Coverage is counted in leaves, and an empty subtree leaves its weight to the others.
  TEST_CASE("coverage is that of the leaves") {
    constexpr auto f = framework("f", numeric(0, 10), group("p", leaf("1"), leaf("2"), leaf("3")), group("q", leaf("4"), leaf("5"), leaf("6")), group("r", 5, leaf("7")));
    const profile p = score(f.view(), std::array<rating, 7>{4, not_observed, not_observed, 8, not_observed, not_observed, not_observed});
    CHECK(p.score() == 6);
    CHECK(std::abs(p.coverage() - 2.0 / 3 / 7) < 1e-12);
  }

  // AHPy rounds while it computes, so that global weights of a hierarchy miss 1. pyDecision reads the digits of names such as "g3"
  // as places. R's MCDA refuses 1/3 typed as .333.
  TEST_CASE("weights total 1, names are names, and people type .333") {
    constexpr auto f = framework("f", numeric(0, 10), ahp{3, 5, 2}, group("g9", rank_order_centroid{}, leaf("g3", 1), leaf("g1", 2), leaf("g2", 3)), leaf("h"), leaf("i"));
    const auto weights = effective_weights(f);
    CHECK(weights[f.at("g9/g3").index] > weights[f.at("g9/g1").index]);
    double total = 0;
    for (std::uint32_t i = 0; i < f.nodes.size(); ++i) total += f.nodes[i].is_leaf() ? weights[i] : 0;
    CHECK(std::abs(total - 1) < 1e-12);
    constexpr auto typed = framework("f", numeric(0, 10), ahp{1, 3, 0.333, 1}, leaf("a"), leaf("b"));
    CHECK(std::abs(effective_weights(typed)[1] - 0.75) < 1e-3);
  }

  // Compind 3.4: the sign of the penalty is ignored by one function, and the other takes another standard deviation.
  TEST_CASE("the penalty for uneven profiles has a sign and a deviation that are asked for") {
    constexpr std::array<rating, 2> uneven{2, 8};
    for (const auto& [how, expected] : {std::pair{mazziotta_pareto{}, 3.2}, {mazziotta_pareto{1}, 6.8}, {mazziotta_pareto{-1, 1}, 1.4}, {mazziotta_pareto{1, 1}, 8.6}}) {
      const auto f = framework("f", numeric(0, 10), how, leaf("a"), leaf("b"));
      CHECK(std::abs(score(f.view(), uneven).score() - expected) < 1e-12);
    }
  }

  // Canvas names a rubric's ranges by their top and its ratings by their bottom, and masters above in one place and at in another.
  TEST_CASE("levels at a bound: inclusive, whatever the direction") {
    constexpr auto f = framework("f", levels("a", "b", "c"), leaf("x"), leaf("y"), leaf("z"));
    CHECK(score(f.view(), std::array<rating, 3>{2, 2, 2}).level() == "b");
    CHECK(score(f.view(), std::array<rating, 3>{1, 2, 3}).level() == "b");
    CHECK(score(f.view(), std::array<rating, 3>{1, 2, 2}).level() == "a");
  }
}
