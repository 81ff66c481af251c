// SPDX-License-Identifier: BSL-1.0
// A scalar function for an SQL engine: competency_score(communication, ...) in DuckDB, which scores whole vectors of rows by a plan.
//   duckdb                     checks it against the same rule in SQL, shows how mistakes are said, and compares the times (where compilers optimise)
// Needs DuckDB's library, version 1.2 or newer: from a distribution, or from npm into the folder where the build looks for it,
//   npm install --prefix build/_deps/npm @duckdb/node-bindings-linux-x64
// which brings no header; what is used of the C interface is declared here. A host with duckdb.h includes that instead.
#include <prowess/batch.hpp>
#include <prowess/core.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

using namespace prowess;

// DuckDB's C interface, as its documentation has it ("C API", "Scalar functions", "Data chunks"). Handles are pointers to what is not known here.
extern "C" {
struct duckdb_database_s;
struct duckdb_connection_s;
struct duckdb_type_s;
struct duckdb_function_s;
struct duckdb_info_s;
struct duckdb_chunk_s;
struct duckdb_vector_s;
struct duckdb_result {
  std::uint64_t unused[3];
  void* more_unused[3];
};
using duckdb_callback = void (*)(duckdb_info_s*, duckdb_chunk_s*, duckdb_vector_s*);
enum duckdb_state { duckdb_success, duckdb_error };
enum duckdb_type_id { duckdb_double = 11 };

duckdb_state duckdb_open(const char* path, duckdb_database_s** out);
void duckdb_close(duckdb_database_s** database);
duckdb_state duckdb_connect(duckdb_database_s* database, duckdb_connection_s** out);
void duckdb_disconnect(duckdb_connection_s** connection);
const char* duckdb_library_version();
duckdb_state duckdb_query(duckdb_connection_s* connection, const char* sql, duckdb_result* out);
const char* duckdb_result_error(duckdb_result* result);
void duckdb_destroy_result(duckdb_result* result);
duckdb_chunk_s* duckdb_fetch_chunk(duckdb_result result);
void duckdb_destroy_data_chunk(duckdb_chunk_s** chunk);
duckdb_type_s* duckdb_create_logical_type(duckdb_type_id type);
void duckdb_destroy_logical_type(duckdb_type_s** type);
duckdb_function_s* duckdb_create_scalar_function();
void duckdb_destroy_scalar_function(duckdb_function_s** function);
void duckdb_scalar_function_set_name(duckdb_function_s* function, const char* name);
void duckdb_scalar_function_set_varargs(duckdb_function_s* function, duckdb_type_s* type);
void duckdb_scalar_function_set_return_type(duckdb_function_s* function, duckdb_type_s* type);
void duckdb_scalar_function_set_special_handling(duckdb_function_s* function);
void duckdb_scalar_function_set_extra_info(duckdb_function_s* function, void* info, void (*destroy)(void*));
void duckdb_scalar_function_set_function(duckdb_function_s* function, duckdb_callback callback);
duckdb_state duckdb_register_scalar_function(duckdb_connection_s* connection, duckdb_function_s* function);
void* duckdb_scalar_function_get_extra_info(duckdb_info_s* info);
void duckdb_scalar_function_set_error(duckdb_info_s* info, const char* error);
std::uint64_t duckdb_data_chunk_get_size(duckdb_chunk_s* chunk);
std::uint64_t duckdb_data_chunk_get_column_count(duckdb_chunk_s* chunk);
duckdb_vector_s* duckdb_data_chunk_get_vector(duckdb_chunk_s* chunk, std::uint64_t column);
void* duckdb_vector_get_data(duckdb_vector_s* vector);
std::uint64_t* duckdb_vector_get_validity(duckdb_vector_s* vector);
void duckdb_vector_ensure_validity_writable(duckdb_vector_s* vector);
}

namespace {

inline constexpr auto skills =
    framework("skills", numeric(0, 10), domain("soft", 40, competency("communication", 3), competency("negotiation", 1), competency("teamwork", 2), competency("teaching", 2)),
              domain("technical", 60, competency("build", 1), competency("interfaces", 1), competency("data", 2), competency("security", 1)));

//[duckdb
/// What all threads of the engine share.
struct competency_score {
  framework_view f;
  batch_plan plan{f};
  std::vector<std::string> leaves{};
  explicit competency_score(const framework_view& framework) : f(framework) {
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) leaves.push_back(f.path(i));
  }

  /// Scores the rows of a vector. Both sides keep one bit for each row, the lowest of a byte first (DuckDB in words of 64 bits, which is
  /// the same where the lowest byte of a word comes first), so that NULL is `not_observed` without a copy. A row without a score is NULL.
  void operator()(duckdb_chunk_s* rows, duckdb_vector_s* out) const {
    static_assert(std::endian::native == std::endian::little);
    const std::size_t n = duckdb_data_chunk_get_size(rows), given = duckdb_data_chunk_get_column_count(rows);
    if (given != leaves.size()) {
      std::string names;
      for (const std::string& each : leaves) names += (names.empty() ? "" : ", ") + each;
      raise({"competency_score", "it has " + std::to_string(given) + " columns for " + std::to_string(leaves.size()) + " competencies", "give " + names + ", in this order"});
    }
    batch_input people(f, n);
    for (std::size_t k = 0; k < given; ++k) {
      duckdb_vector_s* column = duckdb_data_chunk_get_vector(rows, k);
      people.points(leaves[k], std::span(static_cast<const double*>(duckdb_vector_get_data(column)), n),
                    {reinterpret_cast<const std::uint8_t*>(duckdb_vector_get_validity(column))});  // null where all are there
    }
    thread_local batch_scratch scratch(plan);  // the engine's threads: each has its own, for all its vectors (and there is one plan in this program)
    thread_local std::vector<status> why;
    why.resize(n);
    batch_output scores(f, n);
    scores.scores(f.id(), std::span(static_cast<double*>(duckdb_vector_get_data(out)), n)).statuses(f.id(), why);
    if (const batch_finding at = score_range(plan, people, scores, {0, n}, scratch); !at.ok()) raise(describe(at, f));
    if (std::all_of(why.begin(), why.end(), [](status s) { return s <= status::filled; })) return;
    duckdb_vector_ensure_validity_writable(out);
    std::uint64_t* const there = duckdb_vector_get_validity(out);
    for (std::size_t i = 0; i < n; ++i)
      if (why[i] > status::filled) there[i / 64] &= ~(std::uint64_t{1} << i % 64);
  }
};

/// What the engine calls. No exception may pass through it: the query ends with the error's text. (A person there is a row of its vector;
/// which row of the table that is, the engine keeps to itself.)
void call(duckdb_info_s* info, duckdb_chunk_s* rows, duckdb_vector_s* out) {
  try {
    (*static_cast<const competency_score*>(duckdb_scalar_function_get_extra_info(info)))(rows, out);
  } catch (const std::exception& e) {
    duckdb_scalar_function_set_error(info, e.what());
  }
}

/// CREATE FUNCTION, from here. Whole numbers and decimals are cast to DOUBLE by the engine.
bool register_at(duckdb_connection_s* connection, const framework_view& f) {
  duckdb_function_s* function = duckdb_create_scalar_function();
  duckdb_type_s* points = duckdb_create_logical_type(duckdb_double);
  duckdb_scalar_function_set_name(function, "competency_score");
  duckdb_scalar_function_set_varargs(function, points);
  duckdb_scalar_function_set_return_type(function, points);
  duckdb_scalar_function_set_special_handling(function);  // else one NULL would make the result NULL
  duckdb_scalar_function_set_extra_info(function, new competency_score(f), [](void* all) { delete static_cast<competency_score*>(all); });
  duckdb_scalar_function_set_function(function, call);
  const bool done = duckdb_register_scalar_function(connection, function) == duckdb_success;
  duckdb_destroy_logical_type(&points);
  duckdb_destroy_scalar_function(&function);
  return done;
}
//]

/// A database in memory.
class engine {
 public:
  engine() {
    if (duckdb_open(nullptr, &database_) != duckdb_success || duckdb_connect(database_, &connection_) != duckdb_success) raise({"duckdb", "it does not start", "see its own words"});
  }
  ~engine() { duckdb_disconnect(&connection_), duckdb_close(&database_); }
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;

  duckdb_connection_s* connection() const { return connection_; }
  /// The doubles of the first row, NaN where NULL; or the error's words.
  std::string run(const std::string& sql, std::vector<double>* row = nullptr) const {
    duckdb_result result{};
    const bool done = duckdb_query(connection_, sql.c_str(), &result) == duckdb_success;
    std::string words = done ? "" : duckdb_result_error(&result);
    if (done && row) {
      row->clear();
      duckdb_chunk_s* chunk = duckdb_fetch_chunk(result);
      for (std::uint64_t c = 0; c < duckdb_data_chunk_get_column_count(chunk); ++c) {
        duckdb_vector_s* v = duckdb_data_chunk_get_vector(chunk, c);
        const std::uint64_t* there = duckdb_vector_get_validity(v);
        row->push_back(there && (*there & 1) == 0 ? std::nan("") : *static_cast<const double*>(duckdb_vector_get_data(v)));
      }
      duckdb_destroy_data_chunk(&chunk);
    }
    duckdb_destroy_result(&result);
    return words;
  }
  /// The same of a query that must succeed.
  std::vector<double> row(const std::string& sql) const {
    std::vector<double> all;
    if (const std::string words = run(sql, &all); !words.empty()) raise({"duckdb", words, "correct the query"});
    return all;
  }

 private:
  duckdb_database_s* database_ = nullptr;
  duckdb_connection_s* connection_ = nullptr;
};

/// The rule in SQL: for each group the weighted mean of what is there.
std::string in_sql(const framework_view& f, std::uint32_t group = 0) {
  std::string sum, total;
  for (std::uint32_t c = group + 1; c < group + f.nodes[group].extent; c += f.nodes[c].extent) {
    const std::string weight = std::to_string(f.nodes[c].weight);
    const std::string value = f.nodes[c].is_leaf() ? f.path(c).substr(f.path(c).rfind('/') + 1) : in_sql(f, c);
    sum += (sum.empty() ? "" : " + ") + ("COALESCE(" + weight + " * " + value + ", 0)");
    total += (total.empty() ? "" : " + ") + ("CASE WHEN " + value + " IS NULL THEN 0 ELSE " + weight + " END");
  }
  return "((" + sum + ") / NULLIF(" + total + ", 0))";
}

double milliseconds(const engine& e, const std::string& sql) {
  const auto begun = std::chrono::steady_clock::now();
  static_cast<void>(e.row(sql));
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

int main() {
  const framework_view f = skills;
  const engine e;
  if (!register_at(e.connection(), f)) return std::fputs("competency_score could not be registered\n", stderr), 1;

  // made-up rows: tenths of points by a fixed rule, one in ten NULL, and one row in a thousand without any
  std::string names, columns;
  for (std::uint32_t i = 0, k = 0; i < f.size(); ++i) {
    if (!f.nodes[i].is_leaf()) continue;
    const std::string name = f.path(i).substr(f.path(i).rfind('/') + 1), n = std::to_string(++k);
    names += (k == 1 ? "" : ", ") + name;
    columns += (k == 1 ? "" : ", ") + ("CASE WHEN i % 1000 = 7 OR (i * 7 + i // 13 + " + n + ") % 10 = 0 THEN NULL ELSE ((i * " + n + " * 31 + i // 7) % 101) / 10.0 END::DOUBLE AS ") + name;
  }
  static_cast<void>(e.row("CREATE TABLE people AS SELECT " + columns + " FROM range(200000) r(i)"));

  const std::string function = "competency_score(" + names + ")", rule = in_sql(f);
  const auto summary = [](const std::string& score) { return "SELECT SUM(s), AVG(s), COUNT(s)::DOUBLE FROM (SELECT " + score + " AS s FROM people)"; };
  const std::vector<double> ours = e.row(summary(function)), theirs = e.row(summary(rule));
  std::printf("DuckDB %s: %.0f of 200000 rows have a score; their mean is %.9f, and %.9f by SQL\n", duckdb_library_version(), ours[2], ours[1], theirs[1]);
  assert(ours[2] == theirs[2] && ours[2] == 199'800);
  assert(std::abs(ours[0] - theirs[0]) <= 1e-11 * theirs[0] && std::abs(ours[1] - theirs[1]) <= 1e-11 * theirs[1]);
  const std::vector<double> furthest = e.row("SELECT MAX(ABS(" + function + " - " + rule + ")), COUNT(CASE WHEN (" + function + " IS NULL) <> (" + rule + " IS NULL) THEN 1 END)::DOUBLE FROM people");
  assert(furthest[0] < 1e-13 && furthest[1] == 0);  // row by row

  // by hand, with NULL
  assert(e.row("SELECT competency_score(4, 8, NULL, NULL, 10, NULL, NULL, NULL)")[0] == (40 * 5.0 + 60 * 10) / 100);
  assert(std::isnan(e.row("SELECT competency_score(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)")[0]));
  // mistakes end the query, in words
  const std::string few = e.run("SELECT competency_score(communication, negotiation) FROM people"), beyond = e.run("SELECT competency_score(4, 8, 1, 1, 1, 1, 12, 1)");
  std::printf("%s\n%s\n", few.c_str(), beyond.c_str());
  assert(few.find("it has 2 columns for 8 competencies; give soft/communication") != std::string::npos);
  assert(beyond.find("technical/data: the rating 12 is outside") != std::string::npos);
  assert(e.row("SELECT competency_score(1, 1, 1, 1, 1, 1, 1, 1)")[0] == 1);  // and the next one runs

  std::array<double, 5> ratios;
  for (double& r : ratios) r = milliseconds(e, "SELECT SUM(" + rule + ") FROM people") / milliseconds(e, "SELECT SUM(" + function + ") FROM people");
  std::sort(ratios.begin(), ratios.end());
  std::printf("the rule in SQL takes %.1f times as long (%.1f to %.1f)\n", ratios[2], ratios.front(), ratios.back());
}
