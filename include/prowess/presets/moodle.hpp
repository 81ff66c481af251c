// SPDX-License-Identifier: BSL-1.0
// The gradebook rules of Moodle, as data for frameworks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/aggregation/extremes.hpp>
#include <prowess/aggregation/mode.hpp>
#include <prowess/aggregation/order.hpp>
#include <prowess/aggregation/trimmed_mean.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/detail/tree_builder.hpp>
#include <prowess/number/rounding.hpp>
#include <prowess/profile.hpp>

/// The rules of Moodle: https://github.com/moodle/moodle, lib/grade/grade_category.php, read in November 2026. What differs is in
/// the README's table of known differences.
namespace prowess::inline v0::moodle {

/// How a category makes its total, by the names of Moodle's settings.
enum class method : std::uint8_t {
  mean,                  ///< of percentages, all alike
  weighted_mean,         ///< by the weights written
  simple_weighted_mean,  ///< by the range of each item
  mean_extra_credit,     ///< items that are extra credit add to the sum, times their weight
  median,                ///< of an even number the mean of the middle two
  lowest,                ///< the smallest percentage
  highest,               ///< the greatest percentage
  mode,                  ///< the most frequent percentage; of several the highest
  natural                ///< the sum of points
};

/// A grade item, or a category of them.
struct grade_item {
  std::string id;                        ///< unique in its category
  /// Most points; of a category what its total is out of (natural ones have the sum of their items') ...
  double maximum = 100, minimum = 0;     ///< ... and least
  double weight = 1;                     ///< under `weighted_mean`; 0 and below do not count
  double extra = 0;                      ///< not 0: extra credit; its weight under `mean_extra_credit`
  std::optional<double> fixed_weight{};  ///< under `natural`: the part of the category that was set by hand, 0.5 for 50 %
  bool is_hidden = false;                ///< left out; the weights of a natural category are made with it
  bool is_category = false;              ///< for a category without children; one with children is one anyway
  method how = method::natural;  ///< of a category
  bool exclude_empty = true;             ///< "aggregate only non-empty grades": what has no grade does not count; else it counts as the minimum
  std::size_t drop_lowest = 0,           ///< items that do not count, the lowest
      keep_highest = 0;                  ///< items that count, the highest; 0: all. Not with `drop_lowest`, which wins
  std::vector<grade_item> children{};    ///< of a category
};

/// Moodle shows totals with two decimals.
inline constexpr rounding two_digits{2, rounding_rule::half_away};

namespace detail {
using prowess::detail::tree_builder;

inline bool is_category(const grade_item& item) { return item.is_category || !item.children.empty(); }
/// Whether nothing of an item can be graded.
inline bool is_left_out(const grade_item& item) {
  if (item.is_hidden) return true;
  if (!is_category(item)) return false;
  for (const grade_item& c : item.children)
    if (!is_left_out(c)) return false;
  return true;
}
inline std::size_t graded_children(const grade_item& category) {
  std::size_t n = 0;
  for (const grade_item& c : category.children) n += !is_left_out(c);
  return n;
}
/// Whether a natural category drops at all: Moodle does so only where all items have one maximum and no weight or credit of their own.
inline bool natural_drops(const grade_item& category) {
  for (const grade_item& c : category.children)
    if (is_category(c) || c.extra != 0 || c.fixed_weight || c.maximum != category.children[0].maximum) return false;
  return category.drop_lowest > 0 && category.drop_lowest < graded_children(category);
}

/// What the items of a natural category weigh, in parts of 1, and what each is out of when everything is graded.
struct natural_items {
  std::vector<double> weights, points;
};
inline double full_points(const grade_item& item);
inline natural_items natural_of(std::span<const grade_item> items) {
  natural_items of;
  exact fixed{}, free{}, maxima{};
  bool all_fixed = true;
  for (const grade_item& i : items) {
    of.points.push_back(full_points(i));
    if (i.extra != 0) continue;
    const double own = i.fixed_weight.value_or(0);
    maxima += exact(of.points.back());
    if (i.fixed_weight) fixed += exact(own > 0 ? own : 0);
    else free += exact(of.points.back()), all_fixed = false;
  }
  const bool scaled = fixed > 1 || (all_fixed && fixed > 0);
  const exact left = scaled ? exact() : exact(1) - fixed;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const grade_item& i = items[k];
    const exact points(of.points[k]), own(i.fixed_weight.value_or(0) > 0 ? *i.fixed_weight : 0.0);
    const exact weight = i.extra != 0 ? points / maxima : !i.fixed_weight ? points / free * left : scaled ? own / fixed : own;
    of.weights.push_back(weight.known() ? weight.to_double() : 0);  // nothing is there to be a part of
  }
  return of;
}
/// What a natural category is out of when everything is graded: items that weigh nothing leave it; else the item's own maximum.
inline double full_points(const grade_item& item) {
  if (!is_category(item) || item.how != method::natural) return item.maximum;
  const natural_items all = natural_of(item.children);
  double total = 0;
  for (std::size_t k = 0; k < item.children.size(); ++k)
    if (item.children[k].extra == 0 && all.weights[k] > 0 && !item.children[k].is_hidden) total += all.points[k];
  return total;
}
}  // namespace detail

/// The weights of a natural category in parts of 1: of what the fixed ones leave, each by its maximum. Fixed weights that total more
/// than 1, or not 1 where all are fixed, are scaled to 1 and leave nothing; negative ones are 0. Extra credit: its own maximum over
/// the sum of the others'.
[[nodiscard]] inline std::vector<double> natural_weights(std::span<const grade_item> items) { return detail::natural_of(items).weights; }

namespace detail {
class course_builder {
 public:
  explicit course_builder(const grade_item& course) : tree_(course.id) { add(course, 1, false, true); }
  [[nodiscard]] result<dynamic_framework> finish() {
    if (!problems_.empty()) return problems_;
    auto made = tree_.finish();
    if (!made) return made;
    return {std::move(made).value(), warnings_};
  }

 private:
  void add(const grade_item& c, double weight, bool is_extra, bool is_root) {
    const auto open = [&](const auto& how, missing_rule missing) {
      node& group = is_root ? tree_.root(how, missing) : tree_.open(c.id, weight, how, missing);
      group.is_extra_credit = is_extra, group.is_clamped = true;
      if (!is_root) group.weigh(weight);
    };
    const std::size_t n = graded_children(c), dropped = c.drop_lowest < n ? c.drop_lowest : n - (n > 0);
    const bool keeps = c.drop_lowest == 0 && c.keep_highest > 0 && c.keep_highest < n;
    const bool mean = c.how == method::mean, of_means = mean || c.how == method::weighted_mean || c.how == method::simple_weighted_mean || c.how == method::mean_extra_credit;
    if ((dropped > 0 && !of_means && c.how != method::natural) || (keeps && !mean))
      problems_.push_back({c.id, keeps ? "'keep the highest' is offered for the plain mean of grades only" : "'drop the lowest' is not offered for this method",
                           "drop or keep in a category below it"});
    if (c.how == method::natural && c.drop_lowest > 0 && !natural_drops(c))
      warnings_.push_back({c.id, "nothing is dropped: natural categories drop where all items have one maximum, no weight or credit of their own, and are no categories", ""});
    switch (c.how) {
      case method::median: open(prowess::median{}, skip); break;
      case method::lowest: open(minimum{}, skip); break;
      case method::highest: open(maximum{}, skip); break;
      case method::mode: open(prowess::mode{}, skip); break;
      case method::natural:
        if (natural_drops(c)) open(trimmed_mean{static_cast<double>(c.drop_lowest)}, pool);
        else open(prowess::weighted_mean{}, pool);
        break;
      default:
        if (keeps && mean) open(best{static_cast<double>(c.keep_highest)}, skip);
        else if (dropped > 0) open(trimmed_mean{static_cast<double>(dropped)}, skip);
        else open(prowess::weighted_mean{}, skip);
    }
    children(c);
    if (!is_root) tree_.close();
  }
  void children(const grade_item& category) {
    const bool natural = category.how == method::natural;
    bool fixed = false;
    for (const grade_item& c : category.children) fixed = fixed || c.fixed_weight;
    const natural_items parts = natural ? natural_of(category.children) : natural_items();
    for (std::size_t k = 0; k < category.children.size(); ++k) {
      const grade_item& c = category.children[k];
      if (is_left_out(c) || (category.how == method::mean_extra_credit && c.extra < 0)) continue;
      const bool is_extra = c.extra != 0 && (natural || category.how == method::mean_extra_credit || category.how == method::simple_weighted_mean);
      double weight = category.how == method::weighted_mean          ? (c.weight > 0 ? c.weight : 0)
                      : category.how == method::simple_weighted_mean ? c.maximum - c.minimum
                      : category.how == method::mean_extra_credit    ? (is_extra ? c.extra : 1)
                      : !natural                                     ? 1
                      : fixed                                        ? parts.weights[k]
                                                                     : parts.points[k];
      if (is_category(c)) {
        const auto n = static_cast<double>(graded_children(c));
        if (natural && fixed && c.how == method::natural && natural_drops(c)) weight = weight * n / (n - static_cast<double>(c.drop_lowest));  // `pool` takes it back
        add(c, weight, is_extra, false);
        continue;
      }
      const auto range = numeric(c.minimum, c.maximum);
      node& leaf = tree_.leaf(c.id, weight, natural ? range.points_over_max() : range);
      leaf.is_extra_credit = is_extra;
      leaf.weigh(weight);
      if (!category.exclude_empty) leaf.if_absent = if_missing(lowest);
    }
  }

  tree_builder tree_;
  std::vector<problem> problems_, warnings_;
};
}  // namespace detail

/// A course: ratings are points of items ("homework/essay"), scores percent. No rating: not graded.
///
///     const auto course = moodle::course({.id = "history", .how = moodle::method::mean,
///                                         .children = {{.id = "essay", .maximum = 20}, {.id = "exam", .maximum = 50}}}).value();
[[nodiscard]] inline result<dynamic_framework> course(const grade_item& category) {
  return detail::course_builder(category).finish();
}

/// Points won and points to be won, of what entered: the total as Moodle shows it.
struct total {
  exact points{},   ///< won
      maximum{};    ///< to be won
};
/// The total of a category of a scored course.
[[nodiscard]] inline total total_of(const grade_item& category, const profile_entry& scored) {
  total t;
  if (category.how != method::natural) {
    t.maximum = exact(category.maximum);
  } else {
    const framework_view& f = scored.of().framework;
    std::uint32_t at = scored.index() + 1;
    std::size_t graded = 0;
    for (const grade_item& c : category.children) {
      if (detail::is_left_out(c)) continue;
      const profile_entry child = scored.of().entry(at);
      at += f.nodes[at].extent;
      if (!child.has_score() || c.extra != 0 || !(child.self().weight > 0)) continue;
      t.maximum += detail::is_category(c) ? total_of(c, child).maximum : exact(c.maximum);
      ++graded;
    }
    if (detail::natural_drops(category) && graded > 1) {
      const std::size_t kept = graded > category.drop_lowest ? graded - category.drop_lowest : 1;
      t.maximum = t.maximum * exact(kept) / exact(graded);
    }
  }
  if (scored.has_score()) t.points = scored.exactly().score * t.maximum / 100;
  return t;
}

}  // namespace prowess::v0::moodle
