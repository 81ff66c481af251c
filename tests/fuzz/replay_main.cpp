// SPDX-License-Identifier: BSL-1.0
// Runs a fuzz target on every file of the folders that are its arguments; needs no fuzzer.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** words) {
  std::size_t files = 0;
  for (int w = 1; w < count; ++w) {
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(words[w], none)) {
      if (!entry.is_regular_file(none)) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      const std::unique_ptr<std::uint8_t[]> data(new std::uint8_t[text.size()]);  // of just this size: reading beyond its end is seen
      for (std::size_t i = 0; i < text.size(); ++i) data[i] = static_cast<std::uint8_t>(text[i]);
      std::printf("%s\n", entry.path().filename().string().c_str());
      std::fflush(stdout);
      LLVMFuzzerTestOneInput(data.get(), text.size());
      ++files;
    }
  }
  std::printf("%zu files\n", files);
  return files == 0 ? 1 : 0;
}
