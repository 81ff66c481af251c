// SPDX-License-Identifier: BSL-1.0
// Scales: which points a rating may have, and where they stand between the worst and the best.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include <prowess/detail/compiler.hpp>
#include <prowess/number/exact.hpp>

namespace prowess::inline v0 {

/// One level of a scale. Order, label and points are independent: points may be non-linear, tied, fractional or negative.
struct level {
  std::string_view key;          ///< unique within its scale; what files and code say
  double points = 0;             ///< what a rating at this level counts
  std::string_view label{};      ///< what people read; the key where empty
  std::string_view descriptor{}; ///< what the level means, in general
  /// The label, or the key where that is empty.
  [[nodiscard]] constexpr std::string_view name() const noexcept { return label.empty() ? key : label; }
  friend constexpr bool operator==(const level&, const level&) = default;  ///< texts and points
};

/// A host's own scale: an empty type that says which points it admits and where they stand.
/// Optional: `static unit(double points)`, the position in [0, 1], where it is not linear between lowest and highest.
///
///     struct half_points { static constexpr std::string_view name = "half_points"; static constexpr double lowest = 1, highest = 6;
///                          static constexpr bool admits(double p) { return p * 2 == double(int(p * 2)); } };
template <class S>
concept scale_type = requires(double points) {
  { S::name } -> std::convertible_to<std::string_view>;
  { S::lowest } -> std::convertible_to<double>;
  { S::highest } -> std::convertible_to<double>;
  { S::admits(points) } -> std::same_as<bool>;
};

/// The functions of a host's scale, behind pointers that are constant expressions.
struct scale_ops {
  std::string_view name;          ///< as the type says it; files name the scale by it
  /// Smallest ...
  double lowest, highest;         ///< ... and largest points
  bool (*admits)(double points);  ///< whether a rating may have them
  double (*unit)(double points);  ///< their position, in [0, 1]
  bool has_unit;                  ///< false: linear between the ends
};
namespace detail {
template <class S> constexpr bool has_unit = requires(double points) {
  { S::unit(points) } -> std::convertible_to<double>;
};
template <class S> constexpr double unit_of(double points) {
  if constexpr (has_unit<S>) return S::unit(points);
  else return (points - S::lowest) / (S::highest - S::lowest);
}
template <class S> constexpr bool admitted_by(double points) { return S::admits(points); }
}  // namespace detail
/// The functions of one scale type.
template <scale_type S>
inline constexpr scale_ops ops_of_scale{S::name, S::lowest, S::highest, &detail::admitted_by<S>, &detail::unit_of<S>, detail::has_unit<S>};

/// How a scale decides whether it admits a number.
enum class grid : std::uint8_t {
  continuous,  ///< anything between the ends
  whole,       ///< whole numbers between the ends
  stepped,     ///< lowest + k * step
  listed,      ///< the points of its levels
  own          ///< a host's type decides
};

/// What a rating above a scale's highest points is: points for extra work, or a mistake.
enum class excess : std::uint8_t {
  rejected,  ///< a mistake, as everything else that the scale does not admit
  clamped,   ///< it counts as the highest points
  allowed    ///< it counts beyond them, as far as it goes
};

/// One scale of a framework as flat data. Build it with `levels`, `numeric`, `percentage`, `checklist` or a host's type.
struct scale_data {
  std::string_view key{};         ///< how leaves name it; empty for the framework's own
  /// Smallest ...
  double low = 0, high = 0;       ///< ... and largest points
  double zero = 0;                ///< the points at position 0: `low`, or 0 for points/max
  double step = 0;                ///< for `stepped`
  /// Where its levels begin in the framework's list ...
  std::uint32_t level_at = 0, level_count = 0;  ///< ... and how many they are
  grid how = grid::continuous;    ///< which points between the ends it admits
  bool inverse = false;           ///< fewer points are better
  excess above = excess::rejected;  ///< what points above `high` are
  const scale_ops* own = nullptr;  ///< a host's functions, for `own`

  /// Points of the worst rating: `low`, or `high` on an inverse scale.
  [[nodiscard]] constexpr double worst() const noexcept { return inverse ? high : low; }
  /// Member by member; a host's functions by their address.
  friend constexpr bool operator==(const scale_data&, const scale_data&) = default;

  /// Whether `points` lie between the ends, which belong to it. False for NaN.
  [[nodiscard]] PROWESS_INLINE constexpr bool spans(double points) const { return points >= low && points <= high; }
  /// Whether `points` are a whole number. They must fit std::int64_t, as those between the ends of a sound scale of whole numbers do.
  [[nodiscard]] PROWESS_INLINE static constexpr bool whole(double points) { return points == static_cast<double>(static_cast<std::int64_t>(points)); }
  /// Whether `points` may stand on a form with this scale. `all` holds the levels of all scales. False for NaN.
  [[nodiscard]] PROWESS_INLINE constexpr bool admits(double points, std::span<const level> all) const {
    if (!spans(points)) return above != excess::rejected && exceeds(points);
    if (how == grid::whole) return whole(points);
    return how == grid::continuous || on_grid(points, all);
  }

  /// Whether points above the highest stand on the grid; those of `listed` and `own` scales never do.
  [[nodiscard]] constexpr bool exceeds(double points) const {
    if (!(points > high && points <= 0x1p53)) return false;
    return how == grid::continuous || (how == grid::whole && whole(points)) || (how == grid::stepped && on_grid(points, {}));
  }

  /// What `admits` asks of `stepped` (to 1e-9 of a step), `listed` and `own` scales, of points between the ends.
  /// Cost: the levels where they are `listed`.
  [[nodiscard]] constexpr bool on_grid(double points, std::span<const level> all) const {
    if (how == grid::own) return own->admits(points);
    if (how == grid::listed) {
      for (std::uint32_t i = level_at; i < level_at + level_count; ++i)
        if (all[i].points == points) return true;
      return false;
    }
    if (!((points - low) / step < 0x1p53)) return false;
    const double steps = (points - low) / step, whole = static_cast<double>(static_cast<std::int64_t>(steps + 0.5));
    const double off = (steps - whole) * step;  // decimal steps such as 0.1 are not exact in binary
    return (off < 0 ? -off : off) <= 1e-9 * step;
  }
};

/// Where `points` of scale `from` stand on scale `to`: linear, anchored at the ends (or at 0 for points/max), turned round
/// for an inverse scale; unchanged where both are one scale. N is `double` or `exact`. The ends meet the ends exactly.
template <class N> [[nodiscard]] constexpr N rescaled(const scale_data& from, const scale_data& to, double points) {
  if (from.above == excess::clamped && points > from.high) points = from.high;
  if (&from == &to) return N(points);
  if (from.how == grid::own && from.own->has_unit) {
    const double position = from.own->unit(points), billionths = position * 1e9;
    N unit(position);
    if constexpr (std::same_as<N, exact>) {  // a short decimal is what the host meant; what was computed may have been rounded
      if (!(billionths > -1e15 && billionths < 1e15) || billionths != static_cast<double>(static_cast<std::int64_t>(billionths))) return exact::unknown();
    }
    return N(to.zero) + product(from.inverse ? N(1.0) - unit : unit, N(to.high) - N(to.zero));
  }
  const double first = from.inverse ? from.high : from.zero, last = from.inverse ? from.zero : from.high;
  if (points == first) return N(to.zero);
  if (points == last) return N(to.high);
  return N(to.zero) + product(N(points) - N(first), N(to.high) - N(to.zero)) / (N(last) - N(first));
}

/// A scale with its levels, exactly sized: what the words below return and `framework` takes.
template <std::size_t Levels> struct static_scale {
  scale_data data{};                       ///< key, ends and grid
  std::array<level, Levels> level_list{};  ///< in the order in which they were given

  /// The same scale with ratings read as points / highest, so that 0 points and not the lowest level stand at 0.
  [[nodiscard]] constexpr static_scale points_over_max() const {
    static_scale s = *this;
    s.data.zero = 0;
    return s;
  }
  /// The same scale with points above the highest admitted: `numeric(0, 10).with(excess::allowed)`. Not for listed levels.
  [[nodiscard]] constexpr static_scale with(excess above) const {
    static_scale s = *this;
    s.data.above = above;
    return s;
  }
  /// The same levels as the lower ends of ranges: a rating may be any number of points between the ends, and has the level that it
  /// reaches. `levels(level{"weak", 0}, level{"good", 8}, level{"full", 10}).ranges()` admits 8.5, which is good.
  [[nodiscard]] constexpr static_scale ranges() const {
    static_scale s = *this;
    s.data.how = grid::continuous;
    return s;
  }
  /// The same scale, on which fewer points are better.
  [[nodiscard]] constexpr static_scale inverted() const {
    static_scale s = *this;
    s.data.inverse = !s.data.inverse;
    return s;
  }
};

namespace detail {
constexpr bool is_whole(double x) { return x > -1e9 && x < 1e9 && x == static_cast<double>(static_cast<std::int64_t>(x)); }

/// The scale that some levels make.
constexpr scale_data scale_data_of(std::span<const level> list) {
  scale_data d;
  d.level_count = static_cast<std::uint32_t>(list.size());
  d.how = grid::listed;
  if (list.size() == 0) return d;
  d.low = d.high = list[0].points;
  for (const level& l : list) d.low = l.points < d.low ? l.points : d.low, d.high = l.points > d.high ? l.points : d.high;
  d.inverse = list[list.size() - 1].points < list[0].points;
  bool ladder = list.size() > 1 && is_whole(d.low);
  for (std::size_t i = 1; i < list.size(); ++i) ladder = ladder && list[i].points == list[i - 1].points + (d.inverse ? -1 : 1);
  if (ladder) d.how = grid::whole;
  d.zero = d.low;
  return d;
}
template <std::size_t L> constexpr static_scale<L> scale_of(std::array<level, L> list) { return {scale_data_of(list), list}; }
}  // namespace detail

/// Where `levels` starts to count.
struct from {
  double first = 1;  ///< points of the first level
};

/// Levels that count upwards by 1 point, worst first: `levels(from{0}, "none", "some", "much")`.
template <class... Keys>
  requires(sizeof...(Keys) > 0 && (std::convertible_to<Keys, std::string_view> && ...))
[[nodiscard]] constexpr auto levels(from start, const Keys&... keys) {
  std::array<level, sizeof...(Keys)> list{level{keys, 0}...};
  for (level& l : list) l.points = start.first, start.first += 1;
  return detail::scale_of(list);
}
/// The same from 1 upwards: `levels("novice", "competent", "expert")`.
template <class... Keys>
  requires(sizeof...(Keys) > 0 && (std::convertible_to<Keys, std::string_view> && ...))
[[nodiscard]] constexpr auto levels(const Keys&... keys) {
  return levels(from{1}, keys...);
}
/// Levels with points of their own, worst first: `levels(level{"none", 0}, level{"some", 1}, level{"much", 3})`.
/// Points that fall from first to last make an inverse scale.
template <std::same_as<level>... Levels> [[nodiscard]] constexpr auto levels(const level& first, const Levels&... more) {
  return detail::scale_of(std::array<level, 1 + sizeof...(Levels)>{first, more...});
}

/// Numbers from `min` to `max`, in steps of `step` (0: any number): `numeric(0, 100)`, `numeric(1, 6, 0.5)`.
[[nodiscard]] constexpr static_scale<0> numeric(double min, double max, double step = 0) {
  static_scale<0> s;
  s.data.low = s.data.zero = min;
  s.data.high = max;
  s.data.step = step;
  s.data.how = step == 0 ? grid::continuous : step == 1 && detail::is_whole(min) && detail::is_whole(max) ? grid::whole : grid::stepped;
  return s;
}
/// 0 to 100.
[[nodiscard]] constexpr static_scale<0> percentage() { return numeric(0, 100); }
/// Met or not met: 1 or 0 points.
[[nodiscard]] constexpr static_scale<2> checklist() { return levels(from{0}, "not_met", "met"); }
/// A host's own scale, behind its functions, which must outlive it.
[[nodiscard]] constexpr static_scale<0> own_scale(const scale_ops& own) {
  static_scale<0> s;
  s.data.low = s.data.zero = own.lowest;
  s.data.high = own.highest;
  s.data.how = grid::own;
  s.data.own = &own;
  return s;
}
/// A host's own scale, by its type: `own_scale(half_points{})`.
template <scale_type S> [[nodiscard]] constexpr static_scale<0> own_scale(const S& = {}) { return own_scale(ops_of_scale<S>); }
/// A host's scales, so that a file may name them: `load_framework(text, own_scales<landing>)`.
template <scale_type... S> inline constexpr std::array<const scale_ops*, sizeof...(S)> own_scales{&ops_of_scale<S>...};

/// A further scale of a framework under the key by which leaves name it: `scale("exam", numeric(0, 100))`.
template <std::size_t L> [[nodiscard]] constexpr static_scale<L> scale(std::string_view key, static_scale<L> s) {
  s.data.key = key;
  return s;
}
/// The same with a host's own scale: `scale("mark", half_points{})`.
template <class S>
  requires std::is_empty_v<S>
[[nodiscard]] constexpr static_scale<0> scale(std::string_view key, const S& own) {
  static_assert(scale_type<S>, "a scale of your own needs static name, lowest, highest and admits(double); unit(double) is optional");
  return scale(key, own_scale(own));
}

}  // namespace prowess::v0
