// SPDX-License-Identifier: BSL-1.0
// The rules of examples/rules.md, each with an example that is worked out by hand.
#include <prowess/aggregation/analysis/capacity.hpp>
#include <prowess/aggregations.hpp>
#include <prowess/bands.hpp>
#include <prowess/cohort/normalise.hpp>
#include <prowess/effective_weights.hpp>
#include <prowess/evidence/combine.hpp>
#include <prowess/evidence/knowledge_tracing.hpp>
#include <prowess/grade_bands.hpp>
#include <prowess/largest_remainder.hpp>
#include <prowess/number/rounding.hpp>
#include <prowess/presets/canvas.hpp>
#include <prowess/presets/edx.hpp>
#include <prowess/presets/moodle.hpp>
#include <prowess/prowess.hpp>
#include <prowess/value_functions.hpp>
#include <prowess/weighting/analysis/ahp.hpp>
#include <prowess/weighting/analysis/best_worst.hpp>
#include <prowess/weighting/analysis/from_data.hpp>
#include <prowess/weightings.hpp>

#include <cstdio>

using namespace prowess;

namespace {

/// What the whole comes to with these ratings, in the order of the leaves.
template <class F> constexpr node_result outcome_of(const F& f, std::initializer_list<rating> given) {
  std::array<node_result, F::node_count> all{};
  return score_into(f, {given.begin(), given.size()}, all).ok() ? all[0] : node_result{};
}
/// Its score, or none.
template <class F> constexpr std::optional<double> scored(const F& f, std::initializer_list<rating> given) {
  const node_result whole = outcome_of(f, given);
  return whole.has_score() ? std::optional(whole.score) : std::nullopt;
}
constexpr bool near(std::optional<double> x, double expected) { return x && *x - expected < 1e-9 && expected - *x < 1e-9; }

constexpr auto a = leaf("a"), b = leaf("b"), c = leaf("c"), d = leaf("d"), e = leaf("e");

// ---- many items to one score

// Moodle: mean of grades; Open edX: sections of one format
static_assert(scored(framework("f", percentage(), weighting::equal, leaf("a", 3), b, c), {50, 70, 90}) == 70);
// Moodle: weighted mean; COINr: a_amean; pymcdm: weighted sum; Canvas: weights that total less than 100
static_assert(scored(framework("f", percentage(), weighted_mean{}, leaf("a", 3), leaf("b", 1)), {80, 40}) == 70);
// Canvas: points won of points to be won
static_assert(scored(framework("f", percentage(), scale("10", numeric(0, 10)), scale("30", numeric(0, 30)), weighting::points,
                               leaf("a", on("10")), leaf("b", on("30"))), {10, 15}) == 62.5);
// Moodle: simple weighted mean, the weight of an item is its maximum less its minimum
static_assert(scored(framework("f", percentage(), scale("10", numeric(0, 10)), scale("20-50", numeric(20, 50)), weighting::points,
                               leaf("a", on("10")), leaf("b", on("20-50"))), {10, 35}) == 62.5);
// Canvas: weights beyond 100 are not scaled down, less are scaled up
static_assert(scored(framework("f", percentage(), overweight_mean{100}, leaf("a", 60), leaf("b", 50)), {100, 100}) == 110);
static_assert(scored(framework("f", percentage(), overweight_mean{100}, leaf("a", 40), leaf("b", 40)), {50, 100}) == 75);
// Open edX: weights of formats are not normalised at all
static_assert(scored(framework("f", percentage(), weighted_sum{1}, leaf("a", 0.4), leaf("b", 0.5)), {100, 100}) == 90);
// Moodle: mean with extra credit, (normal + coefficient x extra) / number of normal items
static_assert(scored(framework("f", percentage(), a, b, leaf("extra", 0.5, extra_credit)), {60, 80, 10}) == 72.5);
// Canvas: points above the maximum count
constexpr auto beyond = numeric(0, 10).with(excess::allowed);
static_assert(scored(framework("f", percentage(), scale("10", beyond), leaf("a", on("10")), leaf("b", on("10"))), {12, 10}) == 110);
// Moodle: a category's total stays within its maximum
static_assert(scored(framework("f", percentage(), scale("10", beyond), clamped, leaf("a", on("10")), leaf("b", on("10"))), {12, 10}) == 100);
// Moodle: natural, weight 0; COINr: a node that is removed has weight 0
static_assert(scored(framework("f", percentage(), a, leaf("shown", 0)), {80, 20}) == 80);
// Moodle: median, of an even number the mean of the middle two
static_assert(scored(framework("f", percentage(), median{}, a, b, c, d), {20, 90, 40, 60}) == 50);
// Moodle: lowest and highest grade
static_assert(scored(framework("f", percentage(), minimum{}, a, b), {20, 90}) == 20);
static_assert(scored(framework("f", percentage(), maximum{}, a, b), {20, 90}) == 90);
// Moodle: mode, of several the highest
static_assert(scored(framework("f", percentage(), mode{}, a, b, c, d, e), {80, 40, 40, 80, 60}) == 80);
// COINr: a_gmean; pymcdm: weighted product
static_assert(near(scored(framework("f", numeric(1, 100), geometric_mean{}, a, b), {4, 9}), 6));
// COINr refuses 0 in a_gmean; here the framework says what 0 does
static_assert(scored(framework("f", percentage(), geometric_mean{annihilating{}}, a, b), {0, 100}) == 0);
static_assert(near(scored(framework("f", percentage(), geometric_mean{zero_floor{1}}, a, b), {0, 100}), 10));
// COINr: a_hmean
static_assert(near(scored(framework("f", numeric(1, 100), harmonic_mean{}, a, b), {40, 60}), 48));
// COINr: a_genmean; Compind: generalised mean
static_assert(near(scored(framework("f", percentage(), power_mean{2}, a, b), {10, 70}), 50));
// Compind: ci_owa
static_assert(scored(framework("f", percentage(), owa{0.5, 0.3, 0.2}, a, b, c), {20, 100, 50}) == 69);
// Compind: ci_ampi and ci_mpi, of indicators that are already normalised
static_assert(scored(framework("f", numeric(0, 200), mazziotta_pareto{}, a, b), {80, 120}) == 96);
static_assert(scored(framework("f", numeric(0, 200), mazziotta_pareto{-1, 1}, a, b), {80, 120}) == 92);
// kappalab: Choquet and Sugeno integrals; the capacity is Grabisch's, for mathematics, physics and literature
static_assert(near(scored(framework("f", numeric(0, 20), choquet_integral{0, .45, .45, .5, .3, .9, .9, 1}, a, b, c), {10, 12, 18}), 13.6));
static_assert(near(scored(framework("f", numeric(0, 20), sugeno_integral{0, .45, .45, .5, .3, .9, .9, 1}, a, b, c), {10, 12, 18}), 12));
// kappalab: the same of a 2-additive capacity, by importances and interactions of pairs
static_assert(near(scored(framework("f", levels("1", "2", "3", "4", "5"), choquet{10, 0, -10}, leaf("a", 40), leaf("b", 30), leaf("c", 30)),
                          {5, 3, 2}), 3.45));
// R MCDA: MR-Sort, without and with vetoes
static_assert(scored(framework("f", levels("1", "2", "3", "4", "5"), majority{0.6}, leaf("a", 40), leaf("b", 30), leaf("c", 30)), {5, 3, 1}) == 3);
static_assert(scored(framework("f", levels("1", "2", "3", "4", "5"), majority{0.6, veto{1}}, leaf("a", 40), leaf("b", 30), leaf("c", 30)),
                     {5, 3, 1}) == 2);
// Open edX, competency criteria: AND, OR; and so many of them
static_assert(scored(framework("f", percentage(), all_of{75}, a, b, c), {80, 75, 74}) == 0);
static_assert(scored(framework("f", percentage(), any_of{75}, a, b, c), {80, 75, 74}) == 100);
static_assert(scored(framework("f", percentage(), n_of{2, 75}, a, b, c), {80, 75, 74}) == 100);
// Moodle, competencies: points of proficient children, and all that are required; reached at required points / total
constexpr auto rule_of_points = framework("f", checklist(), critical_cap{}, leaf("required", 2, critical(), if_missing(lowest)),
                                          leaf("b", 1, if_missing(lowest)), leaf("c", 1, if_missing(lowest)));
static_assert(scored(rule_of_points, {met, met, not_observed}) == 0.75);
static_assert(scored(rule_of_points, {not_met, met, met}) == 0);

// ---- what is missing

// Canvas: current score; Moodle: exclude empty grades; COINr: na.rm in its means
static_assert(scored(framework("f", percentage(), skip, a, b, c), {80, 40, not_observed}) == 60);
// Canvas, by points; Moodle, natural: a group weighs what has entered
static_assert(scored(framework("f", percentage(), pool, group("homework", 20, a, b), leaf("exam", 20)), {100, not_observed, 40}) == 60);
// Canvas: final score; Moodle: empty grades count; Open edX: always
static_assert(scored(framework("f", percentage(), a, b, leaf("c", if_missing(lowest))), {80, 40, not_observed}) == 40);
// Canvas: excused; Moodle: excluded
static_assert(scored(framework("f", percentage(), a, b, leaf("c", if_missing(lowest))), {80, 40, not_applicable}) == 60);
// COINr: dat_thresh = 0.5 of four; ILIAS: a minimum number of answers
static_assert(scored(framework("f", percentage(), require_children(2), a, b, c, d), {80, 40, not_observed, not_observed}) == 60);
static_assert(!scored(framework("f", percentage(), require_children(2), a, b, c, d), {80, not_observed, not_observed, not_observed}));
// none of these: by weight, and of the leaves below
static_assert(outcome_of(framework("f", percentage(), require(0.5), leaf("a", 1), leaf("b", 2)), {80, not_observed}).what == status::insufficient_coverage);
// COINr: a_genmean; Moodle: a rubric must be filled in completely
static_assert(outcome_of(framework("f", percentage(), no_score, a, b), {80, not_observed}).what == status::undetermined);
// Canvas, Moodle, COINr: nothing rated is no score
static_assert(outcome_of(framework("f", percentage(), a, b), {not_observed, not_observed}).what == status::no_evidence);
// Canvas, Moodle: weights that total 0 are no score
static_assert(outcome_of(framework("f", percentage(), leaf("a", 0), b), {80, not_observed}).what == status::zero_total_weight);
// none of these: which part was rated, by weight
static_assert(outcome_of(framework("f", percentage(), leaf("a", 3), leaf("b", 1)), {80, not_observed}).coverage() == 0.75);

// ---- dropping and keeping

// Moodle: drop the lowest; Open edX: drop_count
static_assert(scored(framework("f", percentage(), drop_lowest{1}, a, b, c), {50, 90, 70}) == 80);
// Open edX: what is missing is dropped first
static_assert(scored(framework("f", percentage(), drop_lowest{1}, a, b, leaf("c", if_missing(lowest))), {80, 60, not_observed}) == 70);
// Canvas: one is always kept
static_assert(scored(framework("f", percentage(), drop_lowest{2}, a, b, c), {50, not_observed, not_observed}) == 50);
// Canvas: those are dropped without which the ratio of points is best: 14 of 55, not 3 of 38
static_assert(near(scored(framework("f", percentage(), scale("38", numeric(0, 38)), scale("55", numeric(0, 55)), weighting::points, trimmed_mean{1},
                                    leaf("a", on("38")), leaf("b", on("55")), leaf("c", 100)), {3, 14, 100}), 10300.0 / 138));
// Canvas: lowest and highest
static_assert(scored(framework("f", percentage(), trimmed_mean{1, 1}, a, b, c, d), {10, 20, 40, 90}) == 30);
// Moodle: extra credit is never dropped
static_assert(scored(framework("f", percentage(), trimmed_mean{1}, a, b, leaf("extra", 1, extra_credit)), {60, 80, 10}) == 90);
// Sakai: drop the highest
static_assert(scored(framework("f", percentage(), drop_highest{1}, a, b, c), {50, 90, 70}) == 60);
// Moodle: keep the highest
static_assert(scored(framework("f", percentage(), best{2}, a, b, c), {50, 90, 70}) == 80);
// Compind: an OWA that leaves out the best and the worst
static_assert(scored(framework("f", percentage(), owa{0, 1, 1, 1, 0}, a, b, c, d, e), {0, 40, 50, 60, 100}) == 50);

// ---- repeated evidence for one competency: points and days

constexpr evidence results[] = {{1, 1}, {4, 2}, {3, 3}};
// Canvas: highest
static_assert(combine(highest_of_all{}, results) == 4);
// Canvas: latest; ILIAS: the last pass
static_assert(combine(latest_of_all{}, results) == 3);
// Canvas: average
static_assert(near(combine(mean_of_all{}, results), 8.0 / 3));
// Canvas: n number of times, here twice at 3 points or more
static_assert(combine(n_mastery{2, 3}, results) == 3.5);
static_assert(!combine(n_mastery{3, 3}, results));
// Canvas: weighted average, long called decaying average: 0.65 x 3 + 0.35 x 2.5
static_assert(near(combine(latest_and_rest{0.65}, results), 2.825));
// Canvas: decaying average
static_assert(near(combine(exponential_average{0.65}, results), 2.9825));
// none of these: by time that has passed, weights 1/4, 1/2, 1
static_assert(combine(half_life{1}, results) == 3);
// Canvas: two digits, halves away from zero, after the formula
static_assert(rounded(*combine_exactly(latest_and_rest{0.65}, results), {.digits = 2}) == 2.83);
// ORA2: the median of the raters, and then up to a whole number
constexpr evidence raters[] = {{2}, {5}};
static_assert(combine(median_of_all{}, raters) == 3.5);
static_assert(rounded(*combine(median_of_all{}, raters), {.how = rounding_rule::up}) == 4);
// pyBKT: an answer; a question that was not answered
constexpr double known_after(std::optional<bool> answer) {
  knowledge_tracing skill({.prior = 0.1, .learn = 0.25, .forget = 0.1, .guess = 0.05, .slip = 0.25});
  return answer ? skill.observe(true).known_after : skill.observe(std::nullopt).known_after;
}
static_assert(near(known_after(true), 0.65625) && near(known_after({}), 0.315));

// ---- weights from judgement: what is rated 100 shows its weight

// COINr: relative weights, scaled in each group
static_assert(scored(framework("f", percentage(), leaf("a", 3), leaf("b", 1)), {100, 0}) == 75);
// pymcdm warns unless weights total 1; here it is an error unless they total 100
static_assert(scored(framework("f", percentage(), leaf("a", percent{60}), leaf("b", percent{40})), {100, 0}) == 60);
// pyDecision: ROC, rank sum, rank reciprocal; rank exponent: none of these
static_assert(near(scored(framework("f", percentage(), rank_order_centroid{}, leaf("a", 1), leaf("b", 2), leaf("c", 3)), {100, 0, 0}), 1100.0 / 18));
static_assert(near(scored(framework("f", percentage(), rank_sum{}, leaf("a", 1), leaf("b", 2), leaf("c", 3)), {100, 0, 0}), 50));
static_assert(near(scored(framework("f", percentage(), rank_reciprocal{}, leaf("a", 1), leaf("b", 2), leaf("c", 3)), {100, 0, 0}), 600.0 / 11));
static_assert(near(scored(framework("f", percentage(), rank_exponent{2}, leaf("a", 1), leaf("b", 2), leaf("c", 3)), {100, 0, 0}), 900.0 / 14));
// pymcdm, scikit-criteria: RANCOM
static_assert(near(scored(framework("f", percentage(), rancom{}, leaf("a", 1), leaf("b", 2), leaf("c", 3)), {100, 0, 0}), 500.0 / 9));
// none of these: swing weights, SMART, 100 points to spread
static_assert(scored(framework("f", percentage(), swing{}, leaf("a", 100), leaf("b", 60)), {100, 0}) == 62.5);
static_assert(scored(framework("f", percentage(), smart{}, leaf("a", 30), leaf("b", 10)), {100, 0}) == 75);
static_assert(scored(framework("f", percentage(), point_allocation{}, leaf("a", 70), leaf("b", 30)), {100, 0}) == 70);
// pymcdm, AHPy: AHP by the eigenvector; pyDecision, ahpsurvey: by geometric means, the same for three: 15^(1/3), 1, 15^(-1/3)
constexpr double root = 2.46621207433047;
static_assert(near(scored(framework("f", percentage(), ahp_eigenvector{3, 5, 3}, a, b, c), {100, 0, 0}), 100 * root / (root + 1 + 1 / root)));
static_assert(near(scored(framework("f", percentage(), ahp{3, 5, 3}, a, b, c), {100, 0, 0}), 100 * root / (root + 1 + 1 / root)));
// pymcdm: CR by Tummala and Ling; AHPy: by Donegan and Dodd, or Saaty 2005
constexpr double consistency_index = 0.019255545279085;
constexpr double by_tummala_ling = check_ahp(ahp{3, 5, 3}, random_index::tummala_ling).ratio;
constexpr double by_donegan_dodd = check_ahp(ahp{3, 5, 3}, random_index::donegan_dodd).ratio;
static_assert(near(by_tummala_ling, consistency_index / 0.5799) && near(by_donegan_dodd, consistency_index / 0.4914));
// COINr: get_eff_weights; AHPy: global weights
constexpr auto team = framework("team", percentage(), group("soft", 40, leaf("a", 3), leaf("b", 1)), leaf("hard", 60));
static_assert(near(effective_weights(team)[2], 0.3));

// ---- normalisation that knows no cohort

// COINr: n_goalposts, n_scaled; pymcdm: SPOTIS
static_assert(goalposts{0, 20}(5) == 0.25 && goalposts{0, 20}(30) == 1);
// Moodle: (points - minimum) / (maximum - minimum), also of a scale: 4 of 1 to 5 is 75 %
static_assert(scored(framework("f", percentage(), scale("1-5", numeric(1, 5)), leaf("a", on("1-5"))), {4}) == 75);
// Canvas, Open edX; Moodle, natural: points / maximum, where 4 of 1 to 5 is 80 %
static_assert(scored(framework("f", percentage(), scale("1-5", numeric(1, 5).points_over_max()), leaf("a", on("1-5"))), {4}) == 80);
// COINr: direction -1; pymcdm: cost
static_assert(scored(framework("f", percentage(), scale("faults", numeric(0, 10).inverted()), leaf("a", on("faults"))), {2}) == 80);
// COINr: n_dist2targ, with a minimum that is given
static_assert(distance_to_target{0, 8}(4) == 0.5 && distance_to_target{0, 8}(9) == 1);
// pymcdm: RIM
static_assert(reference_interval{0, 4, 6, 10}(2) == 0.5 && reference_interval{0, 4, 6, 10}(5) == 1);
// Canvas: mastery of an item, at 50 %, meets mastery of the outcome, at 60 %
static_assert(near(piecewise_linear({{0, 0}, {0.5, 0.6}, {1, 1}})(2.0 / 3), 0.6 + 0.4 / 3));
// none of these: a value for each level
static_assert(level_map{0.0, 0.3, 0.8, 1.0}(3) == 0.8);
// a value function as a scale
struct response_days {
  static constexpr std::string_view name = "response_days";
  static constexpr double lowest = 0, highest = 30;
  static constexpr bool admits(double days) { return days >= lowest && days <= highest; }
  static constexpr double unit(double days) { return goalposts{14, 2}(days); }
};
static_assert(scored(framework("f", percentage(), scale("days", response_days{}), leaf("a", on("days"))), {5}) == 75);

// ---- rounding, letters and bands

// Canvas: two decimals, halves away from zero, of the decimal and not of the double
static_assert(rounded(93.825, {.digits = 2}) == 93.83);
// Open edX: the percentage of a section, halves to even
static_assert(rounded(0.505, {2, rounding_rule::half_even}) == 0.5);
static_assert(edx::section(101, 200, 2) == 50);
// Open edX rounds a grade twice, 34.46 to 34.5 to 35; once it is
static_assert(rounded(34.46) == 34);
// Moodle, Open edX: letters from lower bounds; below all of them none
constexpr auto letters = bands_from({{"A", 90}, {"B", 80}, {"C", 70}});
static_assert(find_band(letters, 90)->key == "A" && find_band(letters, 89.9)->key == "B" && find_band(letters, 60) == nullptr);
// Canvas: below all of them the lowest
constexpr auto schemes = bands_from({{"A", 90}, {"B", 80}, {"F", 0}}, below_all::in_lowest);
static_assert(find_band(schemes, -5)->key == "F");
// Canvas compares decimals: as doubles 0.57 x 100 is less than 57
constexpr auto pass = bands_from({{"pass", 57}});
static_assert(find_band(pass, exact(0.57) * 100) != nullptr && find_band(pass, 0.57 * 100) == nullptr);
// ILIAS: upper thresholds, which belong to the level below them
constexpr auto skill_levels = bands_up_to({{"novice", 40}, {"competent", 75}, {"expert", 100}});
static_assert(find_band(skill_levels, 40)->key == "novice" && find_band(skill_levels, 0)->key == "novice");
// Canvas: the rating of a roll-up is the first whose points the score reaches
constexpr auto reached = framework("f", levels(level{"no", 0}, level{"near", 2}, level{"mastery", 3}, level{"beyond", 4}), a, b);
static_assert(score<reached>({{"a", 4}, {"b", 2}}).level() == "mastery");
// Canvas: above_threshold of a rubric is strict
constexpr band above[] = {band{"mastery", 3, 5, false, true}};
static_assert(find_band(above, 3.1) != nullptr && find_band(above, 3) == nullptr);

// ---- rubric forms

// Moodle: from the least sum of points to the greatest
constexpr auto ideas = levels(level{"poor", 2}, level{"fair", 6}, level{"good", 10});
constexpr auto style = levels(level{"poor", 0}, level{"good", 5});
static_assert(near(scored(framework("essay", percentage(), scale("ideas", ideas), scale("style", style), weighting::points,
                                    criterion("ideas", on("ideas")), criterion("style", on("style"))), {6, 5}), 900.0 / 13));
// Canvas: the sum of points; ORA2: over the greatest sum; Moodle, with zero points locked
static_assert(near(scored(framework("essay", percentage(), scale("ideas", ideas.points_over_max()), scale("style", style), weighting::points,
                                    criterion("ideas", on("ideas")), criterion("style", on("style"))), {6, 5}), 1100.0 / 15));
// holistic: one criterion
constexpr auto holistic = framework("essay", levels("weak", "fair", "good"), criterion("whole"));
static_assert(score<holistic>({{"whole", "fair"}}).level() == "fair");
// single-point: more than what is asked for is said, and counts no more
constexpr auto single_point = framework("essay", levels(level{"not yet", 0}, level{"meets", 1}, level{"beyond", 1}), criterion("ideas"), criterion("style"));
static_assert(score<single_point>({{"ideas", "beyond"}, {"style", "not yet"}}).score() == 0.5);
// a checklist
static_assert(scored(framework("round", checklist(), criterion("hands"), criterion("allergies"), criterion("consent")), {met, met, not_met}) == 2.0 / 3);
// Moodle: marking guide; Canvas: free points
static_assert(scored(framework("essay", percentage(), scale("free", numeric(0, 10, 0.5)), criterion("ideas", on("free"))), {8.5}) == 85);
// range levels by their lower ends
constexpr auto ranged = framework("essay", levels(level{"weak", 0}, level{"good", 8}, level{"full", 10}).ranges(), criterion("whole"));
static_assert(score<ranged>({{"whole", 8.5}}).level() == "good");
// Canvas: range levels by their upper ends
constexpr auto by_upper_ends = bands_up_to({{"weak", 0}, {"good", 8}, {"full", 10}});
static_assert(find_band(by_upper_ends, 8.5)->key == "full");
// Canvas: ignore_for_scoring; ORA2: criteria for feedback only
static_assert(scored(framework("essay", percentage(), criterion("ideas"), criterion("handwriting", 0)), {80, 20}) == 80);
// none of these: criteria with negative points
static_assert(scored(framework("answer", checklist(), points_ratio{}, criterion("cites", 5), criterion("clear", 3), criterion("invents", -4)),
                     {met, met, met}) == 0.5);
// none of these: a critical criterion limits the whole
static_assert(scored(framework("round", levels("1", "2", "3", "4", "5"), critical_cap{1}, criterion("hands", 20, critical()), criterion("rest", 80)),
                     {2, 5}) == 3);

int failed = 0;
void check(bool holds, const char* what) {
  if (!holds) ++failed, std::printf("failed: %s\n", what);
}
/// One number of what a cohort or data came to.
template <class List> void check_at(const result<List>& all, std::size_t place, double expected, const char* what) {
  check(all && near((*all)[place], expected), what);
}

}  // namespace

int main() {
  // ---- weights from judgement

  // pyDecision: best-worst method; consistent here, so 4 : 8 : 1
  const double best_to_others[] = {2, 1, 8}, others_to_worst[] = {4, 8, 1};
  const best_worst_judgements judged{.best = 1, .worst = 2, .best_to_others = best_to_others, .others_to_worst = others_to_worst};
  check(near(best_worst(judged).weights[1], 8.0 / 13), "best-worst");

  // ---- weights from data: three people, two criteria

  const double values[] = {1, 1, 2, 1, 3, 4};
  const data_matrix data{values, 2};
  const direction ways[] = {direction::benefit, direction::benefit};
  // pymcdm: entropy
  check_at(from_data::entropy(data), 0, 0.2740175421212808, "entropy");
  // pymcdm: standard deviation, 1 and the root of 3
  check_at(from_data::standard_deviation(data), 0, 0.36602540378443865, "standard deviation");
  // pymcdm: variance after min-max, 1/4 and 1/3
  check_at(from_data::variance_after_min_max(data), 0, 3.0 / 7, "variance");
  // pymcdm: CRITIC; of two criteria the deviations after min-max decide
  check_at(from_data::critic(data, ways), 0, 0.46410161513775459, "CRITIC");
  // pymcdm: MEREC
  check_at(from_data::merec(data, ways), 0, 0.6100810164103919, "MEREC");
  // pymcdm, scikit-criteria: Gini, 2/9 and 3/9
  check_at(from_data::gini(data), 0, 0.4, "Gini");

  // ---- normalisation within a cohort, one of whom has no number

  const cohort::column x{2.0, 4.0, std::nullopt, 8.0};
  // COINr: n_minmax; pymcdm: min-max
  check_at(cohort::min_max(x), 1, 1.0 / 3, "min-max");
  // COINr: n_zscore
  check_at(cohort::z_score(x), 3, 1.0910894511799618, "z-score");
  check_at(cohort::z_score(x, 50, 10), 3, 60.910894511799618, "T-score");
  // COINr: n_rank, n_borda, n_prank
  check_at(cohort::rank(x), 3, 3, "rank");
  check_at(cohort::borda(x), 3, 2, "Borda");
  check_at(cohort::percentile_rank(x), 1, 0.5, "percentile rank");
  // COINr: n_dist2max, n_dist2ref, n_dist2targ, n_fracmax
  check_at(cohort::distance_to_max(x), 1, 1.0 / 3, "distance to maximum");
  check_at(cohort::distance_to_reference(x, 1), 1, 1, "distance to reference");
  check_at(cohort::distance_to_target(x, 10), 3, 0.75, "distance to target");
  check_at(cohort::fraction_of_max(x), 1, 0.5, "fraction of maximum");
  // pymcdm: max, sum, vector, linear, nonlinear, logarithmic
  check_at(cohort::share_of_max(x), 0, 0.25, "max");
  check_at(cohort::share_of_sum(x), 0, 1.0 / 7, "sum");
  check_at(cohort::vector_norm(x), 0, 0.21821789023599236, "vector");
  check_at(cohort::linear_ratio(x), 0, 0.25, "linear");
  check_at(cohort::nonlinear(x), 0, 0.0625, "nonlinear");
  check_at(cohort::logarithmic(x), 0, 1.0 / 6, "logarithmic");
  // COINr: skewness by which qTreat decides
  check(near(cohort::skewness(x).value(), 0.9352195295828235), "skewness");

  // ---- repeated evidence: Canvas pools the questions of one quiz

  const canvas::outcome_result quiz[] = {{.percent = 0.5, .possible = 10, .quiz = 7}, {.percent = 1, .possible = 30, .quiz = 7}};
  check(near(canvas::outcome_score(latest_of_all{}, quiz, 5, 3), 4.38), "quiz");

  // ---- bands

  // OpenOLAT: grades from 6 to 1 over 0 to 100 points, to the nearest
  const grade_scale marks{.lowest_grade = 6, .best_grade = 1};
  const auto bands = grade_bands(marks);
  check(find_band(bands, 90)->grade == 1 && find_band(bands, 89.9)->grade == 2, "grades");
  // Canvas rounds each share alone, 33 + 33 + 33
  const double counts[] = {1, 1, 1};
  check(largest_remainder(counts) == std::vector<double>{34, 33, 33}, "shares");

  // ---- whole courses

  const auto history = canvas::course("history", canvas::scheme::percent, canvas::grading::current,
                                      {{"homework", 40, {{"one", 10}, {"two", 20}}, 1}, {"exam", 60, {{"final", 100}}}}).value();
  check(near(score(history, std::array<rating, 3>{5, 20, 80}).score(), 88), "Canvas course");
  const auto circuits = edx::course("circuits", {{"homework", 0.4, 3, 1, 2}, {"exam", 0.6, 1, 0, 1}}).value();
  check(near(score(circuits, std::array<rating, 4>{100, 50, not_observed, 80}).score(), 78), "Open edX course");
  const auto essays = moodle::course({.id = "essays", .how = moodle::method::mean,
                                      .children = {{.id = "essay", .maximum = 20}, {.id = "exam", .maximum = 50}}}).value();
  check(near(score(essays, std::array<rating, 2>{10, 40}).score(), 65), "Moodle course");

  std::puts(failed == 0 ? "the rules of examples/rules.md hold" : "some rules do not hold");
  return failed == 0 ? 0 : 1;
}
