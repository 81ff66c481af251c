// SPDX-License-Identifier: BSL-1.0
// The framework of the examples: what health-IT professionals need beside technical skills.
#pragma once

#include <prowess/prowess.hpp>

//[framework
using namespace prowess;

inline constexpr auto health_it = framework("health-it", levels("baseline", "basic", "intermediate", "advanced", "expert"),
  domain("technical",  percent{30}, competency("build", 40), competency("interfaces", 30), competency("privacy", 30)),
  domain("functional", percent{30}, competency("workflow", 50), competency("safety", 30), competency("records", 20)),
  domain("soft",       percent{40}, competency("communication", 35), competency("negotiation", 20),
                                    competency("strategic-thinking", 25), competency("team-building", 20)));
//]
