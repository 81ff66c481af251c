// SPDX-License-Identifier: BSL-1.0
// Laws of history: what fingerprints tell apart and what not, parts that total a difference, migrations that lose and invent nothing.
#include <prowess/dynamic_framework.hpp>
#include <prowess/history/diff.hpp>
#include <prowess/history/fingerprint.hpp>
#include <prowess/history/migrate.hpp>
#include <prowess/history/record.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/score.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"
#include "random.hpp"

namespace {

using namespace prowess;
using laws::hold;
using random_frameworks::make;
using random_frameworks::source;

constexpr std::size_t nodes = 9;
using owner = decltype(make<nodes>(0));

std::uint32_t any_node(const owner& f, source& any, bool leaf) {
  for (;;)
    if (const std::uint32_t i = any.below(nodes); f.nodes[i].is_leaf() == leaf) return i;
}

/// Changes one thing that a framework means; false where this edit changes nothing here.
bool edit_meaning(owner& f, source& any) {
  const std::uint32_t g = any_node(f, any, false), l = any_node(f, any, true);
  node &group = f.nodes[g], &leaf = f.nodes[l];
  switch (any.below(12)) {
    case 0: {  // a ratio of weights
      const std::uint32_t c = g + 1;
      bool other = false;
      for (std::uint32_t k = c + f.nodes[c].extent; k < g + group.extent; k += f.nodes[k].extent) other = other || f.nodes[k].weight != 0;
      f.nodes[c].weigh(f.nodes[c].weight + 0.25);
      return other && !group.how->traits.ignores_weights;
    }
    case 1: {
      const group_ops* const before = group.how;
      group.how = before == &ops_of<median> ? &ops_of<minimum> : &ops_of<median>;
      return true;
    }
    case 2:
      if (group.value_count == 0) return false;
      f.values[group.value_at] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(f.values[group.value_at]) ^ 1);  // the last bit
      return true;
    case 3: return group.missing = group.missing == skip ? pool : skip, true;
    case 4: return group.missing = group.missing == require(0.5) ? require(0.75) : require(0.5), true;
    case 5: return leaf.is_clamped = !leaf.is_clamped, true;
    case 6: return leaf.is_critical = !leaf.is_critical, true;
    case 7: return leaf.if_absent = leaf.if_absent.kind == fill::with::nothing ? if_missing(3.0) : fill{}, true;
    case 8: return leaf.id = "other", true;
    case 9: return leaf.scale = (leaf.scale + 1) % 3, true;
    case 10: return f.level_list[any.below(5)].points += 0.125, true;
    default: return f.level_list[any.below(5)].key = "other", true;
  }
}
/// Changes what it does not mean: texts, types, labels, and the size of weights of which only the ratios matter.
void edit_writing(owner& f, source& any) {
  for (node& n : f.nodes) n.type = "label";
  for (level& l : f.level_list) l.label = "label", l.descriptor = "text";
  for (std::uint32_t i = 0; i < nodes; ++i) {
    node& g = f.nodes[i];
    if (g.is_leaf() || !prowess::detail::only_ratios_matter(g.how->name)) continue;
    const double factor = 1 + any.below(4);  // of quarters up to 40: nothing is rounded
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent) f.nodes[c].weigh(f.nodes[c].weight * factor);
  }
}

std::vector<rating> ratings_for(const framework_view& f, source& any) {
  std::vector<rating> all(f.leaf_count());
  const std::uint32_t missing = any.below(3) * 15;
  for (const node& n : f.nodes)
    if (n.is_leaf()) all[n.leaf] = random_frameworks::random_rating(f, n, missing, any);
  return all;
}

/// A framework near another one: some of its rules, weights, scales and nodes are others. Perhaps not sound.
dynamic_framework near_to(const owner& start, source& any, bool with_tree) {
  owner f = start;
  for (std::uint32_t k = any.below(3); k > 0; --k) {
    const std::uint32_t g = any_node(f, any, false), l = any_node(f, any, true);
    switch (any.below(6)) {
      case 0: f.nodes[g + 1].weigh(f.nodes[g + 1].is_extra_credit ? f.nodes[g + 1].weight : 1 + any.below(9)); break;
      case 1: f.nodes[g].how = &ops_of<median>, f.nodes[g].value_count = 0; break;
      case 2: f.nodes[g].missing = require(0.5); break;
      case 3: f.nodes[l].scale_key = "exam", f.nodes[l].if_absent = {}; break;
      case 4: f.nodes[l].is_clamped = true; break;
      default:
        for (std::size_t i = 0; i < 5; ++i) f.level_list[i].points *= 2;
        f.scales[0].low *= 2, f.scales[0].zero *= 2, f.scales[0].high *= 2, f.scales[0].how = grid::listed;
        break;
    }
  }
  dynamic_framework fw{f};  // resolves scales and fills
  if (with_tree && any.below(2) == 0) {
    const std::uint32_t l = any_node(start, any, true), above = f.view().parent(l);
    if (f.nodes[above].arity > 1) fw.remove(fw.unchecked().handle(l));
    if (any.below(2) == 0) fw.add(fw.root(), leaf("new", 2));
  }
  return fw;
}

/// Whether the parts of every node stand end to end from the score before to the score after.
bool parts_total(const profile_diff& d) {
  for (const node_change& n : d.nodes) {
    if (!n.is_in_both() || !n.result_before->has_score() || !n.result_after->has_score()) continue;
    double at = n.result_before->score;
    exact sum;
    for (const diff_part& p : n.parts()) {
      if (p.from != at || p.causes.empty() || p.from == p.to) return false;
      at = p.to, sum += exact(p.to) - exact(p.from);
    }
    if (at != n.result_after->score || !(sum == exact(n.result_after->score) - exact(n.result_before->score))) return false;
  }
  return true;
}
bool same_results(const node_result& a, const node_result& b) { return a == b && std::bit_cast<std::uint64_t>(a.score) == std::bit_cast<std::uint64_t>(b.score); }
bool near_results(const node_result& a, const node_result& b) {
  return a.what == b.what && (!a.has_score() || laws::near(a.score, b.score)) && laws::near(a.rated, b.rated) && laws::near(a.applicable, b.applicable) && laws::near(a.entered, b.entered);
}
/// A cause that does not differ leaves every result alone, but for last bits where weights have the same ratios.
bool only_what_differs_acts(const profile_diff& d) {
  for (const node_change& n : d.nodes) {
    if (!n.is_in_both()) continue;
    const node_result* last = &*n.result_before;
    for (const diff_step& s : n.steps) {
      if (!s.is_scored) break;
      if (!s.differs && !(s.what == cause::weights ? near_results(*last, s.result) : same_results(*last, s.result))) return false;
      last = &s.result;
    }
  }
  return true;
}

/// A migration to a framework with random steps, each leaf made by at most one, and old ratings of their leaves and of others.
struct migration_case {
  migration how{"old", "new"};
  kept_ratings old{"old", {}};
};
migration_case random_migration(const framework_view& now, source& any) {
  migration_case c;
  std::vector<std::string> leaves;
  for (std::uint32_t i = 0; i < now.size(); ++i)
    if (now.nodes[i].is_leaf()) leaves.push_back(now.path(i));
  int next = 0;
  const auto old_name = [&] {
    const std::string name = "old-" + std::to_string(next++);
    if (any.below(5) != 0) c.old.all.push_back({name, any.below(4) == 0 ? not_observed : any.below(4) == 0 ? not_applicable : rating(1 + any.below(5))});
    return name;
  };
  while (!leaves.empty()) {
    const auto take = [&] {
      std::string leaf = leaves.back();
      leaves.pop_back();
      return leaf;
    };
    switch (any.below(6)) {
      case 0: c.how.rename(old_name(), take()); break;
      case 1: {
        if (leaves.size() < 2) break;
        std::string one = take(), two = take();
        c.how.split(old_name(), {one, two});
        break;
      }
      case 2: {
        const std::string a = old_name(), b = old_name();
        c.how.merge({a, b}, take(), static_cast<merge_rule>(any.below(3)));
        break;
      }
      case 3: c.how.add(take()); break;
      case 4: {
        const std::string name = old_name();
        c.how.retire(name);
        break;
      }
      default: c.old.all.push_back({take(), rating(1 + any.below(5))}); break;
    }
    if (any.below(4) == 0 && !c.old.all.empty() && c.old.all.back().leaf.starts_with("old-")) {
      bool scaled = false;
      for (const migration_step& s : c.how.steps) scaled = scaled || (s.what == migration_op::rescale && s.from[0] == c.old.all.back().leaf);
      if (!scaled) c.how.rescale(c.old.all.back().leaf, {{1, 1}, {2, 3}, {3, 3}, {4, 5}});
    }
  }
  if (any.below(2) == 0) c.old.all.push_back({"lost", rating(2)});
  return c;
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("ways of writing have one fingerprint, and so have copies") {
    hold("fingerprints: writing", [](source& any) {
      owner f = make<nodes>(any.next(), true);
      const fingerprint mark = fingerprint_of(f);
      const dynamic_framework copy{f};
      edit_writing(f, any);
      return fingerprint_of(copy.unchecked()) == mark && fingerprint_of(f) == mark;
    });
  }
  TEST_CASE("each edit of the meaning has another fingerprint") {
    int edits = 0;
    hold("fingerprints: meaning", [&](source& any) {
      owner f = make<nodes>(any.next(), true);
      const fingerprint mark = fingerprint_of(f);
      if (!edit_meaning(f, any)) return true;
      ++edits;
      return fingerprint_of(f) != mark;
    });
    CHECK(edits > laws::cases / 2);
  }
  TEST_CASE("10,000 different frameworks have different fingerprints") {
    std::vector<fingerprint> all;
    for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
      const auto one = make<12>(seed);
      const owner other = make<nodes>(seed, true);
      all.push_back(fingerprint_of(one)), all.push_back(fingerprint_of(other));
    }
    std::sort(all.begin(), all.end());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  }
  TEST_CASE("the fingerprints of random frameworks are the same on every machine") {
    prowess::detail::fnv_1a h;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      const auto f = make<17>(seed * 104729 + 17, true);
      source any{seed};
      const std::vector<rating> given = ratings_for(f, any);
      h.bytes(fingerprint_of(f).value, 8), h.bytes(fingerprint_of(f, given).value, 8);
    }
    CHECK(h.state == 0x798e117c4db22dbfu);  // as the first machine had it; tests/unit/fingerprint.cpp has figures of a second implementation
  }
  TEST_CASE("one other rating is another fingerprint of the ratings, whatever the order of leaves") {
    hold("fingerprints: ratings", [](source& any) {
      owner f = make<nodes>(any.next());
      std::vector<rating> given = ratings_for(f, any);
      const fingerprint mark = fingerprint_of(f, given);
      for (std::uint32_t i = 1; i + 1 < nodes; ++i)  // siblings side by side change places
        if (f.nodes[i].is_leaf() && f.nodes[i + 1].is_leaf() && f.view().parent(i) == f.view().parent(i + 1)) {
          std::swap(f.nodes[i], f.nodes[i + 1]);
          std::swap(f.nodes[i].leaf, f.nodes[i + 1].leaf);
          std::swap(given[f.nodes[i].leaf], given[f.nodes[i + 1].leaf]);
          break;
        }
      if (fingerprint_of(f, given) != mark) return false;
      rating& one = given[any.below(static_cast<std::uint32_t>(given.size()))];
      one = one == rating(3) ? not_applicable : rating(3);
      return fingerprint_of(f, given) != mark;
    });
  }

  TEST_CASE("the parts of a difference total it, and without another tree the steps arrive before the last") {
    int compared = 0, parts = 0;
    hold("differences", [&](source& any) {
      const owner f = make<nodes>(any.next(), true);
      const bool with_tree = any.below(2) == 0;
      const dynamic_framework g = near_to(f, any, with_tree);
      if (!diagnose(g.unchecked()).empty()) return true;
      const std::vector<rating> old = ratings_for(f, any), now = ratings_for(g.unchecked(), any);
      const result<profile> a = try_score(f, old), b = try_score(g.unchecked(), now);
      if (!a || !b) return false;
      ++compared;
      const profile_diff d = diff(*a, *b);
      parts += static_cast<int>(d.root().parts().size());
      if (!parts_total(d) || !only_what_differs_acts(d)) return false;
      if (d.differing.has(cause::tree)) return true;
      for (const node_change& n : d.nodes) {
        if (!n.is_in_both()) return false;
        const diff_step& last = n.steps[static_cast<std::size_t>(cause::scale)];
        if (!last.is_scored || !same_results(last.result, *n.result_after)) return false;
      }
      return true;
    });
    CHECK(compared > laws::cases / 2);
    CHECK(parts > compared / 2);
  }
  TEST_CASE("the effects of ratings in turn arrive at the evidence step") {
    hold("differences: leaves", [](source& any) {
      const owner f = make<nodes>(any.next(), true);
      const std::vector<rating> old = ratings_for(f, any), now = ratings_for(f, any);
      const profile a = score(f, old), b = score(f, now);
      const std::vector<leaf_effect> all = evidence_effects(a, b);
      const profile_diff d = diff(a, b);
      if (!same_results(d.root().steps[0].result, *d.root().result_after)) return false;
      return all.empty() ? d.is_empty() : same_results(all.back().in_turn, *d.root().result_after);
    });
  }

  TEST_CASE("migrations lose nothing silently, invent nothing, and do once what they do twice") {
    int moved = 0;
    hold("migrations", [&](source& any) {
      const owner f = make<nodes>(any.next());
      migration_case c = random_migration(f, any);
      const result<migrated> once = migrate(c.old, c.how, f);
      if (!once || once->moves.size() != c.old.all.size()) return false;
      std::vector<std::string> reached;
      for (std::size_t i = 0; i < c.old.all.size(); ++i) {
        const moved_rating& m = once->moves[i];
        if (m.leaf != c.old.all[i].leaf || !(m.old == c.old.all[i].given)) return false;
        const bool goes_on = m.what == fate::kept || m.what == fate::renamed || m.what == fate::split || m.what == fate::merged;
        if (goes_on == m.to.empty() || (m.what == fate::invalid && m.why.empty())) return false;
        for (const std::string& to : m.to) reached.push_back(to);
        moved += goes_on;
      }
      for (const kept_rating& k : once->ratings().all)  // every new rating comes from an old one
        if (std::find(reached.begin(), reached.end(), k.leaf) == reached.end()) return false;
      const result<migrated> twice = migrate(once->ratings(), c.how, f);
      if (!twice || !(twice->sheet == once->sheet) || twice->with(fate::kept).size() != twice->moves.size()) return false;
      std::reverse(c.how.steps.begin(), c.how.steps.end());  // the order of steps does not matter
      const result<migrated> turned = migrate(c.old, c.how, f);
      return turned && turned->sheet == once->sheet;
    });
    CHECK(moved > laws::cases);
  }
  TEST_CASE("without steps everybody's ratings stay as they are") {
    hold("migrations: none", [](source& any) {
      const owner f = make<nodes>(any.next());
      const std::vector<rating> given = ratings_for(f, any);
      kept_ratings kept = keep_ratings(f, given);
      kept.version = "old";
      const result<migrated> same = migrate(kept, migration("old", "new"), f);
      if (!same) return false;
      const std::span<const rating> now = same->sheet.ratings();
      return std::equal(now.begin(), now.end(), given.begin(), given.end());
    });
  }
}
