// SPDX-License-Identifier: BSL-1.0
// A framework that is built or edited at run time, with the same words and the same meaning.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/node_at.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The run-time owner of a framework. It copies every text. Edits may leave it unsound for a while (weights that do not total
/// yet): `view()` refuses until it is sound, `problems()` says why, `check()` verifies once so that `view()` need not.
/// Cost: adding in tree order is linear over all; an edit in the middle costs the nodes behind it, a further scale all of them.
/// An edit that ends in an exception (`error`, or one of the allocator) has changed nothing.
///
///     dynamic_framework fw{health_it};                       // a copy to edit
///     fw.add("soft", competency("presenting", 10));
///     fw.set_weight("soft/negotiation", 10).check();
class dynamic_framework {
 public:
  /// A copy of any framework.
  explicit dynamic_framework(const framework_view& f)
      : dynamic_framework({f.nodes.begin(), f.nodes.end()}, {f.scales.begin(), f.scales.end()}, {f.level_list.begin(), f.level_list.end()},
                          {f.values.begin(), f.values.end()}, {f.remarks.begin(), f.remarks.end()}, false) {
    link();
  }
  /// Of lists that a loader has made, resolved and diagnosed; texts are copied.
  dynamic_framework(detail::known_sound, std::vector<node>&& nodes, std::vector<scale_data>&& scales, std::vector<level>&& levels,
                    std::vector<double>&& values, std::vector<remark>&& remarks)
      : dynamic_framework(std::move(nodes), std::move(scales), std::move(levels), std::move(values), std::move(remarks), true) {
    find_parents();
  }
  /// A framework without children yet: id, scales and the options of a group, as for `framework`.
  template <class... Parts>
    requires((detail::part_of_framework<Parts> && ...) && !(detail::is_subtree<Parts> || ...))
  explicit dynamic_framework(std::string_view id, const Parts&... parts) {
    static_assert((detail::is_scale<Parts> || ...), "a framework needs a scale: levels(...), numeric(...), percentage(), checklist()");
    const auto root = detail::written<detail::subtree_of<Parts...>>("framework", id, false, parts...);
    append(root.nodes[0]);
    values_.assign(root.values.begin(), root.values.end());
    for (remark r : root.remarks) keep(r), remarks_.push_back(r);
    (add_scale_if(parts), ...);
  }
  dynamic_framework(const dynamic_framework& other) : dynamic_framework(other.unchecked()) { sound_ = other.sound_; }  ///< texts too
  /// What was moved from is empty and not sound.
  dynamic_framework(dynamic_framework&& other) noexcept
      : nodes_(std::move(other.nodes_)),
        scales_(std::move(other.scales_)),
        levels_(std::move(other.levels_)),
        values_(std::move(other.values_)),
        remarks_(std::move(other.remarks_)),
        parents_(std::move(other.parents_)),
        texts_(std::move(other.texts_)),
        sound_(std::exchange(other.sound_, false)) {}
  dynamic_framework& operator=(const dynamic_framework& other) { return *this = dynamic_framework(other); }  ///< a copy, texts too
  /// Exchanges the two.
  dynamic_framework& operator=(dynamic_framework&& other) noexcept {
    nodes_.swap(other.nodes_);
    scales_.swap(other.scales_);
    levels_.swap(other.levels_);
    values_.swap(other.values_);
    remarks_.swap(other.remarks_);
    parents_.swap(other.parents_);
    std::swap(texts_, other.texts_);
    std::swap(sound_, other.sound_);
    return *this;
  }

  // ---- reading

  /// The sound framework; raises all its problems where it is not. Not for temporaries: it borrows.
  [[nodiscard]] framework_view view() const& {
    if (!sound_) require_sound();
    return unchecked();
  }
  framework_view view() const&& = delete;
  operator framework_view() const& { return view(); }  ///< as `view()`
  operator framework_view() const&& = delete;
  /// The framework as it stands, sound or not: for `diagnose` and for looking.
  [[nodiscard]] framework_view unchecked() const noexcept { return view_of(nodes_); }
  /// All that keeps it from being sound; empty where it is. Cost: that of `diagnose`.
  [[nodiscard]] std::vector<problem> problems(const limits& within = {}) const { return problems_of(unchecked(), within); }
  /// Verifies once; raises all problems where there are any.
  dynamic_framework& check(const limits& within = {}) {
    require_sound(within);
    sound_ = true;
    return *this;
  }
  [[nodiscard]] node_handle at(node_at where) const { return unchecked().handle(where.in(unchecked())); }  ///< a name that is not there raises
  [[nodiscard]] node_handle root() const { return unchecked().handle(0); }                                 ///< not of one that was moved from

  // ---- editing; every name is a path, a unique bare id, or a handle

  /// Adds a leaf or a group with all its children as the last child of a group.
  template <std::size_t N, std::size_t V, std::size_t R> node_handle add(node_at parent, const subtree<N, V, R>& what) {
    const std::uint32_t group = require_group(parent.in(unchecked()));
    const std::uint32_t added = insert(group, what.view());
    return unchecked().handle(added);
  }
  /// Removes a node and everything below it. The root stays.
  dynamic_framework& remove(node_at where) {
    const std::uint32_t i = where.in(unchecked());
    if (i == 0) raise(problem{nodes_[0].id.empty() ? "" : std::string(nodes_[0].id), "the root cannot be removed", "make another framework"});
    const std::uint32_t n = nodes_[i].extent, leaves = leaf_count_before(i + n) - leaf_count_before(i);
    for (std::uint32_t up = parents_[i];; up = parents_[up]) {
      nodes_[up].extent -= n;
      if (up == 0) break;
    }
    --nodes_[parents_[i]].arity;
    erase_range(nodes_, i, i + n);
    erase_range(parents_, i, i + n);
    for (std::uint32_t behind = i; behind < nodes_.size(); ++behind) {
      nodes_[behind].leaf -= leaves;
      if (parents_[behind] > i) parents_[behind] -= n;
    }
    std::size_t kept = 0;
    for (remark r : remarks_) {
      if (r.node >= i && r.node < i + n) continue;
      if (r.node >= i + n) r.node -= n;
      remarks_[kept++] = r;
    }
    remarks_.resize(kept);
    return edited();
  }
  /// Changes the id of a node; handles of it are then refused.
  dynamic_framework& rename(node_at where, std::string_view id) {
    node_of(where).id = texts_.keep(id);
    return edited();
  }
  /// Changes a weight. Raises where the group weighs all children equally.
  dynamic_framework& set_weight(node_at where, double weight) {
    const std::uint32_t i = where.in(unchecked());
    if (i != 0 && nodes_[parents_[i]].weights == weighting::equal)
      raise(problem{unchecked().path(i), "its group weighs all children equally", "first set_weighting(group, weighting::relative)"});
    nodes_[i].weigh(weight);
    nodes_[i].percent_weight = false, nodes_[i].has_number = true;
    return edited();
  }
  /// The same in percent of the siblings.
  dynamic_framework& set_weight(node_at where, percent weight) {
    set_weight(where, weight.value);
    node_of(where).percent_weight = true;
    return edited();
  }
  /// Changes how a group's children weigh; `equal` sets all their weights to 1, `points` to what they are worth now.
  dynamic_framework& set_weighting(node_at group, weighting how) {
    const std::uint32_t i = require_group(group.in(unchecked()));
    nodes_[i].weights = how;
    if (how == weighting::equal)
      for (std::uint32_t c = i + 1; c < i + nodes_[i].extent; c += nodes_[c].extent) nodes_[c].weigh(1), nodes_[c].percent_weight = nodes_[c].has_number = false;
    if (how == weighting::points) detail::weigh_by_points(nodes_, unchecked());
    return edited();
  }
  /// Gives a group's children the weights that a weighting makes of their present ones; raises where it objects.
  template <weighting_type W> dynamic_framework& set_weighting(node_at group, const W& how) {
    return detail::weigh_by<W>(nodes_, require_group(group.in(unchecked())), how), edited();
  }
  /// Changes the aggregation of a group, and its missing rule to the given one or the aggregation's own.
  template <aggregation A> dynamic_framework& set_aggregation(node_at group, const A& how, missing_rule missing = {}) {
    node& n = nodes_[require_group(group.in(unchecked()))];
    const auto values = detail::values_of(how);
    if (values.size() > n.value_count) {
      const std::size_t at = values_.size();
      values_.resize(at + values.size());
      n.value_at = static_cast<std::uint32_t>(at);
    }
    for (std::size_t k = 0; k < values.size(); ++k) values_[n.value_at + k] = values[k];
    n.value_count = static_cast<std::uint32_t>(values.size());
    n.how = &ops_of<A>;
    n.missing = missing.policy == missing_policy::by_aggregation ? n.how->traits.missing : missing;
    return edited();
  }
  /// Changes what absent children mean for a group; `missing_rule{}`: what its aggregation declares.
  dynamic_framework& set_missing(node_at group, missing_rule rule) {
    node& n = nodes_[require_group(group.in(unchecked()))];
    n.missing = rule.policy == missing_policy::by_aggregation ? n.how->traits.missing : rule;
    return edited();
  }
  /// Whether the score of a group or leaf is held between the ends of the framework's scale.
  dynamic_framework& set_clamped(node_at where, bool held = true) { return node_of(where).is_clamped = held, edited(); }
  /// Whether a child may limit or decide on its own, where its group's aggregation has rules for such.
  dynamic_framework& set_critical(node_at where, bool so = true) { return node_of(where).is_critical = so, edited(); }
  /// Changes what an absent rating of a leaf counts as; `fill{}`: nothing.
  dynamic_framework& set_if_missing(node_at leaf, fill with) {
    node& n = leaf_of(leaf);
    node filled = n;
    filled.if_absent = with;
    filled.if_absent.level = texts_.keep(with.level);
    return resolved(n, filled);
  }
  /// Adds a further scale, which leaves name by its key.
  template <std::size_t L> dynamic_framework& add_scale(std::string_view key, const static_scale<L>& s) {
    std::vector<node> nodes = nodes_;
    std::vector<scale_data> scales = scales_;
    std::vector<level> all_levels = levels_;
    add_scale_to(scales, all_levels, scale(key, s));
    detail::resolve(nodes, {nodes, scales, all_levels, values_, remarks_});
    nodes_.swap(nodes), scales_.swap(scales), levels_.swap(all_levels);
    return edited();
  }
  /// Puts a leaf on a scale by its key; empty: on the framework's own.
  dynamic_framework& set_scale(node_at leaf, std::string_view scale_key) {
    node& n = leaf_of(leaf);
    node moved = n;
    moved.scale_key = texts_.keep(scale_key);
    return resolved(n, moved);
  }
  /// Adds texts to a node: `annotate("soft", title("Soft skills"))`. A title, version, description, the anchor of a
  /// level or a kept member replaces the one before.
  template <std::size_t N> dynamic_framework& annotate(node_at where, const remark_list<N>& texts) {
    const std::uint32_t i = where.in(unchecked());
    auto added = texts.remarks;
    for (remark& r : added) keep(r), r.node = i;
    make_room(remarks_, added.size());  // nothing below throws
    std::size_t at = remarks_.size();
    while (at > 0 && remarks_[at - 1].node > i) --at;
    for (const remark& r : added) {
      const bool by_key = r.kind == remark_kind::anchor || r.kind == remark_kind::member;
      if (by_key || r.kind == remark_kind::title || r.kind == remark_kind::version || r.kind == remark_kind::description) {
        bool replaced = false;
        for (std::size_t k = at; k-- > 0 && remarks_[k].node == i;)
          if (remarks_[k].kind == r.kind && (!by_key || remarks_[k].key == r.key)) remarks_[k].text = r.text, replaced = true;
        if (replaced) continue;
      }
      remarks_.insert(iterator_at(remarks_, at++), r);
    }
    return edited();
  }

 private:
  dynamic_framework(std::vector<node> nodes, std::vector<scale_data> scales, std::vector<level> levels, std::vector<double> values,
                    std::vector<remark> remarks, bool sound)
      : nodes_(std::move(nodes)), scales_(std::move(scales)), levels_(std::move(levels)), values_(std::move(values)), remarks_(std::move(remarks)), sound_(sound) {
    trim(nodes_), trim(remarks_);
    std::size_t bytes = 0;
    each_list([&](auto& of) { for (const std::string_view* s : texts_of(of)) bytes += s->size(); });
    texts_.reserve(bytes);
    each_list([&](auto& of) { keep(of); });
  }
  [[nodiscard]] framework_view view_of(std::span<const node> nodes) const noexcept { return {nodes, scales_, levels_, values_, remarks_}; }
  static std::array<std::string_view*, 4> texts_of(node& n) { return {&n.id, &n.type, &n.scale_key, &n.if_absent.level}; }
  static std::array<std::string_view*, 1> texts_of(scale_data& s) { return {&s.key}; }
  static std::array<std::string_view*, 3> texts_of(level& l) { return {&l.key, &l.label, &l.descriptor}; }
  static std::array<std::string_view*, 2> texts_of(remark& r) { return {&r.key, &r.text}; }
  /// Calls `use` with everything that has texts.
  template <class Use> void each_list(const Use& use) {
    for (node& n : nodes_) use(n);
    for (scale_data& s : scales_) use(s);
    for (level& l : levels_) use(l);
    for (remark& r : remarks_) use(r);
  }
  /// Gives back what was reserved for more.
  template <class T> static void trim(std::vector<T>& list) {
    if (list.capacity() - list.size() > list.size() / 4) list.shrink_to_fit();
  }
  template <class T> void keep(T& of) {
    for (std::string_view* s : texts_of(of)) *s = texts_.keep(*s);
  }
  template <class T> static typename std::vector<T>::iterator iterator_at(std::vector<T>& v, std::size_t at) { return v.begin() + static_cast<std::ptrdiff_t>(at); }
  template <class T> static void erase_range(std::vector<T>& v, std::uint32_t first, std::uint32_t last) {
    v.erase(iterator_at(v, first), iterator_at(v, last));
  }
  node& node_of(node_at where) { return nodes_[where.in(unchecked())]; }
  node& leaf_of(node_at where) {
    const std::uint32_t i = where.in(unchecked());
    if (!nodes_[i].is_leaf()) raise(problem{unchecked().path(i), "it is a group, not a leaf", "only leaves have scales and if_missing"});
    return nodes_[i];
  }
  std::uint32_t require_group(std::uint32_t i) const {
    if (nodes_[i].is_leaf()) raise(problem{unchecked().path(i), "it is a leaf, not a group", "add a group in its place: group(id, weight, children...)"});
    return i;
  }
  void require_sound(const limits& within = {}) const {
    std::vector<problem> all = problems(within);
    if (!all.empty()) raise(std::move(all));
  }
  dynamic_framework& edited() {
    sound_ = false;
    return *this;
  }
  /// Puts a leaf with another scale or fill in its place.
  dynamic_framework& resolved(node& leaf, node other) {
    detail::resolve({&other, 1}, unchecked(), leaf.leaf);
    leaf = other;
    return edited();
  }
  /// Room for more, so that adding them does not throw.
  template <class T> static void make_room(std::vector<T>& v, std::size_t more) {
    if (v.capacity() - v.size() < more) v.reserve(v.size() + (more > v.size() ? more : v.size()));
  }
  void append(node n) {
    keep(n);
    nodes_.push_back(n);
    parents_.push_back(framework_view::none);
  }
  template <class T> void add_scale_if(const T&) {}
  template <std::size_t L> void add_scale_if(const static_scale<L>& s) { add_scale_to(scales_, levels_, s); }
  template <std::size_t L> void add_scale_to(std::vector<scale_data>& scales, std::vector<level>& all_levels, const static_scale<L>& s) {
    scales.push_back(s.data);
    scales.back().key = texts_.keep(s.data.key);
    scales.back().level_at = static_cast<std::uint32_t>(all_levels.size());
    for (level l : s.level_list) keep(l), all_levels.push_back(l);
  }
  /// Numbers, scales and parents of all nodes.
  void link() {
    detail::resolve(nodes_, unchecked());
    find_parents();
  }
  void find_parents() {
    parents_.resize(nodes_.size());
    link_parents(0, framework_view::none);
  }
  /// Parents of the subtree at `first`, whose own parent is known.
  void link_parents(std::uint32_t first, std::uint32_t parent) {
    const std::uint32_t end = first + nodes_[first].extent;
    parents_[first] = parent;
    for (std::uint32_t i = first; i < end; ++i)
      for (std::uint32_t c = i + 1; c < i + nodes_[i].extent; c += nodes_[c].extent) parents_[c] = i;
  }
  std::uint32_t insert(std::uint32_t group, const framework_view& what) {
    const std::uint32_t at = group + nodes_[group].extent, n = what.size();
    const auto value_at = static_cast<std::uint32_t>(values_.size());
    std::vector<node> added(what.nodes.begin(), what.nodes.end());
    std::vector<remark> texts(what.remarks.begin(), what.remarks.end());
    for (node& each : added) keep(each), each.value_at += value_at;
    for (remark& r : texts) keep(r), r.node += at;
    if (nodes_[group].weights == weighting::equal) added[0].weigh(1), added[0].percent_weight = false;
    detail::resolve(added, unchecked(), leaf_count_before(at));
    make_room(nodes_, n), make_room(parents_, n), make_room(values_, what.values.size()), make_room(remarks_, texts.size());
    // nothing below throws
    const std::uint32_t leaves = what.leaf_count();
    for (std::uint32_t behind = at; behind < nodes_.size(); ++behind) {
      nodes_[behind].leaf += leaves;
      if (parents_[behind] >= at) parents_[behind] += n;
    }
    nodes_.insert(iterator_at(nodes_, at), added.begin(), added.end());
    parents_.insert(iterator_at(parents_, at), n, group);
    link_parents(at, group);
    values_.insert(values_.end(), what.values.begin(), what.values.end());
    std::size_t first_remark = remarks_.size();
    while (first_remark > 0 && remarks_[first_remark - 1].node >= at) remarks_[--first_remark].node += n;
    remarks_.insert(iterator_at(remarks_, first_remark), texts.begin(), texts.end());
    for (std::uint32_t up = group;; up = parents_[up]) {
      nodes_[up].extent += n;
      if (up == 0) break;
    }
    ++nodes_[group].arity;
    edited();
    return at;
  }
  /// Leaves in front of a place in tree order.
  [[nodiscard]] std::uint32_t leaf_count_before(std::uint32_t i) const { return i == 0 ? 0 : nodes_[i - 1].leaf + nodes_[i - 1].is_leaf(); }

  std::vector<node> nodes_;
  std::vector<scale_data> scales_;
  std::vector<level> levels_;
  std::vector<double> values_;
  std::vector<remark> remarks_;
  std::vector<std::uint32_t> parents_;
  detail::text_pool texts_;
  bool sound_ = false;
};

}  // namespace prowess::v0
