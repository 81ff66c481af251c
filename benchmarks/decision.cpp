// SPDX-License-Identifier: BSL-1.0
// What a decision costs beside the plain score: 64 leaves (4 x 4 x 4), a role of 22 requirements with three hurdles, without an allocation.
//
//   decision            prints what came of it: people scored, scored and ready, reasons
//   decision --count    the same work once, for a tool that counts instructions around prowess_counted()
#include <prowess/core.hpp>
#include <prowess/decision/decide.hpp>
#include <prowess/explain/decision_reasons.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "inlining.hpp"

namespace {

using namespace prowess;

constexpr auto domain_of(const char* id, double weight) {
  return domain(id, weight, group("a", 40, leaf("1", 40), leaf("2", 30), leaf("3", 20), leaf("4", 10)), group("b", 30, leaf("1", 25), leaf("2", 35), leaf("3", 15), leaf("4", 25)),
                group("c", 20, leaf("1", 10), leaf("2", 20), leaf("3", 30), leaf("4", 40)), group("d", 10, leaf("1", 30), leaf("2", 30), leaf("3", 30), leaf("4", 10)));
}
constexpr auto wide = framework("wide", levels("1", "2", "3", "4", "5"), domain_of("p", 30), domain_of("q", 25), domain_of("r", 35), domain_of("s", 10));
constexpr auto post = role<wide>("post", minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1},
  needs("p/a/1", "4", importance{5}, hurdle_at("3")), needs("p/a/2", "3", importance{4}), needs("p/b/1", "3", importance{3}), needs("p/b/3", "3", importance{5}, hurdle),
  needs("p/c/4", "4", importance{5}), needs("q/a/1", "3", importance{4}), needs("q/a/4", "3", importance{4}), needs("q/b/2", "3", importance{5}, hurdle),
  needs("q/c/2", "2", importance{3}), needs("q/d/1", "3", importance{3}), needs("r/a/1", "4", importance{5}), needs("r/a/2", "3", importance{4}),
  needs("r/b/3", "3", importance{4}), needs("r/c/1", "3", importance{4}), needs("r/c/2", "3", importance{4}), needs("r/d/3", "3", importance{3}),
  needs("r/d/4", "3", importance{4}), needs("s/a/1", "3", importance{3}), needs("s/b/2", "2", importance{2}), needs("s/c/3", "3", importance{4}),
  needs("s/d/1", "3", importance{3}), needs("s/d/2", "4", importance{1}));
static_assert(post.requirement_count == 22);

constexpr std::size_t people = 64;
struct person {
  std::array<rating, 64> ratings;
};
std::vector<person> some_people(std::uint32_t missing_percent) {
  std::vector<person> all(people);
  std::uint64_t state = 42;
  const auto next = [&](std::uint32_t n) { return static_cast<std::uint32_t>((state = state * 6364136223846793005u + 1442695040888963407u) >> 33) % n; };
  for (person& p : all)
    for (rating& r : p.ratings) r = next(100) < missing_percent ? not_observed : rating(2 + next(4));
  return all;
}

std::array<node_result, wide.node_count> results;
std::array<requirement_result, 22> held;
std::array<reason, most_reasons(22)> why;

NEVER_INLINE std::size_t scored(std::span<const person> all) {
  std::size_t n = 0;
  for (const person& p : all) n += score_into<wide>(p.ratings, results).ok();
  return n;
}
NEVER_INLINE std::size_t decided(std::span<const person> all) {
  std::size_t n = 0;
  for (const person& p : all) {
    n += score_into<wide>(p.ratings, results).ok();
    n += decide_into(post.view(), {wide.view(), p.ratings, results}, held).outcome == readiness::ready;
  }
  return n;
}
NEVER_INLINE std::size_t explained(std::span<const person> all) {
  std::size_t n = 0;
  for (const person& p : all) {
    n += score_into<wide>(p.ratings, results).ok();
    const profile_view of{wide.view(), p.ratings, results};
    const verdict v = decide_into(post.view(), of, held);
    n += reasons_into({post.view(), of, v, held}, why);
  }
  return n;
}

}  // namespace

/// One pass over all people: instructions are counted between its entry and its return.
extern "C" NEVER_INLINE std::size_t prowess_counted(std::size_t (*run)(std::span<const person>), std::span<const person> all) { return run(all); }

int main(int argc, char** argv) {
  const bool counting = argc > 1 && std::strcmp(argv[1], "--count") == 0;
  using way = std::size_t (*)(std::span<const person>);
  if (counting) {
    static_cast<void>(prowess_counted(+[](std::span<const person> all) { return all.size(); }, {}));
    std::printf("counted %zu nothing\n", people);
  }
  for (const auto& [input, missing] : {std::pair{"complete", 0u}, std::pair{"missing", 10u}}) {
    const std::vector<person> all = some_people(missing);
    for (const auto& [name, run] : {std::pair<const char*, way>{"score", scored}, {"decision", decided}, {"reasons", explained}}) {
      const std::size_t came = prowess_counted(run, all);
      if (counting) std::printf("counted %zu %s/%s\n", people, input, name);
      else std::printf("%s, %s: %zu\n", input, name, came);
    }
  }
}
