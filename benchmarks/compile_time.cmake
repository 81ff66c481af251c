# SPDX-License-Identifier: BSL-1.0
# What including prowess and writing frameworks costs a compiler, at -O2.
#   cmake -P compile_time.cmake                                  user + system time, interleaved rounds, the best of each (the one
#                                                                that others disturbed least); all of g++, clang++-14, clang++-19
#   cmake -DCOMPILERS=g++ -DGATE=ON -P compile_time.cmake        the memory that g++ takes, which follows time and does not depend
#                                                                on how busy the machine is; fails where a limit is broken
# Both are also given as multiples of what the standard headers cost that core.hpp includes.
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
if(NOT GATE)
  find_program(bash_program bash REQUIRED)
endif()
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

# ---- memory

if(GATE)
  foreach(unit IN LISTS units)
    execute_process(COMMAND "${compiler}" -std=c++20 -O2 "-I${INCLUDE}" -ftime-report -c "${WORK}/${unit}.cpp" -o "${WORK}/${unit}.o" RESULT_VARIABLE result ERROR_VARIABLE log)
    if(NOT result EQUAL 0 OR NOT log MATCHES "\n *TOTAL +:[^\n]* ([0-9]+)M")
      message(FATAL_ERROR "${compiler} does not compile ${unit}.cpp, or does not say what memory it takes:\n${log}")
    endif()
    set(${unit} ${CMAKE_MATCH_1})
  endforeach()
  message("memory of ${compiler}, as multiples of the ${standard} MB for the standard headers of core.hpp")
  set(failed FALSE)
  function(limit what megabytes most)
    math(EXPR hundredths "100 * (${megabytes}) / ${standard}")
    foreach(number IN ITEMS hundredths most)
      math(EXPR whole "${${number}} / 100")
      math(EXPR rest "${${number}} % 100 + 100")
      string(SUBSTRING "${rest}" 1 2 rest)
      set(${number}_text "${whole}.${rest}")
    endforeach()
    if(hundredths GREATER most)
      set(failed TRUE PARENT_SCOPE)
      message("  ${what}: ${hundredths_text}, limit ${most_text}: too much")
    else()
      message("  ${what}: ${hundredths_text}, limit ${most_text}")
    endif()
  endfunction()
  limit("core.hpp alone" "${core}" 178)
  limit("64 leaves, scored in a static_assert, more than core.hpp" "${leaves_64} - ${core}" 27)
  limit("1,000 leaves, more than core.hpp" "${leaves_1000} - ${core}" 195)
  limit("scoring through a view at run time, optimised, more than core.hpp" "${view_walk} - ${core}" 52)
  limit("64 leaves, the unrolled run-time walk optimised, more than core.hpp" "${unrolled_64} - ${core}" 200)
  if(failed)
    message(FATAL_ERROR "a limit is broken")
  endif()
  return()
endif()

# ---- time

function(compile_ms out compiler unit)
  execute_process(COMMAND "${bash_program}" -c "TIMEFORMAT='%3U %3S'; LC_ALL=C; time \"$0\" -std=c++20 -O2 -I\"$1\" -c \"$2.cpp\" -o \"$2.o\""
                  "${compiler}" "${INCLUDE}" "${WORK}/${unit}" RESULT_VARIABLE result ERROR_VARIABLE log)
  if(NOT result EQUAL 0 OR NOT log MATCHES "([0-9]+)\\.([0-9][0-9][0-9]) ([0-9]+)\\.([0-9][0-9][0-9])[ \n]*$")
    message(FATAL_ERROR "${compiler} does not compile ${unit}.cpp:\n${log}")
  endif()
  math(EXPR ms "(${CMAKE_MATCH_1} + ${CMAKE_MATCH_3}) * 1000 + 1${CMAKE_MATCH_2} + 1${CMAKE_MATCH_4} - 2000")
  set(${out} ${ms} PARENT_SCOPE)
endfunction()
function(row what ms)
  math(EXPR times "(1000 * ${ms}) / ${standard}")
  foreach(number IN ITEMS ms times)
    math(EXPR whole "${${number}} / 1000")
    math(EXPR rest "${${number}} % 1000 + 1000")
    string(SUBSTRING "${rest}" 1 2 rest)
    set(${number}_text "${whole}.${rest}")
  endforeach()
  message("  ${what}: ${ms_text} s, x ${times_text}")
endfunction()

foreach(compiler IN LISTS COMPILERS)
  foreach(unit IN LISTS units)
    set(times_${unit} "")
    compile_ms(ignored "${compiler}" ${unit})   # files are in memory from here on
  endforeach()
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
  message("${compiler} -O2, user + system seconds, best of ${ROUNDS}, as multiples of the first")
  row("the standard headers of core.hpp" ${standard})
  row("core.hpp alone" ${core})
  foreach(line IN ITEMS "leaves_64|64 leaves, scored in a static_assert" "view_walk|scoring through a view at run time, optimised"
                        "unrolled_64|64 leaves, the unrolled run-time walk optimised" "leaves_1000|1,000 leaves with default limits")
    string(REPLACE "|" ";" line "${line}")
    list(POP_FRONT line unit)
    math(EXPR more "${${unit}} - ${core}")
    row("${line}, more than core.hpp" ${more})
  endforeach()
endforeach()
