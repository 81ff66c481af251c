// SPDX-License-Identifier: BSL-1.0
// A tree of weighted means as one sum over its leaves, in whole numbers.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/batch/leaf_table.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0::detail {

/// A leaf whose byte counts so many times in a 16-bit sum.
struct weighed_leaf {
  std::uint32_t leaf = 0;   ///< its place among the leaves
  std::uint16_t by = 0;
};

/// (first + sum of byte x weight) / total is the score of a group whose leaves are all rated, within `error` points.
struct folded_group {
  std::vector<weighed_leaf> leaves;
  double first = 0, total = 0, error = 0;
};

/// Whether a group's complete score is a weighted mean of its children's: nothing is held, no child is extra credit.
inline bool is_whole_mean(const framework_view& f, std::uint32_t group) {
  const node& g = f.nodes[group];
  if (g.how != &ops_of<weighted_mean> || g.is_clamped) return false;
  double total = 0;
  for (std::uint32_t c = group + 1; c < group + g.extent; c += f.nodes[c].extent) {
    const node& n = f.nodes[c];
    if (!(n.weight >= 0) || n.weight != n.base) return false;
    total += n.base;
  }
  return total > 0;
}

/// The share of every node below a group in its score; none where some group there is no plain mean.
inline std::vector<double> shares_below(const framework_view& f, std::uint32_t group) {
  std::vector<double> share(f.nodes[group].extent, 1.0);
  for (std::uint32_t g = group; g < group + f.nodes[group].extent; ++g) {
    if (f.nodes[g].is_leaf()) continue;
    if (!is_whole_mean(f, g)) return {};
    double total = 0;
    for (std::uint32_t c = g + 1; c < g + f.nodes[g].extent; c += f.nodes[c].extent) total += f.nodes[c].weight;
    for (std::uint32_t c = g + 1; c < g + f.nodes[g].extent; c += f.nodes[c].extent) share[c - group] = share[g - group] * (f.nodes[c].weight / total);
  }
  return share;
}

/// Folds the means below a group, where its leaves are ladders: the least whole weights that stand in the proportions of the leaves'
/// shares, where a 16-bit sum holds them, else the nearest in the largest that it holds. `meaning(leaf)` is what bytes of a leaf mean.
inline std::optional<folded_group> folded(const framework_view& f, std::uint32_t group, const auto& meaning) {
  constexpr double most = 65535;
  const std::vector<double> share = shares_below(f, group);
  std::vector<double> shares, rungs, firsts;
  folded_group to;
  double range = 0;
  for (std::uint32_t k = 0; k < share.size(); ++k) {
    const node& n = f.nodes[group + k];
    if (!n.is_leaf()) continue;
    const code_outcomes& codes = meaning(n.leaf);
    if (!codes.is_ladder) return std::nullopt;
    to.leaves.push_back({n.leaf});
    shares.push_back(share[k]), rungs.push_back(codes.levels - 1.0), firsts.push_back(codes.of[0].score);
    range += share[k] * rungs.back();
  }
  if (to.leaves.empty()) return std::nullopt;

  const double limit = range > 1 ? std::floor(most / range) : most;
  const auto all_whole = [&](double total) {
    for (const double x : shares)
      if (std::abs(x * total - std::round(x * total)) > total * 0x1p-46) return false;
    return true;
  };
  const auto sum_at = [&](double total) {
    double sum = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) sum += std::round(shares[k] * total) * rungs[k];
    return sum;
  };
  double scale = 1;
  while (scale <= limit && !all_whole(scale)) ++scale;
  if (scale > limit)
    for (scale = limit; scale > 0 && sum_at(scale) > most;) --scale;

  for (std::size_t k = 0; k < shares.size(); ++k) {
    const double by = std::round(shares[k] * scale);
    to.leaves[k].by = static_cast<std::uint16_t>(by);
    to.total += by, to.first += by * firsts[k];
  }
  if (to.total == 0 || sum_at(scale) > most) return std::nullopt;
  double above = 0, below = 0, largest = 0;  // what the error may come to, leaf by leaf at its worst
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const double off = to.leaves[k].by / to.total - shares[k], low = off * firsts[k], high = off * (firsts[k] + rungs[k]);
    above += (std::fmax)(low, high), below += (std::fmin)(low, high);
    largest = (std::fmax)(largest, (std::fmax)(std::abs(firsts[k]), std::abs(firsts[k] + rungs[k])));
  }
  to.error = (std::fmax)(above, -below) + 4 * std::numeric_limits<double>::epsilon() * largest;
  return to;
}

}  // namespace prowess::v0::detail
