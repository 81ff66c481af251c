// SPDX-License-Identifier: BSL-1.0
// A broken rule without its text: cheap to make in a constant expression, in a noexcept function, a million times.
#pragma once

#include <cstdint>

namespace prowess::inline v0 {

/// The rules that a framework and its ratings must keep.
enum class rule : std::uint8_t {
  none,
  // names
  id_is_empty, id_has_slash, id_is_duplicate,
  // tree
  group_is_empty, too_many_children, too_many_nodes, too_deep,
  // weights
  weight_out_of_range, weight_is_negative, weights_are_all_zero, percent_total, percent_is_mixed, extra_credit_unsupported, extra_credit_out_of_range,
  // scales
  no_scale, scale_key_is_duplicate, scale_number_out_of_range, scale_is_flat, scale_zero, scale_step, scale_descends, scale_excess,
  level_key_is_empty, level_key_is_duplicate, scale_is_unknown,
  // policies
  quorum_out_of_range, fill_level_is_unknown, fill_outside_scale, anchor_level_is_unknown, aggregation_objects,
  // ratings
  rating_outside_scale, rating_on_group, rating_is_duplicate, rating_level_is_unknown, name_is_unknown, name_is_ambiguous,
  wrong_number_of_ratings, foreign_handle
};

/// One broken rule: which, at which node, with which value. `describe(finding, view)` makes the text.
struct finding {
  rule broken = rule::none;  ///< `none` where all is well
  std::uint32_t node = 0;   ///< the node; for rules about scales the scale
  double value = 0;         ///< the offending number, count, or place in a list
  /// Whether no rule is broken.
  [[nodiscard]] constexpr bool ok() const noexcept { return broken == rule::none; }
  friend constexpr bool operator==(const finding&, const finding&) = default;  ///< rule, node and value
};

}  // namespace prowess::v0
