// SPDX-License-Identifier: BSL-1.0
// Oracle: a migration with all six operations against worked figures, thresholds that drift with a version, and sums whose order matters.
#include <prowess/aggregation/points_ratio.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/history/diff.hpp>
#include <prowess/history/fingerprint.hpp>
#include <prowess/history/migrate.hpp>
#include <prowess/history/record.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/score.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using prowess::frameworks::health_it;

/// The migration that was written together with the ready-made framework, from its draft to its first version.
migration to_1_0() {
  return migration("0.9.0", "1.0.0")
      .rename("COM-VRB", "COM-EXP")
      .split("NEG-GEN", {"NEG-RES", "NEG-AGR"})
      .merge({"TEC-TES", "TEC-DWN"}, "TEC-TST", merge_rule::minimum)
      .rescale("FUN-PLN", {{1, 1}, {2, 2}, {3, 3}, {4, 5}})  // the old scale had four levels, and 4 meant expert
      .retire("TEC-PRN")
      .add("STR-VIE");
}
std::string id_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("all six operations of a migration come out as worked by hand") {
    const kept_ratings old{"0.9.0", {{"COM-VRB", 3}, {"NEG-GEN", 4}, {"TEC-TES", 4}, {"TEC-DWN", 2}, {"FUN-PLN", 3}, {"TEC-PRN", 5}}};
    const result<migrated> done = migrate(old, to_1_0(), health_it);
    REQUIRE(done);
    CHECK(done.warnings().empty());
    const std::vector<std::pair<std::string_view, std::optional<double>>> expected{{"COM-EXP", 3}, {"NEG-RES", 4}, {"NEG-AGR", 4}, {"TEC-TST", 2}, {"FUN-PLN", 3}, {"STR-VIE", {}}};
    std::size_t rated = 0;
    for (const auto& each : expected) {
      INFO(each.first);
      CHECK(done->sheet[each.first] == (each.second ? rating(*each.second) : not_observed));
      rated += each.second.has_value();
    }
    CHECK(done->ratings().all.size() == rated);  // and nobody else has one
    std::vector<std::string> inferred;
    for (const std::string& path : done->inferred) inferred.push_back(id_of(path));
    CHECK(inferred == std::vector<std::string>{"NEG-RES", "NEG-AGR"});
    CHECK(done->history() == std::vector<kept_rating>{{"TEC-PRN", 5}});
    CHECK(done->unmapped().empty());
    CHECK(done->invalid().empty());
  }
  TEST_CASE("the level that meant expert means expert") {
    const result<migrated> expert = migrate({"0.9.0", {{"FUN-PLN", 4}}}, to_1_0(), health_it);
    CHECK(expert->sheet["FUN-PLN"] == rating(5));
    const result<migrated> no_row = migrate({"0.9.0", {{"FUN-PLN", 5}}}, to_1_0(), health_it);
    CHECK(no_row->sheet["FUN-PLN"] == not_observed);
    CHECK(no_row->invalid() == std::vector<kept_rating>{{"FUN-PLN", 5}});
  }

  // 450 points of 1000 are level 3 where the levels begin at 10, 25, 45, 67 and 92 %; of 1200, after content was added, they are 37.5 %:
  // level 2. Nobody has lost a point, and the difference has one cause.
  TEST_CASE("a share of all points falls where content is added, and the cause is the tree") {
    constexpr auto share = levels(level{"0", 0}, level{"1", 0.10}, level{"2", 0.25}, level{"3", 0.45}, level{"4", 0.67}, level{"5", 0.92}, level{"all", 1}).ranges();
    constexpr auto old_content = framework("content", share, scale("met", checklist()), points_ratio{},
      leaf("first", 450, on("met")), leaf("second", 550, on("met")));
    constexpr auto new_content = framework("content", share, scale("met", checklist()), points_ratio{},
      leaf("first", 450, on("met")), leaf("second", 550, on("met")), leaf("third", 200, on("met")));
    const profile a = score(rating_sheet(old_content).set("first", met).set("second", not_met));
    const profile b = score(rating_sheet(new_content).set("first", met).set("second", not_met).set("third", not_met));
    CHECK(a.exactly().score == exact::ratio(450, 1000));
    CHECK(b.exactly().score == exact::ratio(450, 1200));
    const profile_diff d = diff(a, b);
    CHECK(d.root().level_before.key() == "3");
    CHECK(d.root().level_after.key() == "2");
    REQUIRE(d.root().parts().size() == 1);
    CHECK(d.root().parts()[0].causes.has(cause::tree));
    CHECK(d.root().parts()[0].from == a.score());
    CHECK(d.root().parts()[0].to == b.score());
    CHECK_FALSE(d["first"].is_changed());
    CHECK(d["third"].is_added());
  }

  // IEEE 754: 1e16 + 1 is 1e16. From left to right 1e16, 1, -1e16, 1 total 1; sorted they total 0; the truth is 2. (The means are a quarter.)
  // So the order of siblings is part of what a framework says, and of its fingerprint.
  TEST_CASE("sums go in the order of the children, and the order is in the fingerprint") {
    constexpr auto as_listed = framework("f", numeric(-1e16, 1e16), leaf("a"), leaf("b"), leaf("c"), leaf("d"));
    constexpr auto sorted = framework("f", numeric(-1e16, 1e16), leaf("c"), leaf("b"), leaf("d"), leaf("a"));
    const profile listed_score = score(rating_sheet(as_listed).set("a", 1e16).set("b", 1).set("c", -1e16).set("d", 1));
    const profile sorted_score = score(rating_sheet(sorted).set("a", 1e16).set("b", 1).set("c", -1e16).set("d", 1));
    CHECK(listed_score.score() == 1.0 / 4);
    CHECK(sorted_score.score() == 0.0 / 4);
    CHECK(listed_score.exactly().score == exact::ratio(2, 4));
    CHECK(sorted_score.exactly().score == exact::ratio(2, 4));
    CHECK(fingerprint_of(as_listed) != fingerprint_of(sorted));
    CHECK(fingerprint_of(as_listed, listed_score.root().of().ratings) == fingerprint_of(sorted, sorted_score.root().of().ratings));
    CHECK(fingerprint_of_results(listed_score) != fingerprint_of_results(sorted_score));
  }
}
