// SPDX-License-Identifier: BSL-1.0
// A profile that was kept as JSON, as it was then.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/json/load_ratings.hpp>
#include <prowess/json/reader.hpp>
#include <prowess/profile.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// A profile and whose it is. Borrows the framework.
struct kept_profile {
  std::string person;  ///< as the document says it
  profile scores;      ///< as they were then
};

namespace detail {

class profile_reader : json_reader {
 public:
  profile_reader(const json_outline& doc, json_problems& problems, const framework_view& f) : json_reader(doc, problems), framework_(f), results_(f.size()) {}

  /// The values of `ratings` and `person`.
  std::array<std::uint32_t, 2> read() {
    if (!object(0)) return {};
    static constexpr member_names names{"prowess_profile", "framework", "version", "person", "ratings", "nodes"};
    const auto [format, framework, version, person, ratings, nodes] = members(0, names, keep_nothing{});
    if (format == 0) problems_.error(0, "the document does not say that it is a profile", "begin with \"prowess_profile\": 1, the version of the format");
    else if (const auto n = number(format); n && *n != 1) problems_.error(format, "the format has version " + shown_value(format) + ", which is not known here", "version 1 is known; a newer library may read it");
    if (framework != 0)
      if (const auto s = text(framework); s && *s != framework_.id())
        problems_.error(framework, "this is a profile of the framework " + shown(*s) + ", not of '" + std::string(framework_.id()) + "'", "read it with its own framework");
    if (version != 0)
      if (const auto s = text(version); s && *s != framework_.text(0, remark_kind::version))
        problems_.error(version, "this is a profile of version " + shown(*s) + ", and the framework is version " + shown(framework_.text(0, remark_kind::version)), "read it with the version that made it");
    if (person == 0) problems_.error(0, "the document has no 'person'", "say whose profile it is");
    else if (const auto s = text(person)) person_ = *s;
    if (nodes == 0) problems_.error(0, "the document has no 'nodes'", "list what the profile says of each");
    else if (list(nodes)) read_nodes(nodes);
    return {ratings, person};
  }
  [[nodiscard]] std::string_view person() const { return person_; }
  [[nodiscard]] std::vector<node_result>& results() { return results_; }

 private:
  void read_nodes(std::uint32_t i) {
    std::uint32_t n = 0;
    each(i, [&](std::uint32_t c) {
      if (n < framework_.size()) read_node(c, n);
      ++n;
    });
    if (n != framework_.size())
      problems_.error(i, "there are " + std::to_string(n) + " nodes, and the framework has " + std::to_string(framework_.size()), "read the profile with the version of the framework that made it");
  }
  void read_node(std::uint32_t i, std::uint32_t place) {
    if (!object(i)) return;
    static constexpr member_names names{"node", "title", "score", "level", "level_decided", "coverage", "status", "shares"};
    const auto [node, title, score, level, decided, coverage, what, shares] = members(i, names, keep_nothing{});
    if (title != 0) static_cast<void>(text(title));
    if (decided != 0) static_cast<void>(truth(decided));
    if (level != 0)
      if (const auto s = text(level); s && !level_named(framework_, framework_.scale(), *s))
        problems_.error(level, "there is no level " + shown(*s) + " on the framework's scale", level_keys(framework_, framework_.scale()));
    if (node == 0) problems_.error(i, "the entry has no 'node'", "name it by its path");
    else if (const auto s = text(node); s && *s != framework_.path(place))
      problems_.error(node, "node " + std::to_string(place + 1) + " is " + shown(*s) + ", and in the framework '" + framework_.path(place) + "'", "read the profile with the version of the framework that made it");
    node_result& r = results_[place];
    r = {0, 1, 1, 1, status::scored};
    if (what == 0) problems_.error(i, "the entry has no 'status'", "say \"scored\", or why there is no score");
    else if (const auto s = text(what)) read_status(what, *s, r);
    if (shares != 0 && object(shares)) {
      static constexpr member_names parts{"rated", "applicable", "entered"};
      const auto [rated, applicable, entered] = members(shares, parts, keep_nothing{});
      for (const auto& [at, to] : {std::pair{rated, &r.rated}, {applicable, &r.applicable}, {entered, &r.entered}})
        if (at != 0) *to = number(at, 0, 1, "a share from 0 to 1").value_or(0);
      if (!(r.rated <= r.applicable && r.entered <= r.applicable))
        problems_.error(shares, "more was rated, or entered the score, than applies", "'rated' and 'entered' are not above 'applicable'");
    }
    if (coverage != 0)
      if (const auto x = number(coverage, 0, 1, "a share from 0 to 1"); x && *x != r.coverage())
        problems_.error(coverage, "the coverage is " + shown_value(coverage) + ", and the shares give " + detail::number(r.coverage()), "correct one of them");
    if (score != 0) r.score = number(score).value_or(0);
    if ((score != 0) != r.has_score())
      problems_.error(i, score != 0 ? "there is a score, and the status says none" : "there is no score, and the status says one", "correct the status");
  }
  void read_status(std::uint32_t at, std::string_view s, node_result& r) {
    nearest_name nearest(s);
    for (std::size_t k = 0; k <= static_cast<std::size_t>(status::out_of_domain); ++k) {
      const auto known = static_cast<status>(k);
      nearest.consider(words(known));
      if (s == words(known)) return void(r.what = known);
    }
    problems_.error(at, "there is no status " + shown(s), nearest.question("\"scored\", \"not observed\" ..."));
  }

  const framework_view& framework_;
  std::string_view person_{};
  std::vector<node_result> results_;
};

}  // namespace detail

/// Reads a profile that `to_json` wrote, as it was then: nothing is scored again. It must be of this framework, with the same nodes in
/// the same order. Errors as in `read_ratings_json`.
///
///     kept_profile then = read_profile_json(fw, text).value();
[[nodiscard]] inline result<kept_profile> read_profile_json(const framework_view& f, std::string_view text, const ratings_options& options = {}) {
  if (auto wrong = detail::ratings_refused(f, text, options)) return *wrong;
  detail::json_outline doc(detail::ratings_depth, options.most_values);
  if (auto wrong = detail::parse_document(doc, text, options.most_bytes, detail::ratings_depth)) return *wrong;
  detail::json_problems problems(doc, options.most_problems);
  detail::profile_reader reader(doc, problems, f);
  const auto [ratings, person] = reader.read();
  detail::people_draft people(f, options);
  people.people.push_back({std::string(reader.person()), rating_sheet(f)});
  detail::person_reader(doc, problems, people).read_ratings(ratings);
  if (problems.any()) return problems.take(detail::json_problems::kind::error);
  rated_person& rated = people.people.back();
  const auto sheet = rated.sheet.ratings();
  return kept_profile{std::move(rated.id), profile(f, {sheet.begin(), sheet.end()}, std::move(reader.results()))};
}

}  // namespace prowess::v0
