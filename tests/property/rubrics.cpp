// SPDX-License-Identifier: BSL-1.0
// Laws of points ratios, clamped nodes and slices on random rubrics, against the same said plainly.
#include <prowess/slice.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "rubrics.hpp"

namespace {

using namespace random_frameworks;

bool near(double a, double b) { return std::abs(a - b) <= 1e-11 * (std::abs(a) > 1 ? std::abs(a) : 1); }

/// Calls `law(framework, ratings, source)` for many random rubrics, complete and with gaps.
template <class Law> void for_random(std::uint64_t seeds, const Law& law) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto f = as_rubric(make<14>(seed * 104729), seed);
    source any{seed};
    constexpr std::uint32_t missing[] = {0, 20, 60};
    std::vector<rating> r(f.leaf_count());
    for (const node& n : f.nodes)
      if (n.is_leaf()) r[n.leaf] = random_rating(f.view(), n, missing[seed % 3], any);
    law(f, r, any);
  }
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("a points ratio is the points won over those to be won, clamped or not; near its fraction") {
    std::size_t ratios = 0, outside = 0, held = 0, nothing = 0;
    for_random(4000, [&](const auto& f, const std::vector<rating>& r, source&) {
      const framework_view v = f.view();
      REQUIRE(diagnose(v).empty());
      const profile p = score(v, r);
      const double low = v.scale().low, high = v.scale().high;
      for (const profile_entry e : p) {
        const node& n = e.self();
        if (e.has_score() && n.is_clamped) REQUIRE((e.score() >= low && e.score() <= high));
        if (n.is_leaf() || n.how != &ops_of<points_ratio> || n.missing.policy == missing_policy::pool) continue;
        double won = 0, to_be_won = 0;
        for (std::uint32_t c = e.index() + 1; c < e.index() + n.extent; c += v.nodes[c].extent) {
          const profile_entry child = p.view().entry(c);
          if (!child.has_score()) continue;
          won += v.nodes[c].weight * (child.score() - low);
          if (v.nodes[c].weight > 0 && !v.nodes[c].is_extra_credit) to_be_won += v.nodes[c].weight;
        }
        if (e.what() == status::zero_total_weight) ++nothing;
        REQUIRE((e.what() == status::zero_total_weight ? to_be_won == 0 : !e.has_score() || to_be_won > 0));
        if (!e.has_score()) continue;
        const double free = low + won / to_be_won, expected = !n.is_clamped ? free : free < low ? low : free > high ? high : free;
        REQUIRE(near(e.score(), expected));
        ++ratios, outside += e.score() < low - 1e-9 || e.score() > high + 1e-9, held += n.is_clamped && !near(free, expected);
        const outcome<exact> precise = e.exactly();
        if (precise.has_score() && precise.score.known()) REQUIRE(near(precise.score.to_double(), e.score()));
      }
    });
    CHECK(ratios > 5000);
    CHECK(outside > 100);
    CHECK(held > 20);
    CHECK(nothing > 20);
  }

  TEST_CASE("points times 2^k leave every result as it is, to the bit") {
    for_random(1000, [](const auto& f, const std::vector<rating>& r, source& any) {
      auto scaled = f;
      for (std::uint32_t i = 0; i < f.nodes.size(); ++i) {
        const double by = std::ldexp(1.0, static_cast<int>(any.below(60)) - 30);
        for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) scaled.nodes[c].weigh(f.nodes[c].weight * by);
      }
      REQUIRE(score(scaled.view(), r) == score(f.view(), r));
    });
  }

  TEST_CASE("one more criterion that is not met takes its share of the points; one more penalty that is not met takes nothing") {
    source any{7};
    for (int round = 0; round < 500; ++round) {
      dynamic_framework f("f", checklist(), points_ratio{});
      std::vector<rating> r;
      double to_be_won = 0;
      const std::uint32_t n = 1 + any.below(12);
      for (std::uint32_t i = 0; i < n; ++i) {
        const double points = i == 0 ? 5 : static_cast<double>(any.below(20)) - 8;
        to_be_won += points > 0 ? points : 0;
        f.add(f.root(), leaf(names[1 + i], points));
        r.push_back(any.below(2) ? met : not_met);
      }
      const double before = score(f, r).score();
      f.add(f.root(), leaf("penalty", -3));
      r.push_back(not_met);
      REQUIRE(score(f, r).score() == before);
      f.add(f.root(), leaf("further", 3));
      r.push_back(not_met);
      REQUIRE(near(score(f, r).score() * (to_be_won + 3), before * to_be_won));
    }
  }

  TEST_CASE("slices of random tags are the sheets of the leaves that have them, or a group above") {
    constexpr std::array<std::string_view, 4> words{"one", "two", "three", "four"};
    std::size_t scored = 0, empty = 0;
    for_random(1500, [&](const auto& made, const std::vector<rating>& r, source& any) {
      dynamic_framework f(made.view());
      for (std::uint32_t i = 0; i < made.nodes.size(); ++i)
        while (any.below(3) == 0) f.annotate(f.unchecked().handle(i), tags(words[any.below(4)]));
      f.check();
      const framework_view v = f.view();
      const profile p = score(v, r);
      const auto has = [&](std::uint32_t i, std::string_view tag) {
        for (const remark& each : v.remarks_of(i))
          if (each.kind == remark_kind::tag && each.text == tag) return true;
        return false;
      };
      const std::vector<tag_score> all = slices(p);
      for (const std::string_view tag : words) {
        bool known = false;
        std::vector<rating> part(r.size(), not_applicable);
        for (std::uint32_t i = 0; i < v.size(); ++i) {
          known = known || has(i, tag);
          if (!v.nodes[i].is_leaf()) continue;
          for (std::uint32_t up = i; up != framework_view::none; up = v.parent(up))
            if (has(up, tag)) part[v.nodes[i].leaf] = r[v.nodes[i].leaf];
        }
        const auto found = try_slice(p, tag);
        REQUIRE(found.has_value() == known);
        REQUIRE(std::count_if(all.begin(), all.end(), [&](const tag_score& s) { return s.tag == tag; }) == (known ? 1 : 0));
        if (!known) continue;
        REQUIRE(*found == score(v, part));
        for (const tag_score& s : all)
          if (s.tag == tag) REQUIRE(s.result == found->root().result());
        ++(found->has_score() ? scored : empty);
      }
    });
    CHECK(scored > 2000);
    CHECK(empty > 200);
  }
}
