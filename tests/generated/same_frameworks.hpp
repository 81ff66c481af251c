// SPDX-License-Identifier: BSL-1.0
// Which random frameworks are written as code, and how two frameworks are compared: the same framework, the same profiles.
#pragma once

#include <prowess/core.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../property/random.hpp"

namespace same_frameworks {

using namespace prowess;

// How many of the thousand random frameworks of the property tests, evenly spread, are written and compiled.
#if !defined(PROWESS_GENERATED_FRAMEWORKS)
#define PROWESS_GENERATED_FRAMEWORKS 25
#endif
inline constexpr std::uint64_t count = PROWESS_GENERATED_FRAMEWORKS, stride = 1000 / count;
constexpr std::size_t size_of(std::uint64_t seed) { return 2 + seed % (random_frameworks::most_nodes - 1); }
constexpr std::uint64_t seed_of(std::uint64_t seed) { return seed * 7919 + 1; }

/// Something that may stand on the form for a leaf.
inline rating any_rating(const framework_view& f, const node& leaf, random_frameworks::source& any) {
  constexpr rating kinds[] = {not_observed, not_observed, no_opportunity, not_applicable};
  if (any.below(6) == 0) return kinds[any.below(4)];
  const scale_data& s = f.scale_of(leaf);
  if (s.level_count > 0) return f.levels(s)[any.below(s.level_count)].points;
  for (int i = 0; i < 50; ++i)
    if (const double x = s.low + (s.high - s.low) * any.below(101) / 100; s.admits(x, f.level_list)) return x;
  return s.low;
}

inline bool same_bits(const profile_view& a, const profile_view& b) {
  bool same = a == b && a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i) {
    const node_result &x = a.results[i], &y = b.results[i];
    same = std::bit_cast<std::uint64_t>(x.score) == std::bit_cast<std::uint64_t>(y.score) &&
           std::bit_cast<std::uint64_t>(x.entered) == std::bit_cast<std::uint64_t>(y.entered) &&
           std::bit_cast<std::uint64_t>(x.coverage()) == std::bit_cast<std::uint64_t>(y.coverage());
  }
  return same;
}

/// Whether both are the same framework, with the same texts in the same order, and give the same profiles of some people.
inline bool same(const framework_view& a, const framework_view& b) {
  if (!(a == b) || !detail::equal(a.remarks, b.remarks)) return false;
  random_frameworks::source any{7};
  std::vector<rating> ratings(a.leaf_count());
  for (int person = 0; person < 8; ++person) {
    for (const node& n : a.nodes)
      if (n.is_leaf()) ratings[n.leaf] = any_rating(a, n, any);
    const profile one = score(a, ratings), other = score(b, ratings);
    if (!same_bits(one, other)) return false;
  }
  return true;
}

}  // namespace same_frameworks
