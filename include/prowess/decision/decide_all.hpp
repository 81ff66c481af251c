// SPDX-License-Identifier: BSL-1.0
// One role and many people: the verdict on each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/batch/finding.hpp>
#include <prowess/batch/input.hpp>
#include <prowess/batch/split.hpp>
#include <prowess/decision/decide.hpp>
#include <prowess/result.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// What deciding about one person after another needs: a profile and the results of the requirements. Each thread has its own.
class decision_scratch {
 public:
  /// For a framework and a role.
  decision_scratch(const framework_view& f, const role_view& role) : ratings_(f.leaf_count()), scores_(f.nodes.size()), results_(role.requirements.size()) {}

 private:
  friend batch_finding decide_range(const role_view&, const batch_input&, split_range, std::span<verdict>, decision_scratch&, std::span<const circumstances>);
  std::vector<rating> ratings_;
  std::vector<node_result> scores_;
  std::vector<requirement_result> results_;
};

/// Decides about a range of people; `out` has an entry for everybody, as has `given` unless it is empty: nothing more is known of anybody.
/// The verdicts are those of `decide_into`, and the bits too. Allocates only where `decide_into` does; ranges that do not overlap may be
/// decided by several threads at once. Not ok, with the person, where a byte is no level or points
/// stand outside their scale; of several wrong bytes of a person the first in tree order, and bytes before points.
///
/// Cost: a score and a decision for each person.
[[nodiscard]] inline batch_finding decide_range(const role_view& role, const batch_input& people, split_range range, std::span<verdict> out, decision_scratch& scratch,
                                                std::span<const circumstances> given = {}) {
  const framework_view& f = people.framework();
  if (scratch.scores_.size() != f.nodes.size() || scratch.results_.size() != role.requirements.size()) return {batch_rule::foreign_framework, 0, 0, 0};
  if (out.size() != people.size() || (!given.empty() && given.size() != people.size()) || range.last > people.size() || range.first > range.last)
    return {batch_rule::wrong_number_of_people, 0, 0, static_cast<double>(people.size())};
  for (std::size_t i = range.first; i < range.last; ++i) {
    for (std::uint32_t k = 0; k < f.size(); ++k) {
      const node& n = f.nodes[k];
      if (!n.is_leaf()) continue;
      const auto said = people.rating_at(i, n.leaf, f.scale_of(n));
      if (!said) return {batch_rule::unknown_level, k, i, static_cast<double>(*people.codes_at(i, n.leaf))};
      scratch.ratings_[n.leaf] = *said;
    }
    if (const finding wrong = score_into(f, scratch.ratings_, scratch.scores_); !wrong.ok()) return {batch_rule::rating_outside_scale, wrong.node, i, wrong.value};
    out[i] = decide_into(role, profile_view{f, scratch.ratings_, scratch.scores_}, scratch.results_, given.empty() ? circumstances{} : given[i]);
    if (!out[i].is_valid) return {batch_rule::foreign_role, 0, i, 0};
  }
  return {};
}

/// Decides about everybody.
///
///     std::vector<verdict> verdicts(people.size());
///     decide_all(trainer, people, verdicts);        // verdicts[i].outcome, .fit, .gaps ...
[[nodiscard]] inline result<std::size_t> try_decide_all(const role_view& role, const batch_input& people, std::span<verdict> out, std::span<const circumstances> given = {}) {
  decision_scratch scratch(people.framework(), role);
  if (const batch_finding at = decide_range(role, people, {0, people.size()}, out, scratch, given); !at.ok()) return describe(at, people.framework());
  return people.size();
}
/// The same; raises where a rating is wrong, naming the person. Returns how many were decided about.
inline std::size_t decide_all(const role_view& role, const batch_input& people, std::span<verdict> out, std::span<const circumstances> given = {}) {
  return try_decide_all(role, people, out, given).value();
}

}  // namespace prowess::v0
