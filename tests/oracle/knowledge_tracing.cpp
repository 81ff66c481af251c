// SPDX-License-Identifier: BSL-1.0
// Oracle: Bayesian knowledge tracing against the published equations and pyBKT; and its limits.
#include <prowess/evidence/knowledge_tracing.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr std::optional<bool> right = true, wrong = false, missing;
constexpr knowledge_model hand{.prior = 0.1, .learn = 0.25, .forget = 0.1, .guess = 0.05, .slip = 0.25};

bool close(double found, double expected, double tolerance) { return std::abs(found - expected) <= tolerance; }

/// The probabilities before each answer and after the last.
void check(const knowledge_model& model, std::span<const std::optional<bool>> answers, std::span<const double> correct, std::span<const double> known,
           double tolerance) {
  knowledge_tracing skill(model);
  for (std::size_t t = 0; t < answers.size(); ++t) {
    INFO("answer " << t);
    const knowledge_step step = skill.observe(answers[t]);
    CHECK(close(step.correct, correct[t], tolerance));
    CHECK(close(step.known_before, known[t], tolerance));
    CHECK(close(step.known_after, known[t + 1], tolerance));
    CHECK(step.known_after == skill.known());
    CHECK_FALSE(step.impossible);
  }
  if (correct.size() > answers.size()) CHECK(close(skill.correct(), correct[answers.size()], tolerance));
}

constexpr double at_compile_time = [] {
  knowledge_tracing skill(hand);
  return skill.observe(true).known_after;
}();
static_assert(at_compile_time > 0.656249999 && at_compile_time < 0.656250001);

}  // namespace

TEST_SUITE("oracle") {
  // bkt.derived.ccc, .iii, .missing: the parameters of pyBKT's hand-specified model, computed from its equations (9 digits).
  TEST_CASE("pyBKT's model: right, wrong and missing answers") {
    check(hand, std::array{right, right, right}, std::array{0.12, 0.509375, 0.664647239264, 0.675826410523},
          std::array{0.1, 0.65625, 0.878067484663, 0.894037729318}, 1e-9);
    check(hand, std::array{wrong, wrong, wrong}, std::array{0.12, 0.237926136364, 0.2650722274, 0.272554655376},
          std::array{0.1, 0.268465909091, 0.307246039143, 0.317935221966}, 1e-9);
    check(hand, std::array{right, missing, right}, std::array{0.12, 0.509375, 0.52359375, 0.665946732319},
          std::array{0.1, 0.65625, 0.6765625, 0.879923903312}, 1e-9);
  }
  // bkt.1, bkt.2: without forgetting. The recursion of Corbett and Anderson 1995 and pyBKT (the chances of a right answer) agree.
  TEST_CASE("without forgetting") {
    check({.prior = 0.3, .learn = 0.1, .guess = 0.2, .slip = 0.1}, std::array{right, right, wrong, right, right},
          std::array{0.41000000000000003, 0.6848780487804879, 0.8434615384615386, 0.6399508599508603, 0.826855563234278},
          std::array{0.3, 0.6926829268292684, 0.9192307692307693, 0.628501228501229, 0.8955079474775399, 0.9772528960433278}, 1e-12);
    check({.prior = 0.4, .learn = 0.15, .guess = 0.25, .slip = 0.05}, std::array{wrong, wrong, right, right, right, right},
          std::array{0.53, 0.3803191489361702, 0.3639377682403433, 0.6078035172027477, 0.8303614152661118, 0.919382971332063},
          std::array{0.4, 0.18617021276595744, 0.16276824034334764, 0.511147881718211, 0.8290877360944456, 0.956261387617233, 0.9898905511401069}, 1e-12);
  }
  // A right answer never speaks against knowing; and what came last counts more: wrong, right, right is better than right, right, wrong.
  TEST_CASE("right answers raise, wrong answers lower, recent answers count more") {
    for (double guess = 0; guess < 1; guess += 0.1)
      for (double slip = 0; guess + slip < 0.99; slip += 0.1)
        for (const double prior : {0.0, 0.2, 0.9, 1.0}) {
          const knowledge_model model{.prior = prior, .learn = 0.1, .forget = 0.05, .guess = guess, .slip = slip};
          REQUIRE(model.objection().empty());
          knowledge_tracing a(model), b(model), c(model);
          const double after_right = a.observe(true).known_after, after_nothing = b.observe(missing).known_after, after_wrong = c.observe(false).known_after;
          CHECK(after_right >= after_nothing - 1e-15);
          CHECK(after_nothing >= after_wrong - 1e-15);
        }
    knowledge_tracing rising(hand), falling(hand);
    for (const bool each : {false, true, true}) rising.observe(each);
    for (const bool each : {true, true, false}) falling.observe(each);
    CHECK(rising.known() > falling.known());
  }
  // pyBKT replaces a probability of exactly 0 by 1. Here such an answer is no evidence, and says so.
  TEST_CASE("an answer that the model rules out") {
    knowledge_tracing skill({.prior = 0, .learn = 0.25, .guess = 0, .slip = 0.1});
    const knowledge_step step = skill.observe(true);
    CHECK(step.impossible);
    CHECK(step.correct == 0);
    CHECK(step.known_after == 0.25);
    knowledge_tracing sure({.prior = 1, .learn = 0, .guess = 0.3, .slip = 0});
    CHECK(sure.observe(false) == knowledge_step{1, 1, 1, true});
  }
  TEST_CASE("models that make no sense") {
    constexpr std::string_view range = "prior, learn, forget, guess and slip must be probabilities, from 0 to 1";
    constexpr std::string_view inverted = "guess + slip must be below 1: else a right answer speaks against knowing";
    const auto why = [](const knowledge_model& model) { return model.objection(); };
    CHECK(why(hand).empty());
    CHECK(why({.prior = -0.1, .learn = 0.1, .guess = 0.1, .slip = 0.1}) == range);
    CHECK(why({.prior = 0.1, .learn = 1.1, .guess = 0.1, .slip = 0.1}) == range);
    CHECK(why({.prior = 0.1, .learn = 0.1, .forget = HUGE_VAL - HUGE_VAL, .guess = 0.1, .slip = 0.1}) == range);
    CHECK(why({.prior = 0.1, .learn = 0.1, .guess = 0.5, .slip = 0.5}) == inverted);
    const auto refused = try_knowledge_tracing({.prior = 0.1, .learn = 0.1, .guess = 0.6, .slip = 0.5});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.problems()[0].text() == "knowledge model: guess + slip must be below 1: else a right answer speaks against knowing");
    const auto taken = try_knowledge_tracing(hand);
    REQUIRE(taken.has_value());
    CHECK(taken->known() == 0.1);
  }
}
