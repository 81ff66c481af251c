// SPDX-License-Identifier: BSL-1.0
// Names of nodes where a framework is edited.
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include <prowess/detail/mistakes.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// Says which node to edit: a path, a unique bare id, the root's id, or a handle.
class node_at {
 public:
  template <std::convertible_to<std::string_view> Name> node_at(const Name& name) : name_(name) {}  ///< borrows the name
  node_at(node_handle h) : handle_(h), by_handle_(true) {}                                          ///< of the framework that is edited
  /// The node's place in tree order; raises where there is none.
  [[nodiscard]] std::uint32_t in(const framework_view& f) const {
    if (!by_handle_) return detail::require_name(f, name_);
    if (!f.owns(handle_)) detail::stop({rule::foreign_handle, handle_.index, 0}, f);
    return handle_.index;
  }

 private:
  std::string_view name_{};
  node_handle handle_{};
  bool by_handle_ = false;
};

namespace detail {
/// What only a loader has that has diagnosed a framework and found it sound.
class known_sound {
  friend class framework_loader;
  known_sound() = default;
};
}  // namespace detail

}  // namespace prowess::v0
