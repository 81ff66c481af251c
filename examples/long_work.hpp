// SPDX-License-Identifier: BSL-1.0
// What a program needs for work that takes long: a line of progress on a terminal, a way to be interrupted, and a file of results that
// is there as a whole or not at all.
#pragma once

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#if defined(_WIN32)
#include <io.h>
#elif __has_include(<unistd.h>)
#include <signal.h>
#include <unistd.h>
#endif

namespace long_work {

// ---- interruption

inline volatile std::sig_atomic_t caught = 0;  ///< the signal that came, or 0
extern "C" {
inline void keep_signal(int which) { caught = which; }
}

/// From now on SIGINT, SIGTERM and SIGHUP end nothing by themselves: whoever works looks at `caught`. A signal that is ignored stays so.
/// A pipe whose reader has gone is an error of writing.
inline void watch_signals() {
#if defined(_WIN32) || !__has_include(<unistd.h>)
  for (const int which : {SIGINT, SIGTERM}) std::signal(which, keep_signal);
#else
  for (const int which : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now {};
    sigaction(which, nullptr, &now);
    if (now.sa_handler == SIG_IGN) continue;
    now = {};
    now.sa_handler = keep_signal;  // without SA_RESTART: a read that waits ends
    sigaction(which, &now, nullptr);
  }
  std::signal(SIGPIPE, SIG_IGN);
#endif
}

// ---- progress

inline bool is_terminal(std::FILE* f) {
#if defined(_WIN32)
  return _isatty(_fileno(f)) != 0;
#elif __has_include(<unistd.h>)
  return isatty(fileno(f)) != 0;
#else
  return f == nullptr;
#endif
}

/// One line on standard error, if that is a terminal: from the first second of work on, at most five times a second.
class progress_line {
 public:
  /// `is_wanted`: false where other lines are written to the same terminal.
  void start(bool is_wanted) {
    is_on_ = is_wanted && is_terminal(stderr);
    if (is_on_) next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  }
  /// Shows what `text()` says, if it is time.
  template <class Text> void update(const Text& text) {
    if (!is_on_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(200);
    const std::string line = text();
    const std::size_t longer = shown_ > line.size() ? shown_ - line.size() : 0;
    std::fprintf(stderr, "\r%s%*s", line.c_str(), static_cast<int>(longer), "");
    std::fflush(stderr);
    shown_ = line.size();
  }
  /// Takes the line away; before anything else is written there.
  void erase() {
    if (shown_ > 0) std::fprintf(stderr, "\r%*s\r", static_cast<int>(shown_), ""), std::fflush(stderr);
    shown_ = 0;
  }

 private:
  bool is_on_ = false;
  std::size_t shown_ = 0;
  std::chrono::steady_clock::time_point next_{};
};

// ---- input

/// A file, or standard input (`-`), read piece by piece.
class input {
 public:
  input() = default;
  input(const input&) = delete;
  input& operator=(const input&) = delete;
  ~input() {
    if (file_ != nullptr && file_ != stdin) std::fclose(file_);
  }
  [[nodiscard]] bool open(const std::string& name) {
    std::error_code none;
    file_ = name == "-" ? stdin : std::fopen(name.c_str(), "rb");
    size_ = name != "-" && std::filesystem::is_regular_file(name, none) ? std::filesystem::file_size(name, none) : 0;
    return file_ != nullptr;
  }
  /// The next bytes, at most so many, behind those in `to`; false at the end, after an error (`why`), and where a signal came.
  bool read(std::string& to, std::size_t most) {
    const std::size_t before = to.size();
    to.resize(before + most);
    std::size_t n = 0;
    while (n < most && caught == 0) {
      const std::size_t got = std::fread(to.data() + before + n, 1, most - n, file_);
      n += got;
      if (n == most || std::feof(file_) != 0) break;
      if (std::ferror(file_) != 0 && errno != EINTR) {
        why_ = std::strerror(errno);
        break;
      }
      std::clearerr(file_);
    }
    to.resize(before + n);
    done_ += n;
    return n > 0 && why_.empty() && caught == 0;
  }
  [[nodiscard]] const std::string& why() const { return why_; }  ///< it cannot be read; empty where it can
  /// How much has been read: "37 %", or "12 MB" where nobody knows how much there is.
  [[nodiscard]] std::string done() const {
    if (size_ == 0) return std::to_string(done_ / 1'000'000) + " MB";
    return std::to_string(done_ >= size_ ? 100 : static_cast<int>(static_cast<double>(done_) / static_cast<double>(size_) * 100)) + " %";
  }

 private:
  std::FILE* file_ = nullptr;
  std::uintmax_t size_ = 0, done_ = 0;
  std::string why_;
};

// ---- output

/// Standard output, or a file that gets its name only when it is whole: until then it is written beside it, as NAME.part. Where it is
/// left before that, the part is removed, and what was there under the name stays.
class output {
 public:
  output() = default;
  output(const output&) = delete;
  output& operator=(const output&) = delete;
  ~output() { discard(); }

  /// Writes to a file. What is no ordinary file (a device, a pipe) is written as it is. False where that fails: see `why`.
  [[nodiscard]] bool open(const std::string& name) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status there = fs::status(name, error);
    if (fs::is_directory(there)) return fail("it is a folder");
    if (fs::exists(there) && !fs::is_regular_file(there)) {
      file_ = std::fopen(name.c_str(), "wb");
      return file_ != nullptr || fail(std::strerror(errno));
    }
    name_ = fs::exists(there) ? fs::canonical(name, error).string() : name;  // of a link the file that it leads to
    part_ = name_ + ".part";
    file_ = std::fopen(part_.c_str(), "wbx");
    if (file_ == nullptr) {
      const bool is_there = errno == EEXIST;
      fail(is_there ? part_ + " is there already: another run writes it, or one was killed; if so remove it" : std::strerror(errno));
      part_.clear();
      return false;
    }
    if (fs::exists(there)) fs::permissions(part_, there.permissions(), error);
    return true;
  }
  /// Whether it goes to standard output.
  [[nodiscard]] bool is_standard() const { return file_ == nullptr && name_.empty(); }
  /// False from the first time on that writing fails.
  bool write(std::string_view text) {
    held_.append(text);
    return held_.size() < 64 * 1024 || flush();
  }
  /// Hands on everything so far. In standard output that is whole people, whatever happens next.
  bool flush() {
    std::FILE* const to = file_ != nullptr ? file_ : stdout;
    if (!why_.empty()) return false;
    const bool is_done = (held_.empty() || std::fwrite(held_.data(), 1, held_.size(), to) == held_.size()) && std::fflush(to) == 0;
    held_.clear();
    return is_done || fail(std::strerror(errno));
  }
  /// All is written: the file gets its name.
  [[nodiscard]] bool finish() {
    if (!flush()) return false;
    if (file_ != nullptr && std::fclose(std::exchange(file_, nullptr)) != 0) return fail(std::strerror(errno));
    if (part_.empty()) return true;
    std::error_code error;
    std::filesystem::rename(part_, name_, error);
    if (error) return fail(error.message());
    part_.clear();
    return true;
  }
  /// Why it cannot be written; empty where it can.
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  bool fail(std::string why) {
    why_ = std::move(why);
    return false;
  }
  void discard() {
    if (file_ != nullptr) std::fclose(file_);
    std::error_code none;
    if (!part_.empty()) std::filesystem::remove(part_, none);
  }
  std::FILE* file_ = nullptr;
  std::string name_, part_, held_, why_;
};

}  // namespace long_work
