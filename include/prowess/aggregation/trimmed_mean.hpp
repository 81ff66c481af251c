// SPDX-License-Identifier: BSL-1.0
// A weighted mean without its lowest and highest terms, chosen together.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/order.hpp>

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
  template <class N, std::size_t E> PROWESS_INLINE static constexpr std::size_t keep(std::span<term<N>, E> terms, const parameters& p) {
    std::size_t extra = 0, n = terms.size();
    for (std::size_t k = 0; k < n; ++k)
      if (!counts(terms[k])) {
        const term<N> t = terms[k];
        for (std::size_t at = k; at > extra; --at) terms[at] = terms[at - 1];
        terms[extra++] = t;
      }
    const std::span<term<N>> rest(terms.data() + extra, n - extra);
    if (rest.size() < 2) return n;
    const auto most = rest.size() - 1, low = least(p[0], most), high = least(p[1], most - low);
    // The root of a falling, piecewise linear function: from piece to piece, halving where a step leads out of what is left.
    N guess = ratio(terms, 0, n), below{}, above{};
    bool has_below = false, has_above = false;
    for (int round = 0; round < 200; ++round) {
      if (extra == 0) detail::sort_by(terms, more_gain<N>{guess});  // its length may be a constant
      else detail::sort_by(rest, more_gain<N>{guess});
      const N next = ratio(terms, extra, high, rest.size() - low);
      const bool up = guess < next;
      if (!up && !(next < guess)) break;  // the root, or nothing that is known
      if (up) below = guess, has_below = true;
      else above = guess, has_above = true;
      const bool inside = (!has_below || below < next) && (!has_above || next < above);
      guess = inside ? next : (below + above) / N(2.0);
    }
    if (high > 0) {  // among equals at the upper end the later ones go
      const auto equal = [&](std::size_t k) { return gain(rest[k], guess) == gain(rest[high - 1], guess); };
      std::size_t first = high - 1, last = high;
      while (first > 0 && equal(first - 1)) --first;
      while (last < rest.size() && equal(last)) ++last;
      std::rotate(rest.begin() + static_cast<std::ptrdiff_t>(first), rest.begin() + static_cast<std::ptrdiff_t>(last - (high - first)), rest.begin() + static_cast<std::ptrdiff_t>(last));
    }
    for (std::size_t k = 0; high > 0 && k + low + high < rest.size(); ++k) rest[k] = rest[k + high];
    return n - low - high;
  }
  /// Reorders the terms; no allocation. `p` holds the two counts.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    const std::size_t kept = keep(terms, p);
    return ratio(terms, 0, kept);
  }
  /// Whole numbers that leave a child.
  static constexpr std::string_view objection(const parameters& p, std::size_t children) {
    for (const double k : p.values)
      if (!(k >= 0 && k < 4294967296.0 && k == static_cast<double>(static_cast<std::uint32_t>(k)))) return "the counts must be whole numbers that are not negative";
    if (p[0] + p[1] == 0) return "it drops none: use weighted_mean";
    return p[0] + p[1] < static_cast<double>(children) ? "" : "it drops all of the group's children";
  }

 private:
  template <class N> static constexpr bool counts(const term<N>& t) { return t.base == t.weight && !(t.weight == weight_of<N>{}); }
  static constexpr std::size_t least(double k, std::size_t most) { return k < static_cast<double>(most) ? static_cast<std::size_t>(k) : most; }
  template <class N> PROWESS_INLINE static constexpr N gain(const term<N>& t, const N& at) { return product(t.weight, t.score - at); }
  template <class N> struct more_gain {
    const N& at;
    PROWESS_INLINE constexpr bool operator()(const term<N>& a, const term<N>& b) const {
      const N x = gain(a, at), y = gain(b, at);
      return x > y || (x == y && (a.score > b.score || (a.score == b.score && a.child < b.child)));
    }
  };
  template <class N> struct kept_sum {
    const term<N>* terms;
    std::size_t extra, first, last;  ///< those in front of `extra`, and those from `extra + first` to `extra + last`
    N& sum;
    weight_of<N>& base;
    detail::held<N>& between;
    PROWESS_INLINE constexpr void operator()(std::size_t k) const {
      if (k >= extra && (k - extra < first || k - extra >= last)) return;
      sum = sum + product(terms[k].weight, terms[k].score), base = base + terms[k].base;
      between.see(terms[k]);
    }
  };
  /// sum(w x) / sum(base) of the first `extra` terms and those behind them in [first, last), held between the latter's scores.
  template <class N, std::size_t E>
  PROWESS_INLINE static constexpr N ratio(std::span<term<N>, E> terms, std::size_t extra, std::size_t first, std::size_t last) {
    N sum{};
    weight_of<N> base{};
    detail::held<N> between{};
    detail::for_places<E>(terms.size(), kept_sum<N>{terms.data(), extra, first, last, sum, base, between});
    return base == weight_of<N>{} ? terms[extra + first].score : between.hold(sum / base);
  }
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N ratio(std::span<term<N>, E> terms, std::size_t first, std::size_t last) { return ratio(terms, 0, first, last); }
};

}  // namespace prowess::v0
