// SPDX-License-Identifier: BSL-1.0
// What can be changed, as the search for plans sees it: variables with options, whether they are levels to raise or resources to take.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/decision/check_learning.hpp>
#include <prowess/decision/learning_view.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rating.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0::detail {

inline constexpr double no_cost = 0x1p1000;            ///< more than anything costs
inline constexpr std::size_t most_plan_variables = 4096;  ///< the search goes as deep

/// One way to raise a leaf. Heights grow with what is better, whichever way the scale goes.
struct plan_option {
  std::uint32_t leaf = 0;        ///< its place among the ratings
  std::uint32_t source = 0;      ///< the place of the change, or of the resource
  std::uint32_t need_at = 0, need_count = 0;  ///< what else must be reached before
  double from = 0, to = 0;       ///< heights
  double start = 0, points = 0;  ///< the same as ratings
  double price = 0;              ///< as written
  double cost = 0;               ///< in the unit of `plan_moves`
  double gain = 0;               ///< what it takes from the shortfall, at most
};
struct plan_need {
  std::uint32_t leaf;
  double height;
};

/// At most one option of each variable is picked. A variable is a leaf with the levels that it may be raised to, or one resource.
struct plan_moves {
  std::vector<rating> now;              ///< by leaf
  std::vector<double> heights;          ///< of the rated ones
  std::vector<plan_option> options;     ///< by variable; the options of one ascend
  std::vector<std::uint32_t> first{0};  ///< of each variable, and behind the last one
  std::vector<plan_need> needs;
  std::vector<std::uint32_t> unrated;   ///< leaves, by node, that an option would raise if they had been rated
  double unit = 1;                      ///< cost = price / unit, where all costs are whole
  bool is_whole = false;                ///< costs add up without rounding
  bool is_linked = false;               ///< options wait for others

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(first.size() - 1); }

  plan_moves(const framework_view& f, std::span<const rating> ratings) : now(ratings.begin(), ratings.end()), heights(ratings.size()), f_(f), nodes_(ratings.size()) {
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      const node& n = f.nodes[i];
      if (!n.is_leaf()) continue;
      nodes_[n.leaf] = i;
      if (now[n.leaf].is_rated()) heights[n.leaf] = height(f.scale_of(n), now[n.leaf].points);
    }
  }

  /// Takes level changes as options, those of one leaf together, leaves in tree order. Each is a `node`, `to` and `cost`.
  template <class Change> void take_changes(std::span<const Change> changes) {
    for (std::uint32_t i = 0; i < changes.size(); ++i) add(changes[i].node.index, changes[i].to, changes[i].cost, i);
    const auto before = [](const plan_option& a, const plan_option& b) { return a.leaf != b.leaf ? a.leaf < b.leaf : a.to != b.to ? a.to < b.to : a.cost != b.cost ? a.cost < b.cost : a.source < b.source; };
    std::sort(options.begin(), options.end(), before);
    const auto same = [](const plan_option& a, const plan_option& b) { return a.leaf == b.leaf && a.to == b.to; };
    options.erase(std::unique(options.begin(), options.end(), same), options.end());
    for (std::uint32_t k = 1; k <= options.size(); ++k)
      if (k == options.size() || options[k].leaf != options[k - 1].leaf) first.push_back(k);
    finish();
  }
  /// Takes each resource as a variable, as they are listed; those that lead no farther than the learner is are left out.
  void take_resources(const learning_view& l) {
    is_linked = true;
    for (std::uint32_t i = 0; i < l.size(); ++i) {
      const learning_resource& r = l.resources[i];
      if (!add(r.node.index, r.to, r.cost, i)) continue;
      plan_option& o = options.back();
      o.from = height(f_.scale_of(f_.nodes[r.node.index]), r.from), o.start = r.from;
      o.need_at = static_cast<std::uint32_t>(needs.size()), o.need_count = r.after_count;
      for (const std::uint32_t a : l.after_of(r)) {
        const node& n = f_.nodes[l.resources[a].node.index];
        needs.push_back({n.leaf, height(f_.scale_of(n), l.resources[a].to)});
      }
      first.push_back(static_cast<std::uint32_t>(options.size()));
    }
    finish();
  }
  [[nodiscard]] std::uint32_t node_of(const plan_option& o) const { return nodes_[o.leaf]; }

 private:
  bool add(std::uint32_t at, double to, double price, std::uint32_t source) {
    const node& n = f_.nodes[at];
    plan_option o;
    o.leaf = n.leaf, o.source = source, o.start = now[n.leaf].points, o.points = to, o.price = o.cost = price;
    if (!now[n.leaf].is_rated()) {
      if (now[n.leaf].kind != presence::not_applicable) unrated.push_back(at);
      return false;
    }
    o.from = heights[n.leaf], o.to = height(f_.scale_of(n), to);
    if (!(o.to > o.from)) return false;
    options.push_back(o);
    return true;
  }
  /// Costs with few decimals become whole numbers, which add up without rounding.
  void finish() {
    std::sort(unrated.begin(), unrated.end());
    unrated.erase(std::unique(unrated.begin(), unrated.end()), unrated.end());
    int places = 0;
    for (const plan_option& o : options) {
      const decimal d = decimal_of(o.price);
      if (!d.found || d.places > 6) return;
      places = d.places > places ? d.places : places;
    }
    double power = 1, total = 0;
    for (int k = 0; k < places; ++k) power *= 10;
    for (plan_option& o : options) {
      const decimal d = decimal_of(o.price);
      o.cost = static_cast<double>(d.digits);
      for (int k = d.places; k < places; ++k) o.cost *= 10;
      total += o.cost;
    }
    is_whole = total < 0x1p52, unit = power;
    for (plan_option& o : options) o.cost = is_whole ? o.cost : o.price;
    if (!is_whole) unit = 1;
  }

  framework_view f_;
  std::vector<std::uint32_t> nodes_;  ///< by leaf
};

/// What becomes of the ratings under some picks.
class plan_trial {
 public:
  static constexpr std::uint32_t nothing = 0xffffffff;
  explicit plan_trial(const plan_moves& m) : ratings(m.now), m_(m), heights_(m.heights), is_applied_(m.size()) {}
  std::vector<rating> ratings;

  /// Applies what is picked (by variable an option, or `nothing`) as far as starts and prerequisites let it; `order`, where there is
  /// one, gets the options as they were applied. With `force` everything counts. Returns whether all of it was applied.
  bool apply(std::span<const std::uint32_t> picks, bool force = false, std::vector<std::uint32_t>* order = nullptr) {
    std::copy(m_.now.begin(), m_.now.end(), ratings.begin());
    if (m_.is_linked) std::copy(m_.heights.begin(), m_.heights.end(), heights_.begin());
    std::fill(is_applied_.begin(), is_applied_.end(), std::uint8_t{0});
    bool all = false, grew = true;
    while (grew && !all) {
      all = true, grew = false;
      for (std::uint32_t v = 0; v < picks.size(); ++v) {
        if (picks[v] == nothing || is_applied_[v] != 0) continue;
        const plan_option& o = m_.options[picks[v]];
        if (m_.is_linked && !force && !may(o)) {
          all = false;
          continue;
        }
        is_applied_[v] = 1, grew = true;
        if (!m_.is_linked || o.to > heights_[o.leaf]) ratings[o.leaf] = o.points, heights_[o.leaf] = o.to;
        if (order != nullptr) {
          order->push_back(picks[v]);
          all = false;
          break;  // the first listed that may be next
        }
      }
    }
    return all || (order != nullptr && order->size() == count(picks));
  }
  [[nodiscard]] bool is_applied(std::uint32_t v) const { return is_applied_[v] != 0; }

 private:
  [[nodiscard]] bool may(const plan_option& o) const {
    if (heights_[o.leaf] < o.from) return false;
    for (std::uint32_t k = o.need_at; k < o.need_at + o.need_count; ++k)
      if (heights_[m_.needs[k].leaf] < m_.needs[k].height || !m_.now[m_.needs[k].leaf].is_rated()) return false;
    return true;
  }
  static std::size_t count(std::span<const std::uint32_t> picks) {
    std::size_t n = 0;
    for (const std::uint32_t p : picks) n += p != nothing;
    return n;
  }

  const plan_moves& m_;
  std::vector<double> heights_;
  std::vector<std::uint8_t> is_applied_;
};

}  // namespace prowess::v0::detail
