// SPDX-License-Identifier: BSL-1.0
// People's ratings and profiles as JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/name_index.hpp>
#include <prowess/profile.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// By leaf: the shortest name that means it, as a JSON text.
inline std::vector<std::string> leaf_names(const framework_view& f) {
  const name_index names(f);
  std::vector<std::string> all;
  for (std::uint32_t i = 0; i < f.size(); ++i)
    if (f.nodes[i].is_leaf()) append_json_text(all.emplace_back(), names.look_up(f.nodes[i].id).node == i ? std::string(f.nodes[i].id) : f.path(i));
  return all;
}

/// A rating as points, or as why there is none.
inline void append_rating(std::string& out, const rating& r) {
  switch (r.kind) {
    case presence::rated: out += number(r.points); return;
    case presence::not_observed: out += "\"not_observed\""; return;
    case presence::no_opportunity: out += "\"no_opportunity\""; return;
    case presence::not_applicable: out += "\"not_applicable\""; return;
  }
}

/// `"ratings": {...}`: those that are not `not_observed`.
inline void append_ratings(std::string& out, const framework_view& f, std::span<const rating> ratings, const std::vector<std::string>& names) {
  out += "\"ratings\":{";
  bool begun = false;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    if (!n.is_leaf() || ratings[n.leaf] == not_observed) continue;
    if (begun) out += ',';
    begun = true;
    out += names[n.leaf];
    out += ':';
    append_rating(out, ratings[n.leaf]);
  }
  out += '}';
}

/// The names of the leaves that all these people are rated on.
inline std::vector<std::string> leaf_names(std::span<const rated_person> people) {
  require_one_framework(people);
  return people.empty() ? std::vector<std::string>() : leaf_names(people.front().sheet.framework());
}

inline void append_person(std::string& out, const rated_person& p, const std::vector<std::string>& names) {
  out += "{\"id\":";
  append_json_text(out, p.id);
  if (!p.role.empty()) out += ",\"role\":", append_json_text(out, p.role);
  out += ',';
  append_ratings(out, p.sheet.framework(), p.sheet.ratings(), names);
  if (!p.critical_failures.empty()) {
    out += ",\"critical_failures\":[";
    for (std::size_t k = 0; k < p.critical_failures.size(); ++k) out += k == 0 ? "" : ",", append_json_text(out, p.critical_failures[k]);
    out += ']';
  }
  out += '}';
}

}  // namespace detail

/// The ratings of many people as one document, which `read_ratings_json` reads back. All sheets must be of one framework.
///
///     std::ofstream("ratings.json") << to_json(people);
[[nodiscard]] inline std::string to_json(std::span<const rated_person> people) {
  std::string out = "{\"prowess_ratings\":1";
  if (!people.empty()) out += ",\"framework\":", detail::append_json_text(out, people.front().sheet.framework().id());
  out += ",\"people\":[";
  const auto names = detail::leaf_names(people);
  for (std::size_t k = 0; k < people.size(); ++k) out += k == 0 ? "" : ",", detail::append_person(out, people[k], names);
  return detail::laid_out(out + "]}");
}
/// The same as JSON Lines, one person on each line, which `read_ratings_json_lines` reads back.
[[nodiscard]] inline std::string to_json_lines(std::span<const rated_person> people) {
  std::string out;
  const auto names = detail::leaf_names(people);
  for (const rated_person& p : people) detail::append_person(out, p, names), out += '\n';
  return out;
}

}  // namespace prowess::v0
