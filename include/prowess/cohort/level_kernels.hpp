// SPDX-License-Identifier: BSL-1.0
// Loops over columns of level bytes: counts, sums, totals of people, and who is complete.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/detail/simd.hpp>

namespace prowess::inline v0::detail {

/// The first byte that says a kind of missing: 253 not applicable, 254 no opportunity, 255 not observed. Levels are below.
inline constexpr std::size_t first_missing_byte = 253;
/// Whether a byte is neither one of the levels nor a kind of missing.
[[nodiscard]] PROWESS_INLINE constexpr bool no_level_byte(std::uint8_t byte, std::size_t levels) noexcept { return byte >= levels && byte < first_missing_byte; }

/// counts[first + k] += how often x is first + k, for five k. Bytes are compared side by side and counted in bytes, four rows
/// before memory is touched, and widened before 255 rows could overflow one.
struct count_five {
  static constexpr std::size_t values = 5, lanes = 32, rows = 4, turn = lanes * rows, longest = turn * (255 / rows);
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE x, std::size_t n, std::size_t first, std::uint64_t* PROWESS_ALONE counts) {
    std::array<std::uint64_t, values> sums{};
    std::size_t i = 0;
    const std::size_t whole = n - n % turn;
    while (i < whole) {
      std::uint8_t seen[values][lanes]{};
      const std::size_t end = whole - i < longest ? whole : i + longest;
      for (; i < end; i += turn)
        for (std::size_t k = 0; k < values; ++k) {
          const std::uint8_t* PROWESS_ALONE at = x + i;
          const auto value = static_cast<std::uint8_t>(first + k);
          for (std::size_t l = 0; l < lanes; ++l) {
            unsigned c = 0;
            for (std::size_t r = 0; r < rows; ++r) c += at[r * lanes + l] == value;
            seen[k][l] = static_cast<std::uint8_t>(seen[k][l] + c);
          }
        }
      for (std::size_t k = 0; k < values; ++k) {
        std::uint32_t sum = 0;
        for (std::size_t l = 0; l < lanes; ++l) sum += seen[k][l];
        sums[k] += sum;
      }
    }
    for (; i < n; ++i)
      for (std::size_t k = 0; k < values; ++k) sums[k] += x[i] == static_cast<std::uint8_t>(first + k);
    for (std::size_t k = 0; k < values; ++k) counts[first + k] += sums[k];
  }
};

/// The sum of some bytes, of their squares, and the highest. At most 65,536 of them.
struct sum_bytes {
  struct sums {
    std::uint32_t first = 0, second = 0;
    std::uint8_t highest = 0;
  };
  PROWESS_INLINE static sums run(const std::uint8_t* PROWESS_ALONE x, std::size_t n) {
    std::uint32_t first = 0, second = 0;
    std::uint8_t highest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      first += x[i];
      second += static_cast<std::uint16_t>(x[i] * x[i]);
      highest = x[i] > highest ? x[i] : highest;
    }
    return {first, second, highest};
  }
};

/// totals[i] += the bytes of four columns. `narrow`: four of them fit a byte.
struct add_four {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE a, const std::uint8_t* PROWESS_ALONE b, const std::uint8_t* PROWESS_ALONE c,
                                 const std::uint8_t* PROWESS_ALONE d, std::uint16_t* PROWESS_ALONE totals, std::size_t n, bool narrow) {
    if (narrow)
      for (std::size_t i = 0; i < n; ++i) totals[i] = static_cast<std::uint16_t>(totals[i] + static_cast<std::uint8_t>(a[i] + b[i] + c[i] + d[i]));
    else
      for (std::size_t i = 0; i < n; ++i) totals[i] = static_cast<std::uint16_t>(totals[i] + a[i] + b[i] + c[i] + d[i]);
  }
};
/// totals[i] += the bytes of one column.
struct add_one {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE a, std::uint16_t* PROWESS_ALONE totals, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) totals[i] = static_cast<std::uint16_t>(totals[i] + a[i]);
  }
};
/// The sum of some totals and of their squares. At most 65,536 of them.
struct sum_totals {
  struct sums {
    std::uint32_t first = 0;
    std::uint64_t second = 0;
  };
  PROWESS_INLINE static sums run(const std::uint16_t* PROWESS_ALONE totals, std::size_t n) {
    std::uint32_t first = 0;
    std::uint64_t second = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t t = totals[i];
      first += t;
      const std::uint32_t square = t * t;
      second += square;
    }
    return {first, second};
  }
};

/// keep[i] stays 255 where x is a level, and becomes 0 where it is not; whether some are not even a kind of missing.
struct keep_levels {
  PROWESS_INLINE static bool run(const std::uint8_t* PROWESS_ALONE x, std::size_t n, std::uint8_t levels, std::uint8_t* PROWESS_ALONE keep) {
    std::uint8_t wrong = 0;
    const auto between = static_cast<std::uint8_t>(first_missing_byte - levels);
    for (std::size_t i = 0; i < n; ++i) {
      keep[i] = static_cast<std::uint8_t>(keep[i] & (x[i] < levels ? 255 : 0));
      wrong |= static_cast<std::uint8_t>(static_cast<std::uint8_t>(x[i] - levels) < between);
    }
    return wrong != 0;
  }
};
/// out = x where it is kept, and 0 elsewhere.
struct mask_bytes {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE x, const std::uint8_t* PROWESS_ALONE keep, std::uint8_t* PROWESS_ALONE out, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = x[i] & keep[i];
  }
};
/// How many are kept.
struct count_kept {
  PROWESS_INLINE static std::size_t run(const std::uint8_t* PROWESS_ALONE keep, std::size_t n) {
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < n; ++i) kept += keep[i] & 1;
    return kept;
  }
};

/// Columns side by side, one for each item.
using level_columns = std::span<const std::span<const std::uint8_t>>;

/// Whether there is one column for each item, and in each one byte for each person.
[[nodiscard]] inline cohort::data_finding check_columns(level_columns columns, std::size_t items) noexcept {
  using enum cohort::data_mistake;
  if (columns.size() != items) return {other_items, 0, 0, static_cast<double>(columns.size()), static_cast<double>(items)};
  for (std::size_t c = 1; c < items; ++c)
    if (columns[c].size() != columns[0].size())
      return {uneven_columns, 0, c, static_cast<double>(columns[c].size()), static_cast<double>(columns[0].size())};
  return {};
}
/// The first byte that is neither a level nor a kind of missing, person by person from `from` on. There is one.
[[nodiscard]] inline cohort::data_finding first_wrong_byte(level_columns columns, std::size_t levels, std::size_t from) noexcept {
  for (std::size_t person = from;; ++person)
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (const std::uint8_t byte = columns[c][person]; no_level_byte(byte, levels))
        return {cohort::data_mistake::no_such_level, person, c, static_cast<double>(byte), static_cast<double>(levels)};
}

}  // namespace prowess::v0::detail
