# A Debian package: `cpack -G DEB` in the build tree makes libprowess-dev_<version>_all.deb. It installs as any prefix does, and
# puts what Debian wants to know where Debian looks for it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME libprowess-dev)
set(CPACK_PACKAGE_VENDOR prowess)
set(CPACK_PACKAGE_CONTACT "prowess maintainers <prowess@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "competency scoring for C++20 (headers)")
set(CPACK_PACKAGE_DESCRIPTION "Define a skill framework once, as a value, and score people against it
at compile time or at run time, exactly, with the evidence behind every
number. Frameworks may be JSON documents where Boost.JSON is installed.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, libboost-dev (>= 1.75)")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_IGNORE_FILES "/build/" "/\\\\.git/")
include(CPack)

find_program(gzip_program gzip)
if(NOT gzip_program)
  return()
endif()
file(READ ${PROJECT_SOURCE_DIR}/LICENSE licence)
file(WRITE ${PROJECT_BINARY_DIR}/debian/copyright "Copyright 2026 the authors of prowess\n\n${licence}")
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${PROJECT_BINARY_DIR}/debian/changelog
  "${CPACK_PACKAGE_NAME} (${PROJECT_VERSION}) unstable; urgency=low\n\n  * What changed is in CHANGELOG.md of the source.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
install(CODE "
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
    set(folder \"\$ENV{DESTDIR}/usr/share/doc/${CPACK_PACKAGE_NAME}\")
    file(MAKE_DIRECTORY \"\${folder}\")
    file(COPY_FILE \"${PROJECT_BINARY_DIR}/debian/copyright\" \"\${folder}/copyright\")
    execute_process(COMMAND \"${gzip_program}\" -9nc \"${PROJECT_BINARY_DIR}/debian/changelog\" OUTPUT_FILE \"\${folder}/changelog.gz\")
  endif()")
