// SPDX-License-Identifier: BSL-1.0
// Ratings and profiles as JSON and JSON Lines.
#include <prowess/csv.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), scale("exam", numeric(0, 100)), scale("checks", checklist()),
  domain("skills", competency("suture", 2), competency("talk", 1)), competency("theory", on("exam")), competency("hygiene", on("checks")),
  domain("team", competency("talk", 1)));

std::string texts(const std::vector<problem>& problems) {
  std::string all;
  for (const problem& p : problems) all += p.text() + "\n";
  return all;
}

constexpr std::string_view document = R"({ "prowess_ratings": 1, "framework": "clinic", "as_of": "2026-06-30", "note": "spring",
  "people": [
    { "id": "ada", "role": "surgeon", "critical_failures": ["CF-1"],
      "ratings": { "suture": 3, "skills/talk": "able", "theory": 82.5, "hygiene": true, "team/talk": "no_opportunity" } },
    { "id": "bob", "x-badge": 7, "evidence": [ { "node": "suture", "rating": "Novice", "rater": "kim", "group": "peer", "type": "observation", "on": "2026-05-02" },
      { "node": "hygiene", "rating": false }, { "node": "theory", "rating": null } ] } ] })";

}  // namespace

TEST_CASE("a document of ratings") {
  const auto people = read_ratings_json(clinic, document);
  REQUIRE_MESSAGE(people, texts(people.problems()));
  REQUIRE(people->size() == 2);
  const rated_person& ada = (*people)[0];
  CHECK(ada.id == "ada");
  CHECK(ada.role == "surgeon");
  CHECK(ada.critical_failures == std::vector<std::string>{"CF-1"});
  CHECK(ada.sheet["suture"] == rating(3));
  CHECK(ada.sheet["skills/talk"] == rating(2));
  CHECK(ada.sheet["theory"] == rating(82.5));
  CHECK(ada.sheet["hygiene"] == met);
  CHECK(ada.sheet["team/talk"] == no_opportunity);
  CHECK((*people)[1].sheet["suture"] == rating(1));
  CHECK((*people)[1].sheet["hygiene"] == not_met);
  CHECK((*people)[1].sheet["theory"] == not_observed);

  const auto again = read_ratings_json(clinic, to_json(*people));
  REQUIRE_MESSAGE(again, texts(again.problems()));
  CHECK(*again == *people);
  const std::string lines = to_json_lines(*people);
  const auto by_line = read_ratings_json_lines(clinic, lines);
  REQUIRE_MESSAGE(by_line, texts(by_line.problems()));
  CHECK(*by_line == *people);
  CHECK(to_json(std::span<const rated_person>()) == "{ \"prowess_ratings\": 1, \"people\": [] }\n");
}

TEST_CASE("ratings of nodes whose ids look like members that are only kept") {
  constexpr auto imaging = framework("imaging", levels("novice", "able", "master"), competency("x-ray"), domain("x-more", competency("note"), competency("ct")));
  const auto people = read_ratings_json(imaging, R"({ "prowess_ratings": 1, "people": [
    { "id": "ada", "note": "kept", "ratings": { "x-ray": 3, "x-more/note": 2, "x-ct": "kept", "ct": 1 } }, { "id": "bob", "ratings": { "note": "able" } } ] })");
  REQUIRE_MESSAGE(people, texts(people.problems()));
  const std::vector<rating> ada{3, 2, 1}, bob{not_observed, 2, not_observed};
  CHECK(detail::equal<rating>((*people)[0].sheet.ratings(), ada));
  CHECK(detail::equal<rating>((*people)[1].sheet.ratings(), bob));
  CHECK(read_ratings_json(imaging, to_json(*people)).value() == *people);
  const profile p = score((*people)[0].sheet);
  CHECK(read_profile_json(imaging, to_json("ada", p)).value().scores == p);
  CHECK(texts(read_ratings_json_lines(imaging, R"({ "id": "ada", "ratings": { "x-more": 1, "x-ray": 4 } })").problems()) ==
        "line 1, column 29 (/ratings/x-more): x-more: it has children and takes no rating; rate 'note', 'ct'\n"
        "line 1, column 51 (/ratings/x-ray): x-ray: the rating 4 is outside the framework's scale; allowed: 1 (novice), 2 (able), 3 (master)\n");
}

TEST_CASE("JSON Lines say the same as CSV") {
  using frameworks::health_it;
  std::string csv = "person,node,rating\n", lines;
  for (int p = 0; p < 50; ++p) {
    lines += "{\"id\":\"p" + std::to_string(p) + "\",\"ratings\":{";
    for (std::uint32_t i = 0, k = 0; i < health_it.view().size(); ++i) {
      if (!health_it.nodes[i].is_leaf()) continue;
      const std::string id(health_it.nodes[i].id), value = std::to_string(1 + (p * 7 + static_cast<int>(k) * 3) % 5);
      csv += "p" + std::to_string(p) + "," + id + "," + value + "\n";
      lines += (k++ == 0 ? "\"" : ",\"") + id + "\":" + value;
    }
    lines += "}}\n";
  }
  const auto a = read_ratings_csv(health_it, csv);
  const auto b = read_ratings_json_lines(health_it, lines);
  REQUIRE(a);
  REQUIRE_MESSAGE(b, texts(b.problems()));
  CHECK(*a == *b);
}

TEST_CASE("lines as most are, and lines with a note that nobody reads, say the same") {
  const std::string first = R"({"id":"zoe","ratings":{"suture":1}})";
  for (const std::string_view said :
       {R"("id":"ada")", R"("id":" ada ","ratings":{})", R"("id":"ada","ratings":{"suture":3,"theory":82.5,"hygiene":true,"team/talk":"able"})",
        R"("id":"ada","ratings":{"hygiene":false,"suture":null,"theory":"n/a","skills/talk":""})", R"("ratings":{"suture":2},"id":"ada")",
        R"("id":"ada","ratings":{"suture":2,"suture":2})", R"("id":"ada","ratings":{"suture":2},"ratings":{"theory":5})", R"("id":"ada","id":"bob")",
        R"("id":"zoe","ratings":{"suture":2})", R"("id":"  ","ratings":{"suture":2})", R"("id":7,"ratings":{"suture":2})", R"("ratings":{"suture":2})",
        R"("id":"ada","ratings":{"talk":2})", R"("id":"ada","ratings":{"skills":2})", R"("id":"ada","ratings":{"sutur":2})", R"("id":"ada","ratings":[1])",
        R"("id":"ada","ratings":{"suture":4})", R"("id":"ada","ratings":{"suture":true})", R"("id":"ada","ratings":{"theory":1e400})",
        R"("id":"ada","ratings":{"theory":1e200})", R"("id":"ada","ratings":{"theory":-0})", R"("id":"ada","ratings":{"suture":[3]})",
        R"("id":"ada","ratings":{"suture":{"rating":3}})", R"("id":"\u0061da","ratings":{"sutur\u0065":"mast\u0065r"})", R"("id":"ada","role":"surgeon","ratings":{"suture":2})"}) {
    CAPTURE(said);
    const std::string usual = first + "\n{" + std::string(said) + "}\r\n", noted = first + "\n{" + std::string(said) + ",\"note\":\"x\"}\n";
    const auto a = read_ratings_json_lines(clinic, usual), b = read_ratings_json_lines(clinic, noted);
    CHECK(texts(a.problems()) == texts(b.problems()));
    CHECK(a.has_value() == b.has_value());
    if (a && b) CHECK(*a == *b);
    const auto strict = read_ratings_json_lines(clinic, usual, ratings_options{.most_people = 1});
    CHECK(texts(strict.problems()) == texts(read_ratings_json_lines(clinic, noted, ratings_options{.most_people = 1}).problems()));
  }
  for (const std::string_view cut : {R"({"id":"ada","ratings":{"suture":2})", R"({"id":"ada","ratings":{"suture":2}} x)", R"({"id":"ada","ratings":{"suture":2,}})", R"(["ada"])", "7"}) {
    const auto people = read_ratings_json_lines(clinic, first + "\n" + std::string(cut) + "\n" + R"({"id":"ada","ratings":{"suture":2}})");
    CHECK(people.problems().size() == 1);  // and not that ada is there twice
    CHECK(texts(people.problems()).starts_with("line 2"));
  }
}

TEST_CASE("every problem of all lines, with line and column") {
  const auto people = read_ratings_json_lines(clinic,
      "{\"id\":\"ada\",\"ratings\":{\"sutur\":3}}\n\n{\"id\":\"bob\",\"ratings\":{\"suture\":4,\"talk\":1}}\r\n"
      "{\"id\":\"ada\"}\n{\"id\":\"cy\",}\n{\"ratings\":{\"skills\":1,\"suture\":1,\"skills/suture\":2}}\n[1]\n"
      "{\"id\":\"di\",\"ratings\":{\"suture\":true,\"hygiene\":[1],\"theory\":1e400}}");
  CHECK(texts(people.problems()) ==
        "line 1, column 24 (/ratings/sutur): 'sutur': there is no such name in 'clinic'; did you mean 'skills/suture'?\n"
        "line 3, column 33 (/ratings/suture): skills/suture: the rating 4 is outside the framework's scale; allowed: 1 (novice), 2 (able), 3 (master)\n"
        "line 3, column 35 (/ratings/talk): 'talk': 2 nodes of 'clinic' have this id; use one of the paths 'skills/talk', 'team/talk'\n"
        "line 4, column 7 (/id): the person 'ada' is there twice, first on line 1; keep one, with all ratings\n"
        "line 5, column 12: there is a comma before '}'; remove the comma\n"
        "line 6, column 1: the person has no 'id'; identify the person\n"
        "line 6, column 13 (/ratings/skills): skills: it has children and takes no rating; rate 'suture', 'talk'\n"
        "line 6, column 35 (/ratings/skills~1suture): skills/suture: '?' is rated twice; keep one rating for each person and node\n"
        "line 7, column 1: this must be an object, not a list; write it in braces: { ... }\n"
        "line 8, column 32 (/ratings/suture): skills/suture: true is an answer on a checklist, and the framework's scale is none; its levels are novice, able, master\n"
        "line 8, column 47 (/ratings/hygiene): hygiene: a rating is a level, points, true or false, or why there is none, not a list; give one of these\n"
        "line 8, column 60 (/ratings/theory): the number 1e400 is too large; give a finite number\n");
}

TEST_CASE("documents of ratings that are none") {
  const auto said = [](std::string_view text, const ratings_options& o = {}) { return texts(read_ratings_json(clinic, text, o).problems()); };
  CHECK(said("") == "the text is empty; give a JSON document\n");
  CHECK(said("[]") == "line 1, column 1: this must be an object, not a list; write it in braces: { ... }\n");
  CHECK(said("{}") == "line 1, column 1: the document does not say that it holds ratings; begin with \"prowess_ratings\": 1, the version of the format\n"
                      "line 1, column 1: the document has no 'people'; list them: \"people\": [ { \"id\": \"ada\", \"ratings\": { ... } } ]\n");
  CHECK(said(R"({"prowess_ratings":2,"framework":"other","as_of":"30.6.2026","people":[]})") ==
        "line 1, column 20 (/prowess_ratings): the format has version 2, which is not known here; version 1 is known; a newer library may read it\n"
        "line 1, column 34 (/framework): these are ratings of the framework 'other', not of 'clinic'; read them with the framework that they rate\n"
        "line 1, column 50 (/as_of): '30.6.2026' is no date; write year-month-day: \"2026-06-30\"\n");
  CHECK(said(R"({"prowess_ratings":1,"people":[{"id":"a","ratings":{"suture":null}}]})", {.blank = presence::rated}) ==
        "line 1, column 62 (/people/0/ratings/suture): skills/suture: the rating is blank; rate it, or say not_observed, no_opportunity or not_applicable\n");
  CHECK(said(R"({"prowess_ratings":1,"people":[{"id":"a"},{"id":"b"},{"id":"c"}]})", {.most_people = 2}) ==
        "line 1, column 54 (/people/2): more than 2 people; split the file, or raise ratings_options::most_people\n");
  CHECK(said(R"({"prowess_ratings":1,"people":[{"id":"a"},{"id":"b"}]})", {.most_ratings = 9}) ==
        "line 1, column 43 (/people/1): more than 9 ratings (people x leaves); split the file, or raise ratings_options::most_ratings\n");
  CHECK(said(R"({"prowess_ratings":1,"people":[]})", {.most_bytes = 9}) == "the file has more than 9 bytes; split it, or raise ratings_options::most_bytes\n");
}

TEST_CASE("a profile is kept and read back as it was") {
  const auto people = read_ratings_json(clinic, document).value();
  for (const rated_person& person : people) {
    const profile p = score(person.sheet);
    const std::string text = to_json(person.id, p);
    const auto then = read_profile_json(clinic, text);
    REQUIRE_MESSAGE(then, texts(then.problems()));
    CHECK(then->person == person.id);
    CHECK(then->scores == p);
    CHECK(to_json(then->person, then->scores) == text);
    CHECK(read_profile_json(clinic, to_json_line(person.id, p)).value().scores == p);
  }
  std::string text = to_json("ada", score(people[0].sheet));
  CHECK(texts(read_profile_json(frameworks::health_it, text).problems()).find("this is a profile of the framework 'clinic'") != std::string::npos);
  const std::size_t nothing = text.find("\"rated\": 0, \"applicable\": 0");  // team/talk: no opportunity
  REQUIRE(nothing != std::string::npos);
  text.replace(nothing, 10, "\"rated\": 1");
  CHECK(texts(read_profile_json(clinic, text).problems()).find("more was rated, or entered the score, than applies") != std::string::npos);
}
