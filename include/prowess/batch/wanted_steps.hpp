// SPDX-License-Identifier: BSL-1.0
// Which steps of a plan lead to the columns that are wanted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <prowess/batch/output.hpp>
#include <prowess/batch/plan.hpp>

namespace prowess::inline v0::detail {

/// By step: whether it is needed, and which one may stand for it and those that follow.
class wanted_steps {
 public:
  wanted_steps(std::size_t steps, std::size_t nodes) : needed_(steps), folds_(steps), step_of_(nodes) {}

  template <class T> void find(const basic_batch_plan<T>& plan, const basic_batch_output<T>& out) {
    const std::span<const batch_step> steps = plan.steps();
    needed_.assign(steps.size(), 0);
    folds_.assign(steps.size(), batch_step::none);
    const auto wanted = [&](const batch_step& s) { return out.columns()[s.node].any(); };
    for (std::size_t k = 0; k < steps.size(); ++k) step_of_[steps[k].node] = static_cast<std::uint32_t>(k);
    for (std::size_t k = steps.size(); k-- > 0;) {
      if (wanted(steps[k])) needed_[k] = 1;
      if (needed_[k] == 0) continue;
      for (const step_child& c : plan.children(steps[k]))
        if (!c.is_leaf) needed_[step_of_[c.node]] = 1;
    }
    for (std::size_t k = steps.size(); k-- > 0;) {
      const std::size_t below = steps[k].steps_below;
      const auto part = steps.subspan(k - below, below);
      if (needed_[k] == 0 || below == 0 || steps[k].codes == by_codes::nothing || std::any_of(part.begin(), part.end(), wanted)) continue;
      k -= below;
      folds_[k] = static_cast<std::uint32_t>(k + below);
    }
  }

  [[nodiscard]] bool needed(std::size_t step) const { return needed_[step] != 0; }
  /// The step whose score may be found without those from this one on up to it; `none` where there is no such step.
  [[nodiscard]] std::uint32_t fold_at(std::size_t step) const { return folds_[step]; }
  [[nodiscard]] std::size_t bytes() const noexcept { return needed_.size() + 4 * (folds_.size() + step_of_.size()); }

 private:
  std::vector<std::uint8_t> needed_;
  std::vector<std::uint32_t> folds_, step_of_;
};

}  // namespace prowess::v0::detail
