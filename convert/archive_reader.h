// 7z archives and tar files, packed by gzip, bzip2 or xz or not at all, read by libarchive within limits. Runs inside the
// confined child process, and in fuzz targets. RAR isn't read.
#pragma once

#include <string_view>

#include "convert/package_reader.h"

namespace tenderlead::convert {

// Members to frames, folders and links left out. Problems: damaged, encrypted, too_large, unsupported (something else than a tar
// file under its packing), empty.
Problem read_archive(std::string_view bytes, const PackageLimits& limits, Package& out);

}  // namespace tenderlead::convert
