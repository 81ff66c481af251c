// SPDX-License-Identifier: BSL-1.0
// A ready-made scale: the five stages of the Dreyfus model of skill acquisition.
#pragma once

#include <prowess/scale.hpp>

/// Ready-made scales.
namespace prowess::inline v0::scales {

/// Stages of skill, 1 to 5 points: novice, advanced beginner, competent, proficient, expert. Names only.
/// Source: Dreyfus and Dreyfus, Mind over Machine, Free Press 1986. (Their report of 1980 named the stages otherwise.)
///
///     framework("nursing", scales::dreyfus, competency("assessment"), competency("handover"));
inline constexpr auto dreyfus =
    levels(level{"novice", 1, "Novice"}, level{"advanced-beginner", 2, "Advanced beginner"}, level{"competent", 3, "Competent"},
           level{"proficient", 4, "Proficient"}, level{"expert", 5, "Expert"});

}  // namespace prowess::v0::scales
