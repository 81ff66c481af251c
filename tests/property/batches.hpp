// SPDX-License-Identifier: BSL-1.0
// The same people as a batch and one by one: all aggregations, policies and kinds of missing, every way of giving the ratings.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/score_all.hpp>
#include <prowess/core.hpp>

#include "random.hpp"

namespace random_frameworks {

/// People of a framework, as bytes where its scales have them, else as points.
struct crowd {
  framework_view f;
  std::size_t people;
  std::vector<std::vector<rating>> ratings;       // by person
  std::vector<std::vector<std::uint8_t>> codes;   // by leaf
  std::vector<std::vector<double>> points;        // by leaf
  std::vector<std::vector<std::uint8_t>> there;   // by leaf
  bool all_codes = true;

  crowd(const framework_view& framework, std::size_t n, std::uint32_t missing_percent, source& any)
      : f(framework), people(n), ratings(n, std::vector<rating>(framework.leaf_count())), codes(f.leaf_count()), points(f.leaf_count()), there(f.leaf_count()) {
    for (const node& leaf : f.nodes) {
      if (!leaf.is_leaf()) continue;
      const scale_data& s = f.scale_of(leaf);
      const std::uint32_t levels = level_codes(s), gaps = any.below(4) == 0 ? 0 : missing_percent;
      const bool bytes = levels > 0 && (any.below(5) != 0);
      all_codes = all_codes && levels > 0;
      there[leaf.leaf].assign(n / 8 + 1, 0);
      for (std::size_t i = 0; i < n; ++i) {
        rating r = random_rating(f, leaf, gaps, any);
        if (!r.is_rated() && !bytes) r = not_observed;  // a bitmap knows one kind
        ratings[i][leaf.leaf] = r;
        if (r.is_rated()) there[leaf.leaf][i / 8] = static_cast<std::uint8_t>(there[leaf.leaf][i / 8] | (1U << (i % 8)));
        points[leaf.leaf].push_back(r.is_rated() ? r.points : 1e300);
        if (bytes) codes[leaf.leaf].push_back(code_of(s, r));
      }
    }
  }
  std::uint8_t code_of(const scale_data& s, const rating& r) const {
    if (r.kind == presence::not_observed) return level_code::not_observed;
    if (r.kind == presence::no_opportunity) return level_code::no_opportunity;
    if (r.kind == presence::not_applicable) return level_code::not_applicable;
    std::uint8_t k = 0;
    while (rating_of(f, s, k).points != r.points) ++k;
    return k;
  }
  batch_input columns() const {
    batch_input in(f, people);
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      const node& n = f.nodes[i];
      if (!n.is_leaf()) continue;
      if (!codes[n.leaf].empty()) in.levels(f.path(i), codes[n.leaf]);
      else in.points(f.path(i), points[n.leaf], {there[n.leaf].data()});
    }
    return in;
  }
};

inline bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// How many entries of batches differ from what people have one by one.
struct comparison {
  std::size_t entries = 0, different = 0, unscored = 0;
  void add(const crowd& c, const batch_plan& plan, const batch_input& in) {
    const std::size_t nodes = c.f.nodes.size();
    std::vector<double> scores(nodes * c.people, -1), coverages(nodes * c.people, -1), plain(nodes * c.people, -1);
    std::vector<status> statuses(nodes * c.people);
    batch_output out(c.f, c.people);
    out.all_scores(scores).all_statuses(statuses).all_coverages(coverages);
    if (!try_score_all(plan, in, out)) return void(++different);
    std::vector<node_result> one(nodes);
    bool all_scored = true;
    for (std::size_t i = 0; i < c.people; ++i) {
      if (!score_into(c.f, c.ratings[i], one).ok()) return void(++different);
      for (std::size_t k = 0; k < nodes; ++k, ++entries) {
        const std::size_t at = k * c.people + i;
        unscored += !one[k].has_score();
        all_scored = all_scored && one[k].has_score();
        different += !same(scores[at], one[k].score) || statuses[at] != one[k].what || !same(coverages[at], one[k].coverage());
      }
    }
    // without the coverages, which less has to be known for
    std::vector<status> why(nodes * c.people);
    batch_output less(c.f, c.people);
    less.all_scores(plain).all_statuses(why);
    if (!try_score_all(plan, in, less)) return void(++different);
    for (std::size_t k = 0; k < plain.size(); ++k) different += !same(plain[k], scores[k]) || why[k] != statuses[k];
    // the scores alone; refused where one is missing
    batch_output only(c.f, c.people);
    only.all_scores(plain);
    const auto done = try_score_all(plan, in, only);
    if (done.has_value() != all_scored) ++different;
    if (done)
      for (std::size_t k = 0; k < plain.size(); ++k) different += !same(plain[k], scores[k]);
  }
};

inline constexpr std::size_t sizes[] = {1, 2, 7, 31, 63, 64, 65, 127, 128, 129, 130, 200};
inline constexpr std::size_t blocks[] = {1, 3, 64, 128, 129, 2048};

/// Some people of one framework: in columns at every dispatch level that this machine has, as rows and as tiles.
template <std::size_t Nodes> void compare_batches(std::uint64_t seed, comparison& all) {
  const auto f = make<Nodes>(seed, seed % 2 == 0);
  if (!diagnose(f.view()).empty()) return;
  source any{seed ^ 0x5eed};
  const crowd c(f.view(), sizes[any.below(std::size(sizes))], any.below(4) * 15, any);
  batch_options options;
  options.block = blocks[any.below(std::size(blocks))];
  if (any.below(3) == 0) options.table_bytes = 0;
  for (int level = 0; level <= static_cast<int>(best_simd()); ++level) {
    options.with = static_cast<simd>(level);
    all.add(c, batch_plan(f.view(), options), c.columns());
  }
  if (!c.all_codes) return;
  // the same people as rows and as tiles
  const std::size_t leaves = f.leaf_count(), stride = leaves + any.below(3), tile = 1 + any.below(70);
  std::vector<std::uint8_t> rows(stride * c.people), tiles((c.people + tile - 1) / tile * tile * leaves);
  std::uint32_t leaf = 0;
  for (const node& n : f.nodes) {
    if (!n.is_leaf()) continue;
    for (std::size_t i = 0; i < c.people; ++i) {
      const std::uint8_t code = c.code_of(f.view().scale_of(n), c.ratings[i][leaf]);
      rows[i * stride + leaf] = code, tiles[(i / tile * leaves + leaf) * tile + i % tile] = code;
    }
    ++leaf;
  }
  all.add(c, batch_plan(f.view(), options), batch_input(f.view(), c.people).rows(rows, stride));
  all.add(c, batch_plan(f.view(), options), batch_input(f.view(), c.people).tiles(tiles, tile));
}

}  // namespace random_frameworks
