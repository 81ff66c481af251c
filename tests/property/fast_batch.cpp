// SPDX-License-Identifier: BSL-1.0
// Batches that fold trees of means stand within the error that their plan states.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <prowess/aggregation/order.hpp>
#include <prowess/batch.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/prowess.hpp>

#include "batches.hpp"

using namespace prowess;
using random_frameworks::source;

namespace {

/// A tree of weighted means, here and there a median, a lowest score or extra credit in it; weights in whole numbers or with decimals.
void grow(dynamic_framework& f, node_handle at, int depth, bool decimals, source& any) {
  for (std::uint32_t k = 0, children = 1 + any.below(4); k < children; ++k) {
    const double weight = decimals ? (1 + any.below(99)) / 100.0 : 1 + any.below(12);
    const std::string id = "n" + std::to_string(k);
    if (depth == 0 || any.below(4) == 0) f.add(at, competency(id, weight));
    else if (any.below(10) == 0) f.add(at, group(id, weight, median{}, competency("x"), competency("y"), competency("z")));
    else grow(f, f.add(at, group(id, weight, competency("first", 1 + any.below(9)))), depth - 1, decimals, any);
  }
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("fast batches: 400 random trees of means, each within the error that its plan states") {
    std::size_t folded = 0, gaps = 0, rounded = 0;
    double worst = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      source any{seed};
      dynamic_framework f = any.below(2) == 0 ? dynamic_framework("tree", levels("1", "2", "3", "4", "5")) : dynamic_framework("tree", levels("none", "some", "all"));
      f.add(f.root(), competency("first", 3));
      grow(f, f.root(), 1 + static_cast<int>(any.below(3)), any.below(2) == 0, any);
      const framework_view v = f.view();
      const random_frameworks::crowd c(v, 1 + any.below(70), any.below(3) == 0 ? 1 : 0, any);
      batch_options options{.with = any.below(2) == 0 ? best_simd() : simd::portable, .block = 16};
      const batch_plan exact(v, options);
      options.fast = true, options.fast_within = any.below(2) == 0 ? 0.01 : 1.0;
      const batch_plan fast(v, options);
      REQUIRE(exact.fast_error() == 0);
      REQUIRE(fast.fast_error() <= options.fast_within);
      rounded += fast.fast_error() > 1e-9;

      // the root, and any groups: what is below those that are wanted cannot be left out
      std::vector<std::vector<double>> slow(v.size(), std::vector<double>(c.people)), quick = slow;
      std::vector<std::vector<status>> why(v.size(), std::vector<status>(c.people)), quick_why = why;
      batch_output to(v, c.people), quick_to(v, c.people);
      for (std::uint32_t i = 0; i < v.size(); ++i)
        if (i == 0 || (!v.nodes[i].is_leaf() && any.below(6) == 0)) {
          to.scores(v.path(i), slow[i]).statuses(v.path(i), why[i]);
          quick_to.scores(v.path(i), quick[i]).statuses(v.path(i), quick_why[i]);
        }
      score_all(exact, c.columns(), to);
      score_all(fast, c.columns(), quick_to);
      INFO("seed ", seed);
      CHECK(why == quick_why);
      for (std::size_t i = 0; i < c.people; ++i) {
        gaps += std::any_of(c.ratings[i].begin(), c.ratings[i].end(), [](const rating& r) { return !r.is_rated(); });
        for (std::uint32_t k = 0; k < v.size(); ++k) {
          const double off = std::abs(slow[k][i] - quick[k][i]);
          folded += off > 0, worst = std::fmax(worst, off);
          if (off > fast.fast_error() + 1e-14) FAIL_CHECK("person ", i, " node ", k, " is off by ", off);
        }
      }
    }
    CHECK(folded > 1000);      // some were
    CHECK(gaps > 30);          // of people
    CHECK(rounded > 10);       // and not only those whose proportions a 16-bit sum holds
    CHECK(worst > 1e-6);
  }
}
