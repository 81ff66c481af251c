// SPDX-License-Identifier: BSL-1.0
// Many people at once, beside the memory that has to be read and written, and beside other ways to do it.
//   batch [people]      1,000,000 where nothing is said
//   batch --count       the same work on few, for a tool that counts instructions around prowess_counted()
#include <prowess/aggregations.hpp>
#include <prowess/batch/score_all.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#if defined(PROWESS_WITH_EIGEN)
#include <Eigen/Dense>
#endif

#include "measure.hpp"

namespace {

using namespace prowess;

/// Any bytes, the same on every machine: splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t next(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// 4 domains of 4 groups of 4 competencies on five levels: 21 scores. `how` is the aggregation of the 16 groups.
template <class How> dynamic_framework tree(const How& how) {
  const auto four = [&](const char* id, double weight) { return group(id, weight, how, leaf("p", 40), leaf("q", 30), leaf("r", 20), leaf("s", 10)); };
  const auto domain_of = [&](const char* id, double weight) { return group(id, weight, four("a", 40), four("b", 30), four("c", 20), four("d", 10)); };
  const auto f = framework("skills", levels("1", "2", "3", "4", "5"), domain_of("a", 40), domain_of("b", 30), domain_of("c", 20), domain_of("d", 10));
  return dynamic_framework(f).check();
}
constexpr std::size_t leaves = 64, nodes = 85, groups = 21;

/// People as columns of bytes and as rows, some of them missing.
struct crowd {
  std::size_t people;
  std::vector<std::vector<std::uint8_t>> columns;
  std::vector<std::uint8_t> rows;
  crowd(std::size_t n, unsigned missing_percent) : people(n), columns(leaves), rows(n * leaves) {
    std::uint64_t state = 7;
    for (std::size_t k = 0; k < leaves; ++k) {
      columns[k].resize(n + 64 * 7);  // columns a multiple of 4 KiB apart share places in the caches
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint64_t z = next(state);
        columns[k][i] = z % 100 < missing_percent ? level_code::not_observed : static_cast<std::uint8_t>((z >> 32) % 5);
        rows[i * leaves + k] = columns[k][i];
      }
    }
  }
  batch_input in(const framework_view& f) const {
    batch_input all(f, people);
    std::size_t k = 0;
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) all.levels(f.path(i), {columns[k++].data(), people});
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
void read_all(const crowd& c) {
  std::uint64_t sum = 0;
  for (const auto& column : c.columns) sum += measure::read(column.data(), c.people);
  measure::use(&sum);
}
void read_and_write(const crowd& c, std::vector<std::vector<float>>& to) {
  read_all(c);
  for (auto& column : to) prowess::detail::kernel<fill_floats>::at(best_simd())(column.data(), 1.0F, column.size());
  measure::use(to.data());
}

}  // namespace

#if defined(__GNUC__)
#define NEVER_INLINE [[gnu::noinline]]
#else
#define NEVER_INLINE
#endif
/// Instructions are counted between its entry and its return.
extern "C" NEVER_INLINE void prowess_counted(const std::function<void()>& work) { work(); }

namespace {

void count() {
  constexpr std::size_t people = 4096;
  const dynamic_framework f = tree(weighted_mean{});
  const framework_view v = f.view();
  const crowd complete(people, 0), gaps(people, 10);
  const batch_input in = complete.in(v), holes = gaps.in(v);
  batch_input rows(v, people);
  rows.rows(complete.rows);
  const float_batch_plan in_float(v);
  const batch_plan plan(v);
  float_batch_scratch float_scratch(in_float);
  batch_scratch scratch(plan);
  results<float> floats(v, people, true);
  results<double> doubles(v, people, true), with_statuses(v, people, true, true);
  std::vector<rating> ratings(people * leaves);
  for (std::size_t i = 0; i < ratings.size(); ++i) ratings[i] = complete.rows[i] + 1;
  std::vector<node_result> one(nodes);
  const auto must = [](bool ok) {
    if (!ok) std::abort();
  };
  const auto counted = [](const char* name, const std::function<void()>& work) {
    work();  // symbols are bound, pages are there
    prowess_counted(work);
    std::printf("counted %zu %s\n", people, name);
  };
  counted("nothing", [] {});
  counted("all/one by one", [&] {
    for (std::size_t i = 0; i < people; ++i) must(score_into(v, {ratings.data() + i * leaves, leaves}, one).ok());
  });
  counted("all/double", [&] { must(score_range(plan, in, doubles.out, {0, people}, scratch).ok()); });
  counted("all/float", [&] { must(score_range(in_float, in, floats.out, {0, people}, float_scratch).ok()); });
  counted("all/float rows", [&] { must(score_range(in_float, rows, floats.out, {0, people}, float_scratch).ok()); });
  counted("all/double missing", [&] { must(score_range(plan, holes, with_statuses.out, {0, people}, scratch).ok()); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--count") return count(), 0;
  const std::size_t people = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 1'000'000;
  const dynamic_framework f = tree(weighted_mean{});
  const framework_view v = f.view();
  const bool large = people >= 5'000'000;
  std::printf("%zu people, 64 ratings of one byte, 21 scores; instructions: %s\n\n", people, best_simd() == simd::avx512 ? "AVX-512" : best_simd() == simd::avx2 ? "AVX2" : "portable");

  const crowd complete(people, 0);
  results<float> limit(v, people, true), overall_limit(v, people, false), floats(v, people, true), overall(v, people, false);
  results<double> doubles(v, people, true);
  const batch_input columns = complete.in(v);
  batch_input rows(v, people);
  rows.rows(complete.rows);
  const float_batch_plan in_float(v);
  const batch_plan plan(v);
  {
    measure::rounds r(people, "complete people");
    r.add("read 64 B, write 84 B", [&] { read_and_write(complete, limit.scores); });
    r.add("read 64 B, write 4 B", [&] { read_and_write(complete, overall_limit.scores); });
    r.add("all nodes, float", [&] { score_all(in_float, columns, floats.out); });
    r.add("all nodes, double", [&] { score_all(plan, columns, doubles.out); });
    r.add("overall, float", [&] { score_all(in_float, columns, overall.out); });
    r.add("all nodes, float, rows", [&] { score_all(in_float, rows, floats.out); });
    r.run();
    r.row("all nodes, float", "read 64 B, write 84 B", large ? 1.7 : 1.45, large ? 1.4 : 1.25);
    r.row("all nodes, double", "all nodes, float", 2.8, 2.2);
    r.row("overall, float", "read 64 B, write 4 B", 3.0);
    r.row("all nodes, float, rows", "all nodes, float", 2.5, 2.0);
    std::printf("\n");
  }
  const std::size_t some = 4096;
  const crowd small(some, 0), gaps(some, 10);
  {
    const batch_input whole = small.in(v), holes = gaps.in(v);
    results<double> to(v, some, true, true);
    measure::rounds r(some * 200, "4,096 people in the caches, all scores and statuses, double");
    const auto often = [](const auto& work) { return [work] { for (int k = 0; k < 200; ++k) work(); }; };
    batch_scratch scratch(plan);
    const auto score = [&](const batch_input& in) {
      if (!score_range(plan, in, to.out, {0, some}, scratch).ok()) std::abort();
    };
    r.add("complete", often([&] { score(whole); }));
    r.add("10 % missing", often([&] { score(holes); }));
    r.run();
    r.row("10 % missing", "complete", 2.6, 2.0);
    std::printf("\n");
  }
  {
    measure::rounds r(some * 200, "16 groups of four, double");
    const auto add = [&](const char* name, const auto& how) {
      auto fw = std::make_shared<dynamic_framework>(tree(how));
      auto p = std::make_shared<batch_plan>(fw->view());
      auto in = std::make_shared<batch_input>(small.in(fw->view()));
      auto to = std::make_shared<results<double>>(fw->view(), some, true);
      auto scratch = std::make_shared<batch_scratch>(*p);
      r.add(name, [=] {
        for (int k = 0; k < 200; ++k)
          if (!score_range(*p, *in, to->out, {0, some}, *scratch).ok()) std::abort();
        measure::use(fw.get());
      });
    };
    add("weighted mean", weighted_mean{});
    add("geometric mean", geometric_mean{});
    add("owa", owa{0.4, 0.3, 0.2, 0.1});
    add("median", median{});
    add("choquet", choquet{0.1, 0, 0, 0, 0.05, 0.0});
    r.run();
    r.row("geometric mean", "weighted mean", 2.2, 1.8);
    r.row("owa", "weighted mean", 1.6, 1.3);
    r.row("median", "weighted mean", 1.0, 0.5);
    r.row("choquet", "weighted mean", 4.5, 4.0);
  }
  return 0;
}
