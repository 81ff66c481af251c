// SPDX-License-Identifier: BSL-1.0
// A framework compiled for many people: one step for each group, children first, with the way that suits it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/fold.hpp>
#include <prowess/batch/kept_ranks.hpp>
#include <prowess/batch/leaf_table.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// How a plan is made.
struct batch_options {
  simd with = best_simd();     ///< the instructions of its kernels, which the machine must have; the bits are the same with each
  std::size_t block = 4096;    ///< people at a time: scratch grows with it, and caches hold less
  std::size_t table_bytes = 393'216;  ///< what tables of groups with few leaves may take together
  /// Where a group and all below it are weighted means and no score between is wanted, one sum over the leaves, with whole weights, in
  /// place of the tree; for people in blocks where all are rated. The score stands within `fast_error()` points of the exact one, and
  /// is no more the same bits.
  bool fast = false;
  double fast_within = 0.01;   ///< with `fast`, in points: groups that would stand further off keep to the longer way
};

namespace detail {
/// A child as a step sees it.
struct step_child {
  std::uint32_t node = 0;  ///< its place in the framework
  std::uint32_t at = 0;    ///< a leaf: its place among the leaves; a group: the slot of its results
  bool is_leaf = false, decides = false;
  double weight = 1, base = 1;
};
/// What the bytes of a step's leaves give by themselves, where all of them are levels.
enum class by_codes : std::uint8_t {
  nothing,
  sum,    ///< a weighted mean: the sum of bytes x weights, a whole number, over a total
  ranks,  ///< the plain mean of some ranks of the leaves
  table   ///< an entry of its table
};
/// How a step may be taken. The first way that the block allows is.
struct batch_step {
  static constexpr std::uint32_t none = 0xffffffff;
  std::uint32_t node = 0, slot = 0;
  std::uint32_t first_child = 0, children = 0;  ///< in the plan's list
  std::uint32_t alone = 0;                      ///< where the group begins in the plan's nodes, as a tree of its own
  std::uint32_t table = none;
  std::uint32_t first_weighed = 0, weighed = 0;  ///< in the plan's list: the leaves for `codes`
  by_codes codes = by_codes::nothing;
  std::uint8_t kept = 0;        ///< of `ranks`: a bit for each, the lowest first
  double first = 0, divisor = 1;  ///< of sums and ranks: the score is (first + sum) / divisor
  double total = 0;             ///< of the bases
  std::uint32_t steps_below = 0;  ///< these come just before it
  bool is_mean = false;         ///< a weighted mean
  bool from_leaves = false;     ///< children's weights ask what is below them: the whole part of the tree is walked, person by person
};
}  // namespace detail

/// A framework compiled for many people; immutable, and may be shared between threads. Borrows the framework. T is what scores are in:
/// `double`, the same bits as one person at a time, or `float`: rounded within 2^-21 of the largest points of the scale for each group
/// on the way up (means of complete people are computed in float, all else in double and rounded once).
///
/// Cost: O(nodes), and the tables.
template <class T> class basic_batch_plan {
 public:
  /// Compiles a framework, which must be sound, as those of `framework` and of a checked `dynamic_framework` are.
  explicit basic_batch_plan(const framework_view& f, const batch_options& options = {}) : framework_(f), options_(options) {
    if (options_.block == 0) options_.block = 1;
    for (const node& n : f.nodes)
      if (n.is_leaf()) add_leaf(n);
    std::vector<std::uint32_t> slot(f.size()), unused;
    std::size_t room = options_.table_bytes;
    for (std::uint32_t i = f.size(); i-- > 0;)
      if (!f.nodes[i].is_leaf()) add_step(i, slot, unused, room);
  }

  /// The framework that it borrows.
  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }
  /// As given.
  [[nodiscard]] const batch_options& options() const noexcept { return options_; }
  /// Results that a block keeps at once.
  [[nodiscard]] std::uint32_t slots() const noexcept { return slots_; }
  /// Groups, children first.
  [[nodiscard]] std::span<const detail::batch_step> steps() const noexcept { return {steps_.data(), steps_.size()}; }
  /// The children of a step, in order.
  [[nodiscard]] std::span<const detail::step_child> children(const detail::batch_step& s) const noexcept { return {children_.data() + s.first_child, s.children}; }
  /// The group and its children as a tree of their own.
  [[nodiscard]] framework_view alone(const detail::batch_step& s) const noexcept {
    framework_view part = framework_;
    part.nodes = {nodes_.data() + s.alone, s.children + std::size_t{1}};
    return part;
  }
  /// What the bytes of a leaf mean, by its place among the leaves.
  [[nodiscard]] const detail::code_outcomes& meaning(std::uint32_t leaf) const noexcept { return meanings_[meaning_[leaf]]; }
  /// The node of a leaf.
  [[nodiscard]] const node& leaf(std::uint32_t place) const noexcept { return framework_.nodes[leaves_[place]]; }
  /// Its place in tree order.
  [[nodiscard]] std::uint32_t leaf_node(std::uint32_t place) const noexcept { return leaves_[place]; }
  /// How many.
  [[nodiscard]] std::uint32_t leaf_count() const noexcept { return static_cast<std::uint32_t>(leaves_.size()); }
  /// The leaves that a step's score by bytes is made of.
  [[nodiscard]] std::span<const detail::weighed_leaf> weighed(const detail::batch_step& s) const noexcept { return {weighed_.data() + s.first_weighed, s.weighed}; }
  /// With `fast`: how far the score of a group that is one sum may stand from the exact one, in points of the scale; 0 without. Means
  /// and order statistics above it are no further off; thresholds and products above it (`n_of`, `geometric_mean`) may be.
  [[nodiscard]] double fast_error() const noexcept { return fast_error_; }
  /// The table of a step that has one.
  [[nodiscard]] const detail::leaf_table& table(const detail::batch_step& s) const noexcept { return tables_[s.table]; }
  /// Its scores, in T.
  [[nodiscard]] const T* table_scores(const detail::batch_step& s) const noexcept { return table_scores_[s.table].data(); }
  /// The most children of a group.
  [[nodiscard]] std::uint32_t most_children() const noexcept { return most_children_; }
  /// Bytes that it holds beside itself.
  [[nodiscard]] std::size_t bytes() const noexcept {
    std::size_t all = (kinds_.size() + nodes_.size()) * sizeof(node) + meanings_.size() * sizeof(detail::code_outcomes) + 4 * (meaning_.size() + leaves_.size()) +
                      steps_.size() * sizeof(detail::batch_step) + children_.size() * sizeof(detail::step_child) + weighed_.size() * sizeof(detail::weighed_leaf);
    for (const detail::leaf_table& t : tables_) all += t.answers.size() + t.evidence.size() * sizeof(detail::table_evidence);
    for (const std::vector<T>& t : table_scores_) all += t.size() * sizeof(T);
    return all;
  }
  /// Whether some rule on what is missing asks how much was rated; else scores and statuses need no coverages below them.
  [[nodiscard]] bool weighs_evidence() const noexcept { return weighs_evidence_; }
  /// Whether some step walks from the leaves.
  [[nodiscard]] bool walks() const noexcept { return walks_; }

 private:
  void add_leaf(const node& n) {
    std::size_t k = 0;
    for (; k < kinds_.size(); ++k)
      if (kinds_[k].scale == n.scale && kinds_[k].if_absent.kind == n.if_absent.kind && kinds_[k].if_absent.points == n.if_absent.points && kinds_[k].is_clamped == n.is_clamped) break;
    if (k == kinds_.size()) kinds_.push_back(n), meanings_.emplace_back(framework_, n);
    meaning_.push_back(static_cast<std::uint32_t>(k));
    leaves_.push_back(static_cast<std::uint32_t>(&n - framework_.nodes.data()));
  }

  void add_step(std::uint32_t i, std::vector<std::uint32_t>& slot, std::vector<std::uint32_t>& unused, std::size_t& room) {
    const node& g = framework_.nodes[i];
    const bool weighted = !g.how->traits.ignores_weights;
    detail::batch_step s;
    s.node = i;
    s.first_child = static_cast<std::uint32_t>(children_.size()), s.children = g.arity;
    s.is_mean = g.how == &ops_of<weighted_mean>;
    s.from_leaves = detail::pools_dropped(framework_, i);
    std::vector<const detail::code_outcomes*> leaves;
    bool whole_weights = detail::is_whole_mean(framework_, i);
    for (std::uint32_t c = i + 1; c < i + g.extent; c += framework_.nodes[c].extent) {
      const node& n = framework_.nodes[c];
      const bool decides = n.is_critical || (g.how->traits.penalties && n.is_penalty());
      children_.push_back({c, n.is_leaf() ? n.leaf : slot[c], n.is_leaf(), decides, weighted ? n.weight : 1.0, weighted ? n.base : 1.0});
      s.total += children_.back().base;
      whole_weights = whole_weights && detail::is_whole(n.weight);
      if (n.is_leaf()) leaves.push_back(&meaning(n.leaf));
    }
    for (std::uint32_t c = i + 1; c < i + g.extent; ++c) s.steps_below += framework_.nodes[c].is_leaf() ? 0 : 1;
    if (unused.empty()) unused.push_back(slots_++);
    s.slot = slot[i] = unused.back(), unused.pop_back();
    for (const detail::step_child& c : children(s))
      if (!c.is_leaf) unused.push_back(c.at);

    std::vector<node> nodes;
    static_cast<void>(detail::alone(framework_, i, nodes));
    s.alone = static_cast<std::uint32_t>(nodes_.size());
    nodes_.insert(nodes_.end(), nodes.begin(), nodes.end());
    if (!s.from_leaves)
      if (auto t = detail::tabulated(framework_, i, leaves); t && t->bytes() <= room) {
        s.kept = detail::kept_ranks(*t, leaves);
        std::vector<T> scores(t->scores.begin(), t->scores.end());
        const std::size_t bytes = t->bytes();
        t->scores = {};
        for (s.table = 0; s.table < tables_.size(); ++s.table)  // groups alike share one
          if (tables_[s.table] == *t && std::memcmp(table_scores_[s.table].data(), scores.data(), scores.size() * sizeof(T)) == 0) break;
        if (s.table == tables_.size()) {
          room -= bytes;
          table_scores_.push_back(std::move(scores));
          tables_.push_back(std::move(*t));
        }
      }
    choose_codes(s, leaves, whole_weights);
    if (g.arity > most_children_) most_children_ = g.arity;
    weighs_evidence_ = weighs_evidence_ || (g.missing.policy != missing_policy::skip && g.missing.policy != missing_policy::no_score);
    walks_ = walks_ || s.from_leaves;
    steps_.push_back(s);
  }
  /// What the step does with bytes that are all levels: the exact ways, or, where they may be left, a fold of all that is below.
  void choose_codes(detail::batch_step& s, const std::vector<const detail::code_outcomes*>& leaves, bool whole_weights) {
    using detail::by_codes;
    s.first_weighed = static_cast<std::uint32_t>(weighed_.size());
    const bool few = s.table != detail::batch_step::none, all_leaves = leaves.size() == s.children;
    if ((all_leaves && whole_weights) || (options_.fast && s.is_mean && !s.from_leaves)) {
      auto sum = detail::folded(framework_, s.node, [this](std::uint32_t leaf) -> const detail::code_outcomes& { return meaning(leaf); });
      bool exact = sum && all_leaves && whole_weights && s.total < 0x1p36;
      for (std::size_t k = 0; exact && k < sum->leaves.size(); ++k) exact = children(s)[k].weight * sum->total == sum->leaves[k].by * s.total;
      if (sum && (exact || (options_.fast && sum->error <= options_.fast_within))) {
        s.codes = by_codes::sum, s.first = sum->first, s.divisor = sum->total;
        weighed_.insert(weighed_.end(), sum->leaves.begin(), sum->leaves.end());
        if (!exact && sum->error > fast_error_) fast_error_ = sum->error;
      }
    }
    if (s.codes == by_codes::nothing && few) {
      s.codes = s.kept != 0 ? by_codes::ranks : table(s).always_answers ? by_codes::table : by_codes::nothing;
      if (s.kept != 0) s.divisor = std::popcount(s.kept), s.first = s.divisor * leaves[0]->of[0].score;
      for (std::size_t k = 0; k < leaves.size(); ++k) weighed_.push_back({children(s)[k].at, table(s).digits[k].stride});
    }
    s.weighed = static_cast<std::uint32_t>(weighed_.size()) - s.first_weighed;
  }

  framework_view framework_;
  batch_options options_;
  std::vector<node> kinds_;                       // one leaf of each kind
  std::vector<detail::code_outcomes> meanings_;   // by kind
  std::vector<std::uint32_t> meaning_, leaves_;   // by leaf
  std::vector<detail::batch_step> steps_;
  std::vector<detail::step_child> children_;
  std::vector<detail::weighed_leaf> weighed_;
  std::vector<node> nodes_;
  std::vector<detail::leaf_table> tables_;
  std::vector<std::vector<T>> table_scores_;
  double fast_error_ = 0;
  std::uint32_t slots_ = 0, most_children_ = 0;
  bool weighs_evidence_ = false, walks_ = false;
};
/// Scores in double precision: the same bits as one person at a time.
using batch_plan = basic_batch_plan<double>;
/// Scores in single precision.
using float_batch_plan = basic_batch_plan<float>;

}  // namespace prowess::v0
