// SPDX-License-Identifier: BSL-1.0
// One function for each mistake: in a constant expression its name, the node and the value are the diagnostic, at the user's line.
// At run time the text of `describe` takes their place.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include <prowess/describe.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

using id_text = std::string_view;
constexpr void a_node_needs_an_id(id_text /*parent*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void an_id_must_not_contain_a_slash(id_text /*id*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void siblings_must_have_different_ids(id_text /*id*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_framework_needs_a_scale(id_text /*framework*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_group_needs_children(id_text /*group*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_group_has_too_many_children_for_its_aggregation(id_text /*group*/, double /*children*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_tree_has_too_many_nodes(double /*nodes*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_tree_is_too_deep(double /*depth*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_weight_must_be_finite(id_text /*node*/, double /*weight*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_negative_weight_must_be_extra_credit(id_text /*node*/, double /*weight*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_weights_are_all_zero(id_text /*group*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void percent_weights_must_total_100(id_text /*group*/, double /*total*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void percent_weights_must_be_used_for_all_siblings(id_text /*group*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void this_aggregation_has_no_extra_credit(id_text /*group*/, id_text /*aggregation*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void extra_credit_must_not_weigh_100_times_the_rest(id_text /*group*/, double /*times*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void scales_must_have_different_keys(id_text /*scale*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_numbers_of_a_scale_must_be_finite(id_text /*scale*/, double /*number*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_scale_needs_two_different_points(id_text /*scale*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_step_must_divide_the_range_of_the_scale(id_text /*scale*/, double /*step*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void points_over_max_needs_an_ascending_scale_from_0(id_text /*scale*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_scale_of_a_framework_must_ascend(id_text /*scale*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void points_above_the_highest_need_a_plain_numeric_scale(id_text /*scale*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void levels_need_different_keys(id_text /*scale*/, double /*place*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void there_is_no_such_scale(id_text /*leaf*/, id_text /*scale*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_quorum_must_be_a_share_from_0_to_1(id_text /*group*/, double /*quorum*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_quorum_of_children_must_be_a_whole_number_of_them(id_text /*group*/, double /*quorum*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void if_missing_must_be_on_the_scale(id_text /*leaf*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void an_anchor_must_name_a_level_of_the_scale(id_text /*leaf*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_aggregation_objects(id_text /*group*/, id_text /*aggregation*/, id_text /*why*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_weighting_objects(id_text /*group*/, id_text /*weighting*/, id_text /*why*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void rating_outside_its_scale(id_text /*leaf*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void this_node_has_children_rate_those(id_text /*group*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_leaf_is_rated_twice(id_text /*leaf*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void there_is_no_such_level_on_its_scale(id_text /*leaf*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void no_such_name_in_this_framework(id_text /*missing*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void this_id_is_ambiguous_use_its_path(id_text /*id*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void wrong_number_of_ratings(double /*count*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void this_handle_is_from_another_framework() { if (std::is_constant_evaluated()) PROWESS_TRAP(); }

/// Ends a constant expression with the function that names the mistake; at run time raises its text.
constexpr void stop(const finding& at, const framework_view& f) {
  if (!std::is_constant_evaluated()) raise(describe(at, f));
  const node& n = f.nodes[at.node < f.size() ? at.node : 0];
  const id_text scale = at.node < f.scales.size() ? f.scales[at.node].key : id_text();
  switch (at.broken) {
    case rule::none: return;
    case rule::id_is_empty: return a_node_needs_an_id(at.node == 0 ? id_text() : f.nodes[f.parent(at.node)].id);
    case rule::id_has_slash: return an_id_must_not_contain_a_slash(n.id);
    case rule::id_is_duplicate: return siblings_must_have_different_ids(n.id);
    case rule::no_scale: return a_framework_needs_a_scale(n.id);
    case rule::group_is_empty: return a_group_needs_children(n.id);
    case rule::too_many_children: return the_group_has_too_many_children_for_its_aggregation(n.id, at.value);
    case rule::too_many_nodes: return the_tree_has_too_many_nodes(at.value);
    case rule::too_deep: return the_tree_is_too_deep(at.value);
    case rule::weight_out_of_range: return a_weight_must_be_finite(n.id, at.value);
    case rule::weight_is_negative: return a_negative_weight_must_be_extra_credit(n.id, at.value);
    case rule::weights_are_all_zero: return the_weights_are_all_zero(n.id);
    case rule::percent_total: return percent_weights_must_total_100(n.id, at.value);
    case rule::percent_is_mixed: return percent_weights_must_be_used_for_all_siblings(n.id);
    case rule::extra_credit_unsupported: return this_aggregation_has_no_extra_credit(n.id, n.how->name);
    case rule::extra_credit_out_of_range: return extra_credit_must_not_weigh_100_times_the_rest(n.id, at.value);
    case rule::scale_key_is_duplicate: return scales_must_have_different_keys(scale);
    case rule::scale_number_out_of_range: return the_numbers_of_a_scale_must_be_finite(scale, at.value);
    case rule::scale_is_flat: return a_scale_needs_two_different_points(scale, at.value);
    case rule::scale_zero: return points_over_max_needs_an_ascending_scale_from_0(scale);
    case rule::scale_step: return the_step_must_divide_the_range_of_the_scale(scale, at.value);
    case rule::scale_descends: return the_scale_of_a_framework_must_ascend(scale);
    case rule::scale_excess: return points_above_the_highest_need_a_plain_numeric_scale(scale);
    case rule::level_key_is_empty:
    case rule::level_key_is_duplicate: return levels_need_different_keys(scale, at.value);
    case rule::scale_is_unknown: return there_is_no_such_scale(n.id, n.scale_key);
    case rule::quorum_out_of_range:
      if (n.missing.policy == missing_policy::require_children) return a_quorum_of_children_must_be_a_whole_number_of_them(n.id, at.value);
      return a_quorum_must_be_a_share_from_0_to_1(n.id, at.value);
    case rule::fill_level_is_unknown: return there_is_no_such_level_on_its_scale(n.id);
    case rule::fill_outside_scale: return if_missing_must_be_on_the_scale(n.id, at.value);
    case rule::anchor_level_is_unknown: return an_anchor_must_name_a_level_of_the_scale(n.id);
    case rule::aggregation_objects:
      return the_aggregation_objects(n.id, n.how->name, objection_at(f, at.node));
    case rule::rating_outside_scale: return rating_outside_its_scale(n.id, at.value);
    case rule::rating_on_group: return this_node_has_children_rate_those(n.id);
    case rule::rating_is_duplicate: return a_leaf_is_rated_twice(n.id);
    case rule::rating_level_is_unknown: return there_is_no_such_level_on_its_scale(n.id);
    case rule::name_is_unknown: return no_such_name_in_this_framework(n.id);
    case rule::name_is_ambiguous: return this_id_is_ambiguous_use_its_path(n.id);
    case rule::wrong_number_of_ratings: return wrong_number_of_ratings(at.value);
    case rule::foreign_handle: return this_handle_is_from_another_framework();
  }
}

/// The node of a name; a name that is not there, or is ambiguous, stops.
constexpr std::uint32_t require_name(const framework_view& f, std::string_view name) {
  const auto found = f.look_up(name);
  if (found.node != framework_view::none) return found.node;
  if (!std::is_constant_evaluated()) raise(describe_name(f, name));
  if (found.matches > 1) this_id_is_ambiguous_use_its_path(name);
  else no_such_name_in_this_framework(name);
  return 0;
}

}  // namespace prowess::v0::detail
