// SPDX-License-Identifier: BSL-1.0
// A negative weight is a penalty and says so.
// EXPECT-ERROR: a_negative_weight_must_be_extra_credit
// EXPECT-ERROR: late
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("course", numeric(0, 100), criterion("exam", 60), criterion("late", -10, extra_credit));
#else
inline constexpr auto fw = framework("course", numeric(0, 100), criterion("exam", 60), criterion("late", -10));
#endif
