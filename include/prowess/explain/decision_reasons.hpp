// SPDX-License-Identifier: BSL-1.0
// Why a decision is what it is: a small tree of reasons as data, without allocation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <prowess/decision/decide.hpp>
#include <prowess/decision/decision_view.hpp>
#include <prowess/decision/requirement_results.hpp>
#include <prowess/decision/role_view.hpp>

namespace prowess::inline v0 {

/// What a reason is about.
enum class reason_kind : std::uint8_t {
  outcome,           ///< the recommendation; all other reasons are below it
  critical_failure,  ///< something happened that blocks the role: `id`, or the leaf `node` failed
  other_failure,     ///< critical failures that were reported and do not block this role: `value` of them
  hurdle_failed,     ///< a requirement's hurdle: reached `value`, asked `limit` points
  hurdle_open,       ///< its hurdle has no evidence that may pass or fail it
  coverage,          ///< `value`, asked `limit`; below it what is not rated
  unrated,           ///< a requirement without evidence: its importance is `value`
  fit,               ///< `value`, asked `limit`; below it the gaps, the costliest first
  gap,               ///< a requirement that is not reached, or exceeded: `value` points, which cost `limit` of the fit
  gap_too_large,     ///< the largest gap, `value` points, is more than `limit`: it needs a plan
  hurdle_passed,     ///< a requirement's hurdle: reached `value`, asked `limit` points
  desired_missed,    ///< what is desired of a requirement is not reached: reached `value`, welcome are `limit` points
  waived,            ///< a requirement that does not apply to this person
  not_needed,        ///< an alternative that is not among the best ones that count
  undecided,         ///< exact arithmetic could not tell whether a requirement is reached; it counts as below
  human              ///< the evidence is thin: a person should look
};

/// One reason. Those below reason i are the next `extent - 1`.
struct reason {
  static constexpr std::uint32_t none = 0xffffffff;  ///< no requirement
  reason_kind kind = reason_kind::outcome;  ///< what it is about
  bool is_decisive = false;          ///< without it the outcome might be another
  std::uint32_t extent = 1;          ///< with all below it
  std::uint32_t requirement = none;  ///< its place in the role
  std::uint32_t node = framework_view::none;  ///< of a critical failure the leaf that failed, where it is one
  double value = 0;                  ///< see `reason_kind`
  double limit = 0;                  ///< see `reason_kind`
  std::string_view id{};             ///< of a critical failure
  friend constexpr bool operator==(const reason&, const reason&) = default;  ///< member by member
};

/// The most reasons that a decision about so many requirements has.
[[nodiscard]] constexpr std::size_t most_reasons(std::size_t requirements) noexcept { return 8 + 5 * requirements; }

namespace detail {
struct reason_writer {
  std::span<reason> out;
  std::size_t n = 0;
  constexpr std::size_t add(reason_kind kind, bool decisive = false, std::uint32_t requirement = reason::none, double value = 0, double limit = 0, std::string_view id = {}) {
    if (n < out.size()) out[n] = {kind, decisive, 1, requirement, framework_view::none, value, limit, id};
    return n++;
  }
  constexpr void close(std::size_t from) {
    if (from < out.size()) out[from].extent = static_cast<std::uint32_t>(n - from);
  }
};

/// The requirements in a state, one reason for each.
template <class Wanted, class Add> constexpr void each_result(const decision_view& d, const Wanted& wanted, const Add& add) {
  for (std::uint32_t k = 0; k < d.results.size(); ++k)
    if (wanted(d.results[k])) add(k, d.results[k]);
}

/// What the gap of a requirement costs of the fit.
constexpr double cost_of_gap(const decision_view& d, const fit_sums<double>& sums, std::uint32_t k) {
  const requirement& q = d.role.requirements[k];
  const requirement_result& r = d.results[k];
  if (!(r.way > 0) || sums.possible == 0) return 0;
  return product(q.importance, r.gap < r.way ? r.gap : r.way) / sums.possible;
}

constexpr void add_gaps(const decision_view& d, bool decisive, reason_writer& to) {
  const auto sums = sum_requirements<double>(d.role, d.profile, d.results);
  const std::size_t first = to.n;
  each_result(d, [](const requirement_result& r) { return r.counts() && r.is_rated() && r.gap > 0; },
              [&](std::uint32_t k, const requirement_result& r) { to.add(reason_kind::gap, decisive, k, r.gap, cost_of_gap(d, sums, k)); });
  for (std::size_t i = first + 1; i < to.n && to.n <= to.out.size(); ++i)  // the costliest first, as listed among equals
    for (std::size_t k = i; k > first && to.out[k - 1].limit < to.out[k].limit; --k) std::swap(to.out[k - 1], to.out[k]);
}
}  // namespace detail

/// Writes the reasons of a decision in tree order: the outcome; what blocks; hurdles that failed or have no evidence; coverage, and below it
/// what is not rated; fit, and below it the gaps, the costliest first; a gap that needs a plan; then what passed, is desired, is waived or
/// not needed. Returns how many they are; `most_reasons(requirements)` always have room, of more than fit the rest is left out. No allocation.
[[nodiscard]] constexpr std::size_t reasons_into(const decision_view& d, std::span<reason> out) {
  const verdict& v = d.answer;
  detail::reason_writer to{out};
  const std::size_t all = to.add(reason_kind::outcome, true, reason::none, static_cast<double>(v.outcome));
  if (v.critical) {
    const std::size_t at = to.add(reason_kind::critical_failure, true, reason::none, 0, 0, v.critical.id);
    if (at < out.size()) out[at].node = v.critical.node;
  }
  const bool blocked = v.outcome == readiness::blocked_by_critical_failure, failed = !blocked && v.failed_hurdles > 0;
  const bool open = v.outcome == readiness::insufficient_evidence, by_fit = !blocked && !failed && !open;
  if (v.other_failures > 0) to.add(reason_kind::other_failure, false, reason::none, v.other_failures);

  const framework_view& f = d.profile.framework;
  const auto hurdles = [&](hurdle_state state, reason_kind kind, bool decisive) {
    detail::each_result(d, [&](const requirement_result& r) { return r.hurdle == state; }, [&](std::uint32_t k, const requirement_result&) {
      const requirement& q = d.role.requirements[k];
      const node_result& o = d.profile.results[q.node.index];
      to.add(kind, decisive, k, o.has_score() ? o.score : 0, detail::on_framework_scale<double>(f, q, q.hurdle));
    });
  };
  hurdles(hurdle_state::failed, reason_kind::hurdle_failed, failed);
  hurdles(hurdle_state::undetermined, reason_kind::hurdle_open, open);

  const std::size_t coverage = to.add(reason_kind::coverage, open && v.open_hurdles == 0, reason::none, v.coverage, d.role.limits.minimum_coverage);
  detail::each_result(d, [](const requirement_result& r) { return r.state == requirement_state::unrated; },
                      [&](std::uint32_t k, const requirement_result&) { to.add(reason_kind::unrated, open, k, d.role.requirements[k].importance); });
  to.close(coverage);
  if (v.has_fit) {
    const std::size_t fit = to.add(reason_kind::fit, by_fit, reason::none, v.fit, d.role.limits.minimum_fit);
    detail::add_gaps(d, by_fit && v.outcome == readiness::not_yet, to);
    to.close(fit);
    if (v.gap_is_too_large) to.add(reason_kind::gap_too_large, v.outcome == readiness::ready_with_plan, reason::none, v.largest_gap, d.role.limits.maximum_gap);
  }
  hurdles(hurdle_state::passed, reason_kind::hurdle_passed, false);
  detail::each_result(d, [](const requirement_result& r) { return r.counts(); }, [&](std::uint32_t k, const requirement_result& r) {
    const requirement& q = d.role.requirements[k];
    if (r.is_rated() && q.has_desired && !r.desired_is_met) to.add(reason_kind::desired_missed, false, k, r.reached, detail::on_framework_scale<double>(f, q, q.desired));
    if (!r.is_decided) to.add(reason_kind::undecided, true, k);
  });
  detail::each_result(d, [](const requirement_result& r) { return !r.counts(); }, [&](std::uint32_t k, const requirement_result& r) {
    to.add(r.state == requirement_state::waived ? reason_kind::waived : reason_kind::not_needed, false, k);
  });
  if (v.needs_human) to.add(reason_kind::human);
  to.close(all);
  return to.n;
}

/// The reasons of a decision about a constant number of requirements.
template <std::size_t N> class reason_list {
 public:
  std::array<reason, most_reasons(N)> all{};  ///< in tree order; behind `size()` nothing of use
  std::size_t count = 0;                      ///< how many they are
  [[nodiscard]] constexpr std::size_t size() const noexcept { return count; }                        ///< how many they are
  [[nodiscard]] constexpr const reason& operator[](std::size_t i) const { return all[i]; }           ///< in tree order
  [[nodiscard]] constexpr const reason* begin() const noexcept { return all.data(); }                ///< the outcome
  [[nodiscard]] constexpr const reason* end() const noexcept { return all.data() + count; }          ///< behind the last
};
/// The reasons of a decision, in tree order: see `reasons_into`.
///
///     for (const reason& r : reasons_of(d)) std::puts(sentence(r, d).c_str());
template <std::size_t N> [[nodiscard]] constexpr reason_list<N> reasons_of(const static_decision<N>& d) {
  reason_list<N> list;
  list.count = reasons_into(d, list.all);
  return list;
}
/// The same of any decision.
[[nodiscard]] inline std::vector<reason> reasons_of(const decision_view& d) {
  std::vector<reason> all(most_reasons(d.results.size()));
  all.resize(reasons_into(d, all));
  return all;
}

}  // namespace prowess::v0
