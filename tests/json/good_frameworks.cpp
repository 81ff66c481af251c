// SPDX-License-Identifier: BSL-1.0
// Framework documents that use every feature: loaded, written and loaded again they are the same, and nothing of them is lost.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <array>
#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace prowess;

namespace {

const std::filesystem::path folder = PROWESS_TEST_JSON "/good";

std::string texts(const std::vector<problem>& problems) {
  std::string all;
  for (const problem& p : problems) all += p.text() + "\n";
  return all;
}
std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}
/// Calls `use(place)` for each byte outside of texts.
template <class Use> void outside_texts(std::string_view text, const Use& use) {
  bool within = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (within && text[i] == '\\') ++i;
    else if (text[i] == '"') within = !within;
    else if (!within) use(i);
  }
}
/// The document with two members more in each of its objects: "x-here-1": { "n": 1 }, "x-here-2" ...; and how many objects there are.
std::string with_members_everywhere(std::string_view text, std::size_t& objects) {
  std::string all;
  std::size_t from = 0;
  outside_texts(text, [&](std::size_t i) {
    if (text[i] != '{') return;
    const std::size_t next = text.find_first_not_of(" \n", i + 1);
    const std::string n = std::to_string(++objects);
    all.append(text, from, i + 1 - from);
    all += "\"x-here-" + n + "\": [ " + n + " ]" + (text[next] == '}' ? "" : ",");
    from = i + 1;
  });
  return all + std::string(text.substr(from));
}

// A host's own policies.
struct capped {
  static constexpr std::string_view name = "host/capped~";
  static constexpr std::array<parameter, 2> named{{{"share", 1.0}, {"at_most", 4.0, true, true}}};
  double share = 1, limit = 4;
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {share, limit}; }
  template <std::size_t E> static constexpr double reduce(std::span<term<double>, E> terms, const parameters& p) { return product(p[0], terms[0].score < p[1] ? terms[0].score : p[1]); }
};
struct positional {
  static constexpr std::string_view name = "positional";
  std::array<double, 3> weights;
  [[nodiscard]] constexpr auto values() const { return weights; }
  static constexpr std::string_view objection(const parameters&, std::size_t children) { return children == 3 ? "" : "it needs three children"; }
  template <std::size_t E> static constexpr double reduce(std::span<term<double>, E> terms, const parameters&) { return terms[0].score; }
};
struct ranked {
  static constexpr std::string_view name = "ranked";
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    if (of.numbers.empty() && of.values.empty()) return "it needs an order or numbers";
    for (std::size_t k = 0; k < of.numbers.size(); ++k) weights[k] = of.ranked ? static_cast<double>(of.children) + 1 - of.numbers[k] : of.numbers[k] * 2;
    for (std::size_t k = 0; k < of.values.size() && k < of.children; ++k) weights[k] = of.values[k] * 2;
    return {};
  }
};
struct halves {
  static constexpr std::string_view name = "halves";
  static constexpr double lowest = 1, highest = 6;
  static constexpr bool admits(double points) { return points * 2 == static_cast<double>(static_cast<int>(points * 2)); }
};
result<dynamic_framework> load_own(std::string_view text) { return load_framework(text, aggregations<capped, positional>, weightings<ranked>, own_scales<halves>); }
bool survives_own(const dynamic_framework& f) { return survives(f, aggregations<capped, positional>, weightings<ranked>, own_scales<halves>); }

}  // namespace

TEST_CASE("good documents are read, written, and read the same") {
  std::size_t files = 0;
  for (const document& good : documents(folder)) {
    CAPTURE(good.name);
    const auto loaded = load_framework(good.text);
    REQUIRE_MESSAGE(loaded, texts(loaded.problems()));
    CHECK(survives(*loaded));
    CHECK(diagnose(loaded->view()).empty());
    std::string with_both;
    for (const char c : good.text) with_both += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const dynamic_framework same = load_framework(with_both).value();
    CHECK(to_json(same) == to_json(*loaded));
    ++files;
  }
  CHECK(files >= 12);
}

TEST_CASE("members of one's own are kept in every object") {
  for (const document& good : documents(folder)) {
    CAPTURE(good.name);
    std::size_t objects = 0;
    const std::string text = with_members_everywhere(good.text, objects);
    const auto loaded = load_framework(text);
    REQUIRE_MESSAGE(loaded, texts(loaded.problems()));
    CHECK(survives(*loaded));
    const dynamic_framework plain = load_framework(good.text).value();
    CHECK(loaded->view() == plain.view());
    const std::string written = to_json(*loaded);
    for (std::size_t n = 1; n <= objects; ++n) {
      const std::string member = "\"x-here-" + std::to_string(n) + "\": [ " + std::to_string(n) + " ]";
      CHECK_MESSAGE(count(written, member) == 1, member << " stands where it is not kept:\n" << text.substr(text.find("\"x-here-" + std::to_string(n) + "\""), 80));
    }
  }
}

TEST_CASE("parts that are only kept say what they said") {
  const document good{"every_member", contents(folder / "every_member.json")};
  const dynamic_framework f = load_framework(good.text).value();
  for (const std::string_view part : {"\"critical_failures\"", "\"roles\"", "\"learning\"", "\"rater_groups\"", "\"evidence_types\""}) {
    const auto without_blanks = [&](const std::string& text) {
      std::string all;
      bool within = false;
      for (std::size_t i = text.find(part); i < text.size(); ++i) {
        if (text[i] == '"' && text[i - 1] != '\\') within = !within;
        if (within || (text[i] != ' ' && text[i] != '\n')) all += text[i];
      }
      return all;
    };
    CHECK(without_blanks(good.text) == without_blanks(to_json(f)));
  }
  for (const std::string_view kept_as_it_is : {"\"license\": \"CC-BY-4.0\"", "\"language\": \"en\"", "\"note\": \"Still to be written.\"", "\"x-source\": [ 1, 2 ]", "\"x-why\": \"policy\""})
    CHECK(count(to_json(f), kept_as_it_is) == 1);
}

TEST_CASE("what is written in several ways means the same") {
  const auto same = [](std::string_view a, std::string_view b) {
    const auto document_of = [](std::string_view part) { return R"({ "prowess": 1, "id": "f", "scale": [ "a", "b", "c" ], )" + std::string(part) + R"( "children": [ { "id": "x" }, { "id": "y" } ] })"; };
    const auto left = load_framework(document_of(a)), right = load_framework(document_of(b));
    REQUIRE_MESSAGE(left, texts(left.problems()));
    REQUIRE_MESSAGE(right, texts(right.problems()));
    CHECK(left->view() == right->view());
  };
  same("", R"("aggregation": "weighted_mean", "missing": "skip", "weights": "relative",)");
  same(R"("aggregation": { "best": 2 },)", R"("aggregation": { "best": { "count": 2 } },)");
  same(R"("aggregation": { "best": 2 },)", R"("aggregation": { "best": [ 2 ] },)");
  same(R"("aggregation": { "n_of": [ 1, 2 ] },)", R"("aggregation": { "n_of": { "threshold": "b", "count": 1.0 } },)");
  same(R"("aggregation": { "power_mean": 2 },)", R"("aggregation": { "power_mean": { "p": 2 } },)");
  same(R"("aggregation": "geometric_mean",)", R"("aggregation": { "geometric_mean": {} },)");
  same(R"("aggregation": "minimum",)", R"("aggregation": { "minimum": null },)");
  same(R"("aggregation": "minimum",)", R"("defaults": { "aggregation": "minimum" },)");
  same(R"("missing": { "require": 0.5 },)", R"("missing": { "require": 5e-1, "note": "x" },)");
  same(R"("weights": "equal",)", R"("weights": { "equal": null },)");
  same("", R"("title": null, "roles": null, "aggregation": null,)");
}

TEST_CASE("a host's own policies") {
  const std::string text = R"({ "prowess": 1, "id": "f", "scale": { "levels": [ { "key": "low", "points": 1 }, { "key": "high", "points": 6 } ] }, "scales": { "half": "halves" },
    "children": [
      { "id": "1", "aggregation": { "host/capped~": { "at_most": "high", "note": "by name" }, "x-a": 1 }, "children": [ { "id": "a", "scale": "half", "if_missing": 1.5 } ] },
      { "id": "2", "aggregation": "host/capped~", "children": [ { "id": "a" } ] },
      { "id": "3", "aggregation": { "host/capped~": [ 0.5, 2 ] }, "children": [ { "id": "a" } ] },
      { "id": "4", "aggregation": { "positional": [ 3, 2, 1 ], "note": "x" }, "children": [ { "id": "a" }, { "id": "b" }, { "id": "c" } ] },
      { "id": "5", "weights": { "ranked": [ "b", "c", "a" ], "note": "by importance" }, "children": [ { "id": "a" }, { "id": "b" }, { "id": "c" } ] },
      { "id": "6", "weights": { "ranked": { "b": 1, "a": 2.5 } }, "children": [ { "id": "a" }, { "id": "b" } ] },
      { "id": "7", "weights": { "ranked": [ 1, 2 ] }, "children": [ { "id": "a" }, { "id": "b" } ] }
    ] })";
  const auto f = load_own(text);
  REQUIRE_MESSAGE(f, texts(f.problems()));
  CHECK(survives_own(*f));
  const framework_view v = f->view();
  const auto weight = [&](std::string_view path) { return v.nodes[v.find(path).value().index].weight; };
  CHECK(weight("5/b") == 3);
  CHECK(weight("5/c") == 2);
  CHECK(weight("5/a") == 1);
  CHECK(weight("6/a") == 5);
  CHECK(weight("6/b") == 2);
  CHECK(weight("7/b") == 4);
  const std::string written = to_json(*f);
  CHECK(count(written, R"({ "host/capped~": { "at_most": 6, "note": "by name" }, "x-a": 1 })") == 1);
  CHECK(count(written, R"("weights": { "relative": null, "note": "by importance" })") == 1);
  CHECK_FALSE(load_framework(text));

  const auto said = [](std::string_view policies) {
    return texts(load_own(R"({ "prowess": 1, "id": "f", "scale": "halves", )" + std::string(policies) + R"(, "children": [ { "id": "a" }, { "id": "b" } ] })").problems());
  };
  CHECK(said(R"("weights": { "ranked": [ "b", "d", "b" ] })") ==
        "line 1, column 77 (/weights/ranked/1): the group has no child 'd'; name its own children\n"
        "line 1, column 82 (/weights/ranked/2): the child 'b' is named twice; name each child once\n");
  CHECK(said(R"("weights": { "ranked": [ "b" ] })") == "line 1, column 70 (/weights/ranked): the child 'a' is not named; name each child once\n");
  CHECK(said(R"("weights": { "ranked": { "a": 1, "c": 2 } })") == "line 1, column 80 (/weights/ranked/c): the group has no child 'c'; name its own children\n");
  CHECK(said(R"("weights": { "ranked": { "a": "1", "b": 2 } })") == "line 1, column 77 (/weights/ranked/a): 'a' must be a number, not the text '1'; leave out the quotes\n");
  CHECK(said(R"("weights": "ranked")") == "line 1, column 58 (/weights): the weighting 'ranked': it needs an order or numbers\n");
  CHECK(said(R"("weights": "rankd")") == "line 1, column 58 (/weights): there is no weighting 'rankd'; did you mean 'ranked'?\n");
  CHECK(said(R"("weights": "none")") ==
        "line 1, column 58 (/weights): there is no weighting 'none'; it is one of relative, percent, equal, points, ranked, rank_order_centroid, rank_sum, rank_reciprocal, rank_exponent, rancom, swing, smart, point_allocation, ahp, ahp_eigenvector; the numbers stand at the children: \"weight\": 40\n");
  CHECK(said(R"("aggregation": { "positional": [ 1, 2, 3 ] })") == "line 1, column 78 (/aggregation/positional): f: positional: it needs three children; it has 2 children\n");
  CHECK(said(R"("aggregation": { "positional": [ 1, 2 ] })") == "line 1, column 62 (/aggregation): 'positional' needs 3 numbers, not 2; write { \"positional\": [ 3 numbers ] }\n");
  CHECK(said(R"("aggregation": { "positional": { "first": 1 } })") == "line 1, column 62 (/aggregation): 'positional' has parameters without names; write { \"positional\": [ 3 numbers ] }\n");
  CHECK(said(R"("aggregation": { "host/capped~": { "shares": 1 } })") == "line 1, column 82 (/aggregation/host~1capped~0/shares): 'host/capped~' has no parameter 'shares'; did you mean 'share'?\n");
  CHECK(said(R"("scale": "half")").find("there are two members 'scale'") != std::string::npos);
}

TEST_CASE("a tree as deep as is allowed") {
  std::string text = R"({ "prowess": 1, "id": "f", "scale": "percentage", "children": [)";
  for (int i = 0; i < 63; ++i) text += R"({ "id": "g", "children": [)";
  text += R"({ "id": "leaf", "x-deep": [[[[1]]]] })";
  for (int i = 0; i < 63; ++i) text += "] }";
  text += "] }";
  const auto loaded = load_framework(text);
  REQUIRE_MESSAGE(loaded, texts(loaded.problems()));
  CHECK(loaded->view().depth(64) == 64);
  CHECK(survives(*loaded));
}

TEST_CASE("what is damaged and still accepted survives") {
  std::mt19937 random(11);
  const auto any_below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  std::size_t accepted = 0;
  for (const document& good : documents(folder))
    for (int k = 0; k < 120; ++k) {
      std::string text = good.text;
      const std::size_t at = any_below(text.size());
      switch (any_below(3)) {
        case 0: text[at] = "0123456789abcx-_ \"{}[]:,.\\"[any_below(26)]; break;
        case 1: text.erase(at, 1 + any_below(3)); break;
        default: text.insert(at, 1, "0123456789abcx-_ "[any_below(17)]);
      }
      const auto loaded = load_framework(text);
      const bool harmless = loaded ? survives(*loaded) : !loaded.problems().empty();
      CHECK_MESSAGE(harmless, text);
      accepted += loaded.has_value();
    }
  CHECK(accepted > 100);
}
