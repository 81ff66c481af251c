// SPDX-License-Identifier: BSL-1.0
// detail/math.hpp: published values, errors in ulp, the same bits at compile time and at run time, products never fused.
#include <prowess/detail/math.hpp>

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

namespace math = prowess::detail;

constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
#if defined(__wasm__)
constexpr bool wide_long_double = false;  // its library computes long double as double
#else
constexpr bool wide_long_double = std::numeric_limits<long double>::digits >= 64;
#endif

bool same_bits(double a, double b) { return math::bits(a) == math::bits(b); }
bool is_nan(double x) { return math::bits(math::abs(x)) > math::exponent_bits; }

/// |actual - expected| in units of the last place of the expected value, rounded to double.
double error_in_ulp(double actual, long double expected) {
  int exponent = 0;
  static_cast<void>(std::frexp(static_cast<double>(expected), &exponent));
  const long double unit = std::ldexp(1.0L, (exponent < -1021 ? -1021 : exponent) - 53);
  return static_cast<double>(std::fabs(static_cast<long double>(actual) - expected) / unit);
}

/// The largest error seen, and where.
struct worst {
  double error = 0, at = 0;
  void add(double x, double actual, long double expected) {
    const double e = error_in_ulp(actual, expected);
    if (!(e <= error)) error = e, at = x;
  }
};

/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014), here because it runs in constant expressions.
struct generator {
  std::uint64_t state;
  constexpr std::uint64_t operator()() {
    std::uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  constexpr double between(double low, double high) {
    return low + prowess::product(high - low, static_cast<double>((*this)() >> 11) * 0x1p-53);
  }
  constexpr double positive() { return math::from_bits((*this)() % math::exponent_bits); }   // any positive double
};

template <class F, std::size_t N> constexpr auto each(F f, const std::array<double, N>& in) {
  std::array<double, N> out{};
  for (std::size_t i = 0; i < N; ++i) out[i] = f(in[i]);
  return out;
}

template <class F, std::size_t N>
int differences(F f, const std::array<double, N>& in, const std::array<double, N>& compiled) {
  int count = 0;
  for (std::size_t i = 0; i < N; ++i) {
    volatile double hidden = in[i];
    const double x = f(hidden);
    count += !(same_bits(x, compiled[i]) || (is_nan(x) && is_nan(compiled[i])));  // nothing says which NaN
  }
  return count;
}

constexpr auto any_exponent = [] {
  std::array<double, 1500> a{};
  generator g{11};
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] = i % 3 == 0 ? g.between(-746, 710) : i % 3 == 1 ? g.between(-2, 2) : g.between(-745.2, -708);
  return a;
}();
constexpr auto any_positive = [] {
  std::array<double, 1500> a{};
  generator g{12};
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] = i % 3 == 0 ? g.positive() : i % 3 == 1 ? g.between(0.4, 8) : math::from_bits(g() >> 12);
  return a;
}();
constexpr auto edges = std::to_array<double>(
    {0.0, -0.0, 1, -1, 0x1p-1074, -0x1p-1074, 0x1.ffffffffffffep-1023, 0x1p-1022, 0x1.fffffffffffffp+1023,
     -0x1.fffffffffffffp+1023, math::infinity, -math::infinity, math::not_a_number, 0x1.fffffffffffffp-1,
     0x1.0000000000001p+0, 0x1.5555555555554p-1, 0x1.5555555555555p-1, 0x1.5555555555556p-1, 0x1.5555555555555p+0,
     709.782712893384, 709.7827128933841, -708.3964185322641, -708.3964185322642, -745.1332191019411,
     -745.1332191019412, -745.1332191019413, 1e-300, -1e-300, 0x1.fffffffffffffp+1, 0x1.ffffffffffffep+1, 4, 0.25});

constexpr auto exp_of = [](double x) { return math::exp(x); };
constexpr auto log_of = [](double x) { return math::log(x); };
constexpr auto sqrt_of = [](double x) { return math::sqrt(x); };

}  // namespace

TEST_SUITE("math") {
  TEST_CASE("exp has the published values") {
    CHECK(math::exp(1.0) == 2.71828182845904523536);                                      // OEIS A001113
    CHECK(error_in_ulp(math::exp(0.5), 1.64872127070012814685L) < 1);                     // A019774
    CHECK(error_in_ulp(math::exp(-1.0), 0.36787944117144232160L) < 1);                    // A068985
    CHECK(error_in_ulp(math::exp(2.0), 7.38905609893065022723L) < 1);                     // A072334
    CHECK(error_in_ulp(math::exp(-0.5), 0.60653065971263342360L) < 1);                    // A092605
  }

  TEST_CASE("log has the published values") {
    CHECK(math::log(1.0) == 0);
    CHECK(math::log(2.0) == 0.69314718055994530942);                                      // OEIS A002162
    CHECK(error_in_ulp(math::log(3.0), 1.09861228866810969140L) < 1);                     // A002391
    CHECK(error_in_ulp(math::log(5.0), 1.60943791243410037460L) < 1);                     // A016628
    CHECK(error_in_ulp(math::log(10.0), 2.30258509299404568402L) < 1);                    // A002392
  }

  TEST_CASE("sqrt has the published values") {
    CHECK(math::sqrt(2.0) == 1.41421356237309504880);                                     // OEIS A002193
    CHECK(math::sqrt(3.0) == 1.73205080756887729353);                                     // A002194
    CHECK(math::sqrt(5.0) == 2.23606797749978969641);                                     // A002163
  }

  TEST_CASE("zeros, infinities and NaN") {
    volatile double zero = 0.0, infinite = math::infinity, nan = math::not_a_number, one = 1;
    CHECK(math::exp(zero) == 1);
    CHECK(math::exp(-zero) == 1);
    CHECK(math::exp(infinite) == math::infinity);
    CHECK(same_bits(math::exp(-infinite), 0.0));
    CHECK(is_nan(math::exp(nan)));
    CHECK(math::log(zero) == -math::infinity);
    CHECK(math::log(-zero) == -math::infinity);
    CHECK(math::log(infinite) == math::infinity);
    CHECK(is_nan(math::log(-one)));
    CHECK(is_nan(math::log(-infinite)));
    CHECK(is_nan(math::log(nan)));
    CHECK(is_nan(math::log(-nan)));
    CHECK(same_bits(math::sqrt(zero), 0.0));
    CHECK(same_bits(math::sqrt(-zero), -0.0));
    CHECK(math::sqrt(infinite) == math::infinity);
    CHECK(is_nan(math::sqrt(-one)));
    CHECK(is_nan(math::sqrt(nan)));
    CHECK(math::is_finite(largest));
    CHECK(math::is_finite(-smallest));
    CHECK_FALSE(math::is_finite(infinite));
    CHECK_FALSE(math::is_finite(-infinite));
    CHECK_FALSE(math::is_finite(nan));
    CHECK(same_bits(math::abs(-zero), 0.0));
    CHECK(math::abs(-infinite) == math::infinity);
  }

  TEST_CASE("exp ends where the range of double ends") {
    volatile double last = 0x1.62e42fefa39efp+9, first = -0x1.74910d52d3051p+9;
    CHECK(math::is_finite(math::exp(last)));
    CHECK(math::exp(std::nextafter(last, 1000.0)) == math::infinity);
    CHECK(math::exp(largest) == math::infinity);
    CHECK(math::exp(first) == smallest);
    CHECK(math::exp(std::nextafter(first, -1000.0)) == 0);
    CHECK(math::exp(-largest) == 0);
  }

  TEST_CASE("exp and log stay below one ulp") {
    if constexpr (!wide_long_double) {
      MESSAGE("skipped: long double is double on this target, or no more exact: there is nothing to compare with");
    } else {
      const auto exp_error = [](double x, worst& w) {
        if (const long double e = std::exp(static_cast<long double>(x)); e <= static_cast<long double>(largest))
          w.add(x, math::exp(x), e);
      };
      const auto log_error = [](double x, worst& w) {
        if (x > 0 && x != 1 && math::is_finite(x)) w.add(x, math::log(x), std::log(static_cast<long double>(x)));
      };
      worst normal, subnormal, logarithm;
      generator g{1};
      for (int i = -7450; i <= 7097; ++i) exp_error(i * 0.1, i < -7083 ? subnormal : normal);
      for (int i = -1074; i <= 1023; ++i) {                          // next to k ln 2 and to the borders of the reduction
        for (double x : {i * 0.69314718055994530942, (i + 0.5) * 0.69314718055994530942})
          exp_error(x, x < -708.39 ? subnormal : normal);
        for (double m : {1.0, 0x1.0000000000001p+0, 0x1.fffffffffffffp-1, 0x1.5555555555554p+0, 0x1.5555555555556p+0})
          log_error(std::ldexp(m, i), logarithm);
      }
      for (int i = 1; i <= 20000; ++i) log_error(i * 0.01, logarithm), log_error(1 + i * 0x1p-52, logarithm);
      for (int i = 0; i < 100000; ++i) {
        exp_error(g.between(-708.39, 709.79), normal);
        exp_error(g.between(-1, 1), normal);
        exp_error(g.between(-745.1, -708.4), subnormal);
        exp_error(math::from_bits(g() % math::bits(700.0)), normal);
        log_error(g.positive(), logarithm);
        log_error(g.between(0.5, 2), logarithm);
        log_error(math::from_bits(g() >> 12), logarithm);
      }
      CAPTURE(normal.at);
      CAPTURE(subnormal.at);
      CAPTURE(logarithm.at);
      CHECK(normal.error < 0.75);
      CHECK(subnormal.error < 0.9);
      CHECK(logarithm.error < 0.9);
    }
  }

  TEST_CASE("pow stays within its stated error") {
    if constexpr (!wide_long_double) {
      MESSAGE("skipped: long double is double on this target, or no more exact: there is nothing to compare with");
    } else {
      generator g{2};
      double excess = 0;
      for (int i = 0; i < 50000; ++i) {
        const double x = i % 2 ? g.between(0.1, 100) : g.positive() + 0x1p-1022, p = g.between(-10, 10);
        const double t = std::fabs(p * std::log(x));
        if (t > 700) continue;
        const long double expected = std::pow(static_cast<long double>(x), static_cast<long double>(p));
        const auto relative = static_cast<double>(std::fabs(math::pow(x, p) / expected - 1));
        excess = std::fmax(excess, relative / ((1.4 * t + 1) * 0x1p-52));
      }
      CHECK(excess < 1);
      CHECK(math::pow(7.0, 0.0) == 1);
    }
  }

  TEST_CASE("exp never decreases") {
    int falls = 0;
    for (double at : {-745.0, -709.0, -1.0, -0.34657359027997264, 0.34657359027997264, 1.0, 700.0}) {
      double x = at;
      for (int i = 0; i < 5000; ++i) {
        const double next = std::nextafter(x, 1000.0);
        falls += math::exp(next) < math::exp(x);
        x = next;
      }
    }
    CHECK(falls == 0);
  }

  TEST_CASE("sqrt is rounded exactly") {
    generator g{3};
    int wrong = 0;
    for (int i = 0; i < 1000000; ++i) {
      const double x = i % 8 ? g.positive() : math::from_bits(g() >> 12);
      wrong += !same_bits(math::sqrt(x), std::sqrt(x));
    }
    CHECK(wrong == 0);
  }

  TEST_CASE("the same bits at compile time and at run time") {
    static constexpr auto compiled_exp = each(exp_of, any_exponent);
    static constexpr auto compiled_log = each(log_of, any_positive);
    static constexpr auto compiled_sqrt = each(sqrt_of, any_positive);
    CHECK(differences(exp_of, any_exponent, compiled_exp) == 0);
    CHECK(differences(log_of, any_positive, compiled_log) == 0);
    CHECK(differences(sqrt_of, any_positive, compiled_sqrt) == 0);

    static constexpr auto edge_exp = each(exp_of, edges);
    static constexpr auto edge_log = each(log_of, edges);
    static constexpr auto edge_sqrt = each(sqrt_of, edges);
    CHECK(differences(exp_of, edges, edge_exp) == 0);
    CHECK(differences(log_of, edges, edge_log) == 0);
    CHECK(differences(sqrt_of, edges, edge_sqrt) == 0);
  }

  TEST_CASE("the compile-time sqrt is rounded exactly") {
    static constexpr auto compiled = each(sqrt_of, any_positive);
    int wrong = 0;
    for (std::size_t i = 0; i < any_positive.size(); ++i) wrong += !same_bits(compiled[i], std::sqrt(any_positive[i]));
    CHECK(wrong == 0);
  }

  TEST_CASE("a product is never fused with the addition that follows") {
    // (1 + i / 2^30)(1 + j / 2^30) is an integer of at most 62 bits over 2^60, so its rounding and the sum are known exactly.
    generator g{4};
    std::vector<double> a, b, expected;
    int would_differ = 0;
    for (int n = 0; n < 10000; ++n) {
      const std::uint64_t i = (std::uint64_t{1} << 30) + (g() >> 35), j = (std::uint64_t{1} << 30) + (g() >> 35);
      a.push_back(static_cast<double>(i) * 0x1p-30);
      b.push_back(static_cast<double>(j) * 0x1p-30);
      expected.push_back(static_cast<double>(i * j) * 0x1p-60 - 1);
      would_differ += std::fma(a.back(), b.back(), -1.0) != expected.back();
    }
    REQUIRE(would_differ > 5000);

    volatile double minus_one = -1;
    const double c = minus_one;
    std::vector<double> plus(a.size()), minus(a.size());
    for (std::size_t n = 0; n < a.size(); ++n) plus[n] = prowess::product(a[n], b[n]) + c;
    for (std::size_t n = 0; n < a.size(); ++n) minus[n] = -c - prowess::product(a[n], b[n]);
    int wrong = 0;
    double sum = 0, expected_sum = 0;
    for (std::size_t n = 0; n < a.size(); ++n) {
      wrong += plus[n] != expected[n] || minus[n] != -expected[n];
      sum = sum + prowess::product(a[n], b[n]);
      expected_sum = expected_sum + (expected[n] + 1);
    }
    CHECK(wrong == 0);
    CHECK(sum == expected_sum);
  }
}
