// SPDX-License-Identifier: BSL-1.0
// Scoring one person: from named ratings, a sheet, or an array; at compile time or at run time.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/unrolled.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating_sheet.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

// ---- a framework known at run time

/// Scores one person into the caller's array: no allocation, no exception. `ratings` by leaf and `out` by node, both in tree
/// order and of the framework's sizes. Where the finding is not ok() `out` holds nothing of use.
[[nodiscard]] constexpr finding score_into(const framework_view& f, std::span<const rating> ratings, std::span<node_result> out) noexcept {
  return detail::walk(f, ratings, out);
}

/// Scores one person. The profile borrows the framework behind the view.
[[nodiscard]] inline result<profile> try_score(const framework_view& f, std::span<const rating> ratings) {
  std::vector<node_result> out(f.size());
  const finding at = score_into(f, ratings, {out.data(), out.size()});
  if (!at.ok()) return describe(at, f);
  return profile(f, std::vector<rating>(ratings.data(), ratings.data() + ratings.size()), std::move(out));
}
/// The same; raises where a rating is outside its scale.
[[nodiscard]] inline profile score(const framework_view& f, std::span<const rating> ratings) { return try_score(f, ratings).value(); }
/// Scores the person of a sheet. The profile borrows the sheet's framework, not the sheet.
[[nodiscard]] inline result<profile> try_score(const rating_sheet& sheet) { return try_score(sheet.framework(), sheet.ratings()); }
/// The same; raises where a rating is outside its scale, which a sheet refuses to hold.
[[nodiscard]] inline profile score(const rating_sheet& sheet) { return score(sheet.framework(), sheet.ratings()); }

// ---- a framework known at compile time

/// A leaf of F by name, checked where it is compiled.
template <const auto& F> struct leaf_of {
  const char* path;        ///< the name as given
  std::uint32_t leaf = 0;  ///< its place among the ratings
  /// Of a path or unique bare id. What is not there, not unique or a group does not compile.
  consteval leaf_of(const char* name) : path(name) {
    const std::uint32_t i = detail::require_name(F.view(), name);
    if (!F.nodes[i].is_leaf()) detail::stop({rule::rating_on_group, i, 0}, F.view());
    leaf = F.nodes[i].leaf;
  }
};
/// A node of F by name, checked where it is compiled.
template <const auto& F> struct node_of {
  std::uint32_t node = 0;  ///< its place in tree order
  /// Of a path or unique bare id. What is not there or not unique does not compile.
  consteval node_of(const char* name) : node(detail::require_name(F.view(), name)) {}
};

/// One rating by name: `{"soft/negotiation", 3}`, `{"records", not_observed}`, `{"workflow", "advanced"}`.
template <const auto& F> struct named_rating {
  std::uint32_t leaf;  ///< its place among the ratings
  rating given;        ///< points, or why there are none
  /// In a constant expression points that the scale does not admit do not compile; else `score` refuses them.
  constexpr named_rating(leaf_of<F> at, rating r) : leaf(at.leaf), given(r) {
    if (std::is_constant_evaluated() && r.is_rated() && !detail::admitted<F>(leaf, r.points))  // here the diagnostic names the leaf
      detail::stop({rule::rating_outside_scale, detail::leaf_nodes<F>[leaf], r.points}, F.view());
  }
  /// The points of a level of the leaf's scale. An unknown key does not compile in a constant expression, and raises otherwise.
  template <std::convertible_to<std::string_view> Key> constexpr named_rating(leaf_of<F> at, const Key& level_key) : leaf(at.leaf) {
    const std::uint32_t i = detail::leaf_nodes<F>[leaf];
    const scale_data& s = F.scales[F.nodes[i].scale];
    if (const auto l = detail::level_named(F.view(), s, level_key)) given = F.view().levels(s)[*l].points;
    else detail::stop({rule::rating_level_is_unknown, i, 0}, F.view());
  }
};

/// A profile whose type knows its framework: names are checked where they are compiled. Otherwise as `profile`.
template <const auto& F> class profile_of : public detail::reads_profile<profile_of<F>> {
 public:
  std::array<rating, F.leaf_count()> ratings{};     ///< by leaf, in tree order
  std::array<node_result, F.node_count> results{};  ///< by node, in tree order

  /// Borrows from the profile.
  constexpr operator profile_view() const { return {F.view(), ratings, results}; }
  using detail::reads_profile<profile_of<F>>::operator[];
  /// The entry of a path or unique bare id; a misspelt name does not compile.
  [[nodiscard]] constexpr profile_entry operator[](node_of<F> at) const { return this->view().entry(at.node); }
};

namespace detail {
template <const auto& F> constexpr void finish(profile_of<F>& p) {
  const finding at = walk_unrolled<F>(p.ratings, p.results);
  if (!at.ok()) stop(at, F.view());
}
}  // namespace detail

/// Scores one person against a constant framework, by name; leaves that are not named are `not_observed`. The walk is unrolled
/// up to 256 leaves. A misspelt name does not compile; a leaf rated twice or outside its scale does not either in a constant expression,
/// and raises otherwise.
///
///     constexpr auto ada = score<health_it>({{"build", 4}, {"interfaces", 4}, {"records", not_observed}});
template <const auto& F> [[nodiscard]] constexpr profile_of<F> score(std::initializer_list<named_rating<F>> ratings) {
  profile_of<F> p;
  p.ratings.fill(not_observed);  // said again for g++ 12, see `written`
  std::array<bool, F.leaf_count()> seen{};
  for (const named_rating<F>& r : ratings) {
    if (seen[r.leaf]) detail::stop({rule::rating_is_duplicate, detail::leaf_nodes<F>[r.leaf], 0}, F.view());
    seen[r.leaf] = true;
    p.ratings[r.leaf] = r.given;
  }
  detail::finish(p);
  return p;
}
/// The same with one rating for each leaf, in tree order.
template <const auto& F> [[nodiscard]] constexpr profile_of<F> score(const std::array<rating, F.leaf_count()>& ratings) {
  profile_of<F> p;
  p.ratings = ratings;
  detail::finish(p);
  return p;
}
/// The same into the caller's array: no allocation, no exception.
template <const auto& F>
[[nodiscard]] constexpr finding score_into(std::span<const rating, F.leaf_count()> ratings, std::span<node_result, F.node_count> out) noexcept {
  return detail::walk_unrolled<F>(ratings, out);
}

}  // namespace prowess::v0
