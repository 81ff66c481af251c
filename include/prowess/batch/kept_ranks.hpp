// SPDX-License-Identifier: BSL-1.0
// Groups whose score is the plain mean of some ranks of their leaves (a median, the best two): read off their table.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <prowess/aggregation/order.hpp>
#include <prowess/batch/leaf_table.hpp>
#include <prowess/detail/simd.hpp>

namespace prowess::inline v0::detail {

/// The ranks whose plain mean is the score of everybody who is complete, a bit for each, the lowest first; 0 where it is no such mean.
/// What the table holds decides, not what the aggregation promises: every combination of levels is tried, and must have these very bits.
inline std::uint8_t kept_ranks(const leaf_table& table, const std::vector<const code_outcomes*>& leaves) {
  const std::size_t n = leaves.size();
  if (n < 2 || !table.always_answers) return 0;
  const std::uint32_t levels = leaves[0]->levels;
  for (const code_outcomes* leaf : leaves)
    if (!leaf->is_ladder || leaf->levels != levels || leaf->of[0].score != leaves[0]->of[0].score) return 0;
  const double lowest = leaves[0]->of[0].score;
  if (levels < 2 || n * (levels - 1) > 255) return 0;

  // one leaf after the other leaves the lowest level: what that adds is the part of a rank, the highest first
  std::uint8_t kept = 0;
  std::size_t at = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double before = table.scores[at];
    at += table.digits[k].stride;
    if (table.scores[at] > before) kept = static_cast<std::uint8_t>(kept | 1U << (n - 1 - k));
  }
  const int count = std::popcount(kept);
  if (count == 0) return 0;
  std::vector<std::uint32_t> codes(n), by_level(levels);
  for (bool more = true; more;) {
    at = 0;
    by_level.assign(levels, 0);
    for (std::size_t k = 0; k < n; ++k) at += codes[k] * std::size_t{table.digits[k].stride}, ++by_level[codes[k]];
    std::uint32_t sum = 0, rank = 0;
    for (std::uint32_t level = 0; level < levels; ++level)
      for (std::uint32_t j = 0; j < by_level[level]; ++j, ++rank) sum += (kept >> rank & 1U) * level;
    if (table.scores[at] != (count * lowest + sum) / count) return 0;
    more = false;
    for (std::size_t k = 0; k < n && !more; ++k) more = ++codes[k] < levels || (codes[k] = 0, false);
  }
  return kept;
}

/// sum[i] = the bytes of the kept ranks of K columns; returns the greatest byte: where that is no level the sums mean nothing.
template <std::size_t K> struct sum_of_ranks {
  template <std::size_t... P> PROWESS_INLINE static void sort(std::uint8_t* x, std::index_sequence<P...>) { (exchange_bytes(x[network<K>.pairs[P].first], x[network<K>.pairs[P].second]), ...); }
  PROWESS_INLINE static void exchange_bytes(std::uint8_t& a, std::uint8_t& b) {
    const std::uint8_t low = a < b ? a : b, high = a < b ? b : a;
    a = low, b = high;
  }
  PROWESS_INLINE static std::uint8_t run(const std::uint8_t* const* columns, std::uint8_t kept, std::uint16_t* PROWESS_ALONE sum, std::size_t n) {
    return each(columns, kept, sum, n, std::make_index_sequence<K>{});
  }
  template <std::size_t... I> PROWESS_INLINE static std::uint8_t each(const std::uint8_t* const* columns, std::uint8_t kept, std::uint16_t* PROWESS_ALONE sum, std::size_t n, std::index_sequence<I...>) {
    const std::uint8_t* from[K] = {columns[I]...};
    const std::uint8_t mask[K] = {static_cast<std::uint8_t>(kept >> I & 1U ? 255 : 0)...};
    std::uint8_t most = 0;
    for (std::size_t i = 0; i < n; ++i) {
      std::uint8_t x[K] = {from[I][i]...};
      sort(x, std::make_index_sequence<network<K>.count>{});
      most = x[K - 1] > most ? x[K - 1] : most;
      sum[i] = static_cast<std::uint8_t>(((x[I] & mask[I]) + ...));
    }
    return most;
  }
};

}  // namespace prowess::v0::detail
