// SPDX-License-Identifier: BSL-1.0
// What is inlined where: the unrolled walk is one large function, and there compilers stop to inline even the smallest.
#pragma once

#if defined(__GNUC__)
#define PROWESS_INLINE [[gnu::always_inline]]
#define PROWESS_FLAT [[gnu::flatten, gnu::noinline]]
#define PROWESS_ASIDE [[gnu::noinline]]
#else
#define PROWESS_INLINE
#define PROWESS_FLAT
#define PROWESS_ASIDE
#endif
