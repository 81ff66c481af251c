// SPDX-License-Identifier: BSL-1.0
// Everything that is wrong with one JSON text, in the order of the text, each with line, column and JSON pointer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/text_place.hpp>
#include <prowess/json/outline.hpp>
#include <prowess/rating_text.hpp>
#include <prowess/result.hpp>

namespace prowess::detail {

/// Collects what is wrong with the values of an outline.
class json_problems {
 public:
  enum class kind : std::uint8_t { error, warning };
  enum class spot : std::uint8_t { value, key };

  json_problems(const json_outline& doc, std::size_t most) : doc_(doc), most_(most) {}

  void error(std::uint32_t at, std::string what, std::string remedy, spot where = spot::value) {
    add(errors_, at, std::move(what), std::move(remedy), where);
  }
  void warn(std::uint32_t at, std::string what, std::string remedy) { add(warnings_, at, std::move(what), std::move(remedy), spot::value); }
  [[nodiscard]] bool any() const noexcept { return !errors_.list.empty(); }
  [[nodiscard]] std::size_t count() const noexcept { return errors_.list.size() + errors_.more; }
  /// Further errors are only counted: nobody need word them.
  [[nodiscard]] bool full() const noexcept { return errors_.list.size() >= most_; }
  [[nodiscard]] bool full_of_warnings() const noexcept { return warnings_.list.size() >= most_; }

  /// The list, ordered by place; places count from `line`.
  [[nodiscard]] std::vector<problem> take(kind what, std::size_t line = 1) {
    found& all = what == kind::error ? errors_ : warnings_;
    std::stable_sort(all.list.begin(), all.list.end(), [](const entry& a, const entry& b) { return a.at < b.at; });
    std::vector<std::uint32_t> wanted;
    for (const entry& e : all.list)
      if (wanted.empty() || wanted.back() != e.at) wanted.push_back(e.at);
    const std::vector<json_place> places = json_places(doc_.text(), wanted);
    std::vector<problem> texts;
    std::size_t nth = 0;
    text_place place{line, 1};
    const char* from = doc_.text().data();
    for (entry& e : all.list) {
      while (wanted[nth] != e.at) ++nth;
      const char* const at = e.where == spot::key ? places[nth].key : places[nth].value;
      if (at < from) place = {line, 1}, from = doc_.text().data();
      const text_place more = place_in(from, place.line, at);
      place = {more.line, more.line == place.line ? place.column + more.column - 1 : more.column};
      from = at;
      const std::string pointer = doc_.pointer(e.at);
      texts.push_back({place.text() + (pointer.empty() ? std::string() : " (" + shown_pointer(pointer) + ")"), std::move(e.what), std::move(e.remedy)});
    }
    if (all.more > 0) texts.push_back({{}, "there are " + std::to_string(all.more) + " more", "mend these first"});
    return texts;
  }

 private:
  struct entry {
    std::uint32_t at;
    spot where;
    std::string what, remedy;
  };
  struct found {
    std::vector<entry> list;
    std::size_t more = 0;
  };
  void add(found& all, std::uint32_t at, std::string what, std::string remedy, spot where) {
    if (all.list.size() >= most_) return void(++all.more);
    all.list.push_back({at, where, std::move(what), std::move(remedy)});
  }
  /// On one line, and not longer than a reader bears.
  static std::string shown_pointer(std::string p) {
    for (char& c : p)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    if (p.size() <= 200) return p;
    std::size_t cut = p.size() - 190;
    while (cut < p.size() && (static_cast<unsigned char>(p[cut]) & 0xc0) == 0x80) ++cut;
    return "..." + p.substr(cut);
  }

  const json_outline& doc_;
  std::size_t most_;
  found errors_, warnings_;
};

/// Why a text is no JSON, in words, with the place.
[[nodiscard]] inline problem json_syntax_problem(const json_outline& doc, json_fault fault, std::size_t depth, std::size_t line = 1) {
  const std::string_view text = doc.text();
  const char *const at = text.data() + doc.stopped(), *const end = text.data() + text.size();
  const std::string where = place_in(text.data(), line, at).text();
  if (fault == json_fault::too_deep) return {where, "objects and lists are nested more than " + std::to_string(depth) + " deep", "flatten them, or raise the limit on depth"};
  if (fault == json_fault::too_many_values) return {where, "the text has too many values", "split it, or raise the limit on values"};
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  if (fault == json_fault::ends_early) {
    if (std::all_of(text.begin(), text.end(), blank)) return {{}, "the text is empty", "give a JSON document"};
    return {where, "the text ends before the document does", "close every text, list and object: \" ] }"};
  }
  if (at == end) return {where, "this is no JSON", {}};
  const char* before = at;
  while (before != text.data() && blank(before[-1])) --before;
  const char last = before == text.data() ? '\0' : before[-1];
  const auto next = static_cast<unsigned char>(*at);
  if ((*at == '}' || *at == ']') && last == ',') return {where, "there is a comma before " + shown({at, 1}), "remove the comma"};
  if (*at == '\'') return {where, "a text begins with a single quote", "use double quotes"};
  if (*at == '/' || *at == '#') return {where, "JSON has no comments", "put the text into a member 'note'"};
  if (next < 0x20) return {where, "a text holds a line break, a tab or another control character", "write it as \\n, \\t or \\u00XX, or close the text before it"};
  if (next >= 0x80 && utf8_length(at, end) == 0) return {where, "this is not UTF-8", "save the file as UTF-8"};
  const std::size_t length = next < 0x80 ? 1 : utf8_length(at, end);
  std::string remedy;
  if (*at == '"' && (last == '"' || last == '}' || last == ']' || (last >= '0' && last <= '9'))) remedy = "is a comma missing before it?";
  else if (*at == 'N' || *at == 'I' || *at == 'n' || *at == 'i' || *at == 'u') remedy = "JSON has neither NaN nor Infinity nor undefined: leave the member out";
  else if (*at == 'T' || *at == 'F' || *at == 't' || *at == 'f') remedy = "write true or false";
  else if (last == '0' && *at >= '0' && *at <= '9') remedy = "a number does not begin with 0";
  return {where, "unexpected " + shown({at, length}), remedy};
}

/// Whether a JSON text cannot be read at all, and why; else `doc` holds it.
inline std::optional<problem> parse_document(json_outline& doc, std::string_view& text, std::size_t most_bytes, std::size_t depth) {
  if (text.size() > most_bytes || text.size() > 0xffffffff)
    return problem{{}, "the document has more than " + std::to_string(most_bytes) + " bytes", "split it, or raise the limit most_bytes"};
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return problem{{}, "the document is UTF-16", "save it as UTF-8"};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const json_fault fault = doc.parse(text);
  if (fault != json_fault::none) return json_syntax_problem(doc, fault, depth);
  return std::nullopt;
}

}  // namespace prowess::detail
