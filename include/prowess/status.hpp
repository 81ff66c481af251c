// SPDX-License-Identifier: BSL-1.0
// Why something has a score, or none: a kind, never a NaN.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prowess::inline v0 {

/// Whether a leaf was rated, and if not, why. Absence is a kind, never a number.
///
/// | kind             | said by                       | score         | `if_missing`   | coverage           |
/// |------------------|-------------------------------|---------------|----------------|--------------------|
/// | `not_observed`   | nobody rated, or saw none     | no term       | applies        | lowers it          |
/// | `no_opportunity` | the phase offered none        | no term       | does not apply | leaves both sides  |
/// | `not_applicable` | framework, role or person     | no term       | does not apply | leaves both sides  |
enum class presence : std::uint8_t { rated, not_observed, no_opportunity, not_applicable };

/// Why a node has the score it has, or none.
enum class status : std::uint8_t {
  scored,                 ///< from evidence (or, for a group, from what its missing rule lets count)
  filled,                 ///< a leaf without a rating whose `if_missing` counts
  not_observed,           ///< a leaf: nobody rated it
  no_opportunity,         ///< nothing below could be rated in this phase
  not_applicable,         ///< nothing below applies to this person
  no_evidence,            ///< a group: something applies, nothing has a score
  undetermined,           ///< a group under `no_score`: an absent child could change everything
  insufficient_coverage,  ///< a group under `require` or `require_children`: below the quorum
  zero_total_weight,      ///< the children that have scores weigh nothing together
  out_of_domain           ///< the aggregation has no value for these scores
};

/// The status in words: "coverage too low".
[[nodiscard]] constexpr std::string_view words(status s) noexcept {
  constexpr std::string_view all[] = {"scored",      "filled in",   "not observed", "no opportunity",        "not applicable",
                                      "no evidence", "undetermined", "coverage too low", "zero total weight", "out of domain"};
  return all[static_cast<std::size_t>(s)];
}

}  // namespace prowess::v0
