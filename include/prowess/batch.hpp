// SPDX-License-Identifier: BSL-1.0
// Many people at once: columns in, columns out.
#pragma once

#include <prowess/batch/input.hpp>
#include <prowess/batch/output.hpp>
#include <prowess/batch/plan.hpp>
#include <prowess/batch/score_all.hpp>
#include <prowess/batch/split.hpp>
