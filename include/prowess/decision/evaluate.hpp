// SPDX-License-Identifier: BSL-1.0
// Holds a profile against criteria: three-valued logic over what is known, and by how much each condition is missed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/check_criteria.hpp>
#include <prowess/decision/criteria_view.hpp>
#include <prowess/describe.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// What a profile says of one node of criteria.
struct criterion_verdict {
  criteria_state state = criteria_state::undetermined;  ///< see `criteria_state`
  criteria_state veto = criteria_state::failed;        ///< a condition: `passed` where the node is below its veto; a group: the same of a child
  status why = status::scored;      ///< a condition: the node's status
  bool is_decided = true;           ///< false: it is undetermined because exact arithmetic could not tell
  bool is_thin = false;             ///< a condition: undetermined because the coverage is below what it asks
  bool blocks = false;              ///< it is one of the reasons why the whole is not met
  double margin = 0;                ///< a condition with a score: points above what it asks; negative where it falls short. Of its scale
  std::uint32_t levels_short = 0;   ///< a condition that is not met: levels of its scale between there and here
  std::uint32_t passed = 0;        ///< of a group: children in this state
  std::uint32_t failed = 0;        ///< of a group: children in this state
  std::uint32_t undetermined = 0;  ///< of a group: children in this state
  std::uint32_t waived = 0;        ///< of a group: children in this state
  friend constexpr bool operator==(const criterion_verdict&, const criterion_verdict&) = default;  ///< member by member
};

/// What `evaluate_into` answers.
struct criteria_answer {
  finding what{};                                        ///< `foreign_handle`: the criteria are for another framework
  criteria_state state = criteria_state::undetermined;   ///< of the whole; meaningless unless `ok()`
  [[nodiscard]] constexpr bool ok() const noexcept { return what.ok(); }  ///< whether there are verdicts
};

namespace detail {

constexpr criteria_state inverted(criteria_state s) {
  return s == criteria_state::passed ? criteria_state::failed : s == criteria_state::failed ? criteria_state::passed : s;
}

/// Whether children of `reached` of the weight are enough; the sums are compared in doubles where that is clear.
template <class Includes> constexpr decision share_is_enough(std::span<const criteria_node> nodes, std::uint32_t group, const Includes& includes) {
  const double quorum = nodes[group].count;
  double part = 0, total = 0;
  const auto each = [&](const auto& add) {
    for (std::uint32_t c = group + 1; c < group + nodes[group].extent; c += nodes[c].extent)
      if (const int in = includes(c); in >= 0) add(nodes[c].weight, in > 0);
  };
  each([&](double w, bool in) { total += w, part += in ? w : 0; });
  if (total > 0 && part > product(total, quorum + 1e-9)) return decision::yes;
  if (total > 0 && part < product(total, quorum - 1e-9)) return decision::no;
  exact precise_part, precise_total;
  each([&](double w, bool in) {
    precise_total += exact(w);
    if (in) precise_part += exact(w);
  });
  const exact least = precise_total * exact(quorum);
  if (!least.known() || !precise_part.known() || precise_total == exact()) return decision::not_decidable;
  return precise_part >= least ? decision::yes : decision::no;
}

/// The verdict of a group from those of its children; `state_of(child)` and `veto_of(child)` are criteria_states.
template <class StateOf, class VetoOf>
constexpr criterion_verdict judge_group(std::span<const criteria_node> nodes, std::uint32_t i, const StateOf& state_of, const VetoOf& veto_of) {
  const criteria_node& g = nodes[i];
  criterion_verdict v;
  bool veto_is_open = false;
  for (std::uint32_t c = i + 1; c < i + g.extent; c += nodes[c].extent) {
    const criteria_state s = state_of(c);
    v.passed += s == criteria_state::passed, v.failed += s == criteria_state::failed;
    v.undetermined += s == criteria_state::undetermined, v.waived += s == criteria_state::waived;
    if (!nodes[c].has_veto) continue;
    if (veto_of(c) == criteria_state::passed) v.veto = criteria_state::passed;
    veto_is_open = veto_is_open || veto_of(c) == criteria_state::undetermined;
  }
  const std::uint32_t applies = v.passed + v.failed + v.undetermined;
  const auto decided = [](bool is_met, bool is_missed) {
    return is_met ? criteria_state::passed : is_missed ? criteria_state::failed : criteria_state::undetermined;
  };
  switch (g.kind) {
    case criteria_kind::reaches: break;
    case criteria_kind::all: v.state = decided(v.passed == applies, v.failed > 0); break;
    case criteria_kind::any: v.state = decided(v.passed > 0, v.failed == applies); break;
    case criteria_kind::none: v.state = decided(v.failed == applies, v.passed > 0); break;
    case criteria_kind::at_least: {
      const auto k = static_cast<std::uint32_t>(g.count), fewer = k < applies ? k : applies;
      v.state = decided(v.passed >= (g.is_capped ? fewer : k), v.passed + v.undetermined < fewer);
      break;
    }
    case criteria_kind::share: {
      const auto is_in = [&](bool open_too) {
        return [&, open_too](std::uint32_t c) {
          const criteria_state s = state_of(c);
          return s == criteria_state::waived ? -1 : s == criteria_state::passed || (open_too && s == criteria_state::undetermined) ? 1 : 0;
        };
      };
      const decision now = share_is_enough(nodes, i, is_in(false));
      const decision later = v.undetermined == 0 || now == decision::yes ? now : share_is_enough(nodes, i, is_in(true));
      v.state = decided(now == decision::yes, later == decision::no);
      v.is_decided = now != decision::not_decidable && later != decision::not_decidable;
      break;
    }
  }
  if (applies == 0) v.state = criteria_state::waived, v.is_decided = true;
  else if (v.veto == criteria_state::passed) v.state = criteria_state::failed, v.is_decided = true;
  else if (veto_is_open && v.state == criteria_state::passed) v.state = criteria_state::undetermined;
  return v;
}

/// Points above what is asked, as decimals would have it (0.3 - 0.1 is 0.2).
constexpr double margin_of(const profile_view& p, const scale_data& s, std::uint32_t node, double points) {
  const prowess::node& n = p.framework.nodes[node];
  exact there = n.is_leaf() ? exact(p.ratings[n.leaf].points) : exact(p.results[node].score);
  const double size = abs(points) > 1 ? abs(points) : 1;
  if (!n.is_leaf() && abs(p.results[node].score - points) < product(size, 1e-9)) there = p.entry(node).exactly().score;
  const exact margin = s.inverse ? exact(points) - there : there - exact(points);
  if (margin.known()) return margin.to_double();
  const double rounded_margin = (n.is_leaf() ? p.ratings[n.leaf].points : p.results[node].score) - points;
  return s.inverse ? -rounded_margin : rounded_margin;
}

constexpr criterion_verdict judge_condition(const profile_view& p, const criteria_node& c) {
  const std::uint32_t node = c.node.index;
  const node_result& o = p.results[node];
  criterion_verdict v;
  v.why = o.what;
  if (o.what == status::not_applicable) {
    v.state = v.veto = criteria_state::waived;
    return v;
  }
  if (c.has_veto) v.veto = criteria_state::undetermined;
  if (!o.has_score() || !(o.rated > 0)) return v;  // what is filled in is no evidence
  if (!at_quorum(o.coverage(), c.coverage)) return v.is_thin = true, v;
  const scale_data& s = scale_of_points(p.framework, node);
  const auto state_of = [](decision d) {
    return d == decision::yes ? criteria_state::passed : d == decision::no ? criteria_state::failed : criteria_state::undetermined;
  };
  v.state = state_of(reaches_points(p, node, c.asked.points));
  v.is_decided = v.state != criteria_state::undetermined;
  if (c.has_veto) v.veto = inverted(state_of(reaches_points(p, node, c.veto.points)));
  v.margin = margin_of(p, s, node, c.asked.points);
  if (v.state == criteria_state::failed) {
    const double there = p.framework.nodes[node].is_leaf() ? p.ratings[p.framework.nodes[node].leaf].points : o.score;
    for (const level& l : p.framework.levels(s))
      v.levels_short += as_good(s, c.asked.points, l.points) && (l.points == c.asked.points || !as_good(s, there, l.points));
  }
  return v;
}

/// Marks what makes the whole fail: below a node that blocks, the children that are what they must not be.
constexpr void mark_blocking(std::span<const criteria_node> nodes, std::span<criterion_verdict> out) {
  if (out[0].state == criteria_state::failed) out[0].blocks = true;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (!out[i].blocks || nodes[i].kind == criteria_kind::reaches) continue;
    // A child blocks with the state that drives its group to the state that blocks.
    const criteria_state wrong = nodes[i].kind == criteria_kind::none ? inverted(out[i].state) : out[i].state;
    for (std::uint32_t c = i + 1; c < i + nodes[i].extent; c += nodes[c].extent) out[c].blocks = out[c].state == wrong;
  }
}

}  // namespace detail

/// Holds a profile against criteria and writes a verdict for each of their nodes: Kleene's three-valued logic over the children that
/// apply (Kleene, Introduction to Metamathematics (1952), section 64). All conditions are judged; nothing is cut short. No exception;
/// no allocation but where a group's score is so near to the points that exact arithmetic has to tell, as `profile_entry::exactly`.
/// `out` has one place for each node. Cost: O(nodes of the criteria).
[[nodiscard]] constexpr criteria_answer evaluate_into(const criteria_view& criteria, const profile_view& profile,
    std::span<criterion_verdict> out) noexcept {
  if (out.size() != criteria.nodes.size()) return {{rule::wrong_number_of_ratings, 0, static_cast<double>(out.size())}};
  if (!criteria.belongs_to(profile.framework)) return {{rule::foreign_handle, 0, 0}};
  for (std::uint32_t i = criteria.size(); i-- > 0;) {
    const criteria_node& c = criteria.nodes[i];
    out[i] = c.kind == criteria_kind::reaches
                 ? detail::judge_condition(profile, c)
                 : detail::judge_group(criteria.nodes, i, [&](std::uint32_t k) { return out[k].state; }, [&](std::uint32_t k) { return out[k].veto; });
  }
  detail::mark_blocking(criteria.nodes, out);
  return {{}, out[0].state};
}

/// The verdicts of a profile under criteria. Borrows both, and the framework.
class criteria_result {
 public:
  /// Of verdicts as `evaluate_into` leaves them.
  criteria_result(const criteria_view& c, const profile_view& p, std::vector<criterion_verdict> verdicts) : criteria_(c), profile_(p),
      verdicts_(std::move(verdicts)) {}

  /// Of the whole.
  [[nodiscard]] criteria_state state() const { return verdicts_[0].state; }
  /// By node of the criteria, in tree order.
  [[nodiscard]] std::span<const criterion_verdict> verdicts() const { return verdicts_; }
  /// The places of all conditions that are not met, in tree order, whether others make up for them or not.
  [[nodiscard]] std::vector<std::uint32_t> missed() const {
    return conditions([](const criterion_verdict& v) { return v.state == criteria_state::failed; });
  }
  /// The places of the conditions because of which the whole is not met; empty unless it is not. Below `none_met` they are met.
  [[nodiscard]] std::vector<std::uint32_t> reasons() const {
    return conditions([](const criterion_verdict& v) { return v.blocks; });
  }
  /// The places of the conditions that nobody can tell yet.
  [[nodiscard]] std::vector<std::uint32_t> open() const {
    return conditions([](const criterion_verdict& v) { return v.state == criteria_state::undetermined; });
  }
  /// What is to be said of a node of the criteria: "soft/negotiation: not met: asks for 3 points, falls short by 1 point and 1 level".
  [[nodiscard]] problem describe(std::uint32_t place) const {
    using detail::join, detail::number;
    const criteria_node& c = criteria_.nodes[place];
    const criterion_verdict& v = verdicts_[place];
    const auto many = [](double n, std::string_view one) { return join({number(n), " ", one, n == 1 ? "" : "s"}); };
    if (c.kind != criteria_kind::reaches) {
      const std::uint32_t applies = v.passed + v.failed + v.undetermined;
      std::string what = join({words(v.state), ": ", number(v.passed), " of ", number(applies), " met"});
      if (v.undetermined > 0) what = join({what, ", ", number(v.undetermined), " undetermined"});
      if (v.waived > 0) what = join({what, ", ", number(v.waived), " waived"});
      if (v.veto == criteria_state::passed) what += ", one below its veto";
      return {detail::text_of_criteria(criteria_.nodes, place), what, {}};
    }
    const std::string path = profile_.framework.path(c.node.index), asked = join({"asks for ", c.asked.is_key ? detail::in_quotes(c.asked.key) : many(c.asked.points, "point")});
    if (v.state == criteria_state::waived) return {path, "waived: it does not apply", {}};
    if (v.is_thin) return {path, join({"undetermined: less than the share ", number(c.coverage), " of it is rated"}), "rate more of it"};
    if (!v.is_decided) return {path, join({"undetermined: it ", asked, ", which its score is too near to"}), "have a person decide"};
    if (v.state == criteria_state::undetermined) return {path, join({"undetermined: ", words(v.why)}), "rate it"};
    if (v.state == criteria_state::passed) return {path, join({"met: ", asked, ", is ", many(v.margin, "point"), " above"}), {}};
    std::string what = join({"not met: ", asked, ", falls short by ", many(-v.margin, "point")});
    if (v.levels_short > 0) what = join({what, " and ", many(v.levels_short, "level")});
    if (v.veto == criteria_state::passed) what += ", below its veto";
    return {path, what, {}};
  }

 private:
  template <class Which> [[nodiscard]] std::vector<std::uint32_t> conditions(const Which& which) const {
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < criteria_.size(); ++i)
      if (criteria_.nodes[i].kind == criteria_kind::reaches && which(verdicts_[i])) all.push_back(i);
    return all;
  }
  criteria_view criteria_;
  profile_view profile_;
  std::vector<criterion_verdict> verdicts_;
};

/// As `evaluate_into`, with verdicts of its own. Criteria that were made for another framework are a problem.
///
///     if (auto r = try_evaluate(ready, ada); r && r->state() == criteria_state::failed)
///       for (auto place : r->reasons()) std::cout << r->describe(place).text() << '\n';
[[nodiscard]] inline result<criteria_result> try_evaluate(const criteria_view& criteria, const profile_view& profile) {
  std::vector<criterion_verdict> out(criteria.nodes.size());
  if (!evaluate_into(criteria, profile, out).ok())
    return problem{"criteria", detail::join({"they were made for another framework than '", profile.framework.id(),
        "', or the tree has changed since"}), "make the criteria anew"};
  return criteria_result(criteria, profile, std::move(out));
}
/// The same; raises.
[[nodiscard]] inline criteria_result evaluate(const criteria_view& criteria, const profile_view& profile) { return try_evaluate(criteria,
    profile).value(); }

}  // namespace prowess::v0
