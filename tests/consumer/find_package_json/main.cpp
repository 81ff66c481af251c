// SPDX-License-Identifier: BSL-1.0
// Loads a framework at run time.
#include <prowess/json.hpp>
#include <prowess/version.hpp>

#include <cstdio>

int main() {
  const auto loaded = prowess::load_framework(R"({ "prowess": 1, "id": "nurse", "scale": [ "novice", "able" ], "children": [ { "id": "care" } ] })");
  if (!loaded || loaded->view().size() != 2) return 1;
  std::printf("built with prowess %s\n", prowess::library_version_text);
}
