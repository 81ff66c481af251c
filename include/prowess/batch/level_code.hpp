// SPDX-License-Identifier: BSL-1.0
// One byte a rating: the place of a level, or the kind of absence.
#pragma once

#include <cstdint>

#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// Bytes of bulk ratings. Below `no_level` a byte is the place of a level in its scale's list, 0 the first listed; on a scale of whole
/// numbers without levels it is points - lowest. No other byte than these and the scale's levels may occur.
namespace level_code {
inline constexpr std::uint8_t not_observed = 255;    ///< nobody rated, or saw none
inline constexpr std::uint8_t no_opportunity = 254;  ///< the phase offered none
inline constexpr std::uint8_t not_applicable = 253;  ///< it does not apply to this person
inline constexpr std::uint8_t no_level = 253;        ///< bytes from here on say why there is no level
}  // namespace level_code

/// How many levels bytes can say of a scale: those it lists, or its whole numbers; 0 where these are more than 253, or any number may stand.
[[nodiscard]] constexpr std::uint32_t level_codes(const scale_data& s) noexcept {
  if (s.level_count > 0) return s.level_count <= level_code::no_level ? s.level_count : 0;
  if (s.how != grid::whole || s.high - s.low >= level_code::no_level) return 0;
  return static_cast<std::uint32_t>(s.high - s.low) + 1;
}

/// The rating that a byte says. `code` is below `level_codes(s)`, or one of the three kinds of absence.
[[nodiscard]] constexpr rating rating_of(const framework_view& f, const scale_data& s, std::uint8_t code) noexcept {
  switch (code) {
    case level_code::not_observed: return not_observed;
    case level_code::no_opportunity: return no_opportunity;
    case level_code::not_applicable: return not_applicable;
    default: return s.level_count > 0 ? f.levels(s)[code].points : s.low + code;
  }
}

}  // namespace prowess::v0
