// SPDX-License-Identifier: BSL-1.0
// Percent weights of siblings must total 100.
// EXPECT-ERROR: percent_weights_must_total_100
// EXPECT-ERROR: technical
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
constexpr auto technical = domain("technical", competency("build", percent{40}), competency("interfaces", percent{60}));
inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"), technical);
#else
constexpr auto technical = domain("technical", competency("build", percent{40}), competency("interfaces", percent{65}));
#endif
