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
/// The level's name, "-" without one, with "?" where the next one cannot be excluded.
inline std::ostream& operator<<(std::ostream& out, const level_reached& l) { return out << level_text(l); }
inline std::ostream& operator<<(std::ostream& out, decision d) {
  return out << (d == decision::yes ? "yes" : d == decision::no ? "no" : "not decidable");
}

}  // namespace prowess
