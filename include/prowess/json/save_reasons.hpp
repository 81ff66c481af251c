// SPDX-License-Identifier: BSL-1.0
// Reasons as JSON: of a decision, as a tree; of a profile's scores, one for each node.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/explain/decision_reasons.hpp>
#include <prowess/explain/score_reasons.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/report/decision.hpp>
#include <prowess/report/reasons.hpp>

namespace prowess::inline v0 {

/// The name of a reason, as in files: "hurdle_failed".
[[nodiscard]] constexpr std::string_view words(reason_kind k) noexcept {
  constexpr std::string_view all[] = {"outcome", "critical_failure", "other_failure", "hurdle_failed", "hurdle_open", "coverage", "unrated", "fit",
                                      "gap", "gap_too_large", "hurdle_passed", "desired_missed", "waived", "not_needed", "undecided", "human"};
  return all[static_cast<std::size_t>(k)];
}
/// The name of how a node stands in its group, as in files: "filled".
[[nodiscard]] constexpr std::string_view words(part_kind k) noexcept {
  constexpr std::string_view all[] = {"counted", "filled", "extra", "missing", "unoffered", "inapplicable"};
  return all[static_cast<std::size_t>(k)];
}

namespace detail {
inline void append_reason(std::string& out, const std::vector<reason>& all, std::size_t i, const decision_view& d) {
  const reason& r = all[i];
  out += "{\"kind\":";
  append_json_text(out, words(r.kind));
  if (r.kind == reason_kind::outcome) out += ",\"outcome\":", append_json_text(out, words(d.answer.outcome));
  if (r.is_decisive) out += ",\"decisive\":true";
  if (r.requirement != reason::none) out += ",\"node\":", append_json_text(out, d.profile.framework.path(d.role.requirements[r.requirement].node.index));
  if (!r.id.empty()) out += ",\"id\":", append_json_text(out, r.id);
  if (r.node != framework_view::none) out += ",\"node\":", append_json_text(out, d.profile.framework.path(r.node));
  const bool is_alone = r.kind == reason_kind::other_failure || r.kind == reason_kind::unrated;  // a value without a limit
  const bool has_limit = r.kind == reason_kind::hurdle_failed || r.kind == reason_kind::coverage || r.kind == reason_kind::fit || r.kind == reason_kind::gap ||
                         r.kind == reason_kind::gap_too_large || r.kind == reason_kind::hurdle_passed || r.kind == reason_kind::desired_missed;
  if (is_alone || has_limit) out += ",\"value\":" + number(r.value);
  if (has_limit) out += ",\"limit\":" + number(r.limit);
  out += ",\"text\":";
  append_json_text(out, sentence(r, d));
  if (r.extent > 1) {
    out += ",\"because\":[";
    for (std::size_t c = i + 1; c < i + r.extent; c += all[c].extent) {
      if (c > i + 1) out += ',';
      append_reason(out, all, c, d);
    }
    out += ']';
  }
  out += '}';
}
}  // namespace detail

/// The reasons of a decision as a tree: each has `kind`, `text`, the `node` it is about, `value` and `limit` as `reason` says, `decisive`, and
/// under `because` those below it.
///
///     std::ofstream("why.json") << reasons_to_json(decide(trainer, ada));
[[nodiscard]] inline std::string reasons_to_json(const decision_view& d) {
  std::string out;
  detail::append_reason(out, reasons_of(d), 0, d);
  return detail::laid_out(out);
}

/// The reasons of a profile's scores: a list, in tree order, of `node`, `kind`, `share` and `effective` weight, of groups the `rule` and how many children
/// count and are `missing`, the score `unheld` where it was held at an end, and `text`.
[[nodiscard]] inline std::string reasons_to_json(const profile_view& p) {
  std::string out = "[";
  for (const score_reason& r : score_reasons(p)) {
    out += r.node == 0 ? "{\"node\":" : ",{\"node\":";
    detail::append_json_text(out, p.framework.path(r.node));
    out += ",\"kind\":";
    detail::append_json_text(out, words(r.kind));
    if (p.results[r.node].has_score()) out += ",\"share\":" + detail::number(r.share) + ",\"effective\":" + detail::number(r.effective);
    if (!r.rule.empty()) {
      out += ",\"rule\":";
      detail::append_json_text(out, r.rule);
      out += ",\"counted\":" + std::to_string(r.counted) + ",\"missing\":" + std::to_string(r.missing);
    }
    if (r.unheld) out += ",\"unheld\":" + detail::number(*r.unheld);
    out += ",\"text\":";
    detail::append_json_text(out, sentence(r, p));
    out += '}';
  }
  return detail::laid_out(out + "]");
}

}  // namespace prowess::v0
