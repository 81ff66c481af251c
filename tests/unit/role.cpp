// SPDX-License-Identifier: BSL-1.0
// Roles as values: what their parts mean, and what makes no sense.
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/prowess.hpp>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto ward = framework("ward", levels("novice", "able", "master"), scale("exam", numeric(0, 100)), scale("errors", numeric(0, 10).inverted()),
  domain("care", 60, competency("wounds", 2), competency("drugs", 1)), domain("theory", 40, competency("exam", on("exam")), competency("errors", on("errors"))));

constexpr auto nurse = role<ward>("nurse", title("Nurse"), description("Cares for patients."), minimum_fit{0.8}, minimum_coverage{0.5}, maximum_gap{0.5}, minimum_assessors{2},
  weighs("care", 70), weighs("theory", 30), needs("wounds", "master", importance{3}, hurdle_at("able"), desired("master")),
  any_of_these("knows the theory", 1, needs("exam", 60, hurdle), needs("errors", 3, at_most(0))), needs("care", 2.5), blocked_by("a", "b"), surplus_counts);
static_assert(nurse.requirement_count == 4 && nurse.any_of[0].first == 1 && nurse.any_of[0].count == 2);
static_assert(nurse.view().name() == "Nurse" && nurse.view().is_blocked_by("b") && !nurse.view().is_blocked_by("c"));
static_assert(nurse.requirements[0].by_level && nurse.requirements[0].hurdle == 2 && !nurse.requirements[3].by_level && nurse.requirements[1].hurdle == 60);

template <class... Parts> std::vector<std::string> wrong(const Parts&... parts) {
  const dynamic_framework f{ward.view()};
  try {
    const dynamic_role made(f, "r", parts...);
    return {};
  } catch (const error& e) {
    std::vector<std::string> all;
    for (const problem& p : e.problems()) all.push_back(p.text());
    return all;
  }
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("what makes no sense in a role is said, all at once") {
    CHECK(wrong() == std::vector<std::string>{"role 'r': it requires nothing; name the nodes that it needs, and their levels"});
    CHECK(wrong(needs("wounds", "master"), needs("care/wounds", "able")) == std::vector<std::string>{"role 'r', wounds: it is required twice; keep one requirement for each node"});
    CHECK(wrong(needs("wounds", 4), needs("exam", 101), needs("errors", -1)).size() == 3);
    CHECK(wrong(needs("wounds", 2, hurdle_at(0)), needs("drugs", 2, desired(9)), needs("care", 2, at_most(9))).size() == 3);
    CHECK(wrong(needs("wounds", "master", at_most("able"))) == std::vector<std::string>{"role 'r', wounds: at most 2 is below what is required; exchange them"});
    CHECK(wrong(needs("errors", 3, at_most(5))).size() == 1);  // fewer errors are better
    CHECK(wrong(needs("errors", 3, at_most(1))).empty());
    for (const double bad : {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
      CHECK(wrong(needs("wounds", 2, importance{bad}), needs("drugs", 2)).size() == 1);
      CHECK(wrong(needs("wounds", 2), weighs("care", bad)).size() == 1);
      CHECK(wrong(needs("wounds", 2), minimum_fit{bad}).size() == 1);
      CHECK(wrong(needs("wounds", 2), minimum_coverage{bad}).size() == 1);
    }
    CHECK(wrong(needs("wounds", 2), maximum_gap{-1}).size() == 1);
    CHECK(wrong(needs("wounds", 2), maximum_gap{std::numeric_limits<double>::quiet_NaN()}).size() == 1);
    CHECK(wrong(needs("wounds", 2, importance{0})) == std::vector<std::string>{"role 'r': its importances are all 0; give at least one requirement an importance above 0"});
    CHECK(wrong(any_of_these("some", 3, needs("wounds", 2), needs("drugs", 2))) == std::vector<std::string>{"role 'r', some: at least 3 of its alternatives makes no sense; give a whole number from 1 to that of the alternatives"});
    CHECK(wrong(any_of_these("some", 0, needs("wounds", 2))).size() == 1);
    CHECK(wrong(any_of_these("some", 1.5, needs("wounds", 2), needs("drugs", 2))).size() == 1);
    CHECK(wrong(needs("wounds", 2), weighs("ward", 1)) == std::vector<std::string>{"role 'r', ward: the root has no siblings and no weight; weigh the nodes below it"});
    CHECK(wrong(needs("wounds", 2), weighs("care", 1), weighs("care", 2)).size() == 1);
    CHECK(wrong(needs("wounds", 2), weighs("care", 0), weighs("theory", 0)) == std::vector<std::string>{"role 'r', ward: with the weights of the role its children weigh nothing together; leave one above 0"});
    CHECK(wrong(needs("wounds", 2), weighs("care", 0)).empty());
    CHECK(wrong(needs("wound", 2)) == std::vector<std::string>{"'wound': there is no such name in 'ward'; did you mean 'care/wounds'?"});
    CHECK(wrong(needs("wounds", "expert")).size() == 1);
  }
  TEST_CASE("run-time roles own their texts and are copied whole") {
    const dynamic_framework f{ward.view()};
    std::string id = "a long id that is not kept in place", title_of = "a long title that is not kept in place either";
    dynamic_role first(f, id, title(title_of), needs("wounds", 2, importance{2}), any_of_these("x", 1, needs("exam", 50)), blocked_by(std::string_view("breach")));
    std::fill(id.begin(), id.end(), '#'), std::fill(title_of.begin(), title_of.end(), '#');
    CHECK(first.view().id == "a long id that is not kept in place");
    CHECK(first.view().title == "a long title that is not kept in place either");
    const dynamic_role second = first;
    first = dynamic_role(nurse);
    CHECK(first.view().requirements.size() == 4);
    CHECK(second.view().any_of[0].title == "x");
    CHECK(second.view().is_blocked_by("breach"));
    CHECK_FALSE(second.view().is_blocked_by("other"));
    const dynamic_role third = std::move(first);
    CHECK(third.view().name() == "Nurse");
    CHECK(third.view().limits == nurse.limits);
    CHECK(problems_of(third, f).empty());
  }
  TEST_CASE("a role of another framework is refused") {
    dynamic_framework f{ward.view()};
    const dynamic_role r(f, "r", needs("drugs", 2));
    f.rename("drugs", "medicines");
    CHECK(problems_of(r, f.check().view()).size() == 1);
    CHECK(problems_of(r, f.view())[0].text() == "role 'r': it was made for another framework than 'ward', or the tree has changed since; make the role anew");
  }
}
