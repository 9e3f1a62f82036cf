// PDF 1.4 (ISO 32000-1) with one font that isn't embedded: its codes are UTF-16, and its ToUnicode map says so.
#include <algorithm>
#include <cstdio>

#include "tests/office/bytes.h"
#include "tests/office/office_files.h"

namespace tenderlead::office {
namespace {

constexpr int kLeft = 60;
constexpr int kTop = 780;
constexpr int kLeading = 18;
constexpr int kWidth = 475;
constexpr std::size_t kLettersALine = 42;

std::string hex(std::u16string_view letters) {
  std::string out;
  char digits[8];
  for (const char16_t c : letters) {
    std::snprintf(digits, sizeof digits, "%04X", static_cast<unsigned>(c));
    out += digits;
  }
  return out;
}

class Content {
 public:
  void text(int x, std::u16string_view letters) {
    stream_ += "BT /F1 11 Tf 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y_) + " Tm <" +
               hex(letters) + "> Tj ET\n";
  }
  void next_line() { y_ -= kLeading; }
  const std::string& stream() const { return stream_; }

 private:
  std::string stream_;
  int y_ = kTop;
};

std::string content_of(const Page& page) {
  Content content;
  for (const Block& block : page) {
    for (const Row& row : block.rows) {
      const int width = kWidth / static_cast<int>(std::max<std::size_t>(row.size(), 1));
      for (std::size_t i = 0; i < row.size(); ++i)
        content.text(kLeft + static_cast<int>(i) * width, utf16(row[i]));
      content.next_line();
    }
    const std::u16string words = block.rows.empty() ? utf16(block.paragraph) : std::u16string();
    for (std::size_t at = 0; at < words.size(); at += kLettersALine) {
      content.text(kLeft, std::u16string_view(words).substr(at, kLettersALine));
      content.next_line();
    }
    content.next_line();
  }
  return content.stream();
}

class Objects {
 public:
  // Object numbers count from 1.
  void add(const std::string& words) {
    places_.push_back(out_.size());
    out_ += std::to_string(places_.size()) + " 0 obj\n" + words + "\nendobj\n";
  }
  void add_stream(const std::string& bytes) {
    add("<< /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream");
  }
  std::string finish() {
    const std::size_t table = out_.size();
    const std::string count = std::to_string(places_.size() + 1);
    out_ += "xref\n0 " + count + "\n0000000000 65535 f \n";
    for (const std::size_t place : places_) {
      char row[32];
      std::snprintf(row, sizeof row, "%010zu 00000 n \n", place);
      out_ += row;
    }
    out_ +=
        "trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    return std::move(out_);
  }

 private:
  std::string out_ = "%PDF-1.4\n";
  std::vector<std::size_t> places_;
};

constexpr const char* kToUnicode =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end";

}  // namespace

std::u16string utf16(std::string_view text) {
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    unsigned value = length == 1 ? lead : lead & (length == 2 ? 0x1Fu : 0x0Fu);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      value = value << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    out += static_cast<char16_t>(value);
    i += length;
  }
  return out;
}

std::string make_pdf(const std::vector<Page>& pages) {
  Objects objects;
  // 1 catalogue, 2 pages, 3 font, 4 its descendant, 5 its descriptor, 6 its map; then two a page.
  constexpr std::size_t kFirstPage = 7;
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(kFirstPage + 2 * i) + " 0 R ";
  objects.add("<< /Type /Catalog /Pages 2 0 R >>");
  objects.add("<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>");
  objects.add(
      "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] "
      "/ToUnicode 6 0 R >>");
  objects.add(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] /FontDescriptor 5 0 R "
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>");
  objects.add(
      "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
      "/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>");
  objects.add_stream(kToUnicode);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        "/Contents " +
        std::to_string(kFirstPage + 2 * i + 1) + " 0 R >>");
    objects.add_stream(content_of(pages[i]));
  }
  return objects.finish();
}

std::string endless_pdf() {
  std::string out =
      "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
      "2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
      "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
      "/Resources<</XObject<</X 10 0 R>>>>>>\nendobj\n"
      "4 0 obj\n<</Length 5>>\nstream\n/X Do\nendstream\nendobj\n";
  for (int level = 10; level < 20; ++level) {
    std::string draws;
    for (int i = 0; i < 10; ++i) draws += level < 19 ? "/X Do " : "1 0 0 1 0 0 cm ";
    out += std::to_string(level) +
           " 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X " +
           std::to_string(level + 1) + " 0 R>>>>/Length " + std::to_string(draws.size()) + ">>\nstream\n" +
           draws + "\nendstream\nendobj\n";
  }
  return out + "trailer\n<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace tenderlead::office
