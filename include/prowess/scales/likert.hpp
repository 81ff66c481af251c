// SPDX-License-Identifier: BSL-1.0
// A ready-made scale: agreement with a statement in five steps.
#pragma once

#include <prowess/scale.hpp>

namespace prowess::inline v0::scales {

/// Agreement, 1 to 5 points: strongly disagree, disagree, neither agree nor disagree, agree, strongly agree.
/// For statements that are worded against what is wanted take `likert_agreement.inverted()` as a further scale.
/// One such item is ordinal; the mean over several items is what the method of summated ratings works with.
/// Source: Likert, A Technique for the Measurement of Attitudes, Archives of Psychology 140 (1932). The labels are common usage.
///
///     framework("survey", scales::likert_agreement, scale("reversed", scales::likert_agreement.inverted()),
///               indicator("helps-me"), indicator("slows-me-down", on("reversed")));
inline constexpr auto likert_agreement =
    levels(level{"strongly-disagree", 1, "Strongly disagree"}, level{"disagree", 2, "Disagree"},
           level{"neutral", 3, "Neither agree nor disagree"}, level{"agree", 4, "Agree"}, level{"strongly-agree", 5, "Strongly agree"});

}  // namespace prowess::v0::scales
