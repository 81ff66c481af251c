// SPDX-License-Identifier: BSL-1.0
// What absent evidence means: of a group's children, and of one leaf.
#pragma once

#include <cstdint>
#include <string_view>

namespace prowess::inline v0 {

/// What children without a score mean for their group.
enum class missing_policy : std::uint8_t {
  by_aggregation,  ///< what the aggregation declares; never left in a finished framework
  skip,            ///< they are left out and the other weights carry the score
  pool,            ///< as `skip`, and a child counts with weight x the share of it that entered its score
  no_score,        ///< one absent child that could have been rated leaves the group `undetermined`
  require,         ///< no score while the coverage is below the quorum, else as `skip`
  require_children ///< no score while fewer children than the quorum have evidence, else as `skip`
};

/// A missing policy with its parameter. Write `skip`, `pool`, `no_score`, `require(0.5)` or `require_children(3)`.
struct missing_rule {
  missing_policy policy = missing_policy::by_aggregation;  ///< what absent children mean
  double quorum = 0;  ///< smallest coverage, in [0, 1], for `require`; smallest number of children for `require_children`
  friend constexpr bool operator==(const missing_rule&, const missing_rule&) = default;  ///< policy and quorum
};

inline constexpr missing_rule skip{missing_policy::skip};          ///< absent children are left out; the other weights carry the score
inline constexpr missing_rule pool{missing_policy::pool};          ///< as `skip`, and a child weighs what share of it entered its score
inline constexpr missing_rule no_score{missing_policy::no_score};  ///< one absent child that could have been rated: no score
/// No score while less than `quorum` (a share in [0, 1]) of what applies was rated.
[[nodiscard]] constexpr missing_rule require(double quorum) noexcept { return {missing_policy::require, quorum}; }
/// No score while fewer than `count` (a whole number, at most the group's children) of the children themselves have a score that rests
/// on some evidence, whatever they weigh: "at least 3 of the 5 items answered". What is filled in by `if_missing` is none.
[[nodiscard]] constexpr missing_rule require_children(double count) noexcept { return {missing_policy::require_children, count}; }

/// What an absent rating of one leaf counts as. It enters the score and never raises the coverage;
/// it applies to `not_observed` only.
struct fill {
  /// How the points are said: not at all, as the worst of the leaf's scale, as points, or by a level's key.
  enum class with : std::uint8_t { nothing, lowest, points, level };
  with kind = with::nothing;  ///< how they were said
  double points = 0;          ///< on the leaf's scale, for `points`; resolved from the others when a framework is complete
  std::string_view level{};   ///< key of a level, for `level`
  friend constexpr bool operator==(const fill&, const fill&) = default;  ///< kind, points and level
};
/// The worst rating of a leaf's scale, for `if_missing(lowest)`.
struct lowest_t {};
/// As in `if_missing(lowest)`.
inline constexpr lowest_t lowest{};

/// An absent rating counts as the worst of the leaf's scale.
[[nodiscard]] constexpr fill if_missing(lowest_t) noexcept { return {fill::with::lowest}; }
/// An absent rating counts as `points` on the leaf's scale, which must admit them.
[[nodiscard]] constexpr fill if_missing(double points) noexcept { return {fill::with::points, points}; }
/// An absent rating counts as the level with this key, which must be on the leaf's scale.
[[nodiscard]] constexpr fill if_missing(std::string_view level_key) noexcept { return {fill::with::level, 0, level_key}; }

}  // namespace prowess::v0
