// SPDX-License-Identifier: BSL-1.0
// A ready-made scale: entrustment and supervision for entrustable professional activities (EPA).
#pragma once

#include <prowess/scale.hpp>

namespace prowess::inline v0::scales {

/// How much supervision a person still needs for one activity, levels 1 to 5: observe only, direct supervision, indirect supervision,
/// unsupervised, supervises others.
///
/// A level is a decision about the next time the activity is done, not a quantity: the steps are not equally far apart and the
/// scale is not continuous (programmes divide 2 and 3 further: 2a, 2b, 3a, 3b, 3c). Averaging levels is discouraged; a mean of
/// 3.4 entrusts nobody with anything. Give each activity a leaf of its own and read the leaves, or aggregate by `minimum` or
/// `lower_median`, whose result is always one of the levels.
/// Source: ten Cate, Schwartz, Chen, Assessing Trainees and Making Entrustment Decisions: On the Nature and Use of
/// Entrustment-Supervision Scales, Academic Medicine 95 (2020), 1662-1669, doi:10.1097/ACM.0000000000003427. Labels only.
///
///     framework("ward-round", scales::entrustment, minimum{}, criterion("admit"), criterion("discharge"));
inline constexpr auto entrustment =
    levels(level{"observe-only", 1, "Observe only / no permission to act"},
           level{"direct-supervision", 2, "Act under direct, proactive supervision"},
           level{"indirect-supervision", 3, "Act under indirect, reactive supervision"},
           level{"unsupervised", 4, "Act unsupervised (distant supervision)"}, level{"supervise-others", 5, "Supervise others"});

}  // namespace prowess::v0::scales
