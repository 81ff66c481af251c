// SPDX-License-Identifier: BSL-1.0
// A cap by critical children needs one.
// EXPECT-ERROR: the_aggregation_objects
// EXPECT-ERROR: theatre
// EXPECT-ERROR(clang): no child is critical
#include <prowess/aggregation/critical_cap.hpp>
#include <prowess/core.hpp>

using namespace prowess;

#ifdef FIXED
inline constexpr auto fw = framework("surgeon", numeric(0, 5), group("theatre", critical_cap{1}, leaf("sterile-field", critical()), leaf("suturing")));
#else
inline constexpr auto fw = framework("surgeon", numeric(0, 5), group("theatre", critical_cap{1}, leaf("sterile-field"), leaf("suturing")));
#endif
