// SPDX-License-Identifier: BSL-1.0
// score [FRAMEWORK.json] [--ratings=FILE] [--person=ID] [--role=ID] [--tag=TAG] [--format=table|csv|json|cpp]
// Scores people against a framework: per person the tree of scores, levels and evidence, strengths, weakest nodes; with a role whether they
// are ready for it, why, and the cheapest way there.
#include <prowess/csv.hpp>
#include <prowess/decision.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/decision/role_goal.hpp>
#include <prowess/frameworks/health_it/learning.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/json/save_decision.hpp>
#include <prowess/json/save_framework.hpp>
#include <prowess/json/save_profile.hpp>
#include <prowess/ostream.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/code.hpp>
#include <prowess/report/csv.hpp>
#include <prowess/report/plan.hpp>
#include <prowess/slice.hpp>
#if defined(PROWESS_WITH_JSON)
#include <prowess/json/load_framework.hpp>
#include <prowess/json/load_ratings.hpp>
#include <prowess/json/load_roles.hpp>
#endif

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#if !defined(PROWESS_EXAMPLE_DATA)
#define PROWESS_EXAMPLE_DATA "examples/data"
#endif

namespace {

constexpr std::string_view usage =
    "usage: score [FRAMEWORK.json] [--ratings=FILE] [--person=ID] [--role=ID] [--tag=TAG] [--format=table|csv|json|cpp]\n"
    "  FRAMEWORK  a framework document; without one the health-IT framework and its sample people\n"
    "  --ratings  FILE.csv: one rating a row (person,node,rating) or one person a row (person,NODE,NODE,...);\n"
    "             FILE.json: a document of ratings; FILE.jsonl: one person a line\n"
    "  --person   only this person\n"
    "  --role     also whether people are ready for this role of the framework: outcome, reasons, the cheapest way there\n"
    "  --tag      only what has this tag: the same scores over these leaves alone\n"
    "  --format   table (default): tree, strengths and weakest nodes; csv: one row for each person and node; json: a document for\n"
    "             each person, one a line. Without ratings json and cpp write the framework itself: as a document, as a C++ header\n";

struct options {
  std::string framework, ratings, person, role, tag, format = "table";
};

/// The value of `--name=value`, where `argument` is one.
bool takes(std::string_view argument, std::string_view name, std::string& value) {
  if (!argument.starts_with(name) || argument.substr(name.size()).substr(0, 1) != "=") return false;
  value = argument.substr(name.size() + 1);
  return true;
}

std::optional<options> read_arguments(const std::vector<std::string_view>& arguments) {
  options wanted;
  for (const std::string_view argument : arguments) {
    if (takes(argument, "--ratings", wanted.ratings) || takes(argument, "--person", wanted.person) || takes(argument, "--role", wanted.role) || takes(argument, "--tag", wanted.tag)) continue;
    if (takes(argument, "--format", wanted.format) && (wanted.format == "table" || wanted.format == "csv" || wanted.format == "json" || wanted.format == "cpp")) continue;
    if (!argument.starts_with("-") && wanted.framework.empty()) {
      wanted.framework = argument;
      continue;
    }
    std::cerr << "score: unknown argument '" << argument << "'\n" << usage;
    return std::nullopt;
  }
  if (wanted.framework.empty() && wanted.ratings.empty() && wanted.format != "cpp") wanted.ratings = PROWESS_EXAMPLE_DATA "/health_it_ratings.csv";
  return wanted;
}

/// Prints problems, the file's name in front of each, and fails.
[[noreturn]] void complain(const std::vector<prowess::problem>& problems, const std::string& file) {
  for (const prowess::problem& p : problems) std::cerr << file << ": " << p << "\n";
  std::exit(1);
}

std::string contents(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) complain({{{}, "the file cannot be read, or is empty", "name a file that is there"}}, name);
  return std::move(text).str();
}

/// The roles of a framework, and what raises people to them.
struct roles_and_learning {
#if defined(PROWESS_WITH_JSON)
  std::optional<prowess::role_book> book;  // of a document
#endif
  std::vector<prowess::role_view> roles;
  prowess::learning_view learning;
};

prowess::dynamic_framework read_framework(const std::string& name) {
  if (name.empty()) return prowess::dynamic_framework(prowess::frameworks::health_it);
#if defined(PROWESS_WITH_JSON)
  auto loaded = prowess::load_framework(contents(name));
  if (!loaded) complain(loaded.problems(), name);
  for (const prowess::problem& p : loaded.warnings()) std::cerr << name << ": warning: " << p << "\n";
  return *std::move(loaded);
#else
  complain({{{}, "this program was built without Boost.JSON and reads no JSON", "build it with cmake, where Boost 1.75 or newer is found"}}, name);
#endif
}

/// Those of the document; without one, those that come with the health-IT framework.
roles_and_learning read_roles([[maybe_unused]] const prowess::framework_view& framework, const std::string& name) {
  namespace ready_made = prowess::frameworks;
  roles_and_learning all;
  if (name.empty()) {
    all.roles = {ready_made::ehr_implementation_specialist, ready_made::clinical_informatics_analyst, ready_made::implementation_project_lead, ready_made::ehr_trainer,
                 ready_made::onet_health_informatics_specialist};
    all.learning = ready_made::health_it_learning;
    return all;
  }
#if defined(PROWESS_WITH_JSON)
  auto loaded = prowess::load_roles(framework);
  if (!loaded) complain(loaded.problems(), name);
  all.book = *std::move(loaded);
  for (const prowess::dynamic_role& role : all.book->roles) all.roles.push_back(role);
  all.learning = all.book->learning();
  return all;
#else
  complain({{{}, "this program was built without Boost.JSON and reads no JSON", "build it with cmake, where Boost 1.75 or newer is found"}}, name);
#endif
}

std::vector<prowess::rated_person> read_people(const prowess::framework_view& framework, const std::string& name) {
  const std::string text = contents(name);
  auto people = [&]() -> prowess::result<std::vector<prowess::rated_person>> {
    if (name.ends_with(".json") || name.ends_with(".jsonl")) {
#if defined(PROWESS_WITH_JSON)
      return name.ends_with(".json") ? prowess::read_ratings_json(framework, text) : prowess::read_ratings_json_lines(framework, text);
#else
      complain({{{}, "this program was built without Boost.JSON and reads no JSON", "give a CSV file"}}, name);
#endif
    }
    return prowess::read_ratings_csv(framework, text);
  }();
  if (!people) complain(people.problems(), name);
  return *std::move(people);
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
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const prowess::level_reached level = leaves[i].level();
    out << (i == 0 ? " " : "; ") << leaves[i].title() << " (" << (level ? std::string(level.name()) : prowess::score_text(leaves[i])) << ")";
  }
  out << "\n";
}

void print_person(const std::string& id, const prowess::profile& p, const std::string& format) {
  if (format == "csv") {
    std::string rows;
    prowess::append_csv(rows, id, p);
    std::cout << rows;
  } else if (format == "json") {
    std::cout << prowess::to_json_line(id, p);
  } else {
    std::cout << "== " << id << "\n" << p;
    print_list(std::cout, "strengths:", farthest(p, true));
    print_list(std::cout, "weakest:  ", farthest(p, false));
    std::cout << "\n";
  }
}

/// Whether a person is ready, why, and the cheapest way there.
void print_decision(const prowess::rated_person& person, const prowess::profile& p, const prowess::role_view& role, const prowess::learning_view& learning, const std::string& format) {
  const std::vector<std::string_view> happened(person.critical_failures.begin(), person.critical_failures.end());
  const prowess::circumstances given{happened, {}};
  const prowess::role_decision d = prowess::decide(role, p, given);
  if (format == "json") {
    std::cout << prowess::to_json_line(person.id, d);
    return;
  }
  std::cout << prowess::to_text(d, true);
  const prowess::framework_view& f = person.sheet.framework();
  if (d.outcome() >= prowess::readiness::ready || learning.resources.empty()) return void(std::cout << "\n");
  const auto plan = prowess::cheapest_plan(f, person.sheet.ratings(), learning, prowess::reaches_outcome(f, role, prowess::readiness::ready, given));
  if (plan) std::cout << "the cheapest way to be ready:\n" << prowess::to_text(*plan, f, learning, "hours");
  std::cout << "\n";
}

/// The framework itself, for somebody who writes one.
void print_framework(const prowess::framework_view& f, const std::string& format) {
  if (format == "cpp") {
    std::cout << prowess::to_cpp(f);
  } else if (format == "json") {
    std::cout << prowess::to_json(f);
  } else {
    std::cout << f.title(0) << ": " << f.size() << " nodes, " << f.leaf_count() << " of them leaves; nothing is wrong\n";
    for (const std::string_view tag : prowess::tags_of(f)) std::cout << "tag: " << tag << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  for (const std::string_view argument : arguments)
    if (argument == "--help" || argument == "-h") return std::cout << usage, 0;
  const std::optional<options> wanted = read_arguments(arguments);
  if (!wanted) return 2;

  const prowess::dynamic_framework framework = read_framework(wanted->framework);
  if (wanted->ratings.empty()) {
    print_framework(framework, wanted->format);
    return std::cout.flush() ? 0 : 1;
  }
  if (wanted->format == "cpp") complain({{{}, "ratings are not written as C++", "leave out --ratings, or choose another format"}}, wanted->ratings);
  roles_and_learning known;
  const prowess::role_view* role = nullptr;
  if (!wanted->role.empty()) {
    known = read_roles(framework, wanted->framework);
    std::string all;
    for (const prowess::role_view& r : known.roles) {
      if (r.id == wanted->role) role = &r;
      all += (all.empty() ? "its roles are " : ", ") + std::string(r.id);
    }
    if (role == nullptr) complain({{{}, "there is no role '" + wanted->role + "'", all.empty() ? "the framework has none" : all}}, std::string(framework.unchecked().id()));
  }
  bool found = wanted->person.empty();
  const std::vector<prowess::rated_person> people = read_people(framework, wanted->ratings);
  if (wanted->format == "csv") std::cout << prowess::profile_csv_header;
  for (const prowess::rated_person& person : people) {
    if (!wanted->person.empty() && person.id != wanted->person) continue;
    found = true;
    const prowess::profile whole = prowess::score(person.sheet);
    if (role != nullptr && wanted->format == "json") {
      print_decision(person, whole, *role, known.learning, wanted->format);
    } else if (wanted->tag.empty()) {
      print_person(person.id, whole, wanted->format);
    } else {
      const auto part = prowess::try_slice(whole, wanted->tag);
      if (!part) complain(part.problems(), wanted->framework);
      print_person(person.id, *part, wanted->format);
    }
    if (role != nullptr && wanted->format == "table") print_decision(person, whole, *role, known.learning, wanted->format);
  }
  if (!found) complain({{{}, "there is no person '" + wanted->person + "'", "use an id of its people"}}, wanted->ratings);
  return std::cout.flush() ? 0 : 1;
}
