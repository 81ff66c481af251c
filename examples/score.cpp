// SPDX-License-Identifier: BSL-1.0
// score [--ratings=FILE.csv] [--person=ID] [--format=table|csv]
// Scores people against the health-IT framework: per person the tree of scores, levels and evidence, strengths, weakest nodes.
#include <prowess/csv.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/ostream.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/csv.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#if !defined(PROWESS_EXAMPLE_DATA)
#define PROWESS_EXAMPLE_DATA "examples/data"
#endif

namespace {

constexpr std::string_view usage =
    "usage: score [--ratings=FILE.csv] [--person=ID] [--format=table|csv]\n"
    "  --ratings  one rating a row (person,node,rating) or one person a row (person,NODE,NODE,...);\n"
    "             without it the sample people of examples/data are scored\n"
    "  --person   only this person\n"
    "  --format   table (default): tree, strengths and weakest nodes; csv: one row for each person and node\n";

struct options {
  std::string ratings = PROWESS_EXAMPLE_DATA "/health_it_ratings.csv";
  std::string person;
  bool csv = false;
};

/// The value of `--name=value`, where `argument` is one.
bool takes(std::string_view argument, std::string_view name, std::string& value) {
  if (!argument.starts_with(name) || argument.substr(name.size()).substr(0, 1) != "=") return false;
  value = argument.substr(name.size() + 1);
  return true;
}

/// Leaves that lie above (or below) the whole, the farthest first, at most three.
std::vector<prowess::profile_entry> farthest(const prowess::profile& p, bool above) {
  std::vector<prowess::profile_entry> leaves;
  if (!p.has_score()) return leaves;
  for (const prowess::profile_entry e : p)
    if (e.is_leaf() && e.what() == prowess::status::scored && (above ? e.score() > p.score() : e.score() < p.score())) leaves.push_back(e);
  std::sort(leaves.begin(), leaves.end(), [above](const auto& a, const auto& b) {  // in tree order among equals
    if (a.score() == b.score()) return a.index() < b.index();
    return above ? a.score() > b.score() : a.score() < b.score();
  });
  if (leaves.size() > 3) leaves.erase(leaves.begin() + 3, leaves.end());
  return leaves;
}

void print_list(std::ostream& out, std::string_view heading, const std::vector<prowess::profile_entry>& leaves) {
  out << heading << (leaves.empty() ? " none stands out" : "");
  for (std::size_t i = 0; i < leaves.size(); ++i) out << (i == 0 ? " " : "; ") << leaves[i].title() << " (" << leaves[i].level().name() << ")";
  out << "\n";
}

int complain(const std::vector<prowess::problem>& problems) {
  for (const prowess::problem& p : problems) std::cerr << "score: " << p << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  options wanted;
  for (const std::string_view argument : std::vector<std::string_view>(argv + 1, argv + argc)) {
    std::string value;
    if (argument == "--help" || argument == "-h") return std::cout << usage, 0;
    if (takes(argument, "--ratings", wanted.ratings) || takes(argument, "--person", wanted.person)) continue;
    if (takes(argument, "--format", value) && (value == "table" || value == "csv")) {
      wanted.csv = value == "csv";
      continue;
    }
    return std::cerr << "score: unknown argument '" << argument << "'\n" << usage, 2;
  }

  std::ifstream file(wanted.ratings, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()))
    return complain({{wanted.ratings, "the file cannot be read, or is empty", "name a CSV file with --ratings=FILE.csv"}});

  constexpr auto& framework = prowess::frameworks::health_it;
  const auto people = prowess::read_ratings_csv(framework, std::move(text).str());
  if (!people) return complain(people.problems());

  bool found = wanted.person.empty();
  if (wanted.csv) std::cout << prowess::profile_csv_header;
  for (const prowess::rated_person& person : *people) {
    if (!wanted.person.empty() && person.id != wanted.person) continue;
    found = true;
    const prowess::profile p = prowess::score(person.sheet);
    if (wanted.csv) {
      std::string rows;
      prowess::append_csv(rows, person.id, p);
      std::cout << rows;
      continue;
    }
    std::cout << "== " << person.id << "\n" << p;
    print_list(std::cout, "strengths:", farthest(p, true));
    print_list(std::cout, "weakest:  ", farthest(p, false));
    std::cout << "\n";
  }
  if (!found) return complain({{wanted.ratings, "it has no person '" + wanted.person + "'", "use an id of its person column"}});
  return std::cout.flush() ? 0 : 1;
}
