// SPDX-License-Identifier: BSL-1.0
// Why a text is no JSON, in words for people who do not know JSON well.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/text.hpp>
#include <prowess/detail/text_place.hpp>
#include <prowess/json/outline.hpp>
#include <prowess/rating_text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

/// Reads a text again that the parser has refused, and stops at the first mistake. Cost: linear; nothing recurses.
class json_syntax {
 public:
  json_syntax(std::string_view text, std::size_t line) : first_(text.data()), end_(first_ + text.size()), p_(first_), line_(line) {}

  /// The first mistake, if this finds one.
  [[nodiscard]] std::optional<problem> find() {
    for (;;) {
      while (p_ != end_ && (*p_ == ' ' || *p_ == '\t' || *p_ == '\n' || *p_ == '\r')) ++p_;
      if (p_ == end_) {
        if (wanted_ == wants::nothing) return std::nullopt;
        if (open_.empty()) return problem{{}, "the text is empty", "give a JSON document"};
        return ends_early(false);
      }
      if (auto wrong = step()) return wrong;
    }
  }

 private:
  enum class wants : std::uint8_t { value, first_value, key, first_key, colon, comma, nothing };
  using found = std::optional<problem>;

  found step() {
    const char c = *p_;
    switch (wanted_) {
      case wants::first_value:
        if (c == ']') return close();
        [[fallthrough]];
      case wants::value:
        if (c == '{' || c == '[') {
          open_.push_back(p_++);
          wanted_ = c == '{' ? wants::first_key : wants::first_value;
          return std::nullopt;
        }
        if (c == '"') return done(text());
        if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') return done(number());
        return is_letter(c) && !open_.empty() ? done(word()) : no_value();
      case wants::first_key:
        if (c == '}') return close();
        [[fallthrough]];
      case wants::key:
        key_ = p_, key_end_ = p_;
        if (c != '"') return no_key();
        wanted_ = wants::colon;
        if (auto wrong = text()) return wrong;
        key_end_ = p_;
        return std::nullopt;
      case wants::colon:
        if (c != ':') return no_colon();
        ++p_;
        wanted_ = wants::value;
        return std::nullopt;
      case wants::comma:
        if (c == (in_object() ? '}' : ']')) return close();
        if (c != ',') return no_comma();
        comma_ = p_++;
        wanted_ = in_object() ? wants::key : wants::value;
        return std::nullopt;
      case wants::nothing: break;
    }
    if (c == '}' || c == ']') return say(p_, shown({p_, 1}) + " closes nothing", "remove it, or is an opening bracket missing before it?");
    if (auto wrong = foreign()) return wrong;
    return say(p_, "there is more behind the end of the document", "a file holds one document");
  }

  // ---- what is right

  found close() {
    ++p_;
    open_.pop_back();
    return done(std::nullopt);
  }
  /// A value has been read.
  found done(found wrong) {
    wanted_ = open_.empty() ? wants::nothing : wants::comma;
    return wrong;
  }
  found text() {
    const char* const quote = p_++;
    while (p_ != end_ && *p_ != '"') {
      const auto c = static_cast<unsigned char>(*p_);
      if (c == '\n' || c == '\r') return say(quote, "this text does not end on its line", "close it with \"; a line break within a text is written \\n");
      if (c == '\t') return say(p_, "there is a tab within a text", "write \\t, or blanks");
      if (c < 0x20) return say(p_, "there is the control character " + code(c) + " within a text", "remove it");
      if (c == '\\') {
        if (end_ - p_ < 2) return ends_early(true);
        if (auto wrong = escape()) return wrong;
      } else if (c < 0x80) {
        ++p_;
      } else {
        const std::size_t n = utf8_length(p_, end_);
        if (n == 0) return say(p_, "this is not UTF-8", "save the file as UTF-8");
        p_ += n;
      }
    }
    if (p_ == end_) return ends_early(true);
    ++p_;
    return std::nullopt;
  }
  found escape() {
    const std::string_view letters = "\"\\/bfnrt";
    if (letters.find(p_[1]) != std::string_view::npos) return p_ += 2, std::nullopt;
    if (p_[1] != 'u') {
      const std::size_t n = static_cast<unsigned char>(p_[1]) < 0x80 ? 1 : utf8_length(p_ + 1, end_);
      return say(p_, "there is no escape " + shown({p_, 1 + n}), "a backslash within a text is written \\\\");
    }
    const int high = unit(p_);
    if (high < 0) {
      if (end_ - p_ < 6) return ends_early(true);
      return say(p_, shown({p_, 6}) + " is no character", "four of the letters 0-9 and a-f follow \\u; a backslash within a text is written \\\\");
    }
    const bool pair = high >= 0xd800 && high <= 0xdbff && unit(p_ + 6) >= 0xdc00 && unit(p_ + 6) <= 0xdfff;
    if (high >= 0xd800 && high <= 0xdfff && !pair) return say(p_, shown({p_, 6}) + " is half of a character", "write the character itself, or both halves");
    p_ += pair ? 12 : 6;
    return std::nullopt;
  }
  /// The code unit of "\uXXXX" at `p`, or -1.
  [[nodiscard]] int unit(const char* p) const {
    if (end_ - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
    int u = 0;
    for (int k = 2; k < 6; ++k) {
      const char c = lower(p[k]);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return -1;
      u = u * 16 + (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return u;
  }
  found number() {
    const char* const at = p_;
    const auto digits = [&] {
      const char* const before = p_;
      while (p_ != end_ && *p_ >= '0' && *p_ <= '9') ++p_;
      return p_ != before;
    };
    p_ += *p_ == '-';
    const bool zero = p_ != end_ && *p_ == '0';
    bool right = zero ? (++p_, true) : digits();
    if (right && p_ != end_ && *p_ == '.') ++p_, right = digits();
    if (right && p_ != end_ && (*p_ == 'e' || *p_ == 'E')) {
      ++p_;
      if (p_ != end_ && (*p_ == '+' || *p_ == '-')) ++p_;
      right = digits();
    }
    if (p_ == end_) return right ? found() : ends_early(false);
    const std::string_view s = token(at, " \t\r\n,:;\"{}[]");
    if (right && at + s.size() == p_) return std::nullopt;
    const auto is_number = [](std::string_view t) { return !t.empty() && t[0] != '.' && number_in(t).is_number; };
    std::string remedy = "numbers are written as 12, -0.5 or 1e6";
    if (is_letter(s[0] == '-' && s.size() > 1 ? s[1] : s[0])) return say(at, "JSON has no " + shown(s), "leave the member out");
    if (const std::string_view rest = s.substr(0, s.size() - 1); s.size() > 1 && (s.back() == '%' || s.back() == '.') && is_number(rest)) remedy = "write " + std::string(rest);
    else if (s[0] == '.' && is_number("0" + std::string(s))) remedy = "write 0" + std::string(s);
    else if (s[0] == '+' && is_number(s.substr(1))) remedy = "write " + std::string(s.substr(1));
    else if (zero && is_number(s)) remedy = "a number does not begin with 0";
    return say(at, shown(s) + " is no number", std::move(remedy));
  }
  found word() {
    const char* const at = p_;
    const std::string_view s = token(at, " \t\r\n,:;\"{}[]=()<>");
    p_ += s.size();
    const std::string_view words[] = {"true", "false", "null"};
    for (const std::string_view w : words)
      if (s == w || (p_ == end_ && w.starts_with(s))) return s == w ? found() : ends_early(false);
    for (const std::string_view w : {"nan", "inf", "infinity", "undefined", "none", "nil"})
      if (same_word(s, w)) return say(at, "JSON has no " + shown(s), "leave the member out");
    for (const std::string_view w : {"yes", "no", "on", "off"})
      if (same_word(s, w)) return say(at, "JSON has no " + shown(s), "write true or false");
    for (const std::string_view w : words)
      if (distance(s, w, 3) < 3) return say(at, "JSON has no " + shown(s), "did you mean " + std::string(w) + "?");
    return say(at, "the text " + shown(s) + " has no quotes", "write it in double quotes");
  }

  // ---- what is wrong

  found no_value() {
    if (auto wrong = foreign()) return wrong;
    if (open_.empty()) return say(p_, "this is no JSON: it begins with " + letter(), "a document is written in braces: { ... }");
    if (in_object()) {
      if (*p_ == ',' || *p_ == '}' || *p_ == ']') return valueless();
      return unexpected("write a value behind the colon");
    }
    if (*p_ == ']') return say(p_, "there is a comma before ']'", "remove the comma");
    if (*p_ == ',') return say(p_, "there is a comma too many", "remove it");
    return unexpected("a list holds values with commas between them");
  }
  found no_key() {
    const char c = *p_;
    if (c >= '0' && c <= '9' && comma_ == p_ - 1 && comma_ != first_ && comma_[-1] >= '0' && comma_[-1] <= '9') {
      const char* at = comma_ - 1;
      while (at != first_ && ((at[-1] >= '0' && at[-1] <= '9') || at[-1] == '-')) --at;
      std::string s(token(p_, " \t\r\n,:;\"{}[]"));
      s.insert(0, std::string(at, comma_) + ".");
      return say(at, "there is a decimal comma", "write " + s.substr(0, 60));
    }
    if (auto wrong = foreign()) return wrong;
    if (c == '}') return say(p_, "there is a comma before '}'", "remove the comma");
    if (c == ',') return say(p_, "there is a comma too many", "remove it");
    if (c == ']') return mismatch();
    if (is_letter(c) || (c >= '0' && c <= '9')) return say(p_, "the name " + shown(token(p_, " \t\r\n,:;\"{}[]=")) + " has no quotes", "write it in double quotes");
    if (c == '{' || c == '[') return say(p_, "a name is missing before " + shown({p_, 1}), "each member of an object has one; what needs none is a list: [ ... ]");
    return unexpected("an object holds members: \"name\": value");
  }
  found no_colon() {
    if (*p_ == ',' || *p_ == '}') return valueless();
    if (*p_ == '=') return say(p_, "there is '=' behind " + key(), "write a colon");
    return say(p_, "there is no colon behind " + key(), "write a colon between name and value");
  }
  found no_comma() {
    if (auto wrong = foreign()) return wrong;
    const char c = *p_;
    if (c == '}' || c == ']') return mismatch();
    if (c == ';') return say(p_, "there is ';' in place of a comma", "write a comma");
    if (c == ':' && !in_object()) return say(p_, "there is a name in a list", "members with names are written in braces: { ... }");
    if (c == '"' || c == '{' || c == '[' || c == '-' || (c >= '0' && c <= '9')) return say(p_, "there is no comma before " + letter(), "separate what stands side by side with commas");
    if (p_ != first_ && text_before()) return say(p_, "the text before this ends too early, or a comma is missing", "a quote within a text is written \\\"");
    return unexpected("a comma or " + std::string(in_object() ? "'}'" : "']'") + " belongs here");
  }
  [[nodiscard]] bool text_before() const {
    const char* at = p_;
    while (at != first_ && (at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\n' || at[-1] == '\r')) --at;
    return at != first_ && at[-1] == '"';
  }
  found valueless() { return say(key_, "there is no value behind " + key(), "give it one, or leave the member out"); }
  found mismatch() {
    return say(p_, shown({p_, 1}) + " stands where the " + opening() + " is open", "close that first with " + std::string(in_object() ? "'}'" : "']'"));
  }
  found unexpected(std::string remedy) { return say(p_, "unexpected " + letter(), std::move(remedy)); }
  found ends_early(bool in_text) {
    if (open_.empty()) return say(end_, "the document ends too early", {});
    std::string missing = in_text ? " \"" : "";
    for (std::size_t k = open_.size(); k-- > 0 && missing.size() < 40;) missing += *open_[k] == '{' ? " }" : " ]";
    return say(end_, "the document ends " + (in_text ? "within a text" : "where the " + opening() + " is open"), "what is missing at least:" + missing);
  }
  /// Comments, quotes and characters that belong to other languages.
  found foreign() {
    const auto c = static_cast<unsigned char>(*p_);
    if (c == '#' || (c == '/' && end_ - p_ > 1 && (p_[1] == '/' || p_[1] == '*'))) return say(p_, "JSON has no comments", "put the text into a member 'note'");
    if (c == '\'') return say(p_, "a text begins with a single quote", "use double quotes");
    if (c < 0x20 || c == 0x7f) return say(p_, "there is the control character " + code(c), "remove it");
    if (c < 0x80) return std::nullopt;
    const std::size_t n = utf8_length(p_, end_);
    if (n == 0) return say(p_, "this is not UTF-8", "save the file as UTF-8");
    std::uint32_t u = n == 2 ? c & 0x1fU : n == 3 ? c & 0xfU : c & 7U;
    for (std::size_t k = 1; k < n; ++k) u = u << 6 | (static_cast<unsigned char>(p_[k]) & 0x3fU);
    if ((u >= 0x2018 && u <= 0x201f) || u == 0xab || u == 0xbb || u == 0x2039 || u == 0x203a) return say(p_, "there is the curly quote " + letter(), "use straight double quotes: \"");
    if (u <= 0xa0 || u == 0xad || (u >= 0x2000 && u <= 0x200f) || (u >= 0x2028 && u <= 0x202f) || (u >= 0x205f && u <= 0x206f) || u == 0x3000 || u == 0xfeff)
      return say(p_, "there is the invisible character " + code(u), "remove it, or write a blank");
    return std::nullopt;
  }

  // ---- words

  [[nodiscard]] problem say(const char* at, std::string what, std::string remedy) const { return {place_in(first_, line_, at).text(), std::move(what), std::move(remedy)}; }
  [[nodiscard]] bool in_object() const { return *open_.back() == '{'; }
  [[nodiscard]] std::string opening() const { return std::string(in_object() ? "object" : "list") + " that begins at " + place_in(first_, line_, open_.back()).text(); }
  [[nodiscard]] std::string key() const { return "the name " + shown({key_ + 1, static_cast<std::size_t>(key_end_ - key_) - 2}); }
  [[nodiscard]] std::string letter() const { return shown({p_, static_cast<unsigned char>(*p_) < 0x80 ? 1 : utf8_length(p_, end_)}); }
  [[nodiscard]] static bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || c == '$'; }
  /// What stands at `at`, up to one of some letters.
  [[nodiscard]] std::string_view token(const char* at, std::string_view ends) const {
    const char* p = at;
    while (p != end_ && ends.find(*p) == std::string_view::npos) ++p;
    return {at, static_cast<std::size_t>(p - at)};
  }
  [[nodiscard]] static std::string code(std::uint32_t u) {
    std::string s = "U+0000";
    for (std::size_t k = 5; k > 1; --k, u >>= 4) s[k] = "0123456789ABCDEF"[u & 15];
    return s;
  }

  const char *first_, *end_, *p_, *key_ = nullptr, *key_end_ = nullptr, *comma_ = nullptr;
  std::size_t line_;
  std::vector<const char*> open_;
  wants wanted_ = wants::value;
};

/// Why the parser refused a text, with the place.
[[nodiscard]] inline problem json_syntax_problem(const json_outline& doc, json_fault fault, std::size_t depth, std::size_t line = 1) {
  const std::string_view text = doc.text();
  const std::string where = place_in(text.data(), line, text.data() + doc.stopped()).text();
  if (fault == json_fault::too_deep) return {where, "objects and lists are nested more than " + std::to_string(depth) + " deep", "the limit guards against runaway input; flatten them"};
  if (fault == json_fault::too_many_values) return {where, "the text has too many values", "the limit guards against runaway input; split it"};
  if (auto wrong = json_syntax(text, line).find()) return *std::move(wrong);
  return {where, "this is no JSON", {}};
}

/// Whether a JSON text cannot be read at all, and why; else `doc` holds it.
inline std::optional<problem> parse_document(json_outline& doc, std::string_view& text, std::size_t most_bytes, std::size_t depth) {
  if (text.size() > most_bytes || text.size() > json_outline::largest_text)
    return problem{{}, "the document has more than " + std::to_string(most_bytes) + " bytes", "the limit guards against runaway input; split it"};
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") || text.substr(0, 2).find('\0') != std::string_view::npos)
    return problem{{}, "the document is UTF-16", "save it as UTF-8"};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const json_fault fault = doc.parse(text);
  if (fault != json_fault::none) return json_syntax_problem(doc, fault, depth);
  return std::nullopt;
}

}  // namespace prowess::v0::detail
