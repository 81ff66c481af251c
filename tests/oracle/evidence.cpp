// SPDX-License-Identifier: BSL-1.0
// Oracle: repeated evidence against what Canvas' own tests expect. It rounds to 2 digits, half away from zero; here nothing is rounded,
// so each case states the exact number behind Canvas' figure.
#include <prowess/evidence/combine.hpp>
#include <prowess/number/exact_text.hpp>

#include <array>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

/// Its points of 5: results without a time are the oldest, so they get the lowest key.
constexpr double no_time = -1000;

/// The exact result, and that Canvas' figure is it rounded to 2 digits, half away from zero.
template <class P> void check(const P& policy, const std::vector<evidence>& all, const exact& precise, const exact& canvas) {
  const std::optional<exact> found = combine_exactly(policy, all);
  REQUIRE(found.has_value());
  INFO("exactly " << to_string(*found) << ", expected " << to_string(precise));
  CHECK(*found == precise);
  CHECK(canvas - exact::ratio(1, 200) <= *found);
  CHECK(*found < canvas + exact::ratio(1, 200));
  const double close = combine(policy, all).value();
  CHECK(close - precise.to_double() <= 1e-14);
  CHECK(precise.to_double() - close <= 1e-14);
}
template <class P> void no_result(const P& policy, const std::vector<evidence>& all) {
  CHECK(!combine(policy, all));
  CHECK(!combine_exactly(policy, all));
}

}  // namespace

TEST_SUITE("oracle") {
  // canvas.rollup.highest, .highest.default, .latest.nil_time: result_analytics_spec.rb.
  TEST_CASE("highest and latest") {
    check(highest_of_all{}, {{3}, {1}}, 3, 3);
    check(latest_of_all{}, {{4, no_time}, {3, 0}, {1, -1}}, 3, 3);
  }
  // canvas.rollup.n_mastery.1, .3, .5: mastery at 3 points.
  TEST_CASE("n times mastery") {
    no_result(n_mastery{3, 3}, {{3}, {1}});
    check(n_mastery{3, 3}, {{4}, {5}, {1}, {3}, {2}, {3}}, exact::ratio(15, 4), 3.75);
    check(n_mastery{1, 3}, {{1}, {2}, {3}}, 3, 3);
  }
  // canvas.rollup.quiz.n_mastery, .none: percents of 5 points, which are not pooled.
  TEST_CASE("n times mastery in quizzes") {
    no_result(n_mastery{3, 3}, {{1}, {2.5}, {4}});
    check(n_mastery{3, 3}, {{1}, {3.5}, {4}, {4.5}}, 4, 4);
  }
  // canvas.rollup.default_param.2, .round.single, .quiz.match.4, .quiz.mix.decaying: 65 % for the latest.
  TEST_CASE("the latest and the rest, which Canvas called decaying average") {
    check(latest_and_rest{}, {{3}, {2}}, exact::ratio(47, 20), 2.35);
    check(latest_and_rest{0.65}, {{2.123}}, 2.123, 2.12);
    check(latest_and_rest{0.65}, {{2, 0}, {4.5, -1}, {3, -2}, {2, -3}}, exact::ratio(289, 120), 2.41);
    // 3.175 is a tie that the double misses: 3.1749999999999998 would be rounded to 3.17
    check(latest_and_rest{0.65}, {{3, 0}, {3.5, -1}}, 3.175, 3.18);
  }
  // canvas.rollup.standard_decaying.single, .three, .null: 65 %, in the order of the list where no times are given.
  TEST_CASE("the exponential average, which Canvas calls standard decaying average") {
    check(exponential_average{}, {{3, 0}}, 3, 3);
    check(exponential_average{0.65}, {{2, 0}, {3, 1}, {4, 2}}, 3.5275, 3.53);
    check(exponential_average{0.65}, {{2}, {3}, {4}}, 3.5275, 3.53);
  }
  // canvas.rollup.all_null.highest, .all_null.n_mastery: a missing result is no evidence, and without evidence there is no score.
  TEST_CASE("nothing is not 0") {
    no_result(highest_of_all{}, {});
    no_result(latest_of_all{}, {});
    no_result(mean_of_all{}, {});
    no_result(median_of_all{}, {});
    no_result(mean_of_latest{2}, {});
    no_result(n_mastery{3, 3}, {});
    no_result(latest_and_rest{}, {});
    no_result(exponential_average{}, {});
    CHECK(!combine(half_life{30}, {}));
  }
}
