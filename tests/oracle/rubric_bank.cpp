// SPDX-License-Identifier: BSL-1.0
// Oracle: scores, tags and standard errors of a bank by hand, by a python run of HealthBench's rule, and by the closed form.
#include <doctest/doctest.h>

#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/bootstrap.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

using namespace prowess;

namespace {

bool near(std::optional<double> a, double b, double tolerance = 1e-12) { return a && *a - b <= tolerance && b - *a <= tolerance; }

rubric_bank four() {
  rubric_bank_builder b;
  b.add_rubric("fever").add_criterion(10, {"accuracy"}).add_criterion(5, {"accuracy", "completeness"}).add_criterion(3, {"style"});
  b.add_criterion(-8, {"accuracy"}).add_criterion(-2, {"style"});
  b.add_rubric("burn").add_criterion(7, {"accuracy"}).add_criterion(4, {"completeness"}).add_criterion(-9, {"safety", "accuracy"});
  b.add_rubric("dose").add_criterion(6, {"accuracy", "safety"}).add_criterion(2, {"style"}).add_criterion(1, {"style"}).add_criterion(-6, {"safety"});
  b.add_rubric("rash").add_criterion(9, {"completeness"}).add_criterion(-3, {"style"});
  return b.build().value();
}

}  // namespace

TEST_SUITE("oracle") {

// python 3, HealthBench's calculate_score (achieved over total possible points; None where no positive points are possible) and the
// mean over the answers that have a score, for these rubrics and grades.
TEST_CASE("scores and tags of four answers") {
  const rubric_bank bank = four();
  const std::vector<std::uint8_t> grades{1, 0, 1, 0, 1, /**/ 0, 0, 1, /**/ 1, 1, 0, 1, /**/ 1, 1};
  std::vector<double> scores(4);
  std::vector<status> what(4);
  REQUIRE(score_all_into(bank, {grades}, scores, what).ok());
  CHECK(scores == std::vector<double>{11.0 / 18, -9.0 / 11, 2.0 / 9, 6.0 / 9});

  bank_summary s(bank);
  REQUIRE(s.add(bank, {grades}).ok());
  CHECK(near(s.score(), 0.17045454545454544));
  const rubric_bank_view v = bank;
  struct tag {
    std::string_view name;
    std::uint64_t answers, without;
    double mean;
  };
  // accuracy: 10/15, -9/7, 6/6; completeness: 0/5, 0/4, 9/9; style: 1/3, 2/3, and an answer that can only lose; safety: one, 0/6
  const tag expected[] = {{"accuracy", 3, 0, 0.12698412698412695}, {"completeness", 3, 0, 1.0 / 3}, {"style", 2, 1, 0.5}, {"safety", 1, 1, 0}};
  REQUIRE(v.tag_names.size() == 4);
  for (std::size_t t = 0; t < 4; ++t) {
    CHECK(v.tag_names[t] == expected[t].name);
    CHECK(s.by_tag()[t].count() == expected[t].answers);
    CHECK(s.by_tag()[t].without() == expected[t].without);
    CHECK(near(s.score(t), expected[t].mean));
  }
}

TEST_CASE("a mean below 0 is 0 where means are held, and single answers are not") {
  const rubric_bank bank = four();
  const std::vector<std::uint8_t> grades{0, 0, 0, 1, 1, /**/ 0, 0, 1, /**/ 0, 0, 1, 1, /**/ 1, 1};  // -10/18, -9/11, -5/9, 6/9
  bank_summary s(bank, {.clamp = clamp_at::mean}), each(bank, {.clamp = clamp_at::answer});
  REQUIRE(s.add(bank, {grades}).ok());
  REQUIRE(each.add(bank, {grades}).ok());
  CHECK(near(s.overall().mean(), (-10.0 / 18 - 9.0 / 11 - 5.0 / 9 + 6.0 / 9) / 4));
  CHECK(*s.score() == 0);
  CHECK(near(each.score(), (6.0 / 9) / 4));  // 0, 0, 0, 2/3
}

// python 3: splitmix64 by its definition, the stated draws, means in doubles, their variance in fractions.
TEST_CASE("the bootstrap is the one of a python run") {
  const std::vector<double> scores{13.0 / 18, -5.0 / 18, 0.5, 1.0, 0.0, 7.0 / 11, 3.0 / 11, -0.8, 0.25, 0.9};
  CHECK(near(bootstrap_standard_error(scores, {.resamples = 1000, .seed = 1}), 0.16862716052461788, 1e-15));
  CHECK(near(bootstrap_standard_error(scores, {.resamples = 1000, .seed = 1, .clamp = true}), 0.16518859157937715, 1e-15));
  CHECK(near(bootstrap_standard_error(scores, {.resamples = 50, .seed = 20250508}), 0.18067921358759104, 1e-15));
  const std::vector<double> poor{-0.9, -0.1, 0.3, 0.2};
  CHECK(near(bootstrap_standard_error(poor, {.resamples = 1000, .seed = 3}), 0.22732940856827125, 1e-15));
  CHECK(near(bootstrap_standard_error(poor, {.resamples = 1000, .seed = 3, .clamp = true}), 0.075078692050408014, 1e-15));
}

TEST_CASE("the bootstrap tends to sd / sqrt(n)") {
  std::vector<double> scores;
  for (int k = 0; k < 400; ++k) scores.push_back((k * k % 97) / 96.0);
  // python 3: population sd / 20 = 0.015849082422287795; 2,000 samples of seed 7: 0.01578555816778952
  CHECK(near(bootstrap_standard_error(scores, {.resamples = 2000, .seed = 7}), 0.01578555816778952, 1e-15));
  for (std::uint64_t seed = 0; seed < 5; ++seed)  // its own error is about 1 / sqrt(2 samples) = 1.1 %
    CHECK(near(bootstrap_standard_error(scores, {.resamples = 4000, .seed = seed}), 0.015849082422287795, 0.04 * 0.0158));
}

}
