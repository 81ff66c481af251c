// SPDX-License-Identifier: BSL-1.0
// Looks for requirements that nobody can meet or miss, and for hurdles above what is required.
#pragma once

#include <cstdint>
#include <string>
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
}  // namespace detail

/// What is suspicious in a role: a hurdle above its requirement, a hurdle or requirement that any rating meets, a requirement that the best of all ratings does not meet,
/// one that counts for nothing, and a role for which nobody is ready. Claims are about people who are rated in everything; where an aggregation below is not
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
    if (q.has_hurdle && hurdle_exceeds(s, q.hurdle, q.required)) all.push_back(hurdle_above_requirement(where, node, q.hurdle, q.required));
    if (q.has_hurdle && meets(bottom, node, q.hurdle)) say(lint_kind::always_met, "the hurdle is passed by the worst of all ratings", "raise it, or leave it out", worst, proved);
    if (!meets(top, node, q.required)) say(lint_kind::never_met, "the best of all ratings does not reach what is required", "require less, or look at its aggregation", best, proved);
    else if (meets(bottom, node, q.required)) say(lint_kind::always_met, "the worst of all ratings reaches what is required: it only asks for evidence", "require more, or leave it out", worst, proved);
    if (q.importance == 0) say(lint_kind::zero_weight, "its importance is 0: it counts neither in the fit nor in the coverage", "give it one, or leave it out", worst, true);
  }
  bool interval = false;  // whose best ratings are too much
  for (const requirement& q : role.requirements) interval = interval || q.has_most;
  if (!interval && decide(role, top).outcome() != readiness::ready)
    all.push_back({lint_kind::never_met, 0, {"role '" + std::string(role.id) + "'", "nobody is ready for it: the best of all ratings is " + std::string(words(decide(role, top).outcome())), "look at its limits and requirements"}, best, monotone, 1});
  else if (role.limits.minimum_fit == 0 && decide(role, bottom).outcome() >= readiness::ready_with_plan)
    all.push_back({lint_kind::always_met, 0, {"role '" + std::string(role.id) + "'", "everybody is ready for it: the worst of all ratings is " + std::string(words(decide(role, bottom).outcome())), "ask for a minimum fit, or for hurdles"}, worst, monotone, 1});
  return all;
}

}  // namespace prowess::v0
