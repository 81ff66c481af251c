// SPDX-License-Identifier: BSL-1.0
// A node with children takes no rating.
// EXPECT-ERROR: this_node_has_children_rate_those
// EXPECT-ERROR: technical
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("build", 40), competency("interfaces", 30)));
#ifdef FIXED
double overall(double x) { return score<fw>({{"build", x}}).score(); }
#else
double overall(double x) { return score<fw>({{"technical", x}}).score(); }
#endif
