# One ctest entry per file: see check.cmake.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
separate_arguments(flags NATIVE_COMMAND "${CMAKE_CXX_FLAGS}")
# g++ takes core.hpp, which all of them include first, precompiled from here
set(precompiled "")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(precompiled ${CMAKE_CURRENT_BINARY_DIR}/compile_fail)
  file(MAKE_DIRECTORY ${precompiled}/prowess)
  add_test(NAME compile_fail_precompiled COMMAND ${CMAKE_CXX_COMPILER} ${flags} -std=c++20 -x c++-header -w -I${PROJECT_SOURCE_DIR}/include
                                                 ${PROJECT_SOURCE_DIR}/include/prowess/core.hpp -o ${precompiled}/prowess/core.hpp.gch)
  set_tests_properties(compile_fail_precompiled PROPERTIES LABELS compile_fail FIXTURES_SETUP compile_fail_precompiled)
endif()
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  add_test(NAME compile_fail.${name}
           COMMAND ${CMAKE_COMMAND} "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DID=${CMAKE_CXX_COMPILER_ID}" "-DFLAGS=${flags}"
                   "-DINCLUDE=${PROJECT_SOURCE_DIR}/include" "-DPRECOMPILED=${precompiled}" "-DFILE=${source}" -P ${CMAKE_CURRENT_LIST_DIR}/check.cmake)
  set_tests_properties(compile_fail.${name} PROPERTIES LABELS compile_fail TIMEOUT 300)
  if(precompiled)
    set_tests_properties(compile_fail.${name} PROPERTIES FIXTURES_REQUIRED compile_fail_precompiled)
  endif()
endforeach()
