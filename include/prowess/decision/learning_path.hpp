// SPDX-License-Identifier: BSL-1.0
// What to take, and in which order, to come to certain learning resources.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/check_learning.hpp>
#include <prowess/decision/learning_view.hpp>
#include <prowess/describe.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// Learning resources in the order in which to take them; all are places in the list of resources.
struct learning_route {
  std::vector<std::uint32_t> resources;  ///< each after what comes before it; those that may be taken next as they are listed
  std::vector<std::uint32_t> waived;     ///< asked for, or before another one, and the learner is already there; as they are listed
  /// Of `resources`, those with a start that nothing leads to: the learner is below it, or was not rated. As they are listed.
  std::vector<std::uint32_t> uncertain_start;
  double cost = 0;                       ///< of `resources`, added in their order
};

namespace detail {

class route_finder {
 public:
  route_finder(const framework_view& f, const learning_view& l, std::span<const rating> ratings)
      : f_(f), l_(l), ratings_(ratings), state_(l.size(), state::not_asked) {}

  /// Takes a resource, and all before it, unless the learner is there already.
  void ask(std::uint32_t wanted) {
    std::vector<std::uint32_t> open{wanted};
    while (!open.empty()) {
      const std::uint32_t i = open.back();
      open.pop_back();
      if (state_[i] != state::not_asked) continue;
      const rating& r = rating_of(i);
      state_[i] = r.is_rated() && height(scale_of(i), r.points) >= height(scale_of(i), l_.resources[i].to) ? state::waived : state::taken;
      if (state_[i] != state::taken) continue;
      for (const std::uint32_t a : l_.after_of(l_.resources[i])) open.push_back(a);
    }
  }
  /// Adds what leads to starts which the learner is below, until all have it that can.
  void add_first_steps() {
    for (bool added = true; added;) {
      added = false;
      for (std::uint32_t i = 0; i < l_.size() && !added; ++i) {
        if (state_[i] != state::taken || starts(i)) continue;
        const std::uint32_t before = step_to(i);
        if (before != framework_view::none) ask(before), added = true;
      }
    }
  }
  [[nodiscard]] result<learning_route> route() const {
    learning_route way;
    std::vector<std::uint8_t> done(l_.size());
    std::size_t left = 0;
    for (std::uint32_t i = 0; i < l_.size(); ++i) {
      if (state_[i] == state::waived) way.waived.push_back(i);
      if (state_[i] != state::taken) continue;
      ++left;
      if (!starts(i)) way.uncertain_start.push_back(i);
    }
    for (; left > 0; --left) {
      std::uint32_t next = 0;
      while (next < l_.size() && !(state_[next] == state::taken && done[next] == 0 && may_follow(next, done))) ++next;
      if (next == l_.size()) return stuck(done);
      done[next] = 1;
      way.resources.push_back(next);
      way.cost += l_.resources[next].cost;
    }
    return way;
  }

 private:
  enum class state : std::uint8_t { not_asked, taken, waived };
  [[nodiscard]] const node& leaf_of(std::uint32_t i) const { return f_.nodes[l_.resources[i].node.index]; }
  [[nodiscard]] const scale_data& scale_of(std::uint32_t i) const { return f_.scale_of(leaf_of(i)); }
  [[nodiscard]] const rating& rating_of(std::uint32_t i) const { return ratings_[leaf_of(i).leaf]; }
  [[nodiscard]] bool same_leaf(std::uint32_t a, std::uint32_t b) const { return l_.resources[a].node.index == l_.resources[b].node.index; }
  /// Whether b raises the leaf of `i` from below the start of `i` to it, or beyond.
  [[nodiscard]] bool leads_to(std::uint32_t b, std::uint32_t i) const {
    const scale_data& s = scale_of(i);
    const double start = height(s, l_.resources[i].from);
    return same_leaf(b, i) && height(s, l_.resources[b].from) < start && height(s, l_.resources[b].to) >= start;
  }
  [[nodiscard]] bool starts(std::uint32_t i) const {
    if (const rating& r = rating_of(i); r.is_rated() && height(scale_of(i), r.points) >= height(scale_of(i), l_.resources[i].from)) return true;
    for (std::uint32_t b = 0; b < l_.size(); ++b)
      if (state_[b] == state::taken && leads_to(b, i)) return true;
    return false;
  }
  /// What leads to the start of `i`, not farther than needed; of several the cheapest, then the first listed.
  [[nodiscard]] std::uint32_t step_to(std::uint32_t i) const {
    std::uint32_t best = framework_view::none;
    const scale_data& s = scale_of(i);
    for (std::uint32_t b = 0; rating_of(i).is_rated() && b < l_.size(); ++b) {
      if (!leads_to(b, i)) continue;
      if (best == framework_view::none) { best = b; continue; }
      const double to = height(s, l_.resources[b].to), farther = height(s, l_.resources[best].to);
      if (to < farther || (to == farther && l_.resources[b].cost < l_.resources[best].cost)) best = b;
    }
    return best;
  }
  [[nodiscard]] bool may_follow(std::uint32_t i, const std::vector<std::uint8_t>& done) const {
    for (const std::uint32_t a : l_.after_of(l_.resources[i]))
      if (state_[a] == state::taken && done[a] == 0) return false;
    const scale_data& s = scale_of(i);
    for (std::uint32_t b = 0; b < l_.size(); ++b)  // one competency is learned from below
      if (state_[b] == state::taken && done[b] == 0 && same_leaf(b, i) && height(s, l_.resources[b].from) < height(s, l_.resources[i].from)) return false;
    return true;
  }
  [[nodiscard]] problem stuck(const std::vector<std::uint8_t>& done) const {
    std::string all;
    for (std::uint32_t i = 0; i < l_.size(); ++i)
      if (state_[i] == state::taken && done[i] == 0) all = join({all, all.empty() ? "'" : ", '", l_.resources[i].id, "'"});
    return {all, "none of these resources can be taken first: they come after each other, or one with a lower start comes after one with a higher start",
            "take one of these steps out"};
  }

  framework_view f_;
  learning_view l_;
  std::span<const rating> ratings_;
  std::vector<state> state_;
};

}  // namespace detail

/// The way to some resources: they and all that comes before them, each once, in an order in which they can be taken: among those that
/// may be next, as they are listed. What leads to a level that the learner already has is waived, and what comes before it with it.
///
/// A resource also needs its `from`. Where the learner is rated below it and nothing on the way leads there, the resource of the same
/// leaf joins that leads there and least beyond it; of several the cheapest, then the first listed. That is one way, not the cheapest of all:
/// `cheapest_plan` looks for that. Where nothing leads there, or the learner was not rated, it is on the list `uncertain_start`.
///
/// `ratings` by leaf, in tree order. Errors: all of `problems_of(resources, framework)`, cycles with their members included; ratings
/// off their scales; an id that is not there. Cost: O(resources^3) at worst.
///
///     const learning_route way = learning_path(fw, courses, sheet.ratings(), {"negotiating"}).value();
///     for (const std::uint32_t i : way.resources) std::puts(std::string(courses.view().resources[i].name()).c_str());
[[nodiscard]] inline result<learning_route> learning_path(const framework_view& f, const learning_view& l, std::span<const rating> ratings,
                                                          std::span<const std::string_view> targets) {
  std::vector<problem> all = detail::problems_of_learner(f, l, ratings);
  std::vector<std::uint32_t> places;
  for (const std::string_view id : targets) {
    places.push_back(l.find(id));
    if (places.back() == framework_view::none) all.push_back({detail::in_quotes(id), "there is no resource with this id", "name one of the list"});
  }
  if (!all.empty()) return all;
  detail::route_finder find(f, l, ratings);
  for (const std::uint32_t i : places) find.ask(i);
  find.add_first_steps();
  return find.route();
}
/// The same with a list of ids.
[[nodiscard]] inline result<learning_route> learning_path(const framework_view& f, const learning_view& l, std::span<const rating> ratings,
                                                          std::initializer_list<std::string_view> targets) {
  return learning_path(f, l, ratings, std::span<const std::string_view>(targets.begin(), targets.size()));
}

}  // namespace prowess::v0
