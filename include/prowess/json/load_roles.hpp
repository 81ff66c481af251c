// SPDX-License-Identifier: BSL-1.0
// Roles, critical failures and learning resources: those of a framework's own document, or of a document of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/json/draft.hpp>
#include <prowess/json/role_book.hpp>
#include <prowess/json/role_reader.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Reads one document that holds roles, of a framework that is made already.
class role_document {
 public:
  role_document(const framework_view& f, const load_options& options) : framework_(f), options_(options), doc_(json_outline::deepest, options.most_values) {
    draft_.scale_spoilt.assign(f.scales.size(), false);
  }
  /// `is_own`: it is a document of its own, and says so; otherwise what a framework keeps of its document.
  [[nodiscard]] result<role_book> read(std::string_view text, bool is_own, role_book listed = {}) {
    if (framework_.nodes.empty()) return problem{{}, "the framework has no nodes", "load or build one first"};
    if (auto wrong = parse_document(doc_, text, options_.most_bytes, json_outline::deepest)) return *wrong;
    json_problems problems(doc_, options_.most_problems);
    role_book book;
    reader reads(doc_, problems, draft_, options_, framework_);
    reads.know(listed.critical_failures);
    reads.keep_in(book);
    reads.document(is_own);
    std::vector<problem> warnings = problems.take(json_problems::kind::warning);
    if (problems.any()) return {problems.take(json_problems::kind::error), std::move(warnings)};
    for (listed_failure& own : book.critical_failures) listed.critical_failures.push_back(std::move(own));
    book.critical_failures = std::move(listed.critical_failures);
    return {std::move(book), std::move(warnings)};
  }

 private:
  struct reader : role_reader {
    using role_reader::keep_in;
    using role_reader::know;
    using role_reader::role_reader;
    void document(bool is_own) {
      if (!object(0, R"(write it in braces: { "prowess_roles": 1, "roles": [ ... ] })")) return;
      for (const std::uint32_t i : doc_.infinite()) problems_.error(i, "the number " + shown_value(i) + " is too large", "give a finite number");
      static constexpr member_names names{"prowess_roles", "framework", "title", "description", "critical_failures", "roles", "learning"};
      const auto [format, framework, title, description, failures, roles, learning] = members(0, names, keep_nothing{});
      if (is_own && format == 0) problems_.error(0, "the document does not say that it holds roles", "begin with \"prowess_roles\": 1, the version of the format");
      if (format != 0)
        if (const auto n = number(format); n && *n != 1)
          problems_.error(format, "the format has version " + shown_value(format) + ", which is not known here", "version 1 is known; a newer library may read it");
      if (framework != 0)
        if (const auto s = text(framework); s && *s != tree_.id())
          problems_.error(framework, "these are roles for the framework " + shown(*s) + ", not for " + shown(tree_.id()), "read them with their own framework");
      words({title, description});
      read_roles(failures, roles, learning);
    }
  };

  framework_view framework_;
  const load_options& options_;
  json_outline doc_;
  framework_draft draft_;
};

/// What a framework keeps of its document, of these parts, as one document.
inline std::string kept_parts(const framework_view& f, std::initializer_list<std::string_view> parts) {
  std::string json = "{";
  if (!f.nodes.empty())
    for (const remark& r : f.remarks_of(0)) {
      if (r.kind != remark_kind::member) continue;
      for (const std::string_view part : parts) {
        if (r.key.empty() || r.key.substr(1) != part) continue;
        if (json.size() > 1) json += ',';
        append_json_text(json, part);
        json += ':';
        json += r.text;
      }
    }
  return json += '}';
}
/// Lines and columns mean nothing in a text that nobody wrote: only the pointer stays.
inline void keep_pointers(std::vector<problem>& all) {
  for (problem& p : all)
    if (const std::size_t open = p.where.find(" (/"); open != std::string::npos && p.where.back() == ')') p.where = p.where.substr(open + 2, p.where.size() - open - 3);
}
inline result<role_book> read_kept(const framework_view& f, std::initializer_list<std::string_view> parts) {
  load_options options;
  options.most_bytes = json_outline::largest_text, options.most_values = 0xfffffff0;  // it has been read before
  auto read = role_document(f, options).read(kept_parts(f, parts), false);
  std::vector<problem> problems = read.problems(), warnings = read.warnings();
  keep_pointers(problems), keep_pointers(warnings);
  if (!read) return {std::move(problems), std::move(warnings)};
  return {std::move(read).value(), std::move(warnings)};
}

}  // namespace detail

/// The roles, critical failures and learning resources that stand in the framework's own document: what `load_framework` kept of it. They
/// mean what the words in code mean: a level by its key asks a group for the level that it reaches, points ask it for its score; what
/// is not said is as in `role_limits`. A document that was loaded has sound ones; a framework that was edited since, or to which
/// code added such parts, may not: then the problems have all that is wrong, each with its JSON pointer.
/// Borrows nothing. Cost: linear in the parts.
///
///     const role_book book = load_roles(fw).value();
///     const role_decision d = decide(*book.find("ehr-trainer"), ada);
[[nodiscard]] inline result<role_book> load_roles(const framework_view& f) { return detail::read_kept(f, {"critical_failures", "roles", "learning"}); }

/// Reads a document of roles for a framework: { "prowess_roles": 1, "framework": id, "critical_failures": [...], "roles": [...],
/// "learning": [...] }, each part as in a framework's document, none of them necessary. Roles may be blocked by critical failures that the
/// framework's document lists; these come first in the book. Problems as in `load_framework`; of `options` the limits of text, values
/// and problems count.
///
///     const role_book book = read_roles(fw, text).value();
[[nodiscard]] inline result<role_book> read_roles(const framework_view& f, std::string_view text, const load_options& options = {}) {
  auto listed = detail::read_kept(f, {"critical_failures"});
  if (!listed) return listed;
  return detail::role_document(f, options).read(text, true, std::move(listed).value());
}

}  // namespace prowess::v0
