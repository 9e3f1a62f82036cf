// What a file is, by its first bytes. Names and Content-Type say what somebody wished it were.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::convert {

enum class FileKind {
  pdf,
  doc,  // Word 97 to 2003, and RTF
  xls,  // Excel 95 to 2003
  package,  // ZIP: docx, xlsx or an archive; 7z, tar and what gzip, bzip2 or xz packed; read_package() tells which
  encrypted,  // an Office file behind a password
  other,      // everything else: HTML in the file's place, images, RAR, nothing
};

FileKind sniff(std::string_view bytes);

// The kind that a name's ending promises: "pdf", "doc", "docx", "xls", "xlsx", "zip"; other endings as they are
// ("rar", "jpg"), at most 5 letters in lower case; empty where there is none. Takes file names and URLs.
std::string promised_kind(std::string_view name);

}  // namespace tenderlead::convert
