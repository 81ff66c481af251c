// SPDX-License-Identifier: BSL-1.0
// Bands of scores: letters from lower bounds, levels from upper thresholds.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The scores from `lower` to `upper`, each end with or without itself; an infinite end is open.
struct band {
  std::string_view key{};  ///< what the band is called; somebody else's text
  /// Where it begins ...
  double lower = 0, upper = 0;  ///< ... and ends
  /// Whether the lower end belongs to it ...
  bool lower_inclusive = true, upper_inclusive = false;  ///< ... and the upper end
  friend constexpr bool operator==(const band&, const band&) = default;  ///< member by member
};

namespace detail {
[[nodiscard]] constexpr bool is_known(double score) { return is_finite(score); }
[[nodiscard]] constexpr bool is_known(const exact& score) { return score.known(); }

template <class Band, class N> constexpr const Band* band_of(std::span<const Band> bands, const N& score) {
  if (!is_known(score)) return nullptr;
  for (const Band& b : bands) {
    if (is_finite(b.lower) && !(b.lower_inclusive ? N(b.lower) <= score : N(b.lower) < score)) continue;
    if (is_finite(b.upper) && !(b.upper_inclusive ? score <= N(b.upper) : score < N(b.upper))) continue;
    return &b;
  }
  return nullptr;
}
}  // namespace detail

/// The first band that holds the score; null if none does, or the score is not finite or not known. A double is compared as it is:
/// one that was computed may have missed a bound by a rounding. An exact score is decided at the bound, which stands for the decimal
/// it was written as. The bands are best first, so with a bound that two bands hold it is the better.
[[nodiscard]] constexpr const band* find_band(std::span<const band> bands, double score) { return detail::band_of(bands, score); }
/// The same for an exact score.
[[nodiscard]] constexpr const band* find_band(std::span<const band> bands, const exact& score) { return detail::band_of(bands, score); }
const band* find_band(std::vector<band>&&, const auto&) = delete;  ///< what it returns would not outlive the bands
template <std::size_t N> const band* find_band(std::array<band, N>&&, const auto&) = delete;  ///< the same

/// A band's name and one of its bounds.
struct band_bound {
  std::string_view key{};  ///< what the band is called
  double at = 0;           ///< a score
};
/// What a score below all lower bounds is.
enum class below_all : std::uint8_t {
  in_none,   ///< in no band
  in_lowest  ///< in the lowest band
};

namespace detail {
/// Writes the bands best first, whichever way the bounds are sorted; objects where they are not.
constexpr std::string_view write_bands(std::span<const band_bound> bounds, bool bounds_are_upper, bool open_below, std::span<band> bands) {
  const std::size_t n = bounds.size();
  if (n == 0) return "there are no bands";
  const bool rising = bounds[n - 1].at > bounds[0].at;
  for (std::size_t k = 0; k < n; ++k) {
    const auto bound = [&](std::size_t place) { return bounds[rising ? n - 1 - place : place]; };
    if (!is_finite(bound(k).at)) return "the bound of a band is not a finite number";
    if (k > 0 && !(bound(k).at < bound(k - 1).at)) return "the bounds neither rise nor fall from each band to the next";
    const bool first = k == 0, last = k == n - 1;
    band& b = bands[k] = {bound(k).key, -infinity, infinity, !bounds_are_upper, bounds_are_upper};
    if (bounds_are_upper && !last) b.lower = bound(k + 1).at;
    if (bounds_are_upper && !first) b.upper = bound(k).at;
    if (!bounds_are_upper && !(last && open_below)) b.lower = bound(k).at;
    if (!bounds_are_upper && !first) b.upper = bound(k - 1).at;
  }
  return {};
}
constexpr void require_bands(std::string_view objection) {
  if (!objection.empty()) raise({"bands", std::string(objection), ""});
}
}  // namespace detail

/// Bands from their lower bounds, which belong to them: `bands_from({{"A", 90}, {"B", 80}, {"C", 70}})`, in either order. Best first.
/// The best has no upper end. Raises where a bound is not finite or the bounds are not sorted; in a constant expression a mistake
/// stops the compiler here.
template <std::size_t N>
[[nodiscard]] constexpr std::array<band, N> bands_from(const band_bound (&bounds)[N], below_all below = below_all::in_none) {
  std::array<band, N> bands{};
  detail::require_bands(detail::write_bands(bounds, false, below == below_all::in_lowest, bands));
  return bands;
}
/// The same for any number of bands.
[[nodiscard]] inline result<std::vector<band>> try_bands_from(std::span<const band_bound> bounds, below_all below = below_all::in_none) {
  std::vector<band> bands(bounds.size());
  const std::string_view objection = detail::write_bands(bounds, false, below == below_all::in_lowest, bands);
  if (!objection.empty()) return problem{"bands", std::string(objection), ""};
  return bands;
}

/// Bands from their upper thresholds, which belong to them: `bands_up_to({{"novice", 40}, {"competent", 75}, {"expert", 100}})`, in
/// either order. Best first. The lowest has no lower end, so 0 % is in it; what is above all thresholds is in the best.
/// Raises as `bands_from` does. This is how ILIAS gives levels to percents of points.
template <std::size_t N> [[nodiscard]] constexpr std::array<band, N> bands_up_to(const band_bound (&thresholds)[N]) {
  std::array<band, N> bands{};
  detail::require_bands(detail::write_bands(thresholds, true, true, bands));
  return bands;
}
/// The same for any number of bands.
[[nodiscard]] inline result<std::vector<band>> try_bands_up_to(std::span<const band_bound> thresholds) {
  std::vector<band> bands(thresholds.size());
  const std::string_view objection = detail::write_bands(thresholds, true, true, bands);
  if (!objection.empty()) return problem{"bands", std::string(objection), ""};
  return bands;
}

}  // namespace prowess::v0
