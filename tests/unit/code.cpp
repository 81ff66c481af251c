// SPDX-License-Identifier: BSL-1.0
// Frameworks as C++ source: texts, numbers, names, every option in words, and what is refused. That compilers read the same
// framework back is for the tests in generated/.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/report/code.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../generated/everything.hpp"

namespace {

using namespace prowess;
using namespace std::string_view_literals;

/// The words of a framework, without what is around them.
std::string words_of(const framework_view& f, const code_options& options = {}) {
  const auto code = try_to_cpp(f, options);
  if (!code) return code.problems()[0].text();
  const std::size_t first = code->find("  return "), last = code->find(";\n}();\n");
  return code->substr(first + 9, last - first - 9);
}
std::string problem_of(const framework_view& f, const code_options& options = {}) {
  const auto code = try_to_cpp(f, options);
  if (code) return "none";
  std::string all;
  for (const problem& p : code.problems()) all += (all.empty() ? "" : "\n") + p.text();
  return all;
}
/// The words of one option, as a leaf or group in a framework has it.
template <class... Option> std::string leaf_with(const Option&... options) {
  static constexpr auto scales = scale("exam", numeric(0, 10));
  const auto f = framework("f", levels("low", "high"), scales, leaf("a", options...));
  const std::string all = words_of(f);
  const std::string before = "framework(\"f\", levels(\"low\", \"high\"), scale(\"exam\", numeric(0, 10)),\n    ";
  return all.substr(0, before.size()) == before ? all.substr(before.size(), all.size() - before.size() - 1) : all;
}
template <class... Option> std::string group_with(const Option&... options) {
  const auto f = framework("f", levels("low", "high"), group("g", options..., leaf("a"), leaf("b")));
  const std::string all = words_of(f);
  const std::string before = "framework(\"f\", levels(\"low\", \"high\"),\n    ", after = ",\n      leaf(\"a\"),\n      leaf(\"b\")))";
  if (!all.starts_with(before) || !all.ends_with(after)) return all;
  return all.substr(before.size(), all.size() - before.size() - after.size());
}
template <std::size_t L> std::string scale_with(const static_scale<L>& s) {
  const auto f = framework("f", levels("low", "high"), scale("s", s), leaf("a"));
  const std::string all = words_of(f, {.spellings = host::spellings});
  const std::string before = "framework(\"f\", levels(\"low\", \"high\"), scale(\"s\", ", after = "),\n    leaf(\"a\"))";
  if (!all.starts_with(before) || !all.ends_with(after)) return all;
  return all.substr(before.size(), all.size() - before.size() - after.size());
}

/// The text that the literals at the start of some code stand for.
std::string unquoted(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size() && code[i] == '"'; ++i) {
    for (++i; code[i] != '"'; ++i) {
      if (code[i] != '\\') text += code[i];
      else if (code[++i] == 'n') text += '\n';
      else if (code[i] == 't') text += '\t';
      else if (code[i] >= '0' && code[i] <= '7') text += static_cast<char>((code[i] - '0') * 64 + (code[i + 1] - '0') * 8 + (code[i + 2] - '0')), i += 2;
      else text += code[i];
    }
    while (i + 1 < code.size() && (code[i + 1] == ' ' || code[i + 1] == '\n')) ++i;
  }
  return text;
}

constexpr auto ward = framework("ward 7", levels("novice", "able", "expert"), scale("exam", numeric(0, 60)), prowess::title("Ward 7"), prowess::version("1.2"),
    domain("care", percent{60}, geometric_mean{}, no_score,
           competency("wounds", 2, behaviours("washes hands", critical("counts swabs"))), competency("drugs", on("exam"), if_missing(lowest))),
    leaf("team", percent{40}, tags("soft")));

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a framework is a header with words for it") {
    CHECK(to_cpp(ward) == R"(// generated from the framework 'ward 7', version 1.2; do not edit
#pragma once

#include <prowess/core.hpp>

inline constexpr auto ward_7 = [] {
  using prowess::behaviours, prowess::competency, prowess::critical, prowess::domain, prowess::framework, prowess::geometric_mean,
      prowess::if_missing, prowess::leaf, prowess::levels, prowess::lowest, prowess::no_score, prowess::numeric, prowess::on,
      prowess::percent, prowess::scale, prowess::tags, prowess::title, prowess::version;
  return framework("ward 7", levels("novice", "able", "expert"), scale("exam", numeric(0, 60)), title("Ward 7"), version("1.2"),
    domain("care", percent{60}, geometric_mean{}, no_score,
      competency("wounds", 2, behaviours("washes hands", critical("counts swabs"))),
      competency("drugs", on("exam"), if_missing(lowest))),
    leaf("team", percent{40}, tags("soft")));
}();
)");
  }

  TEST_CASE("name, namespace, includes and the shape of lines are the caller's") {
    constexpr auto f = framework("f", levels("a", "b"), group("g", leaf("x")));
    const code_options how{.name = "leaf", .namespace_name = "clinic::prowess", .includes = {"mine.hpp", "<other/of.hpp>"}, .columns = 50, .indent = 4};
    CHECK(to_cpp(f, how) == R"(// generated from the framework 'f'; do not edit
#pragma once

#include <prowess/core.hpp>
#include "mine.hpp"
#include <other/of.hpp>

namespace clinic::prowess {

inline constexpr auto leaf = [] {
    using ::prowess::framework, ::prowess::group,
            ::prowess::leaf, ::prowess::levels;
    return framework("f", levels("a", "b"),
        group("g",
            leaf("x")));
}();

}  // namespace clinic::prowess
)");
  }

  TEST_CASE("texts are literals of the same bytes, whatever the bytes") {
    const std::pair<std::string_view, std::string_view> all[] = {
        {"", R"("")"},
        {"plain", R"("plain")"},
        {"say \"hi\"", R"("say \"hi\"")"},
        {"back\\slash", R"("back\\slash")"},
        {"a\nb\tc\rd", R"("a\nb\tc\015d")"},
        {"\x01" "2", R"("\0012")"},
        {"\x1b[0m\x7f", R"("\033[0m\177")"},
        {"nul\0" "7"sv, R"("nul\0007"sv)"},
        {"\?\?=\?\?\?/", R"("?\?=?\?\?/")"},
        {"Gr\xc3\xbc\xc3\x9f" "e \xf0\x9f\xa9\xba", "\"Gr\xc3\xbc\xc3\x9f" "e \xf0\x9f\xa9\xba\""},
        {"\xe2\x82", R"("\342\202")"},                             // cut off
        {"\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xff", R"("\300\257 \355\240\200 \364\220\200\200 \377")"},  // overlong, surrogate, too high, no lead
        {"\xc2\x85\xd8\x9c", R"("\302\205\330\234")"},             // characters without shape
        {"\xe2\x80\xae\xe2\x80\x8b\xe2\x81\xa6\xef\xbb\xbf", R"("\342\200\256\342\200\213\342\201\246\357\273\277")"},
        {"\xe2\x80\x94\xe2\x82\xac\xef\xbc\xa1\xc2\xa0\xd8\x9f", "\"\xe2\x80\x94\xe2\x82\xac\xef\xbc\xa1\xc2\xa0\xd8\x9f\""}};
    for (const auto& [text, code] : all) {
      CHECK(detail::literal(text) == code);
      CHECK(unquoted(code) == text);
    }
  }

  TEST_CASE("long texts are literals side by side, broken behind blanks and line breaks") {
    for (const std::string_view text : {host::strange_text, host::world_text, host::long_text, ""sv, "\n"sv, "a\n\n"sv, std::string_view("\0\0\0", 3)})
      for (const std::size_t columns : {20U, 31U, 80U, 1000U}) {
        std::string joined;
        for (const std::string& piece : detail::literals(text, columns)) {
          CHECK(detail::code_columns(piece) <= columns);
          joined += piece + "\n  ";
        }
        CHECK(unquoted(joined) == text);
      }
    CHECK(detail::literals("one two three four", 20) == std::vector<std::string>{"\"one two three four\""});
    CHECK(detail::literals("one two three four five", 20) == std::vector<std::string>{"\"one two three \"", "\"four five\""});
    CHECK(detail::literals("one\ntwo", 20) == std::vector<std::string>{"\"one\\n\"", "\"two\""});
    CHECK(detail::literals("0123456789012345678\xc3\xa4\xc3\xb6", 20) == std::vector<std::string>{"\"012345678901234567\"", "\"8\xc3\xa4\xc3\xb6\""});

    std::string kept_text;  // a member of a file: compilers take literals of some thousand bytes
    for (int i = 0; i < 10'000; ++i) kept_text += "{\"a\": [1, 2]}, ";
    dynamic_framework f("f", levels("a", "b"));
    f.add("f", leaf("x"));
    f.annotate("x", kept("/x-long", kept_text));
    const std::string code = to_cpp(f);
    CHECK(code.size() < 3 * kept_text.size());
    for (std::size_t at = 0, end = 0; (end = code.find('\n', at)) != std::string::npos; at = end + 1) CHECK(end - at <= 142);
  }

  TEST_CASE("numbers read back to the same bits and are no integers that do not fit") {
    const std::pair<double, std::string_view> all[] = {
        {0, "0"}, {-0.0, "-0.0"}, {1, "1"}, {-40, "-40"}, {0.1, "0.1"}, {-2.5, "-2.5"}, {2147483647, "2147483647"}, {2147483648, "2147483648.0"},
        {-2147483648.0, "-2147483648.0"}, {1e15, "1000000000000000.0"}, {1e16, "1e+16"}, {1e100, "1e+100"}, {-1e99, "-1e+99"}, {1e-7, "0.0000001"},
        {0.1 + 0.2, "0.30000000000000004"}, {1.0 / 3, "0.3333333333333333"}, {12345678901234568.0, "12345678901234568.0"}, {1e-300, "1e-300"}, {5e-324, "4.94065645841247e-324"}};
    for (const auto& [x, code] : all) {
      CHECK(detail::code_number(x) == code);
      CHECK(detail::same_bits(std::strtod(detail::code_number(x).c_str(), nullptr), x));
    }
  }

  TEST_CASE("the constant's name is made of the id") {
    const std::pair<std::string_view, std::string_view> all[] = {
        {"health-it", "health_it"}, {"Nurse (2024)!", "Nurse_2024"}, {"2024", "framework_2024"}, {"", "generated_framework"},
        {"\xe7\x9c\x8b\xe8\xad\xb7", "generated_framework"}, {"__x__y__", "x_y"}, {"class", "class_"}, {"xor", "xor_"}, {"co-await", "co_await_"},
        {"std", "std_"}, {"prowess", "prowess_"}, {"main", "main_"}, {"linux", "linux_"}, {"alignas", "alignas_"}, {"xor_eq", "xor_eq_"}, {"level", "level"}};
    for (const auto& [id, name] : all) CHECK(detail::identifier_of(id) == name);
    CHECK(std::is_sorted(std::begin(detail::reserved_words), std::end(detail::reserved_words)));
  }

  TEST_CASE("names that C++ does not have are refused") {
    for (const std::string_view name : {"7up", "a b", "class", "a::b", "", "x\n", "sch\xc3\xb6n"})
      if (!name.empty()) CHECK(problem_of(ward, {.name = name}).find("cannot name a constant; for example: ") != std::string::npos);
    CHECK(problem_of(ward, {.name = "7up"}) == "'7up' cannot name a constant; for example: framework_7up");
    for (const std::string_view space : {"a:b", "::a", "a::", "a::class", "a b", "std", "a::::b"})
      CHECK(problem_of(ward, {.namespace_name = space}).find("cannot name a namespace; use identifiers with '::' between them") != std::string::npos);
    for (const std::string_view space : {"a", "ab", "a::b", "a1::b2::prowess", "_"})
      CHECK(problem_of(ward, {.name = "_w", .namespace_name = space}) == "none");
  }

  TEST_CASE("every option of a leaf has its word") {
    CHECK(leaf_with() == R"(leaf("a"))");
    CHECK(leaf_with(1) == R"(leaf("a"))");
    CHECK(leaf_with(2.5) == R"(leaf("a", 2.5))");
    CHECK(leaf_with(percent{100}) == R"(leaf("a", percent{100}))");
    CHECK(leaf_with(on("exam"), if_missing(3)) == R"(leaf("a", on("exam"), if_missing(3)))");
    CHECK(leaf_with(if_missing(lowest)) == R"(leaf("a", if_missing(lowest)))");
    CHECK(leaf_with(if_missing("high")) == R"(leaf("a", if_missing("high")))");
    CHECK(leaf_with(if_missing(1)) == R"(leaf("a", if_missing(1)))");
    CHECK(leaf_with(labelled("item"), clamped) == R"(leaf("a", labelled("item"), clamped))");
    CHECK(leaf_with(labelled("criterion")) == R"(criterion("a"))");
    CHECK(leaf_with(labelled("domain")) == R"(domain("a"))");
    CHECK(leaf_with(labelled("framework")) == R"(leaf("a", labelled("framework")))");
    CHECK(leaf_with(prowess::title("T"), prowess::title("U"), prowess::version("V"), description("D")) == R"(leaf("a", title("T"), title("U"), version("V"), description("D")))");
    CHECK(leaf_with(tags("t"), tags("u", "v"), alignment("w"), tags("x")) == R"(leaf("a", tags("t", "u", "v"), alignment("w"), tags("x")))");
    CHECK(leaf_with(behaviours("b"), behaviours(critical("c"), "d")) == R"(leaf("a", behaviours("b", critical("c"), "d")))");
    CHECK(leaf_with(anchors(anchor{"low", "l"}), anchors(anchor{"high", "h"})) == R"(leaf("a", anchors(anchor{"low", "l"}, anchor{"high", "h"})))");
    CHECK(leaf_with(kept("/x-a", "1"), kept("/x-b", "{}")) == R"(leaf("a", kept("/x-a", "1"), kept("/x-b", "{}")))");
    CHECK(leaf_with(prowess::remark_list<1>{{{prowess::remark{0, remark_kind::critical_behaviour, "b1", "counts"}}}}) ==
          R"(leaf("a", remark_list<1>{{{remark{0, remark_kind::critical_behaviour, "b1", "counts"}}}}))");
  }

  TEST_CASE("every option of a group has its word, and what goes without saying is not said") {
    CHECK(group_with() == R"(group("g")");
    CHECK(group_with(weighted_mean{}, skip, weighting::relative) == R"(group("g")");
    CHECK(group_with(3, minimum{}, no_score) == R"(group("g", 3, minimum{})");
    CHECK(group_with(minimum{}, skip) == R"(group("g", minimum{}, skip)");
    CHECK(group_with(pool, weighting::equal, clamped) == R"(group("g", pool, weighting::equal, clamped)");
    CHECK(group_with(require(0.5), labelled("station")) == R"(group("g", labelled("station"), require(0.5))");
    CHECK(group_with(labelled("competency"), best{2}) == R"(competency("g", best{2})");
    CHECK(group_with(power_mean{-1}) == R"(group("g", power_mean{-1})");
    CHECK(group_with(power_mean{0, zero_floor{0.5}}) == R"(group("g", power_mean{0, zero_floor{0.5}})");
    CHECK(group_with(power_mean{0, annihilating{}}) == R"(group("g", power_mean{0, zero_floor{0}})");
    CHECK(group_with(geometric_mean{}) == R"(group("g", geometric_mean{})");
    CHECK(group_with(geometric_mean{zero_floor{1}}) == R"(group("g", geometric_mean{zero_floor{1}})");
    CHECK(geometric_mean{annihilating{}}.values() == geometric_mean{zero_floor{0}}.values());
    CHECK(group_with(n_of{2, 1.5}) == R"(group("g", n_of{2, 1.5})");

    const auto equal = framework("f", levels("low", "high"), labelled(""), pool, weighting::equal, leaf("a", percent{30}), leaf("b", 7), leaf("c", 7, extra_credit));
    CHECK(words_of(equal) == "framework(\"f\", levels(\"low\", \"high\"), labelled(\"\"), pool, weighting::equal,\n"
                             "    leaf(\"a\", percent{1}),\n    leaf(\"b\"),\n    leaf(\"c\", extra_credit))");
  }

  TEST_CASE("scales are said with the shortest words that make them") {
    CHECK(scale_with(levels("a", "b")) == R"(levels("a", "b"))");
    CHECK(scale_with(levels(from{0}, "a", "b")) == R"(levels(from{0}, "a", "b"))");
    CHECK(scale_with(levels(from{-1.5}, "a", "b").inverted()) == R"(levels(from{-1.5}, "a", "b").inverted())");
    CHECK(scale_with(levels(level{"a", 1}, level{"b", 2})) == R"(levels("a", "b"))");
    CHECK(scale_with(levels(level{"a", 1}, level{"b", 3})) == R"(levels(level{"a", 1}, level{"b", 3}))");
    CHECK(scale_with(levels(level{"a", 2}, level{"b", 1})) == R"(levels(level{"a", 2}, level{"b", 1}))");
    CHECK(scale_with(levels(level{"a", 1, "A"}, level{"b", 2, "", "D"})) == R"(levels(level{"a", 1, "A"}, level{"b", 2, "", "D"}))");
    CHECK(scale_with(levels("a", "b").points_over_max()) == R"(levels("a", "b").points_over_max())");
    CHECK(scale_with(checklist()) == "checklist()");
    CHECK(scale_with(checklist().inverted()) == "checklist().inverted()");
    CHECK(scale_with(levels("not_met", "met")) == R"(levels("not_met", "met"))");
    CHECK(scale_with(percentage()) == "percentage()");
    CHECK(scale_with(numeric(0, 100, 1)) == "numeric(0, 100, 1)");
    CHECK(scale_with(numeric(1, 6, 0.5).inverted()) == "numeric(1, 6, 0.5).inverted()");
    CHECK(scale_with(numeric(10, 60).points_over_max()) == "numeric(10, 60).points_over_max()");
    CHECK(scale_with(own_scale(host::marks{})) == "host::marks{}");
    CHECK(scale_with(own_scale(host::marks{}).inverted()) == "own_scale(host::marks{}).inverted()");
    const auto own_first = framework("f", own_scale(host::marks{}), leaf("a"));
    CHECK(words_of(own_first, {.spellings = host::spellings}) == "framework(\"f\", own_scale(host::marks{}),\n    leaf(\"a\"))");
    const auto keyed_first = framework("f", scale("m", levels("a", "b").points_over_max()), leaf("a", on("m")));
    CHECK(words_of(keyed_first) == "framework(\"f\", scale(\"m\", levels(\"a\", \"b\").points_over_max()),\n    leaf(\"a\", on(\"m\")))");
  }

  TEST_CASE("what is not prowess's own needs a spelling") {
    const code_options named{.spellings = host::spellings};
    const auto f = framework("f", levels("low", "high"), scale("m", host::marks{}),
                             group("g", host::positional{0.5, 2}, leaf("a"), leaf("b", on("m"))), group("h", host::capped_maximum{1, host::at_most{2}}, leaf("a")));
    CHECK(words_of(f, named) == "framework(\"f\", levels(\"low\", \"high\"), scale(\"m\", host::marks{}),\n    group(\"g\", host::positional{0.5, 2},\n"
                                "      leaf(\"a\"),\n      leaf(\"b\", on(\"m\"))),\n    group(\"h\", host::capped_maximum{1, host::at_most{2}},\n      leaf(\"a\")))");
    CHECK(problem_of(f) ==
          "scale 'm': the scale 'host/marks' is not one of prowess's own; say how code names it: code_options::spellings with {\"host/marks\", ...}\n"
          "g: the aggregation 'host/positional' is not one of prowess's own; say how code names it: code_options::spellings with {\"host/positional\", ...}\n"
          "h: the aggregation 'host/capped' is not one of prowess's own; say how code names it: code_options::spellings with {\"host/capped\", ...}\n"
          "h: the type 'at_most' is not one of prowess's own; say how code names it: code_options::spellings with {\"at_most\", ...}");
    const auto endless = framework("f", levels("low", "high"), host::positional{std::numeric_limits<double>::infinity()}, leaf("a"));
    CHECK(problem_of(endless, named) == "f: host/positional has a value that is not finite; give a finite number");
  }

  TEST_CASE("what is not sound, or has no words, is refused") {
    dynamic_framework f("f", levels("a", "b"));
    f.add("f", leaf("x", percent{60}));
    f.add("f", group("g", percent{30}, leaf("y")));
    CHECK(problem_of(f.unchecked()) == problems_of(f.unchecked())[0].text());
    f.set_weight("g", percent{40});
    CHECK(problem_of(f.unchecked()) == "none");
    f.set_weight("f", 5);
    CHECK(problem_of(f.unchecked()) == "f: the whole has a weight, which has no word; set_weight(root, 1)");
    CHECK(problem_of(framework_view{}).find("the group has no children") != std::string::npos);

    auto by_hand = framework("f", levels("a", "b"), scale("s", levels("c", "d")), group("g", 2, leaf("x"), leaf("y")));
    const std::string strange = ": it holds what has no word; build it with group, leaf and their options";
    const auto changed = [&](auto change) {
      auto copy = by_hand;
      change(copy);
      return problem_of(copy);
    };
    CHECK(changed([](auto&) {}) == "none");
    CHECK(changed([](auto& c) { c.nodes[1].base = 1; }) == "g" + strange);
    CHECK(changed([](auto& c) { c.nodes[2].missing = pool; }) == "g/x" + strange);
    CHECK(changed([](auto& c) { c.nodes[1].missing = {}; }) == "g" + strange);
    CHECK(changed([](auto& c) { c.nodes[1].missing = {missing_policy::skip, 0.5}; }) == "g" + strange);
    CHECK(changed([](auto& c) { c.nodes[1].weights = weighting::equal, c.nodes[2].weigh(3); }) == "g/x" + strange);
    CHECK(changed([](auto& c) { c.nodes[0].scale_key = "s"; }) == "f" + strange);
    CHECK(changed([](auto& c) { c.scales[1].level_at = 0; }) == "scale 's': its levels do not follow those of the scale before it; list levels in the order of the scales");
    CHECK(changed([](auto& c) { c.scales[1].high = 3; }) == "scale 's': its numbers are not those of any word for scales; make it with levels, numeric or a type of your own");
  }

  TEST_CASE("lines keep to their length where nothing longer stands on them") {
    for (const std::size_t columns : {100U, 140U}) {
      const std::string code = to_cpp(frameworks::health_it, {.columns = columns});
      std::size_t longest = 0;
      for (std::size_t at = 0, end = 0; (end = code.find('\n', at)) != std::string::npos; at = end + 1)
        longest = std::max(longest, detail::code_columns(std::string_view(code).substr(at, end - at)));
      CHECK(longest <= columns + 4);  // closing parentheses
      CHECK(longest > columns - 4);
    }
    CHECK(try_to_cpp(host::everything, {.name = "everything", .spellings = host::spellings}).has_value());
  }
}
