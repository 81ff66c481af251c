// SPDX-License-Identifier: BSL-1.0
// Weighted means of columns of scores that stand side by side, however many.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include <prowess/batch/plan.hpp>
#include <prowess/detail/simd.hpp>

namespace prowess::inline v0::detail {

/// A weight for scores in T: in float divided by the total, so that no person has to be.
template <class T> PROWESS_INLINE inline T weight_in(double weight, double total) { return static_cast<T>(sizeof(T) == sizeof(double) ? weight : weight / total); }

/// The weighted mean of K columns of scores, held between the lowest and the highest as `weighted_mean` does where bases are weights.
template <class T, std::size_t K> struct mean_of_columns {
  PROWESS_INLINE static void run(const T* const* columns, const double* weights, double total, T* PROWESS_ALONE out, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    const T* PROWESS_ALONE x[K];
    T w[K];
    for (std::size_t k = 0; k < K; ++k) x[k] = columns[k], w[k] = weight_in<T>(weights[k], total);
    for (std::size_t i = 0; i < n; ++i) {
      T sum = w[0] * x[0][i];
      if constexpr (sizeof(T) == sizeof(double)) {
        T low = x[0][i], high = x[0][i];
        for (std::size_t k = 1; k < K; ++k) {
          const T s = x[k][i];
          sum = sum + w[k] * s;
          low = s < low ? s : low;
          high = s > high ? s : high;
        }
        sum = sum / static_cast<T>(total);
        sum = sum > low ? sum : low;
        sum = sum < high ? sum : high;
      } else {
        for (std::size_t k = 1; k < K; ++k) sum = sum + w[k] * x[k][i];
      }
      out[i] = sum;
    }
  }
};

/// The same mean in parts, in the same order: adds K columns to `sum`, and keeps the lowest and the highest where scores are double.
/// With `Begin` they are the first.
template <class T, std::size_t K, bool Begin> struct add_columns {
  PROWESS_INLINE static void run(const T* const* columns, const double* weights, double total, T* PROWESS_ALONE sum, T* PROWESS_ALONE low, T* PROWESS_ALONE high, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    const T* PROWESS_ALONE x[K];
    T w[K];
    for (std::size_t k = 0; k < K; ++k) x[k] = columns[k], w[k] = weight_in<T>(weights[k], total);
    for (std::size_t i = 0; i < n; ++i) {
      T s = w[0] * x[0][i];
      if constexpr (!Begin) s = sum[i] + s;
      for (std::size_t k = 1; k < K; ++k) s = s + w[k] * x[k][i];
      sum[i] = s;
    }
    if constexpr (sizeof(T) == sizeof(double))
      for (std::size_t i = 0; i < n; ++i) {
        T least = x[0][i], most = x[0][i];
        if constexpr (!Begin) least = least < low[i] ? least : low[i], most = most > high[i] ? most : high[i];
        for (std::size_t k = 1; k < K; ++k) {
          const T score = x[k][i];
          least = score < least ? score : least;
          most = score > most ? score : most;
        }
        low[i] = least, high[i] = most;
      }
  }
};
/// sum[i] / total, held between the lowest and the highest.
struct close_mean {
  PROWESS_INLINE static void run(double* PROWESS_ALONE sum, const double* PROWESS_ALONE low, const double* PROWESS_ALONE high, double total, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    for (std::size_t i = 0; i < n; ++i) {
      double mean = sum[i] / total;
      mean = mean > low[i] ? mean : low[i];
      sum[i] = mean < high[i] ? mean : high[i];
    }
  }
};

/// Means of two or more columns.
template <class T> class column_means {
 public:
  static constexpr std::size_t together = 6;  ///< columns that are asked for at once, at most

  explicit column_means(simd with)
      : whole_{kernel<mean_of_columns<T, 2>>::at(with), kernel<mean_of_columns<T, 3>>::at(with), kernel<mean_of_columns<T, 4>>::at(with), kernel<mean_of_columns<T, 5>>::at(with), kernel<mean_of_columns<T, 6>>::at(with)},
        first_(kernel<add_columns<T, some, true>>::at(with)), more_(kernel<add_columns<T, some, false>>::at(with)), one_(kernel<add_columns<T, 1, false>>::at(with)),
        close_(kernel<close_mean>::at(with)) {}

  [[nodiscard]] std::size_t bytes() const noexcept { return held_.size() * sizeof(double); }

  /// The mean of children whose bases are their weights. `scores(child, k)` is the column of one, which stays until k comes again.
  template <class Scores> void find(std::span<const step_child> children, double total, T* to, std::size_t n, Scores scores) {
    const T* from[together];
    double weights[together];
    const auto take = [&](std::size_t first, std::size_t count) {
      for (std::size_t k = 0; k < count; ++k) from[k] = scores(children[first + k], k), weights[k] = children[first + k].weight;
    };
    if (children.size() <= together) {
      take(0, children.size());
      return whole_[children.size() - 2](from, weights, total, to, n);
    }
    constexpr bool is_held = std::is_same_v<T, double>;
    if (is_held && held_.size() < 2 * n) held_.resize(2 * n);
    T *low = nullptr, *high = nullptr;
    if constexpr (is_held) low = held_.data(), high = low + n;
    for (std::size_t k = 0; k < children.size();) {
      const std::size_t count = children.size() - k < some ? 1 : some;
      take(k, count);
      (k == 0 ? first_ : count == 1 ? one_ : more_)(from, weights, total, to, low, high, n);
      k += count;
    }
    if constexpr (is_held) close_(to, low, high, total, n);
  }

 private:
  static constexpr std::size_t some = 4;  // columns of a long mean that are added at once
  std::array<decltype(kernel<mean_of_columns<T, 2>>::at(simd::portable)), 5> whole_;  // by columns - 2
  decltype(kernel<add_columns<T, some, true>>::at(simd::portable)) first_, more_, one_;
  decltype(kernel<close_mean>::at(simd::portable)) close_;
  std::vector<double> held_;
};

}  // namespace prowess::v0::detail
