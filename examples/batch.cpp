// SPDX-License-Identifier: BSL-1.0
// A hundred thousand people, in columns: scored by two threads, and with the bits of one person at a time.
#include <prowess/batch.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/prowess.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

using namespace prowess;

int main() {
  constexpr std::size_t people = 100'000;
  const framework_view f = frameworks::health_it;
  std::vector<std::vector<std::uint8_t>> ratings(f.leaf_count(), std::vector<std::uint8_t>(people));
  for (std::size_t k = 0; k < ratings.size(); ++k)
    for (std::size_t i = 0; i < people; ++i) ratings[k][i] = (i + k) % 9 == 0 ? level_code::not_observed : static_cast<std::uint8_t>((i * 7 + k * 3 + i / 5) % 5);

  //[batch
  const batch_plan plan(f);                              // compiled once; threads share it
  batch_input in(f, people);                             // columns of bytes: the level's place, or 255 for not observed
  for (std::uint32_t i = 0; i < f.size(); ++i)
    if (f.nodes[i].is_leaf()) in.levels(f.path(i), ratings[f.nodes[i].leaf]);

  std::vector<double> overall(people), soft(people);
  std::vector<status> why(people), soft_why(people);
  batch_output out(f, people);
  out.scores(f.id(), overall).statuses(f.id(), why).scores("soft", soft).statuses("soft", soft_why);

  std::vector<std::thread> pool;                         // any executor will do: the library starts no threads
  std::vector<batch_finding> found(2);
  for (const split_range part : split(people, found.size(), plan.options().block))
    pool.emplace_back([&, part, k = pool.size()] {
      batch_scratch scratch(plan);
      found[k] = score_range(plan, in, out, part, scratch);
    });
  for (std::thread& each : pool) each.join();
  for (const batch_finding& at : found)
    if (!at.ok()) raise(describe(at, f));
  //]

  double sum = 0;
  std::size_t scored = 0;
  for (std::size_t i = 0; i < people; ++i) scored += why[i] == status::scored, sum += overall[i];
  std::printf("%zu of %zu people have an overall score; their mean is %.3f\n", scored, people, sum / static_cast<double>(scored));

  // person 4711 alone
  std::vector<rating> alone;
  for (std::uint32_t i = 0; i < f.size(); ++i)
    if (f.nodes[i].is_leaf()) alone.push_back(rating_of(f, f.scale_of(f.nodes[i]), ratings[f.nodes[i].leaf][4711]));
  const profile p = score(f, alone);
  std::printf("person 4711: %.4f\n", overall[4711]);
  assert(p.root().score() == overall[4711] && p["soft"].score() == soft[4711]);
}
