// SPDX-License-Identifier: BSL-1.0
// What the walk leaves at every node: a score, the evidence behind it, and a status instead of a NaN.
#pragma once

#include <concepts>
#include <cstdint>

#include <prowess/aggregation.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// One node's result. The three shares are parts of the node's leaves by weight, each in [0, 1]:
/// `applicable` could have been rated, `rated` was, `entered` got into the score (rated or filled in).
template <class N> struct outcome {
  N score{};  ///< on the framework's scale; meaningless unless `has_score()`
  weight_of<N> rated{},               ///< was rated
      applicable{},                   ///< could have been rated
      entered{};                      ///< got into the score
  status what = status::no_evidence;  ///< why there is this score, or none

  /// Whether there is a score: from evidence, or filled in.
  [[nodiscard]] constexpr bool has_score() const noexcept { return what == status::scored || what == status::filled; }
  /// Rated over applicable share, in [0, 1]; 0 where nothing applies.
  [[nodiscard]] constexpr weight_of<N> coverage() const {
    return applicable == weight_of<N>{} ? weight_of<N>{} : rated / applicable;
  }
  /// Everything below was rated.
  [[nodiscard]] constexpr bool complete() const { return rated == weight_of<N>(1.0); }
  /// The same score, shares and status.
  friend constexpr bool operator==(const outcome&, const outcome&) = default;
};

/// What `score_into` writes for each node, in tree order.
using node_result = outcome<double>;

}  // namespace prowess::v0
