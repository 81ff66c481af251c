// SPDX-License-Identifier: BSL-1.0
// Oracle: slopes, shares of a difference and probabilities at a cut against published and independently computed figures.
#include <prowess/aggregation/analysis/capacity.hpp>
#include <prowess/core.hpp>
#include <prowess/explain/contributions.hpp>
#include <prowess/explain/cut_probability.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/explain/shapley.hpp>
#include <prowess/explain/uncertainty.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

void near(double found, double expected, double tolerance) {
  INFO(found << ", expected " << expected);
  CHECK(std::abs(found - expected) <= tolerance);
}

/// x.shapley.*: 80, 50, 95 against 60, 60, 60 with the weights 0.4, 0.35, 0.25.
template <class How> void check_children(const How& how, const std::array<double, 3>& expected) {
  const auto f = framework("three", percentage(), how, leaf("a", 0.4), leaf("b", 0.35), leaf("c", 0.25));
  const profile x = score(f.view(), std::array<rating, 3>{80, 50, 95}), baseline = score(f.view(), std::array<rating, 3>{60, 60, 60});
  const score_difference d = shapley_of_children(x.root(), baseline).value(), whole = shapley_attribution(x, baseline).value();
  for (std::size_t i = 0; i < 3; ++i) near(d.points[i + 1], expected[i], 1e-10);
  CHECK(d.points == whole.points);  // leaves are the children
  near(d.points[0], x.score() - baseline.score(), 0);
}

// A tree with a geometric mean of a minimum, a quadratic mean, and a mean of a median and a leaf.
constexpr auto tree = framework("tree", numeric(1, 5), geometric_mean{},
                                group("a", 2, minimum{}, leaf("a1"), leaf("a2"), leaf("a3")),
                                group("b", 1, quadratic_mean{}, leaf("b1", 1), leaf("b2", 3)),
                                group("c", 3, group("c-low", 1, median{}, leaf("c1"), leaf("c2"), leaf("c3")), leaf("c4", 2)));
constexpr std::array<rating, 9> now{4, 3, 5, 2, 5, 5, 1, 4, 3}, before{3, 4, 2, 4, 3, 2, 3, 3, 5};
constexpr std::array<std::uint32_t, 9> leaves{2, 3, 4, 6, 7, 10, 11, 12, 13};

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("Shapley values of one group") {
    // x.shapley.amean, x.shapley.min, x.shapley.choquet_students: the formula over coalitions and the mean over all orders agree.
    check_children(weighted_mean{}, {8, -3.4999999999999996, 8.75});
    check_children(minimum{}, {0, -10, 0});
    check_children(choquet_integral{0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1}, {10.5, -1, 12});
    // The mean over all 6 orders, in python.
    check_children(geometric_mean{annihilating{}}, {7.518190042816276, -4.179460736571912, 7.505812799441909});
    check_children(harmonic_mean{annihilating{}}, {6.8787391385769565, -4.872612958961093, 6.339197561391329});
  }

  TEST_CASE("the Winter value of a tree is the mean over all orders that keep its groups together") {
    // All 864 orders of the leaves in which groups, and groups in groups, stand together, enumerated in python.
    constexpr std::array<double, 9> expected{0.05907251092751619, -0.11814502185503208, 0.5042875397194659,  -0.06323884134380278, 0.23027263162059772,
                                             0.14918881859576275, -0.07638040651186472, 0.07280841208389788, -0.5782683438997275};
    const profile x = score(tree.view(), now), baseline = score(tree.view(), before);
    const score_difference d = shapley_attribution(x, baseline).value();
    near(d.to, 3.3763208903120963, 1e-12);
    near(d.from, 3.196723590975285, 1e-12);
    double total = 0;
    for (std::size_t i = 0; i < 9; ++i) near(d.points[leaves[i]], expected[i], 1e-12), total += d.points[leaves[i]];
    near(total, 0.17959729933681337, 1e-12);
  }

  TEST_CASE("the derivatives of a tree, against symbolic ones") {
    // sympy 1.14, evaluated with 30 digits: d exp((2 ln a2 + ln sqrt((b1^2 + 3 b2^2) / 4) + 3 ln((c3 + 2 c4) / 3)) / 6).
    constexpr std::array<double, 9> expected{0, 0.37514676559023286, 0, 0.01424607970595821, 0.10684559779468658,
                                             0, 0, 0.1688160445156048, 0.3376320890312096};
    const profile p = score(tree.view(), now);
    const auto slopes = partials(p);
    const auto parts = contributions(p);
    double total = 0;
    for (std::size_t i = 0; i < 9; ++i) {
      near(slopes[leaves[i]].slope, expected[i], 1e-15);
      near(parts[leaves[i]].points, expected[i] * now[i].points, 1e-14);
      total += parts[leaves[i]].points;
    }
    near(total, 3.3763208903120963, 1e-12);
  }

  TEST_CASE("the probability that the true level meets the cut") {
    // unc-01: a normal error of 0.3 about 3.2, 3.0 and 2.6, the cut 3.0, the guard 0.90.
    near(probability_at_least(3.2, 0.3, 3.0).value(), 0.7475074624530773, 1e-15);
    CHECK(probability_at_least(3.0, 0.3, 3.0).value() == 0.5);
    near(probability_at_least(2.6, 0.3, 3.0).value(), 0.09121121972586793, 1e-15);
    CHECK(three_outcomes(0.7475074624530773).value() == cut_outcome::uncertain);
    CHECK(three_outcomes(0.5).value() == cut_outcome::uncertain);
    CHECK(three_outcomes(0.09121121972586793).value() == cut_outcome::below);
    // The same from a profile.
    constexpr auto f = framework("one", numeric(1, 5), leaf("x"));
    const profile p = score(f.view(), std::array<rating, 1>{2.6});
    const auto errors = standard_errors(p, std::array{0.3}).value();
    const cut_certainty c = outcome_at(p.root(), errors[0], 3).value();
    near(c.probability.value(), 0.09121121972586793, 1e-15);
    CHECK(c.outcome == cut_outcome::below);
  }

  TEST_CASE("the complementary error function") {
    // python's math.erfc.
    constexpr std::array<std::array<double, 2>, 19> expected{{{-3, 1.9999779095030015}, {-1, 1.842700792949715}, {-0.5, 1.5204998778130465}, {0, 1},
        {0.1, 0.8875370839817152}, {0.5, 0.4795001221869535}, {1, 0.15729920705028513}, {1.5, 0.033894853524689274}, {2, 0.004677734981047265},
        {2.4, 0.0006885138966450789}, {2.5, 0.0004069520174449589}, {2.6, 0.00023603441652934908}, {3, 2.2090496998585438e-05},
        {4, 1.541725790028002e-08}, {5, 1.5374597944280351e-12}, {6, 2.1519736712498916e-17}, {10, 2.088487583762545e-45},
        {20, 5.3958656116079005e-176}, {26, 5.663192408856143e-296}}};
    for (const auto& [x, y] : expected) {
      near(prowess::detail::erfc(x), y, 4e-16);
      if (x >= 2.5) near(prowess::detail::erfc(x) / y, 1, 1e-13);
    }
    double worst = 0;  // against the C library in between
    for (int i = -600; i <= 600; ++i) {
      const double off = std::abs(prowess::detail::erfc(i / 100.0) - std::erfc(i / 100.0));
      worst = off > worst ? off : worst;
    }
    CHECK(worst < 1e-15);
  }

  TEST_CASE("the standard error of a weighted mean is the root of the sum of (share x error)^2") {
    // 1/4 and 3/4 of 0.4 and 0.8 points: sqrt(0.01 + 0.36). An exam in percent stands for 4 points of the scale.
    constexpr auto f = framework("two", numeric(1, 5), scale("exam", numeric(0, 100)), leaf("x", 1), leaf("y", 3), leaf("z", 0, on("exam")));
    const profile p = score(f.view(), std::array<rating, 3>{2, 4, 50});
    const auto errors = standard_errors(p, std::array<double, 3>{0.4, 0.8, 10}).value();
    near(errors[0].standard_error, 0.6082762530298219, 1e-15);
    near(errors[3].standard_error, 0.4, 1e-15);
  }
}
