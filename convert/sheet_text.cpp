// xl/workbook.xml and what it names, SpreadsheetML (ECMA-376 part 1, clause 18).
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

#include "convert/office_text.h"
#include "convert/xml_pull.h"

namespace tenderlead::convert {
namespace {

// Forms use some dozen columns and hundreds of rows; formats reach to the last of 16,384 and 1,048,576.
constexpr int kMostColumns = 200;
constexpr int kMostRows = 20'000;
constexpr std::size_t kMostStrings = 200'000;
// 9999-12-31.
constexpr double kLastDay = 2'958'465;

// "BC12" -> column 54; -1 where it is none.
int column_of(std::string_view reference) {
  int column = 0;
  std::size_t letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters) {
    if (letters >= 3) return -1;
    column = column * 26 + (reference[letters] - 'A' + 1);
  }
  return letters == 0 ? -1 : column - 1;
}

// Days since 1899-12-30, as cells hold them; day 60, which never was, included (ECMA-376 18.17.4.1).
std::string date_text(double serial) {
  using namespace std::chrono;
  const auto days_whole = static_cast<int>(serial);
  const sys_days day = sys_days(year{1899} / 12 / 30) + days(days_whole);
  const year_month_day date(day);
  char text[40];
  const int minutes = static_cast<int>((serial - days_whole) * 1440 + 0.5);
  if (minutes > 0 && minutes < 1440)
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), minutes / 60,
                  minutes % 60);
  else
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

// 18.8.30: the built-in formats for dates, with those of Chinese workbooks.
bool is_builtin_date(int format) {
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) || format == 36 ||
         (format >= 50 && format <= 54) || format == 57 || format == 58;
}

// A format code that shows a year: quoted words and colours left out.
bool shows_year(std::string_view code) {
  bool quoted = false;
  bool bracketed = false;
  for (const char c : code) {
    if (c == '"') quoted = !quoted;
    if (c == '[') bracketed = true;
    if (c == ']') bracketed = false;
    if (!quoted && !bracketed && (c == 'y' || c == 'Y' || c == 'e')) return true;
  }
  return false;
}

class WorkbookReader {
 public:
  WorkbookReader(ZipContainer& container, const PackageLimits& limits, Package& out)
      : container_(container), limits_(limits), out_(out) {}

  Problem run() {
    std::vector<std::pair<std::string, std::string>> sheets;  // name, relationship
    if (const Problem problem = each("xl/workbook.xml", true,
                                     [&](XmlPull& xml) {
                                       if (xml.name() != "sheet") return;
                                       auto name = xml.attribute("name");
                                       sheets.emplace_back(std::move(name), xml.attribute("id"));
                                     });
        problem != Problem::none)
      return problem;
    std::map<std::string, std::string> targets;
    const Problem related = each("xl/_rels/workbook.xml.rels", true, [&](XmlPull& xml) {
      if (xml.name() == "Relationship") targets[xml.attribute("Id")] = xml.attribute("Target");
    });
    if (related != Problem::none) return related;
    if (const Problem problem = read_strings(); problem != Problem::none) return problem;
    if (const Problem problem = read_formats(); problem != Problem::none) return problem;
    for (const auto& [name, relationship] : sheets) {
      if (static_cast<int>(out_.frames.size()) >= limits_.max_pages || bytes_ > limits_.max_text_bytes) {
        out_.cut = true;
        break;
      }
      std::string target = targets[relationship];
      target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
      Frame frame{name, {}};
      const ZipEntry* entry = container_.find(target);
      // A chart in a sheet's place has no cells.
      if (entry != nullptr && target.find("worksheets/") != std::string::npos)
        if (const Problem problem = read_sheet(*entry, frame.payload); problem != Problem::none)
          return problem;
      bytes_ += frame.payload.size();
      out_.frames.push_back(std::move(frame));
    }
    return Problem::none;
  }

 private:
  // Calls `use` at the start of each element of a part. A part that isn't there is damage where it is `needed`.
  template <typename Use>
  Problem each(std::string_view part, bool needed, Use use) {
    const ZipEntry* entry = container_.find(part);
    if (entry == nullptr) return needed ? Problem::damaged : Problem::none;
    std::string text;
    if (const Problem problem = container_.read(*entry, text); problem != Problem::none) return problem;
    XmlPull xml(text);
    for (;;) {
      const auto event = xml.next();
      if (event == XmlPull::Event::finished) return Problem::none;
      if (event == XmlPull::Event::broken) return Problem::damaged;
      if (event == XmlPull::Event::start) use(xml);
    }
  }

  Problem read_strings() {
    const ZipEntry* entry = container_.find("xl/sharedStrings.xml");
    if (entry == nullptr) return Problem::none;
    std::string text;
    if (const Problem problem = container_.read(*entry, text); problem != Problem::none) return problem;
    XmlPull xml(text);
    bool in_text = false;
    for (;;) {
      const auto event = xml.next();
      if (event == XmlPull::Event::finished) return Problem::none;
      if (event == XmlPull::Event::broken) return Problem::damaged;
      if (event == XmlPull::Event::start) {
        if (xml.name() == "rPh") {  // how it is pronounced
          xml.skip();
        } else if (xml.name() == "si") {
          if (strings_.size() >= kMostStrings) return Problem::too_large;
          strings_.emplace_back();
        }
        in_text = xml.name() == "t";
      } else if (event == XmlPull::Event::end) {
        in_text = false;
      } else if (in_text && !strings_.empty()) {
        strings_.back() += xml.text();
      }
    }
  }

  Problem read_formats() {
    std::map<int, bool> own;
    bool in_cells = false;
    return each("xl/styles.xml", false, [&](XmlPull& xml) {
      if (xml.name() == "numFmt") {
        own[std::atoi(xml.attribute("numFmtId").c_str())] = shows_year(xml.attribute("formatCode"));
      } else if (xml.name() == "cellXfs" || xml.name() == "cellStyleXfs" || xml.name() == "cellStyles") {
        in_cells = xml.name() == "cellXfs";
      } else if (xml.name() == "xf" && in_cells && dates_.size() < kMostStrings) {
        const int format = std::atoi(xml.attribute("numFmtId").c_str());
        const auto found = own.find(format);
        dates_.push_back(found == own.end() ? is_builtin_date(format) : found->second);
      }
    });
  }

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
          append_escaped(html, shown(type, style, value));
          html += "</td>";
          ++column;
        }
      }
    }
    html += "</table>";
    return Problem::none;
  }

  std::string shown(const std::string& type, std::size_t style, const std::string& value) const {
    if (type == "s") {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
      return error == std::errc() && index < strings_.size() ? strings_[index] : std::string();
    }
    if (!type.empty() && type != "n") return value;
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc()) return value;
    if (style < dates_.size() && dates_[style] && number >= 1 && number <= kLastDay) return date_text(number);
    // 1.2E6 is how a program stores what a person wrote as 1200000.
    if (value.find_first_of("eE") == std::string::npos || number > 1e15 || number < -1e15) return value;
    char text[48];
    const auto written = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed);
    return written.ec == std::errc() ? std::string(text, written.ptr) : value;
  }

  ZipContainer& container_;
  const PackageLimits& limits_;
  Package& out_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;  // by style: whether its numbers are dates
  std::uint64_t bytes_ = 0;
};

}  // namespace

Problem read_workbook(ZipContainer& container, const PackageLimits& limits, Package& out) {
  return WorkbookReader(container, limits, out).run();
}

}  // namespace tenderlead::convert
