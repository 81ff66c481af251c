// SPDX-License-Identifier: BSL-1.0
// What the test program allocates: its operators new and delete count, and can be told to fail.
#pragma once

#include <cstddef>

namespace allocations {

/// Since the program began; look at differences.
inline std::size_t made = 0, freed = 0;
/// How many more may be made; then each one throws std::bad_alloc (without exceptions: aborts).
inline std::size_t allowed = static_cast<std::size_t>(-1);

}  // namespace allocations
