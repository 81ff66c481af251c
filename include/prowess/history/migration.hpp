// SPDX-License-Identifier: BSL-1.0
// How the ratings of one version of a framework become ratings of the next: renames, splits, merges, new scales, as data.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// What a step of a migration does.
enum class migration_op : std::uint8_t {
  rename,   ///< one leaf has another id or place
  split,    ///< one leaf becomes several: each gets the same rating, marked as inferred
  merge,    ///< several leaves become one
  rescale,  ///< points of the old scale are other points on the new one
  retire,   ///< a leaf is gone; its rating is kept in the history
  add       ///< a leaf is new; nobody has been rated on it
};
/// The operation as files say it: "rename".
[[nodiscard]] constexpr std::string_view words(migration_op op) noexcept {
  constexpr std::string_view all[] = {"rename", "split", "merge", "rescale", "retire", "add"};
  return all[static_cast<std::size_t>(op)];
}

/// What several ratings become.
enum class merge_rule : std::uint8_t {
  minimum,       ///< the lowest points
  maximum,       ///< the highest points
  weighted_mean  ///< sum(weight * points) / sum(weight), in exact arithmetic; the new scale must have these points
};
/// The rule as files say it: "minimum".
[[nodiscard]] constexpr std::string_view words(merge_rule rule) noexcept {
  constexpr std::string_view all[] = {"minimum", "maximum", "weighted_mean"};
  return all[static_cast<std::size_t>(rule)];
}

/// A row of a rescale table.
struct rescale_row {
  double before = 0,  ///< points on the old scale
      after = 0;      ///< points on the new one
  friend constexpr bool operator==(const rescale_row&, const rescale_row&) = default;  ///< both points
};

/// One step: plain members, of which each operation uses some. Old names are those of the old ratings, new names those of the new
/// framework; both are paths below the root ("soft/negotiation"), their ends, or bare ids.
struct migration_step {
  migration_op what = migration_op::rename;  ///< which of the six
  std::vector<std::string> from{};      ///< old names: one of rename, split, rescale and retire; at least two of merge
  std::vector<std::string> to{};        ///< new names: one of rename, merge and add; at least two of split
  merge_rule rule = merge_rule::minimum;  ///< merge
  std::vector<double> weights{};        ///< merge by weighted mean: one for each of `from`; empty: all 1
  std::vector<rescale_row> table{};     ///< rescale
  friend bool operator==(const migration_step&, const migration_step&) = default;  ///< member by member
};

/// From one version of a framework to the next. All steps are meant at once: each old name is looked up among the old ratings, and no step
/// sees what another has made, so that their order does not matter. A `rescale` comes first for the leaf that it names, whatever else
/// happens to it. Old leaves that no step names keep their rating where the new framework has the same leaf.
///
///     const migration to_1_0 = migration("0.9.0", "1.0.0")
///         .rename("COM-VRB", "COM-EXP").split("NEG-GEN", {"NEG-RES", "NEG-AGR"}).merge({"TEC-TES", "TEC-DWN"}, "TEC-TST", merge_rule::minimum)
///         .rescale("FUN-PLN", {{1, 1}, {2, 2}, {3, 3}, {4, 5}}).retire("TEC-PRN").add("STR-VIE");
struct migration {
  std::string from_version;           ///< of the old framework
  std::string to_version;             ///< of the new one; must be another
  std::vector<migration_step> steps{};  ///< in any order

  /// Without steps yet.
  migration(std::string_view from, std::string_view to) : from_version(from), to_version(to) {}

  migration& rename(std::string_view from, std::string_view to) { return add_step({migration_op::rename, {std::string(from)}, {std::string(to)}}); }  ///< one leaf has another id or place
  /// One leaf becomes several, with the same rating each.
  migration& split(std::string_view from, std::vector<std::string> to) { return add_step({migration_op::split, {std::string(from)}, std::move(to)}); }
  /// Several leaves become one, by a rule; `weights` are those of a weighted mean, one for each leaf (none: all 1).
  migration& merge(std::vector<std::string> from, std::string_view to, merge_rule rule, std::vector<double> weights = {}) {
    return add_step({migration_op::merge, std::move(from), {std::string(to)}, rule, std::move(weights)});
  }
  /// The points of one leaf, by its old name, become others; each row is {before, after}.
  migration& rescale(std::string_view old_leaf, std::vector<rescale_row> table) {
    return add_step({migration_op::rescale, {std::string(old_leaf)}, {}, merge_rule::minimum, {}, std::move(table)});
  }
  migration& retire(std::string_view from) { return add_step({migration_op::retire, {std::string(from)}, {}}); }  ///< a leaf is gone
  migration& add(std::string_view to) { return add_step({migration_op::add, {}, {std::string(to)}}); }            ///< a leaf is new

  friend bool operator==(const migration&, const migration&) = default;  ///< versions and steps

 private:
  migration& add_step(migration_step step) { return steps.push_back(std::move(step)), *this; }
};

/// A rating under the name its leaf had.
struct kept_rating {
  std::string leaf;  ///< path or bare id
  rating given{};    ///< as it was
  friend bool operator==(const kept_rating&, const kept_rating&) = default;  ///< name and rating
};
/// Ratings that were kept, and the version of the framework whose names they have.
struct kept_ratings {
  std::string version;             ///< as the framework said it
  std::vector<kept_rating> all{};  ///< each leaf at most once
  friend bool operator==(const kept_ratings&, const kept_ratings&) = default;  ///< version, names and ratings
};

/// The ratings of a framework's leaves by path, with the framework's version, to be kept. What is `not_observed` is left out: it says no
/// more than an absent row. One rating for each leaf, in tree order. Cost: O(nodes), and the depth of each rated leaf.
[[nodiscard]] inline kept_ratings keep_ratings(const framework_view& f, std::span<const rating> ratings) {
  kept_ratings kept{std::string(f.text(0, remark_kind::version)), {}};
  for (std::uint32_t i = 0; i < f.size(); ++i)
    if (const node& n = f.nodes[i]; n.is_leaf() && ratings[n.leaf].kind != presence::not_observed) kept.all.push_back({f.path(i), ratings[n.leaf]});
  return kept;
}
/// The same of a profile.
[[nodiscard]] inline kept_ratings keep_ratings(const profile_view& p) { return keep_ratings(p.framework, p.ratings); }

}  // namespace prowess::v0
