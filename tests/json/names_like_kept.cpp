// SPDX-License-Identifier: BSL-1.0
// Members that begin with "x-", and "note", are the author's own; where nodes or levels are called so, these are meant.
#include <prowess/core.hpp>
#include <prowess/json.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

std::string said(std::string_view text) {
  std::string all;
  for (const problem& p : load_framework(text).problems()) all += p.text() + "\n";
  return all;
}

}  // namespace

TEST_CASE("levels that are called as kept members are, and their anchors") {
  constexpr auto imaging = framework("imaging", levels("x-low", "note", "high"), scale("exam", levels("x-0", "x-1")),
      competency("x-ray", anchors(anchor{"note", "n"}, anchor{"x-low", "l"})), competency("ct", on("exam"), anchors(anchor{"x-1", "1"})));
  const auto loaded = load_framework(to_json(imaging));
  REQUIRE_MESSAGE(loaded, said(to_json(imaging)));
  CHECK(loaded->view() == imaging.view());
  CHECK(to_json(*loaded) == to_json(imaging));
}

TEST_CASE("nodes that are called as kept members are, in roles too") {
  constexpr std::string_view before = R"({ "prowess": 1, "id": "imaging", "scale": [ "novice", "able" ], "children": [ { "id": "x-ray" }, { "id": "ct" } ],
  "roles": [ { "id": "r", )";
  CHECK(said(std::string(before) + R"("weights": { "x-ray": 1, "x-rays": {} }, "requires": { "x-ray": "able", "note": 7 } } ] })") == "");
  CHECK(said(std::string(before) + R"("weights": { "x-ray": -1 }, "requires": { "x-ray": "abel" } } ] })").find("'abel'") != std::string::npos);
}
