// SPDX-License-Identifier: BSL-1.0
// A bank's scores are those of points ratios under a framework, and few ratings are scored as whole sheets are: to the bit.
#include <doctest/doctest.h>

#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/sparse_people.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cases.hpp"
#include "rubrics.hpp"

using namespace prowess;
using random_frameworks::source;

namespace {

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
bool same_bits(const node_result& a, const node_result& b) {
  return a.what == b.what && same_bits(a.score, b.score) && same_bits(a.rated, b.rated) && same_bits(a.applicable, b.applicable) && same_bits(a.entered, b.entered);
}

std::vector<simd> levels_here() {
  std::vector<simd> all{simd::portable};
  if (best_simd() != simd::portable) all.push_back(simd::avx2);
  if (best_simd() == simd::avx512) all.push_back(simd::avx512);
  return all;
}

// ---- banks

struct rubrics_and_grades {
  std::vector<std::vector<double>> points;
  std::vector<std::vector<std::vector<std::string>>> tags;
  std::vector<std::uint32_t> rubrics;             // of each answer
  std::vector<std::vector<std::uint8_t>> grades;  // of each answer
};

/// kind 0: whole points; 1: quarters; 2: decimals; 3: of all kinds.
double some_points(source& any, std::uint32_t kind) {
  const double p = 1.0 + any.below(10);
  if (kind == 3) kind = any.below(3);
  return any.below(12) == 0 ? 0 : (any.below(3) == 0 ? -p : p) / (kind == 0 ? 1 : kind == 1 ? 4 : 10);
}

rubrics_and_grades make(source& any, bool by_index) {
  rubrics_and_grades made;
  const std::uint32_t rubrics = 1 + any.below(12), kind = any.below(4), missing = any.below(3) == 0 ? 0 : any.below(60);
  constexpr const char* names[] = {"accuracy", "safety", "style", "tone"};
  for (std::uint32_t r = 0; r < rubrics; ++r) {
    std::vector<double> points;
    std::vector<std::vector<std::string>> tags;
    const std::uint32_t n = any.below(20) == 0 ? 40 + any.below(20) : 1 + any.below(20), sure = any.below(n);
    for (std::uint32_t c = 0; c < n; ++c) {
      points.push_back(c == sure ? 1.0 + any.below(5) : some_points(any, kind));
      tags.emplace_back();
      for (const char* name : names)
        if (any.below(3) == 0) tags.back().emplace_back(name);
    }
    made.points.push_back(points), made.tags.push_back(tags);
  }
  const std::uint32_t answers = by_index ? any.below(30) : rubrics;
  for (std::uint32_t a = 0; a < answers; ++a) {
    made.rubrics.push_back(by_index ? any.below(rubrics) : a);
    made.grades.emplace_back();
    for (std::size_t c = 0; c < made.points[made.rubrics[a]].size(); ++c) {
      constexpr std::uint8_t absent[] = {255, 255, 255, 254, 253};
      made.grades[a].push_back(any.below(100) < missing ? absent[any.below(5)] : static_cast<std::uint8_t>(any.below(2)));
    }
  }
  return made;
}

rubric_bank bank_of(const rubrics_and_grades& made) {
  rubric_bank_builder b;
  for (std::size_t r = 0; r < made.points.size(); ++r) {
    b.add_rubric();
    for (std::size_t c = 0; c < made.points[r].size(); ++c) {
      std::vector<std::string_view> tags(made.tags[r][c].begin(), made.tags[r][c].end());
      b.add_criterion(made.points[r][c], std::span<const std::string_view>(tags.data(), tags.size()));
    }
  }
  return b.build().value();
}

/// The same rubric as a framework of one points ratio, scored by the walk.
node_result by_framework(const rubrics_and_grades& made, std::size_t answer, const bank_options& options) {
  const std::size_t r = made.rubrics[answer];
  dynamic_framework one{"answer", checklist(), points_ratio{}, options.missing == ungraded::withheld ? no_score : skip};
  std::vector<rating> ratings;
  for (std::size_t c = 0; c < made.points[r].size(); ++c) {
    const std::string id = "c" + std::to_string(c);
    const double p = made.points[r][c];
    if (options.missing == ungraded::as_not_met) (void)one.add(one.root(), leaf(id, p, if_missing(lowest)));
    else (void)one.add(one.root(), leaf(id, p));
    switch (made.grades[answer][c]) {
      case 0: ratings.push_back(not_met); break;
      case 1: ratings.push_back(met); break;
      case 253: ratings.push_back(not_applicable); break;
      case 254: ratings.push_back(no_opportunity); break;
      default: ratings.push_back(not_observed);
    }
  }
  const framework_view v = one.view();
  std::vector<node_result> out(v.size());
  REQUIRE(score_into(v, {ratings.data(), ratings.size()}, {out.data(), out.size()}).ok());
  node_result o = out[0];
  if (options.clamp == clamp_at::answer && o.has_score()) o.score = o.score < 0 ? 0 : o.score > 1 ? 1 : o.score;
  return o;
}

/// The criteria with a tag by the words of the convention: met points over positive points, where there are any.
std::optional<double> by_hand(const rubrics_and_grades& made, std::size_t answer, const bank_options& options, std::string_view tag) {
  const std::size_t r = made.rubrics[answer];
  double met_points = 0, positive = 0;
  for (std::size_t c = 0; c < made.points[r].size(); ++c) {
    const auto& tags = made.tags[r][c];
    const std::uint8_t g = made.grades[answer][c];
    const double p = made.points[r][c];
    if (std::find(tags.begin(), tags.end(), tag) == tags.end() || g == 253 || g == 254) continue;
    if (g == 255 && options.missing == ungraded::left_out) continue;
    if (g == 255 && options.missing == ungraded::withheld && p != 0) return std::nullopt;
    if (g == 1) met_points += p;
    if (p > 0) positive += p;
  }
  if (positive == 0) return std::nullopt;
  const double score = met_points / positive;
  return options.clamp == clamp_at::answer ? std::clamp(score, 0.0, 1.0) : score;
}

std::vector<std::uint8_t> flat(const rubrics_and_grades& made) {
  std::vector<std::uint8_t> all;
  for (const auto& g : made.grades) all.insert(all.end(), g.begin(), g.end());
  return all;
}

bank_options some_options(source& any) { return {static_cast<ungraded>(any.below(3)), static_cast<clamp_at>(any.below(3))}; }

}  // namespace

TEST_SUITE("property") {

TEST_CASE("an answer under a bank has the bits and the status of a points ratio under a framework, at each dispatch level") {
  std::size_t compared = 0, unscored = 0, broken = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    source any{seed * 0x9e37 + 11};
    const bool by_index = seed % 2 == 0;
    const rubrics_and_grades made = make(any, by_index);
    const bank_options options = some_options(any);
    const rubric_bank bank = bank_of(made);
    const std::vector<std::uint8_t> grades = flat(made);
    bank_answers answers{grades};
    if (by_index) answers.rubrics = made.rubrics;
    const std::size_t n = made.rubrics.size();
    std::vector<node_result> expected;
    for (std::size_t a = 0; a < n; ++a) expected.push_back(by_framework(made, a, options));
    for (const simd with : levels_here()) {
      std::vector<double> scores(n, -77);
      std::vector<status> what(n, status::out_of_domain);
      REQUIRE(score_all_into(bank, answers, scores, what, options, with).ok());
      for (std::size_t a = 0; a < n; ++a) {
        ++compared, unscored += !expected[a].has_score();
        const double score = expected[a].has_score() ? expected[a].score : 0;
        if (what[a] == expected[a].what && same_bits(scores[a], score)) continue;
        if (broken++ == 0) MESSAGE("seed " << seed << ", answer " << a << ": " << scores[a] << " and " << score << ", " << words(what[a]) << " and " << words(expected[a].what));
      }
    }
  }
  CHECK(broken == 0);
  CHECK(compared > 10'000);
  CHECK(unscored > 500);
}

TEST_CASE("a tag's mean is the mean of points ratios over its criteria, and merged parts are the whole to the bit") {
  std::size_t broken = 0, tags_seen = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    source any{seed * 0x51ed + 5};
    const rubrics_and_grades made = make(any, true);
    const bank_options options = some_options(any);
    const rubric_bank bank = bank_of(made);
    const rubric_bank_view v = bank;
    const std::size_t n = made.rubrics.size();
    bank_summary whole(bank, options);
    const std::vector<std::uint8_t> grades = flat(made);
    if (n > 0) REQUIRE(whole.add(bank, {grades, made.rubrics}).ok());

    std::vector<bank_summary> parts(3, bank_summary(bank, options));
    for (std::size_t a = n; a-- > 0;) {  // in another order
      const std::uint32_t rubric[] = {made.rubrics[a]};
      REQUIRE(parts[any.below(3)].add(bank, {made.grades[a], rubric}).ok());
    }
    parts[2].merge(parts[0]), parts[2].merge(parts[1]);
    bool ok = parts[2].overall() == whole.overall() && std::equal(whole.by_tag().begin(), whole.by_tag().end(), parts[2].by_tag().begin());

    for (std::size_t t = 0; t <= v.tag_names.size(); ++t) {
      double sum = 0;
      std::uint64_t count = 0;
      for (std::size_t a = 0; a < n; ++a) {
        const node_result o = t == v.tag_names.size() ? by_framework(made, a, options) : node_result{};
        std::optional<double> score;
        if (t < v.tag_names.size()) score = by_hand(made, a, options, v.tag_names[t]);
        else if (o.has_score()) score = o.score;
        if (score) sum += *score, ++count;
      }
      const score_mean& mean = t < v.tag_names.size() ? whole.by_tag()[t] : whole.overall();
      ok = ok && mean.count() == count && mean.mean().has_value() == (count > 0);
      if (count > 0) ok = ok && laws::near(*mean.mean(), sum / static_cast<double>(count)), ++tags_seen;
    }
    if (!ok && broken++ == 0) MESSAGE("seed " << seed);
  }
  CHECK(broken == 0);
  CHECK(tags_seen > 1500);
}

}

// ---- few ratings

namespace {

struct sparse_tally {
  std::size_t nodes = 0, different = 0, plain = 0;
};

/// One sheet under a framework, whole and sparse; the same scorer for all people of a framework.
template <class T> void compare(const framework_view& f, const sparse_plan& plan, sparse_scorer& by, const std::vector<rating>& sheet, std::vector<std::uint32_t> leaves,
                                const std::vector<T>& values, sparse_tally& t) {
  std::vector<node_result> whole(f.size());
  REQUIRE(score_into(f, {sheet.data(), sheet.size()}, {whole.data(), whole.size()}).ok());
  REQUIRE(by.score(std::span<const std::uint32_t>(leaves), std::span<const T>(values)).ok());
  std::vector<node_result> all(plan.blanks().begin(), plan.blanks().end());
  std::vector<int> seen(f.size());
  for (const touched_node& n : by.touched()) all[n.node] = n.result, ++seen[n.node];
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    bool below = false;  // a leaf below it is among the entries
    for (const std::uint32_t l : leaves) below |= plan.node_of(l) >= i && plan.node_of(l) < i + f.nodes[i].extent;
    if (seen[i] != below || !same_bits(all[i], whole[i]) || !same_bits(by.at(i), whole[i])) ++t.different;
    ++t.nodes;
  }
}

void people_of(const framework_view& f, source& any, sparse_tally& t) {
  const sparse_plan plan(f);
  sparse_scorer by(plan);
  for (int person = 0; person < 6; ++person) {
    const std::uint32_t missing = person == 0 ? 0 : 40 + any.below(60);
    std::vector<rating> sheet(plan.leaf_count());
    std::vector<std::uint32_t> leaves;
    for (std::uint32_t l = 0; l < plan.leaf_count(); ++l) {
      if (any.below(100) < missing) continue;
      const rating r = random_frameworks::random_rating(f, f.nodes[plan.node_of(l)], any.below(3) == 0 ? 40 : 0, any);
      if (person % 2 == 0 && !r.is_rated()) continue;  // every second one has points alone
      sheet[l] = r;
      leaves.push_back(l);
    }
    if (any.below(2) == 0)
      for (std::size_t k = leaves.size(); k > 1; --k) std::swap(leaves[k - 1], leaves[any.below(static_cast<std::uint32_t>(k))]);
    std::vector<rating> ratings;
    std::vector<double> points;
    for (const std::uint32_t l : leaves) ratings.push_back(sheet[l]), points.push_back(sheet[l].points);
    compare(f, plan, by, sheet, leaves, ratings, t);
    if (person % 2 == 0) compare(f, plan, by, sheet, leaves, points, t), ++t.plain;
  }
}

}  // namespace

TEST_SUITE("property") {

TEST_CASE("few ratings have the bits of whole sheets at every node: all aggregations, policies and kinds of missing") {
  sparse_tally t;
  std::uint64_t first = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    source any{seed * 31 + 7};
    auto f = random_frameworks::make<random_frameworks::most_nodes>(seed * 7919 + 1, seed % 2 == 0);
    if (seed % 4 == 3) f = random_frameworks::as_rubric(f, seed);
    if (seed % 5 == 0)
      for (node& n : f.nodes) n.if_absent = {};  // nothing filled: the short way everywhere
    if (seed % 7 == 0)
      for (node& n : f.nodes)
        if (n.is_group) n.missing = require_children(1 + any.below(n.arity));
    if (!diagnose(f.view()).empty()) continue;
    const std::size_t before = t.different;
    people_of(f.view(), any, t);
    if (t.different != before && first == 0) {
      first = seed + 1;
      MESSAGE("seed " << seed);
    }
  }
  CHECK(t.different == 0);
  CHECK(t.nodes > 300'000);
}

TEST_CASE("levels as bytes are the points of the levels") {
  std::size_t different = 0, scored = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    source any{seed * 77 + 3};
    const auto f = random_frameworks::make<random_frameworks::most_nodes>(seed * 104729 + 3, seed % 2 == 0);
    const framework_view v = f.view();
    const sparse_plan plan(v);
    sparse_scorer by_level(plan), by_rating(plan);
    std::vector<std::uint32_t> leaves;
    std::vector<std::uint8_t> bytes;
    std::vector<rating> ratings;
    for (std::uint32_t l = 0; l < plan.leaf_count(); ++l) {
      const scale_data& s = v.scale_of(v.nodes[plan.node_of(l)]);
      if (any.below(2) == 0 || s.level_count == 0) continue;
      const std::uint32_t what = any.below(s.level_count + 3);
      leaves.push_back(l);
      constexpr rating absent[] = {not_observed, no_opportunity, not_applicable};
      bytes.push_back(static_cast<std::uint8_t>(what < s.level_count ? what : 255 - (what - s.level_count)));
      ratings.push_back(what < s.level_count ? rating(v.levels(s)[what].points) : absent[what - s.level_count]);
    }
    REQUIRE(by_level.score(std::span<const std::uint32_t>(leaves), std::span<const std::uint8_t>(bytes)).ok());
    REQUIRE(by_rating.score(std::span<const std::uint32_t>(leaves), std::span<const rating>(ratings)).ok());
    const auto a = by_level.touched(), b = by_rating.touched();
    different += !std::equal(a.begin(), a.end(), b.begin(), b.end());
    scored += by_level.root().has_score();
  }
  CHECK(different == 0);
  CHECK(scored > 200);
}

}
