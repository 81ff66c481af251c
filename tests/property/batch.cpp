// SPDX-License-Identifier: BSL-1.0
// A batch has the same bits as one person at a time.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "batches.hpp"

using namespace prowess;

TEST_SUITE("property") {
  TEST_CASE("batches: 1,000 random frameworks, each with the bits of one person at a time") {
    random_frameworks::comparison all;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      for (std::uint64_t round = 0; round < 60; ++round) {
        const std::size_t before = all.different;
        (random_frameworks::compare_batches<I + 2>(round * 1009 + I, all), ...);
        INFO("round ", round);
        CHECK(all.different == before);
      }
    }(std::make_index_sequence<random_frameworks::most_nodes - 1>{});
    CHECK(all.entries > 500'000);
    CHECK(all.unscored > 50'000);
    CHECK(all.different == 0);
  }
}
