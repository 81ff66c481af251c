// SPDX-License-Identifier: BSL-1.0
// What each child contributed to the difference between two results: exact Shapley attribution of any function of the children.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/aggregation.hpp>
#include <prowess/aggregation/analysis/capacity.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {
inline constexpr std::size_t most_attributed = 16;  ///< children; 65,536 values of the function

/// phi of n children from the 2^n values of f, by the bits of the coalition whose scores are taken from x.
constexpr void attribute(std::span<const double> value_of, std::span<double> phi) {
  const std::size_t n = phi.size();
  std::array<double, most_attributed> part{};
  for (std::size_t t = 0; t < n; ++t) part[t] = shapley_part(n, t);
  for (std::size_t i = 0; i < n; ++i) {
    phi[i] = 0;
    for (std::size_t of = 0; of < value_of.size(); ++of)
      if ((of & bit(i)) == 0) phi[i] += product(part[size_of(of)], value_of[of | bit(i)] - value_of[of]);
  }
}
/// The scores where the coalition `of` has those of x and the others those of the baseline.
constexpr void mix(std::size_t of, std::span<const double> x, std::span<const double> baseline, std::span<double> out) {
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = (of & bit(i)) != 0 ? x[i] : baseline[i];
}
template <class F, class Score>
concept scores_children = requires(const F& f, std::span<const double> scores) {
  { f(scores) } -> std::convertible_to<Score>;
};
inline problem attribution_problem(std::string_view why) { return {"attribution", std::string(why), {}}; }
}  // namespace detail

/// phi_i = sum over coalitions S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)), where v(S) is f of the scores that S takes
/// from x and the others from the baseline (the levels a role requires, a team's mean, last year's scores). They total
/// f(x) - f(baseline) but for rounding; for a weighted mean phi_i = w_i (x_i - b_i), what does not differ gets 0.
/// `f` takes `std::span<const double>` with n scores and returns a double. Cost: f 2^n times; at most 16 children.
/// Source: Shapley, A value for n-person games, Contributions to the Theory of Games II, Princeton 1953.
///
///     constexpr auto worst = [](std::span<const double> s) { return s[0] < s[1] ? s[0] : s[1]; };
///     constexpr auto phi = shapley_values(worst, std::array{80.0, 50.0}, std::array{60.0, 60.0});  // 0 and -10
template <std::size_t N, detail::scores_children<double> F>
  requires(N >= 1 && N <= detail::most_attributed)
[[nodiscard]] constexpr std::array<double, N> shapley_values(const F& f, const std::array<double, N>& x,
                                                             const std::array<double, N>& baseline) {
  std::vector<double> value_of;
  std::array<double, N> mixed{}, phi{};
  for (std::size_t of = 0; of < detail::bit(N); ++of) {
    detail::mix(of, x, baseline, mixed);
    value_of.push_back(f(std::span<const double>(mixed)));
  }
  detail::attribute(value_of, phi);
  return phi;
}

/// The same for as many children as there are, 1 to 16, and for an `f` that may have no value (`std::optional<double>`). An error
/// where x and baseline differ in length, there are too many children, or f has no finite value for some of the mixed scores.
template <detail::scores_children<std::optional<double>> F>
[[nodiscard]] result<std::vector<double>> shapley_values(const F& f, std::span<const double> x, std::span<const double> baseline) {
  if (x.size() != baseline.size()) return detail::attribution_problem("the baseline needs a score for each child");
  if (x.empty() || x.size() > detail::most_attributed) return detail::attribution_problem("it works for 1 to 16 children");
  std::vector<double> value_of(detail::bit(x.size())), mixed(x.size()), phi(x.size());
  for (std::size_t of = 0; of < value_of.size(); ++of) {
    detail::mix(of, x, baseline, mixed);
    const std::optional<double> value = f(std::span<const double>(mixed));
    if (!value || !detail::is_finite(*value)) return detail::attribution_problem("there is no score for some mixture of scores and baseline");
    value_of[of] = *value;
  }
  detail::attribute(value_of, phi);
  return phi;
}

/// The same for an aggregation of children with these weights on a scale with these ends: `shapley_values(minimum{}, weights, x,
/// required, 1, 5)`. Children all count, none is critical or extra credit. An error too where the aggregation objects to its place.
template <aggregation A>
[[nodiscard]] result<std::vector<double>> shapley_values(const A& how, std::span<const double> weights, std::span<const double> x,
                                                         std::span<const double> baseline, double low, double high) {
  if (weights.size() != x.size()) return detail::attribution_problem("it needs a weight for each child");
  constexpr bool weighted = !detail::properties_of<A>().ignores_weights;
  std::vector<double> counted(weights.begin(), weights.end());
  double total = 0;
  for (double& w : counted) {
    if (!weighted) w = 1;
    if (!(w >= 0) || !detail::is_finite(total += w)) return detail::attribution_problem("its weights must be finite and not negative");
  }
  if (!counted.empty() && total == 0) return detail::attribution_problem("its weights are all 0");
  const auto values = detail::values_of(how);
  const parameters on{values, low, high, x.size()};
  const std::string_view why = detail::objection_of<A>(on, siblings{x.size(), counted});
  if (!why.empty()) return detail::attribution_problem(why);
  std::vector<term<double>> terms(x.size());
  return shapley_values(
      [&](std::span<const double> scores) {
        for (std::size_t i = 0; i < scores.size(); ++i) terms[i] = {scores[i], counted[i], counted[i], static_cast<std::uint32_t>(i), false};
        return detail::apply<A>(std::span<term<double>>(terms), on);
      },
      x, baseline);
}

}  // namespace prowess::v0
