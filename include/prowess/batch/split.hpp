// SPDX-License-Identifier: BSL-1.0
// How to divide people into ranges for the host's threads.
#pragma once

#include <cstddef>

namespace prowess::inline v0 {

/// The people of one part: from `first` up to, and without, `last`.
struct split_range {
  std::size_t first = 0;  ///< where it begins
  std::size_t last = 0;   ///< where it ends
  friend constexpr bool operator==(const split_range&, const split_range&) = default;  ///< the same people
};

/// Ranges that are as even as whole blocks allow: what `split` returns. A range of `split_range`s, computed when read; no memory.
class split_ranges {
 public:
  /// See `split`.
  constexpr split_ranges(std::size_t n, std::size_t parts, std::size_t block) noexcept : n_(n), block_(block == 0 ? 1 : block) {
    const std::size_t blocks = n / block_ + (n % block_ != 0 ? 1 : 0);
    parts_ = parts < blocks ? parts : blocks;
    if (parts_ == 0 && n > 0) parts_ = 1;
    if (parts_ > 0) each_ = blocks / parts_, more_ = blocks % parts_;
  }
  /// How many there are; none is empty.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return parts_; }
  /// Whether there is nobody.
  [[nodiscard]] constexpr bool empty() const noexcept { return parts_ == 0; }
  /// One of them, by its place below `size()`.
  [[nodiscard]] constexpr split_range operator[](std::size_t part) const noexcept { return {start(part), start(part + 1)}; }

  /// Goes through the ranges in order.
  class iterator {
   public:
    using value_type = split_range;          ///< made on the way, not stored
    using difference_type = std::ptrdiff_t;  ///< as iterators have it
    constexpr iterator() = default;          ///< at no range
    /// At a range, by its place.
    constexpr iterator(const split_ranges* of, std::size_t part) noexcept : of_(of), part_(part) {}
    constexpr split_range operator*() const noexcept { return (*of_)[part_]; }      ///< the range, by value
    constexpr iterator& operator++() noexcept { return ++part_, *this; }            ///< to the next
    constexpr iterator operator++(int) noexcept { return {of_, part_++}; }  ///< to the next; returns where it was
    /// Whether two iterators of one split stand at the same range.
    friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept { return a.part_ == b.part_; }

   private:
    const split_ranges* of_ = nullptr;
    std::size_t part_ = 0;
  };
  [[nodiscard]] constexpr iterator begin() const noexcept { return {this, 0}; }     ///< the first range
  [[nodiscard]] constexpr iterator end() const noexcept { return {this, parts_}; }  ///< behind the last

 private:
  [[nodiscard]] constexpr std::size_t start(std::size_t part) const noexcept {
    if (part >= parts_) return n_;
    return (part * each_ + (part < more_ ? part : more_)) * block_;
  }
  std::size_t n_, block_, parts_ = 0, each_ = 0, more_ = 0;
};

/// Divides n people into at most `parts` ranges (0: one) that begin at multiples of `block`, so that no block of people is divided (0: 1).
/// They differ by at most one block, but for the last person of all; longer ones come first; there are fewer where there are fewer
/// blocks. The same on every machine: ask with the same `parts`, not with as many as there are processors, where merged sums must agree.
///
///     for (const split_range part : split(500'000, 8, 4096)) run_elsewhere([=] { score(part.first, part.last); });
[[nodiscard]] constexpr split_ranges split(std::size_t n, std::size_t parts, std::size_t block = 1) noexcept { return {n, parts, block}; }

}  // namespace prowess::v0
