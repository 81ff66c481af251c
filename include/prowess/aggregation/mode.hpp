// SPDX-License-Identifier: BSL-1.0
// The most frequent score.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/counts.hpp>
#include <prowess/aggregation/order.hpp>

namespace prowess::inline v0 {

/// The score that most children have; of several such the highest. Ignores weights. Scores of groups hardly ever agree to the last
/// bit: in doubles, neighbours that differ by at most 2^-40 of the scale's size are one score, the highest of them.
struct mode {
  static constexpr std::string_view name = "mode";  ///< in files and messages
  /// Not monotone: of 5, 5, 1, 1 it is 5, and 1 when one of the 5 becomes a 6.
  static constexpr properties traits{.homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true, .finite = true};
  /// Sorts the scores in place; no allocation.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_scores(terms);
    std::size_t first = 0, longest = 0, from = 0;
    for (std::size_t k = 1; k <= terms.size(); ++k) {
      if (k < terms.size() && same(terms[k - 1].score, terms[k].score, p)) continue;
      if (k - from > longest) longest = k - from, first = from;
      from = k;
    }
    return terms[first].score;
  }

 private:
  static constexpr bool same(double high, double low, const parameters& p) {  // finer than the scale's size only where both are on it
    return detail::at_least(low, high, p) || high - low <= product(detail::abs(high), 0x1p-40);
  }
  static constexpr bool same(const exact& high, const exact& low, const parameters&) { return high == low; }
  static constexpr bool same(const dual& high, const dual& low, const parameters& p) { return same(high.value, low.value, p); }
};

}  // namespace prowess::v0
