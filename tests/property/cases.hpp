// SPDX-License-Identifier: BSL-1.0
// Laws on random input: each case has a seed of its own, and the first that breaks a law is said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <doctest/doctest.h>

#include "random.hpp"

namespace laws {

using random_frameworks::source;

inline constexpr int cases = 10'000;

/// Runs `law(source)` for 10,000 seeds; it returns whether it holds.
template <class Law> void hold(std::string_view name, const Law& law) {
  std::uint64_t base = 0xcbf29ce484222325;
  for (const char c : name) base = (base ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  int broken = 0;
  std::uint64_t first = 0;
  for (int i = 0; i < cases; ++i) {
    const std::uint64_t seed = base + static_cast<std::uint64_t>(i);
    source any{seed};
    if (law(any)) continue;
    if (broken++ == 0) first = seed;
  }
  INFO(name << ": first broken with seed " << first);
  CHECK(broken == 0);
}

/// From 0 to 1, in steps of 1/1000.
inline double share(source& any) { return any.below(1001) / 1000.0; }
/// From low to high, in quarters.
inline double quarters(source& any, double low, double high) { return low + any.below(static_cast<std::uint32_t>(4 * (high - low)) + 1) / 4.0; }

inline bool near(double a, double b, double tolerance = 1e-12) {
  const double size = a > 1 ? a : a < -1 ? -a : 1, off = a - b;
  return (off < 0 ? -off : off) <= tolerance * size;
}

}  // namespace laws
