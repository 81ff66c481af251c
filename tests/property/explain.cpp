// SPDX-License-Identifier: BSL-1.0
// Laws of what explains a score: slopes against differences, parts that total the whole, bounds that contain every completion.
#include <prowess/aggregation/analysis/capacity.hpp>
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/explain/bounds.hpp>
#include <prowess/explain/contributions.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/explain/shapley.hpp>
#include <prowess/explain/uncertainty.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"
#include "random.hpp"

namespace {

using namespace prowess;
using laws::near;
using random_frameworks::source;

// ---- one aggregation on random terms

using terms = std::vector<term<double>>;
struct under_test {
  const group_ops* ops;
  std::vector<double> values;
  double low, high;
  std::uint32_t fewest, most;  // terms
  [[nodiscard]] parameters on(std::size_t children) const { return {values, low, high, children}; }
  [[nodiscard]] std::optional<double> operator()(terms t) const { return ops->any({t.data(), t.size()}, on(t.size())); }
  /// With slope 1 at term k.
  [[nodiscard]] std::optional<dual> varied(const terms& t, std::size_t k) const {
    std::vector<term<dual>> d;
    for (std::size_t i = 0; i < t.size(); ++i) d.push_back({dual(t[i].score, i == k ? 1 : 0), t[i].weight, t[i].base, t[i].child, t[i].critical});
    return ops->any_dual({d.data(), d.size()}, on(t.size()));
  }
};
template <aggregation A> under_test with(const A& how, double low = 1, double high = 10, std::uint32_t fewest = 4, std::uint32_t most = 11) {
  const auto v = prowess::detail::values_of(how);
  return {&ops_of<A>, {v.begin(), v.end()}, low, high, fewest, most};
}
/// Every shipped aggregation, on numbers of terms that suit its values.
std::vector<under_test> shipped() {
  std::vector<under_test> all{
      with(weighted_mean{}), with(minimum{}), with(maximum{}), with(median{}), with(lower_median{}), with(best{1}), with(best{3}), with(drop_lowest{3}),
      with(drop_highest{1}), with(n_of{2, 4}), with(all_of{3}), with(any_of{7}), with(geometric_mean{}), with(harmonic_mean{}), with(quadratic_mean{}),
      with(points_ratio{}, -5, 5), with(owa{0.4, 0.3, 0.2, 0.1}), with(owa{0.1, 0.9}), with(mode{}), with(trimmed_mean{1}), with(trimmed_mean{1, 1}),
      with(trimmed_mean{2, 1}, -5, 5), with(share_reaching{4}), with(majority{0.5}), with(majority{0.65, veto{2}}), with(critical_cap{}),
      with(critical_cap{1.5}), with(weighted_sum{30}), with(overweight_mean{15}), with(mazziotta_pareto{}), with(mazziotta_pareto{1, 1}),
      with(geometric_mean{zero_floor{4}}, 0, 10), with(power_mean{-3, zero_floor{5}}, 0, 10), with(harmonic_mean{annihilating{}}, 0, 10),
      with(choquet{0.2, 0.1, -0.2, 0.1, 0, -0.1}, 1, 10, 4, 4),
      with(decision_table{when(8, points_at_least(5), any_points), otherwise(2)}, 1, 10, 2, 2),
      with(choquet_integral{0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1}, 1, 10, 3, 3),
      with(sugeno_integral{0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1}, 1, 10, 3, 3)};
  for (const double p : {-200.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 200.0}) all.push_back(with(power_mean{p}));
  return all;
}
/// `ties`: on quarters, many of them equal; else hardly ever.
terms random_terms(const under_test& a, bool ties, source& any) {
  const std::uint32_t n = a.fewest + any.below(a.most - a.fewest + 1), steps = ties ? 12 : 1'000'003;
  terms t(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const double w = a.ops->traits.ignores_weights ? 1 : i == 0 || n < 5 ? 1 + any.below(9) : any.below(5) == 0 ? 0 : any.below(40) / 4.0;
    t[i] = {a.low + (a.high - a.low) * any.below(steps) / steps, w, w, i, i == 0 || any.below(4) == 0};
  }
  return t;
}
std::size_t broken_at(const under_test& a, std::uint64_t seed) {
  INFO(a.ops->name << ", first with seed " << seed);
  CHECK(seed == 0);
  return seed != 0;
}

// ---- whole frameworks

constexpr std::size_t node_count = 14;
using any_framework = decltype(random_frameworks::make<node_count>(1));

/// A framework in which some groups are clamped. `smooth`: any number of points between the ends of each scale may be rated.
any_framework random_framework(std::uint64_t seed, bool smooth) {
  any_framework f = random_frameworks::make<node_count>(seed, seed % 2 == 0);
  source any{seed ^ 0xc1a};
  for (node& n : f.nodes) n.is_clamped = n.is_group && any.below(5) == 0;
  for (scale_data& s : f.scales)
    if (smooth) s.how = grid::continuous;
  return f;
}
std::vector<rating> random_ratings(const framework_view& f, std::uint32_t missing_percent, bool smooth, source& any) {
  std::vector<rating> all(f.leaf_count());
  for (const node& n : f.nodes) {
    if (!n.is_leaf()) continue;
    rating& r = all[n.leaf] = random_frameworks::random_rating(f, n, missing_percent, any);
    const scale_data& s = f.scale_of(n);
    if (smooth && r.is_rated()) r = s.low + (s.high - s.low) * (5 + any.below(999'983)) / 1'000'003.0;
  }
  return all;
}
bool adds_up(double a, double b) { return near(a, b, 1e-10); }

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("every shipped aggregation has a form for dual, with the same bits as for double") {
    for (const group_ops* ops : shipped_aggregations) CHECK((ops->any_dual != nullptr));
    std::size_t cases = 0, broken = 0;
    for (const under_test& a : shipped()) {
      std::uint64_t seed = 1'000'003 * a.values.size() + 7, first = 0;
      for (int i = 0; i < 300; ++i, ++seed, ++cases) {
        source any{seed};
        const terms t = random_terms(a, i % 2 == 0, any);
        const std::optional<double> plain = a(t);
        const std::optional<dual> d = a.varied(t, any.below(static_cast<std::uint32_t>(t.size())));
        if (plain.has_value() == d.has_value() && (!plain || std::bit_cast<std::uint64_t>(*plain) == std::bit_cast<std::uint64_t>(d->value))) continue;
        if (first == 0) first = seed;
      }
      broken += broken_at(a, first);
    }
    CHECK(broken == 0);
    CHECK(cases >= 10'000);
  }

  TEST_CASE("slopes equal central differences away from kinks") {
    std::size_t cases = 0, kinks = 0, broken = 0, moving = 0;
    constexpr double h = 1e-6;
    for (const under_test& a : shipped()) {
      std::uint64_t seed = 2'000'003 * a.values.size() + 11, first = 0;
      for (int i = 0; i < 300; ++i, ++seed) {
        source any{seed};
        terms t = random_terms(a, false, any);
        const std::size_t k = any.below(static_cast<std::uint32_t>(t.size()));
        const double x = t[k].score, here = a(t).value(), slope = a.varied(t, k).value().slope;
        t[k].score = x + h;
        const double above = (a(t).value() - here) / h;
        t[k].score = x - h;
        const double below = (here - a(t).value()) / h, turn = std::abs(above - below);
        if (turn > 1e-3) {
          ++kinks;
          continue;
        }
        ++cases, moving += slope != 0;
        if (std::abs(slope - (above + below) / 2) > 1e-7 + turn && first == 0) first = seed;
      }
      broken += broken_at(a, first);
    }
    CHECK(broken == 0);
    CHECK(cases >= 10'000);
    CHECK(moving > cases / 3);
    CHECK(kinks < cases / 50);
  }

  TEST_CASE("what declares homogeneous: score x slope totals the result, with ties too") {
    std::size_t cases = 0, broken = 0;
    for (const under_test& a : shipped()) {
      if (!a.ops->traits.homogeneous || (a.ops->named.size() > 0 && a.low == 0)) continue;  // floors are not homogeneous
      std::uint64_t seed = 3'000'017 * a.values.size() + 13, first = 0;
      for (int i = 0; i < 500; ++i, ++seed, ++cases) {
        source any{seed};
        const terms t = random_terms(a, i % 2 == 0, any);
        double total = 0;
        for (std::size_t k = 0; k < t.size(); ++k) total += t[k].score * a.varied(t, k).value().slope;
        if (!adds_up(total, a(t).value()) && first == 0) first = seed;
      }
      broken += broken_at(a, first);
    }
    CHECK(broken == 0);
    CHECK(cases >= 10'000);
  }

  TEST_CASE("partials of whole frameworks equal central differences in the leaves' points") {
    std::size_t cases = 0, kinks = 0, moving = 0;
    laws::hold("partials", [&](source& any) {
      const any_framework f = random_framework(any.next(), true);
      std::vector<rating> r = random_ratings(f.view(), any.below(3) * 20, true, any);
      const profile p = score(f.view(), r);
      if (!p.has_score()) return true;
      const auto slopes = partials(p);
      std::uint32_t i = any.below(node_count);
      while (!f.nodes[i].is_leaf()) ++i;
      if (!r[f.nodes[i].leaf].is_rated()) return slopes[i].what == (p.view().results[i].has_score() ? slopes[i].what : slope_status::without_score);
      const partial own = points_slope(p.view().entry(i));
      if (!own.known()) return false;
      const double x = r[f.nodes[i].leaf].points, h = 1e-6;
      r[f.nodes[i].leaf] = x + h;
      const profile up = score(f.view(), r);
      r[f.nodes[i].leaf] = x - h;
      const profile down = score(f.view(), r);
      if (!up.has_score() || !down.has_score()) return true;
      const double above = (up.score() - p.score()) / h, below = (p.score() - down.score()) / h, turn = std::abs(above - below);
      if (slopes[i].what == slope_status::without_score) return above == 0 && below == 0;  // a group on the way has no score
      if (!slopes[i].known()) return false;
      if (turn > 1e-3) return ++kinks, true;
      ++cases, moving += slopes[i].slope != 0;
      return std::abs(slopes[i].slope * own.slope - (above + below) / 2) <= 2e-7 + turn;
    });
    CHECK(cases > 4'000);
    CHECK(moving > 1'500);
    CHECK(kinks < cases / 20);
  }

  TEST_CASE("contributions: children and constant total their group, and leaves and constants the whole") {
    std::size_t whole = 0, constants = 0;
    laws::hold("contributions", [&](source& any) {
      const any_framework f = random_framework(any.next(), false);
      const std::vector<rating> r = random_ratings(f.view(), any.below(3) * 20, false, any);
      const profile p = score(f.view(), r);
      const auto parts = contributions(p);
      double total = 0;
      bool complete = parts[0].known();
      for (std::uint32_t i = 0; i < node_count; ++i) {
        const node& n = f.nodes[i];
        const node_result& own = p.view().results[i];
        if (!own.has_score() && parts[i].what != contribution_status::without_score) return false;
        if (!parts[i].known()) {
          if (parts[i].points != 0 || parts[i].constant != 0) return false;
          complete = complete && parts[i].what == contribution_status::without_score;
          continue;
        }
        total += n.is_leaf() ? parts[i].points : parts[i].constant;
        constants += parts[i].constant != 0;
        if (parts[i].constant != 0 && !n.is_clamped) return false;
        if (n.is_leaf() || !(n.how->traits.homogeneous || parts[i + 1].known())) continue;
        double children = parts[i].constant;
        for (std::uint32_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent) children += parts[c].points;
        if (!adds_up(children, parts[i].points)) return false;
      }
      if (!complete) return true;
      ++whole;
      return adds_up(total, p.score());
    });
    CHECK(whole > 1'500);
    CHECK(constants > 5);
  }

  TEST_CASE("bounds contain every completion, and the worst and the best one reach them") {
    std::size_t open = 0, known = 0, unknown = 0, compared = 0;
    laws::hold("bounds", [&](source& any) {
      const any_framework f = random_framework(any.next(), false);
      const std::vector<rating> given = random_ratings(f.view(), 20 + any.below(3) * 20, false, any);
      const profile p = score(f.view(), given);
      const auto could = bounds(p);
      bool no_penalty = true;
      for (const node& n : f.nodes) no_penalty = no_penalty && n.weight >= 0;
      for (int completion = 0; completion < 6; ++completion) {
        std::vector<rating> full = given;
        for (const node& n : f.nodes) {
          if (!n.is_leaf() || full[n.leaf].is_rated() || full[n.leaf].kind == presence::not_applicable) continue;
          const scale_data& s = f.view().scale_of(n);
          if (completion == 0) full[n.leaf] = s.worst();
          else if (completion == 1) full[n.leaf] = s.inverse ? s.low : s.high;
          else full[n.leaf] = random_frameworks::random_rating(f.view(), n, 0, any);
        }
        const profile q = score(f.view(), full);
        for (std::uint32_t i = 0; i < node_count; ++i) {
          const node_result& r = q.view().results[i];
          const score_bounds& b = could[i];
          if (completion == 0) open += b.width() > 0, known += b.known(), unknown += b.what == bounds_status::not_monotone;
          if (b.what == bounds_status::without_score && r.has_score()) return false;
          if (!b.known() || !r.has_score()) continue;
          ++compared;
          if (r.score < b.low - 1e-9 || r.score > b.high + 1e-9) return false;
          if (no_penalty && completion < 2 && !near(r.score, completion == 0 ? b.low : b.high)) return false;
        }
      }
      return true;
    });
    CHECK(open > 20'000);
    CHECK(known > 60'000);
    CHECK(unknown > 1'000);
    CHECK(compared > 300'000);
  }

  TEST_CASE("most telling: what is first narrows most, and what is rated leaves the width that was said, on the mean") {
    std::size_t told = 0;
    laws::hold("most telling", [&](source& any) {
      const any_framework f = random_framework(any.next(), false);
      std::vector<rating> given = random_ratings(f.view(), 40, false, any);
      const profile p = score(f.view(), given);
      const auto next = most_telling(p);
      if (next.empty()) return true;
      ++told;
      for (std::size_t k = 1; k < next.size(); ++k)
        if (next[k].narrowing > next[k - 1].narrowing || (next[k].narrowing == next[k - 1].narrowing && next[k].node < next[k - 1].node)) return false;
      const node& n = f.nodes[next[0].node];
      const scale_data& s = f.view().scale_of(n);
      const double now = bounds(p)[0].width();
      given[n.leaf] = s.low;
      const double at_low = bounds(score(f.view(), given))[0].width();
      given[n.leaf] = s.high;
      const double at_high = bounds(score(f.view(), given))[0].width();
      return near(next[0].narrowing, now - (at_low + at_high) / 2, 1e-9) && next[0].narrowing >= -1e-9;
    });
    CHECK(told > 3'000);
  }

  TEST_CASE("Shapley values total the difference at every node, for all aggregations, and the leaves' the whole") {
    std::size_t shared = 0, refused = 0;
    laws::hold("shapley", [&](source& any) {
      const any_framework f = random_framework(any.next(), false);
      const std::uint32_t missing = any.below(3) * 10;
      const profile x = score(f.view(), random_ratings(f.view(), missing, false, any));
      const profile b = score(f.view(), random_ratings(f.view(), missing, false, any));
      const auto d = shapley_attribution(x, b);
      if (!d) {
        ++refused;
        return d.problems()[0].what.find("without a score") != std::string::npos || !x.has_score() || !b.has_score();
      }
      ++shared;
      double leaves = 0;
      for (std::uint32_t i = 0; i < node_count; ++i) {
        const node& n = f.nodes[i];
        if (n.is_leaf()) {
          leaves += d->points[i];
          if (x.view().results[i] == b.view().results[i] && d->points[i] != 0) return false;  // what is the same made no difference
          continue;
        }
        double children = 0;
        for (std::uint32_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent) children += d->points[c];
        if (!adds_up(children, d->points[i])) return false;
      }
      return adds_up(leaves, x.score() - b.score()) && adds_up(d->to - d->from, x.score() - b.score());
    });
    CHECK(shared > 4'000);
    CHECK(refused > 100);
  }

  TEST_CASE("standard errors: the sum over the leaves of (slope x error)^2") {
    std::size_t told = 0;
    laws::hold("standard errors", [&](source& any) {
      const any_framework f = random_framework(any.next(), true);
      const std::vector<rating> r = random_ratings(f.view(), any.below(2) * 20, true, any);
      const profile p = score(f.view(), r);
      std::vector<double> errors(r.size());
      for (double& e : errors) e = any.below(10) / 10.0;
      const auto all = standard_errors(p, errors).value();
      if (!p.has_score()) return all[0].what == slope_status::without_score;
      const auto slopes = partials(p);
      double variance = 0;
      for (std::uint32_t i = 0; i < node_count; ++i) {
        const node& n = f.nodes[i];
        if (!n.is_leaf() || !r[n.leaf].is_rated() || !slopes[i].known()) continue;
        const double e = slopes[i].slope * points_slope(p.view().entry(i)).slope * errors[n.leaf];
        variance += e * e;
      }
      ++told;
      return all[0].known() && near(all[0].standard_error * all[0].standard_error, variance, 1e-10);
    });
    CHECK(told > 5'000);
  }
}
