// SPDX-License-Identifier: BSL-1.0
// How long the cheapest plan takes to be proved: 25 competencies of 5 levels, six kinds of goals, three kinds of costs.
//
// Prints evaluations of the goal and milliseconds, median and worst of several people, and how many plans were proved. No limit is
// held: the count of evaluations is the same everywhere, the time is not.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace prowess;

/// splitmix64 (Steele, Lea, Flood 2014).
struct source {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(next() % n); }
};

constexpr int people = 9;
constexpr std::uint32_t domains = 5, each = 5;

/// Five domains of five competencies with weights of 1 to 9.
dynamic_framework make(source& any) {
  dynamic_framework f("bench", levels("1", "2", "3", "4", "5"));
  for (std::uint32_t d = 0; d < domains; ++d) {
    const std::string id = "d" + std::to_string(d);
    f.add("bench", group(id, 1 + any.below(9), leaf(id + "a", 1 + any.below(9))));
    for (std::uint32_t k = 1; k < each; ++k) f.add(id, leaf(id + std::string(1, static_cast<char>('a' + k)), 1 + any.below(9)));
  }
  return f;
}

/// fit = 1 - sum(importance x gap) / sum(importance x (required - 1)), in whole numbers, with two hurdles.
struct fit_goal {
  std::vector<int> importance, required;
  int per_mille;
  [[nodiscard]] double shortfall(std::span<const rating> r) const {
    int lost = 0, all = 0;
    for (std::size_t l = 0; l < r.size(); ++l) {
      const int gap = required[l] - static_cast<int>(r[l].points);
      lost += importance[l] * (gap > 0 ? gap : 0), all += importance[l] * (required[l] - 1);
    }
    return lost * 1000 - all * (1000 - per_mille);
  }
  [[nodiscard]] std::uint32_t part(std::uint32_t leaf) const { return leaf; }
  bool operator()(std::span<const rating> r) const { return shortfall(r) <= 0 && r[3].points >= required[3] && r[17].points >= required[17]; }
};

template <class MakeGoal> void measure(const char* goal_name, const char* cost_name, int cost_kind, const MakeGoal& make_goal) {
  std::vector<double> evaluations, milliseconds;
  int proved = 0, settled = 0, unreachable = 0;
  for (int person = 0; person < people; ++person) {
    source any{static_cast<std::uint64_t>(person) * 104729 + 17};
    dynamic_framework f = make(any);
    std::vector<rating> ratings(std::size_t{domains} * each);
    for (rating& r : ratings) r = 2 + any.below(2);
    auto goal = make_goal(f, any);
    std::vector<double> hours(f.unchecked().size());
    for (double& h : hours) h = cost_kind == 0 ? 1 : cost_kind == 1 ? 4 * (2 + any.below(14)) : (10 + any.below(790)) / 10.0;
    const std::vector<level_change> changes = level_changes(f, ratings, [&](std::uint32_t leaf, double from, double) { return hours[leaf] * (cost_kind == 0 ? 1 : from); });
    const auto start = std::chrono::steady_clock::now();
    const learning_plan plan = cheapest_plan(f, ratings, changes, goal).value();
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    evaluations.push_back(static_cast<double>(plan.evaluations));
    proved += plan.is_proved_minimal, settled += plan.is_first_of_equals, unreachable += plan.cannot_be_reached;
  }
  std::sort(evaluations.begin(), evaluations.end());
  std::sort(milliseconds.begin(), milliseconds.end());
  std::printf("%-26s %-8s %12.0f %12.0f %10.2f %10.2f %7d/%d %8d\n", goal_name, cost_name, evaluations[people / 2], evaluations.back(), milliseconds[people / 2],
              milliseconds.back(), proved, people - unreachable, settled);
  std::fflush(stdout);
}

/// A score of the root, of which nothing is known but whether it is enough.
struct black_box {
  framework_view f;
  double cut;
  std::vector<node_result> out{};
  bool operator()(std::span<const rating> r) {
    out.resize(f.size());
    return score_into(f, r, out).ok() && out[0].score >= cut - 1e-9;
  }
};

}  // namespace

int main() {
  std::printf("25 competencies of 5 levels rated 2 or 3: the cheapest plan, %d people\n%-26s %-8s %12s %12s %10s %10s %10s %8s\n", people, "goal", "costs",
              "evaluations", "worst", "ms", "worst", "proved", "settled");
  const char* costs[] = {"1 each", "hours", "decimal"};
  for (int c = 0; c < 3; ++c) {
    measure("mean of means, 3.5", costs[c], c, [](dynamic_framework& f, source&) { return reaches_level(f.check(), "bench", 3.5); });
    measure("fit 0.9 and two hurdles", costs[c], c, [](dynamic_framework& f, source& any) {
      fit_goal g{{}, {}, 900};
      f.check();
      for (std::uint32_t k = 0; k < domains * each; ++k) g.importance.push_back(static_cast<int>(1 + any.below(5))), g.required.push_back(static_cast<int>(3 + any.below(3)));
      return g;
    });
    measure("mean of minima, 3", costs[c], c, [](dynamic_framework& f, source&) {
      for (std::uint32_t d = 0; d < domains; ++d) f.set_aggregation("d" + std::to_string(d), minimum{});
      return reaches_level(f.check(), "bench", 3.0);
    });
    measure("minimum of means, 3", costs[c], c, [](dynamic_framework& f, source&) { return reaches_level(f.set_aggregation("bench", minimum{}).check(), "bench", 3.0); });
    measure("geometric mean, 3", costs[c], c, [](dynamic_framework& f, source&) { return reaches_level(f.set_aggregation("bench", geometric_mean{}).check(), "bench", 3.0); });
    measure("mean as a black box, 2.8", costs[c], c, [](dynamic_framework& f, source&) { return black_box{f.check(), 2.8}; });
  }
}
