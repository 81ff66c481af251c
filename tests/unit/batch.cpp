// SPDX-License-Identifier: BSL-1.0
// Batches: what is refused and how it is said, float beside double, ranges, memory.
#include <doctest/doctest.h>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/batch.hpp>
#include <prowess/core.hpp>

using namespace prowess;

namespace {

constexpr auto skills = framework("skills", levels("low", "middle", "high"), scale("exam", numeric(0, 100)),
                                  domain("soft", 40, competency("talk", 3), competency("listen", 1)),
                                  domain("hard", 60, competency("test", 1, on("exam")), competency("code", 1, if_missing(lowest))));

struct columns {
  std::vector<std::uint8_t> talk{0, 1, 2, 255, 253}, listen{2, 2, 0, 254, 255}, code{1, 255, 0, 2, 254};
  std::vector<double> test{50, 100, 0, 25, 75};
  std::vector<std::uint8_t> there{0b10111};  // the fourth took no exam
  batch_input in() const {
    batch_input people(skills, 5);
    people.levels("talk", talk).levels("soft/listen", listen).levels("code", code).points("test", test, {there.data()});
    return people;
  }
};

std::string text_of(const result<std::size_t>& done) { return done ? "" : done.problems()[0].text(); }

/// A host's mean that has no value where the first child is at its best.
struct picky {
  static constexpr std::string_view name = "picky";
  template <std::same_as<double> N, std::size_t E> static std::optional<N> reduce(std::span<term<N>, E> terms, const parameters&) {
    if (terms[0].score == 3) return std::nullopt;
    return terms[0].score / 2;
  }
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("batch: scores, statuses and coverages of chosen nodes") {
    const columns c;
    std::vector<double> overall(5), soft(5), covered(5), exam(5);
    std::vector<status> why(5), soft_why(5), exam_why(5);
    batch_output out(skills, 5);
    out.scores("skills", overall).statuses("skills", why).coverages("skills", covered).scores("soft", soft).statuses("soft", soft_why);
    out.scores("test", exam).statuses("test", exam_why);
    CHECK(score_all(batch_plan(skills), c.in(), out) == 5);
    CHECK(soft == std::vector<double>{1.5, 2.25, 2.5, 0, 0});  // (3 x 1 + 1 x 3) / 4 ...
    CHECK(soft_why == std::vector<status>{status::scored, status::scored, status::scored, status::no_evidence, status::no_evidence});
    CHECK(exam == std::vector<double>{2, 3, 1, 0, 2.5});  // 0..100 on 1..3
    CHECK(exam_why[3] == status::not_observed);
    CHECK(overall == std::vector<double>{(40 * 1.5 + 60 * 2) / 100, (40 * 2.25 + 60 * 2) / 100, (40 * 2.5 + 60) / 100, 3, 2.5});
    CHECK(covered[0] == 1);
    CHECK(covered[3] == doctest::Approx(0.3 / 0.9).epsilon(1e-15));  // of the fourth, code of talk, test and code
  }

  TEST_CASE("batch: what nobody is given is not observed") {
    std::vector<double> overall(2);
    std::vector<status> why(2);
    batch_output out(skills, 2);
    out.scores("skills", overall).statuses("skills", why);
    const std::vector<std::uint8_t> talk{2, 255};
    batch_input people(skills, 2);
    people.levels("talk", talk);
    CHECK(score_all(batch_plan(skills), people, out) == 2);
    CHECK(overall == std::vector<double>{(40 * 3.0 + 60 * 1) / 100, 1});  // code is filled in with the lowest
  }

  TEST_CASE("batch: mistakes name the person, the node, the rule and the remedy") {
    std::vector<double> overall(5);
    std::vector<status> why(5);
    batch_output out(skills, 5);
    out.scores("skills", overall).statuses("skills", why);
    const batch_plan plan(skills);
    columns c;
    c.listen[3] = 3;
    CHECK(text_of(try_score_all(plan, c.in(), out)) == "person 3, soft/listen: no level has the byte 3; its levels are low, middle, high, counted from 0; 255 is not observed, 254 no opportunity, 253 not applicable");
    c = {};
    c.test[2] = 101;
    CHECK(text_of(try_score_all(plan, c.in(), out)) == "person 2, hard/test: the rating 101 is outside scale 'exam'; allowed: 0 to 100");
    c.test[2] = std::nan("");
    CHECK_FALSE(try_score_all(plan, c.in(), out));
    c = {};
    batch_output no_statuses(skills, 5);
    no_statuses.scores("soft", overall);
    CHECK(text_of(try_score_all(plan, c.in(), no_statuses)) == "person 3, soft: there is no score, and no column for the statuses that would say so; ask for the statuses of this node too");
    batch_output others(skills, 4);
    CHECK(text_of(try_score_all(plan, c.in(), others)) == "skills: the columns out are not for 5 people as those in are; make both for the same people");
    constexpr auto other = framework("other", levels("a", "b"), competency("x"));
    CHECK(text_of(try_score_all(batch_plan(other), c.in(), out)) == "other: plan and columns are of frameworks with different sizes; make them of the same framework, after its last change");
    batch_scratch scratch(plan);
    CHECK(score_range(plan, c.in(), out, {4, 6}, scratch).broken == batch_rule::wrong_number_of_people);
    CHECK(score_range(plan, c.in(), out, {2, 1}, scratch).broken == batch_rule::wrong_number_of_people);
    CHECK(score_range(plan, c.in(), out, {5, 5}, scratch).ok());
  }

  TEST_CASE("batch: columns that do not fit raise") {
    const columns c;
    batch_input people(skills, 5);
    const std::vector<std::uint8_t> four(4), bytes(19);
    CHECK_THROWS_WITH(people.levels("tallk", c.talk), "'tallk': there is no such name in 'skills'; did you mean 'soft/talk'?");
    CHECK_THROWS_WITH(people.levels("soft", c.talk), "soft: it has children and takes no rating; rate 'talk', 'listen'");
    CHECK_THROWS_WITH(people.levels("talk", four), "soft/talk: the column has 4 entries for 5 people; give one for each, in the same order in all columns");
    CHECK_THROWS_WITH(people.rows(bytes), "skills: 19 bytes are too few for 5 people; give a byte for each of the 4 leaves of everybody");
    CHECK_THROWS_WITH(people.rows(bytes, 3), "skills: the people overlap; give a byte for each of the 4 leaves of everybody");
    constexpr auto any = framework("any", numeric(0, 1), competency("x"));
    CHECK_THROWS_WITH(batch_input(any, 1).levels("x", {bytes.data(), 1}), "x: its scale has no levels that a byte could say; give its points");
    CHECK_THROWS_WITH(batch_input(any, 1).tiles({bytes.data(), 1}, 1), "x: its scale has no levels that a byte could say; give columns, with its points among them");
    std::vector<double> short_column(4);
    CHECK_THROWS_WITH(batch_output(skills, 5).scores("soft", short_column), "soft: the column has room for 4 of 5 people; give one entry for each");
    CHECK_THROWS_WITH(batch_output(skills, 5).all_scores(short_column), "skills: there is room for 4 entries; give 7 nodes x 5 people");
  }

  TEST_CASE("batch: an aggregation that has no value for some complete people") {
    const auto f = framework("own", levels("a", "b", "c"), group("g", picky{}, leaf("x"), leaf("y")));
    const std::vector<std::uint8_t> rows{0, 0, 2, 1, 1, 2, 255, 2};
    const batch_input in = batch_input(f, 4).rows(rows);
    for (const std::size_t room : {std::size_t{0}, std::size_t{100'000}})
      for (const std::size_t people : {std::size_t{3}, std::size_t{4}})  // all of them complete, and not
        for (const bool coverage : {false, true}) {
          std::vector<double> scores(4), covered(4);
          std::vector<status> why(4);
          batch_output out(f, 4);
          out.scores("g", scores).statuses("g", why);
          if (coverage) out.coverages("g", covered);
          const batch_plan plan(f, {.table_bytes = room});
          batch_scratch scratch(plan);
          REQUIRE(score_range(plan, in, out, {0, people}, scratch).ok());
          CHECK(scores == std::vector<double>{0.5, 0, 1, 0});
          CHECK(why[0] == status::scored);
          CHECK(why[1] == status::out_of_domain);
          CHECK(why[2] == status::scored);
          CHECK((people == 3 || why[3] == status::out_of_domain));
        }
  }

  TEST_CASE("batch: ranges scored one by one are the whole") {
    const std::size_t people = 5000;
    std::vector<std::uint8_t> rows(people * 2);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i % 11 == 0 ? 255 : static_cast<std::uint8_t>(i * i % 3);
    constexpr auto two = framework("two", levels("a", "b", "c"), competency("x", 0.3), competency("y", 0.7));
    const batch_input in = batch_input(two, people).rows(rows);
    const batch_plan plan(two, {.block = 64});
    std::vector<double> whole(people), parts(people, -1);
    std::vector<status> why(people), parts_why(people);
    CHECK(score_all(plan, in, batch_output(two, people).scores("two", whole).statuses("two", why)) == people);
    const batch_output out = batch_output(two, people).scores("two", parts).statuses("two", parts_why);
    batch_scratch scratch(plan);
    for (const split_range part : split(people, 7, 10)) CHECK(score_range(plan, in, out, part, scratch).ok());
    CHECK(parts == whole);
    CHECK(parts_why == why);
  }

  TEST_CASE("batch: float is within 2^-21 of the scale's highest points for each group on the way up") {
    constexpr auto deep = framework("deep", levels("1", "2", "3", "4", "5"), group("a", 0.3, leaf("b", 0.7), group("c", 0.3, leaf("d", 0.1), leaf("e", 0.2))), leaf("f", 0.7));
    const std::size_t people = 625;
    std::vector<std::uint8_t> rows;
    for (std::size_t i = 0; i < people; ++i)
      for (std::size_t k = 0, rest = i; k < 4; ++k, rest /= 5) rows.push_back(static_cast<std::uint8_t>(rest % 5));
    const batch_input in = batch_input(deep, people).rows(rows);
    std::vector<double> exactly(people);
    std::vector<float> nearly(people);
    score_all(batch_plan(deep), in, batch_output(deep, people).scores("deep", exactly));
    score_all(float_batch_plan(deep), in, float_batch_output(deep, people).scores("deep", nearly));
    for (std::size_t i = 0; i < people; ++i) CHECK(std::abs(static_cast<double>(nearly[i]) - exactly[i]) <= 3 * 5 * 0x1p-21);
  }

  TEST_CASE("batch: float columns of points, and rounding on the way in") {
    std::vector<double> score(2);
    constexpr auto one = framework("one", numeric(0, 1), competency("x"));
    const std::vector<float> points{0.5F, 0.1F};
    score_all(batch_plan(one), batch_input(one, 2).points("x", points), batch_output(one, 2).scores("one", score));
    CHECK(score == std::vector<double>{0.5, static_cast<double>(0.1F)});
  }

  TEST_CASE("batch: beside its columns it takes less than a megabyte") {
    const auto four = [](const char* id) { return group(id, 1, leaf("p", 40), leaf("q", 30), leaf("r", 20), leaf("s", 10)); };
    const auto sixteen = [&](const char* id) { return group(id, 1, four("a"), four("b"), four("c"), four("d")); };
    const auto f = framework("skills", levels("1", "2", "3", "4", "5"), sixteen("a"), sixteen("b"), sixteen("c"), sixteen("d"));
    const batch_plan plan(f);
    CHECK(batch_scratch(plan).bytes() + plan.bytes() < 1'000'000);
  }
}
