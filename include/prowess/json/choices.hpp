// SPDX-License-Identifier: BSL-1.0
// The policies of a group and a leaf: aggregation, weights, missing, if_missing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/json/draft.hpp>
#include <prowess/missing.hpp>

namespace prowess::inline v0::detail {

/// An aggregation and its values, as a document chooses it.
struct chosen_aggregation {
  const group_ops* how = &ops_of<weighted_mean>;
  std::vector<double> values{};
};
/// How the children of a group weigh: one of the four words, or a weighting with what it is given.
struct chosen_weighting {
  weighting how = weighting::relative;
  const weighting_ops* own = nullptr;
  std::uint32_t argument = 0;   ///< of a weighting
  bool names_children = false;  ///< the argument does: numbers at the children do not count
  bool is_spoilt = false;       ///< the document says something else, which is not known
};

/// Each returns nothing, and has said why, where the value is no such choice.
class choice_reader : protected draft_reader {
 public:
  using draft_reader::draft_reader;

 protected:

  template <class Keep> std::optional<chosen_aggregation> read_aggregation(std::uint32_t i, const Keep& keep) {
    const auto wanted = choice_in(i, keep, "a name such as \"weighted_mean\", or with parameters { \"best\": 2 }");
    if (!wanted) return std::nullopt;
    std::size_t given = 0;  // of several that share a name the one with so many values
    if (wanted->argument != 0 && is(wanted->argument, json_kind::array)) given = flat_size(wanted->argument);
    const group_ops* how = nullptr;
    nearest_name nearest(wanted->name);
    std::string all;
    for (const std::span<const group_ops* const> list : {std::span<const group_ops* const>(shipped_aggregations), options_.aggregations})
      for (const group_ops* known : list) {
        if (known->name == wanted->name && (how == nullptr || known->value_count == given)) how = known;
        nearest.consider(known->name);
        all += (all.empty() ? "" : ", ") + std::string(known->name);
      }
    if (how == nullptr) {
      problems_.error(i, "there is no aggregation " + shown(wanted->name), nearest.question("it is one of " + all));
      return std::nullopt;
    }
    chosen_aggregation chosen{how, {}};
    chosen.values.resize(how->value_count != any_number ? how->value_count : given != 0 ? given : wanted->argument != 0);
    if (!values_of(i, wanted->argument, *how, chosen.values, keep)) return std::nullopt;
    return chosen;
  }

  template <class Keep> std::optional<chosen_weighting> read_weighting(std::uint32_t i, const Keep& keep) {
    static constexpr std::string_view at_the_children = "; the numbers stand at the children: \"weight\": 40";
    const auto wanted = choice_in(i, keep, "\"relative\", \"percent\", \"equal\", \"points\" or a weighting" + std::string(at_the_children));
    if (!wanted) return std::nullopt;
    nearest_name nearest(wanted->name);
    std::string all;
    for (const auto& [word, how] : {std::pair{"relative", weighting::relative}, {"percent", weighting::percent}, {"equal", weighting::equal}, {"points", weighting::points}}) {
      nearest.consider(word);
      all += word + std::string(", ");
      if (wanted->name != word) continue;
      if (wanted->argument == 0) return chosen_weighting{how};
      problems_.error(wanted->argument, "'" + std::string(word) + "' takes no parameters", "write \"" + std::string(word) + "\"");
      return std::nullopt;
    }
    for (const std::span<const weighting_ops* const> list : {options_.weightings, std::span<const weighting_ops* const>(shipped_weightings)})
      for (const weighting_ops* own : list) {
        nearest.consider(own->name);
        all += std::string(own->name) + ", ";
        if (own->name != wanted->name) continue;
        const std::uint32_t argument = wanted->argument;
        bool names = argument != 0 && is(argument, json_kind::object);
        if (argument != 0 && is(argument, json_kind::array))
          for (std::uint32_t c = argument + 1; c < doc_.end(argument); ++c) names = names || is(c, json_kind::string);
        return chosen_weighting{weighting::relative, own, argument, names};
      }
    problems_.error(i, "there is no weighting " + shown(wanted->name), nearest.question("it is one of " + all.substr(0, all.size() - 2) + std::string(at_the_children)));
    return std::nullopt;
  }

  template <class Keep> std::optional<missing_rule> read_missing(std::uint32_t i, const Keep& keep) {
    static constexpr std::string_view choices = "\"skip\", \"pool\", \"no_score\", { \"require\": 0.5 } or { \"require_children\": 3 }";
    const auto wanted = choice_in(i, keep, choices);
    if (!wanted) return std::nullopt;
    nearest_name nearest(wanted->name);
    for (const auto& [word, rule] : {std::pair{"skip", skip}, {"pool", pool}, {"no_score", no_score}, {"require", require(0)}, {"require_children", require_children(1)}}) {
      nearest.consider(word);
      if (wanted->name != word) continue;
      const bool by_share = rule.policy == missing_policy::require, by_count = rule.policy == missing_policy::require_children;
      if ((by_share || by_count) == (wanted->argument != 0)) {
        if (!by_share && !by_count) return rule;
        const auto least = by_share ? share(wanted->argument) : number(wanted->argument, 1, 4294967295.0, "a whole number of children");
        if (!least) return std::nullopt;
        return missing_rule{rule.policy, *least};
      }
      if (by_share) problems_.error(i, "'require' needs the share that must be rated", "write { \"require\": 0.5 }");
      else if (by_count) problems_.error(i, "'require_children' needs the number of children that must have a score", "write { \"require_children\": 3 }");
      else problems_.error(wanted->argument, "'" + std::string(word) + "' takes no parameters", "write \"" + std::string(word) + "\"");
      return std::nullopt;
    }
    problems_.error(i, "there is no missing rule " + shown(wanted->name), nearest.question("it is " + std::string(choices)));
    return std::nullopt;
  }

  template <class Keep> std::optional<fill> read_fill(std::uint32_t i, const Keep& keep) {
    static constexpr std::string_view choices = "a level's key, points, or \"lowest\"";
    if (is(i, json_kind::string)) return value(i).text() == "lowest" ? if_missing(lowest) : if_missing(value(i).text());
    if (is(i, json_kind::number)) {
      if (const auto points = number(i)) return if_missing(*points);
    } else if (is(i, json_kind::object)) {
      const auto wanted = choice_in(i, keep, choices);
      if (wanted && wanted->name == "level" && wanted->argument != 0) {
        if (const auto key = text(wanted->argument)) return if_missing(*key);
      } else if (wanted) {
        problems_.error(i, "'if_missing' has no 'level'", "write " + std::string(choices));
      }
    } else {
      problems_.error(i, "'if_missing' must say what an absent rating counts as, not " + shown_value(i), "write " + std::string(choices));
    }
    return std::nullopt;
  }
  /// Scales and levels by key, when all scales have been read.
  [[nodiscard]] scale_finder& finder() {
    if (!find_) find_.emplace(draft_.view());
    return *find_;
  }
  void scales_changed() { find_.reset(); }

 private:
  /// A parameter, which may name a level of the framework's scale where it is points.
  std::optional<double> parameter_in(std::uint32_t i, bool is_points) {
    if (!is_points || is(i, json_kind::number)) return number(i);
    if (!is(i, json_kind::string)) return wrong_type(i, "points or a level"), std::nullopt;
    if (!draft_.scales.empty()) {
      const framework_view f = draft_.view();
      if (finder().has_level(0, value(i).text())) return f.levels()[finder().level(0, value(i).text())].points;
      if (!draft_.own_spoilt) problems_.error(i, "there is no level " + shown(value(i).text()) + " on the framework's scale", level_keys(f, f.scale()));
    }
    problems_.again();
    return std::nullopt;
  }
  /// The values in a list, those of lists within it included.
  [[nodiscard]] std::size_t flat_size(std::uint32_t list) const {
    std::size_t n = 0;
    for (std::uint32_t c = list + 1; c < doc_.end(list); c = doc_.end(c)) n += is(c, json_kind::array) ? flat_size(c) : 1;
    return n;
  }
  /// What an aggregation's parameters look like, for a remedy.
  [[nodiscard]] static std::string form_of(const group_ops& how) {
    const std::string name(how.name);
    if (how.value_count == any_number) return "write { \"" + name + "\": [ ... ] } with its numbers";
    if (how.value_count == 0) return "write \"" + name + "\"";
    if (how.named.empty()) return "write { \"" + name + "\": [ " + std::to_string(how.value_count) + (how.value_count == 1 ? " number ] }" : " numbers ] }");
    if (how.named.size() == 1 && !how.named[0].otherwise) return "write { \"" + name + "\": ... } with the " + std::string(how.named[0].name);
    std::string all = "write { \"" + name + "\": { ";
    for (std::size_t k = 0; k < how.named.size(); ++k)
      all += (k == 0 ? "\"" : ", \"") + std::string(how.named[k].name) + "\": ..." + (how.named[k].otherwise ? " (optional)" : "");
    return all + " } }";
  }
  template <class Keep>
  bool values_of(std::uint32_t i, std::uint32_t argument, const group_ops& how, std::vector<double>& values, const Keep& keep) {
    const auto wrong = [&](const std::string& what) { return problems_.error(i, "'" + std::string(how.name) + "' " + what, form_of(how)), false; };
    if (how.value_count == 0) return argument == 0 || wrong("takes no parameters");
    std::vector<bool> given(values.size());
    const bool vary = how.value_count == any_number;
    const auto take = [&](std::size_t k, std::uint32_t at) {
      const std::size_t name = vary ? 0 : k;
      const auto x = parameter_in(at, name < how.named.size() && how.named[name].is_points);
      if (x) values[k] = *x;
      given[k] = true;
      return x.has_value();
    };
    if (argument != 0 && is(argument, json_kind::object)) {
      if (how.named.empty() || vary) return wrong("has parameters without names");
      bool sound = true;
      entries(argument, [&](std::uint32_t c) {
        std::size_t k = 0;
        while (k < how.named.size() && how.named[k].name != value(c).key()) ++k;
        if (k < how.named.size()) {
          sound = take(k, c) && sound;
        } else {
          nearest_name nearest(value(c).key());
          for (const parameter& p : how.named) nearest.consider(p.name);
          problems_.error(c, "'" + std::string(how.name) + "' has no parameter " + shown(value(c).key()), nearest.question(form_of(how)), json_problems::spot::key);
          sound = false;
        }
      }, keep);
      if (!sound) return false;
    } else if (argument != 0 && is(argument, json_kind::array)) {
      std::size_t k = 0;
      bool sound = true;
      const auto list = [&](std::uint32_t of, const auto& again) -> void {
        each(of, [&](std::uint32_t c) {
          if (vary && is(c, json_kind::array)) return again(c, again);
          if (k < values.size()) sound = take(k, c) && sound;
          ++k;
        });
      };
      list(argument, list);
      if (k != values.size()) return wrong("needs " + std::to_string(values.size()) + (values.size() == 1 ? " number, not " : " numbers, not ") + std::to_string(k));
      if (!sound) return false;
    } else if (argument != 0) {
      if (!take(0, argument)) return false;
    }
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (given[k]) continue;
      if (k >= how.named.size()) return wrong("needs " + std::to_string(values.size()) + " numbers");
      if (!how.named[k].otherwise) return wrong("needs the parameter '" + std::string(how.named[k].name) + "'");
      values[k] = *how.named[k].otherwise;
    }
    return true;
  }

  std::optional<scale_finder> find_;
};

}  // namespace prowess::v0::detail
