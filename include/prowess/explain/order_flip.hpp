// SPDX-License-Identifier: BSL-1.0
// The weights at which two people change places.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/explain/score_order.hpp>
#include <prowess/explain/share_line.hpp>
#include <prowess/explain/share_trial.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The nearest share of one weight, in one direction, at which two people are not in the order any more in which they stand.
struct weight_crossing {
  std::uint32_t node = 0;  ///< whose weight, by its place in tree order
  double now = 0;     ///< its present share of what it and its siblings weigh, in [0, 1]
  double share = 0;   ///< the share at which the scores are equal, or the first at which they are in another order
  double change = 0;  ///< `share` - `now`; 0 where they are equal now, and any change parts them
  exact exactly = exact::unknown();  ///< `share` as a fraction; unknown where it was searched for
  /// The first person's score against the second's where the weight is a little less: `greater` where the first is ahead; `unordered`
  /// where the share is 0.
  std::partial_ordering below = std::partial_ordering::unordered;
  /// The same where the weight is a little more; `unordered` where the share is 1.
  std::partial_ordering above = std::partial_ordering::unordered;
};

/// What `order_flip` found.
struct weight_crossings {
  std::partial_ordering order = std::partial_ordering::unordered;  ///< of the two scores as they are; `unordered` where one is missing
  std::vector<weight_crossing> crossings;  ///< nearest first; those as near as another in tree order
  std::vector<unmoved_weight> skipped;     ///< weights that were not moved, in tree order

  /// The ranking stability: how far the nearest crossing is, as a share of siblings' weights, in [0, 1]. None where no single weight
  /// changes the order.
  [[nodiscard]] std::optional<double> stability() const {
    if (crossings.empty()) return std::nullopt;
    return detail::abs(crossings[0].change);
  }
};

namespace detail {

class crossing_finder {
 public:
  crossing_finder(const profile_entry& a, const profile_entry& b)
      : f_(a.of().framework), parents_(parents_of(f_)), first_(a, parents_), second_(b, parents_), order_(score_order(a, b)),
        precise_first_(outcomes_exactly(f_, a.index(), a.of().ratings)), precise_second_(outcomes_exactly(f_, b.index(), b.of().ratings)) {}

  void run(weight_crossings& into) {
    const std::uint32_t target = first_.target();
    for (std::uint32_t i = target + 1; i < target + f_.nodes[target].extent; ++i) {
      auto why = first_.refuses(i);
      if (!why) why = second_.refuses(i);
      if (why) into.skipped.push_back({i, *why});
      else if (!solve(i, into.crossings)) search(i, into.crossings);
    }
    std::sort(into.crossings.begin(), into.crossings.end(), nearer<weight_crossing>);
  }

 private:
  /// The order with another share; `unordered` where somebody, or a group on the way, has no score.
  [[nodiscard]] std::partial_ordering order_at(std::uint32_t i, double share) {
    const bool a = first_.set(i, share), b = second_.set(i, share);
    return a && b ? score_order(first_.entry(), second_.entry()) : std::partial_ordering::unordered;
  }
  void restore(std::uint32_t i) { first_.restore(i), second_.restore(i); }
  /// In closed form, where the scores differ by a linear function over a common divisor; false where there is none.
  [[nodiscard]] bool solve(std::uint32_t i, std::vector<weight_crossing>& crossings) {
    const auto a = line_of(first_, precise_first_, i), b = line_of(second_, precise_second_, i);
    const exact now = present_share(f_, first_.parent(i), i);
    if (!a || !b || !(a->c == b->c && a->d == b->d) || !now.known()) return false;
    const exact lead = a->a - b->a, slope = a->b - b->b;
    if (!lead.known() || !slope.known()) return false;
    if (slope == 0) return true;
    const exact s = -lead / slope;
    if (!s.known()) return false;
    if (s < 0 || s > 1) return true;
    if (s == 0 || s == 1) {
      const bool scored = order_at(i, s.to_double()) != std::partial_ordering::unordered;
      restore(i);
      if (!scored) return true;
    }
    weight_crossing c;
    c.node = i, c.now = now.to_double(), c.share = s.to_double(), c.change = (s - now).to_double(), c.exactly = s;
    if (s > 0) c.below = 0 <=> slope;
    if (s < 1) c.above = slope <=> 0;
    crossings.push_back(c);
    return true;
  }
  /// By the scores themselves.
  void search(std::uint32_t i, std::vector<weight_crossing>& crossings) {
    const double now = present_share_rounded(f_, first_.parent(i), i);
    for (const double end : {0.0, 1.0}) {
      const auto share = nearest_change(now, end, [&](double s) {
        const auto then = order_at(i, s);
        if (then == order_ || then == std::partial_ordering::unordered) return false;
        return order_ != 0 || apart(first_.entry().score(), second_.entry().score(), f_.scale());  // weights made of a share are rounded
      });
      if (!share) continue;
      weight_crossing c;
      c.node = i, c.now = now, c.share = *share, c.change = *share - now;
      auto beyond = order_at(i, *share);  // a tie where they just meet: a little farther they have passed
      if (beyond == 0 && *share != end) beyond = order_at(i, *share + product(end - *share, 1e-6));
      (end == 1 ? c.below : c.above) = order_;
      if (*share != end) (end == 1 ? c.above : c.below) = beyond;
      crossings.push_back(c);
    }
    restore(i);
  }

  framework_view f_;
  std::vector<std::uint32_t> parents_;
  share_trial first_, second_;
  std::partial_ordering order_;
  std::vector<outcome<exact>> precise_first_, precise_second_;
};

}  // namespace detail

/// The shares of single weights at which two people, scored on one framework, change places at a node: for each node below it the
/// nearest share in each direction at which the order of their scores is another, while its siblings keep their ratios. A tie is an
/// order of its own. Where only weighted means stand between, w s_a(k) + (1 - w) s_a(rest) = w s_b(k) + (1 - w) s_b(rest) is solved
/// exactly; else, and where not the same siblings are rated, it is searched as `smallest_flip` does, with its domain and limits.
/// Errors: profiles of different frameworks, entries of different nodes. Cost: twice that of `smallest_flip`.
/// Source: Triantaphyllou and Sanchez, Decision Sciences 28 (1997) 151.
///
///     const auto places = order_flip(ada, ben).value();
///     if (const auto s = places.stability(); !s || *s > 0.1) std::puts("no weight moved by a tenth of the whole changes the order");
[[nodiscard]] inline result<weight_crossings> order_flip(const profile_entry& a, const profile_entry& b) {
  const framework_view &f = a.of().framework, &g = b.of().framework;
  if (f.nodes.data() != g.nodes.data() && !(f == g))
    return problem{detail::in_quotes(f.id()), "the two people are scored on different frameworks", "score both on one framework"};
  if (a.index() != b.index())
    return problem{a.path(), detail::join({"the other person's entry is of '", b.path(), "'"}), "compare the same node of both"};
  weight_crossings found;
  found.order = score_order(a, b);
  if (!a.has_score() || !b.has_score()) return found;
  detail::crossing_finder(a, b).run(found);
  return found;
}
/// The same for the roots.
[[nodiscard]] inline result<weight_crossings> order_flip(const profile_view& a, const profile_view& b) { return order_flip(a.root(), b.root()); }

}  // namespace prowess::v0
