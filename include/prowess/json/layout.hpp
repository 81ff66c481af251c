// SPDX-License-Identifier: BSL-1.0
// JSON as text: escapes, and a layout that people like to read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prowess::inline v0::detail {

/// A text as a JSON string.
inline void append_json_text(std::string& out, std::string_view s) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
    out.append(s, plain, i - plain);
    plain = i + 1;
    out += '\\';
    if (c == '"' || c == '\\') out += s[i];
    else if (c == '\n') out += 'n';
    else if (c == '\t') out += 't';
    else if (c == '\r') out += 'r';
    else out += "u00", out += digits[c >> 4], out += digits[c & 15];
  }
  out.append(s, plain, s.size() - plain);
  out += '"';
}

/// A member that is kept in every object: 'note', and what begins with 'x-'.
[[nodiscard]] inline bool is_kept_key(std::string_view key) { return key.starts_with("x-") || key == "note"; }

/// Takes one JSON value off the front of a text; false where there is none.
inline bool take_json(std::string_view& s, int depth = 0) {
  const auto blanks = [&] { s.remove_prefix(s.find_first_not_of(" \t\r\n") == std::string_view::npos ? s.size() : s.find_first_not_of(" \t\r\n")); };
  const auto take = [&](char c) {
    blanks();
    const bool there = !s.empty() && s.front() == c;
    if (there) s.remove_prefix(1);
    return there;
  };
  const auto text = [&] {
    if (!take('"')) return false;
    for (; !s.empty() && s.front() != '"'; s.remove_prefix(1)) {
      if (static_cast<unsigned char>(s.front()) < 0x20) return false;
      if (s.front() == '\\' && s.size() > 1) s.remove_prefix(1);
    }
    return take('"');
  };
  blanks();
  if (s.empty() || depth > 1000) return false;
  if (s.front() == '"') return text();
  if (s.front() == '{' || s.front() == '[') {
    const bool is_object = s.front() == '{';
    s.remove_prefix(1);
    if (take(is_object ? '}' : ']')) return true;
    do {
      if ((is_object && !(text() && take(':'))) || !take_json(s, depth + 1)) return false;
    } while (take(','));
    return take(is_object ? '}' : ']');
  }
  const std::string_view word = s.substr(0, s.find_first_of(" \t\r\n,:]}"));
  s.remove_prefix(word.size());
  return word == "true" || word == "false" || word == "null" ||
         (!word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9')) && word.find_first_not_of("+-.0123456789eE") == std::string_view::npos);
}
/// Whether a text is one JSON value (of a number only that it looks like one).
[[nodiscard]] inline bool is_json(std::string_view s) { return take_json(s) && s.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Compact JSON with line breaks and blanks: what fits stands on one line, else each element on its own. Ends in a newline.
[[nodiscard]] inline std::string laid_out(std::string_view json, std::size_t width = 140) {
  std::vector<std::uint32_t> lengths, open;  // by bracket: the length on one line
  std::uint32_t length = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    ++length;
    if (in_text) {
      if (c == '\\') ++i, ++length;
      else if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == ',' || c == ':') {
      ++length;
    } else if (c == '{' || c == '[') {
      open.push_back(static_cast<std::uint32_t>(lengths.size()));
      lengths.push_back(length++);
    } else if (c == '}' || c == ']') {
      lengths[open.back()] = ++length - lengths[open.back()];
      open.pop_back();
    }
  }
  std::string out;
  std::vector<bool> broken;
  std::size_t line = 0, bracket = 0;
  const auto break_line = [&] {
    out += '\n';
    line = out.size();
    out.append(2 * broken.size(), ' ');
  };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      const std::size_t first = i++;
      for (; json[i] != '"'; ++i)
        if (json[i] == '\\') ++i;
      out.append(json, first, i + 1 - first);
    } else if (c == '{' || c == '[') {
      const bool is_empty = json[i + 1] == '}' || json[i + 1] == ']';
      const bool fits = (!broken.empty() && !broken.back()) || out.size() - line + lengths[bracket] <= width;
      ++bracket;
      out += c;
      if (is_empty) {
        out += json[++i];
        continue;
      }
      broken.push_back(!fits);
      if (fits) out += ' ';
      else break_line();
    } else if (c == '}' || c == ']') {
      const bool was_broken = broken.back();
      broken.pop_back();
      if (was_broken) break_line();
      else out += ' ';
      out += c;
    } else if (c == ',') {
      out += c;
      if (!broken.empty() && broken.back()) break_line();
      else out += ' ';
    } else if (c == ':') {
      out += ": ";
    } else {
      out += c;
    }
  }
  return out += '\n';
}

}  // namespace prowess::v0::detail
