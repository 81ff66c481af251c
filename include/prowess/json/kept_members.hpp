// SPDX-License-Identifier: BSL-1.0
// What a framework keeps of its document and the library does not use: members beside those that are known.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

/// The members of a compact JSON object, or nothing where it is none.
inline std::vector<std::pair<std::string_view, std::string_view>> json_members(std::string_view json) {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  if (json.size() < 2 || json.front() != '{') return all;
  std::size_t i = 1;
  const auto skip_text = [&] {
    for (++i; i < json.size() && json[i] != '"'; ++i)
      if (json[i] == '\\') ++i;
    ++i;
  };
  while (i < json.size() && json[i] == '"') {
    const std::size_t key = i;
    skip_text();
    const std::size_t first = ++i;
    for (std::size_t depth = 0; i < json.size() && (depth > 0 || (json[i] != ',' && json[i] != '}'));) {
      if (json[i] == '"') {
        skip_text();
        continue;
      }
      if (json[i] == '{' || json[i] == '[') ++depth;
      if (json[i] == '}' || json[i] == ']') --depth;
      ++i;
    }
    all.emplace_back(json.substr(key + 1, first - key - 3), json.substr(first, i - first));
    ++i;
  }
  return all;
}

/// What a node keeps of its document, by the pointer of the object around it.
class kept_members {
 public:
  kept_members(const framework_view& f, std::uint32_t node) {
    for (const remark& r : f.remarks_of(node)) {
      if (r.kind != remark_kind::member) continue;
      const std::size_t slash = r.key.rfind('/');
      if (slash == std::string_view::npos || !(is_kept_key(r.key.substr(slash + 1)) || (node == 0 && slash == 0 && is_part(r.key.substr(1)))))
        raise(problem{f.path(node), "the member '" + std::string(r.key) + "' cannot be kept", "keep \"/x-...\", \"/note\", or at the root a part of the document such as \"/roles\""});
      if (!is_json(r.text)) raise(problem{f.path(node), "what is kept under '" + std::string(r.key) + "' is no JSON", "give JSON text: kept(\"/x-owner\", \"\\\"talent office\\\"\")"});
      all_.push_back({r.key.substr(0, slash), r.key.substr(slash + 1), r.text, all_.size()});
    }
    std::sort(all_.begin(), all_.end(), before);
  }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] bool within(std::string_view object) const { return first(object) != all_.end() && first(object)->object == object; }
  [[nodiscard]] std::string_view find(std::string_view object, std::string_view key) const {
    for (auto m = first(object); m != all_.end() && m->object == object; ++m)
      if (m->key == key) return m->json;
    return {};
  }
  /// Appends the members of an object that `wanted` accepts, each with a comma in front where the object has members already.
  template <class Wanted> void append(std::string& out, std::string_view object, const Wanted& wanted) const {
    for (auto m = first(object); m != all_.end() && m->object == object; ++m) {
      if (!wanted(m->key)) continue;
      if (out.back() != '{') out += ',';
      std::string key(m->key);
      for (const auto& [code, letter] : {std::pair{"~1", '/'}, {"~0", '~'}})
        for (std::size_t at = 0; (at = key.find(code, at)) != std::string::npos; ++at) key.replace(at, 2, 1, letter);
      append_json_text(out, key);
      out += ':';
      out += m->json;
    }
  }
  void append(std::string& out, std::string_view object) const {
    append(out, object, [](std::string_view) { return true; });
  }

 private:
  [[nodiscard]] static bool is_part(std::string_view key) {
    for (const std::string_view part : {"language", "license", "defaults", "critical_failures", "roles", "learning", "rater_groups", "evidence_types"})
      if (key == part) return true;
    return false;
  }
  struct member {
    std::string_view object, key, json;
    std::size_t nth = 0;  ///< as they were kept
  };
  static bool before(const member& a, const member& b) { return a.object != b.object ? a.object < b.object : a.nth < b.nth; }
  [[nodiscard]] std::vector<member>::const_iterator first(std::string_view object) const {
    return std::lower_bound(all_.begin(), all_.end(), member{object, {}, {}}, before);
  }
  std::vector<member> all_;
};

}  // namespace prowess::v0::detail
