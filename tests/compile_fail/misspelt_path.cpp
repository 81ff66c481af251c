// SPDX-License-Identifier: BSL-1.0
// A misspelt path does not compile where a profile is read.
// EXPECT-ERROR: no_such_name_in_this_framework
// EXPECT-ERROR: technical/biuld
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", competency("build", 40), competency("interfaces", 30)));
#ifdef FIXED
double build(const profile_of<fw>& p) { return p["technical/build"].score(); }
#else
double build(const profile_of<fw>& p) { return p["technical/biuld"].score(); }
#endif
