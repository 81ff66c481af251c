// SPDX-License-Identifier: BSL-1.0
// How sure scores are: standard errors of ratings carried up the tree.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/explain/cut_probability.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The standard error of a score, or why there is none.
struct score_error {
  double standard_error = 0;                   ///< in points of the framework's scale; 0 unless known
  slope_status what = slope_status::without_score;  ///< whether there is one
  /// Whether there is one.
  [[nodiscard]] constexpr bool known() const noexcept { return what == slope_status::known; }
  friend constexpr bool operator==(const score_error&, const score_error&) = default;  ///< error and status
};

/// For each node the standard error of its score, in tree order, from those of the ratings: `of_leaves` by leaf, in points of the leaf's own
/// scale (0 for what is certain; that of a leaf without a rating does not matter, what is filled in counts as certain).
///
/// The delta method for independent errors: se^2 = sum over the leaves below of (d score / d points)^2 se_leaf^2, with the slopes of
/// `partials` and `points_slope`. Exact for weighted means and sums; elsewhere it takes the score for straight within the errors.
/// It is too small where leaves err together (one strict judge), and misleads near a kink: at ties of a minimum or
/// quantile, next to a threshold (there it is 0), beside an end that holds a score. `unknown` where a slope is.
/// Source: Oehlert, The American Statistician 46 (1992), 27-29.
/// Errors: not one number for each leaf; one that is negative or not finite. Cost: as `local_partials`.
///
///     const std::vector<double> sem(fw.leaf_count(), 0.3);
///     const auto errors = standard_errors(ada, sem).value();   // errors[0].standard_error is that of the whole
[[nodiscard]] inline result<std::vector<score_error>> standard_errors(const profile_view& p, std::span<const double> of_leaves) {
  const framework_view& f = p.framework;
  if (of_leaves.size() != p.ratings.size())
    return problem{f.nodes.empty() ? std::string() : f.path(0),
                   detail::join({std::to_string(of_leaves.size()), " standard errors, but the framework has ",
                                 std::to_string(p.ratings.size()), " leaves"}),
                   "give one for each leaf, in tree order; 0 for what is certain"};
  for (std::uint32_t i = 0; i < p.size(); ++i)
    if (const node& n = f.nodes[i]; n.is_leaf() && !(of_leaves[n.leaf] >= 0 && detail::is_finite(of_leaves[n.leaf])))
      return problem{f.path(i), detail::join({"the standard error is ", detail::number(of_leaves[n.leaf])}),
                     "give points of the leaf's scale that are not negative"};
  const std::vector<partial> local = local_partials(p);
  std::vector<score_error> all(p.size());
  for (std::uint32_t i = f.size(); i-- > 0;) {  // below a node no two subtrees share a leaf: variances add up group by group
    const node& n = f.nodes[i];
    if (!p.results[i].has_score()) continue;
    double variance = 0;
    bool known = true;
    if (n.is_leaf()) {
      if (p.ratings[n.leaf].is_rated()) {
        const partial slope = points_slope(p.entry(i));
        known = slope.known() || of_leaves[n.leaf] == 0;
        const double error = product(slope.slope, of_leaves[n.leaf]);
        variance = product(error, error);
      }
    } else {
      for (std::uint32_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent) {
        if (!p.results[c].has_score()) continue;
        known = known && all[c].known() && local[c].known();
        const double error = product(local[c].slope, all[c].standard_error);
        variance += product(error, error);
      }
    }
    known = known && detail::is_finite(variance);
    all[i] = {known ? detail::sqrt(variance) : 0, known ? slope_status::known : slope_status::unknown};
  }
  return all;
}

/// What is to be said of a node's score and a cut on the framework's scale: `three_outcomes` of `probability_at_least`. Without an error
/// (0) the score itself decides, exactly where it is close. `uncertain`, without a probability, where there is no score, the error is
/// unknown or negative, the cut not finite, or the answer not decidable. Errors: a guard that is not in [0.5, 1].
///
///     outcome_at(ada.root(), errors[0], 3).value().outcome == cut_outcome::meets
[[nodiscard]] inline result<cut_certainty> outcome_at(const profile_entry& e, const score_error& error, double cut, double guard = 0.90) {
  if (const auto why = detail::guard_problem(guard)) return *why;
  cut_certainty c;
  if (!e.has_score() || !error.known() || !detail::is_finite(cut)) return c;
  if (error.standard_error == 0) {
    const decision d = e.reaches(cut);
    if (d != decision::not_decidable) c.probability = d == decision::yes ? 1 : 0;
  } else {
    c.probability = probability_at_least(e.score(), error.standard_error, cut);
  }
  if (c.probability) c.outcome = detail::outcome_of(*c.probability, guard);
  return c;
}

}  // namespace prowess::v0
