// SPDX-License-Identifier: BSL-1.0
// The differences of two results in plain sentences: "soft/negotiation: 3 -> 4 (evidence)".
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/history/diff.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

namespace detail {

/// A number with as few decimals as possible, at most `digits`.
inline std::string short_number(double x, int digits = 2) {
  std::string s = fixed(x, digits);
  if (s.find('.') == std::string::npos) return s;
  while (s.back() == '0') s.pop_back();
  if (s.back() == '.') s.pop_back();
  return s == "-0" ? "0" : s;
}
/// How many decimals show two numbers as different: 2, where they do.
inline int decimals_that_tell(double a, double b) {
  int digits = 2;
  while (digits < 9 && a != b && short_number(a, digits) == short_number(b, digits)) ++digits;
  return digits;
}
/// A score with two decimals, or as many as do not show a level that it has not reached; or why there is none.
inline std::string score_text(const node_result& r, const level_reached& reached, const framework_view& f, int digits = 2) {
  if (!r.has_score()) return std::string(words(r.what));
  const std::span<const level> levels = f.levels();
  for (std::size_t i = reached.index ? *reached.index + std::size_t{1} : 0; i < levels.size(); ++i)
    if (const int more = decimals_that_tell(r.score, levels[i].points); more > digits) digits = more;
  return short_number(r.score, digits);
}
inline std::string names_of_causes(cause_set set) {
  std::string all;
  for (std::size_t c = 0; c < cause_count; ++c)
    if (set.has(static_cast<cause>(c))) all = join({all, all.empty() ? "" : " with ", words(static_cast<cause>(c))});
  return all;
}
/// Why a result changed: the causes, with their parts where they are several.
inline std::string reasons_of_change(const node_change& n, double size) {
  std::string all;
  const bool is_other_score = n.result_before->has_score() && n.result_after->has_score() && abs(n.result_before->score - n.result_after->score) > product(size, 1e-9);
  for (const diff_part& p : is_other_score ? n.parts() : std::vector<diff_part>{}) {
    const double e = p.effect();
    if (abs(e) <= product(size, 1e-9)) continue;  // a sum in another order
    all = join({all, all.empty() ? "" : ", ", names_of_causes(p.causes), e < 0 ? " " : " +", short_number(e, decimals_that_tell(e, 0))});
  }
  if (all.find(',') != std::string::npos) return all;
  if (!all.empty()) return all.substr(0, all.rfind(' '));
  const cause_set causes_of_rest = n.because_of();
  for (std::size_t c = 0; c < cause_count; ++c)
    if (causes_of_rest.has(static_cast<cause>(c))) all = join({all, all.empty() ? "" : ", ", words(static_cast<cause>(c))});
  return all;
}

}  // namespace detail

/// One change as a sentence: path, score before and after (or why there is none), causes; then another level and another coverage. With
/// one cause it is only named; of several each says its part. "a with b +0.5": the two only have a score together. Scores have two
/// decimals, or as many as show that they differ; parts below 1e-9 of the scale are not told. Empty where nothing changed.
[[nodiscard]] inline std::string to_text(const node_change& n, const profile_diff& of) {
  using detail::join;
  if (!n.is_changed()) return {};
  const framework_view &f = of.before.framework, &g = of.after.framework;
  if (n.is_added()) return join({n.path, ": added, ", detail::score_text(*n.result_after, n.level_after, g)});
  if (n.is_removed()) return join({n.path, ": removed, was ", detail::score_text(*n.result_before, n.level_before, f)});
  const node_result &a = *n.result_before, &b = *n.result_after;
  const double size = detail::abs(f.scale().low) > detail::abs(f.scale().high) ? detail::abs(f.scale().low) : detail::abs(f.scale().high);
  const bool both = a.has_score() && b.has_score();
  std::string what;
  const auto say = [&](std::string_view from, std::string_view to) { what = join({what, what.empty() ? "" : "; ", from, " -> ", to}); };
  if (both ? detail::abs(a.score - b.score) > product(size, 1e-9) : a.what != b.what) {
    const int digits = both ? detail::decimals_that_tell(a.score, b.score) : 2;
    say(detail::score_text(a, n.level_before, f, digits), detail::score_text(b, n.level_after, g, digits));
  }
  const auto level_text = [](const level_reached& l) { return l ? l.name() : std::string_view("below the lowest level"); };
  if (both && n.is_other_level()) say(level_text(n.level_before), level_text(n.level_after));
  if (const double x = 100 * a.coverage(), y = 100 * b.coverage(); x != y) {
    const int digits = detail::decimals_that_tell(x, y);
    say(join({"coverage ", detail::short_number(x, digits), " %"}), join({detail::short_number(y, digits), " %"}));
  }
  if (what.empty()) return {};
  return join({n.path, ": ", what, " (", detail::reasons_of_change(n, size), ")"});
}

/// All changes, one on each line: the whole first, then in tree order, then what was added.
///
///     std::puts(to_text(diff(before, after)).c_str());
[[nodiscard]] inline std::string to_text(const profile_diff& d) {
  std::string all;
  for (const node_change& n : d.nodes)
    if (const std::string line = to_text(n, d); !line.empty()) all += line, all += '\n';
  return all;
}

}  // namespace prowess::v0
