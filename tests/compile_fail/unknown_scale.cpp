// SPDX-License-Identifier: BSL-1.0
// A leaf names a scale that the framework lists.
// EXPECT-ERROR: there_is_no_such_scale
// EXPECT-ERROR(clang): exam
#include <prowess/core.hpp>

using namespace prowess;

constexpr auto privacy = competency("privacy", 30, on("exam"));
#ifdef FIXED
inline constexpr auto fw = framework("health-it", levels("basic", "expert"), scale("exam", numeric(0, 100)), privacy);
#else
inline constexpr auto fw = framework("health-it", levels("basic", "expert"), scale("quiz", numeric(0, 100)), privacy);
#endif
