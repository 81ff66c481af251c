// SPDX-License-Identifier: BSL-1.0
// The ratings of one person, entered by name.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

namespace detail {
class ratings_csv;
struct people_draft;
}  // namespace detail

/// One rating for each leaf of a framework, all `not_observed` at first. Borrows the framework.
///
///     rating_sheet sheet{fw};
///     sheet.set("soft/negotiation", 3).set("workflow", "advanced").set("records", not_observed);
class rating_sheet {
 public:
  /// With nothing rated yet.
  explicit rating_sheet(const framework_view& f) : framework_(f), ratings_(f.nodes.empty() ? 0 : f.nodes.back().leaf + std::size_t{1}) {}

  /// Rates a leaf by path or unique bare id. Raises where the name, the leaf or the scale objects; a later rating replaces an earlier.
  rating_sheet& set(std::string_view name, rating r) { return set_checked(try_set(name, r)); }
  /// The same by handle, which must come from this framework.
  rating_sheet& set(node_handle leaf, rating r) { return set_checked(try_set(leaf, r)); }
  /// The same with the key of a level.
  template <std::convertible_to<std::string_view> Key> rating_sheet& set(std::string_view name, const Key& level_key) {
    return set_checked(try_set(name, level_key));
  }

  /// The same; the result is the rating that now stands, or the problem, and then nothing has changed.
  [[nodiscard]] result<rating> try_set(std::string_view name, rating r) {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) return detail::describe_name(framework_, name);
    return set_node(found.node, r);
  }
  /// The same by handle.
  [[nodiscard]] result<rating> try_set(node_handle leaf, rating r) {
    if (!framework_.owns(leaf)) return describe({rule::foreign_handle, leaf.index, 0}, framework_);
    return set_node(leaf.index, r);
  }
  /// The same with the key of a level.
  template <std::convertible_to<std::string_view> Key> [[nodiscard]] result<rating> try_set(std::string_view name, const Key& level_key) {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) return detail::describe_name(framework_, name);
    const node& n = framework_.nodes[found.node];
    if (!n.is_leaf()) return describe({rule::rating_on_group, found.node, 0}, framework_);
    const scale_data& s = framework_.scale_of(n);
    if (const auto l = detail::level_named(framework_, s, level_key)) return set_node(found.node, rating(framework_.levels(s)[*l].points));
    problem p = describe({rule::rating_level_is_unknown, found.node, 0}, framework_);
    p.what = detail::join({"there is no level '", level_key, "' on ", detail::scale_name(s)});
    return p;
  }

  /// The same by place in tree order, for readers of many ratings; where the finding is not ok nothing has changed.
  [[nodiscard]] finding put(std::uint32_t node_place, const rating& r) noexcept {
    if (node_place >= framework_.size()) return {rule::foreign_handle, 0, static_cast<double>(node_place)};
    const node& n = framework_.nodes[node_place];
    if (!n.is_leaf()) return {rule::rating_on_group, node_place, 0};
    if (r.is_rated() && !framework_.scale_of(n).admits(r.points, framework_.level_list)) return {rule::rating_outside_scale, node_place, r.points};
    ratings_[n.leaf] = r;
    return {};
  }

  /// The framework that it borrows.
  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }
  /// By leaf, in tree order.
  [[nodiscard]] std::span<const rating> ratings() const& noexcept { return {ratings_.data(), ratings_.size()}; }
  /// The same, moved out of a sheet that is not needed any more.
  [[nodiscard]] std::vector<rating> ratings() && noexcept { return std::move(ratings_); }
  /// The rating of a leaf; `not_observed` for a group. A name that is not there raises.
  [[nodiscard]] rating operator[](std::string_view name) const {
    const node& n = framework_.nodes[detail::require_name(framework_, name)];
    return n.is_leaf() ? ratings_[n.leaf] : rating{};
  }
  /// The same ratings of the same leaves.
  friend bool operator==(const rating_sheet& a, const rating_sheet& b) {
    if (a.framework_.size() != b.framework_.size()) return false;
    for (std::uint32_t i = 0; i < a.framework_.size(); ++i)
      if (a.framework_.nodes[i].id != b.framework_.nodes[i].id) return false;
    return a.ratings_ == b.ratings_;
  }

 private:
  friend class detail::ratings_csv;
  friend struct detail::people_draft;
  [[nodiscard]] result<rating> set_node(std::uint32_t i, const rating& r) {
    if (const finding wrong = put(i, r); !wrong.ok()) return describe(wrong, framework_);
    return r;
  }
  rating_sheet& set_checked(const result<rating>& done) {
    if (!done) raise(done.problems());
    return *this;
  }
  framework_view framework_;
  std::vector<rating> ratings_;
};

}  // namespace prowess::v0
