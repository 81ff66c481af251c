// SPDX-License-Identifier: BSL-1.0
// A record batch through Arrow's C data interface, without Arrow's library: columns by name, with their validity bitmaps and offsets.
#include <prowess/batch.hpp>
#include <prowess/core.hpp>

#include <cassert>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

using namespace prowess;

// The two structures as the interface defines them (Apache Arrow, "The Arrow C data interface"): any producer fills the same.
extern "C" {
struct ArrowSchema {
  const char *format, *name, *metadata;
  std::int64_t flags, n_children;
  ArrowSchema **children, *dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length, null_count, offset, n_buffers, n_children;
  const void** buffers;
  ArrowArray **children, *dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
}

namespace {

inline constexpr auto skills = framework("skills", levels("novice", "competent", "expert"),
                                         domain("soft", 40, competency("communication", 3), competency("negotiation", 1)),
                                         domain("technical", 60, competency("build", 1), competency("interfaces", 1)));

//[arrow
/// The columns of a record batch that are named after competencies: float64 or float32, points on their scale; null is not observed.
batch_input people_of(const ArrowSchema& schema, const ArrowArray& batch, const framework_view& f) {
  const auto n = static_cast<std::size_t>(batch.length);
  batch_input people(f, n);
  for (std::int64_t k = 0; k < schema.n_children; ++k) {
    const ArrowArray& column = *batch.children[k];
    const std::string_view name = schema.children[k]->name, format = schema.children[k]->format;
    if (!f.find(name)) continue;  // a column of something else
    const auto from = static_cast<std::size_t>(column.offset + batch.offset);
    const validity there{column.null_count == 0 ? nullptr : static_cast<const std::uint8_t*>(column.buffers[0]), from};
    if (format == "g") people.points(name, {static_cast<const double*>(column.buffers[1]) + from, n}, there);
    else if (format == "f") people.points(name, {static_cast<const float*>(column.buffers[1]) + from, n}, there);
    else raise({std::string(name), "a column of points must be float64 or float32", "cast it"});
  }
  return people;
}
//]

/// A column as a producer would make it.
struct column {
  std::vector<double> values;
  std::uint8_t bits;
  const void* buffers[2];
  ArrowArray array{};
  ArrowSchema schema{};
  column(const char* name, std::vector<double> points, std::uint8_t valid) : values(std::move(points)), bits(valid), buffers{&bits, values.data()} {
    array.length = static_cast<std::int64_t>(values.size()) - 1, array.offset = 1, array.null_count = -1;  // sliced: the first row is not ours; nulls not counted
    array.n_buffers = 2, array.buffers = buffers;
    schema.format = "g", schema.name = name;
  }
};

}  // namespace

int main() {
  column talk("communication", {9, 3, 1, 2}, 0b1110), build("build", {9, 2, 9, 3}, 0b1010), age("age", {0, 41, 29, 35}, 0b1111);
  ArrowArray* arrays[] = {&talk.array, &build.array, &age.array};
  ArrowSchema* schemas[] = {&talk.schema, &build.schema, &age.schema};
  ArrowArray batch{};
  batch.length = 3, batch.n_children = 3, batch.children = arrays;
  ArrowSchema schema{};
  schema.format = "+s", schema.n_children = 3, schema.children = schemas;

  std::vector<double> overall(3), covered(3);
  std::vector<status> why(3);
  batch_output out(skills, 3);
  out.scores("skills", overall).statuses("skills", why).coverages("skills", covered);
  score_all(batch_plan(skills), people_of(schema, batch, skills), out);
  for (std::size_t i = 0; i < 3; ++i) std::printf("row %zu: %.2f, coverage %.2f\n", i, overall[i], covered[i]);
  assert(overall[0] == 2.4 && overall[1] == 1 && covered[1] == 0.3);
}
