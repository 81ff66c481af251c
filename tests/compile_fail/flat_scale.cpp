// SPDX-License-Identifier: BSL-1.0
// A scale needs two different points.
// EXPECT-ERROR: a_scale_needs_two_different_points
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(1, 5), domain("technical", competency("build", 40), competency("privacy", 30)));
#else
inline constexpr auto fw = framework("health-it", numeric(1, 1), domain("technical", competency("build", 40), competency("privacy", 30)));
#endif
