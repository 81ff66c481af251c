// SPDX-License-Identifier: BSL-1.0
// Rounding: the five rules, decimals that binary fractions miss, tens, and numbers too large or too small to round.
#include <prowess/number/exact_text.hpp>
#include <prowess/number/rounding.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using enum rounding_rule;

static_assert(rounded(exact::ratio(8, 3), {.digits = 2}) == 2.67);
static_assert(rounded(2.675, {.digits = 2}) == 2.68);
static_assert(rounded(2.5) == 3 && rounded(-2.5) == -3);
static_assert(rounded(2.675, {.digits = 2, .how = down}) == 2.67);

/// What each of half_away, half_even, up, down makes of x.
std::array<double, 4> all_rules(double x, int digits) {
  return {rounded(x, {digits, half_away}), rounded(x, {digits, half_even}), rounded(x, {digits, up}), rounded(x, {digits, down})};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the rules on both sides of zero") {
    CHECK(all_rules(2.5, 0) == std::array<double, 4>{3, 2, 3, 2});
    CHECK(all_rules(3.5, 0) == std::array<double, 4>{4, 4, 4, 3});
    CHECK(all_rules(-2.5, 0) == std::array<double, 4>{-3, -2, -2, -3});
    CHECK(all_rules(-3.5, 0) == std::array<double, 4>{-4, -4, -3, -4});
    CHECK(all_rules(2.4999, 0) == std::array<double, 4>{2, 2, 3, 2});
    CHECK(all_rules(2.5001, 0) == std::array<double, 4>{3, 3, 3, 2});
    CHECK(all_rules(-0.2, 0) == std::array<double, 4>{0, 0, 0, -1});
    CHECK(all_rules(0, 0) == std::array<double, 4>{0, 0, 0, 0});
    CHECK(all_rules(7, 0) == std::array<double, 4>{7, 7, 7, 7});
    CHECK(all_rules(0.125, 2) == std::array<double, 4>{0.13, 0.12, 0.13, 0.12});
    CHECK(rounded(2.345, {.digits = 1, .how = none}) == 2.345);
  }

  TEST_CASE("the decimal that was written decides, not the binary fraction that is stored") {
    CHECK(rounded(2.875, {2}) == 2.88);
    CHECK(rounded(3.175, {2}) == 3.18);
    CHECK(rounded(3.375, {2}) == 3.38);
    CHECK(rounded(88.355, {2}) == 88.36);
    CHECK(rounded(60.125, {2}) == 60.13);
    CHECK(rounded(93.825, {2}) == 93.83);
    CHECK(rounded(79.135, {2}) == 79.14);
    CHECK(rounded(1.005, {2}) == 1.01);
    CHECK(rounded(0.1 + 0.2, {16, up}) == 0.3000000000000001);  // computed: 17 digits, just above 0.3
    CHECK(rounded(0.3, {16, up}) == 0.3);
  }

  TEST_CASE("rounding twice is not rounding once") {
    CHECK(rounded(34.46) == 34);
    CHECK(rounded(rounded(34.46, {1})) == 35);
  }

  TEST_CASE("tens, hundreds, and more digits than there are") {
    CHECK(all_rules(1234, -2) == std::array<double, 4>{1200, 1200, 1300, 1200});
    CHECK(all_rules(-150, -2) == std::array<double, 4>{-200, -200, -100, -200});
    CHECK(all_rules(50, -2) == std::array<double, 4>{100, 0, 100, 0});
    CHECK(rounded(4, {-3}) == 0);
    CHECK(rounded(4, {-3, up}) == 1000);
    CHECK(rounded(0.1, {22}) == 0.1);
    CHECK(rounded(1.0 / 3, {60}) == 1.0 / 3);
    CHECK(rounded(2.5, {std::numeric_limits<int>::max()}) == 2.5);
    CHECK(rounded(2.5, {std::numeric_limits<int>::min()}) == 0);
  }

  TEST_CASE("huge, tiny and infinite numbers") {
    for (const double x : {1e16, 1e100, -1e200, std::numeric_limits<double>::max()}) {
      CHECK(rounded(x) == x);
      CHECK(rounded(x, {2}) == x);
      CHECK(rounded(x, {-3, down}) == x);
    }
    CHECK(rounded(9007199254740993.0, {-1}) == 9007199254740990.0);
    for (const double x : {1e-200, std::numeric_limits<double>::denorm_min()}) {
      CHECK(all_rules(x, 2) == std::array<double, 4>{0, 0, 0.01, 0});
      CHECK(all_rules(-x, 2) == std::array<double, 4>{0, 0, 0, -0.01});
    }
    const double infinite = std::bit_cast<double>(std::uint64_t{0x7ff0} << 48), no_number = std::bit_cast<double>(std::uint64_t{0x7ff8} << 48);
    CHECK(std::bit_cast<std::uint64_t>(rounded(infinite, {2})) == std::bit_cast<std::uint64_t>(infinite));
    CHECK(std::bit_cast<std::uint64_t>(rounded(no_number, {2})) == std::bit_cast<std::uint64_t>(no_number));
  }

  TEST_CASE("exact numbers") {
    CHECK(rounded(exact::ratio(1, 3), {3}) == exact::ratio(333, 1000));
    CHECK(rounded(exact::ratio(-2, 3), {0}) == -1);
    CHECK(rounded(exact::ratio(5, 2), {0, half_even}) == 2);
    CHECK(rounded(exact::ratio(1, 3), {3, none}) == exact::ratio(1, 3));
    CHECK(!rounded(exact::unknown(), {2}).known());
    exact large = exact::ratio(1, 2);  // 3^200 + 1/2: more limbs than a machine word
    exact power = 1;
    for (int i = 0; i < 200; ++i) power *= 3;
    large += power;
    CHECK(rounded(large) == power + 1);
    CHECK(rounded(large, {0, down}) == power);
    CHECK(rounded(-large, {0, half_even}) == -power - 1);  // 3^200 is odd
  }

  TEST_CASE("numbers far below a half unit") {
    for (const int digits : {-100, -10, 0, 10, 100})
      for (const double tiny : {1e-300, 1e-131, -1e-300, 5e-324}) {
        CHECK(rounded(tiny, {digits}) == 0);
        CHECK(rounded(tiny, {digits, rounding_rule::half_even}) == 0);
        CHECK(rounded(tiny, {digits, rounding_rule::up}) == (tiny > 0 ? std::pow(10.0, -digits) : 0));
        CHECK(rounded(tiny, {digits, rounding_rule::down}) == (tiny < 0 ? -std::pow(10.0, -digits) : 0));
      }
    CHECK(rounded(1e-60, {-100}) == 0);
    CHECK(rounded(1e-60, {-2, rounding_rule::up}) == 100);
  }
}
