// SPDX-License-Identifier: BSL-1.0
// Conditions on children: n of them, all or any at a threshold.
#pragma once

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/order.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Whether a score is at the cut or above. Doubles cannot tell a score from a cut that is nearer than their rounding error:
/// within 2^-40 of the scale's size (a mean of a thousand children errs by 2^-42) they count as equal.
PROWESS_INLINE constexpr bool at_least(double score, double cut, const parameters& on) {
  const double size = abs(on.lowest) > abs(on.highest) ? abs(on.lowest) : abs(on.highest);
  return score >= cut - product(size, 0x1p-40);
}
constexpr bool at_least(const exact& score, double cut, const parameters&) { return score >= exact(cut); }
constexpr bool at_least(const dual& score, double cut, const parameters& on) { return at_least(score.value, cut, on); }

/// What reaches a threshold.
template <class N> struct reaching {
  double threshold;
  const parameters& on;
  std::size_t count = 0;
  weight_of<N> weight{}, total{};
  bool known = true;
  PROWESS_INLINE constexpr void add(const term<N>& t) {
    if constexpr (std::same_as<N, exact>) known = known && t.score.known();
    const bool reached = at_least(t.score, threshold, on);
    count += reached, total = total + t.weight;
    if (reached) weight = weight + t.weight;
  }
};

/// The scale's highest points where at least n terms reach the threshold, else its lowest.
template <class N, std::size_t E>
PROWESS_INLINE constexpr N condition(std::span<term<N>, E> terms, std::size_t n, double threshold, const parameters& on) {
  const auto all = for_terms(terms, reaching<N>{threshold, on});
  if constexpr (std::same_as<N, exact>) {
    if (!all.known) return exact::unknown();
  }
  return N(all.count >= n ? on.highest : on.lowest);
}
constexpr std::string_view threshold_objection(double threshold, const parameters& on) {
  return threshold >= on.lowest && threshold <= on.highest ? "" : "the threshold must lie on the framework's scale";
}
inline constexpr properties condition_traits{.monotone = true, .symmetric = true, .ignores_weights = true, .finite = true, .missing = no_score};
}  // namespace detail

/// The highest points of the framework's scale where at least `count` children reach `threshold` (points, inclusive), else the
/// lowest. Ignores weights; an absent child leaves it undetermined unless the group says otherwise.
struct n_of {
  static constexpr std::string_view name = "n_of";  ///< in files and messages
  static constexpr std::array<parameter, 2> named{{{"count"}, {"threshold", {}, false, true}}};  ///< what files call its values
  static constexpr properties traits = detail::condition_traits;  ///< monotone, without weights; absent children leave it open
  /// How many children ...
  double count, threshold;  ///< ... must reach how many points
  /// `n` is a whole number from 1 to the number of children, `points` are on the framework's scale.
  constexpr n_of(double n, double points) : count(n), threshold(points) {}
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {count, threshold}; }  ///< count and threshold
  /// The scale's highest or lowest points; `p` holds count and threshold. In doubles, scores that are below the threshold by at most
  /// 2^-40 of the scale's size reach it.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    return detail::condition(terms, static_cast<std::size_t>(p[0]), p[1], p);
  }
  /// Why count or threshold make no sense here, or nothing.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    const std::string_view count = detail::count_objection(p[0], static_cast<double>(children));
    return count.empty() ? detail::threshold_objection(p[1], p) : count;
  }
};
/// As `n_of` with every child that is there.
struct all_of {
  static constexpr std::string_view name = "all_of";                                  ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"threshold", {}, false, true}}};  ///< what files call its value
  static constexpr properties traits = detail::condition_traits;                      ///< monotone, without weights; absent children leave it open
  double threshold;                                                                   ///< points that every child that is there must reach
  /// `points` are on the framework's scale.
  constexpr explicit all_of(double points) : threshold(points) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {threshold}; }  ///< the threshold
  /// The scale's highest or lowest points; `p` holds the threshold.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    return detail::condition(terms, terms.size(), p[0], p);
  }
  /// The threshold must lie on the framework's scale.
  static constexpr std::string_view objection(const parameters& p, std::size_t) { return detail::threshold_objection(p[0], p); }
};
/// As `n_of` with one child.
struct any_of {
  static constexpr std::string_view name = "any_of";                                  ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"threshold", {}, false, true}}};  ///< what files call its value
  static constexpr properties traits = detail::condition_traits;                      ///< monotone, without weights; absent children leave it open
  double threshold;                                                                   ///< points that one child must reach
  /// `points` are on the framework's scale.
  constexpr explicit any_of(double points) : threshold(points) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {threshold}; }  ///< the threshold
  /// The scale's highest or lowest points; `p` holds the threshold.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    return detail::condition(terms, 1, p[0], p);
  }
  /// The threshold must lie on the framework's scale.
  static constexpr std::string_view objection(const parameters& p, std::size_t) { return detail::threshold_objection(p[0], p); }
};
/// The share of the weight that reaches `threshold` (points, inclusive), on the framework's scale: its lowest points where none
/// does, its highest where all do. One minus it is the deprivation score of Alkire and Foster (Journal of Public Economics 95 (2011),
/// 476-487).
struct share_reaching {
  static constexpr std::string_view name = "share_reaching";                          ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"threshold", {}, false, true}}};  ///< what files call its value
  static constexpr properties traits{.monotone = true, .symmetric = true, .finite = true};  ///< monotone, with weights
  double threshold;                                                                   ///< points that a child must reach
  /// `points` are on the framework's scale.
  constexpr explicit share_reaching(double points) : threshold(points) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {threshold}; }  ///< the threshold
  /// `p` holds the threshold. In doubles, scores that are below it by at most 2^-40 of the scale's size reach it.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    const auto all = detail::for_terms(terms, detail::reaching<N>{p[0], p});
    if constexpr (std::same_as<N, exact>) {
      if (!all.known) return exact::unknown();
    }
    const N low(p.lowest), high(p.highest);
    return all.weight == all.total ? high : low + product(all.weight, high - low) / all.total;
  }
  /// The threshold must lie on the framework's scale.
  static constexpr std::string_view objection(const parameters& p, std::size_t) { return detail::threshold_objection(p[0], p); }
};

}  // namespace prowess::v0
