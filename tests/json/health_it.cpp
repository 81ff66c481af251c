// SPDX-License-Identifier: BSL-1.0
// The health-IT documents are the same frameworks as those in code, and score the same people the same.
#include <prowess/csv.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "../oracle/health_it_small.hpp"

using namespace prowess;

namespace {

std::string contents(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

/// Loaded, and loaded from what it saves, it is the framework in code; people score the same under all.
void check_same(const std::string& text, const framework_view& in_code, const std::string& ratings, const std::string& warnings = {}) {
  const auto loaded = load_framework(text);
  for (const problem& p : loaded.problems()) MESSAGE(p.text());
  REQUIRE(loaded);
  std::string said;
  for (const problem& p : loaded.warnings()) said += p.text() + "\n";
  CHECK(said == warnings);
  CHECK(loaded->view() == in_code);
  const dynamic_framework again = load_framework(to_json(*loaded)).value();
  CHECK(again.view() == in_code);
  CHECK(to_json(again) == to_json(*loaded));
  CHECK(detail::equal(again.view().remarks, loaded->view().remarks));  // what is only kept, too

  const auto people = read_ratings_csv(in_code, ratings).value();
  const auto under_loaded = read_ratings_csv(*loaded, ratings).value();
  const auto under_again = read_ratings_json_lines(again, to_json_lines(people)).value();
  REQUIRE(!people.empty());
  for (std::size_t i = 0; i < people.size(); ++i) {
    const profile p = score(people[i].sheet);
    CHECK(p == score(under_loaded[i].sheet));
    CHECK(p == score(under_again[i].sheet));
  }
}

}  // namespace

TEST_CASE("the whole health-IT document is the framework in code") {
  const std::string text = contents(PROWESS_EXAMPLE_DATA "/health_it.json");
  check_same(text, frameworks::health_it, contents(PROWESS_EXAMPLE_DATA "/health_it_ratings.csv"));
  std::size_t parts = 0;
  const dynamic_framework loaded = load_framework(text).value();
  CHECK(to_json(loaded) == text);  // laid out as it is written
  for (const remark& r : loaded.view().remarks_of(0))
    for (const std::string_view part : {"/critical_failures", "/roles", "/learning", "/rater_groups", "/evidence_types"}) parts += r.kind == remark_kind::member && r.key == part;
  CHECK(parts == 5);
}

TEST_CASE("a small document that uses most policies is the framework in code") {
  check_same(contents(PROWESS_TEST_JSON "/good/health_it_small.json"), health_it_small::small,
             "person,node,rating\nada,TEC-BLD,4\nada,TEC-INT,advanced\nada,TEC-SEC-exam,85\nada,TEC-SEC-observed,3\nada,FUN-WFL,3\nada,FUN-SAF,4\n"
             "ada,COM-EXP,3\nada,COM-WRI,4\nada,COM-COA,not_applicable\nada,NEG-RES,4\nada,NEG-AGR,3\nada,STR-VIE,4\nada,STR-ROO,no_opportunity\n"
             "ada,TEA-MOT,3\nada,TEA-FOR,2\nada,TEA-ACC,4\nbob,TEC-BLD,4\n",
             "line 35, column 90 (/children/0/children/2/aggregation): technical/TEC-SEC: by the document's defaults minimum passes over what was "
             "not observed; say \"missing\": \"skip\" here if that is meant, or \"no_score\"\n");
}
