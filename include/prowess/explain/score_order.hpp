// SPDX-License-Identifier: BSL-1.0
// Which of two scores is the higher one, decided exactly where doubles are too close to tell.
#pragma once

#include <compare>

#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Whether two scores differ by so little that their rounding could have decided it: by 1e-9 of the largest number involved.
constexpr bool too_close(double a, double b, const scale_data& s) {
  double size = 0;
  for (const double x : {s.low, s.high, a, b}) size = abs(x) > size ? abs(x) : size;
  return abs(a - b) <= product(size, 1e-9);
}
}  // namespace detail

/// The order of two scores on one framework's scale: by the doubles where they are clearly apart, else by exact arithmetic, so that
/// scores which are the same number are `equivalent` however they were rounded. `unordered` where one has no score, or where they are
/// close and an aggregation has no exact form. Cost: where they are close, two exact walks.
///
///     if (score_order(ada.root(), ben.root()) > 0) std::puts("ada is ahead");
[[nodiscard]] constexpr std::partial_ordering score_order(const profile_entry& a, const profile_entry& b) {
  if (!a.has_score() || !b.has_score()) return std::partial_ordering::unordered;
  const double x = a.result().score, y = b.result().score;
  if (!detail::too_close(x, y, a.of().framework.scale())) return x <=> y;
  const outcome<exact> first = a.exactly(), second = b.exactly();
  if (!first.has_score() || !second.has_score()) return std::partial_ordering::unordered;
  return first.score <=> second.score;
}

}  // namespace prowess::v0
