// SPDX-License-Identifier: BSL-1.0
// Batches have the bits of one person at a time from every compiler, on every machine, with all instructions that it has.
#include <doctest/doctest.h>

#include <cstdint>

#include "../property/batches.hpp"

TEST_SUITE("everywhere") {
  TEST_CASE("batches have the bits of one person at a time") {
    random_frameworks::comparison all;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      random_frameworks::compare_batches<9>(seed, all);
      random_frameworks::compare_batches<17>(seed * 31, all);
    }
    CHECK(all.entries > 50'000);
    CHECK(all.unscored > 5'000);
    CHECK(all.different == 0);
  }
}
