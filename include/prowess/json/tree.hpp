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

#include <prowess/detail/weigh.hpp>
#include <prowess/json/choices.hpp>
#include <prowess/json/draft.hpp>

namespace prowess::inline v0::detail {

/// What nodes take that say nothing themselves.
struct node_defaults {
  std::optional<std::string_view> scale = std::string_view();  ///< null: nobody knows
  std::optional<chosen_aggregation> aggregation{};
  std::optional<missing_rule> missing{};
  chosen_weighting weights{};
};

class tree_reader : choice_reader {
 public:
  using choice_reader::choice_reader;

  /// What a node may say. The document itself is the root, and has further members.
  static constexpr member_names names{
      "id",     "title",      "type",       "weight",  "children", "aggregation", "missing",     "weights", "scale",    "if_missing", "tags",
      "alignment", "behaviours", "anchors", "description", "extra_credit", "clamped", "critical", "criteria", "points", "text", "version"};
  using node_members = std::array<std::uint32_t, names.size()>;
  enum : std::size_t { id, title, type, weight, children, aggregation, missing, weights, scale, if_missing, tags,
                       alignment, behaviours, anchors, description, extra_credit, clamped, critical_, criteria, points, text_, version };

  void read_defaults(std::uint32_t i) {
    if (i == 0 || !object(i)) return;
    static constexpr member_names known{"scale", "aggregation", "missing", "weights"};
    const keep_nothing skip_kept;  // all of the defaults is kept as it is written
    const auto [scale_at, aggregation_at, missing_at, weights_at] = members(i, known, skip_kept);
    if (aggregation_at != 0) defaults_.aggregation = read_aggregation(aggregation_at, skip_kept);
    if (missing_at != 0) defaults_.missing = read_missing(missing_at, skip_kept);
    if (weights_at != 0) defaults_.weights = weighting_at(weights_at, skip_kept);
    at_root()(i);
  }
  void default_scale(std::optional<std::string_view> key) { defaults_.scale = key; }

  /// The root, whose members have been found already.
  void read_root(const node_members& at) {
    draft_.spoilt.reserve(doc_.objects()), weight_at_.reserve(doc_.objects());
    read(0, at, 0);
  }

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
      problems_.error(i, std::string(is_criterion ? "a criterion" : "a child") + " must be an object, not " + shown_value(i),
                      is_criterion ? "write { \"text\": \"...\" }" : "write { \"id\": \"...\", \"title\": \"...\" }");
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
    const std::uint32_t below = at[children] != 0 ? at[children] : at[criteria];
    draft_.nodes.emplace_back();
    draft_.node_at.push_back(i);
    draft_.spoilt.push_back(0);
    weight_at_.push_back(at[weight] != 0 ? at[weight] : at[points]);
    common(self, i, at, place, is_criterion);
    texts(self, i, at);
    draft_.nodes[self].is_group = below != 0 || is_root;
    if (draft_.nodes[self].is_group) group(self, i, at);
    else leaf(self, i, at, is_criterion);
    if (below == 0 && is_root) problems_.error(i, "the document has no 'children'", "list its domains or competencies"), spoil_children(0);
    if (at[children] != 0 && at[criteria] != 0)
      problems_.error(at[criteria], "a group has children or criteria, not both", "put the criteria into a child", json_problems::spot::key), draft_.names_spoilt = true;
    if (below != 0) read_children(self, i, at, below);
    draft_.nodes[self].extent = static_cast<std::uint32_t>(draft_.nodes.size()) - self;
  }

  /// What leaves and groups have in common.
  void common(std::uint32_t self, std::uint32_t i, const node_members& at, std::size_t place, bool is_criterion) {
    const bool is_root = self == 0;
    node& n = draft_.nodes[self];
    if (is_root) n.type = "framework";
    std::size_t before = problems_.so_far();
    if (at[id] != 0) n.id = name(at[id]).value_or("?");
    else if (is_criterion) n.id = draft_.texts.keep(std::to_string(place + 1));
    else if (is_root) problems_.error(i, "the document has no 'id'", "give it a short name");
    else problems_.error(i, "the node has no 'id'", "give it a short name that is unique among its siblings");
    spoil(self, spoilt_id, before);
    if (problems_.so_far() != before && !is_root) draft_.names_spoilt = true;
    if (at[type] != 0) n.type = name(at[type]).value_or(n.type);
    if ((at[clamped] | at[critical_]) != 0) {
      n.is_clamped = at[clamped] != 0 && truth(at[clamped]).value_or(false);
      n.is_critical = at[critical_] != 0 && truth(at[critical_]).value_or(false);
    }
    before = problems_.so_far();
    if (at[extra_credit] != 0) n.is_extra_credit = truth(at[extra_credit]).value_or(false);
    if ((at[points] | at[text_]) != 0) words_of_criteria(at, is_criterion);
    const std::uint32_t weighs = at[weight] != 0 ? at[weight] : at[points];
    n.weigh(weighs != 0 ? number(weighs, -largest, largest, "a number between -1e100 and 1e100").value_or(1) : 1);
    n.has_number = weighs != 0;
    spoil(self, spoilt_weight, before);
  }
  /// Criteria have points and a text where other nodes have a weight and a title.
  void words_of_criteria(const node_members& at, bool is_criterion) {
    for (const auto& [word, meant] : {std::pair{points, weight}, {text_, title}}) {
      if (at[word] == 0 || (is_criterion && at[meant] == 0)) continue;
      const std::string said = "'" + std::string(names[word]) + "'", other = "'" + std::string(names[meant]) + "'";
      if (is_criterion) problems_.error(at[word], said + " and " + other + " say the same", "keep one of them", json_problems::spot::key);
      else problems_.error(at[word], "there is no member " + said + " here", "did you mean " + other + "? (" + said + " belongs to criteria)", json_problems::spot::key);
    }
  }
  /// Marks a part of a node where something has been said since.
  void spoil(std::uint32_t self, std::uint8_t part, std::size_t before) {
    if (problems_.so_far() != before) draft_.spoilt[self] = static_cast<std::uint8_t>(draft_.spoilt[self] | part);
  }
  void spoil_children(std::uint32_t self) { draft_.spoilt[self] = static_cast<std::uint8_t>(draft_.spoilt[self] | spoilt_children), draft_.names_spoilt = true; }

  void leaf(std::uint32_t self, std::uint32_t i, const node_members& at, bool is_criterion) {
    node& n = draft_.nodes[self];
    if ((at[aggregation] | at[missing] | at[weights]) != 0)
      for (const std::size_t of_group : {aggregation, missing, weights})
        if (at[of_group] != 0)
          problems_.error(at[of_group], "a leaf has no '" + std::string(names[of_group]) + "'", of_group == missing ? "did you mean 'if_missing'?" : "give the node children, or leave it out", json_problems::spot::key);
    const std::size_t before = problems_.so_far();
    if (at[scale] != 0) n.scale_key = scale_key(at[scale]).value_or(std::string_view());
    else if (is_criterion && defaults_.scale && defaults_.scale->empty()) n.scale_key = checklist_key();
    else if (defaults_.scale) n.scale_key = *defaults_.scale;
    else problems_.again();
    spoil(self, spoilt_scale, before);
    if (at[if_missing] != 0) n.if_absent = read_fill(at[if_missing], keep_at(i)).value_or(fill{});
  }

  /// Criteria are met or not: the key of a scale that says so, which is added where the framework's own says something else.
  [[nodiscard]] std::string_view checklist_key() {
    static constexpr std::string_view key = "checklist";
    const auto met = checklist();
    const auto is_checklist = [&](const scale_data& s) { return s.how == met.data.how && s.low == 0 && s.high == 1 && s.level_count == 2; };
    if (draft_.scales.empty() || is_checklist(draft_.scales[0])) return {};
    for (const scale_data& s : draft_.scales)
      if (s.key == key) return key;
    draft_.scales.push_back(met.data);
    draft_.scales.back().key = key;
    draft_.scales.back().level_at = static_cast<std::uint32_t>(draft_.levels.size());
    draft_.levels.insert(draft_.levels.end(), met.level_list.begin(), met.level_list.end());
    draft_.scale_at.push_back(0);
    draft_.scale_spoilt.push_back(false);
    scales_changed();
    return key;
  }

  void group(std::uint32_t self, std::uint32_t i, const node_members& at) {
    const bool is_root = self == 0;
    for (const std::size_t of_leaf : {scale, if_missing})
      if (at[of_leaf] != 0 && !(is_root && of_leaf == scale))
        problems_.error(at[of_leaf], "a group has no '" + std::string(names[of_leaf]) + "'", of_leaf == if_missing ? "did you mean 'missing'?" : "give it to its children", json_problems::spot::key);
    if (is_root)
      for (const std::size_t of_child : {weight, extra_credit})
        if (at[of_child] != 0) problems_.error(at[of_child], "the document itself has no '" + std::string(names[of_child]) + "'", "leave it out: it has no siblings", json_problems::spot::key);
    chosen_aggregation how;
    const std::size_t before = problems_.so_far();
    if (at[aggregation] != 0) how = read_aggregation(at[aggregation], keep_at(i)).value_or(how);
    else if (defaults_.aggregation) how = *defaults_.aggregation;
    else if (at[criteria] != 0) how.how = &ops_of<points_ratio>;
    spoil(self, spoilt_aggregation, before);
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
    // criteria weigh by their points, whatever the defaults say of weights
    const chosen_weighting weighed = at[weights] != 0 ? weighting_at(at[weights], keep_at(i)) : at[criteria] != 0 ? chosen_weighting{} : defaults_.weights;
    draft_.nodes[self].weights = weighed.how;
    if (weighed.is_spoilt) draft_.spoilt[self] = static_cast<std::uint8_t>(draft_.spoilt[self] | spoilt_weights);
    if (!list(below)) return spoil_children(self);
    std::vector<std::uint32_t> places;  // of the children in the tree
    places.reserve(16);
    std::uint32_t written = 0;          // a weight that is written
    bool sound = !weighed.is_spoilt;
    each(below, [&](std::uint32_t c) {
      const std::size_t count = draft_.nodes.size();
      read_child(c, places.size(), at[criteria] != 0);
      if (draft_.nodes.size() == count) return spoil_children(self);
      places.push_back(static_cast<std::uint32_t>(count));
      sound = sound && (draft_.spoilt[count] & spoilt_weight) == 0;
      if (weight_at_[count] != 0) written = weight_at_[count];
    });
    node& n = draft_.nodes[self];
    n.arity = static_cast<std::uint32_t>(places.size());
    if ((draft_.spoilt[self] & spoilt_aggregation) != 0)  // nobody knows whether their weights may be negative
      for (const std::uint32_t c : places) draft_.spoilt[c] = static_cast<std::uint8_t>(draft_.spoilt[c] | spoilt_weight);
    const std::string_view maker = weighed.how == weighting::equal ? "equal" : weighed.how == weighting::points ? "points" : "";
    if (!maker.empty() || weighed.names_children) {
      for (const std::uint32_t c : places) {
        if (const std::uint32_t w = weight_at_[c]; w != 0)
          problems_.warn(w, "the weight " + shown_value(w) + " does not count: its group's weights are " + (maker.empty() ? "made by '" + std::string(weighed.own->name) + "'" : '"' + std::string(maker) + '"'), "leave it out");
        draft_.nodes[c].weigh(1);
      }
    }
    if (weighed.own != nullptr) weigh(self, weighed, weighed.argument != 0 ? weighed.argument : at[weights] != 0 ? at[weights] : i, places);
    if (sound && weighed.how == weighting::relative && weighed.own == nullptr && written != 0 && !n.how->traits.ignores_weights && at[criteria] == 0) suspect_percent(below, places);
  }
  template <class Keep> chosen_weighting weighting_at(std::uint32_t i, const Keep& keep) {
    return read_weighting(i, keep).value_or(chosen_weighting{weighting::relative, nullptr, 0, false, true});
  }

  /// Relative weights that nearly total 100 or 1 were probably meant to.
  void suspect_percent(std::uint32_t below, const std::vector<std::uint32_t>& places) {
    double total = 0;
    for (const std::uint32_t c : places) total += draft_.nodes[c].base;
    for (const double whole : {100.0, 1.0})
      if (total >= 0.9 * whole && total <= 1.1 * whole && abs(total - whole) > 1e-9 * whole)
        problems_.warn(below, "the weights of the children of " + in_quotes(draft_.nodes[places[0] - 1].id) + " total " + detail::number(total) + ", nearly " + detail::number(whole),
                       "did you mean percent? Then correct them and say \"weights\": \"percent\"");
  }

  /// Weights that a weighting makes of its argument, which is value i if there is one, and of the numbers at the children.
  /// A list of children ranks them, the most important first; those in a list within it share a place.
  void weigh(std::uint32_t self, const chosen_weighting& by, std::uint32_t i, const std::vector<std::uint32_t>& places) {
    const bool has_argument = by.argument != 0;
    std::vector<double> given, numbers(places.size());
    std::vector<bool> has(places.size());
    hash_slots ids;
    const std::size_t before = problems_.so_far();
    const auto id_of = [&](std::size_t k) { return draft_.nodes[places[k]].id; };
    for (std::uint32_t k = 0; k < places.size(); ++k) ids.insert(hash(id_of(k)), k), numbers[k] = draft_.nodes[places[k]].weight;
    /// The place of a child that is named for the first time, or `none`.
    const auto child = [&](std::uint32_t at, std::string_view wanted, json_problems::spot where) {
      const std::uint32_t k = ids.find(hash(wanted), [&](std::uint32_t c) { return id_of(c) == wanted; });
      if (k == hash_slots::none) problems_.error(at, "the group has no child " + shown(wanted), "name its own children", where);
      else if (has[k] && where == json_problems::spot::value) problems_.error(at, "the child " + shown(wanted) + " is named twice", "name each child once");
      else return has[k] = true, k;
      return hash_slots::none;
    };
    std::size_t ranked = 0;
    const auto rank = [&](std::uint32_t at, double place) {
      if (const std::uint32_t k = child(at, value(at).text(), json_problems::spot::value); k != hash_slots::none) numbers[k] = place;
      ++ranked;
    };
    if (has_argument && is(i, json_kind::object)) {
      entries(i, [&](std::uint32_t c) {
        const std::size_t said = problems_.so_far();
        if (const auto x = number(c); said == problems_.so_far())
          if (const std::uint32_t k = child(c, value(c).key(), json_problems::spot::key); k != hash_slots::none) numbers[k] = x.value_or(0);
      }, keep_nothing{}, [&](std::string_view key) { return ids.find(hash(key), [&](std::uint32_t c) { return id_of(c) == key; }) != hash_slots::none; });
    } else if (has_argument && is(i, json_kind::array)) {
      std::size_t row = 0;
      each(i, [&](std::uint32_t c) {
        if (is(c, json_kind::string)) {
          rank(c, static_cast<double>(ranked + 1));
        } else if (is(c, json_kind::array) && doc_.end(c) > c + 1 && is(c + 1, json_kind::string)) {
          std::size_t tied = 0;
          each(c, [&](std::uint32_t) { ++tied; });
          const double shared = static_cast<double>(ranked) + static_cast<double>(tied + 1) / 2;
          each(c, [&](std::uint32_t x) {
            if (is(x, json_kind::string)) rank(x, shared);
            else problems_.error(x, "children that share a place are named, and this is " + shown_value(x), "list ids");
          });
        } else if (is(c, json_kind::array)) {
          const std::size_t first = given.size();
          each(c, [&](std::uint32_t x) { given.push_back(number(x).value_or(0)); });
          if (row == 0) row = given.size() - first;
          else if (given.size() - first != row)
            problems_.error(c, "the rows have " + std::to_string(row) + " and " + std::to_string(given.size() - first) + " numbers", "give all rows the same length");
        }
        else given.push_back(number(c).value_or(0));
      });
    } else if (has_argument) {
      given.push_back(number(i).value_or(0));
    }
    if (by.names_children)
      for (std::size_t k = 0; before == problems_.so_far() && k < places.size(); ++k)
        if (!has[k]) problems_.error(i, "the child " + in_quotes(id_of(k)) + " is not named", "name each child once");
    if (before == problems_.so_far()) {
      std::vector<double> made(places.size(), 1.0);
      std::size_t said = by.names_children ? places.size() : 0;
      if (!by.names_children)
        for (const std::uint32_t c : places) said += draft_.nodes[c].has_number;
      if (said == 0) numbers.clear();  // nothing was said of the children
      const std::string_view objection = said != 0 && said != places.size() ? half_said : by.own->weigh({places.size(), numbers, given, ranked != 0}, made);
      if (!objection.empty()) problems_.error(i, "the weighting '" + std::string(by.own->name) + "': " + std::string(objection), {});
      for (std::size_t k = 0; k < places.size(); ++k) draft_.nodes[places[k]].weigh(made[k]), draft_.nodes[places[k]].has_number = false;
    }
    spoil(self, spoilt_weights, before);
  }

  void texts(std::uint32_t self, std::uint32_t i, const node_members& at) {
    const auto say = [&](remark_kind kind, std::uint32_t value_at, std::string_view key = {}) {
      if (!is(value_at, json_kind::string)) return void(text(value_at));
      draft_.remarks.push_back({self, kind, key, value(value_at).text()});
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
        static constexpr member_names known{"text", "critical", "id"};
        const auto [words, critical, key] = members(c, known, keep_at(i));
        if (words == 0) return problems_.error(c, "the behaviour has no 'text'", "say what can be seen");
        const bool is_critical = critical != 0 && truth(critical).value_or(false);
        say(is_critical ? remark_kind::critical_behaviour : remark_kind::behaviour, words, key != 0 ? name(key).value_or("") : "");
      });
    if (at[anchors] != 0)
      entries(at[anchors], [&](std::uint32_t c) { say(remark_kind::anchor, c, value(c).key()); }, keep_at(i), [&](std::string_view key) {
        const std::string_view on = at[scale] != 0 && is(at[scale], json_kind::string) ? value(at[scale]).text() : defaults_.scale.value_or(std::string_view());
        const std::uint32_t k = on.empty() ? 0 : finder().scale(on);
        return k < draft_.scales.size() && finder().has_level(k, key);
      });
  }
  /// For what stands within the node at value i, which is the one that is being read.
  [[nodiscard]] keeper keep_at(std::uint32_t i) { return {*this, static_cast<std::uint32_t>(draft_.nodes.size() - 1), i}; }

  node_defaults defaults_;
  std::vector<std::uint32_t> weight_at_;  ///< by node: the weight that is written, or 0
  std::vector<std::uint32_t> lenient_;
};

}  // namespace prowess::v0::detail
