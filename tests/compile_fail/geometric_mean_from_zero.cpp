// SPDX-License-Identifier: BSL-1.0
// A power mean with p <= 0 on a scale from 0 must say what 0 does.
// EXPECT-ERROR: the_aggregation_objects
// EXPECT-ERROR: technical
// EXPECT-ERROR(clang): would decide alone
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", geometric_mean{zero_floor{0.5}}, leaf("build"), leaf("privacy")));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", geometric_mean{}, leaf("build"), leaf("privacy")));
#endif
