// SPDX-License-Identifier: BSL-1.0
// Reading a profile: by path, id, handle and order; levels decided exactly at their cuts; and what is printed of it.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/number/exact_text.hpp>
#include <prowess/ostream.hpp>
#include <prowess/report/tree.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("one", "two", "three", "four", "five");
constexpr auto fixed = framework("r", five, title("Root"),
    group("a", 2, title("The a"), leaf("x", 1), leaf("y", 3)), group("b", leaf("x"), leaf("z", title("Z"))), leaf("c"));
constexpr auto p = score<fixed>({{"a/x", 2}, {"y", 4}, {"b/x", 5}, {"c", not_applicable}});  // a 3.5, b 5: (7 + 5) / 3 = 4

profile of_two(const dynamic_framework& f, double a, double b) { return score(f, std::vector<rating>{a, b}); }
template <std::size_t L> dynamic_framework two_leaves(const static_scale<L>& s, double wa = 1, double wb = 1) {
  dynamic_framework f("f", s);
  f.add("f", leaf("a", wa));
  f.add("f", leaf("b", wb));
  f.check();
  return f;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("entries by path, unique id, handle and place are one and the same") {
    CHECK(p.score() == 4);
    CHECK(p["a"].score() == 3.5);
    CHECK(p["a/y"].score() == 4);
    CHECK(p["y"].index() == p["a/y"].index());
    CHECK(p["z"].path() == "b/z");
    CHECK(p["z"].title() == "Z");
    CHECK(p["a/x"].title() == "x");
    CHECK(p["a/x"].id() == "x");
    CHECK(p["a/x"].depth() == 2);
    CHECK(p.root().depth() == 0);
    CHECK(p.root().path() == "r");
    CHECK(p["r"].index() == 0);
    constexpr node_handle y = fixed.at("a/y");
    CHECK(p[y].index() == 3);
    CHECK(p[y].given() == rating(4));
    CHECK(p["a"].given() == not_observed);
    CHECK(p["c"].given() == not_applicable);
    CHECK(p["c"].is_leaf());
    CHECK_FALSE(p["b"].is_leaf());
    const profile viewed = score(fixed, p.ratings);
    CHECK(viewed["a/y"].score() == 4);
    CHECK(viewed[y].score() == 4);
    CHECK(viewed["r"].score() == 4);
    CHECK_THROWS_WITH_AS(static_cast<void>(viewed["x"]), "'x': 2 nodes of 'r' have this id; use one of the paths 'a/x', 'b/x'", error);
    CHECK_THROWS_WITH_AS(static_cast<void>(viewed["a/zz"]), "'a/zz': there is no such name in 'r'; did you mean 'b/z'?", error);
    CHECK_THROWS_WITH_AS(static_cast<void>(viewed["quite another"]),
                         "'quite another': there is no such name in 'r'; use a path or an id of the framework", error);
    const dynamic_framework other = two_leaves(five);
    CHECK_THROWS_AS(static_cast<void>(viewed[other.at("b")]), error);
  }

  TEST_CASE("in tree order") {
    constexpr std::string_view paths[] = {"r", "a", "a/x", "a/y", "b", "b/x", "b/z", "c"};
    std::size_t i = 0;
    for (const profile_entry e : p) {
      CHECK(e.path() == paths[i]);
      CHECK(e.index() == i++);
    }
    CHECK(i == p.size());
    CHECK(i == 8);
    auto at = p.begin();
    CHECK((*at++).id() == "r");
    CHECK((*at).id() == "a");
    CHECK((*++at).id() == "x");
    CHECK_FALSE(at == p.end());
  }

  TEST_CASE("score() without a score raises and says why; score_or does not") {
    const profile q = score(fixed, std::vector<rating>{not_observed, 3, no_opportunity, not_applicable, not_applicable});
    CHECK_THROWS_WITH_AS(static_cast<void>(q["a/x"].score()),
                         "a/x: no score: not observed; ask has_score() first, or use score_or()", error);
    CHECK_THROWS_WITH_AS(static_cast<void>(q["b"].score()), "b: no score: no opportunity; ask has_score() first, or use score_or()", error);
    CHECK_THROWS_WITH_AS(static_cast<void>(q["c"].score()), "c: no score: not applicable; ask has_score() first, or use score_or()", error);
    CHECK_THROWS_AS(static_cast<void>(q["c"].unit()), error);
    CHECK(q["c"].score_or(-5) == -5);
    CHECK(q["a"].score_or(-5) == 3);
    CHECK_FALSE(q["c"].level());
    CHECK_FALSE(q["c"].level().index.has_value());
    CHECK(q["c"].level().decided);
    CHECK_FALSE(q["c"].level() == "one");
    CHECK(q["c"].reaches(-100) == decision::no);
  }

  TEST_CASE("unit is the share of the scale, from 0 points where the scale says so") {
    CHECK(p.unit() == 0.75);
    CHECK(p["a/x"].unit() == 0.25);
    const dynamic_framework f = two_leaves(numeric(20, 100));
    CHECK(of_two(f, 20, 20).unit() == 0);
    CHECK(of_two(f, 100, 100).unit() == 1);
    CHECK(of_two(f, 40, 40).unit() == 0.25);
    const dynamic_framework m = two_leaves(numeric(20, 100).points_over_max());
    CHECK(of_two(m, 20, 20).unit() == 0.2);
    CHECK(of_two(m, 40, 60).unit() == 0.5);
  }

  TEST_CASE("levels: the highest one reached, inclusive; none below the lowest") {
    const dynamic_framework f = two_leaves(levels(level{"low", 2, "Low"}, level{"tied", 4}, level{"equal", 4}, level{"high", 7.5}), 99, 1);
    CHECK(of_two(f, 2, 2).level() == "low");
    CHECK(of_two(f, 2, 2).level().name() == "Low");
    CHECK(of_two(f, 2, 2).level().index == 0);
    CHECK(of_two(f, 4, 2).level() == "low");        // 3.98
    CHECK(of_two(f, 4, 4).level() == "equal");      // of two with the same points the later one
    CHECK(of_two(f, 4, 7.5).level() == "equal");
    CHECK(of_two(f, 7.5, 4).level() == "equal");    // 7.465
    CHECK(of_two(f, 7.5, 7.5).level() == "high");
    dynamic_framework g = two_leaves(five);
    g.add("f", leaf("late", -1, extra_credit));
    const profile under = score(g, std::vector<rating>{1, 2, 4});  // (3 - 4) / 2
    CHECK(under.score() == -0.5);
    CHECK_FALSE(under.level());
    CHECK(under.level().key().empty());
    CHECK(under.root().nearest_level() == "one");
    g.set_weight("late", 1);
    CHECK(score(g, std::vector<rating>{5, 5, 5}).level() == "five");  // 7.5
    CHECK_FALSE(of_two(two_leaves(numeric(0, 10)), 10, 10).level());
    CHECK_FALSE(of_two(two_leaves(numeric(0, 10)), 10, 10).root().nearest_level());
  }

  TEST_CASE("2.99 of 3 is the level below; nearest_level is the nearest, the higher one halfway") {
    const dynamic_framework f = two_leaves(five, 99, 1);
    CHECK(of_two(f, 3, 2).score() == 2.99);
    CHECK(of_two(f, 3, 2).level() == "two");
    CHECK(of_two(f, 3, 2).root().nearest_level() == "three");
    CHECK(of_two(f, 3, 3).level() == "three");
    const dynamic_framework half = two_leaves(five);
    CHECK(of_two(half, 2, 3).root().nearest_level() == "three");
    CHECK(of_two(half, 2, 3).level() == "two");
    CHECK(of_two(half, 5, 4).root().nearest_level() == "five");
    CHECK(of_two(half, 1, 1).root().nearest_level() == "one");
    CHECK(of_two(two_leaves(five, 1.01, 0.99), 2, 3).root().nearest_level() == "two");
    CHECK(of_two(two_leaves(five, 1e7, 1), 3, 2).level() == "two");
  }

  TEST_CASE("reaches any cut, inclusive, and beyond the scale") {
    const dynamic_framework f = two_leaves(five, 0.3, 0.7);
    const profile q = of_two(f, 2, 3);  // 2.7
    CHECK(q.root().reaches(2.7) == decision::yes);
    CHECK(q.root().reaches(2.7000001) == decision::no);
    CHECK(q.root().reaches(2.6999999) == decision::yes);
    CHECK(q.root().reaches(2.7 + 1e-12) == decision::no);
    CHECK(q.root().reaches(2.7 - 1e-12) == decision::yes);
    CHECK(q.root().reaches(-100) == decision::yes);
    CHECK(q.root().reaches(100) == decision::no);
    CHECK(q.root().reaches(std::nan("")) == decision::no);
    CHECK(q["a"].reaches(2) == decision::yes);
    CHECK(q.root().exactly().score == exact::ratio(27, 10));
    CHECK(to_string(q.root().exactly().score) == "27/10");
    CHECK(q.root().exactly().rated == exact(1));
  }

  // Weights of one decimal and ratings of which the weighted mean is on a cut exactly: the double lies below it in some.
  TEST_CASE("a mean exactly on a cut is at the upper level, whatever the double says") {
    std::size_t on_cut = 0, below = 0;
    for (int u = 1; u <= 9; ++u)
      for (int v = 1; u + v <= 9; ++v) {
        const int w = 10 - u - v;
        dynamic_framework f("f", five);
        f.add("f", leaf("a", u / 10.0));
        f.add("f", leaf("b", v / 10.0));
        f.add("f", leaf("c", w / 10.0));
        for (int a = 1; a <= 5; ++a)
          for (int b = 1; b <= 5; ++b)
            for (int c = 1; c <= 5; ++c) {
              const int tenfold = u * a + v * b + w * c;
              const profile q = score(f, std::vector<rating>{a, b, c});
              REQUIRE(q.level().decided);
              REQUIRE(q.root().exactly().score == exact::ratio(tenfold, 10));
              REQUIRE(q.level().index == static_cast<std::uint32_t>(tenfold / 10 - 1));
              REQUIRE(q.root().reaches(tenfold / 10.0) == decision::yes);
              REQUIRE(q.root().reaches((tenfold + 1) / 10.0) == decision::no);
              if (tenfold % 10 != 0) continue;
              ++on_cut, below += q.score() < tenfold / 10;
              REQUIRE(score_text(q.root()) == std::to_string(tenfold / 10) + ".00");
            }
      }
    CHECK(on_cut > 400);
    CHECK(below > 5);  // else the test tests nothing
  }

  TEST_CASE("an aggregation without exact form cannot be decided near a cut, and is clear elsewhere") {
    dynamic_framework f = two_leaves(five);
    f.set_aggregation("f", geometric_mean{}).check();
    const profile on = of_two(f, 1, 4);  // 2, but no double and no fraction can tell
    CHECK(std::abs(on.score() - 2) < 1e-12);
    CHECK(on.root().reaches(2) == decision::not_decidable);
    CHECK(on.root().reaches(2 + 4e-9) == decision::not_decidable);
    CHECK(on.root().reaches(2.00001) == decision::no);
    CHECK(on.root().reaches(1.99999) == decision::yes);
    CHECK(on.level() == "one");
    CHECK_FALSE(on.level().decided);
    CHECK(level_text(on.level()) == "one?");
    CHECK_FALSE(on.root().exactly().score.known());
    const profile clear = of_two(f, 2, 3);  // the square root of 6
    CHECK(clear.level() == "two");
    CHECK(clear.level().decided);
    CHECK(level_text(clear.level()) == "two");
    const profile equal = of_two(f, 3, 3);  // all equal and idempotent: exact after all
    CHECK(equal.root().reaches(3) == decision::yes);
    CHECK(equal.level() == "three");
    CHECK(equal.level().decided);
    CHECK(equal.root().exactly().score == exact(3));
    f.set_aggregation("f", quadratic_mean{}).check();
    CHECK_FALSE(of_two(two_leaves(numeric(1, 7)), 1, 7).level());
  }

  TEST_CASE("the tree as text: columns are aligned, titles count by their letters") {
    dynamic_framework f("kompetenz", levels(level{"a", 1, "Anf\u00e4nger"}, level{"b", 2, "K\u00f6nner"}, level{"c", 10}));
    f.add(f.root(), group("g", title("F\u00e4higkeiten \u2014 \u00dcbersicht"), leaf("x"), leaf("y", title("\u65e5\u672c"))));
    f.add(f.root(), leaf("z"));
    f.check();
    const profile q = score(f, std::vector<rating>{10, not_observed, 2});
    CHECK(to_text(q) == "                           score  level   evidence\n"
                        "kompetenz                   6.00  K\u00f6nner   75 %\n"
                        "  F\u00e4higkeiten \u2014 \u00dcbersicht  10.00  c        50 %\n"
                        "    x                      10.00  c       rated\n"
                        "    \u65e5\u672c                         -  -       not observed\n"
                        "  z                         2.00  K\u00f6nner  rated\n");
    CHECK(to_text(q, {.digits = 0, .titles = false, .depth = 1}) == "           score  level   evidence\n"
                                                                    "kompetenz      6  K\u00f6nner   75 %\n"
                                                                    "  g           10  c        50 %\n"
                                                                    "  z            2  K\u00f6nner  rated\n");
    CHECK(to_text(q, {.digits = 3, .depth = 0}) == "           score  level   evidence\nkompetenz  6.000  K\u00f6nner   75 %\n");
    std::ostringstream out;
    out << q << p;
    CHECK(out.str() == to_text(q) + to_text(p));
  }

  TEST_CASE("score_text gives more digits where fewer would show a level that is not reached") {
    const auto text = [](double wa, double wb, double a, double b, int digits = 2) {
      const dynamic_framework f = two_leaves(five, wa, wb);
      return score_text(of_two(f, a, b).root(), digits);
    };
    CHECK(text(1, 1, 3, 2) == "2.50");
    CHECK(text(99, 1, 3, 2) == "2.99");
    CHECK(text(249, 1, 3, 2) == "2.996");
    CHECK(text(2499, 1, 3, 2) == "2.9996");
    CHECK(text(1, 1, 3, 2, 0) == "2.5");
    CHECK(text(3, 2, 3, 2, 0) == "2.6");
    CHECK(text(2, 3, 3, 2, 0) == "2");
    CHECK(text(249, 1, 3, 4) == "3.00");     // above the cut the level is not in doubt
    CHECK(text(249999, 1, 5, 4) == "4.999996");
    CHECK(text(1, 2, 1, 2, 9) == "1.666666667");
    CHECK(text(1, 1, 4, 4, 0) == "4");
  }

  TEST_CASE("evidence_text: 100 % and 0 % only where they are so") {
    const auto text = [](double wa, double wb, const std::vector<rating>& r) {
      const dynamic_framework f = two_leaves(five, wa, wb);
      return evidence_text(score(f, r).root());
    };
    CHECK(text(1, 1, {3, not_observed}) == " 50 %");
    CHECK(text(2, 1, {3, not_observed}) == " 67 %");
    CHECK(text(1, 1, {3, 3}) == "100 %");
    CHECK(text(1, 1, {3, not_applicable}) == "100 %");
    CHECK(text(999, 1, {3, not_observed}) == " 99 %");
    CHECK(text(1, 999, {3, not_observed}) == "  1 %");
    CHECK(text(1e6, 1, {3, not_observed}) == " 99 %");
    CHECK(text(1, 1e6, {3, not_observed}) == "  1 %");
    CHECK(text(1, 1, {not_observed, not_observed}) == "  0 %, no evidence");
    CHECK(text(1, 1, {not_observed, not_applicable}) == "  0 %, no evidence");
    CHECK(text(1, 1, {not_applicable, not_applicable}) == "not applicable");
    CHECK(text(1, 1, {no_opportunity, not_applicable}) == "no opportunity");
    dynamic_framework f = two_leaves(five);
    f.set_missing("f", no_score);
    CHECK(evidence_text(score(f, std::vector<rating>{3, not_observed}).root()) == " 50 %, undetermined");
    f.set_missing("f", require(0.75));
    CHECK(evidence_text(score(f, std::vector<rating>{3, not_observed}).root()) == " 50 %, coverage too low");
    f.set_missing("f", skip).set_if_missing("b", if_missing(lowest));
    const profile filled = score(f, std::vector<rating>{3, not_observed});
    CHECK(evidence_text(filled["b"]) == "filled in");
    CHECK(evidence_text(filled["a"]) == "rated");
    CHECK(evidence_text(score(f, std::vector<rating>(2)).root()) == "  0 %");
  }

  TEST_CASE("profiles are equal where ids, ratings and results are") {
    const profile a = score(fixed, p.ratings);
    CHECK(a == p);
    CHECK(p == a);
    auto r = p.ratings;
    r[4] = no_opportunity;  // the same scores from other ratings
    CHECK_FALSE(score(fixed, r) == a);
    dynamic_framework f(fixed);
    f.rename("c", "d").check();
    CHECK_FALSE(score(f, p.ratings) == a);
    f.rename("d", "c").annotate("c", title("C")).check();
    CHECK(score(f, p.ratings) == a);  // texts are no part of it
    profile copy = a;
    CHECK(copy == a);
    const profile moved = std::move(copy);
    CHECK(moved == a);
    CHECK(moved["a/y"].score() == 4);
  }

  TEST_CASE("a score on the cut that comes from a child without exact form is not decided the wrong way") {
    dynamic_framework f("f", five, maximum{});
    f.add("f", leaf("a"));
    f.add("f", group("g", power_mean{-2}, leaf("x"), leaf("y")));
    std::size_t wrong = 0;
    for (int x = 1; x <= 5; ++x)
      for (int y = 1; y <= 5; ++y) {
        f.set_aggregation("g", geometric_mean{});
        const profile q = score(f, std::vector<rating>{1, x, y});
        const double root = std::sqrt(x * y);
        if (std::abs(root - std::round(root)) < 1e-9) wrong += q.root().reaches(std::round(root)) == decision::no;
      }
    CHECK(wrong == 0);
  }
  TEST_CASE("a condition on a child without exact form is at a cut, and there not decidable") {
    dynamic_framework f("f", five, all_of{3});
    f.add("f", group("g", geometric_mean{}, leaf("x"), leaf("y")));
    f.check();
    CHECK(of_two(f, 4, 5).score() == 5);
    CHECK_FALSE(of_two(f, 4, 5).level().decided);
    CHECK(of_two(f, 4, 4).level() == "five");  // equal terms have an exact mean
  }
  TEST_CASE("halfway between levels of one decimal is the higher level") {
    std::size_t wrong = 0;
    for (int k = 11; k < 40; ++k) {
      const dynamic_framework f = two_leaves(levels(level{"low", k / 10.0}, level{"high", (k + 1) / 10.0}));
      wrong += !(of_two(f, k / 10.0, (k + 1) / 10.0).root().nearest_level() == "high");
    }
    CHECK(wrong == 0);
  }
  TEST_CASE("no number of digits shows a level that is not reached") {
    const dynamic_framework f = two_leaves(five, 1e10, 1), g = two_leaves(five, 1e17, 1);
    CHECK(of_two(f, 3, 2).level() == "two");
    CHECK(score_text(of_two(f, 3, 2).root()) != "3.000000000");
    CHECK(of_two(g, 3, 2).level() == "two");
    CHECK(score_text(of_two(g, 3, 2).root()) != "3.00");
  }
}
