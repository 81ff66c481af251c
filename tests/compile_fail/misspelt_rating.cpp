// SPDX-License-Identifier: BSL-1.0
// A misspelt name does not compile, for a run-time rating either.
// EXPECT-ERROR: no_such_name_in_this_framework
// EXPECT-ERROR: biuld
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("build", 40), competency("interfaces", 30)));
#ifdef FIXED
double overall(double x) { return score<fw>({{"build", x}, {"interfaces", 2}}).score(); }
#else
double overall(double x) { return score<fw>({{"biuld", x}, {"interfaces", 2}}).score(); }
#endif
