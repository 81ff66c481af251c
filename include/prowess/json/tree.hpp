// SPDX-License-Identifier: BSL-1.0
// The tree of a document: nodes with their texts and policies, and what looks like a mistake in them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/json/choices.hpp>
#include <prowess/json/draft.hpp>

namespace prowess::detail {

/// What nodes take that say nothing themselves.
struct node_defaults {
  std::string_view scale{};
  std::optional<chosen_aggregation> aggregation{};
  std::optional<missing_rule> missing{};
  chosen_weighting weights{};
};

class tree_reader : choice_reader {
 public:
  using choice_reader::choice_reader;

  /// What a node may say. The document itself is the root, and has further members.
  static constexpr std::array<std::string_view, 21> names{
      "id",     "title",      "type",       "weight",  "children", "aggregation", "missing",     "weights", "scale",    "if_missing", "tags",
      "alignment", "behaviours", "anchors", "description", "extra_credit", "clamp", "criteria", "points", "text", "version"};
  using node_members = std::array<std::uint32_t, names.size()>;
  enum : std::size_t { id, title, type, weight, children, aggregation, missing, weights, scale, if_missing, tags,
                       alignment, behaviours, anchors, description, extra_credit, clamp, criteria, points, text_, version };

  void read_defaults(std::uint32_t i) {
    if (i == 0 || !object(i)) return;
    static constexpr std::array<std::string_view, 4> known{"scale", "aggregation", "missing", "weights"};
    const keep_nothing skip_kept;  // all of the defaults is kept as it is written
    const auto [scale_at, aggregation_at, missing_at, weights_at] = members(i, known, skip_kept);
    if (aggregation_at != 0) defaults_.aggregation = read_aggregation(aggregation_at, skip_kept);
    if (missing_at != 0) defaults_.missing = read_missing(missing_at, skip_kept);
    if (weights_at != 0) defaults_.weights = read_weighting(weights_at, skip_kept).value_or(chosen_weighting{});
    at_root()(i);
  }
  void default_scale(std::string_view key) { defaults_.scale = key; }

  /// The root, whose members have been found already.
  void read_root(const node_members& at) { read(0, at, 0); }

  /// Groups that must not take the unknown for "no problem", and do so because the defaults say it for all.
  void warn_of_lenient_groups() {
    const framework_view f = draft_.view();
    for (const std::uint32_t i : lenient_) {
      if (problems_.full_of_warnings()) {
        problems_.warn(0, {}, {});
        continue;
      }
      const std::uint32_t aggregation_at = doc_.member(draft_.node_at[i], "aggregation");
      problems_.warn(aggregation_at != 0 ? aggregation_at : draft_.node_at[i],
                     f.path(i) + ": by the document's defaults " + std::string(f.nodes[i].how->name) + " passes over what was not observed",
                     "say \"missing\": \"skip\" here if that is meant, or \"no_score\"");
    }
  }

 private:
  void read_child(std::uint32_t i, std::size_t place, bool is_criterion) {
    if (draft_.nodes.size() > options_.tree.nodes) return;  // diagnosed: one more than allowed
    if (!is(i, json_kind::object)) {
      wrong_type(i, "a node", "write { \"id\": \"communication\", ... }");
      return;
    }
    const auto node = static_cast<std::uint32_t>(draft_.nodes.size());
    const node_members at = members(i, names, keeper{*this, node, i});
    read(i, at, place, is_criterion);
  }

  /// One node and all below it.
  void read(std::uint32_t i, const node_members& at, std::size_t place, bool is_criterion = false) {
    const auto self = static_cast<std::uint32_t>(draft_.nodes.size());
    const bool is_root = self == 0;
    const std::size_t before = problems_.count();
    const std::uint32_t below = at[children] != 0 ? at[children] : at[criteria];
    draft_.nodes.emplace_back();
    draft_.node_at.push_back(i);
    draft_.spoilt.push_back(false);
    common(self, i, at, place, is_criterion);
    texts(self, i, at);
    draft_.nodes[self].is_group = below != 0 || is_root;
    if (draft_.nodes[self].is_group) group(self, i, at);
    else leaf(draft_.nodes[self], i, at);
    if (below == 0 && is_root) problems_.error(i, "the document has no 'children'", "list its domains or competencies");
    if (at[children] != 0 && at[criteria] != 0) problems_.error(at[criteria], "a group has children or criteria, not both", "put the criteria into a child", json_problems::spot::key);
    draft_.spoilt[self] = problems_.count() != before;
    if (below != 0) read_children(self, i, at, below);
    draft_.nodes[self].extent = static_cast<std::uint32_t>(draft_.nodes.size()) - self;
  }

  /// What leaves and groups have in common.
  void common(std::uint32_t self, std::uint32_t i, const node_members& at, std::size_t place, bool is_criterion) {
    const bool is_root = self == 0;
    node n;
    if (is_root) n.type = "framework";
    if (at[id] != 0) n.id = name(at[id]).value_or("?");
    else if (is_criterion) n.id = draft_.texts.keep(std::to_string(place + 1));
    else problems_.error(i, is_root ? "the document has no 'id'" : "the node has no 'id'", "give it a short name that is unique among its siblings");
    if (at[type] != 0) n.type = name(at[type]).value_or(n.type);
    if (at[extra_credit] != 0) n.is_extra_credit = truth(at[extra_credit]).value_or(false);
    if (at[clamp] != 0) n.is_clamped = truth(at[clamp]).value_or(false);
    for (const auto& [word, meant] : {std::pair{points, "weight"}, {text_, "title"}})
      if (at[word] != 0 && !is_criterion)
        problems_.error(at[word], "there is no member '" + std::string(names[word]) + "' here", "did you mean '" + std::string(meant) + "'? ('" + std::string(names[word]) + "' belongs to criteria)", json_problems::spot::key);
    if (at[points] != 0 && at[weight] != 0) problems_.error(at[points], "'points' and 'weight' say the same", "keep one of them", json_problems::spot::key);
    const std::uint32_t weighs = at[weight] != 0 ? at[weight] : at[points];
    n.weigh(weighs != 0 ? number(weighs).value_or(1) : 1);
    draft_.nodes[self] = n;
  }

  void leaf(node& n, std::uint32_t i, const node_members& at) {
    for (const std::size_t of_group : {aggregation, missing, weights})
      if (at[of_group] != 0)
        problems_.error(at[of_group], "a leaf has no '" + std::string(names[of_group]) + "'", of_group == missing ? "did you mean 'if_missing'?" : "give the node children, or leave it out", json_problems::spot::key);
    n.scale_key = at[scale] != 0 ? name(at[scale]).value_or("") : defaults_.scale;
    if (at[if_missing] != 0) n.if_absent = read_fill(at[if_missing], keep_at(i)).value_or(fill{});
  }

  void group(std::uint32_t self, std::uint32_t i, const node_members& at) {
    const bool is_root = self == 0;
    for (const std::size_t of_leaf : {scale, if_missing})
      if (at[of_leaf] != 0 && !(is_root && of_leaf == scale))
        problems_.error(at[of_leaf], "a group has no '" + std::string(names[of_leaf]) + "'", of_leaf == if_missing ? "did you mean 'missing'?" : "its children have", json_problems::spot::key);
    if (is_root)
      for (const std::size_t of_child : {weight, extra_credit})
        if (at[of_child] != 0) problems_.error(at[of_child], "the document itself has no '" + std::string(names[of_child]) + "'", "leave it out: it has no siblings", json_problems::spot::key);
    chosen_aggregation how;
    if (at[aggregation] != 0) how = read_aggregation(at[aggregation], keep_at(i)).value_or(how);
    else if (defaults_.aggregation) how = *defaults_.aggregation;
    else if (at[criteria] != 0) how.how = &ops_of<points_ratio>;
    std::optional<missing_rule> rule = defaults_.missing;
    if (at[missing] != 0) rule = read_missing(at[missing], keep_at(i));
    node& n = draft_.nodes[self];
    n.how = how.how;
    n.value_at = static_cast<std::uint32_t>(draft_.values.size());
    n.value_count = static_cast<std::uint32_t>(how.values.size());
    draft_.values.insert(draft_.values.end(), how.values.begin(), how.values.end());
    n.missing = rule.value_or(how.how->traits.missing);
    if (at[missing] == 0 && defaults_.missing && how.how->traits.missing == no_score && n.missing.policy != missing_policy::no_score) lenient_.push_back(self);
  }

  void read_children(std::uint32_t self, std::uint32_t i, const node_members& at, std::uint32_t below) {
    const chosen_weighting weighed = at[weights] != 0 ? read_weighting(at[weights], keep_at(i)).value_or(chosen_weighting{}) : defaults_.weights;
    draft_.nodes[self].weights = weighed.how;
    if (!list(below)) return void(draft_.spoilt[self] = true);
    std::vector<std::uint32_t> places;  // of the children in the tree
    std::uint32_t written = 0;          // a weight that is written
    each(below, [&](std::uint32_t c) {
      const std::size_t count = draft_.nodes.size();
      read_child(c, places.size(), at[criteria] != 0);
      if (draft_.nodes.size() == count) return void(draft_.spoilt[self] = true);
      places.push_back(static_cast<std::uint32_t>(count));
      if (const std::uint32_t w = weight_at(c); w != 0) written = w;
    });
    node& n = draft_.nodes[self];
    n.arity = static_cast<std::uint32_t>(places.size());
    if (weighed.how == weighting::equal || weighed.own != nullptr) {
      for (const std::uint32_t c : places)
        if (const std::uint32_t w = weight_at(draft_.node_at[c]); w != 0)
          problems_.warn(w, "the weight " + shown_value(w) + " does not count: its group's weights are " + (weighed.own ? "made by '" + std::string(weighed.own->name) + "'" : "\"equal\""), "leave it out");
      for (const std::uint32_t c : places) draft_.nodes[c].weigh(1);
    }
    if (weighed.own != nullptr) weigh(self, *weighed.own, weighed.argument, places);
    if (weighed.how == weighting::relative && weighed.own == nullptr && written != 0 && !n.how->traits.ignores_weights && at[criteria] == 0) suspect_percent(below, places);
  }
  [[nodiscard]] std::uint32_t weight_at(std::uint32_t child) const { return doc_.member(child, "weight"); }

  /// Relative weights that nearly total 100 or 1 were probably meant to.
  void suspect_percent(std::uint32_t below, const std::vector<std::uint32_t>& places) {
    double total = 0;
    for (const std::uint32_t c : places) total += draft_.nodes[c].base;
    for (const double whole : {100.0, 1.0})
      if (total >= 0.9 * whole && total <= 1.1 * whole && abs(total - whole) > 1e-9 * whole)
        problems_.warn(below, "the weights of " + in_quotes(draft_.nodes[places[0] - 1].id) + " total " + detail::number(total) + ", nearly " + detail::number(whole),
                       "did you mean percent? Then correct them and say \"weights\": \"percent\"");
  }

  /// Weights that a host's own weighting makes.
  void weigh(std::uint32_t self, const weighting_ops& how, std::uint32_t argument, const std::vector<std::uint32_t>& places) {
    std::vector<std::uint32_t> order;
    std::vector<double> given;
    bool sound = true;
    const auto wrong = [&](std::uint32_t at, std::string what, std::string remedy) { problems_.error(at, std::move(what), std::move(remedy)), sound = false; };
    const auto child = [&](std::uint32_t at, std::string_view wanted) {
      std::uint32_t k = 0;
      while (k < places.size() && draft_.nodes[places[k]].id != wanted) ++k;
      if (k == places.size()) wrong(at, "the group has no child " + shown(wanted), "name its own children");
      return k;
    };
    if (argument != 0 && is(argument, json_kind::object)) {
      given.assign(places.size(), 0);
      std::vector<bool> has(places.size());
      entries(argument, [&](std::uint32_t c) {
        const std::uint32_t k = child(c, value(c).key);
        const auto x = number(c);
        if (k < places.size() && x) given[k] = *x, has[k] = true;
        else sound = false;
      }, keep_nothing{});
      for (std::size_t k = 0; sound && k < places.size(); ++k)
        if (!has[k]) wrong(argument, "there is no number for the child " + in_quotes(draft_.nodes[places[k]].id), "give one for each child");
    } else if (argument != 0 && is(argument, json_kind::array)) {
      each(argument, [&](std::uint32_t c) {
        if (is(c, json_kind::string)) order.push_back(child(c, value(c).text));
        else if (is(c, json_kind::array)) each(c, [&](std::uint32_t x) { given.push_back(number(x).value_or(0)); });
        else given.push_back(number(c).value_or(0));
      });
      for (std::size_t a = 0; sound && a < order.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
          if (order[a] == order[b]) wrong(argument, "the child " + in_quotes(draft_.nodes[places[order[a]]].id) + " is ranked twice", "rank each child once");
      if (sound && !order.empty() && order.size() != places.size()) wrong(argument, std::to_string(order.size()) + " of " + std::to_string(places.size()) + " children are ranked", "rank each child once");
    } else if (argument != 0) {
      if (const auto x = number(argument)) given.push_back(*x);
      else sound = false;
    }
    const std::size_t at = draft_.node_at[self];
    if (sound) {
      std::vector<double> made(places.size(), 1.0);
      const std::string_view objection = how.weigh({places.size(), order, given}, made);
      if (!objection.empty()) wrong(static_cast<std::uint32_t>(at), "the weighting '" + std::string(how.name) + "': " + std::string(objection), {});
      for (std::size_t k = 0; k < places.size(); ++k) draft_.nodes[places[k]].weigh(made[k]);
    }
    if (!sound) draft_.spoilt[self] = true;
  }

  void texts(std::uint32_t self, std::uint32_t i, const node_members& at) {
    const auto say = [&](remark_kind kind, std::uint32_t value_at, std::string_view key = {}) {
      if (const auto s = text(value_at)) draft_.remarks.push_back({self, kind, key, *s});
    };
    const auto say_each = [&](remark_kind kind, std::uint32_t list_at) {
      if (list_at == 0) return;
      if (is(list_at, json_kind::string)) say(kind, list_at);  // one need not be in a list
      else each(list_at, [&](std::uint32_t c) { say(kind, c); });
    };
    if (at[title] != 0) say(remark_kind::title, at[title]);
    else if (at[text_] != 0) say(remark_kind::title, at[text_]);
    if (at[version] != 0) say(remark_kind::version, at[version]);
    if (at[description] != 0) say(remark_kind::description, at[description]);
    say_each(remark_kind::tag, at[tags]);
    say_each(remark_kind::alignment, at[alignment]);
    if (at[behaviours] != 0)
      each(at[behaviours], [&](std::uint32_t c) {
        if (!is(c, json_kind::object)) return say(remark_kind::behaviour, c);
        static constexpr std::array<std::string_view, 3> known{"text", "critical", "id"};
        const auto [words, critical, key] = members(c, known, keep_at(i));
        if (words == 0) return problems_.error(c, "the behaviour has no 'text'", "say what can be seen");
        const bool is_critical = critical != 0 && truth(critical).value_or(false);
        say(is_critical ? remark_kind::critical_behaviour : remark_kind::behaviour, words, key != 0 ? name(key).value_or("") : "");
      });
    if (at[anchors] != 0)
      entries(at[anchors], [&](std::uint32_t c) { say(remark_kind::anchor, c, value(c).key); }, keep_at(i));
  }
  /// For what stands within the node at value i, which is the one that is being read.
  [[nodiscard]] keeper keep_at(std::uint32_t i) { return {*this, static_cast<std::uint32_t>(draft_.nodes.size() - 1), i}; }

  node_defaults defaults_;
  std::vector<std::uint32_t> lenient_;
};

}  // namespace prowess::detail
