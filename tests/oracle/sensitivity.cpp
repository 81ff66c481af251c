// SPDX-License-Identifier: BSL-1.0
// Oracle: weights at which people change places, and what happens without a part, against published and peer-computed figures.
#include <prowess/core.hpp>
#include <prowess/explain/leave_one_out.hpp>
#include <prowess/explain/order_flip.hpp>
#include <prowess/explain/smallest_flip.hpp>
#include <prowess/explain/weight_noise.hpp>

#include <array>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr rating none = not_observed;

/// The two upper levels of COINr's example: g1, g2 make p1, g3, g4 make p2.
constexpr auto index_framework = framework("idx", numeric(1, 100), group("p1", 0.6, leaf("g1", 2), leaf("g2", 1)),
                                           group("p2", 0.4, leaf("g3", 1), leaf("g4", 3)));
constexpr std::array<std::array<rating, 6>, 4> index_ratings{{{25.75, 88.3125, 67, 9.25, 39.5, 81.4375},
                                                              {45.55, 29.4625, 87.625, 19.5625, 100, 50.5},
                                                              {none, 50.5, 100, 38.125, 13.375, 50.5},
                                                              {75.25, 25.75, none, 50.5, 100, 1}}};

struct expected {
  std::string_view node;
  std::array<double, 6> scores;
  std::array<std::uint32_t, 6> ranks;
  double rank_change;
};

}  // namespace

TEST_SUITE("oracle") {
  // sens-01: two linear scores, 4 w + 2 (1 - w) and 3 w + 4 (1 - w), are equal at w = 2/3; A wins above.
  TEST_CASE("the weight at which two people change places") {
    constexpr auto f = framework("two", numeric(1, 5), leaf("first", 0.5), leaf("second", 0.5));
    const profile a = score(f.view(), std::array<rating, 2>{4, 2}), b = score(f.view(), std::array<rating, 2>{3, 4});
    const auto found = order_flip(a, b).value();
    CHECK(found.order < 0);
    REQUIRE(found.crossings.size() == 2);
    const weight_crossing &first = found.crossings[0], &second = found.crossings[1];
    CHECK(first.node == 1);
    CHECK(first.exactly == exact::ratio(2, 3));
    CHECK(first.share == 2.0 / 3);
    CHECK(first.above > 0);
    CHECK(first.below < 0);
    CHECK(second.node == 2);
    CHECK(second.exactly == exact::ratio(1, 3));
    CHECK(second.above < 0);
    CHECK(second.below > 0);
    CHECK(std::abs(found.stability().value() - 1.0 / 6) <= 1e-15);
  }

  // h.coinr.remove_elements_L2: COINr 1.1.14 (remove_elements) and a recursive reference with the weight set to 0 agree.
  TEST_CASE("scores and ranks when one group weighs nothing") {
    const framework_view f = index_framework.view();
    std::vector<rating_sheet> sheets;
    for (std::size_t unit = 0; unit < 6; ++unit) {
      sheets.emplace_back(f);
      constexpr std::array<std::string_view, 4> ids{"g1", "g2", "g3", "g4"};
      for (std::size_t g = 0; g < 4; ++g) sheets.back().set(ids[g], index_ratings[g][unit]);
    }
    const auto found = leave_one_out(f, sheets, 2).value();
    const auto same = [](const ranked_scores& now, const expected& e) {
      for (std::size_t unit = 0; unit < 6; ++unit) {
        INFO("without " << e.node << ", unit " << unit);
        CHECK(std::abs(now.scores[unit].value() - e.scores[unit]) <= 1e-10);
        CHECK(now.ranks[unit] == e.ranks[unit]);
      }
    };
    same(found.now, {"none", {49.51, 53.9925, 84.325, 26.575, 67.1375, 48.025}, {4, 3, 1, 6, 2, 5}, 0});
    const std::array<expected, 4> without{{{"g1", {57.43, 30.4525, 92.575, 30.7, 91.3375, 35.65}, {3, 6, 1, 5, 2, 4}, 1},
                                           {"g2", {45.55, 65.7625, 80.2, 24.5125, 55.0375, 54.2125}, {5, 2, 1, 6, 3, 4}, 2.0 / 3},
                                           {"g3", {49.51, 51.5175, 73.875, 27.8125, 75.8, 43.075}, {4, 3, 2, 6, 1, 5}, 1.0 / 3},
                                           {"g4", {32.35, 61.4175, 84.325, 22.8625, 41.15, 62.875}, {5, 3, 1, 6, 4, 2}, 1}}};
    REQUIRE(found.without.size() == 4);
    for (std::size_t k = 0; k < 4; ++k) {
      CHECK(f.nodes[found.without[k].node].id == without[k].node);
      CHECK(found.without[k].compared == 6);
      CHECK(std::abs(found.without[k].rank_change - without[k].rank_change) <= 1e-12);
      same(found.without[k].then, without[k]);
    }
  }

  // By hand: x = (4, 2, 3), weights 0.5, 0.3, 0.2 make 3.2; the level above is at 4, the present one at 3. Share s of the first with
  // the others 3 : 2: 4 s + 2.4 (1 - s) = 3 at s = 3/8, and 4 at s = 1. Of the second: the others make 26/7 (5 : 2), so
  // 2 s + 26/7 (1 - s) = 3 at s = 5/12. Of the third: 3 s + 3.25 (1 - s) is 3 at s = 1 and never below.
  TEST_CASE("shares at which the level changes") {
    constexpr auto f = framework("three", levels("a", "b", "c", "d", "e"), leaf("x", 0.5), leaf("y", 0.3), leaf("z", 0.2));
    const profile p = score(f.view(), std::array<rating, 3>{4, 2, 3});
    const auto found = smallest_flip(p);
    CHECK(found.level == "c");
    REQUIRE(found.flips.size() == 3);
    CHECK(found.flips[0].node == 2);  // 5/12 - 3/10 = 7/60
    CHECK(found.flips[0].exactly == exact::ratio(5, 12));
    CHECK(found.flips[0].grows);
    CHECK(found.flips[1].node == 1);  // 3/8 - 1/2 = -1/8
    CHECK(found.flips[1].exactly == exact::ratio(3, 8));
    CHECK(found.flips[1].change == -0.125);
    CHECK_FALSE(found.flips[1].at_share);
    CHECK(found.flips[1].level == "b");
    CHECK(found.flips[2].node == 1);
    CHECK(found.flips[2].exactly == exact(1));
    CHECK(found.flips[2].at_share);
    CHECK(found.flips[2].level == "d");
    CHECK(found.skipped.empty());
  }

  // splitmix64 seeded with 1234567: the first outputs of Vigna's splitmix64.c, as Rosetta Code prints them; with 0: those that
  // the tests of several libraries hold (a Python port agrees).
  TEST_CASE("the generator of noise") {
    CHECK(prowess::detail::splitmix64_output(0, 0) == 0xe220a8397b1dcdaf);
    CHECK(prowess::detail::splitmix64_output(0, 1) == 0x6e789e6aa1b965f4);
    CHECK(prowess::detail::splitmix64_output(0, 2) == 0x06c45d188009454f);
    CHECK(prowess::detail::splitmix64_output(1234567, 0) == 6457827717110365317U);
    CHECK(prowess::detail::splitmix64_output(1234567, 1) == 3203168211198807973U);
    CHECK(prowess::detail::splitmix64_output(1234567, 2) == 9817491932198370423U);
    CHECK(prowess::detail::splitmix64_output(1234567, 3) == 4593380528125082431U);
    CHECK(prowess::detail::splitmix64_output(1234567, 4) == 16408922859458223821U);
  }

  // Python's floats (3.11), the formula of draw_weights and of the weighted mean written out again, in the same order.
  TEST_CASE("a thousand draws, to the bit") {
    constexpr auto f = framework("noisy", levels("a", "b", "c", "d", "e"), group("p", 0.6, leaf("x", 2), leaf("y", 1)),
                                 group("q", 0.4, leaf("z", 1), leaf("v", 3)));
    const profile a = score(f.view(), std::array<rating, 4>{4, 2, 3, 2}), b = score(f.view(), std::array<rating, 4>{2, 3, 4, 3});
    const noise_options options{.seed = 42, .draws = 1000, .spread = 0.25};
    const noise_result n = weight_noise(a, options).value();
    CHECK(n.now == a.score());
    CHECK(n.mean == 0x1.72c1032a0fd35p+1);
    CHECK(n.scores.front() == 0x1.56d4476d81bd8p+1);
    CHECK(n.scores.back() == 0x1.8c935815d0affp+1);
    CHECK(n.quantile(0.5) == 0x1.72b15d8a69e08p+1);
    CHECK(n.quantile(0.05) == 0x1.63f935d7d606cp+1);
    CHECK(n.at_level == std::vector<std::uint32_t>{0, 900, 100, 0, 0});
    CHECK(n.level_kept() == 0.9);
    const order_noise_result o = order_noise(a, b, options).value();
    CHECK(o.first_ahead == 942);
    CHECK(o.second_ahead == 58);
    CHECK(o.order_kept() == 0.942);
  }
}
