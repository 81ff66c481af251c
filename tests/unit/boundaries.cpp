// SPDX-License-Identifier: BSL-1.0
// Boundaries that a changed operator or constant would move: declarations, thresholds, quorums, rounding at the ends.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

template <class Group> double total_of(const Group& terms) {
  double sum = 0;
  for (const auto& t : terms) sum += t.weight + t.base;
  return sum;
}

/// A host's aggregations in doubles only. This one of equal scores gives that score, and says so.
struct middle {
  static constexpr std::string_view name = "middle";
  static constexpr properties traits{.idempotent = true};
  template <std::size_t E> static double reduce(std::span<term<double>, E> terms, const parameters&) {
    double low = terms[0].score, high = low;
    for (const auto& t : terms) low = t.score < low ? t.score : low, high = high < t.score ? t.score : high;
    return (low + high) / 2;
  }
};
/// The same without saying so.
struct silent_middle {
  static constexpr std::string_view name = "silent_middle";
  template <std::size_t E> static double reduce(std::span<term<double>, E> terms, const parameters& p) { return middle::reduce(terms, p); }
};
/// The sum of the weights and bases that it is given.
struct weights_seen {
  static constexpr std::string_view name = "weights_seen";
  static constexpr properties traits{.ignores_weights = true};
  template <std::size_t E> static double reduce(std::span<term<double>, E> terms, const parameters&) { return total_of(terms); }
};

/// A framework of one group with leaves of these weights.
template <aggregation A, std::size_t L>
dynamic_framework flat(const A& how, const static_scale<L>& s, const std::vector<double>& weights) {
  dynamic_framework f("f", s, how);
  for (std::size_t i = 0; i < weights.size(); ++i) f.add(f.root(), leaf("l" + std::to_string(i), weights[i]));
  return f;
}

/// The outcome of such a framework's root: by doubles, and exactly.
struct found {
  outcome<double> plain;
  outcome<exact> precise;
};
found root_of(const dynamic_framework& f, const std::vector<rating>& r) {
  const profile p = score(f, r);
  return {{p.score_or(-1), 0, 0, 0, p.root().what()}, p.root().exactly()};
}

using findings = std::vector<finding>;
findings of(const dynamic_framework& f) { return diagnose(f.unchecked()); }

/// f { g { a, b 3 }, c }, as nodes 0 to 4.
dynamic_framework small() {
  dynamic_framework f("f", levels("one", "two", "three"), scale("exam", numeric(0, 20)));
  f.add("f", group("g", leaf("a"), leaf("b", 3)));
  f.add("f", leaf("c"));
  return f;
}

struct declared {
  std::string_view name;
  std::optional<double> otherwise;
  bool is_type, is_points;
};
template <aggregation A> void check_names(const std::vector<declared>& expected) {
  INFO(A::name);
  const auto& named = ops_of<A>.named;
  REQUIRE(named.size() == expected.size());
  CHECK(ops_of<A>.value_count == expected.size());
  for (std::size_t i = 0; i < named.size(); ++i) {
    CHECK(named[i].name == expected[i].name);
    CHECK(named[i].otherwise == expected[i].otherwise);
    CHECK(named[i].is_type == expected[i].is_type);
    CHECK(named[i].is_points == expected[i].is_points);
  }
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("what each aggregation declares, member by member") {
    constexpr properties power{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .finite = true};
    constexpr properties order{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true,
                               .finite = true};
    constexpr properties least{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true, .ignores_weights = true,
                               .finite = true, .missing = no_score};
    constexpr properties condition{.monotone = true, .symmetric = true, .ignores_weights = true, .finite = true, .missing = no_score};
    CHECK(weighted_mean::traits == properties{.monotone = true, .homogeneous = true, .idempotent = true, .symmetric = true,
                                              .extra_credit = true, .finite = true});
    CHECK(minimum::traits == least);
    for (const properties& p : {maximum::traits, median::traits, lower_median::traits, best::traits, drop_lowest::traits, drop_highest::traits})
      CHECK(p == order);
    for (const properties& p : {n_of::traits, all_of::traits, any_of::traits}) CHECK(p == condition);
    for (const properties& p : {power_mean::traits, geometric_mean::traits, harmonic_mean::traits, quadratic_mean::traits}) CHECK(p == power);
    CHECK(properties{} == ops_of<silent_middle>.traits);  // who declares nothing
    CHECK(ops_of<silent_middle>.traits.missing == skip);
    CHECK_FALSE(ops_of<silent_middle>.traits.ignores_weights);
  }

  TEST_CASE("the values of each aggregation: their names, which may be left out, and which are points") {
    check_names<weighted_mean>({});
    check_names<median>({});
    check_names<quadratic_mean>({});
    check_names<n_of>({{"count", {}, false, false}, {"threshold", {}, false, true}});
    check_names<all_of>({{"threshold", {}, false, true}});
    check_names<any_of>({{"threshold", {}, false, true}});
    check_names<best>({{"count", {}, false, false}});
    check_names<drop_lowest>({{"count", {}, false, false}});
    check_names<drop_highest>({{"count", {}, false, false}});
    check_names<power_mean>({{"p", {}, false, false}, {"zero_floor", -1, true, true}});
    check_names<geometric_mean>({{"zero_floor", -1, true, true}});
    check_names<harmonic_mean>({{"zero_floor", -1, true, true}});
  }

  TEST_CASE("an aggregation in doubles only is exact where all scores are one and it declares that, else unknown") {
    const auto exactly = [](const auto& how, const std::vector<rating>& r) { return root_of(flat(how, numeric(1, 10), {1, 1, 1}), r).precise; };
    CHECK(exactly(middle{}, {3.3, 3.3, 3.3}).score == exact::ratio(33, 10));
    CHECK_FALSE(exactly(middle{}, {3, 3, 5}).score.known());
    CHECK_FALSE(exactly(middle{}, {5, 3, 3}).score.known());
    CHECK(exactly(middle{}, {3, 3, 5}).what == status::scored);
    CHECK_FALSE(exactly(silent_middle{}, {3, 3, 3}).score.known());
    CHECK(root_of(flat(middle{}, numeric(1, 10), {1, 1, 1}), {3, 3, 5}).plain.score == 4);
  }

  TEST_CASE("an aggregation that ignores weights is given 1 as weight and as base") {
    // each child that counts adds 1 + 1, whatever its weight is
    const dynamic_framework f = flat(weights_seen{}, numeric(0, 10), {5, 0.25, 7});
    CHECK(score(f, std::vector<rating>{1, 2, 3}).score() == 6);
    CHECK(score(f, std::vector<rating>{1, not_observed, 3}).score() == 4);
    dynamic_framework nested = f;
    nested.add("f", group("g", 9, weights_seen{}, leaf("x", 3), leaf("y", 4)));
    const profile p = score(nested, std::vector<rating>{1, 2, 3, 4, 5});
    CHECK(p["g"].score() == 4);
    CHECK(p.score() == 8);
  }

  TEST_CASE("rounding noise is measured by the larger end of the scale, also where the highest points are 0") {
    // (0.1 x -9 + 0.2 x -9 + 0.7 x -1) / 1 = -3.4; in doubles it is one place lower
    dynamic_framework f("f", numeric(-9, 0), all_of{-3.4});
    f.add("f", group("g", leaf("a", 0.1), leaf("b", 0.2), leaf("c", 0.7)));
    const profile p = score(f, std::vector<rating>{-9, -9, -1});
    CHECK(p["g"].score() < -3.4);  // else this tests nothing
    CHECK(p.score() == 0);
    CHECK(p.root().exactly().score == exact(0));
    CHECK(score(f, std::vector<rating>{-9, -9, -1.001}).score() == -9);
  }

  TEST_CASE("a mean of best scores is held at the highest where rounding takes it above, and at the lowest where below") {
    const auto all = [](const std::vector<rating>& r) {
      return root_of(flat(best{static_cast<double>(r.size())}, numeric(0, 1), std::vector<double>(r.size(), 1)), r).plain.score;
    };
    // 4 x 0.007 and the double below it add up to more than 5 x 0.007 in doubles
    CHECK(all({0.007, 0.007, 0.007, 0.007, std::nextafter(0.007, 0)}) == 0.007);
    // and the double above 0.173 with 2 x 0.173 to less than 3 x 0.173
    CHECK(all({0.173, std::nextafter(0.173, 1), 0.173}) == 0.173);
  }

  TEST_CASE("a coverage 2^-40 below the quorum reaches it, one 2^-39 below does not") {
    constexpr double half = 549755813888;  // 2^39: (2^39 - 1) / 2^40 is 0.5 - 2^-40, without rounding
    dynamic_framework f = flat(weighted_mean{}, numeric(0, 10), {half - 1, half + 1});
    f.set_missing("f", require(0.5));
    CHECK(score(f, std::vector<rating>{7, not_observed}).score() == 7);
    f = flat(weighted_mean{}, numeric(0, 10), {half - 2, half + 2});
    f.set_missing("f", require(0.5));
    CHECK(score(f, std::vector<rating>{7, not_observed}).root().what() == status::insufficient_coverage);
    CHECK(score(f, std::vector<rating>{not_observed, 7}).score() == 7);
  }

  TEST_CASE("a zero floor may lie at the scale's highest points, and not above") {
    const auto with_floor = [](double points) { return flat(power_mean{-1, zero_floor{points}}, numeric(0, 10), {1, 1}); };
    CHECK(with_floor(10).problems().empty());
    CHECK(root_of(with_floor(10), {3, 8}).plain.score == 10);  // both are lifted
    REQUIRE(with_floor(10.5).problems().size() == 1);
    CHECK(with_floor(10.5).problems()[0].text().find("the zero floor must lie on the framework's scale") != std::string::npos);
  }

  TEST_CASE("power means with p up to 0 need a scale above 0, or a word about 0") {
    const auto objects = [](const auto& how, double lowest) { return of(flat(how, numeric(lowest, 10), {1, 1})); };
    const findings refused{{rule::aggregation_objects, 0, 0}};
    CHECK(objects(geometric_mean{}, 0) == refused);
    CHECK(objects(harmonic_mean{}, 0) == refused);
    CHECK(objects(power_mean{0}, 0) == refused);
    CHECK(objects(power_mean{-0.5}, 0) == refused);
    CHECK(objects(geometric_mean{}, 0.001).empty());
    CHECK(objects(power_mean{0.5}, 0).empty());
    CHECK(objects(geometric_mean{annihilating{}}, 0).empty());
    CHECK(objects(quadratic_mean{}, 0).empty());
    CHECK(objects(quadratic_mean{}, -0.001) == refused);
    CHECK(objects(power_mean{1}, -10).empty());
  }

  TEST_CASE("a score below 0 has no power mean but the arithmetic one") {
    // g: (2 x 1 - 10 x 2) / 1 = -18; the arithmetic mean of -18 and 3 is -7.5
    const auto over = [](const auto& how) {
      dynamic_framework f("f", numeric(0, 10), how);
      f.add("f", group("g", leaf("a"), leaf("late", -2, extra_credit)));
      f.add("f", leaf("b"));
      return root_of(f, {2, 10, 3});
    };
    CHECK(over(power_mean{1}).plain.score == -7.5);
    CHECK(over(power_mean{1}).precise.score == exact(-7.5));
    CHECK(over(quadratic_mean{}).plain.what == status::out_of_domain);
    CHECK(over(power_mean{3}).plain.what == status::out_of_domain);
    CHECK(over(geometric_mean{annihilating{}}).plain.what == status::out_of_domain);
    CHECK(over(geometric_mean{annihilating{}}).precise.what == status::out_of_domain);
    CHECK(over(harmonic_mean{annihilating{}}).plain.what == status::out_of_domain);
  }

  TEST_CASE("a finding: the node or the scale, and 0 where there is no number to tell") {
    dynamic_framework f = small();
    CHECK(of(f).empty());
    f.rename("g/a", "");
    CHECK(of(f) == findings{{rule::id_is_empty, 2, 0}});
    f = small();
    f.rename("g/a", "x/y");
    CHECK(of(f) == findings{{rule::id_has_slash, 2, 0}});
    f = small();
    f.rename("f", "");
    CHECK(of(f) == findings{{rule::id_is_empty, 0, 0}});
    f = small();
    f.rename("c", "g");
    CHECK(of(f) == findings{{rule::id_is_duplicate, 4, 0}});
    f = small();
    f.set_weight("a", 0).set_weight("b", 0);
    CHECK(of(f) == findings{{rule::weights_are_all_zero, 1, 0}});
    f.set_weight("a", percent{100});
    CHECK(of(f) == findings{{rule::percent_is_mixed, 1, 0}});
    f = small();
    f.set_weight("a", percent{60}).set_weight("b", percent{50});
    CHECK(of(f) == findings{{rule::percent_total, 1, 110}});
    f = small();
    f.remove("a").remove("b");
    CHECK(of(f) == findings{{rule::group_is_empty, 1, 0}});
    f = small();
    f.set_if_missing("a", if_missing("ten"));
    CHECK(of(f) == findings{{rule::fill_level_is_unknown, 2, 0}});
    f.set_if_missing("a", if_missing(9));
    CHECK(of(f) == findings{{rule::fill_outside_scale, 2, 9}});
    f = small();
    f.set_aggregation("g", best{3});
    CHECK(of(f) == findings{{rule::aggregation_objects, 1, 0}});
    f = small();
    f.add_scale("exam", numeric(0, 10)).add_scale("exam", numeric(0, 5));
    CHECK(of(f) == findings{{rule::scale_key_is_duplicate, 2, 0}, {rule::scale_key_is_duplicate, 3, 0}});
    const dynamic_framework whole = small();
    framework_view bare = whole.unchecked();
    bare.scales = {};
    CHECK(diagnose(bare) == findings{{rule::no_scale, 0, 0}});
    bare.nodes = {};
    CHECK(diagnose(bare) == findings{{rule::group_is_empty, 0, 0}});
    dynamic_framework down("f", numeric(0, 1).inverted());
    down.add("f", leaf("a"));
    CHECK(of(down) == findings{{rule::scale_descends, 0, 0}});
  }

  TEST_CASE("two siblings of one id, neither of which is the first") {
    for (const std::size_t n : {std::size_t{3}, std::size_t{16}, std::size_t{17}}) {
      dynamic_framework f = flat(weighted_mean{}, numeric(0, 1), std::vector<double>(n, 1));
      f.rename("l2", "l1");
      CHECK(of(f) == findings{{rule::id_is_duplicate, 3, 0}});
    }
  }

  TEST_CASE("a leaf on a scale that is not there is told once, whatever its anchors and its fill") {
    dynamic_framework f = small();
    f.annotate("a", anchors(anchor{"two", "does it alone"})).set_if_missing("a", if_missing("two")).set_scale("a", "drill");
    CHECK(of(f) == findings{{rule::scale_is_unknown, 2, 0}});
  }

  TEST_CASE("a scale has at most 2^52 steps") {
    const auto with_steps = [](double count) {
      dynamic_framework f("f", numeric(0, count, 1));
      f.add("f", leaf("a"));
      return of(f);
    };
    CHECK(with_steps(0x1p52).empty());
    CHECK(with_steps(0x1p53) == findings{{rule::scale_step, 0, 1}});
  }

  TEST_CASE("exact numbers with a part from 2^31 to 2^32 do not leave a machine word") {
    constexpr exact most(4294967295U);  // 2^32 - 1; its square is 2^64 - 2^33 + 1
    CHECK(most * most == exact(18446744065119617025U));
    CHECK(most * -most == -exact(18446744065119617025U));
    CHECK(most / exact::ratio(1, 4294967295) == exact(18446744065119617025U));
    CHECK(exact::ratio(1, 4294967295) * exact::ratio(1, 4294967295) * most == exact::ratio(1, 4294967295));
    const exact mixed = exact::ratio(4294967295, 2147483647);  // the products of its parts are near 2^63, and their sum near 2^64
    CHECK(mixed + mixed == exact::ratio(8589934590, 2147483647));
    CHECK(mixed - mixed == exact(0));
    CHECK(exact::ratio(2147483647, 4294967295) + exact::ratio(2147483647, 4294967295) == exact::ratio(4294967294, 4294967295));
  }

  TEST_CASE("a rating is held to its own scale where another one is wider") {
    // both of whole numbers: 1 to 3 and 0 to 10
    dynamic_framework f("f", levels("one", "two", "three"), scale("count", numeric(0, 10, 1)));
    f.add("f", leaf("a"));
    f.add("f", leaf("b", on("count")));
    std::array<node_result, 3> out;
    CHECK(score_into(f, std::vector<rating>{7, 5}, out) == finding{rule::rating_outside_scale, 1, 7});
    CHECK(score_into(f, std::vector<rating>{0, 5}, out) == finding{rule::rating_outside_scale, 1, 0});
    CHECK(score_into(f, std::vector<rating>{3, 11}, out) == finding{rule::rating_outside_scale, 2, 11});
    CHECK(score_into(f, std::vector<rating>{3, 5}, out).ok());
    CHECK(out[0].score == 2.5);  // 5 of 10 is 2 on 1 to 3
  }
}
