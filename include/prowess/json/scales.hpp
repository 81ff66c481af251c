// SPDX-License-Identifier: BSL-1.0
// Scales of a document: lists of levels, ranges of numbers, and those that are known by name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/json/draft.hpp>

namespace prowess::inline v0::detail {

class scale_reader : draft_reader {
 public:
  using draft_reader::draft_reader;

  /// `own` is the value that says which scale scores are on: a key of `scales`, a scale, or 0; `by_default` the key that leaves
  /// take where they name none, or 0. Returns what such a leaf names: nothing where that is the framework's own; null where nobody knows.
  std::optional<std::string_view> read(std::uint32_t scales, std::uint32_t own, std::uint32_t by_default) {
    std::vector<std::uint32_t> listed;
    if (scales != 0) entries(scales, [&](std::uint32_t c) { listed.push_back(c); }, at_root());
    draft_.scales_unlisted = scales != 0 && !is(scales, json_kind::object);
    const std::uint32_t says = own != 0 ? own : by_default;
    if (own != 0 && (!is(own, json_kind::string) || (find(listed, value(own).text()) == 0 && is_named(value(own).text())))) {
      read_one(own, {});  // a scale that only scores are on needs no key
    } else if (says != 0) {
      if (const std::uint32_t at = listed_scale(says, listed, says == own); at != 0) read_one(at, value(at).key());
    } else if (listed.size() == 1) {
      read_one(listed[0], value(listed[0]).key());
    } else if (!listed.empty()) {
      problems_.error(scales, "there are several scales, and the document does not say which one scores are on", "add \"scale\" with its key to the document or its defaults");
    } else if (scales != 0 && is(scales, json_kind::object)) {
      problems_.error(scales, "there is no scale in 'scales'", "add one: \"proficiency\": { \"levels\": [ \"novice\", \"able\" ] }");
    }
    draft_.own_spoilt = draft_.scales.empty() || draft_.scale_spoilt[0];
    const std::uint32_t own_at = draft_.scales.empty() ? 0 : draft_.scale_at[0];
    for (const std::uint32_t c : listed) {
      if (value(c).key().empty()) problems_.error(c, "a scale has no key", "give it the name by which leaves call it", json_problems::spot::key);
      else if (c != own_at) read_one(c, value(c).key());
    }
    if (by_default == 0) return std::string_view();
    const std::uint32_t at = by_default == says ? own_at : listed_scale(by_default, listed, false);
    if (at == 0) return std::nullopt;
    return at == own_at ? std::string_view() : value(at).key();
  }

 private:
  /// Keeps what stands within a level of a scale that is only a list of levels, where it will stand when it is written.
  struct list_keeper {
    scale_reader& of;
    std::size_t size;  ///< of the list's own pointer
    void operator()(std::uint32_t value) const { of.at_root().keep(of.doc_.pointer(value).insert(size, "/levels"), value); }
  };
  [[nodiscard]] std::uint32_t find(const std::vector<std::uint32_t>& listed, std::string_view key) const {
    for (const std::uint32_t c : listed)
      if (value(c).key() == key) return c;
    return 0;
  }
  /// The scale that a value names; 0 where it names none.
  [[nodiscard]] std::uint32_t listed_scale(std::uint32_t says, const std::vector<std::uint32_t>& listed, bool may_be_named) {
    const auto key = scale_key(says);
    const std::uint32_t at = key ? find(listed, *key) : 0;
    if (!key || at != 0 || draft_.scales_unlisted) return at;
    nearest_name nearest(*key);
    for (const std::uint32_t c : listed) nearest.consider(value(c).key());
    if (may_be_named) consider_named(nearest);
    problems_.error(says, "there is no scale " + shown(*key), nearest.question("list it in \"scales\""));
    return 0;
  }
  void consider_named(nearest_name& nearest) const {
    for (const std::string_view shipped : {"percentage", "checklist"}) nearest.consider(shipped);
    for (const scale_ops* own : options_.scales) nearest.consider(own->name);
  }
  void read_one(std::uint32_t i, std::string_view key) {
    check_name(i, key, json_problems::spot::key);
    const auto level_at = static_cast<std::uint32_t>(draft_.levels.size());
    scale_data s;
    draft_.scale_spoilt.push_back(!describe_scale(i, s));
    s.key = key;
    s.level_at = level_at;
    s.level_count = static_cast<std::uint32_t>(draft_.levels.size()) - level_at;
    draft_.scales.push_back(s);
    draft_.scale_at.push_back(i);
  }
  /// What a scale's value says; its levels are added to the draft. False where something is wrong.
  bool describe_scale(std::uint32_t i, scale_data& s) {
    if (is(i, json_kind::string)) return named_scale(i, s);
    if (is(i, json_kind::array)) return levels(i, s, list_keeper{*this, doc_.pointer(i).size()});  // "scale": ["novice", "able", "master"]
    if (!is(i, json_kind::object)) {
      problems_.error(i, shown_value(i) + " is no scale", "write { \"levels\": [...] }, { \"numeric\": { \"min\": 0, \"max\": 100 } } or a name: \"percentage\", \"checklist\"");
      return false;
    }
    static constexpr member_names names{"levels", "numeric", "inverse", "points_over_max", "named", "ranges"};
    const auto [list, range, inverse, over_max, by_name, ranges] = members(i, names, at_root());
    bool sound = true;
    if (by_name != 0 && list == 0 && range == 0) {
      sound = text(by_name) && named_scale(by_name, s);
    } else if ((list != 0) == (range != 0)) {
      problems_.error(i, list != 0 ? "the scale has levels and a numeric range" : "the scale has neither levels nor a numeric range",
                      list != 0 ? "keep one of them" : "write { \"levels\": [...] } or { \"numeric\": { \"min\": 0, \"max\": 100 } }");
      sound = false;
    }
    if (range != 0) sound = numbers(range, s) && sound;
    if (list != 0) sound = levels(list, s, at_root()) && sound;
    if (inverse != 0) {
      const auto turned = truth(inverse);
      sound = sound && turned;
      if (turned && *turned) s.inverse = !s.inverse;
    }
    if (over_max != 0) {
      const auto wanted = truth(over_max);
      sound = sound && wanted;
      if (wanted && *wanted) s.zero = 0;
    }
    if (ranges != 0) {
      const auto wanted = truth(ranges);
      sound = sound && wanted;
      if (wanted && *wanted && list == 0) problems_.error(ranges, "only levels are 'ranges'", "leave it out: a numeric range admits all numbers anyway", json_problems::spot::key), sound = false;
      else if (wanted && *wanted) s.how = grid::continuous;
    }
    return sound;
  }
  [[nodiscard]] bool is_named(std::string_view wanted) const {
    bool known = wanted == "percentage" || wanted == "checklist";
    for (const scale_ops* own : options_.scales) known = known || own->name == wanted;
    return known;
  }
  bool named_scale(std::uint32_t i, scale_data& s) {
    const std::string_view wanted = value(i).text();
    if (wanted == "percentage") return s = percentage().data, true;
    if (wanted == "checklist") {
      const auto list = checklist();
      draft_.levels.insert(draft_.levels.end(), list.level_list.begin(), list.level_list.end());
      return s = list.data, true;
    }
    for (const scale_ops* own : options_.scales)
      if (own->name == wanted) return s = own_scale(*own).data, true;
    nearest_name nearest(wanted);
    consider_named(nearest);
    problems_.error(i, "there is no scale of the name " + shown(wanted), nearest.question("write \"percentage\", \"checklist\", { \"levels\": [...] } or { \"numeric\": {...} }"));
    return false;
  }
  /// Points, or the end of a range.
  std::optional<double> points(std::uint32_t i) { return number(i, -largest, largest, "a number between -1e100 and 1e100"); }
  bool numbers(std::uint32_t i, scale_data& s) {
    if (!object(i, "write { \"min\": 0, \"max\": 100 }")) return false;
    static constexpr member_names names{"min", "max", "step", "inverse", "above"};
    const auto [min, max, step, inverse, above] = members(i, names, at_root());
    if (min == 0 || max == 0) {
      problems_.error(i, min == 0 ? "the range has no 'min'" : "the range has no 'max'", "say from which to which number: { \"min\": 0, \"max\": 100 }");
      return false;
    }
    const auto low = points(min), high = points(max), width = step == 0 ? std::optional<double>(0) : points(step);
    const auto turned = inverse == 0 ? std::optional<bool>(false) : truth(inverse);
    if (!low || !high || !width || !turned) return false;
    if (!(*low < *high)) return problems_.error(max, "'max' is " + shown_value(max) + ", which is not above 'min'", "the larger number is 'max'; where fewer points are better, add \"inverse\": true"), false;
    if (step != 0 && !(*width > 0)) return problems_.error(step, "the step is " + shown_value(step), "give a positive number, or leave it out where any number is allowed"), false;
    s = numeric(*low, *high, *width).data;
    s.inverse = *turned;
    return above == 0 || excess_in(above, s);
  }
  bool excess_in(std::uint32_t i, scale_data& s) {
    const auto word = text(i);
    if (!word) return false;
    for (const auto& [name, meant] : {std::pair{"rejected", excess::rejected}, {"clamped", excess::clamped}, {"allowed", excess::allowed}})
      if (*word == name) return s.above = meant, true;
    problems_.error(i, "points above the maximum are not " + shown_value(i), "they are \"rejected\", \"clamped\" or \"allowed\"");
    return false;
  }
  template <class Keep> bool levels(std::uint32_t i, scale_data& s, const Keep& keep) {
    if (!list(i, "list them, the worst first: [ { \"key\": \"novice\", \"points\": 1 }, ... ]")) return false;
    const std::size_t first = draft_.levels.size();
    std::size_t with_points = 0;
    bool sound = true;
    std::uint32_t without = 0;
    each(i, [&](std::uint32_t c) {
      level l;
      l.points = static_cast<double>(draft_.levels.size() - first + 1);
      if (is(c, json_kind::string)) {
        l.key = value(c).text();
        if (without == 0) without = c;
        check_name(c, l.key);
      } else if (!is(c, json_kind::object)) {
        wrong_type(c, "a level", "write a key, or { \"key\": \"basic\", \"points\": 2 }"), sound = false;
      } else {
        static constexpr member_names names{"key", "points", "label", "descriptor"};
        const auto [key, worth, label, descriptor] = members(c, names, keep);
        if (key == 0) problems_.error(c, "the level has no 'key'", "give it a short name that ratings use"), sound = false;
        if (key != 0) l.key = name(key).value_or("?");
        if (worth == 0) without = without == 0 ? c : without;
        else if (const auto p = points(worth)) l.points = *p, ++with_points;
        else sound = false, ++with_points;
        if (label != 0) l.label = text(label).value_or("");
        if (descriptor != 0) l.descriptor = text(descriptor).value_or("");
      }
      draft_.levels.push_back(l);
    });
    const std::size_t count = draft_.levels.size() - first;
    if (count == 0) problems_.error(i, "the scale has no levels", "list them, the worst first"), sound = false;
    if (with_points != 0 && with_points != count) problems_.error(without, "this level has no points, and others have", "give points to all levels, or to none: then they count from 1"), sound = false;
    s = scale_data_of(std::span(draft_.levels).subspan(first));
    return sound;
  }
};

}  // namespace prowess::v0::detail
