// SPDX-License-Identifier: BSL-1.0
// Adverse impact: whether groups are selected at different rates, by the four-fifths rule and two tests, with notes on small numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/cohort/fisher_exact.hpp>
#include <prowess/cohort/selection_rate.hpp>
#include <prowess/cohort/statistic.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {
/// What the pooled test of two rates comes from: D = h1 n2 - h2 n1 without its sign, and n1 n2 H (N - H) with H of N selected in both.
struct pooled_rates {
  std::uint64_t n1, n2, selected, all, difference;
  bool lower;  ///< whether the first rate is the lower one
  constexpr pooled_rates(const selection_rate& a, const selection_rate& b) noexcept
    : n1(a.total), n2(b.total), selected(std::uint64_t{a.selected} + b.selected), all(n1 + n2), difference(0), lower(a < b) {
    const std::uint64_t x = std::uint64_t{a.selected} * n2, y = std::uint64_t{b.selected} * n1;
    difference = x < y ? y - x : x - y;
  }
  [[nodiscard]] constexpr bool varies() const noexcept { return n1 > 0 && n2 > 0 && selected > 0 && selected < all; }
};
/// A number with `places` decimals, or as many more (up to 9) as show on which side of a cut it is.
inline std::string apart_from(double x, double cut, int places) {
  std::string text = fixed(x, places);
  while (places < 9 && x != cut && text == fixed(cut, places)) text = fixed(x, ++places);
  return text;
}
}  // namespace detail

namespace cohort {

/// The difference of two selection rates in standard deviations, z = (p2 - p1) / sqrt(p (1 - p) (1 / n1 + 1 / n2)) with the rate p of both
/// together: above 0 where the group's rate is the lower one. None where one is empty, or nobody or everybody was selected (no variation).
/// It takes a normal distribution for granted: read `fisher_exact` where few people are expected in a cell.
/// Source: the pooled test of two proportions. Differences in standard deviations are looked at since Hazelwood School District v. United
/// States, 433 U.S. 299 (1977), where a number is compared with what a known share of a workforce lets expect, and not two groups.
[[nodiscard]] constexpr statistic deviations_apart(const selection_rate& group, const selection_rate& other) noexcept {
  const detail::pooled_rates r(group, other);
  if (r.n1 == 0 || r.n2 == 0) return reason::no_people;
  if (!r.varies()) return reason::no_variation;
  const double square = product(static_cast<double>(r.n1) / static_cast<double>(r.all), static_cast<double>(r.n2)) *
                        product(static_cast<double>(r.selected), static_cast<double>(r.all - r.selected));
  const double z = static_cast<double>(r.difference) / detail::sqrt(square);
  return r.lower ? z : r.difference == 0 ? 0.0 : -z;
}
/// Whether two rates are more than two standard deviations apart, either way: D^2 N > 4 n1 n2 H (N - H) in whole numbers. No where z is none.
/// Source: Castaneda v. Partida, 430 U.S. 482 (1977), which for large samples speaks of two or three standard deviations: two is the
/// stricter reading for who selects. Hazelwood, as above.
[[nodiscard]] constexpr bool beyond_two_deviations(const selection_rate& group, const selection_rate& other) noexcept {
  const detail::pooled_rates r(group, other);
  if (!r.varies()) return false;
  const exact d = r.difference;
  return d * d * exact(r.all) > exact(4) * exact(r.n1) * exact(r.n2) * exact(r.selected) * exact(r.all - r.selected);
}
/// How many more of a group would be selected at the overall rate: n H / N - h, exactly; below 0 where more were. Unknown where all are empty.
[[nodiscard]] constexpr exact shortfall(const selection_rate& group, std::uint64_t all_selected, std::uint64_t all) noexcept {
  return exact(group.total) * exact(all_selected) / exact(all) - exact(group.selected);
}

/// What a group's rate was compared with.
enum class impact_status : std::uint8_t {
  compared,        ///< with the highest rate
  is_highest,      ///< it has the highest rate itself, the first among equals
  no_applicants,   ///< nobody is in it: no rate
  nobody_selected  ///< there are people, and nobody was selected in any group
};

/// From where on numbers are large enough to be read without a note.
struct impact_options {
  std::uint32_t applicants = 30;  ///< fewer than these in either group: noted. A convention of this library
  std::uint32_t expected = 5;     ///< fewer than these expected in a cell: noted. A usual limit after Cochran, Biometrics 10 (1954), 417-451
  /// Groups below this share of all people given: noted. 29 CFR 1607.15 A speaks of two percent of the labor force in the relevant area,
  /// which the host knows; the people given stand in for it.
  std::uint32_t percent = 2;
};

/// Why a comparison should be read with care.
struct impact_notes {
  bool few_applicants = false;       ///< one of the two has fewer people than `impact_options::applicants`
  bool few_expected = false;         ///< at equal rates fewer than `impact_options::expected` would be in a cell: z is not to be trusted
  bool small_share = false;          ///< the group is below `impact_options::percent` of all: perhaps too small for the guidelines to ask
  bool one_person_reverses = false;  ///< below four fifths; with one different person selected the group would have the higher rate. It is
                                     ///< generally no reason to enforce (Questions and Answers, 44 FR 11996 (March 2, 1979), Q&A 21)
  bool one_person_decides = false;   ///< with one different person selected the answer of the four-fifths rule would be the other one
  /// Whether there is any.
  [[nodiscard]] constexpr bool any() const noexcept { return few_applicants || few_expected || small_share || one_person_reverses || one_person_decides; }
  friend constexpr bool operator==(const impact_notes&, const impact_notes&) = default;  ///< the same notes
};

/// One group beside the one with the highest rate.
struct group_impact {
  selection_rate rate{},                              ///< its own ...
      highest{};                                      ///< ... and the highest one
  impact_status what = impact_status::no_applicants;  ///< what follows is empty unless `compared`
  bool below_four_fifths = false;                     ///< the ratio is less than 4/5
  bool beyond_two_deviations = false;                 ///< |z| is more than 2
  statistic deviations = reason::no_people;           ///< z, see `deviations_apart`
  statistic fisher = reason::no_people;               ///< the two-sided p, see `fisher_exact`
  impact_notes notes{};                               ///< on small numbers

  /// The rate over the highest one, exactly; unknown unless `compared` or `is_highest`.
  [[nodiscard]] constexpr exact ratio() const { return impact_ratio(rate, highest); }
};

/// One group beside another whose rate is as high or higher; `all`: how many people there are in all groups, 0 for these two only. Selected
/// must be at most total. Cost: that of `fisher_exact`.
[[nodiscard]] constexpr group_impact compare_rates(const selection_rate& group, const selection_rate& highest, const impact_options& by = {},
                                                   std::uint64_t all = 0) {
  group_impact g{group, highest};
  if (group.total == 0 || highest.total == 0) return g;
  const detail::pooled_rates r(group, highest);
  if (r.selected == 0) {
    g.what = impact_status::nobody_selected;
    return g;
  }
  g.what = impact_status::compared;
  g.below_four_fifths = below_four_fifths(group, highest);
  g.beyond_two_deviations = beyond_two_deviations(group, highest);
  g.deviations = deviations_apart(group, highest);
  g.fisher = fisher_exact(group, highest);

  const std::uint64_t fewer = r.n1 < r.n2 ? r.n1 : r.n2, rarer = r.selected < r.all - r.selected ? r.selected : r.all - r.selected;
  g.notes.few_applicants = fewer < by.applicants;
  g.notes.few_expected = exact(fewer) * exact(rarer) < exact(by.expected) * exact(r.all);
  g.notes.small_share = exact(group.total) * 100 < exact(by.percent) * exact(all == 0 ? r.all : all);
  if (group.selected < group.total && highest.selected > 0) {
    const selection_rate a{group.selected + 1, group.total}, b{highest.selected - 1, highest.total};
    g.notes.one_person_reverses = g.below_four_fifths && b < a;
    g.notes.one_person_decides = g.below_four_fifths && !below_four_fifths(a, b);
  }
  if (!g.below_four_fifths && group.selected > 0 && highest.selected < highest.total)
    g.notes.one_person_decides = below_four_fifths({group.selected - 1, group.total}, {highest.selected + 1, highest.total});
  return g;
}

/// All groups, each beside the one with the highest rate.
struct impact_report {
  std::vector<group_impact> groups;      ///< in the order given
  std::optional<std::size_t> highest;    ///< the group with the highest rate, the first among equals; none where nobody was selected
  /// Of all groups together, those selected ...
  std::uint64_t selected = 0, total = 0;  ///< ... and all

  /// How many more of a group would be selected at the rate of all together.
  [[nodiscard]] exact shortfall(std::size_t group) const { return cohort::shortfall(groups[group].rate, selected, total); }
};

/// Compares each group with the one that has the highest rate. A group of which more are selected than there are is a mistake.
/// It is arithmetic on counts, no finding of law: rules and courts look at more than these numbers.
///
///     const auto report = try_adverse_impact(std::array<selection_rate, 2>{{{48, 120}, {20, 80}}});
///     if (report) show(describe(report->groups[1], "group b", "group a"));
[[nodiscard]] inline result<impact_report> try_adverse_impact(std::span<const selection_rate> groups, const impact_options& by = {}) {
  impact_report all;
  for (std::size_t k = 0; k < groups.size(); ++k) {
    if (groups[k].selected > groups[k].total)
      return problem{"group " + std::to_string(k) + " (from 0)",
                     std::to_string(groups[k].selected) + " are selected, and there are " + std::to_string(groups[k].total),
                     "give how many were selected first, then how many there are"};
    all.selected += groups[k].selected, all.total += groups[k].total;
  }
  if (all.selected > 0) all.highest = highest_rate(groups);
  for (std::size_t k = 0; k < groups.size(); ++k) {
    group_impact g{groups[k], all.highest ? groups[*all.highest] : selection_rate{}};
    if (all.highest && *all.highest != k) g = compare_rates(groups[k], g.highest, by, all.total);
    else if (groups[k].total > 0) g.what = all.highest ? impact_status::is_highest : impact_status::nobody_selected;
    all.groups.push_back(g);
  }
  return all;
}
/// The same; raises what is wrong.
[[nodiscard]] inline impact_report adverse_impact(std::span<const selection_rate> groups, const impact_options& by = {}) {
  return try_adverse_impact(groups, by).value();
}

/// A group's result in sentences, with the names that the host has for it and for the group with the highest rate.
/// "b: 20 of 80 selected (25.0 %), against 48 of 120 (40.0 %) in a: an impact ratio of 0.625, below four fifths. ..." No number is shown
/// rounded to the other side of its rule.
[[nodiscard]] inline std::string describe(const group_impact& g, std::string_view name, std::string_view highest_name) {
  const auto of = [](const selection_rate& r) { return std::to_string(r.selected) + " of " + std::to_string(r.total); };
  const auto share = [](const selection_rate& r) { return " (" + detail::fixed(exact(r.rate() * 100).to_double(), 1) + " %)"; };
  std::string s(name);
  if (g.what == impact_status::no_applicants) return s += ": nobody is in this group, so it has no selection rate.";
  s += ": " + of(g.rate) + " selected" + share(g.rate);
  if (g.what == impact_status::nobody_selected) return s += "; nobody was selected in any group, so there is nothing to compare.";
  if (g.what == impact_status::is_highest) return s += ", the highest rate.";
  s += ", against " + of(g.highest) + share(g.highest) + " in " + std::string(highest_name) + ": an impact ratio of " +
       detail::apart_from(g.ratio().to_double(), 0.8, 3) + (g.below_four_fifths ? ", below four fifths." : ", not below four fifths.");
  if (g.deviations.known())
    s += " The rates are " + detail::apart_from(detail::abs(g.deviations.value), 2, 2) + " standard deviations apart, " +
         (g.beyond_two_deviations ? "more than two" : "not more than two") + "; Fisher's exact p is " +
         (g.fisher.value < 0.0005 ? std::string("below 0.0005") : detail::fixed(g.fisher.value, 3)) + ".";
  else s += " Everybody was selected in both.";
  if (g.notes.one_person_reverses) s += " With one different person selected this group would have the higher rate: do not act on the ratio alone.";
  else if (g.notes.one_person_decides) s += " With one different person selected the ratio would be on the other side of four fifths.";
  if (g.notes.few_applicants) s += " The numbers are small.";
  if (g.notes.few_expected) s += " So few are expected in a cell that the standard deviations say little: read the exact p.";
  if (g.notes.small_share) s += " The group is a very small share of all.";
  return s;
}

}  // namespace cohort
}  // namespace prowess::v0
