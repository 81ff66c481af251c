// SPDX-License-Identifier: BSL-1.0
// Repeated evidence for one competency becomes one score, by a policy: the highest, the latest, a mean that forgets ...
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// One result for the competency.
struct evidence {
  double points;     ///< on the competency's scale
  double order = 0;  ///< when: bigger is later, in the caller's unit (days, a running number). Of equal ones the later given is later.
  friend constexpr bool operator==(const evidence&, const evidence&) = default;  ///< points and order
};

namespace detail {
template <class P, class N>
concept combines_points = requires(const P& policy, std::span<const N> points) {
  { policy(points) } -> std::convertible_to<std::optional<N>>;
};
template <class P, class N>
concept combines_dated_points = requires(const P& policy, std::span<const N> points, std::span<const double> orders) {
  { policy(points, orders) } -> std::convertible_to<std::optional<N>>;
};
template <class P, class N>
concept combines = combines_points<P, N> || combines_dated_points<P, N>;
}  // namespace detail

/// A policy is a function object: what it makes of the points, the oldest first and at least one. It may ask for their order keys
/// as well, and return none where there is no score yet. As a template over the number (double, `exact`) it can be computed
/// exactly. Optional: `objection()`, why its parameters make no sense, or nothing.
///
///     struct lowest_of_all {
///       template <class N> constexpr N operator()(std::span<const N> points) const { ... }
///     };
///     struct mean_since {
///       double from;
///       constexpr std::optional<double> operator()(std::span<const double> points, std::span<const double> orders) const { ... }
///     };
template <class P>
concept evidence_policy = std::copyable<P> && detail::combines<P, double>;
/// A policy whose results are rational, in `exact`.
template <class P>
concept exact_evidence_policy = evidence_policy<P> && detail::combines<P, exact>;

namespace detail {
/// A mean between the lowest and the highest of the points, where rounding may have left it outside.
template <class N> constexpr N held_between(const N& mean, std::span<const N> points) {
  if constexpr (std::same_as<N, double>) {
    double low = points[0], high = low;
    for (const double x : points) low = x < low ? x : low, high = x > high ? x : high;
    return mean < low ? low : mean > high ? high : mean;
  } else return mean;
}
template <class N> constexpr N plain_mean(std::span<const N> points) {
  N sum{};
  for (const N& x : points) sum = sum + x;
  return held_between(sum / N(static_cast<double>(points.size())), points);
}
constexpr std::string_view share_objection(double w) {
  return w > 0 && w <= 1 ? "" : "the share of the latest result must be above 0 and at most 1";
}
}  // namespace detail

/// The highest result, however old.
struct highest_of_all {
  /// The highest of the points.
  template <class N> constexpr N operator()(std::span<const N> points) const {
    N best = points[0];
    for (const N& x : points)
      if (best < x) best = x;
    return best;
  }
};
/// The latest result.
struct latest_of_all {
  /// The last of the points.
  template <class N> constexpr N operator()(std::span<const N> points) const { return points.back(); }
};
/// The mean of all results.
struct mean_of_all {
  /// sum(x) / n.
  template <class N> constexpr N operator()(std::span<const N> points) const { return detail::plain_mean(points); }
};
/// The middle result; of an even number of results the mean of the two in the middle.
struct median_of_all {
  /// Sorts a copy.
  template <class N> constexpr N operator()(std::span<const N> points) const {
    std::vector<N> sorted(points.begin(), points.end());
    std::sort(sorted.begin(), sorted.end(), [](const N& a, const N& b) { return a < b; });
    const std::size_t low = (sorted.size() - 1) / 2, high = sorted.size() / 2;
    return detail::plain_mean(std::span<const N>(sorted).subspan(low, high - low + 1));
  }
};
/// The mean of the n latest results; of all where there are fewer.
struct mean_of_latest {
  std::size_t n;  ///< at least 1
  /// sum of the last n / n.
  template <class N> constexpr N operator()(std::span<const N> points) const {
    return detail::plain_mean(points.last(n < points.size() ? n : points.size()));
  }
  /// Why n makes no sense, or nothing.
  [[nodiscard]] constexpr std::string_view objection() const { return n >= 1 ? "" : "the number of results must be at least 1"; }
};
/// The mean of the results that reach `mastery` points; none until n of them do. Canvas calls it "n number of times".
struct n_mastery {
  std::size_t n;   ///< at least 1
  double mastery;  ///< points, inclusive
  /// The mean of what is at mastery or above, if that are n or more.
  template <class N> constexpr std::optional<N> operator()(std::span<const N> points) const {
    std::vector<N> mastered;
    for (const N& x : points)
      if (x >= N(mastery)) mastered.push_back(x);
    if (mastered.size() < n) return std::nullopt;
    return detail::plain_mean(std::span<const N>(mastered));
  }
  /// Why n or mastery make no sense, or nothing.
  [[nodiscard]] constexpr std::string_view objection() const {
    return n < 1 ? "the number of results must be at least 1" : detail::is_finite(mastery) ? "" : "the points of mastery must be finite";
  }
};
/// w * latest + (1 - w) * mean of all older ones; one result is itself. Canvas calls it weighted or, long since, decaying average;
/// but older results do not decay: only the latest counts differently.
struct latest_and_rest {
  double w = 0.65;  ///< the share of the latest, above 0 and at most 1
  /// See above.
  template <class N> constexpr N operator()(std::span<const N> points) const {
    if (points.size() == 1) return points[0];
    const N rest = detail::plain_mean(points.first(points.size() - 1));
    return detail::held_between(product(N(w), points.back()) + product(N(1.0) - N(w), rest), points);
  }
  /// Why w makes no sense, or nothing.
  [[nodiscard]] constexpr std::string_view objection() const { return detail::share_objection(w); }
};
/// d <- (1 - w) d + w x, the oldest first: the k-th latest of many counts w (1 - w)^(k - 1). Decays with each result, not with time.
struct exponential_average {
  double w = 0.65;  ///< the share of the latest, above 0 and at most 1
  /// See above; starts from the oldest.
  template <class N> constexpr N operator()(std::span<const N> points) const {
    N d = points[0];
    for (const N& x : points.subspan(1)) d = product(N(1.0) - N(w), d) + product(N(w), x);
    return detail::held_between(d, points);
  }
  /// Why w makes no sense, or nothing.
  [[nodiscard]] constexpr std::string_view objection() const { return detail::share_objection(w); }
};
/// A mean with the weights 2^(-age / t): after t units of the order key a result counts half, however many came since. What is later
/// than `as_of` is not known yet and does not count. (A mean divides by the weights: of what counts, all ages alike may be longer by
/// the same time and nothing changes, so they are taken from the newest that counts.) Irrational: there is no exact form.
struct half_life {
  double t;                       ///< above 0, in the unit of the order keys
  std::optional<double> as_of{};  ///< now; none: the newest result
  /// See above; none where everything is later than `as_of`.
  constexpr std::optional<double> operator()(std::span<const double> points, std::span<const double> orders) const {
    std::size_t count = points.size();
    while (as_of && count > 0 && orders[count - 1] > *as_of) --count;
    if (count == 0) return std::nullopt;
    double sum = 0, total = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double weight = halved((orders[count - 1] - orders[i]) / t);
      sum += product(weight, points[i]), total += weight;
    }
    return detail::held_between(sum / total, points.first(count));
  }
  /// Why t or as_of make no sense, or nothing.
  [[nodiscard]] constexpr std::string_view objection() const {
    if (!(t > 0 && detail::is_finite(t))) return "the half-life must be above 0, in the unit of the order keys";
    return !as_of || detail::is_finite(*as_of) ? "" : "as_of must be finite";
  }

 private:
  /// 2^-lives, exactly where lives is a whole number.
  static constexpr double halved(double lives) {
    if (!(lives < 1000)) return 0;
    const int whole = static_cast<int>(lives);
    return detail::exp(-product(lives - whole, 0x1.62e42fefa39efp-1)) * detail::power_of_two(-whole);
  }
};

namespace detail {
/// Why a policy or its evidence make no sense, or nothing.
template <class P> constexpr std::string_view evidence_objection(const P& policy, std::span<const prowess::evidence> all) {
  if constexpr (requires { policy.objection(); })
    if (const std::string_view why = policy.objection(); !why.empty()) return why;
  for (const auto& e : all)
    if (!is_finite(e.points) || !is_finite(e.order)) return "points and order keys must be finite; leave out what is missing";
  return {};
}
/// Ends a constant expression where it says why; at run time raises that.
constexpr void the_evidence_must_make_sense(std::string_view why) {
  if (!why.empty()) raise(problem{"evidence", std::string(why), {}});
}

/// The policy's result for sound evidence, in numbers of type N.
template <class N, class P> constexpr std::optional<N> combined(const P& policy, std::span<const prowess::evidence> all) {
  if (all.empty()) return std::nullopt;
  std::vector<std::size_t> oldest_first;
  for (std::size_t i = 0; i < all.size(); ++i) oldest_first.push_back(i);
  std::sort(oldest_first.begin(), oldest_first.end(),
            [&](std::size_t a, std::size_t b) { return all[a].order != all[b].order ? all[a].order < all[b].order : a < b; });
  std::vector<N> points;
  std::vector<double> orders;
  for (const std::size_t i : oldest_first) points.push_back(N(all[i].points)), orders.push_back(all[i].order);
  if constexpr (std::same_as<N, exact>) {  // what is not known compares as false with everything: no policy may see it
    for (const N& x : points)
      if (!x.known()) return x;
  }
  if constexpr (combines_dated_points<P, N>) return policy(std::span<const N>(points), std::span<const double>(orders));
  else return policy(std::span<const N>(points));
}
}  // namespace detail

/// What the policy makes of the evidence, given in any order; none where there is none, or too little for the policy. Not rounded.
/// Raises where parameters, points or order keys make no sense (in a constant expression: does not compile). Cost: n log n.
///
///     constexpr evidence all[] = {{2, 1}, {3, 2}, {4, 3}};
///     static_assert(*combine(latest_and_rest{0.5}, all) == 3.25);
template <evidence_policy P> [[nodiscard]] constexpr std::optional<double> combine(const P& policy, std::span<const evidence> all) {
  detail::the_evidence_must_make_sense(detail::evidence_objection(policy, all));
  return detail::combined<double>(policy, all);
}
/// The same as an exact number, each double read as the decimal it was written as: 0.65 * 3.25 + 0.35 * 2.2 is 2.8825, so that ties
/// are rounded the right way. May be unknown (see `exact`) where very many results are averaged exponentially.
template <exact_evidence_policy P> [[nodiscard]] constexpr std::optional<exact> combine_exactly(const P& policy, std::span<const evidence> all) {
  detail::the_evidence_must_make_sense(detail::evidence_objection(policy, all));
  return detail::combined<exact>(policy, all);
}
/// `combine`, or why parameters, points or order keys make no sense.
template <evidence_policy P> [[nodiscard]] result<std::optional<double>> try_combine(const P& policy, std::span<const evidence> all) {
  if (const std::string_view why = detail::evidence_objection(policy, all); !why.empty()) return problem{"evidence", std::string(why), {}};
  return detail::combined<double>(policy, all);
}

}  // namespace prowess::v0
