// SPDX-License-Identifier: BSL-1.0
// Steps of which all leaves are bytes: sums of bytes, ranks, entries of tables.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/finding.hpp>
#include <prowess/batch/kernels.hpp>
#include <prowess/batch/leaf_blocks.hpp>
#include <prowess/batch/leaf_table.hpp>
#include <prowess/batch/level_code.hpp>
#include <prowess/batch/plan.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0::detail {

/// The results of a step for the people of a block. Where it is `complete` there is nothing but the scores: everybody has one, and,
/// where evidence is asked for, was rated on all below. Where no evidence is asked for, `applies` stands in for the shares of those
/// who have no score: whether some of their `applicable` share is left.
template <class T> struct slot_results {
  T* scores = nullptr;
  double *rated = nullptr, *applicable = nullptr, *entered = nullptr;
  status* what = nullptr;
  std::uint8_t* applies = nullptr;
  bool complete = true;
};

/// What bytes give by themselves, for the people of a block.
template <class T> class code_steps {
 public:
  explicit code_steps(const basic_batch_plan<T>& plan) : plan_(&plan), place_(plan.options().block), pattern_(plan.options().block), kernels_(plan.options().with) {}

  [[nodiscard]] std::size_t bytes() const noexcept { return 2 * (place_.size() + pattern_.size()); }

  /// Whether all leaves that the step's score is made of are bytes.
  [[nodiscard]] bool has_bytes(const batch_step& s, const leaf_blocks<T>& leaves) const {
    const auto all = plan_->weighed(s);
    return !all.empty() && std::all_of(all.begin(), all.end(), [&](const weighed_leaf& w) { return leaves[w.leaf].codes != nullptr; });
  }
  /// The scores of everybody; false where there is no such way, or somebody has a byte that is no level.
  bool score(const batch_step& s, leaf_blocks<T>& leaves, slot_results<T>& to) {
    if (s.codes == by_codes::nothing || !(s.codes == by_codes::ranks ? add_ranks(s, leaves) : weigh(plan_->weighed(s), leaves))) return false;
    for (const weighed_leaf& w : plan_->weighed(s)) leaves[w.leaf].seen = leaves[w.leaf].complete = true;
    s.codes == by_codes::table ? look_up(s, to, leaves.size()) : kernels_.finish(place_.data(), s.first, s.divisor, to.scores, leaves.size());
    return true;
  }
  /// The results of everybody from its table; `gaps` becomes whether somebody was not rated. Not ok where a byte is unknown.
  batch_finding look_up_missing(const batch_step& s, leaf_blocks<T>& leaves, slot_results<T>& to, bool evidence, bool& gaps) {
    const leaf_table& t = plan_->table(s);
    const auto children = plan_->children(s);
    const std::size_t n = leaves.size();
    gaps = false;
    for (std::size_t k = 0; k < children.size(); ++k) {
      leaf_block& leaf = leaves[children[k].at];
      const table_digit& d = t.digits[k];
      const std::uint8_t seen = kernels_.digit[d.fills][k > 0](leaf.codes, static_cast<std::uint8_t>(plan_->meaning(children[k].at).levels), d.stride, place_.data(), n);
      if (seen > 1)
        if (const batch_finding wrong = leaves.look_at(children[k].at); !wrong.ok()) return wrong;
      leaf.seen = true, leaf.complete = seen == 0;
      gaps = gaps || seen != 0;
    }
    look_up(s, to, n);
    if (!gaps && t.always_answers) return {};
    if (!evidence && t.scores_any) return mark_nobody(s, leaves, to), batch_finding{};
    for (std::size_t k = 0; k < children.size(); ++k) kernels_.kind[k > 0](leaves[children[k].at].codes, static_cast<std::uint16_t>(1U << (2 * k)), pattern_.data(), n);
    for (std::size_t i = 0; i < n; ++i) to.what[i] = t.evidence[pattern_[i]].what;
    if (!t.answers_missing)
      for (std::size_t i = 0; i < n; ++i)
        if (to.what[i] == status::scored && t.answers[place_[i]] == 0) to.what[i] = status::out_of_domain;
    to.complete = kernels_.greatest(reinterpret_cast<const std::uint8_t*>(to.what), n) == 0;
    if (!to.complete)
      for (std::size_t i = 0; i < n; ++i) {
        if (to.what[i] == status::scored) continue;
        to.scores[i] = 0;
        to.applies[i] = t.evidence[pattern_[i]].applicable > 0;
      }
    if (!evidence) return {};
    to.complete = false;
    for (std::size_t i = 0; i < n; ++i) {
      const table_evidence& e = t.evidence[pattern_[i]];
      to.rated[i] = e.rated, to.applicable[i] = e.applicable, to.entered[i] = to.what[i] == status::scored ? e.entered : 0.0;
    }
    return {};
  }

 private:
  /// sum of byte x `by`, four columns at a time.
  bool weigh(std::span<const weighed_leaf> all, const leaf_blocks<T>& leaves) {
    for (std::size_t k = 0; k < all.size(); k += 4) {
      const std::uint8_t* from[4];
      std::uint16_t times[4];
      std::uint8_t most[4];
      const std::size_t some = (std::min)(std::size_t{4}, all.size() - k);
      for (std::size_t j = 0; j < some; ++j) from[j] = leaves[all[k + j].leaf].codes, times[j] = all[k + j].by;
      (k == 0 ? kernels_.begin : kernels_.more)[some - 1](from, times, place_.data(), most, leaves.size());
      for (std::size_t j = 0; j < some; ++j)
        if (most[j] >= plan_->meaning(all[k + j].leaf).levels) return false;
    }
    return true;
  }
  bool add_ranks(const batch_step& s, const leaf_blocks<T>& leaves) {
    const auto all = plan_->weighed(s);
    const std::uint8_t* from[leaf_table::most_leaves];
    for (std::size_t k = 0; k < all.size(); ++k) from[k] = leaves[all[k].leaf].codes;
    return kernels_.ranks[all.size() - 2](from, s.kept, place_.data(), leaves.size()) < plan_->meaning(all[0].leaf).levels;
  }
  /// (Word by word: instructions that gather are slower on many machines.)
  void look_up(const batch_step& s, slot_results<T>& to, std::size_t n) {
    const T* const PROWESS_ALONE table = plan_->table_scores(s);
    const std::uint16_t* const PROWESS_ALONE place = place_.data();
    T* const PROWESS_ALONE scores = to.scores;
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4) {
      const T a = table[place[i]], b = table[place[i + 1]], c = table[place[i + 2]], d = table[place[i + 3]];
      scores[i] = a, scores[i + 1] = b, scores[i + 2] = c, scores[i + 3] = d;
    }
    for (; i < n; ++i) scores[i] = table[place[i]];
  }
  /// The people without a score where everybody has one who was rated for anything: few. They are looked for 64 at a time.
  void mark_nobody(const batch_step& s, const leaf_blocks<T>& leaves, slot_results<T>& to) {
    const leaf_table& t = plan_->table(s);
    for (std::size_t at = 0; at < leaves.size(); at += 64) {
      const std::size_t end = (std::min)(at + 64, leaves.size());
      if (!kernels_.at(place_.data() + at, t.nobody, end - at)) continue;
      if (std::exchange(to.complete, false)) std::fill_n(to.what, leaves.size(), status::scored);
      for (std::size_t i = at; i < end; ++i) {
        if (place_[i] != t.nobody) continue;
        std::size_t pattern = 0, shift = 0;
        for (const step_child& c : plan_->children(s)) pattern |= (leaves[c.at].codes[i] - (level_code::no_level - std::size_t{1})) << shift, shift += 2;
        to.what[i] = t.evidence[pattern].what, to.applies[i] = t.evidence[pattern].applicable > 0;
      }
    }
  }

  const basic_batch_plan<T>* plan_;
  std::vector<std::uint16_t> place_, pattern_;
  batch_kernels<T> kernels_;
};

}  // namespace prowess::v0::detail
