// SPDX-License-Identifier: BSL-1.0
// Sums of weighted scores whose divisor is given: weights that need not total what they are parts of.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/weighted_mean.hpp>

namespace prowess::inline v0 {

namespace detail {
constexpr std::string_view divisor_objection(double divisor) { return divisor > 0 && divisor <= 1e100 ? "" : "the divisor must be a positive number"; }

/// The sum of w (x - low), from the scale's lowest points on.
template <class N> struct points_above {
  N low, sum{};
  weight_of<N> base{};
  held<N> between{};
  PROWESS_INLINE constexpr void add(const term<N>& t) {
    sum = sum + product(t.weight, t.score - low), base = base + t.base;
    between.see(t);
  }
  /// low + sum / divisor; held as every mean where that is one.
  [[nodiscard]] PROWESS_INLINE constexpr N over(const weight_of<N>& divisor) const {
    const N result = low + sum / divisor;
    return divisor == base ? between.hold(result) : result;
  }
};
template <class N, std::size_t E> PROWESS_INLINE constexpr points_above<N> sum_above(std::span<term<N>, E> terms, const parameters& p) {
  return for_terms(terms, points_above<N>{N(p.lowest)});
}
}  // namespace detail

/// lowest + sum(w (x - lowest)) / divisor, whatever the weights total: with less the highest points are out of reach, with more
/// they can be passed (say `clamped` where they should not). A child without a score would count as the worst, so by default an
/// absent child leaves it undetermined: say `skip` if that is meant, or `if_missing(lowest)` at the leaves.
///
///     group("course", weighted_sum{100}, group("homework", 40, ...), group("exam", 50, ...), group("bonus", 15, ...))
struct weighted_sum {
  static constexpr std::string_view name = "weighted_sum";         ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"divisor"}}};  ///< what files call its value
  static constexpr properties traits{.monotone = true, .symmetric = true, .extra_credit = true, .missing = no_score};  ///< monotone
  double divisor;  ///< what the weights are parts of: 100, or 1
  /// `whole` is positive.
  constexpr explicit weighted_sum(double whole) : divisor(whole) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {divisor}; }  ///< the divisor
  /// `p` holds the divisor.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    return detail::sum_above(terms, p).over(weight_of<N>(p[0]));
  }
  /// The divisor must be positive.
  static constexpr std::string_view objection(const parameters& p, std::size_t) { return detail::divisor_objection(p[0]); }
};

/// The weighted mean, divided by `divisor` where the weights of the children with scores total more: what is beyond is extra credit.
/// Weights that total less are scaled up as in every mean.
struct overweight_mean {
  static constexpr std::string_view name = "overweight_mean";      ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"divisor"}}};  ///< what files call its value
  static constexpr properties traits{.monotone = true, .symmetric = true, .extra_credit = true};  ///< monotone
  double divisor;  ///< what the weights are parts of: 100, or 1
  /// `whole` is positive.
  constexpr explicit overweight_mean(double whole) : divisor(whole) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {divisor}; }  ///< the divisor
  /// `p` holds the divisor.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    const auto won = detail::sum_above(terms, p);
    const weight_of<N> most(p[0]);
    return won.over(most < won.base ? most : won.base);
  }
  /// The divisor must be positive.
  static constexpr std::string_view objection(const parameters& p, std::size_t) { return detail::divisor_objection(p[0]); }
};

}  // namespace prowess::v0
