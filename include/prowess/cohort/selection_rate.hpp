// SPDX-License-Identifier: BSL-1.0
// Selection rates of groups and the four-fifths rule, in whole numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {

/// How many of how many were selected: who came out as ready, say.
struct selection_rate {
  std::uint32_t selected = 0;  ///< at most `total`
  std::uint32_t total = 0;     ///< of the group
  /// selected / total, exactly; unknown for an empty group.
  [[nodiscard]] constexpr exact rate() const { return exact::ratio(selected, total); }
  /// Less, equal or more; an empty group has no rate, and is less than any.
  friend constexpr bool operator<(const selection_rate& a, const selection_rate& b) {
    if (a.total == 0 || b.total == 0) return a.total == 0 && b.total != 0;
    return std::uint64_t{a.selected} * b.total < std::uint64_t{b.selected} * a.total;
  }
};

/// The group with the highest rate, the first among equals; none where all are empty.
[[nodiscard]] constexpr std::optional<std::size_t> highest_rate(std::span<const selection_rate> groups) {
  std::optional<std::size_t> best;
  for (std::size_t k = 0; k < groups.size(); ++k)
    if (groups[k].total > 0 && (!best || groups[*best] < groups[k])) best = k;
  return best;
}

/// The rate of a group over that of another, exactly: 4/25 over 1/5 is 4/5. Unknown where one is empty, or nobody of the other was selected.
[[nodiscard]] constexpr exact impact_ratio(const selection_rate& group, const selection_rate& highest) { return group.rate() / highest.rate(); }

/// Whether a rate is less than four fifths of the highest one, 5 h n' < 4 h' n in whole numbers: exactly four fifths is not. (With doubles
/// 0.16 / 0.2 is 0.7999999999999999.) No for empty groups, and where nobody was selected. It is a rule of thumb for looking closer: with small numbers one person changes it.
/// Source: Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D (1978).
///
///     below_four_fifths({4, 25}, {1, 5})       // false
[[nodiscard]] constexpr bool below_four_fifths(const selection_rate& group, const selection_rate& highest) {
  if (group.total == 0 || highest.total == 0) return false;
  return exact(5) * group.rate() < exact(4) * highest.rate();
}

}  // namespace prowess::v0
