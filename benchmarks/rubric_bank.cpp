// SPDX-License-Identifier: BSL-1.0
// Answers of 11 criteria, each under its own rubric: the bank against reading its bytes, code by hand, numpy, and a framework for each.
#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/bootstrap.hpp>
#include <prowess/core.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/dynamic_framework.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "measure.hpp"
#include "peers.hpp"

namespace {

using namespace prowess;

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

  double sum = 0;
  for (const double x : scores) sum += x;
  measure::rounds r(rubrics, title);
  const auto must = [&](bool held) { agree = held && agree; };
  const auto bytes = [](auto part) { return measure::read(part.data(), part.size_bytes()); };
  r.add("read grades and points", [&] {
    const std::uint64_t all = measure::read(grades.data(), grades.size()) + bytes(bank.points);
    measure::use(&all);
  });
  r.add("read what is scored", [&] {
    const std::uint64_t all = measure::read(grades.data(), grades.size()) + bytes(bank.units) + bytes(bank.offsets) + bytes(bank.positive_units);
    measure::use(&all);
  });
  r.add("score_all", [&] { must(score_all_into(bank, {grades}, scores, what).ok()); });
  r.add("score_all, portable", [&] { must(score_all_into(bank, {grades}, scores, what, {}, simd::portable).ok()); });
  r.add("score_all, 2 % not graded", [&] { must(score_all_into(bank, {some}, scores, what).ok()); });
  r.add("score_all, by index", [&] { must(score_all_into(bank, {repeated, of}, scores, what).ok()); });
  r.add("by hand", [&] { by_hand(bank, grades.data(), hand.data()), measure::use(hand.data()); });
  r.add("summary with 5 tags", [&] {
    bank_summary all(bank);
    must(all.add(bank, {grades}).ok());
    const double score = *all.score();
    measure::use(&score);
  });
  measure::add_some(r, "a framework for each", few, rubrics, [&] {
    for (std::size_t f = 0; f < few; ++f) must(score_into(frameworks[f].view(), sheets[f], std::span<node_result>(out).first(sheets[f].size() + 1)).ok());
    measure::use(out.data());
  });
  measure::peer_file file("rubrics");
  const std::uint64_t size = grades.size();
  file.add(bank.offsets.data(), bank.offsets.size()).add(&size, 1).add(bank.points.data(), bank.points.size()).add(grades.data(), grades.size());
  measure::peer_process numpy("numpy.add.reduceat", measure::numpy("rubrics", file.name(), rubrics));
  must(numpy.add_to(r, sum, 1e-9));
  r.run();
  r.row("score_all", "read grades and points", 6, 3);
  r.row("score_all", "read what is scored", 0);
  r.row("score_all, 2 % not graded", "score_all", 0);
  r.row("score_all, by index", "score_all", 0);
  r.row("score_all", "by hand", 0);
  r.row("score_all", "numpy.add.reduceat", 0);
  r.row("score_all", "a framework for each", 0);
  std::printf("\n");
  return agree;
}

}  // namespace

int main() {
  bool agree = table("rubrics of whole points, a million from memory", 1'000'000, 1);
  agree = table("rubrics of whole points, 2,000 in the caches", 2'000, 1) && agree;
  agree = table("rubrics of decimal points, a million from memory", 1'000'000, 0.1) && agree;

  std::vector<double> scores(5'000);
  detail::splitmix64 any{3};
  for (double& s : scores) s = static_cast<double>(any.below(1'000)) / 1'000;
  measure::rounds r(5'000'000, "a draw of a bootstrap: 5,000 answers, 1,000 samples");
  r.add("bootstrap_standard_error", [&] {
    const double error = *bootstrap_standard_error(scores);
    measure::use(&error);
  });
  r.run();
  if (!agree) std::printf("the results disagree\n");
  return agree ? 0 : 1;
}
