// SPDX-License-Identifier: BSL-1.0
// Decisions about roles: the order of the rules, each boundary, every kind of missing, critical failures, evidence, alternatives.
#include <prowess/decision/decide.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/overall.hpp>
#include <prowess/explain/decision_reasons.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/decision.hpp>

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../allocations.hpp"

using namespace prowess;

namespace {

constexpr auto ward = framework("ward", levels("novice", "able", "master", "expert"), scale("exam", numeric(0, 100)), scale("errors", numeric(0, 9).inverted()),
  domain("care", 50, competency("wounds"), competency("drugs"), competency("falls")),
  domain("theory", 50, competency("exam", on("exam")), competency("errors", on("errors")), competency("notes", if_missing(lowest))));

/// A person against a role made of parts; keeps what a decision borrows.
struct held {
  dynamic_framework f{ward.view()};
  dynamic_role role;
  profile of;
  role_decision d;
  template <class... Parts>
  held(std::initializer_list<std::pair<std::string_view, rating>> ratings, const circumstances& given, const Parts&... parts)
      : role(f, "r", parts...), of(scored(f, ratings)), d(decide(role, of, given)) {}
  static profile scored(const dynamic_framework& f, std::initializer_list<std::pair<std::string_view, rating>> ratings) {
    rating_sheet sheet(f);
    for (const auto& [name, r] : ratings) sheet.set(name, r);
    return score(sheet);
  }
};
template <class... Parts> readiness outcome_of(std::initializer_list<std::pair<std::string_view, rating>> ratings, const Parts&... parts) {
  return held(ratings, {}, parts...).d.outcome();
}
std::vector<reason_kind> kinds(const decision_view& d) {
  std::vector<reason_kind> all;
  for (const reason& r : reasons_of(d)) all.push_back(r.kind);
  return all;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("fit, gaps and the minimum, inclusive and exact") {
    CHECK(outcome_of({{"wounds", 3}, {"drugs", 4}}, needs("wounds", "master"), needs("drugs", "master")) == readiness::ready);
    CHECK(outcome_of({{"wounds", 2}, {"drugs", 4}}, needs("wounds", "master"), needs("drugs", "master")) == readiness::not_yet);  // surplus makes up for nothing
    CHECK(outcome_of({{"wounds", 2}, {"drugs", 4}}, needs("wounds", "master"), needs("drugs", "master"), surplus_counts) == readiness::ready);
    CHECK(outcome_of({{"wounds", 2}, {"drugs", 3}}, needs("wounds", "master"), needs("drugs", "master"), minimum_fit{0.75}) == readiness::ready);
    CHECK(outcome_of({{"wounds", 2}, {"drugs", 3}}, needs("wounds", "master"), needs("drugs", "master"), minimum_fit{0.75000001}) == readiness::not_yet);
    // 0.9 is no double, 9/10 is: 1 - 1/10
    CHECK(outcome_of({{"wounds", 3}, {"drugs", 4}}, needs("wounds", "expert"), needs("drugs", "expert", importance{7.0 / 3}), minimum_fit{0.9}) == readiness::ready);
    CHECK(outcome_of({{"wounds", 3}, {"drugs", 4}}, needs("wounds", "expert", importance{3}), needs("drugs", "expert", importance{7}), minimum_fit{0.9}) == readiness::ready);
    CHECK(outcome_of({{"wounds", 2}, {"drugs", 3}}, needs("wounds", "expert"), needs("drugs", "master"), minimum_fit{0.5}, maximum_gap{2}) == readiness::ready);
    CHECK(outcome_of({{"wounds", 2}, {"drugs", 3}}, needs("wounds", "expert"), needs("drugs", "master"), minimum_fit{0.5}, maximum_gap{1}) == readiness::ready_with_plan);
  }
  TEST_CASE("what asks for the lowest level only is met by any evidence, and costs nothing") {
    const held h({{"wounds", 1}}, {}, needs("wounds", "novice"));
    CHECK(h.d.fit() == 1);
    CHECK(h.d.outcome() == readiness::ready);
    CHECK(outcome_of({}, needs("wounds", "novice"), minimum_coverage{0}) == readiness::insufficient_evidence);
  }
  TEST_CASE("coverage by importance, inclusive; the three kinds of missing") {
    const auto with = [](rating falls, double minimum) {
      return held({{"wounds", 3}, {"drugs", 3}, {"falls", falls}}, {}, needs("wounds", 3, importance{3}), needs("drugs", 3, importance{1}), needs("falls", 3, importance{1}), minimum_coverage{minimum});
    };
    CHECK(with(not_observed, 0.8).d.outcome() == readiness::ready);
    CHECK(with(not_observed, 0.81).d.outcome() == readiness::insufficient_evidence);
    CHECK(with(no_opportunity, 0.81).d.outcome() == readiness::insufficient_evidence);
    CHECK(with(not_applicable, 1).d.outcome() == readiness::ready);
    CHECK(with(not_applicable, 1).d.coverage() == 1);
    CHECK(with(not_observed, 0.8).d.needs_human());  // at its worst it would be no longer ready
    CHECK_FALSE(with(not_applicable, 1).d.needs_human());
    // what is filled in for a missing rating is no evidence
    CHECK(outcome_of({{"wounds", 3}}, needs("wounds", 3), needs("notes", 1)) == readiness::insufficient_evidence);
  }
  TEST_CASE("hurdles: failed, open, waived, and lower than the requirement") {
    const auto with = [](rating drugs) { return held({{"wounds", 4}, {"falls", 4}, {"drugs", drugs}}, {}, needs("wounds", 3, importance{10}), needs("falls", 3, importance{10}), needs("drugs", "master", hurdle_at("able")), minimum_fit{0.5}, minimum_coverage{0.5}); };
    CHECK(with(1).d.outcome() == readiness::not_yet);
    CHECK(with(1).d["drugs"].hurdle_short == 1);
    CHECK(with(2).d.outcome() == readiness::ready);
    CHECK(with(2).d["drugs"].hurdle == hurdle_state::passed);
    CHECK(with(2).d["drugs"].gap == 1);
    CHECK(with(not_observed).d.outcome() == readiness::insufficient_evidence);
    CHECK(with(no_opportunity).d["drugs"].hurdle == hurdle_state::undetermined);
    CHECK(with(not_applicable).d.outcome() == readiness::ready);
    CHECK(with(not_applicable).d["drugs"].hurdle == hurdle_state::waived);
    // a hurdle that failed comes before one that nobody knows
    CHECK(outcome_of({{"wounds", 1}}, needs("wounds", 2, hurdle), needs("drugs", 2, hurdle)) == readiness::not_yet);
  }
  TEST_CASE("other scales: points on the leaf's own, gaps on the framework's; fewer errors are better") {
    const held h({{"exam", 40}, {"errors", 6}}, {}, needs("exam", 60), needs("errors", 3, hurdle_at(6)), minimum_fit{0.1});
    CHECK(h.d["exam"].gap == doctest::Approx(0.6));   // 20 of 100 points on a scale of 3
    CHECK(h.d["errors"].gap == doctest::Approx(1));   // 3 of 9
    CHECK(h.d["errors"].hurdle == hurdle_state::passed);
    CHECK(h.d["errors"].state == requirement_state::below);
    CHECK(outcome_of({{"errors", 2}}, needs("errors", 3)) == readiness::ready);
  }
  TEST_CASE("groups: a level asks for the level that is reached, points for the score") {
    const auto with = [](level_or_points level) { return held({{"wounds", 3}, {"drugs", 3}, {"falls", 2}}, {}, needs("care", level)); };
    CHECK(with("master").d["care"].gap == 1);                        // 8/3 is at the level of 2 points
    CHECK(with("master").d["care"].reached == 2);
    CHECK(with(3).d["care"].gap == doctest::Approx(1.0 / 3));
    CHECK(with(2.5).d["care"].state == requirement_state::reached);
    CHECK(fit_exactly(with(3).d) == exact::ratio(5, 6));
    const held even({{"wounds", 3}, {"drugs", 4}, {"falls", 2}}, {}, needs("care", "master", hurdle));
    CHECK(even.d.outcome() == readiness::ready);
  }
  TEST_CASE("an interval: more than its most is a gap too") {
    const auto with = [](rating r) { return held({{"wounds", r}}, {}, needs("wounds", "able", at_most("master")), minimum_fit{0}, maximum_gap{0.5}); };
    CHECK(with(2).d.outcome() == readiness::ready);
    CHECK(with(3).d.outcome() == readiness::ready);
    CHECK(with(4).d.outcome() == readiness::ready_with_plan);
    CHECK(with(4).d["wounds"].state == requirement_state::above);
    CHECK(with(4).d["wounds"].gap == 1);
  }
  TEST_CASE("alternatives: the best count, rated before unrated, as listed among equals") {
    const auto with = [](rating a, rating b, rating c, double k) {
      return held({{"wounds", a}, {"drugs", b}, {"falls", c}, {"exam", 100}}, {}, needs("exam", 50), any_of_these("some", k, needs("wounds", 4, hurdle), needs("drugs", 3), needs("falls", 3, importance{5})));
    };
    const auto states = [](const held& h) { return std::array{h.d["wounds"].state, h.d["drugs"].state, h.d["falls"].state}; };
    using enum requirement_state;
    CHECK(states(with(4, 3, 3, 1)) == std::array{reached, not_needed, not_needed});
    CHECK(states(with(3, 2, 3, 1)) == std::array{not_needed, not_needed, reached});
    CHECK(with(3, 2, 3, 1).d.outcome() == readiness::ready);  // the hurdle of an alternative that is not needed is none
    CHECK(states(with(not_observed, 2, not_observed, 1)) == std::array{not_needed, below, not_needed});
    CHECK(states(with(not_observed, not_observed, not_observed, 1)) == std::array{not_needed, unrated, not_needed});
    CHECK(states(with(not_applicable, not_applicable, 2, 2)) == std::array{waived, waived, below});
    CHECK(states(with(not_applicable, not_applicable, not_applicable, 2)) == std::array{waived, waived, waived});
    CHECK(with(not_applicable, not_applicable, not_applicable, 2).d.outcome() == readiness::ready);
    CHECK(states(with(4, 3, 2, 2)) == std::array{reached, reached, not_needed});
  }
  TEST_CASE("critical failures come first; those that a role does not list are said") {
    const std::string_view breach[] = {"breach"}, other[] = {"other", "breach"};
    CHECK(held({{"wounds", 4}}, {breach}, needs("wounds", 3)).d.outcome() == readiness::blocked_by_critical_failure);  // lists none: all block
    CHECK(held({}, {breach}, needs("wounds", 3)).d.outcome() == readiness::blocked_by_critical_failure);
    const held h({{"wounds", 4}}, {breach}, needs("wounds", 3), blocked_by("lie"));
    CHECK(h.d.outcome() == readiness::ready);
    CHECK(h.d.needs_human());
    CHECK(h.d.answer().other_failures == 1);
    CHECK(held({{"wounds", 4}}, {other}, needs("wounds", 3), blocked_by("breach")).d.answer().critical.id == "breach");
  }
  TEST_CASE("critical leaves fail at the worst of their scale, with a role and without") {
    static constexpr auto sim = framework("sim", levels("1", "2", "3"), scale("done", checklist()), scale("errors", numeric(0, 5).inverted()),
                                          indicator("checks identity", critical(), on("done")), indicator("slips", critical(), on("errors")), indicator("speaks"));
    static_assert(!first_critical_failure(score<sim>({{"checks identity", met}, {"slips", 4}, {"speaks", 1}})));
    static_assert(first_critical_failure(score<sim>({{"checks identity", met}, {"slips", 5}, {"speaks", 3}})).id == "slips");
    static_assert(first_critical_failure(score<sim>({{"checks identity", not_met}, {"speaks", 3}})).node == 1);
    static_assert(!first_critical_failure(score<sim>({{"checks identity", not_observed}, {"speaks", 3}})));
    std::array<rating, 3> ratings{not_met, 0, 3};
    std::array<node_result, 4> results;
    results.fill(node_result{});
    CHECK(assess_into(sim, ratings, results).critical.id == "checks identity");
    CHECK(assess_into<sim>(ratings, results).critical.id == "checks identity");
    CHECK(results[0].has_score());
    const std::string_view hit[] = {"hit an artery"};
    CHECK(assess_into(sim, ratings, results, hit).critical.id == "hit an artery");
    ratings[0] = 7;
    CHECK_FALSE(assess_into(sim, ratings, results).ok());
    static constexpr auto pilot = role<sim>("pilot", needs("speaks", 2));
    CHECK(decide(pilot, score<sim>({{"checks identity", not_met}, {"speaks", 3}})).outcome() == readiness::blocked_by_critical_failure);
  }
  TEST_CASE("who may pass a hurdle: assessors, and kinds of evidence") {
    std::array<rating_basis, 6> evidence;
    evidence.fill({1, true});
    const auto with = [&](double) { return held({{"wounds", 3}, {"drugs", 3}}, {{}, evidence}, needs("wounds", 3, hurdle), needs("drugs", 3), minimum_assessors{2}); };
    CHECK(with(0).d.outcome() == readiness::insufficient_evidence);
    evidence[0] = {2, true};
    CHECK(with(0).d.outcome() == readiness::ready);
    CHECK_FALSE(with(0).d.needs_human());
    CHECK(with(0).d["wounds"].assessors == 2);
    evidence[0] = {5, false};  // self-ratings
    CHECK(with(0).d["wounds"].hurdle == hurdle_state::undetermined);
    const held unknown({{"wounds", 3}}, {}, needs("wounds", 3, hurdle), minimum_assessors{2});
    CHECK(unknown.d.outcome() == readiness::ready);
    CHECK(unknown.d.needs_human());
    // one assessor is enough to fail
    evidence[0] = {1, true};
    CHECK(held({{"wounds", 2}}, {{}, evidence}, needs("wounds", 3, hurdle), minimum_assessors{2}).d.outcome() == readiness::not_yet);
    CHECK(try_decide(unknown.role, unknown.of, {{}, std::span(evidence).first(2)}).problems()[0].text() ==
          "the evidence: 2 entries for 6 leaves; give one for each leaf, in tree order, or none");
  }
  TEST_CASE("reasons form a tree, the decisive ones marked") {
    const held h({{"wounds", 1}, {"drugs", 2}, {"falls", 3}}, {}, needs("wounds", 3), needs("drugs", 3, importance{9}), needs("falls", 3), needs("exam", 50), minimum_coverage{0.5});
    using enum reason_kind;
    CHECK(kinds(h.d) == std::vector{outcome, coverage, unrated, fit, gap, gap});
    const auto all = reasons_of(h.d);
    CHECK(all[0].extent == all.size());
    CHECK(all[3].extent == 3);
    CHECK(all[3].is_decisive);
    CHECK(all[4].requirement == 1);  // 9 x 1 of 22 costs more than 1 x 2
    CHECK(sentence(all[4], h.d) == "drugs: able, master is required; 1 level short, which costs 40.9 % of the fit");
    CHECK(to_text(h.d) == "r: not yet\n  coverage 91.7 %, at least 50 % is asked\n    exam: not observed; 50 is required, importance 1\n  fit 50 %, at least 100 % is asked\n"
                          "    drugs: able, master is required; 1 level short, which costs 40.9 % of the fit\n    wounds: novice, master is required; 2 levels short, which costs 9.1 % of the fit\n");
  }
  TEST_CASE("an interval from the lowest level has a way of its own, and no gap costs more than the way") {
    const held far({{"wounds", 4}}, {}, needs("wounds", "novice", at_most("able")));
    CHECK(far.d.outcome() == readiness::not_yet);
    CHECK(far.d.fit() == 0);
    CHECK(far.d["wounds"].gap == 2);
    CHECK(held({{"wounds", 3}}, {}, needs("wounds", "novice", at_most("able"))).d.fit() == 0.5);
    CHECK(held({{"wounds", 4}}, {}, needs("wounds", "able", at_most("able")), minimum_fit{0}).d.fit() == 0);
    static constexpr auto low = framework("low", levels("1", "2", "3", "4", "5"), group("g", leaf("a"), leaf("b", -1, extra_credit)), leaf("c"));
    constexpr auto p = score<low>({{"a", 1}, {"b", 3}, {"c", 5}});  // g is at -2
    const dynamic_role lowest_level(low, "r", needs("g", 1)), little(low, "r", needs("g", 1.5), needs("c", 3), minimum_fit{0.8});
    CHECK(decide(lowest_level, p).outcome() == readiness::not_yet);
    CHECK(decide(little, p).fit() == doctest::Approx(0.8));
  }
  TEST_CASE("a group of which only a part was rated counts with that part, and a person should look") {
    const held part({{"wounds", 3}}, {}, needs("care", 3, hurdle), minimum_coverage{0.3});
    CHECK(part.d.coverage() == doctest::Approx(1.0 / 3));
    CHECK(coverage_exactly(part.d) == exact::ratio(1, 3));
    CHECK(part.d.outcome() == readiness::ready);
    CHECK(part.d.needs_human());
    CHECK(held({{"wounds", 3}}, {}, needs("care", 3)).d.outcome() == readiness::insufficient_evidence);
    CHECK_FALSE(held({{"wounds", 3}, {"drugs", 3}, {"falls", not_applicable}}, {}, needs("care", 3, hurdle)).d.needs_human());
  }
  TEST_CASE("an alternative that nobody rated might be better than one that counts") {
    CHECK(held({{"wounds", 1}}, {}, any_of_these("x", 1, needs("wounds", 3), needs("drugs", 3))).d.needs_human());
    CHECK_FALSE(held({{"wounds", 3}}, {}, any_of_these("x", 1, needs("wounds", 3), needs("drugs", 3))).d.needs_human());
  }
  TEST_CASE("no importance is no evidence; importances of any size are decided") {
    CHECK(outcome_of({{"wounds", 1}}, needs("wounds", 3, importance{0}), needs("drugs", 3), minimum_coverage{0}) == readiness::insufficient_evidence);
    CHECK(outcome_of({{"wounds", 3}, {"drugs", 3}}, needs("wounds", 3, importance{1e100}), needs("drugs", 3, importance{1e-100})) == readiness::ready);
  }
  TEST_CASE("a role of a framework with the same ids and other scales is refused") {
    static constexpr auto a = framework("a", numeric(0, 100), leaf("x"), leaf("y")), b = framework("a", numeric(0, 5), leaf("x"), leaf("y"));
    const dynamic_role of_a(a, "r", needs("x", 60), weighs("x", 2));
    const auto p = score<b>({{"x", 5}, {"y", 5}});
    CHECK_FALSE(try_decide(of_a, p).has_value());
    verdict v = decide_into(of_a, p, std::span<requirement_result>());
    CHECK_FALSE(v.is_valid);
  }
  TEST_CASE("the role's own weights: penalties stay penalties") {
    static constexpr auto f = framework("f", levels("1", "2", "3", "4", "5"), leaf("a", 1), leaf("b", 1), leaf("late", -1, extra_credit));
    constexpr auto p = score<f>({{"a", 5}, {"b", 3}, {"late", 1}});
    const dynamic_role heavier(f, "r", needs("a", 3), weighs("a", 3), weighs("late", 2));
    CHECK(overall(heavier, p).score == (3 * 5 + 3 - 2 * 1) / 4.0);
    CHECK(overall<exact>(heavier, p).score == exact(4));
  }
  TEST_CASE("reasons fit the room that there is") {
    const held h({{"wounds", 1}, {"drugs", 2}}, {}, needs("wounds", 3), needs("drugs", 3), needs("falls", 3));
    std::array<reason, 2> few;
    few.fill(reason{});
    CHECK(reasons_into(h.d, few) == reasons_of(h.d).size());
    CHECK(few[0].kind == reason_kind::outcome);
  }
  TEST_CASE("sentences speak of a leaf's own scale, of levels and scores of groups, and say who should look") {
    const held h({{"exam", 40}, {"errors", 6}, {"wounds", 3}, {"drugs", 3}, {"falls", 2}}, {}, needs("exam", 60, hurdle), needs("errors", 3), needs("care", "master"), needs("theory", 2.5), needs("notes", 2));
    const std::string text = to_text(h.d);
    CHECK(text.find("hurdle failed: exam is at 40, at least 60 is asked; 20 points short\n") != std::string::npos);
    CHECK(text.find("errors: 6, 3 is required; 3 points short") != std::string::npos);
    CHECK(text.find("care: able, master is required; 1 level short") != std::string::npos);
    CHECK(text.find("theory: 1.73, 2.5 is required; 0.77 points short") != std::string::npos);
    const std::string_view breach[] = {"breach"};
    CHECK(to_text(held({{"wounds", 4}}, {breach}, needs("wounds", 3)).d) ==
          "r: blocked by a critical failure\n  critical failure: breach\n  coverage 100 %, at least 100 % is asked\n  fit 100 %, at least 100 % is asked\n  a critical failure was reported: a person decides\n");
  }
  TEST_CASE("a decision with its reasons allocates nothing on the static path") {
    static constexpr auto& role = frameworks::ehr_implementation_specialist;
    constexpr auto& f = frameworks::health_it;
    std::array<rating, f.leaf_count()> ratings;
    for (std::size_t i = 0; i < ratings.size(); ++i) ratings[i] = i % 7 == 3 ? not_observed : rating(1 + i % 5);
    const auto p = score<f>(ratings);
    const std::size_t before = allocations::made;
    const auto d = decide(role, p);
    const auto why = reasons_of(d);
    CHECK(allocations::made == before);
    CHECK(why.size() > 10);
  }
}
