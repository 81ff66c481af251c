// SPDX-License-Identifier: BSL-1.0
// Criteria meet a framework: names become nodes, level keys become points, and what makes no sense is said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <prowess/decision/criteria_view.hpp>
#include <prowess/decision/level_or_points.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

enum class criteria_mistake : std::uint8_t {
  tree, name, level, points, coverage, veto, veto_level, veto_above, veto_in_none, count, quorum, weight, weights_zero
};

constexpr void criteria_must_be_a_tree_in_order() { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_condition_must_name_a_level_of_the_scale(id_text /*node*/, id_text /*level*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_condition_must_lie_on_the_scale_of_its_node(id_text /*node*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_coverage_must_be_a_share_from_0_to_1(id_text /*node*/, double /*share*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_veto_must_lie_on_the_scale_of_its_node(id_text /*node*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_veto_must_not_ask_for_more_than_its_condition(id_text /*node*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_veto_makes_no_sense_among_what_must_not_be_met(id_text /*node*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void at_least_met_needs_a_whole_number_of_its_children(double /*count*/,
    double /*children*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_quorum_of_criteria_must_be_above_0_and_at_most_1(double /*quorum*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_weight_of_criteria_must_be_finite_and_not_negative(double /*weight*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_weights_of_criteria_are_all_zero() { if (std::is_constant_evaluated()) PROWESS_TRAP(); }

/// The word that writes a kind of group.
constexpr std::string_view word_of(criteria_kind k) {
  constexpr std::string_view all[] = {"reaches", "all_met", "any_met", "at_least_met", "share_met", "none_met"};
  return all[static_cast<std::size_t>(k)];
}
/// What a node of the tree says, for people: its title, or its words.
inline std::string text_of_criteria(std::span<const criteria_node> nodes, std::uint32_t i, bool whole = true) {
  const criteria_node& c = nodes[i];
  if (!c.title.empty()) return in_quotes(c.title);
  if (c.kind == criteria_kind::reaches) return join({in_quotes(c.name), " at ", c.asked.is_key ? std::string(c.asked.key) : number(c.asked.points)});
  std::string all = join({word_of(c.kind), "("});
  const bool has_count = c.kind == criteria_kind::at_least || c.kind == criteria_kind::share;
  if (has_count) all += number(c.count);
  if (!whole) return join({all, has_count ? ", ...)" : "...)"});
  std::size_t listed = 0;
  for (std::uint32_t k = i + 1; k < i + c.extent; k += nodes[k].extent) {
    if (k > i + 1 || has_count) all += ", ";
    if (++listed > 3) return join({all, "...)"});
    all += text_of_criteria(nodes, k, false);
  }
  return join({all, ")"});
}

/// One mistake in words.
inline problem describe_criteria(criteria_mistake m, const framework_view& f, std::span<const criteria_node> nodes, std::uint32_t i, double value) {
  if (m == criteria_mistake::tree) return {"criteria", "their nodes are no tree in order",
      "write them with reaches, all_met, any_met, at_least_met, share_met and none_met"};
  const criteria_node& c = nodes[i];
  if (m == criteria_mistake::name) {
    problem p = describe_name(f, c.name);
    p.where = join({"criteria, ", p.where});
    return p;
  }
  const std::string n = number(value);
  const auto say = [&](std::string_view what, std::string_view remedy) {
    return problem{join({"criteria, ", text_of_criteria(nodes, i)}), std::string(what), std::string(remedy)};
  };
  const bool is_leaf_condition = c.kind == criteria_kind::reaches && f.owns(c.node);
  const scale_data nothing, &s = is_leaf_condition ? scale_of_points(f, c.node.index) : nothing;
  switch (m) {
    case criteria_mistake::tree:
    case criteria_mistake::name: break;
    case criteria_mistake::level: return say(join({"there is no level '", c.asked.key, "' on ", scale_name(s)}), level_keys(f, s));
    case criteria_mistake::veto_level: return say(join({"there is no level '", c.veto.key, "' on ", scale_name(s)}), level_keys(f, s));
    case criteria_mistake::points: return say(join({n, " points are outside ", scale_name(s)}), join({"give points from ", number(s.low),
        " to ", number(s.high)}));
    case criteria_mistake::veto: return say(join({"the veto at ", n, " points is outside ", scale_name(s)}), join({"give points from ",
        number(s.low), " to ", number(s.high)}));
    case criteria_mistake::veto_above: return say(join({"the veto at ", n, " points asks for more than the condition"}), "exchange them");
    case criteria_mistake::veto_in_none: return say("a veto makes no sense among what must not be met", "leave vetoes_below out");
    case criteria_mistake::coverage: return say(join({"the coverage ", n, " is not a share"}), "give a number from 0 to 1");
    case criteria_mistake::count: return say(join({"it cannot ask for ", n, " of its children"}), "give a whole number from 1 to that of the children");
    case criteria_mistake::quorum: return say(join({"the quorum ", n, " makes no sense"}), "give a share above 0 and at most 1");
    case criteria_mistake::weight: return say(join({"the weight ", n, " makes no sense"}), "give a number that is not negative, at most 1e100");
    case criteria_mistake::weights_zero: return say("all weights of its children are 0", "let at least one child count");
  }
  return say("nothing is wrong", {});
}

/// Ends a constant expression with the function that names the mistake.
constexpr void stop_criteria(criteria_mistake m, const framework_view& f, const criteria_node& c, double value) {
  switch (m) {
    case criteria_mistake::tree: return criteria_must_be_a_tree_in_order();
    case criteria_mistake::name: return void(require_name(f, c.name));
    case criteria_mistake::level: return a_condition_must_name_a_level_of_the_scale(c.name, c.asked.key);
    case criteria_mistake::veto_level: return a_condition_must_name_a_level_of_the_scale(c.name, c.veto.key);
    case criteria_mistake::points: return a_condition_must_lie_on_the_scale_of_its_node(c.name, value);
    case criteria_mistake::veto: return a_veto_must_lie_on_the_scale_of_its_node(c.name, value);
    case criteria_mistake::veto_above: return a_veto_must_not_ask_for_more_than_its_condition(c.name, value);
    case criteria_mistake::veto_in_none: return a_veto_makes_no_sense_among_what_must_not_be_met(c.name);
    case criteria_mistake::coverage: return a_coverage_must_be_a_share_from_0_to_1(c.name, value);
    case criteria_mistake::count: return at_least_met_needs_a_whole_number_of_its_children(c.count, value);
    case criteria_mistake::quorum: return a_quorum_of_criteria_must_be_above_0_and_at_most_1(value);
    case criteria_mistake::weight: return a_weight_of_criteria_must_be_finite_and_not_negative(value);
    case criteria_mistake::weights_zero: return the_weights_of_criteria_are_all_zero();
  }
}

/// Whether extents nest: conditions have no children, groups have some, and the first node holds all others.
constexpr bool is_criteria_tree(std::span<const criteria_node> nodes) {
  if (nodes.empty() || nodes[0].extent != nodes.size() || nodes.size() >= framework_view::none) return false;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::size_t extent = nodes[i].extent;
    if (extent == 0 || extent > nodes.size() - i || (extent == 1) != (nodes[i].kind == criteria_kind::reaches)) return false;
    if (static_cast<std::size_t>(nodes[i].kind) > static_cast<std::size_t>(criteria_kind::none)) return false;
    std::size_t child = i + 1;
    while (child < i + extent) {
      if (nodes[child].extent == 0 || nodes[child].extent > i + extent - child) return false;
      child += nodes[child].extent;
    }
  }
  return true;
}

/// Gives conditions their node and points; calls `report(mistake, place, value)` for all that makes no sense.
template <class Report> constexpr void resolve_criteria(const framework_view& f, std::span<criteria_node> nodes, const Report& report) {
  if (!is_criteria_tree(nodes)) return report(criteria_mistake::tree, 0U, 0.0);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    criteria_node& c = nodes[i];
    if (!(c.weight >= 0 && c.weight <= 1e100)) report(criteria_mistake::weight, i, c.weight);
    if (c.kind != criteria_kind::reaches) {
      double children = 0, total = 0;
      for (std::uint32_t k = i + 1; k < i + c.extent; k += nodes[k].extent) {
        children += 1, total += nodes[k].weight;
        if (c.kind == criteria_kind::none && nodes[k].has_veto) report(criteria_mistake::veto_in_none, k, 0.0);
      }
      if (c.kind == criteria_kind::at_least && !(c.count >= 1 && c.count <= children &&
          c.count == static_cast<double>(static_cast<std::uint32_t>(c.count))))
        report(criteria_mistake::count, i, c.count);
      if (c.kind == criteria_kind::share && !(c.count > 0 && c.count <= 1)) report(criteria_mistake::quorum, i, c.count);
      if (c.kind == criteria_kind::share && total == 0) report(criteria_mistake::weights_zero, i, 0.0);
      continue;
    }
    const auto found = f.look_up(c.name);
    if (found.node == framework_view::none) {
      report(criteria_mistake::name, i, 0.0);
      continue;
    }
    c.node = f.handle(found.node);
    const scale_data& s = scale_of_points(f, found.node);
    const auto on_scale = [&](double x) { return s.spans(x) || (s.above == excess::allowed && x > s.high && x <= largest); };
    if (!(c.coverage >= 0 && c.coverage <= 1)) report(criteria_mistake::coverage, i, c.coverage);
    if (!look_up(f, found.node, c.asked)) report(criteria_mistake::level, i, 0.0);
    else if (!on_scale(c.asked.points)) report(criteria_mistake::points, i, c.asked.points);
    else if (!c.has_veto) continue;
    else if (!look_up(f, found.node, c.veto)) report(criteria_mistake::veto_level, i, 0.0);
    else if (!on_scale(c.veto.points)) report(criteria_mistake::veto, i, c.veto.points);
    else if (!as_good(s, c.asked.points, c.veto.points)) report(criteria_mistake::veto_above, i, c.veto.points);
  }
}

/// All that makes no sense; the nodes are resolved as far as they can be.
inline std::vector<problem> problems_in_criteria(const framework_view& f, std::span<criteria_node> nodes) {
  std::vector<problem> all;
  resolve_criteria(f, nodes, [&](criteria_mistake m, std::uint32_t i, double value) { all.push_back(describe_criteria(m, f, nodes, i, value)); });
  return all;
}
/// Resolves, or stops: at run time with all that is wrong.
constexpr void resolve_or_stop(const framework_view& f, std::span<criteria_node> nodes) {
  if (std::is_constant_evaluated()) {
    bool is_wrong = false;
    criteria_mistake first{};
    std::uint32_t where = 0;
    double what = 0;
    resolve_criteria(f, nodes, [&](criteria_mistake m, std::uint32_t i, double value) {
      if (!is_wrong) is_wrong = true, first = m, where = i, what = value;
    });
    if (is_wrong) stop_criteria(first, f, nodes[where], what);
  } else if (std::vector<problem> all = problems_in_criteria(f, nodes); !all.empty()) {
    raise(std::move(all));
  }
}

}  // namespace prowess::v0::detail
