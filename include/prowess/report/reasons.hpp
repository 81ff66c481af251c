// SPDX-License-Identifier: BSL-1.0
// The reasons of scores in plain sentences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/explain/score_reasons.hpp>
#include <prowess/profile.hpp>
#include <prowess/report/tree.hpp>

namespace prowess::inline v0 {

namespace detail {
/// The name of a rule in words: "weighted mean".
inline std::string rule_text(std::string_view name) {
  std::string text(name.substr(name.rfind('/') + 1));
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}
inline std::string rule_of_missing(const missing_rule& m) {
  switch (m.policy) {
    case missing_policy::no_score: return "one that is missing could change everything";
    case missing_policy::require: return "at least " + fixed(m.quorum * 100, 0) + " % must have been rated";
    case missing_policy::require_children: return "at least " + number(m.quorum) + " must have been rated";
    default: return "nothing that counts has a score";
  }
}
inline std::string count_text(std::uint32_t n, std::string_view one) { return std::to_string(n) + " " + std::string(one); }
}  // namespace detail

/// One reason as a sentence without a full stop: "soft 3.45: weighted mean of 4, 1 missing; counts 40 % of health-it".
[[nodiscard]] inline std::string sentence(const score_reason& r, const profile_view& p) {
  const profile_entry e = p.entry(r.node);
  const framework_view& f = p.framework;
  std::string text(e.title());
  if (e.has_score()) text += " " + score_text(e);
  if (!e.is_leaf()) {
    if (e.has_score()) text += ": " + detail::rule_text(r.rule) + " of " + std::to_string(r.counted) + (r.missing > 0 ? ", " + std::to_string(r.missing) + " missing" : "");
    else text += ": no score, " + std::string(words(e.what())) + (e.what() == status::undetermined || e.what() == status::insufficient_coverage ? " (" + detail::rule_of_missing(e.self().missing) + ")" : "");
  } else if (r.kind == part_kind::filled) {
    text += ": nobody rated it, this is what its absence counts as";
  } else if (!e.has_score()) {
    text += ": " + std::string(words(e.what()));
  } else {
    text += ": rated " + detail::number(e.given().points);
  }
  if (r.unheld) text += "; held at the end of the scale, without that " + detail::fixed(*r.unheld, 2);
  if (r.node == 0) return text;
  const std::uint32_t above = f.parent(r.node);
  const std::string group(f.title(above));
  const bool group_has_score = p.results[above].has_score();
  switch (r.kind) {
    case part_kind::counted:
    case part_kind::filled:
      if (!group_has_score) return text + "; " + group + " makes no score of it";
      if (f.nodes[above].how->traits.ignores_weights) {  // what is asked of children, not their weights, decides
        if (!r.slope || !f.nodes[above].how->traits.idempotent) return text + "; counts in " + group;
        return text + (*r.slope == 0 ? "; does not decide " : *r.slope == 1 ? "; decides " : "; counts " + detail::percent_text(*r.slope, *r.slope) + " of ") + group;
      }
      return text + "; counts " + detail::percent_text(r.share, r.share) + " of " + group;
    case part_kind::extra: return text + (e.self().weight < 0 ? "; a penalty in " : "; extra credit in ") + group;
    case part_kind::missing: return text + (group_has_score || f.nodes[above].missing.policy == missing_policy::skip || f.nodes[above].missing.policy == missing_policy::pool ? "; left out of " : "; missing in ") + group;
    case part_kind::unoffered:
    case part_kind::inapplicable: return text + "; does not touch " + group;
  }
  return text;
}

/// All reasons of a profile, a line for each node, indented as the tree is.
[[nodiscard]] inline std::string explain(const profile_view& p) {
  std::string text;
  std::vector<std::uint32_t> ends;
  for (const score_reason& r : score_reasons(p)) {
    while (!ends.empty() && r.node >= ends.back()) ends.pop_back();
    text += std::string(2 * ends.size(), ' ') + sentence(r, p) + "\n";
    ends.push_back(r.node + p.framework.nodes[r.node].extent);
  }
  return text;
}

}  // namespace prowess::v0
