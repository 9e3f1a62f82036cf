// A workbook's sheets as tables of HTML.
#include <algorithm>
#include <cstdlib>

#include "convert/office_text.h"
#include "convert/workbook_parts.h"
#include "convert/xml_pull.h"

namespace tenderlead::convert {
namespace {

// Forms use some dozen columns and hundreds of rows; formats reach to the last of 16,384 and 1,048,576.
constexpr int kMostColumns = 200;
constexpr int kMostRows = 20'000;
constexpr std::size_t kMostStrings = 200'000;

class WorkbookReader {
 public:
  WorkbookReader(ZipContainer& container, const PackageLimits& limits, Package& out)
      : container_(container), limits_(limits), out_(out) {}

  Problem run() {
    if (const Problem problem = parts_.read(container_, kMostStrings); problem != Problem::none)
      return problem;
    for (const auto& sheet : parts_.sheets()) {
      if (static_cast<int>(out_.frames.size()) >= limits_.max_pages || bytes_ > limits_.max_text_bytes) {
        out_.cut = true;
        break;
      }
      Frame frame{sheet.name, {}};
      const ZipEntry* entry = container_.find(sheet.part);
      if (entry != nullptr && sheet.cells)
        if (const Problem problem = read_sheet(*entry, frame.payload); problem != Problem::none)
          return problem;
      bytes_ += frame.payload.size();
      out_.frames.push_back(std::move(frame));
    }
    return Problem::none;
  }

 private:
  Problem read_sheet(const ZipEntry& entry, std::string& html) {
    std::string text;
    if (const Problem problem = container_.read(entry, text); problem != Problem::none) return problem;
    XmlPull xml(text);
    int rows = 0;
    int column = 0;
    std::string type;
    std::size_t style = 0;
    std::string value;
    bool in_value = false;
    html = "<table>";
    for (;;) {
      const auto event = xml.next();
      if (event == XmlPull::Event::broken) return Problem::damaged;
      if (event == XmlPull::Event::finished) break;
      if (event == XmlPull::Event::text) {
        if (in_value) value += xml.text();
        continue;
      }
      const std::string_view name = xml.name();
      if (event == XmlPull::Event::start) {
        if (name == "row") {
          if (++rows > kMostRows || bytes_ + html.size() > limits_.max_text_bytes) {
            out_.cut = true;
            break;
          }
          html += "<tr>";
          column = 0;
        } else if (name == "c") {
          type = xml.attribute("t");
          style = static_cast<std::size_t>(std::clamp(std::atoi(xml.attribute("s").c_str()), 0, 1 << 20));
          value.clear();
          const int at = column_of(xml.attribute("r"));
          for (; column < std::min(at, kMostColumns); ++column) html += "<td></td>";
        } else if (name == "rPh") {
          xml.skip();
        }
        in_value = name == "v" || name == "t";
      } else {
        in_value = false;
        if (name == "row") html += "</tr>";
        if (name == "c" && column < kMostColumns) {
          html += "<td>";
          append_escaped(html, parts_.shown(type, style, value));
          html += "</td>";
          ++column;
        }
      }
    }
    html += "</table>";
    return Problem::none;
  }

  ZipContainer& container_;
  const PackageLimits& limits_;
  Package& out_;
  WorkbookParts parts_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Problem read_workbook(ZipContainer& container, const PackageLimits& limits, Package& out) {
  return WorkbookReader(container, limits, out).run();
}

}  // namespace tenderlead::convert
