// SPDX-License-Identifier: BSL-1.0
// An aggregation objects to values that cannot work.
// EXPECT-ERROR: the_aggregation_objects
// EXPECT-ERROR: technical
// EXPECT-ERROR(clang): the count is more than
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 1), group("technical", best{2}, leaf("build"), leaf("privacy"), leaf("test")));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 1), group("technical", best{4}, leaf("build"), leaf("privacy"), leaf("test")));
#endif
