// SPDX-License-Identifier: BSL-1.0
// Decisions as JSON documents: every state that a requirement may have, and numbers that were worked out by hand.
#include <prowess/decision/decide.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../oracle/health_it_small.hpp"
#include "round_trip.hpp"

using namespace prowess;

namespace {

rating_sheet ada() {
  rating_sheet sheet(health_it_small::small);
  for (const auto& [leaf, points] : {std::pair{"TEC-BLD", 3.0}, {"TEC-SEC-exam", 80.0}, {"TEC-SEC-observed", 3.0}, {"FUN-WFL", 3.0}, {"FUN-SAF", 3.0}, {"COM-EXP", 4.0},
                                     {"NEG-RES", 3.0}, {"NEG-AGR", 4.0}, {"TEA-ACC", 3.0}, {"COM-COA", 3.0}})
    sheet.set(leaf, points);
  return sheet;
}

}  // namespace

TEST_CASE("the decision about the role of the small document") {
  const dynamic_framework f = load_framework(contents(PROWESS_TEST_JSON "/good/health_it_small.json")).value();
  const role_book book = load_roles(f).value();
  const dynamic_role& specialist = *book.find("ehr-specialist");
  const rating_sheet sheet = ada();
  const profile scores = score(sheet);

  // By importance x (required - 1): 5x3 + 5x2 + 4x2 + 5x2 + 4x3 + 3x2 + 4x2 + 2x2 = 73 points are possible of what is rated and counts; 5x1 are lost.
  // Fit 68/73. Rated are 32 of 35 by importance (STR-ROO is not; of the alternatives the one that is rated counts). Negotiation is the
  // harmonic mean of 3 and 4, 24/7: level 3. With STR-ROO at its worst the fit would be 1 - 11/79 < 0.9: a person must look at it.
  const std::string text = to_json("ada", decide(specialist, scores));
  CHECK(text == R"({
  "prowess_decision": 1,
  "framework": "health-it-small",
  "version": "1.0.0",
  "role": "ehr-specialist",
  "person": "ada",
  "outcome": "ready",
  "needs_human": true,
  "fit": 0.93150684931506844,
  "fit_exactly": "68/73",
  "coverage": 0.91428571428571426,
  "coverage_exactly": "32/35",
  "largest_gap": 1,
  "any_of": [ { "title": "teaches or coaches", "at_least": 1 } ],
  "requirements": [
    { "node": "technical/TEC-BLD", "state": "below", "level": "advanced", "required": 4, "reached": 3, "gap": 1, "importance": 5 },
    {
      "node": "technical/TEC-SEC",
      "state": "reached",
      "level": "intermediate",
      "required": 3,
      "reached": 3,
      "gap": 0,
      "importance": 5,
      "hurdle": { "state": "passed", "level": "intermediate" }
    },
    { "node": "functional/FUN-WFL", "state": "reached", "level": "intermediate", "required": 3, "reached": 3, "gap": 0, "importance": 4 },
    {
      "node": "functional/FUN-SAF",
      "state": "reached",
      "level": "intermediate",
      "required": 3,
      "reached": 3,
      "gap": 0,
      "importance": 5,
      "hurdle": { "state": "passed", "level": "intermediate" }
    },
    { "node": "soft/communication/COM-EXP", "state": "reached", "level": "advanced", "required": 4, "reached": 4, "gap": 0, "importance": 4 },
    {
      "node": "soft/negotiation",
      "state": "reached",
      "level": "intermediate",
      "required": 3,
      "reached": 3,
      "gap": 0,
      "importance": 3,
      "desired_is_met": false
    },
    { "node": "soft/strategic/STR-ROO", "state": "unrated", "level": "intermediate", "required": 3, "importance": 3 },
    { "node": "soft/team/TEA-ACC", "state": "reached", "level": "intermediate", "required": 3, "reached": 3, "gap": 0, "importance": 4 },
    {
      "node": "soft/communication/COM-COA",
      "state": "reached",
      "level": "intermediate",
      "required": 3,
      "reached": 3,
      "gap": 0,
      "importance": 2,
      "alternative": 0
    },
    { "node": "soft/team/TEA-MOT", "state": "not_needed", "level": "intermediate", "required": 3, "importance": 2, "alternative": 0 }
  ]
}
)");
}

TEST_CASE("points of another scale, failed hurdles, too much, critical failures") {
  // exam: 0 to 100 stands for 1 to 5. 37.5 points are 1 + 37.5/100 x 4 = 2.5, the required 75 are 4, the hurdle at 50 is 3: 0.5 short.
  constexpr auto clinic = framework("clinic \"north\"", levels("a", "b", "c", "d", "e"), scale("exam", numeric(0, 100)), leaf("theory", on("exam")), leaf("talk"), leaf("paper"),
                                    leaf("hygiene", critical()), leaf("lab"));
  dynamic_role nurse(clinic, "nurse", minimum_fit{0.5}, needs("theory", 75, hurdle_at(50)), needs("talk", "c", hurdle, desired("d")), needs("paper", "b", at_most("c")), needs("lab", 2, importance{0.5}));
  rating_sheet bob(clinic);
  bob.set("theory", 37.5).set("paper", "e").set("hygiene", "b").set("lab", not_applicable);
  const profile scores = score(bob);
  const std::string_view happened[] = {"left the ward"};
  const std::string text = to_json("bob", decide(nurse, scores, {.critical_failures = happened}));
  // lost: theory 4 - 2.5 = 1.5, paper 5 - 3 = 2; possible: 3 from the lowest to 4, and 2 from 3 to the highest: fit 1 - 3.5/5 = 3/10; two of three that apply are rated.
  for (const std::string_view part :
       {R"("framework": "clinic \"north\"",)", R"("outcome": "blocked_by_critical_failure")", R"("needs_human": true)", R"("fit": 0.30000000000000004)", R"("fit_exactly": "3/10")", R"("coverage_exactly": "2/3")",
        R"("largest_gap": 2,)", R"("critical_failure": { "id": "left the ward" })", R"("required": 4,)", R"("reached": 2.5,)", R"("gap": 1.5,)", R"("hurdle": { "state": "failed", "level": 50, "short_by": 0.5 })",
        R"("hurdle": { "state": "undetermined", "level": "c" })", R"("state": "above")", R"("at_most": 3)", R"("desired_is_met": false)",
        R"({ "node": "lab", "state": "waived", "level": "b", "required": 2, "importance": 0.5 })"})
    CHECK_MESSAGE(text.find(part) != std::string::npos, part << " is not in " << text);
  CHECK(text.find("version") == std::string::npos);
  CHECK(text.find("any_of") == std::string::npos);
  CHECK(load_framework(text).problems().size() == 1);  // it is JSON, and no framework: that is all that is said
  CHECK(load_framework(text).problems()[0].what == "the document does not say that it is a framework");

  bob.set("hygiene", "a");
  const profile worse = score(bob);
  CHECK(to_json("bob", decide(nurse, worse)).find(R"("critical_failure": { "id": "hygiene", "node": "hygiene" })") != std::string::npos);
}

TEST_CASE("nothing is rated, and a name that needs escapes") {
  constexpr auto one = framework("one", levels("a", "b"), version("2"), leaf("x"));
  dynamic_role r(one, "r", needs("x", "b"));
  const rating_sheet empty(one);
  const profile scores = score(empty);
  CHECK(to_json("a\"b\n", decide(r, scores)) == R"({
  "prowess_decision": 1,
  "framework": "one",
  "version": "2",
  "role": "r",
  "person": "a\"b\n",
  "outcome": "insufficient_evidence",
  "needs_human": true,
  "coverage": 0,
  "coverage_exactly": "0",
  "largest_gap": 0,
  "requirements": [ { "node": "x", "state": "unrated", "level": "b", "required": 2, "importance": 1 } ]
}
)");
}
