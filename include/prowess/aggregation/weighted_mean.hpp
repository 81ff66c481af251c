// SPDX-License-Identifier: BSL-1.0
// The weighted arithmetic mean.
#pragma once

#include <prowess/aggregation.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Keeps a mean between its lowest and its highest term. Only doubles round, and need it.
template <class N> struct held {
  constexpr void see(const term<N>&) {}
  constexpr void see_first(const term<N>&) {}
  [[nodiscard]] constexpr N hold(const N& mean) const { return mean; }
};
template <> struct held<double> {
  double low = 0x1.fffffffffffffp1023, high = -0x1.fffffffffffffp1023;
  bool extra = false;
  constexpr void see(const term<double>& t) {
    low = t.score < low ? t.score : low;
    high = t.score > high ? t.score : high;
    extra |= t.base != t.weight;
  }
  constexpr void see_first(const term<double>& t) { low = high = t.score, extra = t.base != t.weight; }
  [[nodiscard]] constexpr double hold(double mean) const {
    if (extra) return mean;
    mean = mean > low ? mean : low;
    return mean < high ? mean : high;
  }
};
/// Rounding alone leads out of the terms: what is held is the value.
template <> struct held<dual> : held<double> {
  [[nodiscard]] static constexpr term<double> value_of(const term<dual>& t) { return {t.score.value, t.weight, t.base, t.child, t.critical}; }
  constexpr void see(const term<dual>& t) { held<double>::see(value_of(t)); }
  constexpr void see_first(const term<dual>& t) { held<double>::see_first(value_of(t)); }
  [[nodiscard]] constexpr dual hold(const dual& mean) const { return {held<double>::hold(mean.value), mean.slope}; }
};
}  // namespace detail

/// sum(weight * score) / sum(base), in child order, divided once, and held between the lowest and the highest score, so that
/// equal scores give that score exactly whatever the weights (0.1 + 0.2 + 0.7 is not 1 in binary).
/// A child marked `extra_credit` adds to the sum and not to the divisor; its weight may be negative (a penalty). With one
/// the result is not held: it may leave the scale, and of what is declared only homogeneous and symmetric remain true.
struct weighted_mean {
  static constexpr std::string_view name = "weighted_mean";  ///< in files and messages
  /// Without extra credit; see above for what remains with it.
  static constexpr properties traits{
      .monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .extra_credit = true, .finite = true};
  /// What the terms so far come to.
  template <class N> struct state {
    N sum{};                    ///< of weight * score
    weight_of<N> base{};        ///< of the bases
    detail::held<N> between{};  ///< the lowest and the highest score
  };
  /// Adds a term.
  template <class N> static constexpr void step(state<N>& s, const term<N>& t) {
    s.sum = s.sum + product(t.weight, t.score);
    s.base = s.base + t.base;
    s.between.see(t);
  }
  /// Adds the first term: as `step`, without looking at what is there.
  template <class N> static constexpr void begin(state<N>& s, const term<N>& t) {
    s.sum = s.sum + product(t.weight, t.score);
    s.base = t.base;
    s.between.see_first(t);
  }
  template <class N> static constexpr N finish(const state<N>& s) { return s.between.hold(s.sum / s.base); }  ///< the bases must not total 0
};

}  // namespace prowess::v0
