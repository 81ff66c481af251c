// SPDX-License-Identifier: BSL-1.0
// What the text of a rating means on one leaf: a level, points, an answer, or why there is no rating.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/read_double.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

inline std::string_view without_blanks(std::string_view s) {
  if (!s.empty() && s.front() > ' ' && s.back() > ' ') return s;
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Equal but for the case of ASCII letters and, where asked, for ' ' and '-' in place of '_'.
inline bool same_word(std::string_view a, std::string_view b, bool loose = false) {
  const auto plain = [&](char c) { return loose && (c == ' ' || c == '-') ? '_' : lower(c); };
  bool same = a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i) same = plain(a[i]) == plain(b[i]);
  return same;
}
/// A value of a file in a message: in quotes, on one line, at most about 60 bytes.
inline std::string shown(std::string_view s) {
  std::size_t n = s.size();
  if (n > 60)
    for (n = 57; n > 53 && (static_cast<unsigned char>(s[n]) & 0xc0) == 0x80;) --n;
  std::string text = "'" + std::string(s.substr(0, n)) + (n < s.size() ? "..." : "") + "'";
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return text;
}

/// A rating that was read, or the problem; `where` of the problem is left to the caller.
struct read_rating {
  rating value{};
  std::optional<problem> wrong{};
};

/// A number without locale: digits with a decimal point; "inf", "nan" and "0x1" are none. No value where a double cannot hold it.
struct read_number {
  bool is_number = false;
  std::optional<double> value{};
};
inline read_number number_in(std::string_view s) {
  double x = 0;
  if (short_decimal(s, x)) return {true, x};
  if (s.size() > 1 && s[0] == '+' && s[1] != '-') s.remove_prefix(1);
  const std::size_t sign = !s.empty() && s[0] == '-' ? 1 : 0;
  if (s.size() == sign || !((s[sign] >= '0' && s[sign] <= '9') || s[sign] == '.')) return {};
  const auto [end, error] = read_double(s.data(), s.data() + s.size(), x);
  if (end != s.data() + s.size() || error == std::errc::invalid_argument) return {};
  if (error != std::errc{}) return {true, std::nullopt};
  return {true, x + 0.0};  // -0 becomes 0
}

inline std::optional<presence> presence_in(std::string_view s) {
  for (const auto& [word, kind] : {std::pair{"not_observed", presence::not_observed}, {"no_opportunity", presence::no_opportunity},
                                   {"left_blank", presence::no_opportunity}, {"not_applicable", presence::not_applicable},
                                   {"n/a", presence::not_applicable}})
    if (same_word(s, word, true)) return kind;
  return std::nullopt;
}
inline std::optional<double> answer_in(std::string_view s) {
  for (const auto& [word, points] : {std::pair{"true", 1}, {"yes", 1}, {"met", 1}, {"false", 0}, {"no", 0}, {"not_met", 0}})
    if (same_word(s, word, true)) return points;
  return std::nullopt;
}

/// Why a text is no rating of a leaf.
inline problem no_rating(const framework_view& f, std::uint32_t leaf, std::string_view s, const read_number& number) {
  const scale_data& own = f.scale_of(f.nodes[leaf]);
  if (number.value) return describe({rule::rating_outside_scale, leaf, *number.value}, f);
  if (number.is_number) return {{}, "the rating " + shown(s) + " is outside " + scale_name(own), "allowed: " + scale_text(f, own)};
  if (const std::size_t comma = s.find(','); comma != std::string_view::npos) {
    std::string point(s);
    point[comma] = '.';
    if (number_in(point).is_number) return {{}, shown(s) + " has a decimal comma", "write " + point.substr(0, 60)};
  }
  if (!s.empty() && s.back() == '%' && number_in(without_blanks(s.substr(0, s.size() - 1))).is_number)
    return {{}, shown(s) + " has a percent sign", "write " + std::string(without_blanks(s.substr(0, s.size() - 1))).substr(0, 60)};
  const std::string remedy = describe({rule::rating_level_is_unknown, leaf, 0}, f).remedy;
  if (answer_in(s)) return {{}, shown(s) + " is an answer on a checklist, and " + scale_name(own) + " is none", remedy};
  return {{}, "there is no level " + shown(s) + " on " + scale_name(own), remedy};
}

/// What the text of a rating, without blanks around it, says of a leaf. Allocates only where something is wrong.
inline read_rating rating_in(const framework_view& f, std::uint32_t leaf, std::string_view s, presence blank) {
  const scale_data& own = f.scale_of(f.nodes[leaf]);
  if (s.empty() && blank != presence::rated) return {rating(blank), {}};
  if (s.empty()) return {{}, problem{{}, "the rating is blank", "rate it, or say not_observed, no_opportunity or not_applicable"}};
  std::optional<rating> meant;
  bool several = false;
  const auto consider = [&](rating r) {
    several = several || (meant && !(*meant == r));
    meant = r;
  };
  const level* key = nullptr;
  for (const level& l : f.levels(own))
    if (l.key == s) key = &l;
  const read_number number = number_in(s);
  if (key) consider(key->points);
  if (number.value && own.admits(*number.value, f.level_list)) consider(*number.value);
  if (!key) {
    for (const level& l : f.levels(own))
      if (same_word(s, l.name())) consider(l.points);
    if (const auto why = presence_in(s)) consider(rating(*why));
    const bool checklist = own.level_count == 2 && own.low == 0 && own.high == 1;
    if (const auto answer = answer_in(s); answer && checklist) consider(*answer);
  }
  if (several) return {{}, problem{{}, shown(s) + " can mean more than one thing on " + scale_name(own), level_keys(f, own)}};
  if (!meant) return {{}, no_rating(f, leaf, s, number)};
  return {*meant, {}};
}

/// The ratings of short texts that came before, for each scale.
class rating_memo {
 public:
  /// The rating, or null where the text is new; then `remember` it.
  [[nodiscard]] const rating* find(std::uint32_t scale, std::string_view s) {
    if (s.size() > 16) return nullptr;
    key_ = key_of(s, scale);
    entry_ = &entries_[((key_.low ^ key_.high * 3 ^ key_.rest) * 0x9e3779b97f4a7c15U) >> 56];
    const key& k = entry_->text;
    return k.low == key_.low && k.high == key_.high && k.rest == key_.rest ? &entry_->value : nullptr;
  }
  /// After a `find` of the same. Returns it, until the next one.
  const rating* remember(std::string_view s, const rating& r) {
    if (s.size() > 16) return &(long_ = r);
    *entry_ = {key_, r};
    return &entry_->value;
  }

 private:
  struct key {
    std::uint64_t low = 0, high = 0, rest = ~std::uint64_t{0};  ///< the text, which may overlap itself; its size and scale
  };
  struct entry {
    key text{};
    rating value{};
  };
  [[nodiscard]] static key key_of(std::string_view s, std::uint32_t scale) {
    const char* const p = s.data();
    const std::size_t n = s.size();
    const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(p[i])}; };
    key k{0, 0, std::uint64_t{scale} << 8 | n};
    if (n >= 8) {
      std::memcpy(&k.low, p, 8);
      std::memcpy(&k.high, p + n - 8, 8);
    } else if (n >= 4) {
      std::uint32_t first, last;
      std::memcpy(&first, p, 4);
      std::memcpy(&last, p + n - 4, 4);
      k.low = first, k.high = last;
    } else if (n > 0) {
      k.low = byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16;
    }
    return k;
  }
  key key_{};
  entry* entry_ = nullptr;
  rating long_{};
  std::vector<entry> entries_ = std::vector<entry>(256);
};

}  // namespace detail
}  // namespace prowess::v0
