// SPDX-License-Identifier: BSL-1.0
// Which ids of a long list have been there, and on which line, in few bytes and without ever taking one for another.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/detail/hash.hpp>

namespace prowess::inline v0::detail {

/// Ids in the order in which they come, each kept as what differs from the one before: exact, not a filter. As long as the ids ascend
/// (by their bytes, or shorter ones first: p9 before p10), a new one can be no repetition, and nothing is hashed: some 5 bytes for each
/// id. Once they do not, 16 to 32 bytes more for each.
class seen_ids {
 public:
  static constexpr std::size_t most = hash_slots::none;
  seen_ids() = default;
  seen_ids(const seen_ids&) = delete;  // the hashes depend on where it stands
  seen_ids& operator=(const seen_ids&) = delete;

  /// The line that came with the id; 0 where it has not been there.
  [[nodiscard]] std::uint64_t line_of(std::string_view id) {
    if ((orders_ & orders_behind(id)) != 0) return 0;
    if (!is_indexed_) index();
    entry e;
    const std::uint32_t at = slots_.find(hash(id), [&](std::uint32_t place) { return (e = read(place)).id == id; });
    return at == hash_slots::none ? 0 : e.line;
  }
  /// Adds an id that has not been there. Lines ascend, from 1.
  void add(std::string_view id, std::uint64_t line) {
    orders_ &= orders_behind(id);
    if (is_indexed_) slots_.insert(hash(id), static_cast<std::uint32_t>(count_));
    if (count_ % ids_a_block == 0) {
      if (!blocks_.empty()) blocks_.back().text.shrink_to_fit();
      blocks_.emplace_back();
    }
    block& to = blocks_.back();
    const bool starts = count_ % ids_a_run == 0;
    if (starts) to.starts[count_ % ids_a_block / ids_a_run] = static_cast<std::uint32_t>(to.text.size());
    std::size_t shared = 0;
    if (!starts)
      while (shared < id.size() && shared < last_.size() && id[shared] == last_[shared]) ++shared;
    append(to.text, shared);
    append(to.text, id.size() - shared);
    append(to.text, starts ? line : line - last_line_);
    to.text.append(id.substr(shared));
    last_.assign(id.data(), id.size());
    last_line_ = line;
    ++count_;
  }
  /// How many there are; at most `most`.
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

 private:
  static constexpr std::size_t ids_a_block = 1024, ids_a_run = 16;
  struct block {
    std::string text{};
    std::array<std::uint32_t, ids_a_block / ids_a_run> starts{};  ///< where in the text each run of ids begins, whose first is kept as a whole
  };
  struct entry {
    std::string id{};
    std::uint64_t line = 0;
  };
  /// Bit 0: behind the last one by bytes; bit 1: longer, or as long and behind it by bytes.
  [[nodiscard]] unsigned orders_behind(std::string_view id) const {
    const bool behind = id > last_;
    return (behind ? 1U : 0U) | ((id.size() == last_.size() ? behind : id.size() > last_.size()) ? 2U : 0U);
  }
  [[nodiscard]] std::uint64_t hash(std::string_view id) const { return hash_text(id, seed_at(this)); }

  static void append(std::string& to, std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) to += static_cast<char>((n & 0x7f) | 0x80);
    to += static_cast<char>(n);
  }
  [[nodiscard]] static std::uint64_t number(const char*& from) {
    std::uint64_t n = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*from++);
      n |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return n;
    }
  }
  /// Makes of the entry before `from`, or of none where a run begins, the one at `from`, and passes it.
  static void read_next(entry& e, const char*& from, bool starts) {
    const std::size_t shared = number(from), rest = number(from);
    e.line = number(from) + (starts ? 0 : e.line);
    e.id.resize(shared);
    e.id.append(from, rest);
    from += rest;
  }
  [[nodiscard]] entry read(std::size_t place) const {
    const block& of = blocks_[place / ids_a_block];
    const char* from = of.text.data() + of.starts[place % ids_a_block / ids_a_run];
    entry e;
    for (std::size_t i = 0; i <= place % ids_a_run; ++i) read_next(e, from, i == 0);
    return e;
  }
  void index() {
    entry e;
    const char* from = nullptr;
    for (std::size_t i = 0; i < count_; ++i) {
      if (i % ids_a_block == 0) from = blocks_[i / ids_a_block].text.data();
      read_next(e, from, i % ids_a_run == 0);
      slots_.insert(hash(e.id), static_cast<std::uint32_t>(i));
    }
    is_indexed_ = true;
  }

  std::vector<block> blocks_;
  std::string last_;
  std::uint64_t last_line_ = 0;
  std::size_t count_ = 0;
  unsigned orders_ = 3;  ///< in which of them all ids have ascended
  hash_slots slots_;
  bool is_indexed_ = false;
};

}  // namespace prowess::v0::detail
