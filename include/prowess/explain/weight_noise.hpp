// SPDX-License-Identifier: BSL-1.0
// What becomes of a score, a level, an order when all weights are a little uncertain at once: seeded draws, the same everywhere.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/math.hpp>
#include <prowess/detail/splitmix64.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/explain/score_order.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// How weights are perturbed.
struct noise_options {
  std::uint64_t seed = 1;      ///< another seed, other draws
  std::uint32_t draws = 1000;  ///< at least 1
  double spread = 0.25;        ///< each weight is multiplied by a factor in [1 - spread, 1 + spread); in [0, 1]
  friend constexpr bool operator==(const noise_options&, const noise_options&) = default;  ///< seed, draws and spread
};

/// What happened to one person's score over all draws. Borrows level texts from the framework.
struct noise_result {
  noise_options options{};       ///< as asked for
  std::optional<double> now{};   ///< the score with the weights as written
  level_reached level{};         ///< the level with the weights as written
  std::vector<double> scores;    ///< of the draws that have one, ascending
  double mean = 0;               ///< their sum in the order of the draws, over their number; 0 without any
  std::vector<std::uint32_t> at_level;  ///< how many draws reach each level of the framework's scale and no higher one
  std::uint32_t below_levels = 0;       ///< draws whose score reaches none
  std::uint32_t without_score = 0;      ///< draws without a score
  std::uint32_t undecided = 0;          ///< of the draws at a level, or at none, those so close to the next that it could not be decided
  std::uint32_t kept = 0;               ///< draws with a score and the level as it is now

  /// The share of draws that keep the level, in [0, 1].
  [[nodiscard]] double level_kept() const { return static_cast<double>(kept) / options.draws; }
  /// The share of draws at one level, by its place on the scale.
  [[nodiscard]] double share_at(std::size_t level_place) const { return static_cast<double>(at_level[level_place]) / options.draws; }
  /// The quantile for `p` in [0, 1] of the draws with scores: with h = (n - 1) p, between the scores at floor(h) and floor(h) + 1 in
  /// proportion (definition 7 of Hyndman and Fan, The American Statistician 50 (1996) 361). None without scores or for another p.
  [[nodiscard]] std::optional<double> quantile(double p) const {
    if (scores.empty() || !(p >= 0 && p <= 1)) return std::nullopt;
    const double h = product(static_cast<double>(scores.size() - 1), p);
    const auto k = static_cast<std::size_t>(h);
    if (k + 1 >= scores.size()) return scores.back();
    return scores[k] + product(h - static_cast<double>(k), scores[k + 1] - scores[k]);
  }
};

/// What happened to the order of two people over all draws.
struct order_noise_result {
  noise_options options{};  ///< as asked for
  std::partial_ordering now = std::partial_ordering::unordered;  ///< the first score against the second, with the weights as written
  std::uint32_t first_ahead = 0;   ///< draws in which the first person is ahead
  std::uint32_t tied = 0;          ///< draws in which they are level
  std::uint32_t second_ahead = 0;  ///< draws in which the second person is ahead
  std::uint32_t undecided = 0;  ///< draws in which one has no score, or in which they are too close for an aggregation without exact form
  /// The share of draws that keep the order, in [0, 1]; 0 where there is none to keep.
  [[nodiscard]] double order_kept() const {
    return static_cast<double>(now > 0 ? first_ahead : now < 0 ? second_ahead : now == 0 ? tied : 0) / options.draws;
  }
};

namespace detail {

/// A number in [0, 1) for one node in one draw: the upper 53 bits of an output, over 2^53.
constexpr double noise_unit(std::uint64_t seed, std::uint32_t draw, std::uint32_t node) noexcept {
  return static_cast<double>(splitmix64_output(splitmix64_output(seed, draw), node) >> 11) * 0x1p-53;
}

inline std::optional<problem> noise_problem(const noise_options& o) {
  if (o.draws == 0) return problem{"weight noise", "no draws are asked for", "ask for 1 or more"};
  if (!(o.spread >= 0 && o.spread <= 1))
    return problem{"weight noise", join({"the spread ", number(o.spread), " is not in [0, 1]"}), "say 0.25 for weights that may be a quarter less or more"};
  return std::nullopt;
}

}  // namespace detail

/// Writes the nodes of a framework with the weights of one draw, which depends on seed and number of the draw alone: draws may be made
/// in any order and by any thread. `out` has the framework's size.
///
/// A weight w of the node at place k becomes w ((1 - spread) + (2 spread) u), u the upper 53 bits, over 2^53, of output k of a
/// splitmix64 that output `draw` of one with `seed` has seeded; then all children of a group are multiplied by one number that
/// restores their total, so that weights which are parts of a given whole stay parts of it. Extra credit, penalties, and children of
/// groups that ignore weights stay as they are. Only + - * / in this order: the same bits everywhere.
///
///     draw_weights(fw, {.seed = 7, .spread = 0.1}, 0, nodes);   // then view.nodes = nodes
constexpr void draw_weights(const framework_view& f, const noise_options& o, std::uint32_t draw, std::span<node> out) noexcept {
  for (std::uint32_t i = 0; i < f.size(); ++i) out[i] = f.nodes[i];
  const double least = 1 - o.spread, width = 2 * o.spread;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& g = f.nodes[i];
    if (g.is_leaf() || g.how->traits.ignores_weights) continue;
    double before = 0, after = 0;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent) {
      if (f.nodes[c].is_extra_credit || !(f.nodes[c].base > 0)) continue;
      out[c].weigh(product(f.nodes[c].weight, least + product(width, detail::noise_unit(o.seed, draw, c))));
      before += f.nodes[c].base, after += out[c].base;
    }
    if (!(after > 0)) continue;
    const double scale = before / after;
    for (std::uint32_t c = i + 1; c < i + g.extent; c += f.nodes[c].extent)
      if (!f.nodes[c].is_extra_credit && f.nodes[c].base > 0) out[c].weigh(product(out[c].weight, scale));
  }
}

namespace detail {
/// A person's results in one draw after the other.
class noisy_walk {
 public:
  explicit noisy_walk(const profile_view& of) : of_(of), nodes_(of.framework.size()), out_(of.framework.size()) {}
  /// Of draw k; valid until the next. Ratings that do not stand on their scales raise: no profile has such.
  profile_view draw(const noise_options& o, std::uint32_t k) {
    draw_weights(of_.framework, o, k, nodes_);
    framework_view f = of_.framework;
    f.nodes = {nodes_.data(), nodes_.size()};
    if (const finding at = score_into(f, of_.ratings, out_); !at.ok()) stop(at, f);
    return {f, of_.ratings, {out_.data(), out_.size()}};
  }

 private:
  profile_view of_;
  std::vector<node> nodes_;
  std::vector<node_result> out_;
};
}  // namespace detail

/// A node's score and level while all weights, of siblings against each other, are uncertain: `draws` draws as `draw_weights` makes
/// them. Levels are decided exactly where a score is close to a cut. Errors: no draws, a spread outside [0, 1].
/// Cost: `draws` walks, and their scores are kept. Source of the idea: COINr's `get_noisy_weights`; OECD/JRC, Handbook on Constructing
/// Composite Indicators (2008), step 7.
///
///     const auto noise = weight_noise(ada, {.seed = 1, .draws = 1000, .spread = 0.25}).value();
///     std::printf("%.0f %% of draws keep the level\n", 100 * noise.level_kept());
[[nodiscard]] inline result<noise_result> weight_noise(const profile_entry& of, const noise_options& options = {}) {
  if (const auto wrong = detail::noise_problem(options)) return *wrong;
  noise_result r;
  r.options = options, r.level = of.level();
  if (of.has_score()) r.now = of.score();
  r.at_level.resize(of.of().framework.levels().size());
  detail::noisy_walk walk(of.of());
  double sum = 0;
  for (std::uint32_t k = 0; k < options.draws; ++k) {
    const profile_view drawn = walk.draw(options, k);
    const profile_entry then = drawn.entry(of.index());
    if (!then.has_score()) {
      ++r.without_score;
      continue;
    }
    const level_reached level = then.level();
    ++(level.index ? r.at_level[*level.index] : r.below_levels);
    r.undecided += !level.decided, r.kept += of.has_score() && level.index == r.level.index;
    r.scores.push_back(then.score()), sum += then.score();
  }
  if (!r.scores.empty()) r.mean = sum / static_cast<double>(r.scores.size());
  std::sort(r.scores.begin(), r.scores.end());
  return r;
}
/// The same for the root.
[[nodiscard]] inline result<noise_result> weight_noise(const profile_view& of, const noise_options& options = {}) { return weight_noise(of.root(), options); }

/// The order of two people's scores while all weights are uncertain: the same draws for both. Equal scores are told apart from close
/// ones exactly. Errors: as above; profiles of different frameworks, entries of different nodes. Cost: twice `draws` walks.
///
///     const double kept = order_noise(ada, ben, {.draws = 500}).value().order_kept();
[[nodiscard]] inline result<order_noise_result> order_noise(const profile_entry& a, const profile_entry& b, const noise_options& options = {}) {
  if (const auto wrong = detail::noise_problem(options)) return *wrong;
  const framework_view &f = a.of().framework, &g = b.of().framework;
  if (f.nodes.data() != g.nodes.data() && !(f == g))
    return problem{detail::in_quotes(f.id()), "the two people are scored on different frameworks", "score both on one framework"};
  if (a.index() != b.index())
    return problem{a.path(), detail::join({"the other person's entry is of '", b.path(), "'"}), "compare the same node of both"};
  order_noise_result r;
  r.options = options, r.now = score_order(a, b);
  detail::noisy_walk first(a.of()), second(b.of());
  for (std::uint32_t k = 0; k < options.draws; ++k) {
    const profile_view x = first.draw(options, k), y = second.draw(options, k);
    const auto order = score_order(x.entry(a.index()), y.entry(b.index()));
    ++(order > 0 ? r.first_ahead : order < 0 ? r.second_ahead : order == 0 ? r.tied : r.undecided);
  }
  return r;
}
/// The same for the roots.
[[nodiscard]] inline result<order_noise_result> order_noise(const profile_view& a, const profile_view& b, const noise_options& options = {}) {
  return order_noise(a.root(), b.root(), options);
}

}  // namespace prowess::v0
