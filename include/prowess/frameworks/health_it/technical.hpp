// SPDX-License-Identifier: BSL-1.0
// The technical domain of the health-IT framework: building, connecting, protecting and supporting a record system.
#pragma once

#include <prowess/framework.hpp>

namespace prowess::inline v0::frameworks {

/// Technical skills of a health-IT professional: 2 groups, 6 competencies.
/// `weight` is the domain's among its siblings: a number or `percent{..}`. The anchors need the levels of `health_it_levels`.
template <class Weight = int> [[nodiscard]] constexpr auto health_it_technical(const Weight& weight = 1) {
  return domain("technical", weight, pool, title("Technical skills"),
    description("Making the record system and its data work, safely and predictably."),

    group("build", percent{55}, title("Building and connecting"), description("Settings, interfaces and data."),
      competency("TEC-BLD", percent{40}, title("EHR configuration and build"),
        description("Turns agreed clinical and administrative requirements into settings, templates, "
                    "order sets and lists that work safely and can be maintained."),
        tags("ehr", "configuration"), alignment("HITComp: informatics", "ONC role: implementation support specialist"),
        behaviours("Builds to the written specification and records every change.",
                   "Checks what a setting does to other departments before moving it forward.",
                   "Keeps test, training and production environments aligned and can say what differs.",
                   "Prefers standard content to local variants and writes down the reason when a variant is needed.",
                   "Reviews finished content with the people who will use it before sign-off."),
        anchors(anchor{"baseline",     "Finds the main screens and settings with a guide; changes nothing without someone alongside."},
                anchor{"basic",        "Makes routine changes such as users, lists and simple templates from a written request; "
                                       "needs a second person to check side effects."},
                anchor{"intermediate", "Builds and documents complete content for one department, tests it, "
                                       "and hands it over with few defects."},
                anchor{"advanced",     "Designs content that spans departments, foresees knock-on effects, "
                                       "and removes needless variants with users' agreement."},
                anchor{"expert",       "Sets build standards for the organisation, guides other people's designs, "
                                       "and settles cases where safety, workflow and vendor limits conflict."})),

      competency("TEC-INT", percent{30}, title("Interoperability and interfaces"),
        description("Gets information to move correctly between the record system and other systems, using recognised message, "
                    "API and terminology standards."),
        tags("interoperability", "terminology"), alignment("AMIA DoP: enterprise information systems"),
        behaviours("Traces a message or API call from source to destination and explains each transformation.",
                   "Maps local codes to standard terminologies and keeps the map under version control.",
                   critical("Proves that patients and orders match correctly before an interface goes live."),
                   "Watches queues and error logs and clears or escalates failures within the agreed time."),
        anchors(anchor{"baseline",     "Recognises which systems exchange data and reads a simple interface diagram."},
                anchor{"basic",        "Follows a checklist to test an existing interface and reports mismatches with examples."},
                anchor{"intermediate", "Specifies, maps and tests a standard interface, such as results or admissions, "
                                       "and resolves common errors alone."},
                anchor{"advanced",     "Leads exchange work across several systems, chooses suitable standards, "
                                       "and designs checks that catch silent data loss."},
                anchor{"expert",       "Shapes exchange strategy with partners and vendors, "
                                       "and is trusted to judge when an exchange is unsafe to run."})),

      competency("TEC-DAT", percent{30}, title("Data migration, quality and reporting"),
        description("Moves, checks and presents health data so that people can rely on it for care and for decisions."),
        tags("data", "analytics"), alignment("AMIA DoP: data governance and analytics"),
        behaviours("Profiles the source data and lists its gaps before any conversion.",
                   critical("Reconciles counts and clinically important fields between the old and the new record."),
                   "States each measure's population, time window and exclusions in plain words.",
                   "Traces a wrong figure back to where it was entered and proposes a fix there.",
                   "Reports the limits of the data together with the figures."),
        anchors(anchor{"baseline",     "Runs existing reports and notices obvious blanks or duplicates."},
                anchor{"basic",        "Compares samples with source records using a script and logs what differs."},
                anchor{"intermediate", "Plans and completes conversion and validation for one data set; "
                                       "builds reports whose definitions others accept."},
                anchor{"advanced",     "Designs reconciliation across services, ranks defects by clinical risk, "
                                       "and improves capture at the point of entry."},
                anchor{"expert",       "Sets data-quality and stewardship rules for the organisation "
                                       "and advises leaders on what the data can and cannot support."}))),

    group("assure", percent{45}, title("Protecting and supporting"), description("Safety of information, releases and daily support."),
      competency("TEC-SEC", percent{40}, title("Privacy and security"),
        description("Protects health information through correct access, careful handling and prompt action when something goes wrong."),
        tags("privacy", "security", "hurdle"), alignment("HITComp: privacy and security"),
        behaviours("Grants the least access that lets a person do the job and reviews it when roles change.",
                   critical("Uses de-identified or invented data in training, testing and screenshots."),
                   critical("Reports a suspected breach at once through the proper channel."),
                   "Explains why a safeguard exists and offers a compliant way to get the work done.",
                   "Reviews access logs and acts on unusual patterns."),
        anchors(anchor{"baseline",     "Knows the basic rules, locks the screen, and asks before sharing anything."},
                anchor{"basic",        "Applies access and handling procedures in routine work and recognises what must be escalated."},
                anchor{"intermediate", "Configures and reviews role-based access, spots unsafe habits, "
                                       "and answers routine privacy questions alone."},
                anchor{"advanced",     "Builds protection into designs and go-live plans; "
                                       "leads the response to an incident and its follow-up."},
                anchor{"expert",       "Directs risk assessment and policy for the programme "
                                       "and balances protection with care needs in new situations."})),

      competency("TEC-TST", percent{35}, title("Testing, release and downtime readiness"),
        description("Shows, with evidence, that a change is fit to use and that care can continue if the system stops."),
        tags("testing", "continuity", "safety"), alignment("ONC role: implementation support specialist"),
        behaviours("Writes test scripts from real clinical situations, including unusual ones.",
                   critical("Records what actually happened in a test and never passes a step that was not run."),
                   critical("Confirms back-up, restore and downtime procedures before a release."),
                   "Applies agreed go / no-go criteria and states open risks plainly.",
                   "Feeds lessons from each release into the next set of scripts."),
        anchors(anchor{"baseline",     "Runs a given test script and notes whether each step matched."},
                anchor{"basic",        "Writes simple scripts for familiar tasks and logs defects that others can reproduce."},
                anchor{"intermediate", "Plans and runs a test cycle for one module, judges the evidence, "
                                       "and rehearses the downtime procedure."},
                anchor{"advanced",     "Coordinates integrated testing across departments and vendors and leads a go / no-go review."},
                anchor{"expert",       "Sets the release and continuity approach for the organisation "
                                       "and stops a release when the evidence is not there."})),

      competency("TEC-SUP", percent{25}, title("Technical support and troubleshooting"),
        description("Restores people's ability to work and finds out what really caused the problem."),
        tags("support"), alignment("ONC role: technical/software support staff"),
        behaviours("Acknowledges a request, sets expectations, and reports back to the person who raised it.",
                   "Reproduces the fault and separates system faults from workflow or training needs.",
                   "Deals with threats to patient care first and offers a safe workaround.",
                   "Documents the fix so that the next person solves it faster."),
        anchors(anchor{"baseline",     "Logs a problem completely and passes it to the right person."},
                anchor{"basic",        "Solves common problems from a knowledge base and keeps the user informed."},
                anchor{"intermediate", "Diagnoses unfamiliar faults in own area, chooses safe workarounds, "
                                       "and closes most requests without help."},
                anchor{"advanced",     "Resolves faults that cross systems or teams and removes the causes of repeat calls."},
                anchor{"expert",       "Designs the support model, foresees failure patterns, "
                                       "and develops other analysts' diagnostic skill."}))));
}

}  // namespace prowess::v0::frameworks
