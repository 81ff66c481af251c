// SPDX-License-Identifier: BSL-1.0
// An ordered weighted average needs a weight for each place.
// EXPECT-ERROR: the_aggregation_objects
// EXPECT-ERROR: technical
// EXPECT-ERROR(clang): it needs a weight for each child
#include <prowess/aggregation/owa.hpp>
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", owa{0.6, 0.4}, leaf("build"), leaf("privacy")));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", owa{0.6, 0.3, 0.1}, leaf("build"), leaf("privacy")));
#endif
