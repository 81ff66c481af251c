// SPDX-License-Identifier: BSL-1.0
// The program that every consumer builds.
#if __has_include(<prowess/prowess.hpp>)
#include <prowess/prowess.hpp>
#endif
#include <prowess/version.hpp>

#include <cstdio>

int main() {
  std::printf("built with prowess %s\n", prowess::library_version_text);
  return prowess::library_version == PROWESS_VERSION ? 0 : 1;
}
