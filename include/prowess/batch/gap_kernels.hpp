// SPDX-License-Identifier: BSL-1.0
// Ratings with gaps, for a mean: which are there, whether they stand on a scale, what each brings as a child.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <prowess/batch/input.hpp>
#include <prowess/batch/level_code.hpp>
#include <prowess/batch/strip_mean.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/outcome.hpp>

namespace prowess::inline v0::detail {

/// A byte for each entry from `first` on: 1 where it is there. Eight at a time: a byte of the bitmap is copied to eight, each of which
/// keeps one bit.
inline void unpack(const validity& there, std::size_t first, std::size_t n, std::uint8_t* to) {
  if (there.bits == nullptr) return static_cast<void>(std::memset(to, 1, n));
  const std::size_t at = there.offset + first, shift = at % 8;
  const std::uint8_t* from = there.bits + at / 8;
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8, ++from) {
    const std::uint64_t bits = shift == 0 ? from[0] : static_cast<std::uint8_t>((from[0] >> shift) | (from[1] << (8 - shift)));
    std::uint8_t eight[8];
    for (std::size_t k = 0; k < 8; ++k) eight[k] = static_cast<std::uint8_t>((bits >> k) & 1);
    std::memcpy(to + i, eight, 8);
  }
  for (; i < n; ++i) to[i] = there[first + i] ? 1 : 0;
}

/// Whether all points that are there stand between the ends of a scale and, for `Whole`, are whole numbers, of fewer than 32 bits.
template <class Points, bool Whole> struct all_within {
  PROWESS_INLINE static bool run(const Points* PROWESS_ALONE points, const std::uint8_t* PROWESS_ALONE there, double low, double high, std::size_t n) {
    std::int64_t outside = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double given = there[i] != 0 ? static_cast<double>(points[i]) : low;
      const bool spans = (given >= low) & (given <= high);
      std::int64_t wrong = spans ? 0 : 1;
      if constexpr (Whole) {
        const double held = spans ? given : low;
        wrong = static_cast<double>(static_cast<std::int32_t>(held)) == held ? wrong : 1;
      }
      outside |= wrong;
    }
    return outside == 0;
  }
};

/// What an outcome is to a mean, in numbers.
struct child_part {
  double score, has, rated, applicable, entered, lacked;
  explicit child_part(const outcome<double>& o)
      : score(o.score), has(o.has_score() ? 1.0 : 0.0), rated(o.rated), applicable(o.applicable), entered(o.entered), lacked(o.what == status::no_opportunity ? 1.0 : 0.0) {}
};

/// Bytes of a leaf as a child of a mean. `parts` has those of the three kinds of absence, from `level_code::no_level` on; `to.score` has
/// the scores already, of all, unless it is a ladder (`first` + byte).
template <bool Ladder> struct spread_codes {
  PROWESS_INLINE static double chosen(std::uint8_t code, double a, double b, double c) { return code == level_code::no_level ? a : code == level_code::no_level + 1 ? b : c; }
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE codes, std::uint8_t levels, double first, const child_part* parts, strip_child& to, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    strip_child* PROWESS_ALONE t = &to;
    const child_part a = parts[0], b = parts[1], c = parts[2];
    for (std::size_t i = 0; i < n; ++i) t->rated[i] = codes[i] < levels ? 1.0 : 0.0;
    if constexpr (Ladder)
      for (std::size_t i = 0; i < n; ++i) t->score[i] = codes[i] < levels ? first + static_cast<double>(static_cast<std::int32_t>(codes[i])) : chosen(codes[i], a.score, b.score, c.score);
    for (std::size_t i = 0; i < n; ++i) t->has[i] = codes[i] < levels ? 1.0 : chosen(codes[i], a.has, b.has, c.has);
    for (std::size_t i = 0; i < n; ++i) t->applicable[i] = codes[i] < levels ? 1.0 : chosen(codes[i], a.applicable, b.applicable, c.applicable);
    for (std::size_t i = 0; i < n; ++i) t->entered[i] = codes[i] < levels ? 1.0 : chosen(codes[i], a.entered, b.entered, c.entered);
    for (std::size_t i = 0; i < n; ++i) t->lacked[i] = codes[i] < levels ? 0.0 : chosen(codes[i], a.lacked, b.lacked, c.lacked);
  }
};

/// Points that are scores as they stand, as a child of a mean; `absent` is what those bring who are not there.
template <class Points> struct spread_points {
  PROWESS_INLINE static void run(const Points* PROWESS_ALONE points, const std::uint8_t* PROWESS_ALONE there, const child_part& absent, strip_child& to, std::size_t n) {
    strip_child* PROWESS_ALONE t = &to;
    const double score = absent.score, has = absent.has, applicable = absent.applicable, entered = absent.entered;
    for (std::size_t i = 0; i < n; ++i) t->rated[i] = there[i] != 0 ? 1.0 : 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto given = static_cast<double>(points[i]);
      t->score[i] = there[i] != 0 ? given : score;
      t->has[i] = there[i] != 0 ? 1.0 : has;
    }
    for (std::size_t i = 0; i < n; ++i) {
      t->applicable[i] = there[i] != 0 ? 1.0 : applicable;
      t->entered[i] = there[i] != 0 ? 1.0 : entered;
      t->lacked[i] = 0.0;
    }
  }
};

}  // namespace prowess::v0::detail
