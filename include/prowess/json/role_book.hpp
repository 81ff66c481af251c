// SPDX-License-Identifier: BSL-1.0
// The roles of a document, and what belongs to them: critical failures and learning resources.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/decision/dynamic_role.hpp>
#include <prowess/decision/learning_view.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

namespace detail {
class role_reader;
}

/// A critical failure as a document lists it.
struct listed_failure {
  std::string id;                   ///< as people report it, and as `role_view::blocked_by` names it
  std::string title;                ///< what people read; or empty
  std::string description;          ///< in more words; or empty
  std::string blocks_until;         ///< what lifts it, in words; or empty
  std::optional<node_handle> node;  ///< what it is about, where that is said
};

/// What `load_roles` and `read_roles` answer. It owns all of its texts and borrows nothing; its roles and resources name places of the
/// framework that they were read for. It can be moved, not copied.
///
///     const role_book book = load_roles(fw).value();
///     if (const dynamic_role* trainer = book.find("ehr-trainer")) show(decide(*trainer, ada));
class role_book {
 public:
  std::vector<dynamic_role> roles;                ///< in the order of the document
  std::vector<listed_failure> critical_failures;  ///< in the order of the document

  /// The role with an id, or null. Cost: the roles.
  [[nodiscard]] const dynamic_role* find(std::string_view id) const& {
    for (const dynamic_role& r : roles)
      if (r.view().id == id) return &r;
    return nullptr;
  }
  const dynamic_role* find(std::string_view id) const&& = delete;
  /// The learning resources, in the order of the document. Their cost is `hours`, or where no resource says hours `cost`. A resource
  /// without `from` starts at the worst points of its scale. Borrows from the book; not for temporaries.
  [[nodiscard]] learning_view learning() const& { return {resources_, after_}; }
  learning_view learning() const&& = delete;

 private:
  friend class detail::role_reader;
  detail::text_pool texts_;  ///< of the resources
  std::vector<learning_resource> resources_;
  std::vector<std::uint32_t> after_;
};

}  // namespace prowess::v0
