// SPDX-License-Identifier: BSL-1.0
// Scales: levels with points of their own, numbers, checklists, and a host's own type.
#include <prowess/prowess.hpp>

#include <cassert>
#include <cstdio>

using namespace prowess;

//[own_scale
namespace clinic {
/// Landing grades from A (best) to F, printed as 1 to 6 in half steps; each half step down costs more than the one before.
struct landing {
  static constexpr std::string_view name = "clinic/landing";
  static constexpr double lowest = 1, highest = 6;
  static constexpr bool admits(double points) { return points * 2 == static_cast<int>(points * 2); }
  static constexpr double unit(double points) { return 1 - (points - 1) * (points - 1) / 25; }  // position in [0, 1]; optional
};
}  // namespace clinic

inline constexpr auto pilot = framework("pilot", levels(level{"unsafe", 0}, level{"safe", 60, "Safe"}, level{"good", 85, "Good"}, level{"superb", 100}),
  scale("landing", clinic::landing{}), scale("exam", numeric(0, 50, 0.5)), scale("checks", checklist()),
  competency("handling", 50, on("landing")), competency("theory", 30, on("exam")), competency("preflight", 20, on("checks")));

constexpr auto amelia = score<pilot>({{"handling", 2}, {"theory", 40}, {"preflight", met}});
static_assert(amelia["theory"].score() == 80 && amelia["handling"].score() == 96);
static_assert(amelia.level() == "good" && amelia.level().name() == "Good");
//]

int main() {
  rating_sheet sheet{pilot};
  const auto set = sheet.try_set("handling", 2.25);
  assert(!set && set.problems()[0].where == "handling");
  std::puts(set.problems()[0].text().c_str());
  std::puts(to_text(amelia).c_str());
}
