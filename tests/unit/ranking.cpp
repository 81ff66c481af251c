// SPDX-License-Identifier: BSL-1.0
// Ranking, the best few, splits, distributions of levels and summaries of groups: rules, mistakes, edges.
#include <prowess/batch/input.hpp>
#include <prowess/batch/split.hpp>
#include <prowess/cohort/distribution.hpp>
#include <prowess/cohort/group_summary.hpp>
#include <prowess/cohort/ranking.hpp>
#include <prowess/cohort/top.hpp>
#include <prowess/core.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;
using namespace prowess::cohort;

namespace {

using places = std::vector<double>;
using people = std::vector<std::uint32_t>;
places places_of(const std::vector<double>& scores, ties how, direction way = direction::benefit) {
  const ranking all = rank_people(scores, {}, {.how = how, .way = way});
  return {all.places().begin(), all.places().end()};
}
people order_of(const ranking& all) { return {all.order().begin(), all.order().end()}; }

constexpr auto ladder = framework("ladder", levels("one", "two", "three"), leaf("a", 1), leaf("b", 2));

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("ranking: places of 9, 7, 7, 5 under each rule for ties") {
    const std::vector<double> scores{7, 9, 5, 7};
    CHECK(places_of(scores, ties::minimum) == places{2, 1, 4, 2});
    CHECK(places_of(scores, ties::maximum) == places{3, 1, 4, 3});
    CHECK(places_of(scores, ties::average) == places{2.5, 1, 4, 2.5});
    CHECK(places_of(scores, ties::dense) == places{2, 1, 3, 2});
    CHECK(places_of(scores, ties::ordinal) == places{2, 1, 4, 3});
    CHECK(places_of(scores, ties::minimum, direction::cost) == places{2, 4, 1, 2});
    CHECK(order_of(rank_people(scores)) == people{1, 0, 3, 2});
    CHECK(order_of(rank_people(scores, {}, {.way = direction::cost})) == people{2, 0, 3, 1});
  }

  TEST_CASE("ranking: who has no score is unranked, whatever the number says") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> scores{3, nan, 5, 99};
    const std::vector<status> what{status::scored, status::no_evidence, status::filled, status::undetermined};
    const ranking all = rank_people(scores, what);
    CHECK(order_of(all) == people{2, 0});
    CHECK(all.place(0) == 2.0);
    CHECK(all.place(2) == 1.0);
    CHECK_FALSE(all.place(1).has_value());
    CHECK_FALSE(all.place(3).has_value());
    CHECK_FALSE(all.place(4).has_value());  // there is no such person
    CHECK(all.unranked() == 2);
    CHECK(all.people() == 4);
    const std::array<std::uint8_t, 1> bits{0b1010};  // from the second bit on: 1, 0, 1, 0
    CHECK(rank_people(scores, validity{bits.data(), 1}) == all);
    CHECK(rank_people(std::vector<double>{1, 2}, validity{}).unranked() == 0);
  }

  TEST_CASE("ranking: zeros of either sign tie, negative scores are below, floats rank as doubles do") {
    CHECK(places_of({-0.0, 0.0, -1, 1, -0.5}, ties::minimum) == places{2, 2, 5, 1, 4});
    CHECK(places_of({0.0, -0.0, -1, 1, -0.5}, ties::minimum, direction::cost) == places{3, 3, 1, 5, 2});
    CHECK(order_of(rank_people(std::vector<double>{-0.0, 0.0, -0.0})) == people{0, 1, 2});
    CHECK(rank_people(std::vector<float>{-0.0f, 0.0f, -1, 1, -0.5f}) == rank_people(std::vector<double>{-0.0, 0.0, -1, 1, -0.5}));
    constexpr double most = std::numeric_limits<double>::max(), least = std::numeric_limits<double>::denorm_min();
    CHECK(places_of({least, 0, most, -most, -least, 1}, ties::ordinal) == places{3, 4, 1, 6, 5, 2});
  }

  TEST_CASE("ranking: nobody, one, and nobody with a score") {
    CHECK(rank_people(std::vector<double>{}).people() == 0);
    CHECK(rank_people(std::vector<double>{4}).place(0) == 1.0);
    const ranking none = rank_people(std::vector<double>{4, 4}, std::vector<status>{status::no_evidence, status::not_applicable});
    CHECK(none.order().empty());
    CHECK(none.unranked() == 2);
    CHECK_FALSE(none.place(0).has_value());
  }

  TEST_CASE("ranking: scores that differ in their last bits only, among many that differ above") {
    // 1 + k / 4 with the last bit of some raised: what is sorted by upper bits first must come right below
    std::vector<double> scores(4000);
    for (std::size_t k = 0; k < scores.size(); ++k) scores[k] = 1 + static_cast<double>(k * 37 % 4000) / 4096;
    scores[10] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(scores[2000]) + 1);
    scores[3999] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(scores[2000]) + 2);
    scores[5] = scores[10];
    scores[6] = 1e300;
    const ranking all = rank_people(scores);
    for (std::size_t k = 1; k < all.order().size(); ++k) CHECK(scores[all.order()[k - 1]] >= scores[all.order()[k]]);
    CHECK(*all.place(5) == *all.place(10));
    CHECK(*all.place(3999) + 1 == *all.place(5));
    CHECK(*all.place(5) + 2 == *all.place(2000));
  }

  TEST_CASE("ranking: what is wrong is told by person") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
    const auto bad = try_rank_people(std::vector<double>{1, 2, nan});
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.problems()[0].where == "person 2, column 0 (from 0)");
    CHECK_FALSE(try_rank_people(std::vector<double>{1, -infinite}).has_value());
    CHECK_FALSE(try_rank_people(std::vector<float>{std::numeric_limits<float>::infinity()}).has_value());
    CHECK_FALSE(try_rank_people(std::vector<double>{1, 2}, std::vector<status>{status::scored}).has_value());
    CHECK_THROWS(static_cast<void>(rank_people(std::vector<double>{nan})));

    const std::vector<double> scores{1, 2};
    std::vector<double> into(2);
    people order(2), short_order(1);
    std::vector<ranking_entry<double>> scratch(4), short_scratch(3);
    CHECK(rank_into<double>(scores, {}, {}, {into, order, scratch}).count == 2);
    CHECK(rank_into<double>(scores, {}, {}, {{}, order, scratch}).count == 2);  // without places
    CHECK(rank_into<double>(scores, {}, {}, {into, short_order, scratch}).wrong.what == data_mistake::uneven_columns);
    CHECK(rank_into<double>(scores, {}, {}, {into, order, short_scratch}).wrong.what == data_mistake::uneven_columns);
    CHECK(rank_into<double>(scores, {}, {}, {std::span<double>(into).first(1), order, scratch}).wrong.what == data_mistake::uneven_columns);
  }

  TEST_CASE("top: ties at the cut are all in, or as many as there is room for") {
    const std::vector<double> scores{7, 9, 5, 7, 7, 8};
    CHECK(top_people(scores, 3) == people{1, 5, 0, 3, 4});
    CHECK(top_people(scores, 3, {}, {.at_cut = cut_ties::first}) == people{1, 5, 0});
    CHECK(top_people(scores, 4, {}, {.at_cut = cut_ties::first}) == people{1, 5, 0, 3});
    CHECK(top_people(scores, 1) == people{1});
    CHECK(top_people(scores, 0).empty());
    CHECK(top_people(scores, 99) == people{1, 5, 0, 3, 4, 2});
    CHECK(top_people(scores, 2, {}, {.way = direction::cost}) == people{2, 0, 3, 4});
    CHECK(top_people(std::vector<float>{1, 3, 2}, 2) == people{1, 2});
    CHECK(top_people(std::vector<double>{}, 5).empty());
    CHECK(top_people(std::vector<double>{-0.0, 0.0, -1}, 1) == people{0, 1});
    const std::vector<status> what{status::scored, status::no_evidence, status::scored, status::scored, status::filled, status::scored};
    CHECK(top_people(scores, 1, what) == people{5});
  }

  TEST_CASE("top: what is wrong is found far behind the best as well") {
    std::vector<double> scores(5000, 1.0);
    scores[4321] = std::numeric_limits<double>::quiet_NaN();
    const auto bad = try_top_people(scores, 3);
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.problems()[0].where == "person 4321, column 0 (from 0)");
    scores[4321] = -std::numeric_limits<double>::infinity();
    CHECK_FALSE(try_top_people(scores, 3).has_value());
    CHECK_FALSE(try_top_people(scores, 0).has_value());
    CHECK_FALSE(try_top_people(scores, 3, std::vector<status>(7)).has_value());
    std::vector<status> what(5000, status::scored);
    what[4321] = status::no_evidence;
    CHECK(top_people(scores, 3, what).size() == 4999);  // all tie
    CHECK(top_people(scores, 3, what, {.at_cut = cut_ties::first}) == people{0, 1, 2});
  }

  TEST_CASE("split: even ranges of whole blocks") {
    constexpr split_ranges three = split(100, 3, 16);
    static_assert(three.size() == 3 && three[0] == split_range{0, 48} && three[1] == split_range{48, 80} && three[2] == split_range{80, 100});
    CHECK(split(100, 0, 16).size() == 1);
    CHECK(split(100, 0, 16)[0] == split_range{0, 100});
    CHECK(split(0, 4, 16).empty());
    CHECK(split(10, 4, 16).size() == 1);  // one block is not divided
    CHECK(split(10, 4, 0).size() == 4);
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    CHECK(split(huge, 7, 4096)[6].last == huge);
    for (const std::size_t n : {1u, 15u, 16u, 17u, 1000u})
      for (const std::size_t parts : {1u, 2u, 5u, 63u, 2000u})
        for (const std::size_t block : {1u, 7u, 64u}) {
          std::size_t next = 0, least = n, most = 0;
          for (const split_range r : split(n, parts, block)) {
            CHECK(r.first == next);
            CHECK(r.first % block == 0);
            CHECK(r.last > r.first);
            next = r.last;
            const std::size_t blocks = (r.last - r.first + block - 1) / block;
            least = blocks < least ? blocks : least, most = blocks > most ? blocks : most;
          }
          CHECK(next == n);
          CHECK(most - least <= 1);
          CHECK(split(n, parts, block).size() <= parts);
        }
  }

  TEST_CASE("distribution: profiles decide everybody, columns who is clear of the cuts") {
    level_distribution by_profile(ladder.view()), by_column(ladder.view()), with_exact(ladder.view());
    const std::vector<std::array<rating, 2>> rated{{1, 1}, {2, 2}, {3, 2}, {3, 3}, {1, 2}, {not_observed, not_observed}};
    std::vector<double> scores;
    std::vector<status> what;
    for (const auto& r : rated) {
      const auto p = score<ladder>(r);
      by_profile.add(p.root());
      scores.push_back(p.score_or(0)), what.push_back(p.what());
    }
    // scores 1, 2, 7/3, 3, 5/3, none: levels one, two, two, three, one
    CHECK(by_profile.count_at(0) == 2);
    CHECK(by_profile.count_at(1) == 2);
    CHECK(by_profile.count_at(2) == 1);
    CHECK(by_profile.count_from(1) == 3);
    CHECK(by_profile.without_score() == 1);
    CHECK(by_profile.scored() == 5);
    CHECK(by_profile.share_at(1).value == 0.4);
    CHECK(by_profile.share_from(0).value == 1);
    CHECK(by_profile.at(2).key == "three");

    CHECK(by_column.add(scores, what).ok());
    CHECK(by_column.not_decidable() == 3);  // 1, 2 and 3 are at cuts
    CHECK(by_column.count_at(1) == 1);
    CHECK(by_column.count_at(0) == 1);
    CHECK(by_column.scored() == 5);

    int asked = 0;
    CHECK(with_exact.add(scores, what, [&](std::size_t i) { return ++asked, score<ladder>(rated[i]).exactly(); }).ok());
    CHECK(with_exact == by_profile);
    CHECK(asked == 3);
  }

  TEST_CASE("distribution: below the lowest level, nobody, mistakes") {
    static constexpr auto high = framework("high", levels(level{"one", 1}, level{"two", 2}), group("g", leaf("a", 1)), leaf("b", 1));
    level_distribution d(high.view());
    CHECK_FALSE(d.share_at(0).known());
    const std::vector<double> scores{0.5, 1.5, std::numeric_limits<double>::quiet_NaN()};
    CHECK(d.add(scores, std::vector<status>(3, status::scored)).what == data_mistake::not_finite);
    CHECK(d.scored() == 0);  // nothing was added
    CHECK(d.add(scores, std::vector<status>(2)).what == data_mistake::uneven_columns);
    CHECK(d.add(scores, std::vector<status>{status::scored, status::filled, status::out_of_domain}).ok());
    CHECK(d.below_lowest() == 1);
    CHECK(d.count_at(0) == 1);
    CHECK(d.without_score() == 1);
    level_distribution other(ladder.view());
    CHECK_THROWS(d.merge(other));
    static constexpr auto numbers = framework("numbers", numeric(0, 10), leaf("a", 1), leaf("b", 1));
    CHECK_THROWS(level_distribution(numbers.view()));
  }

  TEST_CASE("groups: who is counted where") {
    group_summary all(3, score_cut(ladder.view(), 2.5));
    const std::vector<std::uint8_t> group{0, 1, 0, 255, 1, 0};
    const std::vector<double> scores{2, 3, 3, 3, 1, 99};
    const std::vector<status> what{status::scored, status::scored, status::filled, status::scored, status::scored, status::no_evidence};
    REQUIRE(all.try_add(group, scores, what).has_value());
    CHECK(all.groups()[0].people() == 3);
    CHECK(all.groups()[0].scores.count() == 2);
    CHECK(all.groups()[0].without_score == 1);
    CHECK(all.groups()[0].scores.mean().value == 2.5);
    CHECK(all.groups()[0].scores.variance(divisor::n_minus_1).value == 0.5);
    CHECK(all.groups()[0].selected == 1);
    CHECK(all.groups()[1].selected == 1);
    CHECK(all.groups()[1].scores.lowest().value == 1);
    CHECK(all.groups()[1].scores.highest().value == 3);
    CHECK(all.groups()[2].people() == 0);
    CHECK_FALSE(all.groups()[2].scores.mean().known());
    CHECK(all.without_group() == 1);
    const auto rates = all.rates();
    CHECK(rates[0].selected == 1);
    CHECK(rates[0].total == 2);
    CHECK(rates[2].total == 0);
  }

  TEST_CASE("groups: who is at the cut is decided exactly or not at all") {
    const std::vector<std::uint8_t> group{0, 0};
    const std::vector<double> scores{2, 2};
    const std::vector<status> what(2, status::scored);
    group_summary guess(1, score_cut(ladder.view(), 2)), known(1, score_cut(ladder.view(), 2));
    REQUIRE(guess.try_add(group, scores, what).has_value());
    CHECK(guess.groups()[0].not_decidable == 2);
    CHECK(guess.groups()[0].selected == 0);
    CHECK_THROWS(static_cast<void>(guess.rates()));
    const auto exactly = [](std::size_t i) { return outcome<exact>{.score = i == 0 ? exact(2) : exact::ratio(1999999999, 1000000000), .what = status::scored}; };
    REQUIRE(known.try_add(group, scores, what, exactly).has_value());
    CHECK(known.groups()[0].selected == 1);
    CHECK(known.groups()[0].not_decidable == 0);
    CHECK_THROWS(static_cast<void>(group_summary(1).rates()));  // no cut
  }

  TEST_CASE("groups: mistakes leave the summary as it was") {
    group_summary all(2);
    const std::vector<status> what(2, status::scored);
    const auto unknown = all.try_add(std::vector<std::uint8_t>{0, 2}, std::vector<double>{1, 2}, what);
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.problems()[0].text() == "person 1: the group is 2, and there are 2, from 0; give the group's place; 255 where none is stated");
    CHECK_FALSE(all.try_add(std::vector<std::uint8_t>{0, 1}, std::vector<double>{1, std::numeric_limits<double>::infinity()}, what).has_value());
    CHECK_FALSE(all.try_add(std::vector<std::uint8_t>{0}, std::vector<double>{1, 2}, what).has_value());
    CHECK(all == group_summary(2));
    CHECK_THROWS(group_summary(0));
    CHECK_THROWS(group_summary(256));
    group_summary three(3);
    CHECK_THROWS(all.merge(three));
    group_summary with_cut(2, score_cut(ladder.view(), 2));
    CHECK_THROWS(all.merge(with_cut));
  }

  TEST_CASE("groups: a group that is hidden alone takes another with it") {
    const auto shown = [](const std::vector<int>& sizes, std::uint64_t minimum) {
      group_summary all(sizes.size());
      std::vector<std::uint8_t> group;
      for (std::size_t k = 0; k < sizes.size(); ++k) group.insert(group.end(), static_cast<std::size_t>(sizes[k]), static_cast<std::uint8_t>(k));
      REQUIRE(all.try_add(group, std::vector<double>(group.size(), 1.0), std::vector<status>(group.size(), status::scored)).has_value());
      return all.shown(minimum);
    };
    CHECK(shown({10, 4, 7, 5}, 5) == std::vector<bool>{true, false, true, false});
    CHECK(shown({10, 4, 3, 5}, 5) == std::vector<bool>{true, false, false, true});
    CHECK(shown({10, 5, 6}, 5) == std::vector<bool>{true, true, true});
    CHECK(shown({10, 0, 6}, 5) == std::vector<bool>{true, true, true});
    CHECK(shown({4, 0}, 5) == std::vector<bool>{false, true});
    CHECK(shown({1, 2}, 0) == std::vector<bool>{true, true});
  }
}
