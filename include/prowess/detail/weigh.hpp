// SPDX-License-Identifier: BSL-1.0
// Weights that follow from something else: from judgements, or from the points that children are worth.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <prowess/detail/mistakes.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>
#include <prowess/weighting.hpp>

namespace prowess::inline v0::detail {

inline constexpr std::string_view half_said = "some children have a number, and others have none: give one to each, or to none";

/// Writes the weights that a weighting makes of the numbers at a group's children and of its own values; returns why it cannot, or nothing.
constexpr std::string_view weigh_children(std::span<node> nodes, std::uint32_t group, const weighting_ops& how, std::span<const double> values) {
  std::vector<double> numbers;
  std::size_t children = 0;
  const std::uint32_t end = group + nodes[group].extent;
  for (std::uint32_t c = group + 1; c < end; c += nodes[c].extent, ++children)
    if (nodes[c].has_number) numbers.push_back(nodes[c].weight);
  if (!numbers.empty() && numbers.size() != children) return half_said;
  std::vector<double> weights = filled(children);
  const std::string_view objection = how.weigh({children, {numbers.data(), numbers.size()}, values}, {weights.data(), weights.size()});
  if (!objection.empty()) return objection;
  std::size_t k = 0;
  for (std::uint32_t c = group + 1; c < end; c += nodes[c].extent) nodes[c].weigh(weights[k++]), nodes[c].percent_weight = nodes[c].has_number = false;
  nodes[group].weights = weighting::relative;
  return {};
}
/// The same; stops with what the weighting says. Other parts of a group do not weigh.
template <class T> constexpr void weigh_by(std::span<node>, std::uint32_t, const T&) {}
template <weighting_type W> constexpr void weigh_by(std::span<node> nodes, std::uint32_t group, const W& how) {
  const auto own = values_of_weighting(how);
  const std::string_view objection = weigh_children(nodes, group, ops_of_weighting<W>, {own.data(), own.size()});
  if (objection.empty()) return;
  if (!std::is_constant_evaluated()) raise(problem{std::string(nodes[group].id), join({W::name, ": ", objection}), {}});
  the_weighting_objects(nodes[group].id, W::name, objection);
}

/// Resolves `weighting::points`: what children are worth is known when the leaves have their scales.
constexpr void weigh_by_points(std::span<node> nodes, const framework_view& f) {
  std::vector<double> worth = filled(nodes.size());
  for (std::size_t i = nodes.size(); i-- > 0;) {
    node& n = nodes[i];
    if (n.is_leaf()) {
      if (n.scale < f.scales.size()) worth[i] = f.scales[n.scale].high - f.scales[n.scale].zero;
      continue;
    }
    for (std::size_t c = i + 1; c < i + n.extent; c += nodes[c].extent) {
      if (!nodes[c].is_extra_credit) worth[i] += worth[c];
      if (n.weights == weighting::points) nodes[c].weigh(worth[c]), nodes[c].percent_weight = false;
    }
    if (n.weights == weighting::points) n.weights = weighting::relative;
  }
}

}  // namespace prowess::v0::detail
