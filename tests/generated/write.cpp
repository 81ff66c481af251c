// SPDX-License-Identifier: BSL-1.0
// Writes frameworks as headers into the folder that is its argument: the health-IT one, one with every word, and random ones.
#include <prowess/dynamic_framework.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/report/code.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include "everything.hpp"
#include "same_frameworks.hpp"

namespace {

bool save(const std::string& folder, const std::string& file, const std::string& text) {
  std::FILE* out = std::fopen((folder + "/" + file).c_str(), "wb");
  bool good = out != nullptr && std::fwrite(text.data(), 1, text.size(), out) == text.size();
  good = out != nullptr && std::fclose(out) == 0 && good;
  if (!good) std::printf("cannot write %s/%s\n", folder.c_str(), file.c_str());
  return good;
}

constexpr prowess::spelling midrange[] = {{"midrange", "random_frameworks::midrange"}};

/// As one that was read from a file; one function for each size.
template <std::size_t Size> std::string random_code(std::uint64_t seed, const prowess::code_options& how) {
  const auto original = random_frameworks::make<Size>(same_frameworks::seed_of(seed));
  const prowess::dynamic_framework copy(original);
  return to_cpp(copy.unchecked(), how);
}
template <std::size_t... Smaller> std::string random_code(std::uint64_t seed, const prowess::code_options& how, std::index_sequence<Smaller...>) {
  constexpr std::string (*of_size[])(std::uint64_t, const prowess::code_options&) = {&random_code<2 + Smaller>...};
  return of_size[same_frameworks::size_of(seed) - 2](seed, how);
}
bool save_all_random(const std::string& folder) {
  std::string list = "#pragma once\n", marks = "#define RANDOM_FRAMEWORKS(X)";
  for (std::uint64_t i = 0; i < same_frameworks::count; ++i) {
    const std::string seed = std::to_string(i * same_frameworks::stride), name = "random_" + seed;
    const prowess::code_options how{.name = name, .namespace_name = "made", .spellings = midrange, .includes = {"random.hpp"}};
    const std::string code = random_code(i * same_frameworks::stride, how, std::make_index_sequence<random_frameworks::most_nodes - 1>{});
    if (!save(folder, "made_" + name + ".hpp", code)) return false;
    list += "#include \"made_" + name + ".hpp\"\n";
    marks += " \\\n  X(" + seed + ")";
  }
  return save(folder, "made_random.hpp", list + marks + "\n");
}

}  // namespace

int main(int count, char** words) {
  const std::string folder = count > 1 ? words[1] : ".";
  const bool good =
      save(folder, "made_health_it.hpp", to_cpp(prowess::frameworks::health_it)) &&
      save(folder, "made_everything.hpp",
           to_cpp(host::everything, {.name = "level", .namespace_name = "host::made", .spellings = host::spellings, .includes = {"everything.hpp"}})) &&
      save_all_random(folder);
  return good ? 0 : 1;
}
