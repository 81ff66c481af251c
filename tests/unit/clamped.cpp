// SPDX-License-Identifier: BSL-1.0
// Scores held between the ends of the scale: of a group after its aggregation, of a leaf after its mapping; in every form and exactly.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

/// A host's scale that reaches beyond the framework's: from -0.2 to 1.3 of it.
struct beyond {
  static constexpr std::string_view name = "beyond";
  static constexpr double lowest = 0, highest = 15;
  static constexpr bool admits(double points) { return points == static_cast<int>(points); }
  static constexpr double unit(double points) { return (points - 2) / 10; }
};
/// No value at all.
struct never {
  static constexpr std::string_view name = "never";
  template <class N, std::size_t E> static constexpr std::optional<N> reduce(std::span<term<N>, E>, const parameters&) { return std::nullopt; }
};

template <class... Parts> constexpr auto answer(std::string_view id, const Parts&... parts) {
  return group(id, points_ratio{}, criterion("good", 2), criterion("fine", 2), criterion("bad", -6), criterion("bonus", 2, extra_credit), parts...);
}
constexpr auto free_mean = framework("run", checklist(), answer("a1"), answer("a2"));
constexpr auto held_mean = framework("run", checklist(), clamped, answer("a1"), answer("a2"));
constexpr auto held_each = framework("run", checklist(), answer("a1", clamped), answer("a2", clamped));

/// The root in every form, and exactly.
template <const auto& F> void check(const std::vector<rating>& r, const exact& expected) {
  std::array<rating, F.leaf_count()> given;
  for (std::size_t i = 0; i < given.size(); ++i) given[i] = r[i];
  const auto unrolled = score<F>(given);
  const profile viewed = score(F, given);
  const dynamic_framework copy(F);
  REQUIRE(unrolled == viewed);
  REQUIRE(viewed == score(copy, given));
  CHECK(viewed.score() == expected.to_double());
  CHECK(viewed.exactly().score == expected);
}

constexpr rating y = met, n = not_met;
static_assert(score<free_mean>(std::array{n, n, y, n, y, n, n, n}).score() == -0.5);  // (-3/2 + 1/2) / 2
static_assert(score<held_mean>(std::array{n, n, y, n, y, n, n, n}).score() == 0);
static_assert(score<held_each>(std::array{n, n, y, n, y, n, n, n}).score() == 0.25);

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("no answer, each answer, or only their mean") {
    check<free_mean>({n, n, y, n, y, n, n, n}, exact::ratio(-1, 2));
    check<held_mean>({n, n, y, n, y, n, n, n}, 0);
    check<held_each>({n, n, y, n, y, n, n, n}, exact::ratio(1, 4));
    check<free_mean>({y, y, n, y, y, y, n, y}, exact::ratio(3, 2));
    check<held_mean>({y, y, n, y, y, y, n, y}, 1);
    check<held_each>({y, y, n, y, y, y, n, y}, 1);
    check<free_mean>({y, y, n, y, n, n, n, n}, exact::ratio(3, 4));
    check<held_mean>({y, y, n, y, n, n, n, n}, exact::ratio(3, 4));  // inside: nothing happens
    check<held_each>({y, y, n, y, n, n, n, n}, exact::ratio(1, 2));
    // with gaps
    check<free_mean>({y, not_observed, y, n, n, not_applicable, y, y}, exact::ratio(-2, 1));
    check<held_mean>({y, not_observed, y, n, n, not_applicable, y, y}, 0);
    check<held_each>({y, not_observed, not_observed, y, n, not_applicable, y, y}, exact::ratio(1, 2));
    const profile p = score(held_mean, std::vector<rating>{y, not_observed, y, n, n, not_applicable, y, y});
    CHECK(p["a1"].score() == -2);  // only what says so is held
    CHECK(p.level() == "not_met");
  }

  TEST_CASE("a leaf after its mapping, and what is filled in for it") {
    static constexpr auto f = framework("f", numeric(1, 5), scale("far", beyond{}), leaf("free", on("far")), leaf("held", on("far"), clamped),
                                        leaf("filled", on("far"), clamped, if_missing(15)), leaf("own", clamped));
    constexpr auto low = score<f>({{"free", 0}, {"held", 0}, {"filled", 0}, {"own", 1}});
    constexpr auto high = score<f>({{"free", 15}, {"held", 15}, {"filled", not_observed}, {"own", 5}});
    static_assert(low["held"].score() == 1 && high["held"].score() == 5 && high["filled"].score() == 5);
    static_assert(low["free"].score() < 0.21 && high["free"].score() > 6.19 && high["filled"].what() == status::filled);
    CHECK(low["free"].exactly().score == exact::ratio(1, 5));
    CHECK(low["held"].exactly().score == exact(1));
    CHECK(high["filled"].exactly().score == exact(5));
    CHECK(score<f>({{"free", 7}, {"held", 7}})["held"].score() == 3);
    for (const auto& p : {low, high}) CHECK(p == score(f, p.ratings));
    for (const auto& p : {low, high}) CHECK(p == score(dynamic_framework(f).check(), p.ratings));
  }

  TEST_CASE("points over max may fall below the lowest level of the framework") {
    static constexpr auto f = framework("f", numeric(20, 100).points_over_max(), scale("exam", numeric(0, 10)), leaf("a", on("exam")),
                                        leaf("b", on("exam"), clamped));
    constexpr auto p = score<f>({{"a", 1}, {"b", 1}});
    static_assert(p["a"].score() == 10 && p["b"].score() == 20);
    CHECK(p == score(f, p.ratings));
  }

  TEST_CASE("without a score there is nothing to hold") {
    dynamic_framework f("f", numeric(1, 5), clamped);
    f.add("f", leaf("a"));
    f.add("f", group("g", never{}, clamped, leaf("x")));
    f.check();
    const profile p = score(f, std::vector<rating>{not_observed, 3});
    CHECK(p["g"].what() == status::out_of_domain);
    CHECK(p["g"].result().score == 0);
    CHECK(p.what() == status::no_evidence);
    CHECK(p.view().results[0].score == 0);
    CHECK(p["a"].what() == status::not_observed);
  }

  TEST_CASE("what has no exact form has none when it is held") {
    dynamic_framework f("f", numeric(1, 5), clamped, geometric_mean{});
    f.add("f", leaf("a"));
    f.add("f", leaf("b"));
    const profile p = score(f, std::vector<rating>{2, 3});
    CHECK_FALSE(p.exactly().score.known());
    CHECK(p.exactly().what == status::scored);
  }

  TEST_CASE("the cut at the top is reached exactly") {
    dynamic_framework f("f", levels("one", "two", "three"), clamped);
    f.add("f", leaf("a", 3));
    f.add("f", leaf("bonus", 0.1, extra_credit));
    const profile p = score(f, std::vector<rating>{3, 3});
    CHECK(p.score() == 3);
    CHECK(p.unit() == 1);
    CHECK(p.reaches(3) == decision::yes);
    CHECK(p.level() == "three");
    CHECK(p.exactly().score == exact(3));
  }

  TEST_CASE("it is part of what a framework is, and can be edited") {
    CHECK_FALSE(free_mean.view() == held_mean.view());
    CHECK_FALSE(held_each.view() == held_mean.view());
    CHECK(held_mean.view().nodes[0].is_clamped);
    dynamic_framework f(free_mean);
    CHECK(f.set_clamped("run").check().view() == held_mean.view());
    CHECK(dynamic_framework(f).check().view() == held_mean.view());
    f.set_clamped("run", false).set_clamped("a1").set_clamped(f.at("a2"));
    CHECK(f.check().view() == held_each.view());
    f.set_clamped("a1", false).set_clamped("a2", false);
    CHECK(f.check().view() == free_mean.view());
    f.set_clamped("a1/good").check();
    CHECK(f.unchecked().nodes[2].is_clamped);
    dynamic_framework made("run", checklist(), clamped);
    made.add("run", answer("a1"));
    made.add("run", answer("a2"));
    CHECK(made.check().view() == held_mean.view());
  }
}
