// SPDX-License-Identifier: BSL-1.0
// The words that define a framework as a value: groups, leaves and their options, in any order after the id.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/weigh.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/remarks.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// A node with everything below it, exactly sized; a value that `group` and `framework` copy into their own.
/// It holds views of the texts, which must outlive it: string literals do, and a `dynamic_framework` copies them.
template <std::size_t Nodes, std::size_t Values, std::size_t Remarks> struct subtree {
  static constexpr std::size_t node_count = Nodes,  ///< itself included
      value_count = Values,                         ///< of all aggregations
      remark_count = Remarks;                       ///< texts of all nodes
  std::array<node, Nodes> nodes{};        ///< in tree order; the first is this node
  std::array<double, Values> values{};    ///< see `node::value_at`
  std::array<remark, Remarks> remarks{};  ///< by node, in order
  /// Borrows from the subtree. There are no scales yet, and the leaves have no numbers.
  [[nodiscard]] constexpr framework_view view() const { return {nodes, {}, {}, values, remarks}; }
};

/// A framework as a value: keep it in a `constexpr` variable. Everything else takes its `view()`.
template <std::size_t Nodes, std::size_t Values, std::size_t Remarks, std::size_t Scales, std::size_t Levels> class static_framework {
 public:
  static constexpr std::size_t node_count = Nodes;  ///< the root included
  std::array<node, Nodes> nodes{};                  ///< in tree order; the first is the root
  std::array<double, Values> values{};              ///< see `node::value_at`
  std::array<remark, Remarks> remarks{};            ///< by node, in order
  std::array<scale_data, Scales> scales{};          ///< the first is the framework's own
  std::array<level, Levels> level_list{};           ///< see `scale_data::level_at`

  /// Borrows from the framework, which must outlive the view and everything made with it; not for temporaries.
  [[nodiscard]] constexpr framework_view view() const& { return {nodes, scales, level_list, values, remarks}; }
  framework_view view() const&& = delete;
  constexpr operator framework_view() const& { return view(); }  ///< as `view()`
  operator framework_view() const&& = delete;
  /// Leaves are numbered in tree order, and the last node is one.
  [[nodiscard]] constexpr std::size_t leaf_count() const { return nodes[Nodes - 1].leaf + std::size_t{1}; }
  /// The handle of a path or unique bare id; in a constant expression a misspelt name does not compile.
  [[nodiscard]] constexpr node_handle at(std::string_view name) const { return view().handle(detail::require_name(view(), name)); }
};

/// Names the scale of a leaf, one of those listed at the framework: `indicator("exam", on("percent"))`.
struct on {
  std::string_view scale_key;  ///< one of the framework's further scales
  /// The scale with this key; where there is none, making the framework is refused.
  constexpr explicit on(std::string_view key) : scale_key(key) {}
};

/// A label of a node other than those that `domain`, `competency`, `indicator` and `criterion` give: `group("ward", labelled("station"), ...)`.
struct labelled {
  std::string_view type;  ///< what `node::type` becomes
  /// Any text. It is not copied.
  constexpr explicit labelled(std::string_view label) : type(label) {}
};

/// Holds the score of a group or leaf between the lowest and the highest points of the framework's scale: what extra credit, a
/// `points_ratio` or a host's own scale leads outside ends there. A group's aggregation sees its children as they are.
struct clamped_t {};
/// As an option: `group("exam", points_ratio{}, clamped, ...)`.
inline constexpr clamped_t clamped{};

/// Marks a child that may limit or decide on its own, where the group's aggregation has rules for such: see `critical_cap`.
struct critical_t {};
/// As an option: `competency("sterile-field", 20, critical())`. (With a text it is a behaviour.)
[[nodiscard]] constexpr critical_t critical() { return {}; }

namespace detail {

template <class T> inline constexpr bool is_subtree = false;
template <std::size_t N, std::size_t V, std::size_t R> inline constexpr bool is_subtree<subtree<N, V, R>> = true;
template <class T> inline constexpr bool is_scale = false;
template <std::size_t L> inline constexpr bool is_scale<static_scale<L>> = true;
template <class T> inline constexpr bool is_remarks = false;
template <std::size_t N> inline constexpr bool is_remarks<remark_list<N>> = true;
template <class T> inline constexpr bool is_weight = plain_number<T> || std::same_as<T, percent>;
template <class T> inline constexpr bool is_mark = std::same_as<T, clamped_t> || std::same_as<T, critical_t> || std::same_as<T, labelled>;

template <class T> inline constexpr bool is_weighting = std::same_as<T, weighting> || weighting_type<T>;

// Plain bools, not concepts: a violated one is then the whole diagnostic.
template <class T> inline constexpr bool part_of_leaf =
    is_weight<T> || is_remarks<T> || is_mark<T> || std::same_as<T, fill> || std::same_as<T, on> || std::same_as<T, extra_credit_t>;
template <class T> inline constexpr bool part_of_group = is_weight<T> || is_remarks<T> || aggregation<T> || std::same_as<T, missing_rule> ||
                                                         is_weighting<T> || std::same_as<T, extra_credit_t> || is_mark<T> || is_subtree<T>;
template <class T> inline constexpr bool part_of_framework =
    is_scale<T> || (part_of_group<T> && !is_weight<T> && !std::same_as<T, extra_credit_t>);

template <class T> constexpr std::size_t nodes_in = 0;
template <class T> requires is_subtree<T> constexpr std::size_t nodes_in<T> = T::node_count;
template <class T> constexpr std::size_t values_in = 0;
template <class T> requires is_subtree<T> constexpr std::size_t values_in<T> = T::value_count;
template <class T> requires(aggregation<T> && !is_subtree<T>) constexpr std::size_t values_in<T> = value_count<T>;
template <class T> constexpr std::size_t remarks_in = 0;
template <class T> requires is_subtree<T> constexpr std::size_t remarks_in<T> = T::remark_count;
template <std::size_t N> constexpr std::size_t remarks_in<remark_list<N>> = N;
template <class T> constexpr std::size_t levels_in = 0;
template <std::size_t L> constexpr std::size_t levels_in<static_scale<L>> = L;

/// Writes the parts of one node and its children into owners of the right size.
template <class Owner> struct writer {
  Owner& into;
  std::size_t nodes = 1, values = 0, remarks = 0;

  constexpr node& own() { return into.nodes[0]; }
  constexpr void option(percent weight) { own().weigh(weight.value), own().percent_weight = own().has_number = true; }
  template <plain_number T> constexpr void option(T weight) { own().weigh(static_cast<double>(weight)), own().has_number = true; }
  constexpr void option(const fill& f) { own().if_absent = f; }
  constexpr void option(const labelled& l) { own().type = l.type; }
  constexpr void option(const on& s) { own().scale_key = s.scale_key; }
  constexpr void option(const missing_rule& m) { own().missing = m; }
  constexpr void option(weighting w) { own().weights = w; }
  template <weighting_type W> constexpr void option(const W&) {}
  constexpr void option(extra_credit_t) { own().is_extra_credit = true, own().weigh(own().weight); }
  constexpr void option(clamped_t) { own().is_clamped = true; }
  constexpr void option(critical_t) { own().is_critical = true; }
  template <std::size_t N> constexpr void option(const remark_list<N>& list) {
    for (const remark& r : list.remarks) into.remarks[remarks++] = r;
  }
  template <aggregation A> constexpr void option(const A& how) {
    own().how = &ops_of<A>;
    own().value_at = static_cast<std::uint32_t>(values);
    own().value_count = static_cast<std::uint32_t>(value_count<A>);
    for (const double v : values_of(how)) into.values[values++] = v;
  }
  template <std::size_t N, std::size_t V, std::size_t R> constexpr void option(const subtree<N, V, R>&) {}
  template <std::size_t L> constexpr void option(const static_scale<L>&) {}

  template <class T> constexpr void child(const T&) {}
  template <std::size_t N, std::size_t V, std::size_t R> constexpr void child(const subtree<N, V, R>& c) {
    const auto at = static_cast<std::uint32_t>(nodes), value_at = static_cast<std::uint32_t>(values);
    for (const node& n : c.nodes) {
      node& copy = into.nodes[nodes++] = n;
      copy.value_at += value_at;
      if (own().weights == weighting::equal && nodes == at + 1) copy.weigh(1);
    }
    for (const double v : c.values) into.values[values++] = v;
    for (remark r : c.remarks) r.node += at, into.remarks[remarks++] = r;
    ++own().arity;
  }
};

/// The words of one node: options first, whatever their place, then children.
template <class Owner, class... Parts> constexpr Owner written(std::string_view type, std::string_view id, bool leaf, const Parts&... parts) {
  Owner all;
  [[maybe_unused]] writer<Owner> w{all};
  node& own = all.nodes[0];
  own = node{};  // g++ 12 starts a second constant evaluation from what the first one left in an array of such elements
  own.id = id;
  own.type = type;
  own.is_group = !leaf;
  if (!leaf) own.how = &ops_of<weighted_mean>;
  (w.option(parts), ...);
  (w.child(parts), ...);
  own.extent = static_cast<std::uint32_t>(all.nodes.size());
  if constexpr ((weighting_type<Parts> || ...)) (weigh_by(all.nodes, 0, parts), ...);
  if (!leaf && own.missing.policy == missing_policy::by_aggregation) own.missing = own.how->traits.missing;
  return all;
}

template <class... Parts> using subtree_of =
    subtree<1 + (nodes_in<Parts> + ... + 0), (values_in<Parts> + ... + 0), (remarks_in<Parts> + ... + 0)>;

template <class... Parts> inline constexpr bool one_of_each =
    (0 + ... + is_weight<Parts>) <= 1 && (0 + ... + (aggregation<Parts> && !is_subtree<Parts>)) <= 1 &&
    (0 + ... + std::same_as<Parts, missing_rule>) <= 1 && (0 + ... + is_weighting<Parts>) <= 1 &&
    (0 + ... + std::same_as<Parts, fill>) <= 1 && (0 + ... + std::same_as<Parts, on>) <= 1;

/// A group, or a leaf where there are no children and none are due.
template <bool Group, class... Parts> constexpr auto node_of(std::string_view type, std::string_view id, const Parts&... parts) {
  if constexpr (!Group && !(is_subtree<Parts> || ...)) {
    constexpr bool parts_fit_a_leaf = (part_of_leaf<Parts> && ...);
    static_assert(parts_fit_a_leaf, "a leaf takes a weight, on(scale), if_missing(...), extra_credit, clamped, critical() and texts; an aggregation needs children");
    static_assert(one_of_each<Parts...>, "a leaf has at most one of each option");
    if constexpr (parts_fit_a_leaf) return written<subtree_of<Parts...>>(type, id, true, parts...);
    else return written<subtree<1, 0, 0>>(type, id, true);  // one message is enough
  } else {
    constexpr bool parts_fit_a_group = (part_of_group<Parts> && ...);
    static_assert(parts_fit_a_group,
                  "a group takes a weight, an aggregation (a type with a name and step/finish or reduce), a missing rule, a weighting, clamped, texts and children");
    static_assert(one_of_each<Parts...>, "a group has at most one of each option");
    if constexpr (parts_fit_a_group) {
      const auto all = written<subtree_of<Parts...>>(type, id, false, parts...);
      if (const finding found = first_of_group(all.view()); !found.ok()) stop(found, all.view());
      return all;
    } else {
      return written<subtree<1, 0, 0>>(type, id, true);
    }
  }
}

}  // namespace detail

/// A group: `group(id, weight, options..., children...)`. Options, at most one of each and in any order: a weight (a number or
/// `percent{30}`; default 1), an aggregation (default `weighted_mean{}`), a missing rule (default: the aggregation's), a
/// `weighting` (or a type that makes weights of the numbers at the children: `rank_sum{}`), `extra_credit`, `clamped`, `critical()`, texts. Mistakes are compile errors at this line, or at run time `error`.
template <class... Parts> [[nodiscard]] constexpr auto group(std::string_view id, const Parts&... parts) {
  return detail::node_of<true>("", id, parts...);
}
/// A leaf: what is rated. Options: a weight, `on(scale)`, `if_missing(...)`, `extra_credit`, `clamped`, texts.
template <class... Parts> [[nodiscard]] constexpr auto leaf(std::string_view id, const Parts&... parts) {
  return detail::node_of<false>("", id, parts...);
}
/// A group or a leaf (with or without children) that is labelled as a domain.
template <class... Parts> [[nodiscard]] constexpr auto domain(std::string_view id, const Parts&... parts) {
  return detail::node_of<false>("domain", id, parts...);
}
/// The same, labelled as a competency.
template <class... Parts> [[nodiscard]] constexpr auto competency(std::string_view id, const Parts&... parts) {
  return detail::node_of<false>("competency", id, parts...);
}
/// The same, labelled as an indicator.
template <class... Parts> [[nodiscard]] constexpr auto indicator(std::string_view id, const Parts&... parts) {
  return detail::node_of<false>("indicator", id, parts...);
}
/// The same, labelled as a criterion.
template <class... Parts> [[nodiscard]] constexpr auto criterion(std::string_view id, const Parts&... parts) {
  return detail::node_of<false>("criterion", id, parts...);
}

namespace detail {

/// Gives the leaves their numbers (counting from `leaves`), scales and filled-in points.
constexpr void resolve(std::span<node> nodes, const framework_view& f, std::uint32_t leaves = 0) {
  scale_finder find(f);
  bool by_points = false;
  for (node& n : nodes) {
    n.leaf = leaves;
    if (!n.is_leaf()) {
      by_points = by_points || n.weights == weighting::points;
      continue;
    }
    ++leaves;
    n.scale = n.scale_key.empty() ? 0 : find.scale(n.scale_key);
    if (n.scale >= f.scales.size()) continue;
    const scale_data& s = f.scales[n.scale];
    if (n.if_absent.kind == fill::with::lowest) n.if_absent.points = s.worst();
    if (n.if_absent.kind == fill::with::level && find.has_level(n.scale, n.if_absent.level))
      n.if_absent.points = f.levels(s)[find.level(n.scale, n.if_absent.level)].points;
  }
  if (by_points) weigh_by_points(nodes, f);
}

template <class Owner> struct scale_writer {
  Owner& into;
  std::size_t scales = 0, levels = 0;
  template <class T> constexpr void add(const T&) {}
  template <std::size_t L> constexpr void add(const static_scale<L>& s) {
    scale_data& d = into.scales[scales++] = s.data;
    d.level_at = static_cast<std::uint32_t>(levels);
    for (const level& l : s.level_list) into.level_list[levels++] = l;
  }
};

}  // namespace detail

/// A framework: its id, its scales (the first is the one that scores are on), the options of a group, its children.
///
///     constexpr auto f = framework("barista", levels("novice", "able", "master"), competency("espresso", 60), competency("service", 40));
template <class... Parts> [[nodiscard]] constexpr auto framework(std::string_view id, const Parts&... parts) {
  constexpr bool parts_fit_a_framework = (detail::part_of_framework<Parts> && ...);
  constexpr bool has_a_scale = (detail::is_scale<Parts> || ...), has_children = (detail::is_subtree<Parts> || ...);
  static_assert(parts_fit_a_framework,
                "a framework takes scales, an aggregation (a type with a name and step/finish or reduce), a missing rule, a weighting, clamped, texts and children");
  static_assert(has_a_scale, "a framework needs a scale: levels(...), numeric(...), percentage(), checklist()");
  static_assert(has_children, "a framework needs children");
  static_assert(detail::one_of_each<Parts...>, "a framework has at most one of each option");
  if constexpr (parts_fit_a_framework && has_a_scale && has_children) {
    using tree = detail::subtree_of<Parts...>;
    using owner = static_framework<tree::node_count, tree::value_count, tree::remark_count, (0 + ... + detail::is_scale<Parts>),
                                   (0 + ... + detail::levels_in<Parts>)>;
    auto all = detail::written<owner>("framework", id, false, parts...);
    detail::scale_writer<owner> scales{all};
    (scales.add(parts), ...);
    detail::resolve(all.nodes, all.view());
    if (const finding found = detail::first_of_root(all.view()); !found.ok()) detail::stop(found, all.view());
    return all;
  } else {
    return static_framework<1, 0, 0, 0, 0>{};
  }
}

}  // namespace prowess::v0
