// SPDX-License-Identifier: BSL-1.0
// Adverse impact beside published examples and figures computed in exact arithmetic.
#include <prowess/cohort/adverse_impact.hpp>

#include <array>
#include <cstdint>

#include <doctest/doctest.h>

using namespace prowess;
using namespace prowess::cohort;

namespace {
bool close(double x, double y, double relative) {
  const double off = x - y, size = y < 0 ? -y : y;
  return (off < 0 ? -off : off) <= relative * size;
}
}  // namespace

TEST_SUITE("oracle") {
  // The agencies' own example: Questions and Answers on the Uniform Guidelines (1979): 60, 45, 48 and 51 of 100 hired; adverse impact is
  // indicated for the second group alone, at 75 %, and not at 80 % or 85 %.
  TEST_CASE("the agencies' example of four fifths") {
    const std::array<selection_rate, 4> hired{{{60, 100}, {45, 100}, {48, 100}, {51, 100}}};
    const impact_report all = adverse_impact(hired);
    REQUIRE(all.highest == 0);
    CHECK(all.groups[0].what == impact_status::is_highest);
    CHECK(all.groups[0].ratio() == exact(1));
    CHECK(all.groups[1].ratio() == exact::ratio(3, 4));
    CHECK(all.groups[2].ratio() == exact::ratio(4, 5));
    CHECK(all.groups[3].ratio() == exact::ratio(17, 20));
    CHECK(all.groups[1].below_four_fifths);
    CHECK_FALSE(all.groups[2].below_four_fifths);
    CHECK_FALSE(all.groups[3].below_four_fifths);
    CHECK(all.groups[2].notes.one_person_decides);  // 47 of 61 would be below
    // z by the formula, Fisher's p by sums of binomials, in Python
    CHECK(close(all.groups[1].deviations.value, 2.1239769762143657, 1e-14));
    CHECK(close(all.groups[1].fisher.value, 0.04716548538301928, 1e-13));
    CHECK(close(all.groups[2].fisher.value, 0.11838813780404096, 1e-13));
    CHECK(close(all.groups[3].fisher.value, 0.25495026362395945, 1e-13));
  }

  // z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)) and the sum of the probabilities not larger than the observed one, computed with
  // Python's math.comb and fractions.
  TEST_CASE("deviations and the exact test beside the ratio") {
    const group_impact a = compare_rates({20, 80}, {48, 120});
    CHECK(close(a.deviations.value, 2.1938172723813922, 1e-14));
    CHECK(a.beyond_two_deviations);
    CHECK(close(a.fisher.value, 0.0331607408686344, 1e-13));
    CHECK(a.below_four_fifths);
    const group_impact b = compare_rates({3, 63}, {7, 72});
    CHECK(close(b.deviations.value, 1.0978875820671, 1e-14));
    CHECK_FALSE(b.beyond_two_deviations);
    CHECK(close(b.fisher.value, 0.3364557460691648, 1e-13));
    CHECK(b.below_four_fifths);
  }

  // Questions and Answers, Q&A 21: whether one different person would turn adverse impact into a higher rate of that group. In the third case
  // both would be 4 of 10, which is equal and not higher.
  TEST_CASE("one different person") {
    CHECK(compare_rates({2, 10}, {3, 10}).notes.one_person_reverses);
    CHECK_FALSE(compare_rates({20, 80}, {48, 120}).notes.one_person_reverses);
    CHECK_FALSE(compare_rates({3, 10}, {5, 10}).notes.one_person_reverses);
    CHECK(compare_rates({3, 10}, {5, 10}).notes.one_person_decides);
  }

  // DCI Consulting, "Miniscule shortfalls": at a rate of 20 % two of ten are expected; one selected is a shortfall of one.
  TEST_CASE("shortfall") {
    CHECK(shortfall({1, 10}, 20, 100) == exact(1));
    CHECK(shortfall({2, 10}, 20, 100) == exact(0));
    CHECK(shortfall({3, 10}, 1, 3) == exact::ratio(1, 3));
  }

  // Constructed: exactly four fifths, where doubles say 0.7999999999999999.
  TEST_CASE("exactly four fifths is not below") {
    for (const std::uint32_t k : {1u, 2u, 4u}) {
      CHECK((4.0 * k / 25) / (k / 5.0) < 0.8);
      const group_impact g = compare_rates({4 * k, 25}, {k, 5});
      CHECK_FALSE(g.below_four_fifths);
      CHECK(g.ratio() == exact::ratio(4, 5));
    }
  }

  TEST_CASE("Fisher's exact test") {
    CHECK(fisher_exact({3, 4}, {1, 4}).value == doctest::Approx(17.0 / 35).epsilon(1e-15));  // the lady tasting tea, two-sided
    // sums of binomials as fractions, in Python
    CHECK(close(fisher_exact({3, 10}, {5, 10}).value, 2729.0 / 4199, 1e-15));
    CHECK(close(fisher_exact({0, 10}, {10, 10}).value, 1.0 / 92378, 1e-14));
    CHECK(close(fisher_exact({1, 9}, {11, 12}).value, 109.0 / 293930, 1e-14));
    CHECK(close(fisher_exact({3, 20}, {16, 80}).value, 0.7570620588220176, 1e-14));
    CHECK(close(fisher_exact({200, 1000}, {20, 1000}).value, 1.798236947414263e-42, 1e-13));
    CHECK(close(fisher_exact({3000, 10'000}, {3150, 10'000}).value, 0.02241617670312378, 1e-13));
    CHECK(fisher_exact({2, 10}, {3, 10}).value == 1);
    // ratios of neighbouring tables with 60 digits, in Python
    CHECK(close(fisher_exact({100'000, 500'000}, {101'000, 500'000}).value, 0.012672537562061562, 1e-13));
    CHECK(close(fisher_exact({250'000, 500'000}, {251'000, 500'000}).value, 0.045716172888801039, 1e-13));
    CHECK(close(fisher_exact({700, 10'000}, {99'300, 990'000}).value, 5.5946637384475741e-26, 1e-12));
    CHECK(fisher_exact({1000, 10'000}, {99'000, 990'000}).value == 1);
  }
}
