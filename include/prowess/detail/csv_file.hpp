// SPDX-License-Identifier: BSL-1.0
// A CSV file of ratings up to its rows: the text as a whole, the header, and the list of problems.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/csv_options.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/csv_reader.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/name_index.hpp>
#include <prowess/rating_text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

enum class csv_role : std::uint8_t { unknown, person, node, rating, further };

struct csv_word {
  std::string_view word;
  csv_role role;
};
inline constexpr csv_word csv_words[] = {
    {"person", csv_role::person},   {"id", csv_role::person},         {"candidate", csv_role::person}, {"learner", csv_role::person},
    {"student", csv_role::person},  {"employee", csv_role::person},   {"node", csv_role::node},        {"competency", csv_role::node},
    {"indicator", csv_role::node},  {"criterion", csv_role::node},    {"item", csv_role::node},        {"path", csv_role::node},
    {"skill", csv_role::node},      {"rating", csv_role::rating},     {"level", csv_role::rating},     {"points", csv_role::rating},
    {"score", csv_role::rating},    {"met", csv_role::rating},        {"value", csv_role::rating},     {"rater", csv_role::further},
    {"group", csv_role::further},   {"type", csv_role::further},      {"on", csv_role::further}};

inline csv_role role_of(std::string_view cell) {
  for (const csv_word& w : csv_words)
    if (same_word(cell, w.word)) return w.role;
  return csv_role::unknown;
}

/// What the columns are, and all that is wrong. `ratings_csv` reads the rows.
class csv_file {
 protected:
  static constexpr std::uint32_t none = framework_view::none;
  struct column {
    csv_role role = csv_role::unknown;
    std::uint32_t node = none;
  };

  csv_file(const framework_view& f, const csv_options& o) : framework_(f), options_(o), names_(f), rows_({}, o.separator) {
    if (f.nodes.empty()) stop({}, "the framework has no nodes", "give the framework that the file rates");
  }

  // ---- problems

  void report(problem p) {
    if (problems_.size() < options_.most_problems) problems_.push_back(std::move(p));
    else more_ = stopped_ = true;
  }
  void report(const char* at, std::string what, std::string remedy) {
    if (problems_.size() < options_.most_problems) report({rows_.place(at).text(), std::move(what), std::move(remedy)});
    else more_ = stopped_ = true;
  }
  void report(const csv_field& at, std::string what, std::string remedy) { report(at.begins(), std::move(what), std::move(remedy)); }
  void at_limit(const char* things, std::size_t most, const char* option) {
    report(rows_.row(), "more than " + std::to_string(most) + " " + things, "split the file, or raise csv_options::" + std::string(option));
    stopped_ = true;
  }
  void stop(std::string where, std::string what, std::string remedy) {
    report({std::move(where), std::move(what), std::move(remedy)});
    stopped_ = true;
  }
  [[nodiscard]] static std::string columns_of(csv_role role) {
    std::string all;
    for (const csv_word& w : csv_words)
      if (w.role == role) all += (all.empty() ? "'" : ", '") + std::string(w.word) + "'";
    return all;
  }
  [[nodiscard]] static const char* word(csv_role role) {
    return role == csv_role::person ? "person" : role == csv_role::node ? "node" : "rating";
  }

  // ---- the file as a whole

  /// Goes on with a text that begins with the rest of the one before, so many bytes; with all of the text if it comes at once.
  void go_on(std::string_view text, std::size_t known, bool is_last) {
    rows_.go_on(text, is_last);
    unchecked_ += text.size() - known;
    if (!has_begun_) {
      if (text.size() < 3 && !is_last) return;
      has_begun_ = true;
      check_start(text);
      if (stopped_) return;
    }
    check_bytes();
  }
  void check_start(std::string_view text) {
    const auto starts = [&](std::string_view s) { return text.substr(0, s.size()) == s; };
    if (const char c = options_.separator; c != ',' && c != ';' && c != '\t')
      return stop({}, "the separator " + shown({&c, 1}) + " is not supported", "use ',', ';' or a tab");
    if (starts("\xff\xfe") || starts("\xfe\xff")) return stop({}, "the file is UTF-16", "save it as UTF-8");
    if (starts("\xef\xbb\xbf")) {
      rows_.go_on(text.substr(3), rows_.is_last());
      unchecked_ -= 3;
    }
  }
  /// Of what is not text, the first byte is a problem.
  void check_bytes() {
    const std::string_view rest = rows_.rest();
    const char* const bad = is_text_ ? first_not_text(rest.substr(rest.size() - unchecked_)) : nullptr;
    unchecked_ = 0;
    if (bad == nullptr) return;
    const char* const end = rest.data() + rest.size();
    if (!rows_.is_last() && is_cut_off(bad, end)) return static_cast<void>(unchecked_ = static_cast<std::size_t>(end - bad));
    is_text_ = false;
    report({place_in(rest.data(), rows_.next_line(), bad).text(), *bad == '\0' ? "a NUL byte" : "this is not UTF-8", "save the file as UTF-8"});
  }
  /// Whether more bytes could make a character of these.
  [[nodiscard]] static bool is_cut_off(const char* p, const char* end) {
    const auto lead = static_cast<unsigned char>(*p);
    const std::ptrdiff_t size = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (end - p >= size) return false;
    while (++p != end)
      if ((static_cast<unsigned char>(*p) & 0xc0) != 0x80) return false;
    return true;
  }
  /// Whether the row can be read; blank ones are passed over.
  [[nodiscard]] bool whole_row() {
    if (rows_.fault() != csv_fault::none) return report_fault(), false;
    const std::size_t expected = columns_.size();
    if (rows_.count() == expected && !fields_[person_at_].raw().empty() && fields_[person_at_].raw().front() > ' ') return true;
    if (without_blanks(fields_[person_at_ < fields_.size() ? person_at_ : 0].raw()).empty() && blank_row()) return false;
    if (rows_.count() == expected) return true;
    const std::string counts = "the row has " + std::to_string(rows_.count()) + (rows_.count() == 1 ? " field" : " fields") +
                               ", the header " + std::to_string(expected);
    if (rows_.count() > expected) report(fields_[expected], counts, "put a field that contains the separator in quotes");
    else report(rows_.row(), counts, "give every row all fields, and leave empty what is not known");
    return false;
  }
  [[nodiscard]] bool blank_row() const {
    for (const csv_field& f : fields_)
      if (!without_blanks(f.raw()).empty()) return false;
    return rows_.count() <= fields_.size();
  }
  void report_fault() {
    switch (rows_.fault()) {
      case csv_fault::none: return;
      case csv_fault::open_quote:
        return report(rows_.fault_at(), "the quote that begins here is never closed",
                      "close it, and double the quotes within a quoted field");
      case csv_fault::text_after_quote:
        return report(rows_.fault_at(), "text after the closing quote", "put the whole field in quotes, and double the quotes within");
      case csv_fault::quote_in_field:
        return report(rows_.fault_at(), "a quote within a field that does not begin with one",
                      "put the whole field in quotes, without blanks before, and double the quotes within");
    }
  }

  // ---- the header

  [[nodiscard]] bool read_header() {
    constexpr std::size_t most_columns = 1'000'000;
    do {
      if (!rows_.next(fields_, most_columns)) {
        if (rows_.is_last()) stop({}, "the file is empty", "begin with a line that names the columns: person,node,rating");
        return false;
      }
    } while (rows_.fault() == csv_fault::none && blank_row());
    if (rows_.fault() != csv_fault::none) return report_fault(), false;
    if (rows_.count() > most_columns) return stop({}, "more than " + std::to_string(most_columns) + " columns", "split the file"), false;
    cells_.clear();
    columns_.assign(fields_.size(), {});
    for (std::size_t c = 0; c < fields_.size(); ++c) {
      cells_.emplace_back(without_blanks(fields_[c].value(scratch_)));
      columns_[c].role = role_of(cells_[c]);
    }
    return choose_form() && (by_node_ ? header_of_nodes() : header_of_ratings());
  }
  [[nodiscard]] bool is_name(std::size_t c) const { return names_.look_up(cells_[c]).matches > 0; }
  [[nodiscard]] std::size_t count_of(csv_role role) const {
    std::size_t n = 0;
    for (const column& c : columns_) n += c.role == role;
    return n;
  }
  /// A header of nodes may have a node called 'skill' or 'level'.
  [[nodiscard]] bool choose_form() {
    by_node_ = options_.form == csv_form::person_rows;
    if (options_.form != csv_form::by_header) return true;
    std::size_t words = 0, names = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].role != csv_role::node && columns_[c].role != csv_role::rating) continue;
      ++words;
      names += is_name(c);
    }
    by_node_ = words == names;
    if (!by_node_ || count_of(csv_role::node) == 0 || count_of(csv_role::rating) == 0) return true;
    report(rows_.row(), "the header can mean one rating in each row or one person in each row", "set csv_options::form");
    return false;
  }
  void unknown_column(std::size_t c) {
    if (options_.ignore_unknown_columns) return;
    const std::string& cell = cells_[c];
    if (cell.empty()) return report(fields_[c], "column " + std::to_string(c + 1) + " has no name", "name it, or remove it");
    if (problems_.size() >= options_.most_problems) return report(problem{});
    std::string remedy;
    std::size_t nearest = cell.size() / 3 + 1;
    for (const csv_word& w : csv_words)
      if (const std::size_t d = distance(cell, w.word, nearest); d < nearest && (!by_node_ || w.role == csv_role::person))
        nearest = d, remedy = "did you mean " + shown(w.word) + "?";
    if (by_node_ && remedy.empty()) remedy = describe_name(framework_, cell).remedy;
    if (remedy.empty()) remedy = "the columns are 'person', 'node' and 'rating'";
    if (same_word(cell, "name")) remedy = "two people may have one name: identify them in a column 'person', and remove this one";
    if (separator_instead() != '\0')
      return report(fields_[c], "the row is one field, " + shown(cell), "set csv_options::separator to " + separator_text());
    report(fields_[c], "there is no column " + shown(cell),
           remedy + (remedy.back() == '?' ? " Else" : ", or") + " set ignore_unknown_columns");
  }
  /// What seems to separate the columns of a header that is one field.
  [[nodiscard]] char separator_instead() const {
    if (columns_.size() == 1)
      for (const char other : {',', ';', '\t'})
        if (cells_[0].find(other) != std::string::npos) return other;
    return '\0';
  }
  [[nodiscard]] std::string separator_text() const {
    const char c = separator_instead();
    return c == '\t' ? std::string("a tab") : std::string{'\'', c, '\''};
  }
  [[nodiscard]] std::size_t missing_column(csv_role role) {
    if (separator_instead() != '\0' && !options_.ignore_unknown_columns) return columns_.size();  // the column says more
    report(rows_.row(), "no column names the " + std::string(word(role)),
           "the first line names the columns; call one of them " + columns_of(role));
    return columns_.size();
  }
  [[nodiscard]] std::size_t two_columns(csv_role role, std::size_t a, std::size_t b) {
    report(fields_[b], "two columns name the " + std::string(word(role)) + ": " + shown(cells_[a]) + " and " + shown(cells_[b]),
           "keep one of them");
    return columns_.size();
  }
  /// The one column with a role, or as many as there are columns. A person's column may also be called as a node is.
  [[nodiscard]] std::size_t only_column(csv_role role) {
    const std::size_t n = columns_.size();
    std::size_t first = n, second = n;
    const bool doubtful = by_node_ && count_of(role) > 1;
    for (std::size_t c = 0; c < n; ++c)
      if (columns_[c].role == role && !(doubtful && is_name(c))) (first == n ? first : second) = c;
    if (first == n) return missing_column(role);
    return second == n ? first : two_columns(role, first, second);
  }
  [[nodiscard]] bool header_of_ratings() {
    person_at_ = only_column(csv_role::person);
    node_at_ = only_column(csv_role::node);
    rating_at_ = only_column(csv_role::rating);
    for (std::size_t c = 0; c < columns_.size(); ++c)
      if (columns_[c].role == csv_role::unknown) unknown_column(c);
    const std::size_t n = columns_.size();
    return person_at_ < n && node_at_ < n && rating_at_ < n;
  }
  [[nodiscard]] bool header_of_nodes() {
    person_at_ = only_column(csv_role::person);
    std::vector<std::size_t> column_of(framework_.size(), columns_.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (c == person_at_) continue;
      const auto found = names_.look_up(cells_[c]);
      if (found.matches > 1) {
        const problem p = describe_name(framework_, cells_[c]);
        report(fields_[c], shown(cells_[c]) + ": " + p.what, p.remedy);
      } else if (found.node == none) {
        if (columns_[c].role != csv_role::further && columns_[c].role != csv_role::person) unknown_column(c);
      } else if (!framework_.nodes[found.node].is_leaf()) {
        const problem p = describe({rule::rating_on_group, found.node, 0}, framework_);
        report(fields_[c], p.where + ": " + p.what, p.remedy);
      } else if (std::size_t& first = column_of[found.node]; first < columns_.size()) {
        report(fields_[c],
               framework_.path(found.node) + ": two columns rate it, " + std::to_string(first + 1) + " and " + std::to_string(c + 1),
               "keep one of them");
      } else {
        first = c;
        columns_[c].node = found.node;
        rated_.push_back(c);
      }
    }
    if (rated_.empty() && problems_.empty())
      report(rows_.row(), "no column names a node", "give each node that was rated a column with its path or id");
    return person_at_ < columns_.size();
  }


  framework_view framework_;
  const csv_options& options_;
  name_index names_;
  csv_reader rows_;
  bool by_node_ = false, stopped_ = false, more_ = false, has_begun_ = false, is_text_ = true;
  std::size_t unchecked_ = 0;  ///< bytes at the end, whether they are text: a character may be cut off
  std::size_t person_at_ = 0, node_at_ = 0, rating_at_ = 0;
  std::vector<csv_field> fields_;
  std::vector<std::string> cells_;  ///< the header's
  std::vector<column> columns_;
  std::vector<std::size_t> rated_;  ///< the columns that are leaves, where each row is a person
  std::string scratch_;
  std::vector<problem> problems_;
};

}  // namespace prowess::v0::detail
