// SPDX-License-Identifier: BSL-1.0
// Oracle: five people under the ready-made health-IT framework, against figures from independent rational arithmetic.
#include <prowess/dynamic_framework.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/number/exact_text.hpp>
#include <prowess/score.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using prowess::frameworks::health_it;

constexpr std::size_t leaves = health_it.leaf_count();
static_assert(leaves == 22);
constexpr rating none = not_observed;

struct fraction {
  std::int64_t p, q;
  constexpr operator exact() const { return exact::ratio(p, q); }
};
struct expected {
  std::string_view node;
  fraction score;
  double rounded;  ///< the score as a double
  fraction coverage;
};
struct person {
  std::string_view name;
  std::array<rating, leaves> ratings;  ///< by group: build, assure, care, deliver, communication, negotiation, strategic, team
  std::array<expected, 4> nodes;
};

// The worked profiles that were written together with the framework. Their authors computed domain scores, domain coverages and
// overall scores with Python's fractions from the rules "mean over the rated competencies, weighted by group x competency
// weight" and "domains by their weight". The overall coverage is by hand: 3/10, 3/10 and 4/10 of the domains' coverages.
constexpr std::array<person, 5> people{{
    {"ada", {3, 3, 3,  3, 3, 4,  3, 2, 3,  2, 3, 3,  3, 3, 3,  2, 3,  3, none,  3, 2, 3},
     {{{"technical", {249, 80}, 3.1125, {1, 1}},
       {"functional", {1089, 400}, 2.7225, {1, 1}},
       {"soft", {14, 5}, 2.8, {7, 8}},
       {"health-it-ehr", {5741, 2000}, 2.8705, {19, 20}}}}},
    {"ben", {3, 3, 3,  2, 3, 4,  3, 2, 3,  2, 3, 3,  3, 3, 3,  2, 3,  3, none,  3, 2, 3},
     {{{"technical", {1173, 400}, 2.9325, {1, 1}},
       {"functional", {1089, 400}, 2.7225, {1, 1}},
       {"soft", {14, 5}, 2.8, {7, 8}},
       {"health-it-ehr", {5633, 2000}, 2.8165, {19, 20}}}}},
    {"chen", {5, 5, 5,  5, 5, 5,  5, 5, 2,  5, 5, 5,  5, 5, 5,  5, 5,  5, 5,  5, 5, 5},
     {{{"technical", {5, 1}, 5.0, {1, 1}},
       {"functional", {1769, 400}, 4.4225, {1, 1}},
       {"soft", {5, 1}, 5.0, {1, 1}},
       {"health-it-ehr", {19307, 4000}, 4.82675, {1, 1}}}}},
    {"dana", {3, none, 3,  3, 3, none,  none, none, 3,  2, 3, 3,  none, none, 3,  2, 3,  3, none,  3, 2, 3},
     {{{"technical", {3, 1}, 3.0, {289, 400}},
       {"functional", {726, 257}, 2.8249027237354087, {257, 400}},
       {"soft", {373, 136}, 2.7426470588235294, {17, 25}},
       {"health-it-ehr", {49711, 17476}, 2.8445296406500344, {1363, 2000}}}}},
    {"eli", {4, 3, 3,  3, 4, 4,  3, 3, 3,  2, 3, 3,  4, 3, 3,  3, 3,  3, 1,  3, 2, 3},
     {{{"technical", {349, 100}, 3.49, {1, 1}},
       {"functional", {231, 80}, 2.8875, {1, 1}},
       {"soft", {559, 200}, 2.795, {1, 1}},
       {"health-it-ehr", {97, 32}, 3.03125, {1, 1}}}}},
}};
constexpr const person& dana = people[3];

/// The entry of a node by path, or of the whole.
constexpr profile_entry entry(const profile_view& p, std::string_view node) {
  return node == p.framework.id() ? p.root() : p[node];
}
constexpr bool as_expected(const profile_view& p, const expected& e) {
  const outcome<exact> precise = entry(p, e.node).exactly();
  return precise.has_score() && precise.score == exact(e.score) && precise.coverage() == exact(e.coverage);
}
constexpr bool as_expected(const profile_view& p, const person& someone) {
  for (const expected& e : someone.nodes)
    if (!as_expected(p, e)) return false;
  return true;
}

void check(const profile_view& p, const person& someone) {
  for (const expected& e : someone.nodes) {
    const profile_entry at = entry(p, e.node);
    INFO(someone.name << ", " << e.node << ": " << to_string(at.exactly().score) << ", coverage " << to_string(at.exactly().coverage()));
    CHECK(as_expected(p, e));
    CHECK(at.what() == status::scored);
    CHECK(std::abs(at.score() - e.rounded) <= 1e-14);
    CHECK(std::abs(at.coverage() - exact(e.coverage).to_double()) <= 1e-14);
  }
}

// At compile time, with the most evidence missing.
constexpr auto dana_static = score<health_it>(dana.ratings);
static_assert(as_expected(dana_static, dana));
static_assert(dana_static["soft"].score() > 2.742647058823529 && dana_static["soft"].score() < 2.74264705882353);

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("the ratings stand in the order of the framework's leaves") {
    constexpr std::array<std::string_view, leaves> ids{
        "TEC-BLD", "TEC-INT", "TEC-DAT", "TEC-SEC", "TEC-TST", "TEC-SUP", "FUN-WFL", "FUN-REQ", "FUN-SAF", "FUN-REG", "FUN-PLN",
        "FUN-TRN", "COM-EXP", "COM-WRI", "COM-COA", "NEG-RES", "NEG-AGR", "STR-VIE", "STR-ROO", "TEA-MOT", "TEA-FOR", "TEA-ACC"};
    for (const node& n : health_it.nodes)
      if (n.is_leaf()) CHECK(n.id == ids[n.leaf]);
  }
  TEST_CASE("five people, unrolled from the constant framework") {
    for (const person& each : people) check(score<health_it>(each.ratings), each);
  }
  TEST_CASE("five people, through a view") {
    for (const person& each : people) check(score(health_it.view(), each.ratings), each);
  }
  TEST_CASE("five people, under a copy that can be edited") {
    const dynamic_framework copy{health_it};
    for (const person& each : people) check(score(copy.view(), each.ratings), each);
  }
  TEST_CASE("five people, by name on a sheet") {
    for (const person& each : people) {
      rating_sheet sheet{health_it};
      for (const node& n : health_it.nodes)
        if (n.is_leaf()) sheet.set(n.id, each.ratings[n.leaf]);
      check(score(sheet), each);
    }
  }
  TEST_CASE("static, view and copy give the same bits") {
    const dynamic_framework copy{health_it};
    for (const person& each : people) {
      CHECK(score<health_it>(each.ratings) == score(health_it.view(), each.ratings));
      CHECK(score<health_it>(each.ratings) == score(copy.view(), each.ratings));
    }
    CHECK(dana_static == score<health_it>(dana.ratings));
  }
  TEST_CASE("the figures come out with pooled domains under a root that skips, and in no other way") {
    for (const missing_rule root : {skip, pool})
      for (const missing_rule domains : {skip, pool}) {
        dynamic_framework copy{health_it};
        copy.set_missing(copy.root(), root);
        for (const std::string_view d : {"technical", "functional", "soft"}) copy.set_missing(d, domains);
        int right = 0;
        for (const person& each : people) right += as_expected(score(copy.view(), each.ratings), each);
        CHECK((right == 5) == (root == skip && domains == pool));
      }
  }
}

TEST_SUITE("frameworks") {
  TEST_CASE("the health-IT framework is complete") {
    const framework_view f = health_it.view();
    CHECK(f.levels().size() == 5);
    for (const level& l : f.levels()) CHECK_FALSE(l.descriptor.empty());
    CHECK(f.text(0, remark_kind::version) == "1.0.0");
    int domains = 0, groups = 0, critical_ones = 0;
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      INFO(f.path(i));
      const node& n = f.nodes[i];
      CHECK_FALSE(f.text(i, remark_kind::title).empty());
      CHECK_FALSE(f.text(i, remark_kind::description).empty());
      domains += n.type == "domain";
      if (!n.is_leaf()) {
        groups += n.type.empty();
        continue;
      }
      int behaviours = 0, anchors = 0, tags = 0, alignments = 0;
      for (const remark& r : f.remarks_of(i)) {
        CHECK_FALSE(r.text.empty());
        behaviours += r.kind == remark_kind::behaviour || r.kind == remark_kind::critical_behaviour;
        critical_ones += r.kind == remark_kind::critical_behaviour;
        tags += r.kind == remark_kind::tag;
        alignments += r.kind == remark_kind::alignment;
        if (r.kind == remark_kind::anchor) CHECK(r.key == f.levels()[static_cast<std::size_t>(anchors++)].key);
      }
      CHECK(n.type == "competency");
      CHECK((behaviours == 4 || behaviours == 5));
      CHECK(anchors == 5);
      CHECK(tags >= 1);
      CHECK(alignments >= 1);
    }
    CHECK(domains == 3);
    CHECK(groups == 8);
    CHECK(critical_ones == 8);
  }
  TEST_CASE("a domain of the health-IT framework can be used with another weight in a framework of one's own") {
    static constexpr auto own = framework("build-team", frameworks::health_it_levels, frameworks::health_it_technical(percent{60}),
                                          frameworks::health_it_soft(percent{40}));
    CHECK(own.leaf_count() == 16);
    const profile p = score(own.view(), std::array<rating, 16>{3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4});
    CHECK(p.root().exactly().score == exact::ratio(17, 5));
  }
}
