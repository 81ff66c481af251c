// SPDX-License-Identifier: BSL-1.0
// Order statistics: median, best k, drop k. They ignore weights (with weights they would not be monotone).
#pragma once

#include <prowess/aggregation.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Best first; among equals the earlier child. In place, no allocation. (Shell 1959 with Ciura's gaps.)
template <class N, std::size_t E> constexpr void sort_best_first(std::span<term<N>, E> terms) {
  for (const std::size_t gap : {701U, 301U, 132U, 57U, 23U, 10U, 4U, 1U})
    for (std::size_t i = gap; i < terms.size(); ++i) {
      const term<N> t = terms[i];
      std::size_t k = i;
      const auto after = [&](const term<N>& other) {
        return other.score < t.score || (other.score == t.score && other.child > t.child);
      };
      for (; k >= gap && after(terms[k - gap]); k -= gap) terms[k] = terms[k - gap];
      terms[k] = t;
    }
}
/// Plain mean of the sorted terms in [first, last), summed in that order and held between them.
template <class N, std::size_t E> constexpr N mean_between(std::span<term<N>, E> terms, std::size_t first, std::size_t last) {
  N sum{};
  for (std::size_t i = first; i < last; ++i) sum = sum + terms[i].score;
  const N mean = sum / N(static_cast<double>(last - first)), &low = terms[last - 1].score, &high = terms[first].score;
  if constexpr (std::same_as<N, double>) return mean < low ? low : mean > high ? high : mean;
  else return mean;
}
inline constexpr properties order_statistic{
    .monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true, .finite = true};

constexpr std::string_view count_objection(double k, double most) {
  if (!(k >= 1) || !(k < 4294967296.0 && k == static_cast<double>(static_cast<std::uint32_t>(k)))) return "the count must be a whole number of at least 1";
  if (k > most) return "the count is more than the group's children allow";
  return {};
}
}  // namespace detail

/// The middle score; of an even number of scores the mean of the two in the middle.
struct median {
  static constexpr std::string_view name = "median";             ///< in files and messages
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  /// Sorts the terms in place; no allocation.
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    detail::sort_best_first(terms);
    return detail::mean_between(terms, (terms.size() - 1) / 2, terms.size() / 2 + 1);
  }
};
/// The middle score; of an even number of scores the lower of the two in the middle, so that it is always somebody's rating.
struct lower_median {
  static constexpr std::string_view name = "lower_median";       ///< in files and messages
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  /// Sorts the terms in place; no allocation.
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    detail::sort_best_first(terms);
    return terms[terms.size() / 2].score;
  }
};

/// The plain mean of the `count` highest scores; of all scores where fewer are there.
struct best {
  static constexpr std::string_view name = "best";               ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"count"}}};  ///< what files call its value
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  double count;                                                  ///< how many scores count
  /// `k` is a whole number from 1 to the number of children.
  constexpr explicit best(double k) : count(k) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {count}; }  ///< the count
  /// Sorts the terms in place; no allocation. `p` holds the count.
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_best_first(terms);
    const auto k = static_cast<std::size_t>(p[0]);
    return detail::mean_between(terms, 0, k < terms.size() ? k : terms.size());
  }
  /// Why the count makes no sense for so many children, or nothing.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    return detail::count_objection(p[0], static_cast<double>(children));
  }
};
/// The plain mean without the `count` lowest scores; the highest is never dropped.
struct drop_lowest {
  static constexpr std::string_view name = "drop_lowest";        ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"count"}}};  ///< what files call its value
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  double count;                                                  ///< how many scores are left out
  /// `k` is a whole number from 1 to one less than the children.
  constexpr explicit drop_lowest(double k) : count(k) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {count}; }  ///< the count
  /// Sorts the terms in place; no allocation. `p` holds the count.
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_best_first(terms);
    const auto k = static_cast<std::size_t>(p[0]);
    return detail::mean_between(terms, 0, k < terms.size() ? terms.size() - k : 1);
  }
  /// Why the count makes no sense for so many children, or nothing.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    return detail::count_objection(p[0], static_cast<double>(children) - 1);
  }
};
/// The plain mean without the `count` highest scores; the lowest is never dropped.
struct drop_highest {
  static constexpr std::string_view name = "drop_highest";       ///< in files and messages
  static constexpr std::array<parameter, 1> named{{{"count"}}};  ///< what files call its value
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  double count;                                                  ///< how many scores are left out
  /// `k` is a whole number from 1 to one less than the children.
  constexpr explicit drop_highest(double k) : count(k) {}
  [[nodiscard]] constexpr std::array<double, 1> values() const { return {count}; }  ///< the count
  /// Sorts the terms in place; no allocation. `p` holds the count.
  template <class N, std::size_t E> static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_best_first(terms);
    const std::size_t n = terms.size(), k = static_cast<std::size_t>(p[0]);
    return detail::mean_between(terms, k < n ? k : n - 1, n);
  }
  /// Why the count makes no sense for so many children, or nothing.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    return detail::count_objection(p[0], static_cast<double>(children) - 1);
  }
};

}  // namespace prowess::v0
