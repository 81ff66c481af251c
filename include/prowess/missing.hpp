// SPDX-License-Identifier: BSL-1.0
// What absent evidence means: of a group's children, and of one leaf.
#pragma once

#include <cstdint>
#include <string_view>

namespace prowess {

/// What children without a score mean for their group.
enum class missing_policy : std::uint8_t {
  by_aggregation,  ///< what the aggregation declares; never left in a finished framework
  skip,            ///< they are left out and the other weights carry the score
  pool,            ///< as `skip`, and a child counts with weight x the share of it that entered its score
  no_score,        ///< one absent child that could have been rated leaves the group `undetermined`
  require          ///< no score while the coverage is below the quorum, else as `skip`
};

/// A missing policy with its parameter. Write `skip`, `pool`, `no_score` or `require(0.5)`.
struct missing_rule {
  missing_policy policy = missing_policy::by_aggregation;
  double quorum = 0;  ///< smallest coverage, in [0, 1], for `require`
  friend constexpr bool operator==(const missing_rule&, const missing_rule&) = default;
};

inline constexpr missing_rule skip{missing_policy::skip};
inline constexpr missing_rule pool{missing_policy::pool};
inline constexpr missing_rule no_score{missing_policy::no_score};
/// No score while less than `quorum` (a share in [0, 1]) of what applies was rated.
[[nodiscard]] constexpr missing_rule require(double quorum) noexcept { return {missing_policy::require, quorum}; }

/// What an absent rating of one leaf counts as. It enters the score and never raises the coverage;
/// it applies to `not_observed` only.
struct fill {
  enum class with : std::uint8_t { nothing, lowest, points, level };
  with kind = with::nothing;
  double points = 0;          ///< on the leaf's scale, for `points`; resolved from the others when a framework is complete
  std::string_view level{};   ///< key of a level, for `level`
  friend constexpr bool operator==(const fill&, const fill&) = default;
};
/// The worst rating of a leaf's scale, for `if_missing(lowest)`.
struct lowest_t {};
inline constexpr lowest_t lowest{};

[[nodiscard]] constexpr fill if_missing(lowest_t) noexcept { return {fill::with::lowest}; }
[[nodiscard]] constexpr fill if_missing(double points) noexcept { return {fill::with::points, points}; }
[[nodiscard]] constexpr fill if_missing(std::string_view level_key) noexcept { return {fill::with::level, 0, level_key}; }

}  // namespace prowess
