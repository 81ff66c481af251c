// SPDX-License-Identifier: BSL-1.0
// A framework as everybody else sees it: flat nodes in pre-order, scales, parameters and texts, owned elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/missing.hpp>
#include <prowess/scale.hpp>
#include <prowess/weighting.hpp>

namespace prowess::inline v0 {

struct group_ops;

/// One node. The children of node i are `for (c = i + 1; c < i + extent; c += nodes[c].extent)`.
struct node {
  std::string_view id;             ///< unique among siblings, no '/'
  std::string_view type{};         ///< a label: domain, competency, indicator ...
  double weight = 1;               ///< as written
  double base = 1;                 ///< what the weight adds to the divisor: the weight, or 0 for extra credit and penalties
  std::uint32_t extent = 1;        ///< nodes of this subtree, itself included
  std::uint32_t arity = 0;         ///< children
  std::uint32_t leaf = 0;          ///< leaves before this node: a leaf's place among the ratings
  std::uint32_t scale = 0;         ///< a leaf's scale
  /// Where the aggregation's values begin in the framework's list ...
  std::uint32_t value_at = 0, value_count = 0;  ///< ... and how many they are
  const group_ops* how = nullptr;  ///< the aggregation of a group
  missing_rule missing{};          ///< a group: what absent children mean
  fill if_absent{};                ///< a leaf: what its absent rating counts as
  std::string_view scale_key{};    ///< a leaf: the scale it names; empty for the framework's own
  weighting weights = weighting::relative;  ///< a group: how its children's weights are meant
  bool percent_weight = false;     ///< the weight was written as `percent{}`
  bool has_number = false;         ///< the weight was written, and may be a judgement for a weighting
  bool is_extra_credit = false;    ///< adds to the sum and not to the divisor
  bool is_clamped = false;         ///< its own score is held between the ends of the framework's scale
  bool is_critical = false;        ///< the group's aggregation may let it limit or decide: see `critical()`
  bool is_group = false;           ///< false: a leaf (g++ cannot compare `how` with null in constant expressions under sanitizers)

  /// Sets the weight, and the base that follows from it and from `is_extra_credit`.
  constexpr void weigh(double w) noexcept { weight = w, base = is_extra_credit || w < 0 ? 0 : w; }
  /// Its weight takes away and is no extra credit: points that a rubric deducts.
  [[nodiscard]] constexpr bool is_penalty() const noexcept { return weight < 0 && !is_extra_credit; }
  /// Whether it is what is rated, and no group.
  [[nodiscard]] constexpr bool is_leaf() const noexcept { return !is_group; }
};

/// The kinds of text beside the tree. `member` is what a file says beyond the others: it is only kept.
enum class remark_kind : std::uint8_t { title, version, description, tag, alignment, behaviour, critical_behaviour, anchor, member };

/// A text that belongs to a node and never to its score.
struct remark {
  std::uint32_t node = 0;                  ///< its place in tree order
  remark_kind kind = remark_kind::member;  ///< what the text is
  std::string_view key{};   ///< an anchor's level; of a member of a file that is only kept, its JSON pointer from the node on
  std::string_view text{};  ///< what it says; of a member that is only kept, JSON
  friend constexpr bool operator==(const remark&, const remark&) = default;  ///< node, kind, key and text
};

/// A place in one framework, made by `at` or `find`. With another framework, or after an edit, it is refused unless the node
/// that stands there now has the same id.
struct node_handle {
  std::uint32_t index = 0;  ///< the place in tree order
  std::uint32_t mark = 0;   ///< of the node's id
};

namespace detail {
template <class T> [[nodiscard]] constexpr bool equal(std::span<const T> a, std::span<const T> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(a[i] == b[i])) return false;
  return true;
}
}  // namespace detail

/// A framework that somebody else owns. Views that come from `static_framework` and from a checked `dynamic_framework` are sound.
class framework_view {
 public:
  std::span<const node> nodes{};         ///< in tree order, each group before its children; the first is the root
  std::span<const scale_data> scales{};  ///< the first is the framework's own: the one that scores are on
  std::span<const level> level_list{};   ///< of all scales, those of one side by side
  std::span<const double> values{};      ///< of all aggregations, those of one side by side
  std::span<const remark> remarks{};     ///< by node, in order

  /// The place of a node that is not there.
  static constexpr std::uint32_t none = 0xffffffff;

  /// The id of the root. A view without nodes has none: do not ask it.
  [[nodiscard]] constexpr std::string_view id() const { return nodes[0].id; }
  /// The scale that scores are on.
  [[nodiscard]] constexpr const scale_data& scale() const { return scales[0]; }
  /// The levels of the framework's own scale, worst first.
  [[nodiscard]] constexpr std::span<const level> levels() const { return levels(scales[0]); }
  /// The levels of one of its scales, as they were listed.
  [[nodiscard]] constexpr std::span<const level> levels(const scale_data& s) const {
    return {level_list.data() + s.level_at, s.level_count};
  }
  /// The scale of a leaf.
  [[nodiscard]] constexpr const scale_data& scale_of(const node& leaf) const { return scales[leaf.scale]; }
  /// The number of nodes, the root included.
  [[nodiscard]] constexpr std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }
  /// The number of leaves. Cost: O(nodes).
  [[nodiscard]] constexpr std::uint32_t leaf_count() const {
    std::uint32_t n = 0;
    for (const node& each : nodes) n += each.is_leaf();
    return n;
  }
  /// What the aggregation of a group may know: its values and the ends of the framework's scale.
  [[nodiscard]] constexpr parameters parameters_of(const node& group) const {
    return {{values.data() + group.value_at, group.value_count}, scales[0].low, scales[0].high, group.arity};
  }

  /// The texts of one node.
  [[nodiscard]] constexpr std::span<const remark> remarks_of(std::uint32_t i) const {
    const std::size_t first = first_remark(i);
    return {remarks.data() + first, first_remark(i + 1) - first};
  }
  /// The first text of a kind, or an empty one.
  [[nodiscard]] constexpr std::string_view text(std::uint32_t i, remark_kind kind) const {
    for (const remark& r : remarks_of(i))
      if (r.kind == kind) return r.text;
    return {};
  }
  /// The title of a node, or its id where it has none.
  [[nodiscard]] constexpr std::string_view title(std::uint32_t i) const {
    const std::string_view t = text(i, remark_kind::title);
    return t.empty() ? nodes[i].id : t;
  }

  /// The same tree with the same meaning and texts, whoever owns it and whichever of two ways it was written (percent for the
  /// group or for each child; texts of different kinds in any order). Members that are only kept do not count.
  friend constexpr bool operator==(const framework_view& a, const framework_view& b) {
    if (a.size() != b.size()) return false;
    for (std::uint32_t i = 0; i < a.size(); ++i)
      if (!same(a, a.nodes[i], b, b.nodes[i]) || !same_weighting(a, b, i) || !same_texts(a.remarks_of(i), b.remarks_of(i))) return false;
    return detail::equal(a.scales, b.scales) && detail::equal(a.level_list, b.level_list);
  }

  /// Whether the weights of all children are percent.
  [[nodiscard]] constexpr bool in_percent(std::uint32_t group) const {
    const node& g = nodes[group];
    bool all = g.arity > 0 && g.weights == weighting::relative;
    for (std::uint32_t c = group + 1; all && c < group + g.extent; c += nodes[c].extent) all = nodes[c].percent_weight;
    return all || g.weights == weighting::percent;
  }
  /// The group above a node; `none` for the root. Cost: the siblings on the way down.
  [[nodiscard]] constexpr std::uint32_t parent(std::uint32_t i) const {
    std::uint32_t above = none;
    for (std::uint32_t at = 0; at != i;) {
      above = at++;
      while (at + nodes[at].extent <= i) at += nodes[at].extent;
    }
    return above;
  }
  /// Levels below the root, which has 0 itself. Cost: a `parent` for each.
  [[nodiscard]] constexpr std::uint32_t depth(std::uint32_t i) const {
    std::uint32_t d = 0;
    for (; i != 0; i = parent(i)) ++d;
    return d;
  }
  /// The ids from below the root down to a node, joined by '/'; the root's id for the root.
  [[nodiscard]] std::string path(std::uint32_t i) const {
    std::string p(nodes[i].id);
    if (i == 0) return p;
    while ((i = parent(i)) != 0) {
      p.insert(0, 1, '/');
      p.insert(0, nodes[i].id);
    }
    return p;
  }

  /// What looking for a name found.
  struct found {
    std::uint32_t node = none;   ///< `none` where there is no such node or there are several
    std::uint32_t matches = 0;   ///< nodes with this path or bare id
  };
  /// Looks for a path below the root ("soft/negotiation") or a bare id that is unique in the framework. Cost: O(nodes).
  [[nodiscard]] constexpr found look_up(std::string_view name) const {
    if (const std::uint32_t i = by_path(name); i != none) return {i, 1};
    found f;
    for (std::uint32_t i = 0; i < size(); ++i)
      if (nodes[i].id == name) f.node = f.matches++ == 0 ? i : none;
    return f;
  }
  /// The node of a path or unique bare id, if there is exactly one.
  [[nodiscard]] constexpr std::optional<node_handle> find(std::string_view name) const {
    const found f = look_up(name);
    if (f.node == none) return std::nullopt;
    return handle(f.node);
  }
  /// The handle of a node, by its place in tree order.
  [[nodiscard]] constexpr node_handle handle(std::uint32_t i) const { return {i, mark(nodes[i].id)}; }
  /// Whether a handle was made by this framework.
  [[nodiscard]] constexpr bool owns(node_handle h) const { return h.index < size() && mark(nodes[h.index].id) == h.mark; }

 private:
  [[nodiscard]] static constexpr bool same(const framework_view& a, const node& m, const framework_view& b, const node& n) {
    return m.id == n.id && m.type == n.type && m.weight == n.weight && m.base == n.base && m.extent == n.extent && m.how == n.how &&
           m.missing == n.missing && m.if_absent == n.if_absent && m.scale == n.scale && (m.scale < a.scales.size() || m.scale_key == n.scale_key) && m.is_extra_credit == n.is_extra_credit &&
           m.is_clamped == n.is_clamped && m.is_critical == n.is_critical && detail::equal(a.parameters_of(m).values, b.parameters_of(n).values);
  }
  [[nodiscard]] static constexpr bool same_weighting(const framework_view& a, const framework_view& b, std::uint32_t i) {
    const bool percent = a.in_percent(i);
    if (percent || b.in_percent(i)) return percent && b.in_percent(i);
    bool same = a.nodes[i].weights == b.nodes[i].weights;
    if (same && a.nodes[i].weights == weighting::equal) return true;
    for (std::uint32_t c = i + 1; c < i + a.nodes[i].extent; c += a.nodes[c].extent)
      same = same && a.nodes[c].percent_weight == b.nodes[c].percent_weight;
    return same;
  }
  /// The same texts, those of one kind in the same order; members that are only kept do not matter.
  [[nodiscard]] static constexpr bool same_texts(std::span<const remark> a, std::span<const remark> b) {
    const auto list = [](remark_kind k) { return k == remark_kind::critical_behaviour ? remark_kind::behaviour : k; };
    for (const remark_kind kind : {remark_kind::title, remark_kind::version, remark_kind::description, remark_kind::tag, remark_kind::alignment,
                                   remark_kind::behaviour, remark_kind::anchor}) {
      std::size_t i = 0, k = 0;
      for (;; ++i, ++k) {
        while (i < a.size() && list(a[i].kind) != kind) ++i;
        while (k < b.size() && list(b[k].kind) != kind) ++k;
        if (i == a.size() || k == b.size()) break;
        if (!(a[i] == b[k])) return false;
      }
      if (i != a.size() || k != b.size()) return false;
    }
    return true;
  }
  [[nodiscard]] constexpr std::size_t first_remark(std::uint32_t i) const {
    std::size_t low = 0, high = remarks.size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (remarks[middle].node < i) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  [[nodiscard]] constexpr std::uint32_t by_path(std::string_view path) const {
    std::uint32_t group = 0;
    for (;;) {
      const std::string_view step = path.substr(0, path.find('/'));
      const std::uint32_t end = group + nodes[group].extent;
      std::uint32_t c = group + 1;
      while (c < end && nodes[c].id != step) c += nodes[c].extent;
      if (c >= end) return none;
      if (step.size() == path.size()) return c;
      path.remove_prefix(step.size() + 1);
      group = c;
    }
  }
  [[nodiscard]] static constexpr std::uint32_t mark(std::string_view id) {
    std::uint32_t h = 2166136261U;  // FNV-1a
    for (const char c : id) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    return h;
  }
};

}  // namespace prowess::v0
