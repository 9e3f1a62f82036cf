# cmake --install puts things where the Filesystem Hierarchy Standard 3.0 wants them; cpack makes a .deb of the same.
include(GNUInstallDirs)

if(TARGET tenderlead)
  install(TARGETS tenderlead RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  install(TARGETS tenderlead_convert_helper RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/tenderlead")
  # The shipped configuration as a place to copy from; /etc/tenderlead is the administrator's and is never written.
  install(DIRECTORY config/ DESTINATION "${CMAKE_INSTALL_DATADIR}/tenderlead/config" FILES_MATCHING
    PATTERN "*.yaml" PATTERN "*.csv")
  # Units that an administrator enables; a name without a path is looked for below /usr/local and /usr.
  install(DIRECTORY packaging/systemd/ DESTINATION lib/systemd/system FILES_MATCHING PATTERN "*.service" PATTERN "*.timer")
  install(FILES README.md README.zh-CN.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
  install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}/manual" FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tenderlead)
set(CPACK_PACKAGE_CONTACT "Tenderlead maintainers <maintainers@tenderlead.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
# Reads the shared libraries that the binary needs and names their packages.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, catdoc, poppler-data, poppler-utils, publicsuffix")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "chromium")  # for sources that say `fetch: browser`
set(CPACK_STRIP_FILES ON)
include(CPack)
