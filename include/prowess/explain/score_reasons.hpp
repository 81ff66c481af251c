// SPDX-License-Identifier: BSL-1.0
// Why each score of a profile is what it is: what counted and how much, what was missing, filled in or held at an end, by which rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <prowess/detail/walk.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

/// How a node stands in the score of its group.
enum class part_kind : std::uint8_t {
  counted,        ///< its score counts
  filled,         ///< nobody rated it; its `if_missing` counts
  extra,          ///< it counts, and adds nothing to the divisor: extra credit or a penalty
  missing,        ///< it has no score and could have had one
  unoffered,      ///< it could not be rated in this phase
  inapplicable    ///< it does not apply to this person
};

/// Why one node has its score, or none, and what it is worth to its group.
struct score_reason {
  std::uint32_t node = 0;               ///< place in tree order
  part_kind kind = part_kind::counted;  ///< in the score of its group; of the root: of the whole
  double share = 0;                     ///< of the weight of what counts in its group, by what it weighs there (under `pool` by what of it was rated), in [0, 1]; of `extra` weight over that sum
  double effective = 0;                 ///< the shares on the way from the root multiplied
  std::optional<double> slope{};        ///< points of its group for a point of it, where that is known: see `local_partials`
  std::optional<double> unheld{};       ///< the score before `clamped` held it at an end of the scale, where that changed it
  std::string_view rule{};              ///< of a group: the name of its aggregation
  std::uint32_t counted = 0;            ///< of a group: children that count
  std::uint32_t missing = 0;            ///< of a group: children that could have had a score and have none
  friend constexpr bool operator==(const score_reason&, const score_reason&) = default;  ///< member by member
};

namespace detail {

constexpr part_kind kind_of_part(const node& n, const node_result& o) {
  if (o.what == status::not_applicable) return part_kind::inapplicable;
  if (o.what == status::no_opportunity) return part_kind::unoffered;
  if (!o.has_score()) return part_kind::missing;
  if (n.base == 0 && n.weight != 0) return part_kind::extra;
  return o.what == status::filled ? part_kind::filled : part_kind::counted;
}

/// The score of a node before it was held at an end, where that changed it.
inline std::optional<double> before_hold(const profile_view& p, std::uint32_t i) {
  const framework_view& f = p.framework;
  const node& n = f.nodes[i];
  if (!n.is_clamped || !p.results[i].has_score()) return std::nullopt;
  const std::optional<double> score = n.is_leaf() ? leaf_outcome<double>(f.scale_of(n), f.scales[0], n, p.ratings[n.leaf]).score : free_score(f, n, terms_of(f, i, p.results.data()));
  return score == p.results[i].score ? std::nullopt : score;
}

}  // namespace detail

/// The reasons of all scores of a profile, one for each node, in tree order. `share` and `effective` are weights; what an aggregation
/// makes of them its `rule` says, and how much hangs on a child its `slope`. Cost: as `local_partials`.
///
///     for (const score_reason& r : score_reasons(ada)) std::puts(sentence(r, ada).c_str());
[[nodiscard]] inline std::vector<score_reason> score_reasons(const profile_view& p) {
  const framework_view& f = p.framework;
  std::vector<score_reason> all(f.size());
  const std::vector<partial> slopes = local_partials(p);
  if (f.size() > 0) all[0].kind = detail::kind_of_part(f.nodes[0], p.results[0]), all[0].share = all[0].effective = p.results[0].has_score() ? 1 : 0;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    score_reason& r = all[i];
    r.node = i;
    r.unheld = detail::before_hold(p, i);
    if (n.is_leaf()) continue;
    r.rule = n.how->name;
    double total = 0;
    const std::vector<term<double>> terms = detail::terms_of(f, i, p.results.data());  // as the walk made them, in the order of the children
    std::size_t t = 0;
    for (std::uint32_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent) {
      all[c].kind = detail::kind_of_part(f.nodes[c], p.results[c]);
      if (all[c].kind == part_kind::missing) ++r.missing;
      if (!p.results[c].has_score()) continue;
      ++r.counted;
      all[c].share = terms[t++].weight;
      if (slopes[c].known()) all[c].slope = slopes[c].slope;
      if (all[c].kind != part_kind::extra) total += all[c].share;
    }
    for (std::uint32_t c = i + 1; c < i + n.extent; c += f.nodes[c].extent) {
      all[c].share = total > 0 && p.results[i].has_score() ? all[c].share / total : 0;  // what its group makes nothing of counts for nothing
      all[c].effective = product(r.effective, all[c].share);
    }
  }
  return all;
}

}  // namespace prowess::v0
