// SPDX-License-Identifier: BSL-1.0
// What a role asks of a person, as everybody else sees it: requirements of nodes, weights, limits, owned elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// What a role asks of one node. Points of a leaf are on its own scale, as a rating's; those of a group on the framework's.
struct requirement {
  /// No group of alternatives.
  static constexpr std::uint32_t always = 0xffffffff;

  node_handle node{};      ///< of the framework that the role is for
  double required = 0;     ///< points that the node must reach
  double importance = 1;   ///< how much a gap costs beside others; finite, not negative
  double hurdle = 0;       ///< where `has_hurdle`: points below which nothing else helps; often lower than `required`
  double desired = 0;      ///< where `has_desired`: points that are welcome and never asked for
  double at_most = 0;      ///< where `has_most`: points above which it is a gap too: the requirement is an interval
  std::uint32_t alternative = always;  ///< the group of alternatives that it belongs to
  bool by_level = false;   ///< a group counts with the level that it reaches, not with its score
  bool has_hurdle = false;   ///< `hurdle` is said
  bool has_desired = false;  ///< `desired` is said
  bool has_most = false;     ///< `at_most` is said
};

/// A weight that a role gives to a node in place of the framework's, among the same siblings.
struct role_weight {
  node_handle node{};  ///< not the root
  double weight = 1;   ///< relative to its siblings; finite, not negative
};

/// Requirements of which some suffice; they stand side by side.
struct alternatives {
  std::string_view title{};    ///< what they have in common
  std::uint32_t at_least = 1;  ///< how many count: the best
  std::uint32_t first = 0;     ///< the place of the first
  std::uint32_t count = 0;     ///< how many there are
};

/// When a role is met.
struct role_limits {
  double minimum_fit = 1;       ///< in [0, 1]; unless it is said, every requirement must be met
  double minimum_coverage = 1;  ///< in [0, 1], by importance; unless it is said, everything required must have been rated
  double maximum_gap = std::numeric_limits<double>::infinity();  ///< points of the framework's scale; a greater one needs a plan
  std::uint32_t minimum_assessors = 0;  ///< distinct people behind a rating that passes a hurdle
  bool surplus_counts = false;  ///< points above a requirement make up for gaps elsewhere
  friend constexpr bool operator==(const role_limits&, const role_limits&) = default;  ///< member by member
};

/// A role that somebody else owns: `static_role` or `dynamic_role`.
class role_view {
 public:
  std::string_view id{};                            ///< unique among the roles of a framework
  std::string_view title{};                         ///< what people read; or empty
  std::string_view description{};                   ///< what the role is about; or empty
  std::span<const requirement> requirements{};      ///< those of each group of alternatives side by side
  std::span<const role_weight> weights{};           ///< what the role weighs otherwise than the framework
  std::span<const alternatives> any_of{};           ///< groups of alternatives
  std::span<const std::string_view> blocked_by{};   ///< ids of critical failures; none: all of them block
  role_limits limits{};                             ///< when it is met

  /// The title, or the id without one.
  [[nodiscard]] constexpr std::string_view name() const { return title.empty() ? id : title; }
  /// Whether a reported critical failure blocks this role.
  [[nodiscard]] constexpr bool is_blocked_by(std::string_view failure) const {
    for (const std::string_view each : blocked_by)
      if (each == failure) return true;
    return blocked_by.empty();
  }
};

}  // namespace prowess::v0
