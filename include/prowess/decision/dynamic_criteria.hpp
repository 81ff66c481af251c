// SPDX-License-Identifier: BSL-1.0
// Criteria that are made at run time, with the same words and the same meaning.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <prowess/decision/check_criteria.hpp>
#include <prowess/decision/criteria.hpp>
#include <prowess/decision/criteria_view.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The run-time owner of criteria. It copies every text, and names places of the framework that it was made for: an edit of the tree
/// above them invalidates it (evaluation then refuses it).
///
///     dynamic_criteria ready(fw, all_met(reaches("safety", 3), reaches("soft", "advanced")));
class dynamic_criteria {
 public:
  /// Of a draft. A name that is not there, or a count that makes no sense, raises.
  template <std::size_t N> dynamic_criteria(const framework_view& f, const criteria_draft<N>& draft) : dynamic_criteria(f,
      std::span<const criteria_node>(draft.nodes)) {}
  /// Of nodes that a host put together: in tree order, as `criteria_node` says. What is no such tree raises as well.
  dynamic_criteria(const framework_view& f, std::span<const criteria_node> draft) : nodes_(draft.begin(), draft.end()) {
    detail::resolve_or_stop(f, nodes_);
    keep_texts();
  }
  /// A copy of any criteria, texts too.
  explicit dynamic_criteria(const criteria_view& c) : nodes_(c.nodes.begin(), c.nodes.end()) { keep_texts(); }
  dynamic_criteria(const dynamic_criteria& other) : dynamic_criteria(other.view()) {}  ///< texts too
  dynamic_criteria(dynamic_criteria&&) noexcept = default;                             ///< what was moved from may only be assigned to
  dynamic_criteria& operator=(dynamic_criteria other) noexcept {                       ///< a copy, or moved
    nodes_.swap(other.nodes_), std::swap(texts_, other.texts_);
    return *this;
  }

  /// Borrows from the criteria; not for temporaries.
  [[nodiscard]] criteria_view view() const& { return {nodes_}; }
  criteria_view view() const&& = delete;
  operator criteria_view() const& { return view(); }  ///< as `view()`
  operator criteria_view() const&& = delete;

 private:
  void keep_texts() {
    for (criteria_node& c : nodes_)
      c.title = texts_.keep(c.title), c.name = texts_.keep(c.name), c.asked.key = texts_.keep(c.asked.key), c.veto.key = texts_.keep(c.veto.key);
  }
  detail::text_pool texts_;
  std::vector<criteria_node> nodes_;
};

/// As the constructor of `dynamic_criteria`, with all that makes no sense as a result: the node by path, the rule, the remedy.
[[nodiscard]] inline result<dynamic_criteria> try_criteria(const framework_view& f, std::span<const criteria_node> draft) {
  std::vector<criteria_node> nodes(draft.begin(), draft.end());
  if (std::vector<problem> all = detail::problems_in_criteria(f, nodes); !all.empty()) return all;
  return dynamic_criteria(criteria_view{nodes});
}
/// The same of a draft.
template <std::size_t N> [[nodiscard]] result<dynamic_criteria> try_criteria(const framework_view& f, const criteria_draft<N>& draft) {
  return try_criteria(f, std::span<const criteria_node>(draft.nodes));
}

}  // namespace prowess::v0
