// SPDX-License-Identifier: BSL-1.0
// Random numbers that are the same on every platform.
#pragma once

#include <cstdint>

namespace prowess::inline v0::detail {

/// The k-th output, from 0, of splitmix64 started with `seed`: its state is a counter, so any output can be had at once.
/// Source: Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014; constants of Stafford's Mix13.
constexpr std::uint64_t splitmix64_output(std::uint64_t seed, std::uint64_t k) noexcept {
  std::uint64_t z = seed + (k + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// Its outputs one after the other.
struct splitmix64 {
  std::uint64_t seed, made = 0;
  constexpr std::uint64_t next() noexcept { return splitmix64_output(seed, made++); }
  /// One of 0 .. n - 1. (The remainder is biased by less than n / 2^64.)
  constexpr std::uint64_t below(std::uint64_t n) noexcept { return next() % n; }
};

}  // namespace prowess::v0::detail
