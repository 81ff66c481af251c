// SPDX-License-Identifier: BSL-1.0
// Hashes of texts, and tables of places by hash.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

namespace prowess::inline v0::detail {

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

/// What makes the hashes of one table unlike those of another, so that no file can be made whose keys collide.
[[nodiscard]] inline std::uint64_t seed_at(const void* table) noexcept { return reinterpret_cast<std::uintptr_t>(table) * 0x9e3779b97f4a7c15U; }

/// The same in constant expressions, where nobody else chooses the keys.
[[nodiscard]] constexpr std::uint64_t hash_key(std::string_view key, const void* table, std::uint32_t salt = 0) noexcept {
  if (!std::is_constant_evaluated()) return hash_text(key, seed_at(table) + salt);
  std::uint64_t h = 14695981039346656037U + salt;  // FNV-1a
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return h ^ h >> 32;
}

/// Of a number that is not NaN.
[[nodiscard]] constexpr std::uint64_t hash_number(double x, const void* table, std::uint32_t salt = 0) noexcept {
  std::uint64_t h = std::bit_cast<std::uint64_t>(x + 0.0) + salt;  // -0 is 0
  if (!std::is_constant_evaluated()) h ^= seed_at(table);
  for (int k = 0; k < 2; ++k) h = (h ^ h >> 32) * 0x9e3779b97f4a7c15U;
  return h ^ h >> 32;
}

/// From hashes to places in a list that somebody else holds: open addressing, at most half full, 8 bytes a slot.
class hash_slots {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  /// The place with this hash for which `same(place)` is true, or `none`.
  template <class Same> [[nodiscard]] constexpr std::uint32_t find(std::uint64_t hash, const Same& same) const {
    if (slots_.empty()) return none;
    const auto part = static_cast<std::uint32_t>(hash);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = part & mask; slots_[at].place != none; at = (at + 1) & mask)
      if (slots_[at].hash == part && same(slots_[at].place)) return slots_[at].place;
    return none;
  }
  /// Adds a place that `find` does not find.
  constexpr void insert(std::uint64_t hash, std::uint32_t place) {
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
  constexpr void put(slot s) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = s.hash & mask;
    while (slots_[at].place != none) at = (at + 1) & mask;
    slots_[at] = s;
  }
  std::vector<slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace prowess::v0::detail
