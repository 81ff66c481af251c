// SPDX-License-Identifier: BSL-1.0
// From one result to another in steps: one cause after the other is taken over, and each step is scored.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/walk.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/history/fingerprint.hpp>
#include <prowess/history/same_scale.hpp>
#include <prowess/profile.hpp>

namespace prowess::inline v0 {

/// Why a result differs from another, in the order in which the causes are taken over.
enum class cause : std::uint8_t {
  evidence,  ///< ratings of leaves that both have, on the same scale
  rules,     ///< aggregations, their values, missing rules, what is clamped or critical, what absent ratings count as
  weights,   ///< weights, and what is extra credit
  scale,     ///< the framework's scale, or that of a leaf, with the rating on it
  tree       ///< leaves and groups that were added, removed or moved; a renamed one is removed and added
};
inline constexpr std::size_t cause_count = 5;  ///< how many there are
/// The cause in words: "evidence".
[[nodiscard]] constexpr std::string_view words(cause c) noexcept {
  constexpr std::string_view all[] = {"evidence", "rules", "weights", "scale", "tree"};
  return all[static_cast<std::size_t>(c)];
}

/// A set of causes.
struct cause_set {
  std::uint8_t bits = 0;  ///< 1 << cause of each
  [[nodiscard]] constexpr bool has(cause c) const noexcept { return bits >> static_cast<int>(c) & 1; }  ///< whether it is in the set
  [[nodiscard]] constexpr bool empty() const noexcept { return bits == 0; }                             ///< whether none is
  constexpr void add(cause c, bool so = true) noexcept { bits = static_cast<std::uint8_t>(bits | (so ? 1 << static_cast<int>(c) : 0)); }  ///< adds one
  constexpr void add(cause_set other) noexcept { bits = static_cast<std::uint8_t>(bits | other.bits); }  ///< adds all of another
  friend constexpr bool operator==(const cause_set&, const cause_set&) = default;                        ///< the same causes
};

namespace detail {

/// Each node of the old framework with the one of the new that has its path and is as much a leaf as it; the roots in any case.
struct matched_nodes {
  static constexpr std::uint32_t none = framework_view::none;
  std::vector<std::uint32_t> after;   ///< by old node
  std::vector<std::uint32_t> before;  ///< by new node

  matched_nodes(const framework_view& a, const framework_view& b) : after(a.size(), none), before(b.size(), none) {
    if (a.nodes[0].is_group == b.nodes[0].is_group) after[0] = before[0] = 0;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
      if (after[i] == none || a.nodes[i].is_leaf()) continue;
      hash_slots by_id;
      const std::uint32_t g = after[i];
      for (std::uint32_t c = g + 1; c < g + b.nodes[g].extent; c += b.nodes[c].extent) by_id.insert(hash_text(b.nodes[c].id, 0), c);
      for (std::uint32_t c = i + 1; c < i + a.nodes[i].extent; c += a.nodes[c].extent) {
        const std::uint32_t same = by_id.find(hash_text(a.nodes[c].id, 0), [&](std::uint32_t k) { return b.nodes[k].id == a.nodes[c].id; });
        if (same == hash_slots::none || a.nodes[c].is_group != b.nodes[same].is_group) continue;
        after[c] = same, before[same] = c;
      }
    }
  }
};

/// What of a node itself, or of a group's list of children, differs between two frameworks that both have it.
class node_comparison {
 public:
  node_comparison(const profile_view& before, const profile_view& after, const matched_nodes& match) : a_(before), b_(after), match_(match) {}

  [[nodiscard]] const scale_data& old_scale(std::uint32_t i) const { return a_.framework.scale_of(a_.framework.nodes[i]); }
  [[nodiscard]] const scale_data& new_scale(std::uint32_t i) const { return b_.framework.scale_of(b_.framework.nodes[match_.after[i]]); }
  /// Whether a leaf that both have is on the same scale in both.
  [[nodiscard]] bool keeps_scale(std::uint32_t i) const { return same_scale(a_.framework, old_scale(i), b_.framework, new_scale(i)); }

  [[nodiscard]] cause_set of(std::uint32_t i) const {
    const node &n = a_.framework.nodes[i], &m = b_.framework.nodes[match_.after[i]];
    cause_set all;
    all.add(cause::rules, n.is_clamped != m.is_clamped || n.is_critical != m.is_critical);
    all.add(cause::weights, n.is_extra_credit != m.is_extra_credit);
    if (i == 0) all.add(cause::scale, !same_scale(a_.framework, a_.framework.scale(), b_.framework, b_.framework.scale()));
    if (n.is_leaf()) {
      all.add(cause::evidence, !(a_.ratings[n.leaf] == b_.ratings[m.leaf]));
      all.add(cause::rules, (n.if_absent.kind == fill::with::nothing) != (m.if_absent.kind == fill::with::nothing) || (n.if_absent.kind != fill::with::nothing && n.if_absent.points != m.if_absent.points));
      all.add(cause::scale, !keeps_scale(i));
      return all;
    }
    all.add(cause::rules, n.how != m.how || !(n.missing == m.missing) || !detail::equal(a_.framework.parameters_of(n).values, b_.framework.parameters_of(m).values));
    bool same_children = n.arity == m.arity, all_stay = true;
    std::vector<double> old_weights, new_weights;
    for (std::uint32_t c = i + 1, d = match_.after[i] + 1; c < i + n.extent; c += a_.framework.nodes[c].extent) {
      const std::uint32_t other = match_.after[c];
      same_children = same_children && other == d;
      if (same_children) d += b_.framework.nodes[d].extent;
      all_stay = all_stay && other != matched_nodes::none;
      if (other == matched_nodes::none) continue;
      old_weights.push_back(a_.framework.nodes[c].weight), new_weights.push_back(b_.framework.nodes[other].weight);
    }
    all.add(cause::tree, !same_children);
    all.add(cause::weights, !(n.how->traits.ignores_weights && m.how->traits.ignores_weights) && !same_weights(old_weights, new_weights, all_stay && only_ratios_matter(m.how->name)));
    return all;
  }

 private:
  /// The same numbers; the same ratios do where the aggregation looks at no more, and no other child keeps its number beside them.
  static bool same_weights(const std::vector<double>& a, const std::vector<double>& b, bool by_ratios) {
    if (a == b) return true;
    if (!by_ratios) return false;
    const ratios_of_weights x = whole_weights_of({a.data(), a.size()}), y = whole_weights_of({b.data(), b.size()});
    return x.known && y.known && x.numbers == y.numbers;
  }
  profile_view a_, b_;
  const matched_nodes& match_;
};

/// The old framework, which becomes more and more like the new one.
class diff_trial {
 public:
  diff_trial(const profile_view& before, const profile_view& after, const matched_nodes& match)
      : b_(after), match_(match), same_(before, after, match), nodes_(before.framework.nodes.begin(), before.framework.nodes.end()),
        scales_(before.framework.scales.begin(), before.framework.scales.end()), levels_(before.framework.level_list.begin(), before.framework.level_list.end()),
        values_(before.framework.values.begin(), before.framework.values.end()), ratings_(before.ratings.begin(), before.ratings.end()) {}

  void take(cause c) {
    if (c == cause::scale) take_scales();
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      if (match_.after[i] != matched_nodes::none) take(c, i, nodes_[i], b_.framework.nodes[match_.after[i]]);
  }
  /// The results of all nodes as things stand; empty where they make no sound framework.
  [[nodiscard]] std::vector<node_result> results() const {
    const framework_view f = view();
    for (const finding& found : diagnose(f, {0xffffffff, 0xffffffff}))
      if (found.broken != rule::scale_key_is_duplicate) return {};  // the scales of both stand side by side
    std::vector<node_result> out(nodes_.size());
    if (!walk(f, {ratings_.data(), ratings_.size()}, {out.data(), out.size()}).ok()) out.clear();
    return out;
  }
  [[nodiscard]] framework_view view() const { return {nodes_, scales_, levels_, values_, {}}; }
  [[nodiscard]] std::vector<rating>& ratings() { return ratings_; }
  [[nodiscard]] const node_comparison& comparison() const { return same_; }

 private:
  /// The new scales in front, the old ones behind them for the leaves that are only old.
  void take_scales() {
    const auto old_levels = static_cast<std::uint32_t>(levels_.size());
    levels_.insert(levels_.end(), b_.framework.level_list.begin(), b_.framework.level_list.end());
    std::vector<scale_data> all(b_.framework.scales.begin(), b_.framework.scales.end());
    const auto shift = static_cast<std::uint32_t>(all.size());
    for (scale_data& s : all) s.level_at += old_levels;
    all.insert(all.end(), scales_.begin(), scales_.end());
    scales_.swap(all);
    for (node& n : nodes_) n.scale += n.is_leaf() ? shift : 0;
  }
  void take(cause c, std::uint32_t i, node& n, const node& m) {
    switch (c) {
      case cause::evidence:
        if (n.is_leaf() && same_.keeps_scale(i)) ratings_[n.leaf] = b_.ratings[m.leaf];
        return;
      case cause::rules:
        n.is_clamped = m.is_clamped, n.is_critical = m.is_critical;
        if (n.is_leaf()) return void(n.if_absent = same_.keeps_scale(i) ? m.if_absent : n.if_absent);
        n.how = m.how, n.missing = m.missing;
        n.value_at = static_cast<std::uint32_t>(values_.size()), n.value_count = m.value_count;
        for (const double value : b_.framework.parameters_of(m).values) values_.push_back(value);
        return;
      case cause::weights:
        n.is_extra_credit = m.is_extra_credit;
        n.weight = m.weight, n.base = m.base;
        for (std::uint32_t k = i + 1; n.is_group && k < i + n.extent; k += nodes_[k].extent) nodes_[k].percent_weight = false;
        n.weights = weighting::relative;  // old and new percentages side by side need not total 100
        return;
      case cause::scale:
        if (!n.is_leaf()) return;
        n.scale = m.scale;
        ratings_[n.leaf] = b_.ratings[m.leaf], n.if_absent = m.if_absent;
        return;
      case cause::tree: return;
    }
  }

  profile_view b_;
  const matched_nodes& match_;
  node_comparison same_;
  std::vector<node> nodes_;
  std::vector<scale_data> scales_;
  std::vector<level> levels_;
  std::vector<double> values_;
  std::vector<rating> ratings_;
};

}  // namespace detail
}  // namespace prowess::v0
