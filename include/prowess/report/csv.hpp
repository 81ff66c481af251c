// SPDX-License-Identifier: BSL-1.0
// Profiles as CSV: one row for each person and node.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/profile.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// The first line of what `to_csv` writes.
inline constexpr std::string_view profile_csv_header = "person,node,score,unit,coverage,level,status\n";

namespace detail {

/// A field as RFC 4180 wants it: in quotes, its own quotes doubled, where it holds a separator, a quote or a line break, and
/// where blanks at an end would otherwise be taken for nothing.
inline void append_field(std::string& out, std::string_view s) {
  if (s.find_first_of(",;\t\"\r\n") == std::string_view::npos && (s.empty() || (s.front() != ' ' && s.back() != ' '))) {
    out += s;
    return;
  }
  out += '"';
  for (const char c : s) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

/// The paths of all nodes, as fields.
inline std::vector<std::string> path_fields(const framework_view& f) {
  std::vector<std::string> all(f.size());
  for (std::uint32_t i = 0; i < f.size(); ++i) append_field(all[i], f.path(i));
  return all;
}

inline void append_profile(std::string& out, std::string_view person, const profile_view& p, const std::vector<std::string>& paths) {
  std::string id;
  append_field(id, person);
  for (std::uint32_t i = 0; i < p.size(); ++i) {
    const profile_entry e = p.entry(i);
    const level_reached level = e.level();
    out += id;
    out += ',';
    out += paths[i];
    out += ',';
    if (e.has_score()) out += number(e.score()) + "," + number(e.unit());
    else out += ',';
    out += ',';
    if (e.result().applicable != 0) out += number(e.coverage());
    out += ',';
    std::string key(level.key());
    if (!level.decided) key += '?';
    append_field(out, key);
    out += ',';
    out += words(e.what());
    out += '\n';
  }
}

}  // namespace detail

/// Appends a row for each node of a profile, in tree order, without the header: person, path of the node (the root's id for the root),
/// score in points of the framework's scale, the score as a share of the scale, coverage in [0, 1], key of the level reached,
/// and the status in words. Numbers read back to the same bits; a score that is not there, a coverage where nothing applies and
/// a level that is not reached are empty; "?" behind a level says that the next one could not be excluded.
/// RFC 4180 quoting; lines end with LF. Texts are written as they are, also those that a spreadsheet takes for a formula.
///
///     std::string out(profile_csv_header);
///     append_csv(out, "ada", ada);
///     append_csv(out, "bob", bob);
inline void append_csv(std::string& out, std::string_view person, const profile_view& p) {
  detail::append_profile(out, person, p, detail::path_fields(p.framework));
}

/// The header and the rows of one person's profile.
///
///     std::string text = to_csv("ada", ada);
[[nodiscard]] inline std::string to_csv(std::string_view person, const profile_view& p) {
  std::string out(profile_csv_header);
  append_csv(out, person, p);
  return out;
}

/// Scores everybody of a file; the header, then the rows of each person in order. All sheets must be of one framework.
/// Raises where they are not, and where a rating is outside its scale, which cannot be in what `read_ratings_csv` returns.
///
///     std::string text = to_csv(read_ratings_csv(fw, file).value());
[[nodiscard]] inline std::string to_csv(std::span<const rated_person> people) {
  std::string out(profile_csv_header);
  if (people.empty()) return out;
  detail::require_one_framework(people);
  const std::vector<std::string> paths = detail::path_fields(people.front().sheet.framework());
  for (const rated_person& p : people) detail::append_profile(out, p.id, score(p.sheet), paths);
  return out;
}

}  // namespace prowess::v0
