# Frameworks written as C++ headers, compiled, and compared with what they were written from: a program that writes the headers,
# and one that includes them. Without optimisation: what takes time is compiling the constants.
set(made ${CMAKE_CURRENT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${made})
add_executable(prowess_generated_write generated/write.cpp)
add_custom_command(OUTPUT ${made}/made_health_it.hpp ${made}/made_everything.hpp ${made}/made_random.hpp
                   COMMAND prowess_generated_write ${made} COMMENT "Writing frameworks as headers" VERBATIM)
add_executable(prowess_generated generated/compare.cpp generated/elsewhere.cpp
               ${made}/made_health_it.hpp ${made}/made_everything.hpp ${made}/made_random.hpp)
target_include_directories(prowess_generated PRIVATE ${made} generated property)
foreach(program IN ITEMS prowess_generated_write prowess_generated)
  prowess_own_target(${program})
  target_compile_options(${program} PRIVATE $<$<NOT:$<CXX_COMPILER_ID:MSVC>>:-O0>)
endforeach()
foreach(which IN ITEMS health_it everything random)
  add_test(NAME generated.${which} COMMAND prowess_generated ${which})
  set_tests_properties(generated.${which} PROPERTIES LABELS generated TIMEOUT 120)
endforeach()
