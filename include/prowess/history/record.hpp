// SPDX-License-Identifier: BSL-1.0
// What to keep beside a result so that it can be traced and computed again: versions and fingerprints of all that went in.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/history/fingerprint.hpp>
#include <prowess/profile.hpp>
#include <prowess/rating.hpp>

namespace prowess::inline v0 {

/// The version of the rules of scoring: raised when the same framework and ratings come to another score, status or coverage.
inline constexpr int rules_version = 1;

namespace detail {
/// The finalizer of splitmix64. Source: Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
constexpr std::uint64_t mixed(std::uint64_t z) {
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
  z = (z ^ z >> 27) * 0x94d049bb133111ebU;
  return z ^ z >> 31;
}
}  // namespace detail

/// The fingerprint of what was rated, by the paths of the leaves: the order of leaves and what the framework makes of them do not matter,
/// and a leaf that is `not_observed` adds nothing, so the same evidence under a framework with further leaves has the same one.
///
/// For each other leaf: FNV-1a (64 bits) over the ids from below the root down to it with a byte '/' in front of each, then byte 0xff, byte
/// kind (rated 0, no_opportunity 2, not_applicable 3), number points (8 bytes as in `fingerprint_of`; 0 unless rated); its state mixed by
/// the finalizer of splitmix64 (z ^= z >> 30, z *= 0xbf58476d1ce4e5b9, z ^= z >> 27, z *= 0x94d049bb133111eb, z ^= z >> 31). The sum of
/// these modulo 2^64 is the fingerprint (0 where nothing is rated). One rating for each leaf, in tree order. Cost: O(nodes).
///
///     fingerprint_of(fw, sheet.ratings())
[[nodiscard]] constexpr fingerprint fingerprint_of(const framework_view& f, std::span<const rating> ratings) {
  struct open_group {
    std::uint32_t end;
    detail::fnv_1a path;
  };
  std::vector<open_group> above;
  fingerprint sum;
  for (std::uint32_t i = 0; i < f.size(); ++i) {
    const node& n = f.nodes[i];
    while (!above.empty() && above.back().end <= i) above.pop_back();
    detail::fnv_1a h = above.empty() ? detail::fnv_1a{} : above.back().path;
    if (i != 0) h.byte('/'), h.letters(n.id);
    if (!n.is_leaf()) {
      above.push_back({i + n.extent, h});
      continue;
    }
    const rating& r = ratings[n.leaf];
    if (r.kind == presence::not_observed) continue;
    h.byte(0xff), h.byte(static_cast<std::uint64_t>(r.kind)), h.number(r.is_rated() ? r.points : 0);
    sum.value += detail::mixed(h.state);
  }
  return sum;
}

/// The fingerprint of the results themselves, bit by bit: FNV-1a (64 bits) over word number of nodes; for each node in tree order byte
/// status (in the order of `status`, from 0), numbers score (0 without one), rated, applicable and entered share. The same computation
/// has the same one on every platform; a weight written otherwise may change a last bit, and with it this.
[[nodiscard]] constexpr fingerprint fingerprint_of_results(const profile_view& p) {
  detail::fnv_1a h;
  h.word(p.results.size());
  for (const node_result& r : p.results) {
    h.byte(static_cast<std::uint64_t>(r.what));
    for (const double x : {r.has_score() ? r.score : 0.0, r.rated, r.applicable, r.entered}) h.number(x);
  }
  return {h.state};
}

/// What stands beside a kept result. With these and the kept inputs anybody can compute it again and see whether it is the same.
struct result_record {
  std::string framework;                   ///< id of the root
  std::string version;                     ///< as the framework says it; may be empty
  fingerprint framework_mark{};            ///< of the framework: `fingerprint_of(f)`
  fingerprint ratings_mark{};              ///< of the ratings: `fingerprint_of(f, ratings)`
  fingerprint results_mark{};              ///< of all nodes' results: `fingerprint_of_results(p)`
  std::optional<fingerprint> role_mark{};  ///< of the role, where the result was held against one; the caller's
  int rules = rules_version;               ///< the rules by which it was scored
  std::string as_of{};                     ///< the day the evidence was looked at, as the caller writes it; the library reads no clock
  friend bool operator==(const result_record&, const result_record&) = default;  ///< member by member
};

/// The record of a profile. `as_of` and the role's fingerprint are kept as given. Cost: O(nodes).
///
///     const result_record r = record_of(ada, "2026-06-30");
///     save(r.framework, r.version, to_string(r.framework_mark), to_string(r.ratings_mark), r.as_of);
[[nodiscard]] inline result_record record_of(const profile_view& p, std::string_view as_of = {}, std::optional<fingerprint> role = std::nullopt) {
  const framework_view& f = p.framework;
  return {std::string(f.id()), std::string(f.text(0, remark_kind::version)), fingerprint_of(f), fingerprint_of(f, p.ratings),
          fingerprint_of_results(p),   role, rules_version, std::string(as_of)};
}

}  // namespace prowess::v0
