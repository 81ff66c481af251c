// SPDX-License-Identifier: BSL-1.0
// A group of few leaves as a table: the score for every combination of levels, the evidence for every combination of what is there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <prowess/batch/level_code.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>

namespace prowess::inline v0::detail {

/// What every byte of a leaf's column means.
struct code_outcomes {
  std::uint32_t levels = 0;     ///< bytes below are levels
  bool is_ladder = false;       ///< the score of level k is that of level 0, a whole number, and k
  outcome<double> of[256]{};

  code_outcomes(const framework_view& f, const node& leaf) : levels(level_codes(f.scale_of(leaf))), is_ladder(levels > 0) {
    for (std::uint32_t code = 0; code < 256; ++code) {
      if (code >= levels && code < level_code::no_level) continue;
      of[code] = leaf_outcome<double>(f.scale_of(leaf), f.scale(), leaf, rating_of(f, f.scale_of(leaf), static_cast<std::uint8_t>(code)));
      if (leaf.is_clamped) hold(of[code], f.scale());
      if (code < levels) is_ladder = is_ladder && of[code].score == of[0].score + code && is_whole(of[0].score);
    }
  }
};

/// A group and its children without what is below them: to be evaluated alone, the group's outcome first.
inline framework_view alone(const framework_view& f, std::uint32_t group, std::vector<node>& nodes) {
  nodes.assign(1, f.nodes[group]);
  nodes[0].extent = nodes[0].arity + 1;
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) {
    nodes.push_back(f.nodes[c]);
    nodes.back().extent = 1, nodes.back().is_group = false, nodes.back().how = nullptr;
  }
  framework_view part = f;
  part.nodes = {nodes.data(), nodes.size()};
  return part;
}

/// Which entry of a table a leaf leads to: the sum over the leaves of digit x stride. The digit is the level; after those comes
/// `not_observed` where it is filled in, and then absence.
struct table_digit {
  std::uint16_t stride = 0;
  bool fills = false;
  friend bool operator==(const table_digit&, const table_digit&) = default;
};

/// What a group has for one combination of kinds: which of its leaves are rated, and why the others are not.
struct table_evidence {
  double rated = 0, applicable = 0, entered = 0;
  status what = status::no_evidence;
  friend bool operator==(const table_evidence&, const table_evidence&) = default;
};

struct leaf_table {
  static constexpr std::size_t most_entries = 8192, most_leaves = 6;

  std::vector<double> scores;              ///< 0 where there is none
  std::vector<std::uint8_t> answers;       ///< whether the aggregation has a value there
  std::vector<table_evidence> evidence;    ///< by pattern: two bits a leaf, those of the first lowest: 0 rated, else byte - 252
  std::vector<table_digit> digits;         ///< by leaf
  bool always_answers = true;              ///< of complete people
  bool answers_missing = true;             ///< wherever somebody is rated
  bool scores_any = true;                  ///< whoever has a score for any leaf has one here, and nobody else: those who do not are at `nobody`
  std::uint16_t nobody = 0;                ///< the place of those who have none, whatever the kinds of absence

  [[nodiscard]] std::size_t bytes() const noexcept { return scores.size() * (sizeof(double) + 1) + evidence.size() * sizeof(table_evidence); }
  friend bool operator==(const leaf_table&, const leaf_table&) = default;
};

/// The table of a group all of whose children are leaves with few levels; nothing where it would be too large.
inline std::optional<leaf_table> tabulated(const framework_view& f, std::uint32_t group, const std::vector<const code_outcomes*>& leaves) {
  const node& g = f.nodes[group];
  if (leaves.size() != g.arity || g.arity > leaf_table::most_leaves) return std::nullopt;
  leaf_table t;
  std::size_t entries = 1;
  for (const code_outcomes* leaf : leaves) {
    if (leaf->levels == 0) return std::nullopt;
    const auto stride = static_cast<std::uint16_t>(entries);
    const bool fills = leaf->of[level_code::not_observed].has_score();
    const std::uint32_t none = leaf->levels + (fills ? 1 : 0);
    t.scores_any = t.scores_any && !fills;
    t.nobody = static_cast<std::uint16_t>(t.nobody + stride * none);
    t.digits.push_back({stride, fills});
    entries *= none + std::size_t{1};
    if (entries > leaf_table::most_entries) return std::nullopt;
  }

  std::vector<node> nodes;
  const framework_view part = alone(f, group, nodes);
  std::vector<outcome<double>> out(leaves.size() + 1);
  t.scores.resize(entries), t.answers.resize(entries);
  for (std::size_t at = 0; at < entries; ++at) {
    std::size_t rest = at;
    bool complete = true;
    for (std::size_t k = leaves.size(); k-- > 0; rest %= t.digits[k].stride) {
      const std::size_t digit = rest / t.digits[k].stride;
      const std::size_t code = digit < leaves[k]->levels ? digit : t.digits[k].fills && digit == leaves[k]->levels ? level_code::not_observed : level_code::not_applicable;
      out[k + 1] = leaves[k]->of[code];
      complete = complete && digit < leaves[k]->levels;
    }
    // The rules on what is missing are the evidence's: here everything that has a score may count.
    nodes[0].missing = skip;
    g.how->sparse(part, 0, out.data());
    if (g.is_clamped) hold(out[0], f.scale());
    t.answers[at] = out[0].what != status::out_of_domain;
    t.answers_missing = t.answers_missing && t.answers[at] != 0;
    if (out[0].has_score()) t.scores[at] = out[0].score;
    if (complete) t.always_answers = t.always_answers && out[0].what == status::scored;
  }

  const bool weighted = !g.how->traits.ignores_weights;
  for (std::size_t pattern = 0; pattern < std::size_t{1} << (2 * leaves.size()); ++pattern) {
    prowess::detail::evidence<double> seen;
    bool any = false;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      const std::size_t kind = pattern >> (2 * k) & 3;
      const node& leaf = nodes[k + 1];
      const bool decides = leaf.is_critical || (g.how->traits.penalties && leaf.is_penalty());
      any = any || kind == 0;
      seen.add(leaves[k]->of[kind == 0 ? 0 : 252 + kind], weighted ? leaf.base : 1.0, decides, g.missing.policy == missing_policy::pool);
    }
    const outcome<double> o = seen.verdict(g.missing, weighted);
    t.evidence.push_back({o.rated, o.applicable, o.entered, o.what});
    t.scores_any = t.scores_any && (o.what == status::scored) == any;
  }
  t.scores_any = t.scores_any && t.answers_missing;
  return t;
}

}  // namespace prowess::v0::detail
