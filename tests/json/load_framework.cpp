// SPDX-License-Identifier: BSL-1.0
// Frameworks from JSON documents.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace prowess;

TEST_CASE("a small document") {
  const auto fw = load_framework(R"({ "prowess": 1, "id": "barista", "scale": ["novice", "able", "master"],
    "children": [ { "id": "espresso", "weight": 60 }, { "id": "service", "weight": 40 } ] })");
  REQUIRE(fw);
  CHECK(fw->view().size() == 3);
  rating_sheet sheet{*fw};
  sheet.set("espresso", "master").set("service", 2);
  CHECK(score(sheet).score() == (60 * 3 + 40 * 2) / 100.0);
}
