// SPDX-License-Identifier: BSL-1.0
// A framework needs a scale.
// EXPECT-ERROR: a framework needs a scale
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 1), domain("technical", competency("build", 40), competency("privacy", 30)));
#else
inline constexpr auto fw = framework("health-it", domain("technical", competency("build", 40), competency("privacy", 30)));
#endif
