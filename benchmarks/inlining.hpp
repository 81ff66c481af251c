// SPDX-License-Identifier: BSL-1.0
// What a compiler must inline, as by hand, and what stays a function, as it is counted or must not be seen through.
#pragma once

#if defined(__GNUC__)
#define ALWAYS_INLINE [[gnu::always_inline]] inline
#define NEVER_INLINE [[gnu::noinline]]
#else
#define ALWAYS_INLINE inline
#define NEVER_INLINE
#endif
