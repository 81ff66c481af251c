// SPDX-License-Identifier: BSL-1.0
// Cheapest improvements and learning paths of the health-IT framework: gaps, importances, hours and prerequisites as its worked example
// and its 16 learning resources have them. Fractions, sets and hours were derived by exhaustive search over the gaps in Python.
#include <prowess/core.hpp>
#include <prowess/decision/learning.hpp>
#include <prowess/decision/learning_path.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/frameworks/health_it.hpp>

#include <algorithm>
#include <iterator>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

using frameworks::health_it;

constexpr auto courses = learning<health_it>(
    resource("LR-01", "TEC-BLD", "baseline", "basic", 24), resource("LR-02", "TEC-BLD", "basic", "intermediate", 60, after("LR-01")),
    resource("LR-03", "TEC-BLD", "intermediate", "advanced", 80, after("LR-02")), resource("LR-04", "TEC-SEC", "baseline", "basic", 8),
    resource("LR-05", "TEC-SEC", "basic", "intermediate", 16, after("LR-04")), resource("LR-06", "TEC-TST", "basic", "intermediate", 24),
    resource("LR-07", "TEC-TST", "intermediate", "advanced", 40, after("LR-06")), resource("LR-08", "FUN-SAF", 2, 3, 20),
    resource("LR-09", "COM-EXP", 2, 3, 12).titled("Plain-language explanation lab"), resource("LR-10", "COM-EXP", 3, 4, 16, after("LR-09")),
    resource("LR-11", "NEG-RES", 2, 3, 12, after("LR-09")), resource("LR-12", "NEG-AGR", 2, 3, 16, after("LR-11")), resource("LR-13", "STR-ROO", 2, 3, 12),
    resource("LR-14", "COM-COA", 2, 3, 16, after("LR-09")), resource("LR-15", "TEA-ACC", 2, 3, 20), resource("LR-16", "FUN-REQ", 2, 3, 30));

constexpr std::string_view ids[] = {"TEC-BLD", "TEC-INT", "TEC-DAT", "TEC-SEC", "TEC-TST", "TEC-SUP", "FUN-WFL", "FUN-REQ", "FUN-SAF", "FUN-REG", "FUN-PLN",
                                    "FUN-TRN", "COM-EXP", "COM-WRI", "COM-COA", "NEG-RES", "NEG-AGR", "STR-VIE", "STR-ROO", "TEA-MOT", "TEA-FOR", "TEA-ACC"};

/// Example-1 of the framework: one level missing in five competencies, none known in STR-ROO.
std::vector<rating> example_1() {
  constexpr int levels[] = {3, 3, 3, 3, 3, 4, 3, 2, 3, 2, 3, 3, 3, 3, 3, 2, 3, 3, 0, 3, 2, 3};
  std::vector<rating> all;
  for (const int l : levels) all.push_back(l == 0 ? not_observed : rating(l));
  return all;
}

struct gap {
  std::string_view id;
  int required, importance;
  double hours;
};
constexpr gap gaps[] = {{"TEC-BLD", 4, 5, 80}, {"TEC-TST", 4, 5, 40}, {"FUN-REQ", 3, 4, 30}, {"COM-EXP", 4, 5, 16}, {"NEG-RES", 3, 4, 12}};

/// fit = 1 - sum(importance x max(0, required - level)) / 181 over the requirements with gaps; the others are met.
exact fit(std::span<const rating> ratings) {
  exact lost;
  for (const gap& g : gaps) {
    const std::size_t leaf = static_cast<std::size_t>(std::find(std::begin(ids), std::end(ids), g.id) - std::begin(ids));
    if (ratings[leaf].points < g.required) lost += exact(g.importance) * (exact(g.required) - exact(ratings[leaf].points));
  }
  return exact(1) - lost / exact(181);
}

std::vector<level_change> one_level_each() {
  std::vector<level_change> all;
  for (const gap& g : gaps) all.push_back({health_it.at(g.id), static_cast<double>(g.required), g.hours});
  return all;
}

std::string names(const std::vector<plan_step>& steps) {
  std::string all;
  for (const plan_step& s : steps) all += (all.empty() ? "" : " ") + std::string(health_it.view().nodes[s.node].id);
  return all;
}
std::vector<rating> after_steps(std::vector<rating> r, const std::vector<plan_step>& steps) {
  for (const plan_step& s : steps) r[health_it.view().nodes[s.node].leaf] = s.to;
  return r;
}
std::string names(const learning_route& way) {
  std::string all;
  for (const std::uint32_t i : way.resources) all += (all.empty() ? "" : " ") + std::string(courses.resources[i].id);
  return all;
}

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("the cheapest level change that lifts a fit of 158/181 to 0.9 costs 16 hours") {
    const framework_view f = health_it.view();
    for (std::uint32_t i = 0, leaf = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) REQUIRE(f.nodes[i].id == ids[leaf++]);
    const std::vector<rating> now = example_1();
    CHECK(fit(now) == exact::ratio(158, 181));
    const auto goal = [](std::span<const rating> r) { return fit(r) >= exact(0.9); };
    const auto changes = one_level_each();
    const learning_plan plan = cheapest_plan(f, now, changes, goal).value();
    CHECK(plan.is_reached);
    CHECK(plan.is_proved_minimal);
    CHECK(plan.is_first_of_equals);
    CHECK(names(plan.steps) == "COM-EXP");
    CHECK(plan.cost == 16);
    CHECK(plan.lower_bound == 16);
    CHECK(plan.steps[0].from == 3);
    CHECK(plan.steps[0].to == 4);
    CHECK(fit(plan.after) == exact::ratio(163, 181));
  }

  TEST_CASE("and there are three other minimal sets") {
    const auto goal = [](std::span<const rating> r) { return fit(r) >= exact(0.9); };
    const auto changes = one_level_each();
    const minimal_plans all = minimal_sets(health_it, example_1(), changes, goal).value();
    struct expected_set {
      std::string_view names;
      double hours;
      exact fit;
    };
    const expected_set expected[] = {{"COM-EXP", 16, exact::ratio(163, 181)}, {"TEC-TST", 40, exact::ratio(163, 181)}, {"FUN-REQ NEG-RES", 42, exact::ratio(166, 181)},
                                     {"TEC-BLD", 80, exact::ratio(163, 181)}};
    CHECK(all.is_complete);
    REQUIRE(all.sets.size() == std::size(expected));
    for (std::size_t k = 0; k < std::size(expected); ++k) {
      CHECK(names(all.sets[k].steps) == expected[k].names);
      CHECK(all.sets[k].cost == expected[k].hours);
      CHECK(fit(after_steps(example_1(), all.sets[k].steps)) == expected[k].fit);
    }
  }

  TEST_CASE("with the learning resources themselves: what comes before them is waived where the level is there") {
    const auto goal = [](std::span<const rating> r) { return fit(r) >= exact(0.9); };
    const learning_plan plan = cheapest_plan(health_it, example_1(), courses, goal).value();
    CHECK(plan.is_proved_minimal);
    CHECK(plan.cost == 16);
    REQUIRE(plan.steps.size() == 1);
    CHECK(courses.resources[plan.steps[0].source].id == "LR-10");  // LR-09, which comes before it, leads to a level that is there
    REQUIRE(plan.unrated.size() == 1);
    CHECK(health_it.view().nodes[plan.unrated[0]].id == "STR-ROO");
    const minimal_plans all = minimal_sets(health_it, example_1(), courses, goal).value();
    REQUIRE(all.sets.size() == 4);
    CHECK(names(all.sets[2].steps) == "NEG-RES FUN-REQ");  // as LR-11 and LR-16 are listed
    CHECK(all.sets[2].cost == 42);
  }

  TEST_CASE("learning paths: prerequisites first, those that are shared once") {
    std::vector<rating> beginner(22, rating(2));
    const learning_route one = learning_path(health_it, courses, beginner, {"LR-12"}).value();
    CHECK(names(one) == "LR-09 LR-11 LR-12");
    CHECK(one.cost == 40);
    CHECK(one.uncertain_start.empty());
    const learning_route two = learning_path(health_it, courses, beginner, {"LR-11", "LR-14"}).value();
    CHECK(names(two) == "LR-09 LR-11 LR-14");
    CHECK(two.cost == 40);
    CHECK(names(learning_path(health_it, courses, beginner, {"LR-14", "LR-11"}).value()) == "LR-09 LR-11 LR-14");
    const std::vector<rating> nobody_looked(22);
    const learning_route blind = learning_path(health_it, courses, nobody_looked, {"LR-12"}).value();
    CHECK(names(blind) == "LR-09 LR-11 LR-12");
    CHECK(blind.uncertain_start.size() == 3);
    beginner[12] = 3;  // COM-EXP
    const learning_route shorter = learning_path(health_it, courses, beginner, {"LR-12"}).value();
    CHECK(names(shorter) == "LR-11 LR-12");
    CHECK(shorter.cost == 28);
    REQUIRE(shorter.waived.size() == 1);
    CHECK(courses.resources[shorter.waived[0]].id == "LR-09");
  }
}
