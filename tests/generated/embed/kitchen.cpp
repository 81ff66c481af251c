// SPDX-License-Identifier: BSL-1.0
// A library that has the framework, for itself and for those who link it.
#include <menu/barista.hpp>

int leaves_of_the_menu();
int leaves_of_the_menu() { return static_cast<int>(clinic::menu.leaf_count()); }
