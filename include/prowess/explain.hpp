// SPDX-License-Identifier: BSL-1.0
// What to ask of a profile beside its scores: why, what it could become, what it hangs on, how sure it is.
#pragma once

#include <prowess/explain/bounds.hpp>
#include <prowess/explain/contributions.hpp>
#include <prowess/explain/cut_probability.hpp>
#include <prowess/explain/partials.hpp>
#include <prowess/explain/robustness.hpp>
#include <prowess/explain/score_reasons.hpp>
#include <prowess/explain/shapley.hpp>
#include <prowess/explain/strengths.hpp>
#include <prowess/explain/uncertainty.hpp>
#include <prowess/report/reasons.hpp>
