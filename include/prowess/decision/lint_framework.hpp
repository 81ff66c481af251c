// SPDX-License-Identifier: BSL-1.0
// Looks for what is sound in a framework and yet does nothing: levels that nobody has, scores that never change, nodes without effect.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/aggregation/weighted_mean.hpp>
#include <prowess/decision/lint_cells.hpp>
#include <prowess/decision/lint_finding.hpp>
#include <prowess/describe.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/rating.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Collects what is found about a framework.
class framework_linter {
 public:
  framework_linter(const framework_view& f, const lint_limits& most) : f_(f), most_(most), worst_(extreme_sheet(f, false)),
      best_(extreme_sheet(f, true)), ratings_(worst_), results_(f.size()), constant_(f.size()) {}
  std::vector<lint_finding> run() {
    find_levels();
    for (std::uint32_t i = 0; i < f_.size(); ++i)
      if (!f_.nodes[i].is_leaf()) find_constant(i);
    for (std::uint32_t i = 0; i < f_.size(); ++i)
      if (!f_.nodes[i].is_leaf() && !constant_[i]) find_idle(i);
    sort_findings(all_);
    return std::move(all_);
  }

 private:
  /// Levels of the framework's scale that no sheet leads the whole to.
  void find_levels() {
    std::vector<probe> probes;
    for (const level& l : f_.levels()) probes.push_back({0, l.points});
    if (probes.empty()) return;
    cluster whole;
    whole.leaves = static_cast<std::uint32_t>(f_.leaf_count());
    for (std::size_t k = 0; k < probes.size(); ++k) whole.probes.push_back(k);
    find_cells(f_, probes, most_, whole);
    const double best = score_of(best_), worst = score_of(worst_);
    const bool rises = rises_with_ratings(f_, 0);
    const auto has_score = [](const cell& c) {  // no score is near to all levels at once
      return std::any_of(c.answers.begin(), c.answers.end(), [](criteria_state s) { return s != criteria_state::undetermined; });
    };
    if (std::none_of(whole.cells.begin(), whole.cells.end(), has_score)) return;  // said as `never_scored`
    for (std::size_t k = 0; k < probes.size(); ++k) {
      if (k + 1 < probes.size() && probes[k + 1].points == probes[k].points) continue;  // of tied levels the last one is reached
      const bool is_top = k + 1 == probes.size();
      // What cannot be decided may be there.
      const bool found = std::any_of(whole.cells.begin(), whole.cells.end(), [&](const cell& c) {
        return has_score(c) && c.answers[k] != criteria_state::failed && (is_top || c.answers[k + 1] != criteria_state::passed);
      });
      if (found) continue;
      // Nobody reaches it, or everybody reaches the next one: the ends tell, where the score rises with the ratings. Else only all sheets do.
      const bool none_so_high = std::none_of(whole.cells.begin(), whole.cells.end(), [&](const cell& c) { return has_score(c) &&
          c.answers[k] != criteria_state::failed; });
      const bool all_higher = !none_so_high && !is_top && std::all_of(whole.cells.begin(), whole.cells.end(),
          [&](const cell& c) { return !has_score(c) || c.answers[k + 1] == criteria_state::passed; });
      const bool proved = whole.complete || (rises && (none_so_high || all_higher));
      const std::string name = in_quotes(f_.levels()[k].key);
      const std::string why = none_so_high ? join({": the best sheet reaches ", number(best), " of ", number(probes[k].points), " points"})
                              : all_higher ? join({": the worst sheet has ", number(worst), " points, which is above it"})
                                           : std::string(": scores leave it out");
      add(lint_kind::unreachable_level, 0, join({"no sheet leads to the level ", name, why, extent_of_claim(proved, whole.tried)}),
          "change the cuts of the levels, or what caps the score", all_higher ? worst_ : best_, proved, whole.tried);
    }
  }

  /// A group without a score, or with one that is always the same.
  void find_constant(std::uint32_t group) {
    std::uint64_t tried = 0;
    bool has_first = false, differs = false;
    outcome<double> first;
    ratings_ = worst_;
    const bool all = for_sheets(f_, group, choices_below(f_, group, {}), most_, ratings_, [&](const std::vector<rating>& sheet) {
      if (!score_into(f_, sheet, results_).ok()) return true;
      ++tried;
      const outcome<double>& now = results_[group];
      if (!has_first) first = now, has_first = true;
      differs = differs || differ(now, first);
      return !differs;
    });
    if (differs || !has_first) return;
    constant_[group] = true;
    const bool rises = rises_with_ratings(f_, group) && first.has_score();  // the worst and the best were among those tried
    const bool by_evidence = first.what == status::zero_total_weight || first.what == status::insufficient_coverage || first.what == status::undetermined;
    const bool proved = all || rises || by_evidence;
    const std::string claim = extent_of_claim(proved, tried);
    if (first.has_score())
      add(lint_kind::constant_score, group, join({"its score is always ", number(first.score), claim}),
          "let its ratings count, or leave it out", worst_, proved, tried);
    else
      add(lint_kind::never_scored, group, join({"it has no score though everything is rated: ", words(first.what), claim}),
          "change its weights, missing rule or aggregation", best_, proved, tried);
  }

  /// Children of a group whose own score never changes that of the group.
  void find_idle(std::uint32_t group) {
    const node& g = f_.nodes[group];
    for (std::uint32_t c = group + 1; c < group + g.extent; c += f_.nodes[c].extent) {
      const node& n = f_.nodes[c];
      if (constant_[c]) continue;  // said already
      std::vector<leaf_choices> choices = choices_below(f_, group, {});
      std::uint32_t first = c;
      while (!f_.nodes[first].is_leaf()) ++first;
      std::uint32_t leaves = 0, group_first = group;
      for (std::uint32_t k = c; k < c + n.extent; ++k) leaves += f_.nodes[k].is_leaf();
      while (!f_.nodes[group_first].is_leaf()) ++group_first;
      const std::uint32_t at = f_.nodes[first].leaf, in_group = at - f_.nodes[group_first].leaf;
      // Its own leaves all at their worst and then at their best; what is between cannot matter where the group only rises.
      for (std::uint32_t k = in_group; k < in_group + leaves; ++k) choices[k].points.resize(choices[k].points.empty() ? 0 : 1);
      std::uint64_t tried = 0;
      bool matters = false;
      std::vector<rating> other(worst_);
      ratings_ = worst_;
      const bool all = for_sheets(f_, group, choices, most_, ratings_, [&](const std::vector<rating>& sheet) {
        if (!score_into(f_, sheet, results_).ok()) return true;
        ++tried;
        const outcome<double> low = results_[group];
        other = sheet;
        std::copy(best_.begin() + at, best_.begin() + at + leaves, other.begin() + at);
        if (!score_into(f_, other, results_).ok()) return true;
        const outcome<double>& high = results_[group];
        matters = differ(low, high);
        return !matters;
      });
      if (matters || tried == 0) continue;
      std::vector<rating> witness = best_;
      std::copy(worst_.begin() + at, worst_.begin() + at + leaves, witness.begin() + at);
      const bool weightless = n.weight == 0 && !g.how->traits.ignores_weights;
      // What a weighted mean multiplies by 0 has no effect; elsewhere all sheets have to be seen.
      const bool proved = (weightless && g.how == &ops_of<weighted_mean>) || (all && rises_with_ratings(f_, group));
      const std::string claim = extent_of_claim(proved, tried);
      if (weightless)
        add(lint_kind::zero_weight, c, join({"it weighs nothing, and never changes the score of ", in_quotes(f_.path(group)), claim}),
            "give it a weight, or leave it out", std::move(witness), proved, tried);
      else
        add(lint_kind::no_effect, c, join({"under ", g.how->name, " it never changes the score of ", in_quotes(f_.path(group)), claim}),
            "let it count, or leave it out", std::move(witness), proved, tried);
    }
  }

  /// Whether two outcomes differ by more than rounding.
  [[nodiscard]] bool differ(const outcome<double>& a, const outcome<double>& b) const {
    if (!a.has_score() || !b.has_score()) return a.has_score() != b.has_score();
    return abs(a.score - b.score) > product(f_.scale().high - f_.scale().low, 1e-12);
  }
  [[nodiscard]] double score_of(const std::vector<rating>& sheet) {
    return score_into(f_, sheet, results_).ok() && results_[0].has_score() ? results_[0].score : f_.scale().low;
  }
  void add(lint_kind kind, std::uint32_t i, std::string what, std::string_view remedy, std::vector<rating> witness, bool proved, std::uint64_t tried) {
    all_.push_back({kind, i, {f_.path(i), std::move(what), std::string(remedy)}, std::move(witness), proved, tried});
  }

  framework_view f_;
  lint_limits most_;
  std::vector<rating> worst_, best_, ratings_;
  std::vector<node_result> results_;
  std::vector<bool> constant_;
  std::vector<lint_finding> all_;
};

}  // namespace detail

/// What is suspicious about a framework that is sound: levels of its scale that the whole never has, groups whose score is always the
/// same or never there, nodes that weigh nothing or never change the score of their group; by node, in tree order. The framework must be
/// without problems. Small groups (`limits.sheets` different rating sheets) are scored on all of them; larger ones on the worst, the best
/// and a seeded search, and then a finding is proved only where the score rises with the ratings and the ends decide.
/// Cost: up to `limits.sheets` walks for each node that is suspicious; few for one that is not.
///
///     for (const lint_finding& l : lint(fw)) std::cout << l.text.text() << '\n';
[[nodiscard]] inline std::vector<lint_finding> lint(const framework_view& f, const lint_limits& limits = {}) {
  return detail::framework_linter(f, limits).run();
}

}  // namespace prowess::v0
