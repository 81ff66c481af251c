// SPDX-License-Identifier: BSL-1.0
// Ratings of many people from a JSON document, or from JSON Lines: one person on each line.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/describe.hpp>
#include <prowess/detail/text_place.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/json/people_draft.hpp>
#include <prowess/json/reader.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/rating_text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Reads persons of one outline.
class person_reader : json_reader {
 public:
  static constexpr std::uint32_t none = framework_view::none;
  person_reader(const json_outline& doc, json_problems& problems, people_draft& to) : json_reader(doc, problems), to_(to), framework_(to.framework) {}

  /// A document with people.
  void read_document() {
    infinite();
    if (!object(0)) return;
    static constexpr member_names names{"prowess_ratings", "framework", "as_of", "people", "title", "language"};
    const auto [version, framework, as_of, people, title, language] = members(0, names, keep_nothing{});
    if (version == 0) problems_.error(0, "the document does not say that it holds ratings", "begin with \"prowess_ratings\": 1, the version of the format");
    else if (const auto n = number(version); n && *n != 1) problems_.error(version, "the format has version " + shown_value(version) + ", which is not known here", "version 1 is known; a newer library may read it");
    rated_framework(framework);
    for (const std::uint32_t i : {title, language})
      if (i != 0) static_cast<void>(text(i));
    date(as_of);
    if (people == 0) return problems_.error(0, "the document has no 'people'", "list them: \"people\": [ { \"id\": \"ada\", \"ratings\": { ... } } ]");
    each(people, [&](std::uint32_t c) { if (!to_.is_full) read_person(c, {}); });
  }
  /// The numbers that are none, and the ratings at value i, of a person who is known already.
  void read_ratings(std::uint32_t i) {
    infinite();
    ++to_.number;
    rate_all(i);
  }
  /// One person, the whole outline.
  void read_line(std::size_t line) {
    infinite();
    read_person(0, line);
  }

 private:
  void infinite() {
    for (const std::uint32_t i : doc_.infinite()) problems_.error(i, "the number " + shown_value(i) + " is too large", "give a finite number");
  }
  void rated_framework(std::uint32_t i) {
    if (i == 0) return;
    if (const auto s = text(i); s && *s != framework_.id())
      problems_.error(i, "these are ratings of the framework " + shown(*s) + ", not of '" + std::string(framework_.id()) + "'", "read them with the framework that they rate");
  }
  void date(std::uint32_t i) {
    const auto s = i != 0 ? text(i) : std::nullopt;
    if (!s) return;
    bool right = s->size() >= 10 && (s->size() == 10 || (*s)[10] == 'T');
    for (std::size_t k = 0; right && k < 10; ++k) right = k == 4 || k == 7 ? (*s)[k] == '-' : (*s)[k] >= '0' && (*s)[k] <= '9';
    const auto two = [&](std::size_t k) { return ((*s)[k] - '0') * 10 + ((*s)[k + 1] - '0'); };
    right = right && two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= (two(5) == 2 ? 29 : two(5) == 4 || two(5) == 6 || two(5) == 9 || two(5) == 11 ? 30 : 31);
    if (!right) problems_.error(i, shown(*s) + " is no date", "write year-month-day: \"2026-06-30\"");
  }
  void limit(std::uint32_t i, std::size_t most, std::string_view things, std::string_view option) {
    to_.is_full = true;
    problems_.error(i, "more than " + std::to_string(most) + " " + std::string(things), "split the file, or raise ratings_options::" + std::string(option));
  }

  void read_person(std::uint32_t i, std::optional<std::size_t> line) {
    if (!object(i)) return;
    static constexpr member_names names{"id", "ratings", "evidence", "role", "critical_failures", "as_of", "title", "framework"};
    const auto [id_at, ratings, evidence, role, failures, as_of, title, framework] = members(i, names, keep_nothing{});
    ++to_.number;
    std::string_view id = "?";
    if (id_at == 0) problems_.error(i, "the person has no 'id'", "identify the person");
    else if (const auto s = text(id_at)) id = without_blanks(*s);
    if (id.empty()) problems_.error(id_at, "the person's id is blank", "identify the person");
    if (!to_.has_room_for_people()) return limit(i, to_.options.most_people, "people", "most_people");
    if (!to_.has_room_for_ratings()) return limit(i, to_.options.most_ratings, "ratings (people x leaves)", "most_ratings");
    const std::uint64_t before = id_at == 0 ? 0 : to_.known.line_of(id);
    if (before != 0)
      problems_.error(id_at, "the person " + shown(id) + " is there twice" + (line ? ", first on line " + std::to_string(before) : std::string()), "keep one, with all ratings");
    rated_person& person = to_.people.emplace_back(rated_person{std::string(id), rating_sheet(framework_)});
    if (before == 0 && id_at != 0) to_.known.add(id, line.value_or(to_.number));
    if (framework != 0) rated_framework(framework);
    if (title != 0) static_cast<void>(text(title));
    date(as_of);
    if (role != 0)
      if (const auto s = text(role)) listed(role, *s, to_.roles, "role"), person.role = *s;
    if (failures != 0)
      each(failures, [&](std::uint32_t c) {
        if (const auto s = text(c)) listed(c, *s, to_.failures, "critical failure"), person.critical_failures.emplace_back(*s);
      });
    rate_all(ratings);
    if (evidence != 0) each(evidence, [&](std::uint32_t c) { read_evidence(c); });
  }
  /// An id of what the framework's document lists, where it lists any.
  void listed(std::uint32_t i, std::string_view id, const std::vector<std::string>& known, std::string_view thing) {
    if (known.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
    nearest_name nearest(id);
    for (const std::string& each_known : known) nearest.consider(each_known);
    problems_.error(i, "the framework has no " + std::string(thing) + " " + shown(id), nearest.question("it lists " + std::to_string(known.size())));
  }
  void read_evidence(std::uint32_t i) {
    if (!object(i)) return;
    static constexpr member_names names{"node", "rating", "rater", "group", "type", "on"};
    const auto [node, given, rater, group, type, on] = members(i, names, keep_nothing{});
    for (const std::uint32_t t : {rater, group, type})
      if (t != 0) static_cast<void>(text(t));
    date(on);
    if (node == 0) problems_.error(i, "the evidence has no 'node'", "name the leaf that was rated");
    else if (const auto s = text(node)) rate(*s, node, given);
  }

  /// The ratings by node at value i, if it is not 0.
  void rate_all(std::uint32_t i) {
    if (i == 0 || !object(i)) return;
    std::size_t kept = 0;
    for (std::uint32_t c = i + 1; c < doc_.end(i); c = doc_.end(c)) {
      const std::string_view key = value(c).key();
      if (is_kept_key(key) && to_.names.look_up(key).matches == 0) no_repeats(c), ++kept;
      else rate(key, c, c);
    }
    if (kept > 1) no_repeats(i, false);  // of the others is said that they are rated twice
  }
  /// One rating of a node that is named at value `named_at`; value `given`, or 0 for none.
  void rate(std::string_view name, std::uint32_t named_at, std::uint32_t given) {
    const std::uint32_t node = node_of(name, named_at, named_at == given);
    const rating* const r = node != none ? rating_of(node, given, named_at) : nullptr;
    if (r == nullptr) return;
    if (!to_.rate(node, *r)) rated_twice(node, named_at, named_at == given);
  }
  void rated_twice(std::uint32_t node, std::uint32_t at, bool is_key) {
    problems_.error(at, framework_.path(node) + ": " + shown(to_.people.back().id) + " is rated twice", "keep one rating for each person and node",
                    is_key ? json_problems::spot::key : json_problems::spot::value);
  }
  [[nodiscard]] std::uint32_t node_of(std::string_view name, std::uint32_t at, bool is_key) {
    if (problems_.full()) return none;
    const std::uint32_t leaf = to_.leaf_of(name);
    return leaf != none ? leaf : no_leaf(name, at, is_key);
  }
  std::uint32_t no_leaf(std::string_view name, std::uint32_t at, bool is_key) {
    const std::uint32_t node = to_.names.look_up(name).node;
    problem p = node == none ? describe_name(framework_, name) : describe({rule::rating_on_group, node, 0}, framework_);
    problems_.error(at, (node == none ? shown(name) : p.where) + ": " + p.what, std::move(p.remedy), is_key ? json_problems::spot::key : json_problems::spot::value);
    return none;
  }
  /// What a value says of a leaf, until the next one; null where there is a problem.
  [[nodiscard]] const rating* rating_of(std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    static constexpr json_value nothing;
    const json_value& v = i == 0 ? nothing : value(i);
    const rating* r = nullptr;
    if (v.kind == json_kind::number) r = to_.number_for(node, v.text());
    else if (v.kind == json_kind::boolean) r = to_.truth_for(node, v.truth);
    else if (v.kind == json_kind::string || v.kind == json_kind::null) r = to_.text_for(node, v.text());
    if (r == nullptr) no_rating(v, node, i, at);
    return r;
  }
  void no_rating(const json_value& v, std::uint32_t node, std::uint32_t i, std::uint32_t at) {
    const scale_data& own = framework_.scale_of(framework_.nodes[node]);
    problem p{{}, "a rating is a level, points, true or false, or why there is none, not " + shown_value(i), "give one of these"};
    switch (v.kind) {
      case json_kind::number: p = describe({rule::rating_outside_scale, node, json_number(v.text())}, framework_); break;
      case json_kind::boolean:
        p = {{}, std::string(v.truth ? "true" : "false") + " is an answer on a checklist, and " + scale_name(own) + " is none", describe({rule::rating_level_is_unknown, node, 0}, framework_).remedy};
        break;
      case json_kind::null:
      case json_kind::string:
        if (read_rating got = rating_in(framework_, node, without_blanks(v.text()), to_.options.blank); got.wrong) p = *std::move(got.wrong);
        break;
      case json_kind::array:
      case json_kind::object: break;
    }
    problems_.error(i == 0 ? at : i, framework_.path(node) + ": " + std::move(p.what), std::move(p.remedy));
  }

  people_draft& to_;
  const framework_view& framework_;
};

inline std::optional<problem> ratings_refused(const framework_view& f, std::string_view text, const ratings_options& options) {
  if (f.nodes.empty()) return problem{{}, "the framework has no nodes", "give the framework that is rated"};
  if (text.size() > options.most_bytes) return problem{{}, "the file has more than " + std::to_string(options.most_bytes) + " bytes", "split it, or raise ratings_options::most_bytes"};
  return std::nullopt;
}
inline constexpr std::size_t ratings_depth = 64;

/// Lines of people, one after the other.
class rating_lines {
 public:
  rating_lines(const framework_view& f, const ratings_options& o) : options_(o), doc_(ratings_depth, o.most_values), draft_(f, o), usual_(draft_) {}

  /// One line, without its end: a person, or nothing if it is blank.
  void read(std::string_view one) {
    ++line_;
    if (one.find_first_not_of(" \t\r") == std::string_view::npos || usual_.read(one, line_)) return;
    const json_fault fault = doc_.parse(one);
    const std::size_t room = options_.most_problems - listed_.size();
    if (fault != json_fault::none) {
      if (room == 0) return void(++more_);
      return listed_.push_back(json_syntax_problem(doc_, fault, ratings_depth, line_));
    }
    json_problems found(doc_, room);
    person_reader(doc_, found, draft_).read_line(line_);
    if (found.count() == 0) return;
    more_ += found.count() > room ? found.count() - room : 0;
    for (problem& p : found.take(json_problems::kind::error, line_))
      if (listed_.size() < options_.most_problems) listed_.push_back(std::move(p));
  }
  /// A problem of the next line as a whole.
  void refuse(std::string what, std::string remedy) { listed_.push_back({text_place{line_ + 1, 1}.text(), std::move(what), std::move(remedy)}); }
  [[nodiscard]] bool is_full() const { return draft_.is_full; }
  [[nodiscard]] bool is_right() const { return listed_.empty() && more_ == 0; }
  [[nodiscard]] std::vector<problem> problems() const {
    std::vector<problem> all = listed_;
    if (more_ > 0) all.push_back({{}, "there are " + std::to_string(more_) + " more", "mend these first"});
    return all;
  }
  [[nodiscard]] std::vector<rated_person>& people() { return draft_.people; }
  /// Takes the people off the list; there may not be another one with the same id for all that.
  void forget() {
    draft_.given += draft_.people.size();
    draft_.people.clear();
  }

 private:
  const ratings_options& options_;
  json_outline doc_;
  people_draft draft_;
  usual_line usual_;
  std::size_t line_ = 0, more_ = 0;
  std::vector<problem> listed_;
};

}  // namespace detail

/// Reads the ratings of many people from one document. The whole file is read, or none of it: where anything is wrong the result
/// holds every problem, each with line, column and JSON pointer, the rule and the remedy, and no people.
///
/// The document: `{ "prowess_ratings": 1, "framework": "health-it", "as_of": "2026-06-30", "people": [ ... ] }`; a person:
/// `{ "id": "ada", "role": "...", "ratings": { "soft/negotiation": 3, "build": "advanced" }, "critical_failures": [ ... ] }`, or with
/// `"evidence": [ { "node": "build", "rating": 4, "rater": "...", "group": "...", "type": "...", "on": "2026-05-02" } ]` in place of ratings.
/// A node is a path or a bare id that is unique. A rating is a level's key or label, points as printed, true or false on a
/// checklist, `not_observed`, `no_opportunity`, `not_applicable`, or null (`ratings_options::blank`). Two ratings of one person on one
/// node are a mistake. Members "note" and "x-..." are allowed everywhere. Sheets borrow the framework.
///
///     auto people = read_ratings_json(fw, text).value();
[[nodiscard]] inline result<std::vector<rated_person>> read_ratings_json(const framework_view& f, std::string_view text, const ratings_options& options = {}) {
  if (auto wrong = detail::ratings_refused(f, text, options)) return *wrong;
  detail::json_outline doc(detail::ratings_depth, options.most_values);
  if (auto wrong = detail::parse_document(doc, text, options.most_bytes, detail::ratings_depth)) return *wrong;
  detail::json_problems problems(doc, options.most_problems);
  detail::people_draft people(f, options);
  detail::person_reader(doc, problems, people).read_document();
  if (problems.any()) return problems.take(detail::json_problems::kind::error);
  return std::move(people.people);
}

/// Reads people from JSON Lines (NDJSON): one person on each line, as in the list `people` of a document; blank lines are passed over.
/// Problems of all lines are reported. Memory: the text, the people, and one line's values.
///
///     auto people = read_ratings_json_lines(fw, "{\"id\":\"ada\",\"ratings\":{\"build\":4}}\n").value();
[[nodiscard]] inline result<std::vector<rated_person>> read_ratings_json_lines(const framework_view& f, std::string_view text, const ratings_options& options = {}) {
  if (auto wrong = detail::ratings_refused(f, text, options)) return *wrong;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  detail::rating_lines lines(f, options);
  lines.people().reserve((std::min)({text.size() / (text.substr(0, text.find('\n')).size() + 1), options.most_people, std::size_t{1} << 16}));
  while (!text.empty() && !lines.is_full()) {
    const std::size_t size = text.find('\n');
    lines.read(text.substr(0, size));
    text.remove_prefix(size == std::string_view::npos ? text.size() : size + 1);
  }
  if (auto wrong = lines.problems(); !wrong.empty()) return wrong;
  return std::move(lines.people());
}

}  // namespace prowess::v0
