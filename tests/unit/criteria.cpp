// SPDX-License-Identifier: BSL-1.0
// Criteria: what conditions say of rated, unrated and waived nodes, what groups make of it, what is refused and in which words.
#include <prowess/core.hpp>
#include <prowess/decision/count_rule.hpp>
#include <prowess/decision/criteria.hpp>
#include <prowess/decision/dynamic_criteria.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using state = criteria_state;

inline constexpr auto ward = framework("ward", levels("novice", "able", "good", "expert"), scale("errors", levels(level{"many", 9},
    level{"some", 3}, level{"none", 0})),
                                       scale("exam", percentage()), competency("safety", 30), competency("exam", on("exam"), 20),
                                           competency("slips", on("errors"), 10),
                                       competency("records", 10, if_missing(lowest)), group("soft", 30, competency("listening"), competency("teaching")));
inline constexpr auto ada = score<ward>({{"safety", 3}, {"exam", 80}, {"slips", 3}, {"listening", 2}, {"teaching", 3}});

/// The state of criteria for ratings.
template <std::size_t N> state of(const criteria_draft<N>& draft, std::initializer_list<named_rating<ward>> ratings) {
  const dynamic_criteria c(ward, draft);
  const auto p = score<ward>(ratings);
  return evaluate(c, p).state();
}
template <std::size_t N> std::string refused(const criteria_draft<N>& draft) {
  const auto r = try_criteria(ward, draft);
  return r || r.problems().size() != 1 ? std::string("?") : r.problems()[0].text();
}

TEST_SUITE("unit") {

TEST_CASE("A condition is met at its points, missed below them, and undetermined without a rating") {
  CHECK(of(reaches("safety", 3), {{"safety", 3}}) == state::passed);
  CHECK(of(reaches("safety", 3), {{"safety", 2}}) == state::failed);
  CHECK(of(reaches("safety", "good"), {{"safety", 3}}) == state::passed);
  CHECK(of(reaches("safety", "expert"), {{"safety", 3}}) == state::failed);
  CHECK(of(reaches("safety", 1), {}) == state::undetermined);
  CHECK(of(reaches("safety", 1), {{"safety", no_opportunity}}) == state::undetermined);
  CHECK(of(reaches("safety", 1), {{"safety", not_applicable}}) == state::waived);
}

TEST_CASE("Points of a leaf are on its own scale, and fewer may be better") {
  CHECK(of(reaches("exam", 80), {{"exam", 80}}) == state::passed);
  CHECK(of(reaches("exam", 80.5), {{"exam", 80}}) == state::failed);
  CHECK(of(reaches("slips", 3), {{"slips", 3}}) == state::passed);
  CHECK(of(reaches("slips", 3), {{"slips", 0}}) == state::passed);
  CHECK(of(reaches("slips", "some"), {{"slips", 9}}) == state::failed);
}

TEST_CASE("What is filled in is no evidence; what is covered too little is not known") {
  CHECK(of(reaches("records", 1), {{"safety", 3}}) == state::undetermined);
  CHECK(of(reaches("soft", 3), {{"listening", 3}}) == state::passed);
  CHECK(of(reaches("soft", 3, covered{1}), {{"listening", 3}}) == state::undetermined);
  CHECK(of(reaches("soft", 3, covered{0.5}), {{"listening", 3}}) == state::passed);
  CHECK(of(reaches("soft", 3, covered{1}), {{"listening", 3}, {"teaching", not_applicable}}) == state::passed);
}

TEST_CASE("A composite at its cut is decided exactly") {
  // (1 x 0.1 + 1 x 0.2 + 3 x 0.7) / 1.0 = 2.4, which doubles compute as 2.3999999999999995 (python)
  static constexpr auto f = framework("f", levels("a", "b", "c"), leaf("x", 0.1), leaf("y", 0.2), leaf("z", 0.7));
  const auto p = score<f>({{"x", 1}, {"y", 1}, {"z", 3}});
  static constexpr auto at = criteria<f>(reaches("f", 2.4));
  static constexpr auto above = criteria<f>(reaches("f", 2.40000001));
  std::array<criterion_verdict, 1> out{};
  CHECK(p.score() < 2.4);
  CHECK(evaluate_into(at, p, out).state == state::passed);
  CHECK(out[0].margin == 0);
  CHECK(evaluate_into(above, p, out).state == state::failed);
  CHECK(out[0].margin == doctest::Approx(-1e-8));
  CHECK(out[0].margin < 0);
}

TEST_CASE("Groups: all, any, none, and what is undetermined or waived among them") {
  const auto a = reaches("safety", 3), b = reaches("listening", 3);
  struct row {
    rating safety, listening;
    state all, any, none;
  };
  // Kleene's tables; a waived child leaves.
  for (const row& r : {row{3, 3, state::passed, state::passed, state::failed}, row{3, 2, state::failed, state::passed, state::failed},
                       row{2, 2, state::failed, state::failed, state::passed}, row{3, not_observed, state::undetermined, state::passed, state::failed},
                       row{2, not_observed, state::failed, state::undetermined, state::undetermined},
                       row{not_observed, not_observed, state::undetermined, state::undetermined, state::undetermined},
                       row{3, not_applicable, state::passed, state::passed, state::failed}, row{2, not_applicable, state::failed, state::failed,
                           state::passed},
                       row{not_observed, not_applicable, state::undetermined, state::undetermined, state::undetermined},
                       row{not_applicable, not_applicable, state::waived, state::waived, state::waived}}) {
    CHECK(of(all_met(a, b), {{"safety", r.safety}, {"listening", r.listening}}) == r.all);
    CHECK(of(any_met(a, b), {{"safety", r.safety}, {"listening", r.listening}}) == r.any);
    CHECK(of(none_met(a, b), {{"safety", r.safety}, {"listening", r.listening}}) == r.none);
  }
}

TEST_CASE("k of n does not shrink with what does not apply, unless that is said") {
  const auto three = [](auto... k) { return at_least_met(k..., reaches("safety", 3), reaches("listening", 3), reaches("teaching", 3)); };
  CHECK(of(three(2), {{"safety", 3}, {"listening", 3}, {"teaching", 1}}) == state::passed);
  CHECK(of(three(2), {{"safety", 3}, {"listening", 2}, {"teaching", 1}}) == state::failed);
  CHECK(of(three(2), {{"safety", 3}, {"listening", 2}}) == state::undetermined);
  CHECK(of(three(2), {{"safety", 3}, {"listening", 3}, {"teaching", not_applicable}}) == state::passed);
  CHECK(of(three(2), {{"safety", 3}, {"listening", not_applicable}, {"teaching", not_applicable}}) == state::undetermined);
  CHECK(of(three(2), {{"safety", 2}, {"listening", not_applicable}, {"teaching", not_applicable}}) == state::failed);
  CHECK(of(three(2), {{"safety", not_applicable}, {"listening", not_applicable}, {"teaching", not_applicable}}) == state::waived);
  CHECK(of(three(2, or_all_that_apply), {{"safety", 3}, {"listening", not_applicable}, {"teaching", not_applicable}}) == state::passed);
  CHECK(of(three(2, or_all_that_apply), {{"safety", 2}, {"listening", not_applicable}, {"teaching", not_applicable}}) == state::failed);
  CHECK(of(three(2, or_all_that_apply), {{"safety", 3}, {"listening", 2}, {"teaching", 2}}) == state::failed);
}

TEST_CASE("A share of the weight is compared exactly, and what is waived leaves both sides") {
  const auto thirds = share_met(0.3, weighing(0.1, reaches("safety", 3)), weighing(0.2, reaches("listening", 3)), weighing(0.7, reaches("teaching", 3)));
  CHECK(of(thirds, {{"safety", 3}, {"listening", 3}, {"teaching", 1}}) == state::passed);  // 0.1 + 0.2 of 1
  CHECK(of(thirds, {{"safety", 3}, {"listening", 2}, {"teaching", 1}}) == state::failed);
  CHECK(of(thirds, {{"safety", 1}, {"listening", 3}}) == state::undetermined);
  CHECK(of(thirds, {{"safety", 3}, {"listening", 1}, {"teaching", not_applicable}}) == state::passed);  // 0.1 of 0.3
  CHECK(of(thirds, {{"safety", not_applicable}, {"listening", not_applicable}, {"teaching", not_applicable}}) == state::waived);
  // 0.7 + 0.1 of 0.2 + 0.7 + 0.1 is 0.8; in doubles 0.7999999999999999 of 1 (python)
  const auto tenths = [](double q) { return share_met(q, weighing(0.2, reaches("safety", 3)), weighing(0.7, reaches("listening", 3)),
      weighing(0.1, reaches("teaching", 3))); };
  CHECK(of(tenths(0.8), {{"safety", 1}, {"listening", 3}, {"teaching", 3}}) == state::passed);
  CHECK(of(tenths(0.80000001), {{"safety", 1}, {"listening", 3}, {"teaching", 3}}) == state::failed);
  const auto weightless = share_met(0.5, weighing(0, reaches("safety", 3)), weighing(1, reaches("listening", 3)));
  CHECK(of(weightless, {{"safety", 3}, {"listening", not_applicable}}) == state::undetermined);
}

TEST_CASE("A veto fails its group whatever the others say, and unknown is not absent") {
  const auto majority_rule = share_met(0.6, weighing(3, reaches("safety", 3, vetoes_below{2})), weighing(7, reaches("exam", 50)));
  CHECK(of(majority_rule, {{"safety", 2}, {"exam", 90}}) == state::passed);
  CHECK(of(majority_rule, {{"safety", 1}, {"exam", 90}}) == state::failed);
  CHECK(of(majority_rule, {{"exam", 90}}) == state::undetermined);
  CHECK(of(majority_rule, {{"exam", 10}}) == state::failed);
  CHECK(of(majority_rule, {{"safety", not_applicable}, {"exam", 90}}) == state::passed);
  CHECK(of(any_met(reaches("safety", "expert", vetoes_below{"able"}), reaches("exam", 50)), {{"safety", 1}, {"exam", 90}}) == state::failed);
}

TEST_CASE("Every condition is judged, and those are named because of which the whole is missed") {
  static constexpr auto ready = criteria<ward>(all_met(title("ready"), reaches("safety", "expert"),
                                                       any_met(reaches("exam", 80), reaches("listening", 4)), none_met(reaches("slips", 3)),
                                                           reaches("records", 2)));
  const criteria_result r = evaluate(ready, ada);
  CHECK(r.state() == state::failed);
  CHECK(r.missed() == std::vector<std::uint32_t>{1, 4});       // safety, listening
  CHECK(r.reasons() == std::vector<std::uint32_t>{1, 6});      // safety; slips, which must not be reached
  CHECK(r.open() == std::vector<std::uint32_t>{7});
  CHECK(r.verdicts()[1].margin == -1);
  CHECK(r.verdicts()[1].levels_short == 1);
  CHECK(r.verdicts()[4].margin == -2);
  CHECK(r.verdicts()[4].levels_short == 2);
  CHECK(r.verdicts()[0].failed == 2);
  CHECK(r.describe(1).text() == "safety: not met: asks for 'expert', falls short by 1 point and 1 level");
  CHECK(r.describe(3).text() == "exam: met: asks for 80 points, is 0 points above");
  CHECK(r.describe(7).text() == "records: undetermined: filled in; rate it");
  CHECK(r.describe(0).text() == "'ready': not met: 1 of 4 met, 1 undetermined");
  CHECK(r.describe(2).text() == "any_met('exam' at 80, 'listening' at 4): met: 1 of 2 met");
}

TEST_CASE("Margins are decimal, and positive where it is better") {
  static constexpr auto f = framework("f", numeric(0, 1), scale("down", levels(level{"bad", 3}, level{"good", 0.5})), leaf("x"), leaf("y", on("down")));
  const auto p = score<f>({{"x", 0.1}, {"y", 3}});
  static constexpr auto c = criteria<f>(all_met(reaches("x", 0.3), reaches("y", 0.5), reaches("x", 0)));
  std::array<criterion_verdict, 4> out{};
  CHECK(evaluate_into(c, p, out).state == state::failed);
  CHECK(out[1].margin == -0.2);
  CHECK(out[2].margin == -2.5);
  CHECK(out[2].levels_short == 1);
  CHECK(out[3].margin == 0.1);
}

TEST_CASE("Criteria are values: at compile time, at run time, copied") {
  static constexpr auto ready = criteria<ward>(all_met(reaches("safety", 3), any_met(reaches("soft", 3.5), at_least_met(2, reaches("exam", 50),
      reaches("listening", 2), reaches("teaching", 4)))));
  static constexpr auto answer = [] {
    std::array<criterion_verdict, ready.nodes.size()> out{};
    return evaluate_into(ready, ada, out).state;
  }();
  static_assert(answer == state::passed);
  std::string name = "safety", text = "must be safe";
  dynamic_criteria made(ward, all_met(title(text), reaches(std::string_view(name), 4)));
  std::fill(name.begin(), name.end(), '#'), std::fill(text.begin(), text.end(), '#');
  const dynamic_criteria copy = made;
  made = dynamic_criteria(ready.view());
  CHECK(evaluate(copy, ada).state() == state::failed);
  CHECK(evaluate(copy, ada).describe(0).where == "'must be safe'");
  CHECK(evaluate(made, ada).state() == state::passed);
}

TEST_CASE("What makes no sense is refused with the name, the rule and the remedy") {
  CHECK(refused(reaches("safty", 3)) == "criteria, 'safty': there is no such name in 'ward'; did you mean 'safety'?");
  CHECK(refused(reaches("safety",
      "superb")) == "criteria, 'safety' at superb: there is no level 'superb' on the framework's scale; its levels are novice, able, good, expert");
  CHECK(refused(reaches("safety", 5)) == "criteria, 'safety' at 5: 5 points are outside the framework's scale; give points from 1 to 4");
  CHECK(refused(reaches("exam", 101)) == "criteria, 'exam' at 101: 101 points are outside scale 'exam'; give points from 0 to 100");
  CHECK(refused(all_met(reaches("safety", 3,
      vetoes_below{4}))) == "criteria, 'safety' at 3: the veto at 4 points asks for more than the condition; exchange them");
  CHECK(refused(all_met(reaches("slips", 3,
      vetoes_below{0}))) == "criteria, 'slips' at 3: the veto at 0 points asks for more than the condition; exchange them");
  CHECK(refused(all_met(reaches("safety", 3,
      vetoes_below{0}))) == "criteria, 'safety' at 3: the veto at 0 points is outside the framework's scale; give points from 1 to 4");
  CHECK(refused(all_met(reaches("safety", 3,
      vetoes_below{"bad"}))) == "criteria, 'safety' at 3: there is no level 'bad' on the framework's scale; its levels are novice, able, good, expert");
  CHECK(refused(none_met(reaches("safety", 3,
      vetoes_below{2}))) == "criteria, 'safety' at 3: a veto makes no sense among what must not be met; leave vetoes_below out");
  CHECK(refused(reaches("soft", 3, covered{1.5})) == "criteria, 'soft' at 3: the coverage 1.5 is not a share; give a number from 0 to 1");
  for (const double k : {0.0, 3.0, 1.5, -1.0, 1e300})
    CHECK(refused(at_least_met(k, reaches("safety", 3), reaches("exam", 3))).find("it cannot ask for") != std::string::npos);
  CHECK(refused(at_least_met(3, reaches("safety", 3), reaches("exam",
      3))) == "criteria, at_least_met(3, 'safety' at 3, 'exam' at 3): it cannot ask for 3 of its children; give a whole number from 1 to that of the children");
  for (const double q : {0.0, 1.1, -0.5}) CHECK(refused(share_met(q, reaches("safety",
      3))).find("makes no sense; give a share above 0 and at most 1") != std::string::npos);
  CHECK(refused(share_met(0.5, weighing(0, reaches("safety",
      3)))) == "criteria, share_met(0.5, 'safety' at 3): all weights of its children are 0; let at least one child count");
  CHECK(refused(share_met(0.5, weighing(-1, reaches("safety", 3)), weighing(3, reaches("exam",
      3)))).find("the weight -1 makes no sense") != std::string::npos);
  const auto two = try_criteria(ward, all_met(reaches("safty", 3), reaches("exam", 300)));
  CHECK(two.problems().size() == 2);
#if defined(__cpp_exceptions)
  CHECK_THROWS_AS(dynamic_criteria(ward, reaches("safty", 3)), error);
#endif
}

TEST_CASE("Nodes that a host put together must be a tree in order") {
  std::vector<criteria_node> nodes(3);
  nodes[0].kind = criteria_kind::all, nodes[0].extent = 3;
  nodes[1].name = "safety", nodes[1].asked = 2;
  nodes[2].name = "exam", nodes[2].asked = 20;
  const auto sound = try_criteria(ward, nodes);
  CHECK(sound.has_value());
  CHECK(evaluate(*sound, ada).state() == state::passed);
  const auto broken = [&](std::size_t i, std::uint32_t extent) {
    std::vector<criteria_node> bad = nodes;
    bad[i].extent = extent;
    return try_criteria(ward, bad);
  };
  for (const std::uint32_t extent : {0U, 1U, 2U, 4U, 0xffffffffU}) CHECK(broken(0, extent).problems().size() == 1);
  for (const std::uint32_t extent : {0U, 2U, 3U, 0xffffffffU}) CHECK(broken(1, extent).problems().size() == 1);
  CHECK(!try_criteria(ward, std::span<const criteria_node>()));
  nodes[1].kind = criteria_kind::any;
  CHECK(!try_criteria(ward, nodes));
}

TEST_CASE("Criteria for another framework, or places of another number, are refused") {
  static constexpr auto other = framework("other", levels("a", "b"), leaf("x"), leaf("y"), leaf("z"));
  static constexpr auto c = criteria<other>(all_met(reaches("z", 2)));
  std::array<criterion_verdict, 2> out{};
  CHECK(!evaluate_into(c, ada, out).ok());
  CHECK(evaluate_into(c, ada, out).what.broken == rule::foreign_handle);
  std::array<criterion_verdict, 1> few{};
  const auto p = score<other>({{"z", 2}});
  CHECK(!evaluate_into(c, p, few).ok());
  CHECK(evaluate_into(c, p, out).ok());
  CHECK(try_evaluate(c,
      ada).problems()[0].text() == "criteria: they were made for another framework than 'ward', or the tree has changed since; make the criteria anew");
}

TEST_CASE("Counting: enough good observations by enough people in enough contexts") {
  constexpr count_rule rule{.points = 4, .observations = 2, .assessors = 2, .contexts = 0};
  const std::vector<observation> seen{{5, "A", "day"}, {4, "A", "night"}, {3, "B", "day"}, {not_observed, "B", "day"}, {4, "", "day"}};
  const count_result c = count(rule, seen);
  CHECK(c.state == state::failed);
  CHECK(c.rated == 4);
  CHECK(c.achieved == 3);
  CHECK(c.assessors == 1);
  CHECK(c.contexts == 2);
  CHECK(c.more_observations == 0);
  CHECK(c.more_assessors == 1);
  CHECK(c.more_contexts == 0);
  CHECK(!c);
  CHECK(count(rule, {}).state == state::undetermined);
  const std::array<observation, 1> unseen{{{not_observed, "A"}}};
  CHECK(count(rule, unseen).state == state::undetermined);
  const std::array<observation, 2> errors{{{2, "A"}, {3, "B"}}};
  CHECK(count({.points = 2, .observations = 1, .fewer_is_better = true}, errors).achieved == 1);
  static constexpr std::array<observation, 2> fixed{{{4, "A"}, {5, "B"}}};
  static_assert(count(count_rule{.points = 4, .observations = 2, .assessors = 2}, fixed));
}

TEST_CASE("Counting of many finds as many as counting of few") {
  std::vector<std::string> names;
  for (int i = 0; i < 37; ++i) names.push_back("assessor " + std::to_string(i));
  std::vector<observation> all;
  for (std::size_t i = 0; i < 1000; ++i) all.push_back({1.0 + static_cast<double>(i % 5), names[i * i % 37],
      i % 3 == 0 ? std::string_view() : std::string_view(names[i % 11])});
  const count_result many = count({.points = 3, .observations = 1000}, all);
  CHECK(many.achieved == 600);
  CHECK(many.assessors == 19);  // the squares modulo 37, 0 included
  CHECK(many.contexts == 11);
  CHECK(many.more_observations == 400);
}

}

}  // namespace
