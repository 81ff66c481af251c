// SPDX-License-Identifier: BSL-1.0
// What a linter says: a suspicion about criteria or a framework, a rating sheet that shows it, and whether it is proved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// What is suspicious. Nothing of it is an error: criteria and frameworks with such findings work.
enum class lint_kind : std::uint8_t {
  never_met,                ///< criteria that nobody can meet. Witness: the best sheet, which fails
  always_met,               ///< criteria that nobody can miss. Witness: the worst sheet, which passes
  never_decided,            ///< a condition whose node has no score though everything is rated. Witness: such a sheet
  redundant,                ///< a part of criteria that changes nothing in its group. Witness: a sheet on which it agrees with the others
  never_scored,             ///< a group of a framework without a score though everything is rated. Witness: such a sheet
  constant_score,           ///< a group of a framework whose score is always the same. Witness: any sheet
  unreachable_level,        ///< a level that the whole never has. Witness: the best sheet, where that falls short of it
  zero_weight,              ///< a node that weighs nothing. Witness: a sheet with it at its worst and everything else at its best
  no_effect,                ///< a node that never changes the score of its group. Witness: as for `zero_weight`
  contradictory,            ///< what is asked for is at the same time too much. Witness: a sheet on which it is both
  hurdle_above_requirement  ///< who meets the requirement may still fail its hurdle. Witness: a sheet that does both
};

/// One suspicion. Claims are about people who are rated in everything.
struct lint_finding {
  lint_kind kind = lint_kind::never_met;  ///< what is suspicious
  std::uint32_t node = 0;         ///< its place: in the criteria, or in the framework
  problem text{};                 ///< where, what, remedy
  std::vector<rating> witness{};  ///< a rating for each leaf of the framework, in tree order, which shows it; empty where there is none
  bool proved = false;            ///< holds for every sheet; else no counter-example was found among those tried
  std::uint64_t tried = 0;        ///< different cases that were tried
  friend bool operator==(const lint_finding&, const lint_finding&) = default;  ///< member by member
};

/// How far a linter looks. What is larger is searched with a seed, and said to be not proved.
struct lint_limits {
  std::uint64_t combinations = std::uint64_t{1} << 20;  ///< of the cases that conditions tell apart, all of them
  std::uint64_t sheets = 100'000;   ///< rating sheets below a group, all of them
  std::uint64_t searched = 20'000;  ///< cases or sheets that are tried where there are more
  std::uint64_t seed = 1;           ///< of the search: splitmix64 (Steele, Lea, Flood, OOPSLA 2014)
};

/// Whether a hurdle asks for more than the requirement that it belongs to, both in points of the scale. (The other way round is usual.)
[[nodiscard]] constexpr bool hurdle_exceeds(const scale_data& s, double at, double required) {
  return s.inverse ? at < required : at > required;
}
/// The finding for a hurdle that does; `where` is the node's path, the witness a sheet on which the node lies between the two.
[[nodiscard]] inline lint_finding hurdle_above_requirement(std::string_view where, std::uint32_t node, double at, double required, std::vector<rating> witness = {}) {
  return {lint_kind::hurdle_above_requirement, node,
          {std::string(where), detail::join({"the hurdle at ", detail::number(at), " points asks for more than the requirement of ",
              detail::number(required), ": who meets it may still fail"}),
           "lower the hurdle, or require as much"}, std::move(witness), true, 1};
}

namespace detail {
/// "; holds for all 12 cases", or what the search was.
inline std::string extent_of_claim(bool proved, std::uint64_t tried) {
  return proved ? join({" (holds for all ", std::to_string(tried), " cases)"}) : join({" (not proved: no counter-example among ",
      std::to_string(tried), " cases)"});
}
/// Sorts by place; findings of one place stay in their order. They are few.
inline void sort_findings(std::vector<lint_finding>& all) {
  for (std::size_t i = 1; i < all.size(); ++i)
    for (std::size_t k = i; k > 0 && all[k].node < all[k - 1].node; --k) std::swap(all[k], all[k - 1]);
}
}  // namespace detail

}  // namespace prowess::v0
