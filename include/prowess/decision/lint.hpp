// SPDX-License-Identifier: BSL-1.0
// Looks for criteria that nobody can meet or miss, and for parts that change nothing, and proves it where the cases are few enough.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/criteria_view.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/decision/lint_cells.hpp>
#include <prowess/decision/lint_finding.hpp>
#include <prowess/describe.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Criteria as a function of the cells of their clusters, with some parts fixed for trial.
class criteria_cases {
 public:
  criteria_cases(const criteria_view& c, const framework_view& f, const lint_limits& most) : c_(c), f_(f), most_(most), states_(c.size()),
      vetoes_(c.size()), fixed_(c.size(), criteria_state::undetermined) {
    std::vector<probe> probes;
    std::vector<std::size_t> at(c.size()), veto_at(c.size());
    for (std::uint32_t i = 0; i < c.size(); ++i) {
      const criteria_node& n = c.nodes[i];
      if (n.kind != criteria_kind::reaches) continue;
      at[i] = probes.size();
      probes.push_back({n.node.index, n.asked.points});
      veto_at[i] = probes.size();
      if (n.has_veto) probes.push_back({n.node.index, n.veto.points});
    }
    clusters_ = clusters_of(f, probes, most);
    double cases = 1;
    for (const cluster& each : clusters_) cases *= static_cast<double>(each.cells.size()), complete_ = complete_ && each.complete;
    is_exhaustive_ = cases <= static_cast<double>(most.combinations);
    std::vector<place> where(probes.size());
    for (std::size_t k = 0; k < clusters_.size(); ++k)
      for (std::size_t p = 0; p < clusters_[k].probes.size(); ++p) where[clusters_[k].probes[p]] = {k, p};
    condition_.resize(c.size()), veto_.resize(c.size());
    for (std::uint32_t i = 0; i < c.size(); ++i) {
      if (c.nodes[i].kind != criteria_kind::reaches) continue;
      condition_[i] = where[at[i]];
      if (c.nodes[i].has_veto) veto_[i] = where[veto_at[i]];
    }
    at_.assign(clusters_.size(), 0);
  }

  /// Calls `visit()` for each combination of cells, or for some; returns how many.
  template <class Visit> std::uint64_t for_each(const Visit& visit) {
    std::uint64_t tried = 0;
    if (is_exhaustive_) {
      at_.assign(clusters_.size(), 0);
      for (;; ++tried) {
        evaluate(), visit();
        std::size_t k = 0;
        while (k < at_.size() && at_[k] + 1 == clusters_[k].cells.size()) at_[k++] = 0;
        if (k == at_.size()) return tried + 1;
        ++at_[k];
      }
    }
    splitmix64 any{most_.seed};
    for (; tried < most_.searched; ++tried) {
      const std::uint64_t lean = tried < 2 ? 4 * tried : any.below(5);  // the worst, the best, then from mostly bad to mostly good
      for (std::size_t k = 0; k < at_.size(); ++k)
        at_[k] = any.below(4) < lean ? best_cell(k, true) : lean == 0 || any.below(2) == 0 ? best_cell(k,
            false) : static_cast<std::size_t>(any.below(clusters_[k].cells.size()));
      evaluate(), visit();
    }
    return tried;
  }
  /// All cases are tried, and there are no others.
  [[nodiscard]] bool proves() const { return is_exhaustive_ && complete_; }
  /// The state of a node in the case that is visited.
  [[nodiscard]] criteria_state state(std::uint32_t i) const { return states_[i]; }
  /// The state of a group by its children, though it may have been fixed itself.
  [[nodiscard]] criteria_state state_by_children(std::uint32_t group) const {
    return judge_group(c_.nodes, group, [&](std::uint32_t k) { return states_[k]; }, [&](std::uint32_t k) { return vetoes_[k]; }).state;
  }
  /// The state that a group would have if a child were in some state, and had no veto.
  [[nodiscard]] criteria_state state_with(std::uint32_t group, std::uint32_t child, criteria_state instead) const {
    return judge_group(c_.nodes, group, [&](std::uint32_t k) { return k == child ? instead : states_[k]; },
                       [&](std::uint32_t k) { return k == child ? criteria_state::failed : vetoes_[k]; }).state;
  }
  /// From now on a node has this state, whatever it asks.
  void fix(std::uint32_t i, criteria_state s) { fixed_[i] = s; }
  [[nodiscard]] bool is_fixed(std::uint32_t i) const { return fixed_[i] != criteria_state::undetermined; }
  /// A sheet of the case that is visited.
  [[nodiscard]] std::vector<rating> sheet(bool best_elsewhere = false) const {
    std::vector<rating> all = extreme_sheet(f_, best_elsewhere);
    for (std::size_t k = 0; k < clusters_.size(); ++k)
      std::copy(clusters_[k].cells[at_[k]].ratings.begin(), clusters_[k].cells[at_[k]].ratings.end(), all.begin() + clusters_[k].first_leaf);
    return all;
  }
  [[nodiscard]] const cluster& cluster_of(std::uint32_t condition) const { return clusters_[condition_[condition].cluster]; }
  [[nodiscard]] criteria_state answer(std::uint32_t condition, const cell& in) const { return in.answers[condition_[condition].probe]; }

 private:
  struct place {
    std::size_t cluster = 0, probe = 0;
  };
  void evaluate() {
    for (std::uint32_t i = c_.size(); i-- > 0;) {
      if (c_.nodes[i].kind == criteria_kind::reaches) {
        states_[i] = clusters_[condition_[i].cluster].cells[at_[condition_[i].cluster]].answers[condition_[i].probe];
        if (c_.nodes[i].has_veto) vetoes_[i] = inverted(clusters_[veto_[i].cluster].cells[at_[veto_[i].cluster]].answers[veto_[i].probe]);
      } else {
        states_[i] = state_by_children(i);
      }
      if (is_fixed(i)) states_[i] = fixed_[i], vetoes_[i] = criteria_state::failed;
    }
  }
  [[nodiscard]] std::size_t best_cell(std::size_t k, bool best) const {
    const auto passes = [](const cell& c) { return std::count(c.answers.begin(), c.answers.end(), criteria_state::passed); };
    std::size_t found = 0;
    for (std::size_t n = 1; n < clusters_[k].cells.size(); ++n) {
      const auto a = passes(clusters_[k].cells[n]), b = passes(clusters_[k].cells[found]);
      if (best ? a > b : a < b) found = n;
    }
    return found;
  }

  criteria_view c_;
  framework_view f_;
  lint_limits most_;
  std::vector<cluster> clusters_;
  std::vector<std::size_t> at_;
  std::vector<place> condition_, veto_;
  std::vector<criteria_state> states_, vetoes_, fixed_;
  bool is_exhaustive_ = true, complete_ = true;
};

/// Collects what is found about criteria.
class criteria_linter {
 public:
  criteria_linter(const criteria_view& c, const framework_view& f, const lint_limits& most) : c_(c), f_(f), cases_(c, f, most),
      ever_passed_(c.size()), ever_failed_(c.size()), parent_(c.size(), framework_view::none) {
    for (std::uint32_t i = 0; i < c.size(); ++i)
      for (std::uint32_t k = i + 1; k < i + c.nodes[i].extent; k += c.nodes[k].extent) parent_[k] = i;
  }
  std::vector<lint_finding> run() {
    find_constants();
    find_redundant();
    return std::move(all_);
  }

 private:
  [[nodiscard]] bool is_condition(std::uint32_t i) const { return c_.nodes[i].kind == criteria_kind::reaches; }
  [[nodiscard]] bool is_constant(std::uint32_t i) const { return !ever_passed_[i] || !ever_failed_[i]; }

  void find_constants() {
    tried_ = cases_.for_each([&] {
      for (std::uint32_t i = 0; i < c_.size(); ++i) {
        if (cases_.state(i) == criteria_state::passed) ever_passed_[i] = true;
        if (cases_.state(i) == criteria_state::failed) ever_failed_[i] = true;
      }
    });
    for (std::uint32_t i = 0; i < c_.size(); ++i)  // of one condition the cells tell, whether the cases were all tried or not
      if (is_condition(i))
        for (const cell& each : cases_.cluster_of(i).cells) {
          if (cases_.answer(i, each) == criteria_state::passed) ever_passed_[i] = true;
          if (cases_.answer(i, each) == criteria_state::failed) ever_failed_[i] = true;
        }
    for (std::uint32_t i = 0; i < c_.size(); ++i) {
      if (!is_constant(i)) continue;
      const bool proved = is_condition(i) ? cases_.cluster_of(i).complete : cases_.proves();
      const std::uint64_t tried = is_condition(i) ? cases_.cluster_of(i).tried : tried_;
      const std::string claim = extent_of_claim(proved, tried);
      if (!ever_passed_[i] && !ever_failed_[i]) {
        if (is_condition(i) || i == 0) add(lint_kind::never_decided, i, join({"it has no score though everything is rated", claim}),
            "ask for a node that has one", extreme_sheet(f_, true), proved, tried);
      } else if (!ever_passed_[i]) {
        if (i == 0 || !follows(i, false)) add(lint_kind::never_met, i, join({"nobody can meet it", claim}),
            is_condition(i) ? "ask for less" : "its parts contradict each other: leave one out or ask for less", extreme_sheet(f_, true), proved, tried);
      } else if (i == 0 || !follows(i, true)) {
        add(lint_kind::always_met, i, join({"everybody meets it", claim}), "leave it out, or ask for more", extreme_sheet(f_, false), proved, tried);
      }
    }
  }

  /// Whether it is clear from constant children, which are said themselves, that a group always (or never) passes.
  [[nodiscard]] bool follows(std::uint32_t i, bool passes) const {
    const criteria_node& g = c_.nodes[i];
    if (is_condition(i)) return false;
    std::uint32_t always = 0, never = 0, children = 0;
    for (std::uint32_t k = i + 1; k < i + g.extent; k += c_.nodes[k].extent) {
      ++children;
      always += ever_passed_[k] && !ever_failed_[k], never += !ever_passed_[k] && ever_failed_[k];
      if (c_.nodes[k].has_veto) return false;
    }
    const auto k = static_cast<std::uint32_t>(g.count);
    switch (g.kind) {
      case criteria_kind::all: return passes ? always == children : never > 0;
      case criteria_kind::any: return passes ? always > 0 : never == children;
      case criteria_kind::none: return passes ? never == children : always > 0;
      case criteria_kind::at_least: return passes ? always >= k : children - never < k;
      default: return false;
    }
  }

  struct suspect {
    std::uint32_t node;
    bool as_failed = true, as_passed = true;  ///< its group stays the same if it always fails, or always passes
    bool has_example = false;
    std::vector<rating> example{};
  };
  void find_redundant() {
    std::vector<suspect> open;
    for (std::uint32_t i = 1; i < c_.size(); ++i)
      if (!is_constant(i) && !is_constant(parent_[i])) open.push_back({i});
    while (!open.empty()) {
      cases_.for_each([&] {
        for (suspect& s : open) test(s);
      });
      open.erase(std::remove_if(open.begin(), open.end(), [](const suspect& s) { return !s.as_failed && !s.as_passed; }), open.end());
      // The last of each group, so that of two that say the same the later one goes; the others are asked again without it.
      std::vector<suspect> later;
      for (std::size_t k = 0; k < open.size(); ++k) {
        bool is_last = true;
        for (std::size_t other = k + 1; other < open.size(); ++other) is_last = is_last && parent_[open[other].node] != parent_[open[k].node];
        if (!is_last) later.push_back({open[k].node});
        else report(open[k]);
      }
      open = std::move(later);
    }
    sort_findings(all_);
  }
  void test(suspect& s) {
    const std::uint32_t group = parent_[s.node];
    const criteria_state now = cases_.state_by_children(group), own = cases_.state(s.node);
    if (s.as_failed) s.as_failed = cases_.state_with(group, s.node, criteria_state::failed) == now;
    if (s.as_passed) s.as_passed = cases_.state_with(group, s.node, criteria_state::passed) == now;
    // In an `any` it is telling where it passes (others do too), in an `all` where it fails.
    const criteria_state telling = c_.nodes[group].kind == criteria_kind::all ? criteria_state::failed : criteria_state::passed;
    if (!s.has_example && (s.as_failed || s.as_passed) && own == telling) s.has_example = true, s.example = cases_.sheet();
  }
  void report(suspect& s) {
    const std::uint32_t group = parent_[s.node];
    const bool is_all = c_.nodes[group].kind == criteria_kind::all;
    // Which sibling says as much on its own?
    std::vector<std::uint32_t> others;
    for (std::uint32_t k = group + 1; k < group + c_.nodes[group].extent; k += c_.nodes[k].extent)
      if (k != s.node && !cases_.is_fixed(k)) others.push_back(k);
    const bool follows_one = is_all || c_.nodes[group].kind == criteria_kind::any || c_.nodes[group].kind == criteria_kind::none;
    if (!follows_one) others.clear();
    else
      cases_.for_each([&] {
        const criteria_state own = cases_.state(s.node);
        others.erase(std::remove_if(others.begin(), others.end(), [&](std::uint32_t k) {
          return is_all ? cases_.state(k) == criteria_state::passed && own != criteria_state::passed : own == criteria_state::passed &&
              cases_.state(k) != criteria_state::passed;
        }), others.end());
      });
    std::string what = join({"it is redundant in ", text_of_criteria(c_.nodes, group)});
    if (!others.empty()) {
      const std::string sibling = text_of_criteria(c_.nodes, others[0]);
      what = is_all ? join({what, ": whoever meets ", sibling, " also meets it"}) : join({what, ": whoever meets it also meets ", sibling});
    } else if (!follows_one) {
      what += ": whether it is met never changes the result";
    }
    add(lint_kind::redundant, s.node, join({what, extent_of_claim(cases_.proves(), tried_)}),
        "leave it out, or change what was meant to differ", std::move(s.example), cases_.proves(), tried_);
    cases_.fix(s.node, s.as_failed && !is_all ? criteria_state::failed : s.as_passed ? criteria_state::passed : criteria_state::failed);
  }

  void add(lint_kind kind, std::uint32_t i, std::string what, std::string_view remedy, std::vector<rating> witness, bool proved, std::uint64_t tried) {
    const std::string where = is_condition(i) && c_.nodes[i].title.empty() ? join({f_.path(c_.nodes[i].node.index), " at ",
        number(c_.nodes[i].asked.points)}) : text_of_criteria(c_.nodes, i);
    all_.push_back({kind, i, {where, std::move(what), std::string(remedy)}, std::move(witness), proved, tried});
  }

  criteria_view c_;
  framework_view f_;
  criteria_cases cases_;
  std::vector<bool> ever_passed_, ever_failed_;
  std::vector<std::uint32_t> parent_;
  std::uint64_t tried_ = 0;
  std::vector<lint_finding> all_;
};

}  // namespace detail

/// What is suspicious about criteria: parts that nobody can meet, that everybody meets, that never have a score, and that change nothing
/// in the group that they stand in ("whoever meets group A also meets group B"), by node of the criteria. Constant groups are not said
/// where constant parts explain them, unless it is the whole.
///
/// Each condition cuts the scale of its node into what reaches it and what does not, so that few cases stand for all sheets; conditions
/// on groups are cut by scoring all sheets below them, or by the worst and the best where the score only rises with the ratings. Where all
/// cases are tried a finding is proved; else it says that it is not. Every claim is about people who are rated in everything.
/// Cost: up to `limits.combinations` evaluations for each layer of redundancy, and `limits.sheets` walks for each group that is asked.
/// Criteria for another framework are a problem.
///
///     for (const lint_finding& l : lint(ready, fw)) std::cout << l.text.text() << '\n';
[[nodiscard]] inline result<std::vector<lint_finding>> try_lint(const criteria_view& criteria, const framework_view& f, const lint_limits& limits = {}) {
  if (!criteria.belongs_to(f))
    return problem{"criteria", detail::join({"they were made for another framework than '", f.id(), "', or the tree has changed since"}),
        "make the criteria anew"};
  return detail::criteria_linter(criteria, f, limits).run();
}
/// The same; raises.
[[nodiscard]] inline std::vector<lint_finding> lint(const criteria_view& criteria, const framework_view& f, const lint_limits& limits = {}) {
  return try_lint(criteria, f, limits).value();
}

}  // namespace prowess::v0
