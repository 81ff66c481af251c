// SPDX-License-Identifier: BSL-1.0
// Oracle: hierarchies with missing data, effective weights, hurdles and counted deprivation, against published figures.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/effective_weights.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr rating none = not_observed;
using row = std::array<rating, 6>;  // six units

/// The two upper levels of COINr's example: g1, g2 make p1, g3, g4 make p2; the index of both. COINr's threshold is a share of the
/// direct children, so of two children 0.5 asks for one, and 1 for both.
template <aggregation P, aggregation Index>
constexpr auto index_of(const P& pillar, const Index& top, missing_rule within, missing_rule above) {
  return framework("idx", numeric(1, 100), top, above, group("p1", 0.6, pillar, within, leaf("g1", 2), leaf("g2", 1)),
                   group("p2", 0.4, pillar, within, leaf("g3", 1), leaf("g4", 3)));
}
/// Compares p1, p2 and the index of all units; a negative expectation: no score.
template <class Framework>
void compare(const Framework& f, const std::array<row, 4>& g, const std::array<std::array<double, 6>, 3>& expected, double tolerance) {
  for (std::size_t unit = 0; unit < 6; ++unit) {
    const profile p = score(f.view(), std::array<rating, 4>{g[0][unit], g[1][unit], g[2][unit], g[3][unit]});
    const std::array<profile_entry, 3> found{p["p1"], p["p2"], p.root()};
    for (std::size_t k = 0; k < 3; ++k) {
      INFO("unit " << unit << ", node " << found[k].id());
      CHECK(found[k].has_score() == (expected[k][unit] >= 0));
      if (found[k].has_score()) CHECK(std::abs(found[k].score() - expected[k][unit]) <= tolerance);
    }
  }
}

}  // namespace

TEST_SUITE("oracle") {
  // h.coinr.amean_t0.5, _t1, _bylevel, h.coinr.gmean_none, h.coinr.mixed_a_a_g: COINr 1.1.14 (Aggregate with dat_thresh) and a
  // recursive reference agree. The scores of the lowest groups are given there, and are the ratings here.
  TEST_CASE("levels with thresholds for missing children") {
    constexpr std::array<row, 4> g{{{25.75, 88.3125, 67, 9.25, 39.5, 81.4375},
                                    {45.55, 29.4625, 87.625, 19.5625, 100, 50.5},
                                    {none, 50.5, 100, 38.125, 13.375, 50.5},
                                    {75.25, 25.75, none, 50.5, 100, 1}}};
    constexpr auto half = index_of(weighted_mean{}, weighted_mean{}, require_children(1), require_children(1));
    compare(half, g, {{{32.35, 68.69583333333333, 73.875, 12.6875, 59.666666666666664, 71.125},
                       {75.25, 31.9375, 100, 47.40625, 78.34375, 13.375},
                       {49.51, 53.9925, 84.325, 26.575, 67.1375, 48.025}}}, 1e-10);
    constexpr std::array<row, 4> all{{{25.75, 88.3125, none, none, 39.5, 81.4375}, {45.55, 29.4625, 87.625, 19.5625, none, 50.5}, g[2], g[3]}};
    constexpr auto whole = index_of(weighted_mean{}, weighted_mean{}, require_children(2), require_children(2));
    compare(whole, all, {{{32.35, 68.69583333333333, -1, -1, -1, 71.125}, {-1, 31.9375, -1, 47.40625, 78.34375, 13.375}, {-1, 53.9925, -1, -1, -1, 48.025}}}, 1e-10);
    constexpr auto by_level = index_of(weighted_mean{}, weighted_mean{}, require_children(2), require_children(1));
    // COINr: 0.5 below, 1 for the pillars, 0 for the index; a pillar with one child has none here where both are asked for
    compare(by_level, g, {{{32.35, 68.69583333333333, 73.875, 12.6875, 59.666666666666664, 71.125}, {-1, 31.9375, -1, 47.40625, 78.34375, 13.375},
                           {32.35, 53.9925, 73.875, 26.575, 67.1375, 48.025}}}, 1e-10);
    constexpr auto mixed = index_of(weighted_mean{}, geometric_mean{}, skip, skip);
    compare(mixed, g, {{{32.35, 68.69583333333333, 73.875, 12.6875, 59.666666666666664, 71.125}, {75.25, 31.9375, 100, 47.40625, 78.34375, 13.375},
                        {45.34476679671551, 50.56832921630299, 83.38702817779544, 21.49610991765949, 66.5335670811629, 36.45279925337653}}}, 1e-10);
    constexpr std::array<row, 4> geometric{{{13.527310576967276, 87.52865938584901, 58.309518948453, 2.9529702918122442, 19.439840433094307, 80.79414291458683},
                                            {21.66594837393108, 29.37974959463869, 84.29908185606739, 2.945280256011088, 100, 50.50000000000001},
                                            {none, 50.50000000000001, 100, 8.674675786448738, 5.07444578254611, 44.01917195949964},
                                            {75.25000000000003, 25.749999999999996, none, 50.50000000000001, 100, 1}}};
    constexpr auto roots = index_of(geometric_mean{}, geometric_mean{}, skip, skip);
    compare(roots, geometric, {{{15.827058543667114, 60.82977561622178, 65.93265845646498, 2.950404718191659, 33.557927430170366, 69.07968971367873},
                                {75.25000000000003, 30.472337486165735, 100, 32.511113676719184, 47.46212231020435, 2.575790085419488},
                                {29.528591171687406, 46.13516057335322, 77.88617073326635, 7.704450956818399, 38.54925062111117, 18.534224268617393}}}, 1e-10);
  }

  // h.coinr.effective_weights: COINr 1.1.14 (get_eff_weights) and the product down the tree agree.
  TEST_CASE("effective weights") {
    constexpr auto f = framework("idx", numeric(0, 1),
                                 group("p1", 0.6, group("g1", 2, leaf("i1", 1), leaf("i2", 2), leaf("i3", 1)), group("g2", 1, leaf("i4", 3), leaf("i5", 1))),
                                 group("p2", 0.4, group("g3", 1, leaf("i6"), leaf("i7")), group("g4", 3, leaf("i8"))));
    const auto weights = effective_weights(f);
    double leaves = 0;
    constexpr std::pair<std::string_view, double> expected[] = {{"i1", 0.1}, {"i2", 0.2}, {"i3", 0.1}, {"i4", 0.15}, {"i5", 0.05}, {"i6", 0.05}, {"i7", 0.05}, {"i8", 0.3},
                                                                {"g1", 0.4}, {"g2", 0.2}, {"g3", 0.1}, {"g4", 0.3}, {"p1", 0.6}, {"p2", 0.4}, {"idx", 1}};
    for (const auto& [id, weight] : expected) {
      const std::uint32_t i = id == "idx" ? 0 : f.at(id).index;
      CHECK(std::abs(weights[i] - weight) <= 1e-12);
      if (f.nodes[i].is_leaf()) leaves += weights[i];
    }
    CHECK(std::abs(leaves - 1) <= 1e-12);
  }

  // a.mpi.4x3: the formula of Mazziotta and Pareto (2016) and Compind 3.4 agree; Compind takes the sample's standard deviation for
  // MPI. a.ampi.4x3: goalposts around a reference, 70 to 130, then the same with the population's; Compind 3.4 agrees where it
  // heeds its sign. The second row has no variation: the index is the mean.
  TEST_CASE("Mazziotta-Pareto index") {
    constexpr std::array<std::array<rating, 3>, 4> z{{{110, 95, 102}, {100, 100, 100}, {120, 80, 100}, {90, 91, 89}}};
    const auto check = [&](const mazziotta_pareto& how, const std::array<std::array<rating, 3>, 4>& x, const std::array<double, 4>& expected, double tolerance) {
      for (std::size_t i = 0; i < 4; ++i) {
        const auto f = framework("mpi", numeric(0, 200), how, leaf("a"), leaf("b"), leaf("c"));
        const profile p = score(f.view(), x[i]);
        CHECK(std::abs(p.score() - expected[i]) <= tolerance);
        CHECK(std::abs(p.exactly().score.to_double() - expected[i]) <= tolerance);
      }
    };
    check(mazziotta_pareto{}, z, {101.96634093376764, 100, 97.33333333333333, 89.99259259259259}, 1e-12);
    check(mazziotta_pareto{1}, z, {102.70032573289902, 100, 102.66666666666667, 90.00740740740741}, 1e-12);
    check(mazziotta_pareto{-1, 1}, z, {101.78284473398479, 100, 96, 89.9888888888889}, 1e-12);
    check(mazziotta_pareto{1, 1}, z, {102.88382193268187, 100, 104, 90.0111111111111}, 1e-12);

    // goalposts: reference 100, half the range of each column (15, 10, 6.5) below and above, to 70 and 130
    constexpr double half[] = {15, 10, 6.5};
    std::array<std::array<rating, 3>, 4> scaled{};
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t k = 0; k < 3; ++k) scaled[i][k] = 70 + 60 * (z[i][k].points - (100 - half[k])) / (2 * half[k]);
    check(mazziotta_pareto{}, scaled, {102.69827072152653, 100, 75.23809523809523, 64.83774663272571}, 5e-4);
    check(mazziotta_pareto{1}, scaled, {106.78890876565295, 100, 111.42857142857143, 69.9827661877871}, 5e-4);
  }

  // u.hurdle.conjunctive: minimums for each criterion beside the weighted mean; the definition of Hwang and Yoon, Multiple Attribute Decision
  // Making (1981). A child that is met or not for each criterion, all of which must be.
  TEST_CASE("conjunctive minimums beside a weighted mean") {
    constexpr auto hurdle = [](std::string_view id, double least) { return group(id, all_of{least}, leaf("x")); };
    constexpr auto f = framework("hurdles", numeric(0, 100), all_of{100}, hurdle("a", 70), hurdle("b", 65), hurdle("c", 70), hurdle("d", 75), hurdle("e", 70),
                                 hurdle("f", 70), hurdle("g", 75));
    constexpr auto mean = framework("mean", numeric(0, 100), leaf("a", 0.066), leaf("b", 0.196), leaf("c", 0.066), leaf("d", 0.13), leaf("e", 0.13), leaf("f", 0.216),
                                    leaf("g", 0.196));
    constexpr std::array<std::array<rating, 7>, 6> people{{{80, 70, 87, 77, 76, 80, 75}, {85, 65, 76, 80, 75, 65, 75}, {78, 90, 72, 80, 85, 90, 85}, {75, 84, 69, 85, 65, 65, 70},
                                                           {84, 67, 60, 75, 85, 75, 80}, {85, 78, 82, 81, 79, 80, 80}}};
    constexpr std::array<bool, 6> passes{true, false, true, false, false, true};
    constexpr std::array<int, 6> first_failed{-1, 5, -1, 2, 2, -1};
    constexpr std::array<double, 6> means{76.612, 72.256, 85.09, 73.228, 75.316, 80.07};
    for (std::size_t i = 0; i < 6; ++i) {
      const profile hurdles = score(f.view(), people[i]);
      CHECK((hurdles.score() == 100) == passes[i]);
      int first = -1, k = 0;
      for (const profile_entry e : hurdles)
        if (e.depth() == 1) first = first < 0 && e.score() < 100 ? k : first, ++k;
      CHECK(first == first_failed[i]);
      CHECK(std::abs(score(mean.view(), people[i]).score() - means[i]) <= 1e-12);
    }
  }

  // u.alkirefoster.k0.25, k0.4: deprived below 60, weights 0.4, 0.35, 0.25; Alkire and Foster, Journal of Public Economics 95 (2011).
  TEST_CASE("share of the weight that reaches a cutoff, and its complement, deprivation") {
    constexpr auto f = framework("deprivation", numeric(0, 100), share_reaching{60}, leaf("a", 0.4), leaf("b", 0.35), leaf("c", 0.25));
    constexpr std::array<std::array<rating, 3>, 4> people{{{80, 50, 95}, {55, 50, 40}, {61, 60, 59}, {90, 90, 90}}};
    constexpr std::array<double, 4> deprivation{0.35, 1, 0.25, 0};
    struct cut {
      double k, headcount, adjusted;
    };
    for (const cut& c : {cut{0.25, 0.75, 0.4}, cut{0.4, 0.25, 0.25}}) {
      double poor = 0, sum = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        const profile p = score(f.view(), people[i]);
        const exact share = exact(1) - p.exactly().score / 100;
        CHECK(share == deprivation[i]);
        CHECK(std::abs(1 - p.unit() - deprivation[i]) <= 1e-12);
        if (share >= c.k) poor += 1, sum += share.to_double();
      }
      CHECK(poor / 4 == c.headcount);
      CHECK(std::abs(sum / 4 - c.adjusted) <= 1e-12);
    }
  }
}
