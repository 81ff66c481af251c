// SPDX-License-Identifier: BSL-1.0
// Every rule of a framework broken at run time, each with its full text; several at once; and sound frameworks without any.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/scales.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("one", "two", "three", "four", "five");
constexpr double infinite = std::numeric_limits<double>::infinity(), not_a_number = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> texts(const framework_view& f, const limits& within = {}) {
  std::vector<std::string> all;
  for (const problem& p : problems_of(f, within)) all.push_back(p.text());
  return all;
}
/// The texts are these, in this order.
void check(const framework_view& f, std::initializer_list<std::string_view> expected) {
  const std::vector<std::string> found = texts(f);
  std::string all;
  for (const std::string& s : found) all += "\n  " + s;
  INFO("found:" << all);
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == expected.begin()[i]);
}
void check(const dynamic_framework& f, std::initializer_list<std::string_view> expected) { check(f.unchecked(), expected); }

/// The first rule that is broken.
rule first(const dynamic_framework& f) {
  const std::vector<finding> all = diagnose(f.unchecked());
  return all.empty() ? rule::none : all[0].broken;
}

/// A sound framework to spoil: f { g { a, b }, c }.
dynamic_framework sample() {
  dynamic_framework f("f", five);
  f.add("f", group("g", 2, leaf("a"), leaf("b", 3)));
  f.add("f", leaf("c"));
  return f;
}
template <std::size_t L> dynamic_framework on_scale(const static_scale<L>& s) {
  dynamic_framework f("f", s);
  f.add("f", leaf("a"));
  return f;
}
template <aggregation A> dynamic_framework under(const A& how, int children, std::string_view first = "a") {
  dynamic_framework f("f", numeric(0, 10), how);
  for (int i = 0; i < children; ++i) f.add(f.root(), leaf(i == 0 ? std::string(first) : "x" + std::to_string(i)));
  return f;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("ids: empty, with a slash, of two siblings") {
    dynamic_framework f = sample();
    f.rename("g/a", "");
    check(f, {"g/: a node has no id; give each node an id that is unique among its siblings"});
    f = sample();
    f.rename("f", "");
    check(f, {"a node has no id; give each node an id that is unique among its siblings"});
    f = sample();
    f.rename("g/a", "x/y");
    check(f, {"g/x/y: the id has a '/'; '/' separates the ids of a path; use another sign"});
    f = sample();
    f.rename("g/b", "a");
    check(f, {"g/a: two siblings have the id 'a'; rename one"});
    f = sample();
    f.rename("c", "g");
    check(f, {"g: two siblings have the id 'g'; rename one"});
    f = sample();
    f.rename("c", "a");  // cousins may share an id
    check(f, {});
  }

  TEST_CASE("each further sibling of one id is named, among few and among many") {
    for (const int n : {3, 16, 17, 40, 1000}) {
      dynamic_framework f = under(weighted_mean{}, n);
      check(f, {});
      f.rename(f.unchecked().handle(1), "x2");  // the first: the finding is at the later one
      CHECK(f.problems().size() == 1);
      CHECK(diagnose(f.unchecked())[0] == finding{rule::id_is_duplicate, 3, 0});
      f.rename(f.unchecked().handle(2), "x2");
      CHECK(f.problems().size() == 2);
      CHECK(diagnose(f.unchecked())[0].node == 2);
      CHECK(diagnose(f.unchecked())[1].node == 3);
    }
  }

  TEST_CASE("the tree: a group without children, too many children, too deep") {
    dynamic_framework f = sample();
    f.remove("a").remove("b");
    check(f, {"g: the group has no children; add some, or make it a leaf"});
    check(dynamic_framework("f", five), {"f: the group has no children; add some, or make it a leaf"});

    check(under(median{}, 1024), {});
    check(under(median{}, 1025), {"f: 1025 children are too many for median, which needs them all at once; at most 1024: split the group"});
    check(under(weighted_mean{}, 1025), {});
    check(under(minimum{}, 1025), {});

    dynamic_framework deep("f", five);
    node_handle at = deep.root();
    for (int i = 1; i < 64; ++i) {
      deep.add(at, group("g", leaf("x")));
      at = deep.unchecked().handle(static_cast<std::uint32_t>(i));
      deep.remove(deep.unchecked().handle(static_cast<std::uint32_t>(i + 1)));
    }
    deep.add(at, leaf("x"));
    check(deep, {});  // the leaf stands 64 levels below the root
    deep.add(at, group("y", leaf("z")));
    REQUIRE(deep.problems().size() == 1);
    CHECK(deep.problems()[0].what == "the tree is 65 levels deep");
    CHECK(deep.problems()[0].remedy == "the limit guards against runaway input; flatten it or raise limits::depth");
    CHECK(deep.problems()[0].where.ends_with("/g/y/z"));
    CHECK(deep.problems({.depth = 65}).empty());
    REQUIRE(texts(sample().unchecked(), {.depth = 1}).size() == 1);
    CHECK(texts(sample().unchecked(), {.depth = 1})[0] ==
          "g/a: the tree is 2 levels deep; the limit guards against runaway input; flatten it or raise limits::depth");
    CHECK(texts(sample().unchecked(), {.depth = 2}).empty());
    const auto few = texts(sample().unchecked(), {.nodes = 2});
    REQUIRE(few.size() == 1);
    CHECK(few[0].find("nodes; the limit guards against runaway input; split it or raise limits::nodes") != std::string::npos);
  }

  TEST_CASE("weights: out of range, negative, all zero") {
    dynamic_framework f = sample();
    f.set_weight("g/a", infinite);
    check(f, {"g/a: the weight inf is not a number up to 1e100; give a finite weight"});
    f.set_weight("g/a", -infinite);
    check(f, {"g/a: the weight -inf is not a number up to 1e100; give a finite weight"});
    f.set_weight("g/a", 1e100);
    check(f, {});
    f.set_weight("g/a", 2e100);
    CHECK(diagnose(f.unchecked()) == std::vector<finding>{{rule::weight_out_of_range, 2, 2e100}});
    f = sample();
    f.set_weight("g/a", not_a_number);
    REQUIRE(f.problems().size() == 1);
    CHECK(diagnose(f.unchecked())[0].broken == rule::weight_out_of_range);
    CHECK(f.problems()[0].remedy == "give a finite weight");
    f = sample();
    f.set_weight("g/a", -0.5);
    check(f, {"g/a: the weight -0.5 is negative; mark a penalty with extra_credit, so that it does not enter the divisor"});
    f = sample();
    f.set_weight("a", 0).set_weight("b", 0);
    check(f, {"g: all weights of its children are 0; let at least one child count"});
    f.set_weighting("g", weighting::equal);
    check(f, {});
    f = sample();
    f.set_weight("a", 0).set_weight("b", 0).set_aggregation("g", minimum{});
    check(f, {});  // does not ask for weights
    f = sample();
    f.remove("a").remove("b").add("g", leaf("bonus", 0.5, extra_credit));
    check(f, {"g: all weights of its children are 0; let at least one child count"});
    f.set_weighting("g", weighting::equal);
    check(f, {"g: all weights of its children are 0; let at least one child count"});
    f.add("g", leaf("d"));
    check(f, {});
  }

  TEST_CASE("percent weights: the total, and mixed with plain ones") {
    dynamic_framework f = sample();
    f.set_weight("a", percent{30}).set_weight("b", percent{75});
    check(f, {"g: percent weights total 105, not 100; correct them, or use relative weights"});
    f.set_weight("b", percent{70});
    check(f, {});
    f.set_weight("b", percent{69.5});
    check(f, {"g: percent weights total 99.5, not 100; correct them, or use relative weights"});
    f.set_weight("b", 70);
    check(f, {"g: some of its children have percent weights and some have not; use percent for all or for none"});
    f.set_weight("a", 30);
    check(f, {});
    f.set_weighting("g", weighting::percent);
    check(f, {});
    f.set_weight("a", 31);
    check(f, {"g: percent weights total 101, not 100; correct them, or use relative weights"});
    f.set_weighting("g", weighting::relative);
    check(f, {});
    f.set_weight("a", percent{33.3}).set_weight("b", percent{33.3});
    f.add("g", leaf("d", percent{33.4}));
    check(f, {});  // decimals that do not total 100 in binary do
    f.add("g", leaf("bonus", percent{5}, extra_credit));
    check(f, {});  // extra credit is not part of the 100
  }

  TEST_CASE("extra credit where it makes no sense") {
    dynamic_framework f = sample();
    f.add("g", leaf("bonus", 0.5, extra_credit));
    check(f, {});
    f.add("g", leaf("late", -0.5, extra_credit));
    check(f, {});
    f.set_aggregation("g", geometric_mean{});
    constexpr std::string_view text =
        "g: extra credit makes no sense under geometric_mean; use weighted_mean, or an aggregation that declares extra_credit";
    check(f, {text, text});
    f.remove("late");
    check(f, {text});
    f.set_aggregation("g", median{});
    check(f, {"g: extra credit makes no sense under median; use weighted_mean, or an aggregation that declares extra_credit"});
  }

  TEST_CASE("no scale, and scales of one key") {
    const dynamic_framework f = sample();
    framework_view bare = f.unchecked();
    bare.scales = {};
    bare.level_list = {};
    check(bare, {"f: the framework has no scale; name one first: framework(id, levels(...), ...)"});
    dynamic_framework two("f", five, scale("exam", numeric(0, 1)), scale("exam", numeric(0, 2)));
    two.add("f", leaf("a"));
    check(two, {"scale 'exam': two scales have this key; rename one"});
    dynamic_framework unnamed("f", five, five);
    unnamed.add("f", leaf("a"));
    check(unnamed, {"the framework's scale: two scales have this key; rename one"});
  }

  TEST_CASE("scales: their numbers") {
    check(on_scale(numeric(0, infinite)),
          {"the framework's scale: it has the number inf, which is not between -1e100 and 1e100; give finite points"});
    check(on_scale(levels(level{"a", 0}, level{"b", infinite}, level{"c", 2})),
          {"the framework's scale: it has the number inf, which is not between -1e100 and 1e100; give finite points"});
    CHECK(first(on_scale(levels(level{"a", 0}, level{"b", not_a_number}, level{"c", 2}))) == rule::scale_number_out_of_range);
    CHECK(first(on_scale(numeric(not_a_number, 1))) == rule::scale_number_out_of_range);
    CHECK(first(on_scale(numeric(0, 1, not_a_number))) == rule::scale_number_out_of_range);
    check(on_scale(numeric(3, 3)), {"the framework's scale: its lowest and highest points are both 3; a scale needs two different points"});
    check(on_scale(levels("only")),
          {"the framework's scale: its lowest and highest points are both 1; a scale needs two different points"});
    check(on_scale(levels(level{"a", 2}, level{"b", 2})),
          {"the framework's scale: its lowest and highest points are both 2; a scale needs two different points"});
    CHECK(diagnose(on_scale(numeric(5, 1)).unchecked()) == std::vector<finding>{{rule::scale_is_flat, 0, 1}});
    check(on_scale(numeric(5, 1)), {"the framework's scale: its lowest points, 5, are above its highest, 1; exchange them"});
    CHECK(diagnose(on_scale(numeric(-5, 0).points_over_max()).unchecked()) ==
          std::vector<finding>{{rule::scale_zero, 0, -5}, {rule::scale_is_flat, 0, 0}});
    {
      dynamic_framework heavy("f", numeric(0, 5));
      heavy.add("f", leaf("a", 1));
      heavy.add("f", leaf("b", 200, extra_credit));
      check(heavy, {"f: its extra credit weighs 200 times what the rest does; at most 100 times, so that scores keep their digits"});
    }
    check(on_scale(numeric(-5, 5).points_over_max()), {"the framework's scale: points/max needs points that are not negative, of which "
                                                       "more are better; leave points_over_max() out"});
    check(on_scale(numeric(0, 1, 0.3)),
          {"the framework's scale: the step 0.3 does not lead from the lowest to the highest points; "
           "give a positive step that divides the range"});
    check(on_scale(numeric(0, 1, -0.5)),
          {"the framework's scale: the step -0.5 does not lead from the lowest to the highest points; "
           "give a positive step that divides the range"});
    CHECK(first(on_scale(numeric(0, 1e100, 1e-100))) == rule::scale_step);
    for (const double step : {0.1, 0.2, 0.25, 0.05, 1.0, 0.0}) check(on_scale(numeric(0, 1, step)), {});
    check(on_scale(numeric(1, 6, 0.1)), {});
    dynamic_framework second("f", five, scale("exam", numeric(1, 2, 3)));
    second.add("f", leaf("a"));
    check(second, {"scale 'exam': the step 3 does not lead from the lowest to the highest points; "
           "give a positive step that divides the range"});
  }

  TEST_CASE("scores need a scale that ascends; leaves do not") {
    constexpr std::string_view text =
        "the framework's scale: scores cannot be on a scale on which fewer points are better, or whose levels are out of order; "
        "let the framework's own scale ascend, and use the inverse one for leaves";
    check(on_scale(numeric(1, 6).inverted()), {text});
    check(on_scale(levels(level{"a", 3}, level{"b", 2}, level{"c", 1})), {text});
    check(on_scale(levels(level{"a", 1}, level{"b", 3}, level{"c", 2})), {text});
    check(on_scale(levels(level{"a", 1}, level{"b", 1}, level{"c", 2})), {});  // tied levels are legal
    dynamic_framework f("f", five, scale("rank", levels(level{"a", 3}, level{"b", 2}, level{"c", 1})),
                        scale("mark", numeric(1, 6).inverted()));
    f.add("f", leaf("a", on("rank")));
    f.add("f", leaf("b", on("mark")));
    check(f, {});
  }

  TEST_CASE("level keys: empty, twice") {
    check(on_scale(levels("a", "", "c")), {"the framework's scale: level 2 has no key; give each level a key"});
    check(on_scale(levels("a", "b", "a")), {"the framework's scale: two levels have the key 'a'; rename one"});
    dynamic_framework f("f", five, scale("s", levels("x", "x", "")));
    f.add("f", leaf("a"));
    check(f, {"scale 's': two levels have the key 'x'; rename one", "scale 's': level 3 has no key; give each level a key"});
  }

  TEST_CASE("keys of many levels and scales") {
    constexpr auto many = levels("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19");
    static_assert(framework("f", many, leaf("a", if_missing("19"), anchors(anchor{"18", "x"}))).nodes[1].if_absent.points == 20);
    static_assert(framework("f", levels(level{"0", 0}, level{"1", 1}, level{"2", 2}, level{"3", 3}, level{"4", 4}, level{"5", 5}, level{"6", 6}, level{"7", 7}, level{"8", 8},
      level{"9", 9}, level{"10", 10}, level{"11", 11}, level{"12", 12}, level{"13", 13}, level{"14", 14}, level{"15", 15}, level{"16", 17.5}), leaf("a", if_missing(17.5))).nodes[1].if_absent.points == 17.5);
    static_scale<20> spoilt = many;
    spoilt.level_list[17].key = "3", spoilt.level_list[18].key = "3", spoilt.level_list[19].key = "";
    check(on_scale(spoilt), {"the framework's scale: two levels have the key '3'; rename one", "the framework's scale: two levels have the key '3'; rename one",
                             "the framework's scale: level 20 has no key; give each level a key"});
    dynamic_framework f("f", many);
    f.add("f", leaf("a", if_missing("16"), anchors(anchor{"17", "x"}, anchor{"170", "x"})));
    const std::string keys = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19";
    check(f, {"a: an anchor names the level '170'; its levels are " + keys});
    CHECK(f.unchecked().nodes[1].if_absent.points == 17);
    for (int k = 0; k < 40; ++k) f.add_scale("s" + std::to_string(k), numeric(0, k + 1));
    f.add("f", leaf("b", on("s39")));
    f.set_scale("a", "s40").set_if_missing("a", {});
    CHECK(f.unchecked().nodes[2].scale == 40);
    REQUIRE(texts(f.unchecked()).size() == 1);
    CHECK(texts(f.unchecked())[0].starts_with("a: there is no scale 's40'; the scales are s0, s1, s2"));
    f.add_scale("s7", five);
    REQUIRE(texts(f.unchecked()).size() == 2);
    CHECK(texts(f.unchecked())[0] == "scale 's7': two scales have this key; rename one");
  }

  TEST_CASE("a leaf's scale that is not listed") {
    dynamic_framework f = sample();
    f.set_scale("g/a", "exam");
    check(f, {"g/a: there is no scale 'exam'; list it at the framework: scale(key, ...)"});
    f.add_scale("test", numeric(0, 1)).add_scale("drill", numeric(0, 1));
    check(f, {"g/a: there is no scale 'exam'; the scales are test, drill"});
    f.add_scale("exam", numeric(0, 1));
    check(f, {});
  }

  TEST_CASE("quorums are shares") {
    for (const double q : {0.0, 0.5, 1.0}) {
      dynamic_framework f = sample();
      f.set_missing("g", require(q));
      check(f, {});
    }
    dynamic_framework f = sample();
    f.set_missing("g", require(50));
    check(f, {"g: the quorum 50 is not a share; give a number from 0 to 1"});
    f.set_missing("g", require(-0.1));
    check(f, {"g: the quorum -0.1 is not a share; give a number from 0 to 1"});
    f.set_missing("g", require(not_a_number));
    CHECK(diagnose(f.unchecked())[0].broken == rule::quorum_out_of_range);
    f.set_missing("g", missing_rule{missing_policy::skip, 50});
    check(f, {});  // only `require` has a quorum
  }

  TEST_CASE("if_missing: an unknown level, points that the scale does not have") {
    dynamic_framework f = sample();
    f.set_if_missing("g/a", if_missing("six"));
    check(f, {"g/a: if_missing names the level 'six'; its levels are one, two, three, four, five"});
    f.set_if_missing("g/a", if_missing(2.5));
    check(f, {"g/a: if_missing gives 2.5 points, which the framework's scale does not have; "
              "allowed: 1 (one), 2 (two), 3 (three), 4 (four), 5 (five)"});
    f.set_if_missing("g/a", if_missing(not_a_number));
    CHECK(diagnose(f.unchecked())[0].broken == rule::fill_outside_scale);
    f.set_if_missing("g/a", if_missing(2));
    check(f, {});
    f.add_scale("exam", numeric(0, 20)).add_scale("test", numeric(0, 1, 0.25)).add_scale("count", numeric(0, 3, 1));
    f.set_scale("g/a", "exam").set_if_missing("g/a", if_missing("three"));
    check(f, {"g/a: if_missing names the level 'three'; this scale has no levels: give points, 0 to 20"});
    f.set_if_missing("g/a", if_missing(21));
    check(f, {"g/a: if_missing gives 21 points, which scale 'exam' does not have; allowed: 0 to 20"});
    f.set_scale("g/a", "test").set_if_missing("g/a", if_missing(0.3));
    check(f, {"g/a: if_missing gives 0.3 points, which scale 'test' does not have; allowed: 0 to 1 in steps of 0.25"});
    f.set_scale("g/a", "count").set_if_missing("g/a", if_missing(0.5));
    check(f, {"g/a: if_missing gives 0.5 points, which scale 'count' does not have; allowed: 0 to 3, whole numbers"});
    f.set_if_missing("g/a", if_missing(lowest));
    check(f, {});
  }

  TEST_CASE("anchors name levels of the leaf's scale") {
    dynamic_framework f = sample();
    f.annotate("g/a", anchors(anchor{"one", "asks"}, anchor{"five", "teaches"}));
    check(f, {});
    f.annotate("g/a", anchors(anchor{"expert", "leads"}));
    check(f, {"g/a: an anchor names the level 'expert'; its levels are one, two, three, four, five"});
    f.annotate("g/b", anchors(anchor{"novice", "x"}, anchor{"three", "x"}, anchor{"", "x"}));
    check(f, {"g/a: an anchor names the level 'expert'; its levels are one, two, three, four, five",
              "g/b: an anchor names the level 'novice'; its levels are one, two, three, four, five",
              "g/b: an anchor names the level ''; its levels are one, two, three, four, five"});
    f.remove("a").remove("b").add("g", leaf("x"));
    check(f, {});  // they went with their leaves
    f.add_scale("exam", numeric(0, 1));
    f.add("g", leaf("y", on("exam"), anchors(anchor{"five", "x"})));
    check(f, {"g/y: an anchor names the level 'five'; this scale has no levels: give points, 0 to 1"});
  }

  TEST_CASE("what each aggregation objects to") {
    constexpr std::string_view zero =
        "a score of 0 would decide alone; give it a zero_floor in points (0 if that is meant), or let the scale start above 0";
    check(under(geometric_mean{}, 2), {"f: geometric_mean: " + std::string(zero)});
    check(under(harmonic_mean{}, 2), {"f: harmonic_mean: " + std::string(zero)});
    check(under(power_mean{-0.5}, 2), {"f: power_mean: " + std::string(zero)});
    check(under(power_mean{0.5}, 2), {});
    check(under(geometric_mean{annihilating{}}, 2), {});
    check(under(harmonic_mean{zero_floor{0.5}}, 2), {});
    check(under(power_mean{-2, annihilating{}}, 2), {});
    check(under(power_mean{infinite}, 2), {"f: power_mean: p must be finite; use minimum or maximum for its limits"});
    check(under(power_mean{not_a_number}, 2), {"f: power_mean: p must be finite; use minimum or maximum for its limits"});
    const auto below_zero = [](const auto& how) {
      dynamic_framework f("f", numeric(-1, 1), how);
      f.add("f", leaf("a"));
      return f;
    };
    check(below_zero(quadratic_mean{}), {"f: quadratic_mean: power means other than p = 1 need points that are not negative"});
    check(below_zero(power_mean{1}), {});

    constexpr std::string_view whole = "the count must be a whole number of at least 1";
    constexpr std::string_view more = "the count is more than the group's children allow";
    for (const double k : {0.0, -1.0, 1.5, 1e10, infinite, not_a_number}) check(under(best{k}, 3), {"f: best: " + std::string(whole)});
    check(under(best{3}, 3), {});
    check(under(best{4}, 3), {"f: best: " + std::string(more)});
    check(under(drop_lowest{2}, 3), {});
    check(under(drop_lowest{3}, 3), {"f: drop_lowest: " + std::string(more)});
    check(under(drop_highest{2}, 3), {});
    check(under(drop_highest{3}, 3), {"f: drop_highest: " + std::string(more)});
    check(under(n_of{3, 5}, 3), {});
    check(under(n_of{4, 5}, 3), {"f: n_of: " + std::string(more)});
    check(under(n_of{0, 5}, 3), {"f: n_of: " + std::string(whole)});
    check(under(n_of{1, 11}, 3), {"f: n_of: the threshold must lie on the framework's scale"});
    check(under(all_of{-1}, 3), {"f: all_of: the threshold must lie on the framework's scale"});
    check(under(any_of{not_a_number}, 3), {"f: any_of: the threshold must lie on the framework's scale"});
    check(under(any_of{10}, 3), {});
  }

  TEST_CASE("several problems at once, in one pass") {
    dynamic_framework f("f", levels("a", "b", "a"), scale("s", numeric(2, 2)));
    f.add("f", group("g", percent{50}, leaf("a"), leaf("b")));
    f.add("f", group("h", percent{60}, leaf("c")));
    f.set_weight("a", -1).rename("b", "a").set_aggregation("h", best{2}, require(7)).rename("c", "/").set_scale("/", "t");
    check(f, {"f: percent weights total 110, not 100; correct them, or use relative weights",
              "g/a: the weight -1 is negative; mark a penalty with extra_credit, so that it does not enter the divisor",
              "g/a: two siblings have the id 'a'; rename one",
              "h: the quorum 7 is not a share; give a number from 0 to 1",
              "h//: the id has a '/'; '/' separates the ids of a path; use another sign",
              "the framework's scale: two levels have the key 'a'; rename one",
              "scale 's': its lowest and highest points are both 2; a scale needs two different points",
              "h: best: the count is more than the group's children allow",
              "h//: there is no scale 't'; the scales are s"});
  }

  TEST_CASE("findings about ratings, as text") {
    dynamic_framework f = sample();
    f.add_scale("exam", numeric(0, 20, 0.5)).set_scale("g/b", "exam");
    const framework_view v = f.view();
    const auto text = [&](const finding& at) { return describe(at, v).text(); };
    CHECK(text({rule::rating_outside_scale, 2, 7}) ==
          "g/a: the rating 7 is outside the framework's scale; allowed: 1 (one), 2 (two), 3 (three), 4 (four), 5 (five)");
    CHECK(text({rule::rating_outside_scale, 3, 0.7}) == "g/b: the rating 0.7 is outside scale 'exam'; allowed: 0 to 20 in steps of 0.5");
    CHECK(text({rule::rating_on_group, 1, 0}) == "g: it has children and takes no rating; rate 'a', 'b'");
    CHECK(text({rule::rating_on_group, 0, 0}) == "f: it has children and takes no rating; rate 'g', 'c'");
    CHECK(text({rule::rating_is_duplicate, 4, 0}) == "c: it is rated twice; keep one rating for each leaf");
    CHECK(text({rule::rating_level_is_unknown, 4, 0}) ==
          "c: the framework's scale has no such level; its levels are one, two, three, four, five");
    CHECK(text({rule::name_is_unknown, 0, 0}) == "f: there is no such name in 'f'");
    CHECK(text({rule::name_is_ambiguous, 2, 0}) == "g/a: several nodes have this id; use the path");
    CHECK(text({rule::wrong_number_of_ratings, 0, 7}) ==
          "f: 7 elements, but the framework has 3 leaves and 5 nodes; "
          "give one rating for each leaf and one result for each node, in tree order");
    CHECK(text({rule::foreign_handle, 1, 0}) ==
          "g: the handle was made by another framework, or the tree has changed since; ask at() or find() again");
    CHECK(text({rule::foreign_handle, 99, 0}).ends_with("ask at() or find() again"));  // a node that is not there
    CHECK(text({}) == "f: nothing is wrong");
    CHECK(finding{}.ok());
    CHECK_FALSE(finding{rule::no_scale, 0, 0}.ok());
  }

  TEST_CASE("sound frameworks have no problems") {
    check(sample(), {});
    check(on_scale(percentage()), {});
    check(on_scale(checklist()), {});
    check(on_scale(numeric(-3, 3)), {});
    check(on_scale(levels(level{"a", -1.5}, level{"b", 0}, level{"c", 20})), {});
    constexpr auto all = framework("all", five, pool, scale("exam", percentage()), title("All"), version("1"),
        group("g", percent{40}, geometric_mean{}, no_score, leaf("a", 0), leaf("b", 1e-300)),
        group("h", percent{60}, weighting::equal, tags("x", "y"), leaf("a", on("exam"), if_missing(50)), leaf("c", extra_credit)));
    CHECK(diagnose(all.view()).empty());
    CHECK(problems_of(all.view()).empty());
  }
}
