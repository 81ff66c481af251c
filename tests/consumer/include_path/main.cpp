// SPDX-License-Identifier: BSL-1.0
// The program that every consumer builds.
#include <prowess/prowess.hpp>

#include <cstdio>

using namespace prowess;

inline constexpr auto surgeon = framework("surgeon", levels("novice", "able", "expert"), competency("hands", 60), competency("head", 40));
constexpr auto kim = score<surgeon>({{"hands", 3}, {"head", "able"}});
static_assert(kim.level() == "able" && kim.exactly().score == exact::ratio(13, 5));

int main() {
  std::printf("built with prowess %s\n", library_version_text);
  return library_version == PROWESS_VERSION && kim.score() == 2.6 ? 0 : 1;
}
