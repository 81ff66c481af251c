// SPDX-License-Identifier: BSL-1.0
// What scoring takes beside its input and output: at most 1 MiB, however many people there are.
//   memory [people]     10,000,000 where nothing is said; exits with 1 where it is more
#include <prowess/batch.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <new>
#include <string>
#include <vector>

#include "inlining.hpp"

namespace {
std::size_t live = 0, peak = 0;  // bytes by operator new

/// The most memory that was resident since it was last asked, in bytes; 0 where the system does not tell.
std::size_t resident_peak() {
  std::ifstream file("/proc/self/status");
  std::size_t kilobytes = 0;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmHWM:")) kilobytes = std::strtoull(line.c_str() + 6, nullptr, 10);
  std::ofstream("/proc/self/clear_refs") << "5";
  return kilobytes * 1024;
}
}  // namespace
NEVER_INLINE void* operator new(std::size_t n) {
  void* const p = std::malloc(n + 16);
  if (p == nullptr) throw std::bad_alloc();
  *static_cast<std::size_t*>(p) = n;
  live += n, peak = std::max(peak, live);
  return static_cast<char*>(p) + 16;
}
NEVER_INLINE void operator delete(void* p) noexcept {
  if (p == nullptr) return;
  void* const begin = static_cast<char*>(p) - 16;
  live -= *static_cast<std::size_t*>(begin);
  std::free(begin);
}
NEVER_INLINE void operator delete(void* p, std::size_t) noexcept { operator delete(p); }

namespace {

using namespace prowess;

/// Scores everybody; prints what that took beside what was there, and says whether it is at most 1 MiB.
template <class T> bool within_a_megabyte(const char* what, const framework_view& f, const std::vector<std::vector<std::uint8_t>>& columns, std::size_t people, bool all) {
  std::vector<std::vector<T>> scores;
  batch_input in(f, people);
  basic_batch_output<T> out(f, people);
  scores.reserve(f.size());
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    if (f.nodes[i].is_leaf()) in.levels(f.path(i), columns[f.nodes[i].leaf]);
    else if (all || i == 0) out.scores(f.path(i), scores.emplace_back(people));
  }
  resident_peak();
  const std::size_t resident = resident_peak(), before = live;
  peak = live;
  {
    const basic_batch_plan<T> plan(f);
    score_all(plan, in, out);
  }
  const std::size_t allocated = peak - before, now = resident_peak(), more = now > resident ? now - resident : 0;
  double sum = 0;
  for (const T s : scores[0]) sum += static_cast<double>(s);
  std::printf("%-24s %zu people: %7.1f KiB allocated, %7.1f KiB more resident (1024 allowed); mean score %.4f\n", what, people, static_cast<double>(allocated) / 1024,
              static_cast<double>(more) / 1024, sum / static_cast<double>(people));
  return allocated <= 1 << 20 && more <= 1 << 20;
}

}  // namespace

int main(int count, char** argument) {
  const std::size_t people = count > 1 ? static_cast<std::size_t>(std::atoll(argument[1])) : 10'000'000;
  const auto four = [](const char* id, double weight) { return group(id, weight, leaf("p", 40), leaf("q", 30), leaf("r", 20), leaf("s", 10)); };
  const auto domain_of = [&](const char* id, double weight) { return group(id, weight, four("a", 40), four("b", 30), four("c", 20), four("d", 10)); };
  const auto skills = framework("skills", levels("1", "2", "3", "4", "5"), domain_of("a", 40), domain_of("b", 30), domain_of("c", 20), domain_of("d", 10));
  const dynamic_framework f = dynamic_framework(skills).check();
  std::vector<std::vector<std::uint8_t>> columns(64, std::vector<std::uint8_t>(people));
  std::uint64_t state = 1;  // Knuth's linear congruential generator: all that matters is that ratings vary
  for (auto& column : columns)
    for (std::uint8_t& code : column) state = state * 6364136223846793005 + 1442695040888963407, code = static_cast<std::uint8_t>((state >> 33) % 5);
  const bool floats = within_a_megabyte<float>("all 21 scores, float", f.view(), columns, people, true);
  const bool doubles = within_a_megabyte<double>("the overall score, double", f.view(), columns, people, false);
  return floats && doubles ? 0 : 1;
}
