// SPDX-License-Identifier: BSL-1.0
// Scores as integers of the same order, and sorting by these without comparisons.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <prowess/detail/compiler.hpp>

namespace prowess::inline v0::detail {

/// An unsigned integer of the size of a float or double.
template <class T> using score_bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// Whether a number is neither infinite nor NaN, decided on the bits.
template <class T> [[nodiscard]] PROWESS_INLINE constexpr bool has_finite_bits(T x) noexcept {
  constexpr score_bits<T> exponent = sizeof(T) == 4 ? score_bits<T>{0xff} << 23 : static_cast<score_bits<T>>(std::uint64_t{0x7ff} << 52);
  return (std::bit_cast<score_bits<T>>(x) & exponent) != exponent;
}

/// An integer that is larger where the number is larger, and equal where it is equal: -0 is 0. `turned`: smaller where it is larger.
/// Of numbers above 0 the bits already rise with the number; those below fall, and stand above: they are turned, the others raised.
template <class T> [[nodiscard]] constexpr score_bits<T> order_image(T x, bool turned) noexcept {
  constexpr score_bits<T> sign = score_bits<T>{1} << (8 * sizeof(T) - 1);
  auto b = std::bit_cast<score_bits<T>>(x);
  if (b == sign) b = 0;
  b ^= (b & sign) != 0 ? static_cast<score_bits<T>>(~score_bits<T>{0}) : sign;
  return turned ? static_cast<score_bits<T>>(~b) : b;
}

/// A key to sort by, and whose it is.
template <class Key> struct radix_entry {
  Key key;
  std::uint32_t person;
};

/// Sorts n < 2^32 entries by `width` > 0 bits of what their key is above `low`, from bit `shift` on, the lowest digit first; equal ones
/// stay as they stood. Returns where they are, in `a` or in `b`. Digits are as even as can be, and at most 10 bits: a pass writes to
/// as many places as there are digits, and of 2048 caches and address translation lose track.
/// Source: Knuth, The Art of Computer Programming, volume 3, section 5.2.5, algorithm R.
template <class Key>
[[nodiscard]] radix_entry<Key>* radix_passes(radix_entry<Key>* a, radix_entry<Key>* b, std::size_t n, Key low, unsigned shift, unsigned width) noexcept {
  constexpr unsigned widest = 10, most = (8 * sizeof(Key) + widest - 1) / widest;
  std::array<std::array<std::uint32_t, std::size_t{1} << widest>, most> next;
  const unsigned passes = (width + widest - 1) / widest, digit = (width + passes - 1) / passes;
  const Key mask = static_cast<Key>((Key{1} << digit) - 1);
  for (unsigned p = 0; p < passes; ++p) std::fill_n(next[p].begin(), std::size_t{mask} + 1, 0u);
  for (std::size_t i = 0; i < n; ++i) {
    Key rest = (a[i].key - low) >> shift;
    for (unsigned p = 0; p < passes; ++p, rest >>= digit) ++next[p][rest & mask];
  }
  for (unsigned p = 0; p < passes; ++p) {
    auto& to = next[p];
    const unsigned at = shift + digit * p;
    if (to[((a[0].key - low) >> at) & mask] == n) continue;  // all have the same digit
    std::uint32_t sum = 0;
    for (std::size_t d = 0; d <= mask; ++d) sum += std::exchange(to[d], sum);
    for (std::size_t i = 0; i < n; ++i) {
      const radix_entry<Key> e = a[i];
      b[to[((e.key - low) >> at) & mask]++] = e;
    }
    std::swap(a, b);
  }
  return a;
}

/// What keys that are seen one by one have in common.
template <class Key> struct key_range {
  Key low = static_cast<Key>(~Key{0}), high = 0;  ///< the smallest and the largest
  Key ones = 0, zeros = 0;                        ///< a bit is set where a key has a one, or a zero
  PROWESS_INLINE void see(Key k) noexcept {
    low = k < low ? k : low, high = k > high ? k : high;
    ones |= k, zeros |= static_cast<Key>(~k);
  }
};

/// Sorts n < 2^32 entries by key, the smallest first, equal ones as they stood, where `a` and `b` both have room for n; returns where they
/// are. `keys` has seen all of them. Only bits in which keys differ are looked at. Where these are many, first the upper 30 of them:
/// hardly two of a million scores agree in these and differ below. Those that do are sorted again by all bits and fill the places that
/// they stand at; where they are most of all, everything is.
template <class Key> [[nodiscard]] radix_entry<Key>* radix_order(radix_entry<Key>* a, radix_entry<Key>* b, std::size_t n, const key_range<Key>& keys) noexcept {
  constexpr unsigned upper = 30;
  if (n == 0 || keys.low == keys.high) return a;
  const Key low = keys.low;
  const auto same = static_cast<unsigned>(std::countr_zero(static_cast<Key>(keys.ones & keys.zeros)));  // the lowest bits, which all share
  const unsigned width = static_cast<unsigned>(std::bit_width(static_cast<Key>(keys.high - low))) - same;
  if (width <= upper) return radix_passes(a, b, n, low, same, width);

  const unsigned top = same + width - upper;
  radix_entry<Key>* const sorted = radix_passes(a, b, n, low, top, upper);
  radix_entry<Key>* const free = sorted == a ? b : a;
  const auto for_mixed_runs = [=](auto&& visit) {  // [first, last): equal above, different below
    for (std::size_t first = 0, last = 0; first < n; first = last) {
      Key other = 0;
      for (; last < n && (sorted[last].key - low) >> top == (sorted[first].key - low) >> top; ++last) other |= sorted[last].key ^ sorted[first].key;
      if (other != 0 && !visit(first, last)) return false;
    }
    return true;
  };
  std::size_t mixed = 0;
  const bool are_few = for_mixed_runs([&](std::size_t first, std::size_t last) {
    if (mixed + (last - first) > n / 2) return false;
    for (std::size_t k = first; k < last; ++k) free[mixed++] = sorted[k];
    return true;
  });
  if (!are_few) return radix_passes(sorted, free, n, low, same, width);
  if (mixed == 0) return sorted;
  const radix_entry<Key>* from = radix_passes(free, free + mixed, mixed, low, same, width);
  static_cast<void>(for_mixed_runs([&](std::size_t first, std::size_t last) {
    for (std::size_t k = first; k < last; ++k) sorted[k] = *from++;
    return true;
  }));
  return sorted;
}

}  // namespace prowess::v0::detail
