// SPDX-License-Identifier: BSL-1.0
// Slopes, contributions, strengths, bounds, standard errors and Shapley values: their rules, edges and refusals.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/explain/bounds.hpp>
#include <prowess/explain/contributions.hpp>
#include <prowess/explain/cut_probability.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/explain/shapley.hpp>
#include <prowess/explain/strengths.hpp>
#include <prowess/explain/uncertainty.hpp>
#include <prowess/number/dual.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
bool near(double a, double b) { return std::abs(a - b) <= 1e-12; }
template <class F> std::uint32_t at(const F& f, std::string_view name) { return f.view().look_up(name).node; }
template <class T> const problem& why(const result<T>& refused) { return refused.problems().at(0); }

/// A host's aggregation for double alone, and one that says that it has no slopes.
struct plain_double {
  static constexpr std::string_view name = "plain_double";
  static constexpr properties traits{.homogeneous = true};
  template <std::size_t E> static constexpr double reduce(std::span<term<double>, E> terms, const parameters&) { return terms[0].score; }
};
struct without_slopes {
  static constexpr std::string_view name = "without_slopes";
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    if constexpr (std::same_as<N, double>) return terms[0].score;
    else return N::unknown();
  }
};

constexpr auto plain = framework("plain", levels("1", "2", "3", "4", "5"), group("a", 1, leaf("x", 1), leaf("y", 3)), leaf("z", 3));
constexpr auto constant = score<plain>({{"x", 1}, {"y", 5}, {"z", 3}});
static_assert([] {
  const auto slopes = partials(constant);
  const auto parts = contributions(constant);
  return slopes[0].slope == 1 && slopes[1].slope == 0.25 && slopes[3].slope == 0.1875 && parts[0].points == 3.25 && parts[3].points == 0.9375;
}());

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("dual: the rules of derivatives") {
    constexpr dual x(3, 1), k = 2;
    CHECK((x + k).slope == 1);
    CHECK((k - x).slope == -1);
    CHECK((-x).slope == -1);
    CHECK((x * x).slope == 6);
    CHECK(product(2.0, x).slope == 2);
    CHECK((x / k).slope == 0.5);
    CHECK(near((k / x).slope, -2.0 / 9));
    CHECK(near(exp(x).slope, std::exp(3.0)));
    CHECK(near(log(x).slope, 1.0 / 3));
    CHECK(near(sqrt(x).slope, 0.5 / std::sqrt(3.0)));
    CHECK(abs(-x).slope == 1);
    CHECK(abs(dual(0, 1)).slope == 1);  // from above
    dual y = x;
    y += k, y *= x, y -= 1, y /= k;  // ((x + 2) x - 1) / 2
    CHECK(y.value == 7);
    CHECK(y.slope == 4);
    CHECK(x == dual(3, 7));  // comparisons look at values
    CHECK(x > k);
    CHECK_FALSE(dual::unknown().known());
    CHECK_FALSE(log(dual(0, 1)).known());
    CHECK(x.known());
  }

  TEST_CASE("partials: products down the tree, of the root and of a node") {
    const auto slopes = partials(constant);
    CHECK(slopes[2].slope == 0.0625);
    CHECK(slopes[4].slope == 0.75);
    const auto of_a = partials(constant["a"]);
    CHECK(of_a[0].what == slope_status::outside);
    CHECK(of_a[4].what == slope_status::outside);
    CHECK(of_a[1] == partial{1, slope_status::known});
    CHECK(of_a[3].slope == 0.75);
    CHECK(local_partials(constant)[3].slope == 0.75);
    CHECK(partials(profile_view{}).empty());
  }

  TEST_CASE("partials: what is missing has none, what is filled in is a constant of the walk, pooled weights are constants") {
    constexpr auto f = framework("f", levels("1", "2", "3", "4", "5"), pool, group("a", 2, leaf("x"), leaf("y")),
                                 group("b", 1, leaf("u", if_missing(2)), leaf("v")), leaf("w"));
    const profile p = score(f.view(), std::array<rating, 5>{4, not_observed, not_observed, 3, not_observed});
    const auto slopes = partials(p);
    CHECK(slopes[at(f, "y")].what == slope_status::without_score);
    CHECK(slopes[at(f, "w")].what == slope_status::without_score);
    CHECK(slopes[at(f, "a")].slope == 0.5);  // half of a has entered: 2 x 1/2 against 1
    CHECK(slopes[at(f, "u")].slope == 0.25);
    CHECK(points_slope(p["u"]).what == slope_status::without_score);
    CHECK(points_slope(p["v"]).slope == 1);
    CHECK(points_slope(p["a"]).what == slope_status::without_score);
  }

  TEST_CASE("partials: no evidence, no slopes; a node below a root without a score has its own") {
    constexpr auto f = framework("f", levels("1", "2", "3"), minimum{}, group("a", leaf("x"), leaf("y")), leaf("z"));
    const profile p = score(f.view(), std::array<rating, 3>{1, 3, not_observed});
    CHECK_FALSE(p.has_score());
    for (const partial& s : partials(p)) CHECK(s.what == slope_status::without_score);
    CHECK(partials(p["a"])[2].slope == 0.5);
  }

  TEST_CASE("partials: of equal scores a minimum, a maximum and a median count one") {
    const auto total = [](const auto& f, std::vector<rating> r) {
      double sum = 0;
      int parts = 0;
      const auto slopes = partials(score(f.view(), r));
      for (std::size_t i = 1; i < slopes.size(); ++i) sum += slopes[i].slope, parts += slopes[i].slope != 0;
      return std::pair(sum, parts);
    };
    constexpr auto low = framework("f", levels("1", "2", "3"), minimum{}, leaf("x"), leaf("y"), leaf("z"));
    constexpr auto high = framework("f", levels("1", "2", "3"), maximum{}, leaf("x"), leaf("y"), leaf("z"));
    constexpr auto middle = framework("f", levels("1", "2", "3"), median{}, leaf("x"), leaf("y"), leaf("z"));
    CHECK(total(low, {2, 2, 2}) == std::pair(1.0, 1));
    CHECK(total(high, {2, 2, 2}) == std::pair(1.0, 1));
    CHECK(total(middle, {2, 2, 2}) == std::pair(1.0, 1));
    CHECK(partials(score(low.view(), std::array<rating, 3>{2, 1, 1}))[2].slope == 1);  // the earlier of two
    constexpr auto geometric = framework("f", levels("1", "2", "3"), geometric_mean{}, leaf("x", 1), leaf("y", 2), leaf("z", 1));
    CHECK(partials(score(geometric.view(), std::array<rating, 3>{2, 2, 2}))[2].slope == 0.5);  // no kink: its part of the weight
  }

  TEST_CASE("partials: thresholds are level, a floor and an end that holds too") {
    constexpr auto f = framework("f", numeric(0, 10), group("n", n_of{1, 5}, leaf("a"), leaf("b")),
                                 group("g", geometric_mean{zero_floor{2}}, leaf("c"), leaf("d")),
                                 group("h", clamped, leaf("e", 1), leaf("bonus", 1, extra_credit)));
    const profile p = score(f.view(), std::array<rating, 6>{4, 6, 1, 8, 9, 9});
    const auto slopes = local_partials(p);
    CHECK(slopes[at(f, "a")] == partial{0, slope_status::known});
    CHECK(slopes[at(f, "c")] == partial{0, slope_status::known});
    CHECK(near(slopes[at(f, "d")].slope, 0.25));  // d sqrt(2 d)/dd at 8
    CHECK(slopes[at(f, "e")] == partial{0, slope_status::known});
    CHECK(p["h"].score() == 10);
    const profile below = score(f.view(), std::array<rating, 6>{4, 6, 1, 8, 9, 1});
    CHECK(local_partials(below)[at(f, "e")].slope == 1);  // at the end and not beyond: not held
  }

  TEST_CASE("partials: an aggregation without slopes is unknown, and so is what is below") {
    constexpr auto f = framework("f", numeric(0, 10), group("a", plain_double{}, group("b", leaf("x"))),
                                 group("c", without_slopes{}, leaf("y")), leaf("z"));
    CHECK((f.nodes[1].how->any_dual == nullptr));
    const profile p = score(f.view(), std::array<rating, 3>{4, 5, 6});
    const auto slopes = partials(p);
    CHECK(slopes[at(f, "a")].known());
    CHECK(slopes[at(f, "b")].what == slope_status::unknown);
    CHECK(slopes[at(f, "x")].what == slope_status::unknown);
    CHECK(slopes[at(f, "y")].what == slope_status::unknown);
    CHECK(slopes[at(f, "z")].known());
    const auto parts = contributions(p);
    CHECK(parts[at(f, "b")].what == contribution_status::unknown);
    CHECK(parts[at(f, "y")].what == contribution_status::not_homogeneous);
    const auto errors = standard_errors(p, std::array<double, 3>{1, 1, 1}).value();
    CHECK(errors[0].what == slope_status::unknown);
    CHECK(errors[at(f, "b")].standard_error == 1);
    CHECK(outcome_at(p.root(), errors[0], 3).value() == cut_certainty{});
  }

  TEST_CASE("what a point of a leaf's own scale is worth") {
    constexpr auto f = framework("f", levels("1", "2", "3", "4", "5"), scale("exam", numeric(0, 100)),
                                 scale("rank", levels(level{"last", 6}, level{"first", 1})),
                                 scale("ratio", numeric(1, 8).points_over_max()), scale("most", numeric(0, 4).with(excess::clamped)),
                                 scale("more", numeric(0, 4).with(excess::allowed)),
                                 leaf("a", on("exam")), leaf("b", on("rank")), leaf("c", on("ratio")),
                                 leaf("d", on("most")), leaf("e", on("more")), leaf("g", on("more"), clamped));
    const profile p = score(f.view(), std::array<rating, 6>{50, 6, 8, 5, 5, 5});
    CHECK(near(points_slope(p["a"]).slope, 0.04));
    CHECK(near(points_slope(p["b"]).slope, -0.8));
    CHECK(near(points_slope(p["c"]).slope, 0.5));
    CHECK(points_slope(p["d"]) == partial{0, slope_status::known});
    CHECK(points_slope(p["e"]).slope == 1);
    CHECK(points_slope(p["g"]) == partial{0, slope_status::known});
  }

  TEST_CASE("contributions: fills and held groups are constants, and nothing is guessed below a condition") {
    constexpr auto f = framework("f", numeric(0, 10), group("h", 2, clamped, leaf("e", 1), leaf("bonus", 1, extra_credit)),
                                 group("n", 1, any_of{5}, skip, leaf("a"), leaf("b")), group("m", 1, leaf("c", if_missing(3)), leaf("d")));
    const profile p = score(f.view(), std::array<rating, 6>{9, 9, 7, not_observed, not_observed, 5});
    const auto parts = contributions(p);  // (2 x 10 + 10 + 4) / 4
    CHECK(p.score() == 8.5);
    CHECK(parts[at(f, "h")] == contribution{5, 5, contribution_status::known});
    CHECK(parts[at(f, "e")] == contribution{0, 0, contribution_status::known});
    CHECK(parts[at(f, "n")] == contribution{2.5, 0, contribution_status::known});
    CHECK(parts[at(f, "a")].what == contribution_status::not_homogeneous);
    CHECK(parts[at(f, "b")].what == contribution_status::without_score);
    CHECK(parts[at(f, "c")] == contribution{0.375, 0, contribution_status::filled});
    CHECK(parts[at(f, "d")] == contribution{0.625, 0, contribution_status::known});
    const auto of_m = contributions(p["m"]);
    CHECK(of_m[at(f, "d")].points == 2.5);
    CHECK(of_m[0].what == contribution_status::outside);
    CHECK(contributions(profile_view{}).empty());
  }

  TEST_CASE("contributions: what a floor lifts is a constant") {
    constexpr auto f = framework("f", numeric(0, 10), harmonic_mean{zero_floor{2}}, leaf("x"), leaf("y"));
    const auto parts = contributions(score(f.view(), std::array<rating, 2>{0, 6}));  // 2 / (1/2 + 1/6) = 3; y: 6 x 9 / (2 x 36)
    CHECK(near(parts[0].points, 3));
    CHECK(parts[1].points == 0);
    CHECK(near(parts[2].points, 0.75));
    CHECK(near(parts[0].constant, 2.25));
  }

  TEST_CASE("strengths and weaknesses total 0 under weighted means; equal ones stand in tree order") {
    const auto up = strengths(constant), down = weaknesses(constant);  // whole 3.25: x -2.25/16, y 1.75 x 3/16, z -0.25 x 3/4
    REQUIRE(up.size() == 1);
    CHECK(up[0] == influence{3, 0.328125});
    REQUIRE(down.size() == 2);
    CHECK(down[0] == influence{4, -0.1875});
    CHECK(down[1] == influence{2, -0.140625});
    constexpr auto f = framework("f", numeric(0, 10), leaf("a"), leaf("b"), leaf("c"), leaf("d"), leaf("e", if_missing(10)));
    const auto equal = strengths(score(f.view(), std::array<rating, 5>{8, 8, 0, 0, not_observed}));
    REQUIRE(equal.size() == 2);  // what is filled in is no strength
    CHECK(equal[0].node == 1);
    CHECK(equal[1].node == 2);
    CHECK(strengths(score(f.view(), std::array<rating, 5>{})["a"]).empty());
  }

  TEST_CASE("bounds: missing leaves become anything on their own scales, fills too; what does not apply stays out") {
    constexpr auto f = framework("f", levels("1", "2", "3", "4", "5"), scale("rank", levels(level{"last", 6}, level{"first", 1})), leaf("a"),
                                 leaf("b", if_missing(lowest)), leaf("c", on("rank")), leaf("d"));
    const auto open = bounds(score(f.view(), std::array<rating, 4>{3, not_observed, no_opportunity, not_applicable}));
    CHECK(open[0] == score_bounds{5.0 / 3, 13.0 / 3, bounds_status::known});
    CHECK(open[1].width() == 0);
    CHECK(open[2] == score_bounds{1, 5, bounds_status::known});
    CHECK(open[3] == score_bounds{1, 5, bounds_status::known});
    CHECK(open[4].what == bounds_status::without_score);
    const auto nobody = bounds(score(f.view(), std::array<rating, 4>{not_applicable, not_applicable, not_applicable, not_applicable}));
    CHECK(nobody[0] == score_bounds{});
    CHECK(bounds(profile_view{}).empty());
  }

  TEST_CASE("bounds: a node without a score may have them, and one whose quorum is out of reach may not") {
    constexpr auto f = framework("f", levels("1", "2", "3", "4", "5"), group("m", minimum{}, leaf("a"), leaf("b")),
                                 group("q", require_children(2), leaf("c"), leaf("d")));
    const profile p = score(f.view(), std::array<rating, 4>{3, not_observed, 4, not_applicable});
    const auto open = bounds(p);
    CHECK(p["m"].what() == status::undetermined);
    CHECK(open[1] == score_bounds{1, 3, bounds_status::known});
    CHECK(open[at(f, "q")].what == bounds_status::without_score);
  }

  TEST_CASE("bounds: penalties turn round, and what may answer either way has none") {
    constexpr auto f = framework("f", checklist(), group("p", points_ratio{}, leaf("good", 4), leaf("bad", -2)),
                                 group("e", leaf("base", 4), leaf("late", -1, extra_credit)), group("mode", mode{}, leaf("u"), leaf("v")),
                                 group("t", trimmed_mean{1}, leaf("i"), leaf("j"), leaf("k", 1, extra_credit)));
    const auto open = bounds(score(f.view(), std::array<rating, 9>{}));
    CHECK(open[at(f, "p")] == score_bounds{-0.5, 1, bounds_status::known});
    CHECK(open[at(f, "e")] == score_bounds{-0.25, 1, bounds_status::known});
    CHECK(open[at(f, "mode")].what == bounds_status::not_monotone);
    CHECK(open[at(f, "t")].what == bounds_status::not_monotone);
    CHECK(open[0].what == bounds_status::not_monotone);
    CHECK(open[0].low == 0);
    const auto rated = bounds(score(f.view(), std::array<rating, 9>{1, 1, 1, 1, 0, 1, 1, 1, 1}));
    CHECK(rated[0].known());  // nothing is missing: the score, whatever the aggregations
    CHECK(rated[at(f, "mode")] == score_bounds{1, 1, bounds_status::known});
  }

  TEST_CASE("bounds: a scale without an upper end has none, unless the leaf is clamped or its points are") {
    constexpr auto f = framework("f", numeric(0, 10), scale("more", numeric(0, 10).with(excess::allowed)),
                                 scale("most", numeric(0, 10).with(excess::clamped)),
                                 leaf("a", on("more")), leaf("b", on("more"), clamped), leaf("c", on("most")));
    const auto open = bounds(score(f.view(), std::array<rating, 3>{}));
    CHECK(open[0].what == bounds_status::open_ended);
    CHECK(open[1].what == bounds_status::open_ended);
    CHECK(open[2] == score_bounds{0, 10, bounds_status::known});
    CHECK(open[3] == score_bounds{0, 10, bounds_status::known});
  }

  TEST_CASE("bounds: no value at one end") {
    constexpr auto f = framework("f", numeric(0, 10), quadratic_mean{}, group("e", leaf("x", 1), leaf("late", -1, extra_credit)), leaf("y"));
    const auto open = bounds(score(f.view(), std::array<rating, 3>{5, not_observed, 5}));
    CHECK(open[1] == score_bounds{-5, 5, bounds_status::known});
    CHECK(open[0].what == bounds_status::no_value);
  }

  TEST_CASE("the most telling rating: weight times scale under a mean; equal ones in tree order") {
    constexpr auto f = framework("f", numeric(0, 10), group("a", 1, leaf("x", 1), leaf("y", 3)), leaf("z", 1), leaf("w", 1), leaf("v", 1));
    const auto next = most_telling(score(f.view(), std::array<rating, 5>{not_observed, not_observed, not_observed, 3, not_observed}));
    REQUIRE(next.size() == 4);
    CHECK(next[0].node == at(f, "z"));
    CHECK(near(next[0].narrowing, 2.5));
    CHECK(next[1].node == at(f, "v"));
    CHECK(next[2].node == at(f, "y"));
    CHECK(near(next[2].narrowing, 1.875));
    constexpr auto low = framework("f", numeric(0, 10), minimum{}, leaf("x"), leaf("y"));
    CHECK(most_telling(score(low.view(), std::array<rating, 2>{}))[0] == telling_rating{1, 5});  // 10 - (0 + 10) / 2
    CHECK(most_telling(score(low.view(), std::array<rating, 2>{1, 2})).empty());
    constexpr auto moded = framework("f", numeric(0, 10), mode{}, leaf("x"), leaf("y"));
    CHECK(most_telling(score(moded.view(), std::array<rating, 2>{})).empty());
  }

  TEST_CASE("standard errors: what they refuse, and what counts as certain") {
    constexpr auto f = framework("f", numeric(0, 10), leaf("a"), leaf("b", if_missing(4)), leaf("c"));
    const profile p = score(f.view(), std::array<rating, 3>{6, not_observed, not_observed});
    CHECK(standard_errors(p, std::array<double, 3>{1, 5, 5}).value()[0].standard_error == 0.5);  // a half of a; b is a constant
    CHECK(standard_errors(p, std::array<double, 3>{1, 5, 5}).value()[3].what == slope_status::without_score);
    CHECK(why(standard_errors(p, std::array<double, 2>{1, 1})).what == "2 standard errors, but the framework has 3 leaves");
    CHECK(why(standard_errors(p, std::array<double, 3>{1, -1, 1})).where == "b");
    CHECK(why(standard_errors(p, std::array<double, 3>{1, 1, no_number})).where == "c");
  }

  TEST_CASE("outcomes at a cut") {
    CHECK(three_outcomes(0.9).value() == cut_outcome::meets);
    CHECK(three_outcomes(0.95, 0.99).value() == cut_outcome::uncertain);
    CHECK(three_outcomes(0.5, 0.5).value() == cut_outcome::meets);
    CHECK(why(three_outcomes(0.9, 0.4)).what == "the guard 0.4 is not in [0.5, 1]");
    CHECK(why(three_outcomes(1.5)).where == "probability");
    CHECK(probability_at_least(3, 0, 3).value() == 1);
    CHECK(probability_at_least(2.9, 0, 3).value() == 0);
    CHECK(probability_at_least(1e300, 1e-300, -1e300).value() == 1);
    CHECK(probability_at_least(-1e300, 1e-300, 1e300).value() == 0);
    CHECK_FALSE(probability_at_least(3, -1, 3).has_value());
    CHECK_FALSE(probability_at_least(no_number, 1, 3).has_value());
    constexpr auto f = framework("f", numeric(0, 10), leaf("a", 0.2), leaf("b", 0.3), leaf("c", 0.5));
    const profile p = score(f.view(), std::array<rating, 3>{1, 3, 3});
    const score_error certain{0, slope_status::known};
    CHECK(p.score() < 2.6 + 1e-12);
    CHECK(outcome_at(p.root(), certain, 2.6).value() == cut_certainty{1.0, cut_outcome::meets});  // exactly at the cut
    CHECK(outcome_at(p.root(), certain, 2.7).value() == cut_certainty{0.0, cut_outcome::below});
    CHECK(outcome_at(p.root(), {}, 2.7).value() == cut_certainty{});
    CHECK_FALSE(outcome_at(p.root(), certain, 2.7, 2).has_value());
  }

  TEST_CASE("Shapley values: one group, a subtree, and what makes no difference") {
    const profile now = score(plain.view(), std::array<rating, 3>{5, 3, 3}), before = score(plain.view(), std::array<rating, 3>{1, 3, 2});
    const score_difference whole = shapley_attribution(now, before).value();
    CHECK(near(whole.points[0], 1));
    CHECK(near(whole.points[2], 0.25));  // 4 x 1/16
    CHECK(whole.points[3] == 0);
    CHECK(near(whole.points[4], 0.75));
    const score_difference children = shapley_of_children(now.root(), before).value();
    CHECK(near(children.points[1], 0.25));
    CHECK(children.points[2] == 0);  // not asked for
    const score_difference part = shapley_attribution(now["a"], before).value();
    CHECK(part.node == 1);
    CHECK(near(part.points[2], 1));
    CHECK(part.points[4] == 0);
    CHECK(shapley_attribution(now, now).value().points == std::vector<double>(5, 0.0));
  }

  TEST_CASE("Shapley values: what is missing on one side is a difference too") {
    const profile now = score(plain.view(), std::array<rating, 3>{5, 3, 3}), before = score(plain.view(), std::array<rating, 3>{5, not_observed, 3});
    const score_difference d = shapley_attribution(now, before).value();
    CHECK(near(d.points[3], now.score() - before.score()));
    CHECK(near(d.points[1], d.points[3]));
  }

  TEST_CASE("Shapley values: refusals name the node") {
    constexpr auto f = framework("f", numeric(0, 10), minimum{}, group("a", minimum{}, leaf("x"), leaf("y")), leaf("z"));
    const profile now = score(f.view(), std::array<rating, 3>{5, 3, 3}), open = score(f.view(), std::array<rating, 3>{5, not_observed, 3});
    CHECK(why(shapley_attribution(now, open)).what == "the baseline has no score here: undetermined");
    CHECK(why(shapley_attribution(open, now)).what == "the profile has no score here: undetermined");
    CHECK(why(shapley_attribution(now, score(plain.view(), std::array<rating, 3>{1, 1, 1}))).what ==
          "the baseline is of another framework, or of another state of it");
    constexpr auto swap = framework("s", numeric(0, 10), group("a", require(0.5), leaf("x"), leaf("y")));
    const profile first = score(swap.view(), std::array<rating, 2>{5, not_observed}),
                  second = score(swap.view(), std::array<rating, 2>{not_observed, 5});
    const auto mixed = shapley_attribution(first, second);  // neither is rated in a mixture
    CHECK(why(mixed).where == "a");
    CHECK(why(mixed).what == "some mixture of its children's scores and the baseline's leaves 's' without a score");
    constexpr auto wide = framework("w", numeric(0, 10), leaf("a"), leaf("b"), leaf("c"), leaf("d"), leaf("e"), leaf("f"), leaf("g"), leaf("h"),
                                    leaf("i"), leaf("j"), leaf("k"), leaf("l"), leaf("m"), leaf("n"), leaf("o"), leaf("p"), leaf("q"));
    std::vector<rating> ones(17, 1), twos(17, 2);
    CHECK(why(shapley_attribution(score(wide.view(), ones), score(wide.view(), twos))).what ==
          "17 children differ, and Shapley values are exact for at most 16");
    ones[0] = 2;  // one is the same in both
    CHECK(near(shapley_attribution(score(wide.view(), ones), score(wide.view(), twos)).value().points[17], -1.0 / 17));
    CHECK(why(shapley_attribution(profile_view{}, profile_view{})).where == "attribution");
  }

  TEST_CASE("Shapley values: more mixtures than are scored are refused where they pass the limit, and its group alone is not") {
    constexpr auto two = [](std::string_view id) { return group(id, leaf("x"), leaf("y")); };
    constexpr auto f = framework("f", numeric(0, 10), two("a"), two("b"), two("c"), two("d"), two("e"), two("f"), two("g"), two("h"), two("i"),
                                 two("j"), two("k"), two("l"), two("m"), two("n"), two("o"), two("p"));
    const profile now = score(f.view(), std::vector<rating>(32, 5)), before = score(f.view(), std::vector<rating>(32, 1));
    const auto all = shapley_attribution(now, before);  // 2^16 + 16 x 2^15 x 2^2
    CHECK(why(all).what == "with this group the difference takes more than 1048576 mixtures of the two profiles");
    CHECK(why(all).where == "h");  // 2^16 + 8 x 2^17 are too many
    CHECK(near(shapley_of_children(now.root(), before).value().points[1], 0.25));
  }
}
