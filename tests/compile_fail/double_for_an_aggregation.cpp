// SPDX-License-Identifier: BSL-1.0
// Two weights, one of which was meant to be something else.
// EXPECT-ERROR: a group has at most one of each option
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", 30, power_mean{0.5}, competency("build", 40), competency("interfaces", 30)));
#else
inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", 30, 0.5, competency("build", 40), competency("interfaces", 30)));
#endif
