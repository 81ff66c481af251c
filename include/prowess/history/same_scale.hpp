// SPDX-License-Identifier: BSL-1.0
// Whether points of one framework's scale mean the same on a scale of another framework.
#pragma once

#include <cstdint>

#include <prowess/framework_view.hpp>
#include <prowess/scale.hpp>

namespace prowess::inline v0::detail {

/// Whether two scales admit the same points, place them alike, and have levels with the same keys; their own keys and labels do not count.
constexpr bool same_scale(const framework_view& f, const scale_data& a, const framework_view& g, const scale_data& b) {
  if (a.how != b.how || a.low != b.low || a.high != b.high || a.zero != b.zero || a.inverse != b.inverse || a.above != b.above) return false;
  if (a.how == grid::stepped && a.step != b.step) return false;
  if (a.how == grid::own && a.own->name != b.own->name) return false;
  if (a.level_count != b.level_count) return false;
  for (std::uint32_t i = 0; i < a.level_count; ++i)
    if (f.levels(a)[i].key != g.levels(b)[i].key || f.levels(a)[i].points != g.levels(b)[i].points) return false;
  return true;
}

}  // namespace prowess::v0::detail
