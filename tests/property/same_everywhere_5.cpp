// SPDX-License-Identifier: BSL-1.0
// Random frameworks 625 to 749, each scored in every form.
#include "same_everywhere.hpp"

TEST_SUITE("property") {
  TEST_CASE("random frameworks 625 to 749 score the same at compile time, unrolled, viewed and copied") {
    random_frameworks::check_range<625>();
  }
}
