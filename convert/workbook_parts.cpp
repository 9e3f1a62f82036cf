#include "convert/workbook_parts.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

#include "convert/xml_pull.h"

namespace tenderlead::convert {
namespace {

// 9999-12-31.
constexpr double kLastDay = 2'958'465;
// Between 1899-12-30 and 1904-01-01, from which some workbooks count (18.2.28, date1904).
constexpr double kDaysTo1904 = 1462;
constexpr std::size_t kMostStyles = 65'490;  // Excel's own limit
constexpr std::size_t kMostSheets = 1000;

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

// Calls `use` at the start of each element of a part. A part that isn't there is damage where it is `needed`.
template <typename Use>
Problem each_element(ZipContainer& container, std::string_view part, bool needed, Use use) {
  const ZipEntry* entry = container.find(part);
  if (entry == nullptr) return needed ? Problem::damaged : Problem::none;
  std::string text;
  if (const Problem problem = container.read(*entry, text); problem != Problem::none) return problem;
  XmlPull xml(text);
  for (;;) {
    const auto event = xml.next();
    if (event == XmlPull::Event::finished) return Problem::none;
    if (event == XmlPull::Event::broken) return Problem::damaged;
    if (event == XmlPull::Event::start) use(xml);
  }
}

}  // namespace

int column_of(std::string_view reference) {
  int column = 0;
  std::size_t letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters) {
    if (letters >= 3) return -1;
    column = column * 26 + (reference[letters] - 'A' + 1);
  }
  return letters == 0 ? -1 : column - 1;
}

Problem WorkbookParts::read(ZipContainer& container, std::size_t most_strings) {
  if (const Problem problem = read_sheets(container); problem != Problem::none) return problem;
  if (const Problem problem = read_strings(container, most_strings); problem != Problem::none) return problem;
  return read_formats(container);
}

Problem WorkbookParts::read_sheets(ZipContainer& container) {
  std::vector<std::string> relationships;
  const Problem listed = each_element(container, kWorkbookMain, true, [&](XmlPull& xml) {
    if (xml.name() == "workbookPr") {
      const auto value = xml.attribute("date1904");
      from_1904_ = value == "1" || value == "true";
    }
    if (xml.name() != "sheet" || sheets_.size() >= kMostSheets) return;
    sheets_.push_back({xml.attribute("name"), {}, false});
    relationships.push_back(xml.attribute("id"));
  });
  if (listed != Problem::none) return listed;
  std::map<std::string, std::string> targets;
  const Problem related = each_element(container, "xl/_rels/workbook.xml.rels", true, [&](XmlPull& xml) {
    if (xml.name() == "Relationship") targets[xml.attribute("Id")] = xml.attribute("Target");
  });
  if (related != Problem::none) return related;
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const std::string& target = targets[relationships[i]];
    sheets_[i].part = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    sheets_[i].cells = sheets_[i].part.find("worksheets/") != std::string::npos;
  }
  return Problem::none;
}

Problem WorkbookParts::read_strings(ZipContainer& container, std::size_t most) {
  const ZipEntry* entry = container.find("xl/sharedStrings.xml");
  if (entry == nullptr) return Problem::none;
  std::string text;
  if (const Problem problem = container.read(*entry, text); problem != Problem::none) return problem;
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
        if (strings_.size() >= most) return Problem::too_large;
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

Problem WorkbookParts::read_formats(ZipContainer& container) {
  std::map<int, bool> own;
  bool in_cells = false;
  return each_element(container, "xl/styles.xml", false, [&](XmlPull& xml) {
    if (xml.name() == "numFmt") {
      own[std::atoi(xml.attribute("numFmtId").c_str())] = shows_year(xml.attribute("formatCode"));
    } else if (xml.name() == "cellXfs" || xml.name() == "cellStyleXfs" || xml.name() == "cellStyles") {
      in_cells = xml.name() == "cellXfs";
    } else if (xml.name() == "xf" && in_cells && dates_.size() < kMostStyles) {
      const int format = std::atoi(xml.attribute("numFmtId").c_str());
      const auto found = own.find(format);
      dates_.push_back(found == own.end() ? is_builtin_date(format) : found->second);
    }
  });
}

std::string WorkbookParts::shown(const std::string& type, std::size_t style, const std::string& value) const {
  if (type == "s") {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
    return error == std::errc() && index < strings_.size() ? strings_[index] : std::string();
  }
  if (!type.empty() && type != "n") return value;
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc()) return value;
  if (style < dates_.size() && dates_[style]) {
    const double serial = from_1904_ ? number + kDaysTo1904 : number;
    if (serial >= 1 && serial < kLastDay + 1) return date_text(serial);
  }
  // 1.2E6 is how a program stores what a person wrote as 1200000.
  if (value.find_first_of("eE") == std::string::npos || number > 1e15 || number < -1e15) return value;
  char text[48];
  const auto written = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed);
  return written.ec == std::errc() ? std::string(text, written.ptr) : value;
}

}  // namespace tenderlead::convert
