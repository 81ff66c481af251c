// SPDX-License-Identifier: BSL-1.0
// Differences of two results: what changed, the parts of each cause by hand arithmetic, steps without a score, sentences.
#include <prowess/aggregation/decision_table.hpp>
#include <prowess/aggregation/extremes.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/framework.hpp>
#include <prowess/history/diff.hpp>
#include <prowess/history/diff_text.hpp>
#include <prowess/score.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto skills = framework("skills", levels("one", "two", "three", "four", "five"),
  group("soft", percent{50}, leaf("talk"), leaf("write")), leaf("tech", percent{50}));

cause_set only(cause c) {
  cause_set all;
  all.add(c);
  return all;
}
/// The effect of one cause on the whole; 0 where it has no part.
double effect_of(const profile_diff& d, cause c) {
  for (const diff_part& p : d.root().parts())
    if (p.causes == only(c)) return p.effect();
  return 0;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("nothing changed") {
    const profile a = score(rating_sheet(skills).set("talk", 2)), b = score(rating_sheet(skills).set("talk", 2));
    const profile_diff d = diff(a, b);
    CHECK(d.is_empty());
    CHECK(d.differing.empty());
    CHECK(d.root().parts().empty());
    CHECK(d.nodes.size() == 5);
    CHECK(to_text(d).empty());
  }

  TEST_CASE("the parts of evidence, rules and weights, by hand") {
    // before: soft (2 + 4) / 2 = 3, whole (3 + 3) / 2 = 3. New ratings: soft 4.5, whole 4.75. With the minimum: soft 4, whole 4.5. With the
    // weights 60 and 40: 4.4.
    dynamic_framework next{skills};
    next.set_aggregation("soft", minimum{}).set_weight("soft", percent{60}).set_weight("tech", percent{40}).check();
    const profile a = score(rating_sheet(skills).set("talk", 2).set("write", 4).set("tech", 3));
    const profile b = score(rating_sheet(next).set("talk", 4).set("write", 5).set("tech", 5));
    const profile_diff d = diff(a, b);
    CHECK(effect_of(d, cause::evidence) == 1.75);
    CHECK(effect_of(d, cause::rules) == -0.25);
    CHECK(effect_of(d, cause::weights) == doctest::Approx(-0.1).epsilon(1e-12));
    const std::vector<diff_part> parts = d.root().parts();
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].from == 3);
    CHECK(parts[0].to == parts[1].from);
    CHECK(parts[1].to == parts[2].from);
    CHECK(parts[2].to == b.score());
    CHECK(d.root().own == only(cause::weights));
    CHECK(d["soft"].own == only(cause::rules));
    CHECK(d["soft/talk"].own == only(cause::evidence));
    CHECK(d["soft/talk"].because_of() == only(cause::evidence));
    CHECK(d.root().is_other_level());
    CHECK(to_text(d) == "skills: 3 -> 4.4; three -> four (evidence +1.75, rules -0.25, weights -0.1)\n"
                        "soft: 3 -> 4; three -> four (evidence +1.5, rules -0.5)\n"
                        "soft/talk: 2 -> 4; two -> four (evidence)\n"
                        "soft/write: 4 -> 5; four -> five (evidence)\n"
                        "tech: 3 -> 5; three -> five (evidence)\n");
  }

  TEST_CASE("weights on another scale are no change") {
    dynamic_framework next{skills};
    next.set_weight("soft", 7).set_weight("tech", 7).check();
    const profile a = score(rating_sheet(skills).set("talk", 2).set("tech", 3));
    const profile b = score(rating_sheet(next).set("talk", 2).set("tech", 3));
    CHECK(diff(a, b).is_empty());
    CHECK(diff(a, b).differing.empty());
  }

  TEST_CASE("a leaf on another scale, with its rating") {
    constexpr auto next = framework("skills", levels("one", "two", "three", "four", "five"), scale("exam", numeric(0, 100)),
      group("soft", percent{50}, leaf("talk"), leaf("write")), leaf("tech", percent{50}, on("exam")));
    const profile a = score(rating_sheet(skills).set("talk", 3).set("write", 3).set("tech", 3));
    const profile b = score(rating_sheet(next).set("talk", 4).set("write", 4).set("tech", 100));
    const profile_diff d = diff(a, b);
    CHECK(effect_of(d, cause::evidence) == 0.5);
    CHECK(effect_of(d, cause::scale) == 1);  // 100 of 100 is 5
    CHECK(d["tech"].own.has(cause::scale));
    CHECK(d["tech"].because_of() == only(cause::scale));
    CHECK(to_text(d["tech"], d) == "tech: 3 -> 5; three -> five (scale)");
  }

  TEST_CASE("the framework's scale has changed") {
    constexpr auto next = framework("skills", levels("one", "two", "three"), group("soft", percent{50}, leaf("talk"), leaf("write")), leaf("tech", percent{50}));
    const profile a = score(rating_sheet(skills).set("talk", 4).set("write", 4).set("tech", 5));
    const profile b = score(rating_sheet(next).set("talk", 2).set("write", 2).set("tech", 3));
    const profile_diff d = diff(a, b);
    CHECK(d.root().own.has(cause::scale));
    CHECK(effect_of(d, cause::scale) == -2);  // 4.5 of 5 to 2.5 of 3: points of two scales
    CHECK(d.root().parts().size() == 1);
  }

  TEST_CASE("leaves that come and go") {
    constexpr auto next = framework("skills", levels("one", "two", "three", "four", "five"),
      group("soft", percent{50}, leaf("talk"), leaf("listen")), leaf("tech", percent{50}));
    const profile a = score(rating_sheet(skills).set("talk", 3).set("write", 5).set("tech", 3));
    const profile b = score(rating_sheet(next).set("talk", 4).set("listen", 2).set("tech", 3));
    const profile_diff d = diff(a, b);
    CHECK(effect_of(d, cause::evidence) == 0.25);  // soft 4.5
    CHECK(effect_of(d, cause::tree) == -0.75);     // soft 3
    CHECK(d["soft"].own == only(cause::tree));
    CHECK(d["soft/write"].is_removed());
    CHECK(d["soft/listen"].is_added());
    CHECK(to_text(d) == "skills: 3.5 -> 3 (evidence +0.25, tree -0.75)\n"
                        "soft: 4 -> 3; four -> three (evidence +0.5, tree -1.5)\n"
                        "soft/talk: 3 -> 4; three -> four (evidence)\n"
                        "soft/write: removed, was 5\n"
                        "soft/listen: added, 2\n");
  }

  TEST_CASE("another order of siblings is the tree, and what was a leaf is another node") {
    constexpr auto turned = framework("skills", levels("one", "two", "three", "four", "five"),
      leaf("tech", percent{50}), group("soft", percent{50}, leaf("talk"), leaf("write")));
    constexpr auto deeper = framework("skills", levels("one", "two", "three", "four", "five"),
      group("soft", percent{50}, leaf("talk"), leaf("write")), group("tech", percent{50}, leaf("build")));
    const profile a = score(rating_sheet(skills).set("talk", 3).set("tech", 2));
    CHECK(diff(a, score(rating_sheet(turned).set("talk", 3).set("tech", 2))).root().own == only(cause::tree));
    const profile c = score(rating_sheet(deeper).set("talk", 3).set("build", 2));
    const profile_diff d = diff(a, c);
    CHECK(d.nodes.size() == 7);
    CHECK(d.nodes[4].is_removed());
    CHECK(d.nodes[5].is_added());
    CHECK(d.nodes[4].path == d.nodes[5].path);
  }

  TEST_CASE("a score that comes or goes has no parts, and says why") {
    const profile none = score(rating_sheet(skills)), some = score(rating_sheet(skills).set("talk", 3));
    const profile_diff d = diff(none, some);
    CHECK(d.root().parts().empty());
    CHECK(d.root().because_of() == only(cause::evidence));
    CHECK(to_text(d.root(), d) == "skills: no evidence -> 3; coverage 0 % -> 25 % (evidence)");
    const profile_diff back = diff(some, none);
    CHECK(to_text(back["soft/talk"], back) == "soft/talk: 3 -> not observed; coverage 100 % -> 0 % (evidence)");
    dynamic_framework strict{skills};
    strict.set_missing("soft", no_score).check();
    const profile held = score(rating_sheet(strict).set("talk", 3));
    const profile_diff rule = diff(some, held);
    CHECK(to_text(rule["soft"], rule) == "soft: 3 -> undetermined (rules)");
  }

  TEST_CASE("coverage alone") {
    const profile some = score(rating_sheet(skills).set("talk", 3)), more = score(rating_sheet(skills).set("talk", 3).set("write", 3));
    const profile_diff d = diff(some, more);
    CHECK(to_text(d["soft"], d) == "soft: coverage 50 % -> 100 % (evidence)");
  }

  TEST_CASE("a step that is no framework goes with the next") {
    // The table is for three children, of which the old framework has two: nothing between before and after can be scored.
    constexpr auto next = framework("skills", levels("one", "two", "three", "four", "five"),
      group("soft", percent{50}, decision_table(when(5, points_at_least(3), points_at_least(3), points_at_least(3)), otherwise(1)), leaf("talk"), leaf("write"), leaf("listen")),
      leaf("tech", percent{50}));
    const profile a = score(rating_sheet(skills).set("talk", 3).set("write", 3).set("tech", 3));
    const profile b = score(rating_sheet(next).set("talk", 4).set("write", 4).set("listen", 4).set("tech", 3));
    const profile_diff d = diff(a, b);
    CHECK(d.root().steps[0].is_scored);
    CHECK_FALSE(d.root().steps[1].is_scored);
    CHECK_FALSE(d.root().steps[3].is_scored);
    CHECK(d.root().steps[4].is_scored);
    const std::vector<diff_part> parts = d.root().parts();
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].causes == only(cause::evidence));
    CHECK(parts[0].effect() == 0.5);
    CHECK(parts[1].causes.has(cause::rules));
    CHECK(parts[1].causes.has(cause::tree));
    CHECK_FALSE(parts[1].causes.has(cause::weights));  // they do not differ
    CHECK(parts[1].effect() == 0.5);                   // soft 5, whole 4
    CHECK(to_text(d.root(), d) == "skills: 3 -> 4; three -> four (evidence +0.5, rules with tree +0.5)");
  }

  TEST_CASE("a step without a score goes with the next as well") {
    // evidence leaves talk open: under no_score soft is undetermined, until the rule is skip: 5
    dynamic_framework strict{skills}, lenient{skills};
    strict.set_missing("soft", no_score).check();
    lenient.set_missing("soft", skip).check();
    const profile a = score(rating_sheet(strict).set("talk", 3).set("write", 4).set("tech", 3));
    const profile b = score(rating_sheet(lenient).set("write", 5).set("tech", 3));
    const profile_diff d = diff(a, b);
    CHECK(d["soft"].steps[0].is_scored);
    CHECK_FALSE(d["soft"].steps[0].result.has_score());
    REQUIRE(d["soft"].parts().size() == 1);
    CHECK(to_text(d["soft"], d) == "soft: 3.5 -> 5; three -> five; coverage 100 % -> 50 % (evidence with rules)");
  }

  TEST_CASE("a level that is not reached is not shown as if it were") {
    constexpr auto fine = framework("f", levels("one", "two", "three"), leaf("a", 999), leaf("b", 1));
    const profile two = score(rating_sheet(fine).set("a", 2).set("b", 2)), nearly = score(rating_sheet(fine).set("a", 3).set("b", 2));
    const profile_diff d = diff(two, nearly);  // 2.999
    CHECK(to_text(d.root(), d) == "f: 2 -> 2.999 (evidence)");
  }

  TEST_CASE("what each rating does, alone and in turn") {
    constexpr auto lowest_counts = framework("f", levels("one", "two", "three", "four"), minimum{}, leaf("x"), leaf("y"), leaf("z"));
    const profile a = score(rating_sheet(lowest_counts).set("x", 2).set("y", 2).set("z", 4));
    const profile b = score(rating_sheet(lowest_counts).set("x", 4).set("y", 3).set("z", 4));
    const std::vector<leaf_effect> all = evidence_effects(a, b);
    REQUIRE(all.size() == 2);
    CHECK(all[0].path == "x");
    CHECK(all[0].before == rating(2));
    CHECK(all[0].after == rating(4));
    CHECK(all[0].alone.score == 2);  // y holds it down
    CHECK(all[0].in_turn.score == 2);
    CHECK(all[1].alone.score == 2);  // x does
    CHECK(all[1].in_turn.score == 3);
    const profile m = score(rating_sheet(skills).set("talk", 2).set("write", 2).set("tech", 2)), n = score(rating_sheet(skills).set("talk", 4).set("write", 2).set("tech", 4));
    CHECK(evidence_effects(m, n)[1].alone.score == 3);                 // tech alone: (2 + 4) / 2
    CHECK(evidence_effects(m, n)[1].in_turn.score == n.score());       // after talk
    CHECK(evidence_effects(m, n, skills.at("soft").index)[0].alone.score == 3);
  }

  TEST_CASE("what was added without a rating says so") {
    constexpr auto next = framework("skills", levels("one", "two", "three", "four", "five"),
      group("soft", percent{50}, leaf("talk"), leaf("write"), leaf("listen")), leaf("tech", percent{50}));
    const profile a = score(rating_sheet(skills).set("talk", 3).set("write", 3).set("tech", 3));
    const profile b = score(rating_sheet(next).set("talk", 3).set("write", 3).set("tech", 3));
    const profile_diff d = diff(a, b);
    CHECK(to_text(d["soft/listen"], d) == "soft/listen: added, not observed");
    CHECK(to_text(d.root(), d) == "skills: coverage 100 % -> 83.33 % (tree)");
  }
}
