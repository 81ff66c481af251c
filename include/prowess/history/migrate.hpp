// SPDX-License-Identifier: BSL-1.0
// Ratings of an old version under the new framework, with a report of what became of each: nothing is guessed, nothing lost silently.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/history/check_migration.hpp>
#include <prowess/history/migration.hpp>
#include <prowess/name_index.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/rating_sheet.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// What became of an old rating.
enum class fate : std::uint8_t {
  kept,      ///< the new framework has the same leaf
  renamed,   ///< its leaf has another name
  split,     ///< each of several new leaves has it, as inferred
  merged,    ///< it went into one with others
  retired,   ///< its leaf is gone by a step; it is history
  unmapped,  ///< no step names its leaf, and the new framework has no such one
  invalid    ///< it cannot be migrated without guessing; `why` says the reason
};
/// The fate in words: "kept".
[[nodiscard]] constexpr std::string_view words(fate f) noexcept {
  constexpr std::string_view all[] = {"kept", "renamed", "split", "merged", "retired", "unmapped", "invalid"};
  return all[static_cast<std::size_t>(f)];
}

/// An old rating and where it went.
struct moved_rating {
  std::string leaf;               ///< the old name, as listed
  rating old{};                   ///< as it was
  fate what = fate::unmapped;     ///< what became of it
  bool is_rescaled = false;       ///< its points are others now
  std::vector<std::string> to{};  ///< paths of the new leaves that it went to; empty where it went nowhere
  std::string why{};              ///< the reason where it is invalid, or where a merge has no level; else empty
  friend bool operator==(const moved_rating&, const moved_rating&) = default;  ///< member by member
};

/// Ratings under the new framework, and the report. Borrows the new framework.
struct migrated {
  std::string version;                 ///< of the new framework, as the migration says it
  rating_sheet sheet;                  ///< the new ratings; what nothing came to is `not_observed`
  std::vector<moved_rating> moves{};   ///< one for each old rating, in their order: all that the other lists are parts of
  std::vector<std::string> inferred{};  ///< paths of the new leaves whose rating was copied from a broader one

  /// The old ratings that ended so, as they were.
  [[nodiscard]] std::vector<kept_rating> with(fate end) const {
    std::vector<kept_rating> all;
    for (const moved_rating& m : moves)
      if (m.what == end) all.push_back({m.leaf, m.old});
    return all;
  }
  [[nodiscard]] std::vector<kept_rating> history() const { return with(fate::retired); }    ///< of retired leaves
  [[nodiscard]] std::vector<kept_rating> unmapped() const { return with(fate::unmapped); }  ///< of leaves that nothing covers
  [[nodiscard]] std::vector<kept_rating> invalid() const { return with(fate::invalid); }    ///< see `moves` for the reasons
  /// The new ratings by path, to be kept, or migrated further.
  [[nodiscard]] kept_ratings ratings() const {
    kept_ratings all = keep_ratings(sheet.framework(), sheet.ratings());
    all.version = version;
    return all;
  }
};

namespace detail {

class migrator {
 public:
  migrator(const kept_ratings& old, const migration& m, const framework_view& now)
      : m_(m), now_(now), names_(now), taken_(now.size(), false), by_(old.all.size(), none), scaled_(old.all.size(), none), value_(old.all.size()), out_{m.to_version, rating_sheet(now)} {
    for (const kept_rating& k : old.all) out_.moves.push_back({k.leaf, k.given});
    for (std::size_t i = 0; i < old.all.size(); ++i) value_[i] = old.all[i].given;
  }

  migrated run(bool with_steps) && {
    refuse_doubles();
    if (with_steps) {
      for (std::size_t s = 0; s < m_.steps.size(); ++s) assign(s);
      for (std::size_t i = 0; i < by_.size(); ++i) rescale(i);
      for (const migration_step& s : m_.steps) apply(s);
    }
    for (std::size_t i = 0; i < by_.size(); ++i)
      if (is_open(i) && by_[i] == none) keep(i);
    return std::move(out_);
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  [[nodiscard]] bool is_open(std::size_t i) const { return out_.moves[i].why.empty(); }
  void refuse(std::size_t i, std::string why) {
    out_.moves[i].what = fate::invalid, out_.moves[i].to.clear();
    out_.moves[i].why = std::move(why);
  }
  void refuse_doubles() {
    hash_slots first;
    for (std::size_t i = 0; i < out_.moves.size(); ++i) {
      const std::string& leaf = out_.moves[i].leaf;
      const std::uint64_t hash = hash_text(leaf, 0);
      const std::uint32_t before = first.find(hash, [&](std::uint32_t k) { return out_.moves[k].leaf == leaf; });
      if (before == hash_slots::none) first.insert(hash, static_cast<std::uint32_t>(i));
      else refuse(before, "it is listed twice"), refuse(i, "it is listed twice");
    }
  }

  /// The old ratings that a name means: that of the same name, or those whose paths end in it.
  [[nodiscard]] std::vector<std::size_t> meant_by(std::string_view name) const {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < out_.moves.size(); ++i) {
      const std::string_view leaf = out_.moves[i].leaf;
      if (leaf == name) return {i};
      if (leaf.size() > name.size() && leaf.ends_with(name) && leaf[leaf.size() - name.size() - 1] == '/') all.push_back(i);
    }
    return all;
  }
  /// Notes which old ratings a step is about.
  void assign(std::size_t s) {
    std::vector<std::size_t>& by = m_.steps[s].what == migration_op::rescale ? scaled_ : by_;
    for (const std::string& name : m_.steps[s].from) {
      const std::vector<std::size_t> found = meant_by(name);
      for (const std::size_t i : found) {
        if (found.size() > 1) refuse(i, join({"several old leaves end in '", name, "', which step ", std::to_string(s + 1), " names: name the path"}));
        else if (by[i] != none) refuse(i, join({"the steps ", std::to_string(by[i] + 1), " and ", std::to_string(s + 1), " both name it"}));
        by[i] = s;
      }
    }
  }
  void rescale(std::size_t i) {
    if (scaled_[i] == none || !value_[i].is_rated() || !is_open(i)) return;
    if (by_[i] != none && m_.steps[by_[i]].what == migration_op::retire) return;  // history is kept as it was
    for (const rescale_row& row : m_.steps[scaled_[i]].table)
      if (row.before == value_[i].points) {
        value_[i] = rating(row.after);
        out_.moves[i].is_rescaled = true;
        return;
      }
    refuse(i, join({"the table of step ", std::to_string(scaled_[i] + 1), " has no row for ", number(value_[i].points)}));
  }

  /// Why a new leaf cannot have a rating, or nothing.
  [[nodiscard]] std::string objection(std::uint32_t leaf, const rating& r) const {
    if (!r.is_rated() || now_.scale_of(now_.nodes[leaf]).admits(r.points, now_.level_list)) return {};
    const problem p = describe({rule::rating_outside_scale, leaf, r.points}, now_);
    return join({p.where, ": ", p.what, "; ", p.remedy});
  }
  [[nodiscard]] std::uint32_t target(const std::string& name) const { return names_.look_up(name).node; }  // the check has seen that it is a leaf
  void set(std::uint32_t leaf, const rating& r) {
    static_cast<void>(out_.sheet.put(leaf, r));
    taken_[leaf] = true;
  }

  void apply(const migration_step& s) {
    if (s.what == migration_op::rescale) return;
    if (s.what == migration_op::add) return void(taken_[target(s.to[0])] = true);
    if (s.what == migration_op::merge) return merge(s);
    const std::vector<std::size_t> found = meant_by(s.from[0]);
    if (found.size() != 1 || !is_open(found[0])) return;
    const std::size_t i = found[0];
    moved_rating& m = out_.moves[i];
    if (s.what == migration_op::retire) return void(m.what = fate::retired);
    for (const std::string& name : s.to)
      if (std::string why = objection(target(name), value_[i]); !why.empty()) return refuse(i, std::move(why));
    m.what = s.what == migration_op::rename ? fate::renamed : fate::split;
    for (const std::string& name : s.to) {
      set(target(name), value_[i]);
      m.to.push_back(now_.path(target(name)));
      if (m.what == fate::split && value_[i].kind != presence::not_observed) out_.inferred.push_back(m.to.back());
    }
  }

  void merge(const migration_step& s) {
    std::vector<std::size_t> members;
    std::string unknown;
    std::vector<exact> points, weights;
    bool no_opportunity_only = true;
    for (std::size_t k = 0; k < s.from.size(); ++k) {
      const std::vector<std::size_t> found = meant_by(s.from[k]);
      const bool counts = found.size() == 1 && is_open(found[0]);
      if (counts) members.push_back(found[0]);
      const rating r = counts ? value_[found[0]] : rating{};
      if (r.is_rated()) points.emplace_back(r.points), weights.push_back(s.weights.empty() ? exact(1) : exact(s.weights[k]));
      else if (r.kind != presence::not_applicable) {
        if (unknown.empty()) unknown = join({"'", s.from[k], "' has no rating, so that no level is known"});
        no_opportunity_only = no_opportunity_only && r.kind == prowess::presence::no_opportunity;
      }
    }
    if (members.empty()) return;
    const std::uint32_t leaf = target(s.to[0]);
    rating made = not_applicable;
    if (!unknown.empty()) made = no_opportunity_only && points.empty() ? prowess::no_opportunity : not_observed;
    else if (!points.empty()) {
      const exact merged = combined(s.rule, points, weights);
      if (!merged.known()) return refuse_all(members, "the leaves that are rated weigh nothing together");
      made = rating(merged.to_double());
    }
    if (const std::string why = objection(leaf, made); !why.empty()) return refuse_all(members, why);
    set(leaf, made);
    for (const std::size_t i : members) out_.moves[i].what = fate::merged, out_.moves[i].to = {now_.path(leaf)}, out_.moves[i].why = unknown;
  }
  void refuse_all(const std::vector<std::size_t>& members, const std::string& why) {
    for (const std::size_t i : members) refuse(i, why);
  }
  static exact combined(merge_rule rule, const std::vector<exact>& points, const std::vector<exact>& weights) {
    exact sum, total, best = points[0];
    for (std::size_t k = 0; k < points.size(); ++k) {
      sum += weights[k] * points[k], total += weights[k];
      if (rule == merge_rule::minimum ? points[k] < best : best < points[k]) best = points[k];
    }
    return rule == merge_rule::weighted_mean ? sum / total : best;
  }

  /// An old rating that no step names: to the leaf with the same path, or with the same id where that is unique on both sides.
  void keep(std::size_t i) {
    moved_rating& m = out_.moves[i];
    std::uint32_t leaf = target(m.leaf);
    if (leaf == framework_view::none) {
      const std::string_view id = std::string_view(m.leaf).substr(m.leaf.rfind('/') + 1);
      if (meant_by(id).size() == 1) leaf = names_.look_up(id).node;
    }
    if (leaf == framework_view::none) return;
    if (!now_.nodes[leaf].is_leaf()) return refuse(i, join({"'", now_.path(leaf), "' has children now and takes no rating"}));
    if (taken_[leaf]) return refuse(i, join({"another rating goes to '", now_.path(leaf), "', or a step says that it is new"}));
    if (std::string why = objection(leaf, value_[i]); !why.empty()) return refuse(i, std::move(why));
    set(leaf, value_[i]);
    m.what = fate::kept, m.to = {now_.path(leaf)};
  }

  const migration& m_;
  framework_view now_;
  name_index names_;
  std::vector<bool> taken_;           ///< by new node: has a rating, or is new
  std::vector<std::size_t> by_, scaled_;  ///< by old rating: the step that moves it, and that rescales it
  std::vector<rating> value_;         ///< by old rating: rescaled
  migrated out_;
};

}  // namespace detail

/// Old ratings under a new framework. Every old rating has one entry in the report. The same call is the dry run: nothing is changed but
/// what it returns.
///
/// * A name of a step means the old rating of this name, else the one whose path ends in it; two such are refused, each for itself.
/// * `split` copies and marks as inferred (not what is `not_observed`: nothing is claimed).
/// * `merge` invents no level: where a leaf is not listed, `not_observed` or refused, the result is `not_observed` whatever the rule, also of
///   the maximum (it could be more). `not_applicable` leaves are left out; all of them: `not_applicable`. Nothing but `no_opportunity`
///   beside them: `no_opportunity`.
/// * What has no row in its table or is not on the new scale is `invalid`: reported, not rounded.
/// * Ratings whose version is the migration's `to_version` are kept as they are, so that migrating twice is migrating once. An empty
///   version is taken for the `from_version`; any other is a problem.
///
/// Problems are those of `check_migration`, and its warnings come along. Cost: O(nodes + ratings x names in steps).
///
///     const auto now = migrate({"0.9.0", {{"COM-VRB", 3}, {"NEG-GEN", 4}}}, to_1_0, fw).value();
///     const profile ada = score(now.sheet);
///     for (const kept_rating& k : now.unmapped()) std::puts(k.leaf.c_str());
[[nodiscard]] inline result<migrated> migrate(const kept_ratings& old, const migration& m, const framework_view& now) {
  migration_check found = check_migration(m, now);
  const bool is_new = old.version == m.to_version, is_old = old.version.empty() || old.version == m.from_version;
  if (!is_new && !is_old)
    found.problems.push_back({{}, detail::join({"the ratings are of version '", old.version, "', and the migration goes from '", m.from_version, "' to '", m.to_version, "'"}),
                              "take the migration from their version, or one after the other"});
  if (!found.ok()) return {std::move(found.problems), std::move(found.warnings)};
  return {detail::migrator(old, m, now).run(!is_new), std::move(found.warnings)};
}

}  // namespace prowess::v0
