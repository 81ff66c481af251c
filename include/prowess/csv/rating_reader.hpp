// SPDX-License-Identifier: BSL-1.0
// Ratings from a CSV file of any length, whose text comes in pieces: one person after the other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/csv/rating_rows.hpp>
#include <prowess/csv_options.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// Reads what `read_ratings_csv` reads, without ever having the whole file: text goes in piece by piece, cut anywhere, and people come
/// out, each as soon as the next one begins. The people, and the problems with their lines and columns, are those of the whole file
/// (only the one about bytes that are not text may stand elsewhere among them).
///
/// **The rows of a person stand together** where each row is one rating. A person who comes again behind others is a problem; sort such
/// a file by person, or read it as a whole. Nothing is guessed: ids are compared, not their hashes.
///
/// **From the first problem on no person is given**; people before it have been. The rest is still read, so that `problems()` is
/// complete: look at it at the end, and throw away what was made of the people if it is not empty.
///
/// **Memory**: one person, the piece, a row that has not ended; and the id of every person so far, in some 5 bytes as long as ids ascend
/// (by their bytes, or shorter ones first: p9, p10), else in up to 32 and what differs from the id before.
/// `csv_options::most_bytes` is then the most that one row may have, and `most_ratings` concerns one person; `most_rows` and
/// `most_people` concern the file. Cost: linear in the text, whatever the pieces; `read_ratings_csv` goes the same way in one piece.
///
///     csv_rating_reader people(fw);
///     while (const rated_person* p = people.next([&] { return piece_of(file); })) std::cout << p->id << " " << score(p->sheet).score_or(0) << "\n";
///     for (const problem& p : people.problems()) std::cerr << p.text() << "\n";
class csv_rating_reader {
 public:
  /// Borrows the framework; keeps the options.
  explicit csv_rating_reader(const framework_view& f, const csv_options& options = {}) : options_(options), rows_(f, options_, detail::csv_pass::stream) {}
  csv_rating_reader(const csv_rating_reader&) = delete;             ///< stays where it is
  csv_rating_reader& operator=(const csv_rating_reader&) = delete;  ///< stays where it is

  /// What comes next in the text; it is copied. Behind `finish` it does nothing.
  void feed(std::string_view piece) {
    if (is_finished_ || rows_.has_stopped()) return;
    go_on(piece, false);
  }
  /// Says that nothing comes any more: only then the last person is whole.
  void finish() {
    if (!is_finished_ && !rows_.has_stopped()) go_on({}, true);
    is_finished_ = true;
  }
  /// The next person; borrowed until the next call. Null where more text is needed, behind the last person, and from the first problem on.
  [[nodiscard]] const rated_person* next() {
    if (held_.size() < enough_ && !is_finished_) return nullptr;
    const rated_person* const person = rows_.next();
    if (person != nullptr || rows_.has_stopped()) return person;
    const std::size_t begun = rows_.rest().size();
    if (begun > options_.most_bytes) rows_.stop_at_long_row();
    enough_ = begun * 2;  // a long row is not looked at again for each small piece
    return nullptr;
  }
  /// The next person, for which text is got as it is needed: `more()` gives the next piece, which has to stay until it is called again; an
  /// empty one at the end. Null behind the last person; `problems()` says whether all went well.
  template <class More> [[nodiscard]] const rated_person* next(More&& more) {
    for (;;) {
      if (const rated_person* const person = next()) return person;
      if (is_finished_ || rows_.has_stopped()) return nullptr;
      if (const std::string_view piece = more(); piece.empty()) finish();
      else feed(piece);
    }
  }
  /// Everything that is wrong with the text so far, as `read_ratings_csv` says it; empty where nothing is.
  [[nodiscard]] std::vector<problem> problems() const { return rows_.problems(); }

 private:
  void go_on(std::string_view piece, bool is_last) {
    const std::size_t rest = rows_.rest().size();
    held_.erase(0, held_.size() - rest);
    held_.append(piece);
    rows_.go_on(held_, rest, is_last);
  }

  csv_options options_;
  std::string held_;        ///< the text from the row on that has not ended
  std::size_t enough_ = 0;  ///< bytes, before which it is not worth while to look for the row's end again
  bool is_finished_ = false;
  detail::ratings_csv rows_;
};

}  // namespace prowess::v0
