# One ctest entry per file: see check.cmake.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
separate_arguments(flags NATIVE_COMMAND "${CMAKE_CXX_FLAGS}")
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  add_test(NAME compile_fail.${name}
           COMMAND ${CMAKE_COMMAND} "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DID=${CMAKE_CXX_COMPILER_ID}" "-DFLAGS=${flags}"
                   "-DINCLUDE=${PROJECT_SOURCE_DIR}/include" "-DFILE=${source}" -P ${CMAKE_CURRENT_LIST_DIR}/check.cmake)
  set_tests_properties(compile_fail.${name} PROPERTIES LABELS compile_fail TIMEOUT 300)
endforeach()
