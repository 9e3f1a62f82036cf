// What the fetched pages say for and against a draft.
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "app/source_new/draft.h"
#include "crawler/url.h"
#include "parsers/page_judge.h"
#include "parsers/page_parser.h"

namespace tenderlead::app {
namespace {

// A host that a fifth of the items lead to is part of the source.
constexpr std::size_t kHostShare = 5;
constexpr int kWindows = 6;

std::string host_of(const std::string& url) {
  const auto parsed = crawler::parse_url(url);
  return parsed ? parsed->host_and_port() : std::string();
}

parsers::PageInput input_of(const Page& page, const SourceDraft& draft, PageRole role) {
  parsers::PageInput input;
  input.body = page.body;
  input.content_type = header_value(page.headers, "Content-Type");
  input.url = page.url;
  input.as = role;
  input.site = &draft.source.parser;
  input.source_region = &draft.source.region;
  return input;
}

void allow_hosts(SourceDraft& draft) {
  std::map<std::string, std::size_t> hosts;
  for (const ListItem& item : draft.proposal.list.items) ++hosts[host_of(item.url)];
  const std::string own = host_of(draft.fetched_url);
  std::vector<std::string> more;
  for (const auto& [host, count] : hosts) {
    if (host.empty() || host == own) continue;
    if (count * kHostShare >= draft.proposal.list.items.size())
      more.push_back(host);
    else
      draft.other_hosts.push_back(host);
  }
  if (more.empty()) return;
  draft.source.allowed_hosts = {own};
  draft.source.allowed_hosts.insert(draft.source.allowed_hosts.end(), more.begin(), more.end());
}

void set_paging(SourceDraft& draft, const DraftWishes& wishes) {
  Source& source = draft.source;
  source.paging = draft.proposal.paging.paging;
  const std::string template_text = wishes.url + wishes.body;
  if (template_text.find("{from}") != std::string::npos) {
    source.paging.window_days = kWindowDays;
    source.paging.windows = kWindows;
  }
  if (template_text.find("{page}") != std::string::npos)
    source.paging.kind = PagingKind::page_number;
  else if (template_text.find("{offset}") != std::string::npos)
    source.paging.kind = PagingKind::offset;
  else
    return;
  source.paging.page_size = std::max(1, static_cast<int>(draft.proposal.list.items.size()));
}

}  // namespace

SourceDraft draft_of_list(const Page& page, const DraftWishes& wishes, const std::vector<std::string>& taken,
                          const parsers::ReadingTables& tables) {
  SourceDraft draft;
  draft.fetched_url = page.url;
  const std::string type(header_value(page.headers, "Content-Type"));
  const parsers::PageContent content(page.body, type, page.url);
  draft.proposal = parsers::propose_list(content, page.body, type, wishes.link);
  Source& source = draft.source;
  source.parser = draft.proposal.site;
  RequestTemplate start;
  start.url = page.url;
  if (!wishes.body.empty()) {
    start.method = "POST";
    start.body = wishes.body;
  }
  if (wishes.url.find('{') != std::string::npos) start.url = wishes.url;
  source.start.push_back(std::move(start));
  set_paging(draft, wishes);
  name_source(draft, wishes, taken, tables);
  allow_hosts(draft);
  propose_focus(draft, page);
  if (wishes.allow_private) {
    source.allowed_private_hosts = {host_of(page.url)};
    for (const std::string& host : source.allowed_hosts)
      if (host != host_of(page.url)) source.allowed_private_hosts.push_back(host);
  }
  return draft;
}

void judge_second_page(SourceDraft& draft, const Page& page, const parsers::ReadingTables& tables) {
  SecondPage second;
  second.url = page.url;
  // Read by the proposed selectors where there are any, so that they are proved on a page they weren't made from.
  const auto parsed = parsers::parse_page(input_of(page, draft, PageRole::list), tables);
  // Records may have no address of their own, and then their titles tell them apart.
  std::set<std::string> first;
  for (const ListItem& item : draft.proposal.list.items) first.insert(item.url + " " + item.title);
  const auto count = [&](const std::string& url, const std::string& title) {
    ++second.items;
    second.fresh += first.contains(url + " " + title) ? 0 : 1;
  };
  for (const Notice& notice : parsed.notices) count(notice.url, notice.title);
  if (parsed.list && parsed.notices.empty())
    for (const ListItem& item : parsed.list->items) count(item.url, item.title);
  if (second.items == 0)
    second.problem = "第二页没有条目 (no items)";
  else if (second.fresh == 0)
    second.problem = "第二页与第一页相同 (the same items as the first page)";
  if (!second.problem.empty()) {
    draft.source.paging = {};
    draft.source.parser.list_next.clear();
  }
  draft.second = std::move(second);
}

std::optional<std::string> frame_of_detail(const SourceDraft& draft, const Page& page,
                                           const parsers::ReadingTables& tables) {
  const auto parsed = parsers::parse_page(input_of(page, draft, PageRole::notice), tables);
  return parsed.body_url.empty() ? std::nullopt : crawler::canonical_url(parsed.body_url, page.url);
}

void judge_details(SourceDraft& draft, const std::vector<Page>& pages, const parsers::ReadingTables& tables) {
  std::vector<std::unique_ptr<parsers::PageContent>> contents;
  std::vector<const parsers::PageContent*> notices;
  for (const Page& page : pages) {
    const auto same = [&](const DetailPage& detail) {
      const std::string& url = detail.body_url.empty() ? detail.url : detail.body_url;
      return url == page.requested_url || url == page.url;
    };
    const auto at = std::find_if(draft.details.begin(), draft.details.end(), same);
    if (at == draft.details.end()) continue;
    parsers::PageInput input = input_of(page, draft, PageRole::automatic);
    input.hint_title = at->title;
    auto parsed = parsers::parse_page(input, tables);
    if (parsed.notice && parsers::is_notice(*parsed.notice)) {
      at->notice = std::move(parsed.notice);
      const std::string type(header_value(page.headers, "Content-Type"));
      contents.push_back(std::make_unique<parsers::PageContent>(page.body, type, page.url));
      if (contents.back()->kind() == parsers::BodyKind::html && at->body_url.empty())
        notices.push_back(contents.back().get());
    } else if (parsed.reject_reason == "not_text") {
      at->problem = "不是网页，可能是附件 (a file, no page)";
    } else {
      at->news = true;
    }
  }
  if (!notices.empty()) draft.source.parser.body = parsers::propose_body(notices, tables);
}

}  // namespace tenderlead::app
