// SPDX-License-Identifier: BSL-1.0
// Order statistics: median, best k, drop k. They ignore weights (with weights they would not be monotone).
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include <prowess/aggregation.hpp>

namespace prowess::inline v0 {

namespace detail {
/// Pairs that sort N numbers when they are compared and exchanged one after the other: Knuth, The Art of Computer Programming,
/// volume 3, section 5.2.2, algorithm M (Batcher's merge exchange).
template <std::size_t N> struct sorting_network {
  struct pair {
    std::size_t first = 0, second = 0;
  };
  std::array<pair, N * N> pairs{};
  std::size_t count = 0;
  constexpr sorting_network() {
    std::size_t t = 1;
    while (t < N) t *= 2;
    for (std::size_t p = t / 2; p > 0; p /= 2)
      for (std::size_t q = t / 2, r = 0, d = p;; d = q - p, q /= 2, r = p) {
        for (std::size_t i = 0; i + d < N; ++i)
          if ((i & p) == r) pairs[count++] = {i, i + d};
        if (q == p) break;
      }
  }
};
template <std::size_t N> inline constexpr sorting_network<N> network;

template <class N> PROWESS_INLINE constexpr void better_first(N& a, N& b) {
  if constexpr (std::same_as<N, double>) {  // without a branch
    const double high = a < b ? b : a, low = a < b ? a : b;
    a = high, b = low;
  } else {
    if (a < b) std::swap(a, b);
  }
}

/// Member by member, so that compilers keep in registers what is asked for, and drop the rest.
template <class N> PROWESS_INLINE constexpr void exchange(term<N>& a, term<N>& b) {
  std::swap(a.score, b.score), std::swap(a.weight, b.weight), std::swap(a.base, b.base);
  std::swap(a.child, b.child), std::swap(a.critical, b.critical);
}
/// Moves the term at K, behind terms in order, to its place; it stays behind its equals.
template <std::size_t K, class N, class Before> PROWESS_INLINE constexpr void insert(term<N>* terms, const Before& before) {
  if constexpr (K > 0) {
    if (!before(terms[K], terms[K - 1])) return;
    exchange(terms[K], terms[K - 1]);
    insert<K - 1>(terms, before);
  }
}
template <class N, class Before, std::size_t... K>
PROWESS_INLINE constexpr void insert_each(term<N>* terms, const Before& before, std::index_sequence<K...>) { (insert<K>(terms, before), ...); }

/// Sorts whole terms in place, by insertion where the number is a small constant, else by Shell's method (1959, Ciura's gaps).
template <class N, std::size_t E, class Before> PROWESS_INLINE constexpr void sort_by(std::span<term<N>, E> terms, const Before& before) {
  if constexpr (E <= 8) {
    insert_each(terms.data(), before, std::make_index_sequence<E>{});
  } else {
    for (const std::size_t gap : {701U, 301U, 132U, 57U, 23U, 10U, 4U, 1U})
      for (std::size_t i = gap; i < terms.size(); ++i) {
        const term<N> t = terms[i];
        std::size_t k = i;
        for (; k >= gap && before(t, terms[k - gap]); k -= gap) terms[k] = terms[k - gap];
        terms[k] = t;
      }
  }
}
template <std::size_t E, class N, std::size_t... I> PROWESS_INLINE constexpr void exchange_each([[maybe_unused]] term<N>* terms, std::index_sequence<I...>) {
  (better_first(terms[network<E>.pairs[I].first].score, terms[network<E>.pairs[I].second].score), ...);
}
/// The scores best first, in place; weights and places stay where they are.
template <class N, std::size_t E> PROWESS_INLINE constexpr void sort_scores(std::span<term<N>, E> terms) {
  if constexpr (E <= 8) {
    exchange_each<E>(terms.data(), std::make_index_sequence<network<E>.count>{});
  } else {
    for (const std::size_t gap : {701U, 301U, 132U, 57U, 23U, 10U, 4U, 1U})
      for (std::size_t i = gap; i < terms.size(); ++i) {
        const N score = terms[i].score;
        std::size_t k = i;
        for (; k >= gap && terms[k - gap].score < score; k -= gap) terms[k].score = terms[k - gap].score;
        terms[k].score = score;
      }
  }
}
/// Whole terms best first, among equals the earlier child; in place.
/// The terms stand in the order of the children, which insertion keeps.
template <bool Kept> struct better {
  template <class N> PROWESS_INLINE constexpr bool operator()(const term<N>& a, const term<N>& b) const {
    return a.score > b.score || (!Kept && a.score == b.score && a.child < b.child);
  }
};
template <class N, std::size_t E> PROWESS_INLINE constexpr void sort_terms(std::span<term<N>, E> terms) { sort_by(terms, better<E <= 8>{}); }
/// The sum of the scores in [first, last).
template <class N> struct sum_between {
  const term<N>* terms;
  std::size_t first, last;
  N& sum;
  PROWESS_INLINE constexpr void operator()(std::size_t k) const {
    if (k >= first && k < last) sum = sum + terms[k].score;
  }
};
/// Plain mean of the sorted scores in [first, last), summed in that order and held between them.
template <class N, std::size_t E> PROWESS_INLINE constexpr N mean_between(std::span<term<N>, E> terms, std::size_t first, std::size_t last) {
  N sum{};
  for_places<E>(terms.size(), sum_between<N>{terms.data(), first, last, sum});
  const N mean = sum / N(static_cast<double>(last - first)), &low = terms[last - 1].score, &high = terms[first].score;
  if constexpr (std::same_as<N, double>) return mean < low ? low : mean > high ? high : mean;
  else if constexpr (std::same_as<N, dual>) return {(mean < low ? low : mean > high ? high : mean).value, mean.slope};
  else return mean;
}
inline constexpr properties order_statistic{
    .monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true, .finite = true};
}  // namespace detail

/// The middle score; of an even number of scores the mean of the two in the middle.
struct median {
  static constexpr std::string_view name = "median";             ///< in files and messages
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  /// Sorts the scores in place; no allocation.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    detail::sort_scores(terms);
    return detail::mean_between(terms, (terms.size() - 1) / 2, terms.size() / 2 + 1);
  }
};
/// The middle score; of an even number of scores the lower of the two in the middle, so that it is always somebody's rating.
struct lower_median {
  static constexpr std::string_view name = "lower_median";       ///< in files and messages
  static constexpr properties traits = detail::order_statistic;  ///< monotone, and without weights
  /// Sorts the scores in place; no allocation.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters&) {
    detail::sort_scores(terms);
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
  /// Sorts the scores in place; no allocation. `p` holds the count.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_scores(terms);
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
  /// Sorts the scores in place; no allocation. `p` holds the count.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_scores(terms);
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
  /// Sorts the scores in place; no allocation. `p` holds the count.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    detail::sort_scores(terms);
    const std::size_t n = terms.size(), k = static_cast<std::size_t>(p[0]);
    return detail::mean_between(terms, k < n ? k : n - 1, n);
  }
  /// Why the count makes no sense for so many children, or nothing.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    return detail::count_objection(p[0], static_cast<double>(children) - 1);
  }
};

}  // namespace prowess::v0
