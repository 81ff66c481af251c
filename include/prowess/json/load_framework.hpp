// SPDX-License-Identifier: BSL-1.0
// A framework from a JSON document, or everything that is wrong with it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <prowess/dynamic_framework.hpp>
#include <prowess/json/draft.hpp>
#include <prowess/json/parts.hpp>
#include <prowess/json/scales.hpp>
#include <prowess/json/tree.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

namespace detail {

class framework_loader : draft_reader {
 public:
  using draft_reader::draft_reader;

  void load() {
    if (!is_framework()) return;
    for (const std::uint32_t i : doc_.infinite()) problems_.error(i, "the number " + shown_value(i) + " is too large", "give a finite number");
    draft_.nodes.reserve(doc_.objects()), draft_.node_at.reserve(doc_.objects()), draft_.remarks.reserve(doc_.objects());  // about as many
    constexpr std::size_t own = 5, parts = parts_reader::names.size(), of_node = tree_reader::names.size();
    static constexpr auto names = [] {
      std::array<std::string_view, of_node + own + parts> all{};
      std::size_t n = 0;
      for (const std::string_view name : tree_reader::names.list()) all[n++] = name;
      for (const std::string_view name : {"prowess", "language", "scales", "defaults", "license"}) all[n++] = name;
      for (const std::string_view name : parts_reader::names.list()) all[n++] = name;
      return member_names(all);
    }();
    const auto at = members(0, names, at_root());
    const auto part = [&](std::size_t k) { return at[of_node + own + k]; };
    tree_reader::node_members root{};
    for (std::size_t k = 0; k < of_node; ++k) root[k] = at[k];
    const std::uint32_t version = at[of_node], scales = at[of_node + 2], defaults = at[of_node + 3];
    if (version == 0) problems_.error(0, "the document does not say that it is a framework", "begin with \"prowess\": 1, the version of the format");
    else static_cast<void>(number(version));
    for (const std::uint32_t i : {at[of_node + 1], at[of_node + 4]})
      if (i != 0 && text(i)) at_root()(i);

    const std::uint32_t by_default = defaults != 0 ? doc_.member(defaults, "scale") : 0, default_scale = is(by_default, json_kind::null) ? 0 : by_default;
    if (scales == 0 && root[tree_reader::scale] == 0 && default_scale == 0 && root[tree_reader::criteria] != 0) rubric_scale();
    else if (scales == 0 && root[tree_reader::scale] == 0 && default_scale == 0) problems_.error(0, "the document has no scale", "add \"scale\" or \"scales\""), draft_.own_spoilt = true;
    tree_reader tree(doc_, problems_, draft_, options_);
    if (draft_.scales.empty()) tree.default_scale(scale_reader(doc_, problems_, draft_, options_).read(scales, root[tree_reader::scale], default_scale));
    tree.read_defaults(defaults);
    for (std::size_t k = 0; k < parts; ++k)
      if (part(k) != 0) at_root()(part(k));
    tree.read_root(root);
    resolve(draft_.nodes, draft_.view());
    diagnosed();
    const framework_view view = draft_.view();
    parts_reader(doc_, problems_, draft_, options_, draft_.names_spoilt ? framework_view{} : view).read(part(0), part(1), part(2), part(3), part(4));
    if (problems_.any()) return;
    tree.warn_of_lenient_groups();
    warn_of_scales(view);
  }
  /// The framework, where nothing is wrong; takes the draft.
  [[nodiscard]] dynamic_framework made() {
    if (sound_) return {known_sound(), std::move(draft_.nodes), std::move(draft_.scales), std::move(draft_.levels), std::move(draft_.values), std::move(draft_.remarks)};
    dynamic_framework unsound(draft_.view());
    unsound.check(options_.tree);
    return unsound;
  }

 private:
  /// Whether the document is one that this library can judge; else what it is not is all that is said.
  bool is_framework() {
    if (!is(0, json_kind::object)) return problems_.error(0, "a framework is an object, and this is " + shown_value(0), "write it in braces: { \"prowess\": 1, ... }"), false;
    const std::uint32_t version = doc_.member(0, "prowess");
    if (version == 0 && doc_.member(0, "children") == 0 && doc_.member(0, "criteria") == 0)
      return problems_.error(0, "the document does not say that it is a framework", "begin with \"prowess\": 1, the version of the format"), false;
    if (version == 0 || !is(version, json_kind::number) || json_number(value(version).text()) == 1) return true;
    problems_.error(version, "the format has version " + shown_value(version) + ", which is not known here", "version 1 is known; a newer library may read it");
    return false;
  }
  /// A document of criteria needs no scale: they are met or not.
  void rubric_scale() {
    const auto met = checklist();
    draft_.levels.assign(met.level_list.begin(), met.level_list.end());
    draft_.scales.push_back(met.data);
    draft_.scale_at.push_back(0);
    draft_.scale_spoilt.push_back(false);
  }

  // ---- what the one validator of frameworks finds, at the value where it is

  void diagnosed() {
    const framework_view f = draft_.view();
    defaults_ = doc_.member(0, "defaults");
    const bool spoilt = problems_.any();
    bool of_zero = false;  // points/max is wrong there: its range is, too
    std::vector<bool> broken(f.scales.size());
    const std::vector<finding> findings = diagnose(f, options_.tree);
    sound_ = findings.empty();
    for (const finding& at : findings) {
      const bool of_scale = at.broken > rule::no_scale && at.broken <= rule::level_key_is_duplicate;
      draft_.names_spoilt = draft_.names_spoilt || (at.broken <= rule::id_is_duplicate && at.node != 0);
      if (at.broken == rule::scale_key_is_duplicate || (at.broken == rule::scale_is_flat && of_zero)) continue;  // has been said
      of_zero = at.broken == rule::scale_zero;
      if (spoilt && follows(at)) continue;
      if (at.broken == rule::aggregation_objects && repeats_defaults(at.node, f)) continue;
      if (of_scale) broken[at.node] = true;
      if (at.broken == rule::fill_outside_scale && broken[f.nodes[at.node].scale]) continue;
      if (problems_.full()) problems_.error(0, {}, {});
      else report(at, f);
    }
    for (std::size_t k = 0; k < broken.size(); ++k)
      if (broken[k]) draft_.scale_spoilt[k] = true;
  }
  /// Whether a finding may only follow from what has been said already.
  [[nodiscard]] bool follows(const finding& at) const {
    if (at.broken == rule::no_scale) return draft_.own_spoilt;
    if (at.broken > rule::no_scale && at.broken <= rule::level_key_is_duplicate) return draft_.scale_spoilt[at.node];
    const std::uint32_t k = draft_.nodes[at.node].scale;
    const auto spoilt = [&](int parts) { return (draft_.spoilt[at.node] & parts) != 0; };
    switch (at.broken) {
      case rule::id_is_empty: case rule::id_has_slash: case rule::id_is_duplicate: return spoilt(spoilt_id);
      case rule::group_is_empty: return spoilt(spoilt_children);
      case rule::weight_is_negative: return spoilt(spoilt_weight);
      case rule::extra_credit_unsupported: case rule::too_many_children: return spoilt(spoilt_aggregation);
      case rule::aggregation_objects: return draft_.own_spoilt || spoilt(spoilt_aggregation | spoilt_children);
      case rule::weights_are_all_zero: case rule::percent_total: case rule::extra_credit_out_of_range:
        for (std::uint32_t c = at.node + 1; c < at.node + draft_.nodes[at.node].extent; c += draft_.nodes[c].extent)
          if ((draft_.spoilt[c] & spoilt_weight) != 0) return true;
        return spoilt(spoilt_aggregation | spoilt_weights | spoilt_children);
      case rule::scale_is_unknown: return draft_.scales_unlisted || draft_.scales.empty() || spoilt(spoilt_scale);
      case rule::fill_level_is_unknown: case rule::fill_outside_scale: case rule::anchor_level_is_unknown:
        return spoilt(spoilt_scale) || (k == 0 && draft_.own_spoilt) || draft_.scale_spoilt[k];
      default: return false;
    }
  }
  /// Whether a group only has what is wrong in the defaults, which has been said of another one.
  [[nodiscard]] bool repeats_defaults(std::uint32_t group, const framework_view& f) {
    const bool own = doc_.member(draft_.node_at[group], "aggregation") != 0 || doc_.member(defaults_, "aggregation") == 0;
    return !own && !objects_to_children(f, f.nodes[group]) && std::exchange(default_objects_, true);
  }
  /// Whether the aggregation of a group would work with another number of children.
  [[nodiscard]] static bool objects_to_children(const framework_view& f, const node& group) {
    if (!group.how->may_object) return false;
    const auto why = [&](std::size_t children) { return group.how->objection(f.parameters_of(group), siblings{children}); };
    bool other = why(1U << 31) != why(group.arity);
    for (std::size_t children = 1; children <= 16; ++children) other = other || why(children) != why(group.arity);
    return other;
  }
  /// Says it at the value where it is, in words for people who write JSON: code calls some things by other names.
  void report(const finding& at, const framework_view& f) {
    problem p = describe(at, f);
    std::uint32_t place = 0;
    bool with_path = true;
    const auto say = [&](std::string what, std::string remedy) {
      if (!what.empty()) p.what = std::move(what);
      if (!remedy.empty()) p.remedy = std::move(remedy);
    };
    if (at.broken > rule::no_scale && at.broken <= rule::level_key_is_duplicate) {
      place = place_on_scale(at, draft_.scale_at[at.node]);
      if (at.broken == rule::scale_zero) say({}, "leave \"points_over_max\" out");
      if (at.broken == rule::scale_descends && f.scale().level_count == 0) say({}, "leave \"inverse\" out; a scale on which fewer points are better is for leaves: list it in \"scales\"");
      else if (at.broken == rule::scale_descends) say({}, "list its levels worst first, with points that rise; a scale on which fewer points are better is for leaves: list it in \"scales\"");
      return problems_.error(place, p.where + ": " + p.what, std::move(p.remedy));
    }
    const node& n = f.nodes[at.node];
    const std::uint32_t i = draft_.node_at[at.node], below = first_of(i, {"children", "criteria"});
    const scale_data& own = f.scales.empty() || n.scale >= f.scales.size() ? scale_data() : f.scales[n.scale];
    switch (at.broken) {
      case rule::id_is_empty:
        place = first_of(i, {"id"}), with_path = false;
        say("the 'id' is empty", at.node == 0 ? "give the document a short name" : "give each node a short name that is unique among its siblings");
        break;
      case rule::id_has_slash: place = first_of(i, {"id"}), with_path = false, say("the id " + shown(n.id) + " has a '/'", {}); break;
      case rule::id_is_duplicate:
        place = first_of(i, {"id"}), with_path = false;
        say("two siblings have the id " + shown(n.id), place == i ? "criteria without an id are numbered: give this one an id" : "");
        break;
      case rule::group_is_empty: place = below, say({}, "add some, or leave the list out"); break;
      case rule::too_deep: place = i, with_path = false, say({}, "the limit guards against runaway input; flatten it"); break;
      case rule::too_many_nodes: with_path = false, say("the tree has more than " + std::to_string(options_.tree.nodes) + " nodes", "the limit guards against runaway input; split it"); break;
      case rule::weight_is_negative: place = first_of(i, {"weight", "points"}), say({}, "a penalty is marked: \"extra_credit\": true"); break;
      case rule::weights_are_all_zero: {
        place = below;
        bool extra = false;
        for (std::uint32_t child = at.node + 1; child < at.node + n.extent; child += f.nodes[child].extent) extra = extra || f.nodes[child].is_extra_credit;
        if (extra) say("all its children are extra credit or weigh 0", {});
        break;
      }
      case rule::extra_credit_out_of_range: place = below; break;
      case rule::percent_total: place = below, say({}, "correct them, or say \"weights\": \"relative\""); break;
      case rule::extra_credit_unsupported:
        place = first_of(draft_.node_at[extra_credit_of(at.node)], {"extra_credit"}), with_path = false;
        say({}, "leave it out, or let \"weighted_mean\" be the group's aggregation");
        break;
      case rule::scale_is_unknown:
        place = first_of(i, {"scale"});
        if (f.scales.size() == 1 && f.scale().key.empty()) say({}, "list it in \"scales\", or leave it out");
        break;
      case rule::fill_level_is_unknown:
        place = first_of(i, {"if_missing"});
        say("there is no level " + shown(n.if_absent.level) + " on " + scale_name(own), level_keys(f, own) + "; or write \"lowest\"");
        break;
      case rule::fill_outside_scale: place = first_of(i, {"if_missing"}); break;
      case rule::anchor_level_is_unknown: {
        const std::string_view key = f.remarks[static_cast<std::size_t>(at.value)].key;
        place = first_of(first_of(i, {"anchors"}), {key});
        say("there is no level " + shown(key) + " on " + scale_name(own), own.level_count == 0 ? "it has no levels: leave the anchors out" : "");
        break;
      }
      case rule::too_many_children: case rule::aggregation_objects: {
        place = doc_.member(i, "aggregation");
        if (place == 0 && defaults_ != 0) place = doc_.member(defaults_, "aggregation");
        if (place == 0) place = below;
        if (at.broken == rule::aggregation_objects && objects_to_children(f, n)) say({}, "it has " + std::to_string(n.arity) + (n.arity == 1 ? " child" : " children"));
        for (std::uint32_t argument = place; argument != 0; argument = argument_of(place)) place = argument;
        break;
      }
      default: place = i;
    }
    if (with_path && p.where.size() > 200) p.where.clear();
    problems_.error(place, (with_path && !p.where.empty() ? p.where + ": " : std::string()) + p.what, std::move(p.remedy));
  }
  /// The first of some members that an object has, or the object.
  [[nodiscard]] std::uint32_t first_of(std::uint32_t i, std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
      if (const std::uint32_t m = doc_.member(i, name); m != 0) return m;
    return i;
  }
  /// The only member of an object but for what is kept, else 0.
  [[nodiscard]] std::uint32_t argument_of(std::uint32_t i) const {
    std::uint32_t only = 0, count = 0;
    if (is(i, json_kind::object))
      for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c))
        if (!is_kept_key(value(c).key())) only = c, ++count;
    return count == 1 ? only : 0;
  }
  /// The child that gives the extra credit of the next finding about it: they come in order.
  [[nodiscard]] std::uint32_t extra_credit_of(std::uint32_t group) {
    std::uint32_t c = extra_credit_ > group && extra_credit_ < group + draft_.nodes[group].extent ? extra_credit_ + draft_.nodes[extra_credit_].extent : group + 1;
    while (!draft_.nodes[c].is_extra_credit) c += draft_.nodes[c].extent;
    return extra_credit_ = c;
  }
  [[nodiscard]] std::uint32_t place_on_scale(const finding& at, std::uint32_t scale) const {
    if (at.broken == rule::scale_zero) return first_of(scale, {"points_over_max"});
    if (at.broken == rule::scale_step) return first_of(first_of(scale, {"numeric"}), {"step"});
    const std::uint32_t list = first_of(scale, {"levels", "numeric"});
    const bool descends = at.broken == rule::scale_descends, of_key = at.broken == rule::level_key_is_empty || at.broken == rule::level_key_is_duplicate;
    std::size_t place = of_key ? static_cast<std::size_t>(at.value) : 0;
    if (descends) {
      const auto levels = draft_.view().levels();
      for (place = 1; place < levels.size() && levels[place].points >= levels[place - 1].points;) ++place;
      if (place >= levels.size()) return first_of(doc_.member(scale, "inverse") != 0 ? scale : list, {"inverse"});
    }
    if (!(descends || of_key) || !is(list, json_kind::array)) return list;
    std::uint32_t c = list + 1;
    for (; place > 0; --place) c = doc_.end(c);
    return first_of(c, {descends ? "points" : "key"});
  }

  // ---- what looks like a mistake

  void warn_of_scales(const framework_view& f) {
    std::vector<bool> used(f.scales.size());
    used[0] = true;
    for (const node& n : f.nodes)
      if (n.is_leaf()) used[n.scale] = true;
    for (std::size_t k = 0; k < used.size(); ++k)
      if (!used[k]) problems_.warn(draft_.scale_at[k], "no leaf is on the scale " + in_quotes(f.scales[k].key), "use it or remove it");
    warn_of_levels(f);
  }
  /// Levels of the framework's scale that no profile reaches: those that share their points with the next one, and those outside
  /// what the worst and the best ratings give.
  void warn_of_levels(const framework_view& f) {
    const auto levels = f.levels();
    const auto warn = [&](std::size_t k, const std::string& why) {
      if (problems_.full_of_warnings()) return problems_.warn(0, {}, {});
      const finding at{rule::level_key_is_empty, 0, static_cast<double>(k)};
      problems_.warn(draft_.scale_at[0] == 0 ? 0 : place_on_scale(at, draft_.scale_at[0]), "the level " + in_quotes(levels[k].key) + " is never reached: " + why, "change its points, or the framework");
    };
    for (std::size_t k = 0; k + 1 < levels.size(); ++k)
      if (levels[k].points == levels[k + 1].points) warn(k, "the level " + in_quotes(levels[k + 1].key) + " has the same points");
    if (levels.empty() || levels.size() > 1000) return;
    bool reaches_ends = true;  // nobody need try
    for (const node& n : f.nodes) {
      if ((n.is_group && !n.how->traits.monotone) || n.weight < 0 || n.is_extra_credit) return;
      reaches_ends = reaches_ends && (n.is_leaf() || (n.how->traits.idempotent && n.value_count == 0));
    }
    for (const scale_data& s : f.scales) reaches_ends = reaches_ends && s.zero == s.low && s.how != grid::own;
    if (reaches_ends) return;
    std::vector<rating> ratings(f.leaf_count());
    std::vector<node_result> out(f.size());
    const auto extreme = [&](bool best) {
      for (const node& n : f.nodes)
        if (n.is_leaf()) ratings[n.leaf] = rating(best == f.scale_of(n).inverse ? f.scale_of(n).low : f.scale_of(n).high);
      return score_into(f, ratings, out).ok() && out[0].has_score();
    };
    const double room = (f.scale().high - f.scale().low) * 1e-9;
    if (extreme(true))
      for (std::size_t k = 0; k < levels.size(); ++k)
        if (levels[k].points > out[0].score + room) warn(k, "the best ratings give " + detail::number(out[0].score));
    if (extreme(false))
      for (std::size_t k = 0; k + 1 < levels.size(); ++k)
        if (levels[k + 1].points <= out[0].score + room && levels[k + 1].points != levels[k].points) warn(k, "the worst ratings give " + detail::number(out[0].score));
  }

  std::uint32_t defaults_ = 0, extra_credit_ = 0;
  bool default_objects_ = false;
  bool sound_ = false;
};

inline void add_word(load_options&, const load_options&) {}  // they come first
template <std::size_t N> void add_word(load_options& to, const std::array<const group_ops*, N>& list) { to.aggregations = list; }
template <std::size_t N> void add_word(load_options& to, const std::array<const weighting_ops*, N>& list) { to.weightings = list; }
template <std::size_t N> void add_word(load_options& to, const std::array<const scale_ops*, N>& list) { to.scales = list; }
template <class> inline constexpr int kind_of_word = 0;
template <> inline constexpr int kind_of_word<load_options> = 1;
template <std::size_t N> inline constexpr int kind_of_word<std::array<const group_ops*, N>> = 2;
template <std::size_t N> inline constexpr int kind_of_word<std::array<const weighting_ops*, N>> = 3;
template <std::size_t N> inline constexpr int kind_of_word<std::array<const scale_ops*, N>> = 4;

}  // namespace detail

/// Reads a framework document. Where anything is wrong there is no framework, and `problems()` has all of it in the order of the
/// text, each with line, column and JSON pointer, the rule and the remedy; `warnings()` has what looks like a mistake, either way.
/// The framework owns all of its texts. What the library does not use is kept in it and written by `to_json` again: members that
/// begin with "x-", notes, language, license, and the parts beside the tree.
///
/// After the text come, in any order: `load_options`, and a host's own `aggregations<...>`, `weightings<...>`, `own_scales<...>`.
/// Cost: linear in the text; time and memory are bounded by the options' limits. Allocates; an exception of the allocator leaves
/// nothing behind.
///
///     result<dynamic_framework> fw = load_framework(text);
///     for (const problem& p : fw.problems()) std::cerr << "framework.json: " << p.text() << "\n";
template <class... Words> [[nodiscard]] result<dynamic_framework> load_framework(std::string_view text, const Words&... words) {
  static_assert(((detail::kind_of_word<Words> != 0) && ...), "load_framework takes load_options, aggregations<...>, weightings<...> and own_scales<...>");
  static_assert(((0 + ... + (detail::kind_of_word<Words> == 1)) <= 1) && ((0 + ... + (detail::kind_of_word<Words> == 2)) <= 1) &&
                    ((0 + ... + (detail::kind_of_word<Words> == 3)) <= 1) && ((0 + ... + (detail::kind_of_word<Words> == 4)) <= 1),
                "load_framework takes each of its words at most once: aggregations<a, b>");
  load_options options;
  [[maybe_unused]] const auto begin_with = [&](const auto& word) {
    if constexpr (detail::kind_of_word<std::remove_cvref_t<decltype(word)>> == 1) options = word;
  };
  (begin_with(words), ...);
  (detail::add_word(options, words), ...);
  const std::size_t levels = 2 * std::size_t{options.tree.depth} + 16;  // an object and a list for each level of the tree
  const std::size_t depth = levels < detail::json_outline::deepest ? levels : detail::json_outline::deepest;
  detail::json_outline doc(depth, options.most_values);
  if (auto wrong = detail::parse_document(doc, text, options.most_bytes, depth)) return *wrong;
  detail::json_problems problems(doc, options.most_problems);
  detail::framework_draft draft;
  detail::framework_loader loader(doc, problems, draft, options);
  loader.load();
  std::vector<problem> warnings = problems.take(detail::json_problems::kind::warning);
  if (problems.any()) return {problems.take(detail::json_problems::kind::error), std::move(warnings)};
  return {loader.made(), std::move(warnings)};
}

}  // namespace prowess::v0
