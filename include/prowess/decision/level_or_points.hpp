// SPDX-License-Identifier: BSL-1.0
// A level by its key, or points, of one node: how roles, criteria and learning say what is to be reached.
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// A level by its key, or points: of a leaf on its own scale, as its ratings are; of a group on the framework's.
struct level_or_points {
  double points = 0;       ///< of a key once it has been looked up
  std::string_view key{};  ///< of a level, where `is_key`
  bool is_key = false;     ///< which of the two was said

  constexpr level_or_points() = default;                                                                                   ///< 0 points
  template <std::convertible_to<std::string_view> Key> constexpr level_or_points(const Key& level_key) : key(level_key), is_key(true) {}  ///< a key
  template <plain_number T> constexpr level_or_points(T value) : points(static_cast<double>(value)) {}                     ///< points
};

namespace detail {

/// The scale that the points of a node are on.
constexpr const scale_data& scale_of_points(const framework_view& f, std::uint32_t node) {
  return f.nodes[node].is_leaf() ? f.scale_of(f.nodes[node]) : f.scale();
}
/// Whether the points `a` are as good as `b` or better on a scale.
constexpr bool as_good(const scale_data& s, double a, double b) { return s.inverse ? a <= b : a >= b; }

/// Looks up the points of a key; false where the node's scale has no such level.
constexpr bool look_up(const framework_view& f, std::uint32_t node, level_or_points& l) {
  if (!l.is_key) return true;
  const scale_data& s = scale_of_points(f, node);
  const auto place = level_named(f, s, l.key);
  if (place) l.points = f.levels(s)[*place].points;
  return place.has_value();
}
/// The points; an unknown key stops.
constexpr double require_points(const framework_view& f, std::uint32_t node, level_or_points l) {
  if (!look_up(f, node, l)) stop({rule::rating_level_is_unknown, node, 0}, f);
  return l.points;
}

/// Whether a node with a score reaches points of its scale. A leaf's own points are compared: there is nothing to round.
constexpr decision reaches_points(const profile_view& p, std::uint32_t node, double points) {
  const prowess::node& n = p.framework.nodes[node];
  if (n.is_leaf()) return as_good(p.framework.scale_of(n), p.ratings[n.leaf].points, points) ? decision::yes : decision::no;
  return p.entry(node).reaches(points);
}

}  // namespace detail
}  // namespace prowess::v0
