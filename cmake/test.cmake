# cmake -P cmake/test.cmake [LABEL] [ctest arguments]
# Builds all tests in build/test and runs them; gets what is missing (ninja, doctest, Boost.JSON) into build/_deps first.
#   cmake -P cmake/test.cmake                 everything
#   cmake -P cmake/test.cmake unit            only the tests with this label (cmake itself takes -L, so it is a bare word here)
#   cmake -P cmake/test.cmake -R '^unit.scale' -V
cmake_minimum_required(VERSION 3.22...3.31)
include("${CMAKE_CURRENT_LIST_DIR}/bootstrap.cmake")

prowess_arguments(arguments)
list(LENGTH arguments count)
if(count GREATER 0)
  list(GET arguments 0 first)
  if(NOT first MATCHES "^-")
    list(REMOVE_AT arguments 0)
    list(PREPEND arguments --label-regex "^(${first})$")
  endif()
endif()

set(build "${PROWESS_SOURCE_DIR}/build/test")
prowess_require_compiler()
prowess_provide(build_tool doctest boost_json)
# no optimisation and no debug information: the shortest time to the last result; assert() stays on
prowess_build_options(options "${build}" Debug "-O0")
list(APPEND options -DPROWESS_BUILD_TESTS=ON -DPROWESS_BUILD_EXAMPLES=ON "-DPROWESS_DOCTEST_DIR=${PROWESS_DOCTEST_DIR}" "-DPROWESS_BOOST_DIR=${PROWESS_BOOST_DIR}")
prowess_cores(cores)

execute_process(COMMAND "${CMAKE_COMMAND}" -S "${PROWESS_SOURCE_DIR}" -B "${build}" ${options} --log-level=NOTICE RESULT_VARIABLE rc OUTPUT_QUIET)
if(NOT rc EQUAL 0)
  prowess_stop("the tests could not be configured; the reason is above (deleting build/ starts afresh)")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --config Debug --parallel ${cores} RESULT_VARIABLE rc)
if(NOT rc EQUAL 0)
  prowess_stop("the tests did not build; the reason is above")
endif()
execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${build}" -C Debug --output-on-failure --no-tests=error --parallel ${cores} ${arguments}
                RESULT_VARIABLE rc)
if(NOT rc EQUAL 0)
  prowess_stop("tests failed; the list is above")
endif()
