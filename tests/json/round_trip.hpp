// SPDX-License-Identifier: BSL-1.0
// Documents of a folder, and whether a framework survives being written and read again.
#pragma once

#include <prowess/dynamic_framework.hpp>
#include <prowess/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

struct document {
  std::string name, text;
};

inline std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
/// The JSON documents of a folder, by name.
inline std::vector<document> documents(const std::filesystem::path& folder) {
  std::vector<document> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json") all.push_back({entry.path().stem().string(), contents(entry.path())});
  std::sort(all.begin(), all.end(), [](const document& a, const document& b) { return a.name < b.name; });
  return all;
}

/// What a framework only keeps: the node, the pointer from there on, the value as JSON.
inline std::vector<std::string> kept(const prowess::framework_view& f) {
  std::vector<std::string> all;
  for (const prowess::remark& r : f.remarks)
    if (r.kind == prowess::remark_kind::member) all.push_back(std::to_string(r.node) + " " + std::string(r.key) + " = " + std::string(r.text));
  return all;
}
/// Whether it is the same after it was written and read, and is written the same again.
template <class... Words> bool survives(const prowess::dynamic_framework& f, const Words&... words) {
  const std::string text = prowess::to_json(f);
  const auto again = prowess::load_framework(text, words...);
  return again && again->view() == f.view() && kept(*again) == kept(f) && prowess::to_json(*again) == text;
}
