// SPDX-License-Identifier: BSL-1.0
// A role as JSON, as it stands in a document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/check_role.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/name_index.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Points on a scale as the key of the level that stands there, else as a number.
inline void append_level(std::string& out, const framework_view& f, const scale_data& s, double points) {
  for (const level& l : f.levels(s))
    if (l.points == points) return append_json_text(out, l.key);
  out += number(points);
}

class role_writer_json {
 public:
  role_writer_json(const role_view& role, const framework_view& f) : role_(role), f_(f), names_(f) {}

  void append(std::string& out) const {
    out += "{\"id\":";
    append_json_text(out, role_.id);
    for (const auto& [name, text] : {std::pair{",\"title\":", role_.title}, std::pair{",\"description\":", role_.description}})
      if (!text.empty()) out += name, append_json_text(out, text);
    if (!role_.weights.empty()) {
      out += ",\"weights\":{";
      for (std::size_t k = 0; k < role_.weights.size(); ++k) out += k == 0 ? "" : ",", append_name(out, role_.weights[k].node), out += number(role_.weights[k].weight);
      out += '}';
    }
    const role_limits usual, &l = role_.limits;
    if (l.minimum_fit != usual.minimum_fit) out += ",\"minimum_fit\":" + number(l.minimum_fit);
    if (l.minimum_coverage != usual.minimum_coverage) out += ",\"minimum_coverage\":" + number(l.minimum_coverage);
    if (l.maximum_gap != usual.maximum_gap) out += ",\"maximum_gap\":" + number(l.maximum_gap);
    if (l.minimum_assessors != usual.minimum_assessors) out += ",\"minimum_assessors\":" + std::to_string(l.minimum_assessors);
    if (l.surplus_counts) out += ",\"surplus_counts\":true";
    append_requirements(out, requirement::always);
    if (!role_.any_of.empty()) {
      out += ",\"any_of\":[";
      for (std::uint32_t g = 0; g < role_.any_of.size(); ++g) {
        out += g == 0 ? "{" : ",{";
        if (!role_.any_of[g].title.empty()) out += "\"title\":", append_json_text(out, role_.any_of[g].title), out += ',';
        out += "\"at_least\":" + std::to_string(role_.any_of[g].at_least);
        append_requirements(out, g);
        out += '}';
      }
      out += ']';
    }
    if (!role_.blocked_by.empty()) {
      out += ",\"blocked_by\":[";
      for (std::size_t k = 0; k < role_.blocked_by.size(); ++k) out += k == 0 ? "" : ",", append_json_text(out, role_.blocked_by[k]);
      out += ']';
    }
    out += '}';
  }

 private:
  /// The bare id where it is enough, else the path.
  void append_name(std::string& out, node_handle node) const {
    const std::string_view id = f_.nodes[node.index].id;
    append_json_text(out, names_.look_up(id).node == node.index ? std::string(id) : f_.path(node.index));
    out += ':';
  }
  /// Those of one group of alternatives, or those that all hold.
  void append_requirements(std::string& out, std::uint32_t group) const {
    bool any = false;
    for (const requirement& q : role_.requirements) {
      if (q.alternative != group) continue;
      out += any ? "," : ",\"requires\":{";
      any = true;
      append_name(out, q.node);
      append(out, q);
    }
    if (any) out += '}';
  }
  void append(std::string& out, const requirement& q) const {
    const scale_data& s = scale_of_points(f_, q.node.index);
    const bool is_short = q.importance == 1 && !q.has_hurdle && !q.has_desired && !q.has_most;
    if (!is_short) out += "{\"level\":";
    if (q.by_level) append_level(out, f_, s, q.required);
    else out += number(q.required);
    if (is_short) return;
    if (q.importance != 1) out += ",\"importance\":" + number(q.importance);
    if (q.has_hurdle) {
      out += ",\"hurdle\":";
      if (q.hurdle == q.required) out += "true";
      else append_level(out, f_, s, q.hurdle);
    }
    if (q.has_desired) out += ",\"desired\":", append_level(out, f_, s, q.desired);
    if (q.has_most) out += ",\"at_most\":", append_level(out, f_, s, q.at_most);
    out += '}';
  }

  role_view role_;
  framework_view f_;
  name_index names_;
};

}  // namespace detail

/// A role as JSON, as an element of "roles": what `role_limits` says anyway is left out, levels are named by their keys. Reading it gives
/// the same role, its requirements in the same order but for alternatives, which come last. Needs no Boost. A role of another
/// framework, or one that makes no sense, raises. Cost: the framework's nodes, and as `problems_of`.
///
///     std::ofstream("trainer.json") << to_json(trainer, fw);
[[nodiscard]] inline std::string to_json(const role_view& role, const framework_view& f) {
  if (std::vector<problem> wrong = problems_of(role, f); !wrong.empty()) raise(std::move(wrong));
  std::string out;
  detail::role_writer_json(role, f).append(out);
  return detail::laid_out(out);
}

}  // namespace prowess::v0
