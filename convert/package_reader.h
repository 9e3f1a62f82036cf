// Reads ZIP containers: Word documents and workbooks of Office Open XML (ECMA-376) into text, other archives (also 7z and tar,
// archive_reader.h) into their members. Runs inside the confined child process, and in fuzz targets; it opens no file and starts no process.
//
// What may surprise: names inside a container are compared and shown, never used as paths; declared sizes are not
// believed, what is unpacked is counted; a document with a DTD, which the standard forbids, counts as damaged.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "convert/limits.h"
#include "convert/problem.h"

namespace tenderlead::convert {

enum class PackageKind : char { zip = 'z', word = 'w', workbook = 'x', seven_zip = '7', tar = 't' };

// word: a page, named by its number; workbook: a sheet by its name; both with HTML of p, br, table, tr and td.
// zip, seven_zip, tar: a member by its name as it stands in the archive (bytes of an unsaid encoding), with its bytes.
struct Frame {
  std::string name;
  std::string payload;
  Problem problem = Problem::none;  // of a member: why the member couldn't be unpacked
};

struct Package {
  PackageKind kind = PackageKind::zip;
  std::vector<Frame> frames;
  bool cut = false;  // something was left out for a limit

  bool all_locked() const {
    return !frames.empty() && std::all_of(frames.begin(), frames.end(), [](const Frame& frame) {
      return frame.problem == Problem::encrypted;
    });
  }
};

// Problems: damaged, encrypted, too_large, unsupported (a container of another format, as OFD), empty.
// May throw std::bad_alloc where memory is limited, and nothing else.
Problem read_package(std::string_view bytes, const PackageLimits& limits, Package& out);

// The package as one stream of bytes from child to parent, and back. Decoding believes nothing: false where the
// stream isn't whole or says what can't be.
std::string encode_package(const Package& package);
bool decode_package(std::string_view stream, Package& out);

}  // namespace tenderlead::convert
