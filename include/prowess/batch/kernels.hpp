// SPDX-License-Identifier: BSL-1.0
// The loops over people: plain ones, compiled for the machine's instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <prowess/batch/kept_ranks.hpp>
#include <prowess/detail/simd.hpp>

namespace prowess::inline v0::detail {

/// The greatest byte.
struct greatest_byte {
  PROWESS_INLINE static std::uint8_t run(const std::uint8_t* PROWESS_ALONE codes, std::size_t n) {
    std::uint8_t most = 0;
    for (std::size_t i = 0; i < n; ++i) most = codes[i] > most ? codes[i] : most;
    return most;
  }
};

/// Eight rows of bytes as columns of eight, on machines whose words begin with their lowest byte: in squares of eight, blocks of 4 x 4,
/// 2 x 2 and 1 x 1 bytes change sides. There are at least eight columns; the last square may overlap the one before.
/// Source: Warren, Hacker's Delight, section 7-3.
struct turn_rows_of_eight {
  template <std::size_t D, unsigned Shift> PROWESS_INLINE static void turn(std::uint64_t* x, std::uint64_t mask) {
    for (std::size_t k = 0; k < 8; ++k) {
      if ((k & D) != 0) continue;
      const std::uint64_t t = ((x[k] >> Shift) ^ x[k + D]) & mask;
      x[k + D] ^= t;
      x[k] ^= t << Shift;
    }
  }
  PROWESS_INLINE static void run(const std::uint8_t* rows, std::size_t stride, std::size_t columns, std::uint8_t* to, std::size_t apart) {
    for (std::size_t column = 0; column < columns; column += 8) {
      const std::size_t at = column + 8 <= columns ? column : columns - 8;
      std::uint64_t x[8];
      for (std::size_t k = 0; k < 8; ++k) std::memcpy(&x[k], rows + k * stride + at, 8);
      turn<4, 32>(x, 0x00000000ffffffff);
      turn<2, 16>(x, 0x0000ffff0000ffff);
      turn<1, 8>(x, 0x00ff00ff00ff00ff);
      for (std::size_t k = 0; k < 8; ++k) std::memcpy(to + (at + k) * apart, &x[k], 8);
    }
  }
};

/// Whether some byte is neither below `levels` nor at least 253.
struct any_unknown {
  PROWESS_INLINE static bool run(const std::uint8_t* PROWESS_ALONE codes, std::uint8_t levels, std::size_t n) {
    std::uint8_t unknown = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint8_t from_levels = codes[i] >= levels ? 1 : 0, is_level = codes[i] < 253 ? 1 : 0;
      unknown = static_cast<std::uint8_t>(unknown | (from_levels & is_level));
    }
    return unknown != 0;
  }
};
/// to[i] |= from[i]
struct either_byte {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE from, std::uint8_t* PROWESS_ALONE to, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(to[i] | from[i]);
  }
};

/// sum[i] += codes[0][i] * by[0] + ... for K columns; with `Begin` sum[i] = ... instead. `most` gets the greatest byte of each column:
/// where one is no level the sums mean nothing, and may have run over.
template <std::size_t K, bool Begin> struct weigh_codes {
  PROWESS_INLINE static void run(const std::uint8_t* const* columns, const std::uint16_t* by, std::uint16_t* PROWESS_ALONE sum, std::uint8_t* most, std::size_t n) {
    const std::uint8_t* PROWESS_ALONE a = columns[0];
    const std::uint8_t* PROWESS_ALONE b = columns[K > 1 ? 1 : 0];
    const std::uint8_t* PROWESS_ALONE c = columns[K > 2 ? 2 : 0];
    const std::uint8_t* PROWESS_ALONE d = columns[K > 3 ? 3 : 0];
    const std::uint16_t x = by[0], y = by[K > 1 ? 1 : 0], z = by[K > 2 ? 2 : 0], t = by[K > 3 ? 3 : 0];
    std::uint8_t most_a = 0, most_b = 0, most_c = 0, most_d = 0;
    for (std::size_t i = 0; i < n; ++i) {
      auto s = static_cast<std::uint16_t>(a[i] * x);
      most_a = a[i] > most_a ? a[i] : most_a;
      if constexpr (K > 1) s = static_cast<std::uint16_t>(s + b[i] * y), most_b = b[i] > most_b ? b[i] : most_b;
      if constexpr (K > 2) s = static_cast<std::uint16_t>(s + c[i] * z), most_c = c[i] > most_c ? c[i] : most_c;
      if constexpr (K > 3) s = static_cast<std::uint16_t>(s + d[i] * t), most_d = d[i] > most_d ? d[i] : most_d;
      if constexpr (!Begin) s = static_cast<std::uint16_t>(s + sum[i]);
      sum[i] = s;
    }
    most[0] = most_a;
    if constexpr (K > 1) most[1] = most_b;
    if constexpr (K > 2) most[2] = most_c;
    if constexpr (K > 3) most[3] = most_d;
  }
};

/// A mean from its whole-number sum: (first + sum) / total. In float, times the inverse.
template <class T> struct finish_sum {
  PROWESS_INLINE static void run(const std::uint16_t* PROWESS_ALONE sum, double first, double total, T* PROWESS_ALONE out, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    if constexpr (sizeof(T) == sizeof(double)) {
      for (std::size_t i = 0; i < n; ++i) out[i] = (first + static_cast<double>(static_cast<std::int32_t>(sum[i]))) / total;
    } else {
      const T start = static_cast<T>(first / total), scale = static_cast<T>(1 / total);
      for (std::size_t i = 0; i < n; ++i) out[i] = start + static_cast<T>(static_cast<std::int32_t>(sum[i])) * scale;
    }
  }
};

/// The score of each level of a ladder: first + code.
template <class T> struct ladder_scores {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE codes, double first, T* PROWESS_ALONE out, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    const T start = static_cast<T>(first);
    for (std::size_t i = 0; i < n; ++i) out[i] = start + static_cast<T>(static_cast<std::int32_t>(codes[i]));
  }
};

/// place[i] += what the byte of a table's leaf adds to the place in it; with `Begin` place[i] = that instead. Returns 1 where somebody is
/// not rated, 3 where besides a byte is unknown. `Fills`: `not_observed` is a digit of its own, after the levels; the other kinds of
/// absence come last.
template <bool Begin, bool Fills> struct add_digit {
  PROWESS_INLINE static std::uint8_t run(const std::uint8_t* PROWESS_ALONE codes, std::uint8_t levels, std::uint16_t stride, std::uint16_t* PROWESS_ALONE place, std::size_t n) {
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint8_t code = codes[i], kind = code < 253 ? 3 : 1;
      std::uint8_t digit = code < levels ? code : levels;
      if constexpr (Fills) digit = static_cast<std::uint8_t>(digit + (code == 253 || code == 254 ? 1 : 0));
      const auto step = static_cast<std::uint16_t>(digit * stride);
      place[i] = Begin ? step : static_cast<std::uint16_t>(place[i] + step);
      seen = static_cast<std::uint8_t>(seen | (code >= levels ? kind : 0));
    }
    return seen;
  }
};
/// The same for its pattern of kinds: `bits` times 0 for a level, 1 to 3 for the three kinds of absence.
template <bool Begin> struct add_kind {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE codes, std::uint16_t bits, std::uint16_t* PROWESS_ALONE pattern, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint16_t code = codes[i] < 253 ? std::uint16_t{252} : static_cast<std::uint16_t>(codes[i]);
      const auto kind = static_cast<std::uint16_t>((code - 252) * bits);
      pattern[i] = Begin ? kind : static_cast<std::uint16_t>(pattern[i] + kind);
    }
  }
};
/// Whether some entry is `wanted`.
struct any_at {
  PROWESS_INLINE static bool run(const std::uint16_t* PROWESS_ALONE place, std::uint16_t wanted, std::size_t n) {
    std::uint16_t found = 0;
    for (std::size_t i = 0; i < n; ++i) found = static_cast<std::uint16_t>(found | (place[i] == wanted ? 1 : 0));
    return found != 0;
  }
};

/// All of them, for some instructions.
template <class T> struct batch_kernels {
  template <class K> using function = decltype(kernel<K>::at(simd::portable));
  function<greatest_byte> greatest;
  std::array<function<weigh_codes<1, true>>, 4> begin, more;  ///< by columns - 1
  std::array<function<sum_of_ranks<2>>, 5> ranks;             ///< by columns - 2
  function<finish_sum<T>> finish;
  std::array<std::array<function<add_digit<true, true>>, 2>, 2> digit;  ///< without, with filling; the first, and those that follow
  std::array<function<add_kind<true>>, 2> kind;
  function<any_at> at;

  explicit batch_kernels(simd with)
      : greatest(kernel<greatest_byte>::at(with)),
        begin{kernel<weigh_codes<1, true>>::at(with), kernel<weigh_codes<2, true>>::at(with), kernel<weigh_codes<3, true>>::at(with), kernel<weigh_codes<4, true>>::at(with)},
        more{kernel<weigh_codes<1, false>>::at(with), kernel<weigh_codes<2, false>>::at(with), kernel<weigh_codes<3, false>>::at(with), kernel<weigh_codes<4, false>>::at(with)},
        ranks{kernel<sum_of_ranks<2>>::at(with), kernel<sum_of_ranks<3>>::at(with), kernel<sum_of_ranks<4>>::at(with), kernel<sum_of_ranks<5>>::at(with), kernel<sum_of_ranks<6>>::at(with)},
        finish(kernel<finish_sum<T>>::at(with)),
        digit{{{kernel<add_digit<true, false>>::at(with), kernel<add_digit<false, false>>::at(with)}, {kernel<add_digit<true, true>>::at(with), kernel<add_digit<false, true>>::at(with)}}},
        kind{kernel<add_kind<true>>::at(with), kernel<add_kind<false>>::at(with)},
        at(kernel<any_at>::at(with)) {}
};

}  // namespace prowess::v0::detail
