// SPDX-License-Identifier: BSL-1.0
// Is she ready for the role, what is missing, why?
#include <prowess/decision.hpp>
#include <prowess/prowess.hpp>

#include <cstdio>

#include "health_it.hpp"

//[role
inline constexpr auto trainer = role<health_it>("trainer", minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1},
  needs("communication", "advanced", importance{3}), needs("negotiation", "intermediate", importance{3}, desired("advanced")),
  needs("safety", "advanced", importance{4}, hurdle_at("intermediate")),         // below intermediate nothing else helps
  needs("technical", "intermediate", importance{3}), needs("records", "basic"),
  any_of_these("leads or plans", 1, needs("team-building", "advanced"), needs("strategic-thinking", "advanced")),
  blocked_by("privacy-breach"));

constexpr auto ada = score<health_it>({{"build", 4}, {"interfaces", 4}, {"privacy", 3}, {"workflow", 3}, {"safety", "advanced"},
  {"records", not_observed}, {"communication", 3}, {"negotiation", 3}, {"strategic-thinking", 4}, {"team-building", 3}});
constexpr auto d = decide(trainer, ada);

static_assert(d.outcome() == readiness::ready && d["communication"].gap == 1);

int main() { std::fputs(to_text(d).c_str(), stdout); }
//]
