// SPDX-License-Identifier: BSL-1.0
// A second translation unit with headers that were written as code.
#include "made_everything.hpp"
#include "made_health_it.hpp"

const void* health_it_elsewhere();
const void* everything_elsewhere();

const void* health_it_elsewhere() { return &health_it_ehr; }
const void* everything_elsewhere() { return &host::made::level; }
