// SPDX-License-Identifier: BSL-1.0
// What everybody's scores and ranks would be if a part of the framework weighed nothing, or did not apply.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/explain/score_order.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/rating_sheet.hpp>
#include <prowess/result.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// A cohort's scores and ranks. Both have one element for each person, in the order in which they were given.
struct ranked_scores {
  std::vector<std::optional<double>> scores;  ///< of the root, or none
  std::vector<std::uint32_t> ranks;  ///< 1 is the best; equal scores share the best of their ranks (1 2 2 4); 0 without a score
};

/// The same people when one node weighs nothing.
struct left_out {
  std::uint32_t node = 0;     ///< whose weight is 0, by its place in tree order
  ranked_scores then;         ///< scores and ranks without it
  std::uint32_t compared = 0; ///< people who have a score with and without it
  double rank_change = 0;     ///< the mean of |rank without - rank with| over these; 0 where there are none
};

/// What `leave_one_out` found.
struct leave_one_out_result {
  ranked_scores now;              ///< with the weights as they are
  std::vector<left_out> without;  ///< for each node, in the order in which they were asked for
};

namespace detail {

/// Scores of the root and ranks. Scores too close for doubles are ordered exactly; where that cannot be done, by the doubles.
inline result<ranked_scores> rank_people(const framework_view& f, std::span<const rating_sheet> people) {
  ranked_scores all;
  std::vector<node_result> out(f.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (const finding at = score_into(f, people[i].ratings(), out); !at.ok()) return describe(at, f);
    if (out[0].has_score()) all.scores.emplace_back(out[0].score), order.push_back(i);
    else all.scores.emplace_back();
  }
  all.ranks.resize(people.size());
  const auto score = [&](std::size_t i) { return *all.scores[i]; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score(a) != score(b) ? score(a) > score(b) : a < b; });
  std::vector<exact> precise(people.size());
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    bool known = true;  // neighbours that are too close to call stand in [first, last)
    for (last = first + 1; last < order.size() && too_close(score(order[last - 1]), score(order[last]), f.scale());) ++last;
    for (std::size_t k = first; last - first > 1 && k < last; ++k) {
      precise[order[k]] = walk_exactly(f, 0, people[order[k]].ratings()).score;
      known = known && precise[order[k]].known();
    }
    if (known && last - first > 1)
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(last),
                [&](std::size_t a, std::size_t b) { return precise[a] > precise[b]; });
    for (std::size_t k = first; k < last; ++k) {
      const bool tied = k > first && (known ? precise[order[k]] == precise[order[k - 1]] : score(order[k]) == score(order[k - 1]));
      all.ranks[order[k]] = tied ? all.ranks[order[k - 1]] : static_cast<std::uint32_t>(k + 1);
    }
  }
  return all;
}

}  // namespace detail

/// For each of some nodes: everybody's scores and ranks if it weighed nothing among its siblings, and how far people move on average.
/// Zeroing is not deleting: the child is still there for missing rules that count children, for `critical()`, and where its group
/// ignores weights, so that nothing changes there. A group left without any weight has no score (`zero_total_weight`).
/// Errors: sheets of another framework; a handle of another framework; the root, which has no siblings.
/// Cost: one walk for each person and node, and an exact one where scores are nearly equal.
/// Source: COINr's `remove_elements` (Becker, Journal of Open Source Software 7 (2022) 4567), with its ties (minimum).
///
///     const auto without = leave_one_out(fw, sheets, 1).value();   // the domains
///     for (const left_out& l : without.without) std::printf("%s %.2f\n", fw.path(l.node).c_str(), l.rank_change);
[[nodiscard]] inline result<leave_one_out_result> leave_one_out(const framework_view& f, std::span<const rating_sheet> people,
                                                                std::span<const node_handle> nodes) {
  for (const rating_sheet& s : people)
    if (s.framework().nodes.data() != f.nodes.data() && !(s.framework() == f))
      return problem{detail::in_quotes(f.id()), detail::join({"a sheet is of '", s.framework().id(), "', another framework or another state of it"}),
                     "make all sheets for this framework"};
  for (const node_handle h : nodes) {
    if (!f.owns(h)) return describe({rule::foreign_handle, h.index, 0}, f);
    if (h.index == 0) return problem{f.path(0), "the root has no siblings to weigh less than", "name nodes below it"};
  }
  auto now = detail::rank_people(f, people);
  if (!now) return now.problems();
  leave_one_out_result all;
  all.now = std::move(*now);
  std::vector<node> changed(f.nodes.begin(), f.nodes.end());
  framework_view other = f;
  other.nodes = {changed.data(), changed.size()};
  for (const node_handle h : nodes) {
    changed[h.index].weigh(0);
    auto then = detail::rank_people(other, people);
    changed[h.index] = f.nodes[h.index];
    if (!then) return then.problems();
    left_out l;
    l.node = h.index, l.then = std::move(*then);
    double moved = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (!all.now.scores[i] || !l.then.scores[i]) continue;
      ++l.compared, moved += detail::abs(static_cast<double>(l.then.ranks[i]) - static_cast<double>(all.now.ranks[i]));
    }
    l.rank_change = l.compared == 0 ? 0 : moved / l.compared;
    all.without.push_back(std::move(l));
  }
  return all;
}
/// The same for all nodes at a depth: 1 for the children of the root. An error where there are none.
[[nodiscard]] inline result<leave_one_out_result> leave_one_out(const framework_view& f, std::span<const rating_sheet> people, std::uint32_t depth) {
  std::vector<node_handle> nodes;
  std::vector<std::uint32_t> ends;  // of the groups that are open
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    while (!ends.empty() && i >= ends.back()) ends.pop_back();
    if (i > 0 && ends.size() == depth) nodes.push_back(f.handle(i));
    if (!f.nodes[i].is_leaf()) ends.push_back(i + f.nodes[i].extent);
  }
  if (nodes.empty())
    return problem{detail::in_quotes(f.id()), detail::join({"no node below the root has the depth ", std::to_string(depth)}),
                   "1 is for the children of the root"};
  return leave_one_out(f, people, nodes);
}

/// One person's score without one child.
struct score_without {
  std::uint32_t node = 0;        ///< the child, by its place in tree order
  node_result then{};            ///< of the group where the child is not applicable
  std::optional<double> change;  ///< the score without it minus the score with it, where there are both
};

/// A group's result for one person without each of its children in turn: everything below the child is `not_applicable`, so that
/// aggregations, weights and missing rules keep their meaning. In tree order; empty for a leaf. Cost: one walk for each child.
///
///     for (const score_without& s : without_each(ada)) std::printf("%s %+.2f\n", fw.path(s.node).c_str(), s.change.value_or(0));
[[nodiscard]] inline std::vector<score_without> without_each(const profile_entry& group) {
  const profile_view& p = group.of();
  const framework_view& f = p.framework;
  std::vector<score_without> all;
  std::vector<node_result> out(f.size());
  for (std::uint32_t c = group.index() + 1; c < group.index() + group.self().extent; c += f.nodes[c].extent) {
    std::vector<rating> ratings(p.ratings.begin(), p.ratings.end());
    for (std::uint32_t i = c; i < c + f.nodes[c].extent; ++i)
      if (f.nodes[i].is_leaf()) ratings[f.nodes[i].leaf] = not_applicable;
    if (const finding at = score_into(f, ratings, out); !at.ok()) detail::stop(at, f);
    score_without s;
    s.node = c, s.then = out[group.index()];
    if (group.has_score() && s.then.has_score()) s.change = s.then.score - group.result().score;
    all.push_back(s);
  }
  return all;
}
/// The same for the root.
[[nodiscard]] inline std::vector<score_without> without_each(const profile_view& p) { return without_each(p.root()); }

}  // namespace prowess::v0
