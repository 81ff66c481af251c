// SPDX-License-Identifier: BSL-1.0
// Paths and bare ids of a framework, hashed once, so that a file of a million rows does not search the tree a million times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <prowess/framework_view.hpp>

namespace prowess {

namespace detail {

/// A hash of a text. The seed makes two tables differ; the value is the same only within one program run and platform.
[[nodiscard]] inline std::uint64_t hash_text(std::string_view s, std::uint64_t seed) noexcept {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
  const auto mix = [](std::uint64_t h) { return (h ^ h >> 29) * 0xbf58476d1ce4e5b9U; };
  std::uint64_t h = seed + s.size() * odd;
  const char* p = s.data();
  std::size_t n = s.size();
  for (; n >= 8; p += 8, n -= 8) {
    std::uint64_t w;
    std::memcpy(&w, p, 8);
    h = mix(h ^ w * odd);
  }
  std::uint64_t rest = 0;
  for (; n > 0; ++p, --n) rest = rest << 8 | static_cast<unsigned char>(*p);
  h = mix(mix(h ^ rest * odd));
  return h ^ h >> 32;
}

/// From hashes to places in a list that somebody else holds: open addressing, at most half full, 8 bytes a slot.
class hash_slots {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  /// The place with this hash for which `same(place)` is true, or `none`.
  template <class Same> [[nodiscard]] std::uint32_t find(std::uint64_t hash, const Same& same) const {
    if (slots_.empty()) return none;
    const auto part = static_cast<std::uint32_t>(hash);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = part & mask; slots_[at].place != none; at = (at + 1) & mask)
      if (slots_[at].hash == part && same(slots_[at].place)) return slots_[at].place;
    return none;
  }
  /// Adds a place that `find` does not find.
  void insert(std::uint64_t hash, std::uint32_t place) {
    if (2 * (used_ + 1) > slots_.size()) {
      std::vector<slot> old(slots_.empty() ? 16 : 2 * slots_.size());
      old.swap(slots_);
      for (const slot& s : old)
        if (s.place != none) put(s);
    }
    put({static_cast<std::uint32_t>(hash), place});
    ++used_;
  }

 private:
  struct slot {
    std::uint32_t hash = 0, place = none;
  };
  void put(slot s) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = s.hash & mask;
    while (slots_[at].place != none) at = (at + 1) & mask;
    slots_[at] = s;
  }
  std::vector<slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace detail

/// Answers as `framework_view::look_up` does, in the time of hashing the name instead of O(nodes). Borrows the framework, which
/// must not change meanwhile. Cost of building: O(nodes), about 60 bytes for each.
///
///     const name_index names(fw);
///     if (auto found = names.look_up("soft/negotiation"); found.node != framework_view::none) use(fw.nodes[found.node]);
class name_index {
 public:
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

}  // namespace prowess
