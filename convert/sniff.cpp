#include "convert/sniff.h"

#include <string>

namespace tenderlead::convert {
namespace {

// ISO 32000-1, annex H.3.4.1: readers accept the header anywhere in the first 1024 bytes.
constexpr std::size_t kPdfHeaderWithin = 1024;

// The names of a compound file's streams are UTF-16LE ([MS-CFB] 2.6.1).
std::string wide(std::string_view name) {
  std::string out;
  for (const char c : name) {
    out += c;
    out += '\0';
  }
  return out;
}

bool has_stream(std::string_view bytes, std::string_view name) {
  return bytes.find(wide(name) + std::string(2, '\0')) != std::string_view::npos;
}

// 7z, gzip, bzip2, xz by their first bytes; tar by its mark at 257 (POSIX.1-1988).
bool is_other_archive(std::string_view bytes) {
  constexpr std::size_t kTarAt = 257;
  return bytes.starts_with("7z\xBC\xAF\x27\x1C") || bytes.starts_with("\x1F\x8B\x08") ||
         bytes.starts_with("BZh") || bytes.starts_with(std::string_view("\xFD\x37zXZ\0", 6)) ||
         (bytes.size() > kTarAt + 5 && bytes.substr(kTarAt, 5) == "ustar");
}

}  // namespace

FileKind sniff(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return FileKind::package;
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    if (has_stream(bytes, "EncryptedPackage")) return FileKind::encrypted;
    if (has_stream(bytes, "WordDocument")) return FileKind::doc;
    if (has_stream(bytes, "Workbook") || has_stream(bytes, "Book")) return FileKind::xls;
    return FileKind::other;
  }
  if (bytes.starts_with("{\\rtf")) return FileKind::doc;
  if (is_other_archive(bytes)) return FileKind::package;
  if (bytes.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string_view::npos) return FileKind::pdf;
  return FileKind::other;
}

std::string promised_kind(std::string_view name) {
  name = name.substr(0, name.find_first_of("?#"));
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot - 1 > 5) return {};
  std::string kind;
  for (const char c : name.substr(dot + 1)) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (!((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9'))) return {};
    kind += low;
  }
  return kind;
}

}  // namespace tenderlead::convert
