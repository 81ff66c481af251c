// SPDX-License-Identifier: BSL-1.0
// Scores somebody by a framework that came out of a JSON file when this was built.
#include <menu/barista.hpp>

#include <cstdio>

constexpr auto ada = prowess::score<clinic::menu>({{"espresso", "master"}, {"theory", 50}});

int main() {
  std::printf("%s: %.2f\n", clinic::menu.view().title(0).data(), ada.score());
  return clinic::menu.view().text(0, prowess::remark_kind::version) == "1.0" ? 0 : 1;
}
