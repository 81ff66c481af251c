// SPDX-License-Identifier: BSL-1.0
// A small framework that uses most policies at once, written in code; tests/json/good/health_it_small.json says the same.
#pragma once

#include <prowess/core.hpp>

namespace health_it_small {

using namespace prowess;

inline constexpr auto small = framework("health-it-small",
  scale("proficiency", levels(level{"baseline", 1, "Baseline", "Acts only with step-by-step direction."},
                              level{"basic", 2, "Basic", "Does routine parts; someone checks the result."},
                              level{"intermediate", 3, "Intermediate", "Does the whole task alone under usual conditions."},
                              level{"advanced", 4, "Advanced", "Handles unusual conditions; improves how others work."},
                              level{"expert", 5, "Expert", "Sets direction and develops other people."})),
  scale("exam", numeric(0, 100, 1)),
  title("Health-IT professional (EHR implementation)"), version("1.0.0"),

  domain("technical", percent{30}, pool, title("Technical skills"),
    leaf("TEC-BLD", percent{40}, title("EHR configuration and build")),
    leaf("TEC-INT", percent{30}, title("Interoperability and interfaces")),
    group("TEC-SEC", percent{30}, title("Privacy and security"), minimum{}, skip, weighting::percent,
      leaf("TEC-SEC-exam", on("exam"), title("Privacy examination")),
      leaf("TEC-SEC-observed", title("Privacy in daily work"),
                behaviours("Uses invented data in training and screenshots.", "Reports a suspected breach at once.")))),

  domain("functional", percent{30}, require(0.5), title("Functional skills"),
    leaf("FUN-WFL", percent{50}, title("Workflow analysis and redesign")),
    leaf("FUN-SAF", percent{30}, title("Patient safety and decision support")),
    leaf("FUN-REG", percent{20}, if_missing("baseline"), title("Regulation, records and standards"))),

  domain("soft", percent{40}, pool, title("Soft skills"),
    group("communication", percent{35}, title("Communication"),
      leaf("COM-EXP", percent{45}, title("Explaining and clarifying"),
                 behaviours("Finds out what the listener already knows.", "Uses everyday words.",
                            "Asks the listener to restate, and fills the gaps."),
                 anchors(anchor{"basic", "Explains when asked, in system words."},
                         anchor{"intermediate", "Explains in the listener's words."},
                         anchor{"advanced", "Explains under pressure to a mixed audience."})),
      leaf("COM-WRI", percent{30}, title("Writing for a purpose")),
      leaf("COM-COA", percent{25}, title("Coaching"))),
    group("negotiation", percent{20}, title("Negotiation"), weighting::equal, power_mean{-1},
      leaf("NEG-RES", title("Understanding resistance to change")),
      leaf("NEG-AGR", title("Reaching workable agreements"))),
    group("strategic", percent{25}, title("Strategic thinking"), weighting::equal,
      leaf("STR-VIE", title("Questioning own views, seeking others")),
      leaf("STR-ROO", title("Root causes and foresight"))),
    group("team", percent{20}, title("Team building"), weighting::equal, best{2},
      leaf("TEA-MOT", title("Motivating people to work together")),
      leaf("TEA-FOR", title("Forming the implementation team")),
      leaf("TEA-ACC", title("Helping staff acclimate")))));

}  // namespace health_it_small
