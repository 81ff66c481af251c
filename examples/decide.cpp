// SPDX-License-Identifier: BSL-1.0
// decide [PERSON]
// The sample people against four health-IT roles and a profile of O*NET: outcome, gaps, reasons in sentences, the cheapest way there in hours.
#include <prowess/csv.hpp>
#include <prowess/decision.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/decision/role_goal.hpp>
#include <prowess/frameworks/health_it/learning.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/plan.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#if !defined(PROWESS_EXAMPLE_DATA)
#define PROWESS_EXAMPLE_DATA "examples/data"
#endif

using namespace prowess;

namespace {

std::string indented(const std::string& lines) {
  std::string text;
  for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1) text += "  " + lines.substr(at, lines.find('\n', at) - at) + "\n";
  return text;
}

void print(const rated_person& person, const role_view& role) {
  //[plan
  const profile p = score(person.sheet);
  const role_decision d = decide(role, p);
  std::cout << person.id << ", " << to_text(d);
  if (d.outcome() < readiness::ready) {
    const learning_plan plan =
        cheapest_plan(frameworks::health_it, person.sheet.ratings(), frameworks::health_it_learning, reaches_outcome(frameworks::health_it, role)).value();
    std::cout << "  the cheapest way to be ready:\n" << indented(indented(to_text(plan, frameworks::health_it, frameworks::health_it_learning, "hours")));
  }
  //]
  std::cout << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream file(PROWESS_EXAMPLE_DATA "/health_it_ratings.csv", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  const auto people = read_ratings_csv(frameworks::health_it, text.str());
  if (!people) {
    for (const problem& p : people.problems()) std::cerr << p.text() << "\n";
    return 1;
  }
  const role_view roles[] = {frameworks::ehr_implementation_specialist, frameworks::clinical_informatics_analyst, frameworks::implementation_project_lead, frameworks::ehr_trainer,
                             frameworks::onet_health_informatics_specialist};
  for (const rated_person& person : *people)
    if (argc < 2 || person.id == argv[1])
      for (const role_view& role : roles) print(person, role);
  return std::cout.flush() ? 0 : 1;
}
