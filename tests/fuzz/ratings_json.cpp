// SPDX-License-Identifier: BSL-1.0
// Any bytes as ratings or as a profile in JSON. The first byte says as which: '0' a document, '1' lines, '2' a profile; '3' to '5'
// the same where blanks are mistakes, '6' to '8' with small limits. What is accepted is written and read back the same.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "must.hpp"

namespace {

using namespace prowess;
using fuzz::must;

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), version("2"), scale("exam", numeric(0, 100)), scale("checks", checklist()),
    scale("dose", numeric(-1, 1, 0.1)), scale("time", levels(level{"slow", 9.5, "Too slow"}, level{"fast", 2, "Fast"})),
    domain("skills", pool, competency("suture", 2), competency("talk", 1, title("Talking")), competency("dose", on("dose"), if_missing(0.5))),
    competency("theory", on("exam"), if_missing(lowest)), competency("hygiene", on("checks")),
    domain("team", geometric_mean{}, no_score, competency("talk", 1), competency("time", on("time"))),
    domain("more", points_ratio{}, require(0.5), clamped, criterion("one", 3, on("checks")), criterion("two", -2, on("checks"))));

template <class Read> void must_be_read_back(const std::vector<rated_person>& people, const std::string& text, const Read& read) {
  const auto again = read(clinic, text, ratings_options{});
  must(again.has_value(), "people are read back", again ? text : again.problems()[0].text() + "\n" + text);
  must(*again == people, "people are read back the same", text);
}
void must_be_read_back(std::string_view person, const profile& p) {
  for (const std::string& text : {to_json(person, p), to_json_line(person, p)}) {
    const auto again = read_profile_json(clinic, text);
    must(again.has_value(), "a profile is read back", again ? text : again.problems()[0].text() + "\n" + text);
    must(again->person == person && again->scores == p, "a profile is read back the same", text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto kind = static_cast<std::uint8_t>(data[0] - '0');
  ratings_options options;
  if (kind / 3 % 3 == 1) options.blank = presence::rated;
  if (kind / 3 % 3 == 2) options.most_problems = 2, options.most_people = 2, options.most_values = 100, options.most_bytes = 2048;
  if (kind % 3 == 2) {
    const auto kept = read_profile_json(clinic, text, options);
    fuzz::must_be_said(kept.problems());
    must(kept.has_value() == kept.problems().empty(), "a profile or problems");
    must(kept.problems().size() <= options.most_problems + 1, "the limit of problems is kept");
    if (kept) must_be_read_back(kept->person, kept->scores);
    return 0;
  }
  const auto people = kind % 3 == 0 ? read_ratings_json(clinic, text, options) : read_ratings_json_lines(clinic, text, options);
  fuzz::must_be_said(people.problems());
  must(people.has_value() == people.problems().empty(), "people or problems");
  must(people.problems().size() <= options.most_problems + 1, "the limit of problems is kept");
  if (!people) return 0;
  must_be_read_back(*people, to_json(*people), read_ratings_json);
  must_be_read_back(*people, to_json_lines(*people), read_ratings_json_lines);
  for (const rated_person& p : *people) must_be_read_back(p.id, score(p.sheet));
  return 0;
}
