// SPDX-License-Identifier: BSL-1.0
// A role that is made at run time, with the same words and the same meaning.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/decision/role.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// The run-time owner of a role. It copies every text, and names places of the framework that it was made for: an edit of the tree
/// above them invalidates it (decisions then refuse it).
///
///     dynamic_role nurse(fw, "nurse", minimum_fit{0.8}, needs("care", "able", hurdle), needs("handover", 2));
class dynamic_role {
 public:
  /// The parts of `role`. A name that is not there, or limits that make no sense, raise.
  template <class... Parts> dynamic_role(const framework_view& f, std::string_view role_id, const Parts&... parts) {
    id = texts_.keep(role_id);
    [[maybe_unused]] detail::role_writer<dynamic_role> write{f, *this};
    (write.part(parts), ...);
    title = texts_.keep(title), description = texts_.keep(description);
    detail::check_role(f, view());
  }
  /// A copy of any role, texts too.
  explicit dynamic_role(const role_view& r)
      : limits(r.limits), requirements_(r.requirements.begin(), r.requirements.end()), weights_(r.weights.begin(), r.weights.end()) {
    id = texts_.keep(r.id), title = texts_.keep(r.title), description = texts_.keep(r.description);
    for (const alternatives& a : r.any_of) add(a);
    for (const std::string_view failure : r.blocked_by) add(failure);
  }
  dynamic_role(const dynamic_role& other) : dynamic_role(other.view()) {}  ///< texts too
  dynamic_role(dynamic_role&&) noexcept = default;                         ///< what was moved from may only be assigned to
  dynamic_role& operator=(dynamic_role other) noexcept {                   ///< a copy, or moved
    std::swap(id, other.id), std::swap(title, other.title), std::swap(description, other.description), std::swap(limits, other.limits);
    requirements_.swap(other.requirements_), weights_.swap(other.weights_), any_of_.swap(other.any_of_), blocked_by_.swap(other.blocked_by_);
    std::swap(texts_, other.texts_);
    return *this;
  }

  /// Borrows from the role; not for temporaries.
  [[nodiscard]] role_view view() const& { return {id, title, description, requirements_, weights_, any_of_, blocked_by_, limits}; }
  role_view view() const&& = delete;
  operator role_view() const& { return view(); }  ///< as `view()`
  operator role_view() const&& = delete;

 private:
  template <class Owner> friend struct detail::role_writer;
  void add(const requirement& r) { requirements_.push_back(r); }
  void add(const role_weight& w) { weights_.push_back(w); }
  std::uint32_t add(alternatives a) {
    a.title = texts_.keep(a.title);
    any_of_.push_back(a);
    return static_cast<std::uint32_t>(any_of_.size() - 1);
  }
  void add(std::string_view failure) { blocked_by_.push_back(texts_.keep(failure)); }

  detail::text_pool texts_;  // in front of the texts that it keeps
  std::string_view id{}, title{}, description{};
  role_limits limits{};
  std::vector<requirement> requirements_;
  std::vector<role_weight> weights_;
  std::vector<alternatives> any_of_;
  std::vector<std::string_view> blocked_by_;
};

}  // namespace prowess::v0
