// SPDX-License-Identifier: BSL-1.0
// Nested calls as lines of C++ source: arguments one after the other, and a new line where one would get too long.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <prowess/report/code_text.hpp>

namespace prowess::inline v0::detail {

/// An argument of a call. Its text, if it has one, may be broken into several literals: `critical(` text `)`.
struct code_argument {
  std::string before{};
  std::optional<std::string_view> text{};
  std::string after{};
  [[nodiscard]] std::string whole() const { return text ? before + literal(*text) + after : before; }
};

/// Writes a call and the calls in it. Arguments go on the line while there is room, and else on one that is indented deeper.
class code_lines {
 public:
  code_lines(std::size_t columns, std::size_t indent) : columns_(columns), indent_(indent) {}
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  void indent(std::size_t times = 1) { margin_ += times * indent_; }
  void outdent() { margin_ -= indent_; }
  void add(std::string_view code) {
    text_ += code;
    column_ += code_columns(code);
  }
  /// An argument on a line of its own: a call whose arguments follow.
  void begin_argument(std::string_view code) { next_line(",", margin_), add(code); }
  /// An argument as it is.
  void argument(std::string_view code) { separate(code_columns(code)), add(code); }
  /// A call as an argument; where it is too long for a line, its arguments take a line each. `tail` stands behind it.
  void call(std::string_view word, std::span<const code_argument> arguments, std::string_view tail = {}) {
    std::string whole(word);
    whole += '(';
    for (std::size_t i = 0; i < arguments.size() && whole.size() <= 4 * columns_; ++i) {  // no character takes more than four bytes
      if (i > 0) whole += ", ";
      whole += arguments[i].whole();
    }
    whole += ')';
    whole += tail;
    if (margin_ + code_columns(whole) + 1 <= columns_) return argument(whole);
    separate(columns_);
    add(word);
    add("(");
    const std::size_t left = column_;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (i > 0) next_line(",", left);
      add(arguments[i].before);
      if (!arguments[i].text) continue;
      const std::size_t at = column_, used = at + code_columns(arguments[i].after) + 2;
      const char* end = nullptr;
      for (const std::string& piece : literals(*arguments[i].text, used + 40 < columns_ ? columns_ - used : 40)) {
        if (end) next_line(end, at);
        add(piece);
        end = "";
      }
      add(arguments[i].after);
    }
    add(")");
    add(tail);
    full_ = true;
  }

 private:
  /// The comma before an argument of that many columns, which needs one more behind it.
  void separate(std::size_t size) {
    if (full_ || column_ + 2 + size + 1 > columns_) next_line(",", margin_);
    else add(", ");
  }
  void next_line(std::string_view end, std::size_t column) {
    text_ += end;
    text_ += '\n';
    text_.append(column, ' ');
    column_ = column;
    full_ = false;
  }

  std::string text_;
  std::size_t columns_, indent_, margin_ = 0, column_ = 0;
  bool full_ = false;  ///< what follows belongs on a line of its own
};

}  // namespace prowess::v0::detail
