// SPDX-License-Identifier: BSL-1.0
// Missing ratings: each kind under each policy, fills, quorums, nested pools, and what they leave of score, coverage and status.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("one", "two", "three", "four", "five");
constexpr std::array kinds{not_observed, no_opportunity, not_applicable};

/// What is expected of one node; `score` counts where the status has one. Coverage as a fraction.
struct expected {
  status what;
  double score = 0;
  exact coverage = 0;
};
bool near(double a, double b) { return a - b < 1e-12 && b - a < 1e-12; }
void check(const profile_entry& e, const expected& x) {
  INFO(e.path() << ": " << words(e.what()) << ", expected " << words(x.what) << "; score " << e.score_or(-1) << ", expected " << x.score);
  CHECK(e.what() == x.what);
  const bool has = x.what == status::scored || x.what == status::filled;
  CHECK(e.has_score() == has);
  if (has) CHECK(near(e.score(), x.score));
  CHECK(near(e.score_or(-7), has ? x.score : -7));
  CHECK(near(e.coverage(), x.coverage.to_double()));
  const outcome<exact> precise = e.exactly();
  CHECK(precise.what == x.what);
  CHECK(precise.coverage() == x.coverage);
}
profile scored(const framework_view& f, const std::vector<rating>& r) { return score(f, r); }

/// A root over the group "g" with the leaves a (weight 1), b (2), c (3), and beside it the leaf d of equal weight.
dynamic_framework with_policy(missing_rule rule) {
  dynamic_framework f("root", five);
  f.add("root", group("g", rule, leaf("a", 1), leaf("b", 2), leaf("c", 3)));
  f.add("root", leaf("d"));
  f.check();
  return f;
}

}  // namespace

TEST_SUITE("unit") {
  // g has a = 2, c = 5, b absent: (1 x 2 + 3 x 5) / 4 = 17/4. Rated 4/6 of g; the root also has d = 3, so 10/12 of everything.
  TEST_CASE("kinds of missing under each policy: one child is absent") {
    for (const rating gone : kinds) {
      const bool counts = gone == not_observed;
      const exact of_g = counts ? exact::ratio(2, 3) : exact(1), of_root = counts ? exact::ratio(5, 6) : exact(1);
      const std::vector<rating> r{2, gone, 5, 3};
      const expected whole{status::scored, 4.25, of_g};
      for (const missing_rule rule : {skip, require(0.5), require(0), require(0.66)}) {
        const dynamic_framework f = with_policy(rule);
        const profile p = scored(f, r);
        check(p["g"], whole);
        check(p["g/b"], {gone == not_observed     ? status::not_observed
                         : gone == no_opportunity ? status::no_opportunity
                                                  : status::not_applicable});
        check(p.root(), {status::scored, 3.625, of_root});
      }
      const dynamic_framework pooled = with_policy(pool), strict = with_policy(no_score), quorum = with_policy(require(0.67));
      check(scored(pooled, r)["g"], whole);
      check(scored(strict, r)["g"], counts ? expected{status::undetermined, 0, of_g} : whole);
      check(scored(strict, r).root(), {status::scored, counts ? 3 : 3.625, of_root});
      check(scored(quorum, r)["g"], counts ? expected{status::insufficient_coverage, 0, of_g} : whole);
      check(scored(quorum, r).root(), {status::scored, counts ? 3 : 3.625, of_root});
    }
  }

  TEST_CASE("no evidence is no score under any policy") {
    for (const missing_rule rule : {skip, pool, no_score, require(0), require(1)}) {
      const dynamic_framework f = with_policy(rule);
      for (const rating gone : kinds) {
        const profile p = scored(f, {gone, gone, gone, gone});
        const status why = gone == not_observed     ? status::no_evidence
                           : gone == no_opportunity ? status::no_opportunity
                                                    : status::not_applicable;
        check(p["g"], {why});
        check(p.root(), {why});
        CHECK_FALSE(p.has_score());
        CHECK_FALSE(p.level());
        CHECK(p.root().reaches(1) == decision::no);
        CHECK(p.root().reaches(-1e9) == decision::no);
        CHECK_FALSE(p.root().nearest_level());
      }
    }
  }

  TEST_CASE("a group without a rating beside a rated leaf") {
    for (const rating gone : kinds) {
      const bool counts = gone == not_observed;
      for (const missing_rule rule : {skip, pool, no_score, require(0.5)}) {
        const dynamic_framework f = with_policy(rule);
        check(scored(f, {gone, gone, gone, 4}).root(), {status::scored, 4, counts ? exact::ratio(1, 2) : exact(1)});
      }
      dynamic_framework strict = with_policy(skip);
      strict.set_missing("root", no_score).check();
      const expected in_strict = counts ? expected{status::undetermined, 0, exact::ratio(1, 2)} : expected{status::scored, 4, 1};
      check(scored(strict, {gone, gone, gone, 4}).root(), in_strict);
    }
  }

  TEST_CASE("the kinds mixed: one absence for want of opportunity names the group") {
    const dynamic_framework f = with_policy(skip);
    check(scored(f, {not_applicable, not_applicable, no_opportunity, not_applicable})["g"], {status::no_opportunity});
    check(scored(f, {not_applicable, not_applicable, no_opportunity, not_applicable}).root(), {status::no_opportunity});
    check(scored(f, {no_opportunity, not_applicable, not_observed, not_applicable})["g"], {status::no_evidence});
    // what applies: c of 3/6; rated: all of it
    check(scored(f, {no_opportunity, not_applicable, 4, not_applicable})["g"], {status::scored, 4, 1});
    CHECK(near(scored(f, {no_opportunity, not_applicable, 4, not_applicable})["g"].result().applicable, 0.5));
    CHECK_FALSE(scored(f, {no_opportunity, not_applicable, 4, 3})["g"].result().complete());
    CHECK(scored(f, {1, 2, 4, 3})["g"].result().complete());
  }

  TEST_CASE("leaf statuses of every kind") {
    dynamic_framework f("root", five);
    for (const char* id : {"a", "b", "c", "d"}) f.add("root", leaf(id));
    f.add("root", leaf("e", if_missing(lowest)));
    const profile p = scored(f, {3, not_observed, no_opportunity, not_applicable, not_observed});
    check(p["a"], {status::scored, 3, 1});
    check(p["b"], {status::not_observed});
    check(p["c"], {status::no_opportunity});
    check(p["d"], {status::not_applicable});
    check(p["e"], {status::filled, 1, 0});
    check(p.root(), {status::scored, 2, exact::ratio(1, 3)});  // a and e count; a of a, b and e was rated
    CHECK(p["b"].given() == not_observed);
    CHECK(p["c"].given() == no_opportunity);
    CHECK(p["d"].given() == not_applicable);
    CHECK(p["e"].given() == not_observed);
  }

  TEST_CASE("if_missing counts for not_observed only, on the leaf's own scale, and never covers") {
    dynamic_framework f("root", five, scale("exam", numeric(0, 100)),
                        scale("rank", levels(level{"last", 3}, level{"middle", 2}, level{"first", 1})));
    f.add("root", leaf("plain"));
    f.add("root", leaf("to_lowest", if_missing(lowest)));
    f.add("root", leaf("to_points", if_missing(3)));
    f.add("root", leaf("to_level", if_missing("four")));
    f.add("root", leaf("exam_points", on("exam"), if_missing(25)));
    f.add("root", leaf("rank_lowest", on("rank"), if_missing(lowest)));
    f.add("root", leaf("rank_level", on("rank"), if_missing("first")));
    f.check();
    const profile p = scored(f, {4, not_observed, not_observed, not_observed, not_observed, not_observed, not_observed});
    check(p["to_lowest"], {status::filled, 1, 0});
    check(p["to_points"], {status::filled, 3, 0});
    check(p["to_level"], {status::filled, 4, 0});
    check(p["exam_points"], {status::filled, 2, 0});   // a quarter of the way from 1 to 5
    check(p["rank_lowest"], {status::filled, 1, 0});   // the worst of an inverse scale is its highest number
    check(p["rank_level"], {status::filled, 5, 0});
    check(p.root(), {status::scored, 20.0 / 7, exact::ratio(1, 7)});
    for (const rating gone : {no_opportunity, not_applicable}) {
      const profile q = scored(f, {4, gone, gone, gone, gone, gone, gone});
      CHECK_FALSE(q["to_lowest"].has_score());
      CHECK_FALSE(q["rank_level"].has_score());
      check(q.root(), {status::scored, 4, 1});
    }
    const profile none = scored(f, std::vector<rating>(7, not_observed));  // only what is filled in
    check(none.root(), {status::scored, 16.0 / 6, 0});
    f.set_missing("root", no_score).check();
    check(scored(f, std::vector<rating>(7, not_observed)).root(), {status::undetermined});  // "plain" has no score
    check(scored(f, {4, not_observed, not_observed, not_observed, not_observed, not_observed, not_observed}).root(),
          {status::scored, 20.0 / 7, exact::ratio(1, 7)});  // all the others have one
    f.set_missing("root", require(0.5)).check();
    check(scored(f, {4, not_observed, not_observed, not_observed, not_observed, not_observed, not_observed}).root(),
          {status::insufficient_coverage, 0, exact::ratio(1, 7)});
  }

  TEST_CASE("pool: a child with gaps weighs as much as its evidence") {
    dynamic_framework f("root", five, pool);
    f.add("root", group("g", 6, leaf("a", 1), leaf("b", 2)));
    f.add("root", leaf("c", 4));
    f.check();
    // g scores 5 from a third of its weight: (6/3 x 5 + 4 x 2) / (2 + 4) = 3. Coverage (6/3 + 4) / 10.
    check(scored(f, {5, not_observed, 2}).root(), {status::scored, 3, exact::ratio(3, 5)});
    // what does not apply is no gap: (6 x 5 + 4 x 2) / 10
    check(scored(f, {5, not_applicable, 2}).root(), {status::scored, 3.8, 1});
    check(scored(f, {5, no_opportunity, 2}).root(), {status::scored, 3.8, 1});
    f.set_if_missing("g/b", if_missing(2)).check();  // filled in: g = (5 + 4) / 3 = 3 at full weight, a third of it rated
    check(scored(f, {5, not_observed, 2}).root(), {status::scored, 2.6, exact::ratio(3, 5)});
    f.set_missing("root", skip).set_if_missing("g/b", fill{}).check();
    check(scored(f, {5, not_observed, 2}).root(), {status::scored, 3.8, exact::ratio(3, 5)});
  }

  TEST_CASE("pools in pools count every leaf by its own weight") {
    dynamic_framework f("root", five, pool);
    f.add("root", group("x", 2, pool, group("y", 1, pool, leaf("a", 1), leaf("b", 3)), leaf("c", 1)));
    f.add("root", leaf("d", 2));
    f.check();
    // Leaf weights down the path: a 1/2 x 1/4 x 1/2 = 1/16, b 3/16, c 1/4, d 1/2. Without b the pooled mean is the mean of the others.
    const profile p = scored(f, {1, not_observed, 3, 5});
    check(p["x/y"], {status::scored, 1, exact::ratio(1, 4)});
    check(p["x"], {status::scored, 13.0 / 5, exact::ratio(5, 8)});                 // (1/4 x 1 + 1 x 3) / (5/4)
    check(p.root(), {status::scored, 53.0 / 13, exact::ratio(13, 16)});            // (1/16 + 3/4 + 5/2) / (13/16)
    // and without c as well: (1/16 x 1 + 1/2 x 5) / (9/16)
    check(scored(f, {1, not_observed, not_observed, 5}).root(), {status::scored, 41.0 / 9, exact::ratio(9, 16)});
    // c not applicable: y fills x, pooled with the share 1/4 of its leaves, (1/4 x 2 x 1 + 2 x 5) / (5/2)
    check(scored(f, {1, not_observed, not_applicable, 5}).root(), {status::scored, 21.0 / 5, exact::ratio(9, 12)});
  }

  TEST_CASE("coverage goes down the path as fractions; groups that ignore weights count their children equally") {
    dynamic_framework f("root", five);
    f.add("root", group("low", 3, minimum{}, skip, leaf("a", 7), leaf("b", 1), leaf("c", 1)));
    f.add("root", group("mid", 1, median{}, leaf("d", 100), leaf("e", 1)));
    f.check();
    check(scored(f, {2, not_observed, not_observed, not_observed, 4})["low"], {status::scored, 2, exact::ratio(1, 3)});
    check(scored(f, {2, not_observed, not_observed, not_observed, 4})["mid"], {status::scored, 4, exact::ratio(1, 2)});
    // (3/3 + 1/2) / 4
    check(scored(f, {2, not_observed, not_observed, not_observed, 4}).root(), {status::scored, 2.5, exact::ratio(3, 8)});
    check(scored(f, {2, not_applicable, not_observed, not_observed, 4})["low"], {status::scored, 2, exact::ratio(1, 2)});
    // rated 3 x 1/3 + 1/2, applicable 3 x 2/3 + 1
    check(scored(f, {2, not_applicable, not_observed, not_observed, 4}).root(), {status::scored, 2.5, exact::ratio(1, 2)});
  }

  TEST_CASE("children of weight zero never hold up a group, nor cover it") {
    for (const missing_rule rule : {skip, pool, no_score, require(1)}) {
      dynamic_framework f("root", five, rule);
      f.add("root", leaf("a"));
      f.add("root", leaf("z", 0));
      f.check();
      check(scored(f, {3, 5}).root(), {status::scored, 3, 1});
      for (const rating gone : kinds) check(scored(f, {3, gone}).root(), {status::scored, 3, 1});
      const missing_policy p = rule.policy;
      check(scored(f, {not_observed, 5}).root(),
            {p == missing_policy::no_score  ? status::undetermined
             : p == missing_policy::require ? status::insufficient_coverage
                                            : status::zero_total_weight});
    }
    dynamic_framework f("root", five);
    f.add("root", leaf("a"));
    f.add("root", leaf("z", 0));
    f.check();
    check(scored(f, {not_applicable, 5}).root(), {status::zero_total_weight});
    check(scored(f, {not_applicable, not_observed}).root(), {status::no_evidence});
  }

  TEST_CASE("zero weight counts in groups that ignore weights") {
    dynamic_framework f("root", five, minimum{});
    f.add("root", leaf("a"));
    f.add("root", leaf("z", 0));
    f.check();
    check(scored(f, {3, 2}).root(), {status::scored, 2, 1});
    check(scored(f, {3, not_observed}).root(), {status::undetermined, 0, exact::ratio(1, 2)});  // unknown is not "no problem"
    check(scored(f, {3, not_applicable}).root(), {status::scored, 3, 1});
    check(scored(f, {3, no_opportunity}).root(), {status::scored, 3, 1});
  }

  TEST_CASE("extra credit that is not rated costs nothing") {
    for (const missing_rule rule : {skip, pool, no_score, require(1)}) {
      dynamic_framework f("root", five, rule);
      f.add("root", leaf("a", 2));
      f.add("root", leaf("b", 2));
      f.add("root", leaf("bonus", 0.5, extra_credit));
      f.add("root", leaf("late", -0.25, extra_credit));
      f.check();
      check(scored(f, {3, 4, 2, 4}).root(), {status::scored, 3.5, 1});  // (6 + 8 + 1 - 1) / 4
      for (const rating gone : kinds) {
        check(scored(f, {3, 4, gone, gone}).root(), {status::scored, 3.5, 1});
        check(scored(f, {3, 4, 4, gone}).root(), {status::scored, 4, 1});
        check(scored(f, {3, 4, gone, 4}).root(), {status::scored, 3.25, 1});
      }
      CHECK_FALSE(scored(f, {not_applicable, not_applicable, 4, not_observed}).has_score());  // nothing to divide by
    }
  }

  TEST_CASE("require at exactly the quorum has a score, also where the decimals do not meet in binary") {
    for (int k = 1; k < 10; ++k) {  // weights of 0.1 each: rated k of ten at the quorum k / 10, and one less below it
      constexpr double tenths[] = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};  // k / 10.0 is k * 0.1 under -ffast-math
      dynamic_framework f("root", five, require(tenths[k]));
      for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}) f.add("root", leaf(id, 0.1));
      f.check();
      std::vector<rating> r(10);
      for (int i = 0; i < k; ++i) r[static_cast<std::size_t>(i)] = 3;
      check(scored(f, r).root(), {status::scored, 3, exact::ratio(k, 10)});
      r[0] = not_observed;
      check(scored(f, r).root(), {k == 1 ? status::no_evidence : status::insufficient_coverage, 0, exact::ratio(k - 1, 10)});
    }
    dynamic_framework thirds("root", five, require(1));
    for (const char* id : {"a", "b", "c"}) thirds.add("root", leaf(id, 1.0 / 3));
    thirds.check();
    check(scored(thirds, {2, 3, 4}).root(), {status::scored, 3, 1});
    check(scored(thirds, {2, not_applicable, 4}).root(), {status::scored, 3, 1});
    check(scored(thirds, {2, not_observed, 4}).root(), {status::insufficient_coverage, 0, exact::ratio(2, 3)});
  }

  TEST_CASE("a group without a score above: undetermined and low coverage go upward as absences") {
    dynamic_framework f("root", five);
    f.add("root", group("g", minimum{}, leaf("a"), leaf("b")));
    f.add("root", group("h", require(0.75), leaf("c"), leaf("d")));
    f.add("root", leaf("e", 2));
    f.check();
    const std::vector<rating> r{2, not_observed, 3, not_observed, 4};
    check(scored(f, r)["g"], {status::undetermined, 0, exact::ratio(1, 2)});
    check(scored(f, r)["h"], {status::insufficient_coverage, 0, exact::ratio(1, 2)});
    check(scored(f, r).root(), {status::scored, 4, exact::ratio(3, 4)});  // the ratings below still cover: (1/2 + 1/2 + 2) / 4
    f.set_missing("root", no_score).check();
    check(scored(f, r).root(), {status::undetermined, 0, exact::ratio(3, 4)});
    f.set_missing("root", require(0.75)).check();
    check(scored(f, r).root(), {status::scored, 4, exact::ratio(3, 4)});
    f.set_missing("root", require(0.76)).check();
    check(scored(f, r).root(), {status::insufficient_coverage, 0, exact::ratio(3, 4)});
    f.set_missing("root", pool).check();
    check(scored(f, r).root(), {status::scored, 4, exact::ratio(3, 4)});
    check(scored(f, {2, not_observed, 3, not_observed, not_observed}).root(), {status::no_evidence, 0, exact::ratio(1, 4)});
  }

  TEST_CASE("the default policy of each aggregation") {
    const auto of = [](const auto& how) {
      dynamic_framework f("root", five, how);
      f.add("root", leaf("a"));
      f.add("root", leaf("b"));
      f.check();
      return scored(f, {4, not_observed}).root().what();
    };
    CHECK(of(weighted_mean{}) == status::scored);
    CHECK(of(power_mean{3}) == status::scored);
    CHECK(of(geometric_mean{}) == status::scored);
    CHECK(of(harmonic_mean{}) == status::scored);
    CHECK(of(quadratic_mean{}) == status::scored);
    CHECK(of(maximum{}) == status::scored);
    CHECK(of(median{}) == status::scored);
    CHECK(of(lower_median{}) == status::scored);
    CHECK(of(best{2}) == status::scored);
    CHECK(of(drop_lowest{1}) == status::scored);
    CHECK(of(drop_highest{1}) == status::scored);
    CHECK(of(minimum{}) == status::undetermined);
    CHECK(of(n_of{1, 3}) == status::undetermined);
    CHECK(of(all_of{3}) == status::undetermined);
    CHECK(of(any_of{3}) == status::undetermined);
  }

  TEST_CASE("missing is never zero: on a scale that has a zero an absent rating is not the rating 0") {
    dynamic_framework f("root", numeric(0, 10));
    f.add("root", leaf("a"));
    f.add("root", leaf("b"));
    f.check();
    check(scored(f, {8, 0}).root(), {status::scored, 4, 1});
    for (const rating gone : kinds)
      check(scored(f, {8, gone}).root(), {status::scored, 8, gone == not_observed ? exact::ratio(1, 2) : exact(1)});
    CHECK_FALSE(rating(0) == not_observed);
    CHECK(rating{} == not_observed);
  }
}
