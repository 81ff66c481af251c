// SPDX-License-Identifier: BSL-1.0
// The four-fifths rule: the agencies' own example (Questions and Answers on the Uniform Guidelines, 1979), and pairs that doubles get wrong.
#include <prowess/cohort/selection_rate.hpp>
#include <prowess/core.hpp>

#include <array>

#include <doctest/doctest.h>

using namespace prowess;

TEST_SUITE("oracle") {
  TEST_CASE("four fifths") {
    constexpr std::array<selection_rate, 4> groups{{{60, 100}, {45, 100}, {48, 100}, {51, 100}}};
    static_assert(highest_rate(groups) == 0);
    static_assert(!below_four_fifths(groups[0], groups[0]) && below_four_fifths(groups[1], groups[0]) && !below_four_fifths(groups[2], groups[0]) && !below_four_fifths(groups[3], groups[0]));
    CHECK(impact_ratio(groups[1], groups[0]) == exact::ratio(3, 4));
    CHECK(impact_ratio(groups[2], groups[0]) == exact::ratio(4, 5));
    CHECK(impact_ratio(groups[3], groups[0]) == exact::ratio(17, 20));
    // constructed: exactly four fifths, which 0.16 / 0.2 and the like miss by rounding
    for (const std::uint32_t k : {1u, 2u, 4u}) {
      const selection_rate high{k, 5}, low{4 * k, 25};
      CHECK((4.0 * k / 25) / (k / 5.0) < 0.8);
      CHECK_FALSE(below_four_fifths(low, high));
      CHECK(impact_ratio(low, high) == exact::ratio(4, 5));
    }
    CHECK(below_four_fifths({3'435'973'835u, 4'294'967'295u}, {4'294'967'294u, 4'294'967'295u}));
    CHECK_FALSE(below_four_fifths({3'435'973'836u, 4'294'967'295u}, {4'294'967'295u, 4'294'967'295u}));
    CHECK_FALSE(below_four_fifths({0, 0}, {1, 5}));
    CHECK_FALSE(below_four_fifths({0, 5}, {0, 5}));
    CHECK_FALSE(highest_rate(std::array<selection_rate, 2>{}).has_value());
    CHECK(highest_rate(std::array<selection_rate, 3>{{{0, 0}, {0, 3}, {0, 4}}}) == 1);
  }
  TEST_CASE("everyone rated 3 under weights 29, 17 and 9 is at level 3") {
    static constexpr auto f = framework("f", levels("1", "2", "3", "4", "5"), leaf("a", 29), leaf("b", 17), leaf("c", 9));
    constexpr auto p = score<f>({{"a", 3}, {"b", 3}, {"c", 3}});
    static_assert(p.level() == "3" && p.score() == 3 && p.reaches("3") == decision::yes);
    CHECK(3 * (29.0 / 55) + 3 * (17.0 / 55) + 3 * (9.0 / 55) < 3);  // what folded weights make of it
  }
}
