// SPDX-License-Identifier: BSL-1.0
// Critical failures: what happened, or what a rating shows, that no score makes up for; of a profile, with or without a role.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// A critical failure: one that was reported by its id, or a critical leaf that failed.
struct critical_failure {
  std::string_view id{};                            ///< as it was reported; of a leaf its id
  std::uint32_t node = framework_view::none;        ///< the leaf; `none` where it was reported
  bool happened = false;                            ///< whether there is one
  constexpr explicit operator bool() const noexcept { return happened; }  ///< whether there is one
  friend constexpr bool operator==(const critical_failure&, const critical_failure&) = default;  ///< id and node
};

namespace detail {
/// Whether a critical leaf is rated at the worst points of its scale.
constexpr bool failed_critically(const framework_view& f, const node& n, const rating& r) {
  if (!n.is_leaf() || !n.is_critical || !r.is_rated()) return false;
  const scale_data& s = f.scale_of(n);
  return s.inverse ? r.points >= s.high : r.points <= s.low;
}
}  // namespace detail

/// The first critical leaf, in tree order, that failed: one marked `critical()` and rated at the worst points of its scale (not met on a
/// checklist, the lowest level). Its score is not changed by that; decisions about roles are `blocked_by_critical_failure`, and a simulator
/// stops. What was not observed has not failed. Cost: the nodes.
[[nodiscard]] constexpr critical_failure first_critical_failure(const framework_view& f, std::span<const rating> ratings) {
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    if (n.is_leaf() && detail::failed_critically(f, n, ratings[n.leaf])) return {n.id, i, true};
  }
  return {};
}
/// The same of a profile.
[[nodiscard]] constexpr critical_failure first_critical_failure(const profile_view& p) { return first_critical_failure(p.framework, p.ratings); }

/// What `assess_into` answers.
struct assessment {
  finding what{};               ///< as `score_into`
  critical_failure critical{};  ///< the first one: the leaf, or what was reported
  [[nodiscard]] constexpr bool ok() const noexcept { return what.ok(); }  ///< whether there are results
};

/// Scores one person as `score_into` does, and says in the same call whether something critical happened: for a simulator that
/// must know in the same frame. `reported` are ids of critical failures that the host saw; any of them is one. No allocation, no exception.
///
///     const auto now = assess_into(fw, ratings, results, reported);
///     if (now.critical) stop_the_exercise(now.critical.id);
[[nodiscard]] constexpr assessment assess_into(const framework_view& f, std::span<const rating> ratings, std::span<node_result> out,
                                               std::span<const std::string_view> reported = {}) noexcept {
  assessment a{score_into(f, ratings, out), {}};
  if (!reported.empty()) a.critical = {reported[0], framework_view::none, true};
  else if (a.ok()) a.critical = first_critical_failure(f, ratings);
  return a;
}
/// The same against a constant framework; the walk is unrolled.
template <const auto& F>
[[nodiscard]] constexpr assessment assess_into(std::span<const rating, F.leaf_count()> ratings, std::span<node_result, F.node_count> out,
                                               std::span<const std::string_view> reported = {}) noexcept {
  assessment a{score_into<F>(ratings, out), {}};
  if (!reported.empty()) a.critical = {reported[0], framework_view::none, true};
  else if (a.ok()) a.critical = first_critical_failure(F.view(), ratings);
  return a;
}

}  // namespace prowess::v0
