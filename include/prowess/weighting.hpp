// SPDX-License-Identifier: BSL-1.0
// How siblings' weights are meant.
#pragma once

#include <cstdint>

namespace prowess {

/// How the children of a group weigh. Weights are kept as written; the walk divides once.
enum class weighting : std::uint8_t {
  relative,  ///< any numbers; each counts for its share of their sum (default 1)
  percent,   ///< must total 100
  equal      ///< all count the same, whatever is written
};

/// A weight in percent of the siblings' total: they must all be percent, and total 100.
struct percent {
  double value;
};

/// Marks a child that adds to its group's sum and not to the divisor; its weight may be negative (a penalty).
struct extra_credit_t {};
inline constexpr extra_credit_t extra_credit{};

}  // namespace prowess
