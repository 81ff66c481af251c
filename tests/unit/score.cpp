// SPDX-License-Identifier: BSL-1.0
// Scoring: every form of giving ratings, mistakes in them, sizes beyond the unrolled path, and groups of every arity.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto fixed = framework("r", levels(from{0}, "zero", "one", "two", "three", "four"), scale("exam", numeric(0, 20, 0.5)),
    scale("check", checklist()),
    group("a", 3, leaf("x", 1), leaf("y", 2)), group("b", leaf("x", on("exam")), leaf("z", on("check"))), leaf("c", 4));
// x 3, y 0: (3 + 0) / 3 = 1; exam 15 of 20 is 3 of 4, met is 4: 3.5; c 2. (3 x 1 + 3.5 + 4 x 2) / 8 = 14.5 / 8
constexpr std::array<rating, 5> given{3, 0, 15, met, 2};
constexpr double expected = 14.5 / 8;

template <class A, class B> bool same(const A& a, const B& b) { return a.view() == b.view(); }

const problem& why(const result<rating>& refused) { return refused.problems().at(0); }

/// A host's own aggregation without a value for some scores: the spread may be at most 2.
struct agreed {
  static constexpr std::string_view name = "agreed";
  template <class N, std::size_t E> static constexpr std::optional<N> reduce(std::span<term<N>, E> terms, const parameters&) {
    N low = terms[0].score, high = low, sum{};
    for (const auto& t : terms) low = t.score < low ? t.score : low, high = high < t.score ? t.score : high, sum = sum + t.score;
    if (high - low > N(2)) return std::nullopt;
    return sum / N(static_cast<double>(terms.size()));
  }
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("names, level keys, sheets, arrays and vectors give one profile") {
    constexpr auto constant = score<fixed>({{"a/x", 3}, {"y", 0}, {"b/x", 15}, {"z", met}, {"c", "two"}});
    static_assert(constant.score() == expected);
    CHECK(score<fixed>(given) == constant);
    const auto named = score<fixed>({{"c", 2}, {"y", "zero"}, {"a/x", "three"}, {"b/x", 15.0F}, {"z", "met"}});
    CHECK(named == constant);
    rating_sheet sheet{fixed};
    sheet.set("a/x", 3).set("y", 0).set("b/x", 15).set("z", met).set("c", "two");
    CHECK(same(score(sheet), constant));
    CHECK(same(*try_score(sheet), constant));
    CHECK(same(score(fixed, given), constant));
    CHECK(same(score(fixed, std::vector<rating>(given.begin(), given.end())), constant));
    const dynamic_framework copy(fixed);
    CHECK(same(score(copy, given), constant));
    CHECK(*try_score(fixed, given) == score(sheet));
    std::array<node_result, 8> out;
    CHECK(score_into(fixed, given, out).ok());
    CHECK(out[0].score == expected);
    CHECK(score_into<fixed>(given, out).ok());
    CHECK(out[0].score == expected);
    CHECK(constant["a"].score() == 1);
    CHECK(constant["b"].score() == 3.5);
  }

  TEST_CASE("literal 0 is the rating 0; what is not named is not observed") {
    constexpr auto zeros = score<fixed>({{"a/x", 0}, {"y", 0}, {"b/x", 0}, {"z", 0}, {"c", 0}});
    static_assert(zeros.score() == 0 && zeros.coverage() == 1);
    rating_sheet sheet{fixed};
    sheet.set("c", 0);
    CHECK(sheet["c"] == rating(0));
    CHECK(sheet["y"] == not_observed);
    CHECK(score(sheet).score() == 0);
    CHECK(score(sheet).coverage() == 0.5);
    constexpr auto only = score<fixed>({{"c", 3}});
    CHECK(only.score() == 3);
    CHECK(only.coverage() == 0.5);
    CHECK(only["y"].what() == status::not_observed);
    const auto none = score<fixed>({});
    CHECK_FALSE(none.has_score());
    CHECK(none.root().what() == status::no_evidence);
  }

  TEST_CASE("a sheet: a later rating replaces, a refused one changes nothing") {
    rating_sheet sheet{fixed};
    CHECK(sheet.ratings().size() == 5);
    sheet.set("c", 1).set("c", 4);
    CHECK(sheet["c"] == rating(4));
    CHECK(why(sheet.try_set("c", 5)).text() == "c: the rating 5 is outside the framework's scale; allowed: "
                                           "0 (zero), 1 (one), 2 (two), 3 (three), 4 (four)");
    CHECK(why(sheet.try_set("c", 0.5)).what == "the rating 0.5 is outside the framework's scale");
    CHECK_FALSE(sheet.try_set("c", std::numeric_limits<double>::quiet_NaN()).has_value());
    CHECK_FALSE(sheet.try_set("c", std::numeric_limits<double>::infinity()).has_value());
    CHECK(why(sheet.try_set("c", "five")).text() ==
          "c: there is no level 'five' on the framework's scale; its levels are zero, one, two, three, four");
    CHECK(why(sheet.try_set("b/x", "two")).text() ==
          "b/x: there is no level 'two' on scale 'exam'; this scale has no levels: give points, 0 to 20 in steps of 0.5");
    CHECK(why(sheet.try_set("b/x", 0.3)).text() == "b/x: the rating 0.3 is outside scale 'exam'; allowed: 0 to 20 in steps of 0.5");
    CHECK(why(sheet.try_set("a", 3)).text() == "a: it has children and takes no rating; rate 'x', 'y'");
    CHECK(why(sheet.try_set("a", "two")).text() == "a: it has children and takes no rating; rate 'x', 'y'");
    CHECK(why(sheet.try_set("r", not_observed)).what == "it has children and takes no rating");
    CHECK(why(sheet.try_set("x", 3)).text() == "'x': 2 nodes of 'r' have this id; use one of the paths 'a/x', 'b/x'");
    CHECK(why(sheet.try_set("a/w", 3)).where == "'a/w'");
    CHECK_FALSE(sheet.try_set("", 3).has_value());
    CHECK(sheet["c"] == rating(4));
    CHECK(sheet.try_set("c", not_applicable).value() == not_applicable);
    CHECK(sheet["c"] == not_applicable);
    CHECK_THROWS_WITH_AS(sheet.set("c", -1),
                         "c: the rating -1 is outside the framework's scale; allowed: "
                         "0 (zero), 1 (one), 2 (two), 3 (three), 4 (four)", error);
    CHECK_THROWS_WITH_AS(sheet.set("d", 1), "'d': there is no such name in 'r'; did you mean 'a'?", error);
    CHECK_THROWS_AS(static_cast<void>(sheet["nowhere"]), error);
    CHECK(sheet["a"] == not_observed);
  }

  TEST_CASE("wrong sizes are refused, and nothing is read or written") {
    std::array<node_result, 8> out;
    const std::vector<rating> four(4, 1), six(6, 1), five(5, 1);
    CHECK(score_into(fixed, four, out) == finding{rule::wrong_number_of_ratings, 0, 4});
    CHECK(score_into(fixed, six, out) == finding{rule::wrong_number_of_ratings, 0, 6});
    CHECK(score_into(fixed, {}, out) == finding{rule::wrong_number_of_ratings, 0, 0});
    CHECK(score_into(fixed, five, std::span<node_result>(out).first(7)) == finding{rule::wrong_number_of_ratings, 0, 7});
    CHECK(score_into(fixed, five, {}) == finding{rule::wrong_number_of_ratings, 0, 0});
    constexpr const char* text = "r: 4 elements, but the framework has 5 leaves and 8 nodes; "
                                 "give one rating for each leaf and one result for each node, in tree order";
    CHECK_THROWS_WITH_AS(static_cast<void>(score(fixed, four)), text, error);
    CHECK(try_score(fixed, four).problems()[0].text() == text);
  }

  TEST_CASE("ratings outside their scales: the first in tree order is named, in every form") {
    const auto outside = [](std::array<rating, 5> r, std::uint32_t node, double value) {
      std::array<node_result, 8> out;
      const finding at{rule::rating_outside_scale, node, value};
      CHECK(score_into(fixed, r, out) == at);
      CHECK(score_into<fixed>(r, out) == at);
      CHECK_FALSE(try_score(fixed, r).has_value());
      CHECK_THROWS_AS(static_cast<void>(score<fixed>(r)), error);
      CHECK_THROWS_AS(static_cast<void>(score(fixed, r)), error);
    };
    outside({3, 5, 15, 1, 2}, 3, 5);
    outside({3, 0, 15, 1, -1}, 7, -1);
    outside({9, 8, 7.25, 6, 5}, 2, 9);
    outside({3, not_observed, 7.25, 6, 5}, 5, 7.25);
    outside({not_observed, not_observed, not_observed, 0.5, 5}, 6, 0.5);
    outside({2.5, 0, 15, 1, 2}, 2, 2.5);
    outside({3, 0, 15, 1, 1e300}, 7, 1e300);
    outside({3, 0, std::numeric_limits<double>::infinity(), 1, 2}, 5, std::numeric_limits<double>::infinity());
    std::array<node_result, 8> out;
    std::array<rating, 5> r = given;
    r[4] = std::numeric_limits<double>::quiet_NaN();
    CHECK(score_into(fixed, r, out).broken == rule::rating_outside_scale);
    CHECK(score_into<fixed>(r, out).node == 7);
    CHECK_THROWS_WITH_AS(static_cast<void>(score<fixed>({{"b/x", 20.5}})),
                         "b/x: the rating 20.5 is outside scale 'exam'; allowed: 0 to 20 in steps of 0.5", error);
    const std::string_view key = "five";
    CHECK_THROWS_WITH_AS(static_cast<void>(score<fixed>({{"c", key}})),
                         "c: the framework's scale has no such level; its levels are zero, one, two, three, four", error);
    CHECK_THROWS_WITH_AS(static_cast<void>(score<fixed>({{"c", 1}, {"y", 1}, {"c", 1}})),
                         "c: it is rated twice; keep one rating for each leaf", error);
  }

  TEST_CASE("score_into does not throw, and is a constant expression") {
    static_assert(noexcept(score_into(std::declval<framework_view>(), std::span<const rating>{}, std::span<node_result>{})));
    constexpr auto root = [] {
      std::array<node_result, 8> out{};
      return score_into(fixed, given, out).ok() ? out[0].score : -1;
    }();
    static_assert(root == expected);
  }
}

namespace {

/// 10 groups of 30 leaves: beyond the unrolled path.
template <std::size_t... I> constexpr auto thirty(std::string_view id, double weight, std::index_sequence<I...>) {
  constexpr std::string_view ids = "abcdefghijklmnopqrstuvwxyz0123456789";
  return group(id, weight, leaf(ids.substr(I, 1), 1.0 + I % 7)...);
}
constexpr auto thirty(std::string_view id, double weight) { return thirty(id, weight, std::make_index_sequence<30>{}); }
constexpr auto large = framework("large", levels("1", "2", "3", "4", "5"), thirty("g0", 1), thirty("g1", 2), thirty("g2", 3),
    thirty("g3", 4), thirty("g4", 5), thirty("g5", 6), thirty("g6", 7), thirty("g7", 8), thirty("g8", 9), thirty("g9", 10));

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("300 leaves: the constant framework and its view agree, and with a sum by hand") {
    static_assert(large.leaf_count() == 300);
    std::array<rating, 300> r;
    for (std::size_t i = 0; i < 300; ++i) r[i] = 1 + static_cast<int>(i * 7 % 5);
    double sum = 0;
    for (std::size_t g = 0; g < 10; ++g) {
      double of = 0, base = 0;
      for (std::size_t l = 0; l < 30; ++l) {
        const double weight = 1.0 + static_cast<double>(l % 7);
        of += weight * r[g * 30 + l].points, base += weight;
      }
      sum += static_cast<double>(g + 1) * (of / base);
    }
    const auto p = score<large>(r);
    CHECK(p.score() == sum / 55);
    CHECK(same(score(large, r), p));
    for (std::size_t i = 0; i < 300; i += 3) r[i] = not_observed;
    CHECK(same(score(large, r), score<large>(r)));
    CHECK(score<large>({{"g9/d", 4}, {"g0/a", 4}}).score() == 4);
    r[299] = 6;
    CHECK_THROWS_AS(static_cast<void>(score<large>(r)), error);
  }

  TEST_CASE("an aggregation without a value for complete ratings is an absence, not a 0") {
    static constexpr auto f = framework("f", numeric(0, 10), group("g", agreed{}, leaf("a"), leaf("b")), leaf("c", 1), leaf("d", 2));
    const auto p = score<f>(std::array<rating, 4>{1, 9, 6, 3});
    CHECK(p["g"].what() == status::out_of_domain);
    CHECK(p["g"].coverage() == 1);
    CHECK(p.score() == 4);
    CHECK(p.coverage() == 1);
    CHECK(p.root().exactly().score == exact(4));
    CHECK(same(score(f, std::array<rating, 4>{1, 9, 6, 3}), p));
    CHECK(score<f>(std::array<rating, 4>{7, 9, 6, 3}).score() == 5);
    dynamic_framework strict(f);
    strict.set_missing("f", no_score).check();
    CHECK(score(strict, std::array<rating, 4>{1, 9, 6, 3}).root().what() == status::undetermined);
    strict.set_missing("f", pool).check();
    CHECK(score(strict, std::array<rating, 4>{1, 9, 6, 3}).score() == 4);
    strict.set_missing("f", require(1)).check();
    CHECK(score(strict, std::array<rating, 4>{1, 9, 6, 3}).score() == 4);  // everything was rated
    strict.remove("c").remove("d").set_missing("f", skip).check();
    CHECK(score(strict, std::array<rating, 2>{1, 9}).root().what() == status::no_evidence);
  }

  TEST_CASE("5,000 children of one group with a fold; 2,000 with an order statistic are refused") {
    dynamic_framework f("f", numeric(0, 5000));
    for (int i = 0; i < 5000; ++i) f.add(f.root(), leaf("l" + std::to_string(i)));
    f.check();
    std::vector<rating> r(5000);
    for (int i = 0; i < 5000; ++i) r[static_cast<std::size_t>(i)] = i;
    CHECK(score(f, r).score() == 2499.5);
    r[0] = not_observed;
    CHECK(score(f, r).score() == 2500);
    CHECK(score(f, r).root().exactly().score == exact(2500));
    f.set_aggregation("f", maximum{}).check();
    CHECK(score(f, r).score() == 4999);
    f.set_aggregation("f", minimum{}, skip).check();
    CHECK(score(f, r).score() == 1);
    f.set_aggregation("f", median{});
    CHECK_THROWS_WITH_AS(static_cast<void>(score(f, r)),
                         "f: 5000 children are too many for median, which needs them all at once; at most 1024: split the group", error);
    while (f.unchecked().leaf_count() > 2000) f.remove(f.unchecked().handle(f.unchecked().size() - 1));
    CHECK(f.problems().size() == 1);
    while (f.unchecked().leaf_count() > 1024) f.remove(f.unchecked().handle(f.unchecked().size() - 1));
    f.check();
    r.resize(1024);
    r[0] = 0;
    CHECK(score(f, r).score() == 511.5);
    CHECK(score(f, r).root().exactly().score == exact(511.5));
  }
}

namespace {

constexpr std::array<std::string_view, 8> ids{"a", "b", "c", "d", "e", "f", "g", "h"};
template <class How, std::size_t N> constexpr auto of_arity() {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return framework("f", levels("1", "2", "3", "4", "5", "6", "7"), How::with(N), skip,
                     leaf(ids[I], 0.25 + static_cast<double>(I * I))...);
  }(std::make_index_sequence<N>{});
}
template <class How, std::size_t N> inline constexpr auto arity_of = of_arity<How, N>();

/// The constant framework against its view, complete and with gaps, for some ratings.
template <class How, std::size_t N> std::size_t differences() {
  static constexpr auto& f = arity_of<How, N>;
  std::size_t different = 0;
  for (std::uint32_t k = 0; k < 24; ++k) {
    std::array<rating, N> r;
    for (std::uint32_t i = 0; i < N; ++i) r[i] = 1 + static_cast<int>((k * k + 3 * i * i + i * k) % 7);
    if (k % 3 == 1) r[k % N] = not_observed;
    if (k % 3 == 2) r[k % N] = not_applicable, r[(k + 1) % N] = no_opportunity;
    const auto unrolled = score<f>(r);
    different += !same(score(f, r), unrolled);
    const outcome<exact> precise = unrolled.root().exactly();
    if (unrolled.has_score() && precise.score.known()) different += std::abs(precise.score.to_double() - unrolled.score()) > 1e-14 * 7;
  }
  return different;
}
template <class How> void check_arities() {
  const auto all = []<std::size_t... I>(std::index_sequence<I...>) { return (0 + ... + differences<How, I + 1>()); };
  CHECK(all(std::make_index_sequence<8>{}) == 0);
}
struct weighted {
  static constexpr weighted_mean with(std::size_t) { return {}; }
};
struct half_best {
  static constexpr best with(std::size_t n) { return best{static_cast<double>((n + 1) / 2)}; }
};

/// The functions for a fixed number of terms, which the unrolled walk calls, against the one for any number.
template <aggregation A> void check_fixed(const A& how) {
  const auto values = prowess::detail::values_of(how);
  const parameters on{{values.data(), values.size()}, 1, 7};
  std::size_t different = 0;
  for (std::uint32_t k = 0; k < 200; ++k)
    for (std::size_t n = 1; n <= prowess::detail::most_unrolled_children; ++n) {
      std::array<term<double>, prowess::detail::most_unrolled_children> one{}, other{};
      for (std::uint32_t i = 0; i < n; ++i)
        one[i] = other[i] = {1 + (k * k + 3 * i * i + i * k) % 13 / 2.0, 0.25 + i * i, 0.25 + i * i, i, false};
      different += ops_of<A>.fixed[n](one.data(), on) != ops_of<A>.any({other.data(), n}, on);
    }
  INFO(A::name);
  CHECK(different == 0);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("groups of 1 to 8 children: unrolled and viewed are the same") {
    check_arities<weighted>();
    check_arities<half_best>();
  }

  TEST_CASE("every aggregation has one meaning for each number of terms") {
    check_fixed(weighted_mean{});
    for (const double p : {-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0}) check_fixed(power_mean{p});
    check_fixed(geometric_mean{});
    check_fixed(harmonic_mean{});
    check_fixed(quadratic_mean{});
    check_fixed(minimum{});
    check_fixed(maximum{});
    check_fixed(median{});
    check_fixed(lower_median{});
    check_fixed(best{2});
    check_fixed(drop_lowest{1});
    check_fixed(drop_highest{1});
    check_fixed(n_of{2, 4});
    check_fixed(all_of{3});
    check_fixed(any_of{6});
  }
}
