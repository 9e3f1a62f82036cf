#include "app/source_new/preview.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "app/terminal_table.h"
#include "crawler/url.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kShownItems = 12;

const char* paging_name(PagingKind kind) {
  switch (kind) {
    case PagingKind::none:
      return "none";
    case PagingKind::next_link:
      return "next_link";
    case PagingKind::url_pattern:
      return "url_pattern";
    case PagingKind::page_number:
      return "page_number";
    case PagingKind::offset:
      return "offset";
    case PagingKind::cursor:
      return "cursor";
  }
  return "none";
}

std::string paging_in_words(const SourceDraft& draft) {
  const Paging& paging = draft.source.paging;
  std::string text;
  switch (paging.kind) {
    case PagingKind::none:
      text = "只读这一页 (this page alone)";
      break;
    case PagingKind::next_link:
      text = draft.proposal.paging.next.empty() ? "现在只有一页，以后按“下一页”链接 (one page so far)"
                                                : "按“下一页”链接 (by the next link)";
      break;
    case PagingKind::url_pattern:
      text = "按网址规律 " + paging.pattern + "，从 " + std::to_string(paging.first) + " 起 (by pattern)";
      break;
    case PagingKind::page_number:
    case PagingKind::offset:
      text = "按请求中的页码 (by a number in the request)";
      break;
    case PagingKind::cursor:
      text = "按上一页给出的游标 (by the cursor that a page gives)";
      break;
  }
  if (draft.second && draft.second->problem.empty())
    text += "；已试抓第二页：" + std::to_string(draft.second->items) + " 条，新 " +
            std::to_string(draft.second->fresh) + " 条 (second page tried)";
  else if (draft.second)
    text += "；" + draft.second->problem;
  return text;
}

std::string detail_in_words(const DetailPage& detail) {
  if (!detail.problem.empty()) return detail.problem;
  if (detail.news) return "像新闻，没有采购内容 (looks like news)";
  if (!detail.notice) return "未读取 (not read)";
  const Notice& notice = *detail.notice;
  std::string text = "公告 (notice)";
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += std::string("；") + name + " " + value;
  };
  add("类型", notice.kind ? chinese_name(*notice.kind) : "");
  add("编号", notice.project_no);
  add("采购人", notice.buyer.name);
  add("预算", notice.budget ? notice.budget->text : "");
  if (notice.bid_deadline) add("截止", to_string(*notice.bid_deadline));
  return text;
}

void say(std::ostream& out, const std::string& heading, const std::string& text) {
  out << heading << "：" << printable(text) << '\n';
}

void print_columns(std::ostream& out, const SourceDraft& draft) {
  std::vector<std::vector<std::string>> rows;
  for (const HomeColumn& column : draft.columns)
    rows.push_back({parsers::to_string(column.column), column.label, column.url});
  print_table(out, {{"栏目", 24}, {"名称", 24}, {"网址", 60}}, rows);
  say(out, "来源", draft.source.name + "  [" + draft.source.id + "]  " + draft.source.kind);
  say(out, "抓取",
      "从首页出发，每次最多 " + std::to_string(draft.source.focus.max_pages) + " 页 (focused crawl)");
  for (const std::string& note : draft.notes) say(out, "注意", note);
}

}  // namespace

void print_preview(std::ostream& out, const SourceDraft& draft) {
  if (!draft.columns.empty()) return print_columns(out, draft);
  const ListPage& list = draft.proposal.list;
  const std::size_t width = std::max<std::size_t>(terminal_width(), 100);
  const auto url = crawler::parse_url(draft.fetched_url);
  const std::string origin = url ? url->origin() : std::string();
  std::vector<std::vector<std::string>> rows;
  for (const ListItem& item : list.items) {
    if (rows.size() >= kShownItems) break;
    // The site's own part of an address is the same in every row.
    const bool own = !origin.empty() && item.url.starts_with(origin);
    rows.push_back({item.published_at, item.title, own ? item.url.substr(origin.size()) : item.url});
  }
  print_table(out, {{"日期", 10}, {"标题", width / 2}, {"网址", width / 2 - 14}}, rows);
  if (list.items.size() > rows.size()) out << "……\n";
  say(out, "共读到", std::to_string(list.items.size()) + " 条 (items)");
  say(out, "来源", draft.source.name + "  [" + draft.source.id + "]  " + draft.source.kind);
  if (!draft.proposal.date_format.empty()) say(out, "日期写法", draft.proposal.date_format);
  say(out, "编码", draft.proposal.charset);
  say(out, "翻页", paging_in_words(draft));
  for (const DetailPage& detail : draft.details) {
    out << "详情页：" << printable(detail.title) << "\n        " << printable(detail_in_words(detail))
        << '\n';
  }
  for (const std::string& note : draft.notes) say(out, "注意", note);
}

json::object draft_as_json(const SourceDraft& draft, const std::string& yaml) {
  const Source& source = draft.source;
  const SiteParserConfig& site = source.parser;
  json::object selectors;
  const auto add = [&selectors](const char* key, const std::string& value) {
    if (!value.empty()) selectors[key] = value;
  };
  add("item", site.list_item);
  add("link", site.list_link);
  add("title", site.list_title);
  add("date", site.list_date);
  add("next", site.list_next);
  add("list_body", site.list_body);
  add("body", site.body);
  json::object paging{{"kind", paging_name(source.paging.kind)}};
  if (source.paging.kind == PagingKind::url_pattern) paging["pattern"] = source.paging.pattern;
  if (source.paging.kind != PagingKind::none && source.paging.kind != PagingKind::next_link)
    paging["first"] = source.paging.first;
  json::object answer{{"type", "source"},
                      {"id", source.id},
                      {"name", source.name},
                      {"kind", source.kind},
                      {"url", draft.fetched_url},
                      {"charset", draft.proposal.charset},
                      {"items", wire::to_json(draft.proposal.list).at("items")},
                      {"selectors", std::move(selectors)},
                      {"paging", std::move(paging)}};
  if (!draft.columns.empty()) {
    answer["focus"] = {{"max_pages", source.focus.max_pages}};
    json::array columns;
    for (const HomeColumn& column : draft.columns)
      columns.push_back(json::object{
          {"column", parsers::to_string(column.column)}, {"label", column.label}, {"url", column.url}});
    answer["columns"] = std::move(columns);
    answer["items"] = json::array();
  }
  if (!source.organisation.empty()) answer["organisation"] = source.organisation;
  if (!source.region.empty()) answer["region"] = wire::to_json(source.region);
  if (!draft.proposal.date_format.empty()) answer["date_format"] = draft.proposal.date_format;
  if (draft.second)
    answer["second_page"] = {{"url", draft.second->url},
                             {"items", draft.second->items},
                             {"fresh", draft.second->fresh},
                             {"problem", draft.second->problem}};
  json::array details;
  for (const DetailPage& detail : draft.details) {
    json::object row{{"url", detail.url}, {"title", detail.title}};
    row["as"] = detail.notice ? "notice" : detail.news ? "news" : "unread";
    if (!detail.problem.empty()) row["problem"] = detail.problem;
    if (detail.notice) row["notice"] = wire::to_json(*detail.notice);
    details.emplace_back(std::move(row));
  }
  if (!details.empty()) answer["details"] = std::move(details);
  json::array notes;
  for (const std::string& note : draft.notes) notes.emplace_back(note);
  if (!notes.empty()) answer["notes"] = std::move(notes);
  answer["yaml"] = yaml;
  return answer;
}

}  // namespace tenderlead::app
