// SPDX-License-Identifier: BSL-1.0
// What belongs to a framework beside its tree: critical failures, roles, learning, rater groups and evidence types.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/json/draft.hpp>
#include <prowess/name_index.hpp>

namespace prowess::inline v0::detail {

/// Verifies these parts and keeps each as JSON text at the root. Names of nodes and levels must be known.
class parts_reader : draft_reader {
 public:
  static constexpr member_names names{"critical_failures", "roles", "learning", "rater_groups", "evidence_types"};

  /// `tree` is the framework's, or has no nodes where these are not sound enough to look names up.
  parts_reader(const json_outline& doc, json_problems& problems, framework_draft& draft, const load_options& options, const framework_view& tree)
      : draft_reader(doc, problems, draft, options), tree_(tree), find_(tree) {}

  void read(std::uint32_t failures, std::uint32_t roles, std::uint32_t learning, std::uint32_t groups, std::uint32_t evidence) {
    if (failures != 0) each(failures, [&](std::uint32_t c) { read_failure(c); });
    if (roles != 0) each(roles, [&](std::uint32_t c) { read_role(c); });
    if (learning != 0) read_learning(learning);
    if (groups != 0) entries(groups, [&](std::uint32_t c) { read_rater_group(c); }, keep_nothing{});
    if (evidence != 0) entries(evidence, [&](std::uint32_t c) { read_evidence_type(c); }, keep_nothing{});
  }

 private:
  template <std::size_t N> std::array<std::uint32_t, N> known(std::uint32_t i, const member_names<N>& members_of_it) {
    if (object(i)) return members(i, members_of_it, keep_nothing{});
    return {};
  }
  void words(std::initializer_list<std::uint32_t> texts) {
    for (const std::uint32_t t : texts)
      if (t != 0) static_cast<void>(text(t));
  }
  void part(std::uint32_t i) {
    if (i != 0) static_cast<void>(share(i));
  }
  void amount(std::uint32_t i) {
    if (i != 0) static_cast<void>(number(i, 0, 1e100, "a number that is not negative"));
  }
  void count(std::uint32_t i) {
    if (i == 0) return;
    if (const auto n = number(i); n && !(*n >= 0 && *n <= 1e9 && *n == static_cast<double>(static_cast<std::int64_t>(*n))))
      problems_.error(i, shown(value(i).key()) + " is " + shown_value(i), "give a whole number that is not negative");
  }
  void yes_or_no(std::uint32_t i) {
    if (i != 0) static_cast<void>(truth(i));
  }
  /// The ids of one list.
  struct id_list {
    std::string_view thing, list;
    std::vector<std::string_view> ids{};
    hash_slots places{};
  };
  [[nodiscard]] bool contains(const id_list& all, std::string_view id) const {
    return all.places.find(hash(id), [&](std::uint32_t k) { return all.ids[k] == id; }) != hash_slots::none;
  }
  /// An id that no former element of the same list has.
  void own_id(std::uint32_t i, std::uint32_t at, id_list& all) {
    if (!is(at, json_kind::object)) return;
    if (i == 0) return problems_.error(at, "the " + std::string(all.thing) + " has no 'id'", "give it a short name that is unique among them");
    const auto s = name(i);
    if (!s) return;
    if (contains(all, *s)) return problems_.error(i, "another " + std::string(all.thing) + " has the id " + shown(*s), "rename one");
    all.places.insert(hash(*s), static_cast<std::uint32_t>(all.ids.size()));
    all.ids.push_back(*s);
  }
  /// A list of ids of such elements.
  void known_ids(std::uint32_t i, const id_list& all) {
    each(i, [&](std::uint32_t c) {
      const auto s = text(c);
      if (!s || contains(all, *s)) return;
      if (problems_.full()) return problems_.error(c, {}, {});
      nearest_name nearest(*s);
      for (const std::string_view id : all.ids) nearest.consider(id);
      problems_.error(c, "there is no " + std::string(all.thing) + " " + shown(*s), nearest.question("list it in \"" + std::string(all.list) + "\""));
    });
  }
  const name_index& index() {
    if (!nodes_) nodes_.emplace(tree_);
    return *nodes_;
  }
  /// The node that a name means; `none` where it means none, which has been said.
  std::uint32_t node(std::uint32_t at, std::string_view wanted, json_problems::spot where) {
    if (tree_.nodes.empty()) return framework_view::none;
    const auto found = index().look_up(wanted);
    if (found.node == framework_view::none && problems_.full()) problems_.error(at, {}, {});
    else if (found.node == framework_view::none) {
      problem p{shown(wanted), "there is no such name in " + shown(tree_.id()), "use a path or an id of the framework"};
      if ((searched_ += tree_.size()) < 1'000'000) p = describe_name(tree_, wanted);
      problems_.error(at, p.where + ": " + p.what, std::move(p.remedy), where);
    }
    return found.node;
  }
  [[nodiscard]] auto is_node() {
    return [this](std::string_view key) { return index().look_up(key).matches > 0; };
  }
  void node_of(std::uint32_t i) {
    if (i == 0) return;
    if (const auto s = text(i)) static_cast<void>(node(i, *s, json_problems::spot::value));
  }
  /// A level of the scale of a node: a key, or its points.
  void level_of(std::uint32_t i, std::uint32_t of_node) {
    if (i == 0) return;
    if (!is(i, json_kind::string) && !is(i, json_kind::number)) return wrong_type(i, "a level", "write its key, or points");
    if (of_node == framework_view::none) return;
    const prowess::node& n = tree_.nodes[of_node];
    const std::uint32_t k = n.is_leaf() ? n.scale : 0;
    if (k >= tree_.scales.size() || (k == 0 && draft_.own_spoilt) || draft_.scale_spoilt[k]) return;  // has been said
    const scale_data& s = tree_.scales[k];
    if (is(i, json_kind::string)) {
      if (!find_.has_level(k, value(i).text())) problems_.error(i, "there is no level " + shown(value(i).text()) + " on " + scale_name(s), level_keys(tree_, s));
    } else if (const auto points = number(i); points && !s.spans(*points)) {
      problems_.error(i, shown_value(i) + " points are outside " + scale_name(s), "allowed: " + scale_text(tree_, s));
    }
  }

  void read_failure(std::uint32_t i) {
    static constexpr member_names of_failure{"id", "title", "node", "description", "blocks_until"};
    const auto [id, title, at, description, until] = known(i, of_failure);
    own_id(id, i, failures_);
    words({title, description, until});
    node_of(at);
  }

  void read_role(std::uint32_t i) {
    static constexpr member_names of_role{"id", "title", "description", "weights", "minimum_fit", "minimum_coverage", "maximum_gap",
                                                              "minimum_assessors", "requires", "any_of", "blocked_by", "alignment"};
    const auto [id, title, description, weights, fit, coverage, gap, assessors, needs, any_of, blocked_by, alignment] = known(i, of_role);
    own_id(id, i, roles_);
    words({title, description});
    if (weights != 0)
      entries(weights, [&](std::uint32_t c) { static_cast<void>(node(c, value(c).key(), json_problems::spot::key)), amount(c); }, keep_nothing{}, is_node());
    part(fit), part(coverage), amount(gap), count(assessors);
    if (alignment != 0 && !is(alignment, json_kind::string)) each(alignment, [&](std::uint32_t c) { words({c}); });
    if (needs != 0) read_requirements(needs);
    if (any_of != 0)
      each(any_of, [&](std::uint32_t c) {
        static constexpr member_names of_any{"title", "description", "at_least", "requires"};
        const auto [words_of, description_of, at_least, alternatives] = known(c, of_any);
        words({words_of, description_of}), count(at_least);
        if (alternatives != 0) read_requirements(alternatives);
        else if (is(c, json_kind::object)) problems_.error(c, "the alternative has no 'requires'", "list the nodes of which some are required");
      });
    if (blocked_by != 0) known_ids(blocked_by, failures_);
  }
  void read_requirements(std::uint32_t i) {
    entries(i, [&](std::uint32_t c) {
      const std::uint32_t of = node(c, value(c).key(), json_problems::spot::key);
      if (!is(c, json_kind::object)) return level_of(c, of);  // "communication": "advanced"
      static constexpr member_names of_requirement{"level", "importance", "hurdle", "desired", "title"};
      const auto [level, importance, hurdle, desired, title] = known(c, of_requirement);
      if (level == 0) problems_.error(c, "the requirement has no 'level'", "name the level that the role needs");
      level_of(level, of), level_of(desired, of), amount(importance), words({title});
      if (hurdle != 0 && !is(hurdle, json_kind::boolean)) level_of(hurdle, of);
    }, keep_nothing{}, is_node());
  }

  void read_learning(std::uint32_t i) {
    id_list all{"learning resource", "learning"};
    std::vector<std::uint32_t> after_lists;
    each(i, [&](std::uint32_t c) {
      static constexpr member_names of_learning{"id", "title", "description", "raises", "from", "to", "hours", "after", "cost"};
      const auto [id, title, description, raises, from, to, hours, after, cost] = known(c, of_learning);
      own_id(id, c, all);
      words({title, description}), amount(hours), amount(cost);
      if (raises == 0 && is(c, json_kind::object)) problems_.error(c, "the learning resource has no 'raises'", "name the node whose level it raises");
      const auto s = raises != 0 ? text(raises) : std::nullopt;
      const std::uint32_t of = s ? node(raises, *s, json_problems::spot::value) : framework_view::none;
      level_of(from, of), level_of(to, of);
      if (after != 0) after_lists.push_back(after);
    });
    for (const std::uint32_t after : after_lists) known_ids(after, all);
  }

  void read_rater_group(std::uint32_t i) {
    static constexpr member_names of_group{"title", "description", "weight", "minimum_raters", "anonymous", "counts"};
    const auto [title, description, weight, minimum, anonymous, counts] = known(i, of_group);
    words({title, description}), amount(weight), count(minimum), yes_or_no(anonymous), yes_or_no(counts);
  }
  void read_evidence_type(std::uint32_t i) {
    static constexpr member_names of_type{"title", "description", "confidence", "valid_months", "satisfies_hurdle", "cap", "counts"};
    const auto [title, description, confidence, months, hurdle, cap, counts] = known(i, of_type);
    words({title, description}), part(confidence), amount(months), yes_or_no(hurdle), yes_or_no(counts);
    level_of(cap, tree_.nodes.empty() ? framework_view::none : 0);
  }

  framework_view tree_;
  std::optional<name_index> nodes_;  ///< made when the first name is looked for
  scale_finder find_;
  std::size_t searched_ = 0;  ///< nodes, for the nearest name: a limit to what that takes
  id_list failures_{"critical failure", "critical_failures"}, roles_{"role", "roles"};
};

}  // namespace prowess::v0::detail
