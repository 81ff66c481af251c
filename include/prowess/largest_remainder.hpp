// SPDX-License-Identifier: BSL-1.0
// Shares that are rounded and still total 100.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <prowess/number/exact.hpp>
#include <prowess/number/rounding.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// `total` split in proportion to the amounts, each part rounded to `digits` decimals so that the parts total it exactly: each is
/// rounded down, and what is left goes to those that lost most, of equal ones to the earlier. A part is off by less than one unit of
/// its last digit, and an amount of 0 gets 0. (The parts are the doubles nearest to such decimals: their sum as doubles may be off
/// by a rounding.) If all amounts are 0, so are all parts.
///
/// Domain: amounts that are 0, or from 1e-138 to 1e154; `total` from 0 to 2^53 units, and a whole number of them; `digits` from -15 to 15, negative for tens.
/// Decided in exact numbers; fails where the domain is left or the amounts have no common scale that `exact` could hold.
/// For reading only: parts of rounded parts do not add up to the parts of the whole, and an amount that grows may lose a unit.
/// Source: Hamilton's method; Balinski and Young, Fair Representation, Brookings 2001.
///
///     largest_remainder(std::array{1.0, 1.0, 1.0})   // 34, 33, 33
[[nodiscard]] inline result<std::vector<double>> try_largest_remainder(std::span<const double> amounts, double total = 100, int digits = 0) {
  const auto mistake = [](const char* what, const char* remedy) { return problem{"largest remainder", what, remedy}; };
  if (digits < -15 || digits > 15) return mistake("the digits are not from -15 to 15", "");
  const exact power = detail::power_of_ten(digits < 0 ? -digits : digits), unit = digits < 0 ? power : 1 / power;
  const exact units = total / unit;
  if (!(units >= 0 && units <= 9007199254740992.0) || !(units.denominator() == 1))
    return mistake("the total is not a whole number of units of the last digit", "give it no more digits than the parts, or the parts more");
  exact sum;
  for (const double a : amounts) {
    if (!(exact{a} >= 0)) return mistake("an amount is not from 0 to 1e154", "give amounts that are at least 0");
    sum += a;
  }
  std::vector<double> parts(amounts.size(), 0.0);
  if (sum == 0) return parts;

  std::vector<exact> whole, rest;
  exact left = units;
  for (const double a : amounts) {
    const exact quota = units * a / sum;
    whole.push_back(rounded(quota, {.how = rounding_rule::down}));
    rest.push_back(quota - whole.back());
    left -= whole.back();
  }
  if (!left.known()) return mistake("the amounts are too far apart", "leave out those that are next to nothing");
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < amounts.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&rest](std::size_t i, std::size_t j) { return rest[i] == rest[j] ? i < j : rest[i] > rest[j]; });
  for (std::size_t k = 0; left > 0; ++k, left -= 1) whole[order[k]] += 1;
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = (whole[i] * unit).to_double();
  return parts;
}
/// The same; raises the problem.
[[nodiscard]] inline std::vector<double> largest_remainder(std::span<const double> amounts, double total = 100, int digits = 0) {
  return try_largest_remainder(amounts, total, digits).value();
}

}  // namespace prowess::v0
