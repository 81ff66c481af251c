// SPDX-License-Identifier: BSL-1.0
// States of statistics merge: whatever the parts, their order and the shape of the merging, the result is that of the whole.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <prowess/batch/bank_summary.hpp>
#include <prowess/batch/level_code.hpp>
#include <prowess/cohort/alpha.hpp>
#include <prowess/cohort/distribution.hpp>
#include <prowess/cohort/group_summary.hpp>
#include <prowess/cohort/level_counts.hpp>
#include <prowess/cohort/level_covariance.hpp>
#include <prowess/cohort/moments.hpp>
#include <prowess/cohort/percentile_norm.hpp>
#include <prowess/cohort/score_covariance.hpp>
#include <prowess/core.hpp>

#include "random.hpp"

using namespace prowess;
using cohort::divisor;
using random_frameworks::source;

namespace {

constexpr auto skills = framework("skills", levels("1", "2", "3", "4", "5"), competency("talk"), competency("listen"));
constexpr std::size_t items = 3;

/// Up to 40 people: bytes for three items, scores, statuses and groups.
struct some_people {
  std::size_t n;
  std::vector<std::uint8_t> levels[items], group;
  std::vector<double> scores[items];
  std::vector<status> what;
  some_people(std::size_t people, source& any) : n(people) {
    const std::uint32_t gaps = any.below(3) * 10;
    const double offset = any.below(4) == 0 ? 0 : 1;
    for (std::size_t k = 0; k < items; ++k)
      for (std::size_t i = 0; i < n; ++i) {
        levels[k].push_back(any.below(100) < gaps ? level_code::not_observed : static_cast<std::uint8_t>(any.below(5)));
        scores[k].push_back(offset + any.below(4001) / 1000.0);
      }
    for (std::size_t i = 0; i < n; ++i) {
      group.push_back(static_cast<std::uint8_t>(any.below(3)));
      what.push_back(any.below(100) < gaps ? status::no_evidence : status::scored);
    }
    for (std::size_t k = 0; k < items; ++k)
      for (double& s : scores[k]) s = offset == 0 ? 2.5 : s;  // all equal
  }
};

/// A state of each kind, of the people from `first` up to `last`.
struct states {
  cohort::level_counts counts{5};
  cohort::moments scores;
  cohort::level_covariance items_together{items, cohort::whole_points::places(5), cohort::cases::complete};
  cohort::score_covariance scores_together{items};
  cohort::cronbach_alpha alpha{items, cohort::whole_points::places(5)};
  cohort::percentile_norm norm{1, 5, 50};
  cohort::group_summary groups{3};
  cohort::level_distribution levels{framework_view(skills)};
  score_mean mean;
  bool ok = true;

  states() = default;
  states(const some_people& p, std::size_t first, std::size_t last) {
    const std::size_t n = last - first;
    const auto part = [&](const auto& column) { return std::span(column).subspan(first, n); };
    std::vector<std::span<const std::uint8_t>> columns;
    std::vector<std::span<const double>> numbers;
    for (std::size_t k = 0; k < items; ++k) columns.push_back(part(p.levels[k])), numbers.push_back(part(p.scores[k]));
    ok = counts.add(columns[0]).ok() && scores.add(numbers[0], part(p.what)).ok() && items_together.add(columns).ok() && scores_together.add(numbers).ok() &&
         alpha.add(columns).ok() && norm.add(numbers[0], part(p.what)).ok() && groups.try_add(part(p.group), numbers[0], part(p.what)).has_value() &&
         levels.add(numbers[0], part(p.what)).ok();
    mean.add(numbers[0], part(p.what));
  }
  void merge(const states& o) {
    counts.merge(o.counts), scores.merge(o.scores), items_together.merge(o.items_together), scores_together.merge(o.scores_together), alpha.merge(o.alpha);
    norm.merge(o.norm), groups.merge(o.groups), levels.merge(o.levels), mean.merge(o.mean);
    ok = ok && o.ok;
  }
};

/// Within 1e-12 of numbers up to 5 and their squares; both unknown for the same reason counts as the same.
bool close(const cohort::statistic& a, const cohort::statistic& b) { return a.known() == b.known() && (!a.known() || std::abs(a.value - b.value) <= 25e-12); }
bool identical(const cohort::statistic& a, const cohort::statistic& b) { return a.known() == b.known() && (!a.known() || a.value == b.value); }

/// The name of what differs; none where nothing does.
const char* difference(const states& a, const states& b) {
  if (!std::ranges::equal(a.counts.values(), b.counts.values())) return "level_counts";
  if (a.scores.count() != b.scores.count() || !close(a.scores.mean(), b.scores.mean()) || !close(a.scores.variance(divisor::n), b.scores.variance(divisor::n))) return "moments";
  if (a.items_together.people(0, 0) != b.items_together.people(0, 0) || a.scores_together.people() != b.scores_together.people()) return "people of covariances";
  for (std::size_t i = 0; i < items; ++i)
    for (std::size_t j = 0; j < items; ++j) {
      if (!identical(a.items_together.covariance(i, j, divisor::n_minus_1), b.items_together.covariance(i, j, divisor::n_minus_1))) return "level_covariance";
      if (!close(a.scores_together.covariance(i, j, divisor::n_minus_1), b.scores_together.covariance(i, j, divisor::n_minus_1))) return "score_covariance";
    }
  if (!(a.alpha == b.alpha) || !identical(a.alpha.alpha(), b.alpha.alpha())) return "alpha";
  if (!(a.norm == b.norm)) return "percentile_norm";
  for (std::size_t g = 0; g < 3; ++g) {
    const auto &x = a.groups.groups()[g], &y = b.groups.groups()[g];
    if (x.people() != y.people() || x.without_score != y.without_score || !close(x.scores.mean(), y.scores.mean())) return "group_summary";
  }
  if (!(a.levels == b.levels)) return "level_distribution";
  if (a.mean.count() != b.mean.count() || a.mean.without() != b.mean.without() || std::abs(a.mean.mean().value_or(0) - b.mean.mean().value_or(0)) > 5e-12) return "score_mean";
  return nullptr;
}

/// Everybody twice.
some_people twice(some_people p) {
  const auto repeat = [&](auto& column) {
    for (std::size_t i = 0; i < p.n; ++i) column.push_back(column[i]);
  };
  for (std::size_t k = 0; k < items; ++k) repeat(p.levels[k]), repeat(p.scores[k]);
  repeat(p.group), repeat(p.what);
  p.n *= 2;
  return p;
}

/// A bank of some rubrics with two tags, and a run of answers under it: all verdicts, negative points, thirds.
struct some_answers {
  std::vector<std::uint32_t> criteria;  // of each rubric
  rubric_bank bank;
  std::vector<std::uint32_t> rubrics;
  std::vector<std::uint8_t> grades;
  std::vector<std::size_t> ends{0};  // where the grades of each answer end
  static rubric_bank some_rubrics(std::vector<std::uint32_t>& criteria, source& any) {
    rubric_bank_builder all;
    for (std::uint32_t& count : criteria) {
      all.add_rubric("r" + std::to_string(&count - criteria.data())).add_criterion(1 + any.below(7), {"a"});
      for (count = 1; any.below(3) != 0; ++count) {
        const double points = any.below(3) == 0 ? -1.0 - any.below(5) : (1 + any.below(9)) / 3.0;
        any.below(2) == 0 ? all.add_criterion(points, {"a", "b"}) : all.add_criterion(points, {"b"});
      }
    }
    return all.build().value();
  }
  explicit some_answers(source& any) : criteria(1 + any.below(4)), bank(some_rubrics(criteria, any)) {
    for (std::uint32_t n = any.below(20); n > 0; --n) {
      rubrics.push_back(any.below(static_cast<std::uint32_t>(criteria.size())));
      for (std::uint32_t k = 0; k < criteria[rubrics.back()]; ++k) grades.push_back(any.below(9) == 0 ? std::uint8_t{255} : static_cast<std::uint8_t>(any.below(2)));
      ends.push_back(grades.size());
    }
  }
  /// Of the answers from `first` up to `last`.
  bank_summary summary(std::size_t first, std::size_t last, const bank_options& rule, bool& ok) const {
    bank_summary s(bank, rule);
    ok = ok && s.add(bank, {std::span(grades).subspan(ends[first], ends[last] - ends[first]), std::span(rubrics).subspan(first, last - first)}).ok();
    return s;
  }
};
bool identical(const bank_summary& a, const bank_summary& b) {
  return a.overall() == b.overall() && std::ranges::equal(a.by_tag(), b.by_tag()) && a.score() == b.score() && a.score(0) == b.score(0);
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("states: merged with itself each is that of everybody twice") {
    std::size_t people = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
      source any{seed * 31 + 7};
      const some_people p(any.below(41), any);
      const states whole(twice(p), 0, 2 * p.n);
      states s(p, 0, p.n);
      s.merge(s);
      people += p.n;
      const char* const differs = difference(s, whole);
      if (!s.ok || differs != nullptr) FAIL_CHECK("seed ", seed, ": ", differs != nullptr ? differs : "something was refused");
    }
    CHECK(people > 10'000);
  }
  TEST_CASE("states: a bank's summary of random parts, merged in random order, is the whole to the last bit") {
    std::size_t answers = 0, without = 0;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
      source any{seed * 53 + 11};
      const some_answers run(any);
      const std::size_t n = run.rubrics.size();
      const bank_options rule{.missing = static_cast<ungraded>(any.below(3)), .clamp = static_cast<clamp_at>(any.below(3))};
      bool ok = true;
      const bank_summary whole = run.summary(0, n, rule, ok);
      std::vector<std::size_t> cuts{0, n};
      for (std::uint32_t k = any.below(5); k > 0; --k) cuts.push_back(any.below(static_cast<std::uint32_t>(n + 1)));
      std::sort(cuts.begin(), cuts.end());
      std::vector<bank_summary> parts;
      for (std::size_t k = 0; k + 1 < cuts.size(); ++k) parts.push_back(run.summary(cuts[k], cuts[k + 1], rule, ok));
      while (parts.size() > 1) {
        const std::size_t from = any.below(static_cast<std::uint32_t>(parts.size()));
        parts[(from + 1) % parts.size()].merge(parts[from]);
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from));
      }
      if (!ok || !identical(parts[0], whole)) FAIL_CHECK("seed ", seed);
      bank_summary both = whole, doubled = whole;
      doubled.merge(whole), both.merge(both);
      if (!identical(both, doubled) || both.overall().count() != 2 * whole.overall().count()) FAIL_CHECK("seed ", seed, ": merged with itself");
      answers += n, without += whole.overall().without();
    }
    CHECK(answers > 20'000);
    CHECK(without > 1000);
  }
  TEST_CASE("states: 10,000 random splits, merged in random order and shape, are the whole") {
    std::size_t empty_parts = 0, people = 0;
    for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
      source any{seed * 77 + 5};
      const some_people p(any.below(5) == 0 ? any.below(3) : any.below(41), any);
      const states whole(p, 0, p.n);
      std::vector<std::size_t> cuts{0, p.n};
      for (std::uint32_t k = any.below(6); k > 0; --k) cuts.insert(cuts.begin() + 1, any.below(static_cast<std::uint32_t>(p.n + 1)));
      std::sort(cuts.begin(), cuts.end());
      std::vector<states> parts;
      for (std::size_t k = 0; k + 1 < cuts.size(); ++k) {
        parts.emplace_back(p, cuts[k], cuts[k + 1]);
        empty_parts += cuts[k] == cuts[k + 1];
      }
      while (parts.size() > 1) {  // any two become one
        const std::size_t into = any.below(static_cast<std::uint32_t>(parts.size())), from = (into + 1 + any.below(static_cast<std::uint32_t>(parts.size() - 1))) % parts.size();
        parts[into].merge(parts[from]);
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from));
      }
      people += p.n;
      const char* const differs = difference(parts[0], whole);
      if (!whole.ok || !parts[0].ok || differs != nullptr) FAIL_CHECK("seed ", seed, ": ", differs != nullptr ? differs : "something was refused");
    }
    CHECK(people > 100'000);
    CHECK(empty_parts > 1000);
  }
}
