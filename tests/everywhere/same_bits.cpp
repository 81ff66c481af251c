// SPDX-License-Identifier: BSL-1.0
// One number over the bits of many results: the same in a constant expression, from every compiler and flag, on every machine.
#include <doctest/doctest.h>

#include <bit>

#include "../property/random.hpp"

namespace {

using namespace random_frameworks;

constexpr std::uint64_t mix(std::uint64_t h, std::uint64_t word) {
  for (int byte = 0; byte < 8; ++byte) h = (h ^ (word >> 8 * byte & 0xff)) * 0x100000001b3;  // FNV-1a
  return h;
}

/// The digest of `people` people of each of `count` random frameworks of N nodes.
template <std::size_t N> constexpr std::uint64_t digest(std::uint64_t first, std::uint64_t count, std::uint32_t people, bool further = false) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const auto f = make<N>(seed * 104729 + N, further);
    for (std::uint32_t person = 0; person < people; ++person) {
      std::array<rating, N> ratings;
      ratings.fill(not_observed);
      source any{seed * 31 + person};
      for (const node& n : f.nodes)
        if (n.is_leaf()) ratings[n.leaf] = random_rating(f.view(), n, person % 3 * 20, any);
      std::array<node_result, N> out;
      out.fill(node_result{});
      if (!score_into(f.view(), std::span<const rating>(ratings.data(), f.leaf_count()), out).ok()) return 0;
      for (const node_result& r : out) {
        h = mix(h, std::bit_cast<std::uint64_t>(r.has_score() ? r.score : 0.0));
        for (const double x : {r.rated, r.applicable, r.entered}) h = mix(h, std::bit_cast<std::uint64_t>(x));
        h = mix(h, static_cast<std::uint64_t>(r.what));
      }
    }
  }
  return h;
}

constexpr std::uint64_t at_compile_time = digest<9>(1, 12, 3);
constexpr std::uint64_t further_at_compile_time = digest<9>(1, 12, 3, true);

}  // namespace

TEST_SUITE("everywhere") {
  TEST_CASE("results have the same bits in a constant expression and at run time") {
    volatile std::uint64_t first = 1;  // nobody may fold what follows
    CHECK(digest<9>(first, 12, 3) == at_compile_time);
    CHECK(digest<9>(first, 12, 3, true) == further_at_compile_time);
  }
  TEST_CASE("results have the same bits from every compiler, with every flag, on every machine") {
    volatile std::uint64_t first = 1;
    CHECK(at_compile_time == 0x9f8640f8fb9c00cu);
    CHECK(digest<4>(first, 500, 9) == 0x5a8988a7f25e6a6fu);
    CHECK(digest<9>(first, 1000, 9) == 0xd43ed7ee9d123cd6u);
    CHECK(digest<17>(first, 2000, 9) == 0xb29df313ba0a346bu);
    // with the aggregations that core.hpp does not bring
    CHECK(further_at_compile_time == 0x80413805bf60e321u);
    CHECK(digest<9>(first, 1000, 9, true) == 0x96def9a62338e808u);
    CHECK(digest<17>(first, 2000, 9, true) == 0x4200edb1deb68cf1u);
  }
  TEST_CASE("the random frameworks are sound") {
    std::size_t unsound = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed)
      for (const bool further : {false, true}) {
        const auto f = make<17>(seed * 104729 + 17, further);
        unsound += !diagnose(f.view()).empty();
      }
    CHECK(unsound == 0);
  }
}
