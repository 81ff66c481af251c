// SPDX-License-Identifier: BSL-1.0
// Bands: letters, levels from upper thresholds, numeric grades as OpenOLAT makes them; who is in which at the bounds.
#include <prowess/bands.hpp>
#include <prowess/grade_bands.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto letters = bands_from({{"A", 90}, {"B", 80}, {"C", 70}});
constexpr auto lenient = bands_from({{"C", 70}, {"B", 80}, {"A", 90}}, below_all::in_lowest);
constexpr auto percents = bands_up_to({{"novice", 40}, {"competent", 75}, {"expert", 100}});

static_assert(find_band(letters, 80)->key == "B" && find_band(letters, exact{80})->key == "B");
static_assert(find_band(letters, 69.9) == nullptr && find_band(lenient, 69.9)->key == "C");
static_assert(find_band(percents, 0)->key == "novice" && find_band(percents, 40)->key == "novice");

template <class Bands, class Score> std::string_view key(const Bands& bands, const Score& score) {
  const band* found = find_band(bands, score);
  return found == nullptr ? "none" : found->key;
}

struct row {
  double grade, upper, lower;
};
/// The bands as grade, upper and lower bound, and the rows' ends: both inclusive for the best, as `how` says for the others.
void check(const grade_scale& scale, const std::vector<row>& rows, std::size_t bands) {
  const std::vector<grade_band> made = grade_bands(scale);
  REQUIRE(made.size() == bands);
  const bool up = scale.how == band_rounding::up;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    INFO("band " << k);
    CHECK(made[k] == grade_band{rows[k].grade, rows[k].lower, rows[k].upper, k + 1 == made.size() || !up, k == 0 || up});
  }
}
void check(const grade_scale& scale, const std::vector<row>& rows) { check(scale, rows, rows.size()); }

double grade(const std::vector<grade_band>& bands, const exact& score) {
  const grade_band *found = find_band(bands, score), *by_double = find_band(bands, score.to_double());
  CHECK(found == by_double);
  return found == nullptr ? -1 : found->grade;
}
std::string mistake(const grade_scale& scale) {
  const auto bands = try_grade_bands(scale);
  return bands ? "" : bands.problems()[0].what;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("letters from lower bounds") {
    CHECK(key(letters, 105) == "A");
    CHECK(key(letters, 90) == "A");
    CHECK(key(letters, 89.99) == "B");
    CHECK(key(letters, 70) == "C");
    CHECK(key(letters, 69.99) == "none");
    CHECK(key(lenient, -5) == "C");
    CHECK(letters[1] == band{"B", 80, 90, true, false});
    CHECK(lenient[0].key == "A");
    CHECK(key(letters, exact{1000} / 7) == "A");
    CHECK(key(letters, exact::unknown()) == "none");
    CHECK(key(lenient, std::bit_cast<double>(std::uint64_t{0x7ff8} << 48)) == "none");
    CHECK(key(letters, std::bit_cast<double>(std::uint64_t{0x7ff0} << 48)) == "none");
  }

  TEST_CASE("at a bound the exact score decides") {
    constexpr auto cut = bands_from({{"above", 2.6}, {"below", 0}});
    const double computed = 0.2 * 1 + 0.3 * 3 + 0.5 * 3;  // 2.5999999999999996
    CHECK(key(cut, exact{0.2} * 1 + exact{0.3} * 3 + exact{0.5} * 3) == "above");
    CHECK(key(cut, 2.6) == "above");
    CHECK(key(cut, computed) == (computed < 2.6 ? "below" : "above"));
    CHECK(key(cut, exact{2.6} - exact::ratio(1, 1'000'000'000'000'000'000)) == "below");
  }

  // ilias.level.zero_is_lowest, ilias.level.above: thresholds are inclusive upper bounds.
  TEST_CASE("levels from upper thresholds") {
    CHECK(key(percents, 0) == "novice");
    CHECK(key(percents, exact{900} / 20) == "competent");
    CHECK(key(percents, -1) == "novice");
    CHECK(key(percents, 40) == "novice");
    CHECK(key(percents, 40.01) == "competent");
    CHECK(key(percents, exact{75}) == "competent");
    CHECK(key(percents, 100) == "expert");
    CHECK(key(percents, 120) == "expert");
    CHECK(percents[1] == band{"competent", 40, 75, false, true});
  }

  TEST_CASE("bounds of any number, and mistakes") {
    const std::vector<band_bound> bounds{{"low", 1}, {"middle", 2}, {"high", 3}};
    CHECK(try_bands_from(bounds).value() ==
          std::vector<band>{{"high", 3, detail::infinity, true, false}, {"middle", 2, 3, true, false}, {"low", 1, 2, true, false}});
    CHECK(try_bands_up_to(bounds).value()[0].key == "high");
    CHECK(try_bands_from({}).problems()[0].what == "there are no bands");
    CHECK(try_bands_up_to({}).problems()[0].what == "there are no bands");
    const std::vector<band_bound> twice{{"low", 1}, {"middle", 1}, {"high", 3}}, mixed{{"a", 1}, {"b", 3}, {"c", 2}};
    CHECK(try_bands_from(twice).problems()[0].what == "the bounds neither rise nor fall from each band to the next");
    CHECK(try_bands_up_to(mixed).problems()[0].what == "the bounds neither rise nor fall from each band to the next");
    const std::vector<band_bound> open{{"a", detail::infinity}, {"b", 3}};
    CHECK(try_bands_from(open).problems()[0].what == "the bound of a band is not a finite number");
    const std::vector<band_bound> single{{"all", 3}};
    CHECK(key(try_bands_up_to(single).value(), 50) == "all");
    CHECK(key(try_bands_from(single).value(), 2) == "none");
    CHECK(key(try_bands_from(single).value(), 50) == "all");
  }

  // openolat.bands.*: the figures of OpenOLAT's own tests (GradeCalculatorTest).
  TEST_CASE("numeric grades, linear in the score") {
    // openolat.bands.simple, inverse, quarter
    check({.lowest_grade = 1, .best_grade = 6, .min_score = 1, .max_score = 6},
          {{6, 6, 5.5}, {5, 5.5, 4.5}, {4, 4.5, 3.5}, {3, 3.5, 2.5}, {2, 2.5, 1.5}, {1, 1.5, 1}});
    check({.lowest_grade = 6, .best_grade = 1, .min_score = 1, .max_score = 6},
          {{1, 6, 5.5}, {2, 5.5, 4.5}, {3, 4.5, 3.5}, {4, 3.5, 2.5}, {5, 2.5, 1.5}, {6, 1.5, 1}});
    grade_scale quarters{.lowest_grade = 2, .best_grade = 3, .resolution = 0.25, .min_score = 1, .max_score = 3};
    check(quarters, {{3, 3, 2.75}, {2.75, 2.75, 2.25}, {2.5, 2.25, 1.75}, {2.25, 1.75, 1.25}, {2, 1.25, 1}});
    // openolat.bands.up, inc.up: the lower bound is not of the band, but for the worst
    quarters.how = band_rounding::up;
    check(quarters, {{3, 3, 2.5}, {2.75, 2.5, 2}, {2.5, 2, 1.5}, {2.25, 1.5, 1}, {2, 1, 1}});
    check({.lowest_grade = 1, .best_grade = 3, .min_score = 1, .max_score = 3, .how = band_rounding::up}, {{3, 3, 2}, {2, 2, 1}, {1, 1, 1}});
    // and by the rule: rounding down leaves the best grade the highest score alone
    quarters.how = band_rounding::down;
    check(quarters, {{3, 3, 3}, {2.75, 3, 2.5}, {2.5, 2.5, 2}, {2.25, 2, 1.5}, {2, 1.5, 1}});
  }

  // openolat.bands.break.inverse, break.two, break.max
  TEST_CASE("numeric grades through breakpoints") {
    const std::array one{breakpoint{4, 20}};
    check({.lowest_grade = 6, .best_grade = 1, .min_score = 0, .max_score = 80, .breakpoints = one},
          {{1, 80, 70}, {2, 70, 50}, {3, 50, 30}, {4, 30, 15}, {5, 15, 5}, {6, 5, 0}});
    const std::array two{breakpoint{4, 100}, breakpoint{8, 20}};
    check({.lowest_grade = 10, .best_grade = 1, .min_score = 0, .max_score = 190, .breakpoints = two},
          {{1, 190, 175}, {2, 175, 145}, {3, 145, 115}, {4, 115, 90}, {5, 90, 70}, {6, 70, 50}, {7, 50, 30}, {8, 30, 15}, {9, 15, 5}, {10, 5, 0}});
    const std::array best{breakpoint{6, 80}};
    check({.lowest_grade = 1, .best_grade = 6, .resolution = 0.5, .min_score = 0, .max_score = 100, .breakpoints = best},
          {{6, 100, 76}, {5.5, 76, 68}, {5, 68, 60}, {4.5, 60, 52}}, 11);
    // by hand: the worst grade up to 20, rounded up
    const std::array worst{breakpoint{1, 20}};
    check({.lowest_grade = 1, .best_grade = 3, .min_score = 0, .max_score = 40, .breakpoints = worst, .how = band_rounding::up},
          {{3, 40, 30}, {2, 30, 20}, {1, 20, 0}});
  }

  TEST_CASE("the grade of a score") {
    const auto nearest = grade_bands({.lowest_grade = 6, .best_grade = 1, .min_score = 0, .max_score = 10});
    CHECK(grade(nearest, 10) == 1);
    CHECK(grade(nearest, 9) == 1);  // half way is the better
    CHECK(grade(nearest, 8.9) == 2);
    CHECK(grade(nearest, 0) == 6);
    CHECK(grade(nearest, -0.1) == -1);
    CHECK(grade(nearest, 10.1) == -1);
    const auto up = grade_bands({.lowest_grade = 6, .best_grade = 1, .min_score = 0, .max_score = 10, .how = band_rounding::up});
    CHECK(grade(up, 8) == 2);
    CHECK(grade(up, 8.1) == 1);
    CHECK(grade(up, 0) == 6);
    CHECK(grade(up, 0.1) == 5);
    const auto down = grade_bands({.lowest_grade = 6, .best_grade = 1, .min_score = 0, .max_score = 10, .how = band_rounding::down});
    CHECK(grade(down, 9.9) == 2);
    CHECK(grade(down, 10) == 1);
    CHECK(grade(down, 1.9) == 6);
  }

  TEST_CASE("grade scales that make no sense") {
    const std::vector<breakpoint> off_grid{{3.5, 20}}, repeated{{3, 20}, {3, 30}}, falling{{3, 60}, {4, 50}}, outside{{3, 120}},
        open{{3, detail::infinity}};
    CHECK(mistake({}).empty());
    CHECK(mistake({.resolution = 2}) == "the best grade is not a whole number of steps from the lowest");
    CHECK(mistake({.resolution = 0}) == "the best grade is not a whole number of steps from the lowest");
    CHECK(mistake({.resolution = -1}) == "the best grade is not a whole number of steps from the lowest");
    CHECK(mistake({.resolution = 1e-9}) == "the best grade is not a whole number of steps from the lowest");
    CHECK(mistake({.lowest_grade = 6}) == "the best grade is not a whole number of steps from the lowest");
    CHECK(mistake({.resolution = 0.1}).empty());
    CHECK(mistake({.breakpoints = off_grid}) == "a breakpoint's grade is none of the grades");
    CHECK(mistake({.breakpoints = repeated}) == "a grade has two breakpoints");
    CHECK(mistake({.breakpoints = falling}) == "a better grade would not need a higher score");
    CHECK(mistake({.breakpoints = outside}) == "a breakpoint's score is not from the lowest to the highest score");
    CHECK(mistake({.breakpoints = open}) == "a breakpoint's score is not from the lowest to the highest score");
    CHECK(mistake({.min_score = 100, .max_score = 0}) == "a better grade would not need a higher score");
    CHECK(mistake({.max_score = detail::infinity}) == "a better grade would not need a higher score");
  }
}
