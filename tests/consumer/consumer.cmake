# One ctest entry per way to use prowess from another project: see run.cmake.
set(ways find_package add_subdirectory include_path fetch_content single_header pkg_config debian_package find_package_32_bit)
set(boost "")
if(TARGET prowess_boost_json)
  get_target_property(boost prowess_boost_json INTERFACE_INCLUDE_DIRECTORIES)
  list(APPEND ways find_package_json)
endif()
foreach(way IN LISTS ways)
  add_test(NAME consumer.${way}
           COMMAND ${CMAKE_COMMAND} "-DWAY=${way}" "-DPROWESS=${PROJECT_SOURCE_DIR}" "-DBUILD=${PROJECT_BINARY_DIR}" "-DVERSION=${PROJECT_VERSION}" "-DBOOST=${boost}"
                   "-DWORK=${CMAKE_CURRENT_BINARY_DIR}/consumer/${way} of another project" "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DID=${CMAKE_CXX_COMPILER_ID}"
                   "-DGENERATOR=${CMAKE_GENERATOR}" "-DMAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" "-DCMAKE_CPACK_COMMAND=${CMAKE_CPACK_COMMAND}" -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
  set_tests_properties(consumer.${way} PROPERTIES LABELS consumer TIMEOUT 600 SKIP_REGULAR_EXPRESSION "SKIP: ")
endforeach()
