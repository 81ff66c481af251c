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
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>

namespace prowess {

/// One rating for each leaf of a framework, all `not_observed` at first. Borrows the framework.
///
///     rating_sheet sheet{fw};
///     sheet.set("soft/negotiation", 3).set("workflow", "advanced").set("records", not_observed);
class rating_sheet {
 public:
  explicit rating_sheet(const framework_view& f) : framework_(f), ratings_(f.nodes.back().leaf + std::size_t{1}) {}

  /// Rates a leaf by path or unique bare id. Raises where the name, the leaf or the scale objects; a later rating replaces an earlier.
  rating_sheet& set(std::string_view name, rating r) { return set_checked(try_set(name, r)); }
  /// The same with the key of a level.
  template <std::convertible_to<std::string_view> Key> rating_sheet& set(std::string_view name, const Key& level_key) {
    return set_checked(try_set(name, level_key));
  }

  /// The same; returns the problem, if there is one, and then changes nothing.
  [[nodiscard]] std::optional<problem> try_set(std::string_view name, rating r) {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) return detail::describe_name(framework_, name);
    return try_set(found.node, r);
  }
  template <std::convertible_to<std::string_view> Key>
  [[nodiscard]] std::optional<problem> try_set(std::string_view name, const Key& level_key) {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) return detail::describe_name(framework_, name);
    return try_set(found.node, std::string_view(level_key));
  }
  [[nodiscard]] std::optional<problem> try_set(std::uint32_t node, rating r) {
    const finding at = check(node, r);
    if (!at.ok()) return describe(at, framework_);
    ratings_[framework_.nodes[node].leaf] = r;
    return std::nullopt;
  }
  [[nodiscard]] std::optional<problem> try_set(std::uint32_t node, std::string_view level_key) {
    if (!framework_.nodes[node].is_leaf()) return describe({rule::rating_on_group, node, 0}, framework_);
    const scale_data& s = framework_.scale_of(framework_.nodes[node]);
    if (const auto l = detail::level_named(framework_, s, level_key)) return try_set(node, rating(framework_.levels(s)[*l].points));
    problem p = describe({rule::rating_level_is_unknown, node, 0}, framework_);
    p.what = detail::join({"there is no level '", level_key, "' on ", detail::scale_name(s)});
    return p;
  }

  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }
  /// By leaf, in tree order.
  [[nodiscard]] std::span<const rating> ratings() const& noexcept { return {ratings_.data(), ratings_.size()}; }
  [[nodiscard]] std::vector<rating> ratings() && noexcept { return std::move(ratings_); }
  /// The rating of a leaf.
  [[nodiscard]] rating operator[](std::string_view name) const {
    const node& n = framework_.nodes[detail::require_name(framework_, name)];
    return n.is_leaf() ? ratings_[n.leaf] : rating{};
  }
  friend bool operator==(const rating_sheet& a, const rating_sheet& b) { return a.ratings_ == b.ratings_; }

 private:
  [[nodiscard]] finding check(std::uint32_t i, const rating& r) const {
    const node& n = framework_.nodes[i];
    if (!n.is_leaf()) return {rule::rating_on_group, i, 0};
    if (r.is_rated() && !framework_.scale_of(n).admits(r.points, framework_.level_list)) return {rule::rating_outside_scale, i, r.points};
    return {};
  }
  rating_sheet& set_checked(std::optional<problem> p) {
    if (p) raise(std::move(*p));
    return *this;
  }
  framework_view framework_;
  std::vector<rating> ratings_;
};

}  // namespace prowess
