// SPDX-License-Identifier: BSL-1.0
// Weights from an order of importance: rank-order centroid, rank sum, rank reciprocal, rank exponent, RANCOM.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/weighting.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Calls `use(rank, weight)` for each different rank, the least important first. `weight_of(last, place)` is the weight of a place,
/// made of that of the place after it (0 after the last); ties share the mean of their places.
template <class N, class Weight, class Use> constexpr void each_rank(std::span<const double> ranks, const Weight& weight_of, const Use& use) {
  N weight{};
  double before = 0;
  for (std::size_t place = ranks.size(); place > 0;) {
    const bool first = place == ranks.size();
    std::size_t ties = 0;
    double rank = 0;
    for (const double r : ranks) {
      if (!(first || r < before)) continue;
      if (ties == 0 || r > rank) rank = r, ties = 0;
      ties += r == rank;
    }
    N sum{};
    for (std::size_t k = 0; k < ties; ++k, --place) sum = sum + (weight = weight_of(weight, static_cast<double>(place)));
    use(rank, sum / N(static_cast<double>(ties)));
    before = rank;
  }
}

/// Writes the weights of the ranks as the smallest whole numbers in their proportions; false if these are not below 2^53, or
/// `exact` cannot say.
///
/// With the last rank's weight as the unit, the common denominator of all weights is the whole number of the last rank.
template <class Weight> constexpr bool whole_weights(std::span<const double> ranks, const Weight& weight_of, std::span<double> weights) {
  constexpr std::uint64_t end = std::uint64_t{1} << 53;
  std::uint64_t common = 1;
  exact unit;
  bool fits = true;
  each_rank<exact>(ranks, weight_of, [&](double, const exact& weight) {
    if (unit == 0) unit = weight;
    const exact in_units = weight / unit;
    const std::uint64_t q = window(in_units.denominator());
    fits = fits && in_units.known() && in_units.denominator().size <= 2 && q < end && q / gcd(common, q) <= end / common;
    if (fits) common *= q / gcd(common, q);
  });
  if (fits)
    each_rank<exact>(ranks, weight_of, [&](double rank, const exact& weight) {
      const exact whole = weight / unit * common;
      fits = fits && whole < end;
      for (std::size_t i = 0; i < ranks.size(); ++i)
        if (ranks[i] == rank) weights[i] = whole.to_double();
    });
  return fits;
}

/// What all weightings by rank do. `weight_of` works in `exact` and in double; in `exact` it may be unknown.
template <class Weight> constexpr std::string_view weigh_ranks(const judgements& of, std::span<double> weights, const Weight& weight_of) {
  if (of.numbers.size() != of.children) return "it needs a rank for each child, 1 for the most important; equal ranks are ties";
  for (const double r : of.numbers)
    if (!is_finite(r)) return "its ranks must be finite numbers, 1 for the most important";
  if (whole_weights(of.numbers, weight_of, weights)) return {};
  each_rank<double>(of.numbers, weight_of, [&](double rank, double weight) {
    for (std::size_t i = 0; i < of.children; ++i)
      if (of.numbers[i] == rank) weights[i] = weight;
  });
  double total = 0;
  for (std::size_t i = of.children; i-- > 0;) total += weights[i];
  for (std::size_t i = 0; i < of.children; ++i) weights[i] /= total;
  return {};
}
}  // namespace detail

// The children's numbers are their ranks: the smallest is the most important, equal numbers are ties, and only the order counts, so
// 1, 2, 2, 4 and 1, 2.5, 2.5, 4 say the same. Ties share the mean of the weights of their places (a convention: the papers know no
// ties, but for RANCOM, where it follows). The weights are the smallest whole numbers in the right proportions where these are below
// 2^53, so that levels are decided exactly under them too; else shares that total 1. All of this works in constant expressions.

/// Rank-order centroid: w_i ~ 1/i + 1/(i+1) + ... + 1/n for place i of n, the mean of all weights that fall in this order.
/// Three ranks give 11, 5, 2. Whole numbers up to 36 different ranks.
/// Source: Barron and Barrett, Management Science 42 (1996), 1515-1523; Edwards and Barron, Organizational Behavior and Human
/// Decision Processes 60 (1994), 306-325.
struct rank_order_centroid {
  static constexpr std::string_view name = "rank_order_centroid";  ///< in files and messages
  /// Objects unless each child has a rank.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    return detail::weigh_ranks(of, weights, []<class N>(const N& after, double place) { return after + N(1) / N(place); });
  }
};

/// Rank sum: w_i ~ n + 1 - i for place i of n. Three ranks give 3, 2, 1.
/// Source: Stillwell, Seaver and Edwards, Organizational Behavior and Human Performance 28 (1981), 62-77.
struct rank_sum {
  static constexpr std::string_view name = "rank_sum";  ///< in files and messages
  /// Objects unless each child has a rank.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    return detail::weigh_ranks(of, weights, []<class N>(const N& after, double) { return after + N(1); });
  }
};

/// Rank reciprocal: w_i ~ 1/i for place i. Three ranks give 6, 3, 2.
/// Source: Stillwell, Seaver and Edwards 1981, as `rank_sum`.
struct rank_reciprocal {
  static constexpr std::string_view name = "rank_reciprocal";  ///< in files and messages
  /// Objects unless each child has a rank.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    return detail::weigh_ranks(of, weights, []<class N>(const N&, double place) { return N(1) / N(place); });
  }
};

/// Rank exponent: w_i ~ (n + 1 - i)^z for place i of n. z = 1 is the rank sum; near 0 the weights are nearly equal, and the larger
/// z, the more the first rank weighs. Three ranks with z = 2 give 9, 4, 1. Whole numbers for whole z only.
/// Source: Stillwell, Seaver and Edwards 1981, as `rank_sum`.
struct rank_exponent {
  static constexpr std::string_view name = "rank_exponent";  ///< in files and messages
  double z = 2;                                              ///< the exponent, above 0
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {z}; }  ///< the exponent
  /// Objects unless each child has a rank and the exponent is above 0. No value means 2.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    const double z = of.values.empty() ? 2 : of.values[0];
    if (of.values.size() > 1 || !detail::is_finite(z) || !(z > 0))
      return "it has one value, the exponent, which must be above 0; 1 gives the rank sum";
    const auto n = static_cast<double>(of.children);
    return detail::weigh_ranks(of, weights, [z, n]<class N>(const N&, double place) { return power(N(n + 1 - place), z, n); });
  }

 private:
  /// base^z; unknown unless z is a whole number, and beyond 512.
  static constexpr exact power(const exact& base, double z, double) {
    exact result = z > 512 ? exact::unknown() : 1;
    for (; z >= 1 && result.known(); z -= 1) result *= base;
    return z == 0 ? result : exact::unknown();
  }
  /// (base / n)^z.
  static constexpr double power(double base, double z, double n) { return detail::pow(base / n, z); }
};

/// RANCOM, ranking comparison: of two children the more important gets 1 and the other 0, of equal ones each 1/2, each child 1/2
/// against itself; the weight is the row's sum over the total. Three ranks give 5, 3, 1.
/// Source: Wieckowski, Kizielewicz, Shekhovtsov and Salabun, Engineering Applications of Artificial Intelligence 122 (2023), 106114.
struct rancom {
  static constexpr std::string_view name = "rancom";  ///< in files and messages
  /// Objects unless each child has a rank.
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    return detail::weigh_ranks(of, weights, []<class N>(const N& after, double) { return after + N(after == N() ? 1 : 2); });
  }
};

}  // namespace prowess::v0
