// SPDX-License-Identifier: BSL-1.0
// Ratings from JSON Lines of any length, whose text comes in pieces: one person after the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/framework_view.hpp>
#include <prowess/json/load_ratings.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// Reads what `read_ratings_json_lines` reads, without ever having the whole file: text goes in piece by piece, cut anywhere, and a
/// person comes out with each line. The people and the problems are those of the whole file.
///
/// From the first problem on no person is given; people before it have been. The rest is still read, so that `problems()` is complete.
///
/// Memory: one person, the piece, and a line that has not ended; and the id of every person so far, as in `csv_rating_reader`.
/// `ratings_options::most_bytes` is then the most that one line may have, and `most_ratings` concerns one person. Cost: linear.
///
///     json_rating_reader people(fw);
///     while (const rated_person* p = people.next([&] { return piece_of(file); })) std::cout << p->id << " " << score(p->sheet).score_or(0) << "\n";
///     for (const problem& p : people.problems()) std::cerr << p.text() << "\n";
class json_rating_reader {
 public:
  /// Borrows the framework; keeps the options.
  explicit json_rating_reader(const framework_view& f, const ratings_options& options = {}) : options_(options), lines_(f, options_) {
    if (f.nodes.empty()) lines_.refuse("the framework has no nodes", "give the framework that is rated"), has_stopped_ = true;
  }
  json_rating_reader(const json_rating_reader&) = delete;             ///< stays where it is
  json_rating_reader& operator=(const json_rating_reader&) = delete;  ///< stays where it is

  /// What comes next in the text; it is copied. Behind `finish` it does nothing.
  void feed(std::string_view piece) {
    if (is_finished_ || has_stopped_) return;
    held_.erase(0, at_);
    looked_at_ = (std::max)(looked_at_, at_) - at_;
    at_ = 0;
    held_.append(piece);
  }
  /// Says that nothing comes any more: the last line may be without an end.
  void finish() { is_finished_ = true; }
  /// The next person; borrowed until the next call. Null where more text is needed, behind the last person, and from the first problem on.
  [[nodiscard]] const rated_person* next() {
    while (!has_stopped_ && skip_mark()) {
      lines_.forget();
      looked_at_ = (std::max)(looked_at_, at_);
      const std::size_t end = (std::min)(held_.find('\n', looked_at_), held_.size());
      looked_at_ = end;
      if (end - at_ > options_.most_bytes) {
        lines_.refuse("the line has more than " + std::to_string(options_.most_bytes) + " bytes", "split it, or raise ratings_options::most_bytes");
        has_stopped_ = true;
      } else if (end == held_.size() && (!is_finished_ || at_ == end)) {
        has_stopped_ = is_finished_;
        return nullptr;
      } else {
        lines_.read(std::string_view(held_).substr(at_, end - at_));
        at_ = (std::min)(end + 1, held_.size());
        has_stopped_ = lines_.is_full();
        if (lines_.is_right() && !lines_.people().empty()) return &lines_.people().front();
      }
    }
    return nullptr;
  }
  /// The next person, for which text is got as it is needed: `more()` gives the next piece, which has to stay until it is called again; an
  /// empty one at the end. Null behind the last person; `problems()` says whether all went well.
  template <class More> [[nodiscard]] const rated_person* next(More&& more) {
    for (;;) {
      if (const rated_person* const person = next()) return person;
      if (is_finished_ || has_stopped_) return nullptr;
      if (const std::string_view piece = more(); piece.empty()) finish();
      else feed(piece);
    }
  }
  /// Everything that is wrong with the text so far, as `read_ratings_json_lines` says it; empty where nothing is.
  [[nodiscard]] std::vector<problem> problems() const { return lines_.problems(); }

 private:
  /// Passes a byte order mark; false where more text has to tell whether there is one.
  [[nodiscard]] bool skip_mark() {
    if (has_begun_) return true;
    if (held_.size() < 3 && !is_finished_) return false;
    if (held_.starts_with("\xef\xbb\xbf")) at_ = 3;
    return has_begun_ = true;
  }

  ratings_options options_;
  std::string held_;                         ///< the text from a line on
  std::size_t at_ = 0, looked_at_ = 0;       ///< where the next line begins; no line ends before this
  bool is_finished_ = false, has_stopped_ = false, has_begun_ = false;
  detail::rating_lines lines_;
};

}  // namespace prowess::v0
