// SPDX-License-Identifier: BSL-1.0
// The leaves of a plan in one block of people: where their ratings stand, and what they mean.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

#include <prowess/batch/finding.hpp>
#include <prowess/batch/input.hpp>
#include <prowess/batch/gap_kernels.hpp>
#include <prowess/batch/kernels.hpp>
#include <prowess/batch/plan.hpp>
#include <prowess/batch/strip_mean.hpp>
#include <prowess/detail/walk.hpp>

namespace prowess::inline v0::detail {

/// What stands for one leaf.
struct leaf_block {
  const std::uint8_t* codes = nullptr;  ///< null: points
  bool seen = false;                    ///< what follows is known, and all ratings stand on their scale
  bool complete = false;                ///< everybody was rated
};

/// The leaves of a block. T as in the plan.
template <class T> class leaf_blocks {
 public:
  explicit leaf_blocks(const basic_batch_plan<T>& plan)
      : plan_(&plan), most_(plan.options().block), apart_(most_ + 64), blocks_(plan.leaf_count()), absent_(most_, level_code::not_observed), there_(most_),
        ladder_(kernel<ladder_scores<T>>::at(plan.options().with)), spread_{kernel<spread_codes<false>>::at(plan.options().with), kernel<spread_codes<true>>::at(plan.options().with)}, doubles_(plan.options().with), floats_(plan.options().with),
        greatest_(kernel<greatest_byte>::at(plan.options().with)), unknown_(kernel<any_unknown>::at(plan.options().with)), turn_(kernel<turn_rows_of_eight>::at(plan.options().with)) {}

  [[nodiscard]] std::size_t bytes() const noexcept { return blocks_.size() * sizeof(leaf_block) + absent_.size() + there_.size() + rows_.size(); }
  /// How many people.
  [[nodiscard]] std::size_t size() const noexcept { return n_; }
  leaf_block& operator[](std::uint32_t leaf) { return blocks_[leaf]; }
  const leaf_block& operator[](std::uint32_t leaf) const { return blocks_[leaf]; }

  /// Turns to the people from `first` on.
  void begin(const batch_input& people, std::size_t first, std::size_t n) {
    people_ = &people, first_ = first, n_ = n;
    const bool rows = people.stride() != 0;
    if (rows) {
      rows_.resize(blocks_.size() * apart_);
      turn_rows();
    }
    for (std::uint32_t leaf = 0; leaf < blocks_.size(); ++leaf) {
      const bool absent = !rows && people.tile() == 0 && people.column(leaf).kind == column_kind::absent;
      blocks_[leaf] = {absent ? absent_.data() : rows ? rows_.data() + leaf * apart_ : people.codes_at(first, leaf)};
    }
  }

  /// Finds out whether everybody was rated for a leaf, unless that is known.
  batch_finding look_at(std::uint32_t leaf) {
    leaf_block& b = blocks_[leaf];
    if (b.seen) return {};
    b.seen = b.complete = true;
    const rating_column& c = people_->column(leaf);
    if (b.codes != nullptr) {
      const std::uint32_t levels = plan_->meaning(leaf).levels;
      if (greatest_(b.codes, n_) < levels) return {};
      b.complete = false;
      if (!unknown_(b.codes, static_cast<std::uint8_t>(levels), n_)) return {};
      for (std::size_t i = 0; i < n_; ++i)
        if (b.codes[i] >= levels && b.codes[i] < level_code::no_level) return {batch_rule::unknown_level, plan_->leaf_node(leaf), first_ + i, static_cast<double>(b.codes[i])};
      return {};
    }
    const scale_data& s = plan_->framework().scale_of(plan_->leaf(leaf));
    unpack(c.there, first_, n_, there_.data());
    b.complete = c.there.bits == nullptr || !absent_among(there_.data(), n_);
    if (with_points(c, [&](const auto* points, const auto& kernels) { return kernels.within(s, points + first_, there_.data(), n_); })) return {};
    for (std::size_t i = 0; i < n_; ++i)
      if (const double points = points_at(c, first_ + i); there_[i] != 0 && !s.admits(points, plan_->framework().level_list))
        return {batch_rule::rating_outside_scale, plan_->leaf_node(leaf), first_ + i, points};
    return {};
  }
  /// The outcome of one person, counted from the first of the block.
  outcome<double> at(std::uint32_t leaf, std::size_t i) const {
    const leaf_block& b = blocks_[leaf];
    if (b.codes != nullptr) return plan_->meaning(leaf).of[b.codes[i]];
    const rating_column& c = people_->column(leaf);
    if (!c.there[first_ + i]) return plan_->meaning(leaf).of[level_code::not_observed];
    const framework_view& f = plan_->framework();
    const node& n = plan_->leaf(leaf);
    outcome<double> o = leaf_outcome<double>(f.scale_of(n), f.scale(), n, points_at(c, first_ + i));
    if (n.is_clamped) hold(o, f.scale());
    return o;
  }
  /// The scores of all, of whom everybody is rated: where they stand already, or else written to `spare`.
  const T* scores(std::uint32_t leaf, T* spare) const {
    const leaf_block& b = blocks_[leaf];
    if (b.codes != nullptr) {
      const code_outcomes& means = plan_->meaning(leaf);
      if (means.is_ladder) ladder_(b.codes, means.of[0].score, spare, n_);
      else
        for (std::size_t i = 0; i < n_; ++i) spare[i] = static_cast<T>(means.of[b.codes[i]].score);
      return spare;
    }
    const rating_column& c = people_->column(leaf);
    if (!are_scores(leaf)) {
      for (std::size_t i = 0; i < n_; ++i) spare[i] = static_cast<T>(at(leaf, i).score);
      return spare;
    }
    return with_points(c, [&](const auto* points, const auto&) -> const T* {
      if constexpr (std::is_same_v<decltype(points), const T*>) return points + first_;
      else {
        for (std::size_t i = 0; i < n_; ++i) spare[i] = static_cast<T>(points[first_ + i]);
        return spare;
      }
    });
  }
  /// The people of a strip, as a child of a mean.
  void read(std::uint32_t leaf, std::size_t from, std::size_t n, strip_child& to) {
    const code_outcomes& means = plan_->meaning(leaf);
    if (const std::uint8_t* const codes = blocks_[leaf].codes; codes != nullptr) {
      const child_part absent[] = {child_part(means.of[level_code::no_level]), child_part(means.of[level_code::no_level + 1]), child_part(means.of[level_code::no_level + 2])};
      if (!means.is_ladder)
        for (std::size_t i = 0; i < n; ++i) to.score[i] = means.of[codes[from + i]].score;
      return spread_[means.is_ladder](codes + from, static_cast<std::uint8_t>(means.levels), means.of[0].score, absent, to, n);
    }
    const rating_column& c = people_->column(leaf);
    const child_part absent(means.of[level_code::not_observed]);
    unpack(c.there, first_ + from, n, there_.data());
    with_points(c, [&](const auto* points, const auto& kernels) { kernels.spread(points + first_ + from, there_.data(), absent, to, n); });
    if (!are_scores(leaf))
      for (std::size_t i = 0; i < n; ++i) to.score[i] = at(leaf, from + i).score;
  }

 private:
  /// People side by side in place of leaves side by side.
  void turn_rows() {
    const std::size_t leaves = plan_->leaf_count(), stride = people_->stride();
    const std::uint8_t* const from = people_->codes_at(first_, 0);
    const std::size_t whole = std::endian::native == std::endian::little && leaves >= 8 ? n_ / 8 * 8 : 0;
    for (std::size_t i = 0; i < whole; i += 8) turn_(from + i * stride, stride, leaves, rows_.data() + i, apart_);
    for (std::size_t i = whole; i < n_; ++i)
      for (std::size_t leaf = 0; leaf < leaves; ++leaf) rows_[leaf * apart_ + i] = from[i * stride + leaf];
  }

  /// Whether points of this leaf are scores as they stand.
  bool are_scores(std::uint32_t leaf) const {
    const node& n = plan_->leaf(leaf);
    return n.scale == 0 && !n.is_clamped && plan_->framework().scale().above != excess::clamped;
  }
  template <class Points> struct point_kernels {
    explicit point_kernels(simd with)
        : between(kernel<all_within<Points, false>>::at(with)), whole(kernel<all_within<Points, true>>::at(with)), spread(kernel<spread_points<Points>>::at(with)) {}
    /// Whether all stand on the scale; false where that is not known so fast.
    bool within(const scale_data& s, const Points* points, const std::uint8_t* there, std::size_t n) const {
      if (s.how == grid::continuous) return between(points, there, s.low, s.high, n);
      return s.how == grid::whole && s.low > -0x1p31 && s.high < 0x1p31 && whole(points, there, s.low, s.high, n);
    }
    decltype(kernel<all_within<Points, false>>::at(simd::portable)) between, whole;
    decltype(kernel<spread_points<Points>>::at(simd::portable)) spread;
  };
  /// Calls a function with a column's points, in their type, and the kernels for it.
  template <class F> auto with_points(const rating_column& c, F f) const {
    return c.kind == column_kind::doubles ? f(static_cast<const double*>(c.data), doubles_) : f(static_cast<const float*>(c.data), floats_);
  }
  static bool absent_among(const std::uint8_t* there, std::size_t n) { return std::memchr(there, 0, n) != nullptr; }
  static double points_at(const rating_column& c, std::size_t person) {
    return c.kind == column_kind::doubles ? static_cast<const double*>(c.data)[person] : static_cast<double>(static_cast<const float*>(c.data)[person]);
  }

  const basic_batch_plan<T>* plan_;
  const batch_input* people_ = nullptr;
  std::size_t most_, apart_, first_ = 0, n_ = 0;  // columns a power of two apart would share places in the caches
  std::vector<leaf_block> blocks_;
  std::vector<std::uint8_t> absent_, there_, rows_;
  decltype(kernel<ladder_scores<T>>::at(simd::portable)) ladder_;
  std::array<decltype(kernel<spread_codes<true>>::at(simd::portable)), 2> spread_;
  point_kernels<double> doubles_;
  point_kernels<float> floats_;
  decltype(kernel<greatest_byte>::at(simd::portable)) greatest_;
  decltype(kernel<any_unknown>::at(simd::portable)) unknown_;
  decltype(kernel<turn_rows_of_eight>::at(simd::portable)) turn_;
};

}  // namespace prowess::v0::detail
