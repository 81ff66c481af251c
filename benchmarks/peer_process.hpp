// SPDX-License-Identifier: BSL-1.0
// Peers in other processes (numpy, R, the same program compiled otherwise) that do a round of work when they are told to, and say how
// long it took by their own clock. What passes between the processes is one line each way: it is not in the time.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace measure {

/// A program that reads a line, works, and answers with a line "seconds result". Not there where it could not be started.
class peer_process {
 public:
  explicit peer_process([[maybe_unused]] std::vector<std::string> command) {
#if defined(__unix__)
    int to[2], from[2];
    if (pipe(to) != 0 || pipe(from) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      dup2(to[0], 0), dup2(from[1], 1);
      for (int end = 3; end < 64; ++end) close(end);  // those of other peers too: a pipe ends when all ends are closed
      std::vector<char*> arguments;
      for (std::string& word : command) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      execvp(arguments[0], arguments.data());
      _exit(127);
    }
    close(to[0]), close(from[1]);
    to_ = fdopen(to[1], "w"), from_ = fdopen(from[0], "r");
    if (ask() < 0) std::printf("not measured: '%s' does not answer\n", command[0].c_str());
#endif
  }
  peer_process(const peer_process&) = delete;
  peer_process& operator=(const peer_process&) = delete;
  ~peer_process() {
#if defined(__unix__)
    if (to_ != nullptr) std::fclose(to_);
    if (from_ != nullptr) std::fclose(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
#endif
  }
  /// Whether it answered when it was last asked.
  [[nodiscard]] bool there() const { return there_; }
  /// One round; the seconds that it took.
  double ask() {
    char line[256];
    double seconds = -1;
    there_ = to_ != nullptr && std::fputs("go\n", to_) >= 0 && std::fflush(to_) == 0 && std::fgets(line, sizeof line, from_) != nullptr &&
             std::sscanf(line, "%lf %lf", &seconds, &result_) == 2;
    return there_ ? seconds : -1;
  }
  /// What it found, for comparison.
  [[nodiscard]] double result() const { return result_; }

 private:
  std::FILE *to_ = nullptr, *from_ = nullptr;
  int child_ = -1;
  bool there_ = false;
  double result_ = 0;
};

/// Data for a peer, in a file that goes when this does.
class peer_file {
 public:
  explicit peer_file(const std::string& name) : name_(folder() + "/prowess_" + name + ".bin"), file_(name_, std::ios::binary) {}
  ~peer_file() { std::remove(name_.c_str()); }
  peer_file(const peer_file&) = delete;
  peer_file& operator=(const peer_file&) = delete;
  template <class T> peer_file& add(const T* from, std::size_t n) {
    file_.write(reinterpret_cast<const char*>(from), static_cast<std::streamsize>(n * sizeof(T)));
    return *this;
  }
  /// Its name, once all is in it.
  [[nodiscard]] const std::string& name() { return file_.flush(), name_; }

 private:
  static std::string folder() {
    const char* const set = std::getenv("TMPDIR");
    return set != nullptr && *set != 0 ? set : ".";
  }
  std::string name_;
  std::ofstream file_;
};

}  // namespace measure
