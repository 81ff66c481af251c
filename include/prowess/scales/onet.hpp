// SPDX-License-Identifier: BSL-1.0
// Ready-made scales: importance and level as O*NET rates them.
#pragma once

#include <prowess/scale.hpp>

namespace prowess::inline v0::scales {

/// O*NET importance (IM) as one rater answers it, 1 to 5 points: not important, somewhat important, important, very important,
/// extremely important. It has no zero: whether a weight is the importance or the importance - 1 changes a mean, so choose knowingly.
/// Source: O*NET database 29.0, Scales Reference (scale IM), https://www.onetcenter.org, CC BY 4.0; labels as on its questionnaires.
///
///     framework("analyst", scales::onet_importance, leaf("writing"), leaf("programming"));
inline constexpr auto onet_importance =
    levels(level{"not-important", 1, "Not Important"}, level{"somewhat-important", 2, "Somewhat Important"},
           level{"important", 3, "Important"}, level{"very-important", 4, "Very Important"},
           level{"extremely-important", 5, "Extremely Important"});

/// O*NET importance as it is published: a mean over raters, such as 4.38; any number from 1 to 5.
inline constexpr auto onet_importance_mean = numeric(1, 5);

/// O*NET level (LV): the level of a skill that an occupation needs, any number from 0 to 7. 0 is published where the skill is not
/// relevant to the occupation; rate such a leaf `not_applicable` where 0 is not meant as the lowest level. Questionnaires
/// anchor 2, 4 and 6 with examples, which differ from skill to skill and are not part of the scale.
/// Source: O*NET database 29.0, Scales Reference (scale LV) and Level Scale Anchors, https://www.onetcenter.org, CC BY 4.0. Bounds only.
inline constexpr auto onet_level = numeric(0, 7);

}  // namespace prowess::v0::scales
