// SPDX-License-Identifier: BSL-1.0
// What all readers of JSON documents share: typed members, unknown and repeated ones, and what is kept as it is.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/read_double.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/json/member_names.hpp>
#include <prowess/json/outline.hpp>
#include <prowess/json/problems.hpp>
#include <prowess/json/syntax.hpp>
#include <prowess/name_index.hpp>

namespace prowess::inline v0::detail {

/// A value as compact JSON, numbers as they were written.
inline void append_json(std::string& out, const json_outline& doc, std::uint32_t i) {
  const json_value& v = doc[i];
  switch (v.kind) {
    case json_kind::null: out += "null"; return;
    case json_kind::boolean: out += v.truth ? "true" : "false"; return;
    case json_kind::number: out += v.text(); return;
    case json_kind::string: append_json_text(out, v.text()); return;
    case json_kind::array:
    case json_kind::object: break;
  }
  const bool is_object = v.kind == json_kind::object;
  out += is_object ? '{' : '[';
  for (std::uint32_t c = i + 1; c < doc.end(i); c = doc.end(c)) {
    if (c != i + 1) out += ',';
    if (is_object) append_json_text(out, doc[c].key()), out += ':';
    append_json(out, doc, c);
  }
  out += is_object ? '}' : ']';
}

/// A JSON number as the nearest double.
inline double json_number(std::string_view s) {
  double x = 0;
  if (short_decimal(s, x)) return x;
  read_double(s.data(), s.data() + s.size(), x);
  return x + 0.0;  // -0 becomes 0
}

/// The one that is spelt most like `wanted`, or of which it is a part, or nothing where none is near.
class nearest_name {
 public:
  explicit nearest_name(std::string_view wanted) : wanted_(wanted), least_(wanted.size() / 3 + 1) {}
  /// Whether this one is nearer than all before.
  bool consider(std::string_view name) {
    const std::size_t shorter = name.size() < wanted_.size() ? name.size() : wanted_.size();
    const bool begins = shorter >= 3 && same_word(name.substr(0, shorter), wanted_.substr(0, shorter));
    std::size_t d = distance(wanted_, name, least_);
    if (begins && d > 1) d = 1;
    if (d >= least_) return false;
    least_ = d, best_ = name;
    return true;
  }
  /// "did you mean 'x'?", or else `otherwise`.
  [[nodiscard]] std::string question(std::string otherwise) const {
    return best_.empty() ? std::move(otherwise) : "did you mean '" + std::string(best_) + "'?";
  }

 private:
  std::string_view wanted_, best_{};
  std::size_t least_;
};

/// What files call a member that code, or another format, calls `key`; else `key`.
inline std::string_view said_in_files(std::string_view key) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"on", "scale"}, {"name", "title"}, {"labelled", "type"}, {"weighting", "weights"}, {"lowest", "min"}, {"highest", "max"}};
  for (const auto& [code, file] : words)
    if (key == code) return file;
  return key;
}

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
      case json_kind::number: return v.text().size() > 40 ? std::string(v.text().substr(0, 37)) + "..." : std::string(v.text());
      case json_kind::string: return "the text " + shown(v.text());
      case json_kind::array: return "a list";
      case json_kind::object: return "an object";
    }
    return {};
  }
  void wrong_type(std::uint32_t i, std::string_view needed, std::string remedy = {}) {
    const json_value& v = doc_[i];
    const std::string name = v.key().empty() ? "this" : shown(v.key());
    problems_.error(i, name + " must be " + std::string(needed) + ", not " + shown_value(i), std::move(remedy));
  }
  std::optional<std::string_view> text(std::uint32_t i, std::string_view remedy = {}) {
    if (is(i, json_kind::string)) return doc_[i].text();
    wrong_type(i, "a text", std::string(remedy.empty() && is(i, json_kind::number) ? "put it in quotes" : remedy));
    return std::nullopt;
  }
  std::optional<double> number(std::uint32_t i, bool is_share = false) {
    if (is(i, json_kind::number)) {
      if (doc_.infinite().empty() || !std::binary_search(doc_.infinite().begin(), doc_.infinite().end(), i)) return json_number(doc_[i].text());
      problems_.again();
    } else {
      wrong_type(i, "a number", is(i, json_kind::string) ? number_for(doc_[i].text(), is_share) : "");
    }
    return std::nullopt;
  }
  /// A number within a range, of which `range` says what it is.
  std::optional<double> number(std::uint32_t i, double least, double most, std::string_view range) {
    const bool is_share = least == 0 && most == 1;
    const std::optional<double> x = number(i, is_share);
    if (!x || (*x >= least && *x <= most)) return x;
    const std::string name = doc_[i].key().empty() ? "this" : shown(doc_[i].key());
    problems_.error(i, name + " is " + shown_value(i), "give " + std::string(range) + (is_share && *x >= 5 && *x <= 100 ? ": " + detail::number(*x / 100) + " for " + detail::number(*x) + " %" : ""));
    return std::nullopt;
  }
  std::optional<double> share(std::uint32_t i) { return number(i, 0, 1, "a share from 0 to 1"); }
  std::optional<bool> truth(std::uint32_t i) {
    if (is(i, json_kind::boolean)) return doc_[i].truth;
    const std::string_view s = is(i, json_kind::string) || is(i, json_kind::number) ? doc_[i].text() : std::string_view();
    const bool yes = same_word(s, "yes") || s == "1";
    wrong_type(i, "true or false", same_word(s, "true") || same_word(s, "false") ? "leave out the quotes" : yes ? "write true" : same_word(s, "no") || s == "0" ? "write false" : "");
    return std::nullopt;
  }
  bool list(std::uint32_t i, std::string_view remedy = "write it in square brackets: [ ... ]") { return is(i, json_kind::array) || (wrong_type(i, "a list", std::string(remedy)), false); }
  bool object(std::uint32_t i, std::string_view remedy = "write it in braces: { ... }") { return is(i, json_kind::object) || (wrong_type(i, "an object", std::string(remedy)), false); }
  /// Calls `use(element)` for each element of a list.
  template <class Use> void each(std::uint32_t i, const Use& use) {
    if (list(i))
      for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) use(c);
  }

  /// The members of an object by their place in `names`; null counts as absent. `keep(value)` gets those that are kept as they are.
  template <std::size_t N, class Keep>
  std::array<std::uint32_t, N> members(std::uint32_t i, const member_names<N>& names, const Keep& keep) {
    std::array<std::uint32_t, N> at{};
    std::size_t others = 0, meant = 0;
    bool again = false, nulls = false;
    for (std::uint32_t c = i + 1, end = doc_.end(i); c < end; c = doc_.end(c)) {
      const std::string_view key = doc_[c].key();
      if (const std::size_t n = names.find(key); n < N) {
        again = again || at[n] != 0;
        nulls = nulls || is(c, json_kind::null);
        at[n] = c;
      } else if (++others; is_kept_key(key)) {
        no_repeats(c);
        keep(c);
      } else if (problems_.full()) {
        problems_.error(c, {}, {});
      } else {
        nearest_name nearest(said_in_files(key));
        bool is_near = false;
        for (std::size_t k = 0; k < N; ++k)
          if (nearest.consider(names[k])) meant = k, is_near = true;
        if (nearest.consider("note")) is_near = false;
        problems_.unknown(c, "there is no member " + shown(key) + " here", nearest.question("members of your own begin with 'x-'"));
        if (is_near && at[meant] == 0) at[meant] = c;  // read as what was meant: it is not missing, and what is wrong within it is said
      }
    }
    if (again || others > 1) no_repeats(i, false);
    if (nulls)
      for (std::uint32_t& c : at)
        if (c != 0 && is(c, json_kind::null)) c = 0;
    return at;
  }
  /// Calls `use(value)` for each member of an object whose keys are the author's; those that are kept go to `keep(value)`.
  template <class Use, class Keep> void entries(std::uint32_t i, const Use& use, const Keep& keep) {
    entries(i, use, keep, [](std::string_view) { return false; });
  }
  /// The same; a key that names something, as `is_name(key)` says, is used even where it looks like one that is kept: "x-ray".
  template <class Use, class Keep, class IsName> void entries(std::uint32_t i, const Use& use, const Keep& keep, const IsName& is_name) {
    if (!object(i)) return;
    no_repeats(i, false);
    for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) {
      if (is_kept_key(doc_[c].key()) && !is_name(doc_[c].key())) no_repeats(c), keep(c);
      else use(c);
    }
  }
  /// Reports keys that an object has twice, and those within it.
  void no_repeats(std::uint32_t i, bool within = true) {
    if (is(i, json_kind::object)) {
      hash_slots seen;
      std::uint32_t members = 0;
      for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c), ++members) {
        const std::string_view key = doc_[c].key();
        std::uint32_t first = hash_slots::none;
        if (members < 8) {
          for (std::uint32_t b = i + 1; b < c && first == hash_slots::none; b = doc_.end(b))
            if (doc_[b].key() == key) first = b;
        } else {
          if (members == 8)
            for (std::uint32_t b = i + 1; b < c; b = doc_.end(b)) seen.insert(hash(doc_[b].key()), b);
          first = seen.find(hash(key), [&](std::uint32_t b) { return doc_[b].key() == key; });
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
  template <class Keep> std::optional<choice> choice_in(std::uint32_t i, const Keep& keep, std::string_view examples) {
    if (is(i, json_kind::string)) return choice{doc_[i].text(), 0};
    const std::string name = doc_[i].key().empty() ? "this" : shown(doc_[i].key());
    if (!is(i, json_kind::object)) {
      problems_.error(i, name + " must be a name, or an object with that name as its only member, not " + shown_value(i), "write " + std::string(examples));
      return std::nullopt;
    }
    std::uint32_t only = 0, others = 0;
    entries(i, [&](std::uint32_t c) {
      if (only != 0 && doc_[c].key() != doc_[only].key()) ++others;  // the same twice has been said
      else only = c;
    }, keep);
    if (only == 0) problems_.error(i, name + " is an object that names nothing", "write " + std::string(examples));
    else if (others > 0) problems_.error(i, name + " must be one choice, not " + std::to_string(others + 1), "write " + std::string(examples));
    else return choice{doc_[only].key(), is(only, json_kind::null) ? 0 : only};
    return std::nullopt;
  }

  /// What a text in the place of a number should be.
  [[nodiscard]] static std::string number_for(std::string_view s, bool is_share) {
    s = without_blanks(s);
    if (number_in(s).value) return "leave out the quotes";
    const bool is_percent = !s.empty() && s.back() == '%';
    std::string point(is_percent ? without_blanks(s.substr(0, s.size() - 1)) : s);
    if (const std::size_t comma = point.find(','); comma != std::string::npos) point[comma] = '.';
    const std::optional<double> x = number_in(point).value;
    return x ? "write " + detail::number(is_percent && is_share ? *x / 100 : *x) : std::string();
  }

  const json_outline& doc_;
  json_problems& problems_;
};

}  // namespace prowess::v0::detail
