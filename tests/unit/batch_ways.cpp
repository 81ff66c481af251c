// SPDX-License-Identifier: BSL-1.0
// Which way the steps of a plan take: sums of bytes, ranks, tables, folded trees.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <prowess/aggregations.hpp>
#include <prowess/batch.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

using namespace prowess;

namespace {

template <class How> dynamic_framework three_leaves(const How& how) {
  dynamic_framework f("f", levels("1", "2", "3", "4"), how);
  for (const char* id : {"a", "b", "c"}) f.add(f.root(), leaf(id));
  return f.check();
}
/// The way of a group of three leaves.
template <class How> detail::batch_step way_of(const How& how) {
  const dynamic_framework f = three_leaves(how);
  return batch_plan(f.view()).steps()[0];
}

/// 3 x 3 leaves, with the same weights on both floors.
dynamic_framework square(double a, double b, double c) {
  dynamic_framework f("f", levels("1", "2", "3", "4", "5"));
  double weights[] = {a, b, c};
  for (std::size_t k = 0; k < 3; ++k) f.add(f.root(), group(std::string(1, static_cast<char>('a' + k)), weights[k], leaf("x", a), leaf("y", b), leaf("z", c)));
  return f.check();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("batch: ranks are read off the table of a group, whatever its aggregation is called") {
    using detail::by_codes;
    CHECK(way_of(median{}).kept == 0b010);
    CHECK(way_of(minimum{}).kept == 0b001);
    CHECK(way_of(maximum{}).kept == 0b100);
    CHECK(way_of(best{2}).kept == 0b110);
    CHECK(way_of(drop_highest{1}).kept == 0b011);
    CHECK(way_of(owa{0, 1, 0}).kept == 0b010);
    CHECK(way_of(owa{0.5, 0.3, 0.2}).kept == 0);
    CHECK(way_of(geometric_mean{}).codes == by_codes::table);
    CHECK(way_of(n_of{2, 3}).codes == by_codes::table);
    CHECK(way_of(weighted_mean{}).codes == by_codes::sum);
  }
  TEST_CASE("batch: with fast, a tree of means is one sum in the least whole weights; exact where a 16-bit sum holds them") {
    const dynamic_framework f = square(50, 30, 20);
    const batch_plan plan(f.view(), {.fast = true});
    const detail::batch_step& root = plan.steps().back();
    REQUIRE(root.steps_below == 3);
    std::vector<std::uint16_t> weights;
    for (const detail::weighed_leaf& w : plan.weighed(root)) weights.push_back(w.by);
    CHECK(weights == std::vector<std::uint16_t>{25, 15, 10, 15, 9, 6, 10, 6, 4});
    CHECK(root.divisor == 100);
    CHECK(root.first == 100);
    CHECK(plan.fast_error() < 1e-14);
    CHECK(batch_plan(f.view()).fast_error() == 0);
    CHECK(batch_plan(f.view()).steps().back().codes == detail::by_codes::nothing);

    const std::vector<std::uint8_t> rows{0, 1, 2, 3, 4, 3, 2, 1, 0, /**/ 4, 4, 4, 4, 4, 4, 4, 4, 4};
    std::vector<double> overall(2);
    batch_output out(f.view(), 2);
    out.scores("f", overall);
    score_all(plan, batch_input(f.view(), 2).rows(rows), out);
    CHECK(overall == std::vector<double>{2.6, 5});  // 0.25 x 1 + 0.15 x 2 + 0.1 x 3 + 0.15 x 4 + 0.09 x 5 + 0.06 x 4 + 0.1 x 3 + 0.06 x 2 + 0.04 x 1
  }
  TEST_CASE("batch: with fast, a tree whose weights would be rounded too far keeps to the longer way") {
    dynamic_framework f("f", levels("1", "2", "3", "4", "5"));
    for (int k = 0; k < 3000; ++k) f.add(f.root(), leaf("n" + std::to_string(k), 1 + k % 97 + 0.01 * (k % 89)));
    f.check();
    const batch_plan strict(f.view(), {.fast = true}), loose(f.view(), {.fast = true, .fast_within = 0.5});
    CHECK(strict.fast_error() == 0);
    CHECK(loose.fast_error() > 0.01);
    CHECK(loose.fast_error() < 0.5);
  }
}
