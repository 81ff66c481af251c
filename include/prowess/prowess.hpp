// SPDX-License-Identifier: BSL-1.0
// The core with everything that most programs want beside it.
#pragma once

#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/number/exact_text.hpp>
#include <prowess/report/tree.hpp>
#include <prowess/version.hpp>
