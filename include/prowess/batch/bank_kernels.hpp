// SPDX-License-Identifier: BSL-1.0
// Loops over grades and points of a block of answers, and one answer's points criterion by criterion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <prowess/detail/compiler.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::detail {

/// The bytes of grades that are none: `presence::not_applicable`, `no_opportunity`, `not_observed`.
inline constexpr std::uint8_t least_absent = 253, lacked_byte = 254, ungraded_byte = 255;

[[nodiscard]] PROWESS_INLINE constexpr double held_in_unit(double score) noexcept { return score < 0 ? 0 : score > 1 ? 1 : score; }

/// The points of a criterion where it is met (grade 1), 0 where not (0), without a branch that nobody can predict. The product is exact.
[[nodiscard]] PROWESS_INLINE constexpr double met_points(double points, std::uint8_t grade) noexcept {
  return points * static_cast<double>(static_cast<int>(grade));
}
/// The same in units, modulo 2^32.
[[nodiscard]] PROWESS_INLINE constexpr std::uint32_t met_units(std::int32_t units, std::uint8_t grade) noexcept {
  return (0U - grade) & static_cast<std::uint32_t>(units);
}

/// One answer, or what of it has a tag: what a `points_ratio` group of criteria on a `checklist()` comes to.
struct points_tally {
  double won = 0, positive = 0;  ///< sums over the criteria that count, in their order
  bool applies = false;          ///< a criterion could be graded
  bool lacked = false;           ///< one had no opportunity
  bool present = false;          ///< one is graded, or counts as not met
  bool open = false;             ///< one that could change the score is not graded

  PROWESS_INLINE constexpr void add(double points, std::uint8_t grade, bool absent_is_not_met) noexcept {
    if (grade >= least_absent) {
      lacked |= grade == lacked_byte;
      if (grade != ungraded_byte) return;
      applies = true;
      if (!absent_is_not_met) return void(open |= points != 0);
      grade = 0;
    }
    applies = present = true;
    won += met_points(points, grade);
    positive += points > 0 ? points : 0;
  }
  /// Why there is a score, or none; `strict`: what is open decides.
  [[nodiscard]] constexpr status what(bool strict) const noexcept {
    return !applies         ? lacked ? status::no_opportunity : status::not_applicable
           : !present       ? status::no_evidence
           : strict && open ? status::undetermined
           : positive == 0  ? status::zero_total_weight
                            : status::scored;
  }
  [[nodiscard]] constexpr double score() const noexcept { return won / positive; }
};

/// Whether some grades are missing, and whether some are no grades at all.
struct look_at_grades {
  static constexpr unsigned missing = 1, bad = 2;
  PROWESS_INLINE static unsigned run(const std::uint8_t* PROWESS_ALONE grades, std::size_t n) {
    std::uint8_t some = 0, wrong = 0;
    for (std::size_t j = 0; j < n; ++j) {
      some |= static_cast<std::uint8_t>(grades[j] > 1);
      wrong |= static_cast<std::uint8_t>(static_cast<std::uint8_t>(grades[j] - 2) < least_absent - 2);
    }
    return (some != 0 ? missing : 0U) | (wrong != 0 ? bad : 0U);
  }
};

/// sums[j]: the units of the first j criteria that are met, modulo 2^32. What an answer has won is a difference of two, whatever
/// the number of its criteria, without a loop of its own.
struct add_units {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE grades, const std::int32_t* PROWESS_ALONE units, std::uint32_t* PROWESS_ALONE sums,
                                 std::size_t n) {
    std::uint32_t sum = sums[0] = 0;
    std::size_t j = 0;
    for (; j + 4 <= n; j += 4) {  // by hand: each sum waits for the last, and g++ leaves the loop rolled
      const std::uint32_t a = met_units(units[j], grades[j]), b = a + met_units(units[j + 1], grades[j + 1]);
      const std::uint32_t c = met_units(units[j + 2], grades[j + 2]), d = c + met_units(units[j + 3], grades[j + 3]);
      sums[j + 1] = sum + a, sums[j + 2] = sum + b, sum += b;
      sums[j + 3] = sum + c, sums[j + 4] = sum += d;
    }
    for (; j < n; ++j) sums[j + 1] = sum += met_units(units[j], grades[j]);
  }
};

/// The same with missing grades: in the upper half what is won, in the lower the positive units of the criteria that count.
struct add_some_units {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE grades, const std::int32_t* PROWESS_ALONE units, std::uint64_t* PROWESS_ALONE sums,
                                 std::size_t n, bool absent_is_not_met) {
    const std::uint8_t counts = absent_is_not_met ? ungraded_byte : 1;  // also 0 and 1
    std::uint64_t sum = sums[0] = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const std::uint32_t met = met_units(units[j], grades[j] == 1), here = 0U - static_cast<std::uint32_t>((grades[j] <= 1) | (grades[j] == counts));
      const std::uint32_t above = static_cast<std::uint32_t>(units[j]) & ~static_cast<std::uint32_t>(units[j] >> 31);  // no branch
      sum += (static_cast<std::uint64_t>(met) << 32) + (here & above);
      sums[j + 1] = sum;
    }
  }
};

/// Scores of answers that begin at `begins`, counted from the first, of such sums.
struct divide_units {
  PROWESS_INLINE static void run(const std::uint32_t* PROWESS_ALONE sums, const std::uint32_t* PROWESS_ALONE begins, const double* PROWESS_ALONE positive,
                                 double* PROWESS_ALONE scores, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k) {
      const std::uint32_t won = sums[begins[k + 1] - begins[0]] - sums[begins[k] - begins[0]];
      scores[k] = static_cast<double>(static_cast<std::int32_t>(won)) / positive[k];
    }
  }
};
/// Whether some have no positive points, and scores that say nothing.
struct divide_some_units {
  PROWESS_INLINE static bool run(const std::uint64_t* PROWESS_ALONE sums, const std::uint32_t* PROWESS_ALONE begins, double* PROWESS_ALONE scores,
                                 std::size_t n) {
    bool none = false;
    for (std::size_t k = 0; k < n; ++k) {
      const std::uint64_t both = sums[begins[k + 1] - begins[0]] - sums[begins[k] - begins[0]];
      const auto positive = static_cast<std::uint32_t>(both);
      none |= positive == 0;
      scores[k] = static_cast<double>(static_cast<std::int32_t>(both >> 32)) / static_cast<double>(static_cast<std::int32_t>(positive));
    }
    return none;
  }
};
/// The points of the criteria that are met, in order; all are graded.
[[nodiscard]] PROWESS_INLINE inline double sum_met(const double* points, const std::uint8_t* grades, std::size_t n) noexcept {
  double won = 0;
  for (std::size_t j = 0; j < n; ++j) won += met_points(points[j], grades[j]);
  return won;
}

/// Copies points in units, sixteen at a time: as many as asked for and up to fifteen more.
PROWESS_INLINE inline void copy_units(const std::int32_t* from, std::int32_t* to, std::size_t n) {
  for (std::size_t j = 0; j < n; j += 16) std::memcpy(to + j, from + j, 16 * sizeof *to);
}

}  // namespace prowess::v0::detail
