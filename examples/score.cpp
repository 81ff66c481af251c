// SPDX-License-Identifier: BSL-1.0
// score [FRAMEWORK.json] [--ratings=FILE] [--person=ID] [--role=ID] [--tag=TAG] [--format=table|csv|json|cpp] [--output=FILE]
// Scores people against a framework: per person the tree of scores, levels and evidence, strengths, weakest nodes; with a role whether they
// are ready for it, why, and the cheapest way there. Files of ratings may be larger than memory.
#include <prowess/csv.hpp>
#include <prowess/decision.hpp>
#include <prowess/decision/plan.hpp>
#include <prowess/decision/role_goal.hpp>
#include <prowess/frameworks/health_it/learning.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/json/save_decision.hpp>
#include <prowess/json/save_framework.hpp>
#include <prowess/json/save_profile.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/code.hpp>
#include <prowess/report/csv.hpp>
#include <prowess/report/plan.hpp>
#include <prowess/report/tree.hpp>
#include <prowess/slice.hpp>
#if defined(PROWESS_WITH_JSON)
#include <prowess/json/load_framework.hpp>
#include <prowess/json/load_ratings.hpp>
#include <prowess/json/load_roles.hpp>
#include <prowess/json/rating_reader.hpp>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "long_work.hpp"

#if !defined(PROWESS_EXAMPLE_DATA)
#define PROWESS_EXAMPLE_DATA "examples/data"
#endif

namespace {

constexpr std::string_view usage =
    "usage: score [FRAMEWORK.json] [--ratings=FILE] [--person=ID] [--role=ID] [--tag=TAG] [--format=table|csv|json|cpp] [--output=FILE]\n"
    "             [--ratings-format=csv|json|jsonl] [--whole]\n"
    "  FRAMEWORK  a framework document; without one the health-IT framework and its sample people\n"
    "  --ratings  FILE.csv: one rating a row (person,node,rating) or one person a row (person,NODE,NODE,...);\n"
    "             FILE.json: a document of ratings; FILE.jsonl: one person a line; -: standard input\n"
    "  --person   only this person\n"
    "  --role     also whether people are ready for this role of the framework: outcome, reasons, the cheapest way there\n"
    "  --tag      only what has this tag: the same scores over these leaves alone\n"
    "  --format   table (default): tree, strengths and weakest nodes; csv: one row for each person and node; json: a document for\n"
    "             each person, one a line. Without ratings json and cpp write the framework itself: as a document, as a C++ header\n"
    "  --output   writes to this file in place of standard output; it is replaced when all is done, else it stays as it was\n"
    "  --ratings-format  what the ratings are, where the name does not say it (else csv)\n"
    "  --whole    reads the ratings as a whole. Else CSV and JSON lines above 16 MiB are read person by person, in little memory;\n"
    "             then the rows of a person stand together, and people before a mistake have been written\n";

struct options {
  std::string framework, ratings, person, role, tag, format = "table", output, ratings_format;
  bool whole = false;
};

long_work::output out;              // removes what it has begun when the program ends before it is done
long_work::progress_line progress;
std::size_t people_done = 0;

void say(const std::string& text) { std::fputs((text + "\n").c_str(), stderr); }

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
    if (takes(argument, "--output", wanted.output) && !wanted.output.empty()) continue;
    if (takes(argument, "--ratings-format", wanted.ratings_format) && (wanted.ratings_format == "csv" || wanted.ratings_format == "json" || wanted.ratings_format == "jsonl")) continue;
    if (argument == "--whole") {
      wanted.whole = true;
      continue;
    }
    if (takes(argument, "--format", wanted.format) && (wanted.format == "table" || wanted.format == "csv" || wanted.format == "json" || wanted.format == "cpp")) continue;
    if (!argument.starts_with("-") && wanted.framework.empty()) {
      wanted.framework = argument;
      continue;
    }
    std::fputs(("score: unknown argument '" + std::string(argument) + "'\n" + std::string(usage)).c_str(), stderr);
    return std::nullopt;
  }
  if (wanted.framework.empty() && wanted.ratings.empty() && wanted.format != "cpp") wanted.ratings = PROWESS_EXAMPLE_DATA "/health_it_ratings.csv";
  if (wanted.ratings_format.empty()) wanted.ratings_format = wanted.ratings.ends_with(".json") ? "json" : wanted.ratings.ends_with(".jsonl") ? "jsonl" : "csv";
  return wanted;
}

/// Prints problems, the file's name in front of each, and fails. Whole people may have gone to standard output; a file is left as it was.
[[noreturn]] void complain(const std::vector<prowess::problem>& problems, const std::string& file) {
  progress.erase();
  if (out.is_standard()) out.flush();
  for (const prowess::problem& p : problems) say((file == "-" ? "standard input" : file) + ": " + p.text());
  std::exit(1);
}

void write(std::string_view text, const options& wanted) {
  if (!out.write(text)) complain({{{}, "this cannot be written: " + out.why(), "make room, or write elsewhere"}}, out.is_standard() ? "standard output" : wanted.output);
}

/// Where a signal came: says what was done, and ends as programs end by that signal.
void stop_if_interrupted(const options& wanted, const std::string& how_far) {
  if (long_work::caught == 0) return;
  progress.erase();
  if (out.is_standard()) out.flush();
  say("score: interrupted after " + std::to_string(people_done) + (people_done == 1 ? " person, " : " people, ") + how_far + "; " +
      (out.is_standard() ? "they were written" : "'" + wanted.output + "' was not changed"));
  std::exit(128 + long_work::caught);
}

[[noreturn]] void cannot_be_read(const std::string& name) { complain({{{}, "the file cannot be read, or is empty", "name a file that is there"}}, name); }

constexpr std::size_t piece_bytes = std::size_t{1} << 18, whole_bytes = std::size_t{1} << 24;

/// Up to so many bytes of a file, from its beginning.
std::string beginning(long_work::input& file, const std::string& name, std::size_t most, const options& wanted) {
  std::string text;
  if (file.open(name))
    while (text.size() < most && file.read(text, piece_bytes)) progress.update([&] { return "score: " + file.done() + " of " + name + " read"; });
  stop_if_interrupted(wanted, file.done() + " of " + name + " read");
  if (text.empty() && (file.why().empty() || file.done() == "0 MB")) cannot_be_read(name);
  if (!file.why().empty()) complain({{{}, "this cannot be read to its end: " + file.why(), "look at the file"}}, name);
  return text;
}
std::string contents(const std::string& name, const options& wanted) {
  long_work::input file;
  return beginning(file, name, std::numeric_limits<std::size_t>::max(), wanted);
}

/// The roles of a framework, and what raises people to them.
struct roles_and_learning {
#if defined(PROWESS_WITH_JSON)
  std::optional<prowess::role_book> book;  // of a document
#endif
  std::vector<prowess::role_view> roles;
  prowess::learning_view learning;
};

prowess::dynamic_framework read_framework(const options& wanted) {
  const std::string& name = wanted.framework;
  if (name.empty()) return prowess::dynamic_framework(prowess::frameworks::health_it);
#if defined(PROWESS_WITH_JSON)
  auto loaded = prowess::load_framework(contents(name, wanted));
  if (!loaded) complain(loaded.problems(), name);
  for (const prowess::problem& p : loaded.warnings()) say(name + ": warning: " + p.text());
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

[[maybe_unused, noreturn]] void without_json(const options& wanted) {
  complain({{{}, "this program was built without Boost.JSON and reads no JSON", "give a CSV file"}}, wanted.ratings);
}

/// Everybody at once.
std::vector<prowess::rated_person> read_people(const prowess::framework_view& framework, const std::string& text, const options& wanted) {
  auto people = [&]() -> prowess::result<std::vector<prowess::rated_person>> {
    if (wanted.ratings_format != "csv") {
#if defined(PROWESS_WITH_JSON)
      return wanted.ratings_format == "json" ? prowess::read_ratings_json(framework, text) : prowess::read_ratings_json_lines(framework, text);
#else
      without_json(wanted);
#endif
    }
    return prowess::read_ratings_csv(framework, text);
  }();
  if (!people) complain(people.problems(), wanted.ratings);
  return *std::move(people);
}

/// One person after the other goes to `use`, while the file is read: `begun` is what has been read of it.
template <class Reader, class Use> void read_stream(Reader&& people, std::string begun, long_work::input& file, const options& wanted, const Use& use) {
  std::string piece;
  std::size_t at = 0;
  const auto more = [&]() -> std::string_view {
    progress.update([&] { return "score: " + file.done() + " of " + wanted.ratings + " read, " + std::to_string(people_done) + " people"; });
    if (at < begun.size()) {
      const std::string_view next = std::string_view(begun).substr(at, piece_bytes);
      at += next.size();
      return next;
    }
    std::string().swap(begun);
    at = 0;
    piece.clear();
    file.read(piece, piece_bytes);
    return long_work::caught != 0 ? std::string_view() : piece;
  };
  while (const prowess::rated_person* person = people.next(more)) {
    stop_if_interrupted(wanted, file.done() + " of " + wanted.ratings + " read");
    use(*person);
  }
  stop_if_interrupted(wanted, file.done() + " of " + wanted.ratings + " read");
  std::vector<prowess::problem> problems = people.problems();
  if (!file.why().empty()) problems.push_back({{}, "this cannot be read to its end: " + file.why(), "look at the file"});
  if (problems.empty()) return;
  if (out.is_standard() && people_done > 0) problems.push_back({{}, std::to_string(people_done) + (people_done == 1 ? " person" : " people") + " before the first problem may have been written", "do not use them alone"});
  complain(problems, wanted.ratings);
}

/// The people of a file go to `use`: all are read before the first one does if it is small, or asked for; else they come as they are read.
template <class Begin, class Use> void each_person(const prowess::framework_view& framework, const options& wanted, const Begin& begin, const Use& use) {
  long_work::input file;
  const bool whole = wanted.whole || wanted.ratings_format == "json";
  std::string text = beginning(file, wanted.ratings, whole ? std::numeric_limits<std::size_t>::max() : whole_bytes, wanted);
  if (whole || text.size() < whole_bytes) {
    const std::vector<prowess::rated_person> people = read_people(framework, std::exchange(text, {}), wanted);
    begin();
    for (const prowess::rated_person& person : people) {
      const auto done = [&] { return std::to_string(&person - people.data()) + " of " + std::to_string(people.size()) + " people"; };
      progress.update([&] { return "score: " + done(); });
      stop_if_interrupted(wanted, "all of " + wanted.ratings + " read");
      use(person);
    }
    return;
  }
  begin();
  constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
  if (wanted.ratings_format == "csv") {
    prowess::csv_options limits;
    limits.most_rows = limits.most_people = no_limit, limits.most_bytes = whole_bytes;
    return read_stream(prowess::csv_rating_reader(framework, limits), std::move(text), file, wanted, use);
  }
#if defined(PROWESS_WITH_JSON)
  prowess::ratings_options limits;
  limits.most_people = no_limit, limits.most_bytes = whole_bytes;
  read_stream(prowess::json_rating_reader(framework, limits), std::move(text), file, wanted, use);
#else
  without_json(wanted);
#endif
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

std::string list(std::string_view heading, const std::vector<prowess::profile_entry>& leaves) {
  std::string text = std::string(heading) + (leaves.empty() ? " none stands out" : "");
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const prowess::level_reached level = leaves[i].level();
    text += (i == 0 ? " " : "; ") + std::string(leaves[i].title()) + " (" + (level ? std::string(level.name()) : prowess::score_text(leaves[i])) + ")";
  }
  return text + "\n";
}

std::string person_text(const std::string& id, const prowess::profile& p, const std::string& format) {
  std::string text;
  if (format == "csv") prowess::append_csv(text, id, p);
  else if (format == "json") text = prowess::to_json_line(id, p);
  else text = "== " + id + "\n" + prowess::to_text(p) + list("strengths:", farthest(p, true)) + list("weakest:  ", farthest(p, false)) + "\n";
  return text;
}

/// Whether a person is ready, why, and the cheapest way there.
std::string decision_text(const prowess::rated_person& person, const prowess::profile& p, const prowess::role_view& role, const prowess::learning_view& learning, const std::string& format) {
  const std::vector<std::string_view> happened(person.critical_failures.begin(), person.critical_failures.end());
  const prowess::circumstances given{happened, {}};
  const prowess::role_decision d = prowess::decide(role, p, given);
  if (format == "json") return prowess::to_json_line(person.id, d);
  std::string text = prowess::to_text(d, true);
  const prowess::framework_view& f = person.sheet.framework();
  if (d.outcome() >= prowess::readiness::ready || learning.resources.empty()) return text + "\n";
  const auto plan = prowess::cheapest_plan(f, person.sheet.ratings(), learning, prowess::reaches_outcome(f, role, prowess::readiness::ready, given));
  if (plan) text += "the cheapest way to be ready:\n" + prowess::to_text(*plan, f, learning, "hours");
  return text + "\n";
}

/// The framework itself, for somebody who writes one.
std::string framework_text(const prowess::framework_view& f, const std::string& format) {
  if (format == "cpp") return prowess::to_cpp(f);
  if (format == "json") return prowess::to_json(f);
  std::string text = std::string(f.title(0)) + ": " + std::to_string(f.size()) + " nodes, " + std::to_string(f.leaf_count()) + " of them leaves; nothing is wrong\n";
  for (const std::string_view tag : prowess::tags_of(f)) text += "tag: " + std::string(tag) + "\n";
  return text;
}

/// Makes a file of results of what was written.
int finish(const options& wanted) {
  stop_if_interrupted(wanted, "all of them");
  progress.erase();
  if (!out.finish()) complain({{{}, "this cannot be written: " + out.why(), "make room, or write elsewhere"}}, out.is_standard() ? "standard output" : wanted.output);
  return 0;
}

/// The program, but for its name.
int run(const std::vector<std::string_view>& arguments) {
  for (const std::string_view argument : arguments)
    if (argument == "--help" || argument == "-h") return write(usage, {}), finish({});
  const std::optional<options> wanted = read_arguments(arguments);
  if (!wanted) return 2;

  long_work::watch_signals();
  std::error_code none;
  for (const std::string& read : {wanted->framework, wanted->ratings})
    if (!wanted->output.empty() && std::filesystem::equivalent(read, wanted->output, none)) complain({{{}, "this is a file that is read", "write to another one"}}, wanted->output);
  const prowess::dynamic_framework framework = read_framework(*wanted);
  if (!wanted->ratings.empty() && wanted->format == "cpp") complain({{{}, "ratings are not written as C++", "leave out --ratings, or choose another format"}}, wanted->ratings);
  roles_and_learning known;
  const prowess::role_view* role = nullptr;
  if (!wanted->ratings.empty() && !wanted->role.empty()) {
    known = read_roles(framework, wanted->framework);
    std::string all;
    for (const prowess::role_view& r : known.roles) {
      if (r.id == wanted->role) role = &r;
      all += (all.empty() ? "its roles are " : ", ") + std::string(r.id);
    }
    if (role == nullptr) complain({{{}, "there is no role '" + wanted->role + "'", all.empty() ? "the framework has none" : all}}, std::string(framework.unchecked().id()));
  }
  if (!wanted->output.empty() && !out.open(wanted->output)) complain({{{}, "this cannot be written: " + out.why(), "write elsewhere"}}, wanted->output);
  if (wanted->ratings.empty()) {
    write(framework_text(framework, wanted->format), *wanted);
    return finish(*wanted);
  }

  progress.start(!out.is_standard() || !long_work::is_terminal(stdout));
  bool found = wanted->person.empty();
  const auto begin = [&] {
    if (wanted->format == "csv") write(prowess::profile_csv_header, *wanted);
  };
  each_person(framework, *wanted, begin, [&](const prowess::rated_person& person) {
    if (!wanted->person.empty() && person.id != wanted->person) return;
    found = true;
    const prowess::profile whole = prowess::score(person.sheet);
    std::string text;
    if (role != nullptr && wanted->format == "json") {
      text = decision_text(person, whole, *role, known.learning, wanted->format);
    } else if (wanted->tag.empty()) {
      text = person_text(person.id, whole, wanted->format);
    } else {
      const auto part = prowess::try_slice(whole, wanted->tag);
      if (!part) complain(part.problems(), wanted->framework);
      text = person_text(person.id, *part, wanted->format);
    }
    if (role != nullptr && wanted->format == "table") text += decision_text(person, whole, *role, known.learning, wanted->format);
    write(text, *wanted);
    ++people_done;
  });
  if (!found) complain({{{}, "there is no person '" + wanted->person + "'", "use an id of its people"}}, wanted->ratings);
  return finish(*wanted);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::bad_alloc&) {
    complain({{{}, "memory is not enough", "read large files as CSV or JSON lines, without --whole"}}, "score");
  }
}
