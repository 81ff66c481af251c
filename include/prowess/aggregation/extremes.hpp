// SPDX-License-Identifier: BSL-1.0
// The worst and the best child: the ends of the power-mean dial.
#pragma once

#include <concepts>

#include <prowess/aggregation.hpp>

namespace prowess::inline v0 {

namespace detail {
template <bool Least> struct extreme {
  template <class N> struct state {
    N score{};
    bool any = false;
  };
  template <class N> PROWESS_INLINE static constexpr void step(state<N>& s, const term<N>& t) {
    const bool taken = !s.any || (Least ? t.score < s.score : s.score < t.score);
    if constexpr (std::same_as<N, double>) s.score = taken ? t.score : s.score;  // without a branch
    else if (taken) s.score = t.score;
    s.any = true;
  }
  template <class N> static constexpr N finish(const state<N>& s) { return s.score; }
};
}  // namespace detail

/// The lowest score: nothing compensates. Ignores weights. An absent child leaves it undetermined unless the group says otherwise.
struct minimum : detail::extreme<true> {
  static constexpr std::string_view name = "minimum";  ///< in files and messages
  /// Monotone, and without weights; absent children leave it open.
  static constexpr properties traits{
      .monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true, .finite = true, .missing = no_score};
};
/// The highest score: one strength is enough. Ignores weights.
struct maximum : detail::extreme<false> {
  static constexpr std::string_view name = "maximum";  ///< in files and messages
  /// Monotone, and without weights.
  static constexpr properties traits{
      .monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true, .finite = true};
};

}  // namespace prowess::v0
