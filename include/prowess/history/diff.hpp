// SPDX-License-Identifier: BSL-1.0
// What changed between two results, and why: each change of a score is shared out to its causes, and the parts total the change.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/history/diff_steps.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// A node's result after one more cause was taken over.
struct diff_step {
  cause what = cause::evidence;  ///< the cause
  bool differs = false;          ///< whether anything of this cause differs anywhere; else the step changes nothing (but perhaps last bits)
  bool is_scored = false;        ///< false: with it, and without those that follow, there is no sound framework; its effect comes with the next step
  node_result result{};          ///< of the node, where `is_scored`
};

/// A part of the change of a score. Parts stand end to end: the first begins at the score before, each at the end of the one in front of it,
/// the last ends at the score after.
struct diff_part {
  cause_set causes{};       ///< one; several where what lies between them has no score
  double from = 0;  ///< the score without them
  double to = 0;    ///< the score with them
  /// `to - from`, rounded once.
  [[nodiscard]] constexpr double effect() const noexcept { return to - from; }
};

/// One node of either framework, before and after.
struct node_change {
  static constexpr std::uint32_t none = framework_view::none;  ///< the place of a node that is not there
  std::string path;                                            ///< or the new root's id
  /// Its place in tree order before ...
  std::uint32_t before = none, after = none;                   ///< ... and after
  cause_set own{};                                             ///< what of the node itself differs; of a group also its list of children and their weights
  std::optional<node_result> result_before{};  ///< where it was there
  std::optional<node_result> result_after{};   ///< where it is there
  level_reached level_before{};                ///< the level that was reached; borrows the framework
  level_reached level_after{};                 ///< the level that is reached; borrows the framework
  std::array<diff_step, cause_count> steps{};                       ///< in the order of `cause`; of use where the node is in both

  [[nodiscard]] bool is_added() const noexcept { return before == none; }   ///< only the new framework has it
  [[nodiscard]] bool is_removed() const noexcept { return after == none; }  ///< only the old one has it
  /// Whether it is in both frameworks.
  [[nodiscard]] bool is_in_both() const noexcept { return before != none && after != none; }
  /// Whether it was added or removed, or another score, status or coverage came of it.
  [[nodiscard]] bool is_changed() const noexcept { return !(result_before == result_after) || !is_in_both(); }
  /// Whether the level that is reached is another one, by its key.
  [[nodiscard]] bool is_other_level() const { return level_before.key() != level_after.key(); }
  /// The parts of the change of the score: none where it has no score on one side. A cause whose step left the score alone has none.
  [[nodiscard]] std::vector<diff_part> parts() const {
    std::vector<diff_part> all;
    if (!is_in_both() || !result_before->has_score() || !result_after->has_score()) return all;
    double score = result_before->score;
    cause_set open;  // taken over, and without a score so far
    for (const diff_step& s : steps) {
      open.add(s.what, s.differs);
      if (!s.is_scored || !s.result.has_score()) continue;
      if (s.result.score != score) {
        open.add(s.what);
        all.push_back({open, score, s.result.score});
        score = s.result.score;
      }
      open = {};
    }
    return all;
  }
  /// The causes whose step changed the result: score, status or shares. What could not be scored by itself is with the next.
  [[nodiscard]] cause_set because_of() const {
    cause_set all, open;
    if (!is_in_both()) return all.add(cause::tree), all;
    const node_result* last = &*result_before;
    for (const diff_step& s : steps) {
      if (!s.is_scored) {
        open.add(s.what, s.differs);
        continue;
      }
      if (!(s.result == *last)) all.add(open), all.add(s.what);
      open = {}, last = &s.result;
    }
    return all;
  }
};

/// All nodes of two frameworks, and what changed. Borrows both profiles and their frameworks.
class profile_diff {
 public:
  profile_view before{};                ///< what was compared
  profile_view after{};                 ///< with what
  std::vector<node_change> nodes{};     ///< those of the old framework in tree order, then those that are only in the new one
  cause_set differing{};                ///< the causes that differ anywhere, whether they changed a result or not

  /// The change of the whole.
  [[nodiscard]] const node_change& root() const { return nodes.front(); }
  /// The change of a node by its path, in either framework; raises where there is none.
  [[nodiscard]] const node_change& operator[](std::string_view path) const {
    for (const node_change& n : nodes)
      if (n.path == path) return n;
    raise(problem{detail::in_quotes(path), "neither framework has this path", "use a path from below the root"});
  }
  /// Whether any node changed.
  [[nodiscard]] bool is_empty() const {
    for (const node_change& n : nodes)
      if (n.is_changed()) return false;
    return true;
  }
};

namespace detail {
inline void add_own(profile_diff& d, const matched_nodes& match, const node_comparison& same) {
  const framework_view &f = d.before.framework, &g = d.after.framework;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    node_change n;
    n.before = i, n.after = match.after[i];
    n.path = i == 0 && n.after == 0 ? std::string(g.id()) : f.path(i);
    n.result_before = d.before.results[i];
    n.level_before = d.before.entry(i).level();
    if (n.is_in_both()) {
      n.own = same.of(i);
      n.result_after = d.after.results[n.after];
      n.level_after = d.after.entry(n.after).level();
    } else n.own.add(cause::tree);
    d.nodes.push_back(std::move(n));
  }
  for (std::uint32_t i = 0; i < g.size(); ++i) {
    if (match.before[i] != matched_nodes::none) continue;
    node_change n;
    n.after = i, n.path = g.path(i), n.result_after = d.after.results[i], n.level_after = d.after.entry(i).level();
    n.own.add(cause::tree);
    d.nodes.push_back(std::move(n));
  }
  for (const node_change& n : d.nodes) d.differing.add(n.own);
}
}  // namespace detail

/// Compares two results, also of different frameworks; a node is the same where its path is, and it is a leaf or a group in both.
///
/// To share a change out to its causes, the old result is made the new one in five steps, each scored by the same walk as every result:
/// 1. *evidence*: the new ratings of the leaves that both have on the same scale, under the old framework;
/// 2. *rules*: the new aggregations, their values, missing rules and what absent ratings count as;
/// 3. *weights*; 4. *scale*: the new scales, and the ratings on them; 5. *tree*: the new result itself.
///
/// The scores of the steps stand end to end, so the parts of a node total its change exactly; what belongs to an interaction of two causes
/// goes to the later one (in another order the parts may be others). A step in between that is no sound framework (a decision table for
/// three children, of which there are two yet), or in which a node has no score, says so, and its effect is part of the next one.
/// Where the framework's scale changed, scores before and after are points of different scales. Cost: four walks and diagnoses, and
/// the level of each node on both sides.
///
///     const profile_diff d = diff(before, after);
///     for (const diff_part& p : d.root().parts()) use(p.causes, p.effect());
///     for (const node_change& n : d.nodes) if (n.is_other_level()) use(n.path, n.level_after.name());
[[nodiscard]] inline profile_diff diff(const profile_view& before, const profile_view& after) {
  profile_diff d;
  d.before = before, d.after = after;
  const detail::matched_nodes match(before.framework, after.framework);
  detail::diff_trial trial(before, after, match);
  detail::add_own(d, match, trial.comparison());
  for (std::size_t c = 0; c < cause_count; ++c) {
    const auto what = static_cast<cause>(c);
    std::vector<node_result> results;
    const bool last = what == cause::tree;
    if (!last) trial.take(what), results = trial.results();
    for (std::uint32_t i = 0; i < before.framework.size(); ++i) {
      node_change& n = d.nodes[i];
      if (!n.is_in_both()) continue;
      n.steps[c].what = what;
      n.steps[c].differs = d.differing.has(what);
      n.steps[c].is_scored = last || !results.empty();
      if (n.steps[c].is_scored) n.steps[c].result = last ? *n.result_after : results[i];
    }
  }
  return d;
}

/// What one changed rating does to the score of a node.
struct leaf_effect {
  std::string path;              ///< of the leaf
  rating before{};               ///< its rating before
  rating after{};                ///< its rating after
  node_result alone{};           ///< of the node, where of all ratings only this one is the new one
  node_result in_turn{};         ///< of the node, where this one and those in front of it are the new ones
};

/// The effect of each changed rating of the leaves that both have on the same scale, in tree order, on a node of the old framework, under
/// the old framework: the evidence step of `diff` leaf by leaf. The results `in_turn` stand end to end, so that their changes total that
/// step; what an interaction of leaves does goes to the later one. `alone` has no order, and does not total. (Shares without an order are
/// Shapley's, at the cost of 2^n walks.) Cost: two walks for each changed leaf.
///
///     for (const leaf_effect& e : evidence_effects(before, after)) use(e.path, e.alone.score);
[[nodiscard]] inline std::vector<leaf_effect> evidence_effects(const profile_view& before, const profile_view& after, std::uint32_t node_place = 0) {
  const detail::matched_nodes match(before.framework, after.framework);
  const detail::node_comparison same(before, after, match);
  const framework_view& f = before.framework;
  std::vector<rating> alone(before.ratings.begin(), before.ratings.end()), in_turn = alone;
  std::vector<node_result> out(f.size());
  std::vector<leaf_effect> all;
  const auto scored = [&](const std::vector<rating>& ratings) {
    static_cast<void>(detail::walk(f, {ratings.data(), ratings.size()}, {out.data(), out.size()}));  // both stood on this scale
    return out[node_place];
  };
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    if (!n.is_leaf() || match.after[i] == framework_view::none || !same.keeps_scale(i)) continue;
    const rating& now = after.ratings[after.framework.nodes[match.after[i]].leaf];
    if (now == before.ratings[n.leaf]) continue;
    alone[n.leaf] = in_turn[n.leaf] = now;
    all.push_back({f.path(i), before.ratings[n.leaf], now, scored(alone), scored(in_turn)});
    alone[n.leaf] = before.ratings[n.leaf];
  }
  return all;
}

}  // namespace prowess::v0
