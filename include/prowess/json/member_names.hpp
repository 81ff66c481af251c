// SPDX-License-Identifier: BSL-1.0
// The members that an object may have, found by a table that the compiler makes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <prowess/detail/text_place.hpp>

namespace prowess::inline v0::detail {

/// Up to 40 different names.
///
///     static constexpr member_names known{"min", "max", "step"};
template <std::size_t N> class member_names {
  static_assert(N <= 40, "the table has 64 slots");

 public:
  template <class... Names> constexpr explicit member_names(const Names&... names) : member_names(std::array<std::string_view, N>{names...}) {}
  constexpr explicit member_names(const std::array<std::string_view, N>& names) : names_(names) {
    for (std::size_t n = 0; n < N; ++n) {
      std::size_t slot = slot_of(names[n]);
      while (slots_[slot] != 0) slot = (slot + 1) % slots_.size();
      slots_[slot] = static_cast<std::uint8_t>(n + 1);
    }
  }
  [[nodiscard]] static constexpr std::size_t size() { return N; }
  [[nodiscard]] constexpr std::string_view operator[](std::size_t n) const { return names_[n]; }
  [[nodiscard]] constexpr const std::array<std::string_view, N>& list() const { return names_; }
  /// The place of a name, or N.
  [[nodiscard]] std::size_t find(std::string_view name) const {
    if (name.empty()) return N;
    for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % slots_.size())
      if (same_text(names_[slots_[slot] - 1U], name)) return slots_[slot] - 1U;
    return N;
  }

 private:
  static constexpr std::size_t slot_of(std::string_view name) {
    return (name.size() + std::size_t{5} * static_cast<unsigned char>(name.front()) + std::size_t{3} * static_cast<unsigned char>(name.back())) % 64;
  }
  std::array<std::string_view, N> names_;
  std::array<std::uint8_t, 64> slots_{};
};
template <class... Names> member_names(const Names&...) -> member_names<sizeof...(Names)>;
template <std::size_t N> member_names(const std::array<std::string_view, N>&) -> member_names<N>;

}  // namespace prowess::v0::detail
