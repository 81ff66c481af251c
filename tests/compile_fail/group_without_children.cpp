// SPDX-License-Identifier: BSL-1.0
// A group needs children.
// EXPECT-ERROR: a_group_needs_children
// EXPECT-ERROR: technical
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 1), group("technical", leaf("build")));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 1), group("technical"));
#endif
