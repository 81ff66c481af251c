// SPDX-License-Identifier: BSL-1.0
// A person and the ratings that a file holds of them.
#pragma once

#include <string>
#include <vector>

#include <prowess/rating_sheet.hpp>

namespace prowess {

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
  friend bool operator==(const rated_person&, const rated_person&) = default;
};

}  // namespace prowess
