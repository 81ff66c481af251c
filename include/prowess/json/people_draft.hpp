// SPDX-License-Identifier: BSL-1.0
// People while their ratings are read, and the line that is as most lines are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/detail/seen_ids.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/json/reader.hpp>
#include <prowess/name_index.hpp>
#include <prowess/rated_person.hpp>
#include <prowess/rating_text.hpp>

namespace prowess::inline v0 {

/// How ratings are read. The limits guard against runaway input; raise them for files that you trust.
struct ratings_options {
  presence blank = presence::not_observed;        ///< what null and "" say; `presence::rated`: they are mistakes
  std::size_t most_problems = 100;                ///< how many are listed; then one more says how many there are
  std::size_t most_bytes = std::size_t{1} << 30;  ///< of the text
  std::size_t most_values = 20'000'000;           ///< JSON values of a document or of one line; each takes 32 bytes while it is read
  std::size_t most_people = 1'000'000;            ///< in the file
  std::size_t most_ratings = 100'000'000;         ///< people x leaves: each takes 16 bytes, rated or not
};

namespace detail {

/// The people read so far, and what makes reading the next one fast. It knows what is right; readers say what is wrong.
struct people_draft {
  static constexpr std::uint32_t none = framework_view::none;
  people_draft(const framework_view& f, const ratings_options& o)
      : framework(f), options(o), names(f), leaves(f.nodes.empty() ? 1 : f.nodes.back().leaf + std::size_t{1}), next(f.size()), spelt(f.size()), rated_in(leaves) {}
  framework_view framework;
  const ratings_options& options;
  name_index names;
  std::size_t leaves;
  std::vector<std::uint32_t> next;       ///< by node: which one came after it last
  std::vector<std::string> spelt;        ///< by node: how it was written last
  std::vector<std::size_t> rated_in;     ///< by leaf: the number of the last person who was rated on it
  std::vector<rated_person> people;
  std::size_t given = 0;                 ///< people who are not in the list any more
  seen_ids known;                        ///< of all people, with their lines, for a second one with the same id
  rating_memo memo;
  std::uint32_t last = 0;
  std::size_t number = 0;                ///< persons begun, right or wrong
  std::vector<std::string> roles = ids_of("/roles"), failures = ids_of("/critical_failures");  ///< what the framework's document lists
  bool is_full = false;

  /// The leaf of a name, or `none`. People are often rated on the same nodes in the same order.
  [[nodiscard]] std::uint32_t leaf_of(std::string_view name) {
    const std::uint32_t guess = next[last];
    return same_text(spelt[guess], name) && !name.empty() ? last = guess : searched_leaf(name);
  }
  /// What a number, a text (empty for null), or true or false says of a leaf, until the next one; null where it is no rating.
  [[nodiscard]] const rating* number_for(std::uint32_t node, std::string_view text) {
    const rating* const kept = memo.find(~framework.nodes[node].scale, text);
    return kept != nullptr ? kept : new_number(node, text);
  }
  [[nodiscard]] const rating* text_for(std::uint32_t node, std::string_view text) {
    if (const rating* kept = memo.find(framework.nodes[node].scale, text)) return kept;
    const read_rating got = rating_in(framework, node, without_blanks(text), options.blank);
    return got.wrong ? nullptr : memo.remember(text, got.value);
  }
  [[nodiscard]] const rating* truth_for(std::uint32_t node, bool truth) const {
    const scale_data& own = framework.scale_of(framework.nodes[node]);
    return own.level_count == 2 && own.low == 0 && own.high == 1 ? (truth ? &met : &not_met) : nullptr;
  }
  /// Rates the newest person; false where they have been rated on the leaf before.
  bool rate(std::uint32_t node, const rating& r) {
    const std::uint32_t leaf = framework.nodes[node].leaf;
    people.back().sheet.ratings_[leaf] = r;
    return std::exchange(rated_in[leaf], number) != number;
  }

  [[nodiscard]] bool has_room_for_people() const { return people.size() + given < options.most_people && people.size() + given < none; }
  [[nodiscard]] bool has_room_for_ratings() const { return people.size() < options.most_ratings / leaves; }

 private:
  [[nodiscard]] std::uint32_t searched_leaf(std::string_view name) {
    const std::uint32_t node = names.look_up(name).node;
    if (node == none || !framework.nodes[node].is_leaf()) return none;
    spelt[node].assign(name.data(), name.size());
    next[last] = node;
    return last = node;
  }
  [[nodiscard]] const rating* new_number(std::uint32_t node, std::string_view text) {
    const rating r = json_number(text);
    return framework.scale_of(framework.nodes[node]).admits(r.points, framework.level_list) ? memo.remember(text, r) : nullptr;
  }
  [[nodiscard]] std::vector<std::string> ids_of(std::string_view part) const {
    std::vector<std::string> ids;
    for (const remark& r : framework.remarks_of(0)) {
      if (r.kind != remark_kind::member || r.key != part) continue;
      json_outline doc(json_outline::deepest);
      if (doc.parse(r.text) != json_fault::none || doc[0].kind != json_kind::array) continue;
      for (std::uint32_t c = 1; c < doc.end(0); c = doc.end(c))
        if (const std::uint32_t id = doc.member(c, "id"); id != 0) ids.emplace_back(doc[id].text());
    }
    return ids;
  }
};

/// A line as most lines are, `{ "id": "ada", "ratings": { "build": 4, ... } }`, is read while it is parsed. Whatever else there is, right
/// or wrong, is for the reader of all lines.
class usual_line {
 public:
  explicit usual_line(people_draft& to) : parser_(boost::json::parse_options(), to) {}
  /// Adds the person; false where the line is not usual: then nothing has changed.
  [[nodiscard]] bool read(std::string_view text, std::size_t line) {
    parser_.reset();
    handler& h = parser_.handler();
    boost::json::error_code error;
    const std::size_t stopped = parser_.write_some(false, text.data(), text.size(), error);
    if (!error && stopped == text.size() && h.has_person) return h.keep(line), true;
    if (h.has_person) h.to.people.pop_back();
    return false;
  }

 private:
  struct handler {
    static constexpr std::size_t max_object_size = std::size_t(-1), max_array_size = std::size_t(-1), max_key_size = std::size_t(-1),
                                 max_string_size = std::size_t(-1);
    using text = boost::json::string_view;
    using error_code = boost::json::error_code;
    enum class place : std::uint8_t { outside, person, id, ratings, rated };  ///< what comes next
    explicit handler(people_draft& people) : to(people) {}
    bool on_document_begin(error_code&) { return at = place::outside, has_person = has_ratings = false, ++to.number, true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& e) {
      if (at == place::outside) return at = place::person, true;
      return at == place::ratings ? (at = place::rated, true) : unusual(e);
    }
    bool on_object_end(std::size_t, error_code&) { return at = at == place::rated ? place::person : place::outside, true; }
    bool on_array_begin(error_code& e) { return unusual(e); }
    bool on_array_end(std::size_t, error_code& e) { return unusual(e); }
    bool on_key_part(text, std::size_t, error_code& e) { return unusual(e); }
    bool on_key(text s, std::size_t, error_code& e) {
      if (at == place::rated) return (node = to.leaf_of(s)) != people_draft::none || unusual(e);
      if (s == "id" && !has_person) return at = place::id, true;
      return s == "ratings" && has_person && !has_ratings ? (at = place::ratings, has_ratings = true) : unusual(e);
    }
    bool on_string_part(text, std::size_t, error_code& e) { return unusual(e); }
    bool on_string(text s, std::size_t, error_code& e) {
      if (at == place::id) return begin(without_blanks(s)) || unusual(e);
      return at == place::rated ? rate(to.text_for(node, s), e) : unusual(e);
    }
    bool on_number_part(text, error_code& e) { return unusual(e); }
    bool on_int64(std::int64_t, text s, error_code& e) { return on_number(s, e); }
    bool on_uint64(std::uint64_t, text s, error_code& e) { return on_number(s, e); }
    bool on_double(double x, text s, error_code& e) { return x >= -largest && x <= largest ? on_number(s, e) : unusual(e); }
    bool on_number(text s, error_code& e) { return at == place::rated ? rate(to.number_for(node, s), e) : unusual(e); }
    bool on_bool(bool truth, error_code& e) { return at == place::rated ? rate(to.truth_for(node, truth), e) : unusual(e); }
    bool on_null(error_code& e) { return at == place::rated ? rate(to.text_for(node, {}), e) : unusual(e); }
    bool on_comment_part(text, error_code& e) { return unusual(e); }
    bool on_comment(text, error_code& e) { return unusual(e); }

    bool begin(std::string_view id) {
      if (id.empty() || !to.has_room_for_people() || !to.has_room_for_ratings() || to.known.line_of(id) != 0) return false;
      to.people.emplace_back(rated_person{std::string(id), rating_sheet(to.framework)});
      at = place::person;
      return has_person = true;
    }
    bool rate(const rating* r, error_code& e) { return (r != nullptr && to.rate(node, *r)) || unusual(e); }
    void keep(std::size_t line) { to.known.add(to.people.back().id, line); }
    static bool unusual(error_code& e) {
      e = boost::json::error::syntax;
      return false;
    }
    people_draft& to;
    std::uint32_t node = 0;
    place at = place::outside;
    bool has_person = false, has_ratings = false;
  };
  boost::json::basic_parser<handler> parser_;
};

}  // namespace detail
}  // namespace prowess::v0
