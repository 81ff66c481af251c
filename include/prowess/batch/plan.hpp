// SPDX-License-Identifier: BSL-1.0
// A framework compiled for many people: one step for each group, children first, with the way that suits it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/leaf_table.hpp>
#include <prowess/detail/simd.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// How a plan is made.
struct batch_options {
  simd with = best_simd();     ///< the instructions of its kernels, which the machine must have; the bits are the same with each
  std::size_t block = 2048;    ///< people at a time: scratch grows with it, and caches hold less
  std::size_t table_bytes = 393'216;  ///< what tables of groups with few leaves may take together
};

namespace detail {
/// A child as a step sees it.
struct step_child {
  std::uint32_t node = 0;  ///< its place in the framework
  std::uint32_t at = 0;    ///< a leaf: its place among the leaves; a group: the slot of its results
  bool is_leaf = false, decides = false;
  double weight = 1, base = 1;
};
/// How a step may be taken. The first that the block allows is.
struct batch_step {
  static constexpr std::uint32_t none = 0xffffffff;
  std::uint32_t node = 0, slot = 0;
  std::uint32_t first_child = 0, children = 0;  ///< in the plan's list
  std::uint32_t alone = 0;                      ///< where the group begins in the plan's nodes, as a tree of its own
  std::uint32_t table = none;
  double total = 0;             ///< of the bases
  double first = 0;             ///< of `sums`: the weighted sum where all leaves are at their first level
  bool is_mean = false;         ///< a weighted mean
  bool sums = false;            ///< a weighted mean of ladders with whole weights: bytes and weights make a 16-bit sum, which is exact
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
  /// The table of a step that has one.
  [[nodiscard]] const detail::leaf_table& table(const detail::batch_step& s) const noexcept { return tables_[s.table]; }
  /// Its scores, in T.
  [[nodiscard]] const T* table_scores(const detail::batch_step& s) const noexcept { return table_scores_[s.table].data(); }
  /// The most children of a group.
  [[nodiscard]] std::uint32_t most_children() const noexcept { return most_children_; }
  /// Bytes that it holds beside itself.
  [[nodiscard]] std::size_t bytes() const noexcept {
    std::size_t all = (kinds_.size() + nodes_.size()) * sizeof(node) + meanings_.size() * sizeof(detail::code_outcomes) + 4 * (meaning_.size() + leaves_.size()) +
                      steps_.size() * sizeof(detail::batch_step) + children_.size() * sizeof(detail::step_child);
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
    s.sums = s.is_mean && !g.is_clamped;
    s.from_leaves = detail::pools_dropped(framework_, i);
    std::vector<const detail::code_outcomes*> leaves;
    double sum = 0;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += framework_.nodes[c].extent) {
      const node& n = framework_.nodes[c];
      const bool decides = n.is_critical || (g.how->traits.penalties && n.is_penalty());
      children_.push_back({c, n.is_leaf() ? n.leaf : slot[c], n.is_leaf(), decides, weighted ? n.weight : 1.0, weighted ? n.base : 1.0});
      s.total += children_.back().base;
      s.sums = s.sums && n.is_leaf() && n.weight >= 0 && n.weight == n.base && detail::is_whole(n.weight) && meaning(n.leaf).is_ladder;
      if (!n.is_leaf()) continue;
      leaves.push_back(&meaning(n.leaf));
      if (s.sums) sum += n.weight * (leaves.back()->levels - 1), s.first += n.weight * leaves.back()->of[0].score;
    }
    s.sums = s.sums && sum <= 65535 && s.total > 0 && detail::is_whole(s.first);
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
        room -= t->bytes();
        s.table = static_cast<std::uint32_t>(tables_.size());
        table_scores_.emplace_back(t->scores.begin(), t->scores.end());
        t->scores = {};
        tables_.push_back(std::move(*t));
      }
    if (g.arity > most_children_) most_children_ = g.arity;
    weighs_evidence_ = weighs_evidence_ || (g.missing.policy != missing_policy::skip && g.missing.policy != missing_policy::no_score);
    walks_ = walks_ || s.from_leaves;
    steps_.push_back(s);
  }

  framework_view framework_;
  batch_options options_;
  std::vector<node> kinds_;                       // one leaf of each kind
  std::vector<detail::code_outcomes> meanings_;   // by kind
  std::vector<std::uint32_t> meaning_, leaves_;   // by leaf
  std::vector<detail::batch_step> steps_;
  std::vector<detail::step_child> children_;
  std::vector<node> nodes_;
  std::vector<detail::leaf_table> tables_;
  std::vector<std::vector<T>> table_scores_;
  std::uint32_t slots_ = 0, most_children_ = 0;
  bool weighs_evidence_ = false, walks_ = false;
};
/// Scores in double precision: the same bits as one person at a time.
using batch_plan = basic_batch_plan<double>;
/// Scores in single precision.
using float_batch_plan = basic_batch_plan<float>;

}  // namespace prowess::v0
