// SPDX-License-Identifier: BSL-1.0
// The score that enough of the weight reaches.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/order.hpp>

namespace prowess::inline v0 {

/// For `majority`: no child may be more than so many points below the result.
struct veto {
  double points;  ///< on the framework's scale
};

/// The highest score that children of at least `share` of the weight reach: "expert when 60 % of the descriptors are at expert".
/// With a `veto` it is also at most so much above the lowest child. On a scale of levels a level is reached exactly where the
/// majority rule MR-Sort assigns it (share = lambda; a child vetoes a level that is more than `veto` above it). Children of weight 0
/// neither support nor veto. An absent child leaves it undetermined unless the group says otherwise. (`lower_median` is the majority
/// grade of majority judgment: it asks for more than half.)
/// Source: Leroy, Mousseau, Pirlot, Algorithmic Decision Theory (2011), 219-233.
struct majority {
  static constexpr std::string_view name = "majority";  ///< in files and messages
  static constexpr double no_veto = -1;                 ///< what stands for none
  static constexpr std::array<parameter, 2> named{{{"share"}, {"veto", no_veto, true}}};  ///< what files call its values
  /// A veto is not homogeneous.
  static constexpr properties traits{.monotone = true, .idempotent = true, .symmetric = true, .finite = true, .missing = no_score};
  double share;                ///< of the weight that must reach the result
  double distance = no_veto;   ///< of the `veto`, in points; negative where there is none
  /// `part` is above 0 and at most 1.
  constexpr explicit majority(double part) : share(part) {}
  /// With a veto.
  constexpr majority(double part, veto v) : share(part), distance(v.points < 0 ? 2 * no_veto : v.points) {}
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {share, distance}; }  ///< share and veto
  /// Sorts the terms in place; no allocation. `p` holds share and veto. In doubles a share that is missed by 2^-40 is reached.
  template <class N, std::size_t E> PROWESS_INLINE static constexpr N reduce(std::span<term<N>, E> terms, const parameters& p) {
    using weight = weight_of<N>;
    detail::sort_terms(terms);
    const weight all = detail::for_terms(terms, total<N>{}).weight;
    const weight least = product(product(all, weight(p[0])), weight(std::same_as<N, exact> ? 1.0 : 1 - 0x1p-40));
    const N result = detail::for_terms(terms, reached<N>{least, terms[terms.size() - 1].score}).result;
    if (p[1] < 0) return result;
    const N most = detail::for_terms(terms, lowest<N>{terms[0].score}).score + N(p[1]);
    return most < result ? most : result;
  }
  /// The share is above 0 and at most 1.
  static constexpr std::string_view objection(const parameters& p, std::size_t) {
    if (!(p[0] > 0 && p[0] <= 1)) return "the share must be above 0 and at most 1";
    return p[1] == no_veto || (p[1] >= 0 && p[1] <= 1e100) ? "" : "the veto must be points that are not negative";
  }

 private:
  template <class N> struct total {
    weight_of<N> weight{};
    PROWESS_INLINE constexpr void add(const term<N>& t) { weight = weight + t.weight; }
  };
  template <class N> struct lowest {
    N score;
    PROWESS_INLINE constexpr void add(const term<N>& t) {
      if (!(t.weight == weight_of<N>{})) score = t.score;
    }
  };
  template <class N> struct reached {
    weight_of<N> least;
    N result;
    weight_of<N> so_far{};
    bool done = false;
    PROWESS_INLINE constexpr void add(const term<N>& t) {
      if (done) return;
      so_far = so_far + t.weight;
      if (so_far >= least) result = t.score, done = true;
    }
  };
};

}  // namespace prowess::v0
