// SPDX-License-Identifier: BSL-1.0
// People, a framework and room for scores: what batch.cpp and its peers all work on.
#pragma once

#include <prowess/batch/score_all.hpp>
#include <prowess/core.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/dynamic_framework.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "measure.hpp"

namespace peers {

using namespace prowess;

/// 4 domains of 4 groups of 4 competencies on five levels: 21 scores. `how` is the aggregation of the 16 groups.
template <class How> dynamic_framework tree(const How& how) {
  const auto four = [&](const char* id, double weight) { return group(id, weight, how, leaf("p", 40), leaf("q", 30), leaf("r", 20), leaf("s", 10)); };
  const auto domain_of = [&](const char* id, double weight) { return group(id, weight, four("a", 40), four("b", 30), four("c", 20), four("d", 10)); };
  const auto f = framework("skills", levels("1", "2", "3", "4", "5"), domain_of("a", 40), domain_of("b", 30), domain_of("c", 20), domain_of("d", 10));
  return dynamic_framework(f).check();
}
inline constexpr std::size_t leaves = 64, nodes = 85, groups = 21;

/// People as columns of bytes, and as rows where these are asked for; some ratings missing.
struct crowd {
  std::size_t people, apart;  // columns a multiple of 4 KiB apart would share places in the caches
  std::vector<std::uint8_t> bytes, rows;
  crowd(std::size_t n, unsigned missing_percent, bool with_rows = true)
    : people(n), apart((n + 4095) / 4096 * 4096 + 64 * 7), bytes(leaves * apart), rows(with_rows ? n * leaves : 0) {
    prowess::detail::splitmix64 any{7};
    for (std::size_t k = 0; k < leaves; ++k)
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint64_t z = any.next();
        bytes[k * apart + i] = z % 100 < missing_percent ? level_code::not_observed : static_cast<std::uint8_t>((z >> 32) % 5);
        if (with_rows) rows[i * leaves + k] = bytes[k * apart + i];
      }
  }
  const std::uint8_t* column(std::size_t k) const { return bytes.data() + k * apart; }
  batch_input in(const framework_view& f) const {
    batch_input all(f, people);
    std::size_t k = 0;
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) all.levels(f.path(i), {column(k++), people});
    return all;
  }
  batch_input in_rows(const framework_view& f) const {
    batch_input all(f, people);
    all.rows(rows);
    return all;
  }
};

/// Room for the scores of all groups.
template <class T> struct results {
  std::vector<std::vector<T>> scores;
  std::vector<std::vector<status>> why;
  basic_batch_output<T> out;
  results(const framework_view& f, std::size_t people, bool all, bool statuses = false)
      : scores(all ? groups : 1, std::vector<T>(people)), why(groups, std::vector<status>(statuses ? people : 0)), out(f, people) {
    std::size_t k = 0;
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      if (f.nodes[i].is_leaf() || k == scores.size()) continue;
      out.scores(f.path(i), scores[k]);
      if (statuses) out.statuses(f.path(i), why[k]);
      ++k;
    }
  }
};

struct fill_floats {
  PROWESS_INLINE static void run(float* PROWESS_ALONE to, float value, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) to[i] = value;
  }
};
inline void read_all(const crowd& c) {
  std::uint64_t sum = 0;
  for (std::size_t k = 0; k < leaves; ++k) sum += measure::read(c.column(k), c.people);
  measure::use(&sum);
}
inline void read_and_write(const crowd& c, std::vector<std::vector<float>>& to) {
  read_all(c);
  for (auto& column : to) prowess::detail::kernel<fill_floats>::at(best_simd())(column.data(), 1.0F, column.size());
  measure::use(to.data());
}
inline double sum(const std::vector<std::vector<float>>& scores) {
  double all = 0;
  for (const auto& column : scores)
    for (const float s : column) all += static_cast<double>(s);
  return all;
}
/// The sum of all bits as whole numbers: exact in a double for what is measured here.
inline double sum_of_bits(const std::vector<std::vector<float>>& scores) {
  std::uint64_t all = 0;
  for (const auto& column : scores)
    for (const float s : column) all += std::bit_cast<std::uint32_t>(s) & 0xffffff;
  return static_cast<double>(all);
}

}  // namespace peers
