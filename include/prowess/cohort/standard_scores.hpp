// SPDX-License-Identifier: BSL-1.0
// Standard scores against a norm group: z, T, IQ and other scales, stens, stanines.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {
namespace cohort {

/// z = (x - mean) / s with the mean and the standard deviation of a norm group (`moments` and `level_counts` have both, and say by
/// which divisor). None where one of them is none, and `no_variation` where s is 0. Of a whole cohort against itself: `z_score`.
///
///     const statistic z = standard_score(63, norm.mean(), norm.variance(divisor::n_minus_1).root());
///     if (z) use(t_scale.of(z.value), sten(z.value));
[[nodiscard]] constexpr statistic standard_score(double x, const statistic& mean, const statistic& deviation) noexcept {
  if (!mean.known()) return mean;
  if (!deviation.known()) return deviation;
  if (!(deviation.value > 0)) return reason::no_variation;
  return (x - mean.value) / deviation.value;
}

/// A scale of standard scores: mean + deviation z, neither rounded nor held.
struct standard_scale {
  double mean = 0;       ///< the score at z = 0
  double deviation = 1;  ///< the score's change for one standard deviation
  /// The score at z; none where that is none.
  [[nodiscard]] constexpr statistic of(const statistic& z) const noexcept { return z.known() ? statistic(of(z.value)) : z; }
  /// The score at z.
  [[nodiscard]] constexpr double of(double z) const noexcept { return mean + product(deviation, z); }
};
/// T scores, 50 + 10 z. Source: McCall, How to Measure in Education (1922); linear here, not normalised.
inline constexpr standard_scale t_scale{50, 10};
/// Deviation IQ, 100 + 15 z. Source: Wechsler, The Measurement of Adult Intelligence (1939).
inline constexpr standard_scale iq_scale{100, 15};
}  // namespace cohort

namespace detail {
/// Where stens and stanines begin, but the first.
inline constexpr std::array<double, 9> sten_cuts{-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2};
inline constexpr std::array<double, 8> stanine_cuts{-1.75, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75};
/// 4, 7, 12, 17, 20, 17, 12, 7, 4 percent, added up.
inline constexpr std::array<double, 8> stanine_percents{4, 11, 23, 40, 60, 77, 89, 96};

/// 1 + how many of the cuts `reaches` says are reached.
template <std::size_t Cuts, class Reaches> [[nodiscard]] constexpr int place_among(const std::array<double, Cuts>& cuts, const Reaches& reaches) {
  int place = 1;
  for (const double cut : cuts) place += reaches(cut) ? 1 : 0;
  return place;
}
/// The same for (x - mean) / sqrt(variance) >= cut, decided on squares: exactly. Nothing where something is unknown or nothing varies.
template <std::size_t Cuts>
[[nodiscard]] constexpr std::optional<int> place_exactly(const std::array<double, Cuts>& cuts, const exact& x, const exact& mean, const exact& variance) {
  const exact d = x - mean, square = d * d;
  if (!square.known() || !(variance > exact(0)) || !(exact(4) * variance).known()) return std::nullopt;  // no cut is beyond 2
  return place_among(cuts, [&](double cut) {
    const exact of_cut = exact(cut) * exact(cut) * variance;
    if (cut < 0) return !d.negative() || square <= of_cut;
    return !d.negative() && square >= of_cut;
  });
}
}  // namespace detail

namespace cohort {

/// Standard ten: 5.5 + 2 z rounded and held in 1 to 10, which is 1 and one more for each of -2, -1.5, ... 2 that z reaches. A z on a cut
/// goes up. Domain: every double but NaN, which gives 1.
/// Source: Canfield, The "sten" scale: a modified C-scale, Educational and Psychological Measurement 11 (1951), 295-297.
[[nodiscard]] constexpr int sten(double z) noexcept {
  return detail::place_among(detail::sten_cuts, [z](double cut) { return z >= cut; });
}
/// The same of a score on a norm with exactly known mean and variance (as `level_counts` and `exact_mean` give them): a score that lies
/// on a cut is not moved off it by rounding. Nothing where one is unknown or the variance is 0.
[[nodiscard]] constexpr std::optional<int> sten(const exact& x, const exact& mean, const exact& variance) {
  return detail::place_exactly(detail::sten_cuts, x, mean, variance);
}

/// Standard nine: 5 + 2 z rounded and held in 1 to 9, which is 1 and one more for each of -1.75, -1.25, ... 1.75 that z reaches. A z on a
/// cut goes up. Domain: every double but NaN, which gives 1.
/// Source: the United States Army Air Forces' aviation psychology program (1940s); Thorndike, Applied Psychometrics (1982).
[[nodiscard]] constexpr int stanine(double z) noexcept {
  return detail::place_among(detail::stanine_cuts, [z](double cut) { return z >= cut; });
}
/// The same of a score on a norm with exactly known mean and variance; see `sten`.
[[nodiscard]] constexpr std::optional<int> stanine(const exact& x, const exact& mean, const exact& variance) {
  return detail::place_exactly(detail::stanine_cuts, x, mean, variance);
}
/// The stanine of a percentile rank, 0 to 100: by the published shares of 4, 7, 12, 17, 20, 17, 12, 7 and 4 percent, whatever the scores'
/// distribution; 1 below 4, 2 below 11, ... 9 from 96 on. For normal scores both agree but for the shares' rounding to whole percent.
[[nodiscard]] constexpr int stanine_of_rank(double percentile_rank) noexcept {
  return detail::place_among(detail::stanine_percents, [=](double cut) { return percentile_rank >= cut; });
}

}  // namespace cohort
}  // namespace prowess::v0
