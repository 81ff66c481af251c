// SPDX-License-Identifier: BSL-1.0
// Learning resources, paths and cheapest plans: what is refused, what is waived, ties, limits, inverse scales, nothing to do.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/decision/learning.hpp>
#include <prowess/decision/learning_path.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/dynamic_framework.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto five = levels("one", "two", "three", "four", "five");
constexpr auto fw = framework("f", five, scale("rank", levels(level{"last", 3}, level{"middle", 2}, level{"first", 1})), scale("mark", numeric(0, 10)),
                              group("g", leaf("a", 2), leaf("b", 1), leaf("c", 1)), group("h", minimum{}, leaf("d"), leaf("e", on("rank"))), leaf("m", on("mark")));
constexpr auto courses = learning<fw>(resource("a2", "a", 1, 2, 5), resource("a3", "a", "two", "three", 4, after("a2")), resource("b3", "b", 1, 3, 2, after("a3", "a2")),
                                      resource("e1", "e", "last", "first", 0).titled("To the top"));
static_assert(courses.view().size() == 4 && courses.view().after_of(courses.resources[2]).size() == 2);
static_assert(courses.resources[3].from == 3 && courses.resources[3].to == 1 && courses.resources[3].name() == "To the top" && courses.resources[0].name() == "a2");

const std::vector<rating> person{1, 1, 3, 2, 3, 5};  // a b c d e m

std::vector<std::string_view> ids(const learning_view& l, const std::vector<std::uint32_t>& places) {
  std::vector<std::string_view> all;
  for (const std::uint32_t i : places) all.push_back(l.resources[i].id);
  return all;
}
using names = std::vector<std::string_view>;

/// The only problem's text.
std::string only(const std::vector<problem>& all) { return all.size() == 1 ? all[0].text() : std::to_string(all.size()) + " problems"; }
template <class T> std::string only(const result<T>& r) { return r.has_value() ? "a value" : only(r.problems()); }

const auto always = [](std::span<const rating>) { return true; };
const auto never = [](std::span<const rating>) { return false; };

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("resources that make no sense are refused, each with its reason") {
    CHECK(problems_of(courses, fw).empty());
    const auto with = [](auto change) {
      std::vector<learning_resource> list(courses.resources.begin(), courses.resources.end());
      std::vector<std::uint32_t> links(courses.after.begin(), courses.after.end());
      change(list, links);
      return only(problems_of(learning_view{list, links}, fw));
    };
    CHECK(with([](auto& l, auto&) { l[1].id = "a2"; }) == "resource 'a2': two resources have this id; rename one");
    CHECK(with([](auto& l, auto&) { l[1].id = ""; }) == "resource '': it has no id; give each resource one");
    CHECK(with([](auto& l, auto&) { l[0].to = 1; }) == "resource 'a2': it does not lead to a better level than it starts from; exchange them, or leave the resource out");
    CHECK(with([](auto& l, auto&) { std::swap(l[3].from, l[3].to); }).starts_with("resource 'e1': it does not lead to a better level"));
    CHECK(with([](auto& l, auto&) { l[0].from = 1.5; }) == "resource 'a2': 1.5 points are not on the scale of 'a'; name a level of the leaf's scale, or points on it");
    CHECK(with([](auto& l, auto&) { l[2].cost = -1; }) == "resource 'b3': the cost -1 makes no sense; give a number from 0 to 1e100");
    for (const double cost : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), 1e101})
      CHECK(with([&](auto& l, auto&) { l[2].cost = cost; }).starts_with("resource 'b3': the cost "));
    CHECK(with([](auto&, auto& after) { after[0] = 9; }).starts_with("resource 'a3': what comes before it is not in the list"));
    CHECK(with([](auto& l, auto&) { l[2].after_count = 7; }).starts_with("resource 'b3': what comes before it is not in the list"));
    CHECK(with([](auto& l, auto&) { l[0].node = fw.at("g"); }).starts_with("resource 'a2': 'g' has children"));
    CHECK(with([](auto& l, auto&) { l[0].node.mark = 1; }).starts_with("resource 'a2': its node is not of 'f'"));
  }

  TEST_CASE("a cycle is reported with its members") {
    std::vector<learning_resource> list(courses.resources.begin(), courses.resources.end());
    std::vector<std::uint32_t> after{2, 0, 1, 3};  // a2 after b3, a3 after a2, b3 after a3; e1 after itself
    for (std::uint32_t i = 0; i < 4; ++i) list[i].after_at = i, list[i].after_count = 1;
    const learning_view l{list, after};
    const auto problems = problems_of(l, fw);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].text() == "resource 'a2': resources come before each other: a2 after b3 after a3 after a2; take one of these steps out");
    CHECK(problems[1].text() == "resource 'e1': resources come before each other: e1 after e1; take one of these steps out");
    CHECK(learning_path(fw, l, person, {"a2"}).problems().size() == 2);
    CHECK(cheapest_plan(fw, person, l, always).problems().size() == 2);
  }

  TEST_CASE("resources made at run time are the same, and keep their texts") {
    dynamic_learning l(fw);
    l.add("a2", "a", 1, 2, 5);
    l.add("a3", "g/a", "two", "three", 4, {"a2"});
    l.add(std::string("b3"), "b", 1, 3, 2, {"a3", "a2"});
    CHECK(l.add("e1", "e", "last", "first", 0, {}, "To the top") == 3);
    l.check();
    const dynamic_learning kept = std::move(l);
    for (std::size_t i = 0; i < 4; ++i) {
      const learning_resource &a = kept.view().resources[i], &b = courses.resources[i];
      CHECK(a.id == b.id);
      CHECK(a.name() == b.name());
      CHECK(a.from == b.from);
      CHECK(a.to == b.to);
      CHECK(a.cost == b.cost);
      CHECK(a.node.index == b.node.index);
    }
    CHECK(detail::equal(kept.view().after, courses.view().after));
#if defined(__cpp_exceptions)
    dynamic_learning wrong(fw);
    CHECK_THROWS(wrong.add("x", "nobody", 1, 2, 1));
    CHECK_THROWS(wrong.add("x", "a", "six", 2, 1));
    CHECK_THROWS(wrong.add("x", "a", 1, 2, 1, {"missing"}));
    CHECK(wrong.view().size() == 0);
    wrong.add("x", "a", 2, 2, 1);
    CHECK_THROWS(wrong.check());
#endif
  }

  TEST_CASE("a learning path waives what is there, and adds what leads to a start") {
    const learning_route all = learning_path(fw, courses, person, {"b3"}).value();
    CHECK(ids(courses, all.resources) == names{"a2", "a3", "b3"});
    CHECK(all.cost == 11);
    std::vector<rating> later = person;
    later[0] = 3;
    const learning_route rest = learning_path(fw, courses, later, {"b3"}).value();
    CHECK(ids(courses, rest.resources) == names{"b3"});
    CHECK(ids(courses, rest.waived) == names{"a2", "a3"});
    later[1] = 5;
    const learning_route nothing = learning_path(fw, courses, later, {"b3"}).value();
    CHECK(nothing.resources.empty());
    CHECK(ids(courses, nothing.waived) == names{"b3"});  // and nobody asks for what comes before it
    CHECK(nothing.cost == 0);
    CHECK(learning_path(fw, courses, person, std::span<const std::string_view>{}).value().resources.empty());

    constexpr auto chain = learning<fw>(resource("to 5", "c", 4, 5, 1), resource("dear", "c", 2, 4, 9), resource("fair", "c", 3, 4, 3), resource("far", "c", 3, 5, 1),
                                        resource("d to 5", "d", 4, 5, 2));
    const learning_route climb = learning_path(fw, chain, person, {"to 5"}).value();
    CHECK(ids(chain, climb.resources) == names{"fair", "to 5"});  // what leads just there is nearer than what leads beyond; then the cheaper one
    CHECK(climb.uncertain_start.empty());
    const learning_route short_of = learning_path(fw, chain, person, {"d to 5"}).value();
    CHECK(ids(chain, short_of.uncertain_start) == names{"d to 5"});  // nothing leads from 2 to 4
    CHECK(only(learning_path(fw, courses, person, {"b4"})) == "'b4': there is no resource with this id; name one of the list");
    CHECK_FALSE(learning_path(fw, courses, std::vector<rating>{1, 2}, {"b3"}).has_value());
    CHECK_FALSE(learning_path(fw, courses, std::vector<rating>{1, 1, 3, 2, 7, 5}, {"b3"}).has_value());
  }

  TEST_CASE("level changes: every better level, ascending, with the cost of the whole way") {
    const auto all = level_changes(fw, person, [](std::uint32_t, double from, double) { return from; });
    // a 1 -> 2..5 (4), b the same (4), c 3 -> 4, 5 (2), d 2 -> 3..5 (3), e last -> middle, first (2); m has no levels
    REQUIRE(all.size() == 15);
    CHECK(all[0].to == 2);
    CHECK(all[0].cost == 1);
    CHECK(all[3].to == 5);
    CHECK(all[3].cost == 1 + 2 + 3 + 4);
    CHECK(all[13].to == 2);  // fewer points are better
    CHECK(all[14].to == 1);
    CHECK(all[14].cost == 3 + 2);
    CHECK(level_changes(fw, person)[3].cost == 4);
    constexpr auto stepped = framework("s", numeric(0, 10, 2.5), leaf("x"), leaf("y"));
    const auto steps = level_changes(stepped, std::vector<rating>{5, 10});
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].to == 7.5);
    CHECK(steps[1].to == 10);
  }

  TEST_CASE("a goal that is reached already needs nothing") {
    const learning_plan p = cheapest_plan(fw, person, always).value();
    CHECK(p.steps.empty());
    CHECK(p.cost == 0);
    CHECK(p.lower_bound == 0);
    CHECK(p.is_reached);
    CHECK(p.is_proved_minimal);
    CHECK(p.is_first_of_equals);
    CHECK(p.evaluations == 1);
    CHECK(p.after == person);
    const minimal_plans sets = minimal_sets(fw, person, courses, always).value();
    REQUIRE(sets.sets.size() == 1);
    CHECK(sets.sets[0].steps.empty());
    CHECK(sets.is_complete);
  }

  TEST_CASE("what cannot be reached is said at once, with everything that could be raised") {
    const learning_plan p = cheapest_plan(fw, person, never).value();
    CHECK(p.cannot_be_reached);
    CHECK_FALSE(p.is_reached);
    CHECK_FALSE(p.is_proved_minimal);
    CHECK(p.steps.empty());
    CHECK(p.cost == 0);
    CHECK(p.evaluations == 2);
    CHECK(p.after == std::vector<rating>{5, 5, 5, 5, 1, 5});
    CHECK(p.lower_bound > 1e300);
    const learning_plan none = cheapest_plan(fw, person, learning_view{}, never).value();
    CHECK(none.cannot_be_reached);
    CHECK(none.after == person);
    const minimal_plans sets = minimal_sets(fw, person, courses, never).value();
    CHECK(sets.sets.empty());
    CHECK(sets.is_complete);
    plan_limits any;
    any.goal_is_monotone = false;
    CHECK(cheapest_plan(fw, person, courses, never, any).value().cannot_be_reached);
  }

  TEST_CASE("leaves that nobody rated are left alone and listed") {
    std::vector<rating> r = person;
    r[0] = not_observed, r[2] = not_applicable;
    const learning_plan p = cheapest_plan(fw, r, reaches_level(fw, "g", 5)).value();
    REQUIRE(p.unrated.size() == 1);
    CHECK(fw.view().nodes[p.unrated[0]].id == "a");
    CHECK(p.is_reached);  // by b alone: the others do not count
    CHECK(p.cost == 4);
    r[0] = 2;  // assumed
    CHECK(cheapest_plan(fw, r, reaches_level(fw, "g", 5)).value().cost == 4 + 3);
    const learning_plan blocked = cheapest_plan(fw, std::vector<rating>{not_observed, 1, 3, 2, 3, 5}, courses, reaches_level(fw, "b", 3)).value();
    CHECK(blocked.cannot_be_reached);  // what comes before it raises a leaf that nobody rated
    CHECK(blocked.unrated.size() == 1);
  }

  TEST_CASE("a level of a leaf, on a scale where fewer points are better") {
    const learning_plan p = cheapest_plan(fw, person, reaches_level(fw, "e", "first")).value();
    REQUIRE(p.steps.size() == 1);
    CHECK(p.steps[0].from == 3);
    CHECK(p.steps[0].to == 1);
    CHECK(p.cost == 2);
    CHECK(p.is_proved_minimal);
#if defined(__cpp_exceptions)
    CHECK_THROWS((void)reaches_level(fw, "e", "five"));
    CHECK_THROWS((void)reaches_level(fw, "nobody", 3));
#endif
    CHECK(reaches_level(fw, "f", "three").is_monotone());
  }

  TEST_CASE("ties: the fewest steps, then the leaf that comes first, then the lower level") {
    // To 2.75 = 11 / 4: g has 2 a + b + c = 2 + 1 + 3 = 6 and needs 11. With 1 for each step a gives 2: 3 steps of a give 6.
    const learning_plan p = cheapest_plan(fw, person, reaches_level(fw, "g", 2.75)).value();
    REQUIRE(p.steps.size() == 1);
    CHECK(p.steps[0].node == fw.at("a").index);
    CHECK(p.cost == 3);
    CHECK(p.is_first_of_equals);
    const auto sum = [](std::span<const rating> r) { return r[0].points + r[1].points + r[3].points >= 6; };  // 4 now; by any two steps
    const learning_plan one = cheapest_plan(fw, person, sum).value();
    REQUIRE(one.steps.size() == 1);
    CHECK(one.steps[0].node == fw.at("a").index);
    CHECK(one.steps[0].to == 3);
    const std::vector<level_change> same{{fw.at("b"), 2, 1}, {fw.at("a"), 2, 1}, {fw.at("d"), 3, 1}};
    const learning_plan two = cheapest_plan(fw, person, same, sum).value();
    REQUIRE(two.steps.size() == 2);
    CHECK(two.steps[0].source == 1);  // in tree order, however they are listed
    CHECK(two.steps[1].source == 0);
  }

  TEST_CASE("costs of nothing, huge ones, and ones that have no short decimal") {
    const auto goal = [](std::span<const rating> r) { return r[0].points + r[1].points >= 3; };
    const std::vector<level_change> free{{fw.at("a"), 2, 0}, {fw.at("b"), 2, 0}, {fw.at("c"), 4, 0}};
    const learning_plan p = cheapest_plan(fw, person, free, goal).value();
    CHECK(p.cost == 0);
    REQUIRE(p.steps.size() == 1);  // what costs nothing is no reason to do it
    CHECK(p.is_first_of_equals);
    const std::vector<level_change> huge{{fw.at("a"), 2, 1e100}, {fw.at("b"), 2, 3}, {fw.at("b"), 3, 1e99}};
    CHECK(cheapest_plan(fw, person, huge, goal).value().cost == 3);
    const std::vector<level_change> thirds{{fw.at("a"), 2, 1.0 / 3}, {fw.at("b"), 2, 1.0 / 7}};
    const learning_plan t = cheapest_plan(fw, person, thirds, goal).value();
    CHECK(t.cost == 1.0 / 7);
    CHECK(t.is_proved_minimal);
    const std::vector<level_change> tenths{{fw.at("a"), 3, 0.3}, {fw.at("b"), 2, 0.1}, {fw.at("d"), 3, 0.2}};  // 0.1 + 0.2 is as cheap as 0.3, and more steps
    const learning_plan d = cheapest_plan(fw, person, tenths, [](std::span<const rating> r) { return r[0].points == 3 || r[1].points + r[3].points >= 5; }).value();
    REQUIRE(d.steps.size() == 1);
    CHECK(d.cost == 0.3);
  }

  TEST_CASE("changes and ratings that make no sense are refused") {
    const auto refused = [](level_change c) { return only(cheapest_plan(fw, person, std::vector<level_change>{c}, always)); };
    CHECK(refused({fw.at("a"), 6, 1}) == "change 0, g/a: 6 points are outside the framework's scale; allowed: 1 (one), 2 (two), 3 (three), 4 (four), 5 (five)");
    CHECK(refused({fw.at("a"), 2, -1}) == "change 0, g/a: the cost -1 makes no sense; give a number from 0 to 1e100");
    CHECK(refused({fw.at("g"), 2, 1}).starts_with("change 0, g: it has children"));
    CHECK(refused({node_handle{1, 1}, 2, 1}).starts_with("change 0: its node is not of 'f'"));
    CHECK(refused({fw.at("a"), 1, 1}) == "a value");  // it leads nowhere, and is left out
    CHECK_FALSE(cheapest_plan(fw, std::vector<rating>{1}, always).has_value());
    CHECK_FALSE(cheapest_plan(fw, std::vector<rating>{1, 1, 1, 1, 9, 1}, always).has_value());
    plan_limits any;
    any.goal_is_monotone = false;
    CHECK_FALSE(minimal_sets(fw, person, courses, always, any).has_value());
  }

  TEST_CASE("a search that is cut off says what it knows") {
    // f is the mean of g, h and m = 3, and needs g + h = 7.5; g = 1.5 gains 0.5 for each step of a; h = min(d, e) is 3 for 2 steps,
    // 4 for 4, 5 for 5. So 5 steps for h and 2 of a: 7. With h = 4 it takes 4 more, with h = 3 more than 5.
    plan_limits few;
    for (few.evaluations = 0; few.evaluations < 200; few.evaluations += 7) {
      const learning_plan p = cheapest_plan(fw, person, reaches_level(fw, "f", 3.5), few).value();
      CHECK(p.evaluations < few.evaluations + 60);  // measuring what each change gives is finished
      CHECK(p.is_reached);
      CHECK(p.lower_bound <= 7);
      CHECK(p.cost >= 7);
      CHECK((p.cost == p.lower_bound) == p.is_proved_minimal);
    }
    CHECK(cheapest_plan(fw, person, reaches_level(fw, "f", 3.5)).value().cost == 7);
    few.evaluations = 1'000'000, few.sets = 3;
    const minimal_plans sets = minimal_sets(fw, person, level_changes(fw, person), reaches_level(fw, "g", 4), few).value();
    CHECK(sets.sets.size() == 3);
    CHECK_FALSE(sets.is_complete);
  }

  TEST_CASE("aggregations that are not monotone, and weights below zero, are found") {
    CHECK(reaches_level(fw, "f", 3).is_monotone());
    constexpr auto fines = framework("fines", checklist(), points_ratio{}, leaf("a", 5), leaf("b", 3), leaf("late", -2));
    node_reaches goal = reaches_level(fines, "fines", 1);
    CHECK_FALSE(goal.is_monotone());
    const std::vector<rating> r{met, not_met, not_met};
    const learning_plan p = cheapest_plan(fines, r, goal).value();
    REQUIRE(p.steps.size() == 1);  // not by being late as well
    CHECK(p.steps[0].node == fines.at("b").index);
    CHECK(p.is_proved_minimal);
  }
}
