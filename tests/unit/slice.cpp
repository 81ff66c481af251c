// SPDX-License-Identifier: BSL-1.0
// Scores by tag: the leaves of a slice, what the others mean for policies and coverage, tags of groups, and unknown tags.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/slice.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("one", "two", "three", "four", "five");

/// Tags of leaves, of a group, of a leaf again below a tagged group, and one that stands twice.
constexpr auto tagged = framework("f", five,
    group("g", 2, tags("team"), leaf("a", 1, tags("safety")), leaf("b", 3), leaf("c", tags("team", "late"))),
    group("h", minimum{}, leaf("d", tags("safety")), leaf("e")),
    leaf("z", 4, tags("late", "safety")));

using list = std::vector<std::string_view>;

constexpr auto rubric = framework("rubric", checklist(), points_ratio{},
    criterion("a", 5, tags("accuracy")), criterion("b", 3, tags("style", "accuracy")), criterion("c", 2, tags("style")),
    criterion("d", -4, tags("accuracy")), criterion("e", -1, tags("tone")));
constexpr auto graded = score<rubric>({{"a", met}, {"b", not_met}, {"c", met}, {"d", met}, {"e", met}});
static_assert(slices(graded).size() == 3 && slices(graded)[0].tag == "accuracy");
static_assert(slices(graded)[0].result.score == 1.0 / 8);   // (5 - 4) / (5 + 3)
static_assert(slices(graded)[1].result.score == 2.0 / 5);   // 2 / (3 + 2)
static_assert(slices(graded)[2].result.what == status::zero_total_weight);
static_assert(tags_of(rubric).size() == 3);

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("tags of a framework: each once, in tree order") {
    CHECK(tags_of(tagged) == list{"team", "safety", "late"});
    CHECK(tags_of(rubric) == list{"accuracy", "style", "tone"});
    constexpr auto none = framework("none", five, title("safety"), leaf("a"));
    CHECK(tags_of(none).empty());
    CHECK(slices(score(none, std::vector<rating>{3})).empty());
    constexpr auto of_root = framework("r", five, tags("all"), leaf("a"), leaf("b"));
    CHECK(slice(score(of_root, std::vector<rating>{3, 4}), "all") == score(of_root, std::vector<rating>{3, 4}));
  }

  TEST_CASE("a slice is the hand-pruned sheet, scored") {
    const rating na = not_applicable;
    const profile p = score(tagged, std::vector<rating>{2, 4, 5, 3, 1, 5});
    CHECK(slice(p, "safety") == score(tagged, std::vector<rating>{2, na, na, 3, na, 5}));
    CHECK(slice(p, "late") == score(tagged, std::vector<rating>{na, na, 5, na, na, 5}));
    CHECK(slice(p, "team") == score(tagged, std::vector<rating>{2, 4, 5, na, na, na}));
    CHECK(slice(p, "team").score() == p["g"].score());         // the whole group is in it, and nothing else
    CHECK(slice(p, "safety").score() == (2 * 2 + 3 + 4 * 5) / 7.0);
    CHECK(slice(p, "safety")["g/b"].what() == status::not_applicable);
    CHECK(slice(p, "safety")["g/a"].given() == rating(2));
    CHECK(slice(slice(p, "team"), "late")["g"].score() == 5);  // what has both tags
    CHECK(slice(slice(p, "team"), "late")["z"].what() == status::not_applicable);
    const std::vector<tag_score> all = slices(p);
    REQUIRE(all.size() == 3);
    for (const tag_score& each : all) CHECK(each == tag_score{each.tag, slice(p, each.tag).root().result()});
    CHECK(all[1].tag == "safety");
  }

  TEST_CASE("gaps inside of a slice are gaps, those outside are none") {
    const profile p = score(tagged, std::vector<rating>{not_observed, not_observed, 5, 3, not_observed, 4});
    CHECK(p["h"].what() == status::undetermined);              // e is missing
    const profile safety = slice(p, "safety");
    CHECK(safety["h"].what() == status::scored);               // and not part of this
    CHECK(safety["h"].score() == 3);
    CHECK(safety["g/a"].what() == status::not_observed);
    CHECK(safety.score() == (3 + 4 * 4) / 5.0);
    // Of a, d and z, which weigh 2 x 1/5, 1/2 and 4, d and z were rated.
    CHECK(safety.coverage() == doctest::Approx(4.5 / 4.9));
    CHECK(slice(p, "late").coverage() == 1);
    const profile nothing = slice(score(tagged, std::vector<rating>{not_observed, 4, 5, not_observed, 2, no_opportunity}), "safety");
    CHECK_FALSE(nothing.has_score());
    CHECK(nothing.what() == status::no_evidence);
    CHECK(nothing.coverage() == 0);
    CHECK(slice(score(tagged, std::vector<rating>(6, not_applicable)), "safety").what() == status::not_applicable);
  }

  TEST_CASE("what is filled in counts inside of a slice only") {
    dynamic_framework f(tagged);
    f.set_if_missing("g/b", if_missing(lowest)).set_if_missing("g/a", if_missing("five")).check();
    const profile p = score(f, std::vector<rating>(6, not_observed));
    CHECK(slice(p, "safety").score() == 5);
    CHECK(slice(p, "safety").coverage() == 0);
  }

  TEST_CASE("a rubric by tag: points that are met over positive points, both with the tag") {
    CHECK(slice(graded, "accuracy").exactly().score == exact::ratio(1, 8));
    CHECK(slice(graded, "style").exactly().score == exact::ratio(2, 5));
    CHECK(slice(graded, "tone").what() == status::zero_total_weight);
    const auto of = slices(graded);
    CHECK((of[0].result.has_score() && of[1].result.has_score() && !of[2].result.has_score()));
  }

  TEST_CASE("a profile of an edited framework, and of a part that was edited away") {
    dynamic_framework f(tagged);
    f.annotate("h", tags("safety", "new"));
    f.check();
    const profile p = score(f, std::vector<rating>{2, 4, 5, 3, 1, 5});
    CHECK(slice(p, "safety")["h"].score() == 1);               // e has the tag from its group now
    CHECK(tags_of(f) == list{"team", "safety", "late", "new"});
    CHECK(slice(p, "new").score() == 1);
  }

  TEST_CASE("the tags of the health-IT framework") {
    using frameworks::health_it;
    const framework_view v = health_it.view();
    std::vector<rating> r(v.leaf_count());
    for (std::size_t i = 0; i < r.size(); ++i) r[i] = 1 + static_cast<int>(i * 7 % 5);
    const profile p = score(v, r);
    const list all = tags_of(v);
    CHECK(all.size() > 15);
    CHECK(std::count(all.begin(), all.end(), "soft") == 1);
    // Every competency of the soft domain has this tag, and no other one.
    CHECK(slice(p, "soft").score() == p["soft"].score());
    CHECK(slice(p, "soft").coverage() == 1);
    CHECK_FALSE(slice(p, "soft")["technical"].has_score());
    for (const tag_score& each : slices(p)) {
      INFO(each.tag);
      CHECK(each.result.has_score());
      const profile part = slice(p, each.tag);
      double low = 5, high = 1;
      for (const profile_entry e : part)
        if (e.is_leaf() && e.given().is_rated()) low = std::min(low, e.score()), high = std::max(high, e.score());
      CHECK(part.score() >= low);
      CHECK(part.score() <= high);
      CHECK(part.score() == each.result.score);
    }
  }

  TEST_CASE("a tag that no node has") {
    const profile p = score(tagged, std::vector<rating>(6, 3));
    CHECK(try_slice(p, "team").has_value());
    CHECK(try_slice(p, "safty").problems()[0].text() == "'safty': no node of 'f' has this tag; did you mean 'safety'?");
    CHECK(try_slice(p, "Late").problems()[0].text() == "'Late': no node of 'f' has this tag; did you mean 'late'?");
    CHECK(try_slice(p, "workflow").problems()[0].text() == "'workflow': no node of 'f' has this tag; its tags are 'team', 'safety', 'late'");
    CHECK(try_slice(p, "").problems()[0].remedy == "its tags are 'team', 'safety', 'late'");
    constexpr auto none = framework("none", five, leaf("a"));
    CHECK(try_slice(score(none, std::vector<rating>{3}), "team").problems()[0].text() ==
          "'team': no node of 'none' has this tag; give it some first: tags(...)");
    dynamic_framework many(none);
    for (int i = 0; i < 100; ++i) many.annotate("a", tags("a tag with the number " + std::to_string(i)));
    const profile of_many = score(many.check(), std::vector<rating>{3});
    const std::string remedy = try_slice(of_many, "team").problems()[0].remedy;
    CHECK(remedy.size() < 200);
    CHECK(remedy.ends_with("..."));
    CHECK_THROWS_WITH_AS(static_cast<void>(slice(p, "safty")), "'safty': no node of 'f' has this tag; did you mean 'safety'?", error);
  }
}
