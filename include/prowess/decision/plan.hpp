// SPDX-License-Identifier: BSL-1.0
// What if: the cheapest set of changes with which a person reaches a goal, and proof that none is cheaper.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <prowess/decision/check_learning.hpp>
#include <prowess/decision/learning_view.hpp>
#include <prowess/decision/plan_goal.hpp>
#include <prowess/decision/plan_moves.hpp>
#include <prowess/decision/plan_search.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// A leaf may be raised to some points for a cost. Of several changes of one leaf a plan makes one at most.
struct level_change {
  node_handle node{};  ///< the leaf
  double to = 0;       ///< points of its scale
  double cost = 1;     ///< of the whole way from the person's rating; from 0 to 1e100
};

/// How far a search may go.
struct plan_limits {
  std::uint64_t evaluations = 1'000'000;  ///< of the goal; it is no time, so that the answer is the same everywhere
  /// Raising a leaf never undoes the goal. Say false where it might: then nothing is concluded from what more would do, and a proof
  /// takes all combinations that are cheap enough.
  bool goal_is_monotone = true;
  std::size_t sets = 1000;                ///< `minimal_sets` gives no more
};

/// One step: a leaf is raised.
struct plan_step {
  std::uint32_t node = 0;    ///< the leaf, by its place in tree order
  double from = 0;           ///< points of its scale: where the person is then
  double to = 0;             ///< points of its scale: where the step leads
  double cost = 0;           ///< of this step
  std::uint32_t source = 0;  ///< the place of the change, or of the resource, in the list that was given
  friend constexpr bool operator==(const plan_step&, const plan_step&) = default;  ///< member by member
};

/// What `cheapest_plan` found.
struct learning_plan {
  std::vector<plan_step> steps;  ///< level changes in tree order; resources in an order in which they can be taken
  double cost = 0;               ///< of all steps, added in their order; 0 where the goal is not reached
  bool is_reached = false;       ///< the steps reach the goal
  bool is_proved_minimal = false;  ///< no plan is cheaper (where costs need more than 6 decimals: by more than their rounding)
  bool is_first_of_equals = false; ///< proved: no plan of this cost has fewer steps, and none of as many comes before it
  bool cannot_be_reached = false;  ///< proved: nothing that could be done reaches the goal
  double lower_bound = 0;        ///< no plan costs less: the cost itself where that is proved
  std::vector<rating> after;     ///< by leaf: with the steps made; where the goal cannot be reached, with all that can be raised raised
  std::vector<std::uint32_t> unrated;  ///< leaves, by place in tree order, that were left alone because nobody rated them: to raise one, rate it where it is assumed to start
  std::uint64_t evaluations = 0; ///< of the goal
};

/// A set of steps that reaches the goal, and none of them can be left out or be less.
struct minimal_set {
  std::vector<plan_step> steps;  ///< as in `learning_plan`
  double cost = 0;               ///< of all steps
};
/// What `minimal_sets` found.
struct minimal_plans {
  std::vector<minimal_set> sets;  ///< the cheapest first; of equal cost those with fewer steps, then as their steps come in order
  bool is_complete = false;       ///< there are no others
  std::vector<std::uint32_t> unrated;  ///< as in `learning_plan`
  std::uint64_t evaluations = 0;  ///< of the goal
};

/// A change for each level above a person's, of each leaf that was rated: on a scale with levels to each better one, on one of whole
/// numbers or steps to each better number of at most 100, none on others. `step_cost(node, from, to)` is what one step from points to
/// the next better points costs; a change costs all steps on its way.
///
///     const auto moves = level_changes(fw, sheet.ratings(), [&](std::uint32_t leaf, double, double) { return hours[fw.nodes[leaf].leaf]; });
template <class Cost>
  requires std::convertible_to<std::invoke_result_t<const Cost&, std::uint32_t, double, double>, double>
[[nodiscard]] std::vector<level_change> level_changes(const framework_view& f, std::span<const rating> ratings, const Cost& step_cost) {
  std::vector<level_change> all;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    if (!n.is_leaf() || n.leaf >= ratings.size()) continue;
    const scale_data& s = f.scale_of(n);
    const rating now = ratings[n.leaf].is_rated() ? ratings[n.leaf] : rating(s.worst());  // an unrated leaf is refused where it is planned, and listed
    std::vector<double> better;
    for (const level& l : f.levels(s))
      if (detail::height(s, l.points) > detail::height(s, now.points)) better.push_back(l.points);
    const double step = s.level_count > 0 ? 0 : s.how == grid::whole ? 1 : s.how == grid::stepped ? s.step : 0;
    for (double k = 1; step > 0 && k <= (s.high - s.low) / step + 0.5 && k <= 100; ++k) {
      const double to = now.points + product(s.inverse ? -k : k, step);
      if (s.admits(to, f.level_list) && s.spans(to)) better.push_back(to);
    }
    std::sort(better.begin(), better.end(), [&](double a, double b) { return detail::height(s, a) < detail::height(s, b); });
    double at = now.points, cost = 0;
    for (const double to : better) {
      if (to == at) continue;  // tied levels
      cost += static_cast<double>(step_cost(i, at, to));
      all.push_back({f.handle(i), to, cost});
      at = to;
    }
  }
  return all;
}
/// The same for a cost of 1 for each step.
[[nodiscard]] inline std::vector<level_change> level_changes(const framework_view& f, std::span<const rating> ratings) {
  return level_changes(f, ratings, [](std::uint32_t, double, double) { return 1.0; });
}

namespace detail {

/// What is wrong with a person's ratings and level changes.
inline std::vector<problem> problems_of_changes(const framework_view& f, std::span<const rating> ratings, std::span<const level_change> changes) {
  std::vector<problem> all = problems_of_learner(f, {}, ratings);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const level_change& c = changes[i];
    const auto say = [&](std::string_view what, std::string_view remedy) {
      all.push_back({join({"change ", std::to_string(i), f.owns(c.node) ? ", " : "", f.owns(c.node) ? f.path(c.node.index) : std::string()}), std::string(what), std::string(remedy)});
    };
    if (!f.owns(c.node)) say(join({"its node is not of '", f.id(), "', or the tree has changed since"}), "ask at() or find() again");
    else if (!f.nodes[c.node.index].is_leaf()) say("it has children: only what is rated can be raised", join({"raise ", children_text(f, c.node.index)}));
    else if (const scale_data& s = f.scale_of(f.nodes[c.node.index]); !s.admits(c.to, f.level_list))
      say(join({number(c.to), " points are outside ", scale_name(s)}), join({"allowed: ", scale_text(f, s)}));
    if (!is_cost(c.cost)) say(join({"the cost ", number(c.cost), " makes no sense"}), "give a number from 0 to 1e100");
  }
  return all;
}

/// The steps of some picks, and the ratings that they lead to.
inline std::vector<plan_step> plan_steps(const plan_moves& m, std::span<const std::uint32_t> picks, double& cost, std::vector<rating>* after) {
  plan_trial trial(m);
  std::vector<std::uint32_t> order;
  trial.apply(picks, false, &order);
  std::vector<rating> at = m.now;
  std::vector<plan_step> steps;
  cost = 0;
  for (const std::uint32_t k : order) {
    const plan_option& o = m.options[k];
    steps.push_back({m.node_of(o), at[o.leaf].points, o.points, o.price, o.source});
    at[o.leaf] = rating(o.points);
    cost += o.price;
  }
  if (after != nullptr) *after = std::move(at);
  return steps;
}

template <class Goal> bool is_monotone(Goal& goal, const plan_limits& limits) {
  if constexpr (requires { goal.is_monotone(); }) return limits.goal_is_monotone && goal.is_monotone();
  else return limits.goal_is_monotone;
}
inline problem too_many_variables(std::size_t n) {
  return {"", join({std::to_string(n), " leaves or resources could change"}), join({"a plan looks at ", std::to_string(most_plan_variables), " at most: leave some out"})};
}

template <class Goal> result<learning_plan> make_plan(plan_moves m, Goal& goal, const plan_limits& limits) {
  if (m.size() > most_plan_variables) return too_many_variables(m.size());
  plan_search<Goal> search(m, goal, limits.evaluations, is_monotone(goal, limits));
  const plan_found found = search.cheapest();
  learning_plan plan;
  plan.steps = plan_steps(m, found.is_unreachable ? search.tops() : found.picks, plan.cost, &plan.after);
  plan.is_reached = found.is_reached, plan.cannot_be_reached = found.is_unreachable, plan.is_first_of_equals = found.ties_are_settled && found.is_reached;
  plan.is_proved_minimal = found.is_reached && !(found.least < found.cost);
  if (!plan.is_reached) plan.steps.clear(), plan.cost = 0;
  plan.lower_bound = plan.is_proved_minimal ? plan.cost : found.is_unreachable ? infinity : found.least / m.unit;
  plan.unrated = std::move(m.unrated), plan.evaluations = search.used();
  return plan;
}
template <class Goal> result<minimal_plans> make_minimal_sets(plan_moves m, Goal& goal, const plan_limits& limits) {
  if (m.size() > most_plan_variables) return too_many_variables(m.size());
  if (!is_monotone(goal, limits))
    return problem{"the goal", "raising a leaf could undo it, so that a set without a smaller one in it says little", "ask cheapest_plan, or for a goal that is monotone"};
  plan_search<Goal> search(m, goal, limits.evaluations, true);
  minimal_plans all;
  std::vector<minimal_set> found;
  all.is_complete = search.minimal([&](std::span<const std::uint32_t> picks) {
    if (found.size() >= limits.sets) return false;
    minimal_set s;
    s.steps = plan_steps(m, picks, s.cost, nullptr);
    found.push_back(std::move(s));
    return true;
  });
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < found.size(); ++k) order.push_back(k);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const std::size_t x = found[a].steps.size(), y = found[b].steps.size();
    return found[a].cost != found[b].cost ? found[a].cost < found[b].cost : x != y ? x < y : a < b;
  });
  for (const std::size_t k : order) all.sets.push_back(std::move(found[k]));
  all.unrated = std::move(m.unrated), all.evaluations = search.used();
  return all;
}

template <class Goal, class Make> auto with_changes(const framework_view& f, std::span<const rating> ratings, std::span<const level_change> changes, Goal& goal, const plan_limits& limits, const Make& make) -> decltype(make(plan_moves(f, ratings), goal, limits)) {
  if (auto all = problems_of_changes(f, ratings, changes); !all.empty()) return all;
  plan_moves m(f, ratings);
  m.take_changes(changes);
  return make(std::move(m), goal, limits);
}
template <class Goal, class Make> auto with_resources(const framework_view& f, std::span<const rating> ratings, const learning_view& l, Goal& goal, const plan_limits& limits, const Make& make) -> decltype(make(plan_moves(f, ratings), goal, limits)) {
  if (auto all = problems_of_learner(f, l, ratings); !all.empty()) return all;
  plan_moves m(f, ratings);
  m.take_resources(l);
  return make(std::move(m), goal, limits);
}

}  // namespace detail

/// The cheapest set of level changes with which the goal is reached. Among equally cheap ones that with the fewest steps; among those
/// the first, compared step by step: the leaf that comes first in tree order, then the lower level.
///
/// The search is exact: depth first, cut off where no completion can be cheaper than the best plan (by what all that is open would do
/// together; and, for goals that have `shortfall` and `part`, by the linear relaxation over what each change can take from it). It ends
/// after `limits.evaluations` of the goal; then `is_proved_minimal` is false, the plan is the best one found, and `lower_bound` holds all
/// the same. Costs with up to 6 decimals are added without rounding.
///
/// Only leaves that are rated are raised: what nobody knows cannot be planned from. `unrated` lists the others; to include one, give it a
/// rating at which it is assumed to start. Errors: ratings or changes off their scales, costs below 0 or above 1e100, handles of another
/// framework, more than 4096 leaves to change. Cost: per evaluation the goal's, and O(changes).
///
///     auto goal = reaches_level(fw, "soft", "advanced");
///     const learning_plan plan = cheapest_plan(fw, sheet.ratings(), level_changes(fw, sheet.ratings()), goal).value();
///     for (const plan_step& s : plan.steps) std::printf("%s: %g to %g\n", fw.path(s.node).c_str(), s.from, s.to);
template <plan_goal Goal>
[[nodiscard]] result<learning_plan> cheapest_plan(const framework_view& f, std::span<const rating> ratings, std::span<const level_change> changes, Goal&& goal,
                                                  const plan_limits& limits = {}) {
  return detail::with_changes(f, ratings, changes, goal, limits, [](detail::plan_moves m, auto& g, const plan_limits& l) { return detail::make_plan(std::move(m), g, l); });
}
/// The same with every level of every rated leaf as a change, for a cost of 1 for each step.
template <plan_goal Goal>
[[nodiscard]] result<learning_plan> cheapest_plan(const framework_view& f, std::span<const rating> ratings, Goal&& goal, const plan_limits& limits = {}) {
  const std::vector<level_change> changes = level_changes(f, ratings);
  return cheapest_plan(f, ratings, std::span<const level_change>(changes), goal, limits);
}
/// The cheapest set of learning resources with which the goal is reached, in an order in which they can be taken. One can be taken by
/// whoever has its `from`, and the `to` of all that comes before it, by rating or by other resources. Ties: the fewest, then those listed first.
template <plan_goal Goal>
[[nodiscard]] result<learning_plan> cheapest_plan(const framework_view& f, std::span<const rating> ratings, const learning_view& resources, Goal&& goal,
                                                  const plan_limits& limits = {}) {
  return detail::with_resources(f, ratings, resources, goal, limits, [](detail::plan_moves m, auto& g, const plan_limits& l) { return detail::make_plan(std::move(m), g, l); });
}

/// All sets of level changes that reach the goal and of which none can be left out, or lead to a lower level. Only for monotone goals:
/// another one is an error. Where `limits` end it, `is_complete` is false and the sets are not always the cheapest ones.
///
///     for (const minimal_set& s : minimal_sets(fw, sheet.ratings(), changes, goal).value().sets) std::printf("%g hours\n", s.cost);
template <plan_goal Goal>
[[nodiscard]] result<minimal_plans> minimal_sets(const framework_view& f, std::span<const rating> ratings, std::span<const level_change> changes, Goal&& goal,
                                                 const plan_limits& limits = {}) {
  return detail::with_changes(f, ratings, changes, goal, limits, [](detail::plan_moves m, auto& g, const plan_limits& l) { return detail::make_minimal_sets(std::move(m), g, l); });
}
/// The same with learning resources.
template <plan_goal Goal>
[[nodiscard]] result<minimal_plans> minimal_sets(const framework_view& f, std::span<const rating> ratings, const learning_view& resources, Goal&& goal,
                                                 const plan_limits& limits = {}) {
  return detail::with_resources(f, ratings, resources, goal, limits, [](detail::plan_moves m, auto& g, const plan_limits& l) { return detail::make_minimal_sets(std::move(m), g, l); });
}

}  // namespace prowess::v0
