// SPDX-License-Identifier: BSL-1.0
// Numbers as text without locale, and the nearest known name.
#pragma once

#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace prowess::inline v0::detail {

/// The nearest double to digits with at most one point between them, of which there may be few: both numbers that are divided are
/// exact. False for any other text.
inline bool short_decimal(std::string_view s, double& x) {
  static constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13};
  constexpr bool rounds_once = FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1;
  if (s.empty() || s.size() > 15 || !rounds_once) return false;
  std::uint64_t digits = 0;
  std::size_t places = 0;  // what is behind the point
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (const unsigned digit = static_cast<unsigned char>(s[i]) - unsigned{'0'}; digit <= 9) digits = 10 * digits + digit;
    else if (s[i] == '.' && places == 0 && i > 0 && i + 1 < s.size()) places = s.size() - i - 1;
    else return false;
  }
  x = static_cast<double>(static_cast<std::int64_t>(digits));
  if (places > 0) x /= powers[places];
  return true;
}

/// A double as the decimal that its author wrote: digits / 10^places. `found` is false where 17 digits are needed.
struct decimal {
  std::int64_t digits = 0;
  int places = 0;
  bool found = false;
};
inline decimal decimal_of(double x) {
  double power = 1;
  for (int k = 0; k <= 17; ++k, power *= 10) {
    const double d = x * power;
    if (!(d > -9007199254740992.0 && d < 9007199254740992.0)) break;
    const auto whole = static_cast<std::int64_t>(d < 0 ? d - 0.5 : d + 0.5);
    if (static_cast<double>(whole) / power == x) return {whole, k, true};
  }
  return {};
}

inline std::string with_point(std::string s) {
  for (char& c : s)
    if (c == ',') c = '.';  // the C locale of the host is not ours
  return s;
}

/// digits / 10^places as text.
inline std::string text_of(const decimal& d) {
  const bool negative = d.digits < 0;
  std::string s = std::to_string(negative ? -d.digits : d.digits);
  const auto places = static_cast<std::size_t>(d.places);
  if (places > 0) {
    if (s.size() <= places) s.insert(0, places + 1 - s.size(), '0');
    s.insert(s.size() - places, 1, '.');
  }
  if (negative) s.insert(0, 1, '-');
  return s;
}

/// The shortest text that reads back as `x`.
inline std::string number(double x) {
  if (const decimal d = decimal_of(x); d.found) return text_of(d);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.17g", x);
  return with_point(buffer);
}

/// `x` with a fixed number of decimals (0 to 9), rounded half away from zero on the decimal value: 2.675 is 2.68.
inline std::string fixed(double x, int places) {
  decimal d = decimal_of(x);
  if (!d.found) {
    char buffer[340];
    std::snprintf(buffer, sizeof buffer, "%.*f", places, x);
    return with_point(buffer);
  }
  for (; d.places < places; ++d.places) {
    if (d.digits > 90'071'992'547'409'920 || d.digits < -90'071'992'547'409'920) break;
    d.digits *= 10;
  }
  if (d.places > places) {
    std::int64_t divisor = 1;
    for (; d.places > places; --d.places) divisor *= 10;
    const std::int64_t half = d.digits < 0 ? -(divisor / 2) : divisor / 2;
    d.digits = (d.digits + half) / divisor;
  }
  return text_of(d);
}

/// Smallest number of insertions, deletions, replacements and swaps of neighbours, capped at `cap`, letters without case.
inline std::size_t distance(std::string_view a, std::string_view b, std::size_t cap) {
  if (a.size() > 64 || b.size() > 64 || (a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > cap) return cap;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::uint8_t rows[3][65], *before = rows[0], *last = rows[1], *now = rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) before[j] = last[j] = static_cast<std::uint8_t>(j);
  std::size_t least_before = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<std::uint8_t>(i);
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      std::size_t best = last[j - 1] + (same ? std::size_t{0} : std::size_t{1});
      if (last[j] + std::size_t{1} < best) best = last[j] + std::size_t{1};
      if (now[j - 1] + std::size_t{1} < best) best = now[j - 1] + std::size_t{1};
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]) && before[j - 2] + std::size_t{1} < best)
        best = before[j - 2] + std::size_t{1};
      now[j] = static_cast<std::uint8_t>(best);
      if (best < least) least = best;
    }
    if (least >= cap && least_before >= cap) return cap;  // no row below can be nearer
    least_before = least;
    std::uint8_t* const oldest = before;
    before = last, last = now, now = oldest;
  }
  return last[b.size()] < cap ? last[b.size()] : cap;
}

}  // namespace prowess::v0::detail
