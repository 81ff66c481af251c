// SPDX-License-Identifier: BSL-1.0
// A table of conditions on the children, and the points that its first matching row gives.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/counts.hpp>

namespace prowess::inline v0 {

/// What a row of a `decision_table` asks of one child: points of the framework's scale between two ends, which belong to it. An end
/// at or beyond that of the scale asks nothing.
struct condition {
  double lowest,   ///< asks for at least so many points
      highest;     ///< asks for at most so many
};
/// At least so many points.
[[nodiscard]] constexpr condition points_at_least(double points) { return {points, 1e100}; }
/// At most so many points.
[[nodiscard]] constexpr condition points_at_most(double points) { return {-1e100, points}; }
/// From so many points to so many.
[[nodiscard]] constexpr condition points_between(double low, double high) { return {low, high}; }
/// Just so many points.
[[nodiscard]] constexpr condition points_exactly(double points) { return {points, points}; }
/// Whatever the child has.
inline constexpr condition any_points{-1e100, 1e100};

/// A row of a `decision_table`: a condition for each child, and the points where all hold.
template <std::size_t Children> struct table_row {
  std::array<condition, Children> conditions{};  ///< in the order of the children; none in the last row
  double points = 0;                             ///< of the framework's scale
};
/// These points where the children meet these conditions, one for each, in their order.
template <std::same_as<condition>... C>
  requires(sizeof...(C) > 0)
[[nodiscard]] constexpr table_row<sizeof...(C)> when(double points, const C&... conditions) { return {{conditions...}, points}; }
/// These points where no row above holds.
[[nodiscard]] constexpr table_row<0> otherwise(double points) { return {{}, points}; }

namespace detail {
/// Whether all rows but the last have as many conditions, and the last has none.
template <std::size_t... Children> constexpr bool rows_fit() {
  const std::size_t all[]{Children...};
  bool fit = all[sizeof...(Children) - 1] == 0;
  for (std::size_t k = 0; k + 1 < sizeof...(Children); ++k) fit = fit && all[k] == all[0] && all[0] > 0;
  return fit;
}
template <std::size_t... Children> inline constexpr bool is_table = rows_fit<Children...>();

/// What all `decision_table<N>` are.
struct decision_table_rule {
  static constexpr std::string_view name = "decision_table";                          ///< in files and messages
  static constexpr bool values_vary = true;                                           ///< 2 for each child and 1 for each row, and 1
  static constexpr std::array<parameter, 1> named{{{"rows", {}, false, true}}};       ///< what files call its values
  static constexpr properties traits{.ignores_weights = true, .finite = true, .missing = no_score};  ///< a table may say anything
  /// `p` holds the rows one after the other: the ends of each condition, then the points; the last row has points only.
  /// The terms stand in the order of the children. One that is not there meets what asks nothing.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    const std::size_t width = 2 * p.children + 1;
    if constexpr (std::same_as<N, exact>) {
      for (const auto& t : terms)
        if (!t.score.known()) return t.score;
    }
    for (std::size_t row = 0; row + 1 < p.size(); row += width) {
      bool holds = true;
      std::size_t k = 0;
      for_places<E>(p.children, cell<N, E>{terms, p, row, holds, k});
      if (holds) return N(p[row + width - 1]);
    }
    return N(p[p.size() - 1]);
  }
  /// Whole rows, and points on the framework's scale.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    const std::size_t width = 2 * children + 1;
    if (p.size() % width != 1 || p.size() < width) return "each row needs a condition for each child, and the last row points alone: otherwise(points)";
    for (std::size_t row = 0; row < p.size(); row += width) {
      const double points = p[row + width <= p.size() ? row + width - 1 : row];
      if (!(points >= p.lowest && points <= p.highest)) return "the points of a row must lie on the framework's scale";
      for (std::size_t k = row; row + width <= p.size() && k + 1 < row + width; k += 2)
        if (!(p[k] <= p[k + 1])) return "a condition of a row has its ends the wrong way round";
    }
    return {};
  }

 private:
  /// Whether a child meets its condition of a row; `k` is the term that is due.
  template <class N, std::size_t E> struct cell {
    std::span<term<N>, E> terms;
    const parameters& p;
    std::size_t row;
    bool& holds;
    std::size_t& k;
    PROWESS_INLINE constexpr void operator()(std::size_t child) const {
      const bool there = k < terms.size() && terms[k].child == child;
      holds = holds && met(there ? &terms[k].score : nullptr, p[row + 2 * child], p[row + 2 * child + 1], p);
      k += there;
    }
  };
  template <class N> PROWESS_INLINE static constexpr bool met(const N* score, double lowest, double highest, const parameters& p) {
    const bool asks_low = lowest > p.lowest, asks_high = highest < p.highest;
    if (score == nullptr) return !asks_low && !asks_high;
    if (asks_low && !detail::at_least(*score, lowest, p)) return false;
    return !asks_high || at_most_(*score, highest, p);
  }
  static constexpr bool at_most_(double score, double cut, const parameters& p) { return detail::at_least(cut, score, p); }
  static constexpr bool at_most_(const exact& score, double cut, const parameters&) { return score <= exact(cut); }
  static constexpr bool at_most_(const dual& score, double cut, const parameters& p) { return at_most_(score.value, cut, p); }
};
}  // namespace detail

/// The points of the first row whose conditions the children meet: a grading table, as EASA's of competency-based training, which
/// grades by how many and how often. Ignores weights. Ends are inclusive; in doubles a score that misses one by 2^-40 of the
/// scale's size meets it. Nothing follows from it but what it says: it declares neither monotone nor anything else.
/// An absent child leaves it undetermined unless the group says otherwise.
///
///     group("grade", decision_table{when(5, points_at_least(4), points_at_least(4)), when(3, points_at_least(2), any_points), otherwise(1)},
///           indicator("how-many"), indicator("how-often"))
///
/// In files the rows are lists: `{ "decision_table": [[4, 5, 4, 5, 5], [2, 5, 1, 5, 3], [1]] }`, two ends for each child and the
/// points, in points or level keys.
template <std::size_t Values> struct decision_table : detail::decision_table_rule {
  using rule = decision_table_rule;  ///< what files and frameworks call it
  std::array<double, Values> rows{}; ///< one after the other
  /// Rows, the last of which is `otherwise(points)`.
  template <std::size_t... Children>
    requires((0 + ... + (2 * Children + 1)) == Values && detail::is_table<Children...>)
  constexpr explicit decision_table(const table_row<Children>&... all) {
    std::size_t at = 0;
    const auto add = [&](const auto& row) {
      for (const condition& c : row.conditions) rows[at++] = c.lowest, rows[at++] = c.highest;
      rows[at++] = row.points;
    };
    (add(all), ...);
  }
  /// The numbers as they are kept.
  template <class... Number>
    requires(sizeof...(Number) == Values && (std::is_arithmetic_v<Number> && ...))
  constexpr explicit decision_table(Number... n) : rows{static_cast<double>(n)...} {}
  [[nodiscard]] constexpr std::array<double, Values> values() const { return rows; }  ///< the rows
};
/// As many numbers as the rows need.
template <std::size_t... Children>
  requires(sizeof...(Children) > 0)
decision_table(const table_row<Children>&...) -> decision_table<(0 + ... + (2 * Children + 1))>;
/// As many numbers as there are.
template <class... Number>
  requires(std::is_arithmetic_v<Number> && ...)
decision_table(Number...) -> decision_table<sizeof...(Number)>;

}  // namespace prowess::v0
