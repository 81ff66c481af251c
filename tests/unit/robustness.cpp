// SPDX-License-Identifier: BSL-1.0
// How much a result hangs on the weights: what is found, what is skipped, what is refused.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/explain/robustness.hpp>

#include <array>
#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("a", "b", "c", "d", "e");

template <class Framework, std::size_t N> profile scored(const Framework& f, const std::array<rating, N>& ratings) { return score(f.view(), ratings); }

const weight_flip* flip_of(const weight_flips& found, std::uint32_t node, bool grows) {
  for (const weight_flip& f : found.flips)
    if (f.node == node && f.grows == grows) return &f;
  return nullptr;
}
bool skips(const weight_flips& found, std::uint32_t node, unmoved why) {
  for (const unmoved_weight& u : found.skipped)
    if (u == unmoved_weight{node, why}) return true;
  return false;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a framework with other weights") {
    constexpr auto f = framework("w", five, leaf("x", percent{50}), leaf("y", percent{30}), leaf("z", percent{20}));
    reweighted other{f};
    other.set_share("x", 0.25);
    CHECK(other.view().nodes[1].weight == 25);
    CHECK(other.view().nodes[2].weight == doctest::Approx(45));
    CHECK(other.view().nodes[3].weight == doctest::Approx(30));
    CHECK(diagnose(other.view()).empty());
    other.weigh("y", 0).weigh(f.at("z"), 75);
    CHECK(diagnose(other.view()).empty());  // no percent any more
    CHECK(score(other.view(), std::array<rating, 3>{1, 5, 5}).score() == 4);
    CHECK(f.nodes[1].weight == 50);
  }

  TEST_CASE("weights that a framework cannot have are refused, and nothing changes") {
    constexpr auto f = framework("w", five, group("g", minimum{}, leaf("x"), leaf("y")), group("s", leaf("only")),
                                 group("p", leaf("u"), leaf("v", extra_credit)));
    reweighted other{f};
    CHECK_THROWS_WITH_AS(other.set_share("g", 1.5), "g: 1.5 is not a share; give a number from 0 to 1", error);
    CHECK_THROWS_AS(other.set_share("w", 0.5), error);
    CHECK_THROWS_AS(other.set_share("g/x", 0.5), error);
    CHECK_THROWS_AS(other.set_share("s/only", 0.5), error);
    CHECK_THROWS_AS(other.set_share("p/u", 0.5), error);
    CHECK_THROWS_AS(other.set_share("nobody", 0.5), error);
    CHECK_THROWS_AS(other.weigh("g", -1), error);
    CHECK_THROWS_AS(other.weigh("s/only", 0), error);
    CHECK(other.view() == f.view());
  }

  TEST_CASE("two scores that are the same number are equivalent, however they were rounded") {
    constexpr auto f = framework("o", numeric(0, 1), leaf("x", 0.2), leaf("y", 0.3), leaf("z", 0.5));
    constexpr auto g = framework("o", numeric(1, 10), geometric_mean{}, leaf("x"), leaf("y"));
    const profile a = scored(f, std::array<rating, 3>{0.1, 0.3, 0.3}), b = scored(f, std::array<rating, 3>{0.26, 0.26, 0.26});
    const profile c = scored(f, std::array<rating, 3>{0.27, 0.26, 0.26}), nobody = scored(f, std::array<rating, 3>{});
    CHECK(score_order(a.root(), b.root()) == 0);
    CHECK(score_order(c.root(), b.root()) > 0);
    CHECK(score_order(b.root(), c.root()) < 0);
    CHECK(score_order(b.root(), nobody.root()) == std::partial_ordering::unordered);
    CHECK(score_order(scored(g, std::array<rating, 2>{2, 8}).root(), scored(g, std::array<rating, 2>{1, 9}).root()) > 0);
    const auto close = score_order(scored(g, std::array<rating, 2>{2, 8}).root(), scored(g, std::array<rating, 2>{4, 4}).root());
    CHECK(close == std::partial_ordering::unordered);  // roots have no exact form
  }

  TEST_CASE("a sibling without a rating bends the line: x = 5, y = 1, z missing, weights 1, 1, 2") {
    // s of x: (5 s + (1 - s) / 3) / (s + (1 - s) / 3) = (14 s + 1) / (2 s + 1); 3 now (s = 1/4), 4 at 14 s + 1 = 8 s + 4
    constexpr auto f = framework("w", five, leaf("x"), leaf("y"), leaf("z", 2));
    const auto found = smallest_flip(scored(f, std::array<rating, 3>{5, 1, not_observed}));
    CHECK(found.level == "c");
    const weight_flip* up = flip_of(found, 1, true);
    REQUIRE(up != nullptr);
    CHECK(up->exactly == exact::ratio(1, 2));
    CHECK(up->now == 0.25);
    CHECK(up->level == "d");
    const weight_flip* down = flip_of(found, 1, false);  // the score is on the cut: any less flips
    REQUIRE(down != nullptr);
    CHECK(down->change == 0);
    CHECK_FALSE(down->at_share);
    CHECK(down->level == "b");
    CHECK(flip_of(found, 3, true) == nullptr);  // what is not rated moves nothing
    CHECK(flip_of(found, 3, false) == nullptr);
    CHECK(found.smallest() == found.flips.data());
    CHECK(found.smallest()->change == 0);
  }

  TEST_CASE("other aggregations are searched") {
    // the geometric mean of 1 and 4 with share s of the first is 4^(1 - s): 2 at 1/2, 3 at 1 - log 3 / log 4 (Python: 0.20751874963942185)
    constexpr auto f = framework("w", five, geometric_mean{}, leaf("x", 0.4), leaf("y", 0.6));
    const auto found = smallest_flip(scored(f, std::array<rating, 2>{1, 4}));
    CHECK(found.level == "b");
    const weight_flip *more = flip_of(found, 1, true), *less = flip_of(found, 1, false);
    REQUIRE(more != nullptr);
    REQUIRE(less != nullptr);
    CHECK(std::abs(more->share - 0.5) < 1e-8);
    CHECK(more->level == "a");
    CHECK(std::abs(less->share - 0.20751874963942185) < 1e-8);
    CHECK(less->level == "c");
    CHECK(less->rises);
    CHECK_FALSE(less->exactly.known());
  }

  TEST_CASE("a search does not take the rounding of weights for a fall") {
    // x stands on the cut, and so does the mean, whatever x weighs; clamped keeps the closed form away
    constexpr auto f = framework("w", levels(level{"low", 1}, level{"cut", 3.25}, level{"top", 7}).ranges(), clamped, leaf("x", 29), leaf("y", 3),
                                 leaf("z", 7), leaf("v", 10));
    const profile p = scored(f, std::array<rating, 4>{3.25, 1, 4.5, 3.05});  // (3 x 1 + 7 x 4.5 + 10 x 3.05) / 20 = 3.25
    const auto found = smallest_flip(p);
    CHECK(found.level == "cut");
    CHECK(flip_of(found, 1, true) == nullptr);
    CHECK(flip_of(found, 1, false) == nullptr);
    REQUIRE(flip_of(found, 2, true) != nullptr);
    CHECK(flip_of(found, 2, true)->change < 1e-9);
    CHECK_FALSE(flip_of(found, 2, true)->exactly.known());
  }

  TEST_CASE("weights that cannot be moved are listed") {
    constexpr auto f = framework("w", five, group("g", minimum{}, leaf("x"), leaf("y")), group("s", leaf("only")),
                                 group("p", leaf("u"), leaf("v", extra_credit)), group("q", leaf("k"), leaf("l")));
    const auto found = smallest_flip(scored(f, std::array<rating, 7>{2, 3, 4, 2, 1, not_observed, not_observed}));
    CHECK(skips(found, 2, unmoved::weights_ignored));
    CHECK(skips(found, 5, unmoved::alone));
    CHECK(skips(found, 7, unmoved::beside_the_whole));
    CHECK(skips(found, 8, unmoved::beside_the_whole));
    CHECK(skips(found, 10, unmoved::without_score));
    CHECK(found.skipped.size() == 7);
  }

  TEST_CASE("without a score, without levels, and for a cut of one's own") {
    constexpr auto f = framework("w", numeric(0, 10), leaf("x"), leaf("y"));
    CHECK(smallest_flip(scored(f, std::array<rating, 2>{2, 8})).flips.empty());
    const auto nobody = smallest_flip(scored(f, std::array<rating, 2>{}));
    CHECK(nobody.what == status::no_evidence);
    CHECK(nobody.flips.empty());
    CHECK(nobody.smallest() == nullptr);
    const profile p = scored(f, std::array<rating, 2>{2, 8});
    const auto six = smallest_flip(p.root(), 6);  // 2 s + 8 (1 - s) = 6 at 1/3
    REQUIRE(six.flips.size() == 2);
    CHECK(six.flips[0].node == 1);
    CHECK(six.flips[0].exactly == exact::ratio(1, 3));
    CHECK(six.flips[0].rises);
    CHECK_FALSE(six.flips[0].grows);
    CHECK_FALSE(six.flips[0].level);
    CHECK(smallest_flip(p.root(), 9).flips.empty());
  }

  TEST_CASE("levels with the same points fall and rise together") {
    constexpr auto f = framework("w", levels(level{"low", 1}, level{"mid", 2}, level{"also", 2}, level{"top", 4}), leaf("x"), leaf("y"));
    const auto up = smallest_flip(scored(f, std::array<rating, 2>{1, 2}));
    REQUIRE(up.smallest() != nullptr);
    CHECK(up.smallest()->level == "also");
    const auto down = smallest_flip(scored(f, std::array<rating, 2>{1, 4}));
    CHECK(down.level == "also");
    REQUIRE(flip_of(down, 1, true) != nullptr);
    CHECK(flip_of(down, 1, true)->level == "low");
  }

  TEST_CASE("a node below the root has flips of its own") {
    constexpr auto f = framework("w", five, group("g", leaf("x"), leaf("y")), group("h", leaf("u")));
    const profile p = scored(f, std::array<rating, 3>{2, 4, 5});
    const auto found = smallest_flip(p["g"]);
    CHECK(found.level == "c");
    for (const weight_flip& flip : found.flips) CHECK((flip.node == 2 || flip.node == 3));
    CHECK(found.flips.size() == 4);  // each may grow to a pure 4 or shrink below 3
    CHECK(smallest_flip(p["x"]).flips.empty());
  }

  TEST_CASE("an order that no weight changes, a tie, and profiles that do not compare") {
    constexpr auto f = framework("w", five, leaf("x"), leaf("y")), g = framework("w", five, leaf("x", 2), leaf("y"));
    const profile low = scored(f, std::array<rating, 2>{2, 3}), high = scored(f, std::array<rating, 2>{3, 4}), other = scored(g, std::array<rating, 2>{3, 4});
    CHECK(order_flip(low, high).value().crossings.empty());
    CHECK_FALSE(order_flip(low, high).value().stability());
    const auto even = order_flip(scored(f, std::array<rating, 2>{4, 3}), high).value();
    CHECK(even.order == 0);
    CHECK(even.stability() == 0.0);
    CHECK(even.crossings[0].above > 0);
    CHECK(order_flip(low, low).value().crossings.empty());
    CHECK(order_flip(low, other).problems()[0].what == "the two people are scored on different frameworks");
    CHECK_FALSE(order_flip(low.root(), high["x"]));
    CHECK(order_flip(low, scored(f, std::array<rating, 2>{})).value().order == std::partial_ordering::unordered);
  }

  TEST_CASE("people whose ratings have different gaps are compared by search") {
    // weights 1, 1, 2: 5 s + 1 (1 - s) / 3 over s + (1 - s) / 3, against 2 where everything is 2: (14 s + 1) / (2 s + 1) = 2 at 1/10
    constexpr auto f = framework("w", five, leaf("x"), leaf("y"), leaf("z", 2));
    const auto found = order_flip(scored(f, std::array<rating, 3>{5, 1, not_observed}), scored(f, std::array<rating, 3>{2, 2, 2})).value();
    REQUIRE_FALSE(found.crossings.empty());
    bool seen = false;
    for (const weight_crossing& c : found.crossings)
      if (c.node == 1) seen = std::abs(c.share - 0.1) < 1e-12 && c.below < 0 && c.above > 0;
    CHECK(seen);
  }

  TEST_CASE("leaving out: ties, people without scores, an only child, and what is refused") {
    constexpr auto f = framework("w", five, group("g", leaf("x"), leaf("y")), group("h", leaf("u")));
    std::vector<rating_sheet> sheets(4, rating_sheet{f});
    const std::array<std::array<rating, 3>, 4> given{{{4, 2, 3}, {2, 4, 3}, {not_observed, 5, not_observed}, {not_observed, not_observed, not_observed}}};
    constexpr std::array<std::string_view, 3> ids{"x", "y", "u"};
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t k = 0; k < 3; ++k) sheets[i].set(ids[k], given[i][k]);
    const auto found = leave_one_out(f, sheets, 2).value();
    CHECK(found.now.ranks == std::vector<std::uint32_t>{2, 2, 1, 0});
    REQUIRE(found.without.size() == 3);
    CHECK(found.without[0].then.ranks == std::vector<std::uint32_t>{3, 2, 1, 0});  // without x: 2.5, 3.5, 5
    CHECK(found.without[0].rank_change == doctest::Approx(1.0 / 3));
    CHECK(found.without[1].then.ranks == std::vector<std::uint32_t>{1, 2, 0, 0});  // the third has nothing left
    CHECK(found.without[1].compared == 2);
    CHECK(found.without[2].then.scores[0] == 3.0);  // h has no weight below it any more: g carries the whole
    CHECK_FALSE(leave_one_out(f, sheets, 3));
    CHECK_FALSE(leave_one_out(f, sheets, 0));
    const std::array<node_handle, 1> root{f.view().handle(0)}, foreign{node_handle{1, 1}};
    CHECK_FALSE(leave_one_out(f, sheets, root));
    CHECK_FALSE(leave_one_out(f, sheets, foreign));
    constexpr auto g = framework("w", five, leaf("x"), leaf("y"));
    CHECK_FALSE(leave_one_out(g, sheets, 1));
    CHECK(leave_one_out(f, {}, 1).value().without[0].rank_change == 0);
  }

  TEST_CASE("ranks are shared by scores that are the same number, however they were rounded") {
    constexpr auto f = framework("w", numeric(1, 5), leaf("x", 0.2), leaf("y", 0.3), leaf("z", 0.5));
    std::vector<rating_sheet> sheets(3, rating_sheet{f});
    for (const std::string_view id : {"x", "y", "z"}) sheets[0].set(id, id == "x" ? 1 : 3), sheets[1].set(id, 2.6), sheets[2].set(id, 2.5);
    const auto found = leave_one_out(f, sheets, 1).value();
    REQUIRE(found.now.scores[0] != found.now.scores[1]);  // 2.5999999999999996 and 2.6
    CHECK(found.now.ranks == std::vector<std::uint32_t>{1, 1, 3});
    CHECK(found.without[0].then.ranks == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(score_order(score(sheets[0]).root(), score(sheets[1]).root()) == 0);
  }

  TEST_CASE("one person without each child") {
    constexpr auto f = framework("w", five, group("g", leaf("x"), leaf("y")), leaf("u"), group("h", no_score, leaf("v"), leaf("w2")));
    const profile p = scored(f, std::array<rating, 5>{4, 2, 5, 1, 1});
    const auto all = without_each(p);
    REQUIRE(all.size() == 3);
    CHECK(all[0].node == 1);
    CHECK(all[0].change == 0.0);  // 3 either way
    CHECK(all[1].then.score == 2);
    CHECK(all[1].change == -1.0);
    CHECK(all[2].change == 1.0);
    CHECK(without_each(p["u"]).empty());
    const auto one = without_each(p["h"]);
    CHECK(one[0].then.what == status::scored);
    constexpr auto alone = framework("w", five, leaf("x"));
    const auto none = without_each(scored(alone, std::array<rating, 1>{3}));
    CHECK(none[0].then.what == status::not_applicable);
    CHECK_FALSE(none[0].change);
  }

  TEST_CASE("noise: what is asked for, what is kept, and quantiles") {
    constexpr auto f = framework("w", five, leaf("x", 3), leaf("y"), leaf("bonus", 0.5, extra_credit));
    const profile p = scored(f, std::array<rating, 3>{4, 2, not_observed});
    CHECK_FALSE(weight_noise(p, {.draws = 0}));
    CHECK_FALSE(weight_noise(p, {.spread = -0.1}));
    CHECK_FALSE(weight_noise(p, {.spread = std::nan("")}));
    CHECK_FALSE(order_noise(p, p, {.spread = 1.5}));
    const noise_result some = weight_noise(p, {.seed = 5, .draws = 200, .spread = 0.9}).value();
    CHECK(some.scores.size() == 200);
    CHECK(some.scores.front() < some.scores.back());
    CHECK(some.kept == some.at_level[2]);  // 3.5 now
    CHECK(some.at_level[2] + some.at_level[1] == 200);
    CHECK(some.at_level[1] > 0);
    CHECK(some.quantile(0) == some.scores.front());
    CHECK(some.quantile(1) == some.scores.back());
    CHECK_FALSE(some.quantile(1.1));
    CHECK(weight_noise(p, {.seed = 6, .draws = 200, .spread = 0.9}).value().mean != some.mean);
    noise_result few;
    few.scores = {1, 2, 4};
    CHECK(few.quantile(0.75) == 3.0);  // h = 1.5: between 2 and 4
    const noise_result nobody = weight_noise(scored(f, std::array<rating, 3>{}), {.draws = 10}).value();
    CHECK(nobody.without_score == 10);
    CHECK(nobody.kept == 0);
    CHECK_FALSE(nobody.now);
    CHECK_FALSE(nobody.quantile(0.5));
    const profile even = scored(f, std::array<rating, 3>{3, 3, not_observed});
    CHECK(weight_noise(even, {.draws = 50, .spread = 1}).value().level_kept() == 1);  // exactly on the cut in every draw
    const order_noise_result tie = order_noise(even, even, {.draws = 50}).value();
    CHECK(tie.tied == 50);
    CHECK(tie.order_kept() == 1);
  }

  TEST_CASE("a draw depends on seed and number alone, keeps totals, and leaves extra credit") {
    constexpr auto f = framework("w", five, leaf("x", percent{60}), leaf("y", percent{40}), leaf("bonus", percent{5}, extra_credit));
    std::vector<node> first(f.view().size()), again(f.view().size()), other(f.view().size());
    const noise_options few{.seed = 9, .draws = 2, .spread = 0.5}, many{.seed = 9, .draws = 2000, .spread = 0.5};
    draw_weights(f, few, 17, first);
    draw_weights(f, few, 3, other);
    draw_weights(f, many, 17, again);
    CHECK(first[1].weight == again[1].weight);
    CHECK(first[1].weight != other[1].weight);
    CHECK(first[1].weight + first[2].weight == doctest::Approx(100).epsilon(1e-14));
    CHECK(first[3].weight == 5);
    CHECK(first[1].weight > 30);
  }
}
