// SPDX-License-Identifier: BSL-1.0
// Learning resources, as everybody else sees them: what raises a competency from a level to a level, and what comes before it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// A course, an exercise, a project: it takes whoever is at `from` or above to `to`.
struct learning_resource {
  std::string_view id{};           ///< unique among the resources
  std::string_view title{};        ///< what people read; the id where empty
  node_handle node{};              ///< the leaf that it raises
  /// Points of the leaf's scale that it starts from ...
  double from = 0, to = 0;         ///< ... and those that it leads to, which are better
  double cost = 0;                 ///< hours, or what the host counts in; from 0 to 1e100
  /// Where the resources that come before it begin in the list of the view ...
  std::uint32_t after_at = 0, after_count = 0;  ///< ... and how many they are
  [[nodiscard]] constexpr std::string_view name() const noexcept { return title.empty() ? id : title; }  ///< the title, or the id
};

/// Resources that somebody else owns: `static_learning` or `dynamic_learning`.
///
/// A resource that comes before another is waived where the learner is already at its `to` or above: to have taken it and to have
/// the level that it leads to are the same.
class learning_view {
 public:
  std::span<const learning_resource> resources{};  ///< in the order in which they are listed, which decides among equals
  std::span<const std::uint32_t> after{};          ///< of all resources, those of one side by side: places of other resources

  /// What comes before a resource.
  [[nodiscard]] constexpr std::span<const std::uint32_t> after_of(const learning_resource& r) const { return {after.data() + r.after_at, r.after_count}; }
  /// The number of resources.
  [[nodiscard]] constexpr std::uint32_t size() const { return static_cast<std::uint32_t>(resources.size()); }
  /// The place of a resource by its id, or `framework_view::none`. Cost: the resources.
  [[nodiscard]] constexpr std::uint32_t find(std::string_view id) const {
    for (std::uint32_t i = 0; i < size(); ++i)
      if (resources[i].id == id) return i;
    return framework_view::none;
  }
};

}  // namespace prowess::v0
