// SPDX-License-Identifier: BSL-1.0
// A weighted mean of people of whom some lack something: sums of evidence, a strip of people at a time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <prowess/detail/simd.hpp>
#include <prowess/missing.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::detail {

/// People at a time where evidence is added up: the sums stay in the nearest cache.
inline constexpr std::size_t strip = 128;

/// A child of some people, and the evidence behind its scores; `has` is 1 or 0.
struct strip_child {
  double score[strip], rated[strip], applicable[strip], entered[strip], has[strip], lacked[strip];

  /// That everybody was rated on all below.
  void all_there(std::size_t n) {
    for (double* column : {has, rated, applicable, entered}) std::fill_n(column, n, 1.0);
    std::fill_n(lacked, n, 0.0);
  }
};
/// What a weighted mean of some people has seen of its children: `evidence` and `weighted_mean::state`, a column for each member.
struct strip_mean {
  double sum[strip], counted[strip], low[strip], high[strip], extra[strip], present[strip];
  double rated[strip], applicable[strip], entered[strip], applies[strip], lacked[strip], open[strip], answered[strip];
  double share[strip];  ///< of a child, that counts; at the end the status, as a number

  /// Of no child yet.
  void clear(std::size_t n) {
    for (double* column : {sum, counted, extra, present, rated, applicable, entered, applies, lacked, open, answered}) std::fill_n(column, n, 0.0);
    std::fill_n(low, n, 0x1.fffffffffffffp1023);
    std::fill_n(high, n, -0x1.fffffffffffffp1023);
  }
};

/// Adds a child to a mean. With `Evidence` false only what the score needs where missing children are skipped. (Several short loops:
/// long ones g++ does not vectorise. A score that is not there is 0, so that its product adds nothing.)
template <bool Evidence> struct add_to_mean {
  PROWESS_INLINE static void run(strip_mean& m, const strip_child& c, double weight, double base, bool may_open, bool pooled, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    strip_mean* PROWESS_ALONE s = &m;
    const strip_child* PROWESS_ALONE x = &c;
    if constexpr (Evidence) {
      for (std::size_t i = 0; i < n; ++i) {
        s->rated[i] = s->rated[i] + base * x->rated[i];
        s->applicable[i] = s->applicable[i] + base * x->applicable[i];
        s->entered[i] = s->entered[i] + base * x->entered[i];
        s->lacked[i] = x->lacked[i] > s->lacked[i] ? x->lacked[i] : s->lacked[i];
      }
      const double opens = may_open ? 1.0 : 0.0;
      for (std::size_t i = 0; i < n; ++i) {
        const double applies = x->applicable[i] > 0 ? 1.0 : 0.0, open = applies * opens * (1 - x->has[i]);
        s->applies[i] = applies > s->applies[i] ? applies : s->applies[i];
        s->open[i] = open > s->open[i] ? open : s->open[i];
      }
      for (std::size_t i = 0; i < n; ++i) s->answered[i] = s->answered[i] + (x->rated[i] > 0 ? x->has[i] : 0.0);
    }
    if (Evidence && pooled) {
      for (std::size_t i = 0; i < n; ++i) {
        const double applicable = x->applicable[i], divisor = applicable > 0 ? applicable : 1.0, part = x->entered[i] / divisor;
        s->share[i] = x->has[i] > 0 ? part : 1.0;  // 1 where all that applies has entered
      }
      for (std::size_t i = 0; i < n; ++i) {
        const double share = s->share[i], w = weight * share, b = base * share;
        s->sum[i] = s->sum[i] + w * x->score[i];
        s->counted[i] = s->counted[i] + b * x->has[i];
      }
    } else {
      for (std::size_t i = 0; i < n; ++i) {
        s->sum[i] = s->sum[i] + weight * x->score[i];
        s->counted[i] = s->counted[i] + base * x->has[i];
      }
    }
    const double extra = weight < base || weight > base ? 1.0 : 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double has = x->has[i], more = has * extra;
      s->present[i] = has > s->present[i] ? has : s->present[i];
      s->extra[i] = more > s->extra[i] ? more : s->extra[i];
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double score = x->score[i], has = x->has[i], low = has > 0 ? score : s->low[i], high = has > 0 ? score : s->high[i];
      s->low[i] = low < s->low[i] ? low : s->low[i];
      s->high[i] = high > s->high[i] ? high : s->high[i];
    }
  }
};

/// When a group under a rule on what is missing has too little: the parameters of its verdict.
struct verdict_rule {
  double total = 0;             ///< of the bases
  double no_score = 0;          ///< 1: an open child leaves it undetermined
  double coverage = -1;         ///< the least coverage; below 0: none is asked for
  double children = 0;          ///< the least number of answered children

  verdict_rule(const missing_rule& missing, double of_bases) : total(of_bases), no_score(missing.policy == missing_policy::no_score ? 1.0 : 0.0) {
    if (missing.policy == missing_policy::require) coverage = missing.quorum - 0x1p-40;
    if (missing.policy == missing_policy::require_children) children = missing.quorum;
  }
};

/// The verdict on a mean, as `evidence::verdict` and `weighted_mean::finish`: the score is left in `sum`, the status as a number in
/// `share`, the three shares in their place.
template <bool Evidence> struct conclude_mean {
  PROWESS_INLINE static void run(strip_mean& m, const verdict_rule& rule, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    strip_mean* PROWESS_ALONE s = &m;
    [[maybe_unused]] const double total = rule.total, no_score = rule.no_score, least = rule.coverage, children = rule.children;
    constexpr auto number = [](status what) { return static_cast<double>(static_cast<int>(what)); };
    for (std::size_t i = 0; i < n; ++i) {
      const double counted = s->counted[i], divisor = counted > 0 ? counted : 1.0;
      s->share[i] = counted > 0 ? number(status::scored) : number(status::zero_total_weight);
      s->sum[i] = s->sum[i] / divisor;
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double mean = s->sum[i];
      double held = mean > s->low[i] ? mean : s->low[i];
      held = held < s->high[i] ? held : s->high[i];
      s->sum[i] = s->extra[i] > 0 ? mean : held;
    }
    if constexpr (Evidence) {
      if (total > 0)
        for (std::size_t i = 0; i < n; ++i) {
          s->rated[i] = s->rated[i] / total;
          s->applicable[i] = s->applicable[i] / total;
          s->entered[i] = s->entered[i] / total;
        }
      for (std::size_t i = 0; i < n; ++i) {
        const double applicable = s->applicable[i], divisor = applicable > 0 ? applicable : 1.0, coverage = s->rated[i] / divisor;  // 0 where nothing applies
        s->share[i] = coverage < least ? number(status::insufficient_coverage) : s->share[i];
      }
      for (std::size_t i = 0; i < n; ++i) s->share[i] = s->answered[i] < children ? number(status::insufficient_coverage) : s->share[i];
      for (std::size_t i = 0; i < n; ++i) s->share[i] = s->open[i] * no_score > 0 ? number(status::undetermined) : s->share[i];
    }
    for (std::size_t i = 0; i < n; ++i) s->share[i] = s->present[i] > 0 ? s->share[i] : number(status::no_evidence);
    if constexpr (Evidence)
      for (std::size_t i = 0; i < n; ++i) {
        const double nobody = s->lacked[i] > 0 ? number(status::no_opportunity) : number(status::not_applicable);
        s->share[i] = s->applies[i] > 0 ? s->share[i] : nobody;
        s->entered[i] = s->share[i] > 0 ? 0.0 : s->entered[i];
      }
    for (std::size_t i = 0; i < n; ++i) s->sum[i] = s->share[i] > 0 ? 0.0 : s->sum[i];
  }
};

/// The results of a group as a child of a mean. Without `Evidence` the shares are not there.
template <class T, bool Evidence> struct read_group {
  PROWESS_INLINE static void run(const T* PROWESS_ALONE scores, const double* const* shares, const std::uint8_t* PROWESS_ALONE what, strip_child& to, std::size_t n) {
    strip_child* PROWESS_ALONE t = &to;
    for (std::size_t i = 0; i < n; ++i) t->score[i] = static_cast<double>(scores[i]);
    for (std::size_t i = 0; i < n; ++i) t->has[i] = what[i] == static_cast<std::uint8_t>(status::scored) ? 1.0 : 0.0;
    if constexpr (Evidence) {
      const double *PROWESS_ALONE rated = shares[0], *PROWESS_ALONE applicable = shares[1], *PROWESS_ALONE entered = shares[2];
      for (std::size_t i = 0; i < n; ++i) t->rated[i] = rated[i], t->applicable[i] = applicable[i], t->entered[i] = entered[i];
      for (std::size_t i = 0; i < n; ++i) t->lacked[i] = what[i] == static_cast<std::uint8_t>(status::no_opportunity) ? 1.0 : 0.0;
    }
  }
};
/// What came of a mean: scores, held between low and high, and statuses.
template <class T> struct write_mean {
  PROWESS_INLINE static void run(const strip_mean& m, double low, double high, T* PROWESS_ALONE scores, std::uint8_t* PROWESS_ALONE what, std::size_t n) {
    const strip_mean* PROWESS_ALONE s = &m;
    for (std::size_t i = 0; i < n; ++i) {
      const double sum = s->sum[i];
      double held = sum < low ? low : sum;
      held = high < held ? high : held;
      scores[i] = static_cast<T>(s->share[i] > 0 ? sum : held);
    }
    for (std::size_t i = 0; i < n; ++i) what[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(s->share[i]));
  }
};

/// All of them, for some instructions.
template <class T> struct strip_kernels {
  std::array<decltype(kernel<add_to_mean<true>>::at(simd::portable)), 2> add;  ///< without, with evidence
  std::array<decltype(kernel<conclude_mean<true>>::at(simd::portable)), 2> conclude;
  std::array<decltype(kernel<read_group<T, true>>::at(simd::portable)), 2> read;
  decltype(kernel<write_mean<T>>::at(simd::portable)) write;

  explicit strip_kernels(simd with)
      : add{kernel<add_to_mean<false>>::at(with), kernel<add_to_mean<true>>::at(with)}, conclude{kernel<conclude_mean<false>>::at(with), kernel<conclude_mean<true>>::at(with)},
        read{kernel<read_group<T, false>>::at(with), kernel<read_group<T, true>>::at(with)}, write(kernel<write_mean<T>>::at(with)) {}
};

}  // namespace prowess::v0::detail
