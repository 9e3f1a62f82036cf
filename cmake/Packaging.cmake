# cmake --install puts things where the Filesystem Hierarchy Standard 3.0 wants them; cpack makes a .deb of the same.
include(GNUInstallDirs)
