# One ctest entry per way to use prowess from another project: see run.cmake.
foreach(way IN ITEMS find_package add_subdirectory include_path fetch_content)
  add_test(NAME consumer.${way}
           COMMAND ${CMAKE_COMMAND} "-DWAY=${way}" "-DPROWESS=${PROJECT_SOURCE_DIR}" "-DBUILD=${PROJECT_BINARY_DIR}" "-DVERSION=${PROJECT_VERSION}"
                   "-DWORK=${CMAKE_CURRENT_BINARY_DIR}/consumer/${way} of another project" "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DID=${CMAKE_CXX_COMPILER_ID}"
                   "-DGENERATOR=${CMAKE_GENERATOR}" "-DMAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
  set_tests_properties(consumer.${way} PROPERTIES LABELS consumer TIMEOUT 600)
endforeach()
