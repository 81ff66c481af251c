// SPDX-License-Identifier: BSL-1.0
// Names without definitions, for headers that only pass prowess types through.
#pragma once

#include <cstddef>

namespace prowess::inline v0 {

class dynamic_framework;
class error;
class exact;
class framework_view;
class name_index;
class profile;
class profile_entry;
class profile_view;
class rating_sheet;
struct code_options;
struct csv_options;
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
struct remark;
struct scale_data;
struct spelling;
struct tag_score;
struct tree_format;
template <class N> struct outcome;
template <class N> struct term;
template <class T> class result;
template <std::size_t Levels> struct static_scale;
template <std::size_t Nodes, std::size_t Values, std::size_t Remarks> struct subtree;
template <std::size_t Nodes, std::size_t Values, std::size_t Remarks, std::size_t Scales, std::size_t Levels> class static_framework;

}  // namespace prowess::v0
