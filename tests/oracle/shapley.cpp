// SPDX-License-Identifier: BSL-1.0
// Oracle: exact Shapley attribution against two independent formulas, and what it must satisfy.
#include <prowess/aggregation/analysis/capacity.hpp>
#include <prowess/aggregation/analysis/shapley.hpp>
#include <prowess/aggregation/extremes.hpp>
#include <prowess/aggregation/order.hpp>
#include <prowess/aggregation/power_mean.hpp>
#include <prowess/aggregation/weighted_mean.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr std::array<double, 3> x{80, 50, 95}, baseline{60, 60, 60}, weights{0.4, 0.35, 0.25};
constexpr choquet_integral students{0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1};

void check(const result<std::vector<double>>& phi, std::span<const double> expected, double tolerance = 1e-10) {
  REQUIRE(phi.has_value());
  REQUIRE(phi->size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("child " << i << ": " << (*phi)[i] << ", expected " << expected[i]);
    CHECK(std::abs((*phi)[i] - expected[i]) <= tolerance);
  }
}
template <aggregation A> result<std::vector<double>> of(const A& how) { return shapley_values(how, weights, x, baseline, 0, 100); }
double total(const std::vector<double>& phi) {
  double sum = 0;
  for (const double each : phi) sum += each;
  return sum;
}
void refused(const result<std::vector<double>>& phi, std::string_view what) {
  REQUIRE_FALSE(phi.has_value());
  CHECK(phi.problems()[0].what == what);
}

constexpr auto lowest_score = [](std::span<const double> scores) {
  double low = scores[0];
  for (const double each : scores) low = each < low ? each : low;
  return low;
};
static_assert(shapley_values(lowest_score, x, baseline) == std::array<double, 3>{0, -10, 0});  // x.shapley.min at compile time

}  // namespace

TEST_SUITE("oracle") {
  // x.shapley.amean, x.shapley.min, x.shapley.choquet_students: x = 80, 50, 95 against 60, 60, 60. The formula over coalitions and
  // the mean over all orders agree.
  TEST_CASE("attribution of a weighted mean, a minimum and a Choquet integral") {
    check(of(weighted_mean{}), std::array{8.0, -3.4999999999999996, 8.75});
    check(of(minimum{}), std::array{0.0, -10.0, 0.0});
    check(of(students), std::array{10.5, -1.0, 12.0});
    CHECK(std::abs(total(*of(weighted_mean{})) - (73.25 - 60)) <= 1e-12);
    CHECK(std::abs(total(*of(minimum{})) - (50.0 - 60)) <= 1e-12);
    CHECK(std::abs(total(*of(students)) - (81.5 - 60)) <= 1e-12);
  }
  TEST_CASE("the same for any function, also one that may have no value") {
    const auto mean = [](std::span<const double> s) { return weights[0] * s[0] + weights[1] * s[1] + weights[2] * s[2]; };
    check(shapley_values(mean, std::span<const double>(x), std::span<const double>(baseline)), std::array{8.0, -3.5, 8.75});
    const auto often = [](std::span<const double> s) { return s[0] > 0 ? std::optional(s[1]) : std::nullopt; };
    check(shapley_values(often, x, baseline), std::array{0.0, -10.0, 0.0});
    refused(shapley_values(often, x, std::array<double, 3>{0, 60, 60}), "there is no score for some mixture of scores and baseline");
    const auto infinite = [](std::span<const double>) { return HUGE_VAL; };
    refused(shapley_values(infinite, std::span<const double>(x), baseline), "there is no score for some mixture of scores and baseline");
  }
  // Efficiency, and that children who do not differ, or weigh nothing, get nothing; for means without a closed form.
  TEST_CASE("attributions total the difference") {
    for (const auto& phi : {of(harmonic_mean{zero_floor{1}}), of(geometric_mean{zero_floor{1}}), of(quadratic_mean{}), of(median{}), of(maximum{})}) {
      REQUIRE(phi.has_value());
      CHECK(phi->size() == 3);
    }
    // x.shapley over the geometric mean: exp of 0.4 ln 80 + 0.35 ln 50 + 0.25 ln 95
    CHECK(std::abs(total(*of(geometric_mean{zero_floor{1}})) - (std::exp(0.4 * std::log(80.0) + 0.35 * std::log(50.0) + 0.25 * std::log(95.0)) - 60)) <= 1e-10);
    const auto unmoved = shapley_values(quadratic_mean{}, std::array{1.0, 1.0, 0.0}, std::array{70.0, 60.0, 90.0}, std::array{60.0, 60.0, 20.0}, 0, 100);
    REQUIRE(unmoved.has_value());
    CHECK((*unmoved)[0] > 0);
    CHECK((*unmoved)[1] == 0);
    CHECK((*unmoved)[2] == 0);
  }
  TEST_CASE("sixteen children are attributed, seventeen are too many") {
    std::vector<double> many(16, 3), none(16, 1), w(16, 1);
    const auto phi = shapley_values(weighted_mean{}, w, many, none, 1, 5);
    REQUIRE(phi.has_value());
    for (const double each : *phi) CHECK(std::abs(each - 0.125) <= 1e-12);
    many.push_back(3), none.push_back(1), w.push_back(1);
    refused(shapley_values(weighted_mean{}, w, many, none, 1, 5), "it works for 1 to 16 children");
  }
  TEST_CASE("what cannot be attributed") {
    refused(shapley_values(lowest_score, std::span<const double>(x), std::span<const double>(baseline).first(2)), "the baseline needs a score for each child");
    refused(shapley_values(lowest_score, std::span<const double>(), std::span<const double>()), "it works for 1 to 16 children");
    refused(shapley_values(minimum{}, std::array{1.0}, x, baseline, 0, 100), "it needs a weight for each child");
    refused(shapley_values(weighted_mean{}, std::array{1.0, -1.0, 1.0}, x, baseline, 0, 100), "its weights must be finite and not negative");
    refused(shapley_values(weighted_mean{}, std::array{0.0, 0.0, 0.0}, x, baseline, 0, 100), "its weights are all 0");
    refused(shapley_values(best{4}, weights, x, baseline, 0, 100), "the count is more than the group's children allow");
  }
}
