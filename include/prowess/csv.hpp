// SPDX-License-Identifier: BSL-1.0
// Ratings of many people from CSV: one rating in each row, or one person in each row.
#pragma once

#include <string_view>
#include <vector>

#include <prowess/csv/rating_reader.hpp>
#include <prowess/csv/rating_rows.hpp>
#include <prowess/csv_options.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

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
/// 16 bytes for each person and leaf. A file that is larger than that allows is read by a `csv_rating_reader`, person by person.
///
///     auto people = read_ratings_csv(fw, "person,node,rating\nada,build,4\nada,safety,advanced\n").value();
///     for (const rated_person& p : people) std::cout << p.id << " " << score(p.sheet).score_or(0) << "\n";
///     if (auto r = read_ratings_csv(fw, text); !r) for (const problem& p : r.problems()) std::cerr << p.text() << "\n";
[[nodiscard]] inline result<std::vector<rated_person>> read_ratings_csv(const framework_view& f, std::string_view text,
                                                                        const csv_options& options = {}) {
  for (const detail::csv_pass pass : {detail::csv_pass::people, detail::csv_pass::people_and_lines})
    if (detail::ratings_csv file(f, options, pass); file.read(text)) return file.take();
  return problem{{}, "the file changed while it was read", "give a text that stays"};
}

}  // namespace prowess::v0
