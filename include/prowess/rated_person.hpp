// SPDX-License-Identifier: BSL-1.0
// A person and the ratings that a file holds of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/rating_sheet.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// One person of a file. The sheet borrows the framework.
///
///     rated_person ada{"ada", rating_sheet{fw}};
///     ada.sheet.set("build", 4);
///     std::cout << ada.id << " " << score(ada.sheet).score_or(0);
struct rated_person {
  std::string id;      ///< as in the file, without blanks around it
  rating_sheet sheet;  ///< one rating for each leaf; leaves that the file does not name are `not_observed`
  std::string role{};  ///< the id of the role that the person is to be held against; only some kinds of file say it
  std::vector<std::string> critical_failures{};  ///< ids of what happened; only some kinds of file say it
  friend bool operator==(const rated_person&, const rated_person&) = default;  ///< id, ratings, role and critical failures
};

namespace detail {
/// Raises where some are rated on another framework than the first.
inline void require_one_framework(std::span<const rated_person> people) {
  for (const rated_person& p : people) {
    const framework_view &f = p.sheet.framework(), &first = people.front().sheet.framework();
    bool same = f.size() == first.size();
    for (std::uint32_t i = 0; same && f.nodes.data() != first.nodes.data() && i < f.size(); ++i)
      same = f.nodes[i].id == first.nodes[i].id && f.nodes[i].extent == first.nodes[i].extent;
    if (!same) raise(problem{"'" + p.id + "'", "the person is rated on another framework than '" + people.front().id + "'", "write the people of each framework by themselves"});
  }
}
}  // namespace detail

}  // namespace prowess::v0
