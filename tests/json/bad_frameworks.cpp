// SPDX-License-Identifier: BSL-1.0
// Framework documents with mistakes, each beside the exact text of all that is said about it; and none of their bytes does harm.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace prowess;

namespace {

const std::filesystem::path folder = PROWESS_TEST_JSON "/bad_frameworks";

/// Everything that is said of a document, line by line; warnings come last.
std::string said_of(const result<dynamic_framework>& loaded) {
  std::string all;
  for (const problem& p : loaded.problems()) all += p.text() + "\n";
  for (const problem& p : loaded.warnings()) all += "warning: " + p.text() + "\n";
  return all;
}
std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}
/// The lines of one text that the other lacks, each behind a mark.
std::string only_in(const std::string& text, const std::string& other, const std::string& mark) {
  const std::vector<std::string> others = lines(other);
  std::string all;
  for (const std::string& line : lines(text))
    if (std::find(others.begin(), others.end(), line) == others.end()) all += "\n  " + mark + line;
  return all;
}
/// The place that a problem begins with; zeros where it has none.
std::pair<std::size_t, std::size_t> place_of(const std::string& where) {
  std::size_t line = 0, column = 0;
  std::string a, b;
  std::istringstream in(where);
  in >> a >> line >> b >> b >> column;
  return a == "line" ? std::pair{line, column} : std::pair{std::size_t{0}, std::size_t{0}};
}
/// The lengths of the lines of a text, in characters.
std::vector<std::size_t> widths(std::string_view text) {
  std::vector<std::size_t> all(1, 0);
  for (const char c : text) {
    if (c == '\n') all.push_back(0);
    else all.back() += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }
  return all;
}

}  // namespace

TEST_CASE("what is said of each bad framework") {
  const bool rewrite = std::getenv("PROWESS_WRITE_GOLDEN") != nullptr;
  std::size_t errors = 0;
  for (const document& bad : documents(folder)) {
    CAPTURE(bad.name);
    const auto loaded = load_framework(bad.text);
    const std::string found = said_of(loaded), golden = (folder / (bad.name + ".txt")).string();
    if (rewrite) std::ofstream(golden, std::ios::binary) << found;
    const std::string expected = contents(golden);
    const bool same = found == expected;
    CHECK_MESSAGE(same, golden << only_in(expected, found, "expected: ") << only_in(found, expected, "found:    "));

    const bool only_warnings = bad.name.starts_with("warning_") && loaded.problems().empty();
    CHECK(loaded.has_value() == only_warnings);
    CHECK(loaded.problems().empty() == only_warnings);
    CHECK_FALSE(found.empty());
    errors += !only_warnings;
  }
  CHECK(errors >= 120);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto partner = entry.path();
    partner.replace_extension(partner.extension() == ".txt" ? ".json" : ".txt");
    CHECK_MESSAGE(std::filesystem::exists(partner), partner.string());
  }
}

TEST_CASE("every problem is one line that says where it is, and speaks JSON") {
  for (const document& bad : documents(folder)) {
    const auto loaded = load_framework(bad.text);
    const std::vector<std::size_t> width = widths(bad.text);
    std::pair<std::size_t, std::size_t> last{0, 0};
    for (const problem& p : loaded.problems()) {
      const std::string text = p.text();
      CAPTURE(bad.name);
      CAPTURE(text);
      const bool of_the_whole = p.what == "the text is empty" || p.what == "the document is UTF-16" || p.what.ends_with(" more");
      CHECK(p.where.empty() == of_the_whole);
      CHECK(text.find_first_of("\r\n\t") == std::string::npos);
      CHECK(text.size() < 600);
      for (const std::string_view code : {"::", "()", "<", ">", "std", "if_missing names"})
        if (code != "<" || !bad.name.starts_with("syntax_")) CHECK(text.find(code) == std::string::npos);
      if (of_the_whole) continue;
      const auto place = place_of(p.where);
      REQUIRE(place.first >= 1);
      REQUIRE(place.first <= width.size());
      CHECK(place.second >= 1);
      CHECK(place.second <= width[place.first - 1] + 1);
      CHECK(place >= last);
      last = place;
    }
  }
}

TEST_CASE("as many problems as are wanted, and how many more there are") {
  const std::string text = contents(folder / "several_more_than_are_listed.json");
  const std::size_t all = load_framework(text, load_options{.most_problems = 1000}).problems().size();
  CHECK(all == 130);
  for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{7}, all - 1, all}) {
    const auto loaded = load_framework(text, load_options{.most_problems = most});
    CHECK_FALSE(loaded);
    REQUIRE(loaded.problems().size() == most + (most < all));
    if (most < all) CHECK(loaded.problems().back().text() == "there are " + std::to_string(all - most) + " more; mend these first");
  }
}

TEST_CASE("limits") {
  const std::string small = R"({ "prowess": 1, "id": "f", "scale": "percentage", "children": [ { "id": "a" }, { "id": "b", "children": [ { "id": "c" } ] } ] })";
  const auto said = [&](const load_options& options) { return said_of(load_framework(small, options)); };
  CHECK(said({}) == "");
  CHECK(said({.tree = {.nodes = 4}}) == "");
  CHECK(said({.tree = {.nodes = 3}}) == "line 1, column 1: the tree has more than 3 nodes; the limit guards against runaway input; split it\n");
  CHECK(said({.tree = {.nodes = 1}}) == "line 1, column 1: the tree has more than 1 nodes; the limit guards against runaway input; split it\n");
  CHECK(said({.tree = {.depth = 2}}) == "");
  CHECK(said({.tree = {.depth = 1}}) ==
        "line 1, column 107 (/children/1/children/0): the tree is 2 levels deep; the limit guards against runaway input; flatten it\n");
  CHECK(said({.most_bytes = small.size()}) == "");
  CHECK(said({.most_bytes = small.size() - 1}) ==
        "the document has more than " + std::to_string(small.size() - 1) + " bytes; the limit guards against runaway input; split it\n");
  CHECK(said({.most_values = 12}) == "");
  CHECK(said({.most_values = 11}) == "line 1, column 117: the text has too many values; the limit guards against runaway input; split it\n");
}

TEST_CASE("lines end in three ways") {
  for (const document& bad : documents(folder)) {
    if (bad.text.find('\r') != std::string::npos || bad.name.starts_with("syntax_utf_16")) continue;
    std::string with_return = bad.text, with_both;
    for (char& c : with_return) c = c == '\n' ? '\r' : c;
    for (const char c : bad.text) with_both += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const std::string said = said_of(load_framework(bad.text));
    CAPTURE(bad.name);
    CHECK(said_of(load_framework(with_return)) == said);
    CHECK(said_of(load_framework(with_both)) == said);
  }
}

TEST_CASE("no damage to a document does harm") {
  std::mt19937 random(20260630);
  const auto any_below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  using namespace std::string_view_literals;
  constexpr std::string_view signs = "{}[]\",:\\/'#-+.0123456789eEtfnu \t\n\r\0\x01\x7f\x80\xc3\xed\xff"sv;
  const std::vector<document> all = documents(folder);
  std::size_t accepted = 0;
  const auto damaged = [&](const document& bad, const std::string& text) {
    const auto loaded = load_framework(text);
    accepted += loaded.has_value();
    const bool harmless = loaded ? survives(*loaded) : !loaded.problems().empty();
    CHECK_MESSAGE(harmless, bad.name << ": " << text);
  };
  for (const document& bad : all) {  // cut off at each byte; long ones at some
    const std::size_t step = 1 + bad.text.size() / 300;
    for (std::size_t n = any_below(step); n < bad.text.size(); n += step) damaged(bad, bad.text.substr(0, n));
  }
  for (int k = 0; k < 8000; ++k) {
    const document& bad = all[any_below(all.size())];
    if (bad.text.empty() || bad.text.size() > 2000) continue;
    std::string text = bad.text;
    for (std::size_t changes = 1 + any_below(3); changes > 0 && !text.empty(); --changes) {
      const std::size_t at = any_below(text.size());
      switch (any_below(4)) {
        case 0: text.erase(at, 1 + any_below(8)); break;
        case 1: text.insert(at, 1, signs[any_below(signs.size())]); break;
        default: text[at] = signs[any_below(signs.size())];
      }
    }
    damaged(bad, text);
  }
  CHECK(accepted > 20);
}
