// SPDX-License-Identifier: BSL-1.0
// Doing something with each of its allocations failing.
#pragma once

#include <cstddef>
#include <new>

#include <doctest/doctest.h>

#include "allocations.hpp"

namespace allocations {

/// Whether `n` allocations are enough for what `act` does; else std::bad_alloc came out.
template <class Act> bool enough(std::size_t n, const Act& act) {
  struct limit {
    explicit limit(std::size_t most) { allowed = most; }
    ~limit() { allowed = static_cast<std::size_t>(-1); }
  } const until_the_end{n};
  try {
    act();
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

/// Does something with 0, `step`, 2 * `step` ... allocations until that is enough; nothing that it allocated may be left, ever.
template <class Act> std::size_t until_enough(const Act& act, std::size_t step = 1) {
  act();  // what is made once and kept
  for (std::size_t n = 0;; n += step) {
    const std::size_t living = made - freed;
    const bool done = enough(n, act);
    REQUIRE(made - freed == living);
    if (done) return n;
  }
}

}  // namespace allocations
