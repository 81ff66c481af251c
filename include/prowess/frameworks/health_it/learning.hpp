// SPDX-License-Identifier: BSL-1.0
// Learning resources for the people of the health-IT framework.
#pragma once

#include <prowess/decision/learning.hpp>
#include <prowess/frameworks/health_it.hpp>

namespace prowess::inline v0::frameworks {

/// Sixteen courses and projects, with what comes before them, and their hours. Editorial, as the framework is: take your own.
inline constexpr auto health_it_learning = learning<health_it>(
  resource("LR-01", "TEC-BLD", "baseline", "basic", 24).titled("System build fundamentals"),
  resource("LR-02", "TEC-BLD", "basic", "intermediate", 60, after("LR-01")).titled("Department build project with mentor"),
  resource("LR-03", "TEC-BLD", "intermediate", "advanced", 80, after("LR-02")).titled("Cross-department design studio"),
  resource("LR-04", "TEC-SEC", "baseline", "basic", 8).titled("Access and privacy in practice"),
  resource("LR-05", "TEC-SEC", "basic", "intermediate", 16, after("LR-04")).titled("Role-based access clinic"),
  resource("LR-06", "TEC-TST", "basic", "intermediate", 24).titled("Testing with clinical scenarios"),
  resource("LR-07", "TEC-TST", "intermediate", "advanced", 40, after("LR-06")).titled("Integrated test and go / no-go"),
  resource("LR-08", "FUN-SAF", "basic", "intermediate", 20).titled("Hazard review with clinicians"),
  resource("LR-09", "COM-EXP", "basic", "intermediate", 12).titled("Plain-language explanation lab"),
  resource("LR-10", "COM-EXP", "intermediate", "advanced", 16, after("LR-09")).titled("Explaining under pressure"),
  resource("LR-11", "NEG-RES", "basic", "intermediate", 12, after("LR-09")).titled("Listening to resistance"),
  resource("LR-12", "NEG-AGR", "basic", "intermediate", 16, after("LR-11")).titled("Interest-based negotiation"),
  resource("LR-13", "STR-ROO", "basic", "intermediate", 12).titled("Root-cause workshop"),
  resource("LR-14", "COM-COA", "basic", "intermediate", 16, after("LR-09")).titled("Coaching at the elbow"),
  resource("LR-15", "TEA-ACC", "basic", "intermediate", 20).titled("First-weeks floor support"),
  resource("LR-16", "FUN-REQ", "basic", "intermediate", 30).titled("Requirements interviewing and simple usability checks"));

}  // namespace prowess::v0::frameworks
