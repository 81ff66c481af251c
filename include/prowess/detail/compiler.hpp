// SPDX-License-Identifier: BSL-1.0
// The one place for what is no standard C++: every other header is written in the language alone.
#pragma once

#if !defined(__GNUC__)
#include <cmath>
#include <cstdlib>
#endif

// What is inlined where: the unrolled walk is one large function, and there compilers stop to inline even the smallest.
// PROWESS_TRAP() ends a constant expression without a line of its own in the compiler's trace.
#if defined(__GNUC__)
#define PROWESS_INLINE [[gnu::always_inline]]
#define PROWESS_FLAT [[gnu::flatten, gnu::noinline]]
#define PROWESS_ASIDE [[gnu::noinline]]
#define PROWESS_TRAP() __builtin_trap()
#define PROWESS_SQRT(x) __builtin_sqrt(x)
#else
#define PROWESS_INLINE
#define PROWESS_FLAT
#define PROWESS_ASIDE
#define PROWESS_TRAP() std::abort()
#define PROWESS_SQRT(x) std::sqrt(x)
#endif

// No product is contracted with an addition that follows. PROWESS_UNFUSED(p) hides from g++ that p is a product, where the target
// could fuse it; it emits no instruction. clang is told by a pragma at the top of the function.
#if defined(__GNUC__) && !defined(__clang__) && defined(__FP_FAST_FMA)
#if defined(__x86_64__) || defined(__i386__)
#define PROWESS_UNFUSED(p) asm("" : "+x"(p))
#elif defined(__aarch64__) || defined(__arm__)
#define PROWESS_UNFUSED(p) asm("" : "+w"(p))
#else
#define PROWESS_UNFUSED(p) asm("" : "+m"(p))
#endif
#else
#define PROWESS_UNFUSED(p) static_cast<void>(p)
#endif
#if defined(__clang__)
#define PROWESS_NOT_CONTRACTED _Pragma("clang fp contract(off)")
#else
#define PROWESS_NOT_CONTRACTED
#endif

// Kernels over many people. PROWESS_KERNEL: loops are vectorised whatever the user's flags are (g++ -O2 leaves them), products are not
// contracted, and an assignment that keeps the greater of two needs no branch. The others are the same for further instructions.
#if defined(__GNUC__) && !defined(__clang__)
#define PROWESS_KERNEL_LOOPS gnu::optimize("O3", "fp-contract=off", "no-trapping-math", "no-math-errno")
#define PROWESS_KERNEL [[PROWESS_KERNEL_LOOPS]]
#define PROWESS_KERNEL_FOR(instructions) [[PROWESS_KERNEL_LOOPS, gnu::target(instructions)]]
#elif defined(__clang__)
#define PROWESS_KERNEL
#define PROWESS_KERNEL_FOR(instructions) [[gnu::target(instructions)]]
#else
#define PROWESS_KERNEL
#endif
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define PROWESS_KERNEL_AVX2 PROWESS_KERNEL_FOR("avx2")
#define PROWESS_KERNEL_AVX512 PROWESS_KERNEL_FOR("avx512f,avx512bw,avx512dq,avx512vl")
#define PROWESS_HAS(instructions) (__builtin_cpu_supports(instructions) != 0)
#else
#define PROWESS_KERNEL_AVX2 PROWESS_KERNEL
#define PROWESS_KERNEL_AVX512 PROWESS_KERNEL
#define PROWESS_HAS(instructions) false
#endif
#if defined(__GNUC__)
#define PROWESS_ALONE __restrict__
#elif defined(_MSC_VER)
#define PROWESS_ALONE __restrict
#else
#define PROWESS_ALONE
#endif
