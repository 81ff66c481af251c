// SPDX-License-Identifier: BSL-1.0
// How siblings' weights are meant.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace prowess::inline v0 {

/// How the children of a group weigh. Weights are kept as written; the walk divides once.
enum class weighting : std::uint8_t {
  relative,  ///< any numbers; each counts for its share of their sum (default 1)
  percent,   ///< must total 100
  equal,     ///< all count the same, whatever is written
  points     ///< each counts the points it is worth: the range of a leaf's scale, a group the sum of its children; kept as `relative`
};

/// A weight in percent of the siblings' total: they must all be percent, and total 100.
struct percent {
  double value;  ///< 30 for 30 %
};

/// Marks a child that adds to its group's sum and not to the divisor; its weight may be negative (a penalty).
struct extra_credit_t {};
/// As an option: `competency("mentoring", 5, extra_credit)`.
inline constexpr extra_credit_t extra_credit{};

/// What a weighting may know of the siblings whose weights it makes: as much as the code or the file says.
struct judgements {
  std::size_t children = 0;           ///< how many weights there are to make
  std::span<const double> numbers{};  ///< one for each child, in their order (a rank, points ...); empty where nothing is said of them
  std::span<const double> values{};   ///< of the weighting itself: an exponent, a matrix row by row ...
  bool ranked = false;                ///< the numbers are the places of a list of children, the most important first: 1, 2.5, 2.5, 4
};

/// A weighting is a type that makes weights of judgements, once, when a framework is built or loaded; what is kept are the weights.
/// `weigh` writes a weight for each child and returns nothing, or says why it cannot. Optional: `values()`, an array of doubles that
/// is handed to it as `judgements::values`.
///
///     struct rank_square { static constexpr std::string_view name = "rank_square";
///                          static constexpr std::string_view weigh(const judgements& of, std::span<double> weights); };
///     group("soft", rank_square{}, competency("communication", 1), competency("negotiation", 2));  // the numbers are its judgements
template <class W>
concept weighting_type = requires(const judgements& of, std::span<double> weights) {
  { W::name } -> std::convertible_to<std::string_view>;
  { W::weigh(of, weights) } -> std::convertible_to<std::string_view>;
};
/// The function of a weighting.
struct weighting_ops {
  std::string_view name;  ///< as the type says it; files name the weighting by it
  /// Writes a weight for each child; returns why it cannot, or nothing.
  std::string_view (*weigh)(const judgements& of, std::span<double> weights);
};
namespace detail {
/// So many numbers, all alike. (A vector's own constructor is no constant expression for clang with the library of g++ 12.)
constexpr std::vector<double> filled(std::size_t n, double with = 0) {
  std::vector<double> all;
  all.reserve(n);
  for (; n > 0; --n) all.push_back(with);
  return all;
}
/// The values of a weighting as an array; empty where it has none.
template <class W> constexpr auto values_of_weighting(const W& how) {
  if constexpr (requires { how.values(); }) return how.values();
  else return std::array<double, 0>{};
}
template <class W> constexpr std::string_view weigh_by(const judgements& of, std::span<double> weights) { return W::weigh(of, weights); }
}  // namespace detail
/// The function of one weighting type.
template <weighting_type W> inline constexpr weighting_ops ops_of_weighting{W::name, &detail::weigh_by<W>};
/// A host's weightings, so that a file may name them: `load_framework(text, weightings<rank_square>)`.
template <weighting_type... W> inline constexpr std::array<const weighting_ops*, sizeof...(W)> weightings{&ops_of_weighting<W>...};

}  // namespace prowess::v0
