// SPDX-License-Identifier: BSL-1.0
// Any bytes as a framework document. What is accepted is written and read back the same, scored, and written as code.
#include <prowess/json.hpp>
#include <prowess/prowess.hpp>
#include <prowess/report/code.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "must.hpp"

namespace {

using namespace prowess;
using fuzz::must;

// A host's own policies, so that documents may name some.
struct second_best {
  static constexpr std::string_view name = "second_best";
  static constexpr std::array<parameter, 2> named{{{"floor", 0.0, false, true}, {"share", 1.0}}};
  static constexpr properties traits{.ignores_weights = true};
  double floor = 0, share = 1;
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {floor, share}; }
  template <std::size_t E> static constexpr double reduce(std::span<term<double>, E> terms, const parameters& p) {
    double first = p[0], second = p[0];
    for (const auto& t : terms) {
      if (t.score > first) second = first, first = t.score;
      else if (t.score > second) second = t.score;
    }
    return second;
  }
};
struct reversed {
  static constexpr std::string_view name = "reversed";
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    if (!of.ranked) return "it needs the children in their order";
    for (std::size_t k = 0; k < of.children; ++k) weights[k] = static_cast<double>(of.children) + 1 - of.numbers[k];
    return {};
  }
};
struct direct {
  static constexpr std::string_view name = "direct";
  static constexpr std::string_view weigh(const judgements& of, std::span<double> weights) {
    if (of.values.size() != of.children) return "it needs a number for each child";
    std::copy(of.values.begin(), of.values.end(), weights.begin());
    return {};
  }
};
struct halves {
  static constexpr std::string_view name = "halves";
  static constexpr double lowest = 1, highest = 6;
  static constexpr bool admits(double points) { return points * 2 == static_cast<double>(static_cast<int>(points * 2)); }
};

result<dynamic_framework> load(std::string_view text, const load_options& options = {}) {
  return load_framework(text, options, aggregations<second_best>, weightings<reversed, direct>, own_scales<halves>);
}

/// The members that are only kept, in an order that does not matter.
std::vector<std::string> kept(const framework_view& f) {
  std::vector<std::string> all;
  for (const remark& r : f.remarks)
    if (r.kind == remark_kind::member) all.push_back(std::to_string(r.node) + std::string(r.key) + "=" + std::string(r.text));
  std::sort(all.begin(), all.end());
  return all;
}

void score_all(const framework_view& f, std::vector<rating> ratings) {
  std::vector<node_result> out(f.size());
  must(score_into(f, ratings, out).ok(), "the ends of a scale, and no rating, are ratings");
  for (const node_result& r : out) {
    must(std::isfinite(r.score), "a score is finite");
    must(r.rated >= 0 && r.rated <= 1 && r.applicable >= 0 && r.applicable <= 1 && r.entered >= 0 && r.entered <= 1, "a share is from 0 to 1");
  }
  const profile p(f, std::move(ratings), std::move(out));
  const std::string text = to_json("ada", p);
  const auto then = read_profile_json(f, text);
  must(then.has_value(), "a profile is read back", then ? text : then.problems()[0].text() + "\n" + text);
  must(then->scores == p, "a profile is read back the same", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto loaded = load(text);
  fuzz::must_be_said(loaded.problems());
  fuzz::must_be_said(loaded.warnings());
  must(loaded.has_value() == loaded.problems().empty(), "a framework or problems");
  if (!loaded) {
    const auto limited = load(text, {.tree = {.depth = 2, .nodes = 4}, .most_bytes = 2048, .most_values = 100, .most_problems = 2});
    fuzz::must_be_said(limited.problems());
    must(!limited && limited.problems().size() <= 3, "limits are kept");
    return 0;
  }
  const framework_view f = loaded->view();
  const std::string written = to_json(f);
  const auto again = load(written);
  must(again.has_value(), "what was written is read back", again ? written : again.problems()[0].text() + "\n" + written);
  must(again->view() == f, "what was written is the same framework", written);
  must(kept(*again) == kept(f), "what was written keeps what was kept", written);
  must(to_json(*again) == written, "what was written is written again", written);

  std::vector<rating> ratings(f.leaf_count());
  score_all(f, ratings);
  for (const bool best : {false, true}) {
    for (const node& n : f.nodes)
      if (n.is_leaf()) ratings[n.leaf] = rating(best == f.scale_of(n).inverse ? f.scale_of(n).low : f.scale_of(n).high);
    score_all(f, ratings);
  }
  for (std::size_t k = 0; k < ratings.size(); k += 2) ratings[k] = k % 4 == 0 ? not_observed : not_applicable;
  score_all(f, ratings);

  fuzz::must_be_said(try_to_cpp(f).problems());
  return 0;
}
