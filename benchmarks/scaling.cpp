// SPDX-License-Identifier: BSL-1.0
// Dynamic frameworks of 1,000 to 100,000 nodes: building, checking and scoring must cost the same for every node.
//
// Prints nanoseconds for each node, best of several runs. Fails where the largest framework costs more than eight times as much
// per node as the smallest: caches explain a factor of about three, quadratic growth would be a hundred.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using namespace prowess;
using clock_type = std::chrono::steady_clock;

struct cost {
  double build = 1e9, check = 1e9, score = 1e9;  // ns per node
};

/// Adds a tree of `nodes` nodes below `parent` in tree order, eight children for each group where there are enough.
void grow(dynamic_framework& f, node_handle parent, std::uint32_t nodes) {
  const std::uint32_t children = std::min<std::uint32_t>(8, nodes);
  for (std::uint32_t k = 0; k < children; ++k) {
    const std::uint32_t share = nodes / children + (k < nodes % children);
    const std::string id = "c" + std::to_string(k);
    if (share == 1) (void)f.add(parent, leaf(id, k + 1));
    else grow(f, f.add(parent, detail::written<subtree<1, 0, 0>>("", id, false, k + 1)), share - 1);
  }
}
void spread(dynamic_framework& f, std::uint32_t nodes) {
  const node_handle root = f.root();
  for (std::uint32_t k = 0; k < nodes; ++k) (void)f.add(root, leaf("leaf-" + std::to_string(k), k % 7 + 1));
}

double since(clock_type::time_point start, std::uint32_t nodes) {
  return std::chrono::duration<double, std::nano>(clock_type::now() - start).count() / nodes;
}

cost measure(std::uint32_t nodes, bool flat) {
  cost best;
  const int runs = nodes >= 100'000 ? 3 : 7;
  for (int k = 0; k < runs; ++k) {
    auto start = clock_type::now();
    dynamic_framework f{"scaling", levels("1", "2", "3", "4", "5")};
    if (flat) spread(f, nodes - 1);
    else grow(f, f.root(), nodes - 1);
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

}  // namespace

int main() {
  bool linear = true;
  std::printf("dynamic frameworks, 10 %% of the ratings missing: ns for each node\n%-10s %10s %10s %10s %10s\n", "shape", "nodes", "build", "check",
              "score");
  for (const bool flat : {false, true}) {
    cost first;
    for (const std::uint32_t nodes : {1'000U, 10'000U, 100'000U}) {
      const cost c = measure(nodes, flat);
      if (nodes == 1'000) first = c;
      std::printf("%-10s %10u %10.1f %10.1f %10.1f\n", flat ? "flat" : "arity 8", nodes, c.build, c.check, c.score);
      linear = linear && c.build < 8 * first.build && c.check < 8 * first.check && c.score < 8 * first.score;
    }
  }
  if (!linear) std::puts("the cost of a node grows with the framework");
  return linear ? 0 : 1;
}
