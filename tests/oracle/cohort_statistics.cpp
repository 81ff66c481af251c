// SPDX-License-Identifier: BSL-1.0
// Oracle: statistics of cohorts against figures of R packages, numpy, Python's fractions and published data sets.
#include <prowess/cohort/alpha.hpp>
#include <prowess/cohort/level_counts.hpp>
#include <prowess/cohort/level_covariance.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/cohort/score_covariance.hpp>
#include <prowess/cohort/standard_scores.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using cohort::cases;
using cohort::divisor;
using cohort::rank_definition;
using bytes = std::vector<std::uint8_t>;

bool near(const cohort::statistic& found, double expected, double tolerance = 1e-12) {
  return found.known() && std::abs(found.value - expected) <= tolerance * std::max(1e-300, std::abs(expected));
}
template <class Columns> std::vector<std::span<const std::uint8_t>> views(const Columns& columns) {
  std::vector<std::span<const std::uint8_t>> all;
  for (const auto& c : columns) all.emplace_back(c);
  return all;
}

/// Chatterjee, Price, Regression Analysis by Example (1977): 30 departments, 7 ratings; `attitude` in R. By column.
const std::array<bytes, 7> attitude{{{43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77, 81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85, 82},
                                     {51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77, 90, 85, 60, 70, 58, 40, 61, 66, 37, 54, 77, 75, 57, 85, 82},
                                     {30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54, 50, 64, 65, 46, 68, 33, 52, 52, 42, 42, 66, 58, 44, 71, 39},
                                     {39, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39, 42, 45, 72, 72, 69, 75, 57, 54, 34, 62, 50, 58, 48, 63, 74, 45, 71, 59},
                                     {61, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59, 55, 59, 79, 60, 79, 55, 75, 64, 43, 66, 63, 50, 66, 88, 80, 51, 77, 64},
                                     {92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77, 54, 79, 80, 85, 78, 64, 80, 80, 57, 75, 76, 78, 83, 74, 78},
                                     {45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46, 36, 63, 60, 46, 52, 33, 41, 37, 49, 33, 72, 49, 38, 55, 39}}};

/// 300 people, 6 items of 5 levels, by a formula that numpy was given too.
std::array<bytes, 6> by_formula() {
  std::array<bytes, 6> all;
  for (unsigned i = 0; i < 6; ++i)
    for (unsigned p = 0; p < 300; ++p) all[i].push_back(static_cast<std::uint8_t>((p * p * 7 + p * 3 * (i + 1) + i * i * 5) % 97 * (i + 2) / 11 % 5));
  return all;
}

}  // namespace

TEST_SUITE("oracle") {
  // R 4.2.2, psych 2.5.3: alpha(attitude), alpha.drop and item.stats; SciPy 1.10.1 computes the same. psy::cronbach agrees.
  TEST_CASE("alpha of the attitude data") {
    cohort::cronbach_alpha all(7, cohort::whole_points::places(101));
    REQUIRE(all.add(views(attitude)).ok());
    CHECK(near(all.alpha(), 0.8431427695647599));
    CHECK(near(all.error_of_measurement(), 22.87142137491267));
    CHECK(near(all.total_variance(divisor::n_minus_1).root(), 57.748523392576786));
    CHECK(near(all.total_mean(), 7 * 60.43809523809524, 1e-14));
    constexpr std::array mean{64.63333333333334, 66.6, 53.13333333333333, 56.36666666666667, 64.63333333333334, 74.76666666666667, 42.93333333333333};
    constexpr std::array sd{12.172561947585894, 13.314757174679892, 12.235429993524411, 11.737012876552868, 10.397225536198333, 9.894907548951574, 10.288706005342354};
    constexpr std::array dropped{0.8097602063089214, 0.7969174572741397, 0.827847765938659, 0.8030309750225744, 0.7953865741982052, 0.8638723114464368, 0.8404648682654573};
    cohort::level_covariance covariances(7, cohort::whole_points::places(101), cases::each_pair);
    REQUIRE(covariances.add(views(attitude)).ok());
    CHECK(near(cohort::alpha_of(covariances), 0.8431427695647599));
    double sum_r = 0;
    for (std::size_t i = 0; i < 7; ++i) {
      CHECK(near(all.item_mean(i), mean[i]));
      CHECK(near(all.item_variance(i, divisor::n_minus_1).root(), sd[i]));
      CHECK(near(covariances.covariance(i, i, divisor::n_minus_1).root(), sd[i]));
      CHECK(near(cohort::alpha_of(covariances, i), dropped[i]));
      for (std::size_t j = 0; j < i; ++j) sum_r += covariances.correlation(i, j).value;
    }
    CHECK(std::abs(sum_r / 21 - 0.42690664264971706) < 1e-14);  // psych's average_r
  }

  // psych 2.5.3: pairwise covariances by default, listwise after na.omit; psy::cronbach is listwise.
  TEST_CASE("alpha with missing ratings, listwise and pairwise") {
    const std::array<bytes, 4> x{{{3, 5, 2, 4, 1, 3, 255, 2, 5, 3}, {4, 4, 2, 4, 2, 3, 5, 3, 5, 2}, {3, 254, 3, 5, 1, 2, 4, 2, 4, 3}, {3, 5, 1, 4, 2, 3, 4, 3, 5, 3}}};
    cohort::cronbach_alpha listwise(4, cohort::whole_points::places(6));
    REQUIRE(listwise.add(views(x)).ok());
    CHECK(near(listwise.alpha(), 0.9256820319849483));
    CHECK(listwise.people() == 8);
    CHECK(listwise.incomplete() == 2);
    cohort::level_covariance complete(4, cohort::whole_points::places(6), cases::complete), pairs(4, cohort::whole_points::places(6), cases::each_pair);
    REQUIRE((complete.add(views(x)).ok() && pairs.add(views(x)).ok()));
    CHECK(near(cohort::alpha_of(complete), 0.9256820319849483));
    CHECK(near(cohort::alpha_of(pairs), 0.9258033905260188));
    CHECK(pairs.people(0, 2) == 8);
    CHECK(pairs.people(1, 3) == 10);
  }

  // psych 2.5.3. Variances p q against a total variance with n - 1 would give 0.7732371794871795.
  TEST_CASE("alpha of items that are met or not is KR-20") {
    const std::array<bytes, 5> x{{{1, 1, 1, 0, 1, 1, 0, 1}, {1, 0, 1, 0, 1, 1, 1, 1}, {1, 1, 1, 1, 0, 1, 0, 1}, {0, 0, 1, 0, 1, 1, 0, 1}, {1, 0, 1, 0, 1, 0, 0, 1}}};
    cohort::cronbach_alpha a(5, cohort::whole_points::places(2));
    REQUIRE(a.add(views(x)).ok());
    CHECK(near(a.alpha(), 0.7051282051282051));
    CHECK(a.exact_alpha() == exact::ratio(55, 78));  // 0.70512820512820512...
  }

  // numpy 1.24.2: bincount, mean, var, cov, corrcoef; alpha by its formula on numpy.cov. Python 3.11 statistics: median, mode.
  TEST_CASE("300 people by a formula") {
    const auto x = by_formula();
    constexpr std::array<std::array<std::uint64_t, 5>, 6> counts{
        {{92, 69, 42, 54, 43}, {50, 61, 50, 55, 84}, {68, 49, 83, 50, 50}, {94, 28, 72, 56, 50}, {51, 69, 62, 87, 31}, {80, 59, 50, 68, 43}}};
    for (std::size_t i = 0; i < 6; ++i) {
      cohort::level_counts c(5);
      REQUIRE(c.add(x[i]).ok());
      CHECK(std::equal(c.counts().begin(), c.counts().end(), counts[i].begin()));
      if (i > 0) continue;
      constexpr std::array<double, 5> points{0, 1, 3, 6, 12};
      CHECK(near(c.mean(points), 3.45, 0));
      CHECK(near(c.variance(points, divisor::n_minus_1), 16.763377926421406));
      CHECK(near(c.variance(points, divisor::n), 16.7075));
      CHECK(near(c.median(points), 1));
      CHECK(c.mode() == 0);
    }
    cohort::level_covariance c(6, cohort::whole_points::places(5), cases::complete);
    cohort::cronbach_alpha a(6, cohort::whole_points::places(5));
    REQUIRE((c.add(views(x)).ok() && a.add(views(x)).ok()));
    CHECK(near(c.covariance(0, 1, divisor::n_minus_1), -0.3332664437012263));
    CHECK(near(c.covariance(2, 5, divisor::n_minus_1), -0.17251950947603115));
    CHECK(near(c.correlation(0, 1), -0.1582341410791678));
    CHECK(near(c.correlation(5, 2), -0.08808501149268672));
    CHECK(near(a.alpha(), -0.12245158109798657));
    const cohort::whole_points curved = cohort::whole_points::of(std::array{0, 1, 3, 6, 12}).value();
    cohort::level_covariance curved_c(6, curved, cases::each_pair);
    cohort::cronbach_alpha curved_a(6, curved);
    REQUIRE((curved_c.add(views(x)).ok() && curved_a.add(views(x)).ok()));
    CHECK(near(curved_a.alpha(), -0.23100877005837378));
    CHECK(near(curved_c.covariance(1, 4, divisor::n_minus_1), -0.20625418060200731));
  }

  // NIST Statistical Reference Datasets, univariate: NumAcc2, 3 and 4 are one 0.2 and 500 times 0.1 and 0.3 above a whole number, with
  // certified mean and standard deviation 0.1. What doubles make of the data limits the figures that can be met.
  TEST_CASE("numerical accuracy of the mean and the standard deviation") {
    struct set {
      double base, sd_error;
    };
    for (const set& s : {set{1, 1e-14}, set{1'000'000, 1e-9}, set{10'000'000, 1e-8}}) {
      std::vector<double> x{s.base + 0.2};
      for (int k = 0; k < 500; ++k) x.push_back(s.base + 0.1), x.push_back(s.base + 0.3);
      cohort::moments m;
      REQUIRE(m.add(x).ok());
      CHECK(near(m.mean(), s.base + 0.2, 1e-15));
      CHECK(near(m.variance(divisor::n_minus_1).root(), 0.1, s.sd_error));
    }
  }

  // Python 3.11: statistics.variance over fractions.Fraction of the same doubles, which is exact.
  TEST_CASE("5000 scores far from 0") {
    std::vector<double> x;
    for (int p = 0; p < 5000; ++p) x.push_back(1e6 + (p * p * 13 + p * 7) % 1009 / 1009.0);
    cohort::moments m;
    REQUIRE(m.add(x).ok());
    CHECK(near(m.mean(), 1000000.4909371656, 1e-15));
    CHECK(near(m.variance(divisor::n_minus_1), 0.0845861198208838, 1e-11));
    CHECK(near(m.variance(divisor::n), 0.08456920259691963, 1e-11));
    CHECK(m.lowest().value == 1000000.0);
    CHECK(m.highest().value == 1000000.9990089197);
  }

  // numpy 1.24.2: cov and corrcoef.
  TEST_CASE("covariance of two columns of scores") {
    const std::vector<double> a{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9}, b{2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4};
    cohort::score_covariance c(2);
    const std::array<std::span<const double>, 2> both{a, b};
    REQUIRE(c.add(both).ok());
    CHECK(near(c.covariance(0, 1, divisor::n_minus_1), 0.9857142857142855));
    CHECK(near(c.covariance(1, 0, divisor::n), 0.9199999999999999));
    CHECK(near(c.correlation(0, 1), 0.11049560385085633));
  }

  // R 4.2.2, closed form and findInterval; SciPy 1.10.1 computes the same.
  TEST_CASE("norm scores of ten people") {
    const std::vector<double> raw{12, 15, 15, 18, 20, 21, 21, 21, 25, 30};
    constexpr std::array z{-1.4931439406037061, -0.9188578096022808, -0.9188578096022808, -0.34457167860085536, 0.03828574206676156,
                           0.22971445240057004, 0.22971445240057004, 0.22971445240057004, 0.9954292937358039, 1.9525728454048463};
    constexpr std::array z_of_these{-1.5739119089289606, -0.9685611747255143, -0.9685611747255143, -0.36321044052206797, 0.040356715613562945,
                                    0.2421402936813784, 0.2421402936813784, 0.2421402936813784, 1.04927460595264, 2.0581924962917175};
    constexpr std::array t{35.06856059396294, 40.81142190397719, 40.81142190397719, 46.55428321399145, 50.38285742066761,
                           52.2971445240057, 52.2971445240057, 52.2971445240057, 59.95429293735804, 69.52572845404846};
    constexpr std::array iq{77.6028408909444, 86.21713285596579, 86.21713285596579, 94.83142482098717, 100.57428613100143,
                            103.44571678600855, 103.44571678600855, 103.44571678600855, 114.93143940603706, 129.28859268107269};
    constexpr std::array stanines{2, 3, 3, 4, 5, 5, 5, 5, 7, 9}, stens{3, 4, 4, 5, 6, 6, 6, 6, 7, 9};
    constexpr std::array<double, 10> middle{5, 20, 20, 35, 45, 65, 65, 65, 85, 95}, below{0, 10, 10, 30, 40, 50, 50, 50, 80, 90}, up_to{10, 30, 30, 40, 50, 80, 80, 80, 90, 100};
    cohort::moments m;
    REQUIRE(m.add(raw).ok());
    cohort::percentile_norm norm = cohort::percentile_norm::whole(0, 40);
    REQUIRE(norm.add(raw).ok());
    const cohort::column column(raw.begin(), raw.end());
    const auto sorted = cohort::percentile_ranks(column, rank_definition::middle).value();
    const auto sorted_below = cohort::percentile_ranks(column, rank_definition::below).value();
    const auto sorted_up_to = cohort::percentile_ranks(column, rank_definition::at_or_below).value();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const cohort::statistic found = cohort::standard_score(raw[i], m.mean(), m.variance(divisor::n_minus_1).root());
      CHECK(near(found, z[i]));
      CHECK(near(cohort::standard_score(raw[i], m.mean(), m.variance(divisor::n).root()), z_of_these[i]));
      CHECK(near(cohort::t_scale.of(found), t[i]));
      CHECK(near(cohort::iq_scale.of(found), iq[i]));
      CHECK(cohort::stanine(found.value) == stanines[i]);
      CHECK(cohort::sten(found.value) == stens[i]);
      const exact variance = exact::ratio(2456, 90);  // 27.2888..., the square of 5.2238...: 2456 = 10 * 4166 - 198^2
      CHECK(cohort::stanine(exact(raw[i]), exact(19.8), variance) == stanines[i]);
      CHECK(cohort::sten(exact(raw[i]), exact(19.8), variance) == stens[i]);
      CHECK(near(norm.rank(raw[i], rank_definition::middle), middle[i], 0));
      CHECK(norm.rank(raw[i], rank_definition::below).value == below[i]);
      CHECK(near(norm.rank(raw[i], rank_definition::at_or_below), up_to[i], 0));
      CHECK(sorted[i] == middle[i]);
      CHECK(sorted_below[i] == below[i]);
      CHECK(sorted_up_to[i] == up_to[i]);
    }
    // numpy 1.24.2: percentile(raw, q, method="inverted_cdf")
    struct at {
      double percent, score;
    };
    for (const at& q : {at{1, 12}, at{10, 12}, at{11, 15}, at{30, 15}, at{31, 18}, at{50, 20}, at{79, 21}, at{80, 21}, at{81, 25}, at{90, 25}, at{100, 30}})
      CHECK(near(norm.score_at(q.percent), q.score, 0));
  }

  // R 4.2.2: stens and stanines of z, with cuts that a z upon them has reached. The shares 4 7 12 17 20 17 12 7 4 are the published ones.
  TEST_CASE("stens and stanines at their cuts") {
    struct at {
      double z;
      int stanine, sten;
    };
    for (const at& c : {at{-2.5, 1, 1}, at{-1, 3, 4}, at{1.96, 9, 9}, at{-2, 1, 2}, at{-1.75, 2, 2}, at{0, 5, 6}, at{0.25, 6, 6}, at{2, 9, 10}, at{7, 9, 10}}) {
      CHECK(cohort::stanine(c.z) == c.stanine);
      CHECK(cohort::sten(c.z) == c.sten);
      CHECK(cohort::stanine(exact(c.z), exact(0), exact(1)) == c.stanine);
      CHECK(cohort::sten(exact(c.z), exact(0), exact(1)) == c.sten);
    }
    std::array<int, 10> share{};
    for (int percent = 0; percent < 100; ++percent) ++share[static_cast<std::size_t>(cohort::stanine_of_rank(percent + 0.5))];
    CHECK(share == std::array<int, 10>{0, 4, 7, 12, 17, 20, 17, 12, 7, 4});
  }
}
