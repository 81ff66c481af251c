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

namespace prowess::detail {

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
