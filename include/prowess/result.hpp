// SPDX-License-Identifier: BSL-1.0
// Problems as values, and the result of an operation that may have them.
#pragma once

#if !defined(__cpp_exceptions)
#include <cstdio>
#include <cstdlib>
#endif
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prowess::inline v0 {

/// One mistake in the user's words: where it is, which rule it breaks, how to mend it.
struct problem {
  std::string where;   ///< path of the node, or line and column of a file; empty for the whole
  std::string what;    ///< the rule and the offending value, lower case
  std::string remedy;  ///< what to do about it; may be empty

  /// `where: what; remedy`
  [[nodiscard]] std::string text() const {
    std::string all = where;
    if (!all.empty()) all += ": ";
    all += what;
    if (!remedy.empty()) all += "; ", all += remedy;
    return all;
  }
  friend bool operator==(const problem&, const problem&) = default;  ///< the same texts
};

/// What the throwing forms throw; `what()` has one line for each problem.
class error : public std::exception {
 public:
  /// With a line of `what()` for each problem.
  explicit error(std::vector<problem> problems) : problems_(std::move(problems)) {
    for (const problem& p : problems_) {
      if (!text_.empty()) text_ += '\n';
      text_ += p.text();
    }
  }
  /// All problems' texts, one on each line. Valid as long as the error.
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  /// The problems one by one.
  [[nodiscard]] const std::vector<problem>& problems() const noexcept { return problems_; }

 private:
  std::vector<problem> problems_;
  std::string text_;
};

/// Throws `error`; without exceptions prints the problems and aborts.
[[noreturn]] inline void raise(std::vector<problem> problems) {
#if defined(__cpp_exceptions)
  throw error(std::move(problems));
#else
  for (const problem& p : problems) std::fprintf(stderr, "prowess: %s\n", p.text().c_str());
  std::abort();
#endif
}
/// The same for one problem.
[[noreturn]] inline void raise(problem one) {
  std::vector<problem> all;
  all.push_back(std::move(one));
  raise(std::move(all));
}

/// A value, or the problems that prevented it; and warnings either way. What the `try_` and `load_` functions return.
///
///     if (auto ada = try_score(sheet)) use(*ada); else show(ada.problems());
template <class T> class [[nodiscard]] result {
 public:
  /// A value.
  result(T value, std::vector<problem> warnings = {}) : value_(std::move(value)), warnings_(std::move(warnings)) {}
  /// No value, for one reason.
  result(problem one) { problems_.push_back(std::move(one)); }
  /// No value, for these reasons.
  result(std::vector<problem> problems, std::vector<problem> warnings = {})
      : problems_(std::move(problems)), warnings_(std::move(warnings)) {}

  /// Whether there is a value.
  [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
  /// The same.
  explicit operator bool() const noexcept { return value_.has_value(); }
  /// Why there is no value; empty where there is one.
  [[nodiscard]] const std::vector<problem>& problems() const& noexcept { return problems_; }
  /// What looks like a mistake and is none by the rules.
  [[nodiscard]] const std::vector<problem>& warnings() const& noexcept { return warnings_; }
  /// Of a temporary result, by value.
  [[nodiscard]] std::vector<problem> problems() && noexcept { return std::move(problems_); }  // by value: nothing dangles in a range-for
  [[nodiscard]] std::vector<problem> warnings() && noexcept { return std::move(warnings_); }  ///< as `problems`

  /// The value; raises the problems where there is none.
  T& value() & { return require(), *value_; }
  const T& value() const& { return require(), *value_; }  ///< as above
  T value() && { return require(), std::move(*value_); }  ///< moved out of a temporary result
  T& operator*() & { return value(); }                    ///< as `value()`
  const T& operator*() const& { return value(); }         ///< as `value()`
  T operator*() && { return std::move(*this).value(); }   ///< as `value()`
  T* operator->() & { return &value(); }                  ///< of the value; raises as `value()` does
  const T* operator->() const& { return &value(); }       ///< of the value; raises as `value()` does
  T* operator->() && = delete;  ///< what it returns would outlive the result: keep the result

 private:
  void require() const {
    if (!value_) raise(problems_);
  }
  std::optional<T> value_;
  std::vector<problem> problems_, warnings_;
};

}  // namespace prowess::v0
