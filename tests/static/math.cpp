// SPDX-License-Identifier: BSL-1.0
// What detail/math.hpp promises in constant expressions: compiling is passing.
#include <prowess/detail/math.hpp>

namespace {

namespace math = prowess::detail;

// The example of the documentation.
constexpr double tenth = 0.1, ten = 10.0;
static_assert(prowess::product(tenth, ten) - 1.0 == 0.0);

static_assert(noexcept(prowess::product(1, 2)) && noexcept(math::exp(1)) && noexcept(math::log(1)) && noexcept(math::sqrt(1)));

static_assert(math::exp(0.0) == 1 && math::exp(-0.0) == 1 && math::exp(1.0) == 2.71828182845904523536);
static_assert(math::exp(math::infinity) == math::infinity && math::exp(-math::infinity) == 0);
static_assert(math::exp(709.782712893384) < math::infinity && math::exp(709.7827128933841) == math::infinity);
static_assert(math::exp(-745.1332191019411) == 0x1p-1074 && math::exp(-745.1332191019412) == 0);

static_assert(math::log(1.0) == 0 && math::log(2.0) == 0.69314718055994530942);
static_assert(math::log(0.0) == -math::infinity && math::log(-0.0) == -math::infinity);
static_assert(math::log(math::infinity) == math::infinity && math::log(-1.0) != math::log(-1.0));

static_assert(math::sqrt(2.0) == 1.41421356237309504880 && math::sqrt(9.0) == 3 && math::sqrt(0x1p-1074) == 0x1p-537);
static_assert(math::bits(math::sqrt(-0.0)) == math::bits(-0.0) && math::sqrt(-1.0) != math::sqrt(-1.0));

static_assert(math::abs(-2.5) == 2.5 && math::bits(math::abs(-0.0)) == 0);
static_assert(math::is_finite(0x1.fffffffffffffp+1023) && !math::is_finite(-math::infinity));
static_assert(!math::is_finite(math::not_a_number));
static_assert(math::pow(7.0, 0.0) == 1 && math::abs(math::pow(2.0, 10.0) - 1024) < 1e-11);

// Cheap enough for thousands of calls in one constant expression, with the default limits of every compiler.
constexpr double mean_of_logarithms(int count) {
  double sum = 0;
  for (int i = 1; i <= count; ++i) sum += math::exp(math::log(i)) / i;
  return sum / count;
}
static_assert(math::abs(mean_of_logarithms(2000) - 1) < 1e-15);

}  // namespace
