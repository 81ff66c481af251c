// SPDX-License-Identifier: BSL-1.0
// A role that requires a node twice does not compile.
// EXPECT-ERROR: a_node_is_required_twice
#include <prowess/core.hpp>
#include <prowess/decision/role.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"), competency("build", 40), competency("interfaces", 30));
#ifdef FIXED
inline constexpr auto builder = role<fw>("builder", needs("build", "expert"), needs("interfaces", "able"), minimum_fit{0.9});
#else
inline constexpr auto builder = role<fw>("builder", needs("build", "expert"), needs("build", "able"), minimum_fit{0.9});
#endif
