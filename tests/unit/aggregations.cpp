// SPDX-License-Identifier: BSL-1.0
// Each aggregation against values worked out by hand: the power-mean dial, order statistics, conditions, extra credit; and their edges.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr std::array<std::string_view, 8> ids{"a", "b", "c", "d", "e", "f", "g", "h"};

struct found {
  bool has_score = false;
  double score = 0;
  exact precise = exact::unknown();
  status what = status::no_evidence;
};
template <aggregation A, std::size_t L>
found aggregated(const A& how, const static_scale<L>& s, const std::vector<rating>& scores, const std::vector<double>& weights = {}) {
  dynamic_framework f("f", s, how);
  for (std::size_t i = 0; i < scores.size(); ++i) f.add(f.root(), leaf(ids[i], i < weights.size() ? weights[i] : 1.0));
  const profile p = score(f, scores);
  return {p.has_score(), p.score_or(-1), p.root().exactly().score, p.root().what()};
}
void check(const found& f, double expected, double tolerance = 1e-12) {
  INFO("score " << f.score << ", expected " << expected << ", off by " << f.score - expected);
  CHECK(f.has_score);
  CHECK(std::abs(f.score - expected) <= tolerance * (expected > 1 ? expected : 1));
}
void check(const found& f, const exact& expected) {
  check(f, expected.to_double());
  CHECK(f.precise == expected);
}

constexpr auto hundred = numeric(1, 100);
constexpr auto from_zero = numeric(0, 100);
constexpr auto signed_scale = numeric(-10, 10);

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("power means of 1 and 4 with equal weights") {
    check(aggregated(power_mean{-2}, hundred, {1, 4}), std::sqrt(32.0 / 17));     // ((1 + 1/16) / 2)^-1/2
    check(aggregated(power_mean{-1}, hundred, {1, 4}), exact::ratio(8, 5));
    check(aggregated(power_mean{0}, hundred, {1, 4}), 2);
    check(aggregated(power_mean{0.5}, hundred, {1, 4}), 2.25);                    // ((1 + 2) / 2)^2
    check(aggregated(power_mean{1}, hundred, {1, 4}), exact::ratio(5, 2));
    check(aggregated(power_mean{2}, hundred, {1, 4}), std::sqrt(8.5));
    check(aggregated(power_mean{3}, hundred, {1, 4}), std::cbrt(32.5));
    check(aggregated(harmonic_mean{}, hundred, {1, 4}), exact::ratio(8, 5));
    check(aggregated(geometric_mean{}, hundred, {1, 4}), 2);
    check(aggregated(quadratic_mean{}, hundred, {1, 4}), std::sqrt(8.5));
  }

  TEST_CASE("power means of 1, 2, 4 with the weights 1, 2, 1") {
    const std::vector<rating> x{1, 2, 4};
    const std::vector<double> w{1, 2, 1};
    check(aggregated(power_mean{-2}, hundred, x, w), std::pow((1 + 0.5 + 0.0625) / 4, -0.5));
    check(aggregated(power_mean{-1}, hundred, x, w), exact::ratio(16, 9));        // 4 / (1 + 1 + 1/4)
    check(aggregated(power_mean{0}, hundred, x, w), 2);                           // (1 x 2^2 x 4)^(1/4)
    check(aggregated(power_mean{1}, hundred, x, w), exact::ratio(9, 4));
    check(aggregated(power_mean{2}, hundred, x, w), 2.5);                         // sqrt((1 + 8 + 16) / 4)
    check(aggregated(power_mean{3}, hundred, x, w), std::cbrt(81.0 / 4));
    check(aggregated(power_mean{0.5}, hundred, x, w), std::pow((3 + 2 * std::sqrt(2.0)) / 4, 2));
  }

  TEST_CASE("a huge exponent neither overflows nor underflows") {
    const double all = std::pow(0.5, 1.0 / 200);
    check(aggregated(power_mean{200}, hundred, {100, 1}), 100 * all);
    check(aggregated(power_mean{200}, hundred, {1, 100}), 100 * all);
    check(aggregated(power_mean{-200}, hundred, {100, 1}), 1 / all);
    check(aggregated(power_mean{-200}, hundred, {1, 100}), 1 / all);
    check(aggregated(power_mean{200}, numeric(0, 1e100), {1e100, 1e90}), 1e100 * all, 1e-12);
    check(aggregated(power_mean{-200}, numeric(1e-90, 1e100), {1e-90, 1e100}), 1e-90 / all, 1e-12);
    check(aggregated(power_mean{1e6}, hundred, {3, 99}), 99, 1e-5);
    check(aggregated(power_mean{-1e6}, hundred, {3, 99}), 3, 1e-5);
    check(aggregated(power_mean{200}, hundred, {2, 2, 2}), 2, 0);
    check(aggregated(power_mean{200}, hundred, {50, 100}, {1, 1e-50}), 100 * std::pow(1e-50, 1.0 / 200), 1e-11);
  }

  TEST_CASE("power means are exact where all scores are one, and stay between the ends") {
    for (const double p : {-200.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 200.0})
      for (const double x : {1.0, 3.0, 3.3, 7.1, 99.9}) {
        const found f = aggregated(power_mean{p}, hundred, {x, x, x}, {0.1, 0.2, 0.7});
        CHECK(f.score == x);
        CHECK(f.precise == exact(x));
        const double next = std::nextafter(x, 200);
        const found close = aggregated(power_mean{p}, hundred, {x, next}, {0.3, 0.7});
        CHECK(close.score >= x);
        CHECK(close.score <= next);
      }
  }

  TEST_CASE("zero: annihilating, lifted to a floor, or harmless with p > 0") {
    check(aggregated(geometric_mean{annihilating{}}, from_zero, {0, 50}), exact(0));
    check(aggregated(harmonic_mean{annihilating{}}, from_zero, {50, 0}), exact(0));
    check(aggregated(power_mean{-3, annihilating{}}, from_zero, {0, 0}), exact(0));
    check(aggregated(geometric_mean{annihilating{}}, from_zero, {4, 9}), 6);
    check(aggregated(harmonic_mean{annihilating{}}, from_zero, {4, 12}), exact(6));
    check(aggregated(geometric_mean{zero_floor{2}}, from_zero, {8, 0}), 4);
    check(aggregated(geometric_mean{zero_floor{2}}, from_zero, {8, 1}), 4);
    check(aggregated(geometric_mean{zero_floor{2}}, from_zero, {0, 8}), 4);
    check(aggregated(geometric_mean{zero_floor{2}}, from_zero, {3, 12}), 6);  // above the floor it does nothing
    check(aggregated(harmonic_mean{zero_floor{2}}, from_zero, {6, 0}), exact(3));
    check(aggregated(harmonic_mean{zero_floor{2}}, from_zero, {0, 6}), exact(3));
    check(aggregated(power_mean{-2, zero_floor{3}}, from_zero, {4, 0}), std::sqrt(288.0 / 25));  // ((1/9 + 1/16) / 2)^-1/2
    check(aggregated(power_mean{2, zero_floor{3}}, from_zero, {4, 0}), std::sqrt(8.0));          // floors are for p <= 0
    check(aggregated(quadratic_mean{}, from_zero, {0, 0, 6}), std::sqrt(12.0));
    check(aggregated(power_mean{0.5}, from_zero, {0, 16}), 4);
    check(aggregated(power_mean{3}, from_zero, {0, 2}), std::cbrt(4.0));
    check(aggregated(power_mean{1}, signed_scale, {-4, 2}), exact(-1));
  }

  TEST_CASE("median and lower median of odd and even numbers, in any order") {
    check(aggregated(median{}, hundred, {7}), exact(7));
    check(aggregated(median{}, hundred, {9, 2}), exact::ratio(11, 2));
    check(aggregated(median{}, hundred, {9, 2, 4}), exact(4));
    check(aggregated(median{}, hundred, {9, 2, 4, 7}), exact::ratio(11, 2));
    check(aggregated(median{}, hundred, {5, 5, 5, 90}), exact(5));
    check(aggregated(median{}, hundred, {3, 1, 2, 5, 4, 7, 6}), exact(4));
    check(aggregated(median{}, hundred, {8, 3, 1, 2, 5, 4, 7, 6}), exact::ratio(9, 2));
    check(aggregated(lower_median{}, hundred, {7}), exact(7));
    check(aggregated(lower_median{}, hundred, {9, 2}), exact(2));
    check(aggregated(lower_median{}, hundred, {9, 2, 4}), exact(4));
    check(aggregated(lower_median{}, hundred, {9, 2, 4, 7}), exact(4));
    check(aggregated(lower_median{}, hundred, {8, 3, 1, 2, 5, 4, 7, 6}), exact(4));
    check(aggregated(median{}, hundred, {9, not_observed, 4, 7}), exact(7));
    check(aggregated(lower_median{}, hundred, {9, not_applicable, not_observed, 7}), exact(7));
    check(aggregated(median{}, hundred, {1, 2, 60}, {0, 100, 1}), exact(2));  // without weights
  }

  TEST_CASE("best and drop: their first and last count, and fewer scores than the count") {
    const std::vector<rating> x{30, 10, 50, 20};
    check(aggregated(best{1}, hundred, x), exact(50));
    check(aggregated(best{2}, hundred, x), exact(40));
    check(aggregated(best{3}, hundred, x), exact::ratio(100, 3));
    check(aggregated(best{4}, hundred, x), exact::ratio(55, 2));
    check(aggregated(drop_lowest{1}, hundred, x), exact::ratio(100, 3));
    check(aggregated(drop_lowest{3}, hundred, x), exact(50));
    check(aggregated(drop_highest{1}, hundred, x), exact(20));
    check(aggregated(drop_highest{3}, hundred, x), exact(10));
    const std::vector<rating> few{30, not_observed, not_observed, 20};
    check(aggregated(best{3}, hundred, few), exact(25));
    check(aggregated(drop_lowest{1}, hundred, few), exact(30));
    check(aggregated(drop_lowest{3}, hundred, few), exact(30));   // the highest is never dropped
    check(aggregated(drop_highest{1}, hundred, few), exact(20));
    check(aggregated(drop_highest{3}, hundred, few), exact(20));  // nor the lowest
    check(aggregated(best{2}, hundred, {7, 7, 7}), exact(7));
    check(aggregated(drop_lowest{1}, hundred, {7, 7, 3}, {1, 1, 1000}), exact(7));
  }

  TEST_CASE("minimum and maximum, whatever the order and the weights") {
    for (const std::vector<rating>& x : {std::vector<rating>{2, 9, 5}, {9, 5, 2}, {5, 2, 9}, {2, 2, 9}, {9, 2, 9}}) {
      check(aggregated(minimum{}, hundred, x, {1, 2, 3}), exact(2));
      check(aggregated(maximum{}, hundred, x, {0, 0, 3}), exact(9));
    }
    check(aggregated(maximum{}, signed_scale, {-3, -5}), exact(-3));
    check(aggregated(minimum{}, signed_scale, {-3, -5}), exact(-5));
    check(aggregated(maximum{}, hundred, {not_observed, 5}), exact(5));
  }

  TEST_CASE("n_of, all_of, any_of: below, at and above the threshold") {
    const std::vector<rating> x{30, 50, 49.999, 60};
    check(aggregated(any_of{60}, hundred, x), exact(100));
    check(aggregated(any_of{60.001}, hundred, x), exact(1));
    check(aggregated(all_of{30}, hundred, x), exact(100));
    check(aggregated(all_of{30.001}, hundred, x), exact(1));
    check(aggregated(n_of{2, 50}, hundred, x), exact(100));
    check(aggregated(n_of{3, 50}, hundred, x), exact(1));
    check(aggregated(n_of{3, 49.999}, hundred, x), exact(100));
    check(aggregated(n_of{4, 30}, hundred, x), exact(100));
    check(aggregated(n_of{1, 60}, hundred, x), exact(100));
    check(aggregated(all_of{50}, hundred, {50, not_applicable}), exact(100));  // every child that is there
    check(aggregated(n_of{2, 50}, hundred, {50, not_applicable}), exact(1));
    CHECK(aggregated(any_of{50}, hundred, {50, not_observed}).what == status::undetermined);
  }

  // Groups of the weights w with the scores x below: the mean is on the threshold exactly, the double may lie beside it.
  TEST_CASE("conditions on means: rounding noise does not miss a threshold, a real gap does") {
    constexpr std::array<double, 3> weights[] = {{0.1, 0.2, 0.7}, {0.3, 0.3, 0.4}, {0.15, 0.35, 0.5}, {1.1, 2.2, 3.3}};
    std::size_t below = 0, tried = 0;
    for (const auto& w : weights)
      for (int a = 1; a <= 9; ++a)
        for (int b = 1; b <= 9; ++b)
          for (int c = 1; c <= 9; ++c) {
            const exact total = exact(w[0]) + exact(w[1]) + exact(w[2]);
            const exact mean = (exact(w[0]) * a + exact(w[1]) * b + exact(w[2]) * c) / total;
            const double cut = mean.to_double();
            if (!(exact(cut) == mean)) continue;
            dynamic_framework f("f", numeric(1, 9), all_of{cut});
            f.add("f", group("g", leaf("a", w[0]), leaf("b", w[1]), leaf("c", w[2])));
            const std::vector<rating> r{a, b, c};
            const profile p = score(f, r);
            ++tried, below += p["g"].score() < cut;
            CHECK(p.score() == 9);
            CHECK(p.root().exactly().score == 9);
            if (cut + 1e-9 > 9) continue;
            f.set_aggregation("f", all_of{cut + 1e-9});
            CHECK(score(f, r).score() == 1);
          }
    CHECK(tried > 500);
    CHECK(below > 20);  // else the test tests nothing
  }

  TEST_CASE("extra credit adds to the sum and not to the divisor; a penalty takes away; nothing is clamped") {
    dynamic_framework f("f", from_zero);
    f.add("f", leaf("a", 3));
    f.add("f", leaf("b", 1));
    f.add("f", leaf("bonus", 0.2, extra_credit));
    f.add("f", leaf("late", -0.1, extra_credit));
    const auto of = [&](const std::vector<rating>& r) { return score(f, r).root().exactly().score; };
    CHECK(of({80, 60, 0, 0}) == exact(75));
    CHECK(of({80, 60, 40, 0}) == exact(77));
    CHECK(of({80, 60, 0, 40}) == exact(74));
    CHECK(of({100, 100, 100, 0}) == exact(105));
    CHECK(of({0, 0, 0, 100}) == exact::ratio(-5, 2));
    const profile over = score(f, std::vector<rating>{100, 100, 100, 0});
    CHECK(over.score() == 105);
    CHECK(over.unit() == 1.05);
    CHECK(over["bonus"].score() == 100);
    f.set_weighting("f", weighting::percent).set_weight("a", 75).set_weight("b", 25).set_weight("bonus", 5).set_weight("late", -5).check();
    CHECK(of({80, 60, 40, 20}) == exact(76));  // 75 + 2 - 1
  }

  TEST_CASE("extra credit below zero points, and above an empty group") {
    dynamic_framework f("f", signed_scale);
    f.add("f", leaf("a", 2));
    f.add("f", group("bonus", 1, extra_credit, leaf("x"), leaf("y")));
    const auto of = [&](const std::vector<rating>& r) { return score(f, r).root().exactly().score; };
    CHECK(of({4, -2, -4}) == exact::ratio(5, 2));  // (8 - 3) / 2
    CHECK(of({4, 6, not_observed}) == exact(7));
    CHECK(of({4, not_observed, not_observed}) == exact(4));
    f.set_missing("f", pool);
    CHECK(of({4, 6, not_observed}) == exact::ratio(11, 2));  // half of the bonus was rated: (8 + 3) / 2
  }

  TEST_CASE("what each declares") {
    CHECK(weighted_mean::traits.extra_credit);
    CHECK_FALSE(weighted_mean::traits.penalties);
    CHECK(points_ratio::traits == properties{.symmetric = true, .extra_credit = true, .penalties = true, .finite = true});
    for (const properties& p : {minimum::traits, n_of::traits, all_of::traits, any_of::traits}) CHECK(p.missing == no_score);
    for (const properties& p : {weighted_mean::traits, maximum::traits, median::traits, best::traits, power_mean::traits,
                                geometric_mean::traits})
      CHECK(p.missing == skip);
    for (const properties& p : {minimum::traits, maximum::traits, median::traits, lower_median::traits, best::traits, drop_lowest::traits,
                                drop_highest::traits, n_of::traits, all_of::traits, any_of::traits})
      CHECK(p.ignores_weights);
    for (const properties& p : {weighted_mean::traits, power_mean::traits, geometric_mean::traits, harmonic_mean::traits,
                                quadratic_mean::traits})
      CHECK_FALSE(p.ignores_weights);
    CHECK_FALSE(n_of::traits.idempotent);
    CHECK(median::name == "median");
    CHECK(ops_of<best>.name == "best");
  }

  TEST_CASE("a floor lifts the first child too: p = -2, and all below the floor") {
    check(aggregated(power_mean{-2, zero_floor{3}}, from_zero, {0, 4}), std::sqrt(288.0 / 25));
    CHECK(aggregated(geometric_mean{zero_floor{7.1}}, from_zero, {0, 0, 0}).precise == exact(7.1));
  }
  TEST_CASE("a child of weight zero does not decide a power mean") {
    check(aggregated(power_mean{200}, hundred, {1, 2, 100}, {1, 1, 0}), 2 * std::pow(0.5, 1.0 / 200));
    check(aggregated(power_mean{-200}, hundred, {50, 100, 1}, {1, 1, 0}), 50 / std::pow(0.5, 1.0 / 200));
    check(aggregated(geometric_mean{annihilating{}}, from_zero, {50, 50, 0}, {1, 1, 0}), 50);
  }
  TEST_CASE("a score without an exact form makes what depends on it unknown, not something else") {
    const auto of = [](const auto& how, const std::vector<rating>& r) {
      dynamic_framework f("f", hundred, how);
      f.add("f", leaf("a"));
      f.add("f", leaf("b"));
      f.add("f", group("g", geometric_mean{}, leaf("x"), leaf("y")));
      return score(f, r).root().exactly();
    };
    CHECK_FALSE(of(maximum{}, {1, 2, 2, 10}).score == exact(2));       // it is sqrt(20)
    CHECK_FALSE(of(minimum{}, {9, 8, 2, 10}).score == exact(8));
    CHECK_FALSE(of(median{}, {1, 9, 2, 10}).score == exact(1));
    CHECK_FALSE(of(harmonic_mean{}, {3, 3, 2, 10}).score == exact(3));
    CHECK(of(harmonic_mean{}, {3, 6, 2, 8}).what == status::scored);   // of 3, 6 and 4 it is 4
  }
}
