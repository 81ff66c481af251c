// SPDX-License-Identifier: BSL-1.0
// Laws of rankings, shortlists, summaries and the exact test on random cohorts, against definitions that are slow and plain.
#include <prowess/batch/split.hpp>
#include <prowess/cohort/adverse_impact.hpp>
#include <prowess/cohort/distribution.hpp>
#include <prowess/cohort/group_summary.hpp>
#include <prowess/cohort/ranking.hpp>
#include <prowess/cohort/top.hpp>
#include <prowess/core.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "cases.hpp"

using namespace prowess;
using namespace prowess::cohort;

namespace {

using laws::source;

/// People with scores of one of several kinds (few different ones; many; close in their last bits; zeros of both signs; of all sizes).
template <class T> struct cohort_of {
  std::vector<T> scores;
  std::vector<status> what;
  explicit cohort_of(source& any, std::uint32_t most = 60) {
    const std::uint32_t n = any.below(most), kind = any.below(5), missing = any.below(3) * 20;
    for (std::uint32_t i = 0; i < n; ++i) {
      scores.push_back(one(any, kind));
      what.push_back(any.below(100) < missing ? static_cast<status>(2 + any.below(8)) : static_cast<status>(any.below(2)));
    }
  }
  static T one(source& any, std::uint32_t kind) {
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    switch (kind) {
      case 0: return static_cast<T>(any.below(5));
      case 1: return static_cast<T>(1 + 4 * (static_cast<double>(any.next() >> 11) * 0x1p-53));
      case 2: return std::bit_cast<T>(static_cast<bits>(std::bit_cast<bits>(any.below(2) ? T{3} : T{-3}) + any.below(4)));
      case 3: return any.below(3) == 0 ? T{-0.0} : static_cast<T>(any.below(3)) - T{1};
      default: {
        const T x = std::bit_cast<T>(static_cast<bits>(any.next()));
        return prowess::detail::is_finite(static_cast<double>(x)) ? x : T{1};
      }
    }
  }
  [[nodiscard]] bool ranked(std::size_t i) const { return what[i] == status::scored || what[i] == status::filled; }
};

ranking_options options(source& any) {
  constexpr ties all[] = {ties::minimum, ties::maximum, ties::average, ties::dense, ties::ordinal};
  return {.how = all[any.below(5)], .way = any.below(2) ? direction::benefit : direction::cost};
}

/// The place by its definition: one more than the people who are ahead, and what the rule makes of equals.
template <class T> double place_by_definition(const cohort_of<T>& c, std::size_t i, const ranking_options& by) {
  if (!c.ranked(i)) return 0;
  std::size_t ahead = 0, equal = 0, equal_before = 0;
  std::vector<T> better;  // the different scores that are
  for (std::size_t k = 0; k < c.scores.size(); ++k) {
    if (!c.ranked(k)) continue;
    const T a = c.scores[k], b = c.scores[i];
    if (by.way == direction::benefit ? a > b : a < b) {
      ++ahead;
      if (std::find(better.begin(), better.end(), a) == better.end()) better.push_back(a);
    }
    equal += a == b, equal_before += a == b && k < i;
  }
  const auto whole = [](std::size_t n) { return static_cast<double>(n); };
  switch (by.how) {
    case ties::minimum: return whole(ahead + 1);
    case ties::maximum: return whole(ahead + equal);
    case ties::average: return (whole(ahead + 1) + whole(ahead + equal)) / 2;
    case ties::dense: return whole(better.size() + 1);
    case ties::ordinal: return whole(ahead + equal_before + 1);
  }
  return -1;
}

template <class T> bool places_are_by_definition(source& any) {
  const cohort_of<T> c(any);
  const ranking_options by = options(any);
  const ranking all = rank_people(c.scores, c.what, by);
  for (std::size_t i = 0; i < c.scores.size(); ++i)
    if (all.places()[i] != place_by_definition(c, i, by) || all.place(i).has_value() != c.ranked(i)) return false;
  std::size_t ranked = 0;
  for (std::size_t i = 0; i < c.scores.size(); ++i) ranked += c.ranked(i);
  if (all.order().size() != ranked || all.unranked() != c.scores.size() - ranked) return false;
  for (std::size_t k = 0; k < ranked; ++k)  // the order is the ordinal place
    if (place_by_definition(c, all.order()[k], {.how = ties::ordinal, .way = by.way}) != static_cast<double>(k + 1)) return false;
  return true;
}

std::vector<std::uint32_t> shuffled(std::size_t n, source& any) {
  std::vector<std::uint32_t> all(n);
  for (std::uint32_t i = 0; i < n; ++i) all[i] = i;
  for (std::size_t i = n; i > 1; --i) std::swap(all[i - 1], all[any.below(static_cast<std::uint32_t>(i))]);
  return all;
}

constexpr auto fw = framework("f", levels("1", "2", "3", "4", "5"), leaf("a", 3), leaf("b", 2), leaf("c", 1));

/// Sums of binomials: of all tables with these margins, the share of those that are not more frequent. At most 24 people: 64 bits hold it.
double fisher_by_enumeration(std::uint32_t a, std::uint32_t m, std::uint32_t b, std::uint32_t n) {
  const auto choose = [](std::uint64_t of, std::uint64_t k) {
    std::uint64_t c = 1;
    for (std::uint64_t i = 1; i <= k; ++i) c = c * (of - k + i) / i;
    return c;
  };
  const std::uint32_t k = a + b;
  const auto ways = [&](std::uint32_t x) { return choose(m, x) * choose(n, k - x); };
  std::uint64_t some = 0, all = 0;
  for (std::uint32_t x = k > n ? k - n : 0; x <= m && x <= k; ++x) {
    all += ways(x);
    if (ways(x) <= ways(a)) some += ways(x);
  }
  return static_cast<double>(some) / static_cast<double>(all);
}

}  // namespace

TEST_SUITE("property") {
  TEST_CASE("ranking: places are what their definition says") {
    laws::hold("places of doubles", [](source& any) { return places_are_by_definition<double>(any); });
    laws::hold("places of floats", [](source& any) { return places_are_by_definition<float>(any); });
  }

  TEST_CASE("ranking: shuffling people changes nobody's place, unless order decides") {
    laws::hold("shuffled", [](source& any) {
      const cohort_of<double> c(any);
      ranking_options by = options(any);
      if (by.how == ties::ordinal) by.how = ties::dense;
      const auto from = shuffled(c.scores.size(), any);
      std::vector<double> scores;
      std::vector<status> what;
      for (const std::uint32_t i : from) scores.push_back(c.scores[i]), what.push_back(c.what[i]);
      const ranking one = rank_people(c.scores, c.what, by), other = rank_people(scores, what, by);
      for (std::size_t i = 0; i < from.size(); ++i)
        if (other.places()[i] != one.places()[from[i]]) return false;
      return true;
    });
  }

  TEST_CASE("ranking: large cohorts are in order, equals as they were given") {
    source any{20240607};
    for (int round = 0; round < 40; ++round) {
      CAPTURE(round);
      cohort_of<double> c(any, 30'000);
      if (round % 4 == 0)  // runs that are equal in their upper bits: many, or few among clear ones
        for (double& s : c.scores)
          s = any.below(8) == 0 || round % 8 == 0 ? std::bit_cast<double>(std::bit_cast<std::uint64_t>(2.0) + any.below(1000)) : 1 + any.below(1u << 30) / 0x1p28;
      if (c.scores.size() > 2) c.scores[1] = 1e200;
      const ranking all = rank_people(c.scores, c.what);
      bool sorted = true;
      for (std::size_t k = 1; k < all.order().size(); ++k) {
        const std::uint32_t p = all.order()[k - 1], q = all.order()[k];
        sorted = sorted && (c.scores[p] > c.scores[q] || (c.scores[p] == c.scores[q] && p < q));
      }
      CHECK(sorted);
    }
  }

  TEST_CASE("top: the best of the order, with and without who ties") {
    laws::hold("top", [](source& any) {
      const cohort_of<double> c(any, any.below(20) == 0 ? 5000 : 60);
      const direction way = any.below(2) ? direction::benefit : direction::cost;
      const std::size_t k = any.below(static_cast<std::uint32_t>(c.scores.size()) + 3);
      const ranking all = rank_people(c.scores, c.what, {.way = way});
      const std::size_t n = std::min(k, all.order().size());
      std::size_t with_ties = n;
      while (n > 0 && with_ties < all.order().size() && *all.place(all.order()[with_ties]) == *all.place(all.order()[n - 1])) ++with_ties;
      const std::vector<std::uint32_t> order(all.order().begin(), all.order().end());
      const auto is_first = [&](const std::vector<std::uint32_t>& best, std::size_t size) {
        return best.size() == size && std::equal(best.begin(), best.end(), order.begin());
      };
      for (const simd with : {simd::portable, best_simd()}) {
        if (!is_first(try_top_people(c.scores, k, c.what, {.at_cut = cut_ties::first, .way = way}, with).value(), n)) return false;
        if (!is_first(try_top_people(c.scores, k, c.what, {.at_cut = cut_ties::all, .way = way}, with).value(), with_ties)) return false;
      }
      return true;
    });
  }

  TEST_CASE("distributions and groups: the same for any division of the people") {
    laws::hold("divided", [](source& any) {
      const std::uint32_t n = any.below(50);
      std::vector<double> scores;
      std::vector<status> what;
      std::vector<std::uint8_t> group;
      std::vector<std::array<rating, 3>> ratings(n);
      level_distribution by_profile(fw.view());
      for (auto& r : ratings) {
        for (rating& x : r) x = any.below(5) == 0 ? rating(not_observed) : rating(1.0 + any.below(5));
        const auto p = score<fw>(r);
        scores.push_back(p.score_or(0)), what.push_back(p.what()), group.push_back(any.below(9) == 0 ? 255 : static_cast<std::uint8_t>(any.below(4)));
        by_profile.add(p.root());
      }
      const score_cut cut(fw.view(), 3);
      level_distribution whole(fw.view()), merged(fw.view()), guessed(fw.view());
      group_summary all(4, cut), parts(4, cut);
      const auto exactly = [&](std::size_t i) { return score<fw>(ratings[i]).exactly(); };
      if (!whole.add(scores, what, exactly).ok() || !guessed.add(scores, what).ok() || !all.try_add(group, scores, what, exactly)) return false;
      for (const split_range r : split(n, 1 + any.below(6), 1 + any.below(5))) {
        level_distribution d(fw.view());
        group_summary g(4, cut);
        const std::span<const double> s = std::span(scores).subspan(r.first, r.last - r.first);
        const std::span<const status> w = std::span(what).subspan(r.first, r.last - r.first);
        const auto here = [&](std::size_t i) { return exactly(r.first + i); };
        if (!d.add(s, w, here).ok() || !g.try_add(std::span(group).subspan(r.first, r.last - r.first), s, w, here)) return false;
        merged.merge(d), parts.merge(g);
      }
      if (!(whole == merged) || !(whole == by_profile) || whole.not_decidable() != 0) return false;
      if (guessed.scored() != whole.scored() || guessed.without_score() != whole.without_score()) return false;
      for (std::size_t l = 0; l < whole.levels(); ++l)
        if (guessed.count_at(l) > whole.count_at(l)) return false;  // what is decided without help is decided alike

      if (all.without_group() != parts.without_group()) return false;
      for (std::size_t k = 0; k < 4; ++k) {
        const group_of_people &a = all.groups()[k], &b = parts.groups()[k];
        if (a.selected != b.selected || a.not_decidable != 0 || b.not_decidable != 0 || a.people() != b.people()) return false;
        if (a.scores.count() != b.scores.count() || a.scores.lowest() != b.scores.lowest() || a.scores.highest() != b.scores.highest()) return false;
        double sum = 0, squares = 0, count = 0;  // by hand
        std::uint64_t reached = 0;
        for (std::size_t i = 0; i < n; ++i)
          if (group[i] == k && what[i] == status::scored) sum += scores[i], ++count, reached += score<fw>(ratings[i]).reaches(3.0) == decision::yes;
        if (a.selected != reached || static_cast<double>(a.scores.count()) != count) return false;
        if (count == 0) continue;
        for (std::size_t i = 0; i < n; ++i)
          if (group[i] == k && what[i] == status::scored) squares += (scores[i] - sum / count) * (scores[i] - sum / count);
        if (!laws::near(a.scores.mean().value, sum / count) || !laws::near(b.scores.mean().value, sum / count)) return false;
        if (!laws::near(a.scores.variance(divisor::n).value, squares / count) || !laws::near(b.scores.variance(divisor::n).value, squares / count)) return false;
      }
      return true;
    });
  }

  TEST_CASE("Fisher's exact test: the sum over all tables, and the same from each side") {
    laws::hold("fisher", [](source& any) {
      const std::uint32_t m = 1 + any.below(12), n = 1 + any.below(12), a = any.below(m + 1), b = any.below(n + 1);
      const double p = fisher_exact({a, m}, {b, n}).value;
      if (!(p > 0 && p <= 1) || !laws::near(p / fisher_by_enumeration(a, m, b, n), 1, 1e-13)) return false;
      if (fisher_exact({b, n}, {a, m}).value != p) return false;          // rows swapped
      if (fisher_exact({m - a, m}, {n - b, n}).value != p) return false;  // columns swapped
      return a + b == 0 || a + b == m + n || fisher_exact({a, a + b}, {m - a, m + n - a - b}).value == p;  // turned
    });
    laws::hold("fisher, many people", [](source& any) {
      const std::uint32_t m = 1 + any.below(2000), n = 1 + any.below(2000), a = any.below(m + 1), b = any.below(n + 1);
      const double p = fisher_exact({a, m}, {b, n}).value;
      return p > 0 && p <= 1 && fisher_exact({b, n}, {a, m}).value == p && fisher_exact({m - a, m}, {n - b, n}).value == p;
    });
  }

  TEST_CASE("adverse impact: two deviations and four fifths agree with their numbers where these are clear") {
    laws::hold("impact", [](source& any) {
      const std::uint32_t m = 1 + any.below(300), n = 1 + any.below(300);
      selection_rate low{any.below(m + 1), m}, high{any.below(n + 1), n};
      if (high < low) std::swap(low, high);
      const group_impact g = compare_rates(low, high);
      if (g.what != impact_status::compared) return low.selected == 0 && high.selected == 0;
      const double ratio = g.ratio().to_double(), z = g.deviations.known() ? g.deviations.value : 0;
      if (z < 0 || ratio < 0 || ratio > 1) return false;
      if (!laws::near(ratio, 0.8) && g.below_four_fifths != (ratio < 0.8)) return false;
      if (!laws::near(z, 2) && g.beyond_two_deviations != (z > 2)) return false;
      return !g.notes.one_person_reverses || (g.below_four_fifths && g.notes.one_person_decides);
    });
  }
}
