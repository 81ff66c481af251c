// SPDX-License-Identifier: BSL-1.0
// Few ratings under a framework: what is touched, how ratings may be given, mistakes by person and entry, many people.
#include <doctest/doctest.h>

#include <prowess/aggregations.hpp>
#include <prowess/batch/sparse_people.hpp>
#include <prowess/core.hpp>
#include <prowess/framework.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

using namespace prowess;

namespace {

/// Nodes: 0 skills; 1 tech: 2 build, 3 test, 4 ship; 5 people: 6 talk, 7 exam (0 to 100), 8 deep: 9 a, 10 b. Leaves 0 to 6.
constexpr auto skills = framework("skills", levels("one", "two", "three", "four", "five"), scale("percent", numeric(0, 100, 0.5)),
                                  group("tech", 3, leaf("build", 2), leaf("test", 1), leaf("ship", 1)),
                                  group("people", 1, leaf("talk", 1), leaf("exam", 1, on("percent")), group("deep", 2, minimum{}, leaf("a", 1), leaf("b", 1))));

using indices = std::vector<std::uint32_t>;

std::vector<std::uint32_t> nodes_of(const sparse_scorer& by) {
  std::vector<std::uint32_t> all;
  for (const touched_node& t : by.touched()) all.push_back(t.node);
  return all;
}
template <class T> sparse_finding give(sparse_scorer& by, const indices& leaves, const std::vector<T>& values) {
  return by.score(std::span<const std::uint32_t>(leaves), std::span<const T>(values));
}

}  // namespace

TEST_SUITE("unit") {

TEST_CASE("only what is above a rating is touched; the rest is what it is without ratings") {
  const sparse_plan plan(skills.view());
  CHECK(plan.leaf_count() == 7);
  CHECK(plan.node_of(0) == 2);
  CHECK(plan.node_of(4) == 7);
  CHECK(plan.blank(0).what == status::no_evidence);
  CHECK(plan.blanks().size() == skills.view().size());

  sparse_scorer by(plan);
  CHECK(by.root() == plan.blank(0));  // nobody yet
  REQUIRE(give<double>(by, {0, 2}, {4, 1}).ok());
  CHECK(nodes_of(by) == indices{2, 4, 1, 0});
  CHECK(by.at(1).score == 3);  // (2 x 4 + 1 x 1) / 3
  CHECK(by.at(1).coverage() == 0.75);
  CHECK(by.root().score == 3);
  CHECK(by.root().coverage() == 0.5625);  // 3/4 of 3/4
  CHECK(by.at(5) == plan.blank(5));

  REQUIRE(give<double>(by, {}, {}).ok());
  CHECK(by.touched().empty());
  CHECK(by.root() == plan.blank(0));
}

TEST_CASE("one plan, any order of leaves, all forms of values") {
  const sparse_plan plan(skills.view());
  sparse_scorer by(plan);
  REQUIRE(give<double>(by, {5, 1, 6}, {2, 5, 3}).ok());
  CHECK(nodes_of(by) == indices{3, 1, 9, 10, 8, 5, 0});
  CHECK(by.at(8).score == 2);
  CHECK(by.root().score == (3 * 5 + 2.0) / 4);
  const node_result root = by.root();
  REQUIRE(give<rating>(by, {6, 5, 1}, {3, 2, 5}).ok());
  CHECK(by.root() == root);
  REQUIRE(give<std::uint8_t>(by, {1, 6, 5}, {4, 2, 1}).ok());  // levels from 0
  CHECK(by.root() == root);

  REQUIRE(give<double>(by, {4}, {62.5}).ok());  // 1 + 4 x 0.625
  CHECK(by.at(5).score == 3.5);
  REQUIRE(give<rating>(by, {0, 1, 2}, {not_applicable, no_opportunity, not_observed}).ok());
  CHECK(by.at(1).what == status::no_evidence);
  CHECK(by.at(1).applicable == 0.25);
  REQUIRE(give<std::uint8_t>(by, {0, 1, 2}, {253, 254, 254}).ok());
  CHECK(by.at(1).what == status::no_opportunity);
  CHECK(by.at(1).applicable == 0);
  CHECK(by.root().applicable == 0.25);
}

TEST_CASE("the minimum is undetermined while one of its children is not rated") {
  const sparse_plan plan(skills.view());
  sparse_scorer by(plan);
  REQUIRE(give<double>(by, {5}, {2}).ok());
  CHECK(by.at(8).what == status::undetermined);
  CHECK(by.root().what == status::no_evidence);
  CHECK(by.root().coverage() == 0.0625);
}

TEST_CASE("mistakes name person, entry and leaf") {
  const sparse_plan plan(skills.view());
  const auto text = [&]<class T>(const std::vector<std::uint64_t>& offsets, const indices& leaves, const std::vector<T>& values) {
    const std::uint32_t root[] = {0};
    const auto r = try_score_people(plan, sparse_people<T>{offsets, leaves, values}, root);
    REQUIRE(!r);
    return r.problems()[0].text();
  };
  using points = std::vector<double>;
  CHECK(text({0, 1, 3}, {0, 1, 7}, points{1, 2, 3}) == "person 1, entry 1 (from 0): there is no leaf 7; the framework has 7 leaves: give a leaf's place among them, from 0");
  CHECK(text({0, 0, 3}, {0, 1, 0}, points{1, 2, 3}) == "person 1, entry 2 (from 0), leaf 'tech/build': it is rated twice; keep one of the ratings");
  CHECK(text({0, 3}, {2, 2, 2}, points{1, 2, 3}).find("person 0, entry 1 (from 0), leaf 'tech/ship': it is rated twice") == 0);
  CHECK(text({0, 9}, {0, 1, 2, 3, 4, 5, 6, 3, 3}, points(9, 3.0)).find("person 0, entry 7 (from 0), leaf 'people/talk': it is rated twice") == 0);  // more entries than leaves
  CHECK(text({0, 2}, {3, 1}, points{1, 6}) == "person 0, entry 1 (from 0), leaf 'tech/test': 6 is not on its scale; it admits 1 (one), 2 (two), 3 (three), 4 (four), 5 (five)");
  CHECK(text({0, 1}, {4}, points{0.25}).find("0.25 is not on its scale; it admits 0 to 100 in steps of 0.5") != std::string::npos);
  CHECK(text({0, 1}, {0}, std::vector<std::uint8_t>{5}) == "person 0, entry 0 (from 0), leaf 'tech/build': there is no level 5; count levels from 0, worst first; its levels are one, two, three, four, five");
  CHECK(text({0, 1}, {4}, std::vector<std::uint8_t>{0}).find("there is no level 0; count levels from 0, worst first; this scale has no levels") != std::string::npos);
  CHECK(text({0, 2, 1}, {0, 1}, points{1, 2}) == "person 1 (from 0): the offsets descend or leave the ratings; they must ascend from 0 to the number of ratings");
  CHECK(text({1, 2}, {0, 1}, points{1, 2}).find("person 0 (from 0): the offsets") == 0);
  CHECK(text({0, 3}, {0, 1}, points{1, 2}).find("person 0 (from 0): the offsets") == 0);
  CHECK(text({0, 1}, {0, 1}, points{1, 2}).find("person 0 (from 0): the offsets") == 0);
  CHECK(text({0, 1}, {0, 1}, points{1}).find("there are 2 leaves or places, and not as many values or results") == 0);

  sparse_scorer by(plan);
  const std::uint32_t nodes[] = {0, 11};
  std::vector<node_result> out(2);
  const std::vector<std::uint64_t> offsets{0, 1};
  const indices leaves{0};
  const points values{3};
  CHECK(describe(score_people(by, plan, sparse_people<double>{offsets, leaves, values}, nodes, out), plan).text() == "there is no node 11; the framework has 11, in tree order from 0");
}

TEST_CASE("after a mistake the next person is scored as if there had been none") {
  static constexpr auto f = framework("f", levels("one", "two", "three"), group("g", 1, leaf("a", 1), leaf("b", 1, if_missing(lowest))), leaf("c", 1));
  const sparse_plan plan(f.view());
  sparse_scorer by(plan), fresh(plan);
  CHECK(give<double>(by, {0, 2}, {3, 9}).what == sparse_mistake::outside_scale);
  CHECK(by.touched().empty());
  REQUIRE(give<double>(by, {2}, {3}).ok());
  REQUIRE(give<double>(fresh, {2}, {3}).ok());
  CHECK(by.root() == fresh.root());
  CHECK(by.root().score == 2);  // g is filled: 1, and c is 3
}

TEST_CASE("chosen nodes of many people, and all that is touched") {
  const sparse_plan plan(skills.view());
  const std::vector<std::uint64_t> offsets{0, 2, 2, 3};
  const indices leaves{0, 3, 2};
  const std::vector<double> points{4, 2, 5};
  const sparse_people<double> people{offsets, leaves, points};
  const std::uint32_t nodes[] = {5, 0, 2, 5};  // one may be asked for twice
  const std::vector<node_result> out = try_score_people(plan, people, nodes).value();
  REQUIRE(out.size() == 12);
  CHECK(out[0].score == 2);
  CHECK(out[1].score == 3.5);
  CHECK(out[2].score == 4);
  CHECK(out[3] == out[0]);
  CHECK(out[4] == plan.blank(5));
  CHECK(out[5] == plan.blank(0));
  CHECK(out[9].score == 5);

  const sparse_results all = try_score_touched(plan, people).value();
  CHECK(all.offsets == std::vector<std::uint64_t>{0, 5, 5, 8});
  CHECK(all.nodes[4].node == 0);
  CHECK(all.nodes[4].result == out[1]);
  CHECK(all.nodes[7].result == out[9]);
}

TEST_CASE("a group of one leaf under a framework of one group") {
  static constexpr auto f = framework("f", levels("one", "two"), leaf("a", 1));
  const sparse_plan plan(f.view());
  sparse_scorer by(plan);
  REQUIRE(give<std::uint8_t>(by, {0}, {1}).ok());
  CHECK(by.root().score == 2);
  CHECK(by.root().complete());
}

}
