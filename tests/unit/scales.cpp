// SPDX-License-Identifier: BSL-1.0
// Tests of scales: points, keys, what they admit, where a rating stands on another scale; and of each ready-made one.
#include <prowess/core.hpp>
#include <prowess/scales.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using namespace std::string_view_literals;

template <std::size_t L> constexpr bool admits(const static_scale<L>& s, double points) { return s.data.admits(points, s.level_list); }
/// Where points of one scale stand on another.
template <class N = double, std::size_t L, std::size_t M>
constexpr N at(const static_scale<L>& from_scale, double points, const static_scale<M>& to_scale) {
  return rescaled<N>(from_scale.data, to_scale.data, points);
}
template <std::size_t L> std::vector<double> points_of(const static_scale<L>& s) {
  std::vector<double> all;
  for (const level& l : s.level_list) all.push_back(l.points);
  return all;
}

/// Half points from 1 to 6, of which 6 is the best.
struct half_points {
  static constexpr std::string_view name = "half_points";
  static constexpr double lowest = 1, highest = 6;
  static constexpr bool admits(double p) { return p * 2 == static_cast<double>(static_cast<int>(p * 2)); }
};
/// Powers of two, each a step of the same size.
struct doublings {
  static constexpr std::string_view name = "doublings";
  static constexpr double lowest = 1, highest = 16;
  static constexpr bool admits(double p) { return p == 1 || p == 2 || p == 4 || p == 8 || p == 16; }
  static constexpr double unit(double p) { return p == 1 ? 0 : p == 2 ? 0.25 : p == 4 ? 0.5 : p == 8 ? 0.75 : 1; }
};

constexpr auto percents = percentage();
constexpr auto five = levels("a", "b", "c", "d", "e");

// all of it at compile time
static_assert(five.data.low == 1 && five.data.high == 5 && five.level_list[2].points == 3 && five.level_list[2].key == "c");
static_assert(admits(five, 3) && !admits(five, 3.5) && !admits(five, 0) && !admits(five, 6));
static_assert(at(five, 4, percents) == 75 && at(percents, 75, five) == 4);
static_assert(at<exact>(numeric(0, 3), 1, percents) == exact::ratio(100, 3));
static_assert(scale_type<half_points> && scale_type<doublings> && !scale_type<int>);

/// A ready-made scale with levels: how many, its ends, a key and label; ascending by one; and it makes a framework.
template <std::size_t L>
void check_ready_made(const static_scale<L>& s, std::size_t count, double low, double high, std::string_view first_key,
                      std::string_view last_label) {
  CHECK(L == count);
  CHECK(s.data.low == low);
  CHECK(s.data.high == high);
  CHECK(s.data.zero == low);
  CHECK_FALSE(s.data.inverse);
  CHECK(s.data.how == grid::whole);
  CHECK(s.level_list[0].key == first_key);
  CHECK(s.level_list[L - 1].name() == last_label);
  for (std::size_t i = 0; i < L; ++i) {
    const level& l = s.level_list[i];
    CHECK(l.points == low + static_cast<double>(i));
    CHECK(admits(s, l.points));
    CHECK_FALSE(l.label.empty());
    CHECK_FALSE(l.key.empty());
    CHECK(l.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    for (std::size_t k = 0; k < i; ++k) CHECK(l.key != s.level_list[k].key);
  }
  CHECK_FALSE(admits(s, low + 0.5));
  const auto f = framework("f", s, leaf("x", 1));
  CHECK(diagnose(f.view()).empty());
  CHECK(f.view().levels().size() == L);
}

}  // namespace

TEST_SUITE("scales") {
  TEST_CASE("levels count from one, from anywhere, or by points of their own") {
    CHECK(points_of(five) == std::vector<double>{1, 2, 3, 4, 5});
    CHECK(points_of(levels(from{0}, "no", "yes")) == std::vector<double>{0, 1});
    CHECK(points_of(levels(from{-2}, "a", "b", "c")) == std::vector<double>{-2, -1, 0});
    CHECK(points_of(levels(from{0.5}, "a", "b")) == std::vector<double>{0.5, 1.5});
    constexpr auto milestones = levels(level{"m0", 0}, level{"m1", 1}, level{"m2", 3}, level{"m3", 6}, level{"m4", 12}, level{"m5", 20});
    CHECK(points_of(milestones) == std::vector<double>{0, 1, 3, 6, 12, 20});
    CHECK(milestones.data.low == 0);
    CHECK(milestones.data.high == 20);
    for (const double p : {0.0, 1.0, 3.0, 6.0, 12.0, 20.0}) CHECK(admits(milestones, p));
    for (const double p : {-1.0, 2.0, 0.5, 19.0, 21.0}) CHECK_FALSE(admits(milestones, p));
  }
  TEST_CASE("levels may be tied, fractional or negative") {
    constexpr auto s = levels(level{"unsafe", -1}, level{"absent", 0}, level{"some", 0.5}, level{"basic", 4}, level{"mastered", 4});
    CHECK(s.data.low == -1);
    CHECK(s.data.high == 4);
    CHECK_FALSE(s.data.inverse);
    CHECK(admits(s, -1));
    CHECK(admits(s, 0.5));
    CHECK_FALSE(admits(s, 1));
  }
  TEST_CASE("a level is called by its label, and by its key where it has none") {
    CHECK(level{"advanced", 4, "Advanced"}.name() == "Advanced");
    CHECK(level{"advanced", 4}.name() == "advanced");
  }
  TEST_CASE("numbers: any, whole, or in steps") {
    CHECK(numeric(0, 100).data.how == grid::continuous);
    CHECK(numeric(0, 100, 1).data.how == grid::whole);
    CHECK(numeric(0.5, 5.5, 1).data.how == grid::stepped);
    CHECK(admits(numeric(0, 100), 33.3));
    CHECK_FALSE(admits(numeric(0, 100, 1), 33.3));
    CHECK(admits(numeric(0, 100, 1), 33));
    CHECK(admits(numeric(0.5, 5.5, 1), 2.5));
    CHECK_FALSE(admits(numeric(0.5, 5.5, 1), 2));
    CHECK(admits(numeric(1, 6, 0.5), 4.5));
    CHECK_FALSE(admits(numeric(1, 6, 0.5), 4.25));
    CHECK(admits(numeric(-5, 5, 1), -3));
    CHECK_FALSE(admits(numeric(-5, 5, 1), -3.5));
  }
  TEST_CASE("steps of a tenth, as written and as computed") {
    constexpr auto tenths = numeric(0, 10, 0.1);
    constexpr auto grades = numeric(1, 6, 0.1);
    for (int i = 0; i <= 100; ++i) {
      CHECK(admits(tenths, i / 10.0));
      CHECK(admits(tenths, i * 0.1) == (i * 0.1 <= 10));
      if (i < 100) CHECK_FALSE(admits(tenths, i / 10.0 + 0.05));
      if (i < 100) CHECK_FALSE(admits(tenths, i / 10.0 + 0.001));
      if (i <= 50) CHECK(admits(grades, (10 + i) / 10.0));
    }
    CHECK(admits(tenths, 0.1 + 0.2));
    CHECK_FALSE(admits(tenths, 10.1));
  }
  TEST_CASE("nothing admits what is outside, infinite or not a number") {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const double not_a_number = std::nan("");
    const auto check = [&](const auto& s) {
      for (const double p : {s.data.low - 1e-9, s.data.high + 1e-9, -infinite, infinite, 1e300, -1e300, not_a_number})
        CHECK_FALSE(admits(s, p));
      CHECK(admits(s, s.data.low));
      CHECK(admits(s, s.data.high));
    };
    check(five);
    check(percents);
    check(numeric(0, 100, 1));
    check(numeric(1, 6, 0.1));
    check(checklist());
    check(own_scale<half_points>());
    check(own_scale<doublings>());
    check(levels(level{"low", 0}, level{"high", 3}));
  }
  TEST_CASE("percentage and checklist") {
    CHECK(percents.data.low == 0);
    CHECK(percents.data.high == 100);
    CHECK(admits(percents, 66.6));
    constexpr auto list = checklist();
    CHECK(list.level_list[0].key == "not_met");
    CHECK(list.level_list[1].key == "met");
    CHECK(admits(list, met.points));
    CHECK(admits(list, not_met.points));
    CHECK_FALSE(admits(list, 0.5));
    CHECK(at(list, 0, five) == 1);
    CHECK(at(list, 1, five) == 5);
  }
  TEST_CASE("on another scale: linear between the ends, which meet exactly") {
    CHECK(at(numeric(0, 100, 1), 85, five) == doctest::Approx(4.4).epsilon(1e-15));
    CHECK(at<exact>(numeric(0, 100, 1), 85, five) == exact::ratio(22, 5));
    CHECK(at<exact>(five, 2, numeric(0, 3)) == exact::ratio(3, 4));
    CHECK(at<exact>(numeric(0.1, 0.7), 0.3, numeric(0, 3)) == 1);
    for (const double low : {0.1, 0.3, -0.7, 1.0})
      for (const double high : {1.1, 3.3, 9.7}) {
        CHECK(at(numeric(low, high), low, five) == 1);
        CHECK(at(numeric(low, high), high, five) == 5);
        CHECK(at(five, 1, numeric(low, high)) == low);
        CHECK(at(five, 5, numeric(low, high)) == high);
      }
  }
  TEST_CASE("on its own scale nothing changes") {
    CHECK(at(five, 3, five) == 3);
    constexpr auto odd = numeric(0.1, 0.7);
    CHECK(at(odd, 0.3, odd) == 0.3);
    CHECK(at<exact>(odd, 0.3, odd) == exact::ratio(3, 10));
  }
  TEST_CASE("inverse scales: fewer points are better") {
    constexpr auto errors = numeric(0, 20, 1).inverted();
    CHECK(errors.data.inverse);
    CHECK(errors.data.worst() == 20);
    CHECK(errors.inverted().data.worst() == 0);
    CHECK(at(errors, 20, five) == 1);
    CHECK(at(errors, 0, five) == 5);
    CHECK(at(errors, 5, five) == 4);
    CHECK(at<exact>(errors, 3, percents) == 85);
    CHECK(admits(errors, 20));
    CHECK_FALSE(admits(errors, 21));

    constexpr auto school = levels(level{"insufficient", 6}, level{"poor", 5}, level{"sufficient", 4}, level{"fair", 3}, level{"good", 2},
                                   level{"very-good", 1});
    CHECK(school.data.inverse);
    CHECK(school.data.low == 1);
    CHECK(school.data.high == 6);
    CHECK(school.data.worst() == 6);
    CHECK(school.data.how == grid::whole);
    CHECK(at(school, 6, percents) == 0);
    CHECK(at(school, 1, percents) == 100);
    CHECK(at(school, 2, percents) == 80);
  }
  TEST_CASE("points over the maximum instead of the anchored minimum") {  // two rules in use: 55 % or 10 % for the same ratings
    constexpr auto two_to_four = numeric(2, 4, 0.1);
    CHECK(at<exact>(two_to_four, 2.2, percents) == 10);
    CHECK(at<exact>(two_to_four.points_over_max(), 2.2, percents) == 55);
    CHECK(at(two_to_four.points_over_max(), 2, percents) == 50);
    CHECK(at(two_to_four.points_over_max(), 4, percents) == 100);
    CHECK(at<exact>(five.points_over_max(), 3, percents) == 60);
    CHECK(at(percents, 0, five.points_over_max()) == 0);
    CHECK_FALSE(admits(five.points_over_max(), 0));
  }
  TEST_CASE("a scale of one's own decides what it admits, and where it stands if it says so") {
    constexpr auto halves = own_scale<half_points>();
    CHECK(halves.data.own->name == "half_points");
    CHECK(admits(halves, 3.5));
    CHECK_FALSE(admits(halves, 3.25));
    CHECK(at(halves, 3.5, percents) == 50);
    constexpr auto powers = own_scale<doublings>();
    CHECK(admits(powers, 8));
    CHECK_FALSE(admits(powers, 3));
    CHECK(at(powers, 4, percents) == 50);
    CHECK(at<exact>(powers, 8, five) == 4);
    constexpr auto f = framework("f", percents, scale("halves", half_points{}), scale("powers", doublings{}), leaf("x", on("halves")),
                                 leaf("y", on("powers")));
    rating_sheet sheet{f};
    sheet.set("x", 3.5).set("y", 2);
    CHECK(score(sheet).score() == 37.5);
    CHECK_FALSE(sheet.try_set("x", 3.25).has_value());
    CHECK_FALSE(sheet.try_set("y", 3).has_value());
  }
  TEST_CASE("leaves name their scales by key, and ratings may name a level") {
    constexpr auto f = framework("f", five, scale("exam", numeric(0, 100, 1)), scale("list", checklist()), leaf("rated", 1),
                                 leaf("exam", on("exam")), leaf("done", on("list")));
    CHECK(f.scales[0].key.empty());
    CHECK(f.scales[1].key == "exam");
    CHECK(f.scales[2].level_at == 5);
    rating_sheet sheet{f};
    sheet.set("rated", "d").set("exam", 50).set("done", met);
    CHECK(score(sheet).score() == 4);
    CHECK_FALSE(sheet.try_set("rated", "z"sv).has_value());
    CHECK_FALSE(sheet.try_set("exam", "d"sv).has_value());
    CHECK(sheet.try_set("done", "met"sv).has_value());
    CHECK_FALSE(sheet.try_set("rated", rating{0}).has_value());
  }
}

TEST_SUITE("ready-made scales") {
  TEST_CASE("Likert agreement") {
    check_ready_made(scales::likert_agreement, 5, 1, 5, "strongly-disagree", "Strongly agree");
    static constexpr auto survey = framework("survey", scales::likert_agreement, scale("reversed", scales::likert_agreement.inverted()),
                                             indicator("helps-me", 1), indicator("slows-me-down", on("reversed")));
    constexpr auto p = score<survey>({{"helps-me", "agree"}, {"slows-me-down", "strongly-disagree"}});
    CHECK(p["slows-me-down"].score() == 5);
    CHECK(p.score() == 4.5);
  }
  TEST_CASE("Dreyfus") { check_ready_made(scales::dreyfus, 5, 1, 5, "novice", "Expert"); }
  TEST_CASE("Miller") { check_ready_made(scales::miller, 4, 1, 4, "knows", "Does"); }
  TEST_CASE("entrustment") {
    check_ready_made(scales::entrustment, 5, 1, 5, "observe-only", "Supervise others");
    static constexpr auto round = framework("ward-round", scales::entrustment, minimum{}, criterion("admit", 1), criterion("discharge", 1));
    constexpr auto p = score<round>({{"admit", "unsupervised"}, {"discharge", "indirect-supervision"}});
    CHECK(p.level() == "indirect-supervision");
  }
  TEST_CASE("O*NET importance") {
    check_ready_made(scales::onet_importance, 5, 1, 5, "not-important", "Extremely Important");
    CHECK(scales::onet_importance_mean.data.low == 1);
    CHECK(scales::onet_importance_mean.data.high == 5);
    CHECK(admits(scales::onet_importance_mean, 4.38));
  }
  TEST_CASE("O*NET level, and its standard score") {
    CHECK(scales::onet_level.level_list.empty());
    CHECK(scales::onet_level.data.low == 0);
    CHECK(scales::onet_level.data.high == 7);
    CHECK(admits(scales::onet_level, 4.88));
    // S = (O - L) / (H - L) * 100: 3 of importance is 50, 5 of level is 71 (O*NET, "Standardized scores")
    CHECK(at(scales::onet_importance_mean, 3, percents) == 50);
    CHECK(std::round(at(scales::onet_level, 5, percents)) == 71);
  }
}
