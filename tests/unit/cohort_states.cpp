// SPDX-License-Identifier: BSL-1.0
// States of a cohort: what is no number and why, what is refused and in which words, what stays as it was.
#include <prowess/cohort/alpha.hpp>
#include <prowess/cohort/level_counts.hpp>
#include <prowess/cohort/level_covariance.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/cohort/score_covariance.hpp>
#include <prowess/cohort/standard_scores.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using cohort::cases;
using cohort::data_finding;
using cohort::data_mistake;
using cohort::divisor;
using cohort::rank_definition;
using cohort::reason;
using cohort::whole_points;
using bytes = std::vector<std::uint8_t>;

constexpr std::array<double, 3> points{1, 2, 5};

template <std::size_t N> std::array<std::span<const std::uint8_t>, N> views(const std::array<bytes, N>& columns) {
  std::array<std::span<const std::uint8_t>, N> all;
  for (std::size_t k = 0; k < N; ++k) all[k] = columns[k];
  return all;
}
template <std::size_t N> std::array<std::span<const double>, N> views(const std::array<std::vector<double>, N>& columns) {
  std::array<std::span<const double>, N> all;
  for (std::size_t k = 0; k < N; ++k) all[k] = columns[k];
  return all;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a statistic is a number or a reason") {
    constexpr cohort::statistic two = 2.0, none = reason::no_variation, infinite = detail::infinity, unknown = exact::unknown();
    static_assert(two && two.value == 2 && two.what == reason::known);
    static_assert(!none && none.value == 0 && none.root() == none);
    static_assert(infinite.what == reason::too_large && infinite.value == 0 && unknown.what == reason::too_large);
    static_assert(cohort::statistic().what == reason::no_people);
    static_assert(cohort::statistic(exact::ratio(1, 3)).value == 1.0 / 3);
    CHECK(two.root().value == detail::sqrt(2));
    CHECK(words(reason::known) == "known");
    CHECK(words(reason::too_few_items) == "too few items");
    CHECK(words(reason::too_large) == "too large");
  }

  TEST_CASE("findings in words") {
    CHECK(describe(data_finding{}).text().empty());
    CHECK(describe(data_finding{data_mistake::no_such_level, 7, 2, 9, 5}).text() ==
          "person 7, column 2 (from 0): the byte is 9, and there are 5 levels, from 0; give the level's place; 255 where it is not observed, "
          "254 no opportunity, 253 not applicable");
    CHECK(describe(data_finding{data_mistake::uneven_columns, 0, 1, 4, 5}).text() ==
          "column 1 (from 0): it has entries for 4 people, and there are 5; give one entry for each person; say by its kind what is missing");
    CHECK(describe(data_finding{data_mistake::other_items, 0, 0, 4, 5}).what == "there are 4 columns or levels, and the state is of 5");
    CHECK(describe(data_finding{data_mistake::not_finite, 3, 0, 0, 0}).what == "the number is not finite");
    CHECK(describe(data_finding{data_mistake::out_of_range, 3, 0, 9, 0}).where == "person 3, column 0 (from 0)");
    CHECK(describe(data_finding{data_mistake::too_large, 0, 0, 0, 0}).remedy == "use a larger unit");
    CHECK(describe(data_finding{data_mistake::other_values, 0, 0, 7, 8}).text() ==
          "cohort: there are 7 values, and the state has 8; add those of a state of the same columns and levels, or bins");
  }

  TEST_CASE("level counts: levels, kinds of missing, statistics of the rated") {
    cohort::level_counts c(3);
    CHECK(c.mean(points).what == reason::no_people);
    CHECK(c.median(points).what == reason::no_people);
    CHECK(c.variance(points, divisor::n).what == reason::no_people);
    CHECK_FALSE(c.exact_mean(points).known());
    CHECK_FALSE(c.mode().has_value());
    CHECK_FALSE(c.median_level().has_value());
    CHECK_FALSE(c.share(0).known());

    REQUIRE(c.add(bytes{2}).ok());
    CHECK(c.mean(points).value == 5);
    CHECK(c.variance(points, divisor::n).value == 0);
    CHECK(c.variance(points, divisor::n_minus_1).what == reason::too_few_people);
    REQUIRE(c.add(bytes{0, 255, 2, 254, 1, 255, 255, 0, 253, 254}).ok());  // rated: 5 1 5 2 1
    CHECK(c.rated() == 5);
    CHECK(c.people() == 11);
    CHECK(c.count(presence::rated) == 5);
    CHECK(c.count(presence::not_observed) == 3);
    CHECK(c.count(presence::no_opportunity) == 2);
    CHECK(c.count(presence::not_applicable) == 1);
    CHECK(c.exact_mean(points) == exact::ratio(14, 5));
    CHECK(c.mean(points).value == 2.8);
    CHECK(c.exact_variance(points, divisor::n) == exact::ratio(56, 5) - exact::ratio(196, 25));
    CHECK(c.exact_variance(points, divisor::n_minus_1) == exact::ratio(84, 20));
    CHECK(c.variance(points, divisor::n_minus_1).value == 4.2);
    CHECK(c.median(points).value == 2);
    CHECK(c.mode() == 0);  // of 1 and 5, twice each, the first
    CHECK(c.median_level() == 1);
    CHECK(c.share(2) == exact::ratio(2, 5));
    CHECK(c.share_up_to(1) == exact::ratio(3, 5));
    CHECK(c.share_up_to(2) == exact(1));
    REQUIRE(c.add(bytes{2}).ok());  // 1 1 2 5 5 5
    CHECK(c.median(points).value == 3.5);
    CHECK(c.median_level() == 1);
    CHECK(c.mode() == 2);
    CHECK(c.median(std::array<double, 3>{5, 2, 1}).value == 1.5);  // fewer points at the higher level: 1 1 1 2 5 5
    CHECK(c.mean(std::array<double, 3>{1e300, 0, 0}).what == reason::too_large);  // more than an exact number holds
  }

  TEST_CASE("level counts refuse what is no level, and then are as before") {
    cohort::level_counts c(3);
    REQUIRE(c.add(bytes{0, 1}).ok());
    const cohort::level_counts before = c;
    for (int byte = 3; byte < 253; ++byte) {
      bytes x(500, 1);
      x[300] = static_cast<std::uint8_t>(byte), x[400] = 252;
      REQUIRE(c.add(x) == data_finding{data_mistake::no_such_level, 300, 0, static_cast<double>(byte), 3});
    }
    CHECK(c == before);
    REQUIRE(cohort::level_counts(253).add(bytes{252, 253}).ok());
    CHECK(cohort::level_counts(252).add(bytes{252}).what == data_mistake::no_such_level);
    REQUIRE(c.add({}).ok());
    CHECK(c == before);
#if defined(__cpp_exceptions)
    CHECK_THROWS_AS(cohort::level_counts(0), error);
    CHECK_THROWS_AS(cohort::level_counts(254), error);
    CHECK_THROWS_WITH_AS(c.merge(cohort::level_counts(4)), "cohort: there are 4 columns or levels, and the state is of 3; use states of the same columns and levels", error);
    CHECK_THROWS_AS(static_cast<void>(c.mean(std::array{1.0})), error);
#endif
    CHECK(c == before);
  }

  TEST_CASE("moments: none, one, equal, missing, and what is no number") {
    cohort::moments m;
    CHECK(m.mean().what == reason::no_people);
    CHECK(m.lowest().what == reason::no_people);
    CHECK(m.variance(divisor::n).what == reason::no_people);
    CHECK(m.variance(divisor::n_minus_1).what == reason::no_people);
    REQUIRE(m.add(std::array{0.1}).ok());
    CHECK(m.mean().value == 0.1);
    CHECK(m.variance(divisor::n).value == 0);
    CHECK(m.variance(divisor::n_minus_1).what == reason::too_few_people);
    for (int k = 0; k < 9; ++k) REQUIRE(m.add(std::vector<double>(1000 + static_cast<std::size_t>(k), 0.1)).ok());
    CHECK(m.mean().value == 0.1);  // equal numbers: exactly, though 0.1 + 0.1 + 0.1 is not 0.3
    CHECK(m.variance(divisor::n_minus_1).value == 0);
    for (int k = 1; k < 300; ++k) {  // and sevenths, whose sums round in many ways, also across blocks and states
      cohort::moments equal, more;
      const std::vector<double> x(static_cast<std::size_t>(900 + k), k / 7.0);
      REQUIRE((equal.add(x).ok() && more.add(std::span(x).first(static_cast<std::size_t>(k))).ok()));
      equal.merge(more);
      REQUIRE(equal.variance(divisor::n).value == 0);
      REQUIRE(equal.mean().value == k / 7.0);
    }

    const cohort::moments before = m;
    const std::vector<status> what{status::scored, status::no_evidence, status::filled};
    CHECK(m.add(std::vector<double>{1, 2, detail::infinity}) == data_finding{data_mistake::not_finite, 2, 0, 0, 0});
    CHECK(m.add(std::vector<double>{1, 2, detail::not_a_number}, what) == data_finding{data_mistake::not_finite, 2, 0, 0, 0});
    CHECK(m.add(std::vector<double>{1e300, -1e300}).what == data_mistake::too_large);
    CHECK(m.add(std::vector<double>{1.7e308, 1.7e308}).what == data_mistake::too_large);
    CHECK(m.add(std::vector<double>{1, 2}, what) == data_finding{data_mistake::uneven_columns, 0, 0, 3, 2});
    std::vector<double> late(3000, 1);
    late[2999] = -detail::infinity;
    CHECK(m.add(late) == data_finding{data_mistake::not_finite, 2999, 0, 0, 0});
    std::vector<status> some(3000, status::scored);
    some[17] = some[2500] = status::undetermined;
    CHECK(m.add(late, some) == data_finding{data_mistake::not_finite, 2999, 0, 0, 0});
    CHECK(m == before);

    cohort::moments of_some;
    REQUIRE(of_some.add(std::vector<double>{1, detail::not_a_number, 4}, what).ok());
    CHECK(of_some.count() == 2);
    CHECK(of_some.missing() == 1);
    CHECK(of_some.mean().value == 2.5);
    CHECK(of_some.variance(divisor::n_minus_1).value == 4.5);
    CHECK(of_some.highest().value == 4);
    cohort::moments empty;
    empty.merge(of_some);
    of_some.merge(cohort::moments{});
    CHECK(empty == of_some);
  }

  TEST_CASE("moments: a mean far from 0, numbers that nearly vanish, and mistakes at the ends of blocks") {
    // 2^40 + k 2^-12 with k = 0 1 2 3 4 0 1 ...: doubles there are 2^-12 apart, and the first sum of these loses all that they differ by
    std::vector<double> x;
    for (int k = 0; k < 1024; ++k) x.push_back(0x1p40 + k % 5 * 0x1p-12);
    cohort::moments m;
    REQUIRE(m.add(x).ok());  // the k sum to 204 x 10 + 6 = 2046, their squares to 204 x 30 + 14 = 6134
    CHECK(m.variance(divisor::n).value == doctest::Approx((6134.0 / 1024 - 2046.0 / 1024 * 2046 / 1024) * 0x1p-24).epsilon(1e-12));
    CHECK(m.mean().value == 0x1p40 + 2 * 0x1p-12);  // nearest to 2046 / 1024
    cohort::moments vanishing;
    REQUIRE(vanishing.add(std::array{0.0, 1e-200}).ok());
    CHECK(vanishing.variance(divisor::n) == cohort::statistic(0.0));  // 2.5e-401 is nearest to 0
    CHECK(vanishing.highest().value == 1e-200);

    const cohort::moments before = m;
    constexpr data_finding too_large{data_mistake::too_large, 0, 0, 0, 0};
    const std::vector<status> both(2, status::scored), first_missing{status::no_evidence, status::scored};
    CHECK(m.add(std::vector<double>{1e300, -1e300}) == too_large);
    CHECK(m.add(std::vector<double>{1e300, -1e300}, both) == too_large);
    CHECK(m.add(std::vector<double>{detail::infinity, 1}, both) == data_finding{data_mistake::not_finite, 0, 0, 0, 0});
    CHECK(m.add(std::vector<double>{1, detail::infinity}, first_missing) == data_finding{data_mistake::not_finite, 1, 0, 0, 0});
    CHECK(m == before);
    cohort::moments high;
    REQUIRE(high.add(std::array{1e200}).ok());
    const cohort::moments only_high = high;
    CHECK(high.add(std::array{-1e200}) == too_large);  // one by one they are sound, and their squares about one mean are not
    CHECK(high == only_high);
  }

  TEST_CASE("whole points") {
    const whole_points places = whole_points::places(4), ladder = whole_points::of(std::array{1, 2, 3, 4}).value(), curved = whole_points::of(std::array{-3, 12, 0}).value();
    CHECK(places.in_place());
    CHECK(ladder.in_place());
    CHECK(places != ladder);
    CHECK(ladder.lowest() == 1);
    CHECK_FALSE(curved.in_place());
    CHECK((curved.above(0) == 0 && curved.above(1) == 15 && curved.above(2) == 3 && curved.range() == 15 && curved.levels() == 3));
    CHECK(whole_points::of(std::array{-126, 126}).has_value());
    const auto far = whole_points::of(std::array{0, 253});
    REQUIRE_FALSE(far.has_value());
    CHECK(far.problems()[0].text() == "points: they go from 0 to 253; use points at most 252 apart");
    CHECK(whole_points::of({}).problems()[0].text() == "points: there are 0 levels; use 1 to 253 levels");
    CHECK_FALSE(whole_points::of(std::array{-2147483647, 2147483647}).has_value());
    CHECK_FALSE(whole_points::of(std::vector<int>(254)).has_value());
  }

  TEST_CASE("alpha: too few items or people, no variation, perfect, negative") {
    const auto of = [](const auto& columns) {
      cohort::cronbach_alpha a(columns.size(), whole_points::places(5));
      REQUIRE(a.add(views(columns)).ok());
      return a.alpha();
    };
    CHECK(cohort::cronbach_alpha(0, whole_points::places(5)).alpha().what == reason::too_few_items);
    CHECK(cohort::cronbach_alpha(2, whole_points::places(5)).alpha().what == reason::no_people);
    CHECK(of(std::array<bytes, 1>{{{1, 2, 3}}}).what == reason::too_few_items);
    CHECK(of(std::array<bytes, 2>{{{1}, {2}}}).what == reason::too_few_people);
    CHECK(of(std::array<bytes, 2>{{{1, 255, 3}, {2, 1, 255}}}).what == reason::too_few_people);  // each misses one, but the first
    CHECK(of(std::array<bytes, 2>{{{1, 1, 1}, {2, 2, 2}}}).what == reason::no_variation);
    CHECK(of(std::array<bytes, 2>{{{0, 1, 2}, {2, 1, 0}}}).what == reason::no_variation);  // all totals are 2
    CHECK(of(std::array<bytes, 2>{{{0, 1, 3}, {1, 2, 4}}}) == cohort::statistic(1.0));     // exactly
    CHECK(of(std::array<bytes, 2>{{{0, 4, 1}, {4, 1, 4}}}) == cohort::statistic(-42.0));  // 2 (1 - (13/3 + 3) / (1/3))
    CHECK(of(std::array<bytes, 3>{{{0, 1, 2}, {0, 1, 2}, {3, 3, 3}}}).value == 0.75);  // an item without variation stays: 3/2 (1 - 2/4)
  }

  TEST_CASE("alpha refuses uneven columns and wrong bytes, and then is as before") {
    cohort::cronbach_alpha a(2, whole_points::places(5));
    REQUIRE(a.add(views(std::array<bytes, 2>{{{0, 1, 3}, {1, 2, 255}}})).ok());
    const cohort::cronbach_alpha before = a;
    CHECK(a.add(views(std::array<bytes, 3>{})) == data_finding{data_mistake::other_items, 0, 0, 3, 2});
    CHECK(a.add(views(std::array<bytes, 2>{{{0, 1, 3}, {1, 2}}})) == data_finding{data_mistake::uneven_columns, 0, 1, 2, 3});
    bytes long_one(9000, 1);
    long_one[8500] = 5;
    CHECK(a.add(views(std::array<bytes, 2>{{bytes(9000, 2), long_one}})) == data_finding{data_mistake::no_such_level, 8500, 1, 5, 5});
    CHECK(a == before);
    CHECK(a.people() == 2);
    CHECK(a.incomplete() == 1);
    cohort::cronbach_alpha widest(260, whole_points::places(253));  // 260 times 252 is 65,520
    std::vector<bytes> top(260, bytes{252, 0});
    std::vector<std::span<const std::uint8_t>> all(top.begin(), top.end());
    REQUIRE(widest.add(all).ok());
    CHECK(widest.total_mean().value == 32760);
    CHECK(widest.alpha() == cohort::statistic(1.0));
    CHECK(widest.error_of_measurement() == cohort::statistic(0.0));
#if defined(__cpp_exceptions)
    CHECK_THROWS_WITH_AS(cohort::cronbach_alpha(261, whole_points::places(253)), "alpha: 261 items with points 252 apart have too large a total; use fewer items", error);
    CHECK_THROWS_AS(a.merge(cohort::cronbach_alpha(3, whole_points::places(5))), error);
    CHECK_THROWS_AS(a.merge(cohort::cronbach_alpha(2, whole_points::places(4))), error);
#endif
    CHECK(a == before);
  }

  TEST_CASE("covariances: who counts, what does not vary, what does not fit") {
    const std::array<bytes, 3> x{{{0, 1, 2, 255, 4}, {4, 254, 2, 1, 0}, {3, 3, 3, 3, 3}}};
    cohort::level_covariance complete(3, whole_points::places(5), cases::complete), pairs(3, whole_points::places(5), cases::each_pair);
    CHECK(complete.covariance(0, 1, divisor::n).what == reason::no_people);
    CHECK(complete.correlation(0, 1).what == reason::no_people);
    REQUIRE((complete.add(views(x)).ok() && pairs.add(views(x)).ok()));
    CHECK(complete.seen() == 5);
    CHECK(complete.people(2, 2) == 3);
    CHECK((pairs.people(0, 1) == 3 && pairs.people(2, 2) == 5 && pairs.people(2, 0) == 4));
    CHECK(complete.exact_covariance(0, 0, divisor::n_minus_1) == exact(4));          // 0 2 4
    CHECK(pairs.exact_covariance(0, 0, divisor::n_minus_1) == exact::ratio(35, 12));  // 0 1 2 4
    CHECK(complete.correlation(0, 1) == cohort::statistic(-1.0));
    CHECK(complete.correlation(0, 2).what == reason::no_variation);
    CHECK(complete.covariance(0, 2, divisor::n) == cohort::statistic(0.0));
    CHECK(cohort::alpha_of(complete).what == reason::no_variation);
    CHECK(cohort::alpha_of(complete, 1).value == 0);  // 2 (1 - 4 / 4)
    CHECK(cohort::alpha_of(cohort::level_covariance(1, whole_points::places(5), cases::complete)).what == reason::too_few_items);
    const cohort::level_covariance before = pairs;
    CHECK(pairs.add(views(std::array<bytes, 3>{{{0, 9}, {5, 0}, {0, 0}}})) == data_finding{data_mistake::no_such_level, 0, 1, 5, 5});
    CHECK(pairs == before);
#if defined(__cpp_exceptions)
    CHECK_THROWS_AS(pairs.merge(complete), error);
#endif
  }

  TEST_CASE("covariances of scores: the same") {
    const std::array<std::vector<double>, 2> x{{{1, 2, 3}, {0.1, 0.1, 0.1}}};
    cohort::score_covariance c(2);
    CHECK(c.covariance(0, 1, divisor::n).what == reason::no_people);
    CHECK(c.mean(0).what == reason::no_people);
    REQUIRE(c.add(views(x)).ok());
    CHECK(c.correlation(0, 1).what == reason::no_variation);
    CHECK(c.correlation(0, 0) == cohort::statistic(1.0));
    CHECK(c.covariance(1, 1, divisor::n_minus_1) == cohort::statistic(0.0));
    CHECK(c.covariance(0, 0, divisor::n_minus_1) == cohort::statistic(1.0));
    CHECK(c.add(views(std::array<std::vector<double>, 2>{{{1, 2}, {3, detail::infinity}}})) == data_finding{data_mistake::not_finite, 1, 1, 0, 0});
    CHECK(c.add(views(std::array<std::vector<double>, 2>{{{1, 2}, {3}}})) == data_finding{data_mistake::uneven_columns, 0, 1, 1, 2});
    CHECK(c.people() == 3);
    const std::vector<status> all(2, status::scored), some{status::scored, status::not_applicable};
    const std::array<std::span<const status>, 2> what{some, all};
    REQUIRE(c.add(views(std::array<std::vector<double>, 2>{{{5, 7}, {0.2, detail::not_a_number}}}), what).ok());
    CHECK((c.people() == 4 && c.incomplete() == 1));
    CHECK(c.correlation(0, 1).value == doctest::Approx(0.8783100656536799));  // numpy 1.24.2: corrcoef of 1 2 3 5 and .1 .1 .1 .2
#if defined(__cpp_exceptions)
    CHECK_THROWS_AS(c.merge(cohort::score_covariance(3)), error);
#endif
  }

  TEST_CASE("a norm: ends, bins, ranks outside, percentiles") {
    cohort::percentile_norm norm(0, 1, 4);
    CHECK(norm.rank(0.5, rank_definition::middle).what == reason::no_people);
    CHECK(norm.score_at(50).what == reason::no_people);
    REQUIRE(norm.add(std::vector<double>{0, 0.25, 0.249, 1, 0.75}).ok());  // bins 0 1 0 3 3
    CHECK((norm.counts()[0] == 2 && norm.counts()[1] == 1 && norm.counts()[2] == 0 && norm.counts()[3] == 2));
    CHECK((norm.bin(-7) == 0 && norm.bin(0.999) == 3 && norm.bin(1) == 3 && norm.bin(1e300) == 3 && norm.bin(detail::not_a_number) == 0));
    CHECK(norm.bin_begin(2) == 0.5);
    CHECK(norm.rank(0.1, rank_definition::below).value == 0);
    CHECK(norm.rank(0.1, rank_definition::middle).value == 20);
    CHECK(norm.rank(0.1, rank_definition::at_or_below).value == 40);
    CHECK(norm.rank(0.6, rank_definition::middle).value == 60);
    CHECK(norm.rank(-0.1, rank_definition::at_or_below).value == 0);
    CHECK(norm.rank(1.1, rank_definition::below).value == 100);
    CHECK_FALSE(norm.rank(detail::not_a_number, rank_definition::below).known());
    CHECK((norm.score_at(40).value == 0 && norm.score_at(41).value == 0.25 && norm.score_at(61).value == 0.75 && norm.score_at(0).value == 0));
    const cohort::percentile_norm before = norm;
    CHECK(norm.add(std::vector<double>{0.5, 1.5}) == data_finding{data_mistake::out_of_range, 1, 0, 1.5, 0});
    CHECK(norm.add(std::vector<double>{detail::not_a_number}) == data_finding{data_mistake::not_finite, 0, 0, 0, 0});
    CHECK(norm == before);
    REQUIRE(norm.add(std::vector<double>{0.5, 1.5}, std::vector<status>{status::filled, status::no_evidence}).ok());
    CHECK((norm.people() == 6 && norm.missing() == 1));
    std::array<double, 2> out{};
    REQUIRE(norm.ranks(std::array{0.3, 0.8}, rank_definition::below, out).ok());
    CHECK((out[0] == doctest::Approx(100.0 / 3) && out[1] == doctest::Approx(200.0 / 3)));
    CHECK(norm.ranks(std::array{0.3}, rank_definition::below, out).what == data_mistake::uneven_columns);
    CHECK(norm.ranks(std::array{0.3, -1.0}, rank_definition::below, out).what == data_mistake::out_of_range);
    cohort::percentile_norm whole = cohort::percentile_norm::whole(-3, -3);
    REQUIRE(whole.add(std::vector<double>(5, -3)).ok());
    CHECK(whole.rank(-3, rank_definition::middle).value == 50);
    CHECK(whole.score_at(100).value == -3);
#if defined(__cpp_exceptions)
    CHECK_THROWS_AS(norm.merge(whole), error);
    CHECK_THROWS_AS(cohort::percentile_norm(1, 1, 5), error);
    CHECK_THROWS_AS(cohort::percentile_norm(0, 1, 0), error);
    CHECK_THROWS_AS(cohort::percentile_norm(0, detail::infinity, 5), error);
    CHECK_THROWS_AS(static_cast<void>(cohort::percentile_norm::whole(3, 2)), error);
#endif
  }

  TEST_CASE("what states know can be sent elsewhere: whole numbers whose sums are the merged state, and bytes") {
    static_assert(std::is_trivially_copyable_v<cohort::moments>);
    const auto sum = [](auto a, const auto& b) {
      std::vector<std::uint64_t> all(a.begin(), a.end());
      for (std::size_t k = 0; k < all.size(); ++k) all[k] += b[k];
      return all;
    };
    // each of these people is of one part: those of the first, of the second, and of both merged
    const auto check = [&](const auto& empty, auto first, auto second, const std::vector<std::uint64_t>& of_first, const std::vector<std::uint64_t>& of_both) {
      const auto values = first.values();
      CHECK(std::vector<std::uint64_t>(values.begin(), values.end()) == of_first);
      auto arrived = empty;
      REQUIRE(arrived.add_values(first.values()).ok());
      CHECK(arrived == first);
      CHECK(sum(first.values(), second.values()) == of_both);
      REQUIRE(arrived.add_values(second.values()).ok());
      first.merge(second);
      CHECK(arrived == first);
      auto at_once = empty;
      REQUIRE(at_once.add_values(of_both).ok());
      CHECK(at_once == first);
      // too few or too many: nothing is added
      const std::vector<std::uint64_t> few(of_both.size() - 1, 1), many(of_both.size() + 1, 1);
      const auto size = static_cast<double>(of_both.size());
      CHECK(arrived.add_values(few) == data_finding{data_mistake::other_values, 0, 0, size - 1, size});
      CHECK(arrived.add_values(many) == data_finding{data_mistake::other_values, 0, 0, size + 1, size});
      CHECK(arrived.add_values({}) == data_finding{data_mistake::other_values, 0, 0, 0, size});
      CHECK(arrived == first);
    };
    cohort::level_counts counts(3), more_counts(3);
    REQUIRE((counts.add(bytes{0, 2, 2, 255, 254}).ok() && more_counts.add(bytes{1, 253, 2}).ok()));
    check(cohort::level_counts(3), counts, more_counts, {1, 0, 2, 0, 1, 1}, {1, 1, 3, 1, 1, 1});

    const auto curved = whole_points::of(std::array{-1, 0, 3}).value();  // 0, 1, 4 above the lowest
    cohort::cronbach_alpha alpha(2, curved), more_alpha(2, curved);
    REQUIRE((alpha.add(views(std::array<bytes, 2>{{{0, 1, 2, 255}, {2, 1, 2, 0}}})).ok() && more_alpha.add(views(std::array<bytes, 2>{{{2}, {0}}})).ok()));
    check(cohort::cronbach_alpha(2, curved), alpha, more_alpha, {3, 1, 14, 84, 5, 17, 9, 33}, {4, 1, 18, 100, 9, 33, 9, 33});  // totals 4 2 8, and 4

    cohort::percentile_norm norm = cohort::percentile_norm::whole(0, 3), more_norm = norm;
    REQUIRE(norm.add(std::vector<double>{3, 1, 1, 9}, std::vector<status>{status::scored, status::filled, status::scored, status::no_evidence}).ok());
    REQUIRE(more_norm.add(std::vector<double>{0}).ok());
    check(cohort::percentile_norm::whole(0, 3), norm, more_norm, {0, 2, 0, 1, 1}, {1, 2, 0, 1, 1});
    norm.merge(more_norm);
    cohort::percentile_norm arrived = cohort::percentile_norm::whole(0, 3);
    REQUIRE(arrived.add_values(norm.values()).ok());
    CHECK(arrived.people() == 4);
    CHECK(arrived.rank(1, rank_definition::middle).value == 50);  // one below, two equal
  }

  TEST_CASE("percentile ranks within a cohort") {
    const cohort::column x{18, std::nullopt, 15, 12, 15};
    const auto middle = cohort::percentile_ranks(x, rank_definition::middle).value();
    CHECK(middle == cohort::column{87.5, std::nullopt, 50, 12.5, 50});
    CHECK(cohort::percentile_ranks(cohort::column{7}, rank_definition::middle).value() == cohort::column{50});
    CHECK(cohort::percentile_ranks(cohort::column{std::nullopt}, rank_definition::below).value() == cohort::column{std::nullopt});
    CHECK_FALSE(cohort::percentile_ranks(cohort::column{detail::infinity}, rank_definition::below).has_value());
  }

  TEST_CASE("standard scores: reasons, and a score exactly on a cut") {
    constexpr cohort::statistic mean = 50.0, none = reason::too_few_people;
    static_assert(cohort::standard_score(63, mean, 10.0).value == 1.3);
    static_assert(cohort::standard_score(63, none, 10.0) == none && cohort::standard_score(63, mean, none) == none);
    static_assert(cohort::standard_score(63, mean, 0.0).what == reason::no_variation);
    static_assert(cohort::t_scale.of(none) == none && cohort::t_scale.of(1.5) == 65 && cohort::iq_scale.of(-2.0) == 70);
    static_assert(cohort::standard_scale{500, 100}.of(1.0) == 600);
    static_assert(cohort::sten(-9) == 1 && cohort::sten(9) == 10 && cohort::stanine(-9) == 1 && cohort::stanine(9) == 9);
    static_assert(cohort::sten(-1e-300) == 5 && cohort::sten(0) == 6);  // 5.5 + 2 z in doubles would round up
    static_assert(cohort::stanine_of_rank(0) == 1 && cohort::stanine_of_rank(4) == 2 && cohort::stanine_of_rank(100) == 9);
    CHECK_FALSE(cohort::sten(exact(1), exact(1), exact(0)).has_value());
    CHECK_FALSE(cohort::stanine(exact::unknown(), exact(1), exact(1)).has_value());
    // 0.5 is one deviation of 0.1 above 0.4, and by doubles a little less than that
    CHECK((0.5 - 0.4) / 0.1 < 1);
    CHECK(cohort::sten((0.5 - 0.4) / 0.1) == 7);
    CHECK(cohort::sten(exact(0.5), exact(0.4), exact(0.01)) == 8);
    CHECK(cohort::sten(exact(0.3), exact(0.4), exact(0.01)) == 4);
    CHECK(cohort::stanine(exact(0.2), exact(0.4), exact(0.01)) == 1);
  }
}
