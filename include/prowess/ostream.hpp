// SPDX-License-Identifier: BSL-1.0
// Printing with `<<`.
#pragma once

#include <concepts>
#include <ostream>

#include <prowess/number/exact_text.hpp>
#include <prowess/profile.hpp>
#include <prowess/report/tree.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The profile as an aligned tree, see `to_text`.
template <std::convertible_to<profile_view> Profile> std::ostream& operator<<(std::ostream& out, const Profile& p) {
  return out << to_text(p);
}
/// The problem on one line, see `problem::text`.
inline std::ostream& operator<<(std::ostream& out, const problem& p) { return out << p.text(); }
/// The fraction in lowest terms, see `to_string`.
inline std::ostream& operator<<(std::ostream& out, const exact& x) { return out << to_string(x); }
/// The status in words.
inline std::ostream& operator<<(std::ostream& out, status s) { return out << words(s); }
/// The level's name, "-" without one, with "?" where the next one cannot be excluded.
inline std::ostream& operator<<(std::ostream& out, const level_reached& l) { return out << level_text(l); }
/// "yes", "no" or "not decidable".
inline std::ostream& operator<<(std::ostream& out, decision d) {
  return out << (d == decision::yes ? "yes" : d == decision::no ? "no" : "not decidable");
}

}  // namespace prowess::v0
