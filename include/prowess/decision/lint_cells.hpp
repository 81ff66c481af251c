// SPDX-License-Identifier: BSL-1.0
// What conditions can tell apart: each cuts its node's score in two, and rating sheets fall into few cells with the same answers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/decision/criteria_view.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/decision/lint_finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0::detail {

/// A question that a sheet answers: is this node at these points or better?
struct probe {
  std::uint32_t node;
  double points;
};

/// Points with which one leaf can be rated: the worst first; all that matter, or some.
struct leaf_choices {
  std::vector<double> points;
  bool all = true;
};

/// Every point of a scale where there are few, else those around the cuts. `between`: points between the cuts matter too.
inline leaf_choices choices_of(const framework_view& f, std::uint32_t leaf, std::span<const double> cuts, bool between) {
  const scale_data& s = f.scale_of(f.nodes[leaf]);
  leaf_choices c;
  const auto add = [&](double x) {
    if (s.admits(x, f.level_list)) c.points.push_back(x);
  };
  const double step = s.how == grid::whole ? 1 : s.step, count = step > 0 ? (s.high - s.low) / step + 1 : 0;
  const bool on_steps = s.how == grid::whole || s.how == grid::stepped;
  add(s.low), add(s.high);
  for (const double x : cuts) add(x);
  for (const level& l : f.levels(s)) add(l.points);
  if (on_steps && count <= 64.5) {
    for (int k = 0; k < count - 0.5; ++k) add(s.how == grid::whole ? s.low + k : s.low + product(k, step));
  } else if (on_steps) {
    for (const double x : cuts) {
      const auto k = static_cast<double>(static_cast<std::int64_t>((x - s.low) / step));
      for (int off = -1; off <= 2; ++off) add(s.low + product(k + off, step));
    }
  } else if (s.how != grid::listed) {
    for (int k = 1; k < 8; ++k) add(s.low + (s.high - s.low) / 8 * k);
  }
  std::sort(c.points.begin(), c.points.end());
  c.points.erase(std::unique(c.points.begin(), c.points.end()), c.points.end());
  if (s.inverse) std::reverse(c.points.begin(), c.points.end());
  if (between) {
    c.all = s.above != excess::allowed && (s.how == grid::listed || (on_steps && count <= 64.5));
  } else if (s.how == grid::own) {  // nobody knows the host's points; but where one was found in front of, at and behind each cut, that is all
    for (std::size_t k = 0; k <= cuts.size(); ++k) {
      const auto reached = [&](double x) { return std::count_if(cuts.begin(), cuts.end(), [&](double cut) { return as_good(s, x, cut); }); };
      c.all = c.all && std::any_of(c.points.begin(), c.points.end(), [&](double x) { return reached(x) == static_cast<std::ptrdiff_t>(k); });
    }
  }
  return c;
}

/// Sheets that give the same answers to all probes of a cluster, by one of them.
struct cell {
  std::vector<criteria_state> answers;  ///< by probe of the cluster
  std::vector<rating> ratings;          ///< by leaf of the cluster
};
/// Probes whose answers hang together, since they share leaves: those at or below one node.
struct cluster {
  std::uint32_t top = 0, first_leaf = 0, leaves = 0;
  std::vector<std::size_t> probes;  ///< places in the list of all
  std::vector<cell> cells;
  bool complete = false;     ///< there are no others
  std::uint64_t tried = 0;   ///< sheets
};

/// Whether a better rating never lowers the score of a node.
inline bool rises_with_ratings(const framework_view& f, std::uint32_t top) {
  for (std::uint32_t i = top; i < top + f.nodes[top].extent; ++i) {
    const node& n = f.nodes[i];
    if (i != top && n.weight < 0) return false;
    if (n.is_leaf() ? f.scale_of(n).how == grid::own || f.scale_of(n).above == excess::allowed : !n.how->traits.monotone) return false;
  }
  return true;
}

/// Goes through sheets below a node: all where they are few, else the worst, the best, ways from one to the other, and random ones.
/// Calls `visit(ratings)`, ratings of the whole framework; it returns false to stop. Returns whether these were all.
template <class Visit>
bool for_sheets(const framework_view& f, std::uint32_t top, const std::vector<leaf_choices>& choices, const lint_limits& most,
    std::vector<rating>& ratings, const Visit& visit) {
  std::uint32_t first = top;
  while (!f.nodes[first].is_leaf()) ++first;
  const std::uint32_t leaf = f.nodes[first].leaf;
  double sheets = 1;
  bool all = true;
  for (const leaf_choices& c : choices) sheets *= static_cast<double>(c.points.size()), all = all && c.all;
  if (!(sheets >= 1)) return false;  // a leaf that nobody can rate
  std::vector<std::size_t> at(choices.size(), 0);
  const auto set = [&](std::size_t k, std::size_t place) { at[k] = place, ratings[leaf + k] = rating(choices[k].points[place]); };
  const auto set_all = [&](bool best) {
    for (std::size_t k = 0; k < choices.size(); ++k) set(k, best ? choices[k].points.size() - 1 : 0);
  };
  set_all(false);
  if (sheets <= static_cast<double>(most.sheets)) {
    for (;;) {
      if (!visit(ratings)) return all;
      std::size_t k = 0;
      while (k < at.size() && at[k] + 1 == choices[k].points.size()) set(k++, 0);
      if (k == at.size()) return all;
      set(k, at[k] + 1);
    }
  }
  splitmix64 any{most.seed};
  std::vector<std::size_t> order(choices.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  set_all(true);  // bounds rest on having seen the best and the worst
  if (!visit(ratings)) return false;
  set_all(false);
  if (!visit(ratings)) return false;
  for (std::uint64_t tried = 2; tried < most.searched;) {
    set_all(false);
    for (const std::size_t k : order)  // one leaf after the other to its best
      for (std::size_t place = 1; place < choices[k].points.size() && tried < most.searched; ++place, ++tried) {
        if (!visit(ratings)) return false;
        set(k, place);
      }
    if (!visit(ratings)) return false;
    for (std::uint64_t n = 0; n < 4 * choices.size() && tried < most.searched; ++n, ++tried) {
      const std::uint64_t lean = any.below(5);  // from mostly bad to mostly good
      for (std::size_t k = 0; k < choices.size(); ++k) {
        const std::uint64_t high = any.below(choices[k].points.size()), other = any.below(choices[k].points.size());
        set(k, static_cast<std::size_t>(lean == 2 ? high : (lean > 2) == (high > other) ? high : other));
      }
      if (!visit(ratings)) return false;
    }
    for (std::size_t k = order.size(); k > 1; --k) std::swap(order[k - 1], order[static_cast<std::size_t>(any.below(k))]);
  }
  return false;
}

/// The choices of all leaves below a node.
inline std::vector<leaf_choices> choices_below(const framework_view& f, std::uint32_t top, std::span<const probe> probes) {
  std::vector<leaf_choices> all;
  for (std::uint32_t i = top; i < top + f.nodes[top].extent; ++i) {
    if (!f.nodes[i].is_leaf()) continue;
    std::vector<double> cuts;
    for (const probe& p : probes)
      if (p.node == i && std::find(cuts.begin(), cuts.end(), p.points) == cuts.end()) cuts.push_back(p.points);
    all.push_back(choices_of(f, i, cuts, i != top));
  }
  return all;
}

/// The whole framework at its worst, or at its best.
inline std::vector<rating> extreme_sheet(const framework_view& f, bool best) {
  std::vector<rating> all(f.leaf_count(), not_observed);
  const std::vector<leaf_choices> choices = choices_below(f, 0, {});
  for (std::size_t k = 0; k < all.size(); ++k)
    if (!choices[k].points.empty()) all[k] = rating(best ? choices[k].points.back() : choices[k].points.front());
  return all;
}

/// Finds the cells of one cluster.
inline void find_cells(const framework_view& f, std::span<const probe> probes, const lint_limits& most, cluster& c) {
  const node& top = f.nodes[c.top];
  std::vector<probe> own;
  for (const std::size_t p : c.probes) own.push_back(probes[p]);
  std::vector<rating> ratings = extreme_sheet(f, false);
  std::vector<node_result> results(f.size());
  std::vector<criteria_state> answers(own.size());
  c.complete = for_sheets(f, c.top, choices_below(f, c.top, own), most, ratings, [&](const std::vector<rating>& sheet) {
    ++c.tried;
    if (!top.is_leaf() && !score_into(f, sheet, results).ok()) return true;
    const profile_view p{f, sheet, results};
    for (std::size_t k = 0; k < own.size(); ++k) {
      const bool has_score = f.nodes[own[k].node].is_leaf() || results[own[k].node].has_score();
      const decision d = has_score ? reaches_points(p, own[k].node, own[k].points) : decision::not_decidable;
      answers[k] = d == decision::yes ? criteria_state::passed : d == decision::no ? criteria_state::failed : criteria_state::undetermined;
    }
    for (const cell& known : c.cells)
      if (known.answers == answers) return true;
    c.cells.push_back({answers, {sheet.begin() + c.first_leaf, sheet.begin() + c.first_leaf + c.leaves}});
    return true;
  });
  if (c.cells.empty()) c.cells.push_back({std::vector<criteria_state>(own.size(), criteria_state::undetermined), std::vector<rating>(c.leaves,
      not_observed)});
  if (c.complete || !rises_with_ratings(f, c.top)) return;
  // One node whose score rises with the ratings: its cells are a ladder, and nothing lies in front of the worst sheet's or behind the best's.
  std::vector<double> cuts;
  std::size_t fewest = own.size() + 1, most_cuts = 0;
  for (const probe& p : own) {
    if (p.node != c.top) return;
    if (std::find(cuts.begin(), cuts.end(), p.points) == cuts.end()) cuts.push_back(p.points);
  }
  for (const cell& each : c.cells) {
    std::size_t reached = 0;
    for (const double cut : cuts)
      for (std::size_t k = 0; k < own.size(); ++k)
        if (own[k].points == cut) {
          if (each.answers[k] == criteria_state::undetermined) return;
          reached += each.answers[k] == criteria_state::passed;
          break;
        }
    fewest = reached < fewest ? reached : fewest, most_cuts = reached > most_cuts ? reached : most_cuts;
  }
  c.complete = c.cells.size() == most_cuts - fewest + 1;
}

/// Groups probes by the leaves that they share, and finds the cells of each.
inline std::vector<cluster> clusters_of(const framework_view& f, std::span<const probe> probes, const lint_limits& most) {
  std::vector<std::size_t> order(probes.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::sort(order.begin(), order.end(), [&](std::size_t a,
      std::size_t b) { return probes[a].node != probes[b].node ? probes[a].node < probes[b].node : a < b; });
  std::vector<cluster> all;
  for (const std::size_t p : order) {
    const std::uint32_t i = probes[p].node;
    if (all.empty() || i >= all.back().top + f.nodes[all.back().top].extent) {
      cluster c;
      c.top = i;
      std::uint32_t first = i;
      while (!f.nodes[first].is_leaf()) ++first;
      c.first_leaf = f.nodes[first].leaf;
      for (std::uint32_t k = i; k < i + f.nodes[i].extent; ++k) c.leaves += f.nodes[k].is_leaf();
      all.push_back(std::move(c));
    }
    all.back().probes.push_back(p);
  }
  for (cluster& c : all) find_cells(f, probes, most, c);
  return all;
}

}  // namespace prowess::v0::detail
