// SPDX-License-Identifier: BSL-1.0
// Many small rubrics in flat arrays: points of criteria side by side, tags beside them, no tree and no plan for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/hash.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// Rubrics that somebody else owns. Views of a `rubric_bank` are sound; the functions that take one check nothing of it again.
/// Rubric r has the criteria `offsets[r]` to `offsets[r + 1]`, and criterion c the tags `tags[tag_offsets[c]]` to `tag_offsets[c + 1]`.
struct rubric_bank_view {
  std::span<const std::uint32_t> offsets{};      ///< where each rubric's criteria begin, and their number; one more than rubrics
  std::span<const double> points{};              ///< what a criterion is worth where it is met; negative: it deducts
  std::span<const std::uint32_t> tag_offsets{};  ///< where each criterion's tags begin; one more than criteria, or empty
  std::span<const std::uint32_t> tags{};         ///< places in `tag_names`
  std::span<const std::string_view> tag_names{};  ///< in the order in which they were first used
  std::span<const std::string_view> ids{};       ///< of the rubrics; an empty one was not given
  /// The points in units of their rubric: a power of two, so that all are whole numbers and sums are exact. 0 where there is none such;
  /// 16 more at the end.
  std::span<const std::int32_t> units{};
  std::span<const double> positive_units{};      ///< of each rubric: its positive points in units; without units minus the points themselves
  bool in_units = false;                         ///< all rubrics have units

  /// The number of rubrics.
  [[nodiscard]] std::size_t size() const noexcept { return offsets.empty() ? 0 : offsets.size() - 1; }
  /// The number of criteria of all rubrics together.
  [[nodiscard]] std::size_t criteria() const noexcept { return points.size(); }
  /// The number of criteria of one rubric.
  [[nodiscard]] std::uint32_t criteria_of(std::size_t rubric) const noexcept { return offsets[rubric + 1] - offsets[rubric]; }
  /// The points of one rubric's criteria.
  [[nodiscard]] std::span<const double> points_of(std::size_t rubric) const noexcept { return {points.data() + offsets[rubric], criteria_of(rubric)}; }
  /// The tags of one criterion, counted over all rubrics.
  [[nodiscard]] std::span<const std::uint32_t> tags_of(std::size_t criterion) const noexcept {
    if (tag_offsets.empty()) return {};
    return {tags.data() + tag_offsets[criterion], tag_offsets[criterion + 1] - tag_offsets[criterion]};
  }
  /// How messages name a rubric: by its id, or by its place.
  [[nodiscard]] std::string name(std::size_t rubric) const {
    if (rubric < ids.size() && !ids[rubric].empty()) return detail::join({"rubric ", detail::in_quotes(ids[rubric])});
    return detail::join({"rubric ", std::to_string(rubric), " (from 0)"});
  }
};

/// Rubrics and their texts. Made by `rubric_bank_builder`; never changed; to be shared among threads.
class rubric_bank {
 public:
  /// Borrows from the bank, which must outlive it.
  [[nodiscard]] rubric_bank_view view() const& noexcept {
    return {as_span(offsets_), as_span(points_), as_span(tag_offsets_), as_span(tags_), as_span(tag_names_), as_span(ids_), as_span(units_),
            as_span(positive_units_), in_units_};
  }
  rubric_bank_view view() const&& = delete;
  operator rubric_bank_view() const& noexcept { return view(); }  ///< as `view()`
  operator rubric_bank_view() const&& = delete;

 private:
  friend class rubric_bank_builder;
  rubric_bank() = default;
  template <class T> static std::span<const T> as_span(const std::vector<T>& v) noexcept { return {v.data(), v.size()}; }

  std::vector<std::uint32_t> offsets_{0}, tag_offsets_{0}, tags_;
  std::vector<double> points_, positive_units_;
  std::vector<std::int32_t> units_;
  std::vector<std::string_view> tag_names_, ids_;
  detail::text_pool texts_;
  bool in_units_ = true;
};

/// Collects rubrics and checks them as they come. A mistake is kept until `build()`, which returns all of them.
/// A rubric needs a criterion with positive points; points are finite, and what a rubric can deduct is at most 1,000,000 times its
/// smallest positive points (beyond, no mean of scores would mean anything). Ids are different or not given.
/// Cost: a hash of each id and tag.
///
///     rubric_bank_builder all;
///     all.add_rubric("fever").add_criterion(10, {"accuracy"}).add_criterion(-8, {"accuracy", "safety"});
///     const rubric_bank bank = all.build().value();
class rubric_bank_builder {
 public:
  /// The rubric that the criteria which follow belong to. An empty id is none.
  rubric_bank_builder& add_rubric(std::string_view id = {}) {
    if (open_) close();
    open_ = true;
    if (!id.empty()) {
      const std::uint64_t hash = detail::hash_text(id, seed_);
      if (ids_.find(hash, [&](std::uint32_t r) { return bank_.ids_[r] == id; }) != detail::hash_slots::none)
        say(detail::join({"rubric ", detail::in_quotes(id)}), "two rubrics have this id", "rename one, or refer to the first by its index");
      else ids_.insert(hash, static_cast<std::uint32_t>(bank_.ids_.size()));
    }
    bank_.ids_.push_back(bank_.texts_.keep(id));
    return *this;
  }
  /// A criterion of the last rubric. Negative points deduct where it is met; 0 points count nothing.
  rubric_bank_builder& add_criterion(double points, std::span<const std::string_view> tags = {}) {
    if (!open_) {
      say("", "a criterion comes before the first rubric", "call add_rubric() first");
      return *this;
    }
    if (!(points >= -most_points && points <= most_points))
      say(here(), detail::join({"the points are ", detail::number(points)}), "give a number from -1e9 to 1e9"), points = 0;
    if (bank_.points_.size() >= most_criteria) {
      if (bank_.points_.size() == most_criteria && !full_)
        say(here(), "the bank has too many criteria", "at most 4,000,000,000: use several banks"), full_ = true;
      return *this;
    }
    for (const std::string_view tag : tags) add_tag(tag);
    bank_.points_.push_back(points);
    bank_.tag_offsets_.push_back(static_cast<std::uint32_t>(bank_.tags_.size()));
    return *this;
  }
  /// The same with tags in braces.
  rubric_bank_builder& add_criterion(double points, std::initializer_list<std::string_view> tags) {
    return add_criterion(points, std::span<const std::string_view>(tags.begin(), tags.size()));
  }
  /// The bank, or all mistakes. The builder is empty afterwards.
  [[nodiscard]] result<rubric_bank> build() {
    if (open_) close();
    bank_.units_.resize(bank_.units_.size() + 16);  // kernels copy sixteen at a time
    rubric_bank_builder done = std::move(*this);
    *this = rubric_bank_builder();
    if (!done.problems_.empty()) return std::move(done.problems_);
    return std::move(done.bank_);
  }

 private:
  static constexpr double most_points = 1e9;
  static constexpr std::size_t most_criteria = 4'000'000'000;
  static constexpr std::size_t most_problems = 100;

  void say(std::string where, std::string what, std::string remedy) {
    if (problems_.size() < most_problems) problems_.push_back({std::move(where), std::move(what), std::move(remedy)});
  }
  [[nodiscard]] std::string rubric_here() const {
    rubric_bank_view v;
    v.ids = rubric_bank::as_span(bank_.ids_);
    return v.name(bank_.ids_.size() - 1);
  }
  [[nodiscard]] std::string here() const {
    return detail::join({rubric_here(), ", criterion ", std::to_string(bank_.points_.size() - bank_.offsets_.back()), " (from 0)"});
  }
  void add_tag(std::string_view tag) {
    if (tag.empty()) return say(here(), "a tag is empty", "give it a name, or leave it out");
    const std::uint64_t hash = detail::hash_text(tag, ~seed_);
    std::uint32_t at = tags_.find(hash, [&](std::uint32_t t) { return bank_.tag_names_[t] == tag; });
    if (at == detail::hash_slots::none) {
      at = static_cast<std::uint32_t>(bank_.tag_names_.size());
      bank_.tag_names_.push_back(bank_.texts_.keep(tag));
      tags_.insert(hash, at);
    }
    for (std::size_t k = bank_.tag_offsets_.back(); k < bank_.tags_.size(); ++k)
      if (bank_.tags_[k] == at) return say(here(), detail::join({"the tag ", detail::in_quotes(tag), " is there twice"}), "leave one out");
    bank_.tags_.push_back(at);
  }

  /// Checks the last rubric as a whole, and finds its unit.
  void close() {
    const std::size_t first = bank_.offsets_.back(), count = bank_.points_.size() - first;
    const double* const p = bank_.points_.data() + first;
    double least = 0, deducted = 0;
    for (std::size_t k = 0; k < count; ++k) {
      if (p[k] > 0 && (least == 0 || p[k] < least)) least = p[k];
      if (p[k] < 0) deducted -= p[k];
    }
    if (count == 0) say(rubric_here(), "the rubric has no criteria", "add some, or leave it out");
    else if (least == 0)
      say(rubric_here(), "no criterion has positive points", "a score is what is won of the positive points: give some criterion more than 0");
    else if (deducted > 1e6 * least)
      say(rubric_here(),
          detail::join({"its criteria can deduct ", detail::number(deducted), " points, and its smallest positive points are ", detail::number(least)}),
          "at most 1,000,000 times as much: check the points");
    bank_.offsets_.push_back(static_cast<std::uint32_t>(bank_.points_.size()));

    double scale = 1;
    while (scale <= 0x1p20 && !whole_in({p, count}, scale)) scale *= 2;
    const bool found = scale <= 0x1p20;
    double positive = 0;
    for (std::size_t k = 0; k < count; ++k) {
      bank_.units_.push_back(found ? static_cast<std::int32_t>(p[k] * scale) : 0);
      if (p[k] > 0) positive += found ? p[k] * scale : p[k];
    }
    bank_.positive_units_.push_back(found ? positive : -positive);
    bank_.in_units_ = bank_.in_units_ && found;
  }
  /// Whether all points are whole in units of 1 / scale, and so small that no sum of them leaves 31 bits.
  static bool whole_in(std::span<const double> points, double scale) {
    double total = 0;
    for (const double p : points) {
      const double u = p * scale;
      total += u < 0 ? -u : u;
      if (!(total < 0x1p31) || u != static_cast<double>(static_cast<std::int64_t>(u))) return false;
    }
    return true;
  }

  rubric_bank bank_;
  std::vector<problem> problems_;
  detail::hash_slots ids_, tags_;
  std::uint64_t seed_ = detail::seed_at(this);  // moves with the tables
  bool open_ = false, full_ = false;
};

}  // namespace prowess::v0
