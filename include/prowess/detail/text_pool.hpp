// SPDX-License-Identifier: BSL-1.0
// Texts that stay where they are while more are added, and move with their owner.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace prowess::inline v0::detail {

class text_pool {
 public:
  text_pool() = default;
  text_pool(text_pool&& other) noexcept
      : chunks_(std::move(other.chunks_)), free_(std::exchange(other.free_, nullptr)), room_(std::exchange(other.room_, 0)) {}
  text_pool& operator=(text_pool&& other) noexcept {
    chunks_ = std::move(other.chunks_);
    free_ = std::exchange(other.free_, nullptr), room_ = std::exchange(other.room_, 0);
    return *this;
  }

  /// A copy of the text that lives as long as the pool.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > room_) reserve(text.size());
    char* const at = free_;
    std::memcpy(at, text.data(), text.size());
    free_ += text.size(), room_ -= text.size();
    return {at, text.size()};
  }
  /// Makes room for texts of so many bytes together.
  void reserve(std::size_t bytes) {
    if (bytes <= room_) return;
    const std::size_t size = bytes > 4096 ? bytes : 4096;
    chunks_.emplace_back();
    chunks_.back().reset(new char[size]);  // not initialised
    free_ = chunks_.back().get(), room_ = size;
  }

 private:
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t room_ = 0;
};

}  // namespace prowess::v0::detail
