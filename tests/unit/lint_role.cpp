// SPDX-License-Identifier: BSL-1.0
// What the linter says of roles.
#include <prowess/aggregations.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/lint_role.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/prowess.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {
constexpr auto ward = framework("ward", levels("1", "2", "3", "4"), scale("errors", numeric(0, 9).inverted()),
  group("care", leaf("a"), leaf("b"), leaf("c", on("errors"))), group("capped", weighted_sum{2}, leaf("d"), leaf("e")), group("half", weighted_sum{4}, leaf("f"), leaf("g")));
template <class... Parts> std::vector<lint_finding> of(const Parts&... parts) {
  const dynamic_role role(ward, "r", parts...);
  return lint(role, ward);
}
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("sound roles have no findings") {
    CHECK(of(needs("a", 3, hurdle_at(2)), needs("care", "3"), needs("c", 4)).empty());
    int evidence_only = 0;
    for (const role_view& role : {frameworks::ehr_implementation_specialist.view(), frameworks::clinical_informatics_analyst.view(), frameworks::implementation_project_lead.view(),
                                  frameworks::ehr_trainer.view(), frameworks::onet_health_informatics_specialist.view()})
      for (const lint_finding& l : lint(role, frameworks::health_it)) {
        CHECK(l.text.what.ends_with("it only asks for evidence"));  // two roles list competencies at the lowest level
        ++evidence_only;
      }
    CHECK(evidence_only == 2);
  }
  TEST_CASE("hurdles above what is required, whichever way the scale goes") {
    const auto found = of(needs("a", 3, hurdle_at(4)), needs("c", 4, hurdle_at(2)));
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == lint_kind::hurdle_above_requirement);
    CHECK(found[0].text.text() == "care/a: the hurdle at 4 points asks for more than the requirement of 3: who meets it may still fail; lower the hurdle, or require as much");
    CHECK(found[1].text.where == "care/c");
    CHECK(found[0].witness[0].points == 3);  // meets the requirement, fails the hurdle
    CHECK(found[1].witness[2].points == 4);
    const auto group = of(needs("care", 2), needs("half", 1.5, hurdle_at(2.25)));
    REQUIRE(group.size() == 1);
    CHECK(score(ward, group[0].witness)["half"].score() == 1.5);
  }
  TEST_CASE("what is asked for and too much at once, or asked for anyway") {
    const auto found = of(needs("a", 2, at_most(3), hurdle_at(4), desired(4)), needs("b", 3, desired(2)), minimum_assessors{2});
    REQUIRE(found.size() == 4);
    CHECK(found[0].kind == lint_kind::hurdle_above_requirement);
    CHECK(found[1].text.text() == "care/a: the hurdle is more than the most that is asked for; raise the most, or lower the other");
    CHECK(found[2].kind == lint_kind::contradictory);
    CHECK(found[2].witness[0].points == 4);
    CHECK(found[3].kind == lint_kind::redundant);
    static constexpr auto least = framework("least", levels("1", "2"), minimum{}, leaf("x"), leaf("y"));
    const dynamic_role weighs_it(least, "r", needs("x", 2), weighs("x", 3), minimum_assessors{1});
    const auto idle = lint(weighs_it, least);
    REQUIRE(idle.size() == 2);
    CHECK(idle[0].text.what == "the role weighs it, and its group ignores weights");
    CHECK(idle[1].text.what == "it asks for assessors of hurdles, and has no hurdle");
  }
  TEST_CASE("what nobody can meet or miss, with the sheet that shows it") {
    const auto never = of(needs("a", 3), needs("half", 3));  // 1 + (3 + 3) / 4
    REQUIRE(never.size() == 2);
    CHECK(never[0].kind == lint_kind::never_met);
    CHECK(never[0].proved);
    CHECK(score(ward, never[0].witness)["half"].score() == 2.5);
    CHECK(never[1].text.text() == "role 'r': nobody is ready for it: the best of all ratings is not_yet; look at its limits and requirements");

    const auto always = of(needs("a", 3), needs("b", 1), needs("c", 9, hurdle), needs("d", 2, importance{0}));
    REQUIRE(always.size() == 4);
    CHECK(always[0].kind == lint_kind::always_met);
    CHECK(always[1].text.what == "the hurdle is passed by the worst of all ratings");
    CHECK(always[2].kind == lint_kind::always_met);
    CHECK(always[3].kind == lint_kind::zero_weight);
    CHECK(of(needs("a", 3), minimum_fit{0}).back().text.what == "everybody is ready for it: the worst of all ratings is ready");
    CHECK_FALSE(of(needs("capped", 4, at_most(4))).size() > 0);
  }
}
