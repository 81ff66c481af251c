// SPDX-License-Identifier: BSL-1.0
// What scores could still become while ratings are missing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <prowess/aggregation/critical_cap.hpp>
#include <prowess/aggregation/points_ratio.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/aggregation/weighted_sum.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// Whether there are bounds, or why there are none.
enum class bounds_status : std::uint8_t {
  known,         ///< reached by some completion at both ends, and left by none
  without_score, ///< no completion has a score: nothing applies, a quorum of children is out of reach
  not_monotone,  ///< something below is missing, and an aggregation there may answer to a higher score with a lower one
  open_ended,    ///< something below is missing on a scale that allows points above its highest
  no_value       ///< something below is missing, and an aggregation there has no value at one end
};

/// What a score could still become.
struct score_bounds {
  double low = 0,  ///< the least ...
      high = 0;    ///< ... and the most, in points of the framework's scale; both 0 unless known
  bounds_status what = bounds_status::without_score;  ///< whether there are bounds
  /// Whether there are bounds.
  [[nodiscard]] constexpr bool known() const noexcept { return what == bounds_status::known; }
  /// high - low: 0 where the score is certain.
  [[nodiscard]] constexpr double width() const noexcept { return high - low; }
  friend constexpr bool operator==(const score_bounds&, const score_bounds&) = default;  ///< ends and status
};

namespace detail {

constexpr bool is_missing(const rating& r) { return r.kind == presence::not_observed || r.kind == presence::no_opportunity; }

/// How a group answers to children that move.
enum class child_direction : std::uint8_t { up, by_sign, either };
/// `by_sign`: down where the weight is negative, else up. Declared are aggregations without extra credit; of the shipped ones that take it, sums
/// have the sign of each weight, and a cap goes up with its critical children.
inline child_direction direction_of(const framework_view& f, std::uint32_t i) {
  const node& g = f.nodes[i];
  bool plain = true, capped_by_negative = false;
  for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent) {
    plain = plain && (g.how->traits.ignores_weights || f.nodes[c].base == f.nodes[c].weight);
    capped_by_negative = capped_by_negative || (f.nodes[c].is_critical && f.nodes[c].weight < 0);
  }
  if (pools_dropped(f, i)) return child_direction::either;  // what is dropped changes weights here
  if (plain && g.how->traits.monotone) return child_direction::up;
  if (g.how == &ops_of<weighted_mean> || g.how == &ops_of<points_ratio> || g.how == &ops_of<weighted_sum> || g.how == &ops_of<overweight_mean>)
    return child_direction::by_sign;
  return g.how == &ops_of<critical_cap> && !capped_by_negative ? child_direction::by_sign : child_direction::either;
}

/// The two walks, side by side, children first.
class bounds_walk {
 public:
  explicit bounds_walk(const framework_view& f)
      : f_(f), low_(f.size()), high_(f.size()), all_(f.size()), open_(f.size()), how_(f.size(), child_direction::either) {
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (!f.nodes[i].is_leaf()) how_[i] = direction_of(f, i);
  }

  /// The bounds by node. `ratings` by leaf.
  const std::vector<score_bounds>& run(std::span<const rating> ratings) {
    for (std::uint32_t i = f_.size(); i-- > 0;) {
      const node& n = f_.nodes[i];
      if (n.is_leaf()) leaf(i, ratings[n.leaf]);
      else group(i);
    }
    return all_;
  }
  /// The same again where the rating of one leaf is another.
  const score_bounds& again(std::uint32_t at, const rating& r) {
    leaf(at, r);
    for (std::uint32_t i = at; i != 0;) group(i = f_.parent(i));
    return all_[0];
  }

 private:
  /// A leaf is rated, or anything, or out of it.
  void leaf(std::uint32_t i, const rating& r) {
    const node& n = f_.nodes[i];
    const scale_data &own = f_.scale_of(n), &root = f_.scale();
    open_[i] = is_missing(r);
    if (open_[i]) {
      const auto at = [&](double points) { return node_result{points, 1, 1, 1, status::scored}; };
      if (own.how == grid::own && own.own->has_unit) low_[i] = at(root.zero), high_[i] = at(root.high);  // a position in [0, 1]
      else low_[i] = at(rescaled<double>(own, root, own.worst())), high_[i] = at(rescaled<double>(own, root, own.inverse ? own.low : own.high));
    } else {
      low_[i] = high_[i] = leaf_outcome<double>(own, root, n, r);
    }
    if (n.is_clamped) hold(low_[i], root), hold(high_[i], root);
    conclude(i, open_[i] && own.above == excess::allowed && !n.is_clamped ? bounds_status::open_ended : bounds_status::known);
  }

  void group(std::uint32_t i) {
    const node& g = f_.nodes[i];
    const bool by_sign = how_[i] == child_direction::by_sign;
    bounds_status what = bounds_status::known;
    open_[i] = false;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f_.nodes[c].extent) {
      open_[i] = open_[i] || open_[c];
      if (what == bounds_status::known && all_[c].what != bounds_status::without_score) what = all_[c].what;
    }
    if (what == bounds_status::known && open_[i] && how_[i] == child_direction::either) what = bounds_status::not_monotone;
    turn(i, by_sign);
    g.how->sparse(f_, i, low_.data());
    g.how->sparse(f_, i, high_.data());
    turn(i, by_sign);
    const bool scored = low_[i].has_score() && high_[i].has_score();
    if (what == bounds_status::known && open_[i] && !scored && (low_[i].what == status::out_of_domain || high_[i].what == status::out_of_domain))
      what = bounds_status::no_value;
    if (g.is_clamped) hold(low_[i], f_.scale()), hold(high_[i], f_.scale());
    conclude(i, what);
  }

  /// Exchanges the ends of the children that take away.
  void turn(std::uint32_t i, bool by_sign) {
    for (std::uint32_t c = i + 1; by_sign && c < i + f_.nodes[i].extent; c += f_.nodes[c].extent)
      if (f_.nodes[c].weight < 0) std::swap(low_[c], high_[c]);
  }
  void conclude(std::uint32_t i, bounds_status what) {
    if (what == bounds_status::known && !(low_[i].has_score() && high_[i].has_score())) what = bounds_status::without_score;
    all_[i] = {0, 0, what};
    if (what == bounds_status::known) all_[i].low = low_[i].score, all_[i].high = high_[i].score;
  }

  framework_view f_;
  std::vector<node_result> low_, high_;
  std::vector<score_bounds> all_;
  std::vector<bool> open_;  // something below is missing
  std::vector<child_direction> how_;
};

}  // namespace detail

/// For each node the least and the most that its score could be if all that is missing were rated, in tree order: one walk with every missing
/// leaf at its scale's worst points and one at its best (turned round under negative weights). Missing are `not_observed`, also where
/// `if_missing` fills it in, and `no_opportunity`; `not_applicable` stays out. In a complete sheet missing rules and fills do not matter,
/// so a node may have bounds while it has no score. Only complete sheets are promised: a score that rests on some ratings alone, as
/// today's may, can lie outside (a penalty that nobody has rated yet takes nothing away).
///
/// The promise, but for rounding: every completion of all missing ratings stays within the bounds, and some completion reaches each of
/// them. It holds where every aggregation above what is missing declares `monotone`; the shipped sums with extra credit or penalties
/// are turned round by the sign of their weights. Else the node and everything above say why there are no bounds. A node below which
/// nothing is missing has its score at both ends. (Bounds on a host's scale with a `unit` of its own are those of its positions 0
/// and 1, which need not be reached.) Cost: two walks; allocates.
///
///     const auto could = bounds(ada);
///     if (could[0].low >= 3) std::puts("competent, whatever is still to be rated");
[[nodiscard]] inline std::vector<score_bounds> bounds(const profile_view& p) { return detail::bounds_walk(p.framework).run(p.ratings); }

/// A missing rating, and what it would tell.
struct telling_rating {
  std::uint32_t node = 0;  ///< the leaf, by its place in tree order
  double narrowing = 0;    ///< points by which the bounds of the whole would come closer, on the mean of its worst and its best rating
  friend constexpr bool operator==(const telling_rating&, const telling_rating&) = default;  ///< leaf and narrowing
};

/// The missing ratings, the one first that would tell most: by width - (width if it were rated worst + width if it were rated best) / 2, with the
/// widths of the root's `bounds`; equal ones in tree order. Under a weighted mean that is its part of the weight times its scale.
/// Empty where the root has no bounds, or nothing is missing; without a leaf at whose worst or best some aggregation has no value.
/// Cost: for each missing leaf six times its groups on the way up; a sort.
///
///     const auto next = most_telling(ada);
///     if (!next.empty()) std::printf("rate %s next\n", fw.path(next[0].node).c_str());
[[nodiscard]] inline std::vector<telling_rating> most_telling(const profile_view& p) {
  std::vector<telling_rating> all;
  detail::bounds_walk walk(p.framework);
  if (p.size() == 0) return all;
  const score_bounds now = walk.run(p.ratings)[0];
  if (!now.known()) return all;
  for (std::uint32_t i = 0; i < p.size(); ++i) {
    const node& n = p.framework.nodes[i];
    if (!n.is_leaf() || !detail::is_missing(p.ratings[n.leaf])) continue;
    const scale_data& s = p.framework.scale_of(n);
    const score_bounds worst = walk.again(i, s.worst()), best = walk.again(i, s.inverse ? s.low : s.high);
    walk.again(i, p.ratings[n.leaf]);
    if (worst.known() && best.known()) all.push_back({i, now.width() - (worst.width() + best.width()) / 2});
  }
  std::sort(all.begin(), all.end(), [](const telling_rating& a, const telling_rating& b) {
    return a.narrowing != b.narrowing ? a.narrowing > b.narrowing : a.node < b.node;
  });
  return all;
}

}  // namespace prowess::v0
