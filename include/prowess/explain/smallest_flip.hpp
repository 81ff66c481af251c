// SPDX-License-Identifier: BSL-1.0
// The smallest change of one weight that changes the level.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/explain/share_line.hpp>
#include <prowess/explain/share_trial.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// The nearest share of one weight, in one direction, at which the level changes.
struct weight_flip {
  std::uint32_t node = 0;  ///< whose weight, by its place in tree order
  double now = 0;     ///< its present share of what it and its siblings weigh, in [0, 1]; times 100: percent
  double share = 0;   ///< the share at which the level changes
  double change = 0;  ///< `share` - `now`; 0 where the score stands exactly on a cut
  exact exactly = exact::unknown();  ///< `share` as a fraction; unknown where it was searched for
  bool grows = false;     ///< the weight has to grow; else to shrink
  bool at_share = false;  ///< the level changes at `share` itself; else only beyond it: a score on a cut still reaches it
  bool rises = false;     ///< to a higher level; else to a lower one
  level_reached level{};  ///< the level that results
};

/// What `smallest_flip` found.
struct weight_flips {
  status what = status::no_evidence;     ///< why there is a score to change, or none
  level_reached level{};                 ///< the present level
  std::vector<weight_flip> flips;        ///< nearest first; those as near as another in tree order
  std::vector<unmoved_weight> skipped;   ///< weights that were not moved, in tree order

  /// The nearest; null where no single weight changes the level.
  [[nodiscard]] const weight_flip* smallest() const& noexcept { return flips.empty() ? nullptr : flips.data(); }
  const weight_flip* smallest() && = delete;  ///< it would borrow from a temporary
};

namespace detail {

/// Looks for the places at which a person's score passes one of some cuts, which ascend.
class flip_finder {
 public:
  /// With the levels that the cuts are, or none.
  flip_finder(const profile_entry& at, std::span<const double> cuts, std::span<const level> levels)
      : at_(at), f_(at.of().framework), cuts_(cuts), levels_(levels), parents_(parents_of(f_)), trial_(at, parents_), place_(place(at)),
        precise_(outcomes_exactly(f_, at.index(), at.of().ratings)) {}

  void run(weight_flips& into) {
    for (std::uint32_t i = at_.index() + 1; i < at_.index() + at_.self().extent; ++i) {
      if (const auto why = trial_.refuses(i)) into.skipped.push_back({i, *why});
      else if (!solve(i, into.flips)) search(i, into.flips);
    }
    std::sort(into.flips.begin(), into.flips.end(), nearer<weight_flip>);
  }

 private:
  /// How many cuts a score reaches.
  [[nodiscard]] std::size_t place(const profile_entry& e) const {
    std::size_t reached = cuts_.size();
    while (reached > 0 && e.reaches(cuts_[reached - 1]) != decision::yes) --reached;
    return reached;
  }
  void add(std::vector<weight_flip>& flips, weight_flip flip, std::size_t reached) const {
    flip.rises = reached > place_;
    if (reached > 0 && !levels_.empty()) flip.level.index = static_cast<std::uint32_t>(reached - 1), flip.level.reached = levels_[reached - 1];
    flips.push_back(flip);
  }
  /// In closed form; false where there is none.
  bool solve(std::uint32_t i, std::vector<weight_flip>& flips) {
    const auto line = line_of(trial_, precise_, i);
    if (!line) return false;
    const exact now = present_share(f_, trial_.parent(i), i);
    const auto growth = line->growth();
    if (!now.known() || growth == std::partial_ordering::unordered) return false;
    if (growth == 0) return true;
    const std::size_t before = flips.size();
    for (const bool rises : {true, false}) {
      if (rises ? place_ == cuts_.size() : place_ == 0) continue;
      const double cut = rises ? cuts_[place_] : cuts_[place_ - 1];
      const exact s = line->at(exact(cut));
      if (!s.known()) {  // no number, or one that does not fit: the line tells which
        if (!(line->b == exact(cut) * line->d)) return flips.resize(before), false;
        continue;
      }
      const bool grows = (growth > 0) == rises;
      if (s < 0 || s > 1 || (grows ? s < now : s > now)) continue;
      if (!rises && s == (grows ? 1 : 0)) continue;  // on the cut at the end, and nothing lies beyond
      if ((s == 0 || s == 1) && !end_is_scored(i, s == 0 ? 0 : 1)) continue;
      std::size_t reached = place_;
      if (rises) while (reached < cuts_.size() && cuts_[reached] == cut) ++reached;
      else while (reached > 0 && cuts_[reached - 1] == cut) --reached;
      weight_flip flip;
      flip.node = i, flip.now = now.to_double(), flip.share = s.to_double(), flip.change = (s - now).to_double();
      flip.exactly = s, flip.grows = grows, flip.at_share = rises;
      add(flips, flip, reached);
    }
    return true;
  }
  bool end_is_scored(std::uint32_t i, double end) {
    const bool scored = trial_.set(i, end);
    trial_.restore(i);
    return scored;
  }
  /// Whether a score on a trial has left its place. It has fallen where it is clearly below the cut: weights made of a share are
  /// rounded, and a score that stands on a cut and stays there must not seem to fall.
  [[nodiscard]] bool moved(const profile_entry& e) const {
    const double score = e.result().score;
    if (place_ > 0 && score < cuts_[place_ - 1]) return apart(score, cuts_[place_ - 1], f_.scale());
    return place_ < cuts_.size() && e.reaches(cuts_[place_]) == decision::yes;
  }
  /// By the scores themselves.
  void search(std::uint32_t i, std::vector<weight_flip>& flips) {
    const double now = present_share_rounded(f_, trial_.parent(i), i);
    for (const double end : {0.0, 1.0}) {
      const auto share = nearest_change(now, end, [&](double s) { return trial_.set(i, s) && moved(trial_.entry()); });
      if (!share) continue;
      trial_.set(i, *share);
      weight_flip flip;
      flip.node = i, flip.now = now, flip.share = *share, flip.change = *share - now, flip.grows = end == 1, flip.at_share = true;
      add(flips, flip, place(trial_.entry()));
    }
    trial_.restore(i);
  }

  profile_entry at_;
  framework_view f_;
  std::span<const double> cuts_;
  std::span<const level> levels_;
  std::vector<std::uint32_t> parents_;
  share_trial trial_;
  std::size_t place_;
  std::vector<outcome<exact>> precise_;
};

}  // namespace detail

/// The smallest changes of one weight that change the level which a node reaches: for each node below it, and for each direction, the
/// nearest share of its siblings' total weight at which the level is another, while the siblings keep their ratios and the total
/// stays (percent weights stay percent). At most two for each node. A share for which the node, or a group on the way to it, has no
/// score changes nothing. Empty without a score, and on a scale without levels: give a cut.
///
/// Exact, as a fraction, where only weighted means stand between (`share_line`); else found by scoring at 256 equal steps to each side
/// and halving the step in which the level changes: to the share at which the score has passed the cut by 1e-12 of the scale (1e-9
/// where an aggregation has no exact form), and blind to a level that changes and changes back within a step, which takes an
/// aggregation that is not monotone in the weight.
///
/// Domain: relative, equal (as 1 each) and percent weights; not extra credit and penalties nor their siblings, nor where weights are
/// ignored: these are listed as skipped. Cost: one exact walk; for each node its siblings on the way up, or 500 times these.
/// Source: the weight stability intervals of linear additive models; Triantaphyllou and Sanchez, Decision Sciences 28 (1997) 151.
///
///     const auto robust = smallest_flip(ada);
///     if (const weight_flip* f = robust.smallest())
///       std::printf("%s at %.1f %% instead of %.1f %%\n", fw.path(f->node).c_str(), 100 * f->share, 100 * f->now);
[[nodiscard]] inline weight_flips smallest_flip(const profile_entry& of) {
  weight_flips found;
  found.what = of.what(), found.level = of.level();
  if (!of.has_score()) return found;
  std::vector<double> cuts;
  for (const level& l : of.of().framework.levels()) cuts.push_back(l.points);
  detail::flip_finder(of, cuts, of.of().framework.levels()).run(found);
  return found;
}
/// The same for the root.
[[nodiscard]] inline weight_flips smallest_flip(const profile_view& of) { return smallest_flip(of.root()); }

/// The same for one cut of your own instead of the levels: whether the score is at `points` or above. `weight_flip::level` stays empty;
/// `rises` says on which side it comes to be.
[[nodiscard]] inline weight_flips smallest_flip(const profile_entry& of, double points) {
  weight_flips found;
  found.what = of.what(), found.level = of.level();
  if (!of.has_score()) return found;
  detail::flip_finder(of, {&points, 1}, {}).run(found);
  return found;
}

}  // namespace prowess::v0
