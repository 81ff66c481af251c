// SPDX-License-Identifier: BSL-1.0
// A quorum is a share.
// EXPECT-ERROR: a_quorum_must_be_a_share_from_0_to_1
// EXPECT-ERROR: technical
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", require(0.5), leaf("build"), leaf("privacy")));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", require(50), leaf("build"), leaf("privacy")));
#endif
