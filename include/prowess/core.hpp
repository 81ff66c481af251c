// SPDX-License-Identifier: BSL-1.0
// Everything needed to define a framework and score one person.
#pragma once

#include <prowess/aggregation/counts.hpp>
#include <prowess/aggregation/extremes.hpp>
#include <prowess/aggregation/order.hpp>
#include <prowess/aggregation/points_ratio.hpp>
#include <prowess/aggregation/power_mean.hpp>
#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating_sheet.hpp>
#include <prowess/score.hpp>
