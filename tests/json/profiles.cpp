// SPDX-License-Identifier: BSL-1.0
// Profiles in JSON that somebody has changed.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), version("2"), domain("skills", competency("suture", 2), competency("talk")));

std::string texts(const std::vector<problem>& problems) {
  std::string all;
  for (const problem& p : problems) all += p.text() + "\n";
  return all;
}

}  // namespace

TEST_CASE("what is wrong with a profile is said at its place") {
  rating_sheet sheet{clinic};
  sheet.set("suture", 3);
  const std::string right = to_json_line("ada", score(sheet));
  REQUIRE_MESSAGE(read_profile_json(clinic, right), right);
  const auto said = [&](std::string_view what, std::string_view with) {
    std::string text = right;
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, right);
    text.replace(at, what.size(), with);
    return texts(read_profile_json(clinic, text).problems());
  };
  const auto has = [](const std::string& all, std::string_view part) { return all.find(part) != std::string::npos; };
  CHECK(has(said("\"prowess_profile\":1", "\"x-was\":1"), "the document does not say that it is a profile"));
  CHECK(has(said("\"prowess_profile\":1", "\"prowess_profile\":2"), "the format has version 2, which is not known here"));
  CHECK(has(said("\"prowess_profile\":1", "\"prowess_profile\":\"1\""), "must be a number"));
  CHECK(has(said("\"clinic\"", "\"ward\""), "this is a profile of the framework 'ward', not of 'clinic'"));
  CHECK(has(said("\"clinic\"", "7"), "must be a text"));
  CHECK(has(said("\"version\":\"2\"", "\"version\":\"1\""), "this is a profile of version '1', and the framework is version '2'"));
  CHECK(has(said("\"person\":\"ada\"", "\"x-person\":\"ada\""), "the document has no 'person'"));
  CHECK(has(said("\"person\":\"ada\"", "\"person\":4"), "must be a text"));
  CHECK(has(said("\"nodes\":[", "\"x-nodes\":["), "the document has no 'nodes'"));
  CHECK(has(said("\"node\":\"skills\"", "\"node\":\"talents\""), "node 2 is 'talents', and in the framework 'skills'"));
  CHECK(has(said("\"node\":\"skills\"", "\"x-node\":\"skills\""), "the entry has no 'node'"));
  CHECK(has(said("\"status\":\"scored\"", "\"status\":\"scord\""), "there is no status 'scord'; did you mean 'scored'?"));
  CHECK(has(said("\"status\":\"scored\"", "\"x-status\":\"scored\""), "the entry has no 'status'"));
  CHECK(has(said("\"status\":\"scored\"", "\"status\":\"not observed\""), "there is a score, and the status says none"));
  CHECK(has(said("\"score\":3", "\"x-score\":3"), "there is no score, and the status says one"));
  CHECK(has(said("\"score\":3", "\"score\":\"3\""), "leave out the quotes"));
  CHECK(has(said("\"level\":\"master\"", "\"level\":\"best\""), "there is no level 'best' on the framework's scale"));
  CHECK(has(said("\"coverage\":", "\"coverage\":5,\"x-was\":"), "give a share from 0 to 1"));
  CHECK(has(said("\"coverage\":", "\"coverage\":0.25,\"x-was\":"), "the coverage is 0.25, and the shares give"));
  CHECK(has(said("\"suture\":3", "\"suture\":9"), "outside the framework's scale"));
  CHECK(has(said("\"suture\":3", "\"sutur\":3"), "did you mean"));
  CHECK(has(said("{\"node\":\"skills/talk\"", "7,{\"node\":\"skills/talk\""), "must be an object"));
  CHECK(has(said(",{\"node\":\"skills/talk\"", ",{\"node\":\"skills/talk\"},{\"node\":\"skills/talk\""), "there are 5 nodes, and the framework has 4"));
  CHECK(has(texts(read_profile_json(clinic, "[]").problems()), "write it in braces"));
  CHECK(has(texts(read_profile_json(clinic, "{\"nodes\":7}").problems()), "must be a list"));
  for (std::size_t cut = 0; cut + 1 < right.size(); ++cut)  // but for the line break at its end
    CHECK_FALSE(read_profile_json(clinic, std::string_view(right).substr(0, cut)).has_value());
}

TEST_CASE("dates, frameworks and roles of ratings") {
  const auto said = [](std::string_view text) { return texts(read_ratings_json(clinic, text).problems()); };
  for (const std::string_view right : {"2026-06-30", "2024-02-29", "2026-12-31", "2026-04-30T12:00:00Z", "2026-01-01"}) {
    CAPTURE(right);
    CHECK(said("{\"prowess_ratings\":1,\"as_of\":\"" + std::string(right) + "\",\"people\":[]}").empty());
  }
  for (const std::string_view wrong : {"2026-6-30", "2026-13-01", "2026-00-01", "2026-02-30", "2026-04-31", "2026-06-31", "2026-09-31", "2026-11-31", "2026-01-32", "2026-01-00",
                                       "2026/01/01", "2026-01-0x", "2026-01-01 ", "20260-1-01", ""}) {
    CAPTURE(wrong);
    CHECK(said("{\"prowess_ratings\":1,\"as_of\":\"" + std::string(wrong) + "\",\"people\":[]}").find("is no date") != std::string::npos);
  }
  CHECK(said(R"({"prowess_ratings":1,"title":7,"people":[{"id":"a","title":8,"as_of":9,"role":1,"critical_failures":[2]}]})").find("must be a text") != std::string::npos);
  CHECK(said(R"({"prowess_ratings":"x","people":[7]})").find("must be an object") != std::string::npos);
  CHECK(said(R"({"prowess_ratings":1,"people":[{"id":"a","framework":"ward","evidence":[7,{"rating":2},{"node":3},{"node":"suture"},{"node":"talk","rating":2,"rater":4,"group":5,"type":6,"on":"x"}]}]})")
            .find("these are ratings of the framework 'ward'") != std::string::npos);
}
