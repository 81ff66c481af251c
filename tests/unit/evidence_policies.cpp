// SPDX-License-Identifier: BSL-1.0
// Policies for repeated evidence: order and ties, what recent evidence does, exact ties, limits of parameters, a host's own policy.
#include <prowess/evidence/combine.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

template <class P> double of(const P& policy, const std::vector<evidence>& all) { return combine(policy, all).value(); }
template <class P> std::string_view why_not(const P& policy, const std::vector<evidence>& all = {}) { return detail::evidence_objection(policy, all); }

/// A host's own: with every number, from points alone.
struct lowest_of_all {
  template <class N> constexpr N operator()(std::span<const N> points) const {
    N worst = points[0];
    for (const N& x : points)
      if (x < worst) worst = x;
    return worst;
  }
};
/// And one in doubles, with dates and a parameter.
struct mean_since {
  double from;
  [[nodiscard]] constexpr std::string_view objection() const { return from < 0 ? "from must not be negative" : ""; }
  constexpr std::optional<double> operator()(std::span<const double> points, std::span<const double> orders) const {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
      if (orders[i] >= from) sum += points[i], ++count;
    return count > 0 ? std::optional(sum / count) : std::nullopt;
  }
};
static_assert(exact_evidence_policy<lowest_of_all> && evidence_policy<mean_since> && !exact_evidence_policy<mean_since>);
static_assert(evidence_policy<half_life> && !exact_evidence_policy<half_life> && !evidence_policy<int>);

constexpr evidence three[] = {{4, 3}, {2, 1}, {3, 2}};  // in any order
static_assert(*combine(highest_of_all{}, three) == 4 && *combine(latest_of_all{}, three) == 4 && *combine(mean_of_all{}, three) == 3);
static_assert(*combine(median_of_all{}, three) == 3 && *combine(mean_of_latest{2}, three) == 3.5 && *combine(n_mastery{2, 3}, three) == 3.5);
static_assert(*combine(latest_and_rest{0.5}, three) == 3.25 && *combine(exponential_average{0.5}, three) == 3.25);
static_assert(*combine(half_life{1}, three) == (4 + 3 / 2.0 + 2 / 4.0) / 1.75);
static_assert(*combine_exactly(latest_and_rest{0.65}, three) == exact::ratio(139, 40) && !combine(highest_of_all{}, {}));

}  // namespace

TEST_CASE("evidence may be given in any order") {
  const std::vector<evidence> sorted{{2, 1}, {3, 2}, {4, 3}, {1, 4}}, mixed{{1, 4}, {3, 2}, {2, 1}, {4, 3}};
  const auto same = [&](const auto& policy) { CHECK(combine(policy, sorted) == combine(policy, mixed)); };
  same(highest_of_all{}), same(latest_of_all{}), same(mean_of_all{}), same(median_of_all{}), same(mean_of_latest{2}), same(n_mastery{2, 3});
  same(latest_and_rest{}), same(exponential_average{}), same(half_life{2});
  CHECK(of(latest_of_all{}, mixed) == 1);
}
TEST_CASE("of equal order keys the later given is later") {
  std::vector<evidence> all;
  for (int i = 0; i < 40; ++i) all.push_back({static_cast<double>(i), 7});
  CHECK(of(latest_of_all{}, all) == 39);
  CHECK(of(mean_of_latest{2}, all) == 38.5);
  all.insert(all.begin(), {-1, 8});  // a bigger key is later, wherever it stands
  CHECK(of(latest_of_all{}, all) == -1);
  CHECK(of(latest_of_all{}, {{3}, {5}, {4}}) == 4);  // without keys: the order of the list
  CHECK(of(latest_of_all{}, {{3, 0.0}, {5, -0.0}}) == 5);
}

// Two programs swapped the two ends (recent evidence weighed least), one never applied its decay, one applied it twice.
TEST_CASE("what came last counts more: fail, pass, pass is better than pass, pass, fail") {
  const std::vector<evidence> rising{{0, 1}, {1, 2}, {1, 3}}, falling{{1, 1}, {1, 2}, {0, 3}};
  const auto better = [&](const auto& policy) { CHECK(of(policy, rising) > of(policy, falling)); };
  better(latest_of_all{}), better(mean_of_latest{2}), better(latest_and_rest{}), better(exponential_average{}), better(half_life{1}), better(half_life{1, 10.0});
  const auto indifferent = [&](const auto& policy) { CHECK(of(policy, rising) == of(policy, falling)); };
  indifferent(highest_of_all{}), indifferent(mean_of_all{}), indifferent(median_of_all{}), indifferent(n_mastery{1, 1});
}
TEST_CASE("a success counts less the older it is") {
  double before = 2;
  for (const double order : {3.0, 2.0, 1.0, -5.0}) {
    const double now = of(half_life{2}, {{0, 0}, {0, 4}, {1, order}});
    CHECK(now < before);
    before = now;
  }
  CHECK(of(exponential_average{0.5}, {{1, 1}, {0, 2}, {0, 3}}) == 0.25);  // applied once for each newer result
  CHECK(of(exponential_average{0.5}, {{0, 1}, {1, 2}, {0, 3}}) == 0.25);  // the oldest two count alike where w is a half
  CHECK(of(exponential_average{0.5}, {{0, 1}, {0, 2}, {1, 3}}) == 0.5);
}

TEST_CASE("the half-life is elapsed time, not position") {
  CHECK(of(half_life{10}, {{1, 0}, {3, 10}}) == (1 * 0.5 + 3) / 1.5);
  CHECK(of(half_life{10}, {{1, 0}, {3, 20}}) == (1 * 0.25 + 3) / 1.25);
  CHECK(of(half_life{10}, {{1, 5}, {3, 5}}) == 2);
  CHECK(std::abs(of(half_life{10}, {{0, 0}, {1, 5}}) - 1 / (1 + std::sqrt(0.5))) <= 1e-15);
  CHECK(of(half_life{1}, {{1, -1e9}, {3, 0}}) == 3);  // so old that it counts nothing; and no 0 / 0 below
  CHECK(of(half_life{1, 1e9}, {{1, 0}, {3, 0}}) == 2);
  CHECK(of(half_life{1}, {{1, -1.7e308}, {3, 1.7e308}}) == 3);
}
TEST_CASE("what is later than as_of does not count") {
  const std::vector<evidence> all{{1, 0}, {3, 10}, {5, 20}};
  CHECK(of(half_life{10, 20.0}, all) == of(half_life{10}, all));
  CHECK(of(half_life{10, 19.0}, all) == of(half_life{10}, {{1, 0}, {3, 10}}));
  CHECK(of(half_life{10, 10.0}, all) == (1 * 0.5 + 3) / 1.5);
  CHECK(!combine(half_life{10, -1.0}, all));
}

TEST_CASE("medians, means and n times mastery") {
  CHECK(of(median_of_all{}, {{5, 1}, {1, 2}, {4, 3}, {2, 4}}) == 3);
  CHECK(of(median_of_all{}, {{5, 1}, {1, 2}, {4, 3}}) == 4);
  CHECK(of(median_of_all{}, {{5}}) == 5);
  CHECK(of(mean_of_latest{9}, {{5, 1}, {1, 2}}) == 3);
  CHECK(of(mean_of_latest{1}, {{5, 1}, {1, 2}}) == 1);
  CHECK(!combine(n_mastery{2, 3}, std::array<evidence, 3>{{{3, 1}, {2.999, 2}, {1, 3}}}));
  CHECK(of(n_mastery{2, 3}, {{3, 1}, {2.999, 2}, {5, 3}}) == 4);  // inclusive; what is below does not enter the mean
}
TEST_CASE("equal results are the result, to the last bit") {
  for (const double x : {0.1, 0.7, 2.3, 1e-300, 1e300}) {
    const std::vector<evidence> all{{x, 1}, {x, 2}, {x, 4}, {x, 8}, {x, 9}, {x, 11}};
    const auto keeps = [&](const auto& policy) { CHECK(of(policy, all) == x); };
    keeps(highest_of_all{}), keeps(latest_of_all{}), keeps(mean_of_all{}), keeps(median_of_all{}), keeps(mean_of_latest{3}), keeps(n_mastery{3, x});
    keeps(latest_and_rest{}), keeps(exponential_average{}), keeps(half_life{3});
  }
}
TEST_CASE("ties are exact where doubles miss them") {
  static_assert(exact(3.175) > exact::ratio(static_cast<std::int64_t>(3.175 * 0x1p51), std::int64_t{1} << 51));  // the double is below
  CHECK(*combine_exactly(latest_and_rest{0.65}, std::array<evidence, 2>{{{3.5, 1}, {3, 2}}}) == 3.175);
  CHECK(*combine_exactly(mean_of_all{}, std::array<evidence, 2>{{{2.75}, {3}}}) == 2.875);
  CHECK(*combine_exactly(mean_of_all{}, std::array<evidence, 3>{{{0.1}, {0.2}, {0.3}}}) == 0.2);
  CHECK(*combine_exactly(median_of_all{}, std::array<evidence, 2>{{{0.1}, {0.2}}}) == 0.15);
  CHECK(*combine_exactly(n_mastery{1, 0.3}, std::array<evidence, 1>{{{0.3}}}) == 0.3);
  CHECK(*combine_exactly(mean_of_latest{2}, std::array<evidence, 3>{{{9}, {0.1}, {0.2}}}) == 0.15);
}
TEST_CASE("an exact result is known or unknown, never a guess") {
  const std::vector<evidence> many(400, evidence{1.1});
  CHECK(combine_exactly(mean_of_all{}, many) == exact(1.1));
  const std::optional<exact> decayed = combine_exactly(exponential_average{0.65}, many);
  REQUIRE(decayed.has_value());
  CHECK((*decayed == 1.1 || !decayed->known()));
  CHECK_FALSE(combine_exactly(highest_of_all{}, std::array<evidence, 2>{{{1e-200}, {1}}})->known());  // the decimal does not fit
}

TEST_CASE("parameters and evidence that make no sense") {
  constexpr std::string_view count = "the number of results must be at least 1", share = "the share of the latest result must be above 0 and at most 1";
  constexpr double infinite = std::numeric_limits<double>::infinity();
  CHECK(why_not(mean_of_latest{0}) == count);
  CHECK(why_not(n_mastery{0, 3}) == count);
  CHECK(why_not(n_mastery{1, infinite}) == "the points of mastery must be finite");
  for (const double w : {0.0, -0.1, 1.1, 65.0, infinite, infinite - infinite}) {
    CHECK(why_not(latest_and_rest{w}) == share);
    CHECK(why_not(exponential_average{w}) == share);
  }
  for (const double t : {0.0, -1.0, infinite, infinite - infinite}) CHECK(why_not(half_life{t}) == "the half-life must be above 0, in the unit of the order keys");
  CHECK(why_not(half_life{1, infinite}) == "as_of must be finite");
  CHECK(why_not(half_life{1, 0.0}).empty());
  CHECK(why_not(latest_and_rest{1}).empty());
  CHECK(why_not(latest_of_all{}, {{1, 2}}).empty());
  for (const evidence& e : {evidence{infinite}, evidence{1, infinite}, evidence{infinite - infinite}, evidence{1, infinite - infinite}})
    CHECK(why_not(latest_of_all{}, {{1, 2}, e}) == "points and order keys must be finite; leave out what is missing");

  const auto refused = try_combine(latest_and_rest{65}, three);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.problems()[0].text() == "evidence: the share of the latest result must be above 0 and at most 1");
  const auto taken = try_combine(latest_and_rest{0.5}, three), none = try_combine(n_mastery{4, 3}, three);
  REQUIRE(taken.has_value());
  CHECK(**taken == 3.25);
  REQUIRE(none.has_value());
  CHECK(!*none);
}
TEST_CASE("a share of 1 is the latest alone") {
  const std::vector<evidence> all{{2, 1}, {5, 2}, {3, 3}};
  CHECK(of(latest_and_rest{1}, all) == 3);
  CHECK(of(exponential_average{1}, all) == 3);
}
TEST_CASE("a host's own policies") {
  CHECK(of(lowest_of_all{}, {{4, 3}, {2, 1}, {3, 2}}) == 2);
  CHECK(*combine_exactly(lowest_of_all{}, three) == 2);
  CHECK(of(mean_since{2}, {{4, 3}, {2, 1}, {3, 2}}) == 3.5);
  CHECK(!combine(mean_since{9}, three));
  CHECK(!try_combine(mean_since{-1}, three).has_value());
}
