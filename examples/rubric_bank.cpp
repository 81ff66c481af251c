// SPDX-License-Identifier: BSL-1.0
// Answers of a language model, each graded under a rubric of its own: the overall score, scores by tag, the standard error.
#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/bootstrap.hpp>

#include <cassert>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

using namespace prowess;

int main() {
  //[rubric_bank
  rubric_bank_builder all;
  all.add_rubric("fever").add_criterion(10, {"accuracy"}).add_criterion(3, {"communication"}).add_criterion(-8, {"accuracy"});
  all.add_rubric("burn").add_criterion(7, {"accuracy"}).add_criterion(5, {"completeness"}).add_criterion(-2, {"communication"});
  all.add_rubric("dose").add_criterion(6, {"accuracy", "completeness"}).add_criterion(4, {"communication"});
  const rubric_bank bank = all.build().value();  // raises what is wrong, by rubric and criterion

  // The judge's verdicts, answer by answer: 1 met, 0 not met, 255 it gave none.
  const std::vector<std::uint8_t> grades{1, 0, 0, /**/ 1, 255, 1, /**/ 0, 1};
  const bank_options rule{.missing = ungraded::as_not_met, .clamp = clamp_at::mean};
  const bank_scores answers = score_all(bank, {grades}, rule);
  bank_summary run(bank, rule);
  if (const bank_finding at = run.add(bank, {grades}); !at.ok()) std::puts(describe(at, bank, {grades}).text().c_str());

  const auto error = bootstrap_standard_error(answers.scores, answers.what, {.resamples = 1000, .seed = 1, .clamp = true});
  std::printf("overall %.3f (standard error %.3f)\n", *run.score(), *error);
  for (std::size_t t = 0; t < run.by_tag().size(); ++t) {
    const std::string_view tag = bank.view().tag_names[t];
    std::printf("%-13.*s %.3f (%d answers)\n", int(tag.size()), tag.data(), *run.score(t), int(run.by_tag()[t].count()));
  }
  //]
  assert(answers.scores[0] == 10.0 / 13 && answers.scores[1] == 5.0 / 12 && answers.scores[2] == 0.4);
  assert(*run.score(0) == 2.0 / 3);  // accuracy: 10/10, 7/7, 0/6
}
