// SPDX-License-Identifier: BSL-1.0
// How much a result hangs on the weights: one weight at a time, all at once, or one part left out. All of it.
#pragma once

#include <prowess/explain/leave_one_out.hpp>
#include <prowess/explain/order_flip.hpp>
#include <prowess/explain/reweighted.hpp>
#include <prowess/explain/score_order.hpp>
#include <prowess/explain/smallest_flip.hpp>
#include <prowess/explain/weight_noise.hpp>
