// SPDX-License-Identifier: BSL-1.0
// A filter for engines that pipe rows through a program: one tab-separated line in, one line out, in the same order.
//   tsv_filter -          stdin to stdout, until the end: an executable function of ClickHouse, `pipe` of Spark, GNU parallel
//   tsv_filter            shows it on three lines
// A line is a key and then the points of each competency in tree order; empty or \N is not observed. Out come the key, the overall
// score and its coverage; the score is \N where there is none.
#include <prowess/batch.hpp>
#include <prowess/core.hpp>

#include <cassert>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace prowess;

namespace {

inline constexpr auto skills = framework("skills", levels("novice", "competent", "expert"),
                                         domain("soft", 40, competency("communication", 3), competency("negotiation", 1)),
                                         domain("technical", 60, competency("build", 1), competency("interfaces", 1)));
constexpr std::size_t leaves = skills.leaf_count();

/// The byte of a field; what is no level stays a byte that the plan refuses by name.
std::uint8_t code_of(std::string_view field) {
  if (field.empty() || field == "\\N") return level_code::not_observed;
  unsigned points = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), points);
  return error == std::errc() && end == field.data() + field.size() && points >= 1 && points <= 3 ? static_cast<std::uint8_t>(points - 1) : std::uint8_t{252};
}

/// Returns 0, or 1 where a line is wrong, after saying which.
int filter(std::istream& in, std::ostream& out) {
  constexpr std::size_t most = 4096;  // lines at a time: what arrives in a row goes out together
  const batch_plan plan(skills);
  batch_scratch scratch(plan);
  std::vector<std::string> keys;
  std::vector<std::uint8_t> rows;
  std::vector<double> scores, coverages;
  std::vector<status> why;
  std::string line;
  for (std::size_t first = 1; in; first += keys.size()) {
    keys.clear(), rows.clear();
    while (keys.size() < most && std::getline(in, line)) {
      std::string_view rest = line;
      const auto field = [&rest] {
        const std::string_view f = rest.substr(0, rest.find('\t'));
        rest.remove_prefix(f.size() == rest.size() ? f.size() : f.size() + 1);
        return f;
      };
      keys.emplace_back(field());
      for (std::size_t k = 0; k < leaves; ++k) rows.push_back(code_of(field()));
      if (!rest.empty()) return std::cerr << "line " << first + keys.size() - 1 << ": more than " << leaves + 1 << " fields\n", 1;
      if (in.rdbuf()->in_avail() <= 0) break;  // nothing more for now: whoever waits for an answer gets it
    }
    const std::size_t n = keys.size();
    scores.resize(n), coverages.resize(n), why.resize(n);
    batch_output results(skills, n);
    results.scores("skills", scores).statuses("skills", why).coverages("skills", coverages);
    if (const batch_finding at = score_range(plan, batch_input(skills, n).rows(rows), results, {0, n}, scratch); !at.ok())
      return std::cerr << "line " << first + at.person << ": " << skills.view().path(at.node) << " is none of 1, 2, 3, \\N or empty\n", 1;
    for (std::size_t i = 0; i < n; ++i) {
      out << keys[i] << '\t';
      if (why[i] == status::scored) out << scores[i];
      else out << "\\N";
      out << '\t' << coverages[i] << '\n';
    }
    out.flush();
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  if (argc > 1 && std::string_view(argv[1]) == "-") return filter(std::cin, std::cout);
  std::istringstream in("ada\t3\t3\t2\t3\nben\t2\t\\N\t1\t\ncy\t\t\t\t\n");
  std::ostringstream out;
  if (filter(in, out) != 0) return 1;
  std::cout << out.str();
  assert(out.str() == "ada\t2.7\t1\nben\t1.4\t0.6\ncy\t\\N\t0\n");
}
