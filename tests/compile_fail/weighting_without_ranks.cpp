// SPDX-License-Identifier: BSL-1.0
// A weighting by rank needs ranks.
// EXPECT-ERROR: the_weighting_objects
// EXPECT-ERROR: soft
// EXPECT-ERROR(clang): it needs a rank for each child
#include <prowess/core.hpp>
#include <prowess/weightings.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("soft", rank_sum{}, leaf("negotiation", 2), leaf("communication", 1)));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("soft", rank_sum{}, leaf("negotiation"), leaf("communication")));
#endif
