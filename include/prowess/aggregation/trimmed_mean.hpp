// SPDX-License-Identifier: BSL-1.0
// A weighted mean without its lowest and highest terms, chosen together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/order.hpp>
#include <prowess/aggregation/weighted_mean.hpp>

namespace prowess::inline v0 {

/// The weighted mean without `lowest` and `highest` children: those whose going changes it most, chosen together. That is not
/// always those with the lowest scores: 14 of 55 points hurt a total more than 3 of 38. With weights that are the points to be won
/// it is "drop the lowest k" of a gradebook: the k are dropped that leave the best ratio (Kane, Kane, 2006).
///
/// It is the t for which the sum of w (x - t), without its smallest k and greatest h terms, is 0. This is both the most that
/// dropping k children can reach however h others are dropped, and the least in the other order; so a higher score never lowers it.
/// With equal weights it is the trimmed mean. Among equals the later child is dropped, at either end. One child is always kept: of
/// n that have scores at most n - 1 are dropped, the lowest first. Children that are extra credit, or weigh nothing, are never dropped.
struct trimmed_mean {
  static constexpr std::string_view name = "trimmed_mean";                                    ///< in files and messages
  static constexpr std::array<parameter, 2> named{{{"lowest"}, {"highest", 0.0}}};            ///< what files call its values
  /// Without extra credit.
  static constexpr properties traits{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .extra_credit = true, .finite = true};
  double lowest,   ///< how many of the low ones are dropped
      highest;     ///< how many of the high ones
  /// `k` and `h` are whole numbers, not both 0, and fewer than the children together.
  constexpr explicit trimmed_mean(double k, double h = 0) : lowest(k), highest(h) {}
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {lowest, highest}; }  ///< lowest and highest

  /// Reorders the terms so that those that are kept come first, extra credit before the others, and returns how many they are.
  /// Cost: a sort for each of about four guesses.
  template <class N, std::size_t E> static constexpr std::size_t keep(std::span<term<N>, E> terms, const parameters& p) {
    const auto kept = chosen(terms, p).first;
    std::size_t n = 0;
    for (std::size_t k = 0; k < terms.size(); ++k)
      if (kept(k)) terms[n++] = terms[k];
    return n;
  }
  /// Reorders the terms; no allocation. `p` holds the two counts.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    return chosen(terms, p).second;
  }
  /// Whole numbers that leave a child.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    for (const double k : p.values)
      if (!(k >= 0 && k < 4294967296.0 && k == static_cast<double>(static_cast<std::uint32_t>(k)))) return "the counts must be whole numbers that are not negative";
    if (p[0] + p[1] == 0) return "it drops none: use weighted_mean";
    return p[0] + p[1] < static_cast<double>(children) ? "" : "it drops all of the group's children";
  }

 private:
  template <class N> PROWESS_INLINE static constexpr bool counts(const term<N>& t) { return t.base == t.weight && !(t.weight == weight_of<N>{}); }
  static constexpr std::size_t least(double k, std::size_t most) { return k < static_cast<double>(most) ? static_cast<std::size_t>(k) : most; }
  template <class N> PROWESS_INLINE static constexpr N gain(const term<N>& t, const N& at) { return product(t.weight, t.score - at); }
  template <class N> struct more_gain {
    const N& at;
    PROWESS_INLINE constexpr bool operator()(const term<N>& a, const term<N>& b) const {
      const N x = gain(a, at), y = gain(b, at);
      if (x < y) return false;  // by far the most frequent, asked first
      return x > y || (x == y && (a.score > b.score || (a.score == b.score && a.child < b.child)));
    }
  };
  /// The terms that are never dropped, and whether some of them leave the mean unheld.
  struct apart {
    std::size_t extra = 0;
    bool unheld = false;
    template <class N> PROWESS_INLINE constexpr void add(const term<N>& t) { extra += !counts(t), unheld = unheld || t.base != t.weight; }
  };
  /// Which places are kept: those in front of `extra`, and behind it those in [first, stop) and [again, last).
  struct selection {
    std::size_t extra, first, stop, again, last;
    PROWESS_INLINE constexpr bool operator()(std::size_t k) const {
      return k < extra || (k >= extra + first && k < extra + stop) || (k >= extra + again && k < extra + last);
    }
  };
  template <class N> struct kept_sum {
    const term<N>* terms;
    const selection& kept;
    N& sum;
    weight_of<N>& base;
    detail::held<N>& between;
    PROWESS_INLINE constexpr void operator()(std::size_t k) const {
      if (!kept(k)) return;
      sum = sum + product(terms[k].weight, terms[k].score), base = base + (k < kept.extra ? terms[k].base : terms[k].weight);
      between.see(terms[k]);
    }
  };
  /// sum(w x) / sum(base) of the terms that are kept, held between their scores.
  template <class N, std::size_t E>
  PROWESS_INLINE static constexpr N ratio(std::span<term<N>, E> terms, const selection& kept, bool unheld) {
    N sum{};
    weight_of<N> base{};
    detail::held<N> between{};
    detail::for_places<E>(terms.size(), kept_sum<N>{terms.data(), kept, sum, base, between});
    if constexpr (!std::same_as<N, exact>) between.extra = unheld;
    return base == weight_of<N>{} ? terms[0].score : between.hold(sum / base);
  }
  /// How many gain more than the last that is to go at the upper end, and how many not less.
  template <class N> struct equals {
    const N &last, &guess;
    std::size_t above = 0, up_to = 0;
    PROWESS_INLINE constexpr void add(const term<N>& t) {
      if (!counts(t)) return;
      const N own = gain(t, guess);
      above += own > last, up_to += own >= last;
    }
  };

  /// Sorts the terms; what is kept of them, and its ratio.
  template <class N, std::size_t E>
  PROWESS_INLINE static constexpr std::pair<selection, N> chosen(std::span<term<N>, E> terms, const parameters& p) {
    const auto [extra, unheld] = detail::for_terms(terms, apart{});
    const std::size_t size = terms.size() - extra;
    if (extra > 0) front<N>(terms);
    const selection all{extra, 0, size, size, size};
    N guess = ratio(terms, all, unheld), next = guess, below{}, above{};
    if (size < 2) return {all, guess};
    const std::size_t low = least(p[0], size - 1), high = least(p[1], size - 1 - low), end = size - low;
    const selection inner{extra, high, end, end, end};
    // The root of a falling, piecewise linear function: from piece to piece, halving where a step leads out of what is left.
    bool has_below = false, has_above = false;
    for (int round = 0; round < 200; ++round) {
      if (extra == 0) detail::sort_by(terms, more_gain<N>{guess});  // of a length that may be a constant
      else detail::sort_by(std::span<term<N>>(terms.data() + extra, size), more_gain<N>{guess});
      next = ratio(terms, inner, unheld);
      const bool up = guess < next;
      if (!up && !(next < guess)) break;  // the root, or nothing that is known
      if (up) below = guess, has_below = true;
      else above = guess, has_above = true;
      const bool inside = (!has_below || below < next) && (!has_above || next < above);
      guess = inside ? next : (below + above) / N(2.0);
    }
    if (high > 0 && gain(terms[extra + high - 1], guess) == gain(terms[extra + high], guess)) {  // of equals the later ones go
      const auto same = detail::for_terms(terms, equals<N>{gain(terms[extra + high - 1], guess), guess});
      const std::size_t again = same.up_to < end ? same.up_to : end;
      const selection kept{extra, same.above, again - (high - same.above), again, end};
      return {kept, ratio(terms, kept, unheld)};
    }
    return {inner, next};
  }
  /// What is never dropped to the front, in order.
  template <class N> static constexpr void front(std::span<term<N>> terms) {
    for (std::size_t k = 0, extra = 0; k < terms.size(); ++k)
      if (!counts(terms[k])) {
        const term<N> t = terms[k];
        for (std::size_t at = k; at > extra; --at) terms[at] = terms[at - 1];
        terms[extra++] = t;
      }
  }
};

}  // namespace prowess::v0
