// SPDX-License-Identifier: BSL-1.0
// Laws of robustness against weights, on random frameworks and ratings, held against the scorer itself.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/explain/robustness.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"
#include "random.hpp"

namespace {

using namespace prowess;
using random_frameworks::source;

/// Runs `law(source)` for some seeds; it returns whether it holds. Says the first seed that breaks it.
template <class Law> void hold(std::string_view name, int cases, const Law& law) {
  std::uint64_t base = 0xcbf29ce484222325;
  for (const char c : name) base = (base ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  int broken = 0;
  std::uint64_t first = 0;
  for (int i = 0; i < cases; ++i) {
    source any{base + static_cast<std::uint64_t>(i)};
    if (law(any)) continue;
    if (broken++ == 0) first = base + static_cast<std::uint64_t>(i);
  }
  INFO(name << ": first broken with seed " << first);
  CHECK(broken == 0);
}

using owner = decltype(random_frameworks::make<9>(0));

/// Nine nodes in any shape; `means`: weighted means without extra credit, under any missing rule.
owner any_framework(source& any, bool means) {
  owner f = random_frameworks::make<9>(any.next(), !means && any.below(2) == 0);
  for (node& n : f.nodes) {
    if (!means) continue;
    if (n.is_extra_credit) n.is_extra_credit = false, n.weigh(1);
    if (!n.is_group) continue;
    constexpr missing_rule rules[] = {skip, skip, pool, no_score, require(0.5), require_children(1)};
    n.how = &ops_of<weighted_mean>, n.value_count = 0, n.missing = rules[any.below(6)];
  }
  return f;
}
profile any_profile(const framework_view& f, source& any) {
  std::vector<rating> ratings(f.leaf_count());
  const std::uint32_t missing = any.below(3) == 0 ? 25 : 0;
  for (const node& n : f.nodes)
    if (n.is_leaf()) ratings[n.leaf] = random_frameworks::random_rating(f, n, missing, any);
  return score(f, ratings);
}
/// The same person with another share of one weight, by the scorer alone. Everything in it borrows from it.
struct other_share {
  reweighted weights;
  profile p;
  other_share(const profile_view& of, std::uint32_t node, double share)
      : weights(of.framework), p((weights.set_share(of.framework.handle(node), share), score(weights.view(), of.ratings))) {}
  other_share(const other_share&) = delete;
  /// Whether all groups above a node have scores.
  [[nodiscard]] bool scored_above(std::uint32_t node) const {
    const profile_view v = p;
    while (node != 0)
      if (node = v.framework.parent(node); !v.results[node].has_score()) return false;
    return true;
  }
};
bool is_skipped(const std::vector<unmoved_weight>& all, std::uint32_t node) {
  for (const unmoved_weight& u : all)
    if (u.node == node) return true;
  return false;
}
double within(double share) { return share < 0 ? 0 : share > 1 ? 1 : share; }
double size_of(double x) { return x < 0 ? -x : x; }
/// Weights made of a share are rounded: a score that would stand on a cut may come to stand beside it.
bool on_a_cut(const profile& p) {
  for (const level& l : p.view().framework.levels())
    if (laws::near(p.score_or(0), l.points)) return true;
  return false;
}

struct tally {
  std::size_t flips = 0, exact_ones = 0, shares = 0, undecided = 0;
};

/// Just beyond a flip there is its level, just before it the present one, and so there is at shares that are nearer.
bool flips_hold(const profile& p, source& any, tally& t) {
  const profile_view v = p;
  const weight_flips found = smallest_flip(v);
  if (!p.has_score()) return found.flips.empty() && found.skipped.empty();
  const double step = 1e-7;
  for (std::size_t k = 1; k < found.flips.size(); ++k)
    if (size_of(found.flips[k].change) < size_of(found.flips[k - 1].change)) return false;
  for (const weight_flip& f : found.flips) {
    ++t.flips, t.exact_ones += f.exactly.known();
    const double way = f.grows ? 1 : -1;
    const other_share beyond(v, f.node, within(f.share + way * (f.exactly.known() ? step : 0)));
    const level_reached then = beyond.p.level();
    if (!then.decided) ++t.undecided;
    else if (then.index != f.level.index || then.index == found.level.index) return false;
    if (size_of(f.change) < 2 * step) continue;
    const other_share before(v, f.node, f.share - way * step);
    const level_reached still = before.p.level();
    if (!still.decided) ++t.undecided;
    else if (before.scored_above(f.node) && still.index != found.level.index) return false;
  }
  for (std::uint32_t i = 1; p.has_score() && i < v.framework.size(); ++i) {
    if (is_skipped(found.skipped, i)) continue;
    const double now = prowess::detail::present_share_rounded(v.framework, v.framework.parent(i), i);
    for (const bool grows : {false, true}) {
      double end = grows ? 1 : 0;
      for (const weight_flip& f : found.flips)
        if (f.node == i && f.grows == grows) end = f.share - (grows ? step : -step);
      if (grows ? end <= now : end >= now) continue;
      for (std::uint32_t k = 0; k < 3; ++k) {
        const other_share nearer(v, i, now + (end - now) * (any.below(1000) + 1) / 1001);
        const level_reached still = nearer.p.level();
        ++t.shares;
        if (!still.decided) ++t.undecided;
        else if (!on_a_cut(nearer.p) && nearer.scored_above(i) && still.index != found.level.index) return false;
      }
    }
  }
  return true;
}

bool crossings_hold(const profile& a, const profile& b, source& any, tally& t) {
  const profile_view v = a, w = b;
  const weight_crossings found = order_flip(v, w).value();
  if (found.order != score_order(a.root(), b.root())) return false;
  if (!a.has_score() || !b.has_score()) return found.crossings.empty();
  if (found.order == std::partial_ordering::unordered) return true;
  const double step = 1e-7;
  const auto order_at = [&](std::uint32_t node, double share) {
    const other_share x(v, node, share), y(w, node, share);
    if (!x.scored_above(node) || !y.scored_above(node)) return std::partial_ordering::unordered;
    return score_order(x.p.root(), y.p.root());
  };
  for (const weight_crossing& c : found.crossings) {
    ++t.flips, t.exact_ones += c.exactly.known();
    if (c.exactly.known()) {
      if (c.share > step) {
        const auto below = order_at(c.node, c.share - step);
        if (below == std::partial_ordering::unordered) ++t.undecided;
        else if (below != c.below) return false;
      }
      if (c.share < 1 - step) {
        const auto above = order_at(c.node, c.share + step);
        if (above == std::partial_ordering::unordered) ++t.undecided;
        else if (above != c.above) return false;
      }
    } else if (order_at(c.node, c.share) == found.order) return false;
  }
  for (std::uint32_t i = 1; i < v.framework.size(); ++i) {
    if (is_skipped(found.skipped, i)) continue;
    const double now = prowess::detail::present_share_rounded(v.framework, v.framework.parent(i), i);
    for (const bool grows : {false, true}) {
      double end = grows ? 1 : 0;
      for (const weight_crossing& c : found.crossings)
        if (c.node == i && (c.change == 0 || (c.change > 0) == grows)) end = c.change == 0 ? now : c.share - (grows ? step : -step);
      if (grows ? end <= now : end >= now) continue;
      const auto then = order_at(i, now + (end - now) * (any.below(1000) + 1) / 1001);
      ++t.shares;
      if (then == std::partial_ordering::unordered) ++t.undecided;
      else if (then != found.order) return false;
    }
  }
  return true;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("the level flips where smallest_flip says, and nowhere nearer: weighted means") {
    tally t;
    hold("flips of means", 1000, [&](source& any) {
      const owner f = any_framework(any, true);
      return flips_hold(any_profile(f, any), any, t);
    });
    CHECK(t.flips > 1000);
    CHECK(t.exact_ones * 10 > t.flips * 7);
    CHECK(t.undecided * 100 < t.flips + t.shares);
  }

  TEST_CASE("the level flips where smallest_flip says, and nowhere nearer: all aggregations") {
    tally t;
    hold("flips", 1000, [&](source& any) {
      const owner f = any_framework(any, false);
      return flips_hold(any_profile(f, any), any, t);
    });
    CHECK(t.flips > 300);
  }

  TEST_CASE("people change places where order_flip says, and nowhere nearer") {
    tally t;
    hold("crossings", 300, [&](source& any) {
      const owner f = any_framework(any, any.below(4) != 0);
      const profile a = any_profile(f, any), b = any_profile(f, any);
      return crossings_hold(a, b, any, t);
    });
    CHECK(t.flips > 500);
  }

  TEST_CASE("noise without a spread keeps everything, to the bit") {
    hold("no spread", 2000, [](source& any) {
      const owner f = any_framework(any, false);
      const profile p = any_profile(f, any);
      const noise_result n = weight_noise(p, {.seed = any.next(), .draws = 2, .spread = 0}).value();
      if (!p.has_score()) return n.without_score == 2 && n.kept == 0;
      const order_noise_result o = order_noise(p, p, {.seed = any.next(), .draws = 2, .spread = 0}).value();
      return n.kept == 2 && n.scores[0] == p.score() && n.scores[1] == p.score() && (o.tied == 2 || o.undecided == 2);
    });
  }

  TEST_CASE("noise moves a weighted mean no farther than its children, counts every draw once, and comes back with its seed") {
    hold("spread", 1000, [](source& any) {
      const owner f = any_framework(any, true);
      const profile p = any_profile(f, any);
      const noise_options options{.seed = any.next(), .draws = 20, .spread = laws::share(any)};
      const noise_result n = weight_noise(p, options).value(), again = weight_noise(p, options).value();
      std::uint32_t all = n.below_levels + n.without_score;
      for (const std::uint32_t k : n.at_level) all += k;
      if (all != 20 || n.scores != again.scores || n.mean != again.mean) return false;
      for (const double s : n.scores)
        if (s < f.view().scale().low || s > f.view().scale().high) return false;
      return n.scores.empty() || (n.scores.front() <= n.quantile(0.5) && n.quantile(0.5) <= n.scores.back());
    });
  }

  TEST_CASE("a child of weight zero can be left out") {
    hold("zero weight", 2000, [](source& any) {
      owner f = any_framework(any, false);
      const std::uint32_t i = 1 + any.below(f.view().size() - 1);
      f.nodes[i].weigh(0);
      std::vector<rating_sheet> sheets;
      for (int k = 0; k < 3; ++k) {
        sheets.emplace_back(f);
        for (std::uint32_t n = 0; n < f.view().size(); ++n)
          if (f.nodes[n].is_leaf() && !sheets.back().put(n, random_frameworks::random_rating(f, f.nodes[n], 20, any)).ok()) return false;
      }
      const node_handle nodes[] = {f.view().handle(i)};
      const auto found = leave_one_out(f, sheets, nodes).value();
      return found.without[0].then.scores == found.now.scores && found.without[0].then.ranks == found.now.ranks && found.without[0].rank_change == 0;
    });
  }

  TEST_CASE("weights of a group count by their ratios") {
    hold("scaled weights", 1000, [](source& any) {
      const owner f = any_framework(any, true);
      owner g = f;
      for (std::uint32_t i = 0; i < g.view().size(); ++i) {
        const double factor = any.below(2) == 0 ? 0.25 : 8;
        for (std::uint32_t c = i + 1; c < i + g.nodes[i].extent; c += g.nodes[c].extent) g.nodes[c].weigh(f.nodes[c].weight * factor);
      }
      const profile p = any_profile(f, any);
      const profile_view v = p;
      const profile q = score(g.view(), v.ratings);
      const weight_flips a = smallest_flip(p), b = smallest_flip(q);
      if (a.flips.size() != b.flips.size() || !(a.skipped == b.skipped)) return false;
      for (std::size_t k = 0; k < a.flips.size(); ++k) {
        const weight_flip &x = a.flips[k], &y = b.flips[k];
        if (x.node != y.node || x.exactly.known() != y.exactly.known() || x.level.index != y.level.index) return false;
        if (!(x.exactly.known() ? x.share == y.share : laws::near(x.share, y.share))) return false;
      }
      const noise_options options{.seed = any.next(), .draws = 3, .spread = 0.5};
      return weight_noise(p, options).value().scores == weight_noise(q, options).value().scores;
    });
  }
}
