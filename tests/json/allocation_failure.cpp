// SPDX-License-Identifier: BSL-1.0
// Where memory ends while a document is read or written, std::bad_alloc comes out and nothing leaks.
#include <prowess/core.hpp>
#include <prowess/json.hpp>

#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../allocation_failure.hpp"

namespace {

using namespace prowess;

struct reversed {
  static constexpr std::string_view name = "reversed";
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    if (!of.ranked) return "rank all children, the most important first";
    for (std::size_t k = 0; k < of.children; ++k) weights[k] = static_cast<double>(of.children) + 1 - of.numbers[k];
    return {};
  }
};

constexpr std::string_view everything = R"({ "prowess": 1, "id": "everything", "title": "Every\tthing that a document of this kind may say", "language": "en", "x-owner": { "team": [ 1, null ] },
  "scale": "skill",
  "scales": { "skill": { "levels": [ { "key": "low", "points": 0.5, "label": "Low", "x-c": 1 }, { "key": "mid", "points": 2 }, { "key": "high", "points": 5 } ] },
    "exam": { "numeric": { "min": 0, "max": 100, "step": 0.5 } }, "pass": "checklist", "unused": [ "a", "b" ] },
  "defaults": { "aggregation": { "power_mean": 2 }, "missing": { "require": 0.25 } },
  "critical_failures": [ { "id": "CF-1", "node": "g/a" } ],
  "roles": [ { "id": "r", "requires": { "g": { "level": "mid", "hurdle": true }, "exam": 50 }, "any_of": [ { "requires": { "g/a": "low" } } ], "blocked_by": [ "CF-1" ] } ],
  "learning": [ { "id": "L1", "raises": "g/a", "from": "low", "to": "mid" }, { "id": "L2", "raises": "g/a", "to": "high", "after": [ "L1" ] } ],
  "rater_groups": { "peer": { "title": "Peers", "weight": 30 } }, "evidence_types": { "test": { "confidence": 0.6, "cap": "mid" } },
  "children": [
    { "id": "g", "type": "domain", "weight": 50, "aggregation": { "n_of": { "count": 1, "threshold": "mid", "x-why": "because" } }, "weights": { "reversed": [ "b", "a" ] },
      "children": [ { "id": "a", "anchors": { "low": "poor", "note": 1 }, "behaviours": [ "asks", { "text": "checks", "critical": true, "x-n": 1 } ] }, { "id": "b", "tags": [ "t" ] } ] },
    { "id": "exam", "weight": 45, "scale": "exam", "if_missing": 20, "x-a-member-of-the-author": "with a text that needs memory of its own" },
    { "id": "rubric", "aggregation": "points_ratio", "criteria": [ { "text": "says what it is about", "points": 3, "scale": "pass" }, { "text": "is late", "points": -1, "scale": "pass" } ] } ] })";

constexpr std::string_view mistaken = R"({ "prowess": 1, "id": "wrong", "wieght": 1, "scales": { "a": { "numeric": { "min": 1, "max": 0 } }, "b": { "levels": [] }, "a": "checklst" },
  "defaults": { "scale": "c", "agregation": "x" }, "roles": [ { "id": "x", "requires": { "nobody": "a" }, "blocked_by": [ "y" ] } ],
  "children": [ { "id": "a/b", "scale": "no", "children": [], "aggregation": "mean" },
    { "id": "a", "missing": { "require": 2 }, "children": [ { "id": "x", "weight": -1 }, { "id": "x", "if_missing": "no", "anchors": { "q": "" } } ] },
    { "weight": 1e200, "points": 2, "criteria": [ { "weights": 1 } ] },
    { "id": "g", "aggregation": { "best": 9 }, "weights": { "reversed": [ "u", "u" ] }, "extra_credit": true, "children": [ { "id": "u" }, { "id": "v" } ] } ] })";

/// Names, scales and a level that are wrong in a document that is a framework otherwise.
constexpr std::string_view unsound = R"({ "prowess": 1, "id": "unsound", "scale": [ "novice", "able" ], "weights": "percent",
  "children": [ { "id": "care", "weight": 50, "if_missing": "expert" }, { "id": "care", "weight": 40, "anchors": { "expert": "all" } }, { "id": "x", "aggregation": { "best": 3 }, "children": [ { "id": "y" } ] } ] })";

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), scale("exam", numeric(0, 100)), scale("checks", checklist()),
    domain("skills", competency("suture", 2), competency("talk", 1)), competency("theory", on("exam")), competency("hygiene", on("checks")));

constexpr std::string_view ratings = R"({ "prowess_ratings": 1, "framework": "clinic", "as_of": "2026-06-30", "people": [
  { "id": "ada lovelace of somewhere", "role": "the surgeon on duty", "critical_failures": [ "CF-1", "another one that needs memory" ], "ratings": { "suture": 3, "skills/talk": "able", "theory": 82.5 } },
  { "id": "bob \u0041", "evidence": [ { "node": "suture", "rating": "Novice", "rater": "kim" }, { "node": "hygiene", "rating": false } ] } ] })";
constexpr std::string_view wrong_ratings = R"({ "prowess_ratings": 1, "framework": "other", "as_of": "30.6.2026", "people": [
  { "id": "ada", "ratings": { "suture": 4, "skills": 1, "sutur": 2, "theory": 1e400, "hygiene": [ 1 ] } }, { "id": "ada" }, 7, { "ratings": { "suture": 1, "skills/suture": 1 } } ] })";
constexpr std::string_view lines = "{\"id\":\"ada lovelace of somewhere\",\"ratings\":{\"suture\":3,\"skills/talk\":\"master\"}}\n\n{\"id\":\"bob \\u0041\",\"role\":\"r\"}\n";
constexpr std::string_view wrong_lines = "{\"id\":\"ada\",\"ratings\":{\"sutur\":3}}\n{\"id\":\"ada\"}\n{\"id\":\"cy\",}\n[1]\n{\"id\":\"di\",\"ratings\":{\"suture\":true}}";

/// Reads with each allocation failing; at last there is a value or there are problems, as it should be.
template <class Read> void check_reading(std::string_view name, bool good, const Read& read, std::size_t step = 1) {
  CAPTURE(name);
  bool has_value = false;
  const auto act = [&] {
    has_value = false;
    const auto got = read();
    has_value = got.has_value();
  };
  CHECK(allocations::until_enough(act, step) > 0);
  CHECK(has_value == good);
}

std::string health_it() {
  std::ifstream file(PROWESS_EXAMPLE_DATA "/health_it.json", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace

TEST_CASE("a framework document without memory") {
  const auto load = [](std::string_view text) { return load_framework(text, weightings<reversed>); };
  check_reading("everything", true, [&] { return load(everything); });
  check_reading("mistakes", false, [&] { return load(mistaken); });
  check_reading("unsound", false, [&] { return load(unsound); });
  check_reading("no JSON", false, [&] { return load("{ \"prowess\": 1, \"id\": \"a text that needs memory of its own\",, }"); });
  check_reading("no object", false, [&] { return load("[ \"\\u0041 text that needs memory of its own\" ]"); });
  const std::string large = health_it();
  REQUIRE(large.size() > 40'000);
  check_reading("health-IT", true, [&] { return load(large); }, 7);
}

TEST_CASE("ratings and profiles in JSON without memory") {
  check_reading("document", true, [] { return read_ratings_json(clinic, ratings); });
  check_reading("wrong document", false, [] { return read_ratings_json(clinic, wrong_ratings); });
  check_reading("lines", true, [] { return read_ratings_json_lines(clinic, lines); });
  check_reading("wrong lines", false, [] { return read_ratings_json_lines(clinic, wrong_lines); });
  const auto people = read_ratings_json(clinic, ratings).value();
  const std::string profile = to_json(people[0].id, score(people[0].sheet));
  check_reading("profile", true, [&] { return read_profile_json(clinic, profile); });
  check_reading("wrong profile", false, [&] { return read_profile_json(clinic, profile.substr(0, profile.find("\"nodes\"")) + "\"nodes\": [ { \"status\": \"scord\" } ] }"); });
}

TEST_CASE("writing JSON without memory") {
  const dynamic_framework f = load_framework(everything, weightings<reversed>).value();
  CHECK(allocations::until_enough([&] { static_cast<void>(to_json(f)); }) > 0);
  const auto people = read_ratings_json(clinic, ratings).value();
  CHECK(allocations::until_enough([&] { static_cast<void>(to_json(people)); }) > 0);
  CHECK(allocations::until_enough([&] { static_cast<void>(to_json_lines(people)); }) > 0);
  const profile p = score(people[0].sheet);
  CHECK(allocations::until_enough([&] { static_cast<void>(to_json("ada", p)); }) > 0);
}

TEST_CASE("a framework is as it was where loading another into it fails") {
  dynamic_framework f = load_framework(everything, weightings<reversed>).value();
  const dynamic_framework before(f);
  std::size_t n = 0;
  bool unchanged = true;
  while (!allocations::enough(n++, [&] { f = load_framework(R"({ "prowess": 1, "id": "b", "scale": "percentage", "children": [ { "id": "c" } ] })").value(); }))
    unchanged = unchanged && f.view() == before.view();
  CHECK(unchanged);
  CHECK(n > 1);
  CHECK(f.view().id() == "b");
}
