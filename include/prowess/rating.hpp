// SPDX-License-Identifier: BSL-1.0
// One rating of one leaf: points as printed on the form, or the kind of its absence.
#pragma once

#include <concepts>

#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// A number that is meant as one: neither a truth value nor a character.
template <class T>
concept plain_number = std::floating_point<T> || (std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                                                  !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                                                  !std::same_as<T, char16_t> && !std::same_as<T, char32_t>);

/// A rating as it stands on the form. A bare number is points, never an index; the default is `not_observed`.
///
///     rating r = 4;  rating none = not_observed;
struct rating {
  double points = 0;                           ///< points on the leaf's own scale; 0 unless rated
  presence kind = presence::not_observed;      ///< rated, or why there are no points

  constexpr rating() = default;
  /// Points. Whether the leaf's scale admits them is asked where they are entered or scored.
  template <plain_number T> constexpr rating(T value) noexcept : points(static_cast<double>(value)), kind(presence::rated) {}
  constexpr rating(std::same_as<bool> auto) = delete;  ///< say `met` or `not_met`
  /// No points, and why. (With `presence::rated`: 0 points.)
  constexpr explicit rating(presence why) noexcept : kind(why) {}

  /// Whether it says points.
  [[nodiscard]] constexpr bool is_rated() const noexcept { return kind == presence::rated; }
  friend constexpr bool operator==(const rating&, const rating&) = default;  ///< kind and points
};

inline constexpr rating not_observed{presence::not_observed};      ///< nobody rated, or saw none
inline constexpr rating no_opportunity{presence::no_opportunity};  ///< the phase offered none
inline constexpr rating not_applicable{presence::not_applicable};  ///< it does not apply to this person
inline constexpr rating met{1};      ///< on a `checklist()`
inline constexpr rating not_met{0};  ///< on a `checklist()`

}  // namespace prowess::v0
