// SPDX-License-Identifier: BSL-1.0
// Criteria over a node that is not there do not compile.
// EXPECT-ERROR: no_such_name_in_this_framework
// EXPECT-ERROR: biuld
#include <prowess/core.hpp>
#include <prowess/decision/criteria.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"), competency("build", 40), competency("interfaces", 30));
#ifdef FIXED
inline constexpr auto ready = criteria<fw>(reaches("build", "able"));
#else
inline constexpr auto ready = criteria<fw>(reaches("biuld", "able"));
#endif
