// SPDX-License-Identifier: BSL-1.0
// Texts of a node: titles, descriptions, tags, behaviours, the anchors of its rubric. They never touch a score.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>

#include <prowess/framework_view.hpp>

namespace prowess::inline v0 {

/// Some texts of one node, as an option of `group`, `leaf` and `framework`.
template <std::size_t N> struct remark_list {
  std::array<remark, N> remarks{};  ///< each says node 0 until a node takes them
};

/// What people read in place of the id.
[[nodiscard]] constexpr remark_list<1> title(std::string_view text) { return {{{{0, remark_kind::title, {}, text}}}}; }
/// The version of a framework, in words of your own.
[[nodiscard]] constexpr remark_list<1> version(std::string_view text) { return {{{{0, remark_kind::version, {}, text}}}}; }
/// What a node is about.
[[nodiscard]] constexpr remark_list<1> description(std::string_view text) { return {{{{0, remark_kind::description, {}, text}}}}; }

/// Keywords: `tags("ehr", "safety")`.
template <std::convertible_to<std::string_view>... Texts> [[nodiscard]] constexpr remark_list<sizeof...(Texts)> tags(const Texts&... texts) {
  return {{{remark{0, remark_kind::tag, {}, texts}...}}};
}
/// Links into other frameworks: `alignment("O*NET 2.B.1.d")`.
template <std::convertible_to<std::string_view>... Texts>
[[nodiscard]] constexpr remark_list<sizeof...(Texts)> alignment(const Texts&... texts) {
  return {{{remark{0, remark_kind::alignment, {}, texts}...}}};
}

/// One observable behaviour of a competency; unscored.
struct behaviour {
  std::string_view text;     ///< what there is to see
  bool is_critical = false;  ///< whether its failure is serious on its own
};
/// A behaviour whose failure is serious on its own.
[[nodiscard]] constexpr behaviour critical(std::string_view text) { return {text, true}; }
/// The behaviours of a leaf: `behaviours("asks first", critical("checks identity"))`.
template <class... Each>
  requires((std::same_as<Each, behaviour> || std::convertible_to<Each, std::string_view>) && ...)
[[nodiscard]] constexpr remark_list<sizeof...(Each)> behaviours(const Each&... each) {
  constexpr auto of = [](const behaviour& b) {
    return remark{0, b.is_critical ? remark_kind::critical_behaviour : remark_kind::behaviour, {}, b.text};
  };
  return {{{of(behaviour{each})...}}};
}

/// What a level means for one leaf; together the anchors are its rubric.
struct anchor {
  /// The level ...
  std::string_view level_key, text;  ///< ... and what it looks like on this leaf
};
/// The rubric of a leaf: `anchors(anchor{"basic", "explains when asked"}, anchor{"advanced", "explains under pressure"})`.
template <std::same_as<anchor>... Each> [[nodiscard]] constexpr remark_list<sizeof...(Each)> anchors(const Each&... each) {
  return {{{remark{0, remark_kind::anchor, each.level_key, each.text}...}}};
}

/// What a file says of a node beyond what scores, kept as JSON text under its JSON pointer from the node on:
/// `kept("/x-owner", "\"talent office\"")`.
[[nodiscard]] constexpr remark_list<1> kept(std::string_view pointer, std::string_view json) {
  return {{{{0, remark_kind::member, pointer, json}}}};
}

}  // namespace prowess::v0
