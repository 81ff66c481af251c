// SPDX-License-Identifier: BSL-1.0
// Ratings of many people from CSV, in code; examples/score.cpp is the whole program.
#include "health_it.hpp"

#include <prowess/csv.hpp>

#include <cassert>
#include <cstdio>
#include <string_view>

int main() {
  const std::string_view text =
      "person,competency,rating\n"
      "ada,build,4\n"
      "ada,records,not_applicable\n"
      "ben,build,basic\n"
      "ben,safety,\n";
  //[csv
  const auto people = read_ratings_csv(health_it, text);
  if (!people)
    for (const problem& p : people.problems()) std::puts(p.text().c_str());  // all of them, with line and column
  else
    for (const rated_person& person : *people) std::printf("%s %s\n", person.id.c_str(), score_text(score(person.sheet).root()).c_str());
  //]
  assert(people && people->size() == 2);

  const auto wrong = read_ratings_csv(health_it, "person,competency,rating\nada,biuld,4\nada,safety,6\n");
  assert(!wrong && wrong.problems().size() == 2);
  for (const problem& p : wrong.problems()) std::puts(p.text().c_str());
}
