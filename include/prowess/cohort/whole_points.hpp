// SPDX-License-Identifier: BSL-1.0
// Points of levels as small whole numbers, in which sums over columns of level bytes are exact.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <prowess/result.hpp>

namespace prowess::inline v0::cohort {

/// Points for each level of a column, kept as what they are above the lowest of them: a byte. Variances and correlations are the same
/// for these as for the points. Halves and other fractions: multiply all points until they are whole, which changes no correlation
/// and no alpha, and a variance by the square.
///
///     const whole_points five = whole_points::places(5);                            // 0, 1, 2, 3, 4
///     const auto curved = whole_points::of(std::array{0, 1, 3, 6, 12});             // a result: they could be too far apart
class whole_points {
 public:
  /// Points that are the levels' places: 0 to levels - 1. `levels`: 1 to 253, else it raises.
  [[nodiscard]] static whole_points places(std::size_t levels) {
    if (levels < 1 || levels > most) raise(wrong_number(levels));
    whole_points p;
    p.levels_ = levels;
    for (std::size_t k = 0; k < levels; ++k) p.above_[k] = static_cast<std::uint8_t>(k);
    p.highest_ = static_cast<std::uint8_t>(levels - 1);
    return p;
  }
  /// These points, one for each of 1 to 253 levels, in any order, at most 252 apart.
  [[nodiscard]] static result<whole_points> of(std::span<const int> points) {
    if (points.empty() || points.size() > most) return wrong_number(points.size());
    const auto [low, high] = std::minmax_element(points.begin(), points.end());
    if (std::int64_t{*high} - *low >= static_cast<std::int64_t>(most))
      return problem{"points", "they go from " + std::to_string(*low) + " to " + std::to_string(*high), "use points at most 252 apart"};
    whole_points p;
    p.levels_ = points.size(), p.lowest_ = *low, p.highest_ = static_cast<std::uint8_t>(*high - *low);
    for (std::size_t k = 0; k < points.size(); ++k) {
      p.above_[k] = static_cast<std::uint8_t>(points[k] - *low);
      p.in_place_ = p.in_place_ && p.above_[k] == k;
    }
    return p;
  }

  /// The number of levels.
  [[nodiscard]] std::size_t levels() const noexcept { return levels_; }
  /// The lowest points.
  [[nodiscard]] int lowest() const noexcept { return lowest_; }
  /// How far the highest points are above the lowest.
  [[nodiscard]] std::size_t range() const noexcept { return highest_; }
  /// How far a level's points are above the lowest; 0 for bytes that are no levels.
  [[nodiscard]] std::uint8_t above(std::uint8_t level) const noexcept { return above_[level]; }
  /// Whether these are the levels' places, so that bytes can be added as they are. (Points 1 to 5 are: 1 above 0 to 4.)
  [[nodiscard]] bool in_place() const noexcept { return in_place_; }
  friend bool operator==(const whole_points&, const whole_points&) = default;  ///< the same points of the same levels

 private:
  static constexpr std::size_t most = 253;
  whole_points() = default;
  [[nodiscard]] static problem wrong_number(std::size_t levels) {
    return {"points", "there are " + std::to_string(levels) + " levels", "use 1 to 253 levels"};
  }

  std::array<std::uint8_t, 256> above_{};
  std::size_t levels_ = 0;
  int lowest_ = 0;
  std::uint8_t highest_ = 0;
  bool in_place_ = true;
};

}  // namespace prowess::v0::cohort
