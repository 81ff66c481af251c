// SPDX-License-Identifier: BSL-1.0
// Lines and columns of a text, and whether it is UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <prowess/detail/compiler.hpp>

namespace prowess::inline v0::detail {

/// A line and a column of a text, both from 1; columns count characters (UTF-8 code points), not bytes.
struct text_place {
  std::size_t line = 1, column = 1;
  [[nodiscard]] std::string text() const { return "line " + std::to_string(line) + ", column " + std::to_string(column); }
};

/// Where `at` is, when `first` begins line `line`. A line ends with LF, CRLF or CR.
[[nodiscard]] inline text_place place_in(const char* first, std::size_t line, const char* at) {
  text_place p{line, 1};
  for (; first != at; ++first) {
    if (*first == '\n' || (*first == '\r' && (first + 1 == at || first[1] != '\n'))) ++p.line, p.column = 1;
    else if (*first != '\r') p.column += (static_cast<unsigned char>(*first) & 0xc0) != 0x80;
  }
  return p;
}

inline constexpr std::uint64_t every_byte = 0x0101010101010101U, every_top_bit = 0x8080808080808080U;
/// Marks the zero bytes of a word; nothing below the lowest mark is wrong.
constexpr std::uint64_t zero_bytes(std::uint64_t w) { return (w - every_byte) & ~w & every_top_bit; }
template <class Word = std::uint64_t> Word load_word(const char* p) {
  Word w;
  std::memcpy(&w, p, sizeof w);
  return w;
}

/// Equality of texts that are mostly short, without a call.
PROWESS_INLINE inline bool same_text(std::string_view a, std::string_view b) {
  const std::size_t n = a.size();
  if (n != b.size()) return false;
  if (n > 16) return a == b;
  const char *const p = a.data(), *const q = b.data();
  if (n >= 8) return load_word(p) == load_word(q) && load_word(p + n - 8) == load_word(q + n - 8);  // both ends, which may overlap
  if (n >= 4) return load_word<std::uint32_t>(p) == load_word<std::uint32_t>(q) && load_word<std::uint32_t>(p + n - 4) == load_word<std::uint32_t>(q + n - 4);
  return n == 0 || (p[0] == q[0] && p[n / 2] == q[n / 2] && p[n - 1] == q[n - 1]);
}

/// Length of the UTF-8 character at `p`, which is not ASCII; 0 where it is none (overlong, surrogate, beyond U+10FFFF, cut off).
inline std::size_t utf8_length(const char* p, const char* end) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(p[k]); };
  const unsigned char b = byte(0);
  const std::size_t n = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
  if (n == 0 || static_cast<std::size_t>(end - p) < n) return 0;
  for (std::size_t k = 1; k < n; ++k)
    if ((byte(k) & 0xc0) != 0x80) return 0;
  const bool wrong =
      (b == 0xe0 && byte(1) < 0xa0) || (b == 0xed && byte(1) > 0x9f) || (b == 0xf0 && byte(1) < 0x90) || (b == 0xf4 && byte(1) > 0x8f);
  return wrong ? 0 : n;
}

/// The first byte that is NUL or not UTF-8; null where there is none. Cost: a small part of reading.
[[nodiscard]] inline const char* first_not_text(std::string_view s) {
  const char *p = s.data(), *const end = p + s.size();
  while (p != end) {
    if (end - p >= 32) {
      std::uint64_t odd = 0;
      for (int k = 0; k < 32; k += 8) {
        const std::uint64_t w = load_word(p + k);
        odd |= (w & every_top_bit) | zero_bytes(w);
      }
      if (odd == 0) {
        p += 32;
        continue;
      }
    }
    if (end - p >= 8) {
      if (const std::uint64_t w = load_word(p); ((w & every_top_bit) | zero_bytes(w)) == 0) {
        p += 8;
        continue;
      }
    }
    for (const char* const stop = end - p >= 8 ? p + 8 : end; p < stop;) {
      if (*p == '\0') return p;
      const std::size_t n = static_cast<unsigned char>(*p) < 0x80 ? 1 : utf8_length(p, end);
      if (n == 0) return p;
      p += n;
    }
  }
  return nullptr;
}

}  // namespace prowess::v0::detail
