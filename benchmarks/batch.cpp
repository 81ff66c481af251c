// SPDX-License-Identifier: BSL-1.0
// Many people at once, beside the memory that has to be read and written, and beside other ways to do it.
//   batch [people]               1,000,000, and ten times as many, where nothing is said
//   batch --count                the same work on few, for a tool that counts instructions around prowess_counted()
//   batch --answer TASK PEOPLE   a peer of itself: it does one round of a task for each line that comes (peers.hpp)
// To be built twice: as batch at plain -O2, and beside it as batch_v3 with -O3 -march=x86-64-v3. They are two processes whose rounds take
// turns, as two builds of the same inline functions in one program would become one. Eigen, which chooses its instructions when it is
// compiled, is measured in batch_v3.
#include <prowess/aggregations.hpp>
#include <prowess/batch/score_all.hpp>
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#if PROWESS_WITH_THREADS
#include <functional>
#include <semaphore>
#include <thread>
#endif
#if defined(__unix__)
#include <unistd.h>
#endif

#include "inlining.hpp"
#include "measure.hpp"
#include "peers.hpp"
#include "peers_batch.hpp"
#include "peers_crowd.hpp"

namespace {

using namespace peers;

int must(const batch_finding& at) {
  if (at.ok()) return 0;
  std::puts("people were not scored"), std::exit(1);
}

}  // namespace
/// Instructions are counted between its entry and its return.
extern "C" NEVER_INLINE void prowess_counted(const std::function<void()>& work) { work(); }

namespace {

void count() {
  constexpr std::size_t people = 4096;
  const dynamic_framework f = tree(weighted_mean{});
  const framework_view v = f.view();
  const crowd complete(people, 0), gaps(people, 10);
  const batch_input in = complete.in(v), holes = gaps.in(v), rows = complete.in_rows(v);
  const float_batch_plan in_float(v);
  const batch_plan plan(v);
  float_batch_scratch float_scratch(in_float);
  batch_scratch scratch(plan);
  results<float> floats(v, people, true);
  results<double> doubles(v, people, true), with_statuses(v, people, true, true);
  std::vector<rating> ratings(people * leaves);
  for (std::size_t i = 0; i < ratings.size(); ++i) ratings[i] = complete.rows[i] + 1;
  std::vector<node_result> one(nodes);
  const auto counted = [](const char* name, const std::function<void()>& work) {
    work();  // symbols are bound, pages are there
    prowess_counted(work);
    std::printf("counted %zu %s\n", people, name);
  };
  counted("nothing", [] {});
  counted("all/one by one", [&] {
    for (std::size_t i = 0; i < people; ++i)
      if (!score_into(v, {ratings.data() + i * leaves, leaves}, one).ok()) std::abort();
  });
  counted("all/double", [&] { must(score_range(plan, in, doubles.out, {0, people}, scratch)); });
  counted("all/float", [&] { must(score_range(in_float, in, floats.out, {0, people}, float_scratch)); });
  counted("all/float rows", [&] { must(score_range(in_float, rows, floats.out, {0, people}, float_scratch)); });
  counted("all/double missing", [&] { must(score_range(plan, holes, with_statuses.out, {0, people}, scratch)); });
}

/// What this program does for another: all scores of many from memory; of few, in the caches, many times; the same work by Eigen.
int answer(const std::string& task, std::size_t people) {
  const dynamic_framework f = tree(weighted_mean{});
  const crowd all(people, 0, false);
#if PROWESS_WITH_EIGEN
  if (task == "eigen nodes" || task == "eigen overall") {
    peers::eigen by(all.column(0), people, all.apart, peers::weight_matrix(f.view()));
    if (task == "eigen nodes") return measure::answer([&] { by.all_nodes(); }, [&] { return by.sum_of_all(); });
    return measure::answer([&] { by.overall(); }, [&] { return by.sum_of_overall(); });
  }
#endif
  if (task != "nodes" && task != "nodes in cache") return 2;
  const float_batch_plan plan(f.view());
  const batch_input in = all.in(f.view());
  results<float> to(f.view(), people, true);
  float_batch_scratch scratch(plan);
  const int times = task == "nodes" ? 4 : 500;
  const auto work = [&] {
    for (int k = 0; k < times; ++k) must(score_range(plan, in, to.out, {0, people}, scratch));
  };
  return measure::answer(work, [&] { return sum_of_bits(to.scores); });
}

/// The program to ask for what flags matter to, and what it was compiled with; this one where the other was not built.
struct other_build {
  std::string program, flags;
  explicit other_build(const std::string& self) : program(self + "_v3"), flags("-O3 -march=x86-64-v3") {
    if (std::error_code no; !std::filesystem::exists(program, no)) program = self, flags = "-O2";
  }
};

bool complete_people(std::size_t people, const std::string& self) {
  const bool large = people >= 5'000'000;  // without the slow peers
  const dynamic_framework f = tree(weighted_mean{});
  const framework_view v = f.view();
  const crowd all(people, 0, !large);
  const batch_input columns = all.in(v);
  const float_batch_plan in_float(v), fast(v, {.fast = true});
  const batch_plan plan(v);
  results<float> limit(v, people, true), overall_limit(v, people, false), floats(v, people, true), overall(v, people, false), summed(v, people, false);
  score_all(in_float, columns, floats.out), score_all(in_float, columns, overall.out), score_all(fast, columns, summed.out);
  bool same = overall.scores[0] == floats.scores[0];
  for (std::size_t i = 0; i < people; ++i) same = same && static_cast<double>(std::abs(summed.scores[0][i] - overall.scores[0][i])) <= fast.fast_error() + 1e-5;
  if (!same) std::puts("the overall scores are not those of all nodes");

  measure::rounds r(people, large ? "ten million people" : "complete people");
  r.add("read 64 B, write 84 B", [&] { read_and_write(all, limit.scores); });
  r.add("read 64 B, write 4 B", [&] { read_and_write(all, overall_limit.scores); });
  r.add("all nodes, float", [&] { score_all(in_float, columns, floats.out); });
  r.add("overall, float", [&] { score_all(in_float, columns, overall.out); });
  r.add("overall, float, fast", [&] { score_all(fast, columns, summed.out); });
  if (large) {
    r.run();
    r.row("all nodes, float", "read 64 B, write 84 B", 1.7, 1.4);
    r.row("overall, float, fast", "read 64 B, write 4 B", 0);
    return same;
  }

  // One person at a time, each way on so many, and the same bits as the batch in doubles.
  constexpr std::size_t some = 10'000, few = 1'000;
  const batch_input rows = all.in_rows(v);
  results<double> doubles(v, people, true);
  results<float> from_rows(v, people, true);
  score_all(plan, columns, doubles.out), score_all(in_float, rows, from_rows.out);
  if (from_rows.scores != floats.scores) same = false, std::puts("rows and columns give different scores");
  const std::size_t ways = std::min(some, people), maps = std::min(few, people);
  std::vector<rating> ratings(ways * leaves);
  for (std::size_t i = 0; i < ratings.size(); ++i) ratings[i] = all.rows[i] + 1;
  std::vector<node_result> one(nodes);
  const auto objects = peers::object_tree(v, 0);
  const peers::by_name names(v);
  std::vector<std::map<std::string, double>> named(maps);
  for (std::size_t i = 0; i < ways; ++i) {
    same = same && score_into(v, {ratings.data() + i * leaves, leaves}, one).ok();
    for (std::size_t node = 0, group = 0; node < nodes; ++node)
      if (!v.nodes[node].is_leaf()) {
        same = same && one[node].score == doubles.scores[group][i] && measure::agree("in floats", static_cast<double>(floats.scores[group][i]), one[node].score, 1e-6);
        ++group;
      }
    same = same && measure::agree("a tree of objects", objects->update(all.rows.data() + i * leaves), one[0].score, 1e-12);
    for (std::size_t k = 0; i < maps && k < leaves; ++k) named[i][names.leaves[k]] = ratings[i * leaves + k].points;
    std::map<std::string, double> scores;
    same = same && (i >= maps || measure::agree("maps by name", names.score("skills", named[i], scores), one[0].score, 1e-12));
  }
  if (!same) std::puts("the batch does not give the scores of one person at a time");

  r.add("all nodes, double", [&] { score_all(plan, columns, doubles.out); });
  r.add("all nodes, float, rows", [&] { score_all(in_float, rows, from_rows.out); });
  const other_build other(self);
  const std::string gemm = "Eigen GEMM 64 x 21, floats ready", cast = "overall, Eigen cast<float>() * w", numpy = "numpy GEMM 64 x 21, floats ready";
#if PROWESS_WITH_EIGEN
  const auto by_eigen = [&](const std::string& task) { return std::vector<std::string>{other.program, "--answer", task, std::to_string(people)}; };
  std::printf("Eigen is compiled with %s\n", other.flags.c_str());
#else
  const auto by_eigen = [](const std::string&) { return std::vector<std::string>{}; };
#endif
  measure::peer_process eigen_nodes(gemm, by_eigen("eigen nodes")), eigen_overall(cast, by_eigen("eigen overall"));
  const auto numpy_nodes = [&] {
    measure::peer_file data("batch");
    for (std::size_t k = 0; k < leaves; ++k) {
      std::vector<float> points(all.column(k), all.column(k) + people);
      for (float& p : points) p += 1;
      data.add(points.data(), people);
    }
    const std::vector<float> weights = peers::weight_matrix(v);
    data.add(weights.data(), weights.size());
    return std::make_unique<measure::peer_process>(numpy, measure::numpy("nodes", data.name(), people));  // which has read it when it first answers
  }();
  same = eigen_nodes.add_to(r, sum(floats.scores), 1e-6) && same;
  same = eigen_overall.add_to(r, sum(overall.scores), 1e-6) && same;
  same = numpy_nodes->add_to(r, sum(floats.scores), 1e-6) && same;
  measure::add_some(r, "person by person, score_into", ways, people, [&] {
    for (std::size_t i = 0; i < ways; ++i)
      if (!score_into(v, {ratings.data() + i * leaves, leaves}, one).ok()) std::abort();
    measure::use(one.data());
  });
  measure::add_some(r, "person by person, tree of objects", ways, people, [&] {
    double last = 0;
    for (std::size_t i = 0; i < ways; ++i) last += objects->update(all.rows.data() + i * leaves);
    measure::use(&last);
  });
  measure::add_some(r, "person by person, maps by name", maps, people, [&] {
    for (std::size_t i = 0; i < maps; ++i) {
      std::map<std::string, double> scores;
      names.score("skills", named[i], scores);
      measure::use(&scores);
    }
  });
  r.run();
  r.row("all nodes, float", "read 64 B, write 84 B", 1.45, 1.25);
  r.row("all nodes, float", gemm, 1.0 / 7, 1.0 / 9);
  r.row("all nodes, float", numpy, 1.0 / 8, 1.0 / 10);
  r.row("all nodes, double", "all nodes, float", 2.8, 2.2);
  r.row("overall, float", "read 64 B, write 4 B", 3.0);
  r.row("overall, float, fast", "read 64 B, write 4 B", 2.5, 1.9);
  r.row("overall, float, fast", cast, 1.0, 0.8);
  r.row("all nodes, float, rows", "all nodes, float", 2.5, 2.0);
  r.row("all nodes, float, rows", "person by person, score_into", 1.0 / 3, 1.0 / 4);
  r.row("all nodes, double", "person by person, tree of objects", 0);
  r.row("all nodes, double", "person by person, maps by name", 0);
  std::printf("\n");
  return same;
}

#if PROWESS_WITH_THREADS
/// A thread that stays: it does its work each time that it is called.
class helper {
 public:
  explicit helper(std::function<void()> work) : work_(std::move(work)), thread_([this] {
    for (go_.acquire(); !over_; go_.acquire()) work_(), done_.release();
  }) {}
  ~helper() { over_ = true, go_.release(), thread_.join(); }
  helper(const helper&) = delete;
  helper& operator=(const helper&) = delete;
  void begin() { go_.release(); }
  void wait() { done_.acquire(); }

 private:
  std::binary_semaphore go_{0}, done_{0};
  bool over_ = false;
  std::function<void()> work_;
  std::thread thread_;
};

bool two_threads(std::size_t people) {
  const dynamic_framework f = tree(weighted_mean{});
  const crowd all(people, 0, false);
  const batch_input in = all.in(f.view());
  const float_batch_plan plan(f.view());
  results<float> one(f.view(), people, false), two(f.view(), people, false);
  float_batch_scratch mine(plan), other(plan);
  const auto parts = split(people, 2, plan.options().block);
  helper second([&] { must(score_range(plan, in, two.out, parts[parts.size() - 1], other)); });
  const auto both = [&] {
    second.begin();
    must(score_range(plan, in, two.out, parts[0], mine));
    second.wait();
  };
#if defined(__unix__)
  if (double load = 0; getloadavg(&load, 1) == 1 && load > 1.5)
    std::printf("the machine is not idle (load average %.1f, 1 of it this program): two threads gain less\n", load);
#endif
  if (std::thread::hardware_concurrency() < 2) return std::puts("not measured: two threads, there is one processor"), true;
  measure::rounds r(people, "two threads, overall scores");
  r.add("one thread", [&] { must(score_range(plan, in, one.out, {0, people}, mine)); });
  r.add("two threads", both);
  r.run();
  r.row("two threads", "one thread", 1 / 1.6, 1 / 1.8);
  std::printf("\n");
  if (both(); one.scores == two.scores) return true;
  return std::puts("two threads do not give the bits of one"), false;
}
#endif

/// The same source as two programs, each the other's peer: neither is at home.
bool flags(std::size_t people, const std::string& self) {
  const other_build other(self);
  bool same = true;
  for (const bool cached : {false, true}) {
    const std::size_t n = cached ? 4096 : people;
    const std::string task = cached ? "nodes in cache" : "nodes", v3 = "-O3 -march=x86-64-v3";
    const dynamic_framework f = tree(weighted_mean{});
    const crowd all(n, 0, false);
    results<float> here(f.view(), n, true);
    score_all(float_batch_plan(f.view()), all.in(f.view()), here.out);
    measure::rounds r(n * (cached ? 500 : 4), cached ? "how it was compiled, 4,096 people in the caches" : "how it was compiled, people from memory");
    measure::peer_process plain("plain -O2", {self, "--answer", task, std::to_string(n)});
    measure::peer_process tuned(v3, other.flags == v3 ? std::vector<std::string>{other.program, "--answer", task, std::to_string(n)} : std::vector<std::string>{});
    same = plain.add_to(r, sum_of_bits(here.scores), 0) && same;
    same = tuned.add_to(r, sum_of_bits(here.scores), 0) && same;
    if (plain.there()) r.run();
    r.row("plain -O2", v3, 1.15, 1.05);
    std::printf("\n");
  }
  return same;
}

/// What statuses and gaps cost, people in the caches.
void missing() {
  constexpr std::size_t some = 4096;
  const dynamic_framework f = tree(weighted_mean{});
  const framework_view v = f.view();
  const crowd whole(some, 0), gaps(some, 10);
  const batch_input complete = whole.in(v), holes = gaps.in(v);
  const batch_plan plan(v);
  batch_scratch scratch(plan);
  results<double> scores(v, some, true), both(v, some, true, true);
  measure::rounds r(some * 20, "4,096 people in the caches, all scores, double");
  const auto add = [&](const char* name, const batch_input& in, const batch_output& out) {
    r.add(name, [&] {
      for (int k = 0; k < 20; ++k) must(score_range(plan, in, out, {0, some}, scratch));
    });
  };
  add("complete, scores alone", complete, scores.out);
  add("complete", complete, both.out);
  add("10 % missing", holes, both.out);
  r.run();
  r.row("10 % missing", "complete", 2.6, 2.0, "10 % missing, scores and statuses");
  r.row("complete", "complete, scores alone", 1.3, 1.15, "nothing missing, scores and statuses");
  std::printf("\n");
}

void by_aggregation() {
  constexpr std::size_t some = 4096;
  const crowd small(some, 0);
  measure::rounds r(some * 20, "16 groups of four, double");
  const auto add = [&](const char* name, const auto& how) {
    auto fw = std::make_shared<dynamic_framework>(tree(how));
    auto p = std::make_shared<batch_plan>(fw->view());
    auto in = std::make_shared<batch_input>(small.in(fw->view()));
    auto to = std::make_shared<results<double>>(fw->view(), some, true);
    auto scratch = std::make_shared<batch_scratch>(*p);
    r.add(name, [=] {
      for (int k = 0; k < 20; ++k) must(score_range(*p, *in, to->out, {0, some}, *scratch));
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

/// Bytes of memory, or 0 where the system does not tell.
double memory() {
#if defined(__unix__)
  return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
#else
  return 0;
#endif
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "--count") return count(), 0;
  if (what == "--answer" && argc == 4) return answer(argv[2], static_cast<std::size_t>(std::atoll(argv[3])));
  const std::size_t people = what.empty() ? 1'000'000 : static_cast<std::size_t>(std::atoll(argv[1]));
  const char* const level = best_simd() == simd::avx512 ? "AVX-512" : best_simd() == simd::avx2 ? "AVX2" : "portable";
  std::printf("%zu people, 64 ratings of one byte, 21 scores; instructions: %s\n\n", people, level);
  bool same = complete_people(people, argv[0]);
#if PROWESS_WITH_THREADS
  same = two_threads(people) && same;
#else
  std::puts("not measured: two threads, built without them");
#endif
  same = flags(people, argv[0]) && same;
  missing();
  by_aggregation();
  if (!what.empty()) return same ? 0 : 1;
  if (memory() < 6e9) return std::puts("not measured: ten million people, there is not enough memory"), same ? 0 : 1;
  return complete_people(10'000'000, argv[0]) && same ? 0 : 1;
}
