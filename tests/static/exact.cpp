// SPDX-License-Identifier: BSL-1.0
// What the exact number promises at compile time; compiling is passing.
#include <prowess/number/exact.hpp>

#include <compare>
#include <type_traits>

namespace {

using prowess::exact;

// it is a value like a number
static_assert(std::is_nothrow_default_constructible_v<exact>);
static_assert(std::is_trivially_copyable_v<exact>);
static_assert(std::is_nothrow_convertible_v<int, exact>);
static_assert(std::is_nothrow_convertible_v<double, exact>);
static_assert(std::is_same_v<decltype(exact{} <=> 1), std::partial_ordering>);
static_assert(noexcept(exact{1} / exact{0} + exact{2} * 3.5 - -exact{4}));

// weights and cuts are what the author wrote
static_assert(exact{} == 0);
static_assert(exact{0.1} == exact::ratio(1, 10));
static_assert(exact{0.2} + 0.3 + 0.5 == 1);
static_assert(exact{0.2} * 1 + exact{0.3} * 3 + exact{0.5} * 3 == 2.6);
static_assert(0.2 * 1 + 0.3 * 3 + 0.5 * 3 != 2.6);
static_assert(product(exact{0.35}, 3) == 1.05);
static_assert(exact{3.1125}.to_double() == 3.1125);
static_assert(exact::ratio(1, 3) < exact::ratio(1, 3) + exact::ratio(1, 1'000'000'000'000'000'000));

// no guess
static_assert(!exact::unknown().known());
static_assert(!(exact{1} / 0).known());
static_assert(!(exact::unknown() * 0).known());
static_assert(exact::unknown() != exact::unknown());
static_assert((exact::unknown() <=> 0) == std::partial_ordering::unordered);

// numbers beyond a machine word, within the default limits of every compiler: a mean of 22 terms, nested four times
constexpr exact nested_mean() {
  exact below = 3.25;
  for (int level = 0; level < 4; ++level) {
    exact sum, base;
    for (int term = 0; term < 22; ++term) {
      const exact weight = (37 * (22 * level + term) % 397 + 1) / 100.0;
      sum += weight * (term == 3 ? below : exact{1 + term * 7 % 5});
      base += weight;
    }
    below = sum / base;
  }
  return below;
}
constexpr exact mean = nested_mean();
static_assert(mean.known() && mean > 1 && mean < 5 && mean.denominator().size > 1);

}  // namespace
