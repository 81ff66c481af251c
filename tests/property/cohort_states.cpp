// SPDX-License-Identifier: BSL-1.0
// One-pass states of a cohort: any division and merge is the whole, every set of instructions gives the same, and both are what is said plainly.
#include <prowess/cohort/alpha.hpp>
#include <prowess/cohort/level_counts.hpp>
#include <prowess/cohort/level_covariance.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/cohort/score_covariance.hpp>
#include <prowess/detail/splitmix64.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using cohort::cases;
using cohort::divisor;
using cohort::rank_definition;
using detail::splitmix64;
using bytes = std::vector<std::uint8_t>;

std::vector<simd> instructions() {
  std::vector<simd> all{simd::portable};
  for (const simd s : {simd::avx2, simd::avx512})
    if (best_simd() >= s) all.push_back(s);
  return all;
}

/// At and around the blocks of all kernels, then random.
std::vector<std::size_t> sizes(splitmix64& any, std::size_t random, std::size_t most) {
  std::vector<std::size_t> all{0, 1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129, 254, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 4097, 16127, 16128, 16129};
  for (std::size_t k = 0; k < random; ++k) all.push_back(any.below(most));
  return all;
}
struct data {
  std::vector<bytes> columns;
  std::size_t levels, people;
  [[nodiscard]] std::vector<std::span<const std::uint8_t>> part(std::size_t first, std::size_t n) const {
    std::vector<std::span<const std::uint8_t>> all;
    for (const bytes& c : columns) all.push_back(std::span<const std::uint8_t>(c).subspan(first, n));
    return all;
  }
  [[nodiscard]] bool complete(std::size_t person) const {
    return std::all_of(columns.begin(), columns.end(), [&](const bytes& c) { return c[person] < levels; });
  }
};
/// Items that rise together. `missing`: of 1000 bytes; people are missing here and there or in a row.
data random_people(splitmix64& any, std::size_t items, std::size_t levels, std::size_t people, std::uint64_t missing) {
  data d{std::vector<bytes>(items, bytes(people)), levels, people};
  for (std::size_t p = 0; p < people; ++p) {
    const std::uint64_t ability = any.below(levels);
    for (bytes& c : d.columns) {
      c[p] = static_cast<std::uint8_t>(any.below(3) == 0 ? ability : any.below(levels));
      if (any.below(1000) < missing) c[p] = static_cast<std::uint8_t>(253 + any.below(3));
    }
  }
  return d;
}
/// Random ends of up to six parts of n people, some of them empty.
std::vector<std::size_t> cuts(splitmix64& any, std::size_t n) {
  std::vector<std::size_t> ends(any.below(6));
  for (std::size_t& e : ends) e = any.below(n + 1);
  ends.insert(ends.end(), {0, n});
  std::sort(ends.begin(), ends.end());
  return ends;
}
bool near(double a, double b, double tolerance, double size = 0) { return std::abs(a - b) <= tolerance * std::max(std::abs(b), size); }

/// The state of the parts, each added to a copy of the empty one, merged from the first or from the last on.
template <class State, class Add> State merged(const State& empty, const std::vector<std::size_t>& ends, bool backwards, const Add& add) {
  std::vector<State> parts;
  for (std::size_t k = 0; k + 1 < ends.size(); ++k) parts.push_back(empty), add(parts.back(), ends[k], ends[k + 1] - ends[k]);
  if (backwards) std::reverse(parts.begin(), parts.end());
  State all = empty;
  for (const State& p : parts) all.merge(p);
  return all;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("level counts are the counts, however divided, merged and compiled") {
    for (std::uint64_t seed = 1; seed <= 16; ++seed) {
      CAPTURE(seed);
      splitmix64 any{seed};
      const std::size_t levels = seed % 4 == 0 ? 1 + any.below(253) : 1 + any.below(12);
      for (const std::size_t n : sizes(any, 10, 40000)) {
        const data d = random_people(any, 1, levels, n, seed % 3 == 0 ? 0 : seed % 3 == 1 ? 2 : 300);
        CAPTURE(n);
        std::vector<std::uint64_t> plain(256);
        for (const std::uint8_t b : d.columns[0]) ++plain[b];
        for (const simd with : instructions()) {
          cohort::level_counts c(levels);
          REQUIRE(c.add(d.columns[0], with).ok());
          for (std::size_t k = 0; k < levels; ++k) REQUIRE(c.count(k) == plain[k]);
          REQUIRE(c.count(presence::not_observed) == plain[255]);
          REQUIRE(c.count(presence::no_opportunity) == plain[254]);
          REQUIRE(c.count(presence::not_applicable) == plain[253]);
          REQUIRE(c.people() == n);
          const auto parts = merged(cohort::level_counts(levels), cuts(any, n), any.below(2) == 0, [&](auto& to, std::size_t first, std::size_t size) {
            REQUIRE(to.add(d.part(first, size)[0], with).ok());
          });
          REQUIRE(parts == c);
          if (n > 0 && levels < 253) {  // one wrong byte anywhere is named, and nothing is added
            bytes wrong = d.columns[0];
            const std::size_t at = any.below(n);
            wrong[at] = static_cast<std::uint8_t>(levels + any.below(253 - levels));
            const cohort::level_counts before = c;
            const cohort::data_finding found = c.add(wrong, with);
            REQUIRE(found == cohort::data_finding{cohort::data_mistake::no_such_level, at, 0, static_cast<double>(wrong[at]), static_cast<double>(levels)});
            REQUIRE(c == before);
          }
        }
      }
    }
  }

  TEST_CASE("moments are the two-pass mean and variance to 1e-12, and the same bits with all instructions") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      CAPTURE(seed);
      splitmix64 any{seed};
      const double centre = std::ldexp(static_cast<double>(any.below(2000)) - 1000, static_cast<int>(any.below(20)) - 10);
      const double width = (std::abs(centre) + 1) * std::pow(10, -static_cast<double>(any.below(3)));
      for (const std::size_t n : sizes(any, 5, 20000)) {
        CAPTURE(n);
        std::vector<double> x(n);
        std::vector<status> what(n, status::scored);
        const bool gaps = any.below(2) == 0;
        std::vector<double> there;
        for (std::size_t i = 0; i < n; ++i) {
          x[i] = centre + width * (static_cast<double>(any.below(1 << 20)) / (1 << 20) - 0.5);
          if (gaps && any.below(5) == 0) x[i] = detail::not_a_number, what[i] = any.below(2) ? status::no_evidence : status::not_applicable;
          else if (any.below(9) == 0) what[i] = status::filled;
          if (what[i] <= status::filled) there.push_back(x[i]);
        }
        long double sum = 0, squares = 0;
        for (const double v : there) sum += v;
        const long double mean = there.empty() ? 0 : sum / static_cast<long double>(there.size());
        for (const double v : there) squares += (v - mean) * (v - mean);
        cohort::moments first;
        REQUIRE(first.add(x, what, simd::portable).ok());
        REQUIRE(first.count() == there.size());
        REQUIRE(first.missing() == n - there.size());
        for (const simd with : instructions()) {
          cohort::moments m;
          REQUIRE(m.add(x, what, with).ok());
          REQUIRE(m == first);
          const auto parts = merged(cohort::moments{}, cuts(any, n), any.below(2) == 0, [&](auto& to, std::size_t at, std::size_t size) {
            REQUIRE(to.add(std::span(x).subspan(at, size), std::span(what).subspan(at, size), with).ok());
          });
          for (const cohort::moments& each : {m, parts}) {
            REQUIRE(each.count() == there.size());
            REQUIRE(each.missing() == n - there.size());
            REQUIRE(each.mean().known() == !there.empty());
            if (there.empty()) continue;
            REQUIRE(near(each.mean().value, static_cast<double>(mean), 1e-12, std::abs(centre) + width));
            REQUIRE(near(each.variance(divisor::n).value, static_cast<double>(squares / static_cast<long double>(there.size())), 1e-12));
            REQUIRE(each.lowest().value == *std::min_element(there.begin(), there.end()));
            REQUIRE(each.highest().value == *std::max_element(there.begin(), there.end()));
          }
        }
      }
    }
  }

  TEST_CASE("alpha is that of the complete people, however divided, merged and compiled") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      CAPTURE(seed);
      splitmix64 any{seed};
      const std::size_t items = 1 + any.below(9), levels = seed % 3 == 0 ? 2 + any.below(252) : 2 + any.below(6);
      std::vector<int> points(levels);
      for (int& p : points) p = static_cast<int>(any.below(253)) - 100;
      const cohort::whole_points own = cohort::whole_points::of(points).value(), use = seed % 4 == 0 ? own : cohort::whole_points::places(levels);
      for (const std::size_t n : sizes(any, 4, 20000)) {
        CAPTURE(n);
        const data d = random_people(any, items, levels, n, std::array<std::uint64_t, 3>{0, 1, 60}[seed % 3]);
        std::vector<std::int64_t> first(items), second(items);
        std::int64_t people = 0, total = 0, squares = 0;  // by hand
        for (std::size_t p = 0; p < n; ++p) {
          if (!d.complete(p)) continue;
          std::int64_t t = 0;
          for (std::size_t i = 0; i < items; ++i) {
            const std::int64_t v = seed % 4 == 0 ? points[d.columns[i][p]] : d.columns[i][p];
            first[i] += v, second[i] += v * v, t += v;
          }
          ++people, total += t, squares += t * t;
        }
        const cohort::cronbach_alpha empty(items, use);
        cohort::cronbach_alpha portable = empty;
        REQUIRE(portable.add(d.part(0, n), simd::portable).ok());
        REQUIRE(portable.people() == static_cast<std::uint64_t>(people));
        REQUIRE(portable.incomplete() == n - static_cast<std::uint64_t>(people));
        if (people > 1) {
          const exact m(people), of_total = (exact(squares) * m - exact(total) * exact(total)) / (m * exact(people - 1));
          REQUIRE(portable.total_variance(divisor::n_minus_1).value == of_total.to_double());
          REQUIRE(portable.total_mean().value == (exact(total) / m).to_double());
          exact of_items;
          for (std::size_t i = 0; i < items; ++i) {
            const exact v = (exact(second[i]) * m - exact(first[i]) * exact(first[i])) / (m * exact(people - 1));
            REQUIRE(portable.item_variance(i, divisor::n_minus_1).value == v.to_double());
            REQUIRE(portable.item_mean(i).value == (exact(first[i]) / m).to_double());
            of_items += v;
          }
          const exact k(items);
          if (items < 2) REQUIRE(portable.alpha().what == cohort::reason::too_few_items);
          else if (of_total == exact(0)) REQUIRE(portable.alpha().what == cohort::reason::no_variation);
          else REQUIRE(portable.exact_alpha() == k / (k - exact(1)) * (exact(1) - of_items / of_total));
        }
        for (const simd with : instructions()) {
          cohort::cronbach_alpha whole = empty;
          REQUIRE(whole.add(d.part(0, n), with).ok());
          REQUIRE(whole == portable);
          REQUIRE(merged(empty, cuts(any, n), any.below(2) == 0, [&](auto& to, std::size_t at, std::size_t size) { REQUIRE(to.add(d.part(at, size), with).ok()); }) == whole);
          if (n > 0 && levels < 253) {
            data wrong = d;
            const std::size_t at = any.below(n), item = any.below(items);
            wrong.columns[item][at] = 252;
            REQUIRE(whole.add(wrong.part(0, n), with) == cohort::data_finding{cohort::data_mistake::no_such_level, at, item, 252, static_cast<double>(levels)});
            REQUIRE(whole == portable);
          }
        }
      }
    }
  }

  TEST_CASE("covariances of levels are those of who counts, however divided, merged and compiled") {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      CAPTURE(seed);
      splitmix64 any{seed};
      const std::size_t items = 1 + any.below(10), levels = seed % 3 == 0 ? 253 : 2 + any.below(6);
      std::vector<int> points(levels);
      for (std::size_t k = 0; k < levels; ++k) points[k] = static_cast<int>(k * k % 251) - 20;
      const bool own = seed % 4 == 1;
      const cohort::whole_points use = own ? cohort::whole_points::of(points).value() : cohort::whole_points::places(levels);
      for (const std::size_t n : sizes(any, 3, 6000)) {
        if (n > 6000) continue;
        CAPTURE(n);
        const data d = random_people(any, items, levels, n, std::array<std::uint64_t, 3>{0, 1, 60}[seed % 3]);
        for (const cases who : {cases::complete, cases::each_pair}) {
          const cohort::level_covariance empty(items, use, who);
          cohort::level_covariance portable = empty;
          REQUIRE(portable.add(d.part(0, n), simd::portable).ok());
          for (std::size_t i = 0; i < items; ++i)
            for (std::size_t j = i; j < items; j += 1 + any.below(3)) {
              std::int64_t m = 0, x = 0, y = 0, xy = 0, xx = 0, yy = 0;
              for (std::size_t p = 0; p < n; ++p) {
                const std::uint8_t a = d.columns[i][p], b = d.columns[j][p];
                if (who == cases::complete ? !d.complete(p) : a >= levels || b >= levels) continue;
                const std::int64_t u = own ? points[a] : a, v = own ? points[b] : b;
                ++m, x += u, y += v, xy += u * v, xx += u * u, yy += v * v;
              }
              REQUIRE(portable.people(i, j) == static_cast<std::uint64_t>(m));
              REQUIRE(portable.people(j, i) == static_cast<std::uint64_t>(m));
              if (m < 2) continue;
              const exact c = (exact(m) * exact(xy) - exact(x) * exact(y)) / (exact(m) * exact(m - 1));
              REQUIRE(portable.exact_covariance(i, j, divisor::n_minus_1) == c);
              REQUIRE(portable.exact_covariance(j, i, divisor::n_minus_1) == c);
              const long double of_x = static_cast<long double>(m) * static_cast<long double>(xx) - static_cast<long double>(x) * static_cast<long double>(x);
              const long double of_y = static_cast<long double>(m) * static_cast<long double>(yy) - static_cast<long double>(y) * static_cast<long double>(y);
              const long double of_xy = static_cast<long double>(m) * static_cast<long double>(xy) - static_cast<long double>(x) * static_cast<long double>(y);
              REQUIRE(portable.correlation(i, j).known() == (of_x > 0 && of_y > 0));
              if (of_x > 0 && of_y > 0) REQUIRE(std::abs(portable.correlation(i, j).value - static_cast<double>(of_xy / std::sqrt(of_x) / std::sqrt(of_y))) < 1e-12);
            }
          for (const simd with : instructions()) {
            cohort::level_covariance whole = empty;
            REQUIRE(whole.add(d.part(0, n), with).ok());
            REQUIRE(whole == portable);
            REQUIRE(merged(empty, cuts(any, n), any.below(2) == 0, [&](auto& to, std::size_t at, std::size_t size) { REQUIRE(to.add(d.part(at, size), with).ok()); }) == whole);
          }
        }
      }
    }
  }

  TEST_CASE("covariances of scores are the two-pass ones to 1e-12") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      CAPTURE(seed);
      splitmix64 any{seed};
      const std::size_t columns = 1 + any.below(9);
      for (const std::size_t n : sizes(any, 3, 5000)) {
        if (n > 5000) continue;
        CAPTURE(n);
        std::vector<std::vector<double>> x(columns, std::vector<double>(n));
        std::vector<std::vector<status>> what(columns, std::vector<status>(n, status::scored));
        std::vector<std::size_t> there;
        for (std::size_t p = 0; p < n; ++p) {
          bool all = true;
          const double common = static_cast<double>(any.below(1000)) / 100;
          for (std::size_t c = 0; c < columns; ++c) {
            x[c][p] = 50 + common + static_cast<double>(any.below(1000)) / 100;
            if (seed % 2 == 0 && any.below(40) == 0) x[c][p] = detail::infinity, what[c][p] = status::undetermined, all = false;
          }
          if (all) there.push_back(p);
        }
        const auto views = [](const auto& of, std::size_t at, std::size_t size) {
          std::vector<std::span<const typename std::decay_t<decltype(of[0])>::value_type>> v;
          for (const auto& c : of) v.push_back(std::span(c).subspan(at, size));
          return v;
        };
        const cohort::score_covariance empty(columns);
        cohort::score_covariance first = empty;
        REQUIRE(first.add(views(x, 0, n), views(what, 0, n), simd::portable).ok());
        for (const simd with : instructions()) {
          cohort::score_covariance whole = empty;
          REQUIRE(whole.add(views(x, 0, n), views(what, 0, n), with).ok());
          const auto parts = merged(empty, cuts(any, n), any.below(2) == 0, [&](auto& to, std::size_t at, std::size_t size) {
            REQUIRE(to.add(views(x, at, size), views(what, at, size), with).ok());
          });
          REQUIRE(whole.people() == there.size());
          REQUIRE(parts.people() == there.size());
          REQUIRE(parts.incomplete() == n - there.size());
          for (std::size_t i = 0; i < columns; ++i)
            for (std::size_t j = i; j < columns && !there.empty(); ++j) {
              const auto m = static_cast<long double>(there.size());
              long double u = 0, v = 0, uv = 0, uu = 0, vv = 0;
              for (const std::size_t p : there) u += x[i][p], v += x[j][p];
              for (const std::size_t p : there) {
                const long double a = x[i][p] - u / m, b = x[j][p] - v / m;
                uv += a * b, uu += a * a, vv += b * b;
              }
              const auto size = static_cast<double>(std::sqrt(uu) * std::sqrt(vv) / m);
              REQUIRE(whole.covariance(i, j, divisor::n) == first.covariance(i, j, divisor::n));  // all instructions: the same bits
              REQUIRE(near(whole.covariance(i, j, divisor::n).value, static_cast<double>(uv / m), 1e-12, size));
              REQUIRE(near(parts.covariance(i, j, divisor::n).value, static_cast<double>(uv / m), 1e-12, size));
              REQUIRE(near(parts.mean(i).value, static_cast<double>(u / m), 1e-14));
              if (uu > 0 && vv > 0) REQUIRE(near(parts.correlation(i, j).value, static_cast<double>(uv / std::sqrt(uu) / std::sqrt(vv)), 1e-12, 1));
            }
        }
      }
    }
  }

  TEST_CASE("a norm of whole totals ranks as sorting does; any norm within its bin") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      CAPTURE(seed);
      splitmix64 any{seed};
      const auto low = static_cast<std::int32_t>(any.below(40)) - 20, high = low + static_cast<std::int32_t>(any.below(2000));
      for (const std::size_t n : sizes(any, 5, 9000)) {
        CAPTURE(n);
        std::vector<double> x(n);
        std::vector<status> what(n, status::scored);
        cohort::column column(n);
        for (std::size_t i = 0; i < n; ++i) {
          x[i] = low + static_cast<double>(any.below(static_cast<std::uint64_t>(high - low + 1)));
          if (seed % 2 == 0 && any.below(4) == 0) x[i] = detail::not_a_number, what[i] = status::no_evidence;
          else column[i] = x[i];
        }
        for (const simd with : instructions()) {
          cohort::percentile_norm norm = cohort::percentile_norm::whole(low, high);
          REQUIRE(norm.add(x, what, with).ok());
          REQUIRE(merged(cohort::percentile_norm::whole(low, high), cuts(any, n), any.below(2) == 0, [&](auto& to, std::size_t at, std::size_t size) {
                    REQUIRE(to.add(std::span(x).subspan(at, size), std::span(what).subspan(at, size), with).ok());
                  }) == norm);
          for (const rank_definition by : {rank_definition::below, rank_definition::middle, rank_definition::at_or_below}) {
            const auto sorted = cohort::percentile_ranks(column, by);
            REQUIRE(sorted.has_value());
            const std::vector<double> ranks = norm.bin_ranks(by);
            std::size_t same = 0;
            for (std::size_t i = 0; i < n; ++i) same += !column[i] || ((*sorted)[i] && near(ranks[norm.bin(x[i])], *(*sorted)[i], 1e-14));
            REQUIRE(same == n);
            if (n > 0 && column[0]) REQUIRE(norm.rank(x[0], by).value == ranks[norm.bin(x[0])]);
          }
        }
        const std::size_t bins = 1 + any.below(60);  // several totals in a bin: below and at or below are too far apart, never too near
        cohort::percentile_norm coarse(low, high + 1, bins);
        REQUIRE(coarse.add(x, what).ok());
        const auto below = cohort::percentile_ranks(column, rank_definition::below), up_to = cohort::percentile_ranks(column, rank_definition::at_or_below);
        for (std::size_t i = 0; i < n; i += 1 + n / 50)
          if (column[i]) {
            REQUIRE(coarse.rank(x[i], rank_definition::below).value <= *(*below)[i] + 1e-9);
            REQUIRE(coarse.rank(x[i], rank_definition::at_or_below).value >= *(*up_to)[i] - 1e-9);
          }
      }
    }
  }
}
