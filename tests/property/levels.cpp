// SPDX-License-Identifier: BSL-1.0
// Levels of random frameworks: everyone rated k stands at level k, exactly; and a mean on a cut is at the upper level.
#include <prowess/core.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "random.hpp"

namespace {

using namespace prowess;
using random_frameworks::source;

constexpr std::string_view keys[] = {"l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l9", "l10", "l11"};

/// A flat framework in vectors: any tree, weights and levels, without a type for each.
struct tree {
  std::vector<node> nodes;
  std::vector<double> values;
  std::vector<level> list;
  std::vector<scale_data> scales;
  framework_view view() const { return {nodes, scales, list, values, {}}; }
  template <aggregation A> void use(node& n, const A& how) {
    n.how = &ops_of<A>;
    n.missing = n.how->traits.missing;
    n.value_at = static_cast<std::uint32_t>(values.size());
    for (const double v : prowess::detail::values_of(how)) values.push_back(v), ++n.value_count;
  }
};

enum class weights { whole, two_decimals };

/// 3 to 11 levels from `first`; 2 to 24 nodes, at most 5 levels deep. With `means` only weighted means.
tree random_tree(source& any, weights kind, bool means, double first = 1) {
  tree t;
  const std::uint32_t count = 3 + any.below(9), n = 2 + any.below(23);
  for (std::uint32_t i = 0; i < count; ++i) t.list.push_back({keys[i], first + i});
  scale_data s;
  s.low = s.zero = first, s.high = first + count - 1, s.level_count = count, s.how = grid::whole;
  t.scales.push_back(s);
  std::vector<std::uint32_t> depth(n);
  for (std::uint32_t i = 1; i < n; ++i) depth[i] = 1 + any.below(depth[i - 1] + 1 > 5 ? 5 : depth[i - 1] + 1);
  t.nodes.resize(n);
  for (std::uint32_t i = n; i-- > 0;) {
    node& own = t.nodes[i];
    own.id = "n";
    for (std::uint32_t c = i + 1; c < n && depth[c] > depth[i]; c += t.nodes[c].extent) own.extent += t.nodes[c].extent, ++own.arity;
    own.is_group = own.arity > 0;
  }
  for (node& own : t.nodes) {
    if (any.below(10) == 0) own.weigh(0);
    else own.weigh(kind == weights::whole ? 1 + any.below(100) : (1 + any.below(1000)) / 100.0);
    if (!own.is_group) continue;
    const double most = own.arity;
    switch (means ? 99 : any.below(16)) {
      case 0: t.use(own, minimum{}); break;
      case 1: t.use(own, maximum{}); break;
      case 2: t.use(own, median{}); break;
      case 3: t.use(own, lower_median{}); break;
      case 4: t.use(own, best{1.0 + any.below(own.arity)}); break;
      case 5: most > 1 ? t.use(own, drop_lowest{1.0 + any.below(own.arity - 1)}) : t.use(own, median{}); break;
      case 6: most > 1 ? t.use(own, drop_highest{1.0 + any.below(own.arity - 1)}) : t.use(own, median{}); break;
      case 7: t.use(own, geometric_mean{}); break;
      case 8: t.use(own, harmonic_mean{}); break;
      case 9: t.use(own, quadratic_mean{}); break;
      case 10: t.use(own, power_mean{any.below(13) / 2.0 - 3}); break;
      default: t.use(own, weighted_mean{});
    }
    constexpr missing_rule rules[] = {skip, pool, require(0.25)};
    if (any.below(3) == 0) own.missing = rules[any.below(3)];
  }
  for (std::uint32_t i = 0; i < n; ++i) {  // at least one child that weighs something
    double total = 0;
    for (std::uint32_t c = i + 1; c < i + t.nodes[i].extent; c += t.nodes[c].extent) total += t.nodes[c].weight;
    if (t.nodes[i].is_group && total == 0) t.nodes[i + 1].weigh(kind == weights::whole ? 3 : 0.07);
  }
  prowess::detail::resolve(t.nodes, t.view());
  return t;
}

std::vector<rating> all_rated(const tree& t, double k, std::uint32_t missing_percent, source& any) {
  constexpr rating kinds[] = {not_observed, no_opportunity, not_applicable};
  std::vector<rating> r(t.view().leaf_count(), k);
  for (rating& each : r)
    if (any.below(100) < missing_percent) each = kinds[any.below(3)];
  return r;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("10,000 random frameworks: everyone rated k has the score k and level k at every node, with gaps too") {
    std::size_t off = 0, wrong_level = 0, undecided = 0, nodes = 0, without = 0, by_double = 0;
    for (std::uint64_t seed = 1; seed <= 10000; ++seed) {
      source any{seed};
      const tree t = random_tree(any, seed % 2 ? weights::whole : weights::two_decimals, false, 1 + any.below(2));
      const std::uint32_t count = t.scales[0].level_count;
      const std::uint32_t missing = seed % 3 == 0 ? 0 : seed % 3 == 1 ? 20 : 60;
      const std::uint32_t place = any.below(count);
      const double k = t.list[place].points;
      const profile p = score(t.view(), all_rated(t, k, missing, any));
      for (const profile_entry e : p) {
        if (!e.has_score()) {
          without += missing > 0;
          REQUIRE(missing + e.self().extent > 1);
          continue;
        }
        ++nodes;
        // whole weights: to the bit; others, as 0.1 + 0.2 + 0.7, held between their terms: to the bit as well
        off += e.score() != k;
        const level_reached l = e.level();
        wrong_level += l.index != place;
        undecided += !l.decided;
        by_double += e.nearest_level().index != place;
      }
      if (missing == 0) REQUIRE((p.has_score() || p.root().what() == status::zero_total_weight));
    }
    CHECK(off == 0);
    CHECK(wrong_level == 0);
    CHECK(undecided == 0);
    CHECK(by_double == 0);
    CHECK(nodes > 50000);
    CHECK(without > 5000);
  }

  TEST_CASE("every level of one framework") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
      source any{seed * 77};
      const tree t = random_tree(any, weights::two_decimals, true, 0);
      for (std::uint32_t place = 0; place < t.scales[0].level_count; ++place) {
        const profile p = score(t.view(), all_rated(t, place, 0, any));
        REQUIRE(p.score() == place);
        REQUIRE(p.level() == keys[place]);
        REQUIRE(p.coverage() == 1);
      }
    }
  }

  // Ratings are drawn until the exact mean of a node is on a cut.
  TEST_CASE("means of random frameworks that are on a cut exactly are at the upper level") {
    std::size_t on_cut = 0, inner = 0, below = 0, above = 0;
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
      source any{seed * 1000003};
      const tree t = random_tree(any, weights::two_decimals, true);
      const std::uint32_t count = t.scales[0].level_count;
      for (int person = 0; person < 4; ++person) {
        std::vector<rating> r(t.view().leaf_count());
        for (rating& each : r) each = any.below(12) == 0 ? not_observed : rating(1 + any.below(count));
        const profile p = score(t.view(), r);
        for (const profile_entry e : p) {
          if (!e.has_score() || e.is_leaf()) continue;
          const double nearest = static_cast<double>(static_cast<int>(e.score() + 0.5));
          if (e.score() - nearest > 1e-9 || nearest - e.score() > 1e-9) continue;
          const exact precise = e.exactly().score;
          if (!precise.known()) continue;
          const auto place = static_cast<std::uint32_t>(nearest) - 1;
          if (precise == exact(nearest)) {
            ++on_cut;
            inner += e.index() != 0;
            below += e.score() < nearest, above += e.score() > nearest;
            REQUIRE(e.level().index == place);
            REQUIRE(e.level().decided);
            REQUIRE(e.reaches(nearest) == decision::yes);
          } else {
            REQUIRE(e.reaches(nearest) == (precise > exact(nearest) ? decision::yes : decision::no));
          }
        }
      }
    }
    CHECK(on_cut > 1000);
    CHECK(inner > 500);
    CHECK(below > 0);  // else the test tests nothing
    CHECK(above > 0);
  }

  TEST_CASE("means anywhere: the level of the double is the level of the fraction") {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
      source any{seed * 31};
      const tree t = random_tree(any, seed % 2 ? weights::whole : weights::two_decimals, true);
      std::vector<rating> r(t.view().leaf_count());
      for (rating& each : r) each = 1 + any.below(t.scales[0].level_count);
      const profile p = score(t.view(), r);
      const exact precise = p.root().exactly().score;
      REQUIRE(precise.known());
      const double off = p.score() - precise.to_double();
      REQUIRE((off < 1e-12 && off > -1e-12));
      std::uint32_t place = 0;
      while (place + 1 < t.scales[0].level_count && precise >= exact(t.list[place + 1].points)) ++place;
      REQUIRE(p.level().index == place);
    }
  }
}
