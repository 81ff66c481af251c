// SPDX-License-Identifier: BSL-1.0
// A level key must be on the leaf's scale.
// EXPECT-ERROR: there_is_no_such_level_on_its_scale
// EXPECT-ERROR: build
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("build", 40), competency("interfaces", 30)));
#ifdef FIXED
constexpr auto ada = score<fw>({{"build", "expert"}, {"interfaces", 2}});
#else
constexpr auto ada = score<fw>({{"build", "advanced"}, {"interfaces", 2}});
#endif
