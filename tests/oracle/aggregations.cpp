// SPDX-License-Identifier: BSL-1.0
// Oracle: means, power means, extremes and medians against figures that other programs compute and publish.
#include <prowess/core.hpp>
#include <prowess/number/exact_text.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr rating none = not_observed;
constexpr std::array<std::string_view, 7> ids{"a", "b", "c", "d", "e", "f", "g"};

/// The one group of a framework with these weights.
template <aggregation A, std::size_t L, std::size_t N>
constexpr auto group_of(const A& how, const static_scale<L>& on_scale, const std::array<double, N>& weights) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return framework("group", on_scale, how, leaf(ids[I], weights[I])...);
  }(std::make_index_sequence<N>{});
}

struct found {
  bool has_score = false;
  double score = 0;
  exact precise = exact::unknown();  ///< unknown where the aggregation leaves the rational numbers
};
template <aggregation A, std::size_t L, std::size_t N>
found aggregated(const A& how, const static_scale<L>& on_scale, const std::array<double, N>& weights, const std::array<rating, N>& scores) {
  const auto f = group_of(how, on_scale, weights);
  const profile p = score(f.view(), scores);
  if (!p.has_score()) return {};
  return {true, p.score(), p.root().exactly().score};
}
template <aggregation A, std::size_t L, std::size_t N>
found aggregated(const A& how, const static_scale<L>& on_scale, const std::array<rating, N>& scores) {
  std::array<double, N> equal{};
  equal.fill(1);
  return aggregated(how, on_scale, equal, scores);
}

void check(const found& f, double expected, double tolerance) {
  INFO("score " << f.score << ", expected " << expected << ", off by " << f.score - expected);
  CHECK(f.has_score);
  CHECK(std::abs(f.score - expected) <= tolerance);
}
/// The same, and the rational number that the score is.
void check(const found& f, double expected, double tolerance, const exact& precise) {
  check(f, expected, tolerance);
  INFO("exactly " << to_string(f.precise) << ", expected " << to_string(precise));
  CHECK(f.precise == precise);
}

constexpr auto hundred = numeric(1, 100);  // above 0, as power means with p <= 0 need it
constexpr auto twenty = numeric(0, 20);
constexpr auto unit = numeric(0, 1);
constexpr std::array<double, 4> weights{1, 2, 3, 4};
constexpr std::array<rating, 4> scores{60, 80, 40, 90};

// At compile time too: a.coinr.y.means, and the rational value of its harmonic mean by hand: 10 / (1/60 + 2/80 + 3/40 + 4/90).
constexpr auto harmonic = group_of(harmonic_mean{}, hundred, weights);
constexpr auto harmonic_profile = score<harmonic>(scores);
static_assert(harmonic_profile.root().exactly().score == exact::ratio(1800, 29));
static_assert(harmonic_profile.score() > 62.06896551724137 && harmonic_profile.score() < 62.06896551724139);

}  // namespace

TEST_SUITE("oracle") {
  // a.coinr.y.means: x = 60, 80, 40, 90 with weights 1, 2, 3, 4. COINr 1.1.14 (a_amean, a_gmean, a_hmean) and the formula agree.
  TEST_CASE("weighted arithmetic, geometric and harmonic mean") {
    check(aggregated(weighted_mean{}, hundred, weights, scores), 70, 1e-12, 70);
    check(aggregated(geometric_mean{}, hundred, weights, scores), 66.18325514532421, 1e-12);
    check(aggregated(harmonic_mean{}, hundred, weights, scores), 62.068965517241374, 1e-12, exact::ratio(1800, 29));
    check(aggregated(power_mean{1}, hundred, weights, scores), 70, 1e-12, 70);
    check(aggregated(power_mean{0}, hundred, weights, scores), 66.18325514532421, 1e-12);
  }

  // a.genmean.y.p-2, p-1, p2, p3: the same data. COINr 1.1.14 (a_genmean) and the formula agree.
  TEST_CASE("weighted power means") {
    check(aggregated(power_mean{-2}, hundred, weights, scores), 58.13260927187247, 1e-12);
    check(aggregated(power_mean{-1}, hundred, weights, scores), 62.06896551724138, 1e-12, exact::ratio(1800, 29));
    check(aggregated(power_mean{2}, hundred, weights, scores), 73.2120208708925, 1e-12);
    check(aggregated(quadratic_mean{}, hundred, weights, scores), 73.2120208708925, 1e-12);
    check(aggregated(power_mean{3}, hundred, weights, scores), 75.75823449932246, 1e-12);
  }

  // a.genmean.yn.p0.5: the second score is missing, its weight is dropped. The formula; COINr gives up here, against its help.
  TEST_CASE("a power mean without a missing score, whatever the kind of missing") {
    for (const rating gone : {not_observed, no_opportunity, not_applicable})
      check(aggregated(power_mean{0.5}, hundred, weights, std::array<rating, 4>{60, gone, 40, 90}), 65.34087980315537, 1e-12);
  }

  // a.choquet.additive_5_3_2.1, a.choquet.min.1, a.choquet.max.1: x = 18, 16, 10. The Choquet integral is the weighted mean for an
  // additive capacity, the minimum for the smallest and the maximum for the largest one. kappalab 0.4-12 and the formula agree.
  TEST_CASE("weighted mean, minimum and maximum as Choquet integrals") {
    constexpr std::array<rating, 3> x{18, 16, 10};
    check(aggregated(weighted_mean{}, twenty, std::array{0.5, 0.3, 0.2}, x), 15.8, 1e-12, 15.8);
    check(aggregated(minimum{}, twenty, x), 10, 0, 10);
    check(aggregated(maximum{}, twenty, x), 18, 0, 18);
  }

  // a.owa.mean, a.owa.max, a.owa.min: x = 0.6, 0.9, 0.3, 0.7 with the three special weight vectors of Yager, IEEE Transactions on
  // Systems, Man, and Cybernetics 18 (1988), 183-190. The formula and the symmetric Choquet integral agree.
  TEST_CASE("plain mean, maximum and minimum as ordered weighted averages") {
    constexpr std::array<rating, 4> x{0.6, 0.9, 0.3, 0.7};
    check(aggregated(weighted_mean{}, unit, x), 0.625, 1e-12, exact::ratio(5, 8));
    check(aggregated(maximum{}, unit, x), 0.9, 0, 0.9);
    check(aggregated(minimum{}, unit, x), 0.3, 0, 0.3);
    // and by hand: between the ends, as best k, drop k and median
    check(aggregated(best{2}, unit, x), 0.8, 1e-15, 0.8);
    check(aggregated(drop_lowest{1}, unit, x), 2.2 / 3, 1e-15, exact::ratio(11, 15));
    check(aggregated(drop_highest{1}, unit, x), 1.6 / 3, 1e-15, exact::ratio(8, 15));
    check(aggregated(median{}, unit, x), 0.65, 1e-15, 0.65);
    check(aggregated(lower_median{}, unit, x), 0.6, 0, 0.6);
  }

  // x.shapley.amean, x.shapley.min: the values f(x) of x = 80, 50, 95 that are attributed there, weights 0.4, 0.35, 0.25.
  TEST_CASE("weighted mean and minimum of three") {
    constexpr std::array<double, 3> w{0.4, 0.35, 0.25};
    constexpr std::array<rating, 3> x{80, 50, 95};
    check(aggregated(weighted_mean{}, hundred, w, x), 73.25, 1e-10, 73.25);
    check(aggregated(minimum{}, hundred, w, x), 50, 0, 50);
  }

  // u.hurdle.conjunctive: the weighted means of six candidates by seven criteria. Method: Hwang and Yoon, Multiple Attribute
  // Decision Making, Springer 1981. The weights total exactly 1.
  TEST_CASE("weighted means of six candidates") {
    constexpr std::array<double, 7> w{0.066, 0.196, 0.066, 0.13, 0.13, 0.216, 0.196};
    constexpr std::array<std::array<rating, 7>, 6> candidates{{{80, 70, 87, 77, 76, 80, 75},
                                                               {85, 65, 76, 80, 75, 65, 75},
                                                               {78, 90, 72, 80, 85, 90, 85},
                                                               {75, 84, 69, 85, 65, 65, 70},
                                                               {84, 67, 60, 75, 85, 75, 80},
                                                               {85, 78, 82, 81, 79, 80, 80}}};
    constexpr std::array expected{76.612, 72.256, 85.09, 73.228, 75.316, 80.07};
    for (std::size_t i = 0; i < candidates.size(); ++i)
      check(aggregated(weighted_mean{}, hundred, w, candidates[i]), expected[i], 1e-12, expected[i]);
  }

  // canvas.cohort.median.even, .odd, .all_null: the tests of Canvas LMS (result_analytics_spec.rb, "returns one rollup with the
  // rollup medians"); without scores there is none.
  TEST_CASE("medians of Canvas") {
    check(aggregated(median{}, hundred, std::array<rating, 4>{1, 2, 3, 40}), 2.5, 0, 2.5);
    check(aggregated(median{}, hundred, std::array<rating, 3>{5, 6, 70}), 6, 0, 6);
    CHECK_FALSE(aggregated(median{}, hundred, std::array{none, none}).has_score);
    CHECK_FALSE(aggregated(lower_median{}, hundred, std::array{none, none}).has_score);
  }

  // ora2.median.3, .4, .5: the tests of Open edX (test_peer.py, "median score calculation"), before it rounds up (5.5 to 6).
  TEST_CASE("medians of Open edX") {
    check(aggregated(median{}, hundred, std::array<rating, 2>{5, 6}), 5.5, 0, 5.5);
    check(aggregated(median{}, hundred, std::array<rating, 6>{5, 6, 12, 16, 22, 53}), 14, 0, 14);
    check(aggregated(median{}, hundred, std::array<rating, 6>{6, 5, 12, 53, 16, 22}), 14, 0, 14);
    check(aggregated(lower_median{}, hundred, std::array<rating, 6>{6, 5, 12, 53, 16, 22}), 12, 0, 12);
  }

  // moodle.tree.median.teacher: the test of Moodle (grade_aggregation.feature, "median aggregation (all items)"), 26.67 to two
  // digits. Items have 300, 150, 100, 20, 15 or 10 points. In the second subcategory an empty grade counts as 0.
  TEST_CASE("nested medians of Moodle") {
    static constexpr auto course = framework("course", percentage(), median{}, scale("of 300", numeric(0, 300)),
        scale("of 150", numeric(0, 150)), scale("of 20", numeric(0, 20)), scale("of 15", numeric(0, 15)), scale("of 10", numeric(0, 10)),
        leaf("a1", on("of 300")), leaf("a2"), leaf("a3", on("of 150")), leaf("a4", on("of 150")),
        group("sub1", median{}, leaf("a5", on("of 20")), leaf("a6", on("of 10")), leaf("a7", on("of 15"))),
        group("sub2", median{}, leaf("a8", on("of 20"), if_missing(lowest)), leaf("a9", on("of 10"), if_missing(lowest)),
              leaf("a10", on("of 15"), if_missing(lowest))));
    constexpr auto p = score<course>({{"a1", 60}, {"a2", 20}, {"a3", 40}, {"a5", 10}, {"a6", 5}, {"a8", 10}, {"a9", 5}});
    CHECK(p["sub1"].score() == 50);
    CHECK(p["sub2"].score() == 50);
    CHECK(std::abs(p.score() - 26.67) <= 0.0051);
    CHECK(p.root().exactly().score == exact::ratio(80, 3));
  }
}
