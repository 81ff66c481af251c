// SPDX-License-Identifier: BSL-1.0
// An id that several nodes have needs its path.
// EXPECT-ERROR: this_id_is_ambiguous_use_its_path
// EXPECT-ERROR: planning
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("planning", 40), competency("build", 30)), domain("soft", competency("planning"), competency("talking")));
#ifdef FIXED
double overall(double x) { return score<fw>({{"soft/planning", x}}).score(); }
#else
double overall(double x) { return score<fw>({{"planning", x}}).score(); }
#endif
