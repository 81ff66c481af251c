// SPDX-License-Identifier: BSL-1.0
// What a plan is for: a goal is any callable over ratings; this is the ready one, that a node reaches a level.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <prowess/aggregation/extremes.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/decision/check_learning.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// A goal says of ratings (one for each leaf, in tree order) whether it is reached: a lambda over `decide`, over a score, over anything.
/// It must say the same of the same ratings.
///
/// Two optional members make the search faster; they must be right, or a plan that is called proved may not be:
/// * `double shortfall(std::span<const rating>)`: how much is missing. At most 0 wherever the goal is reached, but a goal may ask for
///   more beside it (a fit of 0.9, and hurdles); it may be too small by a rounding error and never too large. It never grows
///   where a leaf is raised.
/// * `std::uint32_t part(std::uint32_t leaf)`: leaves of different parts add up: from any ratings on, changes in several parts never take
///   more from the shortfall than each part's would alone from the first ratings. So it is with a constant minus a sum of functions of
///   the parts, and with that held at 0. A fit over leaves: each leaf is a part of its own.
///
/// With `bool is_monotone()` a goal may say that raising a leaf could undo it, whatever `plan_limits` say.
template <class G>
concept plan_goal = requires(G& goal, std::span<const rating> ratings) {
  { goal(ratings) } -> std::convertible_to<bool>;
};

/// The goal that a node reaches points: of a leaf on its own scale, of a group on the framework's. Cuts are inclusive and decided
/// exactly where the score is close; what cannot be decided is not reached, and neither is a cut without a score. Made by `reaches_level`.
class node_reaches {
 public:
  /// Of a node by its place in tree order. Allocates.
  node_reaches(const framework_view& f, std::uint32_t at, double points) : f_(f), at_(at), points_(points), out_(f.size()), part_(f.leaf_count()) {
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) part_[f.nodes[i].leaf] = i;
    for (std::uint32_t i = at; i < at + f.nodes[at].extent;) {
      const node& n = f.nodes[i];
      is_monotone_ = is_monotone_ && (n.is_leaf() || n.how->traits.monotone) && !(i > at && n.weight < 0);
      const bool is_all = i == at && !n.is_leaf() && n.how == &ops_of<minimum> && !n.is_clamped;
      is_minimum_ = is_minimum_ || is_all;
      const bool adds_up = n.is_leaf() || is_all || (n.how == &ops_of<weighted_mean> && !n.is_clamped);
      for (std::uint32_t c = i; !adds_up && c < i + n.extent; ++c) {
        if (f.nodes[c].is_leaf()) part_[f.nodes[c].leaf] = i;
        else is_monotone_ = is_monotone_ && f.nodes[c].how->traits.monotone;
        is_monotone_ = is_monotone_ && !(c > at && f.nodes[c].weight < 0);
      }
      i += adds_up ? 1 : n.extent;
    }
  }

  /// Whether the node is there. Cost: a walk; an exact one of the node's subtree where the score is close to the cut.
  [[nodiscard]] bool operator()(std::span<const rating> ratings) {
    const node& n = f_.nodes[at_];
    if (n.is_leaf()) return shortfall(ratings) <= 0;
    if (!score_into(f_, ratings, out_).ok()) return false;
    return profile_view{f_, ratings, out_}.entry(at_).reaches(points_) == decision::yes;
  }
  /// How many points are missing; of a minimum, to each child added up. The largest double without a score.
  [[nodiscard]] double shortfall(std::span<const rating> ratings) {
    const node& n = f_.nodes[at_];
    if (n.is_leaf()) {
      const scale_data& s = f_.scale_of(n);
      const rating& r = ratings[n.leaf];
      return r.is_rated() ? detail::height(s, points_) - detail::height(s, r.points) : (std::numeric_limits<double>::max)();
    }
    if (!score_into(f_, ratings, out_).ok() || !out_[at_].has_score()) return (std::numeric_limits<double>::max)();
    if (!is_minimum_) return missing_at(at_);
    double sum = 0;
    for (std::uint32_t c = at_ + 1; c < at_ + n.extent; c += f_.nodes[c].extent)
      if (out_[c].has_score()) sum += missing_at(c) > 0 ? missing_at(c) : 0;
    return sum;
  }
  /// The node of the largest group around a leaf in which leaves do not simply add up, or the leaf's own: weighted means add up, and a minimum at the top.
  [[nodiscard]] std::uint32_t part(std::uint32_t leaf) const { return part_[leaf]; }
  /// Whether all aggregations below declare it, and no weight is negative.
  [[nodiscard]] bool is_monotone() const noexcept { return is_monotone_; }

 private:
  /// Of a group's or leaf's score on the framework's scale; less what rounding could have done to it.
  [[nodiscard]] double missing_at(std::uint32_t i) const {
    double size = detail::abs(points_);
    for (const double x : {f_.scale().low, f_.scale().high, out_[i].score}) size = detail::abs(x) > size ? detail::abs(x) : size;
    return points_ - out_[i].score - product(size, 1e-9);
  }

  framework_view f_;
  std::uint32_t at_;
  double points_;
  std::vector<node_result> out_;
  std::vector<std::uint32_t> part_;
  bool is_monotone_ = true, is_minimum_ = false;
};

/// The goal that a node (by path or unique bare id; the root by its id) reaches points. An unknown name raises.
[[nodiscard]] inline node_reaches reaches_level(const framework_view& f, std::string_view name, double points) {
  return {f, detail::require_name(f, name), points};
}
/// The same for the points of a level: of a leaf's own scale, or the framework's for a group. An unknown key raises.
///
///     auto goal = reaches_level(fw, "soft", "advanced");
///     const learning_plan plan = cheapest_plan(fw, sheet.ratings(), goal).value();
template <std::convertible_to<std::string_view> Key> [[nodiscard]] node_reaches reaches_level(const framework_view& f, std::string_view name, const Key& level_key) {
  const std::uint32_t at = detail::require_name(f, name);
  const scale_data& s = f.nodes[at].is_leaf() ? f.scale_of(f.nodes[at]) : f.scale();
  const auto place = detail::level_named(f, s, level_key);
  if (!place) detail::stop({rule::rating_level_is_unknown, at, 0}, f);
  return {f, at, f.levels(s)[*place].points};
}

}  // namespace prowess::v0
