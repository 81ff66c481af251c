# prowess_own_target(TARGET): what every program and object library of this project itself is compiled with.
# None of it reaches the users of prowess::prowess.
option(PROWESS_WERROR "Treat warnings in the project's own targets as errors" OFF)
option(PROWESS_NO_EXCEPTIONS "Compile the project's own targets without exceptions and without RTTI" OFF)

function(prowess_own_target target)
  target_link_libraries(${target} PRIVATE prowess::prowess)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  if(CMAKE_CXX_COMPILER_FRONTEND_VARIANT STREQUAL "MSVC" OR CMAKE_CXX_COMPILER_ID STREQUAL "MSVC")
    target_compile_options(${target} PRIVATE /W4 /permissive- /utf-8 /UNDEBUG $<$<BOOL:${PROWESS_WERROR}>:/WX>)
    return()
  endif()
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -UNDEBUG)   # assert() works in every build type
  if(PROWESS_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(PROWESS_NO_EXCEPTIONS)
    target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  endif()
endfunction()
