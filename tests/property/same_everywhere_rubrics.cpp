// SPDX-License-Identifier: BSL-1.0
// Random rubrics, with penalties and clamped nodes, each scored in every form.
#include "rubrics.hpp"
#include "same_everywhere.hpp"

namespace {

using namespace random_frameworks;

template <std::uint64_t Seed> inline constexpr auto rubric_of = as_rubric(make<2 + Seed % (most_nodes - 1)>(Seed * 7919 + 1), Seed);

template <std::uint64_t... I> tally compare_rubrics(std::integer_sequence<std::uint64_t, I...>) {
  tally t;
  (compare<rubric_of<1000 + I>, 1000 + I>(t), ...);
  return t;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("random rubrics score the same at compile time, unrolled, viewed and copied") {
    constexpr std::uint64_t count = PROWESS_RANDOM_FRAMEWORKS;
    const tally t = compare_rubrics(std::make_integer_sequence<std::uint64_t, count>{});
    CHECK(t.unsound == 0);
    CHECK(t.profiles == 8 * count);
    CHECK(t.scores > 16 * count);
    CHECK(t.different == 0);
    if (count > 100) CHECK(t.statuses[static_cast<std::size_t>(status::zero_total_weight)]);
  }
}
