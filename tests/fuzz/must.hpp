// SPDX-License-Identifier: BSL-1.0
// What the fuzz targets have in common.
#pragma once

#include <prowess/result.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// Ends the program where something that always holds does not.
inline void must(bool holds, std::string_view what, std::string_view seen = {}) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n%s\n", std::string(what).c_str(), std::string(seen).c_str());
  std::abort();
}

/// Every problem says something, on one line.
inline void must_be_said(const std::vector<prowess::problem>& problems) {
  for (const prowess::problem& p : problems) {
    must(!p.what.empty(), "a problem says what it is");
    must(p.text().find_first_of("\r\n") == std::string_view::npos, "a problem is one line", p.text());
  }
}

}  // namespace fuzz
