// SPDX-License-Identifier: BSL-1.0
// Frameworks that people write by hand: load, complain, score, edit, save; and a host's own words in them.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <cassert>
#include <cstdio>
#include <string_view>

using namespace prowess;

namespace {

//[document
constexpr std::string_view nurse = R"({
  "prowess": 1, "id": "nurse", "title": "Ward nurse",
  "scale": [ "novice", "able", "expert" ],
  "defaults": { "weights": "percent" },
  "children": [
    { "id": "care", "weight": 70, "aggregation": { "power_mean": { "p": -1 } },
      "children": [ { "id": "wounds", "weight": 60 }, { "id": "medication", "weight": 40, "if_missing": "lowest", "tags": [ "safety" ] } ] },
    { "id": "handover", "weight": 30, "note": "rated by the next shift" } ] })";
//]

//[own_words
/// Each child counts twice the next one of a ranking.
struct halving {
  static constexpr std::string_view name = "clinic/halving";
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    if (!of.ranked || of.children > 50) return "rank at most 50 children, the most important first";
    for (std::size_t k = 0; k < of.children; ++k) weights[k] = 1.0 / double(1ULL << std::size_t(of.numbers[k]));
    return {};
  }
};
/// The second highest score.
struct second_best {
  static constexpr std::string_view name = "clinic/second_best";
  static constexpr properties traits{.monotone = true, .homogeneous = true, .symmetric = true, .ignores_weights = true};
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    N first = terms[0].score, second = first;
    for (std::size_t i = 1; i < terms.size(); ++i) {
      const N x = terms[i].score;
      if (i == 1 || second < x) second = first < x ? first : x;
      if (first < x) first = x;
    }
    return second;
  }
};

constexpr std::string_view surgeon = R"({ "prowess": 1, "id": "surgeon", "scale": "percentage",
  "weights": { "clinic/halving": [ "technique", "judgement" ] },
  "children": [ { "id": "judgement" }, { "id": "technique", "aggregation": "clinic/second_best",
    "children": [ { "id": "knots" }, { "id": "tissue" }, { "id": "speed" } ] } ] })";
//]

}  // namespace

int main() {
  //[json
  const result<dynamic_framework> loaded = load_framework(nurse);
  for (const problem& p : loaded.warnings()) std::printf("warning: %s\n", p.text().c_str());
  for (const problem& p : loaded.problems()) std::printf("%s\n", p.text().c_str());  // all of them, in one pass
  const dynamic_framework& fw = *loaded;                                             // raises them where there are any

  const auto people = read_ratings_json_lines(fw, R"({ "id": "ada", "ratings": { "wounds": "expert", "handover": 2 } })").value();
  const profile ada = score(people[0].sheet);
  std::printf("%.2f\n", ada.score());                                               // to_json("ada", ada) says all of it

  for (const problem& p : load_framework(R"({ "prowess": 1, "id": "nurse", "scale": [ "novice", "able" ],
    "children": [ { "id": "care", "wieght": 70 }, { "id": "care", "if_missing": "expert" } ] })").problems())
    std::printf("%s\n", p.text().c_str());
  //]
  const dynamic_framework again = load_framework(to_json(fw)).value();
  assert(again.view() == fw.view());

  const auto own = load_framework(surgeon, aggregations<second_best>, weightings<halving>).value();
  rating_sheet sheet{own};
  sheet.set("judgement", 60).set("knots", 90).set("tissue", 80).set("speed", 40);
  assert(score(sheet)["technique"].score() == 80 && score(sheet).score() == (60 + 2 * 80) / 3.0);
}
