// SPDX-License-Identifier: BSL-1.0
// The linter: what it finds in criteria and frameworks, the sheet that shows it, and what it does not claim to have proved.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/decision/criteria.hpp>
#include <prowess/decision/dynamic_criteria.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/decision/lint.hpp>
#include <prowess/decision/lint_framework.hpp>
#include <prowess/frameworks/health_it.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using kind = lint_kind;

inline constexpr auto ward = framework("ward", levels("novice", "able", "good", "expert"), scale("errors", levels(level{"many", 9},
    level{"some", 3}, level{"none", 0})),
                                       scale("exam", percentage()), competency("safety", 30), competency("exam", on("exam"), 20),
                                           competency("slips", on("errors"), 10),
                                       group("soft", 40, competency("listening"), competency("teaching")));

/// A host's scale of which nobody knows the points.
struct odd_points {
  static constexpr std::string_view name = "odd_points";
  static constexpr double lowest = 1, highest = 9;
  static constexpr bool admits(double p) { return p == 1 || p == 3 || p == 5 || p == 7 || p == 9; }
};

/// An aggregation that has no answer to anything.
struct speechless {
  static constexpr std::string_view name = "speechless";
  template <class N, std::size_t E> static constexpr std::optional<N> reduce(std::span<term<N>, E>, const parameters&) { return std::nullopt; }
};

template <std::size_t N> std::vector<lint_finding> found(const criteria_draft<N>& draft, const lint_limits& limits = {}) {
  const dynamic_criteria c(ward, draft);
  return lint(c, ward, limits);
}
/// Places and kinds, in order.
std::vector<std::pair<std::uint32_t, kind>> places(const std::vector<lint_finding>& all) {
  std::vector<std::pair<std::uint32_t, kind>> list;
  for (const lint_finding& l : all) list.emplace_back(l.node, l.kind);
  return list;
}
using list = std::vector<std::pair<std::uint32_t, kind>>;

/// The state of a node of criteria on a witness.
template <std::size_t N> criteria_state shown(const criteria_draft<N>& draft, const lint_finding& l) {
  const dynamic_criteria c(ward, draft);
  const profile p = score(ward, l.witness);
  return evaluate(c, p).verdicts()[l.node].state;
}

TEST_SUITE("unit") {

TEST_CASE("Sound criteria have no findings") {
  CHECK(found(all_met(reaches("safety", 3), any_met(reaches("exam", 60), reaches("soft", 3)))).empty());
  CHECK(found(reaches("safety", 2)).empty());
  CHECK(found(share_met(0.6, weighing(3, reaches("safety", 3)), weighing(3, reaches("exam", 50)), weighing(4, reaches("slips", 3)))).empty());
}

TEST_CASE("A part that says less than its neighbour is redundant, and a part that says the same") {
  const auto stricter = all_met(reaches("exam", 60), reaches("exam", 80), reaches("safety", 3));
  const std::vector<lint_finding> l = found(stricter);
  CHECK(places(l) == list{{1, kind::redundant}});
  CHECK(l[0].proved);
  CHECK(l[0].tried == 6);
  CHECK(l[0].text.text() ==
        "exam at 60: it is redundant in all_met('exam' at 60, 'exam' at 80, 'safety' at 3): whoever meets 'exam' at 80 also meets it (holds for all 6 cases); "
        "leave it out, or change what was meant to differ");
  CHECK(shown(stricter, l[0]) == criteria_state::failed);
  CHECK(places(found(any_met(reaches("exam", 60), reaches("exam", 80), reaches("safety", 3)))) == list{{2, kind::redundant}});
  CHECK(places(found(all_met(reaches("safety", 3), reaches("safety", 3)))) == list{{2, kind::redundant}});
  CHECK(places(found(all_met(reaches("slips", 3), reaches("slips", 0)))) == list{{1, kind::redundant}});
}

TEST_CASE("Of three that say the same, two are redundant") {
  CHECK(places(found(any_met(reaches("safety", 3), reaches("safety", 3), reaches("safety", "good"), reaches("exam", 20)))) == list{{2,
      kind::redundant}, {3, kind::redundant}});
}

TEST_CASE("A branch that another one absorbs") {
  // a or (a and b) is a
  const auto absorbed = any_met(reaches("safety", 3), all_met(reaches("safety", 3), reaches("exam", 50)));
  CHECK(places(found(absorbed)) == list{{2, kind::redundant}});
  CHECK(places(found(none_met(reaches("exam", 80), reaches("exam", 60)))) == list{{1, kind::redundant}});
}

TEST_CASE("Parts of a share that never decide") {
  // 4 of 10 and 4 of 10 are enough for 0.8 together, and the third of 2 helps nobody
  const auto quorum = share_met(0.8, weighing(4.5, reaches("safety", 3)), weighing(4.5, reaches("exam", 50)), weighing(1, reaches("slips", 3)));
  const std::vector<lint_finding> l = found(quorum);
  CHECK(places(l) == list{{3, kind::redundant}});
  CHECK(l[0].text.what.find("whether it is met never changes the result") != std::string::npos);
  CHECK(places(found(share_met(0.5, weighing(0, reaches("safety", 3)), weighing(1, reaches("exam", 50)), weighing(1, reaches("slips",
      3))))) == list{{1, kind::redundant}});
}

TEST_CASE("Contradictions are said where they stand, with the best sheet failing") {
  const auto never = any_met(reaches("safety", 3), all_met(reaches("exam", 80), none_met(reaches("exam", 60))));
  const std::vector<lint_finding> l = found(never);
  CHECK(places(l) == list{{2, kind::never_met}});
  CHECK(l[0].proved);
  CHECK(shown(never, l[0]) == criteria_state::failed);
  const std::vector<lint_finding> whole = found(all_met(reaches("safety", 3), none_met(reaches("safety", 2))));
  CHECK(places(whole) == list{{0, kind::never_met}});
  // Constants of parts explain the groups above them, but the whole is always said.
  CHECK(places(found(all_met(reaches("safety", 2), any_met(reaches("exam", 0), reaches("slips", 3))))) == list{{3, kind::always_met}});
  CHECK(places(found(any_met(reaches("exam", 0), reaches("slips", 3)))) == list{{0, kind::always_met}, {1, kind::always_met}});
}

TEST_CASE("What the lowest rating meets is always met") {
  const auto lowest = all_met(reaches("safety", 1), reaches("slips", 9), reaches("soft", 1), reaches("exam", 50));
  const std::vector<lint_finding> l = found(lowest);
  CHECK(places(l) == list{{1, kind::always_met}, {2, kind::always_met}, {3, kind::always_met}});
  for (const lint_finding& each : l) {
    CHECK(each.proved);
    CHECK(shown(lowest, each) == criteria_state::passed);
  }
}

TEST_CASE("Groups are cut by all their sheets, so that what hangs together is seen") {
  // Who has 4 in both reaches 3.5; who reaches 3.5 has at least 3 in both.
  CHECK(places(found(all_met(reaches("soft", 3.5), reaches("soft/listening", 3)))) == list{{2, kind::redundant}});
  CHECK(found(all_met(reaches("soft", 3.5), reaches("soft/listening", 4))).empty());
  CHECK(places(found(any_met(reaches("soft", 3.5), all_met(reaches("listening", 4), reaches("teaching", 4))))) == list{{2, kind::redundant}});
  CHECK(places(found(all_met(reaches("soft", 2), none_met(reaches("listening", 2), reaches("teaching", 2))))) == list{{0, kind::never_met}});
}

TEST_CASE("A cap keeps a condition out of reach") {
  static constexpr auto f = framework("f", levels("one", "two", "three"), minimum{}, leaf("a"), group("b", n_of{1, 3}, leaf("x"), leaf("y")));
  static constexpr auto c = criteria<f>(all_met(reaches("f", 3), none_met(reaches("a", 3))));
  const std::vector<lint_finding> l = lint(c, f);
  REQUIRE(l.size() == 1);
  CHECK(l[0].kind == kind::never_met);
  CHECK(l[0].node == 0);
  CHECK(l[0].proved);
  CHECK(l[0].text.text() == "all_met('f' at 3, none_met(...)): nobody can meet it (holds for all 3 cases); its parts contradict each other: leave one out or ask for less");
}

TEST_CASE("Veto: what it forbids counts as a part of its group") {
  // The veto at 3 makes the condition at 3 beside it redundant.
  CHECK(places(found(all_met(reaches("safety", 4, vetoes_below{3}), reaches("safety", 3)))) == list{{2, kind::redundant}});
  CHECK(found(share_met(0.5, reaches("safety", 4, vetoes_below{3}), reaches("exam", 50))).empty());
}

TEST_CASE("What is not proved says so") {
  const auto mean_of_exams = all_met(reaches("ward", 3.9), none_met(reaches("exam", 10)));  // below 10 the mean is at most 3.46
  const std::vector<lint_finding> l = found(mean_of_exams);
  REQUIRE(l.size() == 1);
  CHECK(l[0].kind == kind::never_met);
  CHECK(!l[0].proved);
  CHECK(l[0].text.what.find("(not proved: no counter-example among ") != std::string::npos);
  lint_limits few;
  few.combinations = 3, few.searched = 100;
  const std::vector<lint_finding> searched = found(all_met(reaches("exam", 60), reaches("exam", 80), reaches("safety", 3)), few);
  CHECK(places(searched) == list{{1, kind::redundant}});
  CHECK(!searched[0].proved);
  CHECK(searched[0].tried == 100);
  CHECK(found(all_met(reaches("exam", 60), reaches("exam", 80), reaches("safety", 3)), few) == searched);  // the same seed, the same findings
}

TEST_CASE("On a host's own scale a proof needs points in front of and behind each cut") {
  static constexpr auto f = framework("f", levels("a", "b"), scale("odd", odd_points{}), leaf("x", on("odd")), leaf("y"));
  static constexpr auto clear = criteria<f>(all_met(reaches("x", 5), reaches("x", 3), reaches("y", 2)));
  static constexpr auto unclear = criteria<f>(all_met(reaches("x", 5), reaches("x", 4.5), reaches("y", 2)));
  CHECK(lint(clear, f)[0].proved);
  CHECK(!lint(unclear, f)[0].proved);
}

TEST_CASE("Criteria for another framework are a problem") {
  static constexpr auto other = framework("other", levels("a", "b"), leaf("x"), leaf("y"));
  static constexpr auto c = criteria<other>(reaches("y", 2));
  CHECK(try_lint(c, ward).problems()[0].text() == "criteria: they were made for another framework than 'ward', or the tree has changed since; make the criteria anew");
}

TEST_CASE("A sound framework has no findings, and the sample is one") {
  CHECK(lint(ward).empty());
  CHECK(lint(frameworks::health_it).empty());
}

TEST_CASE("Levels that nobody has") {
  static constexpr auto binary = framework("binary", levels("one", "two", "three"), all_of{2}, leaf("a"), leaf("b"));
  const std::vector<lint_finding> l = lint(binary);
  REQUIRE(l.size() == 1);
  CHECK(l[0].kind == kind::unreachable_level);
  CHECK(l[0].proved);
  CHECK(l[0].text.text() == "binary: no sheet leads to the level 'two': scores leave it out (holds for all 9 cases); change the cuts of the levels, or what caps the score");

  // What the parts are worth adds up to 15 of 20: 7.5 points at best.
  static constexpr auto short_of_all = framework("short", levels(level{"low", 0}, level{"middle", 5}, level{"top", 10}), scale("done", checklist()),
                                                 weighted_sum{20}, leaf("a", 10, on("done")), leaf("b", 5, on("done")));
  const std::vector<lint_finding> top = lint(short_of_all);
  REQUIRE(top.size() == 1);
  CHECK(top[0].text.what == "no sheet leads to the level 'top': the best sheet reaches 7.5 of 10 points (holds for all 4 cases)");
  CHECK(score(short_of_all, top[0].witness).score() == 7.5);
  CHECK(score(short_of_all, top[0].witness).level() == "middle");

  // The same of more sheets than can be tried, proved by the best one.
  static constexpr auto large = framework("large", levels(level{"low", 0}, level{"middle", 50}, level{"top", 100}), scale("x", percentage()),
      weighted_sum{200}, leaf("a", 70, on("x")), leaf("b", 80, on("x")));
  const std::vector<lint_finding> capped = lint(large);
  REQUIRE(capped.size() == 1);
  CHECK(capped[0].proved);
  CHECK(capped[0].text.what.find("'top': the best sheet reaches 75 of 100 points") != std::string::npos);
}

TEST_CASE("Scores that never change, are never there, and nodes that do nothing") {
  static constexpr auto f = framework("f", levels("one", "two", "three"), group("always", 30, any_of{1}, leaf("a"), leaf("b")), competency("idle", 0),
                                      group("best", 30, maximum{}, leaf("c"), group("d", minimum{}, leaf("e"), leaf("f2"))), leaf("g", 40));
  const std::vector<lint_finding> l = lint(f);
  REQUIRE(l.size() == 2);
  CHECK(l[0].kind == kind::constant_score);
  CHECK(l[0].text.text() == "always: its score is always 3 (holds for all 9 cases); let its ratings count, or leave it out");
  CHECK(l[1].kind == kind::zero_weight);
  CHECK(l[1].text.where == "idle");
  CHECK(l[1].proved);
  CHECK(score(f, l[1].witness).score() == 3);
  CHECK(score(f, l[1].witness)["idle"].score() == 1);
}

TEST_CASE("A child whose range the others always outdo has no effect") {
  static constexpr auto f = framework("f", levels("one", "two", "three"), maximum{}, leaf("a"), group("b", n_of{1, 1}, leaf("x"), leaf("y")));
  const std::vector<lint_finding> l = lint(f);
  // b is always 3, and so is the whole
  CHECK(places(l) == list{{0, kind::unreachable_level}, {0, kind::unreachable_level}, {0, kind::constant_score}, {2, kind::constant_score}});
  static constexpr auto g = framework("g", levels("one", "two", "three", "four"), scale("half", levels(level{"no", 0}, level{"yes", 1})),
      majority{0.9}, leaf("small", 5), leaf("large", 95));
  const std::vector<lint_finding> idle = lint(g);
  CHECK(places(idle) == list{{1, kind::no_effect}});  // 95 % of the weight are enough without it, and needed with it
  CHECK(idle[0].proved);
  CHECK(idle[0].text.text() == "small: under majority it never changes the score of 'g' (holds for all 4 cases); let it count, or leave it out");
}

TEST_CASE("A group without a score though everything is rated") {
  static constexpr auto f = framework("f", levels("one", "two"), group("odd", speechless{}, leaf("a"), leaf("b")), leaf("c"));
  const std::vector<lint_finding> l = lint(f);
  REQUIRE(l.size() == 1);
  CHECK(l[0].kind == kind::never_scored);
  CHECK(l[0].proved);
  CHECK(l[0].text.text() == "odd: it has no score though everything is rated: out of domain (holds for all 4 cases); change its weights, missing rule or aggregation");
  static constexpr auto c = criteria<f>(all_met(reaches("odd", 2), reaches("c", 2)));
  const std::vector<lint_finding> asked = lint(c, f);
  CHECK(places(asked) == list{{0, kind::never_met}, {1, kind::never_decided}});
}

TEST_CASE("Hurdles above their requirement, on plain numbers") {
  const scale_data up = levels("a", "b", "c").data, down = levels(level{"bad", 9}, level{"good", 0}).data;
  CHECK(hurdle_exceeds(up, 3, 2));
  CHECK(!hurdle_exceeds(up, 2, 2));
  CHECK(!hurdle_exceeds(up, 1, 2));
  CHECK(hurdle_exceeds(down, 0, 9));
  CHECK(!hurdle_exceeds(down, 9, 0));
  CHECK(hurdle_above_requirement("soft/teaching", 7, 3, 2).text.text() ==
        "soft/teaching: the hurdle at 3 points asks for more than the requirement of 2: who meets it may still fail; lower the hurdle, or require as much");
}

}

}  // namespace
