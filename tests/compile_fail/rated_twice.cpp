// SPDX-License-Identifier: BSL-1.0
// One rating for each leaf.
// EXPECT-ERROR: a_leaf_is_rated_twice
// EXPECT-ERROR: build
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("build", 40), competency("interfaces", 30)));
#ifdef FIXED
constexpr auto ada = score<fw>({{"build", 2}, {"interfaces", 3}});
#else
constexpr auto ada = score<fw>({{"build", 2}, {"technical/build", 3}});
#endif
