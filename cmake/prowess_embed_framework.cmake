# prowess_embed_framework(TARGET FILE.json [NAME name] [NAMESPACE a::b] [HEADER path/name.hpp])
#
# Makes a framework in JSON a constant of the target: `#include "FILE.hpp"` (or HEADER) defines NAME (else the framework's id) in
# NAMESPACE (else the global one). The header is written when the target is built, and again when the file changes; a file
# with problems fails the build and says them. The target gets an include folder and prowess::prowess, and a library hands both on;
# it needs no Boost: the tool that writes the header does, and is built for it. Where this build's programs do not run here, or to
# build the tool elsewhere (from embed_framework.cpp, which stands beside this file), PROWESS_EMBED_TOOL names it.
#
#   find_package(prowess REQUIRED COMPONENTS json)
#   add_executable(my_program main.cpp)
#   prowess_embed_framework(my_program frameworks/nurse.json NAMESPACE clinic)
include_guard(GLOBAL)
set(PROWESS_EMBED_TOOL "" CACHE FILEPATH "Tool that writes JSON frameworks as headers (empty: build it)")

function(prowess_embed_framework target file)
  cmake_parse_arguments(PARSE_ARGV 2 embed "" "NAME;NAMESPACE;HEADER" "")
  if(embed_UNPARSED_ARGUMENTS OR embed_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "prowess_embed_framework(${target} ${file} ...) takes NAME, NAMESPACE and HEADER with a value each, not: ${embed_UNPARSED_ARGUMENTS} ${embed_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "prowess_embed_framework: there is no target ${target}; make it first, with add_executable or add_library")
  endif()
  if(NOT embed_HEADER)
    get_filename_component(embed_HEADER "${file}" NAME_WLE)
    string(APPEND embed_HEADER ".hpp")
  endif()
  if(IS_ABSOLUTE "${embed_HEADER}" OR embed_HEADER MATCHES "(^|/)\\.\\.(/|$)")
    message(FATAL_ERROR "prowess_embed_framework: HEADER ${embed_HEADER} must be a path as #include has it, such as clinic/nurse.hpp")
  endif()

  # ---- the tool, once for all
  set(tool "${PROWESS_EMBED_TOOL}")
  if(tool STREQUAL "")
    if(NOT TARGET prowess_embed_tool)
      if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
        message(FATAL_ERROR "prowess_embed_framework needs a tool that runs on this machine: build ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_framework.cpp for it and name the program with PROWESS_EMBED_TOOL")
      endif()
      if(NOT TARGET prowess::json)
        message(FATAL_ERROR "prowess_embed_framework needs Boost.JSON (Boost 1.75 or newer) on the building machine: install it and use find_package(prowess COMPONENTS json), or name a prebuilt tool with PROWESS_EMBED_TOOL")
      endif()
      add_executable(prowess_embed_tool EXCLUDE_FROM_ALL "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_framework.cpp")
      target_link_libraries(prowess_embed_tool PRIVATE prowess::json)
      set_target_properties(prowess_embed_tool PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/prowess_embed")
    endif()
    set(tool prowess_embed_tool)
  endif()

  # ---- the header; the stamp tells that it is up to date also where it did not have to change
  get_filename_component(json "${file}" ABSOLUTE)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/prowess_embed/${target}")
  set(stamp "${folder}.stamps/${embed_HEADER}")
  get_filename_component(stamp_folder "${stamp}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}" "${stamp_folder}")
  set(options "")
  if(embed_NAME)
    list(APPEND options "--name=${embed_NAME}")
  endif()
  if(embed_NAMESPACE)
    list(APPEND options "--namespace=${embed_NAMESPACE}")
  endif()
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${folder}/${embed_HEADER}"
                     COMMAND "${tool}" "${json}" "${folder}/${embed_HEADER}" ${options}
                     COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
                     DEPENDS "${json}" "${tool}" COMMENT "Writing ${embed_HEADER} for ${target}" VERBATIM)
  string(MAKE_C_IDENTIFIER "${target}_${embed_HEADER}" step)
  set(step "prowess_embed_${step}")
  if(TARGET ${step})
    message(FATAL_ERROR "prowess_embed_framework: ${target} has a header ${embed_HEADER} already; give this one another name with HEADER")
  endif()
  add_custom_target(${step} DEPENDS "${stamp}")
  add_dependencies("${target}" ${step})

  # ---- what the target gets (as properties: target_link_libraries must not be called with and without keywords)
  get_target_property(type "${target}" TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    target_include_directories("${target}" INTERFACE "$<BUILD_INTERFACE:${folder}>")
    set_property(TARGET "${target}" APPEND PROPERTY INTERFACE_LINK_LIBRARIES prowess::prowess)
  elseif(type STREQUAL "EXECUTABLE")
    target_include_directories("${target}" PRIVATE "${folder}")
    set_property(TARGET "${target}" APPEND PROPERTY LINK_LIBRARIES prowess::prowess)
  else()  # a library's own headers may include it
    target_include_directories("${target}" PUBLIC "$<BUILD_INTERFACE:${folder}>")
    set_property(TARGET "${target}" APPEND PROPERTY LINK_LIBRARIES prowess::prowess)
    set_property(TARGET "${target}" APPEND PROPERTY INTERFACE_LINK_LIBRARIES prowess::prowess)
  endif()
endfunction()
