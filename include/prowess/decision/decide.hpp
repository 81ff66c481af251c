// SPDX-License-Identifier: BSL-1.0
// Is this person ready for this role: hurdles, gaps, fit, coverage and the outcome, of a profile.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/critical_failure.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/requirement_results.hpp>
#include <prowess/decision/role.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

namespace detail {

/// fit = 1 - sum(importance x gap) / sum(importance x (required - lowest)) and coverage = sum(importance of what is rated) /
/// sum(importance of what applies), over the requirements that count.
template <class N> struct fit_sums {
  N lost{}, possible{}, rated{}, applicable{};
  bool any = false;        ///< something that counts was rated
  bool misses_end = false; ///< what asks for no way up, the lowest level, was missed: a group below its scale
  [[nodiscard]] constexpr N fit() const { return possible == N{} ? N(1.0) : N(1.0) - lost / possible; }
  [[nodiscard]] constexpr N coverage() const { return applicable == N{} ? N{} : rated / applicable; }
};

/// The share of a node that was rated.
template <class N> constexpr N coverage_of(const profile_view& p, std::uint32_t node) {
  if constexpr (std::same_as<N, double>) return p.results[node].coverage();
  else return p.entry(node).exactly().coverage();
}

/// What is supposed of requirements that were not rated, or only in part.
enum class supposed : std::uint8_t { nothing, worst, as_required };

/// What fit and coverage are made of. A group of which only a part was rated counts in the coverage with that part of its importance.
template <class N>
constexpr fit_sums<N> sum_requirements(const role_view& role, const profile_view& p, std::span<const requirement_result> results, supposed of_missing = supposed::nothing) {
  fit_sums<N> sums;
  for (std::size_t k = 0; k < results.size(); ++k) {
    const requirement_result& r = results[k];
    if (!r.counts()) continue;
    const requirement& q = role.requirements[k];
    const N weight(q.importance);
    sums.applicable = sums.applicable + weight;
    if (r.is_rated()) {
      sums.rated = sums.rated + (r.is_partly_rated ? product(weight, coverage_of<N>(p, q.node.index)) : weight);
      sums.any = sums.any || q.importance > 0;
    }
    const bool is_seen = r.is_rated() && (of_missing == supposed::nothing || !r.is_partly_rated);
    if (!is_seen && of_missing == supposed::nothing) continue;
    N way{};
    if constexpr (std::same_as<N, double>) way = r.way;
    else way = way_of<N>(p.framework, q);
    if (!(way > N{})) {
      sums.misses_end = sums.misses_end || (r.is_rated() && r.gap > 0);
      continue;
    }
    sums.possible = sums.possible + product(weight, way);
    if (is_seen) sums.lost = sums.lost + product(weight, loss_of<N>(role, p, q, r, way));
    else if (of_missing == supposed::worst) sums.lost = sums.lost + product(weight, way);
  }
  return sums;
}

/// Whether a share reaches a cut: by the double where that is clear, else by the exact one.
template <class Exactly> constexpr decision share_reaches(double share, double cut, const Exactly& exactly) {
  if (share > cut + 1e-9) return decision::yes;
  if (share < cut - 1e-9) return decision::no;
  const exact precise = exactly();
  if (!precise.known()) return decision::not_decidable;
  return precise >= exact(cut) ? decision::yes : decision::no;
}

constexpr double largest_gap(std::span<const requirement_result> results) {
  double most = 0;
  for (const requirement_result& r : results)
    if (r.is_rated() && r.gap > most) most = r.gap;
  return most;
}

/// The outcome but for critical failures, hurdles and coverage: what fit and gaps say.
constexpr readiness by_fit(decision fits, bool gap_too_large) {
  if (fits != decision::yes) return readiness::not_yet;
  return gap_too_large ? readiness::ready_with_plan : readiness::ready;
}

/// Whether fit and gaps would say something else if what was not rated, or only in part, were at its worst, or as required.
constexpr bool hangs_on_missing(const role_view& role, const profile_view& p, std::span<const requirement_result> results, readiness now) {
  const bool gap_is_too_large = exceeds(role, p, results, largest_gap(results));
  bool could_be_too_large = gap_is_too_large;
  for (const requirement_result& r : results)
    could_be_too_large = could_be_too_large || (r.counts() && (!r.is_rated() || r.is_partly_rated) && r.way > role.limits.maximum_gap);
  const auto says = [&](supposed of_missing, bool too_large) {
    const double fit = sum_requirements<double>(role, p, results, of_missing).fit();
    return by_fit(share_reaches(fit, role.limits.minimum_fit, [&] { return sum_requirements<exact>(role, p, results, of_missing).fit(); }), too_large);
  };
  return says(supposed::worst, could_be_too_large) != now || says(supposed::as_required, gap_is_too_large) != now;
}

}  // namespace detail

/// Holds a profile against a role, into the caller's array of one result for each requirement. In this order:
///
/// 1. a critical failure that blocks the role -> `blocked_by_critical_failure`;
/// 2. a hurdle that failed, with evidence -> `not_yet`;
/// 3. a hurdle without evidence, or a coverage below the minimum -> `insufficient_evidence`;
/// 4. fit and gaps: at the minimum fit `ready`, or `ready_with_plan` where a gap is greater than the maximum; else `not_yet`.
///
/// Cuts are inclusive and decided exactly. A gap is max(0, required - reached) in points of the framework's scale; a group that must
/// reach a level counts with the points of the level that it reaches (its hurdle and what is desired of it ask for its score). A gap never costs more than
/// the way from the lowest points to what is required. What was not rated enters neither fit nor gaps, only the coverage, a group by the part of it
/// that was rated; what does not apply enters nothing. Without anything rated that has an importance the outcome is `insufficient_evidence`. Groups have the
/// framework's scores: the role's own weights are for `overall`.
///
/// `needs_human`: a critical failure was reported (whether it blocks this role or not); or the evidence is insufficient; or fit and gaps would say
/// something else if what was not rated in full were at its worst or as required; or a hurdle was passed by a group of which only a part was rated, or an
/// alternative that nobody rated might be better than one that counts; or the role asks for assessors and nobody said how many there are; or
/// something could not be decided exactly. Every outcome is a recommendation.
///
/// Cost: the requirements, and the leaves. It allocates only where a group's score lies within 1e-9 of a cut and its aggregation
/// needs all terms at once, or its subtree has more than 64 nodes. A role of another framework (whose ids or scales differ), or results of another size:
/// `!is_valid`, and nothing else is said. A `role_view` made by hand must have no `problems_of`.
/// Source: order and combination of rules after Wheeler, Combining Multiple Measures, ERIC ED374160, 1993; fit as in the profiles
/// of the health-IT framework.
[[nodiscard]] constexpr verdict decide_into(const role_view& role, const profile_view& p, std::span<requirement_result> results, const circumstances& given = {}) {
  verdict v;
  if (!detail::belongs(role, p.framework) || results.size() != role.requirements.size() || (!given.evidence.empty() && given.evidence.size() != p.ratings.size())) {
    v.is_valid = false;
    return v;
  }
  for (std::size_t k = 0; k < results.size(); ++k) results[k] = detail::result_of(role, p, role.requirements[k], given.evidence);
  bool unseen = false;
  for (const alternatives& some : role.any_of) unseen = detail::choose(some, results) || unseen;

  bool undecided = false, partly = false;
  for (const requirement_result& r : results) {
    if (!r.counts()) continue;
    partly = partly || r.is_partly_rated;
    unseen = unseen || (r.hurdle == hurdle_state::passed && r.is_partly_rated);
    v.failed_hurdles += r.hurdle == hurdle_state::failed;
    v.open_hurdles += r.hurdle == hurdle_state::undetermined;
    v.gaps += r.state == requirement_state::below || r.state == requirement_state::above;
    v.unrated += r.state == requirement_state::unrated;
    undecided |= !r.is_decided;
  }
  v.largest_gap = detail::largest_gap(results);
  const auto sums = detail::sum_requirements<double>(role, p, results);
  v.has_fit = sums.any, v.fit = sums.any ? sums.fit() : 0, v.coverage = sums.coverage();

  std::optional<detail::fit_sums<exact>> precise;  // made where a share is close to a cut
  const auto exactly = [&]() -> const detail::fit_sums<exact>& {
    if (!precise) precise = detail::sum_requirements<exact>(role, p, results);
    return *precise;
  };
  const decision covers = v.unrated == 0 && !partly && sums.applicable > 0 ? decision::yes : detail::share_reaches(v.coverage, role.limits.minimum_coverage, [&] { return exactly().coverage(); });
  const decision fits = !v.has_fit || sums.misses_end ? decision::no : sums.lost == 0 ? decision::yes : detail::share_reaches(v.fit, role.limits.minimum_fit, [&] { return exactly().fit(); });
  undecided |= covers == decision::not_decidable || fits == decision::not_decidable;
  v.gap_is_too_large = detail::exceeds(role, p, results, v.largest_gap);

  v.critical = detail::blocking_failure(role, p, given.critical_failures);
  v.other_failures = static_cast<std::uint32_t>(given.critical_failures.size());
  for (const std::string_view happened : given.critical_failures) v.other_failures -= role.is_blocked_by(happened);
  const readiness by_evidence = detail::by_fit(fits, v.gap_is_too_large);
  if (v.critical) v.outcome = readiness::blocked_by_critical_failure;
  else if (v.failed_hurdles > 0) v.outcome = readiness::not_yet;
  else if (v.open_hurdles > 0 || covers != decision::yes || !v.has_fit) v.outcome = readiness::insufficient_evidence;
  else v.outcome = by_evidence;

  v.assessors_are_unknown = role.limits.minimum_assessors > 0 && given.evidence.empty() && detail::has_hurdles(role);
  v.is_decided = !undecided;
  v.needs_human = undecided || unseen || v.critical || v.outcome == readiness::insufficient_evidence || v.other_failures > 0 || v.assessors_are_unknown;
  if (!v.needs_human && (v.unrated > 0 || partly) && v.failed_hurdles == 0)
    v.needs_human = detail::hangs_on_missing(role, p, results, by_evidence);
  return v;
}

/// A decision of a constant number of requirements. Borrows role and profile, which must outlive it.
template <std::size_t N> class static_decision : public detail::reads_decision<static_decision<N>> {
 public:
  role_view role{};                              ///< what was asked
  profile_view profile{};                        ///< of whom
  verdict given{};                               ///< what came of it
  std::array<requirement_result, N> results{};   ///< by requirement
  constexpr operator decision_view() const { return {role, profile, given, results}; }  ///< borrows
};

/// A decision of any role. Borrows role and profile, which must outlive it.
class role_decision : public detail::reads_decision<role_decision> {
 public:
  /// Of what `decide_into` left.
  role_decision(const role_view& role, const profile_view& p, const verdict& answer, std::vector<requirement_result> results)
      : role_(role), profile_(p), answer_(answer), results_(std::move(results)) {}
  operator decision_view() const { return {role_, profile_, answer_, results_}; }  ///< borrows

 private:
  role_view role_;
  profile_view profile_;
  verdict answer_;
  std::vector<requirement_result> results_;
};

/// As `decide_into`; what it refuses raises, or does not compile in a constant expression.
///
///     constexpr auto d = decide(trainer, ada);
///     static_assert(d.outcome() == readiness::ready_with_plan && d["communication"].gap == 1);
template <std::size_t R, std::size_t W, std::size_t G, std::size_t F>
[[nodiscard]] constexpr static_decision<R> decide(const static_role<R, W, G, F>& role, const profile_view& p, const circumstances& given = {}) {
  static_decision<R> d;
  d.role = role.view(), d.profile = p;
  d.given = decide_into(d.role, p, d.results, given);
  if (!d.given.is_valid) detail::refuse(d.role, p, given);
  return d;
}
template <std::size_t R, std::size_t W, std::size_t G, std::size_t F>
static_decision<R> decide(const static_role<R, W, G, F>&& role, const profile_view& p, const circumstances& given = {}) = delete;  ///< it borrows the role

/// As `decide_into`, of a role known at run time; what it refuses are the problems.
[[nodiscard]] inline result<role_decision> try_decide(const role_view& role, const profile_view& p, const circumstances& given = {}) {
  std::vector<requirement_result> results(role.requirements.size());
  const verdict answer = decide_into(role, p, results, given);
  if (!answer.is_valid) return detail::why_refused(role, p, given);
  return role_decision(role, p, answer, std::move(results));
}
/// The same; raises the problems.
[[nodiscard]] inline role_decision decide(const role_view& role, const profile_view& p, const circumstances& given = {}) { return try_decide(role, p, given).value(); }

}  // namespace prowess::v0
