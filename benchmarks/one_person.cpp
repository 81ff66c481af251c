// SPDX-License-Identifier: BSL-1.0
// One person, 64 leaves (4 x 4 x 4): every way of scoring, beside code written by hand and designs in common use.
//
//   one_person          checks, then times all variants in interleaved rounds and prints a table
//   one_person --count  the same work once, for a tool that counts instructions around prowess_counted()
//
// What is compared is one unit of work: from the ratings of one person to the results of all 85 nodes: score, three shares
// of evidence, status; every rating checked against its scale, absence noticed, every mean divided once. `hand` does exactly
// this and its results are compared with == before anything is measured. The peers leave scores only.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if PROWESS_WITH_BOOST
#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/stats.hpp>
#include <boost/accumulators/statistics/weighted_mean.hpp>
#endif

#include "inlining.hpp"
#include "measure.hpp"

namespace {

using namespace prowess;
using quad = std::array<double, 4>;

// ---- the framework: weights differ by place; the same numbers for everybody

constexpr quad leaf_weights[4] = {{40, 30, 20, 10}, {25, 35, 15, 25}, {10, 20, 30, 40}, {30, 30, 30, 10}};
constexpr quad competency_weights[4] = {{40, 30, 20, 10}, {25, 35, 15, 25}, {20, 10, 30, 40}, {30, 30, 10, 30}};
constexpr quad domain_weights = {30, 25, 35, 10};

constexpr auto four_leaves(const char* id, double weight, const quad& w) {
  return competency(id, percent{weight}, indicator("a", percent{w[0]}), indicator("b", percent{w[1]}), indicator("c", percent{w[2]}),
                    indicator("d", percent{w[3]}));
}
constexpr auto four_competencies(const char* id, double weight, const quad& w) {
  return domain(id, percent{weight}, four_leaves("p", w[0], leaf_weights[0]), four_leaves("q", w[1], leaf_weights[1]),
                four_leaves("r", w[2], leaf_weights[2]), four_leaves("s", w[3], leaf_weights[3]));
}
constexpr auto measured = framework("measured", levels("1", "2", "3", "4", "5"),
                                    four_competencies("w", domain_weights[0], competency_weights[0]),
                                    four_competencies("x", domain_weights[1], competency_weights[1]),
                                    four_competencies("y", domain_weights[2], competency_weights[2]),
                                    four_competencies("z", domain_weights[3], competency_weights[3]));

constexpr std::size_t leaves = 64, nodes = 85, people = 256;  // so many that branch predictors do not learn one of them
static_assert(measured.leaf_count() == leaves && measured.node_count == nodes);

using person = std::array<rating, leaves>;
using output = std::array<node_result, nodes>;

std::vector<person> somebody(unsigned percent_missing) {
  std::uint64_t state = 20 + percent_missing;
  const auto draw = [&](unsigned n) {  // the high bits of a linear congruential generator
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<unsigned>((state >> 33) % n);
  };
  std::vector<person> all(people);
  for (person& p : all)
    for (rating& r : p) r = draw(100) < percent_missing ? not_observed : rating(1 + draw(5));
  return all;
}

// ---- by hand: straight on for complete ratings, loops where some are missing

ALWAYS_INLINE bool on_form(const rating& r) {
  return r.points >= 1 && r.points <= 5 && r.points == static_cast<double>(static_cast<std::int64_t>(r.points));
}
ALWAYS_INLINE double put(node_result& o, double score) {
  o = {score, 1, 1, 1, status::scored};
  return score;
}
/// The mean of four, divided once and held between the lowest and the highest of them.
ALWAYS_INLINE double mean(const quad& w, double a, double b, double c, double d) {
  double low = b < a ? b : a, high = b > a ? b : a;
  low = c < low ? c : low, high = c > high ? c : high;
  low = d < low ? d : low, high = d > high ? d : high;
  double m = (w[0] * a + w[1] * b + w[2] * c + w[3] * d) / 100;
  m = m > low ? m : low;
  return m < high ? m : high;
}
ALWAYS_INLINE double put_four(node_result* o, const rating* r, const quad& w) {
  return put(o[0], mean(w, put(o[1], r[0].points), put(o[2], r[1].points), put(o[3], r[2].points), put(o[4], r[3].points)));
}
ALWAYS_INLINE double put_sixteen(node_result* o, const rating* r, const quad& w) {
  return put(o[0], mean(w, put_four(o + 1, r, leaf_weights[0]), put_four(o + 6, r + 4, leaf_weights[1]),
                        put_four(o + 11, r + 8, leaf_weights[2]), put_four(o + 16, r + 12, leaf_weights[3])));
}
template <std::size_t... L> ALWAYS_INLINE bool all_on_form(const rating* r, std::index_sequence<L...>) {
  return ((r[L].is_rated() && on_form(r[L])) && ...);
}
bool by_hand(const person& p, output& out) {
  const rating* const r = p.data();
  node_result* const o = out.data();
  if (!all_on_form(r, std::make_index_sequence<leaves>{})) return false;
  const quad& w = domain_weights;
  put(o[0], mean(w, put_sixteen(o + 1, r, competency_weights[0]), put_sixteen(o + 22, r + 16, competency_weights[1]),
                 put_sixteen(o + 43, r + 32, competency_weights[2]), put_sixteen(o + 64, r + 48, competency_weights[3])));
  return true;
}

bool leaf_by_hand(const rating& r, node_result& o) {
  if (r.is_rated()) {
    if (!on_form(r)) return false;
    o = {r.points, 1, 1, 1, status::scored};
  } else if (r.kind == presence::not_observed) {
    o = {0, 0, 1, 0, status::not_observed};
  } else {
    o = {0, 0, 0, 0, r.kind == presence::no_opportunity ? status::no_opportunity : status::not_applicable};
  }
  return true;
}
void group_by_hand(node_result* o, const quad& w, std::size_t step) {
  double sum = 0, base = 0, rated = 0, applicable = 0, entered = 0, low = 1e300, high = -1e300;
  bool present = false, lacked = false;
  for (std::size_t k = 0; k < 4; ++k) {
    const node_result& c = o[1 + k * step];
    rated += w[k] * c.rated, applicable += w[k] * c.applicable, entered += w[k] * c.entered;
    if (c.what == status::scored) {
      present = true, sum += w[k] * c.score, base += w[k];
      low = c.score < low ? c.score : low, high = c.score > high ? c.score : high;
    }
    lacked = lacked || c.what == status::no_opportunity;
  }
  const status none = applicable != 0 ? status::no_evidence : lacked ? status::no_opportunity : status::not_applicable;
  double m = present ? sum / base : 0;
  if (present) m = m > low ? m : low, m = m < high ? m : high;
  o[0] = {m, rated / 100, applicable / 100, present ? entered / 100 : 0, present ? status::scored : none};
}
bool by_hand_with_missing(const person& p, output& out) {
  const rating* r = p.data();
  node_result* o = out.data() + 1;
  for (std::size_t d = 0; d < 4; ++d, o += 21) {
    for (std::size_t c = 0; c < 4; ++c) {
      node_result* const four = o + 1 + 5 * c;
      for (std::size_t k = 0; k < 4; ++k)
        if (!leaf_by_hand(*r++, four[1 + k])) return false;
      group_by_hand(four, leaf_weights[c], 1);
    }
    group_by_hand(o, competency_weights[d], 5);
  }
  group_by_hand(out.data(), domain_weights, 21);
  return true;
}

// ---- ours

bool unrolled(const person& p, output& out) { return score_into<measured>(p, out).ok(); }
framework_view view, loaded;  // of the constant, and of a dynamic framework; set by main, so that no compiler sees through them
bool through_view(const person& p, output& out) { return score_into(view, p, out).ok(); }
bool dynamic(const person& p, output& out) { return score_into(loaded, p, out).ok(); }

// ---- peers

#if PROWESS_WITH_BOOST
namespace acc = boost::accumulators;
using weighted = acc::accumulator_set<double, acc::stats<acc::tag::weighted_mean>, double>;

bool boost_accumulators(const person& p, output& out) {
  const auto group = [&](std::size_t o, const quad& w, std::size_t step) {
    weighted mean;
    for (std::size_t k = 0; k < 4; ++k)
      if (out[o + 1 + k * step].what == status::scored) mean(out[o + 1 + k * step].score, acc::weight = w[k]);
    out[o].what = acc::sum_of_weights(mean) > 0 ? status::scored : status::no_evidence;
    if (out[o].what == status::scored) out[o].score = acc::weighted_mean(mean);
  };
  const rating* r = p.data();
  for (std::size_t d = 0; d < 4; ++d) {
    for (std::size_t c = 0; c < 4; ++c) {
      const std::size_t four = 2 + 21 * d + 5 * c;
      for (std::size_t k = 0; k < 4; ++k, ++r) {
        if (r->is_rated() && !on_form(*r)) return false;
        out[four + 1 + k].score = r->points;
        out[four + 1 + k].what = r->is_rated() ? status::scored : status::not_observed;
      }
      group(four, leaf_weights[c], 1);
    }
    group(1 + 21 * d, competency_weights[d], 5);
  }
  group(0, domain_weights, 21);
  return true;
}
#endif

/// What an object-oriented host writes: nodes behind pointers, aggregators behind virtual functions.
struct aggregator {
  virtual ~aggregator() = default;
  virtual std::optional<double> operator()(const std::vector<std::optional<double>>& scores, const std::vector<double>& weights) const = 0;
};
struct mean_of_present final : aggregator {
  std::optional<double> operator()(const std::vector<std::optional<double>>& scores, const std::vector<double>& weights) const override {
    double sum = 0, base = 0;
    for (std::size_t k = 0; k < scores.size(); ++k)
      if (scores[k]) sum += weights[k] * *scores[k], base += weights[k];
    return base > 0 ? std::optional(sum / base) : std::nullopt;
  }
};
struct tree {
  std::vector<std::unique_ptr<tree>> children;
  std::unique_ptr<aggregator> how;
  double weight = 1;
  std::size_t leaf = 0;
  std::optional<double> score;
  bool update(const person& p) {
    if (!how) {
      if (p[leaf].is_rated() && !on_form(p[leaf])) return false;
      score = p[leaf].is_rated() ? std::optional(p[leaf].points) : std::nullopt;
      return true;
    }
    std::vector<std::optional<double>> scores;
    std::vector<double> weights;
    for (const auto& c : children) {
      if (!c->update(p)) return false;
      scores.push_back(c->score);
      weights.push_back(c->weight);
    }
    score = (*how)(scores, weights);
    return true;
  }
};
std::unique_ptr<tree> make_tree(const framework_view& f, std::uint32_t i) {
  auto t = std::make_unique<tree>();
  t->weight = f.nodes[i].weight;
  t->leaf = f.nodes[i].leaf;
  if (!f.nodes[i].is_leaf()) t->how = std::make_unique<mean_of_present>();
  for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) t->children.push_back(make_tree(f, c));
  return t;
}
std::unique_ptr<tree> pointers;
bool pointer_tree(const person& p, output& out) {
  if (!pointers->update(p)) return false;
  out[0].score = pointers->score.value_or(0);
  return true;
}

/// What a script writes: everything in maps by name.
std::map<std::string, double> weight_of_name;
std::map<std::string, std::vector<std::string>> children_of_name;
std::vector<std::string> leaf_names;
std::optional<double> score_named(const std::string& name, const std::map<std::string, double>& ratings, std::map<std::string, double>& scores) {
  const auto group = children_of_name.find(name);
  if (group == children_of_name.end()) {
    const auto r = ratings.find(name);
    if (r == ratings.end()) return std::nullopt;
    return scores[name] = r->second;
  }
  double sum = 0, base = 0;
  for (const std::string& child : group->second)
    if (const auto s = score_named(child, ratings, scores)) sum += weight_of_name[child] * *s, base += weight_of_name[child];
  if (base == 0) return std::nullopt;
  return scores[name] = sum / base;
}
std::vector<std::map<std::string, double>> full_by_name, gaps_by_name;  // made in advance: how ratings come is not measured
std::vector<person> full, gaps;
bool maps(const person& p, output& out) {
  const bool complete = &p >= full.data() && &p < full.data() + full.size();
  const auto& ratings = complete ? full_by_name[static_cast<std::size_t>(&p - full.data())] : gaps_by_name[static_cast<std::size_t>(&p - gaps.data())];
  for (const auto& [name, points] : ratings)
    if (!on_form(points)) return false;
  std::map<std::string, double> scores;
  out[0].score = score_named("measured", ratings, scores).value_or(0);
  return true;
}
void name_everything(const framework_view& f) {
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    weight_of_name[f.path(i)] = f.nodes[i].weight;
    if (f.nodes[i].is_leaf()) leaf_names.push_back(f.path(i));
    else for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) children_of_name[f.path(i)].push_back(f.path(c));
  }
  for (auto* from : {&full, &gaps})
    for (const person& p : *from) {
      std::map<std::string, double> by_name;
      for (std::size_t l = 0; l < leaves; ++l)
        if (p[l].is_rated()) by_name[leaf_names[l]] = p[l].points;
      (from == &full ? full_by_name : gaps_by_name).push_back(std::move(by_name));
    }
}

// ---- measuring

bool nothing(const person&, output&) { return true; }

struct variant {
  const char* name;
  bool (*run)(const person&, output&);
  const std::vector<person>& who;
  enum { all, scores, root, none } same_as_hand;  ///< which results must agree with those by hand
};
const variant variants[] = {
    {"complete/nothing", nothing, full, variant::none},  // the loop around all others: subtracted from their counts
    {"complete/hand", by_hand, full, variant::all},
    {"complete/unrolled", unrolled, full, variant::all},
    {"complete/view", through_view, full, variant::all},
    {"complete/dynamic", dynamic, full, variant::all},
#if PROWESS_WITH_BOOST
    {"complete/Boost.Accumulators", boost_accumulators, full, variant::scores},
#endif
    {"complete/pointer tree", pointer_tree, full, variant::root},
    {"complete/map by name", maps, full, variant::root},
    {"missing/hand", by_hand_with_missing, gaps, variant::all},
    {"missing/unrolled", unrolled, gaps, variant::all},
    {"missing/view", through_view, gaps, variant::all},
    {"missing/dynamic", dynamic, gaps, variant::all},
#if PROWESS_WITH_BOOST
    {"missing/Boost.Accumulators", boost_accumulators, gaps, variant::scores},
#endif
    {"missing/pointer tree", pointer_tree, gaps, variant::root},
    {"missing/map by name", maps, gaps, variant::root},
};

/// Whether a variant makes of everybody what code by hand makes of them; the peers may round differently.
bool agrees(const variant& v) {
  const auto near = [](double a, double b) { return std::fabs(a - b) <= 1e-12; };
  for (const person& p : v.who) {
    output expected{}, found{};
    if (!(&v.who == &full ? by_hand : by_hand_with_missing)(p, expected) || !v.run(p, found)) return false;
    if (v.same_as_hand == variant::all && found != expected) return false;
    if (v.same_as_hand == variant::root && !near(found[0].score, expected[0].score)) return false;
    if (v.same_as_hand == variant::scores)
      for (std::size_t i = 0; i < nodes; ++i)
        if (!near(found[i].score, expected[i].score)) return false;
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

void count() {
  output out{};
  for (const variant& v : variants) {
    for (std::size_t i = 0; i < people; ++i) (void)v.run(v.who[i], out);  // symbols are bound, pages are there
    prowess_counted(v.run, v.who.data(), out);
    std::printf("counted %zu %s\n", people, v.name);
  }
}

void time() {
  output out{};
  for (const std::string input : {"complete", "missing"}) {
    measure::rounds r(people, input == "complete" ? "one person, 64 leaves, every rating there" : "one person, 64 leaves, 10 % of the ratings missing");
    for (const variant& v : variants)
      if (v.same_as_hand != variant::none && std::string_view(v.name).starts_with(input)) r.add(v.name + input.size() + 1, [&] { prowess_counted(v.run, v.who.data(), out); });
    r.run(21);
    const bool whole = input == "complete";
    r.row("unrolled", "hand", whole ? 1.15 : 1.3, whole ? 1.05 : 1.15);
    r.row("view", "unrolled", whole ? 3.5 : 2.5);
    r.row("dynamic", "view", 1.1);
    r.row("unrolled", "Boost.Accumulators", whole ? 0.75 : 0);  // which leaves scores only, as the next ones do
    r.row("unrolled", "pointer tree", 0.35, 0.1);
    r.row("view", "pointer tree", 0.25, 0.125);
    r.row("view", "map by name", 0.05, 0.025);
    std::printf("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  full = somebody(0);
  gaps = somebody(10);
  view = measured.view();
  dynamic_framework built{view};
  loaded = built.check().view();
  pointers = make_tree(view, 0);
  name_everything(view);

  for (const variant& v : variants)
    if (v.same_as_hand != variant::none && !agrees(v)) {
      std::printf("%s does not give the results of the code by hand\n", v.name);
      return 1;
    }
  if (argc > 1 && std::string_view(argv[1]) == "--count") count();
  else time();
}
