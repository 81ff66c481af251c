// SPDX-License-Identifier: BSL-1.0
// Ratings that arrive at run time: by name into a sheet, or through the unrolled path with names that the compiler checks.
#include "health_it.hpp"

#include <array>
#include <cassert>
#include <cstdio>

double from_a_form() { return 4; }

int main() {
  //[sheet
  rating_sheet sheet{health_it};                       // every leaf not_observed
  sheet.set("technical/build", from_a_form())          // a path
      .set("workflow", 3)                              // or an id, where it is unique
      .set("communication", "advanced")                // or the key of a level
      .set("records", not_applicable);
  const profile p = score(sheet);
  std::printf("%.2f with %.0f %% of the evidence\n", p.score(), p.coverage() * 100);

  if (auto set = sheet.try_set("worklow", 3); !set) std::puts(set.problems()[0].text().c_str());
  if (auto set = sheet.try_set("safety", 7); !set) std::puts(set.problems()[0].text().c_str());
  //]

  // The same value unrolled: as fast as hand-written code, and the names are still checked.
  const auto q = score<health_it>({{"build", from_a_form()}, {"workflow", 3}, {"communication", "advanced"}, {"records", not_applicable}});
  assert(p == q);

  // Without any allocation or exception, for a frame loop or a device.
  std::array<node_result, health_it.node_count> results;
  const finding found = score_into(health_it, sheet.ratings(), results);
  assert(found.ok() && results[0].score == p.score());

  // Handles are looked up once and checked when used.
  constexpr node_handle soft = health_it.at("soft");
  assert(p[soft].score() == 4 && p["soft"].coverage() == 0.35);

  // Everything of every node, in tree order.
  for (const profile_entry e : p)
    if (!e.has_score() && !e.is_leaf()) std::printf("%s: %s\n", e.path().c_str(), std::string(words(e.what())).c_str());
}
