// SPDX-License-Identifier: BSL-1.0
// Percentile norms around the ends of blocks and bins: what is counted, what is refused and where, on each kind of instructions.
#include <prowess/cohort/percentile_norm.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using cohort::data_finding;
using cohort::data_mistake;
using cohort::percentile_norm;
using cohort::rank_definition;

std::vector<simd> levels() {
  std::vector<simd> all{simd::portable};
  if (best_simd() >= simd::avx2) all.push_back(simd::avx2);
  if (best_simd() >= simd::avx512) all.push_back(simd::avx512);
  return all;
}
/// n whole totals from 0 to 9, no two neighbours the same.
std::vector<double> totals(std::size_t n) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>(i * i % 10);
  return x;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a norm counts each of any number of scores once") {
    for (const simd with : levels())
      for (std::size_t n = 0; n < 200; ++n) {
        CAPTURE(n);
        const std::vector<double> x = totals(n), same(n, 9);
        std::vector<std::uint64_t> by_hand(10);
        for (const double v : x) ++by_hand[static_cast<std::size_t>(v)];
        percentile_norm norm = percentile_norm::whole(0, 9), one = percentile_norm::whole(0, 9);
        REQUIRE((norm.add(x, with).ok() && one.add(same, with).ok()));
        REQUIRE(std::equal(by_hand.begin(), by_hand.end(), norm.counts().begin(), norm.counts().end()));
        REQUIRE((norm.people() == n && norm.missing() == 0 && one.counts()[9] == n && one.people() == n));
      }
  }

  TEST_CASE("a norm of many bins counts as one of few does") {
    for (const simd with : levels())
      for (const std::size_t bins : {std::size_t{2047}, std::size_t{2048}, std::size_t{2049}, std::size_t{100'000}}) {
        CAPTURE(bins);
        percentile_norm norm(0, static_cast<double>(bins), bins);
        std::vector<double> x;
        for (std::size_t i = 0; i < 1000; ++i) x.push_back(static_cast<double>(i % 4 == 0 ? bins - 1 - i / 4 % 3 : i % 5));
        REQUIRE((norm.add(x, with).ok() && norm.add(x, with).ok()));
        // of 250 multiples of 4: i / 4 is 0, 3, ... 249 (84), 1, ... 247 (83), 2, ... 248 (83); of 750 others i % 5 is each of 0 to 4 150 times
        CHECK((norm.counts()[bins - 1] == 168 && norm.counts()[bins - 2] == 166 && norm.counts()[bins - 3] == 166));
        for (std::size_t k = 0; k < 5; ++k) CHECK(norm.counts()[k] == 300);
        CHECK(norm.people() == 2000);
      }
  }

  TEST_CASE("a score outside is named wherever it stands, and nothing is counted") {
    const status there = status::scored, not_there = status::no_evidence;
    for (const simd with : levels())
      for (std::size_t at = 0; at < 150; ++at)
        for (const double wrong : {-0.001, 9.001, -1e300, 1e300, detail::infinity, -detail::infinity, detail::not_a_number}) {
          CAPTURE(at);
          CAPTURE(wrong);
          std::vector<double> x = totals(150), out(150, -7);
          x[at] = wrong;
          if (at + 3 < x.size()) x[at + 3] = 77;  // the first one is named
          const bool finite = detail::is_finite(wrong);
          const data_finding found{finite ? data_mistake::out_of_range : data_mistake::not_finite, at, 0, finite ? wrong : 0, 0};
          percentile_norm norm = percentile_norm::whole(0, 9);
          REQUIRE(norm.add(totals(40), with).ok());
          const percentile_norm before = norm;
          REQUIRE(norm.add(x, with) == found);
          REQUIRE(norm.add(x, std::vector<status>(150, there), with) == found);
          REQUIRE(norm.ranks(x, rank_definition::middle, out, with) == found);
          REQUIRE(norm == before);
          std::vector<status> what(150, there);
          what[at] = not_there;
          if (at + 3 < x.size()) what[at + 3] = status::undetermined;
          REQUIRE(norm.add(x, what, with).ok());
          REQUIRE((norm.people() == 40 + 150 - norm.missing() && norm.missing() == (at + 3 < x.size() ? 2 : 1)));
          std::uint64_t all = 0;
          for (const std::uint64_t c : norm.counts()) all += c;
          REQUIRE(all == norm.people());
        }
  }

  TEST_CASE("the ends belong to the norm, also as -0, and bins begin where they say") {
    for (const simd with : levels()) {
      percentile_norm from(0, 4, 4), up_to(-4, 0, 4);
      REQUIRE(from.add(std::vector<double>{-0.0, 0, 0.999, 1, 4, 3.999, 3, 5e-324}, with).ok());  // bins 0 0 0 1 3 3 3 0
      CHECK((from.counts()[0] == 4 && from.counts()[1] == 1 && from.counts()[2] == 0 && from.counts()[3] == 3));
      REQUIRE(up_to.add(std::vector<double>{-0.0, 0, -4, -1, -1.001, -5e-324}, with).ok());  // bins 3 3 0 3 2 and 3: -5e-324 + 4 rounds to 4
      CHECK((up_to.counts()[0] == 1 && up_to.counts()[1] == 0 && up_to.counts()[2] == 1 && up_to.counts()[3] == 4));
    }
  }

  TEST_CASE("ranks of many are those of each") {
    percentile_norm norm(0, 9, 7);
    REQUIRE(norm.add(totals(331)).ok());
    for (const simd with : levels())
      for (const rank_definition by : {rank_definition::below, rank_definition::middle, rank_definition::at_or_below})
        for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{200}}) {
          std::vector<double> x = totals(n), out(n, -7);
          REQUIRE(norm.ranks(x, by, out, with).ok());
          for (std::size_t i = 0; i < n; ++i) REQUIRE(out[i] == norm.rank(x[i], by).value);
          REQUIRE(norm.ranks(x, by, x, with).ok());  // in place
          REQUIRE(x == out);
        }
  }

  TEST_CASE("the score at a percentile is the lowest up to which are at least so many percent") {
    for (std::size_t n = 1; n <= 211; n += 7) {
      CAPTURE(n);
      std::vector<double> x = totals(n);
      percentile_norm norm = percentile_norm::whole(0, 9);
      REQUIRE(norm.add(x).ok());
      std::sort(x.begin(), x.end());
      for (int percent = 1; percent <= 100; ++percent) {  // Hyndman and Fan's definition 1: the ceil(n p)th
        CAPTURE(percent);
        const std::size_t k = (n * static_cast<std::size_t>(percent) + 99) / 100;
        REQUIRE(norm.score_at(percent).value == x[k - 1]);
      }
    }
  }
}
