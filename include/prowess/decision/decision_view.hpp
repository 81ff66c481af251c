// SPDX-License-Identifier: BSL-1.0
// What holding a profile against a role says: an outcome, what it rests on, and a result for each requirement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <prowess/decision/critical_failure.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

/// What is recommended, in the order that better ratings lead through: they never lead back, unless too much is a gap, alternatives are unlike, or an
/// aggregation is not monotone. Nobody is rejected by it: a person decides.
enum class readiness : std::uint8_t { blocked_by_critical_failure, not_yet, insufficient_evidence, ready_with_plan, ready };

/// The name of an outcome, as in files: "ready_with_plan".
[[nodiscard]] constexpr std::string_view words(readiness r) noexcept {
  constexpr std::string_view all[] = {"blocked_by_critical_failure", "not_yet", "insufficient_evidence", "ready_with_plan", "ready"};
  return all[static_cast<std::size_t>(r)];
}

/// How a requirement stands.
enum class requirement_state : std::uint8_t {
  reached,   ///< what is required, or more
  below,     ///< it is not
  above,     ///< more than the most of its interval
  unrated,   ///< there is no score that rests on evidence
  waived,    ///< it does not apply to this person, and leaves fit and coverage
  not_needed ///< an alternative that is not among those that count
};
/// How a hurdle stands.
enum class hurdle_state : std::uint8_t {
  none,          ///< there is none
  passed,        ///< reached, with evidence that may pass it
  failed,        ///< not reached, with evidence
  undetermined,  ///< no evidence, or none that may pass or fail it
  waived         ///< it does not apply to this person
};

/// The result of one requirement; points are on the framework's scale.
struct requirement_result {
  requirement_state state = requirement_state::unrated;  ///< how it stands
  hurdle_state hurdle = hurdle_state::none;              ///< how its hurdle stands
  bool is_decided = true;     ///< false: exact arithmetic could not tell on which side of a cut it is; it counts as below
  bool desired_is_met = false;  ///< what is desired, where there is such, is reached
  double reached = 0;         ///< the score, or of a group that must reach a level the points of its level; where rated
  double gap = 0;             ///< max(0, required - reached), or what is above the interval; 0 where unrated
  double way = 0;             ///< the most that it could be: from the lowest points to what is required, or from the most of an interval to the highest
  bool is_partly_rated = false;  ///< a group: something below that applies was not rated
  double difference = 0;      ///< reached - required: negative below; 0 where unrated
  double hurdle_short = 0;    ///< points that a failed hurdle is short of
  std::uint32_t assessors = 0;  ///< the fewest distinct people behind a leaf of it, where that is known
  /// Whether it enters the coverage: it applies, and is no alternative left out.
  [[nodiscard]] constexpr bool counts() const noexcept { return state != requirement_state::waived && state != requirement_state::not_needed; }
  /// Whether it enters the fit.
  [[nodiscard]] constexpr bool is_rated() const noexcept { return state <= requirement_state::above; }
  friend constexpr bool operator==(const requirement_result&, const requirement_result&) = default;  ///< member by member
};

/// What came of holding a profile against a role.
struct verdict {
  readiness outcome = readiness::insufficient_evidence;  ///< the recommendation
  bool is_valid = true;          ///< false: the role is for another framework; nothing else here means anything
  bool has_fit = false;          ///< something that is required was rated
  bool needs_human = false;      ///< a person should look: see `decide_into`
  bool is_decided = true;        ///< false: exact arithmetic could not tell something
  bool assessors_are_unknown = false;  ///< the role asks how many people stand behind a hurdle, and nobody said
  bool gap_is_too_large = false; ///< a gap is greater than the role's maximum
  double fit = 0;                ///< 1 where nothing is missing (more where surplus counts); 0 where all is at the lowest points; meaningless without `has_fit`
  double coverage = 0;           ///< by importance, in [0, 1]
  double largest_gap = 0;        ///< points
  std::uint32_t failed_hurdles = 0;  ///< with evidence
  std::uint32_t open_hurdles = 0;    ///< without evidence that may pass or fail them
  std::uint32_t gaps = 0;            ///< requirements that are not reached, or exceeded
  std::uint32_t unrated = 0;         ///< requirements without evidence
  std::uint32_t other_failures = 0;  ///< critical failures that were reported and do not block this role
  critical_failure critical{};   ///< the one that blocks, where one does
  friend constexpr bool operator==(const verdict&, const verdict&) = default;  ///< member by member
};

/// What is known of the evidence behind one leaf's rating.
struct rating_basis {
  std::uint32_t assessors = 1;  ///< distinct people
  bool for_hurdles = true;      ///< some of it is of a kind that may pass or fail a hurdle: no self-rating, no knowledge test
};

/// What else is known of a person beside the profile.
struct circumstances {
  std::span<const std::string_view> critical_failures{};  ///< ids of what happened
  std::span<const rating_basis> evidence{};               ///< by leaf; empty where nobody knows
};

/// A decision that somebody else owns.
class decision_view {
 public:
  role_view role{};                               ///< what was asked
  profile_view profile{};                         ///< of whom
  verdict answer{};                      ///< what came of it
  std::span<const requirement_result> results{};  ///< by requirement of the role

  /// The place of a requirement by the node's path or unique bare id; a name that is not there raises, or is not required.
  [[nodiscard]] constexpr std::size_t place(std::string_view name) const {
    const std::uint32_t node = detail::require_name(profile.framework, name);
    for (std::size_t k = 0; k < role.requirements.size(); ++k)
      if (role.requirements[k].node.index == node) return k;
    if (!std::is_constant_evaluated()) raise(problem{profile.framework.path(node), detail::join({"the role '", role.id, "' does not require it"}), "ask for one of its requirements"});
    detail::no_such_name_in_this_framework(name);
    return 0;
  }
};

namespace detail {
/// What all decisions answer of themselves; Self converts to `decision_view`.
template <class Self> struct reads_decision {
  [[nodiscard]] constexpr decision_view view() const { return static_cast<const Self&>(*this); }
  [[nodiscard]] constexpr readiness outcome() const { return view().answer.outcome; }          ///< the recommendation
  [[nodiscard]] constexpr const verdict answer() const { return view().answer; }             ///< all of it
  [[nodiscard]] constexpr double fit() const { return view().answer.fit; }                     ///< see `verdict`
  [[nodiscard]] constexpr double coverage() const { return view().answer.coverage; }           ///< by importance
  [[nodiscard]] constexpr bool needs_human() const { return view().answer.needs_human; }       ///< the evidence is thin
  [[nodiscard]] constexpr const requirement_result operator[](std::string_view name) const {    ///< of a requirement by its node's name
    const decision_view d = view();
    return d.results[d.place(name)];
  }
};
}  // namespace detail

}  // namespace prowess::v0
