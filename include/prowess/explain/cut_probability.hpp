// SPDX-License-Identifier: BSL-1.0
// Whether an uncertain score meets a cut: its probability, and what may be said of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// What is said of a score and a cut when the score is uncertain.
enum class cut_outcome : std::uint8_t {
  uncertain,  ///< neither is probable enough
  meets,      ///< at the cut or above, with a probability of at least the guard
  below       ///< below the cut, with a probability of at least the guard
};

/// A probability, and what it allows to say.
struct cut_certainty {
  std::optional<double> probability{};           ///< that the true score is at the cut or above; none where it is not known
  cut_outcome outcome = cut_outcome::uncertain;  ///< what is said
  friend constexpr bool operator==(const cut_certainty&, const cut_certainty&) = default;  ///< probability and outcome
};

namespace detail {

/// 1 - erf(x) = 2 / sqrt(pi) times the integral of exp(-t^2) from x on. Domain: every double but NaN. Absolute error below 1e-15.
/// Below 2.5 the series erf(x) = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!, whose terms are all positive; above it Laplace's
/// continued fraction exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + (2/2) / (x + (3/2) / ...))). (Abramowitz, Stegun 7.1.6 and 7.1.14.)
[[nodiscard]] constexpr double erfc(double x) noexcept {
  if (x < 0) return 2 - erfc(-x);
  if (!(x < 27)) return 0;
  constexpr double one_over_root_pi = 0x1.20dd750429b6dp-1;
  const double square = product(x, x), power = exp(-square);
  if (x < 2.5) {
    double term = x, sum = x;
    for (int n = 1; n < 60; ++n) term = product(term, square) / (n + 0.5), sum += term;
    return 1 - product(product(2 * one_over_root_pi, power), sum);
  }
  double rest = x;
  for (int k = 80; k > 0; --k) rest = x + 0.5 * k / rest;
  return product(one_over_root_pi, power) / rest;
}

inline std::optional<problem> guard_problem(double guard) {
  if (guard >= 0.5 && guard <= 1) return std::nullopt;
  return problem{"guard", join({"the guard ", number(guard), " is not in [0.5, 1]"}), "say how probable an outcome must be to be stated: 0.9"};
}
constexpr cut_outcome outcome_of(double probability, double guard) {
  return probability >= guard ? cut_outcome::meets : 1 - probability >= guard ? cut_outcome::below : cut_outcome::uncertain;
}

}  // namespace detail

/// P(true score >= cut) for an estimate with a normal error: Phi((estimate - cut) / standard_error), Phi(z) = erfc(-z / sqrt(2)) / 2.
/// With an error of 0 it is 1 where the estimate is at the cut or above, else 0. None where a number is not finite or the error is negative.
/// The same bits everywhere; absolute error below 1e-15. Cost: about 100 divisions.
///
///     static_assert(*probability_at_least(3.0, 0.3, 3.0) == 0.5);
[[nodiscard]] constexpr std::optional<double> probability_at_least(double estimate, double standard_error, double cut) {
  if (!detail::is_finite(estimate) || !detail::is_finite(cut) || !detail::is_finite(standard_error) || !(standard_error >= 0)) return std::nullopt;
  if (standard_error == 0) return estimate >= cut ? 1.0 : 0.0;
  const double z = (cut - estimate) / standard_error;  // beyond all doubles it is infinite, and erfc knows that
  return 0.5 * detail::erfc(product(z, 0x1.6a09e667f3bcdp-1));
}

/// meets / uncertain / below: `meets` where the probability is at least the guard, `below` where 1 - probability is; both ends inclusive,
/// and at a guard of 0.5 and a probability of 0.5 it meets. Errors: a guard that is not in [0.5, 1], a probability that is not in [0, 1].
///
///     three_outcomes(0.75).value() == cut_outcome::uncertain   // the guard is 0.90
[[nodiscard]] inline result<cut_outcome> three_outcomes(double probability, double guard = 0.90) {
  if (const auto why = detail::guard_problem(guard)) return *why;
  if (!(probability >= 0 && probability <= 1))
    return problem{"probability", detail::join({"the probability ", detail::number(probability), " is not in [0, 1]"}),
                   "give what probability_at_least says"};
  return detail::outcome_of(probability, guard);
}

}  // namespace prowess::v0
