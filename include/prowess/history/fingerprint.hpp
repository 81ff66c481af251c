// SPDX-License-Identifier: BSL-1.0
// Fingerprints: 64 bits that say whether two frameworks score alike, so that a kept result tells what it was computed with.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/number/rounding.hpp>

namespace prowess::inline v0 {

/// 64 bits over a canonical form. Equal ones: the same form, but for a chance of 2^-64 (about 3e-12 that any two of 10,000 different
/// frameworks share one). Different ones prove another form, not another meaning. Not cryptographic: whoever wants two frameworks with
/// one fingerprint can make them, so it proves nothing about who wrote them.
///
///     constexpr fingerprint mark = fingerprint_of(health_it);
///     std::puts(to_string(mark).c_str());                       // 16 hexadecimal digits
///     static_assert(fingerprint_from("00000000000000ff") == fingerprint{255});
struct fingerprint {
  std::uint64_t value = 0;  ///< the bits
  friend constexpr bool operator==(const fingerprint&, const fingerprint&) = default;   ///< the same bits
  friend constexpr auto operator<=>(const fingerprint&, const fingerprint&) = default;  ///< an order for tables; it means nothing
};

/// Its 16 hexadecimal digits, the most significant first, in small letters. No allocation; not ended by a zero.
[[nodiscard]] constexpr std::array<char, 16> digits_of(fingerprint f) noexcept {
  std::array<char, 16> all{};
  for (std::size_t i = 0; i < 16; ++i) all[i] = "0123456789abcdef"[f.value >> (60 - 4 * i) & 15];
  return all;
}
/// The same as text.
[[nodiscard]] inline std::string to_string(fingerprint f) {
  const auto digits = digits_of(f);
  return {digits.data(), digits.size()};
}
/// The fingerprint with these 16 hexadecimal digits, small or capital; nothing where the text is another one.
[[nodiscard]] constexpr std::optional<fingerprint> fingerprint_from(std::string_view digits) noexcept {
  if (digits.size() != 16) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<std::uint64_t>(digit);
  }
  return fingerprint{value};
}

namespace detail {

/// FNV-1a with 64 bits, byte by byte. Numbers go in with their least significant byte first, whatever the machine does.
/// Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/
struct fnv_1a {
  std::uint64_t state = 14695981039346656037U;
  constexpr void byte(std::uint64_t b) { state = (state ^ (b & 0xff)) * 1099511628211U; }
  constexpr void bytes(std::uint64_t x, int count) {
    for (int i = 0; i < count; ++i) byte(x >> 8 * i);
  }
  constexpr void word(std::uint64_t x) { bytes(x, 4); }
  constexpr void number(double x) { bytes(x == 0 ? 0 : std::bit_cast<std::uint64_t>(x), 8); }  // -0 is 0
  constexpr void letters(std::string_view s) {
    for (const char c : s) byte(static_cast<unsigned char>(c));
  }
  constexpr void text(std::string_view s) { word(s.size()), letters(s); }
  template <int N> constexpr void whole(const wide_integer<N>& x) {
    word(static_cast<std::uint64_t>(x.size));
    for (int i = 0; i < x.size; ++i) word(x.limb[i]);
  }
};

/// Weights as whole numbers without common divisor, and what each of them was multiplied by: weight = number * measure.
struct ratios_of_weights {
  std::vector<exact> numbers;
  exact measure;
  bool known = true;  ///< false: 512 bits do not hold one of them
};
/// Of decimals as they were written (see `exact`). Over w, the first that is not 0, the others are p / q in lowest terms; the least common
/// multiple of all q makes whole numbers of them, which have no common divisor as it is itself one of them.
constexpr ratios_of_weights whole_weights_of(std::span<const double> weights) {
  ratios_of_weights all;
  all.numbers.reserve(weights.size());
  exact first{}, multiple{1};
  for (const double w : weights) {
    all.numbers.emplace_back(w);
    if (w != 0 && first == exact{}) first = w < 0 ? -exact(w) : exact(w);
  }
  if (first == exact{}) return all;
  for (exact& w : all.numbers) {
    w /= first;
    if (w.denominator() != 1) multiple *= exact_of((exact_of(w.denominator()) / multiple).numerator());
  }
  for (exact& w : all.numbers) w *= multiple, all.known = all.known && w.known();
  all.measure = first / multiple;
  all.known = all.known && all.measure.known();
  return all;
}

/// The weights of a group's children, as written.
constexpr std::vector<double> weights_below(const framework_view& f, std::uint32_t group) {
  std::vector<double> all;
  all.reserve(f.nodes[group].arity);
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) all.push_back(f.nodes[c].weight);
  return all;
}

/// Shipped aggregations for which only the ratios of weights matter. Others may compare weights with their own values (a divisor, an
/// interaction), and a host's own might do anything.
constexpr bool only_ratios_matter(std::string_view aggregation) {
  for (const std::string_view name : {"weighted_mean", "power_mean", "geometric_mean", "harmonic_mean", "quadratic_mean", "points_ratio", "majority",
                                      "share_reaching", "trimmed_mean", "mazziotta_pareto", "critical_cap"})
    if (name == aggregation) return true;
  return false;
}

constexpr void add_scale(fnv_1a& h, const framework_view& f, const scale_data& s) {
  h.text(s.key);
  h.byte(static_cast<std::uint64_t>(s.how)), h.byte(s.inverse), h.byte(static_cast<std::uint64_t>(s.above));
  h.number(s.low), h.number(s.high), h.number(s.zero), h.number(s.how == grid::stepped ? s.step : 0);
  h.text(s.how == grid::own ? s.own->name : std::string_view{});
  h.word(s.level_count);
  for (const level& l : f.levels(s)) h.text(l.key), h.number(l.points);
}

constexpr void add_weights(fnv_1a& h, const framework_view& f, std::uint32_t group) {
  const group_ops& how = *f.nodes[group].how;
  if (how.traits.ignores_weights && how.kept == nullptr) return h.byte(0);
  const std::vector<double> written = weights_below(f, group);
  const ratios_of_weights whole = whole_weights_of({written.data(), written.size()});
  if (!whole.known) {
    h.byte(3);
    for (const double w : written) h.number(w);
    return;
  }
  h.byte(only_ratios_matter(how.name) ? 1 : 2);
  for (const exact& w : whole.numbers) h.byte(w.negative()), h.whole(w.numerator());
  if (!only_ratios_matter(how.name)) h.whole(whole.measure.numerator()), h.whole(whole.measure.denominator());
}

constexpr void add_node(fnv_1a& h, const framework_view& f, std::uint32_t i) {
  const node& n = f.nodes[i];
  h.text(n.id);
  h.byte(n.is_extra_credit), h.byte(n.is_clamped), h.byte(n.is_critical), h.byte(n.is_group);
  if (n.is_leaf()) {
    h.word(n.scale);
    const bool filled = n.if_absent.kind != fill::with::nothing;
    h.byte(filled);
    if (filled) h.number(n.if_absent.points);
    return;
  }
  const bool has_quorum = n.missing.policy == missing_policy::require || n.missing.policy == missing_policy::require_children;
  h.word(n.arity);
  h.text(n.how->name);
  h.word(n.value_count);
  for (const double value : f.parameters_of(n).values) h.number(value);
  h.byte(static_cast<std::uint64_t>(n.missing.policy));
  h.number(has_quorum ? n.missing.quorum : 0);
  add_weights(h, f, i);
}

}  // namespace detail

/// The fingerprint of what a sound framework means: ids, tree, weights, aggregations, policies, scales. Titles and other texts, labels of
/// levels, labels such as "domain", and in which of several ways weights were written do not count. The order of siblings does: decision
/// tables and interactions go by it. It is the FNV-1a hash (64 bits) of these bytes, the same on every platform:
///
/// | part       | bytes, one behind the other                                                                                     |
/// |------------|-----------------------------------------------------------------------------------------------------------------|
/// | whole      | text "prowess framework 1"; word: number of scales, then each; word: number of nodes, then each in tree order    |
/// | text       | word: its bytes; then these (UTF-8)                                                                              |
/// | word, byte | unsigned, 4 bytes and 1 byte, the least significant first                                                       |
/// | number     | the 8 bytes of an IEEE 754 double, the least significant first; -0 as 0                                          |
/// | whole nr.  | word: how many words it takes (0 for 0); these words, the least significant first                                |
/// | scale      | text key; byte grid (continuous 0, whole 1, stepped 2, listed 3, own 4); byte 1 if inverse; byte above the highest (rejected 0, clamped 1, allowed 2); numbers low, high, zero, step (0 unless stepped); text name (of an own scale, else empty); word: number of levels; each level: text key, number points |
/// | node       | text id; byte 1 if extra credit; byte 1 if clamped; byte 1 if critical; byte 0 and the leaf, or 1 and the group  |
/// | leaf       | word: place of its scale; byte 1 and number: the points that an absent rating counts as; or byte 0               |
/// | group      | word: number of children; text name of the aggregation; word: number of its values, each a number; byte missing policy (skip 1, pool 2, no_score 3, require 4, require_children 5); number quorum (0 without one); weights |
/// | weights    | byte 0 where the aggregation ignores them, else byte 1, 2 or 3 and the children's weights in their order         |
///
/// Weights 1: as whole numbers without common divisor, each byte 1 if negative and the magnitude as whole nr. A weight is the decimal
/// that was written (the rule of `exact`), all are divided by their greatest common measure: 30 %, 30 %, 40 % and 3, 3, 4 and 0.3, 0.3,
/// 0.4 are one form. All 0: whole nrs. 0. So for weighted_mean, power_mean, geometric_mean, harmonic_mean, quadratic_mean, points_ratio,
/// majority, share_reaching, trimmed_mean, mazziotta_pareto and critical_cap. Weights 2, for every other aggregation: the same, then the
/// measure as two whole nrs., numerator and denominator in lowest terms (all weights 0: 0 and 1), as its values may be in the unit of the
/// weights. Weights 3, where 512 bits do not hold these: each as a number.
///
/// The same fingerprint is the same meaning, not the same last bit of every score: sums of 0.3 x are rounded otherwise than those of 3 x.
/// A host that changes the code of an aggregation of its own renames it. Cost: O(nodes + levels), about 1 us a child; a constant
/// expression for frameworks of some hundred nodes (clang may need -fconstexpr-steps).
[[nodiscard]] constexpr fingerprint fingerprint_of(const framework_view& f) {
  detail::fnv_1a h;
  h.text("prowess framework 1");
  h.word(f.scales.size());
  for (const scale_data& s : f.scales) detail::add_scale(h, f, s);
  h.word(f.size());
  for (std::uint32_t i = 0; i < f.size(); ++i) detail::add_node(h, f, i);
  return {h.state};
}

}  // namespace prowess::v0
