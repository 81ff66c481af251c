// SPDX-License-Identifier: BSL-1.0
// What else to ask of one profile: why, what it could become, what it hangs on, how sure it is, the cheapest way on, what has changed.
#include <prowess/decision/criteria.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/explain.hpp>
#include <prowess/history/diff.hpp>
#include <prowess/history/diff_text.hpp>
#include <prowess/history/fingerprint.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/plan.hpp>

#include <cstdio>
#include <string>
#include <vector>

#include "health_it.hpp"

namespace {
constexpr auto ada = score<health_it>({{"build", 4}, {"interfaces", 4}, {"privacy", 3}, {"workflow", 3}, {"safety", "advanced"},
  {"records", not_observed}, {"communication", 3}, {"negotiation", 3}, {"strategic-thinking", 4}, {"team-building", 4}});

inline constexpr auto rules = criteria<health_it>(all_met(reaches("safety", "advanced"), at_least_met(2, reaches("communication", "advanced"), reaches("negotiation", "intermediate"), reaches("team-building", "advanced"))));
}  // namespace

//[questions
int main() {
  const framework_view fw = health_it;
  const auto name = [&](std::uint32_t node) { return fw.path(node); };

  const auto could = bounds(ada);                                        // while something is missing
  std::printf("%.2f now, between %.2f and %.2f in the end; rate %s next\n", ada.score(), could[0].low, could[0].high, name(most_telling(ada)[0].node).c_str());

  const auto parts = contributions(ada);                                 // they total the score
  std::printf("communication brings %.2f of it; what lifts it most is %s\n", parts[health_it.at("communication").index].points, name(strengths(ada)[0].node).c_str());

  const std::vector<double> errors(fw.leaf_count(), 0.5);                // standard errors of the ratings
  const auto sure = outcome_at(ada.root(), standard_errors(ada, errors).value()[0], 3.2).value();
  std::printf("at 3.2 or above with a probability of %.3f: %s\n", *sure.probability, sure.outcome == cut_outcome::meets ? "yes" : "not sure");

  const weight_flips flips = smallest_flip(ada.root(), 3.55);            // of one weight
  if (const weight_flip* f = flips.smallest()) std::printf("at 3.55 if %s weighed %.1f %%, not %.0f %%\n", name(f->node).c_str(), 100 * f->share, 100 * f->now);

  const learning_plan plan = cheapest_plan(fw, ada.ratings, reaches_level(fw, "soft", "advanced")).value();
  std::fputs(to_text(plan, fw, "levels").c_str(), stdout);

  std::printf("the rules are %s\n", std::string(words(evaluate(rules, ada).state())).c_str());

  constexpr auto later = score<health_it>({{"build", 4}, {"interfaces", 4}, {"privacy", 3}, {"workflow", 3}, {"safety", "advanced"},
    {"records", 5}, {"communication", 4}, {"negotiation", 3}, {"strategic-thinking", 4}, {"team-building", 4}});
  std::fputs(to_text(diff(ada, later)).c_str(), stdout);
  std::printf("framework %s\n", to_string(fingerprint_of(health_it)).c_str());
}
//]
