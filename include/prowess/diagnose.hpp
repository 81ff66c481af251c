// SPDX-License-Identifier: BSL-1.0
// The one validator of frameworks, for code, for editing and for files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/hash.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// Guards against runaway input.
struct limits {
  std::uint32_t depth = 64;           ///< levels below the root
  std::uint32_t nodes = 10'000'000;   ///< nodes, the root included
};

namespace detail {

inline constexpr double largest = 1e100;  ///< of weights and points, so that no sum of products overflows
constexpr bool in_range(double x) { return x >= -largest && x <= largest; }

/// Equal; most ids differ in their lengths or last letters.
constexpr bool same_id(std::string_view a, std::string_view b) { return a.size() == b.size() && (a.empty() || a.back() == b.back()) && a == b; }

/// Calls `report(finding)` for each sibling below `group` whose id a former sibling has.
template <class Report> constexpr void find_duplicates(const framework_view& f, std::uint32_t group, const Report& report) {
  const node& g = f.nodes[group];
  const std::uint32_t end = group + g.extent;
  if (g.arity <= 16) {
    for (std::uint32_t a = group + 1; a < end; a += f.nodes[a].extent)
      for (std::uint32_t b = group + 1; b < a; b += f.nodes[b].extent)
        if (same_id(f.nodes[a].id, f.nodes[b].id)) {
          report(finding{rule::id_is_duplicate, a, 0});
          break;
        }
    return;
  }
  hash_slots first;
  for (std::uint32_t c = group + 1; c < end; c += f.nodes[c].extent) {
    const std::string_view id = f.nodes[c].id;
    const std::uint64_t hash = hash_key(id, &first);
    if (first.find(hash, [&](std::uint32_t b) { return f.nodes[b].id == id; }) == hash_slots::none) first.insert(hash, c);
    else report(finding{rule::id_is_duplicate, c, 0});
  }
}

/// What can be said of a group and its children without knowing the scales.
template <class Report> constexpr void diagnose_group(const framework_view& f, std::uint32_t i, const Report& report) {
  const node& g = f.nodes[i];
  if (g.arity == 0) return report(finding{rule::group_is_empty, i, 0});
  if (g.how->needs_all_terms && g.arity > most_reduced_children)
    report(finding{rule::too_many_children, i, static_cast<double>(g.arity)});
  if (g.missing.policy == missing_policy::require && !(g.missing.quorum >= 0 && g.missing.quorum <= 1))
    report(finding{rule::quorum_out_of_range, i, g.missing.quorum});
  if (g.missing.policy == missing_policy::require_children && !count_objection(g.missing.quorum, g.arity).empty())
    report(finding{rule::quorum_out_of_range, i, g.missing.quorum});

  const bool weighted = !g.how->traits.ignores_weights, penalties = g.how->traits.penalties;
  std::uint32_t percents = 0;
  double total = 0, extra = 0;
  for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent) {
    const node& n = f.nodes[c];
    if (n.id.empty()) report(finding{rule::id_is_empty, c, 0});
    if (n.id.find('/') != std::string_view::npos) report(finding{rule::id_has_slash, c, 0});
    if (!in_range(n.weight)) report(finding{rule::weight_out_of_range, c, n.weight});
    else if (n.is_extra_credit && !g.how->traits.extra_credit) report(finding{rule::extra_credit_unsupported, i, n.weight});
    else if (n.is_penalty() && !penalties) report(finding{rule::weight_is_negative, c, n.weight});
    percents += n.percent_weight;
    total += n.base;
    if ((n.is_extra_credit || (n.is_penalty() && penalties)) && in_range(n.weight)) extra += abs(n.weight);
  }
  find_duplicates(f, i, report);
  if (!weighted) return;
  if (total == 0 && !penalties) report(finding{rule::weights_are_all_zero, i, 0});
  else if (total > 0 && extra > 100 * total) report(finding{rule::extra_credit_out_of_range, i, extra / total});
  if (g.weights == weighting::equal) return;
  if (percents != 0 && percents != g.arity) report(finding{rule::percent_is_mixed, i, 0});
  else if ((percents != 0 || g.weights == weighting::percent) && !(total > 100 - 1e-7 && total < 100 + 1e-7))
    report(finding{rule::percent_total, i, total});
}

/// Scales and levels by key: a few are compared one by one, many are hashed when the first is looked for.
class scale_finder {
  static constexpr std::uint32_t few = 16;
  template <class Same> static constexpr std::uint32_t first(std::uint32_t count, const Same& same) {
    std::uint32_t i = 0;
    while (i < count && !same(i)) ++i;
    return i;
  }

 public:
  constexpr explicit scale_finder(const framework_view& f) : f_(f) {}

  /// The first scale with this key; the number of scales where there is none.
  [[nodiscard]] constexpr std::uint32_t scale(std::string_view key) {
    const auto same = [&](std::uint32_t k) { return f_.scales[k].key == key; };
    const auto count = static_cast<std::uint32_t>(f_.scales.size());
    if (count <= few) return first(count, same);
    for (; hashed_scales_ < count; ++hashed_scales_) {
      const std::string_view next = f_.scales[hashed_scales_].key;
      if (const std::uint64_t hash = hash_key(next, this); scales_.find(hash, [&](std::uint32_t k) { return f_.scales[k].key == next; }) == hash_slots::none)
        scales_.insert(hash, hashed_scales_);
    }
    const std::uint32_t found = scales_.find(hash_key(key, this), same);
    return found == hash_slots::none ? count : found;
  }
  /// The first level of scale k with this key; the number of its levels where there is none.
  [[nodiscard]] constexpr std::uint32_t level(std::uint32_t k, std::string_view key) {
    const scale_data& s = f_.scales[k];
    const auto same = [&](std::uint32_t i) { return f_.level_list[s.level_at + i].key == key; };
    if (s.level_count <= few) return first(s.level_count, same);
    if (hashed_.empty()) hashed_.resize(f_.scales.size());
    if (!hashed_[k]) {
      hashed_[k] = 1;
      for (std::uint32_t i = s.level_at; i < s.level_at + s.level_count; ++i) {
        const std::string_view next = f_.level_list[i].key;
        if (const std::uint64_t hash = hash_key(next, this, k); place(s, hash, next) == hash_slots::none) levels_.insert(hash, i);
      }
    }
    const std::uint32_t found = place(s, hash_key(key, this, k), key);
    return found == hash_slots::none ? s.level_count : found - s.level_at;
  }
  [[nodiscard]] constexpr bool has_level(std::uint32_t k, std::string_view key) { return level(k, key) < f_.scales[k].level_count; }
  /// As the scale itself, but for the time that many levels take.
  [[nodiscard]] constexpr bool admits(std::uint32_t k, double points) {
    const scale_data& s = f_.scales[k];
    if (s.how != grid::listed || s.level_count <= few || !s.spans(points)) return s.admits(points, f_.level_list);
    const auto found = [&](double x) {
      return points_.find(hash_number(x, this, k), [&](std::uint32_t i) { return i - s.level_at < s.level_count && f_.level_list[i].points == x; }) != hash_slots::none;
    };
    if (with_points_.empty()) with_points_.resize(f_.scales.size());
    if (!with_points_[k]) {
      with_points_[k] = 1;
      for (std::uint32_t i = s.level_at; i < s.level_at + s.level_count; ++i)
        if (const double x = f_.level_list[i].points; s.spans(x) && !found(x)) points_.insert(hash_number(x, this, k), i);
    }
    return found(points);
  }

 private:
  [[nodiscard]] constexpr std::uint32_t place(const scale_data& s, std::uint64_t hash, std::string_view key) const {
    return levels_.find(hash, [&](std::uint32_t i) { return i - s.level_at < s.level_count && f_.level_list[i].key == key; });
  }
  framework_view f_;
  hash_slots scales_, levels_, points_;
  std::vector<std::uint8_t> hashed_, with_points_;  ///< by scale: its levels are in the tables (a vector of bool is no constant expression everywhere)
  std::uint32_t hashed_scales_ = 0;
};

template <class Report> constexpr void diagnose_scale(const framework_view& f, std::uint32_t k, scale_finder& find, const Report& report) {
  const scale_data& s = f.scales[k];
  const auto levels = f.levels(s);
  if (find.scale(s.key) != k) report(finding{rule::scale_key_is_duplicate, k, 0});
  for (std::uint32_t a = 0; a < s.level_count; ++a) {
    if (levels[a].key.empty()) report(finding{rule::level_key_is_empty, k, static_cast<double>(a)});
    if (find.level(k, levels[a].key) != a) report(finding{rule::level_key_is_duplicate, k, static_cast<double>(a)});
  }
  for (const double x : {s.low, s.high, s.zero, s.step})
    if (!in_range(x)) return report(finding{rule::scale_number_out_of_range, k, x});
  for (const level& l : levels)
    if (!in_range(l.points)) return report(finding{rule::scale_number_out_of_range, k, l.points});
  if (s.how == grid::whole && (s.low < -0x1p53 || s.high > 0x1p53)) return report(finding{rule::scale_number_out_of_range, k, s.high});
  if (s.zero != s.low && (s.low < 0 || s.inverse)) report(finding{rule::scale_zero, k, s.low});
  if (!(s.low < s.high) || s.zero == s.high) return report(finding{rule::scale_is_flat, k, s.high});
  if (s.how == grid::stepped && !(s.step > 0 && (s.high - s.low) / s.step <= 0x1p52 && s.admits(s.high, f.level_list))) report(finding{rule::scale_step, k, s.step});
  if (s.above != excess::rejected && (s.inverse || s.how == grid::listed || s.how == grid::own)) report(finding{rule::scale_excess, k, s.high});
  if (k != 0) return;
  bool descends = s.inverse;
  for (std::size_t a = 1; a < levels.size(); ++a) descends = descends || levels[a].points < levels[a - 1].points;
  if (descends) report(finding{rule::scale_descends, k, 0});
}

/// The place of a level on its scale.
constexpr std::optional<std::size_t> level_named(const framework_view& f, const scale_data& s, std::string_view key) {
  const auto levels = f.levels(s);
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i].key == key) return i;
  return std::nullopt;
}

/// What needs the scales: leaves, and the aggregations' own objections.
template <class Report> constexpr void diagnose_with_scales(const framework_view& f, scale_finder& find, const Report& report) {
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    if (!n.is_leaf()) {
      if (n.arity > 0 && !objection_at(f, i).empty()) report(finding{rule::aggregation_objects, i, 0});
    } else if (n.scale >= f.scales.size()) {
      report(finding{rule::scale_is_unknown, i, 0});
    } else if (n.if_absent.kind == fill::with::level && !find.has_level(n.scale, n.if_absent.level)) {
      report(finding{rule::fill_level_is_unknown, i, 0});
    } else if (n.if_absent.kind == fill::with::points && !find.admits(n.scale, n.if_absent.points)) {
      report(finding{rule::fill_outside_scale, i, n.if_absent.points});
    }
  }
  for (std::size_t r = 0; r < f.remarks.size(); ++r) {
    const remark& anchor = f.remarks[r];
    if (anchor.kind != remark_kind::anchor) continue;
    const node& n = f.nodes[anchor.node];
    if (n.is_leaf() && n.scale < f.scales.size() && !find.has_level(n.scale, anchor.key))
      report(finding{rule::anchor_level_is_unknown, anchor.node, static_cast<double>(r)});
  }
}

template <class Report> constexpr void diagnose_root(const framework_view& f, const limits& within, const Report& report) {
  if (f.nodes[0].id.empty()) report(finding{rule::id_is_empty, 0, 0});
  if (f.size() > within.nodes) report(finding{rule::too_many_nodes, 0, static_cast<double>(f.size())});
  if (f.scales.empty()) return report(finding{rule::no_scale, 0, 0});
  scale_finder find(f);
  for (std::uint32_t k = 0; k < f.scales.size(); ++k) diagnose_scale(f, k, find, report);
  diagnose_with_scales(f, find, report);
  std::vector<std::uint32_t> ends;  // of the groups that are open here: their number is the depth
  std::size_t deepest = 0;
  std::uint32_t where = 0;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    while (!ends.empty() && i >= ends.back()) ends.pop_back();
    if (ends.size() > deepest) deepest = ends.size(), where = i;
    if (!f.nodes[i].is_leaf()) ends.push_back(i + f.nodes[i].extent);
  }
  if (deepest > within.depth) report(finding{rule::too_deep, where, static_cast<double>(deepest)});
}

/// Keeps the first finding: code stops at one, so that the trace of a compile error is short.
struct first_finding {
  finding& first;
  constexpr void operator()(const finding& found) const {
    if (first.ok()) first = found;
  }
};
constexpr finding first_of_group(const framework_view& f) {
  finding first;
  diagnose_group(f, 0, first_finding{first});
  return first;
}
constexpr finding first_of_root(const framework_view& f) {
  finding first = first_of_group(f);
  diagnose_root(f, limits{}, first_finding{first});
  return first;
}

}  // namespace detail

/// All broken rules of a framework, in one pass; empty where it is sound. Cost: linear in nodes, levels and texts.
///
///     for (const finding& f : diagnose(view)) std::puts(describe(f, view).text().c_str());
[[nodiscard]] constexpr std::vector<finding> diagnose(const framework_view& f, const limits& within = {}) {
  std::vector<finding> all;
  const auto report = [&](const finding& found) { all.push_back(found); };
  if (f.nodes.empty()) return report(finding{rule::group_is_empty, 0, 0}), all;
  for (std::uint32_t i = 0; i < f.size(); ++i)
    if (!f.nodes[i].is_leaf()) detail::diagnose_group(f, i, report);
  detail::diagnose_root(f, within, report);
  return all;
}

/// The same as texts.
[[nodiscard]] inline std::vector<problem> problems_of(const framework_view& f, const limits& within = {}) {
  std::vector<problem> all;
  for (const finding& found : diagnose(f, within)) all.push_back(describe(found, f));
  return all;
}

}  // namespace prowess::v0
