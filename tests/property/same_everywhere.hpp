// SPDX-License-Identifier: BSL-1.0
// One body: the same person scored in a constant expression, unrolled, through a view, in a dynamic copy, and in one that went through JSON.
#pragma once

#include <doctest/doctest.h>

#include <bit>
#include <utility>

#include "random.hpp"

namespace random_frameworks {

template <std::uint64_t Seed> inline constexpr auto framework_of = make<2 + Seed % (most_nodes - 1)>(Seed * 7919 + 1, Seed % 2 == 0);

inline bool same_bits(const profile_view& a, const profile_view& b) {
  if (!(a == b)) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const node_result &x = a.results[i], &y = b.results[i];
    if (std::bit_cast<std::uint64_t>(x.score) != std::bit_cast<std::uint64_t>(y.score) ||
        std::bit_cast<std::uint64_t>(x.entered) != std::bit_cast<std::uint64_t>(y.entered) ||
        std::bit_cast<std::uint64_t>(x.coverage()) != std::bit_cast<std::uint64_t>(y.coverage()))
      return false;
  }
  return true;
}

struct tally {
  std::size_t profiles = 0, different = 0, unsound = 0, scores = 0;
  bool statuses[10] = {};
};

#if defined(PROWESS_WITH_JSON)
dynamic_framework through_json(const framework_view& f);
#else
inline dynamic_framework through_json(const framework_view& f) { return dynamic_framework(f).check(); }
#endif

/// Eight people under one framework.
template <const auto& F, std::uint64_t Seed> void compare(tally& t) {
  static constexpr auto& f = F;
  if (!diagnose(f).empty()) return void(++t.unsound);
  dynamic_framework copy(f);
  copy.check();
  const dynamic_framework loaded = through_json(f);
  if (!(copy.view() == f.view() && loaded.view() == f.view())) ++t.different;

  constexpr std::uint32_t missing[] = {0, 15, 15, 60};
  static constexpr auto ratings = make_ratings<f.leaf_count()>(f.view(), Seed, missing[Seed % 4]);
  static constexpr auto constant = score<f>(ratings);  // at compile time
  for (std::uint32_t person = 0; person < 8; ++person) {
    auto given = person == 0 ? ratings : make_ratings<f.leaf_count()>(f.view(), Seed * 8 + person, missing[person % 4]);
    asm volatile("" : : "r"(given.data()) : "memory");  // nobody may fold what follows
    const auto unrolled = score<f>(given);
    const profile viewed = score(f, given), copied = score(copy, given), read = score(loaded, given);
    ++t.profiles;
    if (!same_bits(unrolled, viewed) || !same_bits(unrolled, copied) || !same_bits(unrolled, read)) ++t.different;
    if (!(unrolled == viewed && viewed == copied)) ++t.different;
    if (person == 0 && !(same_bits(constant, unrolled) && constant == unrolled && constant == viewed)) ++t.different;
    for (const profile_entry e : viewed) t.scores += e.has_score(), t.statuses[static_cast<std::size_t>(e.what())] = true;
  }
}

template <std::uint64_t First, std::uint64_t... I> tally compare_range(std::integer_sequence<std::uint64_t, I...>) {
  tally t;
  (compare<framework_of<First + I>, First + I>(t), ...);
  return t;
}

// How many of a range of 125 are compiled: each one is a framework of its own to the compiler. All of them: 125.
#if !defined(PROWESS_RANDOM_FRAMEWORKS)
#define PROWESS_RANDOM_FRAMEWORKS 20
#endif

template <std::uint64_t First, std::uint64_t Count = PROWESS_RANDOM_FRAMEWORKS> void check_range() {
  const tally t = compare_range<First>(std::make_integer_sequence<std::uint64_t, Count>{});
  CHECK(t.unsound == 0);
  CHECK(t.profiles == 8 * Count);
  CHECK(t.scores > 16 * Count);
  CHECK(t.different == 0);
  for (const status s : {status::scored, status::filled, status::not_observed, status::no_opportunity, status::not_applicable,
                         status::no_evidence, status::undetermined, status::insufficient_coverage})
    if (Count > 100) CHECK(t.statuses[static_cast<std::size_t>(s)]);
}

}  // namespace random_frameworks
