// SPDX-License-Identifier: BSL-1.0
// Laws of decisions about roles, on random roles and people of a fixed framework with several aggregations and scales.
#include <prowess/decision/decide.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/overall.hpp>
#include <prowess/explain/decision_reasons.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/decision.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"

using namespace prowess;
using laws::hold;
using laws::source;

namespace {

constexpr auto clinic = framework("clinic", levels("1", "2", "3", "4", "5"), scale("exam", numeric(0, 100, 5)), scale("grade", levels(level{"bad", 6}, level{"fair", 3}, level{"good", 1})),
  domain("a", 3, leaf("a1", 2), leaf("a2", 1), leaf("a3", 1)), domain("b", 2, minimum{}, leaf("b1"), leaf("b2", on("exam"))),
  domain("c", 4, pool, leaf("c1", 3), leaf("c2", on("grade")), group("d", harmonic_mean{}, leaf("d1", 5), leaf("d2", 2))));
constexpr std::uint32_t leaves = 9;

rating some_rating(const node& n, source& any, std::uint32_t missing_percent) {
  if (any.below(100) < missing_percent) {
    constexpr rating kinds[] = {not_observed, no_opportunity, not_applicable};
    return kinds[any.below(3)];
  }
  const scale_data& s = clinic.view().scale_of(n);
  if (s.level_count > 0) return clinic.view().levels(s)[any.below(s.level_count)].points;
  return any.below(21) * 5.0;
}
std::vector<rating> some_ratings(source& any, std::uint32_t missing_percent) {
  std::vector<rating> all;
  for (const node& n : clinic.nodes)
    if (n.is_leaf()) all.push_back(some_rating(n, any, missing_percent));
  return all;
}
/// Points of a node's scale, in quarters for groups.
double some_points(std::uint32_t node, source& any) {
  const prowess::node& n = clinic.nodes[node];
  if (!n.is_leaf()) return laws::quarters(any, 1, 5);
  return some_rating(n, any, 0).points;
}
/// Owner of a role that is made of data, as a loader's would be.
struct parts {
  std::vector<requirement> requirements;
  std::vector<role_weight> weights;
  std::vector<alternatives> any_of;
  role_limits limits;
  [[nodiscard]] role_view view() const { return {"r", {}, {}, requirements, weights, any_of, {}, limits}; }
};
parts some_role(source& any) {
  parts p;
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t i = 1; i < clinic.node_count; ++i)
    if (any.below(2) == 0) nodes.push_back(i);
  if (nodes.empty()) nodes.push_back(1);
  for (std::size_t i = nodes.size(); i > 1; --i) std::swap(nodes[i - 1], nodes[any.below(static_cast<std::uint32_t>(i))]);
  for (const std::uint32_t node : nodes) {
    requirement q;
    q.node = clinic.view().handle(node), q.importance = 1 + any.below(5), q.required = some_points(node, any);
    if (!clinic.nodes[node].is_leaf() && any.below(2) == 0) q.by_level = true, q.required = 1 + any.below(5);
    if (any.below(4) == 0) q.has_hurdle = true, q.hurdle = some_points(node, any);
    p.requirements.push_back(q);
  }
  const auto n = static_cast<std::uint32_t>(nodes.size());
  if (n > 2 && any.below(2) == 0) {
    p.any_of.push_back({"some", 1 + any.below(n - 1), 1, n - 1});
    for (std::uint32_t k = 1; k < n; ++k) p.requirements[k].alternative = 0;
  }
  p.limits.minimum_fit = any.below(11) / 10.0, p.limits.minimum_coverage = any.below(11) / 10.0;
  if (any.below(2) == 0) p.limits.maximum_gap = any.below(9) / 4.0;
  return p;
}
profile scored(const std::vector<rating>& ratings) { return score(clinic.view(), ratings); }
/// Whether a leaf's rating is at its best; else `up` becomes the next better one.
bool raise_rating(std::uint32_t leaf, rating& r) {
  for (const node& n : clinic.nodes) {
    if (!n.is_leaf() || n.leaf != leaf) continue;
    const scale_data& s = clinic.view().scale_of(n);
    if (s.level_count == 0) return r.points < 100 && (r = r.points + 5, true);
    const auto levels = clinic.view().levels(s);
    for (std::size_t k = 0; k + 1 < levels.size(); ++k)
      if (levels[k].points == r.points) return r = levels[k + 1].points, true;
  }
  return false;
}

/// Whether `law(before, after)` holds of somebody before and after one rating is raised.
template <class Law> bool holds_when_raised(const parts& role, source& any, const Law& law) {
  std::vector<rating> ratings = some_ratings(any, any.below(4) * 15);
  std::uint32_t leaf = any.below(leaves);
  std::vector<rating> raised = ratings;
  while (!raised[leaf].is_rated() || !raise_rating(leaf, raised[leaf])) raised = ratings = some_ratings(any, any.below(4) * 15), leaf = any.below(leaves);
  const profile before_of = scored(ratings), after_of = scored(raised);
  return law(decide(role.view(), before_of), decide(role.view(), after_of));
}

/// Fit and coverage again, in fractions and another way: requirement by requirement from the profile's own answers.
struct again {
  exact fit, coverage;
  bool failed = false, open = false, too_large = false, rated = false;
};
again by_hand(const parts& role, const profile& p) {
  struct one {
    bool applies, rated;
    exact gap, way, part{1};  ///< part: of it that was rated
    decision hurdle;
    double importance, share;
  };
  std::vector<one> all;
  for (const requirement& q : role.requirements) {
    const profile_entry e = p.view().entry(q.node.index);
    const auto on_scale = [&](double points) {
      if (!e.is_leaf()) return exact(points);
      const scale_data& s = clinic.view().scale_of(e.self());
      const exact share = (exact(points) - exact(s.inverse ? s.high : s.low)) / (exact(s.inverse ? s.low : s.high) - exact(s.inverse ? s.high : s.low));
      return exact(1) + exact(4) * share;
    };
    one o{e.what() != status::not_applicable, e.has_score() && e.result().rated > 0, {}, on_scale(q.required) - exact(1), exact(1), decision::not_decidable, q.importance, 2};
    if (o.rated) {
      if (!e.is_leaf()) o.part = e.exactly().coverage();
      exact is = e.exactly().score;
      if (q.by_level) is = exact(std::max(1, static_cast<int>(is.to_double() + 1e-12)));
      const exact gap = on_scale(q.required) - is;
      o.gap = gap > exact(0) ? gap : exact(0);
      o.share = o.gap == exact(0) ? 0 : (o.gap / o.way).to_double();
      o.hurdle = e.exactly().score >= on_scale(q.hurdle) ? decision::yes : decision::no;
    }
    all.push_back(o);
  }
  for (const alternatives& some : role.any_of) {
    std::vector<std::size_t> order;
    for (std::size_t k = some.first; k < some.first + some.count; ++k)
      if (all[k].applies) order.push_back(k);
    const auto rank = [&](std::size_t k) {
      const bool asks = role.requirements[k].has_hurdle;
      return asks && all[k].hurdle == decision::no ? 2 : asks && all[k].hurdle == decision::not_decidable ? 1 : 0;
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { if (rank(a) != rank(b)) return rank(a) < rank(b);
      return laws::near(all[a].share, all[b].share) ? a < b : all[a].share < all[b].share;
    });
    for (std::size_t k = some.at_least; k < order.size(); ++k) all[order[k]].applies = false, all[order[k]].rated = false;
  }
  exact lost, possible, rated, total;
  again a;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const one& o = all[k];
    if (!o.applies) continue;
    total += exact(o.importance);
    if (role.requirements[k].has_hurdle) a.failed |= o.hurdle == decision::no, a.open |= o.hurdle == decision::not_decidable;
    if (!o.rated) continue;
    a.rated = true;
    rated += exact(o.importance) * o.part, lost += exact(o.importance) * o.gap;
    if (o.way > exact(0)) possible += exact(o.importance) * o.way;
    a.too_large |= o.gap > exact(role.limits.maximum_gap == std::numeric_limits<double>::infinity() ? 1e9 : role.limits.maximum_gap);
  }
  a.fit = possible == exact(0) ? exact(1) : exact(1) - lost / possible;
  a.coverage = total == exact(0) ? exact(0) : rated / total;
  return a;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("decisions about roles") {
    hold("the outcome follows from fractions computed another way, in the stated order", [](source& any) {
      const parts role = some_role(any);
      const profile p = scored(some_ratings(any, any.below(4) * 15));
      const role_decision d = decide(role.view(), p);
      const again a = by_hand(role, p);
      readiness expected = readiness::not_yet;
      if (a.failed) expected = readiness::not_yet;
      else if (a.open || !a.rated || a.coverage < exact(role.limits.minimum_coverage)) expected = readiness::insufficient_evidence;
      else if (a.fit >= exact(role.limits.minimum_fit)) expected = a.too_large ? readiness::ready_with_plan : readiness::ready;
      return d.outcome() == expected && (!a.rated || (fit_exactly(d) == a.fit && laws::near(d.fit(), a.fit.to_double()))) && coverage_exactly(d) == a.coverage;
    });
    hold("a higher rating never lowers fit, outcome or a passed hurdle", [](source& any) {  // (another alternative may count then)
      parts role = some_role(any);
      role.any_of.clear();
      return holds_when_raised(role, any, [&](const role_decision& before, const role_decision& after) {
        bool kept = after.fit() >= before.fit() - 1e-12 && after.outcome() >= before.outcome();
        for (std::size_t k = 0; k < role.requirements.size(); ++k)
          kept = kept && (before.view().results[k].hurdle != hurdle_state::passed || after.view().results[k].hurdle == hurdle_state::passed);
        return kept;
      });
    });
    hold("nor among alternatives of one importance and level", [](source& any) {
      parts role = some_role(any);
      role.requirements.clear(), role.any_of.clear();
      const auto ask = [&](std::string_view name, double importance) {
        requirement q;
        q.node = clinic.view().handle(clinic.view().look_up(name).node), q.required = 4, q.importance = importance;
        if (any.below(2) == 0) q.has_hurdle = true, q.hurdle = 1 + any.below(4);
        role.requirements.push_back(q);
      };
      ask("b1", 3);
      for (const std::string_view name : {"a1", "a2", "a3", "c1"}) ask(name, 2), role.requirements.back().alternative = 0;
      role.any_of.push_back({"some", 1 + any.below(4), 1, 4});
      return holds_when_raised(role, any, [](const role_decision& before, const role_decision& after) {
        if (after.coverage() != before.coverage()) return true;  // a rated one counts now in place of one that is not
        return (!before.answer().has_fit || after.fit() >= before.fit() - 1e-12) && after.outcome() >= before.outcome();
      });
    });
    hold("the order of the requirements does not matter", [](source& any) {
      parts role = some_role(any);
      role.any_of.clear();
      const profile p = scored(some_ratings(any, 20));
      const role_decision one = decide(role.view(), p);
      parts turned = role;
      std::reverse(turned.requirements.begin(), turned.requirements.end());
      const role_decision other = decide(turned.view(), p);
      return one.outcome() == other.outcome() && (fit_exactly(one) == fit_exactly(other)) == one.answer().has_fit && one.needs_human() == other.needs_human();
    });
    hold("importances k times as large change nothing", [](source& any) {
      const parts role = some_role(any);
      const profile p = scored(some_ratings(any, 20));
      const role_decision one = decide(role.view(), p);
      parts larger = role;
      for (requirement& q : larger.requirements) q.importance *= 4;
      const role_decision other = decide(larger.view(), p);
      return one.outcome() == other.outcome() && one.fit() == other.fit() && one.coverage() == other.coverage();
    });
    hold("what does not apply to anybody might as well not be required", [](source& any) {
      parts role = some_role(any);
      role.any_of.clear();
      std::vector<rating> ratings = some_ratings(any, 10);
      const requirement& last = role.requirements.back();
      const node& n = clinic.nodes[last.node.index];
      if (!n.is_leaf() || role.requirements.size() < 2) return true;
      ratings[n.leaf] = not_applicable;
      const profile p = scored(ratings);
      const role_decision with = decide(role.view(), p);
      parts less = role;
      less.requirements.pop_back();
      const role_decision without = decide(less.view(), p);
      return with.outcome() == without.outcome() && with.fit() == without.fit() && with.coverage() == without.coverage();
    });
    hold("every decision has reasons: a tree whose outcome is decisive, and a sentence for each", [](source& any) {
      const parts role = some_role(any);
      const profile p = scored(some_ratings(any, any.below(4) * 25));
      const role_decision d = decide(role.view(), p);
      const std::vector<reason> all = reasons_of(d);
      if (all.empty() || all[0].kind != reason_kind::outcome || all[0].extent != all.size()) return false;
      bool decisive = false;
      for (std::size_t i = 1; i < all.size(); ++i) {
        decisive |= all[i].is_decisive;
        if (i + all[i].extent > all.size() || sentence(all[i], d).empty()) return false;
      }
      return decisive;
    });
  }
}
