// SPDX-License-Identifier: BSL-1.0
// Everything that is wrong with one JSON text, in the order of the text, each with line, column and JSON pointer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/text_place.hpp>
#include <prowess/json/outline.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

/// Collects what is wrong with the values of an outline.
class json_problems {
 public:
  enum class kind : std::uint8_t { error, warning };
  enum class spot : std::uint8_t { value, key };

  json_problems(const json_outline& doc, std::size_t most) : doc_(doc), most_(most) {}

  void error(std::uint32_t at, std::string what, std::string remedy, spot where = spot::value) {
    if (std::find(unknown_.begin(), unknown_.end(), at) != unknown_.end()) return again();
    add(errors_, at, std::move(what), std::move(remedy), where);
  }
  /// A member that nobody knows; of its value nothing else is said, but of what is within.
  void unknown(std::uint32_t at, std::string what, std::string remedy) {
    error(at, std::move(what), std::move(remedy), spot::key);
    unknown_.push_back(at);
  }
  /// Something is wrong that has been said already.
  void again() noexcept { ++repeated_; }
  void warn(std::uint32_t at, std::string what, std::string remedy) { add(warnings_, at, std::move(what), std::move(remedy), spot::value); }
  [[nodiscard]] bool any() const noexcept { return !errors_.list.empty() || errors_.more > 0; }
  [[nodiscard]] std::size_t count() const noexcept { return errors_.list.size() + errors_.more; }
  /// Grows with everything that is wrong, said or not.
  [[nodiscard]] std::size_t so_far() const noexcept { return count() + repeated_; }
  /// Further errors are only counted: nobody need word them.
  [[nodiscard]] bool full() const noexcept { return errors_.list.size() >= most_; }
  [[nodiscard]] bool full_of_warnings() const noexcept { return warnings_.list.size() >= most_; }

  /// The list, ordered by place; places count from `line`.
  [[nodiscard]] std::vector<problem> take(kind what, std::size_t line = 1) {
    found& all = what == kind::error ? errors_ : warnings_;
    std::sort(all.list.begin(), all.list.end(), [](const entry& a, const entry& b) { return a.at != b.at ? a.at < b.at : a.nth < b.nth; });
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
    std::size_t nth;  ///< of those that were found
    spot where;
    std::string what, remedy;
  };
  struct found {
    std::vector<entry> list;
    std::size_t more = 0;
  };
  void add(found& all, std::uint32_t at, std::string what, std::string remedy, spot where) {
    if (all.list.size() >= most_) return void(++all.more);
    all.list.push_back({at, all.list.size(), where, on_one_line(std::move(what)), on_one_line(std::move(remedy))});
  }
  /// Names that are listed in a message may have line breaks: that is one of the mistakes.
  static std::string on_one_line(std::string text) {
    for (char& c : text)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return text;
  }
  /// Not longer than a reader bears.
  static std::string shown_pointer(const std::string& pointer) {
    std::string p = on_one_line(pointer);
    if (p.size() <= 200) return p;
    std::size_t cut = p.size() - 190;
    while (cut < p.size() && (static_cast<unsigned char>(p[cut]) & 0xc0) == 0x80) ++cut;
    return "..." + p.substr(cut);
  }

  const json_outline& doc_;
  std::size_t most_;
  std::size_t repeated_ = 0;
  std::vector<std::uint32_t> unknown_;  ///< at most as many as are listed
  found errors_, warnings_;
};

}  // namespace prowess::v0::detail
