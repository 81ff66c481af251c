// SPDX-License-Identifier: BSL-1.0
// Slices: the same walk over the leaves that have a tag, wherever they stand in the tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/mistakes.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/outcome.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>
#include <prowess/result.hpp>
#include <prowess/score.hpp>

namespace prowess::inline v0 {

/// What one slice comes to: its tag and the result of the root. Borrows the tag from the framework.
struct tag_score {
  std::string_view tag;  ///< as the framework has it
  node_result result{};  ///< of the root
  friend constexpr bool operator==(const tag_score&, const tag_score&) = default;  ///< tag and result
};

/// The tags of a framework, each once, in tree order. Cost: every tag is compared with all different ones before it.
[[nodiscard]] constexpr std::vector<std::string_view> tags_of(const framework_view& f) {
  std::vector<std::string_view> all;
  for (const remark& r : f.remarks) {
    if (r.kind != remark_kind::tag) continue;
    std::size_t i = 0;
    while (i < all.size() && all[i] != r.text) ++i;
    if (i == all.size()) all.push_back(r.text);
  }
  return all;
}

namespace detail {

/// Writes the ratings of the leaves that have a tag, their own or that of a group above them, and `not_applicable` for the others;
/// false where no node has the tag.
constexpr bool slice_ratings(const profile_view& p, std::string_view tag, std::span<rating> part) {
  const framework_view& f = p.framework;
  for (rating& r : part) r = not_applicable;
  bool known = false;
  for (const remark& r : f.remarks) {
    if (r.kind != remark_kind::tag || r.text != tag) continue;
    known = true;
    const std::uint32_t next = r.node + f.nodes[r.node].extent;  // the first node behind the subtree
    const std::size_t last = next < f.size() ? f.nodes[next].leaf : part.size();
    for (std::size_t leaf = f.nodes[r.node].leaf; leaf < last; ++leaf) part[leaf] = p.ratings[leaf];
  }
  return known;
}

/// The text of a tag that no node has.
inline problem describe_tag(const framework_view& f, std::string_view wanted) {
  std::string all;
  std::string_view guess;
  std::size_t nearest = wanted.size() / 3 + 2;
  for (const std::string_view tag : tags_of(f)) {
    if (const std::size_t d = distance(wanted, tag, nearest); d < nearest) nearest = d, guess = tag;
    if (all.size() <= 120) all = join({all, all.empty() ? "its tags are '" : ", '", tag, "'"});
    else if (!all.ends_with("...")) all += ", ...";
  }
  return {in_quotes(wanted), join({"no node of '", f.id(), "' has this tag"}),
          !guess.empty() ? join({"did you mean '", guess, "'?"}) : all.empty() ? "give it some first: tags(...)" : all};
}

}  // namespace detail

/// The profile of the part of a framework that has a tag: its leaves are those with the tag, their own or that of a group above
/// them; every other leaf is `not_applicable`, so that aggregations, weights, missing rules and coverage keep their meaning (a
/// group under `no_score` waits only for what is in the slice). A slice of a slice is what has both tags. Borrows the framework,
/// not the profile. A tag that no node has is a problem, which names the nearest one.
///
///     const profile safety = slice(ada, "safety");
///     std::printf("%.2f\n", safety.score());
[[nodiscard]] inline result<profile> try_slice(const profile_view& p, std::string_view tag) {
  std::vector<rating> part(p.ratings.size());
  if (!detail::slice_ratings(p, tag, part)) return detail::describe_tag(p.framework, tag);
  return try_score(p.framework, part);
}
/// The same; a tag that no node has raises.
[[nodiscard]] inline profile slice(const profile_view& p, std::string_view tag) { return try_slice(p, tag).value(); }

/// The root's result of the slice of each tag, in the order of `tags_of`. Cost: one walk for each tag.
///
///     for (const auto& [tag, of] : slices(ada)) if (of.has_score()) use(tag, of.score);
[[nodiscard]] constexpr std::vector<tag_score> slices(const profile_view& p) {
  std::vector<tag_score> all;
  std::vector<rating> part(p.ratings.size());
  std::vector<node_result> out(p.framework.size());
  for (const std::string_view tag : tags_of(p.framework)) {
    detail::slice_ratings(p, tag, part);
    if (const finding at = score_into(p.framework, part, out); !at.ok()) detail::stop(at, p.framework);
    all.push_back({tag, out[0]});
  }
  return all;
}

}  // namespace prowess::v0
