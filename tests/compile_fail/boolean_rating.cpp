// SPDX-License-Identifier: BSL-1.0
// true is not a number of points.
// EXPECT-ERROR: deleted
#include <prowess/core.hpp>

using namespace prowess;

inline constexpr auto fw = framework("ward", checklist(), group("hygiene", leaf("hands"), leaf("gloves")));
#ifdef FIXED
constexpr auto kim = score<fw>({{"hands", met}, {"gloves", not_met}});
#else
constexpr auto kim = score<fw>({{"hands", true}, {"gloves", not_met}});
#endif
