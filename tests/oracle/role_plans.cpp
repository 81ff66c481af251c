// SPDX-License-Identifier: BSL-1.0
// Plans for roles: the cheapest set of steps of a worked profile (whose sets, hours and fits were enumerated over all 2^5 subsets of its
// gaps with fractions), with level changes and with learning resources; outcomes as goals.
#include <prowess/decision/overall.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/decision/role_goal.hpp>
#include <prowess/frameworks/health_it/learning.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/prowess.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto& fw = frameworks::health_it;
constexpr auto& specialist = frameworks::ehr_implementation_specialist;

rating_sheet example_1() {
  rating_sheet sheet(fw);
  for (const auto& [id, r] : {std::pair<std::string_view, int>{"TEC-BLD", 3}, {"TEC-INT", 3}, {"TEC-DAT", 3}, {"TEC-SEC", 3}, {"TEC-TST", 3}, {"TEC-SUP", 4}, {"FUN-WFL", 3},
                              {"FUN-REQ", 2}, {"FUN-SAF", 3}, {"FUN-REG", 2}, {"FUN-PLN", 3}, {"FUN-TRN", 3}, {"COM-EXP", 3}, {"COM-WRI", 3}, {"COM-COA", 3}, {"NEG-RES", 2},
                              {"NEG-AGR", 3}, {"STR-VIE", 3}, {"TEA-MOT", 3}, {"TEA-FOR", 2}, {"TEA-ACC", 3}})
    sheet.set(id, r);
  return sheet;
}
/// One level up where there is a gap, for the hours of the resource that leads there.
std::vector<level_change> steps_up() {
  std::vector<level_change> all;
  for (const auto& [id, to, hours] : {std::tuple<std::string_view, double, double>{"TEC-BLD", 4, 80}, {"TEC-TST", 4, 40}, {"FUN-REQ", 3, 30}, {"COM-EXP", 4, 16}, {"NEG-RES", 3, 12}})
    all.push_back({fw.at(id), to, hours});
  return all;
}
template <class Steps> std::string named(const Steps& steps) {
  std::string all;
  for (const plan_step& s : steps) all += (all.empty() ? "" : " ") + std::string(fw.nodes[s.node].id);
  return all;
}
exact fit_after(const std::vector<rating>& ratings) {
  const profile p = score(fw, ratings);
  return fit_exactly(decide(specialist, p));
}

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("the cheapest way to a fit of 0.9, and all minimal ones") {
    const rating_sheet sheet = example_1();
    const auto changes = steps_up();
    const learning_plan plan = cheapest_plan(fw, sheet.ratings(), std::span<const level_change>(changes), reaches_fit(fw, specialist, 0.9)).value();
    CHECK(named(plan.steps) == "COM-EXP");
    CHECK(plan.cost == 16);
    CHECK(plan.is_proved_minimal);
    CHECK(fit_after(plan.after) == exact::ratio(163, 181));
    const minimal_plans all = minimal_sets(fw, sheet.ratings(), std::span<const level_change>(changes), reaches_fit(fw, specialist, 0.9)).value();
    CHECK(all.is_complete);
    REQUIRE(all.sets.size() == 4);
    constexpr std::pair<std::string_view, double> expected[] = {{"COM-EXP", 16}, {"TEC-TST", 40}, {"FUN-REQ NEG-RES", 42}, {"TEC-BLD", 80}};
    for (std::size_t k = 0; k < 4; ++k) {
      CHECK(named(all.sets[k].steps) == expected[k].first);
      CHECK(all.sets[k].cost == expected[k].second);
    }
  }
  TEST_CASE("with learning resources: prerequisites that are reached are waived") {
    const rating_sheet sheet = example_1();
    const learning_plan plan = cheapest_plan(fw, sheet.ratings(), frameworks::health_it_learning, reaches_outcome(fw, specialist)).value();
    CHECK(plan.is_proved_minimal);
    CHECK(plan.cost == 16);
    REQUIRE(plan.steps.size() == 1);
    CHECK(frameworks::health_it_learning.resources[plan.steps[0].source].id == "LR-10");
    CHECK(decide(specialist, score(fw, plan.after)).outcome() == readiness::ready);
    CHECK(plan.unrated == std::vector<std::uint32_t>{fw.at("STR-ROO").index});
  }
  TEST_CASE("a hurdle has to be passed though the fit suffices; evidence and critical failures do not come from learning") {
    rating_sheet sheet(fw);
    for (const node& n : fw.nodes)
      if (n.is_leaf()) sheet.set(n.id, 5);
    sheet.set("FUN-SAF", 2);
    const learning_plan plan = cheapest_plan(fw, sheet.ratings(), frameworks::health_it_learning, reaches_outcome(fw, specialist)).value();
    CHECK(named(plan.steps) == "FUN-SAF");
    CHECK(plan.cost == 20);  // hazard review with clinicians
    sheet.set("FUN-SAF", not_observed);
    CHECK(cheapest_plan(fw, sheet.ratings(), frameworks::health_it_learning, reaches_outcome(fw, specialist)).value().cannot_be_reached);
    sheet.set("FUN-SAF", 3);
    constexpr std::string_view breach[] = {"CF-1"};
    CHECK(cheapest_plan(fw, sheet.ratings(), frameworks::health_it_learning, reaches_outcome(fw, specialist, readiness::ready, {breach})).value().cannot_be_reached);
    CHECK(cheapest_plan(fw, sheet.ratings(), frameworks::health_it_learning, reaches_outcome(fw, specialist)).value().steps.empty());
  }
  TEST_CASE("a gap that needs a plan: from ready with plan to ready") {
    rating_sheet sheet(fw);
    for (const auto& q : specialist.requirements) sheet.set(fw.nodes[q.node.index].id, q.required);
    sheet.set("STR-ROO", 1);
    const profile p = score(sheet);
    CHECK(decide(specialist, p).outcome() == readiness::ready_with_plan);
    const auto changes = level_changes(fw, sheet.ratings());
    const learning_plan plan = cheapest_plan(fw, sheet.ratings(), std::span<const level_change>(changes), reaches_outcome(fw, specialist)).value();
    CHECK(named(plan.steps) == "STR-ROO");
    CHECK(plan.cost == 1);
  }
}
