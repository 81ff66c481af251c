// SPDX-License-Identifier: BSL-1.0
// The ratings of many people, as their host holds them: named columns, rows or tiles, borrowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/batch/level_code.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// Which entries of a column are there, one bit each, the lowest bit of a byte first, 1 = there: Arrow's validity bitmap. What is not
/// there is `not_observed`. Source: Arrow Columnar Format, "Validity bitmaps".
struct validity {
  const std::uint8_t* bits = nullptr;  ///< null: all are there
  std::size_t offset = 0;              ///< the bit of the first entry
  /// Whether entry `i` is there.
  [[nodiscard]] constexpr bool operator[](std::size_t i) const noexcept { return bits == nullptr || ((bits[(offset + i) / 8] >> ((offset + i) % 8)) & 1) != 0; }
};

namespace detail {
enum class column_kind : std::uint8_t { absent, levels, doubles, floats };
/// What was given for one leaf.
struct rating_column {
  column_kind kind = column_kind::absent;
  const void* data = nullptr;
  validity there{};
};
}  // namespace detail

/// The ratings of many people under one framework. A leaf for which nothing is given is `not_observed` of everybody. Borrows the
/// framework and all that it is given.
///
///     batch_input people(fw, 500'000);
///     people.levels("soft/negotiation", negotiation).points("technical/build", build, {bitmap});
class batch_input {
 public:
  /// Of so many people, with nothing rated yet.
  batch_input(const framework_view& f, std::size_t people) : framework_(f), people_(people), columns_(f.leaf_count()) {}

  /// One byte a person, see `level_code`. Raises where the name is no leaf's, its scale has no such bytes, or the length differs.
  batch_input& levels(std::string_view leaf, std::span<const std::uint8_t> codes) {
    const std::uint32_t i = require_leaf(leaf, codes.size());
    const scale_data& s = framework_.scale_of(framework_.nodes[i]);
    if (level_codes(s) == 0)
      raise({framework_.path(i), "its scale has no levels that a byte could say", "give its points"});
    return put(i, {detail::column_kind::levels, codes.data(), {}});
  }
  /// Points on the leaf's scale. Raises where the name is no leaf's or the length differs.
  batch_input& points(std::string_view leaf, std::span<const double> column, validity there = {}) {
    return put(require_leaf(leaf, column.size()), {detail::column_kind::doubles, column.data(), there});
  }
  /// The same in single precision: points that have no exact float, such as 0.1, are what the float is.
  batch_input& points(std::string_view leaf, std::span<const float> column, validity there = {}) {
    return put(require_leaf(leaf, column.size()), {detail::column_kind::floats, column.data(), there});
  }

  /// All leaves as bytes, person after person: those of a person side by side in tree order, `stride` bytes from one person to the
  /// next (0: as many as leaves). Replaces what was given before. Raises where a scale has no bytes or there are too few.
  batch_input& rows(std::span<const std::uint8_t> codes, std::size_t stride = 0) {
    if (stride == 0) stride = columns_.size();
    require_codes(codes.size(), stride < columns_.size() ? 0 : people_ == 0 ? 0 : (people_ - 1) * stride + columns_.size(), stride >= columns_.size());
    return lay(codes, stride, 0);
  }
  /// All leaves as bytes in tiles: each holds one column of `tile` people for every leaf, in tree order, side by side; the last
  /// tile is as long as the others. Faster than columns where people do not fit the caches. Raises as `rows`.
  batch_input& tiles(std::span<const std::uint8_t> codes, std::size_t tile) {
    require_codes(codes.size(), tile == 0 ? 0 : (people_ + tile - 1) / tile * tile * columns_.size(), tile != 0);
    return lay(codes, 0, tile);
  }

  /// The framework that it borrows.
  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }
  /// How many people.
  [[nodiscard]] std::size_t size() const noexcept { return people_; }
  /// The rating of one person for one leaf (by its place among the leaves), whose scale is given; nothing where the byte is neither a
  /// level of that scale nor a kind of absence. Points are as they were given: they may stand outside the scale.
  [[nodiscard]] std::optional<rating> rating_at(std::size_t person, std::uint32_t leaf, const scale_data& s) const {
    if (const std::uint8_t* codes = codes_at(person, leaf)) {
      if (*codes < level_code::no_level && *codes >= level_codes(s)) return std::nullopt;
      return rating_of(framework_, s, *codes);
    }
    const detail::rating_column& c = columns_[leaf];
    if (c.kind == detail::column_kind::absent || !c.there[person]) return not_observed;
    if (c.kind == detail::column_kind::doubles) return static_cast<const double*>(c.data)[person];
    return static_cast<double>(static_cast<const float*>(c.data)[person]);
  }

  /// People from one whole tile to the next; 0 where there are no tiles.
  [[nodiscard]] std::size_t tile() const noexcept { return tile_; }
  /// Bytes from one person to the next; 0 where there are no rows.
  [[nodiscard]] std::size_t stride() const noexcept { return stride_; }
  /// The column of a leaf, by its place among the leaves.
  [[nodiscard]] const detail::rating_column& column(std::uint32_t leaf) const noexcept { return columns_[leaf]; }
  /// Where the bytes of a leaf stand, from one person on: side by side up to the end of the tile, but for rows. Null where there are none.
  [[nodiscard]] const std::uint8_t* codes_at(std::size_t person, std::uint32_t leaf) const noexcept {
    if (stride_ != 0) return codes_ + person * stride_ + leaf;
    if (tile_ != 0) return codes_ + (person / tile_ * columns_.size() + leaf) * tile_ + person % tile_;
    const detail::rating_column& c = columns_[leaf];
    return c.kind == detail::column_kind::levels ? static_cast<const std::uint8_t*>(c.data) + person : nullptr;
  }

 private:
  [[nodiscard]] std::uint32_t require_leaf(std::string_view name, std::size_t size) const {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) raise(detail::describe_name(framework_, name));
    if (!framework_.nodes[found.node].is_leaf()) raise(describe({rule::rating_on_group, found.node, 0}, framework_));
    if (size != people_)
      raise({framework_.path(found.node), detail::join({"the column has ", std::to_string(size), " entries for ", std::to_string(people_), " people"}),
             "give one for each, in the same order in all columns"});
    return found.node;
  }
  void require_codes(std::size_t given, std::size_t needed, bool sound) const {
    if (!sound || given < needed)
      raise({std::string(framework_.id()),
             sound ? detail::join({std::to_string(given), " bytes are too few for ", std::to_string(people_), " people"}) : std::string("the people overlap"),
             detail::join({"give a byte for each of the ", std::to_string(columns_.size()), " leaves of everybody"})});
    for (std::uint32_t i = 0; i < framework_.size(); ++i)
      if (framework_.nodes[i].is_leaf() && level_codes(framework_.scale_of(framework_.nodes[i])) == 0)
        raise({framework_.path(i), "its scale has no levels that a byte could say", "give columns, with its points among them"});
  }
  batch_input& put(std::uint32_t node, const detail::rating_column& c) {
    columns_[framework_.nodes[node].leaf] = c;
    stride_ = tile_ = 0;
    return *this;
  }
  batch_input& lay(std::span<const std::uint8_t> codes, std::size_t stride, std::size_t tile) {
    for (detail::rating_column& c : columns_) c = {};
    codes_ = codes.data(), stride_ = stride, tile_ = tile;
    return *this;
  }
  framework_view framework_;
  std::size_t people_, stride_ = 0, tile_ = 0;
  const std::uint8_t* codes_ = nullptr;
  std::vector<detail::rating_column> columns_;
};

}  // namespace prowess::v0
