// SPDX-License-Identifier: BSL-1.0
// A quorum of children is a number of the children there are.
// EXPECT-ERROR: a_quorum_of_children_must_be_a_whole_number_of_them
// EXPECT-ERROR: technical
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", require_children(2), leaf("build"), leaf("privacy")));
#else
inline constexpr auto fw = framework("health-it", numeric(0, 5), group("technical", require_children(3), leaf("build"), leaf("privacy")));
#endif
