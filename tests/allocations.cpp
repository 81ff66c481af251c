// SPDX-License-Identifier: BSL-1.0
// The operators new and delete of the test program. noinline: g++ else sees that new is malloc and delete is not.
#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

void* allocate(std::size_t size) noexcept {
  if (allocations::allowed == 0) return nullptr;
  if (allocations::allowed != static_cast<std::size_t>(-1)) --allocations::allowed;
  ++allocations::made;
  return std::malloc(size > 0 ? size : 1);
}

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* p = allocate(size)) return p;
#if defined(__cpp_exceptions)
  throw std::bad_alloc();
#else
  std::abort();
#endif
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
[[gnu::noinline]] void operator delete(void* p) noexcept {
  if (p != nullptr) ++allocations::freed;
  std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { operator delete(p); }
[[gnu::noinline]] void operator delete(void* p, const std::nothrow_t&) noexcept { operator delete(p); }
