// SPDX-License-Identifier: BSL-1.0
// Points over positive points, worked out by hand: penalties, extra credit, gaps, scales that do not start at 0; in every form.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("one", "two", "three", "four", "five");

/// The root under every form: unrolled, viewed, in a dynamic copy; the same bits, and exactly this.
template <const auto& F> void check(const std::vector<rating>& r, status what, const exact& expected = exact::unknown()) {
  std::array<rating, F.leaf_count()> given;
  for (std::size_t i = 0; i < given.size(); ++i) given[i] = r[i];
  const auto unrolled = score<F>(given);
  const profile viewed = score(F, given);
  const dynamic_framework copy(F);
  const profile copied = score(copy, given);
  REQUIRE(unrolled == viewed);
  REQUIRE(viewed == copied);
  for (std::size_t i = 0; i < unrolled.results.size(); ++i)
    REQUIRE(std::bit_cast<std::uint64_t>(unrolled.results[i].score) == std::bit_cast<std::uint64_t>(viewed.view().results[i].score));
  INFO("score " << viewed.score_or(-99) << ", expected " << expected.to_double());
  CHECK(viewed.what() == what);
  const outcome<exact> precise = viewed.exactly();
  CHECK(precise.what == what);
  if (what != status::scored) return;
  CHECK(precise.score == expected);
  CHECK(viewed.score() - expected.to_double() < 1e-15);
  CHECK(expected.to_double() - viewed.score() < 1e-15);
}
template <const auto& F> void check(const std::vector<rating>& r, const exact& expected) { check<F>(r, status::scored, expected); }

constexpr auto rubric = framework("rubric", checklist(), points_ratio{}, criterion("a", 5), criterion("b", 3), criterion("c", -4));
constexpr auto two = framework("two", checklist(), points_ratio{}, criterion("a", 7), criterion("b", -2));
constexpr auto bonus = framework("bonus", checklist(), points_ratio{}, criterion("a", 4), criterion("late", -1), criterion("more", 2, extra_credit),
                                 criterion("less", -3, extra_credit));
constexpr auto wide = framework("wide", checklist(), points_ratio{}, criterion("a", 10), criterion("b", 9), criterion("c", 8), criterion("d", 7),
                                criterion("e", 5), criterion("f", 4), criterion("g", 3), criterion("h", -8), criterion("i", -6), criterion("j", -5));
constexpr auto ladder = framework("ladder", five, points_ratio{}, competency("a", 3), competency("b", 1), competency("c", -2));
constexpr auto only = framework("only", checklist(), points_ratio{}, criterion("a", -5), criterion("b", 0), criterion("c", -1));
constexpr auto nested = framework("nested", checklist(), group("x", 3, points_ratio{}, criterion("a", -5), criterion("b", -1)),
                                  group("y", points_ratio{}, criterion("a", 2), criterion("b", -1)));

static_assert(score<rubric>({{"a", met}, {"b", met}, {"c", met}}).score() == 0.5);
static_assert(score<rubric>({{"a", not_met}, {"b", not_met}, {"c", met}}).score() == -0.5);
static_assert(score<two>({{"a", met}, {"b", met}}).score() == 5.0 / 7);
static_assert(score<only>({{"a", met}, {"b", met}, {"c", met}}).what() == status::zero_total_weight);
static_assert(score<ladder>({{"a", 4}, {"b", 2}, {"c", 3}}).score() == 2.5);  // 1 + (3 x 3 + 1 x 1 - 2 x 2) / 4

dynamic_framework with_weights(const std::vector<double>& weights) {
  dynamic_framework f("f", checklist(), points_ratio{});
  for (std::size_t i = 0; i < weights.size(); ++i) f.add("f", leaf(std::to_string(i), weights[i]));
  return f;
}
rule first(const dynamic_framework& f) {
  const std::vector<finding> all = diagnose(f.unchecked());
  return all.empty() ? rule::none : all[0].broken;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("points of what is met over all positive points") {
    check<rubric>({met, met, met}, exact::ratio(1, 2));
    check<rubric>({met, met, not_met}, 1);
    check<rubric>({not_met, not_met, met}, exact::ratio(-1, 2));
    check<rubric>({not_met, not_met, not_met}, 0);
    check<rubric>({met, not_met, met}, exact::ratio(1, 8));
    check<two>({met, met}, exact::ratio(5, 7));
    check<two>({not_met, met}, exact::ratio(-2, 7));
    check<wide>({met, not_met, met, met, not_met, met, met, met, not_met, met}, exact::ratio(19, 46));
    check<wide>({met, met, met, met, met, met, met, met, met, met}, exact::ratio(27, 46));
    check<wide>({not_met, not_met, not_met, not_met, not_met, not_met, met, met, met, met}, exact::ratio(-16, 46));
  }

  TEST_CASE("extra credit adds to the points and not to those to be won") {
    check<bonus>({met, not_met, met, not_met}, exact::ratio(3, 2));
    check<bonus>({met, met, met, met}, exact::ratio(1, 2));
    check<bonus>({not_met, met, not_met, met}, -1);
  }

  TEST_CASE("points count from the lowest of the scale") {
    check<ladder>({4, 2, 3}, exact::ratio(5, 2));
    check<ladder>({5, 5, 1}, 5);
    check<ladder>({1, 1, 1}, 1);
    check<ladder>({1, 1, 5}, -1);          // 1 - 8 / 4
    check<ladder>({5, 5, 5}, 3);
    check<ladder>({4, 2, not_observed}, exact::ratio(7, 2));
  }

  TEST_CASE("without penalties it is the weighted mean: equal ratings give that rating to the bit") {
    for (double x = 1; x <= 5; x += 0.1) {
      dynamic_framework f("f", numeric(1, 5), points_ratio{});
      for (const double w : {0.1, 0.2, 0.7}) f.add("f", leaf(std::to_string(w), w));
      const profile p = score(f, std::vector<rating>(3, x));
      CHECK(p.score() == x);
      CHECK(p.exactly().score == exact(x));
      f.set_aggregation("f", weighted_mean{});
      CHECK(score(f, std::vector<rating>{x, 2, 3}).exactly().score == [&] {
        f.set_aggregation("f", points_ratio{});
        return score(f, std::vector<rating>{x, 2, 3}).exactly().score;
      }());
    }
  }

  TEST_CASE("criteria without a rating leave both sides") {
    for (const rating gone : {not_observed, no_opportunity, not_applicable}) {
      check<rubric>({met, gone, met}, exact::ratio(1, 5));
      check<rubric>({met, met, gone}, 1);
      check<rubric>({met, not_met, gone}, exact::ratio(5, 8));
      check<rubric>({gone, gone, met}, status::zero_total_weight);      // nothing to be won
      check<rubric>({gone, gone, not_met}, status::zero_total_weight);
      check<only>({gone, met, met}, status::zero_total_weight);
    }
    const profile p = score(rubric, std::vector<rating>{met, not_observed, met});
    CHECK(p.coverage() == 0.625);
    CHECK(score(rubric, std::vector<rating>{met, met, not_observed}).coverage() == 1);  // penalties are no part of the coverage
    check<rubric>({not_observed, not_observed, not_observed}, status::no_evidence);
    check<rubric>({not_applicable, not_applicable, not_applicable}, status::not_applicable);
  }

  TEST_CASE("under no_score an absent penalty leaves the group undetermined: it could change everything") {
    dynamic_framework f(rubric);
    f.set_missing("rubric", no_score).check();
    const auto what = [&](const std::vector<rating>& r) {
      const profile p = score(f, r);
      CHECK(p.exactly().what == p.what());
      return p.what();
    };
    CHECK(what({met, met, not_observed}) == status::undetermined);
    CHECK(what({met, not_observed, met}) == status::undetermined);
    CHECK(what({met, met, no_opportunity}) == status::scored);
    CHECK(what({met, met, not_applicable}) == status::scored);
    f.set_if_missing("c", if_missing(lowest)).check();
    CHECK(what({met, met, not_observed}) == status::scored);
    dynamic_framework g(bonus);
    g.set_missing("bonus", no_score).check();
    CHECK(score(g, std::vector<rating>{met, met, not_observed, not_observed}).score() == 0.75);  // extra credit may be absent
  }

  TEST_CASE("pool: a group with gaps takes away as much as its evidence") {
    dynamic_framework f("f", numeric(0, 10), points_ratio{}, pool);
    f.add("f", leaf("a", 4));
    f.add("f", group("bad", -2, leaf("x"), leaf("y", 3)));
    f.check();
    CHECK(score(f, std::vector<rating>{8, 6, 6}).exactly().score == exact(5));                        // (32 - 12) / 4
    CHECK(score(f, std::vector<rating>{8, 6, not_observed}).exactly().score == exact::ratio(29, 4));  // a quarter of it: (32 - 3) / 4
  }

  TEST_CASE("nothing to be won is sound, and has no score in any form") {
    CHECK(diagnose(only.view()).empty());
    check<only>({met, met, met}, status::zero_total_weight);
    check<only>({not_met, not_met, not_met}, status::zero_total_weight);
    check<nested>({met, met, met, not_met}, 1);                    // x does not count
    check<nested>({met, not_met, met, met}, exact::ratio(1, 2));
    check<nested>({met, not_observed, not_observed, met}, status::no_evidence);
    CHECK(score(nested, std::vector<rating>(4, met))["x"].what() == status::zero_total_weight);
    CHECK(with_weights({0, 0}).problems().empty());
    CHECK(with_weights({-1e100, -1e100}).problems().empty());
    CHECK(score(with_weights({0, 0}).check(), std::vector<rating>{met, met}).what() == status::zero_total_weight);
  }

  TEST_CASE("weights: penalties only where they are declared, and not without limit") {
    dynamic_framework f(rubric);
    f.check();
    CHECK(f.unchecked().nodes[3].weight == -4);
    CHECK(f.unchecked().nodes[3].base == 0);
    f.set_aggregation("rubric", weighted_mean{});
    CHECK(f.problems()[0].text() == "c: the weight -4 is negative; mark a penalty with extra_credit, so that it does not enter the divisor");
    f.set_aggregation("rubric", maximum{});
    CHECK(first(f) == rule::weight_is_negative);
    f.set_aggregation("rubric", points_ratio{});
    f.set_weight("c", 4).check();
    CHECK(f.unchecked().nodes[3].base == 4);
    CHECK(score(f, std::vector<rating>(3, met)).score() == 1);

    CHECK(with_weights({5, 3, -800}).problems().empty());
    CHECK(with_weights({5, 3, -801}).problems()[0].text() ==
          "f: its extra credit and penalties weigh 100.125 times what the rest does; at most 100 times, so that scores keep their digits");
    CHECK(with_weights({5, 3, -500, -301}).problems().size() == 1);
    dynamic_framework both = with_weights({8, -500});
    both.add("f", leaf("more", 301, extra_credit));
    CHECK(first(both) == rule::extra_credit_out_of_range);
    CHECK(first(with_weights({1, -2e100})) == rule::weight_out_of_range);
  }

  TEST_CASE("percent totals count what can be won") {
    constexpr auto f = framework("f", checklist(), points_ratio{}, criterion("a", percent{60}), criterion("b", percent{40}),
                                 criterion("c", percent{-20}));
    CHECK(score(f, std::vector<rating>{met, not_met, met}).score() == 0.4);
    dynamic_framework g(f);
    g.set_weight("a", percent{50});
    CHECK(g.problems()[0].text() == "f: percent weights total 90, not 100; correct them, or use relative weights");
    g.set_weight("b", percent{50}).set_weight("c", percent{-70}).check();
  }

  TEST_CASE("an equal weighting makes criteria of penalties") {
    constexpr auto f = framework("f", checklist(), points_ratio{}, weighting::equal, criterion("a", 5), criterion("b", -4));
    CHECK(score(f, std::vector<rating>{met, not_met}).score() == 0.5);
  }

  TEST_CASE("cuts are decided exactly, below 0 too") {
    constexpr auto f = framework("f", numeric(0, 1), points_ratio{}, criterion("a", 0.1), criterion("b", 0.2), criterion("c", -0.3));
    const profile p = score(f, std::vector<rating>{1, 1, 1});  // 0.1 + 0.2 - 0.3 is not 0 in binary
    CHECK(p.reaches(0) == decision::yes);
    CHECK(p.exactly().score == exact(0));
    CHECK(score(rubric, std::vector<rating>{not_met, not_met, met}).level().index == std::nullopt);
    CHECK(score(rubric, std::vector<rating>{met, met, not_met}).level() == "met");
  }
}
