// SPDX-License-Identifier: BSL-1.0
// Looks for requirements that nobody can meet or miss, and for hurdles above what is required.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <prowess/decision/decide.hpp>
#include <prowess/decision/lint_finding.hpp>
#include <prowess/decision/requirement_results.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/describe.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Every leaf at the best, or the worst, points of its scale.
inline std::vector<rating> uniform_sheet(const framework_view& f, bool best) {
  std::vector<rating> all;
  for (const node& n : f.nodes)
    if (n.is_leaf()) all.emplace_back(best != f.scale_of(n).inverse ? f.scale_of(n).high : f.scale_of(n).low);
  return all;
}
/// Whether the best of all ratings gives the best of scores below a node: aggregations declare it, and nothing weighs less than 0.
inline bool is_monotone_below(const framework_view& f, std::uint32_t node) {
  for (std::uint32_t i = node; i < node + f.nodes[node].extent; ++i)
    if ((!f.nodes[i].is_leaf() && !f.nodes[i].how->traits.monotone) || (i > node && f.nodes[i].weight < 0)) return false;
  return true;
}
/// A sheet on which a node is at `low` points or better and not at `high`: a leaf at `low`, a group with all leaves of the framework's scale
/// on one level; everything else at its best. Empty where there is none of these.
inline std::vector<rating> sheet_between(const framework_view& f, std::uint32_t node, double low, double high, std::vector<rating> sheet) {
  const node_handle of = f.handle(node);
  const prowess::node& n = f.nodes[node];
  if (n.is_leaf()) return sheet[n.leaf] = low, as_good(f.scale_of(n), low, high) ? std::vector<rating>() : sheet;
  for (const level& l : f.levels()) {
    for (std::uint32_t i = node; i < node + n.extent; ++i)
      if (f.nodes[i].is_leaf() && f.nodes[i].scale == 0) sheet[f.nodes[i].leaf] = l.points;
    const profile p = score(f, sheet);
    if (p[of].has_score() && p[of].reaches(low) == decision::yes && p[of].reaches(high) == decision::no) return sheet;
  }
  return {};
}
}  // namespace detail

/// What is suspicious in a role: a hurdle above its requirement, what is desired or a hurdle and too much at once, what is desired and asked for anyway, a hurdle or requirement that any rating meets, a requirement that the best of all ratings does not meet,
/// one that counts for nothing, weights and limits without effect, and a role for which nobody is ready, each with a sheet that shows it. Claims are about people who are rated in everything; where an aggregation below is not
/// monotone they are not proved. By requirement, in the order of the role; what is about the whole role comes last. Raises where the role is for another framework.
///
///     for (const lint_finding& l : lint(trainer, health_it)) std::puts(l.text.text().c_str());
[[nodiscard]] inline std::vector<lint_finding> lint(const role_view& role, const framework_view& f) {
  if (auto wrong = problems_of(role, f); !wrong.empty()) raise(std::move(wrong));
  std::vector<lint_finding> all;
  const std::vector<rating> best = detail::uniform_sheet(f, true), worst = detail::uniform_sheet(f, false);
  const profile at_best = score(f, best), at_worst = score(f, worst);
  const profile_view top = at_best, bottom = at_worst;
  const auto meets = [](const profile_view& p, std::uint32_t node, double points) { return p.results[node].has_score() && detail::reaches_points(p, node, points) == decision::yes; };
  bool monotone = true;
  for (const requirement& q : role.requirements) {
    const std::uint32_t node = q.node.index;
    const std::string where = f.path(node);
    const scale_data& s = detail::scale_of_points(f, node);
    const bool proved = detail::is_monotone_below(f, node);
    monotone = monotone && proved && !q.has_most;
    const auto say = [&](lint_kind kind, std::string what, std::string_view remedy, const std::vector<rating>& witness, bool is_proved) {
      all.push_back({kind, node, {where, std::move(what), std::string(remedy)}, witness, is_proved, 1});
    };
    if (q.has_hurdle && hurdle_exceeds(s, q.hurdle, q.required))
      all.push_back(hurdle_above_requirement(where, node, q.hurdle, q.required, detail::sheet_between(f, node, q.required, q.hurdle, best)));
    const auto leaf_at = [&](double points) {
      std::vector<rating> sheet = best;
      if (f.nodes[node].is_leaf()) sheet[f.nodes[node].leaf] = points;
      return sheet;
    };
    for (const auto& [is_said, points, what] : {std::tuple{q.has_hurdle, q.hurdle, "the hurdle"}, std::tuple{q.has_desired, q.desired, "what is desired"}})
      if (is_said && q.has_most && !detail::as_good(s, q.at_most, points)) say(lint_kind::contradictory, std::string(what) + " is more than the most that is asked for", "raise the most, or lower the other", leaf_at(points), true);
    if (q.has_desired && detail::as_good(s, q.required, q.desired)) say(lint_kind::redundant, "what is desired is required anyway", "desire more, or leave it out", leaf_at(q.required), true);
    if (q.has_hurdle && meets(bottom, node, q.hurdle)) say(lint_kind::always_met, "the hurdle is passed by the worst of all ratings", "raise it, or leave it out", worst, proved);
    if (!meets(top, node, q.required)) say(lint_kind::never_met, "the best of all ratings does not reach what is required", "require less, or look at its aggregation", best, proved);
    else if (meets(bottom, node, q.required)) say(lint_kind::always_met, "the worst of all ratings reaches what is required: it only asks for evidence", "require more, or leave it out", worst, proved);
    if (q.importance == 0) say(lint_kind::zero_weight, "its importance is 0: it counts neither in the fit nor in the coverage", "give it one, or leave it out", worst, true);
  }
  for (const role_weight& w : role.weights)
    if (f.nodes[f.parent(w.node.index)].how->traits.ignores_weights)
      all.push_back({lint_kind::no_effect, w.node.index, {f.path(w.node.index), "the role weighs it, and its group ignores weights", "leave the weight out"}, best, true, 1});
  if (role.limits.minimum_assessors > 0 && !detail::has_hurdles(role))
    all.push_back({lint_kind::no_effect, 0, {"role '" + std::string(role.id) + "'", "it asks for assessors of hurdles, and has no hurdle", "leave minimum_assessors out"}, best, true, 1});
  bool interval = false;  // whose best ratings are too much
  for (const requirement& q : role.requirements) interval = interval || q.has_most;
  if (!interval && decide(role, top).outcome() != readiness::ready)
    all.push_back({lint_kind::never_met, 0, {"role '" + std::string(role.id) + "'", "nobody is ready for it: the best of all ratings is " + std::string(words(decide(role, top).outcome())), "look at its limits and requirements"}, best, monotone, 1});
  else if (role.limits.minimum_fit == 0 && decide(role, bottom).outcome() >= readiness::ready_with_plan)
    all.push_back({lint_kind::always_met, 0, {"role '" + std::string(role.id) + "'", "everybody is ready for it: the worst of all ratings is " + std::string(words(decide(role, bottom).outcome())), "ask for a minimum fit, or for hurdles"}, worst, monotone, 1});
  return all;
}

}  // namespace prowess::v0
