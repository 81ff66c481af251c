// SPDX-License-Identifier: BSL-1.0
// The words that define learning resources, and their owners: as a value, or made at run time.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include <prowess/decision/check_learning.hpp>
#include <prowess/decision/learning_view.hpp>
#include <prowess/decision/level_or_points.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// The resources that come before another, by id: `after("basics", "practice")`.
template <std::size_t N> struct after_ids {
  std::array<std::string_view, N> ids{};  ///< of other resources
};
/// As an option of `resource`.
template <std::convertible_to<std::string_view>... Ids> [[nodiscard]] constexpr after_ids<sizeof...(Ids)> after(const Ids&... ids) { return {{ids...}}; }

/// A resource before its names are looked up; made by `resource`.
template <std::size_t N> struct resource_draft {
  std::string_view id;               ///< as in `resource`
  std::string_view node;             ///< as in `resource`
  level_or_points from;              ///< of the leaf's scale
  level_or_points to;                ///< of the leaf's scale
  double cost = 0;                   ///< as in `learning_resource`
  after_ids<N> before{};             ///< ids of other resources
  std::string_view title{};          ///< see `titled`
  /// The same with a title.
  [[nodiscard]] constexpr resource_draft titled(std::string_view text) const {
    resource_draft d = *this;
    d.title = text;
    return d;
  }
};

/// A resource that raises a leaf (by path or unique bare id) from a level to a level, by key or by points, for a cost:
/// `resource("listening", "soft/negotiation", "basic", "intermediate", 12, after("explaining"))`.
template <std::size_t N = 0>
[[nodiscard]] constexpr resource_draft<N> resource(std::string_view id, std::string_view node, level_or_points from, level_or_points to, double cost, const after_ids<N>& before = {}) {
  return {id, node, from, to, cost, before, {}};
}

namespace detail {
/// The leaf and the points that a draft names; what it does not find stops.
template <std::size_t N> constexpr learning_resource resolve_resource(const framework_view& f, const resource_draft<N>& d) {
  const std::uint32_t node = require_name(f, d.node);
  return {d.id, d.title, f.handle(node), require_points(f, node, d.from), require_points(f, node, d.to), d.cost, 0, static_cast<std::uint32_t>(N)};
}
}  // namespace detail

/// Resources as a value: keep it in a `constexpr` variable. Everything else takes its `view()`.
template <std::size_t Resources, std::size_t Links> class static_learning {
 public:
  std::array<learning_resource, Resources> resources{};  ///< see `learning_view`
  std::array<std::uint32_t, Links> after{};              ///< see `learning_view`
  /// Borrows from the resources; not for temporaries.
  [[nodiscard]] constexpr learning_view view() const& { return {resources, after}; }
  learning_view view() const&& = delete;
  constexpr operator learning_view() const& { return view(); }  ///< as `view()`
  operator learning_view() const&& = delete;
};

/// Resources for the people of framework F, in any order. In a constant expression an unknown name, a level that is not on the leaf's
/// scale, a cost that makes no sense, an id that stands twice and a cycle do not compile; otherwise they raise.
///
///     inline constexpr auto courses = learning<health_it>(resource("explain", "communication", 2, 3, 12),
///       resource("listen", "negotiation", 2, 3, 12, after("explain")));
template <const auto& F, std::size_t... N> [[nodiscard]] constexpr auto learning(const resource_draft<N>&... drafts) {
  static_learning<sizeof...(N), (0 + ... + N)> all;
  const framework_view f = F.view();
  std::uint32_t i = 0, link = 0;
  ((all.resources[i] = detail::resolve_resource(f, drafts), all.resources[i].after_at = link, link += static_cast<std::uint32_t>(N), ++i), ...);
  i = link = 0;
  const auto look_up = [&](std::string_view id) {
    std::uint32_t place = 0;
    while (place < all.resources.size() && all.resources[place].id != id) ++place;
    if (place == all.resources.size()) detail::stop_learning(detail::learning_mistake::unknown_prerequisite, f, all.resources[i].id, 0, id);
    all.after[link++] = place;
  };
  const auto link_one = [&](const auto& draft) {
    for (const std::string_view id : draft.before.ids) look_up(id);
    ++i;
  };
  (link_one(drafts), ...);
  detail::check_learning(f, all.view());
  return all;
}

/// The run-time owner of resources. It copies every text, and names places of the framework that it was made for.
///
///     dynamic_learning courses(fw);
///     courses.add("explain", "communication", 2, 3, 12);
///     courses.add("listen", "negotiation", 2, 3, 12, {"explain"});   // then courses.check() once
class dynamic_learning {
 public:
  /// None yet. Borrows the framework.
  explicit dynamic_learning(const framework_view& f) : framework_(f) {}
  /// Lists one more, after those that are listed. Levels are points of the leaf's scale or keys. An unknown name, or a resource before
  /// it that is not yet listed, raises. Returns its place.
  std::uint32_t add(std::string_view id, std::string_view node, level_or_points from, level_or_points to, double cost, std::span<const std::string_view> before = {},
                    std::string_view title = {}) {
    learning_resource r = detail::resolve_resource(framework_, resource(id, node, from, to, cost));
    r.after_at = static_cast<std::uint32_t>(after_.size()), r.after_count = static_cast<std::uint32_t>(before.size());
    std::vector<std::uint32_t> places;
    for (const std::string_view each : before) {
      places.push_back(learning_view{resources_, after_}.find(each));
      if (places.back() == framework_view::none) detail::stop_learning(detail::learning_mistake::unknown_prerequisite, framework_, id, 0, each);
    }
    after_.insert(after_.end(), places.begin(), places.end());
    r.id = texts_.keep(id), r.title = texts_.keep(title);
    resources_.push_back(r);
    return static_cast<std::uint32_t>(resources_.size() - 1);
  }
  /// The same with a list.
  std::uint32_t add(std::string_view id, std::string_view node, level_or_points from, level_or_points to, double cost, std::initializer_list<std::string_view> before,
                    std::string_view title = {}) {
    return add(id, node, from, to, cost, std::span<const std::string_view>(before.begin(), before.size()), title);
  }
  /// Raises all that makes no sense.
  void check() const { detail::check_learning(framework_, {resources_, after_}); }
  /// Borrows from the resources; not for temporaries.
  [[nodiscard]] learning_view view() const& { return {resources_, after_}; }
  learning_view view() const&& = delete;
  operator learning_view() const& { return view(); }  ///< as `view()`
  operator learning_view() const&& = delete;

 private:
  framework_view framework_;
  detail::text_pool texts_;
  std::vector<learning_resource> resources_;
  std::vector<std::uint32_t> after_;
};

}  // namespace prowess::v0
