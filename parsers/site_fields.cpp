#include "parsers/site_fields.h"

#include <string_view>

#include "parsers/fold.h"
#include "parsers/json_keys.h"

namespace tenderlead::parsers {
namespace {

// A word that no page has, so that the line is the source's own and nothing else is taken for it.
constexpr std::string_view kLabelPrefix = "站点字段";
constexpr std::string_view kNumerals[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};

std::string label_of(std::size_t index) {
  std::string label(kLabelPrefix);
  for (label += kNumerals[index % 10]; index >= 10; index /= 10) label += kNumerals[(index / 10) % 10];
  return label;
}

}  // namespace

void append_site_fields(Document& document, const std::vector<std::pair<std::string, std::string>>& fields,
                        std::map<std::string, std::string>& labels) {
  std::size_t index = 0;
  for (const auto& [path, raw] : fields) {
    const std::string value = fold_space(raw);
    if (value.empty()) continue;
    if (path == "title") {
      document.hint_title = plain_title(value);
      continue;
    }
    if (path == "published_at") {
      if (const std::string date = json_date(value); !date.empty()) document.hint_published_at = date;
      continue;
    }
    const std::string label = label_of(index++);
    labels[label] = path;
    if (!document.text.empty()) document.text += '\n';
    Line line;
    line.span.begin = document.text.size();
    document.text += label + "：" + value;
    line.span.end = document.text.size();
    document.lines.push_back(line);
  }
}

}  // namespace tenderlead::parsers
