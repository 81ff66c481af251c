// SPDX-License-Identifier: BSL-1.0
// Frameworks, roles, ratings, profiles and decisions as JSON. Link `prowess::json`: loading needs Boost.JSON.
#pragma once

#include <prowess/json/load_framework.hpp>
#include <prowess/json/load_profile.hpp>
#include <prowess/json/load_ratings.hpp>
#include <prowess/json/load_roles.hpp>
#include <prowess/json/save_decision.hpp>
#include <prowess/json/save_framework.hpp>
#include <prowess/json/save_profile.hpp>
#include <prowess/json/save_ratings.hpp>
#include <prowess/json/save_role.hpp>
