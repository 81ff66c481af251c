// SPDX-License-Identifier: BSL-1.0
// Decimal numbers as the nearest double, whatever the locale, also where the standard library cannot yet.
#pragma once

#include <charconv>
#include <system_error>
#if !defined(__cpp_lib_to_chars)
#include <clocale>
#include <cstdlib>
#include <string>
#endif

namespace prowess::inline v0::detail {

/// As `std::from_chars`, for texts that begin with a digit, a point or '-': the end of the number, and `result_out_of_range` with x
/// left alone where no double but 0 or infinity is near.
inline std::from_chars_result read_double(const char* first, const char* last, double& x) {
#if defined(__cpp_lib_to_chars)
  return std::from_chars(first, last, x);
#else
  const char* p = first;
  bool has_digits = false, is_zero = true;
  const auto digits = [&](bool count) {
    const char* const from = p;
    for (; p != last && *p >= '0' && *p <= '9'; ++p) is_zero = is_zero && (!count || *p == '0');
    has_digits = has_digits || p != from;
    return p != from;
  };
  if (p != last && *p == '-') ++p;
  digits(true);
  if (p != last && *p == '.') ++p, digits(true);
  if (!has_digits) return {first, std::errc::invalid_argument};
  if (p != last && (*p == 'e' || *p == 'E')) {
    const char* const before = p++;
    if (p != last && (*p == '+' || *p == '-')) ++p;
    if (!digits(false)) p = before;
  }
  std::string text(first, p);
  if (const std::size_t point = text.find('.'); point != std::string::npos) text.replace(point, 1, std::localeconv()->decimal_point);
  const double read = std::strtod(text.c_str(), nullptr);
  if ((read == 0 && !is_zero) || read > 1.7976931348623157e308 || read < -1.7976931348623157e308) return {p, std::errc::result_out_of_range};
  x = read;
  return {p, std::errc{}};
#endif
}

}  // namespace prowess::v0::detail
