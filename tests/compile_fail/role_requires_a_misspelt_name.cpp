// SPDX-License-Identifier: BSL-1.0
// A role that requires a node which is not there does not compile.
// EXPECT-ERROR: no_such_name_in_this_framework
// EXPECT-ERROR: biuld
#include <prowess/core.hpp>
#include <prowess/decision/role.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"), competency("build", 40), competency("interfaces", 30));
#ifdef FIXED
inline constexpr auto builder = role<fw>("builder", needs("build", "expert", hurdle_at("able")));
#else
inline constexpr auto builder = role<fw>("builder", needs("biuld", "expert", hurdle_at("able")));
#endif
