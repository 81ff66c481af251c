// SPDX-License-Identifier: BSL-1.0
// A weighted mean that critical children limit.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/weighted_mean.hpp>

namespace prowess::inline v0 {

/// The weighted mean, but at most the lowest score of a child marked `critical()` plus the allowance: nobody is good at the whole
/// who is bad at what matters most. An absent child leaves it undetermined unless the group says otherwise.
///
///     group("theatre", critical_cap{1}, competency("sterile-field", 20, critical()), competency("suturing", 80))
struct critical_cap {
  static constexpr std::string_view name = "critical_cap";                     ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"allowance", 0.0}}};       ///< what files call its value
  /// As the weighted mean without extra credit; the cap is not homogeneous.
  static constexpr properties traits{.monotone = true, .idempotent = true, .symmetric = true, .extra_credit = true, .finite = true, .missing = no_score};
  double allowance = 0;                 ///< points by which the whole may be above the lowest critical child
  constexpr critical_cap() = default;   ///< not above it at all
  /// `points` are not negative, on the framework's scale.
  constexpr explicit critical_cap(double points) : allowance(points) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {allowance}; }  ///< the allowance
  /// `p` holds the allowance.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    return detail::for_terms(terms, capped<N>{*detail::apply<weighted_mean>(terms, p), N(p[0])}).result;
  }
  /// A child must be critical, and the allowance must not be negative.
  static constexpr std::string_view objection(const parameters& p, const siblings& of) {
    if (!(p[0] >= 0 && p[0] <= 1e100)) return "the allowance must be points that are not negative";
    return of.critical == 0 && !of.weights.empty() ? "no child is critical: mark one" : "";
  }

 private:
  template <class N> struct capped {
    N result, allowance;
    PROWESS_INLINE constexpr void add(const term<N>& t) {
      if (!t.critical) return;
      const N most = t.score + allowance;
      result = most < result ? most : result;
    }
  };
};

}  // namespace prowess::v0
