// SPDX-License-Identifier: BSL-1.0
// Forty people at two sites: who is ahead, which levels they reach, whether as many of each site come through.
#include <prowess/cohort/adverse_impact.hpp>
#include <prowess/cohort/distribution.hpp>
#include <prowess/cohort/group_summary.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/cohort/ranking.hpp>
#include <prowess/cohort/standard_scores.hpp>

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "health_it.hpp"

namespace {
/// Made-up ratings: everybody has a level of their own, and is a little better or worse here and there; one was never rated.
std::array<rating, health_it.leaf_count()> ratings_of(std::uint32_t person) {
  std::array<rating, health_it.leaf_count()> all;
  for (std::uint32_t leaf = 0; leaf < all.size(); ++leaf)
    all[leaf] = person == 17 ? rating(not_observed) : rating(1.0 + (person * 7 % 4) + ((person / 4 + leaf) % 5 == 0 ? 1 : 0));
  return all;
}
}  // namespace

int main() {
  //[cohort
  constexpr std::uint32_t people = 40;
  std::vector<double> overall(people);
  std::vector<status> why(people);
  std::vector<std::uint8_t> site(people);
  cohort::level_distribution levels(health_it.view());
  for (std::uint32_t i = 0; i < people; ++i) {
    const auto p = score<health_it>(ratings_of(i));
    overall[i] = p.score_or(0), why[i] = p.what(), site[i] = i % 3 == 0;
    levels.add(p.root());
  }

  // Norms in one pass, in parts: each thread or machine has states of its own, and they merge to those of everybody.
  cohort::moments half[2];
  cohort::percentile_norm norm[2]{{1, 5, 400}, {1, 5, 400}};       // from 1 to 5 points, in 400 bins
  for (std::size_t k = 0; k < 2; ++k) {
    const auto scores = std::span(overall).subspan(20 * k, 20);
    const auto statuses = std::span(why).subspan(20 * k, 20);
    if (!half[k].add(scores, statuses).ok() || !norm[k].add(scores, statuses).ok()) return 1;  // describe() says what is wrong
  }
  half[0].merge(half[1]), norm[0].merge(norm[1]);
  const cohort::statistic z = cohort::standard_score(overall[9], half[0].mean(), half[0].variance(cohort::divisor::n_minus_1).root());
  const cohort::statistic rank = norm[0].rank(overall[9], cohort::rank_definition::middle);
  std::printf("mean %.2f; person 9 has T %.0f, sten %d, percentile rank %.1f\n\n", half[0].mean().value, cohort::t_scale.of(z.value), cohort::sten(z.value), rank.value);

  const cohort::ranking all = cohort::rank_people(overall, why);  // equal scores share the best of their places
  for (const std::uint32_t i : all.order().first(6)) std::printf("place %2.0f  person %2d  %.2f\n", *all.place(i), int(i), overall[i]);
  std::printf("unranked: %d\n\n", int(all.unranked()));

  for (std::size_t l = levels.levels(); l-- > 0;)
    std::printf("%-12s %2d people, %5.1f %% there or above\n", std::string(levels.at(l).name()).c_str(), int(levels.count_at(l)), 100 * levels.share_from(l).value);

  cohort::group_summary by_site(2, cohort::score_cut(health_it.view(), 3));
  const auto exactly = [](std::size_t i) { return score<health_it>(ratings_of(std::uint32_t(i))).exactly(); };  // asked of who is close to the cut
  by_site.try_add(site, overall, why, exactly).value();
  const cohort::impact_report impact = cohort::adverse_impact(by_site.rates());
  for (std::size_t k = 0; k < 2; ++k)
    std::printf("\n%s\n", describe(impact.groups[k], k == 0 ? "north" : "south", *impact.highest == 0 ? "north" : "south").c_str());
  //]
  assert(!all.place(17) && all.unranked() == 1 && levels.without_score() == 1 && levels.not_decidable() == 0);
  assert(levels.count_from(2) == by_site.groups()[0].selected + by_site.groups()[1].selected);
}
