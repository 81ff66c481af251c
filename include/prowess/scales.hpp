// SPDX-License-Identifier: BSL-1.0
// All ready-made scales.
#pragma once

#include <prowess/scales/dreyfus.hpp>
#include <prowess/scales/entrustment.hpp>
#include <prowess/scales/likert.hpp>
#include <prowess/scales/miller.hpp>
#include <prowess/scales/onet.hpp>
