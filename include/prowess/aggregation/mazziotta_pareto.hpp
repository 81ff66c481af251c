// SPDX-License-Identifier: BSL-1.0
// A mean with a penalty for uneven profiles.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/weighted_mean.hpp>

namespace prowess::inline v0 {

/// M - S^2 / M, the mean less the standard deviation S times the coefficient of variation S / M: of two people with the same mean
/// the one without gaps is ahead. M and S^2 are weighted by the children's weights; with equal ones it is the index as published.
/// Source: Mazziotta, Pareto, Social Indicators Research 127 (2016), 983-1003.
///
/// The result may fall below the lowest score; say `clamped` where it should not leave the scale. No score where M is not above 0
/// and scores differ.
struct mazziotta_pareto {
  static constexpr std::string_view name = "mazziotta_pareto";                                 ///< in files and messages
  static constexpr std::array<parameter, 2> named{{{"sign", -1.0}, {"sample", 0.0}}};          ///< what files call its values
  static constexpr properties traits{.homogeneous = true, .idempotent = true, .symmetric = true};  ///< not monotone: a peak can cost more than it adds
  double sign = -1,   ///< -1 takes the penalty away; 1 adds it, where more is worse
      sample = 0;     ///< 0: S^2 is the mean square deviation; 1: that of a sample, n / (n - 1) times as much
  constexpr mazziotta_pareto() = default;  ///< takes away, with the mean square deviation
  /// `sign_` is -1 or 1, `sample_` 0 or 1.
  constexpr explicit mazziotta_pareto(double sign_, double sample_ = 0) : sign(sign_), sample(sample_) {}
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {sign, sample}; }  ///< sign and sample
  /// `p` holds sign and sample.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr std::optional<N> reduce(std::span<term<N>, E> terms, const parameters& p) {
    const N mean = *detail::apply<weighted_mean>(terms, p);
    auto all = detail::for_terms(terms, deviations<N>{mean});
    if (all.squares == N{}) return mean;
    if (all.n == 1) return all.last;  // its mean may have been rounded
    if (!(mean > N{})) return std::nullopt;
    if (p[1] != 0) all.squares = product(all.squares, N(all.n) / N(all.n - 1));
    const N penalty = all.squares / all.total / mean;
    return p[0] < 0 ? mean - penalty : mean + penalty;
  }
  /// Sign and sample must be what they may be, and the scale must not go below 0.
  static constexpr std::string_view objection(const parameters& p, std::size_t) {
    if (p[0] != -1 && p[0] != 1) return "its sign is -1 (takes away) or 1 (adds)";
    if (p[1] != 0 && p[1] != 1) return "its sample is 0 (mean square deviation) or 1 (that of a sample)";
    return p.lowest < 0 ? "it needs points that are not negative" : "";
  }

 private:
  template <class N> struct deviations {
    const N& mean;
    N squares{}, last{};
    weight_of<N> total{};
    double n = 0;
    PROWESS_INLINE constexpr void add(const term<N>& t) {
      if (t.weight == weight_of<N>{}) return;
      const N off = t.score - mean;
      last = t.score;
      squares = squares + product(t.weight, product(off, off)), total = total + t.weight, n += 1;
    }
  };
};

}  // namespace prowess::v0
