// SPDX-License-Identifier: BSL-1.0
// What constant expressions do in other tests, done at run time; and frameworks that differ in one thing only.
#include <prowess/prowess.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;

namespace {

constexpr auto small = framework("s", levels("a", "b", "c"), scale("exam", numeric(0, 10)), domain("d", 2, competency("x"), competency("y", on("exam"))),
  competency("z", 1, clamped, if_missing("b")));

// the value is not known to the compiler
double hidden(double x) {
  volatile double v = x;
  return v;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a framework that is built at run time is the one that was compiled") {
    const auto built = framework("s", levels("a", "b", "c"), scale("exam", numeric(hidden(0), hidden(10))),
      domain("d", hidden(2), competency("x", hidden(1)), competency("y", on("exam"))), competency("z", clamped, if_missing("b")));
    CHECK(built.view() == small.view());
    const auto labels = framework("l", levels("a", "b"), group("g", indicator("i"), criterion("c", hidden(3)), leaf("l")));
    CHECK(labels.nodes[2].type == "indicator");
    CHECK(labels.nodes[3].weight == 3);
    CHECK_THROWS_WITH(static_cast<void>(framework("s", levels("a", "b"), competency("x", percent{hidden(60)}), competency("y", percent{45}))),
                      "s: percent weights total 105, not 100; correct them, or use relative weights");
  }

  TEST_CASE("the unrolled walk at run time: all rated, some, none, outside") {
    const auto run = [](rating x, rating y, rating z) { return score<small>({{"x", x}, {"y", y}, {"z", z}}); };
    const auto all = run(hidden(3), hidden(5), hidden(1));  // y: 5 of 0..10 stands at 2; d: (3 + 2) / 2; (2.5 x 2 + 1) / 3
    CHECK(all.score() == 2);
    CHECK(all["y"].score() == 2);
    const auto some = run(hidden(3), not_observed, not_observed);  // z counts as 2: (3 x 2 + 2) / 3
    CHECK(some.score() == 8.0 / 3);
    CHECK(some.coverage() == doctest::Approx(1.0 / 3));
    const auto none = run(not_applicable, no_opportunity, not_applicable);
    CHECK_FALSE(none.has_score());
    CHECK(none.what() != status::scored);
    CHECK_THROWS_WITH(static_cast<void>(run(hidden(7), hidden(5), hidden(1))),
                      "d/x: the rating 7 is outside the framework's scale; allowed: 1 (a), 2 (b), 3 (c)");
  }

  TEST_CASE("handles, ratings that are moved out, and entries that may not be there") {
    rating_sheet sheet{small};
    const node_handle x = small.view().handle(2), foreign{2, x.mark + 1};
    sheet.set(x, 2);
    CHECK(sheet["x"] == rating(2));
    CHECK_FALSE(sheet.try_set(foreign, 2).has_value());
    CHECK_THROWS(sheet.set(foreign, 2));
    const profile p = score(sheet);
    CHECK(p.find("d/x").value().score() == 2);
    CHECK_FALSE(p.find("nobody").has_value());
    const std::vector<rating> out = std::move(sheet).ratings();
    CHECK(out.size() == 3);
    CHECK(out[0] == rating(2));
  }

  TEST_CASE("frameworks that differ in one thing are different") {
    const dynamic_framework same{small};
    CHECK(same.view() == small.view());
    const auto differs = [&](auto edit) {
      dynamic_framework other{small};
      edit(other);
      return !(other.view() == same.view()) && !(same.view() == other.view());
    };
    CHECK(differs([](dynamic_framework& f) { f.rename("d/x", "w"); }));
    CHECK(differs([](dynamic_framework& f) { f.set_weight("d", 3); }));
    CHECK(differs([](dynamic_framework& f) { f.set_aggregation("d", median{}); }));
    CHECK(differs([](dynamic_framework& f) { f.set_aggregation("d", best{1}); }));
    CHECK(differs([](dynamic_framework& f) { f.set_missing("d", no_score); }));
    CHECK(differs([](dynamic_framework& f) { f.set_if_missing("z", if_missing(lowest)); }));
    CHECK(differs([](dynamic_framework& f) { f.set_scale("d/x", "exam"); }));
    CHECK(differs([](dynamic_framework& f) { f.add("d", competency("v")); }));
    CHECK(differs([](dynamic_framework& f) { f.remove("d/y"); }));
    CHECK(differs([](dynamic_framework& f) { f.add_scale("more", numeric(0, 1)); }));
    CHECK(differs([](dynamic_framework& f) { f.set_weighting("d", weighting::equal); }));
    CHECK(differs([](dynamic_framework& f) { f.annotate("d", title("D")); }));
    CHECK(differs([](dynamic_framework& f) { f.annotate("z", tags("t")); }));
    CHECK_FALSE(differs([](dynamic_framework& f) { f.annotate("z", kept("/x-owner", "1")); }));  // only kept
    const auto one = framework("s", levels("a", "b", "c"), competency("z", clamped)), two = framework("s", levels("a", "b", "c"), competency("z"));
    CHECK_FALSE(one.view() == two.view());
    const auto extra = framework("s", levels(from{0}, "a", "b"), competency("y"), competency("z", extra_credit)), plain = framework("s", levels(from{0}, "a", "b"), competency("y"), competency("z"));
    CHECK_FALSE(extra.view() == plain.view());
    const auto type = framework("s", levels("a", "b"), indicator("z")), other_type = framework("s", levels("a", "b"), criterion("z"));
    CHECK_FALSE(type.view() == other_type.view());
    dynamic_framework power{small}, other_power{small};
    power.set_aggregation("d", power_mean{2}), other_power.set_aggregation("d", power_mean{3});
    CHECK_FALSE(power.view() == other_power.view());
  }
}
