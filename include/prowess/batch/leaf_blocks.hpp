// SPDX-License-Identifier: BSL-1.0
// The leaves of a plan in one block of people: where their ratings stand, and what they mean.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <prowess/batch/finding.hpp>
#include <prowess/batch/input.hpp>
#include <prowess/batch/kernels.hpp>
#include <prowess/batch/plan.hpp>
#include <prowess/detail/walk.hpp>

namespace prowess::inline v0::detail {

/// What stands for one leaf.
struct leaf_block {
  const std::uint8_t* codes = nullptr;  ///< null: points
  const double* scores = nullptr;       ///< points of everybody that are scores as they stand; null: they are not, or not known to be
  bool seen = false;                    ///< what follows is known, and all ratings stand on their scale
  bool complete = false;                ///< everybody was rated
};

/// The leaves of a block. T as in the plan.
template <class T> class leaf_blocks {
 public:
  explicit leaf_blocks(const basic_batch_plan<T>& plan)
      : plan_(&plan), most_(plan.options().block), apart_(most_ + 64), blocks_(plan.leaf_count()), absent_(most_, level_code::not_observed),
        greatest_(kernel<greatest_byte>::at(plan.options().with)), unknown_(kernel<any_unknown>::at(plan.options().with)), turn_(kernel<turn_rows_of_eight>::at(plan.options().with)) {}

  [[nodiscard]] std::size_t bytes() const noexcept { return blocks_.size() * sizeof(leaf_block) + absent_.size() + rows_.size(); }
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
    const framework_view& f = plan_->framework();
    const node& n = plan_->leaf(leaf);
    const scale_data& s = f.scale_of(n);
    for (std::size_t i = 0; i < n_; ++i) {
      if (!c.there[first_ + i]) {
        b.complete = false;
        continue;
      }
      if (const double points = points_at(c, first_ + i); !s.admits(points, f.level_list)) return {batch_rule::rating_outside_scale, plan_->leaf_node(leaf), first_ + i, points};
    }
    if (b.complete && c.kind == column_kind::doubles && n.scale == 0 && !n.is_clamped && s.above != excess::clamped) b.scores = static_cast<const double*>(c.data) + first_;
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

  static double points_at(const rating_column& c, std::size_t person) {
    return c.kind == column_kind::doubles ? static_cast<const double*>(c.data)[person] : static_cast<double>(static_cast<const float*>(c.data)[person]);
  }

  const basic_batch_plan<T>* plan_;
  const batch_input* people_ = nullptr;
  std::size_t most_, apart_, first_ = 0, n_ = 0;  // columns a power of two apart would share places in the caches
  std::vector<leaf_block> blocks_;
  std::vector<std::uint8_t> absent_, rows_;
  decltype(kernel<greatest_byte>::at(simd::portable)) greatest_;
  decltype(kernel<any_unknown>::at(simd::portable)) unknown_;
  decltype(kernel<turn_rows_of_eight>::at(simd::portable)) turn_;
};

}  // namespace prowess::v0::detail
