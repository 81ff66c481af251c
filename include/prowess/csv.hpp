// SPDX-License-Identifier: BSL-1.0
// Ratings of many people from CSV: one rating in each row, or one person in each row.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/csv_options.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/csv_file.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/name_index.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/rating_text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// One pass over a file.
class ratings_csv : csv_file {
 public:
  /// `keep_lines`: remember the line of every rating, so that a second one of the same can name it.
  ratings_csv(const framework_view& f, std::string_view text, const csv_options& o, bool keep_lines)
      : csv_file(f, text, o),
        seed_(reinterpret_cast<std::uintptr_t>(this) * 0x9e3779b97f4a7c15U),  // no file can be made whose ids collide
        keep_lines_(keep_lines), leaves_(f.nodes.back().leaf + std::size_t{1}), seen_words_((leaves_ + 63) / 64),
        spelt_(f.size()), next_(f.size()) {}

  /// False where it has to be done again with `keep_lines`.
  [[nodiscard]] bool read() {
    check_text();
    if (!stopped_ && read_header()) {
      for (std::size_t row = 0; !stopped_ && rows_.next(fields_, columns_.size() + 1); ++row) {
        if (row == 0) make_room();
        if (row == options_.most_rows) return at_limit("rows", options_.most_rows, "most_rows"), true;
        if (whole_row()) by_node_ ? person_row() : rating_row();
      }
    }
    return !again_;
  }
  [[nodiscard]] result<std::vector<rated_person>> take() {
    for (const named_problem& n : named_)
      if (n.further > 0)
        problems_[n.at].what += " (and on " + std::to_string(n.further) + (n.further == 1 ? " further line)" : " further lines)");
    if (more_)
      problems_.push_back({{}, "there are more problems than the " + std::to_string(options_.most_problems) + " listed",
                           "mend these first, or raise csv_options::most_problems"});
    if (!problems_.empty()) return std::move(problems_);
    return std::move(people_);
  }

 private:
  /// For as many people as the first row lets expect, within reason.
  void make_room() {
    const auto row = static_cast<std::size_t>(fields_.back().raw().data() + fields_.back().size - rows_.row()) + 1;
    people_.reserve((std::min)({text_.size() / row / (by_node_ ? 1 : leaves_), options_.most_people, std::size_t{1} << 16}));
  }
  struct named_problem {
    std::string name;
    std::size_t at, further;
  };

  // ---- the rows

  void rating_row() {
    const std::uint32_t who = person_of(fields_[person_at_]);
    const csv_field& named = fields_[node_at_];
    const std::uint32_t node = node_of(named);
    if (node == none) return;
    const rating* const given = rating_of(node, fields_[rating_at_]);
    if (given != nullptr && who != none && is_first(who, node, named)) put(who, node, *given);
  }
  void person_row() {
    const csv_field& named = fields_[person_at_];
    const std::size_t before = people_.size();
    const std::uint32_t who = person_of(named);
    if (people_.size() > before) {
      lines_.push_back(static_cast<std::uint32_t>(rows_.line()));
    } else if (who != none) {
      report(named,
             shown(people_[who].id) + " is rated twice: on line " + std::to_string(lines_[who]) + " and line " +
                 std::to_string(rows_.line()),
             "keep one row for each person");
    }
    for (const std::size_t c : rated_)
      if (const rating* given = rating_of(columns_[c].node, fields_[c]); given != nullptr && who != none) put(who, columns_[c].node, *given);
  }
  /// A rating that `rating_of` has read for this leaf.
  void put(std::uint32_t who, std::uint32_t node, const rating& given) { people_[who].sheet.ratings_[framework_.nodes[node].leaf] = given; }
  /// The person's place; `none` where there is a problem.
  [[nodiscard]] std::uint32_t person_of(const csv_field& field) {
    const std::string_view id = without_blanks(field.value(scratch_));
    if (person_ != none && same_text(people_[person_].id, id)) return person_;
    if (id.empty()) {
      report(field, "the person is blank", "identify the person in every row");
      return none;
    }
    const std::uint64_t hash = hash_text(id, seed_);
    person_ = slots_.find(hash, [&](std::uint32_t i) { return people_[i].id == id; });
    if (person_ != none) return person_;
    const std::size_t n = people_.size();
    if (n >= options_.most_people || n >= none) return at_limit("people", options_.most_people, "most_people"), none;
    if ((n + 1) > options_.most_ratings / leaves_)
      return at_limit("ratings (people x leaves)", options_.most_ratings, "most_ratings"), none;
    person_ = static_cast<std::uint32_t>(n);
    people_.push_back({std::string(id), rating_sheet(framework_)});
    slots_.insert(hash, person_);
    if (!by_node_ && keep_lines_) lines_.resize(lines_.size() + leaves_);
    else if (!by_node_) seen_.resize(seen_.size() + seen_words_);
    return person_;
  }
  /// The leaf; `none` where there is a problem. Rows often name the nodes in the same order for each person.
  [[nodiscard]] std::uint32_t node_of(const csv_field& field) {
    const std::string_view name = without_blanks(field.value(scratch_));
    const std::uint32_t guess = next_[last_node_];
    if (!name.empty() && same_text(spelt_[guess], name)) return last_node_ = guess;
    const std::uint32_t node = names_.look_up(name).node;
    if (node == none || !framework_.nodes[node].is_leaf()) return report_name(field, name, node), none;
    if (!field.doubled) spelt_[node] = name;
    next_[last_node_] = node;
    return last_node_ = node;
  }
  void report_name(const csv_field& field, std::string_view name, std::uint32_t node) {
    if (name.empty()) return report(field, "the node is blank", "name the node in every row");
    for (named_problem& n : named_)
      if (n.name == name) return static_cast<void>(++n.further);
    if (problems_.size() < options_.most_problems) named_.push_back({std::string(name), problems_.size(), 0});
    problem p = node == none ? describe_name(framework_, name) : describe({rule::rating_on_group, node, 0}, framework_);
    report(field, (node == none ? shown(name) : p.where) + ": " + p.what, std::move(p.remedy));
  }
  /// The rating until the next one, or null where there is a problem.
  [[nodiscard]] const rating* rating_of(std::uint32_t node, const csv_field& field) {
    const std::string_view s = without_blanks(field.value(scratch_));
    const std::uint32_t scale = framework_.nodes[node].scale;
    if (const rating* known = memo_.find(scale, s)) return known;
    read_rating got = rating_in(framework_, node, s, options_.blank);
    if (got.wrong) {
      report(field, framework_.path(node) + ": " + got.wrong->what, std::move(got.wrong->remedy));
      return nullptr;
    }
    return memo_.remember(s, got.value);
  }
  /// Whether the person has not been rated on this leaf before.
  [[nodiscard]] bool is_first(std::uint32_t who, std::uint32_t node, const csv_field& field) {
    const std::size_t leaf = framework_.nodes[node].leaf;
    if (keep_lines_) {
      std::uint32_t& line = lines_[who * leaves_ + leaf];
      if (line != 0)
        report(field,
               framework_.path(node) + ": " + shown(people_[who].id) + " is rated twice: on line " + std::to_string(line) +
                   " and line " + std::to_string(rows_.line()),
               "keep one rating for each person and node");
      else line = static_cast<std::uint32_t>(rows_.line());
      return line == rows_.line();
    }
    std::uint64_t& word = seen_[who * seen_words_ + leaf / 64];
    const std::uint64_t bit = std::uint64_t{1} << leaf % 64;
    if ((word & bit) != 0) again_ = stopped_ = true;
    word |= bit;
    return !again_;
  }

  std::uint64_t seed_;
  bool keep_lines_, again_ = false;
  std::size_t leaves_, seen_words_;
  std::uint32_t person_ = none, last_node_ = 0;
  std::vector<std::string_view> spelt_; ///< by node: how it was written last
  std::vector<std::uint32_t> next_;     ///< by node: which one came after it last
  std::vector<rated_person> people_;
  hash_slots slots_;
  std::vector<std::uint64_t> seen_;     ///< a bit for each person and leaf
  std::vector<std::uint32_t> lines_;    ///< a line for each person (and leaf)
  rating_memo memo_;
  std::vector<named_problem> named_;
};

}  // namespace detail

/// Reads the ratings of many people. The whole file is read, or none of it: where anything is wrong the result holds every
/// problem (as many as `most_problems`), each with line and column, the rule and the remedy, and no people.
///
/// **Text**: RFC 4180 in UTF-8, with or without byte order mark; lines end with LF, CRLF or CR. Blanks around a field do not
/// count; rows without any content are passed over. The first row names the columns; their case does not matter.
///
/// **Long** (`person,node,rating`): one rating in each row, columns in any order, rows of a person anywhere.
/// `person` may be called id, candidate, learner, student or employee (not name: two people may share one); `node` competency,
/// indicator, criterion, item, path or skill; `rating` level, points, score, met or value. Columns rater, group, type and on are
/// accepted and not used: two ratings of one person on one node are a mistake, whoever gave them.
///
/// **Wide** (`person,soft/negotiation,build`): one person in each row, a column for each node that was rated. It is recognised by
/// its header, which has no column for node and rating.
///
/// A node is a path or a bare id that is unique. **A rating** is, on the leaf's own scale: the key of a level (exactly; it has
/// precedence over the words below), the label of a level (without case), or a number, which is points as printed, with a
/// decimal point;
/// true/yes/met and false/no/not_met where the scale is two levels with 1 and 0 points; `not_observed`; `no_opportunity` or
/// `left_blank`; `not_applicable` or `n/a`. What a blank says is `csv_options::blank`. A text that can mean two
/// different things is a mistake.
///
/// The people are in the order of first appearance; their sheets borrow the framework. Cost: linear in the file, and
/// 16 bytes for each person and leaf.
///
///     auto people = read_ratings_csv(fw, "person,node,rating\nada,build,4\nada,safety,advanced\n").value();
///     for (const rated_person& p : people) std::cout << p.id << " " << score(p.sheet).score_or(0) << "\n";
///     if (auto r = read_ratings_csv(fw, text); !r) for (const problem& p : r.problems()) std::cerr << p.text() << "\n";
[[nodiscard]] inline result<std::vector<rated_person>> read_ratings_csv(const framework_view& f, std::string_view text,
                                                                        const csv_options& options = {}) {
  if (f.nodes.empty()) return problem{{}, "the framework has no nodes", "give the framework that the file rates"};
  for (const bool keep_lines : {false, true})
    if (detail::ratings_csv file(f, text, options, keep_lines); file.read()) return file.take();
  return problem{{}, "the file changed while it was read", "give a text that stays"};
}

}  // namespace prowess::v0
