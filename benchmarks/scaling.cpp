// SPDX-License-Identifier: BSL-1.0
// Dynamic frameworks of 600 to 100,000 nodes: building, checking and scoring must cost the same for every node.
//
// First it prints nanoseconds for each node, best of several runs. Fails where the largest framework costs more than eight times as much
// per node as the smallest: caches explain a factor of about three, quadratic growth would be a hundred. Then it times 91,260 nodes beside
// 585, on as many ratings: of one person beside 156, and of 2,048 people beside 156 times as many.
#include <prowess/batch/score_all.hpp>
#include <prowess/core.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "measure.hpp"

namespace {

using namespace prowess;
using clock_type = std::chrono::steady_clock;

struct cost {
  double build = 1e9, check = 1e9, score = 1e9;  // ns per node
};

/// Adds what is below node `at` of the tree of `nodes` nodes in which the children of node n are the nodes 8n + 1 to 8n + 8: eight for each
/// group but perhaps one, whatever the size.
void grow(dynamic_framework& f, node_handle parent, std::uint32_t nodes, std::uint32_t at = 0) {
  for (std::uint32_t k = 1; k <= 8 && 8 * at + k < nodes; ++k) {
    const std::string id = "c" + std::to_string(k);
    if (8 * (8 * at + k) + 1 >= nodes) (void)f.add(parent, leaf(id, k));
    else grow(f, f.add(parent, detail::written<subtree<1, 0, 0>>("", id, false, k)), nodes, 8 * at + k);
  }
}
void spread(dynamic_framework& f, std::uint32_t nodes) {
  const node_handle root = f.root();
  for (std::uint32_t k = 0; k < nodes; ++k) (void)f.add(root, leaf("leaf-" + std::to_string(k), k % 7 + 1));
}

double since(clock_type::time_point start, std::uint32_t nodes) {
  return std::chrono::duration<double, std::nano>(clock_type::now() - start).count() / nodes;
}

cost cost_of(std::uint32_t nodes, bool flat) {
  cost best;
  const int runs = nodes >= 100'000 ? 3 : 7;
  for (int k = 0; k < runs; ++k) {
    auto start = clock_type::now();
    dynamic_framework f{"scaling", levels("1", "2", "3", "4", "5")};
    if (flat) spread(f, nodes - 1);
    else grow(f, f.root(), nodes);
    best.build = std::min(best.build, since(start, nodes));

    start = clock_type::now();
    f.check();
    best.check = std::min(best.check, since(start, nodes));

    const framework_view v = f.view();
    std::vector<rating> ratings(v.leaf_count());
    for (std::size_t l = 0; l < ratings.size(); ++l) ratings[l] = l % 10 == 3 ? not_observed : rating(1 + l % 5);
    std::vector<node_result> out(v.size());
    (void)score_into(v, ratings, out);
    start = clock_type::now();
    const bool ok = score_into(v, ratings, out).ok();
    best.score = std::min(best.score, since(start, nodes));
    if (!ok || v.size() != nodes || !(out[0].score > 1 && out[0].score < 5)) {
      std::printf("%u nodes were not scored\n", nodes);
      std::exit(1);
    }
  }
  return best;
}

constexpr std::uint32_t small = 585, large = 91'260, times = large / small;

/// A framework of so many nodes, and so many people: scored person by person, 10 % of the ratings missing.
struct persons {
  dynamic_framework owner{"scaling", levels("1", "2", "3", "4", "5")};
  std::vector<std::vector<rating>> sheets;
  std::vector<node_result> out;
  persons(std::uint32_t nodes, std::size_t people) : sheets(people), out(nodes) {
    grow(owner, owner.root(), nodes);
    owner.check();
    detail::splitmix64 any{5};
    for (auto& sheet : sheets)
      for (std::uint32_t l = 0; l < owner.view().leaf_count(); ++l) sheet.push_back(any.below(10) == 0 ? not_observed : rating(1 + static_cast<double>(any.below(5))));
  }
  void score() {
    for (const auto& sheet : sheets)
      if (!score_into(owner.view(), sheet, out).ok()) std::puts("a person was not scored"), std::exit(1);
    measure::use(out.data());
  }
};
/// The same for a batch, all ratings there, the overall scores wanted.
struct crowd {
  dynamic_framework owner{"scaling", levels("1", "2", "3", "4", "5")};
  std::vector<std::uint8_t> bytes;
  std::vector<float> scores;
  crowd(std::uint32_t nodes, std::size_t people) : scores(people) {
    grow(owner, owner.root(), nodes);
    owner.check();
    bytes.resize(owner.view().leaf_count() * apart());
    detail::splitmix64 any{6};
    for (std::uint8_t& code : bytes) code = static_cast<std::uint8_t>(any.next() % 5);
  }
  std::size_t apart() const { return scores.size() + 64 * 7; }  // columns a multiple of 4 KiB apart would share places in the caches
};
void add(measure::rounds& r, const char* name, crowd& c) {
  const framework_view v = c.owner.view();
  const auto plan = std::make_shared<float_batch_plan>(v);
  const auto in = std::make_shared<batch_input>(v, c.scores.size());
  const auto out = std::make_shared<float_batch_output>(v, c.scores.size());
  const auto scratch = std::make_shared<float_batch_scratch>(*plan);
  for (std::uint32_t i = 0; i < v.size(); ++i)
    if (v.nodes[i].is_leaf()) in->levels(v.path(i), {c.bytes.data() + v.nodes[i].leaf * c.apart(), c.scores.size()});
  out->scores(v.id(), c.scores);
  r.add(name, [=, &c] {
    if (!score_range(*plan, *in, *out, {0, c.scores.size()}, *scratch).ok()) std::puts("people were not scored"), std::exit(1);
    measure::use(c.scores.data());
  });
}

void small_and_large() {
  {
    persons one(large, 1), many(small, times);
    measure::rounds r(large, "a node of one person");
    r.add("585 nodes", [&] { many.score(); });
    r.add("91,260 nodes", [&] { one.score(); });
    r.run();
    r.row("91,260 nodes", "585 nodes", 1.5, 1.2, "91,260 nodes, person by person");
  }
  crowd few(large, 2048), many(small, 2048 * times);
  measure::rounds r(std::size_t{large} * 2048, "a node of a person in a batch");
  add(r, "585 nodes", many);
  add(r, "91,260 nodes", few);
  r.run();
  r.row("91,260 nodes", "585 nodes", 1.5, 1.2, "91,260 nodes, batches");
}

}  // namespace

int main() {
#if defined(__GLIBC__)  // memory that is freed stays, so that what the system takes to hand out pages is not taken for growth
  mallopt(M_MMAP_THRESHOLD, 1 << 30), mallopt(M_TRIM_THRESHOLD, -1);
#endif
  bool linear = true;
  std::printf("dynamic frameworks, 10 %% of the ratings missing: ns for each node\n%-10s %10s %10s %10s %10s\n", "shape", "nodes", "build", "check",
              "score");
  for (const bool flat : {false, true}) {
    cost first;
    for (const std::uint32_t nodes : {1'000U, 10'000U, 100'000U}) {
      const cost c = cost_of(nodes, flat);
      if (nodes == 1'000) first = c;
      std::printf("%-10s %10u %10.1f %10.1f %10.1f\n", flat ? "flat" : "arity 8", nodes, c.build, c.check, c.score);
      linear = linear && c.build < 8 * first.build && c.check < 8 * first.check && c.score < 8 * first.score;
    }
  }
  if (!linear) std::puts("the cost of a node grows with the framework");
  std::printf("\n");
  small_and_large();
  return linear ? 0 : 1;
}
