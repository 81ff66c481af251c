// SPDX-License-Identifier: BSL-1.0
// How far a mean of scores is off by chance: the bootstrap standard error, the same on every platform.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <prowess/batch/bank_kernels.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// How often and from which seed a bootstrap draws.
struct bootstrap_options {
  std::uint32_t resamples = 1000;  ///< samples drawn; below 2 there is no answer
  std::uint64_t seed = 0;          ///< of splitmix64
  bool clamp = false;              ///< each sample's mean is held in [0, 1], as HealthBench does it
};

/// The standard deviation (of the population, divided by the number of samples) of the means of samples drawn from the scores with
/// replacement, each as large as there are scores. Nothing for fewer than two scores or samples; 0 where all scores are equal.
/// Draw k of sample b of n scores is the score at splitmix64(seed)[b n + k] mod n, outputs counted from 0; a sample's scores are added
/// in the order drawn. Without `clamp` it tends to sd / sqrt(n), sd of the population as well.
/// Source: Efron, Bootstrap methods, Annals of Statistics 7, 1979; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 6.
/// Cost: n draws for each sample, about 5 ns each while the scores fit the cache; no allocation.
///
///     const std::optional<double> error = bootstrap_standard_error(scores, {.resamples = 1000, .seed = 1});
[[nodiscard]] constexpr std::optional<double> bootstrap_standard_error(std::span<const double> scores, const bootstrap_options& options = {}) noexcept {
  const std::uint64_t n = scores.size();
  if (n < 2 || options.resamples < 2) return std::nullopt;
  detail::splitmix64 any{options.seed};
  // Welford's running form around the first mean: no room for the means is needed, and equal means give exactly 0.
  double first = 0, mean = 0, squares = 0;
  for (std::uint32_t b = 0; b < options.resamples; ++b) {
    double sum = 0;
    for (std::uint64_t k = 0; k < n; ++k) sum += scores[any.below(n)];
    sum /= static_cast<double>(n);
    if (options.clamp) sum = detail::held_in_unit(sum);
    if (b == 0) first = sum;
    const double off = sum - first, step = off - mean;
    mean += step / (b + 1.0);
    squares += product(step, off - mean);
  }
  return detail::sqrt(squares / options.resamples);
}
/// The same of the answers that have a score. Allocates where some have none.
[[nodiscard]] inline std::optional<double> bootstrap_standard_error(std::span<const double> scores, std::span<const status> what,
                                                                    const bootstrap_options& options = {}) {
  std::vector<double> scored;
  for (std::size_t k = 0; k < scores.size(); ++k)
    if (what[k] == status::scored) scored.push_back(scores[k]);
  return bootstrap_standard_error(std::span<const double>(scored.data(), scored.size()), options);
}

}  // namespace prowess::v0
