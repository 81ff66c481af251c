// SPDX-License-Identifier: BSL-1.0
// Oracle: weights from judgements against figures that papers publish and other programs compute.
#include <prowess/number/exact.hpp>
#include <prowess/weighting/ahp.hpp>
#include <prowess/weighting/analysis/ahp.hpp>
#include <prowess/weighting/analysis/best_worst.hpp>
#include <prowess/weighting/direct.hpp>
#include <prowess/weighting/ranks.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

using numbers = std::vector<double>;

/// The weights as they are written.
template <class W> numbers weights_of(const W& how, const numbers& judged, std::size_t children) {
  const auto values = detail::values_of_weighting(how);
  numbers weights(children, -1);
  const std::string_view objection = W::weigh({.children = children, .numbers = judged, .values = values}, weights);
  INFO(objection);
  CHECK(objection.empty());
  return weights;
}
numbers shares(numbers weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& w : weights) w /= total;
  return weights;
}
numbers places(std::size_t n) {
  numbers ranks(n);
  std::iota(ranks.begin(), ranks.end(), 1);
  return ranks;
}
void check(const numbers& found, const numbers& expected, double tolerance) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("weight " << i << ": " << found[i] << ", expected " << expected[i] << ", off by " << found[i] - expected[i]);
    CHECK(std::abs(found[i] - expected[i]) <= tolerance);
  }
}
void check(double found, double expected, double tolerance) { check(numbers{found}, numbers{expected}, tolerance); }

struct fraction {
  std::int64_t p, q;
};
/// The weights are whole numbers without a common divisor, and exactly in these proportions.
template <class W> void check(const W& how, const numbers& ranks, const numbers& expected, const std::vector<fraction>& precise) {
  const numbers weights = weights_of(how, ranks, ranks.size());
  check(shares(weights), expected, 1e-12);
  exact total;
  std::int64_t common = 0;
  for (const double w : weights) {
    CHECK(w == std::floor(w));
    total += w, common = std::gcd(common, static_cast<std::int64_t>(w));
  }
  CHECK(common == 1);
  for (std::size_t i = 0; i < precise.size(); ++i) CHECK(exact{weights[i]} / total == exact::ratio(precise[i].p, precise[i].q));
}

/// A matrix by its upper triangle.
struct ahp_case {
  numbers triangle, eigenvector, geometric;
  std::size_t children;
  double lambda_max, index, geometric_index;
  std::array<double, 4> ratios;  ///< Saaty 1980, Saaty 2005, Donegan and Dodd, Tummala and Ling
};
const numbers leader_criteria{4, 3, 7, 1.0 / 3, 3, 5};

template <class Rule> numbers ahp_weights(std::span<const double> judged, std::size_t children) {
  numbers weights(children, -1);
  CHECK(Rule::weigh({.children = children, .values = judged}, weights) == "");
  return weights;
}
void check(const ahp_case& c) {
  check(ahp_weights<ahp_eigenvector_rule>(c.triangle, c.children), c.eigenvector, 1e-10);
  check(ahp_weights<ahp_rule>(c.triangle, c.children), c.geometric, 1e-10);
  for (const random_index table : {random_index::saaty_1980, random_index::saaty_2005, random_index::donegan_dodd, random_index::tummala_ling}) {
    const ahp_consistency found = check_ahp(c.triangle, c.children, table);
    check(found.lambda_max, c.lambda_max, 1e-10);
    check(found.index, c.index, 1e-10);
    check(found.geometric_index, c.geometric_index, 1e-10);
    check(found.ratio, c.ratios[static_cast<std::size_t>(table)], 1e-10);
    CHECK(found.table == table);
    CHECK(found.children == c.children);
  }
}

constexpr auto leader = check_ahp(ahp{4, 3, 7, 1.0 / 3, 3, 5}, random_index::saaty_1980);
static_assert(leader.ratio > 0.0438 && leader.ratio < 0.0439);

}  // namespace

TEST_SUITE("oracle") {
  // w.roc.n2, n5, n6, n8, n16: rank-order centroid. The published table (Edwards and Barron 1994; Barron and Barrett 1996), the formula
  // in rational numbers and pyDecision (roc_method) agree.
  TEST_CASE("rank-order centroid weights") {
    check(rank_order_centroid{}, places(2), {0.75, 0.25}, {{3, 4}, {1, 4}});
    check(rank_order_centroid{}, places(5), {0.45666666666666667, 0.25666666666666665, 0.15666666666666668, 0.09, 0.04},
          {{137, 300}, {77, 300}, {47, 300}, {9, 100}, {1, 25}});
    check(rank_order_centroid{}, places(6),
          {0.4083333333333333, 0.24166666666666667, 0.15833333333333333, 0.10277777777777777, 0.06111111111111111, 0.027777777777777776},
          {{49, 120}, {29, 120}, {19, 120}, {37, 360}, {11, 180}, {1, 36}});
    check(rank_order_centroid{}, places(8),
          {0.33973214285714287, 0.21473214285714284, 0.15223214285714284, 0.11056547619047619, 0.07931547619047619, 0.05431547619047619,
           0.033482142857142856, 0.015625},
          {{761, 2240}, {481, 2240}, {341, 2240}, {743, 6720}, {533, 6720}, {73, 1344}, {15, 448}, {1, 64}});
    check(rank_order_centroid{}, places(16),
          {0.21129556207681208, 0.14879556207681208, 0.11754556207681208, 0.09671222874347875, 0.08108722874347875, 0.06858722874347874,
           0.05817056207681208, 0.04924199064824065, 0.04142949064824065, 0.0344850462037962, 0.028235046203796205, 0.02255322802197802,
           0.01734489468864469, 0.012537202380952382, 0.008072916666666667, 0.00390625},
          {{2436559, 11531520}, {1715839, 11531520}, {1355479, 11531520}, {1115239, 11531520}, {935059, 11531520}, {158183, 2306304},
           {134159, 2306304}, {113567, 2306304}, {95549, 2306304}, {8837, 256256}, {36177, 1281280}, {2627, 116480}, {6061, 349440},
           {337, 26880}, {31, 3840}, {1, 256}});
  }

  // w.roc.n4.tie23: the second and third place are shared, and so is the mean of their weights. By the formula.
  TEST_CASE("rank-order centroid weights with a tie") {
    const numbers expected{0.5208333333333334, 0.20833333333333331, 0.20833333333333331, 0.0625};
    const std::vector<fraction> precise{{25, 48}, {5, 24}, {5, 24}, {1, 16}};
    check(rank_order_centroid{}, {1, 2.5, 2.5, 4}, expected, precise);
    check(rank_order_centroid{}, {1, 2, 2, 4}, expected, precise);
    check(rank_order_centroid{}, {-7, 0, 0, 1000}, expected, precise);
  }

  // w.ranksum.n5, n8, w.rankrecip.n4, n5: the formulas in rational numbers and pyDecision (rsw_method, rrw_method) agree.
  TEST_CASE("rank sum and rank reciprocal weights") {
    check(rank_sum{}, places(5), {0.3333333333333333, 0.26666666666666666, 0.2, 0.13333333333333333, 0.06666666666666667},
          {{1, 3}, {4, 15}, {1, 5}, {2, 15}, {1, 15}});
    check(rank_sum{}, places(8),
          {0.2222222222222222, 0.19444444444444445, 0.16666666666666666, 0.1388888888888889, 0.1111111111111111, 0.08333333333333333,
           0.05555555555555555, 0.027777777777777776},
          {{2, 9}, {7, 36}, {1, 6}, {5, 36}, {1, 9}, {1, 12}, {1, 18}, {1, 36}});
    check(rank_reciprocal{}, places(4), {0.48, 0.24, 0.16, 0.12}, {{12, 25}, {6, 25}, {4, 25}, {3, 25}});
    check(rank_reciprocal{}, places(5),
          {0.43795620437956206, 0.21897810218978103, 0.145985401459854, 0.10948905109489052, 0.08759124087591241},
          {{60, 137}, {30, 137}, {20, 137}, {15, 137}, {12, 137}});
  }

  // w.rankexp.n5.z2.0: by the formula, (n + 1 - i)^2 over the total.
  TEST_CASE("rank exponent weights") {
    check(rank_exponent{}, places(5), {0.45454545454545453, 0.2909090909090909, 0.16363636363636364, 0.07272727272727272, 0.01818181818181818},
          {{25, 55}, {16, 55}, {9, 55}, {4, 55}, {1, 55}});
  }

  // w.direct.swing, w.direct.smart10, w.direct.points: raw numbers over their sum.
  TEST_CASE("direct weights") {
    CHECK(weights_of(swing{}, {100, 80, 40, 20}, 4) == numbers{100, 80, 40, 20});
    check(shares(weights_of(swing{}, {100, 80, 40, 20}, 4)),
          {0.4166666666666667, 0.3333333333333333, 0.16666666666666666, 0.08333333333333333}, 1e-12);
    check(shares(weights_of(smart{}, {60, 30, 20, 10}, 4)), {0.5, 0.25, 0.16666666666666666, 0.08333333333333333}, 1e-12);
    check(shares(weights_of(point_allocation{}, {35, 25, 25, 15}, 4)), {0.35, 0.25, 0.25, 0.15}, 1e-12);
  }

  // w.rancom.wieckowski2023: seven criteria, the first two tied. The published weights (4 digits), pymcdm (RANCOM) and the row sums of
  // the matrix agree. Its order is 1 and 2, 7, 3, 6, 5, 4.
  TEST_CASE("RANCOM weights") {
    check(rancom{}, {1, 1, 4, 7, 6, 5, 3},
          {0.24489795918367346, 0.24489795918367346, 0.14285714285714285, 0.02040816326530612, 0.061224489795918366, 0.10204081632653061,
           0.1836734693877551},
          {{12, 49}, {12, 49}, {7, 49}, {1, 49}, {3, 49}, {5, 49}, {9, 49}});
  }

  // ahp.saaty2008_drinks: Saaty, International Journal of Services Sciences 1 (2008), 83-98 (3 digits). numpy, pymcdm, pyDecision,
  // AHPy and the formulas agree.
  TEST_CASE("comparisons of drinks in pairs") {
    check({.triangle = {9, 5, 2, 1, 1, 0.5, 1.0 / 3, 1.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 3, 0.25, 1.0 / 3, 1.0 / 9, 0.5, 1,
                        1.0 / 3, 2, 0.5, 1.0 / 3},
           .eigenvector = {0.17745674744571682, 0.01914947602435358, 0.0418311816620979, 0.11641703173485865, 0.18957237532617613,
                           0.12878054853872256, 0.32679263926807434},
           .geometric = {0.1787233845910277, 0.01846061616030993, 0.04223438731988098, 0.1164983977544033, 0.19113550919235567,
                         0.1286246593204375, 0.32432304566158493},
           .children = 7,
           .lambda_max = 7.176629039330342,
           .index = 0.029438173221723634,
           .geometric_index = 0.08036344050371519,
           .ratios = {0.022301646380093663, 0.0218060542383138, 0.02351479608732617, 0.022097412717102263}});
  }

  // ahp.wiki_leader_criteria, ahp.wiki_leader_experience: the leader example of Wikipedia (3 digits); the same programs agree.
  TEST_CASE("comparisons of criteria for a leader in pairs") {
    check({.triangle = leader_criteria,
           .eigenvector = {0.5475692389618301, 0.12655528437341848, 0.26994992245220245, 0.055925554212548995},
           .geometric = {0.546240297655846, 0.127584794000301, 0.26980898965580474, 0.05636591868804818},
           .children = 4,
           .lambda_max = 4.1184180243133675,
           .index = 0.039472674771122485,
           .geometric_index = 0.1562063054787955,
           .ratios = {0.04385852752346943, 0.04435131996755335, 0.04763779238610003, 0.0442469171293829}});
    check({.triangle = {0.25, 4, 9},
           .eigenvector = {0.21716560880280603, 0.717065041228776, 0.06576934996841789},
           .geometric = {0.21716560880280603, 0.717065041228776, 0.0657693499684179},
           .children = 3,
           .lambda_max = 3.0368955407784166,
           .index = 0.018447770389208307,
           .geometric_index = 0.11034796641353567,
           .ratios = {0.03180650067104881, 0.03547648151770828, 0.03754125028328919, 0.03181198549613435}});
  }

  // ahp.wiki_leader_hierarchy: Moll, Nell and Sue by experience, education, charisma and age. AHPy and the formula agree; the page
  // multiplies rounded numbers (.358 .492 .149).
  TEST_CASE("the weights of a hierarchy") {
    numbers local;
    for (const numbers& judged : {numbers{0.25, 4, 9}, numbers{3, 0.2, 1.0 / 7}, numbers{5, 9, 4}, numbers{1.0 / 3, 5, 9}}) {
      const numbers row = ahp_weights<ahp_eigenvector_rule>(judged, 3);
      local.insert(local.end(), row.begin(), row.end());
    }
    check(ahp_synthesis(ahp_weights<ahp_eigenvector_rule>(leader_criteria, 4), local),
          {0.35813676942236533, 0.49278818823437454, 0.14907504234326016}, 1e-9);
  }

  // ahp.random_index_tables: as pyDecision, AHPy and pymcdm have them, n = 1 to 15.
  TEST_CASE("random indices") {
    const std::array<numbers, 4> tables{
        numbers{0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59},
        numbers{0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59},
        numbers{0, 0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969},
        numbers{0, 0, 0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571, 1.5714, 1.5831}};
    for (std::size_t t = 0; t < 4; ++t)
      for (std::size_t n = 1; n <= 15; ++n) CHECK(random_index_of(static_cast<random_index>(t), n) == tables[t][n - 1]);
  }

  // bwm.car5: buying a car (Rezaei 2015, 2016); bwm.consistent4. Weights and xi by a linear program elsewhere, to 1e-7; the same as
  // fractions by hand: 42, 82, 21, 28, 10 of 183, xi = 2/183. Input-based ratio by the formula: |4 * 2 - 8|, |2 * 4 - 8|, |3 * 3 - 8|.
  TEST_CASE("best-worst method") {
    const numbers best{2, 1, 4, 3, 8}, worst{4, 8, 2, 3, 1};
    const best_worst_weights car = best_worst({.best = 1, .worst = 4, .best_to_others = best, .others_to_worst = worst});
    check(car.weights, {0.22950819672131145, 0.4480874316939891, 0.11475409836065573, 0.1530054644808743, 0.054644808743169404}, 1e-7);
    check(car.weights, {42.0 / 183, 82.0 / 183, 21.0 / 183, 28.0 / 183, 10.0 / 183}, 1e-16);
    check(car.xi, 0.010928961748633781, 1e-7);
    check(car.xi, 2.0 / 183, 1e-17);
    check(car.input_ratio, 0.017857142857142856, 1e-15);

    const numbers consistent_best{1, 2, 4, 8}, consistent_worst{8, 4, 2, 1};
    const best_worst_weights halves = best_worst({.best = 0, .worst = 3, .best_to_others = consistent_best, .others_to_worst = consistent_worst});
    check(halves.weights, {0.5333333333333333, 0.26666666666666666, 0.13333333333333333, 0.06666666666666667}, 1e-7);
    CHECK(halves.xi == 0);
    CHECK(halves.input_ratio == 0);
  }

  // bwm.consistency_index: the table of Rezaei 2015 (2 digits), and the smaller root.
  TEST_CASE("consistency index of the best-worst method") {
    const numbers published{0, 0.44, 1, 1.63, 2.3, 3, 3.73, 4.47, 5.23};
    const numbers roots{0, 0.4384471871911697, 1, 1.6277186767309857, 2.2984378812835757, 3, 3.725082782364625, 4.468871125850725,
                        5.227998127341235};
    for (std::size_t a = 1; a <= 9; ++a) {
      check(best_worst_consistency_index(static_cast<double>(a)), published[a - 1], 0.005);
      check(best_worst_consistency_index(static_cast<double>(a)), roots[a - 1], 1e-14);
    }
  }
}
