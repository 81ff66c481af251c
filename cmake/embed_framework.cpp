// SPDX-License-Identifier: BSL-1.0
// Turns a framework in JSON into a C++ header: embed_framework INPUT.json OUTPUT.hpp [--name=NAME] [--namespace=A::B]
// Problems and warnings go to stderr, a line each that begins with the file. The header is touched where it has changed only.
#include <prowess/json.hpp>
#include <prowess/report/code.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

bool read(const std::string& file, std::string& text) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return false;
  text.assign(std::istreambuf_iterator<char>(in), {});
  return !in.bad();
}

/// Writes beside the file and then puts it in its place: nobody ever sees half of it.
bool write(const std::string& file, const std::string& text) {
  std::error_code failed;
  if (const auto folder = std::filesystem::path(file).parent_path(); !folder.empty()) std::filesystem::create_directories(folder, failed);
  const std::string part = file + ".part";
  std::ofstream out(part, std::ios::binary);
  out << text;
  out.close();
  if (out) std::filesystem::rename(part, file, failed);
  if (out && !failed) return true;
  std::filesystem::remove(part, failed);
  return false;
}

int stop(const std::string& file, std::string_view why) {
  std::fprintf(stderr, "%s: %.*s\n", file.c_str(), static_cast<int>(why.size()), why.data());
  return 1;
}
int stop(const std::string& file, const std::vector<prowess::problem>& problems) {
  for (const prowess::problem& p : problems) stop(file, p.text());
  return 1;
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::string> files;
  prowess::code_options how;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i], name = "--name=", space = "--namespace=";
    if (word.starts_with(name)) how.name = word.substr(name.size());
    else if (word.starts_with(space)) how.namespace_name = word.substr(space.size());
    else files.emplace_back(word);
  }
  if (files.size() != 2) {
    std::fprintf(stderr, "usage: embed_framework INPUT.json OUTPUT.hpp [--name=NAME] [--namespace=A::B]\n");
    return 2;
  }
  const std::string &input = files[0], &output = files[1];
  std::string text, before;
  if (!read(input, text)) return stop(input, "the file cannot be read");
  const auto loaded = prowess::load_framework(text);
  for (const prowess::problem& p : loaded.warnings()) stop(input, "warning: " + p.text());
  if (!loaded) return stop(input, loaded.problems());
  const auto code = prowess::try_to_cpp(loaded->unchecked(), how);
  if (!code) return stop(input, code.problems());
  if (read(output, before) && before == *code) return 0;
  return write(output, *code) ? 0 : stop(output, "the file cannot be written");
}
