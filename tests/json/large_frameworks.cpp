// SPDX-License-Identifier: BSL-1.0
// Documents with very many of one thing: reading them takes time in proportion to their size, whatever is wrong with them.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr int n = 20'000;

/// The part n times, '#' being 0, 1, 2 ..., with commas between.
std::string many(std::string_view part) {
  std::string all;
  for (int i = 0; i < n; ++i) {
    if (i > 0) all += ',';
    for (const char c : part) {
      if (c == '#') all += std::to_string(i);
      else all += c;
    }
  }
  return all;
}
std::string document_of(std::string_view members, std::string_view children = R"({ "id": "x" })", std::string_view scale = R"("a", "b", "c")") {
  return R"({ "prowess": 1, "id": "f", "scale": [ )" + std::string(scale) + " ], " + std::string(members) + R"( "children": [ )" + std::string(children) + " ] }";
}
double seconds_since(std::clock_t begin) { return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; }
/// How much of the processor's time it takes to read a document.
double seconds(const std::string& text, bool is_good) {
  const std::clock_t begin = std::clock();
  const auto loaded = load_framework(text);
  const double taken = seconds_since(begin);
  CHECK_MESSAGE(loaded.has_value() == is_good, (loaded ? std::string() : loaded.problems()[0].text()));
  CHECK(loaded.problems().size() <= 101);
  return taken;
}

}  // namespace

TEST_CASE("very many of one thing") {
  const double usual = seconds(document_of("", many(R"({ "id": "n#", "weight": 2, "title": "t" })")), true);
  const auto is_linear = [&](std::string_view what, bool is_good, const std::string& text) {
    const double taken = seconds(text, is_good);
    CHECK_MESSAGE(taken < 8 * usual + 0.2, what << ": " << taken << " s; as many plain nodes: " << usual << " s");
  };
  is_linear("unknown members", false, document_of(many(R"("m#": 0)") + ","));
  is_linear("unknown members with a near name", false, document_of(many(R"("childrem#": 0)") + ","));
  is_linear("kept members", true, document_of(many(R"("x-#": 0)") + ","));
  is_linear("one member again and again", false, document_of(many(R"("title": "t")") + ","));
  is_linear("one kept member again and again", false, document_of(many(R"("x-t": { "a": 1, "a": 2 })") + ","));
  is_linear("levels", true, document_of("", many(R"({ "id": "n#", "if_missing": "s#" })"), many(R"("s#")")));
  is_linear("levels with points", true, document_of("", many(R"({ "id": "n#", "if_missing": #.5 })"), many(R"({ "key": "s#", "points": #.5, "x-k": # })")));
  is_linear("levels with one key", false, document_of("", R"({ "id": "x" })", many(R"("s")")));
  is_linear("levels that nobody knows", false, document_of("", many(R"({ "id": "n#", "if_missing": "t#" })"), many(R"("s#")")));
  is_linear("levels as thresholds", true, document_of("", many(R"({ "id": "n#", "aggregation": { "all_of": "s#" }, "children": [ { "id": "x" } ] })"), many(R"("s#")")));
  is_linear("scales", true, document_of(R"("scales": { )" + many(R"("s#": [ "a", "b" ])") + " },", many(R"({ "id": "n#", "scale": "s#" })")));
  is_linear("scales that nobody knows", false, document_of(R"("scales": { )" + many(R"("s#": [ "a", "b" ])") + " },", many(R"({ "id": "n#", "scale": "t#" })")));
  is_linear("one scale again and again", false, document_of(R"("scales": { )" + many(R"("s": [ "a", "b" ])") + " },"));
  is_linear("siblings with one id", false, document_of("", many(R"({ "id": "n" })")));
  is_linear("siblings without an id", false, document_of("", many(R"({ "title": "n" })")));
  is_linear("negative weights where something else is wrong", false, document_of("", many(R"({ "id": "n#", "weight": -1, "tags": # })")));
  is_linear("extra credit that makes no sense", false, document_of(R"("aggregation": "minimum",)", many(R"({ "id": "n#", "extra_credit": true })")));
  is_linear("groups with what is wrong in the defaults", false,
            document_of(R"("defaults": { "aggregation": { "power_mean": { "p": 0, "zero_floor": -2 } } },)", many(R"({ "id": "n#", "children": [ { "id": "x" } ] })")));
  is_linear("groups whose weights do not total", false, document_of(R"("defaults": { "weights": "percent" },)", many(R"({ "id": "n#", "children": [ { "id": "x" } ] })")));
  is_linear("weights that do not count", true, document_of(R"("weights": "equal",)", many(R"({ "id": "n#", "weight": 2 })")));
  is_linear("anchors", true, document_of("", R"({ "id": "x", "anchors": { )" + many(R"("s#": "t")") + " } }", many(R"("s#")")));
  is_linear("anchors that nobody knows", false, document_of("", R"({ "id": "x", "anchors": { )" + many(R"("s#": "t")") + " } }"));
  is_linear("behaviours with kept members", true, document_of("", R"({ "id": "x", "behaviours": [ )" + many(R"({ "text": "s#", "x-k": 1 })") + " ] }"));
  is_linear("roles and learning", true,
            document_of(R"("critical_failures": [ )" + many(R"({ "id": "c#", "node": "x" })") + R"( ], "roles": [ )" + many(R"({ "id": "r#", "blocked_by": [ "c#" ], "requires": { "x": "b" } })") +
                        R"( ], "learning": [ )" + many(R"({ "id": "l#", "raises": "x", "after": [ "l#" ] })") + " ],"));
  is_linear("roles with names that nobody knows", false,
            document_of(R"("critical_failures": [ )" + many(R"({ "id": "c#" })") + R"( ], "roles": [ )" + many(R"({ "id": "r", "blocked_by": [ "d#" ], "requires": { "m#": "b" } })") + " ],", many(R"({ "id": "n#" })")));
  is_linear("brackets", false, std::string(std::size_t{n} * 10, '['));
  is_linear("a long name", false, document_of("\"" + std::string(std::size_t{n} * 10, 'k') + "\": 1,"));
}

TEST_CASE("very many of one thing, written") {
  const auto written = [](std::string_view what, const std::string& text) {
    const auto loaded = load_framework(text);
    REQUIRE(loaded);
    const std::clock_t begin = std::clock();
    const std::string json = to_json(*loaded);
    const double taken = seconds_since(begin);
    CAPTURE(what);
    CHECK(to_json(load_framework(json).value().check()) == json);
    return taken;
  };
  const double usual = written("plain nodes", document_of("", many(R"({ "id": "n#", "weight": 2, "title": "t" })")));
  const double kept = written("kept members", document_of(many(R"("x-#": 0)") + ","));
  const double behaviours = written("behaviours with kept members", document_of("", R"({ "id": "x", "behaviours": [ )" + many(R"({ "text": "s#", "x-k": 1 })") + " ] }"));
  const double scales = written("scales", document_of(R"("scales": { )" + many(R"("s#": "percentage")") + " },"));
  for (const double taken : {kept, behaviours, scales}) CHECK(taken < 8 * usual + 0.2);
}
