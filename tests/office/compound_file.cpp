// doc and xls: one stream in a compound file ([MS-CFB]), with what [MS-DOC] and [MS-XLS] need least.
#include <algorithm>
#include <cstring>

#include "tests/office/bytes.h"
#include "tests/office/office_files.h"

namespace tenderlead::office {
namespace {

constexpr std::size_t kSector = 512;
// Shorter streams would lie in the mini stream.
constexpr std::size_t kLeastStream = 4096;
constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::uint32_t kFree = 0xFFFFFFFF;
constexpr std::uint32_t kFatSector = 0xFFFFFFFD;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

std::string directory_entry(const std::string& name, int type, std::uint32_t child, std::uint32_t start,
                            std::uint32_t size) {
  std::string entry = utf16le(name);
  const auto length = static_cast<unsigned>(name.empty() ? 0 : entry.size() + 2);
  entry.resize(64, '\0');
  put16(entry, length);
  entry += static_cast<char>(type);
  entry += '\x01';  // black
  put32(entry, kNone);
  put32(entry, kNone);
  put32(entry, child);
  entry.append(36, '\0');
  put32(entry, start);
  put32(entry, size);
  put32(entry, 0);
  return entry;
}

// Sector 0 is the directory, 1 the table of sectors, the stream follows; so a stream has 63 kB at most.
std::string compound_file(const std::string& name, std::string stream) {
  stream.resize(std::max((stream.size() + kSector - 1) / kSector * kSector, kLeastStream), '\0');
  const auto sectors = static_cast<std::uint32_t>(stream.size() / kSector);
  std::string out("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  out.append(16, '\0');
  put16(out, 0x3E);
  put16(out, 3);
  put16(out, 0xFFFE);
  put16(out, 9);  // sectors of 512 bytes
  put16(out, 6);
  out.append(6, '\0');
  put32(out, 0);
  put32(out, 1);  // sectors of the table
  put32(out, 0);  // the directory
  put32(out, 0);
  put32(out, kLeastStream);
  put32(out, kEndOfChain);
  put32(out, 0);
  put32(out, kEndOfChain);
  put32(out, 0);
  put32(out, 1);  // where the table lies
  while (out.size() < kSector) put32(out, kFree);

  std::string directory = directory_entry("Root Entry", 5, 1, kEndOfChain, 0) +
                          directory_entry(name, 2, kNone, 2, static_cast<std::uint32_t>(stream.size()));
  for (int unused = 0; unused < 2; ++unused) directory += directory_entry("", 0, kNone, 0, 0);
  std::string table;
  put32(table, kEndOfChain);
  put32(table, kFatSector);
  for (std::uint32_t i = 0; i < sectors; ++i) put32(table, i + 1 < sectors ? i + 3 : kEndOfChain);
  while (table.size() < kSector) put32(table, kFree);
  return out + directory + table + stream;
}

void record(std::string& out, unsigned type, const std::string& body) {
  put16(out, type);
  put16(out, static_cast<unsigned>(body.size()));
  out += body;
}

std::string beginning(unsigned kind) {
  std::string body;
  put16(body, 0x0600);  // BIFF8
  put16(body, kind);
  put16(body, 0x0DBB);
  put16(body, 0x07CC);
  put32(body, 0x41);
  put32(body, 0x06);
  return body;
}

// A string with 16-bit count and 16-bit letters.
std::string long_string(const std::string& text) {
  const std::string letters = utf16le(text);
  std::string out;
  put16(out, static_cast<unsigned>(letters.size() / 2));
  out += '\x01';
  return out + letters;
}

}  // namespace

std::string make_doc(const std::vector<Block>& blocks) {
  std::string text;
  for (const Block& block : blocks) {
    if (block.rows.empty()) text += block.paragraph + "\r";
    for (const Row& row : block.rows) {
      // A cell ends with U+0007, and so does a row.
      for (const auto& cell : row) text += cell + "\a";
      text += "\a";
    }
  }
  const std::string letters = utf16le(text);
  // The file's head ([MS-DOC] FibBase): magic, version, fExtChar, where the text lies.
  constexpr std::uint32_t kTextAt = 0x400;
  std::string stream;
  put16(stream, 0xA5EC);
  put16(stream, 0x00C1);
  stream.resize(kTextAt, '\0');
  stream[11] = '\x10';
  set32(stream, 24, kTextAt);
  set32(stream, 28, kTextAt + static_cast<std::uint32_t>(letters.size()));
  return compound_file("WordDocument", stream + letters);
}

std::string make_xls(const std::vector<Sheet>& sheets) {
  std::vector<std::string> strings;
  std::vector<std::string> bodies;
  for (const Sheet& sheet : sheets) {
    std::string body;
    record(body, 0x0809, beginning(0x0010));
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
        const std::string& cell = sheet.rows[r][c];
        if (cell.empty()) continue;
        std::string value;
        put16(value, static_cast<unsigned>(r));
        put16(value, static_cast<unsigned>(c));
        put16(value, 15);
        if (is_number(cell)) {
          const double number = std::stod(cell);
          std::string bytes(sizeof number, '\0');
          std::memcpy(bytes.data(), &number, sizeof number);
          record(body, 0x0203, value + bytes);
        } else {
          put32(value, static_cast<std::uint32_t>(strings.size()));
          strings.push_back(cell);
          record(body, 0x00FD, value);
        }
      }
    }
    record(body, 0x000A, "");
    bodies.push_back(std::move(body));
  }
  std::string table;
  put32(table, static_cast<std::uint32_t>(strings.size()));
  put32(table, static_cast<std::uint32_t>(strings.size()));
  for (const auto& text : strings) table += long_string(text);

  std::string stream;
  record(stream, 0x0809, beginning(0x0005));
  std::string page;
  put16(page, 1200);
  record(stream, 0x0042, page);
  std::vector<std::size_t> places;
  for (const Sheet& sheet : sheets) {
    std::string bound;
    put32(bound, 0);
    put16(bound, 0);
    const std::string name = utf16le(sheet.name);
    bound += static_cast<char>(name.size() / 2);
    bound += '\x01';
    places.push_back(stream.size() + 4);
    record(stream, 0x0085, bound + name);
  }
  record(stream, 0x00FC, table);
  record(stream, 0x000A, "");
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    set32(stream, places[i], static_cast<std::uint32_t>(stream.size()));
    stream += bodies[i];
  }
  return compound_file("Workbook", stream);
}

}  // namespace tenderlead::office
