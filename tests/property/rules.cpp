// SPDX-License-Identifier: BSL-1.0
// Laws of single rules: what an aggregation or a weighting is for, against other ways of saying it.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/effective_weights.hpp>
#include <prowess/weighting/analysis/ahp.hpp>
#include <prowess/weightings.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"

namespace {

using namespace prowess;
using laws::hold;
using laws::near;
using laws::quarters;
using laws::source;

using terms = std::vector<term<double>>;

/// Scores from 1 to 5 in quarters, often tied; weights from 1 to 10 in quarters.
terms some(source& any, std::uint32_t least, std::uint32_t most) {
  terms t(least + any.below(most - least + 1));
  const bool levels = any.below(2) == 0;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    const double w = quarters(any, 1, 10);
    t[i] = {levels ? 1.0 + any.below(5) : quarters(any, 1, 5), w, w, i, false};
  }
  return t;
}
/// What a rule with these values makes of the terms, on a scale from 1 to 5.
template <class Rule> double of(const terms& t, std::vector<double> values, std::size_t children = 0) {
  terms copy = t;
  return *prowess::detail::apply<Rule>(std::span<term<double>>(copy), parameters{values, 1, 5, children == 0 ? t.size() : children});
}
double mean(const terms& t) { return of<weighted_mean>(t, {}); }
double lowest_of(const terms& t) { return of<minimum>(t, {}); }
double highest_of(const terms& t) { return of<maximum>(t, {}); }

/// sum(w x) / sum(w) of the terms whose bit is set.
double mean_of(const terms& t, std::uint32_t kept) {
  double sum = 0, base = 0;
  for (std::size_t i = 0; i < t.size(); ++i)
    if (kept >> i & 1) sum += t[i].weight * t[i].score, base += t[i].base;
  return sum / base;
}
/// The best ratio that dropping k can reach when somebody then drops h, or (`best_last`) the worst when h go first.
double dropped(const terms& t, int k, int h, bool best_last) {
  const std::uint32_t all = (1U << t.size()) - 1;
  double outer = best_last ? 1e9 : -1e9;
  for (std::uint32_t first = 0; first <= all; ++first) {
    if (std::popcount(first) != (best_last ? h : k)) continue;
    double inner = best_last ? -1e9 : 1e9;
    for (std::uint32_t second = 0; second <= all; ++second) {
      if ((first & second) != 0 || std::popcount(second) != (best_last ? k : h)) continue;
      const double m = mean_of(t, all & ~first & ~second);
      inner = best_last ? std::max(inner, m) : std::min(inner, m);
    }
    outer = best_last ? std::min(outer, inner) : std::max(outer, inner);
  }
  return outer;
}
/// Interactions whose total for each child stays below twice its weight.
std::vector<double> interactions(const terms& t, source& any) {
  const std::size_t n = t.size();
  std::vector<double> all;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = a + 1; b < n; ++b)
      all.push_back((any.below(201) / 100.0 - 1) * 2 * std::min(t[a].weight, t[b].weight) / static_cast<double>(n - 1));
  return all;
}
terms raised(terms t, source& any) {
  term<double>& one = t[any.below(static_cast<std::uint32_t>(t.size()))];
  one.score += (5 - one.score) * (1 + any.below(4)) / 4;
  return t;
}

template <class W> std::vector<double> weighed(const std::vector<double>& numbers, std::vector<double> values = {}) {
  std::vector<double> weights(numbers.size());
  REQUIRE(W::weigh({numbers.size(), numbers, values}, weights) == "");
  double total = 0;
  for (const double w : weights) total += w;
  for (double& w : weights) w /= total;
  return weights;
}
std::vector<double> ranks(source& any) {
  std::vector<double> all(2 + any.below(9));
  for (double& r : all) r = 1 + any.below(8);
  return all;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("ordered weighted averages") {
    hold("with the weight at one place it is the score at that place", [](source& any) {
      const terms t = some(any, 2, 9);
      const std::size_t place = any.below(static_cast<std::uint32_t>(t.size()));
      std::vector<double> v(t.size()), scores;
      v[place] = 1;
      for (const auto& each : t) scores.push_back(each.score);
      std::sort(scores.rbegin(), scores.rend());
      return of<prowess::detail::owa_rule>(t, v) == scores[place];
    });
    hold("equal weights make the plain mean, whoever is missing", [](source& any) {
      terms t = some(any, 1, 9);
      double sum = 0;
      for (const auto& each : t) sum += each.score;
      const std::vector<double> v(1 + any.below(9), 2.0);
      return near(of<prowess::detail::owa_rule>(t, v), sum / static_cast<double>(t.size()));
    });
    hold("weights that fall are worth more than those that rise", [](source& any) {
      const terms t = some(any, 2, 9);
      std::vector<double> v(t.size());
      for (double& w : v) w = any.below(100);
      v[0] += 1;
      std::sort(v.rbegin(), v.rend());
      const double falling = of<prowess::detail::owa_rule>(t, v);
      std::reverse(v.begin(), v.end());
      return falling >= of<prowess::detail::owa_rule>(t, v) - 1e-12;
    });
    hold("spread over those that are there, they leave out what the missing would have brought", [](source& any) {  // twice as many places
      const terms t = some(any, 2, 5);
      std::vector<double> v(t.size()), twice;
      for (double& w : v) w = 1 + any.below(9);
      for (const double w : v) twice.push_back(w / 2), twice.push_back(w / 2);
      return near(of<prowess::detail::owa_rule>(t, twice), of<prowess::detail::owa_rule>(t, v));
    });
  }

  TEST_CASE("Choquet integrals") {
    hold("without interactions it is the weighted mean", [](source& any) {
      const terms t = some(any, 2, 8);
      return near(of<prowess::detail::choquet_rule>(t, std::vector<double>(t.size() * (t.size() - 1) / 2)), mean(t));
    });
    hold("monotone, and between the lowest and the highest score", [](source& any) {
      const terms t = some(any, 2, 8);
      const std::vector<double> i = interactions(t, any);
      const double before = of<prowess::detail::choquet_rule>(t, i), after = of<prowess::detail::choquet_rule>(raised(t, any), i);
      return after >= before - 1e-12 && before >= lowest_of(t) && before <= highest_of(t);
    });
    hold("k times the scores have k times the aggregate", [](source& any) {
      terms t = some(any, 2, 8);
      const std::vector<double> i = interactions(t, any);
      const double before = of<prowess::detail::choquet_rule>(t, i), k = quarters(any, 0, 4);
      for (auto& term : t) term.score *= k;
      return near(of<prowess::detail::choquet_rule>(t, i), k * before);
    });
    hold("children that need each other lower it, and those that stand in for each other raise it", [](source& any) {
      const terms t = some(any, 2, 8);
      std::vector<double> i = interactions(t, any);
      for (double& x : i) x = std::abs(x);
      const double low = of<prowess::detail::choquet_rule>(t, i);
      for (double& x : i) x = -x;
      return low <= mean(t) + 1e-12 && of<prowess::detail::choquet_rule>(t, i) >= mean(t) - 1e-12;
    });
  }

  TEST_CASE("trimmed means") {
    hold("the best of dropping k while h others are dropped, in either order", [](source& any) {
      const terms t = some(any, 3, 6);
      const int n = static_cast<int>(t.size()), k = static_cast<int>(any.below(3)), h = k == 0 ? 1 : static_cast<int>(any.below(2));
      if (k + h >= n) return true;
      const double found = of<trimmed_mean>(t, {static_cast<double>(k), static_cast<double>(h)});
      return near(found, dropped(t, k, h, false), 1e-9) && near(found, dropped(t, k, h, true), 1e-9);
    });
    hold("with equal weights those with the lowest and the highest scores go", [](source& any) {
      terms t = some(any, 4, 10);
      std::vector<double> scores;
      for (auto& each : t) each.weight = each.base = 2.5, scores.push_back(each.score);
      std::sort(scores.begin(), scores.end());
      const std::size_t k = any.below(3), h = 1 + any.below(2);
      if (k + h >= t.size()) return true;
      double sum = 0;
      for (std::size_t i = k; i < scores.size() - h; ++i) sum += scores[i];
      return near(of<trimmed_mean>(t, {static_cast<double>(k), static_cast<double>(h)}), sum / static_cast<double>(scores.size() - h - k));
    });
    hold("a higher score never lowers it, nor does another one that may be dropped", [](source& any) {
      const terms t = some(any, 4, 10);
      const std::vector<double> v{static_cast<double>(any.below(3)), 1};
      return of<trimmed_mean>(raised(t, any), v) >= of<trimmed_mean>(t, v) - 1e-12;
    });
  }

  TEST_CASE("rules that are not means") {
    hold("majority: a level is reached just where MR-Sort assigns it", [](source& any) {
      terms t = some(any, 1, 9);
      for (auto& each : t) each.score = 1 + any.below(5);
      const double lambda = (1 + any.below(20)) / 20.0, veto_at = any.below(3) == 0 ? -1 : any.below(4);
      double total = 0, assigned = 1;
      for (const auto& each : t) total += each.weight;
      for (double level = 2; level <= 5; ++level) {
        double for_it = 0;
        bool vetoed = false;
        for (const auto& each : t) for_it += each.score >= level ? each.weight : 0, vetoed = vetoed || (veto_at >= 0 && each.score < level - veto_at);
        if (for_it >= lambda * total * (1 - 1e-12) && !vetoed) assigned = level;
      }
      return std::max(1.0, std::floor(of<majority>(t, {lambda, veto_at}))) == assigned;
    });
    hold("critical cap: at most the mean, and at most the lowest critical child and the allowance; else the mean", [](source& any) {
      terms t = some(any, 1, 9);
      double cap = 1e9;
      const double allowance = quarters(any, 0, 2);
      for (auto& each : t)
        if (any.below(3) == 0) each.critical = true, cap = std::min(cap, each.score + allowance);
      return of<critical_cap>(t, {allowance}) == std::min(mean(t), cap);
    });
    hold("share reaching: falls with the threshold, and is the weighted mean of met and not met", [](source& any) {
      const terms t = some(any, 1, 9);
      const double low = quarters(any, 1, 5), high = quarters(any, low, 5);
      terms met = t;
      for (auto& each : met) each.score = each.score >= low ? 5 : 1;
      return of<share_reaching>(t, {low}) >= of<share_reaching>(t, {high}) && near(of<share_reaching>(t, {low}), mean(met));
    });
    hold("mode: no score is more frequent, and none above it as frequent", [](source& any) {
      terms t = some(any, 1, 12);
      const double m = of<mode>(t, {});
      const auto times = [&](double score) { return std::count_if(t.begin(), t.end(), [&](const auto& each) { return each.score == score; }); };
      for (const auto& each : t)
        if (times(each.score) > times(m) || (times(each.score) == times(m) && each.score > m)) return false;
      return true;
    });
    hold("Mazziotta-Pareto: as much below the mean as above it, and just the mean where nobody is ahead", [](source& any) {
      terms t = some(any, 1, 9);
      const double before = mean(t), below = of<mazziotta_pareto>(t, {-1, 0}), above = of<mazziotta_pareto>(t, {1, 0});
      for (auto& each : t) each.score = t[0].score;
      return near((below + above) / 2, before) && below <= above && near(of<mazziotta_pareto>(t, {-1, 1}), t[0].score);
    });
    hold("weighted sum: the mean where the weights total the divisor, and as many times as much where they total more", [](source& any) {
      const terms t = some(any, 1, 9);
      double total = 0;
      for (const auto& each : t) total += each.weight;
      const double times = (1 + any.below(9)) / 4.0;
      return near(of<weighted_sum>(t, {total}), mean(t)) && near(of<weighted_sum>(t, {total / times}), 1 + (mean(t) - 1) * times) &&
             near(of<overweight_mean>(t, {total * 2}), mean(t)) && near(of<overweight_mean>(t, {total / 2}), 1 + (mean(t) - 1) * 2);
    });
    hold("decision table: the first row that holds, and the last where none does", [](source& any) {
      const terms t = some(any, 1, 4);
      const std::size_t rows = any.below(5);
      std::vector<double> v;
      double expected = 0;
      for (std::size_t r = 0; r < rows; ++r) {
        bool holds = true;
        for (const auto& each : t) {
          const double low = 1 + any.below(3), high = low + any.below(4);
          v.push_back(low), v.push_back(high);
          holds = holds && (low <= 1 || each.score >= low) && (high >= 5 || each.score <= high);
        }
        v.push_back(1 + any.below(5));
        if (holds && expected == 0) expected = v.back();
      }
      v.push_back(1 + any.below(5));
      if (expected == 0) expected = v.back();
      return of<prowess::detail::decision_table_rule>(t, v) == expected;
    });
  }

  TEST_CASE("weights by rank") {
    hold("a better rank never weighs less, and equal ranks weigh the same", [](source& any) {
      const std::vector<double> r = ranks(any);
      for (const auto& w : {weighed<rank_order_centroid>(r), weighed<rank_sum>(r), weighed<rank_reciprocal>(r), weighed<rank_exponent>(r, {1.5}), weighed<rancom>(r)})
        for (std::size_t a = 0; a < r.size(); ++a)
          for (std::size_t b = 0; b < r.size(); ++b)
            if (r[a] == r[b] ? !near(w[a], w[b]) : (r[a] < r[b]) != (w[a] > w[b])) return false;
      return true;
    });
    hold("only the order counts, and nobody's place among the children", [](source& any) {
      std::vector<double> r = ranks(any), squares;
      for (const double x : r) squares.push_back(x * x - 3);
      const auto before = weighed<rank_order_centroid>(r);
      if (before != weighed<rank_order_centroid>(squares) || weighed<rank_sum>(r) != weighed<rank_sum>(squares)) return false;
      std::rotate(r.begin(), r.begin() + 1, r.end());
      auto after = weighed<rank_order_centroid>(r);
      std::rotate(after.rbegin(), after.rbegin() + 1, after.rend());
      for (std::size_t i = 0; i < r.size(); ++i)
        if (!near(before[i], after[i])) return false;
      return true;
    });
    hold("rank sum is rank exponent 1, and exponent 0 is no ranking", [](source& any) {
      const std::vector<double> r = ranks(any);
      const auto sums = weighed<rank_sum>(r), exponents = weighed<rank_exponent>(r, {1});
      for (std::size_t i = 0; i < r.size(); ++i)
        if (!near(sums[i], exponents[i])) return false;
      return true;
    });
  }

  TEST_CASE("the analytic hierarchy process") {
    hold("consistent judgements give back the weights they were made of, by either method, with CR 0", [](source& any) {
      const std::size_t n = 3 + any.below(5);
      std::vector<double> w(n), judged;
      double total = 0;
      for (double& x : w) total += x = 1 + any.below(9);
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a + 1; b < n; ++b) judged.push_back(w[a] / w[b]);
      std::vector<double> means(n), vectors(n);
      if (!ahp_rule::weigh({n, {}, judged}, means).empty() || !ahp_eigenvector_rule::weigh({n, {}, judged}, vectors).empty()) return false;
      for (std::size_t i = 0; i < n; ++i)
        if (!near(means[i], w[i] / total) || !near(vectors[i], w[i] / total)) return false;
      return std::abs(check_ahp(judged, n, random_index::saaty_1980).ratio) < 1e-9;
    });
    hold("of three children both methods agree; the reverse judgements give the reverse order", [](source& any) {
      std::vector<double> judged(3), reversed;
      for (double& a : judged) a = any.below(2) ? 1.0 + any.below(9) : 1.0 / (1 + any.below(9));
      for (const double a : judged) reversed.push_back(1 / a);
      std::vector<double> means(3), vectors(3), other(3);
      if (!ahp_rule::weigh({3, {}, judged}, means).empty() || !ahp_eigenvector_rule::weigh({3, {}, judged}, vectors).empty()) return false;
      if (!ahp_rule::weigh({3, {}, reversed}, other).empty()) return false;
      for (std::size_t i = 0; i < 3; ++i)
        if (!near(means[i], vectors[i], 1e-9) || !near(means[i] * other[i], means[0] * other[0], 1e-9)) return false;
      return true;
    });
  }

  TEST_CASE("effective weights of leaves total 1, and are what a leaf's points move the whole by where all is a weighted mean") {
    hold("effective weights", [](source& any) {
      constexpr auto shape = framework("f", numeric(0, 100), group("a", group("b", leaf("1"), leaf("2")), leaf("3")), group("c", leaf("4"), leaf("5"), leaf("6")));
      auto f = shape;
      for (std::size_t i = 1; i < f.nodes.size(); ++i) f.nodes[i].weigh(1 + any.below(20));
      const auto weights = effective_weights(f.view());
      double total = 0;
      std::array<rating, 6> r{};
      for (rating& each : r) each = static_cast<double>(any.below(90));
      const double before = score(f.view(), r).score();
      for (std::uint32_t i = 0; i < f.nodes.size(); ++i) {
        if (!f.nodes[i].is_leaf()) continue;
        total += weights[i];
        auto more = r;
        more[f.nodes[i].leaf].points += 10;
        if (!near(score(f.view(), more).score() - before, 10 * weights[i], 1e-9)) return false;
      }
      return near(total, 1);
    });
  }
}
