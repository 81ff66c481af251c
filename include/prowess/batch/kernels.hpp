// SPDX-License-Identifier: BSL-1.0
// The loops over people: plain ones, compiled for the machine's instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <prowess/batch/kept_ranks.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::detail {

/// The greatest byte.
struct greatest_byte {
  PROWESS_INLINE static std::uint8_t run(const std::uint8_t* PROWESS_ALONE codes, std::size_t n) {
    std::uint8_t most = 0;
    for (std::size_t i = 0; i < n; ++i) most = codes[i] > most ? codes[i] : most;
    return most;
  }
};

/// Eight rows of bytes as columns of eight, on machines whose words begin with their lowest byte: in squares of eight, blocks of 4 x 4,
/// 2 x 2 and 1 x 1 bytes change sides. There are at least eight columns; the last square may overlap the one before.
/// Source: Warren, Hacker's Delight, section 7-3.
struct turn_rows_of_eight {
  template <std::size_t D, unsigned Shift> PROWESS_INLINE static void turn(std::uint64_t* x, std::uint64_t mask) {
    for (std::size_t k = 0; k < 8; ++k) {
      if ((k & D) != 0) continue;
      const std::uint64_t t = ((x[k] >> Shift) ^ x[k + D]) & mask;
      x[k + D] ^= t;
      x[k] ^= t << Shift;
    }
  }
  PROWESS_INLINE static void run(const std::uint8_t* rows, std::size_t stride, std::size_t columns, std::uint8_t* to, std::size_t apart) {
    for (std::size_t column = 0; column < columns; column += 8) {
      const std::size_t at = column + 8 <= columns ? column : columns - 8;
      std::uint64_t x[8];
      for (std::size_t k = 0; k < 8; ++k) std::memcpy(&x[k], rows + k * stride + at, 8);
      turn<4, 32>(x, 0x00000000ffffffff);
      turn<2, 16>(x, 0x0000ffff0000ffff);
      turn<1, 8>(x, 0x00ff00ff00ff00ff);
      for (std::size_t k = 0; k < 8; ++k) std::memcpy(to + (at + k) * apart, &x[k], 8);
    }
  }
};

/// Whether some byte is neither below `levels` nor at least 253.
struct any_unknown {
  PROWESS_INLINE static bool run(const std::uint8_t* PROWESS_ALONE codes, std::uint8_t levels, std::size_t n) {
    std::uint8_t unknown = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint8_t from_levels = codes[i] >= levels ? 1 : 0, is_level = codes[i] < 253 ? 1 : 0;
      unknown = static_cast<std::uint8_t>(unknown | (from_levels & is_level));
    }
    return unknown != 0;
  }
};
/// to[i] |= from[i]
struct either_byte {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE from, std::uint8_t* PROWESS_ALONE to, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(to[i] | from[i]);
  }
};

/// sum[i] += codes[0][i] * by[0] + ... for K columns; with `Begin` sum[i] = ... instead. `most` gets the greatest byte of each column:
/// where one is no level the sums mean nothing, and may have run over.
template <std::size_t K, bool Begin> struct weigh_codes {
  PROWESS_INLINE static void run(const std::uint8_t* const* columns, const std::uint16_t* by, std::uint16_t* PROWESS_ALONE sum, std::uint8_t* most, std::size_t n) {
    const std::uint8_t* PROWESS_ALONE a = columns[0];
    const std::uint8_t* PROWESS_ALONE b = columns[K > 1 ? 1 : 0];
    const std::uint8_t* PROWESS_ALONE c = columns[K > 2 ? 2 : 0];
    const std::uint8_t* PROWESS_ALONE d = columns[K > 3 ? 3 : 0];
    const std::uint16_t x = by[0], y = by[K > 1 ? 1 : 0], z = by[K > 2 ? 2 : 0], t = by[K > 3 ? 3 : 0];
    std::uint8_t most_a = 0, most_b = 0, most_c = 0, most_d = 0;
    for (std::size_t i = 0; i < n; ++i) {
      auto s = static_cast<std::uint16_t>(a[i] * x);
      most_a = a[i] > most_a ? a[i] : most_a;
      if constexpr (K > 1) s = static_cast<std::uint16_t>(s + b[i] * y), most_b = b[i] > most_b ? b[i] : most_b;
      if constexpr (K > 2) s = static_cast<std::uint16_t>(s + c[i] * z), most_c = c[i] > most_c ? c[i] : most_c;
      if constexpr (K > 3) s = static_cast<std::uint16_t>(s + d[i] * t), most_d = d[i] > most_d ? d[i] : most_d;
      if constexpr (!Begin) s = static_cast<std::uint16_t>(s + sum[i]);
      sum[i] = s;
    }
    most[0] = most_a;
    if constexpr (K > 1) most[1] = most_b;
    if constexpr (K > 2) most[2] = most_c;
    if constexpr (K > 3) most[3] = most_d;
  }
};

/// A mean from its whole-number sum: (first + sum) / total. In float, times the inverse.
template <class T> struct finish_sum {
  PROWESS_INLINE static void run(const std::uint16_t* PROWESS_ALONE sum, double first, double total, T* PROWESS_ALONE out, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    if constexpr (sizeof(T) == sizeof(double)) {
      for (std::size_t i = 0; i < n; ++i) out[i] = (first + static_cast<double>(static_cast<std::int32_t>(sum[i]))) / total;
    } else {
      const T start = static_cast<T>(first / total), scale = static_cast<T>(1 / total);
      for (std::size_t i = 0; i < n; ++i) out[i] = start + static_cast<T>(static_cast<std::int32_t>(sum[i])) * scale;
    }
  }
};

/// The weighted mean of K columns of scores, held between the lowest and the highest as `weighted_mean` does where bases are weights.
template <class T, std::size_t K> struct mean_of_columns {
  PROWESS_INLINE static void run(const T* const* columns, const double* weights, double total, T* PROWESS_ALONE out, std::size_t n) {
    PROWESS_NOT_CONTRACTED
    const T* PROWESS_ALONE x[K];
    T w[K];
    for (std::size_t k = 0; k < K; ++k) x[k] = columns[k], w[k] = static_cast<T>(sizeof(T) == sizeof(double) ? weights[k] : weights[k] / total);
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

/// place[i] += what the byte of a table's leaf adds to the place in it; with `Begin` place[i] = that instead. Returns 1 where somebody is
/// not rated, 3 where besides a byte is unknown. `Fills`: `not_observed` is a digit of its own, after the levels; the other kinds of
/// absence come last.
template <bool Begin, bool Fills> struct add_digit {
  PROWESS_INLINE static std::uint8_t run(const std::uint8_t* PROWESS_ALONE codes, std::uint8_t levels, std::uint16_t stride, std::uint16_t* PROWESS_ALONE place, std::size_t n) {
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint8_t code = codes[i], kind = code < 253 ? 3 : 1;
      std::uint8_t digit = code < levels ? code : levels;
      if constexpr (Fills) digit = static_cast<std::uint8_t>(digit + (code == 253 || code == 254 ? 1 : 0));
      const auto step = static_cast<std::uint16_t>(digit * stride);
      place[i] = Begin ? step : static_cast<std::uint16_t>(place[i] + step);
      seen = static_cast<std::uint8_t>(seen | (code >= levels ? kind : 0));
    }
    return seen;
  }
};
/// The same for its pattern of kinds: `bits` times 0 for a level, 1 to 3 for the three kinds of absence.
template <bool Begin> struct add_kind {
  PROWESS_INLINE static void run(const std::uint8_t* PROWESS_ALONE codes, std::uint16_t bits, std::uint16_t* PROWESS_ALONE pattern, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint16_t code = codes[i] < 253 ? std::uint16_t{252} : static_cast<std::uint16_t>(codes[i]);
      const auto kind = static_cast<std::uint16_t>((code - 252) * bits);
      pattern[i] = Begin ? kind : static_cast<std::uint16_t>(pattern[i] + kind);
    }
  }
};
/// Whether some entry is `wanted`.
struct any_at {
  PROWESS_INLINE static bool run(const std::uint16_t* PROWESS_ALONE place, std::uint16_t wanted, std::size_t n) {
    std::uint16_t found = 0;
    for (std::size_t i = 0; i < n; ++i) found = static_cast<std::uint16_t>(found | (place[i] == wanted ? 1 : 0));
    return found != 0;
  }
};

/// People at a time where evidence is added up: the sums stay in the nearest cache.
inline constexpr std::size_t strip = 128;

/// A child of some people, and the evidence behind its scores; `has` is 1 or 0.
struct strip_child {
  double score[strip], rated[strip], applicable[strip], entered[strip], has[strip], lacked[strip];
};
/// What a weighted mean of some people has seen of its children: `evidence` and `weighted_mean::state`, a column for each member.
struct strip_mean {
  double sum[strip], counted[strip], low[strip], high[strip], extra[strip], present[strip];
  double rated[strip], applicable[strip], entered[strip], applies[strip], lacked[strip], open[strip], answered[strip];
  double share[strip];  ///< of a child, that counts; at the end the status, as a number
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

/// All of them, for some instructions.
template <class T> struct batch_kernels {
  template <class K> using function = decltype(kernel<K>::at(simd::portable));
  function<greatest_byte> greatest;
  function<either_byte> either;
  std::array<function<weigh_codes<1, true>>, 4> begin, more;  ///< by columns - 1
  std::array<function<sum_of_ranks<2>>, 5> ranks;             ///< by columns - 2
  function<finish_sum<T>> finish;
  std::array<function<mean_of_columns<T, 2>>, 5> mean;                ///< by columns - 2
  std::array<std::array<function<add_digit<true, true>>, 2>, 2> digit;  ///< without, with filling; the first, and those that follow
  std::array<function<add_kind<true>>, 2> kind;
  function<any_at> at;
  std::array<function<add_to_mean<true>>, 2> add;             ///< without, with evidence
  std::array<function<conclude_mean<true>>, 2> conclude;

  explicit batch_kernels(simd with)
      : greatest(kernel<greatest_byte>::at(with)),
        either(kernel<either_byte>::at(with)),
        begin{kernel<weigh_codes<1, true>>::at(with), kernel<weigh_codes<2, true>>::at(with), kernel<weigh_codes<3, true>>::at(with), kernel<weigh_codes<4, true>>::at(with)},
        more{kernel<weigh_codes<1, false>>::at(with), kernel<weigh_codes<2, false>>::at(with), kernel<weigh_codes<3, false>>::at(with), kernel<weigh_codes<4, false>>::at(with)},
        ranks{kernel<sum_of_ranks<2>>::at(with), kernel<sum_of_ranks<3>>::at(with), kernel<sum_of_ranks<4>>::at(with), kernel<sum_of_ranks<5>>::at(with), kernel<sum_of_ranks<6>>::at(with)},
        finish(kernel<finish_sum<T>>::at(with)),
        mean{kernel<mean_of_columns<T, 2>>::at(with), kernel<mean_of_columns<T, 3>>::at(with), kernel<mean_of_columns<T, 4>>::at(with), kernel<mean_of_columns<T, 5>>::at(with), kernel<mean_of_columns<T, 6>>::at(with)},
        digit{{{kernel<add_digit<true, false>>::at(with), kernel<add_digit<false, false>>::at(with)}, {kernel<add_digit<true, true>>::at(with), kernel<add_digit<false, true>>::at(with)}}},
        kind{kernel<add_kind<true>>::at(with), kernel<add_kind<false>>::at(with)},
        at(kernel<any_at>::at(with)),
        add{kernel<add_to_mean<false>>::at(with), kernel<add_to_mean<true>>::at(with)},
        conclude{kernel<conclude_mean<false>>::at(with), kernel<conclude_mean<true>>::at(with)} {}
};

}  // namespace prowess::v0::detail
