// SPDX-License-Identifier: BSL-1.0
// The rows and fields of an RFC 4180 text, without copying any, and where in the text they stand.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace prowess::detail {

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
inline std::uint64_t load_word(const char* p) {
  std::uint64_t w;
  std::memcpy(&w, p, sizeof w);
  return w;
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

/// One field, in the text itself.
struct csv_field {
  const char* first = nullptr;  ///< behind the opening quote, if there is one
  std::size_t size = 0;         ///< up to the closing quote
  bool quoted = false, doubled = false;  ///< `doubled`: quotes within are still doubled

  [[nodiscard]] std::string_view raw() const { return {first, size}; }
  [[nodiscard]] const char* begins() const { return quoted ? first - 1 : first; }
  /// What the field says; `scratch` holds it where doubled quotes had to go.
  [[nodiscard]] std::string_view value(std::string& scratch) const {
    if (!doubled) return raw();
    scratch.clear();
    for (std::size_t i = 0; i < size; ++i) {
      scratch += first[i];
      if (first[i] == '"') ++i;
    }
    return scratch;
  }
};

/// How a row breaks RFC 4180.
enum class csv_fault : std::uint8_t { none, open_quote, text_after_quote, quote_in_field };

/// Reads row by row. The text must outlive it.
///
///     csv_reader rows(text, ',');
///     for (std::vector<csv_field> fields; rows.next(fields, 100);) use(fields);
class csv_reader {
 public:
  csv_reader(std::string_view text, char separator)
      : at_(text.data()), end_(at_ + text.size()), row_(at_), separator_(separator),
        separators_(every_byte * static_cast<unsigned char>(separator)) {}

  /// The next row's fields; false behind the last row. Stores at most `most` fields, `count()` says how many there are.
  [[nodiscard]] bool next(std::vector<csv_field>& fields, std::size_t most) {
    fields.clear();
    if (at_ == end_) return false;
    row_ = at_, line_ = next_line_, count_ = 0, fault_ = csv_fault::none;
    bool quotes = false;
    for (;;) {
      csv_field& f = ++count_ <= most ? fields.emplace_back() : surplus_;  // filled in place: a copy would wait for its parts
      if (at_ != end_ && *at_ == '"') quotes = true, quoted_field(f);
      else plain_field(f);
      if (at_ == end_) break;
      if (*at_ == separator_) {
        ++at_;
        continue;
      }
      at_ += *at_ == '\r' && end_ - at_ > 1 && at_[1] == '\n' ? 2 : 1;
      break;
    }
    next_line_ = quotes ? place_in(row_, line_, at_).line : line_ + 1;
    return true;
  }
  /// The line on which the row begins.
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] const char* row() const { return row_; }
  [[nodiscard]] csv_fault fault() const { return fault_; }
  [[nodiscard]] const char* fault_at() const { return fault_at_; }
  /// Where something of the current row is.
  [[nodiscard]] text_place place(const char* at) const { return place_in(row_, line_, at); }

 private:
  void wrong(csv_fault what, const char* at) {
    if (fault_ == csv_fault::none) fault_ = what, fault_at_ = at;
  }
  [[nodiscard]] bool ends_field(char c) const { return c == separator_ || c == '\n' || c == '\r'; }
  /// The first separator, quote, CR or LF.
  [[nodiscard]] const char* scan(const char* p) const {
    if constexpr (std::endian::native == std::endian::little) {
      for (; end_ - p >= 8; p += 8) {
        const std::uint64_t w = load_word(p);
        const std::uint64_t hits = zero_bytes(w ^ separators_) | zero_bytes(w ^ every_byte * '"') | zero_bytes(w ^ every_byte * '\r') |
                                   zero_bytes(w ^ every_byte * '\n');
        if (hits != 0) return p + std::countr_zero(hits) / 8;
      }
    }
    while (p != end_ && *p != '"' && !ends_field(*p)) ++p;
    return p;
  }
  void skip_to_end_of_field() {
    for (at_ = scan(at_); at_ != end_ && *at_ == '"';) at_ = scan(at_ + 1);
  }
  void plain_field(csv_field& f) {
    f.first = at_;
    at_ = scan(at_);
    if (at_ != end_ && *at_ == '"') {
      wrong(csv_fault::quote_in_field, at_);
      skip_to_end_of_field();
    }
    f.size = static_cast<std::size_t>(at_ - f.first);
  }
  void quoted_field(csv_field& f) {
    f.first = at_ + 1;
    f.quoted = true;
    for (const char* p = f.first;;) {
      const void* found = p == end_ ? nullptr : std::memchr(p, '"', static_cast<std::size_t>(end_ - p));
      if (found == nullptr) {
        wrong(csv_fault::open_quote, at_);
        f.size = static_cast<std::size_t>(end_ - f.first);
        at_ = end_;
        return;
      }
      p = static_cast<const char*>(found) + 1;
      if (p == end_ || *p != '"') {
        f.size = static_cast<std::size_t>(p - 1 - f.first);
        at_ = p;
        break;
      }
      f.doubled = true;
      ++p;
    }
    if (at_ != end_ && !ends_field(*at_)) {
      wrong(csv_fault::text_after_quote, at_);
      skip_to_end_of_field();
    }
  }

  const char *at_, *end_, *row_, *fault_at_ = nullptr;
  std::size_t line_ = 1, next_line_ = 1, count_ = 0;
  char separator_;
  std::uint64_t separators_;
  csv_fault fault_ = csv_fault::none;
  csv_field surplus_{};
};

}  // namespace prowess::detail
