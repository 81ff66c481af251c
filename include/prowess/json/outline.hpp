// SPDX-License-Identifier: BSL-1.0
// A JSON text as a flat list of values in document order, made with the SAX parser of Boost.JSON.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

#include <prowess/detail/text_pool.hpp>

namespace prowess::inline v0::detail {

enum class json_kind : std::uint8_t { null, boolean, number, string, array, object };

/// One value. The elements of value i are `for (c = i + 1; c < i + extent; c += values[c].extent)`, as the children of a node are.
struct json_value {
  const char* key_at = nullptr;
  const char* text_at = nullptr;
  std::uint32_t key_size = 0, text_size = 0;
  std::uint32_t extent = 1;  ///< this value and all within it
  json_kind kind = json_kind::null;
  bool truth = false;
  /// Of a member of an object, without escapes.
  [[nodiscard]] std::string_view key() const noexcept { return {key_at, key_size}; }
  /// Of a string what it says, of a number how it is written.
  [[nodiscard]] std::string_view text() const noexcept { return {text_at, text_size}; }
};

enum class json_fault : std::uint8_t { none, syntax, ends_early, too_deep, too_many_values };

/// The values of one JSON text at a time, which must outlive what is read of it. Keys and texts without escapes are views of it.
/// Cost: linear; 32 bytes for each value. Recursion is bounded by the depth.
class json_outline {
 public:
  static constexpr std::size_t largest_text = 0xffffffff;
  static constexpr std::size_t deepest = 1000;  ///< however deep the caller allows: the parser recurses

  explicit json_outline(std::size_t depth, std::size_t most_values = 0xfffffff0)
      : parser_(options(depth < deepest ? depth : deepest), *this), most_values_(most_values < 0xfffffff0 ? most_values : 0xfffffff0) {}
  json_outline(const json_outline&) = delete;
  json_outline& operator=(const json_outline&) = delete;

  /// Reads one value and the blanks around it; `stopped()` is where reading ended.
  [[nodiscard]] json_fault parse(std::string_view text) {
    values_.clear(), infinite_.clear(), spelt_.clear(), way_.clear();
    key_ = {}, open_ = objects_ = 0, too_many_ = false, text_ = text, pool_ = {}, stopped_ = 0;
    if (text.size() > largest_text) return json_fault::too_many_values;
    grow((std::min)(text.size() / 16, std::size_t{1} << 20));
    parser_.reset();
    boost::json::error_code error;
    stopped_ = parser_.write_some(false, text.data(), text.size(), error);
    if (too_many_) return json_fault::too_many_values;
    if (error == boost::json::error::too_deep) return json_fault::too_deep;
    if (error == boost::json::error::incomplete) return json_fault::ends_early;
    return error || stopped_ != text.size() ? json_fault::syntax : json_fault::none;
  }
  [[nodiscard]] std::size_t stopped() const noexcept { return stopped_; }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] const std::vector<json_value>& values() const noexcept { return values_; }
  [[nodiscard]] const json_value& operator[](std::size_t i) const { return values_[i]; }
  [[nodiscard]] std::uint32_t objects() const noexcept { return objects_; }
  /// Numbers that no double can hold.
  [[nodiscard]] const std::vector<std::uint32_t>& infinite() const noexcept { return infinite_; }
  /// The end of a value's elements.
  [[nodiscard]] std::uint32_t end(std::uint32_t i) const { return i + values_[i].extent; }
  /// The value of a member, the last one where there are several; 0 where there is none.
  [[nodiscard]] std::uint32_t member(std::uint32_t object, std::string_view key) const {
    std::uint32_t at = 0;
    if (values_[object].kind == json_kind::object)
      for (std::uint32_t c = object + 1; c < end(object); c += values_[c].extent)
        if (values_[c].key() == key) at = c;
    return at;
  }
  /// The JSON pointer (RFC 6901) of a value from a value around it on. Cost: the depth, and the siblings on the way from the value
  /// that was asked for before: pointers in document order are linear over all.
  [[nodiscard]] std::string pointer(std::uint32_t value, std::uint32_t from = 0) const {
    find_way(value);
    std::size_t k = way_.size() - 1;
    while (way_[k].value != from) --k;
    std::string p;
    while (++k < way_.size()) {
      p += '/';
      if (values_[way_[k - 1].value].kind != json_kind::object) p += std::to_string(way_[k].place);
      else
        for (const char letter : values_[way_[k].value].key()) {
          if (letter == '~') p += "~0";
          else if (letter == '/') p += "~1";
          else p += letter;
        }
    }
    return p;
  }

 private:
  /// What the parser calls.
  struct handler {
    static constexpr std::size_t max_object_size = std::size_t(-1), max_array_size = std::size_t(-1), max_key_size = std::size_t(-1),
                                 max_string_size = std::size_t(-1);
    using text = boost::json::string_view;
    using error_code = boost::json::error_code;
    explicit handler(json_outline& outline) : to(outline) {}
    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& e) { return to.open(json_kind::object, e); }
    bool on_object_end(std::size_t, error_code&) { return to.close(); }
    bool on_array_begin(error_code& e) { return to.open(json_kind::array, e); }
    bool on_array_end(std::size_t, error_code&) { return to.close(); }
    bool on_key_part(text s, std::size_t, error_code&) { return to.spell(s); }
    bool on_key(text s, std::size_t, error_code&) { return to.key_ = to.whole(s), true; }
    bool on_string_part(text s, std::size_t, error_code&) { return to.spell(s); }
    bool on_string(text s, std::size_t, error_code& e) { return to.add(json_kind::string, to.whole(s), e); }
    bool on_number_part(text s, error_code&) { return to.spell(s); }
    bool on_int64(std::int64_t, text s, error_code& e) { return to.add(json_kind::number, to.whole(s), e); }
    bool on_uint64(std::uint64_t, text s, error_code& e) { return to.add(json_kind::number, to.whole(s), e); }
    bool on_double(double x, text s, error_code& e) {
      if (!(x >= -1.7976931348623157e308 && x <= 1.7976931348623157e308)) to.infinite_.push_back(static_cast<std::uint32_t>(to.values_.size()));
      return to.add(json_kind::number, to.whole(s), e);
    }
    bool on_bool(bool truth, error_code& e) { return to.add(json_kind::boolean, {}, e) && (to.values_.back().truth = truth, true); }
    bool on_null(error_code& e) { return to.add(json_kind::null, {}, e); }
    bool on_comment_part(text, error_code&) { return true; }
    bool on_comment(text, error_code&) { return true; }
    json_outline& to;
  };
  static boost::json::parse_options options(std::size_t depth) {
    boost::json::parse_options o;
    o.max_depth = depth;
    return o;
  }
  /// Finds the values around a value, from the document on.
  void find_way(std::uint32_t value) const {
    if (way_.empty()) way_.push_back({0, 0});
    step last{0xffffffff, 0};
    for (; way_.back().value > value || value >= end(way_.back().value); way_.pop_back()) last = way_.back();
    step next = last.value < value ? step{end(last.value), last.place + 1} : step{way_.back().value + 1, 0};
    for (; way_.back().value != value; next = {way_.back().value + 1, 0}) {
      while (end(next.value) <= value) next = {end(next.value), next.place + 1};
      way_.push_back(next);
    }
  }
  bool spell(std::string_view part) { return spelt_.append(part.data(), part.size()), true; }
  /// The text that ends with `last`: a view of the document, or a copy where it had escapes.
  std::string_view whole(std::string_view last) {
    if (spelt_.empty() && last.data() >= text_.data() && last.data() + last.size() <= text_.data() + text_.size()) return last;
    spell(last);
    const std::string_view kept = pool_.keep(spelt_);
    spelt_.clear();
    return kept;
  }
  bool add(json_kind kind, std::string_view text, boost::json::error_code& error) {
    if (values_.size() == values_.capacity()) {
      if (values_.size() >= most_values_) {
        too_many_ = true;
        error = boost::json::error::array_too_large;
        return false;
      }
      grow(2 * values_.size());
    }
    json_value& v = values_.emplace_back();
    v.key_at = key_.data(), v.key_size = static_cast<std::uint32_t>(key_.size());
    v.text_at = text.data(), v.text_size = static_cast<std::uint32_t>(text.size());
    v.kind = kind;
    key_ = {};
    return true;
  }
  /// Opens a list or an object: until it is closed, its extent is the number of the one around it.
  bool open(json_kind kind, boost::json::error_code& error) {
    if (!add(kind, {}, error)) return false;
    objects_ += kind == json_kind::object;
    values_.back().extent = std::exchange(open_, static_cast<std::uint32_t>(values_.size() - 1));
    return true;
  }
  bool close() {
    const std::uint32_t closed = std::exchange(open_, values_[open_].extent);
    values_[closed].extent = static_cast<std::uint32_t>(values_.size()) - closed;
    return true;
  }
  void grow(std::size_t wanted) { values_.reserve((std::min)(wanted + 16, most_values_)); }

  boost::json::basic_parser<handler> parser_;
  std::size_t most_values_, stopped_ = 0;
  std::string_view text_{}, key_{};
  std::string spelt_;                     ///< the first parts of a text with escapes
  std::vector<json_value> values_;
  std::vector<std::uint32_t> infinite_;
  struct step {
    std::uint32_t value, place;  ///< place among its siblings
  };
  mutable std::vector<step> way_;  ///< to the value whose pointer was asked for last
  text_pool pool_;
  std::uint32_t objects_ = 0;
  std::uint32_t open_ = 0;               ///< the list or object that is being read
  bool too_many_ = false;
};

/// Where a value and the key in front of it begin.
struct json_place {
  const char *key = nullptr, *value = nullptr;
};

/// The places of some values, by their numbers in document order, which must ascend. The text has been parsed up to there: only
/// problems need places, so nothing records them while parsing.
[[nodiscard]] inline std::vector<json_place> json_places(std::string_view text, const std::vector<std::uint32_t>& wanted) {
  std::vector<json_place> found;
  const char *p = text.data(), *const end = p + text.size(), *key = nullptr;
  std::uint32_t n = 0;
  const auto value = [&](const char* at) {
    if (wanted[found.size()] == n++) found.push_back({key != nullptr ? key : at, at});
    key = nullptr;
  };
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (p != end && found.size() < wanted.size()) {
    const char c = *p;
    if (blank(c) || c == ',' || c == ':' || c == ']' || c == '}') {
      ++p;
    } else if (c == '"') {
      const char* const at = p++;
      while (p != end && *p != '"') p += *p == '\\' && p + 1 != end ? 2 : 1;
      if (p != end) ++p;
      while (p != end && blank(*p)) ++p;
      if (p != end && *p == ':') key = at;
      else value(at);
    } else if (c == '{' || c == '[') {
      value(p++);
    } else {
      value(p++);
      while (p != end && !blank(*p) && *p != ',' && *p != ']' && *p != '}') ++p;
    }
  }
  while (found.size() < wanted.size()) found.push_back({end, end});
  return found;
}

}  // namespace prowess::v0::detail
