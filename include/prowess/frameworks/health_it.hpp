// SPDX-License-Identifier: BSL-1.0
// A ready-made framework: the skills of a health-IT professional who implements electronic health records.
#pragma once

#include <prowess/framework.hpp>
#include <prowess/frameworks/health_it/functional.hpp>
#include <prowess/frameworks/health_it/soft.hpp>
#include <prowess/frameworks/health_it/technical.hpp>

/// Ready-made frameworks.
namespace prowess::inline v0::frameworks {

/// The five levels of `health_it`, 1 to 5 points. The labels are those of HITComp; the descriptors are ours.
/// Source: HITComp, glossary of terms, http://hitcomp.org/glossary-of-terms/
inline constexpr auto health_it_levels =
    levels(level{"baseline", 1, "Baseline", "Aware of the task; acts only with step-by-step direction."},
           level{"basic", 2, "Basic", "Does routine parts of the task; someone checks the result."},
           level{"intermediate", 3, "Intermediate", "Does the whole task alone under usual conditions."},
           level{"advanced", 4, "Advanced", "Handles unusual or conflicting conditions and improves how others do the task."},
           level{"expert", 5, "Expert", "Sets direction for the organisation and develops other people to a high standard."});

/// Three domains (technical 30 %, functional 30 %, soft 40 %), 8 groups and 22 competencies, which are what is rated. Each competency
/// has a definition, tags, alignments, four or five observable behaviours (those whose failure is serious on its own are
/// `critical`), and an anchor for each of the five levels.
///
/// The weights are editorial judgements, not survey results: take the domains with weights of your own where yours differ.
/// A domain pools what was observed: a group of which half was rated counts half in its domain. The whole does not: the domains
/// keep their weights for everybody who has evidence in all three. Read every score beside its coverage.
///
/// An illustration, not an official standard; all texts were written for prowess. What informed it:
/// - the soft groups and the split into technical, functional and soft: USF Health, "Health IT Professionals Need 'Soft Skills' as Well
///   as Technical Skills", https://www.usfhealthonline.com/resources/career/health-it-professionals-need-soft-and-technical-skills/
/// - technical and functional coverage: AMIA delineation of practice (DoP), J Am Med Inform Assoc 2023;30:1593, doi:10.1093/jamia/ocad146;
///   US Department of Labor (ETA), Health Information Management competency model,
///   https://www.careeronestop.org/CompetencyModel/Competency-Models/electronic-health-records.aspx;
///   HRSA, "What skills are needed to implement and support an EHR system?"
/// - names used for alignment: ONC health-IT workforce roles; O*NET skills, https://www.onetcenter.org
///
///     using prowess::frameworks::health_it;
///     constexpr auto ada = score<health_it>({{"COM-EXP", 4}, {"COM-WRI", "advanced"}, {"COM-COA", not_observed}});
///     static_assert(ada["communication"].score() == 4 && ada["communication"].coverage() == 0.65);
inline constexpr auto health_it = framework("health-it-ehr", health_it_levels,
  title("Health-IT competency framework for EHR implementation"), version("1.0.0"),
  description("What people who configure, connect, introduce and support an electronic health record need to be able to do."),
  skip,
  health_it_technical(percent{30}),
  health_it_functional(percent{30}),
  health_it_soft(percent{40}));

}  // namespace prowess::v0::frameworks
