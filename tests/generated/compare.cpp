// SPDX-License-Identifier: BSL-1.0
// What was written as code and compiled is the framework that it was written from. The argument says which.
#include "made_everything.hpp"
#include "made_health_it.hpp"
#include "made_random.hpp"

#include <prowess/frameworks/health_it.hpp>

#include <cstdint>
#include <cstdio>
#include <string_view>

#include "everything.hpp"
#include "same_frameworks.hpp"

using prowess::frameworks::health_it;

static_assert(health_it_ehr.view() == health_it.view());
static_assert(host::made::level.view() == host::everything.view());

template <std::uint64_t Seed> inline constexpr auto original =
    random_frameworks::make<same_frameworks::size_of(Seed)>(same_frameworks::seed_of(Seed));
#define SAME(SEED) static_assert(made::random_##SEED.view() == original<SEED>.view());
RANDOM_FRAMEWORKS(SAME)

constexpr auto ada = prowess::score<health_it_ehr>({{"COM-EXP", 4}, {"COM-WRI", "advanced"}, {"TEC-BLD", 2}});
static_assert(ada == prowess::score<health_it>({{"COM-EXP", 4}, {"COM-WRI", "advanced"}, {"TEC-BLD", 2}}));

/// In another translation unit.
const void* health_it_elsewhere();
const void* everything_elsewhere();

int main(int count, char** words) {
  const std::string_view which = count > 1 ? words[1] : "";
  std::uint64_t compared = 0, different = 0;
  const auto compare = [&](const prowess::framework_view& made, const prowess::framework_view& from) {
    ++compared;
    if (same_frameworks::same(made, from)) return;
    ++different;
    std::printf("%.*s differs\n", static_cast<int>(from.id().size()), from.id().data());
  };
  if (which == "health_it") compare(health_it_ehr, health_it);
  if (which == "everything") compare(host::made::level, host::everything);
#define COMPARE(SEED) compare(made::random_##SEED, original<SEED>);
  if (which == "random") {
    RANDOM_FRAMEWORKS(COMPARE)
  }
  const bool one = health_it_elsewhere() == &health_it_ehr && everything_elsewhere() == &host::made::level;
  if (!one) std::printf("a second translation unit has constants of its own\n");
  std::printf("%d frameworks compared, %d different\n", static_cast<int>(compared), static_cast<int>(different));
  return one && different == 0 && compared == (which == "random" ? same_frameworks::count : 1) ? 0 : 1;
}
