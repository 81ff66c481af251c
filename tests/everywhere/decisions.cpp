// SPDX-License-Identifier: BSL-1.0
// The same decision in a constant expression, at run time, of a dynamic role of a dynamic framework: to the bit, whatever the compiler.
#include <prowess/core.hpp>
#include <prowess/decision/decide.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/overall.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/explain/decision_reasons.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto clinic = framework("clinic", levels("1", "2", "3", "4", "5"), scale("exam", numeric(0, 100)),
  domain("a", 3, leaf("a1", 2), leaf("a2", 1), leaf("a3", 1)), domain("b", 2, geometric_mean{}, leaf("b1"), leaf("b2", on("exam"))), domain("c", 4, harmonic_mean{}, leaf("c1", 5), leaf("c2", 2)));
constexpr auto post = role<clinic>("post", minimum_fit{0.85}, minimum_coverage{0.7}, maximum_gap{0.75}, weighs("a", 1), weighs("b", 0.3),
  needs("a1", "4", importance{3}, hurdle_at("2")), needs("b", 3.7, importance{0.7}), needs("b2", 61, importance{1.3}), needs("c", "4", importance{2}), needs("a", 3.3, importance{0.1}),
  any_of_these("one", 1, needs("a2", 4), needs("a3", 5)));
constexpr std::array<rating, 7> people[] = {{4, 3, 5, 4, 59, 3, 5}, {3, not_observed, 4, 5, 83.5, 4, 4}, {1, 2, 3, not_applicable, 12, 5, no_opportunity}, {5, 5, 5, 5, 100, 5, 5}};

/// FNV-1a over the bits of all that a decision says.
constexpr std::uint64_t digest(const decision_view& d, std::uint64_t h = 0xcbf29ce484222325) {
  const auto add = [&](std::uint64_t x) {
    for (int k = 0; k < 8; ++k) h = (h ^ (x >> (8 * k) & 0xff)) * 0x100000001b3;
  };
  const auto bits = [&](double x) { add(std::bit_cast<std::uint64_t>(x)); };
  add(static_cast<std::uint64_t>(d.answer.outcome)), add(d.answer.needs_human), bits(d.answer.fit), bits(d.answer.coverage), bits(d.answer.largest_gap);
  for (const requirement_result& r : d.results) add(static_cast<std::uint64_t>(r.state)), add(static_cast<std::uint64_t>(r.hurdle)), bits(r.reached), bits(r.gap), bits(r.hurdle_short);
  bits(overall(d.role, d.profile).score);
  std::array<reason, most_reasons(7)> why;
  why.fill(reason{});
  const std::size_t n = reasons_into(d, why);
  for (std::size_t i = 0; i < n; ++i) add(static_cast<std::uint64_t>(why[i].kind)), bits(why[i].value), bits(why[i].limit);
  return h;
}
constexpr auto first = score<clinic>(people[0]);
constexpr auto second = score<clinic>(people[1]);
constexpr auto third = score<clinic>(people[2]);
constexpr auto fourth = score<clinic>(people[3]);
constexpr std::uint64_t constants[] = {digest(decide(post, first)), digest(decide(post, second)), digest(decide(post, third)), digest(decide(post, fourth))};

}  // namespace

TEST_SUITE("everywhere") {
  TEST_CASE("decisions") {
    const dynamic_framework f{clinic.view()};
    const dynamic_role role{post.view()};
    for (std::size_t k = 0; k < std::size(people); ++k) {
      CAPTURE(k);
      const auto at_run_time = score<clinic>(people[k]);
      CHECK(digest(decide(post, at_run_time)) == constants[k]);
      const profile of = score(f, people[k]);
      CHECK(digest(decide(role, of)) == constants[k]);
    }
    // the same from g++ 12, clang 14 and 19, with and without fused multiply-add
    CHECK(constants[0] == 1115918671515367408u);
    CHECK(constants[1] == 13879880343522570120u);
    CHECK(constants[2] == 1781085957496824555u);
    CHECK(constants[3] == 10579368960330616863u);
  }
}
