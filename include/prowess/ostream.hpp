// SPDX-License-Identifier: BSL-1.0
// Printing with `<<`.
#pragma once

#include <concepts>
#include <ostream>

#include <prowess/number/exact_text.hpp>
#include <prowess/profile.hpp>
#include <prowess/report/tree.hpp>
#include <prowess/result.hpp>

namespace prowess {

/// The profile as an aligned tree, see `to_text`.
template <std::convertible_to<profile_view> Profile> std::ostream& operator<<(std::ostream& out, const Profile& p) {
  return out << to_text(p);
}
inline std::ostream& operator<<(std::ostream& out, const problem& p) { return out << p.text(); }
inline std::ostream& operator<<(std::ostream& out, const exact& x) { return out << to_string(x); }
inline std::ostream& operator<<(std::ostream& out, status s) { return out << words(s); }

}  // namespace prowess
