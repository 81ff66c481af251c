// SPDX-License-Identifier: BSL-1.0
// The gradebook rules of Moodle, as data for frameworks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
enum class aggregation : std::uint8_t {
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
  double maximum = 100, minimum = 0;     ///< points; of a category what its total is out of (natural ones have the sum of their items')
  double weight = 1;                     ///< under `weighted_mean`; 0 and below do not count
  double extra = 0;                      ///< not 0: extra credit; its weight under `mean_extra_credit`
  std::optional<double> fixed_weight{};  ///< under `natural`: the part of the category that was set by hand, 0.5 for 50 %
  bool is_hidden = false;                ///< left out; the weights of a natural category are made with it
  bool is_category = false;              ///< what follows counts
  aggregation how = aggregation::natural;  ///< of a category
  bool exclude_empty = true;             ///< "aggregate only non-empty grades": what has no grade does not count; else it counts as the minimum
  std::size_t drop_lowest = 0,           ///< items that do not count, the lowest
      keep_highest = 0;                  ///< items that count, the highest; 0: all. Not with `drop_lowest`, which wins
  std::vector<grade_item> children{};    ///< of a category
};

/// Moodle shows totals with two decimals.
inline constexpr rounding two_digits{2, rounding_rule::half_away};

namespace detail {
using prowess::detail::tree_builder;

/// Whether a natural category drops at all: Moodle does so only where all items have one maximum and no weight or credit of their own.
inline bool drops(const grade_item& category) {
  for (const grade_item& c : category.children)
    if (c.is_category || c.extra != 0 || c.fixed_weight || c.maximum != category.children[0].maximum) return false;
  return category.drop_lowest > 0 && category.drop_lowest < category.children.size();
}
inline double full_points(const grade_item& item);
}  // namespace detail

/// The weights of a natural category in parts of 1: of what the fixed ones leave, each by its maximum. Fixed weights that total more
/// than 1, or not 1 where all are fixed, are scaled to 1 and leave nothing; negative ones are 0. Extra credit: its own maximum over
/// the sum of the others'.
[[nodiscard]] inline std::vector<double> natural_weights(std::span<const grade_item> items) {
  exact fixed{}, free{}, maxima{};
  bool all_fixed = true;
  for (const grade_item& i : items) {
    if (i.extra != 0) continue;
    const double own = i.fixed_weight.value_or(0);
    maxima += exact(detail::full_points(i));
    if (i.fixed_weight) fixed += exact(own > 0 ? own : 0);
    else free += exact(detail::full_points(i)), all_fixed = false;
  }
  const bool scaled = fixed > 1 || (all_fixed && fixed > 0);
  const exact left = scaled ? exact() : exact(1) - fixed;
  std::vector<double> weights;
  for (const grade_item& i : items) {
    const exact points(detail::full_points(i));
    const exact own(i.fixed_weight.value_or(0) > 0 ? *i.fixed_weight : 0.0);
    weights.push_back((i.extra != 0 ? points / maxima : !i.fixed_weight ? points / free * left : scaled ? own / fixed : own).to_double());
  }
  return weights;
}

namespace detail {
/// What a natural category is out of when everything is graded: items that weigh nothing leave it; else the item's own maximum.
inline double full_points(const grade_item& item) {
  if (!item.is_category || item.how != aggregation::natural) return item.maximum;
  if (drops(item)) return item.children[0].maximum * static_cast<double>(item.children.size() - item.drop_lowest);
  const std::vector<double> weights = natural_weights(item.children);
  double all = 0;
  for (std::size_t k = 0; k < weights.size(); ++k)
    if (const grade_item& c = item.children[k]; c.extra == 0 && weights[k] > 0 && !c.is_hidden) all += full_points(c);
  return all;
}

inline void add_category(tree_builder& tree, const grade_item& category, double weight, bool is_extra, bool is_root);

/// A category in which nothing can be graded.
inline bool is_empty(const grade_item& item) {
  if (!item.is_category) return false;
  for (const grade_item& c : item.children)
    if (!c.is_hidden && !is_empty(c)) return false;
  return true;
}

inline void add_children(tree_builder& tree, const grade_item& category) {
  const bool natural = category.how == aggregation::natural;
  bool fixed = false;
  for (const grade_item& c : category.children) fixed = fixed || c.fixed_weight;
  const std::vector<double> shares = natural && fixed ? natural_weights(category.children) : std::vector<double>();
  for (std::size_t k = 0; k < category.children.size(); ++k) {
    const grade_item& c = category.children[k];
    const bool may_be_extra = natural || category.how == aggregation::mean_extra_credit || category.how == aggregation::simple_weighted_mean;
    const bool is_extra = may_be_extra && c.extra != 0;
    const double weight = category.how == aggregation::weighted_mean          ? (c.weight > 0 ? c.weight : 0)
                          : category.how == aggregation::simple_weighted_mean ? c.maximum - c.minimum
                          : category.how == aggregation::mean_extra_credit    ? (is_extra ? c.extra : 1)
                          : !natural                                          ? 1
                          : !shares.empty()                                   ? shares[k]
                                                                              : full_points(c);
    if (c.is_hidden || is_empty(c)) continue;
    if (c.is_category) {
      add_category(tree, c, weight, is_extra, false);
      continue;
    }
    const auto range = numeric(c.minimum, c.maximum);
    node& leaf = tree.leaf(c.id, weight, natural ? range.points_over_max() : range);
    leaf.is_extra_credit = is_extra;
    leaf.weigh(weight);
    if (!category.exclude_empty) leaf.if_absent = if_missing(lowest);
  }
}

inline void add_category(tree_builder& tree, const grade_item& c, double weight, bool is_extra, bool is_root) {
  const std::size_t n = c.children.size();
  const std::size_t dropped = c.drop_lowest > 0 ? (c.drop_lowest < n ? c.drop_lowest : n - 1) : c.keep_highest > 0 && c.keep_highest < n ? n - c.keep_highest : 0;
  const auto open = [&](const auto& how, missing_rule missing) {
    node& group = is_root ? tree.root(how, missing) : tree.open(c.id, weight, how, missing);
    group.is_extra_credit = is_extra, group.is_clamped = true;
    if (!is_root) group.weigh(weight);
  };
  switch (c.how) {
    case aggregation::median: open(prowess::median{}, skip); break;
    case aggregation::lowest: open(minimum{}, skip); break;
    case aggregation::highest: open(maximum{}, skip); break;
    case aggregation::mode: open(prowess::mode{}, skip); break;
    case aggregation::natural:
      if (drops(c)) open(trimmed_mean{static_cast<double>(c.drop_lowest)}, pool);
      else open(prowess::weighted_mean{}, pool);
      break;
    default:
      if (dropped > 0) open(trimmed_mean{static_cast<double>(dropped)}, skip);
      else open(prowess::weighted_mean{}, skip);
  }
  add_children(tree, c);
  if (!is_root) tree.close();
}
}  // namespace detail

/// A course: ratings are points of items ("homework/essay"), scores percent. No rating: not graded.
///
///     const auto course = moodle::course({.id = "history", .is_category = true, .how = moodle::aggregation::mean,
///                                         .children = {{.id = "essay", .maximum = 20}, {.id = "exam", .maximum = 50}}}).value();
[[nodiscard]] inline result<dynamic_framework> course(const grade_item& category) {
  detail::tree_builder tree(category.id);
  detail::add_category(tree, category, 1, false, true);
  return tree.finish();
}

/// Points won and points to be won, of what entered: the total as Moodle shows it.
struct total {
  exact points{},   ///< won
      maximum{};    ///< to be won
};
/// The total of a category of a scored course.
[[nodiscard]] inline total total_of(const grade_item& category, const profile_entry& scored) {
  total t;
  if (category.how != aggregation::natural) {
    t.maximum = exact(category.maximum);
  } else if (detail::drops(category)) {
    t.maximum = exact(detail::full_points(category));
  } else {
    const framework_view& f = scored.of().framework;
    std::uint32_t at = scored.index() + 1;
    for (const grade_item& c : category.children) {
      if (c.is_hidden || detail::is_empty(c)) continue;
      const profile_entry child = scored.of().entry(at);
      const bool counts = child.has_score() && c.extra == 0 && child.self().weight > 0;
      if (counts) t.maximum += c.is_category ? total_of(c, child).maximum : exact(c.maximum);
      at += f.nodes[at].extent;
    }
  }
  if (scored.has_score()) t.points = scored.exactly().score * t.maximum / 100;
  return t;
}

}  // namespace prowess::v0::moodle
