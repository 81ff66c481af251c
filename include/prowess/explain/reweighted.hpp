// SPDX-License-Identifier: BSL-1.0
// A framework with other weights: what robustness asks "what if" with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/finding.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/node_at.hpp>
#include <prowess/result.hpp>
#include <prowess/weighting.hpp>

namespace prowess::inline v0 {

/// Why a weight was not moved.
enum class unmoved : std::uint8_t {
  weights_ignored,   ///< its group's aggregation does not ask for weights
  beside_the_whole,  ///< it or a sibling is extra credit or a penalty: what that adds is no share of the whole
  alone,             ///< no sibling weighs anything, so there is nothing to take from or to give to
  without_score      ///< its group, or one on the way up, has no score: there is nothing to compare with
};

namespace detail {

/// The group above each node, in tree order; `none` for the root.
inline std::vector<std::uint32_t> parents_of(const framework_view& f) {
  std::vector<std::uint32_t> all(f.size(), framework_view::none);
  for (std::uint32_t i = 0; i < f.size(); ++i)
    for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) all[c] = i;
  return all;
}

/// Gives a child a share of what its siblings and it weigh together. The total stays, and so do the ratios of the others, which must
/// weigh something; nobody may have extra credit or a penalty. `written` holds the weights to start from.
constexpr void put_share(std::span<node> nodes, std::span<const node> written, std::uint32_t group, std::uint32_t child, double share) {
  const std::uint32_t end = group + written[group].extent;
  double others = 0;
  for (std::uint32_t c = group + 1; c < end; c += written[c].extent) others += c == child ? 0 : written[c].base;
  const double total = others + written[child].base, scale = product(1 - share, total) / others;
  for (std::uint32_t c = group + 1; c < end; c += written[c].extent)
    nodes[c].weigh(c == child ? product(share, total) : product(written[c].weight, scale));
}

/// Why the share of a weight cannot be moved, whoever is scored.
constexpr std::optional<unmoved> why_fixed(std::span<const node> nodes, std::uint32_t group, std::uint32_t child) {
  if (nodes[group].how->traits.ignores_weights) return unmoved::weights_ignored;
  double others = 0;
  for (std::uint32_t c = group + 1; c < group + nodes[group].extent; c += nodes[c].extent) {
    if (nodes[c].is_extra_credit || nodes[c].base != nodes[c].weight) return unmoved::beside_the_whole;
    others += c == child ? 0 : nodes[c].base;
  }
  if (!(others > 0)) return unmoved::alone;
  return std::nullopt;
}

}  // namespace detail

/// A framework whose weights differ from what is written. Borrows everything but its weights: the framework must outlive it.
/// A group whose weights are changed has relative ones from then on, percent or not: the walk divides by their sum either way.
/// Cost: a copy of the nodes.
///
///     reweighted other{health_it};
///     other.set_share("soft", 0.5);                       // half of the whole; the other domains keep their ratio
///     const profile then = score(other.view(), sheet.ratings());
class reweighted {
 public:
  /// With the weights as they are written.
  explicit reweighted(const framework_view& f) : framework_(f), nodes_(f.nodes.begin(), f.nodes.end()) {}

  /// The framework with these weights; borrows from it.
  [[nodiscard]] framework_view view() const& noexcept {
    framework_view v = framework_;
    v.nodes = {nodes_.data(), nodes_.size()};
    return v;
  }
  framework_view view() && = delete;  ///< it would borrow from a temporary

  /// Another weight for a node; its siblings keep theirs. Raises, and has changed nothing, where a framework could not have this
  /// weight: not finite, negative where there are no penalties, or zero like all the others.
  reweighted& weigh(node_at where, double weight) {
    const std::uint32_t i = where.in(framework_), group = group_of(i);
    return change(group, [&] { nodes_[i].weigh(weight); });
  }
  /// Another share of what a node and its siblings weigh together, in [0, 1]; the total and the ratios of the siblings stay. Raises
  /// where there is no such share: the root, a number outside, nobody else who weighs anything, siblings with extra credit or penalties,
  /// an aggregation that ignores weights.
  reweighted& set_share(node_at where, double share) {
    const std::uint32_t i = where.in(framework_), group = group_of(i);
    if (!(share >= 0 && share <= 1)) refuse(i, detail::join({detail::number(share), " is not a share"}), "give a number from 0 to 1");
    if (const auto why = detail::why_fixed(nodes_, group, i)) {
      if (*why == unmoved::weights_ignored) refuse(i, "its group ignores weights", "choose a child of a group that weighs its children");
      if (*why == unmoved::beside_the_whole) refuse(i, "there is extra credit or a penalty among it and its siblings", "change the weight itself: weigh()");
      refuse(i, "no sibling weighs anything, so it has all there is", "give a sibling a weight first");
    }
    return change(group, [&] {
      const std::vector<node> before = nodes_;
      detail::put_share(nodes_, before, group, i, share);
    });
  }

 private:
  [[noreturn]] void refuse(std::uint32_t i, std::string what, std::string remedy) const {
    raise(problem{framework_.path(i), std::move(what), std::move(remedy)});
  }
  [[nodiscard]] std::uint32_t group_of(std::uint32_t i) const {
    if (i == 0) refuse(0, "it has no siblings to weigh against", "name a node below the root");
    return framework_.parent(i);
  }
  template <class Change> reweighted& change(std::uint32_t group, const Change& make) {
    std::vector<node> before = nodes_;
    make();
    nodes_[group].weights = weighting::relative;
    for (std::uint32_t c = group + 1; c < group + nodes_[group].extent; c += nodes_[c].extent) nodes_[c].percent_weight = false;
    finding found;
    detail::diagnose_group(view(), group, detail::first_finding{found});
    if (found.ok()) return *this;
    problem why = describe(found, view());
    nodes_.swap(before);
    raise(std::move(why));
  }
  framework_view framework_;
  std::vector<node> nodes_;
};

}  // namespace prowess::v0
