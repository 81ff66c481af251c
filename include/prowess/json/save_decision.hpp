// SPDX-License-Identifier: BSL-1.0
// A decision about a person and a role as JSON: the outcome, and how each requirement stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/overall.hpp>
#include <prowess/decision/requirement_results.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/json/save_role.hpp>
#include <prowess/number/exact_text.hpp>

namespace prowess::inline v0 {

/// The name of a requirement's state, as in files: "not_needed".
[[nodiscard]] constexpr std::string_view words(requirement_state s) noexcept {
  constexpr std::string_view all[] = {"reached", "below", "above", "unrated", "waived", "not_needed"};
  return all[static_cast<std::size_t>(s)];
}
/// The name of a hurdle's state, as in files: "undetermined".
[[nodiscard]] constexpr std::string_view words(hurdle_state s) noexcept {
  constexpr std::string_view all[] = {"none", "passed", "failed", "undetermined", "waived"};
  return all[static_cast<std::size_t>(s)];
}

namespace detail {

inline void append_exactly(std::string& out, std::string_view name, const exact& x) {
  if (!x.known()) return;
  out += name;
  append_json_text(out, to_string(x));
}

inline void append_requirement_json(std::string& out, const decision_view& d, std::size_t k) {
  const framework_view& f = d.profile.framework;
  const requirement& q = d.role.requirements[k];
  const requirement_result& r = d.results[k];
  const scale_data& own = scale_of_points(f, q.node.index);
  out += "{\"node\":";
  append_json_text(out, f.path(q.node.index));
  out += ",\"state\":";
  append_json_text(out, words(r.state));
  if (!r.is_decided) out += ",\"decided\":false";
  out += ",\"level\":";
  append_level(out, f, own, q.required);
  out += ",\"required\":" + number(required_points<double>(f, q));
  const bool is_rated = r.is_rated() || (r.state == requirement_state::not_needed && d.profile.results[q.node.index].has_score() && d.profile.results[q.node.index].rated > 0);
  if (is_rated) out += ",\"reached\":" + number(r.reached) + ",\"gap\":" + number(r.gap);
  out += ",\"importance\":" + number(q.importance);
  if (q.has_hurdle) {
    out += ",\"hurdle\":{\"state\":";
    append_json_text(out, words(r.hurdle));
    out += ",\"level\":";
    append_level(out, f, own, q.hurdle);
    if (r.hurdle == hurdle_state::failed) out += ",\"short_by\":" + number(r.hurdle_short);
    out += '}';
  }
  if (q.has_desired) out += ",\"desired_is_met\":", out += r.desired_is_met ? "true" : "false";
  if (q.has_most) out += ",\"at_most\":" + number(on_framework_scale<double>(f, q, q.at_most));
  if (q.alternative != requirement::always) out += ",\"alternative\":" + std::to_string(q.alternative);
  out += '}';
}

inline std::string decision_json(std::string_view person, const decision_view& d) {
  const framework_view& f = d.profile.framework;
  std::string out = "{\"prowess_decision\":1,\"framework\":";
  append_json_text(out, f.id());
  if (const std::string_view version = f.text(0, remark_kind::version); !version.empty()) out += ",\"version\":", append_json_text(out, version);
  out += ",\"role\":";
  append_json_text(out, d.role.id);
  out += ",\"person\":";
  append_json_text(out, person);
  out += ",\"outcome\":";
  append_json_text(out, words(d.answer.outcome));
  out += ",\"needs_human\":", out += d.answer.needs_human ? "true" : "false";
  if (d.answer.has_fit) {
    out += ",\"fit\":" + number(d.answer.fit);
    append_exactly(out, ",\"fit_exactly\":", fit_exactly(d));
  }
  out += ",\"coverage\":" + number(d.answer.coverage);
  append_exactly(out, ",\"coverage_exactly\":", coverage_exactly(d));
  out += ",\"largest_gap\":" + number(d.answer.largest_gap);
  if (d.answer.critical) {
    out += ",\"critical_failure\":{\"id\":";
    append_json_text(out, d.answer.critical.id);
    if (d.answer.critical.node != framework_view::none) out += ",\"node\":", append_json_text(out, f.path(d.answer.critical.node));
    out += '}';
  }
  if (d.answer.other_failures > 0) out += ",\"other_failures\":" + std::to_string(d.answer.other_failures);
  if (!d.role.any_of.empty()) {
    out += ",\"any_of\":[";
    for (std::size_t g = 0; g < d.role.any_of.size(); ++g) {
      out += g == 0 ? "{" : ",{";
      if (!d.role.any_of[g].title.empty()) out += "\"title\":", append_json_text(out, d.role.any_of[g].title), out += ',';
      out += "\"at_least\":" + std::to_string(d.role.any_of[g].at_least) + "}";
    }
    out += ']';
  }
  out += ",\"requirements\":[";
  for (std::size_t k = 0; k < d.results.size(); ++k) out += k == 0 ? "" : ",", append_requirement_json(out, d, k);
  return out + "]}";
}

}  // namespace detail

/// A decision as a document: framework and version, role, person, outcome, whether a person must look at it, fit and coverage as
/// numbers and, where they are known, as exact fractions, the critical failure that blocks, and the requirements in the order of the
/// role. Of these `level` is on the node's own scale, `required`, `reached`, `gap` and `short_by` are points of the framework's; `reached`
/// and `gap` are left out without a rating. `alternative` is the place in `any_of`, which has its title and how many count. Needs no Boost.
///
///     std::ofstream("ada.json") << to_json("ada", decide(trainer, ada));
[[nodiscard]] inline std::string to_json(std::string_view person, const decision_view& d) { return detail::laid_out(detail::decision_json(person, d)); }
/// The same on one line, with a line break at its end: for JSON Lines.
[[nodiscard]] inline std::string to_json_line(std::string_view person, const decision_view& d) { return detail::decision_json(person, d) + "\n"; }

}  // namespace prowess::v0
