// SPDX-License-Identifier: BSL-1.0
// A ready-made scale: the four levels of Miller's pyramid of clinical assessment.
#pragma once

#include <prowess/scale.hpp>

namespace prowess::inline v0::scales {

/// What an assessment shows, 1 to 4 points: knows, knows how, shows how, does. Names only.
/// It orders kinds of evidence (a written test can show "knows how" and no more), not how well something is done.
/// Source: Miller, The assessment of clinical skills/competence/performance, Academic Medicine 65 (1990), S63-S67.
///
///     framework("placement", scales::miller, competency("consent"), competency("cannulation"));
inline constexpr auto miller =
    levels(level{"knows", 1, "Knows"}, level{"knows-how", 2, "Knows how"}, level{"shows-how", 3, "Shows how"}, level{"does", 4, "Does"});

}  // namespace prowess::v0::scales
