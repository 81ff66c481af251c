// SPDX-License-Identifier: BSL-1.0
// Laws on random input: what each aggregation declares of itself, order, scaled weights, what does not apply, coverage, exactness.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "random.hpp"

namespace {

using namespace prowess;
using random_frameworks::source;

// ---- one aggregation on random terms

using terms = std::vector<term<double>>;

struct under_test {
  const group_ops* ops;
  std::vector<double> values;
  double low, high;
  [[nodiscard]] std::optional<double> operator()(terms t) const { return ops->any({t.data(), t.size()}, {values, low, high, t.size()}); }
};
template <aggregation A> under_test with(const A& how, double low = 1, double high = 10) {
  const auto v = prowess::detail::values_of(how);
  return {&ops_of<A>, {v.begin(), v.end()}, low, high};
}
/// Every shipped aggregation; the counts suit 4 terms and more.
std::vector<under_test> shipped() {
  std::vector<under_test> all{
      with(weighted_mean{}), with(minimum{}), with(maximum{}), with(median{}), with(lower_median{}), with(best{1}), with(best{3}),
      with(best{4}), with(drop_lowest{1}), with(drop_lowest{3}), with(drop_highest{1}), with(drop_highest{3}), with(n_of{2, 4}),
      with(n_of{4, 5.5}), with(all_of{3}), with(any_of{7}), with(geometric_mean{}), with(harmonic_mean{}), with(quadratic_mean{}),
      with(points_ratio{}), with(points_ratio{}, -5, 5),
      with(owa{0.4, 0.3, 0.2, 0.1}), with(owa{0, 1, 1, 0}), with(owa{0.1, 0.9}), with(mode{}), with(trimmed_mean{1}), with(trimmed_mean{3}),
      with(trimmed_mean{1, 1}), with(trimmed_mean{0, 2}), with(trimmed_mean{2, 1}, -5, 5), with(share_reaching{4}), with(share_reaching{5.5}),
      with(majority{0.5}), with(majority{0.65, veto{2}}), with(majority{1}), with(critical_cap{}), with(critical_cap{1.5}), with(weighted_sum{30}),
      with(overweight_mean{15}), with(mazziotta_pareto{}), with(mazziotta_pareto{1, 1}), with(mazziotta_pareto{-1, 1}, 0, 10),
      with(weighted_mean{}, -5, 5), with(geometric_mean{annihilating{}}, 0, 10), with(harmonic_mean{annihilating{}}, 0, 10)};
  for (const double p : {-200.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 200.0}) all.push_back(with(power_mean{p}));
  return all;
}
/// Scores on quarters, with ties; weights with zeros, at least one above; as the walk gives them.
terms random_terms(const under_test& a, source& any) {
  const std::uint32_t n = 4 + any.below(8), range = static_cast<std::uint32_t>(4 * (a.high - a.low)) + 1;
  const bool ties = any.below(3) == 0, weighted = !a.ops->traits.ignores_weights;
  terms t(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const double w = !weighted ? 1 : i == 0 ? 1 + any.below(9) : any.below(4) == 0 ? 0 : any.below(40) / 4.0;
    t[i] = {a.low + (ties ? 4 * any.below(3) : any.below(range)) / 4.0, w, w, i, any.below(4) == 0};
  }
  return t;
}
bool near(double a, double b, double tolerance = 1e-12) {
  const double size = std::abs(a) > 1 ? std::abs(a) : 1;
  return std::abs(a - b) <= tolerance * size;
}
bool is_order_statistic(const under_test& a) { return a.ops->traits.ignores_weights; }

/// Runs `law(aggregation, terms, source)` on each of the shipped ones that `declares` picks, at least 10,000 times in all, each time
/// from a seed of its own; it returns whether it holds. The first seed for which it does not is said.
template <class Declares, class Law> void hold(std::string_view name, std::size_t at_least, const Declares& declares, const Law& law) {
  std::size_t held = 0, cases = 0;
  for (const under_test& a : shipped()) {
    if (!declares(a.ops->traits)) continue;
    std::string parameters;
    for (const double v : a.values) parameters += " " + std::to_string(v);
    std::uint64_t seed = 0x5eed + 1'000'003 * held, broken_at = 0;
    std::size_t broken = 0;
    for (int i = 0; i < 800; ++i, ++seed, ++cases) {
      source any{seed};
      if (law(a, random_terms(a, any), any)) continue;
      if (broken++ == 0) broken_at = seed;
    }
    INFO(name << ": " << a.ops->name << parameters << ", first with seed " << broken_at);
    CHECK(broken == 0);
    ++held;
  }
  CHECK(held >= at_least);
  CHECK(cases >= 10000);
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("monotone: a higher score of a child never lowers the result") {
    hold("monotone", 30, [](const properties& p) { return p.monotone; }, [](const under_test& a, terms t, source& any) {
      const double before = a(t).value();
      term<double>& one = t[any.below(static_cast<std::uint32_t>(t.size()))];
      one.score += (a.high - one.score) * (1 + any.below(4)) / 4;
      const double after = a(t).value();
      return after >= before - 1e-12 * std::abs(before);
    });
  }

  TEST_CASE("homogeneous: k times the scores gives k times the result, exactly for powers of two of order statistics") {
    hold("homogeneous", 26, [](const properties& p) { return p.homogeneous; }, [](const under_test& a, terms t, source& any) {
      const double once = a(t).value(), odd = (1 + any.below(99)) / 8.0;
      terms doubled = t, multiplied = t;
      for (term<double>& each : doubled) each.score *= 4;
      for (term<double>& each : multiplied) each.score *= odd;
      const double four = a(doubled).value();
      return (is_order_statistic(a) ? four == 4 * once : near(four, 4 * once)) && near(a(multiplied).value(), odd * once);
    });
  }

  TEST_CASE("idempotent: equal scores give that score to the bit, and results stay between the lowest and the highest") {
    hold("idempotent", 26, [](const properties& p) { return p.idempotent; }, [](const under_test& a, terms t, source& any) {
      double low = a.high, high = a.low;
      for (const term<double>& each : t) low = each.score < low ? each.score : low, high = each.score > high ? each.score : high;
      const double between = a(t).value();
      // decimals of order statistics have a test of their own, below
      const double k = is_order_statistic(a) ? a.low + any.below(36) / 4.0 : a.low + any.below(1000) / 1000.0 * (a.high - a.low);
      for (term<double>& each : t) each.score = k;
      return a(t).value() == k && (!a.ops->traits.monotone || (between >= low && between <= high));
    });
  }

  TEST_CASE("best k and drop k of equal decimals are that decimal to the bit") {
    std::size_t broken = 0;
    for (const under_test& a : {with(best{3}), with(drop_lowest{1}), with(drop_highest{1})})
      for (int k = 1001; k < 10000; k += 7) {
        terms t(4, {k / 1000.0, 1, 1, 0, false});
        for (std::uint32_t i = 0; i < 4; ++i) t[i].child = i;
        broken += a(t).value() != k / 1000.0;
      }
    CHECK(broken == 0);
  }

  TEST_CASE("symmetric: the order of the children does not matter, not in a bit for order statistics and conditions") {
    hold("symmetric", 32, [](const properties& p) { return p.symmetric; }, [](const under_test& a, terms t, source& any) {
      const double before = a(t).value();
      for (std::uint32_t i = static_cast<std::uint32_t>(t.size()); i > 1; --i) std::swap(t[i - 1], t[any.below(i)]);
      for (std::uint32_t i = 0; i < t.size(); ++i) t[i].child = i;
      const double after = a(t).value();
      return is_order_statistic(a) ? after == before : near(after, before);
    });
  }

  TEST_CASE("a child of weight zero does not matter to what weighs") {
    hold("weight zero", 12, [](const properties& p) { return !p.ignores_weights; }, [](const under_test& a, terms t, source& any) {
      const double before = a(t).value();
      for (term<double>& each : t)
        if (each.weight == 0 && !each.critical) each.score = a.low + any.below(10);
      return near(a(t).value(), before);
    });
  }

  TEST_CASE("what ignores weights ignores them") {
    hold("ignores weights", 12, [](const properties& p) { return p.ignores_weights; }, [](const under_test& a, terms t, source& any) {
      const double before = a(t).value();
      for (term<double>& each : t) each.weight = each.base = 1 + any.below(50);
      return a(t).value() == before;
    });
  }

  TEST_CASE("extra credit in a weighted mean: homogeneous and symmetric remain") {
    const under_test a = with(weighted_mean{});
    source any{2024};
    for (int i = 0; i < 2000; ++i) {
      terms t = random_terms(a, any);
      for (std::size_t k = 1; k < t.size(); ++k)
        if (any.below(3) == 0) t[k].base = 0, t[k].weight = any.below(2) ? -t[k].weight / 8 : t[k].weight / 8;
      const double once = a(t).value();
      terms four = t;
      for (term<double>& each : four) each.score *= 4;
      REQUIRE(near(a(four).value(), 4 * once));
      for (std::uint32_t k = static_cast<std::uint32_t>(t.size()); k > 1; --k) std::swap(t[k - 1], t[any.below(k)]);
      REQUIRE(near(a(t).value(), once));
    }
  }
}

// ---- whole frameworks

namespace {

/// A framework as it was made, to be changed: the same fields in vectors.
struct copy {
  std::vector<node> nodes;
  std::vector<double> values;
  std::vector<level> list;
  std::vector<scale_data> scales;
  explicit copy(const framework_view& f)
      : nodes(f.nodes.begin(), f.nodes.end()), values(f.values.begin(), f.values.end()), list(f.level_list.begin(), f.level_list.end()),
        scales(f.scales.begin(), f.scales.end()) {}
  [[nodiscard]] framework_view view() const { return {nodes, scales, list, values, {}}; }
  void resolve() { prowess::detail::resolve(nodes, view()); }
};

constexpr std::size_t node_count = 14;
std::vector<rating> random_ratings(const framework_view& f, std::uint32_t missing_percent, source& any) {
  std::vector<rating> all(f.leaf_count());
  for (const node& n : f.nodes)
    if (n.is_leaf()) all[n.leaf] = random_frameworks::random_rating(f, n, missing_percent, any);
  return all;
}
/// Calls `law(framework, ratings, source)` for many random frameworks, complete and with gaps.
template <class Law> void for_random(std::uint64_t seeds, const Law& law) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto f = random_frameworks::make<node_count>(seed * 104729);
    source any{seed};
    constexpr std::uint32_t missing[] = {0, 20, 60};
    const std::vector<rating> r = random_ratings(f.view(), missing[seed % 3], any);
    law(f.view(), r, any);
  }
}
bool only_order_statistics(const framework_view& f, std::uint32_t at) {
  for (std::uint32_t i = at; i < at + f.nodes[at].extent; ++i) {
    const node& n = f.nodes[i];
    if (!n.is_leaf() && (!n.how->traits.ignores_weights || n.missing.policy == missing_policy::pool)) return false;
  }
  return true;
}
bool has_condition(const framework_view& f) {
  for (const node& n : f.nodes)
    if (!n.is_leaf() && !n.how->traits.idempotent) return true;
  return false;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("siblings in reverse order: the same score within 1e-12, and to the bit where only order statistics count") {
    std::size_t compared = 0, to_the_bit = 0;
    for_random(4000, [&](const framework_view& f, const std::vector<rating>& r, source&) {
      if (has_condition(f)) return;  // a rounding error may move a score past a threshold
      copy turned(f);
      std::vector<std::uint32_t> from;  // the node that stands at each place now
      const auto place = [&](const auto& self, std::uint32_t i) -> void {
        from.push_back(i);
        std::vector<std::uint32_t> children;
        for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) children.push_back(c);
        for (std::size_t k = children.size(); k-- > 0;) self(self, children[k]);
      };
      place(place, 0);
      for (std::uint32_t i = 0; i < f.size(); ++i) turned.nodes[i] = f.nodes[from[i]];
      turned.resolve();
      std::vector<rating> q(r.size());
      for (std::uint32_t i = 0; i < f.size(); ++i)
        if (turned.nodes[i].is_leaf()) q[turned.nodes[i].leaf] = r[f.nodes[from[i]].leaf];
      const profile a = score(f, r), b = score(turned.view(), q);
      for (std::uint32_t i = 0; i < f.size(); ++i) {
        const profile_entry was = a.view().entry(from[i]), is = b.view().entry(i);
        REQUIRE(was.what() == is.what());
        REQUIRE(near(was.coverage(), is.coverage()));
        if (!was.has_score()) continue;
        REQUIRE(near(was.score(), is.score()));
        ++compared;
        if (is.is_leaf() || !only_order_statistics(f, from[i])) continue;
        REQUIRE(was.score() == is.score());
        ++to_the_bit;
      }
    });
    CHECK(compared > 10000);
    CHECK(to_the_bit > 1000);
  }

  TEST_CASE("relative weights times 2^k: every result to the bit") {
    for_random(2000, [&](const framework_view& f, const std::vector<rating>& r, source& any) {
      copy scaled(f);
      for (std::uint32_t i = 0; i < f.size(); ++i) {
        const double by = std::ldexp(1.0, static_cast<int>(any.below(60)) - 30);
        for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) scaled.nodes[c].weigh(f.nodes[c].weight * by);
      }
      REQUIRE(score(scaled.view(), r) == score(f, r));
    });
  }

  TEST_CASE("relative weights times anything: within 1e-12") {
    for_random(1000, [&](const framework_view& f, const std::vector<rating>& r, source& any) {
      if (has_condition(f)) return;
      copy scaled(f);
      const double by = (1 + any.below(1000)) / 7.0;
      for (node& n : scaled.nodes) n.weigh(n.weight * by);
      const profile a = score(f, r), b = score(scaled.view(), r);
      for (std::uint32_t i = 0; i < f.size(); ++i) {
        const profile_entry x = a.view().entry(i), y = b.view().entry(i);
        REQUIRE(x.what() == y.what());
        REQUIRE(near(x.score_or(0), y.score_or(0)));
      }
    });
  }

  // `require` above the group is left out: shares of what applies weigh there, and a leaf that does not apply changes them.
  TEST_CASE("a leaf that does not apply, of any weight, changes no score: to the bit, but for pooled shares") {
    std::size_t compared = 0;
    for_random(3000, [&](const framework_view& f, const std::vector<rating>& r, source& any) {
      if (has_condition(f)) return;
      for (const node& n : f.nodes)
        if (!n.is_leaf() && n.missing.policy == missing_policy::require) return;
      const std::uint32_t group = [&] {
        std::uint32_t i = any.below(f.size());
        while (f.nodes[i].is_leaf()) i = f.parent(i);
        return i;
      }();
      const std::uint32_t at = group + f.nodes[group].extent;  // its new last child
      copy more(f);
      node leaf{};
      leaf.id = "new";
      leaf.weigh(any.below(4) == 0 ? 0 : any.below(100000) / 16.0);
      for (std::uint32_t i = group;; i = f.parent(i)) {
        ++more.nodes[i].extent;
        if (i == 0) break;
      }
      ++more.nodes[group].arity;
      more.nodes.insert(more.nodes.begin() + at, leaf);
      more.resolve();
      bool pooled = false;
      for (const node& n : f.nodes) pooled = pooled || (!n.is_leaf() && n.missing.policy == missing_policy::pool);
      for (const rating gone : {not_applicable, no_opportunity}) {
        std::vector<rating> q = r;
        q.insert(q.begin() + more.nodes[at].leaf, gone);
        const profile a = score(f, r), b = score(more.view(), q);
        for (std::uint32_t i = 0; i < f.size(); ++i) {
          const profile_entry x = a.view().entry(i), y = b.view().entry(i < at ? i : i + 1);
          if (gone == not_applicable) REQUIRE(x.what() == y.what());
          REQUIRE(x.has_score() == y.has_score());
          if (!x.has_score()) continue;
          ++compared;
          if (pooled) REQUIRE(near(x.score(), y.score()));
          else REQUIRE(x.score() == y.score());
        }
      }
    });
    CHECK(compared > 5000);
  }

  TEST_CASE("missing is not zero, nor the lowest: a gap leaves what is there between its ends") {
    std::size_t gaps = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
      source any{seed};
      const auto base = random_frameworks::make<2>(seed);
      copy f(base.view());
      f.nodes.resize(1);
      const std::uint32_t n = 2 + any.below(8);
      node& root = f.nodes[0];
      root.extent = n + 1, root.arity = n, root.missing = skip, root.value_count = 0;
      root.how = any.below(2) ? &ops_of<weighted_mean> : any.below(2) ? &ops_of<median> : &ops_of<maximum>;
      for (std::uint32_t i = 0; i < n; ++i) {
        node leaf{};
        leaf.id = random_frameworks::names[1 + i];
        leaf.weigh(1 + any.below(9));
        f.nodes.push_back(leaf);
      }
      f.resolve();
      std::vector<rating> r = random_ratings(f.view(), 0, any);
      const std::uint32_t gone = any.below(n);
      r[gone] = not_observed;
      double low = 1e9, high = -1e9;
      for (const rating& each : r)
        if (each.is_rated()) low = each.points < low ? each.points : low, high = each.points > high ? each.points : high;
      const profile p = score(f.view(), r);
      REQUIRE(p.score() >= low);
      REQUIRE(p.score() <= high);
      REQUIRE(p.coverage() < 1);
      ++gaps;
    }
    CHECK(gaps == 2000);
  }

  TEST_CASE("coverage is in [0, 1], and 1 just where all that weighs and applies was rated") {
    std::size_t whole = 0, partial = 0, nothing = 0;
    for_random(4000, [&](const framework_view& f, const std::vector<rating>& r, source&) {
      const profile p = score(f, r);
      for (const profile_entry e : p) {
        bool gap = false, applies = false;
        std::vector<bool> weighs(f.size(), true);
        for (std::uint32_t i = e.index(); i < e.index() + e.self().extent; ++i) {
          const node& n = f.nodes[i];
          if (i != e.index()) {
            const std::uint32_t up = f.parent(i);
            weighs[i] = weighs[up] && (f.nodes[up].how->traits.ignores_weights || n.base > 0);
          }
          if (!n.is_leaf() || !weighs[i]) continue;
          const presence kind = r[n.leaf].kind;
          gap = gap || kind == presence::not_observed;
          applies = applies || kind == presence::not_observed || kind == presence::rated;
        }
        const node_result& o = e.result();
        REQUIRE((o.coverage() >= 0 && o.coverage() <= 1));
        REQUIRE((o.rated >= 0 && o.rated <= o.applicable && o.applicable <= 1 && o.entered >= 0));
        REQUIRE((o.coverage() == 1) == (applies && !gap));
        REQUIRE((applies || o.coverage() == 0));
        ++(!applies ? nothing : gap ? partial : whole);
        const outcome<exact> precise = e.exactly();
        if (precise.rated.known() && precise.applicable.known()) REQUIRE(near(precise.coverage().to_double(), o.coverage()));
      }
    });
    CHECK(whole > 5000);
    CHECK(partial > 5000);
    CHECK(nothing > 100);
  }

  TEST_CASE("a double is within 1e-12 of the fraction wherever that is known, and has the same status") {
    std::size_t known = 0, unknown = 0;
    for_random(2000, [&](const framework_view& f, const std::vector<rating>& r, source&) {
      if (has_condition(f)) return;
      const profile p = score(f, r);
      for (const profile_entry e : p) {
        const outcome<exact> precise = e.exactly();
        if (!e.has_score()) continue;
        if (!precise.score.known()) {
          ++unknown;
          continue;
        }
        REQUIRE(precise.what == e.what());
        REQUIRE(near(precise.score.to_double(), e.score()));
        ++known;
      }
    });
    CHECK(known > 5000);
    CHECK(unknown > 100);
  }
}
