// SPDX-License-Identifier: BSL-1.0
// What belongs to a framework beside its tree: critical failures, roles, learning, rater groups and evidence types.
#pragma once

#include <cstdint>

#include <prowess/json/role_reader.hpp>

namespace prowess::inline v0::detail {

/// Verifies these parts; each is kept as JSON text at the root. Names of nodes and levels must be known.
class parts_reader : role_reader {
 public:
  static constexpr member_names names{"critical_failures", "roles", "learning", "rater_groups", "evidence_types"};
  using role_reader::role_reader;

  void read(std::uint32_t failures, std::uint32_t roles, std::uint32_t learning, std::uint32_t groups, std::uint32_t evidence) {
    read_roles(failures, roles, learning);
    if (groups != 0) entries(groups, [&](std::uint32_t c) { read_rater_group(c); }, keep_nothing{});
    if (evidence != 0) entries(evidence, [&](std::uint32_t c) { read_evidence_type(c); }, keep_nothing{});
  }

 private:
  void read_rater_group(std::uint32_t i) {
    static constexpr member_names of_group{"title", "description", "weight", "minimum_raters", "anonymous", "counts"};
    const auto [title, description, weight, minimum, anonymous, counts] = known(i, of_group);
    words({title, description}), amount(weight), count(minimum), yes_or_no(anonymous), yes_or_no(counts);
  }
  void read_evidence_type(std::uint32_t i) {
    static constexpr member_names of_type{"title", "description", "confidence", "valid_months", "satisfies_hurdle", "cap", "counts"};
    const auto [title, description, confidence, months, hurdle, cap, counts] = known(i, of_type);
    words({title, description}), part(confidence), amount(months), yes_or_no(hurdle), yes_or_no(counts);
    level_of(cap, tree_.nodes.empty() ? framework_view::none : 0);
  }
};

}  // namespace prowess::v0::detail
