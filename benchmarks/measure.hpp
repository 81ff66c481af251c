// SPDX-License-Identifier: BSL-1.0
// Work measured side by side: A B C ... A B C in one process, each round a ratio, the median of the rounds.
#pragma once

#include <prowess/detail/simd.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace measure {

/// Variants of work on the same number of things, run in turns.
class rounds {
 public:
  /// How many things each variant treats, and what they are called.
  rounds(std::size_t things, std::string what) : things_(things), what_(std::move(what)) {}
  void add(std::string name, std::function<void()> work) { variants_.push_back({std::move(name), std::move(work), {}}); }

  void run(int times = 11) {
    for (variant& v : variants_) v.work();  // what is first touched is not measured
    for (int r = 0; r < times; ++r)
      for (variant& v : variants_) {
        const auto start = std::chrono::steady_clock::now();
        v.work();
        v.ns.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / static_cast<double>(things_));
      }
    std::printf("%-58s %10s %9s\n", what_.c_str(), "ns", "p90/p10");
    for (const variant& v : variants_) std::printf("  %-56s %10.2f %9.2f\n", v.name.c_str(), at(v.ns, 0.5), at(v.ns, 0.9) / at(v.ns, 0.1));
  }
  /// The median over the rounds of the time of one beside that of another.
  [[nodiscard]] double ratio(const std::string& of, const std::string& to) const {
    const variant &a = find(of), &b = find(to);
    std::vector<double> r;
    for (std::size_t i = 0; i < a.ns.size(); ++i) r.push_back(a.ns[i] / b.ns[i]);
    return at(r, 0.5);
  }
  /// Prints a ratio beside what must hold and what is aimed at (0: nothing).
  void row(const std::string& of, const std::string& to, double gate, double target = 0) const {
    const double r = ratio(of, to);
    std::printf("  %-56s %10.3f    gate %.4g %-6s", (of + " / " + to).c_str(), r, gate, r <= gate ? "held" : "MISSED");
    if (target > 0) std::printf("  target %.4g %s", target, r <= target ? "held" : "missed");
    std::printf("\n");
  }

 private:
  struct variant {
    std::string name;
    std::function<void()> work;
    std::vector<double> ns;
  };
  static double at(std::vector<double> v, double share) {
    std::sort(v.begin(), v.end());
    return v[static_cast<std::size_t>(share * static_cast<double>(v.size() - 1) + 0.5)];
  }
  const variant& find(const std::string& name) const {
    return *std::find_if(variants_.begin(), variants_.end(), [&](const variant& v) { return v.name == name; });
  }
  std::size_t things_;
  std::string what_;
  std::vector<variant> variants_;
};

/// The sum of words, with the widest registers that the machine has.
struct read_words {
  PROWESS_INLINE static std::uint64_t run(const std::uint64_t* PROWESS_ALONE words, std::size_t n) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += words[i];
    return sum;
  }
};
/// Reads bytes once, in whole words: what no work on them can undercut.
inline std::uint64_t read(const void* from, std::size_t bytes) {
  return prowess::detail::kernel<read_words>::at(prowess::best_simd())(static_cast<const std::uint64_t*>(from), bytes / sizeof(std::uint64_t));
}

/// Keeps what was computed from being left out.
inline void use(const void* p) {
#if defined(__GNUC__)
  asm volatile("" : : "r"(p) : "memory");
#else
  static const void* volatile sink;
  sink = p;
#endif
}

}  // namespace measure
