// SPDX-License-Identifier: BSL-1.0
// A handle of a node that is not there.
// EXPECT-ERROR: no_such_name_in_this_framework
// EXPECT-ERROR: sfot
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", numeric(0, 5), group("soft", leaf("talking"), leaf("listening")));
#ifdef FIXED
constexpr node_handle soft = fw.at("soft");
#else
constexpr node_handle soft = fw.at("sfot");
#endif
