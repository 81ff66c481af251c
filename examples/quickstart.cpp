// SPDX-License-Identifier: BSL-1.0
// The first screen of the README: a framework as a value, a person scored while compiling, the result as a tree.
#include <prowess/prowess.hpp>
#include <prowess/ostream.hpp>

#include <iostream>

//[quickstart
using namespace prowess;

inline constexpr auto health_it = framework("health-it", levels("baseline", "basic", "intermediate", "advanced", "expert"),
  domain("technical",  percent{30}, competency("build", 40), competency("interfaces", 30), competency("privacy", 30)),
  domain("functional", percent{30}, competency("workflow", 50), competency("safety", 30), competency("records", 20)),
  domain("soft",       percent{40}, competency("communication", 35), competency("negotiation", 20),
                                    competency("strategic-thinking", 25), competency("team-building", 20)));

constexpr auto ada = score<health_it>({{"build", 4}, {"interfaces", 4}, {"privacy", 3}, {"workflow", 3}, {"safety", "advanced"},
  {"records", not_observed}, {"communication", 3}, {"negotiation", 3}, {"strategic-thinking", 4}, {"team-building", 4}});

static_assert(ada["soft"].level() == "intermediate");
static_assert(ada["functional"].coverage() < 1);        // a misspelt name does not compile

int main() { std::cout << ada; }
//]
