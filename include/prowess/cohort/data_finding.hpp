// SPDX-License-Identifier: BSL-1.0
// What is wrong with the columns that a state of a cohort is given: the person, the column and the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <prowess/result.hpp>

namespace prowess::inline v0::cohort {

/// What can be wrong with the data that a state is given.
enum class data_mistake : std::uint8_t {
  none,            ///< all is well
  no_such_level,   ///< a byte is neither a level nor a kind of missing
  uneven_columns,  ///< not one entry for each person
  other_items,     ///< not the columns or levels that the state is of
  not_finite,      ///< a number is infinite or NaN
  out_of_range,    ///< a number is outside the ends of a norm
  too_large,       ///< the squares of the numbers go beyond a double
  other_values     ///< not as many values as the state has
};

/// The first mistake, cheap to make; `describe` says it in words. Where one is found the state is as it was: nothing is added.
struct data_finding {
  data_mistake what = data_mistake::none;  ///< `none` where all is well
  std::size_t person = 0;                  ///< from 0, within the data of this call
  std::size_t item = 0;                    ///< the column, from 0
  double value = 0;                        ///< the byte, the number, or how many there are
  double wanted = 0;                       ///< how many there should be, or how many levels there are
  /// Whether nothing is wrong.
  [[nodiscard]] constexpr bool ok() const noexcept { return what == data_mistake::none; }
  friend constexpr bool operator==(const data_finding&, const data_finding&) = default;  ///< member by member
};

/// A finding in words: the person and the column, the rule, the remedy.
[[nodiscard]] inline problem describe(const data_finding& at) {
  const auto whole = [](double n) { return std::to_string(static_cast<std::uint64_t>(n)); };
  const std::string item = "column " + std::to_string(at.item) + " (from 0)", where = "person " + std::to_string(at.person) + ", " + item;
  switch (at.what) {
    case data_mistake::none: break;
    case data_mistake::no_such_level:
      return {where, "the byte is " + whole(at.value) + ", and there are " + whole(at.wanted) + " levels, from 0",
              "give the level's place; 255 where it is not observed, 254 no opportunity, 253 not applicable"};
    case data_mistake::uneven_columns:
      return {item, "it has entries for " + whole(at.value) + " people, and there are " + whole(at.wanted),
              "give one entry for each person; say by its kind what is missing"};
    case data_mistake::other_items:
      return {"cohort", "there are " + whole(at.value) + " columns or levels, and the state is of " + whole(at.wanted),
              "use states of the same columns and levels"};
    case data_mistake::not_finite: return {where, "the number is not finite", "say by its status that it is missing"};
    case data_mistake::out_of_range: return {where, "the number is outside the ends of the norm", "make the norm with the ends of the scale"};
    case data_mistake::too_large: return {item, "the squares of its numbers go beyond a double", "use a larger unit"};
    case data_mistake::other_values:
      return {"cohort", "there are " + whole(at.value) + " values, and the state has " + whole(at.wanted), "add those of a state of the same columns and levels, or bins"};
  }
  return {};
}

}  // namespace prowess::v0::cohort
