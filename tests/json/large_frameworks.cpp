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

int n = 0;                                                      // how many

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
/// What takes time in proportion to n takes 8 times as long for 8 times as many; what takes its square, 64 times. Other work on the
/// machine may disturb one measurement, hardly three.
template <class Take> void check_linear(std::string_view what, const Take& seconds) {
  double few = 0, many = 0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    n = 2'500;
    few = seconds();
    n = 20'000;
    many = seconds();
    if (many < 24 * few + 0.1) return;
  }
  FAIL_CHECK(what << ": " << few << " s for 2,500, " << many << " s for 20,000");
}
void check_read(std::string_view what, bool is_good, std::string (*document)()) {
  check_linear(what, [&] {
    const std::string text = document();
    const std::clock_t begin = std::clock();
    const auto loaded = load_framework(text);
    const double taken = seconds_since(begin);
    CHECK_MESSAGE(loaded.has_value() == is_good, (loaded ? std::string() : loaded.problems()[0].text()));
    CHECK(loaded.problems().size() <= 101);
    return taken;
  });
}
void check_written(std::string_view what, std::string (*document)()) {
  check_linear(what, [&] {
    const auto loaded = load_framework(document());
    REQUIRE(loaded);
    const std::clock_t begin = std::clock();
    const std::string json = to_json(*loaded);
    const double taken = seconds_since(begin);
    CHECK(to_json(load_framework(json).value().check()) == json);
    return taken;
  });
}

}  // namespace

TEST_CASE("very many of one thing") {
  check_read("nodes", true, [] { return document_of("", many(R"({ "id": "n#", "weight": 2, "title": "t" })")); });
  check_read("unknown members", false, [] { return document_of(many(R"("m#": 0)") + ","); });
  check_read("unknown members with a near name", false, [] { return document_of(many(R"("childrem#": 0)") + ","); });
  check_read("kept members", true, [] { return document_of(many(R"("x-#": 0)") + ","); });
  check_read("one member again and again", false, [] { return document_of(many(R"("title": "t")") + ","); });
  check_read("one kept member again and again", false, [] { return document_of(many(R"("x-t": { "a": 1, "a": 2 })") + ","); });
  check_read("levels", true, [] { return document_of("", many(R"({ "id": "n#", "if_missing": "s#" })"), many(R"("s#")")); });
  check_read("levels with points", true, [] { return document_of("", many(R"({ "id": "n#", "if_missing": #.5 })"), many(R"({ "key": "s#", "points": #.5, "x-k": # })")); });
  check_read("levels with one key", false, [] { return document_of("", R"({ "id": "x" })", many(R"("s")")); });
  check_read("levels that nobody knows", false, [] { return document_of("", many(R"({ "id": "n#", "if_missing": "t#" })"), many(R"("s#")")); });
  check_read("levels as thresholds", true, [] { return document_of("", many(R"({ "id": "n#", "aggregation": { "all_of": "s#" }, "children": [ { "id": "x" } ] })"), many(R"("s#")")); });
  check_read("scales", true, [] { return document_of(R"("scales": { )" + many(R"("s#": [ "a", "b" ])") + " },", many(R"({ "id": "n#", "scale": "s#" })")); });
  check_read("scales that nobody knows", false, [] { return document_of(R"("scales": { )" + many(R"("s#": [ "a", "b" ])") + " },", many(R"({ "id": "n#", "scale": "t#" })")); });
  check_read("one scale again and again", false, [] { return document_of(R"("scales": { )" + many(R"("s": [ "a", "b" ])") + " },"); });
  check_read("siblings with one id", false, [] { return document_of("", many(R"({ "id": "n" })")); });
  check_read("siblings without an id", false, [] { return document_of("", many(R"({ "title": "n" })")); });
  check_read("negative weights where something else is wrong", false, [] { return document_of("", many(R"({ "id": "n#", "weight": -1, "tags": # })")); });
  check_read("extra credit that makes no sense", false, [] { return document_of(R"("aggregation": "minimum",)", many(R"({ "id": "n#", "extra_credit": true })")); });
  check_read("groups with what is wrong in the defaults", false,
            [] { return document_of(R"("defaults": { "aggregation": { "power_mean": { "p": 0, "zero_floor": -2 } } },)", many(R"({ "id": "n#", "children": [ { "id": "x" } ] })")); });
  check_read("groups whose weights do not total", false, [] { return document_of(R"("defaults": { "weights": "percent" },)", many(R"({ "id": "n#", "children": [ { "id": "x" } ] })")); });
  check_read("weights that do not count", true, [] { return document_of(R"("weights": "equal",)", many(R"({ "id": "n#", "weight": 2 })")); });
  check_read("anchors", true, [] { return document_of("", R"({ "id": "x", "anchors": { )" + many(R"("s#": "t")") + " } }", many(R"("s#")")); });
  check_read("anchors that nobody knows", false, [] { return document_of("", R"({ "id": "x", "anchors": { )" + many(R"("s#": "t")") + " } }"); });
  check_read("behaviours with kept members", true, [] { return document_of("", R"({ "id": "x", "behaviours": [ )" + many(R"({ "text": "s#", "x-k": 1 })") + " ] }"); });
  check_read("roles and learning", true,
            [] { return document_of(R"("critical_failures": [ )" + many(R"({ "id": "c#", "node": "x" })") + R"( ], "roles": [ )" + many(R"({ "id": "r#", "blocked_by": [ "c#" ], "requires": { "x": "b" } })") +
                        R"( ], "learning": [ )" + many(R"({ "id": "l#", "raises": "x", "to": "b", "after": [ "m" ] })") + R"(, { "id": "m", "raises": "x", "to": "c" } ],)"); });
  check_read("a role that requires very much", true, [] {
    return document_of(R"("roles": [ { "id": "r", "weights": { )" + many(R"("n#": #)") + R"( }, "requires": { )" + many(R"("n#": { "level": "b", "hurdle": "c" })") + " } } ],", many(R"({ "id": "n#" })"));
  });
  check_read("roles that weigh one of many siblings", true,
            [] { return document_of(R"("roles": [ )" + many(R"({ "id": "r#", "weights": { "n#": 0 }, "requires": { "n0": "b" } })") + " ],", many(R"({ "id": "n#" })")); });
  check_read("learning in one long circle", false, [] {
    return document_of(R"("learning": [ { "id": "l", "raises": "x", "to": "b", "after": [ "l0", )" + many(R"("l#")") + " ] }, " + many(R"({ "id": "l#", "raises": "x", "to": "b", "after": [ "l", "l" ] })") + " ],");
  });
  check_read("learning in one long line", true, [] {
    std::string all = R"("learning": [ { "id": "l0", "raises": "x", "to": "b" })";
    for (int i = 1; i < n; ++i) all += R"(, { "id": "l)" + std::to_string(i) + R"(", "raises": "x", "to": "b", "after": [ "l)" + std::to_string(i - 1) + R"(" ] })";
    return document_of(all + " ],");
  });
  check_read("roles with names that nobody knows", false,
            [] { return document_of(R"("critical_failures": [ )" + many(R"({ "id": "c#" })") + R"( ], "roles": [ )" + many(R"({ "id": "r", "blocked_by": [ "d#" ], "requires": { "m#": "b" } })") + " ],", many(R"({ "id": "n#" })")); });
  check_read("brackets", false, [] { return std::string(static_cast<std::size_t>(n) * 10, '['); });
  check_read("a long name", false, [] { return document_of("\"" + std::string(static_cast<std::size_t>(n) * 10, 'k') + "\": 1,"); });
}

TEST_CASE("very many of one thing, written") {
  check_written("nodes", [] { return document_of("", many(R"({ "id": "n#", "weight": 2, "title": "t" })")); });
  check_written("kept members", [] { return document_of(many(R"("x-#": 0)") + ","); });
  check_written("behaviours with kept members", [] { return document_of("", R"({ "id": "x", "behaviours": [ )" + many(R"({ "text": "s#", "x-k": 1 })") + " ] }"); });
  check_written("scales", [] { return document_of(R"("scales": { )" + many(R"("s#": "percentage")") + " },"); });
}
