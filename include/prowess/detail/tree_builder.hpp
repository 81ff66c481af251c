// SPDX-License-Identifier: BSL-1.0
// Builds a framework from descriptions that are known at run time, node by node in tree order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/dynamic_framework.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0::detail {

/// `open` groups, add leaves, `close` each group; `finish` checks the whole. Scores are on 0 to 100.
class tree_builder {
 public:
  explicit tree_builder(std::string_view id) {
    scales_.push_back(percentage().data);
    open(id, 1, weighted_mean{});
  }
  /// Says how the whole is made; before anything else is added.
  template <aggregation A> node& root(const A& how, missing_rule missing = {}) { return use(nodes_[0], how, missing); }
  /// Begins a group; the node may be changed until the next one is added.
  template <aggregation A> node& open(std::string_view id, double weight, const A& how, missing_rule missing = {}) {
    node& n = use(add(id, weight), how, missing);
    open_.push_back(nodes_.size() - 1);
    return n;
  }
  /// A leaf on a scale of its own, or on one like it.
  node& leaf(std::string_view id, double weight, const static_scale<0>& s) {
    node& n = add(id, weight);
    std::size_t k = 1;
    while (k < scales_.size() && !like(scales_[k], s.data)) ++k;
    if (k == scales_.size()) {
      scales_.push_back(s.data);
      scales_.back().key = texts_.emplace_back(std::to_string(k));
    }
    n.scale_key = scales_[k].key;
    return n;
  }
  void close() {
    const std::size_t group = open_.back();
    nodes_[group].extent = static_cast<std::uint32_t>(nodes_.size() - group);
    open_.pop_back();
  }
  [[nodiscard]] result<dynamic_framework> finish() {
    while (!open_.empty()) close();
    dynamic_framework made(framework_view{nodes_, scales_, {}, values_, {}});
    if (std::vector<problem> all = made.problems(); !all.empty()) return all;
    return std::move(made.check());
  }

 private:
  template <aggregation A> node& use(node& n, const A& how, missing_rule missing) {
    n.is_group = true;
    n.how = &ops_of<A>;
    n.missing = missing.policy == missing_policy::by_aggregation ? n.how->traits.missing : missing;
    n.value_at = static_cast<std::uint32_t>(values_.size());
    n.value_count = 0;
    for (const double v : values_of(how)) values_.push_back(v), ++n.value_count;
    return n;
  }
  node& add(std::string_view id, double weight) {
    if (!open_.empty()) ++nodes_[open_.back()].arity;
    node n{};
    n.id = texts_.emplace_back(id);
    n.weigh(weight);
    return nodes_.emplace_back(n);
  }
  static bool like(scale_data a, const scale_data& b) {
    a.key = b.key;
    return a == b;
  }
  std::vector<node> nodes_;
  std::vector<scale_data> scales_;
  std::vector<double> values_;
  std::vector<std::size_t> open_;
  std::deque<std::string> texts_;  ///< ids and keys, which nodes and scales look at
};

}  // namespace prowess::v0::detail
