// SPDX-License-Identifier: BSL-1.0
// The rows of a CSV file as ratings of people: all of them, or one person after the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/csv_options.hpp>
#include <prowess/describe.hpp>
#include <prowess/detail/csv_file.hpp>
#include <prowess/detail/hash.hpp>
#include <prowess/detail/seen_ids.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/rating_text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0::detail {

/// What a file is read for.
enum class csv_pass : std::uint8_t {
  people,            ///< all people at once; `again` where a person is rated twice
  people_and_lines,  ///< the same, with the line of every rating, so that a second one of the same can name it
  stream             ///< one person after the other: only the newest is kept, and the ids of those before
};

/// One pass over a file, whose text comes at once or in pieces (`go_on`).
class ratings_csv : csv_file {
 public:
  ratings_csv(const framework_view& f, const csv_options& o, csv_pass pass)
      : csv_file(f, o), seed_(seed_at(this)), pass_(pass), leaves_(f.nodes.empty() ? 1 : f.nodes.back().leaf + std::size_t{1}),
        seen_words_((leaves_ + 63) / 64), spelt_(f.size()), next_(f.size()) {
    if (pass == csv_pass::stream) people_.resize(2, {{}, rating_sheet(f)}), lines_.resize(leaves_);
  }
  using csv_file::go_on;

  /// The whole of a text. False where it has to be done again for people and lines.
  [[nodiscard]] bool read(std::string_view text) {
    if (text.size() > options_.most_bytes)
      stop({}, "the file has more than " + std::to_string(options_.most_bytes) + " bytes", "split it, or raise csv_options::most_bytes");
    if (!stopped_) go_on(text, 0, true);
    read_rows();
    return !again_;
  }
  /// In a stream: the next person, until the one after; null behind the last one, where there is a problem, and where more text has to
  /// come.
  [[nodiscard]] const rated_person* next() {
    do {
      ready_ = none;
      read_rows();
    } while (ready_ != none && !problems_.empty());
    if (ready_ == none && !stopped_ && has_begun_ && rows_.is_last()) ready_ = person_, stopped_ = true;
    return ready_ != none && problems_.empty() ? &people_[ready_] : nullptr;
  }
  /// What has not been read; a row that has begun.
  [[nodiscard]] std::string_view rest() const { return rows_.rest(); }
  /// Whether nothing more is read.
  [[nodiscard]] bool has_stopped() const { return stopped_; }
  void stop_at_long_row() {
    stop(text_place{rows_.next_line(), 1}.text(), "the row that begins here has more than " + std::to_string(options_.most_bytes) + " bytes",
         "close its quotes, or raise csv_options::most_bytes");
  }
  /// Everything that is wrong so far.
  [[nodiscard]] std::vector<problem> problems() const {
    std::vector<problem> all = problems_;
    for (const named_problem& n : named_)
      if (n.further > 0) all[n.at].what += " (and on " + std::to_string(n.further) + (n.further == 1 ? " further line)" : " further lines)");
    if (more_)
      all.push_back({{}, "there are more problems than the " + std::to_string(options_.most_problems) + " listed",
                     "mend these first, or raise csv_options::most_problems"});
    return all;
  }
  [[nodiscard]] result<std::vector<rated_person>> take() {
    std::vector<problem> wrong = problems();
    if (!wrong.empty()) return wrong;
    return std::move(people_);
  }

 private:
  /// All rows that are there; in a stream up to the one with which another person begins.
  void read_rows() {
    if (!has_begun_ || (!stopped_ && !has_header_ && !begin_rows())) return;
    while (!stopped_ && ready_ == none && rows_.next(fields_, columns_.size() + 1)) {
      if (row_ == 0 && pass_ != csv_pass::stream) make_room();
      if (row_++ == options_.most_rows) return at_limit("rows", options_.most_rows, "most_rows");
      if (whole_row()) by_node_ ? person_row() : rating_row();
    }
  }
  /// False where the header is wrong, or has not come yet.
  [[nodiscard]] bool begin_rows() {
    const std::size_t before = problems_.size();
    has_header_ = read_header();
    stopped_ = stopped_ || (!has_header_ && problems_.size() > before);
    return has_header_;
  }
  /// For as many people as the first row lets expect, within reason.
  void make_room() {
    const auto row = static_cast<std::size_t>(fields_.back().raw().data() + fields_.back().size - rows_.row()) + 1;
    people_.reserve((std::min)({rows_.rest().size() / row / (by_node_ ? 1 : leaves_), options_.most_people, std::size_t{1} << 16}));
  }
  struct named_problem {
    std::string name;
    std::size_t at, further;
  };

  // ---- the rows

  void rating_row() {
    const std::uint32_t who = person_of(fields_[person_at_]);
    if (is_new_ && before_ != 0) apart();
    const csv_field& named = fields_[node_at_];
    const std::uint32_t node = node_of(named);
    if (node == none) return;
    const rating* const given = rating_of(node, fields_[rating_at_]);
    if (given != nullptr && who != none && is_first(who, node, named)) put(who, node, *given);
  }
  void person_row() {
    const csv_field& named = fields_[person_at_];
    const std::uint32_t who = person_of(named);
    if (is_new_ && before_ == 0) {
      if (pass_ != csv_pass::stream) lines_.push_back(rows_.line());
    } else if (who != none) {
      report(named,
             shown(people_[who].id) + " is rated twice: on line " + std::to_string(pass_ == csv_pass::stream ? begun_ : lines_[who]) + " and line " +
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
    is_new_ = false;
    if (person_ != none && same_text(people_[person_].id, id)) return person_;
    if (id.empty()) {
      report(field, "the person is blank", "identify the person in every row");
      return none;
    }
    if (pass_ == csv_pass::stream) return next_person(id);
    const std::uint64_t hash = hash_text(id, seed_);
    person_ = slots_.find(hash, [&](std::uint32_t i) { return people_[i].id == id; });
    if (person_ != none) return person_;
    const std::size_t n = people_.size();
    if (!is_room_for(n, n)) return none;
    person_ = static_cast<std::uint32_t>(n);
    people_.push_back({std::string(id), rating_sheet(framework_)});
    slots_.insert(hash, person_);
    if (!by_node_ && pass_ == csv_pass::people_and_lines) lines_.resize(lines_.size() + leaves_);
    else if (!by_node_) seen_.resize(seen_.size() + seen_words_);
    is_new_ = true;
    return person_;
  }
  /// For one more, where so many have been and so many are kept.
  [[nodiscard]] bool is_room_for(std::size_t people, std::size_t kept) {
    if (people >= options_.most_people || people >= none) return at_limit("people", options_.most_people, "most_people"), false;
    if (kept + 1 > options_.most_ratings / leaves_) return at_limit("ratings (people x leaves)", options_.most_ratings, "most_ratings"), false;
    return true;
  }
  /// In a stream: the person that begins here, in the place of the last but one; the one before is ready.
  [[nodiscard]] std::uint32_t next_person(std::string_view id) {
    before_ = earlier_.line_of(id);
    if (before_ == 0 && !is_room_for(earlier_.size(), 0)) return none;
    if (before_ == 0) earlier_.add(id, rows_.line());
    ready_ = person_;
    person_ = person_ == 0 ? 1 : 0;
    rated_person& now = people_[person_];
    now.id.assign(id.data(), id.size());
    std::fill(now.sheet.ratings_.begin(), now.sheet.ratings_.end(), rating{});
    begun_ = before_ != 0 ? before_ : rows_.line();
    since_ = rows_.line();
    is_new_ = true;
    return person_;
  }
  /// In a stream: ratings of a person who has been given out.
  void apart() {
    report(fields_[person_at_], shown(people_[person_].id) + " was rated from line " + std::to_string(before_) + " on, and other people came between",
           "sort the rows by person, or read the file as a whole");
  }
  /// The leaf; `none` where there is a problem. Rows often name the nodes in the same order for each person.
  [[nodiscard]] std::uint32_t node_of(const csv_field& field) {
    const std::string_view name = without_blanks(field.value(scratch_));
    const std::uint32_t guess = next_[last_node_];
    if (!name.empty() && same_text(spelt_[guess], name)) return last_node_ = guess;
    const std::uint32_t node = names_.look_up(name).node;
    if (node == none || !framework_.nodes[node].is_leaf()) return report_name(field, name, node), none;
    if (spelt_[node] != name) spelt_[node].assign(name.data(), name.size());
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
    if (pass_ != csv_pass::people) {
      std::uint64_t& line = lines_[pass_ == csv_pass::stream ? leaf : who * leaves_ + leaf];
      if (line >= since_)
        report(field,
               framework_.path(node) + ": " + shown(people_[who].id) + " is rated twice: on line " + std::to_string(line) +
                   " and line " + std::to_string(rows_.line()),
               "keep one rating for each person and node");
      else line = rows_.line();
      return line == rows_.line();
    }
    std::uint64_t& word = seen_[who * seen_words_ + leaf / 64];
    const std::uint64_t bit = std::uint64_t{1} << leaf % 64;
    if ((word & bit) != 0) again_ = stopped_ = true;
    word |= bit;
    return !again_;
  }

  std::uint64_t seed_;
  csv_pass pass_;
  bool again_ = false, has_header_ = false;
  bool is_new_ = false;                 ///< the row is the first of a person, or in a stream the first one behind those of others
  std::size_t leaves_, seen_words_, row_ = 0;
  std::uint32_t person_ = none, last_node_ = 0;
  std::uint32_t ready_ = none;          ///< in a stream: the person who is whole
  std::uint64_t since_ = 1;             ///< a rating of this person stands on this line or below
  std::uint64_t before_ = 0, begun_ = 0;  ///< in a stream: where they were rated before, 0 if not; where first
  seen_ids earlier_;                    ///< in a stream: all people so far
  std::vector<std::string> spelt_;      ///< by node: how it was written last
  std::vector<std::uint32_t> next_;     ///< by node: which one came after it last
  std::vector<rated_person> people_;
  hash_slots slots_;
  std::vector<std::uint64_t> seen_;     ///< a bit for each person and leaf
  std::vector<std::uint64_t> lines_;    ///< a line for each person (and leaf)
  rating_memo memo_;
  std::vector<named_problem> named_;
};

}  // namespace prowess::v0::detail
