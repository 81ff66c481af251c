// SPDX-License-Identifier: BSL-1.0
// Whether a number of a column of scores reaches a cut, as far as the number alone can tell.
#pragma once

#include <prowess/detail/math.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0::cohort {

/// A cut in points of a framework's scale; who is at it or above reaches it. A profile decides a score that is close by exact arithmetic over
/// its ratings; a column holds no ratings, so it says `not_decidable` of what rounding could have moved across: within 1e-9 of the
/// largest number involved, the same bound as a profile's.
///
///     const score_cut at_three(fw, 3);
///     decision d = at_three.reached_by(scores[i]);
///     if (d == decision::not_decidable) d = at_three.reached_by(profile_of(i).root().exactly());
class score_cut {
 public:
  /// In points of the framework's own scale, which are finite.
  constexpr score_cut(const framework_view& f, double points) noexcept : score_cut(f.scale(), points) {}
  /// In points of a scale.
  constexpr score_cut(const scale_data& s, double points) noexcept : points_(points) {
    for (const double x : {s.low, s.high, points}) size_ = detail::abs(x) > size_ ? detail::abs(x) : size_;
  }
  /// The points.
  [[nodiscard]] constexpr double points() const noexcept { return points_; }

  /// Whether a score is at the cut or above, by the double alone.
  [[nodiscard]] constexpr decision reached_by(double score) const noexcept {
    const double off = score - points_, size = detail::abs(score) > size_ ? detail::abs(score) : size_;
    return off > product(size, 1e-9) ? decision::yes : off < -product(size, 1e-9) ? decision::no : decision::not_decidable;
  }
  /// The same, decided exactly: by what `profile_entry::exactly()` returns.
  [[nodiscard]] constexpr decision reached_by(const outcome<exact>& precise) const noexcept {
    if (!precise.has_score() || !precise.score.known()) return decision::not_decidable;
    return precise.score >= exact(points_) ? decision::yes : decision::no;
  }
  friend constexpr bool operator==(const score_cut&, const score_cut&) = default;  ///< the same points on scales of the same size

 private:
  double points_, size_ = 0;
};

}  // namespace prowess::v0::cohort
