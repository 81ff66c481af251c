// SPDX-License-Identifier: BSL-1.0
// Criteria as everybody else sees them: a tree of conditions on a profile, flat, owned elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <prowess/decision/level_or_points.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// What a node of the tree asks.
enum class criteria_kind : std::uint8_t {
  reaches,   ///< a condition: a node of the framework is at some points or better
  all,       ///< every child that applies is met
  any,       ///< one child is met
  at_least,  ///< so many children are met
  share,     ///< children of at least such a share of the weight are met
  none       ///< no child is met
};

/// What a person's profile says of a node of the tree. Nobody passes or fails by what was not observed.
///
/// | leaf condition's node                                               | state           |
/// |---------------------------------------------------------------------|-----------------|
/// | at the points or better / below them                                | passed / failed |
/// | unrated (also: filled in only), without a score, covered too little | undetermined    |
/// | so near to the points that 512 bits cannot tell                     | undetermined    |
/// | not applicable                                                      | waived          |
///
/// A waived child leaves its group; a group of which all children are waived is waived.
enum class criteria_state : std::uint8_t { passed, failed, undetermined, waived };

/// The state in words.
[[nodiscard]] constexpr std::string_view words(criteria_state s) noexcept {
  constexpr std::string_view all[] = {"met", "not met", "undetermined", "waived"};
  return all[static_cast<std::size_t>(s)];
}

/// One node of the tree. The children of node i are `for (c = i + 1; c < i + extent; c += nodes[c].extent)`.
struct criteria_node {
  criteria_kind kind = criteria_kind::reaches;  ///< what it asks
  std::string_view title{};     ///< what people call it, or empty
  std::string_view name{};      ///< a condition: path or unique bare id of a node, as written
  level_or_points asked{};      ///< a condition: what must be reached
  level_or_points veto{};       ///< where `has_veto`: below it the group that it stands in is not met
  double count = 1;             ///< `at_least`: how many; `share`: the quorum, above 0 and at most 1
  double weight = 1;            ///< in a group that asks for a share; finite, not negative
  double coverage = 0;          ///< a condition: the coverage below which it is undetermined, in [0, 1]
  std::uint32_t extent = 1;     ///< nodes of this subtree, itself included
  node_handle node{};           ///< a condition: the framework's node, once the name is resolved
  bool has_veto = false;        ///< whether there is a veto
  bool is_capped = false;       ///< `at_least`: where fewer apply, all of those suffice
};

/// Criteria that somebody else owns, with their names resolved: `static_criteria` or `dynamic_criteria`.
class criteria_view {
 public:
  std::span<const criteria_node> nodes{};  ///< in tree order, each group before its children; the first is the whole

  /// The number of nodes.
  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(nodes.size()); }
  /// Whether all conditions were resolved against this framework.
  [[nodiscard]] constexpr bool belongs_to(const framework_view& f) const {
    for (const criteria_node& c : nodes)
      if (c.kind == criteria_kind::reaches && !f.owns(c.node)) return false;
    return !nodes.empty();
  }
  /// The group above a node; `framework_view::none` for the whole. Cost: the siblings on the way down.
  [[nodiscard]] constexpr std::uint32_t parent(std::uint32_t i) const {
    std::uint32_t above = framework_view::none;
    for (std::uint32_t at = 0; at != i;) {
      above = at++;
      while (at + nodes[at].extent <= i) at += nodes[at].extent;
    }
    return above;
  }
};

}  // namespace prowess::v0
