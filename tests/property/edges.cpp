// SPDX-License-Identifier: BSL-1.0
// Laws of what stands before and behind scores: repeated evidence, points to be won, rounding, bands, shares, value functions.
#include <prowess/aggregations.hpp>
#include <prowess/bands.hpp>
#include <prowess/core.hpp>
#include <prowess/evidence/combine.hpp>
#include <prowess/evidence/knowledge_tracing.hpp>
#include <prowess/grade_bands.hpp>
#include <prowess/largest_remainder.hpp>
#include <prowess/number/rounding.hpp>
#include <prowess/presets/canvas.hpp>
#include <prowess/value_functions.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"

namespace {

using namespace prowess;
using laws::hold;
using laws::near;
using laws::quarters;
using laws::share;
using laws::source;

/// Results with different order keys, in any order.
std::vector<evidence> results(source& any) {
  std::vector<evidence> all(1 + any.below(9));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = {quarters(any, 0, 5), static_cast<double>(i)};
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[any.below(static_cast<std::uint32_t>(i))]);
  return all;
}
/// Calls `law(policy)` with each policy; whether it holds for all.
template <class Law> bool for_all(const Law& law) {
  return law(highest_of_all{}) && law(latest_of_all{}) && law(mean_of_all{}) && law(median_of_all{}) && law(mean_of_latest{3}) && law(latest_and_rest{0.65}) &&
         law(exponential_average{0.4}) && law(half_life{2.5});
}
double number(source& any) { return (static_cast<double>(any.below(2'000'001)) - 1'000'000) / 1000; }

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("repeated evidence") {
    hold("the order in which results are given does not matter", [](source& any) {
      const auto all = results(any);
      auto other = all;
      std::reverse(other.begin(), other.end());
      return for_all([&](const auto& policy) { return combine(policy, all) == combine(policy, other); });
    });
    hold("equal results are that result, and what comes out lies between the lowest and the highest", [](source& any) {
      auto all = results(any);
      double low = 9, high = 0;
      for (const auto& e : all) low = std::min(low, e.points), high = std::max(high, e.points);
      const bool between = for_all([&](const auto& policy) { return *combine(policy, all) >= low && *combine(policy, all) <= high; });
      for (auto& e : all) e.points = low;
      return between && for_all([&](const auto& policy) { return *combine(policy, all) == low; });
    });
    hold("a better result never lowers it", [](source& any) {
      const auto all = results(any);
      auto better = all;
      better[any.below(static_cast<std::uint32_t>(all.size()))].points += 1;
      return for_all([&](const auto& policy) { return *combine(policy, better) >= *combine(policy, all) - 1e-12; });
    });
    hold("success later counts more than the same success earlier, where time counts", [](source& any) {
      const std::size_t n = 3 + any.below(6);
      std::vector<evidence> early, late;
      for (std::size_t i = 0; i < n; ++i) early.push_back({i == 0 ? 5.0 : 1.0, double(i)}), late.push_back({i + 1 == n ? 5.0 : 1.0, double(i)});
      const double w = 0.4 + any.below(50) / 100.0;
      return *combine(exponential_average{w}, late) > *combine(exponential_average{w}, early) && *combine(half_life{1.0 + any.below(4)}, late) > *combine(half_life{3}, early) &&
             *combine(latest_and_rest{w}, late) > *combine(latest_and_rest{w}, early);
    });
    hold("a half-life knows no calendar, and a very long one is the mean", [](source& any) {
      const auto all = results(any);
      auto shifted = all;
      const double by = any.below(1000);
      for (auto& e : shifted) e.order += by;
      return near(*combine(half_life{4}, all), *combine(half_life{4}, shifted)) && near(*combine(half_life{1e12}, all), *combine(mean_of_all{}, all), 1e-9);
    });
    hold("the exact form is within a rounding of the double", [](source& any) {
      const auto all = results(any);
      return near(combine_exactly(exponential_average{0.65}, all)->to_double(), *combine(exponential_average{0.65}, all)) &&
             near(combine_exactly(latest_and_rest{0.65}, all)->to_double(), *combine(latest_and_rest{0.65}, all)) &&
             near(combine_exactly(mean_of_latest{2}, all)->to_double(), *combine(mean_of_latest{2}, all));
    });
    hold("knowledge stays a probability; right answers speak for it, and wrong ones against it", [](source& any) {
      const double guess = 0.05 + share(any) * 0.4, slip = 0.05 + share(any) * 0.4;
      knowledge_tracing one({.prior = 0.05 + 0.9 * share(any), .learn = 0, .forget = 0, .guess = guess, .slip = slip});
      for (int i = 0; i < 8; ++i) {
        const bool right = any.below(2) == 0;
        const double before = one.known(), after = one.observe(right).known_after;
        if (!(after >= 0 && after <= 1) || (before > 1e-6 && before < 1 - 1e-6 && (right ? after < before : after > before))) return false;
      }
      return true;
    });
  }

  TEST_CASE("points to be won") {
    hold("weighted by points, percentages pool to points won over points to be won, exactly", [](source& any) {
      std::vector<canvas::assignment_group> groups(1 + any.below(3));
      std::vector<rating> ratings;
      exact won{}, possible{};
      for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].id = std::to_string(g);
        for (std::size_t i = 0; i <= any.below(4); ++i) {
          const double most = 1 + any.below(50);
          groups[g].assignments.push_back({std::to_string(i), most});
          if (any.below(4) == 0) {
            ratings.push_back(not_observed);
          } else {
            ratings.push_back(static_cast<double>(any.below(60)));
            won += exact(ratings.back().points), possible += exact(most);
          }
        }
      }
      const auto f = canvas::course("c", canvas::scheme::points, canvas::grading::current, groups).value();
      const profile p = score(f.view(), ratings);
      return possible == exact() ? !p.has_score() : p.exactly().score == won / possible * 100;
    });
    hold("clamped points never bring more than allowed ones, and both are the rating where it is no more than the highest", [](source& any) {
      constexpr auto f = framework("f", numeric(0, 100), scale("allowed", numeric(0, 10).with(excess::allowed)), scale("clamped", numeric(0, 10).with(excess::clamped)),
                                   leaf("a", on("allowed")), leaf("c", on("clamped")));
      const double points = any.below(2000) / 100.0;
      const profile p = score(f.view(), std::array<rating, 2>{points, points});
      const double a = p["a"].score(), c = p["c"].score();
      return points <= 10 ? a == c && near(a, points * 10) : c == 100 && near(a, points * 10);
    });
  }

  TEST_CASE("rounding") {
    hold("to the nearest: off by half a unit at most, and the same again", [](source& any) {
      const double x = number(any);
      const int digits = static_cast<int>(any.below(4));
      const double unit = std::pow(10, -digits);
      for (const rounding_rule how : {rounding_rule::half_away, rounding_rule::half_even}) {
        const double r = rounded(x, {digits, how});
        if (std::abs(r - x) > unit / 2 * (1 + 1e-9) || rounded(r, {digits, how}) != r) return false;
      }
      return true;
    });
    hold("a greater number never becomes a smaller one", [](source& any) {
      const double x = number(any), y = x + any.below(100) / 1000.0;
      const int digits = static_cast<int>(any.below(4));
      for (const rounding_rule how : {rounding_rule::half_away, rounding_rule::half_even, rounding_rule::up, rounding_rule::down, rounding_rule::none})
        if (rounded(x, {digits, how}) > rounded(y, {digits, how})) return false;
      return true;
    });
    hold("down and up hold the number between them, a unit apart or none; halves are mirrored at 0", [](source& any) {
      const double x = number(any);
      const int digits = static_cast<int>(any.below(4));
      const exact low = rounded(exact(x), {digits, rounding_rule::down}), high = rounded(exact(x), {digits, rounding_rule::up});
      const exact unit = exact(1) / exact(std::pow(10.0, digits));
      return low <= exact(x) && exact(x) <= high && (high == low || high - low == unit) && rounded(-x, {digits}) == -rounded(x, {digits});
    });
  }

  TEST_CASE("shares and bands") {
    hold("largest remainders total what they are parts of, each within a unit of its share", [](source& any) {
      std::vector<double> amounts(1 + any.below(9));
      double sum = 0;
      for (double& a : amounts) sum += a = any.below(100);
      if (sum == 0) return true;
      const auto parts = largest_remainder(amounts);
      double total = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        total += parts[i];
        if (std::abs(parts[i] - amounts[i] * 100 / sum) >= 1) return false;
      }
      return total == 100;
    });
    hold("every score has just one letter, and a higher score no lower one", [](source& any) {
      std::vector<band_bound> bounds;
      double at = 20.0 + any.below(20);
      for (const char* key : {"E", "D", "C", "B", "A"}) bounds.push_back({key, at}), at += 1 + any.below(15);
      const auto bands = try_bands_from(bounds, below_all::in_lowest).value();
      const double x = quarters(any, 0, 100), y = quarters(any, x, 100);
      const auto holds = [](const band& b, double s) { return (b.lower_inclusive ? s >= b.lower : s > b.lower) && (b.upper_inclusive ? s <= b.upper : s < b.upper); };
      return std::count_if(bands.begin(), bands.end(), [&](const band& b) { return holds(b, x); }) == 1 && find_band(bands, y)->key <= find_band(bands, x)->key;
    });
    hold("grade bands meet end to end from the lowest to the highest score", [](source& any) {
      const double most = 10.0 + any.below(90);
      const bool inverse = any.below(2) == 0;
      const auto how = static_cast<band_rounding>(any.below(3));
      const auto bands = grade_bands({inverse ? 6.0 : 1.0, inverse ? 1.0 : 6.0, 0.5, 0, most, {}, how});
      for (std::size_t i = 1; i < bands.size(); ++i)
        if (bands[i].upper != bands[i - 1].lower || (bands[i].upper_inclusive && bands[i - 1].lower_inclusive && bands[i].lower != bands[i].upper && bands[i - 1].lower != bands[i - 1].upper)) return false;
      const double x = share(any) * most;
      return bands.front().upper == most && bands.back().lower == 0 && find_band(bands, x) != nullptr && bands.size() == 11;
    });
  }

  TEST_CASE("value functions stay in [0, 1], rise, and do not know the cohort") {
    hold("goalposts, distance to target, reference interval, straight lines", [](source& any) {
      const double low = quarters(any, 0, 10), high = low + 1 + any.below(10), x = quarters(any, -5, 30), y = quarters(any, x, 30);
      const goalposts posts{low, high};
      const distance_to_target target{low, high};
      const piecewise_linear<3> lines({{low, 0}, {(low + high) / 2, 0.8}, {high, 1}});
      const reference_interval ideal{low, low + 1, high + 1, high + 3};
      for (const double v : {posts(x), posts(y), target(y), lines(x), ideal(x), ideal(y)})
        if (!(v <= 1)) return false;
      return posts(x) <= posts(y) && target(x) <= target(y) && lines(x) <= lines(y) && posts(low) == 0 && posts(high) == 1 && ideal(low + 1) == 1 && ideal(high + 1) == 1 &&
             ideal(low - 1) == 0 && ideal(high + 4) == 0 && near(posts(x) + goalposts{high, low}(x), 1);
    });
  }
}
