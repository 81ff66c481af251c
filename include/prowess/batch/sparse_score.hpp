// SPDX-License-Identifier: BSL-1.0
// One person's few ratings under a large framework: only what is above a rated leaf is scored, to the same bits as the whole.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <prowess/batch/sparse_plan.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// How a rating may be given beside its leaf: points; a byte with the place of a level on the leaf's scale, as they are listed, from 0
/// (255 not observed, 254 no opportunity, 253 not applicable); or a `rating`.
template <class T>
concept sparse_value = std::same_as<T, double> || std::same_as<T, std::uint8_t> || std::same_as<T, rating>;

/// What is wrong with the ratings that are given.
enum class sparse_mistake : std::uint8_t { none, no_such_leaf, rated_twice, no_such_level, outside_scale, wrong_size, offsets_descend, no_such_node };

/// The first mistake, cheap to make; `describe` says it in words.
struct sparse_finding {
  sparse_mistake what = sparse_mistake::none;  ///< `none` where all is well
  std::size_t person = 0;                      ///< from 0
  std::size_t entry = 0;                       ///< among the person's ratings, from 0; among the chosen nodes for `no_such_node`
  std::uint32_t leaf = 0;                      ///< as given
  double value = 0;                            ///< the points or the byte; else how many there are, or the node
  /// Whether nothing is wrong.
  [[nodiscard]] constexpr bool ok() const noexcept { return what == sparse_mistake::none; }
  friend constexpr bool operator==(const sparse_finding&, const sparse_finding&) = default;  ///< member by member
};

/// A finding in words: the person, the entry and the leaf's path, the rule, the remedy.
[[nodiscard]] inline problem describe(const sparse_finding& at, const sparse_plan& plan) {
  using detail::join;
  const framework_view& f = plan.framework();
  const std::string value = detail::number(at.value), leaf = std::to_string(at.leaf), leaves = std::to_string(plan.leaf_count());
  std::string where = join({"person ", std::to_string(at.person), ", entry ", std::to_string(at.entry), " (from 0)"});
  if (at.what == sparse_mistake::no_such_leaf)
    return {where, join({"there is no leaf ", leaf}), join({"the framework has ", leaves, " leaves: give a leaf's place among them, from 0"})};
  if (at.what == sparse_mistake::wrong_size)
    return {"", join({"there are ", value, " leaves or places, and not as many values or results"}), "give one for each"};
  if (at.what == sparse_mistake::offsets_descend)
    return {join({"person ", std::to_string(at.person), " (from 0)"}), "the offsets descend or leave the ratings",
            "they must ascend from 0 to the number of ratings"};
  if (at.what == sparse_mistake::no_such_node)
    return {"", join({"there is no node ", value}), join({"the framework has ", std::to_string(f.size()), ", in tree order from 0"})};
  if (at.what == sparse_mistake::none || at.leaf >= plan.leaf_count()) return {};
  const std::uint32_t i = plan.node_of(at.leaf);
  where = join({where, ", leaf '", f.path(i), "'"});
  if (at.what == sparse_mistake::rated_twice) return {where, "it is rated twice", "keep one of the ratings"};
  const scale_data& scale = f.scale_of(f.nodes[i]);
  if (at.what == sparse_mistake::no_such_level)
    return {where, join({"there is no level ", value}), join({"count levels from 0, worst first; ", detail::level_keys(f, scale)})};
  return {where, join({value, " is not on its scale"}), join({"it admits ", detail::scale_text(f, scale)})};
}

/// A node that was scored, and its result.
struct touched_node {
  std::uint32_t node = 0;  ///< in tree order
  node_result result{};    ///< as `score_into` leaves it there
  friend constexpr bool operator==(const touched_node&, const touched_node&) = default;  ///< node and result
};

/// Scores people one after the other; holds the room for it. For one thread; threads share the plan, which must outlive it.
///
/// Scored are the rated leaves and the groups above them: each has the same score, shares and status, bit for bit, as with `score_into`
/// on a sheet where all other leaves are `not_observed`, for every aggregation and missing rule. All other nodes are what they are
/// without ratings: `plan.blank(node)`.
/// Cost: the touched nodes, not the leaves. (A group is scored child by child where children without a rating have a score by
/// `if_missing`, where `pool` meets an aggregation that drops terms, and for somebody to whom parts do not apply.)
class sparse_scorer {
 public:
  /// With room for the plan's framework.
  explicit sparse_scorer(const sparse_plan& plan)
      : plan_(plan), frames_(plan.depth_), terms_(plan.room_), path_(plan.depth_), row_(plan.leaf_count() + std::size_t{1}),
        touched_(plan.framework_.size()) {
    if (!plan.all_plain_) all_ = plan.blanks_;
  }

  /// Scores somebody's ratings: leaves by their places among the leaves, in any order, no leaf twice, and a value for each.
  /// Where the finding is not ok() nothing is touched. Cost: more where the leaves do not ascend: they are sorted.
  /// Allocates nothing, but once for somebody for whom opportunities lacked or parts do not apply.
  template <sparse_value T> [[nodiscard]] sparse_finding score(std::span<const std::uint32_t> leaves, std::span<const T> values) {
    touched_count_ = 0;
    if (leaves.size() != values.size()) return {sparse_mistake::wrong_size, 0, 0, 0, static_cast<double>(leaves.size())};
    bool ascending = true, in_range = true;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      in_range &= leaves[k] < plan_.leaf_count();
      ascending &= k == 0 || leaves[k - 1] < leaves[k];
    }
    if (!in_range) return first_foreign(leaves);
    if (!ascending)
      if (const sparse_finding at = sort(leaves); !at.ok()) return at;
    if constexpr (!std::same_as<T, double>) {
      if (all_.empty() && lacks(values)) all_ = plan_.blanks_;
    }
    keep_ = !all_.empty();
    // All that is far away in memory is fetched at once; what follows waits for one thing after the other.
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      row& r = row_[k];
      if (ascending) r.leaf = leaves[k], r.entry = static_cast<std::uint32_t>(k);
      r.self = plan_.leaves_[r.leaf];
      r.end = r.self.group == framework_view::none ? 1 : plan_.groups_[r.self.group].end;
    }
    const sparse_finding at = run(leaves.size(), values);
    if (keep_)
      for (const touched_node& t : touched()) all_[t.node] = plan_.blanks_[t.node];
    if (!at.ok()) touched_count_ = 0;
    return at;
  }

  /// What the last call scored, children before their groups, siblings in order: rated leaves, the groups above them, the root last.
  /// Valid until the next call.
  [[nodiscard]] std::span<const touched_node> touched() const noexcept { return {touched_.data(), touched_count_}; }
  /// The result of the root.
  [[nodiscard]] const node_result& root() const noexcept { return touched_count_ == 0 ? plan_.blanks_[0] : touched_[touched_count_ - 1].result; }
  /// The result of any node. Cost: the touched ones; go through `touched()` for many.
  [[nodiscard]] const node_result& at(std::uint32_t node) const noexcept {
    for (const touched_node& t : touched())
      if (t.node == node) return t.result;
    return plan_.blanks_[node];
  }

 private:
  /// An entry, and what the plan knows of its leaf.
  struct row {
    std::uint32_t leaf, entry, end;  // end of the group above
    detail::sparse_child self;
  };
  /// A group whose children are being added.
  struct frame {
    detail::evidence<double> seen;
    weighted_mean::state<double> mean;
    const detail::sparse_group* of;
    std::uint32_t end, terms, touched, opened;
    bool odd;  // a child does not apply fully
  };

  static bool lacks(std::span<const std::uint8_t> values) noexcept {
    bool any = false;
    for (const std::uint8_t v : values) any |= v == 253 || v == 254;
    return any;
  }
  static bool lacks(std::span<const rating> values) noexcept {
    bool any = false;
    for (const rating& r : values) any |= r.kind == presence::no_opportunity || r.kind == presence::not_applicable;
    return any;
  }

  template <class T> sparse_finding run(std::size_t count, std::span<const T> values) {
    depth_ = 0, used_ = 0;
    for (std::size_t k = 0; k < count; ++k) {
      const row& r = row_[k];
      node_result o;
      if (const sparse_mistake m = leaf_result(r.self, values[r.entry], o); m != sparse_mistake::none)
        return {m, 0, r.entry, r.leaf, shown(values[r.entry])};
      while (depth_ > 0 && frames_[depth_ - 1].end <= r.self.node) close();
      if (depth_ == 0 || frames_[depth_ - 1].end != r.end || frames_[depth_ - 1].of != &plan_.groups_[r.self.group]) open(r.self.group);
      put(r.self, o);
    }
    while (depth_ > 0) close();
    return {};
  }

  /// Opens the groups above a node that are not open yet.
  void open(std::uint32_t group) noexcept {
    const detail::sparse_group* const top = depth_ > 0 ? frames_[depth_ - 1].of : nullptr;
    std::size_t n = 0;
    for (; group != framework_view::none && &plan_.groups_[group] != top; group = plan_.groups_[group].self.group) path_[n++] = group;
    while (n > 0) {
      const detail::sparse_group& g = plan_.groups_[path_[--n]];
      frame& f = frames_[depth_++];
      f.seen = {}, f.mean = {}, f.of = &g;
      f.end = g.end, f.terms = used_, f.touched = 0, f.opened = 0, f.odd = false;
    }
  }

  /// Records a node and adds it to the group above, which is open.
  PROWESS_INLINE void put(const detail::sparse_child& c, const node_result& o) noexcept {
    touched_[touched_count_++] = {c.node, o};
    if (keep_) all_[c.node] = o;
    if (depth_ == 0) return;
    frame& above = frames_[depth_ - 1];
    const detail::sparse_group& g = *above.of;
    ++above.touched, above.opened += c.may_open, above.odd |= o.applicable != 1;
    if (!g.plain) return;
    const double base = c.has_base ? c.weight : 0, share = above.seen.add(o, base, c.decides, g.pooled);
    if (!o.has_score()) return;
    const term<double> t{o.score, detail::part(c.weight, share), detail::part(base, share), c.place, c.critical != 0};
    if (g.mean) weighted_mean::step(above.mean, t);
    else terms_[used_++] = t;
  }

  /// Finishes the innermost open group: as `detail::evaluate`, whose sums the other children leave as they are.
  void close() {
    frame& top = frames_[depth_ - 1];
    const detail::sparse_group& g = *top.of;
    node_result o;
    if (keep_ && (!g.plain || top.odd)) {
      g.how->sparse(plan_.framework_, g.self.node, all_.data());
      o = all_[g.self.node];
    } else {
      top.seen.total = top.seen.applicable = g.total;
      top.seen.applies |= top.touched < g.arity;
      top.seen.open |= top.opened < g.openers;
      o = top.seen.verdict(g.missing, g.weighted);
      if (o.what == status::scored) {
        if (g.mean) detail::conclude<true>(o, std::optional<double>(weighted_mean::finish(top.mean)));
        else
          detail::conclude<false>(o, g.how->any({terms_.data() + top.terms, used_ - top.terms},
                                                plan_.framework_.parameters_of(plan_.framework_.nodes[g.self.node])));
      }
    }
    if (g.self.clamped) detail::hold(o, plan_.framework_.scales[0]);
    used_ = top.terms;
    --depth_;
    put(g.self, o);
  }

  /// What a rating makes of a leaf.
  PROWESS_INLINE sparse_mistake leaf_result(const detail::sparse_child& leaf, double points, node_result& o) const {
    if (!leaf.simple || !plan_.framework_.scales[0].spans(points) || !scale_data::whole(points)) return leaf_result(leaf, rating(points), o);
    o = {points, 1, 1, 1, status::scored};
    return sparse_mistake::none;
  }
  PROWESS_INLINE sparse_mistake leaf_result(const detail::sparse_child& leaf, std::uint8_t level, node_result& o) const {
    if (level >= 253) return leaf_result(leaf, level == 253 ? not_applicable : level == 254 ? no_opportunity : not_observed, o);
    const framework_view& f = plan_.framework_;
    const scale_data& s = leaf.simple ? f.scales[0] : f.scale_of(f.nodes[leaf.node]);
    if (level >= s.level_count) return sparse_mistake::no_such_level;
    return leaf_result(leaf, f.level_list[s.level_at + level].points, o);
  }
  PROWESS_ASIDE sparse_mistake leaf_result(const detail::sparse_child& leaf, const rating& r, node_result& o) const {
    const framework_view& f = plan_.framework_;
    const node& n = f.nodes[leaf.node];
    if (r.is_rated() && !f.scale_of(n).admits(r.points, f.level_list)) return sparse_mistake::outside_scale;
    o = detail::leaf_outcome<double>(f.scale_of(n), f.scales[0], n, r);
    if (n.is_clamped) detail::hold(o, f.scales[0]);
    return sparse_mistake::none;
  }
  static double shown(double points) noexcept { return points; }
  static double shown(std::uint8_t level) noexcept { return level; }
  static double shown(const rating& r) noexcept { return r.points; }

  /// Sorts the entries by leaf; all leaves are there. Of too many entries some leaf has two among the first.
  sparse_finding sort(std::span<const std::uint32_t> leaves) {
    const std::size_t n = leaves.size() < row_.size() ? leaves.size() : row_.size();
    for (std::size_t k = 0; k < n; ++k) row_[k].leaf = leaves[k], row_[k].entry = static_cast<std::uint32_t>(k);
    std::sort(row_.begin(), row_.begin() + static_cast<std::ptrdiff_t>(n),
              [](const row& a, const row& b) { return a.leaf < b.leaf || (a.leaf == b.leaf && a.entry < b.entry); });
    std::size_t twice = 0;  // of all that come again the first one given
    for (std::size_t k = 1; k < n; ++k)
      if (row_[k].leaf == row_[k - 1].leaf && (twice == 0 || row_[k].entry < row_[twice].entry)) twice = k;
    if (twice == 0) return {};
    return {sparse_mistake::rated_twice, 0, row_[twice].entry, row_[twice].leaf, 0};
  }
  sparse_finding first_foreign(std::span<const std::uint32_t> leaves) const noexcept {
    std::size_t k = 0;
    while (leaves[k] < plan_.leaf_count()) ++k;
    return {sparse_mistake::no_such_leaf, 0, k, leaves[k], 0};
  }

  const sparse_plan& plan_;
  std::vector<frame> frames_;
  std::vector<term<double>> terms_;    // of the open groups, innermost last
  std::vector<std::uint32_t> path_;
  std::vector<row> row_;
  std::vector<touched_node> touched_;
  std::vector<node_result> all_;       // of all nodes, where some group needs all children; else empty
  std::size_t depth_ = 0, touched_count_ = 0;
  std::uint32_t used_ = 0;
  bool keep_ = false;
};

}  // namespace prowess::v0
