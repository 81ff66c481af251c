// SPDX-License-Identifier: BSL-1.0
// One person scored with the share of one weight changed, and the search for the nearest share that makes a difference.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <prowess/detail/math.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/explain/reweighted.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/number/exact.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0 {

/// A weight that was not moved, and why.
struct unmoved_weight {
  std::uint32_t node = 0;  ///< its place in tree order
  unmoved why{};           ///< the reason
  friend constexpr bool operator==(const unmoved_weight&, const unmoved_weight&) = default;  ///< node and reason
};

namespace detail {

inline constexpr int search_steps = 256;   ///< equal steps from the present share to 0 and to 1
inline constexpr int search_halvings = 40;  ///< of the step in which something changes

/// The share nearest to `now` on the way to `end` for which `changed` says so, as far as the steps see. It has changed there.
template <class Changed> std::optional<double> nearest_change(double now, double end, const Changed& changed) {
  double before = now;
  for (int k = 1; now != end && k <= search_steps; ++k) {
    double after = k == search_steps ? end : now + (end - now) * k / search_steps;
    if (!changed(after)) {
      before = after;
      continue;
    }
    for (int halving = 0; halving < search_halvings; ++halving) {
      const double middle = before + (after - before) / 2;
      if (middle == before || middle == after) break;
      (changed(middle) ? after : before) = middle;
    }
    return after;
  }
  return std::nullopt;
}

/// Nearest first; then in tree order; then the smaller share.
template <class Change> bool nearer(const Change& a, const Change& b) {
  if (abs(a.change) != abs(b.change)) return abs(a.change) < abs(b.change);
  return a.node != b.node ? a.node < b.node : a.share < b.share;
}

/// Whether two scores differ by more than the rounding of weights and sums explains: by 1e-12 of the largest number involved.
constexpr bool apart(double a, double b, const scale_data& s) {
  double size = 0;
  for (const double x : {s.low, s.high, a, b}) size = abs(x) > size ? abs(x) : size;
  return abs(a - b) > product(size, 1e-12);
}

/// The exact outcomes of a node and of all below it. Cost: an exact walk over them.
inline std::vector<outcome<exact>> outcomes_exactly(const framework_view& f, std::uint32_t at, std::span<const rating> ratings) {
  framework_view part = f;
  part.nodes = {f.nodes.data() + at, f.nodes[at].extent};
  std::vector<outcome<exact>> out(part.nodes.size());
  for (std::uint32_t i = part.size(); i-- > 0;) {
    const node& n = part.nodes[i];
    if (n.is_leaf()) out[i] = leaf_outcome<exact>(f.scale_of(n), f.scales[0], n, ratings[n.leaf]);
    else n.how->precise(part, i, out.data());
    if (n.is_clamped) hold(out[i], f.scales[0]);
  }
  return out;
}

/// A person's results with changed weights. Only the groups from the changed one up to the node that is asked for are scored again.
class share_trial {
 public:
  share_trial(const profile_entry& at, std::span<const std::uint32_t> parents)
      : of_(at.of()), target_(at.index()), parents_(parents), nodes_(of_.framework.nodes.begin(), of_.framework.nodes.end()),
        out_(of_.results.begin(), of_.results.end()) {}

  /// Sets the share of a child and scores again; whether all groups on the way have scores.
  bool set(std::uint32_t child, double share) {
    const std::uint32_t group = parents_[child];
    put_share(nodes_, of_.framework.nodes, group, child, share);
    bool scored = true;
    for (std::uint32_t i = group;; i = parents_[i]) {
      score_group(framework(), i, nodes_[i].how->sparse, out_.data());
      scored = scored && out_[i].has_score();
      if (i == target_) return scored;
    }
  }
  /// Puts back what was written.
  void restore(std::uint32_t child) {
    const std::uint32_t group = parents_[child];
    for (std::uint32_t c = group + 1; c < group + nodes_[group].extent; c += nodes_[c].extent) nodes_[c] = of_.framework.nodes[c];
    for (std::uint32_t i = group;; i = parents_[i]) {
      out_[i] = of_.results[i];
      if (i == target_) return;
    }
  }
  /// What the node that is asked for has now. Borrows from the trial.
  [[nodiscard]] profile_entry entry() const { return {profile_view{framework(), of_.ratings, {out_.data(), out_.size()}}, target_}; }
  /// Why the weight of a child cannot be moved, or nothing.
  [[nodiscard]] std::optional<unmoved> refuses(std::uint32_t child) const {
    if (const auto why = why_fixed(of_.framework.nodes, parents_[child], child)) return why;
    for (std::uint32_t i = parents_[child];; i = parents_[i]) {
      if (!of_.results[i].has_score()) return unmoved::without_score;
      if (i == target_) return std::nullopt;
    }
  }
  [[nodiscard]] const profile_view& of() const noexcept { return of_; }
  [[nodiscard]] std::uint32_t target() const noexcept { return target_; }
  [[nodiscard]] std::uint32_t parent(std::uint32_t i) const { return parents_[i]; }

 private:
  [[nodiscard]] framework_view framework() const {
    framework_view f = of_.framework;
    f.nodes = {nodes_.data(), nodes_.size()};
    return f;
  }
  profile_view of_;
  std::uint32_t target_;
  std::span<const std::uint32_t> parents_;
  std::vector<node> nodes_;
  std::vector<node_result> out_;
};

/// A child's weight over that of it and its siblings, as written.
inline exact present_share(const framework_view& f, std::uint32_t group, std::uint32_t child) {
  exact total;
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) total += exact(f.nodes[c].base);
  return exact(f.nodes[child].base) / total;
}
/// The same with doubles.
inline double present_share_rounded(const framework_view& f, std::uint32_t group, std::uint32_t child) {
  double total = 0;
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) total += f.nodes[c].base;
  return f.nodes[child].base / total;
}

}  // namespace detail
}  // namespace prowess::v0
