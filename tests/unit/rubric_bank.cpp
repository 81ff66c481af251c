// SPDX-License-Identifier: BSL-1.0
// Rubric banks: what the builder refuses, what grades mean, mistakes by place, means that merge, the bootstrap's edges.
#include <doctest/doctest.h>

#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/bootstrap.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace prowess;

namespace {

/// fever: 10 accuracy, -8 accuracy + safety, 2; burn: 3, 0 (counts nothing).
rubric_bank small() {
  rubric_bank_builder b;
  b.add_rubric("fever").add_criterion(10, {"accuracy"}).add_criterion(-8, {"accuracy", "safety"}).add_criterion(2);
  b.add_rubric("burn").add_criterion(3, {"style"}).add_criterion(0, {"safety"});
  return b.build().value();
}

struct graded {
  std::vector<double> scores;
  std::vector<status> what;
  bank_finding at;
};
graded grade(const rubric_bank_view& bank, const std::vector<std::uint8_t>& grades, const bank_options& options = {}, const std::vector<std::uint32_t>& rubrics = {}) {
  const bank_answers answers{grades, rubrics};
  graded g{std::vector<double>(answers.size(bank)), std::vector<status>(answers.size(bank)), {}};
  g.at = score_all_into(bank, answers, g.scores, g.what, options);
  return g;
}

std::string first_problem(rubric_bank_builder& b) {
  const result<rubric_bank> r = b.build();
  REQUIRE(!r);
  return r.problems().front().text();
}

}  // namespace

TEST_SUITE("unit") {

TEST_CASE("a bank is flat: offsets, points, tags by first use") {
  const rubric_bank bank = small();
  const rubric_bank_view v = bank;
  CHECK(v.size() == 2);
  CHECK(v.criteria() == 5);
  CHECK(std::vector<std::uint32_t>(v.offsets.begin(), v.offsets.end()) == std::vector<std::uint32_t>{0, 3, 5});
  CHECK(std::vector<double>(v.points.begin(), v.points.end()) == std::vector<double>{10, -8, 2, 3, 0});
  CHECK(std::vector<std::string_view>(v.tag_names.begin(), v.tag_names.end()) == std::vector<std::string_view>{"accuracy", "safety", "style"});
  CHECK(v.tags_of(1).size() == 2);
  CHECK(v.tags_of(1)[1] == 1);
  CHECK(v.tags_of(2).empty());
  CHECK(v.points_of(1).size() == 2);
  CHECK(v.name(0) == "rubric 'fever'");
  CHECK(v.in_units);
}

TEST_CASE("a moved builder and a moved bank keep their texts and know their ids") {
  rubric_bank_builder first;
  first.add_rubric("a-long-id-that-fits-no-small-string").add_criterion(1, {"a-long-tag-that-fits-no-small-string"});
  rubric_bank_builder second = std::move(first);
  second.add_rubric("a-long-id-that-fits-no-small-string").add_criterion(1);
  CHECK(first_problem(second) == "rubric 'a-long-id-that-fits-no-small-string': two rubrics have this id; rename one, or refer to the first by its index");
  const rubric_bank nothing = second.build().value();  // empty afterwards
  CHECK(nothing.view().size() == 0);

  rubric_bank made = small();
  const rubric_bank moved = std::move(made);
  CHECK(moved.view().ids[1] == "burn");
  CHECK(moved.view().tag_names[0] == "accuracy");
}

TEST_CASE("what a rubric must keep, in words that name rubric and criterion") {
  rubric_bank_builder b;
  b.add_criterion(1);
  CHECK(first_problem(b) == "a criterion comes before the first rubric; call add_rubric() first");
  b.add_rubric("fever").add_criterion(-1).add_criterion(0);
  CHECK(first_problem(b) == "rubric 'fever': no criterion has positive points; a score is what is won of the positive points: give some criterion more than 0");
  b.add_rubric();
  CHECK(first_problem(b) == "rubric 0 (from 0): the rubric has no criteria; add some, or leave it out");
  for (const double points : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -2e9}) {
    b.add_rubric("fever").add_criterion(1).add_criterion(points);
    const std::string text = first_problem(b);
    CHECK(text.find("rubric 'fever', criterion 1 (from 0): the points are ") == 0);
    CHECK(text.find("; give a number from -1e9 to 1e9") != std::string::npos);
  }
  b.add_rubric("fever").add_criterion(0.001).add_criterion(5).add_criterion(-1001);
  CHECK(first_problem(b) == "rubric 'fever': its criteria can deduct 1001 points, and its smallest positive points are 0.001; at most 1,000,000 times as much: check the points");
  b.add_rubric("fever").add_criterion(0.001).add_criterion(-1000);
  CHECK(b.build().has_value());
  b.add_rubric("fever").add_criterion(1, {""});
  CHECK(first_problem(b) == "rubric 'fever', criterion 0 (from 0): a tag is empty; give it a name, or leave it out");
  b.add_rubric("fever").add_criterion(1, {"x"}).add_criterion(1, {"x", "y", "x"});
  CHECK(first_problem(b) == "rubric 'fever', criterion 1 (from 0): the tag 'x' is there twice; leave one out");
  b.add_rubric("a").add_rubric("b").add_criterion(-1);  // all mistakes at once
  const result<rubric_bank> both = b.build();
  CHECK(both.problems().size() == 2);
}

TEST_CASE("met points over positive points, not clamped unless asked") {
  const rubric_bank bank = small();
  CHECK(grade(bank, {1, 0, 1, 1, 0}).scores == std::vector<double>{1, 1});
  CHECK(grade(bank, {0, 1, 1, 0, 1}).scores == std::vector<double>{-0.5, 0});
  CHECK(grade(bank, {0, 1, 1, 0, 1}, {.clamp = clamp_at::answer}).scores == std::vector<double>{0, 0});
  CHECK(grade(bank, {0, 1, 1, 0, 1}, {.clamp = clamp_at::mean}).scores == std::vector<double>{-0.5, 0});
}

TEST_CASE("what is not graded leaves both sums, or is not met, or withholds the score") {
  const rubric_bank bank = small();
  const std::vector<std::uint8_t> some{1, 255, 255, 255, 1};  // of burn only what counts nothing is graded
  graded g = grade(bank, some);
  CHECK(g.scores == std::vector<double>{1, 0});
  CHECK(g.what == std::vector<status>{status::scored, status::zero_total_weight});
  g = grade(bank, some, {.missing = ungraded::as_not_met});
  CHECK(g.scores == std::vector<double>{10.0 / 12, 0});
  CHECK(g.what == std::vector<status>{status::scored, status::scored});
  g = grade(bank, some, {.missing = ungraded::withheld});
  CHECK(g.what == std::vector<status>{status::undetermined, status::undetermined});
  g = grade(bank, {1, 0, 1, 1, 255}, {.missing = ungraded::withheld});  // 0 points could change nothing
  CHECK(g.what == std::vector<status>{status::scored, status::scored});
  g = grade(bank, {1, 0, 254, 253, 254}, {.missing = ungraded::withheld});  // these are out whatever the option
  CHECK(g.scores == std::vector<double>{1, 0});
  CHECK(g.what == std::vector<status>{status::scored, status::no_opportunity});
  g = grade(bank, {255, 255, 255, 253, 253});
  CHECK(g.what == std::vector<status>{status::no_evidence, status::not_applicable});
}

TEST_CASE("answers by index: any rubric as often as wanted") {
  const rubric_bank bank = small();
  const graded g = grade(bank, {1, 1, /**/ 0, 0, 1, /**/ 0, 0}, {}, {1, 0, 1});
  REQUIRE(g.at.ok());
  CHECK(g.scores == std::vector<double>{1, 2.0 / 12, 0});
  CHECK(grade(bank, {}).at.ok());  // nobody has answered
}

TEST_CASE("a large rubric and many small ones, by whole blocks and alone") {
  rubric_bank_builder b;
  std::vector<std::uint8_t> grades;
  std::vector<double> expected;
  for (int r = 0; r < 1500; ++r) {
    const int n = r == 700 ? 5000 : r == 701 ? 2048 : 1 + r % 7;
    b.add_rubric();
    for (int c = 0; c < n; ++c) b.add_criterion(1), grades.push_back(static_cast<std::uint8_t>(c % 3 == r % 3));
    expected.push_back(static_cast<double>((n + 2 - r % 3) / 3) / n);
  }
  const rubric_bank bank = b.build().value();
  CHECK(grade(bank, grades).scores == expected);
  std::vector<std::uint32_t> all(1500);
  for (std::uint32_t r = 0; r < 1500; ++r) all[r] = r;
  CHECK(grade(bank, grades, {}, all).scores == expected);
}

TEST_CASE("mistakes name answer and criterion") {
  const rubric_bank bank = small();
  const auto text = [&](const std::vector<std::uint8_t>& grades, const std::vector<std::uint32_t>& rubrics = {}) {
    const auto r = try_score_all(bank, {grades, rubrics});
    REQUIRE(!r);
    bank_summary s(bank);
    const bank_finding at = s.add(bank, {grades, rubrics});
    CHECK(describe(at, bank, {grades, rubrics}) == r.problems()[0]);
    CHECK(s.overall().count() == 0);  // nothing was added
    return r.problems()[0].text();
  };
  CHECK(text({1, 0, 1, 0, 2}) == "answer 1 (from 0), rubric 'burn', criterion 1 (from 0): the grade is 2; 1 is met, 0 not met, 255 not graded, 254 no opportunity, 253 not applicable");
  CHECK(text({1, 0, 0, 252, 0}, {1, 0}).find("answer 1 (from 0), rubric 'fever', criterion 1 (from 0): the grade is 252") == 0);
  CHECK(text({1, 0, 1, 0}) == "there are 4 grades, and the answers' rubrics have 5 criteria; give one byte for each criterion of each answer; 255 where nobody graded it");
  CHECK(text({1, 0, 1, 0, 1, 1}).find("there are 6 grades, and the answers' rubrics have 5 criteria") == 0);
  CHECK(text({1, 0}, {0}).find("there are 2 grades, and the answers' rubrics have 3 criteria") == 0);
  CHECK(text({1, 0, 1}, {1, 2}) == "answer 1 (from 0): there is no rubric 2; the bank has 2, counted from 0");
  std::vector<double> scores(1);
  std::vector<status> what(2);
  const std::vector<std::uint8_t> fine{1, 0, 1, 0, 1};
  const bank_finding at = score_all_into(bank, {fine}, scores, what);
  CHECK(describe(at, bank, {fine}).text() == "there is room for 1 results of 2 answers; give one place for each answer");
}

TEST_CASE("means: exact sums in any order, without answers nothing") {
  score_mean a, b, c;
  CHECK(!a.mean());
  for (const double s : {0.1, -1e6, 0.2, 0.7, 1e6}) a.add(s);
  for (const double s : {1e6, 0.7, 0.2}) b.add(s);
  for (const double s : {-1e6, 0.1}) c.add(s);
  c.merge(b);
  CHECK(a == c);
  // python's fractions: a fifth of the doubles 0.1 + 0.2 + 0.7, rounded once (added as doubles in this order: 0.19999999997671694)
  CHECK(*a.mean() == 0x1.9999999999999p-3);
  a.add(0, status::no_evidence);
  CHECK(a.count() == 5);
  CHECK(a.without() == 1);
  score_mean low;
  low.add(-0.25), low.add(-0.75);
  CHECK(*low.mean() == -0.5);
  CHECK(*low.clamped_mean() == 0);
  static_assert([] {
    score_mean m;
    m.add(0.5), m.add(-1.5);
    return *m.mean() == -0.5;
  }());
}

TEST_CASE("a summary of other tags is refused") {
  const rubric_bank bank = small();
  rubric_bank_builder b;
  b.add_rubric().add_criterion(1, {"x"});
  const rubric_bank other = b.build().value();
  bank_summary s(bank);
  const std::vector<std::uint8_t> one{1};
  CHECK(s.add(other, {one}).what == bank_mistake::other_tags);
#if defined(__cpp_exceptions)
  CHECK_THROWS_WITH(s.merge(bank_summary(other)), "the summary has 3 tags, and the other or its bank 1; use the same bank for both");
#endif
}

TEST_CASE("the bootstrap has no answer for one score, 0 for equal ones, and skips answers without a score") {
  const std::array<double, 4> equal{0.7, 0.7, 0.7, 0.7};
  CHECK(!bootstrap_standard_error(std::span<const double>(equal).first(1)));
  CHECK(!bootstrap_standard_error(equal, {.resamples = 1}));
  CHECK(*bootstrap_standard_error(equal) == 0);
  const std::array<double, 4> some{0.1, 99, 0.5, 0.9};
  const std::array<double, 3> scored{0.1, 0.5, 0.9};
  const std::array<status, 4> what{status::scored, status::no_evidence, status::scored, status::scored};
  CHECK(bootstrap_standard_error(some, what, {.seed = 4}) == bootstrap_standard_error(scored, {.seed = 4}));
  CHECK(bootstrap_standard_error(scored, {.seed = 4}) != bootstrap_standard_error(scored, {.seed = 5}));
}

}
