// SPDX-License-Identifier: BSL-1.0
// A score as a function of the share of one weight, in closed form where all that stands between are weighted means.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/explain/share_trial.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/missing.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>

namespace prowess::inline v0::detail {

/// (a + b s) / (c + d s) for a share s; c = 1 and d = 0 where all siblings have scores. The divisor is positive between 0 and 1.
struct share_line {
  exact a, b, c, d;
  [[nodiscard]] bool known() const { return a.known() && b.known() && c.known() && d.known(); }
  /// Whether the score grows with the share, falls, or stays: the sign of the derivative is that of b c - a d.
  [[nodiscard]] std::partial_ordering growth() const { return b * c <=> a * d; }
  /// The share at which the score is `cut`: a + b s = cut (c + d s).
  [[nodiscard]] exact at(const exact& cut) const { return (cut * c - a) / (b - cut * d); }
};

/// Whether a node's weighted mean is one of the children as written, whatever the shares of a group below.
inline bool is_plain_mean(const framework_view& f, std::uint32_t i) {
  const node& g = f.nodes[i];
  if (g.how != &ops_of<weighted_mean> || g.is_clamped) return false;
  for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent)
    if (f.nodes[c].is_extra_credit || f.nodes[c].base != f.nodes[c].weight) return false;
  return true;
}

/// The score of the trial's node as a function of the share of a child somewhere below, if it has this form: weighted means on the
/// way, none clamped or with extra credit, and missing rules that do not ask for shares of evidence, which weights change (`pool` and
/// `require` do, unless all is rated). `precise` holds the exact outcomes from the trial's node on.
///
/// With x the child's score, y and r the sums of weight x score and of weight over the siblings with scores, both divided by the
/// weight of all siblings, the group's score is (s x + (1 - s) y) / (s + (1 - s) r); a mean above maps it to p + q times it.
inline std::optional<share_line> line_of(const share_trial& trial, std::span<const outcome<exact>> precise, std::uint32_t child) {
  const framework_view& f = trial.of().framework;
  const std::uint32_t target = trial.target(), group = trial.parent(child);
  bool asks_for_evidence = false, all_rated = true;
  for (std::uint32_t i = group, from = framework_view::none;; from = i, i = trial.parent(i)) {
    if (!is_plain_mean(f, i)) return std::nullopt;
    const missing_policy m = f.nodes[i].missing.policy;
    asks_for_evidence = asks_for_evidence || m == missing_policy::pool || m == missing_policy::require;
    for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) {
      const node_result& o = trial.of().results[c];
      if (c != from) all_rated = all_rated && o.rated == 1 && o.entered == 1;
    }
    if (pools_dropped(f, i)) return std::nullopt;
    if (i == target) break;
  }
  if (asks_for_evidence && !all_rated) return std::nullopt;

  const auto weighed = [&](std::uint32_t i, std::uint32_t without, exact& all, exact& of_scored, exact& sum) {
    for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) {
      if (c == without) continue;
      const exact w(f.nodes[c].base);
      const outcome<exact>& o = precise[c - target];
      all += w;
      if (o.has_score()) of_scored += w, sum += w * o.score;
    }
  };
  exact others, r, y;
  weighed(group, child, others, r, y);
  r /= others, y /= others;
  const outcome<exact>& own = precise[child - target];
  share_line l{y, -y, r, -r};  // a child without a score: a constant
  if (own.has_score()) l.b += own.score, l.d += 1;
  for (std::uint32_t from = group; from != target;) {
    const std::uint32_t i = trial.parent(from);
    exact all, scored, sum;
    weighed(i, from, all, scored, sum);
    const exact w(f.nodes[from].base), total = scored + w, p = sum / total, q = w / total;
    l.a = p * l.c + q * l.a, l.b = p * l.d + q * l.b;
    from = i;
  }
  if (!l.known()) return std::nullopt;
  return l;
}

}  // namespace prowess::v0::detail
