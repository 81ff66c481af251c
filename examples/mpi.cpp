// SPDX-License-Identifier: BSL-1.0
// The way past one machine: each process scores its own share of the people, and what they learn of the cohort is merged into one.
//   mpirun -n 2 mpi            two processes; with a list of hosts, on as many machines
//   mpi                        one process alone: the same result
// Needs MPI (Debian: libopenmpi-dev and openmpi-bin; or MPICH), of which it uses the C interface. Only states travel, a few thousand
// numbers for each process, however many people there are. Whole numbers are the same for any number of processes, and so is what
// follows from them; the mean and the variance of the scores agree to 1e-12. Rank 0 checks that against everybody scored in one place.
#include <prowess/batch.hpp>
#include <prowess/cohort/alpha.hpp>
#include <prowess/cohort/level_counts.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/core.hpp>
#include <prowess/frameworks/health_it.hpp>

#include <mpi.h>

#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

using namespace prowess;

namespace {

constexpr std::size_t people = 100'000;
const framework_view f = frameworks::health_it;

/// A number for each n, the same everywhere: output n of splitmix64 from 0 (Steele, Lea, Flood 2014).
std::uint64_t number_for(std::uint64_t n) {
  std::uint64_t z = (n + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}
/// The made-up level of a person: everybody is weaker or stronger, varies about that, here and there nobody looked, and a few have not been
/// seen at all. It follows from the person and the leaf alone, so that each process makes up its own share. (A host reads its part of a file.)
std::uint8_t level_of(std::uint64_t person, std::uint64_t leaf) {
  const std::uint64_t ability = number_for(person * 256), any = number_for(person * 256 + leaf + 1);
  if (ability % 50 == 0 || any % 100 == 0) return level_code::not_observed;
  return static_cast<std::uint8_t>(ability / 50 % 3 + any / 100 % 3);
}

//[mpi
/// What is learnt of a cohort. All of these merge.
struct cohort_state {
  cohort::moments overall;                           // of the overall score
  cohort::percentile_norm norm{1, 5, 400};           // the same in bins of 0.01
  cohort::level_counts first_leaf{5};                // people at each level
  cohort::cronbach_alpha alpha{f.leaf_count(), cohort::whole_points::places(5)};
};

/// Scores some of the people. A mistake names the person by the place among all.
result<cohort_state> learn(split_range share) {
  const std::size_t n = share.last - share.first;
  std::vector<std::vector<std::uint8_t>> ratings(f.leaf_count(), std::vector<std::uint8_t>(n));
  for (std::size_t k = 0; k < ratings.size(); ++k)
    for (std::size_t i = 0; i < n; ++i) ratings[k][i] = level_of(share.first + i, k);
  batch_input in(f, n);
  for (std::uint32_t i = 0; i < f.size(); ++i)
    if (f.nodes[i].is_leaf()) in.levels(f.path(i), ratings[f.nodes[i].leaf]);

  std::vector<double> scores(n);
  std::vector<status> why(n);
  batch_output out(f, n);
  out.scores(f.id(), scores).statuses(f.id(), why);
  const batch_plan plan(f);
  batch_scratch scratch(plan);
  batch_finding wrong = score_range(plan, in, out, {0, n}, scratch);
  wrong.person += share.first;
  if (!wrong.ok()) return describe(wrong, f);

  cohort_state s;
  const std::vector<std::span<const std::uint8_t>> columns(ratings.begin(), ratings.end());
  for (cohort::data_finding at : {s.overall.add(scores, why), s.norm.add(scores, why), s.first_leaf.add(columns[0]), s.alpha.add(columns)}) {
    at.person += share.first;
    if (!at.ok()) return describe(at);
  }
  return s;
}

/// The sums, over all processes, of whole numbers: what merges all states but `moments`. Rank 0 gets them.
std::vector<std::uint64_t> sums(std::span<const std::uint64_t> mine) {
  std::vector<std::uint64_t> all(mine.size());
  MPI_Reduce(mine.data(), all.data(), static_cast<int>(mine.size()), MPI_UINT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
  return all;
}
/// An operation of MPI: `later` becomes what `earlier` merges with it.
void merge_moments(void* earlier, void* later, int* count, MPI_Datatype*) {
  for (int k = 0; k < *count; ++k) {
    cohort::moments both = static_cast<const cohort::moments*>(earlier)[k];
    both.merge(static_cast<const cohort::moments*>(later)[k]);
    static_cast<cohort::moments*>(later)[k] = both;
  }
}
cohort::moments merged(const cohort::moments& mine) {
  MPI_Datatype bytes;
  MPI_Type_contiguous(static_cast<int>(sizeof mine), MPI_BYTE, &bytes);  // between machines of one kind
  MPI_Type_commit(&bytes);
  MPI_Op op;
  MPI_Op_create(merge_moments, 0, &op);                                  // 0: in the order of the ranks
  cohort::moments all;
  MPI_Reduce(&mine, &all, 1, bytes, op, 0, MPI_COMM_WORLD);
  MPI_Op_free(&op), MPI_Type_free(&bytes);
  return all;
}

/// What all processes have learnt together, at rank 0.
result<cohort_state> merged(const cohort_state& mine) {
  cohort_state all;
  all.overall = merged(mine.overall);
  // (in braces one after the other: all processes ask for the same sums at the same time)
  const cohort::data_finding added[] = {all.norm.add_values(sums(mine.norm.values())), all.first_leaf.add_values(sums(mine.first_leaf.values())),
                                        all.alpha.add_values(sums(mine.alpha.values()))};
  for (const cohort::data_finding& at : added)
    if (!at.ok()) return describe(at);
  return all;
}
//]

/// A mistake of one process ends all of them: the others would wait for it.
const cohort_state& or_stop(const result<cohort_state>& state) {
  if (!state) {
    std::fprintf(stderr, "%s\n", state.problems()[0].text().c_str());
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
  return *state;
}

bool agree(const cohort::statistic& a, const cohort::statistic& b) { return a.what == b.what && std::abs(a.value - b.value) <= 1e-12 * std::abs(b.value); }

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);  // (what goes wrong within MPI ends the program: its own default)
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);

  const auto shares = split(people, static_cast<std::size_t>(ranks), batch_options{}.block);  // fewer than ranks where there are few people
  const auto place = static_cast<std::size_t>(rank);
  const auto mine = learn(place < shares.size() ? shares[place] : split_range{people, people});
  const auto all = merged(or_stop(mine));
  if (rank == 0) {
    const cohort_state &s = or_stop(all), &here = *mine;
    std::printf("%d processes, %d people; this one scored %d\n", ranks, int(s.overall.count() + s.overall.missing()), int(here.overall.count() + here.overall.missing()));
    std::printf("overall: %d without a score, mean %.4f, deviation %.4f, from %.2f to %.2f\n", int(s.overall.missing()), s.overall.mean().value, s.overall.variance(cohort::divisor::n_minus_1).root().value,
                s.overall.lowest().value, s.overall.highest().value);
    std::printf("a score of 3.5 is above %.1f %% of them\n", s.norm.rank(3.5, cohort::rank_definition::below).value);
    std::uint32_t leaf = 0;
    while (!f.nodes[leaf].is_leaf()) ++leaf;
    std::printf("%s: ", f.path(leaf).c_str());
    for (const std::uint64_t at : s.first_leaf.counts()) std::printf("%d ", int(at));
    std::printf("at its levels, %d not observed\nalpha %.4f of %d people with every rating\n", int(s.first_leaf.count(presence::not_observed)), s.alpha.alpha().value, int(s.alpha.people()));

    const auto alone = learn({0, people});
    const cohort_state& one = or_stop(alone);
    assert(s.norm == one.norm && s.first_leaf == one.first_leaf && s.alpha == one.alpha && s.alpha.alpha() == one.alpha.alpha());
    assert(s.overall.count() == one.overall.count() && s.overall.missing() == one.overall.missing());
    assert(s.overall.lowest() == one.overall.lowest() && s.overall.highest() == one.overall.highest());
    assert(agree(s.overall.mean(), one.overall.mean()) && agree(s.overall.variance(cohort::divisor::n), one.overall.variance(cohort::divisor::n)));
    std::printf("as in one place: whole numbers the same, mean and variance to 1e-12\n");
  }
  MPI_Finalize();
}
