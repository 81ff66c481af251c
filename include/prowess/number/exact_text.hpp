// SPDX-License-Identifier: BSL-1.0
// Exact numbers as text, apart from `exact` itself so that whoever only computes need not include <string>.
#pragma once

#include <string>

#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {

/// The number in lowest terms, in decimal: "249/80", "-3", "0", or "unknown". At most 312 characters.
///
///     to_string(exact{3.1125})       // "249/80"
[[nodiscard]] inline std::string to_string(const exact& x) {
  if (!x.known()) return "unknown";

  std::string backwards;
  const auto append = [&backwards](auto rest) {
    do {
      const auto [quotient, nine_digits] = detail::divide(rest, decltype(rest){1'000'000'000});
      auto digits = detail::window(nine_digits);
      for (int i = 0; i < 9 && (digits != 0 || quotient.size != 0 || i == 0); ++i, digits /= 10)
        backwards += static_cast<char>('0' + digits % 10);
      rest = quotient;
    } while (rest.size != 0);
  };

  if (x.denominator() != 1) {
    append(x.denominator());
    backwards += '/';
  }
  append(x.numerator());
  if (x.negative()) backwards += '-';
  return {backwards.rbegin(), backwards.rend()};
}

}  // namespace prowess::v0
