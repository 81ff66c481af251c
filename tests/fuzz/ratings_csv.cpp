// SPDX-License-Identifier: BSL-1.0
// Any bytes as a CSV file of ratings. The first byte says how to read it: '0' by default, and each other one differently.
#include <prowess/csv.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "must.hpp"

namespace {

using namespace prowess;
using fuzz::must;

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), scale("exam", numeric(0, 100)), scale("checks", checklist()),
    scale("dose", numeric(-1, 1, 0.1)), scale("time", levels(level{"slow", 9.5, "Too slow"}, level{"fast", 2, "Fast"}, level{"2", 5})),
    domain("skills", competency("suture", 2), competency("talk", 1), competency("dose", on("dose"))),
    competency("theory", on("exam")), competency("hygiene", on("checks")), competency("a, \"b\"", on("time")),
    domain("team", competency("talk", 1), competency("level", on("time"))), competency("item", on("checks")));

csv_options options_of(std::uint8_t first) {
  auto rest = static_cast<std::uint8_t>(first - '0');
  const auto choose = [&](std::uint8_t of) {
    const auto chosen = static_cast<std::uint8_t>(rest % of);
    rest = static_cast<std::uint8_t>(rest / of);
    return chosen;
  };
  csv_options o;
  o.separator = ",;\t"[choose(3)];
  o.form = static_cast<csv_form>(choose(3));
  constexpr presence blanks[] = {presence::not_observed, presence::rated, presence::no_opportunity, presence::not_applicable};
  o.blank = blanks[choose(4)];
  o.ignore_unknown_columns = choose(2) != 0;
  if (choose(3) == 2) o.most_problems = 2, o.most_rows = 8, o.most_people = 3, o.most_ratings = 40, o.most_bytes = 1024;
  return o;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const csv_options options = options_of(data[0]);
  const auto people = read_ratings_csv(clinic, text, options);
  fuzz::must_be_said(people.problems());
  must(people.has_value() == people.problems().empty(), "people or problems");
  must(people.problems().size() <= options.most_problems + 1, "the limit of problems is kept");
  const auto again = read_ratings_csv(clinic, text, options);
  must(people.problems() == again.problems() && (!people || *people == *again), "the same file says the same");
  if (!people) return 0;
  for (const rated_person& p : *people)
    must(!p.id.empty() && p.id.front() != ' ' && p.id.back() != ' ', "a person has an id without blanks around it");
  must(to_csv(*people).size() >= profile_csv_header.size(), "profiles have a header");
  return 0;
}
