// SPDX-License-Identifier: BSL-1.0
// Peers in other processes (numpy, R, a program compiled with other flags) that do one round of work when they are told to.
//
// Each is started once and keeps its data. A line asks for a round; the answer is a line with the seconds that the work alone took, by
// the peer's own clock, and what it found. So its rounds take turns with those of this process, and passing lines is not in the time.
#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#if defined(__unix__) || defined(__APPLE__)
#define PROWESS_HAS_PEERS 1
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "measure.hpp"

namespace measure {

/// A program that answers lines. Where it is not installed or does not answer, that is said once, and its rows are left out.
class peer_process {
 public:
  /// What readers call it; the program and its arguments, none where it is not installed.
  peer_process(std::string name, std::vector<std::string> command) : name_(std::move(name)) {
#if PROWESS_HAS_PEERS
    int to[2], from[2];
    if (!command.empty() && pipe(to) == 0 && pipe(from) == 0) {
      std::vector<char*> arguments;
      for (std::string& word : command) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      for (const int end : {to[0], to[1], from[0], from[1]}) fcntl(end, F_SETFD, FD_CLOEXEC);  // of no peer but this one
      signal(SIGPIPE, SIG_IGN);  // a peer that has ended is found by reading
      child_ = fork();
      if (child_ == 0) {
        dup2(to[0], 0), dup2(from[1], 1);
        execvp(arguments[0], arguments.data());
        _exit(127);
      }
      close(to[0]), close(from[1]);
      to_ = fdopen(to[1], "w"), from_ = fdopen(from[0], "r");
    }
#endif
    there_ = !command.empty() && ask() >= 0;
    if (!there_) std::printf("not measured: %s %s\n", name_.c_str(), command.empty() ? "is not installed" : "does not answer");
  }
  peer_process(const peer_process&) = delete;
  peer_process& operator=(const peer_process&) = delete;
  ~peer_process() {
#if PROWESS_HAS_PEERS
    if (to_ != nullptr) std::fclose(to_);
    if (from_ != nullptr) std::fclose(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
#endif
  }

  /// Adds its rounds, and says whether it found what is expected.
  [[nodiscard]] bool add_to(rounds& all, double expected, double within) {
    if (!there_) return true;
    all.add_timed(name_, [this] {
      const double seconds = ask();
      if (seconds < 0) std::printf("%s ended\n", name_.c_str()), std::exit(1);
      return seconds;
    });
    const bool same = std::abs(found_ - expected) <= within * std::abs(expected);
    if (!same) std::printf("%s found %.17g, not %.17g\n", name_.c_str(), found_, expected);
    return same;
  }
  /// Whether it is there.
  [[nodiscard]] bool there() const { return there_; }

 private:
  double ask() {
    char line[256];
    double seconds = -1;
    const bool answered = to_ != nullptr && std::fputs("go\n", to_) >= 0 && std::fflush(to_) == 0 && std::fgets(line, sizeof line, from_) != nullptr &&
                          std::sscanf(line, "%lf %lf", &seconds, &found_) == 2;
    return answered ? seconds : -1;
  }
  std::string name_;
  std::FILE *to_ = nullptr, *from_ = nullptr;
  int child_ = -1;
  bool there_ = false;
  double found_ = 0;
};

/// The other side of it: does the work for each line that comes.
inline int answer(const std::function<void()>& work, const std::function<double()>& found) {
  for (char line[256]; std::fgets(line, sizeof line, stdin) != nullptr;) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("%.9f %.17g\n", seconds, found());
    std::fflush(stdout);
  }
  return 0;
}

/// Where the scripts of the peers are: where the build says, or beside this file.
inline std::string beside(const std::string& script) {
#if defined(PROWESS_BENCHMARKS)
  return PROWESS_BENCHMARKS "/" + script;
#else
  const std::string here = __FILE__;
  return here.substr(0, here.find_last_of("/\\") + 1) + script;
#endif
}
/// The command for a task of peers.py.
inline std::vector<std::string> numpy(const std::string& task, const std::string& file, std::size_t people) {
#if defined(PROWESS_PYTHON)
  return {PROWESS_PYTHON, beside("peers.py"), task, file, std::to_string(people)};
#else
  return static_cast<void>(task), static_cast<void>(file), static_cast<void>(people), std::vector<std::string>{};
#endif
}
/// The command for a task of peers.R.
inline std::vector<std::string> r_language(const std::string& task, const std::string& file, std::size_t people) {
#if defined(PROWESS_RSCRIPT)
  return {PROWESS_RSCRIPT, beside("peers.R"), task, file, std::to_string(people)};
#else
  return static_cast<void>(task), static_cast<void>(file), static_cast<void>(people), std::vector<std::string>{};
#endif
}

/// Data for peers, in a file that goes when this does.
class peer_file {
 public:
  explicit peer_file(const std::string& name) {
    const char* const folder = std::getenv("TMPDIR");
    name_ = (folder != nullptr && *folder != 0 ? std::string(folder) : ".") + "/prowess_" + name + ".bin";
    file_.open(name_, std::ios::binary);
  }
  ~peer_file() { file_.close(), std::remove(name_.c_str()); }
  peer_file(const peer_file&) = delete;
  peer_file& operator=(const peer_file&) = delete;
  template <class T> peer_file& add(const T* from, std::size_t n) {
    file_.write(reinterpret_cast<const char*>(from), static_cast<std::streamsize>(n * sizeof(T)));
    return *this;
  }
  /// Its name, once all is in it.
  [[nodiscard]] const std::string& name() { return file_.flush(), name_; }

 private:
  std::string name_;
  std::ofstream file_;
};

/// Adds slow work that treats only `few` of `all` things; its time counts as if it were done on all.
template <class Work> void add_some(rounds& r, const std::string& name, std::size_t few, std::size_t all, Work work) {
  r.add_timed(name, [few, all, work] {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() * static_cast<double>(all) / static_cast<double>(few);
  });
}
/// Whether two results are as close as they should be; says it where they are not.
inline bool agree(const char* what, double found, double expected, double within) {
  const bool same = std::abs(found - expected) <= within * std::abs(expected);
  if (!same) std::printf("%s: %.17g, not %.17g\n", what, found, expected);
  return same;
}

}  // namespace measure
