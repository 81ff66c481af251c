// SPDX-License-Identifier: BSL-1.0
// Weightings: ties, whole numbers and where they end, matrices, best and worst, and every objection.
#include <prowess/dynamic_framework.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/weighting/ahp.hpp>
#include <prowess/weighting/analysis/ahp.hpp>
#include <prowess/weighting/analysis/best_worst.hpp>
#include <prowess/weighting/direct.hpp>
#include <prowess/weighting/ranks.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using numbers = std::vector<double>;

/// The weights in a constant expression.
template <std::size_t N, class W> constexpr std::array<double, N> weighed(const W& how, const std::array<double, N>& judged) {
  const auto values = detail::values_of_weighting(how);
  std::array<double, N> weights{};
  return W::weigh({.children = N, .numbers = judged, .values = values}, weights).empty() ? weights : std::array<double, N>{-1};
}
template <std::size_t N, class W> constexpr std::array<double, N> weighed(const W& how) {
  const auto values = detail::values_of_weighting(how);
  std::array<double, N> weights{};
  return W::weigh({.children = N, .values = values}, weights).empty() ? weights : std::array<double, N>{-1};
}
constexpr std::array<double, 3> one_two_three{1, 2, 3};
static_assert(weighed(rank_order_centroid{}, one_two_three) == std::array{11.0, 5.0, 2.0});
static_assert(weighed(rank_sum{}, one_two_three) == std::array{3.0, 2.0, 1.0});
static_assert(weighed(rank_reciprocal{}, one_two_three) == std::array{6.0, 3.0, 2.0});
static_assert(weighed(rank_exponent{}, one_two_three) == std::array{9.0, 4.0, 1.0});
static_assert(weighed(rank_exponent{3}, one_two_three) == std::array{27.0, 8.0, 1.0});
static_assert(weighed(rancom{}, one_two_three) == std::array{5.0, 3.0, 1.0});
static_assert(weighed(rank_order_centroid{}, std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0})[0] == 7381);
static_assert(weighed(rank_exponent{0.5}, std::array{1.0, 2.0})[0] > 0.585);
static_assert(weighed(swing{}, std::array{100.0, 0.0, 37.5}) == std::array{100.0, 0.0, 37.5});
static_assert(weighed(smart{}, std::array{10.0, 55.0}) == std::array{10.0, 55.0});
static_assert(weighed(point_allocation{}, std::array{99.5, 0.5}) == std::array{99.5, 0.5});
static_assert(weighed<2>(ahp{1}) == std::array{0.5, 0.5});
static_assert(weighed<1>(ahp{1}) == std::array{1.0});
static_assert(weighed<3>(ahp_eigenvector{2, 4, 2})[0] > 0.5714 && weighed<3>(ahp_eigenvector{2, 4, 2})[0] < 0.5715);
static_assert(check_ahp(ahp{2, 4, 2}, random_index::saaty_2005).ratio < 1e-14);
static_assert(best_worst_consistency_index(3) == 1);
static_assert(weighting_type<rank_order_centroid> && weighting_type<rank_sum> && weighting_type<rank_reciprocal> &&
              weighting_type<rank_exponent> && weighting_type<rancom> && weighting_type<swing> && weighting_type<smart> &&
              weighting_type<point_allocation> && weighting_type<ahp_rule> && weighting_type<ahp<6>> && weighting_type<ahp_eigenvector<3>>);

numbers weighed(std::string_view (*weigh)(const judgements&, std::span<double>), const numbers& judged, const numbers& values = {}) {
  numbers weights(judged.size());
  CHECK(weigh({.children = judged.size(), .numbers = judged, .values = values}, weights) == "");
  return weights;
}
std::string_view objection(std::string_view (*weigh)(const judgements&, std::span<double>), const judgements& of) {
  numbers weights(of.children);
  return weigh(of, weights);
}
constexpr double infinite = std::bit_cast<double>(std::uint64_t{0x7ff0} << 48), no_number = std::bit_cast<double>(std::uint64_t{0x7ff8} << 48);

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("ranks: only the order counts, and ties share") {
    for (const numbers& same : {numbers{1, 2, 2, 4}, numbers{1, 2.5, 2.5, 4}, numbers{-3, 0, -0.0, 0.1}, numbers{1e-300, 1, 1, 1e300}}) {
      CHECK(weighed(rank_order_centroid::weigh, same) == numbers{25, 10, 10, 3});
      CHECK(weighed(rank_sum::weigh, same) == numbers{8, 5, 5, 2});
      CHECK(weighed(rank_reciprocal::weigh, same) == numbers{12, 5, 5, 3});
      CHECK(weighed(rank_exponent::weigh, same) == numbers{32, 13, 13, 2});
      CHECK(weighed(rancom::weigh, same) == numbers{7, 4, 4, 1});
    }
    for (const auto weigh : {rank_order_centroid::weigh, rank_sum::weigh, rank_reciprocal::weigh, rank_exponent::weigh, rancom::weigh}) {
      CHECK(weighed(weigh, {3, 3, 3}) == numbers{1, 1, 1});
      CHECK(weighed(weigh, {7}) == numbers{1});
      CHECK(weighed(weigh, {}).empty());
      const numbers w = weighed(weigh, {5, 1, 4, 2, 3});
      CHECK(w[1] > w[3]);
      CHECK(w[3] > w[4]);
      CHECK(w[4] > w[2]);
      CHECK(w[2] > w[0]);
    }
  }

  TEST_CASE("ranks: whole numbers as long as they fit, then shares") {
    for (const std::size_t n : {36U, 37U, 400U}) {
      numbers ranks(n);
      std::iota(ranks.begin(), ranks.end(), 1);
      const numbers w = weighed(rank_order_centroid::weigh, ranks);
      const double total = std::accumulate(w.begin(), w.end(), 0.0);
      if (n == 36) CHECK(w[35] == 4011209802600);
      else CHECK(std::abs(total - 1) < 1e-14);
      CHECK(std::abs(w[n - 1] / total * static_cast<double>(n * n) - 1) < 1e-13);
      CHECK(weighed(rank_sum::weigh, ranks)[0] == static_cast<double>(n));
    }
    CHECK(weighed(rank_exponent::weigh, {1, 2, 3}, {20}) == numbers{3486784401, 1048576, 1});
    const numbers steep = weighed(rank_exponent::weigh, {1, 2, 3}, {40}), root = weighed(rank_exponent::weigh, {1, 2}, {0.5});
    CHECK(steep[0] > 0.9999);  // 3^40 is above 2^53
    CHECK(steep[0] < 1);
    CHECK(std::abs(root[0] / root[1] - std::sqrt(2.0)) < 1e-15);
    CHECK(weighed(rank_exponent::weigh, {1, 2}, {1e99}) == numbers{1, 0});
    CHECK(weighed(rank_exponent::weigh, {5}, {1e99}) == numbers{1});
  }

  TEST_CASE("ranks: objections") {
    const numbers two{1, 2}, gap{1, no_number}, far{1, infinite};
    for (const auto weigh : {rank_order_centroid::weigh, rank_sum::weigh, rank_reciprocal::weigh, rank_exponent::weigh, rancom::weigh}) {
      CHECK(objection(weigh, {.children = 3, .numbers = two}) == "it needs a rank for each child, 1 for the most important; equal ranks are ties");
      CHECK(objection(weigh, {.children = 2}) == "it needs a rank for each child, 1 for the most important; equal ranks are ties");
      CHECK(objection(weigh, {.children = 2, .numbers = gap}) == "its ranks must be finite numbers, 1 for the most important");
      CHECK(objection(weigh, {.children = 2, .numbers = far}) == "its ranks must be finite numbers, 1 for the most important");
      CHECK(objection(weigh, {.children = 2, .numbers = two, .ranked = true}) == "");
    }
    for (const numbers& z : {numbers{0}, numbers{-1}, numbers{no_number}, numbers{infinite}, numbers{1, 2}})
      CHECK(objection(rank_exponent::weigh, {.children = 2, .numbers = two, .values = z}) ==
            "it has one value, the exponent, which must be above 0; 1 gives the rank sum");
  }

  TEST_CASE("direct weights: objections") {
    const numbers two{100, 10}, negative{100, -1}, infinitely{infinite, 10}, ninety{90, 20}, thirds{33.3, 33.3, 33.3};
    for (const auto weigh : {swing::weigh, smart::weigh, point_allocation::weigh}) {
      CHECK(objection(weigh, {.children = 2, .numbers = two, .ranked = true}) == "it needs numbers that say how much; give numbers, not an order");
      CHECK(objection(weigh, {.children = 3, .numbers = two}) == "it needs a number for each child");
      CHECK(objection(weigh, {.children = 2, .numbers = negative}) == "its numbers must be finite and not negative");
      CHECK(objection(weigh, {.children = 2, .numbers = infinitely}) == "its numbers must be finite and not negative");
    }
    CHECK(objection(swing::weigh, {.children = 2, .numbers = ninety}) ==
          "the greatest of its numbers must be 100: the child whose swing matters most");
    CHECK(objection(smart::weigh, {.children = 2, .numbers = ninety}) == "the least of its numbers must be 10: the child that matters least");
    CHECK(objection(point_allocation::weigh, {.children = 2, .numbers = two}) == "its numbers must total 100");
    CHECK(objection(point_allocation::weigh, {.children = 3, .numbers = thirds}) == "its numbers must total 100");
    CHECK(objection(point_allocation::weigh, {.children = 2, .numbers = numbers{33.33333333, 66.66666667}}) == "");
    CHECK(objection(swing::weigh, {.children = 2, .numbers = two}) == "");
    CHECK(objection(smart::weigh, {.children = 2, .numbers = two}) == "");
  }

  TEST_CASE("comparisons in pairs: the triangle and the whole matrix") {
    const numbers triangle{2, 6, 3}, whole{1, 2, 6, 0.5, 1, 3, 1.0 / 6, 1.0 / 3, 1}, typed{1, 2, 6, .5, 1, 3, .167, .333, 1};
    for (const auto weigh : {ahp_rule::weigh, ahp_eigenvector_rule::weigh})
      for (const numbers* given : {&triangle, &whole, &typed}) {
        numbers w(3);
        CHECK(weigh({.children = 3, .values = *given}, w) == "");
        for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(w[i] - std::array{0.6, 0.3, 0.1}[i]) < (given == &typed ? 1e-4 : 1e-15));
        CHECK(std::abs(w[0] + w[1] + w[2] - 1) < 1e-15);
      }
    CHECK(ahp{1, 2, 0.5, 1}.values() == std::array{1.0, 2.0, 0.5, 1.0});
    CHECK(check_ahp(ahp{1, 2, 0.5, 1}, random_index::saaty_2005).children == 2);
    // a circle: each is twice as important as the next
    const ahp_consistency circle = check_ahp(ahp{2, 0.5, 2}, random_index::saaty_1980);
    CHECK(std::abs(circle.lambda_max - 3.5) < 1e-15);
    CHECK(std::abs(circle.ratio - 0.25 / 0.58) < 1e-15);
  }

  TEST_CASE("comparisons in pairs: objections") {
    const numbers two{1, 2}, zero{0, 1, 1}, negative{1, -2, 1}, huge{1, 1e10, 1}, none{1, no_number, 1};
    const numbers diagonal{2, 2, .5, 1}, one_way{1, 3, .3, 1}, fine{3, 3, 3};
    for (const auto weigh : {ahp_rule::weigh, ahp_eigenvector_rule::weigh}) {
      for (const numbers* given : {&two, &diagonal})
        CHECK(objection(weigh, {.children = 3, .values = *given}) ==
              "it needs a judgement for each pair of children, row by row: (1,2), (1,3) ... (2,3) ...; or the whole matrix");
      for (const numbers* given : {&zero, &negative, &huge, &none})
        CHECK(objection(weigh, {.children = 3, .values = *given}) ==
              "its judgements must be above 0 and say how many times as important: 3, or 1/3 for the reverse");
      CHECK(objection(weigh, {.children = 2, .values = diagonal}) == "the diagonal of its matrix must be 1");
      CHECK(objection(weigh, {.children = 2, .values = one_way}) ==
            "each judgement in its matrix must be the reciprocal of the one across the diagonal: 3 and .333");
      CHECK(objection(weigh, {.children = 3, .numbers = fine, .values = fine}) ==
            "its judgements say how the children weigh; leave out the children's own numbers");
      CHECK(objection(weigh, {.children = 1}) == "");
    }
  }

  TEST_CASE("consistency: small groups, the worst judgement, too many children") {
    for (const auto table : {random_index::saaty_1980, random_index::donegan_dodd}) {
      CHECK(check_ahp({}, 1, table).ratio == 0);
      CHECK(check_ahp({}, 1, table).lambda_max == 1);
      const ahp_consistency pair = check_ahp(ahp{7}, table);
      CHECK(pair.ratio == 0);
      CHECK(pair.index == 0);
      CHECK(pair.geometric_index == 0);
      CHECK(pair.worst.column == 1);
    }
    // consistent with 8 : 4 : 2 : 1, but for the second against the fourth: 1/4 in place of 4
    const worst_judgement worst = check_ahp(ahp{2, 4, 8, 2, 0.25, 2}, random_index::saaty_2005).worst;
    CHECK(worst.row == 1);
    CHECK(worst.column == 3);
    CHECK(worst.judged == 0.25);
    CHECK(std::abs(worst.consistent - 1) < 1e-12);  // half way, as the geometric means see it
    CHECK(!try_check_ahp({}, 0, random_index::saaty_2005));
    CHECK(try_check_ahp(numbers(120, 1), 16, random_index::saaty_2005).problems()[0].what == "the random indices are for 1 to 15 children");
    CHECK(try_check_ahp(numbers(105, 1), 15, random_index::saaty_2005).value().ratio < 1e-14);
    CHECK(!try_check_ahp(numbers{1, 2}, 3, random_index::saaty_2005));
  }

  TEST_CASE("synthesis: rows are shares, and mistakes") {
    CHECK(ahp_synthesis(numbers{1, 1}, numbers{3, 1, 30, 10}) == numbers{0.75, 0.25});
    CHECK(ahp_synthesis(numbers{1, 0}, numbers{3, 1, 1, 3}) == numbers{0.75, 0.25});
    using two = std::array<numbers, 2>;
    for (const auto& [criteria, local] : {two{}, two{numbers{1, 1}, numbers{1, 2, 3}}, two{numbers{1}, numbers{}}})
      CHECK(try_ahp_synthesis(criteria, local).problems()[0].what == "the local weights do not fill a row for each criterion");
    for (const numbers& criteria : {numbers{0, 0}, numbers{1, -1}, numbers{infinite, 1}})
      CHECK(try_ahp_synthesis(criteria, numbers{1, 2, 3, 4}).problems()[0].what ==
            "the criteria's weights are not all finite, at least 0 and one above 0");
    CHECK(try_ahp_synthesis(numbers{1, 1}, numbers{1, 2, 0, 0}).problems()[0].where == "ahp synthesis, criterion 2");
  }

  TEST_CASE("best-worst method: no other weights miss by less") {
    std::uint32_t seed = 1;
    const auto next = [&seed](std::uint32_t below) { return (seed = seed * 1664525 + 1013904223) >> 16 > 0 ? (seed >> 16) % below : 0; };
    const auto miss = [](const numbers& best, const numbers& worst, const numbers& w) {
      double xi = 0, total = 0;
      for (std::size_t j = 0; j < w.size(); ++j) {
        if (j > 0) xi = std::fmax(xi, std::abs(w[0] - best[j] * w[j]));
        if (j + 1 < w.size()) xi = std::fmax(xi, std::abs(w[j] - worst[j] * w.back()));
        total += w[j];
      }
      return xi / total;
    };
    for (int round = 0; round < 40; ++round) {
      const std::size_t n = 2 + next(6);
      numbers best(n), worst(n);
      for (double& a : best) a = 1 + next(9);
      for (double& a : worst) a = 1 + next(9);
      best[0] = worst[n - 1] = 1, best[n - 1] = worst[0] = 9;
      const best_worst_weights found = best_worst({.best = 0, .worst = n - 1, .best_to_others = best, .others_to_worst = worst});
      CHECK(std::abs(std::accumulate(found.weights.begin(), found.weights.end(), 0.0) - 1) < 1e-14);
      CHECK(std::abs(miss(best, worst, found.weights) - found.xi) < 1e-14);
      CHECK(found.input_ratio >= 0);
      CHECK(found.input_ratio <= 1);
      for (int other = 0; other < 200; ++other) {
        numbers w = found.weights;
        for (double& x : w) x = std::fmax(0, x + (next(2001) / 1000.0 - 1) * (other % 2 == 0 ? 1e-3 : 0.1));
        CHECK(miss(best, worst, w) >= found.xi - 1e-14);
      }
    }
  }

  TEST_CASE("best-worst method: mistakes") {
    const numbers best{1, 2, 4}, worst{4, 2, 1};
    const auto what = [](const best_worst_judgements& of) {
      const auto found = try_best_worst(of);
      return found ? std::string() : found.problems()[0].what;
    };
    CHECK(what({0, 2, best, worst}) == "");
    CHECK(what({0, 2, best, std::span(worst).first(2)}) == "it needs two lists of judgements with one for each child, and two children");
    CHECK(what({0, 0, std::span(best).first(1), std::span(best).first(1)}) ==
          "it needs two lists of judgements with one for each child, and two children");
    CHECK(what({0, 3, best, worst}) == "its best and its worst must be two different children, counted from 0");
    CHECK(what({0, 0, best, worst}) == "its best and its worst must be two different children, counted from 0");
    CHECK(what({1, 2, best, worst}) == "its best and its worst against themselves must be 1");
    CHECK(what({0, 2, best, numbers{5, 2, 1}}) == "the best against the worst must be the same in both lists");
    CHECK(what({0, 2, numbers{1, 5, 4}, worst}) == "its judgements must be from 1 to the best against the worst");
    CHECK(what({0, 2, best, numbers{4, 0.5, 1}}) == "its judgements must be from 1 to the best against the worst");
    CHECK(what({0, 2, numbers{1, 1, 1}, numbers{1, 1, 1}}) == "");
    CHECK(best_worst_input_ratio({0, 2, numbers{1, 1, 1}, numbers{1, 1, 1}}) == 0);
    numbers long_best(30), long_worst(30);
    for (std::size_t j = 0; j < 30; ++j) long_best[j] = 1 + std::sqrt(static_cast<double>(j)), long_worst[j] = 1 + 1 / long_best[j];
    long_best[0] = long_worst[29] = 1, long_best[29] = long_worst[0] = 9;
    CHECK(what({0, 29, long_best, long_worst}) == "its judgements are too long to compute with exactly");
  }

  TEST_CASE("weightings in frameworks: as constants, at run time, by points") {
    constexpr auto ranked = framework("f", levels("1", "2", "3"), rank_order_centroid{}, leaf("a", 2), leaf("b", 1), leaf("c", 3));
    static_assert(ranked.nodes[1].weight == 5 && ranked.nodes[2].weight == 11 && ranked.nodes[3].weight == 2);
    dynamic_framework f("f", levels("1", "2", "3"), scale("ten", numeric(0, 10)), scale("more", numeric(5, 20).points_over_max()));
    f.add("f", leaf("a", 2)), f.add("f", leaf("b", 1)), f.add("f", leaf("c", 3));
    f.set_weighting("f", rank_order_centroid{}).check();
    for (std::size_t i = 0; i < 4; ++i) CHECK(f.view().nodes[i].weight == ranked.nodes[i].weight);
    f.set_weighting("f", ahp{3, 5, 2}).check();  // no numbers are said of the children any more
    CHECK(f.view().nodes[1].weight > f.view().nodes[2].weight);
    f.set_scale("b", "ten").set_scale("c", "more").set_weighting("f", weighting::points).check();
    CHECK(f.view().nodes[1].weight == 2);
    CHECK(f.view().nodes[2].weight == 10);
    CHECK(f.view().nodes[3].weight == 20);
    CHECK(f.view().nodes[0].weights == weighting::relative);
    // extra credit is worth its points, and is no part of what its group is worth
    constexpr auto points = framework("f", numeric(0, 5), scale("ten", numeric(0, 10)), weighting::points, group("g", leaf("a", on("ten")), leaf("b", on("ten"), extra_credit)), leaf("c"));
    static_assert(points.nodes[1].weight == 10 && points.nodes[4].weight == 5);
  }

  TEST_CASE("judgements at the children: all or none, ties, and what comes after") {
    constexpr auto tied = framework("f", numeric(0, 1), rank_sum{}, leaf("a", 1), leaf("b", 1));
    static_assert(tied.nodes[1].weight == tied.nodes[2].weight);
    dynamic_framework f("f", numeric(0, 1));
    f.add("f", leaf("a", 1)), f.add("f", leaf("b", 2)), f.add("f", leaf("c"));
    std::vector<node> nodes(f.unchecked().nodes.begin(), f.unchecked().nodes.end());
    CHECK(detail::weigh_children(nodes, 0, ops_of_weighting<rank_sum>, {}) == "some children have a number, and others have none: give one to each, or to none");
    f.set_weight("c", 3).set_weighting("f", rank_sum{}).check();
    CHECK(f.view().nodes[1].weight == 3);
    f.set_weighting("f", weighting::equal).set_weighting("f", ahp{3, 5, 2}).check();
    CHECK(f.view().nodes[0].weights == weighting::relative);  // or a document would say "equal" and lose the weights
    // judgements that go round in a circle converge as well
    std::array<double, 3> circle{}, means{};
    CHECK(ahp_eigenvector_rule::weigh({3, {}, std::array{1e3, 1e-3, 1e3}}, circle) == "");
    CHECK(ahp_rule::weigh({3, {}, std::array{1e3, 1e-3, 1e3}}, means) == "");
    for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(circle[i] - means[i]) < 1e-12);
  }
}
