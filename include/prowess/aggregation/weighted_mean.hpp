// SPDX-License-Identifier: BSL-1.0
// The weighted arithmetic mean.
#pragma once

#include <prowess/aggregation.hpp>

namespace prowess {

/// sum(weight * score) / sum(base), in child order and divided once, so that equal scores give that score exactly.
/// A child marked `extra_credit` adds to the sum and not to the divisor; its weight may be negative (a penalty).
/// The result is not clamped.
struct weighted_mean {
  static constexpr std::string_view name = "weighted_mean";
  static constexpr properties traits{
      .monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .extra_credit = true};
  template <class N> struct state {
    N sum{};
    weight_of<N> base{};
  };
  template <class N> static constexpr void step(state<N>& s, const term<N>& t) {
    s.sum = s.sum + product(t.weight, t.score);
    s.base = s.base + t.base;
  }
  template <class N> static constexpr N finish(const state<N>& s) { return s.sum / s.base; }
};

}  // namespace prowess
