// SPDX-License-Identifier: BSL-1.0
// Courses by the rules of gradebooks: what the figures of their own tests do not reach.
#include <prowess/evidence/combine.hpp>
#include <prowess/presets/canvas.hpp>
#include <prowess/presets/edx.hpp>
#include <prowess/presets/moodle.hpp>
#include <prowess/prowess.hpp>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {
profile scored(const dynamic_framework& f, const std::vector<rating>& r) { return score(f.view(), r); }
constexpr rating none = not_observed;
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("pooled points: a group weighs only what it keeps") {
    const auto course = canvas::course("c", canvas::scheme::points, canvas::grading::current, {{"a", 0, {{"x", 10}, {"y", 10}}, 1}, {"b", 0, {{"z", 10}}}}).value();
    CHECK(scored(course, {10, 0, 0}).score() == 50);  // 10 of 20, not 10 of 30
    CHECK(scored(course, {10, 0, 0}).exactly().score == 50);
    CHECK(scored(course, {10, none, 5}).score() == 75);
    CHECK(scored(course, {4, 8, none}).score() == 80);
    // the same in a constant
    static constexpr auto pooled = framework("c", percentage(), scale("ten", numeric(0, 10)), pool, weighting::points,
                                             group("a", trimmed_mean{1}, weighting::points, leaf("x", on("ten")), leaf("y", on("ten"))), group("b", weighting::points, leaf("z", on("ten"))));
    static_assert(score<pooled>({{"x", 10}, {"y", 0}, {"z", 0}}).score() == 50);
    CHECK(score<pooled>({{"x", 10}, {"y", 0}, {"z", 0}}) == score(pooled.view(), std::array<rating, 3>{10, 0, 0}));
  }
  TEST_CASE("Canvas: points for nothing, more than there are to be won, empty and hostile courses") {
    const auto course = canvas::course("c", canvas::scheme::percent, canvas::grading::final_score, {{"a", 50, {{"x", 10}, {"bonus", 0}}}, {"b", 50, {{"z", 20}}}}).value();
    CHECK(scored(course, {12, 3, 20}).score() == 125);
    CHECK(scored(course, {none, none, 20}).score() == 50);
    CHECK_FALSE(canvas::course("c", canvas::scheme::percent, canvas::grading::current, {}).has_value());
    CHECK_FALSE(canvas::course("c", canvas::scheme::percent, canvas::grading::current, {{"a", 10, {}}}).has_value());
    CHECK_FALSE(canvas::course("c", canvas::scheme::percent, canvas::grading::current, {{"a", 10, {{"x", 10}, {"x", 10}}}}).has_value());
    CHECK_FALSE(canvas::course("c", canvas::scheme::percent, canvas::grading::current, {{"a", 10, {{"x", std::nan("")}}}}).has_value());
    std::vector<canvas::outcome_result> many(400, {0.5, 1, 0, {}});
    for (std::size_t i = 0; i < many.size(); ++i) many[i].percent = static_cast<double>(i % 7) / 7, many[i].order = static_cast<std::int64_t>(i);
    const auto average = canvas::outcome_score(exponential_average{0.65}, many, 5, 3);
    CHECK((average && *average >= 0 && *average <= 5));
    CHECK_FALSE(canvas::outcome_score(latest_of_all{}, {}, 5, 3).has_value());
  }
  TEST_CASE("Moodle: keeps so many of what is graded, and says what it does not offer") {
    const auto four = [](std::size_t drop, std::size_t keep, moodle::method how, bool hidden = false) {
      moodle::grade_item c{.id = "c", .how = how, .drop_lowest = drop, .keep_highest = keep};
      for (const char* id : {"1", "2", "3", "4"}) c.children.push_back({.id = id});
      c.children[3].is_hidden = hidden;
      return moodle::course(c);
    };
    CHECK(scored(four(0, 2, moodle::method::mean).value(), {100, 50, none, none}).score() == 75);
    CHECK(scored(four(0, 2, moodle::method::mean, true).value(), {100, 50, 0}).score() == 75);
    CHECK(scored(four(1, 0, moodle::method::weighted_mean).value(), {100, 50, 0, 30}).score() == 60);
    CHECK(four(3, 0, moodle::method::mean, true).has_value());
    for (const auto how : {moodle::method::median, moodle::method::lowest, moodle::method::highest, moodle::method::mode})
      CHECK(four(1, 0, how).problems()[0].what == "'drop the lowest' is not offered for this method");
    CHECK(four(0, 1, moodle::method::natural).problems()[0].what == "'keep the highest' is offered for the plain mean of grades only");
  }
  TEST_CASE("Moodle: natural categories that drop are out of what they keep") {
    moodle::grade_item lab{.id = "lab", .drop_lowest = 1};
    for (const char* id : {"1", "2", "3", "4"}) lab.children.push_back({.id = id, .maximum = 10});
    const auto alone = moodle::course(lab).value();
    const profile two = scored(alone, {8, 5, none, none});
    CHECK(moodle::total_of(lab, two.root()).points == 8);
    CHECK(moodle::total_of(lab, two.root()).maximum == 10);
    moodle::grade_item unlike = lab;
    unlike.children[0].maximum = 20;
    CHECK(moodle::course(lab).warnings().empty());
    CHECK(moodle::course(unlike).warnings()[0].what.starts_with("nothing is dropped"));
    const moodle::grade_item course{.id = "c", .children = {lab, {.id = "exam", .maximum = 10}}};
    const auto nested = moodle::course(course).value();
    const profile p = scored(nested, {10, 5, none, none, 0});
    CHECK(p.score() == 50);
    CHECK(moodle::total_of(course, p.root()).points == 10);
    CHECK(moodle::total_of(course, p.root()).maximum == 20);
    const profile all = scored(nested, {10, 5, 8, 9, 0});
    CHECK(moodle::total_of(course, all.root()).points == 27);
    CHECK(moodle::total_of(course, all.root()).maximum == 40);
  }
  TEST_CASE("Moodle: weights of nothing are 0, deep categories are quick, extra credit that takes away does not count") {
    CHECK(moodle::natural_weights(std::vector<moodle::grade_item>{{.id = "a", .extra = 1}, {.id = "b", .extra = 1}}) == std::vector<double>{0, 0});
    moodle::grade_item deep{.id = "leaf", .maximum = 10};
    for (int level = 0; level < 40; ++level) deep = moodle::grade_item{.id = "g" + std::to_string(level), .children = {deep}};
    CHECK(scored(moodle::course(deep).value(), {7}).score() == 70);
    const moodle::grade_item mean{.id = "m", .how = moodle::method::mean_extra_credit, .children = {{.id = "a"}, {.id = "b", .extra = -0.5}}};
    CHECK(scored(moodle::course(mean).value(), {80}).score() == 80);
  }
  TEST_CASE("Open edX: a section without points does not count; drops that leave nothing are refused") {
    const auto course = edx::course("c", {{"homework", 1, 2, 0, 2}}).value();
    rating_sheet sheet(course);
    sheet.set("homework/1", edx::section(3, 4)).set("homework/2", edx::section(0, 0));
    CHECK(score(sheet).score() == 75);
    CHECK_FALSE(edx::course("c", {{"homework", 1, 1, 1, 1}}).has_value());
    CHECK_FALSE(edx::course("c", {}).has_value());
  }
}
