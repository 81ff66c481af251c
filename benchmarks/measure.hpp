// SPDX-License-Identifier: BSL-1.0
// Work measured side by side by Google Benchmark: A B C ... A B C in one process, each round a ratio, the median of the rounds.
#pragma once

#include <prowess/detail/simd.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#if PROWESS_WITH_GOOGLE_BENCHMARK
#include <benchmark/benchmark.h>
#endif

namespace measure {

/// The value below which a share of the numbers lies.
inline double at(std::vector<double> v, double share) {
  std::sort(v.begin(), v.end());
  return v[static_cast<std::size_t>(share * static_cast<double>(v.size() - 1) + 0.5)];
}
/// How far the middle four fifths of the numbers are apart: p90/p10.
inline double spread(const std::vector<double>& v) { return at(v, 0.9) / at(v, 0.1); }

/// Variants of work on the same number of things, run in turns. What was measured also goes, as lines of fields between tabs, to the
/// end of the file that the environment names in PROWESS_ROWS:
///   time  section  variant  ns of each round
///   row   section  of  to  ratio  p10  p90  gate  target  ~ where noisy  name for readers
///   none  section  of  to  name for readers                                where one of the two was not added: a peer not installed
/// Built without Google Benchmark it measures nothing and says so.
class rounds {
 public:
  /// How many things each variant treats, and what they are called.
  rounds(std::size_t things, std::string what) : things_(things), what_(std::move(what)) {}

  void add(std::string name, std::function<void()> work) {
    variants_.push_back({std::move(name), [work = std::move(work)] { return work(), 0.0; }, false, {}});
  }
  /// Work elsewhere, as in another process, that returns the seconds it took by its own clock.
  void add_timed(std::string name, std::function<double()> work) { variants_.push_back({std::move(name), std::move(work), true, {}}); }

  /// So many rounds; all of them again, three times at most, where p90/p10 of a variant exceeds 1.5.
  void run(int times = 11) {
#if PROWESS_WITH_GOOGLE_BENCHMARK
    collector results;
    const auto round = [&](const std::vector<std::int64_t>& often) {
      benchmark::ClearRegisteredBenchmarks();
      for (std::size_t i = 0; i < variants_.size(); ++i) {
        variant& v = variants_[i];
        auto* const b = benchmark::RegisterBenchmark(v.name.c_str(), [&v](benchmark::State& state) {
          for (auto _ : state) {
            const double seconds = v.work();
            if (v.own_clock) state.SetIterationTime(seconds);
          }
        });
        v.own_clock ? b->UseManualTime() : b->UseRealTime();
        often.empty() ? b->MinTime(0.01) : b->Iterations(often[i]);
      }
      results.iterations.clear(), results.ns.clear();
      benchmark::RunSpecifiedBenchmarks(&results, nullptr, ".");
    };
    round({});  // touches everything once, and tells how often short work is repeated within a round
    const std::vector<std::int64_t> often = results.iterations;
    for (int tries = 0; tries == 0 || (tries <= 3 && noisy()); ++tries) {
      for (variant& v : variants_) v.ns.clear();
      for (int r = 0; r < times; ++r) {
        round(often);
        for (std::size_t i = 0; i < variants_.size(); ++i) variants_[i].ns.push_back(results.ns[i] / static_cast<double>(things_));
      }
    }
    benchmark::ClearRegisteredBenchmarks();
    static std::string above;  // a title that goes on is printed once
    if (above != what_) std::printf("%-58s %10s %9s\n", what_.c_str(), "ns", "p90/p10");
    above = what_;
    for (const variant& v : variants_) {
      std::printf("  %-56s %10.2f %9.2f%s\n", v.name.c_str(), at(v.ns, 0.5), spread(v.ns), noisy(v) ? " ~" : "");
      std::string all;
      for (const double ns : v.ns) (all += all.empty() ? "" : " ") += std::to_string(ns);
      write({"time", what_, v.name, all});
    }
#else
    (void)times;
    std::printf("%s: not timed, built without Google Benchmark\n", what_.c_str());
#endif
  }
  /// The median over the rounds of the time of one beside that of another.
  [[nodiscard]] double ratio(const std::string& of, const std::string& to) const {
    const variant *const a = find(of), *const b = find(to);
    return a == nullptr || b == nullptr || a->ns.empty() ? 0 : at(ratios(*a, *b), 0.5);
  }

  /// Prints a ratio beside what must hold and what is aimed at (0: nothing); `called`: what a reader calls the work, where its name does not do.
  void row(const std::string& of, const std::string& to, double gate, double target = 0, const std::string& called = "") const {
    const variant *const a = find(of), *const b = find(to);
    if (a == nullptr || b == nullptr) {
      std::printf("  %-56s not measured: '%s' is not here\n", (of + " / " + to).c_str(), (a == nullptr ? of : to).c_str());
      return write({"none", what_, of, to, called});
    }
    if (a->ns.empty()) return;
    const std::vector<double> all = ratios(*a, *b);
    const double r = at(all, 0.5), low = at(all, 0.1), high = at(all, 0.9);
    const char* const mark = noisy(*a) || noisy(*b) ? "~" : "";
    std::printf("  %-56s %10.3f%-1s (%.3f to %.3f)", (of + " / " + to).c_str(), r, mark, low, high);
    if (gate > 0) std::printf("  gate %.4g %s", gate, r <= gate ? "held" : "MISSED");
    if (target > 0) std::printf("  target %.4g %s", target, r <= target ? "held" : "missed");
    std::printf("\n");
    char numbers[160];
    std::snprintf(numbers, sizeof numbers, "%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%s", r, low, high, gate, target, mark);
    write({"row", what_, of, to, numbers, called});
  }

 private:
  struct variant {
    std::string name;
    std::function<double()> work;
    bool own_clock;
    std::vector<double> ns;  // of each thing, a number for each round
  };
#if PROWESS_WITH_GOOGLE_BENCHMARK
  struct collector final : benchmark::BenchmarkReporter {
    std::vector<std::int64_t> iterations;
    std::vector<double> ns;
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
      iterations.push_back(runs[0].iterations);
      ns.push_back(1e9 * runs[0].real_accumulated_time / static_cast<double>(runs[0].iterations));
    }
  };
#endif
  static bool noisy(const variant& v) { return spread(v.ns) > 1.5; }
  bool noisy() const { return std::any_of(variants_.begin(), variants_.end(), [](const variant& v) { return noisy(v); }); }
  static std::vector<double> ratios(const variant& a, const variant& b) {
    std::vector<double> r;
    for (std::size_t i = 0; i < a.ns.size(); ++i) r.push_back(a.ns[i] / b.ns[i]);
    return r;
  }
  static void write(std::initializer_list<std::string> fields) {
    const char* const name = std::getenv("PROWESS_ROWS");
    std::FILE* const file = name == nullptr ? nullptr : std::fopen(name, "a");
    if (file == nullptr) return;
    const char* before = "";
    for (const std::string& f : fields) std::fprintf(file, "%s%s", before, f.c_str()), before = "\t";
    std::fprintf(file, "\n"), std::fclose(file);
  }
  const variant* find(const std::string& name) const {
    const auto found = std::find_if(variants_.begin(), variants_.end(), [&](const variant& v) { return v.name == name; });
    return found == variants_.end() ? nullptr : &*found;
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
