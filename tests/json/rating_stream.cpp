// SPDX-License-Identifier: BSL-1.0
// Tests of ratings from JSON Lines in pieces: wherever the text is cut, people and problems are those of the whole text.
#include <prowess/json.hpp>
#include <prowess/json/rating_reader.hpp>
#include <prowess/prowess.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), scale("exam", numeric(0, 100)), scale("checks", checklist()),
  domain("skills", competency("suture", 2), competency("talk", 1)), competency("theory", on("exam")), competency("hygiene", on("checks")));

struct outcome_of_text {
  std::vector<rated_person> people{};
  std::vector<problem> problems{};
  friend bool operator==(const outcome_of_text&, const outcome_of_text&) = default;
};
outcome_of_text whole(std::string_view text, const ratings_options& options = {}) {
  auto read = read_ratings_json_lines(clinic, text, options);
  if (!read) return {{}, {read.problems().begin(), read.problems().end()}};
  return {*std::move(read), {}};
}
/// In pieces of a size, the first one shorter.
outcome_of_text pieces(std::string_view text, std::size_t first, std::size_t size, const ratings_options& options = {}) {
  json_rating_reader reader(clinic, options);
  outcome_of_text all;
  std::string piece;  // a new one each time: the reader may not hold on to it
  while (const rated_person* p = reader.next([&] {
    piece = std::string(text.substr(0, first));
    text.remove_prefix(piece.size());
    first = size;
    return std::string_view(piece);
  }))
    all.people.push_back(*p);
  all.problems = reader.problems();
  if (!all.problems.empty()) all.people.clear();
  return all;
}

}  // namespace

TEST_SUITE("json") {
  TEST_CASE("wherever JSON lines are cut, once and everywhere, they say the same") {
    for (const std::string_view text : {
             std::string_view("{\"id\":\"ada\",\"ratings\":{\"suture\":3,\"theory\":82.5}}\n{\"id\":\"bob\",\"role\":\"x\",\"evidence\":[{\"node\":\"talk\",\"rating\":\"able\"}]}\n"),
             std::string_view("\xef\xbb\xbf\n{\"id\":\"ada\",\"ratings\":{\"hygiene\":true}}\r\n  \r\n{ \"ratings\": {\"talk\":1}, \"id\": \"Jos\xc3\xa9 \\\"J\\\"\" }"),
             std::string_view("{\"id\":\"p9\"}\n{\"id\":\"p10\"}\n{\"id\":\"p1\"}\n{\"id\":\"p9\"}\n{\"id\":\"p1\",\"ratings\":{\"nothing\":3}}\n"),
             std::string_view("{\"id\":\"ada\"}\n{\"id\":\"bob\"\n[1]\n{\"id\":\"cyd\",\"ratings\":{\"suture\":9,\"suture\":2}}\n{}\n{\"id\":\"  \"}\n\xff\n"),
             std::string_view(""), std::string_view("\xef\xbb"), std::string_view("\n \n")}) {
      CAPTURE(text);
      const outcome_of_text expected = whole(text);
      for (std::size_t first = 1; first <= text.size(); ++first) {
        CAPTURE(first);
        CHECK(pieces(text, first, text.size()) == expected);
      }
      for (std::size_t size = 1; size < 9; ++size) CHECK(pieces(text, size, size) == expected);
    }
  }

  TEST_CASE("options and limits of JSON lines hold in a stream") {
    const std::string_view text = "{\"id\":\"ada\",\"ratings\":{\"talk\":null}}\n{\"id\":\"bob\",\"ratings\":{\"talk\":7}}\n{\"id\":\"cyd\",\"ratings\":{\"x\":1,\"y\":1}}\n";
    ratings_options options;
    options.blank = presence::rated;
    CHECK(pieces(text, 7, 7, options) == whole(text, options));
    options.most_problems = 2;
    CHECK(pieces(text, 7, 7, options) == whole(text, options));
    CHECK(whole(text, options).problems.size() == 2);
    options.most_people = 1;
    CHECK(pieces(text, 7, 7, options) == whole(text, options));
  }

  TEST_CASE("people before a wrong line are given, nobody after it") {
    json_rating_reader people(clinic);
    people.feed("{\"id\":\"ada\"}\n{\"id\":\"bob\"}\n{\"id\":\"ada\"}\n{\"id\":\"cyd\"}\n{\"id\":");
    for (const std::string_view id : {"ada", "bob"}) {
      const rated_person* p = people.next();
      REQUIRE(p != nullptr);
      CHECK(p->id == id);
    }
    CHECK(people.next() == nullptr);
    people.finish();
    CHECK(people.next() == nullptr);
    REQUIRE(people.problems().size() == 2);
    CHECK(people.problems()[0].text() == "line 3, column 7 (/id): the person 'ada' is there twice, first on line 1; keep one, with all ratings");
    CHECK(people.problems()[1].where.substr(0, 6) == "line 5");
  }

  TEST_CASE("a line that does not end is a problem, not all memory") {
    ratings_options options;
    options.most_bytes = 100;
    json_rating_reader people(clinic, options);
    people.feed("{\"id\":\"ada\"}\n");
    std::size_t fed = 0;
    REQUIRE(people.next() != nullptr);
    while (people.next() == nullptr && people.problems().empty() && fed < 10'000) people.feed("          "), fed += 10;
    CHECK(fed == 110);
    REQUIRE(people.problems().size() == 1);
    CHECK(people.problems()[0].text() == "line 2, column 1: the line has more than 100 bytes; split it, or raise ratings_options::most_bytes");
  }
}
