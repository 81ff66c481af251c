// SPDX-License-Identifier: BSL-1.0
// What all readers of JSON documents share: typed members, unknown and repeated ones, and what is kept as it is.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/json/outline.hpp>
#include <prowess/json/problems.hpp>
#include <prowess/json/syntax.hpp>
#include <prowess/name_index.hpp>

namespace prowess::detail {

/// A value as compact JSON, numbers as they were written.
inline void append_json(std::string& out, const json_outline& doc, std::uint32_t i) {
  const json_value& v = doc[i];
  switch (v.kind) {
    case json_kind::null: out += "null"; return;
    case json_kind::boolean: out += v.truth ? "true" : "false"; return;
    case json_kind::number: out += v.text; return;
    case json_kind::string: append_json_text(out, v.text); return;
    case json_kind::array:
    case json_kind::object: break;
  }
  const bool is_object = v.kind == json_kind::object;
  out += is_object ? '{' : '[';
  for (std::uint32_t c = i + 1; c < doc.end(i); c = doc.end(c)) {
    if (c != i + 1) out += ',';
    if (is_object) append_json_text(out, doc[c].key), out += ':';
    append_json(out, doc, c);
  }
  out += is_object ? '}' : ']';
}

/// A JSON number as the nearest double.
inline double json_number(std::string_view s) {
  double x = 0;
  std::from_chars(s.data(), s.data() + s.size(), x);
  return x + 0.0;  // -0 becomes 0
}

/// The one that is spelt most like `wanted`, or nothing where none is near.
class nearest_name {
 public:
  explicit nearest_name(std::string_view wanted) : wanted_(wanted), least_(wanted.size() / 3 + 2) {}
  void consider(std::string_view name) {
    if (const std::size_t d = distance(wanted_, name, least_); d < least_) least_ = d, best_ = name;
  }
  /// "did you mean 'x'?", or else `otherwise`.
  [[nodiscard]] std::string question(std::string otherwise) const {
    return best_.empty() ? std::move(otherwise) : "did you mean '" + std::string(best_) + "'?";
  }

 private:
  std::string_view wanted_, best_{};
  std::size_t least_;
};

/// A member that is kept in every object: 'note', and what begins with 'x-'.
[[nodiscard]] inline bool is_kept_key(std::string_view key) { return key.starts_with("x-") || key == "note"; }

/// For objects that are kept as a whole: nothing of them is kept by itself.
struct keep_nothing {
  void operator()(std::uint32_t) const {}
};

/// Reads values of one outline and reports what is wrong with them. Absent members are value 0, which is the document itself.
class json_reader {
 protected:
  json_reader(const json_outline& doc, json_problems& problems) : doc_(doc), problems_(problems) {}

  [[nodiscard]] const json_value& value(std::uint32_t i) const { return doc_[i]; }
  [[nodiscard]] bool is(std::uint32_t i, json_kind kind) const { return doc_[i].kind == kind; }

  /// A value in a message.
  [[nodiscard]] std::string shown_value(std::uint32_t i) const {
    const json_value& v = doc_[i];
    switch (v.kind) {
      case json_kind::null: return "null";
      case json_kind::boolean: return v.truth ? "true" : "false";
      case json_kind::number: return v.text.size() > 40 ? std::string(v.text.substr(0, 37)) + "..." : std::string(v.text);
      case json_kind::string: return "the text " + shown(v.text);
      case json_kind::array: return "a list";
      case json_kind::object: return "an object";
    }
    return {};
  }
  void wrong_type(std::uint32_t i, std::string_view needed, std::string remedy = {}) {
    const json_value& v = doc_[i];
    const std::string name = v.key.empty() ? "this" : shown(v.key);
    problems_.error(i, name + " must be " + std::string(needed) + ", not " + shown_value(i), std::move(remedy));
  }
  std::optional<std::string_view> text(std::uint32_t i) {
    if (is(i, json_kind::string)) return doc_[i].text;
    wrong_type(i, "a text", is(i, json_kind::number) ? "put it in quotes" : "");
    return std::nullopt;
  }
  std::optional<double> number(std::uint32_t i) {
    if (is(i, json_kind::number)) return json_number(doc_[i].text);
    wrong_type(i, "a number", is(i, json_kind::string) && number_in(doc_[i].text).value ? "leave out the quotes" : "");
    return std::nullopt;
  }
  std::optional<double> number(std::uint32_t i, double least, double most, std::string_view range) {
    const std::optional<double> x = number(i);
    if (!x || (*x >= least && *x <= most)) return x;
    problems_.error(i, shown(doc_[i].key) + " is " + shown_value(i), "give " + std::string(range));
    return std::nullopt;
  }
  std::optional<bool> truth(std::uint32_t i) {
    if (is(i, json_kind::boolean)) return doc_[i].truth;
    wrong_type(i, "true or false");
    return std::nullopt;
  }
  bool list(std::uint32_t i) { return is(i, json_kind::array) || (wrong_type(i, "a list", "write it in square brackets: [ ... ]"), false); }
  bool object(std::uint32_t i) { return is(i, json_kind::object) || (wrong_type(i, "an object", "write it in braces: { ... }"), false); }
  /// Calls `use(element)` for each element of a list.
  template <class Use> void each(std::uint32_t i, const Use& use) {
    if (list(i))
      for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) use(c);
  }

  /// The members of an object by their place in `names`; null counts as absent. `keep(value)` gets those that are kept as they are.
  template <std::size_t N, class Keep>
  std::array<std::uint32_t, N> members(std::uint32_t i, const std::array<std::string_view, N>& names, const Keep& keep) {
    std::array<std::uint32_t, N> at{};
    std::size_t next = 0, others = 0;
    bool again = false;
    for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) {
      const std::string_view key = doc_[c].key;
      std::size_t n = 0;
      while (n < N && names[(next + n) % N] != key) ++n;  // authors keep an order
      if (n < N) {
        next = (next + n) % N;
        again = again || at[next] != 0;
        at[next] = c;
      } else if (++others; is_kept_key(key)) {
        no_repeats(c);
        keep(c);
      } else if (!problems_.full()) {
        nearest_name nearest(key);
        for (const std::string_view name : names) nearest.consider(name);
        problems_.error(c, "there is no member " + shown(key) + " here", nearest.question("members of your own begin with 'x-'"), json_problems::spot::key);
      }
    }
    if (again || others > 1) no_repeats(i, false);
    for (std::uint32_t& c : at)
      if (c != 0 && is(c, json_kind::null)) c = 0;
    return at;
  }
  /// Calls `use(value)` for each member of an object whose keys are the author's; those that are kept go to `keep(value)`.
  template <class Use, class Keep> void entries(std::uint32_t i, const Use& use, const Keep& keep) {
    if (!object(i)) return;
    no_repeats(i, false);
    for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) {
      if (is_kept_key(doc_[c].key)) no_repeats(c), keep(c);
      else use(c);
    }
  }
  /// Reports keys that an object has twice, and those within it.
  void no_repeats(std::uint32_t i, bool within = true) {
    if (is(i, json_kind::object)) {
      hash_slots seen;
      std::uint32_t members = 0;
      for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c), ++members) {
        const std::string_view key = doc_[c].key;
        std::uint32_t first = hash_slots::none;
        if (members < 8) {
          for (std::uint32_t b = i + 1; b < c && first == hash_slots::none; b = doc_.end(b))
            if (doc_[b].key == key) first = b;
        } else {
          if (members == 8)
            for (std::uint32_t b = i + 1; b < c; b = doc_.end(b)) seen.insert(hash(doc_[b].key), b);
          first = seen.find(hash(key), [&](std::uint32_t b) { return doc_[b].key == key; });
          if (first == hash_slots::none) seen.insert(hash(key), c);
        }
        if (first != hash_slots::none)
          problems_.error(c, "there are two members " + shown(key), "remove one", json_problems::spot::key);
      }
    }
    if (within && (is(i, json_kind::object) || is(i, json_kind::array)))
      for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) no_repeats(c);
  }
  /// Seeded, so that no file can be made whose keys collide.
  [[nodiscard]] std::uint64_t hash(std::string_view key) const { return hash_text(key, reinterpret_cast<std::uintptr_t>(this) * 0x9e3779b97f4a7c15U); }

  /// A choice: a name, or an object with one member whose name it is.
  struct choice {
    std::string_view name{};
    std::uint32_t argument = 0;
  };
  template <class Keep> std::optional<choice> choice_in(std::uint32_t i, const Keep& keep) {
    if (is(i, json_kind::string)) return choice{doc_[i].text, 0};
    std::uint32_t only = 0, several = 0;
    if (is(i, json_kind::object))
      entries(i, [&](std::uint32_t c) { (only == 0 ? only : several) = c; }, keep);
    if (only != 0 && several == 0) return choice{doc_[only].key, only};
    wrong_type(i, "a name, or an object with one member whose name it is", "write \"name\" or { \"name\": parameters }");
    return std::nullopt;
  }

  const json_outline& doc_;
  json_problems& problems_;
};

}  // namespace prowess::detail
