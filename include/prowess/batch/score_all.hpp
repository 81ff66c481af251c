// SPDX-License-Identifier: BSL-1.0
// Scoring many people through a plan: block by block, each step in the way that the block allows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <prowess/batch/block.hpp>
#include <prowess/batch/finding.hpp>
#include <prowess/batch/input.hpp>
#include <prowess/batch/output.hpp>
#include <prowess/batch/plan.hpp>
#include <prowess/batch/split.hpp>

namespace prowess::inline v0 {

/// What scoring a range of people needs beside its input and output. Each thread has its own; it may be used again with the same plan.
template <class T> class basic_batch_scratch {
 public:
  /// For a plan, which must outlive it.
  explicit basic_batch_scratch(const basic_batch_plan<T>& plan) : blocks_(plan) {}
  /// Bytes that it holds.
  [[nodiscard]] std::size_t bytes() const noexcept { return blocks_.bytes(); }

 private:
  template <class U> friend batch_finding score_range(const basic_batch_plan<U>&, const batch_input&, const basic_batch_output<U>&, split_range, basic_batch_scratch<U>&);
  detail::block_scorer<T> blocks_;
};
/// For a plan in double precision.
using batch_scratch = basic_batch_scratch<double>;
/// For a plan in single precision.
using float_batch_scratch = basic_batch_scratch<float>;

/// Scores a range of people: no allocation (but for rows, when the scratch first meets them), no lock; ranges that do not overlap may be scored by several threads at once. Where the
/// finding is not ok, columns of people of this range hold nothing of use. Which of several mistakes is found is the same in each run.
///
///     for (const split_range part : split(people.size(), 4, plan.options().block))   // in four threads, each with a scratch of its own
///       at[k++] = score_range(plan, people, out, part, scratch);
template <class T>
[[nodiscard]] batch_finding score_range(const basic_batch_plan<T>& plan, const batch_input& people, const basic_batch_output<T>& out, split_range range, basic_batch_scratch<T>& scratch) {
  if (people.framework().size() != plan.framework().size() || out.framework().size() != plan.framework().size()) return {batch_rule::foreign_framework, 0, 0, 0};
  if (out.size() != people.size() || range.last > people.size() || range.first > range.last)
    return {batch_rule::wrong_number_of_people, 0, 0, static_cast<double>(people.size())};
  return scratch.blocks_.score(people, out, range.first, range.last);
}

/// Scores all people, with scratch of its own. Cost: per block of people, each group once.
///
///     const batch_plan plan(fw);
///     score_all(plan, people, out);      // raises where a rating is wrong, naming the person
template <class T> [[nodiscard]] result<std::size_t> try_score_all(const basic_batch_plan<T>& plan, const batch_input& people, const basic_batch_output<T>& out) {
  basic_batch_scratch<T> scratch(plan);
  if (const batch_finding at = score_range(plan, people, out, {0, people.size()}, scratch); !at.ok()) return describe(at, plan.framework());
  return people.size();
}
/// The same; raises where a rating is wrong. Returns how many people were scored.
template <class T> std::size_t score_all(const basic_batch_plan<T>& plan, const batch_input& people, const basic_batch_output<T>& out) {
  return try_score_all(plan, people, out).value();
}

}  // namespace prowess::v0
