// SPDX-License-Identifier: BSL-1.0
// Answers of 11 criteria, each under its own rubric: the bank against reading its bytes, and against one framework for each rubric.
//
// Rounds A B C ... A B C in one process; the ratio of each round, their median, and p90 / p10.
#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/bootstrap.hpp>
#include <prowess/core.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/dynamic_framework.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "measure.hpp"

namespace {

using namespace prowess;
using clock_type = std::chrono::steady_clock;

volatile double sink;

/// What a host writes by hand.
void by_hand(const rubric_bank_view& bank, const std::uint8_t* grades, double* scores) {
  for (std::size_t a = 0; a < bank.size(); ++a) {
    double won = 0, positive = 0;
    for (std::uint32_t c = bank.offsets[a]; c < bank.offsets[a + 1]; ++c) {
      if (grades[c] == 1) won += bank.points[c];
      if (bank.points[c] > 0) positive += bank.points[c];
    }
    scores[a] = won / positive;
  }
}

double at(std::vector<double> v, double share) {
  std::sort(v.begin(), v.end());
  return v[static_cast<std::size_t>(share * static_cast<double>(v.size() - 1))];
}

/// Rubrics of 7 to 15 criteria, 11 in the mean, a third of which deduct; two tags a criterion.
rubric_bank make(std::size_t rubrics, double step) {
  rubric_bank_builder b;
  detail::splitmix64 any{7};
  constexpr std::string_view names[] = {"accuracy", "completeness", "context", "communication", "instructions"};
  for (std::size_t r = 0; r < rubrics; ++r) {
    b.add_rubric();
    for (std::uint64_t c = 0, n = 7 + any.below(9); c < n; ++c) {
      const double p = static_cast<double>(1 + any.below(10)) * step;
      const std::uint64_t t = any.below(5);
      b.add_criterion(c > 0 && any.below(3) == 0 ? -p : p, {names[t], names[(t + 1) % 5]});
    }
  }
  return b.build().value();
}

bool table(const char* title, std::size_t rubrics, double step) {
  const rubric_bank owner = make(rubrics, step);
  const rubric_bank_view bank = owner;
  detail::splitmix64 any{9};
  std::vector<std::uint8_t> grades(bank.criteria()), some(bank.criteria());
  for (std::size_t c = 0; c < grades.size(); ++c) grades[c] = static_cast<std::uint8_t>(any.below(2)), some[c] = any.below(50) == 0 ? 255 : grades[c];
  // As many answers by index: four in a row under one rubric.
  std::vector<std::uint32_t> of;
  std::vector<std::uint8_t> repeated;
  for (std::size_t a = 0; a < rubrics; ++a) {
    of.push_back(static_cast<std::uint32_t>(any.below(rubrics)));
    if (a % 4 != 0) of[a] = of[a - 1];
    for (std::uint32_t c = 0; c < bank.criteria_of(of[a]); ++c) repeated.push_back(static_cast<std::uint8_t>(any.below(2)));
  }
  // A framework for each of a few rubrics.
  constexpr std::size_t few = 100;
  std::vector<dynamic_framework> frameworks;
  std::vector<std::vector<rating>> sheets;
  for (std::size_t r = 0; r < few; ++r) {
    frameworks.emplace_back("answer", checklist(), points_ratio{});
    sheets.emplace_back();
    for (std::uint32_t c = 0; c < bank.criteria_of(r); ++c) {
      (void)frameworks[r].add(frameworks[r].root(), leaf("c" + std::to_string(c), bank.points_of(r)[c]));
      sheets[r].push_back(grades[bank.offsets[r] + c] == 1 ? met : not_met);
    }
    frameworks[r].check();
  }

  std::vector<double> scores(rubrics), hand(rubrics);
  std::vector<status> what(rubrics);
  std::vector<node_result> out(64);
  bool agree = score_all_into(bank, {grades}, scores, what).ok();
  by_hand(bank, grades.data(), hand.data());
  agree = agree && scores == hand;
  for (std::size_t r = 0; r < few; ++r)
    agree = agree && score_into(frameworks[r].view(), sheets[r], std::span<node_result>(out).first(sheets[r].size() + 1)).ok() && out[0].score == scores[r];

  struct work {
    const char* name;
    double gate, target;
    std::vector<double> ns{};
  };
  work works[] = {{"limit: read grades and points", 0, 0}, {"limit: read what is scored", 0, 0}, {"score_all", 6, 3}, {"score_all, portable", 0, 0},
                  {"score_all, 2 % not graded", 0, 0},     {"score_all, by index", 0, 0},        {"by hand", 0, 0},   {"summary with 5 tags", 0, 0},
                  {"a framework for each", 0, 0}};
  const int repeat = rubrics > 100'000 ? 1 : 50;
  for (int r = 0; r < 15; ++r)
    for (std::size_t w = 0; w < std::size(works); ++w) {
      const auto start = clock_type::now();
      std::size_t answers = rubrics * static_cast<std::size_t>(repeat);
      for (int k = 0; k < repeat; ++k) switch (w) {
          case 0: sink = static_cast<double>(measure::read(grades.data(), grades.size()) + measure::read(bank.points.data(), bank.points.size_bytes())); break;
          case 1:
            sink = static_cast<double>(measure::read(grades.data(), grades.size()) + measure::read(bank.units.data(), bank.units.size_bytes()) +
                                       measure::read(bank.offsets.data(), bank.offsets.size_bytes()) + measure::read(bank.positive_units.data(), bank.positive_units.size_bytes()));
            break;
          case 2: agree = score_all_into(bank, {grades}, scores, what).ok() && agree; break;
          case 3: agree = score_all_into(bank, {grades}, scores, what, {}, simd::portable).ok() && agree; break;
          case 4: agree = score_all_into(bank, {some}, scores, what).ok() && agree; break;
          case 5: agree = score_all_into(bank, {repeated, of}, scores, what).ok() && agree; break;
          case 6: by_hand(bank, grades.data(), hand.data()); break;
          case 7: {
            bank_summary sum(bank);
            agree = sum.add(bank, {grades}).ok() && agree;
            sink = *sum.score();
            break;
          }
          default:
            for (std::size_t f = 0; f < few; ++f)
              agree = score_into(frameworks[f].view(), sheets[f], std::span<node_result>(out).first(sheets[f].size() + 1)).ok() && agree;
            sink = out[0].score;
        }
      if (w + 1 == std::size(works)) answers = few * static_cast<std::size_t>(repeat);
      works[w].ns.push_back(std::chrono::duration<double, std::nano>(clock_type::now() - start).count() / static_cast<double>(answers));
    }
  std::printf("%s: %zu answers, %.1f criteria each\n%-30s %10s %8s %9s %9s %7s %7s\n", title, rubrics, static_cast<double>(grades.size()) / static_cast<double>(rubrics),
              "work", "ns/answer", "p90/p10", "to limit", "to scored", "gate", "target");
  for (const work& w : works) {
    std::vector<double> ratio, tight;
    for (std::size_t r = 0; r < w.ns.size(); ++r) ratio.push_back(w.ns[r] / works[0].ns[r]), tight.push_back(w.ns[r] / works[1].ns[r]);
    const double m = at(ratio, 0.5);
    std::printf("%-30s %10.2f %8.2f %9.2f %9.2f %7s %7s\n", w.name, at(w.ns, 0.5), at(w.ns, 0.9) / at(w.ns, 0.1), m, at(tight, 0.5), w.gate == 0 ? "" : m <= w.gate ? "held" : "missed",
                w.target == 0 ? "" : m <= w.target ? "held" : "missed");
  }
  return agree;
}

}  // namespace

int main() {
  bool agree = table("whole points, from memory", 1'000'000, 1);
  agree = table("whole points, in cache", 2'000, 1) && agree;
  agree = table("decimal points, from memory", 1'000'000, 0.1) && agree;

  std::vector<double> scores(5'000);
  detail::splitmix64 any{3};
  for (double& s : scores) s = static_cast<double>(any.below(1'000)) / 1'000;
  const auto start = clock_type::now();
  sink = *bootstrap_standard_error(scores);
  std::printf("bootstrap: %.2f ns a draw (5,000 answers, 1,000 samples)\n", std::chrono::duration<double, std::nano>(clock_type::now() - start).count() / 5e6);
  if (!agree) std::printf("the results disagree\n");
  return agree ? 0 : 1;
}
