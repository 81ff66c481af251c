// SPDX-License-Identifier: BSL-1.0
// A decision in plain sentences: the outcome, and each reason for it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/decision/decide.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/explain/decision_reasons.hpp>
#include <prowess/report/tree.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Points as the name of the level that stands there, else as a number.
inline std::string points_text(const framework_view& f, double points) {
  for (const level& l : f.levels())
    if (l.points == points) return std::string(l.name());
  return number(points);
}
inline std::string short_text(const framework_view& f, double points) {
  bool whole = !f.levels().empty();  // steps of one point are levels
  for (std::size_t i = 1; i < f.levels().size(); ++i) whole = whole && f.levels()[i].points == f.levels()[i - 1].points + 1;
  const std::string n = number(points);
  if (whole && points == 1) return "1 level";
  if (whole && points == static_cast<double>(static_cast<int>(points))) return n + " levels";
  return fixed(points, 2) + " points";
}
inline std::string readiness_text(readiness r) {
  constexpr std::string_view all[] = {"blocked by a critical failure", "not yet", "not enough evidence", "ready, with a plan", "ready"};
  return std::string(all[static_cast<std::size_t>(r)]);
}

}  // namespace detail

/// One reason as a sentence without a full stop: "Testing: intermediate, advanced is required; 1 level short, which costs 2.8 % of the fit".
[[nodiscard]] inline std::string sentence(const reason& r, const decision_view& d) {
  const framework_view& f = d.profile.framework;
  const bool about_node = r.requirement != reason::none;
  const requirement q = about_node ? d.role.requirements[r.requirement] : requirement{};
  const requirement_result result = about_node ? d.results[r.requirement] : requirement_result{};
  const std::string title(about_node ? f.title(q.node.index) : std::string_view());
  const auto points = [&](double x) { return detail::points_text(f, x); };
  const auto own = [&](double x) { return points(detail::on_framework_scale<double>(f, q, x)); };
  switch (r.kind) {
    case reason_kind::outcome: return std::string(d.role.name()) + ": " + detail::readiness_text(d.answer.outcome);
    case reason_kind::critical_failure: return "critical failure: " + std::string(r.id);
    case reason_kind::other_failure: return detail::number(r.value) + " critical failures were reported that do not block this role";
    case reason_kind::hurdle_failed:
      return "hurdle failed: " + title + " is at " + points(r.value) + ", at least " + points(r.limit) + " is asked; " + detail::short_text(f, r.limit - r.value) + " short";
    case reason_kind::hurdle_open:
      return "hurdle open: nobody knows whether " + title + " is at " + points(r.limit) + (result.is_rated() ? "; its evidence is too little, or of a kind that does not count here" : "; it was not rated");
    case reason_kind::coverage:
      return "coverage " + detail::percent_text(r.value, r.limit) + ", at least " + detail::percent_text(r.limit, r.limit) + " is asked";
    case reason_kind::unrated: return title + ": " + std::string(words(d.profile.results[q.node.index].what)) + "; " + own(q.required) + " is required, importance " + detail::number(r.value);
    case reason_kind::fit: return "fit " + detail::percent_text(r.value, r.limit) + ", at least " + detail::percent_text(r.limit, r.limit) + " is asked";
    case reason_kind::gap:
      if (result.state == requirement_state::above)
        return title + ": " + points(result.reached) + ", at most " + own(q.at_most) + " is asked; " + detail::short_text(f, r.value) + " too much";
      return title + ": " + points(result.reached) + ", " + own(q.required) + " is required; " + detail::short_text(f, r.value) + " short, which costs " + detail::percent_text(r.limit, r.limit) + " of the fit";
    case reason_kind::gap_too_large: return "a gap of " + detail::short_text(f, r.value) + " is more than " + detail::short_text(f, r.limit) + ": it needs a plan";
    case reason_kind::hurdle_passed: return "hurdle passed: " + title + " is at " + points(r.value) + ", at least " + points(r.limit) + " is asked";
    case reason_kind::desired_missed: return title + ": " + points(r.value) + "; " + points(r.limit) + " would be welcome";
    case reason_kind::waived: return title + ": does not apply";
    case reason_kind::not_needed: return title + ": not needed, another alternative counts";
    case reason_kind::undecided: return title + ": it cannot be decided exactly whether it is reached; it counts as below";
    case reason_kind::human:
      return d.answer.assessors_are_unknown ? "nobody said how many people assessed the hurdles: a person should look at this" : "the evidence is thin: a person should look at this";
  }
  return {};
}

/// A decision in lines: the outcome, and the reasons below it, indented. `everything` lists also what passed, is waived or not needed.
///
///     ready, with a plan ...
[[nodiscard]] inline std::string to_text(const decision_view& d, bool everything = false) {
  std::string text;
  const std::vector<reason> all = reasons_of(d);
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < all.size(); ++i) {
    while (!ends.empty() && i >= ends.back()) ends.pop_back();
    const reason& r = all[i];
    const bool aside = r.kind == reason_kind::hurdle_passed || r.kind == reason_kind::waived || r.kind == reason_kind::not_needed || r.kind == reason_kind::desired_missed;
    if (everything || !aside) text += std::string(2 * ends.size(), ' ') + sentence(r, d) + "\n";
    ends.push_back(i + r.extent);
  }
  return text;
}

}  // namespace prowess::v0
