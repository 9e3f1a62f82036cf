// Just these leads, as CSV and as a workbook.
#include <algorithm>
#include <sstream>

#include "export/table.h"
#include "model/lead.h"
#include "web/api/contacts.h"
#include "web/api/leads/lead_desk.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostRows = 20'000;

using exporting::Cell;

struct Ask {
  const LeadDesk& desk;
  bool english = false;
};

Cell text(std::string value) {
  return value.empty() ? Cell() : Cell(masked_phones_in(value));
}

Cell time(const std::string& value) {
  if (const auto at = stated_time_from_iso(value)) return *at;
  return text(value);
}

std::string name_of(const boost::json::object& named, bool english) {
  const auto* other = english ? named.if_contains("name_en") : nullptr;
  return std::string((other != nullptr ? *other : named.at("name")).as_string());
}

std::string kind_name(const std::string& kind, bool english) {
  const auto known = lead_kind_from_string(kind);
  return english || !known ? kind : chinese_name(*known);
}

std::string state_name(const std::string& state, bool english) {
  const auto known = lead_state_from_string(state);
  return english || !known ? state : chinese_name(*known);
}

std::string status_name(const std::string& status, bool english) {
  static constexpr const char* kChinese[] = {"已联系", "已拜访", "已出方案", "已报价",
                                             "投标中", "赢单",   "丢单"};
  for (std::size_t i = 0; i < std::size(kChinese); ++i)
    if (!english && status == store::kLeadStatuses[i]) return kChinese[i];
  return status;
}

std::string verdict_name(const std::string& verdict, bool english) {
  if (english || verdict.empty()) return verdict;
  return verdict == "accepted" ? "接受" : "拒绝";
}

// A column of an export. `id` is the one that views have.
struct Column {
  const char* id;
  const char* name;
  const char* name_en;
  double width;
  bool usual;
  Cell (*cell)(const store::LeadHead&, const Ask&);
};

using Head = store::LeadHead;

constexpr Column kColumns[] = {
    {"id", "线索编号", "Lead", 18, true, [](const Head& head, const Ask&) { return Cell(head.id); }},
    {"grade", "评级", "Grade", 6, true, [](const Head& head, const Ask&) { return text(head.grade); }},
    {"score", "评分", "Score", 6, true,
     [](const Head& head, const Ask&) { return Cell(double(head.score)); }},
    {"uncertainty", "误差", "Uncertainty", 6, false,
     [](const Head& head, const Ask&) { return Cell(double(head.uncertainty)); }},
    {"state", "状态", "State", 8, true,
     [](const Head& head, const Ask& ask) { return text(state_name(head.state, ask.english)); }},
    {"kind", "类型", "Kind", 12, true,
     [](const Head& head, const Ask& ask) { return text(kind_name(head.kind, ask.english)); }},
    {"product", "产品", "Product", 18, true,
     [](const Head& head, const Ask& ask) {
       return text(name_of(ask.desk.product(head.product), ask.english));
     }},
    {"organisation", "客户", "Account", 30, true,
     [](const Head& head, const Ask&) { return text(head.organisation); }},
    {"region", "地区", "Region", 20, true,
     [](const Head& head, const Ask& ask) { return text(ask.desk.region_name(head.region_code)); }},
    {"title", "公告标题", "Title", 48, true, [](const Head& head, const Ask&) { return text(head.title); }},
    {"deadline", "截止时间", "Deadline", 17, true,
     [](const Head& head, const Ask&) { return time(head.act_by); }},
    {"published", "发布", "Published", 12, false,
     [](const Head& head, const Ask&) { return time(head.published_at); }},
    {"created", "首次出现", "Opened", 12, false,
     [](const Head& head, const Ask&) { return time(head.opened_at); }},
    {"changed", "最新动态时间", "Changed", 12, true,
     [](const Head& head, const Ask&) { return time(head.changed_at); }},
    {"news", "最新动态", "News", 40, true,
     [](const Head& head, const Ask& ask) {
       return text(ask.english && !head.news_en.empty() ? head.news_en : head.news);
     }},
    {"price_low", "参考报价下限（万元）", "Price from (10,000 yuan)", 12, true,
     [](const Head& head, const Ask&) {
       return head.price_low == 0 && head.price_high == 0 ? Cell() : Cell(double(head.price_low));
     }},
    {"price_high", "参考报价上限（万元）", "Price to (10,000 yuan)", 12, true,
     [](const Head& head, const Ask&) {
       return head.price_high == 0 ? Cell() : Cell(double(head.price_high));
     }},
    {"owner", "负责人", "Owner", 12, true,
     [](const Head& head, const Ask& ask) {
       return head.owner.empty() ? Cell() : text(name_of(ask.desk.person(head.owner), ask.english));
     }},
    {"verdict", "处理", "Verdict", 8, true,
     [](const Head& head, const Ask& ask) { return text(verdict_name(head.verdict, ask.english)); }},
    {"verdict_reason", "理由", "Reason", 24, false,
     [](const Head& head, const Ask&) { return text(head.reason); }},
    {"status", "进展", "Status", 10, true,
     [](const Head& head, const Ask& ask) { return text(status_name(head.status, ask.english)); }},
    {"snoozed_until", "搁置到", "Snoozed until", 12, false,
     [](const Head& head, const Ask&) { return time(head.snoozed_until); }},
};

// "price" stands for both its ends.
std::vector<const Column*> columns_of(const Request& request) {
  std::vector<const Column*> columns;
  const auto add = [&columns](const Column& column) {
    if (std::ranges::find(columns, &column) == columns.end()) columns.push_back(&column);
  };
  const auto asked = request.parameter("columns").value_or("");
  for (std::size_t at = 0; at < asked.size();) {
    const auto end = std::min(asked.find(',', at), asked.size());
    const auto id = std::string_view(asked).substr(at, end - at);
    const auto before = columns.size();
    for (const auto& column : kColumns)
      if (id == column.id || (id == "price" && std::string_view(column.id).starts_with("price_")))
        add(column);
    if (columns.size() == before &&
        std::ranges::none_of(kColumns, [&](const Column& column) { return id == column.id; }) &&
        id != "price")
      refuse(400, "bad-columns", "A column can't be exported.",
             {{"columns",
               "has no column \"" + std::string(id.substr(0, 60)) + "\"",
               "unknown_column",
               {{"column", std::string(id.substr(0, 60))}}}});
    at = end + 1;
  }
  if (columns.empty())
    for (const auto& column : kColumns)
      if (column.usual) columns.push_back(&column);
  return columns;
}

exporting::Table table_of(ApiContext& context, LeadDesk& desk) {
  const auto language = context.request().parameter("lang").value_or("zh");
  if (language != "zh" && language != "en")
    refuse(400, "bad-lang", "There are zh and en.",
           {{"lang", "must be zh or en", "not_one_of", {{"choices", "zh, en"}}}});
  const Ask how{desk, language == "en"};
  const auto columns = columns_of(context.request());
  const auto ask = lead_ask(context);
  exporting::Table table;
  table.name = how.english ? "Leads" : "线索";
  for (const auto* column : columns)
    table.columns.push_back({how.english ? column->name_en : column->name, column->width});
  context.read([&](store::Queries& queries) {
    desk.index().refresh(queries);
    const auto found = desk.index().find(ask, {}, kMostRows + 1);
    if (found.ids.size() > kMostRows)
      refuse(422, "too-many-rows", "An export has 20,000 leads at most. Narrow the filter.",
             {{"filter",
               "finds " + std::to_string(found.total),
               "too_many",
               {{"most", std::to_string(kMostRows)}}}});
    for (const auto& id : found.ids) {
      const auto head = queries.lead_head(id);
      if (!head) continue;
      auto& row = table.rows.emplace_back();
      for (const auto* column : columns) row.push_back(column->cell(*head, how));
    }
    return true;
  });
  return table;
}

// Who took what out of the house.
void write_down(ApiContext& context, const char* format, std::size_t rows) {
  context.commit(
      [&](store::WriteBatch& batch, store::Queries&) {
        context.audit(batch,
                      {.action = "leads.exported",
                       .subject = {},
                       .words = format,
                       .after = {{"filter", text_value(context.request().parameter("filter").value_or(""))},
                                 {"rows", rows}}});
        return no_content();
      },
      ApiContext::Keep::nothing);
}

Response file(const ApiContext& context, const char* type, const char* suffix, std::string bytes) {
  Response response;
  response.set("Content-Type", type);
  response.set("Content-Disposition", "attachment; filename=\"leads-" +
                                          to_string(date_from_days(today_of(context))) + suffix + "\"");
  response.set("Cache-Control", "private, no-store");
  response.body = std::move(bytes);
  return response;
}

Response export_csv(ApiContext& context, LeadDesk& desk) {
  const auto table = table_of(context, desk);
  std::ostringstream out;
  exporting::write_csv(out, table);
  write_down(context, "csv", table.rows.size());
  return file(context, "text/csv; charset=utf-8", ".csv", out.str());
}

Response export_xlsx(ApiContext& context, LeadDesk& desk) {
  const auto table = table_of(context, desk);
  auto bytes = exporting::workbook(table);
  if (!bytes) refuse_for(bytes.error());
  write_down(context, "xlsx", table.rows.size());
  return file(context, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx",
              std::move(*bytes));
}

}  // namespace

bool is_lead_column(std::string_view id) {
  return id == "price" ||
         std::ranges::any_of(kColumns, [&](const Column& column) { return id == column.id; });
}

void add_export_routes(Api& api, const SharedDesk& desk) {
  api.add({"GET", "/api/v1/exports/leads.csv", "exportLeadsCsv", Right::export_leads,
           [desk](ApiContext& context) { return export_csv(context, *desk); }});
  api.add({"GET", "/api/v1/exports/leads.xlsx", "exportLeadsXlsx", Right::export_leads,
           [desk](ApiContext& context) { return export_xlsx(context, *desk); }});
}

}  // namespace tenderlead::web
