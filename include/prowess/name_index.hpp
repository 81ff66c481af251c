// SPDX-License-Identifier: BSL-1.0
// Paths and bare ids of a framework, hashed once, so that a file of a million rows does not search the tree a million times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <prowess/detail/hash.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// Answers as `framework_view::look_up` does, in the time of hashing the name instead of O(nodes). Borrows the framework, which
/// must not change meanwhile. Cost of building: O(nodes), about 60 bytes for each.
///
///     const name_index names(fw);
///     if (auto found = names.look_up("soft/negotiation"); found.node != framework_view::none) use(fw.nodes[found.node]);
class name_index {
 public:
  /// Hashes all names.
  explicit name_index(const framework_view& f) : framework_(f), parents_(f.size(), none) {
    std::vector<std::uint64_t> hashes(f.size());
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      const std::string_view id = f.nodes[i].id;
      for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) parents_[c] = i;
      add_id(i, id);
      if (i == 0) continue;
      hashes[i] = detail::hash_text(id, parents_[i] == 0 ? 0 : hashes[parents_[i]]);
      if (parents_[i] != 0) paths_.insert(hashes[i], i);
    }
  }

  /// The node of a path below the root, or of a bare id that is unique in the framework (an id just below the root is a path).
  [[nodiscard]] framework_view::found look_up(std::string_view name) const {
    if (name.find('/') == std::string_view::npos) {
      const std::uint32_t at = id_at(name, detail::hash_text(name, 0));
      return at == none ? framework_view::found{} : found_[at];
    }
    std::uint64_t h = 0;
    for (std::string_view rest = name;;) {
      const std::size_t slash = rest.find('/');
      h = detail::hash_text(rest.substr(0, slash), h);
      if (slash == std::string_view::npos) break;
      rest.remove_prefix(slash + 1);
    }
    const std::uint32_t i = paths_.find(h, [&](std::uint32_t node) { return is_path(name, node); });
    return i == none ? framework_view::found{} : framework_view::found{i, 1};
  }
  /// The group above a node; `framework_view::none` for the root.
  [[nodiscard]] std::uint32_t parent(std::uint32_t i) const { return parents_[i]; }
  /// The framework that it borrows.
  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }

 private:
  static constexpr std::uint32_t none = framework_view::none;

  [[nodiscard]] std::uint32_t id_at(std::string_view id, std::uint64_t hash) const {
    return ids_.find(hash, [&](std::uint32_t at) { return framework_.nodes[first_[at]].id == id; });
  }
  void add_id(std::uint32_t i, std::string_view id) {
    const std::uint64_t hash = detail::hash_text(id, 0);
    const std::uint32_t at = id_at(id, hash);
    const bool is_path = i != 0 && parents_[i] == 0;
    if (at == none) {
      ids_.insert(hash, static_cast<std::uint32_t>(first_.size()));
      first_.push_back(i);
      found_.push_back({i, 1});
    } else if (framework_view::found& f = found_[at]; is_path) {
      f = {i, 1};
    } else if (f.matches > 1 || f.node == 0 || parents_[f.node] != 0) {
      f = {none, f.matches + 1};
    }
  }
  [[nodiscard]] bool is_path(std::string_view name, std::uint32_t i) const {
    for (;; i = parents_[i]) {
      const std::string_view id = framework_.nodes[i].id;
      if (!name.ends_with(id)) return false;
      name.remove_suffix(id.size());
      if (parents_[i] == 0) return name.empty();
      if (name.empty() || name.back() != '/') return false;
      name.remove_suffix(1);
    }
  }

  framework_view framework_;
  std::vector<std::uint32_t> parents_, first_;
  std::vector<framework_view::found> found_;
  detail::hash_slots ids_, paths_;
};

}  // namespace prowess::v0
