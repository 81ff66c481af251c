// SPDX-License-Identifier: BSL-1.0
// Fingerprints: figures of a second implementation, what counts and what does not, and the record of a result.
#include <prowess/aggregations.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/history/fingerprint.hpp>
#include <prowess/history/record.hpp>
#include <prowess/score.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using prowess::frameworks::health_it;

constexpr std::uint64_t fnv(std::string_view s) {
  prowess::detail::fnv_1a h;
  h.letters(s);
  return h.state;
}

// The fingerprints below come from a second implementation (Python, with its fractions), written from the documented form alone.
static_assert(fingerprint_of(health_it) == fingerprint{0x8611c4a57496b902});

constexpr auto many_kinds = framework("s",
  levels(level{"one", 1}, level{"two", 1.5}, level{"top", 12}),
  scale("exam", numeric(0, 100, 0.5).with(excess::allowed)),
  scale("rank", levels(level{"last", 6}, level{"x5", 5}, level{"x4", 4}, level{"x3", 3}, level{"x2", 2}, level{"first", 1})),
  weighted_sum{100}, no_score, clamped, title("not part of it"),
  group("a", 40, power_mean{-1}, require(0.5), leaf("x", 0.3), leaf("y", 0.3, critical()), leaf("z", 0.4)),
  group("b", 50, minimum{}, require_children(1), leaf("exam", on("exam")), leaf("rank", on("rank"), if_missing("last"))),
  leaf("bonus", 15, extra_credit));

constexpr auto base = framework("f", levels("low", "middle", "high"), scale("exam", numeric(0, 10, 1)),
  group("soft", percent{30}, leaf("talk", percent{50}), leaf("write", percent{50})),
  group("tech", percent{30}, leaf("build", 2), leaf("test", 1, on("exam"))),
  leaf("other", percent{40}, if_missing("low")));

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("FNV-1a has its published values") {
    // draft-eastlake-fnv, test vectors for 64 bits
    CHECK(fnv("") == 0xcbf29ce484222325u);
    CHECK(fnv("a") == 0xaf63dc4c8601ec8cu);
    CHECK(fnv("foobar") == 0x85944171f73967e8u);
  }

  TEST_CASE("a fingerprint as 16 digits, and back") {
    CHECK(to_string(fingerprint{}) == "0000000000000000");
    CHECK(to_string(fingerprint{0x0123456789abcdef}) == "0123456789abcdef");
    CHECK(fingerprint_from("0123456789ABCdef") == fingerprint{0x0123456789abcdef});
    CHECK(fingerprint_from("ffffffffffffffff") == fingerprint{~std::uint64_t{0}});
    for (const std::string_view wrong : {"", "123", "0123456789abcdeg", "0123456789abcdef0", "0x23456789abcdef", " 123456789abcdef"}) CHECK(!fingerprint_from(wrong));
  }

  TEST_CASE("a second implementation comes to the same bits") {
    CHECK(to_string(fingerprint_of(health_it)) == "8611c4a57496b902");
    CHECK(to_string(fingerprint_of(many_kinds)) == "f97e45e607d3ebf8");
    CHECK(to_string(fingerprint_of(dynamic_framework(many_kinds).check())) == "f97e45e607d3ebf8");
    constexpr auto one = score<health_it>({{"COM-EXP", 4}});
    CHECK(to_string(fingerprint_of(health_it, one.ratings)) == "4d911f40c410076a");
    constexpr auto several = score<many_kinds>({{"x", 12}, {"y", not_observed}, {"z", no_opportunity}, {"rank", 1}});
    rating_sheet sheet(many_kinds);
    sheet.set("a/x", 12).set("rank", 1).set("a/z", no_opportunity);
    CHECK(fingerprint_of(many_kinds, several.ratings) == fingerprint_of(many_kinds, sheet.ratings()));
    constexpr auto tree = framework("any", numeric(0, 100), group("b", leaf("exam")), group("a", leaf("y"), leaf("x")), leaf("bonus"), leaf("new"));
    rating_sheet other(tree);  // in the Python: ('a/x', 3 points), ('a/y', no_opportunity), ('b/exam', 80.5), ('bonus', not_applicable)
    other.set("a/x", 3).set("a/y", no_opportunity).set("exam", 80.5).set("bonus", not_applicable);
    CHECK(to_string(fingerprint_of(tree, other.ratings())) == "67f016be468a3535");
  }

  TEST_CASE("ways of writing one framework have one fingerprint") {
    const fingerprint mark = fingerprint_of(base);
    constexpr auto relative = framework("f", levels("low", "middle", "high"), scale("exam", numeric(0, 10)), title("Titles do not count"), version("7"),
      domain("soft", 3, title("Soft"), skip, competency("talk", behaviours("Talks.")), competency("write", tags("t"))),
      domain("tech", 3, indicator("build", 20), indicator("test", 10, on("exam"))),
      criterion("other", 4, if_missing(lowest)));
    CHECK(fingerprint_of(relative) != mark);  // its exam admits any number
    constexpr auto whole = framework("f", levels(level{"low", 1, "Low", "A label."}, level{"middle", 2}, level{"high", 3}), scale("exam", numeric(0, 10, 1)),
      title("Titles do not count"), version("7"),
      domain("soft", 0.3, title("Soft"), skip, weighting::equal, competency("talk", behaviours("Talks.")), competency("write", tags("t"))),
      domain("tech", 0.3, indicator("build", 20), indicator("test", 10, on("exam"))),
      criterion("other", 0.4, if_missing(1)));
    CHECK(fingerprint_of(whole) == mark);
    constexpr auto points = framework("f", levels("low", "middle", "high"), scale("exam", numeric(0, 10, 1)), weighted_mean{},
      group("soft", 1e-9, leaf("talk", 7), leaf("write", 7)), group("tech", 1e-9, leaf("build", 2e60), leaf("test", 1e60, on("exam"))),
      leaf("other", 4e-9 / 3, if_missing("low")));
    CHECK(fingerprint_of(points) != mark);  // 4e-9 / 3 has no short decimal: it is another ratio
  }

  TEST_CASE("thirds are what was written, and zero is no divisor") {
    constexpr auto thirds = framework("f", levels("a", "b"), leaf("x", percent{33.33}), leaf("y", percent{33.33}), leaf("z", percent{33.34}));
    constexpr auto same = framework("f", levels("a", "b"), leaf("x", 3333), leaf("y", 3333), leaf("z", 3334));
    constexpr auto equal = framework("f", levels("a", "b"), leaf("x"), leaf("y"), leaf("z"));
    constexpr auto with_zero = framework("f", levels("a", "b"), leaf("x", 0), leaf("y", 5), leaf("z", 10));
    constexpr auto zero_first = framework("f", levels("a", "b"), leaf("x", 0), leaf("y", 0.01), leaf("z", 0.02));
    CHECK(fingerprint_of(thirds) == fingerprint_of(same));
    CHECK(fingerprint_of(thirds) != fingerprint_of(equal));
    CHECK(fingerprint_of(with_zero) == fingerprint_of(zero_first));
    CHECK(fingerprint_of(with_zero) != fingerprint_of(equal));
    const std::array<double, 3> none{0, 0, 0}, penalty{-0.5, 1, 0};
    CHECK(prowess::detail::whole_weights_of(none).numbers == std::vector<exact>{0, 0, 0});
    CHECK(prowess::detail::whole_weights_of(penalty).numbers == std::vector<exact>{-1, 2, 0});
    CHECK(prowess::detail::whole_weights_of(penalty).measure == exact(0.5));
  }

  TEST_CASE("weights that 512 bits do not hold count as they are") {
    constexpr auto two = framework("f", levels("a", "b"), leaf("x", 1), leaf("y", 1));
    dynamic_framework tiny{two};
    tiny.set_weight("x", 1e-200).check();
    const fingerprint mark = fingerprint_of(tiny);
    const dynamic_framework copy = tiny;
    CHECK(fingerprint_of(copy) == mark);
    tiny.set_weight("y", 2).check();
    CHECK(fingerprint_of(tiny) != mark);
  }

  TEST_CASE("where weights meet other numbers, their size counts") {
    constexpr auto sum = framework("f", levels("a", "b"), weighted_sum{10}, leaf("x", 4), leaf("y", 6));
    constexpr auto twice = framework("f", levels("a", "b"), weighted_sum{10}, leaf("x", 8), leaf("y", 12));
    constexpr auto mean = framework("f", levels("a", "b"), power_mean{2}, leaf("x", 4), leaf("y", 6));
    constexpr auto mean_twice = framework("f", levels("a", "b"), power_mean{2}, leaf("x", 8), leaf("y", 12));
    constexpr auto lowest_of = framework("f", levels("a", "b"), minimum{}, leaf("x", 8), leaf("y", 12));
    constexpr auto lowest_otherwise = framework("f", levels("a", "b"), minimum{}, leaf("x", 1), leaf("y", 12));
    CHECK(fingerprint_of(sum) != fingerprint_of(twice));
    CHECK(fingerprint_of(mean) == fingerprint_of(mean_twice));
    CHECK(fingerprint_of(lowest_of) == fingerprint_of(lowest_otherwise));  // it ignores them
  }

  TEST_CASE("every edit of the meaning has another fingerprint") {
    const dynamic_framework start{base};
    std::vector<fingerprint> all{fingerprint_of(base)};
    const auto after = [&](const auto& edit) {
      dynamic_framework fw = start;
      edit(fw);
      all.push_back(fingerprint_of(fw.check()));
    };
    after([](dynamic_framework& fw) { fw.rename("talk", "speak"); });
    after([](dynamic_framework& fw) { fw.rename(fw.root(), "g"); });
    after([](dynamic_framework& fw) { fw.set_weight("build", 3); });
    after([](dynamic_framework& fw) { fw.set_weight("build", 0); });
    after([](dynamic_framework& fw) { fw.set_aggregation("tech", minimum{}); });
    after([](dynamic_framework& fw) { fw.set_aggregation("tech", power_mean{2}); });
    after([](dynamic_framework& fw) { fw.set_aggregation("tech", power_mean{2.0000000000000004}); });
    after([](dynamic_framework& fw) { fw.set_aggregation("tech", quadratic_mean{}); });
    after([](dynamic_framework& fw) { fw.set_missing("tech", pool); });
    after([](dynamic_framework& fw) { fw.set_missing("tech", no_score); });
    after([](dynamic_framework& fw) { fw.set_missing("tech", require(0.5)); });
    after([](dynamic_framework& fw) { fw.set_missing("tech", require(0.25)); });
    after([](dynamic_framework& fw) { fw.set_missing("tech", require_children(1)); });
    after([](dynamic_framework& fw) { fw.set_clamped("tech"); });
    after([](dynamic_framework& fw) { fw.set_clamped("build"); });
    after([](dynamic_framework& fw) { fw.set_critical("build"); });
    after([](dynamic_framework& fw) { fw.set_if_missing("build", if_missing("middle")); });
    after([](dynamic_framework& fw) { fw.set_if_missing("build", if_missing("low")); });
    after([](dynamic_framework& fw) { fw.set_if_missing("other", fill{}); });
    after([](dynamic_framework& fw) { fw.set_scale("build", "exam"); });
    after([](dynamic_framework& fw) { fw.add_scale("spare", numeric(0, 1)); });
    after([](dynamic_framework& fw) { fw.add("tech", leaf("ship", 1)); });
    after([](dynamic_framework& fw) { fw.add("tech", leaf("ship", 1, extra_credit)); });
    after([](dynamic_framework& fw) { fw.add("tech", group("ship", 1, leaf("late"))); });
    after([](dynamic_framework& fw) { fw.remove("write").set_weight("talk", percent{100}); });
    after([](dynamic_framework& fw) { fw.remove("build").add("tech", leaf("build", 2)); });  // another order
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) {
        INFO("edits " << i << " and " << k);
        CHECK(all[i] != all[k]);
      }
    constexpr auto points = framework("f", levels(level{"a", 1}, level{"b", 2}, level{"c", 4}), leaf("x"));
    constexpr auto other_points = framework("f", levels(level{"a", 1}, level{"b", 3}, level{"c", 4}), leaf("x"));
    constexpr auto other_key = framework("f", levels(level{"a", 1}, level{"bb", 2}, level{"c", 4}), leaf("x"));
    constexpr auto over_max = framework("f", levels(level{"a", 1}, level{"b", 2}, level{"c", 4}).points_over_max(), leaf("x"));
    CHECK(fingerprint_of(points) != fingerprint_of(other_points));
    CHECK(fingerprint_of(points) != fingerprint_of(other_key));
    CHECK(fingerprint_of(points) != fingerprint_of(over_max));
  }

  TEST_CASE("the ratings' fingerprint hangs on evidence alone") {
    rating_sheet one(base);
    CHECK(fingerprint_of(base, one.ratings()) == fingerprint{});  // nobody rated anything
    one.set("talk", 1).set("write", 2);
    const fingerprint mark = fingerprint_of(base, one.ratings());
    constexpr auto turned = framework("g", levels("low", "middle", "high"), leaf("more"), group("soft", leaf("write"), leaf("talk")));
    rating_sheet other(turned);
    other.set("write", 2).set("talk", 1);
    CHECK(fingerprint_of(turned, other.ratings()) == mark);
    other.set("write", 1).set("talk", 2);
    CHECK(fingerprint_of(turned, other.ratings()) != mark);
    rating_sheet absent = one;
    absent.set("build", no_opportunity);
    const fingerprint lacked = fingerprint_of(base, absent.ratings());
    absent.set("build", not_applicable);
    CHECK(lacked != mark);
    CHECK(fingerprint_of(base, absent.ratings()) != lacked);
    absent.set("build", not_observed);
    CHECK(fingerprint_of(base, absent.ratings()) == mark);
  }

  TEST_CASE("a record says what a result was computed with") {
    rating_sheet sheet(health_it);
    sheet.set("COM-EXP", 4).set("NEG-RES", 2);
    const profile ada = score(sheet);
    const result_record r = record_of(ada, "2026-06-30", fingerprint{7});
    CHECK(r.framework == "health-it-ehr");
    CHECK(r.version == "1.0.0");
    CHECK(r.framework_mark == fingerprint{0x8611c4a57496b902});
    CHECK(r.ratings_mark == fingerprint_of(health_it, sheet.ratings()));
    CHECK(r.role_mark == fingerprint{7});
    CHECK(r.rules == rules_version);
    CHECK(r.as_of == "2026-06-30");
    CHECK(r == record_of(score(dynamic_framework(health_it).check(), sheet.ratings()), "2026-06-30", fingerprint{7}));  // the same again
    CHECK(!record_of(ada).role_mark);
    sheet.set("NEG-RES", 3);
    const result_record later = record_of(score(sheet), "2026-06-30");
    CHECK(later.framework_mark == r.framework_mark);
    CHECK(later.ratings_mark != r.ratings_mark);
    CHECK(later.results_mark != r.results_mark);
  }
}
