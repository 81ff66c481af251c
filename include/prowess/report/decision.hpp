// SPDX-License-Identifier: BSL-1.0
// A decision in plain sentences: the outcome, and each reason for it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/decision/decide.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/requirement_results.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/explain/decision_reasons.hpp>
#include <prowess/report/tree.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Points of a scale as the name of the level that stands there, else as a number.
inline std::string points_text(const framework_view& f, const scale_data& s, double points) {
  for (const level& l : f.levels(s))
    if (l.points == points) return std::string(l.name());
  return number(points);
}
/// How many points, or levels where each is one point: "2 levels", "0.25 points", "1 point".
inline std::string steps_text(const framework_view& f, const scale_data& s, double points) {
  const auto levels = f.levels(s);
  bool whole = levels.size() > 2 && points == static_cast<double>(static_cast<int>(points));
  for (std::size_t i = 1; i < levels.size(); ++i) whole = whole && abs(levels[i].points - levels[i - 1].points) == 1;
  std::string n = points == static_cast<double>(static_cast<int>(points)) ? number(points) : fixed(points, 2);
  for (int digits = 3; digits <= 9 && points != 0 && n == fixed(0, digits - 1); ++digits) n = fixed(points, digits);
  return n + (whole ? " level" : " point") + (points == 1 ? "" : "s");
}

/// One requirement as people read it: a leaf on its own scale, a group by the level that it reaches or by its score.
struct requirement_text {
  const decision_view& d;
  const requirement& q;
  const requirement_result& r;
  std::uint32_t node = q.node.index;
  [[nodiscard]] const framework_view& f() const { return d.profile.framework; }
  [[nodiscard]] bool is_leaf() const { return f().nodes[node].is_leaf(); }
  [[nodiscard]] const scale_data& scale() const { return scale_of_points(f(), node); }
  [[nodiscard]] std::string title() const { return std::string(f().title(node)); }
  [[nodiscard]] std::string of(double points) const { return points_text(f(), scale(), points); }
  [[nodiscard]] std::string reached(bool by_level) const {
    if (is_leaf()) return of(d.profile.ratings[f().nodes[node].leaf].points);
    return by_level ? of(r.reached) : score_text(d.profile.entry(node));
  }
  /// From where it is to these points of its scale.
  [[nodiscard]] std::string apart(double to, bool by_level) const {
    const double from = is_leaf() ? d.profile.ratings[f().nodes[node].leaf].points : by_level ? r.reached : d.profile.results[node].score;
    return steps_text(f(), scale(), abs(to - from));
  }
};
inline std::string readiness_text(readiness r) {
  constexpr std::string_view all[] = {"blocked by a critical failure", "not yet", "not enough evidence", "ready, with a plan", "ready"};
  return std::string(all[static_cast<std::size_t>(r)]);
}

}  // namespace detail

/// One reason as a sentence without a full stop: "Testing: Intermediate, Advanced is required; 1 level short, which costs 2.8 % of the fit". What is said of
/// a leaf is on its own scale.
[[nodiscard]] inline std::string sentence(const reason& r, const decision_view& d) {
  const framework_view& f = d.profile.framework;
  const bool about_node = r.requirement != reason::none;
  const requirement none{};
  const requirement_result nothing{};
  const requirement& q = about_node ? d.role.requirements[r.requirement] : none;
  const detail::requirement_text of{d, q, about_node ? d.results[r.requirement] : nothing};
  const auto share = [](double x, double cut) { return detail::percent_text(x, cut); };
  const std::string title = about_node ? of.title() : std::string();
  const std::string costs = r.kind == reason_kind::gap && r.limit > 0 ? ", which costs " + share(r.limit, r.limit) + " of the fit" : "";
  switch (r.kind) {
    case reason_kind::outcome: return std::string(d.role.name()) + ": " + detail::readiness_text(d.answer.outcome);
    case reason_kind::critical_failure:
      return "critical failure: " + (r.node == framework_view::none ? std::string(r.id) : std::string(f.title(r.node)) + " is rated at the worst of its scale");
    case reason_kind::other_failure:
      return detail::number(r.value) + (r.value == 1 ? " critical failure was reported that does not block this role" : " critical failures were reported that do not block this role");
    case reason_kind::hurdle_failed:
      return "hurdle failed: " + title + " is at " + of.reached(false) + ", at least " + of.of(q.hurdle) + " is asked; " + of.apart(q.hurdle, false) + " short";
    case reason_kind::hurdle_open:
      return "hurdle open: nobody knows whether " + title + " is at " + of.of(q.hurdle) + "; " +
             (!of.r.is_rated()   ? "it has no score, " + std::string(words(d.profile.results[of.node].what))
              : of.r.is_decided ? "its evidence is too little, or of a kind that does not count here"
                                : "exact arithmetic could not tell");
    case reason_kind::coverage: return "coverage " + share(r.value, r.limit) + ", at least " + share(r.limit, r.limit) + " is asked";
    case reason_kind::unrated: return title + ": " + std::string(words(d.profile.results[of.node].what)) + "; " + of.of(q.required) + " is required, importance " + detail::number(r.value);
    case reason_kind::fit: return "fit " + share(r.value, r.limit) + ", at least " + share(r.limit, r.limit) + " is asked";
    case reason_kind::gap:
      if (of.r.state == requirement_state::above) return title + ": " + of.reached(q.by_level) + ", at most " + of.of(q.at_most) + " is asked; " + of.apart(q.at_most, q.by_level) + " too much" + costs;
      return title + ": " + of.reached(q.by_level) + ", " + of.of(q.required) + " is required; " + of.apart(q.required, q.by_level) + " short" + costs;
    case reason_kind::gap_too_large: return "a gap of " + detail::steps_text(f, f.scale(), r.value) + " is more than " + detail::steps_text(f, f.scale(), r.limit) + ": it needs a plan";
    case reason_kind::hurdle_passed: return "hurdle passed: " + title + " is at " + of.reached(false) + ", at least " + of.of(q.hurdle) + " is asked";
    case reason_kind::desired_missed: return title + ": " + of.reached(false) + "; " + of.of(q.desired) + " would be welcome";
    case reason_kind::waived: return title + ": does not apply";
    case reason_kind::not_needed: return title + ": not needed, another alternative counts";
    case reason_kind::undecided: return title + ": it cannot be decided exactly whether it is reached; it counts as below";
    case reason_kind::human:
      if (d.answer.critical || d.answer.other_failures > 0) return "a critical failure was reported: a person decides";
      if (!d.answer.is_decided) return "exact arithmetic could not decide something: a person should look at this";
      if (d.answer.assessors_are_unknown) return "nobody said how many people assessed the hurdles: a person should look at this";
      return "what was not rated could change this: a person should look at it";
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
