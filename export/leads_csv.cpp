#include "export/leads_csv.h"

#include "export/csv.h"

namespace tenderlead::exporting {
namespace {

std::string amount_yuan(const std::optional<Money>& money) {
  if (!money) return {};
  // A foreign amount under a heading in yuan would be read as yuan.
  return money->currency == "CNY" ? decimal_amount(*money) : decimal_amount(*money) + " " + money->currency;
}

std::string reasons_in_words(const Lead& lead) {
  std::string out;
  for (const auto& reason : lead.reasons) {
    if (reason.text.empty()) continue;
    if (!out.empty()) out += "；";
    out += reason.text;
    if (reason.points != 0)
      out += "（" + std::string(reason.points > 0 ? "+" : "") + std::to_string(reason.points) + "）";
  }
  return out;
}

std::string plan_in_words(const Lead& lead) {
  std::string out;
  for (const auto& step : lead.plan) {
    if (!out.empty()) out += "；";
    if (step.by) out += to_string(*step.by) + "前：";
    out += step.whom + "，" + step.about;
  }
  return out;
}

std::string price_in_words(const Lead& lead) {
  if (!lead.price) return {};
  return std::to_string(lead.price->low_wan) +
         (lead.price->high_wan ? "-" + std::to_string(*lead.price->high_wan) : "以上");
}

}  // namespace

const std::vector<std::string>& lead_columns() {
  static const std::vector<std::string> columns = {
      "线索编号", "线索类型", "产品",     "评分",       "客户",           "省份",     "城市",
      "区县",     "公告标题", "项目编号", "预算（元）", "最高限价（元）", "发布日期", "截止时间",
      "联系人",   "联系电话", "代理机构", "推荐理由",   "建议",           "链接",     "公告编号",
      "状态",     "评级",     "误差",     "负责人",     "最新动态",       "联系计划", "参考报价（万元）"};
  return columns;
}

std::vector<std::string> lead_cells(const LeadRow& row) {
  const Lead& lead = row.lead;
  const Notice none;
  const Notice& notice = row.notice ? *row.notice : none;
  const bool buyer_speaks = !notice.buyer.phone.empty();
  return {lead.id,
          chinese_name(lead.kind),
          row.product_name,
          std::to_string(lead.score),
          lead.organisation,
          lead.region.province,
          lead.region.city,
          lead.region.county,
          lead.title,
          notice.project_no,
          amount_yuan(notice.budget),
          amount_yuan(notice.ceiling),
          lead.published_at ? to_string(*lead.published_at).substr(0, 10) : "",
          lead.act_by ? to_string(*lead.act_by) : "",
          buyer_speaks ? notice.buyer.contact : notice.project_contact.name,
          buyer_speaks ? notice.buyer.phone : notice.project_contact.phone,
          notice.agency.name,
          reasons_in_words(lead),
          lead.suggestion,
          lead.url,
          lead.notice_id,
          chinese_name(lead.state),
          lead.grade,
          std::to_string(lead.uncertainty),
          row.owner_name,
          lead.history.empty() ? "" : lead.history.back().text,
          plan_in_words(lead),
          price_in_words(lead)};
}

void write_leads_csv(std::ostream& out, const std::vector<LeadRow>& rows) {
  CsvWriter writer(out);
  writer.row(lead_columns());
  for (const auto& row : rows) writer.row(lead_cells(row));
}

}  // namespace tenderlead::exporting
