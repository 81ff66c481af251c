// SPDX-License-Identifier: BSL-1.0
// One round trip for the tests that compare every form of a framework: saved, loaded, saved again.
#include <prowess/json.hpp>

#include "../property/random.hpp"

#include <doctest/doctest.h>

namespace random_frameworks {

dynamic_framework through_json(const framework_view& f) {
  const std::string text = to_json(f);
  dynamic_framework loaded = load_framework(text, aggregations<midrange>).value();
  CHECK(to_json(loaded) == text);
  return loaded;
}

}  // namespace random_frameworks
