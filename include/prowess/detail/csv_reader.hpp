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

#include <prowess/detail/text_place.hpp>

namespace prowess::inline v0::detail {

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

/// Reads row by row. The text must outlive it, or be replaced by what has not been read of it and more.
///
///     csv_reader rows(text, ',');
///     for (std::vector<csv_field> fields; rows.next(fields, 100);) use(fields);
class csv_reader {
 public:
  csv_reader(std::string_view text, char separator)
      : at_(text.data()), end_(at_ + text.size()), row_(at_), separator_(separator),
        separators_(every_byte * static_cast<unsigned char>(separator)), marks_(marks_from(at_)) {}

  /// Goes on with another text: the `rest()` of this one and what comes behind it. `is_last`: nothing comes behind that.
  void go_on(std::string_view text, bool is_last) {
    at_ = row_ = text.data(), end_ = at_ + text.size(), is_last_ = is_last;
    marks_ = marks_from(at_);
  }
  /// What has not been read.
  [[nodiscard]] std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  /// The line on which the rest begins.
  [[nodiscard]] std::size_t next_line() const { return next_line_; }
  [[nodiscard]] bool is_last() const { return is_last_; }

  /// The next row's fields; false behind the last row, and where more text has to come for its end to be known: then nothing of it
  /// has been read. Stores at most `most` fields, `count()` says how many there are.
  [[nodiscard]] bool next(std::vector<csv_field>& fields, std::size_t most) {
    if (at_ == end_) return fields.clear(), false;
    row_ = at_, line_ = next_line_, fault_ = csv_fault::none;
    const char* at = at_;
    marks seen = marks_;  // local: stores into fields do not touch them
    bool quotes = false;
    std::size_t n = 0;
    for (;; ++at) {
      if (n == fields.size() && n < most) fields.emplace_back();
      csv_field& f = n < most ? fields[n] : surplus_;  // filled in place: a copy would wait for its parts
      ++n;
      const char* const first = at;
      if (at != end_ && *at == '"') {
        quotes = true;
        at = quoted_field(f, at);
        seen = marks_from(at);
      } else {
        at = next_mark(seen, at);
        if (at != end_ && *at == '"') {
          wrong(csv_fault::quote_in_field, at);
          seen = marks_from(at = end_of_field(at));
        }
        f.first = first;
        f.size = static_cast<std::size_t>(at - first);
        f.quoted = f.doubled = false;
      }
      if (at == end_ || *at != separator_) break;
    }
    if (!is_last_ && (at == end_ || (*at == '\r' && end_ - at == 1))) return false;
    if (at != end_) at += *at == '\r' && end_ - at > 1 && at[1] == '\n' ? 2 : 1;
    if (n < fields.size()) fields.resize(n);
    at_ = at, marks_ = seen, count_ = n;
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
  /// The separators, quotes, CR and LF of 8 bytes that have not been passed.
  struct marks {
    const char* word = nullptr;
    std::uint64_t left = 0;
  };
  /// Marks separators and all bytes up to '"', among which are the others.
  [[nodiscard]] marks marks_from(const char* p) const {
    std::uint64_t w = every_byte * 'x';
    if (std::endian::native == std::endian::little && end_ - p >= 8) w = load_word(p);
    else
      for (int k = 0; k < 8 && k < end_ - p; ++k) w ^= std::uint64_t{static_cast<unsigned char>(p[k] ^ 'x')} << 8 * k;
    constexpr std::uint64_t low = ~every_top_bit;
    const std::uint64_t x = w ^ separators_;  // sums stay within their bytes: each mark is right by itself
    return {p, ~((((w & low) + every_byte * (0x7f - '"')) | w) & (((x & low) + low) | x)) & every_top_bit};
  }
  /// The first of them from `at` on, which is passed; the end where there is none.
  [[nodiscard]] const char* next_mark(marks& seen, const char* at) const {
    for (;;) {
      while (seen.left == 0) {
        if (end_ - seen.word <= 8) return end_;
        seen = marks_from(seen.word + 8);
      }
      const char* const p = seen.word + std::countr_zero(seen.left) / 8;
      seen.left &= seen.left - 1;
      if (p >= at && (*p == '"' || ends_field(*p))) return p;
    }
  }
  [[nodiscard]] const char* end_of_field(const char* p) const {
    while (p != end_ && !ends_field(*p)) ++p;
    return p;
  }
  /// Returns its end.
  [[nodiscard]] const char* quoted_field(csv_field& f, const char* at) {
    f = {at + 1, 0, true, false};
    for (const char* p = f.first;;) {
      const void* found = p == end_ ? nullptr : std::memchr(p, '"', static_cast<std::size_t>(end_ - p));
      if (found == nullptr) {
        wrong(csv_fault::open_quote, at);
        f.size = static_cast<std::size_t>(end_ - f.first);
        return end_;
      }
      p = static_cast<const char*>(found) + 1;
      if (p == end_ || *p != '"') {
        f.size = static_cast<std::size_t>(p - 1 - f.first);
        if (p == end_ || ends_field(*p)) return p;
        wrong(csv_fault::text_after_quote, p);
        return end_of_field(p);
      }
      f.doubled = true;
      ++p;
    }
  }

  const char *at_, *end_, *row_, *fault_at_ = nullptr;
  std::size_t line_ = 1, next_line_ = 1, count_ = 0;
  char separator_;
  std::uint64_t separators_;
  marks marks_;
  csv_fault fault_ = csv_fault::none;
  bool is_last_ = true;
  csv_field surplus_{};
};

}  // namespace prowess::v0::detail
