// SPDX-License-Identifier: BSL-1.0
// What was wrong with a person in a batch: a place without its text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <prowess/describe.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The rules that a batch must keep.
enum class batch_rule : std::uint8_t {
  none,
  wrong_number_of_people,  ///< columns out are for others than columns in
  foreign_framework,       ///< plan, columns in and columns out are of different frameworks
  foreign_role,            ///< the role is for another framework
  unknown_level,           ///< a byte is neither a level of its scale nor a kind of absence
  rating_outside_scale,    ///< the scale does not admit the points
  score_without_status     ///< there is no score, and nobody asked for the statuses that would say so
};

/// The first broken rule of a batch: whose, at which node. `describe(finding, view)` makes the text.
struct batch_finding {
  batch_rule broken = batch_rule::none;  ///< `none` where all is well
  std::uint32_t node = 0;                ///< its place in tree order
  std::size_t person = 0;                ///< counted from 0
  double value = 0;                      ///< the byte, the points, or the number of people
  /// Whether no rule is broken.
  [[nodiscard]] constexpr bool ok() const noexcept { return broken == batch_rule::none; }
  friend constexpr bool operator==(const batch_finding&, const batch_finding&) = default;  ///< member by member
};

/// The text of a broken rule.
[[nodiscard]] inline problem describe(const batch_finding& at, const framework_view& f) {
  const auto of = [&](problem p) {
    p.where = detail::join({"person ", std::to_string(at.person), ", ", f.path(at.node)});
    return p;
  };
  switch (at.broken) {
    case batch_rule::none: break;
    case batch_rule::wrong_number_of_people:
      return {std::string(f.id()), detail::join({"the columns out are not for ", detail::number(at.value), " people as those in are"}), "make both for the same people"};
    case batch_rule::foreign_framework:
      return {std::string(f.id()), "plan and columns are of frameworks with different sizes", "make them of the same framework, after its last change"};
    case batch_rule::foreign_role: return {std::string(f.id()), "the role is for another framework", "decide about people of the framework that it was made for"};
    case batch_rule::unknown_level: {
      const scale_data& s = f.scale_of(f.nodes[at.node]);
      const std::string bytes = s.level_count > 0 ? detail::level_keys(f, s) + ", counted from 0"
                                                  : detail::join({"a byte is the points above ", detail::number(s.low), ", 0 to ", detail::number(s.high - s.low)});
      return of({{}, detail::join({"no level has the byte ", detail::number(at.value)}), bytes + "; 255 is not observed, 254 no opportunity, 253 not applicable"});
    }
    case batch_rule::rating_outside_scale: return of(describe(finding{rule::rating_outside_scale, at.node, at.value}, f));
    case batch_rule::score_without_status:
      return of({{}, "there is no score, and no column for the statuses that would say so", "ask for the statuses of this node too"});
  }
  return {std::string(f.id()), "nothing is wrong", {}};
}

}  // namespace prowess::v0
