// SPDX-License-Identifier: BSL-1.0
// Oracle: cohort-relative normalisations against figures that other programs compute; and where those divide by zero.
#include <prowess/cohort/normalise.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using cohort::ties;
constexpr direction cost = direction::cost;
constexpr std::nullopt_t none = std::nullopt;

template <std::size_t N> using cells = std::array<std::optional<double>, N>;
constexpr cells<8> x{3, 1, 4, 1, 5, 9, 2, 6};
constexpr cells<8> xn{3, 1, none, 1, 5, 9, 2, 6};
constexpr cells<4> first{3, 5, 9, 2}, second{10, 4, 7, 1}, third{70, 55, 90, 40};  // the columns of the 4 x 3 matrix; the second is a cost

template <std::size_t N> void check(const result<cohort::column>& found, const cells<N>& expected, double tolerance = 1e-12) {
  REQUIRE(found.has_value());
  REQUIRE(found->size() == N);
  for (std::size_t i = 0; i < N; ++i) {
    INFO("unit " << i);
    REQUIRE((*found)[i].has_value() == expected[i].has_value());
    if (expected[i]) CHECK(std::abs(*(*found)[i] - *expected[i]) <= tolerance);
  }
}
template <class T> void refused(const result<T>& found, std::string_view what) {
  REQUIRE_FALSE(found.has_value());
  CHECK(found.problems()[0].what == what);
}

}  // namespace

TEST_SUITE("oracle") {
  // n.minmax, max, sum, vector, linear_ratio, nonlinear, logarithmic .4x3: pymcdm 1.4.0 and the formulas agree (min-max:
  // scikit-criteria 0.9 too).
  TEST_CASE("three criteria, one of them a cost") {
    check(cohort::min_max(first), cells<4>{0.14285714285714285, 0.42857142857142855, 1.0, 0.0});
    check(cohort::min_max(second, 0, 1, cost), cells<4>{0.0, 0.6666666666666666, 0.3333333333333333, 1.0});
    check(cohort::min_max(third), cells<4>{0.6, 0.3, 1.0, 0.0});
    check(cohort::share_of_max(first), cells<4>{0.3333333333333333, 0.5555555555555556, 1.0, 0.2222222222222222});
    check(cohort::share_of_max(second, cost), cells<4>{0.0, 0.6, 0.30000000000000004, 0.9});
    check(cohort::share_of_max(third), cells<4>{0.7777777777777778, 0.6111111111111112, 1.0, 0.4444444444444444});
    check(cohort::share_of_sum(first), cells<4>{0.15789473684210525, 0.2631578947368421, 0.47368421052631576, 0.10526315789473684});
    check(cohort::share_of_sum(second, cost), cells<4>{0.06698564593301436, 0.16746411483253587, 0.09569377990430622, 0.6698564593301435});
    check(cohort::share_of_sum(third), cells<4>{0.27450980392156865, 0.21568627450980393, 0.35294117647058826, 0.1568627450980392});
    check(cohort::vector_norm(first), cells<4>{0.2750095491084634, 0.4583492485141057, 0.8250286473253902, 0.18333969940564226});
    check(cohort::vector_norm(second, cost), cells<4>{0.2238494742936672, 0.6895397897174669, 0.45669463200556704, 0.9223849474293667});
    check(cohort::vector_norm(third), cells<4>{0.5272705040082966, 0.41428396743509016, 0.6779192194392384, 0.30129743086188376});
    check(cohort::linear_ratio(first), cells<4>{0.3333333333333333, 0.5555555555555556, 1.0, 0.2222222222222222});
    check(cohort::linear_ratio(second, cost), cells<4>{0.1, 0.25, 0.14285714285714285, 1.0});
    check(cohort::linear_ratio(third), cells<4>{0.7777777777777778, 0.6111111111111112, 1.0, 0.4444444444444444});
    check(cohort::nonlinear(first), cells<4>{0.1111111111111111, 0.308641975308642, 1.0, 0.04938271604938271});
    check(cohort::nonlinear(second, cost), cells<4>{0.0010000000000000002, 0.015625, 0.0029154518950437313, 1.0});
    check(cohort::nonlinear(third), cells<4>{0.6049382716049383, 0.37345679012345684, 1.0, 0.19753086419753085});
    check(cohort::logarithmic(first), cells<4>{0.19623606378977992, 0.2874806372619416, 0.39247212757955985, 0.12381117136871865});
    check(cohort::logarithmic(second, cost), cells<4>{0.197120906892485, 0.25132528105159546, 0.21822047872258624, 0.3333333333333333});
    check(cohort::logarithmic(third), cells<4>{0.25835329183028743, 0.2436880968156988, 0.27363585804060037, 0.22432275331341348});
  }

  // n.coinr.x.*: COINr 1.1.14 (n_minmax, n_zscore, n_scaled, n_dist2ref, n_dist2targ, n_fracmax, n_goalposts, n_borda, n_prank) and
  // the formulas agree.
  TEST_CASE("eight numbers") {
    check(cohort::min_max(x, 0, 100), cells<8>{25, 0, 37.5, 0, 50, 100, 12.5, 62.5});
    check(cohort::z_score(x), cells<8>{-0.31836981336405895, -1.0460722439104793, 0.04548140190915128, -1.0460722439104793, 0.40933261718236147,
                                       1.8647374782752024, -0.6822210286372692, 0.7731838324555717});
    check(cohort::scaled(x, 0, 10), cells<8>{0.3, 0.1, 0.4, 0.1, 0.5, 0.9, 0.2, 0.6});
    check(cohort::distance_to_reference(x, 4, false), cells<8>{0.5, 0, 0.75, 0, 1, 2, 0.25, 1.25});
    check(cohort::distance_to_target(x, 2, cost), cells<8>{0.8571428571428571, 1, 0.7142857142857143, 1, 0.5714285714285714, 0, 1, 0.42857142857142855});
    check(cohort::fraction_of_max(x), cells<8>{0.3333333333333333, 0.1111111111111111, 0.4444444444444444, 0.1111111111111111, 0.5555555555555556, 1,
                                               0.2222222222222222, 0.6666666666666666});
    check(cohort::goalposts(x, goalposts{2, 8}, 100), cells<8>{16.666666666666664, 0, 33.33333333333333, 0, 50, 100, 0, 66.66666666666666});
    check(cohort::goalposts(x, goalposts{8, 2}, 100), cells<8>{83.33333333333334, 100, 66.66666666666666, 100, 50, 0, 100, 33.33333333333333});
    check(cohort::goalposts(x, goalposts{2, 8}.unclipped(), 100),
          cells<8>{16.666666666666664, -16.666666666666664, 33.33333333333333, -16.666666666666664, 50, 116.66666666666667, 0, 66.66666666666666});
    check(cohort::borda(x), cells<8>{3, 0, 4, 0, 5, 7, 2, 6}, 0);
    check(cohort::percentile_rank(x),
          cells<8>{0.42857142857142855, 0, 0.5714285714285714, 0, 0.7142857142857143, 1, 0.2857142857142857, 0.8571428571428571});
  }

  // n.coinr.xn.*: the same program with a missing number, which stays missing.
  TEST_CASE("seven numbers and a missing one") {
    check(cohort::min_max(xn, 1, 100), cells<8>{25.75, 1, none, 1, 50.5, 100, 13.375, 62.875});
    check(cohort::z_score(xn, 100, 10), cells<8>{97.11213429332867, 90.37378097776221, none, 90.37378097776221, 103.85048760889512, 117.32719424002802,
                                                 93.74295763554544, 107.21966426667834});
    check(cohort::distance_to_max(xn), cells<8>{0.25, 0, none, 0, 0.5, 1, 0.125, 0.625});
    check(cohort::distance_to_reference(xn, 4), cells<8>{0.5, 0, none, 0, 1, 1, 0.25, 1});
    check(cohort::distance_to_target(xn, 6), cells<8>{0.4, 0, none, 0, 0.8, 1, 0.2, 1});
    check(cohort::rank(xn), cells<8>{4, 1, none, 1, 5, 7, 3, 6}, 0);
    check(cohort::percentile_rank(xn, ties::average),
          cells<8>{0.5, 0.08333333333333333, none, 0.08333333333333333, 0.6666666666666666, 1, 0.3333333333333333, 0.8333333333333334});
  }

  // stat.coinr.xn.skewkurt: COINr (skew, kurt) and scipy 1.10.1 (bias=False) agree.
  TEST_CASE("sample skewness and excess kurtosis") {
    CHECK(std::abs(*cohort::skewness(xn) - 0.8359200464445946) <= 1e-12);
    CHECK(std::abs(*cohort::kurtosis(xn) - -0.1802717311906509) <= 1e-12);
    CHECK(*cohort::skewness(cells<3>{1, 2, 3}) == 0);
    refused(cohort::skewness(cells<3>{1, 2, none}), "skewness needs 3 numbers");
    refused(cohort::kurtosis(cells<4>{1, 2, 3, none}), "kurtosis needs 4 numbers");
    refused(cohort::skewness(cells<3>{0.1, 0.1, 0.1}), "no variation: all numbers are the same");
    refused(cohort::kurtosis(cells<4>{0.1, 0.1, 0.1, 0.1}), "no variation: all numbers are the same");
  }

  // edge.missing_zero_negative, edge.constant_column: COINr gives NaN and a warning for a constant column, pymcdm 1 for all,
  // scikit-criteria NaN, pyDecision an epsilon.
  TEST_CASE("a column without variation has no normalised numbers, whatever binary rounding makes of its mean") {
    constexpr cells<4> same{0.1, 0.1, none, 0.1};
    constexpr std::string_view why = "no variation: all numbers are the same";
    refused(cohort::min_max(same), why);
    refused(cohort::distance_to_max(same), why);
    refused(cohort::z_score(same), why);
    refused(cohort::z_score(cells<1>{5}), why);
    refused(cohort::distance_to_reference(same, 0), "no variation: the reference is the cohort's worst");
    check(cohort::share_of_max(same), cells<4>{1, 1, none, 1}, 0);
    check(cohort::rank(same), cells<4>{1, 1, none, 1}, 0);
    check(cohort::percentile_rank(same), cells<4>{0, 0, none, 0}, 0);
  }
  TEST_CASE("where all is missing all stays missing") {
    constexpr cells<2> gone{none, none};
    for (const auto& y : {cohort::min_max(gone), cohort::z_score(gone), cohort::rank(gone), cohort::percentile_rank(gone), cohort::share_of_max(gone),
                          cohort::share_of_sum(gone), cohort::share_of_sum(gone, cost), cohort::vector_norm(gone), cohort::linear_ratio(gone, cost),
                          cohort::nonlinear(gone), cohort::logarithmic(gone), cohort::distance_to_target(gone, 3), cohort::scaled(gone, 0, 1)})
      check(y, gone);
    CHECK(cohort::min_max({}).value().empty());
  }
  TEST_CASE("tie rules and direction") {
    constexpr cells<5> y{20, 10, none, 10, 30};
    check(cohort::rank(y, ties::minimum), cells<5>{3, 1, none, 1, 4}, 0);
    check(cohort::rank(y, ties::maximum), cells<5>{3, 2, none, 2, 4}, 0);
    check(cohort::rank(y, ties::average), cells<5>{3, 1.5, none, 1.5, 4}, 0);
    check(cohort::rank(y, ties::dense), cells<5>{2, 1, none, 1, 3}, 0);
    check(cohort::rank(y, ties::ordinal), cells<5>{3, 1, none, 2, 4}, 0);
    check(cohort::rank(y, ties::minimum, cost), cells<5>{2, 3, none, 3, 1}, 0);
    check(cohort::rank(y, ties::maximum, cost), cells<5>{2, 4, none, 4, 1}, 0);
    check(cohort::rank(y, ties::ordinal, cost), cells<5>{2, 3, none, 4, 1}, 0);
    check(cohort::borda(y, ties::average, cost), cells<5>{1, 2.5, none, 2.5, 0}, 0);
    check(cohort::percentile_rank(y, ties::maximum, cost), cells<5>{1.0 / 3, 1, none, 1, 0}, 0);
  }
  TEST_CASE("numbers that a formula does not take") {
    refused(cohort::percentile_rank(cells<2>{7, none}), "one number alone has no percentile rank");
    refused(cohort::share_of_max(cells<2>{0, 0}), "it needs numbers that are not negative, and one above 0");
    refused(cohort::share_of_max(cells<2>{-1, 2}), "it needs numbers that are not negative, and one above 0");
    refused(cohort::share_of_sum(cells<2>{-1, 2}), "it needs numbers that are not negative, and one above 0");
    refused(cohort::share_of_sum(cells<2>{0, 0}), "it needs numbers that are not negative, and one above 0");
    refused(cohort::share_of_sum(cells<2>{0, 2}, cost), "it needs numbers above 0");
    refused(cohort::vector_norm(cells<2>{0, 0}), "all numbers are 0");
    refused(cohort::linear_ratio(cells<2>{0, 2}, cost), "it needs numbers above 0");
    refused(cohort::nonlinear(cells<2>{0, 2}, cost), "it needs numbers above 0");
    refused(cohort::logarithmic(cells<2>{0, 2}), "it needs numbers above 0");
    refused(cohort::logarithmic(cells<2>{0.5, 2}), "the product of the numbers is 1");
    refused(cohort::logarithmic(cells<2>{3, none}, cost), "of a cost it needs two numbers");
    refused(cohort::distance_to_target(cells<2>{2, 3}, 2), "the target is no better than the cohort's worst");
    refused(cohort::distance_to_target(cells<2>{2, 3}, 3, cost), "the target is no better than the cohort's worst");
    refused(cohort::distance_to_reference(cells<2>{2, none}, 1), "the reference has no number");
    refused(cohort::distance_to_reference(cells<2>{2, 3}, 2), "the reference has no number");
    refused(cohort::scaled(cells<2>{2, 3}, 1, 1), "low and high must be two different points");
    refused(cohort::min_max(cells<2>{1, HUGE_VAL}), "its numbers must be finite");
    refused(cohort::rank(cells<2>{1, HUGE_VAL}), "its numbers must be finite");
    for (const auto& y : {cohort::min_max(cells<2>{-1e308, 1e308}), cohort::z_score(cells<2>{-1e308, 1e308}), cohort::share_of_sum(cells<2>{1e308, 1e308}),
                          cohort::vector_norm(cells<2>{1e200, 1e200})})
      refused(y, "the numbers are too large");
  }
}
