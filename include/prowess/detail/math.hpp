// SPDX-License-Identifier: BSL-1.0
// Products that are never fused, and exp, log and sqrt with the same bits at compile time, at run time and on every target.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include <prowess/detail/compiler.hpp>

namespace prowess::inline v0 {

/// `a * b`, rounded to double on its own: no compiler contracts it into a fused multiply-add with an addition that follows.
///
/// Aggregations that add products (`sum = sum + product(weight, score)`) use it, so that a score has the same bits at compile
/// time, at run time and on every target. Cost: one multiplication; the barrier is no instruction, and absent where the target
/// has no fused multiply-add (g++ does not vectorise across it where it has one).
/// Domain: every pair of doubles. Limits: `-ffast-math`, and `-ffp-contract=fast` on clang, override it; so does a g++ function
/// with its own `target("fma")`, which needs `optimize("fp-contract=off")` as well.
///
///     constexpr double tenth = 0.1, ten = 10.0;
///     static_assert(prowess::product(tenth, ten) - 1.0 == 0.0);   // a fused multiply-add would leave 5.6e-17
///
/// Source: IEEE 754-2019, 5.4.1 (multiplication) against 5.4.1 (fusedMultiplyAdd); 10.4 (value-changing optimisations).
[[nodiscard]] constexpr double product(double a, double b) noexcept {
  PROWESS_NOT_CONTRACTED
  double p = a * b;
  if (!std::is_constant_evaluated()) PROWESS_UNFUSED(p);
  return p;
}

namespace detail {

/// The bits of a double, and the double of some bits.
[[nodiscard]] constexpr std::uint64_t bits(double x) noexcept { return std::bit_cast<std::uint64_t>(x); }
[[nodiscard]] constexpr double from_bits(std::uint64_t u) noexcept { return std::bit_cast<double>(u); }

inline constexpr std::uint64_t sign_bit = 0x8000000000000000;
inline constexpr std::uint64_t exponent_bits = 0x7ff0000000000000;
inline constexpr double infinity = from_bits(exponent_bits);
inline constexpr double not_a_number = from_bits(0x7ff8000000000000);
inline constexpr double ln2_high = 0x1.62e42fefa38p-1;             // 42 bits: k * ln2_high is exact for |k| < 2048
inline constexpr double ln2_low = 0x1.ef35793c7673p-45;            // ln 2 - ln2_high

/// 2 to the power k, for -1022 <= k <= 1023.
[[nodiscard]] constexpr double power_of_two(int k) noexcept { return from_bits(static_cast<std::uint64_t>(k + 1023) << 52); }

/// a + b * x, rounded after each operation: one step of Estrin's scheme.
[[nodiscard]] constexpr double linear(double a, double b, double x) noexcept { return a + product(b, x); }

/// Whether x is neither infinite nor NaN. Decided on the bits.
[[nodiscard]] constexpr bool is_finite(double x) noexcept { return (bits(x) & exponent_bits) != exponent_bits; }

/// |x|, exact; clears the sign of zeros and NaN too.
[[nodiscard]] constexpr double abs(double x) noexcept { return from_bits(bits(x) & ~sign_bit); }

/// e to the power x. Domain: every double; exp(NaN) = NaN, inf above 709.78, subnormal below -708.39, 0 below -745.13.
/// Error: below 0.75 ulp (0.70 observed), for subnormal results below 0.9 (0.79). No table, no division: about 35
/// multiplications and additions.
///
/// x = k ln 2 + r with |r| <= ln(2) / 2 and ln 2 in two parts (W. J. Cody, W. Waite, Software Manual for the Elementary
/// Functions, 1980), exp(r) = 1 + r + r^2 / 2 + r^3 p(r), p the minimax polynomial of degree 8 (relative error of exp 2^-57.4,
/// Remez' algorithm). 1 + r is kept in two parts (T. J. Dekker, 1971), so only the last addition rounds visibly.
[[nodiscard]] constexpr double exp(double x) noexcept {
  if (!(x <= 0x1.62e42fefa39efp+9)) return x > 0 ? infinity : not_a_number;
  if (x < -0x1.74910d52d3051p+9) return 0;
  // Adding 1.5 * 2^52 rounds x / ln 2 to an integer and leaves it in the low bits, which -ffast-math cannot simplify away.
  const int k = static_cast<int>(static_cast<std::uint32_t>(bits(linear(0x1.8p52, 0x1.71547652b82fep+0, x))));
  const double high = x - product(k, ln2_high), low = product(k, ln2_low);
  const double r = high - low, r2 = product(r, r), r4 = product(r2, r2);
  const double p01 = linear(0x1.5555555555501p-3, 0x1.5555555553207p-5, r);
  const double p23 = linear(0x1.1111111128878p-7, 0x1.6c16c17cc3464p-10, r);
  const double p45 = linear(0x1.a01a011c2407bp-13, 0x1.a019ab2ce97ccp-16, r);
  const double p67 = linear(0x1.71df553ebe15bp-19, 0x1.289f8b2c4e7ddp-22, r);
  const double p = linear(linear(p01, p23, r2), linear(linear(p45, p67, r2), 0x1.ad201c4bc22d5p-26, r4), r4);
  const double sum = 1 + high, rest = high - (sum - 1);
  const double y = sum + (linear(product(0.5, r2), p, product(r, r2)) + (rest - low));
  const int half = k >> 1;                                         // in two steps: 2^k itself may be out of range
  return product(y * power_of_two(half), power_of_two(k - half));
}

/// The natural logarithm of x. Domain: every double; log(+-0) = -inf, log(inf) = inf, log(x < 0) = log(NaN) = NaN.
/// Error: below 0.9 ulp (0.84 observed), subnormal x included. About 35 multiplications and additions, one division; no table.
///
/// x = 2^k (1 + f) with 2/3 <= 1 + f < 4/3. With s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - f^2 / 2 + s (f^2 / 2 + R)
/// (the form documented in Sun's fdlibm, e_log.c), R = z q(z), z = s^2, q the minimax polynomial of degree 7 for
/// 2/3 + 2/5 z + 2/7 z^2 + ... (relative error of log 2^-62.7, Remez' algorithm). k ln 2 + f is kept in two parts, as in exp.
[[nodiscard]] constexpr double log(double x) noexcept {
  int shift = 0;
  constexpr std::uint64_t normal = bits(0x1p-1022);
  if (bits(x) - normal >= exponent_bits - normal) {                // not a positive normal number
    if (bits(x) << 1 == 0) return -infinity;
    if (bits(x) >= exponent_bits) return bits(x) == exponent_bits ? infinity : not_a_number;
    x *= 0x1p54;
    shift = 54;
  }
  const auto scale = static_cast<std::int64_t>(bits(x) - bits(0x1.5555555555555p-1)) >> 52;
  const double f = from_bits(bits(x) - (static_cast<std::uint64_t>(scale) << 52)) - 1;
  const double k = static_cast<int>(scale) - shift;
  const double s = f / (2 + f), z = product(s, s), z2 = product(z, z);
  const double q01 = linear(0x1.555555555554fp-1, 0x1.999999999c0fep-2, z);
  const double q23 = linear(0x1.24924921eba31p-2, 0x1.c71c748935d92p-3, z);
  const double q45 = linear(0x1.745c4c6560bcep-3, 0x1.3b358e680b8f3p-3, z);
  const double q67 = linear(0x1.0dcee63e0d904p-3, 0x1.1b6b1ebfb17a8p-3, z);
  const double r = product(z, linear(linear(q01, q23, z2), linear(q45, q67, z2), product(z2, z2)));
  const double square = product(product(0.5, f), f);
  const double big = product(k, ln2_high), sum = big + f, rest = f - (sum - big);
  return sum + (linear(linear(rest, k, ln2_low), s, square + r) - square);
}

/// The square root of x, correctly rounded (IEEE 754-2019, 5.4.1), subnormal x included. Domain: every double; sqrt(-0) = -0,
/// sqrt(x < 0) = sqrt(NaN) = NaN.
///
/// At run time the target's instruction. In constant evaluation Newton's iteration, then one exact step: with x = X 2^e and the
/// candidate Y (X of 105 or 106 bits, Y of 53), Y is too small if X - Y^2 > Y and too large if X - Y^2 <= -Y; the difference is
/// small, so unsigned arithmetic modulo 2^64 holds it exactly. No ties exist.
[[nodiscard]] constexpr double sqrt(double x) noexcept {
  if (!(x >= 0)) return not_a_number;
  if (!std::is_constant_evaluated()) return PROWESS_SQRT(x);
  if (x == 0 || x == infinity) return x;
  if (x < 0x1p-1022) return sqrt(x * 0x1p108) * 0x1p-54;
  const int half = (static_cast<int>(bits(x) >> 52) - 1023) >> 1;
  const double m = x * power_of_two(-2 * half);                    // in [1, 4), exact
  double y = 0.63 + 0.36 * m;                                      // within 5 %
  for (int i = 0; i < 4; ++i) y = 0.5 * (y + m / y);
  auto root = static_cast<std::int64_t>(y * 0x1p52);
  const auto square = static_cast<std::uint64_t>(root) * static_cast<std::uint64_t>(root);
  const auto rest = static_cast<std::int64_t>((static_cast<std::uint64_t>(m * 0x1p52) << 52) - square);
  if (rest > root) ++root;
  if (rest <= -root) --root;
  return static_cast<double>(root) * 0x1p-52 * power_of_two(half);
}

/// x to the power p, as exp(t) with t = p log x. Domain: finite x > 0, |t| <= 709. Relative error below (1.4 |t| + 1) 2^-52:
/// 2e-14 for |t| <= 60, 2.3e-13 at worst. x to the power 1 need not be x: callers treat p in {-1, 0, 1, 2} on their own.
[[nodiscard]] constexpr double pow(double x, double p) noexcept { return exp(product(p, log(x))); }

}  // namespace detail
}  // namespace prowess::v0
