// SPDX-License-Identifier: BSL-1.0
// What made the difference between two profiles: Shapley values down the tree, for every aggregation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/aggregation/analysis/shapley.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/group.hpp>
#include <prowess/detail/walk.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The difference between a node's scores in two profiles, shared out.
struct score_difference {
  std::uint32_t node = 0;      ///< whose scores they are, by its place in tree order
  double from = 0,             ///< in the baseline
      to = 0;                  ///< in the profile
  std::vector<double> points;  ///< of the difference, by node in tree order; 0 for what is not below `node`, or was not asked for
};

namespace detail {

inline constexpr std::size_t most_mixtures = std::size_t{1} << 20;  ///< that are scored for one difference

/// Shares the difference of one node's score out among what is below it.
class attribution {
 public:
  attribution(const profile_view& x, const profile_view& baseline, std::uint32_t target, bool only_children)
      : f_(x.framework), x_(x.results), b_(baseline.results), target_(target), only_children_(only_children),
        mixed_(x.results.begin(), x.results.end()), differs_(x.size()) {
    for (std::uint32_t i = f_.size(); i-- > 0;) {
      differs_[i] = !(x_[i] == b_[i]);
      for (std::uint32_t c = i + 1; c < i + f_.nodes[i].extent; c += f_.nodes[c].extent) differs_[i] = differs_[i] || differs_[c];
    }
    all_.node = target, all_.from = b_[target].score, all_.to = x_[target].score;
    all_.points.resize(x.size());
    all_.points[target] = all_.to - all_.from;
  }
  result<score_difference> run() && {
    path_.push_back(target_);
    if (!f_.nodes[target_].is_leaf() && differs_[target_] && (!affordable(target_, 1) || !share(target_, 1))) return std::move(*why_);
    return std::move(all_);
  }

 private:
  /// The children of a group below which something differs; the others are the same in every mixture.
  [[nodiscard]] std::vector<std::uint32_t> players(std::uint32_t i) const {
    std::vector<std::uint32_t> all;
    for (std::uint32_t c = i + 1; c < i + f_.nodes[i].extent; c += f_.nodes[c].extent)
      if (differs_[c]) all.push_back(c);
    return all;
  }
  [[nodiscard]] bool shares_out(std::uint32_t i) const { return !only_children_ && !f_.nodes[i].is_leaf(); }

  /// Whether the mixtures below a node, which is met `times` often, are few enough.
  bool affordable(std::uint32_t i, std::size_t times) {
    const std::vector<std::uint32_t> all = players(i);
    if (all.size() > most_attributed) {
      fail(i, join({std::to_string(all.size()), " children differ, and Shapley values are exact for at most ", std::to_string(most_attributed)}),
           "split the group, or use contributions()");
      return false;
    }
    if (times > (most_mixtures >> all.size()) || (mixtures_ += times << all.size()) > most_mixtures) {
      fail(i, join({"with this group the difference takes more than ", std::to_string(most_mixtures), " mixtures of the two profiles"}),
           "ask for the children of one group at a time");
      return false;
    }
    for (const std::uint32_t c : all)
      if (shares_out(c) && !affordable(c, times << (all.size() - 1))) return false;
    return true;
  }

  /// A node's score in what is mixed now: those of the groups on the path are made again, from the last up.
  [[nodiscard]] std::optional<double> score() {
    for (std::size_t k = path_.size(); k-- > 0;) {
      const node& g = f_.nodes[path_[k]];
      g.how->sparse(f_, path_[k], mixed_.data());
      if (g.is_clamped) hold(mixed_[path_[k]], f_.scale());
    }
    return mixed_[target_].has_score() ? std::optional<double>(mixed_[target_].score) : std::nullopt;
  }
  void mix(const std::vector<std::uint32_t>& all, std::size_t of) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      const std::span<const node_result> from = (of & bit(k)) != 0 ? x_ : b_;  // with what is below, which `pool` may look at
      for (std::uint32_t i = all[k]; i < all[k] + f_.nodes[all[k]].extent; ++i) mixed_[i] = from[i];
    }
  }

  /// Adds the values of the children of the path's last group where the groups beside the path are mixed as they are, times `part`; then
  /// goes down. False where a mixture has no score.
  bool share(std::uint32_t i, double part) {
    const std::vector<std::uint32_t> all = players(i);
    if (all.empty()) return true;
    std::vector<double> value_of(bit(all.size())), phi(all.size());
    for (std::size_t of = 0; of < value_of.size(); ++of) {
      mix(all, of);
      const std::optional<double> value = score();
      if (!value) {
        fail(i, join({"some mixture of its children's scores and the baseline's leaves ", in_quotes(f_.nodes[target_].id), " without a score"}),
             "rate the same leaves in both profiles");
        return false;
      }
      value_of[of] = *value;
    }
    attribute(value_of, phi);
    for (std::size_t k = 0; k < all.size(); ++k) all_.points[all[k]] += product(part, phi[k]);
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (!shares_out(all[k])) continue;
      path_.push_back(all[k]);
      for (std::size_t of = 0; of < value_of.size(); ++of) {
        if ((of & bit(k)) != 0) continue;
        mix(all, of);
        if (!share(all[k], product(part, shapley_part(all.size(), size_of(of))))) return false;
      }
      path_.pop_back();
    }
    return true;
  }
  void fail(std::uint32_t i, std::string what, std::string_view remedy) { why_ = problem{f_.path(i), std::move(what), std::string(remedy)}; }

  framework_view f_;
  std::span<const node_result> x_, b_;
  std::uint32_t target_;
  bool only_children_;
  std::vector<node_result> mixed_;
  std::vector<bool> differs_;
  std::vector<std::uint32_t> path_{};  // from the target down
  std::size_t mixtures_ = 0;
  score_difference all_{};
  std::optional<problem> why_{};
};

inline result<score_difference> attributed(const profile_entry& of, const profile_view& baseline, bool only_children) {
  const profile_view& x = of.of();
  if (baseline.framework.nodes.data() != x.framework.nodes.data() && !(baseline.framework == x.framework))
    return problem{in_quotes(x.framework.id()), "the baseline is of another framework, or of another state of it", "score both against one framework"};
  for (const profile_view* p : {&x, &baseline})
    if (!p->results[of.index()].has_score())
      return problem{of.path(), join({p == &x ? "the profile" : "the baseline", " has no score here: ", words(p->results[of.index()].what)}),
                     "a difference needs a score in both"};
  return attribution(x, baseline, of.index(), only_children).run();
}

}  // namespace detail

/// The Shapley values of a group's children for the difference between its scores in a profile and a baseline (last year's ratings, a role's
/// required levels, a team's): each child's mean effect over all orders in which the children's outcomes are exchanged one by one
/// from the baseline's to the profile's, with the group's own aggregation, weights and missing rule. They total the difference, for every
/// aggregation: for a weighted mean w (x - b) / sum(w); under a minimum what lowers it. `points` holds them at the children's places.
/// Errors: another framework; no score in one of the two, or in some mixture; more than 16 children that differ.
/// Cost: the aggregation 2^d times, d the children that differ. Source: Shapley, Contributions to the Theory of Games II, Princeton 1953.
///
///     shapley_of_children(ada["soft"], last_year).value().points[fw.find("soft/negotiation")->index]
[[nodiscard]] inline result<score_difference> shapley_of_children(const profile_entry& group, const profile_view& baseline) {
  return detail::attributed(group, baseline, true);
}

/// The same down the tree to the leaves: the Winter value, the mean effect over all orders in which each group's leaves come one after the
/// other without others between. The children's points total their group's at every node, so the leaves' total the whole
/// difference: for thresholds, tables, caps and minima too, where `contributions` has no answer. For trees of weighted means
/// it is effective weight x (x - b).
/// Errors: as `shapley_of_children`, naming the node; more than 1,048,576 mixtures of the two profiles.
/// Cost: at each group 2^d mixtures, times 2^(e - 1) for each group above it, with d and e their children that differ; each
/// mixture scores the groups on the way up. 4 domains of 6 competencies: 2^4 + 4 x 2^3 x 2^6 = 2,064 mixtures.
/// Sources: Winter, International Journal of Game Theory 18 (1989), 227-240; for trees of criteria Labreuche, Fossier, IJCAI 2018, 331-339.
///
///     const score_difference d = shapley_attribution(ada, last_year).value();
///     for (const profile_entry e : ada) if (e.is_leaf()) std::printf("%s %+.3f\n", e.path().c_str(), d.points[e.index()]);
[[nodiscard]] inline result<score_difference> shapley_attribution(const profile_entry& of, const profile_view& baseline) {
  return detail::attributed(of, baseline, false);
}
/// The same for the root. Profiles without nodes are an error.
[[nodiscard]] inline result<score_difference> shapley_attribution(const profile_view& p, const profile_view& baseline) {
  if (p.size() == 0) return problem{"attribution", "the profile has no nodes", "score it first"};
  return shapley_attribution(p.root(), baseline);
}

}  // namespace prowess::v0
