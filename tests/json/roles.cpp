// SPDX-License-Identifier: BSL-1.0
// Roles, critical failures and learning resources of documents: what they mean, that they survive, and what is said of bad ones.
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/learning.hpp>
#include <prowess/decision/role.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../oracle/health_it_small.hpp"
#include "round_trip.hpp"

using namespace prowess;

namespace {

const std::string good = PROWESS_TEST_JSON "/good/", bad = PROWESS_TEST_JSON "/bad_frameworks";

template <class List> std::string texts(const List& problems) {
  std::string all;
  for (const problem& p : problems) all += p.text() + "\n";
  return all;
}
bool same(const requirement& a, const requirement& b) {
  return a.node.index == b.node.index && a.node.mark == b.node.mark && a.required == b.required && a.importance == b.importance && a.has_hurdle == b.has_hurdle && a.hurdle == b.hurdle &&
         a.has_desired == b.has_desired && a.desired == b.desired && a.has_most == b.has_most && a.at_most == b.at_most && a.alternative == b.alternative && a.by_level == b.by_level;
}
template <class List, class Same> bool each_same(const List& a, const List& b, const Same& is_same) { return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same); }
/// Whether two roles say the same, but for the order of what they list side by side.
bool same(const role_view& a, const role_view& b) {
  return a.id == b.id && a.title == b.title && a.description == b.description && a.limits == b.limits &&
         each_same(a.requirements, b.requirements, [](const requirement& x, const requirement& y) { return same(x, y); }) &&
         each_same(a.weights, b.weights, [](const role_weight& x, const role_weight& y) { return x.node.index == y.node.index && x.weight == y.weight; }) &&
         each_same(a.any_of, b.any_of, [](const alternatives& x, const alternatives& y) { return x.title == y.title && x.at_least == y.at_least && x.first == y.first && x.count == y.count; }) &&
         each_same(a.blocked_by, b.blocked_by, [](std::string_view x, std::string_view y) { return x == y; });
}
std::string document_of(std::string_view roles, std::string_view more = {}) { return R"({ "prowess_roles": 1, "roles": [ )" + std::string(roles) + " ]" + std::string(more) + " }"; }
/// A role as it is written and read again.
role_book again(const role_view& role, const framework_view& f) {
  std::string failures;
  const role_book listed = load_roles(f).value();
  for (const std::string_view id : role.blocked_by)
    if (std::none_of(listed.critical_failures.begin(), listed.critical_failures.end(), [&](const listed_failure& each) { return each.id == id; })) failures += (failures.empty() ? R"({ "id": ")" : R"(, { "id": ")") + std::string(id) + "\" }";
  auto read = read_roles(f, document_of(to_json(role, f), R"(, "critical_failures": [ )" + failures + " ]"));
  REQUIRE_MESSAGE(read, texts(read.problems()));
  return std::move(read).value();
}
std::string said_of(const framework_view& f, std::string_view document) {
  const auto read = read_roles(f, document);
  std::string all = texts(read.problems());
  for (const problem& p : read.warnings()) all += "warning: " + p.text() + "\n";
  return all;
}

constexpr auto cafe = framework("cafe", levels("novice", "able", "master"), scale("exam", numeric(0, 100)),
  competency("bar", leaf("espresso"), leaf("milk")), competency("service", leaf("talk"), leaf("milk"), leaf("theory", on("exam"))), leaf("note"));

}  // namespace

TEST_CASE("the role of the small document is the role in code") {
  const dynamic_framework f = load_framework(contents(good + "health_it_small.json")).value();
  const role_book book = load_roles(f).value();
  REQUIRE(book.roles.size() == 1);
  constexpr auto& small = health_it_small::small;
  constexpr auto in_code = role<small>("ehr-specialist", title("EHR implementation specialist"), minimum_fit{0.9}, minimum_coverage{0.8}, maximum_gap{1},
    weighs("technical", 40), weighs("functional", 25), weighs("soft", 35),
    needs("TEC-BLD", "advanced", importance{5}), needs("TEC-SEC", "intermediate", importance{5}, hurdle), needs("FUN-WFL", "intermediate", importance{4}),
    needs("FUN-SAF", "intermediate", importance{5}, hurdle_at("intermediate")), needs("COM-EXP", "advanced", importance{4}),
    needs("negotiation", "intermediate", importance{3}, desired("advanced")), needs("STR-ROO", "intermediate", importance{3}), needs("TEA-ACC", "intermediate", importance{4}),
    any_of_these("teaches or coaches", 1, needs("COM-COA", "intermediate", importance{2}), needs("TEA-MOT", "intermediate", importance{2})), blocked_by("CF-PRIV"));
  CHECK(same(book.roles[0].view(), in_code.view()));
  CHECK(book.find("ehr-specialist") == &book.roles[0]);
  CHECK(book.find("ehr") == nullptr);

  REQUIRE(book.critical_failures.size() == 1);
  CHECK(book.critical_failures[0].id == "CF-PRIV");
  CHECK(book.critical_failures[0].title == "Disclosed identifiable patient information outside permitted use");
  REQUIRE(book.critical_failures[0].node.has_value());
  CHECK(f.view().path(book.critical_failures[0].node->index) == "technical/TEC-SEC");

  const learning_view learning = book.learning();
  REQUIRE(learning.size() == 2);
  CHECK(learning.resources[1].id == "LR-10");
  CHECK(learning.resources[1].title == "Explaining under pressure");
  CHECK(f.view().path(learning.resources[1].node.index) == "soft/communication/COM-EXP");
  CHECK(learning.resources[1].from == 3);
  CHECK(learning.resources[1].to == 4);
  CHECK(learning.resources[1].cost == 16);
  REQUIRE(learning.after_of(learning.resources[1]).size() == 1);
  CHECK(learning.after_of(learning.resources[1])[0] == 0);
  CHECK(learning.after_of(learning.resources[0]).empty());
  CHECK(problems_of(learning, f).empty());
}

TEST_CASE("the roles of the whole document") {
  // Counted in the document with Python's json: of each role the requirements, the sum of their importances, their hurdles, and the sum of
  // importance x (required - 1).
  struct figures {
    std::string_view id;
    double importances;
    int hurdles;
    double ways, coverage;
  };
  constexpr figures counted[] = {{"ehr-implementation-specialist", 87, 3, 189, 0.8}, {"clinical-informatics-analyst", 77, 2, 178, 0.8},
                                 {"implementation-project-lead", 88, 4, 217, 0.85}, {"ehr-trainer", 73, 3, 155, 0.8}};
  const dynamic_framework f = load_framework(contents(PROWESS_EXAMPLE_DATA "/health_it.json")).value();
  const auto loaded = load_roles(f);
  REQUIRE_MESSAGE(loaded, texts(loaded.problems()));
  CHECK(loaded.warnings().empty());
  REQUIRE(loaded->roles.size() == 4);
  for (std::size_t k = 0; k < 4; ++k) {
    const role_view r = loaded->roles[k].view();
    CAPTURE(r.id);
    CHECK(r.id == counted[k].id);
    CHECK(r.requirements.size() == 22);
    double importances = 0, ways = 0;
    int hurdles = 0;
    for (const requirement& q : r.requirements) importances += q.importance, ways += q.importance * (q.required - 1), hurdles += q.has_hurdle;
    CHECK(importances == counted[k].importances);
    CHECK(ways == counted[k].ways);
    CHECK(hurdles == counted[k].hurdles);
    CHECK(r.weights.size() == 3);
    CHECK(r.blocked_by.size() == 5);
    CHECK(r.limits == role_limits{0.9, counted[k].coverage, 1, 2, false});
    CHECK(problems_of(r, f).empty());
    CHECK(problems_of(r, frameworks::health_it.view()).empty());  // the framework in code has the same nodes
    const role_book read = again(r, f);
    CHECK(same(read.roles[0].view(), r));
  }
  CHECK(loaded->critical_failures.size() == 5);
  CHECK(loaded->critical_failures[1].blocks_until == "panel review");
  const learning_view learning = loaded->learning();
  CHECK(learning.size() == 16);
  double hours = 0;
  for (const learning_resource& r : learning.resources) hours += r.cost;
  CHECK(hours == 406);
  CHECK(learning.after.size() == 8);
  CHECK(problems_of(learning, f).empty());
}

TEST_CASE("what a requirement means") {
  const auto read = read_roles(cafe, document_of(R"({ "id": "r", "requires": { "bar": "able", "service": 2, "espresso": { "level": "able", "hurdle": true, "importance": 2.5 },
    "bar/milk": { "level": 2, "hurdle": "novice", "desired": 3, "at_most": "master" }, "theory": { "level": 60, "hurdle": false }, "note": "novice" } })"));
  REQUIRE_MESSAGE(read, texts(read.problems()));
  dynamic_role in_code(cafe, "r", needs("bar", "able"), needs("service", 2), needs("espresso", "able", hurdle, importance{2.5}),
                       needs("bar/milk", 2, hurdle_at("novice"), desired(3), at_most("master")), needs("theory", 60), needs("note", "novice"));
  const role_view r = read->roles[0].view();
  CHECK(same(r, in_code.view()));
  CHECK(r.requirements[0].by_level);  // the level that it reaches
  CHECK_FALSE(r.requirements[1].by_level);  // its score
  CHECK(r.limits == role_limits{});
  CHECK(r.any_of.empty());
  CHECK(r.is_blocked_by("whatever"));  // none is listed: all block
  CHECK(r.name() == "r");
}

TEST_CASE("roles survive being written and read") {
  // at_most, desired, surplus and points; names that need a path, and one that is a member in all objects
  dynamic_role all(cafe, "all", title("All \"of\" it"), description("Line\nbreak"), minimum_fit{0.75}, minimum_coverage{0}, maximum_gap{0}, minimum_assessors{3}, surplus_counts,
                   weighs("bar/milk", 0.1), weighs("service/milk", 0), weighs("note", 1e100), needs("cafe", 1.5), needs("note", "able", hurdle_at(1.25), importance{0}),
                   needs("service", 2.5, desired("master"), at_most(2.75)), needs("theory", 60, hurdle_at(40)), needs("talk", 2),
                   any_of_these("one", 1, needs("bar/milk", "able")), any_of_these("", 2, needs("service/milk", "able", hurdle), needs("espresso", "master", at_most("master"))),
                   blocked_by("b", "a"));
  const std::string text = to_json(all, cafe);
  CHECK(text == R"({
  "id": "all",
  "title": "All \"of\" it",
  "description": "Line\nbreak",
  "weights": { "bar/milk": 0.1, "service/milk": 0, "note": 1e+100 },
  "minimum_fit": 0.75,
  "minimum_coverage": 0,
  "maximum_gap": 0,
  "minimum_assessors": 3,
  "surplus_counts": true,
  "requires": {
    "cafe": 1.5,
    "note": { "level": "able", "importance": 0, "hurdle": 1.25 },
    "service": { "level": 2.5, "desired": "master", "at_most": 2.75 },
    "theory": { "level": 60, "hurdle": 40 },
    "talk": 2
  },
  "any_of": [
    { "title": "one", "at_least": 1, "requires": { "bar/milk": "able" } },
    {
      "at_least": 2,
      "requires": { "service/milk": { "level": "able", "hurdle": true }, "espresso": { "level": "master", "at_most": "master" } }
    }
  ],
  "blocked_by": [ "b", "a" ]
}
)");
  CHECK(same(again(all, cafe).roles[0].view(), all.view()));
  CHECK(to_json(again(all, cafe).roles[0], cafe) == text);

  // alternatives come last
  dynamic_role mixed(cafe, "mixed", any_of_these("one", 1, needs("talk", "able")), needs("espresso", "able"));
  const role_book read = again(mixed, cafe);
  REQUIRE(read.roles[0].view().requirements.size() == 2);
  CHECK(same(read.roles[0].view().requirements[0], mixed.view().requirements[1]));
  CHECK(same(read.roles[0].view().requirements[1], mixed.view().requirements[0]));
  CHECK(read.roles[0].view().any_of[0].first == 1);
}

TEST_CASE("roles of all good documents survive") {
  std::size_t roles = 0;
  for (const document& each : documents(PROWESS_TEST_JSON "/good")) {
    CAPTURE(each.name);
    const dynamic_framework f = load_framework(each.text).value();
    const auto book = load_roles(f);
    REQUIRE_MESSAGE(book, texts(book.problems()));
    const dynamic_framework f_again = load_framework(to_json(f)).value();
    const role_book written = load_roles(f_again).value();
    CHECK(written.roles.size() == book->roles.size());
    CHECK(written.critical_failures.size() == book->critical_failures.size());
    CHECK(written.learning().size() == book->learning().size());
    for (std::size_t k = 0; k < book->roles.size(); ++k) {
      ++roles;
      CHECK(problems_of(book->roles[k], f).empty());
      CHECK(same(book->roles[k].view(), written.roles[k].view()));
      CHECK(same(again(book->roles[k], f).roles[0].view(), book->roles[k].view()));
    }
  }
  CHECK(roles >= 3);
}

TEST_CASE("members of one's own within roles are kept, and ignored") {
  const std::string text = R"({ "prowess": 1, "id": "cafe", "scale": [ "novice", "able" ], "children": [ { "id": "espresso" }, { "id": "x-ray" } ],
  "roles": [ { "id": "barista", "note": "From 2027.", "x-grade": { "pay": [ 4, null ] }, "weights": { "espresso": 2, "note": "By hours." },
    "requires": { "espresso": { "level": "able", "x-why": 1, "note": "" }, "x-ray": "novice", "x-open": { "deep": {} } } } ],
  "learning": [ { "id": "course", "raises": "espresso", "to": "able", "x-room": 5 } ] })";
  const dynamic_framework f = load_framework(text).value();
  CHECK(survives(f));
  const std::string written = to_json(f);
  for (const std::string_view member : {R"("note": "From 2027.")", R"("x-grade": { "pay": [ 4, null ] })", R"("note": "By hours.")", R"("x-why": 1)", R"("note": "")", R"("x-open": { "deep": {} })", R"("x-room": 5)"})
    CHECK_MESSAGE(written.find(member) != std::string::npos, member << " is not in " << written);
  const role_book book = load_roles(f).value();
  REQUIRE(book.roles[0].view().requirements.size() == 2);
  CHECK(f.view().path(book.roles[0].view().requirements[1].node.index) == "x-ray");
  CHECK(book.roles[0].view().weights.size() == 1);
  CHECK(book.learning().resources[0].from == 1);  // without 'from' at the worst
}

TEST_CASE("hours, or cost where nobody says hours") {
  const auto costs = [](std::string_view a, std::string_view b) {
    const role_book book = read_roles(cafe, R"({ "prowess_roles": 1, "learning": [ { "id": "a", "raises": "talk", "to": 2, )" + std::string(a) + R"( }, { "id": "b", "raises": "theory", "from": 10, "to": 60, )" + std::string(b) + " } ] }").value();
    return std::vector<double>{book.learning().resources[0].cost, book.learning().resources[1].cost};
  };
  CHECK(costs(R"("hours": 8, "cost": 200)", R"("hours": 4.5)") == std::vector<double>{8, 4.5});
  CHECK(costs(R"("cost": 200)", R"("cost": 50)") == std::vector<double>{200, 50});
  CHECK(costs(R"("cost": 200)", R"("hours": 4)") == std::vector<double>{0, 4});
  CHECK(costs(R"("note": "free")", R"("hours": null)") == std::vector<double>{0, 0});
}

TEST_CASE("a document of its own") {
  const std::string with_failures = R"({ "prowess": 1, "id": "bar", "scale": [ "novice", "able" ], "children": [ { "id": "espresso" } ], "critical_failures": [ { "id": "burns" } ] })";
  const dynamic_framework bar = load_framework(with_failures).value();
  const auto read = read_roles(bar, R"({ "prowess_roles": 1, "framework": "bar", "title": "Summer", "note": "draft", "critical_failures": [ { "id": "theft", "title": "Took money" } ],
    "roles": [ { "id": "a", "requires": { "espresso": "able" }, "blocked_by": [ "theft", "burns" ] }, { "id": "b", "requires": { "espresso": "novice" } } ] })");
  REQUIRE_MESSAGE(read, texts(read.problems()));
  REQUIRE(read->critical_failures.size() == 2);
  CHECK(read->critical_failures[0].id == "burns");  // the framework's come first
  CHECK(read->critical_failures[1].title == "Took money");
  CHECK_FALSE(read->critical_failures[1].node.has_value());
  CHECK(read->roles[0].view().blocked_by[0] == "theft");
  CHECK(read->roles[1].view().id == "b");
  CHECK(said_of(bar, R"({ "prowess_roles": 1, "critical_failures": [ { "id": "burns" } ] })") ==
        "line 1, column 54 (/critical_failures/0/id): the framework lists the critical failure 'burns' already; leave it out, or rename it\n");
  CHECK(read_roles(cafe, R"({ "prowess_roles": 1 })").value().roles.empty());
  CHECK(load_roles(cafe).value().roles.empty());
}

TEST_CASE("what is said of bad documents of roles") {
  CHECK(said_of(cafe, "[]") == "line 1, column 1: this must be an object, not a list; write it in braces: { \"prowess_roles\": 1, \"roles\": [ ... ] }\n");
  CHECK(said_of(cafe, R"({ "roles": null })") == "line 1, column 1: the document does not say that it holds roles; begin with \"prowess_roles\": 1, the version of the format\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 2 })") == "line 1, column 20 (/prowess_roles): the format has version 2, which is not known here; version 1 is known; a newer library may read it\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "framework": "bar" })") == "line 1, column 36 (/framework): these are roles for the framework 'bar', not for 'cafe'; read them with their own framework\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "rolls": [] })") == "line 1, column 23 (/rolls): there is no member 'rolls' here; did you mean 'roles'?\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "roles": {} })") == "line 1, column 32 (/roles): 'roles' must be a list, not an object; write it in square brackets: [ ... ]\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "roles": [ null ] })") == "line 1, column 34 (/roles/0): this must be an object, not null; write it in braces: { ... }\n");
  CHECK(said_of(cafe, "{ \"prowess_roles\": 1,\n  \"roles\": [ { \"id\": \"r\", \"minimum_fit\": 1.5, \"requires\": { \"talk\": null, \"milk\": 2, \"theory\": 101 } } ] }") ==
        "line 2, column 42 (/roles/0/minimum_fit): 'minimum_fit' is 1.5; give a share from 0 to 1\n"
        "line 2, column 69 (/roles/0/requires/talk): 'talk' must be a level, not null; write its key, or points\n"
        "line 2, column 75 (/roles/0/requires/milk): 'milk': 2 nodes of 'cafe' have this id; use one of the paths 'bar/milk', 'service/milk'\n"
        "line 2, column 96 (/roles/0/requires/theory): 101 points are outside scale 'exam'; allowed: 0 to 100\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "roles": [ { "id": "r", "maximum_gap": 1e999, "requires": { "talk": 2 } } ] })") == "line 1, column 62 (/roles/0/maximum_gap): the number 1e999 is too large; give a finite number\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "roles": [ { "id": "r", "requires": { "talk": { "level": 2, "hurdle": "master" } } } ] })") ==
        "warning: line 1, column 93 (/roles/0/requires/talk/hurdle): the hurdle 'master' asks for more than the required 2: it fails people who meet the requirement; lower it, or require as much\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "roles": [ { "id": "r", "blocked_by": [ "burns" ], "requires": { "talk": 2 } } ] })") ==
        "line 1, column 63 (/roles/0/blocked_by/0): there is no critical failure 'burns'; list it in \"critical_failures\"\n");
  CHECK(said_of(cafe, R"({ "prowess_roles": 1, "roles": [)").find("ends") != std::string::npos);
  CHECK(said_of(framework_view{}, R"({ "prowess_roles": 1 })") == "the framework has no nodes; load or build one first\n");
}

TEST_CASE("a framework that has changed since, or keeps what is no role") {
  const auto load = [](std::string_view roles) {
    const auto f = framework("f", levels("novice", "able"), kept("/roles", roles), leaf("talk"));
    return load_roles(f);
  };
  CHECK(texts(load(R"([ { "id": "r", "requires": { "walk": "able", "talk": "good" } } ])").problems()) ==
        "/roles/0/requires/walk: 'walk': there is no such name in 'f'; did you mean 'talk'?\n"
        "/roles/0/requires/talk: there is no level 'good' on the framework's scale; its levels are novice, able\n");
  CHECK(texts(load("{}").problems()) == "/roles: 'roles' must be a list, not an object; write it in square brackets: [ ... ]\n");
  CHECK(load("[ } ]").problems().size() == 1);
  CHECK(load("[] }, 5").problems().size() == 1);
  CHECK(load(R"([], "roles": [])").problems().size() == 1);
  CHECK(texts(load(R"([ { "id": "r", "requires": { "talk": { "level": 1, "hurdle": 2 } } } ])").warnings()).starts_with("/roles/0/requires/talk/hurdle: the hurdle 2 asks"));
  CHECK(load(R"([ { "id": "r", "requires": { "talk": "able" } } ])").value().roles.size() == 1);
}

TEST_CASE("a role of another framework, or one that makes no sense, is not written") {
  constexpr auto other = framework("other", levels("a", "b"), leaf("x"));
  dynamic_role r(other, "r", needs("x", "b"));
  CHECK_THROWS_AS(static_cast<void>(to_json(r, cafe)), error);
  CHECK_THROWS_AS(static_cast<void>(to_json(role_view{}, cafe)), error);
}

TEST_CASE("hostile documents") {
  const auto repeated = [](std::string_view part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
  };
  CHECK_FALSE(read_roles(cafe, document_of(repeated("[", 100'000))));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "requires": { "talk": )" + repeated("[", 900) + repeated("]", 900) + " } }")));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "x-deep": )" + repeated("[", 2000) + repeated("]", 2000) + R"(, "requires": { "talk": 2 } })")));
  CHECK(read_roles(cafe, document_of(repeated("5, ", 1000) + "5")).problems().size() == 101);
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "any_of": [ { "at_least": 1e300, "requires": { "talk": 2 } }, { "at_least": -1e300, "requires": { "espresso": 2 } } ] })")));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "minimum_assessors": 4294967297, "requires": { "talk": 2 } })")));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "a", "id": "b", "requires": { "talk": 2 } })")));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r\n", "requires": { "talk": 2 } })")));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "requires": { "talk": 2 } })"), load_options{.most_bytes = 40}));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "requires": { "talk": 2 } })"), load_options{.most_values = 3}));
  CHECK_FALSE(read_roles(cafe, document_of(R"({ "id": "r", "weights": { "talk": 1e101 }, "requires": { "talk": 2 } })")));
}

TEST_CASE("what is read is sound, whatever the bytes") {
  const std::string seed_text = document_of(R"({ "id": "r", "weights": { "bar": 1, "note": 2 }, "minimum_fit": 0.5, "requires": { "talk": { "level": 2, "hurdle": 1, "at_most": 3, "importance": 2 }, "bar": "able" },
    "any_of": [ { "at_least": 1, "requires": { "espresso": 2, "theory": 50 } } ], "blocked_by": [ "c" ] })",
                                            R"(, "critical_failures": [ { "id": "c", "node": "bar" } ], "learning": [ { "id": "l", "raises": "talk", "from": 1, "to": 2, "hours": 3 }, { "id": "m", "raises": "talk", "to": 3, "after": [ "l" ] } ])");
  const std::vector<std::string_view> words{"0", "1", "2", "3", "-1", "null", "true", "\"able\"", "\"talk\"", "\"l\"", "\"m\"", "{}", "[]", "1e400", "\"bar\"", "0.5"};
  constexpr std::uint32_t seed = 20261;
  std::mt19937 random(seed);
  CAPTURE(seed);
  std::size_t sound = 0, unsound = 0;
  for (int round = 0; round < 10'000; ++round) {
    std::string text = seed_text;
    for (std::uint32_t changes = random() % 8 == 0 ? 2 : 1; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      if (random() % 4 == 0) {
        text[at] = static_cast<char>(random() % 2 == 0 ? random() % 256 : 97 + random() % 26);
      } else {  // another value behind a colon or a comma
        const std::size_t colon = text.find_first_of(":,", at), end = colon == std::string::npos ? colon : text.find_first_of(",}]", colon + 1);
        if (end != std::string::npos) text.replace(colon + 1, end - colon - 1, words[random() % words.size()]);
      }
    }
    const auto read = read_roles(cafe, text);
    if (!read) {
      ++unsound;
      CHECK_FALSE(read.problems().empty());
      continue;
    }
    ++sound;
    CAPTURE(text);
    for (const dynamic_role& r : read->roles) {
      const auto wrong = problems_of(r, cafe);
      CHECK_MESSAGE(wrong.empty(), texts(wrong));
      if (wrong.empty()) CHECK(same(again(r, cafe).roles[0].view(), r.view()));
    }
    const auto wrong = problems_of(read->learning(), cafe);
    CHECK_MESSAGE(wrong.empty(), texts(wrong));
  }
  CHECK(sound > 500);
  CHECK(unsound > 1000);
}
