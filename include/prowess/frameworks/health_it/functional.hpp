// SPDX-License-Identifier: BSL-1.0
// The functional domain of the health-IT framework: care, workflow, rules and delivery.
#pragma once

#include <prowess/framework.hpp>

namespace prowess::inline v0::frameworks {

/// Functional skills of a health-IT professional: 2 groups, 6 competencies.
/// `weight` is the domain's among its siblings: a number or `percent{..}`. The anchors need the levels of `health_it_levels`.
template <class Weight = int> [[nodiscard]] constexpr auto health_it_functional(const Weight& weight = 1) {
  return domain("functional", weight, pool, title("Functional skills"),
    description("Understanding care delivery, its rules, and how projects are carried through."),

    group("care", percent{55}, title("Care and workflow"), description("How work is done and how the system affects it."),
      competency("FUN-WFL", percent{35}, title("Workflow analysis and redesign"),
        description("Sees how work is really done and reshapes it, with the people who do it, so that the new system helps."),
        tags("workflow", "process"), alignment("ONC role: workflow redesign specialist", "AMIA DoP: improving care delivery"),
        behaviours("Observes work where it happens and maps steps, roles and hand-offs.",
                   "Checks the map with those who do the work, including night and weekend staff.",
                   "Marks where information is re-entered, delayed or lost.",
                   "Designs the future steps with users and walks through them before anything is built.",
                   "Measures after go-live whether the expected benefit arrived."),
        anchors(anchor{"baseline",     "Describes the main steps of one clinical or office process."},
                anchor{"basic",        "Draws a current-state map from interviews with help and notes the pain points."},
                anchor{"intermediate", "Maps and redesigns a department's workflow with its staff and tests it in a walk-through."},
                anchor{"advanced",     "Redesigns work that crosses departments, weighs trade-offs openly, "
                                       "and shows the benefit with data."},
                anchor{"expert",       "Leads organisation-wide redesign and teaches others to see and improve workflow."})),

      competency("FUN-REQ", percent{30}, title("Requirements and usability"),
        description("Finds out what people need to accomplish and makes it easy and safe to do."),
        tags("requirements", "usability"), alignment("O*NET: systems analysis; operations analysis"),
        behaviours("Separates what people need to achieve from the feature they ask for.",
                   "Writes requirements that can be tested and ranks them with stakeholders.",
                   "Watches real users try a design and records where they hesitate or err.",
                   "Cuts clicks, alerts and reading load without hiding safety information."),
        anchors(anchor{"baseline",     "Takes down requests accurately and asks when one is unclear."},
                anchor{"basic",        "Gathers requirements with a template and notices contradictions."},
                anchor{"intermediate", "Runs interviews and simple usability checks, and delivers ranked, testable requirements."},
                anchor{"advanced",     "Reconciles competing needs across groups and shows with evidence which design works better."},
                anchor{"expert",       "Sets usability and requirements practice and is sought out for high-risk designs."})),

      competency("FUN-SAF", percent{35}, title("Patient safety and decision support"),
        description("Looks for ways the system could harm or help patients and acts on what is found."),
        tags("safety", "cds", "hurdle"), alignment("AMIA DoP: improving care delivery and outcomes"),
        behaviours("Asks of each change how it could harm a patient and records the hazard with its control.",
                   critical("Involves a clinician with authority before altering alerts, order sets or dosing content."),
                   "Monitors alert use and overrides and removes alerts that do not help.",
                   critical("Raises a safety concern even when it delays the schedule."),
                   "Uses incident and near-miss reports to improve the design."),
        anchors(anchor{"baseline",     "Knows how to report a safety concern and does so."},
                anchor{"basic",        "Recognises common hazards such as wrong-patient entry and follows the control in place."},
                anchor{"intermediate", "Assesses hazards of own changes, agrees controls with clinicians, "
                                       "and checks that they hold after go-live."},
                anchor{"advanced",     "Leads safety review of complex changes and tunes decision support using override "
                                       "and outcome data."},
                anchor{"expert",       "Shapes the safety case and decision-support governance for the organisation."}))),

    group("deliver", percent{45}, title("Rules and delivery"), description("Compliance, planning and adoption."),
      competency("FUN-REG", percent{25}, title("Regulation, records and standards"),
        description("Keeps the record lawful, complete and useful for those who depend on it later."),
        tags("compliance"), alignment("DOL ETA: health information management model"),
        behaviours("Identifies documentation, retention and reporting rules that bear on a change.",
                   "Keeps authorship, time and amendment trails intact.",
                   "Checks coding and billing effects of a documentation change with those responsible.",
                   "Keeps evidence that an auditor could follow unaided."),
        anchors(anchor{"baseline",     "Knows that rules apply and where to look them up."},
                anchor{"basic",        "Follows record and reporting procedures in routine work."},
                anchor{"intermediate", "Applies relevant rules to own designs and keeps audit-ready evidence."},
                anchor{"advanced",     "Interprets rule changes for the project and adjusts designs before deadlines."},
                anchor{"expert",       "Advises leaders on regulatory direction and represents the organisation to outside bodies."})),

      competency("FUN-PLN", percent{40}, title("Implementation planning and control"),
        description("Turns a goal into an agreed plan and steers it honestly to completion."),
        tags("project"), alignment("ONC role: implementation manager"),
        behaviours("Breaks the work into deliverables with owners, dates and dependencies.",
                   "Keeps a live log of risks and issues and acts on it.",
                   "Reports progress truthfully, bad news included, on an agreed rhythm.",
                   "Takes scope changes through one agreed path.",
                   "Coordinates vendors and departments so that nobody waits without knowing why."),
        anchors(anchor{"baseline",     "Keeps own tasks up to date and says early when late."},
                anchor{"basic",        "Plans and tracks a small piece of work with guidance."},
                anchor{"intermediate", "Runs one workstream: plan, risks, reports and vendor contact."},
                anchor{"advanced",     "Leads a multi-department implementation and recovers it when it slips."},
                anchor{"expert",       "Directs a programme of implementations and improves how the organisation delivers change."})),

      competency("FUN-TRN", percent{35}, title("Training design and adoption support"),
        description("Helps people become able, not merely informed."),
        tags("training", "adoption"), alignment("ONC role: trainer"),
        behaviours("Finds out what learners can already do before planning.",
                   "Builds practice around role-specific tasks in a safe environment.",
                   "Judges learning by watching people perform the task, not by a quiz alone.",
                   "Gives at-the-elbow help during go-live and records recurring needs.",
                   "Follows up weeks later and refreshes those who have drifted into workarounds."),
        anchors(anchor{"baseline",     "Helps at a session led by someone else."},
                anchor{"basic",        "Delivers prepared material to a small group and answers routine questions."},
                anchor{"intermediate", "Plans and delivers role-based training, checks performance, and supports go-live on one unit."},
                anchor{"advanced",     "Designs a programme for varied roles and shifts and shows its effect on use."},
                anchor{"expert",       "Sets the learning strategy for adoption and develops other trainers."}))));
}

}  // namespace prowess::v0::frameworks
