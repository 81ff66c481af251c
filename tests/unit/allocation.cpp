// SPDX-License-Identifier: BSL-1.0
// Scoring into the caller's array allocates nothing, whatever the aggregation and whatever is missing.
#include <doctest/doctest.h>

#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/frameworks/health_it.hpp>

#include <vector>

#include "../allocations.hpp"

TEST_SUITE("unit") {
  TEST_CASE("score_into allocates nothing: every aggregation, complete and with gaps, viewed and dynamic") {
    using namespace prowess;
    dynamic_framework f("f", levels("1", "2", "3", "4", "5"));
    const auto add = [&](std::string_view id, const auto& how) { f.add("f", group(id, how, leaf("a"), leaf("b"), leaf("c"), leaf("d"))); };
    add("weighted_mean", weighted_mean{}), add("power_mean", power_mean{3}), add("geometric_mean", geometric_mean{});
    add("harmonic_mean", harmonic_mean{}), add("quadratic_mean", quadratic_mean{}), add("minimum", minimum{}), add("maximum", maximum{});
    add("median", median{}), add("lower_median", lower_median{}), add("best", best{2}), add("drop_lowest", drop_lowest{1});
    add("drop_highest", drop_highest{1}), add("n_of", n_of{2, 3}), add("all_of", all_of{3}), add("any_of", any_of{3});
    const framework_view v = f.check().view();
    std::vector<rating> ratings(v.leaf_count());
    std::vector<node_result> out(v.size());
    std::size_t scored = 0;
    const std::size_t before = allocations::made;
    for (std::size_t person = 0; person < 50; ++person) {
      for (std::size_t i = 0; i < ratings.size(); ++i)
        ratings[i] = (i * 7 + person) % 11 < person % 4 ? not_observed : rating(1 + (i * 3 + person) % 5);
      scored += score_into(v, ratings, out).ok();
    }
    CHECK(allocations::made == before);
    CHECK(scored == 50);
  }
  TEST_CASE("the unrolled walk and a refused rating allocate nothing either") {
    using namespace prowess;
    constexpr auto& f = frameworks::health_it;
    std::array<rating, f.leaf_count()> ratings;
    std::array<node_result, f.node_count> out;
    ratings.fill(3);
    const std::size_t before = allocations::made;
    bool ok = score_into<f>(ratings, out).ok();
    ratings[4] = not_observed;
    ok = ok && score_into<f>(ratings, out).ok();
    ratings[5] = 9;
    const finding refused = score_into<f>(ratings, out);
    CHECK(allocations::made == before);
    CHECK(ok);
    CHECK(refused.broken == rule::rating_outside_scale);
    CHECK(refused.value == 9);
  }
}
