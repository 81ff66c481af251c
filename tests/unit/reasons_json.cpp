// SPDX-License-Identifier: BSL-1.0
// Reasons as JSON.
#include <prowess/decision.hpp>
#include <prowess/json/save_reasons.hpp>
#include <prowess/prowess.hpp>

#include <doctest/doctest.h>

using namespace prowess;

namespace {
constexpr auto ward = framework("ward", levels("novice", "able", "master"), leaf("wounds", 2), leaf("drugs", 1));
constexpr auto nurse = role<ward>("nurse", needs("wounds", "master", hurdle_at("able")), needs("drugs", "able"));
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("reasons as JSON") {
    constexpr auto p = score<ward>({{"wounds", 1}});
    const auto d = decide(nurse, p);
    CHECK(reasons_to_json(d) ==
          R"({
  "kind": "outcome",
  "outcome": "not_yet",
  "decisive": true,
  "text": "nurse: not yet",
  "because": [
    {
      "kind": "hurdle_failed",
      "decisive": true,
      "node": "wounds",
      "value": 1,
      "limit": 2,
      "text": "hurdle failed: wounds is at novice, at least able is asked; 1 level short"
    },
    {
      "kind": "coverage",
      "value": 0.5,
      "limit": 1,
      "text": "coverage 50 %, at least 100 % is asked",
      "because": [ { "kind": "unrated", "node": "drugs", "value": 1, "text": "drugs: not observed; able is required, importance 1" } ]
    },
    {
      "kind": "fit",
      "value": 0,
      "limit": 1,
      "text": "fit 0 %, at least 100 % is asked",
      "because": [
        {
          "kind": "gap",
          "node": "wounds",
          "value": 2,
          "limit": 1,
          "text": "wounds: novice, master is required; 2 levels short, which costs 100 % of the fit"
        }
      ]
    }
  ]
}
)");
    CHECK(reasons_to_json(p.view()) ==
          R"([
  {
    "node": "ward",
    "kind": "counted",
    "share": 1,
    "effective": 1,
    "rule": "weighted_mean",
    "counted": 1,
    "missing": 1,
    "text": "ward 1.00: weighted mean of 1, 1 missing"
  },
  { "node": "wounds", "kind": "counted", "share": 1, "effective": 1, "text": "wounds 1.00: rated 1; counts 100 % of ward" },
  { "node": "drugs", "kind": "missing", "text": "drugs: not observed; left out of ward" }
]
)");
  }
}
