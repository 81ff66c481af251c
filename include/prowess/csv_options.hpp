// SPDX-License-Identifier: BSL-1.0
// How a CSV file of ratings is read, and how large it may be.
#pragma once

#include <cstddef>
#include <cstdint>

#include <prowess/status.hpp>

namespace prowess::inline v0 {

/// What a row of a file is.
enum class csv_form : std::uint8_t {
  by_header,   ///< what the header says: `rating_rows` where a column names the node, else `person_rows`
  rating_rows, ///< long: one rating, with columns for person, node and rating
  person_rows  ///< wide: one person, with a column for each node
};

/// How ratings are read. The limits guard against runaway input; raise them for files that you trust.
///
///     csv_options semicolons{.separator = ';', .blank = presence::not_applicable};
///     auto people = read_ratings_csv(fw, text, semicolons).value();
struct csv_options {
  char separator = ',';                           ///< or ';' or a tab
  csv_form form = csv_form::by_header;            ///< what a row is
  presence blank = presence::not_observed;        ///< what a blank rating says; `presence::rated`: it is a mistake
  bool ignore_unknown_columns = false;            ///< else a column that is not known is a mistake
  std::size_t most_problems = 100;                ///< how many are listed; then one more says that there are more
  std::size_t most_bytes = std::size_t{1} << 30;  ///< of the text
  std::size_t most_rows = 100'000'000;            ///< below the header
  std::size_t most_people = 1'000'000;            ///< in the file
  std::size_t most_ratings = 100'000'000;         ///< people x leaves: each takes 16 bytes, rated or not
};

}  // namespace prowess::v0
