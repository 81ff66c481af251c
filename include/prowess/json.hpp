// SPDX-License-Identifier: BSL-1.0
// Frameworks, ratings and profiles as JSON. Link `prowess::json`: loading needs Boost.JSON.
#pragma once

#include <prowess/json/load_framework.hpp>
#include <prowess/json/save_framework.hpp>
