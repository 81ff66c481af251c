// SPDX-License-Identifier: BSL-1.0
// Migrations: what is wrong with one, and what becomes of each old rating, of every kind.
#include <prowess/framework.hpp>
#include <prowess/history/check_migration.hpp>
#include <prowess/history/migrate.hpp>
#include <prowess/score.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto now = framework("skills", levels("one", "two", "three", "four", "five"), scale("exam", numeric(0, 100)), version("2"),
  group("soft", leaf("talk"), leaf("write"), leaf("listen")),
  group("tech", leaf("build"), leaf("test"), leaf("paper", on("exam"))),
  leaf("other"));

migration to_2() { return {"1", "2"}; }

bool said(const std::vector<problem>& all, std::string_view words) {
  for (const problem& p : all)
    if (p.text().find(words) != std::string::npos) return true;
  return false;
}
bool is_problem(const migration& m, std::string_view words) {
  const result<migrated> r = migrate({"1", {}}, m, now);
  return !r && said(r.problems(), words);
}
bool is_warning(const migration& m, std::string_view words) {
  const migration_check c = check_migration(m, now);
  return c.ok() && said(c.warnings, words);
}
migrated done(const migration& m, std::vector<kept_rating> old) { return migrate({"1", std::move(old)}, m, now).value(); }
fate fate_of(const migrated& m, std::string_view leaf) {
  for (const moved_rating& each : m.moves)
    if (each.leaf == leaf) return each.what;
  return fate::unmapped;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("mistakes of a migration are problems, with the step") {
    CHECK(is_problem({"2", "2"}, "to the same"));
    CHECK(is_problem(to_2().rename("a", "tlak"), "step 1 (rename): the new framework: there is no such name in 'skills' as 'tlak'; did you mean 'soft/talk'?"));
    CHECK(is_problem(to_2().rename("a", "soft"), "'soft' has children and takes no rating; name its leaves: 'talk', 'write', 'listen'"));
    CHECK(is_problem(to_2().rename("a", "talk").rename("b", "soft/talk"), "step 2 (rename): the step 1 makes 'soft/talk' too"));
    CHECK(is_problem(to_2().rename("a", "talk").add("talk"), "the step 1 makes 'soft/talk' too"));
    CHECK(is_problem(to_2().split("a", {"talk", "talk"}), "makes 'soft/talk' too"));
    CHECK(is_problem(to_2().rename("a", "talk").retire("a"), "step 2 (retire): the step 1 names 'a' too"));
    CHECK(is_problem(to_2().merge({"a", "a"}, "talk", merge_rule::minimum), "the step 1 names 'a' too"));
    CHECK(is_problem(to_2().split("a", {"talk"}), "1 new names; give at least 2"));
    CHECK(is_problem(to_2().merge({"a"}, "talk", merge_rule::minimum), "1 old names; give at least 2"));
    CHECK(is_problem(to_2().rename("", "talk"), "an old name is empty"));
    CHECK(is_problem(to_2().merge({"a", "b"}, "talk", merge_rule::weighted_mean, {1}), "1 weights for 2 leaves"));
    CHECK(is_problem(to_2().merge({"a", "b"}, "talk", merge_rule::weighted_mean, {0, 0}), "positive sum"));
    CHECK(is_problem(to_2().merge({"a", "b"}, "talk", merge_rule::weighted_mean, {2, -1}), "at least 0"));
    CHECK(is_problem(to_2().merge({"a", "b"}, "talk", merge_rule::maximum, {1, 1}), "only a merge by weighted mean has weights"));
    CHECK(is_problem(to_2().rescale("talk", {}), "no rows"));
    CHECK(is_problem(to_2().rescale("talk", {{1, 1}, {1, 2}}), "two rows for 1"));
    CHECK(is_problem(to_2().rescale("talk", {{1, 1}}).rescale("talk", {{1, 1}}), "the step 1 names 'talk' too"));
    CHECK(is_problem(to_2().rescale("talk", {{1, 1e200}}), "no numbers up to 1e100"));
    migration shapeless = to_2();
    shapeless.steps.push_back({migration_op::add, {"a"}, {}});
    CHECK(is_problem(shapeless, "1 old names"));
    CHECK(is_problem(shapeless, "0 new names"));
    CHECK_FALSE(is_problem(to_2().rename("a", "talk").rescale("a", {{1, 1}}), ""));  // a rescale goes with another step
  }

  TEST_CASE("what may be meant is a warning") {
    CHECK(is_warning(to_2().rescale("talk", {{1, 1}, {2, 4}, {3, 2}}), "sometimes more and sometimes fewer"));
    CHECK_FALSE(is_warning(to_2().rescale("talk", {{1, 5}, {2, 4}, {3, 4}, {4, 1}}), "sometimes more"));  // turned round
    CHECK(is_warning(to_2().rescale("talk", {{1, 1}, {2, 6}}), "the table gives 6, which 'soft/talk' cannot have"));
    CHECK(is_warning(to_2().rename("speech", "talk").rescale("speech", {{1, 1.5}}), "which 'soft/talk' cannot have"));
    CHECK(is_warning(to_2().rename("speech", "talk").rescale("talk", {{1, 1}}), "'talk' is what another step makes; a rescale goes by the old name"));
    CHECK(is_warning(to_2().rename("write", "talk"), "the new framework still has 'write'"));
    CHECK(is_warning(to_2().retire("other"), "still has 'other'"));
    CHECK(is_warning(migration("1", "3").retire("old"), "the framework says '2'"));
    CHECK(check_migration(to_2().split("talk", {"talk", "listen"}), now).warnings.empty());           // one part keeps the name
    CHECK(check_migration(to_2().rename("talk", "write").rename("write", "talk"), now).warnings.empty());  // exchanged
  }

  TEST_CASE("with the old framework more is seen") {
    constexpr auto before = framework("skills", levels("one", "two", "three", "four", "five"), scale("four", levels("low", "fair", "good", "high")), scale("exam", numeric(0, 100)),
      group("soft", leaf("talk"), leaf("write"), leaf("speech", on("four"))),
      group("tech", leaf("make"), leaf("check", on("four")), leaf("paper", on("four"))), leaf("gone"), leaf("other"));
    const auto check = [&](const migration& m) { return check_migration(m, before, now); };
    CHECK(said(check(to_2().rename("mkae", "build")).problems, "the old framework: there is no such name in 'skills' as 'mkae'; did you mean 'tech/make'?"));
    CHECK(said(check(to_2().rename("soft", "build")).problems, "'soft' has children"));
    CHECK(said(check(to_2().add("write")).problems, "the old framework has 'write' already"));
    CHECK(said(check(to_2().rename("make", "build").retire("tech/make")).problems, "the step 1 names 'tech/make' too"));
    CHECK(said(check(to_2().rename("make", "write")).problems, "soft/write: the new one comes of step 1, and no step says what becomes of the old one"));
    CHECK(said(check(to_2().merge({"make", "check"}, "build", merge_rule::minimum)).problems, "the old leaves have different scales"));
    CHECK_FALSE(said(check(to_2().merge({"make", "check"}, "build", merge_rule::minimum).rescale("check", {{1, 1}, {2, 2}, {3, 4}, {4, 5}})).problems, "different scales"));
    CHECK(said(check(to_2().merge({"check", "speech"}, "build", merge_rule::minimum).rescale("check", {{1, 1}})).problems, "different scales"));  // speech is not on the new one
    CHECK(said(check(to_2()).warnings, "tech/make: no step names it and the new framework has no such leaf: its ratings would be unmapped"));
    CHECK(said(check(to_2()).warnings, "tech/paper: its scale is another one than that of 'tech/paper'"));
    CHECK(said(check(to_2().rename("speech", "listen").rescale("speech", {{1, 1}, {2, 2}, {3, 4}})).warnings, "no row for its level 'high' (4)"));
    const migration_check whole = check(to_2().rename("make", "build").rename("check", "test").rescale("check", {{1, 1}, {2, 2}, {3, 4}, {4, 5}})
        .rename("speech", "listen").rescale("speech", {{1, 1}, {2, 2}, {3, 4}, {4, 5}}).rescale("paper", {{1, 25}, {2, 50}, {3, 75}, {4, 100}}).retire("gone"));
    CHECK(whole.problems.empty());
    CHECK(whole.warnings.empty());
  }

  TEST_CASE("each old rating has one entry: kept, moved, or reported") {
    const migrated m = done(to_2().rename("speech", "talk").retire("old"), {{"speech", 4}, {"soft/write", not_applicable}, {"other", 2}, {"old", 5}, {"lost", 3}, {"tech", 3}, {"build", 9}});
    CHECK(m.moves.size() == 7);
    CHECK(m.sheet["talk"] == rating(4));
    CHECK(m.sheet["write"] == not_applicable);
    CHECK(m.sheet["other"] == rating(2));
    CHECK(m.sheet["build"] == not_observed);
    CHECK(m.history() == std::vector<kept_rating>{{"old", 5}});
    CHECK(m.unmapped() == std::vector<kept_rating>{{"lost", 3}});
    CHECK(m.invalid() == std::vector<kept_rating>{{"tech", 3}, {"build", 9}});
    CHECK(m.moves[5].why == "'tech' has children now and takes no rating");
    CHECK(m.moves[6].why.find("9 is outside") != std::string::npos);
    CHECK(m.moves[0].to == std::vector<std::string>{"soft/talk"});
    CHECK(m.inferred.empty());
  }

  TEST_CASE("names are paths, their ends, or ids; what could be two is refused") {
    CHECK(done(to_2().rename("speech", "talk"), {{"x/y/speech", 4}}).sheet["talk"] == rating(4));
    CHECK(done(to_2().rename("y/speech", "talk"), {{"x/y/speech", 4}}).sheet["talk"] == rating(4));
    const migrated two = done(to_2().rename("speech", "talk"), {{"x/speech", 4}, {"y/speech", 4}});
    CHECK(two.invalid().size() == 2);
    CHECK(two.moves[0].why == "several old leaves end in 'speech', which step 1 names: name the path");
    CHECK(done(to_2().rename("speech", "talk"), {{"x/speech", 4}, {"speech", 3}}).sheet["talk"] == rating(3));  // the very name first
    CHECK(done(to_2().rename("eech", "talk"), {{"speech", 4}}).unmapped().size() == 1);                          // no part of an id
    CHECK(done(to_2(), {{"moved/talk", 4}}).sheet["talk"] == rating(4));                                         // its id is unique on both sides
    CHECK(done(to_2(), {{"moved/talk", 4}, {"other/talk", 2}}).unmapped().size() == 2);
    CHECK(done(to_2(), {{"talk", 4}, {"talk", 4}}).invalid().size() == 2);
    const migrated both = done(to_2().rename("a/x", "talk").retire("x"), {{"a/x", 4}});
    CHECK(both.moves[0].why == "the steps 1 and 2 both name it");
    CHECK(both.sheet["talk"] == not_observed);
  }

  TEST_CASE("a leaf that another takes the place of is not overwritten") {
    const migrated m = done(to_2().rename("speech", "talk"), {{"talk", 1}, {"speech", 4}});
    CHECK(m.sheet["talk"] == rating(4));
    CHECK(fate_of(m, "talk") == fate::invalid);
    CHECK(m.moves[0].why == "another rating goes to 'soft/talk', or a step says that it is new");
    const migrated is_new = done(to_2().add("talk"), {{"talk", 1}});
    CHECK(is_new.sheet["talk"] == not_observed);
    CHECK(fate_of(is_new, "talk") == fate::invalid);
    const migrated exchanged = done(to_2().rename("talk", "write").rename("write", "talk"), {{"talk", 1}, {"write", 2}});
    CHECK(exchanged.sheet["talk"] == rating(2));
    CHECK(exchanged.sheet["write"] == rating(1));
  }

  TEST_CASE("a split claims no more than there was") {
    const migrated m = done(to_2().split("speech", {"talk", "listen"}), {{"speech", not_applicable}});
    CHECK(m.sheet["listen"] == not_applicable);
    CHECK(m.inferred.size() == 2);
    CHECK(done(to_2().split("speech", {"talk", "listen"}), {{"speech", not_observed}}).inferred.empty());
    const migrated half = done(to_2().split("speech", {"talk", "paper"}), {{"speech", 60}});  // one part cannot have it: none has
    CHECK(half.sheet["paper"] == not_observed);
    CHECK(half.invalid().size() == 1);
  }

  TEST_CASE("a merge invents no level") {
    const auto merged = [](merge_rule rule, std::vector<kept_rating> old, std::vector<double> weights = {}) {
      return done(to_2().merge({"a", "b"}, "talk", rule, std::move(weights)), std::move(old)).sheet["talk"];
    };
    using enum merge_rule;
    CHECK(merged(minimum, {{"a", 4}, {"b", 2}}) == rating(2));
    CHECK(merged(maximum, {{"a", 4}, {"b", 2}}) == rating(4));
    CHECK(merged(weighted_mean, {{"a", 4}, {"b", 2}}) == rating(3));
    CHECK(merged(weighted_mean, {{"a", 5}, {"b", 1}}, {0.3, 0.1}) == rating(4));  // (1.5 + 0.1) / 0.4, exactly
    CHECK(merged(weighted_mean, {{"a", 5}, {"b", 1}}, {2, 0}) == rating(5));
    for (const merge_rule rule : {minimum, maximum, weighted_mean}) {
      CHECK(merged(rule, {{"a", 5}}) == not_observed);
      CHECK(merged(rule, {{"a", 5}, {"b", not_observed}}) == not_observed);
      CHECK(merged(rule, {{"a", 5}, {"b", no_opportunity}}) == not_observed);
      CHECK(merged(rule, {{"a", no_opportunity}, {"b", no_opportunity}}) == no_opportunity);
      CHECK(merged(rule, {{"a", no_opportunity}, {"b", not_observed}}) == not_observed);
      CHECK(merged(rule, {{"a", no_opportunity}, {"b", not_applicable}}) == no_opportunity);
      CHECK(merged(rule, {{"a", 3}, {"b", not_applicable}}) == rating(3));
      CHECK(merged(rule, {{"a", not_applicable}, {"b", not_applicable}}) == not_applicable);
      CHECK(merged(rule, {}) == not_observed);
    }
    const migrated open = done(to_2().merge({"a", "b"}, "talk", minimum), {{"a", 5}});
    CHECK(open.moves[0].what == fate::merged);
    CHECK(open.moves[0].why == "'b' has no rating, so that no level is known");
    const migrated between = done(to_2().merge({"a", "b"}, "talk", weighted_mean), {{"a", 4}, {"b", 3}});
    CHECK(between.sheet["talk"] == not_observed);  // 3.5 is no level: not rounded
    CHECK(between.invalid().size() == 2);
    const migrated weightless = done(to_2().merge({"a", "b"}, "talk", weighted_mean, {1, 0}), {{"a", not_applicable}, {"b", 3}});
    CHECK(weightless.invalid().size() == 2);
    const migrated rescaled = done(to_2().merge({"a", "b"}, "talk", minimum).rescale("a", {{50, 3}, {100, 5}}), {{"a", 100}, {"b", 4}});
    CHECK(rescaled.sheet["talk"] == rating(4));
    CHECK(rescaled.moves[0].is_rescaled);
    const migrated no_row = done(to_2().merge({"a", "b"}, "talk", minimum).rescale("a", {{50, 3}}), {{"a", 100}, {"b", 4}});
    CHECK(fate_of(no_row, "a") == fate::invalid);
    CHECK(fate_of(no_row, "b") == fate::merged);
    CHECK(no_row.sheet["talk"] == not_observed);
  }

  TEST_CASE("a table says points, and nothing of what was not rated") {
    const migration m = to_2().rescale("talk", {{1, 1}, {2, 3}, {3, 5}, {4, 7}});
    CHECK(done(m, {{"soft/talk", 2}}).sheet["talk"] == rating(3));
    CHECK(done(m, {{"soft/talk", no_opportunity}}).sheet["talk"] == no_opportunity);
    CHECK(done(m, {{"talk", 2.5}}).moves[0].why == "the table of step 1 has no row for 2.5");
    CHECK(done(m, {{"talk", 4}}).moves[0].why.find("7 is outside") != std::string::npos);
    CHECK(done(to_2().retire("old").rescale("old", {{1, 2}}), {{"old", 1}}).history() == std::vector<kept_rating>{{"old", 1}});  // as it was
    CHECK(done(to_2().retire("old").rescale("old", {{1, 2}}), {{"old", 7}}).history() == std::vector<kept_rating>{{"old", 7}});
  }

  TEST_CASE("what is new already stays as it is, and another version is a problem") {
    const migration m = to_2().rename("speech", "talk").rescale("write", {{1, 2}, {2, 4}}).add("listen");
    const migrated once = migrate({"1", {{"speech", 4}, {"write", 2}}}, m, now).value();
    CHECK(once.ratings() == kept_ratings{"2", {{"soft/talk", 4}, {"soft/write", 4}}});
    const migrated twice = migrate(once.ratings(), m, now).value();
    CHECK(twice.sheet == once.sheet);
    CHECK(twice.with(fate::kept).size() == 2);
    CHECK(migrate({"", {{"write", 1}}}, m, now).value().sheet["write"] == rating(2));
    const result<migrated> other = migrate({"0.5", {{"write", 1}}}, m, now);
    CHECK(!other);
    CHECK(said(other.problems(), "the ratings are of version '0.5'"));
    CHECK(score(once.sheet)["soft"].score() == 4);
  }

  TEST_CASE("ratings to be kept have paths and the version") {
    rating_sheet sheet(now);
    sheet.set("talk", 3).set("paper", 81.5).set("other", not_applicable);
    const kept_ratings kept = keep_ratings(score(sheet));
    CHECK(kept == kept_ratings{"2", {{"soft/talk", 3}, {"tech/paper", 81.5}, {"other", not_applicable}}});
    CHECK(migrate(kept, to_2(), now).value().sheet == sheet);
  }
}
