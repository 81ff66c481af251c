// SPDX-License-Identifier: BSL-1.0
// Oracle: what Canvas, Moodle, Open edX, OpenOLAT, ILIAS, ORA2 and pyBKT compute, reproduced by frameworks and the rules around them.
// The figures are in vectors/gradebooks.json, each with its source. What differs is listed below, and in the README.
#include <prowess/aggregations.hpp>
#include <prowess/bands.hpp>
#include <prowess/grade_bands.hpp>
#include <prowess/evidence/combine.hpp>
#include <prowess/evidence/knowledge_tracing.hpp>
#include <prowess/number/rounding.hpp>
#include <prowess/presets/canvas.hpp>
#include <prowess/presets/edx.hpp>
#include <prowess/presets/moodle.hpp>
#include <prowess/prowess.hpp>
#include <prowess/value_functions.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;
using boost::json::array;
using boost::json::object;
using boost::json::value;

// ---- reading the figures

double number(const value& v) { return v.to_number<double>(); }
double number_or(const object& o, std::string_view key, double otherwise) {
  const value* v = o.if_contains(key);
  return v == nullptr || v->is_null() ? otherwise : number(*v);
}
bool has(const object& o, std::string_view key) { return o.contains(key) && !o.at(key).is_null(); }
bool truth(const object& o, std::string_view key) { return o.contains(key) && o.at(key).is_bool() && o.at(key).as_bool(); }
std::string text(const value& v) { return std::string(v.as_string()); }
std::size_t count(const object& o, std::string_view key) { return static_cast<std::size_t>(number_or(o, key, 0)); }
std::vector<double> numbers(const value& list) {
  std::vector<double> all;
  for (const value& v : list.as_array()) all.push_back(number(v));
  return all;
}

/// A number, or none: what most expectations are.
using score = std::optional<double>;
value json(const score& s) { return s ? value(*s) : value(nullptr); }
value json(const std::vector<double>& all) { return value(array(all.begin(), all.end())); }

/// Whether what came out is what is expected, to the tolerance. Members that are not computed are not compared.
bool same(const value& expected, const value& found, double tolerance) {
  if (expected.is_array() && found.is_array()) {
    bool all = expected.as_array().size() == found.as_array().size();
    for (std::size_t i = 0; all && i < expected.as_array().size(); ++i) all = same(expected.as_array()[i], found.as_array()[i], tolerance);
    return all;
  }
  if (expected.is_object() && found.is_object()) {
    bool all = !found.as_object().empty();
    for (const auto& [key, v] : expected.as_object()) all = all && found.as_object().contains(key) && same(v, found.as_object().at(key), tolerance);
    return all;
  }
  if (expected.is_number() && found.is_number()) return std::abs(number(expected) - number(found)) <= tolerance;
  return expected == found;
}

/// The percentage of a node as the systems show it: two decimals of the exact value, halves away from zero.
score percentage_of(const profile_entry& e, rounding to = {2}) {
  if (!e.has_score()) return std::nullopt;
  const exact precise = e.exactly().score;
  return precise.known() ? rounded(precise, to).to_double() : rounded(e.score(), to);
}

// ---- Canvas

score outcome_rollup(const object& in, const object& set) {
  std::vector<canvas::outcome_result> results;
  const double points = number_or(set, "points_possible", 0), mastery = number_or(set, "mastery_points", 0), scale = points > 0 ? points : mastery;
  for (const value& v : in.at("results").as_array()) {
    const object& r = v.as_object();
    canvas::outcome_result one;
    if (has(r, "percent")) one.percent = number(r.at("percent")), one.possible = number(r.at("possible"));
    else if (has(r, "score")) one.percent = number(r.at("score")) / scale;
    else continue;
    one.order = static_cast<std::int64_t>(number_or(r, "t", -1'000'000));
    if (truth(r, "quiz")) one.quiz = static_cast<std::int64_t>(number(r.at("group")));
    results.push_back(one);
  }
  const std::string method = text(set.at("method"));
  const double part = number_or(set, "param", 65) / 100;
  if (method == "highest") return canvas::outcome_score(highest_of_all{}, results, points, mastery);
  if (method == "latest") return canvas::outcome_score(latest_of_all{}, results, points, mastery);
  if (method == "average") return canvas::outcome_score(mean_of_all{}, results, points, mastery);
  if (method == "n_mastery") return canvas::outcome_score(n_mastery{count(set, "param"), mastery}, results, points, mastery);
  if (method == "standard_decaying_average") return canvas::outcome_score(exponential_average{part}, results, points, mastery);
  return canvas::outcome_score(latest_and_rest{part}, results, points, mastery);
}

struct canvas_item {
  double score, possible;
  bool counts;
};
canvas_item item_of(const object& o) {
  const bool graded = has(o, "score") && !truth(o, "hidden") && !truth(o, "pending_review");
  return {number_or(o, "score", 0), number_or(o, "possible", 0), graded};
}
struct canvas_course {
  dynamic_framework framework;
  std::vector<rating> ratings;
};
result<canvas_course> course_of(const array& groups, canvas::scheme by, canvas::grading counted) {
  std::vector<canvas::assignment_group> all;
  std::vector<rating> ratings;
  for (const value& v : groups) {
    const object& g = v.as_object();
    canvas::assignment_group one{std::to_string(all.size()), number_or(g, "weight", 0)};
    if (g.contains("rules")) one.drop_lowest = count(g.at("rules").as_object(), "drop_lowest"), one.drop_highest = count(g.at("rules").as_object(), "drop_highest");
    for (const value& i : g.at("items").as_array()) {
      const canvas_item item = item_of(i.as_object());
      one.assignments.push_back({std::to_string(one.assignments.size()), item.possible});
      ratings.push_back(item.counts ? rating(item.score) : not_observed);
    }
    all.push_back(one);
  }
  auto made = canvas::course("course", by, counted, all);
  if (!made) return made.problems();
  return canvas_course{std::move(made).value(), ratings};
}
canvas::grading mode_of(const object& set) { return set.at("mode") == "final" ? canvas::grading::final_score : canvas::grading::current; }

score weighted_groups(const object& in, const object& set) {
  const auto made = course_of(in.at("groups").as_array(), set.at("scheme") == "percent" ? canvas::scheme::percent : canvas::scheme::points, mode_of(set));
  if (!made) return std::nullopt;
  return percentage_of(prowess::score(made->framework.view(), made->ratings).root());
}
/// The places of the items in the order of their ids, by which Canvas breaks ties; as they stand where they have none.
std::vector<std::size_t> order_of(const array& items) {
  std::vector<std::size_t> places(items.size());
  for (std::size_t k = 0; k < places.size(); ++k) places[k] = k;
  const auto id = [&](std::size_t k) { return number_or(items[k].as_object(), "id", static_cast<double>(k)); };
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return id(a) < id(b); });
  return places;
}
/// The items that a group keeps, as the terms of its aggregation.
std::vector<term<double>> terms_of(const array& items, bool final_score) {
  std::vector<term<double>> terms;
  std::uint32_t place = 0;
  for (const value& v : items) {
    const canvas_item i = item_of(v.as_object());
    const std::uint32_t at = place++;
    if (!i.counts && !final_score) continue;
    const double points = i.counts ? i.score : 0;
    if (i.possible > 0) terms.push_back({points / i.possible, i.possible, i.possible, at, false});
    else if (i.counts) terms.push_back({points, 1, 0, at, false});
  }
  return terms;
}
value points_group(const object& in, const object& set, const object& expected) {
  array groups, items;
  const std::vector<std::size_t> order = order_of(in.at("items").as_array());
  for (const std::size_t k : order) items.push_back(in.at("items").as_array()[k]);
  groups.push_back(object{{"items", items}, {"rules", set.at("rules")}});
  const auto made = course_of(groups, canvas::scheme::points, mode_of(set));
  object found;
  if (!made) return found;
  const profile p = prowess::score(made->framework.view(), made->ratings);
  const profile_entry group = p.view().entry(1);
  if (expected.contains("percent")) found["percent"] = json(percentage_of(group));
  std::vector<term<double>> kept = terms_of(items, set.at("mode") == "final");
  const node& n = group.self();
  if (n.value_count == 2) kept.resize(trimmed_mean::keep(std::span(kept), p.view().framework.parameters_of(n)));
  double won = 0, possible = 0;
  std::map<std::uint32_t, bool> places;
  for (const auto& t : kept) won += t.score * t.weight, possible += t.base, places[static_cast<std::uint32_t>(order[t.child])] = true;
  const exact ratio = group.has_score() ? group.exactly().score / 100 : exact::unknown();
  const bool agrees = group.has_score() ? std::abs(ratio.to_double() - won / possible) < 1e-12 : possible == 0;
  found["score"] = agrees ? value(won) : value("the framework's ratio differs");
  found["possible"] = possible;
  array places_kept;
  for (const auto& [place, is] : places) places_kept.push_back(place);
  found["kept"] = places_kept;
  return found;
}
score weighted_periods(const object& in, const object& set) {
  std::vector<canvas::grading_period> all;
  std::vector<rating> ratings;
  for (const value& v : in.at("periods").as_array()) {
    const object& p = v.as_object();
    all.push_back({std::to_string(all.size()), number_or(p, "weight", 0)});
    ratings.push_back(has(p, "score") ? rating(number(p.at("score"))) : not_observed);
  }
  const auto made = canvas::periods("course", mode_of(set), all);
  if (!made) return std::nullopt;
  return percentage_of(prowess::score(made->view(), ratings).root());
}
score cohort(const object& in, const object& set) {
  std::vector<evidence> all;
  for (const value& v : in.at("learner_scores").as_array())
    if (!v.is_null()) all.push_back({number(v)});
  if (set.at("stat") == "median") return combine(median_of_all{}, all);
  const auto mean = combine_exactly(mean_of_all{}, all);
  return mean ? score(rounded(*mean, {2}).to_double()) : std::nullopt;
}
value rating_shares(const object& in, const object& set) {
  std::vector<band_bound> bounds;
  for (const double at : numbers(set.at("thresholds_desc"))) bounds.push_back({"", at});
  const auto bands = try_bands_from(bounds).value();
  std::vector<double> shares(bands.size());
  const std::vector<double> scores = numbers(in.at("learner_scores"));
  for (const double s : scores)
    if (const band* b = find_band(bands, s)) shares[static_cast<std::size_t>(b - bands.data())] += 1;
  for (double& s : shares) s = rounded(exact(s) * 100 / exact(static_cast<double>(scores.size()))).to_double();
  return json(shares);
}

// ---- Moodle

moodle::method aggregation_of(const value& name) {
  static constexpr std::string_view names[] = {"mean", "weighted_mean", "simple_weighted_mean", "mean_extra_credit", "median", "lowest", "highest", "mode", "natural"};
  std::size_t k = 0;
  while (names[k] != std::string_view(name.as_string())) ++k;
  return static_cast<moodle::method>(k);
}
moodle::grade_item grade_of(const object& o, bool exclude_hidden, std::vector<rating>& ratings) {
  moodle::grade_item g;
  g.id = o.contains("name") ? text(o.at("name")) : std::to_string(ratings.size());
  g.maximum = number_or(o, "max", 100), g.minimum = number_or(o, "min", 0);
  g.weight = number_or(o, "weight", 1);
  g.extra = number_or(o, "extra", 0);
  if (has(o, "override")) g.fixed_weight = number(o.at("override"));
  g.is_hidden = exclude_hidden && truth(o, "hidden");
  g.is_category = o.contains("aggregation");
  if (!g.is_category) {
    if (!g.is_hidden) ratings.push_back(has(o, "grade") ? rating(number(o.at("grade"))) : not_observed);
    return g;
  }
  g.how = aggregation_of(o.at("aggregation"));
  g.exclude_empty = !o.contains("exclude_empty") || truth(o, "exclude_empty");
  g.drop_lowest = count(o, "droplow"), g.keep_highest = count(o, "keephigh");
  for (const value& c : o.at("children").as_array()) g.children.push_back(grade_of(c.as_object(), exclude_hidden, ratings));
  return g;
}
value gradebook_tree(const object& in, const object& set, const object& expected) {
  std::vector<rating> ratings;
  const moodle::grade_item tree = grade_of(in.at("tree").as_object(), truth(set, "exclude_hidden"), ratings);
  const auto made = moodle::course(tree);
  if (!made) return object{{"problem", made.problems()[0].text()}};
  const profile p = prowess::score(made->view(), ratings);
  const moodle::total t = moodle::total_of(tree, p.root());
  object found;
  found["total"] = rounded(t.points, moodle::two_digits).to_double();
  found["total_int"] = rounded(t.points, {0, rounding_rule::down}).to_double();
  found["percent"] = json(percentage_of(p.root(), moodle::two_digits));
  if (expected.contains("weights")) {
    object weights;
    const framework_view f = made->view();
    for (const auto& [id, v] : expected.at("weights").as_object()) {
      const node& n = f.nodes[f.find(std::string_view(id))->index];
      double all = 0;  // of what entered
      for (std::uint32_t c = 1; c < f.size(); c += f.nodes[c].extent)
        if (p.view().entry(c).has_score()) all += f.nodes[c].base * p.view().entry(c).result().entered;
      weights[id] = n.weight * 100 / all;
    }
    found["weights"] = weights;
  }
  return found;
}
value natural_weights_of(const object& in) {
  std::vector<rating> none;
  std::vector<moodle::grade_item> items;
  for (const value& v : in.at("items").as_array()) items.push_back(grade_of(v.as_object(), false, none));
  std::vector<double> weights = moodle::natural_weights(items);
  for (double& w : weights) w = rounded(w * 100, {3});
  return json(weights);
}
value limit_rules(const object& in, const object& set) {
  const std::vector<double> scores = numbers(in.at("normalized"));
  std::vector<term<double>> terms;
  for (std::uint32_t k = 0; k < scores.size(); ++k) {
    const object& o = in.at("items").as_array()[k].as_object();
    const double w = set.at("aggregation") == "mean" ? 1 : number(o.at("max"));
    terms.push_back({scores[k], w, number_or(o, "extra", 0) != 0 ? 0 : w, k, false});
  }
  const double low = has(set, "keephigh") ? static_cast<double>(terms.size()) - number(set.at("keephigh")) : number(set.at("droplow"));
  const std::array<double, 2> values{low, 0};
  terms.resize(trimmed_mean::keep(std::span(terms), parameters{values, 0, 10, terms.size()}));
  std::map<std::uint32_t, bool> kept;
  for (const auto& t : terms) kept[t.child] = true;
  array places;
  for (const auto& [place, is] : kept) places.push_back(place);
  return places;
}
/// A rubric: each criterion has a scale of its own, and is worth its range (or its most points).
value rubric_grade(const object& in, const object& set) {
  const bool from_zero = truth(set, "lock_zero_points");
  prowess::detail::tree_builder tree("rubric");
  std::vector<rating> ratings;
  for (const value& v : in.at("levels").as_array()) {
    const std::vector<double> points = numbers(v);
    const auto range = numeric(points.front(), points.back());
    const double worth = from_zero ? points.back() : points.back() - points.front();
    tree.leaf(std::to_string(ratings.size()), worth, from_zero ? range.points_over_max() : range);
    ratings.push_back(number(in.at("picked").as_array()[ratings.size()]));
  }
  const auto made = tree.finish();
  if (!made) return value(nullptr);
  const double low = number(set.at("grade_min")), high = number(set.at("grade_max"));
  const exact share = prowess::score(made->view(), ratings).root().exactly().score / 100;
  const exact grade = exact(low) + share * (exact(high) - exact(low));
  return value(rounded(grade, {truth(set, "allow_decimals") ? 5 : 0}).to_double());
}

// ---- Open edX and ORA2

std::vector<double> sections_of(const value& list, const object& set) {
  std::vector<double> all;
  for (const value& v : list.as_array()) all.push_back(edx::section(number(v.as_array()[0]), number(v.as_array()[1]), static_cast<int>(number_or(set, "section_digits", 4))).points);
  return all;
}
score edx_course(const array& formats, const object& set) {
  std::vector<edx::assignment_format> all;
  std::vector<std::vector<double>> rated;
  for (const value& v : formats) {
    const object& f = v.as_object();
    rated.push_back(sections_of(f.at("sections"), set));
    all.push_back({std::to_string(all.size()), number_or(f, "weight", 1), count(f, "min_count"), count(f, "drop_count"), rated.back().size()});
  }
  const auto made = edx::course("course", all);
  if (!made) return std::nullopt;
  rating_sheet sheet(*made);
  for (std::size_t f = 0; f < rated.size(); ++f)
    for (std::size_t s = 0; s < rated[f].size(); ++s) sheet.set(std::to_string(f) + "/" + std::to_string(s + 1), rated[f][s]);
  return (prowess::score(sheet).root().exactly().score / 100).to_double();
}
score double_rounding(const object& in, const object& set) {
  const std::vector<double> sections = sections_of(in.at("sections"), set);
  exact sum{};
  for (const double s : sections) sum += exact(s);
  const exact part = sum / exact(static_cast<double>(sections.size())) * exact(number(set.at("weight"))) / 100;
  return rounded(part, {static_cast<int>(number(set.at("final_digits")))}).to_double();
}
template <class Policy> double reviewers(const Policy& policy, const value& scores) {
  std::vector<evidence> all;
  for (const double s : numbers(scores)) all.push_back({s});
  const auto one = combine_exactly(policy, all);
  return one ? rounded(*one, {0, rounding_rule::up}).to_double() : 0;  // ORA2: nobody has said anything: 0
}
/// Points of criteria under `points_ratio`: earned and possible.
value rubric_sum(const object& in) {
  prowess::detail::tree_builder tree("rubric");
  std::vector<rating> ratings;
  double possible = 0;
  for (const value& v : in.at("options").as_array()) {
    const std::vector<double> points = numbers(v);
    double most = 0;
    for (const double p : points) most = p > most ? p : most;
    if (most == 0) continue;  // feedback only
    possible += most;
    tree.leaf(std::to_string(ratings.size()), most, numeric(0, most));
    ratings.push_back(number(in.at("picked_points").as_array()[ratings.size()]));
  }
  if (ratings.empty()) return object{{"earned", 0}, {"possible", 0}};
  const auto made = tree.finish();
  const exact share = prowess::score(made->view(), ratings).root().exactly().score / 100;
  return object{{"earned", (share * exact(possible)).to_double()}, {"possible", possible}};
}
value points_total(const object& in) {
  std::array<double, 4> sums{};
  for (const value& v : in.at("scores").as_array()) {
    const array& s = v.as_array();
    for (std::size_t k = 0; k < 2; ++k) sums[k] += number(s[k]), sums[k + 2] += s[2].as_bool() ? number(s[k]) : 0;
  }
  return json(std::vector<double>(sums.begin(), sums.end()));
}

// ---- OpenOLAT, ILIAS, pyBKT, competency criteria

value score_bands(const object& in, const object& set) {
  std::vector<breakpoint> breaks;
  for (const value& v : in.at("breakpoints").as_array()) breaks.push_back({number(v.as_array()[0]), number(v.as_array()[1])});
  const std::string how = text(set.at("rounding"));
  const auto bands = try_grade_bands({number(in.at("lowest_grade")), number(in.at("best_grade")), number(in.at("resolution")), number(in.at("min_score")), number(in.at("max_score")),
                                      breaks, how == "up" ? band_rounding::up : how == "down" ? band_rounding::down : band_rounding::nearest});
  if (!bands) return object{{"problem", bands.problems()[0].text()}};
  array rows, ends;
  for (const grade_band& b : *bands) {
    if (has(set, "first_bands_only") && rows.size() == count(set, "first_bands_only")) break;
    rows.push_back(array{b.grade, b.upper, b.lower});
    ends.push_back(array{b.upper_inclusive, b.lower_inclusive});
  }
  return object{{"bands", rows}, {"inclusive", ends}};
}
value level_from_points(const object& in, const object& set) {
  prowess::detail::tree_builder tree("skill");
  tree.root(weighted_mean{}, require_children(number(set.at("min_bookings"))));
  std::vector<rating> ratings;
  const std::size_t least = count(set, "min_bookings");
  for (const value& v : in.at("bookings").as_array()) {
    const double most = number(v.as_array()[0]);
    tree.leaf(std::to_string(ratings.size()), most, numeric(0, most));
    ratings.push_back(number(v.as_array()[1]));
  }
  for (; ratings.size() < least; ratings.push_back(not_observed)) tree.leaf(std::to_string(ratings.size()), 0, numeric(0, 1));
  const auto made = tree.finish();
  if (!made) return object{{"problem", made.problems()[0].text()}};
  std::vector<band_bound> bounds;
  std::vector<std::string> keys;
  keys.reserve(8);
  for (const value& v : set.at("levels_upper_thresholds").as_array()) bounds.push_back({keys.emplace_back(text(v.as_array()[0])), number(v.as_array()[1])});
  const auto bands = try_bands_up_to(bounds).value();
  const profile p = prowess::score(made->view(), ratings);
  if (!p.has_score()) return value(nullptr);
  const band* b = find_band(bands, p.root().exactly().score);
  return b == nullptr ? value(nullptr) : value(b->key);
}
value knowledge(const object& in, const object& set) {
  knowledge_tracing skill({number(set.at("prior")), number(set.at("learn")), number(set.at("forget")), number(set.at("guess")), number(set.at("slip"))});
  array known, correct;
  for (const double seen : numbers(in.at("observations"))) {
    const knowledge_step step = skill.observe(seen < 0 ? std::nullopt : std::optional<bool>(seen == 1));
    known.push_back(step.known_before), correct.push_back(step.correct);
  }
  known.push_back(skill.known()), correct.push_back(skill.correct());
  return object{{"p_known", known}, {"p_correct", correct}};
}
/// A leaf with a threshold is a group of one child, met or not; AND and OR are conditions on those.
void add_criteria(prowess::detail::tree_builder& tree, const object& o, const object& grades, std::vector<rating>& ratings) {
  const std::string id = std::to_string(ratings.size());
  if (!o.contains("op")) {
    tree.open("at " + id, 1, all_of{100 * number(o.at("gte"))});
    tree.leaf(text(o.at("item")), 1, numeric(0, 1));
    ratings.push_back(number(grades.at(o.at("item").as_string())));
  } else {
    if (o.at("op") == "OR") tree.open("any " + id, 1, any_of{100});
    else tree.open("all " + id, 1, all_of{100});
    for (const value& c : o.at("children").as_array()) add_criteria(tree, c.as_object(), grades, ratings);
  }
  tree.close();
}
value boolean_criteria(const object& in) {
  prowess::detail::tree_builder tree("criteria");
  std::vector<rating> ratings;
  add_criteria(tree, in.at("tree").as_object(), in.at("grades").as_object(), ratings);
  const auto made = tree.finish();
  if (!made) return value(made.problems()[0].text());
  return value(prowess::score(made->view(), ratings).score() == 100);
}

value found_for(const object& v) {
  const std::string kind = text(v.at("kind"));
  const object &in = v.at("input").as_object(), &set = v.at("settings").as_object();
  if (kind == "outcome_rollup") return json(outcome_rollup(in, set));
  if (kind == "cohort_aggregate") return json(cohort(in, set));
  if (kind == "rating_distribution") return rating_shares(in, set);
  if (kind == "mastery_percent_scaling") {
    const piecewise_linear<3> scaled({{0, 0}, {number(set.at("source_mastery")), number(set.at("target_mastery"))}, {1, 1}});
    return value(rounded(scaled(number(in.at("score")) / number(in.at("possible"))), {4}));
  }
  if (kind == "mastery_fraction" || kind == "scale_to_fractions") {
    std::vector<double> points;
    double at_mastery = 0, most = 0;
    for (const value& r : in.at(kind == "mastery_fraction" ? "ratings" : "points").as_array()) {
      points.push_back(number(r.is_array() ? r.as_array()[0] : r));
      if (r.is_array() && r.as_array()[1].as_bool()) at_mastery = points.back();
      most = points.back() > most ? points.back() : most;
    }
    const scale_data to = numeric(0, 1).data, from = numeric(0, most).data;
    for (double& p : points) p = rescaled<double>(from, to, p);
    return kind == "mastery_fraction" ? value(rescaled<double>(from, to, at_mastery)) : json(points);
  }
  if (kind == "points_group") return points_group(in, set, v.at("expected").as_object());
  if (kind == "weighted_groups") return json(weighted_groups(in, set));
  if (kind == "weighted_periods") return json(weighted_periods(in, set));
  if (kind == "gradebook_tree") return gradebook_tree(in, set, v.at("expected").as_object());
  if (kind == "natural_weights") return natural_weights_of(in);
  if (kind == "limit_rules") return limit_rules(in, set);
  if (kind == "rubric_grade") return rubric_grade(in, set);
  if (kind == "rubric_sum") return rubric_sum(in);
  if (kind == "equal_weight_sections") {
    array one;
    one.push_back(object{{"sections", in.at("sections")}, {"weight", 1}, {"min_count", set.at("min_count")}, {"drop_count", set.at("drop_count")}});
    return json(edx_course(one, set));
  }
  if (kind == "weighted_sections") return json(edx_course(in.at("formats").as_array(), set));
  if (kind == "points_total") return points_total(in);
  if (kind == "double_rounding") return json(double_rounding(in, set));
  if (kind == "reviewer_median") return value(reviewers(median_of_all{}, in.at("scores")));
  if (kind == "reviewer_mean") return value(reviewers(mean_of_all{}, in.at("scores")));
  if (kind == "reviewer_by_criterion")
    return object{{"criterion_1", reviewers(mean_of_all{}, in.at("criterion_1"))}, {"criterion_2", reviewers(mean_of_all{}, in.at("criterion_2"))}};
  if (kind == "score_bands") return score_bands(in, set);
  if (kind == "bkt_sequence") return knowledge(in, set);
  if (kind == "level_from_points") return level_from_points(in, set);
  if (kind == "boolean_criteria") return boolean_criteria(in);
  return value("a kind that is not known");
}

value read_figures() {
  const char* elsewhere = std::getenv("PROWESS_GRADEBOOK_VECTORS");  // more of the same kind
  std::ifstream file(elsewhere != nullptr ? elsewhere : PROWESS_TEST_JSON "/vectors/gradebooks.json");
  return boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

/// What differs, and why: see the README's table of known differences.
constexpr std::pair<std::string_view, std::string_view> known_differences[] = {
    {"canvas.group.dl1.zero_possible.current", "no points to be won"},
    {"canvas.group.dl1.zero_possible.ties.current", "no points to be won"},
    {"canvas.group.dl1.zero_possible.ties.final", "no points to be won"},
    {"canvas.group.dh1.zero_possible.current", "no points to be won"},
    {"canvas.group.dh1.zero_possible.final", "no points to be won"},
    {"canvas.group.dh1.zero_possible.ties.final", "no points to be won"},
    {"canvas.group.dh4.current", "drops that leave nothing"},
    {"moodle.limit.droplow5_of_4", "drops that leave nothing"},
    {"canvas.group.issue2299.carl", "drop lowest and highest"},
    {"canvas.periods.zero_weights.current", "weights that are all 0"},
    {"canvas.periods.zero_weights.final", "weights that are all 0"},
    {"canvas.periods.nil_weights.final", "weights that are all 0"},
    {"canvas.periods.nil_and_zero.final", "weights that are all 0"},
    {"canvas.periods.nil_scores_nil_weights.final", "weights that are all 0"},
    {"canvas.periods.nil_scores_zero_weights.final", "weights that are all 0"},
    {"edx.weighted.all_zero", "weights that are all 0"},
    {"moodle.rubric.degenerate", "a scale without a range"},
};

}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("gradebooks, outcomes and rubrics of open education systems") {
    const value all = read_figures();
    std::size_t compared = 0, different = 0;
    for (const value& one : all.at("vectors").as_array()) {
      const object& v = one.as_object();
      const std::string id = text(v.at("id"));
      const value found = found_for(v);
      bool is_known = false;
      for (const auto& [difference, why] : known_differences) is_known = is_known || difference == id;
      const bool agrees = same(v.at("expected"), found, number(v.at("tolerance")));
      INFO(id << ": expected " << boost::json::serialize(v.at("expected")) << ", found " << boost::json::serialize(found));
      CHECK(agrees != is_known);
      ++compared;
      different += !agrees;
    }
    std::ifstream readme(PROWESS_TEST_JSON "/../../README.md");
    const std::string page(std::istreambuf_iterator<char>(readme), {});
    for (const auto& [id, why] : known_differences) CHECK_MESSAGE(page.find("| " + std::string(why) + " |") != std::string::npos, why);
    MESSAGE(compared << " figures, " << different << " of them known differences");
    CHECK(compared >= 202);
  }
}
