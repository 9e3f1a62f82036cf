#include "parsers/site_fields.h"

#include <array>
#include <string_view>

#include "parsers/fold.h"
#include "parsers/json_keys.h"

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kLabelPrefix = "站点字段";
constexpr std::array<std::string_view, 10> kNumerals = {"甲", "乙", "丙", "丁", "戊",
                                                        "己", "庚", "辛", "壬", "癸"};

std::string label_of(std::size_t index) {
  std::string label(kLabelPrefix);
  label += kNumerals[index % 10];
  for (; index >= 10; index /= 10) label += kNumerals[(index / 10) % 10];
  return label;
}

struct FieldCopy {
  std::string_view path;
  void (*copy)(const Notice& from, Notice& to);
};

constexpr std::array<FieldCopy, 22> kCopies = {{
    {"project_no", [](const Notice& from, Notice& to) { to.project_no = from.project_no; }},
    {"project_name", [](const Notice& from, Notice& to) { to.project_name = from.project_name; }},
    {"method", [](const Notice& from, Notice& to) { to.method = from.method; }},
    {"buyer.name", [](const Notice& from, Notice& to) { to.buyer.name = from.buyer.name; }},
    {"buyer.address", [](const Notice& from, Notice& to) { to.buyer.address = from.buyer.address; }},
    {"buyer.contact", [](const Notice& from, Notice& to) { to.buyer.contact = from.buyer.contact; }},
    {"buyer.phone", [](const Notice& from, Notice& to) { to.buyer.phone = from.buyer.phone; }},
    {"agency.name", [](const Notice& from, Notice& to) { to.agency.name = from.agency.name; }},
    {"agency.address", [](const Notice& from, Notice& to) { to.agency.address = from.agency.address; }},
    {"agency.contact", [](const Notice& from, Notice& to) { to.agency.contact = from.agency.contact; }},
    {"agency.phone", [](const Notice& from, Notice& to) { to.agency.phone = from.agency.phone; }},
    {"project_contact.name",
     [](const Notice& from, Notice& to) { to.project_contact.name = from.project_contact.name; }},
    {"project_contact.phone",
     [](const Notice& from, Notice& to) { to.project_contact.phone = from.project_contact.phone; }},
    {"budget", [](const Notice& from, Notice& to) { to.budget = from.budget; }},
    {"ceiling", [](const Notice& from, Notice& to) { to.ceiling = from.ceiling; }},
    {"documents_from", [](const Notice& from, Notice& to) { to.documents_from = from.documents_from; }},
    {"documents_until", [](const Notice& from, Notice& to) { to.documents_until = from.documents_until; }},
    {"bid_deadline", [](const Notice& from, Notice& to) { to.bid_deadline = from.bid_deadline; }},
    {"opening_at", [](const Notice& from, Notice& to) { to.opening_at = from.opening_at; }},
    {"service_term",
     [](const Notice& from, Notice& to) {
       to.service_term = from.service_term;
       to.service_period = from.service_period;
     }},
    {"contract.no", [](const Notice& from, Notice& to) { to.contract.no = from.contract.no; }},
    {"region", [](const Notice& from, Notice& to) { to.region = from.region; }},
}};

}  // namespace

SiteFields append_site_fields(Document& document,
                              const std::vector<std::pair<std::string, std::string>>& fields,
                              const NoticeReadingOptions& options) {
  SiteFields appended;
  appended.options = options;
  appended.begin = document.text.empty() ? 0 : document.text.size() + 1;
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
    appended.options.labels[label] = path;
    if (!document.text.empty()) document.text += '\n';
    Line line;
    line.span.begin = document.text.size();
    document.text += label + "：" + value;
    line.span.end = document.text.size();
    document.lines.push_back(line);
    line.span = {line.span.begin - appended.begin, line.span.end - appended.begin};
    appended.lines.lines.push_back(line);
  }
  if (index > 0) appended.lines.text = document.text.substr(appended.begin);
  appended.lines.main = {0, appended.lines.text.size()};
  return appended;
}

void apply_site_fields(const SiteFields& fields, const Document& document, const ReadingTables& tables,
                       Notice& notice) {
  if (fields.lines.lines.empty()) return;
  const Notice own = read_notice(fields.lines, tables, fields.options);
  const std::size_t shift = document.code_points(fields.begin);
  for (const FieldCopy& field : kCopies) {
    const auto evidence = own.evidence.lower_bound(std::string(field.path));
    if (evidence == own.evidence.end() || evidence->first.compare(0, field.path.size(), field.path) != 0)
      continue;
    field.copy(own, notice);
    Evidence moved = evidence->second;
    moved.start += shift;
    moved.end += shift;
    moved.rule = "site:" + std::string(field.path);
    notice.evidence[evidence->first] = std::move(moved);
    notice.missing.erase(std::string(field.path));
  }
}

}  // namespace tenderlead::parsers
