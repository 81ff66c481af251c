// SPDX-License-Identifier: BSL-1.0
// A slash separates the ids of a path.
// EXPECT-ERROR: an_id_must_not_contain_a_slash
// EXPECT-ERROR: TCP/IP
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
constexpr auto technical = domain("technical", competency("TCP-IP", 40), competency("interfaces", 30));
inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"), technical);
#else
constexpr auto technical = domain("technical", competency("TCP/IP", 40), competency("interfaces", 30));
#endif
