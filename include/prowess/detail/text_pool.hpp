// SPDX-License-Identifier: BSL-1.0
// Texts that stay where they are while more are added, and move with their owner.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace prowess::detail {

class text_pool {
 public:
  text_pool() = default;
  text_pool(text_pool&&) noexcept = default;
  text_pool& operator=(text_pool&&) noexcept = default;

  /// A copy of the text that lives as long as the pool.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (chunks_.empty() || chunks_.back().capacity() - chunks_.back().size() < text.size()) {
      std::vector<char> chunk;
      chunk.reserve(text.size() > 4096 ? text.size() : 4096);
      chunks_.push_back(std::move(chunk));
    }
    std::vector<char>& chunk = chunks_.back();
    const std::size_t at = chunk.size();
    chunk.insert(chunk.end(), text.begin(), text.end());  // never beyond the capacity: no text moves
    return {chunk.data() + at, text.size()};
  }

 private:
  std::vector<std::vector<char>> chunks_;
};

}  // namespace prowess::detail
