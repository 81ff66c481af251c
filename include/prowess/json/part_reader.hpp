// SPDX-License-Identifier: BSL-1.0
// What all readers of parts beside the tree share: names of nodes, levels, lists of ids, amounts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/json/draft.hpp>
#include <prowess/name_index.hpp>

namespace prowess::inline v0::detail {

/// Reads values that name nodes and levels of a framework. Nothing for a value means that what is wrong with it has been said.
class part_reader : protected draft_reader {
 public:
  /// `tree` is the framework's, or has no nodes where these are not sound enough to look names up.
  part_reader(const json_outline& doc, json_problems& problems, framework_draft& draft, const load_options& options, const framework_view& tree)
      : draft_reader(doc, problems, draft, options), tree_(tree), find_(tree), tree_is_sound_(!problems.any()) {}

 protected:
  template <std::size_t N> std::array<std::uint32_t, N> known(std::uint32_t i, const member_names<N>& members_of_it) {
    if (object(i)) return members(i, members_of_it, keep_nothing{});
    return {};
  }
  /// A text; empty where there is none.
  std::string_view words(std::uint32_t i) { return i == 0 ? std::string_view() : text(i).value_or(std::string_view()); }
  void words(std::initializer_list<std::uint32_t> texts) {
    for (const std::uint32_t t : texts) static_cast<void>(words(t));
  }
  std::optional<double> part(std::uint32_t i) { return i == 0 ? std::nullopt : share(i); }
  std::optional<double> amount(std::uint32_t i) { return i == 0 ? std::nullopt : number(i, 0, 1e100, "a number that is not negative"); }
  std::optional<std::uint32_t> count(std::uint32_t i) {
    if (i == 0) return std::nullopt;
    const auto n = number(i);
    if (!n) return std::nullopt;
    if (*n >= 0 && *n <= 1e9 && *n == static_cast<double>(static_cast<std::uint32_t>(*n))) return static_cast<std::uint32_t>(*n);
    problems_.error(i, shown(value(i).key()) + " is " + shown_value(i), "give a whole number that is not negative");
    return std::nullopt;
  }
  bool yes_or_no(std::uint32_t i) { return i != 0 && truth(i).value_or(false); }

  /// The ids of one list.
  struct id_list {
    std::string_view thing, list;
    std::vector<std::string_view> ids{};
    hash_slots places{};
    std::size_t elsewhere = 0;  ///< how many of them, the first ones, the framework's document lists
  };
  /// The place of an id, or `hash_slots::none`.
  [[nodiscard]] std::uint32_t place_of(const id_list& all, std::string_view id) const {
    return all.places.find(hash(id), [&](std::uint32_t k) { return all.ids[k] == id; });
  }
  void list_id(id_list& all, std::string_view id) {
    all.places.insert(hash(id), static_cast<std::uint32_t>(all.ids.size()));
    all.ids.push_back(id);
  }
  /// Lists the id of an element, which no former one has; false where it is wrong.
  bool own_id(std::uint32_t i, std::uint32_t at, id_list& all) {
    constexpr std::string_view remedy = "give it a short name that is unique among them";
    if (!is(at, json_kind::object)) return false;
    if (i == 0) return problems_.error(at, "the " + std::string(all.thing) + " has no 'id'", std::string(remedy)), false;
    const auto s = name(i);
    if (!s) return false;
    if (s->empty()) return problems_.error(i, "the 'id' of the " + std::string(all.thing) + " is empty", std::string(remedy)), false;
    const std::uint32_t former = place_of(all, *s);
    if (former < all.elsewhere) return problems_.error(i, "the framework lists the " + std::string(all.thing) + " " + shown(*s) + " already", "leave it out, or rename it"), false;
    if (former != hash_slots::none) return problems_.error(i, "another " + std::string(all.thing) + " has the id " + shown(*s), "rename one"), false;
    list_id(all, *s);
    return true;
  }
  /// A list of ids of such elements: calls `use(value, place)` for each that is there.
  template <class Use> void known_ids(std::uint32_t i, const id_list& all, const Use& use) {
    each(i, [&](std::uint32_t c) {
      const auto s = text(c);
      if (!s) return;
      if (const std::uint32_t place = place_of(all, *s); place != hash_slots::none) return use(c, place);
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
  /// The node that a name means; `none` where it means none.
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
  /// The node that a text means.
  std::uint32_t node_of(std::uint32_t i) {
    const auto s = i == 0 ? std::nullopt : text(i);
    return s ? node(i, *s, json_problems::spot::value) : framework_view::none;
  }
  [[nodiscard]] auto is_node() {
    return [this](std::string_view key) { return index().look_up(key).matches > 0; };
  }
  enum class accepted : std::uint8_t { between_the_ends, ratings };
  /// The points of a level of the scale of a node, a group's being the framework's: of its key, or points.
  std::optional<double> level_of(std::uint32_t i, std::uint32_t of_node, accepted which = accepted::between_the_ends) {
    if (i == 0) return std::nullopt;
    if (!is(i, json_kind::string) && !is(i, json_kind::number)) return wrong_type(i, "a level", "write its key, or points"), std::nullopt;
    if (of_node == framework_view::none) return std::nullopt;
    const prowess::node& n = tree_.nodes[of_node];
    const std::uint32_t k = n.is_leaf() ? n.scale : 0;
    if (k >= tree_.scales.size() || (k == 0 && draft_.own_spoilt) || draft_.scale_spoilt[k]) return std::nullopt;  // has been said
    const scale_data& s = tree_.scales[k];
    if (is(i, json_kind::string)) {
      if (const std::uint32_t place = find_.level(k, value(i).text()); place < s.level_count) return tree_.levels(s)[place].points;
      problems_.error(i, "there is no level " + shown(value(i).text()) + " on " + scale_name(s), level_keys(tree_, s));
      return std::nullopt;
    }
    const auto points = number(i);
    if (!points || (which == accepted::ratings ? find_.admits(k, *points) : s.spans(*points))) return points;
    problems_.error(i, shown_value(i) + " points are outside " + scale_name(s), "allowed: " + scale_text(tree_, s));
    return std::nullopt;
  }
  /// A level as it was written.
  [[nodiscard]] std::string shown_level(std::uint32_t i) const { return is(i, json_kind::string) ? shown(value(i).text()) : shown_value(i); }

  framework_view tree_;
  scale_finder find_;
  bool tree_is_sound_;  ///< nothing was wrong with the document before

 private:
  std::optional<name_index> nodes_;  ///< made when the first name is looked for
  std::size_t searched_ = 0;  ///< nodes, for the nearest name: a limit to what that takes
};

}  // namespace prowess::v0::detail
