// SPDX-License-Identifier: BSL-1.0
// Critical failures, roles and learning resources of a document: verified, and made where somebody wants them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/check_learning.hpp>
#include <prowess/decision/check_role.hpp>
#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/learning_view.hpp>
#include <prowess/decision/role_view.hpp>
#include <prowess/json/part_reader.hpp>
#include <prowess/json/role_book.hpp>

namespace prowess::inline v0::detail {

/// Finds at its place whatever `problems_of` finds in roles and resources. Cost: linear in the document, but for names that are looked
/// for in vain; a list of the nodes for the first role.
class role_reader : protected part_reader {
 public:
  using part_reader::part_reader;

  /// Wants what is read, added to a book, which must outlive the reader. Of a document with problems the book is of no use.
  void keep_in(role_book& book) { book_ = &book; }
  /// Critical failures that are listed elsewhere; their texts must outlive the reader.
  void know(const std::vector<listed_failure>& failures) {
    for (const listed_failure& each : failures) list_id(failures_, each.id);
    failures_.elsewhere = failures_.ids.size();
  }
  /// Reads lists; 0 where there is none.
  void read_roles(std::uint32_t failures, std::uint32_t roles, std::uint32_t learning) {
    if (failures != 0) each(failures, [&](std::uint32_t c) { read_failure(c); });
    if (roles != 0) each(roles, [&](std::uint32_t c) { read_role(c); });
    if (learning != 0) read_learning(learning);
  }

 private:
  static constexpr std::uint32_t none = framework_view::none;

  void read_failure(std::uint32_t i) {
    static constexpr member_names of_failure{"id", "title", "node", "description", "blocks_until"};
    const auto [id, title, at, description, until] = known(i, of_failure);
    const bool has_id = own_id(id, i, failures_);
    listed_failure made{{}, std::string(words(title)), std::string(words(description)), std::string(words(until)), {}};
    if (const std::uint32_t about = node_of(at); about != none) made.node = tree_.handle(about);
    if (book_ == nullptr || !has_id) return;
    made.id = failures_.ids.back();
    book_->critical_failures.push_back(std::move(made));
  }

  // ---- roles

  /// The role that is being read; texts are views of the document.
  struct role_draft {
    role_limits limits{};
    std::vector<requirement> requirements{};
    std::vector<role_weight> weights{};
    std::vector<alternatives> any_of{};
    std::vector<std::string_view> blocked_by{};
    bool is_empty = true;       ///< it lists no requirement, right or wrong
    bool is_important = false;  ///< some importance is not 0, or nobody knows
    void clear() { limits = {}, requirements.clear(), weights.clear(), any_of.clear(), blocked_by.clear(), is_empty = true, is_important = false; }
  };

  void read_role(std::uint32_t i) {
    static constexpr member_names of_role{"id", "title", "description", "weights", "minimum_fit", "minimum_coverage", "maximum_gap", "minimum_assessors",
                                          "surplus_counts", "requires", "any_of", "blocked_by", "alignment"};
    const std::size_t wrong_before = problems_.so_far();
    const auto [id, title, description, weights, fit, coverage, gap, assessors, surplus, needs, any_of, blocked_by, alignment] = known(i, of_role);
    if (!is(i, json_kind::object)) return;
    own_id(id, i, roles_);
    role_.clear(), role_at_ = i;
    const std::string_view title_text = words(title), description_text = words(description);
    if (weights != 0) read_weights(weights);
    role_limits& l = role_.limits;
    l.minimum_fit = part(fit).value_or(l.minimum_fit), l.minimum_coverage = part(coverage).value_or(l.minimum_coverage);
    l.maximum_gap = amount(gap).value_or(l.maximum_gap), l.minimum_assessors = count(assessors).value_or(0), l.surplus_counts = yes_or_no(surplus);
    if (alignment != 0 && !is(alignment, json_kind::string)) each(alignment, [&](std::uint32_t c) { words({c}); });

    const std::size_t wrong_around = problems_.so_far();
    if (needs != 0) read_requirements(needs, requirement::always);
    if (any_of != 0) each(any_of, [&](std::uint32_t c) { read_alternatives(c); });
    if (problems_.so_far() == wrong_around) {
      const std::uint32_t place = needs != 0 ? needs : any_of != 0 ? any_of : i;
      if (role_.is_empty) problems_.error(place, "the role requires nothing", "name the nodes that it needs, and their levels, in \"requires\"");
      else if (!role_.is_important) problems_.error(place, "the importances of the role are all 0", "give at least one requirement an importance above 0");
    }
    if (blocked_by != 0) known_ids(blocked_by, failures_, [&](std::uint32_t, std::uint32_t place) { role_.blocked_by.push_back(failures_.ids[place]); });
    if (book_ != nullptr && problems_.so_far() == wrong_before)
      book_->roles.emplace_back(role_view{roles_.ids.back(), title_text, description_text, role_.requirements, role_.weights, role_.any_of, role_.blocked_by, role_.limits});
  }

  void read_alternatives(std::uint32_t i) {
    static constexpr member_names of_any{"title", "description", "at_least", "requires"};
    const auto [title, description, at_least, needs] = known(i, of_any);
    if (!is(i, json_kind::object)) return;
    alternatives some{words(title), 1, static_cast<std::uint32_t>(role_.requirements.size()), 0};
    words({description});
    std::uint32_t listed = 0;
    if (needs != 0) listed = read_requirements(needs, static_cast<std::uint32_t>(role_.any_of.size()));
    else problems_.error(i, "the alternative has no 'requires'", "list the nodes of which some are required");
    if (needs != 0 && listed == 0 && is(needs, json_kind::object)) problems_.error(needs, "there are no alternatives", "list the nodes of which some are required");
    some.count = static_cast<std::uint32_t>(role_.requirements.size()) - some.first;
    if (at_least != 0) {
      const auto n = number(at_least);
      if (n && listed > 0 && !is_count(*n, listed))
        problems_.error(at_least,
                        "'at_least' is " + shown_value(at_least) + (listed == 1 ? ", and there is 1 alternative" : ", and there are " + std::to_string(listed) + " alternatives"),
                        listed == 1 ? "write 1, or leave it out" : "give a whole number from 1 to " + std::to_string(listed));
      else if (n && listed > 0) some.at_least = static_cast<std::uint32_t>(*n);
    }
    role_.any_of.push_back(some);
  }

  /// How many there are, right or wrong.
  std::uint32_t read_requirements(std::uint32_t i, std::uint32_t group) {
    std::uint32_t listed = 0;
    entries(i, [&](std::uint32_t c) { ++listed, read_requirement(c, i, group); }, keep_nothing{}, is_node());
    return listed;
  }

  void read_requirement(std::uint32_t c, std::uint32_t within, std::uint32_t group) {
    requirement q;
    role_.is_empty = false;
    const std::uint32_t of = node(c, value(c).key(), json_problems::spot::key);
    if (of != none) once(required_at_, of, c, within, "required");
    std::uint32_t level = c, importance = 0, hurdle = 0, desired = 0, most = 0, title = 0;
    if (is(c, json_kind::object)) {
      static constexpr member_names of_requirement{"level", "importance", "hurdle", "desired", "at_most", "title"};
      const auto at = known(c, of_requirement);
      level = at[0], importance = at[1], hurdle = at[2], desired = at[3], most = at[4], title = at[5];
      if (level == 0) problems_.error(c, "the requirement has no 'level'", "name the level that the role needs");
    }
    words({title});
    q.alternative = group;
    q.importance = amount(importance).value_or(1);
    role_.is_important = role_.is_important || q.importance > 0;
    const auto required = level_of(level, of), wanted = level_of(desired, of), limit = level_of(most, of);
    std::optional<double> least;
    if (hurdle != 0 && is(hurdle, json_kind::boolean)) least = value(hurdle).truth ? required : std::nullopt;
    else least = level_of(hurdle, of);
    if (of == none || !required) return;
    q.node = tree_.handle(of);
    q.required = *required, q.by_level = is(level, json_kind::string);
    q.has_hurdle = least.has_value(), q.hurdle = least.value_or(0);
    q.has_desired = wanted.has_value(), q.desired = wanted.value_or(0);
    q.has_most = limit.has_value(), q.at_most = limit.value_or(0);
    role_.requirements.push_back(q);
    const scale_data& s = scale_of_points(tree_, of);
    if (limit && !as_good(s, *limit, *required))
      problems_.error(most, "at most " + shown_level(most) + " is below the required " + shown_level(level), "exchange them");
    if (least && !as_good(s, *required, *least))
      problems_.warn(hurdle, "the hurdle " + shown_level(hurdle) + " asks for more than the required " + shown_level(level) + ": it fails people who meet the requirement",
                     "lower it, or require as much");
  }

  /// Says that a role names a node twice, in other words or in another list: in the same list the same words have been said.
  void once(std::vector<std::uint32_t>& places, std::uint32_t of, std::uint32_t c, std::uint32_t within, std::string_view what) {
    if (places.empty()) places.resize(tree_.size());
    const std::uint32_t first = std::exchange(places[of], c);
    if (first <= role_at_) return;  // of a former role
    const bool same_words = value(first).key() == value(c).key();
    if (same_words && first > within) return;
    if (problems_.full()) return problems_.error(c, {}, {});
    const std::string as = same_words ? std::string() : ", as " + shown(value(first).key());
    problems_.error(c, shown(value(c).key()) + " is " + std::string(what) + " already" + as, "keep one of them", json_problems::spot::key);
  }

  void read_weights(std::uint32_t i) {
    const std::size_t wrong_before = problems_.so_far();
    weight_at_.clear();
    entries(i, [&](std::uint32_t c) {
      const std::uint32_t of = node(c, value(c).key(), json_problems::spot::key);
      const auto weight = amount(c);
      if (of == 0) return problems_.error(c, shown(value(c).key()) + " is the whole: it has no siblings, and no weight", "weigh the nodes below it", json_problems::spot::key);
      if (of == none) return;
      once(weighed_at_, of, c, i, "weighed");
      if (!weight) return;
      role_.weights.push_back({tree_.handle(of), *weight});
      weight_at_.push_back(c);
    }, keep_nothing{}, is_node());
    if (problems_.so_far() == wrong_before && tree_is_sound_) find_groups_without_weight();
  }
  /// Groups whose children weigh nothing together: counted, so that many roles with few weights each do not sum up all siblings again.
  void find_groups_without_weight() {
    if (groups_.empty() && !role_.weights.empty()) groups_.resize(tree_.size());
    for (const role_weight& w : role_.weights) {
      const std::uint32_t above = index().parent(w.node.index);
      group_count& g = groups_[above];
      if (g.children == none) {
        g.children = 0;
        for (std::uint32_t c = above + 1; c < above + tree_.nodes[above].extent; c += tree_.nodes[c].extent) g.children += tree_.nodes[c].base > 0;
      }
      if (g.role != role_at_) g.role = role_at_, g.weighted = g.children;
      const prowess::node& n = tree_.nodes[w.node.index];
      if (n.base > 0) --g.weighted;
      if (w.weight > 0 && !n.is_extra_credit && n.weight >= 0) ++g.weighted;  // what is extra divides nothing
    }
    for (std::size_t k = 0; k < role_.weights.size(); ++k) {
      const std::uint32_t above = index().parent(role_.weights[k].node.index);
      if (std::exchange(groups_[above].weighted, 1) != 0) continue;
      problems_.error(weight_at_[k], "with the weights of the role the children of " + shown(tree_.nodes[above].id) + " weigh nothing together", "leave one above 0");
    }
  }

  // ---- learning resources

  void read_learning(std::uint32_t i) {
    id_list all{"learning resource", "learning"};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> after_lists;  // the value, and the place of its resource
    std::vector<learning_resource> made;
    std::vector<double> costs;
    bool by_hours = false;
    each(i, [&](std::uint32_t c) {
      static constexpr member_names of_learning{"id", "title", "description", "raises", "from", "to", "hours", "after", "cost"};
      const auto [id, title, description, raises, from, to, hours, after, cost] = known(c, of_learning);
      if (!is(c, json_kind::object)) return;
      const bool has_id = own_id(id, c, all);
      learning_resource r;
      r.title = words(title), words({description});
      by_hours = by_hours || hours != 0;
      r.cost = amount(hours).value_or(0);
      const double own_cost = amount(cost).value_or(0);
      if (raises == 0) problems_.error(c, "the learning resource has no 'raises'", "name the leaf whose level it raises");
      read_raise(c, node_of(raises), raises, from, to, r);
      if (after != 0) after_lists.emplace_back(after, has_id ? static_cast<std::uint32_t>(made.size()) : none);
      if (!has_id) return;
      r.id = all.ids.back();
      made.push_back(r), costs.push_back(own_cost);
    });
    if (!by_hours)
      for (std::size_t k = 0; k < made.size(); ++k) made[k].cost = costs[k];
    std::vector<std::uint32_t> links, link_at;
    for (const auto& each_list : after_lists) {
      const std::uint32_t of = each_list.second;
      if (of != none) made[of].after_at = static_cast<std::uint32_t>(links.size());
      known_ids(each_list.first, all, [&](std::uint32_t c, std::uint32_t place) {
        if (of == none) return;
        links.push_back(place), link_at.push_back(c);
        ++made[of].after_count;
      });
    }
    find_cycles({made, links}, link_at);
    if (book_ == nullptr) return;
    for (learning_resource& r : made) r.id = book_->texts_.keep(r.id), r.title = book_->texts_.keep(r.title);
    book_->resources_ = std::move(made), book_->after_ = std::move(links);
  }

  void read_raise(std::uint32_t i, std::uint32_t of, std::uint32_t raises, std::uint32_t from, std::uint32_t to, learning_resource& r) {
    if (of != none && !tree_.nodes[of].is_leaf()) {
      problems_.error(raises, shown(value(raises).text()) + " has children: only what is rated can be raised", "name the leaf that it raises");
      of = none;
    }
    if (to == 0 && is(i, json_kind::object)) problems_.error(i, "the learning resource has no 'to'", "name the level that it leads to");
    const auto first = level_of(from, of, accepted::ratings), last = level_of(to, of, accepted::ratings);
    if (of == none || !last || (from != 0 && !first)) return;
    const scale_data& s = tree_.scale_of(tree_.nodes[of]);
    r.node = tree_.handle(of), r.from = first.value_or(s.worst()), r.to = *last;
    if (!(height(s, r.from) < height(s, r.to)))
      problems_.error(to, "it does not lead to a better level than it starts from", from == 0 ? "name a better level" : "exchange 'from' and 'to', or leave the resource out");
  }

  /// Says of each step that closes a cycle what the cycle is.
  void find_cycles(const learning_view& all, const std::vector<std::uint32_t>& link_at) {
    enum : std::uint8_t { fresh, open, done };
    struct step {
      std::uint32_t resource, next;  ///< next: of its links
    };
    std::vector<std::uint8_t> state(all.size());
    std::vector<step> way;  // each comes after the next one
    for (std::uint32_t start = 0; start < all.size(); ++start) {
      if (state[start] == fresh) way.push_back({start, 0}), state[start] = open;
      while (!way.empty()) {
        const learning_resource& r = all.resources[way.back().resource];
        if (way.back().next == r.after_count) {
          state[way.back().resource] = done;
          way.pop_back();
          continue;
        }
        const std::uint32_t link = r.after_at + way.back().next++, to = all.after[link];
        if (state[to] == open) say_cycle(all, way, to, link_at[link]);
        else if (state[to] == fresh) way.push_back({to, 0}), state[to] = open;
      }
    }
  }
  template <class Way> void say_cycle(const learning_view& all, const Way& way, std::uint32_t first, std::uint32_t at) {
    if (problems_.full()) return problems_.error(at, {}, {});
    if (way.back().resource == first) return problems_.error(at, shown(all.resources[first].id) + " comes after itself", "take it out of the list");
    std::size_t k = way.size();
    while (way[k - 1].resource != first) --k;
    std::string names = shown(all.resources[first].id);
    for (const std::size_t end = (std::min)(way.size(), k + 5); k < end; ++k) names += " after " + shown(all.resources[way[k].resource].id);
    if (k < way.size()) names += " after " + std::to_string(way.size() - k) + " more";
    problems_.error(at, "these come after each other: " + names + " after " + shown(all.resources[first].id), "take one of these steps out");
  }

  struct group_count {
    std::uint32_t children = none;  ///< that the framework gives a weight above 0
    std::uint32_t role = 0;         ///< which was the last that weighed one of them ...
    std::uint32_t weighted = 0;     ///< ... and how many have a weight above 0 with it
  };

  role_book* book_ = nullptr;
  id_list failures_{"critical failure", "critical_failures"}, roles_{"role", "roles"};
  role_draft role_;
  std::uint32_t role_at_ = 0;
  std::vector<std::uint32_t> required_at_, weighed_at_;  ///< by node: the value that names it in the newest role
  std::vector<std::uint32_t> weight_at_;                 ///< by weight of the role
  std::vector<group_count> groups_;                      ///< by node
};

}  // namespace prowess::v0::detail
