// SPDX-License-Identifier: BSL-1.0
// A view does not outlive its framework.
// EXPECT-ERROR: deleted|use of deleted
#include <prowess/core.hpp>

using namespace prowess;

constexpr auto make() { return framework("health-it", numeric(0, 5), group("soft", leaf("talking"), leaf("listening"))); }
inline constexpr auto fw = make();
#ifdef FIXED
framework_view view() { return fw; }
#else
framework_view view() { return make(); }
#endif
