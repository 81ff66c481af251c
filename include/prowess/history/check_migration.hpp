// SPDX-License-Identifier: BSL-1.0
// What is wrong with a migration before anybody's ratings are touched: names, targets, tables, scales.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/history/migration.hpp>
#include <prowess/history/same_scale.hpp>
#include <prowess/name_index.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// What a check of a migration found.
struct migration_check {
  std::vector<problem> problems{};  ///< with any of these nothing is migrated
  std::vector<problem> warnings{};  ///< what looks like a mistake and may be meant
  /// Whether it may be used.
  [[nodiscard]] bool ok() const noexcept { return problems.empty(); }
};

namespace detail {

class migration_checker {
 public:
  migration_checker(const migration& m, const framework_view& now) : m_(m), now_(now), names_(now), maker_(now.size(), none) {}

  void check() {
    if (m_.from_version == m_.to_version)
      found_.problems.push_back({{}, join({"the migration goes from version '", m_.from_version, "' to the same"}), "give the old and the new version different names: by them it is known what has been migrated"});
    if (const std::string_view own = now_.text(0, remark_kind::version); !own.empty() && own != m_.to_version)
      found_.warnings.push_back({{}, join({"the migration goes to version '", m_.to_version, "', and the framework says '", own, "'"}), "take the framework of that version"});
    for (at_ = 0; at_ < m_.steps.size(); ++at_) check_shape(), check_sources(), check_targets();
    for (at_ = 0; at_ < m_.steps.size(); ++at_) check_table(), check_left_behind();
  }
  /// What needs the old framework too.
  void check_from(const framework_view& before) {
    const name_index old_names(before);
    std::vector<std::uint32_t> taker(before.size(), none), scaler(before.size(), none);
    std::vector<std::vector<std::uint32_t>> targets(before.size());
    for (at_ = 0; at_ < m_.steps.size(); ++at_) {
      if (step().what == migration_op::add) {
        for (const std::string& name : step().to)
          if (old_names.look_up(name).node != none) say(join({"the old framework has '", name, "' already"}), "leave the step out, or retire the old one");
        continue;
      }
      for (const std::string& name : step().from) {
        const std::uint32_t i = leaf_of(before, old_names, name, "the old framework: ");
        if (i == none) continue;
        std::vector<std::uint32_t>& by = step().what == migration_op::rescale ? scaler : taker;
        if (by[i] != none) say(join({"the step ", std::to_string(by[i] + 1), " names '", before.path(i), "' too"}), "name each old leaf once");
        by[i] = static_cast<std::uint32_t>(at_);
        if (step().what != migration_op::rescale) targets[i] = targets_of(step());
      }
    }
    for (std::uint32_t i = 0; i < before.size(); ++i) {
      if (!before.nodes[i].is_leaf()) continue;
      if (taker[i] == none) {
        const std::uint32_t same = identical(before, old_names, i);
        if (same == none) warn(before.path(i), "no step names it and the new framework has no such leaf: its ratings would be unmapped", "rename, split, merge or retire it");
        else if (maker_[same] != none) found_.problems.push_back({before.path(i), join({"the new one comes of step ", std::to_string(maker_[same] + 1), ", and no step says what becomes of the old one"}), "rename, merge or retire it"});
        else targets[i] = {same};
      }
      check_scales(before, i, scaler[i], targets[i]);
    }
    for (at_ = 0; at_ < m_.steps.size(); ++at_)
      if (step().what == migration_op::merge) check_merged(before, old_names, scaler);
  }
  [[nodiscard]] migration_check found() && { return std::move(found_); }

 private:
  static constexpr std::uint32_t none = framework_view::none;
  [[nodiscard]] const migration_step& step() const { return m_.steps[at_]; }
  [[nodiscard]] std::string place() const { return join({"step ", std::to_string(at_ + 1), " (", words(step().what), ")"}); }
  void say(std::string what, std::string remedy) { found_.problems.push_back({place(), std::move(what), std::move(remedy)}); }
  void warn(std::string where, std::string what, std::string remedy) { found_.warnings.push_back({std::move(where), std::move(what), std::move(remedy)}); }

  void check_shape() {
    const migration_step& s = step();
    const auto has = [&](std::size_t count, std::size_t least, std::size_t most, std::string_view side) {
      if (count >= least && count <= most) return;
      say(join({std::to_string(count), " ", side, " names"}), join({"give ", least == most ? "" : "at least ", std::to_string(least)}));
    };
    const auto any = static_cast<std::size_t>(-1);
    const bool merges = s.what == migration_op::merge, splits = s.what == migration_op::split;
    const bool makes = s.what == migration_op::rename || merges || s.what == migration_op::add;
    if (s.what == migration_op::add) has(s.from.size(), 0, 0, "old");
    else has(s.from.size(), merges ? 2 : 1, merges ? any : 1, "old");
    if (splits) has(s.to.size(), 2, any, "new");
    else has(s.to.size(), makes ? 1 : 0, makes ? 1 : 0, "new");
    if (s.weights.empty()) return;
    double total = 0;
    bool sound = true;
    for (const double w : s.weights) total += w, sound = sound && w >= 0 && w <= largest;
    if (!merges || s.rule != merge_rule::weighted_mean) say("only a merge by weighted mean has weights", "leave them out");
    else if (s.weights.size() != s.from.size()) say(join({std::to_string(s.weights.size()), " weights for ", std::to_string(s.from.size()), " leaves"}), "give one for each, or none");
    else if (!sound || !(total > 0)) say("the weights are not numbers of at least 0 with a positive sum", "correct them");
  }
  void check_sources() {
    const migration_step& s = step();
    for (std::size_t k = 0; k < s.from.size(); ++k) {
      if (s.from[k].empty()) say("an old name is empty", "name the leaf");
      for (std::size_t other = 0; other <= at_; ++other) {
        if ((m_.steps[other].what == migration_op::rescale) != (s.what == migration_op::rescale)) continue;
        for (std::size_t j = 0; j < (other == at_ ? k : m_.steps[other].from.size()); ++j)
          if (m_.steps[other].from[j] == s.from[k]) say(join({"the step ", std::to_string(other + 1), " names '", s.from[k], "' too"}), "name each old leaf once");
      }
    }
  }
  void check_targets() {
    for (const std::string& name : step().to) {
      const std::uint32_t i = leaf_of(now_, names_, name, "the new framework: ");
      if (i == none) continue;
      if (maker_[i] != none) say(join({"the step ", std::to_string(maker_[i] + 1), " makes '", now_.path(i), "' too"}), "merge the old leaves, or keep one of the steps");
      else maker_[i] = static_cast<std::uint32_t>(at_);
    }
  }
  void check_table() {
    const migration_step& s = step();
    if (s.what != migration_op::rescale) {
      if (!s.table.empty()) say("only a rescale has a table", "add a rescale step for the old leaf");
      return;
    }
    if (s.table.empty()) return say("the table has no rows", "give {old points, new points} for each level");
    bool rises = true, falls = true;
    for (std::size_t k = 0; k < s.table.size(); ++k) {
      if (!in_range(s.table[k].before) || !in_range(s.table[k].after)) return say("the table has points that are no numbers up to 1e100", "give finite points");
      for (std::size_t j = 0; j < k; ++j) {
        if (s.table[j].before == s.table[k].before) return say(join({"the table has two rows for ", number(s.table[k].before)}), "keep one");
        const bool in_order = s.table[j].before < s.table[k].before;
        const double lower = s.table[in_order ? j : k].after, higher = s.table[in_order ? k : j].after;
        rises = rises && lower <= higher, falls = falls && lower >= higher;
      }
    }
    if (!rises && !falls) warn(place(), "more old points are sometimes more and sometimes fewer new points", "see whether two rows are exchanged");
    const std::vector<std::uint32_t> onto = targets_of_rescale();
    for (const std::uint32_t i : onto)
      for (const rescale_row& row : s.table)
        if (!now_.scale_of(now_.nodes[i]).admits(row.after, now_.level_list))
          warn(place(), join({"the table gives ", number(row.after), ", which '", now_.path(i), "' cannot have"}), join({"allowed: ", scale_text(now_, now_.scale_of(now_.nodes[i]))}));
  }
  /// The new leaves of the old leaf that a rescale names; none where it goes into a mean.
  [[nodiscard]] std::vector<std::uint32_t> targets_of_rescale() {
    if (step().from.empty()) return {};
    const std::string& name = step().from[0];
    bool is_new_name = false;
    for (const migration_step& s : m_.steps) {
      if (s.what == migration_op::rescale) continue;
      for (const std::string& from : s.from)
        if (from == name) return s.what == migration_op::merge && s.rule == merge_rule::weighted_mean ? std::vector<std::uint32_t>{} : targets_of(s);
      for (const std::string& to : s.to) is_new_name = is_new_name || to == name;
    }
    if (is_new_name) warn(place(), join({"'", name, "' is what another step makes"}), "a rescale goes by the old name");
    const std::uint32_t i = names_.look_up(name).node;
    if (i == none || !now_.nodes[i].is_leaf()) return {};
    return {i};
  }
  /// What a step takes away and the new framework still has.
  void check_left_behind() {
    if (step().what == migration_op::rescale) return;
    for (const std::string& name : step().from)
      if (const std::uint32_t i = names_.look_up(name).node; i != none && now_.nodes[i].is_leaf() && maker_[i] == none)
        warn(place(), join({"the new framework still has '", name, "', which nobody will be rated on"}), "leave the step out if it is the same leaf");
  }
  [[nodiscard]] std::vector<std::uint32_t> targets_of(const migration_step& s) const {
    std::vector<std::uint32_t> all;
    for (const std::string& name : s.to)
      if (const std::uint32_t i = names_.look_up(name).node; i != none && now_.nodes[i].is_leaf()) all.push_back(i);
    return all;
  }
  /// The leaf of a name; says why there is none.
  std::uint32_t leaf_of(const framework_view& f, const name_index& names, const std::string& name, std::string_view whose) {
    const std::uint32_t i = names.look_up(name).node;
    if (i == none) {
      const problem p = describe_name(f, name);
      return say(join({whose, p.what, " as ", p.where}), p.remedy), none;
    }
    if (f.nodes[i].is_leaf()) return i;
    return say(join({whose, "'", name, "' has children and takes no rating"}), join({"name its leaves: ", children_text(f, i)})), none;
  }
  /// The new leaf with the path of an old one, or with its id where that is unique in both.
  [[nodiscard]] std::uint32_t identical(const framework_view& before, const name_index& old_names, std::uint32_t old) const {
    std::uint32_t i = names_.look_up(before.path(old)).node;
    if (i == none && old_names.look_up(before.nodes[old].id).node == old) i = names_.look_up(before.nodes[old].id).node;
    return i != none && now_.nodes[i].is_leaf() ? i : none;
  }
  void check_scales(const framework_view& before, std::uint32_t old, std::uint32_t scaler, const std::vector<std::uint32_t>& onto) {
    const scale_data& s = before.scale_of(before.nodes[old]);
    if (scaler == none) {
      for (const std::uint32_t i : onto)
        if (!same_scale(before, s, now_, now_.scale_of(now_.nodes[i])))
          warn(before.path(old), join({"its scale is another one than that of '", now_.path(i), "', and its points would be kept"}), "say what they become: rescale");
      return;
    }
    for (const level& l : before.levels(s)) {
      bool has_row = false;
      for (const rescale_row& row : m_.steps[scaler].table) has_row = has_row || row.before == l.points;
      if (!has_row) warn(before.path(old), join({"the table has no row for its level '", l.key, "' (", number(l.points), ")"}), "add one, or ratings at it are reported and not migrated");
    }
  }
  void check_merged(const framework_view& before, const name_index& old_names, const std::vector<std::uint32_t>& scaler) {
    const std::vector<std::uint32_t> onto = targets_of(step());
    std::uint32_t first = none;
    bool some_rescaled = false, differ = false;
    for (const std::string& name : step().from) {
      const std::uint32_t i = old_names.look_up(name).node;
      if (i == none || !before.nodes[i].is_leaf()) continue;
      if (scaler[i] != none) some_rescaled = true;
      else if (first == none) first = i;
      else differ = differ || !same_scale(before, before.scale_of(before.nodes[first]), before, before.scale_of(before.nodes[i]));
    }
    if (first != none && some_rescaled && !onto.empty()) differ = differ || !same_scale(before, before.scale_of(before.nodes[first]), now_, now_.scale_of(now_.nodes[onto[0]]));
    if (differ) say("the old leaves have different scales", "add a rescale step for those whose scale is not the new one");
  }

  const migration& m_;
  framework_view now_;
  name_index names_;
  std::vector<std::uint32_t> maker_;  ///< by new node: the step that makes it
  std::size_t at_ = 0;
  migration_check found_{};
};

}  // namespace detail

/// What is wrong with a migration to a framework: a step with too few or too many names, a new name that is not there, not unique or a
/// group; two steps that make one leaf or name one old leaf; weights and tables that make no sense. Warnings: a table that neither rises nor
/// falls throughout, or leads off the new scale; a leaf that a step takes away and the framework still has. Cost: O(nodes + steps^2).
[[nodiscard]] inline migration_check check_migration(const migration& m, const framework_view& now) {
  detail::migration_checker checker(m, now);
  checker.check();
  return std::move(checker).found();
}
/// The same with the framework that the old ratings were given under. Problems also: old names that it does not have, an added leaf that
/// it has, an old leaf in whose place another one comes, merged leaves with different scales. Warnings also: old leaves that nothing covers,
/// scales that have changed without a table, levels without a row.
///
///     for (const problem& p : check_migration(to_1_0, old_fw, new_fw).problems) std::puts(p.text().c_str());
[[nodiscard]] inline migration_check check_migration(const migration& m, const framework_view& before, const framework_view& now) {
  detail::migration_checker checker(m, now);
  checker.check();
  checker.check_from(before);
  return std::move(checker).found();
}

}  // namespace prowess::v0
