// SPDX-License-Identifier: BSL-1.0
// A framework from a JSON document, or everything that is wrong with it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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

namespace prowess {

namespace detail {

class framework_loader : draft_reader {
 public:
  using draft_reader::draft_reader;

  void load() {
    for (const std::uint32_t i : doc_.infinite()) problems_.error(i, "the number " + shown_value(i) + " is too large", "give a finite number");
    if (!object(0)) return;
    constexpr std::size_t own = 5, parts = parts_reader::names.size(), of_node = tree_reader::names.size();
    static constexpr auto names = [] {
      std::array<std::string_view, of_node + own + parts> all{};
      std::size_t n = 0;
      for (const std::string_view name : tree_reader::names) all[n++] = name;
      for (const std::string_view name : {"prowess", "language", "scales", "defaults", "license"}) all[n++] = name;
      for (const std::string_view name : parts_reader::names) all[n++] = name;
      return all;
    }();
    const auto at = members(0, names, at_root());
    const auto part = [&](std::size_t k) { return at[of_node + own + k]; };
    tree_reader::node_members root{};
    for (std::size_t k = 0; k < of_node; ++k) root[k] = at[k];
    const std::uint32_t version = at[of_node], scales = at[of_node + 2], defaults = at[of_node + 3];
    check_version(version);
    for (const std::uint32_t i : {at[of_node + 1], at[of_node + 4]})
      if (i != 0 && text(i)) at_root()(i);

    const std::uint32_t default_scale = defaults != 0 && is(defaults, json_kind::object) ? doc_.member(defaults, "scale") : 0;
    if (scales == 0 && root[tree_reader::scale] == 0 && default_scale == 0 && root[tree_reader::criteria] != 0) rubric_scale();
    else if (scales == 0 && root[tree_reader::scale] == 0 && default_scale == 0) problems_.error(0, "the document has no scale", "add \"scale\" or \"scales\""), draft_.scales_spoilt = true;
    tree_reader tree(doc_, problems_, draft_, options_);
    if (draft_.scales.empty()) tree.default_scale(scale_reader(doc_, problems_, draft_, options_).read(scales, root[tree_reader::scale], default_scale));
    tree.read_defaults(defaults);
    for (std::size_t k = 0; k < parts; ++k)
      if (part(k) != 0) at_root()(part(k));
    tree.read_root(root);
    resolve(draft_.nodes, draft_.view());
    const bool sound = diagnosed();
    const framework_view view = draft_.view();
    parts_reader(doc_, problems_, draft_, options_, sound ? view : framework_view{}).read(part(0), part(1), part(2), part(3), part(4));
    if (problems_.any()) return;
    tree.warn_of_lenient_groups();
    warn_of_scales(view);
  }

 private:
  void check_version(std::uint32_t i) {
    if (i == 0) return problems_.error(0, "the document does not say that it is a framework", "begin with \"prowess\": 1, the version of the format");
    if (const auto n = number(i); n && *n != 1) problems_.error(i, "the format has version " + shown_value(i) + ", which is not known here", "version 1 is known; a newer library may read it");
  }
  /// A document of criteria needs no scale: they are met or not.
  void rubric_scale() {
    const auto met = checklist();
    draft_.levels.assign(met.level_list.begin(), met.level_list.end());
    draft_.scales.push_back(met.data);
    draft_.scale_at.push_back(0);
  }

  // ---- what the one validator of frameworks finds, at the value where it is

  [[nodiscard]] bool diagnosed() {
    const framework_view f = draft_.view();
    bool sound = true;
    for (const finding& at : diagnose(f, options_.tree)) {
      const bool of_scale = at.broken >= rule::no_scale && at.broken <= rule::level_key_is_duplicate;
      const bool needs_scale = of_scale || (at.broken >= rule::scale_is_unknown && at.broken != rule::quorum_out_of_range);
      sound = false;
      if (needs_scale && draft_.scales_spoilt) continue;
      if (!of_scale && is_spoilt(at)) continue;
      if (problems_.full()) {
        problems_.error(0, {}, {});
        continue;
      }
      problem p = describe(at, f);
      problems_.error(place_of(at), (p.where.empty() ? std::string() : p.where + ": ") + p.what, std::move(p.remedy));
    }
    return sound && !f.scales.empty();
  }
  /// Whether a finding only follows from what has been said already.
  [[nodiscard]] bool is_spoilt(const finding& at) const {
    if (draft_.spoilt[at.node]) return true;
    const node& n = draft_.nodes[at.node];
    if (at.broken < rule::weights_are_all_zero || at.broken > rule::extra_credit_out_of_range) return false;
    for (std::uint32_t c = at.node + 1; c < at.node + n.extent; c += draft_.nodes[c].extent)
      if (draft_.spoilt[c]) return true;
    return false;
  }
  [[nodiscard]] std::uint32_t place_of(const finding& at) const {
    const bool of_scale = at.broken > rule::no_scale && at.broken <= rule::level_key_is_duplicate;
    if (of_scale) {
      const std::uint32_t scale = draft_.scale_at[at.node];
      if (at.broken != rule::level_key_is_empty && at.broken != rule::level_key_is_duplicate) return scale;
      std::uint32_t list = is(scale, json_kind::object) ? doc_.member(scale, "levels") : scale;
      if (list == 0 || !is(list, json_kind::array)) return scale;
      std::uint32_t c = list + 1;
      for (double k = 0; k < at.value; ++k) c = doc_.end(c);
      return c;
    }
    const std::uint32_t i = draft_.node_at[at.node];
    const auto member = [&](std::string_view name) {
      const std::uint32_t m = doc_.member(i, name);
      return m != 0 ? m : i;
    };
    switch (at.broken) {
      case rule::id_is_empty: case rule::id_has_slash: case rule::id_is_duplicate: return member("id");
      case rule::group_is_empty: return member(doc_.member(i, "children") != 0 ? "children" : "criteria");
      case rule::weight_out_of_range: case rule::weight_is_negative: return member(doc_.member(i, "weight") != 0 ? "weight" : "points");
      case rule::quorum_out_of_range: return member("missing");
      case rule::scale_is_unknown: return member("scale");
      case rule::fill_level_is_unknown: case rule::fill_outside_scale: return member("if_missing");
      case rule::aggregation_objects: case rule::too_many_children: return member("aggregation");
      case rule::anchor_level_is_unknown: {
        const std::uint32_t anchors = member("anchors"), m = doc_.member(anchors, draft_.remarks[static_cast<std::size_t>(at.value)].key);
        return m != 0 ? m : anchors;
      }
      default: return i;
    }
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
    const auto warn = [&](std::size_t k, std::string why) {
      const finding at{rule::level_key_is_duplicate, 0, static_cast<double>(k)};
      problems_.warn(draft_.scale_at[0] == 0 ? 0 : place_of(at), "the level " + in_quotes(levels[k].key) + " is never reached: " + why, "change its points, or the framework");
    };
    for (std::size_t k = 0; k + 1 < levels.size(); ++k)
      if (levels[k].points == levels[k + 1].points) warn(k, "the level " + in_quotes(levels[k + 1].key) + " has the same points");
    if (levels.empty()) return;
    for (const node& n : f.nodes)
      if ((n.is_group && !n.how->traits.monotone) || n.weight < 0 || n.is_extra_credit) return;
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
        if (levels[k + 1].points <= out[0].score - room && levels[k + 1].points != levels[k].points) warn(k, "the worst ratings give " + detail::number(out[0].score));
  }
};

inline void add_word(load_options& to, const load_options& all) { to = all; }
template <std::size_t N> void add_word(load_options& to, const std::array<const group_ops*, N>& list) { to.aggregations = list; }
template <std::size_t N> void add_word(load_options& to, const std::array<const weighting_ops*, N>& list) { to.weightings = list; }
template <std::size_t N> void add_word(load_options& to, const std::array<const scale_ops*, N>& list) { to.scales = list; }

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
  load_options options;
  (detail::add_word(options, words), ...);
  const std::size_t levels = 2 * std::size_t{options.tree.depth} + 16;  // an object and a list for each level of the tree
  const std::size_t depth = levels < detail::json_outline::deepest ? levels : detail::json_outline::deepest;
  detail::json_outline doc(depth, options.most_values);
  if (auto wrong = detail::parse_document(doc, text, options.most_bytes, depth)) return *wrong;
  detail::json_problems problems(doc, options.most_problems);
  detail::framework_draft draft;
  detail::framework_loader(doc, problems, draft, options).load();
  std::vector<problem> warnings = problems.take(detail::json_problems::kind::warning);
  if (problems.any()) return {problems.take(detail::json_problems::kind::error), std::move(warnings)};
  dynamic_framework loaded(draft.view());
  loaded.check(options.tree);
  return {std::move(loaded), std::move(warnings)};
}

}  // namespace prowess
