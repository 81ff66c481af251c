// SPDX-License-Identifier: BSL-1.0
// Roles, decisions about them, and the reasons, in words.
#pragma once

#include <prowess/decision/critical_failure.hpp>
#include <prowess/decision/decide.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/overall.hpp>
#include <prowess/decision/role.hpp>
#include <prowess/explain/decision_reasons.hpp>
#include <prowess/report/decision.hpp>
