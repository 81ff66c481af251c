// SPDX-License-Identifier: BSL-1.0
// How each requirement of a role stands in a profile: reached or not, by how much, on what evidence.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <prowess/decision/check_role.hpp>
#include <prowess/decision/critical_failure.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/level_or_points.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0::detail {

/// The handles of a role's requirements were made by this framework, and its scales have their points.
constexpr bool belongs(const role_view& role, const framework_view& f) {
  for (const requirement& q : role.requirements) {
    if (!f.owns(q.node)) return false;
    const scale_data& s = scale_of_points(f, q.node.index);
    if (!s.spans(q.required) || (q.has_hurdle && !s.spans(q.hurdle)) || (q.has_desired && !s.spans(q.desired)) || (q.has_most && !s.spans(q.at_most))) return false;
  }
  return true;
}

/// Points of a requirement on the framework's scale.
template <class N> constexpr N on_framework_scale(const framework_view& f, const requirement& q, double points) {
  return rescaled<N>(scale_of_points(f, q.node.index), f.scale(), points);
}
template <class N> constexpr N required_points(const framework_view& f, const requirement& q) { return on_framework_scale<N>(f, q, q.required); }

/// The most that a requirement can lose, in points of the framework's scale: from its lowest to what is required, or from the most of
/// an interval to its highest.
template <class N> constexpr N way_of(const framework_view& f, const requirement& q) {
  const N up = required_points<N>(f, q) - N(f.scale().low);
  if (!q.has_most) return up;
  const N down = N(f.scale().high) - on_framework_scale<N>(f, q, q.at_most);
  return up < down ? down : up;
}
/// What a rated requirement reached, as its gap counts it, exactly.
constexpr exact reached_exactly(const profile_view& p, const requirement& q, const requirement_result& r) {
  if (q.by_level && !p.framework.nodes[q.node.index].is_leaf()) return { r.reached };
  return p.entry(q.node.index).exactly().score;
}

/// The gap of a rated requirement, exactly: below 0 where more than what is required was reached.
constexpr exact gap_exactly(const profile_view& p, const requirement& q, const requirement_result& r) {
  const exact reached = reached_exactly(p, q, r);
  return r.state == requirement_state::above ? reached - on_framework_scale<exact>(p.framework, q, q.at_most) : required_points<exact>(p.framework, q) - reached;
}

/// What a rated requirement loses of the fit, in points, at most its way: negative where surplus counts.
template <class N> constexpr N loss_of(const role_view& role, const profile_view& p, const requirement& q, const requirement_result& r, const N& way) {
  if (r.state == requirement_state::reached && !role.limits.surplus_counts) return N{};
  N gap{};
  if constexpr (std::same_as<N, double>) gap = r.state == requirement_state::reached ? -r.difference : r.gap;
  else gap = gap_exactly(p, q, r);
  return way < gap ? way : gap;
}

/// Who stands behind the rated leaves of a node: the fewest distinct people, and whether all of it may pass a hurdle.
constexpr rating_basis basis_of(const profile_view& p, std::uint32_t node, std::span<const rating_basis> evidence) {
  rating_basis least{framework_view::none, true};
  for (std::uint32_t i = node; i < node + p.framework.nodes[node].extent; ++i) {
    const prowess::node& n = p.framework.nodes[i];
    if (!n.is_leaf() || !p.ratings[n.leaf].is_rated()) continue;
    if (evidence[n.leaf].assessors < least.assessors) least.assessors = evidence[n.leaf].assessors;
    least.for_hurdles = least.for_hurdles && evidence[n.leaf].for_hurdles;
  }
  return least;
}

/// Whether a node with a score is above points of its scale.
constexpr decision exceeds_points(const profile_view& p, std::uint32_t node, double points) {
  const prowess::node& n = p.framework.nodes[node];
  if (n.is_leaf()) return as_good(p.framework.scale_of(n), points, p.ratings[n.leaf].points) ? decision::no : decision::yes;
  const decision there = p.entry(node).reaches(points);
  if (there != decision::yes) return there;
  const exact score = p.entry(node).exactly().score;
  if (!score.known()) return decision::not_decidable;
  return score > exact(points) ? decision::yes : decision::no;
}

constexpr hurdle_state hurdle_of(const role_view& role, const profile_view& p, const requirement& q, const rating_basis* basis, requirement_result& r) {
  const decision passes = reaches_points(p, q.node.index, q.hurdle);
  if (passes == decision::not_decidable) return r.is_decided = false, hurdle_state::undetermined;
  if (basis != nullptr && (!basis->for_hurdles || (passes == decision::yes && basis->assessors < role.limits.minimum_assessors))) return hurdle_state::undetermined;
  if (passes == decision::yes) return hurdle_state::passed;
  r.hurdle_short = on_framework_scale<double>(p.framework, q, q.hurdle) - p.results[q.node.index].score;
  return hurdle_state::failed;
}

constexpr requirement_result result_of(const role_view& role, const profile_view& p, const requirement& q, std::span<const rating_basis> evidence) {
  const std::uint32_t node = q.node.index;
  const node_result& o = p.results[node];
  const bool is_leaf = p.framework.nodes[node].is_leaf();
  requirement_result r;
  r.way = way_of<double>(p.framework, q);
  if (o.what == status::not_applicable) {
    r.state = requirement_state::waived;
    if (q.has_hurdle) r.hurdle = hurdle_state::waived;
    return r;
  }
  if (!o.has_score() || !(o.rated > 0)) {  // what is filled in is no evidence
    if (q.has_hurdle) r.hurdle = hurdle_state::undetermined;
    return r;
  }
  r.reached = o.score, r.is_partly_rated = o.rated < o.applicable;
  decision there = decision::no;
  if (q.by_level && !is_leaf) {
    const level_reached l = p.entry(node).level();
    if (l) r.reached = l.reached.points;
    there = l && l.reached.points >= q.required ? decision::yes : l.decided ? decision::no : decision::not_decidable;
  } else {
    there = reaches_points(p, node, q.required);
  }
  r.state = there == decision::yes ? requirement_state::reached : requirement_state::below;
  r.is_decided = there != decision::not_decidable;
  const auto required = required_points<double>(p.framework, q);
  r.difference = r.reached - required;
  if (r.state == requirement_state::below) r.gap = required > r.reached ? required - r.reached : 0;
  if (r.state == requirement_state::reached && q.has_most) {
    const decision over = q.by_level && !is_leaf ? (r.reached > q.at_most ? decision::yes : decision::no) : exceeds_points(p, node, q.at_most);
    if (over == decision::yes) r.state = requirement_state::above, r.gap = r.reached - on_framework_scale<double>(p.framework, q, q.at_most);
    r.is_decided = r.is_decided && over != decision::not_decidable;
  }
  if (q.has_desired) r.desired_is_met = reaches_points(p, node, q.desired) == decision::yes;
  std::optional<rating_basis> basis;
  if (!evidence.empty()) basis = basis_of(p, node, evidence), r.assessors = basis->assessors;
  if (q.has_hurdle) r.hurdle = hurdle_of(role, p, q, basis ? &*basis : nullptr, r);
  return r;
}

/// How far a requirement is from being reached: its hurdle first (passed or none, open, failed), then whether it is rated, then the share
/// of its way that it still has to go, in [0, 1].
constexpr double shortfall(const requirement_result& r) {
  const double hurdle = r.hurdle == hurdle_state::failed ? 8 : r.hurdle == hurdle_state::undetermined ? 4 : 0;
  if (!r.is_rated()) return hurdle + 2;
  return hurdle + (r.gap == 0 ? 0 : r.gap < r.way ? r.gap / r.way : 1);
}

/// Leaves the best of some alternatives, and says of the others that they are not needed. Returns whether one that was not rated might have been
/// better than one that counts.
constexpr bool choose(const alternatives& some, std::span<requirement_result> results) {
  bool unseen = false;
  std::uint32_t left = 0;
  for (std::uint32_t k = some.first; k < some.first + some.count; ++k) left += results[k].state != requirement_state::waived;
  for (; left > some.at_least; --left) {
    std::uint32_t worst = some.first;
    double most = -1;
    for (std::uint32_t k = some.first; k < some.first + some.count; ++k) {
      if (!results[k].counts()) continue;
      const double s = shortfall(results[k]);
      if (s > most - 1e-12) worst = k;  // equal shares, rounded or not: the last one
      most = s > most ? s : most;
    }
    unseen = unseen || results[worst].state == requirement_state::unrated;
    results[worst].state = requirement_state::not_needed;
    results[worst].hurdle = hurdle_state::none;
  }
  bool reached = true;
  for (std::uint32_t k = some.first; k < some.first + some.count; ++k)
    reached = reached && (!results[k].counts() || (results[k].state == requirement_state::reached && results[k].hurdle != hurdle_state::failed));
  return unseen && !reached;
}

/// Whether a gap that counts is greater than the role's maximum.
constexpr bool exceeds(const role_view& role, const profile_view& p, std::span<const requirement_result> results, double widest) {
  const double most = role.limits.maximum_gap;
  if (widest < most - 1e-9 || !(most < std::numeric_limits<double>::infinity())) return false;
  if (widest > most + 1e-9) return true;
  for (std::size_t k = 0; k < results.size(); ++k) {
    const requirement_result& r = results[k];
    if (!r.is_rated() || r.gap < most - 1e-9 || r.gap == 0) continue;
    const exact gap = gap_exactly(p, role.requirements[k], r);
    if (!gap.known() || gap > exact(most)) return true;
  }
  return false;
}

constexpr critical_failure blocking_failure(const role_view& role, const profile_view& p, std::span<const std::string_view> reported) {
  for (const std::string_view id : reported) {
    for (const std::string_view own : role.blocked_by)  // the role's own text outlives the decision
      if (own == id) return {own, framework_view::none, true};
    if (role.blocked_by.empty()) return {id, framework_view::none, true};
  }
  return first_critical_failure(p);
}

constexpr bool has_hurdles(const role_view& role) {
  for (const requirement& q : role.requirements)
    if (q.has_hurdle) return true;
  return false;
}

/// Why a decision is refused.
inline std::vector<problem> why_refused(const role_view& role, const profile_view& p, const circumstances& given) {
  std::vector<problem> all;
  if (!belongs(role, p.framework)) all.push_back(describe_role(role_mistake::foreign, p.framework, role.id, {}, 0));
  if (!given.evidence.empty() && given.evidence.size() != p.ratings.size())
    all.push_back({"the evidence", join({std::to_string(given.evidence.size()), " entries for ", std::to_string(p.ratings.size()), " leaves"}), "give one for each leaf, in tree order, or none"});
  return all;
}
constexpr void refuse(const role_view& role, const profile_view& p, const circumstances& given) {
  if (!std::is_constant_evaluated()) raise(why_refused(role, p, given));
  this_handle_is_from_another_framework();
}

}  // namespace prowess::v0::detail
