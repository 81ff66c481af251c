// SPDX-License-Identifier: BSL-1.0
// Oracle: capacities, their indices and integrals against figures that other programs compute and publish.
#include <prowess/aggregation/analysis/capacity.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr rating none = not_observed;

template <std::size_t N> void check(const std::array<double, N>& found, const std::array<double, N>& expected) {
  for (std::size_t i = 0; i < N; ++i) {
    INFO("at " << i << ": " << found[i] << ", expected " << expected[i]);
    CHECK(std::abs(found[i] - expected[i]) <= 1e-12);
  }
}
void check(double found, double expected) { check(std::array{found}, std::array{expected}); }
/// Interactions of pairs, row by row, in both orders.
template <std::size_t N, std::size_t Pairs> void check_interactions(const capacity<N>& mu, const std::array<double, Pairs>& expected) {
  for (std::size_t i = 0, pair = 0; i < N; ++i)
    for (std::size_t j = i + 1; j < N; ++j, ++pair) check(std::array{mu.interaction(i, j), mu.interaction(j, i)}, std::array{expected[pair], expected[pair]});
}

constexpr capacity<4> man{0,
                          0.07692307692307693,
                          0.15384615384615385,
                          0.38461538461538464,
                          0.23076923076923078,
                          0.46153846153846156,
                          0.6153846153846154,
                          0.8461538461538461,
                          0.3076923076923077,
                          0.5384615384615384,
                          0.6923076923076923,
                          0.9230769230769231,
                          0.7692307692307693,
                          1,
                          1,
                          1};
constexpr capacity<3> students{0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1}, additive{0, 0.5, 0.3, 0.8, 0.2, 0.7, 0.5, 1}, lowest_of{0, 0, 0, 0, 0, 0, 0, 1},
    highest_of{0, 1, 1, 1, 1, 1, 1, 1};

/// What a group of three or four with this aggregation makes of ratings; the same bits from the constant and the dynamic form.
template <aggregation A, std::size_t N> node_result aggregated(const A& how, double top, const std::array<rating, N>& x, missing_rule missing = {}) {
  constexpr std::array<std::string_view, 4> ids{"a", "b", "c", "d"};
  const auto f = [&]<std::size_t... K>(std::index_sequence<K...>) {
    return framework("group", numeric(0, top), how, missing, leaf(ids[K])...);
  }(std::make_index_sequence<N>{});
  const profile p = score(f.view(), x);
  const dynamic_framework copy(f);
  CHECK(score(copy, x) == p);
  return p.view().results[0];
}
template <std::size_t N> exact exactly(const choquet_integral<N>& how, double top, const std::array<rating, N>& x) {
  const auto f = [&]<std::size_t... K>(std::index_sequence<K...>) {
    constexpr std::array<std::string_view, 4> ids{"a", "b", "c", "d"};
    return framework("group", numeric(0, top), how, leaf(ids[K])...);
  }(std::make_index_sequence<N>{});
  return score(f.view(), x).root().exactly().score;
}

// At compile time too.
static_assert(students.shapley()[2] > 0.4166666666666 && students.shapley()[2] < 0.4166666666667);
constexpr auto school = framework("school", numeric(0, 20), choquet_integral{students}, leaf("mathematics"), leaf("physics"), leaf("literature"));
static_assert(score<school>(std::array<rating, 3>{14, 15, 15}).root().exactly().score == 14.9);
static_assert(two_additive<3>({1, 1, 1}, {0, 0, 0})[3] == 2.0 / 3);
static_assert(*orness(std::array{1.0, 0.0, 0.0}) == 1);

}  // namespace

TEST_SUITE("oracle") {
  // a.capacity.kappalab_man: kappalab 0.4-12 (Shapley.value, interaction.indices, orness, veto, favor, Mobius); the Shapley formula agrees.
  TEST_CASE("indices of a capacity on four") {
    check(man.shapley(), {0.1346153846153846, 0.2115384615384615, 0.28846153846153844, 0.3653846153846154});
    check_interactions(man, std::array{-0.025641025641025605, -0.025641025641025668, -0.02564102564102562, -0.06410256410256412, -0.0641025641025641,
                                       -0.06410256410256407});
    check(man.orness(), 0.5705128205128206);
    check(man.veto(), {0.3589743589743589, 0.4017094017094017, 0.45299145299145305, 0.5042735042735043});
    check(man.favor(), {0.4871794871794873, 0.5470085470085471, 0.5982905982905982, 0.6495726495726495});
    check(man.mobius(), {0, 0.07692307692307693, 0.15384615384615385, 0.15384615384615385, 0.23076923076923078, 0.15384615384615385, 0.23076923076923078,
                         -0.1538461538461539, 0.3076923076923077, 0.1538461538461538, 0.23076923076923073, -0.1538461538461537, 0.23076923076923084,
                         -0.1538461538461539, -0.3846153846153847, -0.07692307692307693});
  }
  // a.capacity.grabisch_students: kappalab; Grabisch, European Journal of Operational Research 89 (1996), 445-456.
  TEST_CASE("indices of the students' capacity") {
    check(students.shapley(), {0.29166666666666663, 0.29166666666666663, 0.41666666666666663});
    check_interactions(students, std::array{-0.45, 0.1, 0.1});
    check(students.orness(), 0.5833333333333334);
    check(students.veto(), {0.36250000000000004, 0.36250000000000004, 0.525});
    check(students.favor(), {0.575, 0.575, 0.6000000000000001});
    check(students.mobius(), {0, 0.45, 0.45, -0.4, 0.3, 0.15000000000000002, 0.15000000000000002, -0.10000000000000003});
  }
  // a.capacity.max: kappalab.
  TEST_CASE("indices of the maximum") {
    check(highest_of.shapley(), {0.3333333333333333, 0.3333333333333333, 0.3333333333333333});
    check_interactions(highest_of, std::array{-0.5, -0.5, -0.5});
    check(highest_of.orness(), 0.9999999999999999);
    check(highest_of.veto(), {0, 0, 0});
    check(highest_of.favor(), {1, 1, 1});
    check(highest_of.mobius(), {0, 1, 1, -1, 1, -1, -1, 1});
  }
  TEST_CASE("indices of the minimum, by hand") {
    check_interactions(lowest_of, std::array{0.5, 0.5, 0.5});
    check(lowest_of.orness(), 0);
    check(lowest_of.veto(), {1, 1, 1});
    check(lowest_of.favor(), {0, 0, 0});
  }

  // a.choquet.grabisch_students.3: kappalab, the formula and the paper agree (students' marks 14, 15, 15: 14.9).
  // a.choquet.additive_5_3_2.1, min.1, max.1: kappalab and the formula agree.
  TEST_CASE("Choquet integrals") {
    constexpr std::array<rating, 3> x{18, 16, 10};
    check(aggregated(choquet_integral{students}, 20, std::array<rating, 3>{14, 15, 15}).score, 14.9);
    check(aggregated(choquet_integral{additive}, 20, x).score, 15.8);
    CHECK(aggregated(choquet_integral{lowest_of}, 20, x).score == 10);
    CHECK(aggregated(choquet_integral{highest_of}, 20, x).score == 18);
    CHECK(exactly(choquet_integral{students}, 20, {14, 15, 15}) == 14.9);
    CHECK(exactly(choquet_integral{additive}, 20, x) == 15.8);
    CHECK(choquet_integral{0, 0.5, 0.5, 1}.values() == std::array{0.0, 0.5, 0.5, 1.0});
  }
  // x_for_sugeno of the same: kappalab and the formula agree. On a scale from 0 to 20 the capacity is spread over it.
  TEST_CASE("Sugeno integrals") {
    check(aggregated(sugeno_integral{students}, 1, std::array<rating, 3>{0.7, 0.75, 0.75}).score, 0.75);
    constexpr std::array<rating, 3> x{0.9, 0.8, 0.5};
    check(aggregated(sugeno_integral{additive}, 1, x).score, 0.8);
    CHECK(aggregated(sugeno_integral{lowest_of}, 1, x).score == 0.5);
    CHECK(aggregated(sugeno_integral{highest_of}, 1, x).score == 0.9);
    check(aggregated(sugeno_integral{additive}, 20, std::array<rating, 3>{18, 16, 10}).score, 16);
    CHECK(aggregated(sugeno_integral{additive}, 20, std::array<rating, 3>{7, 7, 7}).score == 7);
  }

  // a.owa.mean, max, min: x = 0.6, 0.9, 0.3, 0.7. An ordered weighted average is the Choquet integral of a symmetric capacity;
  // both formulas agree. Orness and dispersion: Yager, IEEE Transactions on Systems, Man, and Cybernetics 18 (1988), 183-190.
  TEST_CASE("ordered weighted averages: result, orness and dispersion") {
    struct {
      std::array<double, 4> weights;
      double y, orness, dispersion;
    } const all[] = {{{0.25, 0.25, 0.25, 0.25}, 0.625, 0.5, 1.3862943611198906}, {{1, 0, 0, 0}, 0.9, 1, 0}, {{0, 0, 0, 1}, 0.3, 0, 0}};
    for (const auto& each : all) {
      std::array<double, 16> values{};
      for (std::size_t of = 0; of < 16; ++of)
        for (std::size_t k = 0; k < static_cast<std::size_t>(std::popcount(of)); ++k) values[of] += each.weights[k];
      const capacity<4> symmetric(values);
      check(aggregated(choquet_integral{symmetric}, 1, std::array<rating, 4>{0.6, 0.9, 0.3, 0.7}).score, each.y);
      check(symmetric.orness(), each.orness);
      check(*orness(each.weights), each.orness);
      check(*dispersion(each.weights), each.dispersion);
    }
    check(*orness(std::array{3.0, 0.0, 1.0}), 0.75);
    CHECK(!orness(std::array{1.0}));
    CHECK(!orness(std::array{0.0, 0.0}));
    CHECK(!orness(std::array{1.0, -1.0}));
    CHECK(!dispersion(std::array{0.0, 0.0}));
    CHECK(!dispersion(std::array{2.0, -1.0}));
    CHECK(*dispersion(std::array{2.0}) == 0);
  }

  // Grabisch, Fuzzy Sets and Systems 92 (1997), 167-189: the integral is the mean by importances less half the interactions' distances.
  TEST_CASE("a capacity from importances and interactions gives them back") {
    constexpr std::array importances{0.1, 0.2, 0.3, 0.4};
    constexpr std::array interactions{0.1, -0.1, 0.0, 0.05, -0.25, 0.25};
    constexpr auto mu = two_additive(importances, interactions);
    CHECK(mu[15] == 1);  // although 0.1 + 0.2 + 0.3 + 0.4 needs exact numbers for that in every order
    check(mu.shapley(), importances);
    check_interactions(mu, interactions);
    for (std::size_t of = 0; of < 16; ++of)
      if (std::popcount(of) > 2) check(mu.mobius()[of], 0);
    constexpr std::array<double, 4> x{2, 17, 5, 11};
    double by_hand = 0;
    for (std::size_t a = 0, pair = 0; a < 4; ++a) {
      by_hand += importances[a] * x[a];
      for (std::size_t b = a + 1; b < 4; ++b, ++pair) by_hand -= interactions[pair] * std::abs(x[a] - x[b]) / 2;
    }
    check(aggregated(choquet_integral{mu}, 20, std::array<rating, 4>{2, 17, 5, 11}).score, by_hand);
    CHECK(two_additive<3>({1, 1, 1}, {0, 0, 0}) == two_additive<3>({40, 40, 40}, {0, 0, 0}));
    CHECK(two_additive<2>({1, 1}, {2})[1] == 0);  // the minimum
    CHECK(two_additive<3>({40, 30, 30}, {10, 0, -10}) == two_additive<3>({0.4, 0.3, 0.3}, {0.1, 0, -0.1}));
  }

  TEST_CASE("an absent child leaves it open, or the others' capacity counts") {
    constexpr std::array<rating, 3> gap{14, none, 10};
    CHECK(aggregated(choquet_integral{students}, 20, gap).what == status::undetermined);
    CHECK(aggregated(sugeno_integral{students}, 20, gap).what == status::undetermined);
    check(aggregated(choquet_integral{additive}, 20, gap, skip).score, (0.5 * 14 + 0.2 * 10) / 0.7);
    check(aggregated(choquet_integral{students}, 20, gap, skip).score, 10 + 4 * 0.45 / 0.9);
    CHECK(aggregated(choquet_integral{students}, 20, std::array<rating, 3>{7, none, 7}, skip).score == 7);
    CHECK(aggregated(choquet_integral{lowest_of}, 20, gap, skip).what == status::out_of_domain);
    CHECK(aggregated(sugeno_integral{lowest_of}, 20, gap, skip).what == status::out_of_domain);
    check(aggregated(sugeno_integral{students}, 20, gap, skip).score, 10);
  }
  TEST_CASE("an integral stays within the scores, to the last bit") {
    std::uint64_t seed = 1;
    const auto next = [&seed] { return static_cast<double>((seed = seed * 6364136223846793005U + 1442695040888963407U) >> 11) * 0x1p-53; };
    for (int i = 0; i < 200; ++i) {
      const double a = next(), b = next();
      std::array<term<double>, 3> terms{{{a, 1, 1, 0, false}, {b, 1, 1, 1, false}, {a, 1, 1, 2, false}}};
      const double r = *detail::choquet_integral_rule::reduce(std::span<term<double>>(terms), parameters{man.values(), 0, 1, 4});
      CHECK(r >= (a < b ? a : b));
      CHECK(r <= (a < b ? b : a));
    }
  }
  TEST_CASE("what is no capacity") {
    REQUIRE(try_capacity<3>(students.values()).has_value());
    CHECK(try_capacity<3>(students.values()).value() == students);
    CHECK(try_capacity<2>({0, 0.5, 0.5, 0.9}).problems()[0].text() == "capacity: the value of all children must be 1");
    const auto why = [](const auto& values) { return detail::capacity_objection(std::span<const double>(values)); };
    CHECK(why(man.values()).empty());
    CHECK(why(std::array{0.0, 0.5, 1.0}) == "it needs a value for each coalition of 2 to 16 children: 2^children of them");
    CHECK(why(std::array{0.0, 1.0}) == "it needs a value for each coalition of 2 to 16 children: 2^children of them");
    CHECK(why(std::array{0.1, 0.5, 0.5, 1.0}) == "the value of no children must be 0");
    CHECK(why(std::array{0.0, 0.5, 0.5, 0.9}) == "the value of all children must be 1");
    CHECK(why(std::array{0.0, 0.5, 1.1, 1.0}) == "a coalition must not be worth less than a part of it");
    CHECK(why(std::array{0.0, -0.5, 0.5, 1.0}) == "a coalition must not be worth less than a part of it");
    CHECK(why(std::array{0.0, HUGE_VAL - HUGE_VAL, 0.5, 1.0}) == "a coalition must not be worth less than a part of it");
    CHECK(detail::choquet_integral_rule::objection(parameters{students.values(), 0, 1, 4}, 4) ==
          "it needs a value for each coalition of 2 to 16 children: 2^children of them");
    CHECK(detail::choquet_integral_rule::objection(parameters{students.values(), 0, 1, 3}, 3).empty());
  }
}
