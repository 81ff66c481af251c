// SPDX-License-Identifier: BSL-1.0
// A plan in plain sentences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <prowess/decision/learning_view.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// A plan in lines: each step, what it costs, and what is proved. `unit` is what costs count in, in the plural. With the resources that the plan was made of
/// their names stand in front.
///
///     std::fputs(to_text(plan, fw, courses, "hours").c_str(), stdout);
[[nodiscard]] inline std::string to_text(const learning_plan& plan, const framework_view& f, const learning_view& resources, std::string_view unit = "points") {
  const auto level_of = [&](std::uint32_t node, double points) {
    for (const level& l : f.levels(f.scale_of(f.nodes[node])))
      if (l.points == points) return std::string(l.name());
    return detail::number(points);
  };
  const auto cost = [&](double c) { return detail::number(c) + " " + std::string(c == 1 && unit.ends_with('s') ? unit.substr(0, unit.size() - 1) : unit); };
  std::string text;
  if (plan.cannot_be_reached) text = "nothing that could be done reaches it\n";
  else if (!plan.is_reached) text = "no way was found; none costs less than " + cost(plan.lower_bound) + "\n";
  else if (plan.steps.empty()) text = "nothing has to be done\n";
  for (const plan_step& s : plan.steps) {
    if (s.source < resources.resources.size()) text += std::string(resources.resources[s.source].name()) + ": ";
    text += std::string(f.title(s.node)) + " from " + level_of(s.node, s.from) + " to " + level_of(s.node, s.to) + ", " + cost(s.cost) + "\n";
  }
  if (!plan.steps.empty())
    text += cost(plan.cost) + " together; " + (plan.is_proved_minimal ? "no way is cheaper\n" : "there may be a cheaper way, of at least " + cost(plan.lower_bound) + "\n");
  if (!plan.unrated.empty() && !plan.is_reached) {
    text += "(nobody rated ";
    for (std::size_t k = 0; k < plan.unrated.size(); ++k) text += (k == 0 ? "" : k + 1 == plan.unrated.size() ? " and " : ", ") + std::string(f.title(plan.unrated[k]));
    text += ": no plan starts from there)\n";
  }
  return text;
}
/// The same of a plan of level changes.
[[nodiscard]] inline std::string to_text(const learning_plan& plan, const framework_view& f, std::string_view unit = "points") { return to_text(plan, f, learning_view{}, unit); }

}  // namespace prowess::v0
