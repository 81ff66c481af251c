// SPDX-License-Identifier: BSL-1.0
// A framework that was JSON when the program was built.
#include <nurse.hpp>

#include <prowess/prowess.hpp>

constexpr auto ada = prowess::score<clinic::nurse>({{"care", "expert"}, {"handover", 3}});
static_assert(ada.level() == "expert");
int main() { return ada.score() == 3 ? 0 : 1; }
