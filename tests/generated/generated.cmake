# Frameworks written as C++ headers, compiled, and compared with what they were written from: a program that writes the headers,
# and one that includes them. Without optimisation: what takes time is compiling the constants.
set(made ${CMAKE_CURRENT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${made})
add_executable(prowess_generated_write generated/write.cpp)
add_custom_command(OUTPUT ${made}/made_health_it.hpp ${made}/made_everything.hpp ${made}/made_random.hpp
                   COMMAND prowess_generated_write ${made} DEPENDS prowess_generated_write COMMENT "Writing frameworks as headers" VERBATIM)
add_executable(prowess_generated generated/compare.cpp generated/elsewhere.cpp
               ${made}/made_health_it.hpp ${made}/made_everything.hpp ${made}/made_random.hpp)
target_include_directories(prowess_generated PRIVATE ${made} generated property)
set(PROWESS_GENERATED_FRAMEWORKS 10 CACHE STRING "Of the 1000 random frameworks, how many to write as C++ and compile (1000: all)")
foreach(program IN ITEMS prowess_generated_write prowess_generated)
  prowess_own_target(${program})
  target_compile_definitions(${program} PRIVATE PROWESS_GENERATED_FRAMEWORKS=${PROWESS_GENERATED_FRAMEWORKS})
  target_compile_options(${program} PRIVATE $<$<NOT:$<CXX_COMPILER_ID:MSVC>>:-O0>)
endforeach()
foreach(which IN ITEMS health_it everything random)
  add_test(NAME generated.${which} COMMAND prowess_generated ${which})
  set_tests_properties(generated.${which} PROPERTIES LABELS generated TIMEOUT 120)
endforeach()

# ---- the same at build time, out of JSON: prowess_embed_framework in this build, and in a project of its own with the tool given
if(NOT TARGET prowess::json OR PROWESS_NO_EXCEPTIONS)
  return()
endif()
add_executable(prowess_generated_embed generated/embed/main.cpp)
prowess_embed_framework(prowess_generated_embed generated/embed/barista.json NAME menu NAMESPACE clinic HEADER menu/barista.hpp)
prowess_own_target(prowess_generated_embed)
prowess_own_target(prowess_embed_tool)
add_test(NAME generated.embed COMMAND prowess_generated_embed)
add_test(NAME generated.embed_project
         COMMAND ${CMAKE_COMMAND} "-DWORK=${CMAKE_CURRENT_BINARY_DIR}/generated/embed project" "-DPROWESS=${PROJECT_SOURCE_DIR}" "-DEMBED_TOOL=$<TARGET_FILE:prowess_embed_tool>"
                 "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DGENERATOR=${CMAKE_GENERATOR}" "-DMAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" -P ${CMAKE_CURRENT_SOURCE_DIR}/generated/embed/run.cmake)
set_tests_properties(generated.embed generated.embed_project PROPERTIES LABELS generated TIMEOUT 300)
