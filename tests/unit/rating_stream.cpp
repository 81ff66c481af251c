// SPDX-License-Identifier: BSL-1.0
// Tests of ratings from CSV in pieces: wherever the text is cut, people and problems are those of the whole text.
#include <prowess/core.hpp>
#include <prowess/csv.hpp>
#include <prowess/detail/seen_ids.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto small = framework("hit", levels("baseline", "basic", "intermediate", "advanced", "expert"), scale("exam", numeric(0, 100)), scale("check", checklist()),
    group("technical", 40, leaf("build", 40), leaf("law", 30, on("exam")), leaf("consent", 30, on("check"))),
    group("soft", 60, leaf("talk", 50), group("team", 50, leaf("lead", 1), leaf("follow", 1))));

struct outcome_of_text {
  std::vector<rated_person> people{};
  std::vector<std::string> problems{};
  friend bool operator==(const outcome_of_text&, const outcome_of_text&) = default;
};
std::vector<std::string> texts(const std::vector<problem>& problems) {
  std::vector<std::string> all;
  for (const problem& p : problems) all.push_back(p.text());
  return all;
}
outcome_of_text whole(std::string_view text, const csv_options& options = {}) {
  auto read = read_ratings_csv(small, text, options);
  if (!read) return {{}, texts(read.problems())};
  return {*std::move(read), {}};
}
/// In pieces that end at these places.
outcome_of_text pieces(std::string_view text, const std::vector<std::size_t>& cuts, const csv_options& options = {}) {
  csv_rating_reader reader(small, options);
  outcome_of_text all;
  std::size_t from = 0, nth = 0;
  std::string piece;  // a new one each time: the reader may not hold on to it
  while (const rated_person* p = reader.next([&]() -> std::string_view {
    if (from == text.size()) return {};
    const std::size_t to = nth < cuts.size() ? cuts[nth++] : text.size();
    piece = std::string(text.substr(from, to - from));
    from = to;
    return piece;
  }))
    all.people.push_back(*p);
  all.problems = texts(reader.problems());
  if (!all.problems.empty()) all.people.clear();
  return all;
}
outcome_of_text one_by_one(std::string_view text, const csv_options& options = {}) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < text.size(); ++i) cuts.push_back(i);
  return pieces(text, cuts, options);
}
std::vector<std::string> ids(const outcome_of_text& o) {
  std::vector<std::string> all;
  for (const rated_person& p : o.people) all.push_back(p.id);
  return all;
}
using lines = std::vector<std::string>;

/// Long and wide, right and wrong; rows of a person together.
const std::vector<std::string_view> texts_with_people_together{
    "person,node,rating\nada,build,4\nada,law,85\nbob,build,advanced\n",
    "person,node,rating\r\nada,build,4\r\nada,law,85\r\n\r\nbob,build,advanced",
    "person,node,rating\rada,build,4\rada,law,85\r\rbob,build,3\r",
    "\xef\xbb\xbfperson,node,rating\n\"ada\nof \"\"L\"\"\",build,4\n\"ada\nof \"\"L\"\"\",law,\"85\"\r\nJos\xc3\xa9,talk,2\n\xf0\x9f\x8e\x93,talk,3",
    "\n\n , \nperson,build,law,talk\nada,4,85,1\n\"b\r\nob\",,7,\n,,,\ncyd,basic,\"1\",n/a\n",
    "person,build\n",
    "person,build",
    "",
    "\n\n",
    "\xff\xfep",
    "\xef\xbb",
    "p",
    "person,build\nada,4\nbob,5\nada,3\n",                                               // a person twice
    "person,build\nada,4\nada,5\nbob,3\nada,1\n",
    "person,build\nada,9\nbob,5,6\n,4\ncyd\n\"dan\" x,3\ne\"ve,2\nfay,4\n",                  // all that is wrong with rows
    "person,node,rating\nada,build,4\nada,law,7\nada,build,3\nbob,nothing,3\nbob,soft,3\ncyd,nothing,2\ncyd,talk,x\n",
    "person,node,rating\nada,build,4\n\"bob,build,4\nbob,law,5\n",                          // a quote that is never closed
    "person,nodes,rating\nada,build,4\n",
    "name;build\nada;4\n",
    "person,node,rating\n\nada,\"bui\nld\",4\nbob,build,\"8\r\n\"\n",
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the loop of a user") {
    csv_rating_reader people(small);
    people.feed("person,node,rating\nada,bui");
    CHECK(people.next() == nullptr);
    people.feed("ld,4\nada,law,85\nbob,build,1");
    CHECK(people.next() == nullptr);  // the row has not ended
    people.feed("\ncyd,build,");
    const rated_person* p = people.next();
    REQUIRE(p != nullptr);
    CHECK(p->id == "ada");
    CHECK(p->sheet["build"] == rating(4));
    CHECK(p->sheet["law"] == rating(85));
    CHECK(people.next() == nullptr);
    people.feed("2");
    CHECK(people.next() == nullptr);
    people.finish();
    p = people.next();
    REQUIRE(p != nullptr);
    CHECK(p->id == "bob");
    CHECK(p->sheet["build"] == rating(1));
    CHECK(p->sheet["law"] == not_observed);
    p = people.next();
    REQUIRE(p != nullptr);
    CHECK(p->id == "cyd");
    CHECK(p->sheet["build"] == rating(2));
    CHECK(people.next() == nullptr);
    people.feed("dan,build,1\n");  // behind the end
    CHECK(people.next() == nullptr);
    CHECK(people.problems().empty());
  }

  TEST_CASE("wherever a text is cut, once and everywhere, it says the same") {
    for (const std::string_view text : texts_with_people_together) {
      CAPTURE(text);
      const outcome_of_text expected = whole(text);
      CHECK((expected.people.empty() || expected.problems.empty()));
      for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        CAPTURE(cut);
        CHECK(pieces(text, {cut}) == (cut == 0 ? whole("") : expected));  // an empty piece is the end
        CHECK(pieces(text, {(std::max)(cut, std::size_t{1}), text.size()}) == expected);
      }
      CHECK(one_by_one(text) == expected);
      CHECK(pieces(text, {}) == expected);
    }
  }

  TEST_CASE("seeded texts, cut at random, say the same") {
    const std::string_view ends[] = {"\n", "\r\n", "\r", "\n\n"};
    const std::string_view ratings[] = {"1", "4", "\"3\"", "basic", "0", "", "n/a", "\"\"", "9", "\"1\n\"", "x"};
    const std::string_view nodes[] = {"build", "technical/law", "talk", "soft/team/lead", "\"follow\"", "nothing"};
    std::mt19937 random(20260924);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (int round = 0; round < 2000; ++round) {
      CAPTURE(round);
      const std::string_view end = ends[below(4)];
      const bool wide = below(2) == 0, careful = below(4) != 0;  // careful: without mistakes
      std::string text = (below(3) == 0 ? "\xef\xbb\xbf" : "") + std::string(wide ? "person,build,technical/law,soft/talk" : "person,node,rating") + std::string(end);
      const std::size_t people = below(9);
      for (std::size_t i = 0; i < people; ++i) {
        const std::string id = below(3) == 0 ? "\"p\"\"\r\n," + std::to_string(i) + "\"" : (below(5) == 0 ? "\xc3\xa9" : "p") + std::to_string(below(2) == 0 ? i : 9 - i) + "_" + std::to_string(i);
        if (wide) {
          text += id;
          for (int c = 0; c < 3; ++c) text += "," + std::string(ratings[below(careful ? 3 : 11)]);
          text += end;
        } else {
          for (std::size_t n = 0, rated = 1 + below(5); n < rated; ++n)
            text += id + "," + std::string(nodes[careful ? n : below(6)]) + "," + std::string(ratings[below(careful ? 3 : 11)]) + std::string(end);
        }
      }
      if (below(2) == 0 && text.ends_with('\n')) text.pop_back();
      CAPTURE(text);
      const outcome_of_text expected = whole(text);
      if (careful) CHECK(expected.problems.empty());
      std::vector<std::size_t> cuts;
      for (std::size_t at = 1 + below(12); at < text.size(); at += 1 + below(1 + below(60))) cuts.push_back(at);
      CHECK(pieces(text, cuts) == expected);
    }
  }

  TEST_CASE("options and limits hold as for the whole text") {
    const std::string_view text = "person;node;rating\nada;build;4\nada;law;\nbob;build;3\ncyd;build;2\n";
    for (const auto& change : {+[](csv_options&) {}, +[](csv_options& o) { o.blank = presence::rated; }, +[](csv_options& o) { o.most_rows = 3; },
                               +[](csv_options& o) { o.most_people = 2; }, +[](csv_options& o) { o.most_ratings = 5; }, +[](csv_options& o) { o.form = csv_form::person_rows; },
                               +[](csv_options& o) { o.separator = '|'; }, +[](csv_options& o) { o.form = csv_form::person_rows, o.most_problems = 1; }}) {
      csv_options options;
      options.separator = ';';
      change(options);
      CHECK(one_by_one(text, options) == whole(text, options));
    }
    csv_options options;
    options.separator = ';', options.most_ratings = 6;  // one person: the whole text has three
    CHECK(ids(one_by_one(text, options)) == lines{"ada", "bob", "cyd"});
  }

  TEST_CASE("bytes that are no text are said with their place, wherever the text is cut") {
    for (const std::string_view text : {std::string_view("person,build\nada,4\nb\xc3\xa9" "b\xe2\x82,3\ncyd,\xc3"), std::string_view("person,build\nada,4\nx\xf4\x90\x80\x80,1\n"),
                                        std::string_view("person,build\nada,\0\n", 20), std::string_view("pers\xff" "on,build\nada,4\n")}) {
      outcome_of_text expected = whole(text);
      REQUIRE(!expected.problems.empty());
      std::sort(expected.problems.begin(), expected.problems.end());  // its place in the list may differ
      for (std::size_t cut = 1; cut < text.size(); ++cut) {
        CAPTURE(cut);
        outcome_of_text got = pieces(text, {cut});
        std::sort(got.problems.begin(), got.problems.end());
        CHECK(got == expected);
      }
      outcome_of_text got = one_by_one(text);
      std::sort(got.problems.begin(), got.problems.end());
      CHECK(got == expected);
    }
  }

  TEST_CASE("a person whose rows do not stand together is a problem of a stream, and none of a whole text") {
    const std::string_view text = "person,node,rating\nbob,build,1\nada,build,4\nbob,law,7\nbob,talk,2\ncyd,build,1\nada,law,1\n";
    CHECK(whole(text).people.size() == 3);
    CHECK(one_by_one(text).problems ==
          lines{"line 4, column 1: 'bob' was rated from line 2 on, and other people came between; sort the rows by person, or read the file as a whole",
                "line 7, column 1: 'ada' was rated from line 3 on, and other people came between; sort the rows by person, or read the file as a whole"});
  }

  TEST_CASE("people before a problem are given, nobody after it") {
    csv_rating_reader people(small);
    people.feed("person,build\nada,4\nbob,1\ncyd,x\ndan,1\neve,y\n");
    people.finish();
    const rated_person* p = people.next();
    REQUIRE(p != nullptr);
    CHECK(p->id == "ada");
    CHECK(people.problems().empty());
    std::size_t further = 0;
    while (people.next() != nullptr) ++further;
    CHECK(further <= 1);  // bob is whole when cyd begins, and cyd is wrong
    CHECK(people.problems().size() == 2);
  }

  TEST_CASE("a row that does not end is a problem, not all memory") {
    csv_options options;
    options.most_bytes = 1000;
    csv_rating_reader people(small, options);
    people.feed("person,build\nada,4\nbob,3\n\"");
    std::size_t fed = 0;
    REQUIRE(people.next() != nullptr);
    while (people.next() == nullptr && people.problems().empty() && fed < 1'000'000) people.feed(std::string(100, 'x')), fed += 100;
    CHECK(fed <= 2200);
    CHECK(texts(people.problems()) == lines{"line 4, column 1: the row that begins here has more than 1000 bytes; close its quotes, or raise csv_options::most_bytes"});
    CHECK(people.next() == nullptr);
  }

  TEST_CASE("a framework without nodes is said") {
    csv_rating_reader people(framework_view{});
    people.feed("person,build\nada,4\n");
    CHECK(people.next() == nullptr);
    CHECK(texts(people.problems()) == lines{"the framework has no nodes; give the framework that the file rates"});
    CHECK(!read_ratings_csv(framework_view{}, "person,build\n").has_value());
  }

  TEST_CASE("ids that have been there are known, in any order") {
    const auto check = [](const std::vector<std::string>& all) {
      detail::seen_ids seen;
      std::uint64_t line = 1;
      for (const std::string& id : all) {
        CHECK(seen.line_of(id) == 0);
        seen.add(id, line += 1 + id.size() % 3 * 100);
      }
      CHECK(seen.size() == all.size());
      line = 1;
      for (const std::string& id : all) CHECK(seen.line_of(id) == (line += 1 + id.size() % 3 * 100));
      for (const std::string_view other : {"", "p", "p0", "q", "p1 ", "zzz"}) CHECK(seen.line_of(other) == 0);
      seen.add("zzz", line + 1);
      CHECK(seen.line_of("zzz") == line + 1);
    };
    std::vector<std::string> numbered, padded, shuffled;
    for (int i = 1; i <= 3000; ++i) {
      numbered.push_back("p" + std::to_string(i));
      padded.push_back("person " + std::string(4 - std::to_string(i).size(), '0') + std::to_string(i));
    }
    shuffled = padded;
    std::mt19937 random(7);
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random() % i]);
    check(numbered);
    check(padded);
    check(shuffled);
    check({padded.rbegin(), padded.rend()});
    check({std::string(300, 'x'), std::string(300, 'x') + "y", "a"});
    numbered.insert(numbered.end(), shuffled.begin(), shuffled.end());  // sorted for long, then not any more
    check(numbered);
  }
}
