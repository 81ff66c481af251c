// SPDX-License-Identifier: BSL-1.0
// Unsigned integers of a stated capacity, held inline and usable in constant expressions: what `exact` is made of.
#pragma once

#include <bit>
#include <compare>
#include <cstdint>

namespace prowess::inline v0::detail {

/// An unsigned integer of at most `32 * Limbs` bits.
///
/// No operation overflows, because the type of its result has room for every value: a product has the limbs of both
/// factors, a sum one limb more. Only storing a result in fewer limbs can fail; `fits` says whether it would.
///
/// Nothing is allocated, and only 32- and 64-bit arithmetic is used, so every machine computes the same values.
/// Loops are few and short because each statement counts against a compiler's limit on constant evaluation.
template <int Limbs> struct wide_integer {
  static_assert(Limbs >= 2, "a wide_integer holds at least 64 bits");

  std::uint32_t limb[static_cast<unsigned>(Limbs)]{};  ///< least significant first; zero from `size` on
  int size = 0;                                        ///< the limbs in use; the highest of them is not zero

  constexpr wide_integer() noexcept = default;

  constexpr wide_integer(std::uint64_t value) noexcept
    : limb{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)}, size{(value != 0) + (value >> 32 != 0)} {}

  /// The same value in another capacity, which it must fit.
  template <int Other> explicit(Other > Limbs) constexpr wide_integer(const wide_integer<Other>& other) noexcept : size{other.size} {
    for (int i = 0; i < size; ++i) limb[i] = other.limb[i];
  }

  /// Restores the promise about the highest limb, which is below `bound`.
  constexpr void trim(int bound) noexcept {
    for (size = bound; size > 0 && limb[size - 1] == 0;) --size;
  }

  friend constexpr bool operator==(const wide_integer&, const wide_integer&) noexcept = default;

  friend constexpr std::strong_ordering operator<=>(const wide_integer& x, const wide_integer& y) noexcept {
    if (x.size != y.size) return x.size <=> y.size;
    int i = x.size - 1;
    while (i > 0 && x.limb[i] == y.limb[i]) --i;
    return i < 0 ? std::strong_ordering::equal : x.limb[i] <=> y.limb[i];
  }
};

/// Whether `x` can be stored in `Limbs` limbs.
template <int Limbs, int N> [[nodiscard]] constexpr bool fits(const wide_integer<N>& x) noexcept { return x.size <= Limbs; }

/// The number of bits of `x`, 0 for zero.
template <int N> [[nodiscard]] constexpr int bit_width(const wide_integer<N>& x) noexcept {
  return x.size == 0 ? 0 : 32 * x.size - std::countl_zero(x.limb[x.size - 1]);
}

/// The 64 bits of `x` that start at bit `from` (counted from the least significant): floor(x / 2^from) mod 2^64.
template <int N> [[nodiscard]] constexpr std::uint64_t window(const wide_integer<N>& x, int from = 0) noexcept {
  const auto at = [&x](int i) { return std::uint64_t{i < x.size ? x.limb[i] : 0}; };
  const int first = from / 32;
  const int rest = from % 32;
  const std::uint64_t low = at(first) | at(first + 1) << 32;
  return rest == 0 ? low : low >> rest | at(first + 2) << (64 - rest);
}

/// x * 2^bits, in a capacity that the caller knows to be enough.
template <int Result, int N> [[nodiscard]] constexpr wide_integer<Result> shift_left(const wide_integer<N>& x, int bits) noexcept {
  const int limbs = bits / 32;
  wide_integer<Result> result;
  std::uint64_t carry = 0;
  for (int i = 0; i < x.size; ++i) {
    carry |= std::uint64_t{x.limb[i]} << bits % 32;
    result.limb[i + limbs] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  result.size = x.size == 0 ? 0 : x.size + limbs;
  if (carry != 0) result.limb[result.size++] = static_cast<std::uint32_t>(carry);
  return result;
}

/// x + y. Linear in the limbs.
template <int N> [[nodiscard]] constexpr wide_integer<N + 1> operator+(const wide_integer<N>& x, const wide_integer<N>& y) noexcept {
  wide_integer<N + 1> result;
  result.size = x.size > y.size ? x.size : y.size;
  std::uint64_t carry = 0;
  for (int i = 0; i < result.size; ++i) {
    carry += std::uint64_t{x.limb[i]} + y.limb[i];
    result.limb[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry != 0) result.limb[result.size++] = 1;
  return result;
}

/// x - y, where y <= x. Linear in the limbs.
template <int N> [[nodiscard]] constexpr wide_integer<N> operator-(const wide_integer<N>& x, const wide_integer<N>& y) noexcept {
  wide_integer<N> result;
  std::int64_t borrow = 0;
  for (int i = 0; i < x.size; ++i) {
    borrow += std::int64_t{x.limb[i]} - y.limb[i];
    result.limb[i] = static_cast<std::uint32_t>(borrow);
    borrow >>= 32;
  }
  result.trim(x.size);
  return result;
}

/// x * y. Quadratic in the limbs: at 512 bits nothing cleverer pays.
template <int N, int M> [[nodiscard]] constexpr wide_integer<N + M> operator*(const wide_integer<N>& x, const wide_integer<M>& y) noexcept {
  wide_integer<N + M> result;
  for (int i = 0; i < x.size; ++i) {
    std::uint64_t carry = 0;
    for (int j = 0; j < y.size; ++j) {
      carry += std::uint64_t{x.limb[i]} * y.limb[j] + result.limb[i + j];
      result.limb[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    result.limb[i + y.size] = static_cast<std::uint32_t>(carry);
  }
  result.trim(x.size + y.size);
  return result;
}

/// What `divide` returns: numerator = quotient * divisor + remainder, remainder < divisor.
template <int N, int D> struct division {
  wide_integer<N> quotient;
  wide_integer<D> remainder;
};

/// Quotient and remainder; the divisor is not zero. Quadratic in the limbs.
/// Source: Knuth, The Art of Computer Programming, volume 2, section 4.3.1, algorithm D.
template <int N, int D>
[[nodiscard]] constexpr division<N, D> divide(const wide_integer<N>& numerator, const wide_integer<D>& divisor) noexcept {
  if (numerator.size < divisor.size) return {{}, wide_integer<D>{numerator}};
  if (divisor.size == 1 && divisor.limb[0] == 1) return {numerator, {}};
  if (numerator.size <= 2) {
    const std::uint64_t n = window(numerator);
    const std::uint64_t d = window(divisor);
    return {n / d, n % d};
  }

  // With the divisor's highest bit set, a quotient limb guessed from two limbs is too large by at most two.
  const int size = divisor.size;
  const int shift = std::countl_zero(divisor.limb[size - 1]);
  const wide_integer<D> by = shift_left<D>(divisor, shift);
  wide_integer<N + 1> rest = shift_left<N + 1>(numerator, shift);
  const std::uint64_t first = by.limb[size - 1];
  const std::uint64_t second = size > 1 ? by.limb[size - 2] : 0;
  division<N, D> result;

  for (int at = numerator.size - size; at >= 0; --at) {
    const std::uint64_t top = std::uint64_t{rest.limb[at + size]} << 32 | rest.limb[at + size - 1];
    const std::uint64_t next = size > 1 ? rest.limb[at + size - 2] : 0;
    std::uint64_t guess = top / first;
    std::uint64_t over = top % first;
    while (over >> 32 == 0 && (guess >> 32 != 0 || guess * second > (over << 32 | next))) {
      --guess;
      over += first;
    }

    std::int64_t borrow = 0;
    std::uint64_t carry = 0;
    for (int i = 0; i < size; ++i) {
      carry += guess * by.limb[i];
      borrow += std::int64_t{rest.limb[at + i]} - static_cast<std::uint32_t>(carry);
      rest.limb[at + i] = static_cast<std::uint32_t>(borrow);
      carry >>= 32;
      borrow >>= 32;
    }
    borrow += std::int64_t{rest.limb[at + size]} - static_cast<std::int64_t>(carry);
    rest.limb[at + size] = 0;

    if (borrow < 0) {  // still one too large (about two in 2^32 times)
      --guess;
      carry = 0;
      for (int i = 0; i < size; ++i) {
        carry += std::uint64_t{rest.limb[at + i]} + by.limb[i];
        rest.limb[at + i] = static_cast<std::uint32_t>(carry);
        carry >>= 32;
      }
    }
    result.quotient.limb[at] = static_cast<std::uint32_t>(guess);
  }

  result.quotient.trim(numerator.size - size + 1);
  for (int i = 0; i < size; ++i)
    result.remainder.limb[i] = static_cast<std::uint32_t>((std::uint64_t{rest.limb[i + 1]} << 32 | rest.limb[i]) >> shift);
  result.remainder.trim(size);
  return result;
}

/// The greatest common divisor; gcd(x, 0) = x. Euclid's algorithm, two steps a turn.
[[nodiscard]] constexpr std::uint64_t gcd(std::uint64_t x, std::uint64_t y) noexcept {
  while (y != 0 && (x %= y) != 0) y %= x;
  return x + y;
}

/// a * x + b * y, where one of a and b is at most zero, neither is beyond 2^30, y <= x, and 0 <= the sum <= x.
template <int N> [[nodiscard]] constexpr wide_integer<N> combination(std::int64_t a, const wide_integer<N>& x, std::int64_t b,
                                                                     const wide_integer<N>& y) noexcept {
  wide_integer<N> result;
  std::int64_t carry = 0;
  for (int i = 0; i < x.size; ++i) {
    carry += a * x.limb[i] + b * y.limb[i];
    result.limb[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  result.trim(x.size);
  return result;
}

/// The greatest common divisor; gcd(x, 0) = x.
///
/// Lehmer's form of Euclid's algorithm: some 17 steps at a time are decided on the leading 60 bits and applied at once,
/// until a number fits a machine word. (The binary algorithm would need a full-width operation or two for every bit.)
/// Source: Knuth, The Art of Computer Programming, volume 2, section 4.5.2, algorithm L.
template <int N> [[nodiscard]] constexpr wide_integer<N> gcd(const wide_integer<N>& one, const wide_integer<N>& other) noexcept {
  const bool ordered = one >= other;
  wide_integer<N> x = ordered ? one : other;
  wide_integer<N> y = ordered ? other : one;

  while (y.size > 2) {
    const int from = bit_width(x) - 60;
    auto p = static_cast<std::int64_t>(window(x, from));
    auto q = static_cast<std::int64_t>(window(y, from));
    std::int64_t a = 1, b = 0, c = 0, d = 1;  // x and y are a * x + b * y and c * x + d * y of this round's start
    while (q + c != 0 && q + d != 0) {
      const std::int64_t quotient = (p + a) / (q + c);
      if (quotient != (p + b) / (q + d)) break;  // the bits below the leading 60 would decide
      const std::int64_t r = p - quotient * q, e = a - quotient * c, f = b - quotient * d;
      p = q, a = c, b = d;
      q = r, c = e, d = f;
    }
    const wide_integer<N> last = x;
    x = b == 0 ? y : combination(a, last, b, y);
    y = b == 0 ? divide(last, y).remainder : combination(c, last, d, y);
  }

  if (y.size == 0) return x;
  return gcd(window(y), window(divide(x, y).remainder));
}

}  // namespace prowess::v0::detail
