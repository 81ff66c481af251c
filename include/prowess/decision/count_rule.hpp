// SPDX-License-Identifier: BSL-1.0
// Counting in place of averaging: enough good observations, by enough people, in enough contexts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <prowess/decision/criteria_view.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// One observation of one competency or activity.
struct observation {
  rating given{};                ///< points on the scale of the activity, or why there are none
  std::string_view assessor{};   ///< who saw it; where it is empty nobody knows, and it adds no person
  std::string_view context{};    ///< where, when or with whom; where it is empty it adds no context
};

/// How many observations must be good, and how widely they must be spread: entrustment decisions count, they do not average
/// (ten Cate and others, Academic Medicine 95 (2020), 1662-1669; the Royal College's "collect n observations" plans).
///
///     constexpr count_rule entrusted{.points = 4, .observations = 5, .assessors = 3, .contexts = 2};
///     if (auto c = count(entrusted, seen); !c) ask_for(c.more_observations, c.more_assessors, c.more_contexts);
struct count_rule {
  double points = 0;               ///< an observation at these points or better is achieved (inclusive)
  std::uint32_t observations = 1;  ///< achieved ones that are needed
  std::uint32_t assessors = 0;     ///< distinct people behind the achieved ones; at least so many
  std::uint32_t contexts = 0;      ///< distinct contexts of the achieved ones; at least so many
  bool fewer_is_better = false;    ///< the scale is inverse
};

/// What `count` finds.
struct count_result {
  /// `passed`, `failed` (not yet: what is missing stands below), or `undetermined` where nothing was rated.
  criteria_state state = criteria_state::undetermined;
  std::uint32_t rated = 0;              ///< observations with points
  std::uint32_t achieved = 0;           ///< of them good enough
  std::uint32_t assessors = 0;          ///< distinct people behind the achieved ones
  std::uint32_t contexts = 0;           ///< distinct contexts of the achieved ones
  std::uint32_t more_observations = 0;  ///< achieved ones that are missing
  std::uint32_t more_assessors = 0;     ///< people that are missing: each must be a new one
  std::uint32_t more_contexts = 0;      ///< contexts that are missing: each must be a new one
  constexpr explicit operator bool() const noexcept { return state == criteria_state::passed; }                   ///< whether it is passed
  friend constexpr bool operator==(const count_result&, const count_result&) = default;  ///< member by member
};

namespace detail {
inline constexpr std::size_t few_observations = 128;  ///< compared one with the other; more are sorted

/// The number of different texts that are not empty, among those that `counts`.
template <class Counts, class Text>
constexpr std::uint32_t distinct(std::span<const observation> all, const Counts& counts, const Text& text) {
  std::uint32_t n = 0;
  if (all.size() <= few_observations) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!counts(all[i]) || text(all[i]).empty()) continue;
      std::size_t first = 0;
      while (!(counts(all[first]) && text(all[first]) == text(all[i]))) ++first;
      n += first == i;
    }
    return n;
  }
  std::vector<std::string_view> texts;
  for (const observation& o : all)
    if (counts(o) && !text(o).empty()) texts.push_back(text(o));
  std::sort(texts.begin(), texts.end());
  for (std::size_t i = 0; i < texts.size(); ++i) n += i == 0 || texts[i] != texts[i - 1];
  return n;
}
}  // namespace detail

/// Holds observations against a rule. All counts ask for "at least". What was not rated is no observation; people and contexts are told
/// apart by their names, letter by letter. Cost: O(n^2) up to 128 observations, without allocation; O(n log n) and two lists above.
[[nodiscard]] constexpr count_result count(const count_rule& rule, std::span<const observation> all) {
  count_result c;
  const auto achieved = [&](const observation& o) {
    return o.given.is_rated() && (rule.fewer_is_better ? o.given.points <= rule.points : o.given.points >= rule.points);
  };
  for (const observation& o : all) c.rated += o.given.is_rated(), c.achieved += achieved(o);
  c.assessors = detail::distinct(all, achieved, [](const observation& o) { return o.assessor; });
  c.contexts = detail::distinct(all, achieved, [](const observation& o) { return o.context; });
  const auto missing = [](std::uint32_t needed, std::uint32_t there) { return needed > there ? needed - there : 0; };
  c.more_observations = missing(rule.observations, c.achieved);
  c.more_assessors = missing(rule.assessors, c.assessors);
  c.more_contexts = missing(rule.contexts, c.contexts);
  const bool enough = c.more_observations == 0 && c.more_assessors == 0 && c.more_contexts == 0;
  if (c.rated > 0) c.state = enough ? criteria_state::passed : criteria_state::failed;
  return c;
}

}  // namespace prowess::v0
