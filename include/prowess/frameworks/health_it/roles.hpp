// SPDX-License-Identifier: BSL-1.0
// Roles for the people of the health-IT framework, critical failures and what they ask for.
#pragma once

#include <prowess/decision/role.hpp>
#include <prowess/frameworks/health_it.hpp>

namespace prowess::inline v0::frameworks {

/// EHR implementation specialist. Configures, tests and supports the system on site before, during and after go-live. Editorial judgements, not survey results.
inline constexpr auto ehr_implementation_specialist = role<health_it>("ehr-implementation-specialist", title("EHR implementation specialist"),
  description("Configures, tests and supports the system on site before, during and after go-live."),
  minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1}, minimum_assessors{2},
  weighs("technical", 40), weighs("functional", 25), weighs("soft", 35),
  needs("TEC-BLD", "advanced", importance{5}), needs("TEC-INT", "intermediate", importance{4}),
  needs("TEC-DAT", "intermediate", importance{3}), needs("TEC-SEC", "intermediate", importance{5}, hurdle),
  needs("TEC-TST", "advanced", importance{5}, hurdle_at("intermediate")), needs("TEC-SUP", "advanced", importance{5}),
  needs("FUN-WFL", "intermediate", importance{4}), needs("FUN-REQ", "intermediate", importance{4}),
  needs("FUN-SAF", "intermediate", importance{5}, hurdle), needs("FUN-REG", "basic", importance{3}),
  needs("FUN-PLN", "intermediate", importance{3}), needs("FUN-TRN", "intermediate", importance{4}),
  needs("COM-EXP", "advanced", importance{5}), needs("COM-WRI", "intermediate", importance{4}),
  needs("COM-COA", "intermediate", importance{4}), needs("NEG-RES", "intermediate", importance{4}),
  needs("NEG-AGR", "intermediate", importance{4}), needs("STR-VIE", "intermediate", importance{3}),
  needs("STR-ROO", "intermediate", importance{4}), needs("TEA-MOT", "intermediate", importance{3}), needs("TEA-FOR", "basic", importance{2}),
  needs("TEA-ACC", "intermediate", importance{4}),
  blocked_by("CF-1", "CF-2", "CF-3", "CF-4", "CF-5"));

/// Clinical informatics analyst. Studies care and data, shapes requirements and decision support, and measures results. Editorial judgements, not survey results.
inline constexpr auto clinical_informatics_analyst = role<health_it>("clinical-informatics-analyst", title("Clinical informatics analyst"),
  description("Studies care and data, shapes requirements and decision support, and measures results."),
  minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1}, minimum_assessors{2},
  weighs("technical", 30), weighs("functional", 40), weighs("soft", 30),
  needs("TEC-BLD", "intermediate", importance{3}), needs("TEC-INT", "intermediate", importance{4}),
  needs("TEC-DAT", "advanced", importance{5}), needs("TEC-SEC", "intermediate", importance{5}, hurdle),
  needs("TEC-TST", "intermediate", importance{3}), needs("TEC-SUP", "basic", importance{2}), needs("FUN-WFL", "advanced", importance{5}),
  needs("FUN-REQ", "advanced", importance{5}), needs("FUN-SAF", "advanced", importance{5}, hurdle),
  needs("FUN-REG", "intermediate", importance{4}), needs("FUN-PLN", "basic", importance{2}), needs("FUN-TRN", "basic", importance{2}),
  needs("COM-EXP", "advanced", importance{4}), needs("COM-WRI", "advanced", importance{4}), needs("COM-COA", "basic", importance{2}),
  needs("NEG-RES", "intermediate", importance{3}), needs("NEG-AGR", "intermediate", importance{3}),
  needs("STR-VIE", "advanced", importance{5}), needs("STR-ROO", "advanced", importance{5}), needs("TEA-MOT", "basic", importance{2}),
  needs("TEA-FOR", "basic", importance{2}), needs("TEA-ACC", "basic", importance{2}),
  blocked_by("CF-1", "CF-2", "CF-3", "CF-4", "CF-5"));

/// Implementation project lead. Plans and steers the implementation, forms the team, and answers for the outcome. Editorial judgements, not survey results.
inline constexpr auto implementation_project_lead = role<health_it>("implementation-project-lead", title("Implementation project lead"),
  description("Plans and steers the implementation, forms the team, and answers for the outcome."),
  minimum_fit{0.9}, minimum_coverage{0.85}, maximum_gap{1}, minimum_assessors{2},
  weighs("technical", 15), weighs("functional", 30), weighs("soft", 55),
  needs("TEC-BLD", "basic", importance{2}), needs("TEC-INT", "basic", importance{2}), needs("TEC-DAT", "basic", importance{2}),
  needs("TEC-SEC", "intermediate", importance{5}, hurdle), needs("TEC-TST", "intermediate", importance{4}),
  needs("TEC-SUP", "basic", importance{2}), needs("FUN-WFL", "intermediate", importance{4}), needs("FUN-REQ", "intermediate", importance{3}),
  needs("FUN-SAF", "intermediate", importance{5}, hurdle), needs("FUN-REG", "intermediate", importance{4}),
  needs("FUN-PLN", "advanced", importance{5}, hurdle), needs("FUN-TRN", "intermediate", importance{3}),
  needs("COM-EXP", "advanced", importance{5}), needs("COM-WRI", "advanced", importance{5}), needs("COM-COA", "intermediate", importance{3}),
  needs("NEG-RES", "advanced", importance{5}), needs("NEG-AGR", "advanced", importance{5}, hurdle_at("intermediate")),
  needs("STR-VIE", "advanced", importance{5}), needs("STR-ROO", "advanced", importance{5}), needs("TEA-MOT", "advanced", importance{5}),
  needs("TEA-FOR", "advanced", importance{5}), needs("TEA-ACC", "advanced", importance{4}),
  blocked_by("CF-1", "CF-2", "CF-3", "CF-4", "CF-5"));

/// EHR trainer. Prepares and supports users so that they can do their own work safely in the new system. Editorial judgements, not survey results.
inline constexpr auto ehr_trainer = role<health_it>("ehr-trainer", title("EHR trainer"),
  description("Prepares and supports users so that they can do their own work safely in the new system."),
  minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1}, minimum_assessors{2},
  weighs("technical", 15), weighs("functional", 30), weighs("soft", 55),
  needs("TEC-BLD", "basic", importance{3}), needs("TEC-INT", "baseline", importance{1}), needs("TEC-DAT", "baseline", importance{1}),
  needs("TEC-SEC", "intermediate", importance{5}, hurdle), needs("TEC-TST", "basic", importance{2}),
  needs("TEC-SUP", "intermediate", importance{3}), needs("FUN-WFL", "intermediate", importance{4}), needs("FUN-REQ", "basic", importance{3}),
  needs("FUN-SAF", "basic", importance{4}), needs("FUN-REG", "basic", importance{2}), needs("FUN-PLN", "basic", importance{2}),
  needs("FUN-TRN", "advanced", importance{5}, hurdle_at("intermediate")), needs("COM-EXP", "advanced", importance{5}, hurdle),
  needs("COM-WRI", "advanced", importance{4}), needs("COM-COA", "advanced", importance{5}), needs("NEG-RES", "advanced", importance{5}),
  needs("NEG-AGR", "intermediate", importance{3}), needs("STR-VIE", "intermediate", importance{3}), needs("STR-ROO", "basic", importance{2}),
  needs("TEA-MOT", "advanced", importance{4}), needs("TEA-FOR", "basic", importance{2}), needs("TEA-ACC", "advanced", importance{5}),
  blocked_by("CF-1", "CF-2", "CF-3", "CF-4", "CF-5"));

/// Health Informatics Specialists (O*NET-SOC 15-1211.01), as far as competencies of this framework name a skill of O*NET (see their
/// alignments): importance as it stands there (1 to 5), level (0 to 7) on the framework's scale: 1 + level x 4 / 7. Where a
/// competency names two skills, their means. O*NET asks for levels between ours, so points are required, not levels.
/// Source: O*NET 29.0 Database, Skills, rows IM and LV of 15-1211.01, US Department of Labor/ETA, CC BY 4.0, https://www.onetcenter.org
[[nodiscard]] constexpr need onet_needs(std::string_view competency, double level, double how_important) {
  return needs(competency, 1 + level * 4 / 7, importance{how_important});
}
/// The role of these figures: a fit of 0.9, at most one level short.
inline constexpr auto onet_health_informatics_specialist = role<health_it>("onet-15-1211.01", title("Health informatics specialist (O*NET)"),
  description("What O*NET says of the importance and level of skills, for the competencies that name one."),
  minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1},
  onet_needs("FUN-REQ", 3.44, 3.25),    // systems analysis 4, 3.75; operations analysis 2.88, 2.75
  onet_needs("COM-EXP", 4.06, 4),       // speaking 4, 4; active listening 4.12, 4
  onet_needs("COM-WRI", 4, 4),          // writing 4, 4
  onet_needs("COM-COA", 3.88, 3.38),    // instructing 3.88, 3.38
  onet_needs("NEG-RES", 3.62, 3.12),    // social perceptiveness 3.62, 3.12
  onet_needs("NEG-AGR", 3.31, 3),       // negotiation 3, 3; persuasion 3.62, 3
  onet_needs("STR-VIE", 4.12, 4),       // critical thinking 4.12, 4
  onet_needs("STR-ROO", 4.12, 4.12));   // complex problem solving 4.12, 4.12

}  // namespace prowess::v0::frameworks
