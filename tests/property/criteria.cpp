// SPDX-License-Identifier: BSL-1.0
// Laws of criteria on random trees, and the linter's claims against all rating sheets of small frameworks.
#include <prowess/core.hpp>
#include <prowess/decision/criteria.hpp>
#include <prowess/decision/dynamic_criteria.hpp>
#include <prowess/decision/evaluate.hpp>
#include <prowess/decision/lint.hpp>
#include <prowess/decision/lint_framework.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"

namespace {

using namespace prowess;
using laws::hold;
using laws::source;
using state = criteria_state;
using tree = std::vector<criteria_node>;

inline constexpr auto fw = framework("fw", levels("one", "two", "three"), scale("down", levels(level{"bad", 4}, level{"fair", 2}, level{"good",
    0})), scale("exam", percentage()),
                                     leaf("a", 3), leaf("b", 0.7), leaf("c", on("down")), leaf("d", on("exam"), if_missing(40)),
                                     group("g", 2, no_score, leaf("e"), leaf("f", on("down"))), leaf("h"));
inline constexpr std::uint32_t leaves = 7;
constexpr std::string_view leaf_names[] = {"a", "b", "c", "d", "e", "f", "h"};
static_assert(fw.leaf_count() == leaves);

/// A condition on some leaf, or on the group `g`, which has a score only where all of it is rated.
criteria_node condition(source& any, bool vetoes) {
  criteria_node c;
  const std::uint32_t which = any.below(8);
  c.name = which == 7 ? std::string_view("g") : leaf_names[which];
  const bool down = which == 2 || which == 5, exam = which == 3;
  c.asked = exam ? any.below(5) * 25 : down ? 2 * any.below(3) : which == 7 ? 1 + any.below(5) / 2.0 : 1 + any.below(3);
  if (vetoes && any.below(6) == 0) c.has_veto = true, c.veto = exam ? c.asked.points / 2 : down ? 4 : 1;
  c.weight = any.below(8) / 4.0;
  return c;
}
tree joined(criteria_kind kind, double count, const std::vector<tree>& parts) {
  tree all(1);
  all[0].kind = kind, all[0].count = count;
  for (const tree& part : parts) all.insert(all.end(), part.begin(), part.end());
  all[0].extent = static_cast<std::uint32_t>(all.size());
  return all;
}
/// A random tree, with or without vetoes (which must not stand right below a `none`).
tree some(source& any, std::uint32_t depth, bool vetoes) {
  if (depth == 0 || any.below(3) == 0) return {condition(any, vetoes)};
  const std::uint32_t n = 1 + any.below(3);
  const auto kind = static_cast<criteria_kind>(1 + any.below(5));
  std::vector<tree> parts;
  for (std::uint32_t k = 0; k < n; ++k) parts.push_back(some(any, depth - 1, vetoes && kind != criteria_kind::none));
  double weights = 0;
  for (const tree& part : parts) weights += part[0].weight;
  if (weights == 0) parts[0][0].weight = 1;
  tree all = joined(kind, kind == criteria_kind::share ? (1 + any.below(20)) / 20.0 : 1 + any.below(n), parts);
  all[0].weight = any.below(8) / 4.0;
  all[0].is_capped = kind == criteria_kind::at_least && any.below(3) == 0;
  return all;
}
std::vector<tree> parts_of(source& any, std::uint32_t least) {
  std::vector<tree> parts(least + any.below(3));
  for (tree& part : parts) part = some(any, 2, false);
  return parts;
}

std::array<rating, leaves> sheet(source& any, std::uint32_t missing_percent) { return random_frameworks::make_ratings<leaves>(fw.view(),
    any.next(), missing_percent); }

/// The verdicts of a tree, which must be sound, for ratings.
std::vector<criterion_verdict> verdicts(const tree& t, const std::array<rating, leaves>& ratings) {
  const dynamic_criteria c(fw, t);
  const auto p = score<fw>(ratings);
  const criteria_result r = evaluate(c, p);
  return {r.verdicts().begin(), r.verdicts().end()};
}
state state_of(const tree& t, const std::array<rating, leaves>& ratings) { return verdicts(t, ratings)[0].state; }
state negated(state s) { return s == state::passed ? state::failed : s == state::failed ? state::passed : s; }
bool waives(const std::vector<tree>& parts, const std::array<rating, leaves>& ratings) {
  return std::any_of(parts.begin(), parts.end(), [&](const tree& t) { return state_of(t, ratings) == state::waived; });
}

TEST_SUITE("property") {

TEST_CASE("More information decides what was open, and never turns what was decided") {
  hold("information", [](source& any) {
    const tree t = some(any, 3, true);
    std::array<rating, leaves> ratings = sheet(any, 60);
    std::vector<criterion_verdict> before = verdicts(t, ratings);
    for (std::size_t k = 0; k < leaves; ++k) {
      if (ratings[k].kind != presence::not_observed) continue;
      ratings[k] = sheet(any, 0)[k];
      const std::vector<criterion_verdict> after = verdicts(t, ratings);
      for (std::size_t i = 0; i < t.size(); ++i)
        if (before[i].state != after[i].state && before[i].state != state::undetermined) return false;
      before = after;
    }
    return true;
  });
}

TEST_CASE("Who is rated in everything is undetermined in nothing") {
  hold("complete", [](source& any) {
    const tree t = some(any, 3, true);
    const std::vector<criterion_verdict> all = verdicts(t, sheet(any, 0));
    return std::all_of(all.begin(), all.end(), [](const criterion_verdict& v) { return v.state == state::passed || v.state == state::failed; });
  });
}

TEST_CASE("De Morgan: none of all is any of none") {
  hold("de_morgan", [](source& any) {
    const std::vector<tree> parts = parts_of(any, 1);
    const std::array<rating, leaves> ratings = sheet(any, 40);
    std::vector<tree> none_of_each;
    for (const tree& part : parts) none_of_each.push_back(joined(criteria_kind::none, 1, {part}));
    const tree all = joined(criteria_kind::all, 1, parts), one = joined(criteria_kind::any, 1, parts);
    return state_of(joined(criteria_kind::none, 1, {all}), ratings) == state_of(joined(criteria_kind::any, 1, none_of_each), ratings) &&
           state_of(joined(criteria_kind::none, 1, parts), ratings) == state_of(joined(criteria_kind::all, 1, none_of_each), ratings) &&
           state_of(joined(criteria_kind::none, 1, parts), ratings) == negated(state_of(one, ratings)) &&
           state_of(joined(criteria_kind::none, 1, {joined(criteria_kind::none, 1, {all})}), ratings) == state_of(all, ratings);
  });
}

TEST_CASE("The order of the parts does not matter") {
  hold("order", [](source& any) {
    std::vector<tree> parts = parts_of(any, 2);
    for (tree& part : parts) part[0].weight = 0.25 + any.below(8) / 4.0;
    const auto kind = static_cast<criteria_kind>(1 + any.below(5));
    const double count = kind == criteria_kind::share ? (1 + any.below(20)) / 20.0 : 1 + any.below(static_cast<std::uint32_t>(parts.size()));
    const std::array<rating, leaves> ratings = sheet(any, 40);
    const state before = state_of(joined(kind, count, parts), ratings);
    for (std::size_t k = parts.size(); k > 1; --k) std::swap(parts[k - 1], parts[any.below(static_cast<std::uint32_t>(k))]);
    return state_of(joined(kind, count, parts), ratings) == before;
  });
}

TEST_CASE("k of n: one is any; n is all where everything applies, or where those that apply suffice; equal shares count alike") {
  hold("k_of_n", [](source& any) {
    std::vector<tree> parts = parts_of(any, 1);
    for (tree& part : parts) part[0].weight = 1;
    const std::array<rating, leaves> ratings = sheet(any, 40);
    const auto n = static_cast<double>(parts.size());
    const state all = state_of(joined(criteria_kind::all, 1, parts), ratings), one = state_of(joined(criteria_kind::any, 1, parts), ratings);
    tree capped = joined(criteria_kind::at_least, n, parts);
    const state strict = state_of(capped, ratings);
    capped[0].is_capped = true;
    const bool waived = waives(parts, ratings);
    bool ok = state_of(joined(criteria_kind::at_least, 1, parts), ratings) == one && state_of(capped, ratings) == all;
    ok = ok && (waived ? strict == all || (strict == state::undetermined && all == state::passed) : strict == all);
    if (waived) return ok;
    for (double k = 1; k <= n; k += 1)
      ok = ok && state_of(joined(criteria_kind::at_least, k, parts), ratings) == state_of(joined(criteria_kind::share, n == 3 ? std::array{0.3,
          0.6, 1.0}[static_cast<std::size_t>(k) - 1] : k / n, parts), ratings);
    return ok;
  });
}

TEST_CASE("What does not apply changes nothing but k of n: as if the part were not there") {
  hold("waived", [](source& any) {
    std::vector<tree> parts = parts_of(any, 2);
    for (tree& part : parts) part[0].weight = 0.25 + any.below(8) / 4.0;
    const auto kind = static_cast<criteria_kind>(std::array{1, 2, 4, 5}[any.below(4)]);
    const double count = (1 + any.below(20)) / 20.0;
    const std::array<rating, leaves> ratings = sheet(any, 50);
    const state with = state_of(joined(kind, count, parts), ratings);
    std::vector<tree> applying;
    for (const tree& part : parts)
      if (state_of(part, ratings) != state::waived) applying.push_back(part);
    return applying.empty() ? with == state::waived : with == state_of(joined(kind, count, applying), ratings);
  });
}

TEST_CASE("Reasons: raising what is named so that it is no reason any more makes the whole pass") {
  hold("reasons", [](source& any) {
    const tree t = some(any, 2, false);
    const std::array<rating, leaves> ratings = sheet(any, 0);
    const std::vector<criterion_verdict> v = verdicts(t, ratings);
    // Turn every condition that is a reason into its opposite: then the whole passes, whatever else stays.
    tree turned = t;
    bool named = false;
    for (std::size_t i = t.size(); i-- > 0;) {
      if (t[i].kind != criteria_kind::reaches || !v[i].blocks) continue;
      named = true;
      turned[i].kind = criteria_kind::none, turned[i].extent = 2;
      turned.insert(turned.begin() + static_cast<std::ptrdiff_t>(i) + 1, t[i]);
      for (std::size_t above = 0; above < i; ++above)
        if (t[above].kind != criteria_kind::reaches && i < above + t[above].extent) ++turned[above].extent;
    }
    if (v[0].state == state::passed) return !named;
    return named && state_of(turned, ratings) == state::passed;
  });
}

// ---- the linter against all sheets

inline constexpr auto small = framework("small", levels("one", "two", "three"), scale("down", levels(level{"bad", 4}, level{"fair", 2}, level{"good", 0})),
                                        group("g", 2, leaf("x", 2), leaf("y", on("down"))), leaf("z"));

/// A random tree of conditions on all of its nodes.
tree of_small(source& any, std::uint32_t depth) {
  if (depth == 0 || any.below(4) == 0) {
    criteria_node c;
    constexpr std::string_view names[] = {"x", "y", "z", "g", "small"};
    const std::uint32_t which = any.below(5);
    c.name = names[which];
    c.asked = which == 1 ? 2 * any.below(3) : which < 3 ? 1 + any.below(3) : 1 + any.below(9) / 4.0;
    return {c};
  }
  std::vector<tree> parts(1 + any.below(3));
  for (tree& part : parts) part = of_small(any, depth - 1), part[0].weight = 1 + any.below(3);
  const auto kind = static_cast<criteria_kind>(1 + any.below(5));
  return joined(kind, kind == criteria_kind::share ? (1 + any.below(10)) / 10.0 : 1 + any.below(static_cast<std::uint32_t>(parts.size())), parts);
}
/// The states of all nodes on all 27 sheets.
std::vector<std::vector<state>> on_all_sheets(const tree& t) {
  const dynamic_criteria c(small, t);
  std::vector<std::vector<state>> all;
  for (const double x : {1.0, 2.0, 3.0})
    for (const double y : {4.0, 2.0, 0.0})
      for (const double z : {1.0, 2.0, 3.0}) {
        const auto p = score<small>(std::array<rating, 3>{x, y, z});
        const criteria_result r = evaluate(c, p);
        std::vector<state>& row = all.emplace_back();
        for (const criterion_verdict& v : r.verdicts()) row.push_back(v.state);
      }
  return all;
}
bool always(const std::vector<std::vector<state>>& sheets, std::size_t node, state s) {
  return std::all_of(sheets.begin(), sheets.end(), [&](const std::vector<state>& row) { return row[node] == s; });
}
std::uint32_t group_of(const tree& t, std::uint32_t node) { return criteria_view{t}.parent(node); }

/// The tree with one node replaced by what everybody meets, or nobody; places behind it move.
tree with_constant(const tree& t, std::uint32_t node, bool passes) {
  criteria_node low;
  low.name = "x", low.asked = 1;
  tree constant{low};
  if (!passes) constant = joined(criteria_kind::none, 1, {constant});
  constant[0].weight = t[node].weight;
  tree changed(t.begin(), t.begin() + node);
  changed.insert(changed.end(), constant.begin(), constant.end());
  changed.insert(changed.end(), t.begin() + node + t[node].extent, t.end());
  for (std::uint32_t i = 0; i < node; ++i)
    if (node < i + t[i].extent) changed[i].extent = static_cast<std::uint32_t>(changed[i].extent + constant.size() - t[node].extent);
  return changed;
}
/// The verdicts on a finding's sheet.
std::vector<criterion_verdict> verdicts_of_witness(const dynamic_criteria& c, const lint_finding& l) {
  const auto p = score<small>(std::array<rating, 3>{l.witness[0], l.witness[1], l.witness[2]});
  const criteria_result r = evaluate(c, p);
  return {r.verdicts().begin(), r.verdicts().end()};
}
/// Whether a group is the same on all sheets once a child is replaced.
bool same_without(const tree& t, const std::vector<std::vector<state>>& sheets, std::uint32_t node, bool passes) {
  const std::uint32_t group = group_of(t, node);
  const auto now = on_all_sheets(with_constant(t, node, passes));
  for (std::size_t k = 0; k < sheets.size(); ++k)
    if (now[k][group] != sheets[k][group]) return false;
  return true;
}

bool lints_truly(source& any) {
  const tree t = of_small(any, 2);
  const auto sheets = on_all_sheets(t);
  const dynamic_criteria c(small, t);
  const std::vector<lint_finding> found = lint(c, small);
  std::vector<bool> said(t.size()), redundant(t.size());
  for (const lint_finding& l : found) {
    if (!l.proved || l.witness.size() != 3) return false;
    const auto shown = verdicts_of_witness(c, l);
    switch (l.kind) {
      case lint_kind::never_met:
        if (!always(sheets, l.node, state::failed) || shown[l.node].state != state::failed) return false;
        said[l.node] = true;
        break;
      case lint_kind::always_met:
        if (!always(sheets, l.node, state::passed) || shown[l.node].state != state::passed) return false;
        said[l.node] = true;
        break;
      case lint_kind::redundant: redundant[l.node] = true; break;
      default: return false;
    }
  }
  const auto constant = [&](std::uint32_t i) { return always(sheets, i, state::failed) || always(sheets, i, state::passed); };
  for (std::uint32_t i = 0; i < t.size(); ++i)
    if (constant(i) && !said[i] && (i == 0 || t[i].kind == criteria_kind::reaches)) return false;
  // Without what is redundant, one after the other from behind, no group changes; and nothing that is left could go.
  tree left = t;
  for (auto i = static_cast<std::uint32_t>(t.size()); i-- > 1;) {
    const std::uint32_t group = group_of(t, i);
    if (constant(i) || constant(group)) {
      if (redundant[i]) return false;
      continue;
    }
    const bool is_all = t[group].kind == criteria_kind::all, counts = t[group].kind == criteria_kind::at_least || t[group].kind == criteria_kind::share;
    const auto now = on_all_sheets(left);
    const bool goes_as_failed = same_without(left, now, i, false), goes_as_passed = same_without(left, now, i, true);
    if (redundant[i] && !goes_as_failed && !goes_as_passed) return false;
    if (!redundant[i] && !counts && (goes_as_failed || goes_as_passed)) return false;  // among those that count, what goes can change what else could
    if (redundant[i]) left = with_constant(left, i, is_all ? goes_as_passed : !goes_as_failed);
  }
  return true;
}

/// Points that a leaf can be rated with.
std::vector<double> points_of(const framework_view& f, const node& leaf) {
  const scale_data& s = f.scale_of(leaf);
  std::vector<double> all;
  for (const level& l : f.levels(s)) all.push_back(l.points);
  if (all.empty())
    for (int k = 0; k <= 200; ++k) all.push_back(k / 2.0);
  return all;
}

/// Whether nothing below a node changes the score of its group, on 300 sheets and two ways to rate what is below.
bool idle_on_random_sheets(const framework_view& f, std::uint32_t node, const std::vector<std::vector<double>>& points, std::uint64_t seed) {
  source any{seed};
  const std::uint32_t group = f.parent(node);
  std::vector<rating> one(points.size());
  std::vector<node_result> before(f.size()), after(f.size());
  for (int k = 0; k < 300; ++k) {
    for (std::size_t i = 0; i < points.size(); ++i) one[i] = rating(points[i][any.below(static_cast<std::uint32_t>(points[i].size()))]);
    std::vector<rating> other = one;
    for (std::uint32_t i = node; i < node + f.nodes[node].extent; ++i)
      if (const std::size_t at = f.nodes[i].leaf; f.nodes[i].is_leaf()) other[at] = rating(points[at][any.below(static_cast<std::uint32_t>(points[at].size()))]);
    if (!score_into(f, one, before).ok() || !score_into(f, other, after).ok()) return false;
    if (before[group].has_score() != after[group].has_score() || (before[group].has_score() && !laws::near(before[group].score,
        after[group].score))) return false;
  }
  return true;
}

/// Every finding of a random framework holds on all its sheets; and where it was small enough to be enumerated, nothing is left out.
bool lints_frameworks_truly(std::uint64_t seed) {
  const auto f = random_frameworks::make<6>(seed, seed % 2 == 0);
  const framework_view v = f.view();
  std::vector<std::vector<double>> points;
  double sheets = 1;
  bool is_small = true;
  for (const node& n : v.nodes)
    if (n.is_leaf()) points.push_back(points_of(v, n)), sheets *= static_cast<double>(points.back().size()), is_small = is_small &&
        points.back().size() < 100;
  if (sheets > 3000) return true;
  std::vector<rating> ratings(points.size());
  std::vector<std::size_t> at(points.size(), 0);
  std::vector<node_result> first, results(v.size());
  std::vector<bool> changes(v.size(), false), reached(v.levels().size(), false);
  for (bool more = true; more;) {
    for (std::size_t k = 0; k < at.size(); ++k) ratings[k] = rating(points[k][at[k]]);
    if (!score_into(v, ratings, results).ok()) return false;
    if (first.empty()) first = results;
    for (std::uint32_t i = 0; i < v.size(); ++i)
      changes[i] = changes[i] || first[i].has_score() != results[i].has_score() || (first[i].has_score() && !laws::near(first[i].score, results[i].score));
    const profile_view p{v, ratings, results};
    for (std::size_t k = 0; k < reached.size() && p.root().has_score(); ++k)  // what nobody can decide may be there
      if (p.root().reaches(v.levels()[k].points) != decision::no && (k + 1 == reached.size() ||
          p.root().reaches(v.levels()[k + 1].points) != decision::yes)) reached[k] = true;
    more = false;
    for (std::size_t k = 0; k < at.size() && !more; ++k) {
      if (++at[k] < points[k].size()) more = true;
      else at[k] = 0;
    }
  }
  std::vector<bool> said_level(v.levels().size(), false), said_constant(v.size(), false);
  lint_limits limits;
  limits.searched = 500;
  for (const lint_finding& l : lint(v, limits)) {
    if (l.witness.size() != points.size()) return false;
    if (l.kind == lint_kind::unreachable_level) {
      for (std::size_t k = 0; k < reached.size(); ++k)
        if (l.text.what.find("'" + std::string(v.levels()[k].key) + "'") != std::string::npos) said_level[k] = true;
    } else if (l.kind == lint_kind::constant_score || l.kind == lint_kind::never_scored) {
      said_constant[l.node] = true;
      if (l.proved && changes[l.node]) return false;
      if (l.proved && first[l.node].has_score() != (l.kind == lint_kind::constant_score)) return false;
    } else if (l.proved && !idle_on_random_sheets(v, l.node, points, seed)) {
      return false;
    }
    if (is_small && !l.proved && l.kind != lint_kind::zero_weight && l.kind != lint_kind::no_effect) return false;
  }
  for (std::size_t k = 0; k < reached.size(); ++k)
    if (is_small ? reached[k] == said_level[k] : (!reached[k] && !said_level[k])) return false;
  for (std::uint32_t i = 0; i < v.size(); ++i)
    if (!v.nodes[i].is_leaf() && !changes[i] && !said_constant[i]) return false;
  return true;
}

TEST_CASE("What the linter says of criteria holds on all sheets, and it says all there is: 1,000 random trees") {
  std::uint64_t broken = 0, first = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    source any{seed * 7919};
    if (!lints_truly(any) && broken++ == 0) first = seed;
  }
  INFO("first broken with seed " << first);
  CHECK(broken == 0);
}

TEST_CASE("What the linter says of frameworks holds on all sheets: 1,000 random frameworks") {
  std::uint64_t broken = 0, first = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed)
    if (!lints_frameworks_truly(seed * 104729) && broken++ == 0) first = seed;
  INFO("first broken with seed " << first);
  CHECK(broken == 0);
}

}

}  // namespace
