#include "app/project_printer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "app/terminal_table.h"

namespace tenderlead::app {
namespace {

using Words = std::pair<std::string_view, const char*>;
constexpr std::array kBecause = {Words{"first", "最早的一条"},
                                 Words{"number", "项目编号相同"},
                                 Words{"reference", "文中提到其编号"},
                                 Words{"name", "采购人与名称相同"},
                                 Words{"similar_name", "名称相近，金额或时间相符"},
                                 Words{"same_notice", "同一公告在另一平台"},
                                 Words{"retender", "失败后重新招标"},
                                 Words{"lot", "同一项目的另一标段"},
                                 Words{"person", "人工合并"}};
constexpr std::array kFields = {Words{"bid_deadline", "投标截止"}, Words{"budget", "预算"},
                                Words{"ceiling", "最高限价"},      Words{"opening_at", "开标时间"},
                                Words{"project_no", "项目编号"},   Words{"buyer", "采购人"}};
constexpr std::array kBasis = {Words{"award", "中标公告"},      Words{"contract", "合同公告"},
                               Words{"acceptance", "验收公告"}, Words{"website", "医院网站"},
                               Words{"import", "导入"},         Words{"person", "人工填写"}};

template <std::size_t N>
std::string in_words(const std::array<Words, N>& words, const std::string& word) {
  for (const auto& [id, text] : words)
    if (id == word) return text;
  return word;
}

void line(std::ostream& out, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  const std::size_t room = 16 - std::min<std::size_t>(16, display_width(name));
  out << "  " << name << std::string(room, ' ') << printable(value) << '\n';
}

std::string yuan(const std::optional<Money>& money) {
  return money ? decimal_amount(*money) + " " + money->currency : std::string();
}
std::string day(const std::optional<StatedTime>& time) {
  return time ? to_string(time->date) : std::string();
}
std::string day(const std::optional<Date>& date) {
  return date ? to_string(*date) : std::string();
}

}  // namespace

const char* because_in_words(const std::string& because) {
  for (const auto& [id, text] : kBecause)
    if (id == because) return text;
  return "";
}

void print_project(std::ostream& out, const Project& project) {
  out << "\n项目 " << project.id << "\n";
  line(out, "名称", project.name);
  line(out, "采购人", project.buyer);
  line(out, "地区", project.region.province + project.region.city + project.region.county);
  line(out, "阶段",
       std::string(chinese_name(project.stage)) +
           (project.attempt > 1 ? "（第" + std::to_string(project.attempt) + "次招标）" : ""));
  for (const auto& number : project.numbers) line(out, "编号", number);
  line(out, "OCID", project.ocid);
  line(out, "投标截止", project.bid_deadline ? to_string(*project.bid_deadline) : "");
  line(out, "预算", yuan(project.budget));
  line(out, "最高限价", yuan(project.ceiling));
  line(out, "上年项目", project.previous);
  if (!project.winners.empty()) out << "\n中标人\n";
  for (const auto& winner : project.winners)
    line(out, winner.lot.empty() ? "中标" : "标段 " + winner.lot,
         winner.supplier + "  " + yuan(winner.amount));
  if (!project.lots.empty()) out << "\n标段\n";
  for (const auto& lot : project.lots)
    line(out, lot.no.empty() ? "-" : lot.no, lot.name + "  " + yuan(lot.budget ? lot.budget : lot.ceiling));
  out << "\n时间线\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& event : project.timeline)
    rows.push_back({day(event.published_at), event.kind ? chinese_name(*event.kind) : "", event.source_id,
                    event.same_as.empty() ? because_in_words(event.because) : "同 " + event.same_as,
                    event.notice_id, event.title});
  print_table(out, {{"日期", 10}, {"类型", 12}, {"来源", 20}, {"归入理由", 26}, {"公告", 16}, {"标题", 60}},
              rows);
  if (project.changes.empty()) return;
  out << "\n变更\n";
  rows.clear();
  for (const auto& change : project.changes)
    rows.push_back({day(change.published_at), in_words(kFields, change.field), change.from, change.to,
                    change.notice_id});
  print_table(out, {{"日期", 10}, {"字段", 12}, {"原为", 26}, {"改为", 26}, {"公告", 16}}, rows);
}

void print_installed(std::ostream& out, const InstalledBase& base,
                     const std::function<std::string(const std::string& product)>& product_name) {
  if (base.products.empty()) return;
  out << "\n已有系统\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& each : base.products) {
    const std::string from = day(each.replacement_from), until = day(each.replacement_until);
    rows.push_back({product_name(each.product), each.vendor, each.year ? std::to_string(*each.year) : "",
                    yuan(each.amount), day(each.service_end),
                    from.empty() ? "" : from.substr(0, 7) + " 至 " + until.substr(0, 7),
                    in_words(kBasis, each.basis), each.words});
  }
  print_table(out,
              {{"产品", 16},
               {"厂商", 28},
               {"年份"},
               {"金额", 0, true},
               {"服务到期", 10},
               {"更换期", 20},
               {"依据", 8},
               {"原文", 40}},
              rows);
}

}  // namespace tenderlead::app
