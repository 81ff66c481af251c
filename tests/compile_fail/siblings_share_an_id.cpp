// SPDX-License-Identifier: BSL-1.0
// Siblings need different ids.
// EXPECT-ERROR: siblings_must_have_different_ids
// EXPECT-ERROR: build
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
constexpr auto technical = domain("technical", competency("build", 40), competency("interfaces", 30), competency("privacy", 30));
inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"), technical);
#else
constexpr auto technical = domain("technical", competency("build", 40), competency("interfaces", 30), competency("build", 30));
#endif
