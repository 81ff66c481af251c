// SPDX-License-Identifier: BSL-1.0
// The few words of doctest that the cross tests use: doctest itself does not compile for machines without files, signals and
// exceptions, and takes long to compile for all.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace plain {

struct test_case {
  test_case(const char* name, void (*run)()) : name(name), run(run), next(first) { first = this; }
  const char* name;
  void (*run)();
  test_case* next;
  inline static test_case* first = nullptr;
  inline static unsigned long assertions = 0, failures = 0;
};
inline bool check(bool holds, const char* text, const char* file, int line) {
  ++test_case::assertions;
  if (holds) return true;
  ++test_case::failures;
  std::printf("%s:%d: %s does not hold\n", file, line, text);
  return false;
}
inline int run_all() {
  unsigned long cases = 0, failed = 0;
  for (const test_case* t = test_case::first; t != nullptr; t = t->next, ++cases) {
    const unsigned long before = test_case::failures;
    t->run();
    if (test_case::failures != before) ++failed, std::printf("in: %s\n", t->name);
  }
  std::printf("test cases: %lu | %lu passed | %lu failed\nassertions: %lu | %lu failed\n", cases, cases - failed, failed, test_case::assertions, test_case::failures);
  return failed == 0 ? 0 : 1;
}

}  // namespace plain

#define PLAIN_JOIN2(a, b) a##b
#define PLAIN_JOIN(a, b) PLAIN_JOIN2(a, b)
#define PLAIN_CASE(function, name)                                             \
  static void function();                                                      \
  static const plain::test_case PLAIN_JOIN(function, _registered)(name, function); \
  static void function()
#define TEST_CASE(name) PLAIN_CASE(PLAIN_JOIN(plain_case_, __LINE__), name)
#define TEST_SUITE(name) namespace PLAIN_JOIN(plain_suite_, __LINE__)
#define CHECK(...) static_cast<void>(plain::check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__))
#define CHECK_FALSE(...) static_cast<void>(plain::check(!static_cast<bool>(__VA_ARGS__), "not " #__VA_ARGS__, __FILE__, __LINE__))
#define REQUIRE(...) \
  if (!plain::check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)) std::exit(1)
#define CAPTURE(...) static_cast<void>(0)
#define INFO(...) static_cast<void>(0)
#define MESSAGE(...) static_cast<void>(0)

#if defined(DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN)
int main() { return plain::run_all(); }
#endif
