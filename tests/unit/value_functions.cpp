// SPDX-License-Identifier: BSL-1.0
// Value functions by hand: their ends, directions, slopes without a length, and as the `unit` of a host's own scale.
#include <prowess/core.hpp>
#include <prowess/value_functions.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr goalposts up{2, 8}, down{14, 2};
static_assert(up(5) == 0.5 && up(1) == 0 && up(2) == 0 && up(8) == 1 && up(9) == 1);
static_assert(down(14) == 0 && down(2) == 1 && down(8) == 0.5 && down(20) == 0 && down(0) == 1);
static_assert(up.unclipped()(11) == 1.5 && up.unclipped()(-1) == -0.5 && down.unclipped()(20) == -0.5);

constexpr distance_to_target toward{0, 4}, away{10, 2};
static_assert(toward(2) == 0.5 && toward(4) == 1 && toward(6) == 1 && toward(-2) == -0.5 && toward.uncapped()(6) == 1.5);
static_assert(away(6) == 0.5 && away(2) == 1 && away(0) == 1 && away.uncapped()(0) == 1.25);

constexpr reference_interval band{0, 4, 6, 10}, from_start{0, 0, 6, 10}, to_end{0, 4, 10, 10}, everything{0, 0, 10, 10}, point{0, 5, 5, 10};
static_assert(band(4) == 1 && band(5) == 1 && band(6) == 1 && band(2) == 0.5 && band(8) == 0.5 && band(0) == 0 && band(10) == 0);
static_assert(band(-1) == 0 && band(11) == 0);
static_assert(from_start(0) == 1 && from_start(-1) == 0 && from_start(8) == 0.5);  // no slope at the end that the ideal reaches
static_assert(to_end(10) == 1 && to_end(11) == 0 && to_end(2) == 0.5);
static_assert(everything(0) == 1 && everything(10) == 1 && everything(-1) == 0 && everything(11) == 0);
static_assert(point(5) == 1 && point(2.5) == 0.5 && point(7.5) == 0.5);

constexpr piecewise_linear bent({{1, 0}, {3, 0.6}, {5, 1}});
constexpr piecewise_linear falling({{0, 1}, {10, 0}});
constexpr piecewise_linear flat({{3, 0.4}});
static_assert(bent(1) == 0 && bent(2) == 0.3 && bent(3) == 0.6 && bent(4) == 0.8 && bent(5) == 1 && bent(0) == 0 && bent(6) == 1);
static_assert(falling(0) == 1 && falling(5) == 0.5 && falling(20) == 0 && flat(-100) == 0.4 && flat(100) == 0.4);

constexpr level_map steps{0.0, 0.3, 0.8, 1.0};
static_assert(steps(1) == 0 && steps(2) == 0.3 && steps(3) == 0.8 && steps(4) == 1 && steps(2.99) == 0.3 && steps(0) == 0 && steps(9) == 1);
static_assert(steps.from(0)(0) == 0 && steps.from(0)(1) == 0.3 && steps.from(0)(3) == 1 && level_map{1}(7) == 1);
static_assert(std::is_same_v<decltype(level_map(0, 0.5, 1)), level_map<3>> && std::is_same_v<decltype(piecewise_linear({{0, 0}, {1, 1}})), piecewise_linear<2>>);

/// Days until an answer: less is better, two are enough.
struct response_days {
  static constexpr std::string_view name = "response_days";
  static constexpr double lowest = 0, highest = 30;
  static constexpr bool admits(double days) { return days >= lowest && days <= highest; }
  static constexpr double unit(double days) { return goalposts{14, 2}(days); }
};
/// Hours a week: best within a band.
struct weekly_hours {
  static constexpr std::string_view name = "weekly_hours";
  static constexpr double lowest = 0, highest = 60;
  static constexpr bool admits(double hours) { return hours >= lowest && hours <= highest; }
  static constexpr double unit(double hours) { return reference_interval{10, 30, 40, 60}(hours); }
};
/// Levels whose steps are not alike.
struct uneven {
  static constexpr std::string_view name = "uneven";
  static constexpr double lowest = 1, highest = 4;
  static constexpr bool admits(double level) { return level == 1 || level == 2 || level == 3 || level == 4; }
  static constexpr double unit(double level) { return level_map{0.0, 0.3, 0.8, 1.0}(level); }
};
constexpr auto team = framework("team", numeric(0, 100), scale("days", response_days{}), scale("hours", weekly_hours{}), scale("level", uneven{}),
                                leaf("answers", on("days")), leaf("presence", on("hours")), leaf("skill", on("level"), 2));

}  // namespace

TEST_CASE("value functions as units of a host's scales") {
  constexpr auto p = score<team>({{"answers", 8}, {"presence", 35}, {"skill", 3}});
  static_assert(p["answers"].score() == 50 && p["presence"].score() == 100 && p["skill"].score() == 80);
  CHECK(std::abs(p.score() - (50 + 100 + 2 * 80) / 4.0) <= 1e-12);
  CHECK(score<team>({{"answers", 1}, {"presence", 20}, {"skill", 1}})["answers"].score() == 100);
  CHECK(score<team>({{"answers", 1}, {"presence", 20}, {"skill", 1}})["presence"].score() == 50);
}
TEST_CASE("the value of points does not depend on who else is there, and stays within its ends") {
  for (int i = -100; i <= 200; ++i) {
    const double x = i / 10.0;
    for (const double value : {up(x), down(x), band(x), from_start(x), to_end(x), bent(x), falling(x), steps(x)}) {
      CHECK(value >= 0);
      CHECK(value <= 1);
    }
    CHECK(up(x) <= up(x + 0.1));
    CHECK(down(x) >= down(x + 0.1));
    CHECK(bent(x) <= bent(x + 0.1));
    CHECK(steps(x) <= steps(x + 0.1));
    CHECK(toward(x) <= toward(x + 0.1));
  }
}
TEST_CASE("a rubric of seven knots passes through each of them exactly") {
  constexpr piecewise_linear f({{1, 0.1}, {1.3, 0.2}, {1.7, 0.7}, {2.9, 0.35}, {3.1, 0.3}, {4.7, 0.9}, {5, 1}});
  for (const knot& each : f.knots) CHECK(f(each.points) == each.value);
}
