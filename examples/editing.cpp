// SPDX-License-Identifier: BSL-1.0
// A framework that an administrator edits: the same words, the same meaning, and all problems at once.
#include "health_it.hpp"

#include <cassert>
#include <cstdio>
#include <string>

int main() {
  //[editing
  dynamic_framework fw{health_it};                                    // a copy to edit
  fw.add("soft", competency("presenting", 15));
  fw.set_weight("negotiation", 5);
  fw.set_aggregation("technical", geometric_mean{});
  fw.set_weight("technical", percent{35});
  for (const problem& p : fw.problems()) std::puts(p.text().c_str());  // percent weights total 105, not 100 ...
  fw.set_weight("functional", percent{25}).check();                   // sound again

  rating_sheet sheet{fw};
  sheet.set("presenting", 5).set("negotiation", 3).set("build", 4);
  std::printf("%.2f\n", score(sheet)["soft"].score());
  //]

  // From nothing, with names known at run time only.
  dynamic_framework barista{"barista", levels("novice", "able", "master")};
  for (int i = 1; i <= 3; ++i) barista.add("barista", competency("station-" + std::to_string(i), i));
  assert(barista.check().view().leaf_count() == 3);

  // An unedited copy is the same framework, and gives the same profile.
  const dynamic_framework same{health_it};
  assert(same.view() == health_it.view());
  rating_sheet a{same}, b{health_it};
  for (rating_sheet* s : {&a, &b}) s->set("build", 4).set("workflow", 3);
  assert(score(a) == score(b));
}
