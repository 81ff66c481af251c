// SPDX-License-Identifier: BSL-1.0
// Goals for plans out of roles: an outcome, or a fit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <prowess/decision/decide.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// The goal that a role is met: by outcome and fit. Made by `reaches_outcome` and `reaches_fit`; see `cheapest_plan`. Borrows framework, role and circumstances.
class role_goal {
 public:
  /// Of an outcome, or where it is the worst one of a fit alone. Allocates.
  role_goal(const framework_view& f, const role_view& role, readiness outcome, double fit, const circumstances& given)
      : f_(f), role_(role), given_(given), wanted_(outcome), fit_(fit), out_(f.size()), results_(role.requirements.size()), part_(f.leaf_count()) {
    if (!detail::belongs(role, f)) raise(detail::describe_role(detail::role_mistake::foreign, f, role.id, {}, 0));
    if (!detail::is_share(fit)) raise(problem{"the goal", "a fit of " + detail::number(fit) + " is not a share", "give one from 0 to 1"});
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) part_[f.nodes[i].leaf] = i;
    for (const requirement& q : role.requirements) {
      const node& n = f.nodes[q.node.index];
      is_monotone_ = is_monotone_ && !q.has_most;
      for (std::uint32_t c = q.node.index; c < q.node.index + n.extent; ++c) {
        const node& below = f.nodes[c];
        if (below.is_leaf() && !n.is_leaf() && part_[below.leaf] > q.node.index) part_[below.leaf] = q.node.index;  // the outermost group around
        is_monotone_ = is_monotone_ && (below.is_leaf() || below.how->traits.monotone) && (c == q.node.index || below.weight >= 0);
      }
    }
    if (!role.any_of.empty()) {  // which alternative counts hangs on all of them
      for (std::uint32_t& p : part_) p = 0;
      is_monotone_ = is_monotone_ && alike();
    }
  }

  /// Whether these ratings reach it. Cost: a walk and a decision.
  [[nodiscard]] bool operator()(std::span<const rating> ratings) {
    if (!walk(ratings)) return false;
    const verdict v = decide_into(role_, {f_, ratings, out_}, results_, given_);
    if (wanted_ != readiness::blocked_by_critical_failure) return v.outcome >= wanted_;
    if (!v.has_fit) return false;
    return detail::share_reaches(v.fit, fit_, [&] { return detail::sum_requirements<exact>(role_, {f_, ratings, out_}, results_).fit(); }) == decision::yes;
  }
  /// What the requirements lose beyond what the fit allows, in points times importance.
  [[nodiscard]] double shortfall(std::span<const rating> ratings) {
    if (!walk(ratings) || (wanted_ != readiness::blocked_by_critical_failure && wanted_ < readiness::ready_with_plan)) return 0;
    const profile_view p{f_, ratings, out_};
    static_cast<void>(decide_into(role_, p, results_, given_));
    const auto sums = detail::sum_requirements<double>(role_, p, results_);
    return sums.lost - product(1 - fit_, sums.possible) - product(sums.possible + 1, 1e-9);
  }
  /// The outermost required group around a leaf, or the leaf itself; one part for all where there are alternatives.
  [[nodiscard]] std::uint32_t part(std::uint32_t leaf) const { return part_[leaf]; }
  /// Whether raising a leaf never undoes it: the aggregations below requirements declare it, none asks for at most a level, and alternatives
  /// are of one importance, level and hurdle.
  [[nodiscard]] bool is_monotone() const noexcept { return is_monotone_; }

 private:
  [[nodiscard]] bool walk(std::span<const rating> ratings) { return detail::walk(f_, ratings, out_).ok(); }
  [[nodiscard]] bool alike() const {
    for (const alternatives& some : role_.any_of)
      for (std::uint32_t k = some.first; k < some.first + some.count; ++k) {
        const requirement &a = role_.requirements[some.first], &b = role_.requirements[k];
        const auto hurdle_of = [&](const requirement& q) { return q.has_hurdle ? detail::on_framework_scale<double>(f_, q, q.hurdle) : f_.scale().low; };
        if (a.importance != b.importance || detail::required_points<double>(f_, a) != detail::required_points<double>(f_, b) || hurdle_of(a) != hurdle_of(b)) return false;
      }
    return true;
  }

  framework_view f_;
  role_view role_;
  circumstances given_;
  readiness wanted_;
  double fit_;
  std::vector<node_result> out_;
  std::vector<requirement_result> results_;
  std::vector<std::uint32_t> part_;
  bool is_monotone_ = true;
};

/// The goal of an outcome, `readiness::ready` unless another is said: what a person would have to learn to be recommended. Evidence does not come from learning: where
/// it is missing, or a critical failure blocks, nothing reaches it. A role of another framework raises.
///
///     auto plan = cheapest_plan(fw, sheet.ratings(), courses, reaches_outcome(fw, trainer)).value();
[[nodiscard]] inline role_goal reaches_outcome(const framework_view& f, const role_view& role, readiness wanted = readiness::ready, const circumstances& given = {}) {
  return {f, role, wanted, role.limits.minimum_fit, given};
}
/// The goal of a fit alone, in [0, 1], whatever hurdles and gaps say.
[[nodiscard]] inline role_goal reaches_fit(const framework_view& f, const role_view& role, double fit) {
  return {f, role, readiness::blocked_by_critical_failure, fit, {}};
}

}  // namespace prowess::v0
