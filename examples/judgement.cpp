// SPDX-License-Identifier: BSL-1.0
// Weights that are made of judgements, and rules that are not means.
#include <prowess/aggregations.hpp>
#include <prowess/effective_weights.hpp>
#include <prowess/prowess.hpp>
#include <prowess/weighting/analysis/ahp.hpp>
#include <prowess/weightings.hpp>

#include <cassert>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

//[judgement
using namespace prowess;

constexpr ahp compared{3, 5, 2};                               // practice : soft = 3, practice : theory = 5, soft : theory = 2
inline constexpr auto nurse = framework("nurse", levels("novice", "beginner", "competent", "proficient", "expert"), compared,
  group("practice", critical_cap{1}, competency("hygiene", 20, critical()), competency("dosing", 80)),   // at most one above hygiene
  group("soft", rank_order_centroid{}, competency("communication", 1), competency("teamwork", 2), competency("negotiation", 3)),
  group("theory", majority{0.6}, competency("anatomy"), competency("drugs"), competency("law")));        // what 60 % of it reaches

constexpr auto kim = score<nurse>({{"hygiene", 2}, {"dosing", 5}, {"communication", 4}, {"teamwork", 3}, {"negotiation", 3},
  {"anatomy", 4}, {"drugs", 4}, {"law", 2}});
static_assert(kim["practice"].score() == 3);                   // not 4.4
static_assert(kim["theory"].level() == "proficient");
static_assert(check_ahp(compared, random_index::saaty_1980).ratio < 0.01);  // the judgements agree with each other

int main() {
  const std::vector<double> weights = effective_weights(nurse);
  for (const profile_entry e : kim)
    if (e.is_leaf()) std::printf("%-19s %4.1f %%\n", e.path().c_str(), 100 * weights[e.index()]);
//]
  assert(weights[0] == 1);
}
