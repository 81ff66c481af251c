// SPDX-License-Identifier: BSL-1.0
// Means of many children, of groups beside leaves, of points with gaps: the bits of one person at a time at each set of instructions.
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <prowess/aggregations.hpp>
#include <prowess/batch.hpp>
#include <prowess/core.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/dynamic_framework.hpp>

using namespace prowess;

namespace {

/// A root of so many children; every third is a group of two leaves, of the others every second has its ratings as points.
dynamic_framework wide(std::size_t children, bool is_clamped, const std::string& scale) {
  dynamic_framework f("f", levels("1", "2", "3", "4", "5"));
  f.add_scale("tenths", numeric(0, 1, 0.1));
  f.add_scale("share", numeric(0, 1));
  for (std::size_t k = 0; k < children; ++k) {
    const std::string id = "n" + std::to_string(k);
    const double weight = 0.3 + static_cast<double>(k % 5);
    if (k % 3 == 2) f.add(f.root(), is_clamped ? group(id, weight, clamped, leaf("x", 0.7), leaf("y", 1.9)) : group(id, weight, leaf("x", 0.7), leaf("y", 1.9)));
    else if (scale.empty()) f.add(f.root(), leaf(id, weight));
    else f.add(f.root(), leaf(id, weight, on(scale)));
  }
  return f.check();
}

struct given {
  std::vector<double> doubles;
  std::vector<float> floats;
  std::vector<std::uint8_t> codes, bits;
};
enum class ways { bytes, doubles, floats, mixed };

/// How many scores, statuses and coverages differ from those of people one by one.
std::size_t differences(const dynamic_framework& f, ways way, std::uint32_t missing_percent, std::size_t offset, std::size_t people, simd with) {
  const framework_view v = f.view();
  detail::splitmix64 any{people * 31 + missing_percent + offset};
  std::vector<given> columns(v.leaf_count());
  std::vector<std::vector<rating>> sheets(people, std::vector<rating>(v.leaf_count()));
  batch_input in(v, people);
  for (std::uint32_t i = 0; i < v.size(); ++i) {
    const node& n = v.nodes[i];
    if (!n.is_leaf()) continue;
    given& g = columns[n.leaf];
    const scale_data& s = v.scale_of(n);
    const bool bytes = level_codes(s) > 0 && (way == ways::bytes || (way == ways::mixed && n.leaf % 2 == 0)), floats = way == ways::floats || (way == ways::mixed && n.leaf % 3 == 0);
    g.bits.assign((people + offset) / 8 + 1, 0);
    for (std::size_t p = 0; p < people; ++p) {
      const bool there = any.below(100) >= missing_percent;
      const auto step = static_cast<std::uint32_t>(any.below(s.how == grid::whole ? 5 : 11));
      const double points = s.how == grid::whole ? 1.0 + step : s.how == grid::stepped && !floats ? step / 10.0 : step / 16.0;
      sheets[p][n.leaf] = there ? rating(floats ? static_cast<double>(static_cast<float>(points)) : points) : not_observed;
      if (there) g.bits[(p + offset) / 8] = static_cast<std::uint8_t>(g.bits[(p + offset) / 8] | (1U << ((p + offset) % 8)));
      g.codes.push_back(there ? static_cast<std::uint8_t>(step) : level_code::not_observed);
      g.doubles.push_back(there ? points : std::numeric_limits<double>::quiet_NaN());
      g.floats.push_back(there ? static_cast<float>(points) : 1e30F);
    }
    if (bytes) in.levels(v.path(i), g.codes);
    else if (floats) in.points(v.path(i), g.floats, {g.bits.data(), offset});
    else in.points(v.path(i), g.doubles, missing_percent == 0 ? validity{} : validity{g.bits.data(), offset});
  }
  batch_options options;
  options.with = with, options.block = 200;
  const std::size_t entries = v.size() * people;
  std::vector<double> scores(entries), coverages(entries), plain(entries), one_by_one(entries);
  std::vector<status> statuses(entries), why(entries);
  batch_output out(v, people), less(v, people);
  score_all(batch_plan(v, options), in, out.all_scores(scores).all_statuses(statuses).all_coverages(coverages));
  score_all(batch_plan(v, options), in, less.all_scores(plain).all_statuses(why));
  std::size_t different = 0;
  std::vector<node_result> one(v.size());
  for (std::size_t p = 0; p < people; ++p) {
    REQUIRE(score_into(v, sheets[p], one).ok());
    for (std::size_t k = 0; k < v.size(); ++k) {
      const std::size_t at = k * people + p;
      const auto same = [](double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); };
      different += !same(scores[at], one[k].score) || !same(plain[at], one[k].score) || !same(coverages[at], one[k].coverage()) || statuses[at] != one[k].what || why[at] != one[k].what;
    }
  }
  return different;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("batch: means of 2 to 20 children, groups and leaves together, are the bits of one person at a time") {
    for (std::size_t children = 2; children <= 20; ++children)
      for (int level = 0; level <= static_cast<int>(best_simd()); ++level) {
        const dynamic_framework f = wide(children, children % 2 == 0, "");
        INFO("children ", children, ", level ", level);
        CHECK(differences(f, ways::bytes, 0, 0, 301, static_cast<simd>(level)) == 0);
        CHECK(differences(f, ways::mixed, 0, 0, 301, static_cast<simd>(level)) == 0);
        CHECK(differences(f, ways::mixed, static_cast<std::uint32_t>(children % 3 * 5), 3, 301, static_cast<simd>(level)) == 0);
      }
  }
  TEST_CASE("batch: points with gaps, at any bit of a bitmap, on every kind of scale") {
    for (const char* scale : {"", "tenths", "share"})
      for (const ways way : {ways::doubles, ways::floats}) {
        if (std::string(scale) == "tenths" && way == ways::floats) continue;  // no float is a tenth
        const dynamic_framework f = wide(9, false, scale);
        for (std::size_t offset = 0; offset < 9; ++offset)
          for (int level = 0; level <= static_cast<int>(best_simd()); ++level) {
            INFO("scale ", scale, ", offset ", offset, ", level ", level);
            CHECK(differences(f, way, 20, offset, 207, static_cast<simd>(level)) == 0);
            CHECK(differences(f, way, 0, offset, 207, static_cast<simd>(level)) == 0);
          }
      }
  }
  TEST_CASE("batch: points outside their scale are found at their person, what is absent is never looked at") {
    const dynamic_framework f = wide(3, false, "");
    const framework_view v = f.view();
    for (const double wrong : {0.5, 5.5, 2.5, -3e9, 1e300, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
      for (const std::size_t person : {std::size_t{0}, std::size_t{63}, std::size_t{299}}) {
        std::vector<double> points(300, 3.0), overall(300);
        points[person] = wrong;
        std::vector<std::uint8_t> bits(38, 0xff);
        batch_input in(v, 300);
        in.points("n1", points, {bits.data()});
        std::vector<status> why(300);
        batch_output out(v, 300);
        out.scores("f", overall).statuses("f", why);
        const auto refused = try_score_all(batch_plan(v), in, out);
        REQUIRE_FALSE(refused);
        CHECK(refused.problems()[0].text().find("person " + std::to_string(person)) != std::string::npos);
        bits[person / 8] = static_cast<std::uint8_t>(bits[person / 8] & ~(1U << (person % 8)));
        CHECK(try_score_all(batch_plan(v), in, out));
      }
  }
}
