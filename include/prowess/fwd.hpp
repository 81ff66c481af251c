// SPDX-License-Identifier: BSL-1.0
// Names without definitions, for headers that only pass prowess types through.
#pragma once

#include <cstddef>

namespace prowess::inline v0 {

class decision_view;
class dynamic_framework;
class dynamic_role;
class error;
class exact;
class framework_view;
class name_index;
class profile;
class profile_entry;
class profile_view;
class rating_sheet;
class role_decision;
class role_view;
struct code_options;
struct csv_options;
struct dual;
struct finding;
struct group_ops;
struct level;
struct node;
struct node_handle;
struct parameters;
struct problem;
struct properties;
struct rated_person;
struct rating;
struct reason;
struct remark;
struct requirement;
struct requirement_result;
struct scale_data;
struct spelling;
struct tag_score;
struct tree_format;
struct verdict;
template <class N> struct outcome;
template <class N> struct term;
template <class T> class result;
template <std::size_t Levels> struct static_scale;
template <std::size_t N> class static_decision;
template <std::size_t Nodes, std::size_t Values, std::size_t Remarks> struct subtree;
template <std::size_t Nodes, std::size_t Values, std::size_t Remarks, std::size_t Scales, std::size_t Levels> class static_framework;
template <std::size_t Requirements, std::size_t Weights, std::size_t Groups, std::size_t Failures> class static_role;

}  // namespace prowess::v0
