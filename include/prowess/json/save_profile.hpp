// SPDX-License-Identifier: BSL-1.0
// A profile as JSON: every node's score, level and evidence, beside the ratings that they come from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <prowess/detail/text.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/json/save_ratings.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

namespace detail {

inline void append_profile_json(std::string& out, std::string_view person, const profile_view& p, const std::vector<std::string>& names) {
  const framework_view& f = p.framework;
  out += "{\"prowess_profile\":1,\"framework\":";
  append_json_text(out, f.id());
  if (const std::string_view version = f.text(0, remark_kind::version); !version.empty()) out += ",\"version\":", append_json_text(out, version);
  out += ",\"person\":";
  append_json_text(out, person);
  out += ',';
  append_ratings(out, f, p.ratings, names);
  out += ",\"nodes\":[";
  for (std::uint32_t i = 0; i < p.size(); ++i) {
    const profile_entry e = p.entry(i);
    const node_result& r = e.result();
    out += i == 0 ? "{\"node\":" : ",{\"node\":";
    append_json_text(out, e.path());
    if (e.title() != e.id()) out += ",\"title\":", append_json_text(out, e.title());
    if (e.has_score()) {
      out += ",\"score\":" + number(r.score);
      if (const level_reached level = e.level(); level || !level.decided) {
        out += ",\"level\":";
        if (level) append_json_text(out, level.key());
        else out += "null";
        if (!level.decided) out += ",\"level_decided\":false";
      }
    }
    if (r.applicable != 0) out += ",\"coverage\":" + number(e.coverage());
    out += ",\"status\":";
    append_json_text(out, words(r.what));
    if (!(r.rated == 1 && r.applicable == 1 && r.entered == 1))
      out += ",\"shares\":{\"rated\":" + number(r.rated) + ",\"applicable\":" + number(r.applicable) + ",\"entered\":" + number(r.entered) + "}";
    out += '}';
  }
  out += "]}";
}

}  // namespace detail

/// One person's profile as a document, which `read_profile_json` reads back: the ratings, and of each node in tree order the path (the
/// root's id for the root), title, score in points of the framework's scale, key of the level reached, coverage and status. A score,
/// level or coverage that is not there is left out. `shares` are the parts of the node's leaves, by weight, that were rated, that
/// apply, and that entered the score; left out where all are 1.
///
///     std::ofstream("ada.json") << to_json("ada", ada);
[[nodiscard]] inline std::string to_json(std::string_view person, const profile_view& p) {
  std::string out;
  detail::append_profile_json(out, person, p, detail::leaf_names(p.framework));
  return detail::laid_out(out);
}
/// The same on one line, with a line break at its end: for JSON Lines.
[[nodiscard]] inline std::string to_json_line(std::string_view person, const profile_view& p) {
  std::string out;
  detail::append_profile_json(out, person, p, detail::leaf_names(p.framework));
  return out += '\n';
}

}  // namespace prowess::v0
