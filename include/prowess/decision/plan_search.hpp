// SPDX-License-Identifier: BSL-1.0
// The search behind plans: depth first over options, cut off where no cheaper plan can be, counted in evaluations of the goal.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/decision/plan_goal.hpp>
#include <prowess/decision/plan_moves.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0::detail {

/// A bound from below on what a shortfall still costs: the linear relaxation, in which the best gain for the cost is taken first and
/// the last one in part; and on how many variables it takes. Source: Dantzig, Operations Research 5 (1957) 266; for options of
/// which one is picked, Sinha and Zoltners, Operations Research 27 (1979) 503.
class plan_bound {
 public:
  void prepare(const plan_moves& m, bool use_gains) {
    use_gains_ = use_gains;
    cheapest_.assign(m.size(), no_cost);
    for (std::uint32_t v = 0; v < m.size(); ++v) {
      for (std::uint32_t k = m.first[v]; k < m.first[v + 1]; ++k) cheapest_[v] = (std::min)(cheapest_[v], m.options[k].cost);
      if (use_gains) add_hull(m, v);
    }
    std::sort(parts_.begin(), parts_.end(), [](const part& a, const part& b) {
      return a.worth != b.worth ? a.worth > b.worth : a.variable != b.variable ? a.variable < b.variable : a.gain > b.gain;
    });
    std::sort(widest_.begin(), widest_.end(), [](const part& a, const part& b) { return a.gain != b.gain ? a.gain > b.gain : a.variable < b.variable; });
  }
  /// The variables in the order of their best gain for the cost.
  [[nodiscard]] std::vector<std::uint32_t> by_worth() const {
    std::vector<std::uint32_t> order;
    std::vector<std::uint8_t> seen(cheapest_.size());
    for (const part& p : parts_)
      if (seen[p.variable] == 0) seen[p.variable] = 1, order.push_back(p.variable);
    for (std::uint32_t v = 0; v < cheapest_.size(); ++v)
      if (seen[v] == 0) order.push_back(v);
    return order;
  }
  void set_order(std::span<const std::uint32_t> order) {
    place_.resize(order.size());
    least_.assign(order.size() + 1, no_cost);
    for (auto d = static_cast<std::uint32_t>(order.size()); d-- > 0;) {
      place_[order[d]] = d;
      least_[d] = (std::min)(least_[d + 1], cheapest_[order[d]]);
    }
  }
  /// What the variables from a place of the order on cost at least, until the goal is reached that is not yet.
  [[nodiscard]] double cost(std::uint32_t depth, double need) const {
    double sum = 0;
    if (use_gains_ && need > 0) {
      for (const part& p : parts_) {
        if (place_[p.variable] < depth) continue;
        if (p.gain >= need) return (std::max)(least_[depth], sum + (p.cost == 0 ? 0 : product(p.cost, need / p.gain)));
        need -= p.gain, sum += p.cost;
      }
      return no_cost;
    }
    return least_[depth];
  }
  /// How many variables it takes at least.
  [[nodiscard]] std::uint32_t steps(std::uint32_t depth, double need) const {
    std::uint32_t n = 0;
    for (const part& p : widest_) {
      if (!(need > 0)) break;
      if (place_[p.variable] >= depth) need -= p.gain, ++n;
    }
    return n == 0 ? 1 : n;
  }

 private:
  struct part {
    std::uint32_t variable;
    double cost, gain, worth;  ///< gain for the cost
  };
  /// The corners of the upper hull of gains over costs, from nothing on: what is below it never enters the relaxation.
  void add_hull(const plan_moves& m, std::uint32_t v) {
    double widest = 0, cost = 0, gain = 0;
    for (std::uint32_t k = m.first[v]; k < m.first[v + 1]; ++k) widest = (std::max)(widest, m.options[k].gain);
    if (widest > 0) widest_.push_back({v, 0, widest, 0});
    for (;;) {
      double best_cost = 0, best_gain = 0;
      for (std::uint32_t k = m.first[v]; k < m.first[v + 1]; ++k) {
        const double c = (std::max)(0.0, m.options[k].cost - cost), g = m.options[k].gain - gain;
        if (!(g > 0)) continue;
        const double left = product(g, best_cost), right = product(best_gain, c);
        if (best_gain == 0 || left > right || (left == right && g > best_gain)) best_cost = c, best_gain = g;
      }
      if (best_gain == 0) return;
      parts_.push_back({v, best_cost, best_gain, best_cost > 0 ? (std::min)(no_cost, best_gain / best_cost) : no_cost});
      cost += best_cost, gain += best_gain;
    }
  }

  bool use_gains_ = false;
  std::vector<part> parts_, widest_;
  std::vector<double> cheapest_, least_;
  std::vector<std::uint32_t> place_;
};

/// Evaluations of a goal under picks, counted.
template <class Goal> class plan_evaluator {
 public:
  static constexpr bool has_shortfall = requires(Goal& g, std::span<const rating> r) { g.shortfall(r); };
  static constexpr bool has_parts = has_shortfall && requires(Goal& g) { g.part(std::uint32_t{}); };
  static constexpr std::uint32_t nothing = plan_trial::nothing;

  plan_evaluator(const plan_moves& m, Goal& goal, std::uint64_t most) : trial(m), m_(m), goal_(goal), most_(most) {}
  plan_trial trial;
  std::uint64_t used = 0;
  double need = no_cost;  ///< the last shortfall
  bool all_applied = true;

  [[nodiscard]] bool is_spent() const { return used >= most_; }
  /// Whether the goal is reached by what of the picks can be applied. Where not all can, the shortfall is that as if all were.
  bool reached(std::span<const std::uint32_t> picks) {
    all_applied = trial.apply(picks);
    ++used;
    if constexpr (has_shortfall) {
      if (!all_applied && has_parts) {
        trial.apply(picks, true);
        need = goal_.shortfall(std::span<const rating>(trial.ratings));
        trial.apply(picks);
      }
      const double s = goal_.shortfall(std::span<const rating>(trial.ratings));
      if (all_applied || !has_parts) need = s;
      if (s > 0) return false;
    }
    return static_cast<bool>(goal_(std::span<const rating>(trial.ratings)));
  }
  /// Writes what each option can take from the shortfall, at most; false where the goal does not say enough.
  bool measure_gains(std::span<plan_option> options, std::span<const std::uint32_t> tops) {
    if constexpr (has_parts) {
      std::vector<rating> r = m_.now;
      const auto missing = [&] { return ++used, goal_.shortfall(std::span<const rating>(r)); };
      const double before = missing();
      if (!(abs(before) < no_cost)) return false;
      std::vector<std::uint32_t> best(m_.now.size(), nothing);  // by leaf
      for (const std::uint32_t k : tops)
        if (k != nothing && (best[m_.options[k].leaf] == nothing || m_.options[k].to > m_.options[best[m_.options[k].leaf]].to)) best[m_.options[k].leaf] = k;
      for (plan_option& o : options) {
        bool alone = true;  // in its part; else the others of it stand at their best
        for (std::uint32_t l = 0; l < best.size(); ++l)
          if (l != o.leaf && best[l] != nothing && goal_.part(l) == goal_.part(o.leaf)) r[l] = m_.options[best[l]].points, alone = false;
        double start = before;
        if (alone && m_.is_linked && o.from > m_.heights[o.leaf]) r[o.leaf] = o.start, start = missing();
        r[o.leaf] = o.points;
        const double after = missing();
        if (!(abs(after) < no_cost)) return false;
        o.gain = (std::max)(0.0, start - after) + product(abs(before) + abs(after), 1e-14);
        r = m_.now;
      }
      return true;
    } else return static_cast<void>(options), static_cast<void>(tops), false;
  }

 private:
  const plan_moves& m_;
  Goal& goal_;
  std::uint64_t most_;
};

/// What was found: picks by variable, and how much is known of them.
struct plan_found {
  std::vector<std::uint32_t> picks;
  double cost = no_cost;   ///< in units
  std::uint32_t steps = 0;
  double least = 0;        ///< no plan costs less
  bool is_reached = false, is_unreachable = false, ties_are_settled = false;
};

template <class Goal> class plan_search {
 public:
  static constexpr std::uint32_t nothing = plan_trial::nothing;

  plan_search(plan_moves& m, Goal& goal, std::uint64_t most, bool is_monotone)
      : m_(m), eval_(m, goal, most), picks_(m.size(), nothing), order_(m.size()), is_monotone_(is_monotone) {
    for (std::uint32_t v = 0; v < m.size(); ++v) tops_.push_back(m.first[v + 1] - 1), order_[v] = v;
  }
  [[nodiscard]] std::uint64_t used() const { return eval_.used; }
  [[nodiscard]] const std::vector<std::uint32_t>& tops() const { return tops_; }

  plan_found cheapest() {
    best_.picks = picks_;
    if (eval_.reached(picks_)) {
      best_.cost = 0, best_.is_reached = best_.ties_are_settled = true;
      return best_;
    }
    const double need = eval_.need;
    if (is_monotone_ && !eval_.reached(tops_)) return give_up();
    use_gains_ = is_monotone_ && eval_.measure_gains(m_.options, tops_);
    bound_.prepare(m_, use_gains_);
    if (use_gains_) order_ = bound_.by_worth();
    bound_.set_order(order_);
    double root = rounded_up(bound_.cost(0, need));
    if (is_monotone_) {
      reduce(tops_);
      root = (std::max)(root, dearest_needed());
    }
    open_ = no_cost;
    descend(0, 0, 0, need, false);
    best_.least = (std::max)(root, (std::min)(open_, best_.cost));
    if (!best_.is_reached) return open_ == no_cost ? give_up() : best_;
    best_.least = (std::min)(best_.least, best_.cost);
    if (best_.least < best_.cost || eval_.is_spent()) return best_;
    settle_ties(need);
    return best_;
  }

  /// Calls `take(picks)` for all minimal sets in the order of their variables, while it returns true; false where some may be missing.
  template <class Take> bool minimal(const Take& take) {
    complete_ = true;
    if (eval_.reached(picks_)) return static_cast<void>(take(picks_)), true;
    collect(0, true, take);
    return complete_;
  }

 private:
  plan_found give_up() {
    best_.is_unreachable = best_.ties_are_settled = true;
    best_.least = no_cost;
    return best_;
  }
  [[nodiscard]] double rounded_up(double least) const {
    if (least >= no_cost) return no_cost;
    const double safe = least - product(least, 1e-9);
    if (!m_.is_whole) return safe;
    const auto whole = static_cast<double>(static_cast<std::int64_t>((std::max)(0.0, safe - 1e-7)));
    return whole < safe - 1e-7 ? whole + 1 : whole;
  }
  [[nodiscard]] bool is_cheaper(double a, double b) const { return m_.is_whole ? a < b : a < b - product(b, 1e-12); }
  [[nodiscard]] double cost_of(std::span<const std::uint32_t> picks, std::uint32_t& steps) const {
    double sum = 0;
    steps = 0;
    for (const std::uint32_t k : picks)
      if (k != nothing) sum += m_.options[k].cost, ++steps;
    return sum;
  }
  void keep(std::span<const std::uint32_t> picks) {
    std::uint32_t steps = 0;
    const double cost = cost_of(picks, steps);
    best_.picks.assign(picks.begin(), picks.end());
    best_.cost = cost, best_.steps = steps, best_.is_reached = true;
  }

  /// From everything down: what is dearest goes first, as far as the goal stays reached. A plan to begin with.
  void reduce(std::vector<std::uint32_t> all) {
    std::vector<std::uint32_t> dearest(m_.size());
    for (std::uint32_t v = 0; v < m_.size(); ++v) dearest[v] = v;
    const auto cost = [&](std::uint32_t v) { return m_.options[tops_[v]].cost; };
    std::sort(dearest.begin(), dearest.end(), [&](std::uint32_t a, std::uint32_t b) { return cost(a) != cost(b) ? cost(a) > cost(b) : a < b; });
    for (const std::uint32_t v : dearest) {
      if (all[v] == nothing) continue;
      const std::uint32_t top = all[v];
      bool lower = false;
      for (std::uint32_t k = m_.first[v]; k <= top && !lower && !eval_.is_spent(); ++k) {
        all[v] = k == m_.first[v] ? nothing : k - 1;
        lower = eval_.reached(all);
      }
      if (!lower) { all[v] = top; continue; }
      for (std::uint32_t w = 0; w < m_.size(); ++w)
        if (all[w] != nothing && !eval_.trial.is_applied(w)) all[w] = nothing;
    }
    keep(all);
  }
  /// The smallest cost of which an option is needed, even where everything cheaper is done.
  [[nodiscard]] double dearest_needed() {
    std::vector<double> costs;
    for (const plan_option& o : m_.options) costs.push_back(o.cost);
    std::sort(costs.begin(), costs.end());
    std::size_t low = 0, high = costs.size() - 1;  // at the last one the goal is reached
    while (low < high && !eval_.is_spent()) {
      const std::size_t middle = low + (high - low) / 2;
      if (can_reach(0, costs[middle])) high = middle;
      else low = middle + 1;
    }
    return low == high ? costs[low] : 0;
  }
  /// Whether the goal is within reach if all that is open is done as far as the money goes for each alone.
  [[nodiscard]] bool can_reach(std::uint32_t depth, double money) {
    std::vector<std::uint32_t>& all = hopeful_;
    all = picks_;
    for (std::uint32_t d = depth; d < m_.size(); ++d) {
      const std::uint32_t v = order_[d];
      for (std::uint32_t k = m_.first[v + 1]; k-- > m_.first[v];)
        if (m_.options[k].cost <= money) { all[v] = k; break; }
    }
    const bool reached = eval_.reached(all);
    for (std::uint32_t v = 0; m_.is_linked && reached && v < m_.size(); ++v)
      if (picks_[v] != nothing && !eval_.trial.is_applied(v)) return false;  // it waits in vain
    return reached;
  }

  /// Whether a plan with this least cost could be better than the best one.
  [[nodiscard]] bool is_hopeful(std::uint32_t depth, double least, std::uint32_t steps, double need) const {
    if (!is_settling_) return least < best_.cost && (!best_.is_reached || is_cheaper(least, best_.cost));
    if (is_cheaper(best_.cost, least)) return false;
    const std::uint32_t all = steps + (use_gains_ ? bound_.steps(depth, need) : 1);
    return has_tie_ ? all < best_.steps : all <= best_.steps;
  }
  [[nodiscard]] bool may_pay(double total, std::uint32_t steps) const {
    if (!is_settling_) return is_cheaper(total, best_.cost);
    return !is_cheaper(best_.cost, total) && (has_tie_ ? steps < best_.steps : steps <= best_.steps);
  }
  void descend(std::uint32_t depth, double cost, std::uint32_t steps, double need, bool check) {
    for (;; ++depth, check = true) {
      const double least = (std::max)(cost, rounded_up(cost + bound_.cost(depth, need)));
      if (least >= no_cost || depth == m_.size() || !is_hopeful(depth, least, steps, need)) return;
      if (eval_.is_spent()) return void(open_ = (std::min)(open_, least));
      if (check && is_monotone_ && !can_reach(depth, best_.cost - cost + product(best_.cost, 1e-9))) return;
      const std::uint32_t v = order_[depth], first = m_.first[v], count = m_.first[v + 1] - first;
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t k = is_settling_ ? first + i : first + count - 1 - i;
        const double total = cost + m_.options[k].cost;
        if (!may_pay(total, steps + 1)) continue;
        if (eval_.is_spent()) {
          open_ = (std::min)(open_, (std::max)(least, total));
          continue;
        }
        picks_[v] = k;
        const bool reached = eval_.reached(picks_);
        const double missing = eval_.need;
        if (!reached) descend(depth + 1, total, steps + 1, missing, k + 1 < first + count || m_.is_linked);
        else if (eval_.all_applied) keep(picks_), has_tie_ = is_settling_;  // what is not applied is in another plan
        picks_[v] = nothing;
      }
    }
  }
  /// Among plans of the least cost, the fewest steps; among those, the first in the order of the variables.
  void settle_ties(double need) {
    is_settling_ = true;
    open_ = no_cost;
    for (std::uint32_t v = 0; v < m_.size(); ++v) order_[v] = v;
    bound_.set_order(order_);
    descend(0, 0, 0, need, false);
    best_.least = best_.cost, best_.ties_are_settled = open_ == no_cost;  // equal but for rounding, where costs are not whole
  }

  template <class Take> void collect(std::uint32_t depth, bool check, const Take& take) {
    for (; depth < m_.size() && complete_; ++depth, check = true) {
      if (eval_.is_spent()) return void(complete_ = false);
      if (check && !can_reach(depth, no_cost)) return;
      for (std::uint32_t k = m_.first[depth]; k < m_.first[depth + 1] && complete_; ++k) {
        picks_[depth] = k;
        if (!eval_.reached(picks_)) collect(depth + 1, k + 1 < m_.first[depth + 1] || m_.is_linked, take);
        else if (eval_.all_applied && is_minimal()) complete_ = take(picks_);
        picks_[depth] = nothing;
      }
    }
  }
  /// Whether nothing of the picks can be left out, or be less.
  [[nodiscard]] bool is_minimal() {
    for (std::uint32_t v = 0; v < m_.size(); ++v) {
      const std::uint32_t k = picks_[v];
      if (k == nothing) continue;
      picks_[v] = k == m_.first[v] ? nothing : k - 1;
      const bool reached = eval_.reached(picks_);
      picks_[v] = k;
      if (reached) return false;
    }
    return true;
  }

  plan_moves& m_;
  plan_evaluator<Goal> eval_;
  plan_bound bound_;
  std::vector<std::uint32_t> picks_, tops_, order_, hopeful_;
  plan_found best_;
  double open_ = no_cost;  ///< the least cost of what was not looked at
  bool is_monotone_, use_gains_ = false, is_settling_ = false, has_tie_ = false, complete_ = true;
};

}  // namespace prowess::v0::detail
