# The same golden profiles, bit for bit, from every compiler and machine: tests/everywhere and a few more files as one program, built
# by each compiler that is here and run on its machine, mostly an emulated one. What is not installed is skipped, and says so.
#   cmake -B build -DPROWESS_TEST_CROSS=ON ...  &&  ctest --test-dir build -L cross
#   Debian: apt install clang-14 clang-19 libc++-19-dev libc++abi-19-dev g++-i686-linux-gnu g++-aarch64-linux-gnu g++-s390x-linux-gnu
#                       g++-mingw-w64-x86-64-posix wine64 qemu-user-static nodejs
#                       wasi-libc libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 lld-19 emscripten
# Not here, and never tried: MSVC, macOS.
set(cross_run ${CMAKE_CURRENT_LIST_DIR}/run.cmake)

# cross_test(NAME COMPILER "flags" [RUN emulator...] [NEEDS_CPU flag...])
function(cross_test name compiler flags)
  cmake_parse_arguments(with "" "" "RUN;NEEDS_CPU" ${ARGN})
  unset(program)
  find_program(program ${compiler} NO_CACHE)
  set(why "")
  if(NOT program)
    set(why "${compiler} is not installed")
  endif()
  if(with_RUN)
    list(POP_FRONT with_RUN first)
    unset(emulator)
    find_program(emulator ${first} PATHS /usr/lib/wine NO_CACHE)
    if(NOT emulator)
      set(why "${first} is not installed")
    endif()
    list(PREPEND with_RUN "${emulator}")
  endif()
  foreach(flag IN LISTS with_NEEDS_CPU)
    set(cpu "")
    if(EXISTS /proc/cpuinfo)
      file(STRINGS /proc/cpuinfo cpu REGEX "^flags.* ${flag}( |$)" LIMIT_COUNT 1)
    endif()
    if(NOT cpu)
      set(why "this processor has no ${flag}")
    endif()
  endforeach()
  if(why)
    add_test(NAME cross.${name} COMMAND ${CMAKE_COMMAND} -E echo "SKIP: ${why}")
  else()
    string(REPLACE ";" "|" run "${with_RUN}")
    add_test(NAME cross.${name} COMMAND ${CMAKE_COMMAND} "-DCOMPILER=${program}" "-DFLAGS=${flags}" "-DRUN=${run}" "-DSOURCE=${PROJECT_SOURCE_DIR}"
             "-DWORK=${CMAKE_CURRENT_BINARY_DIR}/cross/${name}" -P ${cross_run})
  endif()
  set_tests_properties(cross.${name} PROPERTIES LABELS cross TIMEOUT 600 SKIP_REGULAR_EXPRESSION "SKIP: ")
endfunction()

# (-O2 where multiplication and addition may be fused; else -O1, which compiles in half the time. What g++, clang 14 and clang 19
# make for this machine itself is tested with everything else.)
cross_test(gcc_fma           g++         "-O2 -march=x86-64-v3" NEEDS_CPU avx2 fma)
cross_test(clang19_fma       clang++-19  "-O2 -march=x86-64-v3" NEEDS_CPU avx2 fma)
cross_test(clang19_libcxx    clang++-19  "-O1 -stdlib=libc++")
cross_test(i686              i686-linux-gnu-g++     "-O1 -msse2 -mfpmath=sse -static" RUN qemu-i386-static)
cross_test(aarch64           aarch64-linux-gnu-g++  "-O1 -static" RUN qemu-aarch64-static)
cross_test(s390x_big_endian  s390x-linux-gnu-g++    "-O1 -static" RUN qemu-s390x-static)
cross_test(windows_mingw     x86_64-w64-mingw32-g++-posix "-O1 -static" RUN wine64)
cross_test(wasm_clang        clang++-19  "--target=wasm32-wasi -O1 -fno-exceptions -Wl,-z,stack-size=1048576" RUN node)
cross_test(wasm_emscripten   em++        "-O1 -fexceptions -sSINGLE_FILE=1 -sALLOW_MEMORY_GROWTH=1" RUN node)
