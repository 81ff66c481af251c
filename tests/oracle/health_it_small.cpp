// SPDX-License-Identifier: BSL-1.0
// Oracle: one person under a small framework that uses most policies at once, against figures from independent rational arithmetic.
#include <prowess/dynamic_framework.hpp>
#include <prowess/core.hpp>
#include <prowess/number/exact_text.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include <doctest/doctest.h>

#include "health_it_small.hpp"

namespace {

using namespace prowess;

using health_it_small::small;

constexpr auto ada = score<small>({
    {"TEC-BLD", 4}, {"TEC-INT", "advanced"}, {"TEC-SEC-exam", 85}, {"TEC-SEC-observed", 3},
    {"FUN-WFL", 3}, {"FUN-SAF", 4}, {"FUN-REG", not_observed},
    {"COM-EXP", 3}, {"COM-WRI", 4}, {"COM-COA", not_applicable}, {"NEG-RES", 4}, {"NEG-AGR", 3},
    {"STR-VIE", 4}, {"STR-ROO", no_opportunity}, {"TEA-MOT", 3}, {"TEA-FOR", 2}, {"TEA-ACC", 4}});

struct fraction {
  std::int64_t p, q;
  constexpr operator exact() const { return exact::ratio(p, q); }
};
struct expected {
  std::string_view node;
  fraction score, coverage;
};
// Computed by an independent script with rational numbers from the written rules. By hand, for some:
// functional: FUN-REG counts as baseline, (50 * 3 + 30 * 4 + 20 * 1) / 100 = 29/10, and 80 of 100 were rated.
// negotiation: 2 / (1/4 + 1/3) = 24/7.  soft: (35 * 17/5 + 20 * 24/7 + 25 * 4 + 20 * 7/2) / 100 = 2503/700.
// whole: 3/10 * 37/10 + 3/10 * 29/10 + 4/10 * 2503/700 = 2984/875. Coverage: of the soft leaves 25 % of communication (7/20) and
// half of strategic (1/4) do not apply, so 3/10 + 3/10 + 4/10 * 63/80 = 183/200 applies; 3/50 less was rated: 171/183 = 57/61.
constexpr std::array<expected, 9> profile_of_ada{{{"TEC-SEC", {3, 1}, {1, 1}},
                                                  {"technical", {37, 10}, {1, 1}},
                                                  {"functional", {29, 10}, {4, 5}},
                                                  {"communication", {17, 5}, {1, 1}},
                                                  {"negotiation", {24, 7}, {1, 1}},
                                                  {"strategic", {4, 1}, {1, 1}},
                                                  {"team", {7, 2}, {1, 1}},
                                                  {"soft", {2503, 700}, {1, 1}},
                                                  {"health-it-small", {2984, 875}, {57, 61}}}};

constexpr profile_entry entry(const profile_view& p, std::string_view node) {
  return node == p.framework.id() ? p.root() : p[node];
}
constexpr bool as_expected(const profile_view& p, const expected& e) {
  const outcome<exact> precise = entry(p, e.node).exactly();
  return precise.has_score() && precise.score == exact(e.score) && precise.coverage() == exact(e.coverage);
}
constexpr bool as_expected(const profile_view& p) {
  for (const expected& e : profile_of_ada)
    if (!as_expected(p, e)) return false;
  return true;
}
static_assert(as_expected(ada));

void check(const profile_view& p) {
  for (const expected& e : profile_of_ada) {
    const profile_entry at = entry(p, e.node);
    INFO(e.node << ": " << to_string(at.exactly().score) << ", coverage " << to_string(at.exactly().coverage()));
    CHECK(as_expected(p, e));
    CHECK(at.what() == status::scored);
    CHECK(std::abs(at.score() - exact(e.score).to_double()) <= 1e-14);
    CHECK(std::abs(at.coverage() - exact(e.coverage).to_double()) <= 1e-14);
  }
}

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("small framework: constant, view and copy") {
    check(ada);
    check(score<small>(ada.ratings));
    check(score(small.view(), ada.ratings));
    const dynamic_framework copy{small};
    check(score(copy.view(), ada.ratings));
    CHECK(ada == score(copy.view(), ada.ratings));
  }
  TEST_CASE("small framework: what was given, filled in or left out") {
    CHECK(ada["TEC-SEC-exam"].given().points == 85);
    CHECK(ada["TEC-SEC-exam"].exactly().score == exact::ratio(22, 5));  // 1 + 85/100 of the way to 5
    CHECK(ada["FUN-REG"].what() == status::filled);
    CHECK(ada["FUN-REG"].score() == 1);
    CHECK(ada["FUN-REG"].coverage() == 0);
    CHECK(ada["COM-COA"].what() == status::not_applicable);
    CHECK(ada["STR-ROO"].what() == status::no_opportunity);
    CHECK(ada.level() == "intermediate");
  }
  TEST_CASE("small framework: missing rules") {
    const framework_view f = small.view();
    CHECK(f.nodes[0].missing == skip);
    CHECK(f.nodes[small.at("TEC-SEC").index].missing == skip);  // as the document's defaults say
    CHECK(f.nodes[small.at("negotiation").index].missing == skip);
    CHECK(f.nodes[small.at("team").index].missing == skip);

    // A privacy examination without the daily work behind it: half of privacy's weight is pooled into the domain,
    // (40 * 4 + 30 * 4 + 15 * 5) / 85 = 71/17.
    rating_sheet sheet{small};
    sheet.set("TEC-BLD", 4).set("TEC-INT", 4).set("TEC-SEC-exam", 100);
    const profile p = score(sheet);
    CHECK(p["TEC-SEC"].exactly().score == 5);
    CHECK(p["technical"].exactly().score == exact::ratio(71, 17));
    CHECK(p["technical"].exactly().coverage() == exact::ratio(17, 20));
    CHECK(p["functional"].what() == status::insufficient_coverage);
  }
}
