// SPDX-License-Identifier: BSL-1.0
// 50 ratings of 14,000 leaves (2,000 groups of about 8): what is touched against the whole sheet and against a map of names.
#include <prowess/batch/sparse_people.hpp>
#include <prowess/core.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "measure.hpp"

namespace {

using namespace prowess;

/// Four levels of groups below the root: 14,000 leaves, 7 or 8 a group, 2,049 groups.
void grow(dynamic_framework& f, node_handle parent, std::uint32_t leaves, int depth) {
  constexpr std::uint32_t fan[] = {0, 8, 8, 7, 4};
  const std::uint32_t children = depth == 0 ? leaves : fan[depth];
  for (std::uint32_t k = 0; k < children; ++k) {
    const std::string id = "skill-" + std::to_string(k);
    if (depth == 0) (void)f.add(parent, leaf(id, k % 7 + 1));
    else grow(f, f.add(parent, detail::written<subtree<1, 0, 0>>("", id, false, k % 3 + 1)), leaves / children + (k < leaves % children), depth - 1);
  }
}

/// The design that many hosts have: a tree of objects, and a person's ratings in a map by path.
struct named_node {
  std::string path;
  double weight;
  std::vector<std::unique_ptr<named_node>> children;
};
std::unique_ptr<named_node> named(const framework_view& f, std::uint32_t i) {
  auto n = std::make_unique<named_node>(named_node{f.path(i), f.nodes[i].weight, {}});
  for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) n->children.push_back(named(f, c));
  return n;
}
bool by_map(const named_node& n, const std::unordered_map<std::string, double>& person, double& score) {
  if (n.children.empty()) {
    const auto found = person.find(n.path);
    if (found == person.end()) return false;
    score = found->second;
    return true;
  }
  double sum = 0, base = 0;
  for (const auto& c : n.children)
    if (double s = 0; by_map(*c, person, s)) sum += product(c->weight, s), base += c->weight;
  if (base == 0) return false;
  score = sum / base;
  return true;
}

}  // namespace

int main() {
  dynamic_framework owner{"skills", levels("1", "2", "3", "4", "5")};
  grow(owner, owner.root(), 14'000, 4);
  owner.check();
  const framework_view f = owner.view();
  const sparse_plan plan(f);
  std::uint32_t groups = 0;
  for (const node& n : f.nodes) groups += n.is_group;

  // A person's skills stand together: about half of the 50 are neighbours of another one.
  constexpr std::size_t people = 500, rated = 50;  // so many that branch predictors do not learn them
  detail::splitmix64 any{42};
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> leaves;
  std::vector<std::uint8_t> levels;
  std::vector<std::vector<rating>> sheets;
  std::vector<std::unordered_map<std::string, double>> maps;
  for (std::size_t p = 0; p < people; ++p) {
    std::vector<std::uint32_t> own;
    while (own.size() < rated) {
      std::uint32_t l = static_cast<std::uint32_t>(any.below(plan.leaf_count()));
      for (std::uint64_t run = 1 + any.below(4); run > 0 && l < plan.leaf_count() && own.size() < rated; --run, ++l)
        if (std::find(own.begin(), own.end(), l) == own.end()) own.push_back(l);
    }
    std::sort(own.begin(), own.end());
    sheets.emplace_back(plan.leaf_count()), maps.emplace_back();
    for (const std::uint32_t l : own) {
      leaves.push_back(l);
      levels.push_back(static_cast<std::uint8_t>(any.below(5)));
      sheets[p][l] = levels.back() + 1, maps[p][f.path(plan.node_of(l))] = levels.back() + 1;
    }
    offsets.push_back(leaves.size());
  }
  const sparse_people<std::uint8_t> all{offsets, leaves, levels};
  const auto tree = named(f, 0);

  sparse_scorer by(plan);
  const std::uint32_t root[] = {0}, some[] = {0, 1, 2, 3, 40};
  std::vector<node_result> out(people), outs(people * std::size(some)), whole(f.size());
  std::size_t touched = 0;
  bool agree = score_people<std::uint8_t>(by, plan, all, root, out).ok();
  for (std::size_t p = 0; p < people; ++p) {
    agree = agree && score_into(f, sheets[p], whole).ok() && whole[0] == out[p];
    double score = 0;
    agree = agree && by_map(*tree, maps[p], score) && score - out[p].score < 1e-12 && out[p].score - score < 1e-12;
  }
  for (std::size_t p = 0; p < people; ++p) {
    (void)by.score(std::span<const std::uint32_t>(leaves.data() + p * rated, rated), std::span<const std::uint8_t>(levels.data() + p * rated, rated));
    touched += by.touched().size();
  }

  std::printf("%u leaves, %u groups; %zu ratings a person, %.1f nodes touched\n", plan.leaf_count(), groups, rated, static_cast<double>(touched) / people);
  measure::rounds r(people, "50 ratings of 14,000");
  r.add("read the rows", [&] {
    const std::uint64_t sum = measure::read(leaves.data(), leaves.size() * sizeof leaves[0]) + measure::read(levels.data(), levels.size());
    measure::use(&sum);
  });
  r.add("the overall score", [&] { agree = score_people<std::uint8_t>(by, plan, all, root, out).ok() && agree; });
  r.add("scores of 5 nodes", [&] { agree = score_people<std::uint8_t>(by, plan, all, some, outs).ok() && agree; });
  r.add("the whole sheet, person by person", [&] {
    for (std::size_t p = 0; p < people; ++p) agree = score_into(f, sheets[p], whole).ok() && agree;
    measure::use(whole.data());
  });
  r.add("unordered_map of names, person by person", [&] {
    for (std::size_t p = 0; p < people; ++p) {
      double score = 0;
      agree = by_map(*tree, maps[p], score) && agree;
      measure::use(&score);
    }
  });
  r.run();
  r.row("the overall score", "read the rows", 80);
  r.row("the overall score", "the whole sheet, person by person", 1.0 / 15, 1.0 / 25);
  r.row("the overall score", "unordered_map of names, person by person", 1.0 / 50, 1.0 / 80);
  r.row("scores of 5 nodes", "the overall score", 0);
  if (!agree) std::printf("the results disagree\n");
  return agree ? 0 : 1;
}
