// SPDX-License-Identifier: BSL-1.0
// One group of 5 leaves, one person: every aggregation on the unrolled path, beside the same rule written by hand.
//
//   aggregations          checks, then times all rules in interleaved rounds and prints a table
//   aggregations --count  the same work once, for a tool that counts instructions around prowess_counted()
//
// The unit of work is the same on both sides: every rating checked against its scale, the results of all 6 nodes written (score,
// three shares of evidence, status), products rounded on their own, sums in the same order. All results are compared with ==
// before anything is measured. By hand means: weights, cuts and places are constants in the code, what the scale rules out is not
// asked, only what the result needs is sorted, and that by the shortest network known. exp and log are the library's.
#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "inlining.hpp"
#include "measure.hpp"

namespace {

using namespace prowess;

constexpr std::size_t leaves = 5, nodes = 6, people = 512;  // so many that branch predictors do not learn one of them
using person = std::array<rating, leaves>;
using output = std::array<node_result, nodes>;

// ---- ours: a constant framework for each rule

constexpr auto five_levels = levels("1", "2", "3", "4", "5");
template <class Rule> constexpr auto with(const Rule& rule, double last = 10) {
  return framework("measured", five_levels, rule, indicator("a", 30, critical()), indicator("b", 25), indicator("c", 20, critical()),
                   indicator("d", 15), indicator("e", last));
}
template <const auto& F> bool unrolled(const person& p, output& out) { return score_into<F>(p, out).ok(); }

constexpr auto with_weighted_mean = with(weighted_mean{});
constexpr auto with_power_mean = with(power_mean{3});
constexpr auto with_harmonic_mean = with(harmonic_mean{});
constexpr auto with_geometric_mean = with(geometric_mean{});
constexpr auto with_quadratic_mean = with(quadratic_mean{});
constexpr auto with_minimum = with(minimum{});
constexpr auto with_maximum = with(maximum{});
constexpr auto with_median = with(median{});
constexpr auto with_lower_median = with(lower_median{});
constexpr auto with_best = with(best{3});
constexpr auto with_drop_lowest = with(drop_lowest{1});
constexpr auto with_drop_highest = with(drop_highest{1});
constexpr auto with_n_of = with(n_of{3, 3});
constexpr auto with_all_of = with(all_of{2});
constexpr auto with_any_of = with(any_of{4});
constexpr auto with_points_ratio = with(points_ratio{});
constexpr auto with_penalty = with(points_ratio{}, -10);
constexpr auto with_trimmed_mean = with(trimmed_mean{1, 1});
constexpr auto with_mode = with(mode{});
constexpr auto with_share_reaching = with(share_reaching{3});
constexpr auto with_majority = with(majority{0.6});
constexpr auto with_veto = with(majority{0.6, veto{1}});
constexpr auto with_critical_cap = with(critical_cap{1});
constexpr auto with_weighted_sum = with(weighted_sum{120});
constexpr auto with_overweight_mean = with(overweight_mean{90});
constexpr auto with_mazziotta_pareto = with(mazziotta_pareto{});
constexpr auto with_owa = with(owa{0.3, 0.25, 0.2, 0.15, 0.1});
constexpr auto with_choquet = with(choquet{4, -3, 5, -2, 3, -4, 2, 5, -3, 2});
constexpr auto with_decision_table = with(decision_table{when(5, points_at_least(4), points_at_least(4), points_at_least(3), any_points, any_points),
                                                         when(3, points_at_least(2), points_between(2, 4), any_points, points_at_least(2), any_points), otherwise(1)});

// ---- by hand: each rule is a function of five numbers

constexpr double scale_low = 1, scale_high = 5, half_step = scale_high * 0x1p-40;  // how far a score may miss a cut

/// What all rules share: five ratings in, six results out; false where one is missing or not on the form.
ALWAYS_INLINE bool on_form(const rating& r) {
  return r.is_rated() && r.points >= scale_low && r.points <= scale_high && r.points == static_cast<double>(static_cast<std::int64_t>(r.points));
}
ALWAYS_INLINE double put(node_result& o, double score) {
  o = {score, 1, 1, 1, status::scored};
  return score;
}
template <double (*rule)(double, double, double, double, double)> bool by_hand(const person& p, output& out) {
  const rating* const r = p.data();
  node_result* const o = out.data();
  if (!on_form(r[0]) || !on_form(r[1]) || !on_form(r[2]) || !on_form(r[3]) || !on_form(r[4])) return false;
  put(o[0], rule(put(o[1], r[0].points), put(o[2], r[1].points), put(o[3], r[2].points), put(o[4], r[3].points), put(o[5], r[4].points)));
  return true;
}

ALWAYS_INLINE double lower(double a, double b) { return b < a ? b : a; }
ALWAYS_INLINE double higher(double a, double b) { return b > a ? b : a; }
ALWAYS_INLINE double least(double a, double b, double c, double d, double e) { return lower(lower(lower(lower(a, b), c), d), e); }
ALWAYS_INLINE double most(double a, double b, double c, double d, double e) { return higher(higher(higher(higher(a, b), c), d), e); }
ALWAYS_INLINE double held(double mean, double low, double high) {
  mean = mean > low ? mean : low;
  return mean < high ? mean : high;
}
ALWAYS_INLINE double sum(double a, double b, double c, double d, double e) {
  return product(30, a) + product(25, b) + product(20, c) + product(15, d) + product(10, e);
}

ALWAYS_INLINE double weighted_mean_by_hand(double a, double b, double c, double d, double e) {
  return held(sum(a, b, c, d, e) / 100, least(a, b, c, d, e), most(a, b, c, d, e));
}
ALWAYS_INLINE double power_mean_by_hand(double a, double b, double c, double d, double e) {
  const double low = least(a, b, c, d, e), high = most(a, b, c, d, e);
  if (low == high) return low;
  const auto cube = [&](double x) { return detail::exp(product(3, detail::log(x / high))); };
  const double mean = sum(cube(a), cube(b), cube(c), cube(d), cube(e)) / 100;
  return held(product(high, detail::exp(detail::log(mean) / 3)), low, high);
}
ALWAYS_INLINE double harmonic_mean_by_hand(double a, double b, double c, double d, double e) {
  return held(100 / (30 / a + 25 / b + 20 / c + 15 / d + 10 / e), least(a, b, c, d, e), most(a, b, c, d, e));
}
ALWAYS_INLINE double geometric_mean_by_hand(double a, double b, double c, double d, double e) {
  const double low = least(a, b, c, d, e), high = most(a, b, c, d, e);
  if (low == high) return low;
  return held(detail::exp(sum(detail::log(a), detail::log(b), detail::log(c), detail::log(d), detail::log(e)) / 100), low, high);
}
ALWAYS_INLINE double quadratic_mean_by_hand(double a, double b, double c, double d, double e) {
  const double squares = sum(product(a, a), product(b, b), product(c, c), product(d, d), product(e, e));
  return held(std::sqrt(squares / 100), least(a, b, c, d, e), most(a, b, c, d, e));
}
ALWAYS_INLINE double minimum_by_hand(double a, double b, double c, double d, double e) { return least(a, b, c, d, e); }
ALWAYS_INLINE double maximum_by_hand(double a, double b, double c, double d, double e) { return most(a, b, c, d, e); }

/// Of the two in the middle of four, and the fifth, the one in the middle.
ALWAYS_INLINE double median_by_hand(double a, double b, double c, double d, double e) {
  const double low = higher(lower(a, b), lower(c, d)), high = lower(higher(a, b), higher(c, d));
  return higher(lower(e, low), lower(higher(e, low), high));
}

ALWAYS_INLINE void exchange(double& a, double& b) {
  const double high = higher(a, b), low = lower(a, b);
  a = high, b = low;
}
/// Nine exchanges sort five, the best first (R. W. Floyd; no network has fewer). What a rule does not use is never computed.
ALWAYS_INLINE void sort(double& a, double& b, double& c, double& d, double& e) {
  exchange(a, d), exchange(b, e);
  exchange(a, c), exchange(b, d);
  exchange(a, b), exchange(c, e);
  exchange(b, c), exchange(d, e);
  exchange(c, d);
}
ALWAYS_INLINE double best_by_hand(double a, double b, double c, double d, double e) {
  sort(a, b, c, d, e);
  return held((a + b + c) / 3, c, a);
}
ALWAYS_INLINE double drop_lowest_by_hand(double a, double b, double c, double d, double e) {
  sort(a, b, c, d, e);
  return held((a + b + c + d) / 4, d, a);
}
ALWAYS_INLINE double drop_highest_by_hand(double a, double b, double c, double d, double e) {
  sort(a, b, c, d, e);
  return held((b + c + d + e) / 4, e, b);
}

ALWAYS_INLINE double n_of_by_hand(double a, double b, double c, double d, double e) {
  constexpr double cut = 3 - half_step;
  return (a >= cut) + (b >= cut) + (c >= cut) + (d >= cut) + (e >= cut) >= 3 ? scale_high : scale_low;
}
ALWAYS_INLINE double all_of_by_hand(double a, double b, double c, double d, double e) {
  constexpr double cut = 2 - half_step;
  return a >= cut && b >= cut && c >= cut && d >= cut && e >= cut ? scale_high : scale_low;
}
ALWAYS_INLINE double any_of_by_hand(double a, double b, double c, double d, double e) {
  constexpr double cut = 4 - half_step;
  return a >= cut || b >= cut || c >= cut || d >= cut || e >= cut ? scale_high : scale_low;
}
ALWAYS_INLINE double share_reaching_by_hand(double a, double b, double c, double d, double e) {
  constexpr double cut = 3 - half_step;
  double reached = 0;
  if (a >= cut) reached += 30;
  if (b >= cut) reached += 25;
  if (c >= cut) reached += 20;
  if (d >= cut) reached += 15;
  if (e >= cut) reached += 10;
  return reached == 100 ? scale_high : scale_low + product(reached, scale_high - scale_low) / 100;
}

ALWAYS_INLINE double won(double a, double b, double c, double d, double e, double last) {
  return product(30, a - 1) + product(25, b - 1) + product(20, c - 1) + product(15, d - 1) + product(last, e - 1);
}
ALWAYS_INLINE double points_ratio_by_hand(double a, double b, double c, double d, double e) {
  return held(1 + won(a, b, c, d, e, 10) / 100, least(a, b, c, d, e), most(a, b, c, d, e));
}
ALWAYS_INLINE double penalty_by_hand(double a, double b, double c, double d, double e) { return 1 + won(a, b, c, d, e, -10) / 90; }
ALWAYS_INLINE double weighted_sum_by_hand(double a, double b, double c, double d, double e) { return 1 + won(a, b, c, d, e, 10) / 120; }
ALWAYS_INLINE double overweight_mean_by_hand(double a, double b, double c, double d, double e) { return 1 + won(a, b, c, d, e, 10) / 90; }

/// From the ratio of all to that of those that gain neither most nor least by it, until they are the same.
ALWAYS_INLINE double trimmed_mean_by_hand(double a, double b, double c, double d, double e) {
  const double x[] = {a, b, c, d, e};
  constexpr double w[] = {30, 25, 20, 15, 10};
  const double all = sum(a, b, c, d, e);
  double ratio = held(all / 100, least(a, b, c, d, e), most(a, b, c, d, e));
  for (int round = 0; round < 200; ++round) {
    const double first = product(w[0], x[0] - ratio);
    double highest = first, lowest = first, without = product(w[0], x[0]), drops = w[0], low_without = without, low_drops = drops;
    for (int k = 1; k < 5; ++k) {
      const double gain = product(w[k], x[k] - ratio);
      if (gain > highest) highest = gain, without = product(w[k], x[k]), drops = w[k];
      if (gain <= lowest) lowest = gain, low_without = product(w[k], x[k]), low_drops = w[k];
    }
    const double next = (all - without - low_without) / (100 - drops - low_drops);
    if (next == ratio) break;
    ratio = next;
  }
  return ratio;
}

/// The first of the longest runs of scores that are as good as equal.
ALWAYS_INLINE double mode_by_hand(double a, double b, double c, double d, double e) {
  sort(a, b, c, d, e);
  double start = a, found = a;
  int run = 1, longest = 1;
  const auto next = [&](double above, double x) {
    if (x >= above - half_step) ++run;
    else run = 1, start = x;
    if (run > longest) longest = run, found = start;
  };
  next(a, b), next(b, c), next(c, d), next(d, e);
  return found;
}

struct weighed {
  double score, weight;
};
ALWAYS_INLINE void exchange(weighed& a, weighed& b) {
  if (a.score < b.score) std::swap(a, b);
}
/// Down from the best until 60 of 100 are at least as good.
ALWAYS_INLINE double majority_by_hand(double xa, double xb, double xc, double xd, double xe) {
  weighed a{xa, 30}, b{xb, 25}, c{xc, 20}, d{xd, 15}, e{xe, 10};
  exchange(a, d), exchange(b, e);
  exchange(a, c), exchange(b, d);
  exchange(a, b), exchange(c, e);
  exchange(b, c), exchange(d, e);
  exchange(c, d);
  constexpr double enough = 60 * (1 - 0x1p-40);
  double weight = a.weight;
  if (weight >= enough) return a.score;
  if ((weight += b.weight) >= enough) return b.score;
  if ((weight += c.weight) >= enough) return c.score;
  if ((weight += d.weight) >= enough) return d.score;
  return e.score;
}
ALWAYS_INLINE double veto_by_hand(double a, double b, double c, double d, double e) {
  return lower(majority_by_hand(a, b, c, d, e), least(a, b, c, d, e) + 1);
}

ALWAYS_INLINE double critical_cap_by_hand(double a, double b, double c, double d, double e) {
  return lower(lower(weighted_mean_by_hand(a, b, c, d, e), a + 1), c + 1);
}
ALWAYS_INLINE double mazziotta_pareto_by_hand(double a, double b, double c, double d, double e) {
  const double mean = weighted_mean_by_hand(a, b, c, d, e);
  const auto square = [&](double x) { return product(x - mean, x - mean); };
  return mean - sum(square(a), square(b), square(c), square(d), square(e)) / 100 / mean;
}
ALWAYS_INLINE double owa_by_hand(double a, double b, double c, double d, double e) {
  sort(a, b, c, d, e);
  constexpr double total = 0.3 + 0.25 + 0.2 + 0.15 + 0.1;
  return held((product(0.3, a) + product(0.25, b) + product(0.2, c) + product(0.15, d) + product(0.1, e)) / total, e, a);
}
ALWAYS_INLINE double choquet_by_hand(double a, double b, double c, double d, double e) {
  const auto off = [](double i, double x, double y) { return product(i, std::fabs(x - y)); };
  const double apart = off(4, a, b) + off(-3, a, c) + off(5, a, d) + off(-2, a, e) + off(3, b, c) + off(-4, b, d) + off(2, b, e) +
                       off(5, c, d) + off(-3, c, e) + off(2, d, e);
  return held((sum(a, b, c, d, e) - product(0.5, apart)) / 100, least(a, b, c, d, e), most(a, b, c, d, e));
}
ALWAYS_INLINE double decision_table_by_hand(double a, double b, double c, double d, double) {
  constexpr double two = 2 - half_step, three = 3 - half_step, four = 4 - half_step;
  if (a >= four && b >= four && c >= three) return 5;
  if (a >= two && b >= two && 4 >= b - half_step && d >= two) return 3;
  return 1;
}

// ---- measuring

bool nothing(const person&, output&) { return true; }

struct entry {
  const char* name;
  bool (*hand)(const person&, output&);
  bool (*ours)(const person&, output&);
};
#define ENTRY(rule) {#rule, by_hand<rule##_by_hand>, unrolled<with_##rule>}
const entry entries[] = {
    ENTRY(weighted_mean),
    ENTRY(power_mean),
    ENTRY(harmonic_mean),
    ENTRY(geometric_mean),
    ENTRY(quadratic_mean),
    ENTRY(minimum),
    ENTRY(maximum),
    ENTRY(median),
    {"lower_median", by_hand<median_by_hand>, unrolled<with_lower_median>},  // of five they are the same
    ENTRY(best),
    ENTRY(drop_lowest),
    ENTRY(drop_highest),
    ENTRY(n_of),
    ENTRY(all_of),
    ENTRY(any_of),
    ENTRY(points_ratio),
    {"points_ratio_with_penalty", by_hand<penalty_by_hand>, unrolled<with_penalty>},
    ENTRY(trimmed_mean),
    ENTRY(mode),
    ENTRY(share_reaching),
    ENTRY(majority),
    {"majority_with_veto", by_hand<veto_by_hand>, unrolled<with_veto>},
    ENTRY(critical_cap),
    ENTRY(weighted_sum),
    ENTRY(overweight_mean),
    ENTRY(mazziotta_pareto),
    ENTRY(owa),
    ENTRY(choquet),
    ENTRY(decision_table),
};
#undef ENTRY

std::vector<person> somebody() {
  std::uint64_t state = 20;
  const auto draw = [&](unsigned n) {  // the high bits of a linear congruential generator
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<unsigned>((state >> 33) % n);
  };
  std::vector<person> all(people);
  for (person& p : all)
    for (rating& r : p) r = rating(1 + draw(5));
  return all;
}

/// Whether both sides make the same of everybody, and refuse a person of whom a rating is not on the form.
bool agrees(const entry& e, const std::vector<person>& who) {
  for (const person& p : who) {
    output expected{}, found{};
    if (!e.hand(p, expected) || !e.ours(p, found) || found != expected) return false;
  }
  for (const double points : {0.0, 6.0, 2.5})
    for (std::size_t l = 0; l < leaves; ++l) {
      person p = who[0];
      p[l] = rating(points);
      output out{};
      if (e.hand(p, out) || e.ours(p, out)) return false;
    }
  return true;
}

}  // namespace

/// One pass over all people: instructions are counted between its entry and its return.
extern "C" NEVER_INLINE void prowess_counted(bool (*run)(const person&, output&), const person* who, output& out) {
  for (std::size_t i = 0; i < people; ++i)
    if (!run(who[i], out)) std::abort();
}

namespace {

void count(const std::vector<person>& who) {
  output out{};
  const auto once = [&](const std::string& name, bool (*run)(const person&, output&)) {
    for (const person& p : who) (void)run(p, out);  // symbols are bound, pages are there
    prowess_counted(run, who.data(), out);
    std::printf("counted %zu %s\n", people, name.c_str());
  };
  once("all/nothing", nothing);  // the loop around all others: subtracted from their counts
  for (const entry& e : entries) {
    once(std::string(e.name) + "/hand", e.hand);
    once(std::string(e.name) + "/unrolled", e.ours);
  }
}

void time(const std::vector<person>& who) {
  output out{};
  for (const entry& e : entries) {
    measure::rounds r(people, "one group of 5 leaves, one person at a time");
    const std::string hand = e.name + std::string(" by hand");
    r.add(e.name, [&] { prowess_counted(e.ours, who.data(), out); });
    r.add(hand, [&] { prowess_counted(e.hand, who.data(), out); });
    r.run();
    r.row(e.name, hand, 1.5);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<person> who = somebody();
  bool all_agree = true;
  for (const entry& e : entries)
    if (!agrees(e, who)) std::fprintf(stderr, "%s differs from what it is by hand\n", e.name), all_agree = false;
  if (!all_agree) return EXIT_FAILURE;
  if (argc > 1 && std::strcmp(argv[1], "--count") == 0) count(who);
  else time(who);
}
