// SPDX-License-Identifier: BSL-1.0
// Which instructions kernels over many people may use, and one kernel compiled for each of them.
#pragma once

#include <cstdint>

#include <prowess/detail/compiler.hpp>

namespace prowess::inline v0 {

/// What a kernel is compiled for. The results are the same bits with each.
enum class simd : std::uint8_t {
  portable,  ///< what the translation unit is compiled for
  avx2,      ///< x86-64 with AVX2 (2013 on)
  avx512     ///< x86-64 with AVX-512 F, BW, DQ and VL (2017 on)
};

/// The most that this machine offers. Defining PROWESS_SIMD as 0, 1 or 2 lowers it to portable, avx2 or avx512; the macro must be the
/// same in all translation units.
[[nodiscard]] inline simd best_simd() noexcept {
#if defined(PROWESS_SIMD)
  constexpr int most = PROWESS_SIMD;
#else
  constexpr int most = 2;
#endif
  if (most >= 2 && PROWESS_HAS("avx512f") && PROWESS_HAS("avx512bw") && PROWESS_HAS("avx512dq") && PROWESS_HAS("avx512vl")) return simd::avx512;
  if (most >= 1 && PROWESS_HAS("avx2")) return simd::avx2;
  return simd::portable;
}

namespace detail {
/// A kernel is a type with a function `run`, which must be PROWESS_INLINE, as must be all that it calls in its loops: what is inlined
/// into a function is compiled for that function's instructions. On clang it begins with PROWESS_NOT_CONTRACTED.
template <class Kernel, class Signature = decltype(Kernel::run)> struct kernel;
template <class Kernel, class R, class... Arguments> struct kernel<Kernel, R(Arguments...)> {
  PROWESS_KERNEL static R portable(Arguments... arguments) { return Kernel::run(arguments...); }
  PROWESS_KERNEL_AVX2 static R avx2(Arguments... arguments) { return Kernel::run(arguments...); }
  PROWESS_KERNEL_AVX512 static R avx512(Arguments... arguments) { return Kernel::run(arguments...); }
  /// The function for some instructions, which the machine must have.
  [[nodiscard]] static constexpr auto at(simd with) noexcept { return with == simd::avx512 ? &avx512 : with == simd::avx2 ? &avx2 : &portable; }
};
}  // namespace detail

}  // namespace prowess::v0
