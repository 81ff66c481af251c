// SPDX-License-Identifier: BSL-1.0
// A rating must stand on its scale.
// EXPECT-ERROR: rating_outside_its_scale
// EXPECT-ERROR: build
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("build", 40), competency("interfaces", 30)));
#ifdef FIXED
constexpr auto ada = score<fw>({{"build", 3}, {"interfaces", 2}});
#else
constexpr auto ada = score<fw>({{"build", 4}, {"interfaces", 2}});
#endif
