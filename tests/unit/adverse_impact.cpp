// SPDX-License-Identifier: BSL-1.0
// Adverse impact: statuses, notes, sentences, mistakes; constant evaluation; extreme counts.
#include <prowess/cohort/adverse_impact.hpp>

#include <array>
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

using namespace prowess;
using namespace prowess::cohort;

namespace {
bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("adverse impact: a group without people has no rate and is compared with nothing") {
    const std::array<selection_rate, 3> groups{{{0, 0}, {3, 6}, {1, 6}}};
    const impact_report all = adverse_impact(groups);
    CHECK(all.highest == 1);
    CHECK(all.selected == 4);
    CHECK(all.total == 12);
    CHECK(all.groups[0].what == impact_status::no_applicants);
    CHECK_FALSE(all.groups[0].below_four_fifths);
    CHECK_FALSE(all.groups[0].fisher.known());
    CHECK_FALSE(all.groups[0].ratio().known());
    CHECK(all.groups[1].what == impact_status::is_highest);
    CHECK(all.groups[2].what == impact_status::compared);
    CHECK(all.shortfall(2) == exact(1));
    CHECK(describe(all.groups[0], "a", "b") == "a: nobody is in this group, so it has no selection rate.");
    CHECK(describe(all.groups[1], "b", "b") == "b: 3 of 6 selected (50.0 %), the highest rate.");
  }

  TEST_CASE("adverse impact: where nobody was selected there is no highest rate") {
    const std::array<selection_rate, 3> groups{{{0, 5}, {0, 7}, {0, 0}}};
    const impact_report all = adverse_impact(groups);
    CHECK_FALSE(all.highest.has_value());
    CHECK(all.groups[0].what == impact_status::nobody_selected);
    CHECK(all.groups[1].what == impact_status::nobody_selected);
    CHECK(all.groups[2].what == impact_status::no_applicants);
    CHECK_FALSE(all.groups[1].deviations.known());
    CHECK(describe(all.groups[1], "b", "") == "b: 0 of 7 selected (0.0 %); nobody was selected in any group, so there is nothing to compare.");
    CHECK(compare_rates({0, 5}, {0, 7}).what == impact_status::nobody_selected);
    CHECK(adverse_impact({}).groups.empty());
  }

  TEST_CASE("adverse impact: everybody selected, and equal rates") {
    const group_impact all = compare_rates({5, 5}, {9, 9});
    CHECK(all.what == impact_status::compared);
    CHECK(all.ratio() == exact(1));
    CHECK(all.deviations.what == cohort::reason::no_variation);
    CHECK(all.fisher.value == 1);
    CHECK_FALSE(all.beyond_two_deviations);
    CHECK(has(describe(all, "a", "b"), "Everybody was selected in both."));
    const group_impact equal = compare_rates({1, 2}, {50, 100});
    CHECK(equal.deviations.value == 0);
    CHECK(equal.fisher.value == 1);
    CHECK(equal.ratio() == exact(1));
  }

  TEST_CASE("adverse impact: the sign of the deviations says who is lower") {
    CHECK(deviations_apart({1, 10}, {5, 10}).value > 0);
    CHECK(deviations_apart({5, 10}, {1, 10}).value == -deviations_apart({1, 10}, {5, 10}).value);
    CHECK(deviations_apart({0, 0}, {1, 2}).what == cohort::reason::no_people);
    CHECK(beyond_two_deviations({1, 100}, {90, 100}) == beyond_two_deviations({90, 100}, {1, 100}));
  }

  TEST_CASE("adverse impact: exactly two deviations are not more than two") {
    // 0 of 4 and 2 of 4: D^2 N = 64 * 8 = 512 < 4 n1 n2 H (N - H) = 4 * 4 * 4 * 2 * 6 = 768
    CHECK_FALSE(beyond_two_deviations({0, 4}, {2, 4}));
    // 0 of 2 and 2 of 2: D^2 N = 16 * 4 = 64 = 4 * 2 * 2 * 2 * 2: z is 2
    CHECK(deviations_apart({0, 2}, {2, 2}).value == 2);
    CHECK_FALSE(beyond_two_deviations({0, 2}, {2, 2}));
    // 0 of 3 and 3 of 3: 81 * 6 = 486 > 4 * 3 * 3 * 3 * 3 = 324
    CHECK(beyond_two_deviations({0, 3}, {3, 3}));
    CHECK(has(describe(compare_rates({0, 2}, {2, 2}), "a", "b"), "2.00 standard deviations apart, not more than two"));
  }

  TEST_CASE("adverse impact: notes on small numbers") {
    const group_impact small = compare_rates({2, 10}, {3, 10});
    CHECK(small.notes.few_applicants);
    CHECK(small.notes.few_expected);  // 5 of 20: 2.5 in each
    CHECK(small.notes.one_person_reverses);
    CHECK(small.notes.one_person_decides);
    CHECK_FALSE(small.notes.small_share);
    const group_impact large = compare_rates({200, 800}, {480, 1200});
    CHECK_FALSE(large.notes.any());
    CHECK_FALSE(compare_rates({2, 10}, {3, 10}, {.applicants = 10, .expected = 2}).notes.few_applicants);
    CHECK_FALSE(compare_rates({2, 10}, {3, 10}, {.applicants = 10, .expected = 2}).notes.few_expected);
    // five in each are just enough: 10 of 20 selected, 10 in each group
    CHECK_FALSE(compare_rates({4, 10}, {6, 10}).notes.few_expected);
    // below 2 % of all: 1 of 51 in a report, and 1 of 50 is not below
    CHECK(adverse_impact(std::array<selection_rate, 3>{{{25, 25}, {0, 1}, {10, 25}}}).groups[1].notes.small_share);
    CHECK_FALSE(adverse_impact(std::array<selection_rate, 3>{{{25, 25}, {0, 1}, {10, 24}}}).groups[1].notes.small_share);
    // the other way: 4/5 exactly, and one person fewer is below
    const group_impact edge = compare_rates({40, 100}, {50, 100});
    CHECK_FALSE(edge.below_four_fifths);
    CHECK(edge.notes.one_person_decides);
    CHECK_FALSE(edge.notes.one_person_reverses);
  }

  TEST_CASE("adverse impact: sentences") {
    CHECK(describe(compare_rates({20, 80}, {48, 120}), "group b", "group a") ==
          "group b: 20 of 80 selected (25.0 %), against 48 of 120 (40.0 %) in group a: an impact ratio of 0.625, below four fifths. The rates are 2.19 "
          "standard deviations apart, more than two; Fisher's exact p is 0.033.");
    const std::string small = describe(compare_rates({2, 10}, {3, 10}), "b", "a");
    CHECK(has(small, "With one different person selected this group would have the higher rate: do not act on the ratio alone."));
    CHECK(has(small, "The numbers are small."));
    // just below 4/5: rounding to 0.800 would contradict the answer. 79,999 / 100,000
    const std::string close = describe(compare_rates({79'999, 1'000'000}, {100'000, 1'000'000}), "b", "a");
    CHECK(has(close, "an impact ratio of 0.79999, below four fifths."));
    CHECK(has(close, "p is below 0.0005"));
  }

  TEST_CASE("adverse impact: more selected than there are is a mistake") {
    const std::array<selection_rate, 2> swapped{{{3, 6}, {10, 4}}};
    const auto all = try_adverse_impact(swapped);
    REQUIRE_FALSE(all.has_value());
    CHECK(all.problems()[0].text() == "group 1 (from 0): 10 are selected, and there are 4; give how many were selected first, then how many there are");
    CHECK_THROWS(static_cast<void>(adverse_impact(swapped)));
    CHECK_FALSE(fisher_exact({10, 4}, {1, 2}).known());
  }

  TEST_CASE("Fisher's exact test at its ends, and as a constant") {
    static_assert(fisher_exact({0, 3}, {3, 3}).value > 0.0999 && fisher_exact({0, 3}, {3, 3}).value < 0.1001);  // 2 / 20
    static_assert(compare_rates({20, 80}, {48, 120}).below_four_fifths);
    CHECK(fisher_exact({0, 5}, {0, 9}).value == 1);
    CHECK(fisher_exact({5, 5}, {9, 9}).value == 1);
    CHECK(fisher_exact({0, 0}, {9, 9}).what == cohort::reason::no_people);
    CHECK(fisher_exact({0, 1}, {1, 1}).value == 1);
    CHECK(fisher_exact({0, 500'000}, {500'000, 500'000}).value == 0x1p-1074);  // above 0, however unlikely
    CHECK(fisher_exact({2'000'000'000, 4'000'000'000u}, {2'000'000'000, 4'000'000'000u}).value == 1);
    CHECK_FALSE(beyond_two_deviations({2'000'000'000, 4'000'000'000u}, {2'000'000'000, 4'000'000'000u}));
  }
}
