// SPDX-License-Identifier: BSL-1.0
// A large framework made ready for people of whom little is rated: parents, what is in a group, and what every node is without ratings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

namespace detail {
/// A child as its group needs it: 24 bytes where `node` has some 180, so that a large framework stays in the second cache.
struct sparse_child {
  double weight = 1;       ///< 1 where the group ignores weights
  std::uint32_t node = 0;  ///< in tree order
  std::uint32_t group = framework_view::none;  ///< place of the group above in the plan's list; `none` above the root
  std::uint32_t place : 24 = 0;                ///< among its siblings, where their number is limited; else unread
  std::uint32_t has_base : 1 = 1;              ///< adds its weight to the divisor, not 0
  std::uint32_t critical : 1 = 0, decides : 1 = 0, may_open : 1 = 0, clamped : 1 = 0;
  std::uint32_t simple : 1 = 0;                ///< a leaf on the framework's own scale, which is one of whole numbers
};

/// A group.
struct sparse_group {
  const group_ops* how;
  missing_rule missing;
  double total;                  ///< the children's bases, added in their order
  std::uint32_t end;             ///< the place behind its subtree
  std::uint32_t arity, openers;  ///< children, and those of them that could change a score while they have none
  bool weighted, pooled, mean;
  /// Children without ratings apply fully and have no score: sums of what is rated or entered need only the others.
  bool plain;
  sparse_child self;             ///< in the group above
};
}  // namespace detail

/// What scoring a few ratings under a framework needs, made once. It never changes and may be shared among threads. It borrows the
/// framework, which must outlive it and stay as it is.
/// Cost: scoring an empty sheet; about 65 bytes for each node.
///
///     const sparse_plan plan(skills.view());
///     sparse_scorer one(plan);                                   // one for each thread
///     if (one.score(leaves, points).ok()) use(one.root().score);
class sparse_plan {
 public:
  /// Of a sound framework.
  explicit sparse_plan(const framework_view& f) : framework_(f), blanks_(f.size()), leaves_(f.nodes.back().leaf + std::size_t{1}) {
    const std::vector<rating> none_rated(leaves_.size());
    static_cast<void>(detail::walk(f, {none_rated.data(), none_rated.size()}, {blanks_.data(), blanks_.size()}));
    std::vector<detail::sparse_child> children(f.size());
    std::vector<std::uint32_t> depth(f.size()), room(f.size());  // groups above, and children that they have together
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      const node& n = f.nodes[i];
      children[i].node = i, children[i].clamped = n.is_clamped;
      if (!n.is_leaf()) {
        add_group(i, children, depth, room);
        continue;
      }
      children[i].simple = n.scale == 0 && f.scales[0].how == grid::whole;
      leaves_[n.leaf] = children[i];
    }
  }

  /// The framework that it borrows.
  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }
  /// The number of leaves.
  [[nodiscard]] std::uint32_t leaf_count() const noexcept { return static_cast<std::uint32_t>(leaves_.size()); }
  /// The place of a leaf in tree order; a leaf's id here is its place among the leaves.
  [[nodiscard]] std::uint32_t node_of(std::uint32_t leaf) const noexcept { return leaves_[leaf].node; }
  /// What a node is where nothing below it is rated.
  [[nodiscard]] const node_result& blank(std::uint32_t node) const noexcept { return blanks_[node]; }
  /// The same of all nodes, in tree order.
  [[nodiscard]] std::span<const node_result> blanks() const noexcept { return {blanks_.data(), blanks_.size()}; }

 private:
  friend class sparse_scorer;

  void add_group(std::uint32_t i, std::vector<detail::sparse_child>& children, std::vector<std::uint32_t>& depth, std::vector<std::uint32_t>& room) {
    const node& n = framework_.nodes[i];
    const properties& traits = n.how->traits;
    const auto at = static_cast<std::uint32_t>(groups_.size());
    detail::sparse_group g{n.how, n.missing, 0, i + n.extent, n.arity, 0, !traits.ignores_weights, n.missing.policy == missing_policy::pool,
                           n.how == &ops_of<weighted_mean>, !detail::pools_dropped(framework_, i), children[i]};
    std::uint32_t place = 0;
    for (std::uint32_t c = i + 1; c < g.end; c += framework_.nodes[c].extent, ++place) {
      const node& child = framework_.nodes[c];
      const double base = g.weighted ? child.base : 1;
      const bool decides = child.is_critical || (traits.penalties && child.is_penalty());
      detail::sparse_child& kept = children[c];
      kept.weight = g.weighted ? child.weight : 1, kept.group = at, kept.place = place & 0xffffff;
      kept.has_base = base != 0, kept.critical = child.is_critical, kept.decides = decides, kept.may_open = decides || base != 0;
      g.total = g.total + base, g.openers += kept.may_open;
      const node_result& o = blanks_[c];
      g.plain = g.plain && !o.has_score() && o.rated == 0 && o.entered == 0 && o.applicable == 1 && (base == 0 || base == kept.weight);
      depth[c] = depth[i] + 1, room[c] = room[i] + n.arity;
    }
    g.plain = g.plain && place <= 0xffffff;
    if (depth[i] + 1 > depth_) depth_ = depth[i] + 1;
    if (room[i] + n.arity > room_) room_ = room[i] + n.arity;
    all_plain_ = all_plain_ && g.plain;
    groups_.push_back(g);
  }

  framework_view framework_;
  std::vector<node_result> blanks_;
  std::vector<detail::sparse_child> leaves_;  // by leaf
  std::vector<detail::sparse_group> groups_;
  std::uint32_t depth_ = 0, room_ = 0;          // most groups above a leaf, and most children that they have together
  bool all_plain_ = true;
};

}  // namespace prowess::v0
