// SPDX-License-Identifier: BSL-1.0
// Oracle: weights made from data against figures that other programs compute and publish; and where those give no figures.
#include <prowess/weighting/analysis/from_data.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
constexpr direction benefit = direction::benefit, cost = direction::cost;

void check(const result<std::vector<double>>& found, std::span<const double> expected, double tolerance = 1e-12) {
  REQUIRE(found.has_value());
  REQUIRE(found->size() == expected.size());
  for (std::size_t j = 0; j < expected.size(); ++j) {
    INFO("criterion " << j << ": " << (*found)[j] << ", expected " << expected[j]);
    CHECK(std::abs((*found)[j] - expected[j]) <= tolerance);
  }
}
void refused(const result<std::vector<double>>& found, std::string_view where, std::string_view what) {
  REQUIRE_FALSE(found.has_value());
  CHECK(found.problems()[0].where == where);
  CHECK(found.problems()[0].what == what);
}

constexpr std::array diakoulaki{61.0, 1.08, 4.33, 20.7, 0.26, 4.34, 16.3, 1.98, 2.53, 9.0,  3.29, 1.65,
                                5.4,  2.77, 2.33, 4.0,  4.12, 1.21, -6.1, 3.52, 2.1,  -34.6, 3.31, 0.98};
constexpr std::array adali{5000.0, 3.0, 3.0, 4.0, 3.0, 2.0, 680.0, 5.0, 3.0, 2.0, 2.0, 1.0, 2000.0, 3.0, 2.0,
                           3.0,    4.0, 3.0, 600.0, 4.0, 3.0, 1.0, 2.0, 2.0, 800.0, 2.0, 4.0, 3.0, 3.0, 4.0};
constexpr std::array all_benefit{benefit, benefit, benefit, benefit, benefit, benefit};
constexpr std::array first_cost{cost, benefit, benefit, benefit, benefit, benefit};
constexpr std::array constant{3.0, 5.0, 3.0, 5.0, 1.0, 5.0};  // edge.constant_column
constexpr std::array tenths{0.1, 0.1, 0.1, 0.1, 0.1, 0.1};    // three units; their mean is not 0.1 in binary

}  // namespace

TEST_SUITE("oracle") {
  // w.entropy.2x2: pymcdm 1.4.0, scikit-criteria 0.9 and the formula agree. w.entropy.zero_and_constant: 0 ln 0 = 0, and a constant
  // column weighs 0; scikit-criteria and the formula agree, pymcdm refuses zeros.
  TEST_CASE("entropy weights") {
    constexpr std::array two{1.0, 2.0, 4.0, 16.0};
    check(from_data::entropy({two, 2}), std::array{0.35888879048891087, 0.6411112095110891});
    constexpr std::array with_zero{0.0, 2.0, 5.0, 4.0, 3.0, 5.0, 6.0, 1.0, 5.0};
    const auto w = from_data::entropy({with_zero, 3});
    check(w, std::array{0.8299404179206317, 0.1700595820793684, 0.0});
    CHECK((*w)[2] == 0);
  }
  // w.stddev.jahan2013: Jahan, Edwards, Materials & Design 49 (2013), 1000-1008; pymcdm, scikit-criteria and the formula agree.
  TEST_CASE("standard deviation weights") {
    constexpr std::array jahan{0.0, 0.0, 0.0, 0.39, 0.3, 0.77, 0.17, 0.36, 0.8, 0.35, 0.29, 0.93, 0.3, 0.4, 0.94, 0.84, 0.71, 1.0, 1.0, 1.0, 0.99};
    check(from_data::standard_deviation({jahan, 3}), std::array{0.3459082529250316, 0.3128864321680307, 0.3412053149069377});
  }
  // w.variance.4x3: pymcdm (min-max first) and the formula agree.
  TEST_CASE("variance weights after min-max") {
    constexpr std::array values{100.0, 4.0, 500.0, 110.0, 5.0, 550.0, 120.0, 6.0, 600.0, 121.0, 8.0, 400.0};
    check(from_data::variance_after_min_max({values, 3}), std::array{0.37608634140426045, 0.3119568292978698, 0.3119568292978698});
  }
  // w.critic.diakoulaki1995, and .spearman: the data of Diakoulaki, Mavrotas, Papayannakis, Computers & Operations Research 22
  // (1995), 763-770. scikit-criteria, pymcdm (Pearson) and the formula agree.
  TEST_CASE("critic weights by both correlations") {
    constexpr std::array ways{benefit, benefit, benefit};
    check(from_data::critic({diakoulaki, 3}, ways), std::array{0.20222553978778002, 0.48090172901971934, 0.3168727311925006});
    check(from_data::critic({diakoulaki, 3}, ways, from_data::correlation::spearman),
          std::array{0.21454644537401418, 0.4898562976295348, 0.2955972569964511});
  }
  // w.critic.tus_adali2019.c1min: the first criterion is a cost. scikit-criteria, pyDecision 4.9.1 and the formula agree; pymcdm
  // takes no directions and is off by up to 0.037.
  TEST_CASE("critic weights mind directions") {
    constexpr std::array expected{0.18406640733144122, 0.21302897851094368, 0.1422141623205031, 0.158300641222839, 0.1683822212826746, 0.13400758933159843};
    check(from_data::critic({adali, 6}, first_cost), expected, 1e-9);
    const auto ignoring = from_data::critic({adali, 6}, all_benefit);
    REQUIRE(ignoring.has_value());
    double off = 0;
    for (std::size_t j = 0; j < 6; ++j) off = std::fmax(off, std::abs((*ignoring)[j] - expected[j]));
    CHECK(off > 0.03);
    CHECK(off < 0.04);
  }
  // w.merec.keshavarz2021: Keshavarz-Ghorabaee et al., Symmetry 13 (2021), 525; pymcdm, scikit-criteria and the formula agree.
  TEST_CASE("merec weights") {
    constexpr std::array values{450.0, 8000.0, 54.0, 145.0, 10.0, 9100.0, 2.0,  160.0, 100.0,  8200.0,
                                31.0,  153.0,  220.0, 9300.0, 1.0, 162.0,  5.0, 8400.0, 23.0, 158.0};
    constexpr std::array ways{benefit, benefit, cost, cost};
    check(from_data::merec({values, 4}, ways), std::array{0.5752216672093822, 0.014096591168467313, 0.4015613638877311, 0.009120377734419292});
  }
  // w.gini.3x3: pymcdm and scikit-criteria agree.
  TEST_CASE("gini weights") {
    constexpr std::array values{5.0, 6.0, 7.0, 5.5, 6.1, 8.0, 4.0, 5.0, 9.0};
    check(from_data::gini({values, 3}), std::array{0.4119654687813692, 0.25617345914475, 0.3318610720738807});
  }

  // edge.constant_column: pymcdm and scikit-criteria give NaN for all criteria (CRITIC), pyDecision adds an epsilon. Here it weighs 0
  // where the formula says so, and is named where the formula needs it to vary.
  TEST_CASE("a criterion that does not vary weighs nothing, or is named") {
    constexpr std::array only_first{1.0, 0.0};
    check(from_data::entropy({constant, 2}), only_first, 0);
    check(from_data::standard_deviation({constant, 2}), only_first, 0);
    check(from_data::gini({constant, 2}), only_first, 0);
    check(from_data::merec({constant, 2}, std::array{benefit, benefit}), only_first, 0);
    refused(from_data::critic({constant, 2}, std::array{benefit, benefit}), "criterion 2", "no variation: all its values are the same");
    refused(from_data::variance_after_min_max({constant, 2}), "criterion 2", "no variation: all its values are the same");
  }
  TEST_CASE("where nothing varies there are no weights, whatever binary rounding makes of the mean") {
    constexpr std::string_view none = "no variation: no criterion tells the units apart";
    refused(from_data::entropy({tenths, 2}), "data", none);
    refused(from_data::standard_deviation({tenths, 2}), "data", none);
    refused(from_data::gini({tenths, 2}), "data", none);
    refused(from_data::merec({tenths, 2}, std::array{benefit, cost}), "data", none);
    constexpr std::array ascending{1.0, 2.0, 3.0};
    CHECK(from_data::critic({ascending, 1}, std::array{benefit}).value() == std::vector{1.0});
  }
  TEST_CASE("data that no formula takes") {
    constexpr std::array values{1.0, 2.0, 3.0, 4.0, 0.0, 5.0};
    constexpr std::array negative{1.0, 2.0, -1.0, 4.0};
    refused(from_data::entropy({values, 4}), "data", "it needs whole rows, two or more, and columns");
    refused(from_data::entropy({values, 0}), "data", "it needs whole rows, two or more, and columns");
    refused(from_data::entropy({values, 6}), "data", "it needs whole rows, two or more, and columns");
    refused(from_data::critic({values, 2}, std::array{benefit}), "data", "it needs a direction for each criterion");
    refused(from_data::merec({values, 2}, std::array{benefit, benefit}), "criterion 1", "its values must be above 0");
    refused(from_data::entropy({negative, 2}), "criterion 1", "its values must not be negative");
    refused(from_data::gini({negative, 2}), "criterion 1", "its values must not be negative");
    constexpr std::array infinite{1.0, HUGE_VAL, 2.0, 3.0};
    refused(from_data::standard_deviation({infinite, 2}), "data", "its values must be finite");
    constexpr std::array huge{1e308, -1e308, -1e308, 1e308};
    refused(from_data::standard_deviation({huge, 2}), "data", "its values are too large");
  }
}
