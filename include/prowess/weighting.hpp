// SPDX-License-Identifier: BSL-1.0
// How siblings' weights are meant.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace prowess::inline v0 {

/// How the children of a group weigh. Weights are kept as written; the walk divides once.
enum class weighting : std::uint8_t {
  relative,  ///< any numbers; each counts for its share of their sum (default 1)
  percent,   ///< must total 100
  equal      ///< all count the same, whatever is written
};

/// A weight in percent of the siblings' total: they must all be percent, and total 100.
struct percent {
  double value;  ///< 30 for 30 %
};

/// Marks a child that adds to its group's sum and not to the divisor; its weight may be negative (a penalty).
struct extra_credit_t {};
/// As an option: `competency("mentoring", 5, extra_credit)`.
inline constexpr extra_credit_t extra_credit{};

/// What a weighting may know of the siblings whose weights it makes: as much as the file or the caller says.
struct judgements {
  std::size_t children = 0;                ///< how many weights there are to make
  std::span<const std::uint32_t> order{};  ///< places of the children, the most important first; empty where they are not ranked
  std::span<const double> values{};        ///< a number for each child, or a matrix row by row; empty where there are none
};

/// A host's own weighting: an empty type that makes numbers of judgements, once, when a framework is built or loaded.
/// `weigh` writes a weight for each child and returns nothing, or says why it cannot.
///
///     struct rank_sum { static constexpr std::string_view name = "rank_sum";
///                       static constexpr std::string_view weigh(const judgements& of, std::span<double> weights); };
template <class W>
concept weighting_type = requires(const judgements& of, std::span<double> weights) {
  { W::name } -> std::convertible_to<std::string_view>;
  { W::weigh(of, weights) } -> std::convertible_to<std::string_view>;
};
/// The function of a host's weighting.
struct weighting_ops {
  std::string_view name;  ///< as the type says it; files name the weighting by it
  /// Writes a weight for each child; returns why it cannot, or nothing.
  std::string_view (*weigh)(const judgements& of, std::span<double> weights);
};
namespace detail {
template <class W> constexpr std::string_view weigh_by(const judgements& of, std::span<double> weights) { return W::weigh(of, weights); }
}  // namespace detail
/// The function of one weighting type.
template <weighting_type W> inline constexpr weighting_ops ops_of_weighting{W::name, &detail::weigh_by<W>};
/// A host's weightings, so that a file may name them: `load_framework(text, weightings<rank_sum>)`.
template <weighting_type... W> inline constexpr std::array<const weighting_ops*, sizeof...(W)> weightings{&ops_of_weighting<W>...};

}  // namespace prowess::v0
