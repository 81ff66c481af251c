// SPDX-License-Identifier: BSL-1.0
// Texts, numbers and names as they stand in C++ source.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/detail/text_place.hpp>

namespace prowess::inline v0::detail {

inline bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// A finite number as a literal that reads back to the same bits, and is not taken for an integer that does not fit.
inline std::string code_number(double x) {
  if (same_bits(x, -0.0)) return "-0.0";
  if (!decimal_of(x).found) {
    char buffer[40];
    for (int digits = 15; digits < 17; ++digits) {
      std::snprintf(buffer, sizeof buffer, "%.*g", digits, x);
      if (std::strtod(buffer, nullptr) == x) return with_point(buffer);
    }
  }
  std::string s = number(x);
  if ((x > 2147483647.0 || x < -2147483647.0) && s.find_first_of(".e") == std::string::npos) s += ".0";
  return s;
}

/// Whether a UTF-8 character of at least two bytes is one that nobody sees: a control character, a mark that turns the direction
/// of what follows, a blank without width.
inline bool is_invisible(std::string_view character) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(character[k]); };
  if (character.size() == 2) return (byte(0) == 0xc2 && byte(1) < 0xa0) || (byte(0) == 0xd8 && byte(1) == 0x9c);
  if (character.size() != 3) return false;
  if (byte(0) == 0xe2 && byte(1) == 0x80) return (byte(2) >= 0x8b && byte(2) <= 0x8f) || (byte(2) >= 0xa8 && byte(2) <= 0xae);
  return (byte(0) == 0xe2 && byte(1) == 0x81 && byte(2) >= 0xa0 && byte(2) <= 0xaf) || character == "\xef\xbb\xbf";
}

/// One character of a text as a string literal holds it.
struct code_character {
  std::string_view as_is{};  ///< the character itself; empty where it needs `escaped`
  std::array<char, 12> escaped{};
  std::size_t escaped_size = 0;
  std::size_t bytes = 0;     ///< of the text
  std::size_t columns = 0;   ///< of the literal
  [[nodiscard]] std::string_view code() const { return as_is.empty() ? std::string_view(escaped.data(), escaped_size) : as_is; }
};
inline code_character code_character_at(std::string_view s, std::size_t at) {
  code_character c;
  const auto escape = [&](std::initializer_list<char> letters) {
    for (const char letter : letters) c.escaped[c.escaped_size++] = letter;
    c.columns = c.escaped_size;
  };
  const auto octal = [&](char byte) {  // always three digits: what follows cannot join in
    const auto b = static_cast<unsigned char>(byte);
    escape({'\\', static_cast<char>('0' + b / 64), static_cast<char>('0' + b / 8 % 8), static_cast<char>('0' + b % 8)});
  };
  const char letter = s[at];
  c.bytes = 1;
  if (static_cast<unsigned char>(letter) >= 0x80) {
    const std::size_t n = utf8_length(s.data() + at, s.data() + s.size());
    c.bytes = n == 0 ? 1 : n;
    const std::string_view character = s.substr(at, c.bytes);
    if (n != 0 && !is_invisible(character)) c.as_is = character, c.columns = 1;
    else
      for (const char byte : character) octal(byte);
  } else if (letter == '"' || letter == '\\') {
    escape({'\\', letter});
  } else if (letter == '\n') {
    escape({'\\', 'n'});
  } else if (letter == '\t') {
    escape({'\\', 't'});
  } else if (letter == '?' && at > 0 && s[at - 1] == '?') {  // no trigraphs
    escape({'\\', '?'});
  } else if (letter < ' ' || letter == 0x7f) {
    octal(letter);
  } else {
    c.as_is = s.substr(at, 1), c.columns = 1;
  }
  return c;
}

/// A text without quotes as a literal holds it.
inline std::string escaped(std::string_view s) {
  std::string code;
  for (std::size_t at = 0; at < s.size();) {
    const code_character c = code_character_at(s, at);
    code += c.code();
    at += c.bytes;
  }
  return code;
}
/// What stands behind the last quote: a text with a NUL needs its size.
inline std::string_view literal_suffix(std::string_view s) { return s.find('\0') == std::string_view::npos ? "" : "sv"; }
inline std::string literal(std::string_view s) {
  std::string code = "\"";
  code += escaped(s);
  code += '"';
  code += literal_suffix(s);
  return code;
}
/// Columns that code takes, one for each character.
inline std::size_t code_columns(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}
/// A text as literals side by side, broken behind line breaks and else behind blanks and commas; none is wider than `columns`, or
/// than 20 where that is less.
inline std::vector<std::string> literals(std::string_view s, std::size_t columns) {
  std::vector<std::string> all;
  const std::size_t suffix = literal_suffix(s).size(), room = (columns < 20 ? 20 : columns) - 2 - suffix;
  std::string line;
  std::size_t width = 0, gap = 0;  // `gap`: bytes of the line up to behind the last place to break it
  const auto cut = [&](std::size_t size) {
    all.push_back('"' + line.substr(0, size) + '"');
    line.erase(0, size);
    width = code_columns(line);
    gap = 0;
  };
  for (std::size_t at = 0; at < s.size();) {
    const code_character c = code_character_at(s, at);
    if (width + c.columns > room) cut(gap != 0 ? gap : line.size());
    line += c.code();
    width += c.columns;
    at += c.bytes;
    if (s[at - 1] == ' ' || s[at - 1] == ',') gap = line.size();
    if (s[at - 1] == '\n') cut(line.size());
  }
  if (!line.empty() || all.empty()) cut(line.size());
  all.back() += literal_suffix(s);
  return all;
}

/// Words that cannot name a variable of a header, sorted: keywords, what g++ defines without strict standard, and names of scope.
inline constexpr std::string_view reserved_words[] = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t", "char32_t",
    "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit",
    "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float",
    "for", "friend", "goto", "if", "inline", "int", "linux", "long", "main", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
    "operator", "or", "or_eq", "private", "protected", "prowess", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "std", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
    "typedef", "typeid", "typename", "union", "unix", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq"};
inline bool is_reserved(std::string_view s) { return std::binary_search(std::begin(reserved_words), std::end(reserved_words), s); }

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_word_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c); }
inline bool is_identifier(std::string_view s) { return !s.empty() && !is_digit(s[0]) && std::all_of(s.begin(), s.end(), is_word_letter); }

/// A text as the name of a variable: every run of other signs is one '_', none at the ends: "health-it (2024)" is health_it_2024.
inline std::string identifier_of(std::string_view s) {
  std::string name;
  for (const char c : s) {
    const bool letter = is_word_letter(c) && c != '_';
    if (letter) name += c;
    else if (!name.empty() && name.back() != '_') name += '_';
  }
  if (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty() || is_digit(name[0])) name.insert(0, name.empty() ? "generated_framework" : "framework_");
  if (is_reserved(name)) name += '_';
  return name;
}

}  // namespace prowess::v0::detail
