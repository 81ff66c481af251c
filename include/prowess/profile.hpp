// SPDX-License-Identifier: BSL-1.0
// A competency profile: what a walk found, read by path, by handle, or in tree order.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/mistakes.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// Whether a score is at a cut: decided by the double where that is clear, by exact arithmetic where it is close,
/// and not at all where 512 bits do not suffice or an aggregation has no exact form.
enum class decision : std::uint8_t { no, yes, not_decidable };

/// The highest level of the framework's scale whose points a score reaches.
struct level_reached {
  std::optional<std::uint32_t> index{};  ///< place of the level on the scale, worst first; none below the lowest or without a score
  level reached{};                       ///< its texts and points
  bool decided = true;                   ///< false: the next level might be reached too, and exact arithmetic could not tell

  /// Its key; empty where no level is reached.
  [[nodiscard]] constexpr std::string_view key() const { return reached.key; }
  /// Its label, or its key; empty where no level is reached.
  [[nodiscard]] constexpr std::string_view name() const { return reached.name(); }
  /// Whether a level is reached.
  constexpr explicit operator bool() const noexcept { return index.has_value(); }
  /// Whether it is the level with this key: `ada.level() == "advanced"`.
  friend constexpr bool operator==(const level_reached& l, std::string_view key) { return l.index && l.key() == key; }
};

class profile_entry;

/// A profile that somebody else owns. It and its framework must outlive the view.
class profile_view {
 public:
  framework_view framework{};              ///< what was scored against
  std::span<const rating> ratings{};       ///< by leaf, in tree order
  std::span<const node_result> results{};  ///< by node, in tree order

  /// One node's entry by its place in tree order; the root is 0.
  [[nodiscard]] constexpr profile_entry entry(std::uint32_t node) const;
  /// The entry of the whole.
  [[nodiscard]] constexpr profile_entry root() const;
  /// The entry of a path ("soft/negotiation") or unique bare id. A name that is not there, or ambiguous, raises.
  [[nodiscard]] constexpr profile_entry operator[](std::string_view name) const;
  /// The entry of a handle, which must come from this framework.
  [[nodiscard]] constexpr profile_entry operator[](node_handle h) const;

  class iterator;
  [[nodiscard]] constexpr iterator begin() const;  ///< the root; then all nodes in tree order
  [[nodiscard]] constexpr iterator end() const;    ///< behind the last node
  /// The number of nodes.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return results.size(); }

  /// The same ids, ratings and results.
  friend constexpr bool operator==(const profile_view& a, const profile_view& b) {
    if (a.size() != b.size() || a.ratings.size() != b.ratings.size()) return false;
    for (std::uint32_t i = 0; i < a.size(); ++i)
      if (!(a.results[i] == b.results[i]) || a.framework.nodes[i].id != b.framework.nodes[i].id) return false;
    for (std::size_t i = 0; i < a.ratings.size(); ++i)
      if (!(a.ratings[i] == b.ratings[i])) return false;
    return true;
  }
};

/// What a profile says of one node. Borrows from the profile and its framework.
class profile_entry {
 public:
  /// The entry of a node by its place in tree order, which must be one.
  constexpr profile_entry(const profile_view& of, std::uint32_t node) : of_(of), node_(node) {}

  [[nodiscard]] constexpr std::string_view id() const { return self().id; }                      ///< unique among its siblings
  [[nodiscard]] constexpr std::string_view title() const { return of_.framework.title(node_); }  ///< or the id without one
  [[nodiscard]] std::string path() const { return of_.framework.path(node_); }                   ///< `soft/negotiation`; the root's id for the root
  [[nodiscard]] constexpr std::uint32_t depth() const { return of_.framework.depth(node_); }     ///< levels below the root
  [[nodiscard]] constexpr std::uint32_t index() const noexcept { return node_; }                 ///< the place in tree order
  [[nodiscard]] constexpr bool is_leaf() const { return self().is_leaf(); }                      ///< whether it is what is rated
  [[nodiscard]] constexpr const profile_view& of() const noexcept { return of_; }                ///< the profile
  [[nodiscard]] constexpr const node& self() const { return of_.framework.nodes[node_]; }        ///< the framework's node

  /// Why there is this score, or none.
  [[nodiscard]] constexpr status what() const { return result().what; }
  /// Whether there is a score: from evidence, or filled in.
  [[nodiscard]] constexpr bool has_score() const { return result().has_score(); }
  /// The score, in points of the framework's own scale. Raises where there is none; ask `has_score()` or use `score_or`.
  [[nodiscard]] constexpr double score() const {
    if (!has_score()) this_node_has_no_score(id());
    return result().score;
  }
  /// The score, or `otherwise` where there is none.
  [[nodiscard]] constexpr double score_or(double otherwise) const { return has_score() ? result().score : otherwise; }
  /// The score as a share of the scale: 0 at its lowest points (at 0 points for points/max), 1 at its highest; outside [0, 1] where
  /// extra credit leads there. Raises where there is no score.
  [[nodiscard]] constexpr double unit() const {
    const scale_data& s = of_.framework.scale();
    return (score() - s.zero) / (s.high - s.zero);
  }
  /// The share of what applies that was rated, by weight, in [0, 1]; 0 where nothing applies.
  [[nodiscard]] constexpr double coverage() const { return result().coverage(); }
  /// The rating as given, of a leaf.
  [[nodiscard]] constexpr rating given() const { return is_leaf() ? of_.ratings[self().leaf] : rating{}; }
  /// Score, shares and status as the walk left them.
  [[nodiscard]] constexpr const node_result& result() const { return of_.results[node_]; }

  /// Score and shares as exact rational numbers; unknown where they have no exact form. Allocates; cost: the subtree.
  [[nodiscard]] constexpr outcome<exact> exactly() const { return detail::walk_exactly(of_.framework, node_, of_.ratings); }

  /// Whether the score is at `points` or above (inclusive). `no` without a score.
  [[nodiscard]] constexpr decision reaches(double points) const { return reaches(points, points); }
  /// Whether the score is at a level of the framework's scale or above. A key that is not on the scale raises.
  template <std::convertible_to<std::string_view> Key> [[nodiscard]] constexpr decision reaches(const Key& level_key) const {
    const auto place = detail::level_named(of_.framework, of_.framework.scale(), level_key);
    if (!place) detail::stop({rule::rating_level_is_unknown, 0, 0}, of_.framework);
    return reaches(of_.framework.levels()[*place].points);
  }
  /// The highest level whose points are reached: 2.99 of 3 is still the level below. Empty without a score, below the
  /// lowest level, and where the scale has no levels.
  [[nodiscard]] constexpr level_reached level() const {
    level_reached best;
    if (!has_score()) return best;
    const std::span<const prowess::level> all = of_.framework.levels();
    for (auto i = static_cast<std::uint32_t>(all.size()); i-- > 0;) {
      const decision d = reaches(all[i].points);
      if (d == decision::yes) {
        best.index = i, best.reached = all[i];
        break;
      }
      if (d == decision::not_decidable) best.decided = false;
    }
    return best;
  }
  /// The level whose points are nearest to the score; the higher one halfway between two.
  [[nodiscard]] constexpr level_reached nearest_level() const {
    level_reached best;
    if (!has_score()) return best;
    const std::span<const prowess::level> all = of_.framework.levels();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (i > 0) {
        const decision d = reaches(all[i - 1].points, all[i].points);
        if (d == decision::not_decidable) best.decided = false;
        if (d != decision::yes) break;
      }
      best.index = i, best.reached = all[i];
    }
    return best;
  }

 private:
  /// Whether the score is at the middle of two numbers of points or above.
  [[nodiscard]] constexpr decision reaches(double lower, double upper) const {
    if (!has_score()) return decision::no;
    const scale_data& s = of_.framework.scale();
    const double off = result().score - (lower + (upper - lower) / 2);
    double size = 0;
    for (const double x : {s.low, s.high, upper, result().score}) size = detail::abs(x) > size ? detail::abs(x) : size;
    // The double errs by a few units in the last place for each child and each level of the tree: far below 1e-9 of this size.
    if (off > product(size, 1e-9)) return decision::yes;
    if (off < -product(size, 1e-9)) return decision::no;
    const outcome<exact> precise = exactly();
    if (!precise.has_score() || !precise.score.known()) return decision::not_decidable;
    return precise.score + precise.score >= exact(lower) + exact(upper) ? decision::yes : decision::no;
  }
  void this_node_has_no_score(std::string_view) const {
    raise(problem{path(), detail::join({"no score: ", words(what())}), "ask has_score() first, or use score_or()"});
  }

  profile_view of_;
  std::uint32_t node_;
};

/// Goes through the entries of a profile in tree order. Keeps a copy of the view.
class profile_view::iterator {
 public:
  using value_type = profile_entry;        ///< made on the way, not stored
  using difference_type = std::ptrdiff_t;  ///< as iterators have it
  constexpr iterator() = default;
  /// At a place in tree order; behind the last node where `node` is `of.size()`.
  constexpr iterator(const profile_view& of, std::uint32_t node) : of_(of), node_(node) {}
  constexpr profile_entry operator*() const { return {of_, node_}; }  ///< the entry, by value
  constexpr iterator& operator++() { return ++node_, *this; }         ///< to the next node
  /// To the next node; returns where it was.
  constexpr iterator operator++(int) {
    iterator old = *this;
    ++node_;
    return old;
  }
  /// Whether two iterators of one profile stand at the same node.
  friend constexpr bool operator==(const iterator& a, const iterator& b) { return a.node_ == b.node_; }

 private:
  profile_view of_{};
  std::uint32_t node_ = 0;
};

constexpr profile_entry profile_view::entry(std::uint32_t node) const { return {*this, node}; }
constexpr profile_entry profile_view::root() const { return {*this, 0}; }
constexpr profile_entry profile_view::operator[](std::string_view name) const { return {*this, detail::require_name(framework, name)}; }
constexpr profile_entry profile_view::operator[](node_handle h) const {
  if (!framework.owns(h)) detail::stop({rule::foreign_handle, h.index, 0}, framework);
  return {*this, h.index};
}
constexpr profile_view::iterator profile_view::begin() const { return {*this, 0}; }
constexpr profile_view::iterator profile_view::end() const { return {*this, static_cast<std::uint32_t>(results.size())}; }

namespace detail {
/// What all profiles answer of themselves; Self converts to `profile_view`.
template <class Self> struct reads_profile {
  [[nodiscard]] constexpr profile_view view() const { return static_cast<const Self&>(*this); }
  [[nodiscard]] constexpr double score() const { return view().root().score(); }
  [[nodiscard]] constexpr double score_or(double otherwise) const { return view().root().score_or(otherwise); }
  [[nodiscard]] constexpr bool has_score() const { return view().root().has_score(); }
  [[nodiscard]] constexpr double unit() const { return view().root().unit(); }
  [[nodiscard]] constexpr double coverage() const { return view().root().coverage(); }
  [[nodiscard]] constexpr level_reached level() const { return view().root().level(); }
  [[nodiscard]] constexpr level_reached nearest_level() const { return view().root().nearest_level(); }
  [[nodiscard]] constexpr decision reaches(const auto& cut) const { return view().root().reaches(cut); }
  [[nodiscard]] constexpr outcome<exact> exactly() const { return view().root().exactly(); }
  [[nodiscard]] constexpr status what() const { return view().root().what(); }
  [[nodiscard]] constexpr profile_entry root() const { return view().root(); }
  [[nodiscard]] constexpr profile_entry operator[](node_handle h) const { return view()[h]; }
  [[nodiscard]] constexpr auto begin() const { return view().begin(); }
  [[nodiscard]] constexpr auto end() const { return view().end(); }
  [[nodiscard]] constexpr std::size_t size() const { return view().size(); }
};
}  // namespace detail

/// The same ids, ratings and results, whatever the kinds of the two profiles.
template <class A, class B>
  requires(std::derived_from<A, detail::reads_profile<A>> && std::derived_from<B, detail::reads_profile<B>>)
[[nodiscard]] constexpr bool operator==(const A& a, const B& b) {
  return a.view() == b.view();
}

/// A profile of a framework known at run time. Borrows the framework, which must outlive it.
/// It answers for the whole what a `profile_entry` answers for a node (`score()`, `level()`, `coverage()` ...), gives entries by
/// name and handle, and is a range of them in tree order.
class profile : public detail::reads_profile<profile> {
 public:
  /// Of ratings by leaf and results by node, in tree order, as `score_into` leaves them; nothing is scored or checked here.
  profile(const framework_view& f, std::vector<rating> ratings, std::vector<node_result> results)
      : framework_(f), ratings_(std::move(ratings)), results_(std::move(results)) {}
  operator profile_view() const { return {framework_, {ratings_.data(), ratings_.size()}, {results_.data(), results_.size()}}; }  ///< borrows

  using reads_profile::operator[];
  /// The entry of a path or unique bare id; a name that is not there raises. Entries borrow the profile: keep it.
  [[nodiscard]] profile_entry operator[](std::string_view name) const { return view()[name]; }
  /// The same, or nothing where the name is not there or not unique.
  [[nodiscard]] std::optional<profile_entry> find(std::string_view name) const {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) return std::nullopt;
    return view().entry(found.node);
  }

 private:
  framework_view framework_{};
  std::vector<rating> ratings_;
  std::vector<node_result> results_;
};

}  // namespace prowess::v0
