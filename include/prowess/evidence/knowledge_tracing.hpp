// SPDX-License-Identifier: BSL-1.0
// Bayesian knowledge tracing: how likely it is that a skill is known, after each answer.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <prowess/detail/math.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// The probabilities of one skill, each in [0, 1].
struct knowledge_model {
  double prior;       ///< it is known before the first answer
  double learn;       ///< it is learned between two answers, if not known
  double forget = 0;  ///< it is forgotten between two answers, if known
  double guess;       ///< a right answer without knowing it
  double slip;        ///< a wrong answer in spite of knowing it

  /// Why these make no sense, or nothing. guess + slip must be below 1, or right answers would lower the probability.
  [[nodiscard]] constexpr std::string_view objection() const {
    for (const double p : {prior, learn, forget, guess, slip})
      if (!(p >= 0 && p <= 1)) return "prior, learn, forget, guess and slip must be probabilities, from 0 to 1";
    return guess + slip < 1 ? "" : "guess + slip must be below 1: else a right answer speaks against knowing";
  }
};

/// What one answer changed.
struct knowledge_step {
  double known_before;           ///< probability that it was known before the answer
  double correct;                ///< probability of a right answer, before it was given
  double known_after;            ///< probability that it is known now: after the answer, and the chance to learn or forget that follows
  bool impossible = false;       ///< the model said that this answer cannot be given; it then counts as no evidence
  friend constexpr bool operator==(const knowledge_step&, const knowledge_step&) = default;  ///< member by member
};

namespace detail {
/// Ends a constant expression where it says why; at run time raises that.
constexpr void the_knowledge_model_must_make_sense(std::string_view why) {
  if (!why.empty()) raise(problem{"knowledge model", std::string(why), {}});
}
}  // namespace detail

/// The state of one person's skill: 48 bytes, each answer takes constant time. With p the probability that it is known:
/// a right answer is expected with p (1 - slip) + (1 - p) guess; after it q = p (1 - slip) / (that), after a wrong one
/// q = p slip / (p slip + (1 - p) (1 - guess)), without an answer q = p; and then p becomes q (1 - forget) + (1 - q) learn.
/// Source: Corbett, Anderson, User Modeling and User-Adapted Interaction 4 (1995), 253-278; forgetting as in pyBKT.
///
///     constexpr auto known = [] {
///       prowess::knowledge_tracing skill({.prior = 0.1, .learn = 0.25, .forget = 0.1, .guess = 0.05, .slip = 0.25});
///       return skill.observe(true).known_after;
///     }();
///     static_assert(known > 0.65);
class knowledge_tracing {
 public:
  /// Raises what `knowledge_model::objection` says (in a constant expression: does not compile).
  constexpr explicit knowledge_tracing(const knowledge_model& of) : model_(of), known_(of.prior) {
    detail::the_knowledge_model_must_make_sense(of.objection());
  }

  /// Probability that it is known now.
  [[nodiscard]] constexpr double known() const noexcept { return known_; }
  /// Probability that the next answer is right.
  [[nodiscard]] constexpr double correct() const { return product(known_, 1 - model_.slip) + product(1 - known_, model_.guess); }

  /// A text or a number is no truth value.
  template <class T>
    requires(!std::same_as<T, bool> && !std::same_as<T, std::optional<bool>> && !std::same_as<T, std::nullopt_t>)
  knowledge_step observe(const T&) = delete;
  /// An answer, right or wrong; or a chance to answer that was not used, after which only learning and forgetting count.
  constexpr knowledge_step observe(std::optional<bool> right) {
    knowledge_step step{known_, correct(), 0};
    double q = known_;
    if (right) {
      const double if_known = product(known_, *right ? 1 - model_.slip : model_.slip);
      const double either = if_known + product(1 - known_, *right ? model_.guess : 1 - model_.guess);
      step.impossible = either == 0;
      if (!step.impossible) q = if_known / either;
    }
    known_ = product(q, 1 - model_.forget) + product(1 - q, model_.learn);
    step.known_after = known_;
    return step;
  }

 private:
  knowledge_model model_;
  double known_;
};

/// The state before the first answer; or why the model makes no sense.
[[nodiscard]] inline result<knowledge_tracing> try_knowledge_tracing(const knowledge_model& model) {
  if (const std::string_view why = model.objection(); !why.empty()) return problem{"knowledge model", std::string(why), {}};
  return knowledge_tracing(model);
}

}  // namespace prowess::v0
