// SPDX-License-Identifier: BSL-1.0
// The family of power means: one dial from "the worst counts most" to "the best counts most".
#pragma once

#include <prowess/aggregation.hpp>

namespace prowess::inline v0 {

/// For power means with p <= 0, which have no value where a score is 0: count scores below `points` as `points` (> 0). With 0
/// points it is `annihilating`.
struct zero_floor {
  double points;  ///< on the framework's scale
};
/// For power means with p <= 0: a score of 0 makes the mean 0.
struct annihilating {};

namespace detail {
inline constexpr double refuses_zero = -1;

/// What power means ask of the scores before they add them up. Scores below a floor are lifted in place.
template <class N> struct power_survey {
  double p, floor;
  N low{}, high{};
  weight_of<N> base{};
  bool begun = false;
  PROWESS_INLINE constexpr void add(term<N>& t) {
    base = base + t.base;
    if (t.weight == weight_of<N>{}) return;  // shown beside the others, and decides nothing
    if (p <= 0 && floor > 0 && t.score < N(floor)) t.score = N(floor);
    low = !begun || t.score < low ? t.score : low;
    high = !begun || high < t.score ? t.score : high;
    begun = true;
  }
};
/// The sum of w x^p; for other p than -1, 0, 1 and 2 relative to the term that dominates, so that no power overflows.
template <class N> struct power_sum {
  double p;
  const N& pivot;
  N sum{};
  PROWESS_INLINE constexpr void add(const term<N>& t) {
    if (t.weight == weight_of<N>{}) return;
    if (p == 1) sum = sum + product(t.weight, t.score);
    else if (p == -1) sum = sum + t.weight / t.score;
    else if constexpr (!std::same_as<N, exact>) {
      if (p == 0) sum = sum + product(t.weight, log(t.score));
      else if (p == 2) sum = sum + product(t.weight, product(t.score, t.score));
      else if (t.score > 0) sum = sum + product(t.weight, exp(product(p, log(t.score / pivot))));
    }
  }
};

/// Of equal scores every power mean has the slopes of the arithmetic one.
struct slope_of_equals {
  double sum = 0;
  constexpr void add(const term<dual>& t) {
    if (t.weight != 0) sum = sum + product(t.weight, t.score.slope);
  }
};

/// (sum(w x^p) / sum(w))^(1/p), clamped to [lowest, highest] term so that it is idempotent and internal in floating point too.
/// Relative error at most 1e-13 (1 ulp-scale for p in {-1, 0, 1, 2}). `floor` > 0 lifts small scores, 0 annihilates.
/// With `dual`, a score below the floor has slope 0, and so has everything where a 0 annihilates.
template <class N, std::size_t E> PROWESS_INLINE constexpr std::optional<N> power(std::span<term<N>, E> terms, double p, double floor) {
  const auto all = for_terms(terms, power_survey<N>{p, floor});
  const N &low = all.low, &high = all.high;
  if (low == high) {
    if constexpr (std::same_as<N, dual>) return dual(low.value, for_terms(terms, slope_of_equals{}).sum / all.base);
    else return low;
  }
  const N zero(0.0);
  if (p <= 0 && !(low > zero)) return floor == 0 && !(low < zero) ? std::optional<N>(zero) : std::nullopt;
  if (p != 1 && low < zero) return std::nullopt;
  const N& pivot = p > 0 ? high : low;
  N mean = for_terms(terms, power_sum<N>{p, pivot}).sum;
  if (p == 1) mean = mean / all.base;
  else if (p == -1) mean = all.base / mean;
  else if constexpr (std::same_as<N, exact>) return N::unknown();
  else if (p == 0) mean = exp(mean / all.base);
  else if (p == 2) mean = sqrt(mean / all.base);
  else mean = product(pivot, exp(log(mean / all.base) / p));
  if constexpr (std::same_as<N, dual>) return dual((mean < low ? low : high < mean ? high : mean).value, mean.slope);
  else return mean < low ? low : high < mean ? high : mean;
}

constexpr std::string_view power_objection(double p, double floor, const parameters& on) {
  if (!is_finite(p)) return "p must be finite; use minimum or maximum for its limits";
  if (!is_finite(floor) || (floor < 0 && floor != refuses_zero)) return "the zero floor must be a positive number of points";
  if (floor > on.highest) return "the zero floor must lie on the framework's scale";
  if (p != 1 && on.lowest < 0) return "power means other than p = 1 need points that are not negative";
  if (p <= 0 && on.lowest <= 0 && floor < 0)
    return "a score of 0 would decide alone; give it a zero_floor in points (0 if that is meant), or let the scale start above 0";
  return {};
}

template <int P> struct fixed_power_mean {
  static constexpr properties traits{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .finite = true};
  template <class N, std::size_t E> PROWESS_INLINE static constexpr std::optional<N> reduce(std::span<term<N>, E> terms, const parameters& p) {
    return power(terms, P, p.size() ? p[0] : refuses_zero);
  }
  static constexpr std::string_view objection(const parameters& p, std::size_t) {
    return power_objection(P, p.size() ? p[0] : refuses_zero, p);
  }
};
/// A fixed power mean with p <= 0, which says what a score of 0 does.
template <int P> struct zero_sensitive_power_mean : fixed_power_mean<P> {
  static constexpr std::array<parameter, 1> named{{{"zero_floor", refuses_zero, true, true}}};
  double floor = refuses_zero;
  constexpr zero_sensitive_power_mean() = default;
  constexpr zero_sensitive_power_mean(zero_floor f) : floor(f.points) {}
  constexpr zero_sensitive_power_mean(annihilating) : floor(0) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {floor}; }
};
}  // namespace detail

/// (sum(w x^p) / sum(w))^(1/p) for any finite p: -1 harmonic, 0 geometric, 1 arithmetic, 2 quadratic; low p lets the worst
/// child pull the score down, high p the best pull it up. With p <= 0 the scale must start above 0 points, or say
/// `power_mean{-1, zero_floor{0.5}}` or `power_mean{0, annihilating{}}`. Source: Hardy, Littlewood, Polya, Inequalities, ch. 2.
struct power_mean {
  static constexpr std::string_view name = "power_mean";                                                       ///< in files and messages
  static constexpr std::array<parameter, 2> named{{{"p"}, {"zero_floor", detail::refuses_zero, true, true}}};  ///< what files call its values
  /// Homogeneous and idempotent but for scores below a floor.
  static constexpr properties traits{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .finite = true};
  double p = 1;                         ///< the exponent; finite
  double floor = detail::refuses_zero;  ///< the `zero_floor`; 0 where `annihilating`, negative where nothing is said
  /// With an exponent of 0 or below the scale must start above 0 points.
  constexpr explicit power_mean(double exponent) : p(exponent) {}
  /// Scores below the floor count as the floor, where the exponent is not above 0.
  constexpr power_mean(double exponent, zero_floor f) : p(exponent), floor(f.points) {}
  /// A score of 0 makes the mean 0, where the exponent is not above 0.
  constexpr power_mean(double exponent, annihilating) : p(exponent), floor(0) {}
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {p, floor}; }  ///< exponent and floor
  /// `p` holds exponent and floor. Relative error at most 1e-13; with `exact` it is known for the exponents 1 and -1 and for equal scores.
  /// Nothing where scores differ and one is negative (exponent other than 1), or 0 without a word on it (exponent 0 or below).
  /// Scores below a floor are lifted in place.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr std::optional<N> reduce(std::span<term<N>, E> terms, const parameters& p) {
    return detail::power(terms, p[0], p[1]);
  }
  /// Why exponent, floor and scale do not go together, or nothing.
  static constexpr std::string_view objection(const parameters& p, std::size_t) { return detail::power_objection(p[0], p[1], p); }
};

/// The power mean with p = 0, exp(sum(w log x) / sum(w)). Zero as in `power_mean`.
struct geometric_mean : detail::zero_sensitive_power_mean<0> {
  static constexpr std::string_view name = "geometric_mean";  ///< in files and messages
  using zero_sensitive_power_mean::zero_sensitive_power_mean;
};
/// The power mean with p = -1, sum(w) / sum(w / x). Zero as in `power_mean`.
struct harmonic_mean : detail::zero_sensitive_power_mean<-1> {
  static constexpr std::string_view name = "harmonic_mean";  ///< in files and messages
  using zero_sensitive_power_mean::zero_sensitive_power_mean;
};
/// The power mean with p = 2, sqrt(sum(w x^2) / sum(w)).
struct quadratic_mean : detail::fixed_power_mean<2> {
  static constexpr std::string_view name = "quadratic_mean";  ///< in files and messages
};

}  // namespace prowess::v0
