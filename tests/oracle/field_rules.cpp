// SPDX-License-Identifier: BSL-1.0
// Figures of single rules in the field: standard scores of O*NET, rounding of printed decimals, weighted raters, and a profile that tells the kinds of missing apart.
#include <prowess/number/rounding.hpp>
#include <prowess/prowess.hpp>

#include <array>
#include <cstddef>

#include <doctest/doctest.h>

using namespace prowess;

TEST_SUITE("oracle") {
  // https://www.onetcenter.org/questions/20.html: S = (O - L) / (H - L) x 100; it prints 50 and 71
  TEST_CASE("standard scores of O*NET") {
    static constexpr auto importance_of = framework("importance", numeric(1, 5, 0.01), leaf("x"));
    static constexpr auto level_of = framework("level", numeric(0, 7, 0.01), leaf("x"));
    CHECK(score<importance_of>({{"x", 3}}).unit() * 100 == 50);
    CHECK(score<level_of>({{"x", 5}}).unit() * 100 == doctest::Approx(71.42857142857142).epsilon(1e-15));
    CHECK(score<importance_of>({{"x", 4.12}}).unit() * 100 == doctest::Approx(78).epsilon(1e-15));
    // as another framework's leaf: exactly 1 + 4 x 5/7 of five
    static constexpr auto mapped = framework("mapped", levels("1", "2", "3", "4", "5"), scale("onet", numeric(0, 7, 0.01)), leaf("x", on("onet")));
    constexpr auto p = score<mapped>({{"x", 5}});
    CHECK(p.exactly().score == exact::ratio(27, 7));
  }
  // the decimal that is written is rounded, not the binary fraction next to it (Python's round(2.675, 2) is 2.67)
  TEST_CASE("rounding rules, stated") {
    constexpr std::array<double, 5> values{0.285, 2.675, 1.005, 2.5, 3.5};
    constexpr std::array<int, 5> places{2, 2, 2, 0, 0};
    constexpr std::array<double, 5> half_up{0.29, 2.68, 1.01, 3, 4}, half_even{0.28, 2.68, 1.00, 2, 4};
    for (std::size_t k = 0; k < values.size(); ++k) {
      CAPTURE(values[k]);
      CHECK(rounded(values[k], {places[k], rounding_rule::half_away}) == half_up[k]);
      CHECK(rounded(values[k], {places[k], rounding_rule::half_even}) == half_even[k]);
    }
  }
  // nine raters, https://vantageafricaleaders.com/360%20degree.php prints 3.1 for the plain mean
  TEST_CASE("a plain and a weighted mean of nine raters") {
    static constexpr auto plain = framework("plain", levels("1", "2", "3", "4", "5"), leaf("customer"), leaf("supervisor"), leaf("peer 1"), leaf("peer 2"), leaf("other"), leaf("self"), leaf("r1"), leaf("r2"), leaf("r3"));
    static constexpr auto weighted = framework("weighted", levels("1", "2", "3", "4", "5"), leaf("customer", 40), leaf("supervisor", 13), leaf("peer 1", 16), leaf("peer 2", 16), leaf("other", 3),
                                               leaf("self", 3), leaf("r1", 3), leaf("r2", 3), leaf("r3", 3));
    constexpr std::array<rating, 9> given{4, 2, 4, 4, 2, 3, 2, 3, 4};
    CHECK(score<plain>(given).exactly().score == exact::ratio(28, 9));
    CHECK(score<weighted>(given).exactly().score == exact::ratio(89, 25));
  }
}
