// SPDX-License-Identifier: BSL-1.0
// Where the scores of many people go: columns of the host's, for the nodes that it wants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/result.hpp>
#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// Columns to be written, each of one entry a person; T is `double` or `float`. Borrows the framework and the columns.
///
///     batch_output out(fw, 500'000);
///     out.scores("health-it", overall).statuses("health-it", why).scores("soft", soft);
template <class T> class basic_batch_output {
 public:
  /// For so many people, with nothing asked for yet.
  basic_batch_output(const framework_view& f, std::size_t people) : framework_(f), people_(people), columns_(f.nodes.size()) {}

  /// The scores of a node, by path or unique bare id; 0 where there is none. Without its statuses, a score that is not there is
  /// refused: a 0 could be either. Raises where the name or the length is wrong, as all that follow.
  basic_batch_output& scores(std::string_view name, std::span<T> column) {
    columns_[require(name, column.size())].scores = column.data();
    return *this;
  }
  /// Why a node has the score that it has, or none.
  basic_batch_output& statuses(std::string_view name, std::span<status> column) {
    columns_[require(name, column.size())].statuses = column.data();
    return *this;
  }
  /// The coverage of a node, in [0, 1].
  basic_batch_output& coverages(std::string_view name, std::span<double> column) {
    columns_[require(name, column.size())].coverages = column.data();
    return *this;
  }
  /// The scores of all nodes in tree order, the column of a node behind the column of the one before it.
  basic_batch_output& all_scores(std::span<T> columns) {
    require_all(columns.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].scores = columns.data() + i * people_;
    return *this;
  }
  /// The statuses of all nodes, in the same way.
  basic_batch_output& all_statuses(std::span<status> columns) {
    require_all(columns.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].statuses = columns.data() + i * people_;
    return *this;
  }
  /// The coverages of all nodes, in the same way.
  basic_batch_output& all_coverages(std::span<double> columns) {
    require_all(columns.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].coverages = columns.data() + i * people_;
    return *this;
  }

  /// What is wanted of one node; null where nothing is.
  struct node_columns {
    T* scores = nullptr;           ///< points on the framework's scale
    status* statuses = nullptr;    ///< why
    double* coverages = nullptr;   ///< rated over applicable share
    /// Whether anything is wanted.
    [[nodiscard]] bool any() const noexcept { return scores != nullptr || statuses != nullptr || coverages != nullptr; }
  };
  /// What is wanted, by node in tree order.
  [[nodiscard]] std::span<const node_columns> columns() const noexcept { return {columns_.data(), columns_.size()}; }
  /// The framework that it borrows.
  [[nodiscard]] const framework_view& framework() const noexcept { return framework_; }
  /// How many people.
  [[nodiscard]] std::size_t size() const noexcept { return people_; }

 private:
  [[nodiscard]] std::size_t require(std::string_view name, std::size_t size) const {
    const auto found = framework_.look_up(name);
    if (found.node == framework_view::none) raise(detail::describe_name(framework_, name));
    if (size != people_)
      raise({framework_.path(found.node), detail::join({"the column has room for ", std::to_string(size), " of ", std::to_string(people_), " people"}),
             "give one entry for each"});
    return found.node;
  }
  void require_all(std::size_t size) const {
    if (size != people_ * columns_.size())
      raise({std::string(framework_.id()), detail::join({"there is room for ", std::to_string(size), " entries"}),
             detail::join({"give ", std::to_string(columns_.size()), " nodes x ", std::to_string(people_), " people"})});
  }
  framework_view framework_;
  std::size_t people_;
  std::vector<node_columns> columns_;
};
/// Scores in double precision, the same bits as one person at a time.
using batch_output = basic_batch_output<double>;
/// Scores in single precision.
using float_batch_output = basic_batch_output<float>;

}  // namespace prowess::v0
