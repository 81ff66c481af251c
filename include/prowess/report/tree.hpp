// SPDX-License-Identifier: BSL-1.0
// A profile as an aligned tree: score, level and evidence of every node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

/// How a tree is printed.
struct tree_format {
  int digits = 2;          ///< decimals of scores, 0 to 9
  bool titles = true;      ///< titles where nodes have them, else ids
  std::uint32_t depth = 0xffffffff;  ///< levels below the root to show
};

namespace detail {

/// Columns that a UTF-8 text takes, one for each code point.
[[nodiscard]] inline std::size_t columns(std::string_view s) {
  std::size_t n = 0;
  for (const char c : s) n += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return n;
}
[[nodiscard]] inline std::string padded(std::string s, std::size_t width, bool right = false) {
  const std::size_t n = columns(s);
  if (n >= width) return s;
  return right ? std::string(width - n, ' ') + s : s + std::string(width - n, ' ');
}

/// A share in percent with at most one decimal, which never looks like a cut that it is not at: "89.9 %" of 90.
inline std::string percent_text(double share, double cut) {
  std::string text;
  for (int digits = 1; digits <= 9; ++digits) {
    text = fixed(share * 100, digits);
    if (share == cut || text != fixed(cut * 100, digits)) break;
  }
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text + " %";
}

}  // namespace detail

/// A score with so many decimals that it does not look like a level which it has not reached: 2.996 of 3 is not "3.00".
[[nodiscard]] inline std::string score_text(const profile_entry& e, int digits = 2) {
  if (!e.has_score()) return "-";
  digits = digits < 0 ? 0 : digits > 9 ? 9 : digits;
  const double score = e.result().score;
  std::string text = detail::fixed(score, digits);
  for (const level& l : e.of().framework.levels()) {
    if (e.reaches(l.points) != decision::no) continue;  // the first level that is not reached
    int more = digits;
    while (more < 9 && text == detail::fixed(l.points, more)) text = detail::fixed(score, ++more);
    if (text == detail::fixed(l.points, more)) text = "<" + detail::fixed(l.points, digits);
    break;
  }
  return text;
}
/// The level reached, "-" without one, with "?" where the next one cannot be excluded.
[[nodiscard]] inline std::string level_text(const level_reached& l) {
  return (l ? std::string(l.name()) : std::string("-")) + (l.decided ? "" : "?");
}
/// The coverage of a group in whole percent (100 only where nothing is missing, 0 only where everything is); how a leaf was
/// rated, in words; and why there is no score.
[[nodiscard]] inline std::string evidence_text(const profile_entry& e) {
  const node_result& r = e.result();
  if (e.is_leaf()) return r.what == status::scored ? std::string("rated") : std::string(words(r.what));
  if (r.applicable == 0) return std::string(words(r.what));
  double percent = r.coverage() * 100;
  percent = r.rated == r.applicable ? 100 : r.rated == 0 ? 0 : percent > 99 ? 99 : percent < 1 ? 1 : percent;
  std::string text = detail::padded(detail::fixed(percent, 0) + " %", 5, true);
  if (!r.has_score()) text += ", " + std::string(words(r.what));
  return text;
}

/// The whole profile, a line for each node, ending in a newline.
///
///     std::string text = to_text(ada);
[[nodiscard]] inline std::string to_text(const profile_view& p, const tree_format& format = {}) {
  struct row {
    std::string name, score, level, evidence;
  };
  std::vector<row> rows{{"", "score", "level", "evidence"}};
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < p.size(); ++i) {
    while (!ends.empty() && i >= ends.back()) ends.pop_back();
    const profile_entry e = p.entry(i);
    if (ends.size() <= format.depth)
      rows.push_back({std::string(2 * ends.size(), ' ') + std::string(format.titles ? e.title() : e.id()), score_text(e, format.digits),
                      level_text(e.level()), evidence_text(e)});
    ends.push_back(i + e.self().extent);
  }
  std::size_t name = 0, score = 0, level = 0;
  const auto widen = [](std::size_t& width, const std::string& s) {
    const std::size_t n = detail::columns(s);
    width = n > width ? n : width;
  };
  for (const row& r : rows) widen(name, r.name), widen(score, r.score), widen(level, r.level);
  std::string text;
  for (const row& r : rows)
    text += detail::padded(r.name, name) + "  " + detail::padded(r.score, score, true) + "  " + detail::padded(r.level, level) + "  " +
            r.evidence + "\n";
  return text;
}

}  // namespace prowess::v0
