// SPDX-License-Identifier: BSL-1.0
// Findings in the user's words, and what happens to them: a compile error with a name, or an exception with a text.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include <prowess/detail/compiler.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {
/// The parts one after the other. (One function instead of a dozen kinds of `+`: half the compile time of this header.)
inline std::string join(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all.append(part.data(), part.size());
  return all;
}
inline std::string in_quotes(std::string_view s) { return join({"'", s, "'"}); }

inline std::string scale_text(const framework_view& f, const scale_data& s) {
  const std::string low = number(s.low), high = number(s.high);
  if (s.how == grid::own) return join({"what the scale '", s.own->name, "' admits, between ", low, " and ", high});
  if (s.how == grid::continuous) return join({low, " to ", high});
  if (s.how == grid::stepped) return join({low, " to ", high, " in steps of ", number(s.step)});
  if (s.level_count == 0) return join({low, " to ", high, ", whole numbers"});
  std::string all;
  for (const level& l : f.levels(s)) {
    if (all.size() > 200) return join({all, ", ..."});
    all = join({all, all.empty() ? "" : ", ", number(l.points), " (", l.key, ")"});
  }
  return all;
}
inline std::string scale_name(const scale_data& s) { return s.key.empty() ? join({"the framework's scale"}) : join({"scale '", s.key, "'"}); }
inline std::string level_keys(const framework_view& f, const scale_data& s) {
  std::string all;
  for (const level& l : f.levels(s)) {
    if (all.size() > 200) return join({"its levels are ", all, ", ..."});
    all = join({all, all.empty() ? "" : ", ", l.key});
  }
  return all.empty() ? join({"this scale has no levels: give points, ", scale_text(f, s)}) : join({"its levels are ", all});
}
/// The children's ids, shortened.
inline std::string children_text(const framework_view& f, std::uint32_t group) {
  std::string all;
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) {
    if (all.size() > 120) return join({all, ", ..."});
    all = join({all, all.empty() ? "'" : ", '", f.nodes[c].id, "'"});
  }
  return all;
}
}  // namespace detail

/// The text of a finding: the node's path, the rule, the remedy.
[[nodiscard]] inline problem describe(const finding& at, const framework_view& f) {
  using detail::join;
  const bool of_scale = at.broken > rule::no_scale && at.broken <= rule::level_key_is_duplicate;
  const scale_data none, &scale = f.scales.empty() ? none : f.scales[of_scale && at.node < f.scales.size() ? at.node : 0];
  const node nobody, &n = f.nodes.empty() ? nobody : f.nodes[!of_scale && at.node < f.size() ? at.node : 0];
  const scale_data& own = f.scales.empty() ? none : f.scales[n.scale < f.scales.size() ? n.scale : 0];
  const std::string value = detail::number(at.value), where = of_scale ? detail::scale_name(scale) : f.nodes.empty() ? std::string() : f.path(at.node < f.size() ? at.node : 0);
  const auto say = [&](std::initializer_list<std::string_view> what, std::initializer_list<std::string_view> remedy) {
    return problem{where, join(what), join(remedy)};
  };
  switch (at.broken) {
    case rule::none: break;
    case rule::id_is_empty: return say({"a node has no id"}, {"give each node an id that is unique among its siblings"});
    case rule::id_has_slash: return say({"the id has a '/'"}, {"'/' separates the ids of a path; use another sign"});
    case rule::id_is_duplicate: return say({"two siblings have the id '", n.id, "'"}, {"rename one"});
    case rule::group_is_empty: return say({"the group has no children"}, {"add some, or make it a leaf"});
    case rule::too_many_children:
      return say({value, " children are too many for ", n.how->name, ", which needs them all at once"},
                 {"at most ", std::to_string(detail::most_reduced_children), ": split the group"});
    case rule::too_many_nodes:
      return say({"the tree has ", value, " nodes"}, {"the limit guards against runaway input; split it or raise limits::nodes"});
    case rule::too_deep:
      return say({"the tree is ", value, " levels deep"}, {"the limit guards against runaway input; flatten it or raise limits::depth"});
    case rule::weight_out_of_range: return say({"the weight ", value, " is not a number up to 1e100"}, {"give a finite weight"});
    case rule::weight_is_negative:
      return say({"the weight ", value, " is negative"}, {"mark a penalty with extra_credit, so that it does not enter the divisor"});
    case rule::weights_are_all_zero: return say({"all weights of its children are 0"}, {"let at least one child count"});
    case rule::percent_total: return say({"percent weights total ", value, ", not 100"}, {"correct them, or use relative weights"});
    case rule::percent_is_mixed:
      return say({"some of its children have percent weights and some have not"}, {"use percent for all or for none"});
    case rule::extra_credit_unsupported:
      return say({"extra credit makes no sense under ", n.how->name}, {"use weighted_mean, or an aggregation that declares extra_credit"});
    case rule::extra_credit_out_of_range:
      return say({n.how->traits.penalties ? "its extra credit and penalties weigh " : "its extra credit weighs ", value, " times what the rest does"}, {"at most 100 times, so that scores keep their digits"});
    case rule::no_scale: return say({"the framework has no scale"}, {"name one first: framework(id, levels(...), ...)"});
    case rule::scale_key_is_duplicate: return say({"two scales have this key"}, {"rename one"});
    case rule::scale_number_out_of_range:
      return say({"it has the number ", value, ", which is not between -1e100 and 1e100"}, {"give finite points"});
    case rule::scale_is_flat:
      if (scale.low > scale.high) return say({"its lowest points, ", detail::number(scale.low), ", are above its highest, ", value}, {"exchange them"});
      return say({"its lowest and highest points are both ", value}, {"a scale needs two different points"});
    case rule::scale_zero:
      return say({"points/max needs points that are not negative, of which more are better"}, {"leave points_over_max() out"});
    case rule::scale_step:
      return say({"the step ", value, " does not lead from the lowest to the highest points"}, {"give a positive step that divides the range"});
    case rule::scale_descends:
      return say({"scores cannot be on a scale on which fewer points are better, or whose levels are out of order"},
                 {"let the framework's own scale ascend, and use the inverse one for leaves"});
    case rule::level_key_is_empty: return say({"level ", detail::number(at.value + 1), " has no key"}, {"give each level a key"});
    case rule::level_key_is_duplicate:
      return say({"two levels have the key '", f.levels(scale)[static_cast<std::size_t>(at.value)].key, "'"}, {"rename one"});
    case rule::scale_is_unknown: {
      std::string all;
      for (const scale_data& s : f.scales) {
        if (!s.key.empty()) all = join({all, all.empty() ? "the scales are " : ", ", s.key});
        if (all.size() > 200) {
          all = join({all, ", ..."});
          break;
        }
      }
      return say({"there is no scale '", n.scale_key, "'"}, {all.empty() ? "list it at the framework: scale(key, ...)" : std::string_view(all)});
    }
    case rule::quorum_out_of_range: return say({"the quorum ", value, " is not a share"}, {"give a number from 0 to 1"});
    case rule::fill_level_is_unknown: return say({"if_missing names the level '", n.if_absent.level, "'"}, {detail::level_keys(f, own)});
    case rule::fill_outside_scale:
      return say({"if_missing gives ", value, " points, which ", detail::scale_name(own), " does not have"}, {"allowed: ", detail::scale_text(f, own)});
    case rule::anchor_level_is_unknown:
      return say({"an anchor names the level '", f.remarks[static_cast<std::size_t>(at.value)].key, "'"}, {detail::level_keys(f, own)});
    case rule::aggregation_objects: return say({n.how->name, ": ", n.how->objection(f.parameters_of(n), n.arity)}, {});
    case rule::rating_outside_scale:
      return say({"the rating ", value, " is outside ", detail::scale_name(own)}, {"allowed: ", detail::scale_text(f, own)});
    case rule::rating_on_group: return say({"it has children and takes no rating"}, {"rate ", detail::children_text(f, at.node)});
    case rule::rating_is_duplicate: return say({"it is rated twice"}, {"keep one rating for each leaf"});
    case rule::rating_level_is_unknown: return say({detail::scale_name(own), " has no such level"}, {detail::level_keys(f, own)});
    case rule::name_is_unknown: return say({"there is no such name in '", f.id(), "'"}, {});
    case rule::name_is_ambiguous: return say({"several nodes have this id"}, {"use the path"});
    case rule::wrong_number_of_ratings:
      return say({value, " elements, but the framework has ", std::to_string(f.leaf_count()), " leaves and ", std::to_string(f.size()), " nodes"},
                 {"give one rating for each leaf and one result for each node, in tree order"});
    case rule::foreign_handle:
      return say({"the handle was made by another framework, or the tree has changed since"}, {"ask at() or find() again"});
  }
  return say({"nothing is wrong"}, {});
}

namespace detail {

/// The text of a name that was not found, or found more than once.
inline problem describe_name(const framework_view& f, std::string_view wanted) {
  const auto found = f.look_up(wanted);
  std::string all;
  std::size_t listed = 0;
  if (found.matches > 1) {
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].id == wanted && ++listed <= 5) all = join({all, all.empty() ? "'" : ", '", f.path(i), "'"});
    return {in_quotes(wanted), join({std::to_string(found.matches), " nodes of '", f.id(), "' have this id"}), join({"use one of the paths ", all})};
  }
  const std::string_view last = wanted.substr(wanted.rfind('/') + 1);
  std::size_t nearest = last.size() / 3 + 2;
  std::uint32_t guess = framework_view::none;
  for (std::uint32_t i = 1; i < f.size(); ++i)
    if (const std::size_t d = distance(last, f.nodes[i].id, nearest); d < nearest) nearest = d, guess = i;
  return {in_quotes(wanted), join({"there is no such name in '", f.id(), "'"}),
          guess == framework_view::none ? "use a path or an id of the framework" : join({"did you mean '", f.path(guess), "'?"})};
}

// ---- One function for each mistake: in a constant expression its name, the node and the value are the diagnostic, at the user's
// line. At run time they do nothing, and the text of `describe` takes their place.
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
constexpr void levels_need_different_keys(id_text /*scale*/, double /*place*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void there_is_no_such_scale(id_text /*leaf*/, id_text /*scale*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_quorum_must_be_a_share_from_0_to_1(id_text /*group*/, double /*quorum*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void if_missing_must_be_on_the_scale(id_text /*leaf*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void an_anchor_must_name_a_level_of_the_scale(id_text /*leaf*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_aggregation_objects(id_text /*group*/, id_text /*aggregation*/, id_text /*why*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
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
    case rule::level_key_is_empty:
    case rule::level_key_is_duplicate: return levels_need_different_keys(scale, at.value);
    case rule::scale_is_unknown: return there_is_no_such_scale(n.id, n.scale_key);
    case rule::quorum_out_of_range: return a_quorum_must_be_a_share_from_0_to_1(n.id, at.value);
    case rule::fill_level_is_unknown: return there_is_no_such_level_on_its_scale(n.id);
    case rule::fill_outside_scale: return if_missing_must_be_on_the_scale(n.id, at.value);
    case rule::anchor_level_is_unknown: return an_anchor_must_name_a_level_of_the_scale(n.id);
    case rule::aggregation_objects:
      return the_aggregation_objects(n.id, n.how->name, n.how->objection(f.parameters_of(n), n.arity));
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

}  // namespace detail
}  // namespace prowess::v0
