// SPDX-License-Identifier: BSL-1.0
// What stands where an aggregation may stand must be one.
// EXPECT-ERROR: a group takes a weight, an aggregation
#include <prowess/core.hpp>

using namespace prowess;

struct average {  // no name
  template <class N> struct state { N sum{}; };
  template <class N> static constexpr void step(state<N>& s, const term<N>& t) { s.sum = s.sum + t.score; }
  template <class N> static constexpr N finish(const state<N>& s) { return s.sum; }
#ifdef FIXED
  static constexpr std::string_view name = "average";
#endif
};
inline constexpr auto fw = framework("health-it", levels("basic", "able", "expert"),
  domain("technical", average{}, competency("build", 40), competency("interfaces", 30)));
