// SPDX-License-Identifier: BSL-1.0
// What makes no sense in learning resources: found in one pass, said by name where it is compiled, in words at run time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <prowess/decision/learning_view.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/compiler.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

namespace detail {

enum class learning_mistake : std::uint8_t { id_is_empty, id_is_duplicate, foreign, not_a_leaf, points, does_not_raise, cost, unknown_prerequisite, cycle };

constexpr void a_resource_needs_an_id() { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void two_resources_have_the_same_id(id_text /*resource*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_resource_raises_a_leaf(id_text /*resource*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void these_points_are_not_on_the_scale_of_the_leaf(id_text /*resource*/, double /*points*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_resource_must_lead_to_a_better_level(id_text /*resource*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void a_cost_must_be_finite_and_not_negative(id_text /*resource*/, double /*cost*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void there_is_no_resource_before_it_with_this_id(id_text /*resource*/, id_text /*missing*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }
constexpr void resources_come_before_each_other(id_text /*resource*/) { if (std::is_constant_evaluated()) PROWESS_TRAP(); }

/// How good points are on a scale: a number that grows with them.
constexpr double height(const scale_data& s, double points) { return s.inverse ? -points : points; }
constexpr bool is_cost(double x) { return x >= 0 && x <= 1e100; }

inline problem describe_learning(learning_mistake m, const framework_view& f, std::string_view id, double value, std::string_view text) {
  const auto say = [&](std::string_view what, std::string_view remedy) { return problem{join({"resource '", id, "'"}), std::string(what), std::string(remedy)}; };
  switch (m) {
    case learning_mistake::id_is_empty: return say("it has no id", "give each resource one");
    case learning_mistake::id_is_duplicate: return say("two resources have this id", "rename one");
    case learning_mistake::foreign: return say(join({"its node is not of '", f.id(), "', or the tree has changed since"}), "ask at() or find() again");
    case learning_mistake::not_a_leaf: return say(join({"'", text, "' has children: only what is rated can be raised"}), "name the leaf that it raises");
    case learning_mistake::points: return say(join({number(value), " points are not on the scale of '", text, "'"}), "name a level of the leaf's scale, or points on it");
    case learning_mistake::does_not_raise: return say("it does not lead to a better level than it starts from", "exchange them, or leave the resource out");
    case learning_mistake::cost: return say(join({"the cost ", number(value), " makes no sense"}), "give a number from 0 to 1e100");
    case learning_mistake::unknown_prerequisite: return say(text.empty() ? std::string("what comes before it is not in the list") : join({"there is no resource '", text, "' to come before it"}), "list that one too");
    case learning_mistake::cycle: return say(join({"resources come before each other: ", text}), "take one of these steps out");
  }
  return say("nothing is wrong", {});
}

constexpr void stop_learning(learning_mistake m, const framework_view& f, std::string_view id, double value, std::string_view text) {
  if (!std::is_constant_evaluated()) raise(describe_learning(m, f, id, value, text));
  switch (m) {
    case learning_mistake::id_is_empty: return a_resource_needs_an_id();
    case learning_mistake::id_is_duplicate: return two_resources_have_the_same_id(id);
    case learning_mistake::foreign: return this_handle_is_from_another_framework();
    case learning_mistake::not_a_leaf: return a_resource_raises_a_leaf(id);
    case learning_mistake::points: return these_points_are_not_on_the_scale_of_the_leaf(id, value);
    case learning_mistake::does_not_raise: return a_resource_must_lead_to_a_better_level(id);
    case learning_mistake::cost: return a_cost_must_be_finite_and_not_negative(id, value);
    case learning_mistake::unknown_prerequisite: return there_is_no_resource_before_it_with_this_id(id, text);
    case learning_mistake::cycle: return resources_come_before_each_other(id);
  }
}

/// Marks what waits, directly or not, for nothing that is left: it is in no cycle.
constexpr void drop_free(const learning_view& l, std::vector<std::uint8_t>& gone) {
  for (bool shrunk = true; shrunk;) {
    shrunk = false;
    for (std::uint32_t i = 0; i < l.size(); ++i) {
      bool waits = false;
      for (const std::uint32_t a : l.after_of(l.resources[i])) waits = waits || gone[a] == 0;
      if (gone[i] == 0 && !waits) gone[i] = 1, shrunk = true;
    }
  }
}
/// Calls `report(members)` for cycles that have no member in common, until none is left: each from its first listed member on.
template <class Report> constexpr void find_cycles(const learning_view& l, const Report& report) {
  std::vector<std::uint8_t> gone;
  for (std::uint32_t i = 0; i < l.size(); ++i) gone.push_back(0);  // one by one: clang cannot make more at once in constant expressions
  for (;;) {
    drop_free(l, gone);
    std::uint32_t at = 0;
    while (at < l.size() && gone[at] != 0) ++at;
    if (at == l.size()) return;
    std::vector<std::uint32_t> way;  // each waits for the next; at last one stands there again
    std::size_t again = 0;
    for (;;) {
      for (again = 0; again < way.size() && way[again] != at;) ++again;
      if (again < way.size()) break;
      way.push_back(at);
      for (const std::uint32_t a : l.after_of(l.resources[at]))
        if (gone[a] == 0) at = a;
    }
    std::size_t first = again;  // what is in front of it leads into the cycle
    for (std::size_t k = again; k < way.size(); ++k) first = way[k] < way[first] ? k : first;
    std::vector<std::uint32_t> members;
    for (std::size_t k = first; k < way.size(); ++k) members.push_back(way[k]);
    for (std::size_t k = again; k < first; ++k) members.push_back(way[k]);
    for (const std::uint32_t m : members) gone[m] = 1;
    report(members);
  }
}

/// Calls `report(mistake, place, value, text)` for all that makes no sense.
template <class Report> constexpr void diagnose_learning(const framework_view& f, const learning_view& l, const Report& report) {
  bool is_linked = true;
  for (std::uint32_t i = 0; i < l.size(); ++i) {
    const learning_resource& r = l.resources[i];
    if (r.id.empty()) report(learning_mistake::id_is_empty, i, 0.0, std::string_view());
    else if (l.find(r.id) != i) report(learning_mistake::id_is_duplicate, i, 0.0, std::string_view());
    if (!is_cost(r.cost)) report(learning_mistake::cost, i, r.cost, std::string_view());
    bool found = r.after_at <= l.after.size() && r.after_count <= l.after.size() - r.after_at;
    for (std::uint32_t k = 0; found && k < r.after_count; ++k) found = l.after[r.after_at + k] < l.size();
    if (!found) report(learning_mistake::unknown_prerequisite, i, 0.0, std::string_view()), is_linked = false;
    if (!f.owns(r.node)) {
      report(learning_mistake::foreign, i, 0.0, std::string_view());
      continue;
    }
    const node& n = f.nodes[r.node.index];
    if (!n.is_leaf()) {
      report(learning_mistake::not_a_leaf, i, 0.0, n.id);
      continue;
    }
    const scale_data& s = f.scale_of(n);
    for (const double points : {r.from, r.to})
      if (!s.admits(points, f.level_list)) report(learning_mistake::points, i, points, n.id);
    if (!(height(s, r.from) < height(s, r.to))) report(learning_mistake::does_not_raise, i, 0.0, std::string_view());
  }
  if (!is_linked) return;
  find_cycles(l, [&](const std::vector<std::uint32_t>& members) {
    if (std::is_constant_evaluated()) return report(learning_mistake::cycle, members[0], 0.0, std::string_view());
    std::string way;
    for (const std::uint32_t m : members) way = join({way, l.resources[m].id, " after "});
    report(learning_mistake::cycle, members[0], 0.0, join({way, l.resources[members[0]].id}));
  });
}

constexpr void check_learning(const framework_view& f, const learning_view& l) {
  if (std::is_constant_evaluated()) {
    diagnose_learning(f, l, [&](learning_mistake m, std::uint32_t i, double value, std::string_view text) { stop_learning(m, f, l.resources[i].id, value, text); });
  } else {
    std::vector<problem> all;
    diagnose_learning(f, l, [&](learning_mistake m, std::uint32_t i, double value, std::string_view text) { all.push_back(describe_learning(m, f, l.resources[i].id, value, text)); });
    if (!all.empty()) raise(std::move(all));
  }
}

}  // namespace detail

/// All that makes no sense in some resources for a framework: nodes that are no leaves of it, points off their scales, a `to` that is
/// not better than the `from`, costs that are negative or not finite, ids that stand twice, prerequisites that are not there, and
/// cycles of them with their members. Empty where nothing is wrong. Cost: O(resources^2).
[[nodiscard]] inline std::vector<problem> problems_of(const learning_view& l, const framework_view& f) {
  std::vector<problem> all;
  detail::diagnose_learning(f, l, [&](detail::learning_mistake m, std::uint32_t i, double value, std::string_view text) {
    all.push_back(detail::describe_learning(m, f, l.resources[i].id, value, text));
  });
  return all;
}

namespace detail {
/// What is wrong with resources and ratings that stand together.
inline std::vector<problem> problems_of_learner(const framework_view& f, const learning_view& l, std::span<const rating> ratings) {
  std::vector<problem> all = problems_of(l, f);
  if (ratings.size() != f.leaf_count()) all.push_back(describe({rule::wrong_number_of_ratings, 0, static_cast<double>(ratings.size())}, f));
  else if (const finding at = first_outside(f, ratings); !at.ok()) all.push_back(describe(at, f));
  return all;
}
}  // namespace detail

}  // namespace prowess::v0
