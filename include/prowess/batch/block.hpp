// SPDX-License-Identifier: BSL-1.0
// One block of people at a time through the steps of a plan.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/code_steps.hpp>
#include <prowess/batch/column_means.hpp>
#include <prowess/batch/finding.hpp>
#include <prowess/batch/input.hpp>
#include <prowess/batch/kernels.hpp>
#include <prowess/batch/leaf_blocks.hpp>
#include <prowess/batch/output.hpp>
#include <prowess/batch/plan.hpp>
#include <prowess/batch/strip_mean.hpp>
#include <prowess/batch/wanted_steps.hpp>
#include <prowess/detail/walk.hpp>

namespace prowess::inline v0::detail {

/// The walk over a plan's steps, a block of people at a time. Allocates when it is made, and when it first meets rows, or a mean that
/// needs columns of its own, or coverages are asked for.
template <class T> class block_scorer {
 public:
  explicit block_scorer(const basic_batch_plan<T>& plan)
      : plan_(&plan), most_(plan.options().block), apart_(most_ + 64), leaves_(plan), slots_(plan.slots()), scores_(plan.slots() * apart_),
        whats_(plan.slots() * apart_), applies_(plan.slots() * apart_), gaps_(most_),
        wanted_(plan.steps().size(), plan.framework().nodes.size()), has_gaps_(plan.steps().size()), codes_(plan),
        terms_(plan.walks() ? plan.framework().nodes.size() : plan.most_children() + std::size_t{1}),
        greatest_(kernel<greatest_byte>::at(plan.options().with)), either_(kernel<either_byte>::at(plan.options().with)), means_(plan.options().with), strips_(plan.options().with) {}

  [[nodiscard]] std::size_t bytes() const noexcept {
    return scores_.size() * sizeof(T) + shares_.size() * sizeof(double) + whats_.size() + applies_.size() + most_ + codes_.bytes() + leaves_.bytes() + means_.bytes() + spare_.size() * sizeof(T) + terms_.size() * sizeof(outcome<double>) + wanted_.bytes() + 2 * has_gaps_.size() +
           sizeof(*this);
  }

  batch_finding score(const batch_input& people, const basic_batch_output<T>& out, std::size_t first, std::size_t last) {
    people_ = &people, out_ = &out;
    wanted_.find(*plan_, out);
    has_gaps_.assign(plan_->steps().size(), {});
    evidence_ = plan_->weighs_evidence() || std::any_of(out.columns().begin(), out.columns().end(), [](const columns& c) { return c.coverages != nullptr; });
    // shares take as much as all else: with them, half as many people at a time
    const std::size_t most = evidence_ ? (most_ + 1) / 2 : most_;
    if (evidence_) shares_.resize(3 * slots_.size() * (most + 64));
    for (std::size_t at = first; at < last;) {
      std::size_t n = (std::min)(most, last - at);
      if (const std::size_t tile = people.tile(); tile != 0) n = (std::min)(n, tile - at % tile);
      if (const batch_finding wrong = score_block(at, n); !wrong.ok()) return wrong;
      at += n;
    }
    return {};
  }

 private:
  using columns = typename basic_batch_output<T>::node_columns;

  batch_finding score_block(std::size_t first, std::size_t n) {
    first_ = first, n_ = n;
    leaves_.begin(*people_, first, n);
    const auto steps = plan_->steps();
    for (std::size_t k = 0; k < steps.size(); ++k) {
      if (!wanted_.needed(k)) continue;
      if (const std::uint32_t all = wanted_.fold_at(k); all != batch_step::none && fold(steps[all])) k = all;
      else if (const batch_finding wrong = take(steps[k]); !wrong.ok()) return wrong;
      if (const batch_finding wrong = give(steps[k].node, slots_[steps[k].slot]); !wrong.ok()) return wrong;
    }
    for (std::uint32_t leaf = 0; leaf < plan_->leaf_count(); ++leaf) {
      if (const batch_finding wrong = leaves_.look_at(leaf); !wrong.ok()) return wrong;
      if (out_->columns()[plan_->leaf_node(leaf)].any())
        if (const batch_finding wrong = give_leaf(leaf); !wrong.ok()) return wrong;
    }
    return {};
  }

  // ---- steps

  /// Where the results of a step go.
  slot_results<T>& open(const batch_step& s) {
    T* const wanted = out_->columns()[s.node].scores;
    const std::size_t at = s.slot * apart_;
    double* shares[3]{};
    for (std::size_t k = 0; evidence_ && k < 3; ++k) shares[k] = shares_.data() + (std::size_t{3} * s.slot + k) * (shares_.size() / (3 * slots_.size()));
    return slots_[s.slot] = {wanted != nullptr ? wanted + first_ : scores_.data() + at, shares[0], shares[1], shares[2], whats_.data() + at, applies_.data() + at, true};
  }
  /// Whether there were gaps in the block before; in the first, whether its first people have some.
  bool& gaps_at(const batch_step& s) {
    gap_hint& hint = has_gaps_[static_cast<std::size_t>(&s - plan_->steps().data())];
    const auto lacks = [this](const weighed_leaf& w) { return leaves_[w.leaf].codes != nullptr && greatest_(leaves_[w.leaf].codes, (std::min)(n_, std::size_t{64})) >= plan_->meaning(w.leaf).levels; };
    if (const auto all = plan_->weighed(s); !std::exchange(hint.is_known, true)) hint.has_gaps = std::any_of(all.begin(), all.end(), lacks);
    return hint.has_gaps;
  }
  /// A step in place of all that is below it; false where somebody has gaps.
  bool fold(const batch_step& s) { return !gaps_at(s) && codes_.has_bytes(s, leaves_) && codes_.score(s, leaves_, open(s)); }

  /// Takes a step; not ok where a rating below it stands outside its scale.
  batch_finding take(const batch_step& s) {
    slot_results<T>& to = open(s);
    const auto children = plan_->children(s);
    const bool has_table = s.table != batch_step::none, bytes = s.steps_below == 0 && codes_.has_bytes(s, leaves_);
    // that everybody was rated is tried before it is known, unless it was not so in the block before
    bool& gaps = gaps_at(s);
    if (bytes && !gaps && codes_.score(s, leaves_, to)) return {};
    if (bytes && gaps && has_table) return codes_.look_up_missing(s, leaves_, to, evidence_, gaps);

    bool complete = !s.from_leaves;
    for (const step_child& c : children) {
      if (c.is_leaf)
        if (const batch_finding wrong = leaves_.look_at(c.at); !wrong.ok()) return wrong;
      complete = complete && (c.is_leaf ? leaves_[c.at].complete : slots_[c.at].complete);
    }
    if (s.from_leaves)
      for (const node& n : below(s).nodes)
        if (n.is_leaf())
          if (const batch_finding wrong = leaves_.look_at(n.leaf); !wrong.ok()) return wrong;
    gaps = !complete;
    if (bytes && has_table) return codes_.look_up_missing(s, leaves_, to, evidence_, gaps);
    if (bytes && complete && codes_.score(s, leaves_, to)) return {};
    if (s.is_mean && (complete || !evidence_) && mean(s, to)) complete ? void() : mend(s, to);
    else if (s.is_mean && !s.from_leaves && (evidence_ || plan_->framework().nodes[s.node].missing.policy == missing_policy::skip)) add_up(s, to);
    else call(s, to, complete);
    return {};
  }

  bool all_scored(const slot_results<T>& s) const { return greatest_(reinterpret_cast<const std::uint8_t*>(s.what), n_) == 0; }

  /// The mean of two or more children, whose leaves are complete; false where it is none, or weights and bases differ.
  bool mean(const batch_step& s, slot_results<T>& to) {
    const auto children = plan_->children(s);
    if (children.size() < 2 || s.total == 0) return false;
    for (const step_child& c : children)
      if (c.weight != c.base || (c.is_leaf && !leaves_[c.at].complete)) return false;
    means_.find(children, s.total, to.scores, n_, [&](const step_child& c, std::size_t k) -> const T* {
      if (!c.is_leaf) return slots_[c.at].scores;
      if (spare_.empty()) spare_.resize(column_means<T>::together * most_);
      return leaves_.scores(c.at, spare_.data() + k * most_);
    });
    if (!plan_->framework().nodes[s.node].is_clamped) return true;
    const auto low = static_cast<T>(plan_->framework().scale().low), high = static_cast<T>(plan_->framework().scale().high);
    for (T* score = to.scores; score != to.scores + n_; ++score) *score = *score < low ? low : high < *score ? high : *score;
    return true;
  }

  /// After a mean of all: once more those of whose children some have no score. No evidence is asked for.
  void mend(const batch_step& s, slot_results<T>& to) {
    std::fill_n(gaps_.data(), n_, std::uint8_t{});
    for (const step_child& c : plan_->children(s))
      if (!c.is_leaf && !slots_[c.at].complete) either_(reinterpret_cast<const std::uint8_t*>(slots_[c.at].what), gaps_.data(), n_);
    if (greatest_(gaps_.data(), n_) == 0) return;
    std::fill_n(to.what, n_, status::scored);
    for (std::size_t i = 0; i < n_; ++i)
      if (gaps_[i] != 0) call_one(s, to, i, plan_->alone(s), false);
    to.complete = all_scored(to);
  }

  /// A weighted mean of any children, a strip of people at a time.
  void add_up(const batch_step& s, slot_results<T>& to) {
    const framework_view& f = plan_->framework();
    const node& g = f.nodes[s.node];
    const bool pooled = g.missing.policy == missing_policy::pool;
    const verdict_rule rule(g.missing, s.total);
    constexpr double far_off = (std::numeric_limits<double>::max)();
    const double low = g.is_clamped ? f.scale().low : -far_off, high = g.is_clamped ? f.scale().high : far_off;
    for (std::size_t at = 0; at < n_; at += strip) {
      const std::size_t n = (std::min)(strip, n_ - at);
      sums_.clear(n);
      for (const step_child& c : plan_->children(s)) {
        read(c, at, n);
        strips_.add[evidence_](sums_, child_, c.weight, c.base, c.decides || c.base != 0, pooled, n);
      }
      strips_.conclude[evidence_](sums_, rule, n);
      strips_.write(sums_, low, high, to.scores + at, reinterpret_cast<std::uint8_t*>(to.what + at), n);
      if (evidence_) std::copy_n(sums_.rated, n, to.rated + at), std::copy_n(sums_.applicable, n, to.applicable + at), std::copy_n(sums_.entered, n, to.entered + at);
    }
    to.complete = all_scored(to);
    if (evidence_) to.complete = to.complete && complete_below(s);
    else if (!to.complete)  // why there is none is not in the sums
      for (std::size_t i = 0; i < n_; ++i)
        if (to.what[i] != status::scored) call_one(s, to, i, plan_->alone(s), false);
  }
  bool complete_below(const batch_step& s) const {
    const auto children = plan_->children(s);
    return std::all_of(children.begin(), children.end(), [this](const step_child& c) { return c.is_leaf ? leaves_[c.at].complete : slots_[c.at].complete; });
  }
  /// A child of the people of a strip.
  void read(const step_child& c, std::size_t at, std::size_t n) {
    if (!c.is_leaf) {
      const slot_results<T>& s = slots_[c.at];
      if (s.complete) {
        for (std::size_t i = 0; i < n; ++i) child_.score[i] = static_cast<double>(s.scores[at + i]);
        return child_.all_there(n);
      }
      const double* const shares[] = {s.rated, s.applicable, s.entered};
      const double* from[3]{};
      for (std::size_t k = 0; evidence_ && k < 3; ++k) from[k] = shares[k] + at;
      return strips_.read[evidence_](s.scores + at, from, reinterpret_cast<const std::uint8_t*>(s.what + at), child_, n);
    }
    leaves_.read(c.at, at, n, child_);
  }

  /// Person by person, by the aggregation's own functions.
  void call(const batch_step& s, slot_results<T>& to, bool complete) {
    const framework_view part = s.from_leaves ? below(s) : plan_->alone(s);
    for (std::size_t i = 0; i < n_; ++i) call_one(s, to, i, part, complete);
    to.complete = all_scored(to) && (complete || !evidence_ || complete_below(s));
  }
  void call_one(const batch_step& s, slot_results<T>& to, std::size_t i, const framework_view& part, bool complete) {
    const node& g = part.nodes[0];
    if (s.from_leaves) walk_below(part, i);
    else {
      std::size_t k = 0;
      for (const step_child& c : plan_->children(s)) terms_[++k] = c.is_leaf ? leaves_.at(c.at, i) : result_at(slots_[c.at], i);
      (complete ? g.how->dense : g.how->sparse)(part, 0, terms_.data());
      if (g.is_clamped) hold(terms_[0], part.scale());
    }
    const outcome<double>& o = terms_[0];
    to.scores[i] = static_cast<T>(o.score), to.what[i] = o.what;
    if (evidence_) to.rated[i] = o.rated, to.applicable[i] = o.applicable, to.entered[i] = o.entered;
    else to.applies[i] = o.applicable > 0;
  }
  outcome<double> result_at(const slot_results<T>& s, std::size_t i) const {
    const auto score = static_cast<double>(s.scores[i]);
    if (s.complete) return {score, 1, 1, 1, status::scored};
    if (evidence_) return {score, s.rated[i], s.applicable[i], s.entered[i], s.what[i]};
    if (s.what[i] == status::scored) return {score, 1, 1, 1, status::scored};
    return {score, 0, s.applies[i] != 0 ? 1.0 : 0.0, 0, s.what[i]};
  }
  framework_view below(const batch_step& s) const {
    framework_view part = plan_->framework();
    part.nodes = {part.nodes.data() + s.node, part.nodes[s.node].extent};
    return part;
  }
  void walk_below(const framework_view& part, std::size_t i) {
    for (std::uint32_t k = part.size(); k-- > 0;) {
      const node& n = part.nodes[k];
      if (n.is_leaf()) {
        terms_[k] = leaves_.at(n.leaf, i);
        continue;
      }
      n.how->sparse(part, k, terms_.data());
      if (n.is_clamped) hold(terms_[k], part.scale());
    }
  }

  // ---- what is wanted beside the scores, which stand in their place already

  batch_finding give(std::uint32_t node_place, const slot_results<T>& s) {
    const columns& c = out_->columns()[node_place];
    if (c.statuses != nullptr) {
      if (s.complete) std::fill_n(c.statuses + first_, n_, status::scored);
      else std::copy_n(s.what, n_, c.statuses + first_);
    } else if (c.scores != nullptr && !s.complete) {
      for (std::size_t i = 0; i < n_; ++i)
        if (s.what[i] != status::scored) return {batch_rule::score_without_status, node_place, first_ + i, 0};
    }
    if (c.coverages != nullptr)
      for (std::size_t i = 0; i < n_; ++i) c.coverages[first_ + i] = s.complete ? 1.0 : s.applicable[i] == 0 ? 0.0 : s.rated[i] / s.applicable[i];
    return {};
  }
  batch_finding give_leaf(std::uint32_t leaf) {
    const std::uint32_t place = plan_->leaf_node(leaf);
    const columns& c = out_->columns()[place];
    if (leaves_[leaf].complete) {
      if (T* const to = c.scores == nullptr ? nullptr : c.scores + first_; to != nullptr)
        if (const T* const from = leaves_.scores(leaf, to); from != to) std::copy_n(from, n_, to);
      if (c.statuses != nullptr) std::fill_n(c.statuses + first_, n_, status::scored);
      if (c.coverages != nullptr) std::fill_n(c.coverages + first_, n_, 1.0);
      return {};
    }
    for (std::size_t i = 0; i < n_; ++i) {
      const outcome<double> o = leaves_.at(leaf, i);
      if (c.scores != nullptr) c.scores[first_ + i] = static_cast<T>(o.score);
      if (c.statuses != nullptr) c.statuses[first_ + i] = o.what;
      else if (c.scores != nullptr && !o.has_score()) return {batch_rule::score_without_status, place, first_ + i, 0};
      if (c.coverages != nullptr) c.coverages[first_ + i] = o.coverage();
    }
    return {};
  }

  const basic_batch_plan<T>* plan_;
  const batch_input* people_ = nullptr;
  const basic_batch_output<T>* out_ = nullptr;
  std::size_t most_, apart_, first_ = 0, n_ = 0;
  bool evidence_ = true;
  leaf_blocks<T> leaves_;
  std::vector<slot_results<T>> slots_;
  std::vector<T> scores_;
  std::vector<double> shares_;
  std::vector<status> whats_;
  std::vector<std::uint8_t> applies_, gaps_;
  wanted_steps wanted_;
  struct gap_hint {
    bool is_known = false, has_gaps = false;
  };
  std::vector<gap_hint> has_gaps_;  // by step
  code_steps<T> codes_;
  std::vector<outcome<double>> terms_;
  strip_mean sums_;
  strip_child child_;
  decltype(kernel<greatest_byte>::at(simd::portable)) greatest_;
  decltype(kernel<either_byte>::at(simd::portable)) either_;
  column_means<T> means_;
  strip_kernels<T> strips_;
  std::vector<T> spare_;  // scores of leaves beside groups
};

}  // namespace prowess::v0::detail
