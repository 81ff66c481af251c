// SPDX-License-Identifier: BSL-1.0
// The words that write criteria: conditions on nodes, joined by all, any, so many, such a share or none of them.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <prowess/decision/check_criteria.hpp>
#include <prowess/decision/criteria_view.hpp>
#include <prowess/decision/level_or_points.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/remarks.hpp>

namespace prowess::inline v0 {

/// Criteria as they were written, before names are looked up: what `reaches`, `all_met` ... return and take. Holds views of the texts.
template <std::size_t N> struct criteria_draft {
  std::array<criteria_node, N> nodes{};  ///< in tree order
};

/// As an option of `reaches`: where the node is below these points (or this level) of its scale, the group that the condition stands
/// in is not met, whatever the others say. While it is not known, the group is not met either way: at best undetermined.
struct vetoes_below {
  level_or_points at;  ///< of the node's scale
  constexpr explicit vetoes_below(level_or_points level) : at(level) {}  ///< a key, or points
};
/// As an option of `reaches`: below this coverage (a share of what applies, inclusive) the condition is undetermined. A group whose
/// missing rule skips has a score from its first rating on, which later ratings may undo; with `covered{1}` nothing undoes it.
struct covered {
  double share = 1;  ///< in [0, 1]
};
/// As an option of `at_least_met`: where fewer children apply, all of those suffice.
struct or_all_that_apply_t {};
inline constexpr or_all_that_apply_t or_all_that_apply{};  ///< `at_least_met(2, or_all_that_apply, ...)`

namespace detail {

template <class T> inline constexpr std::size_t criteria_in = 0;
template <std::size_t N> inline constexpr std::size_t criteria_in<criteria_draft<N>> = N;

constexpr void criteria_option(criteria_node& c, const vetoes_below& v) { c.has_veto = true, c.veto = v.at; }
constexpr void criteria_option(criteria_node& c, covered least) { c.coverage = least.share; }
constexpr void criteria_option(criteria_node& c, const remark_list<1>& text) {
  if (text.remarks[0].kind == remark_kind::title) c.title = text.remarks[0].text;
}
constexpr void criteria_option(criteria_node& c, or_all_that_apply_t) { c.is_capped = true; }
template <std::size_t N> constexpr void criteria_option(criteria_node&, const criteria_draft<N>&) {}

template <std::size_t All> struct criteria_writer {
  criteria_draft<All>& into;
  std::size_t at = 1;
  template <class T> constexpr void child(const T&) {}
  template <std::size_t N> constexpr void child(const criteria_draft<N>& part) {
    for (const criteria_node& c : part.nodes) into.nodes[at++] = c;
  }
};

/// A group of criteria: options first, whatever their place, then children.
template <criteria_kind Kind, class... Parts> constexpr auto join_criteria(double count, const Parts&... parts) {
  constexpr bool parts_fit = ((criteria_in<Parts> > 0 || std::same_as<Parts, remark_list<1>> ||
                               (Kind == criteria_kind::at_least && std::same_as<Parts, or_all_that_apply_t>)) && ...);
  static_assert(parts_fit,
      "a group of criteria takes reaches(...), other groups of criteria and title(...); at_least_met takes or_all_that_apply as well");
  static_assert((0 + ... + criteria_in<Parts>) > 0, "a group of criteria needs at least one");
  criteria_draft<1 + (0 + ... + criteria_in<Parts>)> all;
  criteria_writer<1 + (0 + ... + criteria_in<Parts>)> write{all};
  if constexpr (parts_fit) {
    all.nodes[0].kind = Kind;
    all.nodes[0].count = count;
    all.nodes[0].extent = static_cast<std::uint32_t>(all.nodes.size());
    (criteria_option(all.nodes[0], parts), ...);
    (write.child(parts), ...);
  }
  return all;
}

}  // namespace detail

/// A condition: the node of a path or unique bare id is at `points` or better (inclusive, decided exactly). Points of a leaf are on its
/// own scale, as its ratings are, and what was filled in is no evidence; those of a group are on the framework's scale.
///
///     reaches("safety", 3)   reaches("safety", 4, vetoes_below{2})   reaches("soft", 3.5, covered{0.8}, title("people skills"))
template <class... Options> [[nodiscard]] constexpr criteria_draft<1> reaches(std::string_view node, level_or_points level, const Options&... options) {
  criteria_draft<1> one;
  one.nodes[0].name = node, one.nodes[0].asked = level;
  (detail::criteria_option(one.nodes[0], options), ...);
  return one;
}

/// Every one that applies is met. (Conjunctive: Hwang, Yoon, Multiple Attribute Decision Making (1981).) Parts: conditions, other
/// groups and a `title`; at least one condition.
template <class... Parts> [[nodiscard]] constexpr auto all_met(const Parts&... parts) { return detail::join_criteria<criteria_kind::all>(1, parts...); }
/// One is met. (Disjunctive.)
template <class... Parts> [[nodiscard]] constexpr auto any_met(const Parts&... parts) { return detail::join_criteria<criteria_kind::any>(1, parts...); }
/// None is met: `not met` is `none_met(x)`. What is undetermined stays so.
template <class... Parts> [[nodiscard]] constexpr auto none_met(const Parts&... parts) { return detail::join_criteria<criteria_kind::none>(1, parts...); }
/// At least k are met: a whole number from 1 to that of the children. k does not shrink where some do not apply, so that nobody passes
/// "two of three stations" by the only one held: where fewer than k apply, and nothing that applies is missed, it is undetermined. Say
/// `or_all_that_apply` where those shall suffice. Where none applies it is waived.
template <class... Parts> [[nodiscard]] constexpr auto at_least_met(double k,
    const Parts&... parts) { return detail::join_criteria<criteria_kind::at_least>(k, parts...); }
/// Those of at least such a share of the weight are met; weights are 1 unless `weighing` says otherwise, and what is waived leaves both
/// sides. The sums are compared exactly. With `vetoes_below` it is the assignment rule of MR-Sort (Leroy, Mousseau, Pirlot,
/// Algorithmic Decision Theory (2011), 219-233); over `none_met(reaches(...))` it is the dual cutoff of Alkire and Foster (Journal of
/// Public Economics 95 (2011), 476-487).
template <class... Parts> [[nodiscard]] constexpr auto share_met(double quorum,
    const Parts&... parts) { return detail::join_criteria<criteria_kind::share>(quorum, parts...); }
/// A part of `share_met` with a weight, finite and not negative: `weighing(40, reaches("safety", 3))`.
template <std::size_t N> [[nodiscard]] constexpr criteria_draft<N> weighing(double weight, criteria_draft<N> part) {
  part.nodes[0].weight = weight;
  return part;
}

/// Criteria as a value, resolved: keep them in a `constexpr` variable. Everything else takes their `view()`.
template <std::size_t N> class static_criteria {
 public:
  std::array<criteria_node, N> nodes{};  ///< in tree order

  /// Borrows from the criteria, which must outlive the view; not for temporaries.
  [[nodiscard]] constexpr criteria_view view() const& { return {nodes}; }
  criteria_view view() const&& = delete;
  constexpr operator criteria_view() const& { return view(); }  ///< as `view()`
  operator criteria_view() const&& = delete;
};

/// Criteria for the people of framework F. In a constant expression a misspelt name, a level that a node does not have, a count or
/// quorum that makes no sense do not compile; otherwise they raise.
///
///     inline constexpr auto fit_to_train = criteria<health_it>(all_met(reaches("safety", 3),
///       any_met(reaches("soft", 3.5), at_least_met(2, reaches("workflow", 4), reaches("build", 4), reaches("records", 4)))));
template <const auto& F, std::size_t N> [[nodiscard]] constexpr static_criteria<N> criteria(const criteria_draft<N>& draft) {
  static_criteria<N> made{draft.nodes};
  detail::resolve_or_stop(F.view(), made.nodes);
  return made;
}

}  // namespace prowess::v0
