// SPDX-License-Identifier: BSL-1.0
// The words that define a role as a value: requirements, limits, weights of its own, in any order after the id.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>

#include <prowess/decision/check_role.hpp>
#include <prowess/decision/level_or_points.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/remarks.hpp>

namespace prowess::inline v0 {

/// How much a gap costs beside others: `needs("build", "advanced", importance{5})`. Finite and not negative; 1 unless it is said.
struct importance {
  double value = 1;  ///< of a requirement
};
/// A level that must be reached whatever else is excellent: the required one, or a lower one.
struct hurdle_at {
  level_or_points level;  ///< of the node's scale
  constexpr explicit hurdle_at(level_or_points at) : level(at) {}  ///< a key, or points
};
/// As `hurdle_at` the required level.
struct hurdle_t {};
inline constexpr hurdle_t hurdle{};  ///< `needs("safety", "advanced", hurdle)`
/// A level that is welcome and never asked for.
struct desired {
  level_or_points level;  ///< of the node's scale
  constexpr explicit desired(level_or_points at) : level(at) {}  ///< a key, or points
};
/// A level above which it is a gap too: `needs("paperwork", "basic", at_most("advanced"))`.
struct at_most {
  level_or_points level;  ///< of the node's scale
  constexpr explicit at_most(level_or_points at) : level(at) {}  ///< a key, or points
};

/// A requirement before its names are looked up; made by `needs`.
struct need {
  std::string_view node;                          ///< path or unique bare id
  level_or_points level;                          ///< required
  double importance = 1;                          ///< see `prowess::importance`
  level_or_points hurdle{};                       ///< where `has_hurdle`
  level_or_points desired{};                      ///< where `has_desired`
  level_or_points most{};                         ///< where `has_most`
  bool has_hurdle = false;          ///< there is one
  bool hurdle_is_required = false;  ///< it is the required level
  bool has_desired = false;         ///< more is welcome
  bool has_most = false;            ///< more than `most` is a gap

  constexpr void option(prowess::importance i) { importance = i.value; }                                   ///< takes it
  constexpr void option(hurdle_t) { has_hurdle = hurdle_is_required = true; }                              ///< takes it
  constexpr void option(const hurdle_at& h) { hurdle = h.level, has_hurdle = true, hurdle_is_required = false; }  ///< takes it
  constexpr void option(const prowess::desired& d) { desired = d.level, has_desired = true; }              ///< takes it
  constexpr void option(const at_most& m) { most = m.level, has_most = true; }                             ///< takes it
};
/// A node that must reach a level (or points): `needs("soft/negotiation", "advanced", importance{3}, hurdle_at("basic"))`. A level
/// asks a group for the level that it reaches, points ask it for its score.
template <class... Options> [[nodiscard]] constexpr need needs(std::string_view node, level_or_points level, const Options&... options) {
  need n{node, level};
  (n.option(options), ...);
  return n;
}

/// Some of these suffice: `any_of_these("teaches or coaches", 1, needs("coaching", 3), needs("training", 3))`.
template <std::size_t N> struct alternative_needs {
  std::string_view title;       ///< what they have in common
  double at_least;              ///< how many: a whole number from 1 to N
  std::array<need, N> options;  ///< the alternatives
};
/// Requirements of which the best `at_least` count: hurdles passed before open and failed ones, rated before unrated, those with the
/// smallest share of their way still to go, as they are listed among equals. The others count neither in the fit nor in the coverage
/// nor as hurdles. Where fewer apply to a person, these count. Give alternatives one importance, one required level and one hurdle, unless a better
/// rating may lower the fit because another one counts then.
template <std::same_as<need>... Needs> [[nodiscard]] constexpr alternative_needs<sizeof...(Needs)> any_of_these(std::string_view title, double at_least, const Needs&... options) {
  return {title, at_least, {options...}};
}

/// See `role_limits`.
struct minimum_fit {
  double share = 1;  ///< in [0, 1]
};
/// See `role_limits`.
struct minimum_coverage {
  double share = 1;  ///< in [0, 1]
};
/// See `role_limits`.
struct maximum_gap {
  double points = 0;  ///< of the framework's scale
};
/// See `role_limits`.
struct minimum_assessors {
  std::uint32_t count = 1;  ///< distinct people
};
/// See `role_limits`.
struct surplus_counts_t {};
inline constexpr surplus_counts_t surplus_counts{};  ///< as an option of a role

/// A weight of the role's own.
struct weighs {
  std::string_view node;  ///< path or unique bare id
  double weight;          ///< among its siblings, in place of the framework's
  constexpr weighs(std::string_view name, double w) : node(name), weight(w) {}  ///< finite, not negative
};
/// Critical failures that block a role, by id.
template <std::size_t N> struct blocked_by_list {
  std::array<std::string_view, N> ids;  ///< as they are reported
};
/// `blocked_by("privacy-breach", "false-record")`. A role that lists none is blocked by all.
template <std::convertible_to<std::string_view>... Ids>
  requires(sizeof...(Ids) > 0)
[[nodiscard]] constexpr blocked_by_list<sizeof...(Ids)> blocked_by(const Ids&... ids) {
  return {{ids...}};
}

/// A role as a value: keep it in a `constexpr` variable. Everything else takes its `view()`.
template <std::size_t Requirements, std::size_t Weights, std::size_t Groups, std::size_t Failures> class static_role {
 public:
  static constexpr std::size_t requirement_count = Requirements;  ///< those of alternatives included
  std::string_view id{};                                 ///< is not copied
  std::string_view title{};                              ///< nor is this
  std::string_view description{};                        ///< nor this
  std::array<requirement, Requirements> requirements{};  ///< see `role_view`
  std::array<role_weight, Weights> weights{};            ///< see `role_view`
  std::array<alternatives, Groups> any_of{};             ///< see `role_view`
  std::array<std::string_view, Failures> blocked_by{};   ///< see `role_view`
  role_limits limits{};                                  ///< see `role_view`

  /// Borrows from the role, which must outlive the view and everything made with it; not for temporaries.
  [[nodiscard]] constexpr role_view view() const& { return {id, title, description, requirements, weights, any_of, blocked_by, limits}; }
  role_view view() const&& = delete;
  constexpr operator role_view() const& { return view(); }  ///< as `view()`
  operator role_view() const&& = delete;
};

namespace detail {

template <class T> inline constexpr std::size_t needs_in = 0;
template <> inline constexpr std::size_t needs_in<need> = 1;
template <std::size_t N> inline constexpr std::size_t needs_in<alternative_needs<N>> = N;
template <class T> inline constexpr std::size_t failures_in = 0;
template <std::size_t N> inline constexpr std::size_t failures_in<blocked_by_list<N>> = N;
template <class T> inline constexpr bool is_alternatives = false;
template <std::size_t N> inline constexpr bool is_alternatives<alternative_needs<N>> = true;

/// Writes the parts of a role into lists of any kind: `add` appends to each. What is wrong stops.
template <class Owner> struct role_writer {
  const framework_view& f;
  Owner& into;
  std::uint32_t requirement_place = 0;

  constexpr void part(const need& n) { add(n, requirement::always); }
  template <std::size_t N> constexpr void part(const alternative_needs<N>& some) {
    if (!is_count(some.at_least, N)) stop_role(role_mistake::at_least, f, into.id, some.title, some.at_least);
    const std::uint32_t group = into.add(alternatives{some.title, static_cast<std::uint32_t>(some.at_least), requirement_place, static_cast<std::uint32_t>(N)});
    for (const need& n : some.options) add(n, group);
  }
  constexpr void part(const weighs& w) { into.add(role_weight{f.handle(require_name(f, w.node)), w.weight}); }
  template <std::size_t N> constexpr void part(const blocked_by_list<N>& list) {
    for (const std::string_view id : list.ids) into.add(id);
  }
  constexpr void part(minimum_fit m) { into.limits.minimum_fit = m.share; }
  constexpr void part(minimum_coverage m) { into.limits.minimum_coverage = m.share; }
  constexpr void part(maximum_gap m) { into.limits.maximum_gap = m.points; }
  constexpr void part(minimum_assessors m) { into.limits.minimum_assessors = m.count; }
  constexpr void part(surplus_counts_t) { into.limits.surplus_counts = true; }
  template <std::size_t N> constexpr void part(const remark_list<N>& texts) {
    for (const remark& r : texts.remarks) {
      if (r.kind == remark_kind::title) into.title = r.text;
      if (r.kind == remark_kind::description) into.description = r.text;
    }
  }

 private:
  constexpr void add(const need& n, std::uint32_t group) {
    const std::uint32_t node = require_name(f, n.node);
    requirement r;
    r.node = f.handle(node), r.importance = n.importance, r.alternative = group;
    r.required = points(node, n.level), r.by_level = n.level.is_key;
    if (n.has_hurdle) r.has_hurdle = true, r.hurdle = n.hurdle_is_required ? r.required : points(node, n.hurdle);
    if (n.has_desired) r.has_desired = true, r.desired = points(node, n.desired);
    if (n.has_most) r.has_most = true, r.at_most = points(node, n.most);
    into.add(r);
    ++requirement_place;
  }
  [[nodiscard]] constexpr double points(std::uint32_t node, const level_or_points& l) const { return require_points(f, node, l); }
};

/// The arrays of a `static_role` while they are filled.
template <class Role> struct static_role_filler : Role {
  std::size_t requirement_at = 0, weight_at = 0, group_at = 0, failure_at = 0;
  constexpr void add(const requirement& r) { this->requirements[requirement_at++] = r; }
  constexpr void add(const role_weight& w) { this->weights[weight_at++] = w; }
  constexpr std::uint32_t add(const alternatives& a) { return this->any_of[group_at] = a, static_cast<std::uint32_t>(group_at++); }
  constexpr void add(std::string_view failure) { this->blocked_by[failure_at++] = failure; }
};

}  // namespace detail

/// A role for the people of framework F. In a constant expression a misspelt name, a level that a node does not have, or limits
/// that make no sense do not compile; otherwise they raise.
///
///     inline constexpr auto trainer = role<health_it>("ehr-trainer", minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1},
///       needs("communication", "advanced", importance{5}), needs("privacy", "intermediate", hurdle));
template <const auto& F, class... Parts> [[nodiscard]] constexpr auto role(std::string_view id, const Parts&... parts) {
  using made = static_role<(0 + ... + detail::needs_in<Parts>), (0 + ... + std::size_t{std::same_as<Parts, weighs>}),
                           (0 + ... + std::size_t{detail::is_alternatives<Parts>}), (0 + ... + detail::failures_in<Parts>)>;
  const framework_view f = F.view();
  detail::static_role_filler<made> filled{};
  filled.id = id;
  [[maybe_unused]] detail::role_writer<decltype(filled)> write{f, filled};
  (write.part(parts), ...);
  const made whole = filled;
  detail::check_role(f, whole.view());
  return whole;
}

}  // namespace prowess::v0
