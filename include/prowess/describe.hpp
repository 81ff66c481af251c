// SPDX-License-Identifier: BSL-1.0
// Findings in the user's words, and what happens to them: a compile error with a name, or an exception with a text.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

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
    case rule::scale_excess:
      return say({"points above its highest make no sense on a scale of listed points, on one where fewer are better, or on a host's own"},
                 {"leave with(excess) out"});
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
    case rule::quorum_out_of_range:
      if (n.missing.policy == missing_policy::require_children)
        return say({"it cannot require ", value, " children"}, {"give a whole number from 1 to ", std::to_string(n.arity)});
      return say({"the quorum ", value, " is not a share"}, {"give a number from 0 to 1"});
    case rule::fill_level_is_unknown: return say({"if_missing names the level '", n.if_absent.level, "'"}, {detail::level_keys(f, own)});
    case rule::fill_outside_scale:
      return say({"if_missing gives ", value, " points, which ", detail::scale_name(own), " does not have"}, {"allowed: ", detail::scale_text(f, own)});
    case rule::anchor_level_is_unknown:
      return say({"an anchor names the level '", f.remarks[static_cast<std::size_t>(at.value)].key, "'"}, {detail::level_keys(f, own)});
    case rule::aggregation_objects: return say({n.how->name, ": ", detail::objection_at(f, at.node)}, {});
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

}  // namespace detail
}  // namespace prowess::v0
