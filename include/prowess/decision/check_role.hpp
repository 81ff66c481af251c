// SPDX-License-Identifier: BSL-1.0
// What makes no sense in a role: found in one pass, said by name where it is compiled, in words at run time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <prowess/decision/level_or_points.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

enum class role_mistake : std::uint8_t {
  nothing_required, required_twice, foreign, points, most_below_required, importance, importances_zero, at_least, share, gap, weight, weight_of_root, weighed_twice, weights_zero
};

constexpr void a_role_must_require_something(id_text /*role*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_node_is_required_twice(id_text /*node*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void these_points_are_outside_the_scale_of_the_node(id_text /*node*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void at_most_must_not_be_below_the_required_level(id_text /*node*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void an_importance_must_be_finite_and_not_negative(id_text /*node*/, double /*importance*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_importances_of_a_role_are_all_zero(id_text /*role*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void any_of_these_needs_a_whole_number_of_its_alternatives(id_text /*title*/, double /*at least*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void minimum_fit_and_coverage_must_be_shares_from_0_to_1(double /*share*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_maximum_gap_must_not_be_negative(double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_weight_of_a_role_must_be_finite_and_not_negative(id_text /*node*/, double /*weight*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_root_has_no_weight(id_text /*framework*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_role_weighs_a_node_twice(id_text /*node*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void the_weights_of_the_role_are_all_zero(id_text /*group*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }

/// One mistake in words.
inline problem describe_role(role_mistake m, const framework_view& f, std::string_view role, std::string_view name, double value) {
  const std::string n = number(value);
  const auto say = [&](std::string_view what, std::string_view remedy) {
    std::string where = join({"role '", role, "'"});
    if (!name.empty()) where = join({where, ", ", name});
    return problem{std::move(where), std::string(what), std::string(remedy)};
  };
  switch (m) {
    case role_mistake::nothing_required: return say("it requires nothing", "name the nodes that it needs, and their levels");
    case role_mistake::required_twice: return say("it is required twice", "keep one requirement for each node");
    case role_mistake::foreign: return say(join({"it was made for another framework than '", f.id(), "', or the tree has changed since"}), "make the role anew");
    case role_mistake::points: return say(join({n, " points are outside its scale"}), "name a level of the node's scale, or points on it");
    case role_mistake::most_below_required: return say(join({"at most ", n, " is below what is required"}), "exchange them");
    case role_mistake::importance: return say(join({"the importance ", n, " makes no sense"}), "give a number that is not negative");
    case role_mistake::importances_zero: return say("its importances are all 0", "give at least one requirement an importance above 0");
    case role_mistake::at_least: return say(join({"at least ", n, " of its alternatives makes no sense"}), "give a whole number from 1 to that of the alternatives");
    case role_mistake::share: return say(join({n, " is not a share"}), "give minimum fit and coverage from 0 to 1");
    case role_mistake::gap: return say(join({"the maximum gap ", n, " makes no sense"}), "give points that are not negative");
    case role_mistake::weight: return say(join({"the weight ", n, " makes no sense"}), "give a number that is not negative, at most 1e100");
    case role_mistake::weight_of_root: return say("the root has no siblings and no weight", "weigh the nodes below it");
    case role_mistake::weighed_twice: return say("the role weighs it twice", "keep one weight");
    case role_mistake::weights_zero: return say("with the weights of the role its children weigh nothing together", "leave one above 0");
  }
  return say("nothing is wrong", {});
}

/// Ends a constant expression with the function that names the mistake; at run time raises its text.
constexpr void stop_role(role_mistake m, const framework_view& f, std::string_view role, std::string_view name, double value) {
  if (!std::is_constant_evaluated()) raise(describe_role(m, f, role, name, value));
  switch (m) {
    case role_mistake::nothing_required: return a_role_must_require_something(role);
    case role_mistake::required_twice: return a_node_is_required_twice(name);
    case role_mistake::foreign: return this_handle_is_from_another_framework();
    case role_mistake::points: return these_points_are_outside_the_scale_of_the_node(name, value);
    case role_mistake::most_below_required: return at_most_must_not_be_below_the_required_level(name, value);
    case role_mistake::importance: return an_importance_must_be_finite_and_not_negative(name, value);
    case role_mistake::importances_zero: return the_importances_of_a_role_are_all_zero(role);
    case role_mistake::at_least: return any_of_these_needs_a_whole_number_of_its_alternatives(name, value);
    case role_mistake::share: return minimum_fit_and_coverage_must_be_shares_from_0_to_1(value);
    case role_mistake::gap: return a_maximum_gap_must_not_be_negative(value);
    case role_mistake::weight: return a_weight_of_a_role_must_be_finite_and_not_negative(name, value);
    case role_mistake::weight_of_root: return the_root_has_no_weight(name);
    case role_mistake::weighed_twice: return a_role_weighs_a_node_twice(name);
    case role_mistake::weights_zero: return the_weights_of_the_role_are_all_zero(name);
  }
}

/// Whether k is a whole number from 1 to n.
constexpr bool is_count(double k, std::size_t n) { return k >= 1 && k <= static_cast<double>(n) && k == static_cast<double>(static_cast<std::uint32_t>(k)); }
constexpr bool is_share(double x) { return x >= 0 && x <= 1; }

/// Calls `report(mistake, node, value)` for all that makes no sense; `framework_view::none` where it is about the whole role.
template <class Report> constexpr void diagnose_role(const framework_view& f, const role_view& r, const Report& report) {
  constexpr std::uint32_t whole = framework_view::none;
  if (r.requirements.empty()) report(role_mistake::nothing_required, whole, 0.0);
  double total = 0;
  for (std::size_t k = 0; k < r.requirements.size(); ++k) {
    const requirement& q = r.requirements[k];
    if (!f.owns(q.node)) return report(role_mistake::foreign, whole, 0.0);
    const scale_data& s = scale_of_points(f, q.node.index);
    for (std::size_t before = 0; before < k; ++before)
      if (r.requirements[before].node.index == q.node.index) {
        report(role_mistake::required_twice, q.node.index, 0.0);
        break;
      }
    for (const auto& [is_said, points] : {std::pair{true, q.required}, std::pair{q.has_hurdle, q.hurdle}, std::pair{q.has_desired, q.desired}, std::pair{q.has_most, q.at_most}})
      if (is_said && !s.spans(points)) report(role_mistake::points, q.node.index, points);
    if (q.has_most && !as_good(s, q.at_most, q.required)) report(role_mistake::most_below_required, q.node.index, q.at_most);
    if (!(q.importance >= 0 && q.importance <= 1e100)) report(role_mistake::importance, q.node.index, q.importance);
    else total += q.importance;
  }
  if (!r.requirements.empty() && total == 0) report(role_mistake::importances_zero, whole, 0.0);
  if (!is_share(r.limits.minimum_fit)) report(role_mistake::share, whole, r.limits.minimum_fit);
  if (!is_share(r.limits.minimum_coverage)) report(role_mistake::share, whole, r.limits.minimum_coverage);
  if (!(r.limits.maximum_gap >= 0)) report(role_mistake::gap, whole, r.limits.maximum_gap);
  for (std::size_t k = 0; k < r.weights.size(); ++k) {
    const role_weight& w = r.weights[k];
    if (!f.owns(w.node)) return report(role_mistake::foreign, whole, 0.0);
    if (w.node.index == 0) {
      report(role_mistake::weight_of_root, 0, 0.0);
      continue;
    }
    if (!(w.weight >= 0 && w.weight <= 1e100)) report(role_mistake::weight, w.node.index, w.weight);
    for (std::size_t before = 0; before < k; ++before)
      if (r.weights[before].node.index == w.node.index) report(role_mistake::weighed_twice, w.node.index, 0.0);
    const std::uint32_t group = f.parent(w.node.index);
    double together = 0;
    bool is_first = true;  // of the role's weights in this group: it speaks for all of them
    for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) {
      double base = f.nodes[c].base;
      for (std::size_t other = 0; other < r.weights.size(); ++other)
        if (r.weights[other].node.index == c) base = f.nodes[c].is_extra_credit || f.nodes[c].weight < 0 ? 0 : r.weights[other].weight >= 0 ? r.weights[other].weight : 1, is_first = is_first && other >= k;
      together += base;
    }
    if (is_first && !(together > 0)) report(role_mistake::weights_zero, group, 0.0);
  }
}

/// Refuses a role that makes no sense: at run time with all that is wrong.
constexpr void check_role(const framework_view& f, const role_view& r) {
  const auto name = [&](std::uint32_t node) { return node == framework_view::none ? std::string_view() : f.nodes[node].id; };
  if (std::is_constant_evaluated()) {
    bool is_wrong = false;
    role_mistake first{};
    std::uint32_t where = framework_view::none;
    double what = 0;
    diagnose_role(f, r, [&](role_mistake m, std::uint32_t node, double value) {
      if (!is_wrong) is_wrong = true, first = m, where = node, what = value;
    });
    if (is_wrong) stop_role(first, f, r.id, name(where), what);
  } else {
    std::vector<problem> all;
    diagnose_role(f, r, [&](role_mistake m, std::uint32_t node, double value) { all.push_back(describe_role(m, f, r.id, name(node), value)); });
    if (!all.empty()) raise(std::move(all));
  }
}

}  // namespace detail

/// All that makes no sense in a role for a framework; empty where nothing does. Cost: O(requirements^2 + weights x siblings).
[[nodiscard]] inline std::vector<problem> problems_of(const role_view& role, const framework_view& f) {
  std::vector<problem> all;
  detail::diagnose_role(f, role, [&](detail::role_mistake m, std::uint32_t node, double value) {
    all.push_back(detail::describe_role(m, f, role.id, node == framework_view::none ? std::string() : f.path(node), value));
  });
  return all;
}

}  // namespace prowess::v0
