# SPDX-License-Identifier: BSL-1.0
# What including prowess and writing frameworks costs a compiler: user + system time at -O2, interleaved rounds, the best of each
# (the one that others disturbed least). Limits are multiples of the standard headers' time in the same run: 0.4 and 3.2 of it are
# 0.25 and 2 seconds on the machine where those headers take 0.62.
#   cmake -P compile_time.cmake                                  all of g++, clang++-14, clang++-19 that are there; a table
#   cmake -DCOMPILERS=g++ -DGATE=ON -P compile_time.cmake        fails where a limit is broken
cmake_minimum_required(VERSION 3.22)

if(NOT DEFINED INCLUDE)
  get_filename_component(INCLUDE "${CMAKE_CURRENT_LIST_DIR}/../include" ABSOLUTE)
endif()
if(NOT DEFINED WORK)
  set(WORK "${CMAKE_CURRENT_BINARY_DIR}/compile_time")
endif()
if(NOT DEFINED ROUNDS)
  set(ROUNDS 5)
endif()
if(NOT DEFINED COMPILERS)
  foreach(name IN ITEMS g++ clang++-14 clang++-19)
    unset(compiler CACHE)
    find_program(compiler ${name})
    if(compiler)
      list(APPEND COMPILERS ${compiler})
    endif()
  endforeach()
endif()
find_program(bash_program bash REQUIRED)
file(MAKE_DIRECTORY "${WORK}")

# ---- the translation units

# A framework of arity x arity x arity leaves, all weights in percent or relative, written as a host writes it.
function(write_framework out arity)
  math(EXPR last "${arity} - 1")
  set(text "inline constexpr auto generated = framework(\"generated\", levels(\"1\", \"2\", \"3\", \"4\", \"5\")")
  foreach(d RANGE ${last})
    string(APPEND text ",\n  domain(\"domain-${d}\", ${d} + 1")
    foreach(c RANGE ${last})
      string(APPEND text ",\n    competency(\"competency-${c}\", ${c} + 2")
      foreach(l RANGE ${last})
        string(APPEND text ", indicator(\"i${l}\", ${l} + 3)")
      endforeach()
      string(APPEND text ")")
    endforeach()
    string(APPEND text ")")
  endforeach()
  set(${out} "${text});\n" PARENT_SCOPE)
endfunction()

set(units standard core leaves_64 leaves_1000 view_walk unrolled_64)
file(WRITE "${WORK}/core.cpp" "#include <prowess/core.hpp>\n")

# The standard headers that core.hpp includes, by whatever way: the floor under its compile time.
list(GET COMPILERS 0 compiler)
execute_process(COMMAND "${compiler}" -std=c++20 "-I${INCLUDE}" -MM "${WORK}/core.cpp" OUTPUT_VARIABLE reached COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \\\n]+/prowess/[^ \\\n]+" reached "${reached}")
set(standard "")
foreach(header IN LISTS reached)
  file(STRINGS "${header}" lines REGEX "^#include <[a-z_]+>$")
  list(APPEND standard ${lines})
endforeach()
list(REMOVE_DUPLICATES standard)
list(JOIN standard "\n" standard)
file(WRITE "${WORK}/standard.cpp" "${standard}\n")
write_framework(leaves 4)
file(WRITE "${WORK}/leaves_64.cpp" "#include <prowess/core.hpp>
using namespace prowess;
${leaves}
constexpr auto everything_3 = [] { std::array<rating, 64> r; r.fill(3); return r; }();
constexpr double whole(const auto& f) {
  std::array<node_result, 85> out{};
  return score_into(f, everything_3, out).ok() ? out[0].score : 0;
}
static_assert(whole(generated) == 3);
")
file(WRITE "${WORK}/unrolled_64.cpp" "#include <prowess/core.hpp>
using namespace prowess;
${leaves}
bool run(std::span<const rating, 64> r, std::span<node_result, 85> out) { return score_into<generated>(r, out).ok(); }
")
write_framework(leaves 10)
file(WRITE "${WORK}/leaves_1000.cpp" "#include <prowess/core.hpp>
using namespace prowess;
${leaves}
static_assert(generated.leaf_count() == 1000);
extern const framework_view kept;
const framework_view kept = generated;
")
file(WRITE "${WORK}/view_walk.cpp" "#include <prowess/core.hpp>
using namespace prowess;
bool run(framework_view f, std::span<const rating> r, std::span<node_result> out) { return score_into(f, r, out).ok(); }
")

# ---- measuring

function(compile_ms out compiler unit)
  execute_process(COMMAND "${bash_program}" -c "TIMEFORMAT='%3U %3S'; LC_ALL=C; time \"$0\" -std=c++20 -O2 -I\"$1\" -c \"$2.cpp\" -o \"$2.o\""
                  "${compiler}" "${INCLUDE}" "${WORK}/${unit}" RESULT_VARIABLE result ERROR_VARIABLE log)
  if(NOT result EQUAL 0 OR NOT log MATCHES "([0-9]+)\\.([0-9][0-9][0-9]) ([0-9]+)\\.([0-9][0-9][0-9])[ \n]*$")
    message(FATAL_ERROR "${compiler} does not compile ${unit}.cpp:\n${log}")
  endif()
  math(EXPR ms "(${CMAKE_MATCH_1} + ${CMAKE_MATCH_3}) * 1000 + 1${CMAKE_MATCH_2} + 1${CMAKE_MATCH_4} - 2000")
  set(${out} ${ms} PARENT_SCOPE)
endfunction()
function(seconds out ms)
  math(EXPR whole "${ms} / 1000")
  math(EXPR rest "${ms} % 1000 + 1000")
  string(SUBSTRING "${rest}" 1 2 rest)
  set(${out} "${whole}.${rest}" PARENT_SCOPE)
endfunction()

set(failed FALSE)
macro(limit what value most)
  seconds(shown ${value})
  seconds(allowed ${most})
  if(${value} GREATER ${most})
    set(failed TRUE)
    message("  ${what}: ${shown}, limit ${allowed}: too much")
  else()
    message("  ${what}: ${shown}, limit ${allowed}")
  endif()
endmacro()

foreach(compiler IN LISTS COMPILERS)
  execute_process(COMMAND "${compiler}" --version OUTPUT_VARIABLE version)
  foreach(unit IN LISTS units)
    set(times_${unit} "")
    compile_ms(ignored "${compiler}" ${unit})   # files are in memory from here on
  endforeach()
  # A limit that seems broken is measured again, up to twice: the best of more rounds tells a slow compile from a busy machine.
  foreach(attempt RANGE 1 3)
    foreach(round RANGE 1 ${ROUNDS})
      foreach(unit IN LISTS units)
        compile_ms(ms "${compiler}" ${unit})
        list(APPEND times_${unit} ${ms})
      endforeach()
    endforeach()
    foreach(unit IN LISTS units)
      list(SORT times_${unit} COMPARE NATURAL)
      list(GET times_${unit} 0 ${unit})
    endforeach()
    math(EXPR ratio "(1000 * ${core}) / ${standard}")
    math(EXPR more_64 "${leaves_64} - ${core}")
    math(EXPR more_unrolled "${unrolled_64} - ${core}")
    math(EXPR more_view "${view_walk} - ${core}")
    math(EXPR more_1000 "${leaves_1000} - ${core}")
    math(EXPR most_64 "${standard} * 2 / 5")
    math(EXPR most_1000 "${standard} * 16 / 5")
    list(LENGTH times_core rounds)
    if(NOT GATE OR (NOT ratio GREATER 1800 AND NOT more_64 GREATER most_64 AND NOT more_1000 GREATER most_1000))
      break()
    endif()
  endforeach()
  get_filename_component(name "${compiler}" NAME)
  seconds(shown ${standard})
  message("${name} -O2, user + system seconds, best of ${rounds}\n  its standard headers alone: ${shown}")
  seconds(shown ${core})
  message("  core.hpp alone: ${shown}")
  if(version MATCHES "clang")
    seconds(shown ${ratio})
    message("  core.hpp / standard headers: ${shown}")
  else()
    limit("core.hpp / standard headers" ${ratio} 1800)
  endif()
  limit("64 leaves, scored in a static_assert, more than core.hpp" ${more_64} ${most_64})
  seconds(shown ${more_unrolled})
  seconds(seen ${more_view})
  message("  scoring through a view at run time, optimised, more than core.hpp: ${seen}")
  message("  64 leaves, the unrolled run-time walk optimised, more than core.hpp: ${shown}")
  limit("1,000 leaves with default limits, more than core.hpp" ${more_1000} ${most_1000})
endforeach()
if(GATE AND failed)
  message(FATAL_ERROR "a limit is broken")
endif()
