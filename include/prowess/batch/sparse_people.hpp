// SPDX-License-Identifier: BSL-1.0
// Many people with few ratings each, side by side: the results of some chosen nodes, or of all that were touched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/sparse_score.hpp>
#include <prowess/outcome.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// Ratings of people as compressed rows: person p has the entries `offsets[p]` to `offsets[p + 1]` of `leaves` and `values`.
template <sparse_value T> struct sparse_people {
  std::span<const std::uint64_t> offsets{};  ///< from 0, ascending; one more than people
  std::span<const std::uint32_t> leaves{};   ///< places among the framework's leaves, from 0; of one person in any order, none twice
  std::span<const T> values{};               ///< see `sparse_value`

  /// The number of people.
  [[nodiscard]] std::size_t size() const noexcept { return offsets.empty() ? 0 : offsets.size() - 1; }
};

namespace detail {
/// Calls `take(person)` after scoring each.
template <class T, class Take> sparse_finding for_people(sparse_scorer& by, const sparse_people<T>& people, const Take& take) {
  if (people.leaves.size() != people.values.size()) return {sparse_mistake::wrong_size, 0, 0, 0, static_cast<double>(people.leaves.size())};
  for (std::size_t p = 0; p < people.size(); ++p) {
    const std::uint64_t first = people.offsets[p], end = people.offsets[p + 1];
    if (first > end || end > people.leaves.size() || (p == 0 && first != 0)) return {sparse_mistake::offsets_descend, p, 0, 0, 0};
    const auto n = static_cast<std::size_t>(end - first);
    sparse_finding at = by.score(std::span<const std::uint32_t>(people.leaves.data() + first, n), std::span<const T>(people.values.data() + first, n));
    if (!at.ok()) return at.person = p, at;
    take(p);
  }
  if (people.size() > 0 && people.offsets.back() != people.leaves.size()) return {sparse_mistake::offsets_descend, people.size() - 1, 0, 0, 0};
  return {};
}
}  // namespace detail

/// Scores people and keeps the results of some nodes: `out[p * nodes.size() + k]` is that of person p and node `nodes[k]` (places in
/// tree order; 0 is the root). Where the finding is not ok() `out` holds nothing of use. Threads take parts of the people, and a scorer each.
/// Allocates only for other nodes than the root alone: 4 bytes for each node of the framework.
///
///     sparse_scorer by(plan);
///     const std::uint32_t root[] = {0};
///     const sparse_finding at = score_people(by, plan, sparse_people<double>{offsets, leaves, points}, root, out);
template <sparse_value T>
[[nodiscard]] sparse_finding score_people(sparse_scorer& by, const sparse_plan& plan, const sparse_people<T>& people, std::span<const std::uint32_t> nodes,
                                          std::span<node_result> out) {
  if (out.size() != people.size() * nodes.size()) return {sparse_mistake::wrong_size, 0, 0, 0, static_cast<double>(out.size())};
  for (std::size_t k = 0; k < nodes.size(); ++k)
    if (nodes[k] >= plan.blanks().size()) return {sparse_mistake::no_such_node, 0, k, 0, static_cast<double>(nodes[k])};
  if (nodes.size() == 1 && nodes[0] == 0) return detail::for_people(by, people, [&](std::size_t p) { out[p] = by.root(); });

  constexpr std::uint32_t none = framework_view::none;
  std::vector<std::uint32_t> chosen(plan.blanks().size(), none), next(nodes.size(), none);  // the last place of a node, and the one before it
  for (std::uint32_t k = 0; k < nodes.size(); ++k) next[k] = std::exchange(chosen[nodes[k]], k);
  return detail::for_people(by, people, [&](std::size_t p) {
    node_result* const row = out.data() + p * nodes.size();
    for (std::size_t k = 0; k < nodes.size(); ++k) row[k] = plan.blank(nodes[k]);
    for (const touched_node& t : by.touched())
      for (std::uint32_t k = chosen[t.node]; k != none; k = next[k]) row[k] = t.result;
  });
}
/// The same into an array of its own; the mistake in words.
template <sparse_value T>
[[nodiscard]] result<std::vector<node_result>> try_score_people(const sparse_plan& plan, const sparse_people<T>& people, std::span<const std::uint32_t> nodes) {
  std::vector<node_result> out(people.size() * nodes.size());
  sparse_scorer by(plan);
  const sparse_finding at = score_people(by, plan, people, nodes, {out.data(), out.size()});
  if (!at.ok()) return describe(at, plan);
  return out;
}

/// All that was touched: person p has the nodes `offsets[p]` to `offsets[p + 1]`, children before their groups.
struct sparse_results {
  std::vector<std::uint64_t> offsets{0};  ///< one more than people
  std::vector<touched_node> nodes;        ///< side by side
};
/// Scores people and keeps every touched node: 48 bytes for each.
template <sparse_value T> [[nodiscard]] result<sparse_results> try_score_touched(const sparse_plan& plan, const sparse_people<T>& people) {
  sparse_results out;
  sparse_scorer by(plan);
  const sparse_finding at = detail::for_people(by, people, [&](std::size_t) {
    for (const touched_node& t : by.touched()) out.nodes.push_back(t);
    out.offsets.push_back(out.nodes.size());
  });
  if (!at.ok()) return describe(at, plan);
  return out;
}

}  // namespace prowess::v0
