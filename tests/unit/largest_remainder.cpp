// SPDX-License-Identifier: BSL-1.0
// Parts that total exactly 100: ties, digits, nothing to split, mistakes.
#include <prowess/largest_remainder.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using parts = std::vector<double>;

std::string mistake(const std::vector<double>& amounts, double total = 100, int digits = 0) {
  const auto split = try_largest_remainder(amounts, total, digits);
  return split ? "" : split.problems()[0].what;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("thirds, with what is left to the earlier") {
    CHECK(largest_remainder(std::array{1.0, 1.0, 1.0}) == parts{34, 33, 33});
    CHECK(largest_remainder(std::array{1.0, 1.0, 1.0}, 100, 1) == parts{33.4, 33.3, 33.3});
    CHECK(largest_remainder(std::array{1.0, 1.0, 1.0}, 1, 2) == parts{0.34, 0.33, 0.33});
    CHECK(largest_remainder(std::array{1.0, 1.0, 1.0}, 100, -1) == parts{40, 30, 30});
    CHECK(largest_remainder(std::array{1.0, 1.0, 1.0, 1.0, 1.0, 1.0}) == parts{17, 17, 17, 17, 16, 16});
  }

  // Balinski and Young 2001, worked out by hand: quotas 4.5, 2.7, 1.8 of 9 seats.
  TEST_CASE("the largest remainders win") {
    CHECK(largest_remainder(std::array{50.0, 30.0, 20.0}, 9) == parts{4, 3, 2});
    CHECK(largest_remainder(std::array{0.5, 99.5}) == parts{1, 99});  // equal remainders: the earlier
    CHECK(largest_remainder(std::array{99.5, 0.5}) == parts{100, 0});
    CHECK(largest_remainder(std::array{0.2, 0.3, 0.5}) == parts{20, 30, 50});
    CHECK(largest_remainder(std::array{0.1 + 0.2, 0.7}, 1, 1) == parts{0.3, 0.7});
  }

  TEST_CASE("nothing to split, or nobody to split it for") {
    CHECK(largest_remainder({}).empty());
    CHECK(largest_remainder(std::array{0.0, 0.0}) == parts{0, 0});
    CHECK(largest_remainder(std::array{0.0, 3.0, 0.0, 4.0}) == parts{0, 43, 0, 57});
    CHECK(largest_remainder(std::array{3.0, 4.0}, 0) == parts{0, 0});
  }

  TEST_CASE("the parts total what was to be split, and are off by less than a unit") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
      std::vector<double> amounts(1 + random() % 20);
      double sum = 0;
      for (double& a : amounts) sum += a = static_cast<double>(random() % 1000) / 8;
      const int digits = static_cast<int>(random() % 4);
      const parts split = largest_remainder(amounts, 100, digits);
      exact total;
      for (std::size_t i = 0; i < split.size(); ++i) {
        total += split[i];
        if (sum > 0) CHECK((split[i] - amounts[i] / sum * 100) * detail::power_of_ten(digits).to_double() < 1 + 1e-9);
        if (sum > 0) CHECK((split[i] - amounts[i] / sum * 100) * detail::power_of_ten(digits).to_double() > -1 - 1e-9);
      }
      CHECK(total == (sum > 0 ? 100 : 0));
    }
  }

  TEST_CASE("mistakes") {
    CHECK(mistake({1, -1}) == "an amount is not from 0 to 1e154");
    CHECK(mistake({std::numeric_limits<double>::max()}) == "an amount is not from 0 to 1e154");
    CHECK(mistake({1e-130, 1e140}) == "the amounts are too far apart");
    CHECK(mistake({1, 2}, 100.5) == "the total is not a whole number of units of the last digit");
    CHECK(mistake({1, 2}, -1) == "the total is not a whole number of units of the last digit");
    CHECK(mistake({1, 2}, 100, 15) == "the total is not a whole number of units of the last digit");
    CHECK(mistake({1, 2}, 100, 16) == "the digits are not from -15 to 15");
    CHECK(mistake({1, 2}, 100.5, 1).empty());
  }
}
