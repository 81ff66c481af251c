// SPDX-License-Identifier: BSL-1.0
// Random frameworks 750 to 874, each scored in every form.
#include "same_everywhere.hpp"

TEST_SUITE("property") {
  TEST_CASE("random frameworks 750 to 874 score the same at compile time, unrolled, viewed and copied") {
    random_frameworks::check_range<750>();
  }
}
