// SPDX-License-Identifier: BSL-1.0
// The best few of many people by one score, with a stated rule for ties at the cut.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <prowess/cohort/data_finding.hpp>
#include <prowess/cohort/ranking.hpp>
#include <prowess/detail/radix_order.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/result.hpp>
#include <prowess/value_functions.hpp>

namespace prowess::inline v0 {

namespace cohort {
/// Who of those that tie with the last one is among the best k.
enum class cut_ties : std::uint8_t {
  all,   ///< all of them: there may be more than k, and nobody is left out whose score is as good as that of one who is in
  first  ///< as many as there is room for, in the order in which they are given: never more than k
};

/// Who counts as best.
struct top_options {
  cut_ties at_cut = cut_ties::all;     ///< who ties with the last
  direction way = direction::benefit;  ///< benefit: the highest score is best; cost: the lowest
};
}  // namespace cohort

namespace detail {
/// Whether a score may be better than `t` (or as good), or is not finite, so that somebody must look closer. `sign` turns costs round.
template <class T, bool OrEqual> struct any_better {
  PROWESS_INLINE static bool run(const T* PROWESS_ALONE x, std::size_t n, T sign, T t) {
    PROWESS_NOT_CONTRACTED
    score_bits<T> found = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const T v = x[i] * sign;
      const bool worse = OrEqual ? v < t : v <= t, in_range = v >= -(std::numeric_limits<T>::max)();  // NaN is neither
      found |= static_cast<score_bits<T>>(!worse) | static_cast<score_bits<T>>(!in_range);
    }
    return found != 0;
  }
};

/// The search for the best k: the k-th best first, then who is as good.
template <class T> class top_search {
 public:
  top_search(std::span<const T> scores, const cohort::who_has_score& there, cohort::top_options by, simd with)
    : scores_(scores), there_(there), by_(by), sign_(by.way == direction::benefit ? T{1} : T{-1}), with_(with) {}

  [[nodiscard]] cohort::data_finding find(std::size_t k, std::vector<std::uint32_t>& into) {
    const auto uneven = [&](std::size_t entries) {
      return cohort::data_finding{cohort::data_mistake::uneven_columns, 0, 0, static_cast<double>(entries), static_cast<double>(scores_.size())};
    };
    if (std::uint64_t{scores_.size()} > 0xffffffff) return uneven(0xffffffff);
    if (!there_.fits(scores_.size())) return uneven(there_.size());
    k = (std::min)(k, scores_.size());
    const std::size_t room = (std::max)(2 * k, std::size_t{64});  // halved when full: constant work for each who comes in
    std::vector<T> best;
    best.reserve(room);
    bool is_cut = false;
    T cut{};
    const auto prune = [&] {
      std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(k) - 1, best.end(), [](T a, T b) { return a > b; });
      cut = best[k - 1], is_cut = true;
      best.resize(k);
    };
    const auto wrong = each<false>(is_cut, cut, [&](std::size_t, T v) {
      if (k == 0 || (is_cut && !(v > cut))) return;
      best.push_back(v);
      if (best.size() == room) prune();
    });
    if (!wrong.ok() || k == 0) return wrong;
    if (best.size() > k) prune();
    std::size_t left = scores_.size();  // of those at the cut
    if (by_.at_cut == cohort::cut_ties::first) left = k - static_cast<std::size_t>(std::count_if(best.begin(), best.end(), [&](T v) { return v > cut; }));

    std::vector<cohort::ranking_entry<T>> in;
    key_range<score_bits<T>> keys;
    static_cast<void>(each<true>(is_cut, cut, [&](std::size_t i, T v) {
      if (is_cut && v < cut) return;
      if (is_cut && v == cut) {
        if (left == 0) return;
        --left;
      }
      keys.see(order_image(v, true));
      in.push_back({order_image(v, true), static_cast<std::uint32_t>(i)});
    }));
    const std::size_t n = in.size();
    in.resize(2 * n);
    const auto* const sorted = radix_order(in.data(), in.data() + n, n, keys);
    into.resize(n);
    for (std::size_t i = 0; i < n; ++i) into[i] = sorted[i].person;
    return {};
  }

 private:
  static constexpr std::size_t block = 64;

  /// Visits who has a score, but for blocks in which nobody can be better than the cut (or as good), once there is one.
  template <bool OrEqual, class Visit> [[nodiscard]] cohort::data_finding each(const bool& is_cut, const T& cut, const Visit& visit) const {
    const auto any = kernel<any_better<T, OrEqual>>::at(with_);
    for (std::size_t at = 0; at < scores_.size(); at += block) {
      const std::size_t end = (std::min)(at + block, scores_.size());
      if (is_cut && !any(scores_.data() + at, end - at, sign_, cut)) continue;
      for (std::size_t i = at; i < end; ++i) {
        if (!there_[i]) continue;
        if (!has_finite_bits(scores_[i])) return {cohort::data_mistake::not_finite, i, 0, 0, 0};
        visit(i, scores_[i] * sign_);
      }
    }
    return {};
  }

  std::span<const T> scores_;
  cohort::who_has_score there_;
  cohort::top_options by_;
  T sign_;
  simd with_;
};
}  // namespace detail

namespace cohort {

/// The places in the input of the best k, the best first, equals as they were given; fewer where fewer have a score. Who has no
/// score is never among them, and the number is not looked at. Scores tie as `ranking_options` says. A score that is NaN or infinite is a
/// mistake, told by person. At most 4,294,967,295 people.
/// Cost: two passes that compare each score with the k-th best found so far, and a sort of who is found.
///
///     const auto shortlist = top_people(scores, 100, statuses, {.at_cut = cut_ties::first}); // exactly 100, if so many have a score
[[nodiscard]] inline result<std::vector<std::uint32_t>> try_top_people(std::span<const double> scores, std::size_t k, const who_has_score& there = {},
                                                                       top_options by = {}, simd with = best_simd()) {
  std::vector<std::uint32_t> best;
  if (const data_finding wrong = detail::top_search<double>(scores, there, by, with).find(k, best); !wrong.ok()) return describe(wrong);
  return best;
}
/// The same of floats.
[[nodiscard]] inline result<std::vector<std::uint32_t>> try_top_people(std::span<const float> scores, std::size_t k, const who_has_score& there = {},
                                                                       top_options by = {}, simd with = best_simd()) {
  std::vector<std::uint32_t> best;
  if (const data_finding wrong = detail::top_search<float>(scores, there, by, with).find(k, best); !wrong.ok()) return describe(wrong);
  return best;
}
/// The same; raises what is wrong.
[[nodiscard]] inline std::vector<std::uint32_t> top_people(std::span<const double> scores, std::size_t k, const who_has_score& there = {},
                                                           top_options by = {}) {
  return try_top_people(scores, k, there, by).value();
}
/// The same of floats; raises what is wrong.
[[nodiscard]] inline std::vector<std::uint32_t> top_people(std::span<const float> scores, std::size_t k, const who_has_score& there = {},
                                                           top_options by = {}) {
  return try_top_people(scores, k, there, by).value();
}

}  // namespace cohort
}  // namespace prowess::v0
