// SPDX-License-Identifier: BSL-1.0
// How fast frameworks and ratings are read: beside what the parser below costs, and beside JSON libraries in common use.
//
//   json            checks, then times all variants in interleaved rounds and prints a table for each text
//   json --count    the small framework once for each variant, for a tool that counts instructions around prowess_counted()
//
// `load_framework` does what it does for a user: UTF-8, members, types, weights, scales and levels are validated, the framework
// owns its texts and is sound. Peers parse a tree and walk it into a flat list of ids, titles, weights and parents, the least
// that a program needs; they validate nothing beyond the syntax.
#include <prowess/csv.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/json.hpp>

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#if PROWESS_WITH_NLOHMANN
#include <nlohmann/json.hpp>
#endif
#if PROWESS_WITH_SIMDJSON
#include <simdjson.h>
#endif

#include "inlining.hpp"
#include "measure.hpp"

namespace {

using namespace prowess;

// ---- the texts

std::uint64_t state = 7;
unsigned draw(unsigned n) {  // the high bits of a linear congruential generator
  state = state * 6364136223846793005U + 1442695040888963407U;
  return static_cast<unsigned>((state >> 33) % n);
}
std::string words(unsigned count) {
  static constexpr const char* known[] = {"clinical", "data", "exchange", "with", "other", "teams", "safety", "review", "order", "sets",
                                          "training", "of", "new", "staff", "in", "routine", "conditions", "plans", "tests", "reports"};
  std::string s = "The";
  while (count-- > 0) (s += ' ') += known[draw(std::size(known))];
  return s;
}
/// The children of a group, so many on each floor below it.
std::string children(std::span<const unsigned> fan, std::size_t indent) {
  std::string s = "\"children\": [";
  for (unsigned k = 0; k < fan[0]; ++k) {
    s.append(k == 0 ? "\n" : ",\n").append(indent, ' ') += "{ \"id\": \"c" + std::to_string(10 + k) + "\", \"title\": \"" + words(7) + "\", \"weight\": " + std::to_string(30 + draw(70));
    if (draw(4) == 0) s += '.' + std::to_string(1 + draw(9));
    if (draw(6) == 0) s += ", \"description\": \"" + words(12) + ".\"";
    if (fan.size() > 1) s += ", " + children(fan.subspan(1), indent + 2);
    else if (draw(12) == 0) s += R"(, "anchors": { "novice": ")" + words(6) + R"(", "able": ")" + words(6) + R"(", "master": ")" + words(6) + "\" }";
    s += " }";
  }
  return s += " ]";
}
std::string framework_text(std::span<const unsigned> fan) {
  return R"({ "prowess": 1, "id": "measured", "title": "Measured", "weight": null,
  "scale": { "levels": [ { "key": "novice", "points": 1 }, { "key": "able", "points": 2 }, { "key": "master", "points": 3 } ] },
  )" + children(fan, 4) + " }\n";
}

constexpr std::size_t people = 10'000;
const framework_view rated = frameworks::health_it;
enum class form { rows, columns, lines };
/// Ratings of everybody on every leaf: points, some level keys, some absent.
std::string ratings_text(form as) {
  static constexpr const char* words_of[] = {"baseline", "basic", "intermediate", "advanced", "expert", "not_observed"};
  std::string s = as == form::rows ? "person,node,rating\n" : as == form::columns ? "person" : "";
  if (as == form::columns) {
    for (const node& n : rated.nodes)
      if (n.is_leaf()) (s += ',') += n.id;
    s += '\n';
  }
  for (std::size_t p = 0; p < people; ++p) {
    const std::string id = "person-" + std::to_string(10'000 + p);
    if (as == form::columns) s += id;
    if (as == form::lines) s += "{\"id\":\"" + id + "\",\"ratings\":{";
    bool first = true;
    for (const node& n : rated.nodes) {
      if (!n.is_leaf()) continue;
      const bool word = draw(8) == 0;
      const std::string given = word ? words_of[draw(6)] : std::to_string(1 + draw(5));
      const std::string name(n.id);
      if (as == form::rows) s += id + ',' + name + ',' + given + '\n';
      else if (as == form::columns) s += ',' + given;
      else s += (first ? "\"" : ",\"") + name + "\":" + (word ? '"' + given + '"' : given);
      first = false;
    }
    if (as == form::columns) s += '\n';
    if (as == form::lines) s += "}}\n";
  }
  return s;
}

struct input {
  std::string name, text;
  std::size_t nodes = 0;  ///< of a framework
#if PROWESS_WITH_SIMDJSON
  simdjson::padded_string padded{};  ///< its parser wants room behind the text
#endif
};
input make_input(std::string name, std::string text, std::size_t nodes = 0) {
  input in;
  in.name = std::move(name), in.text = std::move(text), in.nodes = nodes;
#if PROWESS_WITH_SIMDJSON
  in.padded = simdjson::padded_string(in.text);
#endif
  return in;
}

// ---- frameworks

/// What peers' trees are walked into: nodes in tree order, texts in one block.
struct flat {
  struct node {
    std::uint32_t id_at, id_size, title_at, title_size, parent;
    double weight;
    bool operator==(const node&) const = default;
  };
  std::string texts;
  std::vector<node> nodes;
  std::uint32_t add(std::string_view id, std::string_view title, double weight, std::uint32_t parent) {
    const auto at = static_cast<std::uint32_t>(texts.size()), id_size = static_cast<std::uint32_t>(id.size());
    texts.append(id).append(title);
    nodes.push_back({at, id_size, at + id_size, static_cast<std::uint32_t>(title.size()), parent, weight});
    return static_cast<std::uint32_t>(nodes.size() - 1);
  }
  bool operator==(const flat&) const = default;
};
constexpr std::uint32_t no_parent = framework_view::none;

/// Does nothing with what the parser finds.
struct ignored {
  static constexpr std::size_t max_object_size = std::size_t(-1), max_array_size = std::size_t(-1), max_key_size = std::size_t(-1),
                               max_string_size = std::size_t(-1);
  using text = boost::json::string_view;
  using error = boost::json::error_code;
  bool on_document_begin(error&) { return true; }
  bool on_document_end(error&) { return true; }
  bool on_object_begin(error&) { return true; }
  bool on_object_end(std::size_t, error&) { return true; }
  bool on_array_begin(error&) { return true; }
  bool on_array_end(std::size_t, error&) { return true; }
  bool on_key_part(text, std::size_t, error&) { return true; }
  bool on_key(text, std::size_t, error&) { return true; }
  bool on_string_part(text, std::size_t, error&) { return true; }
  bool on_string(text, std::size_t, error&) { return true; }
  bool on_number_part(text, error&) { return true; }
  bool on_int64(std::int64_t, text, error&) { return true; }
  bool on_uint64(std::uint64_t, text, error&) { return true; }
  bool on_double(double, text, error&) { return true; }
  bool on_bool(bool, error&) { return true; }
  bool on_null(error&) { return true; }
  bool on_comment_part(text, error&) { return true; }
  bool on_comment(text, error&) { return true; }
};
bool parse_ignored(boost::json::basic_parser<ignored>& parser, std::string_view text) {
  boost::json::error_code error;
  parser.reset();
  return parser.write_some(false, text.data(), text.size(), error) == text.size() && !error;
}

std::optional<dynamic_framework> loaded;
flat walked;
std::vector<rated_person> read;

bool nothing(const input&) { return true; }
bool prowess_load(const input& in) {
  auto fw = load_framework(in.text);
  if (!fw) return false;
  loaded.emplace(std::move(*fw));
  return true;
}
bool prowess_outline(const input& in) {
  detail::json_outline doc(144);
  return doc.parse(in.text) == detail::json_fault::none && doc.values().size() > in.nodes;
}
bool boost_sax(const input& in) {
  boost::json::basic_parser<ignored> parser{boost::json::parse_options{}};
  return parse_ignored(parser, in.text);
}

void walk(const boost::json::object& o, std::uint32_t parent) {
  const auto* const weight = o.if_contains("weight");
  const std::uint32_t self = walked.add(o.at("id").as_string(), o.at("title").as_string(), weight->is_null() ? 1 : weight->to_number<double>(), parent);
  if (const auto* below = o.if_contains("children"))
    for (const boost::json::value& c : below->as_array()) walk(c.as_object(), self);
}
boost::json::value boost_parse(const input& in, boost::json::monotonic_resource& memory) {
  boost::json::parser parser;
  parser.reset(&memory);
  parser.write(in.text);
  return parser.release();
}
bool boost_dom(const input& in) {
  boost::json::monotonic_resource memory;
  return boost_parse(in, memory).is_object();
}
bool boost_flat(const input& in) {
  boost::json::monotonic_resource memory;
  walked = {};
  walk(boost_parse(in, memory).as_object(), no_parent);
  return walked.nodes.size() == in.nodes;
}

#if PROWESS_WITH_NLOHMANN
void walk(const nlohmann::json& o, std::uint32_t parent) {
  const auto& weight = o.at("weight");
  const std::uint32_t self = walked.add(o.at("id").get_ref<const std::string&>(), o.at("title").get_ref<const std::string&>(),
                                        weight.is_null() ? 1 : weight.get<double>(), parent);
  if (const auto below = o.find("children"); below != o.end())
    for (const nlohmann::json& c : *below) walk(c, self);
}
bool nlohmann_flat(const input& in) {
  walked = {};
  walk(nlohmann::json::parse(in.text), no_parent);
  return walked.nodes.size() == in.nodes;
}
#endif

#if PROWESS_WITH_SIMDJSON
void walk(const simdjson::dom::object& o, std::uint32_t parent) {
  const simdjson::dom::element weight = o["weight"];
  const std::uint32_t self = walked.add(o["id"], o["title"], weight.is_null() ? 1 : double(weight), parent);
  if (simdjson::dom::array below; o["children"].get(below) == simdjson::SUCCESS)
    for (const simdjson::dom::element c : below) walk(simdjson::dom::object(c), self);
}
bool simdjson_flat(const input& in) {
  static simdjson::dom::parser parser;  // it is meant to be kept
  walked = {};
  walk(simdjson::dom::object(parser.parse(in.padded)), no_parent);
  return walked.nodes.size() == in.nodes;
}
#endif

// ---- ratings

bool all_read(result<std::vector<rated_person>> r) {
  if (!r) std::printf("%s\n", r.problems()[0].text().c_str());
  read = std::move(r).value();
  return read.size() == people;
}
bool csv(const input& in) { return all_read(read_ratings_csv(rated, in.text)); }
bool json_lines(const input& in) { return all_read(read_ratings_json_lines(rated, in.text)); }
bool csv_fields(const input& in) {
  detail::csv_reader rows(in.text, ',');
  std::vector<detail::csv_field> fields;
  std::size_t count = 0;
  while (rows.next(fields, 100)) count += fields.size();
  return count > people;
}
/// Calls `use(line)` for each line.
template <class Use> bool each_line(std::string_view text, const Use& use) {
  bool ok = true;
  while (!text.empty()) {
    const auto* const end = static_cast<const char*>(std::memchr(text.data(), '\n', text.size()));
    const auto size = static_cast<std::size_t>(end - text.data());
    ok = use(text.substr(0, size)) && ok;
    text.remove_prefix(size + 1);
  }
  return ok;
}
bool lines(const input& in) {
  std::size_t count = 0;
  return each_line(in.text, [&](std::string_view) { return ++count, true; }) && count >= people;
}
bool boost_sax_lines(const input& in) {
  boost::json::basic_parser<ignored> parser{boost::json::parse_options{}};
  return each_line(in.text, [&](std::string_view line) { return parse_ignored(parser, line); });
}

// ---- measuring

struct variant {
  const char* name;
  bool (*run)(const input&);
};
constexpr variant of_frameworks[] = {
    {"load_framework", prowess_load},
    {"outline alone", prowess_outline},
    {"Boost.JSON SAX, ignored", boost_sax},
    {"Boost.JSON DOM", boost_dom},
    {"Boost.JSON DOM to flat", boost_flat},
#if PROWESS_WITH_NLOHMANN
    {"nlohmann DOM to flat", nlohmann_flat},
#endif
#if PROWESS_WITH_SIMDJSON
    {"simdjson DOM to flat", simdjson_flat},
#endif
};
constexpr variant of_csv[] = {{"read_ratings_csv", csv}, {"rows and fields alone", csv_fields}, {"lines by memchr", lines}};
constexpr variant of_lines[] = {{"read_ratings_json_lines", json_lines}, {"Boost.JSON SAX, ignored", boost_sax_lines}, {"lines by memchr", lines}};

/// Whether peers find the same nodes as the library.
bool agree(const input& in) {
  if (!prowess_load(in)) return std::printf("%s\n", load_framework(in.text).problems()[0].text().c_str()), false;
  const framework_view f = loaded->view();
  flat expected;
  for (std::uint32_t i = 0; i < f.size(); ++i) expected.add(f.nodes[i].id, f.title(i), f.nodes[i].weight, f.parent(i));
  for (const variant& v : of_frameworks) {
    walked = expected;
    if (!v.run(in) || walked != expected) return std::printf("%s differs\n", v.name), false;
  }
  return true;
}

}  // namespace

/// Instructions are counted between its entry and its return.
extern "C" NEVER_INLINE void prowess_counted(bool (*run)(const input&), const input& in) {
  if (!run(in)) std::abort();
}

namespace {

void time_framework(const input& in) {
  measure::rounds r(in.text.size(), in.name + " of " + std::to_string(in.nodes) + " nodes in JSON, for each byte");
  for (const variant& v : of_frameworks) r.add(v.name, [&] { prowess_counted(v.run, in); });
  r.run();
  r.row("load_framework", "nlohmann DOM to flat", 0.25, 1 / 6.0);
  r.row("load_framework", "simdjson DOM to flat", 4, 2.5);
  r.row("load_framework", "Boost.JSON DOM to flat", 1.5, 1.1);
}
void time_ratings(form as, const char* name, std::span<const variant> list, double gate) {
  const input in = make_input(name, ratings_text(as));
  measure::rounds r(in.text.size(), in.name + ", for each byte");
  for (const variant& v : list) r.add(v.name, [&] { prowess_counted(v.run, in); });
  r.run();
  r.row(list[0].name, list[1].name, gate);
  r.row(list[0].name, list[2].name, 0);
}

}  // namespace

int main(int argc, char** argv) {
  static constexpr unsigned small_fan[] = {4, 4, 4}, large_fan[] = {20, 20, 39};
  const input small = make_input("a framework", framework_text(small_fan), 85);
  if (!agree(small)) return 1;
  if (argc > 1 && std::string_view(argv[1]) == "--count") {
    const auto count = [&](const char* name, bool (*run)(const input&)) {
      (void)run(small);  // symbols are bound, pages are there
      prowess_counted(run, small);
      std::printf("counted %zu framework/%s\n", small.nodes, name);
    };
    count("nothing", nothing);
    for (const variant& v : of_frameworks) count(v.name, v.run);
    return 0;
  }
  const input large = make_input("a large framework", framework_text(large_fan), 16'021);
  if (!agree(large)) return 1;
  time_framework(small);
  time_framework(large);
  time_ratings(form::rows, "long CSV, 10,000 people x 22 ratings", of_csv, 0);
  time_ratings(form::columns, "wide CSV, 10,000 people x 22 ratings", of_csv, 0);
  time_ratings(form::lines, "JSON Lines, 10,000 people x 22 ratings", of_lines, 2.5);
}
